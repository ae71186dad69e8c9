//! The notifications about held bills, and about bills that came after a metering deadline (N1, P2, P3, W7).

use crate::world::{
    World, advance, bill, bind, choose, close, dissolve, instant, on_cloud_since_the_tenth, open, policy, queued,
    restate, reverse, said, top_up,
};
use defray_core::EventContext;
use defray_core::bill::HoldReason;
use defray_core::event::Event;
use defray_core::outbox::{NotMeteredBills, Notification};
use defray_core::provider::Provider;
use defray_core::statement::{Statement, StatementBuilder};
use serde_json::json;

/// The bills of the notifications `bills_held` in the events, each with its reason in short.
fn held(events: &[Event]) -> Vec<String> {
    let short = |notification: Notification| match notification {
        Notification::BillsHeld { bill, reason: HoldReason::CreditLimit { uncovered, .. }, .. } => {
            Some(format!("{bill}: {uncovered}"))
        }
        Notification::BillsHeld { bill, reason: HoldReason::CloudAccountSuspended { cloud_account }, .. } => {
            Some(format!("{bill}: {cloud_account}"))
        }
        _ => None,
    };
    queued(events).into_iter().filter_map(short).collect()
}

/// `cn1/ws` pays by `ca-1` and `cn1/ws-2` by `ca-2`; both are suspended since the second of March.
fn both_suspended() -> World {
    let mut world = World::with_active("ca-1");
    world.does(choose("cn1/ws", "ca-1"));
    world.does(crate::world::link("ca-2"));
    world.does(said("ca-2", "activated"));
    world.does(bind("cn1/ws-2"));
    world.does(choose("cn1/ws-2", "ca-2"));
    world.at("03-02").does(said("ca-1", "suspended"));
    world.does(said("ca-2", "suspended"));
    world
}

#[test]
fn n1_the_first_bill_of_a_day_that_is_held_for_a_cloud_account_is_notified() {
    let mut world = both_suspended();
    let first = world.at("03-03T09:00").does(bill("b-1", "5 CNY").used_at("03-02"));
    let expected = Notification::BillsHeld {
        account: "acme".parse().unwrap(),
        reason: HoldReason::CloudAccountSuspended { cloud_account: "ca-1".parse().unwrap() },
        bill: "b-1".parse().unwrap(),
        workspace: "cn1/ws".parse().unwrap(),
        amount: "5 CNY".parse().unwrap(),
        provider: Some(Provider::AliCloud),
        suspended_since: Some(instant("03-02")),
        deadline: Some(instant("04-01")),
        display_name: None,
    };
    assert_eq!(queued(&first), [expected]);
    assert!(matches!(first[..], [Event::BillHeld { .. }, Event::OutboxMessageQueued { .. }]), "{first:?}");
    assert!(held(&world.does(bill("b-2", "5 CNY").used_at("03-02"))).is_empty());
    // Another cloud account is another reason.
    assert_eq!(held(&world.does(bill("b-3", "1 CNY").on("cn1/ws-2").used_at("03-02"))), ["b-3: ca-2"]);
    let late = world.at("03-03T23:59:59.999999999").does(bill("b-4", "5 CNY").used_at("03-02"));
    assert!(held(&late).is_empty());
    assert_eq!(held(&world.at("03-04").does(bill("b-5", "5 CNY").used_at("03-02"))), ["b-5: ca-1"]);
    // That the bill is gone does not change the day.
    world.does(reverse("b-5", "r"));
    assert!(held(&world.does(bill("b-6", "5 CNY").used_at("03-02"))).is_empty());
}

#[test]
fn n1_a_held_bill_of_zero_has_no_notification() {
    let mut world = both_suspended();
    assert!(held(&world.does(bill("b-0", "0 CNY").used_at("03-02"))).is_empty());
    assert_eq!(held(&world.does(bill("b-1", "1 CNY").used_at("03-02"))), ["b-1: ca-1"]);
}

#[test]
fn n1_the_credit_limit_is_one_reason_of_an_account() {
    let mut world = World::new();
    world.does(open("beta"));
    world.does(bind("cn1/beta").of("beta"));
    world.does(policy(json!({"credit_limit": "2"})));
    world.does(policy(json!({"credit_limit": "2"})).of("beta"));
    let first = world.does(bill("b-1", "10 CNY"));
    assert_eq!(held(&first), ["b-1: 10 CNY"]);
    let Some(Notification::BillsHeld { provider: None, suspended_since: None, deadline: None, .. }) =
        queued(&first).pop()
    else {
        panic!("{first:?}")
    };
    assert!(held(&world.does(bill("b-2", "10 CNY"))).is_empty());
    assert_eq!(held(&world.does(bill("b-3", "10 CNY").on("cn1/beta"))), ["b-3: 10 CNY"]);
    // A bill that is tried again and stays held does not begin to be held.
    assert!(held(&world.at("03-02").does(top_up("1 CNY"))).is_empty());
    // The bill in the place of another bill does.
    assert_eq!(held(&world.does(restate("b-1", "b-4", "11 CNY"))), ["b-4: 10 CNY"]);
}

#[test]
fn n1_a_bill_that_is_held_for_another_reason_begins_to_be_held() {
    let mut world = both_suspended();
    world.does(policy(json!({"credit_limit": "0"})));
    world.does(bill("b-1", "5 CNY").used_at("03-02"));
    world.does(bill("b-2", "5 CNY").used_at("03-02"));
    // The patience is over, and the enterprise account has nothing.
    assert_eq!(held(&world.at("04-01").does(advance())), ["b-1: 5 CNY"]);
    assert_eq!((world.bill_status("b-1"), world.bill_status("b-2")), ("held", "held"));
}

/// The counts of one cloud account that ended on the eleventh of March.
fn counts(cloud_account: &str, bills: u32, amount: &str) -> NotMeteredBills {
    NotMeteredBills {
        cloud_account: cloud_account.parse().unwrap(),
        provider: Provider::AliCloud,
        ended_at: instant("03-11"),
        metering_deadline: instant("03-11T02:00"),
        bills,
        amount: amount.parse().unwrap(),
    }
}

/// `cn1/ws` paid by `ca-1` from the tenth of March on, which ended a day later.
fn ended_on_the_eleventh() -> World {
    let mut world = on_cloud_since_the_tenth();
    world.at("03-11").does(said("ca-1", "ended"));
    world
}

#[test]
fn p2_bills_after_the_metering_deadline_are_notified_once_for_a_utc_day() {
    let mut world = ended_on_the_eleventh();
    world.does(top_up("100 CNY"));
    let first = world.at("03-12T08:00").does(bill("b-1", "3 CNY").used_at("03-10"));
    assert!(matches!(first[..], [.., Event::BillSettled { .. }, Event::NotMeteredCounted { .. }]), "{first:?}");
    world.at("03-12T09:00").does(bill("b-2", "4.5 CNY").used_at("03-10"));
    world.does(bill("b-3", "0 CNY").used_at("03-10"));
    world.does(reverse("b-1", "r"));
    world.does(restate("b-2", "b-4", "4 CNY").with("by", restated_bill("b-4")));
    let due = world.account().next_due();
    assert_eq!(due, Some(instant("03-13")));
    assert_eq!(world.account().not_metered.as_ref().unwrap().cloud_accounts, [counts("ca-1", 3, "11.5 CNY")]);
    let expected = Notification::BillsNotMetered {
        account: "acme".parse().unwrap(),
        day: instant("03-12"),
        bills: 3,
        amount: "11.5 CNY".parse().unwrap(),
        cloud_accounts: vec![counts("ca-1", 3, "11.5 CNY")],
    };
    // The next command about the account is later than the end of the day.
    let next = world.at("03-15").does(bill("b-5", "1 CNY").used_at("03-10"));
    assert_eq!(queued(&next), [expected]);
    assert!(matches!(next[0], Event::OutboxMessageQueued { .. }), "{next:?}");
    assert_eq!(world.account().next_due(), Some(instant("03-16")));
    assert_eq!(queued(&world.at("03-16").does(advance())).len(), 1);
    assert_eq!((world.account().not_metered.clone(), world.account().next_due()), (None, None));
}

/// A bill for usage of the tenth of March.
fn restated_bill(id: &str) -> serde_json::Value {
    let defray_core::command::Command::SettleBill(command) = bill(id, "4 CNY").used_at("03-10").command() else {
        panic!("another command")
    };
    serde_json::to_value(command.bill).unwrap()
}

#[test]
fn p2_closing_the_account_queues_the_counts_before() {
    let mut world = ended_on_the_eleventh();
    world.does(top_up("3 CNY"));
    world.at("03-12").does(bill("b-1", "3 CNY").used_at("03-10"));
    world.does(dissolve("cn1/ws"));
    let events = world.does(close());
    assert_eq!(queued(&events).len(), 1);
    assert!(matches!(events[..], [Event::OutboxMessageQueued { .. }, Event::AccountClosed { .. }]), "{events:?}");
    assert_eq!(world.account().next_due(), None);
}

#[test]
fn p2_a_sum_that_would_not_be_exact_begins_a_new_count() {
    let mut world = ended_on_the_eleventh();
    let most = "900000000000000 CNY";
    world.does(top_up(most));
    world.at("03-12").does(bill("b-1", most).used_at("03-10"));
    world.does(reverse("b-1", "r"));
    let events = world.does(bill("b-2", most).used_at("03-10"));
    let [Notification::BillsNotMetered { bills: 1, amount, .. }] = &queued(&events)[..] else { panic!("{events:?}") };
    assert_eq!(amount.to_string(), most);
    let [.., Event::OutboxMessageQueued { .. }, Event::NotMeteredCounted { .. }] = &events[..] else {
        panic!("{events:?}")
    };
    assert_eq!(world.account().not_metered.as_ref().unwrap().cloud_accounts, [counts("ca-1", 1, most)]);
}

/// The statement of `acme` in March from all events of a story.
fn statement(events: &[(u64, &str, Event)]) -> Statement {
    let (account, currency) = ("acme".parse().unwrap(), "CNY".parse().unwrap());
    let mut builder = StatementBuilder::new(account, currency, instant("03-01"), instant("04-01"));
    for (position, at, event) in events {
        builder.take(EventContext { at: instant(at), position: *position }, event).unwrap();
    }
    builder.finish()
}

#[test]
fn a_statement_has_the_bills_that_are_held_at_its_end() {
    let mut world = both_suspended();
    world.does(policy(json!({"credit_limit": "0"})));
    let mut events = Vec::new();
    let mut position = 10;
    let mut step = |world: &mut World, at: &'static str, ask| {
        position += 1;
        events.extend(world.at(at).does(ask).into_iter().map(|event| (position, at, event)));
    };
    step(&mut world, "03-03", bill("z", "5 CNY").used_at("03-02"));
    step(&mut world, "03-04", bill("y", "1 CNY").on("cn1/ws-2").used_at("03-02"));
    step(&mut world, "03-05", bill("x", "7 CNY").used_at("03-02"));
    step(&mut world, "03-06", bill("w", "7 CNY").used_at("03-02"));
    step(&mut world, "03-07", reverse("w", "r"));
    step(&mut world, "03-08", policy(json!({"credit_limit": "0", "suspended_patience": 172_800})));
    step(&mut world, "03-09", said("ca-2", "resumed"));
    step(&mut world, "03-10", said("ca-1", "resumed"));
    step(&mut world, "03-10", said("ca-1", "suspended"));
    step(&mut world, "03-11", bill("v", "2 CNY").used_at("03-10"));
    step(&mut world, "03-13", advance());
    step(&mut world, "03-31", bill("u", "3 CNY").used_at("03-01"));
    step(&mut world, "04-01", bill("t", "4 CNY").used_at("03-10"));
    let found = statement(&events);
    let short = |held: &defray_core::statement::HeldBill| {
        format!("{} {} {} {:?}", held.bill, held.amount, held.since, held.reason)
    };
    let shown: Vec<_> = found.held.iter().map(short).collect();
    assert!(shown[0].starts_with("v 2 CNY 2026-03-11T00:00:00Z CreditLimit"), "{shown:?}");
    assert!(shown[1].starts_with("u 3 CNY 2026-03-31T00:00:00Z CreditLimit") && shown.len() == 2, "{shown:?}");
    // The bills of the whole story in their order, before any of them is paid.
    let early = statement(&events.into_iter().filter(|(position, ..)| *position <= 14).collect::<Vec<_>>());
    let ids: Vec<_> = early.held.iter().map(|held| (held.bill.as_str(), held.workspace.as_str())).collect();
    assert_eq!(ids, [("z", "cn1/ws"), ("y", "cn1/ws-2"), ("x", "cn1/ws"), ("w", "cn1/ws")]);
}
