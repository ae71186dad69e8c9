//! A file as a delivery: a whole HTTP request as it came, or the part of it that says everything.

use std::io::Read;
use std::path::Path;
use std::str::Utf8Error;

use defray::core::limits::RAW_MESSAGE_BYTES_MAX;
use defray::core::provider::Provider;
use defray_marketplaces::{Delivery, UnreadableMessage};

use crate::failure::Failure;
use crate::ledger;

/// The most that a request's line and headers may have, in bytes.
const HEAD_BYTES_MAX: usize = 64 * 1_024;
/// The most headers.
const HEADERS_MAX: usize = 128;

/// Why a file is no delivery; its text shows nothing of it.
pub(super) struct Unusable {
    pub(super) code: &'static str,
    pub(super) message: String,
}

impl Unusable {
    fn request(message: impl Into<String>) -> Self {
        Self { code: "malformed_request", message: message.into() }
    }
}

/// The file's bytes, no more than a message and a request's head may have.
pub(super) fn bytes(file: &Path) -> Result<Result<Vec<u8>, Unusable>, Failure> {
    const MOST: usize = RAW_MESSAGE_BYTES_MAX + HEAD_BYTES_MAX;
    let mut bytes = Vec::new();
    let read = ledger::input(file)?.take(MOST as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| Failure::file("read", file, &error))?;
    if bytes.len() > MOST {
        let message = format!(
            "the delivery has more than {MOST} bytes: expected at most {RAW_MESSAGE_BYTES_MAX}, and {HEAD_BYTES_MAX} for a request's head"
        );
        return Ok(Err(Unusable { code: "message_too_long", message }));
    }
    Ok(Ok(bytes))
}

/// What a file holds.
pub(super) struct Input<'b> {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: &'b [u8],
}

impl<'b> Input<'b> {
    /// Reads a whole request; or, of AliCloud and Huawei Cloud V1, the target or query of one, of Huawei Cloud V2 and
    /// AWS the body.
    pub(super) fn read(provider: Provider, bytes: &'b [u8]) -> Result<Self, Unusable> {
        if is_request(bytes) {
            return Self::request(bytes);
        }
        let is_json = bytes.trim_ascii_start().first() == Some(&b'{');
        if provider == Provider::Aws || is_json {
            let method = if provider == Provider::Aws { "" } else { "POST" };
            return Ok(Self { method: method.into(), target: String::new(), headers: Vec::new(), body: bytes });
        }
        let unusable = |error: UnreadableMessage| Unusable { code: error.code(), message: error.to_string() };
        if bytes.len() > RAW_MESSAGE_BYTES_MAX {
            return Err(unusable(UnreadableMessage::TooLong { bytes: bytes.len(), most: RAW_MESSAGE_BYTES_MAX }));
        }
        let not_utf8 = |error: Utf8Error| unusable(UnreadableMessage::NotUtf8 { at: error.valid_up_to() });
        let target = str::from_utf8(bytes).map_err(not_utf8)?.trim_ascii().to_owned();
        Ok(Self { method: "GET".into(), target, headers: Vec::new(), body: b"" })
    }

    fn request(bytes: &'b [u8]) -> Result<Self, Unusable> {
        if let Some(request) = Self::whole_request(bytes, bytes)? {
            return Ok(request);
        }
        // A file of the head alone may lack the blank line after it.
        let head_alone = Self::whole_request(&[bytes, b"\r\n\r\n"].concat(), b"")?;
        head_alone
            .ok_or_else(|| Unusable::request("the HTTP request is not complete: expected a blank line after its head"))
    }

    /// The request that stands in `text`, its body taken from `bytes`, where it stands at the same place; absent:
    /// there is more to come.
    fn whole_request(text: &[u8], bytes: &'b [u8]) -> Result<Option<Self>, Unusable> {
        let mut room = [httparse::EMPTY_HEADER; HEADERS_MAX];
        let mut request = httparse::Request::new(&mut room);
        let wrong = |error| Unusable::request(format!("the HTTP request cannot be read: {error}"));
        let httparse::Status::Complete(head) = request.parse(text).map_err(wrong)? else { return Ok(None) };
        let headers = headers(&request)?;
        let body = of_length(&headers, bytes.get(head..).unwrap_or_default())?;
        let said = |part: Option<&str>| part.unwrap_or_default().to_owned();
        Ok(Some(Self { method: said(request.method), target: said(request.path), headers, body }))
    }

    pub(super) fn headers(&self) -> Vec<(&str, &str)> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }

    pub(super) fn delivery<'d>(&'d self, headers: &'d [(&'d str, &'d str)]) -> Delivery<'d> {
        Delivery { method: &self.method, target: &self.target, headers, body: self.body }
    }
}

/// Whether the first line is that of a request: `GET /spi?… HTTP/1.1`.
fn is_request(bytes: &[u8]) -> bool {
    let line = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default().trim_ascii_end();
    let mut words = line.split(|&byte| byte == b' ');
    let method = words.next().is_some_and(|method| !method.is_empty() && method.iter().all(u8::is_ascii_uppercase));
    method && words.next_back().is_some_and(|version| version.starts_with(b"HTTP/"))
}

fn headers(request: &httparse::Request<'_, '_>) -> Result<Vec<(String, String)>, Unusable> {
    let header = |header: &httparse::Header<'_>| {
        let value = str::from_utf8(header.value);
        let value = value.map_err(|_| Unusable::request(format!("the header `{}` is not UTF-8", header.name)))?;
        Ok((header.name.to_owned(), value.to_owned()))
    };
    request.headers.iter().map(header).collect()
}

/// The body, as long as `Content-Length` says: signatures are over bytes, and an editor may have added a line end.
fn of_length<'b>(headers: &[(String, String)], body: &'b [u8]) -> Result<&'b [u8], Unusable> {
    let named = |wanted: &str| headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case(wanted)).collect::<Vec<_>>();
    if !named("transfer-encoding").is_empty() {
        return Err(Unusable::request(
            "the body has a `Transfer-Encoding`: expected it decoded, with `Content-Length` or neither",
        ));
    }
    match named("content-length").as_slice() {
        [] => Ok(body),
        [(_, length)] => {
            let wrong = || {
                let has = body.len();
                Unusable::request(format!(
                    "`Content-Length` does not fit: expected the number of the body's bytes, {has}"
                ))
            };
            let length: usize = length.trim().parse().map_err(|_| wrong())?;
            let (body, rest) = body.split_at_checked(length).ok_or_else(wrong)?;
            if rest.trim_ascii().is_empty() { Ok(body) } else { Err(wrong()) }
        }
        _ => Err(Unusable::request("`Content-Length` is given twice: expected it once")),
    }
}
