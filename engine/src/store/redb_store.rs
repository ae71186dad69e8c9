//! The store that uses redb, over the sealed backend.

use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parking_lot::RwLock;
use redb::{Database, ReadOnlyTable, ReadableDatabase, ReadableTableMetadata, StorageBackend, TableDefinition};

use super::create::LedgerFile;
use super::error::{StoreError, damage};
use super::log::Log;
use super::panics::{Guarded, guarded};
use super::table::{Change, Pair, Pairs, Store, StoreSnapshot, Table};
use super::{begin, create, create_on, open, open_read_only};

type Bytes = &'static [u8];

const META: TableDefinition<'static, Bytes, Bytes> = TableDefinition::new("meta");
const JOURNAL: TableDefinition<'static, Bytes, Bytes> = TableDefinition::new("journal");
const RECORDS: TableDefinition<'static, Bytes, Bytes> = TableDefinition::new("records");
const ACCOUNT_ENTRIES: TableDefinition<'static, Bytes, Bytes> = TableDefinition::new("account entries");
const RUNS: TableDefinition<'static, Bytes, Bytes> = TableDefinition::new("runs");
const RUN_BLOCKS: TableDefinition<'static, Bytes, Bytes> = TableDefinition::new("run blocks");
const RUN_FILTERS: TableDefinition<'static, Bytes, Bytes> = TableDefinition::new("run filters");

const fn definition(table: Table) -> TableDefinition<'static, Bytes, Bytes> {
    match table {
        Table::Meta => META,
        Table::Journal => JOURNAL,
        Table::Records => RECORDS,
        Table::AccountEntries => ACCOUNT_ENTRIES,
        Table::Runs => RUNS,
        Table::RunBlocks => RUN_BLOCKS,
        Table::RunFilters => RUN_FILTERS,
    }
}

/// A ledger in a redb file.
pub(crate) struct RedbStore {
    /// Shared by readers and the writer; exclusive for checks and compactions.
    database: RwLock<Guarded<Database>>,
    log: Option<Arc<dyn Log>>,
}

impl From<LedgerFile> for RedbStore {
    fn from(LedgerFile { database, log }: LedgerFile) -> Self {
        Self { database: RwLock::new(Guarded::new(database)), log }
    }
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
        Ok(open(path, cache_bytes)?.into())
    }

    /// Opens an existing file without writing to it.
    pub(crate) fn open_read_only(path: &Path, cache_bytes: usize) -> Result<Self, StoreError> {
        Ok(open_read_only(path, cache_bytes)?.into())
    }

    /// Creates a ledger on any backend, with `changes` as its first commit.
    pub(crate) fn create_on<B: StorageBackend>(
        backend: B,
        cache_bytes: usize,
        changes: Vec<Change>,
    ) -> Result<Self, StoreError> {
        let put_first = |database: &Database| put(database, changes);
        Ok(create_on(backend, &unnamed(), cache_bytes, put_first)?.into())
    }

    /// Opens a ledger on any backend.
    #[cfg(any(test, feature = "testing"))]
    pub(crate) fn open_on<B: StorageBackend>(backend: B, cache_bytes: usize) -> Result<Self, StoreError> {
        Ok(super::open_on(backend, &unnamed(), cache_bytes)?.into())
    }
}

/// The name of a backend without a path, for error messages.
fn unnamed() -> PathBuf {
    PathBuf::from("(unnamed storage)")
}

fn put(database: &Database, changes: Vec<Change>) -> Result<(), StoreError> {
    guarded("a write", || put_unguarded(database, changes))
}

fn put_unguarded(database: &Database, changes: Vec<Change>) -> Result<(), StoreError> {
    let transaction = begin(database).map_err(before_commit)?;
    for table in Table::ALL {
        let mut open = transaction.open_table(definition(table)).map_err(before_commit)?;
        for change in changes.iter().filter(|change| change.table == table) {
            let done = match &change.value {
                Some(value) => open.insert(change.key.as_slice(), value.as_slice()).map(drop),
                None => open.remove(change.key.as_slice()).map(drop),
            };
            done.map_err(before_commit)?;
        }
    }
    transaction.commit().map_err(|error| described(error, StoreError::Unknown))
}

fn before_commit(error: impl Into<redb::Error>) -> StoreError {
    described(error, StoreError::NotWritten)
}

fn unreadable(error: impl Into<redb::Error>) -> StoreError {
    described(error, StoreError::Unreadable)
}

/// The error of the store. `otherwise` is its kind when the error does not show that the file is damaged.
fn described(error: impl Into<redb::Error>, otherwise: fn(String) -> StoreError) -> StoreError {
    let error = error.into();
    match (damage(&error), error) {
        (Some(page), _) => StoreError::damaged(page),
        (None, redb::Error::Corrupted(what)) => StoreError::Damaged(what),
        // The first commit of each file creates the tables, and no commit changes or removes them. Only a panic poisons
        // a lock, see `panics`.
        (
            None,
            error @ (redb::Error::TableDoesNotExist(_)
            | redb::Error::TableTypeMismatch { .. }
            | redb::Error::TableIsMultimap(_)
            | redb::Error::TypeDefinitionChanged { .. }
            | redb::Error::TransactionPoisoned
            | redb::Error::LockPoisoned(_)),
        ) => StoreError::Damaged(error.to_string()),
        (None, error) => otherwise(error.to_string()),
    }
}

impl Store for RedbStore {
    fn write(&self, changes: Vec<Change>) -> Result<(), StoreError> {
        put(self.database.read().get()?, changes)
    }

    fn snapshot(&self) -> Result<Arc<dyn StoreSnapshot>, StoreError> {
        let database = self.database.read();
        let database = database.get()?;
        let tables = guarded("the begin of a read", || {
            let transaction = database.begin_read().map_err(unreadable)?;
            let table = |table| match transaction.open_table(definition(table)) {
                // A file of format 2 does not have every table. It is not read from a table that it does not have.
                Err(redb::TableError::TableDoesNotExist(_)) => Ok(None),
                table => table.map(Some).map_err(unreadable),
            };
            Table::ALL.into_iter().map(table).collect::<Result<Vec<_>, StoreError>>()
        })?;
        Ok(Arc::new(RedbSnapshot(Guarded::new(tables))))
    }

    fn check(&self) -> Result<bool, StoreError> {
        let mut database = self.database.write();
        let database = database.get_mut()?;
        guarded("the check of the file", || database.check_integrity().map_err(unreadable))
    }

    fn compact(&self) -> Result<bool, StoreError> {
        let mut database = self.database.write();
        let database = database.get_mut()?;
        guarded("a compaction", || match database.compact() {
            Ok(gave) => Ok(gave),
            Err(redb::CompactionError::Storage(error)) => Err(unreadable(error)),
            Err(busy) => Err(StoreError::Busy(busy.to_string())),
        })
    }

    fn log(&self) -> Option<Arc<dyn Log>> {
        self.log.clone()
    }
}

/// The tables, in the order of [`Table::ALL`]. `None`: the file does not have the table.
type Tables = Vec<Option<ReadOnlyTable<Bytes, Bytes>>>;

struct RedbSnapshot(Guarded<Tables>);

impl RedbSnapshot {
    fn read<T>(
        &self,
        table: Table,
        read: impl FnOnce(&ReadOnlyTable<Bytes, Bytes>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let tables = self.0.get()?;
        let found = tables.get(table as usize).and_then(Option::as_ref);
        let missing = || StoreError::Damaged(format!("the table `{}` is missing", definition(table)));
        let table = found.ok_or_else(missing)?;
        guarded("a read", || read(table))
    }
}

impl StoreSnapshot for RedbSnapshot {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(table, |table| {
            let value = table.get(key).map_err(unreadable)?;
            Ok(value.map(|value| value.value().to_vec()))
        })
    }

    fn scan(&self, table: Table, prefix: &[u8], from: Bound<&[u8]>, most: usize) -> Result<Pairs, StoreError> {
        self.read(table, |table| {
            let range = table.range::<&[u8]>((from, Bound::Unbounded)).map_err(unreadable)?;
            let mine = range.take_while(|pair| pair.as_ref().map_or(true, |(key, _)| key.value().starts_with(prefix)));
            mine.take(most).map(|pair| pair.map(owned).map_err(unreadable)).collect()
        })
    }

    fn at_or_before(&self, table: Table, key: &[u8]) -> Result<Option<Pair>, StoreError> {
        self.read(table, |table| {
            let mut range = table.range::<&[u8]>(..=key).map_err(unreadable)?;
            range.next_back().map(|pair| pair.map(owned).map_err(unreadable)).transpose()
        })
    }

    fn count(&self, table: Table) -> Result<u64, StoreError> {
        self.read(table, |table| table.len().map_err(unreadable))
    }
}

fn owned((key, value): (redb::AccessGuard<'_, Bytes>, redb::AccessGuard<'_, Bytes>)) -> Pair {
    (key.value().to_vec(), value.value().to_vec())
}
