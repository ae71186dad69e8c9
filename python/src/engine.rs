//! The native base class of `defray.Engine`, which is in `defray/_engine.py`.

use std::path::PathBuf;
use std::sync::Arc;

use defray::core::bill::Bill;
use defray::core::command::Command;
use defray::core::id::{IdempotencyKey, Note};
use defray::core::time::Instant;
use defray::{Engine, Error, Head, MemoryStore, Mode, Options, Request};
use defray_bindings_support::{Failure, ManualClock};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyList;

use crate::answer::answer;
use crate::convert::{Class, field};
use crate::fault::{InputFault, engine_exception, exception, exception_object};
use crate::handle::{Handle, OpenSnapshot, run_with_progress};
use crate::snapshot::PySnapshot;
use crate::traits::{FromPython, ToPython, argument, optional};

/// A clock that the host sets. For tests, and for replaying commands of another ledger: the same commands at the same
/// instants give the same bytes. Instants are aware, from 1970 up to the end of 2199.
#[pyclass(frozen, name = "ManualClock", module = "defray")]
pub(crate) struct PyManualClock(ManualClock);

#[pymethods]
impl PyManualClock {
    /// The clock shows `now` until it is set. Raises WrongTypeError for a value that is not an aware datetime,
    /// MisuseError for an instant out of range.
    #[new]
    fn new(py: Python<'_>, now: &Bound<'_, PyAny>) -> PyResult<Self> {
        let clock = Self(ManualClock::default());
        clock.set(py, now)?;
        Ok(clock)
    }

    /// Sets the clock to `now`, which may be earlier than the present instant. Raises WrongTypeError for a value that
    /// is not an aware datetime, MisuseError for an instant out of range.
    fn set(&self, py: Python<'_>, now: &Bound<'_, PyAny>) -> PyResult<()> {
        self.0.set(argument(py, "now", now)?);
        Ok(())
    }

    /// The instant that the clock shows, in UTC.
    #[getter]
    fn now<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.now().to_python(py)
    }
}

/// An open ledger.
#[pyclass(frozen, subclass, name = "Engine", module = "defray._native")]
pub(crate) struct PyEngine {
    handle: Arc<Handle>,
    path: Option<PathBuf>,
}

static REQUEST: Class = Class::in_module("defray._values", "Request");

#[pymethods]
impl PyEngine {
    #[new]
    #[pyo3(signature = (path, mode, *, check=None, clock=None, expected=None, page_cache_bytes=None, cached_bytes=None, changed_bytes=None, simulate=false, threads=true, read_only=false, progress=None))]
    #[allow(clippy::too_many_arguments, reason = "one for each option")]
    fn new(
        py: Python<'_>,
        path: Option<PathBuf>,
        mode: &str,
        check: Option<&Bound<'_, PyAny>>,
        clock: Option<&Bound<'_, PyManualClock>>,
        expected: Option<(u64, Bound<'_, PyAny>)>,
        page_cache_bytes: Option<usize>,
        cached_bytes: Option<usize>,
        changed_bytes: Option<usize>,
        simulate: bool,
        threads: bool,
        read_only: bool,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Self> {
        let built_in = Options::default();
        let expected =
            expected.map(|(position, head)| Ok::<_, PyErr>((position, argument::<Head>(py, "expected", &head)?)));
        let options = Options {
            check: optional(py, "check", check)?.unwrap_or(built_in.check),
            clock: clock.map_or(built_in.clock, |clock| clock.get().0.clock()),
            expected: expected.transpose()?,
            page_cache_bytes: page_cache_bytes.unwrap_or(built_in.page_cache_bytes),
            cached_bytes: cached_bytes.unwrap_or(built_in.cached_bytes),
            changed_bytes: changed_bytes.unwrap_or(built_in.changed_bytes),
            simulate,
            threads,
            read_only,
        };
        let opened = run_with_progress(py, progress.as_ref(), |watch| match (&path, mode) {
            (Some(path), "create") => Engine::create(path, options),
            (Some(path), "open_or_create") => Engine::open_or_create_with_progress(path, options, watch),
            (Some(path), _) => Engine::open_with_progress(path, options, watch),
            (None, _) => Engine::open_in(MemoryStore::default(), options),
        })?;
        let engine = opened.map_err(|error| engine_exception(py, &error))?;
        Ok(Self { handle: Handle::new(engine), path })
    }

    /// The path of the ledger file; None for a ledger in memory.
    #[getter]
    fn path(&self) -> Option<PathBuf> {
        self.path.clone()
    }

    /// Whether the ledger is closed.
    #[getter]
    fn closed(&self) -> bool {
        self.handle.is_closed()
    }

    /// Whether this process is a forked child of the process that opened the ledger. Then it cannot use the ledger.
    #[getter]
    fn forked(&self) -> bool {
        self.handle.is_forked()
    }

    /// Waits for the calls of other threads, writes all changed records and closes the file. Closing again has no
    /// effect. Acknowledged commands are on disk also when this fails.
    ///
    /// Raises `EnvironmentFailure` or `OutcomeUnknownError` when the records cannot be written.
    fn close(&self, py: Python<'_>) -> PyResult<()> {
        self.handle.close(py)
    }

    /// Submits one command and waits until its effects are on disk. Threads that submit at the same time share one
    /// sync.
    ///
    /// `at`: the instant of the decision (T1), aware, from 1970 up to the end of 2199; absent: that of the `Request`,
    /// or the engine's clock. `actor`: the person or program that submits the command. `idempotency_key`: the caller's
    /// own id of the command, which makes a retry safe (A2).
    ///
    /// Raises `RefusedError` when a rule refuses the command, or when the key was used for a different command
    /// (`idempotency_conflict`). Raises `OutcomeUnknownError` when the commit failed and it is not known whether it
    /// happened: open the file again and repeat the command with the same idempotency key. Raises `EnvironmentFailure`
    /// when the disk failed before the commit, `CorruptError` when the file is damaged. After these three every command
    /// raises `EnvironmentFailure` with the code `halted`.
    #[pyo3(signature = (command, /, *, at=None, actor=None, idempotency_key=None))]
    fn submit<'py>(
        &self,
        py: Python<'py>,
        command: &Bound<'py, PyAny>,
        at: Option<&Bound<'py, PyAny>>,
        actor: Option<&Bound<'py, PyAny>>,
        idempotency_key: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut request = request(command).map_err(|fault| fault.into_exception(py, None))?;
        if let Some(at) = at {
            request.at = Some(argument(py, "at", at)?);
        }
        if let Some(actor) = actor {
            request.actor = Some(argument(py, "actor", actor)?);
        }
        if let Some(key) = idempotency_key {
            request.idempotency_key = Some(argument(py, "idempotency_key", key)?);
        }
        answer(py, self.handle.call(py, |engine| engine.submit(request))?)
    }

    /// Submits commands. They are decided in order and written in one commit. Returns an answer or an exception for
    /// each command, in the same order. `at` and `actor` apply to commands that have none of their own.
    ///
    /// With `atomic`, either all commands are executed, or none is and the first error is raised. Its `index` is the
    /// position of the command in the batch, from 0.
    ///
    /// Raises `MisuseError` when a command is not valid; then no command is executed. The errors of the other commands
    /// are those of `submit`; without `atomic` they are in the list and are not raised.
    #[pyo3(signature = (commands, /, *, atomic=false, at=None, actor=None))]
    fn submit_all<'py>(
        &self,
        py: Python<'py>,
        commands: &Bound<'py, PyAny>,
        atomic: bool,
        at: Option<&Bound<'py, PyAny>>,
        actor: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyList>> {
        let (at, actor) = (optional::<Instant>(py, "at", at)?, optional::<Note>(py, "actor", actor)?);
        let mut requests = Vec::with_capacity(commands.len().unwrap_or_default());
        for (index, command) in commands.try_iter()?.enumerate() {
            let mut request = request(&command?).map_err(|fault| fault.into_exception(py, Some(index)))?;
            request.at = request.at.or(at);
            request.actor = request.actor.or_else(|| actor.clone());
            requests.push(request);
        }
        let mode = if atomic { Mode::Atomic } else { Mode::Independent };
        let answers = self.handle.call(py, |engine| Ok(engine.submit_all(requests, mode)))?;
        if atomic {
            let has_failed = |(_, answer): &(usize, &Result<_, Error>)| matches!(answer, Err(error) if !matches!(error, Error::BatchRefused { .. }));
            if let Some((index, Err(error))) = answers.iter().enumerate().find(has_failed) {
                return Err(exception(py, &Failure::from(error).at(index)));
            }
        }
        let list = PyList::empty(py);
        for (index, outcome) in answers.into_iter().enumerate() {
            list.append(match outcome {
                Ok(done) => answer(py, done)?,
                Err(error) => exception_object(py, &Failure::from(error).at(index))?,
            })?;
        }
        Ok(list)
    }

    /// The result that settling `bill` would have, computed by the same code. Nothing is recorded.
    ///
    /// `at`: the instant of the decision (T1), aware; absent: the engine's clock.
    ///
    /// Raises `RefusedError` when a rule would refuse the bill.
    #[pyo3(signature = (bill, /, *, at=None))]
    fn preview<'py>(
        &self,
        py: Python<'py>,
        bill: &Bound<'py, PyAny>,
        at: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (bill, at) = (argument::<Bill>(py, "bill", bill)?, optional(py, "at", at)?);
        self.handle.call(py, |engine| engine.preview(bill, at))?.to_python(py)
    }

    /// The records after the last commit. A snapshot never changes, is cheap to take, and does not block the writer.
    fn snapshot(&self, py: Python<'_>) -> PyResult<PySnapshot> {
        let snapshot = self.handle.call(py, |engine| Ok(engine.snapshot()))?;
        Ok(PySnapshot::new(Arc::clone(&self.handle), OpenSnapshot::present(snapshot)))
    }

    /// Writes all changed records to the file, so that the next open does not need to decide commands again. The engine
    /// also does this by itself after a number of changes (`changed_bytes` of `defray.open`) and when it is closed.
    ///
    /// Raises `EnvironmentFailure` or `OutcomeUnknownError` when the write fails.
    fn checkpoint(&self, py: Python<'_>) -> PyResult<()> {
        self.handle.call(py, Engine::checkpoint)
    }

    /// Returns unused space of the file to the file system. The result is True when there was some.
    ///
    /// Raises `EnvironmentFailure` with the code `busy` while a snapshot is open; the errors of `checkpoint`.
    fn compact(&self, py: Python<'_>) -> PyResult<bool> {
        self.handle.call(py, Engine::compact)
    }

    /// Copies the ledger into the new file `to`, while other threads can continue to submit. Returns the last journal
    /// position of the copy and the head after it.
    ///
    /// `progress`: is called periodically; an exception from it, or Ctrl-C, ends the copy and is raised.
    ///
    /// Raises `EnvironmentFailure` when the file exists or cannot be written.
    #[pyo3(signature = (to, /, *, progress=None))]
    fn backup<'py>(
        &self,
        py: Python<'py>,
        to: PathBuf,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<(u64, Bound<'py, PyAny>)> {
        let engine = self.handle.engine(py)?;
        let copied = run_with_progress(py, progress.as_ref(), move |watch| engine.backup(&to, watch))?;
        let (position, head) = copied.map_err(|error| self.handle.exception(py, &error))?;
        Ok((position, head.to_python(py)?))
    }

    /// Raises TypeError, because a ledger is open in one process only.
    fn __reduce__(&self, py: Python<'_>) -> PyResult<()> {
        let _ = py;
        Err(pyo3::exceptions::PyTypeError::new_err("an open ledger cannot be pickled: open its file where you need it"))
    }
}

impl PyEngine {
    /// The open engine, for functions outside this class.
    pub(crate) fn handle(&self) -> &Handle {
        &self.handle
    }
}

/// Reads a command without an envelope, or a `Request`.
pub(crate) fn request(value: &Bound<'_, PyAny>) -> Result<Request, InputFault> {
    let py = value.py();
    if !REQUEST.is_class_of(value)? {
        return Ok(Request::new(Command::from_python(value)?));
    }
    // The path in an error begins with a field of the command, not with `command`, as for a command without an
    // envelope.
    let command = Command::from_python(&value.getattr(intern!(py, "command"))?)?;
    let at = field::<Option<Instant>>(value, intern!(py, "at"))?;
    let actor = field::<Option<Note>>(value, intern!(py, "actor"))?;
    let idempotency_key = field::<Option<IdempotencyKey>>(value, intern!(py, "idempotency_key"))?;
    Ok(Request { command, at, actor, idempotency_key })
}

impl ToPython for Request {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Self { command, at, actor, idempotency_key } = self;
        REQUEST
            .make(py)?
            .with(intern!(py, "command"), command)?
            .with(intern!(py, "at"), at)?
            .with(intern!(py, "actor"), actor)?
            .with(intern!(py, "idempotency_key"), idempotency_key)?
            .done()
    }
}
