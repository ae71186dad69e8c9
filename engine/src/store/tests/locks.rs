//! Only one handle can have a ledger open.

use super::support::{CACHE, Failure, TestDir, child, child_path, commit, open, printed, rows_after};
use crate::store::{OpenErrorKind, create};

const CHILD: &str = "store::tests::locks::child_tries_to_open";

/// Prints the result of opening, for the parent process.
#[test]
#[ignore = "run by another test, in a process of its own"]
fn child_tries_to_open() {
    match open(&child_path(), CACHE) {
        Ok(_) => println!("child: opened"),
        Err(error) if matches!(error.kind, OpenErrorKind::Locked) => println!("child: locked"),
        Err(error) => println!("child: {error}"),
    }
}

fn child_says(path: &std::path::Path) -> String {
    printed(&child(CHILD, path).output().unwrap())
}

#[test]
fn a_second_handle_is_refused_until_the_first_is_gone() {
    let directory = TestDir::new();
    let path = directory.file("ledger");
    let fill = |database: &_| Ok::<_, Failure>(commit(database, &rows_after(1))?);
    create(&path, CACHE, fill).unwrap();
    let first = open(&path, CACHE).unwrap();
    // Twice, because a refused open must not release the lock of the first handle.
    for _ in 0..2 {
        let error = open(&path, CACHE).unwrap_err();
        assert!(matches!(error.kind, OpenErrorKind::Locked), "{error}");
        assert!(error.to_string().contains(path.to_str().unwrap()));
        assert!(child_says(&path).contains("child: locked"));
    }
    let link = directory.file("other-name");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let error = open(&link, CACHE).unwrap_err();
    assert!(matches!(error.kind, OpenErrorKind::Locked), "{error}");
    drop(first);
    assert!(child_says(&path).contains("child: opened"));
    open(&path, CACHE).unwrap();
}
