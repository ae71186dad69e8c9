//! How events change records. Nothing is decided here: an event says what changed, and this applies it.

mod metering;

use alloc::sync::Arc;

use crate::account::{Account, Closing};
use crate::bill::{Bill, BillRecord, BillStatus, QueuePlace, Return, ReturnedTo};
use crate::cloud_account::{CloudAccountName, KnownSubscription};
use crate::event::Event;
use crate::fund::{Fund, Lot, LotKind, LotState, Origin};
use crate::id::{AccountId, BillId, LotId, WorkspaceId};
use crate::method::{Ask, Payer, Step};
use crate::money::{Money, MoneyError};
use crate::obligation::Obligation;
use crate::receipt::Slice;
use crate::rows::{Key, Moment, Row, Rows, Unreadable, ViewExt};
use crate::workspace::Workspace;

/// Why an event does not fit the records.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// The records could not be read, or are not those that the event was decided on.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// A balance or total would reach 10^15.
    #[error("a balance or total would reach 10^15")]
    OutOfRange,
}

/// Applies `event` to `rows`. The only function that changes records.
///
/// # Errors
///
/// [`Misfit::Unreadable`] when a record that the event rests on is missing or cannot be read: the records are then not those the event was
/// decided on. [`Misfit::OutOfRange`] when a sum would no longer be exact; [`decide`](crate::decide()) turns that into a refusal.
pub fn evolve(rows: &mut dyn Rows, moment: Moment, event: &Event) -> Result<(), Misfit> {
    let waited = waiting(rows, event)?;
    match event {
        Event::AccountOpened { account, currency } => {
            let opened = Account::opened(account.clone(), *currency, moment.at);
            rows.put(Key::account(account), Some(Row::Account(Arc::new(opened))));
        }
        Event::PolicySet { account: None, policy } => rows.put(Key::policy(), Some(Row::Policy(policy.clone()))),
        Event::StepTaken { workspace, step, .. } => step_taken(rows, workspace, step)?,
        Event::WorkspaceBound { workspace, account, step, stretch } => {
            let bound = Workspace {
                id: workspace.clone(),
                account: account.clone(),
                method: crate::method::Method::Enterprise,
                steps: alloc::vec![step.clone()],
                timeline: alloc::vec![stretch.clone()],
                dissolved_at: None,
            };
            rows.put(Key::workspace(workspace), Some(Row::Workspace(Arc::new(bound))));
            let mark = Row::WorkspaceId(workspace.clone());
            rows.put(Key::account_workspace(account, workspace), Some(mark));
        }
        Event::MethodChanged { workspace, method, kept, stretches, .. } => {
            edit_workspace(rows, workspace, |workspace| {
                workspace.method = method.clone();
                workspace.timeline.truncate(*kept as usize);
                workspace.timeline.extend(stretches.iter().cloned());
            })?;
        }
        Event::MessageReceived { message, verdict, kept, .. } => {
            if let (Some(identity), Some(signal)) = (&message.identity, kept) {
                let mut known = rows.subscription(identity)?.map_or_else(KnownSubscription::unknown, unshare);
                known.keep(signal.clone());
                rows.put(Key::subscription(identity), Some(Row::Subscription(Arc::new(known))));
            }
            if let (Some(id), None) = (&message.id, &message.rejected) {
                let row = Row::Message { verdict: *verdict, position: moment.position };
                rows.put(Key::message(message.provider, id), Some(row));
            }
        }
        Event::OrderRedeemed { account, order } => {
            rows.put(Key::order(order), Some(Row::AccountId(account.clone())));
        }
        Event::ObligationRaised { number, mail } => {
            let obligation = Obligation {
                number: *number,
                raised_at: moment.at,
                mail: mail.as_ref().clone(),
                acknowledged_at: None,
            };
            rows.put(Key::obligation(*number), Some(Row::Obligation(Arc::new(obligation))));
            rows.put(Key::owed(*number), Some(Row::ObligationNumber(*number)));
        }
        Event::ObligationAcknowledged { number } => {
            let mut obligation = found(rows.obligation(*number)?, number)?;
            Arc::make_mut(&mut obligation).acknowledged_at = Some(moment.at);
            rows.put(Key::obligation(*number), Some(Row::Obligation(obligation)));
            rows.put(Key::owed(*number), None);
        }
        Event::CloudAccountLinked { cloud_account, link } => {
            let (id, account) = (&cloud_account.id, &cloud_account.account);
            let mut known = rows
                .subscription(cloud_account.subscription.identity())?
                .map_or_else(KnownSubscription::unknown, unshare);
            known.links.push(link.clone());
            rows.put(
                Key::subscription(cloud_account.subscription.identity()),
                Some(Row::Subscription(Arc::new(known))),
            );
            rows.put(Key::cloud_account(id), Some(Row::CloudAccount(cloud_account.clone())));
            rows.put(Key::account_cloud_account(account, id), Some(Row::CloudAccountId(id.clone())));
        }
        Event::CloudAccountChanged { cloud_account, state, life, metering_deadline, .. } => {
            let mut changed = found(rows.cloud_account(cloud_account)?, cloud_account)?;
            let contents = Arc::make_mut(&mut changed);
            (contents.state, contents.life, contents.metering_deadline) = (*state, *life, *metering_deadline);
            rows.put(Key::cloud_account(cloud_account), Some(Row::CloudAccount(changed)));
        }
        Event::BillHeld { account, bill, reason } => {
            // A bill that waits for another reason than before keeps its place.
            let (since, queue) = match rows.bill(&bill.id)?.map(|record| record.status.clone()) {
                Some(BillStatus::Held { since, queue, .. }) => (since, queue),
                _ => (moment.at, next_in_queue(rows, account, moment.position)?),
            };
            let status = BillStatus::Held { reason: reason.clone(), since, queue };
            let record = BillRecord {
                bill: bill.as_ref().clone(),
                account: account.clone(),
                status,
                reversals: alloc::vec::Vec::new(),
                corrections: alloc::vec::Vec::new(),
            };
            rows.put(Key::held(account, queue), Some(Row::BillId(bill.id.clone())));
            rows.put(Key::bill(&bill.id), Some(Row::Bill(Arc::new(record))));
        }
        Event::BillSettled { record } => {
            leave_queue(rows, &record.bill.id)?;
            rows.put(Key::bill(&record.bill.id), Some(Row::Bill(record.clone())));
            metering::charge(rows, record, record.receipt().map_or(&[], |receipt| &receipt.slices))?;
            if payer_may_change(rows, &record.bill, moment)? {
                rows.put(Key::correctable(&record.bill), Some(Row::BillId(record.bill.id.clone())));
                let start = record.bill.period.start();
                if rows.latest_correctable(&record.account)?.is_none_or(|latest| latest < start) {
                    rows.put(Key::latest_correctable(&record.account), Some(Row::Instant(start)));
                }
            }
        }
        Event::BillReversed { bill, reversal, .. } => {
            leave_queue(rows, bill)?;
            let mut record = found(rows.bill(bill)?, bill)?;
            metering::take_back(rows, &record, &reversal.returns)?;
            let contents = Arc::make_mut(&mut record);
            if let BillStatus::Held { .. } = contents.status {
                contents.status = BillStatus::Cancelled { at: reversal.at };
            }
            contents.reversals.push(reversal.as_ref().clone());
            rows.put(Key::bill(bill), Some(Row::Bill(record)));
        }
        Event::BillCorrected { bill, correction, .. } => {
            let mut record = found(rows.bill(bill)?, bill)?;
            metering::take_back(rows, &record, &correction.returns)?;
            metering::charge(rows, &record, &correction.slices)?;
            Arc::make_mut(&mut record).corrections.push(correction.as_ref().clone());
            rows.put(Key::bill(bill), Some(Row::Bill(record)));
        }
        Event::MeteringRequested { record } => metering::requested(rows, moment, record)?,
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
            metering::acknowledged(rows, moment, answer)?;
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
    evolve_accounts(rows, moment, event, waited)
}

/// The amount of the bill that the event is about, if that was held until now.
fn waiting(rows: &dyn Rows, event: &Event) -> Result<Option<Money>, Unreadable> {
    let bill = match event {
        Event::BillHeld { bill, .. } => &bill.id,
        Event::BillSettled { record } => &record.bill.id,
        Event::BillReversed { bill, .. } => bill,
        _ => return Ok(None),
    };
    let record = rows.bill(bill)?.filter(|record| matches!(record.status, BillStatus::Held { .. }));
    Ok(record.map(|record| record.bill.amount))
}

/// What the event does to the accounts it concerns: at the least, their decision instant moves (T1).
fn evolve_accounts(rows: &mut dyn Rows, moment: Moment, event: &Event, waited: Option<Money>) -> Result<(), Misfit> {
    for id in event.accounts() {
        let key = Key::account(id);
        let Some(Row::Account(mut shared)) = rows.take(&key)? else { return Err(missing(id).into()) };
        let due_before = shared.next_due();
        let account = Arc::make_mut(&mut shared);
        account.decided_at = account.decided_at.max(moment.at);
        if let Some(waited) = waited {
            account.totals.held = difference(&account.totals.held, &waited)?;
        }
        evolve_account(rows, account, moment, event)?;
        account.reach().map_err(does_not_add_up)?;
        let due_after = account.next_due();
        rows.put(key, Some(Row::Account(shared)));
        if due_before != due_after {
            if let Some(due) = due_before {
                rows.put(Key::due(due, id), None);
            }
            if let Some(due) = due_after {
                rows.put(Key::due(due, id), Some(Row::AccountId(id.clone())));
            }
        }
    }
    Ok(())
}

fn evolve_account(rows: &mut dyn Rows, account: &mut Account, moment: Moment, event: &Event) -> Result<(), Misfit> {
    match event {
        Event::AccountClosed { forfeited, .. } => {
            account.closed_at = Some(moment.at);
            account.totals.forfeited = sum(&account.totals.forfeited, forfeited)?;
            account.cash = Money::zero(account.currency);
            for lot in core::mem::take(&mut account.lots) {
                close_lot(rows, account, lot, LotState::Void, moment);
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
            close_lot(rows, account, lot, LotState::Expired, Moment { at: *at, ..moment });
        }
        Event::LotVoided { lot, amount, .. } => {
            account.totals.voided = sum(&account.totals.voided, amount)?;
            let open = account.take_lot(lot);
            let taken = match open {
                Some(open) => open,
                None => unshare(found(rows.closed_lot(&account.id, lot)?, lot)?),
            };
            close_lot(rows, account, taken, LotState::Void, moment);
        }
        Event::StandingChanged { standing, .. } => account.standing = *standing,
        Event::CloudAccountChanged { cloud_account, state, metering_deadline, .. } => {
            account.closings.retain(|closing| closing.cloud_account != *cloud_account);
            if let (CloudAccountName::Closing, Some(deadline)) = (state, metering_deadline) {
                account.closings.push(Closing { deadline: *deadline, cloud_account: cloud_account.clone() });
                account.closings.sort();
            }
        }
        Event::BillHeld { bill, .. } => account.totals.held = sum(&account.totals.held, &bill.amount)?,
        Event::BillSettled { record } => {
            if let BillStatus::Settled(receipt) = &record.status {
                account.totals.settled = sum(&account.totals.settled, &receipt.amount)?;
                pay(rows, account, &receipt.slices, moment)?;
            }
        }
        Event::BillReversed { payer: Some(_), reversal, .. } => {
            account.totals.settled = difference(&account.totals.settled, &reversal.amount)?;
            give_back(rows, account, &reversal.returns)?;
        }
        Event::BillCorrected { correction, .. } => {
            give_back(rows, account, &correction.returns)?;
            pay(rows, account, &correction.slices, moment)?;
        }
        _ => {}
    }
    Ok(())
}

fn pay(rows: &mut dyn Rows, account: &mut Account, slices: &[Slice], moment: Moment) -> Result<(), Misfit> {
    for slice in slices {
        match (slice.fund, &slice.lot) {
            (Fund::Cash, _) => account.cash = difference(&account.cash, &slice.amount)?,
            (Fund::Overdraft, _) => account.overdraft = sum(&account.overdraft, &slice.amount)?,
            (Fund::CloudAccount, _) => account.totals.cloud_paid = sum(&account.totals.cloud_paid, &slice.amount)?,
            (_, Some(id)) => take_from_lot(rows, account, id, &slice.amount, moment)?,
            (fund, None) => return Err(missing(&fund).into()),
        }
    }
    Ok(())
}

fn take_from_lot(
    rows: &mut dyn Rows,
    account: &mut Account,
    id: &LotId,
    amount: &Money,
    moment: Moment,
) -> Result<(), Misfit> {
    // The place in the paying order does not depend on what is available, so an open lot stays where it is.
    let lot = found(account.lots.iter_mut().find(|lot| lot.id == *id), id)?;
    lot.available = difference(&lot.available, amount)?;
    if lot.available.is_zero() {
        let lot = found(account.take_lot(id), id)?;
        close_lot(rows, account, lot, LotState::Exhausted, moment);
    }
    Ok(())
}

fn close_lot(rows: &mut dyn Rows, account: &Account, mut lot: Lot, state: LotState, moment: Moment) {
    lot.available = Money::zero(account.currency);
    lot.state = state;
    lot.closed_at = Some(moment.at);
    rows.put(Key::closed_lot(&account.id, &lot.id), Some(Row::Lot(Arc::new(lot))));
}

fn give_back(rows: &mut dyn Rows, account: &mut Account, returns: &[Return]) -> Result<(), Misfit> {
    for one in returns {
        let amount = &one.amount;
        match one.to {
            ReturnedTo::Cash => account.cash = sum(&account.cash, amount)?,
            ReturnedTo::Overdraft => account.overdraft = difference(&account.overdraft, amount)?,
            ReturnedTo::CloudAccount => {
                account.totals.cloud_paid = difference(&account.totals.cloud_paid, amount)?;
            }
            ReturnedTo::VoidLot => account.totals.voided = sum(&account.totals.voided, amount)?,
            ReturnedTo::ExpiredLot => {
                account.totals.expired = sum(&account.totals.expired, amount)?;
                let id = found(one.lot.as_ref(), &one.fund)?;
                expire_closed_lot(rows, account, id)?;
            }
            ReturnedTo::Lot => {
                let id = found(one.lot.as_ref(), &one.fund)?;
                put_into_lot(rows, account, id, amount)?;
            }
        }
    }
    Ok(())
}

/// An exhausted lot whose validity is over becomes an expired one when value comes back to it.
fn expire_closed_lot(rows: &mut dyn Rows, account: &Account, id: &LotId) -> Result<(), Misfit> {
    let mut lot = found(rows.closed_lot(&account.id, id)?, id)?;
    if lot.state == LotState::Exhausted {
        let contents = Arc::make_mut(&mut lot);
        contents.state = LotState::Expired;
        contents.closed_at = contents.valid_until;
        rows.put(Key::closed_lot(&account.id, id), Some(Row::Lot(lot)));
    }
    Ok(())
}

fn put_into_lot(rows: &mut dyn Rows, account: &mut Account, id: &LotId, amount: &Money) -> Result<(), Misfit> {
    if let Some(lot) = account.lots.iter_mut().find(|lot| lot.id == *id) {
        lot.available = sum(&lot.available, amount)?;
        return Ok(());
    }
    let mut lot = unshare(found(rows.closed_lot(&account.id, id)?, id)?);
    rows.put(Key::closed_lot(&account.id, id), None);
    lot.available = sum(&lot.available, amount)?;
    (lot.state, lot.closed_at) = (LotState::Open, None);
    account.put_lot(lot);
    Ok(())
}

fn step_taken(rows: &mut dyn Rows, id: &WorkspaceId, step: &Step) -> Result<(), Misfit> {
    let mut moved_from = None;
    edit_workspace(rows, id, |workspace| {
        workspace.steps.push(step.clone());
        match step.ask {
            Ask::Move => moved_from = Some(core::mem::replace(&mut workspace.account, step.account.clone())),
            Ask::Dissolve => workspace.dissolved_at = Some(step.at),
            Ask::Bind | Ask::Choose(_) => {}
        }
    })?;
    let mark = || Some(Row::WorkspaceId(id.clone()));
    match &step.ask {
        Ask::Choose(Payer::CloudAccount(chosen)) => rows.put(Key::cloud_account_workspace(chosen, id), mark()),
        Ask::Dissolve => rows.put(Key::account_workspace(&step.account, id), None),
        Ask::Move => {
            if let Some(before) = moved_from {
                rows.put(Key::account_workspace(&before, id), None);
            }
            rows.put(Key::account_workspace(&step.account, id), mark());
        }
        Ask::Choose(Payer::Enterprise) | Ask::Bind => {}
    }
    Ok(())
}

fn edit_workspace(rows: &mut dyn Rows, id: &WorkspaceId, edit: impl FnOnce(&mut Workspace)) -> Result<(), Misfit> {
    let key = Key::workspace(id);
    let Some(Row::Workspace(mut shared)) = rows.take(&key)? else { return Err(missing(id).into()) };
    edit(Arc::make_mut(&mut shared));
    rows.put(key, Some(Row::Workspace(shared)));
    Ok(())
}

/// Whether a late message can still tell that another one pays the bill. Only cloud accounts have lives to be told late, and a choice takes
/// effect when it is made (T3): of a workspace that has chosen none, only usage to come can turn out to be another's.
fn payer_may_change(rows: &dyn Rows, bill: &Bill, moment: Moment) -> Result<bool, Unreadable> {
    let workspace = found(rows.workspace(&bill.workspace)?, &bill.workspace)?;
    let to_come = bill.period.start() >= moment.at;
    Ok(to_come || workspace.steps.iter().any(|step| matches!(step.ask, Ask::Choose(Payer::CloudAccount(_)))))
}

/// The place for a bill held at `position`, behind those that the same entry held before it.
fn next_in_queue(rows: &dyn Rows, account: &AccountId, position: u64) -> Result<QueuePlace, Unreadable> {
    let mut place = QueuePlace { position, index: 0 };
    while rows.get(&Key::held(account, place))?.is_some() {
        place.index += 1;
    }
    Ok(place)
}

fn leave_queue(rows: &mut dyn Rows, bill: &BillId) -> Result<(), Misfit> {
    if let Some(record) = rows.bill(bill)?
        && let BillStatus::Held { queue, .. } = record.status
    {
        rows.put(Key::held(&record.account, queue), None);
    }
    Ok(())
}

fn unshare<T: Clone>(shared: Arc<T>) -> T {
    Arc::unwrap_or_clone(shared)
}

fn found<T>(row: Option<T>, name: &dyn core::fmt::Display) -> Result<T, Unreadable> {
    row.ok_or_else(|| missing(name))
}

fn missing(name: &dyn core::fmt::Display) -> Unreadable {
    Unreadable(alloc::format!("an event rests on `{name}`, which is not there"))
}

fn sum(one: &Money, other: &Money) -> Result<Money, Misfit> {
    one.plus(other).map_err(does_not_add_up)
}

/// Balances of funds never go below zero (W7): an event that would do that is not one that was decided on these records.
fn difference(one: &Money, other: &Money) -> Result<Money, Misfit> {
    let rest = one.minus(other).map_err(does_not_add_up)?;
    if rest.is_negative() {
        return Err(Unreadable(alloc::format!("an event takes {other} where there is {one}")).into());
    }
    Ok(rest)
}

fn does_not_add_up(error: MoneyError) -> Misfit {
    match error {
        MoneyError::OutOfRange { .. } => Misfit::OutOfRange,
        other => Unreadable(alloc::format!("an event does not add up: {other}")).into(),
    }
}
