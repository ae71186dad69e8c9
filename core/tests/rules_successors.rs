//! Cloud accounts that are replaced, and ends that are reported twice (T2).

use defray_core::cloud_account::SubscriptionLifecycle;
use defray_core::event::Event;
use defray_core::marketplace::MessageDisposition;
use defray_core::method::{Cause, KnownCloudAccount, KnownCloudAccounts, Payer, build_timeline};
use defray_core::outbox::{CorrectedSum, Notification};
use defray_core::rules;
use serde_json::json;

use crate::world::{
    Ask, World, agreed, bill, choose, close, dissolve, instant, legacy_said_of, link, link_legacy, open, permutations,
    queued, said, said_of, t, top_up, unlink, withdraw,
};

/// `cn1/ws` is paid by `ca-1` since 1 March, and its agreement is `a-1`. Agreement `a-2` of instance `ca-2` takes its
/// place.
fn renewed() -> World {
    let mut world = World::with_active("ca-1");
    world.does(choose("cn1/ws", "ca-1"));
    world.does(agreed("ca-1", json!({"id": "a-1"})));
    world.does(agreed("ca-2", json!({"id": "a-2", "previous": "a-1"})));
    world
}

fn templates(events: &[Event]) -> Vec<&'static str> {
    queued(events).iter().map(Notification::template).collect()
}

#[test]
fn t2_an_active_successor_takes_the_place_at_the_end() {
    let mut world = renewed();
    world.does(link("ca-2"));
    assert_eq!(world.cloud_account("ca-1").successor, Some("ca-2".parse().unwrap()));
    world.at("03-02").does(said("ca-2", "activated"));
    assert_eq!(world.method(), "ca-1");
    let events = world.at("03-03").does(said("ca-1", "ended"));
    assert_eq!(world.timeline(), ["03-01 acme ca-1", "03-03 acme ca-2"]);
    let cause = world.workspace("cn1/ws").timeline.last().unwrap().cause.clone();
    assert_eq!(cause, Cause::Replaced { cloud_account: "ca-1".parse().unwrap() });
    assert_eq!(templates(&events), ["subscription_replaced"]);
    // The successor pays, and its own end is an end.
    let events = world.at("03-05").does(said("ca-2", "ended"));
    assert_eq!(world.method(), "enterprise");
    assert_eq!(templates(&events), ["method_changed_by_force"]);
}

#[test]
fn t2_a_pending_successor_is_being_opened() {
    let mut world = renewed();
    world.does(link("ca-2"));
    let events = world.at("03-03").does(said("ca-1", "ended"));
    assert_eq!(world.method(), "opening ca-2 from enterprise");
    let [Notification::MethodChangedByForce { still_opening, replaced, .. }] = &queued(&events)[..] else {
        panic!("{events:?}")
    };
    assert_eq!((still_opening.len(), *replaced), (1, true));
    world.at("03-04").does(said("ca-2", "activated"));
    assert_eq!(world.timeline(), ["03-01 acme ca-1", "03-03 acme enterprise", "03-04 acme ca-2"]);
}

#[test]
fn t2_what_is_linked_later_pays_from_the_end_on_and_bills_are_corrected() {
    let mut world = renewed();
    world.does(top_up("100 CNY"));
    world.does(said("ca-2", "activated"));
    let events = world.at("03-03").does(said("ca-1", "ended"));
    assert_eq!(templates(&events), ["method_changed_by_force", "successor_not_linked"]);
    let Some(Notification::SuccessorNotLinked { successors, .. }) = queued(&events).pop() else { panic!() };
    assert_eq!(successors.iter().map(ToString::to_string).collect::<Vec<_>>(), ["alicloud:12277002"]);
    world.at("03-04").settles(bill("b-1", "10 CNY").used_at("03-03T05:00"));
    assert_eq!(world.cash(), "90 CNY");
    let events = world.at("03-06").does(link("ca-2"));
    assert_eq!(world.timeline(), ["03-01 acme ca-1", "03-03 acme ca-2"]);
    assert_eq!(world.cash(), "100 CNY");
    let [Notification::SubscriptionReplaced { corrected, workspaces, .. }] = &queued(&events)[..] else {
        panic!("{events:?}")
    };
    assert_eq!(workspaces.len(), 1);
    let [CorrectedSum { bills: 1, amount, .. }] = &corrected[..] else { panic!("{corrected:?}") };
    assert_eq!(amount.to_string(), "10 CNY");
}

#[test]
fn t2_the_operator_is_asked_again_when_the_successor_becomes_known() {
    let mut world = World::with_active("ca-1");
    world.does(choose("cn1/ws", "ca-1"));
    world.does(agreed("ca-1", json!({"id": "a-1", "replaced": true})));
    let asked = |events: Vec<Event>| match &queued(&events)[..] {
        [.., Notification::SuccessorNotLinked { successors, .. }] => Some(successors.len()),
        _ => None,
    };
    assert_eq!(asked(world.at("03-03").does(said("ca-1", "ended"))), Some(0));
    // Nothing new for the operator: the agreement is known, but not its subscription.
    let created = || agreed("ca-9", json!({"id": "a-2", "previous": "a-1"}));
    let mut without = created();
    without = without.inner("identity", serde_json::Value::Null);
    assert_eq!(asked(world.does(without)), None);
    assert_eq!(asked(world.does(created())), Some(1));
    assert_eq!(asked(world.does(created())), None);
    let another = agreed("ca-8", json!({"id": "a-3", "previous": "a-1"}));
    assert_eq!(asked(world.does(another)), Some(2));
}

#[test]
fn t2_two_linked_successors_prove_nothing() {
    let mut world = renewed();
    world.does(agreed("ca-3", json!({"id": "a-3", "previous": "a-1"})));
    for successor in ["ca-2", "ca-3"] {
        world.does(said(successor, "activated"));
        world.does(link(successor));
    }
    assert_eq!(world.cloud_account("ca-1").successor, None);
    let events = world.at("03-03").does(said("ca-1", "ended"));
    assert_eq!(templates(&events), ["method_changed_by_force", "successor_not_linked"]);
    // The wrong one is undone, so the other one is the successor.
    let events = world.at("03-04").does(unlink("ca-3"));
    assert_eq!(templates(&events), ["subscription_replaced"]);
    assert_eq!(world.timeline(), ["03-01 acme ca-1", "03-03 acme ca-2"]);
}

#[test]
fn t2_another_account_s_subscription_is_no_successor() {
    let mut world = renewed();
    world.does(open("beta"));
    world.does(link("ca-2").of("beta"));
    assert_eq!(world.cloud_account("ca-1").successor, None);
    let events = world.at("03-03").does(said("ca-1", "ended"));
    assert_eq!(templates(&events), ["method_changed_by_force", "successor_not_linked"]);
    assert_eq!(world.method(), "enterprise");
}

#[test]
fn t2_a_successor_that_is_over_is_passed_over_and_circles_end() {
    let mut world = renewed();
    // a-1 → a-2 → a-3 → a-1: ca-2 ends before ca-1, so ca-3 takes the place of ca-1.
    world.does(agreed("ca-3", json!({"id": "a-3", "previous": "a-2"})));
    world.does(agreed("ca-1", json!({"id": "a-1", "previous": "a-3"})));
    for id in ["ca-2", "ca-3"] {
        world.does(link(id));
        world.does(said(id, "activated"));
    }
    assert_eq!(world.cloud_account("ca-3").successor, Some("ca-1".parse().unwrap()));
    world.at("03-02").does(said("ca-2", "ended"));
    world.at("03-03").does(said("ca-1", "ended"));
    assert_eq!(world.timeline(), ["03-01 acme ca-1", "03-03 acme ca-3"]);
    world.at("03-04").does(said("ca-3", "ended"));
    assert_eq!(world.timeline(), ["03-01 acme ca-1", "03-03 acme ca-3", "03-04 acme enterprise"]);
}

#[test]
fn t2_successors_come_to_the_same_in_every_order() {
    let asks: Vec<Ask> = vec![
        agreed("ca-1", json!({"id": "a-1"})),
        agreed("ca-2", json!({"id": "a-2", "previous": "a-1"})),
        said_of("ca-2", "activated", "03-02"),
        said_of("ca-1", "ended", "03-03"),
        link("ca-2"),
    ];
    let mut results = Vec::new();
    for order in permutations(&asks.iter().collect::<Vec<_>>()) {
        let mut world = World::with_active("ca-1");
        world.does(top_up("100 CNY"));
        world.does(choose("cn1/ws", "ca-1"));
        world.at("03-04");
        for ask in order {
            world.does(ask.clone());
        }
        world.does(bill("b-1", "10 CNY").used_at("03-03T05:00"));
        let causes: Vec<_> = world.workspace("cn1/ws").timeline.iter().map(|one| one.cause.clone()).collect();
        results.push((world.timeline(), causes, world.cash()));
    }
    assert_eq!(results.len(), 120);
    assert_eq!(results[0].0, ["03-01 acme ca-1", "03-03 acme ca-2"]);
    assert!(results.iter().all(|one| *one == results[0]), "{results:?}");
}

#[test]
fn t2_a_successor_that_is_withdrawn_or_unlinked_gives_the_place_back() {
    for undo in [withdraw("ca-2"), unlink("ca-2")] {
        let mut world = renewed();
        world.does(link("ca-2"));
        world.at("03-03").does(said("ca-1", "ended"));
        assert_eq!(world.method(), "opening ca-2 from enterprise");
        let events = world.at("03-04").does(undo);
        assert_eq!(world.method(), "enterprise");
        assert_eq!(world.cloud_account("ca-1").successor, None);
        assert_eq!(templates(&events).last(), Some(&"successor_not_linked"));
    }
}

#[test]
fn t2_a_closed_account_keeps_its_successors() {
    let mut world = World::with_active("ca-1");
    world.does(agreed("ca-1", json!({"id": "a-1"})));
    world.does(link("ca-2"));
    world.does(said("ca-1", "ended"));
    world.does(said("ca-2", "ended"));
    world.at("04-01").does(dissolve("cn1/ws"));
    world.does(close());
    world.does(agreed("ca-2", json!({"id": "a-2", "previous": "a-1"})));
    assert_eq!(world.cloud_account("ca-1").successor, None);
}

#[test]
fn t2_an_end_of_an_older_version_has_no_successor() {
    let mut world = renewed();
    world.does(said("ca-2", "activated"));
    world.does(link("ca-2"));
    world.at("03-03").does(said("ca-1", "ended"));
    let steps = world.workspace("cn1/ws").steps.clone();
    let payer = |over_rules: u32| {
        let known = |id: &str| {
            let found = world.cloud_account(id);
            let lifecycle = SubscriptionLifecycle { over_rules, ..found.lifecycle };
            (found.id.clone(), KnownCloudAccount { lifecycle, successor: found.successor.clone() })
        };
        let drawn = build_timeline(&steps, &KnownCloudAccounts::from([known("ca-1"), known("ca-2")]), world.now);
        drawn.unwrap().intervals.last().unwrap().payer.clone()
    };
    assert_eq!(payer(rules::FIRST), Payer::Enterprise);
    assert_eq!(payer(rules::CURRENT), Payer::CloudAccount("ca-2".parse().unwrap()));
}

#[test]
fn t1_a_message_that_changes_a_successor_has_what_is_due_happen_first() {
    let mut world = World::with_active("ca-1");
    world.does(agreed("ca-1", json!({"id": "a-1"})));
    world.does(link("ca-2"));
    world.at("03-02").does(said("ca-2", "ended"));
    // The metering deadline of ca-2 passes.
    world.at("03-10").does(agreed("ca-2", json!({"id": "a-2", "previous": "a-1"})));
    assert_eq!(world.cloud_account("ca-1").successor, Some("ca-2".parse().unwrap()));
    assert_eq!(world.cloud_state("ca-2").name(), "closed");
    assert_eq!(world.account().decided_at, instant("03-10"));
}

#[test]
fn t2_the_second_message_about_an_end_completes_the_first() {
    // The customer subscribed again between both, and linked again before or after the second message.
    for linked_before in [true, false] {
        let mut world = World::new();
        world.does(link_legacy("ca-1", "cust"));
        world.does(legacy_said_of("cust", "activated", "03-01"));
        world.at("03-02").does(legacy_said_of("cust", "ended", "03-02"));
        world.at("03-02T00:30").does(legacy_said_of("cust", "activated", "03-02T00:30"));
        world.at("03-03");
        if linked_before {
            world.does(link_legacy("ca-2", "cust"));
        }
        let completed = legacy_said_of("cust", "end_completed", "03-02T01:00");
        assert_eq!(world.disposition(completed), MessageDisposition::NoChange);
        if !linked_before {
            world.does(link_legacy("ca-2", "cust"));
        }
        assert_eq!(world.cloud_state("ca-2").name(), "active");
        assert_eq!(world.cloud_account("ca-1").lifecycle.ended_at, Some(instant("03-02")));
    }
}

#[test]
fn t2_a_completion_without_a_first_message_is_the_end() {
    let mut world = World::new();
    world.does(link_legacy("ca-1", "cust"));
    world.does(legacy_said_of("cust", "activated", "03-01"));
    world.at("03-02T01:00").does(legacy_said_of("cust", "end_completed", "03-02T01:00"));
    let ended_at = |world: &World| world.cloud_account("ca-1").lifecycle.ended_at;
    assert_eq!(ended_at(&world), Some(instant("03-02T01:00")));
    // The first message comes late: the end moves to its instant.
    world.does(legacy_said_of("cust", "ended", "03-02"));
    assert_eq!(ended_at(&world), Some(instant("03-02")));
    // The same completion again, under another message id, ends nothing.
    world.at("03-03").does(legacy_said_of("cust", "activated", "03-02T00:30"));
    world.does(link_legacy("ca-2", "cust"));
    world.does(legacy_said_of("cust", "end_completed", "03-02T01:00").inner("id", "again"));
    assert_eq!(world.cloud_state("ca-2").name(), "active");
    // A completion of a later instant is an end of its own.
    world.at("03-05").does(legacy_said_of("cust", "end_completed", "03-04"));
    assert_eq!(world.cloud_account("ca-2").lifecycle.ended_at, Some(instant("03-04")));
}

#[test]
fn n1_bills_that_are_corrected_without_an_end_are_notified() {
    let mut world = World::new();
    world.does(top_up("100 CNY"));
    world.does(link("ca-1"));
    world.does(choose("cn1/ws", "ca-1"));
    world.at("03-02").settles(bill("b-1", "10 CNY").used_at("03-01T12:00"));
    world.settles(bill("b-2", "5 CNY").used_at("03-01T13:00"));
    // A late activation: both bills were paid by the enterprise account.
    let events = world.at("03-03").does(said_of("ca-1", "activated", "03-01"));
    let [Notification::BillsCorrected { corrected, .. }] = &queued(&events)[..] else { panic!("{events:?}") };
    let [CorrectedSum { bills: 2, amount, .. }] = &corrected[..] else { panic!("{corrected:?}") };
    assert_eq!((amount.to_string(), world.cash()), ("15 CNY".to_owned(), "100 CNY".to_owned()));
    // A late end: the notification about it has the sums.
    let events = world.does(said_of("ca-1", "ended", &t("03-01T12:30")[5..16]));
    let forced = queued(&events).into_iter().find_map(|one| match one {
        Notification::MethodChangedByForce { corrected, .. } => Some(corrected),
        _ => None,
    });
    let Some([CorrectedSum { bills: 1, amount, .. }]) = forced.as_deref() else { panic!("{events:?}") };
    assert_eq!(amount.to_string(), "5 CNY");
    assert!(!templates(&events).contains(&"bills_corrected"));
}
