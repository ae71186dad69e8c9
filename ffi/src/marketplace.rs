//! Deliveries of marketplaces: proved genuine, read, answered.

use defray_bindings_support::{Failure, Nonces};

use crate::error::defray_error;
use crate::guard::{guarded, output};
use crate::handles::{Owned, free, give};
use crate::layout::Arena;
use crate::panic::catch_or;
use crate::reading::slice;
use crate::status::defray_status;
use crate::text::defray_str;

/// A host's memory of the nonces of genuine calls (Huawei Cloud V2), for one process. Any thread may use it at any time.
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

/// Proves that a delivery of a marketplace is genuine, and reads it. Any thread.
///
/// `request`: JSON, `{"provider", "method"?, "target"?, "headers"?: [[name, value]...], "trust": {"now", "secrets"?, "certificates"?:
/// [{"address", "pem"}...], "topics"?, "private_channel"?, "age_limit"?}}`; method and target are empty for what came out of a queue.
/// `body`: `size` bytes as they came. `nonces`: NULL takes every nonce for new. `*out`: JSON, the caller's, freed with
/// `defray_text_free`: `{"accepted": {"messages": [...], "next"?: {"do", ...}, "proof"}}`, where each message can be submitted as the
/// `message` of an `ingest` in the form of `defray_request_read`; or `{"rejected": {"code", "field"?, "message", "ours",
/// "certificate_address"?, "kept", "reply"}}`, where nothing may be changed because of it and `reply` is what to answer.
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
            let told = defray_bindings_support::accept(text(&request)?, bytes(body, size)?, nonces)?;
            Ok(out.write(give(Arena::new(), |arena| arena.text(&told))))
        })
    }
}

/// What to answer to a delivery that was accepted, given what came of it. Any thread.
///
/// `request`: as for `defray_marketplace_accept`, and `"outcome"`: `{"done": {"access"?: {name: value}}}`, `"not_ready"`,
/// `{"instances": [{"id", "access"?}...]}`, `"unknown_instance"` or `"try_again"`. `*out`: JSON, `{"status", "headers": [[name,
/// value]...], "body"}`, the caller's, freed with `defray_text_free`; the body is to be sent byte for byte, as it may be signed.
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
            let told = defray_bindings_support::reply(text(&request)?, bytes(body, size)?)?;
            Ok(out.write(give(Arena::new(), |arena| arena.text(&told))))
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
