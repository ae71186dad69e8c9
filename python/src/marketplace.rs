//! Marketplace deliveries and metering calls, as JSON texts. `defray.marketplaces` converts the texts to dataclasses.

use defray_bindings_support::Nonces;
use pyo3::prelude::*;

use crate::engine::PyEngine;
use crate::fault::exception;
use crate::handle::run;
use crate::snapshot::PySnapshot;

/// The nonces of genuine calls that the host received, in the memory of one process. Threads may share it.
#[pyclass(name = "Nonces", module = "defray", frozen)]
pub(crate) struct PyNonces(Nonces);

#[pymethods]
impl PyNonces {
    /// An empty memory.
    #[new]
    fn new() -> Self {
        Self(Nonces::default())
    }
}

/// Verifies and records a delivery and makes the reply. The texts are those of `defray_marketplace_receive` in C.
#[pyfunction]
#[pyo3(signature = (engine, request, body, nonces, /))]
pub(crate) fn marketplace_receive(
    py: Python<'_>,
    engine: &Bound<'_, PyEngine>,
    request: &str,
    body: &[u8],
    nonces: Option<&Bound<'_, PyNonces>>,
) -> PyResult<String> {
    let nonces = nonces.map(|nonces| &nonces.get().0);
    let handle = engine.get().handle();
    let open = handle.engine(py)?;
    run(py, move || defray_bindings_support::receive(&open, request.as_bytes(), body, nonces))?
        .map_err(|failure| handle.failure_exception(py, &failure))
}

/// Verifies and reads a delivery. The texts are those of `defray_marketplace_accept` in C.
#[pyfunction]
#[pyo3(signature = (request, body, nonces, /))]
pub(crate) fn marketplace_accept(
    py: Python<'_>,
    request: &str,
    body: &[u8],
    nonces: Option<&Bound<'_, PyNonces>>,
) -> PyResult<String> {
    let nonces = nonces.map(|nonces| &nonces.get().0);
    run(py, || defray_bindings_support::accept(request.as_bytes(), body, nonces))?
        .map_err(|failure| exception(py, &failure))
}

/// The reply to a delivery. The texts are those of `defray_marketplace_reply` in C.
#[pyfunction]
#[pyo3(signature = (request, body, /))]
pub(crate) fn marketplace_reply(py: Python<'_>, request: &str, body: &[u8]) -> PyResult<String> {
    run(py, || defray_bindings_support::reply(request.as_bytes(), body))?.map_err(|failure| exception(py, &failure))
}

/// The calls that carry usage records in flight. The texts are those of `defray_metering_calls` in C.
#[pyfunction]
#[pyo3(signature = (snapshot, request, /))]
pub(crate) fn metering_calls(py: Python<'_>, snapshot: &Bound<'_, PySnapshot>, request: &str) -> PyResult<String> {
    snapshot.get().query_json(py, |snapshot| defray_bindings_support::metering::calls(snapshot, request.as_bytes()))
}

/// The result of each record of a call. The texts are those of `defray_metering_outcomes` in C.
#[pyfunction]
#[pyo3(signature = (request, body, /))]
pub(crate) fn metering_outcomes(py: Python<'_>, request: &str, body: &[u8]) -> PyResult<String> {
    let result = run(py, || defray_bindings_support::metering::outcomes(request.as_bytes(), body))?;
    result.map_err(|failure| exception(py, &failure))
}

/// The headers that sign a call. The texts are those of `defray_metering_headers` in C.
#[pyfunction]
#[pyo3(signature = (request, /))]
pub(crate) fn metering_headers(py: Python<'_>, request: &str) -> PyResult<String> {
    run(py, || defray_bindings_support::metering::headers(request.as_bytes()))?
        .map_err(|failure| exception(py, &failure))
}
