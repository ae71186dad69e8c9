//! A receipt names the first lots that paid nothing, and the others in ranges.

use defray_core::fund::{Fund, Lot, LotKind, LotState, Origin};
use defray_core::limits::{OPEN_LOTS_MAX, SKIPPED_LOTS_NAMED_MAX};
use defray_core::money::Money;
use defray_core::receipt::{LotRange, Skip, SkipReason, Slice};
use defray_core::time::Instant;
use defray_core::waterfall::{Plan, Sources, plan};
use proptest::prelude::*;

/// Each of three kinds with each of three reasons, cash, and the fund that takes all that remains.
const RANGES_MOST: usize = 3 * 3 + 2;

const FUNDS: [Fund; 5] = [Fund::OrdinaryVoucher, Fund::FullReductionVoucher, Fund::Card, Fund::Cash, Fund::Overdraft];

fn cny(amount: u64) -> Money {
    format!("{amount} CNY").parse().unwrap()
}

fn day(number: u64) -> Instant {
    format!("2026-03-{:02}T00:00:00Z", number + 1).parse().unwrap()
}

fn lot(number: usize, kind: LotKind, available: u64, valid_from: u64, minimum: Option<u64>) -> Lot {
    Lot {
        id: format!("lot-{number}").parse().unwrap(),
        kind,
        face: cny(available),
        available: cny(available),
        valid_from: day(valid_from),
        valid_until: None,
        minimum_bill: minimum.map(cny),
        issued_at: day(0),
        origin: Origin::Issued,
        state: LotState::Open,
        closed_at: None,
    }
}

fn parts(bill: u64, funds: &[Fund], lots: &[Lot], lots_named: usize) -> (Vec<Slice>, Vec<Skip>) {
    let sources = Sources { funds, lots, cash: cny(5), credit_left: None, lots_named };
    match plan(cny(bill), day(9), sources).unwrap() {
        Plan::Covered { slices, skips } | Plan::Short { slices, skips, .. } => (slices, skips),
    }
}

fn bound(reason: &SkipReason) -> (&'static str, Option<Instant>, Option<Money>) {
    match reason {
        SkipReason::NotInWaterfall => ("not in waterfall", None, None),
        SkipReason::NotYetValid { valid_from } => ("not yet valid", Some(*valid_from), None),
        SkipReason::BelowMinimum { minimum } => ("below minimum", None, Some(*minimum)),
        SkipReason::NotNeeded => ("not needed", None, None),
        SkipReason::Empty => ("empty", None, None),
    }
}

/// The list with ranges, computed from the whole list by the rule.
fn with_ranges(whole: &[Skip]) -> Vec<Skip> {
    let lots: Vec<&Skip> = whole.iter().filter(|skip| skip.lot.is_some()).collect();
    let later = lots.get(SKIPPED_LOTS_NAMED_MAX..).unwrap_or_default();
    let mut expected = Vec::new();
    for skip in whole {
        let like = |one: &&&Skip| one.fund == skip.fund && bound(&one.reason).0 == bound(&skip.reason).0;
        let group: Vec<&Skip> = later.iter().filter(like).copied().collect();
        if !later.contains(&skip) {
            expected.push(skip.clone());
        } else if group[0] == skip {
            let sum = group.iter().filter_map(|one| one.available).try_fold(cny(0), |sum, one| sum.plus(&one));
            let reason = match skip.reason {
                SkipReason::NotYetValid { .. } => {
                    let all = group.iter().filter_map(|one| bound(&one.reason).1);
                    SkipReason::NotYetValid { valid_from: all.min().unwrap() }
                }
                SkipReason::BelowMinimum { .. } => {
                    let all = group.iter().filter_map(|one| bound(&one.reason).2);
                    SkipReason::BelowMinimum { minimum: all.min_by_key(Money::amount).unwrap() }
                }
                ref other => other.clone(),
            };
            let last = group.last().unwrap().lot.clone().unwrap();
            let count = u32::try_from(group.len()).unwrap();
            let range = (count > 1).then_some(LotRange { last, count });
            expected.push(Skip { available: Some(sum.unwrap()), reason, range, ..skip.clone() });
        }
    }
    expected
}

fn some_lots() -> impl Strategy<Value = Vec<Lot>> {
    let kinds = prop_oneof![Just(LotKind::OrdinaryVoucher), Just(LotKind::FullReductionVoucher), Just(LotKind::Card)];
    let one = (kinds, 1..9_u64, 5..14_u64, proptest::option::of(1..60_u64));
    proptest::collection::vec(one, 0..160).prop_map(|list| {
        let mut lots: Vec<Lot> = list
            .into_iter()
            .enumerate()
            .map(|(number, (kind, available, from, minimum))| lot(number, kind, available, from, minimum))
            .collect();
        lots.sort_by(Lot::paying_order);
        lots
    })
}

proptest! {
    #[test]
    fn ranges_follow_from_the_whole_list(lots in some_lots(), bill in 0..300_u64, funds in 0..=FUNDS.len()) {
        let funds = &FUNDS[FUNDS.len() - funds..];
        let (slices, skips) = parts(bill, funds, &lots, SKIPPED_LOTS_NAMED_MAX);
        let (same, whole) = parts(bill, funds, &lots, usize::MAX);
        prop_assert_eq!(slices, same);
        prop_assert!(whole.iter().all(|skip| skip.range.is_none()));
        prop_assert!(skips.len() <= SKIPPED_LOTS_NAMED_MAX + RANGES_MOST);
        prop_assert_eq!(skips, with_ranges(&whole));
    }
}

#[test]
fn up_to_the_bound_each_lot_is_named_and_one_lot_more_is_named_too() {
    let lots: Vec<Lot> =
        (10..=10 + SKIPPED_LOTS_NAMED_MAX + 1).map(|number| lot(number, LotKind::Card, 1, 0, None)).collect();
    for lots in [&lots[..SKIPPED_LOTS_NAMED_MAX], &lots[..=SKIPPED_LOTS_NAMED_MAX]] {
        let (_, skips) = parts(0, &[Fund::Card], lots, SKIPPED_LOTS_NAMED_MAX);
        assert_eq!(skips.len(), lots.len());
        assert!(skips.iter().all(|skip| skip.range.is_none()));
    }
    let (_, skips) = parts(0, &[Fund::Card], &lots, SKIPPED_LOTS_NAMED_MAX);
    let last = skips.last().unwrap();
    assert_eq!(skips.len(), SKIPPED_LOTS_NAMED_MAX + 1);
    assert_eq!((last.lot.as_ref().unwrap().as_str(), last.available), ("lot-42", Some(cny(2))));
    assert_eq!(last.range, Some(LotRange { last: "lot-43".parse().unwrap(), count: 2 }));
}

#[test]
fn ten_thousand_lots_that_alternate_between_reasons_need_no_long_list() {
    let kinds = [LotKind::OrdinaryVoucher, LotKind::FullReductionVoucher, LotKind::Card];
    let mut lots: Vec<Lot> = (0..OPEN_LOTS_MAX)
        .map(|number| {
            let (valid_from, minimum) = [(0, None), (12 + number as u64 % 7, None), (0, Some(1_000))][number / 3 % 3];
            lot(number, kinds[number % 3], 1, valid_from, minimum)
        })
        .collect();
    lots.sort_by(Lot::paying_order);
    let (_, skips) = parts(0, &FUNDS, &lots, SKIPPED_LOTS_NAMED_MAX);
    assert_eq!(skips.len(), SKIPPED_LOTS_NAMED_MAX + RANGES_MOST);
    assert!(skips.capacity() <= 2 * (SKIPPED_LOTS_NAMED_MAX + RANGES_MOST), "{}", skips.capacity());
    let counted: u32 = skips
        .iter()
        .filter(|skip| skip.lot.is_some())
        .map(|skip| skip.range.as_ref().map_or(1, |range| range.count))
        .sum();
    assert_eq!(counted as usize, OPEN_LOTS_MAX);
}
