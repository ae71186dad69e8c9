//! Enumerations as text: from a number to its name, and from a name to its number.

use std::ffi::{CStr, c_char};

use crate::error::defray_error;
use crate::guard::call;
use crate::panic::catch_or;
use crate::reading::{InputFault, utf8};
use crate::status::defray_status;
use crate::text::{defray_str, quoted};

/// The name of a number; empty if the number has none.
pub(crate) fn name(value: u32, names: &'static [(u32, &'static CStr)]) -> *const c_char {
    catch_or(c"".as_ptr(), || {
        let found = names.iter().find(|(number, _)| *number == value);
        found.map_or(c"".as_ptr(), |(_, name)| name.as_ptr())
    })
}

/// The number of a name.
///
/// # Safety
///
/// The contract of the exported functions.
pub(crate) unsafe fn parse(
    text: defray_str,
    names: &'static [(u32, &'static CStr)],
    out: *mut u32,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller.
    unsafe {
        call(out, err, || {
            let text = utf8(&text, "text")?;
            let found = names.iter().find(|(_, name)| name.to_bytes() == text.as_bytes());
            let all: Vec<String> = names.iter().map(|(_, name)| format!("`{}`", name.to_string_lossy())).collect();
            let (number, _) = found.ok_or_else(|| {
                InputFault::new("unknown_name", quoted(text), format!("one of {}", all.join(", "))).about("text")
            })?;
            Ok(*number)
        })
    }
}
