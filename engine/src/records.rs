//! Records as the engine sees them: changes since the last checkpoint, in memory, laid over the rows of a store.

use std::ops::Bound;
use std::sync::Arc;

use defray_core::rows::{merge_scan, scan_start};
use defray_core::{Key, Row, Unreadable, View};
use imbl::OrdMap;
use parking_lot::Mutex;

use crate::error::Error;
use crate::store::{Pairs, StoreError, StoreSnapshot, Table};

/// Changes by key; `None` is a record removed. A clone shares everything, so a snapshot costs nothing.
pub(crate) type Changes = OrdMap<Key, Option<Row>>;

/// The rows of a store, decoded.
pub(crate) struct StoredRows {
    pub(crate) store: Arc<dyn StoreSnapshot>,
    /// The first failure, with its class: a [`View`] only says that something could not be read.
    fault: Mutex<Option<Error>>,
}

impl StoredRows {
    pub(crate) const fn new(store: Arc<dyn StoreSnapshot>) -> Self {
        Self { store, fault: Mutex::new(None) }
    }

    fn failed(&self, error: StoreError) -> Unreadable {
        let unreadable = Unreadable(error.to_string());
        self.fault.lock().get_or_insert(error.into());
        unreadable
    }

    /// The first failure to read, if there was one.
    pub(crate) fn fault(&self) -> Option<Error> {
        self.fault.lock().clone()
    }

    /// What `unreadable` really was.
    pub(crate) fn explain(&self, unreadable: Unreadable) -> Error {
        self.fault().unwrap_or_else(|| unreadable.into())
    }

    fn decode(&self, key: &[u8], value: &[u8]) -> Result<Row, Unreadable> {
        postcard::from_bytes(value).map_err(|error| {
            let name = String::from_utf8_lossy(key).replace('\0', " ");
            self.failed(StoreError::Damaged(format!("the record `{name}` does not decode: {error}")))
        })
    }
}

impl View for StoredRows {
    fn get(&self, key: &Key) -> Result<Option<Row>, Unreadable> {
        match self.store.get(Table::Rows, key.as_bytes()) {
            Ok(Some(value)) => self.decode(key.as_bytes(), &value).map(Some),
            Ok(None) => Ok(None),
            Err(error) => Err(self.failed(error)),
        }
    }

    fn scan(&self, prefix: &Key, after: Option<&Key>, most: usize) -> Result<Vec<(Key, Row)>, Unreadable> {
        let from = scan_start(prefix, after).map(Key::as_bytes);
        let found = self.store.scan(Table::Rows, prefix.as_bytes(), from, most).map_err(|error| self.failed(error))?;
        found.into_iter().map(|(key, value)| Ok((Key::from_bytes(&key), self.decode(&key, &value)?))).collect()
    }
}

/// The records after some commit. They never change.
pub(crate) struct Records {
    pub(crate) changes: Changes,
    pub(crate) stored: StoredRows,
}

impl View for Records {
    fn get(&self, key: &Key) -> Result<Option<Row>, Unreadable> {
        match self.changes.get(key) {
            Some(row) => Ok(row.clone()),
            None => self.stored.get(key),
        }
    }

    fn scan(&self, prefix: &Key, after: Option<&Key>, most: usize) -> Result<Vec<(Key, Row)>, Unreadable> {
        let over = self.changes.range::<_, Key>((scan_start(prefix, after), Bound::Unbounded));
        merge_scan(over, &self.stored, prefix, after, most)
    }
}

/// Stands where a snapshot of the store cannot be, while the file is compacted or after that failed.
pub(crate) struct Away;

impl Away {
    fn told<T>() -> Result<T, StoreError> {
        Err(StoreError::Unreadable("the file could not be read after compacting: close it and open it again".into()))
    }
}

impl StoreSnapshot for Away {
    fn get(&self, _: Table, _: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        Self::told()
    }

    fn scan(&self, _: Table, _: &[u8], _: Bound<&[u8]>, _: usize) -> Result<Pairs, StoreError> {
        Self::told()
    }

    fn at_or_before(&self, _: Table, _: &[u8]) -> Result<Option<(Vec<u8>, Vec<u8>)>, StoreError> {
        Self::told()
    }

    fn count(&self, _: Table) -> Result<u64, StoreError> {
        Self::told()
    }
}

/// The stored form of a record.
pub(crate) fn encode(row: &Row) -> Result<Vec<u8>, Error> {
    postcard::to_stdvec(row).map_err(|error| Error::Bug(format!("a record does not encode: {error}")))
}
