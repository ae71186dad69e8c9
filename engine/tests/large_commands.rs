//! Commands with many events, and commits that are larger than the ring of the log.

use defray::core::command::Command;
use defray::core::id::RawMessage;
use defray::core::limits::{ENTRY_BYTES_MAX, RAW_MESSAGE_BYTES_MAX};
use defray::core::marketplace::Signal;
use defray::testing::{Damage, Dice, FaultyDisk, Image};
use defray::{Engine, ErrorClass, Head, MemoryStore, Mode, Options, Request, no_progress};

use crate::common::{acme, bill, choose, does, hours, link, options, policy, said, top_up};

const BILLS: usize = 1_000;

fn bills() -> Vec<Request> {
    (0..BILLS).map(|number| bill(&format!("bill-{number:012}"), "cn1/ws", "0.75 CNY").at(hours(2))).collect()
}

/// The number of bytes of the last entry for each bill, in the older encoding, which is larger.
fn bytes_for_each_bill(engine: &Engine) -> usize {
    let snapshot = engine.snapshot();
    let (entry, _) = snapshot.entry(snapshot.position()).unwrap();
    assert!(entry.events.len() >= BILLS, "{} events", entry.events.len());
    postcard::to_stdvec(&entry).unwrap().len() / BILLS
}

/// What one command must be able to do: pay all held bills of an account, and correct all bills that a late message
/// gives another payer.
#[test]
fn the_largest_entry_holds_a_million_bills() {
    let engine = Engine::open_in(MemoryStore::default(), options()).unwrap();
    acme(&engine);
    does(&engine, [policy("acme", "0")]);
    does(&engine, bills());
    does(&engine, [top_up("acme", "2000 CNY").at(hours(3))]);
    let paid = bytes_for_each_bill(&engine);

    let engine = Engine::open_in(MemoryStore::default(), options()).unwrap();
    acme(&engine);
    does(&engine, [top_up("acme", "2000 CNY"), link("acme", "ca-1"), said("ca-1", Signal::Activated)]);
    does(&engine, [choose("acme", "cn1/ws", "ca-1")]);
    does(&engine, bills());
    let mut ended = said("ca-1", Signal::Ended).at(hours(3));
    let Command::Ingest(ingest) = &mut ended.command else { panic!("a message") };
    ingest.message.occurred_at = Some(hours(0));
    does(&engine, [ended]);
    let corrected = bytes_for_each_bill(&engine);

    println!("bytes for each bill: {paid} when a top-up pays it, {corrected} when a message corrects it");
    assert!(1_000_000 * paid.max(corrected) < ENTRY_BYTES_MAX);
}

/// A batch whose entries have more bytes than the largest ring holds twice: 64 MiB.
fn larger_than_the_ring() -> Vec<Request> {
    const MESSAGES: usize = 132;
    let raw = "r".repeat(RAW_MESSAGE_BYTES_MAX);
    let message = |number| {
        let mut request = said("ca-1", Signal::Activated).at(hours(number));
        let Command::Ingest(ingest) = &mut request.command else { panic!("a message") };
        ingest.message.raw = Some(RawMessage::new(&raw).unwrap());
        request
    };
    const { assert!(MESSAGES * RAW_MESSAGE_BYTES_MAX > 32 << 20) };
    (0..MESSAGES as u64).map(message).collect()
}

fn small() -> Options {
    Options { page_cache_bytes: 1 << 20, ..options() }
}

fn end(engine: &Engine) -> (u64, Head) {
    let snapshot = engine.snapshot();
    (snapshot.position(), snapshot.head())
}

/// A ledger with an account, its end, and its end after the batch.
fn course(batch: &[Request]) -> (Image, (u64, Head), (u64, Head), u64) {
    let disk = FaultyDisk::new(Image::default());
    let engine = Engine::create_on(disk.clone(), small()).unwrap();
    acme(&engine);
    let before = end(&engine);
    engine.close().unwrap();
    let start = disk.image();
    let disk = FaultyDisk::new(start.clone());
    let engine = Engine::open_on(disk.clone(), small()).unwrap();
    for answer in engine.submit_all(batch.to_vec(), Mode::Atomic) {
        assert!(answer.unwrap().done().is_some());
    }
    let after = end(&engine);
    // The batch is in the tables, because the log has no room for it, and the log is used for what follows.
    assert_eq!(engine.snapshot().statistics().unwrap().checkpoint, after.0);
    does(&engine, [top_up("acme", "1 CNY").at(hours(200))]);
    assert_eq!(engine.snapshot().statistics().unwrap().checkpoint, after.0);
    engine.verify(&mut no_progress).unwrap();
    let last = end(&engine);
    // A crash: the disk as it is, without a close.
    let again = Engine::open_on(FaultyDisk::new(disk.image()), small()).unwrap();
    assert_eq!(end(&again), last);
    (start, before, after, disk.mutations())
}

/// A commit that is larger than the ring is written to the tables, whole or not at all, at each power cut.
#[test]
fn a_commit_that_is_larger_than_the_ring_of_the_log_is_atomic_and_durable() {
    let batch = larger_than_the_ring();
    let (start, before, after, mutations) = course(&batch);
    let mut dice = Dice::new(42);
    let (mut lost, mut kept) = (0, 0);
    let cuts = (0..mutations).filter(|cut| cut.is_multiple_of(1 + mutations / 30)).chain(mutations - 6..mutations);
    for (cut, damage) in cuts.zip(Damage::ALL.into_iter().cycle()) {
        let disk = FaultyDisk::new(start.clone()).crash_at(cut);
        let acknowledged = Engine::open_on(disk.clone(), small()).is_ok_and(|engine| {
            let answers = engine.submit_all(batch.clone(), Mode::Atomic);
            if let Some(failure) = answers.iter().find_map(|answer| answer.as_ref().err()) {
                assert!(matches!(failure.class(), ErrorClass::Unknown | ErrorClass::Environment), "{failure}");
            }
            answers.iter().all(Result::is_ok)
        });
        let image = disk.image_after_crash(damage, &mut dice);
        let engine = Engine::open_on(FaultyDisk::new(image), small()).unwrap();
        match end(&engine) {
            found if found == after => kept += 1,
            found => {
                assert_eq!(found, before, "{damage:?} at {cut} of {mutations}");
                assert!(!acknowledged, "{damage:?} at {cut} of {mutations}");
                lost += 1;
            }
        }
    }
    println!("{mutations} mutations: {lost} power cuts before the commit, {kept} after it");
    assert!(lost > 0 && kept > 0, "{lost} {kept}");
}
