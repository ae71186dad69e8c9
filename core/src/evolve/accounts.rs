//! How events change accounts.

use alloc::sync::Arc;
use alloc::vec::Vec;

use super::error::{EvolveError, does_not_add_up, missing, sum};
use super::funds::close_lot;
use crate::account::{Account, NotMeteredDay};
use crate::event::{Event, EventContext};
use crate::fund::LotState;
use crate::id::AccountId;
use crate::money::{Currency, Money};
use crate::outbox::{NotMeteredBills, Notification};
use crate::policy::Policy;
use crate::records::{Key, Record, RecordStore};

pub(super) fn opened(records: &mut dyn RecordStore, context: EventContext, id: &AccountId, currency: Currency) {
    let account = Account::opened(id.clone(), currency, context.at);
    records.put(Key::account(id), Some(Record::Account(Arc::new(account))));
}

pub(super) fn default_policy_set(records: &mut dyn RecordStore, policy: &Arc<Policy>) {
    records.put(Key::policy(), Some(Record::Policy(policy.clone())));
}

/// Changes an account that an event is about. Its decision instant moves (T1), and the list of what falls due follows.
pub(super) fn change(
    records: &mut dyn RecordStore,
    context: EventContext,
    id: &AccountId,
    change: impl FnOnce(&mut dyn RecordStore, &mut Account) -> Result<(), EvolveError>,
) -> Result<(), EvolveError> {
    let key = Key::account(id);
    let Some(Record::Account(mut shared)) = records.take(&key)? else { return Err(missing(id).into()) };
    let due_before = shared.next_due();
    let account = Arc::make_mut(&mut shared);
    account.decided_at = account.decided_at.max(context.at);
    change(records, account)?;
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
    Ok(())
}

pub(super) fn closed(
    records: &mut dyn RecordStore,
    account: &mut Account,
    context: EventContext,
    forfeited: &Money,
) -> Result<(), EvolveError> {
    account.closed_at = Some(context.at);
    account.totals.forfeited = sum(&account.totals.forfeited, forfeited)?;
    account.cash = Money::zero(account.currency);
    for lot in core::mem::take(&mut account.lots) {
        close_lot(records, account, lot, LotState::Void, context.at);
    }
    Ok(())
}

/// Sets the field of an account that an event states as a whole.
pub(super) fn set(account: &mut Account, event: &Event) {
    match event {
        Event::PolicySet { policy, .. } => account.policy = Some(policy.clone()),
        Event::MailSettingsSet { settings, .. } => account.mail_settings = settings.kept(),
        Event::StandingChanged { standing, .. } => account.standing = *standing,
        _ => {}
    }
}

/// Counts a bill that came after the metering deadline of its cloud account (P2).
pub(super) fn not_metered_counted(account: &mut Account, event: &Event) -> Result<(), EvolveError> {
    let Event::NotMeteredCounted { day, cloud_account, provider, ended_at, metering_deadline, amount, .. } = event
    else {
        return Ok(());
    };
    let counted = account.not_metered.get_or_insert_with(|| NotMeteredDay { day: *day, cloud_accounts: Vec::new() });
    let list = &mut counted.cloud_accounts;
    let (bills, sum_before, place) = match list.binary_search_by(|one| one.cloud_account.cmp(cloud_account)) {
        Ok(place) => {
            let before = list.remove(place);
            (before.bills, before.amount, place)
        }
        Err(place) => (0, Money::zero(amount.currency()), place),
    };
    let counts = NotMeteredBills {
        cloud_account: cloud_account.clone(),
        provider: *provider,
        ended_at: *ended_at,
        metering_deadline: *metering_deadline,
        bills: bills.saturating_add(1),
        amount: sum(&sum_before, amount)?,
    };
    list.insert(place, counts);
    Ok(())
}

/// The notification about the bills of a day that came after a metering deadline has their counts.
pub(super) fn notified(account: &mut Account, notification: &Notification) {
    if let Notification::BillsNotMetered { .. } = notification {
        account.not_metered = None;
    }
}
