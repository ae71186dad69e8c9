//! Cloud accounts: linking, withdrawing, and the effect of marketplace messages (T2, C3, N1).

use alloc::boxed::Box;
use alloc::format;
use alloc::string::ToString;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::{DecideError, DecisionContext, Handled, PriorResult};
use crate::cloud_account::{
    CloudAccount, CloudAccountState, CloudAccountTransition, CloudAccountTrigger, Patience, SubscriptionLifecycle, next,
};
use crate::command::{Ingest, LinkCloudAccount, UnlinkCloudAccount, WithdrawCloudAccount};
use crate::event::Event;
use crate::id::{AccountId, CloudAccountId, SubscriptionIdentity, WorkspaceId};
use crate::limits::SIGNALS_MAX;
use crate::marketplace::MessageDisposition;
use crate::marketplace::{MarketplaceMessage, Signal, TopicConfirmation};
use crate::matching::{free_after, unclaimed};
use crate::metering::UsageState;
use crate::method::{Method, Payer};
use crate::outbox::{KeptPayer, Notification, StillOpening};
use crate::provider::{is_same_account, swapped_identity};
use crate::records::{Key, Record, View, ViewExt};
use crate::refusal::Refusal;
use crate::rules;
use crate::subscription::{RecordedSignal, Subscription, SubscriptionHistory, SubscriptionLink};
use crate::time::Instant;

/// The cloud account that a message concerns. Its part of the subscription's signals is later than `after`, up to
/// `until`.
struct Concerned {
    cloud_account: Arc<CloudAccount>,
    after: Option<Instant>,
    until: Option<Instant>,
}

/// The refusal of a second link, with what to do about the first.
fn already_linked(identity: &SubscriptionIdentity, last: &CloudAccount) -> Refusal {
    let (state, expected) = match (last.state, last.metering_deadline) {
        (CloudAccountState::Closing, Some(deadline)) => {
            (format!("closing until {deadline}"), "a link at that instant or later".to_string())
        }
        (CloudAccountState::Pending, _) => {
            (last.state.to_string(), format!("`{}` in use, or withdrawn first (`withdraw_cloud_account`)", last.id))
        }
        (state, _) => (state.to_string(), format!("`{}` in use, or ended first in its marketplace", last.id)),
    };
    Refusal::SubscriptionAlreadyLinked {
        identity: identity.clone(),
        cloud_account: last.id.clone(),
        state: state.into_boxed_str(),
        expected: expected.into_boxed_str(),
    }
}

/// Whether the customer gets a notification when a cloud account is over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Notify {
    Always,
    /// A customer who withdrew the cloud account knows it.
    UnlessWithdrawn,
}

/// Whether a message states another account than the link names (C4).
fn contradicts(message: &MarketplaceMessage, linked: &CloudAccount) -> bool {
    let named = linked.subscription.identifiers().account_id.as_ref();
    match (message.stated_account(), named) {
        (Some(stated), Some(named)) => !is_same_account(message.provider, stated, named),
        _ => false,
    }
}

impl DecisionContext<'_> {
    pub(super) fn link_cloud_account(&mut self, command: &LinkCloudAccount) -> Handled {
        let LinkCloudAccount { account, cloud_account: id, subscription } = command;
        self.open(account)?;
        self.clock(&[account])?;
        if self.records.cloud_account(id)?.is_some() {
            return Err(Refusal::CloudAccountExists { cloud_account: id.clone() }.into());
        }
        let identity = subscription.identity();
        let known = self.known(identity)?;
        self.is_own_subscription(subscription, &known)?;
        let after = self.free_since(identity, &known)?;
        let lifecycle = SubscriptionLifecycle::of(known.signals_within(after, None));
        if let Some(ended_at) = lifecycle.over() {
            return Err(Refusal::SubscriptionEnded { identity: identity.clone(), ended_at }.into());
        }
        let patience = self.patience_of(account, &lifecycle)?;
        let cloud_account = CloudAccount {
            id: id.clone(),
            account: account.clone(),
            subscription: subscription.clone(),
            linked_at: self.at(),
            state: lifecycle.state,
            lifecycle,
            metering_deadline: None,
            patience,
        };
        let link = SubscriptionLink { cloud_account: id.clone(), after };
        self.emit(Event::CloudAccountLinked { cloud_account: Arc::new(cloud_account), link })?;
        Ok(None)
    }

    /// Refused when the marketplace stated another account for the subscription (C4). It does not say which one.
    fn is_own_subscription(&self, given: &Subscription, known: &SubscriptionHistory) -> Result<(), DecideError> {
        let identifiers = given.identifiers();
        if let (Some(swapped), Some(account), Some(instance)) =
            (swapped_identity(identifiers), &identifiers.account_id, &identifiers.instance_id)
            && self.known(&swapped)?.states(given.provider(), instance)
        {
            let (instance, account) = (account.clone(), instance.clone());
            return Err(Refusal::IdentifiersSwapped { instance, account }.into());
        }
        match known.agrees_with(identifiers) {
            true => Ok(()),
            false => Err(Refusal::SubscriptionOfAnother { identity: given.identity().clone() }.into()),
        }
    }

    /// The instant after which the signals of a subscription are free for a new link. Refused while another link is in
    /// use.
    fn free_since(
        &self,
        identity: &SubscriptionIdentity,
        known: &SubscriptionHistory,
    ) -> Result<Option<Instant>, DecideError> {
        let Some(link) = known.links.last() else { return Ok(free_after(identity, known, None)) };
        let last = self.cloud_account(&link.cloud_account)?;
        // What is due for another account counts as happened, also before it is recorded.
        if !matches!(last.state_at(self.at()), CloudAccountState::Failed | CloudAccountState::Closed) {
            return Err(already_linked(identity, &last).into());
        }
        Ok(free_after(identity, known, Some((link, &last))))
    }

    pub(super) fn withdraw_cloud_account(&mut self, command: &WithdrawCloudAccount) -> Handled {
        let WithdrawCloudAccount { account, cloud_account: id } = command;
        self.open(account)?;
        self.clock(&[account])?;
        let cloud_account = self.owned_cloud_account(account, id)?;
        let trigger = CloudAccountTrigger::Withdrawn;
        if next(cloud_account.state, trigger) == CloudAccountTransition::Refused {
            let (cloud_account, state) = (id.clone(), cloud_account.state);
            return Err(Refusal::CloudAccountNotPending { cloud_account, state }.into());
        }
        let lifecycle = cloud_account.lifecycle.after(trigger, self.at(), rules::CURRENT);
        self.change_lifecycle(&cloud_account, lifecycle, Notify::UnlessWithdrawn)?;
        Ok(None)
    }

    /// Whether the provider accepted usage of the cloud account, or can have accepted a usage record without an answer.
    fn may_be_metered(&self, id: &CloudAccountId) -> Result<bool, DecideError> {
        if self.records.meter(id)?.is_some_and(|meter| !meter.accepted.is_zero() || meter.in_flight.is_some()) {
            return Ok(true);
        }
        for (_, record) in self.records.scan_all(&Key::usage_records_of(id))? {
            let Record::EntryPosition(number) = record else { continue };
            let state = self.records.usage_record(number)?.map(|record| record.state);
            if matches!(state, Some(UsageState::TooLate | UsageState::Disputed)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    pub(super) fn unlink_cloud_account(&mut self, command: &UnlinkCloudAccount) -> Handled {
        let UnlinkCloudAccount { account, cloud_account: id, reason } = command;
        self.open(account)?;
        self.clock(&[account])?;
        let cloud_account = self.owned_cloud_account(account, id)?;
        if reason.as_str().trim().is_empty() {
            return Err(Refusal::ReasonMissing { cloud_account: id.clone() }.into());
        }
        if matches!(cloud_account.state, CloudAccountState::Failed | CloudAccountState::Closed) {
            let (cloud_account, state) = (id.clone(), cloud_account.state);
            return Err(Refusal::CloudAccountNotLinked { cloud_account, state }.into());
        }
        if self.may_be_metered(id)? {
            return Err(Refusal::CloudAccountMetered { cloud_account: id.clone() }.into());
        }
        self.undo_link(&cloud_account)?;
        Ok(None)
    }

    /// Undoes a link that was wrong from its beginning (C4). Who paid by it is corrected, and the customer gets a
    /// notification.
    fn undo_link(&mut self, cloud_account: &CloudAccount) -> Result<(), DecideError> {
        self.change_lifecycle(cloud_account, SubscriptionLifecycle::wrong_link(cloud_account.linked_at), Notify::Always)
    }

    pub(super) fn ingest(&mut self, command: &Ingest) -> Handled {
        let message = command.message.as_ref();
        message.validate().map_err(Refusal::from)?;
        self.refuse_future_by_default("at", self.asked_at)?;
        if message.rejected.is_some() {
            // Nothing in it is trusted. The genuine message with the same id may still come.
            self.received(message, MessageDisposition::Rejected, None, None)?;
            return Ok(None);
        }
        if let Some(id) = &message.id
            && let Some(Record::Message { disposition, .. }) = self.records.get(&Key::message(message.provider, id))?
        {
            return Ok(Some(PriorResult::Message(disposition)));
        }
        let identity = match &message.identity {
            Some(identity) if CloudAccountTrigger::of(message.signal).is_some() => identity.clone(),
            _ => {
                self.received(message, MessageDisposition::Ignored, None, None)?;
                if let Some(TopicConfirmation { topic, address }) = message.confirm.clone() {
                    self.raise(Notification::ConfirmSubscription { provider: message.provider, topic, address })?;
                }
                return Ok(None);
            }
        };
        // The instant of the provider decides (T2), but it is never later than the instant of receipt.
        self.refuse_future_by_default("message.occurred_at", message.occurred_at.unwrap_or(self.asked_at))?;
        let occurred_at = message.occurred_at.map_or(self.asked_at, |at| at.min(self.asked_at));
        let signal =
            RecordedSignal { signal: message.signal, occurred_at, message: message.id.clone(), rules: rules::CURRENT };
        let known = self.known(&identity)?;
        // An end or a failure is always recorded, also beyond the limit of signals (C3).
        let final_word = matches!(message.signal, Signal::Ended | Signal::Failed);
        if known.signals.len() >= SIGNALS_MAX && !final_word {
            return Err(Refusal::TooManySignals { identity, most: SIGNALS_MAX }.into());
        }
        match self.concerned(&identity, &known, occurred_at)? {
            Some(Concerned { cloud_account, .. }) if contradicts(message, &cloud_account) => {
                self.clock_without_tolerance(&[&cloud_account.account])?;
                let before = self.cloud_account(&cloud_account.id)?;
                // The event does not name the account, whose journal would show the message of a stranger.
                self.received(message, MessageDisposition::ContradictsLink, None, Some(signal))?;
                self.undo_link(&before)?;
            }
            Some(Concerned { cloud_account, after: from, until }) => {
                self.clock_without_tolerance(&[&cloud_account.account])?;
                let mut after = known;
                after.keep(signal.clone());
                let before = self.cloud_account(&cloud_account.id)?;
                let folded = SubscriptionLifecycle::of(after.signals_within(from, until));
                // After another link has followed, the link before stays ended, also when a late message says
                // otherwise.
                let lifecycle = if until.is_some() && folded.is_alive() { before.lifecycle } else { folded };
                let changed = lifecycle != before.lifecycle;
                let disposition = if changed { MessageDisposition::Applied } else { MessageDisposition::NoChange };
                // A suspension of a pending cloud account has its effect when a later message activates it earlier.
                let latent = before.state == CloudAccountState::Pending && message.signal == Signal::Suspended;
                let kept = (changed || latent || message.occurred_at.is_some()).then_some(signal);
                self.received(message, disposition, Some(&before), kept)?;
                if changed {
                    self.change_lifecycle(&before, lifecycle, Notify::UnlessWithdrawn)?;
                }
            }
            None => self.received(message, MessageDisposition::Unmatched, None, Some(signal))?,
        }
        Ok(None)
    }

    /// The cloud account that an event at `occurred_at` concerns, with its part of the signals.
    fn concerned(
        &self,
        identity: &SubscriptionIdentity,
        known: &SubscriptionHistory,
        occurred_at: Instant,
    ) -> Result<Option<Concerned>, DecideError> {
        let Some((link, until)) = known.link_for(occurred_at) else { return Ok(None) };
        let cloud_account = self.cloud_account(&link.cloud_account)?;
        let closed_at = self.account(&cloud_account.account)?.closed_at;
        if unclaimed(identity, &cloud_account, closed_at, until, occurred_at).is_some() {
            return Ok(None);
        }
        Ok(Some(Concerned { cloud_account, after: link.after, until }))
    }

    fn received(
        &mut self,
        message: &MarketplaceMessage,
        disposition: MessageDisposition,
        concerned: Option<&CloudAccount>,
        recorded_signal: Option<RecordedSignal>,
    ) -> Result<(), DecideError> {
        self.emit(Event::MessageReceived {
            message: Arc::new(message.clone()),
            disposition,
            cloud_account: concerned.map(|concerned| concerned.id.clone()),
            account: concerned.map(|concerned| concerned.account.clone()),
            recorded_signal,
        })
    }

    fn known(&self, identity: &SubscriptionIdentity) -> Result<SubscriptionHistory, DecideError> {
        let known = self.records.subscription(identity)?;
        Ok(known.map_or_else(SubscriptionHistory::unknown, Arc::unwrap_or_clone))
    }

    /// Sets the lifecycle of a cloud account. Its state, the timelines that contain it, the bills that were settled by
    /// them and the bills held for it follow in the same commit. The customer gets a notification when it ended (C3,
    /// N1).
    fn change_lifecycle(
        &mut self,
        before: &CloudAccount,
        lifecycle: SubscriptionLifecycle,
        notify: Notify,
    ) -> Result<(), DecideError> {
        self.change_state(before, lifecycle)?;
        let dates_changed = (lifecycle.active_from, lifecycle.ended_at, lifecycle.failed_at)
            != (before.lifecycle.active_from, before.lifecycle.ended_at, before.lifecycle.failed_at);
        let (mut pairs, mut rebuilt) = (Vec::new(), Vec::new());
        if dates_changed {
            for (_, record) in self.records.scan_all(&Key::workspaces_of_cloud_account(&before.id))? {
                let Record::WorkspaceId(id) = record else { continue };
                let workspace = self.workspace(&id)?;
                let method = workspace.method.clone();
                if self.rebuild_timeline(&id, &before.account)? {
                    rebuilt.push(workspace);
                }
                pairs.push((id, method));
            }
        }
        let mut corrected = false;
        for workspace in rebuilt {
            corrected |= self.correct_bills_of(&workspace, &before.account)?;
        }
        self.fall_back_if_over(&before.id, self.at())?;
        self.follow_overdraft(&before.account)?;
        if corrected {
            self.retry_bills_over_limit(&before.account)?;
        }
        // The cloud account may have resumed, or a timeline may have another payer now.
        self.retry_bills_of_cloud_accounts(&before.account)?;
        if let Some(ended_at) = lifecycle.over()
            && (notify == Notify::Always || !lifecycle.withdrawn)
        {
            self.notify_of_end(before, ended_at, pairs)?;
        }
        Ok(())
    }

    /// Notifies the customer that a cloud account ended or failed at `ended_at` (N1). `methods` has its workspaces with
    /// their methods from before the message.
    fn notify_of_end(
        &mut self,
        before: &CloudAccount,
        ended_at: Instant,
        methods: Vec<(WorkspaceId, Method)>,
    ) -> Result<(), DecideError> {
        let is_new = before.lifecycle.over().is_none();
        let (mut forced, mut still_opening, mut kept) = (Vec::new(), Vec::new(), Vec::new());
        for (id, was) in methods {
            let now = self.workspace(&id)?.method.clone();
            let paid = was.payer().is_some_and(|payer| payer.cloud_account() == Some(&before.id));
            let (Some(payer), true) = (now.payer(), was.payer().is_some()) else { continue };
            if (is_new && paid) || was.payer().is_some_and(|was| was != payer) {
                if let Method::Opening { cloud_account, .. } = now {
                    still_opening.push(StillOpening { workspace: id.clone(), cloud_account });
                }
                forced.push(id);
            } else if is_new && was.is_choice_of(&Payer::CloudAccount(before.id.clone())) {
                kept.push(KeptPayer { workspace: id, payer });
            }
        }
        let (account, cloud_account, provider) = (before.account.clone(), before.id.clone(), before.provider());
        if !forced.is_empty() {
            let display_names = self.display_names(&forced)?;
            let (account, cloud_account, workspaces) = (account.clone(), cloud_account.clone(), forced);
            self.raise(Notification::MethodChangedByForce {
                account,
                cloud_account,
                provider,
                ended_at,
                workspaces,
                still_opening,
                display_names,
            })?;
        }
        if !kept.is_empty() {
            let display_names = self.display_names(kept.iter().map(|one| &one.workspace))?;
            self.raise(Notification::ChosenPayerEnded {
                account,
                cloud_account,
                provider,
                ended_at,
                workspaces: kept,
                display_names,
            })?;
        }
        Ok(())
    }

    /// How long the bills of a cloud account with this lifecycle wait, if it is suspended (P3).
    fn patience_of(
        &self,
        account: &AccountId,
        lifecycle: &SubscriptionLifecycle,
    ) -> Result<Option<Patience>, DecideError> {
        let Some(since) = lifecycle.suspended_since else { return Ok(None) };
        let policy = self.policy(&*self.account(account)?)?;
        let deadline = since.plus(policy.suspended_patience);
        let over = deadline <= self.at();
        let announced = !over && policy.deadline_notice < policy.suspended_patience;
        let notice = announced.then(|| deadline.minus(policy.deadline_notice));
        Ok(Some(Patience { deadline, notice, over }))
    }

    /// The notice or the deadline of a suspension is due (P3).
    pub(super) fn suspension_due(&mut self, id: &CloudAccountId) -> Result<(), DecideError> {
        let found = self.cloud_account(id)?;
        let (Some(patience), Some(suspended_since)) = (found.patience, found.lifecycle.suspended_since) else {
            return Ok(());
        };
        let over = patience.notice.is_none();
        self.emit(Event::CloudAccountChanged {
            account: found.account.clone(),
            cloud_account: id.clone(),
            was: found.state,
            state: found.state,
            lifecycle: found.lifecycle,
            metering_deadline: found.metering_deadline,
            patience: Some(Patience { notice: None, over, ..patience }),
        })?;
        if over {
            self.patience_over.insert(found.account.clone());
            return Ok(());
        }
        let (held_bills, amount) = self.held_for(&found)?;
        if held_bills > 0 || self.pays_for_a_workspace(id)? {
            self.raise(Notification::SuspensionDeadlineNear {
                account: found.account.clone(),
                cloud_account: id.clone(),
                provider: found.provider(),
                suspended_since,
                deadline: patience.deadline,
                held_bills,
                amount,
            })?;
        }
        Ok(())
    }

    fn pays_for_a_workspace(&self, id: &CloudAccountId) -> Result<bool, DecideError> {
        for (_, record) in self.records.scan_all(&Key::workspaces_of_cloud_account(id))? {
            let Record::WorkspaceId(workspace) = record else { continue };
            if self.workspace(&workspace)?.method.payer().is_some_and(|payer| payer.cloud_account() == Some(id)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Sets the state of a lifecycle, with the metering deadline of an end.
    fn change_state(&mut self, before: &CloudAccount, lifecycle: SubscriptionLifecycle) -> Result<(), DecideError> {
        let metering_deadline = match lifecycle.ended_at {
            ended_at if ended_at == before.lifecycle.ended_at => before.metering_deadline,
            Some(ended_at) => {
                let policy = self.policy(&*self.account(&before.account)?)?;
                let deadline = policy.metering_deadline(before.provider(), ended_at);
                // A late message can move the deadline earlier, never later.
                Some(before.metering_deadline.map_or(deadline, |known| known.min(deadline)))
            }
            None => None,
        };
        let patience = match before.patience {
            // A message that does not change the suspension leaves its deadline as it is.
            Some(known) if lifecycle.suspended_since == before.lifecycle.suspended_since => Some(known),
            _ => self.patience_of(&before.account, &lifecycle)?,
        };
        let closed = before.state == CloudAccountState::Closed && lifecycle.state == CloudAccountState::Closing;
        self.emit(Event::CloudAccountChanged {
            account: before.account.clone(),
            cloud_account: before.id.clone(),
            was: before.state,
            state: if closed { CloudAccountState::Closed } else { lifecycle.state },
            lifecycle,
            metering_deadline,
            patience,
        })?;
        if metering_deadline.is_some_and(|deadline| deadline <= self.at()) {
            self.close_cloud_account(before.id.clone())?;
        }
        Ok(())
    }
}

/// Boxes a message, as commands contain it.
impl From<MarketplaceMessage> for Ingest {
    fn from(message: MarketplaceMessage) -> Self {
        Self { message: Box::new(message) }
    }
}
