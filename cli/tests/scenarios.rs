//! The shared scenarios, run by the built command.

use std::fs;
use std::path::PathBuf;

use crate::common::{Place, defray, repository};
use serde_json::Value;

fn files() -> Vec<PathBuf> {
    let entries = fs::read_dir(repository("scenarios")).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_scenario_gives_what_it_says() {
    let mut arguments = vec![PathBuf::from("scenario")];
    arguments.extend(files());
    let ran = defray(&arguments, b"").exits(0);
    assert_eq!(ran.out.lines().count(), files().len());
}

/// The results in scenarios are equal to those of `apply --json`, without `line` and `head`, and with confirmation
/// addresses masked.
#[test]
fn results_are_those_of_apply() {
    // The clock of `apply` is not that of a scenario. So it is a simulation, and the scenario of the clock is left out.
    for file in files().into_iter().filter(|file| !file.ends_with("t1-no-instant-in-the-future.jsonl")) {
        let text = fs::read_to_string(&file).unwrap();
        let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let played: Vec<Value> = lines.filter(|line| line["do"].is_object()).collect();
        let commands: String = played.iter().map(|line| format!("{}\n", line["do"])).collect();
        let ran = Place::empty().run_with(&["apply", "-", "--json", "--simulate"], commands.as_bytes());
        let results = ran.json_lines();
        assert_eq!(results.len(), played.len(), "{}", file.display());
        for (line, mut result) in played.iter().zip(results) {
            let fields = result.as_object_mut().unwrap();
            fields.shift_remove("line");
            fields.shift_remove("head");
            let address = line["do"]["message"]["confirm"]["address"].as_str().unwrap_or("no address");
            let expected = line["gives"].to_string().replace(address, "***");
            assert_eq!(result.to_string(), expected, "{}: {}", file.display(), line["do"]);
        }
    }
}

#[test]
fn every_rule_and_story_has_its_scenario() {
    let names: Vec<String> =
        files().iter().map(|file| file.file_name().unwrap().to_str().unwrap().to_owned()).collect();
    let rules =
        "p1 p2 p3 p4 p5 t1 t2 t3 w1 w2 w3 w4 w5 w6 w7 w8 w9 m1 m2 m3 c1 c2 c3 c4 n1 n2 n3 a1 a2 a3 a4 a5 a6 story";
    for rule in rules.split(' ') {
        assert!(names.iter().any(|name| name.starts_with(&format!("{rule}-"))), "{rule}");
    }
    for file in files() {
        let text = fs::read_to_string(&file).unwrap();
        // Many lots in sequence are as easy to read as one.
        let mut commands: Vec<&str> = text.lines().map(|line| line.split(',').next().unwrap()).collect();
        commands.dedup_by(|next, before| next == before && next.ends_with(r#""issue_voucher""#));
        let lines = commands.len();
        assert!((6..=25).contains(&lines), "{}: {lines} lines", file.display());
        assert!(text.starts_with(r#"{"note":""#), "{}: begins with no note", file.display());
    }
}

#[test]
fn the_first_difference_is_shown_and_blessing_mends_it() {
    let place = Place::empty();
    let original = fs::read_to_string(repository("scenarios/w1-enterprise-waterfall.jsonl")).unwrap();
    let changed = original.replace(r#""fund":"cash","amount":"20 CNY""#, r#""fund":"cash","amount":"21 CNY""#);
    assert_ne!(original, changed);
    let file = place.write("story.jsonl", &changed);
    let arguments = [PathBuf::from("scenario"), file.clone()];
    defray(&arguments, b"").exits(1).says(&[
        "different",
        "line 9, at events[0].record.status.settled.slices[3].amount",
        "- \"21 CNY\"",
        "+ \"20 CNY\"",
    ]);
    let with = |flag: &str| [&arguments[..], &[PathBuf::from(flag)]].concat();
    let result = defray(&with("--json"), b"").exits(1).json();
    assert_eq!(result["difference"]["line"], 9);
    assert_eq!(result["difference"]["came"], "20 CNY");
    defray(&with("--bless"), b"").exits(0).says(&["blessed"]);
    assert_eq!(fs::read_to_string(&file).unwrap(), original);
    defray(&arguments, b"").exits(0);
}

#[test]
fn order_of_fields_and_missing_results_count() {
    let place = Place::empty();
    let command = r#"{"command":"advance","at":"2026-03-01T00:00:00Z"}"#;
    let right = r#"{"ok":true,"nothing":true}"#;
    for (gives, code) in [
        (format!(r#","gives":{right}"#), 0),
        (r#","gives":{"nothing":true,"ok":true}"#.to_owned(), 1),
        (r#","gives":{"ok":true}"#.to_owned(), 1),
        (String::new(), 1),
    ] {
        let file = place.write("story.jsonl", format!("{{\"do\":{command}{gives}}}\n"));
        defray(&[PathBuf::from("scenario"), file], b"").exits(code);
    }
}

#[test]
fn an_invalid_scenario_is_reported_by_line() {
    let place = Place::empty();
    for (line, says) in [
        ("{", "not_json"),
        ("[]", "wrong_type"),
        ("{}", "bad_value"),
        (r#"{"note":"a","gives":1}"#, "bad_value"),
        (r#"{"note":"a","ask":{"verify":true}}"#, "bad_value"),
        (r#"{"note":"a","note":"b"}"#, "duplicate_key"),
        (r#"{"do":{"command":"advance"}}"#, "`do.at` is missing"),
        (r#"{"do":{"command":"advance","at":"soon"}}"#, "`do.at` is `\"soon\"`"),
        (r#"{"ask":{"wealth":"acme"}}"#, "`account`"),
        (r#"{"ask":{"verify":false}}"#, "expected `true`"),
        (r#"{"ask":{"verify":true,"as_of":"2026-03-01T00:00:00Z"}}"#, "`ask.as_of`"),
        (r#"{"ask":{"account":"acme","at":"2026-03-01T00:00:00Z"}}"#, "`ask.at`"),
        (r#"{"ask":{"payer":["cn1/ws-1"]}}"#, "ask.payer"),
    ] {
        let file = place.write("story.jsonl", format!("{{\"note\":\"fine\"}}\n{line}\n"));
        defray(&[PathBuf::from("scenario"), file], b"").exits(3).says(&["line 2", says]);
    }
    defray(&[PathBuf::from("scenario"), place.path("none")], b"").exits(4).says(&["none"]);
    defray(&["scenario"], b"").exits(2).says(&["<FILE"]);
}
