//! The merge of runs goes on with each sweep, in its commit: as many rows as keep the number of runs small.

use crate::error::Error;
use crate::runs::{Merge, Runs, next_number, remove_unlisted};
use crate::store::{Change, StoreSnapshot};

/// The rows that are merged for each new row. A row is merged once for each factor of eight between the sizes of a new
/// run and of all runs, so this is enough for a ledger with millions of sweeps.
const ROWS_MERGED_A_ROW: usize = 8;
/// The rows that every sweep can merge, so that small runs are merged at once.
const ROWS_MERGED_MIN: usize = 8_192;
/// The blocks and pages of merged runs that a sweep removes.
const REMOVED_MAX: usize = 1_024;

/// The number of the next run, and the merge in progress. After a crash the merge begins again.
#[derive(Debug)]
pub(crate) struct Merging {
    next: u32,
    merge: Option<Merge>,
}

impl Merging {
    /// After the store was opened.
    pub(crate) fn begin(store: &dyn StoreSnapshot) -> Result<Self, Error> {
        Ok(Self { next: next_number(store)?, merge: None })
    }

    /// A number for a new run.
    pub(crate) fn new_number(&mut self) -> Result<u32, Error> {
        let number = self.next;
        self.next = number.checked_add(1).ok_or_else(|| Error::Bug("there is no number for another run".into()))?;
        Ok(number)
    }

    /// Adds a part of the merge to the changes of a sweep with `rows` new rows. `runs` are those of the store.
    pub(crate) fn work(
        &mut self,
        store: &dyn StoreSnapshot,
        runs: &Runs,
        rows: usize,
        changes: &mut Vec<Change>,
    ) -> Result<(), Error> {
        let being_built: Vec<u32> = self.merge.iter().map(Merge::number).collect();
        changes.extend(remove_unlisted(store, runs, &being_built, REMOVED_MAX)?);
        let merge = match (self.merge.take(), runs.to_merge()) {
            (Some(merge), _) => merge,
            (None, Some(members)) => Merge::new(store, members, self.new_number()?)?,
            (None, None) => return Ok(()),
        };
        let most = (rows * ROWS_MERGED_A_ROW).max(ROWS_MERGED_MIN);
        self.merge = merge.step(store, most, changes)?;
        Ok(())
    }
}
