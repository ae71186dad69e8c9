//! Usage on its way to a provider (N2, W6). A charge to a cloud account waits in its *meter*, is sent in a usage record
//! of one hour, and is accepted when the provider has it.
//!
//! ```text
//!          head                upto
//!  accepted │     in flight     │      waits
//!  ─────────┼───────────────────┼──────────────────▶ charges, in the order in which bills were settled
//! ```
//!
//! Charges never move. Two marks move over them: everything before `head` is accepted, everything from `head` to `upto`
//! is in flight. A mark may stand inside a charge, so whole units are sent and the remainder stays in the charge (W6).

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
use crate::provider::Provider;
use crate::time::{Instant, Seconds};

/// The largest quantity of one usage record: the limit of AWS.
pub const QUANTITY_MAX: u32 = 2_147_483_647;
/// The duration of a usage record is longer than this: AliCloud rejects five minutes or less.
pub const SHORTEST_SPAN: Seconds = match Seconds::new(300) {
    Some(seconds) => seconds,
    None => Seconds::days(0),
};

/// The charge of a bill to a cloud account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    /// The bill that made the charge.
    pub bill: BillId,
    /// The workspace that was used.
    pub workspace: WorkspaceId,
    /// The position of the charge in the meter.
    pub position: EntryPosition,
    /// The amount of the charge, above zero. It contains the part that the provider has accepted.
    pub amount: Money,
    /// The part in flight that was refunded since it was sent.
    pub reversed: Money,
}

/// A point in a meter: all charges before one charge, and a part of that charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeterMark {
    /// The position of the charge that contains the mark.
    pub position: EntryPosition,
    /// The part of the charge that lies before the mark.
    pub part: Money,
}

impl MeterMark {
    /// The part of `charge` that lies before a mark; zero without a mark.
    pub fn covers(mark: Option<&Self>, charge: &Charge) -> Money {
        match mark {
            Some(mark) if mark.position > charge.position => charge.amount,
            Some(mark) if mark.position == charge.position => mark.part,
            _ => Money::zero(charge.amount.currency()),
        }
    }
}

/// A usage record that was requested and has no final answer yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InFlight {
    /// The number of the usage record.
    pub record: EntryPosition,
    /// The mark up to which the record covers the charges.
    pub upto: MeterMark,
    /// The amount of charges that the record covers.
    pub taken: Money,
    /// The part of that amount that was refunded since the record was requested.
    pub reversed: Money,
}

/// The meter of a cloud account: the charges that its provider accepted, those in flight, and those that wait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meter {
    /// The cloud account that is charged.
    pub cloud_account: CloudAccountId,
    /// The account that owns the cloud account.
    pub account: AccountId,
    /// The amount that the provider accepted: units times their price.
    pub accepted: Money,
    /// The amount that waits for the next usage record.
    pub waiting: Money,
    /// The refunds of charges that the provider has accepted. The next usage record is smaller by this amount.
    pub credit: Money,
    /// The mark up to which the charges are accepted; absent: no charge is.
    pub head: Option<MeterMark>,
    /// The usage record that was requested and has no final answer yet. It may be disputed.
    pub in_flight: Option<InFlight>,
    /// The position of the last charge.
    pub last: Option<EntryPosition>,
    /// The starts of the hours that were metered recently, earliest first.
    pub hours: Vec<Instant>,
}

/// The parts of a charge: accepted, in flight, waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChargeParts {
    /// The part that the provider accepted.
    pub accepted: Money,
    /// The part in the usage record that has no answer yet.
    pub in_flight: Money,
    /// The part that no usage record covers.
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

    /// Whether there is usage to report: charges that wait, or a usage record without an answer.
    pub fn has_usage(&self) -> bool {
        self.in_flight.is_some() || self.waiting.is_positive()
    }

    /// The mark up to which usage records, accepted or in flight, cover the charges.
    pub fn taken_upto(&self) -> Option<&MeterMark> {
        self.in_flight.as_ref().map(|in_flight| &in_flight.upto).or(self.head.as_ref())
    }

    /// The parts of a charge.
    ///
    /// # Errors
    ///
    /// [`MoneyError`] when the charge is not in the currency of the meter.
    pub fn parts(&self, charge: &Charge) -> Result<ChargeParts, MoneyError> {
        let accepted = MeterMark::covers(self.head.as_ref(), charge);
        let taken = MeterMark::covers(self.taken_upto(), charge);
        Ok(ChargeParts { accepted, in_flight: taken.minus(&accepted)?, waiting: charge.amount.minus(&taken)? })
    }

    /// The amount of all charges, less refunds: accepted + in flight + waiting − credit − refunded in flight.
    ///
    /// # Errors
    ///
    /// [`MoneyError`] when an amount is not in the currency of the meter, or a sum is out of range.
    pub fn charged(&self) -> Result<Money, MoneyError> {
        // The differences come first: no intermediate sum is above the last one.
        let net = self.accepted.minus(&self.credit)?.plus(&self.waiting)?;
        match &self.in_flight {
            Some(in_flight) => net.plus(&in_flight.taken.minus(&in_flight.reversed)?),
            None => Ok(net),
        }
    }
}

string_enum! {
    /// The state of a usage record.
    pub enum UsageState {
        /// The record was requested and has no answer yet.
        InFlight = "in_flight",
        /// The provider accepted the record.
        Accepted = "accepted",
        /// The provider did not accept the record. Its charges wait again.
        Void = "void",
        /// The provider has another quantity of that hour than the record. It is not known which, so the record has no
        /// final answer yet, and it is not sent again.
        Disputed = "disputed",
        /// The record had no answer when the provider stopped accepting usage of that hour. Its charges fell back to
        /// the enterprise account.
        TooLate = "too_late",
    }
}

/// The usage of one cloud account in one hour, as it is sent to the provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsageRecord {
    /// The number of the record. The provider receives it as defray's id of the record.
    pub number: EntryPosition,
    /// The account that owns the cloud account.
    pub account: AccountId,
    /// The cloud account whose charges the record covers.
    pub cloud_account: CloudAccountId,
    /// The name of the counted unit, as the provider defines it.
    pub dimension: Dimension,
    /// The start of the usage.
    pub start: Instant,
    /// The end of the usage, in the same clock hour as the start.
    pub end: Instant,
    /// The price of one unit.
    pub unit: Money,
    /// The quantity in units, above zero and at most 2 147 483 647.
    pub quantity: u32,
    /// The credit that is deducted: the record covers charges of `quantity` × `unit` plus this credit.
    pub credit: Money,
    /// The mark of the meter before the record; absent: the record begins with the first charge.
    pub from: Option<MeterMark>,
    /// The mark up to which the record covers the charges.
    pub upto: MeterMark,
    /// The state of the record.
    pub state: UsageState,
    /// The instant at which the record was requested.
    pub requested_at: Instant,
    /// The instant at which the final answer of the provider was recorded, or at which the charges fell back without
    /// one; absent: neither has happened yet.
    pub settled_at: Option<Instant>,
    /// The quantity that the provider has; absent: the provider has not accepted the record.
    pub accepted: Option<u32>,
    /// The reason for which the provider rejected the record.
    pub reason: Option<Note>,
    /// The provider's own id of the record.
    pub provider_record: Option<Note>,
    /// The record can be sent before this instant. A record that has no answer then falls back (N2). Absent: the record
    /// was requested under version 1 of the rules, and never falls back without an answer.
    #[serde(default)]
    pub send_until: Option<Instant>,
}

impl UsageRecord {
    /// The instant before which the record can be sent: at it, the provider stops accepting usage of that hour, or all
    /// usage of a subscription that has ended.
    pub fn last_sending(&self, cloud_account: &CloudAccount) -> Instant {
        let until = self.send_until.unwrap_or_else(|| accepted_until(cloud_account.provider(), self.start));
        cloud_account.metering_deadline.map_or(until, |deadline| until.min(deadline))
    }

    /// Whether `outcome` changes something about the record: an answer that is not final changes nothing, and a final
    /// answer counts once. The answer of a record that fell back still counts if the provider has a quantity.
    pub const fn is_changed_by(&self, outcome: &MeteringOutcome) -> bool {
        use MeteringOutcome::{Accepted, Duplicate, NotSubscribed, Rejected, Unprocessed};
        match (self.state, outcome) {
            (UsageState::Accepted | UsageState::Void, _) | (_, Unprocessed) => false,
            (UsageState::InFlight, _) | (UsageState::TooLate, Accepted | Duplicate { .. }) => true,
            (UsageState::Disputed, Duplicate { quantity }) => quantity.is_some(),
            (UsageState::Disputed, Accepted | Rejected { .. } | NotSubscribed) => true,
            (UsageState::TooLate, Rejected { .. } | NotSubscribed) => false,
        }
    }
}

/// The instant at which `provider` stops accepting usage of the clock hour that contains `start`.
pub fn accepted_until(provider: Provider, start: Instant) -> Instant {
    start.hour().plus(provider.metering_age())
}

/// The answer of a provider to a usage record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeteringOutcome {
    /// The provider accepted the record.
    Accepted,
    /// The provider had a record of that hour already, and keeps that one.
    Duplicate {
        /// The quantity of the record that the provider has; absent: it is not known, and the usage record is disputed.
        #[serde(default)]
        quantity: Option<u32>,
    },
    /// The provider rejected the record.
    Rejected {
        /// The reason that the provider gave.
        #[serde(default)]
        reason: Option<Note>,
    },
    /// The provider takes no usage of this subscription, or takes it no longer.
    NotSubscribed,
    /// The result is unknown, or the record must be sent again.
    Unprocessed,
}

/// The clock hour to meter at `at`, with the part of it in which the cloud account was in use: the latest hour that is
/// over and free. `used` says which hours are not free.
pub fn hour_to_meter(
    cloud_account: &CloudAccount,
    at: Instant,
    used: impl Fn(Instant) -> bool,
) -> Option<(Instant, Instant)> {
    let active_from = cloud_account.lifecycle.active_from?;
    let ended_at = cloud_account.lifecycle.ended_at.unwrap_or(Instant::LAST);
    let mut hour = at.min(ended_at).hour();
    while accepted_until(cloud_account.provider(), hour) > at && hour.next_hour() > active_from {
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

/// The time for which metered hours are stored: longer than any provider takes usage of them.
pub(crate) const HOURS_KEPT: Seconds = Seconds::days(1);

/// The whole units in `amount`, at most [`QUANTITY_MAX`]; zero for an amount below zero.
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
/// [`MoneyError::OutOfRange`] when `unit` is not above zero; [`MoneyError::CurrencyMismatch`] when the two are not in
/// one currency.
pub fn whole_units(amount: Money, unit: Money) -> Result<u32, MoneyError> {
    let out_of_range = |value: Decimal| MoneyError::OutOfRange { value: value.to_string() };
    // The check comes before any division, so that a wrong currency is reported and not a wrong amount.
    amount.compare(&unit)?;
    if !unit.is_positive() {
        return Err(out_of_range(unit.amount()));
    }
    if amount.is_negative() {
        return Ok(0);
    }
    // The remainder of exact decimals is exact, and the difference is a whole multiple of the unit.
    let rest = amount.amount().checked_rem(unit.amount()).ok_or_else(|| out_of_range(amount.amount()))?;
    let whole = amount.amount().checked_sub(rest).and_then(|whole| whole.checked_div(unit.amount()));
    let whole = whole.ok_or_else(|| out_of_range(amount.amount()))?;
    Ok(whole.to_u32().unwrap_or(QUANTITY_MAX).min(QUANTITY_MAX))
}

/// The price of `quantity` units.
///
/// # Errors
///
/// [`MoneyError::OutOfRange`] when the price is 10^15 or more.
pub fn price(quantity: u32, unit: Money) -> Result<Money, MoneyError> {
    let price = unit.amount().checked_mul(Decimal::from(quantity));
    Money::new(price.ok_or_else(|| MoneyError::OutOfRange { value: "the price".to_string() })?, unit.currency())
}

/// Shares `quantity` units among amounts in proportion: whole units whose sum is `quantity`. Each amount gets the units
/// that all amounts up to it are worth, rounded down, less the units of the amounts before it.
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
/// [`MoneyError`] when the sum of the amounts is not exact, or is zero while there are units to share.
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
            // A share is shown to people: the sum is exact by construction, the quotient need not be exact.
            // The product comes first, so that a whole result stays whole.
            let units = sum.amount().checked_mul(Decimal::from(quantity));
            let units = units.and_then(|units| units.checked_div(total.amount())).map(|units| units.floor());
            units.and_then(|units| units.to_u32()).ok_or_else(out_of_range)?.clamp(given, quantity)
        };
        shares.push(upto - given);
        given = upto;
    }
    Ok(shares)
}
