//! The built program, run as a user runs it.
#![allow(clippy::unwrap_used, reason = "a broken test stops at once")]

use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    let folder = std::env::temp_dir();
    Command::new(env!("CARGO_BIN_EXE_defray-bench")).args(arguments).current_dir(folder).output().unwrap()
}

fn json_of(arguments: &[&str]) -> serde_json::Value {
    let output = run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn settle_prints_every_figure_as_json() {
    let figures = json_of(&["settle", "--accounts", "20", "--threads", "2", "--seconds", "0.1", "--json"]);
    let names: Vec<&str> = figures.as_object().unwrap().keys().map(String::as_str).collect();
    for name in [
        "system",
        "ids",
        "threads",
        "accounts",
        "preload",
        "load",
        "seconds",
        "bills",
        "bills_per_s",
        "p50_ms",
        "p99_ms",
        "cpu_us_per_bill",
        "bytes_written_per_bill",
        "bytes_written_from",
        "file_bytes_per_bill",
        "peak_rss_mib",
    ] {
        assert!(names.contains(&name), "{name} is missing in {names:?}");
    }
    assert!(!names.contains(&"batch"));
}

#[test]
fn settle_prints_one_line_of_text() {
    let output = run(&["settle", "--accounts", "20", "--batch", "5", "--seconds", "0.1"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.lines().count(), 1);
    assert!(text.starts_with("defray batch 5, ordered ids, 20 accounts, 0 bills before: "), "{text}");
}

/// The program that fills the ledger is aborted. The figures exist only when all its bills are in the file.
#[test]
fn open_finds_all_bills_after_a_kill() {
    let figures = json_of(&["open", "--bills", "300", "--json"]);
    assert_eq!(figures["bills"], 300);
    for name in ["after_kill_ms", "quick_ms", "full_ms"] {
        assert!(figures[name].as_f64().unwrap() > 0.0, "{name}");
    }
}

#[test]
fn the_table_without_peers_refuses_peers() {
    let output = run(&["table", "--peers"]);
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("defray-bench-peers"));
}
