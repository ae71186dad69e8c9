//! The details of an error.

use std::ffi::c_char;

use defray_bindings_support::Failure;

use crate::handles::Owned;
use crate::panic::catch_or;
use crate::status::{DEFRAY_OK, defray_status};
use crate::text::defray_str;

/// The details of a failed call. The caller owns it and frees it with `defray_error_free`. Thread-safe. It does not
/// keep a ledger open. Its texts are valid until it is freed.
pub struct defray_error {
    status: defray_status,
    code: Text,
    class: Text,
    message: Text,
    field: Text,
    rule: Text,
    index: i64,
    retryable: bool,
}

/// A text with a NUL after its end.
struct Text(Box<str>);

impl Text {
    fn new(text: &str) -> Self {
        Self(format!("{text}\0").into())
    }

    fn shown(&self) -> defray_str {
        defray_str { ptr: self.0.as_ptr().cast::<c_char>(), len: self.0.len().saturating_sub(1) }
    }
}

impl defray_error {
    pub(crate) fn new(failure: Failure) -> Self {
        let retryable = failure.retryable();
        let Failure { status, field, rule, message, index } = failure;
        Self {
            status: status.number(),
            code: Text::new(status.name()),
            class: Text::new(status.class().name()),
            message: Text::new(&message),
            field: Text::new(&field),
            rule: Text::new(rule),
            index: index.and_then(|index| i64::try_from(index).ok()).unwrap_or(-1),
            retryable,
        }
    }
}

impl Owned for defray_error {}

unsafe fn text(error: *const defray_error, of: impl FnOnce(&defray_error) -> &Text) -> defray_str {
    let nothing = defray_str::of(c"");
    // SAFETY: NULL or a valid error, guaranteed by the caller.
    catch_or(nothing, || unsafe { error.as_ref() }.map_or(nothing, |error| of(error).shown()))
}

/// Frees an error. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_error_free(error: *mut defray_error) {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe { defray_error::free(error) }
}

/// The number of the error, which is also the return value of the failed function. `DEFRAY_OK` for NULL.
/// Thread-safe.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_error_status(error: *const defray_error) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    catch_or(DEFRAY_OK, || unsafe { error.as_ref() }.map_or(DEFRAY_OK, |error| error.status))
}

/// The name of the error code, such as `bill_conflict`. Valid until the error is freed; empty for NULL.
/// Thread-safe.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_error_code(error: *const defray_error) -> defray_str {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe { text(error, |error| &error.code) }
}

/// A message for people. It names the field, the value (never a secret) and what was expected. Valid until the
/// error is freed; empty for NULL. Thread-safe.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_error_message(error: *const defray_error) -> defray_str {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe { text(error, |error| &error.message) }
}

/// The field or argument that is wrong, such as `bill.period` or `policy.waterfalls[0].items`; empty if there is
/// none. Valid until the error is freed; empty for NULL. Thread-safe.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_error_field(error: *const defray_error) -> defray_str {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe { text(error, |error| &error.field) }
}

/// The rule that refused the command, such as `W8` (see docs/rules/README.md); empty if no rule did. Valid until
/// the error is freed; empty for NULL. Thread-safe.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_error_rule(error: *const defray_error) -> defray_str {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe { text(error, |error| &error.rule) }
}

/// The class of the error, which shows what to do. Valid until the error is freed; empty for NULL. Thread-safe.
///
/// - `misuse`: the arguments are wrong. Correct the calling program.
/// - `environment`: the system prevents the operation. Correct the cause, then repeat the call.
/// - `unknown`: it is not known whether the commit happened. Open the file again and repeat the command with the
///   same idempotency key.
/// - `corrupt`: the file is damaged. Restore a backup.
/// - `refused`: a rule does not allow the command.
/// - `bug`: a defect of defray. Report it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_error_class(error: *const defray_error) -> defray_str {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe { text(error, |error| &error.class) }
}

/// The number of the command in its batch that caused the error; the first is 0. -1 if the error is not about one
/// command of a batch, and for NULL. Thread-safe.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_error_index(error: *const defray_error) -> i64 {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    catch_or(-1, || unsafe { error.as_ref() }.map_or(-1, |error| error.index))
}

/// 1 if the same call, without a change, can succeed later; otherwise 0. 0 for NULL. Thread-safe.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_error_retryable(error: *const defray_error) -> u8 {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    catch_or(0, || u8::from(unsafe { error.as_ref() }.is_some_and(|error| error.retryable)))
}

/// The name of a status, such as `bill_conflict`; `ok` for `DEFRAY_OK`; empty for a number that this version does
/// not know. The text is static and is never freed. Thread-safe.
#[unsafe(no_mangle)]
pub extern "C" fn defray_status_name(status: defray_status) -> defray_str {
    catch_or(defray_str::of(c""), || {
        if status == DEFRAY_OK {
            return defray_str::of(c"ok");
        }
        crate::status::NAMES
            .iter()
            .find(|(number, _)| *number == status)
            .map_or(defray_str::of(c""), |(_, name)| defray_str::of(name))
    })
}

#[cfg(test)]
mod tests {
    use defray_bindings_support::CODES;

    #[test]
    fn every_code_has_a_number_and_a_name_here() {
        assert_eq!(CODES.len(), crate::status::NAMES.len());
        for (code, (number, name)) in CODES.iter().zip(crate::status::NAMES) {
            assert_eq!((code.number(), code.name().as_bytes()), (*number, name.to_bytes()));
        }
    }
}
