//! Errors of inputs: a stable code, the path, the value, and a description of the allowed values.

use std::fmt;

use defray_core::text::shorten;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)+) => {
        /// The kinds of error. Their names never change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code { $($(#[$doc])* $variant,)+ }

        impl Code {
            /// All codes.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable name.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }
    };
}

codes! {
    /// There is no command with this name.
    UnknownCommand = "unknown_command",
    /// An object has a field that is not allowed there.
    UnknownField = "unknown_field",
    /// A required field is absent or `null`.
    MissingField = "missing_field",
    /// A different kind of JSON value is expected.
    WrongType = "wrong_type",
    /// The value has the right kind, but it is not allowed.
    BadValue = "bad_value",
    /// An object contains a key more than once.
    DuplicateKey = "duplicate_key",
    /// Objects and lists are nested too deeply.
    TooDeep = "too_deep",
    /// A line or record is too long.
    TooLong = "too_long",
    /// The text is not one JSON value.
    NotJson = "not_json",
    /// The bytes are not UTF-8.
    NotUtf8 = "not_utf8",
    /// A CSV file has no header.
    NoHeader = "no_header",
    /// A CSV file does not have all required columns.
    MissingColumn = "missing_column",
    /// A CSV file has an unknown column.
    UnknownColumn = "unknown_column",
    /// A CSV file has two columns with the same name.
    DuplicateColumn = "duplicate_column",
    /// A row has more or fewer fields than the header.
    RaggedRow = "ragged_row",
    /// A row has no value in a required column.
    MissingValue = "missing_value",
    /// A quoted field has no closing quote.
    UnclosedQuote = "unclosed_quote",
    /// Text follows a closing quote.
    TextAfterQuote = "text_after_quote",
    /// A column mapping names an unknown part of a bill.
    UnknownTarget = "unknown_target",
    /// The fields of a CSV file are not separated by commas.
    WrongSeparator = "wrong_separator",
    /// The input could not be read.
    Unreadable = "unreadable",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why an input is not valid. Its `Display` is one line for people; programs use [`code`](Self::code).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputError {
    /// The kind of error.
    pub code: Code,
    /// The path of the value, such as `bill.period.start` or `policy.waterfalls[0].items`. Empty for the whole input.
    pub path: String,
    /// The value, shortened to at most 64 characters. `absent` when there is no value.
    pub value: String,
    /// A description of the allowed values.
    pub expected: String,
}

impl InputError {
    /// Creates an error and shortens `value`.
    pub fn new(code: Code, path: impl Into<String>, value: &str, expected: impl Into<String>) -> Self {
        Self { code, path: path.into(), value: shorten(value), expected: expected.into() }
    }

    /// The same error with `outer` before its path.
    #[must_use]
    pub fn within(mut self, outer: &str) -> Self {
        self.path = match self.path.as_str() {
            "" => outer.to_owned(),
            // There is no dot between a list and an index.
            inner if inner.starts_with('[') => format!("{outer}{inner}"),
            inner => format!("{outer}.{inner}"),
        };
        self
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, path, value, expected } = self;
        match code {
            Code::MissingField => write!(f, "`{path}` is missing: expected {expected}"),
            Code::UnknownField => write!(f, "`{path}` is not known here: expected {expected}"),
            Code::DuplicateKey => write!(f, "`{path}` is given more than once: expected {expected}"),
            _ if path.is_empty() => write!(f, "`{value}`: expected {expected}"),
            _ => write!(f, "`{path}` is `{value}`: expected {expected}"),
        }
    }
}

impl std::error::Error for InputError {}

/// `names` as a list for people: `` `a`, `b` ``, with at most 80 names.
pub(crate) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const NAMES_MAX: usize = 80;
    let mut names = names.into_iter();
    let first: Vec<String> = names.by_ref().take(NAMES_MAX).map(|name| format!("`{}`", shorten(name))).collect();
    let more = names.count();
    let list = first.join(", ");
    if more == 0 { list } else { format!("{list} and {more} more") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_names_are_distinct() {
        let names: std::collections::BTreeSet<_> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
    }
}
