//! Cloud accounts: linking, withdrawing, and the effect of marketplace messages (T2, C3, N1).

use alloc::boxed::Box;
use alloc::format;
use alloc::string::ToString;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::lifecycles::Notify;
use super::successors::{self, Successions};
use super::{DecideError, DecisionContext, Handled, PriorResult};
use crate::cloud_account::{
    CloudAccount, CloudAccountState, CloudAccountTransition, CloudAccountTrigger, SubscriptionLifecycle, next,
};
use crate::command::{Ingest, LinkCloudAccount, UnlinkCloudAccount, WithdrawCloudAccount};
use crate::event::Event;
use crate::id::{CloudAccountId, SubscriptionIdentity};
use crate::limits::SIGNALS_MAX;
use crate::marketplace::MessageDisposition;
use crate::marketplace::{MarketplaceMessage, Signal, TopicConfirmation};
use crate::matching::{free_after, unclaimed};
use crate::metering::UsageState;
use crate::outbox::Notification;
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
            successor: None,
        };
        let mut successions = self.successions_of_link(subscription)?;
        successions.insert(id.clone(), None);
        let link = SubscriptionLink { cloud_account: id.clone(), after };
        self.emit(Event::CloudAccountLinked { cloud_account: Arc::new(cloud_account), link })?;
        self.follow_successors(&successions)?;
        self.notify_of_missing(successions)?;
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
        let successions = self.successions_of_link(&cloud_account.subscription)?;
        self.change_lifecycle(&cloud_account, lifecycle, Notify::UnlessWithdrawn)?;
        self.follow_successors(&successions)?;
        self.notify_of_missing(successions)?;
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
        let successions = self.successions_of_link(&cloud_account.subscription)?;
        self.undo_link(&cloud_account, &successions)?;
        self.notify_of_missing(successions)?;
        Ok(None)
    }

    /// Undoes a link that was wrong from its beginning (C4). Who paid by it is corrected, and the customer gets a
    /// notification.
    fn undo_link(&mut self, cloud_account: &CloudAccount, successions: &Successions) -> Result<(), DecideError> {
        let wrong = SubscriptionLifecycle::wrong_link(cloud_account.linked_at);
        self.change_lifecycle(cloud_account, wrong, Notify::Always)?;
        self.follow_successors(successions)
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
                let successions = self.successions_of_message(message, None)?;
                self.clock_of_message(message, &successions, None)?;
                self.received(message, MessageDisposition::Ignored, None, None)?;
                self.follow_successors(&successions)?;
                if let Some(TopicConfirmation { topic, address }) = message.confirm.clone() {
                    self.raise(Notification::ConfirmSubscription { provider: message.provider, topic, address })?;
                }
                self.notify_of_missing(successions)?;
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
        let final_word = matches!(message.signal, Signal::Ended | Signal::EndCompleted | Signal::Failed);
        if known.signals.len() >= SIGNALS_MAX && !final_word {
            return Err(Refusal::TooManySignals { identity, most: SIGNALS_MAX }.into());
        }
        // What completes an end concerns the cloud account of that end.
        let happened_at = known.completed_by(&signal).unwrap_or(occurred_at);
        let concerned = self.concerned(&identity, &known, happened_at)?;
        let mut successions =
            self.successions_of_message(message, concerned.as_ref().map(|one| &one.cloud_account.id))?;
        self.clock_of_message(message, &successions, concerned.as_ref())?;
        match concerned {
            Some(Concerned { cloud_account, .. }) if contradicts(message, &cloud_account) => {
                let subscription = &cloud_account.subscription;
                successors::add(&mut successions, self.successions_of_link(subscription)?);
                // The event does not name the account, whose journal would show the message of a stranger.
                self.received(message, MessageDisposition::ContradictsLink, None, Some(signal))?;
                self.follow_successors(&successions)?;
                // What the message says of agreements may have more cloud accounts depend on the link.
                successors::add(&mut successions, self.successions_of_link(subscription)?);
                self.undo_link(&*self.cloud_account(&cloud_account.id)?, &successions)?;
            }
            Some(concerned) => self.apply_signal(message, signal, known, &concerned, &successions)?,
            None => {
                self.received(message, MessageDisposition::Unmatched, None, Some(signal))?;
                self.follow_successors(&successions)?;
            }
        }
        self.notify_of_missing(successions)?;
        Ok(None)
    }

    /// Sets the decision instant of a message by the account that it concerns, and those whose successors it changes.
    fn clock_of_message(
        &mut self,
        message: &MarketplaceMessage,
        successions: &Successions,
        concerned: Option<&Concerned>,
    ) -> Result<(), DecideError> {
        let mut accounts = self.accounts_of_changes(message, successions)?;
        accounts.extend(concerned.map(|concerned| concerned.cloud_account.account.clone()));
        self.clock_without_tolerance(&accounts.iter().collect::<Vec<_>>())
    }

    /// Adds a signal to those of the cloud account that it concerns.
    fn apply_signal(
        &mut self,
        message: &MarketplaceMessage,
        signal: RecordedSignal,
        mut history: SubscriptionHistory,
        concerned: &Concerned,
        successions: &Successions,
    ) -> Result<(), DecideError> {
        let completes = history.completed_by(&signal).is_some();
        history.keep(signal.clone());
        let before = self.cloud_account(&concerned.cloud_account.id)?;
        let folded = SubscriptionLifecycle::of(history.signals_within(concerned.after, concerned.until));
        // After another link has followed, or when it is closed, the link stays ended, also when a late message says
        // otherwise.
        let is_final = concerned.until.is_some() || before.state == CloudAccountState::Closed;
        let lifecycle = if is_final && folded.is_alive() { before.lifecycle } else { folded };
        let changed = lifecycle != before.lifecycle;
        let disposition = if changed { MessageDisposition::Applied } else { MessageDisposition::NoChange };
        // A suspension of a pending cloud account has its effect when a later message activates it earlier.
        let latent = before.state == CloudAccountState::Pending && message.signal == Signal::Suspended;
        let kept = (changed || latent || completes || message.occurred_at.is_some()).then_some(signal);
        self.received(message, disposition, Some(&before), kept)?;
        self.follow_successors(successions)?;
        if changed {
            self.change_lifecycle(&before, lifecycle, Notify::UnlessWithdrawn)?;
        }
        Ok(())
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
}

/// Boxes a message, as commands contain it.
impl From<MarketplaceMessage> for Ingest {
    fn from(message: MarketplaceMessage) -> Self {
        Self { message: Box::new(message) }
    }
}
