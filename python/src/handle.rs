//! The open engine behind Python's objects: who may still use it, how calls let other threads run, and what becomes of a panic.

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

use crate::fault::{exception, raised};
use crate::traits::ToPython;

/// How often this process came out of a fork.
static FORKS: AtomicU32 = AtomicU32::new(0);

thread_local! {
    /// Whether this thread is inside a caller's progress function, and so inside a call.
    static CALLED_BACK: Cell<bool> = const { Cell::new(false) };
}

/// Has every fork counted in the child, whoever forks.
#[allow(unsafe_code)]
pub(crate) fn count_forks() {
    #[cfg(unix)]
    {
        extern "C" fn in_child() {
            FORKS.fetch_add(1, Ordering::SeqCst);
        }
        // SAFETY: a function without arguments that only counts; this library is never unloaded.
        unsafe { libc::pthread_atfork(None, None, Some(in_child)) };
    }
}

fn forks() -> u32 {
    FORKS.load(Ordering::Relaxed)
}

/// An engine that is shared by its `Engine`, its snapshots and their iterators.
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

    /// Whether this is a child of the process that opened it. Not even a lock may be touched then: another thread may have held it.
    pub(crate) fn is_forked(&self) -> bool {
        self.forks != forks()
    }

    /// Refuses use after a close or a fork.
    pub(crate) fn alive(&self, py: Python<'_>) -> PyResult<()> {
        if self.is_forked() {
            let message = "the ledger was opened before a fork, by the parent process: open it in this one";
            return Err(exception(py, &Failure::new("forked", "", message)));
        }
        if self.is_closed() { Err(closed(py, "ledger")) } else { Ok(()) }
    }

    pub(crate) fn engine(&self, py: Python<'_>) -> PyResult<Arc<Engine>> {
        self.alive(py)?;
        self.engine.lock().clone().ok_or_else(|| closed(py, "ledger"))
    }

    /// Closes the engine once the calls of other threads have ended. Closing again does nothing.
    pub(crate) fn close(&self, py: Python<'_>) -> PyResult<()> {
        if self.is_forked() {
            return Ok(());
        }
        self.closed.store(true, Ordering::Release);
        let Some(mut engine) = self.engine.lock().take() else { return Ok(()) };
        if CALLED_BACK.get() {
            // The call that we are inside of ends later, and lets go of the file then.
            return run(py, || engine.checkpoint())?.map_err(|error| raised(py, &error));
        }
        loop {
            let tried = run(py, || match Arc::try_unwrap(engine) {
                Ok(engine) => Ok(engine.close()),
                Err(busy) => {
                    std::thread::sleep(Duration::from_millis(1));
                    Err(busy)
                }
            })?;
            match tried {
                Ok(done) => return done.map_err(|error| raised(py, &error)),
                Err(busy) => {
                    py.check_signals()?;
                    engine = busy;
                }
            }
        }
    }

    /// A call that may take its time: other Python threads run meanwhile.
    pub(crate) fn call<T: Send>(
        &self,
        py: Python<'_>,
        call: impl FnOnce(&Engine) -> Result<T, Error> + Send,
    ) -> PyResult<T> {
        let engine = self.engine(py)?;
        // The last to let go of an engine closes its file: not while holding up all of Python.
        let outcome = run(py, move || call(&engine))?;
        outcome.map_err(|error| self.explained(py, &error))
    }

    /// What cannot be read because the ledger was closed meanwhile says so.
    pub(crate) fn explained(&self, py: Python<'_>, error: &Error) -> PyErr {
        let read_failed = matches!(error.class(), ErrorClass::Environment | ErrorClass::Corrupt);
        if read_failed && self.is_closed() { closed(py, "ledger") } else { raised(py, error) }
    }

    /// The same of what has its number already.
    pub(crate) fn explained_failure(&self, py: Python<'_>, failure: &Failure) -> PyErr {
        let read_failed = matches!(failure.status.class(), ErrorClass::Environment | ErrorClass::Corrupt);
        if read_failed && self.is_closed() { closed(py, "ledger") } else { exception(py, failure) }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        if self.is_forked() {
            // The file is the parent's: neither written to nor unlocked here.
            std::mem::forget(self.engine.get_mut().take());
        }
    }
}

/// Something that was closed before.
pub(crate) fn closed(py: Python<'_>, what: &str) -> PyErr {
    exception(py, &Failure::new("closed", "", format!("the {what} is closed")))
}

/// A snapshot, and what it needs to stay readable.
pub(crate) struct Held {
    snapshot: ManuallyDrop<Snapshot>,
    /// What a snapshot of the past lies in.
    history: ManuallyDrop<Option<Mutex<History>>>,
    forks: u32,
}

impl Held {
    pub(crate) fn present(snapshot: Snapshot) -> Arc<Self> {
        Arc::new(Self { snapshot: ManuallyDrop::new(snapshot), history: ManuallyDrop::new(None), forks: forks() })
    }

    pub(crate) fn past(history: History) -> Arc<Self> {
        let snapshot = ManuallyDrop::new(history.snapshot().clone());
        Arc::new(Self { snapshot, history: ManuallyDrop::new(Some(Mutex::new(history))), forks: forks() })
    }

    pub(crate) fn is_past(&self) -> bool {
        self.history.is_some()
    }

    pub(crate) fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Records from a page on.
    pub(crate) fn page(&self, prefix: &Key, after: Option<&Key>, most: usize) -> Result<Vec<(Key, Record)>, Error> {
        self.snapshot.page(prefix, after, most)
    }
}

impl Drop for Held {
    #[allow(unsafe_code)]
    fn drop(&mut self) {
        if self.forks == forks() {
            // SAFETY: each once, here, and never used again.
            unsafe {
                ManuallyDrop::drop(&mut self.snapshot);
                ManuallyDrop::drop(&mut self.history);
            }
        }
    }
}

/// Runs Rust while other Python threads run. A panic becomes an exception that `except Exception` catches.
pub(crate) fn run<T: Send>(py: Python<'_>, call: impl FnOnce() -> T + Send) -> PyResult<T> {
    let outcome = py.detach(|| catch_unwind(AssertUnwindSafe(call)));
    outcome.map_err(|panic| exception(py, &Failure::from_panic(panic.as_ref())))
}

/// The same for long work: now and then it looks for Ctrl-C and tells `progress`; an exception of either ends the work.
pub(crate) fn watched<T: Send>(
    py: Python<'_>,
    progress: Option<&Py<PyAny>>,
    work: impl FnOnce(ProgressCallback<'_>) -> Result<T, Error> + Send,
) -> PyResult<Result<T, Error>> {
    let mut stopped: Option<PyErr> = None;
    let outcome = run(py, || {
        work(&mut |done: Progress| {
            let told = Python::attach(|py| {
                py.check_signals()?;
                match progress {
                    Some(progress) => {
                        CALLED_BACK.set(true);
                        let told = done.to_python(py).and_then(|done| progress.call1(py, (done,)));
                        CALLED_BACK.set(false);
                        told.map(drop)
                    }
                    None => Ok(()),
                }
            });
            match told {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    stopped = Some(error);
                    ControlFlow::Break(())
                }
            }
        })
    });
    match stopped {
        Some(error) => Err(error),
        None => outcome,
    }
}
