//! Why a message cannot be read.

use alloc::borrow::Cow;
use alloc::string::String;

use defray_core::text::shorten;

/// A message that cannot be read. Each variant has a stable [code](Self::code). The text is for people and shows no
/// secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnreadableMessage {
    /// There is nothing in it.
    #[error("the message is empty: expected one message")]
    Empty,
    /// It is longer than any message kept, as it came or after secrets were masked.
    #[error("the message has {bytes} bytes: expected at most {most}")]
    TooLong {
        /// Its length.
        bytes: usize,
        /// The longest allowed.
        most: usize,
    },
    /// It is not text.
    #[error("byte {at} of the message is not UTF-8: expected UTF-8 throughout")]
    NotUtf8 {
        /// The first byte that is not, counted from 0.
        at: usize,
    },
    /// It starts with a byte order mark, which neither JSON nor a query may have.
    #[error("the message starts with a byte order mark: expected none")]
    ByteOrderMark,
    /// It is not JSON.
    #[error(
        "{part} is not JSON at line {line}, column {column}: expected one JSON value, complete and with nothing after it"
    )]
    MalformedJson {
        /// `the message`, or the field whose text should have been JSON.
        part: &'static str,
        /// Counted from 1 within the part.
        line: usize,
        /// Counted from 1 within the line; 0 if the line had not begun.
        column: usize,
    },
    /// Objects and arrays lie too deep in each other.
    #[error("{part} is nested deeper than {most} levels: expected no deeper")]
    NestedTooDeep {
        /// `the message`, or the field whose text was read as JSON.
        part: &'static str,
        /// The most levels allowed.
        most: usize,
    },
    /// One object, or one query, says the same thing twice.
    #[error("`{field}` is given twice: expected it once")]
    DuplicateField {
        /// The name given twice.
        field: String,
    },
    /// It is JSON or a query of no known shape.
    #[error("the message is of no known shape: expected {expected}")]
    UnknownShape {
        /// The known shapes.
        expected: &'static str,
    },
    /// A field that its kind of message needs is not there.
    #[error("`{field}` is absent: expected {expected}")]
    MissingField {
        /// The field.
        field: String,
        /// The expected form.
        expected: &'static str,
    },
    /// A field holds another type of JSON value.
    #[error("`{field}` is {found}: expected {expected}")]
    WrongType {
        /// The field.
        field: String,
        /// What is there instead.
        found: &'static str,
        /// The expected form.
        expected: &'static str,
    },
    /// A field's value cannot be what it should be.
    #[error("`{field}` is `{value}`: expected {expected}")]
    WrongValue {
        /// The field.
        field: String,
        /// The value, shortened.
        value: String,
        /// The expected form.
        expected: Cow<'static, str>,
    },
    /// A query cannot be decoded. The text is not shown, for it may be the secret one.
    #[error("{place} cannot be decoded: expected {expected}")]
    MalformedQuery {
        /// Where, such as `parameter 3`.
        place: String,
        /// The expected form.
        expected: &'static str,
    },
}

impl UnreadableMessage {
    /// The stable code.
    ///
    /// ```
    /// assert_eq!(defray_marketplaces::UnreadableMessage::Empty.code(), "empty_message");
    /// ```
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty_message",
            Self::TooLong { .. } => "message_too_long",
            Self::NotUtf8 { .. } => "not_utf8",
            Self::ByteOrderMark => "byte_order_mark",
            Self::MalformedJson { .. } => "malformed_json",
            Self::NestedTooDeep { .. } => "nested_too_deep",
            Self::DuplicateField { .. } => "duplicate_field",
            Self::UnknownShape { .. } => "unknown_shape",
            Self::MissingField { .. } => "missing_field",
            Self::WrongType { .. } => "wrong_type",
            Self::WrongValue { .. } => "wrong_value",
            Self::MalformedQuery { .. } => "malformed_query",
        }
    }

    /// The field to blame, if one is.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::DuplicateField { field }
            | Self::MissingField { field, .. }
            | Self::WrongType { field, .. }
            | Self::WrongValue { field, .. } => Some(field),
            _ => None,
        }
    }

    pub(crate) fn wrong_value(field: &str, value: &str, expected: impl Into<Cow<'static, str>>) -> Self {
        Self::WrongValue { field: field.into(), value: shorten(value), expected: expected.into() }
    }

    pub(crate) fn missing(field: &str, expected: &'static str) -> Self {
        Self::MissingField { field: field.into(), expected }
    }

    pub(crate) fn duplicate(field: &str) -> Self {
        Self::DuplicateField { field: shorten(field) }
    }
}
