//! The runs that count.

use std::ops::Bound;
use std::sync::Arc;

use crate::error::Error;
use crate::store::{StoreSnapshot, Table};

use super::block::{Block, Place};
use super::cache::FilterCache;
use super::cursor::MergedRows;
use super::damage::damaged;
use super::filter::hash;
use super::keys::{key_in_run, split_key};
use super::run::Run;

/// So many runs of about one size are merged to one.
pub(crate) const MERGED_RUNS: usize = 8;

/// The runs of a state of the store, the newest first. A clone shares them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Runs(Arc<[Arc<Run>]>);

impl Runs {
    /// Reads the list.
    pub(crate) fn load(store: &dyn StoreSnapshot) -> Result<Self, Error> {
        let listed = store.scan(Table::Runs, &[], Bound::Unbounded, usize::MAX)?;
        let runs = listed.iter().map(|(key, value)| Run::read(key, value).map(Arc::new));
        let mut runs = runs.collect::<Result<Vec<_>, _>>()?;
        runs.sort_by_key(|run| std::cmp::Reverse(run.listing.order));
        Ok(Self(runs.into()))
    }

    /// The runs, the newest first.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &Arc<Run>> {
        self.0.iter()
    }

    /// Whether a number is the number of a run.
    pub(super) fn has(&self, number: u32) -> bool {
        self.0.iter().any(|run| run.number == number)
    }

    /// The place of a key, by the newest run that has it.
    pub(crate) fn find(
        &self,
        store: &dyn StoreSnapshot,
        filters: &FilterCache,
        key: &[u8],
    ) -> Result<Option<Place>, Error> {
        let mut hashed = None;
        for run in self.0.iter().filter(|run| run.spans(key)) {
            let hash = *hashed.get_or_insert_with(|| hash(key));
            if filters.may_have(store, run, key, hash)?
                && let Some(place) = find_in(store, run.number, key)?
            {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    /// At most `most` rows whose keys begin with `prefix` and are after `after`, in order of their keys.
    pub(crate) fn scan(
        &self,
        store: &dyn StoreSnapshot,
        prefix: &[u8],
        after: Option<&[u8]>,
        most: usize,
    ) -> Result<Vec<(Vec<u8>, Place)>, Error> {
        let from = after.map_or(prefix, |after| after.max(prefix));
        let has_prefix = |run: &Run| {
            run.listing.last.as_slice() >= from
                && (run.listing.first.starts_with(prefix) || run.listing.first.as_slice() < prefix)
        };
        let mut rows = MergedRows::seek(store, self.0.iter().filter(|run| has_prefix(run)), from)?;
        let mut found = Vec::new();
        while found.len() < most {
            match rows.next(store)? {
                Some((key, _)) if after.is_some_and(|after| key == after) => {}
                Some((key, place)) if key.starts_with(prefix) => found.push((key, place)),
                _ => break,
            }
        }
        Ok(found)
    }

    /// The runs to merge next, the newest first: the oldest [`MERGED_RUNS`] of about one size that follow each other in
    /// age, and are newer than those that are being merged. `None` when there are none.
    pub(crate) fn to_merge(&self, is_merged: impl Fn(&Run) -> bool) -> Option<Vec<Arc<Run>>> {
        let is_free = |run: &&Arc<Run>| !is_merged(run);
        let free = self.0.get(..self.0.iter().take_while(is_free).count()).unwrap_or_default();
        // A run that is smaller than a newer one counts as large as that one. So sizes never become smaller with age,
        // and the number of runs of one size stays below `MERGED_RUNS`.
        let mut largest = 0;
        let sizes = free.iter().map(|run| {
            largest = largest.max(size_class(run.listing.rows));
            largest
        });
        let sizes: Vec<u32> = sizes.collect();
        let (mut end, mut found) = (free.len(), None);
        // Groups of one size, the oldest first. The newest group that is large enough has the smallest runs.
        while let Some(size) = end.checked_sub(1).and_then(|last| sizes.get(last)) {
            let start = sizes.iter().take_while(|other| *other < size).count();
            if end - start >= MERGED_RUNS {
                found = free.get(end - MERGED_RUNS..end).map(<[_]>::to_vec);
            }
            end = start;
        }
        found
    }
}

/// Sizes of which each is eight times the size before.
const fn size_class(rows: u64) -> u32 {
    match rows.checked_ilog2() {
        Some(bits) => bits / 3,
        None => 0,
    }
}

/// The place of a key in one run.
fn find_in(store: &dyn StoreSnapshot, number: u32, key: &[u8]) -> Result<Option<Place>, Error> {
    let block = store.at_or_before(Table::RunBlocks, &key_in_run(number, key))?;
    let block = block.filter(|(first, _)| split_key(first).is_some_and(|(of, _)| of == number));
    let (_, block) = block.ok_or_else(|| damaged(number, "its first block is missing"))?;
    Block::read(&block).and_then(|block| block.find(key)).map_err(|what| damaged(number, what))
}

/// A number for a new run: above all numbers in the store, listed or not. A process asks once after it opened a store,
/// and then counts on. A number must not be used twice, because filters are kept in memory by it.
pub(crate) fn next_number(store: &dyn StoreSnapshot) -> Result<u32, Error> {
    let mut highest = 0;
    for table in [Table::Runs, Table::RunBlocks, Table::RunFilters] {
        // No key of a run is after this one: its number would be the last one.
        if let Some((key, _)) = store.at_or_before(table, &u32::MAX.to_be_bytes())? {
            highest = highest.max(split_key(&key).map_or(0, |(number, _)| number));
        }
    }
    highest.checked_add(1).ok_or_else(|| Error::Bug("there is no number for another run".into()))
}
