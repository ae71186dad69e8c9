//! Merges of runs go on with each sweep, in its commit: as many rows as keep the number of runs small.

use crate::error::Error;
use crate::runs::{Merge, Runs, next_number, remove_unlisted};
use crate::store::{Change, StoreSnapshot};

/// The rows that are merged for each new row. A row is merged once for each factor of eight between the sizes of a new
/// run and of all runs, so this is enough for a ledger with millions of sweeps.
const ROWS_MERGED_A_ROW: usize = 8;
/// The rows that every sweep can merge, so that the runs of the smallest sweeps are merged at once.
const ROWS_MERGED_MIN: usize = 16;
/// The blocks and pages of merged runs that a sweep removes.
const REMOVED_MAX: usize = 1_024;

/// The number of the next run, and the merges in progress. After a crash they begin again.
#[derive(Debug)]
pub(crate) struct Merging {
    next: u32,
    /// The merge that began last, which has the smallest runs, is at the end.
    merges: Vec<Merge>,
}

impl Merging {
    /// After the store was opened.
    pub(crate) fn begin(store: &dyn StoreSnapshot) -> Result<Self, Error> {
        Ok(Self { next: next_number(store)?, merges: Vec::new() })
    }

    /// A number for a new run.
    pub(crate) fn new_number(&mut self) -> Result<u32, Error> {
        let number = self.next;
        self.next = number.checked_add(1).ok_or_else(|| Error::Bug("there is no number for another run".into()))?;
        Ok(number)
    }

    /// Adds a part of the merges to the changes of a sweep with `rows` new rows. `runs` are those of the store.
    pub(crate) fn work(
        &mut self,
        store: &dyn StoreSnapshot,
        runs: &Runs,
        rows: usize,
        changes: &mut Vec<Change>,
    ) -> Result<(), Error> {
        let being_built: Vec<u32> = self.merges.iter().map(Merge::number).collect();
        changes.extend(remove_unlisted(store, runs, &being_built, REMOVED_MAX)?);
        if let Some(members) = runs.to_merge(|run| self.merges.iter().any(|merge| merge.has(run))) {
            let merge = Merge::new(store, members, self.new_number()?)?;
            self.merges.push(merge);
        }
        let mut left = rows.saturating_mul(ROWS_MERGED_A_ROW).max(ROWS_MERGED_MIN);
        // Small runs first: a large merge takes many sweeps, and the runs of these must not wait for it.
        for merge in self.merges.iter_mut().rev() {
            merge.step(store, &mut left, changes)?;
        }
        self.merges.retain(|merge| !merge.is_whole());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeMap;

    use super::*;
    use crate::runs::{FilterCache, Place, RunBuilder, check};
    use crate::store::{MemoryStore, Store};
    use crate::testing::Dice;

    #[test]
    fn the_number_of_runs_stays_small() {
        for (seed, most, sweeps) in [(1, 1, 3_000), (2, 30, 1_500), (3, 900, 300)] {
            let (store, mut dice) = (MemoryStore::default(), Dice::new(seed));
            let mut merging = Merging::begin(store.snapshot().unwrap().as_ref()).unwrap();
            let (mut expected, mut most_runs) = (BTreeMap::new(), 0);
            for _ in 0..sweeps {
                let snapshot = store.snapshot().unwrap();
                let (mut rows, mut changes) = (BTreeMap::new(), Vec::new());
                for _ in 0..=dice.below(most) {
                    rows.insert(dice.below(1 << 20).to_be_bytes(), Place { position: dice.roll(), index: 0 });
                }
                let mut builder = RunBuilder::new(merging.new_number().unwrap());
                rows.iter().for_each(|(key, place)| builder.push(key, *place, &mut changes).unwrap());
                builder.finish(&mut changes).unwrap();
                let runs = Runs::load(snapshot.as_ref()).unwrap();
                most_runs = most_runs.max(runs.iter().len());
                merging.work(snapshot.as_ref(), &runs, rows.len(), &mut changes).unwrap();
                store.write(changes).unwrap();
                expected.extend(rows);
                if dice.below(200) == 0 {
                    // The process ends, and the next one opens the file.
                    merging = Merging::begin(store.snapshot().unwrap().as_ref()).unwrap();
                }
            }
            let (snapshot, filters) = (store.snapshot().unwrap(), FilterCache::new(1 << 20));
            let runs = Runs::load(snapshot.as_ref()).unwrap();
            for (key, place) in &expected {
                assert_eq!(runs.find(snapshot.as_ref(), &filters, key).unwrap(), Some(*place));
            }
            let checked = check(snapshot.as_ref(), &mut |_, _| Ok(())).unwrap();
            println!("{sweeps} sweeps, {} keys: at most {most_runs} runs, {checked:?}", expected.len());
            assert!(most_runs <= 50, "{most_runs} runs");
        }
    }
}
