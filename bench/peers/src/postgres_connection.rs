//! The few messages of PostgreSQL's protocol, version 3, that the benchmark needs, over a Unix socket. A client library
//! would bring an asynchronous runtime.

use std::error::Error;
use std::io::{BufReader, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;

use defray_bench::outcome::Outcome;

/// The version of the protocol in the first message: 3.0.
const PROTOCOL: i32 = 3 << 16;

/// A connection of the superuser to the database `postgres`. Each answer is read whole before the next question.
pub(crate) struct Connection {
    stream: BufReader<UnixStream>,
}

impl Connection {
    pub(crate) fn open(socket: &Path) -> Outcome<Self> {
        let mut connection = Self { stream: BufReader::new(UnixStream::connect(socket)?) };
        let mut body = PROTOCOL.to_be_bytes().to_vec();
        body.extend_from_slice(b"user\0postgres\0database\0postgres\0\0");
        connection.stream.get_mut().write_all(&with_length(&body)?)?;
        connection.rows()?;
        Ok(connection)
    }

    /// Executes statements. Returns the first column of all rows.
    pub(crate) fn query(&mut self, statements: &str) -> Outcome<Vec<String>> {
        let mut body = statements.as_bytes().to_vec();
        body.push(0);
        self.ask(&[(b'Q', &body)])
    }

    /// Prepares a statement under a name.
    pub(crate) fn prepare(&mut self, name: &str, statement: &str) -> Outcome<()> {
        let body = format!("{name}\0{statement}\0\0\0");
        self.ask(&[(b'P', body.as_bytes()), (b'S', b"")]).map(|_| ())
    }

    /// Executes a prepared statement with parameters as text. Returns the first column of all rows.
    pub(crate) fn execute(&mut self, name: &str, parameters: &[&str]) -> Outcome<Vec<String>> {
        let mut bind = format!("\0{name}\0").into_bytes();
        // Without formats, all parameters are text.
        bind.extend_from_slice(&0_i16.to_be_bytes());
        bind.extend_from_slice(&i16::try_from(parameters.len())?.to_be_bytes());
        for parameter in parameters {
            bind.extend_from_slice(&i32::try_from(parameter.len())?.to_be_bytes());
            bind.extend_from_slice(parameter.as_bytes());
        }
        // Without formats, all columns are text.
        bind.extend_from_slice(&0_i16.to_be_bytes());
        // The portal without a name, and no limit of rows.
        self.ask(&[(b'B', &bind), (b'E', &[0; 5]), (b'S', b"")])
    }

    fn ask(&mut self, messages: &[(u8, &[u8])]) -> Outcome<Vec<String>> {
        let mut bytes = Vec::new();
        for (kind, body) in messages {
            bytes.push(*kind);
            bytes.extend_from_slice(&with_length(body)?);
        }
        self.stream.get_mut().write_all(&bytes)?;
        self.rows()
    }

    /// Reads up to the message that the server is ready for the next question.
    fn rows(&mut self) -> Outcome<Vec<String>> {
        let (mut rows, mut failure) = (Vec::new(), None::<Box<dyn Error + Send + Sync>>);
        loop {
            let (kind, body) = match (self.message(), failure) {
                // After an error at the start of a connection the server closes it.
                (Err(_), Some(failure)) => return Err(failure),
                (message, before) => {
                    failure = before;
                    message?
                }
            };
            match kind {
                b'Z' => return failure.map_or(Ok(rows), Err),
                b'D' => rows.push(first_column(&body).ok_or("a row of PostgreSQL has no first column")?),
                b'E' => failure = Some(error_text(&body).into()),
                b'R' if body != [0; 4] => return Err("PostgreSQL asks for a password".into()),
                _ => {}
            }
        }
    }

    fn message(&mut self) -> Outcome<(u8, Vec<u8>)> {
        let mut header = [0; 5];
        self.stream.read_exact(&mut header)?;
        let [kind, length @ ..] = header;
        let length = usize::try_from(i32::from_be_bytes(length))?;
        let mut body = vec![0; length.checked_sub(4).ok_or("a message of PostgreSQL is too short")?];
        self.stream.read_exact(&mut body)?;
        Ok((kind, body))
    }
}

/// A body after its length, which counts itself.
fn with_length(body: &[u8]) -> Outcome<Vec<u8>> {
    let length = i32::try_from(body.len() + 4)?;
    Ok([&length.to_be_bytes(), body].concat())
}

fn first_column(body: &[u8]) -> Option<String> {
    let (_, rest) = body.split_first_chunk::<2>()?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    // The length of NULL is -1, which is no `usize`.
    let length = usize::try_from(i32::from_be_bytes(*length)).ok()?;
    Some(String::from_utf8_lossy(rest.get(..length)?).into_owned())
}

/// The message of an error: the field with the letter M.
fn error_text(body: &[u8]) -> String {
    let fields = body.split(|byte| *byte == 0);
    let message = fields.filter_map(|field| field.strip_prefix(b"M")).next().unwrap_or(b"without a message");
    format!("PostgreSQL: {}", String::from_utf8_lossy(message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_length_counts_itself() {
        assert_eq!(with_length(b"ab").unwrap(), [0, 0, 0, 6, b'a', b'b']);
    }

    #[test]
    fn the_first_column_is_read_as_text_and_null_is_absent() {
        assert_eq!(first_column(&[0, 2, 0, 0, 0, 1, b'7', 0, 0, 0, 1, b'8']).as_deref(), Some("7"));
        assert_eq!(first_column(&[0, 1, 0xff, 0xff, 0xff, 0xff]), None);
        assert_eq!(first_column(&[0, 1, 0, 0, 0, 9, b'7']), None);
    }

    #[test]
    fn the_message_of_an_error_is_found() {
        assert_eq!(error_text(b"SERROR\0C23505\0Mduplicate key\0\0"), "PostgreSQL: duplicate key");
    }
}
