//! The writer: decides commands one after the other, appends entries to the journal, and writes records at checkpoints.
//!
//! A commit usually writes one value: a segment of the journal. Changed records stay in memory. When there are enough
//! of them, a commit also writes them, sorted by key; this is a checkpoint. The first open after a crash decides the
//! commands after the last checkpoint again.

use std::cell::RefCell;
use std::num::NonZeroUsize;
use std::ops::Bound;
use std::sync::Arc;

use defray_core::command::Request;
use defray_core::id::IdempotencyKey;
use defray_core::policy::Policy;
use defray_core::records::{Overlay, ViewExt, merge_scan, scan_start};
use defray_core::rules;
use defray_core::time::Instant;
use defray_core::{Decision, EventContext, Key, Record, Unreadable, View, decide, evolve};
use lru::LruCache;

use crate::answer::{Answer, Done};
use crate::code::Code;
use crate::entry_reader::EntryReader;
use crate::error::Error;
use crate::format::{self, SIMULATED_KEY};
use crate::journal::{Entry, Head, Reader, Segment, end_of_journal};
use crate::records::{Changes, LayeredRecords, StoredRecords, UnavailableSnapshot, encode};
use crate::store::{Change, Store, Table};

/// Limits of what the writer keeps in memory.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// The number of changed records after which a checkpoint is written.
    pub(crate) changed_records: usize,
    /// The number of unchanged records that are kept after reading.
    pub(crate) cached_records: usize,
    /// The number of entries after which a checkpoint is written. The first open after a crash decides that many again.
    pub(crate) entries_since_checkpoint: u64,
}

pub(crate) struct Ledger {
    store: Box<dyn Store>,
    stored: StoredRecords,
    /// The records changed since the checkpoint, including those of the commit in progress.
    changes: Changes,
    /// Records that were read before. `None` where it is known that there is no record.
    cache: RefCell<LruCache<Key, Option<Record>>>,
    built_in_policy: Arc<Policy>,
    entries: EntryReader,
    bounds: Bounds,
    position: u64,
    head: Head,
    checkpoint: u64,
    has_simulated: bool,
}

impl Ledger {
    /// Opens the ledger of a store, and decides the commands after its last checkpoint again.
    pub(crate) fn open(store: Box<dyn Store>, bounds: Bounds) -> Result<Self, Error> {
        let snapshot = store.snapshot()?;
        let checkpoint = format::read_checkpoint(snapshot.as_ref())?;
        let (position, head) = end_of_journal(snapshot.as_ref())?;
        if checkpoint > position {
            let message = format!("the checkpoint is at position {checkpoint}, but the journal ends at {position}");
            return Err(Error::Corrupt { code: Code::DamagedJournal, message });
        }
        let cached = NonZeroUsize::new(bounds.cached_records).unwrap_or(NonZeroUsize::MIN);
        let mut ledger = Self {
            store,
            stored: StoredRecords::new(snapshot.clone()),
            changes: Changes::new(),
            cache: RefCell::new(LruCache::new(cached)),
            built_in_policy: Arc::default(),
            entries: EntryReader::default(),
            bounds,
            position,
            head,
            checkpoint,
            has_simulated: snapshot.get(Table::Meta, SIMULATED_KEY)?.is_some(),
        };
        for entry in Reader::new(snapshot.as_ref(), checkpoint + 1, position) {
            let (entry, _) = entry?;
            let changes = replay(&ledger, &entry).map_err(|error| ledger.classify_error(error))?;
            ledger.changes.extend(changes);
        }
        Ok(ledger)
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

    /// Reads single entries of the journal.
    pub(crate) const fn entries(&self) -> &EntryReader {
        &self.entries
    }

    /// The records after the last commit.
    pub(crate) fn records(&self) -> LayeredRecords {
        LayeredRecords { changes: self.changes.clone(), stored: StoredRecords::new(self.stored.store.clone()) }
    }

    /// The error with its real class, when it comes from a [`View`] that could not read.
    fn classify_error(&self, error: Error) -> Error {
        match (&error, self.stored.fault()) {
            (Error::Corrupt { code: Code::DamagedFile, .. }, Some(fault)) => fault,
            _ => error,
        }
    }

    /// Begins a commit. `recorded_at` is what the clock shows.
    pub(crate) fn begin(&mut self, recorded_at: Instant, simulated: bool) -> Commit<'_> {
        let segment = Segment::after(self.head);
        let (before, position) = (self.changes.clone(), self.position);
        Commit { ledger: self, recorded_at, simulated, segment, before, position, entries: Vec::new() }
    }

    /// Writes every changed record, so that the next open does not need to decide commands again.
    pub(crate) fn checkpoint(&mut self) -> Result<(), Error> {
        if self.checkpoint == self.position {
            return Ok(());
        }
        let changes = self.checkpoint_changes(self.position)?;
        self.store.write(changes)?;
        self.checkpointed(self.position)
    }

    fn checkpoint_changes(&self, position: u64) -> Result<Vec<Change>, Error> {
        let mut changes = Vec::with_capacity(self.changes.len() + 1);
        for (key, record) in &self.changes {
            let value = record.as_ref().map(encode).transpose()?;
            changes.push(Change { table: Table::Records, key: key.as_bytes().to_vec(), value });
        }
        changes.push(format::checkpoint_change(position));
        Ok(changes)
    }

    fn checkpointed(&mut self, position: u64) -> Result<(), Error> {
        let mut cache = self.cache.borrow_mut();
        for (key, record) in std::mem::take(&mut self.changes) {
            match record {
                Some(record) => drop(cache.put(key, Some(record))),
                None => drop(cache.pop(&key)),
            }
        }
        self.checkpoint = position;
        drop(cache);
        self.refresh()
    }

    /// Takes a new snapshot of the store.
    fn refresh(&mut self) -> Result<(), Error> {
        self.stored = StoredRecords::new(self.store.snapshot()?);
        Ok(())
    }

    /// Decides the command of another ledger's entry again and applies the changes. The entry itself is not stored. An
    /// entry of older rules is not decided again: its events are applied.
    pub(crate) fn apply_entry(&mut self, entry: &Entry) -> Result<(), Error> {
        let changes = replay(self, entry).map_err(|error| self.classify_error(error))?;
        self.merge(changes, entry.position)
    }

    /// Applies the events of an entry, without deciding its command again.
    pub(crate) fn apply_events(&mut self, entry: &Entry) -> Result<(), Error> {
        let changes = changes_of_events(self, entry)?;
        self.merge(changes, entry.position)
    }

    fn merge(&mut self, changes: Vec<(Key, Option<Record>)>, position: u64) -> Result<(), Error> {
        self.changes.extend(changes);
        self.position = position;
        if self.changes.len() >= self.bounds.changed_records {
            self.checkpoint()?;
        }
        Ok(())
    }

    /// Returns unused space to the file system. No snapshot may be open.
    pub(crate) fn compact(&mut self) -> Result<bool, Error> {
        self.checkpoint()?;
        // The ledger's own snapshot would also prevent the compaction.
        self.stored = StoredRecords::new(Arc::new(UnavailableSnapshot));
        let mut gave = false;
        let outcome = loop {
            match self.store.compact() {
                Ok(true) => gave = true,
                Ok(false) => break Ok(gave),
                Err(error) => break Err(error.into()),
            }
        };
        self.refresh()?;
        outcome
    }
}

impl View for Ledger {
    fn get(&self, key: &Key) -> Result<Option<Record>, Unreadable> {
        if let Some(record) = self.changes.get(key) {
            return Ok(record.clone());
        }
        if let Some(record) = self.cache.borrow_mut().get(key) {
            return Ok(record.clone());
        }
        let record = self.stored.get(key)?;
        // The absence of a default policy is cached, because every decision reads it and few files have one. Other
        // absent records are mostly new ids, which are read only once.
        if record.is_some() || *key == Key::policy() {
            self.cache.borrow_mut().put(key.clone(), record.clone());
        }
        Ok(record)
    }

    fn scan(&self, prefix: &Key, after: Option<&Key>, most: usize) -> Result<Vec<(Key, Record)>, Unreadable> {
        let over = self.changes.range::<_, Key>((scan_start(prefix, after), Bound::Unbounded));
        let over = over.map(|(key, change)| (key, change.as_ref()));
        merge_scan(over, |after, most| self.stored.scan(prefix, after, most), prefix, after, most)
    }

    fn built_in_policy(&self) -> Arc<Policy> {
        self.built_in_policy.clone()
    }
}

/// The records that the events of an entry change.
fn changes_of_events(view: &dyn View, entry: &Entry) -> Result<Vec<(Key, Option<Record>)>, Error> {
    let context = EventContext { at: entry.at, position: entry.position };
    let mut overlay = Overlay::over(view);
    for event in &entry.events {
        evolve(&mut overlay, context, event).map_err(|error| {
            let message = format!("the journal's entry {} does not fit the ones before it: {error}", entry.position);
            Error::Corrupt { code: Code::Diverged, message }
        })?;
    }
    let mut changes = overlay.into_changes();
    changes.extend(remembered_key(entry.idempotency_key.as_ref(), entry.position));
    Ok(changes)
}

/// Decides the command of an entry again and returns the changed records. It is an error when the events differ. The
/// events of an entry of older rules are applied without a decision, because this version decides by other rules.
pub(crate) fn replay(view: &dyn View, entry: &Entry) -> Result<Vec<(Key, Option<Record>)>, Error> {
    if entry.rules != rules::CURRENT {
        return changes_of_events(view, entry);
    }
    let diverged = |what: String| Error::Corrupt {
        code: Code::Diverged,
        message: format!(
            "the command of journal entry {} (`{}`) has another result when it is decided again: {what}",
            entry.position,
            entry.command.name()
        ),
    };
    let now = clock_of_decision(entry.recorded_at, entry.simulated);
    match decide(view, &entry.command, entry.asked_at, now, entry.actor.as_ref(), entry.position) {
        Ok(Decision::Happened { at, events, mut changes }) => {
            if at != entry.at {
                return Err(diverged(format!("the recorded instant is {}, the new one is {at}", entry.at)));
            }
            if events != entry.events {
                let names = |events: &[defray_core::event::Event]| {
                    events.iter().map(defray_core::event::Event::name).collect::<Vec<_>>().join(", ")
                };
                return Err(diverged(format!(
                    "recorded events: {}; new events: {}",
                    names(&entry.events),
                    names(&events)
                )));
            }
            changes.extend(remembered_key(entry.idempotency_key.as_ref(), entry.position));
            Ok(changes)
        }
        Ok(Decision::Already(_)) => Err(diverged("its effect exists already".into())),
        Err(defray_core::DecideError::Refused(refusal)) => Err(diverged(format!("it is refused: {refusal}"))),
        Err(error) => Err(error.into()),
    }
}

/// The clock by which a command is decided. In a simulation there is none (T1).
fn clock_of_decision(recorded_at: Instant, simulated: bool) -> Option<Instant> {
    (!simulated).then_some(recorded_at)
}

fn remembered_key(key: Option<&IdempotencyKey>, position: u64) -> Option<(Key, Option<Record>)> {
    key.map(|key| (Key::idempotency_key(key), Some(Record::Position(position))))
}

/// A commit in progress: its commands are decided, but not on disk yet.
pub(crate) struct Commit<'l> {
    ledger: &'l mut Ledger,
    recorded_at: Instant,
    simulated: bool,
    segment: Segment,
    /// The changes before the commit.
    before: Changes,
    position: u64,
    entries: Vec<(Entry, Head)>,
}

/// A state of a commit that can be restored.
pub(crate) struct Mark {
    changes: Changes,
    entries: usize,
}

impl Commit<'_> {
    pub(crate) fn mark(&self) -> Mark {
        Mark { changes: self.ledger.changes.clone(), entries: self.entries.len() }
    }

    /// Removes all commands that were decided since `mark` (A1).
    pub(crate) fn back_to(&mut self, mark: Mark) -> Result<(), Error> {
        self.ledger.changes = mark.changes;
        self.entries.truncate(mark.entries);
        self.position = self.ledger.position + mark.entries as u64;
        self.segment = Segment::after(self.ledger.head);
        for (entry, _) in &self.entries {
            self.segment.push(entry)?;
        }
        Ok(())
    }

    /// Decides one command.
    pub(crate) fn decide(&mut self, request: &Request) -> Result<Answer, Error> {
        self.decide_raw(request).map_err(|error| self.ledger.classify_error(error))
    }

    fn decide_raw(&mut self, request: &Request) -> Result<Answer, Error> {
        if let Some(key) = &request.idempotency_key
            && let Some(position) = self.ledger.position_of_key(key).map_err(Error::from)?
        {
            return self.repeat(key, position, request);
        }
        let (position, asked_at) = (self.position + 1, request.at.unwrap_or(self.recorded_at));
        let now = clock_of_decision(self.recorded_at, self.simulated);
        let decision = decide(&*self.ledger, &request.command, asked_at, now, request.actor.as_ref(), position)?;
        let (at, events, changes) = match decision {
            Decision::Already(replay) => return Ok(Answer::Already(replay)),
            Decision::Happened { at, events, changes } => (at, events, changes),
        };
        let entry = Entry {
            position,
            at,
            asked_at,
            recorded_at: self.recorded_at,
            actor: request.actor.clone(),
            idempotency_key: request.idempotency_key.clone(),
            command: request.command.clone(),
            events,
            rules: rules::CURRENT,
            simulated: self.simulated,
        };
        let head = self.segment.push(&entry)?;
        let answer = Answer::Done(Done { position, at, head, events: entry.events.clone() });
        self.ledger.changes.extend(changes);
        self.ledger.changes.extend(remembered_key(request.idempotency_key.as_ref(), position));
        self.entries.push((entry, head));
        self.position = position;
        Ok(answer)
    }

    /// The answer to a command whose key was used before: the first result when the command is the same, otherwise a
    /// conflict (A2).
    fn repeat(&self, key: &IdempotencyKey, position: u64, request: &Request) -> Result<Answer, Error> {
        let mine = position
            .checked_sub(self.ledger.position + 1)
            .and_then(|place| self.entries.get(usize::try_from(place).ok()?));
        let (entry, head) = match mine {
            Some(entry) => entry.clone(),
            None => self.ledger.entries.read(self.ledger.stored.store.as_ref(), position)?,
        };
        if entry.command == request.command {
            return Ok(Answer::Repeated(Done { position, at: entry.at, head, events: entry.events }));
        }
        Err(Error::IdempotencyConflict { key: key.clone(), position, first: entry.command.name() })
    }

    /// Writes all decided commands to disk, in one transaction. After an error the records in memory are newer than the
    /// file, so the ledger must not be used any more.
    pub(crate) fn finish(self) -> Result<(), Error> {
        let Self { ledger, segment, position, simulated, .. } = self;
        let head = self.entries.last().map_or(ledger.head, |(_, head)| *head);
        let Some((key, value)) = segment.finish() else { return Ok(()) };
        let mut changes = vec![Change { table: Table::Journal, key, value: Some(value) }];
        if simulated && !ledger.has_simulated {
            changes.push(format::meta(SIMULATED_KEY, Some(Vec::new())));
        }
        let checkpoint = ledger.changes.len() >= ledger.bounds.changed_records
            || position - ledger.checkpoint >= ledger.bounds.entries_since_checkpoint;
        if checkpoint {
            changes.extend(ledger.checkpoint_changes(position)?);
        }
        ledger.store.write(changes)?;
        (ledger.position, ledger.head) = (position, head);
        ledger.has_simulated |= simulated;
        let seen = if checkpoint { ledger.checkpointed(position) } else { ledger.refresh() };
        // The commit is on disk. An error after this point must not have a class that says that nothing changed.
        seen.map_err(|error| Error::Unknown {
            message: format!("it was written, but the file cannot be read: {error}"),
        })
    }

    /// Removes all decided commands. Nothing was written.
    pub(crate) fn abandon(self) {
        self.ledger.changes = self.before;
    }
}
