//! The open engine behind the Python objects: checks for use after a close or a fork, calls that let other Python
//! threads run, and conversion of panics to exceptions.

use std::cell::Cell;
use std::mem::ManuallyDrop;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use defray::core::{Key, Record};
use defray::{Engine, Error, ErrorClass, History, Progress, ProgressCallback, Snapshot};
use defray_bindings_support::Failure;
use parking_lot::Mutex;
use pyo3::prelude::*;

use crate::fault::{engine_exception, exception};
use crate::traits::ToPython;

/// The number of forks between the first process and this one.
static FORKS: AtomicU32 = AtomicU32::new(0);

thread_local! {
    /// Whether this thread runs a caller's progress function, and therefore is inside a call.
    static IN_CALLBACK: Cell<bool> = const { Cell::new(false) };
}

/// Registers a handler that counts every fork in the child, also the forks of other libraries.
#[allow(unsafe_code)]
pub(crate) fn count_forks() {
    #[cfg(unix)]
    {
        extern "C" fn in_child() {
            FORKS.fetch_add(1, Ordering::SeqCst);
        }
        // SAFETY: the function takes no arguments and only changes an atomic number, and Python never unloads this
        // library.
        unsafe { libc::pthread_atfork(None, None, Some(in_child)) };
    }
}

fn forks() -> u32 {
    FORKS.load(Ordering::Relaxed)
}

/// An engine that an `Engine`, its snapshots and their iterators share.
pub(crate) struct Handle {
    engine: Mutex<Option<Arc<Engine>>>,
    closed: AtomicBool,
    forks: u32,
}

impl Handle {
    pub(crate) fn new(engine: Engine) -> Arc<Self> {
        Arc::new(Self { engine: Mutex::new(Some(Arc::new(engine))), closed: AtomicBool::new(false), forks: forks() })
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }

    /// Whether this process is a forked child of the process that opened the ledger. The child must not take the locks
    /// of this handle, because a thread of the parent may have held them during the fork.
    pub(crate) fn is_forked(&self) -> bool {
        self.forks != forks()
    }

    /// Raises `ForkedError` after a fork and `ClosedError` after a close.
    pub(crate) fn check_usable(&self, py: Python<'_>) -> PyResult<()> {
        if self.is_forked() {
            let message = "the ledger was opened before a fork, by the parent process: open it in this one";
            return Err(exception(py, &Failure::new("forked", "", message)));
        }
        if self.is_closed() { Err(closed(py, "ledger")) } else { Ok(()) }
    }

    pub(crate) fn engine(&self, py: Python<'_>) -> PyResult<Arc<Engine>> {
        self.check_usable(py)?;
        self.engine.lock().clone().ok_or_else(|| closed(py, "ledger"))
    }

    /// Closes the engine after the calls of other threads have ended. Closing again has no effect.
    pub(crate) fn close(&self, py: Python<'_>) -> PyResult<()> {
        if self.is_forked() {
            return Ok(());
        }
        self.closed.store(true, Ordering::Release);
        let Some(mut engine) = self.engine.lock().take() else { return Ok(()) };
        if IN_CALLBACK.get() {
            // This thread is inside a call that holds the engine. The file is closed when that call ends.
            return run(py, || engine.checkpoint())?.map_err(|error| engine_exception(py, &error));
        }
        loop {
            let attempt = run(py, || match Arc::try_unwrap(engine) {
                Ok(engine) => Ok(engine.close()),
                Err(busy) => {
                    std::thread::sleep(Duration::from_millis(1));
                    Err(busy)
                }
            })?;
            match attempt {
                Ok(done) => return done.map_err(|error| engine_exception(py, &error)),
                Err(busy) => {
                    py.check_signals()?;
                    engine = busy;
                }
            }
        }
    }

    /// Calls the engine while other Python threads run.
    pub(crate) fn call<T: Send>(
        &self,
        py: Python<'_>,
        call: impl FnOnce(&Engine) -> Result<T, Error> + Send,
    ) -> PyResult<T> {
        let engine = self.engine(py)?;
        // Dropping the last reference closes the file, so `engine` is moved into the part where other threads run.
        let outcome = run(py, move || call(&engine))?;
        outcome.map_err(|error| self.exception(py, &error))
    }

    /// The exception for an error. A failed read of a ledger that another thread has closed becomes `ClosedError`.
    pub(crate) fn exception(&self, py: Python<'_>, error: &Error) -> PyErr {
        let read_failed = matches!(error.class(), ErrorClass::Environment | ErrorClass::Corrupt);
        if read_failed && self.is_closed() { closed(py, "ledger") } else { engine_exception(py, error) }
    }

    /// As [`exception`](Self::exception), for a `Failure`.
    pub(crate) fn failure_exception(&self, py: Python<'_>, failure: &Failure) -> PyErr {
        let read_failed = matches!(failure.status.class(), ErrorClass::Environment | ErrorClass::Corrupt);
        if read_failed && self.is_closed() { closed(py, "ledger") } else { exception(py, failure) }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        if self.is_forked() {
            // The parent uses the file, so the child must not write to it or unlock it.
            std::mem::forget(self.engine.get_mut().take());
        }
    }
}

/// The `ClosedError` for the ledger or snapshot `what`.
pub(crate) fn closed(py: Python<'_>, what: &str) -> PyErr {
    exception(py, &Failure::new("closed", "", format!("the {what} is closed")))
}

/// A snapshot, and the storage that it reads.
pub(crate) struct OpenSnapshot {
    snapshot: ManuallyDrop<Snapshot>,
    /// The temporary ledger that a snapshot of the past reads; `None` for a snapshot of the present.
    history: ManuallyDrop<Option<Mutex<History>>>,
    /// The snapshot without what is only due; `None`: this snapshot has nothing that is only due.
    recorded: ManuallyDrop<Option<Arc<Self>>>,
    forks: u32,
}

impl OpenSnapshot {
    pub(crate) fn present(snapshot: Snapshot) -> Arc<Self> {
        Self::new(snapshot, None, None)
    }

    pub(crate) fn past(history: History) -> Arc<Self> {
        Self::new(history.snapshot().clone(), Some(Mutex::new(history)), None)
    }

    /// A snapshot with what is due, over the snapshot that it was made of.
    pub(crate) fn seen(snapshot: Snapshot, recorded: Arc<Self>) -> Arc<Self> {
        Self::new(snapshot, None, Some(recorded))
    }

    fn new(snapshot: Snapshot, history: Option<Mutex<History>>, recorded: Option<Arc<Self>>) -> Arc<Self> {
        let (snapshot, history) = (ManuallyDrop::new(snapshot), ManuallyDrop::new(history));
        Arc::new(Self { snapshot, history, recorded: ManuallyDrop::new(recorded), forks: forks() })
    }

    pub(crate) fn is_past(&self) -> bool {
        self.history.is_some() || self.recorded.as_ref().as_ref().is_some_and(|recorded| recorded.is_past())
    }

    pub(crate) fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// See [`Snapshot::page`].
    pub(crate) fn page(&self, prefix: &Key, after: Option<&Key>, most: usize) -> Result<Vec<(Key, Record)>, Error> {
        self.snapshot.page(prefix, after, most)
    }
}

impl Drop for OpenSnapshot {
    #[allow(unsafe_code)]
    fn drop(&mut self) {
        if self.forks == forks() {
            // SAFETY: each field is dropped once, here, and not used afterwards.
            unsafe {
                ManuallyDrop::drop(&mut self.snapshot);
                ManuallyDrop::drop(&mut self.history);
                ManuallyDrop::drop(&mut self.recorded);
            }
        }
    }
}

/// Runs `call` while other Python threads run. A panic becomes an `InternalError`.
pub(crate) fn run<T: Send>(py: Python<'_>, call: impl FnOnce() -> T + Send) -> PyResult<T> {
    let outcome = py.detach(|| catch_unwind(AssertUnwindSafe(call)));
    outcome.map_err(|panic| exception(py, &Failure::from_panic(panic.as_ref())))
}

/// Runs a long operation while other Python threads run. Between its steps it checks for Ctrl-C and calls `progress`.
/// An exception of either stops the operation.
pub(crate) fn run_with_progress<T: Send>(
    py: Python<'_>,
    progress: Option<&Py<PyAny>>,
    operation: impl FnOnce(ProgressCallback<'_>) -> Result<T, Error> + Send,
) -> PyResult<Result<T, Error>> {
    let mut exception: Option<PyErr> = None;
    let outcome = run(py, || {
        operation(&mut |done: Progress| {
            let reported = Python::attach(|py| {
                py.check_signals()?;
                match progress {
                    Some(progress) => {
                        IN_CALLBACK.set(true);
                        let returned = done.to_python(py).and_then(|done| progress.call1(py, (done,)));
                        IN_CALLBACK.set(false);
                        returned.map(drop)
                    }
                    None => Ok(()),
                }
            });
            match reported {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    exception = Some(error);
                    ControlFlow::Break(())
                }
            }
        })
    });
    match exception {
        Some(error) => Err(error),
        None => outcome,
    }
}
