//! How events change the lists of held bills: the queue of an account, and what each bill waits for.

use super::error::EvolveError;
use crate::bill::{BillRecord, BillStatus, HoldReason};
use crate::event::Event;
use crate::id::AccountId;
use crate::money::Money;
use crate::records::{Key, Record, RecordStore, Unreadable, minima_above};

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
            let (item, amount, queue) = (bill.item.clone(), bill.amount, *queue);
            let key = Key::held_for_credit(account, &item, queue);
            records.put(key, Some(Record::HeldForCredit { bill: bill.id.clone(), item, amount, queue }));
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
            records.put(Key::held_for_credit(account, &bill.item, *queue), None);
            for (key, parts) in minima_above(account, &bill.item, *queue) {
                let Some(Record::HeldMinimum(before)) = records.get(&key)? else { break };
                if before.amount() < bill.amount.amount() {
                    break;
                }
                let smallest = smallest_of(records, &parts, &before)?;
                let same = smallest.as_ref().is_some_and(|smallest| smallest.amount() == before.amount());
                records.put(key, smallest.map(Record::HeldMinimum));
                if same {
                    break;
                }
            }
        }
    }
    Ok(())
}

/// The smallest amount of the parts of a range. None is smaller than `least`.
fn smallest_of(records: &dyn RecordStore, parts: &Key, least: &Money) -> Result<Option<Money>, Unreadable> {
    const PAGE: usize = 16;
    let (mut smallest, mut after): (Option<Money>, Option<Key>) = (None, None);
    loop {
        let page = records.scan(parts, after.as_ref(), PAGE)?;
        let full = page.len() == PAGE;
        after = page.last().map(|(key, _)| key.clone());
        for (_, record) in page {
            let (Record::HeldForCredit { amount, .. } | Record::HeldMinimum(amount)) = record else { continue };
            if amount.amount() <= least.amount() {
                return Ok(Some(amount));
            }
            if smallest.is_none_or(|smallest| amount.amount() < smallest.amount()) {
                smallest = Some(amount);
            }
        }
        if !full {
            return Ok(smallest);
        }
    }
}

/// Notes the accounts of an event after which another payer may be responsible for a bill that the credit limit holds;
/// the next command that tries these bills tries all of them. Removes the note at an event after which they are tried.
pub(super) fn follow_payers(records: &mut dyn RecordStore, id: &AccountId, event: &Event) -> Result<(), EvolveError> {
    match event {
        Event::CloudAccountChanged { .. } | Event::MethodChanged { .. } => {
            if !records.scan(&Key::held_for_credit_by(id), None, 1)?.is_empty() {
                records.put(Key::held_uncertain(id), Some(Record::AccountId(id.clone())));
            }
        }
        event if tries_held_bills(event) && records.get(&Key::held_uncertain(id))?.is_some() => {
            records.put(Key::held_uncertain(id), None);
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
