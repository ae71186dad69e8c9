//! The rows of one run or of several runs, in order.

use std::ops::Bound;
use std::sync::Arc;

use crate::error::Error;
use crate::store::{StoreSnapshot, Table};

use super::block::{Block, Place, RowReader};
use super::damage::damaged;
use super::keys::key_in_run;
use super::run::Run;

/// The rows of a run. It reads one block at a time, and may read each from another snapshot.
#[derive(Debug)]
struct Cursor {
    run: Arc<Run>,
    /// The rows of the block, and the key of the block in the store. Empty at the end of the run.
    block: Vec<u8>,
    block_key: Vec<u8>,
    row: RowReader,
}

impl Cursor {
    /// At the first row whose key is `from` or after it. `None` when there is no such row.
    fn seek(store: &dyn StoreSnapshot, run: &Arc<Run>, from: &[u8]) -> Result<Option<Self>, Error> {
        let (number, prefix) = (run.number, run.number.to_be_bytes());
        let before = store.at_or_before(Table::RunBlocks, &key_in_run(number, from))?;
        let block = match before.filter(|(key, _)| key.starts_with(&prefix)) {
            Some(block) => Some(block),
            None => store.scan(Table::RunBlocks, &prefix, Bound::Included(&prefix), 1)?.pop(),
        };
        let mut cursor =
            Self { run: Arc::clone(run), block: Vec::new(), block_key: Vec::new(), row: RowReader::default() };
        let (key, block) = block.ok_or_else(|| damaged(number, "it has no blocks"))?;
        cursor.enter(key, block)?;
        while cursor.advance(store)? {
            if cursor.row.key() >= from {
                return Ok(Some(cursor));
            }
        }
        Ok(None)
    }

    /// Goes to the next row. `false` when there is none.
    fn advance(&mut self, store: &dyn StoreSnapshot) -> Result<bool, Error> {
        loop {
            if self.row.advance(&self.block).map_err(|what| damaged(self.run.number, what))? {
                return Ok(true);
            }
            let prefix = self.run.number.to_be_bytes();
            let next = store.scan(Table::RunBlocks, &prefix, Bound::Excluded(&self.block_key), 1)?;
            let Some((key, block)) = next.into_iter().next() else { return Ok(false) };
            self.enter(key, block)?;
        }
    }

    fn enter(&mut self, key: Vec<u8>, mut block: Vec<u8>) -> Result<(), Error> {
        let rows = Block::read(&block).map_err(|what| damaged(self.run.number, what))?.rows().len();
        block.truncate(rows);
        (self.block, self.block_key, self.row) = (block, key, RowReader::default());
        Ok(())
    }
}

/// The rows of several runs, in order of their keys. Of rows with the same key only the newest one is there.
#[derive(Debug)]
pub(super) struct MergedRows {
    /// The newest run first. Each is at its next row.
    cursors: Vec<Cursor>,
}

impl MergedRows {
    /// The rows whose keys are `from` or after it. `runs` are sorted, the newest first.
    pub(super) fn seek<'r>(
        store: &dyn StoreSnapshot,
        runs: impl IntoIterator<Item = &'r Arc<Run>>,
        from: &[u8],
    ) -> Result<Self, Error> {
        let cursors = runs.into_iter().filter_map(|run| Cursor::seek(store, run, from).transpose());
        Ok(Self { cursors: cursors.collect::<Result<_, _>>()? })
    }

    /// The next row.
    pub(super) fn next(&mut self, store: &dyn StoreSnapshot) -> Result<Option<(Vec<u8>, Place)>, Error> {
        // Of equal keys, `min_by` returns the first one, which is in the newest run.
        let least = self.cursors.iter().min_by(|one, other| one.row.key().cmp(other.row.key()));
        let Some(least) = least else { return Ok(None) };
        let (key, place) = (least.row.key().to_vec(), least.row.place());
        let mut failed = None;
        self.cursors.retain_mut(|cursor| {
            if cursor.row.key() != key {
                return true;
            }
            cursor.advance(store).unwrap_or_else(|error| {
                failed = Some(error);
                false
            })
        });
        failed.map_or(Ok(Some((key, place))), Err)
    }
}
