//! Sweeps: what is only in the log and in memory is moved into the tables, in one write.

use std::io;
use std::sync::Arc;
use std::thread::{Builder, JoinHandle};

use parking_lot::Mutex;

use crate::account_entries;
use crate::error::Error;
use crate::format::{self, LOG_PLACE_KEY, SIMULATED_KEY, meta};
use crate::kept::Changed;
use crate::layers::Layers;
use crate::merging::Merging;
use crate::reader::{Tail, segment_key};
use crate::records::encode;
use crate::runs::{RunBuilder, Runs};
use crate::segments::{Segment, join};
use crate::store::{Change, LogPlace, Store, StoreSnapshot, Table};
use crate::value::{Value, has_rows};

/// What a sweep writes: everything up to a position.
pub(crate) struct Sweep {
    pub(crate) layers: Layers,
    pub(crate) tail: Tail,
    /// The state of the tables before the sweep, and their runs.
    pub(crate) tables: Arc<dyn StoreSnapshot>,
    pub(crate) runs: Runs,
    /// The position that the tables will have.
    pub(crate) position: u64,
    /// The place in the log after the entries of the sweep; `None` without a log.
    pub(crate) log_place: Option<LogPlace>,
    /// Whether the journal has entries that were made in a simulation.
    pub(crate) simulated: bool,
}

impl Sweep {
    /// The changes of the tables, and the number of new rows, which are in a run with the number `run`.
    pub(crate) fn changes(&self, run: u32) -> Result<(Vec<Change>, usize), Error> {
        let (records, entries) = self.layers.merged();
        let mut changes = Vec::with_capacity(self.tail.len() + 64);
        let segments: Vec<Segment> = self.tail.values().cloned().collect();
        for segment in join(&segments)? {
            let value = Some(segment.bytes().to_vec());
            changes.push(Change { table: Table::Journal, key: segment_key(segment.first()), value });
        }
        let (mut run, mut rows) = (RunBuilder::new(run), 0);
        for (key, value) in &records {
            if has_rows(key) {
                let value = value.as_ref().ok_or_else(|| Error::Bug(format!("{key:?} was removed")))?;
                run.push(key.as_bytes(), value.row(), &mut changes)?;
                rows += 1;
            }
            if !matches!(value, Some(Value::Place(_))) {
                let value = value.as_ref().and_then(Value::record).map(encode).transpose()?;
                changes.push(Change { table: Table::Records, key: key.as_bytes().to_vec(), value });
            }
        }
        run.finish(&mut changes)?;
        changes.extend(account_entries::added(self.tables.as_ref(), &entries)?);
        changes.push(format::checkpoint_change(self.position));
        if let Some(place) = self.log_place {
            changes.push(meta(LOG_PLACE_KEY, Some(place.to_bytes().to_vec())));
        }
        if self.simulated {
            changes.push(meta(SIMULATED_KEY, Some(Vec::new())));
        }
        Ok((changes, rows))
    }
}

/// A sweep that waits for the thread that writes it, with the merge of runs.
pub(crate) type Work = Mutex<Option<(Sweep, Merging)>>;

/// Writes a sweep that waits.
pub(crate) fn work(store: &dyn Store, work: &Work) -> Result<Merging, Error> {
    let Some((sweep, mut merging)) = work.lock().take() else { return Err(Error::Bug("a sweep was written".into())) };
    let (mut changes, rows) = sweep.changes(merging.new_number()?)?;
    merging.work(sweep.tables.as_ref(), &sweep.runs, rows, &mut changes)?;
    // Each page of a table is written once.
    changes.sort_by(|one, other| one.table.cmp(&other.table).then_with(|| one.key.cmp(&other.key)));
    store.write(changes)?;
    Ok(merging)
}

/// What is not needed after a sweep. The thread of the next sweep drops it, because commits should not wait while many
/// records are dropped.
pub(crate) type Garbage = (Layers, Tail, Option<Arc<dyn StoreSnapshot>>);

/// A sweep that a thread writes.
pub(crate) struct Running(JoinHandle<Result<Merging, Error>>);

impl Running {
    /// Starts the thread `defray-sweep`.
    pub(crate) fn start(store: Arc<dyn Store>, waiting: Arc<Work>, garbage: (Garbage, Changed)) -> io::Result<Self> {
        let thread = Builder::new().name("defray-sweep".into());
        let started = thread.spawn(move || {
            let outcome = work(store.as_ref(), &waiting);
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
    pub(crate) fn wait(self) -> Result<Merging, Error> {
        self.0.join().unwrap_or_else(|_| Err(Error::Bug("a panic in a sweep".into())))
    }
}
