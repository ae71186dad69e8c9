//! Which signals of a subscription concern a cloud account, and which of them wait for a link.

use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::cloud_account::{CloudAccount, CloudAccountState, SubscriptionLifecycle};
use crate::id::{CloudAccountId, ProviderIdentifier, SubscriptionIdentity};
use crate::machine::string_enum;
use crate::marketplace::Signal;
use crate::provider::{KnownIdentifiers, Provider, identifiers_in, is_same_account, reusable};
use crate::records::{Unreadable, View, ViewExt, linked_to, stated_predecessors};
use crate::subscription::{RecordedSignal, SubscriptionHistory, SubscriptionLink};
use crate::time::Instant;

string_enum! {
    /// Why the signals of a subscription wait for a link.
    pub enum UnmatchedReason {
        /// The subscription was never linked.
        NotLinked = "not_linked",
        /// The last link was given up, and the marketplace stated another account than the link names (C4).
        ContradictsLink = "contradicts_link",
        /// The last link was given up: it was withdrawn or undone.
        Withdrawn = "withdrawn",
        /// The subscription of the last link has ended, and its reusable identity has a new period.
        NextPeriod = "next_period",
        /// The last link belongs to an account that was closed before the signals.
        AccountClosed = "account_closed",
    }
}

/// A subscription with signals that wait for a link, and what a link has to name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnmatchedSubscription {
    /// The identity of the subscription.
    pub identity: SubscriptionIdentity,
    /// The marketplace of the subscription.
    pub provider: Provider,
    /// The number of signals that wait, at least 1.
    pub signals: u32,
    /// The instant at which the first of them happened.
    pub first: Instant,
    /// The instant at which the last of them happened.
    pub last: Instant,
    /// The state that a link made now would begin with. If it is closing or failed, no link is possible.
    pub state: CloudAccountState,
    /// The accounts that the marketplace stated for the subscription, in the order in which they were received (C4).
    pub stated_accounts: Vec<ProviderIdentifier>,
    /// Why the signals wait.
    pub reason: UnmatchedReason,
    /// What a link has to name, as far as it is known; absent: no link is possible.
    pub subscription: Option<KnownIdentifiers>,
    /// The instant at which the subscription ended or failed, so that no link is possible; absent: a link is possible.
    pub subscription_ended: Option<Instant>,
    /// The instant from which a link is possible: the metering deadline of the last link's cloud account, which is
    /// closing; absent: no cloud account is closing.
    pub link_from: Option<Instant>,
    /// The cloud accounts whose successor the marketplace stated the subscription to be (T2), in order of id. The
    /// account of one of them should link it.
    pub succeeds: Vec<CloudAccountId>,
}

/// Why a signal in the part of a link does not concern the link's cloud account.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unclaimed {
    /// A link that was given up never comes back. Its signals wait for the next link.
    Withdrawn,
    /// The next period of a reusable identity waits for its own link.
    NextPeriod,
    /// The cloud accounts of a closed account stay what they are.
    AccountClosed {
        /// The instant at which the account was closed.
        closed_at: Instant,
    },
}

/// Why a signal of `occurred_at` does not concern the cloud account of the link that it belongs to; `None`: it concerns
/// it. `closed_at` is that of the account; `until` is the end of the link's part, which the last link does not have.
pub(crate) fn unclaimed(
    identity: &SubscriptionIdentity,
    linked: &CloudAccount,
    closed_at: Option<Instant>,
    until: Option<Instant>,
    occurred_at: Instant,
) -> Option<Unclaimed> {
    if linked.lifecycle.withdrawn {
        return Some(Unclaimed::Withdrawn);
    }
    let later = linked.lifecycle.over().is_some_and(|over| occurred_at > over);
    if reusable(identity) && until.is_none() && later {
        return Some(Unclaimed::NextPeriod);
    }
    closed_at.map(|closed_at| Unclaimed::AccountClosed { closed_at })
}

/// The instant after which the signals of a subscription are free for a new link. `last` is the last link with its
/// cloud account.
pub(crate) fn free_after(
    identity: &SubscriptionIdentity,
    known: &SubscriptionHistory,
    last: Option<(&SubscriptionLink, &CloudAccount)>,
) -> Option<Instant> {
    if !reusable(identity) {
        return None;
    }
    // A withdrawn link has used no signals: the marketplace was never asked.
    let mut after = last.and_then(|(link, linked)| match linked.lifecycle.withdrawn {
        true => link.after,
        false => linked.lifecycle.over(),
    });
    // A period that began and ended before any link is over. A later activation began the next period.
    while let Some(end) = SubscriptionLifecycle::of(known.signals_within(after, None)).over()
        && known.signals_within(Some(end), None).any(|signal| signal.signal == Signal::Activated)
    {
        after = Some(end);
    }
    after
}

/// The signals of a subscription that wait for a link, and what a link has to name; `None`: none waits, or no link can
/// have this identity.
///
/// # Errors
///
/// [`Unreadable`] when the records of the last link cannot be read.
pub fn unmatched(
    view: &dyn View,
    identity: &SubscriptionIdentity,
    known: &SubscriptionHistory,
) -> Result<Option<UnmatchedSubscription>, Unreadable> {
    let Some(mut subscription) = identifiers_in(identity) else { return Ok(None) };
    let last = match known.links.last() {
        Some(link) => Some((link, LastLink::read(view, link)?)),
        None => None,
    };
    let waiting: Vec<&RecordedSignal> = match &last {
        Some((link, last)) => known
            .signals_within(link.after, None)
            .filter(|signal| last.waits(identity, signal.occurred_at).is_some())
            .collect(),
        None => known.signals_within(None, None).collect(),
    };
    let (Some(first), Some(latest)) = (waiting.first(), waiting.last()) else { return Ok(None) };
    let reason = match &last {
        Some((_, last)) => last.waits(identity, latest.occurred_at).map(|unclaimed| last.reason(unclaimed, known)),
        None => None,
    };
    let linked = last.as_ref().map(|(link, last)| (*link, &*last.cloud_account));
    let lifecycle = SubscriptionLifecycle::of(known.signals_within(free_after(identity, known, linked), None));
    if let [stated] = known.stated_accounts.as_slice() {
        subscription.account_id = Some(stated.clone());
    }
    let closing = last.as_ref().filter(|(_, last)| last.cloud_account.state == CloudAccountState::Closing);
    let provider = subscription.provider;
    Ok(Some(UnmatchedSubscription {
        identity: identity.clone(),
        provider,
        signals: u32::try_from(waiting.len()).unwrap_or(u32::MAX),
        first: first.occurred_at,
        last: latest.occurred_at,
        state: lifecycle.state,
        stated_accounts: known.stated_accounts.clone(),
        reason: reason.unwrap_or(UnmatchedReason::NotLinked),
        subscription: lifecycle.is_alive().then_some(subscription),
        subscription_ended: lifecycle.over(),
        link_from: closing.and_then(|(_, last)| last.cloud_account.metering_deadline),
        succeeds: succeeded(view, identity, provider)?,
    }))
}

/// The cloud accounts whose successor the marketplace stated a subscription to be.
fn succeeded(
    view: &dyn View,
    identity: &SubscriptionIdentity,
    provider: Provider,
) -> Result<Vec<CloudAccountId>, Unreadable> {
    let mut succeeded = Vec::new();
    if !reusable(identity) {
        for predecessor in stated_predecessors(view, provider, identity)? {
            succeeded.extend(linked_to(view, &predecessor)?.map(|linked| linked.id.clone()));
        }
    }
    succeeded.sort();
    Ok(succeeded)
}

/// The cloud account of the last link, and when its account was closed.
struct LastLink {
    cloud_account: alloc::sync::Arc<CloudAccount>,
    closed_at: Option<Instant>,
}

impl LastLink {
    fn read(view: &dyn View, link: &SubscriptionLink) -> Result<Self, Unreadable> {
        let missing = |what: &str| Unreadable(alloc::format!("{what} of a link to a subscription is missing"));
        let cloud_account = view.cloud_account(&link.cloud_account)?.ok_or_else(|| missing("the cloud account"))?;
        let account = view.account(&cloud_account.account)?.ok_or_else(|| missing("the account"))?;
        Ok(Self { cloud_account, closed_at: account.closed_at })
    }

    /// Why a signal in the part of this link waits; `None`: it does not. What happened before the closing of an account
    /// was a part of the subscription of that account.
    fn waits(&self, identity: &SubscriptionIdentity, occurred_at: Instant) -> Option<Unclaimed> {
        let unclaimed = unclaimed(identity, &self.cloud_account, self.closed_at, None, occurred_at)?;
        let over = matches!(unclaimed, Unclaimed::AccountClosed { closed_at } if occurred_at <= closed_at);
        (!over).then_some(unclaimed)
    }

    fn reason(&self, unclaimed: Unclaimed, known: &SubscriptionHistory) -> UnmatchedReason {
        match unclaimed {
            Unclaimed::Withdrawn if self.is_contradicted(known) => UnmatchedReason::ContradictsLink,
            Unclaimed::Withdrawn => UnmatchedReason::Withdrawn,
            Unclaimed::NextPeriod => UnmatchedReason::NextPeriod,
            Unclaimed::AccountClosed { .. } => UnmatchedReason::AccountClosed,
        }
    }

    /// Whether the marketplace stated another account than the link names (C4).
    fn is_contradicted(&self, known: &SubscriptionHistory) -> bool {
        let identifiers = self.cloud_account.subscription.identifiers();
        let Some(named) = &identifiers.account_id else { return false };
        known.stated_accounts.iter().any(|stated| !is_same_account(identifiers.provider, stated, named))
    }
}
