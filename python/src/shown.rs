//! How messages quote a value that a caller gave.

use pyo3::prelude::*;

/// A value in a message, shortened to 64 characters; `…` where Python cannot print it, as with very long ints.
pub(crate) fn shown(value: &Bound<'_, PyAny>) -> String {
    let text = value.str().and_then(|text| Ok(text.to_str()?.to_owned())).unwrap_or_else(|_| "…".to_owned());
    let mut short: String = text.chars().take(64).collect::<String>().escape_debug().to_string();
    if text.chars().nth(64).is_some() {
        short.push('…');
    }
    short
}
