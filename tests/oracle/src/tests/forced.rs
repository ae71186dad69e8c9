//! T2 and N1: what an end or a failure does to workspaces that have chosen the cloud account, and who is notified.

use serde_json::{Value, json};

use super::{World, t};
use crate::{Answer, Oracle};

/// Who pays by a method as shown; nothing for a dissolved workspace.
fn payer(method: &Value) -> Option<Value> {
    match method.pointer("/opening/from") {
        Some(from) => Some(from.clone()),
        None if *method == "dissolved" => None,
        None => Some(method.clone()),
    }
}

/// The cloud account that is being opened.
fn opening(method: &Value) -> Option<&Value> {
    method.pointer("/opening/cloud_account")
}

/// The cloud accounts that follow one, as shown.
fn followers(shown: &Value, id: &str) -> Vec<Value> {
    let mut all: Vec<Value> = Vec::new();
    let mut next = shown["cloud_accounts"][id]["successor"].clone();
    while !next.is_null() && !all.contains(&json!({"cloud_account": next})) {
        all.push(json!({"cloud_account": next}));
        next = shown["cloud_accounts"][next.as_str().unwrap()]["successor"].clone();
    }
    all
}

/// N1, found from what is shown before and after any command: the notifications about an end, a failure or another
/// successor name the workspaces that they must name, and are queued for no other command. A command with several
/// causes is left out.
pub(crate) fn check(before: &Oracle, after: &Oracle, command: &Value) {
    let queued = after.state.outbox[before.state.outbox.len()..].iter().map(|one| &one.fields);
    let named = ["method_changed_by_force", "subscription_replaced", "chosen_payer_ended"];
    let found: Vec<Value> =
        queued.filter(|fields| named.iter().any(|name| fields["template"] == *name)).cloned().collect();

    let over = |oracle: &Oracle, id: &String| oracle.state.cloud_accounts[id].life.over();
    let mut causes = Vec::new();
    for (id, cloud) in &after.state.cloud_accounts {
        let was = before.state.cloud_accounts.get(id);
        if was.is_some_and(|was| was.life != cloud.life) {
            causes.push((id, command["command"] != "withdraw_cloud_account"));
        }
        if was.and_then(|was| was.successor.as_ref()) != cloud.successor.as_ref() && cloud.life.over().is_some() {
            causes.push((id, true));
        }
    }
    if causes.len() > 1 {
        return;
    }
    let mut expected = Vec::new();
    if let Some((id, true)) = causes.first()
        && over(after, id).is_some()
    {
        let first = over(before, id).is_none();
        let this = json!({"cloud_account": id});
        let (mut forced, mut still_opening, mut replaced, mut kept) = (vec![], vec![], vec![], vec![]);
        let (shown_before, shown_after) = (before.observe(), after.observe());
        let followers = followers(&shown_after, id);
        for (name, workspace) in shown_after["workspaces"].as_object().unwrap() {
            let (old, new) = (&shown_before["workspaces"][name]["method"], &workspace["method"]);
            let (Some(paid), Some(pays)) = (payer(old), payer(new)) else {
                continue;
            };
            let affected = paid != pays || (first && paid == this);
            if affected && followers.contains(&pays) {
                replaced.push(json!({"workspace": name, "payer": pays}));
            } else if affected {
                forced.push(name.clone());
                if let Some(target) = opening(new) {
                    still_opening.push(json!({"workspace": name, "cloud_account": target}));
                }
            } else if first && opening(old).is_some_and(|target| target == *id) {
                kept.push(json!({"workspace": name, "payer": pays}));
            }
        }
        if !forced.is_empty() {
            expected.push(("method_changed_by_force", json!(forced), Some(json!(still_opening))));
        }
        if !replaced.is_empty() {
            expected.push(("subscription_replaced", json!(replaced), None));
        }
        if !kept.is_empty() {
            expected.push(("chosen_payer_ended", json!(kept), None));
        }
    }
    let found: Vec<_> = found
        .iter()
        .map(|one| (one["template"].as_str().unwrap(), one["workspaces"].clone(), one.get("still_opening").cloned()))
        .collect();
    assert_eq!(found, expected, "{command}");
}

/// `x` is active and pays; `y` and `z` are pending.
fn three() -> World {
    let mut world = World::new();
    for id in ["x", "y", "z"] {
        world.link("01T00:00", id);
    }
    world.signal("01T00:00", "x", "activated");
    world.choose("02T00:00", "x");
    world
}

fn interval(from: &str, payer: Value) -> Value {
    json!({"from": t(from), "account": "acme", "payer": payer})
}

fn cloud(id: &str) -> Value {
    json!({"cloud_account": id})
}

impl World {
    fn method(&self) -> Value {
        self.see("/workspaces/s~1w/method")
    }
}

#[test]
fn t2_the_end_or_failure_of_what_is_being_opened_changes_no_payer() {
    for signal in ["ended", "failed"] {
        let mut world = three();
        world.choose("03T00:00", "y");
        world.signal("04T00:00", "y", signal);
        assert_eq!(world.method(), cloud("x"));
        let expected = json!([interval("01T00:00", json!("enterprise")), interval("02T00:00", cloud("x"))]);
        assert_eq!(world.timeline(), expected);
        let expected = json!([{
            "template": "chosen_payer_ended", "display_names": [],
            "account": "acme", "cloud_account": "y", "provider": "alicloud",
            "ended_at": t("04T00:00"), "workspaces": [{"workspace": "s/w", "payer": cloud("x")}],
        }]);
        assert_eq!(world.see("/outbox"), expected);
    }
}

#[test]
fn t2_a_choice_of_what_had_ended_keeps_the_payer_and_its_bills() {
    let mut world = three();
    world.signal("03T00:00", "y", "activated");
    world.choose("05T00:00", "y");
    world.bill("06T00:00", "b-1", "10 CNY", "05T12:00");
    assert_eq!(world.see("/bills/b-1/receipt/payer"), cloud("y"));
    // y had ended before it was chosen: x pays, as if the choice had been refused.
    world.late_signal("07T00:00", "y", "ended", "04T00:00");
    assert_eq!(world.method(), cloud("x"));
    assert_eq!(world.timeline().as_array().unwrap().len(), 2);
    let correction = world.see("/bills/b-1/corrections/0");
    assert_eq!((&correction["from"], &correction["payer"]), (&cloud("y"), &cloud("x")));
    assert_eq!(correction["reason"], "payer_changed");
    assert_eq!(correction["payer_reason"], json!({"P1": {"since": t("02T00:00")}}));
    let expected = json!([{
        "template": "method_changed_by_force", "display_names": [],
        "account": "acme", "cloud_account": "y", "provider": "alicloud",
        "ended_at": t("04T00:00"), "workspaces": ["s/w"], "still_opening": [], "replaced": false,
        "corrected": [{"from": cloud("y"), "payer": cloud("x"), "bills": 1, "amount": "10 CNY"}],
    }]);
    assert_eq!(world.see("/outbox"), expected);
}

#[test]
fn t2_a_choice_of_what_had_ended_does_not_end_an_opening() {
    for signal in ["ended", "failed"] {
        let mut world = three();
        world.choose("03T00:00", "y");
        world.choose("05T00:00", "z");
        world.late_signal("06T00:00", "z", signal, "04T00:00");
        assert_eq!(world.method(), json!({"opening": {"cloud_account": "y", "from": cloud("x")}}));
        assert_eq!(world.templates(), ["chosen_payer_ended"]);
        assert_eq!(world.see("/outbox/0/workspaces"), json!([{"workspace": "s/w", "payer": cloud("x")}]));
        // The month's limit counts the choice, because it was made.
        world.policy_at("07T00:00", json!({"voluntary_changes_per_month": 3}));
        let fourth = world.choice("07T00:00", "s/w", "enterprise");
        assert_eq!(world.no(fourth), "change_limit_reached");
        world.signal("08T00:00", "y", "activated");
        assert_eq!(world.timeline()[2], interval("08T00:00", cloud("y")));
    }
}

#[test]
fn t2_what_was_being_opened_meanwhile_pays_from_its_activation() {
    let mut world = three();
    world.choose("03T00:00", "y");
    world.choose("05T00:00", "z");
    // The workspace was opening z.
    world.signal("06T00:00", "y", "activated");
    assert_eq!(world.method()["opening"]["from"], cloud("x"));
    world.late_signal("07T00:00", "z", "failed", "04T00:00");
    assert_eq!(world.method(), cloud("y"));
    assert_eq!(world.timeline()[2], interval("06T00:00", cloud("y")));
    assert_eq!(world.templates(), ["method_changed_by_force"]);
    assert_eq!(world.see("/outbox/0/still_opening"), json!([]));
}

#[test]
fn t2_at_one_instant_a_failure_and_an_end_are_before_the_choice() {
    let open_y_then_choose_z_at_5 = || {
        let mut world = three();
        world.choose("03T00:00", "y");
        world.choose("05T00:00", "z");
        world
    };
    let mut world = open_y_then_choose_z_at_5();
    world.late_signal("06T00:00", "z", "failed", "05T00:00");
    assert_eq!(world.method(), json!({"opening": {"cloud_account": "y", "from": cloud("x")}}));

    let mut world = open_y_then_choose_z_at_5();
    world.late_signal("06T00:00", "z", "ended", "05T00:00");
    assert_eq!(world.method(), json!({"opening": {"cloud_account": "y", "from": cloud("x")}}));

    // A withdrawal is a failure at its decision instant.
    let mut world = open_y_then_choose_z_at_5();
    world.done(json!({
        "command": "withdraw_cloud_account", "at": t("05T00:00"), "account": "acme", "cloud_account": "z",
    }));
    assert_eq!(world.method(), json!({"opening": {"cloud_account": "y", "from": cloud("x")}}));

    // The choice of an active one has no effect either.
    let mut world = three();
    world.signal("03T00:00", "y", "activated");
    world.choose("05T00:00", "y");
    world.late_signal("06T00:00", "y", "ended", "05T00:00");
    assert_eq!(world.method(), cloud("x"));
}

#[test]
fn t2_a_late_activation_of_what_ended_while_it_was_being_opened_counts() {
    let mut world = three();
    world.choose("03T00:00", "y");
    world.signal("06T00:00", "y", "ended");
    assert_eq!(world.method(), cloud("x"));
    // It was active from the 4th, and so it paid until it ended.
    world.late_signal("07T00:00", "y", "activated", "04T00:00");
    assert_eq!(world.timeline()[2], interval("04T00:00", cloud("y")));
    assert_eq!(world.timeline()[3], interval("06T00:00", json!("enterprise")));
    assert_eq!(world.templates(), ["chosen_payer_ended", "method_changed_by_force"]);
    assert_eq!(world.see("/outbox/1/workspaces"), json!(["s/w"]));
}

#[test]
fn n1_two_notifications_of_one_end() {
    let mut world = three();
    for name in ["s/a", "s/b", "s/gone"] {
        world.done(json!({"command": "bind_workspace", "at": t("02T00:00"), "account": "acme", "workspace": name}));
    }
    world.signal("03T00:00", "y", "activated");
    // y pays for s/a, x for s/w, and the enterprise account for the others. All open z.
    for (at, name, method) in [
        ("03T00:00", "s/a", "y"),
        ("04T00:00", "s/b", "z"),
        ("04T00:00", "s/gone", "z"),
        ("04T00:00", "s/w", "z"),
        ("04T00:00", "s/a", "z"),
    ] {
        let command = world.choice(at, name, method);
        world.done(command);
    }
    world.done(json!({"command": "dissolve_workspace", "at": t("05T00:00"), "account": "acme", "workspace": "s/gone"}));
    world.signal("06T00:00", "z", "ended");
    assert_eq!(world.templates(), ["chosen_payer_ended"]);
    let expected = json!([
        {"workspace": "s/a", "payer": cloud("y")},
        {"workspace": "s/b", "payer": "enterprise"},
        {"workspace": "s/w", "payer": cloud("x")},
    ]);
    assert_eq!(world.see("/outbox/0/workspaces"), expected);

    // v was chosen for three workspaces, and had failed before. One of them was opening u, which is active now.
    for id in ["u", "v"] {
        world.link("07T00:00", id);
    }
    for (at, name, method) in
        [("08T00:00", "s/b", "u"), ("10T00:00", "s/a", "v"), ("10T00:00", "s/b", "v"), ("10T00:00", "s/w", "v")]
    {
        let command = world.choice(at, name, method);
        world.done(command);
    }
    world.signal("11T00:00", "u", "activated");
    world.late_signal("12T00:00", "v", "failed", "09T00:00");
    assert_eq!(world.templates(), ["chosen_payer_ended", "method_changed_by_force", "chosen_payer_ended"]);
    assert_eq!(world.see("/outbox/1/workspaces"), json!(["s/b"]));
    assert_eq!(world.see("/outbox/1/ended_at"), json!(t("09T00:00")));
    let expected = json!([{"workspace": "s/a", "payer": cloud("y")}, {"workspace": "s/w", "payer": cloud("x")}]);
    assert_eq!(world.see("/outbox/2/workspaces"), expected);
    assert_eq!(world.see("/outbox/2/ended_at"), json!(t("09T00:00")));
}

#[test]
fn n1_an_earlier_end_sends_a_notification_only_if_a_payer_changes() {
    let mut world = three();
    world.signal("03T00:00", "y", "activated");
    world.choose("05T00:00", "y");
    world.signal("08T00:00", "y", "ended");
    assert_eq!(world.method(), "enterprise");
    assert_eq!(world.templates(), ["method_changed_by_force"]);
    // Only the end is earlier.
    world.late_signal("09T00:00", "y", "ended", "06T00:00");
    assert_eq!(world.templates().len(), 1);
    // It had ended before it was chosen: x pays now, and did not before this message.
    world.late_signal("09T00:00", "y", "ended", "04T00:00");
    assert_eq!(world.method(), cloud("x"));
    assert_eq!(world.templates(), ["method_changed_by_force", "method_changed_by_force"]);
    let expected = json!({
        "template": "method_changed_by_force", "display_names": [],
        "account": "acme", "cloud_account": "y", "provider": "alicloud",
        "ended_at": t("04T00:00"), "workspaces": ["s/w"], "still_opening": [], "replaced": false, "corrected": [],
    });
    assert_eq!(world.see("/outbox/1"), expected);
}

#[test]
fn n1_a_repeated_end_sends_no_notification() {
    let mut world = three();
    world.choose("03T00:00", "y");
    world.signal("04T00:00", "y", "ended");
    assert_eq!(world.signal("05T00:00", "y", "ended"), "no_change");
    world.late_signal("06T00:00", "y", "ended", "03T12:00");
    world.late_signal("06T00:00", "y", "failed", "03T06:00");
    assert_eq!(world.templates(), ["chosen_payer_ended"]);
    let again = world.choice("07T00:00", "s/w", "x");
    assert_eq!(world.apply(again), Ok(Answer::Kept));
}
