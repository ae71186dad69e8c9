//! Iterators over a snapshot. They read a page of records at a time. Commands of other threads do not change what they
//! return.

use std::collections::VecDeque;
use std::sync::Arc;

use defray::core::id::AccountId;
use defray::core::records::RecordKind;
use defray::core::{Key, Record};
use defray::{Error, Snapshot};
use parking_lot::Mutex;
use pyo3::prelude::*;

use crate::handle::{Handle, OpenSnapshot, run};
use crate::traits::ToPython;

/// A value that is converted to a Python object when the iterator returns it.
pub(crate) type Item = Box<dyn ToPython + Send>;

/// The number of records in a page.
const PAGE: usize = 256;

/// An iterator over records of a snapshot, in the order that its method documents. Threads may share it; then each
/// record is returned once.
///
/// Raises `ClosedError` after the ledger is closed, `EnvironmentFailure` or `CorruptError` when the records cannot be
/// read.
#[pyclass(frozen, name = "Records", module = "defray")]
pub(crate) struct PyPages {
    handle: Arc<Handle>,
    state: Mutex<State>,
}

struct State {
    /// `None` after the last page was read, so that an iterator at its end does not keep the snapshot open.
    snapshot: Option<Arc<OpenSnapshot>>,
    source: Source,
    page: VecDeque<Item>,
}

enum Source {
    Records { prefix: Key, after: Option<Key>, read: fn(&Snapshot, Record) -> Result<Option<Item>, Error> },
    Journal { next: u64 },
    JournalOf { account: AccountId, next: u64 },
    Unmatched { after: Option<Key> },
}

impl PyPages {
    pub(crate) fn records(
        handle: Arc<Handle>,
        snapshot: Arc<OpenSnapshot>,
        prefix: Key,
        read: fn(&Snapshot, Record) -> Result<Option<Item>, Error>,
    ) -> Self {
        Self::over(handle, snapshot, Source::Records { prefix, after: None, read })
    }

    pub(crate) fn journal(handle: Arc<Handle>, snapshot: Arc<OpenSnapshot>, from: u64) -> Self {
        Self::over(handle, snapshot, Source::Journal { next: from.max(1) })
    }

    pub(crate) fn journal_of(handle: Arc<Handle>, snapshot: Arc<OpenSnapshot>, account: AccountId, from: u64) -> Self {
        Self::over(handle, snapshot, Source::JournalOf { account, next: from })
    }

    pub(crate) fn unmatched(handle: Arc<Handle>, snapshot: Arc<OpenSnapshot>) -> Self {
        Self::over(handle, snapshot, Source::Unmatched { after: None })
    }

    fn over(handle: Arc<Handle>, snapshot: Arc<OpenSnapshot>, source: Source) -> Self {
        Self { handle, state: Mutex::new(State { snapshot: Some(snapshot), source, page: VecDeque::new() }) }
    }
}

impl State {
    fn next(&mut self) -> Result<Option<Item>, Error> {
        while self.page.is_empty() {
            let Some(snapshot) = self.snapshot.clone() else { return Ok(None) };
            match self.read_page(&snapshot) {
                Ok(true) => {}
                // After an error no other page is read.
                last => {
                    self.snapshot = None;
                    last?;
                }
            }
        }
        Ok(self.page.pop_front())
    }

    /// Reads the next page. `false` when it is the last one.
    fn read_page(&mut self, snapshot: &OpenSnapshot) -> Result<bool, Error> {
        match &mut self.source {
            Source::Records { prefix, after, read } => {
                let rows = snapshot.page(prefix, after.as_ref(), PAGE)?;
                let is_full = rows.len() == PAGE;
                for (key, row) in rows {
                    self.page.extend(read(snapshot.snapshot(), row)?);
                    *after = Some(key);
                }
                Ok(is_full)
            }
            Source::Unmatched { after } => {
                let rows = snapshot.page(&Key::all(RecordKind::Subscription), after.as_ref(), PAGE)?;
                let is_full = rows.len() == PAGE;
                for (key, row) in rows {
                    let found = snapshot.snapshot().unmatched_in(&key, &row)?;
                    self.page.extend(found.map(|one| Box::new(one) as Item));
                    *after = Some(key);
                }
                Ok(is_full)
            }
            Source::Journal { next } => {
                let mut read = 0;
                for entry in snapshot.snapshot().journal(*next).take(PAGE) {
                    self.page.push_back(Box::new(entry?));
                    read += 1;
                }
                *next += read as u64;
                Ok(read == PAGE)
            }
            Source::JournalOf { account, next } => {
                let mut read = 0;
                for entry in snapshot.snapshot().journal_of(account, *next)?.take(PAGE) {
                    let (entry, head) = entry?;
                    *next = entry.position + 1;
                    self.page.push_back(Box::new((entry, head)));
                    read += 1;
                }
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
        self.handle.check_usable(py)?;
        // The lock is taken only inside `run`. A thread that holds it therefore never waits for Python's own lock.
        let item = run(py, || self.state.lock().next())?.map_err(|error| self.handle.exception(py, &error))?;
        item.map(|item| item.to_python(py)).transpose()
    }
}
