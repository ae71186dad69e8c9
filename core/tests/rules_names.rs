//! What is shown to people: display names of workspaces, and the settings of mails (docs/commands/workspaces.md,
//! docs/commands/accounts.md).

use crate::world::{
    World, bill, bind, choose, choose_enterprise, close, dissolve, link, mail_settings, open, policy, queued, relocate,
    rename, said,
};
use defray_core::PriorResult;
use defray_core::account::Language;
use defray_core::event::Event;
use defray_core::id::{DisplayName, TimeZoneName};
use defray_core::outbox::Notification;
use serde_json::json;

fn name_of(world: &World, workspace: &str) -> Option<String> {
    world.workspace(workspace).display_name.as_ref().map(ToString::to_string)
}

/// The notifications among the events, as JSON.
fn notifications(events: &[Event]) -> Vec<serde_json::Value> {
    queued(events).iter().map(|one| serde_json::to_value(one).unwrap()).collect()
}

#[test]
fn a_workspace_is_bound_with_a_display_name_and_renamed() {
    let mut world = World::new();
    assert_eq!(name_of(&world, "cn1/ws"), None);
    let events = world.does(bind("cn1/named").with("display_name", "生产 (Production)"));
    assert!(matches!(&events[..], [Event::WorkspaceBound { display_name: Some(_), .. }]), "{events:?}");
    assert_eq!(name_of(&world, "cn1/named").as_deref(), Some("生产 (Production)"));
    // Names need not be unique.
    let events = world.does(rename("cn1/ws", Some("生产 (Production)")));
    assert_eq!(events.iter().map(Event::name).collect::<Vec<_>>(), ["workspace_renamed"]);
    assert_eq!(name_of(&world, "cn1/ws").as_deref(), Some("生产 (Production)"));
    assert_eq!(world.workspace("cn1/ws").steps.len(), 1, "a new name is no step");
    world.does(rename("cn1/ws", None));
    assert_eq!(name_of(&world, "cn1/ws"), None);
}

#[test]
fn the_same_display_name_again_is_nothing_to_do_and_checks_no_clock() {
    let mut world = World::new();
    world.at("03-05").does(rename("cn1/ws", Some("one")));
    world.at("03-01");
    assert_eq!(world.replays(rename("cn1/ws", Some("one"))), PriorResult::Nothing);
    assert_eq!(world.refuses(rename("cn1/ws", Some("two"))), "clock_ran_backwards");
    world.at("03-06").does(rename("cn1/ws", None));
    assert_eq!(world.replays(rename("cn1/ws", None)), PriorResult::Nothing);
}

#[test]
fn c1_only_its_own_account_renames_a_workspace_that_is_not_dissolved() {
    let mut world = World::new();
    world.does(open("beta"));
    world.does(bind("cn1/gone").with("display_name", "gone"));
    world.does(dissolve("cn1/gone"));
    assert_eq!(world.refuses(rename("cn1/ws", None).of("nobody")), "unknown_account");
    assert_eq!(world.refuses(rename("cn1/none", None)), "unknown_workspace");
    assert_eq!(world.refuses(rename("cn1/ws", None).of("beta")), "not_owner");
    assert_eq!(world.refuses(rename("cn1/gone", None).of("beta")), "not_owner");
    assert_eq!(world.refuses(rename("cn1/gone", Some("gone"))), "workspace_dissolved");
    assert_eq!(name_of(&world, "cn1/gone").as_deref(), Some("gone"), "a dissolved workspace keeps its name");
    world.does(rename("cn1/ws", Some("moves")));
    world.does(relocate("cn1/ws", "beta"));
    assert_eq!(name_of(&world, "cn1/ws").as_deref(), Some("moves"));
    world.does(close());
    assert_eq!(world.refuses(rename("cn1/ws", None)), "account_closed");
}

#[test]
fn p5_an_extended_binding_keeps_the_display_name() {
    let mut world = World::new();
    world.does(rename("cn1/ws", Some("kept")));
    world.does(bind("cn1/ws").with("since", "2026-02-01T00:00:00Z").with("display_name", "new"));
    assert_eq!(name_of(&world, "cn1/ws").as_deref(), Some("kept"));
}

#[test]
fn n1_notifications_have_the_display_names_of_their_moment() {
    let mut world = World::with_active("ca-1");
    world.does(rename("cn1/ws", Some("one")));
    for name in ["cn1/a", "cn1/z"] {
        world.does(bind(name));
    }
    world.does(rename("cn1/a", Some("two")));
    for name in ["cn1/a", "cn1/ws", "cn1/z"] {
        world.does(choose(name, "ca-1"));
    }
    let found = notifications(&world.at("03-05").does(said("ca-1", "ended")));
    let names = json!([{"workspace": "cn1/a", "display_name": "two"}, {"workspace": "cn1/ws", "display_name": "one"}]);
    assert_eq!(found[0]["method_changed_by_force"]["display_names"], names, "{found:?}");
    // A bill that is held.
    world.at("06-01").does(policy(json!({"credit_limit": "0"})));
    let found = notifications(&world.does(bill("b", "1 CNY").used_at("05-31")));
    assert_eq!(found[0]["bills_held"]["display_name"], "one", "{found:?}");
    // A cloud account that fails while it is being opened.
    world.does(link("ca-2"));
    world.does(choose("cn1/ws", "ca-2"));
    world.does(choose("cn1/z", "ca-2"));
    let found = notifications(&world.does(said("ca-2", "failed")));
    let names = json!([{"workspace": "cn1/ws", "display_name": "one"}]);
    assert_eq!(found[0]["chosen_payer_ended"]["display_names"], names, "{found:?}");
    // No workspace with a display name.
    world.does(link("ca-3"));
    world.does(choose("cn1/z", "ca-3"));
    world.does(choose_enterprise("cn1/ws"));
    let events = world.does(said("ca-3", "failed"));
    let Some(Event::OutboxMessageQueued { notification, .. }) = events.last() else { panic!("{events:?}") };
    let Notification::ChosenPayerEnded { display_names, .. } = notification.as_ref() else {
        panic!("{notification:?}")
    };
    assert!(display_names.is_empty());
}

#[test]
fn a5_a_display_name_has_128_characters_that_people_can_see() {
    for name in ["x", "企业账号", "👍", "a  b", &"语".repeat(128), "Ops: \"prod\" / eu"] {
        assert_eq!(DisplayName::new(name).unwrap().as_str(), name);
    }
    for (name, says) in [
        ("", "1 to 128 characters"),
        (" a", "blank"),
        ("a\u{3000}", "blank"),
        ("a\tb", "control characters"),
        ("a\u{85}b", "control characters"),
        ("a\u{202e}b", "U+202E"),
        ("a\u{2066}b", "U+2066"),
        ("a\u{200d}b", "U+200D"),
        ("cafe\u{301}", "U+0301"),
        (&"语".repeat(129), "1 to 128 characters"),
        (&"x".repeat(100_000), "1 to 128 characters"),
    ] {
        let error = DisplayName::new(name).unwrap_err().to_string();
        assert!(error.contains(says) && error.contains("is not a display name"), "{error}");
    }
}

#[test]
fn an_account_sets_and_removes_its_mail_settings() {
    let mut world = World::new();
    assert_eq!(world.account().mail_settings, None);
    assert_eq!(world.replays(mail_settings(None, None)), PriorResult::Nothing);
    let events = world.does(mail_settings(Some("zh"), Some("Asia/Shanghai")));
    assert_eq!(events.iter().map(Event::name).collect::<Vec<_>>(), ["mail_settings_set"]);
    let settings = world.account().mail_settings.clone().unwrap();
    assert_eq!(settings.language, Some(Language::Chinese));
    assert_eq!(settings.time_zone.as_ref().map(TimeZoneName::as_str), Some("Asia/Shanghai"));
    assert_eq!(world.replays(mail_settings(Some("zh"), Some("Asia/Shanghai"))), PriorResult::Nothing);
    // What is left out is removed.
    world.does(mail_settings(None, Some("UTC")));
    assert_eq!(world.account().mail_settings.clone().unwrap().language, None);
    world.does(mail_settings(None, None));
    assert_eq!(world.account().mail_settings, None);
}

#[test]
fn t1_mail_settings_check_the_clock_and_a_closed_account_has_none_to_set() {
    let mut world = World::empty();
    world.at("03-05").does(open("acme"));
    world.at("03-01");
    assert_eq!(world.refuses(mail_settings(Some("en"), None)), "clock_ran_backwards");
    assert_eq!(world.replays(mail_settings(None, None)), PriorResult::Nothing);
    assert_eq!(world.refuses(mail_settings(None, None).of("nobody")), "unknown_account");
    world.at("03-06").does(close());
    assert_eq!(world.refuses(mail_settings(None, None)), "account_closed");
}

#[test]
fn a5_a_time_zone_has_the_form_of_a_name_in_the_iana_database() {
    for name in ["UTC", "Asia/Shanghai", "America/Argentina/ComodRivadavia", "America/Port-au-Prince", "Etc/GMT+8"] {
        assert_eq!(TimeZoneName::new(name).unwrap().as_str(), name);
    }
    for name in ["", "/", "Asia/", "/UTC", "Asia//Shanghai", "+08:00", "8", "Asia/ Shanghai", "../etc", "上海", "a.b"]
    {
        let error = TimeZoneName::new(name).unwrap_err().to_string();
        assert!(error.contains("`Asia/Shanghai`") && error.contains("is not a time zone"), "{error}");
    }
    assert!(TimeZoneName::new(&"x".repeat(64)).is_ok() && TimeZoneName::new(&"x".repeat(65)).is_err());
    let command = json!({"set_mail_settings": {"account": "acme", "language": "fr"}});
    let error = serde_json::from_value::<defray_core::command::Command>(command).unwrap_err().to_string();
    assert!(error.contains("`en`") && error.contains("`zh`"), "{error}");
}
