//! Usage for the providers: the calls that transmit it, and the outcomes that their answers mean.

use crate::error::defray_error;
use crate::guard::{call, call_on};
use crate::handles::give_text;
use crate::reading::{array, raw_text};
use crate::snapshot::defray_snapshot;
use crate::status::defray_status;
use crate::text::defray_str;

/// The calls that transmit the usage records of a provider that are in flight (N2), ready to send. Thread-safe.
///
/// `request`: JSON, `{"provider", "now", "records"?: [NUMBER...], "records_per_call"?, "billing"?: "hourly" |
/// "daily" | "real_time", "age_limit"?}`. Without `records`: all records of the provider that are in flight.
///
/// `*out`: JSON, `{"calls": [{"provider", "operation", "body", "records", "wait"}...], "unsendable": [{"record",
/// "code", "message"}...]}`; the caller owns it and frees it with `defray_text_free`. The host must send the `body`
/// of a call unchanged, and not earlier than `wait` seconds after the first call. It must keep a call until the
/// call is answered.
///
/// Fails with an error of class misuse if `request` does not have this form, and with `DEFRAY_ERR_NOT_FOUND` if
/// there is no such record.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_metering_calls(
    snapshot: *const defray_snapshot,
    request: defray_str,
    out: *mut *const defray_str,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call_on(snapshot, out, err, |snapshot| {
            let result = defray_bindings_support::metering::calls(&snapshot.snapshot, raw_text(&request, "request")?)?;
            Ok(give_text(&result))
        })
    }
}

/// What the answer of a provider to a call means for each usage record of the call. Thread-safe.
///
/// `request`: JSON, `{"call": {...}, "status"}`: a call of `defray_metering_calls`, and the HTTP status of the
/// answer; 0: there was no answer. `body`: the `size` bytes of the answer, unchanged.
///
/// `*out`: JSON, in the order of the call, `[{"record", "result", "outcome"?, "provider_record"?, "code"?,
/// "message"?}...]`; the caller owns it and frees it with `defray_text_free`. `outcome` and `provider_record` are
/// those of the command `acknowledge_metering` in the form of `defray_request_read`. Without an outcome the record
/// stays in flight, and `result` is the reason: `unprocessed` (send it again), `isolate` (request the calls again,
/// with one record in each), `halted` or `unknown` (a person must decide).
///
/// Fails with an error of class misuse if `request` does not have this form.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_metering_outcomes(
    request: defray_str,
    body: *const u8,
    size: usize,
    out: *mut *const defray_str,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call(out, err, || {
            let result = defray_bindings_support::metering::outcomes(
                raw_text(&request, "request")?,
                array(body, size, "body")?,
            )?;
            Ok(give_text(&result))
        })
    }
}

/// The headers that sign a call to Huawei Cloud. There are none for AWS and AliCloud, whose own SDKs sign.
/// Thread-safe.
///
/// `request`: JSON, `{"call": {...}, "now", "secret", "nonce"}`: a call of `defray_metering_calls`, the instant of
/// sending, the access key, and a new random nonce for each attempt. `*out`: JSON, `[[name, value]...]`; the caller
/// owns it and frees it with `defray_text_free`.
///
/// Fails with an error of class misuse if `request` does not have this form, or if the provider does not allow the
/// nonce. An error never contains the secret.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_metering_headers(
    request: defray_str,
    out: *mut *const defray_str,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call(out, err, || {
            let result = defray_bindings_support::metering::headers(raw_text(&request, "request")?)?;
            Ok(give_text(&result))
        })
    }
}
