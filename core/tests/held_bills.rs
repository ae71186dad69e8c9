//! Bills that the credit limit holds (W7): which of them a command pays, compared with a plain list.

use crate::world::{World, advance, bill, choose, policy, reverse, said, top_up, voucher};
use defray_core::id::{AccountId, ItemId};
use defray_core::records::{items_held_for_credit, oldest_held_for_credit};
use serde_json::json;

/// A held bill of the plain list: its id, whether it is for SMS, and its amount in hundredths.
type Waiting = (String, bool, u64);

fn yuan(hundredths: u64) -> String {
    format!("{}.{:02} CNY", hundredths / 100, hundredths % 100)
}

/// Numbers that look random, always the same.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// Pays the bills of the plain list, oldest first, out of a voucher (not for SMS) and cash.
fn pay(waiting: &mut Vec<Waiting>, voucher: &mut u64, cash: &mut u64) {
    waiting.retain(|(_, sms, amount)| {
        let from_voucher = if *sms { 0 } else { (*amount).min(*voucher) };
        let rest = amount - from_voucher;
        if rest > *cash {
            return true;
        }
        (*voucher, *cash) = (*voucher - from_voucher, *cash - rest);
        false
    });
}

/// The ids of the bills that the lists of the account name, by the search without a limit.
fn listed(world: &World) -> Vec<String> {
    let account: AccountId = "acme".parse().unwrap();
    let mut found = Vec::new();
    for item in items_held_for_credit(&world.records, &account).unwrap() {
        let mut after = None;
        while let Some(held) = oldest_held_for_credit(&world.records, (&account, &item), after, None).unwrap() {
            after = Some(held.queue);
            found.push((held.queue, held.bill.to_string()));
        }
    }
    found.sort();
    found.into_iter().map(|(_, bill)| bill).collect()
}

#[test]
fn w7_value_pays_the_oldest_bills_that_it_covers_and_no_others() {
    for seed in 0..6 {
        let (mut world, mut numbers) = (World::new(), Numbers(seed));
        world.does(policy(json!({"credit_limit": "0"})));
        let (mut waiting, mut from_voucher, mut cash): (Vec<Waiting>, u64, u64) = (Vec::new(), 0, 0);
        for step in 0..120 {
            // Ranges of journal positions on all levels.
            world.position += numbers.below(if step % 7 == 0 { 40_000_000 } else { 300 });
            match numbers.below(8) {
                0 => {
                    let amount = 1 + numbers.below(700);
                    world.does(top_up(&yuan(amount)));
                    cash += amount;
                }
                1 => {
                    let amount = 1 + numbers.below(300);
                    world.does(voucher(&format!("v-{step}"), &yuan(amount)));
                    from_voucher += amount;
                }
                2 if !waiting.is_empty() => {
                    let place = numbers.below(waiting.len() as u64) as usize;
                    let (id, ..) = waiting.remove(place);
                    world.does(reverse(&id, "r"));
                }
                _ => {
                    let (id, sms, amount) = (format!("b-{step}"), numbers.below(3) == 0, 1 + numbers.below(500));
                    world.does(bill(&id, &yuan(amount)).item(if sms { "sms" } else { "logs" }));
                    // A new bill is settled if it can be; the older ones are not tried.
                    let mut new = vec![(id, sms, amount)];
                    pay(&mut new, &mut from_voucher, &mut cash);
                    waiting.append(&mut new);
                    continue;
                }
            }
            pay(&mut waiting, &mut from_voucher, &mut cash);
            let expected: Vec<_> = waiting.iter().map(|(id, ..)| id.clone()).collect();
            assert_eq!(listed(&world), expected, "seed {seed}, step {step}");
            assert_eq!(world.cash(), yuan(cash).parse::<defray_core::money::Money>().unwrap().to_string());
        }
        assert!(!waiting.is_empty(), "seed {seed}");
    }
}

#[test]
fn w7_a_search_finds_only_amounts_up_to_its_limit() {
    let mut world = World::new();
    world.does(policy(json!({"credit_limit": "0"})));
    for (number, amount) in [5_u64, 3, 8, 1, 4].into_iter().enumerate() {
        world.position += 70_000;
        world.does(bill(&format!("b-{number}"), &format!("{amount} CNY")));
    }
    let (account, item): (AccountId, ItemId) = ("acme".parse().unwrap(), "logs".parse().unwrap());
    let mut after = None;
    let mut found = Vec::new();
    let most = "4 CNY".parse().unwrap();
    while let Some(held) = oldest_held_for_credit(&world.records, (&account, &item), after, Some(&most)).unwrap() {
        after = Some(held.queue);
        found.push(held.bill.to_string());
    }
    assert_eq!(found, ["b-1", "b-3", "b-4"]);
}

#[test]
fn w7_a_bill_whose_payer_has_become_a_cloud_account_is_tried_with_the_next_value() {
    let mut world = World::with_active("ca-1");
    world.does(policy(json!({"credit_limit": "0"})));
    // Usage that is still to come: the enterprise account pays as things are, and has no money.
    world.holds(bill("b-1", "100 CNY").used_at("03-20"));
    world.at("03-10").does(choose("cn1/ws", "ca-1"));
    assert_eq!(world.bill_status("b-1"), "held", "no value came in");
    world.does(top_up("1 CNY"));
    assert_eq!((world.bill_status("b-1"), world.cash()), ("settled", "1 CNY".into()));
    assert_eq!(listed(&world), [""; 0]);
}

#[test]
fn w7_a_bill_that_the_enterprise_account_cannot_pay_after_the_patience_goes_to_the_cloud_account_later() {
    let mut world = World::with_active("ca-1");
    world.does(policy(json!({"credit_limit": "0"})));
    world.does(choose("cn1/ws", "ca-1"));
    world.at("03-05").does(said("ca-1", "suspended"));
    world.holds(bill("b-1", "100 CNY").used_at("03-06"));
    world.at("04-10").does(advance());
    assert_eq!(listed(&world), ["b-1"], "the patience is over, and there is no money");
    world.at("04-11").does(said("ca-1", "resumed"));
    world.does(top_up("1 CNY"));
    assert_eq!((world.bill_status("b-1"), world.cash()), ("settled", "1 CNY".into()));
}
