//! Corrections of settled bills (P2, T2).

use serde_json::{Value, json};

use super::metering::metered;
use super::{World, slices, t};
use crate::Answer;

impl World {
    pub(super) fn corrections(&self, bill: &str) -> Vec<Value> {
        self.see(&format!("/bills/{bill}/corrections")).as_array().unwrap().clone()
    }

    pub(super) fn cash_and_overdraft(&self) -> (Value, Value) {
        (self.see("/accounts/acme/cash"), self.see("/accounts/acme/overdraft"))
    }
}

/// `s/w` has chosen the pending `x` on 2 March, and the bill `b` of 4 March, 10, is paid by the enterprise account.
fn paid_by_enterprise(prepare: impl FnOnce(&mut World)) -> World {
    let mut world = World::new();
    prepare(&mut world);
    world.link("02T00:00", "x");
    world.choose("02T00:00", "x");
    world.bill("05T00:00", "b", "10 CNY", "04T00:00");
    world
}

#[test]
fn p2_not_subscribed_falls_back_while_the_cloud_account_stays_active() {
    let mut world = metered("1");
    world.top_up("03T00:00", "100 CNY");
    world.bill("03T10:05", "b-1", "10 CNY", "03T10:00");
    let (record, _) = world.record("03T11:00", "x");
    world.bill("03T11:05", "b-2", "5 CNY", "03T10:00");
    world.provider_says("03T11:10", &record, json!("not_subscribed"));
    assert_eq!(world.meter(), ["0", "0", "0", "0"]);
    assert_eq!(world.see("/meters/x/charges"), json!([]));
    assert_eq!(world.cash_and_overdraft(), (json!("85 CNY"), json!("0 CNY")));
    assert_eq!(world.see("/cloud_accounts/x/state"), "active");
    let correction = json!({
        "at": t("03T11:10"), "reason": "not_subscribed", "from": {"cloud_account": "x"}, "payer": "enterprise",
        "payer_reason": {"P2": {"cloud_account": "x"}}, "amount": "10 CNY",
        "refunds": [{"slice": 0, "fund": "cloud_account", "amount": "10 CNY", "to": "cloud_account"}],
        "slices": [{"fund": "cash", "amount": "10 CNY"}],
        "skips": [{"fund": "overdraft", "reason": "not_needed"}],
    });
    assert_eq!(world.corrections("b-1"), [correction]);
    let mail = json!({
        "template": "usage_not_metered", "account": "acme", "cloud_account": "x", "provider": "alicloud",
        "reason": "not_subscribed", "bills": ["b-1", "b-2"], "amount": "15 CNY",
    });
    assert_eq!(world.see("/outbox"), json!([mail]));
    // Only a rejection frees the hour. Later bills are still the cloud account's.
    world.bill("03T11:20", "b-3", "2 CNY", "03T10:00");
    assert_eq!(world.request("03T11:30", "x"), Answer::Kept);
    let (_, record) = world.record("03T12:00", "x");
    assert_eq!(record["start"], json!(t("03T11:00")));
}

#[test]
fn p2_what_waits_at_the_deadline_falls_back_with_arrears_dated_then() {
    let mut world = metered("1");
    world.policy_at("03T00:00", json!({"credit_limit": "5", "grace": 3600, "deadline_notice": 600}));
    world.bill("06T10:10", "b-1", "10 CNY", "05T00:00");
    world.signal("06T10:20", "x", "ended");
    assert_eq!(world.advance("06T14:00"), Answer::Done(Vec::new()));
    // Beyond the credit limit; the deadline was at noon, and so arrears, notice and lock are an hour later.
    assert_eq!(world.cash_and_overdraft(), (json!("0 CNY"), json!("10 CNY")));
    let ended = json!({"ended_at": t("06T10:20"), "metering_deadline": t("06T12:00")});
    let correction = &world.corrections("b-1")[0];
    assert_eq!((&correction["at"], &correction["reason"]), (&json!(t("06T12:00")), &json!("unmetered")));
    assert_eq!(correction["payer_reason"]["P2"]["ended_at"], ended["ended_at"]);
    assert_eq!(correction["payer_reason"]["P2"]["metering_deadline"], ended["metering_deadline"]);
    assert_eq!(slices(correction), [("overdraft".to_string(), "10 CNY".to_string())]);
    let mails = ["method_changed_by_force", "usage_not_metered", "arrears_begun", "deadline_near", "account_locked"];
    assert_eq!(world.templates(), mails);
    assert_eq!(world.see("/outbox/1/metering_deadline"), json!(t("06T12:00")));
    assert_eq!(world.see("/outbox/2/since"), json!(t("06T12:00")));
    assert_eq!(world.see("/outbox/4/deadline"), json!(t("06T13:00")));
}

#[test]
fn what_is_in_flight_at_the_deadline_stays_until_it_is_answered() {
    let mut world = metered("4");
    world.top_up("03T00:00", "100 CNY");
    world.bill("06T10:10", "b-1", "6 CNY", "05T00:00");
    world.signal("06T10:20", "x", "ended");
    let (record, _) = world.record("06T10:40", "x");
    // Once disputed it does not fall back by itself.
    world.provider_says("06T10:45", &record, json!({"duplicate": {}}));
    world.advance("06T12:00");
    // 2 waited, 4 are in flight.
    assert_eq!(world.cash_and_overdraft().0, "98 CNY");
    assert_eq!(world.meter(), ["0", "4", "0", "0"]);
    world.provider_says("06T12:30", &record, json!({"rejected": {}}));
    assert_eq!(world.cash_and_overdraft().0, "94 CNY");
    let corrections = world.corrections("b-1");
    let amounts: Vec<&Value> = corrections.iter().map(|one| &one["amount"]).collect();
    assert_eq!(amounts, ["2 CNY", "4 CNY"]);
    assert_eq!(corrections[1]["reason"], "unmetered");
    assert_eq!(corrections[1]["at"], json!(t("06T12:30")));
    let mails = ["method_changed_by_force", "usage_disputed", "usage_not_metered", "usage_not_metered"];
    assert_eq!(world.templates(), mails);
}

#[test]
fn t2_the_payer_changes_both_ways() {
    let mut world = paid_by_enterprise(|world| {
        world.top_up("01T00:00", "100 CNY");
    });
    assert_eq!(world.cash_and_overdraft().0, "90 CNY");
    world.late_signal("06T00:00", "x", "activated", "03T00:00");
    assert_eq!(world.cash_and_overdraft().0, "100 CNY");
    let place = world.see("/meters/x/charges/0/position");
    let correction = json!({
        "at": t("06T00:00"), "reason": "payer_changed", "from": "enterprise", "payer": {"cloud_account": "x"},
        "payer_reason": {"P1": {"since": t("03T00:00")}}, "amount": "10 CNY",
        "refunds": [{"slice": 0, "fund": "cash", "amount": "10 CNY", "to": "cash"}],
        "slices": [{"fund": "cloud_account", "amount": "10 CNY",
                    "charge": {"cloud_account": "x", "position": format!("{place}.0")}}],
        "skips": [],
    });
    assert_eq!(world.corrections("b"), [correction]);
    assert_eq!(world.see("/bills/b/receipt/payer"), "enterprise");

    // It had ended before that usage: the enterprise account pays after all.
    world.late_signal("06T01:00", "x", "ended", "03T12:00");
    assert_eq!(world.cash_and_overdraft().0, "90 CNY");
    let second = &world.corrections("b")[1];
    assert_eq!(second["refunds"][0]["slice"], 1);
    assert_eq!(second["from"], json!({"cloud_account": "x"}));
    assert_eq!(second["payer_reason"], json!({"P1": {"since": t("03T12:00")}}));
    // N1: an activation is notified only because of the bill.
    let (enterprise, x) = (json!("enterprise"), json!({"cloud_account": "x"}));
    assert_eq!(world.templates(), ["bills_corrected", "method_changed_by_force"]);
    let first = json!({
        "template": "bills_corrected", "account": "acme", "cloud_account": "x", "provider": "alicloud",
        "corrected": [{"from": enterprise, "payer": x, "bills": 1, "amount": "10 CNY"}],
    });
    assert_eq!(world.see("/outbox/0"), first);
    let second = json!([{"from": x, "payer": enterprise, "bills": 1, "amount": "10 CNY"}]);
    assert_eq!(world.see("/outbox/1/corrected"), second);
}

#[test]
fn vouchers_stay_and_a_reversal_goes_through_all_slices() {
    let mut world = paid_by_enterprise(|world| {
        world.voucher("01T00:00", "v", "4 CNY", None);
        world.top_up("01T00:00", "5 CNY");
    });
    assert_eq!(world.cash_and_overdraft(), (json!("0 CNY"), json!("1 CNY")));
    world.late_signal("06T00:00", "x", "activated", "03T00:00");
    // Of 4 from the voucher, 5 from cash and 1 from the overdraft, 6 come back: the overdraft first.
    let correction = &world.corrections("b")[0];
    assert_eq!(correction["amount"], "6 CNY");
    let returns = json!([
        {"slice": 2, "fund": "overdraft", "amount": "1 CNY", "to": "overdraft"},
        {"slice": 1, "fund": "cash", "amount": "5 CNY", "to": "cash"},
    ]);
    assert_eq!(correction["refunds"], returns);
    assert_eq!(world.cash_and_overdraft(), (json!("5 CNY"), json!("0 CNY")));
    assert_eq!(world.see("/accounts/acme/standing"), "good");
    assert_eq!(world.lot("v"), ("0 CNY".to_string(), "exhausted".to_string()));

    // Latest slice first: 6 off the cloud account, then 1 into the voucher.
    world.reverse("07T00:00", "b", "r-1", Some("7 CNY"));
    assert_eq!(world.meter(), ["0", "0", "0", "0"]);
    assert_eq!(world.lot("v").0, "1 CNY");
    assert_eq!(world.cash_and_overdraft().0, "5 CNY");
    world.reverse("07T00:00", "b", "r-2", None);
    assert_eq!(world.lot("v").0, "4 CNY");
}

#[test]
fn what_was_reversed_is_not_corrected() {
    let mut world = paid_by_enterprise(|world| {
        world.top_up("01T00:00", "100 CNY");
    });
    world.reverse("05T00:00", "b", "r", Some("10 CNY"));
    world.late_signal("06T00:00", "x", "activated", "03T00:00");
    assert_eq!(world.corrections("b"), Vec::<Value>::new());
    assert_eq!(world.see("/meters/x"), Value::Null);
}

#[test]
fn what_the_provider_was_told_stays_with_it_unless_it_refuses() {
    let mut world = metered("1");
    world.top_up("03T00:00", "100 CNY");
    world.bill("03T10:05", "b", "10.5 CNY", "03T10:00");
    let (record, _) = world.record("03T11:00", "x");
    // It had ended at nine: 0.5 waits and is corrected; AliCloud takes usage until eleven, so it is closed at once.
    world.late_signal("03T11:30", "x", "ended", "03T09:00");
    assert_eq!(world.cash_and_overdraft().0, "99.5 CNY");
    assert_eq!(world.see("/cloud_accounts/x/state"), "closed");
    world.provider_says("03T11:40", &record, json!({"duplicate": {"quantity": 4}}));
    // 6 of the 10 wait again, and the payer is another account now.
    assert_eq!(world.cash_and_overdraft().0, "93.5 CNY");
    let correction = &world.corrections("b")[1];
    assert_eq!((&correction["reason"], &correction["amount"]), (&json!("payer_changed"), &json!("6 CNY")));
    assert_eq!(correction["from"], json!({"cloud_account": "x"}));
    assert_eq!(world.meter(), ["4", "0", "0", "0"]);
    assert_eq!(world.templates(), ["method_changed_by_force", "bills_corrected"]);
    let (enterprise, x) = (json!("enterprise"), json!({"cloud_account": "x"}));
    let sum = |amount: &str| json!([{"from": x, "payer": enterprise, "bills": 1, "amount": amount}]);
    assert_eq!(world.see("/outbox/0/corrected"), sum("0.5 CNY"));
    assert_eq!(world.see("/outbox/1/corrected"), sum("6 CNY"));
}

#[test]
fn an_overdraft_that_the_waterfall_does_not_have_pays_all_the_same() {
    let mut world = metered("1");
    let falls = json!([{"enterprise": ["cash"], "cloud": ["cloud_account"]}]);
    world.policy_at("03T00:00", json!({"credit_limit": "0", "waterfalls": falls}));
    world.top_up("03T00:00", "3 CNY");
    world.bill("03T10:05", "b-1", "10 CNY", "03T10:00");
    world.bill("03T10:06", "b-2", "1 CNY", "03T10:00");
    let (record, _) = world.record("03T11:00", "x");
    world.provider_says("03T11:10", &record, json!("not_subscribed"));
    let first = &world.corrections("b-1")[0];
    let paid = [("cash".to_string(), "3 CNY".to_string()), ("overdraft".to_string(), "7 CNY".to_string())];
    assert_eq!(slices(first), paid);
    assert_eq!(first["skips"], json!([]));
    assert_eq!(
        world.corrections("b-2")[0]["skips"],
        json!([{"fund": "cash", "available": "0 CNY", "reason": "empty"}])
    );
    assert_eq!(world.see("/accounts/acme/overdraft"), "8 CNY");
    // One mail each, about both.
    assert_eq!(world.templates(), ["usage_not_metered", "arrears_begun"]);
    assert_eq!(world.see("/outbox/1/overdraft"), "8 CNY");
}

#[test]
fn a_vouchers_minimum_is_compared_with_the_bill() {
    let mut world = metered("4");
    world.done(json!({
        "command": "issue_voucher", "at": t("04T00:00"), "account": "acme", "lot": "v",
        "kind": "full_reduction_voucher", "face": "9 CNY", "minimum_bill": "6 CNY", "valid_from": t("06T11:00"),
    }));
    world.bill("06T10:10", "b", "6 CNY", "05T00:00");
    world.signal("06T10:20", "x", "ended");
    let (record, _) = world.record("06T10:40", "x");
    world.provider_says("06T10:40", &record, json!("accepted"));
    // 2 fall back at noon, of a bill of 6.
    world.advance("06T12:00");
    assert_eq!(slices(&world.corrections("b")[0]), [("v".to_string(), "2 CNY".to_string())]);
    assert_eq!(world.lot("v").0, "7 CNY");
}

#[test]
fn a_correction_out_of_range_is_not_made() {
    let mut world = World::new();
    world.top_up("01T00:00", "950000000000000 CNY");
    world.link("02T00:00", "x");
    world.choose("02T00:00", "x");
    world.bill("05T00:00", "big", "100000000000000 CNY", "04T00:00");
    world.bill("05T00:00", "small", "1 CNY", "04T01:00");
    world.late_signal("06T00:00", "x", "activated", "03T00:00");
    assert_eq!(world.corrections("big"), Vec::<Value>::new());
    assert_eq!(world.corrections("small").len(), 1);
}

#[test]
fn held_bills_are_tried_again_with_what_came_back() {
    let mut world = paid_by_enterprise(|world| {
        world.policy(json!({"credit_limit": "0"}));
        world.top_up("01T00:00", "10 CNY");
    });
    world.bill("05T00:00", "held", "8 CNY", "01T01:00");
    assert_eq!(world.see("/bills/held/status"), "held");
    world.late_signal("06T00:00", "x", "activated", "03T00:00");
    assert_eq!(world.see("/bills/held/status"), "settled");
    assert_eq!(world.cash_and_overdraft().0, "2 CNY");
}
