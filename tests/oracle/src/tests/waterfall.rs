//! W1 to W9.

use serde_json::{Value, json};

use super::{World, pairs, skips, slices, t};

/// One voucher of each kind, a card and some cash, 10 each; the cloud account `x` is active.
fn rich() -> World {
    let mut world = World::new();
    world.voucher("01T00:00", "v", "10 CNY", None);
    world.done(json!({
        "command": "issue_voucher", "at": t("01T00:00"), "account": "acme", "lot": "r",
        "kind": "full_reduction_voucher", "face": "10 CNY",
    }));
    world.card("01T00:00", "c", "10 CNY");
    world.top_up("01T00:00", "10 CNY");
    world.link("01T00:00", "x");
    world.signal("01T00:00", "x", "activated");
    world
}

#[test]
fn w1_enterprise_order() {
    let mut world = rich();
    let receipts = world.bill("03T00:00", "b-1", "45 CNY", "02T00:00");
    let expected = [("v", "10 CNY"), ("r", "10 CNY"), ("c", "10 CNY"), ("cash", "10 CNY"), ("overdraft", "5 CNY")];
    assert_eq!(slices(&receipts[0]), pairs(&expected));
    assert_eq!(receipts[0]["skips"], json!([]));
    assert_eq!(world.lot("v"), ("0 CNY".to_string(), "exhausted".to_string()));
}

#[test]
fn w2_cloud_order() {
    let mut world = rich();
    world.choose("02T00:00", "x");
    let receipts = world.bill("03T00:00", "b-1", "45 CNY", "02T00:00");
    let expected = [("v", "10 CNY"), ("r", "10 CNY"), ("c", "10 CNY"), ("cloud_account", "15 CNY")];
    assert_eq!(slices(&receipts[0]), pairs(&expected));
    assert_eq!(world.see("/accounts/acme/cash"), "10 CNY");
}

#[test]
fn w3_sms_and_dial_tests_touch_no_voucher() {
    let mut world = rich();
    let sms = world.bill_of("03T00:00", "b-1", "sms", "15 CNY", "02T00:00");
    let receipts = world.done(sms);
    assert_eq!(slices(&receipts[0]), pairs(&[("c", "10 CNY"), ("cash", "5 CNY")]));
    let expected = [("overdraft", "not_needed"), ("v", "not_in_waterfall"), ("r", "not_in_waterfall")];
    assert_eq!(skips(&receipts[0]), pairs(&expected));
    assert_eq!(receipts[0]["skips"][0], json!({"fund": "overdraft", "reason": "not_needed"}));
    world.choose("04T00:00", "x");
    let dial = world.bill_of("05T00:00", "b-2", "dial_test", "7 CNY", "04T00:00");
    let receipts = world.done(dial);
    assert_eq!(slices(&receipts[0]), pairs(&[("cloud_account", "7 CNY")]));
}

/// Which fund pays one more bill of an item: a voucher, or cash if the item is like an SMS.
fn pays(world: &mut World, bill: &str, item: &str) -> String {
    let bill = world.bill_of("03T00:00", bill, item, "1 CNY", "02T00:00");
    let receipts = world.done(bill);
    slices(&receipts[0])[0].0.clone()
}

#[test]
fn w3_items_match_ignoring_case_and_by_their_other_names() {
    let mut world = World::new();
    world.voucher("01T00:00", "v", "100 CNY", None);
    world.top_up("01T00:00", "100 CNY");
    for (place, item) in ["SMS", "Sms", "Dial_TEST", "dial", "DIAL"].into_iter().enumerate() {
        assert_eq!(pays(&mut world, &format!("a-{place}"), item), "cash", "{item}");
    }
    for (place, item) in ["smss", "dial test", "dials", "logs"].into_iter().enumerate() {
        assert_eq!(pays(&mut world, &format!("b-{place}"), item), "v", "{item}");
    }
    // Its item is as it was given: another case is another content.
    let other = world.bill_of("03T00:00", "a-0", "sms", "1 CNY", "02T00:00");
    assert_eq!(world.no(other), "bill_conflict");
    let same = world.bill_of("03T00:00", "a-0", "SMS", "1 CNY", "02T00:00");
    assert_eq!(world.apply(same), Ok(crate::Answer::Replayed));

    // The default name is gone. What a name means is not compared with the names again, and an item that is a name of
    // another is no longer itself.
    let names = json!([
        {"name": "Short Messages", "item": "sMs"}, {"name": "ÜNIT", "item": "short messages"},
        {"name": "Dial_Test", "item": "logs"},
    ]);
    world.policy_at("03T00:00", json!({"item_names": names}));
    let expected = [
        ("short messages", "cash"),
        ("SHORT MESSAGES", "cash"),
        ("sms", "cash"),
        ("ünit", "v"),
        ("dial_test", "v"),
        ("dial", "v"),
    ];
    for (place, (item, fund)) in expected.into_iter().enumerate() {
        assert_eq!(pays(&mut world, &format!("c-{place}"), item), fund, "{item}");
    }
    // An empty list: no other names.
    world.policy_at("03T00:00", json!({"item_names": []}));
    assert_eq!(pays(&mut world, "d-0", "dial"), "v");
    assert_eq!(pays(&mut world, "d-1", "dial_test"), "cash");
}

#[test]
fn w3_items_of_waterfalls_match_ignoring_case_and_the_first_that_matches_is_used() {
    let mut world = World::new();
    world.voucher("01T00:00", "v", "100 CNY", None);
    world.top_up("01T00:00", "100 CNY");
    let falls = json!([
        {"items": ["LOGS"], "enterprise": ["cash"], "cloud": ["cloud_account"]},
        {"items": ["logs", "Ärger"], "enterprise": ["overdraft"], "cloud": ["cloud_account"]},
        {"enterprise": ["ordinary_voucher"], "cloud": ["cloud_account"]},
    ]);
    world.policy(json!({"waterfalls": falls}));
    assert_eq!(pays(&mut world, "b-1", "logs"), "cash");
    assert_eq!(pays(&mut world, "b-2", "äRGER"), "overdraft");
    assert_eq!(pays(&mut world, "b-3", "sms"), "v");
}

#[test]
fn w3_names_of_items_are_given_once() {
    let mut world = World::new();
    let set = |names: Value| {
        json!({
            "command": "set_policy", "at": t("01T00:00"), "account": "acme", "policy": {"item_names": names},
        })
    };
    let names = |count: usize| (0..count).map(|place| json!({"name": format!("n{place}"), "item": "sms"})).collect();
    world.done(set(names(256)));
    assert_eq!(world.no(set(names(257))), "invalid_policy");
    let twice = |one: &str, other: &str| json!([{"name": one, "item": "sms"}, {"name": other, "item": "logs"}]);
    assert_eq!(world.no(set(twice("a", "A"))), "invalid_policy");
    assert_eq!(world.no(set(twice("Ü", "ü"))), "invalid_policy");
    // Two names of one item are allowed, and a name may be an item of a waterfall, or its own.
    let own = json!({"name": "sms", "item": "sms"});
    world.done(set(json!([{"name": "a", "item": "sms"}, {"name": "b", "item": "sms"}, own])));
    // The default, given or not, is the same policy (A2).
    let mut given = set(json!([{"name": "dial", "item": "dial_test"}]));
    given["idempotency_key"] = json!("k");
    world.done(given.clone());
    given["policy"] = json!({});
    assert_eq!(world.apply(given), Ok(crate::Answer::Replayed));
}

#[test]
fn w4_earliest_expiry_then_issue_then_id() {
    let mut world = World::new();
    world.voucher("01T00:00", "never", "10 CNY", None);
    world.voucher("01T01:00", "late", "10 CNY", Some("20T00:00"));
    world.voucher("01T01:30", "z", "10 CNY", Some("10T00:00"));
    world.voucher("01T02:00", "b", "10 CNY", Some("10T00:00"));
    world.voucher("01T02:00", "a", "10 CNY", Some("10T00:00"));
    let receipts = world.bill("03T00:00", "b-1", "50 CNY", "02T00:00");
    let expected = [("z", "10 CNY"), ("a", "10 CNY"), ("b", "10 CNY"), ("late", "10 CNY"), ("never", "10 CNY")];
    assert_eq!(slices(&receipts[0]), pairs(&expected));
    let funds = [("cash", "not_needed"), ("overdraft", "not_needed")];
    assert_eq!(skips(&receipts[0]), pairs(&funds));
}

#[test]
fn w5_a_lot_pays_only_while_valid_and_above_its_minimum() {
    let mut world = World::new();
    world.voucher("01T00:00", "gone", "10 CNY", Some("03T00:00"));
    world.done(json!({
        "command": "issue_voucher", "at": t("01T00:00"), "account": "acme", "lot": "later",
        "kind": "ordinary_voucher", "face": "10 CNY", "valid_from": t("04T00:00"),
    }));
    world.done(json!({
        "command": "issue_voucher", "at": t("01T00:00"), "account": "acme", "lot": "big",
        "kind": "full_reduction_voucher", "face": "10 CNY", "minimum_bill": "20 CNY",
    }));
    // At the very instant of valid_until it is over; at the very instant of valid_from it has begun.
    let receipts = world.bill("03T00:00", "b-1", "19.99 CNY", "02T00:00");
    assert_eq!(slices(&receipts[0]), pairs(&[("overdraft", "19.99 CNY")]));
    let expected: Value = json!([
        {"fund": "ordinary_voucher", "lot": "later", "available": "10 CNY",
         "reason": {"not_yet_valid": {"valid_from": t("04T00:00")}}},
        {"fund": "full_reduction_voucher", "lot": "big", "available": "10 CNY",
         "reason": {"below_minimum": {"minimum": "20 CNY"}}},
        {"fund": "cash", "available": "0 CNY", "reason": "empty"},
    ]);
    assert_eq!(receipts[0]["skips"], expected);
    assert_eq!(world.lot("gone"), ("0 CNY".to_string(), "expired".to_string()));
    let receipts = world.bill("04T00:00", "b-2", "20 CNY", "02T00:00");
    assert_eq!(slices(&receipts[0]), pairs(&[("later", "10 CNY"), ("big", "10 CNY")]));
}

#[test]
fn w6_slices_sum_to_the_bill_to_the_last_decimal() {
    let mut world = World::new();
    world.voucher("01T00:00", "v", "0.000000000001 CNY", None);
    world.top_up("01T00:00", "0.1 CNY");
    let receipts = world.bill("03T00:00", "b-1", "0.333333333333 CNY", "02T00:00");
    let expected = [("v", "0.000000000001 CNY"), ("cash", "0.1 CNY"), ("overdraft", "0.233333333332 CNY")];
    assert_eq!(slices(&receipts[0]), pairs(&expected));
}

#[test]
fn w7_a_bill_the_limit_stops_is_held_whole_and_tried_again() {
    let mut world = World::new();
    world.policy(json!({"credit_limit": "10"}));
    world.top_up("01T00:00", "5 CNY");
    assert!(world.bill("02T00:00", "b-1", "15.01 CNY", "01T00:00").is_empty());
    assert_eq!(world.see("/accounts/acme/cash"), "5 CNY");
    assert!(world.bill("02T00:00", "b-2", "16 CNY", "01T00:00").is_empty());
    // Exactly to the limit is allowed.
    assert_eq!(world.bill("02T00:00", "b-3", "15 CNY", "01T00:00").len(), 1);
    // 10 repaid and 5.01 of cash: b-1 takes it all with the overdraft of 10, b-2 stays held.
    let receipts = world.top_up("03T00:00", "15.01 CNY");
    assert_eq!(receipts.len(), 1);
    assert_eq!(slices(&receipts[0]), pairs(&[("cash", "5.01 CNY"), ("overdraft", "10 CNY")]));
    assert_eq!(world.see("/bills/b-2/status"), "held");
    let receipts = world.policy_at("03T00:00", json!({}));
    assert_eq!(receipts[0]["bill"], "b-2");
}

#[test]
fn w8_negative_bills_are_refused_and_zero_bills_settle() {
    let mut world = World::new();
    world.voucher("01T00:00", "v", "10 CNY", None);
    let negative = world.bill_of("02T00:00", "b-1", "logs", "-1 CNY", "01T00:00");
    assert_eq!(world.no(negative), "bill_negative");
    let receipts = world.bill("02T00:00", "b-1", "0 CNY", "01T00:00");
    assert_eq!(receipts[0]["slices"], json!([]));
    let expected = [("v", "not_needed"), ("cash", "not_needed"), ("overdraft", "not_needed")];
    assert_eq!(skips(&receipts[0]), pairs(&expected));
    let zero = json!({"command": "reverse_bill", "at": t("03T00:00"), "bill": "b-1", "reversal": "r"});
    assert_eq!(world.no(zero), "nothing_to_reverse");
}

#[test]
fn w9_value_goes_back_where_it_came_from_latest_first() {
    let mut world = World::new();
    world.voucher("01T00:00", "v", "10 CNY", Some("05T00:00"));
    world.card("01T00:00", "c", "10 CNY");
    world.top_up("01T00:00", "10 CNY");
    world.bill("02T00:00", "b-1", "35 CNY", "01T00:00");
    // 12 back: 5 of overdraft, 7 of cash.
    world.reverse("03T00:00", "b-1", "r-1", Some("12 CNY"));
    assert_eq!(world.see("/accounts/acme/overdraft"), "0 CNY");
    assert_eq!(world.see("/accounts/acme/cash"), "7 CNY");
    // 5 more: the 3 left of the cash slice, 2 of the card.
    world.reverse("03T00:00", "b-1", "r-2", Some("5 CNY"));
    assert_eq!(world.lot("c"), ("2 CNY".to_string(), "open".to_string()));
    let again = json!({
        "command": "reverse_bill", "at": t("03T00:00"), "bill": "b-1", "reversal": "r-2", "amount": "5.0 CNY",
    });
    assert_eq!(world.apply(again), Ok(crate::Answer::Replayed));
    let other = json!({"command": "reverse_bill", "at": t("03T00:00"), "bill": "b-1", "reversal": "r-2"});
    assert_eq!(world.no(other), "reversal_conflict");
    let large = json!({
        "command": "reverse_bill", "at": t("03T00:00"), "bill": "b-1", "reversal": "r-3", "amount": "18.01 CNY",
    });
    assert_eq!(world.no(large), "reversal_too_large");
    // The voucher is used up when its time passes: exhausted, until value comes back and stays expired.
    world.advance("06T00:00");
    assert_eq!(world.lot("v").1, "exhausted");
    world.reverse("06T00:00", "b-1", "r-3", None);
    assert_eq!(world.lot("v"), ("0 CNY".to_string(), "expired".to_string()));
    assert_eq!(world.lot("c").0, "10 CNY");
    assert_eq!(world.see("/bills/b-1/reversed"), "35 CNY");
}

#[test]
fn w9_a_cash_slice_repays_the_overdraft_first_and_a_cloud_slice_is_taken_off() {
    let mut world = rich();
    world.choose("02T00:00", "x");
    world.bill("03T00:00", "b-1", "45 CNY", "02T00:00");
    world.reverse("04T00:00", "b-1", "r-1", Some("20 CNY"));
    // 15 off the cloud account, 5 to the card.
    assert_eq!(world.lot("c"), ("5 CNY".to_string(), "open".to_string()));
    let sms = world.bill_of("05T00:00", "b-2", "sms", "18 CNY", "01T00:00");
    world.done(sms);
    assert_eq!(world.see("/accounts/acme/overdraft"), "3 CNY");
    let more = world.bill_of("05T00:00", "b-3", "sms", "4 CNY", "01T00:00");
    world.done(more);
    // b-2 took 5 of card, 10 of cash, 3 of overdraft. 12 back: 3 and 9, of which 7 repay in all; 5 to cash.
    world.reverse("06T00:00", "b-2", "r", Some("12 CNY"));
    assert_eq!(world.see("/accounts/acme/overdraft"), "0 CNY");
    assert_eq!(world.see("/accounts/acme/cash"), "5 CNY");
}

#[test]
fn w9_value_returned_to_a_void_lot_stays_void() {
    let mut world = World::new();
    world.voucher("01T00:00", "v", "10 CNY", None);
    world.bill("02T00:00", "b-1", "4 CNY", "01T00:00");
    world.done(json!({"command": "void_lot", "at": t("03T00:00"), "account": "acme", "lot": "v"}));
    world.reverse("04T00:00", "b-1", "r", None);
    assert_eq!(world.lot("v"), ("0 CNY".to_string(), "void".to_string()));
    let nothing = json!({"command": "reverse_bill", "at": t("04T00:00"), "bill": "b-1", "reversal": "r-2"});
    assert_eq!(world.no(nothing), "nothing_to_reverse");
}

#[test]
fn w9_a_held_bill_can_only_be_reversed_whole() {
    let mut world = World::new();
    world.policy(json!({"credit_limit": "0"}));
    world.bill("02T00:00", "b-1", "10 CNY", "01T00:00");
    let part = json!({
        "command": "reverse_bill", "at": t("03T00:00"), "bill": "b-1", "reversal": "r", "amount": "4 CNY",
    });
    assert_eq!(world.no(part), "reversal_must_be_whole");
    let more = json!({
        "command": "reverse_bill", "at": t("03T00:00"), "bill": "b-1", "reversal": "r", "amount": "10.01 CNY",
    });
    assert_eq!(world.no(more), "reversal_too_large");
    world.reverse("03T00:00", "b-1", "r", Some("10 CNY"));
    assert_eq!(world.see("/bills/b-1/status"), "cancelled");
    assert!(world.top_up("04T00:00", "100 CNY").is_empty());
    assert_eq!(world.see("/accounts/acme/cash"), "100 CNY");
}

#[test]
fn w9_a_held_bill_of_zero_is_cancelled_too_and_the_reason_is_content() {
    let mut world = rich();
    world.choose("02T00:00", "x");
    world.signal("03T00:00", "x", "suspended");
    world.bill("04T00:00", "b-1", "0 CNY", "03T00:00");
    assert_eq!(world.see("/bills/b-1/status"), "held");
    let reverse = |reason: Value| json!({"command": "reverse_bill", "at": t("05T00:00"), "bill": "b-1", "reversal": "r", "reason": reason});
    world.done(reverse(json!("mistake")));
    assert_eq!(world.see("/bills/b-1/status"), "cancelled");
    assert_eq!(world.apply(reverse(json!("mistake"))), Ok(crate::Answer::Replayed));
    assert_eq!(world.no(reverse(json!("other"))), "reversal_conflict");
    assert_eq!(world.no(reverse(json!(null))), "reversal_conflict");
}
