//! Money coming in, mails going out, and what always holds: M1 to M3, N1, N3, A1, A3, A6, each as a short story.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::world::{
    World, acknowledge, advance, bill, buy, choose, close, dissolve, full_reduction, grant, instant, link, open,
    policy, queued, redeem, reverse, said, top_up, voucher,
};
use defray_core::account::Closing;
use defray_core::event::Event;
use defray_core::outbox::Notification;
use defray_core::{DecideError, Key, PriorResult, Record, RecordStore, Refusal, decide};
use serde_json::json;

const MOST: &str = "999999999999999.999999999999 CNY";
const LEAST: &str = "0.000000000001 CNY";

#[test]
fn m1_a_top_up_repays_the_overdraft_first_then_adds_to_cash() {
    let mut world = World::new();
    world.does(bill("b-1", "10 CNY"));
    world.does(top_up("9.999999999999 CNY"));
    assert_eq!((world.overdraft().as_str(), world.cash().as_str()), (LEAST, "0 CNY"));
    world.does(top_up("5 CNY"));
    assert_eq!((world.overdraft(), world.cash()), ("0 CNY".into(), "4.999999999999 CNY".into()));
}

#[test]
fn m2_a_card_is_bought_from_cash_in_multiples() {
    let mut world = World::new();
    world.does(top_up("299.999999999999 CNY"));
    assert_eq!(world.refuses(buy("c", "300 CNY")), "cash_not_enough");
    for face in ["100.000000000001 CNY", "99 CNY", "0.1 CNY"] {
        assert_eq!(world.refuses(buy("c", face)), "card_not_a_multiple");
    }
    world.does(top_up(LEAST));
    world.does(buy("c", "300 CNY"));
    assert_eq!((world.cash(), world.available("c")), ("0 CNY".into(), Some("300 CNY".into())));
    assert_eq!(world.account().totals.cards.to_string(), "0 CNY", "it was paid for, so nothing came in");
}

#[test]
fn m2_the_multiple_is_the_policy_s() {
    let mut world = World::new();
    world.does(policy(json!({"card_multiple": "0.25"})));
    world.does(top_up("10 CNY"));
    assert_eq!(world.refuses(buy("c", "0.3 CNY")), "card_not_a_multiple");
    world.does(buy("c", "0.75 CNY"));
}

#[test]
fn m2_cards_are_granted_at_any_value_and_used_until_they_expire() {
    let mut world = World::new();
    world.does(grant("c", "12.34 CNY").until("04-01"));
    world.at("04-01").does(advance());
    assert_eq!(world.closed_lot("c"), "expired");
    assert_eq!((world.cash(), world.account().totals.expired.to_string()), ("0 CNY".into(), "12.34 CNY".into()));
}

#[test]
fn m2_an_order_of_huawei_cloud_counts_once_over_the_whole_file() {
    let mut world = World::new();
    world.does(open("beta"));
    world.does(redeem("c", "order-1", "200 CNY"));
    assert_eq!(world.refuses(redeem("d", "order-1", "200 CNY")), "order_already_redeemed");
    let Err(Refusal::OrderAlreadyRedeemed { account, .. }) = world.ask(redeem("c", "order-1", "100 CNY").of("beta"))
    else {
        panic!("refused")
    };
    assert_eq!(account.as_str(), "acme");
    assert_eq!(world.refuses(redeem("d", "order-2", "150 CNY")), "card_not_a_multiple");
    // A refused order is not used up.
    world.does(redeem("d", "order-2", "100 CNY"));
}

#[test]
fn m3_vouchers_have_a_face_a_validity_and_a_kind() {
    let mut world = World::new();
    assert_eq!(world.refuses(voucher("v", "1 CNY").with("minimum_bill", "1 CNY")), "minimum_not_allowed");
    assert_eq!(world.refuses(voucher("v", "1 CNY").with("kind", "card")), "not_a_voucher");
    // `valid_until` after `valid_from` and after the decision instant; exactly at it is empty.
    assert_eq!(world.refuses(voucher("v", "1 CNY").until("03-01")), "validity_empty");
    assert_eq!(world.refuses(voucher("v", "1 CNY").from("03-05").until("03-05")), "validity_empty");
    world.does(voucher("v", "1 CNY").until("03-01T00:00:00.000000001"));
    assert_eq!(world.refuses(full_reduction("v", "1 CNY")), "lot_exists");
    world.at("03-02").does(advance());
    assert_eq!(world.refuses(full_reduction("v", "1 CNY")), "lot_exists", "an id is never used again");
}

#[test]
fn m3_a_card_brings_the_voucher_of_the_highest_tier_it_reaches() {
    let tiers = json!({"card_tiers": [
        {"at_least": "30000", "voucher": "5000"},
        {"at_least": "10000", "voucher": "1000", "valid_for": 86400},
        {"at_least": "100000", "voucher": "20000"},
    ]});
    for (face, gift) in [
        ("9900", None),
        ("10000", Some("1000 CNY")),
        ("29900", Some("1000 CNY")),
        ("30000", Some("5000 CNY")),
        ("100000", Some("20000 CNY")),
    ] {
        let mut world = World::new();
        world.does(policy(tiers.clone()));
        world.does(top_up("100000 CNY"));
        world.does(buy("c", &format!("{face} CNY")));
        assert_eq!(world.available("c-gift").as_deref(), gift, "a card of {face}");
        // A gift of the first tier lasts a day.
        world.at("03-02").ask(advance()).unwrap();
        assert_eq!(world.available("c-gift").is_some(), gift.is_some() && gift != Some("1000 CNY"));
    }
}

#[test]
fn m3_a_gift_whose_id_is_taken_stops_the_purchase_whole() {
    let mut world = World::new();
    world.does(policy(json!({"card_tiers": [{"at_least": "100", "voucher": "1"}]})));
    world.does(top_up("100 CNY"));
    world.does(voucher("c-gift", "1 CNY"));
    assert_eq!(world.refuses(buy("c", "100 CNY")), "lot_exists");
    assert_eq!((world.cash(), world.available("c")), ("100 CNY".into(), None));
}

#[test]
fn n1_arrears_are_told_from_their_beginning_to_the_unlocking() {
    let mut world = World::new();
    world.does(bill("b-1", "10 CNY"));
    world.does(bill("b-2", "5 CNY"));
    assert_eq!(world.owed(), ["arrears_begun"], "one per cause");
    // Three days before the fourteen are over, and not a context earlier.
    world.at("03-11T23:59:59.999999999").replays(advance());
    world.at("03-12").does(advance());
    world.at("03-14T23:59:59.999999999").replays(advance());
    let events = world.at("03-15").does(advance());
    let locked = events.iter().find_map(|event| match event {
        Event::OutboxMessageQueued { notification, .. } => Some(notification.as_ref().clone()),
        _ => None,
    });
    let expected = Notification::AccountLocked {
        account: "acme".parse().unwrap(),
        overdraft: "15 CNY".parse().unwrap(),
        since: instant("03-01"),
        deadline: instant("03-15"),
        payable: Some("15 CNY".parse().unwrap()),
    };
    assert_eq!(locked, Some(expected), "everything a template needs is in it");
    world.does(top_up("15 CNY"));
    assert_eq!(world.owed(), ["arrears_begun", "deadline_near", "account_locked", "account_unlocked"]);
}

#[test]
fn w7_arrears_begin_and_end_by_whole_payable_units() {
    let mut world = World::new();
    world.does(bill("b-1", "0.009999999999 CNY"));
    assert_eq!((world.account().standing.name().name(), world.owed().len()), ("good", 0));
    let events = world.does(bill("b-2", "12.335678901235 CNY"));
    let [Notification::ArrearsBegun { overdraft, payable, .. }] = &*queued(&events) else { panic!("{events:?}") };
    assert_eq!(overdraft.to_string(), "12.345678901234 CNY");
    assert_eq!(payable.map(|payable| payable.to_string()), Some("12.35 CNY".into()));
    world.at("03-15").does(advance());
    assert_eq!(world.account().standing.name().name(), "locked");
    // What is left is less than a person can pay.
    world.does(top_up("12.34 CNY"));
    assert_eq!((world.account().standing.name().name(), world.overdraft()), ("good", "0.005678901234 CNY".into()));
    assert_eq!(world.owed().last(), Some(&"account_unlocked"));
    world.does(top_up("0.01 CNY"));
    assert_eq!((world.overdraft().as_str(), world.cash().as_str()), ("0 CNY", "0.004321098766 CNY"));
}

#[test]
fn w7_the_payable_unit_is_the_policy_s() {
    let mut world = World::new();
    world.does(bill("b-1", "4.5 CNY"));
    assert_eq!(world.account().standing.name().name(), "in_arrears");
    world.does(policy(json!({"payable_unit": "5"})));
    assert_eq!(world.account().standing.name().name(), "good");
    let events = world.does(policy(json!({"payable_unit": "2"})));
    let [Notification::ArrearsBegun { payable, .. }] = &*queued(&events) else { panic!("{events:?}") };
    assert_eq!(payable.map(|payable| payable.to_string()), Some("6 CNY".into()));
    assert_eq!(world.refuses(policy(json!({"payable_unit": "0"}))), "invalid_policy");
}

#[test]
fn w7_a_debt_below_one_payable_unit_is_neither_reminded_of_nor_locked() {
    let mut world = World::new();
    world.does(bill("b-1", "4.5 CNY"));
    world.does(policy(json!({"payable_unit": "5"})).with("account", serde_json::Value::Null));
    assert_eq!(world.account().standing.name().name(), "in_arrears", "a new default policy decides nothing itself");
    world.at("03-30").does(advance());
    assert_eq!((world.account().standing.name().name(), world.owed()), ("good", vec!["arrears_begun"]));
}

#[test]
fn a6_an_account_with_a_debt_below_one_payable_unit_can_be_closed() {
    let mut world = World::new();
    world.does(bill("b-1", "0.01 CNY"));
    world.does(dissolve("cn1/ws"));
    assert_eq!(world.refuses(close()), "account_in_arrears");
    world.does(top_up("0.001 CNY"));
    world.does(close());
    assert_eq!(world.overdraft(), "0.009 CNY");
}

#[test]
fn n1_what_is_repaid_in_time_is_told_no_further_and_standing_stops_no_bill() {
    let mut world = World::new();
    world.does(bill("b-1", "10 CNY"));
    world.at("03-13").does(top_up("10 CNY"));
    world.at("03-30").replays(advance());
    assert_eq!(world.owed(), ["arrears_begun", "deadline_near"]);
    world.does(bill("b-2", "1 CNY"));
    world.at("04-13").does(advance());
    world.settles(bill("b-3", "1 CNY"));
    assert_eq!(world.account().standing.name().name(), "locked");
}

#[test]
fn n1_a_notice_not_shorter_than_the_grace_is_none() {
    for (notice, mails) in [(86_400, 2), (86_399, 3)] {
        let mut world = World::new();
        world.does(policy(json!({"grace": 86_400, "deadline_notice": notice})));
        world.does(bill("b-1", "10 CNY"));
        world.at("03-02").does(advance());
        assert_eq!(world.owed().len(), mails);
    }
}

#[test]
fn n3_outbox_are_owed_in_order_until_acknowledged_and_twice_is_harmless() {
    let mut world = World::with_active("ca-1");
    world.does(choose("cn1/ws", "ca-1"));
    world.at("03-02").does(said("ca-1", "ended"));
    world.does(top_up("1 CNY"));
    world.at("03-03").does(bill("b-1", "1 CNY").used_at("03-01"));
    world.at("03-04").does(bill("b-2", "1 CNY").used_at("03-01"));
    assert_eq!(world.owed(), ["method_changed_by_force", "bills_not_metered", "arrears_begun"]);
    let settled_at = world.position;
    world.does(acknowledge(&format!("{settled_at}.0")));
    assert_eq!(world.owed(), ["method_changed_by_force", "arrears_begun"]);
    assert_eq!(world.replays(acknowledge(&format!("{settled_at}.0"))), PriorResult::Nothing);
    assert_eq!(world.refuses(acknowledge(&format!("{settled_at}.2"))), "unknown_outbox_message");
    // It concerns no account and no clock.
    world.at("01-01").does(acknowledge(&format!("{settled_at}.1")));
    assert_eq!(world.account().decided_at, instant("03-04"));
}

#[test]
fn a3_amounts_stop_short_of_ten_to_the_fifteenth() {
    let cases = [
        (vec![top_up(MOST)], top_up(LEAST)),
        (vec![voucher("a", MOST)], voucher("b", LEAST)),
        (vec![grant("a", MOST)], grant("b", LEAST)),
        (vec![bill("b-1", MOST)], bill("b-2", LEAST)),
        (vec![redeem("a", "o-1", "999999999999900 CNY")], redeem("b", "o-2", "100 CNY")),
    ];
    for (first, more) in cases {
        let mut world = World::new();
        first.into_iter().for_each(|command| drop(world.does(command)));
        assert_eq!(world.refuses(more), "amount_out_of_range");
    }
}

#[test]
fn a3_just_below_the_bound_everything_still_balances() {
    let mut world = World::new();
    world.does(top_up("999999999999999 CNY"));
    world.does(top_up("0.999999999999 CNY"));
    assert_eq!(world.cash(), MOST);
    world.does(bill("b-1", MOST));
    world.does(reverse("b-1", "r-1"));
    assert_eq!(world.cash(), MOST);
    assert_eq!(world.refuses(top_up(LEAST)), "amount_out_of_range");
}

/// What comes in through several doors is one total; otherwise the value, once expired or given up, could not be
/// counted any more, and the account could neither catch up nor be closed.
#[test]
fn a3_value_from_all_doors_together_stays_in_range_so_that_it_can_expire_and_be_given_up() {
    let most_but_two = "999999999999998 CNY";
    let mut world = World::new();
    world.does(voucher("v", most_but_two).until("03-02"));
    assert_eq!(world.refuses(grant("c", "2 CNY").until("03-02")), "amount_out_of_range");
    assert_eq!(world.refuses(top_up("2 CNY")), "amount_out_of_range");
    world.does(grant("c", "1 CNY").until("03-02"));
    world.at("03-02").does(advance());
    assert_eq!(world.account().totals.expired.to_string(), "999999999999999 CNY");

    let mut world = World::empty();
    world.does(open("acme"));
    world.does(top_up("400000000000000 CNY"));
    world.does(voucher("v", "500000000000000 CNY"));
    world.does(close());
    assert_eq!(world.account().totals.forfeited.to_string(), "900000000000000 CNY");
}

#[test]
fn a3_what_a_cloud_account_pays_comes_in_too() {
    let mut world = World::with_active("ca-1");
    world.does(choose("cn1/ws", "ca-1"));
    world.does(top_up("999999999999998 CNY"));
    world.settles(bill("b-1", "1 CNY"));
    assert_eq!(world.refuses(bill("b-2", "1 CNY")), "amount_out_of_range");
}

#[test]
fn a3_an_account_with_both_a_debt_and_a_fortune_balances() {
    let mut world = World::new();
    world.does(policy(json!({"waterfalls": [{"enterprise": ["overdraft"], "cloud": ["cloud_account"]}]})));
    world.does(bill("b-1", "600000000000000 CNY"));
    assert_eq!(world.refuses(voucher("v", "400000000000000 CNY")), "amount_out_of_range", "a debt counts too");
    world.does(voucher("v", "399999999999999 CNY").until("03-02"));
    world.at("03-02").does(advance());
    assert_eq!(world.overdraft(), "600000000000000 CNY");
}

#[test]
fn a6_every_refusal_code_is_one_word_and_no_two_are_the_same() {
    let codes: BTreeSet<_> = Refusal::CODES.iter().collect();
    assert_eq!(codes.len(), Refusal::CODES.len());
    for code in codes {
        assert!(code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{code}");
    }
}

/// Decides `advance` and a top-up over the records.
fn both_diverge(world: &World) {
    for command in [advance().command(), top_up("1 CNY").command()] {
        let decided = decide(&world.records, &command, instant("03-30"), None, None, 99);
        assert!(matches!(decided, Err(DecideError::Diverged(_))), "{decided:?}");
    }
}

#[test]
fn what_is_due_and_has_no_effect_diverges_instead_of_repeating_for_ever() {
    let mut world = World::new();
    world.does(link("ca-1"));
    // The account lists a deadline of a cloud account that is not closing.
    let mut account = world.account().as_ref().clone();
    account.closings = vec![Closing { deadline: instant("03-05"), cloud_account: "ca-1".parse().unwrap() }];
    world.records.put(Key::account(&account.id), Some(Record::Account(Arc::new(account.clone()))));
    world.records.put(Key::due(instant("03-05"), &account.id), Some(Record::AccountId(account.id.clone())));
    both_diverge(&world);
}

#[test]
fn a_due_record_that_its_account_does_not_confirm_diverges() {
    let mut world = World::new();
    let id = world.account().id.clone();
    world.records.put(Key::due(instant("03-05"), &id), Some(Record::AccountId(id.clone())));
    let decided = decide(&world.records, &advance().command(), instant("03-30"), None, None, 99);
    assert!(matches!(decided, Err(DecideError::Diverged(_))), "{decided:?}");
}
