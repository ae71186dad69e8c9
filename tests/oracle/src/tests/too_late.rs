//! Usage records without an answer (N2): they fall back at their last sending time.

use serde_json::{Value, json};

use super::metering::metered;
use super::{World, slices, t};
use crate::Answer;

/// Of bills of 9 CNY and, later, 3 CNY in units of 4, the record takes 8 CNY of the first. It can be sent until noon.
fn sent() -> (World, String) {
    let mut world = metered("4");
    world.top_up("03T00:00", "100 CNY");
    world.bill("03T10:05", "b-1", "9 CNY", "03T10:00");
    let (record, seen) = world.record("03T11:00", "x");
    assert_eq!((&seen["quantity"], &seen["send_until"]), (&json!(2), &json!(t("03T12:00"))));
    world.bill("03T11:10", "b-2", "3 CNY", "03T11:00");
    (world, record)
}

/// The same, after noon.
fn too_late() -> (World, String) {
    let (mut world, record) = sent();
    assert_eq!(world.advance("03T13:30"), Answer::Done(Vec::new()));
    assert_eq!(world.of_record(&record, "state"), "too_late");
    (world, record)
}

#[test]
fn n2_a_record_without_an_answer_falls_back_as_whole_charges() {
    let (world, record) = too_late();
    assert_eq!(world.of_record(&record, "settled_at"), json!(t("03T12:00")));
    assert_eq!(world.of_record(&record, "accepted"), Value::Null);
    assert_eq!(world.see("/meters/x/in_flight"), Value::Null);
    assert_eq!(world.see("/meters/x/head"), Value::Null);
    // The whole of b-1, also what the record did not take; b-2 waits for the next one.
    assert_eq!(world.meter(), ["0", "3", "0", "0"]);
    assert_eq!(world.charges(), [("b-2".to_string(), "3 CNY".to_string())]);
    let correction = json!({
        "at": t("03T12:00"), "reason": "not_answered", "from": {"cloud_account": "x"}, "payer": "enterprise",
        "payer_reason": {"P2": {"cloud_account": "x"}}, "amount": "9 CNY",
        "refunds": [{"slice": 0, "fund": "cloud_account", "amount": "9 CNY", "to": "cloud_account"}],
        "slices": [{"fund": "cash", "amount": "9 CNY"}],
        "skips": [{"fund": "overdraft", "reason": "not_needed"}],
    });
    assert_eq!(world.corrections("b-1"), [correction]);
    let mails = json!([
        {
            "template": "usage_not_metered", "account": "acme", "cloud_account": "x", "provider": "alicloud",
            "reason": "not_answered", "bills": ["b-1"], "amount": "9 CNY",
        },
        {
            "template": "usage_record_too_late", "account": "acme", "cloud_account": "x", "provider": "alicloud",
            "record": record, "dimension": "Unit", "start": t("03T10:00"), "end": t("03T11:00"), "unit": "4 CNY",
            "quantity": 2, "send_until": t("03T12:00"),
        },
    ]);
    assert_eq!(world.see("/outbox"), mails);
}

#[test]
fn a_request_at_the_last_sending_time_is_for_the_next_hour() {
    let (mut world, record) = sent();
    world.bill("03T11:20", "b-3", "5 CNY", "03T11:00");
    assert_eq!(world.request("03T11:59", "x"), Answer::Replayed);
    // The first falls back, and 8 of b-2 and b-3 are the next, in the same commit.
    let (next, seen) = world.record("03T12:00", "x");
    assert_eq!(world.of_record(&record, "state"), "too_late");
    assert_ne!(next, record);
    assert_eq!((&seen["start"], &seen["quantity"]), (&json!(t("03T11:00")), &json!(2)));
    assert_eq!((&seen["from"], &seen["upto"]["part"]), (&Value::Null, &json!("5 CNY")));
}

#[test]
fn the_hour_of_a_late_record_stays_used() {
    let mut world = World::new();
    world.done(json!({
        "command": "link_cloud_account", "at": t("02T00:00"), "account": "acme", "cloud_account": "x",
        "subscription": {"provider": "aws", "customer_identifier": "c", "product_code": "p"},
    }));
    world.message("03T00:00", "aws:customer:p:c", "activated", Some(&t("03T00:00")), None);
    world.choose("03T00:00", "x");
    world.bill("03T10:05", "b-1", "5 CNY", "03T10:00");
    let (record, seen) = world.record("03T11:00", "x");
    // Six hours after the beginning of its hour, for AWS.
    assert_eq!((&seen["send_until"], &seen["dimension"]), (&json!(t("03T16:00")), &json!("usage")));
    world.bill("03T11:10", "b-2", "5 CNY", "03T10:00");
    assert_eq!(world.request("03T15:59", "x"), Answer::Replayed);
    let (_, seen) = world.record("03T16:00", "x");
    assert_eq!(world.of_record(&record, "state"), "too_late");
    assert_eq!((&seen["start"], &seen["quantity"]), (&json!(t("03T15:00")), &json!(500)));
}

#[test]
fn the_last_sending_time_counts_from_the_hour_and_not_from_the_start() {
    let mut world = World::new();
    world.link("02T00:00", "x");
    world.signal("03T10:40", "x", "activated");
    world.choose("03T10:40", "x");
    world.bill("03T10:57", "b-1", "5 CNY", "03T10:56");
    let (_, seen) = world.record("03T11:00", "x");
    assert_eq!((&seen["start"], &seen["send_until"]), (&json!(t("03T10:40")), &json!(t("03T12:00"))));
}

#[test]
fn n2_what_the_provider_has_after_all_is_credit() {
    let after = |outcome: Value| {
        let (mut world, record) = too_late();
        assert_eq!(world.provider_says("03T14:00", &record, outcome), Answer::Done(Vec::new()));
        assert_eq!(world.of_record(&record, "state"), "accepted");
        assert_eq!(world.cash_and_overdraft().0, "91 CNY", "the enterprise account has paid, and stays the payer");
        assert_eq!(world.see("/meters/x/head"), Value::Null);
        assert_eq!(world.provider_says("03T14:01", &record, json!("accepted")), Answer::Kept);
        (world.meter(), world.of_record(&record, "accepted"))
    };
    let meter = |parts: [&str; 4]| parts.map(str::to_string);
    assert_eq!(after(json!("accepted")), (meter(["8", "3", "8", "0"]), json!(2)));
    assert_eq!(after(json!({"duplicate": {"quantity": 1}})), (meter(["4", "3", "4", "0"]), json!(1)));
    assert_eq!(after(json!({"duplicate": {"quantity": 5}})), (meter(["20", "3", "20", "0"]), json!(5)));
    assert_eq!(after(json!({"duplicate": {"quantity": 0}})), (meter(["0", "3", "0", "0"]), json!(0)));

    // Later records are smaller by it.
    let (mut world, record) = too_late();
    world.provider_says("03T14:00", &record, json!("accepted"));
    world.bill("03T14:10", "b-3", "10 CNY", "03T14:00");
    let (next, seen) = world.record("03T15:00", "x");
    assert_eq!((&seen["quantity"], &seen["credit"]), (&json!(1), &json!("8 CNY")));
    world.provider_says("03T15:00", &next, json!("accepted"));
    assert_eq!(world.meter(), ["12", "1", "0", "0"]);
}

#[test]
fn credit_that_a_late_record_set_off_stays() {
    let mut world = metered("1");
    world.bill("03T10:05", "b-1", "10 CNY", "03T10:00");
    let (first, _) = world.record("03T11:00", "x");
    world.provider_says("03T11:00", &first, json!("accepted"));
    world.reverse("03T11:01", "b-1", "r", Some("4 CNY"));
    world.bill("03T12:10", "b-2", "6 CNY", "03T12:00");
    let (second, seen) = world.record("03T13:00", "x");
    assert_eq!((&seen["quantity"], &seen["credit"]), (&json!(2), &json!("4 CNY")));
    world.advance("03T14:00");
    assert_eq!(world.meter(), ["10", "0", "4", "0"]);
    world.provider_says("03T14:30", &second, json!("accepted"));
    assert_eq!(world.meter(), ["12", "0", "6", "0"]);
}

#[test]
fn what_changes_nothing_about_a_late_record() {
    let (mut world, record) = too_late();
    for outcome in [json!("unprocessed"), json!({"rejected": {}}), json!("not_subscribed")] {
        assert_eq!(world.provider_says("03T14:00", &record, outcome), Answer::Kept);
    }
    // The same outcomes while catching up makes it too late.
    for outcome in [json!({"rejected": {"reason": "r"}}), json!("not_subscribed")] {
        let (mut world, record) = sent();
        assert_eq!(world.provider_says("03T12:00", &record, outcome), Answer::Done(Vec::new()));
        assert_eq!(world.of_record(&record, "state"), "too_late");
        assert_eq!(world.of_record(&record, "reason"), Value::Null);
        assert_eq!(world.templates(), ["usage_not_metered", "usage_record_too_late"]);
        assert_eq!(world.meter(), ["0", "3", "0", "0"]);
    }
    // An unknown outcome records nothing, so nothing catches up.
    let (mut world, record) = sent();
    assert_eq!(world.provider_says("03T13:00", &record, json!("unprocessed")), Answer::Kept);
    assert_eq!(world.of_record(&record, "state"), "in_flight");
    // Just in time.
    world.provider_says("03T11:59", &record, json!("accepted"));
    assert_eq!(world.meter(), ["8", "4", "0", "0"]);
    // Too late, in one commit.
    let (mut world, record) = sent();
    world.provider_says("03T12:00", &record, json!("accepted"));
    assert_eq!(world.meter(), ["8", "3", "8", "0"]);
}

#[test]
fn a_dispute_after_the_fall_back_is_not_in_flight() {
    let begin = || {
        let (mut world, record) = too_late();
        world.provider_says("03T14:00", &record, json!({"duplicate": {}}));
        assert_eq!(world.of_record(&record, "state"), "disputed");
        assert_eq!(world.see("/meters/x/in_flight"), Value::Null);
        assert_eq!(world.see("/outbox/2/template"), "usage_disputed");
        assert_eq!(world.see("/outbox/2/fell_back"), true);
        assert_eq!(world.meter(), ["0", "3", "0", "0"]);
        (world, record)
    };
    // The next record is sent all the same.
    let (mut world, record) = begin();
    world.bill("03T14:10", "b-3", "5 CNY", "03T14:00");
    let (next, _) = world.record("03T15:00", "x");
    world.provider_says("03T15:01", &record, json!({"duplicate": {"quantity": 1}}));
    assert_eq!(world.meter(), ["4", "8", "4", "0"]);
    assert_eq!(world.see("/meters/x/in_flight"), json!(next));
    world.provider_says("03T15:02", &next, json!("accepted"));
    assert_eq!(world.meter(), ["12", "0", "4", "0"]);

    for outcome in [json!({"rejected": {}}), json!("not_subscribed")] {
        let (mut world, record) = begin();
        world.provider_says("03T14:10", &record, outcome);
        assert_eq!(world.of_record(&record, "state"), "void");
        assert_eq!(world.meter(), ["0", "3", "0", "0"], "nothing else in the meter changes");
        assert_eq!(world.cash_and_overdraft().0, "91 CNY");
    }
    let (mut world, record) = begin();
    world.provider_says("03T14:10", &record, json!("accepted"));
    assert_eq!(world.meter(), ["8", "3", "8", "0"]);
}

#[test]
fn what_was_reversed_does_not_fall_back() {
    let (mut world, record) = sent();
    // 1 waits, and 2 of the 8 in flight.
    world.reverse("03T11:30", "b-1", "r", Some("3 CNY"));
    world.advance("03T12:00");
    assert_eq!(world.corrections("b-1")[0]["amount"], "6 CNY");
    assert_eq!(world.meter(), ["0", "3", "0", "0"]);
    assert_eq!(world.of_record(&record, "state"), "too_late");

    let (mut world, _) = sent();
    world.reverse("03T11:30", "b-1", "r", None);
    world.advance("03T12:00");
    // Only for the operator: nothing fell back.
    assert_eq!(world.templates(), ["usage_record_too_late"]);
    assert_eq!(world.corrections("b-1"), Vec::<Value>::new());
}

#[test]
fn t2_a_late_records_charges_go_to_the_payer_of_the_timeline() {
    let (mut world, _) = sent();
    // It had ended at half past ten: b-1 began before, b-2 is corrected at once.
    world.late_signal("03T11:40", "x", "ended", "03T10:30");
    assert_eq!(world.cash_and_overdraft().0, "97 CNY");
    // At noon it is closed, and what waits falls back first; then the record.
    world.advance("03T12:00");
    let corrections = world.corrections("b-1");
    let seen: Vec<_> = corrections.iter().map(|one| (&one["reason"], &one["amount"])).collect();
    assert_eq!(seen, [(&json!("unmetered"), &json!("1 CNY")), (&json!("not_answered"), &json!("8 CNY"))]);
    let ended = json!({"cloud_account": "x", "ended_at": t("03T10:30"), "metering_deadline": t("03T12:00")});
    assert_eq!(corrections[1]["payer_reason"]["P2"], ended);

    // It had ended before b-1 began.
    let (mut world, _) = sent();
    world.late_signal("03T11:40", "x", "ended", "03T10:00");
    assert_eq!(world.cash_and_overdraft().0, "96 CNY");
    world.advance("03T12:00");
    let corrections = world.corrections("b-1");
    let reasons: Vec<&Value> = corrections.iter().map(|one| &one["reason"]).collect();
    assert_eq!(reasons, ["payer_changed", "payer_changed"]);
    assert_eq!((&corrections[1]["at"], &corrections[1]["amount"]), (&json!(t("03T12:00")), &json!("8 CNY")));
    // The corrections at the last sending time are notified after the notification about the record.
    assert_eq!(world.templates(), ["method_changed_by_force", "usage_record_too_late", "bills_corrected"]);
    let sum = json!([{"from": {"cloud_account": "x"}, "payer": "enterprise", "bills": 1, "amount": "8 CNY"}]);
    assert_eq!(world.see("/outbox/2/corrected"), sum);
}

#[test]
fn arrears_begin_at_the_last_sending_time_after_both_notifications() {
    let mut world = metered("1");
    world.policy_at("03T00:00", json!({"credit_limit": "0", "grace": 3600, "deadline_notice": 600}));
    world.bill("03T10:05", "b-1", "5 CNY", "03T10:00");
    world.record("03T11:00", "x");
    world.advance("03T14:00");
    let paid = [("overdraft".to_string(), "5 CNY".to_string())];
    assert_eq!(slices(&world.corrections("b-1")[0]), paid);
    let mails = ["usage_not_metered", "usage_record_too_late", "arrears_begun", "deadline_near", "account_locked"];
    assert_eq!(world.templates(), mails);
    assert_eq!(world.see("/outbox/2/since"), json!(t("03T12:00")));
}

#[test]
fn records_of_one_instant_fall_back_by_number_after_lots_and_cloud_accounts() {
    let mut world = metered("1");
    world.done(json!({"command": "bind_workspace", "at": t("03T00:00"), "account": "acme", "workspace": "s/v"}));
    world.link("03T00:00", "w");
    world.signal("03T00:00", "w", "activated");
    let choose = world.choice("03T00:00", "s/v", "w");
    world.done(choose);
    world.voucher("03T01:00", "v", "50 CNY", Some("03T12:00"));
    // Vouchers pay no SMS, so that the cloud accounts pay these.
    let first = world.bill_of("03T10:05", "b-1", "sms", "5 CNY", "03T10:00");
    world.done(first);
    let mut second = world.bill_of("03T10:05", "b-2", "sms", "5 CNY", "03T10:00");
    second["bill"]["workspace"] = json!("s/v");
    world.done(second);
    // As text, 100.0 would be before 99.0.
    for _ in 14..99 {
        let message = json!({"provider": "aws", "kind": "k", "signal": "ignored"});
        world.apply(json!({"command": "ingest", "at": t("03T10:06"), "message": message})).unwrap();
    }
    let mut numbers = Vec::new();
    for cloud in ["x", "w"] {
        numbers.push(world.record("03T11:00", cloud).0);
    }
    assert_eq!(numbers, ["99.0", "100.0"]);
    world.advance("03T12:00");
    assert_eq!(world.lot("v"), ("0 CNY".to_string(), "expired".to_string()));
    let mails = world.see("/outbox");
    let late: Vec<&Value> = mails.as_array().unwrap().iter().map(|one| &one["record"]).collect();
    assert_eq!(late, [&Value::Null, &json!(numbers[0]), &Value::Null, &Value::Null, &json!(numbers[1])]);
    let templates =
        ["usage_not_metered", "usage_record_too_late", "arrears_begun", "usage_not_metered", "usage_record_too_late"];
    assert_eq!(world.templates(), templates);
}

#[test]
fn a_late_record_does_not_keep_its_account_open() {
    let (mut world, record) = too_late();
    world.signal("03T14:00", "x", "ended");
    world.done(json!({"command": "dissolve_workspace", "at": t("04T00:00"), "account": "acme", "workspace": "s/w"}));
    world.done(json!({"command": "close_account", "at": t("04T00:00"), "account": "acme"}));
    // The answer may come all the same.
    world.provider_says("05T00:00", &record, json!({"duplicate": {}}));
    world.provider_says("05T00:00", &record, json!("accepted"));
    assert_eq!(world.meter(), ["8", "0", "8", "0"]);
}

#[test]
fn w6_credit_stays_in_the_range_of_money() {
    let (mut world, record) = too_late();
    world
        .policy_at("04T00:00", json!({"metering": [{"provider": "alicloud", "dimension": "Unit", "unit": "1000000"}]}));
    world.bill("04T10:05", "b-3", "1000000 CNY", "04T10:00");
    let (big, _) = world.record("04T11:00", "x");
    let say = |record: &str, quantity: u64| {
        json!({
            "command": "acknowledge_metering", "at": t("04T11:10"), "record": record,
            "outcome": {"duplicate": {"quantity": quantity}},
        })
    };
    assert_eq!(world.no(say(&big, 4_294_967_295)), "amount_out_of_range");
    assert_eq!(world.of_record(&big, "state"), "in_flight");
    // One unit below the limit.
    world.done(say(&big, 1_000_000_000 - 1));
    assert_eq!(world.meter()[0], "999999999000000");
    // 4 294 967 295 times 4 would be too much on top.
    assert_eq!(world.no(say(&record, 4_294_967_295)), "amount_out_of_range");
    world.done(say(&record, 100));
}
