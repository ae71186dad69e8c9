//! W5 with the policy `validity_at: usage_start`.

use serde_json::{Value, json};

use super::{World, pairs, skips, slices, t};

/// Usage that began while a lot was valid.
fn by_usage() -> World {
    let mut world = World::new();
    world.policy(json!({"validity_at": "usage_start"}));
    world
}

fn at(state: &str, available: &str) -> (String, String) {
    (available.to_string(), state.to_string())
}

#[test]
fn w5_a_lot_that_was_valid_at_the_usage_pays_after_it_has_expired() {
    let mut world = by_usage();
    world.voucher("02T00:00", "v", "10 CNY", Some("05T00:00"));
    let receipts = world.bill("06T00:00", "b-1", "4 CNY", "04T23:59");
    assert_eq!(slices(&receipts[0]), pairs(&[("v", "4 CNY")]));
    assert_eq!(world.lot("v"), at("expired", "0 CNY"));
    // Not at its end, and from its beginning on.
    let receipts = world.bill("06T00:00", "b-2", "1 CNY", "05T00:00");
    assert_eq!(slices(&receipts[0]), pairs(&[("overdraft", "1 CNY")]));
    assert_eq!(receipts[0]["skips"], json!([{"fund": "cash", "available": "0 CNY", "reason": "empty"}]));
    let receipts = world.bill("06T00:00", "b-3", "1 CNY", "01T23:59");
    assert_eq!(slices(&receipts[0]), pairs(&[("overdraft", "1 CNY")]));
    // What is left of it pays, and nothing of it expires again.
    let receipts = world.bill("07T00:00", "b-4", "7 CNY", "02T00:00");
    assert_eq!(slices(&receipts[0]), pairs(&[("v", "6 CNY"), ("overdraft", "1 CNY")]));
    assert_eq!(world.lot("v"), at("exhausted", "0 CNY"));
    let receipts = world.bill("07T00:00", "b-5", "1 CNY", "02T00:00");
    assert_eq!(slices(&receipts[0]), pairs(&[("overdraft", "1 CNY")]));
}

#[test]
fn w5_by_default_what_has_expired_does_not_pay() {
    let mut world = World::new();
    world.voucher("02T00:00", "v", "10 CNY", Some("05T00:00"));
    let receipts = world.bill("06T00:00", "b-1", "4 CNY", "04T00:00");
    assert_eq!(slices(&receipts[0]), pairs(&[("overdraft", "4 CNY")]));
    // The policy of the settlement counts.
    world.policy_at("06T00:00", json!({"validity_at": "usage_start"}));
    let receipts = world.bill("06T00:00", "b-2", "4 CNY", "04T00:00");
    assert_eq!(slices(&receipts[0]), pairs(&[("v", "4 CNY")]));
}

#[test]
fn w5_a_lot_that_began_after_the_usage_does_not_pay() {
    let mut world = by_usage();
    world.voucher("03T00:00", "v", "10 CNY", None);
    let receipts = world.bill("06T00:00", "b-1", "4 CNY", "02T23:59");
    let expected: Value = json!([
        {"fund": "ordinary_voucher", "lot": "v", "available": "10 CNY",
         "reason": {"not_yet_valid": {"valid_from": t("03T00:00")}}},
        {"fund": "cash", "available": "0 CNY", "reason": "empty"},
    ]);
    assert_eq!(receipts[0]["skips"], expected);
    let receipts = world.bill("06T00:00", "b-2", "4 CNY", "03T00:00");
    assert_eq!(slices(&receipts[0]), pairs(&[("v", "4 CNY")]));
}

#[test]
fn w5_usage_to_come_is_judged_at_the_settlement() {
    let mut world = by_usage();
    world.voucher("02T00:00", "v", "10 CNY", Some("05T00:00"));
    world.done(json!({
        "command": "issue_voucher", "at": t("02T00:00"), "account": "acme", "lot": "later",
        "kind": "ordinary_voucher", "face": "10 CNY", "valid_from": t("05T00:00"),
    }));
    let receipts = world.bill("04T00:00", "b-1", "4 CNY", "06T00:00");
    assert_eq!(slices(&receipts[0]), pairs(&[("v", "4 CNY")]));
    assert_eq!(receipts[0]["skips"][0]["reason"], json!({"not_yet_valid": {"valid_from": t("05T00:00")}}));
}

#[test]
fn w4_expired_lots_have_their_place_and_are_listed() {
    let mut world = by_usage();
    world.voucher("02T00:00", "open", "10 CNY", Some("20T00:00"));
    world.voucher("02T00:00", "e-2", "10 CNY", Some("06T00:00"));
    world.voucher("02T00:00", "e-1", "10 CNY", Some("05T00:00"));
    world.voucher("02T00:00", "other", "10 CNY", Some("03T00:00"));
    world.voucher("02T00:00", "void", "10 CNY", Some("07T00:00"));
    world.done(json!({
        "command": "issue_voucher", "at": t("02T00:00"), "account": "acme", "lot": "min",
        "kind": "full_reduction_voucher", "face": "7 CNY", "minimum_bill": "20 CNY", "valid_until": t("05T00:00"),
    }));
    world.done(json!({"command": "void_lot", "at": t("02T00:00"), "account": "acme", "lot": "void"}));
    world.top_up("08T00:00", "1 CNY");
    let receipts = world.bill("08T00:00", "b-1", "14 CNY", "04T00:00");
    assert_eq!(slices(&receipts[0]), pairs(&[("e-1", "10 CNY"), ("e-2", "4 CNY")]));
    let expected: Value = json!([
        {"fund": "ordinary_voucher", "lot": "open", "available": "10 CNY", "reason": "not_needed"},
        {"fund": "full_reduction_voucher", "lot": "min", "available": "7 CNY",
         "reason": {"below_minimum": {"minimum": "20 CNY"}}},
        {"fund": "cash", "available": "1 CNY", "reason": "not_needed"},
        {"fund": "overdraft", "reason": "not_needed"},
    ]);
    assert_eq!(receipts[0]["skips"], expected);
    // They are listed where their kind is not in the waterfall, too.
    let sms = world.bill_of("08T00:00", "b-2", "sms", "1 CNY", "04T00:00");
    let receipts = world.done(sms);
    let names: Vec<String> = skips(&json!({"skips": receipts[0]["skips"].as_array().unwrap()[1..]}))
        .into_iter()
        .map(|(name, reason)| format!("{name} {reason}"))
        .collect();
    assert_eq!(names, ["e-2 not_in_waterfall", "open not_in_waterfall", "min not_in_waterfall"]);
    assert_eq!(receipts[0]["skips"][1]["available"], "6 CNY");
    // A zero bill needs none, and reopens none.
    let receipts = world.bill("08T00:00", "b-3", "0 CNY", "04T00:00");
    assert_eq!(receipts[0]["skips"][0]["lot"], "e-2");
    assert_eq!(world.lot("e-2"), at("expired", "0 CNY"));
}

#[test]
fn what_comes_back_to_an_expired_lot_has_expired_in_it() {
    let mut world = by_usage();
    world.voucher("02T00:00", "v", "10 CNY", Some("05T00:00"));
    world.bill("04T00:00", "b-1", "10 CNY", "03T00:00");
    assert_eq!(world.lot("v"), at("exhausted", "0 CNY"));
    world.bill("06T00:00", "b-2", "1 CNY", "03T00:00");
    assert_eq!(world.see("/bills/b-2/receipt/slices/0/fund"), "overdraft");
    world.reverse("06T00:00", "b-1", "r-1", Some("3 CNY"));
    assert_eq!(world.lot("v"), at("expired", "0 CNY"));
    world.reverse("06T00:00", "b-1", "r-2", Some("2 CNY"));
    let receipts = world.bill("07T00:00", "b-3", "6 CNY", "03T00:00");
    assert_eq!(slices(&receipts[0]), pairs(&[("v", "5 CNY"), ("overdraft", "1 CNY")]));
}

#[test]
fn a_bill_that_is_held_reopens_nothing() {
    let mut world = World::new();
    world.policy(json!({"validity_at": "usage_start", "credit_limit": "0"}));
    world.voucher("02T00:00", "v", "10 CNY", Some("05T00:00"));
    assert!(world.bill("06T00:00", "b-1", "11 CNY", "04T00:00").is_empty());
    assert_eq!(world.lot("v"), at("expired", "0 CNY"));
    // When it is tried again, the lot pays; two bills of one command reopen it twice.
    assert!(world.bill("06T00:00", "b-2", "1 CNY", "05T00:00").is_empty());
    let receipts = world.top_up("07T00:00", "2.5 CNY");
    assert_eq!(slices(&receipts[0]), pairs(&[("v", "10 CNY"), ("cash", "1 CNY")]));
    assert_eq!(slices(&receipts[1]), pairs(&[("cash", "1 CNY")]));
}

#[test]
fn a_correction_is_paid_by_what_was_valid_at_the_usage() {
    let mut world = by_usage();
    world.link("01T00:00", "x");
    world.signal("01T00:00", "x", "activated");
    world.choose("02T00:00", "x");
    let sms = world.bill_of("03T00:00", "b-1", "sms", "10 CNY", "02T12:00");
    world.done(sms);
    let falls = json!([{"enterprise": ["ordinary_voucher", "overdraft"], "cloud": ["cloud_account"]}]);
    world.policy_at("03T00:00", json!({"validity_at": "usage_start", "waterfalls": falls}));
    world.done(json!({
        "command": "issue_voucher", "at": t("03T00:00"), "account": "acme", "lot": "v", "kind": "ordinary_voucher",
        "face": "20 CNY", "valid_from": t("02T00:00"), "valid_until": t("04T00:00"),
    }));
    // It ended on the 5th; the metering deadline is 02:00. The voucher had expired a day before.
    world.signal("05T00:00", "x", "ended");
    world.advance("05T02:00");
    let correction = world.see("/bills/b-1/corrections/0");
    assert_eq!(correction["reason"], "unmetered");
    assert_eq!(slices(&correction), pairs(&[("v", "10 CNY")]));
    assert_eq!(world.lot("v"), at("expired", "0 CNY"));
    let receipts = world.bill("06T00:00", "b-2", "11 CNY", "02T12:00");
    assert_eq!(slices(&receipts[0]), pairs(&[("v", "10 CNY"), ("overdraft", "1 CNY")]));
}
