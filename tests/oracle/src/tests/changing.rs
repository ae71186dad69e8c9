//! C1 to C3 and the machine of the settlement method.

use serde_json::json;

use super::{World, t};
use crate::Answer;

/// `x` is active, `y` is pending.
fn two() -> World {
    let mut world = World::new();
    world.link("01T00:00", "x");
    world.link("01T00:00", "y");
    world.signal("01T00:00", "x", "activated");
    world
}

#[test]
fn c1_only_its_own_account_changes_a_workspace() {
    let mut world = two();
    world.open("beta");
    let foreign = json!({
        "command": "choose_method", "at": t("02T00:00"), "account": "beta", "workspace": "s/w",
        "method": "enterprise",
    });
    assert_eq!(world.no(foreign), "not_owner");
    world.done(json!({"command": "bind_workspace", "at": t("02T00:00"), "account": "beta", "workspace": "s/b"}));
    let borrowed = json!({
        "command": "choose_method", "at": t("02T00:00"), "account": "beta", "workspace": "s/b",
        "method": {"cloud_account": "x"},
    });
    assert_eq!(world.no(borrowed), "not_owner");
}

#[test]
fn c2_change_limit_lock_in_and_providers_per_site() {
    let mut world = two();
    world.policy(json!({
        "voluntary_changes_per_month": 2, "site_providers": {"s": ["alicloud"], "a": ["aws"]},
    }));
    world.choose("02T00:00", "y");
    // Ending an opening is a change too; keeping the method is not.
    world.choose("03T00:00", "enterprise");
    let keep = world.choice("03T00:00", "s/w", "enterprise");
    assert_eq!(world.apply(keep), Ok(Answer::Kept));
    let third = world.choice("31T23:59", "s/w", "x");
    assert_eq!(world.no(third), "change_limit_reached");
    let mut april = world.choice("31T23:59", "s/w", "x");
    april["at"] = json!("2026-04-01T00:00:00Z");
    world.done(april);

    world.done(json!({
        "command": "bind_workspace", "at": "2026-04-01T00:00:00Z", "account": "acme", "workspace": "a/w",
    }));
    let mut other = world.choice("31T23:59", "a/w", "x");
    other["at"] = json!("2026-04-01T00:00:00Z");
    assert_eq!(world.no(other), "provider_not_admitted");

    world.done(json!({
        "command": "set_policy", "at": "2026-04-01T00:00:00Z", "account": "acme", "policy": {"lock_in": true},
    }));
    let mut leave = world.choice("31T23:59", "s/w", "enterprise");
    leave["at"] = json!("2026-04-02T00:00:00Z");
    assert_eq!(world.no(leave.clone()), "locked_in");
    world.message("31T23:59", "alicloud:x", "suspended", None, None);
    world.done(leave);
}

#[test]
fn c3_a_forced_reversion_is_no_voluntary_change_and_asks_no_policy() {
    let mut world = two();
    world.policy(json!({"voluntary_changes_per_month": 2, "lock_in": true}));
    world.choose("02T00:00", "x");
    assert_eq!(world.signal("03T00:00", "x", "ended"), "applied");
    assert_eq!(world.see("/workspaces/s~1w/method"), "enterprise");
    // One change was made; a second is still allowed.
    world.choose("04T00:00", "y");
    let ended = world.choice("05T00:00", "s/w", "x");
    assert_eq!(world.no(ended), "cloud_account_ended");
}

#[test]
fn n1_one_mail_names_every_workspace_whose_method_it_was() {
    let mut world = two();
    for name in ["s/open", "s/from", "s/none", "s/gone"] {
        world.done(json!({"command": "bind_workspace", "at": t("01T00:00"), "account": "acme", "workspace": name}));
    }
    for (day, name, method) in [
        ("02T00:00", "s/w", "x"),
        ("02T00:00", "s/from", "x"),
        ("02T00:00", "s/gone", "x"),
        ("03T00:00", "s/from", "y"),
        ("03T00:00", "s/open", "y"),
        ("03T00:00", "s/gone", "enterprise"),
    ] {
        let command = world.choice(day, name, method);
        world.done(command);
    }
    world.signal("05T00:00", "x", "ended");
    let expected = json!([{
        "template": "method_changed_by_force", "display_names": [],
        "account": "acme", "cloud_account": "x", "provider": "alicloud",
        "ended_at": t("05T00:00"), "workspaces": ["s/from", "s/w"],
        "still_opening": [{"workspace": "s/from", "cloud_account": "y"}], "replaced": false, "corrected": [],
    }]);
    assert_eq!(world.see("/outbox"), expected);
    let opening = json!({"opening": {"cloud_account": "y", "from": "enterprise"}});
    assert_eq!(world.see("/workspaces/s~1from/method"), opening);
    // An earlier end reaches further back and sends no second notification.
    world.late_signal("05T01:00", "x", "ended", "02T12:00");
    assert_eq!(world.templates().len(), 1);
    let expected = json!([
        {"from": t("01T00:00"), "account": "acme", "payer": "enterprise"},
        {"from": t("02T00:00"), "account": "acme", "payer": {"cloud_account": "x"}},
        {"from": t("02T12:00"), "account": "acme", "payer": "enterprise"},
    ]);
    assert_eq!(world.timeline_of("s~1gone"), expected);
    // y is activated: both that open it pay by it.
    world.signal("06T00:00", "y", "activated");
    assert_eq!(world.see("/workspaces/s~1from/method"), json!({"cloud_account": "y"}));
    assert_eq!(world.see("/workspaces/s~1open/timeline/1/from"), json!(t("06T00:00")));
}

#[test]
fn an_opening_that_fails_or_is_withdrawn_keeps_the_payer() {
    let mut world = two();
    world.choose("02T00:00", "x");
    world.choose("03T00:00", "y");
    world.signal("04T00:00", "y", "failed");
    assert_eq!(world.see("/workspaces/s~1w/method"), json!({"cloud_account": "x"}));
    assert_eq!(world.templates(), ["chosen_payer_ended"]);
    world.link("05T00:00", "z");
    world.choose("05T00:00", "z");
    let withdraw = json!({
        "command": "withdraw_cloud_account", "at": t("06T00:00"), "account": "acme", "cloud_account": "z",
    });
    world.done(withdraw.clone());
    assert_eq!(world.see("/workspaces/s~1w/method"), json!({"cloud_account": "x"}));
    assert_eq!(world.no(withdraw), "cloud_account_not_pending");
    // A withdrawal sends no notification.
    assert_eq!(world.templates().len(), 1);
}

#[test]
fn an_invalid_policy_is_refused() {
    let mut world = World::new();
    let entry = |enterprise: serde_json::Value, cloud: serde_json::Value| json!({"waterfalls": [{"enterprise": enterprise, "cloud": cloud}]});
    for policy in [
        entry(json!(["cash", "cash"]), json!(["cloud_account"])),
        entry(json!(["cloud_account"]), json!(["cloud_account"])),
        entry(json!(["overdraft", "cash"]), json!(["cloud_account"])),
        entry(json!(["cash"]), json!(["cash", "cloud_account"])),
        entry(json!(["cash"]), json!(["card"])),
        entry(json!([]), json!(["cloud_account"])),
        json!({"waterfalls": [{"items": ["sms"], "enterprise": ["cash"], "cloud": ["cloud_account"]}]}),
        json!({"credit_limit": "-1"}),
        json!({"card_multiple": "0"}),
        json!({"voluntary_changes_per_month": 0}),
        json!({"card_tiers": [{"at_least": "1", "voucher": "1"}, {"at_least": "1.0", "voucher": "2"}]}),
    ] {
        let command = json!({"command": "set_policy", "at": t("02T00:00"), "account": "acme", "policy": policy});
        assert_eq!(world.no(command.clone()), "invalid_policy", "{command}");
    }
    world.policy(entry(json!(["cash"]), json!(["cloud_account"])));
}
