//! The writer's ledger: the records as the last decision left them, the log, and sweeps.
//!
//! A commit appends one segment of the journal to the log. Changed records stay in memory. When they take enough
//! memory, or the log is half full, a sweep moves everything into the tables, while commits go on. The first open after
//! a crash decides the commands of the log again.

use std::sync::Arc;

use defray_core::policy::Policy;
use defray_core::records::{RecordKind, merge_scan, scan_start};
use defray_core::{Key, Record, Unreadable, View};
use parking_lot::Mutex;

use crate::code::Code;
use crate::error::Error;
use crate::format::{self, SIMULATED_KEY};
use crate::journal::{Entry, Head};
use crate::kept::Kept;
use crate::layer_merger::LayerMerger;
use crate::layers::{AccountEntry, Layer, Layers, merge};
use crate::memory::Memory;
use crate::merging::Merging;
use crate::places::Places;
use crate::reader::{CACHED_BYTES, EntryCache, Journal, Tail, end_of_table, read_log};
use crate::records::{COMPACTING, LayeredRecords, StoredRecords};
use crate::replay::{accounts_of, changes_of_events, replay};
use crate::runs::{FilterCache, Place};
use crate::segments::{LargestSizes, Segment, SegmentWriter};
use crate::store::{Log, LogPlace, LogSize, Store, Table};
use crate::sweep::{self, Garbage, Running, Sweep};
use crate::value::{Value, changes_of_entry, has_rows, settled_by};

/// Limits of what the writer keeps in memory, and whether it starts threads.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// The memory of changed records after which a sweep begins.
    pub(crate) changed_bytes: usize,
    /// The memory of unchanged records and of filters that are kept.
    pub(crate) cached_bytes: usize,
    /// The number of entries after which a sweep begins. The first open after a crash decides that many again.
    pub(crate) entries: u64,
    /// Whether sweeps have a thread of their own.
    pub(crate) threads: bool,
    /// The largest sizes of the entries and commits that are written.
    pub(crate) sizes: LargestSizes,
}

/// One part in so many of the memory for what was read is for filters of runs: ten bits for each bill.
const FILTERS_SHARE: usize = 4;
/// The number of changes that become one layer while the entries of a journal are applied.
const CHANGES_IN_A_LAYER: usize = 8_192;
/// The log grows up to this size, in bytes.
const LOG_BYTES_MAX: u64 = 64 << 20;
/// The log of a ledger grows up to so many bytes for each entry of the journal, so a small file stays small.
const LOG_BYTES_AN_ENTRY: u64 = 256;
/// The factor by which the log grows.
const LOG_GROWTH: u64 = 4;

/// The most changes and entries in a layer that a commit merges itself, when threads are allowed.
const MERGED_IN_A_COMMIT: usize = 2_000;

pub(crate) struct Ledger {
    store: Arc<dyn Store>,
    /// `None` where commits are not written: in the ledgers that build records again.
    log: Option<Arc<dyn Log>>,
    pub(crate) stored: StoredRecords,
    /// What decisions read: newer than `layers` while a commit is in progress.
    pub(crate) kept: Kept,
    /// The changes that are not in the tables yet.
    layers: Layers,
    /// The thread that merges layers, from its first group on.
    merger: Option<LayerMerger>,
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
    garbage: Garbage,
    /// The journal that has the places of the records, when it is not that of this ledger.
    source: Option<Places>,
    /// Segments that were read for single entries.
    cache: Arc<Mutex<EntryCache>>,
    /// The merge of runs, between sweeps.
    merging: Option<Merging>,
    /// The place in the log up to which the recovery swept.
    swept_in_recovery: Option<LogPlace>,
}

impl Ledger {
    /// Opens the ledger of a store, and decides the commands in its log again. If the store is `writable`, a long
    /// replay sweeps on its way, so that memory is bounded.
    pub(crate) fn open(store: Arc<dyn Store>, bounds: Bounds, writable: bool) -> Result<Self, Error> {
        let log = store.log().ok_or_else(|| format::damaged("the file has no log"))?;
        let mut ledger = Self::without_log(store, bounds, None)?;
        let tables = ledger.stored.store.clone();
        read_log(log.as_ref(), tables, &mut |segment| ledger.recover(segment, writable.then(|| log.place())))?;
        if let Some(place) = ledger.swept_in_recovery {
            log.free(place);
        }
        ledger.take_layer()?;
        ledger.log = Some(log);
        Ok(ledger)
    }

    /// The ledger as its tables have it. It takes no command, but it can apply the entries of another journal:
    /// `source`.
    pub(crate) fn without_log(store: Arc<dyn Store>, bounds: Bounds, source: Option<Places>) -> Result<Self, Error> {
        let snapshot = store.snapshot()?;
        let filters = Arc::new(FilterCache::new(bounds.cached_bytes / FILTERS_SHARE));
        let checkpoint = format::read_checkpoint(snapshot.as_ref())?;
        let (position, head) = end_of_table(snapshot.as_ref())?;
        if checkpoint != position {
            let message = format!("the records are at position {checkpoint}, but the journal ends at {position}");
            return Err(Error::Corrupt { code: Code::DamagedJournal, message });
        }
        Ok(Self {
            store,
            log: None,
            stored: StoredRecords::load(snapshot.clone(), filters)?,
            kept: Kept::new(bounds.cached_bytes - bounds.cached_bytes / FILTERS_SHARE),
            layers: Layers::default(),
            merger: None,
            unlayered: Vec::new(),
            tail: Tail::new(),
            built_in_policy: Arc::default(),
            bounds,
            position,
            head,
            checkpoint,
            has_simulated: snapshot.get(Table::Meta, SIMULATED_KEY)?.is_some(),
            sweep: None,
            garbage: Garbage::default(),
            source,
            cache: Arc::default(),
            merging: Some(Merging::begin(snapshot.as_ref())?),
            swept_in_recovery: None,
        })
    }

    /// Takes a segment from the log. `swept_until` is the place in the log after it, if the ledger may be written.
    fn recover(&mut self, segment: Segment, swept_until: Option<LogPlace>) -> Result<(), Error> {
        // The records of its bills are read from it.
        self.tail.insert(segment.first(), segment.clone());
        for entry in segment.view()?.entries() {
            let (entry, _) = entry?;
            let changes = replay(self, &entry).map_err(|error| self.classify_error(error))?;
            self.absorb(&entry, changes)?;
        }
        self.head = segment.head_after();
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

    /// Whether threads may be started.
    pub(crate) const fn has_threads(&self) -> bool {
        self.bounds.threads
    }

    /// The largest sizes of the entries and commits that are written.
    pub(crate) const fn largest_sizes(&self) -> LargestSizes {
        self.bounds.sizes
    }

    /// The memory that the ledger takes, without the entries that are not in the tables yet.
    pub(crate) fn memory(&self) -> Memory {
        let log = self.log.as_ref();
        let size = log.map_or(LogSize { used: 0, bytes: 0 }, |log| log.size());
        let changed = self.kept.changed_bytes() + self.kept.frozen_bytes();
        Memory {
            changed_bytes: changed as u64,
            changed_bytes_max: (self.bounds.changed_bytes as u64).saturating_mul(2),
            cached_bytes: (self.kept.recent_bytes() + self.stored.filters().bytes()) as u64,
            cached_bytes_max: self.bounds.cached_bytes as u64,
            unswept_entry_bytes: 0,
            unswept_entry_bytes_max: log.map_or(0, |log| log.capacity()),
            entry_cache_bytes: self.cache.lock().bytes() as u64,
            entry_cache_bytes_max: CACHED_BYTES as u64,
            log_used_bytes: size.used,
            log_bytes: size.bytes,
        }
    }

    /// Whether the journal has entries that were made in a simulation.
    pub(crate) const fn has_simulated(&self) -> bool {
        self.has_simulated
    }

    /// The records after the last commit.
    pub(crate) fn records(&self) -> LayeredRecords {
        LayeredRecords { layers: self.layers.clone(), stored: self.stored.clone(), places: self.places() }
    }

    /// The journal that has the places of the records.
    fn places(&self) -> Places {
        self.source.clone().unwrap_or_else(|| Places { journal: self.journal(), cache: self.cache.clone() })
    }

    /// The journal up to the last commit.
    pub(crate) fn journal(&self) -> Journal {
        Journal { store: self.stored.store.clone(), tail: self.tail.clone(), last: self.position }
    }

    /// The entry at a position and the head after it, for commands that are repeated.
    pub(crate) fn entry(&self, position: u64) -> Result<(Entry, Head), Error> {
        self.cache.lock().entry_and_head(&self.journal(), position)
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
        self.kept.forget_settled();
        self.unlayered.extend(entries);
        let layered = self.take_layer();
        let after = layered.and_then(|()| if fits { self.sweep_if_due() } else { self.sweep_all() });
        match after {
            // The commit is on disk. An error after this point must not have a class that says that nothing changed.
            Err(error) if fits => {
                Err(Error::Unknown { message: format!("it was written, but a sweep failed after it: {error}") })
            }
            after => after,
        }
    }

    /// The changes since the last layer become a layer.
    fn take_layer(&mut self) -> Result<(), Error> {
        let layer = Layer::of(self.kept.take_changes(), std::mem::take(&mut self.unlayered));
        self.layers.push(layer, if self.bounds.threads { MERGED_IN_A_COMMIT } else { usize::MAX });
        if self.bounds.threads {
            self.merge_layers()?;
        }
        Ok(())
    }

    /// Lets a thread merge large layers.
    fn merge_layers(&mut self) -> Result<(), Error> {
        let wait = self.layers.is_long();
        if let Some((group, merged)) = self.merger.as_mut().map_or(Ok(None), |merger| merger.take(wait))? {
            self.layers.install(&group, merged);
        }
        if self.merger.as_ref().is_some_and(LayerMerger::is_busy) {
            return Ok(());
        }
        let Some(group) = self.layers.mergeable() else { return Ok(()) };
        match &mut self.merger {
            Some(merger) => merger.begin(group),
            none => match LayerMerger::start() {
                Ok(merger) => none.insert(merger).begin(group),
                // The machine has no thread to give. Then the commit does the work.
                Err(_) => {
                    self.layers.install(&group, Arc::new(merge(group.iter().cloned())));
                    Ok(())
                }
            },
        }
    }

    fn is_sweep_due(&self) -> bool {
        self.kept.changed_bytes() >= self.bounds.changed_bytes || self.position - self.checkpoint >= self.bounds.entries
    }

    /// After a commit: ends a sweep that was written, and begins one when it is due.
    fn sweep_if_due(&mut self) -> Result<(), Error> {
        let Some(log) = self.log.clone() else { return Ok(()) };
        if self.sweep.as_ref().is_some_and(|(running, ..)| running.has_ended()) {
            self.end_sweep()?;
            self.enlarge_log_if_due(log.as_ref())?;
        }
        let (is_due, is_half_full) = (self.is_sweep_due(), log.room() < log.capacity() / 2);
        if !is_due && !is_half_full {
            return Ok(());
        }
        if self.sweep.is_some() && self.kept.changed_bytes() < self.bounds.changed_bytes {
            // A later commit ends the sweep in progress. The log bounds what is kept meanwhile.
            return Ok(());
        }
        self.begin_sweep(Some(log.place()), self.bounds.threads)?;
        if self.sweep.is_none() { self.enlarge_log_if_due(log.as_ref()) } else { Ok(()) }
    }

    /// After a sweep, when the log has little in it: a larger log needs fewer sweeps.
    fn enlarge_log_if_due(&mut self, log: &dyn Log) -> Result<(), Error> {
        let bytes = log.size().bytes;
        if bytes >= self.log_bytes_max() { Ok(()) } else { self.enlarge_log(log, bytes.saturating_mul(LOG_GROWTH)) }
    }

    /// The largest size of the log that the size of the ledger justifies.
    fn log_bytes_max(&self) -> u64 {
        self.position.saturating_mul(LOG_BYTES_AN_ENTRY).min(LOG_BYTES_MAX)
    }

    /// Frees the log for a payload of so many bytes, as far as the log can become that large.
    fn make_room(&mut self, log: &dyn Log, bytes: u64) -> Result<(), Error> {
        if self.sweep.is_some() {
            self.end_sweep()?;
            self.enlarge_log_if_due(log)?;
        }
        if log.room() < bytes {
            self.sweep_all()?;
        }
        if log.room() < bytes {
            self.enlarge_log(log, bytes_for_capacity(bytes))?;
        }
        Ok(())
    }

    fn enlarge_log(&mut self, log: &dyn Log, bytes: u64) -> Result<(), Error> {
        self.sweep_all()?;
        let bytes = bytes.min(LOG_BYTES_MAX);
        if bytes > log.size().bytes { Ok(log.grow(bytes)?) } else { Ok(()) }
    }

    /// Begins to move everything up to the last commit into the tables.
    fn begin_sweep(&mut self, log_place: Option<LogPlace>, in_thread: bool) -> Result<(), Error> {
        self.end_sweep()?;
        self.take_layer()?;
        let changed_before = self.kept.freeze();
        let sweep = Sweep {
            layers: self.layers.freeze(),
            tail: self.tail.clone(),
            tables: self.stored.store.clone(),
            runs: self.stored.runs().clone(),
            position: self.position,
            log_place,
            simulated: self.has_simulated,
        };
        let merging = self.merging.take().ok_or_else(|| Error::Bug("a sweep after a sweep that failed".into()))?;
        let work = Arc::new(Mutex::new(Some((sweep, merging))));
        if in_thread {
            let garbage = (std::mem::take(&mut self.garbage), changed_before);
            if let Ok(running) = Running::start(self.store.clone(), work.clone(), garbage) {
                self.sweep = Some((running, self.position, log_place));
                return Ok(());
            }
            // The machine has no thread to give. Then the commit does the work.
        }
        let merging = sweep::work(self.store.as_ref(), &work)?;
        self.swept(self.position, log_place, merging)
    }

    /// Waits for the sweep in progress, if there is one.
    fn end_sweep(&mut self) -> Result<(), Error> {
        let Some((running, position, place)) = self.sweep.take() else { return Ok(()) };
        let merging = running.wait()?;
        self.swept(position, place, merging)
    }

    /// After a sweep has written everything up to a position.
    fn swept(&mut self, position: u64, place: Option<LogPlace>, merging: Merging) -> Result<(), Error> {
        self.merging = Some(merging);
        let stored = StoredRecords::load(self.store.snapshot()?, self.stored.filters().clone())?;
        let before = std::mem::replace(&mut self.stored, stored);
        match (&self.log, place) {
            (Some(log), Some(place)) => log.free(place),
            (_, place) => self.swept_in_recovery = place,
        }
        let (swept, next, newer) = self.tail.split_lookup(&(position + 1));
        self.tail = newer;
        if let Some(next) = next {
            self.tail.insert(position + 1, next);
        }
        self.garbage = (self.layers.take_frozen(), swept, Some(before.store));
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
        self.apply(entry, changes)
    }

    /// Applies the events of an entry, without deciding its command again.
    pub(crate) fn apply_events(&mut self, entry: &Entry) -> Result<(), Error> {
        let changes = changes_of_events(self, entry)?;
        self.apply(entry, changes)
    }

    /// Adds the segment of entries whose events were applied. It is not written before the next sweep.
    pub(crate) fn add_segment(&mut self, segment: Segment) -> Result<(), Error> {
        self.head = segment.head_after();
        self.tail.insert(segment.first(), segment);
        self.kept.forget_settled();
        if self.is_sweep_due() { self.begin_sweep(None, false) } else { Ok(()) }
    }

    /// Applies the events of an entry. Its segment follows with [`add_segment`](Self::add_segment).
    pub(crate) fn apply_before_segment(&mut self, entry: &Entry) -> Result<(), Error> {
        let changes = changes_of_events(self, entry)?;
        if let Some((index, record)) = settled_by(&entry.command, &entry.events) {
            self.kept.keep_settled(Place { position: entry.position, index }, record.clone());
        }
        self.absorb(entry, changes)?;
        Ok(())
    }

    fn apply(&mut self, entry: &Entry, changes: Vec<(Key, Option<Record>)>) -> Result<(), Error> {
        self.absorb(entry, changes)?;
        if self.is_sweep_due() { self.begin_sweep(None, false) } else { Ok(()) }
    }

    /// Takes the changes of an entry that is in a journal.
    fn absorb(&mut self, entry: &Entry, changes: Vec<(Key, Option<Record>)>) -> Result<(), Error> {
        self.position = entry.position;
        self.has_simulated |= entry.simulated;
        self.unlayered.extend(accounts_of(&entry.events, entry.position));
        let Entry { position, idempotency_key, command, events, .. } = entry;
        for change in changes_of_entry(changes, *position, idempotency_key.as_ref(), command, events) {
            self.kept.put(change);
        }
        if self.kept.unlayered() >= CHANGES_IN_A_LAYER { self.take_layer() } else { Ok(()) }
    }

    /// Returns unused space to the file system. No snapshot may be open.
    pub(crate) fn compact(&mut self) -> Result<bool, Error> {
        self.sweep_all()?;
        // The ledger's own snapshots would also prevent the compaction.
        self.garbage = Garbage::default();
        let filters = self.stored.filters().clone();
        self.stored = StoredRecords::unavailable(COMPACTING);
        let mut gave = false;
        let outcome = loop {
            match self.store.compact() {
                Ok(true) => gave = true,
                Ok(false) => break Ok(gave),
                Err(error) => break Err(error.into()),
            }
        };
        self.stored = StoredRecords::load(self.store.snapshot()?, filters)?;
        outcome
    }
}

/// The size of a log with room for so many bytes, or a little more: it stores each payload twice, with tags.
const fn bytes_for_capacity(bytes: u64) -> u64 {
    bytes.saturating_mul(5).div_ceil(2)
}

impl Drop for Ledger {
    fn drop(&mut self) {
        // The thread uses the file, which must be closed when the ledger is. Acknowledged commands are in the log.
        if let Some((running, ..)) = self.sweep.take() {
            let _ = running.wait();
        }
    }
}

impl Ledger {
    fn resolve(&self, key: &Key, value: Value) -> Result<Record, Unreadable> {
        match value {
            Value::Record(record) => Ok(record),
            Value::Place(place) => match self.kept.settled_at(place).filter(|_| key.is_of(RecordKind::Bill)) {
                Some(record) => Ok(Record::Bill(record.clone())),
                None => self.places().record(key, place).map_err(|error| self.stored.failed(error)),
            },
        }
    }
}

impl View for Ledger {
    fn get(&self, key: &Key) -> Result<Option<Record>, Unreadable> {
        let value = match self.kept.get(key) {
            Some(known) => known,
            None => {
                let value = self.stored.get(key)?;
                // The absence of a default policy is kept, because every decision reads it and few files have one.
                // Other absent records are mostly new ids, which are read only once.
                if value.is_some() || *key == Key::policy() {
                    self.kept.remember(key, value.clone());
                }
                value
            }
        };
        value.map(|value| self.resolve(key, value)).transpose()
    }

    fn scan(&self, prefix: &Key, after: Option<&Key>, most: usize) -> Result<Vec<(Key, Record)>, Unreadable> {
        if has_rows(prefix) {
            let message = "a decision reads many bills or idempotency keys in order of their ids";
            return Err(self.stored.failed(Error::Bug(message.into())));
        }
        let over = self.kept.changed_from(prefix, scan_start(prefix, after));
        let over = over.map(|(key, value)| (key, value.as_ref().and_then(Value::record).cloned()));
        merge_scan(over, |after, most| self.stored.scan(prefix, after, most), prefix, after, most)
    }

    fn built_in_policy(&self) -> Arc<Policy> {
        self.built_in_policy.clone()
    }
}
