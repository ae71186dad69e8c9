//! How events change records. Nothing is decided here: an event says what changed, and this applies it.

mod metering;

use alloc::sync::Arc;

use crate::account::{Account, Closing};
use crate::bill::{Bill, BillRecord, BillStatus, Refund, RefundTarget};
use crate::cloud_account::CloudAccountState;
use crate::event::Event;
use crate::event::EventContext;
use crate::fund::{Fund, Lot, LotKind, LotState, Origin};
use crate::id::{AccountId, BillId, LotId, WorkspaceId};
use crate::method::{MethodAction, MethodStep, Payer};
use crate::money::{Money, MoneyError};
use crate::outbox::OutboxMessage;
use crate::position::EntryPosition;
use crate::receipt::Slice;
use crate::records::{Key, Record, RecordStore, Unreadable, ViewExt};
use crate::subscription::SubscriptionHistory;
use crate::workspace::Workspace;

/// Why an event does not fit the records.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EvolveError {
    /// The records could not be read, or are not those that the event was decided on.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// A balance or total would reach 10^15.
    #[error("a balance or total would reach 10^15")]
    OutOfRange,
}

/// Applies `event` to `records`. The only function that changes records.
///
/// # Errors
///
/// [`EvolveError::Unreadable`] when a record that the event rests on is missing or cannot be read: the records are then not those the event was
/// decided on. [`EvolveError::OutOfRange`] when a sum would no longer be exact; [`decide`](crate::decide()) turns that into a refusal.
pub fn evolve(records: &mut dyn RecordStore, context: EventContext, event: &Event) -> Result<(), EvolveError> {
    let waited = waiting(records, event)?;
    match event {
        Event::AccountOpened { account, currency } => {
            let opened = Account::opened(account.clone(), *currency, context.at);
            records.put(Key::account(account), Some(Record::Account(Arc::new(opened))));
        }
        Event::PolicySet { account: None, policy } => records.put(Key::policy(), Some(Record::Policy(policy.clone()))),
        Event::StepTaken { workspace, step, .. } => step_taken(records, workspace, step)?,
        Event::WorkspaceBound { workspace, account, step, interval } => {
            let bound = Workspace {
                id: workspace.clone(),
                account: account.clone(),
                method: crate::method::Method::Enterprise,
                steps: alloc::vec![step.clone()],
                timeline: alloc::vec![interval.clone()],
                dissolved_at: None,
            };
            records.put(Key::workspace(workspace), Some(Record::Workspace(Arc::new(bound))));
            let mark = Record::WorkspaceId(workspace.clone());
            records.put(Key::account_workspace(account, workspace), Some(mark));
        }
        Event::MethodChanged { workspace, method, kept_intervals, intervals, .. } => {
            edit_workspace(records, workspace, |workspace| {
                workspace.method = method.clone();
                workspace.timeline.truncate(*kept_intervals as usize);
                workspace.timeline.extend(intervals.iter().cloned());
            })?;
        }
        Event::MessageReceived { message, disposition, recorded_signal, .. } => {
            if let (Some(identity), Some(signal)) = (&message.identity, recorded_signal) {
                let mut known = records.subscription(identity)?.map_or_else(SubscriptionHistory::unknown, unshare);
                known.keep(signal.clone());
                records.put(Key::subscription(identity), Some(Record::Subscription(Arc::new(known))));
            }
            if let (Some(id), None) = (&message.id, &message.rejected) {
                let record = Record::Message { disposition: *disposition, position: context.position };
                records.put(Key::message(message.provider, id), Some(record));
            }
        }
        Event::OrderRedeemed { account, order } => {
            records.put(Key::order(order), Some(Record::AccountId(account.clone())));
        }
        Event::OutboxMessageQueued { number, notification } => {
            let outbox_message = OutboxMessage {
                number: *number,
                raised_at: context.at,
                notification: notification.as_ref().clone(),
                acknowledged_at: None,
            };
            records.put(Key::outbox_message(*number), Some(Record::OutboxMessage(Arc::new(outbox_message))));
            records.put(Key::pending_outbox_message(*number), Some(Record::EntryPosition(*number)));
        }
        Event::OutboxMessageAcknowledged { number } => {
            let mut outbox_message = found(records.outbox_message(*number)?, number)?;
            Arc::make_mut(&mut outbox_message).acknowledged_at = Some(context.at);
            records.put(Key::outbox_message(*number), Some(Record::OutboxMessage(outbox_message)));
            records.put(Key::pending_outbox_message(*number), None);
        }
        Event::CloudAccountLinked { cloud_account, link } => {
            let (id, account) = (&cloud_account.id, &cloud_account.account);
            let mut known = records
                .subscription(cloud_account.subscription.identity())?
                .map_or_else(SubscriptionHistory::unknown, unshare);
            known.links.push(link.clone());
            records.put(
                Key::subscription(cloud_account.subscription.identity()),
                Some(Record::Subscription(Arc::new(known))),
            );
            records.put(Key::cloud_account(id), Some(Record::CloudAccount(cloud_account.clone())));
            records.put(Key::account_cloud_account(account, id), Some(Record::CloudAccountId(id.clone())));
        }
        Event::CloudAccountChanged { cloud_account, state, lifecycle, metering_deadline, .. } => {
            let mut changed = found(records.cloud_account(cloud_account)?, cloud_account)?;
            let contents = Arc::make_mut(&mut changed);
            (contents.state, contents.lifecycle, contents.metering_deadline) = (*state, *lifecycle, *metering_deadline);
            records.put(Key::cloud_account(cloud_account), Some(Record::CloudAccount(changed)));
        }
        Event::BillHeld { account, bill, reason } => {
            // A bill that waits for another reason than before keeps its place.
            let (since, queue) = match records.bill(&bill.id)?.map(|record| record.status.clone()) {
                Some(BillStatus::Held { since, queue, .. }) => (since, queue),
                _ => (context.at, next_in_queue(records, account, context.position)?),
            };
            let status = BillStatus::Held { reason: reason.clone(), since, queue };
            let record = BillRecord {
                bill: bill.as_ref().clone(),
                account: account.clone(),
                status,
                reversals: alloc::vec::Vec::new(),
                corrections: alloc::vec::Vec::new(),
            };
            records.put(Key::held(account, queue), Some(Record::BillId(bill.id.clone())));
            records.put(Key::bill(&bill.id), Some(Record::Bill(Arc::new(record))));
        }
        Event::BillSettled { record } => {
            leave_queue(records, &record.bill.id)?;
            records.put(Key::bill(&record.bill.id), Some(Record::Bill(record.clone())));
            metering::charge(records, record, record.receipt().map_or(&[], |receipt| &receipt.slices))?;
            if payer_may_change(records, &record.bill, context)? {
                records.put(Key::correctable(&record.bill), Some(Record::BillId(record.bill.id.clone())));
                let start = record.bill.period.start();
                if records.latest_correctable(&record.account)?.is_none_or(|latest| latest < start) {
                    records.put(Key::latest_correctable(&record.account), Some(Record::Instant(start)));
                }
            }
        }
        Event::BillReversed { bill, reversal, .. } => {
            leave_queue(records, bill)?;
            let mut record = found(records.bill(bill)?, bill)?;
            metering::take_back(records, &record, &reversal.refunds)?;
            let contents = Arc::make_mut(&mut record);
            if let BillStatus::Held { .. } = contents.status {
                contents.status = BillStatus::Cancelled { at: reversal.at };
            }
            contents.reversals.push(reversal.as_ref().clone());
            records.put(Key::bill(bill), Some(Record::Bill(record)));
        }
        Event::BillCorrected { bill, correction, .. } => {
            let mut record = found(records.bill(bill)?, bill)?;
            metering::take_back(records, &record, &correction.refunds)?;
            metering::charge(records, &record, &correction.slices)?;
            Arc::make_mut(&mut record).corrections.push(correction.as_ref().clone());
            records.put(Key::bill(bill), Some(Record::Bill(record)));
        }
        Event::MeteringRequested { record } => metering::requested(records, context, record)?,
        Event::MeteringAcknowledged { record, outcome, state, accepted, head, provider_record, .. } => {
            let (number, provider_record) = (*record, provider_record.clone());
            let answer = metering::Acknowledged {
                number,
                outcome,
                state: *state,
                accepted: *accepted,
                head: *head,
                provider_record,
            };
            metering::acknowledged(records, context, answer)?;
        }
        Event::AccountClosed { .. }
        | Event::PolicySet { .. }
        | Event::ToppedUp { .. }
        | Event::LotOpened { .. }
        | Event::LotExpired { .. }
        | Event::LotVoided { .. }
        | Event::StandingChanged { .. }
        | Event::MethodKept { .. } => {}
    }
    evolve_accounts(records, context, event, waited)
}

/// The amount of the bill that the event is about, if that was held until now.
fn waiting(records: &dyn RecordStore, event: &Event) -> Result<Option<Money>, Unreadable> {
    let bill = match event {
        Event::BillHeld { bill, .. } => &bill.id,
        Event::BillSettled { record } => &record.bill.id,
        Event::BillReversed { bill, .. } => bill,
        _ => return Ok(None),
    };
    let record = records.bill(bill)?.filter(|record| matches!(record.status, BillStatus::Held { .. }));
    Ok(record.map(|record| record.bill.amount))
}

/// What the event does to the accounts it concerns: at the least, their decision instant moves (T1).
fn evolve_accounts(
    records: &mut dyn RecordStore,
    context: EventContext,
    event: &Event,
    waited: Option<Money>,
) -> Result<(), EvolveError> {
    for id in event.accounts() {
        let key = Key::account(id);
        let Some(Record::Account(mut shared)) = records.take(&key)? else { return Err(missing(id).into()) };
        let due_before = shared.next_due();
        let account = Arc::make_mut(&mut shared);
        account.decided_at = account.decided_at.max(context.at);
        if let Some(waited) = waited {
            account.totals.held = difference(&account.totals.held, &waited)?;
        }
        evolve_account(records, account, context, event)?;
        account.exposure().map_err(does_not_add_up)?;
        let due_after = account.next_due();
        records.put(key, Some(Record::Account(shared)));
        if due_before != due_after {
            if let Some(due) = due_before {
                records.put(Key::due(due, id), None);
            }
            if let Some(due) = due_after {
                records.put(Key::due(due, id), Some(Record::AccountId(id.clone())));
            }
        }
    }
    Ok(())
}

fn evolve_account(
    records: &mut dyn RecordStore,
    account: &mut Account,
    context: EventContext,
    event: &Event,
) -> Result<(), EvolveError> {
    match event {
        Event::AccountClosed { forfeited, .. } => {
            account.closed_at = Some(context.at);
            account.totals.forfeited = sum(&account.totals.forfeited, forfeited)?;
            account.cash = Money::zero(account.currency);
            for lot in core::mem::take(&mut account.lots) {
                close_lot(records, account, lot, LotState::Void, context);
            }
        }
        Event::PolicySet { policy, .. } => account.policy = Some(policy.clone()),
        Event::ToppedUp { amount, repaid, .. } => {
            account.totals.topped_up = sum(&account.totals.topped_up, amount)?;
            account.overdraft = difference(&account.overdraft, repaid)?;
            account.cash = sum(&account.cash, &difference(amount, repaid)?)?;
        }
        Event::LotOpened { lot, .. } => {
            match (&lot.origin, lot.kind) {
                (Origin::Bought, _) => account.cash = difference(&account.cash, &lot.face)?,
                (_, LotKind::Card) => account.totals.cards = sum(&account.totals.cards, &lot.face)?,
                _ => account.totals.vouchers = sum(&account.totals.vouchers, &lot.face)?,
            }
            account.put_lot(lot.as_ref().clone());
        }
        Event::LotExpired { lot, amount, at, .. } => {
            account.totals.expired = sum(&account.totals.expired, amount)?;
            let lot = found(account.take_lot(lot), lot)?;
            close_lot(records, account, lot, LotState::Expired, EventContext { at: *at, ..context });
        }
        Event::LotVoided { lot, amount, .. } => {
            account.totals.voided = sum(&account.totals.voided, amount)?;
            let open = account.take_lot(lot);
            let taken = match open {
                Some(open) => open,
                None => unshare(found(records.closed_lot(&account.id, lot)?, lot)?),
            };
            close_lot(records, account, taken, LotState::Void, context);
        }
        Event::StandingChanged { standing, .. } => account.standing = *standing,
        Event::CloudAccountChanged { cloud_account, state, metering_deadline, .. } => {
            account.closings.retain(|closing| closing.cloud_account != *cloud_account);
            if let (CloudAccountState::Closing, Some(deadline)) = (state, metering_deadline) {
                account.closings.push(Closing { deadline: *deadline, cloud_account: cloud_account.clone() });
                account.closings.sort();
            }
        }
        Event::BillHeld { bill, .. } => account.totals.held = sum(&account.totals.held, &bill.amount)?,
        Event::BillSettled { record } => {
            if let BillStatus::Settled(receipt) = &record.status {
                account.totals.settled = sum(&account.totals.settled, &receipt.amount)?;
                pay(records, account, &receipt.slices, context)?;
            }
        }
        Event::BillReversed { payer: Some(_), reversal, .. } => {
            account.totals.settled = difference(&account.totals.settled, &reversal.amount)?;
            refund(records, account, &reversal.refunds)?;
        }
        Event::BillCorrected { correction, .. } => {
            refund(records, account, &correction.refunds)?;
            pay(records, account, &correction.slices, context)?;
        }
        _ => {}
    }
    Ok(())
}

fn pay(
    records: &mut dyn RecordStore,
    account: &mut Account,
    slices: &[Slice],
    context: EventContext,
) -> Result<(), EvolveError> {
    for slice in slices {
        match (slice.fund, &slice.lot) {
            (Fund::Cash, _) => account.cash = difference(&account.cash, &slice.amount)?,
            (Fund::Overdraft, _) => account.overdraft = sum(&account.overdraft, &slice.amount)?,
            (Fund::CloudAccount, _) => account.totals.cloud_paid = sum(&account.totals.cloud_paid, &slice.amount)?,
            (_, Some(id)) => take_from_lot(records, account, id, &slice.amount, context)?,
            (fund, None) => return Err(missing(&fund).into()),
        }
    }
    Ok(())
}

fn take_from_lot(
    records: &mut dyn RecordStore,
    account: &mut Account,
    id: &LotId,
    amount: &Money,
    context: EventContext,
) -> Result<(), EvolveError> {
    // The place in the paying order does not depend on what is available, so an open lot stays where it is.
    let lot = found(account.lots.iter_mut().find(|lot| lot.id == *id), id)?;
    lot.available = difference(&lot.available, amount)?;
    if lot.available.is_zero() {
        let lot = found(account.take_lot(id), id)?;
        close_lot(records, account, lot, LotState::Exhausted, context);
    }
    Ok(())
}

fn close_lot(records: &mut dyn RecordStore, account: &Account, mut lot: Lot, state: LotState, context: EventContext) {
    lot.available = Money::zero(account.currency);
    lot.state = state;
    lot.closed_at = Some(context.at);
    records.put(Key::closed_lot(&account.id, &lot.id), Some(Record::Lot(Arc::new(lot))));
}

fn refund(records: &mut dyn RecordStore, account: &mut Account, refunds: &[Refund]) -> Result<(), EvolveError> {
    for one in refunds {
        let amount = &one.amount;
        match one.to {
            RefundTarget::Cash => account.cash = sum(&account.cash, amount)?,
            RefundTarget::Overdraft => account.overdraft = difference(&account.overdraft, amount)?,
            RefundTarget::CloudAccount => {
                account.totals.cloud_paid = difference(&account.totals.cloud_paid, amount)?;
            }
            RefundTarget::VoidLot => account.totals.voided = sum(&account.totals.voided, amount)?,
            RefundTarget::ExpiredLot => {
                account.totals.expired = sum(&account.totals.expired, amount)?;
                let id = found(one.lot.as_ref(), &one.fund)?;
                expire_closed_lot(records, account, id)?;
            }
            RefundTarget::Lot => {
                let id = found(one.lot.as_ref(), &one.fund)?;
                put_into_lot(records, account, id, amount)?;
            }
        }
    }
    Ok(())
}

/// An exhausted lot whose validity is over becomes an expired one when value comes back to it.
fn expire_closed_lot(records: &mut dyn RecordStore, account: &Account, id: &LotId) -> Result<(), EvolveError> {
    let mut lot = found(records.closed_lot(&account.id, id)?, id)?;
    if lot.state == LotState::Exhausted {
        let contents = Arc::make_mut(&mut lot);
        contents.state = LotState::Expired;
        contents.closed_at = contents.valid_until;
        records.put(Key::closed_lot(&account.id, id), Some(Record::Lot(lot)));
    }
    Ok(())
}

fn put_into_lot(
    records: &mut dyn RecordStore,
    account: &mut Account,
    id: &LotId,
    amount: &Money,
) -> Result<(), EvolveError> {
    if let Some(lot) = account.lots.iter_mut().find(|lot| lot.id == *id) {
        lot.available = sum(&lot.available, amount)?;
        return Ok(());
    }
    let mut lot = unshare(found(records.closed_lot(&account.id, id)?, id)?);
    records.put(Key::closed_lot(&account.id, id), None);
    lot.available = sum(&lot.available, amount)?;
    (lot.state, lot.closed_at) = (LotState::Open, None);
    account.put_lot(lot);
    Ok(())
}

fn step_taken(records: &mut dyn RecordStore, id: &WorkspaceId, step: &MethodStep) -> Result<(), EvolveError> {
    let mut moved_from = None;
    edit_workspace(records, id, |workspace| {
        workspace.steps.push(step.clone());
        match step.action {
            MethodAction::Move => moved_from = Some(core::mem::replace(&mut workspace.account, step.account.clone())),
            MethodAction::Dissolve => workspace.dissolved_at = Some(step.at),
            MethodAction::Bind | MethodAction::Choose(_) => {}
        }
    })?;
    let mark = || Some(Record::WorkspaceId(id.clone()));
    match &step.action {
        MethodAction::Choose(Payer::CloudAccount(chosen)) => {
            records.put(Key::cloud_account_workspace(chosen, id), mark())
        }
        MethodAction::Dissolve => records.put(Key::account_workspace(&step.account, id), None),
        MethodAction::Move => {
            if let Some(before) = moved_from {
                records.put(Key::account_workspace(&before, id), None);
            }
            records.put(Key::account_workspace(&step.account, id), mark());
        }
        MethodAction::Choose(Payer::Enterprise) | MethodAction::Bind => {}
    }
    Ok(())
}

fn edit_workspace(
    records: &mut dyn RecordStore,
    id: &WorkspaceId,
    edit: impl FnOnce(&mut Workspace),
) -> Result<(), EvolveError> {
    let key = Key::workspace(id);
    let Some(Record::Workspace(mut shared)) = records.take(&key)? else { return Err(missing(id).into()) };
    edit(Arc::make_mut(&mut shared));
    records.put(key, Some(Record::Workspace(shared)));
    Ok(())
}

/// Whether a late message can still tell that another one pays the bill. Only cloud accounts have lifecycles to be told late, and a choice takes
/// effect when it is made (T3): of a workspace that has chosen none, only usage to come can turn out to be another's.
fn payer_may_change(records: &dyn RecordStore, bill: &Bill, context: EventContext) -> Result<bool, Unreadable> {
    let workspace = found(records.workspace(&bill.workspace)?, &bill.workspace)?;
    let to_come = bill.period.start() >= context.at;
    Ok(to_come
        || workspace.steps.iter().any(|step| matches!(step.action, MethodAction::Choose(Payer::CloudAccount(_)))))
}

/// The place for a bill held at `position`, behind those that the same entry held before it.
fn next_in_queue(records: &dyn RecordStore, account: &AccountId, position: u64) -> Result<EntryPosition, Unreadable> {
    let mut place = EntryPosition { position, index: 0 };
    while records.get(&Key::held(account, place))?.is_some() {
        place.index += 1;
    }
    Ok(place)
}

fn leave_queue(records: &mut dyn RecordStore, bill: &BillId) -> Result<(), EvolveError> {
    if let Some(record) = records.bill(bill)?
        && let BillStatus::Held { queue, .. } = record.status
    {
        records.put(Key::held(&record.account, queue), None);
    }
    Ok(())
}

fn unshare<T: Clone>(shared: Arc<T>) -> T {
    Arc::unwrap_or_clone(shared)
}

fn found<T>(record: Option<T>, name: &dyn core::fmt::Display) -> Result<T, Unreadable> {
    record.ok_or_else(|| missing(name))
}

fn missing(name: &dyn core::fmt::Display) -> Unreadable {
    Unreadable(alloc::format!("an event rests on `{name}`, which is not there"))
}

fn sum(one: &Money, other: &Money) -> Result<Money, EvolveError> {
    one.plus(other).map_err(does_not_add_up)
}

/// Balances of funds never go below zero (W7): an event that would do that is not one that was decided on these records.
fn difference(one: &Money, other: &Money) -> Result<Money, EvolveError> {
    let rest = one.minus(other).map_err(does_not_add_up)?;
    if rest.is_negative() {
        return Err(Unreadable(alloc::format!("an event takes {other} where there is {one}")).into());
    }
    Ok(rest)
}

fn does_not_add_up(error: MoneyError) -> EvolveError {
    match error {
        MoneyError::OutOfRange { .. } => EvolveError::OutOfRange,
        other => Unreadable(alloc::format!("an event does not add up: {other}")).into(),
    }
}
