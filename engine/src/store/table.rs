//! The interface of a store: ordered tables, atomic and durable writes, and snapshots that do not change. It is small,
//! so that another store can replace redb.

use std::fmt;
use std::ops::Bound;
use std::sync::Arc;

use super::error::StoreError;
use super::log::Log;

/// The tables of a ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// The format number and the position of the checkpoint.
    Meta,
    /// Segments of the journal, by the position of their first entry.
    Journal,
    /// The records at the last checkpoint, by key. Bills and idempotency keys are mostly places in the journal instead.
    Records,
    /// The journal positions of the entries that concern an account, by account.
    AccountEntries,
    /// The runs of places that count, by number.
    Runs,
    /// The sorted rows of the runs, by the number of the run and the first key of the block.
    RunBlocks,
    /// The filters of the runs, by the number of the run and the first key that the page covers.
    RunFilters,
}

impl Table {
    /// All tables.
    pub const ALL: [Self; 7] =
        [Self::Meta, Self::Journal, Self::Records, Self::AccountEntries, Self::Runs, Self::RunBlocks, Self::RunFilters];
}

/// One change of a write: a value for a key, or the removal of a key.
#[derive(Clone, Debug)]
pub struct Change {
    /// The table.
    pub table: Table,
    /// The key.
    pub key: Vec<u8>,
    /// The new value; `None` removes the key.
    pub value: Option<Vec<u8>>,
}

/// Keys with their values, sorted by key.
pub type Pairs = Vec<Pair>;

/// A key with its value.
pub type Pair = (Vec<u8>, Vec<u8>);

/// A state of the store. It does not change.
pub trait StoreSnapshot: Send + Sync {
    /// The value of a key; `None` when the table does not contain the key.
    ///
    /// # Errors
    ///
    /// [`StoreError::Damaged`] or [`StoreError::Unreadable`].
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError>;
    /// At most `most` pairs from `from` on whose keys begin with `prefix`, sorted by key. Later pairs are not read.
    ///
    /// # Errors
    ///
    /// [`StoreError::Damaged`] or [`StoreError::Unreadable`].
    fn scan(&self, table: Table, prefix: &[u8], from: Bound<&[u8]>, most: usize) -> Result<Pairs, StoreError>;
    /// The last pair whose key is at or before `key`.
    ///
    /// # Errors
    ///
    /// [`StoreError::Damaged`] or [`StoreError::Unreadable`].
    fn at_or_before(&self, table: Table, key: &[u8]) -> Result<Option<Pair>, StoreError>;
    /// The number of pairs in a table.
    ///
    /// # Errors
    ///
    /// [`StoreError::Damaged`] or [`StoreError::Unreadable`].
    fn count(&self, table: Table) -> Result<u64, StoreError>;
}

/// The storage of a ledger. One engine writes; any number of snapshots read.
pub trait Store: Send + Sync {
    /// Applies all changes or none. After it returned, the changes survive a power cut. The keys of each table are
    /// sorted.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotWritten`] when nothing was written; [`StoreError::Unknown`] when it is not known whether the
    /// changes were written; [`StoreError::Damaged`].
    fn write(&self, changes: Vec<Change>) -> Result<(), StoreError>;
    /// A snapshot of the state after the last write.
    ///
    /// # Errors
    ///
    /// [`StoreError::Damaged`] or [`StoreError::Unreadable`].
    fn snapshot(&self) -> Result<Arc<dyn StoreSnapshot>, StoreError>;
    /// Reads all data and compares checksums. `false` when damage was found.
    ///
    /// # Errors
    ///
    /// [`StoreError::Damaged`] or [`StoreError::Unreadable`].
    fn check(&self) -> Result<bool, StoreError>;
    /// Returns unused space to the file system. `true` when there was some.
    ///
    /// # Errors
    ///
    /// [`StoreError::Busy`] while snapshots are open; [`StoreError::Damaged`] or [`StoreError::Unreadable`].
    fn compact(&self) -> Result<bool, StoreError>;
    /// The log of this store. `None` when it has none, such as a file of container version 1.
    fn log(&self) -> Option<Arc<dyn Log>> {
        None
    }
}

impl fmt::Debug for dyn Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Store")
    }
}
