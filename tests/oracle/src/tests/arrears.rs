//! W7 and the table of standings: arrears begin and end at one payable unit.

use serde_json::{Value, json};

use super::{World, t};
use crate::Answer;

impl World {
    fn standing(&self) -> Value {
        self.see("/accounts/acme/standing")
    }

    fn overdraft(&self) -> Value {
        self.see("/accounts/acme/overdraft")
    }

    /// The default policy of the file. It compares no standing by itself.
    fn default_policy(&mut self, at: &str, policy: Value) {
        self.done(json!({"command": "set_policy", "at": t(at), "policy": policy}));
    }
}

fn in_arrears(since: &str, deadline: &str) -> Value {
    json!({"in_arrears": {"since": t(since), "deadline": t(deadline)}})
}

#[test]
fn w7_less_than_one_payable_unit_is_carried_and_is_no_arrears() {
    let mut world = World::new();
    world.bill("02T00:00", "b-1", "0.009 CNY", "01T00:00");
    world.bill("02T01:00", "b-2", "0.000999999999 CNY", "01T00:00");
    assert_eq!((world.standing(), world.overdraft()), (json!("good"), json!("0.009999999999 CNY")));
    assert_eq!(world.see("/outbox"), json!([]));
    // One unit exactly is arrears.
    world.bill("02T02:00", "b-3", "0.000000000001 CNY", "01T00:00");
    assert_eq!((world.standing(), world.overdraft()), (in_arrears("02T02:00", "16T02:00"), json!("0.01 CNY")));
    let begun = json!({
        "template": "arrears_begun", "account": "acme", "overdraft": "0.01 CNY", "payable": "0.01 CNY",
        "since": t("02T02:00"), "deadline": t("16T02:00"),
    });
    assert_eq!(world.see("/outbox"), json!([begun]));
    // A hair less ends them; the rest is repaid by the next money.
    world.top_up("03T00:00", "0.000000000001 CNY");
    assert_eq!((world.standing(), world.overdraft()), (json!("good"), json!("0.009999999999 CNY")));
    assert_eq!(world.advance("20T00:00"), Answer::Kept);
    world.top_up("20T00:00", "1 CNY");
    assert_eq!(world.see("/accounts/acme/cash"), "0.990000000001 CNY");
    assert_eq!(world.templates(), ["arrears_begun"]);
}

#[test]
fn w7_what_is_asked_for_is_rounded_up_to_whole_units() {
    for (unit, bill, payable) in [
        ("0.01", "1.234567890123 CNY", "1.24 CNY"),
        ("0.01", "1.23 CNY", "1.23 CNY"),
        ("0.3", "1 CNY", "1.2 CNY"),
        ("100", "250.000000000001 CNY", "300 CNY"),
        ("0.000000000001", "0.000000000001 CNY", "0.000000000001 CNY"),
        // 10^15 and more is no money: the overdraft itself.
        ("600000000000000", "600000000000000.01 CNY", "600000000000000.01 CNY"),
        ("300000000000000", "600000000000000.01 CNY", "900000000000000 CNY"),
    ] {
        let mut world = World::new();
        world.policy(json!({"payable_unit": unit, "grace": 7200, "deadline_notice": 3600}));
        world.bill("02T00:00", "b-1", bill, "01T00:00");
        world.advance("03T00:00");
        assert_eq!(world.templates(), ["arrears_begun", "deadline_near", "account_locked"]);
        for place in 0..3 {
            assert_eq!(world.see(&format!("/outbox/{place}/payable")), payable, "{unit} {bill}");
            assert_eq!(world.see(&format!("/outbox/{place}/overdraft")), bill);
        }
    }
}

#[test]
fn a_payable_unit_is_above_zero() {
    let mut world = World::new();
    let command = json!({"command": "set_policy", "at": t("01T00:00"), "policy": {"payable_unit": "0"}});
    assert_eq!(world.no(command), "invalid_policy");
}

#[test]
fn a_new_policy_of_the_account_compares_before_held_bills_are_tried() {
    let mut world = World::new();
    world.bill("02T00:00", "b-1", "5 CNY", "01T00:00");
    assert_eq!(world.standing(), in_arrears("02T00:00", "16T00:00"));
    // Arrears end without a notification, and begin again.
    world.policy_at("03T00:00", json!({"payable_unit": "10", "credit_limit": "5"}));
    assert_eq!(world.standing(), "good");
    world.bill("03T00:00", "b-2", "3 CNY", "01T00:00");
    let receipts = world.policy_at("04T00:00", json!({"payable_unit": "2"}));
    assert_eq!(receipts.len(), 1);
    assert_eq!(world.standing(), in_arrears("04T00:00", "18T00:00"));
    assert_eq!(world.templates(), ["arrears_begun", "arrears_begun"]);
    assert_eq!((world.see("/outbox/1/overdraft"), world.see("/outbox/1/payable")), (json!("5 CNY"), json!("6 CNY")));
    // A locked account is unlocked, with a notification.
    world.advance("18T00:00");
    world.policy_at("19T00:00", json!({"payable_unit": "8.01"}));
    assert_eq!(world.standing(), "good");
    assert_eq!(world.templates()[2..], ["deadline_near", "account_locked", "account_unlocked"]);
}

#[test]
fn a_new_default_policy_counts_when_the_standing_is_compared_next() {
    let mut world = World::new();
    world.bill("02T00:00", "b-1", "5 CNY", "01T00:00");
    world.default_policy("03T00:00", json!({"payable_unit": "10"}));
    assert_eq!(world.standing(), in_arrears("02T00:00", "16T00:00"));
    // The notice is due: repaid instead, and the deadline is gone with it.
    assert_eq!(world.advance("13T00:00"), Answer::Done(Vec::new()));
    assert_eq!(world.standing(), "good");
    assert_eq!(world.advance("17T00:00"), Answer::Kept);
    assert_eq!(world.templates(), ["arrears_begun"]);

    // Without a notice, the deadline.
    let mut world = World::new();
    world.default_policy("01T00:00", json!({"grace": 86_400, "deadline_notice": 86_400}));
    world.bill("02T00:00", "b-1", "5 CNY", "01T00:00");
    world.default_policy("02T12:00", json!({"payable_unit": "10"}));
    // What is due is due before the bill, which comes to one unit later.
    world.bill("04T00:00", "b-2", "5 CNY", "01T00:00");
    assert_eq!(world.standing(), in_arrears("04T00:00", "18T00:00"));
    assert_eq!(world.templates(), ["arrears_begun", "arrears_begun"]);

    // Locked stays locked until something compares it, here a zero bill.
    let mut world = World::new();
    world.default_policy("01T00:00", json!({"grace": 0}));
    world.bill("02T00:00", "b-1", "5 CNY", "01T00:00");
    world.advance("03T00:00");
    world.default_policy("03T00:00", json!({"payable_unit": "10"}));
    assert_eq!(world.advance("04T00:00"), Answer::Kept);
    assert_eq!(world.standing(), json!({"locked": {"since": t("02T00:00"), "deadline": t("02T00:00")}}));
    world.bill("04T00:00", "b-2", "0 CNY", "01T00:00");
    assert_eq!(world.templates(), ["arrears_begun", "account_locked", "account_unlocked"]);
}

#[test]
fn a_reversal_is_compared_once_at_its_end() {
    let mut world = World::new();
    world.default_policy("01T00:00", json!({"payable_unit": "100"}));
    world.top_up("01T00:00", "10 CNY");
    world.bill("02T00:00", "b-1", "15 CNY", "01T00:00");
    world.bill("02T00:00", "b-2", "40 CNY", "01T00:00");
    assert_eq!((world.standing(), world.overdraft()), (json!("good"), json!("45 CNY")));
    world.default_policy("03T00:00", json!({}));
    // 5 to the overdraft and 10 as money paid in: 30 are left when arrears begin.
    world.reverse("04T00:00", "b-1", "r-1", None);
    assert_eq!(world.standing(), in_arrears("04T00:00", "18T00:00"));
    assert_eq!(world.see("/outbox/0/overdraft"), "30 CNY");
}

#[test]
fn an_account_closes_with_less_than_one_unit() {
    let mut world = World::default();
    world.open("acme");
    world.done(json!({"command": "bind_workspace", "at": t("01T00:00"), "account": "acme", "workspace": "s/w"}));
    world.bill("02T00:00", "b-1", "0.02 CNY", "01T00:00");
    world.done(json!({"command": "dissolve_workspace", "at": t("02T00:00"), "account": "acme", "workspace": "s/w"}));
    let close = json!({"command": "close_account", "at": t("03T00:00"), "account": "acme"});
    assert_eq!(world.no(close.clone()), "account_in_arrears");
    world.top_up("03T00:00", "0.0100000001 CNY");
    world.voucher("03T00:00", "v", "1 CNY", None);
    world.done(close);
    assert_eq!((world.overdraft(), world.see("/accounts/acme/closed")), (json!("0.0099999999 CNY"), json!(true)));
    assert_eq!(world.lot("v"), ("0 CNY".to_string(), "void".to_string()));
}
