//! What a value needs to come from Python and to go there, and the arguments of functions.

use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::fault::InputFault;

/// A value of core that Python can see.
pub(crate) trait ToPython {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>>;
}

/// A value of core that Python can give.
pub(crate) trait FromPython: Sized {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault>;
}

/// A text that a caller gave.
pub(crate) fn text<'v>(value: &'v Bound<'_, PyAny>) -> Result<&'v str, InputFault> {
    match value.cast::<PyString>() {
        Ok(text) => text.to_str().map_err(|_| InputFault::value("…", "text that is Unicode, without lone surrogates")),
        Err(_) => Err(InputFault::ty(value, "a str")),
    }
}

/// The value of an argument. An error names the argument.
pub(crate) fn argument<T: FromPython>(py: Python<'_>, name: &str, value: &Bound<'_, PyAny>) -> PyResult<T> {
    T::from_python(value).map_err(|fault| fault.within(name).raised(py, None))
}

/// The value of an argument that may be absent.
pub(crate) fn optional<T: FromPython>(
    py: Python<'_>,
    name: &str,
    value: Option<&Bound<'_, PyAny>>,
) -> PyResult<Option<T>> {
    value.map(|value| argument(py, name, value)).transpose()
}
