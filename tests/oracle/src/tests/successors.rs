//! T2 and N1: the successor of a cloud account that was replaced.

use serde_json::{Value, json};

use super::{World, alicloud, number, t};
use crate::Answer;

fn cloud(id: &str) -> Value {
    json!({"cloud_account": id})
}

fn interval(from: &str, payer: Value) -> Value {
    json!({"from": t(from), "account": "acme", "payer": payer})
}

fn withdraw(id: &str, at: &str) -> Value {
    json!({"command": "withdraw_cloud_account", "at": t(at), "account": "acme", "cloud_account": id})
}

impl World {
    /// A message that has no effect on a lifecycle, about an agreement `[id, previous]`; without `instance`, about no
    /// subscription.
    fn agree(&mut self, at: &str, instance: Option<&str>, agreement: Value) {
        let message = json!({
            "provider": "alicloud", "identity": instance.map(alicloud), "kind": "k", "signal": "ignored",
            "agreement": agreement,
        });
        let answer = self.apply(json!({"command": "ingest", "at": t(at), "message": message}));
        assert_eq!(answer, Ok(Answer::Disposition("ignored".to_string())));
    }

    /// The agreement of a subscription has the name of the subscription; `previous` is one that it takes the place of.
    fn replaces(&mut self, at: &str, instance: &str, previous: &str) {
        self.agree(at, Some(instance), json!({"id": instance, "previous": previous}));
    }

    fn stated(&mut self, at: &str, instance: &str) {
        self.agree(at, Some(instance), json!({"id": instance}));
    }

    fn successor(&self, id: &str) -> Value {
        self.see(&format!("/cloud_accounts/{id}/successor"))
    }

    fn pays(&self) -> Value {
        self.see("/workspaces/s~1w/method")
    }

    /// `x` is active and pays from the 2nd; its agreement is known.
    fn paying() -> World {
        let mut world = World::new();
        world.policy(json!({"metering_windows": {"alicloud": 10_000_000}}));
        world.link("01T00:00", "x");
        world.signal("01T00:00", "x", "activated");
        world.choose("02T00:00", "x");
        world.stated("02T00:00", "x");
        world
    }

    /// Links `y` and activates it.
    fn with_active(&mut self, at: &str, id: &str) {
        self.link(at, id);
        self.signal(at, id, "activated");
    }
}

#[test]
fn t2_the_successor_pays_from_the_end_on() {
    let mut world = World::paying();
    world.with_active("03T00:00", "y");
    world.replaces("03T00:00", "y", "x");
    assert_eq!(world.successor("x"), "y");
    // Of what has not ended, only the successor is recorded.
    assert_eq!(world.pays(), cloud("x"));
    assert_eq!(world.templates(), Vec::<String>::new());
    assert_eq!(world.signal("05T00:00", "x", "ended"), "applied");
    let expected = json!([
        interval("01T00:00", json!("enterprise")),
        interval("02T00:00", cloud("x")),
        interval("05T00:00", cloud("y")),
    ]);
    assert_eq!(world.timeline(), expected);
    assert_eq!(world.causes(), [json!("bound"), json!({"chosen": {}}), json!({"replaced": {"cloud_account": "x"}})]);
    assert_eq!(world.pays(), cloud("y"));
    let expected = json!([{
        "template": "subscription_replaced", "display_names": [],
        "account": "acme", "cloud_account": "x", "provider": "alicloud",
        "ended_at": t("05T00:00"), "workspaces": [{"workspace": "s/w", "payer": cloud("y")}], "corrected": [],
    }]);
    assert_eq!(world.see("/outbox"), expected);
}

/// The same four facts in every order, after the workspace chose: the same timeline, and the same payer of the bill.
#[test]
fn t2_the_order_of_messages_and_links_does_not_matter() {
    for order in 0..24_usize {
        let mut world = World::paying();
        world.top_up("02T00:00", "100 CNY");
        let mut left: Vec<usize> = (0..4).collect();
        let mut rest = order;
        for (place, radix) in [4, 3, 2, 1].into_iter().enumerate() {
            let at = format!("1{place}T00:00");
            match left.remove(rest % radix) {
                0 => drop(world.late_signal(&at, "x", "ended", "05T00:00")),
                1 => drop(world.late_signal(&at, "y", "activated", "04T00:00")),
                2 => world.replaces(&at, "y", "x"),
                _ => world.link(&at, "y"),
            }
            rest /= radix;
            if place == 1 {
                world.bill("12T00:00", "b", "10 CNY", "06T00:00");
            }
        }
        let expected = json!([
            interval("01T00:00", json!("enterprise")),
            interval("02T00:00", cloud("x")),
            interval("05T00:00", cloud("y")),
        ]);
        assert_eq!(world.timeline(), expected, "{order}");
        assert_eq!(world.causes()[2], json!({"replaced": {"cloud_account": "x"}}));
        assert_eq!(world.see("/meters/y/owed"), "10 CNY");
        assert_eq!(world.see("/accounts/acme/cash"), "100 CNY");
    }
}

#[test]
fn t2_a_successor_that_is_not_active_yet_is_being_opened() {
    let mut world = World::paying();
    world.link("03T00:00", "y");
    world.replaces("03T00:00", "y", "x");
    world.signal("05T00:00", "x", "ended");
    assert_eq!(world.pays(), json!({"opening": {"cloud_account": "y", "from": "enterprise"}}));
    assert_eq!(world.causes()[2], json!({"forced": {"cloud_account": "x"}}));
    let expected = json!([{
        "template": "method_changed_by_force", "display_names": [],
        "account": "acme", "cloud_account": "x", "provider": "alicloud",
        "ended_at": t("05T00:00"), "workspaces": ["s/w"],
        "still_opening": [{"workspace": "s/w", "cloud_account": "y"}], "replaced": true, "corrected": [],
    }]);
    assert_eq!(world.see("/outbox"), expected);
    world.top_up("05T00:00", "100 CNY");
    world.bill("07T00:00", "b", "10 CNY", "06T12:00");
    // Known late: it was active from the 6th on.
    world.late_signal("08T00:00", "y", "activated", "06T00:00");
    assert_eq!(world.timeline()[3], interval("06T00:00", cloud("y")));
    assert_eq!(world.causes()[3], json!({"activated": {"cloud_account": "y"}}));
    let expected = json!({
        "template": "bills_corrected", "account": "acme", "cloud_account": "y", "provider": "alicloud",
        "corrected": [{"from": "enterprise", "payer": cloud("y"), "bills": 1, "amount": "10 CNY"}],
    });
    assert_eq!(world.see("/outbox/1"), expected);

    // It ends without being active: nothing is being opened, and the payer stays.
    let mut world = World::paying();
    world.link("03T00:00", "y");
    world.replaces("03T00:00", "y", "x");
    world.signal("05T00:00", "x", "ended");
    world.signal("06T00:00", "y", "failed");
    assert_eq!(world.pays(), "enterprise");
    assert_eq!(world.templates(), ["method_changed_by_force", "chosen_payer_ended"]);
}

#[test]
fn t2_what_the_customer_is_opening_stays_so() {
    for active in [true, false] {
        let mut world = World::paying();
        world.link("03T00:00", "y");
        world.link("03T00:00", "z");
        world.replaces("03T00:00", "y", "x");
        world.choose("04T00:00", "z");
        if active {
            world.signal("04T00:00", "y", "activated");
        }
        world.signal("05T00:00", "x", "ended");
        let from = if active { cloud("y") } else { json!("enterprise") };
        assert_eq!(world.pays(), json!({"opening": {"cloud_account": "z", "from": from}}));
        // Of that what is being opened, a successor has no effect.
        world.with_active("06T00:00", "v");
        world.replaces("06T00:00", "v", "z");
        world.stated("06T00:00", "z");
        world.signal("07T00:00", "z", "ended");
        assert_eq!(world.successor("z"), "v");
        assert_eq!(world.pays(), from);
    }
}

#[test]
fn t2_the_chain_goes_to_the_first_that_is_not_over() {
    let chain = || {
        let mut world = World::paying();
        for (id, previous) in [("y", "x"), ("z", "y"), ("v", "z")] {
            world.link("03T00:00", id);
            world.replaces("03T00:00", id, previous);
        }
        world.signal("03T00:00", "v", "activated");
        world
    };
    // y fails, z ends at the same instant as x.
    let mut world = chain();
    world.signal("04T00:00", "y", "failed");
    world.signal("05T00:00", "z", "ended");
    world.signal("05T00:00", "x", "ended");
    assert_eq!(world.timeline()[2], interval("05T00:00", cloud("v")));
    assert_eq!(world.causes()[2], json!({"replaced": {"cloud_account": "x"}}));
    assert_eq!(world.templates(), ["subscription_replaced"]);
    assert_eq!(world.see("/outbox/0/workspaces"), json!([{"workspace": "s/w", "payer": cloud("v")}]));

    // One after the other.
    let mut world = chain();
    world.signal("03T00:00", "y", "activated");
    world.signal("03T00:00", "z", "activated");
    world.signal("05T00:00", "x", "ended");
    world.late_signal("07T00:00", "z", "ended", "06T00:00");
    assert_eq!(world.timeline().as_array().unwrap().len(), 3, "z does not pay");
    world.signal("08T00:00", "y", "ended");
    assert_eq!(world.timeline()[3], interval("08T00:00", cloud("v")));
    assert_eq!(world.causes()[3], json!({"replaced": {"cloud_account": "y"}}));
    assert_eq!(world.see("/outbox/1/cloud_account"), "y");
    // An earlier end of y: v pays from then, and the workspaces of x are drawn again.
    world.late_signal("09T00:00", "y", "ended", "07T00:00");
    assert_eq!(world.timeline()[3], interval("07T00:00", cloud("v")));

    // A circle has an end.
    let mut world = World::paying();
    world.with_active("03T00:00", "y");
    world.replaces("03T00:00", "y", "x");
    world.replaces("03T00:00", "x", "y");
    world.signal("04T00:00", "y", "ended");
    assert_eq!(world.pays(), cloud("x"));
    world.signal("05T00:00", "x", "ended");
    assert_eq!(world.pays(), "enterprise");
    assert_eq!((world.successor("x"), world.successor("y")), (json!("y"), json!("x")));
}

#[test]
fn t2_a_chain_through_one_that_failed_is_drawn_when_it_is_known() {
    let mut world = World::paying();
    world.link("03T00:00", "y");
    world.replaces("03T00:00", "y", "x");
    world.signal("04T00:00", "y", "failed");
    world.signal("05T00:00", "x", "ended");
    assert_eq!(world.pays(), "enterprise");
    world.with_active("06T00:00", "z");
    world.late_signal("06T00:00", "z", "activated", "04T00:00");
    world.replaces("07T00:00", "z", "y");
    assert_eq!(world.timeline()[2], interval("05T00:00", cloud("z")));
    assert_eq!(world.templates(), ["method_changed_by_force", "subscription_replaced"]);
    assert_eq!(world.see("/outbox/1/cloud_account"), "y");
}

#[test]
fn t2_exactly_one_stated_successor_is_linked() {
    let mut world = World::paying();
    world.top_up("02T00:00", "100 CNY");
    world.replaces("03T00:00", "y", "x");
    world.replaces("03T00:00", "z", "x");
    assert_eq!(world.successor("x"), Value::Null);
    world.signal("05T00:00", "x", "ended");
    assert_eq!(world.templates(), ["method_changed_by_force", "successor_not_linked"]);
    let expected = json!({
        "template": "successor_not_linked", "account": "acme", "cloud_account": "x", "provider": "alicloud",
        "ended_at": t("05T00:00"), "successors": [alicloud("y"), alicloud("z")],
    });
    assert_eq!(world.see("/outbox/1"), expected);
    world.bill("06T00:00", "b", "10 CNY", "05T12:00");

    // y is linked, and pays from the end on.
    world.signal("05T00:00", "y", "activated");
    world.link("07T00:00", "y");
    assert_eq!(world.successor("x"), "y");
    assert_eq!(world.timeline()[2], interval("05T00:00", cloud("y")));
    let expected = json!({
        "template": "subscription_replaced", "display_names": [],
        "account": "acme", "cloud_account": "x", "provider": "alicloud",
        "ended_at": t("05T00:00"), "workspaces": [{"workspace": "s/w", "payer": cloud("y")}],
        "corrected": [{"from": "enterprise", "payer": cloud("y"), "bills": 1, "amount": "10 CNY"}],
    });
    assert_eq!(world.see("/outbox/2"), expected);

    // Both are linked: it cannot be proved which it is.
    world.link("08T00:00", "z");
    assert_eq!(world.successor("x"), Value::Null);
    assert_eq!(world.pays(), "enterprise");
    let names = ["method_changed_by_force", "successor_not_linked"];
    assert_eq!(world.templates()[3..], names);
    assert_eq!(world.see("/outbox/3/replaced"), true);
    let expected = json!([{"from": cloud("y"), "payer": "enterprise", "bills": 1, "amount": "10 CNY"}]);
    assert_eq!(world.see("/outbox/3/corrected"), expected);

    // z is withdrawn: y is the only one again, and this is notified, as it changes a payer.
    world.done(withdraw("z", "09T00:00"));
    assert_eq!(world.successor("x"), "y");
    assert_eq!(world.pays(), cloud("y"));
    assert_eq!(world.templates()[5..], ["subscription_replaced"]);

    // The link of y is undone: after its own effects it is no successor.
    world.done(json!({
        "command": "unlink_cloud_account", "at": t("10T00:00"), "account": "acme", "cloud_account": "y", "reason": "r",
    }));
    assert_eq!(world.successor("x"), Value::Null);
    assert_eq!(world.pays(), "enterprise");
    assert_eq!(world.templates()[6..], ["method_changed_by_force", "successor_not_linked"]);
    assert_eq!(world.see("/outbox/6/cloud_account"), "y");
}

#[test]
fn t2_a_successor_of_another_account_is_none() {
    let mut world = World::paying();
    world.open("beta");
    world.replaces("03T00:00", "y", "x");
    world.done(json!({
        "command": "link_cloud_account", "at": t("03T00:00"), "account": "beta", "cloud_account": "b",
        "subscription": {"provider": "alicloud", "account_id": "1234567890123456", "instance_id": number("y")},
    }));
    assert_eq!(world.successor("x"), Value::Null);
    // The one of acme counts, and so it is the only one.
    world.replaces("03T00:00", "z", "x");
    world.link("03T00:00", "z");
    assert_eq!(world.successor("x"), "z");
}

#[test]
fn t2_agreements_of_different_providers_are_different() {
    let mut world = World::paying();
    let message = json!({
        "provider": "huawei_cloud", "identity": "huawei_cloud:y", "kind": "k", "signal": "activated",
        "agreement": {"id": "y", "previous": "x"},
    });
    let _ = world.apply(json!({"command": "ingest", "at": t("03T00:00"), "message": message})).unwrap();
    world.done(json!({
        "command": "link_cloud_account", "at": t("03T00:00"), "account": "acme", "cloud_account": "y",
        "subscription": {"provider": "huawei_cloud", "account_id": "h", "instance_id": "y"},
    }));
    assert_eq!(world.successor("x"), Value::Null);
    world.signal("04T00:00", "x", "ended");
    assert_eq!(world.see("/outbox/0/replaced"), false);
    assert_eq!(world.templates(), ["method_changed_by_force"]);
}

#[test]
fn t2_the_reusable_identity_has_no_successor_and_is_none() {
    let legacy = "aws:customer:p:c";
    let licence = |id: &str| format!("aws:license:{id}");
    let mut world = World::new();
    let tell = |world: &mut World, identity: &str, agreement: Value| {
        let message = json!({
            "provider": "aws", "identity": identity, "kind": "k", "signal": "activated", "agreement": agreement,
            "occurred_at": t("02T00:00"),
        });
        let _ = world.apply(json!({"command": "ingest", "at": t("02T00:00"), "message": message})).unwrap();
    };
    tell(&mut world, legacy, json!({"id": "a"}));
    tell(&mut world, &licence("l-1"), json!({"id": "b", "previous": "a"}));
    tell(&mut world, legacy, json!({"id": "c", "previous": "b"}));
    for (id, subscription) in [
        ("old", json!({"provider": "aws", "customer_identifier": "c", "product_code": "p"})),
        ("new", json!({"provider": "aws", "account_id": "000000000000", "license_arn": "arn:x:license:l-1"})),
    ] {
        world.done(json!({
            "command": "link_cloud_account", "at": t("02T00:00"), "account": "acme", "cloud_account": id,
            "subscription": subscription,
        }));
    }
    assert_eq!((world.successor("old"), world.successor("new")), (Value::Null, Value::Null));
}

#[test]
fn n1_the_operator_is_told_once_and_when_other_successors_are_stated() {
    // The provider says so with the agreement itself.
    let mut world = World::paying();
    world.signal("05T00:00", "x", "ended");
    assert_eq!(world.see("/outbox/0/replaced"), false);
    world.agree("05T01:00", None, json!({"id": "x", "replaced": true}));
    assert_eq!(world.templates(), ["method_changed_by_force", "successor_not_linked"]);
    assert_eq!(world.see("/outbox/1/successors"), json!([]));
    world.agree("05T01:00", None, json!({"id": "x", "replaced": true}));
    world.late_signal("05T02:00", "x", "ended", "04T00:00");
    assert_eq!(world.templates().len(), 2);
    // A new agreement without a subscription changes nothing yet.
    world.agree("05T02:00", None, json!({"id": "y", "previous": "x"}));
    assert_eq!(world.templates().len(), 2);
    world.stated("05T02:00", "y");
    assert_eq!(world.templates().len(), 3);
    assert_eq!(world.see("/outbox/2/successors"), json!([alicloud("y")]));
    assert_eq!(world.see("/outbox/2/ended_at"), json!(t("04T00:00")));

    // Not of one that failed, and not of a closed account.
    let mut world = World::new();
    world.link("01T00:00", "x");
    world.replaces("02T00:00", "y", "x");
    world.stated("02T00:00", "x");
    world.signal("03T00:00", "x", "failed");
    assert_eq!(world.templates(), Vec::<String>::new());
    let mut world = World::new();
    world.open("beta");
    world.done(json!({
        "command": "link_cloud_account", "at": t("01T00:00"), "account": "beta", "cloud_account": "x",
        "subscription": {"provider": "alicloud", "account_id": "1234567890123456", "instance_id": number("x")},
    }));
    world.signal("02T00:00", "x", "ended");
    world.advance("04T00:00");
    world.done(json!({"command": "close_account", "at": t("04T00:00"), "account": "beta"}));
    world.replaces("05T00:00", "y", "x");
    world.stated("05T00:00", "x");
    assert_eq!(world.templates(), Vec::<String>::new());
}

#[test]
fn n1_a_duplicate_and_a_rejected_message_say_nothing_of_agreements() {
    let mut world = World::paying();
    world.with_active("03T00:00", "y");
    let message = |id: &str, signal: &str, agreement: Value, rejected: Value| {
        json!({"command": "ingest", "at": t("03T00:00"), "message": {
            "provider": "alicloud", "id": id, "identity": alicloud("y"), "kind": "k", "signal": signal,
            "agreement": agreement, "rejected": rejected,
        }})
    };
    let replaces = json!({"id": "y", "previous": "x"});
    let _ = world.apply(message("m", "ignored", json!({"id": "other"}), Value::Null)).unwrap();
    let _ = world.apply(message("m", "ignored", replaces.clone(), Value::Null)).unwrap();
    let _ = world.apply(message("r", "ignored", replaces.clone(), json!("forged"))).unwrap();
    assert_eq!(world.successor("x"), Value::Null);
    // One that contradicts the link says it (C4), but that link is undone.
    let mut other = world.clone();
    let mut contradicts = message("c", "suspended", replaces.clone(), Value::Null);
    contradicts["message"]["account_id"] = json!("77");
    assert_eq!(other.apply(contradicts), Ok(Answer::Disposition("contradicts_link".to_string())));
    assert_eq!(other.successor("x"), Value::Null);
    other.signal("04T00:00", "x", "ended");
    assert_eq!(other.see("/outbox/1/successors"), json!([alicloud("y")]));

    let _ = world.apply(message("r", "ignored", replaces, Value::Null)).unwrap();
    assert_eq!(world.successor("x"), "y");
}

#[test]
fn t2_two_ends_of_one_instant_open_the_successor() {
    for opened in ["a", "z"] {
        let mut world = World::paying();
        world.link("03T00:00", "y");
        world.replaces("03T00:00", "y", "x");
        world.link("03T00:00", opened);
        world.choose("04T00:00", opened);
        world.late_signal("06T00:00", "x", "ended", "05T00:00");
        world.late_signal("06T00:00", opened, "ended", "05T00:00");
        assert_eq!(world.pays(), json!({"opening": {"cloud_account": "y", "from": "enterprise"}}));
    }
}

#[test]
fn t1_a_message_is_about_the_accounts_whose_successors_it_changes() {
    let mut world = World::paying();
    world.with_active("03T00:00", "y");
    world.signal("05T00:00", "x", "ended");
    world.stated("05T00:00", "y");
    world.voucher("05T00:00", "v", "1 CNY", Some("06T00:00"));
    world.top_up("08T00:00", "1 CNY");
    // It names no subscription. It is decided at the account's last instant.
    world.bill("08T00:00", "b", "1 CNY", "05T12:00");
    world.agree("07T00:00", None, json!({"id": "y", "previous": "x"}));
    assert_eq!(world.see("/bills/b/corrections/0/at"), json!(t("08T00:00")));
    assert_eq!(world.see("/bills/b/corrections/0/payer"), cloud("y"));
    assert_eq!(world.templates(), ["method_changed_by_force", "subscription_replaced"]);
}
