//! Questions, answered from the records as they are after some commit.

use std::sync::Arc;

use defray_core::account::Account;
use defray_core::bill::BillRecord;
use defray_core::cloud_account::CloudAccount;
use defray_core::fund::Lot;
use defray_core::id::{AccountId, BillId, CloudAccountId, WorkspaceId};
use defray_core::matching::{UnmatchedSubscription, unmatched};
use defray_core::metering::{Charge, Meter, UsageRecord};
use defray_core::method::PayerInterval;
use defray_core::money::Money;
use defray_core::outbox::OutboxMessage;
use defray_core::policy::Policy;
use defray_core::records::{RecordKind, ViewExt, charges_between, charges_of, shares_of};
use defray_core::time::Instant;
use defray_core::waterfall::Plan;
use defray_core::workspace::Workspace;
use defray_core::{DecideError, Key, Record, Unreadable, View, due_changes};

use crate::account_positions::AccountPositions;
use crate::error::Error;
use crate::journal::{Entry, GENESIS, Head};
use crate::layers::{Layer, Layers};
use crate::ledger::Ledger;
use crate::memory::Memory;
use crate::old_heads::{expect_head, migrated_from};
use crate::places::Places;
use crate::reader::{EntryCache, Journal, Tail};
use crate::records::{LayeredRecords, StoredRecords};
use crate::runs::Place;
use crate::store::StoreSnapshot;
use crate::value::{KINDS_WITH_ROWS, Value};
use defray_core::position::EntryPosition;

/// The records and the journal after some commit. It never changes; a clone is the same snapshot.
#[derive(Clone)]
pub struct Snapshot {
    records: Arc<LayeredRecords>,
    /// The records without what is only due; absent: `records` has nothing that is only due.
    recorded: Option<Arc<LayeredRecords>>,
    journal: Journal,
    head: Head,
    checkpoint: u64,
    simulated: bool,
    /// Without the entries that are not in the tables yet.
    memory: Memory,
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Snapshot")
            .field("position", &self.journal.last)
            .field("head", &self.head)
            .finish_non_exhaustive()
    }
}

impl View for Snapshot {
    fn get(&self, key: &Key) -> Result<Option<Record>, Unreadable> {
        self.records.get(key)
    }

    fn scan(&self, prefix: &Key, after: Option<&Key>, most: usize) -> Result<Vec<(Key, Record)>, Unreadable> {
        self.records.scan(prefix, after, most)
    }
}

impl Snapshot {
    pub(crate) fn of(ledger: &Ledger) -> Self {
        Self {
            records: Arc::new(ledger.records()),
            recorded: None,
            journal: ledger.journal(),
            head: ledger.head(),
            checkpoint: ledger.checkpoint_position(),
            simulated: ledger.has_simulated(),
            memory: ledger.memory(),
        }
    }

    /// The snapshot while the ledger cannot be read. Every question to it fails; it never answers that there is no
    /// record.
    pub(crate) fn unavailable(why: &'static str) -> Self {
        let stored = StoredRecords::unavailable(why);
        let journal = Journal { store: stored.store.clone(), tail: Tail::new(), last: 0 };
        let places = Places { journal: journal.clone(), cache: Arc::default() };
        let records = Arc::new(LayeredRecords { layers: Layers::default(), stored, places });
        let memory = Memory::default();
        Self { records, recorded: None, journal, head: GENESIS, checkpoint: 0, simulated: false, memory }
    }

    pub(crate) fn store(&self) -> &dyn StoreSnapshot {
        self.records.stored.store.as_ref()
    }

    /// The entries and records that are not in the tables yet.
    pub(crate) fn layers(&self) -> &Layers {
        &self.records.layers
    }

    /// The journal up to this snapshot.
    pub(crate) const fn chain(&self) -> &Journal {
        &self.journal
    }

    /// The journal position of the stored records; newer changes are in memory.
    pub(crate) const fn checkpoint(&self) -> u64 {
        self.checkpoint
    }

    pub(crate) fn explain(&self, stop: DecideError) -> Error {
        match stop {
            DecideError::Unreadable(unreadable) => self.unreadable(unreadable),
            stop => stop.into(),
        }
    }

    fn unreadable(&self, unreadable: Unreadable) -> Error {
        self.records.stored.explain(unreadable)
    }

    fn read<T>(&self, result: Result<T, Unreadable>) -> Result<T, Error> {
        result.map_err(|unreadable| self.unreadable(unreadable))
    }

    fn found<T>(&self, record: Result<Option<T>, Unreadable>, what: &'static str, name: &str) -> Result<T, Error> {
        self.read(record)?.ok_or_else(|| Error::NotFound { what, name: name.to_owned() })
    }

    /// This snapshot with everything that is due for an account at or before `at`, as if it were recorded. Accounts,
    /// lots, standings, cloud accounts and bills are then as the next decision about the account sees them. The journal
    /// and the outbox stay the same.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when there is no such account; an error of class environment or corrupt when the records
    /// cannot be read.
    pub fn seen_for(&self, account: &AccountId, at: Instant) -> Result<Self, Error> {
        let found = self.account(account)?;
        if found.next_due().is_none_or(|due| due > at) {
            return Ok(self.clone());
        }
        let due = due_changes(self, account, at, self.journal.last + 1).map_err(|stop| self.explain(stop))?;
        Ok(self.with_due(due))
    }

    /// This snapshot with everything that is due in all accounts at or before `at`, as if it were recorded. See
    /// [`seen_for`](Self::seen_for), which is faster for one account.
    ///
    /// # Errors
    ///
    /// An error of class environment or corrupt when the records cannot be read.
    pub fn seen(&self, at: Instant) -> Result<Self, Error> {
        let mut changes = Vec::new();
        for pair in self.pairs(Key::all(RecordKind::Due)) {
            let (key, record) = pair?;
            let Record::AccountId(account) = record else { continue };
            if key > Key::due(at, &account) {
                break;
            }
            let due = due_changes(self, &account, at, self.journal.last + 1).map_err(|stop| self.explain(stop))?;
            changes.extend(due);
        }
        Ok(self.with_due(changes))
    }

    fn with_due(&self, changes: Vec<(Key, Option<Record>)>) -> Self {
        let changes = changes.into_iter().map(|(key, record)| (key, record.map(Value::Record))).collect();
        let mut layers = self.records.layers.clone();
        layers.push(Layer::of(changes, Vec::new()), usize::MAX);
        let (stored, places) = (self.records.stored.clone(), self.records.places.clone());
        let recorded = self.recorded.clone().or_else(|| Some(self.records.clone()));
        Self { records: Arc::new(LayeredRecords { layers, stored, places }), recorded, ..self.clone() }
    }

    /// This snapshot without what is only due.
    pub(crate) fn recorded(&self) -> Self {
        let records = self.recorded.as_ref().unwrap_or(&self.records).clone();
        Self { records, recorded: None, ..self.clone() }
    }

    /// The last journal position; 0 before the first entry.
    pub const fn position(&self) -> u64 {
        self.journal.last
    }

    /// Whether the journal has entries that were made in a simulation
    /// ([`Options::simulate`](crate::Options::simulate)).
    pub const fn has_simulated(&self) -> bool {
        self.simulated
    }

    /// The chain's head after the last entry.
    pub const fn head(&self) -> Head {
        self.head
    }

    /// The memory that the open ledger took when the snapshot was taken. Nothing is read from the file.
    pub fn memory(&self) -> Memory {
        let unswept: usize = self.journal.tail.values().map(|segment| segment.bytes().len()).sum();
        Memory { unswept_entry_bytes: unswept as u64, ..self.memory }
    }

    /// Checks that the journal had `head` after `position`: otherwise this is an older copy or another file.
    ///
    /// # Errors
    ///
    /// [`Error::HeadMismatch`] when the journal is shorter or has another head there; an error of class environment or
    /// corrupt when the journal cannot be read.
    pub fn expect_head(&self, position: u64, head: Head) -> Result<(), Error> {
        expect_head(&self.journal, position, head)
    }

    /// The journal of format 2 from which the ledger was converted: its last position, and the head after it there. A
    /// head of format 2 that a host stored earlier is still answered by [`expect_head`](Self::expect_head). `None`: the
    /// ledger was not converted.
    ///
    /// # Errors
    ///
    /// An error of class environment or corrupt when the file cannot be read.
    pub fn migrated_from(&self) -> Result<Option<(u64, Head)>, Error> {
        migrated_from(self.store())
    }

    /// The account of that id.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when there is no such account; an error of class environment or corrupt when the records
    /// cannot be read.
    pub fn account(&self, id: &AccountId) -> Result<Arc<Account>, Error> {
        self.found(ViewExt::account(self, id), "account", id.as_str())
    }

    /// The workspace of that site and id.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when there is no such workspace; an error of class environment or corrupt when the records
    /// cannot be read.
    pub fn workspace(&self, id: &WorkspaceId) -> Result<Arc<Workspace>, Error> {
        self.found(ViewExt::workspace(self, id), "workspace", id.as_str())
    }

    /// The cloud account of that id.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when there is no such cloud account; an error of class environment or corrupt when the
    /// records cannot be read.
    pub fn cloud_account(&self, id: &CloudAccountId) -> Result<Arc<CloudAccount>, Error> {
        self.found(ViewExt::cloud_account(self, id), "cloud account", id.as_str())
    }

    /// A bill with its receipt and reversals.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when there is no such bill; an error of class environment or corrupt when the records cannot
    /// be read.
    pub fn bill(&self, id: &BillId) -> Result<Arc<BillRecord>, Error> {
        self.found(ViewExt::bill(self, id), "bill", id.as_str())
    }

    /// The plan that would pay a held bill from the funds in this snapshot; `None` while the cloud account that should
    /// pay is suspended (P3).
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when there is no such account; an error of class environment or corrupt when the records
    /// cannot be read.
    pub fn outlook(&self, record: &BillRecord) -> Result<Option<Plan>, Error> {
        Ok(self.waiting(record)?.outlook.map(|outlook| outlook.plan))
    }

    /// An outbox message, pending or acknowledged.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when there is no such outbox message; an error of class environment or corrupt when the
    /// records cannot be read.
    pub fn outbox_message(&self, number: EntryPosition) -> Result<Arc<OutboxMessage>, Error> {
        self.found(ViewExt::outbox_message(self, number), "outbox message", &number.to_string())
    }

    /// The policy that applies to an account.
    ///
    /// # Errors
    ///
    /// An error of class environment or corrupt when the records cannot be read.
    pub fn policy(&self, account: &Account) -> Result<Arc<Policy>, Error> {
        self.read(self.policy_of(account))
    }

    /// All lots of an account, open and closed: open ones first, in paying order (W4), then the others by id.
    ///
    /// # Errors
    ///
    /// An error of class environment or corrupt when the records cannot be read.
    pub fn lots(&self, account: &Account) -> Result<Vec<Lot>, Error> {
        let mut lots = account.lots.clone();
        for record in self.all(Key::closed_lots_of(&account.id)) {
            if let Record::Lot(lot) = record? {
                lots.push(lot.as_ref().clone());
            }
        }
        Ok(lots)
    }

    /// The payer of usage of a workspace that begins at `at` (P1).
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when there is no such workspace; [`Error::Refused`] when usage has no payer then (P5): the
    /// workspace was not bound yet, or was dissolved.
    pub fn payer_at(&self, id: &WorkspaceId, at: Instant) -> Result<PayerInterval, Error> {
        Ok(self.workspace(id)?.payer_at(at)?.clone())
    }

    /// At most `most` records whose keys begin with `prefix`, after the key `after`, in order of their keys. For
    /// callers that read page by page and keep the last key themselves.
    ///
    /// # Errors
    ///
    /// An error of class environment or corrupt when the records cannot be read.
    pub fn page(&self, prefix: &Key, after: Option<&Key>, most: usize) -> Result<Vec<(Key, Record)>, Error> {
        self.read(self.scan(prefix, after, most))
    }

    /// All records whose keys begin with `prefix`, read a page at a time.
    pub fn all(&self, prefix: Key) -> impl Iterator<Item = Result<Record, Error>> {
        self.pairs(prefix).map(|pair| pair.map(|(_, record)| record))
    }

    pub(crate) fn pairs(&self, prefix: Key) -> impl Iterator<Item = Result<(Key, Record), Error>> {
        in_pages(move |after, most| self.page(&prefix, after, most))
    }

    /// All accounts, by id.
    pub fn accounts(&self) -> impl Iterator<Item = Result<Arc<Account>, Error>> {
        self.all(Key::all(RecordKind::Account)).filter_map(|record| match record {
            Ok(Record::Account(account)) => Some(Ok(account)),
            Ok(_) => None,
            Err(error) => Some(Err(error)),
        })
    }

    /// The workspaces of an account, by site and id; dissolved ones are no longer among them.
    pub fn workspaces_of(&self, account: &AccountId) -> impl Iterator<Item = Result<Arc<Workspace>, Error>> {
        self.all(Key::workspaces_of(account)).filter_map(|record| match record {
            Ok(Record::WorkspaceId(id)) => Some(self.workspace(&id)),
            Ok(_) => None,
            Err(error) => Some(Err(error)),
        })
    }

    /// The cloud accounts of an account, ended ones included, by id.
    pub fn cloud_accounts_of(&self, account: &AccountId) -> impl Iterator<Item = Result<Arc<CloudAccount>, Error>> {
        self.all(Key::cloud_accounts_of(account)).filter_map(|record| match record {
            Ok(Record::CloudAccountId(id)) => Some(self.cloud_account(&id)),
            Ok(_) => None,
            Err(error) => Some(Err(error)),
        })
    }

    /// The held bills of an account, oldest first.
    pub fn held_bills_of(&self, account: &AccountId) -> impl Iterator<Item = Result<Arc<BillRecord>, Error>> {
        self.all(Key::held_by(account)).filter_map(|record| match record {
            Ok(Record::BillId(id)) => Some(self.bill(&id)),
            Ok(_) => None,
            Err(error) => Some(Err(error)),
        })
    }

    /// The subscriptions with signals that wait for a link, by identity, each with what a link has to name.
    pub fn unmatched(&self) -> impl Iterator<Item = Result<Arc<UnmatchedSubscription>, Error>> {
        self.pairs(Key::all(RecordKind::Subscription)).filter_map(|pair| match pair {
            Ok((key, record)) => self.unmatched_in(&key, &record).transpose(),
            Err(error) => Some(Err(error)),
        })
    }

    /// What of a subscription waits for a link, from a record and its key; `None`: nothing, or it is another record.
    /// For callers that read page by page ([`page`](Self::page)); [`unmatched`](Self::unmatched) returns all.
    ///
    /// # Errors
    ///
    /// An error of class environment or corrupt when the records cannot be read.
    pub fn unmatched_in(&self, key: &Key, record: &Record) -> Result<Option<Arc<UnmatchedSubscription>>, Error> {
        let (Some(identity), Record::Subscription(known)) = (key.subscription_identity(), record) else {
            return Ok(None);
        };
        Ok(self.read(unmatched(self, &identity, known))?.map(Arc::new))
    }

    /// The outbox messages that are not acknowledged yet, oldest first (N3).
    pub fn outbox(&self) -> impl Iterator<Item = Result<Arc<OutboxMessage>, Error>> {
        self.all(Key::all(RecordKind::PendingOutboxMessage)).filter_map(|record| match record {
            Ok(Record::EntryPosition(number)) => Some(self.outbox_message(number)),
            Ok(_) => None,
            Err(error) => Some(Err(error)),
        })
    }

    /// The meter of a cloud account: the charges that its provider accepted, and those that wait. Of a cloud account
    /// that was never charged, all sums are zero.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when there is no such cloud account; an error of class environment or corrupt when the
    /// records cannot be read.
    pub fn meter(&self, id: &CloudAccountId) -> Result<Arc<Meter>, Error> {
        let cloud_account = self.cloud_account(id)?;
        if let Some(meter) = self.read(ViewExt::meter(self, id))? {
            return Ok(meter);
        }
        let account = self.account(&cloud_account.account)?;
        Ok(Arc::new(Meter::new(id.clone(), account.id.clone(), account.currency)))
    }

    /// The meters of all cloud accounts that were ever charged, by cloud account.
    pub fn meters(&self) -> impl Iterator<Item = Result<Arc<Meter>, Error>> {
        self.all(Key::all(RecordKind::Meter)).filter_map(|record| match record {
            Ok(Record::Meter(meter)) => Some(Ok(meter)),
            Ok(_) => None,
            Err(error) => Some(Err(error)),
        })
    }

    /// The charges of a cloud account that its provider has not accepted yet, oldest first.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when there is no such cloud account; an error of class environment or corrupt when the
    /// records cannot be read.
    pub fn pending_charges(&self, id: &CloudAccountId) -> Result<Vec<Arc<Charge>>, Error> {
        let meter = self.meter(id)?;
        let charges = self.read(charges_between(self, id, meter.head.as_ref(), None))?;
        Ok(charges.into_iter().map(|(charge, _)| charge).collect())
    }

    /// A usage record in any state (N2).
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when there is no such usage record; an error of class environment or corrupt when the
    /// records cannot be read.
    pub fn usage_record(&self, number: EntryPosition) -> Result<Arc<UsageRecord>, Error> {
        self.found(ViewExt::usage_record(self, number), "usage record", &number.to_string())
    }

    /// The usage records of a cloud account, oldest first.
    pub fn usage_records_of(&self, id: &CloudAccountId) -> impl Iterator<Item = Result<Arc<UsageRecord>, Error>> {
        self.all(Key::usage_records_of(id)).filter_map(|record| match record {
            Ok(Record::EntryPosition(number)) => Some(self.usage_record(number)),
            Ok(_) => None,
            Err(error) => Some(Err(error)),
        })
    }

    /// The charges that a usage record covers, each with the part that it covers. Of a void record: what it covered,
    /// less later refunds.
    ///
    /// # Errors
    ///
    /// An error of class environment or corrupt when the records cannot be read.
    pub fn charges_of(&self, record: &UsageRecord) -> Result<Vec<(Arc<Charge>, Money)>, Error> {
        self.read(charges_of(self, record))
    }

    /// The share of each workspace in the quantity of a usage record: whole units, whose sum is the quantity, in order
    /// of the workspaces.
    ///
    /// # Errors
    ///
    /// An error of class environment or corrupt when the records cannot be read.
    pub fn shares_of(&self, record: &UsageRecord) -> Result<Vec<(WorkspaceId, u32)>, Error> {
        self.read(shares_of(self, record))
    }

    /// The earliest instant at which something falls due.
    ///
    /// # Errors
    ///
    /// An error of class environment or corrupt when the records cannot be read.
    pub fn next_deadline(&self) -> Result<Option<Instant>, Error> {
        let due = self.read(self.scan(&Key::all(RecordKind::Due), None, 1))?;
        let Some((_, Record::AccountId(account))) = due.into_iter().next() else { return Ok(None) };
        Ok(self.account(&account)?.next_due())
    }

    /// The journal from a position on (the first is 1), each entry with the chain's head after it.
    pub fn journal(&self, from: u64) -> impl Iterator<Item = Result<(Entry, Head), Error>> + use<> {
        self.journal.read(from)
    }

    /// The entries of the journal from a position on that concern an account, each with the chain's head after it. It
    /// reads no other entries.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when there is no such account; an error of class environment or corrupt when the records
    /// cannot be read.
    pub fn journal_of(
        &self,
        account: &AccountId,
        from: u64,
    ) -> Result<impl Iterator<Item = Result<(Entry, Head), Error>> + use<>, Error> {
        let (journal, mut cache) = (self.journal.clone(), EntryCache::default());
        let positions = self.positions_of(account, from)?;
        Ok(positions.map(move |position| cache.entry_and_head(&journal, position?)))
    }

    /// The same without heads, which need the other entries of a segment.
    pub(crate) fn entries_of(
        &self,
        account: &AccountId,
    ) -> Result<impl Iterator<Item = Result<Entry, Error>> + use<>, Error> {
        let (journal, mut cache) = (self.journal.clone(), EntryCache::default());
        Ok(self.positions_of(account, 1)?.map(move |position| cache.entry(&journal, position?)))
    }

    /// The positions of the entries from a position on that concern an account, in order.
    fn positions_of(&self, account: &AccountId, from: u64) -> Result<AccountPositions, Error> {
        self.account(account)?;
        Ok(AccountPositions::from(self.records.clone(), account.clone(), from))
    }

    /// One entry of the journal.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when the journal has no such position; an error of class environment or corrupt when it
    /// cannot be read.
    pub fn entry(&self, position: u64) -> Result<(Entry, Head), Error> {
        if position == 0 || position > self.position() {
            return Err(Error::NotFound { what: "journal position", name: position.to_string() });
        }
        self.journal.entry(position)
    }

    /// Every record that is not in the journal, newer changes included.
    pub(crate) fn own_records(&self) -> impl Iterator<Item = Result<(Key, Record), Error>> {
        let all = Key::from_bytes(&[]);
        in_pages(move |after, most| self.read(self.records.scan_own_records(&all, after, most)))
    }

    /// Every key that has a row, newer changes included, with its place in the journal.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Result<(Key, Place), Error>> {
        let rows = move |kind| {
            let prefix = Key::all(kind);
            in_pages(move |after, most| self.read(self.records.scan_rows(&prefix, after, most)))
        };
        KINDS_WITH_ROWS.into_iter().flat_map(rows)
    }

    /// The journal that has the places of the records.
    pub(crate) fn places(&self) -> Places {
        self.records.places.clone()
    }
}

/// Everything that `read` returns a page at a time: at most so many pairs after a key, in order.
fn in_pages<T>(
    read: impl Fn(Option<&Key>, usize) -> Result<Vec<(Key, T)>, Error>,
) -> impl Iterator<Item = Result<(Key, T), Error>> {
    const PAGE: usize = 1_024;
    let (mut after, mut page, mut ended) = (None::<Key>, Vec::new().into_iter(), false);
    std::iter::from_fn(move || {
        loop {
            if let Some((key, found)) = page.next() {
                after = Some(Key::clone(&key));
                return Some(Ok((key, found)));
            }
            if ended {
                return None;
            }
            match read(after.as_ref(), PAGE) {
                Ok(found) => {
                    ended = found.len() < PAGE;
                    page = found.into_iter();
                }
                Err(error) => {
                    ended = true;
                    return Some(Err(error));
                }
            }
        }
    })
}
