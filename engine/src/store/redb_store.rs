//! The store that uses redb, over the sealed backend.

use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parking_lot::RwLock;
use redb::{Database, ReadOnlyTable, ReadableDatabase, ReadableTableMetadata, StorageBackend, TableDefinition};

use super::error::damage;
use super::table::{Change, Pair, Pairs, Store, StoreError, StoreSnapshot, Table};
use super::{begin, create, create_on, open, open_read_only};

type Bytes = &'static [u8];

const META: TableDefinition<'static, Bytes, Bytes> = TableDefinition::new("meta");
const JOURNAL: TableDefinition<'static, Bytes, Bytes> = TableDefinition::new("journal");
const ROWS: TableDefinition<'static, Bytes, Bytes> = TableDefinition::new("rows");

const fn definition(table: Table) -> TableDefinition<'static, Bytes, Bytes> {
    match table {
        Table::Meta => META,
        Table::Journal => JOURNAL,
        Table::Records => ROWS,
    }
}

/// A ledger in a redb file.
pub(crate) struct RedbStore {
    /// Shared by readers and the writer; exclusive for checks and compactions.
    database: RwLock<Database>,
}

impl RedbStore {
    /// Creates the file with `changes` as its first commit, and opens it. After a crash the file is complete or
    /// missing.
    pub(crate) fn create(path: &Path, cache_bytes: usize, changes: Vec<Change>) -> Result<Self, StoreError> {
        create(path, cache_bytes, |database| put(database, changes))?;
        Self::open(path, cache_bytes)
    }

    /// Creates the file. `fill` can make any number of commits before the file gets its name.
    pub(crate) fn create_with(
        path: &Path,
        cache_bytes: usize,
        fill: impl FnOnce(&mut dyn FnMut(Vec<Change>) -> Result<(), StoreError>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        create(path, cache_bytes, |database| {
            put(database, Vec::new())?;
            fill(&mut |changes| put(database, changes))
        })
    }

    /// Opens an existing file.
    pub(crate) fn open(path: &Path, cache_bytes: usize) -> Result<Self, StoreError> {
        Ok(Self { database: RwLock::new(open(path, cache_bytes)?) })
    }

    /// Opens an existing file without writing to it.
    pub(crate) fn open_read_only(path: &Path, cache_bytes: usize) -> Result<Self, StoreError> {
        Ok(Self { database: RwLock::new(open_read_only(path, cache_bytes)?) })
    }

    /// Creates a ledger on any backend, with `changes` as its first commit.
    pub(crate) fn create_on<B: StorageBackend>(
        backend: B,
        cache_bytes: usize,
        changes: Vec<Change>,
    ) -> Result<Self, StoreError> {
        let database = create_on(backend, &unnamed(), cache_bytes, |database| put(database, changes))?;
        Ok(Self { database: RwLock::new(database) })
    }

    /// Opens a ledger on any backend.
    #[cfg(any(test, feature = "testing"))]
    pub(crate) fn open_on<B: StorageBackend>(backend: B, cache_bytes: usize) -> Result<Self, StoreError> {
        Ok(Self { database: RwLock::new(super::open_on(backend, &unnamed(), cache_bytes)?) })
    }
}

/// The name of a backend without a path, for error messages.
fn unnamed() -> PathBuf {
    PathBuf::from("(unnamed storage)")
}

fn put(database: &Database, changes: Vec<Change>) -> Result<(), StoreError> {
    let transaction = begin(database).map_err(before_commit)?;
    for table in Table::ALL {
        let mut open = transaction.open_table(definition(table)).map_err(|error| before_commit(error.into()))?;
        for change in changes.iter().filter(|change| change.table == table) {
            let done = match &change.value {
                Some(value) => open.insert(change.key.as_slice(), value.as_slice()).map(drop),
                None => open.remove(change.key.as_slice()).map(drop),
            };
            done.map_err(|error| before_commit(error.into()))?;
        }
    }
    transaction.commit().map_err(|error| {
        let error = error.into();
        match damage(&error) {
            Some(page) => StoreError::damaged(page),
            None => StoreError::Unknown(error.to_string()),
        }
    })
}

fn before_commit(error: redb::Error) -> StoreError {
    damage(&error).map_or_else(|| StoreError::NotWritten(error.to_string()), StoreError::damaged)
}

fn unreadable(error: impl Into<redb::Error>) -> StoreError {
    let error = error.into();
    match damage(&error) {
        Some(page) => StoreError::damaged(page),
        None => match error {
            redb::Error::Corrupted(what) => StoreError::Damaged(what),
            other => StoreError::Unreadable(other.to_string()),
        },
    }
}

impl Store for RedbStore {
    fn write(&self, changes: Vec<Change>) -> Result<(), StoreError> {
        put(&self.database.read(), changes)
    }

    fn snapshot(&self) -> Result<Arc<dyn StoreSnapshot>, StoreError> {
        let transaction = self.database.read().begin_read().map_err(unreadable)?;
        let table = |table| transaction.open_table(definition(table)).map_err(unreadable);
        Ok(Arc::new(RedbSnapshot {
            meta: table(Table::Meta)?,
            journal: table(Table::Journal)?,
            records: table(Table::Records)?,
        }))
    }

    fn check(&self) -> Result<bool, StoreError> {
        self.database.write().check_integrity().map_err(unreadable)
    }

    fn compact(&self) -> Result<bool, StoreError> {
        match self.database.write().compact() {
            Ok(gave) => Ok(gave),
            Err(redb::CompactionError::Storage(error)) => Err(unreadable(error)),
            Err(busy) => Err(StoreError::Busy(busy.to_string())),
        }
    }
}

struct RedbSnapshot {
    meta: ReadOnlyTable<Bytes, Bytes>,
    journal: ReadOnlyTable<Bytes, Bytes>,
    records: ReadOnlyTable<Bytes, Bytes>,
}

impl RedbSnapshot {
    const fn table(&self, table: Table) -> &ReadOnlyTable<Bytes, Bytes> {
        match table {
            Table::Meta => &self.meta,
            Table::Journal => &self.journal,
            Table::Records => &self.records,
        }
    }
}

impl StoreSnapshot for RedbSnapshot {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let value = self.table(table).get(key).map_err(unreadable)?;
        Ok(value.map(|value| value.value().to_vec()))
    }

    fn scan(&self, table: Table, prefix: &[u8], from: Bound<&[u8]>, most: usize) -> Result<Pairs, StoreError> {
        let range = self.table(table).range::<&[u8]>((from, Bound::Unbounded)).map_err(unreadable)?;
        let mine = range.take_while(|pair| pair.as_ref().map_or(true, |(key, _)| key.value().starts_with(prefix)));
        mine.take(most).map(|pair| pair.map(owned).map_err(unreadable)).collect()
    }

    fn at_or_before(&self, table: Table, key: &[u8]) -> Result<Option<Pair>, StoreError> {
        let mut range = self.table(table).range::<&[u8]>(..=key).map_err(unreadable)?;
        range.next_back().map(|pair| pair.map(owned).map_err(unreadable)).transpose()
    }

    fn count(&self, table: Table) -> Result<u64, StoreError> {
        self.table(table).len().map_err(unreadable)
    }
}

fn owned((key, value): (redb::AccessGuard<'_, Bytes>, redb::AccessGuard<'_, Bytes>)) -> Pair {
    (key.value().to_vec(), value.value().to_vec())
}
