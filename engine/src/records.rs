//! The records of the engine: the changes since the last checkpoint, in memory, over the records of a store.

use std::ops::Bound;
use std::sync::Arc;

use defray_core::records::{merge_scan, scan_start};
use defray_core::{Key, Record, Unreadable, View};
use parking_lot::Mutex;

use crate::error::Error;
use crate::layers::Layers;
use crate::store::{Pairs, StoreError, StoreSnapshot, Table};

/// The records of a store, decoded.
pub(crate) struct StoredRecords {
    pub(crate) store: Arc<dyn StoreSnapshot>,
    /// The first failure, with its class. A [`View`] reports only a text.
    fault: Mutex<Option<Error>>,
}

impl StoredRecords {
    pub(crate) const fn new(store: Arc<dyn StoreSnapshot>) -> Self {
        Self { store, fault: Mutex::new(None) }
    }

    fn failed(&self, error: StoreError) -> Unreadable {
        let unreadable = Unreadable(error.to_string());
        self.fault.lock().get_or_insert(error.into());
        unreadable
    }

    /// The first read failure, if there was one.
    pub(crate) fn fault(&self) -> Option<Error> {
        self.fault.lock().clone()
    }

    /// The error behind `unreadable`, with its real class.
    pub(crate) fn explain(&self, unreadable: Unreadable) -> Error {
        self.fault().unwrap_or_else(|| unreadable.into())
    }

    fn decode(&self, key: &[u8], value: &[u8]) -> Result<Record, Unreadable> {
        postcard::from_bytes(value).map_err(|error| {
            let name = String::from_utf8_lossy(key).replace('\0', " ");
            self.failed(StoreError::Damaged(format!("the record `{name}` cannot be decoded: {error}")))
        })
    }
}

impl View for StoredRecords {
    fn get(&self, key: &Key) -> Result<Option<Record>, Unreadable> {
        match self.store.get(Table::Records, key.as_bytes()) {
            Ok(Some(value)) => self.decode(key.as_bytes(), &value).map(Some),
            Ok(None) => Ok(None),
            Err(error) => Err(self.failed(error)),
        }
    }

    fn scan(&self, prefix: &Key, after: Option<&Key>, most: usize) -> Result<Vec<(Key, Record)>, Unreadable> {
        let from = scan_start(prefix, after).map(Key::as_bytes);
        let found =
            self.store.scan(Table::Records, prefix.as_bytes(), from, most).map_err(|error| self.failed(error))?;
        found.into_iter().map(|(key, value)| Ok((Key::from_bytes(&key), self.decode(&key, &value)?))).collect()
    }
}

/// The records after a commit. They never change.
pub(crate) struct LayeredRecords {
    pub(crate) layers: Layers,
    pub(crate) stored: StoredRecords,
}

impl View for LayeredRecords {
    fn get(&self, key: &Key) -> Result<Option<Record>, Unreadable> {
        match self.layers.get(key) {
            Some(record) => Ok(record.clone()),
            None => self.stored.get(key),
        }
    }

    fn scan(&self, prefix: &Key, after: Option<&Key>, most: usize) -> Result<Vec<(Key, Record)>, Unreadable> {
        let over = self.layers.walk(scan_start(prefix, after));
        let over = over.map(|(key, change)| (key, change.as_ref()));
        merge_scan(over, |after, most| self.stored.scan(prefix, after, most), prefix, after, most)
    }
}

/// Replaces the store's snapshot when the store cannot be read. Every read is an error, with this text.
pub(crate) struct UnavailableSnapshot(pub(crate) &'static str);

/// The text during a compaction, and after a compaction that failed.
pub(crate) const COMPACTING: &str = "the file could not be read after compacting: close it and open it again";

impl UnavailableSnapshot {
    fn error<T>(&self) -> Result<T, StoreError> {
        Err(StoreError::Unreadable(self.0.into()))
    }
}

impl StoreSnapshot for UnavailableSnapshot {
    fn get(&self, _: Table, _: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.error()
    }

    fn scan(&self, _: Table, _: &[u8], _: Bound<&[u8]>, _: usize) -> Result<Pairs, StoreError> {
        self.error()
    }

    fn at_or_before(&self, _: Table, _: &[u8]) -> Result<Option<(Vec<u8>, Vec<u8>)>, StoreError> {
        self.error()
    }

    fn count(&self, _: Table) -> Result<u64, StoreError> {
        self.error()
    }
}

/// The stored form of a record.
pub(crate) fn encode(record: &Record) -> Result<Vec<u8>, Error> {
    postcard::to_stdvec(record).map_err(|error| Error::Bug(format!("a record cannot be encoded: {error}")))
}
