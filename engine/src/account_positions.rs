//! The positions of the journal entries that concern an account: those in the table, and after them those that are only
//! in memory.

use std::sync::Arc;

use defray_core::id::AccountId;

use crate::account_entries::first_positions;
use crate::error::Error;
use crate::records::LayeredRecords;

/// The positions from a position on, in order. Reads the table a part at a time.
pub(crate) struct AccountPositions {
    records: Arc<LayeredRecords>,
    account: AccountId,
    /// The position from which the next part is read.
    from: u64,
    part: std::vec::IntoIter<u64>,
    /// Whether `part` is the last one.
    is_last: bool,
}

impl AccountPositions {
    pub(crate) fn from(records: Arc<LayeredRecords>, account: AccountId, from: u64) -> Self {
        Self { records, account, from, part: Vec::new().into_iter(), is_last: false }
    }

    fn read_part(&mut self) -> Result<(), Error> {
        // After an error no other part is read.
        self.is_last = true;
        let mut part = first_positions(self.records.stored.store.as_ref(), &self.account, self.from)?;
        self.is_last = part.is_empty();
        if self.is_last {
            part = self.records.layers.entries_of(&self.account, self.from);
        }
        self.part = part.into_iter();
        Ok(())
    }
}

impl Iterator for AccountPositions {
    type Item = Result<u64, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(position) = self.part.next() {
                self.from = position.saturating_add(1);
                return Some(Ok(position));
            }
            if self.is_last {
                return None;
            }
            if let Err(error) = self.read_part() {
                return Some(Err(error));
            }
        }
    }
}
