//! After an interrupted creation the ledger file is complete or missing.

use std::env;
use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::time::Duration;

use redb::Database;

use super::support::{
    BLOCKS, CACHE, Failure, Rows, TestDir, child, child_path, commit, open, printed, read_all, rows_after,
    without_panic,
};
use crate::store::{OpenError, OpenErrorKind, create};

const CRASH_AT: &str = "DEFRAY_TEST_CRASH_AT";
const CREATES: &str = "store::tests::creation::child_creates";
const OPENS: &str = "store::tests::creation::child_opens";
const STEPS: [&str; 6] = ["temporary file created", "filled", "closed", "synced", "linked", "directory synced"];

/// Ends the process like `kill -9`, if the parent requested this step.
pub(crate) fn abort_if_asked(step: &str) {
    if env::var(CRASH_AT).is_ok_and(|asked| asked == step) {
        std::process::abort();
    }
}

fn records() -> Rows {
    rows_after(4)
}

fn fill(database: &Database) -> Result<(), Failure> {
    Ok(commit(database, &records())?)
}

fn refusal(result: Result<impl Sized, Failure>) -> OpenErrorKind {
    match result {
        Err(Failure::Open(OpenError { kind, .. })) => kind,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("was not refused"),
    }
}

fn open_refusal(path: &Path) -> OpenErrorKind {
    let result = without_panic(|| open(path, CACHE)).expect("no panic");
    refusal(result.map_err(Failure::from))
}

#[test]
#[ignore = "run by another test, in a process of its own"]
fn child_creates() {
    match create(&child_path(), CACHE, fill) {
        Ok(()) => println!("child: created"),
        Err(error) => println!("child: {error:?}"),
    }
}

#[test]
#[ignore = "run by another test, in a process of its own"]
fn child_opens() {
    println!("child: {:?}", open(&child_path(), CACHE));
}

/// The file is missing or complete. A following creation or open succeeds and leaves no temporary files.
fn assert_none_or_good(directory: &TestDir, path: &Path) -> bool {
    let existed = path.exists();
    if !existed {
        create(path, CACHE, fill).unwrap();
    }
    assert_eq!(read_all(&open(path, CACHE).unwrap()).unwrap(), records());
    assert_eq!(directory.names(), ["ledger"]);
    existed
}

#[test]
fn a_crash_at_each_step_leaves_no_file_or_a_good_one() {
    for step in STEPS {
        let directory = TestDir::new();
        let path = directory.file("ledger");
        let output = child(CREATES, &path).env(CRASH_AT, step).output().unwrap();
        assert!(!output.status.success(), "crashed at {step}");
        let existed = assert_none_or_good(&directory, &path);
        assert_eq!(existed, ["linked", "directory synced"].contains(&step));
    }
}

#[test]
fn a_kill_at_a_random_moment_leaves_no_file_or_a_good_one() {
    let (mut none, mut good) = (0, 0);
    for round in 0..40 {
        let directory = TestDir::new();
        let path = directory.file("ledger");
        let mut command = child(CREATES, &path);
        command.stdout(std::process::Stdio::null());
        let mut process = command.spawn().unwrap();
        std::thread::sleep(Duration::from_micros(round * 500));
        process.kill().unwrap();
        process.wait().unwrap();
        match assert_none_or_good(&directory, &path) {
            true => good += 1,
            false => none += 1,
        }
    }
    println!("40 kills during creation: {none} left no file, {good} a good one, 0 a bad one");
}

#[test]
fn a_failed_fill_leaves_nothing() {
    let directory = TestDir::new();
    let path = directory.file("ledger");
    let error = Failure::Redb(redb::Error::PreviousIo);
    let outcome = create(&path, CACHE, |_| Err(error));
    assert!(matches!(outcome, Err(Failure::Redb(redb::Error::PreviousIo))), "{outcome:?}");
    assert!(directory.names().is_empty());
}

#[test]
fn nothing_is_ever_overwritten() {
    let directory = TestDir::new();
    let path = directory.file("ledger");
    fs::write(&path, "precious").unwrap();
    let kind = refusal(create(&path, CACHE, fill));
    assert!(matches!(kind, OpenErrorKind::AlreadyExists));
    fs::remove_file(&path).unwrap();
    // Another process creates the file while the temporary file is being filled.
    let rival = |database: &Database| {
        fs::write(&path, "precious").unwrap();
        fill(database)
    };
    let kind = refusal(create(&path, CACHE, rival));
    assert!(matches!(kind, OpenErrorKind::AlreadyExists));
    assert_eq!(fs::read(&path).unwrap(), b"precious");
    assert_eq!(directory.names(), ["ledger"]);
}

#[test]
fn one_of_two_creations_at_once_wins() {
    let directory = TestDir::new();
    let path = directory.file("ledger");
    let results: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| create(&path, CACHE, fill))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let (created, refused): (Vec<_>, Vec<_>) = results.into_iter().partition(Result::is_ok);
    assert_eq!(created.len(), 1);
    for result in refused {
        let kind = refusal(result);
        assert!(matches!(kind, OpenErrorKind::AlreadyExists), "{kind}");
    }
    assert_none_or_good(&directory, &path);
}

#[test]
fn temporary_files_of_other_ledgers_are_left_alone() {
    let directory = TestDir::new();
    let path = directory.file("ledger");
    let ours = format!(".ledger.creating-{}", "0a".repeat(16));
    let others = [format!(".ledger2.creating-{}", "0a".repeat(16)), ".ledger.creating-notes".into()];
    fs::write(directory.file(&ours), "").unwrap();
    others.iter().for_each(|name| fs::write(directory.file(name), "").unwrap());
    create(&path, CACHE, fill).unwrap();
    open(&path, CACHE).unwrap();
    assert_eq!(directory.names(), [&others[1], &others[0], "ledger"]);
}

#[test]
fn what_is_no_ledger_is_refused_by_kind() {
    let directory = TestDir::new();
    let file = |name: &str, content: &[u8]| {
        let path = directory.file(name);
        fs::write(&path, content).unwrap();
        open_refusal(&path)
    };
    assert!(matches!(file("empty", b""), OpenErrorKind::TruncatedPreamble { len: 0 }));
    assert!(matches!(file("text", b"Dear reader,\n"), OpenErrorKind::NotDefray));
    let prose = b"defray the costs. ".repeat(9000);
    assert!(matches!(file("prose", &prose), OpenErrorKind::NotDefray));
    let plain = directory.file("plain");
    drop(Database::create(&plain).unwrap());
    assert!(matches!(open_refusal(&plain), OpenErrorKind::PlainRedb));
    assert!(matches!(open_refusal(directory.path()), OpenErrorKind::IsDirectory));
    assert!(matches!(open_refusal(&directory.file("absent")), OpenErrorKind::Missing));
    assert!(matches!(open_refusal(&directory.file("text/below")), OpenErrorKind::Missing));
    assert!(matches!(open_refusal(Path::new("/dev/null")), OpenErrorKind::NotAFile));
}

#[test]
fn creation_in_a_wrong_place_is_refused_by_kind() {
    let directory = TestDir::new();
    fs::write(directory.file("file"), "").unwrap();
    for absent in ["absent/ledger", "file/ledger"] {
        let kind = refusal(create(&directory.file(absent), CACHE, fill));
        assert!(matches!(kind, OpenErrorKind::DirectoryMissing), "{kind}");
    }
    for taken in [directory.path(), Path::new("/"), Path::new("..")] {
        let kind = refusal(create(taken, CACHE, fill));
        assert!(matches!(kind, OpenErrorKind::IsDirectory), "{kind}");
    }
}

#[test]
fn a_truncated_file_is_refused_at_every_length() {
    let directory = TestDir::new();
    let path = directory.file("ledger");
    create(&path, CACHE, fill).unwrap();
    let whole = fs::read(&path).unwrap();
    let lengths = (0..whole.len()).step_by(997);
    let blocks = (BLOCKS as usize..whole.len()).step_by(4112);
    let mut tried = 0;
    for len in lengths.chain(blocks) {
        let mut file = fs::File::create(&path).unwrap();
        file.write_all(&whole[..len]).unwrap();
        let kind = open_refusal(&path);
        let named = match kind {
            OpenErrorKind::TruncatedPreamble { .. } => len < 4096,
            OpenErrorKind::DamagedLength { .. } => len >= 4096,
            OpenErrorKind::DamagedPage(_) | OpenErrorKind::Damaged(_) => len >= BLOCKS as usize,
            _ => false,
        };
        assert!(named, "{len}: {kind}");
        tried += 1;
    }
    println!("{tried} lengths of a file of {} bytes: all refused by kind", whole.len());
}

/// Root can read every file, so the child gives up that right.
#[test]
fn missing_rights_are_named() {
    let directory = TestDir::new();
    let path = directory.file("ledger");
    create(&path, CACHE, fill).unwrap();
    let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode));
    mode(&path, 0o400).unwrap();
    mode(directory.path(), 0o555).unwrap();
    let says = |test, path: &Path| {
        let mut command = child(test, path);
        if fs::metadata("/proc/self").is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0) {
            command.uid(65_534);
        }
        printed(&command.output().unwrap())
    };
    let opened = says(OPENS, &path);
    assert!(opened.contains("PermissionDenied"), "{opened}");
    let created = says(CREATES, &directory.file("new"));
    assert!(created.contains("DirectoryNotWritable"), "{created}");
    mode(directory.path(), 0o755).unwrap();
}
