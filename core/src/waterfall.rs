//! The waterfall: the order in which funds pay a bill (W1 to W7). One pure function: [`plan`].

use alloc::vec::Vec;

use crate::fund::{Fund, Lot, LotKind};
use crate::limits::SKIPPED_LOTS_NAMED_MAX;
use crate::money::{Money, MoneyError};
use crate::receipt::{LotRange, Skip, SkipReason, Slice};
use crate::time::Instant;

/// The funds that a waterfall can use.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    /// The order of the funds.
    pub funds: &'a [Fund],
    /// The lots that have value left, in the order in which they pay ([`Lot::paying_order`]).
    pub lots: &'a [Lot],
    /// The cash of the account.
    pub cash: Money,
    /// The amount by which the overdraft may still grow; absent: no limit (W7).
    pub credit_left: Option<Money>,
    /// The number of lots that pay nothing and have a skip of their own. Those after them are in ranges
    /// ([`LotRange`]). A receipt has [`SKIPPED_LOTS_NAMED_MAX`].
    pub lots_named: usize,
}

/// The slices that pay a bill, or the amount that is not covered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plan {
    /// The bill is covered: the sum of the slices is the bill, exactly (W6).
    Covered {
        /// The slices that pay, in order.
        slices: Vec<Slice>,
        /// The funds that pay nothing, with the reason.
        skips: Vec<Skip>,
    },
    /// The funds do not cover the bill (W7).
    Short {
        /// The amount that no fund covers.
        uncovered: Money,
        /// The slices that the other funds would pay, in order.
        slices: Vec<Slice>,
        /// The funds that would pay nothing, with the reason. The overdraft, which is not enough, is not among them.
        skips: Vec<Skip>,
    },
}

/// Plans the payment of `bill` at `at`. Nothing is paid yet.
///
/// # Errors
///
/// [`MoneyError`] when the amounts are not in one currency.
pub fn plan(bill: Money, at: Instant, sources: Sources<'_>) -> Result<Plan, MoneyError> {
    plan_part(bill, bill, at, sources)
}

/// Plans the payment of a `part` of `bill` at `at`; the rest is paid elsewhere. The minimum of a voucher (W5) is
/// compared with the whole bill.
///
/// # Errors
///
/// [`MoneyError`] when the amounts are not in one currency.
pub fn plan_part(bill: Money, part: Money, at: Instant, sources: Sources<'_>) -> Result<Plan, MoneyError> {
    // Each lot is in a slice or a skip, and so are cash and one of the funds that take all that remains.
    // Most bills are paid by one fund.
    let Sources { lots_named: names_left, .. } = sources;
    let most = sources.lots.len().min(SKIPPED_LOTS_NAMED_MAX) + 2;
    let (slices, skips) = (Vec::with_capacity(1), Vec::with_capacity(most));
    let mut walk = Walk { bill, at, rest: part, slices, skips, names_left, ranges_from: usize::MAX };
    for &fund in sources.funds {
        if let Some(kind) = LotKind::of(fund) {
            for lot in sources.lots.iter().filter(|lot| lot.kind == kind) {
                walk.lot(lot)?;
            }
            continue;
        }
        match fund {
            Fund::Cash => walk.cash(sources.cash)?,
            Fund::Overdraft => {
                if let Some(left) = sources.credit_left
                    && walk.rest.compare(&left)?.is_gt()
                {
                    return Ok(walk.short());
                }
                walk.rest_to(Fund::Overdraft);
            }
            _ => walk.rest_to(fund),
        }
    }
    if walk.rest.is_positive() {
        return Ok(walk.short());
    }
    for lot in sources.lots.iter().filter(|lot| !sources.funds.contains(&lot.kind.fund())) {
        walk.skip_lot(lot, SkipReason::NotInWaterfall)?;
    }
    Ok(Plan::Covered { slices: walk.slices, skips: walk.skips })
}

struct Walk {
    bill: Money,
    at: Instant,
    rest: Money,
    slices: Vec<Slice>,
    skips: Vec<Skip>,
    /// The number of lots that get a skip of their own from here on.
    names_left: usize,
    /// The place in `skips` of the first lot that has no skip of its own.
    ranges_from: usize,
}

impl Walk {
    fn short(self) -> Plan {
        Plan::Short { uncovered: self.rest, slices: self.slices, skips: self.skips }
    }

    fn lot(&mut self, lot: &Lot) -> Result<(), MoneyError> {
        match self.reason_against(lot)? {
            Some(reason) => self.skip_lot(lot, reason)?,
            None => {
                let amount = self.rest.least(&lot.available)?;
                self.rest = self.rest.minus(&amount)?;
                self.slices.push(Slice { fund: lot.kind.fund(), lot: Some(lot.id.clone()), charge: None, amount });
            }
        }
        Ok(())
    }

    /// The reason for which a lot of the present kind does not pay (W5). Expired lots were closed before.
    fn reason_against(&self, lot: &Lot) -> Result<Option<SkipReason>, MoneyError> {
        if self.at < lot.valid_from {
            return Ok(Some(SkipReason::NotYetValid { valid_from: lot.valid_from }));
        }
        if let Some(minimum) = lot.minimum_bill
            && self.bill.compare(&minimum)?.is_lt()
        {
            return Ok(Some(SkipReason::BelowMinimum { minimum }));
        }
        Ok((!self.rest.is_positive()).then_some(SkipReason::NotNeeded))
    }

    /// Names the lot, or counts it in the range of its kind and its reason.
    fn skip_lot(&mut self, lot: &Lot, reason: SkipReason) -> Result<(), MoneyError> {
        let fund = lot.kind.fund();
        match self.names_left.checked_sub(1) {
            Some(left) => self.names_left = left,
            None => {
                self.ranges_from = self.ranges_from.min(self.skips.len());
                let ranges = self.skips.iter_mut().skip(self.ranges_from).filter(|skip| skip.lot.is_some());
                for range in ranges {
                    if range.fund == fund && range.reason.is_like(&reason) {
                        return extend(range, lot, reason);
                    }
                }
            }
        }
        let (lot, available) = (Some(lot.id.clone()), Some(lot.available));
        self.skips.push(Skip { fund, lot, available, reason, range: None });
        Ok(())
    }

    fn cash(&mut self, cash: Money) -> Result<(), MoneyError> {
        let amount = self.rest.least(&cash)?;
        if amount.is_positive() {
            self.rest = self.rest.minus(&amount)?;
            self.slices.push(Slice { fund: Fund::Cash, lot: None, charge: None, amount });
        } else {
            let reason = if self.rest.is_positive() { SkipReason::Empty } else { SkipReason::NotNeeded };
            self.skips.push(Skip { fund: Fund::Cash, lot: None, available: Some(cash), reason, range: None });
        }
        Ok(())
    }

    /// The funds that take all that remains: the overdraft and the cloud account.
    fn rest_to(&mut self, fund: Fund) {
        if self.rest.is_positive() {
            self.slices.push(Slice { fund, lot: None, charge: None, amount: self.rest });
            self.rest = Money::zero(self.rest.currency());
        } else {
            self.skips.push(Skip { fund, lot: None, available: None, reason: SkipReason::NotNeeded, range: None });
        }
    }
}

/// Adds a lot to a range of skipped lots. The range's reason is the one that comes nearest to payment, so that it
/// proves for each lot that it could not pay.
fn extend(range: &mut Skip, lot: &Lot, reason: SkipReason) -> Result<(), MoneyError> {
    range.available = Some(match &range.available {
        Some(sum) => sum.plus(&lot.available)?,
        None => lot.available,
    });
    match (&mut range.reason, reason) {
        (SkipReason::NotYetValid { valid_from }, SkipReason::NotYetValid { valid_from: other }) => {
            *valid_from = other.min(*valid_from);
        }
        (SkipReason::BelowMinimum { minimum }, SkipReason::BelowMinimum { minimum: other }) => {
            *minimum = minimum.least(&other)?;
        }
        _ => {}
    }
    match &mut range.range {
        Some(LotRange { last, count }) => {
            last.clone_from(&lot.id);
            *count = count.saturating_add(1);
        }
        absent => *absent = Some(LotRange { last: lot.id.clone(), count: 2 }),
    }
    Ok(())
}
