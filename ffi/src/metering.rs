//! Usage on its way to the providers: the calls that carry it, and what their answers tell the ledger.

use crate::error::defray_error;
use crate::guard::{guarded, guarded_by, output};
use crate::handles::give;
use crate::layout::Arena;
use crate::marketplace::{bytes, text};
use crate::snapshot::defray_snapshot;
use crate::status::defray_status;
use crate::text::defray_str;

/// The calls that carry the usage records in flight to a provider, ready to send. Any thread.
///
/// `request`: JSON, `{"provider", "now", "records"?: [NUMBER...], "records_per_call"?, "billing"?: "hourly" | "daily"
/// | "real_time", "age_limit"?}`; without `records`: all of the provider that are in flight. `*out`: JSON, the
/// caller's, freed with `defray_text_free`: `{"calls": [{"provider", "operation", "body", "records", "wait"}...],
/// "unsendable": [{"record", "code", "message"}...]}`. A call's `body` is to be sent byte for byte, and not before
/// `wait` seconds after the first one; a call is kept until it is answered.
///
/// Fails with an error of class misuse when `request` is not of that form, and with `DEFRAY_ERR_NOT_FOUND` when there
/// is no such record.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_metering_calls(
    snapshot: *const defray_snapshot,
    request: defray_str,
    out: *mut *const defray_str,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded_by(snapshot, err, |snapshot| {
            let out = output(out, "out")?;
            let told = defray_bindings_support::metering::calls(&snapshot.open("snapshot")?.snapshot, text(&request)?)?;
            Ok(out.write(give(Arena::new(), |arena| arena.text(&told))))
        })
    }
}

/// What a provider's answer to a call says of each of its records. Any thread.
///
/// `request`: JSON, `{"call": {...}, "status"}`: a call as `defray_metering_calls` gave it, and the answer's HTTP
/// status; 0: no answer came. `body`: `size` bytes as they came. `*out`: JSON, in the order of the call, the
/// caller's, freed with `defray_text_free`: `[{"record", "result", "outcome"?, "provider_record"?, "code"?,
/// "message"?}...]`, where `outcome` and `provider_record` are those of an `acknowledge_metering` in the form of
/// `defray_request_read`. Without an outcome the record stays in flight, and `verdict` says why: `unprocessed` (send
/// it again), `isolate` (plan again with one record in a call), `halted` and `unknown` (a person must look).
///
/// Fails with an error of class misuse when `request` is not of that form.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_metering_outcomes(
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
            let told = defray_bindings_support::metering::outcomes(text(&request)?, bytes(body, size)?)?;
            Ok(out.write(give(Arena::new(), |arena| arena.text(&told))))
        })
    }
}

/// The headers that sign a call to Huawei Cloud; none for AWS and AliCloud, whose own SDKs sign. Any thread.
///
/// `request`: JSON, `{"call": {...}, "now", "secret", "nonce"}`: a call as `defray_metering_calls` gave it, the
/// instant of sending, the access key, and a nonce drawn at random for each sending. `*out`: JSON, `[[name,
/// value]...]`, the caller's, freed with `defray_text_free`.
///
/// Fails with an error of class misuse when `request` is not of that form, or the nonce not one that the provider
/// takes. Errors never show the secret.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_metering_headers(
    request: defray_str,
    out: *mut *const defray_str,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded(err, || {
            let out = output(out, "out")?;
            let told = defray_bindings_support::metering::headers(text(&request)?)?;
            Ok(out.write(give(Arena::new(), |arena| arena.text(&told))))
        })
    }
}
