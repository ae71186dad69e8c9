//! What is wrong with an input: a stable code, the place, the value found, and what was expected.

use std::fmt;

use defray_core::text::shorten;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)+) => {
        /// The kinds of error, with names that do not change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code { $($(#[$doc])* $variant,)+ }

        impl Code {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable name.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }
    };
}

codes! {
    /// No command has that name.
    UnknownCommand = "unknown_command",
    /// An object has a field that does not belong there.
    UnknownField = "unknown_field",
    /// A required field is absent or `null`.
    MissingField = "missing_field",
    /// Another kind of JSON value was expected.
    WrongType = "wrong_type",
    /// The right kind of value, but not one that is allowed.
    BadValue = "bad_value",
    /// An object names a key more than once.
    DuplicateKey = "duplicate_key",
    /// Objects and lists are nested too deep.
    TooDeep = "too_deep",
    /// A line or record is too long.
    TooLong = "too_long",
    /// Not one JSON value.
    NotJson = "not_json",
    /// Not UTF-8.
    NotUtf8 = "not_utf8",
    /// A CSV file without a header.
    NoHeader = "no_header",
    /// A CSV file lacks columns.
    MissingColumn = "missing_column",
    /// A CSV file has a column that does not belong there.
    UnknownColumn = "unknown_column",
    /// A CSV file has two columns of one name.
    DuplicateColumn = "duplicate_column",
    /// A row has more or fewer fields than the header.
    RaggedRow = "ragged_row",
    /// A row has nothing in a required column.
    MissingValue = "missing_value",
    /// A quote was opened and never closed.
    UnclosedQuote = "unclosed_quote",
    /// Text follows a closing quote.
    TextAfterQuote = "text_after_quote",
    /// A column mapping names something that no column can be mapped to.
    UnknownTarget = "unknown_target",
    /// The source could not be read.
    Unreadable = "unreadable",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why an input is not a command or a value. Its `Display` is one line for people; programs look at [`code`](Self::code).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputError {
    /// The kind of error.
    pub code: Code,
    /// Where, such as `bill.period.start` or `policy.waterfalls[0].items`; empty when it is the input as a whole.
    pub path: String,
    /// What was found, shortened to part of a line; `absent` when nothing was.
    pub value: String,
    /// What was expected.
    pub expected: String,
}

impl InputError {
    /// An error; `value` is shortened here.
    pub fn new(code: Code, path: impl Into<String>, value: &str, expected: impl Into<String>) -> Self {
        Self { code, path: path.into(), value: shorten(value), expected: expected.into() }
    }

    /// The same error, seen from outside the field `outer`.
    #[must_use]
    pub fn within(mut self, outer: &str) -> Self {
        self.path = match self.path.as_str() {
            "" => outer.to_owned(),
            // An index follows its list without a dot.
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

/// `names` as a list for people: `` `a`, `b` ``, cut after a few dozen.
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
