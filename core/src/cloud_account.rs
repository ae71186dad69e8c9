//! An account's link to a marketplace subscription: identifiers, state table, and how signals become a state.
//!
//! Messages of a marketplace arrive late, twice and out of order. So the state is never changed *by a message*: every signal is kept,
//! sorted by when it happened, and the state is the fold of [`CLOUD_ACCOUNT_TABLE`] over them. What happened decides, not what arrived first.

use core::cmp::Ordering;

use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::id::{
    AccountId, CloudAccountId, MessageId, Note, ProviderIdentifier, RawMessage, SecretAddress, SubscriptionIdentity,
};
use crate::machine::{Edge, string_enum};
use crate::time::Instant;

pub use crate::provider::{alicloud_identity, aws_customer_identity, aws_license_identity, huawei_identity};

string_enum! {
    // What differs between them is in a file each of `provider/`.
    /// A cloud marketplace.
    pub enum Provider {
        /// Alibaba Cloud's marketplace.
        AliCloud = "alicloud",
        /// AWS Marketplace.
        Aws = "aws",
        /// Huawei Cloud's KooGallery.
        HuaweiCloud = "huawei_cloud",
    }
}

string_enum! {
    /// The states of the table.
    pub enum CloudAccountState {
        /// Linked, not yet confirmed by the marketplace.
        Pending = "pending",
        /// It pays.
        Active = "active",
        /// It pays, but not now: its bills are held (P3).
        Suspended = "suspended",
        /// It never came to be, or was given up.
        Failed = "failed",
        /// It has ended; usage from before the end can still be metered.
        Closing = "closing",
        /// It has ended and pays nothing any more.
        Closed = "closed",
    }
}

string_enum! {
    /// What moves a cloud account. The first five come from the marketplace, in the order in which they count when they happened at one instant.
    pub enum CloudAccountTrigger {
        /// The subscription is in force.
        Activated = "activated",
        /// A suspension is over.
        Resumed = "resumed",
        /// The subscription is frozen.
        Suspended = "suspended",
        /// The subscription never came to be.
        Failed = "failed",
        /// The subscription is over: cancelled, closed, expired, released.
        Ended = "ended",
        /// The account gives it up before it was ever active.
        Withdrawn = "withdrawn",
        /// The metering deadline has come.
        Deadline = "deadline",
    }
}

/// A cell of [`CLOUD_ACCOUNT_TABLE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloudAccountTransition {
    /// The trigger leads there.
    To(CloudAccountState),
    /// The trigger is known and changes nothing.
    Stay,
    /// The caller is told `cloud_account_not_pending`.
    Refused,
    /// The trigger cannot happen in this state.
    Never,
}

/// State × trigger. RecordStore in the order of [`CloudAccountState::ALL`], columns in the order of [`CloudAccountTrigger::ALL`].
pub const CLOUD_ACCOUNT_TABLE: [[CloudAccountTransition; 7]; 6] = {
    use CloudAccountState::{Active, Closed, Closing, Failed, Suspended};
    use CloudAccountTransition::{Never, Refused, Stay, To};
    [
        //               activated   resumed     suspended      failed      ended        withdrawn   deadline
        /* pending   */
        [To(Active), To(Active), To(Suspended), To(Failed), To(Closing), To(Failed), Never],
        /* active    */ [Stay, Stay, To(Suspended), Stay, To(Closing), Refused, Never],
        /* suspended */ [Stay, To(Active), Stay, Stay, To(Closing), Refused, Never],
        /* failed    */ [Stay, Stay, Stay, Stay, Stay, Refused, Never],
        /* closing   */ [Stay, Stay, Stay, Stay, Stay, Refused, To(Closed)],
        /* closed    */ [Stay, Stay, Stay, Stay, Stay, Refused, Stay],
    ]
};

/// Looks the table up.
pub const fn next(state: CloudAccountState, trigger: CloudAccountTrigger) -> CloudAccountTransition {
    CLOUD_ACCOUNT_TABLE[state as usize][trigger as usize]
}

/// The table as transitions, those that stay left out.
pub fn edges() -> Vec<Edge> {
    let mut edges = Vec::new();
    for &state in CloudAccountState::ALL {
        for &trigger in CloudAccountTrigger::ALL {
            if let CloudAccountTransition::To(to) = next(state, trigger) {
                edges.push(Edge { from: state.name(), trigger: trigger.name(), to: to.name() });
            }
        }
    }
    edges
}

string_enum! {
    /// What a marketplace message means for a subscription.
    pub enum Signal {
        /// The subscription is in force.
        Activated = "activated",
        /// A suspension is over.
        Resumed = "resumed",
        /// The subscription is frozen.
        Suspended = "suspended",
        /// The subscription never came to be.
        Failed = "failed",
        /// The subscription is over: cancelled, closed, expired, released.
        Ended = "ended",
        /// Known but without effect on the state, or unknown: recorded, nothing else.
        Ignored = "ignored",
    }
}

impl Signal {
    /// The column of the table, unless the signal is without effect.
    pub const fn trigger(self) -> Option<CloudAccountTrigger> {
        Some(match self {
            Self::Activated => CloudAccountTrigger::Activated,
            Self::Resumed => CloudAccountTrigger::Resumed,
            Self::Suspended => CloudAccountTrigger::Suspended,
            Self::Failed => CloudAccountTrigger::Failed,
            Self::Ended => CloudAccountTrigger::Ended,
            Self::Ignored => return None,
        })
    }
}

/// A provider's own identifiers of a subscription, checked, and the identity by which messages are matched to it.
///
/// ```
/// use defray_core::cloud_account::{Identifiers, Provider, Subscription};
/// use defray_core::id::ProviderIdentifier;
/// let typed = Identifiers {
///     account_id: ProviderIdentifier::new("ops@0123456789012345").ok(),
///     instance_id: ProviderIdentifier::new("1551111111").ok(),
///     ..Identifiers::of(Provider::AliCloud)
/// };
/// let subscription = Subscription::try_from(typed)?;
/// assert_eq!(subscription.identity().as_str(), "alicloud:1551111111");
/// assert_eq!(subscription.identifiers().account_id, ProviderIdentifier::new("0123456789012345").ok());
/// # Ok::<(), defray_core::cloud_account::ParseSubscriptionError>(())
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
        let identity = identifiers.identity()?;
        Ok(Self { identifiers, identity })
    }
}

impl From<Subscription> for Identifiers {
    fn from(subscription: Subscription) -> Self {
        subscription.identifiers
    }
}

/// A provider's own identifiers of a subscription, as typed. Which ones are needed depends on the provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identifiers {
    /// The marketplace.
    pub provider: Provider,
    /// AliCloud: the main account's UID. AWS: the customer's account. Huawei Cloud: the account.
    #[serde(default)]
    pub account_id: Option<ProviderIdentifier>,
    /// AliCloud, Huawei Cloud: the product instance.
    #[serde(default)]
    pub instance_id: Option<ProviderIdentifier>,
    /// AWS concurrent agreements: the licence.
    #[serde(default)]
    pub license_arn: Option<ProviderIdentifier>,
    /// AWS legacy: the customer identifier.
    #[serde(default)]
    pub customer_identifier: Option<ProviderIdentifier>,
    /// AWS legacy: the product.
    #[serde(default)]
    pub product_code: Option<ProviderIdentifier>,
}

/// An identifier that is missing, superfluous or malformed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`subscription.{field}` is `{value}`: expected {expected}")]
pub struct ParseSubscriptionError {
    /// The field.
    pub field: &'static str,
    /// What was given, shortened; `absent` if nothing was.
    pub value: String,
    /// The expected form.
    pub expected: &'static str,
}

impl Identifiers {
    /// No identifiers yet.
    pub const fn of(provider: Provider) -> Self {
        Self {
            provider,
            account_id: None,
            instance_id: None,
            license_arn: None,
            customer_identifier: None,
            product_code: None,
        }
    }

    /// Checks the identifiers by the provider's rules, brings them into their one form, and gives the identity.
    fn identity(&mut self) -> Result<SubscriptionIdentity, ParseSubscriptionError> {
        let identify = self.provider.rules().identify;
        let too_long = || wrong("instance_id", "…", "identifiers that together stay within 128 bytes");
        identify(self)?.ok_or_else(too_long)
    }

    fn field(&self, name: &str) -> Option<&ProviderIdentifier> {
        match name {
            "account_id" => self.account_id.as_ref(),
            "instance_id" => self.instance_id.as_ref(),
            "license_arn" => self.license_arn.as_ref(),
            "customer_identifier" => self.customer_identifier.as_ref(),
            "product_code" => self.product_code.as_ref(),
            _ => None,
        }
    }

    pub(crate) fn required(&self, field: &'static str, expected: &'static str) -> Result<&str, ParseSubscriptionError> {
        self.field(field).map(ProviderIdentifier::as_str).ok_or_else(|| wrong(field, "absent", expected))
    }

    /// Refuses every identifier that this kind of subscription does not have.
    pub(crate) fn only(&self, allowed: &[&str]) -> Result<(), ParseSubscriptionError> {
        for field in ["account_id", "instance_id", "license_arn", "customer_identifier", "product_code"] {
            if let Some(given) = self.field(field)
                && !allowed.contains(&field)
            {
                return Err(wrong(field, given.as_str(), "nothing: this kind of subscription has no such identifier"));
            }
        }
        Ok(())
    }
}

pub(crate) fn wrong(field: &'static str, value: &str, expected: &'static str) -> ParseSubscriptionError {
    ParseSubscriptionError { field, value: crate::money::shorten(value), expected }
}

/// Whether a subscription of this identity can become active again after its end.
pub fn reusable(identity: &SubscriptionIdentity) -> bool {
    Provider::ALL.iter().any(|provider| (provider.rules().reusable)(identity))
}

/// A marketplace message in canonical form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarketplaceMessage {
    /// Who sent it.
    pub provider: Provider,
    /// The provider's own id of the message; the same id is the same message.
    #[serde(default)]
    pub id: Option<MessageId>,
    /// The subscription it is about; may be absent only when it is ignored.
    #[serde(default)]
    pub identity: Option<SubscriptionIdentity>,
    /// The provider's own name of what happened.
    pub kind: Note,
    /// What it means.
    pub signal: Signal,
    /// When it happened, by the provider's clock (T2); absent: when it was received.
    #[serde(default)]
    pub occurred_at: Option<Instant>,
    /// The message as it came.
    #[serde(default)]
    pub raw: Option<RawMessage>,
    /// What it asks to be confirmed, which is then owed (N1); only with `ignored`.
    #[serde(default)]
    pub confirm: Option<TopicConfirmation>,
    /// Why it is not believed: the code and the reason. It is kept and nothing else, and its id counts for nothing; only with `ignored`.
    #[serde(default)]
    pub rejected: Option<Note>,
}

/// A topic whose messages come only once somebody has opened an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopicConfirmation {
    /// The topic, by the provider's name.
    pub topic: Note,
    /// What to open, once.
    pub address: SecretAddress,
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

/// What happened to a subscription, as far as payment is concerned: the fold of the table over its signals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubscriptionLifecycle {
    /// Where the fold arrived; never `Closed`, which takes a deadline.
    pub state: CloudAccountState,
    /// When it left pending for active or suspended.
    pub active_from: Option<Instant>,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// When it failed or was withdrawn.
    pub failed_at: Option<Instant>,
    /// Whether the account gave it up; no later message brings it back.
    pub withdrawn: bool,
}

impl SubscriptionLifecycle {
    /// Before anything is known.
    pub const PENDING: Self = Self {
        state: CloudAccountState::Pending,
        active_from: None,
        ended_at: None,
        failed_at: None,
        withdrawn: false,
    };

    /// The lifecycle that `signals`, in order, amount to.
    pub fn of<'s>(signals: impl Iterator<Item = &'s RecordedSignal>) -> Self {
        signals.fold(Self::PENDING, |lifecycle, signal| match signal.signal.trigger() {
            Some(trigger) => lifecycle.after(trigger, signal.occurred_at),
            None => lifecycle,
        })
    }

    /// One step of the table.
    pub fn after(mut self, trigger: CloudAccountTrigger, at: Instant) -> Self {
        if let CloudAccountTransition::To(to) = next(self.state, trigger) {
            match to {
                CloudAccountState::Active | CloudAccountState::Suspended => {
                    self.active_from = self.active_from.or(Some(at))
                }
                CloudAccountState::Closing => self.ended_at = Some(at),
                CloudAccountState::Failed => {
                    self.failed_at = Some(at);
                    self.withdrawn = trigger == CloudAccountTrigger::Withdrawn;
                }
                CloudAccountState::Pending | CloudAccountState::Closed => {}
            }
            self.state = to;
        }
        self
    }

    /// Whether it may yet pay: neither failed nor ended.
    pub const fn is_alive(&self) -> bool {
        self.over().is_none()
    }

    /// When it ended or failed, if it has.
    pub const fn over(&self) -> Option<Instant> {
        match self.ended_at {
            Some(ended_at) => Some(ended_at),
            None => self.failed_at,
        }
    }
}

/// An account's link to one marketplace subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudAccount {
    /// Our name for it.
    pub id: CloudAccountId,
    /// Whose it is.
    pub account: AccountId,
    /// The provider's identifiers.
    pub subscription: Subscription,
    /// When it was linked.
    pub linked_at: Instant,
    /// Its state.
    pub state: CloudAccountState,
    /// What happened to it.
    pub lifecycle: SubscriptionLifecycle,
    /// Until when usage from before the end can be metered, once it has ended.
    pub metering_deadline: Option<Instant>,
}

impl CloudAccount {
    /// Whether it may yet pay: neither failed nor ended.
    pub const fn is_alive(&self) -> bool {
        matches!(self.state, CloudAccountState::Pending | CloudAccountState::Active | CloudAccountState::Suspended)
    }

    /// The provider.
    pub const fn provider(&self) -> Provider {
        self.subscription.provider()
    }
}
