//! N1: bills that begin to be held, and bills that came after a metering deadline, are notified once in a UTC day.

use serde_json::{Value, json};

use super::{World, t};
use crate::Answer;

/// `x` pays since the 2nd and is suspended on the 10th.
fn suspended() -> World {
    let mut world = World::new();
    world.shows_held = true;
    world.link("01T00:00", "x");
    world.signal("01T00:00", "x", "activated");
    world.choose("02T00:00", "x");
    world.signal("10T00:00", "x", "suspended");
    world
}

/// `x` has paid from the 2nd to the 10th and is closed from 02:00 on.
fn ended() -> World {
    let mut world = World::new();
    world.shows_held = true;
    world.top_up("01T00:00", "1000 CNY");
    world.link("01T00:00", "x");
    world.signal("01T00:00", "x", "activated");
    world.choose("02T00:00", "x");
    world.signal("10T00:00", "x", "ended");
    world.done(json!({"command": "acknowledge", "at": t("10T00:00"), "outbox_message": world.oracle.pending()[0]}));
    world
}

fn no_limit_left(credit_limit: &str) -> World {
    let mut world = World::new();
    world.shows_held = true;
    world.policy(json!({"credit_limit": credit_limit}));
    world
}

impl World {
    fn bill_of_zero(&mut self, at: &str, id: &str, start: &str) {
        self.bill(at, id, "0 CNY", start);
    }

    fn notified_bills(&self) -> Vec<String> {
        let outbox = self.see("/outbox");
        let held = outbox.as_array().unwrap().iter().filter(|mail| mail["template"] == "bills_held");
        held.map(|mail| mail["bill"].as_str().unwrap().to_string()).collect()
    }
}

#[test]
fn n1_the_first_bill_of_a_day_that_waits_for_a_suspended_cloud_account_is_notified() {
    let mut world = suspended();
    world.bill("11T08:00", "b-1", "5 CNY", "10T12:00");
    world.bill("11T23:59", "b-2", "6 CNY", "10T12:00");
    let mail = json!({
        "template": "bills_held", "account": "acme", "reason": {"cloud_account_suspended": {"cloud_account": "x"}},
        "bill": "b-1", "workspace": "s/w", "amount": "5 CNY", "provider": "alicloud", "suspended_since": t("10T00:00"),
        "deadline": "2026-04-09T00:00:00Z",
    });
    assert_eq!(world.see("/outbox"), json!([mail]));
    // Midnight begins another day; a bill of zero is not its first.
    world.bill_of_zero("12T00:00", "b-3", "10T12:00");
    world.bill("12T00:00", "b-4", "7 CNY", "10T12:00");
    world.bill("12T00:01", "b-5", "7 CNY", "10T12:00");
    assert_eq!(world.notified_bills(), ["b-1", "b-4"]);
}

#[test]
fn n1_the_first_bill_of_a_day_that_waits_for_credit_is_notified() {
    let mut world = no_limit_left("50");
    world.top_up("02T00:00", "20 CNY");
    world.bill("03T00:00", "b-1", "60 CNY", "02T00:00");
    world.bill("03T00:00", "b-2", "15 CNY", "02T00:00");
    let missing = json!({"credit_limit": {"uncovered": "15 CNY", "credit_left": "10 CNY"}});
    let mail = json!({
        "template": "bills_held", "account": "acme", "reason": missing, "bill": "b-2", "workspace": "s/w",
        "amount": "15 CNY",
    });
    assert_eq!(world.see("/outbox/1"), mail);
    // It is tried again and stays held, on this day and on the next one.
    world.top_up("03T01:00", "1 CNY");
    world.top_up("04T01:00", "1 CNY");
    assert_eq!(world.notified_bills(), ["b-2"]);
    world.bill("04T02:00", "b-3", "15 CNY", "02T00:00");
    assert_eq!(world.notified_bills(), ["b-2", "b-3"]);
    assert_eq!(world.see("/outbox/2/reason/credit_limit/credit_left"), "12 CNY");
}

#[test]
fn n1_a_waterfall_without_overdraft_has_no_credit_left() {
    let mut world = World::new();
    world.shows_held = true;
    let falls = json!([{"enterprise": ["cash"], "cloud": ["cloud_account"]}]);
    world.policy(json!({"waterfalls": falls, "credit_limit": "50"}));
    world.top_up("02T00:00", "3 CNY");
    world.bill("03T00:00", "b-1", "10 CNY", "02T00:00");
    assert_eq!(world.see("/outbox/0/reason"), json!({"credit_limit": {"uncovered": "7 CNY"}}));
}

#[test]
fn n1_that_it_was_paid_or_reversed_does_not_make_another_the_first_of_the_day() {
    let mut world = no_limit_left("0");
    world.bill("03T01:00", "b-1", "10 CNY", "02T00:00");
    world.top_up("03T02:00", "10 CNY");
    world.bill("03T03:00", "b-2", "10 CNY", "02T00:00");
    world.reverse("03T04:00", "b-2", "r", None);
    world.bill("03T05:00", "b-3", "10 CNY", "02T00:00");
    assert_eq!(world.notified_bills(), ["b-1"]);
}

#[test]
fn n1_each_suspended_cloud_account_and_the_credit_limit_are_reasons_of_their_own() {
    let mut world = suspended();
    world.policy_at("10T00:00", json!({"credit_limit": "0", "suspended_patience": 172_800}));
    world.link("10T00:00", "y");
    world.signal("10T00:00", "y", "activated");
    world.done(json!({"command": "bind_workspace", "at": t("10T01:00"), "account": "acme", "workspace": "s/v"}));
    let choice = world.choice("10T01:00", "s/v", "y");
    world.done(choice);
    world.signal("10T02:00", "y", "suspended");
    world.bill("11T00:00", "b-1", "5 CNY", "10T12:00");
    let mut other = world.bill_of("11T00:00", "b-2", "logs", "6 CNY", "10T12:00");
    other["bill"]["workspace"] = json!("s/v");
    world.done(other);
    // Before y was bound there, nothing but credit pays.
    world.bill("11T00:00", "b-3", "7 CNY", "01T12:00");
    assert_eq!(world.notified_bills(), ["b-1", "b-2", "b-3"]);
    assert_eq!(world.see("/outbox/1/reason"), json!({"cloud_account_suspended": {"cloud_account": "y"}}));
    assert_eq!(world.see("/outbox/1/deadline"), json!(t("12T02:00")));
}

#[test]
fn n1_a_bill_that_waits_for_another_reason_begins_to_be_held() {
    let mut world = World::new();
    world.shows_held = true;
    world.policy(json!({"credit_limit": "0", "suspended_patience": 432_000, "deadline_notice": 864_000}));
    world.link("01T00:00", "x");
    world.signal("01T00:00", "x", "activated");
    world.choose("02T00:00", "x");
    world.signal("03T00:00", "x", "suspended");
    world.bill("04T00:00", "b-1", "5 CNY", "03T12:00");
    world.bill("04T00:00", "b-2", "6 CNY", "03T12:00");
    assert_eq!(world.notified_bills(), ["b-1"]);
    // The patience is over: both wait for credit from now on, and the first of them is notified.
    world.advance("09T00:00");
    assert_eq!(world.notified_bills(), ["b-1", "b-1"]);
    let missing = json!({"credit_limit": {"uncovered": "5 CNY", "credit_left": "0 CNY"}});
    assert_eq!(world.see("/outbox/1/reason"), missing);
    world.bill("09T00:00", "b-3", "6 CNY", "03T12:00");
    assert_eq!(world.notified_bills(), ["b-1", "b-1"]);
}

#[test]
fn n1_the_bill_in_the_place_of_another_can_be_the_first_of_the_day() {
    let mut world = no_limit_left("10");
    world.bill("03T00:00", "b-1", "10 CNY", "02T00:00");
    let by = json!({
        "id": "b-2", "workspace": "s/w", "item": "logs", "amount": "11 CNY",
        "period": {"start": t("02T00:00"), "end": t("03T00:00")},
    });
    world.done(json!({"command": "restate_bill", "at": t("04T00:00"), "bill": "b-1", "reversal": "r", "by": by}));
    assert_eq!(world.notified_bills(), ["b-2"]);
    let missing = json!({"credit_limit": {"uncovered": "11 CNY", "credit_left": "10 CNY"}});
    assert_eq!(world.see("/outbox/1/reason"), missing);
}

fn late(day: &str, bills: u64, amount: &str) -> Value {
    json!({
        "template": "bills_not_metered", "account": "acme", "day": t(day), "bills": bills, "amount": amount,
        "cloud_accounts": [{
            "cloud_account": "x", "provider": "alicloud", "ended_at": t("10T00:00"), "metering_deadline": t("10T02:00"),
            "bills": bills, "amount": amount,
        }],
    })
}

#[test]
fn n1_late_bills_of_a_day_are_notified_at_its_end() {
    let mut world = ended();
    world.bill("11T08:00", "b-1", "5 CNY", "05T00:00");
    world.bill("11T23:59", "b-2", "6.5 CNY", "05T00:00");
    world.bill_of_zero("11T23:59", "b-3", "05T00:00");
    assert_eq!(world.see("/outbox"), json!([]));
    assert_eq!(world.apply(json!({"command": "advance", "at": "2026-03-11T23:59:59.999999999Z"})), Ok(Answer::Kept));
    assert_eq!(world.advance("12T00:00"), Answer::Done(Vec::new()));
    assert_eq!(world.see("/outbox"), json!([late("11T00:00", 2, "11.5 CNY")]));
    // It is queued only once.
    assert_eq!(world.advance("13T00:00"), Answer::Kept);
    // A command at midnight catches up first, and its own bill is one of the next day.
    world.bill("13T08:00", "b-4", "1 CNY", "05T00:00");
    world.bill("14T00:00", "b-5", "2 CNY", "05T00:00");
    assert_eq!(world.see("/outbox/1"), late("13T00:00", 1, "1 CNY"));
    world.advance("16T00:00");
    assert_eq!(world.see("/outbox/2"), late("14T00:00", 1, "2 CNY"));
}

#[test]
fn n1_a_reversal_or_a_restatement_changes_no_counts() {
    let mut world = ended();
    world.bill("11T08:00", "b-1", "5 CNY", "05T00:00");
    world.bill("11T08:00", "b-2", "6 CNY", "05T00:00");
    world.reverse("11T09:00", "b-1", "r", None);
    let by = json!({
        "id": "b-3", "workspace": "s/w", "item": "logs", "amount": "9 CNY",
        "period": {"start": t("05T00:00"), "end": t("06T00:00")},
    });
    world.done(json!({"command": "restate_bill", "at": t("11T10:00"), "bill": "b-2", "reversal": "r", "by": by}));
    world.advance("12T00:00");
    assert_eq!(world.see("/outbox"), json!([late("11T00:00", 3, "20 CNY")]));
}

#[test]
fn n1_the_end_of_the_day_is_last_at_its_instant() {
    let mut world = ended();
    world.policy_at("10T12:00", json!({"grace": 86_400, "deadline_notice": 86_400, "suspended_patience": 86_400}));
    world.link("10T12:00", "w");
    world.signal("10T12:00", "w", "activated");
    world.choose("10T12:00", "w");
    world.signal("11T00:00", "w", "suspended");
    // The rest of the 1000 is spent: arrears begin at 11T00:00, and the account is locked a day later.
    world.bill("11T00:00", "b-1", "1001 CNY", "05T00:00");
    world.advance("12T00:00");
    assert_eq!(world.templates(), ["arrears_begun", "account_locked", "bills_not_metered"]);
    // Bills that waited for the end of a patience are tried again after everything that was due: on the next day.
    let mut world = ended();
    world.policy_at("10T12:00", json!({"suspended_patience": 86_400, "deadline_notice": 86_400}));
    world.link("10T12:00", "w");
    world.signal("10T12:00", "w", "activated");
    world.choose("10T12:00", "w");
    world.signal("11T00:00", "w", "suspended");
    world.bill("11T01:00", "b-1", "1 CNY", "05T00:00");
    world.bill("11T01:00", "b-2", "2 CNY", "11T00:00");
    world.advance("12T00:00");
    assert_eq!(world.see("/bills/b-2/receipt/payer_reason/P3/cloud_account"), "w");
    assert_eq!(world.templates(), ["bills_held", "bills_not_metered"]);
    assert_eq!(world.see("/outbox/1/amount"), "1 CNY");
}

#[test]
fn n1_late_bills_are_counted_for_each_cloud_account() {
    let mut world = ended();
    world.done(json!({"command": "bind_workspace", "at": t("10T03:00"), "account": "acme", "workspace": "s/v"}));
    world.link("10T03:00", "b");
    world.signal("10T03:00", "b", "activated");
    let choice = world.choice("10T04:00", "s/v", "b");
    world.done(choice);
    world.signal("10T12:00", "b", "ended");
    let forced = world.oracle.pending();
    world.done(json!({"command": "acknowledge", "at": t("10T12:00"), "outbox_message": forced[0]}));
    world.bill("11T08:00", "b-1", "5 CNY", "05T00:00");
    let mut other = world.bill_of("11T08:00", "b-2", "logs", "6 CNY", "10T05:00");
    other["bill"]["workspace"] = json!("s/v");
    world.done(other);
    world.bill("11T09:00", "b-3", "7 CNY", "05T00:00");
    world.advance("12T00:00");
    let mail = world.see("/outbox/0");
    assert_eq!((&mail["bills"], &mail["amount"]), (&json!(3), &json!("18 CNY")));
    assert_eq!(mail["cloud_accounts"][0]["cloud_account"], "b");
    assert_eq!(mail["cloud_accounts"][0]["metering_deadline"], json!(t("10T14:00")));
    assert_eq!(
        (&mail["cloud_accounts"][0]["bills"], &mail["cloud_accounts"][0]["amount"]),
        (&json!(1), &json!("6 CNY"))
    );
    assert_eq!(
        (&mail["cloud_accounts"][1]["bills"], &mail["cloud_accounts"][1]["amount"]),
        (&json!(2), &json!("12 CNY"))
    );
}

#[test]
fn n1_the_end_is_that_of_the_last_bill() {
    let mut world = ended();
    world.bill("11T08:00", "b-1", "5 CNY", "05T00:00");
    // The end was earlier. The bill that was counted stays so.
    world.late_signal("11T09:00", "x", "ended", "09T00:00");
    world.bill("11T10:00", "b-2", "6 CNY", "05T00:00");
    world.advance("12T00:00");
    let count = world.see("/outbox/0/cloud_accounts/0");
    assert_eq!((&count["ended_at"], &count["bills"]), (&json!(t("09T00:00")), &json!(2)));
    assert_eq!(count["metering_deadline"], json!(t("09T02:00")));
}

#[test]
fn n1_closing_an_account_notifies_of_its_late_bills() {
    let mut world = ended();
    world.bill("11T08:00", "b-1", "5 CNY", "05T00:00");
    world.done(json!({"command": "dissolve_workspace", "at": t("11T09:00"), "account": "acme", "workspace": "s/w"}));
    world.done(json!({"command": "close_account", "at": t("11T10:00"), "account": "acme"}));
    assert_eq!(world.see("/outbox"), json!([late("11T00:00", 1, "5 CNY")]));
    assert_eq!(world.advance("12T00:00"), Answer::Kept);
}

#[test]
fn n1_counts_stay_below_the_limit() {
    let mut world = World::new();
    world.link("01T00:00", "x");
    world.signal("01T00:00", "x", "activated");
    world.choose("02T00:00", "x");
    world.signal("10T00:00", "x", "ended");
    world.bill("11T08:00", "b-1", "600000000000000 CNY", "05T00:00");
    world.reverse("11T09:00", "b-1", "r", None);
    world.bill("11T10:00", "b-2", "399999999999999.999999999999 CNY", "05T00:00");
    world.reverse("11T11:00", "b-2", "r", None);
    assert!(!world.templates().contains(&"bills_not_metered".to_string()));
    world.bill("11T12:00", "b-3", "0.000000000001 CNY", "05T00:00");
    let count = world.see("/outbox").as_array().unwrap().len();
    let mail = world.see(&format!("/outbox/{}", count - 1));
    assert_eq!((&mail["bills"], &mail["amount"]), (&json!(2), &json!("999999999999999.999999999999 CNY")));
    world.advance("12T00:00");
    let mail = world.see(&format!("/outbox/{count}"));
    assert_eq!((&mail["day"], &mail["bills"]), (&json!(t("11T00:00")), &json!(1)));
}
