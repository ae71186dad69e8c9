//! A ledger that is not the expected one is not opened, and its file is not changed.

use std::fs;
use std::path::{Path, PathBuf};

use defray::{Engine, Error, GENESIS, Head, Options};

use crate::common::{acme, does, options, top_up};

fn expecting(position: u64, head: Head) -> Options {
    Options { expected: Some((position, head)), ..options() }
}

fn code(result: Result<impl Sized, Error>) -> &'static str {
    result.map(drop).unwrap_err().code()
}

/// A ledger file as a killed process leaves it. An open for writing recovers it, so it changes the file.
fn unclosed(folder: &Path) -> PathBuf {
    let (original, path) = (folder.join("original.defray"), folder.join("ledger.defray"));
    let engine = Engine::create(&original, options()).unwrap();
    acme(&engine);
    engine.checkpoint().unwrap();
    does(&engine, [top_up("acme", "5 CNY"), top_up("acme", "2 CNY")]);
    fs::copy(&original, &path).unwrap();
    path
}

fn copy_of_format_2(folder: &Path) -> PathBuf {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/format-2");
    let mut files = fs::read_dir(fixtures).unwrap().map(|file| file.unwrap().path());
    let fixture = files.find(|file| file.extension().is_some_and(|extension| extension == "defray")).unwrap();
    let path = folder.join("format-2.defray");
    fs::copy(fixture, &path).unwrap();
    path
}

#[test]
fn another_ledger_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    for path in [unclosed(folder.path()), copy_of_format_2(folder.path())] {
        let before = fs::read(&path).unwrap();
        let (position, head) = Engine::end_of_journal(&path).unwrap();
        let wrong = Head::from([7; 32]);
        for (at, expected) in [(position, wrong), (1, wrong), (0, wrong), (1, head), (position + 1, head)] {
            assert_eq!(code(Engine::open(&path, expecting(at, expected))), "head_mismatch");
            assert_eq!(code(Engine::open_or_create(&path, expecting(at, expected))), "head_mismatch");
            let reading = Options { read_only: true, ..expecting(at, expected) };
            assert_eq!(code(Engine::open(&path, reading)), "head_mismatch");
            assert!(fs::read(&path).unwrap() == before, "{}: the file was changed", path.display());
        }
        let engine = Engine::open(&path, expecting(position, head)).unwrap();
        let snapshot = engine.snapshot();
        // A file of format 2 was converted: it has another head, and still knows the old one.
        let old = snapshot.migrated_from().unwrap().map_or(snapshot.head(), |(_, old)| old);
        assert_eq!((snapshot.position(), old), (position, head));
        snapshot.expect_head(0, GENESIS).unwrap();
        snapshot.expect_head(position, head).unwrap();
        let now = snapshot.head();
        drop((snapshot, engine));
        assert!(fs::read(&path).unwrap() != before, "an open for writing changes the file");
        assert_eq!(Engine::end_of_journal(&path).unwrap(), (position, now));
        drop(Engine::open(&path, expecting(position, head)).unwrap());
    }
}

#[test]
fn an_expected_ledger_is_not_created() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.defray");
    for (position, head) in [(0, Head::from([7; 32])), (3, GENESIS)] {
        for create in [Engine::create, Engine::open_or_create] {
            assert_eq!(code(create(&path, expecting(position, head))), "head_mismatch");
            assert!(fs::read_dir(folder.path()).unwrap().next().is_none());
        }
    }
    drop(Engine::create(&path, expecting(0, GENESIS)).unwrap());
    assert_eq!(Engine::end_of_journal(&path).unwrap(), (0, GENESIS));
    assert_eq!(code(Engine::end_of_journal(&folder.path().join("none"))), "file_missing");
}
