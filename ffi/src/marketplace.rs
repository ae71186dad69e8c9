//! Deliveries of marketplaces: proved genuine, read, recorded, answered.

use defray_bindings_support::{Failure, Nonces};

use crate::engine_handle::defray_engine;
use crate::error::defray_error;
use crate::guard::{guarded, guarded_by, output};
use crate::handles::{Owned, free, give};
use crate::layout::Arena;
use crate::panic::catch_or;
use crate::reading::slice;
use crate::status::defray_status;
use crate::text::defray_str;

/// A host's memory of the nonces of genuine calls (Huawei Cloud V2), for one process. Any thread may use it at any
/// time.
pub struct defray_nonces(Nonces);

impl Owned for defray_nonces {}

/// An empty memory. NULL only if there is no memory. Freed with `defray_nonces_free`.
#[unsafe(no_mangle)]
pub extern "C" fn defray_nonces_new() -> *mut defray_nonces {
    catch_or(std::ptr::null_mut(), || defray_nonces(Nonces::default()).give())
}

/// Frees it, once no call uses it any more. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_nonces_free(nonces: *mut defray_nonces) {
    // SAFETY: as the header says of every function.
    unsafe { defray_nonces::free(nonces) }
}

/// Proves a delivery of a marketplace, records it in the ledger, and makes the answer: all that a host does with one
/// delivery. Any thread.
///
/// `request`: JSON, as for `defray_marketplace_accept`, and `"at"?`: the instant of the decision, by default the
/// engine's clock; `"access"?`: `{name: value}`, the access data that the buyer of an instance sees;
/// `"keep_rejected"?`: true records rejected deliveries too. `body`: `size` bytes as they came. `nonces`: NULL takes
/// every nonce as new. `*out`: JSON, the caller's, freed with `defray_text_free`: the object of
/// `defray_marketplace_accept`, with these fields beside it.
///
/// - `"results"`: one for each message that was submitted, `{"disposition", "duplicate"?, "position"?, "outbox"?:
///   [number...]}` or `{"error": {"number", "code", "class", "field"?, "rule"?, "message", "retryable"}}`.
/// - `"failure"?`: the first such error that is no refusal. A host must not ignore it.
/// - `"reply"`: `{"status", "headers": [[name, value]...], "body"}`, the answer to send in every case. The body is
///   sent byte for byte, because it may be signed.
///
/// Fails with an error of class misuse when `request` is not of that form. A rejected delivery and an error of the
/// ledger are results, because both have an answer. Errors never show a secret of the request.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_marketplace_receive(
    engine: *const defray_engine,
    request: defray_str,
    body: *const u8,
    size: usize,
    nonces: *const defray_nonces,
    out: *mut *const defray_str,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded_by(engine, err, |engine| {
            let out = output(out, "out")?;
            let engine = engine.open("engine")?;
            let nonces = nonces.as_ref().map(|nonces| &nonces.0);
            let (request, body) = (text(&request)?, bytes(body, size)?);
            let received = defray_bindings_support::receive(engine.engine(), request, body, nonces)?;
            Ok(out.write(give(Arena::new(), |arena| arena.text(&received))))
        })
    }
}

/// Proves that a delivery of a marketplace is genuine, and reads it. Any thread. A host that records deliveries calls
/// `defray_marketplace_receive`.
///
/// `request`: JSON, `{"provider", "method"?, "target"?, "headers"?: [[name, value]...], "trust": {"now", "secrets"?,
/// "certificates"?: [{"address"?, "pem"}...], "topics"?, "private_channel"?, "age_limit"?}}`. Method and target are
/// empty for a message from a queue. A certificate without an address is for every address of SNS. `body`: `size`
/// bytes as they came. `nonces`: NULL takes every nonce as new. `*out`: JSON, the caller's, freed with
/// `defray_text_free`: `{"accepted": {"messages": [...], "next"?: {"do", ...}, "proof"}}`, where each message can be
/// submitted as the `message` of an `ingest` in the form of `defray_request_read`; or
/// `{"rejected": {"code", "field"?, "message", "ours", "certificate_address"?, "kept", "reply"}}`, where nothing may be
/// changed because of it and `reply` is the answer.
///
/// Fails with an error of class misuse when `request` is not of that form. Errors never show a secret of it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_marketplace_accept(
    request: defray_str,
    body: *const u8,
    size: usize,
    nonces: *const defray_nonces,
    out: *mut *const defray_str,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded(err, || {
            let out = output(out, "out")?;
            let nonces = nonces.as_ref().map(|nonces| &nonces.0);
            let result = defray_bindings_support::accept(text(&request)?, bytes(body, size)?, nonces)?;
            Ok(out.write(give(Arena::new(), |arena| arena.text(&result))))
        })
    }
}

/// The answer to a delivery that was accepted, for an outcome. Any thread.
///
/// `request`: as for `defray_marketplace_accept`, and `"outcome"`: `{"done": {"access"?: {name: value}}}`,
/// `"not_ready"`, `{"instances": [{"id", "access"?}...]}`, `"unknown_instance"` or `"try_again"`. `*out`: JSON,
/// `{"status", "headers": [[name, value]...], "body"}`, the caller's, freed with `defray_text_free`. The body is sent
/// byte for byte, because it may be signed.
///
/// Fails with an error of class misuse when `request` is not of that form. Errors never show a secret of it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_marketplace_reply(
    request: defray_str,
    body: *const u8,
    size: usize,
    out: *mut *const defray_str,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded(err, || {
            let out = output(out, "out")?;
            let result = defray_bindings_support::reply(text(&request)?, bytes(body, size)?)?;
            Ok(out.write(give(Arena::new(), |arena| arena.text(&result))))
        })
    }
}

/// Frees a text that defray gave. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_text_free(text: *const defray_str) {
    // SAFETY: as the header says of every function.
    unsafe { free(text) }
}

/// # Safety
///
/// As of every exported function.
pub(crate) unsafe fn text<'c>(request: &defray_str) -> Result<&'c [u8], Failure> {
    // SAFETY: as our caller says.
    unsafe { slice(request.ptr.cast::<u8>(), request.len).map_err(|wrong| wrong.about("request")) }
}

/// # Safety
///
/// As of every exported function.
pub(crate) unsafe fn bytes<'c>(body: *const u8, size: usize) -> Result<&'c [u8], Failure> {
    // SAFETY: as our caller says.
    unsafe { slice(body, size).map_err(|wrong| wrong.about("body")) }
}
