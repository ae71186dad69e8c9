//! Texts as C has them.

use std::ffi::c_char;
use std::ptr;

/// A text: UTF-8, `len` bytes. `{NULL, 0}` is no text.
///
/// Given to defray, it need not end with NUL and is copied before the call returns. Given by defray, it belongs to what it is a
/// part of, and a NUL follows its last byte.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct defray_str {
    /// The first byte, or NULL.
    pub ptr: *const c_char,
    /// How many bytes, a NUL at the end not counted.
    pub len: usize,
}

impl defray_str {
    pub(crate) const NOTHING: Self = Self { ptr: ptr::null(), len: 0 };

    /// A text that lives for ever and has a NUL behind it.
    pub(crate) const fn of(text: &'static std::ffi::CStr) -> Self {
        Self { ptr: text.as_ptr(), len: text.count_bytes() }
    }
}

/// As JSON shows a text, so that an error reads the same wherever the value came from.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
