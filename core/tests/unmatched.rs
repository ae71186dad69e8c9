//! The list of signals that wait for a link (docs/commands/messages.md, unmatched messages).

use crate::world::{
    Ask, World, advance, agreed, alicloud, choose, close, dissolve, instance, legacy_said_of, link, link_legacy, said,
    said_of, t, unlink, withdraw,
};
use defray_core::Record;
use defray_core::matching::{UnmatchedSubscription, unmatched};
use defray_core::records::{Key, RecordKind, ViewExt};
use serde_json::{Value, json};

fn list(world: &World) -> Vec<UnmatchedSubscription> {
    let mut rows = Vec::new();
    for (key, record) in world.records.scan_all(&Key::all(RecordKind::Subscription)).unwrap() {
        let (Some(identity), Record::Subscription(known)) = (key.subscription_identity(), record) else { panic!() };
        rows.extend(unmatched(&world.records, &identity, &known).unwrap());
    }
    rows
}

/// The fields of the only row that are not absent.
fn only(world: &World) -> Value {
    let rows = list(world);
    assert_eq!(rows.len(), 1, "{rows:?}");
    let Value::Object(fields) = serde_json::to_value(&rows[0]).unwrap() else { panic!() };
    Value::Object(fields.into_iter().filter(|(_, value)| !value.is_null()).collect())
}

fn about(provider: &str, identity: &str, signal: &str, occurred_at: &str) -> Ask {
    said("ca-1", signal).inner("provider", provider).inner("identity", identity).inner("occurred_at", t(occurred_at))
}

#[test]
fn a_subscription_that_was_never_linked_is_listed_with_what_a_link_names() {
    let mut world = World::new();
    assert!(list(&world).is_empty());
    world.at("03-05").does(said_of("ca-1", "activated", "03-02").inner("account_id", "42"));
    world.does(said_of("ca-1", "suspended", "03-04"));
    assert_eq!(
        only(&world),
        json!({
            "identity": "alicloud:12277001", "provider": "alicloud", "signals": 2, "first": t("03-02"),
            "last": t("03-04"), "state": "suspended", "stated_accounts": ["42"], "reason": "not_linked",
            "subscription": {
                "provider": "alicloud", "account_id": "42", "instance_id": "12277001", "license_id": null,
                "customer_identifier": null, "product_code": null,
            },
            "succeeds": [],
        })
    );
    let mut own = alicloud("ca-1");
    own["account_id"] = "42".into();
    world.does(link("ca-1").with("subscription", own));
    assert_eq!(world.cloud_state("ca-1").name(), "suspended", "the state of the row");
    assert!(list(&world).is_empty());
    world.does(said("ca-1", "resumed"));
    assert!(list(&world).is_empty(), "a linked subscription has no row");
}

#[test]
fn rows_are_in_order_of_the_identity_and_name_what_it_contains() {
    let mut world = World::new();
    for (provider, identity) in [
        ("huawei_cloud", "huawei_cloud:CS-1"),
        ("aws", "aws:license:l-0abc"),
        ("aws", "aws:customer:prod:X:1"),
        ("alicloud", "alicloud:7"),
    ] {
        world.at("03-05").does(about(provider, identity, "activated", "03-02"));
    }
    let rows = list(&world);
    let identities: Vec<&str> = rows.iter().map(|row| row.identity.as_str()).collect();
    assert_eq!(identities, ["alicloud:7", "aws:customer:prod:X:1", "aws:license:l-0abc", "huawei_cloud:CS-1"]);
    let named = |row: &UnmatchedSubscription| {
        let known = row.subscription.clone().unwrap();
        [known.instance_id, known.license_id, known.product_code, known.customer_identifier]
            .map(|id| id.map_or(String::new(), |id| id.to_string()))
    };
    let named: Vec<[String; 4]> = rows.iter().map(named).collect();
    assert_eq!(named, [["7", "", "", ""], ["", "", "prod", "X:1"], ["", "l-0abc", "", ""], ["CS-1", "", "", ""]]);
}

#[test]
fn several_stated_accounts_are_all_listed_and_none_is_named() {
    let mut world = World::new();
    world.at("03-05").does(said("ca-1", "activated").inner("account_id", "42"));
    world.does(said("ca-1", "suspended").inner("account_id", "43"));
    let row = only(&world);
    assert_eq!((&row["stated_accounts"], &row["subscription"]["account_id"]), (&json!(["42", "43"]), &Value::Null));
}

#[test]
fn an_ended_subscription_has_no_possible_link() {
    let mut world = World::new();
    world.at("03-05").does(said_of("ca-1", "activated", "03-01"));
    world.does(said_of("ca-1", "ended", "03-03"));
    let row = only(&world);
    assert_eq!((&row["state"], &row["subscription_ended"]), (&json!("closing"), &json!(t("03-03"))));
    assert!(row.get("subscription").is_none(), "{row}");
    assert_eq!(world.refuses(link("ca-1")), "subscription_ended");
    world.does(said_of("ca-2", "failed", "03-03"));
    assert_eq!(list(&world)[1].state.name(), "failed");
    assert_eq!(world.refuses(link("ca-2")), "subscription_ended");
}

#[test]
fn a_link_that_was_given_up_leaves_its_signals_waiting() {
    let mut world = World::new();
    world.does(link("ca-1"));
    world.does(withdraw("ca-1"));
    assert!(list(&world).is_empty(), "there is no signal");
    world.at("03-02").does(said("ca-1", "activated"));
    assert_eq!(only(&world)["reason"], "withdrawn");
    let again = |id: &str| link(id).with("subscription", alicloud("ca-1"));
    world.does(again("ca-2"));
    assert_eq!(world.cloud_state("ca-2").name(), "active");
    world.does(unlink("ca-2"));
    let row = only(&world);
    assert_eq!((&row["reason"], &row["state"], &row["signals"]), (&json!("withdrawn"), &json!("active"), &json!(1)));
}

#[test]
fn c4_a_message_that_contradicts_the_link_waits_for_the_owner() {
    let mut world = World::with_active("ca-1");
    world.at("03-02").does(said("ca-1", "resumed").inner("account_id", "42"));
    let row = only(&world);
    assert_eq!((&row["reason"], &row["signals"]), (&json!("contradicts_link"), &json!(2)));
    assert_eq!(row["subscription"]["account_id"], "42");
    // The account of the link, with a zero at the front, is not a different account.
    let mut world = World::new();
    let mut own = alicloud("ca-1");
    own["account_id"] = "0042".into();
    world.does(link("ca-1").with("subscription", own));
    world.does(withdraw("ca-1"));
    world.does(said("ca-1", "activated").inner("account_id", "42"));
    assert_eq!(only(&world)["reason"], "withdrawn");
}

#[test]
fn the_next_period_of_a_reusable_identity_waits_until_the_cloud_account_is_closed() {
    let mut world = World::new();
    world.at("03-01").does(link_legacy("ca-1", "cust"));
    world.does(legacy_said_of("cust", "activated", "03-01"));
    world.at("03-02").does(legacy_said_of("cust", "ended", "03-02"));
    assert!(list(&world).is_empty(), "the end concerns the link");
    world.at("03-02T00:30").does(legacy_said_of("cust", "activated", "03-02T00:30"));
    let row = only(&world);
    assert_eq!((&row["reason"], &row["state"], &row["signals"]), (&json!("next_period"), &json!("active"), &json!(1)));
    assert_eq!(row["link_from"], t("03-02T01:00"));
    assert_eq!(world.refuses(link_legacy("ca-2", "cust")), "subscription_already_linked");
    world.at("03-02T01:00").does(advance());
    assert!(only(&world).get("link_from").is_none());
    world.does(link_legacy("ca-2", "cust"));
    assert!(list(&world).is_empty(), "what was before the link is over");
}

#[test]
fn periods_before_the_first_link_are_over() {
    let mut world = World::new();
    world.at("03-05").does(legacy_said_of("cust", "activated", "03-01"));
    world.does(legacy_said_of("cust", "ended", "03-02"));
    assert_eq!(only(&world)["subscription_ended"], t("03-02"));
    world.does(legacy_said_of("cust", "activated", "03-03"));
    let row = only(&world);
    assert_eq!((&row["signals"], &row["state"], &row["first"]), (&json!(3), &json!("active"), &json!(t("03-01"))));
    world.does(link_legacy("ca-1", "cust"));
    assert!(list(&world).is_empty());
}

#[test]
fn what_happens_after_an_account_was_closed_waits() {
    let mut world = World::with_active("ca-1");
    world.at("03-02").does(choose("cn1/ws", "ca-1"));
    world.at("03-03").does(said("ca-1", "ended"));
    world.at("03-10").does(dissolve("cn1/ws"));
    world.does(close());
    assert!(list(&world).is_empty(), "what it was stays with it");
    world.at("03-11").does(said_of("ca-1", "ended", "03-09"));
    assert!(list(&world).is_empty(), "it happened before the closing");
    world.does(said("ca-1", "ended"));
    let row = only(&world);
    assert_eq!((&row["reason"], &row["signals"]), (&json!("account_closed"), &json!(1)));
    assert_eq!(row["subscription_ended"], t("03-03"));
}

#[test]
fn an_identity_that_no_link_can_have_is_not_listed() {
    // A ledger of version 1 of the rules may hold such identities.
    let mut world = World::new();
    world.at("03-05").does(said("ca-1", "activated"));
    let known =
        world.records.subscription(&format!("alicloud:{}", instance("ca-1")).parse().unwrap()).unwrap().unwrap();
    for identity in ["alicloud:007", "elsewhere:1", "aws:license:L-1"] {
        assert_eq!(unmatched(&world.records, &identity.parse().unwrap(), &known).unwrap(), None, "{identity}");
    }
    assert!(Key::account(&"acme".parse().unwrap()).subscription_identity().is_none());
}

#[test]
fn a_stated_successor_names_what_it_succeeds() {
    let mut world = World::with_active("ca-1");
    world.does(agreed("ca-1", json!({"id": "a-1"})));
    world.does(said("ca-2", "activated").inner("agreement", json!({"id": "a-2", "previous": "a-1"})));
    assert_eq!(only(&world)["succeeds"], json!(["ca-1"]));
}
