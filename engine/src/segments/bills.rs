//! Bills, and receipts without what the bill and the entry say already. Nearly all entries of a ledger settle a bill,
//! so these forms are written by hand: small and fast.

use std::sync::Arc;

use defray_core::bill::{Bill, BillRecord, BillStatus};
use defray_core::event::Event;
use defray_core::fund::Fund;
use defray_core::id::{AccountId, BillId, CloudAccountId};
use defray_core::method::Payer;
use defray_core::money::{Currency, Money};
use defray_core::position::{ChargePosition, EntryPosition};
use defray_core::receipt::{LotRange, PayerReason, Receipt, Skip, SkipReason, Slice};
use defray_core::time::{Instant, Period};

use crate::error::Error;

use super::commanded::{commanded_account, commanded_bill, replaced_bill};
use super::damage::Malformed;
use super::input::Input;
use super::output::{put_amount, put_instant, put_stored, put_text};
use super::parts::Known;
use super::varint::put_number;

/// The bit that the first byte of a settled bill has, and no other event.
pub(super) const SETTLED: u8 = 0x80;

// The other bits of the first byte of a settled bill.
/// The bill is not the command's, and follows.
const OTHER_BILL: u8 = 0x01;
/// The account is not the one that the command names, and follows.
const OTHER_ACCOUNT: u8 = 0x02;
/// A cloud account pays, and its id follows.
const CLOUD_ACCOUNT_PAYS: u8 = 0x04;
/// The reason for the payer is not that it was in force, and follows in its stored form.
const OTHER_REASON: u8 = 0x08;
/// The bill takes the place of the bill that the command names.
const REPLACES_COMMANDED: u8 = 0x10;
/// The bill takes the place of another bill, whose id follows.
const REPLACES_OTHER: u8 = 0x20;

/// The lowest bits of the first byte of a slice or a skip: the number of the fund in `Fund::ALL`.
const FUND: u8 = 0x07;
/// The id of a lot follows.
const LOT: u8 = 0x08;

// The other bits of the first byte of a slice.
/// The slice is the first charge of this entry to the cloud account that pays.
const FIRST_CHARGE: u8 = 0x10;
/// The position of another charge follows in its stored form.
const OTHER_CHARGE: u8 = 0x20;
/// The slice pays the whole bill.
const WHOLE_BILL: u8 = 0x40;

// The other bits of the first byte of a skip. The reason is in the three highest bits.
/// The value of the fund follows.
const AVAILABLE: u8 = 0x10;
const REASON_SHIFT: u32 = 5;
const NOT_IN_WATERFALL: u8 = 0;
const NOT_YET_VALID: u8 = 1;
const BELOW_MINIMUM: u8 = 2;
const NOT_NEEDED: u8 = 3;
const EMPTY: u8 = 4;
/// Several lots: the last one, their number, and a byte with the reason, shifted as above, follow.
const RANGE: u8 = 5;

/// Writes a bill. Its period is relative to the instant `at`.
pub(super) fn put_bill(out: &mut Vec<u8>, at: Instant, bill: &Bill) -> Result<(), Error> {
    let Bill { id, workspace, item, amount, period } = bill;
    put_text(out, id.as_str());
    put_text(out, workspace.as_str());
    put_text(out, item.as_str());
    out.extend_from_slice(amount.currency().as_str().as_bytes());
    put_amount(out, amount)?;
    put_instant(out, at, period.start());
    put_instant(out, period.start(), period.end());
    Ok(())
}

/// Reads what [`put_bill`] writes.
pub(super) fn take_bill(input: &mut Input<'_>, at: Instant) -> Result<Bill, Malformed> {
    let (id, workspace, item) = (input.stored()?, input.stored()?, input.stored()?);
    let currency = input.currency()?;
    let amount = input.amount(currency)?;
    let start = input.instant(at)?;
    let period = Period::new(start, input.instant(start)?).map_err(|error| error.to_string())?;
    Ok(Bill { id, workspace, item, amount, period })
}

/// A settled bill whose receipt can be restored from the bill and the entry.
pub(super) struct SettledBill<'e> {
    bill: &'e Bill,
    receipt: &'e Receipt,
    replaces: Option<&'e BillId>,
}

impl<'e> SettledBill<'e> {
    /// `None` when the record has a history, or the receipt contradicts the bill or the entry.
    pub(super) fn of(known: &Known<'_>, record: &'e BillRecord) -> Option<Self> {
        let BillRecord { bill, account, status, reversals, corrections, restates, restated } = record;
        let BillStatus::Settled(receipt) = status else { return None };
        let currency = bill.amount.currency();
        let restorable = reversals.is_empty()
            && corrections.is_empty()
            && restated.is_none()
            && receipt.bill == bill.id
            && receipt.workspace == bill.workspace
            && receipt.account == *account
            && receipt.amount == bill.amount
            && receipt.settled_at == known.at
            && receipt.slices.iter().all(|slice| slice.amount.currency() == currency)
            && receipt.skips.iter().all(|skip| is_in(skip, currency));
        restorable.then_some(Self { bill, receipt, replaces: restates.as_ref() })
    }
}

/// Whether the amounts of a skip are in a currency.
fn is_in(skip: &Skip, currency: Currency) -> bool {
    let minimum = match &skip.reason {
        SkipReason::BelowMinimum { minimum } => Some(minimum),
        SkipReason::NotInWaterfall | SkipReason::NotYetValid { .. } | SkipReason::NotNeeded | SkipReason::Empty => None,
    };
    skip.available.iter().chain(minimum).all(|amount| amount.currency() == currency)
}

/// Writes that a bill was settled.
pub(super) fn put_settled(out: &mut Vec<u8>, known: &Known<'_>, settled: &SettledBill<'_>) -> Result<(), Error> {
    let SettledBill { bill, receipt, replaces } = settled;
    let Receipt { account, payer, payer_reason, slices, skips, .. } = receipt;
    let own_bill = commanded_bill(known.command) == Some(*bill);
    let own_account = commanded_account(known.command) == Some(account);
    let start = out.len();
    out.push(SETTLED);
    let mut bits = SETTLED;
    if !own_bill {
        bits |= OTHER_BILL;
        put_bill(out, known.at, bill)?;
    }
    if !own_account {
        bits |= OTHER_ACCOUNT;
        put_text(out, account.as_str());
    }
    if let Payer::CloudAccount(id) = payer {
        bits |= CLOUD_ACCOUNT_PAYS;
        put_text(out, id.as_str());
    }
    match payer_reason {
        PayerReason::InForce { since } => put_instant(out, bill.period.start(), *since),
        PayerReason::NoLongerMetered { .. } | PayerReason::SuspendedTooLong { .. } => {
            bits |= OTHER_REASON;
            put_stored(out, payer_reason)?;
        }
    }
    match replaces {
        None => {}
        Some(id) if replaced_bill(known.command) == Some(id) => bits |= REPLACES_COMMANDED,
        Some(id) => {
            bits |= REPLACES_OTHER;
            put_text(out, id.as_str());
        }
    }
    if let Some(first) = out.get_mut(start) {
        *first = bits;
    }
    put_number(out, slices.len() as u64);
    slices.iter().try_for_each(|slice| put_slice(out, known, receipt, slice))?;
    put_number(out, skips.len() as u64);
    skips.iter().try_for_each(|skip| put_skip(out, known, skip))
}

/// Reads what [`put_settled`] writes after its first byte, which is `bits`.
pub(super) fn take_settled(input: &mut Input<'_>, known: &Known<'_>, bits: u8) -> Result<Event, Malformed> {
    let bill = match bits & OTHER_BILL {
        0 => commanded_bill(known.command).cloned().ok_or("the command does not have the bill that was settled")?,
        _ => take_bill(input, known.at)?,
    };
    let account: AccountId = match bits & OTHER_ACCOUNT {
        0 => commanded_account(known.command).cloned().ok_or("the command does not name the account of the bill")?,
        _ => input.stored()?,
    };
    let payer = match bits & CLOUD_ACCOUNT_PAYS {
        0 => Payer::Enterprise,
        _ => Payer::CloudAccount(input.stored()?),
    };
    let payer_reason = match bits & OTHER_REASON {
        0 => PayerReason::InForce { since: input.instant(bill.period.start())? },
        _ => input.stored()?,
    };
    let restates = match (bits & REPLACES_COMMANDED, bits & REPLACES_OTHER) {
        (0, 0) => None,
        (_, 0) => Some(replaced_bill(known.command).cloned().ok_or("the command does not replace a bill")?),
        (..) => Some(input.stored()?),
    };
    let mut receipt = Receipt {
        bill: bill.id.clone(),
        workspace: bill.workspace.clone(),
        account: account.clone(),
        payer,
        payer_reason,
        amount: bill.amount,
        settled_at: known.at,
        slices: Vec::new(),
        skips: Vec::new(),
    };
    receipt.slices = take_list(input, |input| take_slice(input, known, &receipt))?;
    receipt.skips = take_list(input, |input| take_skip(input, known, bill.amount.currency()))?;
    let record = BillRecord { restates, ..BillRecord::new(bill, account, BillStatus::Settled(receipt)) };
    Ok(Event::BillSettled { record: Arc::new(record) })
}

/// Reads a number, and as many values.
fn take_list<T>(
    input: &mut Input<'_>,
    mut one: impl FnMut(&mut Input<'_>) -> Result<T, Malformed>,
) -> Result<Vec<T>, Malformed> {
    let count = usize::try_from(input.number()?).unwrap_or(usize::MAX);
    // Each value has one byte at least. A number that is damaged must not reserve more memory than the entry can need.
    let mut list = Vec::with_capacity(count.min(input.left()).min(64));
    for _ in 0..count {
        list.push(one(input)?);
    }
    Ok(list)
}

fn put_slice(out: &mut Vec<u8>, known: &Known<'_>, receipt: &Receipt, slice: &Slice) -> Result<(), Error> {
    let Slice { fund, lot, charge, amount } = slice;
    let first = first_charge(known, &receipt.payer);
    let mut bits = *fund as u8 & FUND;
    bits |= if lot.is_some() { LOT } else { 0 };
    bits |= match charge {
        None => 0,
        Some(charge) if first == Some((&charge.cloud_account, charge.position)) => FIRST_CHARGE,
        Some(_) => OTHER_CHARGE,
    };
    bits |= if *amount == receipt.amount { WHOLE_BILL } else { 0 };
    out.push(bits);
    if let Some(lot) = lot {
        put_text(out, lot.as_str());
    }
    if let Some(charge) = charge.as_ref().filter(|_| bits & OTHER_CHARGE != 0) {
        put_stored(out, charge)?;
    }
    if bits & WHOLE_BILL == 0 {
        put_amount(out, amount)?;
    }
    Ok(())
}

fn take_slice(input: &mut Input<'_>, known: &Known<'_>, receipt: &Receipt) -> Result<Slice, Malformed> {
    let bits = input.byte()?;
    let fund = fund_of(bits)?;
    let lot = if bits & LOT == 0 { None } else { Some(input.stored()?) };
    let charge = match (bits & FIRST_CHARGE, bits & OTHER_CHARGE) {
        (0, 0) => None,
        (_, 0) => {
            let (cloud_account, position) =
                first_charge(known, &receipt.payer).ok_or("a charge has no cloud account that pays")?;
            Some(ChargePosition { cloud_account: cloud_account.clone(), position })
        }
        (..) => Some(input.stored()?),
    };
    let amount = if bits & WHOLE_BILL == 0 { input.amount(receipt.amount.currency())? } else { receipt.amount };
    Ok(Slice { fund, lot, charge, amount })
}

/// The first charge that an entry makes to its payer.
fn first_charge<'p>(known: &Known<'_>, payer: &'p Payer) -> Option<(&'p CloudAccountId, EntryPosition)> {
    Some((payer.cloud_account()?, EntryPosition { position: known.position, index: 0 }))
}

fn put_skip(out: &mut Vec<u8>, known: &Known<'_>, skip: &Skip) -> Result<(), Error> {
    let Skip { fund, lot, available, reason, range } = skip;
    let reason_number = match reason {
        SkipReason::NotInWaterfall => NOT_IN_WATERFALL,
        SkipReason::NotYetValid { .. } => NOT_YET_VALID,
        SkipReason::BelowMinimum { .. } => BELOW_MINIMUM,
        SkipReason::NotNeeded => NOT_NEEDED,
        SkipReason::Empty => EMPTY,
    };
    let shown = if range.is_some() { RANGE } else { reason_number };
    let mut bits = *fund as u8 & FUND | shown << REASON_SHIFT;
    bits |= if lot.is_some() { LOT } else { 0 };
    bits |= if available.is_some() { AVAILABLE } else { 0 };
    out.push(bits);
    if let Some(lot) = lot {
        put_text(out, lot.as_str());
    }
    if let Some(available) = available {
        put_amount(out, available)?;
    }
    if let Some(LotRange { last, count }) = range {
        put_text(out, last.as_str());
        put_number(out, u64::from(*count));
        out.push(reason_number << REASON_SHIFT);
    }
    match reason {
        SkipReason::NotYetValid { valid_from } => put_instant(out, known.at, *valid_from),
        SkipReason::BelowMinimum { minimum } => put_amount(out, minimum)?,
        SkipReason::NotInWaterfall | SkipReason::NotNeeded | SkipReason::Empty => {}
    }
    Ok(())
}

fn take_skip(input: &mut Input<'_>, known: &Known<'_>, currency: Currency) -> Result<Skip, Malformed> {
    let bits = input.byte()?;
    let fund = fund_of(bits)?;
    let lot = if bits & LOT == 0 { None } else { Some(input.stored()?) };
    let available: Option<Money> = if bits & AVAILABLE == 0 { None } else { Some(input.amount(currency)?) };
    let (reason, range) = match bits >> REASON_SHIFT {
        RANGE => {
            let last = input.stored()?;
            let count = u32::try_from(input.number()?).map_err(|_| "a range has too many lots")?;
            (input.byte()?, Some(LotRange { last, count }))
        }
        _ => (bits, None),
    };
    let reason = match reason >> REASON_SHIFT {
        NOT_IN_WATERFALL => SkipReason::NotInWaterfall,
        NOT_YET_VALID => SkipReason::NotYetValid { valid_from: input.instant(known.at)? },
        BELOW_MINIMUM => SkipReason::BelowMinimum { minimum: input.amount(currency)? },
        NOT_NEEDED => SkipReason::NotNeeded,
        EMPTY => SkipReason::Empty,
        unknown => return Err(format!("a fund was skipped for the unknown reason {unknown}").into()),
    };
    Ok(Skip { fund, lot, available, reason, range })
}

fn fund_of(bits: u8) -> Result<Fund, Malformed> {
    let number = bits & FUND;
    Fund::ALL.get(usize::from(number)).copied().ok_or_else(|| format!("there is no fund with number {number}").into())
}
