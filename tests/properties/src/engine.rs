//! The engine under test: the same commands through journal, checkpoints and reopening.

use std::ops::Bound;
use std::sync::Arc;

use defray::{Engine, Error, MemoryStore, Options, Pairs, Request, Snapshot, Store, StoreSnapshot, Table};
use defray_core::id::IdempotencyKey;
use defray_core::records::ViewExt;
use defray_core::{Key, PriorResult, time::Instant};
use defray_oracle::Answer;

use crate::observe::pending;
use crate::subject::{Asked, answer};

/// The constant clock of these engines, so that the journal does not depend on how commands share commits. No command
/// is ahead of it.
pub const CLOCK: Instant = Instant::LAST;

/// An engine over a store in memory, which a new engine can open at any time.
pub struct Reopened {
    store: MemoryStore,
    changed_bytes: usize,
    engine: Engine,
}

impl Reopened {
    /// A new ledger that writes its records whenever so many have changed.
    pub fn new(changed_bytes: usize) -> Self {
        let store = MemoryStore::default();
        let engine = open(&store, changed_bytes);
        Self { store, changed_bytes, engine }
    }

    /// The engine open now.
    pub const fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Gives up the engine, with or without the checkpoint that closing makes, and opens the store again.
    pub fn reopen(&mut self, crash: bool) {
        if crash {
            // The old engine still writes into a store that is not read again.
            self.store = self.store.copy();
        } else {
            self.engine.checkpoint().expect("the engine closes");
        }
        self.engine = open(&self.store, self.changed_bytes);
    }

    /// The state after the last commit.
    pub fn state(&self) -> State {
        State { snapshot: self.engine.snapshot(), stored: self.store.snapshot().expect("a snapshot") }
    }
}

/// The state of an engine after some commit. It does not change, and it is read only when it is compared.
pub struct State {
    snapshot: Snapshot,
    stored: Arc<dyn StoreSnapshot>,
}

impl State {
    /// The state as bytes and texts.
    ///
    /// # Errors
    ///
    /// Why something cannot be read.
    pub fn contents(&self) -> Result<Contents, String> {
        let records = self.snapshot.scan_all(&Key::from_bytes(&[])).map_err(|error| error.to_string())?;
        let json = |record| serde_json::to_string(record).map_err(|error| error.to_string());
        let shown = records.iter().map(|(key, record)| Ok((key.clone(), json(record)?)));
        Ok(Contents {
            position: self.snapshot.position(),
            head: self.snapshot.head().to_string(),
            outbox: pending(&self.snapshot),
            records: shown.collect::<Result<_, String>>()?,
            stored: Table::ALL.map(|table| pairs(self.stored.as_ref(), table)),
        })
    }

    /// The stored bytes of one table.
    pub fn stored(&self, table: Table) -> Pairs {
        pairs(self.stored.as_ref(), table)
    }
}

/// Everything that an engine shows and stores.
#[derive(Debug, PartialEq, Eq)]
pub struct Contents {
    position: u64,
    head: String,
    outbox: Vec<String>,
    records: Vec<(Key, String)>,
    stored: [Pairs; Table::ALL.len()],
}

fn pairs(snapshot: &dyn StoreSnapshot, table: Table) -> Pairs {
    snapshot.scan(table, &[], Bound::Unbounded, usize::MAX).expect("a table")
}

fn open(store: &MemoryStore, changed_bytes: usize) -> Engine {
    let options =
        Options { changed_bytes, cached_bytes: 3_000, clock: Arc::new(|| CLOCK), threads: false, ..Options::default() };
    Engine::open_in(store.clone(), options).expect("the store opens")
}

/// The command as the engine takes it.
pub fn request(asked: &Asked) -> Request {
    let mut request = Request::new(asked.command.clone()).at(asked.at);
    request.actor = asked.actor.clone();
    request.idempotency_key = asked.key.as_ref().map(|key| IdempotencyKey::new(key).expect("a key"));
    request
}

/// The engine's answer, in the oracle's words.
///
/// # Errors
///
/// The difference, or the rule that does not hold, as text.
pub fn worded(given: Result<defray::Answer, Error>) -> Result<Answer, String> {
    match given {
        Ok(defray::Answer::Done(done)) => Ok(answer(&done.events)),
        Ok(defray::Answer::Repeated(_)) => Ok(Answer::Replayed),
        Ok(defray::Answer::Already(PriorResult::Bill(_) | PriorResult::Reversal(_) | PriorResult::UsageRecord(_))) => {
            Ok(Answer::Replayed)
        }
        Ok(defray::Answer::Already(PriorResult::Message(_))) => Ok(Answer::Disposition("duplicate".to_owned())),
        Ok(defray::Answer::Already(PriorResult::Nothing)) => Ok(Answer::Kept),
        Err(Error::Refused(refusal)) => Err(refusal.code().to_owned()),
        Err(Error::IdempotencyConflict { .. }) => Err("idempotency_conflict".to_owned()),
        Err(other) => Err(format!("{other:?}")),
    }
}
