//! Charges that a provider restates, and exports that charges are in (P4); a binding that reaches back (P5); the names
//! of items (W3): each as a short story.

use crate::world::{
    World, bill, bind, choose, claim, dissolve, full_reduction, instant, open, policy, relocate, restate, reverse,
    reverse_part, said, slices, t, top_up, voucher, withdraw_charge,
};
use defray_core::bill::BillStatus;
use defray_core::event::Event;
use defray_core::records::ViewExt;
use defray_core::standing::Standing;
use defray_core::{PriorResult, Refusal};
use serde_json::json;

fn names(events: &[Event]) -> Vec<&'static str> {
    events.iter().map(Event::name).collect()
}

#[test]
fn p4_a_restated_charge_is_refunded_and_settled_again_at_once() {
    let mut world = World::new();
    world.does(voucher("v", "4 CNY"));
    world.does(top_up("100 CNY"));
    world.does(bill("b-1", "10 CNY"));
    assert_eq!((world.available("v"), world.cash()), (None, "94 CNY".into()));

    let events = world.does(restate("b-1", "b-2", "12 CNY"));
    assert_eq!(names(&events), ["bill_reversed", "bill_settled", "bill_restated"]);
    // The refund is available for the bill that takes the place: the voucher pays again.
    assert_eq!((world.available("v"), world.cash()), (None, "92 CNY".into()));
    let (first, second) = (world.bill_of("b-1"), world.bill_of("b-2"));
    assert_eq!(first.restated.as_ref().and_then(|restated| restated.by.as_ref()), Some(&second.bill.id));
    assert_eq!(second.restates.as_ref(), Some(&first.bill.id));
    assert_eq!(first.reversals[0].amount.to_string(), "10 CNY");

    let PriorResult::Bill(again) = world.replays(restate("b-1", "b-2", "12 CNY")) else { panic!("a bill") };
    assert_eq!(again, second);
    assert_eq!(world.refuses(restate("b-1", "b-2", "13 CNY")), "bill_restated");
    assert_eq!(world.refuses(withdraw_charge("b-1")), "bill_restated");
    // A restated charge can be restated again.
    world.does(restate("b-2", "b-3", "1 CNY"));
    assert_eq!((world.available("v"), world.cash()), (Some("3 CNY".into()), "100 CNY".into()));
}

#[test]
fn p4_a_restatement_does_not_begin_arrears_again() {
    let mut world = World::new();
    world.does(bill("b-1", "10 CNY"));
    let standing = world.account().standing;
    assert_ne!(standing, Standing::Good);
    let events = world.at("03-05").does(restate("b-1", "b-2", "12 CNY"));
    assert_eq!(names(&events), ["bill_reversed", "bill_settled", "bill_restated"]);
    assert_eq!((world.account().standing, world.overdraft()), (standing, "12 CNY".into()));
    world.does(withdraw_charge("b-2"));
    assert_eq!((world.account().standing, world.overdraft()), (Standing::Good, "0 CNY".into()));
}

#[test]
fn p4_a_withdrawn_charge_is_refunded_and_only_what_is_left_of_it() {
    let mut world = World::new();
    world.does(top_up("100 CNY"));
    world.does(bill("b-1", "10 CNY"));
    world.does(reverse_part("b-1", "r-1", "3 CNY"));
    assert_eq!(names(&world.does(withdraw_charge("b-1"))), ["bill_reversed", "bill_restated"]);
    assert_eq!(world.cash(), "100 CNY");
    assert!(matches!(world.replays(withdraw_charge("b-1")), PriorResult::Bill(_)));
    assert_eq!(world.refuses(reverse("b-1", "r-2")), "nothing_to_reverse");

    world.does(bill("b-2", "10 CNY"));
    world.does(reverse("b-2", "all"));
    assert_eq!(names(&world.does(restate("b-2", "b-3", "12 CNY"))), ["bill_settled", "bill_restated"]);
    assert_eq!(world.cash(), "88 CNY");
}

#[test]
fn p4_a_held_bill_is_cancelled_when_its_charge_is_restated() {
    let mut world = World::new();
    world.does(policy(json!({"credit_limit": "0"})));
    world.holds(bill("b-1", "10 CNY"));
    let events = world.does(restate("b-1", "b-2", "12 CNY"));
    assert_eq!(names(&events), ["bill_reversed", "bill_held", "bill_restated"]);
    assert!(matches!(world.bill_of("b-1").status, BillStatus::Cancelled { .. }));
    // When the bill in its place is settled later, its record still says what it restates.
    world.does(top_up("12 CNY"));
    let second = world.bill_of("b-2");
    assert!(second.receipt().is_some());
    assert_eq!(second.restates.as_ref(), Some(&world.bill_of("b-1").bill.id));
}

#[test]
fn p4_a_restatement_is_refused_like_a_bill_and_then_nothing_is_refunded() {
    let mut world = World::new();
    world.does(bind("cn1/other"));
    world.does(top_up("100 CNY"));
    world.does(bill("b-1", "10 CNY"));
    world.does(bill("b-2", "1 CNY"));
    assert_eq!(world.refuses(restate("b-9", "b-3", "12 CNY")), "unknown_bill");
    assert_eq!(world.refuses(restate("b-1", "b-2", "12 CNY")), "bill_conflict");
    assert_eq!(world.refuses(restate("b-1", "b-1", "10 CNY")), "bill_conflict");
    assert_eq!(world.refuses(restate("b-1", "b-3", "12 CNY").inner("workspace", "cn1/other")), "restated_elsewhere");
    assert_eq!(world.refuses(restate("b-1", "b-3", "-12 CNY")), "bill_negative");
    assert_eq!(world.refuses(restate("b-1", "b-3", "12 USD")), "currency_mismatch");
    assert_eq!(world.refuses(restate("b-1", "b-3", "12 CNY").used_at("02-01")), "usage_before_binding");
    world.does(reverse_part("b-1", "restated", "1 CNY"));
    assert_eq!(world.refuses(restate("b-1", "b-3", "12 CNY")), "reversal_conflict");
    assert_eq!(world.cash(), "90 CNY");
}

#[test]
fn p4_the_first_part_of_an_export_that_claims_a_bill_keeps_it() {
    let mut world = World::new();
    world.does(bill("b-1", "1 CNY"));
    world.does(bill("b-2", "1 CNY"));
    world.does(claim("june", "part 1", &["b-1", "b-1", "unknown"]));
    assert_eq!(world.replays(claim("june", "part 1", &["b-1"])), PriorResult::Nothing);
    assert_eq!(world.replays(claim("june", "part 2", &["b-1", "unknown"])), PriorResult::Nothing);
    world.does(claim("june", "part 2", &["b-1", "b-2"]));
    world.does(claim("july", "part 2", &["b-1"]));
    let part = |export: &str, bill: &str| {
        let part = world.records.export_part(&export.parse().unwrap(), &bill.parse().unwrap()).unwrap();
        part.map(|part| part.to_string())
    };
    assert_eq!(part("june", "b-1").as_deref(), Some("part 1"));
    assert_eq!(part("june", "b-2").as_deref(), Some("part 2"));
    assert_eq!((part("july", "b-1").as_deref(), part("july", "b-2")), (Some("part 2"), None));
}

#[test]
fn p5_the_first_account_can_extend_its_binding_backwards() {
    let mut world = World::with_active("ca-1");
    world.does(open("beta"));
    world.at("03-05").does(choose("cn1/ws", "ca-1"));
    world.at("03-10").does(relocate("cn1/ws", "beta"));
    let before = world.timeline();
    assert_eq!(world.refuses(bill("early", "1 CNY").used_at("02-20")), "usage_before_binding");

    let since = |short: &str| bind("cn1/ws").with("since", t(short));
    // Only an earlier instant, and only the account that had the workspace first.
    assert_eq!(world.refuses(bind("cn1/ws")), "workspace_exists");
    assert_eq!(world.refuses(since("03-01")), "workspace_exists");
    assert_eq!(world.refuses(since("02-15").of("beta")), "workspace_exists");
    assert_eq!(names(&world.does(since("02-15"))), ["binding_extended"]);
    let mut expected = before;
    expected[0] = expected[0].replace("03-01", "02-15");
    assert_eq!(world.timeline(), expected);
    assert_eq!(world.workspace("cn1/ws").steps.len(), 4);
    assert_eq!(slices(&world.settles(bill("early", "1 CNY").used_at("02-20"))), ["overdraft 1 CNY"]);
    assert_eq!(world.refuses(bill("earlier", "1 CNY").used_at("02-14")), "usage_before_binding");

    // A late message builds the timeline from the steps again. The extension stays.
    world.does(said("ca-1", "ended").inner("occurred_at", t("03-07")));
    assert_eq!(world.workspace("cn1/ws").timeline[0].from, instant("02-15"));
    world.does(since("02-01"));
    assert_eq!(world.workspace("cn1/ws").timeline[0].from, instant("02-01"));
}

#[test]
fn p5_a_binding_without_length_is_extended_too() {
    let mut world = World::with_active("ca-1");
    world.does(choose("cn1/ws", "ca-1"));
    world.does(bind("cn1/gone"));
    world.does(dissolve("cn1/gone"));
    let since = |workspace: &str| bind(workspace).with("since", t("02-15"));
    world.does(since("cn1/ws"));
    let payers = |world: &World| -> Vec<_> {
        world.workspace("cn1/ws").timeline.iter().map(|interval| (interval.from, interval.payer.clone())).collect()
    };
    assert_eq!(payers(&world).len(), 2);
    world.does(since("cn1/gone"));
    assert_eq!(slices(&world.settles(bill("b-1", "1 CNY").on("cn1/gone").used_at("02-20"))), ["overdraft 1 CNY"]);
}

#[test]
fn w3_items_match_in_any_case_and_by_their_other_names() {
    let table = [("SMS", true), ("Dial_Test", true), ("dial", true), ("DIAL", true), ("sms2", false), ("logs", false)];
    for (number, (item, no_vouchers)) in table.into_iter().enumerate() {
        let mut world = World::new();
        world.does(voucher("v", "10 CNY"));
        world.does(full_reduction("f", "10 CNY"));
        let receipt = world.settles(bill(&format!("b-{number}"), "1 CNY").item(item));
        let paid = if no_vouchers { "overdraft 1 CNY" } else { "v 1 CNY" };
        assert_eq!(slices(&receipt), [paid], "{item}");
    }
    let mut world = World::new();
    world.does(voucher("v", "10 CNY"));
    world.does(policy(json!({"item_names": [
        {"name": "Short Message Service", "item": "SMS"},
        {"name": "Ünit", "item": "sms"},
    ]})));
    for item in ["short message SERVICE", "üNIT"] {
        assert_eq!(slices(&world.settles(bill(item, "1 CNY").item(item))), ["overdraft 1 CNY"], "{item}");
    }
    // The policy's own names replace the default ones.
    assert_eq!(slices(&world.settles(bill("b-2", "1 CNY").item("dial"))), ["v 1 CNY"]);
    let twice = policy(json!({"item_names": [{"name": "Ü", "item": "sms"}, {"name": "ü", "item": "dial_test"}]}));
    assert!(matches!(world.ask(twice), Err(Refusal::InvalidPolicy { field, .. }) if &*field == "item_names.name"));
}
