//! Errors with all that is known of them.

use std::ffi::c_char;

use defray_bindings_support::Failure;

use crate::handles::Owned;
use crate::panic::catch_or;
use crate::status::{DEFRAY_OK, defray_status};
use crate::text::defray_str;

/// Why something was not done. Belongs to the caller, who frees it with `defray_error_free`; it holds nothing open, and any thread
/// may read it. Its texts live as long as it does.
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

/// A text with a NUL behind it.
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
    // SAFETY: NULL or an error that was given out, by the contract of every function here.
    catch_or(nothing, || unsafe { error.as_ref() }.map_or(nothing, |error| of(error).shown()))
}

/// Frees an error. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_error_free(error: *mut defray_error) {
    // SAFETY: as the header says of every function.
    unsafe { defray_error::free(error) }
}

/// The error's number, the same that the function returned; `DEFRAY_OK` for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_error_status(error: *const defray_error) -> defray_status {
    // SAFETY: as the header says of every function.
    catch_or(DEFRAY_OK, || unsafe { error.as_ref() }.map_or(DEFRAY_OK, |error| error.status))
}

/// The code's name, such as `bill_conflict`; empty for NULL. Lives as long as the error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_error_code(error: *const defray_error) -> defray_str {
    // SAFETY: as the header says of every function.
    unsafe { text(error, |error| &error.code) }
}

/// For people: names the field, the value (never a secret) and what was expected; empty for NULL. Lives as long as the error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_error_message(error: *const defray_error) -> defray_str {
    // SAFETY: as the header says of every function.
    unsafe { text(error, |error| &error.message) }
}

/// The field or argument that it is about, such as `bill.period` or `policy.waterfalls[0].items`; empty if none. Lives as long as
/// the error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_error_field(error: *const defray_error) -> defray_str {
    // SAFETY: as the header says of every function.
    unsafe { text(error, |error| &error.field) }
}

/// The rule that said no, such as `W8` (see docs/rules/README.md); empty if none. Lives as long as the error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_error_rule(error: *const defray_error) -> defray_str {
    // SAFETY: as the header says of every function.
    unsafe { text(error, |error| &error.rule) }
}

/// Whose fault it is, and so what to do: `refused` (a rule said no: ask for something else), `misuse` (mend the caller),
/// `environment` (mend the surroundings and try again), `unknown` (the commit may or may not have happened: open the file again and
/// repeat the command with the same idempotency key), `corrupt` (restore a backup), `bug` (report it); empty for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_error_class(error: *const defray_error) -> defray_str {
    // SAFETY: as the header says of every function.
    unsafe { text(error, |error| &error.class) }
}

/// The place in the batch, from 0, of the command that it is about; -1 if it is about no command of a batch.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_error_index(error: *const defray_error) -> i64 {
    // SAFETY: as the header says of every function.
    catch_or(-1, || unsafe { error.as_ref() }.map_or(-1, |error| error.index))
}

/// 1 if the same call may succeed later without anything being changed in it, else 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_error_retryable(error: *const defray_error) -> u8 {
    // SAFETY: as the header says of every function.
    catch_or(0, || u8::from(unsafe { error.as_ref() }.is_some_and(|error| error.retryable)))
}

/// The name of a status's code, such as `bill_conflict`; `ok` for `DEFRAY_OK`, empty for a number that this version does not know.
/// Lives for ever.
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
