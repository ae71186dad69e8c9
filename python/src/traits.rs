//! The traits of values that are converted from and to Python, and the conversion of arguments.

use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::fault::InputFault;

/// A value of core that has a Python object.
pub(crate) trait ToPython {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>>;
}

/// A value of core that can be read from a Python object.
pub(crate) trait FromPython: Sized {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault>;
}

/// The text of a `str`.
pub(crate) fn text<'v>(value: &'v Bound<'_, PyAny>) -> Result<&'v str, InputFault> {
    match value.cast::<PyString>() {
        Ok(text) => text.to_str().map_err(|_| InputFault::value("…", "text that is Unicode, without lone surrogates")),
        Err(_) => Err(InputFault::ty(value, "a str")),
    }
}

/// The value of the argument `name`. The exception names the argument.
pub(crate) fn argument<T: FromPython>(py: Python<'_>, name: &str, value: &Bound<'_, PyAny>) -> PyResult<T> {
    T::from_python(value).map_err(|fault| fault.within(name).into_exception(py, None))
}

/// The value of an argument that can be absent.
pub(crate) fn optional<T: FromPython>(
    py: Python<'_>,
    name: &str,
    value: Option<&Bound<'_, PyAny>>,
) -> PyResult<Option<T>> {
    value.map(|value| argument(py, name, value)).transpose()
}
