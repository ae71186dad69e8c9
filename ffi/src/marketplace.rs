//! Deliveries of marketplaces: proves that they are genuine, reads, records and answers them.

use defray_bindings_support::Nonces;

use crate::engine_handle::defray_engine;
use crate::error::defray_error;
use crate::guard::{call, call_on};
use crate::handles::{Owned, free, give_text};
use crate::panic::catch_or;
use crate::reading::{array, raw_text};
use crate::status::defray_status;
use crate::text::defray_str;

/// The nonces of the genuine calls (Huawei Cloud V2) that this process received. With it, a call is accepted only
/// once. Thread-safe. `defray_nonces_free` frees it.
pub struct defray_nonces(Nonces);

impl Owned for defray_nonces {}

/// Creates an object without nonces. The caller owns it and frees it with `defray_nonces_free`. NULL only after a
/// defect of defray. Thread-safe.
#[unsafe(no_mangle)]
pub extern "C" fn defray_nonces_new() -> *mut defray_nonces {
    catch_or(std::ptr::null_mut(), || defray_nonces(Nonces::default()).give())
}

/// Frees the object. No call may still use it. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_nonces_free(nonces: *mut defray_nonces) {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe { defray_nonces::free(nonces) }
}

/// Proves that a delivery of a marketplace is genuine, records it in the ledger, and produces the answer. This is
/// everything that a host does with one delivery. Thread-safe.
///
/// `request`: JSON, as for `defray_marketplace_accept`, with these optional fields:
///
/// - `"at"`: the instant of the decision; without it, the clock of the ledger.
/// - `"access"`: `{name: value}`, the access data that the buyer of an instance sees.
/// - `"keep_rejected"`: with `true`, rejected deliveries are recorded too.
///
/// `body`: the `size` bytes of the delivery, unchanged. `nonces`: with NULL every nonce is new. `*out`: JSON; the
/// caller owns it and frees it with `defray_text_free`. It is the object of `defray_marketplace_accept` with these
/// additional fields:
///
/// - `"results"`: one for each submitted message, `{"disposition", "duplicate"?, "position"?, "outbox"?:
///   [number...]}` or `{"error": {"number", "code", "class", "field"?, "rule"?, "message", "retryable"}}`.
/// - `"failure"?`: the first such error that is not of class refused. A host must not ignore it.
/// - `"reply"`: `{"status", "headers": [[name, value]...], "body"}`, the answer that the host must send in every
///   case. It must send the body unchanged, because the body can be signed.
///
/// Fails with an error of class misuse if `request` does not have this form. A rejected delivery and an error of
/// the ledger are results, because both have an answer. An error never contains a secret of the request.
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
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call_on(engine, out, err, |engine| {
            let nonces = nonces.as_ref().map(|nonces| &nonces.0);
            let (request, body) = (raw_text(&request, "request")?, array(body, size, "body")?);
            let received = defray_bindings_support::receive(engine.engine(), request, body, nonces)?;
            Ok(give_text(&received))
        })
    }
}

/// Proves that a delivery of a marketplace is genuine, and reads it. It records nothing: a host that records
/// deliveries calls `defray_marketplace_receive`. Thread-safe.
///
/// `request`: JSON, `{"provider", "method"?, "target"?, "headers"?: [[name, value]...], "trust": {"now",
/// "secrets"?, "certificates"?: [{"address"?, "pem"}...], "topics"?, "private_channel"?, "age_limit"?}}`. `method`
/// and `target` are empty for a message from a queue. A certificate without an address is valid for every address
/// of SNS. `body`: the `size` bytes of the delivery, unchanged. `nonces`: with NULL every nonce is new.
///
/// `*out`: JSON; the caller owns it and frees it with `defray_text_free`. It is one of these:
///
/// - `{"accepted": {"messages": [...], "next"?: {"do", ...}, "proof"}}`. Each message can be submitted as the
///   `message` of the command `ingest` in the form of `defray_request_read`.
/// - `{"rejected": {"code", "field"?, "message", "ours", "certificate_address"?, "kept", "reply"}}`. The host must
///   not change anything because of this delivery. `ours`: the cause is on the side of the host, so the same
///   delivery can be accepted later. `kept`: the message that records the rejection. `reply`: the answer to send.
///
/// Fails with an error of class misuse if `request` does not have this form. An error never contains a secret of
/// the request.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_marketplace_accept(
    request: defray_str,
    body: *const u8,
    size: usize,
    nonces: *const defray_nonces,
    out: *mut *const defray_str,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call(out, err, || {
            let nonces = nonces.as_ref().map(|nonces| &nonces.0);
            let result =
                defray_bindings_support::accept(raw_text(&request, "request")?, array(body, size, "body")?, nonces)?;
            Ok(give_text(&result))
        })
    }
}

/// The answer to an accepted delivery, for an outcome. Thread-safe.
///
/// `request`: as for `defray_marketplace_accept`, with `"outcome"`: `{"done": {"access"?: {name: value}}}`,
/// `"not_ready"`, `{"instances": [{"id", "access"?}...]}`, `"unknown_instance"` or `"try_again"`. `*out`: JSON,
/// `{"status", "headers": [[name, value]...], "body"}`; the caller owns it and frees it with `defray_text_free`.
/// The host must send the body unchanged, because the body can be signed.
///
/// Fails with an error of class misuse if `request` does not have this form. An error never contains a secret of
/// the request.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_marketplace_reply(
    request: defray_str,
    body: *const u8,
    size: usize,
    out: *mut *const defray_str,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call(out, err, || {
            let result = defray_bindings_support::reply(raw_text(&request, "request")?, array(body, size, "body")?)?;
            Ok(give_text(&result))
        })
    }
}

/// Frees a text that a function returned as `*out`. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_text_free(text: *const defray_str) {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe { free(text) }
}
