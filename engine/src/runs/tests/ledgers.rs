//! Runs against a map: built, merged in slices, removed, read in between.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::runs::list::MERGED_RUNS;
use crate::runs::{FilterCache, Merge, Place, Runs, check, next_number, remove_unlisted};
use crate::store::{Change, Pair, Pairs, StoreError, StoreSnapshot, Table};
use crate::testing::Dice;

use super::{Memory, bill_key, built};

type Rows = BTreeMap<Vec<u8>, Place>;

/// A store with runs, and a map with what they must say.
struct Ledger {
    dice: Dice,
    store: Memory,
    runs: Runs,
    filters: FilterCache,
    next: u32,
    expected: Rows,
    merge: Option<Merge>,
}

impl Ledger {
    fn new(seed: u64, cache: usize) -> Self {
        let (store, filters) = (Memory::default(), FilterCache::new(cache));
        let (runs, expected) = (Runs::default(), BTreeMap::new());
        Self { dice: Dice::new(seed), store, runs, filters, next: 1, expected, merge: None }
    }

    fn number(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }

    /// One sweep: mostly new keys, and some that are in older runs.
    fn sweep(&mut self, most: u64) {
        let mut rows = Rows::new();
        for _ in 0..=self.dice.below(most) {
            let key = if self.dice.below(10) == 0 { self.dice.below(20_000) } else { self.dice.roll() >> 44 };
            rows.insert(bill_key(key), Place { position: self.dice.roll() >> 30, index: self.dice.below(3) as u32 });
        }
        let changes = built(self.number(), &rows);
        self.store.write(changes);
        self.runs = Runs::load(&self.store).unwrap();
        self.expected.extend(rows);
    }

    /// A slice of a merge, or the start of one.
    fn merge_some(&mut self, most: usize) {
        let mut merge = match self.merge.take() {
            Some(merge) => merge,
            None => {
                let Some(members) = self.runs.to_merge(|_| false) else { return };
                assert_eq!(members.len(), MERGED_RUNS);
                let number = self.number();
                Merge::new(&self.store, members, number).unwrap()
            }
        };
        let mut changes = Vec::new();
        let mut left = most;
        merge.step(&self.store, &mut left, &mut changes).unwrap();
        self.merge = Some(merge).filter(|merge| !merge.is_whole());
        self.store.write(changes);
        self.runs = Runs::load(&self.store).unwrap();
    }

    fn remove_some(&mut self, most: usize) -> usize {
        let number: Vec<u32> = self.merge.iter().map(Merge::number).collect();
        let changes = remove_unlisted(&self.store, &self.runs, &number, most).unwrap();
        assert!(changes.len() <= most);
        let removed = changes.len();
        self.store.write(changes);
        removed
    }

    fn assert_right(&mut self) {
        for _ in 0..40 {
            let some = self.dice.roll() >> 44;
            let some =
                self.expected.range(bill_key(some)..).next().map_or_else(|| bill_key(some), |(key, _)| key.clone());
            let other = bill_key(self.dice.roll() >> 44);
            for key in [some, other, vec![self.dice.roll() as u8]] {
                let found = self.runs.find(&self.store, &self.filters, &key).unwrap();
                assert_eq!(found, self.expected.get(&key).copied());
            }
        }
        let prefixes: [&[u8]; 5] = [b"", b"B", b"B2026-03-01/00000", b"B2026-03-01/0000012", b"C"];
        for prefix in prefixes {
            let after = self.dice.coin().then(|| bill_key(self.dice.roll() >> 44));
            let most = self.dice.below(50) as usize;
            let found = self.runs.scan(&self.store, prefix, after.as_deref(), most).unwrap();
            let from = after.as_ref().map_or(Bound::Unbounded, |after| Bound::Excluded(after.clone()));
            let rows = self.expected.range((from, Bound::Unbounded)).filter(|(key, _)| key.starts_with(prefix));
            let rows: Vec<_> = rows.take(most).map(|(key, place)| (key.clone(), *place)).collect();
            assert_eq!(found, rows);
        }
    }

    /// All rows, as the check sees them: the newest run comes first. And the values that are not listed.
    fn checked(&self) -> (Rows, usize) {
        let (mut rows, mut count) = (Rows::new(), 0);
        let checked = check(&self.store, &mut |key, place| {
            rows.entry(key.to_vec()).or_insert(place);
            count += 1;
            Ok(())
        });
        let checked = checked.unwrap();
        assert_eq!(checked.rows, count);
        (rows, checked.unlisted)
    }
}

#[test]
fn runs_say_what_was_written_last() {
    for (seed, most) in [(1, 40), (2, 400), (3, 3_000)] {
        let mut ledger = Ledger::new(seed, 50_000);
        let mut most_runs = 0;
        for step in 0..150 {
            match ledger.dice.below(3) {
                0 | 1 => ledger.sweep(most),
                _ => ledger.merge_some(most as usize),
            }
            if step % 5 == 0 {
                ledger.remove_some(3);
                ledger.assert_right();
            }
            most_runs = most_runs.max(ledger.runs.iter().len());
        }
        while ledger.merge.is_some() || ledger.runs.to_merge(|_| false).is_some() {
            ledger.merge_some(1_000);
        }
        while ledger.remove_some(20) > 0 {}
        ledger.assert_right();
        assert_eq!(ledger.checked(), (ledger.expected.clone(), 0));
        let runs = ledger.runs.iter().len();
        assert!(runs < 4 * MERGED_RUNS && runs < most_runs, "{runs} runs, before {most_runs}");
        assert!(ledger.filters.bytes() <= 50_000);
    }
}

#[test]
fn a_merge_that_was_interrupted_leaves_nothing() {
    let mut ledger = Ledger::new(4, 1 << 20);
    (0..MERGED_RUNS).for_each(|_| ledger.sweep(4_000));
    ledger.merge_some(14_000);
    let number = ledger.merge.take().expect("the merge is not whole").number();
    assert!(ledger.store.rows(Table::RunBlocks) > 0);
    // After a new start: the list is as it was, and the number is not used again.
    ledger.runs = Runs::load(&ledger.store).unwrap();
    ledger.next = next_number(&ledger.store).unwrap();
    assert_eq!((ledger.runs.iter().len(), ledger.next), (MERGED_RUNS, number + 1));
    assert!(ledger.checked().1 > 0);
    while ledger.remove_some(5) > 0 {}
    assert_eq!(ledger.checked(), (ledger.expected.clone(), 0));
    while ledger.runs.to_merge(|_| false).is_some() {
        ledger.merge_some(1_000_000);
    }
    ledger.assert_right();
    assert_eq!(ledger.runs.iter().len(), 1);
}

#[test]
fn a_snapshot_reads_the_runs_that_it_has() {
    let mut ledger = Ledger::new(5, 1 << 20);
    (0..MERGED_RUNS).for_each(|_| ledger.sweep(500));
    let (store, runs, expected) = (ledger.store.clone(), ledger.runs.clone(), ledger.expected.clone());
    ledger.merge_some(1_000_000);
    ledger.sweep(500);
    while ledger.remove_some(100) > 0 {}
    for (key, place) in &expected {
        assert_eq!(runs.find(&store, &ledger.filters, key).unwrap(), Some(*place));
    }
    ledger.assert_right();
}

#[test]
fn filters_spare_the_reads_of_runs() {
    struct Counted<'s>(&'s Memory, AtomicUsize);
    impl StoreSnapshot for Counted<'_> {
        fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
            self.0.get(table, key)
        }

        fn count(&self, table: Table) -> Result<u64, StoreError> {
            self.0.count(table)
        }

        fn scan(&self, table: Table, prefix: &[u8], from: Bound<&[u8]>, most: usize) -> Result<Pairs, StoreError> {
            self.0.scan(table, prefix, from, most)
        }

        fn at_or_before(&self, table: Table, key: &[u8]) -> Result<Option<Pair>, StoreError> {
            self.1.fetch_add(usize::from(table == Table::RunBlocks), Ordering::Relaxed);
            self.0.at_or_before(table, key)
        }
    }
    let mut ledger = Ledger::new(6, 1 << 20);
    (0..7).for_each(|_| ledger.sweep(2_000));
    let store = Counted(&ledger.store, AtomicUsize::new(0));
    for _ in 0..10_000 {
        // None of these keys is in a run, and all are between the first and the last key of each.
        let key = [bill_key(ledger.dice.roll() >> 44), vec![b'-']].concat();
        assert_eq!(ledger.runs.find(&store, &ledger.filters, &key).unwrap(), None);
    }
    let reads = store.1.into_inner();
    assert!(reads < 1_500, "{reads} reads of 70000 that are possible");
}

#[test]
fn keys_that_begin_alike_are_found_in_their_pages() {
    // Most pages begin with the same bytes after those that all keys share.
    let alike = |number: u32| format!("{}{number:06}", "k".repeat(20)).into_bytes();
    let numbers = (0..40_000).map(|number| (alike(2 * number), Place { position: u64::from(number), index: 0 }));
    let ends = [b"a".to_vec(), b"z".to_vec()].map(|key| (key, Place { position: 5, index: 5 }));
    let rows: Rows = numbers.chain(ends).collect();
    let mut store = Memory::default();
    store.write(built(1, &rows));
    let runs = Runs::load(&store).unwrap();
    for cache in [0, 20_000, 40_000, 1 << 20] {
        let filters = FilterCache::new(cache);
        for number in (0..80_000).chain((0..80_000).rev()).step_by(37) {
            let key = alike(number);
            assert_eq!(runs.find(&store, &filters, &key).unwrap(), rows.get(&key).copied());
        }
        for key in [&b"a"[..], b"z", b"b", b"kkkkkkkk", b"kkkkkkkkkkkkkkkkkkkkk", b"zz"] {
            assert_eq!(runs.find(&store, &filters, key).unwrap(), rows.get(key).copied());
        }
        // One page at least is kept.
        assert!(filters.bytes() > 0 && filters.bytes() <= cache.max(20_000));
    }
}

#[test]
fn an_empty_store_has_no_runs() {
    let ledger = Ledger::new(7, 0);
    assert_eq!(next_number(&ledger.store).unwrap(), 1);
    assert!(Runs::load(&ledger.store).unwrap().to_merge(|_| false).is_none());
    assert_eq!(ledger.runs.find(&ledger.store, &ledger.filters, b"key").unwrap(), None);
    assert!(ledger.runs.scan(&ledger.store, b"", None, 5).unwrap().is_empty() && ledger.checked() == (Rows::new(), 0));
    let none: Vec<Change> = remove_unlisted(&ledger.store, &ledger.runs, &[], 5).unwrap();
    assert!(none.is_empty());
}
