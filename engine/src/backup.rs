//! Backups: a copy of the ledger, made while the engine stays in use.

use std::ops::Bound;
use std::path::Path;

use crate::engine::Engine;
use crate::error::Error;
use crate::journal::Head;
use crate::progress::{ProgressCallback, report};
use crate::runs::{Runs, next_number};
use crate::snapshot::Snapshot;
use crate::store::{Change, LogPlace, RedbStore, StoreError, Table};
use crate::sweep::Sweep;

impl Engine {
    /// Copies the ledger after the last commit into a new file. Other threads can continue to submit commands. The copy
    /// is complete, or it does not exist; it opens like any ledger. Returns the last position of the copy and the head
    /// after it.
    ///
    /// # Errors
    ///
    /// [`Error::Environment`] when the file exists, cannot be written, or `progress` cancels; [`Error::Corrupt`] when
    /// the ledger is damaged.
    pub fn backup(&self, to: &Path, progress: ProgressCallback<'_>) -> Result<(u64, Head), Error> {
        self.snapshot().copy_to(to, progress)
    }
}

impl Snapshot {
    fn copy_to(&self, to: &Path, progress: ProgressCallback<'_>) -> Result<(u64, Head), Error> {
        const PAGE_CACHE_BYTES: usize = 64 << 20;
        const PAIRS_PER_COMMIT: usize = 8_192;
        let store = self.store();
        let of = Table::ALL.iter().try_fold(0, |sum, table| Ok::<_, Error>(sum + store.count(*table)?))?;
        let (mut done, mut stopped) = (0, None);
        let copied = RedbStore::create_with(to, PAGE_CACHE_BYTES, |write| {
            for table in Table::ALL {
                let mut last: Option<Vec<u8>> = None;
                loop {
                    let from = last.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
                    let pairs = store.scan(table, &[], from, PAIRS_PER_COMMIT)?;
                    let Some((key, _)) = pairs.last() else { break };
                    last = Some(key.clone());
                    done += pairs.len() as u64;
                    write(pairs.into_iter().map(|(key, value)| Change { table, key, value: Some(value) }).collect())?;
                    if let Err(cancelled) = report(progress, done, of) {
                        stopped = Some(cancelled);
                        return Err(StoreError::NotWritten("the copy was cancelled".to_owned()));
                    }
                }
            }
            // What is not in the tables yet is not in the log of the copy either.
            let sweep = Sweep {
                layers: self.recorded().layers().clone(),
                tail: self.chain().tail.clone(),
                tables: self.chain().store.clone(),
                runs: Runs::default(),
                position: self.position(),
                log_place: Some(LogPlace::START),
                simulated: self.has_simulated(),
            };
            match next_number(store).and_then(|run| sweep.changes(run)) {
                Ok((changes, _)) => write(changes),
                Err(error) => {
                    stopped = Some(error);
                    Err(StoreError::NotWritten("the copy failed".to_owned()))
                }
            }
        });
        if let Some(cancelled) = stopped {
            return Err(cancelled);
        }
        copied?;
        Ok((self.position(), self.head()))
    }
}
