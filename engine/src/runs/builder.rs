//! A run that is being written. Its blocks and pages do not count before the run is listed, so they can be written in
//! several commits.

use crate::error::Error;
use crate::store::{Change, Table};

use super::block::{BlockBuilder, Place};
use super::filter::PageBuilder;
use super::keys::key_in_run;
use super::run::{Listing, Run};

/// Makes a run of rows that come in order of their keys.
#[derive(Debug)]
pub(crate) struct RunBuilder {
    number: u32,
    listing: Listing,
    block: BlockBuilder,
    page: PageBuilder,
}

impl RunBuilder {
    /// An empty run. Its rows are newer than those of all runs with a lower number.
    pub(crate) const fn new(number: u32) -> Self {
        Self::with_order(number, number)
    }

    pub(super) const fn with_order(number: u32, order: u32) -> Self {
        let listing = Listing::of_no_rows(number, order);
        Self { number, listing, block: BlockBuilder::empty(), page: PageBuilder::empty() }
    }

    /// Adds a row. Its key is after the keys of all rows before it. Blocks and pages that are full are added to
    /// `changes`.
    pub(crate) fn push(&mut self, key: &[u8], place: Place, changes: &mut Vec<Change>) -> Result<(), Error> {
        if self.listing.rows > 0 && self.listing.last.as_slice() >= key {
            return Err(Error::Bug(format!("the rows of run {} are not in order", self.number)));
        }
        if !self.block.has_room_for(key) {
            self.end_block(changes);
        }
        if self.page.is_full() {
            self.end_page(key, changes);
        }
        self.block.push(key, place)?;
        self.page.push(key);
        if self.listing.rows == 0 {
            self.listing.first = key.to_vec();
        }
        self.listing.last.clear();
        self.listing.last.extend_from_slice(key);
        self.listing.rows += 1;
        Ok(())
    }

    fn end_block(&mut self, changes: &mut Vec<Change>) {
        if let Some((first, block)) = self.block.finish() {
            let key = key_in_run(self.number, &first);
            self.listing.count_block(&block);
            changes.push(Change { table: Table::RunBlocks, key, value: Some(block) });
        }
    }

    fn end_page(&mut self, next: &[u8], changes: &mut Vec<Change>) {
        if let Some((first, page)) = self.page.finish(next) {
            let key = key_in_run(self.number, &first);
            self.listing.count_page(&page);
            changes.push(Change { table: Table::RunFilters, key, value: Some(page) });
        }
    }

    /// Adds what is left, and the listing of the run, to `changes`. Nothing when the run has no rows.
    pub(crate) fn finish(mut self, changes: &mut Vec<Change>) -> Result<(), Error> {
        self.end_block(changes);
        self.end_page(&[], changes);
        if self.listing.rows > 0 {
            changes.push(Run { number: self.number, listing: self.listing }.listed()?);
        }
        Ok(())
    }
}
