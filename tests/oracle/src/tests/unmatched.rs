//! The subscriptions whose signals wait for a link.

use serde_json::{Value, json};

use super::{World, alicloud, number, t};

const REUSED: &str = "aws:customer:p:c";

impl World {
    fn unmatched(&self) -> Vec<Value> {
        self.see("/unmatched").as_array().unwrap().clone()
    }

    fn states(&mut self, at: &str, identity: &str, signal: &str, account: &str) {
        let provider = identity.split(':').next();
        self.apply(json!({"command": "ingest", "at": t(at), "message": {
            "provider": provider, "identity": identity, "kind": "k", "signal": signal, "account_id": account,
        }}))
        .unwrap();
    }

    fn link_reused(&mut self, at: &str, id: &str) {
        self.done(json!({
            "command": "link_cloud_account", "at": t(at), "account": "acme", "cloud_account": id,
            "subscription": {"provider": "aws", "customer_identifier": "c", "product_code": "p"},
        }));
    }
}

#[test]
fn what_was_never_linked_waits_with_what_a_link_has_to_name() {
    let mut world = World::new();
    world.signal("02T00:00", "x", "activated");
    world.states("03T00:00", &alicloud("x"), "suspended", "42");
    let row = json!({
        "identity": alicloud("x"), "provider": "alicloud", "signals": 2, "first": t("02T00:00"), "last": t("03T00:00"),
        "state": "suspended", "stated_accounts": ["42"], "reason": "not_linked", "succeeds": [],
        "subscription": {"provider": "alicloud", "instance_id": number("x"), "account_id": "42"},
    });
    assert_eq!(world.unmatched(), [row]);
    // Two accounts are stated: none is named, and they are in the order in which they came.
    world.states("04T00:00", &alicloud("x"), "suspended", "7");
    assert_eq!(world.see("/unmatched/0/stated_accounts"), json!(["42", "7"]));
    assert_eq!(world.see("/unmatched/0/subscription/account_id"), Value::Null);
    // What has ended cannot be linked.
    world.signal("05T00:00", "x", "ended");
    let row = world.see("/unmatched/0");
    assert_eq!((&row["state"], &row["subscription"]), (&json!("closing"), &Value::Null));
    assert_eq!(row["subscription_ended"], json!(t("05T00:00")));
}

#[test]
fn identities_are_read_and_in_order() {
    let mut world = World::new();
    world.message("02T00:00", "huawei_cloud:i:1", "activated", None, None);
    world.message("02T00:00", REUSED, "activated", None, None);
    world.message("02T00:00", "aws:license:l-1", "failed", None, None);
    let rows = world.unmatched();
    assert_eq!(rows[0]["subscription"], json!({"provider": "aws", "product_code": "p", "customer_identifier": "c"}));
    assert_eq!((&rows[1]["state"], &rows[1]["subscription"]), (&json!("failed"), &Value::Null));
    assert_eq!(rows[2]["subscription"], json!({"provider": "huawei_cloud", "instance_id": "i:1"}));
}

#[test]
fn a_link_takes_its_signals_and_a_withdrawal_gives_them_back() {
    let mut world = World::new();
    world.signal("02T00:00", "x", "suspended");
    world.link("03T00:00", "x");
    assert_eq!(world.unmatched(), Vec::<Value>::new());
    world.done(json!({
        "command": "withdraw_cloud_account", "at": t("04T00:00"), "account": "acme", "cloud_account": "x",
    }));
    let row = world.see("/unmatched/0");
    assert_eq!((&row["reason"], &row["signals"], &row["state"]), (&json!("withdrawn"), &json!(1), &json!("pending")));
}

#[test]
fn a_message_that_contradicts_the_link_waits() {
    let mut world = World::new();
    world.link("02T00:00", "x");
    world.states("03T00:00", &alicloud("x"), "activated", "42");
    let row = world.see("/unmatched/0");
    assert_eq!((&row["reason"], &row["subscription"]["account_id"]), (&json!("contradicts_link"), &json!("42")));
}

#[test]
fn the_next_period_of_a_reusable_identity_waits() {
    let mut world = World::new();
    world.link_reused("01T00:00", "a");
    world.message("02T00:00", REUSED, "activated", None, None);
    world.message("03T00:00", REUSED, "ended", None, None);
    assert_eq!(world.unmatched(), Vec::<Value>::new());
    // The completion of the end is not of the next period.
    world.message("03T01:00", REUSED, "end_completed", None, None);
    assert_eq!(world.unmatched(), Vec::<Value>::new());
    world.message("03T01:30", REUSED, "activated", None, None);
    let row = world.see("/unmatched/0");
    assert_eq!((&row["reason"], &row["signals"], &row["state"]), (&json!("next_period"), &json!(1), &json!("active")));
    // The window of AWS is an hour, but it was closed by the signal of 01:30 only if it was before.
    assert_eq!(row["link_from"], Value::Null);
}

#[test]
fn while_the_last_link_is_closing_the_row_says_until_when() {
    let mut world = World::new();
    world.link_reused("01T00:00", "a");
    world.message("02T00:00", REUSED, "activated", None, None);
    world.message("03T00:00", REUSED, "ended", None, None);
    world.message("03T00:30", REUSED, "activated", None, None);
    assert_eq!(world.see("/unmatched/0/link_from"), json!(t("03T01:00")));
    world.advance("03T01:00");
    assert_eq!(world.see("/unmatched/0/link_from"), Value::Null);
}

#[test]
fn signals_after_the_closing_of_an_account_wait() {
    let mut world = World::new();
    world.link("01T00:00", "x");
    world.signal("02T00:00", "x", "failed");
    world.done(json!({"command": "dissolve_workspace", "at": t("03T00:00"), "account": "acme", "workspace": "s/w"}));
    world.done(json!({"command": "close_account", "at": t("03T00:00"), "account": "acme"}));
    world.late_signal("04T00:00", "x", "activated", "03T00:00");
    assert_eq!(world.unmatched(), Vec::<Value>::new());
    world.signal("04T00:00", "x", "activated");
    let row = world.see("/unmatched/0");
    assert_eq!(
        (&row["reason"], &row["signals"], &row["state"]),
        (&json!("account_closed"), &json!(1), &json!("failed"))
    );
}

#[test]
fn a_row_names_the_cloud_accounts_for_which_it_is_stated_as_successor() {
    let mut world = World::new();
    for id in ["x", "w"] {
        world.link("01T00:00", id);
    }
    let mut say = |at: &str, instance: &str, agreement: Value| {
        world
            .apply(json!({"command": "ingest", "at": t(at), "message": {
                "provider": "alicloud", "identity": alicloud(instance), "kind": "k", "signal": "activated",
                "agreement": agreement,
            }}))
            .unwrap();
    };
    say("02T00:00", "x", json!({"id": "g1"}));
    say("02T00:00", "w", json!({"id": "g1"}));
    say("03T00:00", "y", json!({"id": "g2", "previous": "g1"}));
    say("03T00:00", "z", json!({"id": "g3"}));
    assert_eq!(
        (world.see("/unmatched/0/succeeds"), world.see("/unmatched/1/succeeds")),
        (json!(["w", "x"]), json!([]))
    );
    world.link("04T00:00", "y");
    assert_eq!(world.see("/cloud_accounts/x/successor"), "y");
    assert_eq!(world.unmatched().len(), 1);
}
