//! The check of all runs.

use std::ops::Bound;

use crate::error::Error;
use crate::store::{StoreSnapshot, Table};

use super::block::{Block, Place, RowReader};
use super::damage::damaged;
use super::filter::{Page, hash};
use super::keys::split_key;
use super::list::Runs;
use super::merge::remove_unlisted;
use super::run::{Listing, Run};

/// What a caller does with the key and the place of a row.
pub(crate) type RowCallback<'c> = &'c mut dyn FnMut(&[u8], Place) -> Result<(), Error>;

/// What a check found besides damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Checked {
    /// The rows of all runs. A key that is in several runs counts several times.
    pub(crate) rows: u64,
    /// Blocks and pages of runs that are not listed: a merge is not whole yet, or its members are not removed yet.
    pub(crate) unlisted: usize,
}

/// Checks that every row is in order, that the filters have all keys, and that the blocks and pages of each run are
/// those that the list says. Calls `each` with every row, run by run from the newest one.
pub(crate) fn check(store: &dyn StoreSnapshot, each: RowCallback<'_>) -> Result<Checked, Error> {
    let runs = Runs::load(store)?;
    for run in runs.iter() {
        check_run(store, run, each)?;
    }
    let rows = runs.iter().map(|run| run.listing.rows).sum();
    let unlisted = remove_unlisted(store, &runs, &[], usize::MAX)?.len();
    Ok(Checked { rows, unlisted })
}

type Pair = (Vec<u8>, Vec<u8>);

/// The pair after a key.
fn next(store: &dyn StoreSnapshot, table: Table, prefix: &[u8], after: Option<&[u8]>) -> Result<Option<Pair>, Error> {
    let from = after.map_or(Bound::Included(prefix), Bound::Excluded);
    Ok(store.scan(table, prefix, from, 1)?.into_iter().next())
}

/// What was read of a run so far.
struct Progress<'s> {
    store: &'s dyn StoreSnapshot,
    run: &'s Run,
    /// What the list should say.
    listing: Listing,
    /// The present page of the filter, and its key.
    page: Option<(Vec<u8>, Page)>,
}

fn check_run(store: &dyn StoreSnapshot, run: &Run, each: RowCallback<'_>) -> Result<(), Error> {
    let prefix = run.number.to_be_bytes();
    let listing = Listing::of_no_rows(run.number, run.listing.order);
    let mut progress = Progress { store, run, listing, page: None };
    let mut last = None;
    while let Some((key, block)) = next(store, Table::RunBlocks, &prefix, last.as_deref())? {
        progress.check_block(&key, &block, each)?;
        last = Some(key);
    }
    progress.check_end()
}

impl Progress<'_> {
    fn damaged(&self, what: &str) -> Error {
        damaged(self.run.number, what)
    }

    fn check_block(&mut self, key: &[u8], bytes: &[u8], each: RowCallback<'_>) -> Result<(), Error> {
        let number = self.run.number;
        let block = Block::read(bytes).map_err(|what| damaged(number, what))?;
        let (mut row, mut groups, mut rows) = (RowReader::default(), 0, 0_u64);
        loop {
            let start = row.next_group();
            if !row.advance(block.rows()).map_err(|what| damaged(number, what))? {
                break;
            }
            if let Some(start) = start {
                let group = block.group(groups).map_err(|what| damaged(number, what))?;
                if group.next_group() != Some(start) {
                    return Err(self.damaged("a group of rows begins at another place"));
                }
                groups += 1;
            }
            if rows == 0 && split_key(key) != Some((number, row.key())) {
                return Err(self.damaged("a block has another first key than its place says"));
            }
            self.check_row(row.key())?;
            each(row.key(), row.place())?;
            rows += 1;
        }
        if rows == 0 || groups != block.groups() {
            return Err(self.damaged("a block has groups without rows"));
        }
        self.listing.rows += rows;
        self.listing.count_block(bytes);
        Ok(())
    }

    fn check_row(&mut self, key: &[u8]) -> Result<(), Error> {
        if self.page.is_none() {
            self.listing.first = key.to_vec();
        } else if self.listing.last.as_slice() >= key {
            return Err(self.damaged("its rows are not in order"));
        }
        if self.page.as_ref().is_none_or(|(_, page)| !page.covers(key)) {
            self.enter_page(key)?;
        }
        if self.page.as_ref().is_none_or(|(_, page)| !page.may_have(hash(key))) {
            return Err(self.damaged("its filter does not have a key that it has"));
        }
        self.listing.last = key.to_vec();
        Ok(())
    }

    /// Goes to the page that begins with a key.
    fn enter_page(&mut self, key: &[u8]) -> Result<(), Error> {
        let (number, prefix) = (self.run.number, self.run.number.to_be_bytes());
        let last = self.page.as_ref().map(|(key, _)| key.as_slice());
        let found = next(self.store, Table::RunFilters, &prefix, last)?;
        let (place, bytes) = found.ok_or_else(|| self.damaged("a page of its filter is missing"))?;
        let announced = self.page.as_ref().map(|(_, page)| page.next());
        if split_key(&place) != Some((number, key)) || announced.is_some_and(|next| next != Some(key)) {
            return Err(self.damaged("a page of its filter begins at another key"));
        }
        self.listing.count_page(&bytes);
        self.page = Some((place, Page::read(bytes).map_err(|what| damaged(number, what))?));
        Ok(())
    }

    fn check_end(&self) -> Result<(), Error> {
        let last = self.page.as_ref().map(|(key, _)| key.as_slice());
        if next(self.store, Table::RunFilters, &self.run.number.to_be_bytes(), last)?.is_some() {
            return Err(self.damaged("its filter has pages without rows"));
        }
        if self.listing != self.run.listing {
            return Err(self.damaged("its rows, blocks or pages are not those that the list says"));
        }
        Ok(())
    }
}
