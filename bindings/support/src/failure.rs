//! An error with all the data that a binding shows of it.

use std::any::Any;
use std::fmt;

use defray::core::id::ParseIdError;
use defray::core::money::MoneyError;
use defray::core::time::ParseInstantError;
use defray::{Error, ErrorClass};
use defray_intake::error::InputError;

use crate::status::{CODES, Status};

/// Why an operation failed: an error of the engine, or one that only a binding can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The error code, with its number, name and class.
    pub status: Status,
    /// The path of the field or argument that is wrong, such as `bill.period`; empty if none.
    pub field: String,
    /// The number of the rule that refused the command, such as `W8`; empty if none.
    pub rule: &'static str,
    /// The message for people: it names the field, the value (never a secret) and what was expected.
    pub message: String,
    /// The position of the wrong command in its batch, from 0; `None` if the error does not belong to a
    /// command of a batch.
    pub index: Option<usize>,
}

impl Failure {
    /// An error with the code `code`, a name in [`CODES`]. An unknown name becomes `bug`.
    pub fn new(code: &str, field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { status: Status::named(code), field: field.into(), rule: "", message: message.into(), index: None }
    }

    /// The error `bad_value`: a value that is not of the expected form or range.
    pub fn bad_value(field: &str, value: &str, expected: &str) -> Self {
        Self::new("bad_value", field, format!("`{field}` is `{value}`: expected {expected}"))
    }

    /// The error `bad_value` for a text that is not a valid id, or not valid text.
    pub fn not_an_id(field: &str, error: &ParseIdError) -> Self {
        Self::bad_value(field, &error.value, &error.expected)
    }

    /// The error `bad_value` for a text that is not an amount of money, or one that is out of range.
    pub fn not_money(field: &str, error: &MoneyError) -> Self {
        Self::new("bad_value", field, format!("`{field}`: {error}"))
    }

    /// The error `bad_value` for an instant out of range, or a text that is not an instant.
    pub fn not_an_instant(field: &str, error: &ParseInstantError) -> Self {
        Self::new("bad_value", field, format!("`{field}`: {error}"))
    }

    /// A panic that was caught, from its payload.
    pub fn from_panic(panic: &(dyn Any + Send)) -> Self {
        let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        let text = text.unwrap_or("without a message");
        let message =
            format!("a defect of defray caused a panic ({text}): close the ledger, open the file again, and report it");
        Self::new("panic", "", message)
    }

    /// The same error with the path `outer` before the path of its field.
    #[must_use]
    pub fn within(mut self, outer: &str) -> Self {
        self.field = if self.field.is_empty() { outer.to_owned() } else { format!("{outer}.{}", self.field) };
        self
    }

    /// The same error for the command at position `index` of a batch, from 0.
    #[must_use]
    pub const fn at(mut self, index: usize) -> Self {
        self.index = Some(index);
        self
    }

    /// Whether the same call may succeed later without a change of its arguments.
    pub const fn retryable(&self) -> bool {
        matches!(self.status.class(), ErrorClass::Environment | ErrorClass::Unknown)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

impl From<&Error> for Failure {
    fn from(error: &Error) -> Self {
        let index = match error {
            Error::BatchRefused { index } => Some(*index),
            _ => None,
        };
        Self {
            status: Status::named(error.code()),
            field: error.field().to_owned(),
            rule: error.rule(),
            message: error.to_string(),
            index,
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::from(&error)
    }
}

impl From<InputError> for Failure {
    fn from(error: InputError) -> Self {
        let message = error.to_string();
        Self::new(error.code.name(), error.path, message)
    }
}

impl Status {
    /// The code with this name. For an unknown name, which is a defect of defray, the code `bug`.
    pub fn named(name: &str) -> Self {
        CODES.iter().copied().find(|code| code.name() == name).unwrap_or(Self::BUG)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use defray::core::Refusal;

    #[test]
    fn every_code_of_every_layer_has_a_number() {
        let engine = defray::Code::ALL.iter().map(|code| code.name());
        let intake = defray_intake::error::Code::ALL.iter().map(|code| code.name());
        for name in Refusal::CODES.iter().copied().chain(engine).chain(intake) {
            assert_eq!(Status::named(name).name(), name, "run `make bindings`");
        }
    }

    #[test]
    fn the_class_of_a_code_is_the_engines() {
        for code in defray::Code::ALL {
            assert_eq!(Status::named(code.name()).class(), code.class(), "{code}");
        }
        for code in Refusal::CODES {
            assert_eq!(Status::named(code).class(), ErrorClass::Refused, "{code}");
        }
    }
}
