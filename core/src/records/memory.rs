//! Records in memory, and changes laid over other records.

use core::ops::Bound;

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::key::Key;
use super::record::Record;
use super::view::{RecordStore, Unreadable, View};
use crate::policy::Policy;

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

/// Changes over records that stay the same. A decision sees its own effects in it before they are committed.
pub struct Overlay<'v> {
    below: &'v dyn View,
    changes: BTreeMap<Key, Option<Record>>,
}

impl<'v> Overlay<'v> {
    /// An overlay without changes.
    pub const fn over(below: &'v dyn View) -> Self {
        Self { below, changes: BTreeMap::new() }
    }

    /// The changes; `None` is a removed record.
    pub fn into_changes(self) -> BTreeMap<Key, Option<Record>> {
        self.changes
    }
}

impl View for Overlay<'_> {
    fn get(&self, key: &Key) -> Result<Option<Record>, Unreadable> {
        match self.changes.get(key) {
            Some(record) => Ok(record.clone()),
            None => self.below.get(key),
        }
    }

    fn scan(&self, prefix: &Key, after: Option<&Key>, most: usize) -> Result<Vec<(Key, Record)>, Unreadable> {
        let over = self.changes.range::<Key, _>((scan_start(prefix, after), Bound::Unbounded));
        merge_scan(over, self.below, prefix, after, most)
    }

    fn built_in_policy(&self) -> Arc<Policy> {
        self.below.built_in_policy()
    }
}

impl RecordStore for Overlay<'_> {
    fn put(&mut self, key: Key, record: Option<Record>) {
        self.changes.insert(key, record);
    }

    fn take(&mut self, key: &Key) -> Result<Option<Record>, Unreadable> {
        match self.changes.remove(key) {
            Some(record) => Ok(record),
            None => self.below.get(key),
        }
    }
}

/// Scans `below` with changes over it. `over` are the changes from the start of the scan on, in order; only as many are
/// read as the scan needs.
///
/// # Errors
///
/// [`Unreadable`] when `below` cannot be read.
pub fn merge_scan<'c>(
    over: impl Iterator<Item = (&'c Key, &'c Option<Record>)>,
    below: &dyn View,
    prefix: &Key,
    after: Option<&Key>,
    most: usize,
) -> Result<Vec<(Key, Record)>, Unreadable> {
    let mut over = over.take_while(|(key, _)| key.as_bytes().starts_with(prefix.as_bytes())).peekable();
    let mut page = below.scan(prefix, after, most)?;
    if over.peek().is_none() {
        return Ok(page);
    }
    let mut records = Vec::new();
    while records.len() < most {
        // A page that is full may have another after it.
        let (full, last) = (page.len() == most, page.last().map(|(key, _)| key.clone()));
        for (key, record) in page {
            while let Some((changed, change)) = over.next_if(|(changed, _)| **changed < key) {
                records.extend(change.clone().map(|record| (changed.clone(), record)));
            }
            match over.next_if(|(changed, _)| **changed == key) {
                Some((_, change)) => records.extend(change.clone().map(|record| (key, record))),
                None => records.push((key, record)),
            }
            if records.len() >= most {
                break;
            }
        }
        if !full {
            let rest = over.by_ref().filter_map(|(key, change)| Some((key.clone(), change.clone()?)));
            records.extend(rest.take(most.saturating_sub(records.len())));
            break;
        }
        page = if records.len() < most { below.scan(prefix, last.as_ref(), most)? } else { Vec::new() };
    }
    records.truncate(most);
    Ok(records)
}

/// The start of a scan of `prefix` after the key `after`.
pub fn scan_start<'k>(prefix: &'k Key, after: Option<&'k Key>) -> Bound<&'k Key> {
    after.map_or(Bound::Included(prefix), Bound::Excluded)
}
