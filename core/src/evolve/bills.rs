//! How events change bills.

use alloc::sync::Arc;

use super::error::{EvolveError, difference, found, sum};
use super::{funds, held, metering};
use crate::account::Account;
use crate::bill::{Bill, BillRecord, BillStatus, Correction, HoldReason, Restatement, Reversal};
use crate::event::{Event, EventContext};
use crate::id::{AccountId, BillId, ExportId};
use crate::method::{MethodAction, Payer};
use crate::position::EntryPosition;
use crate::records::{Key, Record, RecordStore, Unreadable, ViewExt};

/// The record of the bill that the event is about, if the bill is held before the event.
pub(super) fn held_before(records: &dyn RecordStore, event: &Event) -> Result<Option<Arc<BillRecord>>, Unreadable> {
    let bill = match event {
        Event::BillHeld { bill, .. } => &bill.id,
        Event::BillSettled { record } => &record.bill.id,
        Event::BillReversed { bill, .. } => bill,
        _ => return Ok(None),
    };
    Ok(records.bill(bill)?.filter(|record| matches!(record.status, BillStatus::Held { .. })))
}

pub(super) fn no_longer_held(account: &mut Account, held: Option<&BillRecord>) -> Result<(), EvolveError> {
    if let Some(held) = held {
        account.totals.held = difference(&account.totals.held, &held.bill.amount)?;
    }
    Ok(())
}

/// Changes the bill that an event is about. If the bill was held, it leaves the queue first.
pub(super) fn change(
    records: &mut dyn RecordStore,
    context: EventContext,
    event: &Event,
    held_before: Option<&BillRecord>,
) -> Result<(), EvolveError> {
    match event {
        Event::BillHeld { account, bill, reason } => held(records, context, account, bill, reason),
        Event::BillSettled { record } => {
            leave_queue(records, held_before)?;
            settled(records, context, record)
        }
        Event::BillReversed { bill, reversal, .. } => {
            leave_queue(records, held_before)?;
            reversed(records, bill, reversal)
        }
        _ => Ok(()),
    }
}

fn held(
    records: &mut dyn RecordStore,
    context: EventContext,
    account: &AccountId,
    bill: &Bill,
    reason: &HoldReason,
) -> Result<(), EvolveError> {
    // A bill that is now held for another reason keeps its position in the queue.
    let before = records.bill(&bill.id)?;
    let (since, queue) = match before.as_ref().map(|record| &record.status) {
        Some(BillStatus::Held { since, queue, .. }) => (*since, *queue),
        _ => (context.at, next_in_queue(records, account, context.position)?),
    };
    let status = BillStatus::Held { reason: reason.clone(), since, queue };
    let mut record = BillRecord::new(bill.clone(), account.clone(), status);
    record.restates = before.as_ref().and_then(|before| before.restates.clone());
    leave_queue(records, before.as_deref())?;
    held::enter(records, &record)?;
    records.put(Key::bill(&bill.id), Some(Record::Bill(Arc::new(record))));
    Ok(())
}

pub(super) fn held_for(account: &mut Account, bill: &Bill) -> Result<(), EvolveError> {
    account.totals.held = sum(&account.totals.held, &bill.amount)?;
    Ok(())
}

fn settled(records: &mut dyn RecordStore, context: EventContext, record: &Arc<BillRecord>) -> Result<(), EvolveError> {
    let bill = &record.bill;
    records.put(Key::bill(&bill.id), Some(Record::Bill(record.clone())));
    metering::charge(records, record, record.receipt().map_or(&[], |receipt| &receipt.slices))?;
    if payer_may_change(records, bill, context)? {
        records.put(Key::correctable(bill), Some(Record::BillId(bill.id.clone())));
        let start = bill.period.start();
        if records.latest_correctable(&record.account)?.is_none_or(|latest| latest < start) {
            records.put(Key::latest_correctable(&record.account), Some(Record::Instant(start)));
        }
    }
    Ok(())
}

pub(super) fn paid(
    records: &mut dyn RecordStore,
    account: &mut Account,
    context: EventContext,
    record: &BillRecord,
) -> Result<(), EvolveError> {
    let Some(receipt) = record.receipt() else { return Ok(()) };
    account.totals.settled = sum(&account.totals.settled, &receipt.amount)?;
    funds::pay(records, account, context, &receipt.slices)
}

fn reversed(records: &mut dyn RecordStore, id: &BillId, reversal: &Reversal) -> Result<(), EvolveError> {
    let mut record = found(records.bill(id)?, id)?;
    metering::take_back(records, &record, &reversal.refunds)?;
    let contents = Arc::make_mut(&mut record);
    if let BillStatus::Held { .. } = contents.status {
        contents.status = BillStatus::Cancelled { at: reversal.at };
    }
    contents.reversals.push(reversal.clone());
    records.put(Key::bill(id), Some(Record::Bill(record)));
    Ok(())
}

pub(super) fn refunded(
    records: &mut dyn RecordStore,
    account: &mut Account,
    context: EventContext,
    reversal: &Reversal,
) -> Result<(), EvolveError> {
    account.totals.settled = difference(&account.totals.settled, &reversal.amount)?;
    funds::refund(records, account, context, &reversal.refunds)
}

pub(super) fn corrected(
    records: &mut dyn RecordStore,
    id: &BillId,
    correction: &Correction,
) -> Result<(), EvolveError> {
    let mut record = found(records.bill(id)?, id)?;
    metering::take_back(records, &record, &correction.refunds)?;
    metering::charge(records, &record, &correction.slices)?;
    Arc::make_mut(&mut record).corrections.push(correction.clone());
    records.put(Key::bill(id), Some(Record::Bill(record)));
    Ok(())
}

/// The provider restated the charge of a bill: each of the two bills names the other.
pub(super) fn restated(
    records: &mut dyn RecordStore,
    context: EventContext,
    id: &BillId,
    by: Option<&BillId>,
) -> Result<(), EvolveError> {
    let mut record = found(records.bill(id)?, id)?;
    Arc::make_mut(&mut record).restated = Some(Restatement { at: context.at, by: by.cloned() });
    records.put(Key::bill(id), Some(Record::Bill(record)));
    if let Some(by) = by {
        let mut record = found(records.bill(by)?, by)?;
        Arc::make_mut(&mut record).restates = Some(id.clone());
        records.put(Key::bill(by), Some(Record::Bill(record)));
    }
    Ok(())
}

pub(super) fn claimed(records: &mut dyn RecordStore, export: &ExportId, part: &ExportId, bills: &[BillId]) {
    for bill in bills {
        records.put(Key::export_part(export, bill), Some(Record::ExportPart(part.clone())));
    }
}

/// The payer of a settled bill was corrected: the first payment is refunded, and the bill is paid by the right payer.
pub(super) fn paid_again(
    records: &mut dyn RecordStore,
    account: &mut Account,
    context: EventContext,
    correction: &Correction,
) -> Result<(), EvolveError> {
    funds::refund(records, account, context, &correction.refunds)?;
    funds::pay(records, account, context, &correction.slices)
}

/// Whether a late message can still change the payer of the bill. Only cloud accounts have messages that come late, and
/// a choice takes effect when it is made (T3). In a workspace that has chosen no cloud account, only the payer of usage
/// that begins later can still change.
fn payer_may_change(records: &dyn RecordStore, bill: &Bill, context: EventContext) -> Result<bool, Unreadable> {
    let workspace = found(records.workspace(&bill.workspace)?, &bill.workspace)?;
    let to_come = bill.period.start() >= context.at;
    Ok(to_come
        || workspace.steps.iter().any(|step| matches!(step.action, MethodAction::Choose(Payer::CloudAccount(_)))))
}

/// The queue position of a bill held at journal position `position`: after the bills that the same entry held before.
fn next_in_queue(records: &dyn RecordStore, account: &AccountId, position: u64) -> Result<EntryPosition, Unreadable> {
    let mut queue = EntryPosition { position, index: 0 };
    while records.get(&Key::held(account, queue))?.is_some() {
        queue.index += 1;
    }
    Ok(queue)
}

fn leave_queue(records: &mut dyn RecordStore, before: Option<&BillRecord>) -> Result<(), EvolveError> {
    match before {
        Some(record) => Ok(held::leave(records, record)?),
        None => Ok(()),
    }
}
