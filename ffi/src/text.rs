//! The texts of C.

use std::ffi::c_char;
use std::ptr;

/// A text: `len` bytes of UTF-8. `{NULL, 0}` is no text.
///
/// A text that the caller passes does not need a NUL at its end; it is copied before the call returns. A text that
/// defray returns belongs to the object that contains it, and a NUL follows its last byte.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct defray_str {
    /// The first byte, or NULL.
    pub ptr: *const c_char,
    /// The number of bytes, without the NUL.
    pub len: usize,
}

impl defray_str {
    pub(crate) const NOTHING: Self = Self { ptr: ptr::null(), len: 0 };

    /// A static text with a NUL after its end.
    pub(crate) const fn of(text: &'static std::ffi::CStr) -> Self {
        Self { ptr: text.as_ptr(), len: text.count_bytes() }
    }
}

/// The text as JSON shows it, so that an error is the same for all sources of a value.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
