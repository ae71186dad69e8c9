//! `defray.Table`: records as the columns of a table.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use defray::core::id::AccountId;
use defray_export::{Batches, ExportError, FFI_ArrowArrayStream, Table, TextForm, csv_in};
use pyo3::exceptions::PyOSError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::handle::{Handle, OpenSnapshot, run};

/// A table of a snapshot. All libraries with Arrow's PyCapsule interface read it: `pyarrow.table(t)`,
/// `polars.DataFrame(t)`, `duckdb`.
#[pyclass(frozen, name = "Table", module = "defray")]
pub(crate) struct PyTable {
    handle: Arc<Handle>,
    snapshot: Arc<OpenSnapshot>,
    table: Table,
    account: Option<AccountId>,
}

/// The batches of a table, and the snapshot that they are read from. The snapshot stays open until the reader releases
/// the stream.
struct TableStream {
    batches: Batches,
    handle: Arc<Handle>,
    _snapshot: Arc<OpenSnapshot>,
}

impl Iterator for TableStream {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        // Records in memory are readable after a close, others are not. So a stream always fails after a close.
        if self.handle.is_forked() || self.handle.is_closed() {
            return Some(Err(ArrowError::ExternalError("the ledger is closed".into())));
        }
        self.batches.next()
    }
}

impl RecordBatchReader for TableStream {
    fn schema(&self) -> SchemaRef {
        self.batches.schema()
    }
}

impl PyTable {
    pub(crate) const fn new(
        handle: Arc<Handle>,
        snapshot: Arc<OpenSnapshot>,
        table: Table,
        account: Option<AccountId>,
    ) -> Self {
        Self { handle, snapshot, table, account }
    }
}

/// A writer that checks for Ctrl-C after each megabyte.
struct Interruptible<W> {
    to: W,
    /// The number of bytes since the last check.
    unchecked: usize,
    interrupt: Option<PyErr>,
}

impl<W: Write> Write for Interruptible<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        const EVERY: usize = 1 << 20;
        self.unchecked += bytes.len();
        if self.unchecked >= EVERY {
            self.unchecked = 0;
            if let Err(error) = Python::attach(|py| py.check_signals()) {
                self.interrupt = Some(error);
                return Err(io::Error::other("interrupted"));
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
    /// The name of the table, such as `payments`.
    #[getter]
    fn name(&self) -> &'static str {
        self.table.name()
    }

    /// The names of the columns, in order.
    #[getter]
    fn columns(&self) -> Vec<&'static str> {
        self.table.columns().iter().map(|column| column.name).collect()
    }

    /// The rows as an Arrow C stream in a capsule. A reader reads the stream once, batch by batch, without copies.
    /// `requested_schema` has no effect: the schema is always that of the table.
    ///
    /// Raises `ClosedError` after the ledger is closed. A later close of the ledger makes the reader fail.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The interface permits a producer to ignore the requested schema. The reader then casts the columns itself.
        let _ = requested_schema;
        self.handle.check_usable(py)?;
        let batches = Batches::new(self.snapshot.snapshot(), self.table, self.account.clone());
        let stream = TableStream { batches, handle: Arc::clone(&self.handle), _snapshot: Arc::clone(&self.snapshot) };
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(stream)), c"arrow_array_stream")
    }

    /// Writes the table to the file `path` as CSV: a header, then one line for each row. Instants are in the form of
    /// RFC 3339, amounts are plain decimals, and an absent value is an empty field. An existing file is replaced.
    ///
    /// Raises `OSError` when the file cannot be written, and `EnvironmentFailure` or `CorruptError` when the records
    /// cannot be read.
    /// `sheet`: the file is safe in spreadsheets. A text that a spreadsheet would run as a formula begins with an
    /// apostrophe.
    #[pyo3(signature = (path, /, *, sheet=false))]
    fn to_csv(&self, py: Python<'_>, path: PathBuf, sheet: bool) -> PyResult<()> {
        let form = if sheet { TextForm::Sheet } else { TextForm::Exact };
        self.handle.check_usable(py)?;
        let (snapshot, account) = (Arc::clone(&self.snapshot), self.account.clone());
        let (written, interrupt) = run(py, || {
            let file = match File::create(&path) {
                Ok(file) => file,
                Err(error) => return (Err(error.into()), None),
            };
            let mut to = Interruptible { to: BufWriter::new(file), unchecked: 0, interrupt: None };
            let written = csv_in(form, snapshot.snapshot(), self.table, account, &mut to);
            (written, to.interrupt)
        })?;
        match (interrupt, written) {
            (Some(error), _) => Err(error),
            (None, Err(ExportError::Ledger(error))) => Err(self.handle.exception(py, &error)),
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

    /// The table as a `pandas.DataFrame`. Raises `ImportError` when pandas or pyarrow is not installed.
    fn to_pandas(slf: Bound<'_, Self>) -> PyResult<Bound<'_, PyAny>> {
        let frame = slf.py().import(intern!(slf.py(), "pandas"))?.getattr(intern!(slf.py(), "DataFrame"))?;
        frame.call_method1(intern!(slf.py(), "from_arrow"), (slf,))
    }

    /// The table as a `polars.DataFrame`. Raises `ImportError` when polars is not installed.
    fn to_polars(slf: Bound<'_, Self>) -> PyResult<Bound<'_, PyAny>> {
        slf.py().import(intern!(slf.py(), "polars"))?.call_method1(intern!(slf.py(), "DataFrame"), (slf,))
    }

    fn __repr__(&self) -> String {
        let of = self.account.as_ref().map_or_else(String::new, |account| format!(" of {account}"));
        format!("<defray.Table {}{of}>", self.table.name())
    }
}
