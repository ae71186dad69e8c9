//! Out of which money: W1 to W9, each as a short story.

use crate::world::{
    World, advance, bill, choose, full_reduction, grant, policy, reverse, reverse_part, skips, slices, t, top_up, void,
    voucher,
};
use defray_core::bill::HoldReason;
use defray_core::money::Money;
use serde_json::json;

/// A wallet with something of everything, filled in an order that must not matter.
fn fill(world: &mut World) {
    world.does(top_up("40 CNY"));
    world.does(grant("card", "30 CNY"));
    world.does(full_reduction("reduction", "20 CNY"));
    world.does(voucher("voucher", "10 CNY"));
}

#[test]
fn w1_the_enterprise_account_pays_by_vouchers_then_reductions_then_cards_then_cash_then_overdraft() {
    let mut world = World::new();
    fill(&mut world);
    let receipt = world.settles(bill("b-1", "150 CNY"));
    let expected = ["voucher 10 CNY", "reduction 20 CNY", "card 30 CNY", "cash 40 CNY", "overdraft 50 CNY"];
    assert_eq!(slices(&receipt), expected);
    assert_eq!((world.cash(), world.overdraft()), ("0 CNY".into(), "50 CNY".into()));
}

#[test]
fn w1_each_fund_takes_what_it_can_and_the_rest_is_not_needed() {
    let mut world = World::new();
    fill(&mut world);
    let receipt = world.settles(bill("b-1", "30.000000000001 CNY"));
    assert_eq!(slices(&receipt), ["voucher 10 CNY", "reduction 20 CNY", "card 0.000000000001 CNY"]);
    assert_eq!(skips(&receipt), ["cash not_needed", "overdraft not_needed"]);
    assert_eq!(world.available("card").unwrap(), "29.999999999999 CNY");
}

#[test]
fn w1_a_policy_may_order_the_funds_otherwise() {
    let mut world = World::new();
    fill(&mut world);
    world.does(policy(json!({"waterfalls": [
        {"items": ["logs"], "enterprise": ["cash", "card"], "cloud": ["cloud_account"]},
        {"enterprise": ["overdraft"], "cloud": ["cloud_account"]},
    ]})));
    let receipt = world.settles(bill("b-1", "60 CNY"));
    assert_eq!(slices(&receipt), ["cash 40 CNY", "card 20 CNY"]);
    assert_eq!(skips(&receipt), ["voucher not_in_waterfall", "reduction not_in_waterfall"]);
    assert_eq!(slices(&world.settles(bill("b-2", "1 CNY").item("traces"))), ["overdraft 1 CNY"]);
}

#[test]
fn w2_a_cloud_account_pays_what_vouchers_and_cards_leave_and_cash_is_not_touched() {
    let mut world = World::with_active("ca-1");
    fill(&mut world);
    world.does(choose("cn1/ws", "ca-1"));
    let receipt = world.settles(bill("b-1", "100 CNY"));
    let expected = ["voucher 10 CNY", "reduction 20 CNY", "card 30 CNY", "cloud_account 40 CNY"];
    assert_eq!(slices(&receipt), expected);
    assert_eq!(skips(&receipt), [""; 0]);
    assert_eq!(world.cash(), "40 CNY");
    assert_eq!(world.account().totals.cloud_paid.to_string(), "40 CNY");
}

#[test]
fn w3_sms_and_dial_tests_never_touch_vouchers() {
    for item in ["sms", "dial_test"] {
        let mut world = World::new();
        fill(&mut world);
        let receipt = world.settles(bill("b-1", "100 CNY").item(item));
        assert_eq!(slices(&receipt), ["card 30 CNY", "cash 40 CNY", "overdraft 30 CNY"], "{item}");
        assert_eq!(skips(&receipt), ["voucher not_in_waterfall", "reduction not_in_waterfall"], "{item}");

        let mut world = World::with_active("ca-1");
        fill(&mut world);
        world.does(choose("cn1/ws", "ca-1"));
        let receipt = world.settles(bill("b-1", "100 CNY").item(item));
        assert_eq!(slices(&receipt), ["card 30 CNY", "cloud_account 70 CNY"], "{item}");
    }
}

#[test]
fn w4_earliest_expiry_first_then_issue_then_id() {
    let mut world = World::new();
    world.does(voucher("a-never", "1 CNY"));
    world.does(voucher("b-late", "1 CNY").until("05-01"));
    world.does(voucher("z-soon-old", "1 CNY").until("04-01"));
    world.at("03-02");
    world.does(voucher("c-soon-same", "1 CNY").until("04-01"));
    world.does(voucher("b-soon-same", "1 CNY").until("04-01"));
    world.does(voucher("a-soonest", "1 CNY").until("03-31T23:59:59.999999999"));
    let receipt = world.settles(bill("b-1", "6 CNY"));
    let order = ["a-soonest", "z-soon-old", "b-soon-same", "c-soon-same", "b-late", "a-never"];
    assert_eq!(slices(&receipt), order.map(|lot| format!("{lot} 1 CNY")));
}

#[test]
fn w5_a_lot_pays_from_its_first_instant_up_to_but_not_at_its_last() {
    let nearly = |world: &mut World, at: &str, number: u32| {
        let receipt = world.at(at).settles(bill(&format!("b-{number}"), "1 CNY"));
        (slices(&receipt).join(), skips(&receipt).join())
    };
    let mut world = World::new();
    world.does(top_up("100 CNY"));
    world.does(voucher("v", "10 CNY").from("03-02").until("03-03"));
    let cash = ("cash 1 CNY".to_owned(), "v not_yet_valid, overdraft not_needed".to_owned());
    assert_eq!(nearly(&mut world, "03-01T23:59:59.999999999", 1), cash);
    let lot = ("v 1 CNY".to_owned(), "cash not_needed, overdraft not_needed".to_owned());
    assert_eq!(nearly(&mut world, "03-02", 2), lot);
    assert_eq!(nearly(&mut world, "03-02T23:59:59.999999999", 3), lot);
    assert_eq!(nearly(&mut world, "03-03", 4), ("cash 1 CNY".to_owned(), "overdraft not_needed".to_owned()));
    assert_eq!(world.closed_lot("v"), "expired");
    assert_eq!(world.account().totals.expired.to_string(), "8 CNY");
}

/// A voucher until the second of March that expired with 10, and the policy that judges validity at the start of usage.
fn expired_voucher() -> World {
    let mut world = World::new();
    world.does(policy(json!({"validity_at": "usage_start"})));
    world.does(voucher("v", "10 CNY").until("03-02"));
    world.at("03-02").does(advance());
    assert_eq!(world.account().totals.expired.to_string(), "10 CNY");
    world
}

#[test]
fn w5_by_policy_an_expired_lot_pays_usage_that_began_within_its_validity() {
    let mut world = expired_voucher();
    let events = world.does(bill("b-1", "4 CNY").used_at("03-01T23:00"));
    let names: Vec<_> = events.iter().map(defray_core::event::Event::name).collect();
    assert_eq!(names, ["lot_reopened", "bill_settled", "lot_expired"]);
    assert_eq!(slices(&world.receipt("b-1")), ["v 4 CNY"]);
    assert_eq!((world.closed_lot("v"), world.account().totals.expired.to_string()), ("expired", "6 CNY".into()));
    // Usage that begins at the end of the validity is not within it.
    let late = world.settles(bill("b-2", "4 CNY").used_at("03-02"));
    assert_eq!((slices(&late), skips(&late)), (vec!["overdraft 4 CNY".into()], vec!["cash empty".to_owned()]));
    let names = |events: Vec<defray_core::event::Event>| events.iter().map(|one| one.name()).collect::<Vec<_>>();
    let all = world.at("03-09").does(bill("b-3", "6 CNY").used_at("03-01"));
    assert_eq!(names(all), ["lot_reopened", "bill_settled"]);
    assert_eq!((world.closed_lot("v"), world.account().totals.expired.to_string()), ("exhausted", "0 CNY".into()));
    // What a reversal refunds to an expired lot can pay again.
    world.does(reverse("b-3", "r-1"));
    assert_eq!((world.closed_lot("v"), world.account().totals.expired.to_string()), ("expired", "6 CNY".into()));
    assert_eq!(slices(&world.settles(bill("b-4", "7 CNY"))), ["v 6 CNY", "overdraft 1 CNY"]);
}

#[test]
fn w5_by_policy_a_lot_does_not_pay_usage_from_before_its_validity() {
    let mut world = expired_voucher();
    world.does(voucher("w", "10 CNY"));
    let receipt = world.settles(bill("b-1", "12 CNY").used_at("03-01"));
    assert_eq!(slices(&receipt), ["v 10 CNY", "overdraft 2 CNY"]);
    assert_eq!(skips(&receipt), ["w not_yet_valid", "cash empty"]);
    // Usage to come is judged at the settlement.
    let to_come = world.settles(bill("b-2", "1 CNY").used_at("03-04"));
    assert_eq!(slices(&to_come), ["w 1 CNY"]);
}

#[test]
fn w5_without_the_policy_a_lot_that_expired_stays_expired() {
    let mut world = expired_voucher();
    world.does(policy(json!({})));
    assert_eq!(slices(&world.settles(bill("b-1", "4 CNY").used_at("03-01"))), ["overdraft 4 CNY"]);
}

#[test]
fn w5_a_minimum_is_met_by_the_whole_bill_not_by_what_is_left_of_it() {
    let mut world = World::new();
    world.does(top_up("500 CNY"));
    world.does(full_reduction("r", "10 CNY").with("minimum_bill", "100 CNY"));
    let below = world.settles(bill("b-1", "99.999999999999 CNY"));
    assert_eq!(skips(&below), ["r below_minimum", "overdraft not_needed"]);
    world.does(voucher("v", "95 CNY"));
    let at_it = world.settles(bill("b-2", "100 CNY"));
    assert_eq!(slices(&at_it), ["v 95 CNY", "r 5 CNY"]);
}

#[test]
fn w6_slices_sum_to_the_bill_to_the_last_of_twelve_decimals() {
    let mut world = World::new();
    world.does(voucher("v", "0.000000000001 CNY"));
    world.does(grant("c", "0.1 CNY"));
    world.does(top_up("0.03 CNY"));
    let receipt = world.settles(bill("b-1", "0.130000000002 CNY"));
    let expected = ["v 0.000000000001 CNY", "c 0.1 CNY", "cash 0.03 CNY", "overdraft 0.000000000001 CNY"];
    assert_eq!(slices(&receipt), expected);
}

#[test]
fn w6_the_largest_amount_is_kept_exactly() {
    let mut world = World::new();
    world.does(top_up("999999999999999.999999999999 CNY"));
    let receipt = world.settles(bill("b-1", "999999999999999.999999999998 CNY"));
    assert_eq!(slices(&receipt), ["cash 999999999999999.999999999998 CNY"]);
    assert_eq!(world.cash(), "0.000000000001 CNY");
}

#[test]
fn w7_the_overdraft_goes_to_the_credit_limit_and_not_one_decimal_further() {
    let mut world = World::new();
    world.does(policy(json!({"credit_limit": "100"})));
    world.does(top_up("10 CNY"));
    let over = world.holds(bill("b-1", "110.000000000001 CNY"));
    let text = |text: &str| text.parse::<Money>().unwrap();
    assert_eq!(
        over,
        HoldReason::CreditLimit { uncovered: text("100.000000000001 CNY"), credit_left: Some(text("100 CNY")) }
    );
    assert_eq!(world.cash(), "10 CNY", "it is held whole, not half paid");
    let at_it = world.settles(bill("b-2", "110 CNY"));
    assert_eq!(slices(&at_it), ["cash 10 CNY", "overdraft 100 CNY"]);
    world.holds(bill("b-3", "0.000000000001 CNY"));
}

#[test]
fn w7_without_an_overdraft_in_the_waterfall_what_is_not_covered_is_held() {
    let mut world = World::new();
    world.does(policy(json!({"waterfalls": [{"enterprise": ["cash"], "cloud": ["cloud_account"]}]})));
    let held = world.holds(bill("b-1", "1 CNY"));
    assert_eq!(held, HoldReason::CreditLimit { uncovered: "1 CNY".parse().unwrap(), credit_left: None });
}

#[test]
fn w7_held_bills_are_tried_again_oldest_first_whenever_value_comes_in() {
    let ways = [top_up("7 CNY"), voucher("v", "7 CNY"), grant("c", "7 CNY"), policy(json!({"credit_limit": "7"}))];
    for way in ways {
        let mut world = World::new();
        world.does(policy(json!({"credit_limit": "0"})));
        for (id, amount) in [("b-1", "5 CNY"), ("b-2", "3 CNY"), ("b-3", "2 CNY"), ("b-4", "1 CNY")] {
            world.holds(bill(id, amount));
        }
        world.does(way);
        let statuses = ["b-1", "b-2", "b-3", "b-4"].map(|id| world.bill_status(id));
        // 5 of 7 are used, 3 do not fit, 2 do, nothing is left for the last.
        assert_eq!(statuses, ["settled", "held", "settled", "held"]);
    }
}

#[test]
fn w7_a_reversal_too_lets_held_bills_be_paid() {
    let mut world = World::new();
    world.does(policy(json!({"credit_limit": "0"})));
    world.does(top_up("5 CNY"));
    world.does(bill("b-1", "5 CNY"));
    world.holds(bill("b-2", "4 CNY"));
    world.does(reverse("b-1", "r-1"));
    assert_eq!((world.bill_status("b-2"), world.cash()), ("settled", "1 CNY".into()));
}

#[test]
fn w8_a_negative_bill_is_refused_and_a_bill_of_nothing_settles_without_slices() {
    let mut world = World::new();
    fill(&mut world);
    assert_eq!(world.refuses(bill("b-1", "-0.000000000001 CNY")), "bill_negative");
    let receipt = world.settles(bill("b-2", "0 CNY"));
    assert_eq!(slices(&receipt), [""; 0]);
    let all = ["voucher", "reduction", "card", "cash", "overdraft"].map(|fund| format!("{fund} not_needed"));
    assert_eq!(skips(&receipt), all);
}

#[test]
fn w8_a_bill_of_nothing_says_why_a_lot_could_not_have_paid() {
    let mut world = World::new();
    world.does(voucher("later", "1 CNY").from("04-01"));
    world.does(full_reduction("large", "1 CNY").with("minimum_bill", "1 CNY"));
    let receipt = world.settles(bill("b-1", "0 CNY").item("logs"));
    let expected = ["later not_yet_valid", "large below_minimum", "cash not_needed", "overdraft not_needed"];
    assert_eq!(skips(&receipt), expected);
}

#[test]
fn w9_a_reversal_returns_the_latest_slice_first_to_where_it_came_from() {
    let mut world = World::new();
    fill(&mut world);
    world.does(bill("b-1", "150 CNY"));
    // Overdraft 50 first, then 10 of the cash.
    world.does(reverse_part("b-1", "r-1", "60 CNY"));
    assert_eq!((world.overdraft(), world.cash()), ("0 CNY".into(), "10 CNY".into()));
    // The rest of the cash, the card, and 1 of the reduction.
    world.does(reverse_part("b-1", "r-2", "61 CNY"));
    assert_eq!(world.cash(), "40 CNY");
    assert_eq!(world.available("card").unwrap(), "30 CNY");
    assert_eq!(world.available("reduction").unwrap(), "1 CNY");
    assert_eq!(world.available("voucher"), None);
    // All that is left: 19 and 10.
    world.does(reverse("b-1", "r-3"));
    assert_eq!(world.bill_record("b-1").reversals.last().unwrap().amount.to_string(), "29 CNY");
    assert_eq!(world.available("voucher").unwrap(), "10 CNY");
    assert_eq!(world.account().totals.settled.to_string(), "0 CNY");
    assert_eq!(world.refuses(reverse("b-1", "r-4")), "nothing_to_reverse");
}

#[test]
fn w9_value_returned_to_an_expired_lot_stays_expired_and_to_a_void_one_void() {
    let mut world = World::new();
    world.does(voucher("used-up", "1 CNY").until("03-10"));
    world.does(full_reduction("void", "2 CNY"));
    world.does(grant("half", "4 CNY").until("03-11"));
    world.does(bill("b-1", "6 CNY"));
    world.does(void("void"));
    world.at("03-11").does(advance());
    world.does(reverse("b-1", "r-1"));
    let refunds = world.bill_record("b-1").reversals[0].refunds.clone();
    let to: Vec<_> = refunds.iter().map(|one| format!("{:?} {}", one.to, one.amount)).collect();
    assert_eq!(to, ["ExpiredLot 3 CNY", "VoidLot 2 CNY", "ExpiredLot 1 CNY"]);
    assert_eq!(["used-up", "void", "half"].map(|lot| world.closed_lot(lot)), ["expired", "void", "expired"]);
    assert_eq!((world.cash(), world.account().lots.len()), ("0 CNY".into(), 0));
    assert_eq!(world.account().totals.expired.to_string(), "5 CNY");
}

#[test]
fn w9_a_used_up_lot_pays_again_when_value_comes_back_in_time() {
    for (at, to) in [("03-09T23:59:59.999999999", "Lot"), ("03-10", "ExpiredLot")] {
        let mut world = World::new();
        world.does(voucher("v", "1 CNY").until("03-10"));
        world.does(bill("b-1", "1 CNY"));
        world.at(at).does(reverse("b-1", "r-1"));
        assert_eq!(format!("{:?}", world.bill_record("b-1").reversals[0].refunds[0].to), to, "{at}");
        assert_eq!(world.available("v").is_some(), to == "Lot");
    }
}

#[test]
fn w9_refunded_cash_repays_an_overdraft_first() {
    let mut world = World::new();
    world.does(top_up("10 CNY"));
    world.does(bill("b-1", "10 CNY"));
    world.does(bill("b-2", "4 CNY"));
    world.does(reverse("b-1", "r-1"));
    assert_eq!((world.overdraft(), world.cash()), ("0 CNY".into(), "6 CNY".into()));
    let refunds = world.bill_record("b-1").reversals[0].refunds.len();
    assert_eq!(refunds, 2, "both kinds of refund occur");
    // What an overdraft paid comes back as cash once there is no overdraft any more.
    world.does(reverse("b-2", "r-1"));
    assert_eq!(world.cash(), "10 CNY");
}

#[test]
fn w9_what_a_cloud_account_paid_is_taken_off_its_charge() {
    let mut world = World::with_active("ca-1");
    world.does(choose("cn1/ws", "ca-1"));
    world.does(bill("b-1", "10 CNY"));
    world.does(reverse_part("b-1", "r-1", "3 CNY"));
    assert_eq!(world.account().totals.cloud_paid.to_string(), "7 CNY");
    assert_eq!(world.cash(), "0 CNY");
}

#[test]
fn w9_a_held_bill_is_reversed_whole_and_never_settles() {
    let mut world = World::new();
    world.does(policy(json!({"credit_limit": "0"})));
    world.holds(bill("b-1", "5 CNY"));
    assert_eq!(world.refuses(reverse_part("b-1", "r-1", "4.999999999999 CNY")), "reversal_must_be_whole");
    assert_eq!(world.refuses(reverse_part("b-1", "r-1", "5.000000000001 CNY")), "reversal_too_large");
    world.does(reverse_part("b-1", "r-1", "5 CNY"));
    world.does(top_up("100 CNY"));
    assert_eq!((world.bill_status("b-1"), world.cash()), ("cancelled", "100 CNY".into()));
    world.replays(bill("b-1", "5 CNY"));
    assert_eq!(world.refuses(reverse("b-1", "r-2")), "nothing_to_reverse");
}

#[test]
fn w9_a_held_bill_of_nothing_is_cancelled_too() {
    let mut world = World::with_active("ca-1");
    world.does(choose("cn1/ws", "ca-1"));
    world.does(crate::world::said("ca-1", "suspended"));
    world.holds(bill("b-1", "0 CNY"));
    world.does(reverse("b-1", "r-1"));
    world.at("03-02").does(crate::world::said("ca-1", "resumed"));
    assert_eq!(world.bill_status("b-1"), "cancelled");
}

#[test]
fn w9_the_same_reversal_again_gives_the_first_result() {
    let mut world = World::new();
    world.does(bill("b-1", "5 CNY"));
    world.does(reverse_part("b-1", "r-1", "2 CNY").with("reason", "a credit note"));
    world.replays(reverse_part("b-1", "r-1", "2.00 CNY").with("reason", "a credit note"));
    assert_eq!(world.refuses(reverse_part("b-1", "r-1", "2 CNY")), "reversal_conflict");
    assert_eq!(world.refuses(reverse("b-1", "r-1").with("reason", "a credit note")), "reversal_conflict");
    assert_eq!(world.overdraft(), "3 CNY");
    assert_eq!(world.receipt("b-1").settled_at.to_string(), t("03-01"));
}

trait Join {
    fn join(self) -> String;
}

impl Join for Vec<String> {
    fn join(self) -> String {
        self.as_slice().join(", ")
    }
}
