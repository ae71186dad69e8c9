//! Display names of workspaces, and the mail settings of an account.

use serde_json::{Value, json};

use super::{World, t};
use crate::Answer;

fn rename(at: &str, account: &str, name: Value) -> Value {
    json!({
        "command": "rename_workspace", "at": t(at), "account": account, "workspace": "s/w", "display_name": name,
    })
}

fn settings(at: &str, language: Value, time_zone: Value) -> Value {
    json!({
        "command": "set_mail_settings", "at": t(at), "account": "acme", "language": language, "time_zone": time_zone,
    })
}

fn bind(at: &str, workspace: &str, name: &str) -> Value {
    json!({
        "command": "bind_workspace", "at": t(at), "account": "acme", "workspace": workspace, "display_name": name,
    })
}

#[test]
fn a_workspace_has_the_name_that_it_is_bound_with() {
    let mut world = World::new();
    world.done(bind("02T00:00", "s/v", "Shop"));
    assert_eq!(world.see("/workspaces/s~1v/display_name"), "Shop");
    assert_eq!(world.see("/workspaces/s~1w/display_name"), Value::Null);
    // To extend a binding does not change it.
    let mut earlier = bind("03T00:00", "s/v", "Other");
    earlier["since"] = json!(t("01T00:00"));
    world.done(earlier);
    assert_eq!(world.see("/workspaces/s~1v/display_name"), "Shop");
}

#[test]
fn a_workspace_is_renamed() {
    let mut world = World::new();
    world.done(rename("02T00:00", "acme", json!("Shop")));
    assert_eq!(world.see("/workspaces/s~1w/display_name"), "Shop");
    // The same again, also with a wrong clock.
    assert_eq!(world.apply(rename("01T00:00", "acme", json!("Shop"))), Ok(Answer::Kept));
    assert_eq!(world.no(rename("01T00:00", "acme", json!("Other"))), "clock_ran_backwards");
    world.open("other");
    assert_eq!(world.no(rename("03T00:00", "other", json!("Shop"))), "not_owner");
    assert_eq!(world.no(rename("03T00:00", "nobody", json!("Shop"))), "unknown_account");
    let mut unknown = rename("03T00:00", "acme", json!("Shop"));
    unknown["workspace"] = json!("s/x");
    assert_eq!(world.no(unknown), "unknown_workspace");
    // It keeps its name when it moves.
    world.done(json!({
        "command": "move_workspace", "at": t("03T00:00"), "account": "acme", "to": "other", "workspace": "s/w",
    }));
    assert_eq!(world.see("/workspaces/s~1w/display_name"), "Shop");
    world.done(rename("03T00:00", "other", Value::Null));
    assert_eq!(world.see("/workspaces/s~1w/display_name"), Value::Null);
    assert_eq!(world.apply(rename("03T00:00", "other", Value::Null)), Ok(Answer::Kept));
    world.done(json!({"command": "dissolve_workspace", "at": t("04T00:00"), "account": "other", "workspace": "s/w"}));
    assert_eq!(world.no(rename("04T00:00", "other", Value::Null)), "workspace_dissolved");
}

#[test]
fn to_rename_is_no_choice() {
    let mut world = World::new();
    world.policy(json!({"voluntary_changes_per_month": 1}));
    world.link("01T00:00", "x");
    world.signal("01T00:00", "x", "activated");
    world.done(rename("02T00:00", "acme", json!("Shop")));
    world.choose("03T00:00", "x");
    assert_eq!(world.timeline().as_array().unwrap().len(), 2);
}

#[test]
fn notifications_have_the_names_of_their_moment() {
    let mut world = World::new();
    world.shows_held = true;
    world.link("01T00:00", "x");
    world.signal("01T00:00", "x", "activated");
    world.done(rename("02T00:00", "acme", json!("Shop")));
    world.done(bind("02T00:00", "s/a", "Archive"));
    world.done(json!({"command": "bind_workspace", "at": t("02T00:00"), "account": "acme", "workspace": "s/m"}));
    for workspace in ["s/w", "s/m", "s/a"] {
        let choice = world.choice("02T00:00", workspace, "x");
        world.done(choice);
    }
    world.signal("03T00:00", "x", "ended");
    world.done(rename("04T00:00", "acme", json!("Store")));
    let names = json!([
        {"workspace": "s/a", "display_name": "Archive"}, {"workspace": "s/w", "display_name": "Shop"},
    ]);
    assert_eq!(world.see("/outbox/0/display_names"), names);
    // One that was never active.
    world.link("05T00:00", "y");
    world.choose("05T00:00", "y");
    world.signal("05T00:00", "y", "failed");
    assert_eq!(world.see("/outbox/1/template"), "chosen_payer_ended");
    assert_eq!(world.see("/outbox/1/display_names"), json!([{"workspace": "s/w", "display_name": "Store"}]));
    // A held bill.
    world.policy_at("06T00:00", json!({"credit_limit": "0"}));
    world.bill("06T00:00", "b-1", "5 CNY", "05T12:00");
    assert_eq!(world.see("/outbox/2/display_name"), "Store");
}

#[test]
fn mail_settings_are_set_and_removed() {
    let mut world = World::new();
    assert_eq!(world.see("/accounts/acme/mail_settings"), json!({}));
    world.done(settings("02T00:00", json!("zh"), json!("Asia/Shanghai")));
    let both = json!({"language": "zh", "time_zone": "Asia/Shanghai"});
    assert_eq!(world.see("/accounts/acme/mail_settings"), both);
    assert_eq!(world.apply(settings("01T00:00", json!("zh"), json!("Asia/Shanghai"))), Ok(Answer::Kept));
    assert_eq!(world.no(settings("01T00:00", json!("en"), json!("Asia/Shanghai"))), "clock_ran_backwards");
    // What is absent is removed.
    world.done(settings("02T00:00", Value::Null, json!("UTC")));
    assert_eq!(world.see("/accounts/acme/mail_settings"), json!({"time_zone": "UTC"}));
    world.done(json!({"command": "dissolve_workspace", "at": t("03T00:00"), "account": "acme", "workspace": "s/w"}));
    world.done(json!({"command": "close_account", "at": t("03T00:00"), "account": "acme"}));
    assert_eq!(world.no(settings("03T00:00", Value::Null, json!("UTC"))), "account_closed");
}
