//! Records in memory.

use core::ops::Bound;

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::key::Key;
use super::overlay::scan_start;
use super::record::Record;
use super::view::{RecordStore, Unreadable, View};

/// Records in memory: for tests, previews, and callers that need no file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemoryRecords(BTreeMap<Key, Record>);

impl MemoryRecords {
    /// All records, in order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &Record)> {
        self.0.iter()
    }
}

impl View for MemoryRecords {
    fn get(&self, key: &Key) -> Result<Option<Record>, Unreadable> {
        Ok(self.0.get(key).cloned())
    }

    fn scan(&self, prefix: &Key, after: Option<&Key>, most: usize) -> Result<Vec<(Key, Record)>, Unreadable> {
        let records = self
            .0
            .range::<Key, _>((scan_start(prefix, after), Bound::Unbounded))
            .take_while(|(key, _)| key.as_bytes().starts_with(prefix.as_bytes()));
        Ok(records.take(most).map(|(key, record)| (key.clone(), record.clone())).collect())
    }
}

impl RecordStore for MemoryRecords {
    fn put(&mut self, key: Key, record: Option<Record>) {
        match record {
            Some(record) => self.0.insert(key, record),
            None => self.0.remove(&key),
        };
    }

    fn take(&mut self, key: &Key) -> Result<Option<Record>, Unreadable> {
        Ok(self.0.remove(key))
    }
}
