//! A ledger of format 2 is used by this version: what was decided stays, and the new rules hold from the next command
//! on.

use std::path::Path;

use serde_json::json;

use crate::common::Place;

/// A ledger of format 2. Cloud account `x` ended on 5 March while workspace `cn1/ws-1` was opening it and `z` paid, so
/// under the first rules the enterprise account pays from then on, and paid bill `b-1` of 6 March.
fn upgraded() -> Place {
    let place = Place::empty();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/format-2");
    std::fs::copy(fixtures.join("t2-ended-while-opening.defray"), place.ledger()).unwrap();
    // A command that reads does not change the file.
    place.run(&["verify"]).exits(4).says(&["format 2", "defray --db FILE compact", "[needs_migration]"]);
    place.run(&["compact"]).exits(0);
    place
}

fn payers(place: &Place, workspace: &str) -> Vec<(String, serde_json::Value)> {
    let timeline = place.json(&["show", "timeline", workspace]);
    let interval = |one: &serde_json::Value| (one["from"].as_str().unwrap()[..10].to_owned(), one["payer"].clone());
    timeline.as_array().unwrap().iter().map(interval).collect()
}

fn day(day: &str, payer: serde_json::Value) -> (String, serde_json::Value) {
    (format!("2026-03-{day}"), payer)
}

#[test]
fn an_upgrade_keeps_timelines_receipts_and_balances() {
    let place = upgraded();
    let before =
        [day("01", json!("enterprise")), day("02", json!({"cloud_account": "z"})), day("05", json!("enterprise"))];
    assert_eq!(payers(&place, "cn1/ws-1"), before);
    let cash = || place.json(&["show", "--as-of", &place.latest(), "wallet", "acme"])["cash"].clone();
    assert_eq!(cash(), "87.66 CNY");
    let bill = || place.json(&["show", "--as-of", &place.latest(), "bill", "b-1"]);
    let receipt = bill();

    // A late message about `z` builds the timelines of its workspaces again. The end of `x` still counts by the rules
    // under which it was recorded: `z` does not pay for 5 to 7 March.
    place
        .apply(
            r#"{"command":"ingest","at":"2026-03-08T00:00:00Z","message":{"provider":"alicloud","identity":"alicloud:122779388","kind":"createInstance","signal":"activated","occurred_at":"2026-03-01T12:00:00Z"}}"#,
        )
        .exits(0)
        .says(&["applied"]);
    assert_eq!(payers(&place, "cn1/ws-1"), before);
    assert_eq!(bill(), receipt);
    assert_eq!(cash(), "87.66 CNY");
    place.run(&["verify"]).exits(0).says(&["older rules    14", "decided again  1"]);
}

#[test]
fn the_new_rules_hold_from_the_next_command_on() {
    let place = upgraded();
    // `y` ends while `cn1/ws-2` is opening it: `z` keeps paying.
    place
        .apply(
            r#"{"command":"choose_method","at":"2026-03-08T00:00:00Z","account":"acme","workspace":"cn1/ws-2","method":{"cloud_account":"y"}}
{"command":"ingest","at":"2026-03-09T00:00:00Z","message":{"provider":"alicloud","identity":"alicloud:122779390","kind":"releaseInstance","signal":"ended","occurred_at":"2026-03-09T00:00:00Z"}}"#,
        )
        .exits(0);
    let expected = [day("01", json!("enterprise")), day("02", json!({"cloud_account": "z"}))];
    assert_eq!(payers(&place, "cn1/ws-2"), expected);
    place.run(&["outbox", "list"]).exits(0).says(&["chosen_payer_ended", "active; the payer stays for: cn1/ws-2"]);
    let verified = place.json(&["verify"]);
    assert_eq!((&verified["decided_again"], &verified["checked_by_events"]), (&json!(2), &json!(14)));
}
