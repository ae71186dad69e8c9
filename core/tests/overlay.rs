//! Changes over records against a model: one ordered map over another.

use std::cell::Cell;
use std::collections::BTreeMap;

use defray_core::records::Overlay;
use defray_core::{Key, MemoryRecords, Record, RecordStore, Unreadable, View};
use proptest::prelude::*;

/// One use of an overlay. Records are their numbers.
#[derive(Clone, Debug)]
enum Use {
    Put(Vec<u8>, Option<u64>),
    Take(Vec<u8>),
    Get(Vec<u8>),
    Scan { prefix: Vec<u8>, after: Option<Vec<u8>>, most: usize },
}

/// Keys of few different bytes, short and long, so that many have the same start and many are equal.
fn key() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => prop::collection::vec(0_u8..3, 1..4),
        1 => prop::collection::vec(0_u8..2, 44..50),
    ]
}

fn one_use() -> impl Strategy<Value = Use> {
    let prefix = prop::collection::vec(0_u8..3, 0..3);
    // The key after which a scan begins is one of the scan.
    let scan = (prefix, prop::option::of(prop::collection::vec(0_u8..3, 0..3)), 1_usize..6);
    prop_oneof![
        3 => (key(), prop::option::weighted(0.7, any::<u64>())).prop_map(|(key, record)| Use::Put(key, record)),
        1 => key().prop_map(Use::Take),
        2 => key().prop_map(Use::Get),
        2 => scan.prop_map(|(prefix, end, most)| {
            let after = end.map(|end| [prefix.as_slice(), &end].concat());
            Use::Scan { prefix, after, most }
        }),
    ]
}

fn number(record: Option<Record>) -> Option<u64> {
    record.map(|record| match record {
        Record::Position(number) => number,
        other => panic!("not a record of this test: {other:?}"),
    })
}

/// The records that the model shows: those below, with the changes over them.
fn shown(below: &BTreeMap<Vec<u8>, u64>, changes: &BTreeMap<Vec<u8>, Option<u64>>) -> BTreeMap<Vec<u8>, u64> {
    let mut shown = below.clone();
    for (key, change) in changes {
        match change {
            Some(number) => shown.insert(key.clone(), *number),
            None => shown.remove(key),
        };
    }
    shown
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_overlay_shows_the_changes_over_the_records_below(
        below in prop::collection::btree_map(key(), any::<u64>(), 0..30),
        uses in prop::collection::vec(one_use(), 0..60),
    ) {
        let mut records = MemoryRecords::default();
        for (key, number) in &below {
            records.put(Key::from_bytes(key), Some(Record::Position(*number)));
        }
        let mut overlay = Overlay::over(&records);
        let mut changes: BTreeMap<Vec<u8>, Option<u64>> = BTreeMap::new();
        for one in uses {
            match one {
                Use::Put(key, record) => {
                    overlay.put(Key::from_bytes(&key), record.map(Record::Position));
                    changes.insert(key, record);
                }
                // What is taken is no longer a change, until it is stored again.
                Use::Take(key) => {
                    let expected = changes.remove(&key).unwrap_or_else(|| below.get(&key).copied());
                    prop_assert_eq!(number(overlay.take(&Key::from_bytes(&key)).unwrap()), expected);
                }
                Use::Get(key) => {
                    let expected = shown(&below, &changes).get(&key).copied();
                    prop_assert_eq!(number(overlay.get(&Key::from_bytes(&key)).unwrap()), expected);
                }
                Use::Scan { prefix, after, most } => {
                    let all = shown(&below, &changes);
                    let in_scan = |key: &Vec<u8>| {
                        key.starts_with(&prefix) && after.as_ref().is_none_or(|after| key > after)
                    };
                    let expected: Vec<_> = all.into_iter().filter(|(key, _)| in_scan(key)).take(most).collect();
                    let after = after.as_deref().map(Key::from_bytes);
                    let found = overlay.scan(&Key::from_bytes(&prefix), after.as_ref(), most).unwrap();
                    let found: Vec<_> = found
                        .into_iter()
                        .map(|(key, record)| (key.as_bytes().to_vec(), number(Some(record)).unwrap()))
                        .collect();
                    prop_assert_eq!(found, expected);
                }
            }
        }
        let found: Vec<_> =
            overlay.into_changes().into_iter().map(|(key, record)| (key.as_bytes().to_vec(), number(record))).collect();
        prop_assert_eq!(found, changes.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn keys_compare_as_their_bytes_do(
        one in prop::collection::vec(0_u8..3, 0..60),
        end in 0_usize..60,
        last in 0_u8..3,
    ) {
        let mut other = one.clone();
        other.truncate(end);
        other.push(last);
        let (key, other_key) = (Key::from_bytes(&one), Key::from_bytes(&other));
        prop_assert_eq!(key.as_bytes(), one.as_slice());
        prop_assert_eq!(key.cmp(&other_key), one.cmp(&other));
        prop_assert_eq!(key == other_key, one == other);
    }
}

/// Records that count how often they are read.
struct Counting {
    records: MemoryRecords,
    reads: Cell<usize>,
}

impl View for Counting {
    fn get(&self, key: &Key) -> Result<Option<Record>, Unreadable> {
        self.reads.set(self.reads.get() + 1);
        self.records.get(key)
    }

    fn scan(&self, prefix: &Key, after: Option<&Key>, most: usize) -> Result<Vec<(Key, Record)>, Unreadable> {
        self.records.scan(prefix, after, most)
    }
}

#[test]
fn a_record_is_read_once_and_an_absent_record_too() {
    let (present, absent) = (Key::from_bytes(b"present"), Key::from_bytes(b"absent"));
    let mut records = MemoryRecords::default();
    records.put(present.clone(), Some(Record::Position(1)));
    let below = Counting { records, reads: Cell::new(0) };
    let mut overlay = Overlay::over(&below);
    for _ in 0..3 {
        assert_eq!(overlay.get(&present), Ok(Some(Record::Position(1))));
        assert_eq!(overlay.get(&absent), Ok(None));
    }
    assert_eq!(overlay.take(&present), Ok(Some(Record::Position(1))));
    overlay.put(present.clone(), Some(Record::Position(2)));
    assert_eq!(overlay.get(&present), Ok(Some(Record::Position(2))));
    assert_eq!(below.reads.get(), 2);
    assert_eq!(overlay.into_changes(), [(present, Some(Record::Position(2)))]);
}
