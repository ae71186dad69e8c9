//! `defray.Table`: records as columns.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use defray::core::id::AccountId;
use defray_export::{Batches, ExportError, FFI_ArrowArrayStream, Table, csv};
use pyo3::exceptions::PyOSError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::handle::{Handle, Held, run};

/// A table of a snapshot. Whatever speaks Arrow's PyCapsule interface reads it: `pyarrow.table(t)`, `polars.DataFrame(t)`, `duckdb`.
#[pyclass(frozen, name = "Table", module = "defray")]
pub(crate) struct PyTable {
    handle: Arc<Handle>,
    held: Arc<Held>,
    table: Table,
    account: Option<AccountId>,
}

/// Keeps what the batches are read from, however long a reader holds the stream.
struct Kept {
    batches: Batches,
    handle: Arc<Handle>,
    _held: Arc<Held>,
}

impl Iterator for Kept {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        // What is in memory could still be read: a stream ends with its ledger all the same, not by chance.
        if self.handle.is_forked() || self.handle.is_closed() {
            return Some(Err(ArrowError::ExternalError("the ledger is closed".into())));
        }
        self.batches.next()
    }
}

impl RecordBatchReader for Kept {
    fn schema(&self) -> SchemaRef {
        self.batches.schema()
    }
}

impl PyTable {
    pub(crate) const fn new(handle: Arc<Handle>, held: Arc<Held>, table: Table, account: Option<AccountId>) -> Self {
        Self { handle, held, table, account }
    }
}

/// Looks for Ctrl-C now and then while a file is written.
struct Interruptible<W> {
    to: W,
    written: usize,
    stopped: Option<PyErr>,
}

impl<W: Write> Write for Interruptible<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        const EVERY: usize = 1 << 20;
        self.written += bytes.len();
        if self.written >= EVERY {
            self.written = 0;
            if let Err(error) = Python::attach(|py| py.check_signals()) {
                self.stopped = Some(error);
                return Err(io::Error::other("stopped"));
            }
        }
        self.to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[pymethods]
impl PyTable {
    /// Its name, such as `payments`.
    #[getter]
    fn name(&self) -> &'static str {
        self.table.name()
    }

    /// The names of its columns.
    #[getter]
    fn columns(&self) -> Vec<&'static str> {
        self.table.columns().iter().map(|column| column.name).collect()
    }

    /// The rows as an Arrow C stream, in a capsule: read once, batch by batch, without copies. The schema is always the table's own.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // Readers cast by themselves; the interface allows to leave a wish unfulfilled.
        let _ = requested_schema;
        self.handle.alive(py)?;
        let batches = Batches::new(self.held.snapshot(), self.table, self.account.clone());
        let kept = Kept { batches, handle: Arc::clone(&self.handle), _held: Arc::clone(&self.held) };
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(kept)), c"arrow_array_stream")
    }

    /// Writes the table as CSV: a header, then a row a line. Instants are RFC 3339, amounts plain decimals, nothing is an empty field.
    #[pyo3(signature = (path, /))]
    fn to_csv(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        self.handle.alive(py)?;
        let (held, account) = (Arc::clone(&self.held), self.account.clone());
        let (written, stopped) = run(py, || {
            let file = match File::create(&path) {
                Ok(file) => file,
                Err(error) => return (Err(error.into()), None),
            };
            let mut to = Interruptible { to: BufWriter::new(file), written: 0, stopped: None };
            let written = csv(held.snapshot(), self.table, account, &mut to);
            (written, to.stopped)
        })?;
        match (stopped, written) {
            (Some(error), _) => Err(error),
            (None, Err(ExportError::Ledger(error))) => Err(self.handle.explained(py, &error)),
            (None, Err(ExportError::Write(error))) => {
                let message = format!("{}: {error}", path.display());
                Err(match error.raw_os_error() {
                    Some(number) => PyOSError::new_err((number, message)),
                    None => PyOSError::new_err(message),
                })
            }
            (None, Ok(())) => Ok(()),
        }
    }

    /// The table as a `pandas.DataFrame`; pandas and pyarrow must be installed.
    fn to_pandas(slf: Bound<'_, Self>) -> PyResult<Bound<'_, PyAny>> {
        let frame = slf.py().import(intern!(slf.py(), "pandas"))?.getattr(intern!(slf.py(), "DataFrame"))?;
        frame.call_method1(intern!(slf.py(), "from_arrow"), (slf,))
    }

    /// The table as a `polars.DataFrame`; polars must be installed.
    fn to_polars(slf: Bound<'_, Self>) -> PyResult<Bound<'_, PyAny>> {
        slf.py().import(intern!(slf.py(), "polars"))?.call_method1(intern!(slf.py(), "DataFrame"), (slf,))
    }

    fn __repr__(&self) -> String {
        let of = self.account.as_ref().map_or_else(String::new, |account| format!(" of {account}"));
        format!("<defray.Table {}{of}>", self.table.name())
    }
}
