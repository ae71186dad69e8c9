//! Commands with their envelopes, and marketplace messages as they came.

use defray_bindings_support::Failure;
use engine::core::command::Command;
use engine::core::id::{IdempotencyKey, Note};
use engine::core::provider::Provider;
use engine::{Mode, Request};

use crate::error::defray_error;
use crate::guard::{guarded, output};
use crate::handles::{free, give};
use crate::layout::{Arena, ToC};
use crate::reading::{FromC, InputFault, Within as _, known_size, misaligned, null, optional, optional_text, slice};
use crate::records::{defray_command, defray_marketplace_message, defray_provider};
use crate::status::defray_status;
use crate::text::defray_str;
use crate::values::defray_instant;

/// A command with its envelope. Zero it, then set what is needed. Functions that take it also take its size, so that it can grow at its
/// end: `sizeof(defray_request)`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_request {
    /// The instant of the decision (T1); NULL: the ledger's clock.
    pub at: *const defray_instant,
    /// Who asks, for the journal; `{NULL, 0}`: nobody is named.
    pub actor: defray_str,
    /// The caller's own id for the command (A2): repeating a command under the same key gives the first result again; `{NULL, 0}`: none.
    pub idempotency_key: defray_str,
    /// What is asked.
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
        // SAFETY: as our caller says.
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

/// # Safety
///
/// As of every exported function.
pub(crate) unsafe fn read_request(c: &defray_request) -> Result<Request, Failure> {
    // SAFETY: as our caller says.
    Ok(unsafe { Request::from_c(c)? })
}

/// A batch as it was given.
pub(crate) struct Batch {
    pub(crate) requests: Vec<Request>,
    /// What cannot be read, by its place in the batch.
    pub(crate) unread: Vec<(usize, Failure)>,
}

/// The requests of a batch. What cannot be read stops an atomic one.
///
/// # Safety
///
/// As of every exported function.
pub(crate) unsafe fn requests(
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
            InputFault::new("wrong_size", format!("{count} requests"), "as many as fit into memory").about("count")
        );
    }
    batch.requests.reserve_exact(count);
    for place in 0..count {
        // SAFETY: the caller vouches for `count` requests of `size` bytes each.
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

/// Reads one command of JSON Lines, in the form that docs/commands/README.md describes, marketplace messages in `raw` included. Any thread.
///
/// `line`: without its line end. `*out` is the caller's, freed with `defray_request_free`.
///
/// Fails with an error of class misuse that names the field, the value and what was expected.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_request_read(
    line: defray_str,
    out: *mut *const defray_request,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded(err, || {
            let out = output(out, "out")?;
            let line = slice(line.ptr.cast::<u8>(), line.len).map_err(|wrong| wrong.about("line"))?;
            let request = defray_bindings_support::request(line)?;
            Ok(out.write(give(Arena::new(), |arena| request.to_c(arena))))
        })
    }
}

/// Frees a request that defray gave. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_request_free(request: *const defray_request) {
    // SAFETY: as the header says of every function.
    unsafe { free(request) }
}

/// Reads a marketplace message as it came (AliCloud: the request's body; AWS: SNS notification, SQS body or EventBridge event), for the
/// command `ingest`. Any thread.
///
/// `*out` is the caller's, freed with `defray_marketplace_message_free`.
///
/// Fails with `DEFRAY_ERR_BAD_VALUE` when it says something that cannot be, or does not say whom it concerns. Errors never show a secret
/// of it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_marketplace_read(
    provider: defray_provider,
    bytes: *const u8,
    size: usize,
    out: *mut *const defray_marketplace_message,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded(err, || {
            let out = output(out, "out")?;
            let provider = Provider::from_c(&provider).map_err(|wrong| wrong.about("provider"))?;
            let bytes = slice(bytes, size).map_err(|wrong| wrong.about("bytes"))?;
            let message = defray_bindings_support::message(provider, bytes)?;
            Ok(out.write(give(Arena::new(), |arena| message.to_c(arena))))
        })
    }
}
