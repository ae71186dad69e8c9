//! Iterators over a snapshot: lazy, a page at a time, whatever is written meanwhile.

use std::collections::VecDeque;
use std::sync::Arc;

use defray::core::{Key, Record};
use defray::{Error, Snapshot};
use parking_lot::Mutex;
use pyo3::prelude::*;

use crate::handle::{Handle, Held, run};
use crate::traits::ToPython;

/// Something to be shown when its turn comes.
pub(crate) type Item = Box<dyn ToPython + Send>;

/// Records read at once.
const PAGE: usize = 256;

/// An iterator over records of a snapshot.
#[pyclass(frozen, name = "Records", module = "defray")]
pub(crate) struct PyPages {
    handle: Arc<Handle>,
    state: Mutex<State>,
}

struct State {
    /// Let go of at the end.
    held: Option<Arc<Held>>,
    source: Source,
    page: VecDeque<Item>,
}

enum Source {
    Records { prefix: Key, after: Option<Key>, read: fn(&Snapshot, Record) -> Result<Option<Item>, Error> },
    Journal { next: u64 },
}

impl PyPages {
    pub(crate) fn records(
        handle: Arc<Handle>,
        held: Arc<Held>,
        prefix: Key,
        read: fn(&Snapshot, Record) -> Result<Option<Item>, Error>,
    ) -> Self {
        Self::over(handle, held, Source::Records { prefix, after: None, read })
    }

    pub(crate) fn journal(handle: Arc<Handle>, held: Arc<Held>, from: u64) -> Self {
        Self::over(handle, held, Source::Journal { next: from.max(1) })
    }

    fn over(handle: Arc<Handle>, held: Arc<Held>, source: Source) -> Self {
        Self { handle, state: Mutex::new(State { held: Some(held), source, page: VecDeque::new() }) }
    }
}

impl State {
    fn next(&mut self) -> Result<Option<Item>, Error> {
        while self.page.is_empty() {
            let Some(held) = self.held.clone() else { return Ok(None) };
            match self.fill(&held) {
                Ok(true) => {}
                // After an error nothing more comes.
                ended => {
                    self.held = None;
                    ended?;
                }
            }
        }
        Ok(self.page.pop_front())
    }

    /// Whether there may be more.
    fn fill(&mut self, held: &Held) -> Result<bool, Error> {
        match &mut self.source {
            Source::Records { prefix, after, read } => {
                let rows = held.page(prefix, after.as_ref(), PAGE)?;
                let whole = rows.len() == PAGE;
                for (key, row) in rows {
                    self.page.extend(read(held.snapshot(), row)?);
                    *after = Some(key);
                }
                Ok(whole)
            }
            Source::Journal { next } => {
                let mut read = 0;
                for entry in held.snapshot().journal(*next).take(PAGE) {
                    self.page.push_back(Box::new(entry?));
                    read += 1;
                }
                *next += read as u64;
                Ok(read == PAGE)
            }
        }
    }
}

#[pymethods]
impl PyPages {
    const fn __iter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.handle.alive(py)?;
        // Locked only while others may run: whoever holds it never waits for Python.
        let item = run(py, || self.state.lock().next())?.map_err(|error| self.handle.explained(py, &error))?;
        item.map(|item| item.to_python(py)).transpose()
    }
}
