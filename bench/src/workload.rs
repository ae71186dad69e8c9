//! The bills that every system settles, and the accounts that pay them.

use std::fmt;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use crate::outcome::Outcome;

/// The funds of each account at the beginning, in millionths of a yuan, in the order in which they pay: an ordinary
/// voucher, a full-reduction voucher without a minimum, a card, cash.
pub const FUNDS: [i64; 4] = [1_000_000, 1_000_000, 5_000_000, 1_000_000_000];

/// The amount of each bill of the workload, in millionths of a yuan.
pub const AMOUNT: i64 = 12_500;

/// The number of bills in a batch when bills are settled only to fill a ledger.
pub const FILL_BATCH: u64 = 8_000;

/// The order of the ids of bills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IdOrder {
    /// A date and a number that grows: each id sorts after all earlier ones.
    Ordered,
    /// 16 hexadecimal digits without an order.
    Random,
}

impl fmt::Display for IdOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Ordered => "ordered",
            Self::Random => "random",
        })
    }
}

/// A bill for usage of the workspace of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageBill {
    /// The id of the bill, unique in the ledger.
    pub id: String,
    /// The number of the account, from 0.
    pub account: u64,
    /// The amount in millionths of a yuan, above 0.
    pub amount: i64,
}

/// Bills that differ in their numbers only.
#[derive(Clone, Copy, Debug)]
pub struct Workload {
    /// The number of accounts.
    pub accounts: u64,
    /// The order of the ids.
    pub ids: IdOrder,
}

impl Workload {
    /// The bill with this number.
    pub fn bill(&self, number: u64) -> UsageBill {
        // Visits all accounts in an order that makes caches ineffective.
        let account = number.wrapping_mul(7_919) % self.accounts.max(1);
        UsageBill { id: bill_id(self.ids, number), account, amount: AMOUNT }
    }

    /// The bills with `count` numbers from `first` on.
    pub fn bills(&self, first: u64, count: u64) -> Vec<UsageBill> {
        (first..first.saturating_add(count)).map(|number| self.bill(number)).collect()
    }
}

/// The id of the bill with this number. Two numbers never have the same id.
pub fn bill_id(order: IdOrder, number: u64) -> String {
    match order {
        IdOrder::Ordered => format!("2026-03-01/{number:010}"),
        IdOrder::Random => format!("{:016x}", permuted(number)),
    }
}

/// A permutation of all 64-bit numbers whose results look random: the last steps of the SplitMix64 generator. Each step
/// has an inverse, so ids are unique without a set of the ids already used.
pub const fn permuted(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// An amount in millionths of a yuan as text, such as `0.012500 CNY`.
pub fn money(millionths: i64) -> String {
    format!("{}.{:06} CNY", millionths / 1_000_000, millionths % 1_000_000)
}

/// The millionths of a text such as `0.0125 CNY`, which is not negative.
///
/// # Errors
///
/// An error when the text does not have that form or has more than six decimals.
pub fn millionths(text: &str) -> Outcome<i64> {
    let wrong = || format!("`{text}` is not an amount: expected at most six decimals and CNY");
    let decimal = text.strip_suffix(" CNY").ok_or_else(wrong)?;
    let (whole, decimals) = decimal.split_once('.').unwrap_or((decimal, ""));
    if decimals.len() > 6 {
        return Err(wrong().into());
    }
    let digits = format!("{whole}{decimals:0<6}");
    Ok(digits.parse().map_err(|_| wrong())?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The inverse of `x ^ (x >> by)`.
    fn unshifted(result: u64, by: u32) -> u64 {
        let mut number = result;
        // Each round corrects `by` more bits, from the highest bit on.
        for _ in 0..64 / by {
            number = result ^ (number >> by);
        }
        number
    }

    /// The number whose product with `odd` is 1, by Newton's iteration.
    fn inverse(odd: u64) -> u64 {
        let mut inverse = odd;
        for _ in 0..6 {
            inverse = inverse.wrapping_mul(2_u64.wrapping_sub(odd.wrapping_mul(inverse)));
        }
        inverse
    }

    fn unpermuted(mixed: u64) -> u64 {
        let number = unshifted(mixed, 31).wrapping_mul(inverse(0x94D0_49BB_1331_11EB));
        let number = unshifted(number, 27).wrapping_mul(inverse(0xBF58_476D_1CE4_E5B9));
        unshifted(number, 30).wrapping_sub(0x9E37_79B9_7F4A_7C15)
    }

    proptest! {
        #[test]
        fn the_permutation_has_an_inverse(number: u64) {
            prop_assert_eq!(unpermuted(permuted(number)), number);
            prop_assert_eq!(permuted(unpermuted(number)), number);
        }

        #[test]
        fn an_amount_is_the_same_after_its_text(amount in 0..i64::MAX / 10) {
            prop_assert_eq!(millionths(&money(amount)).unwrap(), amount);
        }
    }

    #[test]
    fn random_ids_are_unique_and_without_an_order() {
        let ids: Vec<String> = (0..100_000).map(|number| bill_id(IdOrder::Random, number)).collect();
        let rising = ids.windows(2).filter(|pair| pair[0] < pair[1]).count();
        assert!((45_000..55_000).contains(&rising), "{rising} of 99 999 ids are larger than the one before");
        let mut sorted = ids;
        sorted.sort();
        sorted.dedup();
        assert_eq!(sorted.len(), 100_000);
    }

    #[test]
    fn ordered_ids_grow() {
        let ids: Vec<String> = (0..20_000).map(|number| bill_id(IdOrder::Ordered, number)).collect();
        assert!(ids.is_sorted());
    }

    #[test]
    fn each_account_gets_the_same_number_of_bills() {
        let mut bills = vec![0; 10_000];
        for bill in (Workload { accounts: 10_000, ids: IdOrder::Ordered }).bills(0, 50_000) {
            bills[usize::try_from(bill.account).unwrap()] += 1;
        }
        assert!(bills.iter().all(|bills| *bills == 5));
    }

    #[test]
    fn a_text_that_is_not_an_amount_is_an_error() {
        for text in ["", "1", "1 USD", "x CNY", "1.0000001 CNY", ".5.5 CNY"] {
            assert!(millionths(text).is_err(), "{text}");
        }
    }
}
