//! Two messages about one end: the second one completes the first one.

use serde_json::{Value, json};

use super::{World, t};

const LEGACY: &str = "aws:customer:prod:cust";

fn legacy(id: &str, at: &str) -> Value {
    json!({
        "command": "link_cloud_account", "at": t(at), "account": "acme", "cloud_account": id,
        "subscription": {"provider": "aws", "customer_identifier": "cust", "product_code": "prod"},
    })
}

impl World {
    /// A message about the reusable identity.
    fn tell(&mut self, at: &str, signal: &str, occurred: &str) -> String {
        self.message(at, LEGACY, signal, Some(&t(occurred)), None)
    }

    fn of(&self, id: &str, field: &str) -> Value {
        self.see(&format!("/cloud_accounts/{id}/{field}"))
    }

    fn window(&mut self, at: &str, seconds: u64) {
        self.policy_at(at, json!({"metering_windows": {"aws": seconds}}));
    }

    /// `one` is linked, is active from the 2nd, and pays. An end closes it at once.
    fn subscribed() -> World {
        let mut world = World::new();
        world.window("01T00:00", 0);
        world.done(legacy("one", "02T00:00"));
        world.tell("02T00:00", "activated", "02T00:00");
        world.choose("02T12:00", "one");
        world
    }

    /// `one` failed on the 3rd. `two` is active from the 4th, pays, and ended by a completion on the 15th; its provider
    /// takes usage for `seconds` after that. Then the completion turns out to be that of an end of `one`.
    fn ended_by_the_completion_of_another_end(seconds: u64) -> World {
        let mut world = World::new();
        world.window("01T00:00", seconds);
        world.done(legacy("one", "02T00:00"));
        assert_eq!(world.tell("03T00:00", "failed", "03T00:00"), "applied");
        world.done(legacy("two", "04T00:00"));
        assert_eq!(world.tell("04T00:00", "activated", "04T00:00"), "applied");
        world.choose("04T12:00", "two");
        assert_eq!(world.tell("15T00:00", "end_completed", "15T00:00"), "applied");
        assert_eq!(world.of("two", "ended_at"), json!(t("15T00:00")));
        assert_eq!(world.tell("15T01:00", "ended", "02T12:00"), "applied");
        assert_eq!(world.of("one", "ended_at"), json!(t("02T12:00")));
        // `two` is decided again by the next signal that concerns it.
        assert_eq!(world.of("two", "ended_at"), json!(t("15T00:00")));
        world
    }
}

#[test]
fn t2_the_second_message_does_not_end_what_began_in_between() {
    // Also when both are about the same subscription, linked again before or after the second one.
    for linked_first in [true, false] {
        let mut world = World::subscribed();
        assert_eq!(world.tell("05T10:00", "ended", "05T10:00"), "applied");
        assert_eq!(world.tell("05T10:30", "activated", "05T10:30"), "unmatched");
        if linked_first {
            world.done(legacy("two", "05T10:40"));
        }
        // It concerns the cloud account of the end that it completes.
        assert_eq!(world.tell("05T11:00", "end_completed", "05T11:00"), "no_change");
        if !linked_first {
            world.done(legacy("two", "05T12:00"));
        }
        assert_eq!(world.of("one", "ended_at"), json!(t("05T10:00")));
        assert_eq!(world.of("two", "state"), "active");
        assert_eq!(world.templates(), ["method_changed_by_force"]);
        // The next one completes nothing: between it and the end stands another.
        assert_eq!(world.tell("06T00:00", "end_completed", "06T00:00"), "applied");
        assert_eq!(world.of("two", "ended_at"), json!(t("06T00:00")));
    }
}

#[test]
fn t2_a_completion_that_completes_nothing_is_an_end() {
    let mut world = World::subscribed();
    assert_eq!(world.tell("05T11:00", "end_completed", "05T11:00"), "applied");
    assert_eq!(world.of("one", "state"), "closed");
    assert_eq!(world.of("one", "ended_at"), json!(t("05T11:00")));
    assert_eq!(world.causes()[2], json!({"forced": {"cloud_account": "one"}}));
    // The first message is late: now the end has its instant.
    assert_eq!(world.tell("05T12:00", "ended", "05T10:00"), "applied");
    assert_eq!(world.of("one", "ended_at"), json!(t("05T10:00")));
    assert_eq!(world.timeline()[2]["from"], json!(t("05T10:00")));

    // Of one instant, the end is before its completion.
    let mut world = World::subscribed();
    assert_eq!(world.tell("05T11:00", "end_completed", "05T11:00"), "applied");
    assert_eq!(world.tell("05T11:00", "ended", "05T11:00"), "no_change");
    assert_eq!(world.tell("05T12:00", "activated", "05T11:30"), "unmatched");
    world.done(legacy("two", "06T00:00"));
    assert_eq!(world.of("two", "state"), "active");
    // Another end, and its completion.
    assert_eq!(world.tell("06T01:00", "end_completed", "06T01:00"), "applied");
    assert_eq!(world.tell("06T01:00", "ended", "06T00:30"), "applied");
    assert_eq!(world.of("two", "ended_at"), json!(t("06T00:30")));
}

#[test]
fn p2_an_end_that_moves_later_has_the_deadline_of_the_new_end() {
    let mut world = World::ended_by_the_completion_of_another_end(864_000);
    assert_eq!(world.of("two", "metering_deadline"), json!(t("25T00:00")));
    assert_eq!(world.tell("16T00:00", "ended", "16T00:00"), "unmatched");
    assert_eq!(world.tell("17T00:00", "suspended", "05T00:00"), "applied");
    assert_eq!(world.of("two", "ended_at"), json!(t("16T00:00")));
    assert_eq!(world.of("two", "metering_deadline"), json!(t("26T00:00")));
    assert_eq!(world.timeline()[2]["from"], json!(t("16T00:00")));
    // Of the policy when the new end becomes known; earlier again, the smaller one counts.
    world.window("17T00:00", 432_000);
    assert_eq!(world.tell("17T01:00", "ended", "15T12:00"), "applied");
    assert_eq!(world.of("two", "metering_deadline"), json!(t("20T12:00")));
    world.window("17T02:00", 864_000);
    assert_eq!(world.tell("17T02:00", "ended", "15T06:00"), "applied");
    assert_eq!(world.of("two", "metering_deadline"), json!(t("20T12:00")));
}

#[test]
fn t2_a_closing_cloud_account_is_active_again_and_pays_its_bills() {
    let mut world = World::ended_by_the_completion_of_another_end(864_000);
    world.top_up("15T02:00", "100 CNY");
    world.bill("15T13:00", "b", "10 CNY", "15T12:00");
    assert_eq!(world.see("/bills/b/receipt/payer"), "enterprise");
    assert_eq!(world.tell("17T00:00", "activated", "05T00:00"), "applied");
    assert_eq!(world.of("two", "state"), "active");
    assert_eq!(world.of("two", "metering_deadline"), Value::Null);
    assert_eq!(world.timeline().as_array().unwrap().len(), 2);
    assert_eq!(world.see("/bills/b/corrections/0/payer"), json!({"cloud_account": "two"}));
    assert_eq!(world.templates(), ["method_changed_by_force", "bills_corrected"]);
}

#[test]
fn t2_a_closed_cloud_account_stays_closed() {
    // Without any end now, nothing changes.
    let mut world = World::ended_by_the_completion_of_another_end(0);
    assert_eq!(world.of("two", "state"), "closed");
    assert_eq!(world.tell("16T00:00", "suspended", "05T00:00"), "no_change");
    assert_eq!(world.of("two", "state"), "closed");
    assert_eq!(world.of("two", "ended_at"), json!(t("15T00:00")));

    // With a later end, only the end is another.
    let mut world = World::ended_by_the_completion_of_another_end(0);
    assert_eq!(world.tell("16T00:00", "ended", "16T00:00"), "unmatched");
    world.window("16T00:00", 864_000);
    assert_eq!(world.tell("17T00:00", "suspended", "05T00:00"), "applied");
    assert_eq!(world.of("two", "ended_at"), json!(t("16T00:00")));
    assert_eq!(world.of("two", "metering_deadline"), json!(t("26T00:00")));
    assert_eq!(world.of("two", "state"), "closed");
}

#[test]
fn t2_an_identity_that_is_not_reusable_ends_by_either_message() {
    let mut world = World::new();
    let licence = "aws:license:l-1";
    let tell = |world: &mut World, at: &str, signal: &str| world.message(at, licence, signal, Some(&t(at)), None);
    let subscription = json!({
        "provider": "aws", "account_id": "000000000000", "license_arn": "arn:aws:license-manager::1:license:l-1",
    });
    let link = json!({
        "command": "link_cloud_account", "at": t("02T00:00"), "account": "acme", "cloud_account": "x",
        "subscription": subscription,
    });
    tell(&mut world, "02T00:00", "activated");
    tell(&mut world, "02T00:00", "end_completed");
    assert_eq!(world.no(link.clone()), "subscription_ended");

    let mut world = World::new();
    world.done(link);
    assert_eq!(tell(&mut world, "03T00:00", "activated"), "applied");
    assert_eq!(tell(&mut world, "04T00:00", "ended"), "applied");
    assert_eq!(tell(&mut world, "04T01:00", "end_completed"), "no_change");
    assert_eq!(tell(&mut world, "04T02:00", "end_completed"), "no_change");
    assert_eq!(world.see("/cloud_accounts/x/ended_at"), json!(t("04T00:00")));
}

#[test]
fn t2_a_completion_that_comes_twice_completes_the_same_end() {
    let mut world = World::subscribed();
    world.tell("05T10:00", "ended", "05T10:00");
    world.tell("05T10:30", "activated", "05T10:30");
    world.done(legacy("two", "05T10:40"));
    assert_eq!(world.tell("05T11:00", "end_completed", "05T11:00"), "no_change");
    // Once more, without an id and under an id of its own.
    assert_eq!(world.tell("05T12:00", "end_completed", "05T11:00"), "no_change");
    assert_eq!(world.message("05T12:00", LEGACY, "end_completed", Some(&t("05T11:00")), Some("m")), "no_change");
    assert_eq!(world.of("two", "state"), "active");
}

#[test]
fn t2_a_completion_is_kept_also_without_an_instant() {
    let mut world = World::subscribed();
    world.tell("05T10:00", "ended", "05T10:00");
    assert_eq!(world.message("05T11:00", LEGACY, "end_completed", None, None), "no_change");
    world.tell("06T00:00", "activated", "06T00:00");
    world.done(legacy("two", "06T00:00"));
    // The end of `two` was not reported. This is not the completion of the end of `one`.
    assert_eq!(world.message("07T00:00", LEGACY, "end_completed", None, None), "applied");
    assert_eq!(world.of("two", "ended_at"), json!(t("07T00:00")));
    // One that completes nothing is an end, and no other completes it.
    assert_eq!(world.message("07T01:00", LEGACY, "end_completed", None, None), "unmatched");
    world.tell("08T00:00", "activated", "07T00:30");
    assert_eq!(world.no(legacy("three", "08T00:00")), "subscription_ended");
}
