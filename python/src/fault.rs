//! What goes wrong, as Python's exceptions.

use defray::Error;
use defray::core::id::ParseIdError;
use defray::core::money::MoneyError;
use defray::core::position::ParseEntryPositionError;
use defray::core::provider::ParseSubscriptionError;
use defray::core::time::{EmptyPeriod, ParseInstantError};
use defray_bindings_support::Failure;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

use crate::shown::shown;

/// Why a value that a caller gave cannot be taken: an exception that Python raised on the way, or what is wrong with a field.
pub(crate) enum InputFault {
    Raised(PyErr),
    Field(Box<Field>),
}

/// What is wrong with a field.
pub(crate) struct Field {
    code: &'static str,
    /// From the outermost record to the field, such as `bill.amount`; empty: the value itself.
    path: String,
    /// Continues the sentence that begins with the path.
    what: String,
}

impl InputFault {
    fn new(code: &'static str, what: String) -> Self {
        Self::Field(Box::new(Field { code, path: String::new(), what }))
    }

    /// A value of another type than was expected: a `TypeError`.
    pub(crate) fn ty(value: &Bound<'_, PyAny>, expected: &str) -> Self {
        let name = value.get_type().name().map_or_else(|_| "…".to_owned(), |name| name.to_string());
        let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        let what = if value.is_none() { "None".to_owned() } else { format!("{article} {name} ({})", shown(value)) };
        Self::new("wrong_type", format!(" is {what}: expected {expected}"))
    }

    /// A value of the right type that cannot be: a `ValueError`.
    pub(crate) fn value(value: &str, expected: &str) -> Self {
        Self::new("bad_value", format!(" is `{value}`: expected {expected}"))
    }

    fn said(what: &impl std::fmt::Display) -> Self {
        Self::new("bad_value", format!(": {what}"))
    }

    /// The same, about a field inside `outer`.
    pub(crate) fn within(mut self, outer: &str) -> Self {
        if let Self::Field(field) = &mut self {
            let dot = if field.path.is_empty() || field.path.starts_with('[') { "" } else { "." };
            field.path = format!("{outer}{dot}{}", field.path);
        }
        self
    }

    /// As an exception; `index` is the command's place in a batch.
    pub(crate) fn raised(self, py: Python<'_>, index: Option<usize>) -> PyErr {
        match self {
            Self::Raised(error) => error,
            Self::Field(field) => {
                let subject = if field.path.is_empty() { "the value".to_owned() } else { format!("`{}`", field.path) };
                let mut failure = Failure::new(field.code, field.path, format!("{subject}{}", field.what));
                failure.index = index;
                exception(py, &failure)
            }
        }
    }
}

impl From<PyErr> for InputFault {
    fn from(error: PyErr) -> Self {
        Self::Raised(error)
    }
}

macro_rules! said {
    ($($error:ident)+) => {$(
        impl From<$error> for InputFault {
            fn from(error: $error) -> Self {
                Self::said(&error)
            }
        }
    )+};
}

said!(MoneyError ParseInstantError EmptyPeriod ParseEntryPositionError);

impl From<ParseIdError> for InputFault {
    fn from(error: ParseIdError) -> Self {
        Self::value(&error.value, error.expected)
    }
}

impl From<ParseSubscriptionError> for InputFault {
    fn from(error: ParseSubscriptionError) -> Self {
        let code = if error.value == "absent" { "missing_field" } else { "bad_value" };
        Self::new(code, format!(" is `{}`: expected {}", error.value, error.expected)).within(error.field)
    }
}

/// The exception that shows `failure`, made by `defray._errors`.
pub(crate) fn exception(py: Python<'_>, failure: &Failure) -> PyErr {
    PyErr::from_value(match object(py, failure) {
        Ok(object) => object,
        Err(error) => return error,
    })
}

/// The same, not raised: for the places of a batch.
pub(crate) fn object<'py>(py: Python<'py>, failure: &Failure) -> PyResult<Bound<'py, PyAny>> {
    static MAKE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let Failure { status, field, rule, message, index } = failure;
    let (code, class) = (status.name(), status.class().name());
    let arguments = (message, code, status.number(), class, field, *rule, *index, failure.retryable());
    MAKE.import(py, "defray._errors", "make")?.call1(arguments)
}

/// An engine's error as an exception.
pub(crate) fn raised(py: Python<'_>, error: &Error) -> PyErr {
    exception(py, &Failure::from(error))
}
