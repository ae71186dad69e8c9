//! Which cloud account a signal concerns, and what a late one does to the timeline.

use serde_json::{Value, json};

use super::{World, alicloud, number, t};
use crate::Answer;

const LEGACY: &str = "aws:customer:prod:cust";

fn legacy(id: &str, at: &str) -> Value {
    json!({
        "command": "link_cloud_account", "at": t(at), "account": "acme", "cloud_account": id,
        "subscription": {"provider": "aws", "customer_identifier": "cust", "product_code": "prod"},
    })
}

fn withdraw(id: &str, at: &str) -> Value {
    json!({"command": "withdraw_cloud_account", "at": t(at), "account": "acme", "cloud_account": id})
}

fn instance(id: &str, instance: &str, at: &str) -> Value {
    json!({
        "command": "link_cloud_account", "at": t(at), "account": "acme", "cloud_account": id,
        "subscription": {"provider": "alicloud", "account_id": "1", "instance_id": number(instance)},
    })
}

impl World {
    fn send(&mut self, at: &str, signal: &str, occurred: &str) -> String {
        self.message(at, LEGACY, signal, Some(&t(occurred)), None)
    }

    fn state(&self, id: &str) -> Value {
        self.see(&format!("/cloud_accounts/{id}/state"))
    }
}

#[test]
fn a_withdrawn_link_stays_failed_and_its_signals_wait_for_the_next() {
    let mut world = World::new();
    world.done(instance("one", "x", "02T00:00"));
    world.done(withdraw("one", "03T00:00"));
    assert_eq!(world.signal("04T00:00", "x", "activated"), "unmatched");
    assert_eq!(world.state("one"), "failed");
    world.done(instance("two", "x", "05T00:00"));
    assert_eq!(world.state("two"), "active");
    assert_eq!(world.signal("06T00:00", "x", "suspended"), "applied");
    assert_eq!(world.state("one"), "failed");
    assert_eq!(world.state("two"), "suspended");
}

#[test]
fn a_failed_subscription_is_not_linked_again_but_a_late_activation_revives_it() {
    let mut world = World::new();
    world.link("02T00:00", "x");
    world.choose("02T00:00", "x");
    assert_eq!(world.signal("05T00:00", "x", "failed"), "applied");
    assert_eq!(world.see("/workspaces/s~1w/method"), "enterprise");
    assert_eq!(world.no(instance("again", "x", "05T00:00")), "subscription_ended");
    // It had been active before: the failure changes nothing of an active one.
    assert_eq!(world.late_signal("06T00:00", "x", "activated", "04T00:00"), "applied");
    assert_eq!(world.state("x"), "active");
    assert_eq!(world.see("/workspaces/s~1w/method"), json!({"cloud_account": "x"}));
    assert_eq!(world.timeline()[1]["from"], json!(t("04T00:00")));
    // An earlier activation only moves its beginning.
    assert_eq!(world.late_signal("06T00:00", "x", "resumed", "03T00:00"), "applied");
    assert_eq!(world.timeline()[1]["from"], json!(t("03T00:00")));
    // The failure was notified. Its revocation is not.
    assert_eq!(world.templates(), ["chosen_payer_ended"]);
}

#[test]
fn links_of_a_reusable_identity_divide_time() {
    let mut world = World::new();
    world.done(legacy("one", "02T00:00"));
    world.send("02T00:00", "activated", "02T00:00");
    assert_eq!(world.send("06T00:00", "ended", "05T00:00"), "applied");
    assert_eq!(world.state("one"), "closed");
    // Later than its end: of no link yet. Before its end: of the first link.
    assert_eq!(world.send("07T00:00", "activated", "06T00:00"), "unmatched");
    assert_eq!(world.send("07T00:00", "suspended", "04T00:00"), "no_change");
    assert_eq!(world.no(withdraw("one", "07T00:00")), "cloud_account_not_pending");
    world.done(legacy("two", "07T00:00"));
    assert_eq!(world.state("two"), "active");
    assert_eq!(world.send("08T00:00", "suspended", "07T00:00"), "applied");
    assert_eq!(world.state("two"), "suspended");
    // Between what the first took and its own end moved earlier: still of the first.
    assert_eq!(world.send("08T00:00", "ended", "03T00:00"), "applied");
    assert_eq!(world.see("/cloud_accounts/one/ended_at"), json!(t("03T00:00")));
    assert_eq!(world.send("08T00:00", "ended", "04T00:00"), "no_change");
    assert_eq!(world.state("two"), "suspended");
    assert_eq!(world.send("09T00:00", "ended", "08T00:00"), "applied");
    assert_eq!(world.state("two"), "closed");
}

#[test]
fn the_successor_of_a_withdrawn_link_takes_what_it_would_have_taken() {
    let mut world = World::new();
    world.done(legacy("one", "02T00:00"));
    world.send("03T00:00", "ended", "03T00:00");
    world.done(legacy("two", "04T00:00"));
    world.done(withdraw("two", "05T00:00"));
    assert_eq!(world.send("06T00:00", "activated", "04T12:00"), "unmatched");
    assert_eq!(world.send("06T00:00", "activated", "02T12:00"), "applied");
    world.done(legacy("three", "06T00:00"));
    assert_eq!(world.state("two"), "failed");
    assert_eq!(world.state("three"), "active");
}

#[test]
fn a_link_begins_after_a_period_that_is_already_over() {
    let mut world = World::new();
    for (signal, occurred) in
        [("activated", "02T00:00"), ("ended", "03T00:00"), ("activated", "04T00:00"), ("ended", "05T00:00")]
    {
        assert_eq!(world.send("06T00:00", signal, occurred), "unmatched");
    }
    assert_eq!(world.no(legacy("one", "06T00:00")), "subscription_ended");
    world.send("06T00:00", "activated", "05T12:00");
    world.done(legacy("one", "06T00:00"));
    assert_eq!(world.state("one"), "active");
    // Signals of earlier periods concern no cloud account.
    assert_eq!(world.send("07T00:00", "failed", "01T00:00"), "unmatched");
    assert_eq!(world.state("one"), "active");
}

#[test]
fn a_signal_without_an_instant_that_changes_nothing_is_not_kept() {
    let mut world = World::new();
    let say = |world: &mut World, at: &str, signal: &str| world.message(at, "alicloud:x", signal, None, None);
    say(&mut world, "02T00:00", "activated");
    say(&mut world, "03T00:00", "activated");
    assert_eq!(world.oracle.state.signals[&alicloud("x")].len(), 2);
    world.link("04T00:00", "x");
    assert_eq!(say(&mut world, "05T00:00", "resumed"), "no_change");
    assert_eq!(world.oracle.state.signals[&alicloud("x")].len(), 2);
    assert_eq!(say(&mut world, "06T00:00", "suspended"), "applied");
    assert_eq!(world.oracle.state.signals[&alicloud("x")].len(), 3);
    // Received at `at` as given, although the account decides later.
    world.top_up("10T00:00", "1 CNY");
    assert_eq!(say(&mut world, "07T00:00", "ended"), "applied");
    assert_eq!(world.see("/cloud_accounts/x/ended_at"), json!(t("07T00:00")));
}

#[test]
fn a_closed_cloud_account_that_had_failed_is_failed_and_never_paid() {
    let mut world = World::new();
    world.link("02T00:00", "x");
    world.choose("02T00:00", "x");
    world.signal("04T00:00", "x", "activated");
    world.signal("05T00:00", "x", "ended");
    world.advance("06T00:00");
    assert_eq!(world.late_signal("07T00:00", "x", "failed", "03T00:00"), "applied");
    assert_eq!(world.see("/cloud_accounts/x"), json!({"account": "acme", "state": "failed"}));
    assert_eq!(world.timeline(), json!([{"from": t("01T00:00"), "account": "acme", "payer": "enterprise"}]));
    assert_eq!(world.templates(), ["method_changed_by_force"]);
}

#[test]
fn a_duplicate_gives_the_first_verdict_again() {
    let mut world = World::new();
    world.link("02T00:00", "x");
    let mut say = |signal: &str| world.message("03T00:00", "alicloud:x", signal, None, Some("m"));
    assert_eq!(say("activated"), "applied");
    assert_eq!(say("activated"), "duplicate");
    assert_eq!(world.oracle.first_verdict("alicloud", "m").as_deref(), Some("applied"));
}

/// `x` is active from the 2nd; `y` is pending. The workspace pays by `x` and opens `y`.
fn opening() -> World {
    let mut world = World::new();
    world.link("01T00:00", "x");
    world.link("01T00:00", "y");
    world.signal("02T00:00", "x", "activated");
    world.choose("03T00:00", "x");
    world.choose("05T00:00", "y");
    world
}

#[test]
fn t2_an_end_or_a_failure_from_before_the_choice_leaves_the_payer() {
    for signal in ["ended", "failed"] {
        let mut world = opening();
        let timeline = world.timeline();
        world.late_signal("06T00:00", "y", signal, "04T00:00");
        assert_eq!(world.see("/workspaces/s~1w/method"), json!({"cloud_account": "x"}));
        assert_eq!(world.timeline(), timeline);
        assert_eq!(world.templates(), ["chosen_payer_ended"]);
        assert_eq!(world.see("/outbox/0/ended_at"), json!(t("04T00:00")));
    }

    // x had ended before it was chosen: it never paid.
    let mut world = opening();
    world.late_signal("06T00:00", "x", "ended", "02T12:00");
    assert_eq!(world.timeline().as_array().unwrap().len(), 1);
    let method = json!({"opening": {"cloud_account": "y", "from": "enterprise"}});
    assert_eq!(world.see("/workspaces/s~1w/method"), method);
}

#[test]
fn a_late_activation_fills_the_time_before_the_workspace_went_on() {
    let mut world = World::new();
    world.link("01T00:00", "x");
    world.choose("02T00:00", "x");
    world.choose("05T00:00", "enterprise");
    world.late_signal("06T00:00", "x", "activated", "03T00:00");
    let expected = json!([
        {"from": t("01T00:00"), "account": "acme", "payer": "enterprise"},
        {"from": t("03T00:00"), "account": "acme", "payer": {"cloud_account": "x"}},
        {"from": t("05T00:00"), "account": "acme", "payer": "enterprise"},
    ]);
    assert_eq!(world.timeline(), expected);
    // No workspace is affected by its end, and the enterprise intervals around an empty time become one.
    world.late_signal("07T00:00", "x", "ended", "03T00:00");
    assert_eq!(world.timeline().as_array().unwrap().len(), 1);
    assert!(world.templates().is_empty());
}

#[test]
fn a_receipt_gives_the_start_of_the_merged_stretch() {
    let mut world = World::new();
    world.link("01T00:00", "x");
    world.signal("01T00:00", "x", "activated");
    world.choose("03T00:00", "x");
    world.choose("05T00:00", "enterprise");
    world.late_signal("06T00:00", "x", "ended", "02T00:00");
    let receipts = world.bill("07T00:00", "b-1", "1 CNY", "06T00:00");
    assert_eq!(receipts[0]["payer_reason"], json!({"P1": {"since": t("01T00:00")}}));
}

#[test]
fn a_dissolved_workspace_sees_no_later_end() {
    let mut world = World::new();
    world.link("01T00:00", "x");
    world.signal("01T00:00", "x", "activated");
    world.choose("03T00:00", "x");
    world.done(json!({"command": "dissolve_workspace", "at": t("05T00:00"), "account": "acme", "workspace": "s/w"}));
    world.signal("06T00:00", "x", "ended");
    assert_eq!(world.timeline().as_array().unwrap().len(), 2);
    // An end before the dissolution changes the payer. It sends no notification.
    world.late_signal("06T00:30", "x", "ended", "04T00:00");
    assert_eq!(world.timeline()[2], json!({"from": t("04T00:00"), "account": "acme", "payer": "enterprise"}));
    assert!(world.templates().is_empty());
}

#[test]
fn bills_held_for_a_suspended_one_are_tried_again_when_it_turns_out_to_have_failed() {
    let mut world = World::new();
    world.top_up("01T00:00", "100 CNY");
    world.link("01T00:00", "x");
    world.choose("02T00:00", "x");
    world.signal("03T12:00", "x", "activated");
    world.signal("04T00:00", "x", "suspended");
    assert_eq!(world.see("/workspaces/s~1w/method"), json!({"cloud_account": "x"}));
    world.bill("05T00:00", "b-1", "10 CNY", "04T12:00");
    assert_eq!(world.see("/bills/b-1/status"), "held");
    world.late_signal("06T00:00", "x", "failed", "03T00:00");
    assert_eq!(world.see("/bills/b-1/receipt/payer"), "enterprise");
    assert_eq!(world.see("/bills/b-1/receipt/payer_reason"), json!({"P1": {"since": t("01T00:00")}}));
    assert_eq!(world.see("/outbox/0/ended_at"), json!(t("03T00:00")));
    assert_eq!(world.see("/outbox/0/workspaces"), json!(["s/w"]));
    let again = world.choice("07T00:00", "s/w", "enterprise");
    assert_eq!(world.apply(again), Ok(Answer::Kept));
}

#[test]
fn the_deadline_is_of_the_policy_when_the_end_became_known_and_never_moves_later() {
    let mut world = World::new();
    world.policy(json!({"metering_windows": {"alicloud": 86400}}));
    world.link("01T00:00", "x");
    world.signal("02T00:00", "x", "activated");
    world.signal("05T00:00", "x", "ended");
    let deadline = |world: &World| world.see("/cloud_accounts/x/metering_deadline");
    assert_eq!(deadline(&world), json!(t("06T00:00")));
    world.policy_at("05T00:00", json!({"metering_windows": {"alicloud": 864_000}}));
    assert_eq!(deadline(&world), json!(t("06T00:00")));
    world.late_signal("05T01:00", "x", "ended", "04T23:00");
    assert_eq!(deadline(&world), json!(t("06T00:00")));
    world.policy_at("05T02:00", json!({"metering_windows": {"alicloud": 86400}}));
    world.late_signal("05T03:00", "x", "ended", "04T22:00");
    assert_eq!(deadline(&world), json!(t("05T22:00")));
    world.late_signal("05T04:00", "x", "ended", "04T03:00");
    assert_eq!(world.state("x"), "closed");
}
