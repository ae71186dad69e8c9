//! `--expect-head`: no command answers from, or writes to, another ledger than the expected one.

use std::collections::BTreeSet;
use std::fs;

use crate::common::{Place, bill, defray, on, repository, settle};

const LATE: &str = "2024-03-20T00:00:00Z";
const AT: &str = "2030-01-01T00:00:00Z";
const WRONG: &str = "00000000000000000000000000000000000000000000000000000000000000ff";

/// Commands that open no ledger.
const WITHOUT_LEDGER: [&str; 3] = ["demo", "graph", "scenario"];

/// The commands of the help, by their whole names, such as `outbox ack`. One with subcommands is in the list too.
fn commands_of_the_help(before: &[&str]) -> Vec<String> {
    let help = defray(&[before, &["--help"]].concat(), b"").exits(0).out;
    let names = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names = names.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let mut all = Vec::new();
    for name in names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help") {
        let path = [before, &[name]].concat();
        all.push(path.join(" "));
        all.extend(commands_of_the_help(&path));
    }
    all
}

/// Calls of every command that takes a ledger, by the name of the command.
fn calls(place: &Place) -> Vec<(&'static str, Vec<String>)> {
    let file = |name: &str, content: &str| place.write(name, content).to_str().unwrap().to_owned();
    let lines = file("commands.jsonl", &settle("b-2", "1 CNY", LATE));
    let csv = file(
        "bills.csv",
        "bill,account,workspace,item,amount,period_start,period_end\n\
         b-3,acme,cn1/ws-1,logs,1 CNY,2024-03-02T00:00:00Z,2024-03-03T00:00:00Z\n",
    );
    let preview = file("bill.json", &bill("b-4", "1 CNY"));
    let delivery = repository("data/marketplaces/alicloud-create.http").to_str().unwrap().to_owned();
    let instance = file("instance.json", r#"{"InstanceId": 122779388, "Status": "OPENED"}"#);
    let copy = place.path("backup.defray").to_str().unwrap().to_owned();
    let call = |name, rest: &[&str]| (name, rest.iter().map(|&text| text.to_owned()).collect::<Vec<_>>());
    vec![
        call("apply", &[&lines]),
        call("apply", &[&lines, "--atomic"]),
        call("bills", &[&csv, "--format", "plain"]),
        call("bills", &[&csv, "--format", "plain", "--create-missing"]),
        call("ingest", &["alicloud", &delivery, "--trusted-channel"]),
        // Of the results of own calls, `resolve-customer` opens no ledger.
        call("ingest", &["alicloud", "--result", "instance", &instance]),
        call("show", &["account", "acme"]),
        call("show account", &["acme"]),
        call("show wallet", &["acme"]),
        call("show workspace", &["cn1/ws-1"]),
        call("show cloud-account", &["ca-1"]),
        call("show timeline", &["cn1/ws-1"]),
        call("show bill", &["b-1"]),
        call("explain", &["b-1"]),
        call("payer", &["cn1/ws-1", LATE]),
        call("statement", &["acme", "--from", "2024-03-01T00:00:00Z", "--to", LATE]),
        call("held", &[]),
        call("choose", &["--account", "acme", "--method", "enterprise", "cn1/ws-1"]),
        call("preview", &[&preview]),
        call("advance", &[LATE]),
        call("outbox", &[]),
        call("outbox list", &[]),
        call("outbox ack", &["9.9"]),
        call("outbox render", &["9.9"]),
        call(
            "outbox deliver",
            &["--smtp", "smtp://127.0.0.1:9", "--from", "a@vendor.example", "--to", "b@vendor.example"],
        ),
        call("meter", &[]),
        call("meter list", &[]),
        call("meter request", &[]),
        call("meter ack", &["9.9", "--outcome", "accepted"]),
        call("unmatched", &[]),
        call("journal", &[]),
        call("verify", &[]),
        call("backup", &[&copy]),
        call("compact", &[]),
        call("export", &[]),
        call("export", &["--format", "csv"]),
        call("stats", &[]),
    ]
}

/// A ledger with 5 entries, and the head after them.
fn ledger() -> (Place, String) {
    let place = Place::with_ledger();
    place.apply(settle("b-1", "30 CNY", LATE)).exits(0);
    let head = place.json(&["stats"])["head"].as_str().unwrap().to_owned();
    (place, head)
}

#[test]
fn every_command_that_takes_a_ledger_is_called_by_these_tests() {
    let called: BTreeSet<String> = calls(&Place::empty()).into_iter().map(|(name, _)| name.to_owned()).collect();
    let known: BTreeSet<String> = commands_of_the_help(&[]).into_iter().collect();
    let expected = called.into_iter().chain(WITHOUT_LEDGER.map(str::to_owned)).collect();
    assert_eq!(known, expected, "a new command needs a call here, or a place among those without a ledger");
}

#[test]
fn no_command_answers_from_or_changes_another_ledger() {
    let (place, _) = ledger();
    let before = fs::read(place.ledger()).unwrap();
    for (name, rest) in calls(&place) {
        let words: Vec<&str> = name.split(' ').chain(rest.iter().map(String::as_str)).collect();
        for expectation in [&["--expect-head", WRONG][..], &["--expect-head", WRONG, "--at-position", "3"]] {
            let ran = place.run(&[expectation, &words].concat()).exits(3).says(&["head_mismatch", WRONG]);
            assert_eq!(ran.out, "", "{words:?} answers nothing");
            place.run(&[&words, expectation].concat()).exits(3).says(&["head_mismatch"]);
            assert!(fs::read(place.ledger()).unwrap() == before, "{words:?} changed the file");
        }
    }
    assert!(!place.path("backup.defray").exists(), "no backup of another ledger");
}

#[test]
fn with_the_right_head_every_command_ends_as_without_one() {
    let (place, head) = ledger();
    let copy = place.path("copy.defray");
    for (name, rest) in calls(&place) {
        let words: Vec<&str> = name.split(' ').chain(rest.iter().map(String::as_str)).collect();
        let run = |expectation: &[&str]| {
            fs::copy(place.ledger(), &copy).unwrap();
            let _ = fs::remove_file(place.path("backup.defray"));
            let ran = on(&copy, &[&words, expectation].concat(), b"");
            assert!(!ran.err.contains("head_mismatch"), "{words:?}: {}", ran.err);
            ran.code
        };
        let without = run(&[]);
        assert!(without < 2, "{words:?} reaches the ledger, and has code {without}");
        assert_eq!(run(&["--expect-head", &head]), without, "{words:?}");
        assert_eq!(run(&["--expect-head", &head, "--at-position", "5"]), without, "{words:?}");
    }
}

#[test]
fn an_expected_ledger_is_never_created() {
    let place = Place::empty();
    let lines = settle("b-1", "1 CNY", AT);
    for expectation in [&["--expect-head", WRONG][..], &["--expect-head", WRONG, "--at-position", "0"]] {
        let ran = place.run_with(&[expectation, &["apply", "-"]].concat(), lines.as_bytes());
        ran.exits(4).says(&["file_missing"]);
        assert!(!place.ledger().exists());
    }
}

#[test]
fn a_position_alone_is_a_usage_error() {
    let (place, head) = ledger();
    place.run(&["stats", "--at-position", "5"]).exits(2).says(&["--expect-head"]);
    place.run(&["--expect-head", &head, "stats", "--at-position", "5"]).exits(0);
    place.run(&["--at-position", "5", "stats", "--expect-head", &head]).exits(0);
    place.run(&["--expect-head", &head, "stats", "--at-position", "9"]).exits(3).says(&["only 5 entries"]);
}
