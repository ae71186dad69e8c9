//! The native part of defray for Python. Callers import the package `defray` (in `python/defray`), which is built on
//! this module.

mod answer;
mod convert;
mod engine;
mod fault;
mod handle;
mod marketplace;
mod money;
mod pages;
mod records;
mod shown;
mod snapshot;
mod table;
mod time;
mod traits;

use pyo3::prelude::*;

#[pymodule]
mod _native {
    use defray::core::policy::Policy;
    use defray::core::provider::Provider;
    use defray_bindings_support::CODES;
    use defray_intake::commands::write_request;
    use pyo3::prelude::*;
    use pyo3::types::{PyString, PyTuple};

    use crate::fault::{InputFault, exception};
    use crate::handle::run;
    use crate::traits::{ToPython, argument, text};

    #[pymodule_export]
    use crate::answer::{PyAlready, PyDone, PyRepeated};
    #[pymodule_export]
    use crate::engine::{PyEngine, PyManualClock};
    #[pymodule_export]
    use crate::marketplace::{
        PyNonces, marketplace_accept, marketplace_receive, marketplace_reply, metering_calls, metering_headers,
        metering_outcomes,
    };
    #[pymodule_export]
    use crate::money::PyMoney;
    #[pymodule_export]
    use crate::pages::PyPages;
    #[pymodule_export]
    use crate::snapshot::PySnapshot;
    #[pymodule_export]
    use crate::table::PyTable;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        crate::handle::count_forks();
        module.add("version", env!("CARGO_PKG_VERSION"))?;
        module.add("table_names", crate::snapshot::table_names().to_vec())
    }

    /// The built-in policy: the default of every ledger that has no policy of its own.
    #[pyfunction]
    fn built_in_policy(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Policy::default().to_python(py)
    }

    /// Every error code: its number, its name and the name of its class.
    #[pyfunction]
    fn codes() -> Vec<(i32, &'static str, &'static str)> {
        CODES.iter().map(|code| (code.number(), code.name(), code.class().name())).collect()
    }

    /// Sets the fields of a new record without the `__setattr__` of its class, which refuses changes of a frozen
    /// dataclass. Only for the `__init__` of records.
    #[pyfunction]
    #[pyo3(signature = (record, names, *values))]
    fn fill(record: &Bound<'_, PyAny>, names: &Bound<'_, PyTuple>, values: &Bound<'_, PyTuple>) -> PyResult<()> {
        crate::convert::fill(record, names, values)
    }

    /// Reads one line of JSON: a command with its envelope, as `docs/commands/README.md` describes it.
    ///
    /// Raises `MisuseError` when the line is not a command. Its `field` is the path of the wrong field.
    #[pyfunction]
    #[pyo3(signature = (line, /))]
    fn read_command<'py>(py: Python<'py>, line: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let bytes = bytes(line).map_err(|fault| fault.within("line").into_exception(py, None))?;
        match run(py, || defray_bindings_support::request(bytes))? {
            Ok(request) => request.to_python(py),
            Err(failure) => Err(exception(py, &failure)),
        }
    }

    /// Writes a command, or a `Request` with its envelope, as one line of JSON in the canonical form, without a line
    /// end.
    ///
    /// Raises `MisuseError` when a field of the command is not valid.
    #[pyfunction]
    #[pyo3(signature = (command, /))]
    fn write_command(py: Python<'_>, command: &Bound<'_, PyAny>) -> PyResult<String> {
        let request = crate::engine::request(command).map_err(|fault| fault.into_exception(py, None))?;
        Ok(write_request(&request))
    }

    /// Reads a marketplace message in the form in which the marketplace sent it. A message of an unknown kind is read
    /// as a message without effect.
    ///
    /// Raises `MisuseError` when the message cannot be read. The error never contains a secret of the message.
    #[pyfunction]
    #[pyo3(signature = (provider, message, /))]
    fn read_marketplace_message<'py>(
        py: Python<'py>,
        provider: &Bound<'py, PyAny>,
        message: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let provider = argument::<Provider>(py, "provider", provider)?;
        let bytes = bytes(message).map_err(|fault| fault.within("message").into_exception(py, None))?;
        match run(py, || defray_bindings_support::message(provider, bytes))? {
            Ok(message) => message.to_python(py),
            Err(failure) => Err(exception(py, &failure)),
        }
    }

    /// The bytes of a `str` or `bytes`.
    fn bytes<'v>(value: &'v Bound<'_, PyAny>) -> Result<&'v [u8], InputFault> {
        if value.is_instance_of::<PyString>() {
            return Ok(text(value)?.as_bytes());
        }
        value
            .cast::<pyo3::types::PyBytes>()
            .map(|bytes| bytes.as_bytes())
            .map_err(|_| InputFault::ty(value, "a str or bytes"))
    }

    /// Panics. For the test that a panic becomes an exception.
    #[cfg(feature = "testing")]
    #[pyfunction]
    fn testing_panic(py: Python<'_>) -> PyResult<()> {
        #[allow(clippy::panic, reason = "this is its purpose")]
        run(py, || panic!("on purpose"))
    }
}
