//! Suspended cloud accounts, and what is due for another account: P2 and P3, each as a short story.

use crate::world::{
    World, advance, alicloud, bill, choose, instant, legacy_said_of, link, link_legacy, on_cloud_since_the_tenth, open,
    policy, said, said_of, slices, top_up, voucher, who_pays,
};
use defray_core::bill::HoldReason;
use defray_core::cloud_account::CloudAccountState;
use defray_core::event::Event;
use defray_core::marketplace::MessageDisposition;
use defray_core::outbox::Notification;
use defray_core::provider::Provider;
use serde_json::json;

#[test]
fn p3_a_cloud_account_that_is_suspended_while_it_is_opened_does_not_pay() {
    let mut world = World::new();
    world.does(link("ca-1"));
    world.does(choose("cn1/ws", "ca-1"));
    world.at("03-02").does(said("ca-1", "suspended"));
    assert_eq!(
        (world.cloud_state("ca-1"), world.method()),
        (CloudAccountState::Pending, "opening ca-1 from enterprise".into())
    );
    assert_eq!(who_pays(&world.settles(bill("b-1", "1 CNY").used_at("03-02"))), "enterprise P1");
    world.at("03-03").does(said("ca-1", "resumed"));
    assert_eq!(world.cloud_account("ca-1").lifecycle.active_from, Some(instant("03-03")));
    assert_eq!(who_pays(&world.settles(bill("b-2", "1 CNY").used_at("03-03"))), "ca-1 P1");
}

#[test]
fn p3_a_suspension_counts_when_a_late_message_activates_the_cloud_account_before_it() {
    let mut world = World::new();
    world.does(link("ca-1"));
    world.does(choose("cn1/ws", "ca-1"));
    assert_eq!(world.at("03-02").disposition(said("ca-1", "suspended")), MessageDisposition::NoChange);
    world.at("03-03").does(said_of("ca-1", "activated", "03-01T12:00"));
    assert_eq!((world.cloud_state("ca-1"), world.method()), (CloudAccountState::Suspended, "ca-1".into()));
    world.holds(bill("b-1", "1 CNY").used_at("03-02"));
}

/// `cn1/ws` pays by `ca-1`, which is suspended since the second of March, with one held bill of 5.
fn suspended_since_the_second() -> World {
    let mut world = World::with_active("ca-1");
    world.does(choose("cn1/ws", "ca-1"));
    world.at("03-02").does(said("ca-1", "suspended"));
    world.holds(bill("b-1", "5 CNY").used_at("03-02"));
    world
}

#[test]
fn p3_after_the_patience_the_enterprise_account_pays_what_was_held_and_what_follows() {
    let mut world = suspended_since_the_second();
    world.does(voucher("v", "3 CNY").until("03-31"));
    let noticed = world.at("03-29").does(advance());
    let notification = noticed.iter().find_map(|event| match event {
        Event::OutboxMessageQueued { notification, .. } => Some(notification.as_ref().clone()),
        _ => None,
    });
    let expected = Notification::SuspensionDeadlineNear {
        account: "acme".parse().unwrap(),
        cloud_account: "ca-1".parse().unwrap(),
        provider: Provider::AliCloud,
        suspended_since: instant("03-02"),
        deadline: instant("04-01"),
        held_bills: 1,
        amount: "5 CNY".parse().unwrap(),
    };
    assert_eq!(notification, Some(expected));
    assert_eq!(world.at("03-31T23:59:59.999999999").bill_status("b-1"), "held");
    world.holds(bill("b-2", "1 CNY").used_at("03-03"));
    world.at("04-01").does(advance());
    // The voucher has expired before.
    assert_eq!(slices(&world.receipt("b-1")), ["overdraft 5 CNY"]);
    assert_eq!(
        (who_pays(&world.receipt("b-1")), who_pays(&world.receipt("b-2"))),
        ("enterprise P3".into(), "enterprise P3".into())
    );
    assert_eq!(who_pays(&world.settles(bill("b-3", "1 CNY").used_at("03-04"))), "enterprise P3");
    assert_eq!((world.cloud_state("ca-1"), world.method()), (CloudAccountState::Suspended, "ca-1".into()));
    // It resumes: it pays again. The next suspension has a patience of its own.
    world.at("04-02").does(said("ca-1", "resumed"));
    assert_eq!(who_pays(&world.settles(bill("b-4", "1 CNY").used_at("04-02"))), "ca-1 P1");
    assert_eq!(world.cloud_account("ca-1").patience, None);
    world.at("04-03").does(said("ca-1", "suspended"));
    world.holds(bill("b-5", "1 CNY").used_at("04-03"));
}

#[test]
fn p3_without_a_bill_or_a_workspace_there_is_no_notice_and_an_end_ends_the_patience() {
    let mut world = World::with_active("ca-1");
    world.at("03-02").does(said("ca-1", "suspended"));
    world.at("04-02").does(advance());
    assert_eq!(world.owed(), Vec::<&str>::new());
    let mut world = suspended_since_the_second();
    world.at("03-03").does(said("ca-1", "ended"));
    assert_eq!(who_pays(&world.receipt("b-1")), "ca-1 P1");
    world.at("05-01").does(advance());
    assert!(world.owed().iter().all(|template| *template != "suspension_deadline_near"));
}

#[test]
fn p3_a_suspension_that_is_reported_after_its_patience_holds_nothing() {
    let mut world = World::with_active("ca-1");
    world.does(choose("cn1/ws", "ca-1"));
    world.does(policy(json!({"suspended_patience": 86_400})));
    world.at("03-09").does(said_of("ca-1", "suspended", "03-02"));
    assert_eq!(who_pays(&world.settles(bill("b-1", "1 CNY").used_at("03-05"))), "enterprise P3");
}

#[test]
fn p2_a_closing_of_another_account_that_is_due_does_not_prevent_a_link() {
    let mut world = World::with_active("ca-1");
    world.does(open("beta"));
    world.at("03-02T08:20").does(said("ca-1", "ended"));
    let again = || link("ca-2").of("beta").with("subscription", alicloud("ca-1"));
    assert_eq!(world.at("03-02T09:59:59.999999999").refuses(again()), "subscription_already_linked");
    // Nothing has touched `acme` since; AliCloud identities end permanently.
    assert_eq!(world.at("03-02T10:00").refuses(again()), "subscription_ended");
    assert_eq!(world.cloud_state("ca-1"), CloudAccountState::Closing, "it is not recorded yet");
}

#[test]
fn p2_a_reusable_identity_is_linked_by_another_account_after_the_deadline() {
    let mut world = World::new();
    world.does(open("beta"));
    world.does(link_legacy("ca-1", "C1"));
    world.does(legacy_said_of("C1", "activated", "03-01"));
    world.at("03-02T10:00").does(legacy_said_of("C1", "ended", "03-02T10:00"));
    world.at("03-02T10:30").does(legacy_said_of("C1", "activated", "03-02T10:30"));
    assert_eq!(world.refuses(link_legacy("ca-2", "C1").of("beta")), "subscription_already_linked");
    world.at("03-02T11:00").does(link_legacy("ca-2", "C1").of("beta"));
    assert_eq!(world.cloud_state("ca-2"), CloudAccountState::Active);
    assert_eq!(world.cloud_state("ca-1"), CloudAccountState::Closing, "it is not recorded yet");
    world.does(advance());
    assert_eq!(world.cloud_state("ca-1"), CloudAccountState::Closed);
}

#[test]
fn p3_bills_of_a_suspended_cloud_account_wait_and_are_settled_when_it_resumes() {
    let mut world = on_cloud_since_the_tenth();
    world.at("03-11").does(said("ca-1", "suspended"));
    let reason = world.holds(bill("b-1", "1 CNY").used_at("03-10"));
    assert_eq!(reason, HoldReason::CloudAccountSuspended { cloud_account: "ca-1".parse().unwrap() });
    world.holds(bill("b-2", "2 CNY").used_at("03-11"));
    // Value coming in is not what they wait for.
    world.does(voucher("v", "1 CNY"));
    assert_eq!(world.bill_status("b-1"), "held");
    world.at("03-12").does(said("ca-1", "resumed"));
    assert_eq!(slices(&world.receipt("b-1")), ["v 1 CNY"], "oldest first");
    assert_eq!(slices(&world.receipt("b-2")), ["cloud_account 2 CNY"]);
    assert_eq!(who_pays(&world.receipt("b-1")), "ca-1 P1");
}

#[test]
fn p3_bills_held_for_a_cloud_account_that_ends_are_settled_and_late_ones_by_the_enterprise_account() {
    let mut world = on_cloud_since_the_tenth();
    world.at("03-11").does(said("ca-1", "suspended"));
    world.holds(bill("b-1", "1 CNY").used_at("03-10"));
    world.at("03-13").does(said_of("ca-1", "ended", "03-12"));
    // The deadline, 02:00 on the twelfth, has passed when the message arrives.
    assert_eq!(who_pays(&world.receipt("b-1")), "enterprise P2");

    let mut world = on_cloud_since_the_tenth();
    world.at("03-11").does(said("ca-1", "suspended"));
    world.holds(bill("b-1", "1 CNY").used_at("03-10"));
    world.at("03-12").does(said("ca-1", "ended"));
    assert_eq!(who_pays(&world.receipt("b-1")), "ca-1 P1", "it can still be metered");
}

#[test]
fn p3_a_held_bill_that_the_credit_limit_then_stops_waits_on_in_its_place() {
    let mut world = on_cloud_since_the_tenth();
    world.does(policy(json!({"credit_limit": "0"})));
    world.at("03-11").does(said("ca-1", "suspended"));
    world.holds(bill("b-1", "3 CNY").used_at("03-10"));
    world.holds(bill("b-2", "2 CNY").used_at("03-01"));
    world.at("03-13").does(said_of("ca-1", "ended", "03-12"));
    assert_eq!((world.bill_status("b-1"), world.bill_status("b-2")), ("held", "held"));
    world.does(top_up("4 CNY"));
    assert_eq!((world.bill_status("b-1"), world.bill_status("b-2")), ("settled", "held"), "the older one first");
}
