//! Files of format 2 are converted when they are opened: commands, events, records and payers stay, the old heads are
//! still known, and the new rules hold from the next command on.

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
fn ledgers_of_format_2_are_converted_and_verified_by_their_events() {
    let folder = tempfile::tempdir().unwrap();
    for (name, line) in expected() {
        let path = copy_of(&name, folder.path());
        let before = std::fs::read(&path).unwrap();
        for opened in 0..2 {
            let engine = Engine::open(&path, Options::default()).unwrap();
            let found = engine.verify(&mut no_progress).unwrap();
            let snapshot = engine.snapshot();
            let (position, old) = snapshot.migrated_from().unwrap().unwrap();
            assert_eq!(format!("{name} {position} {} {old}", found.records), line);
            assert_eq!((found.entries, found.decided_again, found.checked_by_events), (position, 0, position));
            assert_ne!(found.head, old, "{name} {opened}: an entry has other bytes");
            assert!(snapshot.journal(1).all(|entry| entry.unwrap().0.rules == rules::FIRST));
            // A host may have stored either head.
            snapshot.expect_head(position, old).unwrap();
            snapshot.expect_head(position, found.head).unwrap();
            assert_eq!(snapshot.expect_head(position - 1, old).unwrap_err().code(), "head_mismatch");
            engine.close().unwrap();
        }
        let kept = folder.path().join(format!("{name}.format-2"));
        let kept = Engine::open(&kept, Options { read_only: true, ..Options::default() });
        assert_eq!(kept.unwrap_err().code(), "needs_migration", "the old file is kept");
        assert!(before.len() > 4_096);
        assert!(!folder.path().join(format!("{name}.migrating")).exists());
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

#[test]
fn a_conversion_that_was_interrupted_begins_again() {
    let folder = tempfile::tempdir().unwrap();
    for (name, line) in expected() {
        let path = copy_of(&name, folder.path());
        let beside = |ending: &str| folder.path().join(format!("{name}{ending}"));
        let original = std::fs::read(&path).unwrap();
        // Cancelled: the old file stays as it is, and nothing is left beside it.
        let mut cancel = |_| std::ops::ControlFlow::Break(());
        let cancelled = Engine::open_with_progress(&path, Options::default(), &mut cancel);
        assert_eq!(cancelled.unwrap_err().code(), "cancelled");
        assert!(!beside(".migrating").exists() && !beside(".format-2").exists());
        let still = Engine::open(&path, Options { read_only: true, ..Options::default() });
        assert_eq!(still.unwrap_err().code(), "needs_migration");
        // Interrupted while the new file was written, and after the old one got its second name.
        std::fs::write(beside(".migrating"), &original[..original.len() / 2]).unwrap();
        std::fs::hard_link(&path, beside(".format-2")).unwrap();
        let engine = Engine::open(&path, Options::default()).unwrap();
        let found = engine.verify(&mut no_progress).unwrap();
        assert!(line.starts_with(&format!("{name} {} {} ", found.entries, found.records)), "{line}");
        assert!(!beside(".migrating").exists() && beside(".format-2").exists());
    }
}

#[test]
fn another_file_with_the_name_of_the_old_one_is_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let (name, _) = expected().remove(0);
    let path = copy_of(&name, folder.path());
    let taken = folder.path().join(format!("{name}.format-2"));
    std::fs::write(&taken, "mine").unwrap();
    let error = Engine::open(&path, Options::default()).unwrap_err();
    assert_eq!(error.code(), "io");
    assert!(error.to_string().contains("move it away"), "{error}");
    assert_eq!(std::fs::read_to_string(&taken).unwrap(), "mine");
    std::fs::remove_file(&taken).unwrap();
    Engine::open(&path, Options::default()).unwrap().verify(&mut no_progress).unwrap();
}
