//! Many threads and one file: snapshots, group commit, batches, compaction, locks, backups.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use crate::common::{acme, bill, does, open, options, records, tiny, top_up};
use defray::core::Key;
use defray::core::command::TopUp;
use defray::core::id::Note;
use defray::core::records::RecordKind;
use defray::{
    Change, Engine, Error, Log, LogPlace, LogSize, LogVisitor, MemoryStore, Mode, Options, Request, Snapshot, Store,
    StoreError, StoreSnapshot,
};

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A ledger with the account `acme`.
    fn engine(&self, options: Options) -> Engine {
        let engine = Engine::create(&self.file("ledger.defray"), options).unwrap();
        acme(&engine);
        engine
    }
}

/// Whether there is a bill with this id.
fn has_bill(snapshot: &Snapshot, id: &str) -> bool {
    match snapshot.bill(&id.parse().unwrap()) {
        Ok(record) => record.bill.id.as_str() == id,
        Err(Error::NotFound { .. }) => false,
        Err(other) => panic!("{other}"),
    }
}

/// Settles `count` bills. Their ids begin with `who`.
fn settle(engine: &Engine, who: &str, count: u32) {
    for number in 0..count {
        does(engine, [bill(&format!("{who}-{number}"), "cn1/ws", "0.01 CNY")]);
    }
}

#[test]
fn a_snapshot_stays_as_it_is_while_the_writer_goes_on() {
    let folder = Folder::new();
    let engine = folder.engine(tiny());
    settle(&engine, "before", 50);
    let snapshot = engine.snapshot();
    let (position, head, before) = (snapshot.position(), snapshot.head(), records(&snapshot).unwrap());
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let engine = &engine;
            scope.spawn(move || settle(engine, &format!("after-{thread}"), 60));
        }
        for _ in 0..5 {
            assert!(records(&snapshot).unwrap() == before);
        }
    });
    assert_eq!((snapshot.position(), snapshot.head()), (position, head));
    assert!(records(&snapshot).unwrap() == before);
    assert!(!has_bill(&snapshot, "after-0-0"));
    assert!(has_bill(&engine.snapshot(), "after-0-0"));
    assert_eq!(snapshot.verify(&mut defray::no_progress).unwrap().entries, position);
    assert_eq!(engine.snapshot().position(), position + 240);
}

#[test]
fn readers_never_make_the_writer_wait() {
    let folder = Folder::new();
    let engine = folder.engine(tiny());
    settle(&engine, "first", 40);
    // An unfinished scan on the thread that writes: if the scan held a lock, this would wait forever.
    let held: Vec<_> = (0..20).map(|_| engine.snapshot()).collect();
    let mut scans: Vec<_> = held.iter().map(|snapshot| snapshot.all(Key::all(RecordKind::Bill))).collect();
    scans.iter_mut().for_each(|scan| drop(scan.next().unwrap().unwrap()));
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    let snapshot = engine.snapshot();
                    let bills = snapshot.all(Key::all(RecordKind::Bill)).count() as u64;
                    assert_eq!(bills, snapshot.position() - 2, "a snapshot is of one commit");
                }
            });
        }
        settle(&engine, "then", 150);
        stop.store(true, Ordering::Relaxed);
    });
    for scan in scans {
        assert_eq!(scan.count(), 39, "what the snapshot had when it was taken");
    }
}

/// A store whose log does something before each append.
struct Watched {
    store: MemoryStore,
    log: Arc<WatchedLog>,
}

struct WatchedLog {
    log: Arc<dyn Log>,
    before: Box<dyn Fn() -> Result<(), StoreError> + Send + Sync>,
}

impl Watched {
    fn new(store: MemoryStore, before: impl Fn() -> Result<(), StoreError> + Send + Sync + 'static) -> Self {
        let log = store.log().unwrap();
        Self { store, log: Arc::new(WatchedLog { log, before: Box::new(before) }) }
    }
}

impl Store for Watched {
    fn write(&self, changes: Vec<Change>) -> Result<(), StoreError> {
        self.store.write(changes)
    }

    fn snapshot(&self) -> Result<Arc<dyn StoreSnapshot>, StoreError> {
        self.store.snapshot()
    }

    fn check(&self) -> Result<bool, StoreError> {
        self.store.check()
    }

    fn compact(&self) -> Result<bool, StoreError> {
        self.store.compact()
    }

    fn log(&self) -> Option<Arc<dyn Log>> {
        Some(self.log.clone())
    }
}

impl Log for WatchedLog {
    fn append(&self, first_position: u64, payload: &[&[u8]]) -> Result<(), StoreError> {
        (self.before)()?;
        self.log.append(first_position, payload)
    }

    fn room(&self) -> u64 {
        self.log.room()
    }

    fn capacity(&self) -> u64 {
        self.log.capacity()
    }

    fn size(&self) -> LogSize {
        self.log.size()
    }

    fn place(&self) -> LogPlace {
        self.log.place()
    }

    fn free(&self, place: LogPlace) {
        self.log.free(place);
    }

    fn read(&self, from: LogPlace, visit: LogVisitor<'_>) -> Result<(), StoreError> {
        self.log.read(from, visit)
    }

    fn grow(&self, bytes: u64) -> Result<(), StoreError> {
        self.log.grow(bytes)
    }
}

#[test]
fn threads_that_submit_at_once_have_an_answer_each() {
    const THREADS: u32 = 8;
    const EACH: u32 = 60;
    let appends = Arc::new(AtomicU64::new(0));
    let counted = appends.clone();
    let slow = move || {
        std::thread::sleep(Duration::from_millis(2));
        counted.fetch_add(1, Ordering::Relaxed);
        Ok(())
    };
    let engine =
        Engine::open_in(Watched::new(MemoryStore::default(), slow), Options { threads: true, ..options() }).unwrap();
    acme(&engine);
    let (before, start) = (appends.load(Ordering::Relaxed), engine.snapshot().position());
    let positions: Vec<u64> = std::thread::scope(|scope| {
        let submit = |thread: u32| {
            let engine = &engine;
            scope.spawn(move || {
                let one = |number| engine.submit(bill(&format!("b-{thread}-{number}"), "cn1/ws", "1 CNY")).unwrap();
                (0..EACH).map(|number| one(number).done().unwrap().position).collect::<Vec<_>>()
            })
        };
        let threads: Vec<_> = (0..THREADS).map(submit).collect();
        let of_each: Vec<Vec<u64>> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
        assert!(of_each.iter().all(|positions| positions.is_sorted()), "each thread's answers are in its order");
        of_each.concat()
    });
    let submits = u64::from(THREADS * EACH);
    let commits = appends.load(Ordering::Relaxed) - before;
    // How many share a commit depends on the machine. That they do is a test of the queue, in `group.rs`.
    println!("{submits} submits from {THREADS} threads in {commits} commits");
    assert!((1..=submits).contains(&commits), "{commits} commits");
    let expected: BTreeSet<u64> = (start + 1..=start + submits).collect();
    assert_eq!(positions.into_iter().collect::<BTreeSet<_>>(), expected, "each has a place of its own, none is empty");
    engine.verify(&mut defray::no_progress).unwrap();
}

#[test]
fn answers_come_in_the_order_of_the_requests() {
    let engine = Engine::open_in(MemoryStore::default(), options()).unwrap();
    acme(&engine);
    let requests = vec![
        bill("b-1", "cn1/ws", "1 CNY"),
        bill("b-2", "cn1/nothing", "1 CNY"),
        bill("b-1", "cn1/ws", "1 CNY"),
        bill("b-1", "cn1/ws", "2 CNY"),
        bill("b-3", "cn1/ws", "3 CNY"),
    ];
    let answers = engine.submit_all(requests, Mode::Independent);
    let in_words = |answer: &Result<defray::Answer, Error>| match answer {
        Ok(defray::Answer::Done(done)) => format!("done at {}", done.position),
        Ok(other) => format!("{}", other.receipt().unwrap().bill),
        Err(error) => error.code().to_owned(),
    };
    let expected = ["done at 3", "unknown_workspace", "b-1", "bill_conflict", "done at 4"];
    assert_eq!(answers.iter().map(in_words).collect::<Vec<_>>(), expected);
    assert!(engine.submit_all(Vec::new(), Mode::Atomic).is_empty());
}

#[test]
fn an_atomic_batch_is_done_whole_or_not_at_all_whoever_else_is_at_work() {
    let engine = Engine::open_in(MemoryStore::default(), tiny()).unwrap();
    acme(&engine);
    std::thread::scope(|scope| {
        for thread in 0..6 {
            let engine = &engine;
            scope.spawn(move || {
                for number in 0..40 {
                    let id = |part: &str| format!("b-{thread}-{number}-{part}");
                    // The second bill of every third batch is refused.
                    let middle = if number % 3 == 0 { "-1 CNY" } else { "1 CNY" };
                    let batch = vec![
                        bill(&id("a"), "cn1/ws", "1 CNY"),
                        bill(&id("b"), "cn1/ws", middle),
                        bill(&id("c"), "cn1/ws", "1 CNY"),
                    ];
                    let answers = engine.submit_all(batch, Mode::Atomic);
                    if number % 3 == 0 {
                        let codes: Vec<_> = answers.iter().map(|one| one.as_ref().unwrap_err().code()).collect();
                        assert_eq!(codes, ["batch_refused", "bill_negative", "batch_refused"]);
                        assert!(matches!(answers[0], Err(Error::BatchRefused { index: 1 })));
                    } else {
                        let place = |place: usize| answers[place].as_ref().unwrap().done().unwrap().position;
                        assert_eq!((place(1), place(2)), (place(0) + 1, place(0) + 2), "side by side");
                    }
                    settle(engine, &format!("alone-{thread}-{number}"), 1);
                }
            });
        }
    });
    let snapshot = engine.snapshot();
    for (thread, number) in (0..6).flat_map(|thread| (0..40).map(move |number| (thread, number))) {
        let there = |part| has_bill(&snapshot, &format!("b-{thread}-{number}-{part}"));
        let all = number % 3 != 0;
        assert_eq!([there("a"), there("b"), there("c")], [all; 3]);
    }
    engine.verify(&mut defray::no_progress).unwrap();
}

#[test]
fn compacting_waits_for_nobody_and_says_so() {
    let folder = Folder::new();
    let engine = folder.engine(tiny());
    settle(&engine, "b", 60);
    let snapshot = engine.snapshot();
    let refused = engine.compact().unwrap_err();
    assert_eq!((refused.code(), refused.class().name()), ("busy", "environment"));
    // The refusal stops neither the engine nor the reader.
    settle(&engine, "c", 5);
    assert_eq!(snapshot.position(), 62);
    drop(snapshot);
    engine.compact().unwrap();
    settle(&engine, "d", 5);
    assert_eq!(engine.verify(&mut defray::no_progress).unwrap().entries, 72);
    engine.checkpoint().unwrap();
    let size = || std::fs::metadata(folder.file("ledger.defray")).unwrap().len();
    let before = size();
    engine.compact().unwrap();
    assert!(size() <= before);
}

#[test]
fn one_file_has_one_engine() {
    let folder = Folder::new();
    let engine = folder.engine(options());
    let second = Engine::open(&folder.file("ledger.defray"), options()).unwrap_err();
    assert_eq!((second.code(), second.class().name()), ("file_locked", "environment"));
    assert!(second.to_string().contains("ledger.defray"), "{second}");
    let create = Engine::create(&folder.file("ledger.defray"), options()).unwrap_err();
    assert_eq!(create.code(), "file_exists");
    does(&engine, [top_up("acme", "1 CNY")]);
    drop(engine);
    assert_eq!(Engine::open(&folder.file("ledger.defray"), options()).unwrap().snapshot().position(), 3);
    assert_eq!(Engine::open(&folder.file("none.defray"), options()).unwrap_err().code(), "file_missing");
}

#[test]
fn a_backup_made_while_others_write_is_whole_and_a_prefix() {
    let folder = Folder::new();
    let engine = folder.engine(tiny());
    settle(&engine, "before", 30);
    let stop = AtomicBool::new(false);
    let ends: Vec<_> = std::thread::scope(|scope| {
        for thread in 0..3 {
            let (engine, stop) = (&engine, &stop);
            scope.spawn(move || {
                for round in 0.. {
                    if stop.load(Ordering::Relaxed) {
                        break;
                    }
                    settle(engine, &format!("during-{thread}-{round}"), 4);
                }
            });
        }
        let backup = |number: u32| {
            std::thread::sleep(Duration::from_millis(15));
            engine.backup(&folder.file(&format!("copy-{number}")), &mut defray::no_progress).unwrap()
        };
        let ends = (0..4).map(backup).collect();
        stop.store(true, Ordering::Relaxed);
        ends
    });
    let snapshot = engine.snapshot();
    for (number, (position, head)) in ends.into_iter().enumerate() {
        snapshot.expect_head(position, head).unwrap();
        let expected = Some((position, head));
        let copy =
            Engine::open(&folder.file(&format!("copy-{number}")), Options { expected, threads: true, ..options() })
                .unwrap();
        let verified = copy.verify(&mut defray::no_progress).unwrap();
        assert_eq!((verified.entries, verified.head), (position, head));
        // The copy is a complete ledger.
        does(&copy, [open("beta")]);
    }
    let again = engine.backup(&folder.file("copy-0"), &mut defray::no_progress).unwrap_err();
    assert_eq!(again.code(), "file_exists");
}

/// A batch that is too large for one commit is written in several. When a later one fails, the commands of the earlier
/// ones keep their answers, and a snapshot shows them.
#[test]
fn a_batch_larger_than_a_commit_is_written_in_several() {
    const BATCH: usize = 20_000;
    let batch = || {
        // About 1 100 bytes each.
        let reference = |number: usize| Note::new(&format!("{number:0>1000}")).ok();
        let amount = "1 CNY".parse().unwrap();
        let one = |number| TopUp { account: "acme".parse().unwrap(), amount, reference: reference(number) };
        (0..BATCH).map(|number| Request::from(one(number))).collect::<Vec<_>>()
    };
    for appends in [3, 2] {
        let store = MemoryStore::default();
        let left = AtomicU64::new(appends);
        let fails = move || match left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)) {
            Ok(_) => Ok(()),
            Err(_) => Err(StoreError::Unknown("the disk is gone".into())),
        };
        let engine = Engine::open_in(Watched::new(store.clone(), fails), options()).unwrap();
        engine.submit(open("acme")).unwrap();
        let answers = engine.submit_all(batch(), Mode::Independent);
        let done = answers.iter().filter(|answer| answer.is_ok()).count();
        assert_eq!(answers.len(), BATCH);
        assert!(answers.iter().take(done).all(Result::is_ok), "the answers are in the order of the commits");
        assert_eq!(engine.snapshot().position(), 1 + done as u64);
        drop(engine);
        let position = Engine::open_in(store.copy(), options()).unwrap().snapshot().position();
        assert_eq!(position, 1 + done as u64, "what was answered is on disk");
        if appends == 3 {
            assert_eq!(done, BATCH);
        } else {
            assert!(done > 10_000 && done < BATCH, "{done} were in the first commit");
            assert!(answers.into_iter().skip(done).all(|answer| answer.unwrap_err().code() == "outcome_unknown"));
        }
    }
}
