//! P3: how long the bills of a suspended cloud account wait; a suspension before the first activation.

use serde_json::{Value, json};

use super::{World, alicloud, pairs, slices, t};
use crate::Answer;

/// `x` has paid since the 2nd. A patience is ten days, and its notice is due three days before the end.
fn paid_by_x() -> World {
    let mut world = World::new();
    world.policy(json!({"suspended_patience": 864_000}));
    world.link("01T00:00", "x");
    world.signal("01T00:00", "x", "activated");
    world.choose("02T00:00", "x");
    world
}

/// It is suspended on the 3rd, so the notice is due on the 10th, and the deadline is on the 13th.
fn suspended() -> World {
    let mut world = paid_by_x();
    world.signal("03T00:00", "x", "suspended");
    world
}

fn p3(since: &str, deadline: &str) -> Value {
    json!({"P3": {"cloud_account": "x", "suspended_since": t(since), "deadline": t(deadline)}})
}

impl World {
    fn over(&self, id: &str) -> bool {
        self.oracle.state.cloud_accounts[id].patience.as_ref().unwrap().over
    }

    fn deadline(&self, id: &str) -> String {
        crate::time::print_instant(self.oracle.state.cloud_accounts[id].patience.as_ref().unwrap().deadline)
    }
}

#[test]
fn p3_the_enterprise_account_pays_when_the_patience_is_over() {
    let mut world = suspended();
    assert!(world.bill("04T00:00", "b-1", "10 CNY", "03T12:00").is_empty());
    assert!(world.bill("05T00:00", "b-2", "2.5 CNY", "02T12:00").is_empty());
    assert_eq!(world.advance("09T23:59"), Answer::Kept);
    assert_eq!(world.advance("10T00:00"), Answer::Done(Vec::new()));
    let near = json!({
        "template": "suspension_deadline_near", "account": "acme", "cloud_account": "x", "provider": "alicloud",
        "suspended_since": t("03T00:00"), "deadline": t("13T00:00"), "held_bills": 2, "amount": "12.5 CNY",
    });
    assert_eq!(world.see("/outbox"), json!([near]));
    assert_eq!(world.advance("12T23:59"), Answer::Kept);
    let Answer::Done(receipts) = world.advance("14T00:00") else { panic!("the deadline was due") };
    assert_eq!(receipts.len(), 2);
    for (receipt, bill) in receipts.iter().zip(["b-1", "b-2"]) {
        assert_eq!((&receipt["bill"], &receipt["payer"]), (&json!(bill), &json!("enterprise")));
        assert_eq!(receipt["payer_reason"], p3("03T00:00", "13T00:00"));
        assert_eq!(receipt["settled_at"], json!(t("14T00:00")));
    }
    assert_eq!(world.templates(), ["suspension_deadline_near", "arrears_begun"]);
    assert_eq!(world.see("/accounts/acme/standing/in_arrears/since"), json!(t("14T00:00")));
    // It stays in force, and further bills are the enterprise account's until it resumes.
    assert_eq!(world.see("/workspaces/s~1w/method"), json!({"cloud_account": "x"}));
    let receipts = world.bill("15T00:00", "b-3", "1 CNY", "14T00:00");
    assert_eq!(receipts[0]["payer_reason"], p3("03T00:00", "13T00:00"));
    world.signal("16T00:00", "x", "resumed");
    let receipts = world.bill("17T00:00", "b-4", "1 CNY", "14T00:00");
    assert_eq!(receipts[0]["payer"], json!({"cloud_account": "x"}));
    for bill in ["b-1", "b-3"] {
        assert_eq!(world.see(&format!("/bills/{bill}/corrections")), json!([]));
    }
}

#[test]
fn p3_bills_are_tried_again_at_the_decision_before_the_command() {
    let mut world = suspended();
    world.voucher("04T00:00", "v", "10 CNY", Some("15T00:00"));
    world.bill("04T00:00", "b-1", "10 CNY", "03T12:00");
    // The voucher had expired by the instant of this decision, and the money of it comes later.
    let receipts = world.top_up("15T00:00", "100 CNY");
    assert_eq!(slices(&receipts[0]), pairs(&[("overdraft", "10 CNY")]));
    assert_eq!(receipts[0]["settled_at"], json!(t("15T00:00")));
    assert_eq!(world.see("/accounts/acme/cash"), "90 CNY");
    assert_eq!(world.templates(), ["suspension_deadline_near", "arrears_begun"]);
}

#[test]
fn p3_a_refused_command_leaves_the_bills_held() {
    let mut world = suspended();
    world.bill("04T00:00", "b-1", "10 CNY", "03T12:00");
    let command = json!({"command": "top_up", "at": t("15T00:00"), "account": "acme", "amount": "0 CNY"});
    assert_eq!(world.no(command), "amount_not_positive");
    assert_eq!(world.see("/bills/b-1/status"), "held");
    assert!(!world.over("x"));
}

#[test]
fn p3_what_the_enterprise_account_cannot_cover_waits_for_money() {
    let mut world = paid_by_x();
    world.policy_at("02T00:00", json!({"suspended_patience": 864_000, "credit_limit": "5"}));
    world.signal("03T00:00", "x", "suspended");
    for id in ["b-1", "b-2"] {
        world.bill("04T00:00", id, "10 CNY", "03T12:00");
    }
    assert_eq!(world.advance("13T00:00"), Answer::Done(Vec::new()));
    let receipts = world.top_up("14T00:00", "6 CNY");
    assert_eq!(receipts.len(), 1);
    assert_eq!(slices(&receipts[0]), pairs(&[("cash", "6 CNY"), ("overdraft", "4 CNY")]));
    assert_eq!(receipts[0]["payer_reason"], p3("03T00:00", "13T00:00"));
    // It is held for the credit limit, so nothing tries it when the cloud account resumes. Then money does.
    world.signal("15T00:00", "x", "resumed");
    assert_eq!(world.see("/bills/b-2/status"), "held");
    let receipts = world.top_up("16T00:00", "0.01 CNY");
    assert_eq!((&receipts[0]["bill"], &receipts[0]["payer"]), (&json!("b-2"), &json!({"cloud_account": "x"})));
}

#[test]
fn p3_a_suspension_known_late_is_over_at_once() {
    let mut world = paid_by_x();
    world.bill("12T00:00", "b-1", "10 CNY", "04T00:00");
    assert_eq!(world.late_signal("13T00:00", "x", "suspended", "03T00:00"), "applied");
    assert!(world.over("x"));
    // What it has paid stays paid by it.
    assert_eq!(world.see("/bills/b-1/corrections"), json!([]));
    let receipts = world.bill("13T00:00", "b-2", "10 CNY", "04T00:00");
    assert_eq!(receipts[0]["payer_reason"], p3("03T00:00", "13T00:00"));
    assert_eq!(world.advance("31T00:00"), Answer::Done(Vec::new()));
    assert_eq!(world.templates(), ["arrears_begun", "deadline_near", "account_locked"]);

    // A moment earlier it is not over. Its notice is in the past, and is due before the next decision.
    let mut world = paid_by_x();
    world.late_signal("12T23:59", "x", "suspended", "03T00:00");
    assert!(!world.over("x"));
    assert_eq!(world.templates(), Vec::<String>::new());
    assert!(world.bill("12T23:59", "b-1", "10 CNY", "04T00:00").is_empty());
    assert_eq!(world.templates(), ["suspension_deadline_near"]);
    assert_eq!((world.see("/outbox/0/held_bills"), world.see("/outbox/0/amount")), (json!(0), json!("0 CNY")));
}

#[test]
fn p3_only_another_instant_of_suspension_changes_the_patience() {
    let mut world = paid_by_x();
    world.signal("06T00:00", "x", "suspended");
    assert_eq!(world.deadline("x"), t("16T00:00"));
    world.policy_at("07T00:00", json!({"suspended_patience": 1_728_000, "deadline_notice": 1_728_000}));
    assert_eq!(world.signal("08T00:00", "x", "suspended"), "no_change");
    assert_eq!(world.late_signal("08T00:00", "x", "activated", "01T00:00"), "no_change");
    assert_eq!(world.deadline("x"), t("16T00:00"));
    // The lifecycle changes, and the suspension does not.
    world.late_signal("09T00:00", "x", "activated", "01T00:00");
    world.message("09T00:00", "alicloud:x", "activated", Some("2026-02-20T00:00:00Z"), Some("early"));
    assert_eq!(world.deadline("x"), t("16T00:00"));
    // The suspension began earlier: the policy of now. The notice is not before the suspension: there is none.
    assert_eq!(world.late_signal("10T00:00", "x", "suspended", "05T00:00"), "applied");
    assert_eq!(world.deadline("x"), t("25T00:00"));
    assert_eq!(world.oracle.state.cloud_accounts["x"].patience.as_ref().unwrap().notice, None);
    // A late resumption before it, and a suspension between.
    assert_eq!(world.late_signal("10T00:00", "x", "resumed", "05T12:00"), "applied");
    assert_eq!(world.deadline("x"), t("26T00:00"));
    world.advance("26T00:00");
    assert!(world.over("x"));
    assert_eq!(world.late_signal("26T00:00", "x", "resumed", "07T00:00"), "applied");
    assert_eq!(world.deadline("x"), t("28T00:00"));
    assert!(!world.over("x"));
    world.signal("27T00:00", "x", "resumed");
    assert_eq!(world.oracle.state.cloud_accounts["x"].patience, None);
}

#[test]
fn p3_nobody_is_notified_of_a_suspension_that_concerns_nobody() {
    let mut world = suspended();
    world.choose("04T00:00", "enterprise");
    world.advance("13T00:00");
    assert_eq!(world.templates(), Vec::<String>::new());

    // A workspace that opens another cloud account is still paid by it.
    let mut world = suspended();
    world.link("04T00:00", "y");
    world.choose("04T00:00", "y");
    world.advance("10T00:00");
    assert_eq!(world.templates(), ["suspension_deadline_near"]);

    // A dissolved workspace has no payer now; a bill that is held concerns its account.
    let mut world = suspended();
    world.bill("04T00:00", "b-1", "10 CNY", "03T12:00");
    world.done(json!({"command": "dissolve_workspace", "at": t("05T00:00"), "account": "acme", "workspace": "s/w"}));
    world.advance("10T00:00");
    assert_eq!(world.see("/outbox/0/held_bills"), 1);
}

#[test]
fn p3_at_one_instant_suspensions_come_last_by_id_and_the_notice_first() {
    let mut world = World::new();
    world.policy(json!({"suspended_patience": 86_400, "deadline_notice": 0, "grace": 0}));
    for id in ["y", "x"] {
        world.link("01T00:00", id);
        world.signal("01T00:00", id, "activated");
        let workspace = format!("s/{id}");
        let bind = json!({"command": "bind_workspace", "at": t("01T00:00"), "account": "acme", "workspace": workspace});
        world.done(bind);
        let choice = world.choice("01T00:00", &workspace, id);
        world.done(choice);
    }
    for id in ["y", "x"] {
        world.signal("02T00:00", id, "suspended");
    }
    let mut bill = world.bill_of("02T12:00", "b-1", "logs", "10 CNY", "02T06:00");
    bill["bill"]["workspace"] = json!("s/y");
    world.done(bill);
    world.advance("03T00:00");
    assert_eq!(world.templates(), ["suspension_deadline_near", "suspension_deadline_near", "arrears_begun"]);
    assert_eq!((world.see("/outbox/0/cloud_account"), world.see("/outbox/1/cloud_account")), (json!("x"), json!("y")));
    // Grace is zero, but the deadline became due only by the bill that was tried again.
    assert_eq!(world.advance("03T00:00"), Answer::Done(Vec::new()));
    assert_eq!(world.templates()[3..], ["account_locked"]);
}

#[test]
fn p3_a_patience_of_zero_holds_nothing() {
    let mut world = paid_by_x();
    world.policy_at("02T00:00", json!({"suspended_patience": 0}));
    world.signal("03T00:00", "x", "suspended");
    let receipts = world.bill("04T00:00", "b-1", "10 CNY", "03T12:00");
    assert_eq!(receipts[0]["payer_reason"], p3("03T00:00", "03T00:00"));
    // Nothing was due.
    assert_eq!(world.templates(), ["arrears_begun"]);
}

#[test]
fn p3_when_it_ends_p1_and_p2_decide_again() {
    let mut world = suspended();
    world.advance("13T00:00");
    world.signal("14T00:00", "x", "ended");
    assert_eq!(world.oracle.state.cloud_accounts["x"].patience, None);
    // Its metering deadline is 02:00: until then it pays.
    let receipts = world.bill("14T01:00", "b-1", "10 CNY", "13T12:00");
    assert_eq!(receipts[0]["payer"], json!({"cloud_account": "x"}));
    let receipts = world.bill("15T00:00", "b-2", "10 CNY", "13T12:00");
    assert_eq!(receipts[0]["payer_reason"]["P2"]["cloud_account"], "x");
}

#[test]
fn p3_a_link_finds_a_suspension() {
    let mut world = World::new();
    world.policy(json!({"suspended_patience": 864_000}));
    for id in ["x", "y"] {
        world.signal("01T00:00", id, "activated");
        world.signal("02T00:00", id, "suspended");
    }
    world.link("11T00:00", "x");
    assert_eq!((world.see("/cloud_accounts/x/state"), world.over("x")), (json!("suspended"), false));
    world.link("12T00:00", "y");
    assert_eq!((world.see("/cloud_accounts/y/state"), world.over("y")), (json!("suspended"), true));
    world.choose("12T00:00", "y");
    assert_eq!(world.see("/workspaces/s~1w/method"), json!({"cloud_account": "y"}));
}

#[test]
fn p3_a_suspension_before_the_first_activation_has_no_effect() {
    let mut world = World::new();
    world.signal("02T00:00", "x", "suspended");
    world.link("02T00:00", "x");
    assert_eq!(world.see("/cloud_accounts/x/state"), "pending");
    world.choose("03T00:00", "x");
    assert_eq!(world.signal("04T00:00", "x", "suspended"), "no_change");
    assert_eq!(world.see("/workspaces/s~1w/method/opening/cloud_account"), "x");
    let receipts = world.bill("05T00:00", "b-1", "10 CNY", "04T12:00");
    assert_eq!(receipts[0]["payer"], "enterprise");
    // It pays from its first activation on.
    assert_eq!(world.signal("06T00:00", "x", "resumed"), "applied");
    assert_eq!(world.timeline()[1]["from"], json!(t("06T00:00")));
}

#[test]
fn p3_a_suspension_that_was_without_effect_counts_after_a_late_activation() {
    let mut world = World::new();
    world.policy(json!({"suspended_patience": 864_000}));
    world.link("01T00:00", "x");
    world.choose("02T00:00", "x");
    world.bill("03T00:00", "b-1", "10 CNY", "02T12:00");
    // It has no instant of its own, and is kept all the same.
    assert_eq!(world.message("05T00:00", "alicloud:x", "suspended", None, None), "no_change");
    world.late_signal("06T00:00", "x", "activated", "02T06:00");
    assert_eq!(world.see("/cloud_accounts/x/state"), "suspended");
    assert_eq!(world.deadline("x"), t("15T00:00"));
    assert_eq!(world.timeline()[1]["from"], json!(t("02T06:00")));
    // The bill is corrected: whether it is suspended does not matter.
    assert_eq!(world.see("/bills/b-1/corrections/0/payer"), json!({"cloud_account": "x"}));
    // Of one that is suspended already, it is not kept: a resumption before it, known later, is the last word.
    assert_eq!(world.message("07T00:00", "alicloud:x", "suspended", None, None), "no_change");
    world.late_signal("08T00:00", "x", "resumed", "06T00:00");
    assert_eq!(world.see("/cloud_accounts/x/state"), "active");
    assert_eq!(world.oracle.state.signals[&alicloud("x")].len(), 3);
}

#[test]
fn p3_a_correction_is_paid_by_the_enterprise_account_when_the_patience_is_over() {
    let mut world = World::new();
    world.policy(json!({"suspended_patience": 86_400}));
    for id in ["x", "y"] {
        world.link("01T00:00", id);
    }
    world.signal("01T00:00", "y", "activated");
    world.bill("01T12:00", "b-0", "10 CNY", "01T06:00");
    world.choose("02T00:00", "y");
    world.choose("03T00:00", "x");
    world.bill("05T00:00", "b-1", "10 CNY", "04T00:00");
    assert_eq!(world.see("/bills/b-1/receipt/payer"), json!({"cloud_account": "y"}));
    world.late_signal("06T00:00", "x", "suspended", "03T18:00");
    world.late_signal("06T00:00", "x", "activated", "03T12:00");
    let correction = world.see("/bills/b-1/corrections/0");
    assert_eq!((&correction["from"], &correction["payer"]), (&json!({"cloud_account": "y"}), &json!("enterprise")));
    assert_eq!(correction["payer_reason"], p3("03T18:00", "04T18:00"));

    // The enterprise account paid, and would pay again: no correction.
    let mut world = World::new();
    world.policy(json!({"suspended_patience": 86_400}));
    world.link("01T00:00", "x");
    world.choose("03T00:00", "x");
    world.bill("05T00:00", "b-1", "10 CNY", "04T00:00");
    world.late_signal("06T00:00", "x", "suspended", "03T18:00");
    world.late_signal("06T00:00", "x", "activated", "03T12:00");
    assert_eq!(world.timeline()[1]["from"], json!(t("03T12:00")));
    assert_eq!(world.see("/bills/b-1/corrections"), json!([]));
}
