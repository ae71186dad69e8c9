//! Merging of runs, and removal of the blocks and pages that are not needed any more. Both are done in slices, so that
//! no commit is large.

use std::ops::Bound;
use std::sync::Arc;

use crate::error::Error;
use crate::store::{Change, StoreSnapshot, Table};

use super::builder::RunBuilder;
use super::cursor::MergedRows;
use super::keys::split_key;
use super::list::Runs;
use super::run::Run;

/// Runs that are being merged to one. A merge that is interrupted begins again, under another number.
#[derive(Debug)]
pub(crate) struct Merge {
    members: Vec<Arc<Run>>,
    rows: MergedRows,
    number: u32,
    /// `None` when all rows are in the new run.
    builder: Option<RunBuilder>,
}

impl Merge {
    /// Begins to merge runs that follow each other in age, the newest first, to a run with a new number.
    pub(crate) fn new(store: &dyn StoreSnapshot, members: Vec<Arc<Run>>, number: u32) -> Result<Self, Error> {
        let order = members.iter().map(|run| run.listing.order).max().unwrap_or(number);
        let rows = MergedRows::seek(store, &members, &[])?;
        Ok(Self { members, rows, number, builder: Some(RunBuilder::with_order(number, order)) })
    }

    /// The number of the new run.
    pub(crate) const fn number(&self) -> u32 {
        self.number
    }

    /// Whether the rows of a run go into the new run.
    pub(crate) fn has(&self, run: &Run) -> bool {
        self.members.iter().any(|member| member.number == run.number)
    }

    /// Whether all rows are in the new run. Then it is listed.
    pub(crate) const fn is_whole(&self) -> bool {
        self.builder.is_none()
    }

    /// Merges at most `left` rows more, and counts them. The changes are written in one commit, and those of all steps
    /// in order. After the last commit the members are not listed, and [`remove_unlisted`] removes them.
    pub(crate) fn step(
        &mut self,
        store: &dyn StoreSnapshot,
        left: &mut usize,
        changes: &mut Vec<Change>,
    ) -> Result<(), Error> {
        while let Some(builder) = self.builder.as_mut().filter(|_| *left > 0) {
            let Some((key, place)) = self.rows.next(store)? else {
                if let Some(builder) = self.builder.take() {
                    builder.finish(changes)?;
                }
                changes.extend(self.members.iter().map(|run| run.unlisted()));
                return Ok(());
            };
            builder.push(&key, place, changes)?;
            *left -= 1;
        }
        Ok(())
    }
}

/// The removal of at most `most` blocks and pages of runs that are neither listed nor being built. No changes when
/// nothing is left to remove.
pub(crate) fn remove_unlisted(
    store: &dyn StoreSnapshot,
    listed: &Runs,
    being_built: &[u32],
    most: usize,
) -> Result<Vec<Change>, Error> {
    let mut changes = Vec::new();
    for table in [Table::RunBlocks, Table::RunFilters] {
        let mut from = Some(0_u32);
        while let Some(number) = from.filter(|_| changes.len() < most) {
            let next = store.scan(table, &[], Bound::Included(&number.to_be_bytes()), 1)?;
            let found = next.first().and_then(|(key, _)| split_key(key)).map(|(number, _)| number);
            let Some(found) = found else { break };
            if !listed.has(found) && !being_built.contains(&found) {
                let number = found.to_be_bytes();
                let gone = store.scan(table, &number, Bound::Included(&number), most - changes.len())?;
                changes.extend(gone.into_iter().map(|(key, _)| Change { table, key, value: None }));
            }
            from = found.checked_add(1);
        }
    }
    Ok(changes)
}
