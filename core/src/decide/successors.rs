//! The successors of cloud accounts (T2): what a command changes in them.

use alloc::collections::{BTreeMap, BTreeSet};

use super::{DecideError, DecisionContext};
use crate::cloud_account::CloudAccount;
use crate::evolve::agreement_stated;
use crate::id::{AccountId, CloudAccountId, SubscriptionIdentity};
use crate::marketplace::MarketplaceMessage;
use crate::outbox::Notification;
use crate::records::{Overlay, View, ViewExt, linked_to, misses_successor, stated_predecessors, successor_of};
use crate::subscription::Subscription;

/// The cloud accounts whose successor a command may change, and what those that miss their successor miss before the
/// command.
pub(super) type Successions = BTreeMap<CloudAccountId, Option<BTreeSet<SubscriptionIdentity>>>;

/// Adds more cloud accounts. What was missed before stays as it was found first.
pub(super) fn add(successions: &mut Successions, more: Successions) {
    for (id, missed_before) in more {
        successions.entry(id).or_insert(missed_before);
    }
}

impl DecisionContext<'_> {
    /// The cloud accounts whose successor depends on what a message says of agreements, and `concerned`.
    pub(super) fn successions_of_message(
        &self,
        message: &MarketplaceMessage,
        concerned: Option<&CloudAccountId>,
    ) -> Result<Successions, DecideError> {
        let mut identities = BTreeSet::new();
        if let Some(stated) = message.stated_agreement() {
            identities.extend(message.identity.clone());
            let known = self.records.agreement(message.provider, &stated.id)?;
            let known = known.as_deref();
            identities.extend(known.iter().flat_map(|known| known.subscriptions.iter().cloned()));
            let previous = known.iter().flat_map(|known| &known.previous).chain(stated.other_previous());
            for previous in previous {
                let previous = self.records.agreement(message.provider, previous)?;
                identities.extend(previous.iter().flat_map(|previous| previous.subscriptions.iter().cloned()));
            }
        }
        let mut found = self.successions_of(&identities)?;
        if let Some(concerned) = concerned {
            found.insert(concerned.clone(), misses_successor(&self.records, &*self.cloud_account(concerned)?)?);
        }
        Ok(found)
    }

    /// The cloud accounts whose successor depends on the link of a subscription.
    pub(super) fn successions_of_link(&self, subscription: &Subscription) -> Result<Successions, DecideError> {
        let (provider, identity) = (subscription.provider(), subscription.identity());
        let mut identities = stated_predecessors(&self.records, provider, identity)?;
        identities.insert(identity.clone());
        self.successions_of(&identities)
    }

    fn successions_of(&self, identities: &BTreeSet<SubscriptionIdentity>) -> Result<Successions, DecideError> {
        let mut found = Successions::new();
        for identity in identities {
            if let Some(linked) = linked_to(&self.records, identity)? {
                found.insert(linked.id.clone(), misses_successor(&self.records, &linked)?);
            }
        }
        Ok(found)
    }

    /// The accounts of the cloud accounts whose successors a message changes.
    pub(super) fn accounts_of_changes(
        &self,
        message: &MarketplaceMessage,
        successions: &Successions,
    ) -> Result<BTreeSet<AccountId>, DecideError> {
        let mut accounts = BTreeSet::new();
        if message.stated_agreement().is_none() {
            return Ok(accounts);
        }
        let mut stated_too = Overlay::over(&self.records);
        agreement_stated(&mut stated_too, message)?;
        for id in successions.keys() {
            let found = self.cloud_account(id)?;
            if self.changed_successor(&stated_too, &found)?.is_some() {
                accounts.insert(found.account.clone());
            }
        }
        Ok(accounts)
    }

    /// The successor of a cloud account by the records of `view`, if it is not the recorded one.
    fn changed_successor(
        &self,
        view: &dyn View,
        of: &CloudAccount,
    ) -> Result<Option<Option<CloudAccountId>>, DecideError> {
        let is_closed = self.account(&of.account)?.closed_at.is_some();
        let successor = successor_of(view, of)?;
        Ok((!is_closed && successor != of.successor).then_some(successor))
    }

    /// Determines the successors again, after what they depend on was recorded.
    pub(super) fn follow_successors(&mut self, successions: &Successions) -> Result<(), DecideError> {
        for id in successions.keys() {
            let found = self.cloud_account(id)?;
            if let Some(successor) = self.changed_successor(&self.records, &found)? {
                self.change_successor(&found, successor)?;
            }
        }
        Ok(())
    }

    /// Notifies the operator of the ledger of each cloud account that misses its successor since this command, or that
    /// may have other successors since then (N1).
    pub(super) fn notify_of_missing(&mut self, successions: Successions) -> Result<(), DecideError> {
        for (id, missed_before) in successions {
            let found = self.cloud_account(&id)?;
            let misses = misses_successor(&self.records, &found)?;
            if let (Some(successors), Some(ended_at)) = (misses, found.lifecycle.ended_at)
                && missed_before.as_ref() != Some(&successors)
            {
                self.raise(Notification::SuccessorNotLinked {
                    account: found.account.clone(),
                    cloud_account: id,
                    provider: found.provider(),
                    ended_at,
                    successors: successors.into_iter().collect(),
                })?;
            }
        }
        Ok(())
    }
}
