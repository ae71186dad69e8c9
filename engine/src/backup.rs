//! A copy of the ledger, made while others go on working.

use std::ops::Bound;
use std::path::Path;

use crate::engine::Engine;
use crate::error::Error;
use crate::journal::Head;
use crate::snapshot::Snapshot;
use crate::store::{Change, RedbStore, Table};
use crate::verify::Progress;

impl Engine {
    /// Copies the ledger as it is after the last commit into a new file, while others go on working. The copy is whole or not there at all, and
    /// opens as any ledger. Gives the position and head that it ends with.
    ///
    /// # Errors
    ///
    /// [`Error::Environment`] when the file exists or cannot be written; [`Error::Corrupt`] when the ledger cannot be read.
    pub fn backup(&self, to: &Path, progress: &mut dyn FnMut(Progress)) -> Result<(u64, Head), Error> {
        self.snapshot().copy_to(to, progress)
    }
}

impl Snapshot {
    fn copy_to(&self, to: &Path, progress: &mut dyn FnMut(Progress)) -> Result<(u64, Head), Error> {
        const PAGE_CACHE_BYTES: usize = 64 << 20;
        const PAIRS_PER_COMMIT: usize = 8_192;
        let store = self.store();
        let of = Table::ALL.iter().try_fold(0, |sum, table| Ok::<_, Error>(sum + store.count(*table)?))?;
        let mut done = 0;
        RedbStore::create_with(to, PAGE_CACHE_BYTES, |write| {
            for table in Table::ALL {
                let mut last: Option<Vec<u8>> = None;
                loop {
                    let from = last.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
                    let pairs = store.scan(table, from, PAIRS_PER_COMMIT)?;
                    let Some((key, _)) = pairs.last() else { break };
                    last = Some(key.clone());
                    done += pairs.len() as u64;
                    write(pairs.into_iter().map(|(key, value)| Change { table, key, value: Some(value) }).collect())?;
                    progress(Progress { done, of });
                }
            }
            Ok(())
        })?;
        Ok((self.position(), self.head()))
    }
}
