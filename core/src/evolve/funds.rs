//! How events change cash, the overdraft, the charges to cloud accounts, and lots.

use alloc::sync::Arc;

use super::error::{EvolveError, changed, difference, does_not_add_up, found, sum};
use crate::account::Account;
use crate::bill::{Refund, RefundTarget};
use crate::event::EventContext;
use crate::fund::{Fund, Lot, LotKind, LotState, Origin};
use crate::id::{AccountId, LotId, Note, OrderId};
use crate::money::Money;
use crate::posting::{Posting, negative};
use crate::receipt::Slice;
use crate::records::{ExpiredLot, Key, Record, RecordStore, ViewExt};
use crate::time::Instant;

pub(super) fn order_redeemed(records: &mut dyn RecordStore, account: &AccountId, order: &OrderId) {
    records.put(Key::order(order), Some(Record::AccountId(account.clone())));
}

/// Records the first top-up with a reference. Events of older versions do not say whether a reference repeats, so the
/// record itself is looked up.
pub(super) fn referenced(
    records: &mut dyn RecordStore,
    account: &AccountId,
    context: EventContext,
    reference: &Note,
) -> Result<(), EvolveError> {
    if reference.is_blank() || records.reference(account, reference)?.is_some() {
        return Ok(());
    }
    records.put(Key::reference(account, reference), Some(Record::Position(context.position)));
    Ok(())
}

pub(super) fn topped_up(
    records: &mut dyn RecordStore,
    account: &mut Account,
    context: EventContext,
    amount: &Money,
    repaid: &Money,
) -> Result<(), EvolveError> {
    account.totals.topped_up = sum(&account.totals.topped_up, amount)?;
    for posting in Posting::of_top_up(amount, repaid).map_err(does_not_add_up)? {
        post(records, account, context, &posting)?;
    }
    Ok(())
}

pub(super) fn lot_opened(
    records: &mut dyn RecordStore,
    account: &mut Account,
    context: EventContext,
    lot: &Lot,
) -> Result<(), EvolveError> {
    match (&lot.origin, lot.kind) {
        (Origin::Bought, _) => {
            let price = Posting::of(Fund::Cash, negative(&lot.face).map_err(does_not_add_up)?);
            post(records, account, context, &price)?;
        }
        (_, LotKind::Card) => account.totals.cards = sum(&account.totals.cards, &lot.face)?,
        _ => account.totals.vouchers = sum(&account.totals.vouchers, &lot.face)?,
    }
    account.put_lot(lot.clone());
    Ok(())
}

pub(super) fn lot_expired(
    records: &mut dyn RecordStore,
    account: &mut Account,
    at: Instant,
    id: &LotId,
    amount: &Money,
) -> Result<(), EvolveError> {
    account.totals.expired = sum(&account.totals.expired, amount)?;
    let lot = found(account.take_lot(id), id)?;
    add_expired(records, account, &lot, amount)?;
    close_lot(records, account, lot, LotState::Expired, at);
    Ok(())
}

pub(super) fn lot_reopened(
    records: &mut dyn RecordStore,
    account: &mut Account,
    id: &LotId,
    amount: &Money,
) -> Result<(), EvolveError> {
    account.totals.expired = difference(&account.totals.expired, amount)?;
    let mut lot = Arc::unwrap_or_clone(found(records.closed_lot(&account.id, id)?, id)?);
    records.put(Key::closed_lot(&account.id, id), None);
    if let Some(until) = lot.valid_until {
        records.put(Key::expired_lot(&account.id, until, id), None);
    }
    (lot.available, lot.state, lot.closed_at) = (*amount, LotState::Open, None);
    account.put_lot(lot);
    Ok(())
}

/// Adds to the value that expired in a lot.
fn add_expired(records: &mut dyn RecordStore, account: &Account, lot: &Lot, amount: &Money) -> Result<(), EvolveError> {
    let Some(until) = lot.valid_until.filter(|_| amount.is_positive()) else { return Ok(()) };
    let key = Key::expired_lot(&account.id, until, &lot.id);
    let amount = match records.get(&key)? {
        Some(Record::ExpiredLot(before)) => sum(&before.amount, amount)?,
        _ => *amount,
    };
    records.put(key, Some(Record::ExpiredLot(Arc::new(ExpiredLot { lot: lot.id.clone(), amount }))));
    Ok(())
}

pub(super) fn lot_voided(
    records: &mut dyn RecordStore,
    account: &mut Account,
    context: EventContext,
    id: &LotId,
    amount: &Money,
) -> Result<(), EvolveError> {
    account.totals.voided = sum(&account.totals.voided, amount)?;
    let lot = match account.take_lot(id) {
        Some(open) => open,
        None => Arc::unwrap_or_clone(found(records.closed_lot(&account.id, id)?, id)?),
    };
    close_lot(records, account, lot, LotState::Void, context.at);
    Ok(())
}

/// Takes what slices pay out of their funds.
pub(super) fn pay(
    records: &mut dyn RecordStore,
    account: &mut Account,
    context: EventContext,
    slices: &[Slice],
) -> Result<(), EvolveError> {
    for slice in slices {
        post(records, account, context, &Posting::of_slice(slice).map_err(does_not_add_up)?)?;
    }
    Ok(())
}

/// Puts refunds back to where the value came from (W9). What comes back for a lot that is expired or void is lost.
pub(super) fn refund(
    records: &mut dyn RecordStore,
    account: &mut Account,
    context: EventContext,
    refunds: &[Refund],
) -> Result<(), EvolveError> {
    for one in refunds {
        match one.to {
            RefundTarget::VoidLot => account.totals.voided = sum(&account.totals.voided, &one.amount)?,
            RefundTarget::ExpiredLot => {
                account.totals.expired = sum(&account.totals.expired, &one.amount)?;
                expire_closed_lot(records, account, found(one.lot.as_ref(), &one.fund)?, &one.amount)?;
            }
            RefundTarget::Cash | RefundTarget::Overdraft | RefundTarget::CloudAccount | RefundTarget::Lot => {
                for posting in Posting::of_refund(one).map_err(does_not_add_up)? {
                    post(records, account, context, &posting)?;
                }
            }
        }
    }
    Ok(())
}

/// Changes one balance. It must not go below zero (W7).
fn post(
    records: &mut dyn RecordStore,
    account: &mut Account,
    context: EventContext,
    posting: &Posting<'_>,
) -> Result<(), EvolveError> {
    let change = &posting.change;
    match posting.fund {
        Fund::Cash => account.cash = changed(&account.cash, change)?,
        Fund::Overdraft => account.overdraft = changed(&account.overdraft, change)?,
        Fund::CloudAccount => account.totals.cloud_paid = changed(&account.totals.cloud_paid, change)?,
        Fund::OrdinaryVoucher | Fund::FullReductionVoucher | Fund::Card => {
            let id = found(posting.lot, &posting.fund)?;
            if change.is_negative() {
                take_from_lot(records, account, id, change, context.at)?;
            } else {
                put_into_lot(records, account, id, change)?;
            }
        }
    }
    Ok(())
}

fn take_from_lot(
    records: &mut dyn RecordStore,
    account: &mut Account,
    id: &LotId,
    change: &Money,
    at: Instant,
) -> Result<(), EvolveError> {
    // The position in the paying order does not depend on the value that is left, so an open lot stays where it is.
    let lot = found(account.lots.iter_mut().find(|lot| lot.id == *id), id)?;
    lot.available = changed(&lot.available, change)?;
    if lot.available.is_zero() {
        let lot = found(account.take_lot(id), id)?;
        close_lot(records, account, lot, LotState::Exhausted, at);
    }
    Ok(())
}

fn put_into_lot(
    records: &mut dyn RecordStore,
    account: &mut Account,
    id: &LotId,
    change: &Money,
) -> Result<(), EvolveError> {
    if let Some(lot) = account.lots.iter_mut().find(|lot| lot.id == *id) {
        lot.available = sum(&lot.available, change)?;
        return Ok(());
    }
    let mut lot = Arc::unwrap_or_clone(found(records.closed_lot(&account.id, id)?, id)?);
    records.put(Key::closed_lot(&account.id, id), None);
    lot.available = sum(&lot.available, change)?;
    (lot.state, lot.closed_at) = (LotState::Open, None);
    account.put_lot(lot);
    Ok(())
}

/// Stores a lot that can no longer pay apart from its account.
pub(super) fn close_lot(
    records: &mut dyn RecordStore,
    account: &Account,
    mut lot: Lot,
    state: LotState,
    closed_at: Instant,
) {
    lot.available = Money::zero(account.currency);
    lot.state = state;
    lot.closed_at = Some(closed_at);
    records.put(Key::closed_lot(&account.id, &lot.id), Some(Record::Lot(Arc::new(lot))));
}

/// An exhausted lot whose validity has ended becomes an expired lot when value comes back to it.
fn expire_closed_lot(
    records: &mut dyn RecordStore,
    account: &Account,
    id: &LotId,
    amount: &Money,
) -> Result<(), EvolveError> {
    let mut lot = found(records.closed_lot(&account.id, id)?, id)?;
    add_expired(records, account, &lot, amount)?;
    if lot.state == LotState::Exhausted {
        let contents = Arc::make_mut(&mut lot);
        contents.state = LotState::Expired;
        contents.closed_at = contents.valid_until;
        records.put(Key::closed_lot(&account.id, id), Some(Record::Lot(lot)));
    }
    Ok(())
}
