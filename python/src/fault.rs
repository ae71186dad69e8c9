//! Errors as Python exceptions.

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

/// Why a value from the caller cannot be converted.
pub(crate) enum InputFault {
    /// Python raised an exception during the conversion.
    Exception(PyErr),
    /// A field has a wrong value.
    Field(Box<FieldFault>),
}

/// A field with a wrong value.
pub(crate) struct FieldFault {
    code: &'static str,
    /// The path from the outermost record to the field, such as `bill.amount`; empty for the value itself.
    path: String,
    /// The second part of the message, after the path.
    predicate: String,
}

impl InputFault {
    fn new(code: &'static str, predicate: String) -> Self {
        Self::Field(Box::new(FieldFault { code, path: String::new(), predicate }))
    }

    /// A value of a different type than expected: a `TypeError`.
    pub(crate) fn ty(value: &Bound<'_, PyAny>, expected: &str) -> Self {
        let name = value.get_type().name().map_or_else(|_| "…".to_owned(), |name| name.to_string());
        let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        let given = if value.is_none() { "None".to_owned() } else { format!("{article} {name} ({})", shown(value)) };
        Self::new("wrong_type", format!(" is {given}: expected {expected}"))
    }

    /// A value of the right type that is not allowed: a `ValueError`.
    pub(crate) fn value(value: &str, expected: &str) -> Self {
        Self::new("bad_value", format!(" is `{value}`: expected {expected}"))
    }

    fn from_error(error: &impl std::error::Error) -> Self {
        Self::new("bad_value", format!(": {error}"))
    }

    /// The same fault with the path `outer` before the path of its field.
    pub(crate) fn within(mut self, outer: &str) -> Self {
        if let Self::Field(field) = &mut self {
            let dot = if field.path.is_empty() || field.path.starts_with('[') { "" } else { "." };
            field.path = format!("{outer}{dot}{}", field.path);
        }
        self
    }

    /// The exception for the fault. `index` is the position of the command in its batch, from 0.
    pub(crate) fn into_exception(self, py: Python<'_>, index: Option<usize>) -> PyErr {
        match self {
            Self::Exception(error) => error,
            Self::Field(field) => {
                let subject = if field.path.is_empty() { "the value".to_owned() } else { format!("`{}`", field.path) };
                let mut failure = Failure::new(field.code, field.path, format!("{subject}{}", field.predicate));
                failure.index = index;
                exception(py, &failure)
            }
        }
    }
}

impl From<PyErr> for InputFault {
    fn from(error: PyErr) -> Self {
        Self::Exception(error)
    }
}

macro_rules! from_errors {
    ($($error:ident)+) => {$(
        impl From<$error> for InputFault {
            fn from(error: $error) -> Self {
                Self::from_error(&error)
            }
        }
    )+};
}

from_errors!(MoneyError ParseInstantError EmptyPeriod ParseEntryPositionError);

impl From<ParseIdError> for InputFault {
    fn from(error: ParseIdError) -> Self {
        Self::value(&error.value, &error.expected)
    }
}

impl From<ParseSubscriptionError> for InputFault {
    fn from(error: ParseSubscriptionError) -> Self {
        let code = if error.value == "absent" { "missing_field" } else { "bad_value" };
        Self::new(code, format!(" is `{}`: expected {}", error.value, error.expected)).within(error.field)
    }
}

/// The exception for `failure`.
pub(crate) fn exception(py: Python<'_>, failure: &Failure) -> PyErr {
    PyErr::from_value(match exception_object(py, failure) {
        Ok(object) => object,
        Err(error) => return error,
    })
}

/// The exception for `failure` as an object, for the list of results of a batch. `defray._errors.make` creates it.
pub(crate) fn exception_object<'py>(py: Python<'py>, failure: &Failure) -> PyResult<Bound<'py, PyAny>> {
    static MAKE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let Failure { status, field, rule, message, index } = failure;
    let (code, class) = (status.name(), status.class().name());
    let arguments = (message, code, status.number(), class, field, *rule, *index, failure.retryable());
    MAKE.import(py, "defray._errors", "make")?.call1(arguments)
}

/// The exception for an error of the engine.
pub(crate) fn engine_exception(py: Python<'_>, error: &Error) -> PyErr {
    exception(py, &Failure::from(error))
}
