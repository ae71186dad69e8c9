//! The records that the writer keeps in memory: all that changed since the last checkpoint, and those that it read or
//! changed recently.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::ops::Bound;
use std::sync::Arc;

use defray_core::Key;
use defray_core::bill::BillRecord;
use defray_core::records::RecordKind;
use foldhash::fast::RandomState;

use crate::runs::Place;
use crate::size::memory_of;
use crate::value::{Change, Value, has_rows};

/// The bills and idempotency keys that have a place in the journal. They are new: nothing is known of them before.
type PlacesByKey = HashMap<Key, Place, RandomState>;

/// Records, or their places, by key; `None` where it is known that there is no record.
type Records = HashMap<Key, Option<Value>, RandomState>;

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

/// Memory for at most so many changes is taken before a commit, when the commit before had as many.
const CHANGES_EXPECTED_MAX: usize = 8_192;

fn is_scanned(key: &Key) -> bool {
    SCANNED.iter().any(|kind| key.is_of(*kind))
}

/// Changed records.
#[derive(Default)]
pub(crate) struct Changed {
    records: Records,
    /// A key that is also in `records` was changed after its entry.
    places: PlacesByKey,
    /// The memory that the records and places take, in bytes.
    bytes: usize,
    /// The keys that are scanned.
    ordered: BTreeSet<Key>,
}

impl Changed {
    fn get(&self, key: &Key) -> Option<Option<Value>> {
        let record = self.records.get(key).cloned();
        let place = || self.places.get(key).map(|place| Some(Value::Place(*place)));
        record.or_else(|| if has_rows(key) { place() } else { None })
    }

    fn put_place(&mut self, key: Key, place: Place) {
        self.bytes += memory_of(None);
        self.places.insert(key, place);
    }

    fn remove_place(&mut self, key: &Key) {
        self.bytes -= self.places.remove(key).map_or(0, |_| memory_of(None));
    }

    /// Changes a record, and returns what was there before.
    fn put(&mut self, key: Key, record: Option<Value>) -> Option<Option<Value>> {
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
    /// The records that the last sweep wrote, or is writing. They stay until the next one begins: many are read again.
    frozen: Changed,
    /// The changes since the last layer, in order.
    unlayered: Vec<Change>,
    /// The bills that have a place in entries that no segment of the journal has yet, in order.
    settled: Vec<(Place, Arc<BillRecord>)>,
    /// Records that were read. A record that changed is not in it.
    recent: RefCell<Recent>,
    /// The present atomic batch; absent outside of one.
    batch: Option<Batch>,
}

/// What restores the state before an atomic batch.
struct Batch {
    /// What `changed` had for each key whose record changed in the batch.
    replaced: HashMap<Key, Option<Option<Value>>, RandomState>,
    /// The keys that got a place.
    placed: Vec<Key>,
    /// How many changes were not in a layer, and how many bills were in no segment.
    unlayered: usize,
    settled: usize,
}

impl Kept {
    /// Nothing yet. Records that did not change take at most `recent_bytes` of memory.
    pub(crate) fn new(recent_bytes: usize) -> Self {
        Self {
            changed: Changed::default(),
            frozen: Changed::default(),
            unlayered: Vec::new(),
            settled: Vec::new(),
            recent: RefCell::new(Recent::new(recent_bytes)),
            batch: None,
        }
    }

    /// The memory that the records take that changed since the last sweep began, in bytes.
    pub(crate) fn changed_bytes(&self) -> usize {
        self.changed.bytes
    }

    /// The memory that the records take that the last sweep wrote, or is writing, in bytes.
    pub(crate) fn frozen_bytes(&self) -> usize {
        self.frozen.bytes
    }

    /// The memory that the unchanged records take, in bytes.
    pub(crate) fn recent_bytes(&self) -> usize {
        let recent = self.recent.borrow();
        recent.young_bytes + recent.old_bytes
    }

    /// The number of changes since the last layer was taken.
    pub(crate) fn unlayered(&self) -> usize {
        self.unlayered.len()
    }

    /// The changes since the last layer was taken.
    pub(crate) fn take_changes(&mut self) -> Vec<Change> {
        let next = Vec::with_capacity(self.unlayered.len().min(CHANGES_EXPECTED_MAX));
        std::mem::replace(&mut self.unlayered, next)
    }

    /// What a key has, if it is in memory.
    pub(crate) fn get(&self, key: &Key) -> Option<Option<Value>> {
        let known = self.changed.get(key).or_else(|| self.frozen.get(key));
        known.or_else(|| self.recent.borrow_mut().get(key))
    }

    /// Keeps a record that was read.
    pub(crate) fn remember(&self, key: &Key, record: Option<Value>) {
        self.recent.borrow_mut().put(key.clone(), record);
    }

    /// Changes a key. The next layer will have it.
    pub(crate) fn put(&mut self, (key, value): Change) {
        self.unlayered.push((key.clone(), value.clone()));
        match (&mut self.batch, value) {
            (None, Some(Value::Place(place))) => self.changed.put_place(key, place),
            (Some(batch), Some(Value::Place(place))) => {
                batch.placed.push(key.clone());
                self.changed.put_place(key, place);
            }
            (None, value) => {
                if self.changed.put(key.clone(), value).is_none() {
                    self.recent.get_mut().remove(&key);
                }
            }
            (Some(batch), value) => {
                let before = self.changed.put(key.clone(), value);
                if before.is_none() {
                    self.recent.get_mut().remove(&key);
                }
                batch.replaced.entry(key).or_insert(before);
            }
        }
    }

    /// Keeps a bill that was settled until its entry is in a segment of the journal.
    pub(crate) fn keep_settled(&mut self, place: Place, record: Arc<BillRecord>) {
        self.settled.push((place, record));
    }

    /// The bill that an entry settled that is in no segment yet.
    pub(crate) fn settled_at(&self, place: Place) -> Option<&Arc<BillRecord>> {
        let index = self.settled.binary_search_by_key(&place, |(place, _)| *place).ok()?;
        self.settled.get(index).map(|(_, record)| record)
    }

    /// All entries up to now are in segments of the journal.
    pub(crate) fn forget_settled(&mut self) {
        self.settled.clear();
    }

    /// The changed records from a key on whose keys begin with `prefix`, in order, without those in the journal. A
    /// prefix of a kind that decisions do not scan is slower: all changed keys are compared.
    pub(crate) fn changed_from<'k>(
        &'k self,
        prefix: &'k Key,
        start: Bound<&'k Key>,
    ) -> Box<dyn Iterator<Item = (&'k Key, &'k Option<Value>)> + 'k> {
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
        let (unlayered, settled) = (self.unlayered.len(), self.settled.len());
        self.batch = Some(Batch { replaced: HashMap::default(), placed: Vec::new(), unlayered, settled });
    }

    /// Ends what [`mark`](Self::mark) began, and keeps the changes.
    pub(crate) fn accept(&mut self) {
        self.batch = None;
    }

    /// Ends what [`mark`](Self::mark) began, and restores the records as they were.
    pub(crate) fn restore(&mut self) {
        let Some(batch) = self.batch.take() else { return };
        self.unlayered.truncate(batch.unlayered);
        self.settled.truncate(batch.settled);
        batch.placed.iter().for_each(|key| self.changed.remove_place(key));
        for (key, before) in batch.replaced {
            match before {
                Some(record) => drop(self.changed.put(key, record)),
                None => self.changed.remove(&key),
            }
        }
    }

    /// A sweep begins to write the changed records. Those of the sweep before are returned, because to drop them takes
    /// long.
    pub(crate) fn freeze(&mut self) -> Changed {
        std::mem::replace(&mut self.frozen, std::mem::take(&mut self.changed))
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

    fn get(&mut self, key: &Key) -> Option<Option<Value>> {
        if let Some(record) = self.young.get(key) {
            return Some(record.clone());
        }
        let (key, record) = self.old.remove_entry(key)?;
        self.old_bytes -= memory_of(record.as_ref());
        self.put(key, record.clone());
        Some(record)
    }

    fn put(&mut self, key: Key, record: Option<Value>) {
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

    use defray_core::Record;

    use super::*;
    use crate::testing::Dice;

    fn key(dice: &mut Dice) -> Key {
        // Kinds that are scanned and kinds that are not, read often and rarely.
        let kind = [b'A', b'B', b'H', b'D'][dice.below(4) as usize];
        Key::from_bytes(&[kind, b'0' + dice.below(9) as u8])
    }

    /// A new bill with a place.
    fn settled(dice: &mut Dice) -> (Key, Value) {
        (
            Key::from_bytes(&[b"Bnew".as_slice(), &dice.roll().to_be_bytes()].concat()),
            Value::Place(Place { position: 1 + dice.roll() / 2, index: 0 }),
        )
    }

    fn record(dice: &mut Dice) -> Option<Value> {
        (dice.below(4) > 0).then(|| Value::Record(Record::Position(dice.roll())))
    }

    /// Everything in memory agrees with `all`, and what changed is in it.
    fn compare(kept: &Kept, all: &BTreeMap<Key, Option<Value>>, changed: &BTreeMap<Key, Option<Value>>) {
        for part in [&kept.changed, &kept.frozen] {
            let of_records = part.records.values().map(|record| memory_of(record.as_ref())).sum::<usize>();
            assert_eq!(part.bytes, of_records + part.places.len() * memory_of(None));
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
            let (mut all, mut changed, mut places) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
            for _ in 0..dice.below(60) {
                match dice.below(8) {
                    0 => {
                        let layer: BTreeMap<_, _> = kept.take_changes().into_iter().collect();
                        assert!(layer.iter().all(|(key, value)| changed.get(key).or(all.get(key)) == Some(value)));
                        kept.freeze();
                        changed.retain(|key, _| kept.frozen.records.contains_key(key));
                    }
                    1 => {
                        let (key, record) = (key(&mut dice), record(&mut dice));
                        if let Entry::Vacant(unknown) = all.entry(key) {
                            kept.remember(unknown.key(), record.clone());
                            unknown.insert(record);
                        }
                    }
                    2 => {
                        kept.mark();
                        let (settled, unlayered) = (settled(&mut dice), kept.unlayered());
                        for _ in 0..dice.below(9) {
                            kept.put((key(&mut dice), record(&mut dice)));
                        }
                        kept.put((settled.0.clone(), Some(settled.1)));
                        kept.put((settled.0.clone(), record(&mut dice)));
                        kept.restore();
                        assert_eq!((kept.get(&settled.0), kept.unlayered()), (None, unlayered));
                    }
                    more => {
                        if more == 3 {
                            kept.mark();
                        }
                        for _ in 0..dice.below(5) {
                            let (key, record) = (key(&mut dice), record(&mut dice));
                            kept.put((key.clone(), record.clone()));
                            all.insert(key.clone(), record.clone());
                            changed.insert(key, record);
                        }
                        kept.accept();
                        let (key, place) = settled(&mut dice);
                        kept.put((key.clone(), Some(place.clone())));
                        all.insert(key.clone(), Some(place.clone()));
                        places.insert(key, place);
                        if let Some((key, place)) = places.iter().nth(dice.below(9) as usize) {
                            assert!(kept.get(key).is_none_or(|found| found.as_ref() == Some(place)));
                        }
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
