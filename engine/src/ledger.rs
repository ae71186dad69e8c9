//! The writer's ledger: the records as the last decision left them, the log, and sweeps.
//!
//! A commit appends one segment of the journal to the log. Changed records stay in memory. When they take enough
//! memory, or the log is half full, a sweep moves everything into the tables, while commits go on. The first open after
//! a crash decides the commands of the log again.

use std::sync::Arc;

use defray_core::policy::Policy;
use defray_core::records::{merge_scan, scan_start};
use defray_core::{Key, Record, Unreadable, View};

use crate::code::Code;
use crate::error::Error;
use crate::format::{self, SIMULATED_KEY};
use crate::journal::{Entry, Head};
use crate::kept::Kept;
use crate::layers::{AccountEntry, Change, Layer, Layers};
use crate::reader::{EntryCache, Journal, Tail, end_of_table, read_log};
use crate::records::{COMPACTING, LayeredRecords, StoredRecords, UnavailableSnapshot};
use crate::replay::{accounts_of, changes_of_events, replay};
use crate::segments::{Segment, SegmentWriter};
use crate::store::{Log, LogPlace, Store, Table};
use crate::sweep::{Garbage, Running, Sweep};

/// Limits of what the writer keeps in memory, and whether it starts threads.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// The memory of changed records after which a sweep begins.
    pub(crate) changed_bytes: usize,
    /// The memory of unchanged records that are kept.
    pub(crate) cached_bytes: usize,
    /// The number of entries after which a sweep begins. The first open after a crash decides that many again.
    pub(crate) entries: u64,
    /// Whether sweeps have a thread of their own.
    pub(crate) threads: bool,
}

/// The number of changes that become one layer while the entries of a journal are applied.
const CHANGES_IN_A_LAYER: usize = 8_192;
/// The log grows up to this size, in bytes.
const LOG_BYTES_MAX: u64 = 64 << 20;
/// The log of a ledger grows up to so many bytes for each entry of the journal, so a small file stays small.
const LOG_BYTES_AN_ENTRY: u64 = 256;
/// The factor by which the log grows.
const LOG_GROWTH: u64 = 4;

pub(crate) struct Ledger {
    store: Arc<dyn Store>,
    /// `None` where commits are not written: in the ledgers that build records again.
    log: Option<Arc<dyn Log>>,
    pub(crate) stored: StoredRecords,
    /// What decisions read: newer than `layers` while a commit is in progress.
    pub(crate) kept: Kept,
    /// The changes that are not in the tables yet.
    layers: Layers,
    /// The accounts that the entries since the last layer concern.
    unlayered: Vec<AccountEntry>,
    /// The segments that are not in the tables yet.
    tail: Tail,
    built_in_policy: Arc<Policy>,
    bounds: Bounds,
    position: u64,
    head: Head,
    /// The position of the tables.
    checkpoint: u64,
    has_simulated: bool,
    /// The sweep in progress, with the position and the place in the log that it reaches.
    sweep: Option<(Running, u64, Option<LogPlace>)>,
    garbage: Option<Garbage>,
    /// The segments of commands that were repeated.
    repeated: EntryCache,
    /// The place in the log up to which the recovery swept.
    swept_in_recovery: Option<LogPlace>,
}

impl Ledger {
    /// Opens the ledger of a store, and decides the commands in its log again. If the store is `writable`, a long
    /// replay sweeps on its way, so that memory is bounded.
    pub(crate) fn open(store: Arc<dyn Store>, bounds: Bounds, writable: bool) -> Result<Self, Error> {
        let log = store.log().ok_or_else(|| format::damaged("the file has no log"))?;
        let mut ledger = Self::without_log(store, bounds)?;
        let tables = ledger.stored.store.clone();
        read_log(log.as_ref(), tables, &mut |segment| ledger.recover(segment, writable.then(|| log.place())))?;
        if let Some(place) = ledger.swept_in_recovery {
            log.free(place);
        }
        ledger.take_layer();
        ledger.log = Some(log);
        Ok(ledger)
    }

    /// The ledger as its tables have it. It can apply the entries of another journal, and takes no command.
    pub(crate) fn without_log(store: Arc<dyn Store>, bounds: Bounds) -> Result<Self, Error> {
        let snapshot = store.snapshot()?;
        let checkpoint = format::read_checkpoint(snapshot.as_ref())?;
        let (position, head) = end_of_table(snapshot.as_ref())?;
        if checkpoint != position {
            let message = format!("the records are at position {checkpoint}, but the journal ends at {position}");
            return Err(Error::Corrupt { code: Code::DamagedJournal, message });
        }
        Ok(Self {
            store,
            log: None,
            stored: StoredRecords::new(snapshot.clone()),
            kept: Kept::new(bounds.cached_bytes),
            layers: Layers::default(),
            unlayered: Vec::new(),
            tail: Tail::new(),
            built_in_policy: Arc::default(),
            bounds,
            position,
            head,
            checkpoint,
            has_simulated: snapshot.get(Table::Meta, SIMULATED_KEY)?.is_some(),
            sweep: None,
            garbage: None,
            repeated: EntryCache::default(),
            swept_in_recovery: None,
        })
    }

    /// Takes a segment from the log. `swept_until` is the place in the log after it, if the ledger may be written.
    fn recover(&mut self, segment: Segment, swept_until: Option<LogPlace>) -> Result<(), Error> {
        for entry in segment.view()?.entries() {
            let (entry, _) = entry?;
            let changes = replay(self, &entry).map_err(|error| self.classify_error(error))?;
            self.absorb(&entry, changes);
        }
        self.head = segment.head_after();
        self.tail.insert(segment.first(), segment);
        if let Some(place) = swept_until.filter(|_| self.is_sweep_due()) {
            self.begin_sweep(Some(place), false)?;
        }
        Ok(())
    }

    pub(crate) const fn position(&self) -> u64 {
        self.position
    }

    pub(crate) const fn head(&self) -> Head {
        self.head
    }

    pub(crate) const fn checkpoint_position(&self) -> u64 {
        self.checkpoint
    }

    /// Whether the journal has entries that were made in a simulation.
    pub(crate) const fn has_simulated(&self) -> bool {
        self.has_simulated
    }

    /// The records after the last commit.
    pub(crate) fn records(&self) -> LayeredRecords {
        LayeredRecords { layers: self.layers.clone(), stored: StoredRecords::new(self.stored.store.clone()) }
    }

    /// The journal up to the last commit.
    pub(crate) fn journal(&self) -> Journal {
        Journal { store: self.stored.store.clone(), tail: self.tail.clone(), last: self.position }
    }

    /// The entry at a position and the head after it, for commands that are repeated.
    pub(crate) fn entry(&mut self, position: u64) -> Result<(Entry, Head), Error> {
        let journal = self.journal();
        self.repeated.entry_and_head(&journal, position)
    }

    /// The error with its real class, when it comes from a [`View`] that could not read.
    pub(crate) fn classify_error(&self, error: Error) -> Error {
        match (&error, self.stored.fault()) {
            (Error::Corrupt { code: Code::DamagedFile, .. }, Some(fault)) => fault,
            _ => error,
        }
    }

    /// Makes decided entries durable. `entries` are the accounts that they concern.
    pub(crate) fn commit(
        &mut self,
        writer: SegmentWriter,
        entries: Vec<AccountEntry>,
        simulated: bool,
    ) -> Result<(), Error> {
        let Some(segment) = writer.finish() else { return Ok(()) };
        let Some(log) = self.log.clone() else { return Err(Error::Bug("a commit without a log".into())) };
        let payload = segment.bytes().clone();
        if log.room() < payload.len() as u64 {
            self.make_room(log.as_ref(), payload.len() as u64)?;
        }
        let fits = log.room() >= payload.len() as u64;
        if fits {
            log.append(segment.first(), &[&payload])?;
        }
        (self.position, self.head) = (segment.last(), segment.head_after());
        self.has_simulated |= simulated;
        self.tail.insert(segment.first(), segment);
        self.unlayered.extend(entries);
        self.take_layer();
        let after = if fits { self.sweep_if_due() } else { self.sweep_all() };
        match after {
            // The commit is on disk. An error after this point must not have a class that says that nothing changed.
            Err(error) if fits => {
                Err(Error::Unknown { message: format!("it was written, but a sweep failed after it: {error}") })
            }
            after => after,
        }
    }

    /// The changes since the last layer become a layer.
    fn take_layer(&mut self) {
        let layer = Layer::of(self.kept.take_changes(), std::mem::take(&mut self.unlayered));
        self.layers.push(layer);
    }

    fn is_sweep_due(&self) -> bool {
        self.kept.changed_bytes() >= self.bounds.changed_bytes || self.position - self.checkpoint >= self.bounds.entries
    }

    /// After a commit: ends a sweep that was written, and begins one when it is due.
    fn sweep_if_due(&mut self) -> Result<(), Error> {
        if self.sweep.as_ref().is_some_and(|(running, ..)| running.has_ended()) {
            self.end_sweep()?;
        }
        let Some(log) = self.log.clone() else { return Ok(()) };
        let (is_due, is_half_full) = (self.is_sweep_due(), log.room() < log.capacity() / 2);
        if !is_due && is_half_full && log.capacity() < self.log_bytes_max() {
            // A larger log needs fewer sweeps.
            return self.enlarge_log(log.as_ref(), log.capacity().saturating_mul(LOG_GROWTH));
        }
        if !is_due && !is_half_full {
            return Ok(());
        }
        if self.sweep.is_some() && self.kept.changed_bytes() < self.bounds.changed_bytes {
            // A later commit ends the sweep in progress. The log bounds what is kept meanwhile.
            return Ok(());
        }
        self.begin_sweep(Some(log.place()), self.bounds.threads)
    }

    /// The largest size of the log that the size of the ledger justifies.
    fn log_bytes_max(&self) -> u64 {
        self.position.saturating_mul(LOG_BYTES_AN_ENTRY).min(LOG_BYTES_MAX)
    }

    /// Frees the log for a payload of so many bytes, as far as the log can become that large.
    fn make_room(&mut self, log: &dyn Log, bytes: u64) -> Result<(), Error> {
        self.end_sweep()?;
        if log.room() < bytes {
            self.sweep_all()?;
        }
        if log.room() < bytes {
            // The log stores each payload twice.
            self.enlarge_log(log, bytes.saturating_mul(LOG_GROWTH))?;
        }
        Ok(())
    }

    fn enlarge_log(&mut self, log: &dyn Log, bytes: u64) -> Result<(), Error> {
        self.sweep_all()?;
        let bytes = bytes.min(LOG_BYTES_MAX);
        if bytes > log.capacity() { Ok(log.grow(bytes)?) } else { Ok(()) }
    }

    /// Begins to move everything up to the last commit into the tables.
    fn begin_sweep(&mut self, log_place: Option<LogPlace>, in_thread: bool) -> Result<(), Error> {
        self.end_sweep()?;
        self.take_layer();
        self.kept.freeze();
        let sweep = Sweep {
            layers: self.layers.freeze(),
            tail: self.tail.clone(),
            tables: self.stored.store.clone(),
            position: self.position,
            log_place,
            simulated: self.has_simulated,
        };
        let sweep = Arc::new(sweep);
        if in_thread {
            let garbage = self.garbage.take().unwrap_or_default();
            if let Ok(running) = Running::start(self.store.clone(), sweep.clone(), garbage) {
                self.sweep = Some((running, self.position, log_place));
                return Ok(());
            }
            // The machine has no thread to give. Then the commit does the work.
        }
        sweep.write(self.store.as_ref())?;
        self.swept(self.position, log_place)
    }

    /// Waits for the sweep in progress, if there is one.
    fn end_sweep(&mut self) -> Result<(), Error> {
        let Some((running, position, place)) = self.sweep.take() else { return Ok(()) };
        running.wait()?;
        self.swept(position, place)
    }

    /// After a sweep has written everything up to a position.
    fn swept(&mut self, position: u64, place: Option<LogPlace>) -> Result<(), Error> {
        let tables = self.store.snapshot()?;
        let before = std::mem::replace(&mut self.stored, StoredRecords::new(tables));
        match (&self.log, place) {
            (Some(log), Some(place)) => log.free(place),
            (_, place) => self.swept_in_recovery = place,
        }
        let (swept, next, newer) = self.tail.split_lookup(&(position + 1));
        self.tail = newer;
        if let Some(next) = next {
            self.tail.insert(position + 1, next);
        }
        self.kept.swept();
        self.garbage = Some((self.layers.take_frozen(), swept, Some(before.store)));
        self.checkpoint = position;
        Ok(())
    }

    /// Moves everything into the tables, so that the next open does not need to decide commands again.
    pub(crate) fn sweep_all(&mut self) -> Result<(), Error> {
        self.end_sweep()?;
        if self.checkpoint == self.position {
            return Ok(());
        }
        let place = self.log.as_ref().map(|log| log.place());
        self.begin_sweep(place, false)
    }

    /// Decides the command of another ledger's entry again and applies the changes. The entry itself is not stored. An
    /// entry of older rules is not decided again: its events are applied.
    pub(crate) fn apply_entry(&mut self, entry: &Entry) -> Result<(), Error> {
        let changes = replay(self, entry).map_err(|error| self.classify_error(error))?;
        self.merge(entry, changes)
    }

    /// Applies the events of an entry, without deciding its command again.
    pub(crate) fn apply_events(&mut self, entry: &Entry) -> Result<(), Error> {
        let changes = changes_of_events(self, entry)?;
        self.merge(entry, changes)
    }

    /// Adds the segment of entries whose events were applied. It is not written before the next sweep.
    pub(crate) fn add_segment(&mut self, segment: Segment) -> Result<(), Error> {
        self.head = segment.head_after();
        self.tail.insert(segment.first(), segment);
        if self.is_sweep_due() { self.begin_sweep(None, false) } else { Ok(()) }
    }

    /// Applies the events of an entry. Its segment follows with [`add_segment`](Self::add_segment).
    pub(crate) fn apply_before_segment(&mut self, entry: &Entry) -> Result<(), Error> {
        let changes = changes_of_events(self, entry)?;
        self.absorb(entry, changes);
        Ok(())
    }

    fn merge(&mut self, entry: &Entry, changes: Vec<Change>) -> Result<(), Error> {
        self.absorb(entry, changes);
        if self.is_sweep_due() { self.begin_sweep(None, false) } else { Ok(()) }
    }

    /// Takes the changes of an entry that is in a journal.
    fn absorb(&mut self, entry: &Entry, changes: Vec<Change>) {
        self.position = entry.position;
        self.has_simulated |= entry.simulated;
        self.unlayered.extend(accounts_of(&entry.events, entry.position));
        for change in changes {
            self.kept.put(change);
        }
        if self.kept.unlayered() >= CHANGES_IN_A_LAYER {
            self.take_layer();
        }
    }

    /// Returns unused space to the file system. No snapshot may be open.
    pub(crate) fn compact(&mut self) -> Result<bool, Error> {
        self.sweep_all()?;
        // The ledger's own snapshots would also prevent the compaction.
        self.garbage = None;
        self.stored = StoredRecords::new(Arc::new(UnavailableSnapshot(COMPACTING)));
        let mut gave = false;
        let outcome = loop {
            match self.store.compact() {
                Ok(true) => gave = true,
                Ok(false) => break Ok(gave),
                Err(error) => break Err(error.into()),
            }
        };
        self.stored = StoredRecords::new(self.store.snapshot()?);
        outcome
    }
}

impl Drop for Ledger {
    fn drop(&mut self) {
        // The thread uses the file, which must be closed when the ledger is. Acknowledged commands are in the log.
        if let Some((running, ..)) = self.sweep.take() {
            let _ = running.wait();
        }
    }
}

impl View for Ledger {
    fn get(&self, key: &Key) -> Result<Option<Record>, Unreadable> {
        if let Some(known) = self.kept.get(key) {
            return Ok(known);
        }
        let record = self.stored.get(key)?;
        // The absence of a default policy is kept, because every decision reads it and few files have one. Other absent
        // records are mostly new ids, which are read only once.
        if record.is_some() || *key == Key::policy() {
            self.kept.remember(key, record.clone());
        }
        Ok(record)
    }

    fn scan(&self, prefix: &Key, after: Option<&Key>, most: usize) -> Result<Vec<(Key, Record)>, Unreadable> {
        let over = self.kept.changed_from(prefix, scan_start(prefix, after));
        let over = over.map(|(key, change)| (key, change.as_ref()));
        merge_scan(over, |after, most| self.stored.scan(prefix, after, most), prefix, after, most)
    }

    fn built_in_policy(&self) -> Arc<Policy> {
        self.built_in_policy.clone()
    }
}
