//! What the engine asks of a store: ordered records, one atomic and durable batch, snapshots that do not change. Nothing else, so that a second
//! store can take redb's place.

use std::fmt;
use std::ops::Bound;
use std::sync::Arc;

use super::{DamagedPage, OpenError};

/// The tables of a ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// Format version and checkpoint: see `engine::meta`.
    Meta,
    /// Segments of the journal, by the position of their first entry.
    Journal,
    /// LayeredRecords, by key, as they were at the checkpoint.
    Records,
}

impl Table {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Meta, Self::Journal, Self::Records];
}

/// One change of a batch: a value put, or with `None` a key removed.
#[derive(Clone, Debug)]
pub struct Change {
    /// Where.
    pub table: Table,
    /// The key.
    pub key: Vec<u8>,
    /// The value.
    pub value: Option<Vec<u8>>,
}

/// What went wrong below.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file is damaged.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// Nothing was written: the failure came before the commit began.
    #[error("{0}")]
    NotWritten(String),
    /// The commit itself failed: what it wrote may or may not be there.
    #[error("{0}")]
    Unknown(String),
    /// Reading failed.
    #[error("{0}")]
    Unreadable(String),
    /// It cannot be done while snapshots are open.
    #[error("readers are at work: {0}")]
    Busy(String),
    /// The file could not be created or opened.
    #[error(transparent)]
    Open(#[from] OpenError),
}

impl StoreError {
    pub(crate) fn damaged(page: DamagedPage) -> Self {
        Self::Damaged(page.to_string())
    }
}

/// Keys with their values, in order.
pub type Pairs = Vec<Pair>;

/// A key with its value.
pub type Pair = (Vec<u8>, Vec<u8>);

/// A state of the store that does not change while it is held.
pub trait StoreSnapshot: Send + Sync {
    /// The value of a key.
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError>;
    /// Up to `most` pairs from `from` on whose keys begin with `prefix`, in order of keys. What lies beyond them is not read.
    fn scan(&self, table: Table, prefix: &[u8], from: Bound<&[u8]>, most: usize) -> Result<Pairs, StoreError>;
    /// The last pair at or before `key`.
    fn at_or_before(&self, table: Table, key: &[u8]) -> Result<Option<Pair>, StoreError>;
    /// How many pairs a table has.
    fn count(&self, table: Table) -> Result<u64, StoreError>;
}

/// Where a ledger lives. One engine writes; any number of snapshots read.
pub trait Store: Send + Sync {
    /// Applies all changes or none. When it returns, they survive a power cut. Keys of one table come sorted.
    fn write(&self, changes: Vec<Change>) -> Result<(), StoreError>;
    /// The state after the last write.
    fn snapshot(&self) -> Result<Arc<dyn StoreSnapshot>, StoreError>;
    /// Reads everything there is and compares checksums. `false`: damage was found.
    fn check(&self) -> Result<bool, StoreError>;
    /// Gives space back to the file system. `true`: there was some to give.
    fn compact(&self) -> Result<bool, StoreError>;
}

impl fmt::Debug for dyn Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Store")
    }
}
