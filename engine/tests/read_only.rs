//! Ledgers that are opened for reading only.

use std::fs;
use std::path::Path;

use defray::{Engine, Error, Mode, Options};

use crate::common::{acme, bill, does, keyed, march, open, options, top_up};

fn reading() -> Options {
    Options { read_only: true, ..options() }
}

fn code(result: Result<impl Sized, Error>) -> &'static str {
    result.map(drop).unwrap_err().code()
}

/// Opens the file for reading only. Checks its content, and that the file did not change.
fn read(path: &Path, position: u64, cash: &str) {
    let before = fs::read(path).unwrap();
    let engine = Engine::open(path, reading()).unwrap();
    let snapshot = engine.snapshot();
    assert_eq!(snapshot.position(), position);
    assert_eq!(snapshot.account(&"acme".parse().unwrap()).unwrap().cash.to_string(), cash);
    assert_eq!(engine.verify(&mut defray::no_progress).unwrap().entries, position);
    assert_eq!(snapshot.journal(1).count() as u64, position);
    engine.checkpoint().unwrap();
    drop(snapshot);
    assert_eq!(code(engine.compact()), "read_only");
    engine.close().unwrap();
    assert!(fs::read(path).unwrap() == before, "the file did not change");
}

#[test]
fn a_ledger_is_read_without_a_change_of_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.defray");
    let engine = Engine::create(&path, options()).unwrap();
    acme(&engine);
    does(&engine, [top_up("acme", "5 CNY")]);
    engine.checkpoint().unwrap();
    does(&engine, [top_up("acme", "2 CNY"), bill("b-1", "cn1/ws", "0.5 CNY")]);
    // A copy of a file that was not closed, whose last commands are after the checkpoint.
    let unclosed = folder.path().join("unclosed.defray");
    fs::copy(&path, &unclosed).unwrap();
    read(&unclosed, 5, "6.5 CNY");
    engine.close().unwrap();
    read(&path, 5, "6.5 CNY");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    read(&path, 5, "6.5 CNY");
}

#[test]
fn a_reader_excludes_writers_and_not_readers() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.defray");
    let writer = Engine::create(&path, options()).unwrap();
    assert_eq!(code(Engine::open(&path, reading())), "file_locked");
    drop(writer);
    let readers = [Engine::open(&path, reading()).unwrap(), Engine::open(&path, reading()).unwrap()];
    assert_eq!(code(Engine::open(&path, options())), "file_locked");
    drop(readers);
    Engine::open(&path, options()).unwrap();
}

#[test]
fn a_reader_takes_no_command() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.defray");
    assert_eq!(code(Engine::create(&path, reading())), "bad_argument");
    assert_eq!(code(Engine::open_or_create(&path, reading())), "file_missing");
    Engine::create(&path, options()).unwrap();
    let engine = Engine::open_or_create(&path, reading()).unwrap();
    for mode in [Mode::Independent, Mode::Atomic] {
        for answer in engine.submit_all(vec![open("acme"), keyed(open("beta"), "k")], mode) {
            assert_eq!(code(answer), "read_only");
        }
    }
    assert_eq!(engine.snapshot().position(), 0, "and it has not halted");
}

#[test]
fn a_file_that_must_be_migrated_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.defray");
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/format-2/story-arrears.defray");
    fs::copy(fixture, &path).unwrap();
    assert_eq!(code(Engine::open(&path, reading())), "needs_migration");
    Engine::open(&path, options()).unwrap().close().unwrap();
    Engine::open(&path, reading()).unwrap();
}

#[test]
fn entries_of_a_simulation_are_ahead_of_the_clock_and_say_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.defray");
    let real = || Options { simulate: false, ..options() };
    let later = "2036-01-01T00:00:00Z".parse().unwrap();
    let engine = Engine::create(&path, real()).unwrap();
    does(&engine, [open("acme")]);
    assert_eq!(code(engine.submit(open("beta").at(later))), "at_in_future");
    assert!(!engine.snapshot().has_simulated());
    drop(engine);
    let engine = Engine::open(&path, options()).unwrap();
    does(&engine, [open("beta").at(later)]);
    drop(engine);
    let engine = Engine::open(&path, real()).unwrap();
    assert!(engine.snapshot().has_simulated());
    let verified = engine.verify(&mut defray::no_progress).unwrap();
    assert_eq!((verified.entries, verified.simulated, verified.decided_again), (2, 1, 2));
    let entries: Vec<_> = engine.snapshot().journal(1).map(|entry| entry.unwrap().0).collect();
    assert_eq!(entries.iter().map(|entry| entry.simulated).collect::<Vec<_>>(), [false, true]);
    assert_eq!((entries[1].asked_at, entries[1].recorded_at), (later, march()));
}
