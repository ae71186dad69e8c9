//! Files of format 2 are migrated when they are opened: the hash chain, the records and the payers stay, and the new
//! rules hold from the next command on.

use std::path::{Path, PathBuf};

use defray::core::command::OpenAccount;
use defray::core::rules;
use defray::{Engine, Options, no_progress};

/// A copy of a fixture, because opening a file writes to it.
fn copy_of(name: &str, folder: &Path) -> PathBuf {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/format-2");
    let path = folder.join(name);
    std::fs::copy(fixtures.join(name).with_extension("defray"), &path).unwrap();
    path
}

fn expected() -> Vec<(String, String)> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/format-2");
    let lines = std::fs::read_to_string(fixtures.join("expected.txt")).unwrap();
    let expected: Vec<_> =
        lines.lines().map(|line| (line.split(' ').next().unwrap().to_owned(), line.to_owned())).collect();
    assert_eq!(expected.len(), 7, "expected.txt names every fixture");
    expected
}

#[test]
fn ledgers_of_format_2_are_migrated_and_verified_by_their_events() {
    let folder = tempfile::tempdir().unwrap();
    for (name, line) in expected() {
        let path = copy_of(&name, folder.path());
        for opened in 0..2 {
            let engine = Engine::open(&path, Options::default()).unwrap();
            let found = engine.verify(&mut no_progress).unwrap();
            assert_eq!(format!("{name} {} {} {}", found.entries, found.records, found.head), line);
            assert_eq!((found.decided_again, found.checked_by_events), (0, found.entries), "{name} {opened}");
            assert!(engine.snapshot().journal(1).all(|entry| entry.unwrap().0.rules == rules::FIRST));
            engine.close().unwrap();
        }
    }
}

#[test]
fn entries_after_a_migration_are_decided_under_the_current_rules() {
    let folder = tempfile::tempdir().unwrap();
    for (name, _) in expected() {
        let path = copy_of(&name, folder.path());
        let engine = Engine::open(&path, Options::default()).unwrap();
        let before = engine.snapshot().position();
        engine.submit(OpenAccount { account: "new".parse().unwrap(), currency: "CNY".parse().unwrap() }).unwrap();
        engine.close().unwrap();
        let engine = Engine::open(&path, Options::default()).unwrap();
        let found = engine.verify(&mut no_progress).unwrap();
        assert_eq!((found.decided_again, found.checked_by_events), (1, before), "{name}");
        let (entry, _) = engine.snapshot().entry(before + 1).unwrap();
        assert_eq!(entry.rules, rules::CURRENT);
    }
}
