//! Files of an earlier version can be opened, and their verification gives the same head.

use std::path::Path;

use defray::{Engine, Options, no_progress};

#[test]
fn ledgers_of_format_2_open_and_verify() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/format-2");
    let folder = tempfile::tempdir().unwrap();
    let expected = std::fs::read_to_string(fixtures.join("expected.txt")).unwrap();
    let mut verified = 0;
    for line in expected.lines() {
        let name = line.split(' ').next().unwrap();
        // Opening a file writes to it, so each test run uses a copy.
        let path = folder.path().join(name);
        std::fs::copy(fixtures.join(name).with_extension("defray"), &path).unwrap();
        let engine = Engine::open(&path, Options::default()).unwrap();
        let found = engine.verify(&mut no_progress).unwrap();
        assert_eq!(format!("{name} {} {} {}", found.entries, found.records, found.head), line);
        verified += 1;
    }
    assert_eq!(verified, 5, "expected.txt names every fixture");
}
