//! Commands with their envelopes, and raw marketplace messages.

use defray_bindings_support::Failure;
use engine::core::command::Command;
use engine::core::id::{IdempotencyKey, Note};
use engine::core::provider::Provider;
use engine::{Mode, Request};

use crate::error::defray_error;
use crate::guard::call;
use crate::handles::{free, give_value};
use crate::layout::{Arena, ToC};
use crate::reading::{
    FromC, InputFault, Within as _, argument, array, known_size, misaligned, null, optional, optional_text, raw_text,
};
use crate::records::{defray_command, defray_marketplace_message, defray_provider};
use crate::status::defray_status;
use crate::text::defray_str;
use crate::values::defray_instant;

/// A command with its envelope. Set all bytes to zero, then set the necessary fields. Functions that take a request
/// also take its size, `sizeof(defray_request)`, because later versions can add fields at the end.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_request {
    /// The instant of the decision (T1); NULL: now, by the clock of the ledger.
    pub at: *const defray_instant,
    /// The person or system that submits the command, for the journal; `{NULL, 0}`: none.
    pub actor: defray_str,
    /// The caller's own id of the command (A2). A second command with the same key returns the result of the first
    /// one, and has no other effect. `{NULL, 0}`: none.
    pub idempotency_key: defray_str,
    /// The command.
    pub command: defray_command,
}

impl ToC for Request {
    type C = defray_request;

    fn to_c(&self, arena: &Arena) -> defray_request {
        let Self { command, at, actor, idempotency_key } = self;
        defray_request {
            at: arena.optional(at.map(|at| at.to_c(arena))),
            actor: arena.optional_text(actor.as_ref().map(Note::as_str)),
            idempotency_key: arena.optional_text(idempotency_key.as_ref().map(IdempotencyKey::as_str)),
            command: command.to_c(arena),
        }
    }
}

impl FromC for Request {
    type C = defray_request;

    unsafe fn from_c(c: &defray_request) -> Result<Self, InputFault> {
        // SAFETY: guaranteed by the caller.
        unsafe {
            let command = Command::from_c(&c.command).map_err(|wrong| match wrong.is_about_itself() {
                true => wrong.inside_command(),
                false => wrong,
            })?;
            Ok(Self {
                at: optional(c.at).within("at")?,
                actor: optional_text(&c.actor, Note::new).within("actor")?,
                idempotency_key: optional_text(&c.idempotency_key, IdempotencyKey::new).within("idempotency_key")?,
                command,
            })
        }
    }
}

/// Reads a request.
///
/// # Safety
///
/// The contract of the exported functions.
pub(crate) unsafe fn read_request(c: &defray_request) -> Result<Request, Failure> {
    // SAFETY: guaranteed by the caller.
    Ok(unsafe { Request::from_c(c)? })
}

/// The requests of a batch.
pub(crate) struct Batch {
    pub(crate) requests: Vec<Request>,
    /// The requests that cannot be read, with their index in the batch.
    pub(crate) unread: Vec<(usize, Failure)>,
}

/// Reads the requests of a batch. One that cannot be read makes an atomic batch fail.
///
/// # Safety
///
/// The contract of the exported functions.
pub(crate) unsafe fn read_requests(
    first: *const defray_request,
    count: usize,
    size: usize,
    mode: Mode,
) -> Result<Batch, Failure> {
    let mut batch = Batch { requests: Vec::new(), unread: Vec::new() };
    if count == 0 {
        return Ok(batch);
    }
    if first.is_null() {
        return Err(null("requests"));
    }
    if !size.is_multiple_of(align_of::<defray_request>()) {
        let expected = format!("`sizeof(defray_request)`, {}", size_of::<defray_request>());
        return Err(InputFault::new("wrong_size", size.to_string(), expected).about("request_size"));
    }
    if !first.is_aligned() {
        return Err(misaligned("requests"));
    }
    let bytes = count.checked_mul(size).filter(|bytes| isize::try_from(*bytes).is_ok());
    if bytes.is_none() {
        return Err(
            InputFault::new("wrong_size", format!("{count} requests"), "a number that fits into memory").about("count")
        );
    }
    batch.requests.reserve_exact(count);
    for place in 0..count {
        // SAFETY: the caller guarantees `count` requests of `size` bytes each.
        let one = unsafe {
            let one = first.cast::<u8>().add(place * size).cast::<defray_request>();
            known_size::<defray_request>(one.cast(), size, "request_size").map_err(|failure| failure.at(place))?;
            read_request(&*one)
        };
        match one {
            Ok(request) => batch.requests.push(request),
            Err(failure) if mode == Mode::Atomic => return Err(failure.at(place)),
            Err(failure) => batch.unread.push((place, failure)),
        }
    }
    Ok(batch)
}

/// Reads one command in JSON, as docs/commands/README.md describes it; also a marketplace message with `raw`.
/// Thread-safe.
///
/// `line`: one line of JSON Lines, without its line end. The caller owns `*out` and frees it with
/// `defray_request_free`.
///
/// Fails with an error of class misuse that names the field, the value and what was expected.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_request_read(
    line: defray_str,
    out: *mut *const defray_request,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call(out, err, || {
            let line = raw_text(&line, "line")?;
            let request = defray_bindings_support::request(line)?;
            Ok(give_value(&request))
        })
    }
}

/// Frees a request of `defray_request_read`. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_request_free(request: *const defray_request) {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe { free(request) }
}

/// Reads a raw marketplace message for the command `ingest` (AliCloud: the body of the request; AWS: the SNS
/// notification, SQS body or EventBridge event). Thread-safe.
///
/// `bytes`: the `size` bytes of the message. The caller owns `*out` and frees it with
/// `defray_marketplace_message_free`.
///
/// Fails with `DEFRAY_ERR_BAD_VALUE` if the message contains an impossible value or does not name its subscription.
/// An error never contains a secret of the message.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_marketplace_read(
    provider: defray_provider,
    bytes: *const u8,
    size: usize,
    out: *mut *const defray_marketplace_message,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call(out, err, || {
            let provider = argument::<Provider>(&provider, "provider")?;
            let bytes = array(bytes, size, "bytes")?;
            let message = defray_bindings_support::message(provider, bytes)?;
            Ok(give_value(&message))
        })
    }
}
