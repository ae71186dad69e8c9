//! What bills charge to cloud accounts, and how it gets to the providers or back: N2, W6, P2, T2, each as a short
//! story.

use std::sync::Arc;

use crate::world::{
    World, advance, answered, bill, choose, choose_enterprise, close, dissolve, instant, legacy_said_of, link_legacy,
    meter, policy, reverse, reverse_part, said, said_of, slices, top_up, voucher, who_pays,
};
use defray_core::PriorResult;
use defray_core::event::Event;
use defray_core::metering::{Meter, UsageRecord};
use defray_core::records::ViewExt;
use serde_json::json;

/// `cn1/ws` pays by `ca-1`, of AliCloud, from the tenth of March on.
fn metered() -> World {
    let mut world = World::with_active("ca-1");
    world.at("03-10").does(choose("cn1/ws", "ca-1"));
    world
}

fn the_meter(world: &World) -> Arc<Meter> {
    world.records.meter(&"ca-1".parse().unwrap()).unwrap().unwrap()
}

/// Accepted, waiting and credit of `ca-1`, in words.
fn figures(world: &World) -> [String; 3] {
    let meter = the_meter(world);
    [meter.accepted, meter.waiting, meter.credit].map(|money| money.to_string().replace(" CNY", ""))
}

fn requested(world: &mut World, cloud_account: &str) -> Arc<UsageRecord> {
    let events = world.does(meter(cloud_account));
    let record = |event: &Event| match event {
        Event::MeteringRequested { record } => Some(record.clone()),
        _ => None,
    };
    events.iter().find_map(record).expect("a usage record")
}

fn answer(world: &mut World, record: &UsageRecord, outcome: serde_json::Value) -> Vec<Event> {
    world.does(answered(&record.number.to_string(), outcome))
}

#[test]
fn w6_whole_units_go_out_and_the_remainder_waits_for_the_next_record() {
    let mut world = metered();
    world.does(policy(json!({"metering": [{"provider": "alicloud", "dimension": "Unit", "unit": "0.01"}]})));
    for hour in ["11", "12", "13"] {
        world.at(&format!("03-10T{hour}:10")).settles(bill(&format!("b-{hour}"), "0.017 CNY").used_at("03-10"));
        let record = requested(&mut world, "ca-1");
        answer(&mut world, &record, json!("accepted"));
    }
    // 3 × 0.017 = 0.051: five units, and nothing was dropped.
    assert_eq!(figures(&world), ["0.05", "0.001", "0"]);
}

#[test]
fn n2_a_record_is_of_the_latest_hour_that_is_over_and_each_hour_goes_out_once() {
    let mut world = metered();
    world.at("03-10T12:10").settles(bill("b-1", "1 CNY").used_at("03-10"));
    let first = requested(&mut world, "ca-1");
    assert_eq!((first.start, first.end, first.quantity), (instant("03-10T11:00"), instant("03-10T12:00"), 100));
    let PriorResult::UsageRecord(again) = world.at("03-10T12:20").replays(meter("ca-1")) else { panic!("in flight") };
    assert_eq!(again, first, "the same until it is answered");
    answer(&mut world, &first, json!("accepted"));
    world.settles(bill("b-2", "1 CNY").used_at("03-10"));
    // The hour before has gone too far back: AliCloud takes it for two hours from its beginning.
    assert_eq!(world.replays(meter("ca-1")), PriorResult::Nothing);
    let second = requested(world.at("03-10T13:00"), "ca-1");
    assert_eq!(second.start, instant("03-10T12:00"));
}

#[test]
fn n2_the_hour_of_the_end_is_metered_up_to_the_end_and_not_after_the_deadline() {
    let mut world = metered();
    world.at("03-10T12:20").settles(bill("b-1", "1 CNY").used_at("03-10"));
    world.does(said("ca-1", "ended"));
    let last = requested(&mut world, "ca-1");
    assert_eq!((last.start, last.end), (instant("03-10T12:00"), instant("03-10T12:20")));

    // An end five minutes into the hour is no time that AliCloud takes: the hour before is.
    let mut world = metered();
    world.at("03-10T12:05").settles(bill("b-1", "1 CNY").used_at("03-10"));
    world.does(said("ca-1", "ended"));
    assert_eq!(requested(&mut world, "ca-1").start, instant("03-10T11:00"));
}

#[test]
fn p2_what_waits_at_the_deadline_falls_back_dated_at_it_and_the_customer_is_told_once() {
    let mut world = metered();
    world.does(top_up("3 CNY"));
    world.at("03-10T12:10").settles(bill("b-1", "1 CNY").used_at("03-10"));
    let record = requested(&mut world, "ca-1");
    answer(&mut world, &record, json!("accepted"));
    world.settles(bill("b-2", "2.5 CNY").used_at("03-10"));
    world.settles(bill("b-3", "2 CNY").used_at("03-10T01:00"));
    world.at("03-10T12:20").does(said("ca-1", "ended"));
    world.at("03-12").does(advance());
    assert_eq!(figures(&world), ["1", "0", "0"]);
    let corrections = world.bill_record("b-3").corrections.clone();
    let [correction] = corrections.as_slice() else { panic!("{corrections:?}") };
    assert_eq!(correction.at, instant("03-10T14:00"));
    let funds: Vec<String> = correction.slices.iter().map(|slice| format!("{} {}", slice.fund, slice.amount)).collect();
    assert_eq!(funds, ["cash 0.5 CNY", "overdraft 1.5 CNY"]);
    assert!(world.bill_record("b-1").corrections.is_empty(), "the provider has it");
    assert_eq!(world.owed(), ["method_changed_by_force", "usage_not_metered", "arrears_begun"]);
    let defray_core::standing::Standing::InArrears { since, .. } = world.account().standing else { panic!("arrears") };
    assert_eq!(since, instant("03-10T14:00"));
}

#[test]
fn n2_what_comes_back_is_taken_first_from_what_waits_then_from_what_is_in_flight_and_is_credit_at_last() {
    let mut world = metered();
    world.at("03-10T12:10").settles(bill("b-1", "1.009 CNY").used_at("03-10"));
    let record = requested(&mut world, "ca-1");
    assert_eq!(record.quantity, 100);
    world.does(reverse_part("b-1", "r-1", "0.509 CNY"));
    assert_eq!(figures(&world), ["0", "0", "0"], "0.009 waited, 0.5 is in flight");
    answer(&mut world, &record, json!("accepted"));
    assert_eq!(figures(&world), ["1", "0", "0.5"]);
    world.at("03-10T13:10").settles(bill("b-2", "2 CNY").used_at("03-10"));
    let next = requested(&mut world, "ca-1");
    assert_eq!((next.quantity, next.credit.to_string()), (150, "0.5 CNY".into()));
    answer(&mut world, &next, json!("accepted"));
    assert_eq!(figures(&world), ["2.5", "0", "0"]);
}

#[test]
fn n2_a_void_record_goes_back_less_what_came_back_meanwhile_and_its_hour_is_free_again() {
    let mut world = metered();
    world.at("03-10T12:10").settles(bill("b-1", "1 CNY").used_at("03-10"));
    let record = requested(&mut world, "ca-1");
    world.does(reverse_part("b-1", "r-1", "0.4 CNY"));
    answer(&mut world, &record, json!({"rejected": {"reason": "no such dimension"}}));
    assert_eq!(figures(&world), ["0", "0.6", "0"]);
    let again = requested(&mut world, "ca-1");
    assert_eq!((again.quantity, again.start), (60, record.start));
    assert_eq!(world.replays(answered(&record.number.to_string(), json!("accepted"))), PriorResult::Nothing);
    assert_eq!(world.replays(answered(&again.number.to_string(), json!("unprocessed"))), PriorResult::Nothing);
    assert_eq!(world.refuses(answered("9.9", json!("accepted"))), "unknown_usage_record");
}

#[test]
fn n2_a_void_record_of_a_bill_that_was_reversed_near_the_largest_amount_is_taken_back() {
    let mut world = metered();
    world.does(policy(json!({"metering": [{"provider": "alicloud", "dimension": "Unit", "unit": "1000000"}]})));
    world.at("03-10T12:10").settles(bill("b-1", "900000000000000 CNY").used_at("03-10"));
    let record = requested(&mut world, "ca-1");
    world.does(reverse("b-1", "r-1"));
    world.settles(bill("b-2", "900000000000000 CNY").used_at("03-10"));
    answer(&mut world, &record, json!({"rejected": {}}));
    assert_eq!(figures(&world), ["0", "900000000000000", "0"]);
}

#[test]
fn n2_a_duplicate_counts_as_what_the_provider_has() {
    for (had, expected) in [
        (json!({"duplicate": {"quantity": 100}}), ["1", "0", "0"]),
        (json!({"duplicate": {"quantity": 30}}), ["0.3", "0.7", "0"]),
        (json!({"duplicate": {"quantity": 130}}), ["1.3", "0", "0.3"]),
    ] {
        let mut world = metered();
        world.at("03-10T12:10").settles(bill("b-1", "1 CNY").used_at("03-10"));
        let record = requested(&mut world, "ca-1");
        answer(&mut world, &record, had);
        assert_eq!(figures(&world), expected);
    }
}

#[test]
fn n2_not_subscribed_lets_everything_fall_back_whatever_the_state() {
    let mut world = metered();
    world.at("03-10T12:10").settles(bill("b-1", "1.005 CNY").used_at("03-10"));
    let record = requested(&mut world, "ca-1");
    answer(&mut world, &record, json!("not_subscribed"));
    assert_eq!(figures(&world), ["0", "0", "0"]);
    let record = world.bill_record("b-1");
    let paid: Vec<String> = record.corrections.iter().map(|one| format!("{} {}", one.reason, one.amount)).collect();
    assert_eq!(paid, ["not_subscribed 1.005 CNY"]);
    assert_eq!(world.owed(), ["usage_not_metered", "arrears_begun"]);
}

#[test]
fn t2_bills_settled_under_a_payer_that_a_late_message_denies_are_corrected_but_for_what_was_metered() {
    let mut world = metered();
    world.does(voucher("v", "0.3 CNY"));
    world.at("03-10T12:10").settles(bill("b-1", "1 CNY").used_at("03-10T11:00"));
    let record = requested(&mut world, "ca-1");
    answer(&mut world, &record, json!("accepted"));
    world.settles(bill("b-2", "2 CNY").used_at("03-10T11:00"));
    world.settles(bill("b-3", "4 CNY").used_at("03-10T10:00"));
    // It had ended at 11:00 already; its deadline, 13:00, has not come.
    world.at("03-10T12:30").does(said_of("ca-1", "ended", "03-10T11:00"));
    assert_eq!(slices(&world.receipt("b-1")), ["v 0.3 CNY", "cloud_account 0.7 CNY"]);
    assert!(world.bill_record("b-1").corrections.is_empty(), "the provider has the usage");
    assert_eq!(world.bill_record("b-2").payer().map(|payer| payer.cloud_account().is_none()), Some(true));
    assert_eq!(who_pays(&world.receipt("b-2")), "ca-1 P1", "the receipt stays what it was");
    assert!(world.bill_record("b-3").corrections.is_empty(), "its usage began before the end");
    assert_eq!((figures(&world), world.overdraft()), (["0.7", "4", "0"].map(Into::into), "2 CNY".into()));
    let balance = world.bill_record("b-2");
    let left: Vec<String> =
        balance.slices().map(|(number, slice)| balance.remaining_of(number, slice).unwrap().to_string()).collect();
    assert_eq!(left, ["0 CNY", "2 CNY"]);
}

#[test]
fn t2_bills_that_the_enterprise_account_paid_go_to_the_cloud_account_that_was_active_all_along() {
    let mut world = World::new();
    world.does(top_up("5 CNY"));
    world.does(crate::world::link("ca-1"));
    world.at("03-10").does(choose("cn1/ws", "ca-1"));
    world.does(voucher("v", "1 CNY"));
    world.at("03-10T12:00").settles(bill("b-1", "3 CNY").used_at("03-10T11:00"));
    world.at("03-10T13:00").does(said_of("ca-1", "activated", "03-10T10:00"));
    let record = world.bill_record("b-1");
    let now: Vec<String> = record
        .slices()
        .map(|(number, slice)| format!("{} {}", slice.fund, record.remaining_of(number, slice).unwrap()))
        .collect();
    // What a voucher paid stays paid by it.
    assert_eq!(now, ["ordinary_voucher 1 CNY", "cash 0 CNY", "cloud_account 2 CNY"]);
    assert_eq!((world.cash(), figures(&world)), ("5 CNY".into(), ["0", "2", "0"].map(Into::into)));
    // And back, when that was a mistake of the marketplace: it had failed before.
    world.does(said_of("ca-1", "failed", "03-10T09:00"));
    assert_eq!((world.cash(), figures(&world)), ("3 CNY".into(), ["0", "0", "0"].map(Into::into)));
    // A reversal refunds the last payment first.
    world.does(reverse("b-1", "r-1"));
    assert_eq!((world.cash(), world.available("v")), ("5 CNY".into(), Some("1 CNY".into())));
}

#[test]
fn n2_an_hour_of_one_subscription_goes_out_once_whoever_linked_it() {
    let mut world = World::new();
    world.does(link_legacy("ca-1", "cust"));
    world.does(legacy_said_of("cust", "activated", "03-01"));
    world.does(choose("cn1/ws", "ca-1"));
    world.at("03-10T12:10").settles(bill("b-1", "1 CNY").used_at("03-10"));
    world.does(legacy_said_of("cust", "ended", "03-10T12:10"));
    let record = requested(&mut world, "ca-1");
    assert_eq!((record.start, record.dimension.as_str()), (instant("03-10T12:00"), "usage"));
    answer(&mut world, &record, json!("accepted"));
    // AWS accepts usage for six hours. The same customer subscribes again an hour later; the first link has metered
    // noon.
    world.at("03-10T13:20").does(legacy_said_of("cust", "activated", "03-10T12:30"));
    world.does(link_legacy("ca-2", "cust"));
    world.does(choose("cn1/ws", "ca-2"));
    world.settles(bill("b-2", "1 CNY").used_at("03-10T13:20"));
    assert_eq!(world.replays(meter("ca-2")), PriorResult::Nothing);
    assert_eq!(requested(world.at("03-10T14:00"), "ca-2").start, instant("03-10T13:00"));
}

#[test]
fn an_account_with_usage_in_flight_is_not_closed() {
    let mut world = metered();
    world.at("03-10T12:10").settles(bill("b-1", "1 CNY").used_at("03-10"));
    world.does(choose_enterprise("cn1/ws"));
    world.does(dissolve("cn1/ws"));
    let record = requested(&mut world, "ca-1");
    answer(&mut world, &record, json!({"duplicate": {}}));
    world.does(said("ca-1", "ended"));
    assert_eq!(world.at("03-12").refuses(close()), "account_has_cloud_accounts");
    answer(&mut world, &record, json!({"duplicate": {"quantity": 100}}));
    world.does(close());
}

#[test]
fn a_reversal_that_comes_with_the_deadline_gives_back_what_the_fall_back_paid() {
    let mut world = metered();
    world.does(top_up("5 CNY"));
    world.at("03-10T12:10").settles(bill("b-1", "2 CNY").used_at("03-10"));
    world.does(said("ca-1", "ended"));
    // The deadline, 14:00, passes before the bill is reversed, in the same commit.
    world.at("03-10T15:00").does(reverse("b-1", "r-1"));
    assert_eq!((world.cash(), figures(&world)), ("5 CNY".into(), ["0", "0", "0"].map(Into::into)));
}

/// A provider that keeps the first quantity of an hour, as AWS and Huawei Cloud do.
#[derive(Default)]
struct Provider {
    hours: std::collections::BTreeMap<defray_core::time::Instant, u32>,
}

impl Provider {
    /// The answer to a usage record. The same quantity again is accepted; another quantity is a duplicate.
    fn answer(&mut self, record: &UsageRecord) -> serde_json::Value {
        match self.hours.insert(record.start, record.quantity) {
            Some(first) if first != record.quantity => {
                self.hours.insert(record.start, first);
                json!({"duplicate": {}})
            }
            _ => json!("accepted"),
        }
    }
}

fn state_of(world: &World, record: &UsageRecord) -> &'static str {
    world.records.usage_record(record.number).unwrap().unwrap().state.name()
}

#[test]
fn n2_a_duplicate_without_a_quantity_is_disputed_until_the_quantity_is_known() {
    for (has, expected) in [(100, ["1", "2", "0"]), (30, ["0.3", "2.7", "0"]), (130, ["1.3", "2", "0.3"])] {
        let mut world = metered();
        world.at("03-10T12:10").settles(bill("b-1", "1 CNY").used_at("03-10"));
        let record = requested(&mut world, "ca-1");
        answer(&mut world, &record, json!({"duplicate": {}}));
        assert_eq!((state_of(&world, &record), world.owed()), ("disputed", vec!["usage_disputed"]));
        assert_eq!(figures(&world), ["0", "0", "0"], "nothing is accepted, and nothing waits");
        // The question stays open: nothing else is sent, and nothing falls back, however late it becomes.
        world.settles(bill("b-2", "2 CNY").used_at("03-10"));
        assert_eq!(world.replays(answered(&record.number.to_string(), json!({"duplicate": {}}))), PriorResult::Nothing);
        let PriorResult::UsageRecord(same) = world.at("03-11").replays(meter("ca-1")) else { panic!("in flight") };
        assert_eq!(same.number, record.number);
        assert_eq!(world.replays(advance()), PriorResult::Nothing);
        answer(&mut world, &record, json!({"duplicate": {"quantity": has}}));
        assert_eq!((state_of(&world, &record), figures(&world)), ("accepted", expected.map(Into::into)));
    }
}

#[test]
fn n2_the_hour_of_a_disputed_record_is_not_sent_again() {
    let mut world = metered();
    world.at("03-10T12:10").settles(bill("b-1", "1 CNY").used_at("03-10"));
    let record = requested(&mut world, "ca-1");
    answer(&mut world, &record, json!({"duplicate": {}}));
    answer(&mut world, &record, json!({"rejected": {"reason": "the provider deleted its record"}}));
    assert_eq!((state_of(&world, &record), figures(&world)), ("void", ["0", "1", "0"].map(Into::into)));
    assert_eq!(requested(world.at("03-10T13:10"), "ca-1").start, instant("03-10T12:00"));
}

#[test]
fn n2_a_ledger_restored_from_a_backup_meters_an_hour_again_and_every_bill_is_paid_once() {
    let amounts = ["1 CNY", "2.5 CNY", "0.75 CNY"];
    // The first ledger metered the bills up to `sent`. Its backup has the bills up to `saved`.
    for (sent, saved) in [(1, 1), (2, 1), (3, 1), (1, 2), (2, 3), (3, 3)] {
        let settled = |world: &mut World, bills: core::ops::Range<usize>| {
            for number in bills {
                world.settles(bill(&format!("b-{number}"), amounts[number]).used_at("03-10"));
            }
        };
        let mut provider = Provider::default();
        let mut lost = metered();
        settled(lost.at("03-10T12:10"), 0..sent);
        let record = requested(&mut lost, "ca-1");
        assert_eq!(provider.answer(&record), json!("accepted"));

        let mut world = metered();
        settled(world.at("03-10T12:10"), 0..saved);
        let again = requested(&mut world, "ca-1");
        assert_eq!(again.start, record.start);
        let said = provider.answer(&again);
        answer(&mut world, &again, said);
        assert_eq!(state_of(&world, &again) == "disputed", sent != saved);
        // The host imports what the backup does not have, and asks the provider which quantity it has.
        settled(&mut world, saved..amounts.len());
        if sent != saved {
            answer(&mut world, &again, json!({"duplicate": {"quantity": record.quantity}}));
        }
        world.at("03-10T13:10").settles(bill("b-9", "5 CNY").used_at("03-10T12:00"));
        let next = requested(&mut world, "ca-1");
        assert_eq!(provider.answer(&next), json!("accepted"));
        answer(&mut world, &next, json!("accepted"));
        assert_eq!(provider.hours.values().sum::<u32>(), 925, "{sent} sent, {saved} saved: 9.25 CNY by 0.01");
        assert_eq!(figures(&world), ["9.25", "0", "0"]);
    }
}

#[test]
fn n2_a_record_without_an_answer_falls_back_when_it_can_no_longer_be_sent() {
    let mut world = metered();
    world.does(top_up("3 CNY"));
    world.at("03-10T12:10").settles(bill("b-1", "1.005 CNY").used_at("03-10"));
    let record = requested(&mut world, "ca-1");
    assert_eq!(record.send_until, Some(instant("03-10T13:00")));
    world.settles(bill("b-2", "2 CNY").used_at("03-10"));
    assert_eq!(world.at("03-10T12:59:59").replays(advance()), PriorResult::Nothing);
    world.at("03-10T15:00").does(advance());
    // The bill that the record carried falls back as a whole. The other one waits for the next record.
    assert_eq!((state_of(&world, &record), figures(&world)), ("too_late", ["0", "2", "0"].map(Into::into)));
    assert_eq!((world.cash(), world.owed()), ("1.995 CNY".into(), vec!["usage_not_metered", "usage_record_too_late"]));
    let corrections = world.bill_record("b-1").corrections.clone();
    let [correction] = corrections.as_slice() else { panic!("{corrections:?}") };
    assert_eq!((correction.at, correction.reason.name()), (instant("03-10T13:00"), "not_answered"));
    assert_eq!(requested(&mut world, "ca-1").quantity, 200);
}

#[test]
fn n2_a_request_after_the_last_sending_time_does_not_repeat_the_record() {
    let mut world = metered();
    world.at("03-10T12:10").settles(bill("b-1", "1 CNY").used_at("03-10"));
    let record = requested(&mut world, "ca-1");
    world.at("03-10T12:30").settles(bill("b-2", "2 CNY").used_at("03-10"));
    let next = requested(world.at("03-10T13:00"), "ca-1");
    assert_eq!((state_of(&world, &record), next.quantity, next.start), ("too_late", 200, instant("03-10T12:00")));
}

#[test]
fn n2_a_late_answer_of_a_record_that_fell_back_becomes_credit() {
    for late in [json!("accepted"), json!({"duplicate": {"quantity": 100}})] {
        let mut world = metered();
        world.at("03-10T12:10").settles(bill("b-1", "1 CNY").used_at("03-10"));
        let record = requested(&mut world, "ca-1");
        world.at("03-10T13:05").does(answered(&record.number.to_string(), late));
        assert_eq!((state_of(&world, &record), figures(&world)), ("accepted", ["1", "0", "1"].map(Into::into)));
        assert_eq!(world.overdraft(), "1 CNY", "the enterprise account paid the bill at 13:00");
        // The provider charged 1 CNY too, so that much less of the next usage is sent.
        world.settles(bill("b-2", "3 CNY").used_at("03-10T12:00"));
        assert_eq!(requested(&mut world, "ca-1").quantity, 200);
    }
    let mut world = metered();
    world.at("03-10T12:10").settles(bill("b-1", "1 CNY").used_at("03-10"));
    let record = requested(&mut world, "ca-1");
    world.at("03-10T13:05").does(answered(&record.number.to_string(), json!({"duplicate": {}})));
    assert_eq!(state_of(&world, &record), "disputed", "the provider has a quantity, and nothing of it is in flight");
    answer(&mut world, &record, json!({"duplicate": {"quantity": 40}}));
    assert_eq!((state_of(&world, &record), figures(&world)), ("accepted", ["0.4", "0", "0.4"].map(Into::into)));

    let mut world = metered();
    world.at("03-10T12:10").settles(bill("b-1", "1 CNY").used_at("03-10"));
    let record = requested(&mut world, "ca-1");
    world.at("03-10T13:05").does(answered(&record.number.to_string(), json!({"rejected": {}})));
    assert_eq!((state_of(&world, &record), figures(&world)), ("too_late", ["0", "0", "0"].map(Into::into)));
    assert_eq!(world.replays(answered(&record.number.to_string(), json!("not_subscribed"))), PriorResult::Nothing);
}
