//! Memory is bounded, and a command that changes many workspaces reads and writes no more for each workspace than a
//! command that changes one.

use std::ops::{Bound, ControlFlow};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::common::{
    bill, bind, choose, does, hours, link, open, options, policy, records, said, tiny, top_up, voucher,
};
use defray::core::limits::ADVANCE_MAX;
use defray::core::marketplace::Signal;
use defray::core::method::Method;
use defray::{
    Change, Engine, Log, MemoryStore, Options, Pair, Pairs, Request, Store, StoreError, StoreSnapshot, Table,
};

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
fn a_ledger_kept_with_threads_is_the_same_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let alone = Engine::create(&folder.path().join("alone"), options()).unwrap();
    // Sweeps and merges of layers by threads, at the same time as commits.
    let with_threads = Options { threads: true, changed_bytes: 4 << 20, ..options() };
    let threaded = Engine::create(&folder.path().join("threaded"), with_threads).unwrap();
    many_bills(&alone);
    many_bills(&threaded);
    let (alone, threaded) = (alone.snapshot(), threaded.snapshot());
    assert_eq!((alone.position(), alone.head()), (threaded.position(), threaded.head()));
    assert!(threaded.statistics().unwrap().checkpoint > 0, "a sweep was written");
    assert!(records(&alone).unwrap() == records(&threaded).unwrap());
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

    fn log(&self) -> Option<Arc<dyn Log>> {
        self.store.log()
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

/// A commit of its own, after which no record of the commits before is in memory: the store sees each read.
fn nothing_is_kept(engine: &Engine, new_account: &str) {
    does(engine, [open(new_account)]);
}

/// The work of the store for one bill in each of so many workspaces, and for the end of the cloud account that pays for
/// all of them.
fn work_of(workspaces: u32) -> [Counts; 2] {
    let store = Counting::default();
    // Only the records of the last commit are kept in memory.
    let options = Options { cached_bytes: 1, changed_bytes: 1, ..options() };
    let engine = Engine::open_in(store.clone(), options).unwrap();
    let name = |number: u32| format!("cn1/ws-{number:05}");
    does(&engine, [open("acme"), link("acme", "ca-1"), said("ca-1", Signal::Activated)]);
    does(&engine, (0..workspaces).map(|number| bind("acme", &name(number))));
    does(&engine, (0..workspaces).map(|number| choose("acme", &name(number), "ca-1")));
    let counted = |new_account: &str, requests: Vec<Request>| {
        nothing_is_kept(&engine, new_account);
        let before = store.work.counts();
        does(&engine, requests);
        let mut counts = store.work.counts();
        counts.iter_mut().zip(before).for_each(|((_, count), (_, before))| *count -= before);
        counts
    };
    let bills = (0..workspaces).map(|number| bill(&format!("b-{number:05}"), &name(number), "0.01 CNY").at(hours(1)));
    let of_bills = counted("second", bills.collect());
    let of_end = counted("third", vec![said("ca-1", Signal::Ended).at(hours(2))]);
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
        // A bill takes few bytes, because it has no record beside its entry. A commit without any workspace does some
        // work too.
        let most = if what == "bytes" { 2 * of_bills } else { of_bills };
        assert!(of_end <= most.max(100), "{what}: {of_end} for the end, {of_bills} for the bills");
    }
}

#[test]
fn the_work_for_each_workspace_does_not_grow_with_their_number() {
    let (few, many) = (work_of(200), work_of(2_000));
    for (few, many) in few.into_iter().flatten().zip(many.into_iter().flatten()) {
        assert!(many.1 <= few.1 * 11 + 100, "{}: {} for 200 workspaces, {} for 2000", few.0, few.1, many.1);
    }
}

/// The work of the store for a command over so many things: `prepare` makes them, `act` is counted.
fn work_for(things: u32, prepare: impl Fn(&Engine, u32), act: impl Fn(&Engine)) -> Counts {
    let store = Counting::default();
    let options = Options { cached_bytes: 1, changed_bytes: 1, ..options() };
    let engine = Engine::open_in(store.clone(), options).unwrap();
    prepare(&engine, things);
    let before = store.work.counts();
    act(&engine);
    let mut counts = store.work.counts();
    counts.iter_mut().zip(before).for_each(|((_, count), (_, before))| *count -= before);
    counts
}

/// For twice as many things the work is less than 2.5 times as much.
fn work_is_linear(what: &str, things: u32, prepare: impl Fn(&Engine, u32), act: impl Fn(&Engine)) {
    let (few, many) = (work_for(things, &prepare, &act), work_for(2 * things, &prepare, &act));
    println!("{what}: {few:?} for {things}, {many:?} for {}", 2 * things);
    for ((name, few), (_, many)) in few.into_iter().zip(many) {
        assert!(2 * many <= 5 * few + 200, "{what}: {name} grows from {few} to {many}");
    }
}

fn in_chunks(engine: &Engine, requests: impl Iterator<Item = Request>) {
    let requests: Vec<_> = requests.collect();
    requests.chunks(1_000).for_each(|chunk| does(engine, chunk.to_vec()));
}

#[test]
fn advance_is_linear_and_its_commits_are_bounded() {
    let prepare = |engine: &Engine, accounts: u32| {
        let name = |number: u32| format!("acme-{number:05}");
        in_chunks(engine, (0..accounts).map(|number| open(&name(number))));
        in_chunks(engine, (0..accounts).map(|number| voucher(&name(number), "v", "1 CNY", Some(hours(5)))));
    };
    let act = |engine: &Engine| {
        let (due, mut processed) = (engine.snapshot().accounts().count(), 0);
        let finished = engine.advance(hours(6), &mut |answer, progress| {
            let events = answer.done().unwrap().events.len();
            assert!(events <= ADVANCE_MAX);
            processed += events;
            assert_eq!((progress.done, progress.of), (processed as u64, due as u64));
            ControlFlow::Continue(())
        });
        assert!(finished.unwrap());
        assert_eq!((processed, engine.next_deadline().unwrap()), (due, None));
    };
    work_is_linear("advance", 2_500, prepare, act);
}

#[test]
fn advance_can_be_stopped_and_continued() {
    let engine = Engine::open_in(MemoryStore::default(), options()).unwrap();
    let names: Vec<_> = (0..1_500).map(|number| format!("acme-{number:05}")).collect();
    does(&engine, names.iter().map(|name| open(name)));
    does(&engine, names.iter().map(|name| voucher(name, "v", "1 CNY", Some(hours(5)))));
    assert!(!engine.advance(hours(6), &mut |_, _| ControlFlow::Break(())).unwrap());
    assert_eq!(engine.next_deadline().unwrap(), Some(hours(5)));
    let mut positions = Vec::new();
    let rest = engine.advance(hours(6), &mut |answer, progress| {
        positions.push((answer.done().unwrap().position, progress.done, progress.of));
        ControlFlow::Break(())
    });
    assert!(rest.unwrap());
    assert_eq!(positions, [(3_002, 476, 476)]);
    let nothing = engine.advance(hours(6), &mut |answer, _| {
        assert!(answer.done().is_none());
        ControlFlow::Continue(())
    });
    assert!(nothing.unwrap());
}

#[test]
fn a_command_over_many_held_bills_is_linear() {
    let prepare = |engine: &Engine, bills: u32| {
        does(engine, [open("acme"), bind("acme", "cn1/ws"), policy("acme", "0")]);
        in_chunks(engine, (0..bills).map(|number| bill(&format!("b-{number:05}"), "cn1/ws", "5 CNY").at(hours(1))));
    };
    work_is_linear("a top-up that is too small", 1_000, prepare, |engine| {
        does(engine, [top_up("acme", "1 CNY").at(hours(2))])
    });
    work_is_linear("a top-up for all", 1_000, prepare, |engine| {
        does(engine, [top_up("acme", "20000 CNY").at(hours(2))])
    });
}

#[test]
fn a_top_up_costs_only_what_it_releases() {
    let prepare = |engine: &Engine, bills: u32| {
        does(engine, [open("acme"), bind("acme", "cn1/ws"), policy("acme", "0")]);
        // No two amounts are the same, and the small ones are everywhere in the queue.
        let amount = |number: u32| format!("{}.{number:06} CNY", 5 + number.wrapping_mul(7_919) % 1_000);
        let held = |number: u32| bill(&format!("b-{number:05}"), "cn1/ws", &amount(number)).at(hours(1));
        in_chunks(engine, (0..bills).map(held));
    };
    for (what, paid) in [("a top-up that pays nothing", "1 CNY"), ("a top-up that pays one bill", "1004 CNY")] {
        let [few, many] = [500, 5_000]
            .map(|bills| work_for(bills, prepare, |engine| does(engine, [top_up("acme", paid).at(hours(2))])));
        println!("{what}: {few:?} for 500 held bills, {many:?} for 5000");
        for ((name, few), (_, many)) in few.into_iter().zip(many) {
            assert!(many <= 2 * few + 500, "{what}: {name} grows from {few} to {many}");
        }
    }
}

#[test]
fn a_command_over_a_long_timeline_or_many_signals_is_linear() {
    let prepare = |engine: &Engine, steps: u32| {
        does(engine, [open("acme"), bind("acme", "cn1/ws")]);
        does(engine, [link("acme", "ca-1"), link("acme", "ca-2")]);
        does(engine, ["ca-1", "ca-2"].map(|id| said(id, Signal::Activated)));
        let chosen = |step: u32| choose("acme", "cn1/ws", if step.is_multiple_of(2) { "ca-1" } else { "ca-2" });
        in_chunks(engine, (0..steps).map(|step| chosen(step).at(hours(u64::from(step)))));
    };
    work_is_linear("a choice", 500, prepare, |engine| {
        does(engine, [choose("acme", "cn1/ws", "ca-1").at(hours(1_001))])
    });
    work_is_linear("an end", 500, prepare, |engine| does(engine, [said("ca-1", Signal::Ended).at(hours(1_001))]));
    let prepare = |engine: &Engine, signals: u32| {
        does(engine, [open("acme"), link("acme", "ca-1")]);
        let signal = |number: u32| if number.is_multiple_of(2) { Signal::Activated } else { Signal::Suspended };
        in_chunks(engine, (0..signals).map(|number| said("ca-1", signal(number)).at(hours(u64::from(number)))));
    };
    work_is_linear("a message", 500, prepare, |engine| does(engine, [said("ca-1", Signal::Ended).at(hours(1_001))]));
}

#[test]
fn many_lots_that_expire_together_are_linear() {
    let prepare = |engine: &Engine, lots: u32| {
        does(engine, [open("acme")]);
        in_chunks(engine, (0..lots).map(|lot| voucher("acme", &format!("v-{lot:05}"), "1 CNY", Some(hours(5)))));
    };
    work_is_linear("the expiry of lots", 1_000, prepare, |engine| does(engine, [top_up("acme", "1 CNY").at(hours(6))]));
}

#[test]
fn the_entries_of_an_account_are_read_a_part_at_a_time() {
    const ENTRIES: u64 = 5_000;
    let store = Counting::default();
    let engine = Engine::open_in(store.clone(), options()).unwrap();
    does(&engine, [open("acme"), open("other")]);
    // The positions of acme are 1, 3, 5, and so on. Most are in the table, and the last ones only in memory.
    let pairs = (1..ENTRIES).flat_map(|_| [top_up("acme", "1 CNY"), top_up("other", "1 CNY")]);
    let requests: Vec<Request> = pairs.collect();
    let (swept, later) = requests.split_at(requests.len() - 600);
    swept.chunks(500).for_each(|chunk| does(&engine, chunk.to_vec()));
    engine.checkpoint().unwrap();
    later.chunks(7).for_each(|chunk| does(&engine, chunk.to_vec()));
    let (snapshot, acme) = (engine.snapshot(), "acme".parse().unwrap());
    let read = |from: u64, most: usize| -> Vec<u64> {
        snapshot.journal_of(&acme, from).unwrap().take(most).map(|entry| entry.unwrap().0.position).collect()
    };
    let all: Vec<u64> = (0..ENTRIES).map(|number| 2 * number + 1).collect();
    assert_eq!(read(0, usize::MAX), all);
    for from in [0, 1, 2, 255, 256, 257, 4_095, 9_398, 9_399, 9_400, 9_401, 9_999, 10_000, u64::MAX] {
        let after: Vec<u64> = all.iter().copied().filter(|position| *position >= from).collect();
        assert_eq!(read(from, usize::MAX), after, "from {from}");
    }
    let heads = |entries: &mut dyn Iterator<Item = Result<(defray::Entry, defray::Head), defray::Error>>| {
        entries.map(Result::unwrap).map(|(entry, head)| (entry.position, head)).collect::<Vec<_>>()
    };
    let mine = heads(&mut snapshot.journal_of(&acme, 9_000).unwrap());
    let mut same = heads(&mut snapshot.journal(9_000));
    same.retain(|(position, _)| position % 2 == 1);
    assert_eq!(mine, same);
    let reads = || store.work.counts()[0].1;
    let before = reads();
    assert_eq!(read(1, 10).len(), 10);
    let few = reads() - before;
    assert!(few < 20, "{few} reads for ten entries of {ENTRIES}");
}
