//! Memory is bounded, and a command that changes many workspaces reads and writes no more for each workspace than a
//! command that changes one.

use std::ops::Bound;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::common::{bill, bind, choose, does, hours, link, open, options, records, said, tiny};
use defray::core::marketplace::Signal;
use defray::core::method::Method;
use defray::{Change, Engine, MemoryStore, Options, Pair, Pairs, Request, Store, StoreError, StoreSnapshot, Table};

/// The same 20,000 bills of 500 accounts, in commits of 250.
fn many_bills(engine: &Engine) {
    const ACCOUNTS: u32 = 500;
    const BILLS: u32 = 20_000;
    let name = |account: u32| format!("acme-{account}");
    does(engine, (0..ACCOUNTS).map(|account| open(&name(account))));
    does(engine, (0..ACCOUNTS).map(|account| bind(&name(account), &format!("cn1/ws-{account}"))));
    let one = |number: u32| {
        // A sequence of accounts in which each account returns many times.
        let account = number.wrapping_mul(7_919) % ACCOUNTS;
        bill(&format!("b-{number}"), &format!("cn1/ws-{account}"), "0.01 CNY").at(hours(1))
    };
    let bills: Vec<Request> = (0..BILLS).map(one).collect();
    bills.chunks(250).for_each(|chunk| does(engine, chunk.to_vec()));
}

#[test]
fn a_ledger_kept_with_the_smallest_memory_is_the_same_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let large = Engine::create(&folder.path().join("large"), options()).unwrap();
    let small = Engine::create(&folder.path().join("small"), tiny()).unwrap();
    many_bills(&large);
    many_bills(&small);
    let (large, small) = (large.snapshot(), small.snapshot());
    assert_eq!((large.position(), large.head()), (small.position(), small.head()));
    let (one, other) = (records(&large).unwrap(), records(&small).unwrap());
    // Accounts, deadlines, workspaces, bills, notifications and pending outbox messages.
    assert_eq!(one.len(), 500 * 2 + 500 * 2 + 20_000 + 500 * 2);
    assert!(one == other);
    let checkpoint = |snapshot: &defray::Snapshot| snapshot.statistics().unwrap().checkpoint;
    assert_eq!(checkpoint(&small), small.position(), "every commit wrote its records");
}

type Counts = [(&'static str, u64); 4];

/// What a store was asked to do.
#[derive(Debug, Default)]
struct Work {
    /// Records that were read by key, whether they existed or not, and records that scans gave.
    read: AtomicU64,
    scans: AtomicU64,
    /// Records that were written or removed.
    written: AtomicU64,
    /// Bytes of all keys and values that were written, those of the journal included.
    bytes: AtomicU64,
}

impl Work {
    fn add(counter: &AtomicU64, count: usize) {
        counter.fetch_add(count as u64, Ordering::Relaxed);
    }

    /// The counts so far, each with its name.
    fn counts(&self) -> Counts {
        let named = |name, counter: &AtomicU64| (name, counter.load(Ordering::Relaxed));
        [
            named("read", &self.read),
            named("scans", &self.scans),
            named("written", &self.written),
            named("bytes", &self.bytes),
        ]
    }
}

/// A store in memory that counts its work.
#[derive(Clone, Default)]
struct Counting {
    store: MemoryStore,
    work: Arc<Work>,
}

impl Store for Counting {
    fn write(&self, changes: Vec<Change>) -> Result<(), StoreError> {
        Work::add(&self.work.written, changes.iter().filter(|change| change.table == Table::Records).count());
        let bytes = changes.iter().map(|change| change.key.len() + change.value.as_ref().map_or(0, Vec::len));
        Work::add(&self.work.bytes, bytes.sum());
        self.store.write(changes)
    }

    fn snapshot(&self) -> Result<Arc<dyn StoreSnapshot>, StoreError> {
        Ok(Arc::new(CountingSnapshot { snapshot: self.store.snapshot()?, work: self.work.clone() }))
    }

    fn check(&self) -> Result<bool, StoreError> {
        self.store.check()
    }

    fn compact(&self) -> Result<bool, StoreError> {
        self.store.compact()
    }
}

struct CountingSnapshot {
    snapshot: Arc<dyn StoreSnapshot>,
    work: Arc<Work>,
}

impl StoreSnapshot for CountingSnapshot {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        Work::add(&self.work.read, 1);
        self.snapshot.get(table, key)
    }

    fn scan(&self, table: Table, prefix: &[u8], from: Bound<&[u8]>, most: usize) -> Result<Pairs, StoreError> {
        let pairs = self.snapshot.scan(table, prefix, from, most)?;
        Work::add(&self.work.scans, 1);
        Work::add(&self.work.read, pairs.len());
        Ok(pairs)
    }

    fn at_or_before(&self, table: Table, key: &[u8]) -> Result<Option<Pair>, StoreError> {
        Work::add(&self.work.read, 1);
        self.snapshot.at_or_before(table, key)
    }

    fn count(&self, table: Table) -> Result<u64, StoreError> {
        self.snapshot.count(table)
    }
}

/// The work of the store for one bill in each of so many workspaces, and for the end of the cloud account that pays for
/// all of them.
fn work_of(workspaces: u32) -> [Counts; 2] {
    let store = Counting::default();
    // Nothing is kept in memory from one commit to the next, so the store sees each read.
    let options = Options { cached_records: 1, changed_records: 1, ..options() };
    let engine = Engine::open_in(store.clone(), options).unwrap();
    let name = |number: u32| format!("cn1/ws-{number:05}");
    does(&engine, [open("acme"), link("acme", "ca-1"), said("ca-1", Signal::Activated)]);
    does(&engine, (0..workspaces).map(|number| bind("acme", &name(number))));
    does(&engine, (0..workspaces).map(|number| choose("acme", &name(number), "ca-1")));
    let counted = |requests: Vec<Request>| {
        let before = store.work.counts();
        does(&engine, requests);
        let mut counts = store.work.counts();
        counts.iter_mut().zip(before).for_each(|((_, count), (_, before))| *count -= before);
        counts
    };
    let bills = (0..workspaces).map(|number| bill(&format!("b-{number:05}"), &name(number), "0.01 CNY").at(hours(1)));
    let of_bills = counted(bills.collect());
    let of_end = counted(vec![said("ca-1", Signal::Ended).at(hours(2))]);
    let snapshot = engine.snapshot();
    for number in 0..workspaces {
        assert_eq!(snapshot.workspace(&name(number).parse().unwrap()).unwrap().method, Method::Enterprise);
    }
    [of_bills, of_end]
}

#[test]
fn ending_a_cloud_account_costs_no_more_for_a_workspace_than_a_bill_does() {
    let [of_bills, of_end] = work_of(2_000);
    println!("2000 bills: {of_bills:?}\nthe end of 2000 workspaces: {of_end:?}");
    for ((what, of_bills), (_, of_end)) in of_bills.into_iter().zip(of_end) {
        // A commit without any workspace does some work too.
        assert!(of_end <= of_bills.max(100), "{what}: {of_end} for the end, {of_bills} for the bills");
    }
}

#[test]
fn the_work_for_each_workspace_does_not_grow_with_their_number() {
    let (few, many) = (work_of(200), work_of(2_000));
    for (few, many) in few.into_iter().flatten().zip(many.into_iter().flatten()) {
        assert!(many.1 <= few.1 * 11 + 100, "{}: {} for 200 workspaces, {} for 2000", few.0, few.1, many.1);
    }
}
