//! The memory that an engine says that it takes.

use defray::core::command::Command;
use defray::core::id::RawMessage;
use defray::core::limits::RAW_MESSAGE_BYTES_MAX;
use defray::core::marketplace::Signal;
use defray::{Engine, Memory, MemoryStore, Options};

use crate::common::{bill, bind, does, hours, keyed, link, open, options, said, top_up};

fn engine() -> Engine {
    let options = Options { changed_bytes: 100_000, cached_bytes: 50_000, ..options() };
    Engine::open_in(MemoryStore::default(), options).unwrap()
}

#[test]
fn the_memory_of_each_part_is_counted_and_bounded() {
    let engine = engine();
    let bounds = Memory {
        changed_bytes_max: 200_000,
        cached_bytes_max: 50_000,
        unswept_entry_bytes_max: 64 << 20,
        entry_cache_bytes_max: 8 << 20,
        log_bytes: 64 << 20,
        ..Memory::default()
    };
    assert_eq!(engine.snapshot().memory(), bounds, "an empty ledger");
    let first = engine.snapshot();
    engine.submit(keyed(open("acme"), "k")).unwrap();
    let one = engine.snapshot().memory();
    assert!(one.changed_bytes > 500 && one.changed_bytes < 5_000, "{one:?}");
    assert!(one.unswept_entry_bytes > 64 && one.unswept_entry_bytes < 500, "{one:?}");
    // This log has one copy of each commit.
    assert_eq!(one.log_used_bytes, one.unswept_entry_bytes);
    assert!(one.cached_bytes < 200, "there is no default policy: {one:?}");
    assert_eq!(one.entry_cache_bytes, 0);
    assert_eq!(first.memory(), bounds, "a snapshot does not change");
    engine.submit(keyed(open("acme"), "k")).unwrap();
    let repeated = engine.snapshot().memory();
    assert_eq!(repeated.entry_cache_bytes, one.unswept_entry_bytes + 32, "the segment and one head");
    engine.checkpoint().unwrap();
    let swept = engine.snapshot().memory();
    assert_eq!((swept.unswept_entry_bytes, swept.log_used_bytes), (0, 0));
    assert_eq!(swept.changed_bytes, one.changed_bytes, "the records of the last sweep stay");
    // One page of the filter of the key's run is cached.
    assert!(swept.cached_bytes > 0 && swept.cached_bytes < 600, "{swept:?}");
    assert_eq!(engine.snapshot().statistics().unwrap().memory, swept);
}

#[test]
fn many_commands_stay_within_the_bounds() {
    // The records of one commit can exceed the bound of each half.
    const ONE_COMMIT: u64 = 2 * 8_000;
    let engine = engine();
    let mut most = Memory::default();
    for number in 0..2_000 {
        let account = format!("acme-{number}");
        let (workspace, earlier) = (format!("cn1/ws-{number}"), format!("cn1/ws-{}", number / 2));
        let bill = bill(&format!("b-{number}"), &earlier, "0.5 CNY").at(hours(1));
        does(&engine, [open(&account), top_up(&account, "1 CNY"), bind(&account, &workspace), bill]);
        let memory = engine.snapshot().memory();
        assert!(memory.changed_bytes <= memory.changed_bytes_max + ONE_COMMIT, "{memory:?}");
        assert!(memory.cached_bytes <= memory.cached_bytes_max, "{memory:?}");
        most.changed_bytes = most.changed_bytes.max(memory.changed_bytes);
        most.cached_bytes = most.cached_bytes.max(memory.cached_bytes);
    }
    assert!(most.changed_bytes > 190_000 && most.cached_bytes > 25_000, "{most:?}");
}

#[test]
fn the_log_grows_while_commits_wait_for_sweeps() {
    let folder = tempfile::tempdir().unwrap();
    let engine = Engine::create(&folder.path().join("ledger.defray"), Options { threads: true, ..options() }).unwrap();
    does(&engine, [open("acme"), link("acme", "ca-1")]);
    // The ledger becomes large enough for a larger log.
    for _ in 0..5 {
        does(&engine, vec![top_up("acme", "1 CNY"); 1_000]);
        engine.checkpoint().unwrap();
    }
    assert_eq!(engine.snapshot().memory().log_bytes, 1 << 20);
    // Each message takes more than half of the log, so its commit waits for the sweep that the commit before began.
    for number in 0..10 {
        let mut request = said("ca-1", Signal::Activated).at(hours(number));
        let Command::Ingest(ingest) = &mut request.command else { panic!("a message") };
        ingest.message.raw = Some(RawMessage::new(&"r".repeat(RAW_MESSAGE_BYTES_MAX)).unwrap());
        does(&engine, [request]);
    }
    assert_eq!(engine.snapshot().memory().log_bytes, 4 << 20);
}
