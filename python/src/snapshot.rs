//! `defray.Snapshot`: queries of records and of the journal.

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
use crate::handle::{Handle, OpenSnapshot, closed, run, run_with_progress};
use crate::pages::{Item, PyPages};
use crate::table::PyTable;
use crate::traits::{ToPython, argument, optional};

/// The records and the journal after some commit. A snapshot never changes. Close it, or use it as a context manager:
/// `Engine.compact` fails while a snapshot is open.
///
/// Every method raises `ClosedError` after the snapshot or the ledger is closed and `ForkedError` in a forked child. A
/// query raises `WrongTypeError` or `MisuseError` for an argument of a wrong type or value, and `EnvironmentFailure` or
/// `CorruptError` when the file cannot be read. Other exceptions are documented at each method.
#[pyclass(frozen, name = "Snapshot", module = "defray", weakref)]
pub(crate) struct PySnapshot {
    handle: Arc<Handle>,
    /// `None` after a close.
    snapshot: Mutex<Option<Arc<OpenSnapshot>>>,
}

impl PySnapshot {
    pub(crate) const fn new(handle: Arc<Handle>, snapshot: Arc<OpenSnapshot>) -> Self {
        Self { handle, snapshot: Mutex::new(Some(snapshot)) }
    }

    fn opened(&self, py: Python<'_>) -> PyResult<Arc<OpenSnapshot>> {
        self.handle.check_usable(py)?;
        self.snapshot.lock().clone().ok_or_else(|| closed(py, "snapshot"))
    }

    /// Reads while other Python threads run, and converts the result to a Python object.
    fn query<'py, T: ToPython + Send>(
        &self,
        py: Python<'py>,
        read: impl FnOnce(&Snapshot) -> Result<T, Error> + Send,
    ) -> PyResult<Bound<'py, PyAny>> {
        let snapshot = self.opened(py)?;
        let result = run(py, move || read(snapshot.snapshot()))?;
        result.map_err(|error| self.handle.exception(py, &error))?.to_python(py)
    }

    /// As [`query`](Self::query), with progress reports, and without the conversion.
    fn query_with_progress<T: Send>(
        &self,
        py: Python<'_>,
        progress: Option<&Py<PyAny>>,
        read: impl FnOnce(&Snapshot, ProgressCallback<'_>) -> Result<T, Error> + Send,
    ) -> PyResult<T> {
        let snapshot = self.opened(py)?;
        let result = run_with_progress(py, progress, move |watch| read(snapshot.snapshot(), watch))?;
        result.map_err(|error| self.handle.exception(py, &error))
    }

    /// As [`query`](Self::query), for a function of `defray_bindings_support` whose result is a JSON text.
    pub(crate) fn query_json(
        &self,
        py: Python<'_>,
        read: impl FnOnce(&Snapshot) -> Result<String, Failure> + Send,
    ) -> PyResult<String> {
        let snapshot = self.opened(py)?;
        let result = run(py, move || read(snapshot.snapshot()))?;
        result.map_err(|failure| self.handle.failure_exception(py, &failure))
    }

    fn pages(
        &self,
        py: Python<'_>,
        prefix: Key,
        read: fn(&Snapshot, Record) -> Result<Option<Item>, Error>,
    ) -> PyResult<PyPages> {
        Ok(PyPages::records(Arc::clone(&self.handle), self.opened(py)?, prefix, read))
    }
}

#[pymethods]
impl PySnapshot {
    fn __enter__(slf: Bound<'_, Self>) -> PyResult<Bound<'_, Self>> {
        slf.get().opened(slf.py())?;
        Ok(slf)
    }

    #[pyo3(signature = (*_exception))]
    fn __exit__(&self, _exception: &Bound<'_, PyAny>) {
        self.close();
    }

    /// Closes the snapshot. Closing again has no effect. A snapshot that is garbage-collected is closed too.
    fn close(&self) {
        if !self.handle.is_forked() {
            let snapshot = self.snapshot.lock().take();
            // Dropped after the lock is released.
            drop(snapshot);
        }
    }

    /// The last journal position; 0 before the first entry.
    #[getter]
    fn position(&self, py: Python<'_>) -> PyResult<u64> {
        Ok(self.opened(py)?.snapshot().position())
    }

    /// The head of the hash chain after the last entry.
    #[getter]
    fn head<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.opened(py)?.snapshot().head().to_python(py)
    }

    /// Checks that the journal had `head` after `position`, as the host stored them earlier.
    ///
    /// Raises `CorruptError` with the code `head_mismatch` when it did not: the file is an older copy or a different
    /// ledger.
    fn expect_head(&self, py: Python<'_>, position: u64, head: &Bound<'_, PyAny>) -> PyResult<()> {
        let (snapshot, head) = (self.opened(py)?, argument::<Head>(py, "head", head)?);
        let checked = run(py, move || snapshot.snapshot().expect_head(position, head))?;
        checked.map_err(|error| self.handle.exception(py, &error))
    }

    /// The last position of the journal in format 2 from which the ledger was converted, and the head after it there;
    /// None when it was not converted. `expect_head` still accepts a head of format 2.
    fn migrated_from<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.query(py, Snapshot::migrated_from)
    }

    /// The account with this id, with its wallet.
    ///
    /// Raises `NotFoundError` when there is no such account.
    #[pyo3(signature = (id, /))]
    fn account<'py>(&self, py: Python<'py>, id: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let id = argument::<AccountId>(py, "id", id)?;
        self.query(py, |snapshot| snapshot.account(&id))
    }

    /// The workspace with this site and id, such as `cn1-hangzhou/ws-1`.
    ///
    /// Raises `NotFoundError` when there is no such workspace.
    #[pyo3(signature = (id, /))]
    fn workspace<'py>(&self, py: Python<'py>, id: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let id = argument::<WorkspaceId>(py, "id", id)?;
        self.query(py, |snapshot| snapshot.workspace(&id))
    }

    /// The cloud account with this id.
    ///
    /// Raises `NotFoundError` when there is no such cloud account.
    #[pyo3(signature = (id, /))]
    fn cloud_account<'py>(&self, py: Python<'py>, id: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let id = argument::<CloudAccountId>(py, "id", id)?;
        self.query(py, |snapshot| snapshot.cloud_account(&id))
    }

    /// The bill with this id, with its receipt, reversals and corrections.
    ///
    /// Raises `NotFoundError` when there is no such bill.
    #[pyo3(signature = (id, /))]
    fn bill<'py>(&self, py: Python<'py>, id: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let id = argument::<BillId>(py, "id", id)?;
        self.query(py, |snapshot| snapshot.bill(&id))
    }

    /// The plan that would pay a held bill from the funds in this snapshot; None while the cloud account that should
    /// pay is suspended (P3).
    ///
    /// Raises `NotFoundError` when there is no such bill.
    #[pyo3(signature = (bill, /))]
    fn outlook<'py>(&self, py: Python<'py>, bill: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let id = argument::<BillId>(py, "bill", bill)?;
        self.query(py, |snapshot| snapshot.outlook(snapshot.bill(&id)?.as_ref()))
    }

    /// The outbox message with this number, pending or acknowledged (N3).
    ///
    /// Raises `NotFoundError` when there is no such outbox message.
    #[pyo3(signature = (number, /))]
    fn outbox_message<'py>(&self, py: Python<'py>, number: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let number = argument::<EntryPosition>(py, "number", number)?;
        self.query(py, |snapshot| snapshot.outbox_message(number))
    }

    /// The meter of a cloud account: the charges that its provider accepted, those in flight, and those that wait. All
    /// sums are zero when the cloud account was never charged.
    ///
    /// Raises `NotFoundError` when there is no such cloud account.
    #[pyo3(signature = (cloud_account, /))]
    fn meter<'py>(&self, py: Python<'py>, cloud_account: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let id = argument::<CloudAccountId>(py, "cloud_account", cloud_account)?;
        self.query(py, |snapshot| snapshot.meter(&id))
    }

    /// The charges of a cloud account that its provider has not accepted in full, oldest first.
    ///
    /// Raises `NotFoundError` when there is no such cloud account.
    #[pyo3(signature = (cloud_account, /))]
    fn pending_charges<'py>(&self, py: Python<'py>, cloud_account: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let id = argument::<CloudAccountId>(py, "cloud_account", cloud_account)?;
        self.query(py, |snapshot| snapshot.pending_charges(&id))
    }

    /// The usage record with this number, in any state (N2).
    ///
    /// Raises `NotFoundError` when there is no such usage record.
    #[pyo3(signature = (number, /))]
    fn usage_record<'py>(&self, py: Python<'py>, number: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let number = argument::<EntryPosition>(py, "number", number)?;
        self.query(py, |snapshot| snapshot.usage_record(number))
    }

    /// The charges that a usage record covers, oldest first, each with the amount that it covers. Of a void record:
    /// what it covered, less later refunds.
    ///
    /// Raises `NotFoundError` when there is no such usage record.
    #[pyo3(signature = (number, /))]
    fn charges_of<'py>(&self, py: Python<'py>, number: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let number = argument::<EntryPosition>(py, "number", number)?;
        self.query(py, |snapshot| snapshot.charges_of(snapshot.usage_record(number)?.as_ref()))
    }

    /// The share of each workspace in the quantity of a usage record, in whole units, in order of the workspaces. The
    /// sum of the shares is the quantity.
    ///
    /// Raises `NotFoundError` when there is no such usage record.
    #[pyo3(signature = (number, /))]
    fn shares_of<'py>(&self, py: Python<'py>, number: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let number = argument::<EntryPosition>(py, "number", number)?;
        self.query(py, |snapshot| {
            let shares = snapshot.shares_of(snapshot.usage_record(number)?.as_ref())?;
            Ok(shares.into_iter().collect::<BTreeMap<_, _>>())
        })
    }

    /// The policy that applies to an account: its own, or the default of the ledger.
    ///
    /// Raises `NotFoundError` when there is no such account.
    #[pyo3(signature = (account, /))]
    fn policy<'py>(&self, py: Python<'py>, account: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let id = argument::<AccountId>(py, "account", account)?;
        self.query(py, |snapshot| snapshot.policy(snapshot.account(&id)?.as_ref()))
    }

    /// All lots of an account: open ones first, in paying order (W4), then the others by id.
    ///
    /// Raises `NotFoundError` when there is no such account.
    #[pyo3(signature = (account, /))]
    fn lots<'py>(&self, py: Python<'py>, account: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let id = argument::<AccountId>(py, "account", account)?;
        self.query(py, |snapshot| snapshot.lots(snapshot.account(&id)?.as_ref()))
    }

    /// The payer of usage of a workspace that begins at `at` (P1).
    ///
    /// Raises `NotFoundError` when there is no such workspace, and `RefusedError` when usage has no payer at that
    /// instant (P5): `usage_before_binding` or `usage_after_dissolution`.
    #[pyo3(signature = (workspace, at, /))]
    fn payer_at<'py>(
        &self,
        py: Python<'py>,
        workspace: &Bound<'py, PyAny>,
        at: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (id, at) = (argument::<WorkspaceId>(py, "workspace", workspace)?, argument::<Instant>(py, "at", at)?);
        self.query(py, |snapshot| snapshot.payer_at(&id, at))
    }

    /// The instant at which the host should call `advance` next: the earliest deadline of all accounts; None when there
    /// is none.
    fn next_deadline<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.query(py, Snapshot::next_deadline)
    }

    /// The journal entry at `position`, from 1, and the head of the hash chain after it.
    ///
    /// Raises `NotFoundError` when the journal has no such position.
    #[pyo3(signature = (position, /))]
    fn entry<'py>(&self, py: Python<'py>, position: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let position = argument::<u64>(py, "position", position)?;
        self.query(py, |snapshot| snapshot.entry(position))
    }

    /// The journal entries from the position `start`, in order; the first position is 1. Each item is a pair of an
    /// entry and the head of the hash chain after it.
    #[pyo3(signature = (start=1, /))]
    fn journal(&self, py: Python<'_>, start: u64) -> PyResult<PyPages> {
        Ok(PyPages::journal(Arc::clone(&self.handle), self.opened(py)?, start))
    }

    /// The journal entries from the position `start` that concern an account, in order; the first position is 1. Each
    /// item is a pair of an entry and the head of the hash chain after it. Reads no other entries.
    ///
    /// Raises `NotFoundError` when there is no such account.
    #[pyo3(signature = (account, start=1, /))]
    fn journal_of(&self, py: Python<'_>, account: &Bound<'_, PyAny>, start: u64) -> PyResult<PyPages> {
        let id = argument::<AccountId>(py, "account", account)?;
        let snapshot = self.opened(py)?;
        let found = run(py, || snapshot.snapshot().account(&id))?;
        found.map_err(|error| self.handle.exception(py, &error))?;
        Ok(PyPages::journal_of(Arc::clone(&self.handle), snapshot, id, start))
    }

    /// All accounts, in order of their ids.
    fn accounts(&self, py: Python<'_>) -> PyResult<PyPages> {
        self.pages(py, Key::all(RecordKind::Account), |_, row| match row {
            Record::Account(account) => Ok(Some(Box::new(account))),
            _ => Ok(None),
        })
    }

    /// The workspaces of an account, in order of site and id, without dissolved ones. Empty for an unknown account.
    #[pyo3(signature = (account, /))]
    fn workspaces_of(&self, py: Python<'_>, account: &Bound<'_, PyAny>) -> PyResult<PyPages> {
        let id = argument::<AccountId>(py, "account", account)?;
        self.pages(py, Key::workspaces_of(&id), |snapshot, row| match row {
            Record::WorkspaceId(id) => Ok(Some(Box::new(snapshot.workspace(&id)?))),
            _ => Ok(None),
        })
    }

    /// The cloud accounts of an account, also ended ones, in order of their ids. Empty for an unknown account.
    #[pyo3(signature = (account, /))]
    fn cloud_accounts_of(&self, py: Python<'_>, account: &Bound<'_, PyAny>) -> PyResult<PyPages> {
        let id = argument::<AccountId>(py, "account", account)?;
        self.pages(py, Key::cloud_accounts_of(&id), |snapshot, row| match row {
            Record::CloudAccountId(id) => Ok(Some(Box::new(snapshot.cloud_account(&id)?))),
            _ => Ok(None),
        })
    }

    /// The held bills of an account (P3, W7), oldest first. Empty for an unknown account.
    #[pyo3(signature = (account, /))]
    fn held_bills_of(&self, py: Python<'_>, account: &Bound<'_, PyAny>) -> PyResult<PyPages> {
        let id = argument::<AccountId>(py, "account", account)?;
        self.pages(py, Key::held_by(&id), |snapshot, row| match row {
            Record::BillId(id) => Ok(Some(Box::new(snapshot.bill(&id)?))),
            _ => Ok(None),
        })
    }

    /// The outbox messages that are not acknowledged yet, oldest first (N3).
    fn outbox(&self, py: Python<'_>) -> PyResult<PyPages> {
        self.pages(py, Key::all(RecordKind::PendingOutboxMessage), |snapshot, row| match row {
            Record::EntryPosition(number) => Ok(Some(Box::new(snapshot.outbox_message(number)?))),
            _ => Ok(None),
        })
    }

    /// The subscriptions with signals that wait for a link, in order of their identities, each with what a link has to
    /// name. To see what is due, ask the snapshot of `seen`.
    fn unmatched(&self, py: Python<'_>) -> PyResult<PyPages> {
        Ok(PyPages::unmatched(Arc::clone(&self.handle), self.opened(py)?))
    }

    /// The meters of all cloud accounts that were ever charged, in order of the cloud accounts.
    fn meters(&self, py: Python<'_>) -> PyResult<PyPages> {
        self.pages(py, Key::all(RecordKind::Meter), |_, row| match row {
            Record::Meter(meter) => Ok(Some(Box::new(meter))),
            _ => Ok(None),
        })
    }

    /// The usage records of a cloud account, oldest first. Empty for an unknown cloud account.
    #[pyo3(signature = (cloud_account, /))]
    fn usage_records_of(&self, py: Python<'_>, cloud_account: &Bound<'_, PyAny>) -> PyResult<PyPages> {
        let id = argument::<CloudAccountId>(py, "cloud_account", cloud_account)?;
        self.pages(py, Key::usage_records_of(&id), |snapshot, row| match row {
            Record::EntryPosition(number) => Ok(Some(Box::new(snapshot.usage_record(number)?))),
            _ => Ok(None),
        })
    }

    /// A snapshot of the records as they were known at `at`, after every decision made by then. Its own journal is
    /// empty. Reads the whole journal.
    ///
    /// `progress`: is called periodically; an exception from it, or Ctrl-C, ends the operation and is raised.
    #[pyo3(signature = (at, /, *, progress=None))]
    fn as_of(&self, py: Python<'_>, at: &Bound<'_, PyAny>, progress: Option<Py<PyAny>>) -> PyResult<Self> {
        let at = argument::<Instant>(py, "at", at)?;
        let history = self.query_with_progress(py, progress.as_ref(), |snapshot, watch| snapshot.as_of(at, watch))?;
        Ok(Self::new(Arc::clone(&self.handle), OpenSnapshot::past(history)))
    }

    /// A snapshot of the records as they were after the journal position `position`. Its own journal is empty. Reads
    /// the journal up to there.
    ///
    /// `progress`: as in `as_of`.
    ///
    /// Raises `NotFoundError` when the journal has no such position.
    #[pyo3(signature = (position, /, *, progress=None))]
    fn as_of_position(
        &self,
        py: Python<'_>,
        position: &Bound<'_, PyAny>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Self> {
        let position = argument::<u64>(py, "position", position)?;
        let read = |snapshot: &Snapshot, watch: ProgressCallback<'_>| snapshot.as_of_position(position, watch);
        let history = self.query_with_progress(py, progress.as_ref(), read)?;
        Ok(Self::new(Arc::clone(&self.handle), OpenSnapshot::past(history)))
    }

    /// A snapshot of the records with everything that is due at `at`, as if it were recorded: lots have expired,
    /// accounts are locked, cloud accounts are closed, as the next decision about each account sees them. The journal
    /// and the outbox are those of this snapshot.
    #[pyo3(signature = (at, /))]
    fn seen(&self, py: Python<'_>, at: &Bound<'_, PyAny>) -> PyResult<Self> {
        let at = argument::<Instant>(py, "at", at)?;
        let opened = self.opened(py)?;
        let of = Arc::clone(&opened);
        let seen = run(py, move || of.snapshot().seen(at))?.map_err(|error| self.handle.exception(py, &error))?;
        Ok(Self::new(Arc::clone(&self.handle), OpenSnapshot::seen(seen, opened)))
    }

    /// The movements of an account from `start` up to, not including, `end`, with the balances before and after, and
    /// the bills that are held at its end. Reads the whole journal.
    ///
    /// `progress`: as in `as_of`.
    ///
    /// Raises `NotFoundError` when there is no such account, and `MisuseError` when `end` is not after `start`.
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
        self.query_with_progress(py, progress.as_ref(), read)?.to_python(py)
    }

    /// Verifies this snapshot (A4): checks the hash chain, decides every command again, compares every event and every
    /// record, and checks that money is conserved (A3) and that every workspace has one payer at every instant.
    ///
    /// `progress`: as in `as_of`.
    ///
    /// Raises `CorruptError` for the first difference, and `EnvironmentFailure` when a temporary file cannot be
    /// created.
    #[pyo3(signature = (*, progress=None))]
    fn verify<'py>(&self, py: Python<'py>, progress: Option<Py<PyAny>>) -> PyResult<Bound<'py, PyAny>> {
        self.query_with_progress(py, progress.as_ref(), |snapshot, watch| snapshot.verify(watch))?.to_python(py)
    }

    /// The number of journal entries, and of records of each kind, and the memory that the open ledger takes. Reads
    /// every key.
    fn statistics<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.query(py, Snapshot::statistics)
    }

    /// The memory that the open ledger took when the snapshot was taken, in bytes. It is quick: nothing is read from
    /// the file.
    fn memory<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.opened(py)?.snapshot().memory().to_python(py)
    }

    /// A table for pandas, polars, pyarrow, duckdb or CSV, with the rows of all accounts or of one.
    ///
    /// `name`: `payments`, `bills`, `accounts`, `lots`, `timeline`, `cloud_accounts`, `outbox`, `held`, `journal` or
    /// `unmatched`. `account`: the id of an account; absent: all accounts.
    ///
    /// Raises `MisuseError` for an unknown name.
    #[pyo3(signature = (name, /, *, account=None))]
    fn table(&self, py: Python<'_>, name: &str, account: Option<&Bound<'_, PyAny>>) -> PyResult<PyTable> {
        let table = Table::ALL.iter().copied().find(|table| table.name() == name).ok_or_else(|| {
            let names: Vec<&str> = Table::ALL.iter().map(|table| table.name()).collect();
            InputFault::value(name, &format!("one of {}", names.join(", "))).within("name").into_exception(py, None)
        })?;
        let account = optional::<AccountId>(py, "account", account)?;
        Ok(PyTable::new(Arc::clone(&self.handle), self.opened(py)?, table, account))
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        match self.opened(py) {
            Ok(past) if past.is_past() => format!("<defray.Snapshot of the past, {:?}>", past.snapshot()),
            Ok(present) => format!("<defray.Snapshot at position {}>", present.snapshot().position()),
            Err(_) => "<defray.Snapshot, closed>".to_owned(),
        }
    }
}

/// The names of all tables.
pub(crate) fn table_names() -> Vec<&'static str> {
    Table::ALL.iter().map(|table| table.name()).collect()
}
