//! Disputed usage records (N2): the provider has another quantity, which has to be stated.

use serde_json::{Value, json};

use super::metering::metered;
use super::{World, t};
use crate::Answer;

/// Two bills of 5 CNY in units of 1, of which the record of the hour from ten is disputed.
fn disputed() -> (World, String) {
    let mut world = metered("1");
    world.top_up("03T00:00", "100 CNY");
    world.bill("03T10:05", "b-1", "5 CNY", "03T10:00");
    world.bill("03T10:05", "b-2", "5 CNY", "03T10:00");
    let (record, _) = world.record("03T11:00", "x");
    assert_eq!(world.provider_says("03T11:01", &record, json!({"duplicate": {}})), Answer::Done(Vec::new()));
    (world, record)
}

impl World {
    /// A field of a usage record.
    pub(super) fn of_record(&self, record: &str, name: &str) -> Value {
        self.see(&format!("/usage_records/{record}/{name}"))
    }
}

#[test]
fn n2_a_disputed_record_stays_in_flight_and_is_not_sent_again() {
    let (mut world, record) = disputed();
    assert_eq!(world.of_record(&record, "state"), "disputed");
    assert_eq!(world.of_record(&record, "accepted"), Value::Null);
    assert_eq!(world.of_record(&record, "settled_at"), Value::Null);
    assert_eq!(world.see("/meters/x/in_flight"), json!(record));
    assert_eq!(world.meter(), ["0", "10", "0", "0"]);
    let mail = json!({
        "template": "usage_disputed", "account": "acme", "cloud_account": "x", "provider": "alicloud",
        "record": record, "dimension": "Unit", "start": t("03T10:00"), "end": t("03T11:00"), "unit": "1 CNY",
        "quantity": 10, "fell_back": false,
    });
    assert_eq!(world.see("/outbox"), json!([mail]));

    // It changes nothing to say the same again, or that the outcome is unknown.
    assert_eq!(world.provider_says("03T11:02", &record, json!({"duplicate": {}})), Answer::Kept);
    assert_eq!(world.provider_says("03T11:02", &record, json!("unprocessed")), Answer::Kept);
    // Nothing else of it is sent, and it does not fall back.
    world.bill("03T11:10", "b-3", "5 CNY", "03T10:00");
    assert_eq!(world.request("03T11:59", "x"), Answer::Replayed);
    assert_eq!(world.request("04T12:00", "x"), Answer::Replayed);
    assert_eq!(world.advance("05T00:00"), Answer::Kept);
    assert_eq!(world.meter(), ["0", "15", "0", "0"]);
}

#[test]
fn n2_the_quantity_that_the_provider_has_counts() {
    let after = |outcome: Value| {
        let (mut world, record) = disputed();
        world.provider_says("03T15:00", &record, outcome);
        assert_eq!(world.of_record(&record, "state"), "accepted");
        assert_eq!(world.of_record(&record, "settled_at"), json!(t("03T15:00")));
        assert_eq!(world.see("/meters/x/in_flight"), Value::Null);
        (world.meter(), world.of_record(&record, "accepted"))
    };
    let meter = |parts: [&str; 4]| parts.map(str::to_string);
    assert_eq!(after(json!("accepted")), (meter(["10", "0", "0", "0"]), json!(10)));
    assert_eq!(after(json!({"duplicate": {"quantity": 10}})), (meter(["10", "0", "0", "0"]), json!(10)));
    assert_eq!(after(json!({"duplicate": {"quantity": 7}})), (meter(["7", "3", "0", "0"]), json!(7)));
    assert_eq!(after(json!({"duplicate": {"quantity": 12}})), (meter(["12", "0", "2", "0"]), json!(12)));
    assert_eq!(after(json!({"duplicate": {"quantity": 0}})), (meter(["0", "10", "0", "0"]), json!(0)));
}

#[test]
fn what_came_back_during_a_dispute_is_credit_or_no_longer_waits() {
    let (mut world, record) = disputed();
    world.reverse("03T12:00", "b-2", "r", Some("4 CNY"));
    assert_eq!(world.meter(), ["0", "10", "0", "4"]);
    world.provider_says("03T15:00", &record, json!({"duplicate": {"quantity": 7}}));
    // 3 of b-2 would wait again and do not; the provider has the fourth.
    assert_eq!(world.meter(), ["7", "0", "1", "0"]);
}

#[test]
fn a_rejection_after_a_dispute_does_not_free_the_hour() {
    let (mut world, record) = disputed();
    world.provider_says("03T11:05", &record, json!({"rejected": {"reason": "it has none"}}));
    assert_eq!(world.of_record(&record, "state"), "void");
    assert_eq!(world.of_record(&record, "reason"), "it has none");
    assert_eq!(world.meter(), ["0", "10", "0", "0"]);
    assert_eq!(world.request("03T11:30", "x"), Answer::Kept);
    let (_, next) = world.record("03T12:00", "x");
    assert_eq!((&next["start"], &next["quantity"]), (&json!(t("03T11:00")), &json!(10)));
}

#[test]
fn not_subscribed_after_a_dispute_falls_back() {
    let (mut world, record) = disputed();
    world.bill("03T11:10", "b-3", "5 CNY", "03T10:00");
    world.provider_says("03T15:00", &record, json!("not_subscribed"));
    assert_eq!(world.meter(), ["0", "0", "0", "0"]);
    assert_eq!(world.cash_and_overdraft().0, "85 CNY");
    assert_eq!(world.templates(), ["usage_disputed", "usage_not_metered"]);
    assert_eq!(world.see("/outbox/1/bills"), json!(["b-1", "b-2", "b-3"]));
}

#[test]
fn a_dispute_decides_nothing_else_even_of_a_closed_cloud_account() {
    let mut world = metered("4");
    world.policy_at("03T00:00", json!({"metering_windows": {"alicloud": 60}}));
    world.bill("06T10:10", "b-1", "6 CNY", "05T00:00");
    world.signal("06T10:20", "x", "ended");
    let (record, _) = world.record("06T10:20", "x");
    assert_eq!(world.of_record(&record, "quantity"), 600);
    world.provider_says("06T10:30", &record, json!({"duplicate": {}}));
    assert_eq!(world.see("/cloud_accounts/x/state"), "closed");
    assert_eq!(world.meter(), ["0", "6", "0", "0"]);
    world.provider_says("07T00:00", &record, json!({"duplicate": {"quantity": 500}}));
    assert_eq!(world.meter(), ["5", "0", "0", "0"]);
    let correction = &world.corrections("b-1")[0];
    assert_eq!((&correction["reason"], &correction["amount"]), (&json!("unmetered"), &json!("1 CNY")));
}

#[test]
fn the_providers_own_id_stays_until_another_is_given() {
    let mut world = metered("1");
    world.bill("03T10:05", "b-1", "5 CNY", "03T10:00");
    let (record, _) = world.record("03T11:00", "x");
    let mut say = |at: &str, outcome: Value, theirs: Value| {
        world.done(json!({
            "command": "acknowledge_metering", "at": t(at), "record": record, "outcome": outcome,
            "provider_record": theirs,
        }));
        world.of_record(&record, "provider_record")
    };
    assert_eq!(say("03T11:01", json!({"duplicate": {}}), json!("p-1")), "p-1");
    assert_eq!(say("03T11:02", json!("accepted"), Value::Null), "p-1");
}
