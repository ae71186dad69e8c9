//! How messages show a value from the caller.

use pyo3::prelude::*;

/// The text of a value for a message, shortened to 64 characters. `…` if Python cannot convert the value to a text,
/// such as a very long int.
pub(crate) fn shown(value: &Bound<'_, PyAny>) -> String {
    let text = value.str().and_then(|text| Ok(text.to_str()?.to_owned())).unwrap_or_else(|_| "…".to_owned());
    let mut short: String = text.chars().take(64).collect::<String>().escape_debug().to_string();
    if text.chars().nth(64).is_some() {
        short.push('…');
    }
    short
}
