//! Deliveries of marketplaces: proved, read, answered. `defray.marketplaces` dresses it.

use defray_face::Nonces;
use pyo3::prelude::*;

use crate::handle::run;
use crate::wrong::exception;

/// A host's memory of the nonces of genuine calls, for one process. Threads may share it.
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

/// Proves and reads a delivery; in and out as `defray_marketplace_accept` of C.
#[pyfunction]
#[pyo3(signature = (request, body, nonces, /))]
pub(crate) fn marketplace_accept(
    py: Python<'_>,
    request: &str,
    body: &[u8],
    nonces: Option<&Bound<'_, PyNonces>>,
) -> PyResult<String> {
    let nonces = nonces.map(|nonces| &nonces.get().0);
    run(py, || defray_face::accept(request.as_bytes(), body, nonces))?.map_err(|failure| exception(py, &failure))
}

/// What to answer; in and out as `defray_marketplace_reply` of C.
#[pyfunction]
#[pyo3(signature = (request, body, /))]
pub(crate) fn marketplace_reply(py: Python<'_>, request: &str, body: &[u8]) -> PyResult<String> {
    run(py, || defray_face::reply(request.as_bytes(), body))?.map_err(|failure| exception(py, &failure))
}
