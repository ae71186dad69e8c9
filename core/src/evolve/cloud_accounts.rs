//! How events change cloud accounts and the histories of subscriptions.

use alloc::sync::Arc;

use super::error::{EvolveError, found};
use crate::account::{Account, Closing, Suspension};
use crate::cloud_account::{CloudAccount, CloudAccountState, Patience, SubscriptionLifecycle};
use crate::event::EventContext;
use crate::id::{AgreementId, CloudAccountId, SubscriptionIdentity, WorkspaceId};
use crate::marketplace::{MarketplaceMessage, MessageDisposition};
use crate::provider::Provider;
use crate::records::{Key, Record, RecordStore, Unreadable, ViewExt, successors_from};
use crate::subscription::{Agreement, RecordedSignal, SubscriptionHistory, SubscriptionLink};
use crate::time::Instant;

pub(super) fn linked(
    records: &mut dyn RecordStore,
    cloud_account: &Arc<CloudAccount>,
    link: &SubscriptionLink,
) -> Result<(), EvolveError> {
    let (id, account) = (&cloud_account.id, &cloud_account.account);
    edit_history(records, cloud_account.subscription.identity(), |history| history.links.push(link.clone()))?;
    records.put(Key::cloud_account(id), Some(Record::CloudAccount(cloud_account.clone())));
    records.put(Key::account_cloud_account(account, id), Some(Record::CloudAccountId(id.clone())));
    Ok(())
}

pub(super) fn changed(
    records: &mut dyn RecordStore,
    id: &CloudAccountId,
    state: CloudAccountState,
    lifecycle: SubscriptionLifecycle,
    metering_deadline: Option<Instant>,
    patience: Option<Patience>,
) -> Result<(), EvolveError> {
    let mut changed = found(records.cloud_account(id)?, id)?;
    let contents = Arc::make_mut(&mut changed);
    (contents.state, contents.lifecycle, contents.metering_deadline) = (state, lifecycle, metering_deadline);
    contents.patience = patience;
    records.put(Key::cloud_account(id), Some(Record::CloudAccount(changed)));
    Ok(())
}

/// Sets the successor of a cloud account, and lists its workspaces under the successor.
pub(super) fn successor_changed(
    records: &mut dyn RecordStore,
    id: &CloudAccountId,
    successor: Option<&CloudAccountId>,
) -> Result<(), EvolveError> {
    let mut changed = found(records.cloud_account(id)?, id)?;
    Arc::make_mut(&mut changed).successor = successor.cloned();
    records.put(Key::cloud_account(id), Some(Record::CloudAccount(changed)));
    for (_, listed) in records.scan_all(&Key::workspaces_of_cloud_account(id))? {
        if let Record::WorkspaceId(workspace) = listed {
            list_workspace(records, id, &workspace)?;
        }
    }
    Ok(())
}

/// Lists a workspace under a cloud account that it chose, and under the successors of that one.
pub(super) fn list_workspace(
    records: &mut dyn RecordStore,
    chosen: &CloudAccountId,
    workspace: &WorkspaceId,
) -> Result<(), EvolveError> {
    for id in successors_from(records, chosen)? {
        records.put(Key::cloud_account_workspace(&id, workspace), Some(Record::WorkspaceId(workspace.clone())));
    }
    Ok(())
}

/// Lists in its account the metering deadline of a cloud account that is closing.
pub(super) fn closing_changed(
    account: &mut Account,
    id: &CloudAccountId,
    state: CloudAccountState,
    metering_deadline: Option<Instant>,
) {
    account.closings.retain(|closing| closing.cloud_account != *id);
    if let (CloudAccountState::Closing, Some(deadline)) = (state, metering_deadline) {
        account.closings.push(Closing { deadline, cloud_account: id.clone() });
        account.closings.sort();
    }
}

/// Lists in its account the next due instant of a cloud account that is suspended.
pub(super) fn suspension_changed(account: &mut Account, id: &CloudAccountId, patience: Option<Patience>) {
    account.suspensions.retain(|suspension| suspension.cloud_account != *id);
    if let Some(patience) = patience.filter(|patience| !patience.over) {
        let due = patience.notice.unwrap_or(patience.deadline);
        account.suspensions.push(Suspension { due, cloud_account: id.clone() });
        account.suspensions.sort();
    }
}

pub(super) fn received(
    records: &mut dyn RecordStore,
    context: EventContext,
    message: &MarketplaceMessage,
    disposition: MessageDisposition,
    recorded_signal: Option<&RecordedSignal>,
) -> Result<(), EvolveError> {
    if let Some(identity) = &message.identity
        && (recorded_signal.is_some() || message.stated_account().is_some())
    {
        edit_history(records, identity, |history| {
            recorded_signal.into_iter().for_each(|signal| history.keep(signal.clone()));
            message.stated_account().into_iter().for_each(|account| history.state_account(account));
        })?;
    }
    agreement_stated(records, message)?;
    // The id of a rejected message proves nothing: a genuine message with the same id may still come.
    if let (Some(id), None) = (&message.id, &message.rejected) {
        let record = Record::Message { disposition, position: context.position };
        records.put(Key::message(message.provider, id), Some(record));
    }
    Ok(())
}

/// Stores what a message says of an agreement: with the agreement, with the one before it, and with the subscription.
pub(crate) fn agreement_stated(records: &mut dyn RecordStore, message: &MarketplaceMessage) -> Result<(), Unreadable> {
    let (provider, subscription) = (message.provider, message.identity.as_ref());
    let Some(stated) = message.stated_agreement() else { return Ok(()) };
    edit_agreement(records, provider, &stated.id, |agreement| agreement.state(stated, subscription))?;
    if let Some(previous) = stated.other_previous() {
        edit_agreement(records, provider, previous, |agreement| agreement.state_next(&stated.id))?;
    }
    if let Some(subscription) = subscription {
        edit_history(records, subscription, |history| history.state_agreement(&stated.id))?;
    }
    Ok(())
}

fn edit_agreement(
    records: &mut dyn RecordStore,
    provider: Provider,
    id: &AgreementId,
    edit: impl FnOnce(&mut Agreement),
) -> Result<(), Unreadable> {
    let mut agreement = records.agreement(provider, id)?.map_or_else(Agreement::default, Arc::unwrap_or_clone);
    edit(&mut agreement);
    records.put(Key::agreement(provider, id), Some(Record::Agreement(Arc::new(agreement))));
    Ok(())
}

fn edit_history(
    records: &mut dyn RecordStore,
    identity: &SubscriptionIdentity,
    edit: impl FnOnce(&mut SubscriptionHistory),
) -> Result<(), Unreadable> {
    let mut history = records.subscription(identity)?.map_or_else(SubscriptionHistory::unknown, Arc::unwrap_or_clone);
    edit(&mut history);
    records.put(Key::subscription(identity), Some(Record::Subscription(Arc::new(history))));
    Ok(())
}
