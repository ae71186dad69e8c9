//! A marketplace subscription: its identity, the signals that the marketplace sent about it, and the links of cloud accounts to it.

use core::cmp::Ordering;

use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::id::{CloudAccountId, MessageId, SubscriptionIdentity};
use crate::marketplace::Signal;
use crate::provider::{Identifiers, ParseSubscriptionError, Provider, wrong};
use crate::time::Instant;

/// A provider's own identifiers of a subscription, checked, and the identity by which messages are matched to it.
///
/// ```
/// use defray_core::provider::{Identifiers, Provider};
/// use defray_core::subscription::Subscription;
/// use defray_core::id::ProviderIdentifier;
/// let typed = Identifiers {
///     account_id: ProviderIdentifier::new("ops@0123456789012345").ok(),
///     instance_id: ProviderIdentifier::new("1551111111").ok(),
///     ..Identifiers::of(Provider::AliCloud)
/// };
/// let subscription = Subscription::try_from(typed)?;
/// assert_eq!(subscription.identity().as_str(), "alicloud:1551111111");
/// assert_eq!(subscription.identifiers().account_id, ProviderIdentifier::new("0123456789012345").ok());
/// # Ok::<(), defray_core::provider::ParseSubscriptionError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Identifiers", into = "Identifiers")]
pub struct Subscription {
    identifiers: Identifiers,
    identity: SubscriptionIdentity,
}

impl Subscription {
    /// The identifiers; a RAM user name is reduced to the account's UID.
    pub const fn identifiers(&self) -> &Identifiers {
        &self.identifiers
    }

    /// How messages are matched.
    pub const fn identity(&self) -> &SubscriptionIdentity {
        &self.identity
    }

    /// The marketplace.
    pub const fn provider(&self) -> Provider {
        self.identifiers.provider
    }
}

impl TryFrom<Identifiers> for Subscription {
    type Error = ParseSubscriptionError;

    fn try_from(mut identifiers: Identifiers) -> Result<Self, ParseSubscriptionError> {
        let identity = identity(&mut identifiers)?;
        Ok(Self { identifiers, identity })
    }
}

impl From<Subscription> for Identifiers {
    fn from(subscription: Subscription) -> Self {
        subscription.identifiers
    }
}

/// Checks the identifiers by the provider's rules, brings them into their one form, and gives the identity.
fn identity(identifiers: &mut Identifiers) -> Result<SubscriptionIdentity, ParseSubscriptionError> {
    let identify = identifiers.provider.rules().identify;
    let too_long = || wrong("instance_id", "…", "identifiers that together stay within 128 bytes");
    identify(identifiers)?.ok_or_else(too_long)
}

/// A signal as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedSignal {
    /// What it means.
    pub signal: Signal,
    /// When it happened.
    pub occurred_at: Instant,
    /// The message that said so.
    pub message: Option<MessageId>,
}

impl RecordedSignal {
    /// By instant, then by meaning (what ends counts last), then by message: arrival plays no part.
    pub fn happened_before(&self, other: &Self) -> Ordering {
        let key = |one: &Self| (one.occurred_at, one.signal);
        key(self).cmp(&key(other)).then_with(|| self.message.cmp(&other.message))
    }
}

/// What is known of a subscription, whether or not an account has linked it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubscriptionHistory {
    /// Everything the marketplace said, in the order in which it happened.
    pub signals: Vec<RecordedSignal>,
    /// The links to it, oldest first; at most the last one is alive. Each takes the signals after `after`, the next link's `after` being its end.
    pub links: Vec<SubscriptionLink>,
}

/// One link of a cloud account to a subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubscriptionLink {
    /// The cloud account.
    pub cloud_account: CloudAccountId,
    /// Signals at or before this belong to an earlier link.
    pub after: Option<Instant>,
}

impl SubscriptionHistory {
    /// Nothing known yet.
    pub const fn unknown() -> Self {
        Self { signals: Vec::new(), links: Vec::new() }
    }

    /// The signals after `after`, up to and including `until`.
    pub fn signals_within(
        &self,
        after: Option<Instant>,
        until: Option<Instant>,
    ) -> impl Iterator<Item = &RecordedSignal> {
        self.signals.iter().filter(move |signal| {
            after.is_none_or(|after| signal.occurred_at > after)
                && until.is_none_or(|until| signal.occurred_at <= until)
        })
    }

    /// The link a signal of `occurred_at` concerns, with the end of that link's share of signals.
    pub fn link_for(&self, occurred_at: Instant) -> Option<(&SubscriptionLink, Option<Instant>)> {
        let mine = |link: &SubscriptionLink| link.after.is_none_or(|after| occurred_at > after);
        let place = self.links.iter().rposition(mine)?;
        let until = self.links.get(place + 1).and_then(|next| next.after);
        self.links.get(place).map(|link| (link, until))
    }

    /// Keeps a signal in its place.
    pub fn keep(&mut self, signal: RecordedSignal) {
        let place = self.signals.partition_point(|one| one.happened_before(&signal) != Ordering::Greater);
        self.signals.insert(place, signal);
    }
}
