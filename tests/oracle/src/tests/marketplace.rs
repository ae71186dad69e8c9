//! Marketplace messages: the state is a function of what happened, not of arrival.

use serde_json::json;

use super::{World, alicloud, number, t};

#[test]
fn a_message_twice_is_a_duplicate() {
    let mut world = World::new();
    world.link("02T00:00", "x");
    let mut send = |signal: &str| world.message("03T00:00", "alicloud:x", signal, Some(&t("03T00:00")), Some("m"));
    assert_eq!(send("activated"), "applied");
    assert_eq!(send("activated"), "duplicate");
    assert_eq!(send("ended"), "duplicate");
    assert_eq!(world.message("03T00:00", "alicloud:x", "ignored", None, Some("n")), "ignored");
    assert_eq!(world.message("03T00:00", "alicloud:x", "ended", None, Some("n")), "duplicate");
    assert_eq!(world.message("03T00:00", "alicloud:x", "activated", None, Some("o")), "no_change");
    assert_eq!(world.message("03T00:00", "alicloud:none", "activated", None, Some("p")), "unmatched");
    assert_eq!(world.see("/cloud_accounts/x/state"), "active");
}

/// All orders of the four messages, each delivered twice, lead to one state: closing since the earliest end.
#[test]
fn every_order_of_arrival_leads_to_the_same_state() {
    let messages = [
        ("activated", "03T00:00"),
        ("suspended", "04T00:00"),
        ("resumed", "05T00:00"),
        ("ended", "06T00:00"),
        ("ended", "06T00:30"),
    ];
    let mut seen = 0;
    for code in 0..5_usize.pow(5) {
        let order: Vec<usize> = (0..5_u32).map(|place| code / 5_usize.pow(place) % 5).collect();
        if (0..5).any(|place| !order.contains(&place)) {
            continue;
        }
        seen += 1;
        let mut world = World::new();
        world.link("02T00:00", "x");
        for place in order.iter().chain(&order) {
            let (signal, occurred) = messages[*place];
            let id = format!("m-{place}");
            world.message("06T01:00", "alicloud:x", signal, Some(&t(occurred)), Some(&id));
        }
        let expected = json!({
            "account": "acme", "state": "closing", "ended_at": t("06T00:00"), "metering_deadline": t("06T02:00"),
        });
        assert_eq!(world.see("/cloud_accounts/x"), expected, "{order:?}");
        assert_eq!(world.see("/workspaces/s~1w/method"), "enterprise");
    }
    assert_eq!(seen, 120);
}

#[test]
fn reordered_suspension_and_resumption_lead_to_the_same_state() {
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let messages = [("activated", "03T00:00"), ("suspended", "04T00:00"), ("resumed", "05T00:00")];
        let mut world = World::new();
        world.link("02T00:00", "x");
        world.choose("02T00:00", "x");
        for place in order {
            let (signal, occurred) = messages[place];
            world.late_signal("06T00:00", "x", signal, occurred);
        }
        assert_eq!(world.see("/cloud_accounts/x/state"), "active");
        assert_eq!(world.see("/workspaces/s~1w/method"), json!({"cloud_account": "x"}));
    }
}

#[test]
fn signals_of_one_instant_are_taken_activated_first_and_ended_last() {
    let mut world = World::new();
    world.link("02T00:00", "x");
    // What was never active is not suspended.
    assert_eq!(world.signal("03T00:00", "x", "suspended"), "no_change");
    assert_eq!(world.see("/cloud_accounts/x/state"), "pending");
    // activated and resumed come before suspended.
    assert_eq!(world.signal("03T00:00", "x", "resumed"), "applied");
    assert_eq!(world.see("/cloud_accounts/x/state"), "suspended");
    assert_eq!(world.signal("03T00:00", "x", "activated"), "no_change");
}

#[test]
fn messages_before_the_link_count() {
    let mut world = World::new();
    world.signal("02T00:00", "x", "activated");
    world.signal("03T00:00", "x", "suspended");
    world.link("04T00:00", "x");
    assert_eq!(world.see("/cloud_accounts/x/state"), "suspended");
    let again = json!({
        "command": "link_cloud_account", "at": t("04T00:00"), "account": "acme", "cloud_account": "x2",
        "subscription": {"provider": "alicloud", "account_id": "1", "instance_id": number("x")},
    });
    assert_eq!(world.no(again), "subscription_already_linked");
    world.signal("05T00:00", "y", "ended");
    let over = json!({
        "command": "link_cloud_account", "at": t("05T00:00"), "account": "acme", "cloud_account": "y",
        "subscription": {"provider": "alicloud", "account_id": "1", "instance_id": number("y")},
    });
    assert_eq!(world.no(over), "subscription_ended");
}

#[test]
fn only_the_legacy_aws_identity_begins_again() {
    let mut world = World::new();
    let legacy = |id: &str, at: &str| {
        json!({
            "command": "link_cloud_account", "at": t(at), "account": "acme", "cloud_account": id,
            "subscription": {"provider": "aws", "customer_identifier": "cust", "product_code": "prod"},
        })
    };
    let identity = "aws:customer:prod:cust";
    world.done(legacy("one", "02T00:00"));
    world.message("02T00:00", identity, "activated", Some(&t("02T00:00")), None);
    world.message("03T00:00", identity, "ended", Some(&t("03T00:00")), None);
    assert_eq!(world.see("/cloud_accounts/one/metering_deadline"), json!(t("03T01:00")));
    // Later than the end: it does not reopen the ended one, and waits for the next link.
    assert_eq!(world.message("03T00:30", identity, "activated", Some(&t("03T00:30")), None), "unmatched");
    assert_eq!(world.no(legacy("two", "03T00:59")), "subscription_already_linked");
    world.done(legacy("two", "03T01:00"));
    assert_eq!(world.see("/cloud_accounts/one/state"), "closed");
    assert_eq!(world.see("/cloud_accounts/two/state"), "active");

    world.link("03T02:00", "x");
    world.signal("04T00:00", "x", "ended");
    let again = json!({
        "command": "link_cloud_account", "at": t("05T00:00"), "account": "acme", "cloud_account": "x2",
        "subscription": {"provider": "alicloud", "account_id": "1", "instance_id": number("x")},
    });
    assert_eq!(world.no(again), "subscription_ended");
}

#[test]
fn a_licence_is_known_by_the_tail_of_its_arn() {
    let mut world = World::new();
    world.done(json!({
        "command": "link_cloud_account", "at": t("02T00:00"), "account": "acme", "cloud_account": "x",
        "subscription": {"provider": "aws", "account_id": "123456789012",
                         "license_arn": "arn:aws:license-manager::294406891311:license:l-0AbC"},
    }));
    assert_eq!(world.message("03T00:00", "aws:license:l-0abc", "activated", None, None), "applied");
    world.message("03T00:00", "aws:license:l-0abc", "ended", None, None);
    assert_eq!(world.see("/cloud_accounts/x/metering_deadline"), json!(t("03T01:00")));
    for (tail, fits) in [("l-0AbC", true), ("lic-0AbC", true), ("li-0AbC", false), ("0AbC", false)] {
        let arn = format!("arn:aws:license-manager::294406891311:license:{tail}");
        let subscription = json!({"provider": "aws", "account_id": "123456789012", "license_arn": arn});
        assert_eq!(crate::form::subscription(&subscription), fits, "{tail}");
    }
}

#[test]
fn an_instant_in_the_future_is_refused_beyond_the_tolerance() {
    let mut world = World::new();
    world.link("02T00:00", "x");
    let ended = |occurred: &str| {
        json!({
            "command": "ingest", "at": t("03T00:00"),
            "message": {
                "provider": "alicloud", "id": "m", "identity": alicloud("x"), "kind": "k", "signal": "ended",
                "occurred_at": occurred,
            },
        })
    };
    assert_eq!(world.no(ended("2026-03-09T00:00:00Z")), "at_in_future");
    assert_eq!(world.no(ended("2026-03-03T00:05:00.000000001Z")), "at_in_future");
    // Within the tolerance it counts as the instant of receipt.
    world.apply(ended("2026-03-03T00:05:00Z")).unwrap();
    assert_eq!(world.see("/cloud_accounts/x/ended_at"), json!(t("03T00:00")));
}

#[test]
fn a_failure_that_came_first_undoes_what_was_paid_by_it() {
    let mut world = World::new();
    world.link("02T00:00", "x");
    world.choose("02T00:00", "x");
    world.signal("04T00:00", "x", "activated");
    world.late_signal("05T00:00", "x", "failed", "03T00:00");
    assert_eq!(world.see("/cloud_accounts/x"), json!({"account": "acme", "state": "failed"}));
    assert_eq!(world.see("/workspaces/s~1w/method"), "enterprise");
    assert_eq!(world.timeline(), json!([{"from": t("01T00:00"), "account": "acme", "payer": "enterprise"}]));
    assert_eq!(world.templates(), ["method_changed_by_force"]);
}
