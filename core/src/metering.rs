//! Usage on its way to a provider (N2, W6): what bills charge to a cloud account waits in its *meter*, goes out in usage records, one for
//! an hour, and is taken off when the provider has it.
//!
//! ```text
//!          head                upto
//!  accepted │     in flight     │      waits
//!  ─────────┼───────────────────┼──────────────────▶ charges, in the order in which bills were settled
//! ```
//!
//! Charges are never moved. Two marks move over them: everything before `head` is accepted, everything from there to `upto` is in
//! flight. A mark may stand within a charge, so whole units go out and the remainder stays where it is (W6).

use alloc::string::ToString;
use alloc::vec::Vec;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

use crate::cloud_account::CloudAccount;
use crate::id::{AccountId, BillId, CloudAccountId, Dimension, Note, WorkspaceId};
use crate::machine::string_enum;
use crate::money::{Currency, Money, MoneyError};
use crate::position::EntryPosition;
use crate::time::{Instant, Seconds};

/// Most units of one usage record: what AWS takes.
pub const QUANTITY_MAX: u32 = 2_147_483_647;
/// A usage record's time is longer than this: AliCloud takes none of five minutes or less.
pub const SHORTEST_SPAN: Seconds = match Seconds::new(300) {
    Some(seconds) => seconds,
    None => Seconds::days(0),
};

/// What a bill charges to a cloud account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    /// The bill.
    pub bill: BillId,
    /// Whose usage.
    pub workspace: WorkspaceId,
    /// Its position in the meter.
    pub position: EntryPosition,
    /// How much, what the provider has already included; above zero.
    pub amount: Money,
    /// How much of what is in flight was given back meanwhile.
    pub reversed: Money,
}

/// A point in a meter: everything before a charge, and a part of that charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeterMark {
    /// The position of the charge in which the mark stands.
    pub position: EntryPosition,
    /// How much of the charge lies before the mark.
    pub part: Money,
}

impl MeterMark {
    /// How much of `charge` lies before a mark; without one, nothing.
    pub fn covers(mark: Option<&Self>, charge: &Charge) -> Money {
        match mark {
            Some(mark) if mark.position > charge.position => charge.amount,
            Some(mark) if mark.position == charge.position => mark.part,
            _ => Money::zero(charge.amount.currency()),
        }
    }
}

/// A usage record that was asked for and not answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InFlight {
    /// Its number.
    pub record: EntryPosition,
    /// Up to where it takes the meter's charges.
    pub upto: MeterMark,
    /// How much it takes.
    pub taken: Money,
    /// How much of that was given back meanwhile.
    pub reversed: Money,
}

/// What a cloud account's provider has of its charges, and what not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meter {
    /// Whose charges.
    pub cloud_account: CloudAccountId,
    /// Whose cloud account.
    pub account: AccountId,
    /// What the provider accepted, in money: units times their price.
    pub accepted: Money,
    /// What waits for the next usage record.
    pub waiting: Money,
    /// What came back of charges that the provider has: the next record is smaller by it.
    pub credit: Money,
    /// Up to where the charges are accepted; absent: none is.
    pub head: Option<MeterMark>,
    /// The record that was asked for and not answered.
    pub in_flight: Option<InFlight>,
    /// The last charge's place.
    pub last: Option<EntryPosition>,
    /// The beginnings of the hours that were metered lately, earliest first.
    pub hours: Vec<Instant>,
}

/// What of a charge the provider has, what is on its way, and what waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChargeParts {
    /// The provider has it.
    pub accepted: Money,
    /// It is in the record that was not answered yet.
    pub in_flight: Money,
    /// No record has it.
    pub waiting: Money,
}

impl Meter {
    /// The meter of a cloud account that was never charged.
    pub const fn new(cloud_account: CloudAccountId, account: AccountId, currency: Currency) -> Self {
        let zero = Money::zero(currency);
        Self {
            cloud_account,
            account,
            accepted: zero,
            waiting: zero,
            credit: zero,
            head: None,
            in_flight: None,
            last: None,
            hours: Vec::new(),
        }
    }

    /// Up to where the charges are taken, by records accepted or in flight.
    pub fn taken_upto(&self) -> Option<&MeterMark> {
        self.in_flight.as_ref().map(|in_flight| &in_flight.upto).or(self.head.as_ref())
    }

    /// A charge, by what became of it.
    pub fn parts(&self, charge: &Charge) -> Result<ChargeParts, MoneyError> {
        let accepted = MeterMark::covers(self.head.as_ref(), charge);
        let taken = MeterMark::covers(self.taken_upto(), charge);
        Ok(ChargeParts { accepted, in_flight: taken.minus(&accepted)?, waiting: charge.amount.minus(&taken)? })
    }

    /// What bills charge to the cloud account, less what came back: accepted + in flight + waiting − credit − reversed in flight.
    pub fn charged(&self) -> Result<Money, MoneyError> {
        // The differences first: no sum on the way is above the last one.
        let net = self.accepted.minus(&self.credit)?.plus(&self.waiting)?;
        match &self.in_flight {
            Some(in_flight) => net.plus(&in_flight.taken.minus(&in_flight.reversed)?),
            None => Ok(net),
        }
    }
}

string_enum! {
    /// What became of a usage record.
    pub enum UsageState {
        /// Asked for, not answered.
        InFlight = "in_flight",
        /// The provider has it.
        Accepted = "accepted",
        /// The provider does not have it: what it took waits again.
        Void = "void",
    }
}

/// Usage of one cloud account in one hour, as it goes to the provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsageRecord {
    /// Its number: what a provider gets as our id of it.
    pub number: EntryPosition,
    /// Whose it is.
    pub account: AccountId,
    /// Whose charges it carries.
    pub cloud_account: CloudAccountId,
    /// What is counted, by the provider's name for it.
    pub dimension: Dimension,
    /// The beginning of its time.
    pub start: Instant,
    /// The end of it: within the same clock hour.
    pub end: Instant,
    /// The price of one unit.
    pub unit: Money,
    /// How many units, above zero and at most 2 147 483 647.
    pub quantity: u32,
    /// The credit that is set off: what it takes of the charges is `quantity` × `unit` and this.
    pub credit: Money,
    /// Where the meter stood before; absent: at its very beginning.
    pub from: Option<MeterMark>,
    /// Up to where it takes the charges.
    pub upto: MeterMark,
    /// What became of it.
    pub state: UsageState,
    /// When it was asked for.
    pub requested_at: Instant,
    /// When the provider's answer was recorded.
    pub settled_at: Option<Instant>,
    /// The quantity that the provider has.
    pub accepted: Option<u32>,
    /// Why the provider refused it.
    pub reason: Option<Note>,
    /// The provider's own id of it.
    pub provider_record: Option<Note>,
}

/// What a provider answered to a usage record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeteringOutcome {
    /// It has it.
    Accepted,
    /// It had a record of that hour already, and keeps that one.
    Duplicate {
        /// What it has; absent: the same as ours.
        #[serde(default)]
        quantity: Option<u32>,
    },
    /// It refuses it.
    Rejected {
        /// Why.
        #[serde(default)]
        reason: Option<Note>,
    },
    /// It takes no usage of this subscription, or no more.
    NotSubscribed,
    /// Nobody knows, or it should be sent again.
    Unprocessed,
}

/// The clock hour to meter at `at`, with the part of it that is usage of the cloud account: the latest one that is over and free.
/// `used` tells which hours are not.
pub fn hour_to_meter(
    cloud_account: &CloudAccount,
    at: Instant,
    used: impl Fn(Instant) -> bool,
) -> Option<(Instant, Instant)> {
    let active_from = cloud_account.lifecycle.active_from?;
    let ended_at = cloud_account.lifecycle.ended_at.unwrap_or(Instant::LAST);
    let age = cloud_account.provider().metering_age();
    let mut hour = at.min(ended_at).hour();
    while hour.plus(age) > at && hour.next_hour() > active_from {
        let (start, end) = (hour.max(active_from), hour.next_hour().min(ended_at));
        if end <= at && start.plus(SHORTEST_SPAN) < end && !used(hour) {
            return Some((start, end));
        }
        if hour == Instant::FIRST {
            break;
        }
        hour = hour.minus(Seconds::hours(1));
    }
    None
}

/// Hours are remembered for so long: longer than any provider takes usage of them.
pub(crate) const HOURS_KEPT: Seconds = Seconds::days(1);

/// How many whole units `amount` is, at most [`QUANTITY_MAX`]; none of an amount below zero.
///
/// ```
/// use defray_core::metering::whole_units;
/// assert_eq!(whole_units("0.017 USD".parse()?, "0.01 USD".parse()?)?, 1);
/// assert_eq!(whole_units("-1 USD".parse()?, "0.01 USD".parse()?)?, 0);
/// # Ok::<(), defray_core::money::MoneyError>(())
/// ```
///
/// # Errors
///
/// [`MoneyError::OutOfRange`] when `unit` is not above zero; [`MoneyError::CurrencyMismatch`] when the two are not in one currency.
pub fn whole_units(amount: Money, unit: Money) -> Result<u32, MoneyError> {
    let out_of_range = |value: Decimal| MoneyError::OutOfRange { value: value.to_string() };
    // Before any division, so that a wrong currency is the error and not a wrong figure.
    amount.compare(&unit)?;
    if !unit.is_positive() {
        return Err(out_of_range(unit.amount()));
    }
    if amount.is_negative() {
        return Ok(0);
    }
    // The remainder of exact decimals is exact; what it is subtracted from becomes a whole multiple of the unit.
    let rest = amount.amount().checked_rem(unit.amount()).ok_or_else(|| out_of_range(amount.amount()))?;
    let whole = amount.amount().checked_sub(rest).and_then(|whole| whole.checked_div(unit.amount()));
    let whole = whole.ok_or_else(|| out_of_range(amount.amount()))?;
    Ok(whole.to_u32().unwrap_or(QUANTITY_MAX).min(QUANTITY_MAX))
}

/// What `quantity` units cost.
///
/// # Errors
///
/// [`MoneyError::OutOfRange`] when that would be 10^15 or more.
pub fn price(quantity: u32, unit: Money) -> Result<Money, MoneyError> {
    let price = unit.amount().checked_mul(Decimal::from(quantity));
    Money::new(price.ok_or_else(|| MoneyError::OutOfRange { value: "the price".to_string() })?, unit.currency())
}

/// Shares `quantity` units among amounts in proportion: whole units that together are `quantity`. Each gets what the amounts up to it are
/// worth, rounded down, less what those before it got.
///
/// ```
/// use defray_core::metering::shares;
/// let amounts = ["0.5 USD".parse()?, "0.5 USD".parse()?, "2 USD".parse()?];
/// assert_eq!(shares(3, &amounts)?, [0, 1, 2]);
/// # Ok::<(), defray_core::money::MoneyError>(())
/// ```
///
/// # Errors
///
/// [`MoneyError`] when the amounts do not add up or are together nothing while there are units to share.
pub fn shares(quantity: u32, amounts: &[Money]) -> Result<Vec<u32>, MoneyError> {
    let Some(first) = amounts.first() else { return Ok(Vec::new()) };
    let total = amounts.iter().try_fold(Money::zero(first.currency()), |sum, amount| sum.plus(amount))?;
    let out_of_range = || MoneyError::OutOfRange { value: total.to_string() };
    if !total.is_positive() {
        return Err(out_of_range());
    }
    let (mut sum, mut given, mut shares) = (Money::zero(first.currency()), 0, Vec::with_capacity(amounts.len()));
    for amount in amounts {
        sum = sum.plus(amount)?;
        let upto = if sum == total {
            quantity
        } else {
            // A share is for people to read: the sum is exact by construction, the quotient need not be.
            // Multiplied first, so that what comes out whole is whole.
            let units = sum.amount().checked_mul(Decimal::from(quantity));
            let units = units.and_then(|units| units.checked_div(total.amount())).map(|units| units.floor());
            units.and_then(|units| units.to_u32()).ok_or_else(out_of_range)?.clamp(given, quantity)
        };
        shares.push(upto - given);
        given = upto;
    }
    Ok(shares)
}
