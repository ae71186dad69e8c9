//! What the table of runs says of a run.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::error::Error;
use crate::store::{Change, Table};

use super::damage::damaged;

/// A run: sorted rows that do not change. It counts from the commit that lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    /// The number of the run. No other run has it.
    pub(crate) number: u32,
    /// What the table says.
    pub(crate) listing: Listing,
}

/// The value of a run in the table of runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Listing {
    /// The age of the rows: of a key in several runs, the row in the run with the highest number here counts.
    pub(crate) order: u32,
    /// The key of the first row.
    pub(crate) first: Vec<u8>,
    /// The key of the last row.
    pub(crate) last: Vec<u8>,
    /// How many rows the run has.
    pub(crate) rows: u64,
    /// How many blocks the rows take.
    pub(crate) blocks: u64,
    /// How many pages the filter has.
    pub(crate) pages: u64,
    /// The digest of the blocks, in order.
    pub(crate) blocks_digest: u64,
    /// The digest of the pages, in order.
    pub(crate) pages_digest: u64,
}

impl Listing {
    /// The listing of a run without rows.
    pub(super) const fn of_no_rows(number: u32, order: u32) -> Self {
        // The digests prove the number and the order too.
        let digest = (number as u64) << 32 | order as u64;
        Self {
            order,
            first: Vec::new(),
            last: Vec::new(),
            rows: 0,
            blocks: 0,
            pages: 0,
            blocks_digest: digest,
            pages_digest: digest,
        }
    }

    /// Counts a block that follows the blocks before it.
    pub(super) fn count_block(&mut self, block: &[u8]) {
        self.blocks += 1;
        self.blocks_digest = xxh3_64_with_seed(block, self.blocks_digest);
    }

    /// Counts a page that follows the pages before it.
    pub(super) fn count_page(&mut self, page: &[u8]) {
        self.pages += 1;
        self.pages_digest = xxh3_64_with_seed(page, self.pages_digest);
    }
}

impl Run {
    /// Lists the run.
    pub(super) fn listed(&self) -> Result<Change, Error> {
        let value = postcard::to_stdvec(&self.listing);
        let value = value.map_err(|error| Error::Bug(format!("a run cannot be encoded: {error}")))?;
        Ok(Change { table: Table::Runs, key: self.number.to_be_bytes().to_vec(), value: Some(value) })
    }

    /// Removes the run from the list.
    pub(super) fn unlisted(&self) -> Change {
        Change { table: Table::Runs, key: self.number.to_be_bytes().to_vec(), value: None }
    }

    pub(super) fn read(key: &[u8], value: &[u8]) -> Result<Self, Error> {
        let number = key.try_into().map(u32::from_be_bytes);
        let number = number.map_err(|_| damaged(0, "the list has a key that is not the number of a run"))?;
        match postcard::take_from_bytes(value) {
            Ok((listing, [])) => Ok(Self { number, listing }),
            Ok(_) => Err(damaged(number, "its row in the list is too long")),
            Err(error) => Err(damaged(number, error)),
        }
    }

    /// Whether the run can have a key.
    pub(super) fn spans(&self, key: &[u8]) -> bool {
        self.listing.first.as_slice() <= key && key <= self.listing.last.as_slice()
    }
}
