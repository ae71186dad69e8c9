//! Changes laid over records that stay the same.

use core::cell::RefCell;
use core::ops::Bound;

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::key::Key;
use super::record::Record;
use super::view::{RecordStore, Unreadable, View};
use crate::policy::Policy;

/// The number of changes up to which a search through all of them is faster than an ordered map.
const FEW: usize = 16;
/// The number of records below that are remembered.
const REMEMBERED: usize = 16;

/// Changes over records that stay the same. A decision sees its own effects in it before they are committed.
///
/// The first records that are read from below are remembered, so that most decisions read each record once.
pub struct Overlay<'v> {
    below: &'v dyn View,
    /// Records as they are below; `None` where there is none.
    remembered: RefCell<Vec<(Key, Option<Record>)>>,
    changes: Changes,
}

impl<'v> Overlay<'v> {
    /// An overlay without changes.
    pub const fn over(below: &'v dyn View) -> Self {
        Self { below, remembered: RefCell::new(Vec::new()), changes: Changes::Few(Vec::new()) }
    }

    /// The changes in order of their keys, one for each key; `None` is a removed record.
    pub fn into_changes(self) -> Vec<(Key, Option<Record>)> {
        match self.changes {
            Changes::Few(mut changes) => {
                changes.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
                changes
            }
            Changes::Many(changes) => changes.into_iter().collect(),
        }
    }
}

impl View for Overlay<'_> {
    fn get(&self, key: &Key) -> Result<Option<Record>, Unreadable> {
        if let Some(change) = self.changes.get(key) {
            return Ok(change.clone());
        }
        if let Some((_, record)) = self.remembered.borrow().iter().find(|(known, _)| known == key) {
            return Ok(record.clone());
        }
        let record = self.below.get(key)?;
        let mut remembered = self.remembered.borrow_mut();
        if remembered.len() < REMEMBERED {
            remembered.push((key.clone(), record.clone()));
        }
        Ok(record)
    }

    fn scan(&self, prefix: &Key, after: Option<&Key>, most: usize) -> Result<Vec<(Key, Record)>, Unreadable> {
        let below = |after: Option<&Key>, most| self.below.scan(prefix, after, most);
        match &self.changes {
            Changes::Few(changes) => {
                let is_in_scan =
                    |key: &Key| key.as_bytes().starts_with(prefix.as_bytes()) && after.is_none_or(|after| key > after);
                let over = changes.iter().filter(|(key, _)| is_in_scan(key));
                let mut over: Vec<_> = over.map(|(key, change)| (key, change.as_ref())).collect();
                over.sort_unstable_by_key(|(key, _)| *key);
                merge_scan(over.into_iter().map(|(key, change)| (key, change.cloned())), below, prefix, after, most)
            }
            Changes::Many(changes) => {
                let over = changes.range::<Key, _>((scan_start(prefix, after), Bound::Unbounded));
                merge_scan(over.map(|(key, change)| (key, change.clone())), below, prefix, after, most)
            }
        }
    }

    fn built_in_policy(&self) -> Arc<Policy> {
        self.below.built_in_policy()
    }
}

impl RecordStore for Overlay<'_> {
    fn put(&mut self, key: Key, record: Option<Record>) {
        self.changes.put(key, record);
    }

    fn take(&mut self, key: &Key) -> Result<Option<Record>, Unreadable> {
        if let Some(change) = self.changes.take(key) {
            return Ok(change);
        }
        let remembered = self.remembered.get_mut();
        match remembered.iter().position(|(known, _)| known == key) {
            Some(place) => Ok(remembered.swap_remove(place).1),
            None => self.below.get(key),
        }
    }
}

/// Changed records; `None` is a removed record.
enum Changes {
    /// At most [`FEW`] changes with different keys, in no order.
    Few(Vec<(Key, Option<Record>)>),
    Many(BTreeMap<Key, Option<Record>>),
}

impl Changes {
    fn get(&self, key: &Key) -> Option<&Option<Record>> {
        match self {
            Self::Few(changes) => changes.iter().find(|(known, _)| known == key).map(|(_, change)| change),
            Self::Many(changes) => changes.get(key),
        }
    }

    fn put(&mut self, key: Key, record: Option<Record>) {
        if let Self::Few(changes) = self
            && changes.len() >= FEW
        {
            *self = Self::Many(core::mem::take(changes).into_iter().collect());
        }
        match self {
            Self::Few(changes) => match changes.iter_mut().find(|(known, _)| *known == key) {
                Some((_, change)) => *change = record,
                None => changes.push((key, record)),
            },
            Self::Many(changes) => drop(changes.insert(key, record)),
        }
    }

    fn take(&mut self, key: &Key) -> Option<Option<Record>> {
        match self {
            Self::Few(changes) => {
                let place = changes.iter().position(|(known, _)| known == key)?;
                Some(changes.swap_remove(place).1)
            }
            Self::Many(changes) => changes.remove(key),
        }
    }
}

/// Scans records, or what stands for them, with changes over them. `over` are the changes from the start of the scan
/// on, in order of their keys; `None` is a removed record. `below` gives at most that many records of the scan, after a
/// key, in order. Only as much is read of both as the scan needs.
///
/// # Errors
///
/// [`Unreadable`] from `below`.
pub fn merge_scan<'c, T>(
    over: impl Iterator<Item = (&'c Key, Option<T>)>,
    mut below: impl FnMut(Option<&Key>, usize) -> Result<Vec<(Key, T)>, Unreadable>,
    prefix: &Key,
    after: Option<&Key>,
    most: usize,
) -> Result<Vec<(Key, T)>, Unreadable> {
    let mut over = over.take_while(|(key, _)| key.as_bytes().starts_with(prefix.as_bytes())).peekable();
    let mut page = below(after, most)?;
    if over.peek().is_none() {
        return Ok(page);
    }
    let mut records = Vec::new();
    while records.len() < most {
        // A page that is full may have another after it.
        let (full, last) = (page.len() == most, page.last().map(|(key, _)| key.clone()));
        for (key, record) in page {
            while let Some((changed, change)) = over.next_if(|(changed, _)| **changed < key) {
                records.extend(change.map(|record| (changed.clone(), record)));
            }
            match over.next_if(|(changed, _)| **changed == key) {
                Some((_, change)) => records.extend(change.map(|record| (key, record))),
                None => records.push((key, record)),
            }
            if records.len() >= most {
                break;
            }
        }
        if !full {
            let rest = over.by_ref().filter_map(|(key, change)| Some((key.clone(), change?)));
            records.extend(rest.take(most.saturating_sub(records.len())));
            break;
        }
        page = if records.len() < most { below(last.as_ref(), most)? } else { Vec::new() };
    }
    records.truncate(most);
    Ok(records)
}

/// The start of a scan of `prefix` after the key `after`.
pub fn scan_start<'k>(prefix: &'k Key, after: Option<&'k Key>) -> Bound<&'k Key> {
    after.map_or(Bound::Included(prefix), Bound::Excluded)
}
