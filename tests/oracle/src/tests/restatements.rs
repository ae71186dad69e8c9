//! P4: charges that a provider restates.

use serde_json::{Value, json};

use super::{World, pairs, slices, t};
use crate::Answer;

fn restate(at: &str, bill: &str, reversal: &str, by: Value) -> Value {
    json!({"command": "restate_bill", "at": t(at), "bill": bill, "reversal": reversal, "by": by})
}

impl World {
    /// A bill of `s/w` for `logs`, to be the one in the place of another.
    fn by(&self, id: &str, amount: &str, start: &str) -> Value {
        self.bill_of(start, id, "logs", amount, start)["bill"].clone()
    }

    fn no_reversal(&mut self, bill: &str, reversal: &str, amount: Option<&str>) -> String {
        self.no(json!({
            "command": "reverse_bill", "at": t("28T00:00"), "bill": bill, "reversal": reversal, "amount": amount,
        }))
    }

    fn move_to_beta(&mut self, at: &str) {
        self.open("beta");
        self.done(json!({
            "command": "move_workspace", "at": t(at), "account": "acme", "to": "beta", "workspace": "s/w",
        }));
    }
}

#[test]
fn p4_a_restated_charge_is_refunded_and_paid_again_in_one_entry() {
    let mut world = World::new();
    world.top_up("01T00:00", "10 CNY");
    // 10 of cash, 20 of overdraft: arrears since 2 March.
    world.bill("02T00:00", "b-1", "30 CNY", "01T01:00");
    let second = world.by("b-2", "25 CNY", "01T01:00");
    // 20 repay the overdraft, 10 become cash; then 10 of cash and 15 of overdraft.
    let receipts = world.done(restate("03T00:00", "b-1", "r", second.clone()));
    assert_eq!(receipts.len(), 1);
    assert_eq!(slices(&receipts[0]), pairs(&[("cash", "10 CNY"), ("overdraft", "15 CNY")]));
    assert_eq!(receipts[0]["settled_at"], json!(t("03T00:00")));
    assert_eq!(world.see("/bills/b-1/restated"), json!({"at": t("03T00:00"), "by": "b-2"}));
    assert_eq!(world.see("/bills/b-1/reversed"), "30 CNY");
    assert_eq!(world.see("/bills/b-1/receipt/amount"), "30 CNY");
    assert_eq!(world.see("/bills/b-1/restates"), Value::Null);
    assert_eq!(world.see("/bills/b-2/restates"), "b-1");
    // The arrears neither ended nor began.
    assert_eq!(world.see("/accounts/acme/standing/in_arrears/since"), json!(t("02T00:00")));
    assert_eq!(world.templates(), ["arrears_begun"]);

    // The same once more, before the clock, with any reversal; and what is not the same.
    assert_eq!(world.apply(restate("01T00:00", "b-1", "other", second)), Ok(Answer::Replayed));
    let same = world.by("b-2", "25.0 CNY", "01T01:00");
    assert_eq!(world.apply(restate("03T00:00", "b-1", "r", same)), Ok(Answer::Replayed));
    let dearer = world.by("b-2", "25.01 CNY", "01T01:00");
    assert_eq!(world.no(restate("03T00:00", "b-1", "r", dearer)), "bill_restated");
    let other = world.by("b-3", "25 CNY", "01T01:00");
    assert_eq!(world.no(restate("03T00:00", "b-1", "r", other)), "bill_restated");
    assert_eq!(world.no(restate("03T00:00", "b-1", "r", json!(null))), "bill_restated");

    // The bill in its place can be replaced again. 15 repay, 10 become cash; 4 of cash.
    let third = world.by("b-3", "4 CNY", "01T01:00");
    world.done(restate("04T00:00", "b-2", "r", third));
    assert_eq!(world.see("/accounts/acme/cash"), "6 CNY");
    assert_eq!(world.see("/accounts/acme/standing"), "good");
    assert_eq!(world.see("/bills/b-2/restates"), "b-1");
    assert_eq!(world.see("/bills/b-2/restated/by"), "b-3");
    assert_eq!(world.templates(), ["arrears_begun"]);
    let second = world.by("b-2", "25 CNY", "01T01:00");
    assert_eq!(world.apply(restate("05T00:00", "b-1", "r", second)), Ok(Answer::Replayed));
    assert_eq!(world.no_reversal("b-1", "r-2", None), "nothing_to_reverse");
}

#[test]
fn p4_a_charge_that_the_provider_withdrew_has_no_bill_in_its_place() {
    let mut world = World::new();
    world.top_up("01T00:00", "10 CNY");
    world.bill("02T00:00", "b-1", "7 CNY", "01T01:00");
    assert!(world.done(restate("03T00:00", "b-1", "r", json!(null))).is_empty());
    assert_eq!(world.see("/accounts/acme/cash"), "10 CNY");
    assert_eq!(world.see("/bills/b-1/restated"), json!({"at": t("03T00:00")}));
    assert_eq!(world.apply(restate("09T00:00", "b-1", "r-2", json!(null))), Ok(Answer::Replayed));
    let by = world.by("b-2", "7 CNY", "01T01:00");
    assert_eq!(world.no(restate("03T00:00", "b-1", "r", by)), "bill_restated");
    // Its reversal is that of a `reverse_bill` without an amount.
    let same = json!({"command": "reverse_bill", "at": t("03T00:00"), "bill": "b-1", "reversal": "r"});
    assert_eq!(world.apply(same), Ok(Answer::Replayed));
    assert_eq!(world.no_reversal("b-1", "r", Some("7 CNY")), "reversal_conflict");
    // What is given is compared with what is left before that.
    assert_eq!(world.no_reversal("b-1", "r-2", Some("0.01 CNY")), "reversal_too_large");
}

#[test]
fn p4_what_was_reversed_before_stays_reversed() {
    let mut world = World::new();
    world.top_up("01T00:00", "30 CNY");
    world.bill("02T00:00", "b-1", "10 CNY", "01T01:00");
    world.bill("02T00:00", "b-2", "20 CNY", "01T01:00");
    world.reverse("03T00:00", "b-1", "r-1", Some("4 CNY"));
    world.reverse("03T00:00", "b-2", "r-1", None);
    // 24 of cash; 6 come back, and 9 are paid.
    let by = world.by("b-3", "9 CNY", "01T01:00");
    assert_eq!(world.no(restate("04T00:00", "b-1", "r-1", by.clone())), "reversal_conflict");
    world.done(restate("04T00:00", "b-1", "r-2", by));
    assert_eq!(world.see("/accounts/acme/cash"), "21 CNY");
    assert_eq!(world.see("/bills/b-1/reversed"), "10 CNY");
    // Of b-2 nothing is left, so that there is no reversal.
    let by = world.by("b-4", "1 CNY", "01T01:00");
    world.done(restate("04T00:00", "b-2", "r-2", by));
    assert_eq!(world.see("/accounts/acme/cash"), "20 CNY");
    assert_eq!(world.no_reversal("b-2", "r-2", None), "nothing_to_reverse");
    // The same for a zero bill.
    world.bill("05T00:00", "b-5", "0 CNY", "01T01:00");
    world.done(restate("05T00:00", "b-5", "r", json!(null)));
    assert_eq!(world.see("/bills/b-5/status"), "settled");
    assert_eq!(world.no_reversal("b-5", "r", None), "nothing_to_reverse");
}

#[test]
fn p4_checks_of_a_restatement_are_in_order() {
    let mut world = World::new();
    world.done(json!({"command": "bind_workspace", "at": t("01T00:00"), "account": "acme", "workspace": "s/v"}));
    world.bill("02T00:00", "b-1", "10 CNY", "01T01:00");
    world.bill("02T00:00", "b-2", "10 CNY", "01T01:00");
    world.reverse("02T00:00", "b-1", "r-1", Some("1 CNY"));
    world.move_to_beta("05T00:00");
    // Everything is wrong, and one thing after the other is corrected.
    let mut by = json!({
        "id": "b-1", "workspace": "s/v", "item": "logs", "amount": "-1 USD",
        "period": {"start": "2026-02-28T00:00:00Z", "end": t("06T00:00")},
    });
    let wrong = |bill: &str, reversal: &str, by: &Value| restate("01T00:00", bill, reversal, by.clone());
    assert_eq!(world.no(wrong("b-9", "r-1", &by)), "unknown_bill");
    // Its own id is known too; the content does not matter.
    assert_eq!(world.no(wrong("b-1", "r-1", &by)), "bill_conflict");
    let own = world.by("b-2", "10 CNY", "01T01:00");
    assert_eq!(world.no(wrong("b-1", "r-1", &own)), "bill_conflict");
    by["id"] = json!("b-3");
    assert_eq!(world.no(wrong("b-1", "r-1", &by)), "restated_elsewhere");
    by["workspace"] = json!("s/nowhere");
    assert_eq!(world.no(wrong("b-1", "r-1", &by)), "restated_elsewhere");
    by["workspace"] = json!("s/w");
    assert_eq!(world.no(wrong("b-1", "r-1", &by)), "reversal_conflict");
    assert_eq!(world.no(wrong("b-1", "r-2", &by)), "usage_before_binding");
    by["period"]["start"] = json!(t("05T00:00"));
    // The clock of both accounts: that of acme is later than the move, and so is that of beta.
    world.top_up("10T00:00", "1 CNY");
    assert_eq!(world.no(restate("09T23:54", "b-1", "r-2", by.clone())), "clock_ran_backwards");
    world.done(json!({"command": "top_up", "at": t("12T00:00"), "account": "beta", "amount": "1 CNY"}));
    assert_eq!(world.no(restate("11T23:54", "b-1", "r-2", by.clone())), "clock_ran_backwards");
    assert_eq!(world.no(restate("12T00:00", "b-1", "r-2", by.clone())), "currency_mismatch");
    by["amount"] = json!("-1 CNY");
    assert_eq!(world.no(restate("12T00:00", "b-1", "r-2", by.clone())), "bill_negative");
    by["amount"] = json!("3 CNY");
    world.done(restate("11T23:55", "b-1", "r-2", by));
    assert_eq!(world.see("/bills/b-1/restated/at"), json!(t("12T00:00")));
    assert_eq!(world.see("/bills/b-3/account"), "beta");

    world.done(json!({"command": "dissolve_workspace", "at": t("13T00:00"), "account": "beta", "workspace": "s/w"}));
    let late = world.by("b-4", "3 CNY", "13T00:00");
    assert_eq!(world.no(restate("14T00:00", "b-2", "r-2", late)), "usage_after_dissolution");
    // The time before the dissolution still has its accounts.
    let early = world.by("b-4", "3 CNY", "12T23:59");
    world.done(restate("14T00:00", "b-2", "r-2", early));
    assert_eq!(world.see("/bills/b-4/account"), "beta");
}

#[test]
fn p4_a_closed_account_restates_nothing() {
    let mut world = World::new();
    world.top_up("01T00:00", "20 CNY");
    world.bill("02T00:00", "b-1", "10 CNY", "01T01:00");
    world.move_to_beta("05T00:00");
    world.done(json!({"command": "dissolve_workspace", "at": t("06T00:00"), "account": "beta", "workspace": "s/w"}));
    world.done(json!({"command": "close_account", "at": t("06T00:00"), "account": "beta"}));
    let of_beta = world.by("b-2", "1 CNY", "05T00:00");
    assert_eq!(world.no(restate("07T00:00", "b-1", "r", of_beta)), "account_closed");
    let of_acme = world.by("b-2", "1 CNY", "04T23:59");
    world.done(restate("07T00:00", "b-1", "r", of_acme.clone()));
    world.done(json!({"command": "close_account", "at": t("07T00:00"), "account": "acme"}));
    let early = json!({
        "id": "b-3", "workspace": "s/w", "item": "logs", "amount": "1 CNY",
        "period": {"start": "2026-02-28T00:00:00Z", "end": t("06T00:00")},
    });
    assert_eq!(world.no(restate("08T00:00", "b-2", "r", early)), "account_closed");
    assert_eq!(world.no(restate("08T00:00", "b-2", "r", json!(null))), "account_closed");
    // What was done is answered all the same.
    assert_eq!(world.apply(restate("08T00:00", "b-1", "r", of_acme)), Ok(Answer::Replayed));
}

#[test]
fn p4_the_bill_in_the_place_of_another_comes_before_held_bills() {
    let mut world = World::new();
    world.policy(json!({"credit_limit": "10"}));
    world.bill("02T00:00", "b-1", "8 CNY", "01T01:00");
    world.bill("02T00:00", "b-2", "5 CNY", "01T01:00");
    assert_eq!(world.see("/bills/b-2/status"), "held");
    // 10 may be taken: 6 by b-3, and the 4 that are left are not enough for b-2.
    let by = world.by("b-3", "6 CNY", "01T01:00");
    let receipts = world.done(restate("03T00:00", "b-1", "r", by));
    assert_eq!(receipts.len(), 1);
    assert_eq!(world.see("/bills/b-2/status"), "held");
    // 5 by b-4, 5 by b-2.
    let by = world.by("b-4", "5 CNY", "01T01:00");
    let receipts = world.done(restate("04T00:00", "b-3", "r", by));
    let settled: Vec<&Value> = receipts.iter().map(|receipt| &receipt["bill"]).collect();
    assert_eq!(settled, [&json!("b-4"), &json!("b-2")]);
    assert_eq!(world.see("/accounts/acme/overdraft"), "10 CNY");
    // b-5 is more than the overdraft may take with b-2, and is held.
    let by = world.by("b-5", "5.01 CNY", "01T01:00");
    assert!(world.done(restate("05T00:00", "b-4", "r", by)).is_empty());
    assert_eq!(world.see("/bills/b-5/status"), "held");
    assert_eq!(world.see("/bills/b-5/restates"), "b-4");
    assert_eq!(world.see("/accounts/acme/overdraft"), "5 CNY");
    // A held bill is cancelled, and keeps its amount.
    let by = world.by("b-6", "3 CNY", "01T01:00");
    assert_eq!(world.done(restate("06T00:00", "b-5", "r", by)).len(), 1);
    assert_eq!(world.see("/bills/b-5/status"), "cancelled");
    assert_eq!(world.see("/bills/b-5/reversed"), "5.01 CNY");
    assert_eq!(world.see("/accounts/acme/overdraft"), "8 CNY");
    world.top_up("07T00:00", "100 CNY");
    assert_eq!(world.see("/bills/b-5/status"), "cancelled");
}

#[test]
fn p4_a_cancelled_bill_is_replaced_without_a_reversal() {
    let mut world = World::new();
    world.policy(json!({"credit_limit": "1"}));
    world.bill("02T00:00", "b-1", "2 CNY", "01T01:00");
    world.reverse("02T00:00", "b-1", "r-1", None);
    let by = world.by("b-2", "1 CNY", "01T01:00");
    assert_eq!(world.done(restate("03T00:00", "b-1", "r-2", by)).len(), 1);
    assert_eq!(world.see("/bills/b-1/status"), "cancelled");
    assert_eq!(world.see("/bills/b-1/restated/by"), "b-2");
    assert_eq!(world.no_reversal("b-1", "r-2", None), "nothing_to_reverse");
}

#[test]
fn p4_a_lock_stays_unless_nothing_is_owed_in_the_end() {
    let mut world = World::new();
    world.policy(json!({"grace": 3600, "deadline_notice": 3600}));
    world.bill("02T00:00", "b-1", "8 CNY", "01T01:00");
    let by = world.by("b-2", "1 CNY", "01T01:00");
    world.done(restate("03T00:00", "b-1", "r", by));
    assert_eq!(world.see("/accounts/acme/standing/locked/since"), json!(t("02T00:00")));
    assert_eq!(world.templates(), ["arrears_begun", "account_locked"]);
    let by = world.by("b-3", "0 CNY", "01T01:00");
    world.done(restate("04T00:00", "b-2", "r", by));
    assert_eq!(world.templates(), ["arrears_begun", "account_locked", "account_unlocked"]);
}

#[test]
fn p4_another_account_may_pay_the_bill_in_its_place() {
    let mut world = World::new();
    world.policy(json!({"grace": 3600, "deadline_notice": 3600}));
    world.bill("02T00:00", "b-1", "8 CNY", "01T01:00");
    world.move_to_beta("05T00:00");
    let by = world.by("b-2", "9 CNY", "05T00:00");
    world.done(restate("06T00:00", "b-1", "r", by));
    assert_eq!(world.see("/accounts/acme/overdraft"), "0 CNY");
    assert_eq!(world.see("/accounts/beta/overdraft"), "9 CNY");
    // First the account of b-1, then that of b-2.
    let expected = ["arrears_begun", "account_locked", "account_unlocked", "arrears_begun"];
    assert_eq!(world.templates(), expected);
    assert_eq!(world.see("/outbox/3/account"), "beta");
    // Back to acme. The held bill of beta is not tried again, as nothing came in there.
    world.done(json!({
        "command": "set_policy", "at": t("06T00:00"), "account": "beta", "policy": {"credit_limit": "0"},
    }));
    let held = world.bill_of("06T00:00", "b-3", "logs", "1 CNY", "05T00:00");
    assert!(world.done(held).is_empty());
    world.done(json!({
        "command": "issue_voucher", "at": t("06T00:00"), "account": "beta", "lot": "later", "face": "1 CNY",
        "kind": "ordinary_voucher", "valid_from": t("07T00:00"),
    }));
    world.bill("08T00:00", "b-4", "2 CNY", "04T00:00");
    let by = world.by("b-5", "0 CNY", "05T00:00");
    assert_eq!(world.done(restate("08T00:00", "b-4", "r", by)).len(), 1);
    assert_eq!(world.see("/bills/b-3/status"), "held");
    // The account of the bill that is replaced has its held bills tried again, although nothing came in.
    let receipts = world.done(restate("08T00:00", "b-5", "r", json!(null)));
    assert_eq!(receipts[0]["bill"], "b-3");
    assert_eq!(slices(&receipts[0]), pairs(&[("later", "1 CNY")]));
}

#[test]
fn p4_a_charge_in_a_meter_is_taken_off_it() {
    let mut world = World::new();
    world.link("02T00:00", "x");
    world.signal("02T00:00", "x", "activated");
    world.choose("02T00:00", "x");
    world.bill("02T10:00", "b-1", "10 CNY", "02T01:00");
    let by = world.by("b-2", "7 CNY", "02T01:00");
    world.done(restate("02T11:00", "b-1", "r", by));
    assert_eq!(world.see("/meters/x/owed"), "7 CNY");
    assert_eq!(world.see("/meters/x/charges/0/bill"), "b-2");
    // In flight: what was b-2 becomes credit with the answer, and b-3 waits.
    world.done(json!({"command": "request_metering", "at": t("02T12:00"), "cloud_account": "x"}));
    let by = world.by("b-3", "9 CNY", "02T01:00");
    let receipts = world.done(restate("02T12:00", "b-2", "r", by));
    assert_eq!(slices(&receipts[0]), pairs(&[("cloud_account", "9 CNY")]));
    assert_eq!(world.see("/meters/x/owed"), "16 CNY");
    assert_eq!(world.see("/meters/x/reversed"), "7 CNY");
    let number = world.see("/meters/x/in_flight");
    world.done(json!({
        "command": "acknowledge_metering", "at": t("02T12:30"), "record": number, "outcome": "accepted",
    }));
    assert_eq!(world.see("/meters/x/owed"), "9 CNY");
    assert_eq!(world.see("/meters/x/credit"), "7 CNY");
}

#[test]
fn p4_rules_of_now_pay_the_bill_in_its_place() {
    let mut world = World::new();
    world.link("02T00:00", "x");
    world.signal("02T00:00", "x", "activated");
    world.choose("02T00:00", "x");
    world.bill("03T00:00", "b-1", "10 CNY", "02T01:00");
    world.bill("03T00:00", "b-2", "5 CNY", "02T01:00");
    // Suspended: the charge of b-1 is taken off, and b-3 is held.
    world.signal("04T00:00", "x", "suspended");
    let by = world.by("b-3", "11 CNY", "02T01:00");
    assert!(world.done(restate("04T00:00", "b-1", "r", by)).is_empty());
    assert_eq!(world.see("/bills/b-3/status"), "held");
    assert_eq!(world.see("/meters/x/owed"), "5 CNY");
    // Ended at 5 March 00:00, and closed at 02:00. b-2 falls back before it is replaced: the overdraft takes 5, and b-4
    // takes 6 in its place (P2).
    world.signal("05T00:00", "x", "ended");
    assert_eq!(world.see("/bills/b-3/receipt/payer/cloud_account"), "x");
    let by = world.by("b-4", "6 CNY", "02T01:00");
    let receipts = world.done(restate("05T02:00", "b-2", "r", by));
    assert_eq!(receipts[0]["payer_reason"]["P2"]["cloud_account"], "x");
    assert_eq!(slices(&receipts[0]), pairs(&[("overdraft", "6 CNY")]));
    // 11 of b-3 fell back too.
    assert_eq!(world.see("/accounts/acme/overdraft"), "17 CNY");
    let expected = ["method_changed_by_force", "usage_not_metered", "arrears_begun"];
    assert_eq!(world.templates(), expected);
}

#[test]
fn p4_a_lot_that_has_expired_takes_nothing_back_for_the_bill_in_its_place() {
    let mut world = World::new();
    world.voucher("01T00:00", "v", "10 CNY", Some("03T00:00"));
    world.card("01T00:00", "c", "10 CNY");
    world.bill("02T00:00", "b-1", "15 CNY", "01T01:00");
    // 5 come back to the card and pay; 10 stay expired.
    let by = world.by("b-2", "15 CNY", "01T01:00");
    let receipts = world.done(restate("03T00:00", "b-1", "r", by));
    assert_eq!(slices(&receipts[0]), pairs(&[("c", "10 CNY"), ("overdraft", "5 CNY")]));
    assert_eq!(world.lot("v"), ("0 CNY".to_string(), "expired".to_string()));
}

#[test]
fn p4_the_amount_in_its_place_has_its_limit() {
    let mut world = World::new();
    world.bill("02T00:00", "b-1", "999999999999998 CNY", "01T01:00");
    let all = world.by("b-2", "999999999999999.999999999999 CNY", "01T01:00");
    world.done(restate("03T00:00", "b-1", "r", all));
    world.bill("03T00:00", "b-3", "0 CNY", "01T01:00");
    let more = world.by("b-4", "0.000000000001 CNY", "01T01:00");
    assert_eq!(world.no(restate("03T00:00", "b-3", "r", more)), "amount_out_of_range");
}

#[test]
fn p4_the_first_part_of_an_export_that_claims_a_bill_keeps_it() {
    let mut world = World::new();
    for bill in ["b-1", "b-2", "b-3"] {
        world.bill("02T00:00", bill, "0 CNY", "01T01:00");
    }
    let claim = |export: &str, part: &str, bills: &[&str]| {
        json!({
            "command": "claim_charges", "at": t("03T00:00"), "export_name": export, "part": part, "bills": bills,
        })
    };
    world.done(claim("june", "p-1", &["b-2", "b-9", "b-1", "b-2"]));
    world.done(claim("june", "p-2", &["b-1", "b-3"]));
    for part in ["p-1", "p-2", "p-3"] {
        assert_eq!(world.apply(claim("june", part, &["b-3", "b-1", "b-2"])), Ok(Answer::Kept));
    }
    assert_eq!(world.apply(claim("july", "p-1", &["b-9"])), Ok(Answer::Kept));
    assert_eq!(world.apply(claim("july", "p-1", &[])), Ok(Answer::Kept));
    world.done(claim("july", "p-2", &["b-1"]));
    let expected = json!({"june": {"b-1": "p-1", "b-2": "p-1", "b-3": "p-2"}, "july": {"b-1": "p-2"}});
    assert_eq!(world.see("/exports"), expected);
    // A bill that came later is claimed then, and a closed account is no obstacle.
    world.bill("04T00:00", "b-9", "0 CNY", "01T01:00");
    world.done(json!({"command": "dissolve_workspace", "at": t("05T00:00"), "account": "acme", "workspace": "s/w"}));
    world.done(json!({"command": "close_account", "at": t("05T00:00"), "account": "acme"}));
    // It concerns no account, whose clock would refuse it.
    world.done(claim("june", "p-1", &["b-9"]));
    assert_eq!(world.see("/exports/june/b-9"), "p-1");
}

#[test]
fn p4_a_key_of_what_claimed_nothing_stays_free() {
    let mut world = World::new();
    world.bill("02T00:00", "b-1", "1 CNY", "01T01:00");
    let mut claim = json!({
        "command": "claim_charges", "at": t("03T00:00"), "export_name": "june", "part": "p", "bills": ["b-9"],
        "idempotency_key": "k",
    });
    assert_eq!(world.apply(claim.clone()), Ok(Answer::Kept));
    claim["bills"] = json!(["b-1"]);
    world.done(claim.clone());
    assert_eq!(world.apply(claim.clone()), Ok(Answer::Replayed));
    claim["part"] = json!("q");
    assert_eq!(world.no(claim), "idempotency_conflict");
    // Of a restatement, an absent reason is `null`, and amounts and instants count by value.
    let mut first = restate("04T00:00", "b-1", "r", world.by("b-2", "2 CNY", "01T01:00"));
    first["idempotency_key"] = json!("l");
    world.done(first.clone());
    first["reason"] = json!(null);
    first["by"]["amount"] = json!("2.00 CNY");
    first["by"]["period"]["start"] = json!("2026-03-01T02:00:00+01:00");
    assert_eq!(world.apply(first.clone()), Ok(Answer::Replayed));
    first["reversal"] = json!("r-2");
    assert_eq!(world.no(first), "idempotency_conflict");
}
