//! The records that the writer keeps in memory: all that changed since the last checkpoint, and those that it read or
//! changed recently.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::ops::Bound;

use defray_core::records::RecordKind;
use defray_core::{Key, Record};
use foldhash::fast::RandomState;

use crate::layers::Change;
use crate::size::memory_of;

/// Records by key; `None` where it is known that there is no record.
type Records = HashMap<Key, Option<Record>, RandomState>;

/// The kinds of which decisions read many records in order of their keys. Their changed keys are kept in order.
const SCANNED: [RecordKind; 11] = [
    RecordKind::AccountCloudAccount,
    RecordKind::AccountWorkspace,
    RecordKind::Charge,
    RecordKind::CloudAccountUsageRecord,
    RecordKind::CloudAccountWorkspace,
    RecordKind::Correctable,
    RecordKind::Due,
    RecordKind::ExpiredLot,
    RecordKind::Held,
    RecordKind::HeldForCloudAccount,
    RecordKind::HeldForCredit,
];

/// The kinds that are rarely read after the commit that changed them.
const RARELY_READ: [RecordKind; 7] = [
    RecordKind::Bill,
    RecordKind::ClosedLot,
    RecordKind::IdempotencyKey,
    RecordKind::Message,
    RecordKind::OutboxMessage,
    RecordKind::PendingOutboxMessage,
    RecordKind::Reference,
];

fn is_scanned(key: &Key) -> bool {
    SCANNED.iter().any(|kind| key.is_of(*kind))
}

/// Changed records.
#[derive(Default)]
struct Changed {
    records: Records,
    /// The memory that the records take, in bytes.
    bytes: usize,
    /// The keys that are scanned.
    ordered: BTreeSet<Key>,
}

impl Changed {
    /// Changes a record, and returns what was there before.
    fn put(&mut self, key: Key, record: Option<Record>) -> Option<Option<Record>> {
        if is_scanned(&key) && !self.ordered.contains(&key) {
            self.ordered.insert(key.clone());
        }
        self.bytes += memory_of(record.as_ref());
        let before = self.records.insert(key, record);
        self.bytes -= before.as_ref().map_or(0, |before| memory_of(before.as_ref()));
        before
    }

    fn remove(&mut self, key: &Key) {
        self.ordered.remove(key);
        if let Some(record) = self.records.remove(key) {
            self.bytes -= memory_of(record.as_ref());
        }
    }
}

/// The records that the writer keeps in memory.
pub(crate) struct Kept {
    /// The records that changed since the last sweep began.
    changed: Changed,
    /// The records that a sweep is writing.
    frozen: Changed,
    /// The keys that changed since the last layer, some of them more than once.
    unlayered: Vec<Key>,
    recent: RefCell<Recent>,
    /// What `changed` had for each key that changed in the present atomic batch; absent outside of one.
    replaced: Option<HashMap<Key, Option<Option<Record>>, RandomState>>,
}

impl Kept {
    /// Nothing yet. Records that did not change take at most `recent_bytes` of memory.
    pub(crate) fn new(recent_bytes: usize) -> Self {
        Self {
            changed: Changed::default(),
            frozen: Changed::default(),
            unlayered: Vec::new(),
            recent: RefCell::new(Recent::new(recent_bytes)),
            replaced: None,
        }
    }

    /// The memory that the records take that changed since the last sweep began, in bytes.
    pub(crate) fn changed_bytes(&self) -> usize {
        self.changed.bytes
    }

    /// The memory that the unchanged records take, in bytes.
    #[cfg(test)]
    fn recent_bytes(&self) -> usize {
        let recent = self.recent.borrow();
        recent.young_bytes + recent.old_bytes
    }

    /// The number of changes since the last layer was taken.
    pub(crate) fn unlayered(&self) -> usize {
        self.unlayered.len()
    }

    /// The records that changed since the last layer was taken.
    pub(crate) fn take_changes(&mut self) -> Vec<Change> {
        let keys = std::mem::take(&mut self.unlayered).into_iter();
        // A key without a changed record was changed in an atomic batch that was taken back.
        keys.filter_map(|key| self.changed.records.get(&key).cloned().map(|record| (key, record))).collect()
    }

    /// The record of a key, if it is in memory.
    pub(crate) fn get(&self, key: &Key) -> Option<Option<Record>> {
        let known = self.changed.records.get(key).or_else(|| self.frozen.records.get(key));
        known.cloned().or_else(|| self.recent.borrow_mut().get(key))
    }

    /// Keeps a record that was read.
    pub(crate) fn remember(&self, key: &Key, record: Option<Record>) {
        self.recent.borrow_mut().put(key.clone(), record);
    }

    /// Changes a record. The next layer will have it.
    pub(crate) fn put(&mut self, (key, record): Change) {
        self.unlayered.push(key.clone());
        match &mut self.replaced {
            None => drop(self.changed.put(key, record)),
            Some(replaced) => {
                let before = self.changed.put(key.clone(), record);
                replaced.entry(key).or_insert(before);
            }
        }
    }

    /// The changed records from a key on whose keys begin with `prefix`, in order. A prefix of a kind that decisions do
    /// not scan is slower: all changed keys are compared.
    pub(crate) fn changed_from<'k>(
        &'k self,
        prefix: &'k Key,
        start: Bound<&'k Key>,
    ) -> Box<dyn Iterator<Item = (&'k Key, &'k Option<Record>)> + 'k> {
        let find = |key| self.changed.records.get_key_value(key).or_else(|| self.frozen.records.get_key_value(key));
        if is_scanned(prefix) {
            let keys = |of: &'k Changed| of.ordered.range::<Key, _>((start, Bound::Unbounded));
            return Box::new(union(keys(&self.changed), keys(&self.frozen)).filter_map(find));
        }
        let begins = |key: &&Key| key.as_bytes().starts_with(prefix.as_bytes());
        let after = |key: &&Key| match start {
            Bound::Unbounded => true,
            Bound::Included(first) => *key >= first,
            Bound::Excluded(last) => *key > last,
        };
        let all = self.changed.records.keys().chain(self.frozen.records.keys());
        let found: BTreeSet<&Key> = all.filter(|key| begins(key) && after(key)).collect();
        Box::new(found.into_iter().filter_map(find))
    }

    /// Begins to note what changes, so that [`restore`](Self::restore) can take it back.
    pub(crate) fn mark(&mut self) {
        self.replaced = Some(HashMap::default());
    }

    /// Ends what [`mark`](Self::mark) began, and keeps the changes.
    pub(crate) fn accept(&mut self) {
        self.replaced = None;
    }

    /// Ends what [`mark`](Self::mark) began, and restores the records as they were.
    pub(crate) fn restore(&mut self) {
        for (key, before) in self.replaced.take().unwrap_or_default() {
            match before {
                Some(record) => drop(self.changed.put(key, record)),
                None => self.changed.remove(&key),
            }
        }
    }

    /// A sweep begins to write the changed records.
    pub(crate) fn freeze(&mut self) {
        self.frozen = std::mem::take(&mut self.changed);
    }

    /// The sweep has written its records. Those that are likely to be read again stay in memory.
    pub(crate) fn swept(&mut self) {
        let mut recent = self.recent.borrow_mut();
        for (key, record) in std::mem::take(&mut self.frozen).records {
            if record.is_some() && !RARELY_READ.iter().any(|kind| key.is_of(*kind)) {
                recent.put(key, record);
            } else {
                recent.remove(&key);
            }
        }
    }
}

/// The keys of two sorted sequences, in order, each once.
fn union<'k>(
    one: impl Iterator<Item = &'k Key>,
    other: impl Iterator<Item = &'k Key>,
) -> impl Iterator<Item = &'k Key> {
    let (mut one, mut other) = (one.peekable(), other.peekable());
    std::iter::from_fn(move || match (one.peek(), other.peek()) {
        (Some(first), Some(second)) if first == second => {
            other.next();
            one.next()
        }
        (Some(first), Some(second)) if second < first => other.next(),
        (Some(_), _) => one.next(),
        (None, _) => other.next(),
    })
}

/// Two generations of records. When the younger one is full, it replaces the older one, and what was not read
/// meanwhile is dropped. So no list in order of use is maintained.
struct Recent {
    young: Records,
    young_bytes: usize,
    old: Records,
    old_bytes: usize,
    /// The bytes of a full generation.
    full: usize,
}

impl Recent {
    fn new(bytes: usize) -> Self {
        Self { young: Records::default(), young_bytes: 0, old: Records::default(), old_bytes: 0, full: bytes / 2 }
    }

    fn get(&mut self, key: &Key) -> Option<Option<Record>> {
        if let Some(record) = self.young.get(key) {
            return Some(record.clone());
        }
        let (key, record) = self.old.remove_entry(key)?;
        self.old_bytes -= memory_of(record.as_ref());
        self.put(key, record.clone());
        Some(record)
    }

    fn put(&mut self, key: Key, record: Option<Record>) {
        if self.young_bytes >= self.full {
            self.old = std::mem::take(&mut self.young);
            self.old_bytes = std::mem::take(&mut self.young_bytes);
        }
        self.young_bytes += memory_of(record.as_ref());
        let before = self.young.insert(key, record);
        self.young_bytes -= before.map_or(0, |before| memory_of(before.as_ref()));
    }

    fn remove(&mut self, key: &Key) {
        if let Some(record) = self.young.remove(key) {
            self.young_bytes -= memory_of(record.as_ref());
        }
        if let Some(record) = self.old.remove(key) {
            self.old_bytes -= memory_of(record.as_ref());
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeMap;
    use std::collections::btree_map::Entry;

    use super::*;
    use crate::testing::Dice;

    fn key(dice: &mut Dice) -> Key {
        // Kinds that are scanned and kinds that are not, read often and rarely.
        let kind = [b'A', b'B', b'H', b'D'][dice.below(4) as usize];
        Key::from_bytes(&[kind, b'0' + dice.below(9) as u8])
    }

    fn record(dice: &mut Dice) -> Option<Record> {
        (dice.below(4) > 0).then(|| Record::Position(dice.roll()))
    }

    /// Everything in memory agrees with `all`, and what changed is in it.
    fn compare(kept: &Kept, all: &BTreeMap<Key, Option<Record>>, changed: &BTreeMap<Key, Option<Record>>) {
        for part in [&kept.changed, &kept.frozen] {
            assert_eq!(part.bytes, part.records.values().map(|record| memory_of(record.as_ref())).sum::<usize>());
        }
        let recent = kept.recent.borrow();
        for (records, bytes) in [(&recent.young, recent.young_bytes), (&recent.old, recent.old_bytes)] {
            assert_eq!(records.values().map(|record| memory_of(record.as_ref())).sum::<usize>(), bytes);
        }
        drop(recent);
        for (key, record) in all {
            let found = kept.get(key);
            assert!(found.as_ref().is_none_or(|found| found == record), "{key:?}");
            assert!(found.is_some() || !changed.contains_key(key), "{key:?}");
        }
        for kind in [b'A', b'B', b'H', b'D'] {
            let prefix = Key::from_bytes(&[kind]);
            for start in [Bound::Included(&prefix), Bound::Excluded(&Key::from_bytes(&[kind, b'4']))] {
                let expected = changed.range::<Key, _>((start, Bound::Unbounded));
                let expected = expected.take_while(|(key, _)| key.as_bytes().starts_with(&[kind]));
                let found = kept.changed_from(&prefix, start);
                let found = found.take_while(|(key, _)| key.as_bytes().starts_with(&[kind]));
                assert!(found.eq(expected));
            }
        }
    }

    #[test]
    fn what_is_in_memory_is_what_was_put_there() {
        let mut dice = Dice::new(11);
        for _ in 0..300 {
            let mut kept = Kept::new(dice.below(20) as usize * memory_of(None));
            let (mut all, mut changed, mut sweeping) = (BTreeMap::new(), BTreeMap::new(), false);
            for _ in 0..dice.below(60) {
                match dice.below(9) {
                    0 if !sweeping => {
                        let layer: BTreeMap<_, _> = kept.take_changes().into_iter().collect();
                        assert!(layer.iter().all(|(key, record)| changed.get(key) == Some(record)));
                        kept.freeze();
                        sweeping = true;
                    }
                    1 if sweeping => {
                        kept.swept();
                        sweeping = false;
                        changed.retain(|key, _| kept.changed.records.contains_key(key));
                    }
                    2 => {
                        let (key, record) = (key(&mut dice), record(&mut dice));
                        if let Entry::Vacant(unknown) = all.entry(key) {
                            kept.remember(unknown.key(), record.clone());
                            unknown.insert(record);
                        }
                    }
                    3 => {
                        kept.mark();
                        for _ in 0..dice.below(9) {
                            kept.put((key(&mut dice), record(&mut dice)));
                        }
                        kept.restore();
                    }
                    more => {
                        if more == 4 {
                            kept.mark();
                        }
                        for _ in 0..dice.below(5) {
                            let (key, record) = (key(&mut dice), record(&mut dice));
                            kept.put((key.clone(), record.clone()));
                            all.insert(key.clone(), record.clone());
                            changed.insert(key, record);
                        }
                        kept.accept();
                    }
                }
                compare(&kept, &all, &changed);
            }
        }
    }

    #[test]
    fn a_record_that_is_read_again_stays_and_the_number_is_bounded() {
        let most = 100 * memory_of(None);
        let kept = Kept::new(most);
        let often = Key::from_bytes(b"Aoften");
        kept.remember(&often, None);
        for number in 0..10_000_u32 {
            kept.remember(&Key::from_bytes(&number.to_be_bytes()), None);
            assert!(number % 10 > 0 || kept.get(&often).is_some());
            assert!(kept.recent_bytes() <= most);
        }
    }
}
