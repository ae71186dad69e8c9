//! Batches whose entries a thread encodes while the next commands are decided.

use defray::testing::Dice;
use defray::{Engine, MemoryStore, Mode, Options, Request};

use crate::common::{bill, bind, does, hours, keyed, open, options, reverse, top_up, voucher};

const ACCOUNTS: u64 = 20;
/// The account of this number pays with many small vouchers, so its receipts are long.
const OF_VOUCHERS: u64 = 7;
const VOUCHERS: u32 = 3_000;

fn name(account: u64) -> String {
    format!("acme-{account}")
}

fn engine(threads: bool) -> Engine {
    let options = Options { threads, ..options() };
    let engine = Engine::open_in(MemoryStore::default(), options).unwrap();
    does(&engine, (0..ACCOUNTS).map(|account| open(&name(account))));
    does(&engine, (0..ACCOUNTS).map(|account| bind(&name(account), &format!("cn1/ws-{account}"))));
    does(&engine, (0..ACCOUNTS).map(|account| top_up(&name(account), "100 CNY")));
    let small = |number: u32| voucher(&name(OF_VOUCHERS), &format!("v-{number}"), "0.001 CNY", None);
    does(&engine, (0..VOUCHERS).map(small));
    engine
}

/// A batch of bills. Some commands have no entry, or one that is not small; some repeat what an earlier one did.
fn batch(dice: &mut Dice, next: &mut u64) -> Vec<Request> {
    let first = *next;
    let one = |number: u64, dice: &mut Dice| {
        let account = if dice.below(200) == 0 { OF_VOUCHERS } else { dice.below(ACCOUNTS) };
        // 80 slices, or one.
        let amount = if account == OF_VOUCHERS && dice.below(4) == 0 { "0.08 CNY" } else { "0.001 CNY" };
        bill(&format!("b-{number}"), &format!("cn1/ws-{account}"), amount).at(hours(1))
    };
    let commands = dice.below(3_000) + 1;
    // Without rare commands the thread encodes the whole batch.
    let rare = if dice.coin() { 100 } else { 100_000 };
    let mut requests = Vec::new();
    for _ in 0..commands {
        *next += 1;
        let earlier = first + dice.below(*next - first);
        requests.push(match dice.below(rare) {
            0 => bill(&format!("b-{next}"), "cn1/unknown", "1 CNY").at(hours(1)),
            1 => top_up(&name(dice.below(ACCOUNTS)), "1 CNY").at(hours(1)),
            2 => reverse(&format!("b-{earlier}")).at(hours(1)),
            3 => bill(&format!("b-{earlier}"), "cn1/ws-3", "0.002 CNY").at(hours(1)),
            4 | 5 => {
                let key = format!("k-{}", dice.below(4));
                keyed(one(*next, dice), &key)
            }
            _ => one(*next, dice),
        });
    }
    requests
}

#[test]
fn a_batch_has_the_same_result_with_and_without_threads() {
    let (alone, threaded) = (engine(false), engine(true));
    let (mut dice, mut next) = (Dice::new(21), 0);
    let mut refused = 0;
    for round in 0..30 {
        let requests = batch(&mut dice, &mut next);
        let expected = alone.submit_all(requests.clone(), Mode::Independent);
        let answers = threaded.submit_all(requests, Mode::Independent);
        assert_eq!(answers.len(), expected.len());
        for (index, (answer, expected)) in answers.iter().zip(&expected).enumerate() {
            assert_eq!(format!("{answer:?}"), format!("{expected:?}"), "answer {index} of batch {round}");
        }
        refused += expected.iter().filter(|answer| answer.is_err()).count();
        let (alone, threaded) = (alone.snapshot(), threaded.snapshot());
        assert_eq!((alone.position(), alone.head()), (threaded.position(), threaded.head()), "batch {round}");
    }
    assert!(refused > 100, "{refused} refused");
    threaded.snapshot().verify(&mut defray::no_progress).unwrap();
}
