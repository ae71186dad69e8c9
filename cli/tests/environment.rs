//! Files that are not ledgers, damaged files, and failures of the environment: each gives a clear error and no partial
//! result.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::common::{Place, Ran, bill, defray, on, run, settle};

const LATE: &str = "2024-03-04T00:00:00Z";

/// A ledger with 40 bills.
fn with_bills() -> Place {
    let place = Place::with_ledger();
    let bills: String = (0..40).map(|number| settle(&format!("b-{number}"), "1 CNY", LATE)).collect();
    place.apply(bills).exits(0);
    place
}

#[test]
fn a_file_that_is_not_a_ledger_is_reported_and_not_changed() {
    let place = Place::empty();
    let redb = place.path("other.redb");
    redb::Database::create(&redb).unwrap();
    let mut later = fs::read(with_bills().ledger()).unwrap();
    later.truncate(10);
    let files: [(&str, Vec<u8>, &str); 6] = [
        ("redb", fs::read(&redb).unwrap(), "not_a_ledger"),
        ("text", b"a text that is long enough not to be taken for a piece of something\n".repeat(200), "not_a_ledger"),
        ("short", b"hello\n".to_vec(), "not_a_ledger"),
        ("zeros", vec![0; 100_000], "not_a_ledger"),
        ("empty", Vec::new(), "["),
        ("first bytes", later, "damaged_file"),
    ];
    for (name, content, code) in files {
        let file = place.write("file.defray", &content);
        for arguments in [&["stats"][..], &["apply", "-"], &["verify"]] {
            on(&file, arguments, b"").exits(3).says(&["file.defray", code]);
        }
        assert!(fs::read(&file).unwrap() == content, "{name} was changed");
    }
}

#[test]
fn places_where_no_ledger_can_be() {
    let place = Place::empty();
    let text = place.write("text", "text");
    for (path, arguments, code) in [
        (place.path("none.defray"), &["stats"][..], "file_missing"),
        (place.path("no/directory.defray"), &["stats"], "file_missing"),
        (place.path("no/directory.defray"), &["apply", "-"], "directory_missing"),
        (place.directory.path().to_path_buf(), &["stats"], "not_a_file"),
        (place.directory.path().to_path_buf(), &["apply", "-"], "not_a_file"),
        (PathBuf::from("/dev/null"), &["stats"], "not_a_file"),
        (text.join("under"), &["apply", "-"], "directory_missing"),
    ] {
        on(&path, arguments, b"").exits(4).says(&[path.to_str().unwrap(), code]);
    }
    assert_eq!(fs::read_dir(place.directory.path()).unwrap().count(), 1, "nothing was left behind");
}

/// Checks that the damage is reported, or that it is in unused space and the export is the same.
#[track_caller]
fn reported_or_harmless(file: &Path, export: &str, what: &str) -> bool {
    let ran = on(file, &["verify"], b"");
    if ran.code == 0 {
        assert_eq!(on(file, &["export"], b"").exits(0).out, export, "{what}");
        return false;
    }
    ran.exits(3).says(&["file.defray", "defray:"]);
    true
}

#[test]
fn flipped_bytes_are_found() {
    let place = with_bills();
    let export = place.run(&["export"]).exits(0).out;
    let content = fs::read(place.ledger()).unwrap();
    let (mut flips, mut found) = (0, 0);
    for offset in (0..64).step_by(7).chain((64..content.len()).step_by(content.len() / 60)) {
        let mut damaged = content.clone();
        damaged[offset] ^= 0x10;
        let file = place.write("file.defray", &damaged);
        flips += 1;
        found += usize::from(reported_or_harmless(&file, &export, &format!("byte {offset}")));
    }
    assert!(found > 5, "{found} of {flips}");
}

#[test]
fn truncated_ledgers_are_found() {
    let place = with_bills();
    let export = place.run(&["export"]).exits(0).out;
    let content = fs::read(place.ledger()).unwrap();
    for part in 0..16 {
        let length = content.len() * part / 16 + part % 3;
        let file = place.write("file.defray", &content[..length]);
        assert!(
            reported_or_harmless(&file, &export, &format!("{length} bytes")),
            "{length} of {} bytes",
            content.len()
        );
    }
}

#[test]
fn a_ledger_that_is_already_open_is_reported() {
    let place = Place::with_ledger();
    let mut holder = Command::new(env!("CARGO_BIN_EXE_defray"));
    holder.arg("--db").arg(place.ledger()).args(["apply", "-"]);
    let mut holder = holder.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = holder.stdin.take().unwrap();
    // The command is answered before the input ends, so after the answer the file is open.
    input.write_all(b"{\"command\":\"advance\",\"at\":\"2024-03-01T00:00:00Z\"}\n").unwrap();
    let mut answers = BufReader::new(holder.stdout.take().unwrap()).lines();
    assert!(answers.next().unwrap().unwrap().contains("nothing to do"));
    let error = place.run(&["stats", "--json"]).exits(4).error_json();
    assert_eq!(error["code"], "file_locked");
    assert!(error["message"].as_str().unwrap().contains("ledger.defray"));
    place.apply(settle("b-1", "1 CNY", LATE)).exits(4).says(&["ledger.defray"]);
    drop(input);
    assert_eq!(answers.count(), 0);
    assert!(holder.wait().unwrap().success());
    assert_eq!(place.state()["entries"], 4);
}

/// A small temporary file system, if this process has the permission to mount one. Dropping it unmounts it.
struct Mount(PathBuf);

impl Mount {
    fn tmpfs(at: &Path, options: &str) -> Option<Self> {
        fs::create_dir_all(at).unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(at);
        let output = mount.output().ok()?;
        output.status.success().then(|| Self(at.to_path_buf()))
    }

    fn remount(&self, options: &str) {
        let status = Command::new("mount").args(["-o", options]).arg(&self.0).status().unwrap();
        assert!(status.success(), "{options}");
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn a_read_only_medium_is_read_and_not_written() {
    let place = Place::with_ledger();
    let directory = place.path("locked");
    let mount = Mount::tmpfs(&directory, "size=4m");
    let ledger = directory.join("ledger.defray");
    fs::copy(place.ledger(), &ledger).unwrap();
    let may_write = |may: bool| match &mount {
        Some(mount) => mount.remount(if may { "remount,rw" } else { "remount,ro" }),
        None => {
            fs::set_permissions(&ledger, fs::Permissions::from_mode(if may { 0o644 } else { 0o444 })).unwrap();
            fs::set_permissions(&directory, fs::Permissions::from_mode(if may { 0o755 } else { 0o555 })).unwrap();
        }
    };
    may_write(false);
    let ran = on(&ledger, &["apply", "-"], settle("b-1", "1 CNY", LATE).as_bytes());
    let other = on(&directory.join("new.defray"), &["apply", "-"], b"");
    for command in [
        &["stats"][..],
        &["verify"],
        &["show", "account", "acme"],
        &["payer", "cn1/ws-1", LATE],
        &["statement", "acme", "--from", "2024-01-01T00:00:00Z", "--to", LATE],
        &["held"],
        &["journal"],
        &["export"],
        &["export", "--format", "csv"],
        &["outbox", "list"],
        &["meter", "list"],
        &["backup", place.path("copy.defray").to_str().unwrap()],
    ] {
        on(&ledger, command, b"").exits(0);
    }
    on(&ledger, &["preview", "-"], bill("b-1", "1 CNY").as_bytes()).exits(0);
    on(&ledger, &["compact"], b"").exits(4).says(&["permission_denied"]);
    may_write(true);
    ran.exits(4).says(&["ledger.defray", "permission_denied"]);
    other.exits(4).says(&["new.defray", "directory_not_writable"]);
    on(&ledger, &["verify"], b"").exits(0).says(&["4: the hash chain is intact"]);
}

#[test]
fn an_unreadable_file_is_reported() {
    let place = Place::with_ledger();
    let input = place.write("input", settle("b-1", "1 CNY", LATE));
    for file in [&input, &place.ledger()] {
        fs::set_permissions(file, fs::Permissions::from_mode(0o000)).unwrap();
    }
    fs::set_permissions(place.directory.path(), fs::Permissions::from_mode(0o777)).unwrap();
    let ran = |ledger: &Path, arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_defray"));
        command.arg("--db").arg(ledger).args(arguments);
        // Root can read every file, so the command runs as a user who cannot.
        if fs::File::open(&input).is_ok() {
            command.uid(65_534);
        }
        run(&mut command, b"").exits(4)
    };
    ran(&place.ledger(), &["stats"]).says(&["ledger.defray", "permission_denied"]);
    ran(&place.path("new.defray"), &["apply", input.to_str().unwrap()]).says(&["input", "Permission denied"]);
}

/// Settles bills until no more can be written. All acknowledged bills must be in the ledger, and the failed commit must
/// be there as a whole or not at all.
fn until_full(ledger: &Path, apply: impl Fn(&[u8]) -> Ran) {
    const BEFORE: usize = 4;
    const BILLS_PER_COMMIT: usize = 1_024;
    let bills: String = (0..20_000).map(|number| settle(&format!("b-{number}"), "1 CNY", LATE)).collect();
    let ran = apply(bills.as_bytes()).exits(4);
    let done = ran.out.lines().filter(|line| line.contains(" done ")).count();
    let verified = on(ledger, &["verify", "--json"], b"").exits(0).json();
    let settled = usize::try_from(verified["entries"].as_u64().unwrap()).unwrap() - BEFORE;
    assert!(done >= BILLS_PER_COMMIT, "the limit is too low to test anything");
    let unknown = ran.err.contains("outcome_unknown") && ran.err.contains("open the file again");
    let there = if unknown { vec![done, done + BILLS_PER_COMMIT] } else { vec![done] };
    assert!(unknown || ran.err.contains("not_written"), "{}", ran.err);
    assert!(there.contains(&settled), "{done} were acknowledged, {settled} are in the ledger");
    on(ledger, &["show", "bill", &format!("b-{}", settled - 1)], b"").exits(0);
    on(ledger, &["show", "bill", &format!("b-{settled}")], b"").exits(1).says(&["[not_found]"]);
}

#[test]
fn a_file_that_cannot_grow_is_reported_and_intact() {
    let place = Place::with_ledger();
    let blocks = fs::metadata(place.ledger()).unwrap().len() / 512 + 4_000;
    let limited = |input: &[u8]| {
        let mut shell = Command::new("sh");
        // Without the trap the signal would end the process before it reports the error.
        shell.args(["-c", "trap '' XFSZ; ulimit -f $0 || exit 9; exec \"$@\""]).arg(blocks.to_string());
        shell.arg(env!("CARGO_BIN_EXE_defray")).arg("--db").arg(place.ledger()).args(["apply", "-"]);
        run(&mut shell, input)
    };
    until_full(&place.ledger(), limited);
    place.apply(settle("after", "1 CNY", LATE)).exits(0);
}

#[test]
fn a_full_disk_is_reported_and_the_ledger_intact() {
    let place = Place::with_ledger();
    let directory = place.path("small");
    let Some(mount) = Mount::tmpfs(&directory, "size=4m") else { return };
    let ledger = directory.join("ledger.defray");
    fs::copy(place.ledger(), &ledger).unwrap();
    until_full(&ledger, |input| on(&ledger, &["apply", "-"], input));
    let copy = directory.join("copy.defray");
    on(&ledger, &["backup", copy.to_str().unwrap()], b"").exits(4).says(&["copy.defray"]);
    assert!(!copy.exists(), "no half copy");
    mount.remount("remount,size=16m");
    on(&ledger, &["apply", "-"], settle("after", "1 CNY", LATE).as_bytes()).exits(0);
    on(&ledger, &["verify"], b"").exits(0);
}

#[test]
fn output_that_cannot_be_written_is_reported() {
    let place = with_bills();
    if !Path::new("/dev/full").exists() {
        return;
    }
    let line = format!("{} --db '{}' export > /dev/full", env!("CARGO_BIN_EXE_defray"), place.ledger().display());
    run(Command::new("sh").args(["-c", &line]), b"").exits(4).says(&["standard output"]);
    defray(&["graph", "method"], b"").exits(0);
}
