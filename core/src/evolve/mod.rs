//! How events change records: two tables of events, and one file for each noun. Nothing is decided here. An event says
//! what changed, and this code applies it.

mod accounts;
mod bills;
mod cloud_accounts;
mod error;
mod funds;
mod held;
mod metering;
mod outbox;
mod workspaces;

use crate::account::Account;
use crate::bill::BillRecord;
use crate::event::{Event, EventContext};
use crate::records::RecordStore;

pub(crate) use cloud_accounts::agreement_stated;
pub use error::EvolveError;
pub(crate) use held::tries_held_bills;

/// Applies `event` to `records`. No other function changes records.
///
/// # Errors
///
/// [`EvolveError::Unreadable`] when a record that the event needs is missing or cannot be read: the records are not
/// those that the event was decided on. [`EvolveError::OutOfRange`] when a sum would no longer be exact;
/// [`decide`](crate::decide()) turns that into a refusal.
pub fn evolve(records: &mut dyn RecordStore, context: EventContext, event: &Event) -> Result<(), EvolveError> {
    let held = bills::held_before(records, event)?;
    let held = held.as_deref();
    change_records(records, context, event, held)?;
    for id in event.accounts() {
        accounts::change(records, context, id, |records, account| {
            bills::no_longer_held(account, held)?;
            held::follow_payers(records, account, event)?;
            change_account(records, account, context, event)
        })?;
    }
    Ok(())
}

/// What each event does to the records, apart from its accounts. `held` is the record of the bill that the event is
/// about, if the bill is held before the event.
fn change_records(
    records: &mut dyn RecordStore,
    context: EventContext,
    event: &Event,
    held: Option<&BillRecord>,
) -> Result<(), EvolveError> {
    match event {
        Event::AccountOpened { account, currency } => accounts::opened(records, context, account, *currency),
        Event::PolicySet { account: None, policy } => accounts::default_policy_set(records, policy),
        Event::WorkspaceBound { workspace, account, step, interval, display_name } => {
            workspaces::bound(records, workspace, account, step, interval, display_name.as_ref());
        }
        Event::WorkspaceRenamed { workspace, display_name, .. } => {
            workspaces::renamed(records, workspace, display_name.as_ref())?;
        }
        Event::StepTaken { workspace, step, .. } => workspaces::step_taken(records, workspace, step)?,
        Event::MethodChanged { workspace, method, kept_intervals, intervals, .. } => {
            workspaces::method_changed(records, workspace, method, *kept_intervals, intervals)?;
        }
        Event::CloudAccountLinked { cloud_account, link } => cloud_accounts::linked(records, cloud_account, link)?,
        Event::CloudAccountChanged { cloud_account, state, lifecycle, metering_deadline, patience, .. } => {
            cloud_accounts::changed(records, cloud_account, *state, *lifecycle, *metering_deadline, *patience)?;
        }
        Event::SuccessorChanged { cloud_account, successor, .. } => {
            cloud_accounts::successor_changed(records, cloud_account, successor.as_ref())?;
        }
        Event::MessageReceived { message, disposition, recorded_signal, .. } => {
            cloud_accounts::received(records, context, message, *disposition, recorded_signal.as_ref())?;
        }
        Event::OrderRedeemed { account, order } => funds::order_redeemed(records, account, order),
        Event::BillHeld { .. } | Event::BillSettled { .. } | Event::BillReversed { .. } => {
            bills::change(records, context, event, held)?;
        }
        Event::BillCorrected { bill, correction, .. } => bills::corrected(records, bill, correction)?,
        Event::MeteringRequested { record } => metering::requested(records, context, record)?,
        Event::MeteringAcknowledged { record, outcome, state, accepted, head, provider_record, .. } => {
            let (number, provider_record) = (*record, provider_record.as_ref());
            let (state, accepted, head) = (*state, *accepted, *head);
            let answer = metering::Acknowledged { number, outcome, state, accepted, head, provider_record };
            metering::acknowledged(records, context, answer)?;
        }
        Event::OutboxMessageQueued { number, notification } => {
            outbox::queued(records, context, *number, notification);
        }
        Event::OutboxMessageAcknowledged { number } => outbox::acknowledged(records, context, *number)?,
        Event::BillRestated { bill, by, .. } => bills::restated(records, context, bill, by.as_ref())?,
        Event::BindingExtended { workspace, step, interval, .. } => {
            workspaces::binding_extended(records, workspace, step, interval)?;
        }
        Event::ChargesClaimed { export_name, part, bills } => bills::claimed(records, export_name, part, bills),
        Event::AccountClosed { .. }
        | Event::PolicySet { account: Some(_), .. }
        | Event::ToppedUp { .. }
        | Event::LotOpened { .. }
        | Event::LotExpired { .. }
        | Event::LotReopened { .. }
        | Event::LotVoided { .. }
        | Event::StandingChanged { .. }
        | Event::MethodKept { .. }
        | Event::NotMeteredCounted { .. }
        | Event::MailSettingsSet { .. } => {}
    }
    Ok(())
}

/// What each event does to an account that it is about.
fn change_account(
    records: &mut dyn RecordStore,
    account: &mut Account,
    context: EventContext,
    event: &Event,
) -> Result<(), EvolveError> {
    match event {
        Event::AccountClosed { forfeited, .. } => accounts::closed(records, account, context, forfeited),
        Event::PolicySet { .. } | Event::MailSettingsSet { .. } | Event::StandingChanged { .. } => {
            accounts::set(account, event);
            Ok(())
        }
        Event::ToppedUp { amount, repaid, reference, repeats, .. } => {
            if let (Some(reference), None) = (reference, repeats) {
                funds::referenced(records, &account.id, context, reference)?;
            }
            funds::topped_up(records, account, context, amount, repaid)
        }
        Event::LotOpened { lot, .. } => funds::lot_opened(records, account, context, lot),
        Event::LotExpired { lot, amount, at, .. } => funds::lot_expired(records, account, *at, lot, amount),
        Event::LotReopened { lot, amount, .. } => funds::lot_reopened(records, account, lot, amount),
        Event::LotVoided { lot, amount, .. } => funds::lot_voided(records, account, context, lot, amount),
        Event::CloudAccountLinked { cloud_account, .. } => {
            cloud_accounts::suspension_changed(account, &cloud_account.id, cloud_account.patience);
            Ok(())
        }
        Event::CloudAccountChanged { cloud_account, state, metering_deadline, patience, .. } => {
            cloud_accounts::closing_changed(account, cloud_account, *state, *metering_deadline);
            cloud_accounts::suspension_changed(account, cloud_account, *patience);
            Ok(())
        }
        Event::BillHeld { bill, .. } => bills::held_for(account, bill),
        Event::BillSettled { record } => bills::paid(records, account, context, record),
        Event::BillReversed { payer: Some(_), reversal, .. } => bills::refunded(records, account, context, reversal),
        Event::BillCorrected { correction, .. } => bills::paid_again(records, account, context, correction),
        Event::MeteringRequested { record } => {
            metering::sending_begins(account, record);
            Ok(())
        }
        Event::MeteringAcknowledged { record, .. } => {
            account.sendings.retain(|sending| sending.record != *record);
            Ok(())
        }
        Event::NotMeteredCounted { .. } => accounts::not_metered_counted(account, event),
        Event::OutboxMessageQueued { notification, .. } => {
            accounts::notified(account, notification);
            Ok(())
        }
        Event::AccountOpened { .. }
        | Event::OrderRedeemed { .. }
        | Event::WorkspaceBound { .. }
        | Event::StepTaken { .. }
        | Event::MethodKept { .. }
        | Event::MethodChanged { .. }
        | Event::SuccessorChanged { .. }
        | Event::MessageReceived { .. }
        | Event::BillReversed { payer: None, .. }
        | Event::OutboxMessageAcknowledged { .. }
        | Event::BillRestated { .. }
        | Event::BindingExtended { .. }
        | Event::WorkspaceRenamed { .. }
        | Event::ChargesClaimed { .. } => Ok(()),
    }
}
