//! Sweeps: what is only in the log and in memory is moved into the tables, in one write.

use std::io;
use std::sync::Arc;
use std::thread::{Builder, JoinHandle};

use crate::account_entries;
use crate::error::Error;
use crate::format::{self, LOG_PLACE_KEY, SIMULATED_KEY, meta};
use crate::layers::Layers;
use crate::reader::{Tail, segment_key};
use crate::records::encode;
use crate::segments::{Segment, join};
use crate::store::{Change, LogPlace, Store, StoreSnapshot, Table};

/// What a sweep writes: everything up to a position.
pub(crate) struct Sweep {
    pub(crate) layers: Layers,
    pub(crate) tail: Tail,
    /// The state of the tables before the sweep.
    pub(crate) tables: Arc<dyn StoreSnapshot>,
    /// The position that the tables will have.
    pub(crate) position: u64,
    /// The place in the log after the entries of the sweep; `None` without a log.
    pub(crate) log_place: Option<LogPlace>,
    /// Whether the journal has entries that were made in a simulation.
    pub(crate) simulated: bool,
}

impl Sweep {
    /// The changes of the tables.
    pub(crate) fn changes(&self) -> Result<Vec<Change>, Error> {
        let (records, entries) = self.layers.merged();
        let mut changes = Vec::with_capacity(records.len() + self.tail.len() + 3);
        let segments: Vec<Segment> = self.tail.values().cloned().collect();
        for segment in join(&segments)? {
            let value = Some(segment.bytes().to_vec());
            changes.push(Change { table: Table::Journal, key: segment_key(segment.first()), value });
        }
        for (key, record) in &records {
            let value = record.as_ref().map(encode).transpose()?;
            changes.push(Change { table: Table::Records, key: key.as_bytes().to_vec(), value });
        }
        changes.extend(account_entries::added(self.tables.as_ref(), &entries)?);
        changes.push(format::checkpoint_change(self.position));
        if let Some(place) = self.log_place {
            changes.push(meta(LOG_PLACE_KEY, Some(place.to_bytes().to_vec())));
        }
        if self.simulated {
            changes.push(meta(SIMULATED_KEY, Some(Vec::new())));
        }
        Ok(changes)
    }

    /// Writes the changes.
    pub(crate) fn write(&self, store: &dyn Store) -> Result<(), Error> {
        Ok(store.write(self.changes()?)?)
    }
}

/// What a finished sweep no longer needs. The next sweep drops it, because commits should not wait while many records
/// are dropped.
pub(crate) type Garbage = (Layers, Tail, Option<Arc<dyn StoreSnapshot>>);

/// A sweep that a thread writes.
pub(crate) struct Running(JoinHandle<Result<(), Error>>);

impl Running {
    /// Starts the thread `defray-sweep`.
    pub(crate) fn start(store: Arc<dyn Store>, sweep: Arc<Sweep>, garbage: Garbage) -> io::Result<Self> {
        let thread = Builder::new().name("defray-sweep".into());
        let started = thread.spawn(move || {
            let outcome = sweep.write(store.as_ref());
            drop(garbage);
            outcome
        });
        started.map(Self)
    }

    /// Whether the sweep has ended.
    pub(crate) fn has_ended(&self) -> bool {
        self.0.is_finished()
    }

    /// Waits for the end of the sweep.
    pub(crate) fn wait(self) -> Result<(), Error> {
        self.0.join().unwrap_or_else(|_| Err(Error::Bug("a panic in a sweep".into())))
    }
}
