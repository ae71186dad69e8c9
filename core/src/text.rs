//! How texts are read, and how error messages show them.

use core::fmt;

use alloc::string::String;
use serde::{Deserializer, de};

/// The largest number of characters of a value that an error message shows.
const SHOWN_CHARS_MAX: usize = 64;

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

/// The text as an error message shows it: one line of at most 64 characters. Control characters are escaped.
///
/// ```
/// use defray_core::text::shorten;
/// assert_eq!(shorten("\"two\nlines\""), "\"two\\nlines\"");
/// assert_eq!(shorten(&"9".repeat(65)), format!("{}…", "9".repeat(63)));
/// ```
pub fn shorten(text: &str) -> String {
    let mut shown = String::new();
    let mut count = 0;
    for char in text.chars() {
        let start = shown.len();
        // Quotes and backslashes stay: JSON with each of its quotes escaped is hard to read.
        if matches!(char, '"' | '\'' | '\\') {
            shown.push(char);
        } else {
            shown.extend(char.escape_debug());
        }
        count += shown.get(start..).map_or(0, |piece| piece.chars().count());
        if count > SHOWN_CHARS_MAX {
            shown.truncate(start);
            // The ellipsis needs a place too.
            shown.pop();
            shown.push('…');
            return shown;
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shown_value_is_part_of_a_line() {
        assert_eq!(shorten("\"a\"\n\u{202e}"), "\"a\"\\n\\u{202e}");
        assert_eq!(shorten(&"x".repeat(64)).chars().count(), 64);
        for text in ["x".repeat(65), "\u{10ffff}".repeat(1_000), "语".repeat(100)] {
            let short = shorten(&text);
            assert!(short.chars().count() <= 64 && short.ends_with('…'), "{short}");
        }
    }
}
