//! `defray.Snapshot`: questions.

use std::collections::BTreeMap;
use std::sync::Arc;

use defray::core::id::{AccountId, BillId, CloudAccountId, WorkspaceId};
use defray::core::position::EntryPosition;
use defray::core::records::RecordKind;
use defray::core::time::Instant;
use defray::core::{Key, Record};
use defray::{Error, Head, ProgressCallback, Snapshot};
use defray_bindings_support::Failure;
use defray_export::Table;
use parking_lot::Mutex;
use pyo3::prelude::*;

use crate::fault::InputFault;
use crate::handle::{Handle, Held, closed, run, watched};
use crate::pages::{Item, PyPages};
use crate::table::PyTable;
use crate::traits::{ToPython, argument, optional};

/// The records and the journal after some commit. It never changes. Usable as a context manager; while one is held, `compact` refuses.
#[pyclass(frozen, name = "Snapshot", module = "defray", weakref)]
pub(crate) struct PySnapshot {
    handle: Arc<Handle>,
    held: Mutex<Option<Arc<Held>>>,
}

impl PySnapshot {
    pub(crate) const fn new(handle: Arc<Handle>, held: Arc<Held>) -> Self {
        Self { handle, held: Mutex::new(Some(held)) }
    }

    fn held(&self, py: Python<'_>) -> PyResult<Arc<Held>> {
        self.handle.alive(py)?;
        self.held.lock().clone().ok_or_else(|| closed(py, "snapshot"))
    }

    /// Asks while other Python threads run, and shows the answer as Python's.
    fn ask<'py, T: ToPython + Send>(
        &self,
        py: Python<'py>,
        question: impl FnOnce(&Snapshot) -> Result<T, Error> + Send,
    ) -> PyResult<Bound<'py, PyAny>> {
        let held = self.held(py)?;
        let answer = run(py, move || question(held.snapshot()))?;
        answer.map_err(|error| self.handle.explained(py, &error))?.to_python(py)
    }

    /// The same, watched.
    fn ask_at_length<T: Send>(
        &self,
        py: Python<'_>,
        progress: Option<&Py<PyAny>>,
        question: impl FnOnce(&Snapshot, ProgressCallback<'_>) -> Result<T, Error> + Send,
    ) -> PyResult<T> {
        let held = self.held(py)?;
        let answer = watched(py, progress, move |watch| question(held.snapshot(), watch))?;
        answer.map_err(|error| self.handle.explained(py, &error))
    }

    /// Asks what C is asked too, in JSON.
    pub(crate) fn told(
        &self,
        py: Python<'_>,
        question: impl FnOnce(&Snapshot) -> Result<String, Failure> + Send,
    ) -> PyResult<String> {
        let held = self.held(py)?;
        let told = run(py, move || question(held.snapshot()))?;
        told.map_err(|failure| self.handle.explained_failure(py, &failure))
    }

    fn pages(
        &self,
        py: Python<'_>,
        prefix: Key,
        read: fn(&Snapshot, Record) -> Result<Option<Item>, Error>,
    ) -> PyResult<PyPages> {
        Ok(PyPages::records(Arc::clone(&self.handle), self.held(py)?, prefix, read))
    }
}

#[pymethods]
impl PySnapshot {
    fn __enter__(slf: Bound<'_, Self>) -> PyResult<Bound<'_, Self>> {
        slf.get().held(slf.py())?;
        Ok(slf)
    }

    #[pyo3(signature = (*_exception))]
    fn __exit__(&self, _exception: &Bound<'_, PyAny>) {
        self.close();
    }

    /// Lets go of it. Closing again does nothing; so does leaving it to be collected.
    fn close(&self) {
        if !self.handle.is_forked() {
            let held = self.held.lock().take();
            drop(held);
        }
    }

    /// The last journal position; 0 before the first entry.
    #[getter]
    fn position(&self, py: Python<'_>) -> PyResult<u64> {
        Ok(self.held(py)?.snapshot().position())
    }

    /// The chain's head after the last entry.
    #[getter]
    fn head<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.held(py)?.snapshot().head().to_python(py)
    }

    /// Checks that the journal had `head` after `position`: otherwise this is an older copy or another file.
    fn expect_head(&self, py: Python<'_>, position: u64, head: &Bound<'_, PyAny>) -> PyResult<()> {
        let (held, head) = (self.held(py)?, argument::<Head>(py, "head", head)?);
        let checked = run(py, move || held.snapshot().expect_head(position, head))?;
        checked.map_err(|error| self.handle.explained(py, &error))
    }

    /// The account of that id, with its wallet.
    #[pyo3(signature = (id, /))]
    fn account<'py>(&self, py: Python<'py>, id: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let id = argument::<AccountId>(py, "id", id)?;
        self.ask(py, |snapshot| snapshot.account(&id))
    }

    /// The workspace of that site and id, such as `cn1-hangzhou/ws-1`.
    #[pyo3(signature = (id, /))]
    fn workspace<'py>(&self, py: Python<'py>, id: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let id = argument::<WorkspaceId>(py, "id", id)?;
        self.ask(py, |snapshot| snapshot.workspace(&id))
    }

    /// The cloud account of that id.
    #[pyo3(signature = (id, /))]
    fn cloud_account<'py>(&self, py: Python<'py>, id: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let id = argument::<CloudAccountId>(py, "id", id)?;
        self.ask(py, |snapshot| snapshot.cloud_account(&id))
    }

    /// A bill with its receipt, reversals and corrections.
    #[pyo3(signature = (id, /))]
    fn bill<'py>(&self, py: Python<'py>, id: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let id = argument::<BillId>(py, "id", id)?;
        self.ask(py, |snapshot| snapshot.bill(&id))
    }

    /// How the funds, as they are in this snapshot, would pay a held bill; None while the cloud account that should pay is suspended.
    #[pyo3(signature = (bill, /))]
    fn outlook<'py>(&self, py: Python<'py>, bill: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let id = argument::<BillId>(py, "bill", bill)?;
        self.ask(py, |snapshot| snapshot.outlook(snapshot.bill(&id)?.as_ref()))
    }

    /// An outbox message, owed or met: by its number.
    #[pyo3(signature = (number, /))]
    fn outbox_message<'py>(&self, py: Python<'py>, number: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let number = argument::<EntryPosition>(py, "number", number)?;
        self.ask(py, |snapshot| snapshot.outbox_message(number))
    }

    /// What a cloud account's provider has of its charges, what is on its way, and what waits; of one that was never charged, nothing.
    #[pyo3(signature = (cloud_account, /))]
    fn meter<'py>(&self, py: Python<'py>, cloud_account: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let id = argument::<CloudAccountId>(py, "cloud_account", cloud_account)?;
        self.ask(py, |snapshot| snapshot.meter(&id))
    }

    /// The charges of a cloud account that its provider does not have yet, oldest first: nothing or only a part of each was accepted.
    #[pyo3(signature = (cloud_account, /))]
    fn pending_charges<'py>(&self, py: Python<'py>, cloud_account: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let id = argument::<CloudAccountId>(py, "cloud_account", cloud_account)?;
        self.ask(py, |snapshot| snapshot.pending_charges(&id))
    }

    /// A usage record, whatever became of it (N2): by its number.
    #[pyo3(signature = (number, /))]
    fn usage_record<'py>(&self, py: Python<'py>, number: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let number = argument::<EntryPosition>(py, "number", number)?;
        self.ask(py, |snapshot| snapshot.usage_record(number))
    }

    /// The charges that a usage record carries, oldest first, each with the part of it that it carries. Of a void record: what it carried,
    /// less what was given back since.
    #[pyo3(signature = (number, /))]
    fn charges_of<'py>(&self, py: Python<'py>, number: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let number = argument::<EntryPosition>(py, "number", number)?;
        self.ask(py, |snapshot| snapshot.charges_of(snapshot.usage_record(number)?.as_ref()))
    }

    /// Whose part of a usage record's quantity is how much, by workspace: whole units that together are the quantity.
    #[pyo3(signature = (number, /))]
    fn shares_of<'py>(&self, py: Python<'py>, number: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let number = argument::<EntryPosition>(py, "number", number)?;
        self.ask(py, |snapshot| {
            let shares = snapshot.shares_of(snapshot.usage_record(number)?.as_ref())?;
            Ok(shares.into_iter().collect::<BTreeMap<_, _>>())
        })
    }

    /// The policy that an account is under: its own, or the file's.
    #[pyo3(signature = (account, /))]
    fn policy<'py>(&self, py: Python<'py>, account: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let id = argument::<AccountId>(py, "account", account)?;
        self.ask(py, |snapshot| snapshot.policy(snapshot.account(&id)?.as_ref()))
    }

    /// All lots of an account: open ones first, in paying order (W4), then the others by id.
    #[pyo3(signature = (account, /))]
    fn lots<'py>(&self, py: Python<'py>, account: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let id = argument::<AccountId>(py, "account", account)?;
        self.ask(py, |snapshot| snapshot.lots(snapshot.account(&id)?.as_ref()))
    }

    /// Who pays usage of a workspace that begins at `at`.
    #[pyo3(signature = (workspace, at, /))]
    fn payer_at<'py>(
        &self,
        py: Python<'py>,
        workspace: &Bound<'py, PyAny>,
        at: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (id, at) = (argument::<WorkspaceId>(py, "workspace", workspace)?, argument::<Instant>(py, "at", at)?);
        self.ask(py, |snapshot| snapshot.payer_at(&id, at))
    }

    /// When `advance` should be called next: the earliest instant at which something falls due; None if nothing will.
    fn next_deadline<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.ask(py, Snapshot::next_deadline)
    }

    /// One entry of the journal, and the chain's head after it.
    #[pyo3(signature = (position, /))]
    fn entry<'py>(&self, py: Python<'py>, position: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let position = argument::<u64>(py, "position", position)?;
        self.ask(py, |snapshot| snapshot.entry(position))
    }

    /// The journal from a position on (the first is 1): pairs of an entry and the chain's head after it.
    #[pyo3(signature = (start=1, /))]
    fn journal(&self, py: Python<'_>, start: u64) -> PyResult<PyPages> {
        Ok(PyPages::journal(Arc::clone(&self.handle), self.held(py)?, start))
    }

    /// All accounts, by id.
    fn accounts(&self, py: Python<'_>) -> PyResult<PyPages> {
        self.pages(py, Key::all(RecordKind::Account), |_, row| match row {
            Record::Account(account) => Ok(Some(Box::new(account))),
            _ => Ok(None),
        })
    }

    /// The workspaces of an account, by site and id; dissolved ones are no longer among them.
    #[pyo3(signature = (account, /))]
    fn workspaces_of(&self, py: Python<'_>, account: &Bound<'_, PyAny>) -> PyResult<PyPages> {
        let id = argument::<AccountId>(py, "account", account)?;
        self.pages(py, Key::workspaces_of(&id), |snapshot, row| match row {
            Record::WorkspaceId(id) => Ok(Some(Box::new(snapshot.workspace(&id)?))),
            _ => Ok(None),
        })
    }

    /// The cloud accounts of an account, ended ones included, by id.
    #[pyo3(signature = (account, /))]
    fn cloud_accounts_of(&self, py: Python<'_>, account: &Bound<'_, PyAny>) -> PyResult<PyPages> {
        let id = argument::<AccountId>(py, "account", account)?;
        self.pages(py, Key::cloud_accounts_of(&id), |snapshot, row| match row {
            Record::CloudAccountId(id) => Ok(Some(Box::new(snapshot.cloud_account(&id)?))),
            _ => Ok(None),
        })
    }

    /// The bills of an account that wait, oldest first.
    #[pyo3(signature = (account, /))]
    fn held_bills_of(&self, py: Python<'_>, account: &Bound<'_, PyAny>) -> PyResult<PyPages> {
        let id = argument::<AccountId>(py, "account", account)?;
        self.pages(py, Key::held_by(&id), |snapshot, row| match row {
            Record::BillId(id) => Ok(Some(Box::new(snapshot.bill(&id)?))),
            _ => Ok(None),
        })
    }

    /// What is still owed to the world, oldest first (N3).
    fn outbox(&self, py: Python<'_>) -> PyResult<PyPages> {
        self.pages(py, Key::all(RecordKind::PendingOutboxMessage), |snapshot, row| match row {
            Record::EntryPosition(number) => Ok(Some(Box::new(snapshot.outbox_message(number)?))),
            _ => Ok(None),
        })
    }

    /// The meters of all cloud accounts that were ever charged, by cloud account.
    fn meters(&self, py: Python<'_>) -> PyResult<PyPages> {
        self.pages(py, Key::all(RecordKind::Meter), |_, row| match row {
            Record::Meter(meter) => Ok(Some(Box::new(meter))),
            _ => Ok(None),
        })
    }

    /// The usage records of a cloud account, oldest first.
    #[pyo3(signature = (cloud_account, /))]
    fn usage_records_of(&self, py: Python<'_>, cloud_account: &Bound<'_, PyAny>) -> PyResult<PyPages> {
        let id = argument::<CloudAccountId>(py, "cloud_account", cloud_account)?;
        self.pages(py, Key::usage_records_of(&id), |snapshot, row| match row {
            Record::EntryPosition(number) => Ok(Some(Box::new(snapshot.usage_record(number)?))),
            _ => Ok(None),
        })
    }

    /// Records as they were known at `at`: with every decision made by then. Reads the whole journal.
    #[pyo3(signature = (at, /, *, progress=None))]
    fn as_of(&self, py: Python<'_>, at: &Bound<'_, PyAny>, progress: Option<Py<PyAny>>) -> PyResult<Self> {
        let at = argument::<Instant>(py, "at", at)?;
        let history = self.ask_at_length(py, progress.as_ref(), |snapshot, watch| snapshot.as_of(at, watch))?;
        Ok(Self::new(Arc::clone(&self.handle), Held::past(history)))
    }

    /// Records as they were after journal position `position`. Reads the journal up to there.
    #[pyo3(signature = (position, /, *, progress=None))]
    fn as_of_position(
        &self,
        py: Python<'_>,
        position: &Bound<'_, PyAny>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Self> {
        let position = argument::<u64>(py, "position", position)?;
        let read = |snapshot: &Snapshot, watch: ProgressCallback<'_>| snapshot.as_of_position(position, watch);
        let history = self.ask_at_length(py, progress.as_ref(), read)?;
        Ok(Self::new(Arc::clone(&self.handle), Held::past(history)))
    }

    /// What moved on an account from `start` up to, not including, `end`, with the balances before and after. Reads the whole journal.
    #[pyo3(signature = (account, start, end, /, *, progress=None))]
    fn statement<'py>(
        &self,
        py: Python<'py>,
        account: &Bound<'py, PyAny>,
        start: &Bound<'py, PyAny>,
        end: &Bound<'py, PyAny>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let id = argument::<AccountId>(py, "account", account)?;
        let (start, end) = (argument::<Instant>(py, "start", start)?, argument::<Instant>(py, "end", end)?);
        let read = |snapshot: &Snapshot, watch: ProgressCallback<'_>| snapshot.statement(&id, start, end, watch);
        self.ask_at_length(py, progress.as_ref(), read)?.to_python(py)
    }

    /// Proves this snapshot (A4): checks the hash chain, decides every command again, compares every event and every record, and checks
    /// that money is conserved. `progress` is called now and then; an exception of it, or Ctrl-C, ends the work.
    #[pyo3(signature = (*, progress=None))]
    fn verify<'py>(&self, py: Python<'py>, progress: Option<Py<PyAny>>) -> PyResult<Bound<'py, PyAny>> {
        self.ask_at_length(py, progress.as_ref(), |snapshot, watch| snapshot.verify(watch))?.to_python(py)
    }

    /// Counts what there is. Reads every key.
    fn statistics<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.ask(py, Snapshot::statistics)
    }

    /// A table, that of one account or of all, for pandas, polars, pyarrow, duckdb, or as CSV.
    #[pyo3(signature = (name, /, *, account=None))]
    fn table(&self, py: Python<'_>, name: &str, account: Option<&Bound<'_, PyAny>>) -> PyResult<PyTable> {
        let table = Table::ALL.iter().copied().find(|table| table.name() == name).ok_or_else(|| {
            let names: Vec<&str> = Table::ALL.iter().map(|table| table.name()).collect();
            InputFault::value(name, &format!("one of {}", names.join(", "))).within("name").raised(py, None)
        })?;
        let account = optional::<AccountId>(py, "account", account)?;
        Ok(PyTable::new(Arc::clone(&self.handle), self.held(py)?, table, account))
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        match self.held(py) {
            Ok(held) if held.is_past() => format!("<defray.Snapshot of the past, {:?}>", held.snapshot()),
            Ok(held) => format!("<defray.Snapshot at position {}>", held.snapshot().position()),
            Err(_) => "<defray.Snapshot, closed>".to_owned(),
        }
    }
}

/// The names of all tables.
pub(crate) fn table_names() -> Vec<&'static str> {
    Table::ALL.iter().map(|table| table.name()).collect()
}
