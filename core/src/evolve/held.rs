//! How events change the lists of held bills: the queue of an account, and what each bill waits for.

use core::ops::ControlFlow;

use alloc::sync::Arc;

use super::error::EvolveError;
use crate::account::Account;
use crate::bill::{BillRecord, BillStatus, HoldReason};
use crate::event::Event;
use crate::money::Money;
use crate::records::{HeldForCredit, Key, Record, RecordStore, Unreadable, ViewExt, minima_above};

/// Adds a held bill to the lists.
pub(super) fn enter(records: &mut dyn RecordStore, held: &BillRecord) -> Result<(), Unreadable> {
    let BillStatus::Held { reason, queue, .. } = &held.status else { return Ok(()) };
    let (account, bill) = (&held.account, &held.bill);
    records.put(Key::held(account, *queue), Some(Record::BillId(bill.id.clone())));
    match reason {
        HoldReason::CloudAccountSuspended { .. } => {
            records.put(Key::held_for_cloud_account(account, *queue), Some(Record::BillId(bill.id.clone())));
        }
        HoldReason::CreditLimit { .. } => {
            let (bill_id, item, amount, queue) = (bill.id.clone(), bill.item.clone(), bill.amount, *queue);
            let key = Key::held_for_credit(account, &item, queue);
            let held = HeldForCredit { bill: bill_id, item, amount, queue };
            records.put(key, Some(Record::HeldForCredit(Arc::new(held))));
            for (key, _) in minima_above(account, &bill.item, queue) {
                match records.get(&key)? {
                    Some(Record::HeldMinimum(smallest)) if smallest.amount() <= amount.amount() => break,
                    _ => records.put(key, Some(Record::HeldMinimum(amount))),
                }
            }
        }
    }
    Ok(())
}

/// Removes a held bill from the lists.
pub(super) fn leave(records: &mut dyn RecordStore, held: &BillRecord) -> Result<(), Unreadable> {
    let BillStatus::Held { reason, queue, .. } = &held.status else { return Ok(()) };
    let (account, bill) = (&held.account, &held.bill);
    records.put(Key::held(account, *queue), None);
    match reason {
        HoldReason::CloudAccountSuspended { .. } => records.put(Key::held_for_cloud_account(account, *queue), None),
        HoldReason::CreditLimit { .. } => {
            let mut removed = Key::held_for_credit(account, &bill.item, *queue);
            records.put(removed.clone(), None);
            for (key, parts) in minima_above(account, &bill.item, *queue) {
                let Some(Record::HeldMinimum(before)) = records.get(&key)? else { break };
                if before.amount() < bill.amount.amount() {
                    break;
                }
                // The part that changed is still there on a higher level, with another amount.
                let smallest = smallest_of(records, &parts, &removed, &before)?;
                if smallest.is_some_and(|smallest| smallest.amount() == before.amount()) {
                    break;
                }
                records.put(key.clone(), smallest.map(Record::HeldMinimum));
                removed = key;
            }
        }
    }
    Ok(())
}

/// The smallest amount of the parts of a range, of which one was at `removed`. None is smaller than `least`. Bills are
/// often removed in their order, so the parts after the removed one are read first.
fn smallest_of(
    records: &dyn RecordStore,
    parts: &Key,
    removed: &Key,
    least: &Money,
) -> Result<Option<Money>, Unreadable> {
    let is_least = |smallest: Option<Money>| smallest.is_some_and(|smallest| smallest.amount() <= least.amount());
    let mut smallest: Option<Money> = None;
    for (start, end) in [(Some(removed), None), (None, Some(removed))] {
        records.scan_until(parts, start.cloned(), |key, record| {
            if end.is_some_and(|end| key > *end) {
                return Ok(ControlFlow::Break(()));
            }
            let amount = match record {
                Record::HeldForCredit(held) => Some(held.amount),
                Record::HeldMinimum(amount) => Some(amount),
                _ => None,
            };
            if let Some(amount) = amount
                && smallest.is_none_or(|smallest| amount.amount() < smallest.amount())
            {
                smallest = Some(amount);
            }
            Ok(if is_least(smallest) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })?;
        if is_least(smallest) {
            break;
        }
    }
    Ok(smallest)
}

/// Notes the accounts of an event after which another payer may be responsible for a bill that the credit limit holds;
/// the next command that tries these bills tries all of them. Removes the note at an event after which they are tried.
pub(super) fn follow_payers(
    records: &mut dyn RecordStore,
    account: &Account,
    event: &Event,
) -> Result<(), EvolveError> {
    match event {
        Event::CloudAccountChanged { .. } | Event::MethodChanged { .. } if account.totals.held.is_positive() => {
            records.put(Key::held_uncertain(&account.id), Some(Record::AccountId(account.id.clone())));
        }
        event if tries_held_bills(event) => {
            let uncertain = Key::held_uncertain(&account.id);
            if records.get(&uncertain)?.is_some() {
                records.put(uncertain, None);
            }
        }
        _ => {}
    }
    Ok(())
}

/// Whether the command of the event tries the bills of its account that the credit limit holds, after the event (W7).
pub(crate) const fn tries_held_bills(event: &Event) -> bool {
    matches!(
        event,
        Event::ToppedUp { .. }
            | Event::LotOpened { .. }
            | Event::BillReversed { .. }
            | Event::PolicySet { account: Some(_), .. }
    )
}
