//! The records of the engine: the changes since the last sweep, in memory, over the records of a store.

use std::ops::Bound;
use std::sync::Arc;

use defray_core::records::{merge_scan, scan_start};
use defray_core::{Key, Record, Unreadable, View};
use parking_lot::Mutex;

use crate::error::Error;
use crate::format::damaged;
use crate::layers::Layers;
use crate::places::Places;
use crate::runs::{FilterCache, Place, Runs};
use crate::store::{Pairs, StoreError, StoreSnapshot, Table};
use crate::value::{Value, has_rows};

/// What a store has for each key.
pub(crate) struct StoredRecords {
    pub(crate) store: Arc<dyn StoreSnapshot>,
    runs: Runs,
    filters: Arc<FilterCache>,
    /// The first failure, with its class. A [`View`] reports only a text.
    fault: Mutex<Option<Error>>,
}

impl Clone for StoredRecords {
    fn clone(&self) -> Self {
        let Self { store, runs, filters, fault: _ } = self;
        Self { store: store.clone(), runs: runs.clone(), filters: filters.clone(), fault: Mutex::new(None) }
    }
}

impl StoredRecords {
    /// What a snapshot of a store has. `filters` belong to that store.
    pub(crate) fn load(store: Arc<dyn StoreSnapshot>, filters: Arc<FilterCache>) -> Result<Self, Error> {
        let runs = Runs::load(store.as_ref())?;
        Ok(Self { store, runs, filters, fault: Mutex::new(None) })
    }

    /// The same for a store that cannot be read.
    pub(crate) fn unavailable(why: &'static str) -> Self {
        let store = Arc::new(UnavailableSnapshot(why));
        Self { store, runs: Runs::default(), filters: Arc::new(FilterCache::new(0)), fault: Mutex::new(None) }
    }

    /// The filters of the runs in memory.
    pub(crate) const fn filters(&self) -> &Arc<FilterCache> {
        &self.filters
    }

    /// The runs of the store.
    pub(crate) const fn runs(&self) -> &Runs {
        &self.runs
    }

    /// Keeps an error with its class, and returns its text.
    pub(crate) fn failed(&self, error: impl Into<Error>) -> Unreadable {
        let error = error.into();
        let unreadable = Unreadable(error.to_string());
        self.fault.lock().get_or_insert(error);
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
            self.failed(StoreError::Damaged(format!("the record `{}` cannot be decoded: {error}", name_of(key))))
        })
    }

    /// What a key has.
    pub(crate) fn get(&self, key: &Key) -> Result<Option<Value>, Unreadable> {
        if has_rows(key) {
            let row = self.runs.find(self.store.as_ref(), &self.filters, key.as_bytes());
            match row.map_err(|error| self.failed(error))? {
                None => return Ok(None),
                Some(Place::OWN_RECORD) => return self.own_record(key).map(|record| Some(Value::Record(record))),
                Some(place) => return Ok(Some(Value::Place(place))),
            }
        }
        Ok(self.record(key)?.map(Value::Record))
    }

    /// The record of a key in the table of records.
    fn record(&self, key: &Key) -> Result<Option<Record>, Unreadable> {
        match self.store.get(Table::Records, key.as_bytes()) {
            Ok(Some(value)) => self.decode(key.as_bytes(), &value).map(Some),
            Ok(None) => Ok(None),
            Err(error) => Err(self.failed(error)),
        }
    }

    /// The record of a key whose row says that there is one.
    pub(crate) fn own_record(&self, key: &Key) -> Result<Record, Unreadable> {
        let missing = || damaged(&format!("the record `{}` is missing", name_of(key.as_bytes())));
        self.record(key)?.ok_or_else(|| self.failed(missing()))
    }

    /// At most `most` records of the table of records.
    pub(crate) fn scan(
        &self,
        prefix: &Key,
        after: Option<&Key>,
        most: usize,
    ) -> Result<Vec<(Key, Record)>, Unreadable> {
        let from = scan_start(prefix, after).map(Key::as_bytes);
        let found =
            self.store.scan(Table::Records, prefix.as_bytes(), from, most).map_err(|error| self.failed(error))?;
        found.into_iter().map(|(key, value)| Ok((Key::from_bytes(&key), self.decode(&key, &value)?))).collect()
    }

    /// At most `most` rows of the runs.
    pub(crate) fn scan_rows(
        &self,
        prefix: &Key,
        after: Option<&Key>,
        most: usize,
    ) -> Result<Vec<(Key, Place)>, Unreadable> {
        let found = self.runs.scan(self.store.as_ref(), prefix.as_bytes(), after.map(Key::as_bytes), most);
        let found = found.map_err(|error| self.failed(error))?;
        Ok(found.into_iter().map(|(key, place)| (Key::from_bytes(&key), place)).collect())
    }
}

/// A key in messages.
fn name_of(key: &[u8]) -> String {
    String::from_utf8_lossy(key).replace('\0', " ")
}

/// The records after a commit. They never change.
pub(crate) struct LayeredRecords {
    pub(crate) layers: Layers,
    pub(crate) stored: StoredRecords,
    pub(crate) places: Places,
}

impl LayeredRecords {
    fn value(&self, key: &Key) -> Result<Option<Value>, Unreadable> {
        match self.layers.get(key) {
            Some(value) => Ok(value.clone()),
            None => self.stored.get(key),
        }
    }

    fn resolve(&self, key: &Key, value: Value) -> Result<Record, Unreadable> {
        match value {
            Value::Record(record) => Ok(record),
            Value::Place(place) => self.places.record(key, place).map_err(|error| self.stored.failed(error)),
        }
    }

    /// At most `most` records that are not in the journal, in order of their keys.
    pub(crate) fn scan_own_records(
        &self,
        prefix: &Key,
        after: Option<&Key>,
        most: usize,
    ) -> Result<Vec<(Key, Record)>, Unreadable> {
        // A key that has a place never had a record before.
        let over = self.layers.walk(scan_start(prefix, after));
        let over = over.map(|(key, value)| (key, value.as_ref().and_then(Value::record).cloned()));
        merge_scan(over, |after, most| self.stored.scan(prefix, after, most), prefix, after, most)
    }

    /// At most `most` rows, in order of their keys.
    pub(crate) fn scan_rows(
        &self,
        prefix: &Key,
        after: Option<&Key>,
        most: usize,
    ) -> Result<Vec<(Key, Place)>, Unreadable> {
        let over = self.layers.walk(scan_start(prefix, after));
        let over = over.filter(|(key, _)| has_rows(key)).map(|(key, value)| (key, value.as_ref().map(Value::row)));
        merge_scan(over, |after, most| self.stored.scan_rows(prefix, after, most), prefix, after, most)
    }
}

impl View for LayeredRecords {
    fn get(&self, key: &Key) -> Result<Option<Record>, Unreadable> {
        self.value(key)?.map(|value| self.resolve(key, value)).transpose()
    }

    fn scan(&self, prefix: &Key, after: Option<&Key>, most: usize) -> Result<Vec<(Key, Record)>, Unreadable> {
        // The records of a kind that has rows are found in both lists, if they are not in the journal.
        let own = self.scan_own_records(prefix, after, most)?;
        let rows = if prefix.as_bytes().is_empty() || has_rows(prefix) {
            self.scan_rows(prefix, after, most)?
        } else {
            Vec::new()
        };
        let (mut own, mut records) = (own.into_iter().peekable(), Vec::new());
        for (key, place) in rows.into_iter().filter(|(_, place)| *place != Place::OWN_RECORD) {
            records.extend(std::iter::from_fn(|| own.next_if(|(before, _)| *before < key)));
            if records.len() >= most {
                break;
            }
            let record = self.resolve(&key, Value::Place(place))?;
            records.push((key, record));
        }
        records.extend(own);
        records.truncate(most);
        Ok(records)
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
