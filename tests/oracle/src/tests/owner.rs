//! C4: a subscription belongs to the account that its marketplace states; the forms of ids.

use serde_json::{Value, json};

use super::{World, t};
use crate::{Answer, form};

const A: &str = "1234567890123456";
const B: &str = "6543210987654321";
const INSTANCE: &str = "122779388";

fn link(account: &str, id: &str, at: &str, account_id: &str, instance: &str) -> Value {
    json!({
        "command": "link_cloud_account", "at": t(at), "account": account, "cloud_account": id,
        "subscription": {"provider": "alicloud", "account_id": account_id, "instance_id": instance},
    })
}

fn unlink(account: &str, id: &str, at: &str, reason: &str) -> Value {
    json!({
        "command": "unlink_cloud_account", "at": t(at), "account": account, "cloud_account": id, "reason": reason,
    })
}

fn legacy(id: &str, at: &str, account_id: Option<&str>) -> Value {
    json!({
        "command": "link_cloud_account", "at": t(at), "account": "acme", "cloud_account": id,
        "subscription": {
            "provider": "aws", "customer_identifier": "cust", "product_code": "prod", "account_id": account_id,
        },
    })
}

impl World {
    fn give(&mut self, at: &str, message: Value) -> Result<String, String> {
        match self.apply(json!({"command": "ingest", "at": t(at), "message": message}))? {
            Answer::Disposition(disposition) => Ok(disposition),
            other => panic!("{other:?}"),
        }
    }

    /// A message about the instance that states an account.
    fn state_account(&mut self, at: &str, signal: &str, account_id: &str) -> String {
        let message = json!({
            "provider": "alicloud", "identity": format!("alicloud:{INSTANCE}"), "kind": "k", "signal": signal,
            "occurred_at": t(at), "account_id": account_id,
        });
        self.give(at, message).unwrap()
    }

    fn legacy_states(&mut self, at: &str, signal: &str, occurred: &str, account_id: &str) -> String {
        let message = json!({
            "provider": "aws", "identity": "aws:customer:prod:cust", "kind": "k", "signal": signal,
            "occurred_at": t(occurred), "account_id": account_id,
        });
        self.give(at, message).unwrap()
    }

    fn cloud(&self, id: &str) -> Value {
        self.see(&format!("/cloud_accounts/{id}"))
    }
}

fn failed() -> Value {
    json!({"account": "acme", "state": "failed"})
}

#[test]
fn c4_a_link_of_another_account_is_refused_and_the_owner_links() {
    let mut world = World::new();
    world.open("beta");
    assert_eq!(world.state_account("02T00:00", "activated", A), "unmatched");
    assert_eq!(world.no(link("beta", "b", "02T00:00", B, INSTANCE)), "subscription_of_another");
    // The id of the cloud account is checked first, and an earlier link later.
    world.done(link("acme", "a", "02T00:00", &format!("ops@{A}"), INSTANCE));
    assert_eq!(world.cloud("a")["state"], "active");
    assert_eq!(world.no(link("beta", "a", "03T00:00", B, INSTANCE)), "cloud_account_exists");
    assert_eq!(world.no(link("beta", "b", "03T00:00", B, INSTANCE)), "subscription_of_another");
    assert_eq!(world.no(link("beta", "b", "03T00:00", A, INSTANCE)), "subscription_already_linked");
}

#[test]
fn c4_zeros_at_the_front_of_an_alicloud_account_make_no_difference() {
    let mut world = World::new();
    world.state_account("02T00:00", "activated", "42");
    world.done(link("acme", "a", "02T00:00", "0042", INSTANCE));
    assert_eq!(world.state_account("03T00:00", "suspended", "042"), "applied");
    assert_eq!(world.state_account("04T00:00", "resumed", "4200"), "contradicts_link");
}

#[test]
fn c4_swapped_identifiers_are_named() {
    let mut world = World::new();
    // The account 5 bought the instance 7.
    let message = json!({
        "provider": "alicloud", "identity": "alicloud:7", "kind": "k", "signal": "activated", "account_id": "05",
    });
    world.give("02T00:00", message).unwrap();
    assert_eq!(world.no(link("acme", "a", "02T00:00", "7", "5")), "identifiers_swapped");
    world.done(link("acme", "a", "02T00:00", "5", "7"));

    let message = json!({
        "provider": "huawei_cloud", "identity": "huawei_cloud:i", "kind": "k", "signal": "activated", "account_id": "h",
    });
    world.give("02T00:00", message).unwrap();
    let swapped = json!({
        "command": "link_cloud_account", "at": t("02T00:00"), "account": "acme", "cloud_account": "h",
        "subscription": {"provider": "huawei_cloud", "account_id": "i", "instance_id": "h"},
    });
    assert_eq!(world.no(swapped), "identifiers_swapped");
}

#[test]
fn c4_a_message_of_another_account_undoes_the_link_and_its_bills() {
    let mut world = World::new();
    world.open("beta");
    world.top_up("01T00:00", "100 CNY");
    world.done(link("acme", "b", "02T00:00", B, INSTANCE));
    // Messages that state no account do not count.
    let silent = json!({
        "provider": "alicloud", "identity": format!("alicloud:{INSTANCE}"), "kind": "k", "signal": "activated",
        "occurred_at": t("03T00:00"),
    });
    assert_eq!(world.give("03T00:00", silent).unwrap(), "applied");
    world.choose("03T00:00", "b");
    world.bill("04T00:00", "b-1", "10 CNY", "03T12:00");
    assert_eq!(world.see("/bills/b-1/receipt/payer"), json!({"cloud_account": "b"}));

    assert_eq!(world.state_account("05T00:00", "suspended", A), "contradicts_link");
    assert_eq!(world.cloud("b"), failed());
    assert_eq!(world.timeline(), json!([{"from": t("01T00:00"), "account": "acme", "payer": "enterprise"}]));
    assert_eq!(world.see("/bills/b-1/corrections/0/reason"), "payer_changed");
    assert_eq!(world.see("/bills/b-1/corrections/0/payer"), "enterprise");
    assert_eq!(world.see("/accounts/acme/cash"), "90 CNY");
    let expected = json!([{
        "template": "method_changed_by_force", "display_names": [],
        "account": "acme", "cloud_account": "b", "provider": "alicloud",
        "ended_at": t("02T00:00"), "workspaces": ["s/w"], "still_opening": [], "replaced": false,
        "corrected": [{"from": {"cloud_account": "b"}, "payer": "enterprise", "bills": 1, "amount": "10 CNY"}],
    }]);
    assert_eq!(world.see("/outbox"), expected);

    // The undone link takes nothing any more, and the owner's takes all: also the signals of before.
    assert_eq!(world.state_account("06T00:00", "resumed", B), "unmatched");
    world.done(link("beta", "a", "06T00:00", A, INSTANCE));
    assert_eq!(world.cloud("a"), json!({"account": "beta", "state": "active"}));
    assert_eq!(world.state_account("07T00:00", "suspended", A), "applied");
    assert_eq!(world.cloud("b"), failed());
}

#[test]
fn c4_an_undone_link_leaves_an_earlier_opening_as_it_was() {
    let mut world = World::new();
    world.link("01T00:00", "y");
    world.choose("01T00:00", "y");
    world.done(link("acme", "b", "02T00:00", B, INSTANCE));
    world.state_account("02T00:00", "activated", B);
    world.choose("03T00:00", "b");
    assert_eq!(world.state_account("04T00:00", "ended", A), "contradicts_link");
    let opening = json!({"opening": {"cloud_account": "y", "from": "enterprise"}});
    assert_eq!(world.see("/workspaces/s~1w/method"), opening);
    assert_eq!(world.see("/outbox/0/still_opening"), json!([{"workspace": "s/w", "cloud_account": "y"}]));
}

#[test]
fn c4_a_closed_cloud_account_is_undone_too() {
    let mut world = World::new();
    world.done(link("acme", "b", "02T00:00", B, INSTANCE));
    world.state_account("03T00:00", "activated", B);
    world.choose("03T00:00", "b");
    world.state_account("04T00:00", "ended", B);
    world.advance("05T00:00");
    assert_eq!(world.cloud("b")["state"], "closed");
    world.top_up("05T00:00", "1 CNY");
    assert_eq!(world.state_account("06T00:00", "ended", A), "contradicts_link");
    assert_eq!(world.cloud("b"), failed());
    assert_eq!(world.timeline().as_array().unwrap().len(), 1);
    // No payer changed with this message.
    assert_eq!(world.templates(), ["method_changed_by_force"]);
}

#[test]
fn c4_the_cloud_accounts_of_a_closed_account_stay() {
    let mut world = World::new();
    world.open("beta");
    world.done(link("beta", "b", "02T00:00", B, INSTANCE));
    world.state_account("03T00:00", "failed", B);
    world.done(json!({"command": "close_account", "at": t("03T00:00"), "account": "beta"}));
    assert_eq!(world.state_account("04T00:00", "activated", A), "unmatched");
    assert!(!world.oracle.state.cloud_accounts["b"].withdrawn);
}

#[test]
fn c4_ignored_rejected_and_repeated_messages_state_nothing() {
    let mut world = World::new();
    let message = |signal: &str, id: &str, account: &str| {
        json!({
            "provider": "alicloud", "identity": format!("alicloud:{INSTANCE}"), "kind": "k", "signal": signal,
            "id": id, "account_id": account,
        })
    };
    assert_eq!(world.give("02T00:00", message("ignored", "m-1", A)).unwrap(), "ignored");
    let mut rejected = message("ignored", "m-2", A);
    rejected["rejected"] = json!("forged");
    assert_eq!(world.give("02T00:00", rejected).unwrap(), "rejected");
    assert_eq!(world.give("02T00:00", message("activated", "m-1", A)).unwrap(), "duplicate");
    world.done(link("acme", "b", "02T00:00", B, INSTANCE));
    assert_eq!(world.cloud("b")["state"], "pending");
    // A signal that is not kept states an account nevertheless.
    assert_eq!(world.give("03T00:00", message("activated", "m-3", B)).unwrap(), "applied");
    world.done(unlink("acme", "b", "03T00:00", "wrong"));
    assert_eq!(world.no(link("acme", "c", "03T00:00", A, INSTANCE)), "subscription_of_another");
}

#[test]
fn c4_the_reusable_identity_is_compared_where_the_link_names_an_account() {
    let mut world = World::new();
    world.legacy_states("02T00:00", "activated", "02T00:00", "000000000001");
    assert_eq!(world.no(legacy("two", "02T00:00", Some("000000000002"))), "subscription_of_another");
    world.done(legacy("none", "02T00:00", None));
    assert_eq!(world.legacy_states("03T00:00", "suspended", "03T00:00", "000000000002"), "applied");
    world.done(unlink("acme", "none", "03T00:00", "wrong"));
    // Both accounts are stated now; the link takes the signals from the same beginning.
    world.done(legacy("two", "04T00:00", Some("000000000002")));
    assert_eq!(world.cloud("two")["state"], "suspended");
    assert_eq!(world.legacy_states("05T00:00", "ended", "05T00:00", "000000000002"), "applied");
    // Later than its end: of no link yet, so nothing is compared.
    assert_eq!(world.legacy_states("06T02:00", "activated", "06T00:00", "000000000001"), "unmatched");
    world.done(legacy("one", "07T00:00", Some("000000000001")));
    // A message about the time of an earlier link undoes that link only.
    assert_eq!(world.legacy_states("08T00:00", "resumed", "04T12:00", "000000000001"), "contradicts_link");
    assert_eq!((world.cloud("two"), world.cloud("one")["state"].clone()), (failed(), json!("active")));
}

#[test]
fn c4_a_wrong_link_is_undone_by_hand() {
    let mut world = World::new();
    world.open("beta");
    world.top_up("01T00:00", "100 CNY");
    world.done(link("acme", "b", "02T00:00", B, INSTANCE));
    world.state_account("03T00:00", "activated", B);
    world.choose("03T00:00", "b");
    world.bill("04T00:00", "b-1", "10 CNY", "03T12:00");
    assert_eq!(world.no(unlink("nobody", "b", "04T00:00", "x")), "unknown_account");
    assert_eq!(world.no(unlink("beta", "none", "04T00:00", "")), "unknown_cloud_account");
    assert_eq!(world.no(unlink("beta", "b", "04T00:00", "")), "not_owner");
    assert_eq!(world.no(unlink("acme", "b", "04T00:00", " \t ")), "reason_missing");
    world.done(unlink("acme", "b", "04T00:00", "wrong instance"));
    assert_eq!(world.cloud("b"), failed());
    assert_eq!(world.see("/bills/b-1/corrections/0/payer"), "enterprise");
    assert_eq!(world.templates(), ["method_changed_by_force"]);
    assert_eq!(world.see("/outbox/0/ended_at"), json!(t("02T00:00")));
    assert_eq!(world.no(unlink("acme", "b", "04T00:00", "")), "reason_missing");
    assert_eq!(world.no(unlink("acme", "b", "04T00:00", "again")), "cloud_account_not_linked");
    world.done(link("acme", "again", "05T00:00", B, INSTANCE));
    assert_eq!(world.cloud("again")["state"], "active");
}

#[test]
fn c4_an_opening_is_undone_by_hand_with_a_notification() {
    let mut world = World::new();
    world.done(link("acme", "b", "02T00:00", B, INSTANCE));
    world.choose("03T00:00", "b");
    world.done(unlink("acme", "b", "04T00:00", "wrong instance"));
    assert_eq!(world.see("/workspaces/s~1w/method"), "enterprise");
    let expected = json!([{
        "template": "chosen_payer_ended", "display_names": [],
        "account": "acme", "cloud_account": "b", "provider": "alicloud",
        "ended_at": t("02T00:00"), "workspaces": [{"workspace": "s/w", "payer": "enterprise"}],
    }]);
    assert_eq!(world.see("/outbox"), expected);
}

#[test]
fn c4_bills_held_for_a_suspension_are_settled_when_the_link_is_undone() {
    let mut world = World::new();
    world.top_up("01T00:00", "100 CNY");
    world.done(link("acme", "b", "02T00:00", B, INSTANCE));
    world.state_account("02T00:00", "activated", B);
    world.state_account("02T00:00", "suspended", B);
    world.choose("03T00:00", "b");
    assert!(world.bill("04T00:00", "b-1", "10 CNY", "03T12:00").is_empty());
    let receipts = world.done(unlink("acme", "b", "05T00:00", "wrong instance"));
    assert_eq!(receipts.len(), 1);
    assert_eq!(receipts[0]["payer"], "enterprise");
    assert_eq!(receipts[0]["payer_reason"], json!({"P1": {"since": t("01T00:00")}}));
}

#[test]
fn c4_what_is_metered_is_not_undone_by_hand_and_stays_with_the_provider() {
    let mut world = World::new();
    let metering = json!([{"provider": "alicloud", "dimension": "d", "unit": "1"}]);
    world.policy(json!({"metering": metering}));
    world.top_up("01T00:00", "100 CNY");
    world.done(link("acme", "b", "02T00:00", B, INSTANCE));
    world.state_account("02T00:00", "activated", B);
    world.choose("02T00:00", "b");
    world.bill("03T00:00", "b-1", "10.5 CNY", "02T12:00");
    world.done(json!({"command": "request_metering", "at": t("03T01:00"), "cloud_account": "b"}));
    assert_eq!(world.no(unlink("acme", "b", "03T01:00", "wrong")), "cloud_account_metered");
    let record = world.see("/usage_records").as_object().unwrap().keys().next().unwrap().clone();
    world.done(json!({
        "command": "acknowledge_metering", "at": t("03T01:00"), "record": record, "outcome": "accepted",
    }));
    assert_eq!(world.no(unlink("acme", "b", "03T01:00", "wrong")), "cloud_account_metered");
    // A message undoes it nevertheless: 0.5 comes back, and 10 stay with the provider.
    assert_eq!(world.state_account("04T00:00", "suspended", A), "contradicts_link");
    assert_eq!(world.cloud("b"), failed());
    assert_eq!(world.see("/bills/b-1/corrections/0/amount"), "0.5 CNY");
    assert_eq!(world.see("/meters/b/accepted"), "10 CNY");
}

#[test]
fn a_void_record_does_not_count_as_metered() {
    let mut world = World::new();
    world.policy(json!({"metering": [{"provider": "alicloud", "dimension": "d", "unit": "1"}]}));
    world.done(link("acme", "b", "02T00:00", B, INSTANCE));
    world.state_account("02T00:00", "activated", B);
    world.choose("02T00:00", "b");
    world.bill("03T00:00", "b-1", "10 CNY", "02T12:00");
    world.done(json!({"command": "request_metering", "at": t("03T01:00"), "cloud_account": "b"}));
    let record = world.see("/usage_records").as_object().unwrap().keys().next().unwrap().clone();
    world.done(json!({
        "command": "acknowledge_metering", "at": t("03T01:00"), "record": record, "outcome": {"rejected": {}},
    }));
    world.done(unlink("acme", "b", "03T01:00", "wrong"));
    assert_eq!(world.cloud("b"), failed());
}

#[test]
fn a_message_has_the_forms_of_its_provider() {
    let mut world = World::new();
    let mut give = |provider: &str, identity: &str, account: Option<&str>, signal: &str| {
        let message = json!({
            "provider": provider, "identity": identity, "kind": "k", "signal": signal, "account_id": account,
        });
        world.give("02T00:00", message)
    };
    for (provider, identity, account) in [
        ("alicloud", "alicloud:1", None),
        ("alicloud", "alicloud:1234567890123456789", Some("0")),
        ("aws", "aws:license:l-0a", Some("000000000001")),
        ("aws", "aws:license:lic-0a", None),
        ("aws", "aws:customer:p:c:d", None),
        ("huawei_cloud", "huawei_cloud: :", Some("any id")),
    ] {
        assert_eq!(give(provider, identity, account, "activated"), Ok("unmatched".to_string()), "{identity}");
        assert_eq!(give(provider, identity, account, "ignored"), Ok("ignored".to_string()), "{identity}");
    }
    for (provider, identity, account) in [
        ("alicloud", "alicloud:x", None),
        ("alicloud", "alicloud:01", None),
        ("alicloud", "alicloud:", None),
        ("alicloud", "alicloud:12345678901234567890", None),
        ("alicloud", "aws:license:l-0a", None),
        ("alicloud", "alicloud:1", Some("ops@1")),
        ("alicloud", "alicloud:1", Some("12345678901234567890")),
        ("aws", "aws:license:l-0A", None),
        ("aws", "aws:license:x-0a", None),
        ("aws", "aws:customer:p", None),
        ("aws", "aws:customer::c", None),
        ("aws", "aws:customer:p:", None),
        ("aws", "aws:license:l-0a", Some("12345678901")),
        ("huawei_cloud", "huawei_cloud:", None),
        ("huawei_cloud", "alicloud:1", None),
        ("huawei_cloud", "huawei_cloud:i", Some("h\u{200b}")),
    ] {
        for signal in ["activated", "ignored"] {
            assert_eq!(give(provider, identity, account, signal), Err("invalid_message".to_string()), "{identity}");
        }
    }
    let rejected = json!({
        "provider": "aws", "identity": "alicloud:x", "kind": "k", "signal": "ignored", "rejected": "forged",
    });
    assert_eq!(world.give("02T00:00", rejected), Ok("rejected".to_string()));
}

#[test]
fn an_id_has_no_invisible_character_and_one_spelling() {
    for good in ["a", "a b", "é", "客户", "نص", "a.b:c/d", &"x".repeat(128)] {
        assert!(form::id(good), "{good:?}");
    }
    let bad = ["", " a", "a ", "a\u{3000}", "a\tb", "\u{feff}a", "a\u{200b}b", "a\u{202e}b", "a\u{2028}b", "a\u{ad}b"];
    for bad in bad.into_iter().chain(["\u{3164}", "a\u{fe0f}", "a\u{e0041}", "\u{212b}", "\u{f900}", &"x".repeat(129)])
    {
        assert!(!form::id(bad), "{bad:?}");
    }
}

#[test]
fn the_identifiers_of_a_link_have_the_forms_of_their_provider() {
    let alicloud = |account: &str, instance: &str| {
        form::subscription(&json!({"provider": "alicloud", "account_id": account, "instance_id": instance}))
    };
    assert!(alicloud(A, INSTANCE) && alicloud(&format!("ops@{A}"), "7") && alicloud("42", INSTANCE));
    assert!(alicloud(A, B), "both have 16 digits");
    for (account, instance) in [(INSTANCE, A), (A, "0"), (A, "07"), (A, "i"), (A, "ops@7"), ("ops@", "7"), ("x", "7")] {
        assert!(!alicloud(account, instance), "{account} {instance}");
    }
    let aws = |account: Option<&str>, product: Option<&str>, arn: Option<&str>| {
        form::subscription(&json!({
            "provider": "aws", "account_id": account, "customer_identifier": product.map(|_| "c"),
            "product_code": product, "license_arn": arn,
        }))
    };
    let arn = "arn:aws:license-manager::294406891311:license:l-0AbC";
    assert!(aws(None, Some("p"), None) && aws(Some("000000000001"), Some("p"), None));
    assert!(aws(Some("000000000001"), None, Some(arn)) && !aws(None, None, Some(arn)));
    assert!(!aws(Some("1"), Some("p"), None) && !aws(Some("000000000001"), None, None));
}
