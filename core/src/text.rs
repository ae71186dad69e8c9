//! How texts are read, and how error messages show them.

use core::fmt;

use alloc::string::{String, ToString};
use serde::{Deserializer, de};

/// Reads a text, borrowed or owned. `expected` names the expected value in the error.
pub(crate) fn text<'de, D: Deserializer<'de>>(deserializer: D, expected: &'static str) -> Result<String, D::Error> {
    struct Text(&'static str);
    impl de::Visitor<'_> for Text {
        type Value = String;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<String, E> {
            Ok(text.into())
        }

        fn visit_string<E: de::Error>(self, text: String) -> Result<String, E> {
            Ok(text)
        }
    }
    deserializer.deserialize_str(Text(expected))
}

/// The text as an error message shows it: escaped, at most 64 characters.
pub(crate) fn shorten(text: &str) -> String {
    const SHOWN_CHARS_MAX: usize = 64;
    if text.chars().count() <= SHOWN_CHARS_MAX {
        return text.escape_debug().to_string();
    }
    let mut short: String = text.chars().take(SHOWN_CHARS_MAX).collect::<String>().escape_debug().to_string();
    short.push('…');
    short
}
