//! A marketplace subscription: its identity, the signals that the marketplace sent about it, and the links of cloud
//! accounts to it.

use core::cmp::Ordering;

use alloc::vec::Vec;
use serde::{Deserialize, Deserializer, Serialize, de};

use crate::id::{AgreementId, CloudAccountId, MessageId, ProviderIdentifier, SubscriptionIdentity};
use crate::marketplace::{Signal, StatedAgreement};
use crate::provider::{Identifiers, ParseSubscriptionError, Provider, is_same_account, wrong};
use crate::rules;
use crate::time::Instant;

/// The provider's identifiers of a subscription, checked, and the identity that messages are matched by.
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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

    /// The identity that messages are matched by.
    pub const fn identity(&self) -> &SubscriptionIdentity {
        &self.identity
    }

    /// The marketplace of the subscription.
    pub const fn provider(&self) -> Provider {
        self.identifiers.provider
    }
}

impl TryFrom<Identifiers> for Subscription {
    type Error = ParseSubscriptionError;

    fn try_from(mut identifiers: Identifiers) -> Result<Self, ParseSubscriptionError> {
        let identity = identity(&mut identifiers)?;
        (identifiers.provider.rules().check)(&identifiers)?;
        Ok(Self { identifiers, identity })
    }
}

impl<'de> Deserialize<'de> for Subscription {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let is_stored = !deserializer.is_human_readable();
        let mut identifiers = Identifiers::deserialize(deserializer)?;
        if !is_stored {
            return Self::try_from(identifiers).map_err(de::Error::custom);
        }
        // A ledger of an older version may hold identifiers that are refused today.
        let identity = identity(&mut identifiers).map_err(de::Error::custom)?;
        Ok(Self { identifiers, identity })
    }
}

impl From<Subscription> for Identifiers {
    fn from(subscription: Subscription) -> Self {
        subscription.identifiers
    }
}

/// Brings the identifiers by the rules of the provider into their one form, and returns the identity.
fn identity(identifiers: &mut Identifiers) -> Result<SubscriptionIdentity, ParseSubscriptionError> {
    let identify = identifiers.provider.rules().identify;
    let too_long = || wrong("instance_id", "…", "identifiers that together stay within 128 bytes");
    identify(identifiers)?.ok_or_else(too_long)
}

/// A signal as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedSignal {
    /// The effect of the signal.
    pub signal: Signal,
    /// The instant at which it happened.
    pub occurred_at: Instant,
    /// The id of the message that reported it; absent: the message had no id.
    pub message: Option<MessageId>,
    /// The version of the rules under which the signal was recorded.
    #[serde(default = "rules::first")]
    pub rules: u32,
}

impl RecordedSignal {
    /// The order of signals: by instant, then by effect (an end comes last), then by message id. The order of arrival
    /// has no effect.
    pub fn happened_before(&self, other: &Self) -> Ordering {
        let key = |one: &Self| (one.occurred_at, one.signal);
        key(self).cmp(&key(other)).then_with(|| self.message.cmp(&other.message))
    }
}

/// The history of a subscription, also while no account has linked it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubscriptionHistory {
    /// All signals of the marketplace, in the order in which they happened.
    pub signals: Vec<RecordedSignal>,
    /// The links to the subscription, oldest first; at most the last one is in use. A link has the signals after its
    /// `after`, up to the `after` of the next link.
    pub links: Vec<SubscriptionLink>,
    /// The accounts that the marketplace stated for the subscription, each one once, in the order in which they were
    /// received. A link names one of them, unless there is none (C4).
    #[serde(default)]
    pub stated_accounts: Vec<ProviderIdentifier>,
    /// The agreements that the marketplace stated for the subscription, each one once, in the order in which they were
    /// received.
    #[serde(default)]
    pub agreements: Vec<AgreementId>,
}

/// What a marketplace said of one of its agreements (T2). Each list has each entry once, in the order in which they
/// were received.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// The subscriptions that it was stated for.
    pub subscriptions: Vec<SubscriptionIdentity>,
    /// The agreements in whose place it is.
    pub previous: Vec<AgreementId>,
    /// The agreements that are in its place.
    pub next: Vec<AgreementId>,
    /// Whether the marketplace said that another agreement takes its place.
    pub replaced: bool,
}

impl Agreement {
    /// Adds what a message says of this agreement.
    pub fn state(&mut self, stated: &StatedAgreement, subscription: Option<&SubscriptionIdentity>) {
        add(&mut self.subscriptions, subscription);
        add(&mut self.previous, stated.other_previous());
        self.replaced |= stated.replaced;
    }

    /// Adds an agreement that is in the place of this one.
    pub fn state_next(&mut self, next: &AgreementId) {
        add(&mut self.next, Some(next));
    }

    /// Whether another agreement takes its place.
    pub fn is_replaced(&self) -> bool {
        self.replaced || !self.next.is_empty()
    }
}

/// Adds an entry to a list that has each entry once.
fn add<T: Clone + PartialEq>(list: &mut Vec<T>, one: Option<&T>) {
    list.extend(one.filter(|one| !list.contains(one)).cloned());
}

/// One link of a cloud account to a subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubscriptionLink {
    /// The cloud account that is linked.
    pub cloud_account: CloudAccountId,
    /// The instant at which the link begins: signals at or before it belong to an earlier link.
    pub after: Option<Instant>,
}

impl SubscriptionHistory {
    /// An empty history.
    pub const fn unknown() -> Self {
        Self { signals: Vec::new(), links: Vec::new(), stated_accounts: Vec::new(), agreements: Vec::new() }
    }

    /// The signals later than `after`, up to and including `until`, without those that complete an end.
    pub fn signals_within(
        &self,
        after: Option<Instant>,
        until: Option<Instant>,
    ) -> impl Iterator<Item = &RecordedSignal> {
        let counts = |place: usize, signal: &RecordedSignal| self.end_before(place, signal).is_none();
        let counted = self.signals.iter().enumerate().filter(move |(place, signal)| counts(*place, signal));
        counted.map(|(_, signal)| signal).filter(move |signal| {
            after.is_none_or(|after| signal.occurred_at > after)
                && until.is_none_or(|until| signal.occurred_at <= until)
        })
    }

    /// The link that a signal of `occurred_at` belongs to, and the end of that link's part of the signals.
    pub fn link_for(&self, occurred_at: Instant) -> Option<(&SubscriptionLink, Option<Instant>)> {
        let mine = |link: &SubscriptionLink| link.after.is_none_or(|after| occurred_at > after);
        let place = self.links.iter().rposition(mine)?;
        let until = self.links.get(place + 1).and_then(|next| next.after);
        self.links.get(place).map(|link| (link, until))
    }

    /// Whether a link with these identifiers agrees with what the marketplace stated (C4). Where one of both names no
    /// account, there is nothing to compare.
    pub fn agrees_with(&self, identifiers: &Identifiers) -> bool {
        let Some(account) = &identifiers.account_id else { return true };
        self.stated_accounts.is_empty() || self.states(identifiers.provider, account)
    }

    /// Whether the marketplace stated this account for the subscription.
    pub fn states(&self, provider: Provider, account: &ProviderIdentifier) -> bool {
        self.stated_accounts.iter().any(|stated| is_same_account(provider, stated, account))
    }

    /// Stores an account that the marketplace stated.
    pub fn state_account(&mut self, account: &ProviderIdentifier) {
        add(&mut self.stated_accounts, Some(account));
    }

    /// Stores an agreement that the marketplace stated.
    pub fn state_agreement(&mut self, agreement: &AgreementId) {
        add(&mut self.agreements, Some(agreement));
    }

    /// The place of a signal in the order, after those that are equal.
    fn place_of(&self, signal: &RecordedSignal) -> usize {
        self.signals.partition_point(|one| one.happened_before(signal) != Ordering::Greater)
    }

    /// Stores a signal at its place in the order.
    pub fn keep(&mut self, signal: RecordedSignal) {
        self.signals.insert(self.place_of(&signal), signal);
    }

    /// The instant of the end that a new signal completes; `None`: it completes none.
    pub fn completed_by(&self, signal: &RecordedSignal) -> Option<Instant> {
        self.end_before(self.place_of(signal), signal)
    }

    /// The instant of the end that a signal at a place in the order completes; `None`: it completes none.
    fn end_before(&self, place: usize, signal: &RecordedSignal) -> Option<Instant> {
        if signal.signal != Signal::EndCompleted {
            return None;
        }
        // The same completion can arrive under several message ids.
        let repeats = |one: &RecordedSignal| one.signal == signal.signal && one.occurred_at == signal.occurred_at;
        let mut before = self.signals.iter().take(place).rev();
        let last = before.find(|one| matches!(one.signal, Signal::Ended | Signal::EndCompleted) && !repeats(one))?;
        (last.signal == Signal::Ended).then_some(last.occurred_at)
    }
}
