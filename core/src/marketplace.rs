//! What marketplaces say: messages in canonical form, what they mean, and what the ledger did with them.

use alloc::boxed::Box;

use serde::{Deserialize, Serialize};

use crate::id::{MessageId, Note, RawMessage, SecretAddress, SubscriptionIdentity};
use crate::machine::string_enum;
use crate::provider::Provider;
use crate::time::Instant;

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

string_enum! {
    /// The effect of a marketplace message.
    pub enum MessageDisposition {
        /// The message changed a cloud account.
        Applied = "applied",
        /// The message was stored. The state of its cloud account stays as it was.
        NoChange = "no_change",
        /// No cloud account is linked to the subscription. The message was stored for a later link.
        Unmatched = "unmatched",
        /// The message was stored. It has no effect on who pays.
        Ignored = "ignored",
        /// The message is not trusted. It was stored and has no effect.
        Rejected = "rejected",
    }
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
    /// Why it is not believed: the code and the reason. It is kept and nothing else, and its id counts for nothing;
    /// only with `ignored`.
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

/// A message whose fields contradict each other.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`message.{field}` is `{value}`: expected {expected}")]
pub struct MessageError {
    /// The field of the message.
    pub field: &'static str,
    /// The given value; `***` where it may be a secret.
    pub value: Box<str>,
    /// The expected form.
    pub expected: &'static str,
}

impl MarketplaceMessage {
    /// Checks that the fields agree. A message that is rejected, or that asks for a confirmation, has no effect on a
    /// subscription. A message that has an effect names its subscription.
    ///
    /// # Errors
    ///
    /// [`MessageError`] names the first field that is wrong.
    pub fn validate(&self) -> Result<(), MessageError> {
        let signal = |expected| Err(MessageError { field: "signal", value: self.signal.name().into(), expected });
        match (&self.rejected, &self.confirm, &self.identity) {
            (Some(_), Some(_), _) => Err(MessageError {
                field: "confirm",
                value: "***".into(),
                expected: "no `confirm` in a message that is `rejected`",
            }),
            (Some(_), None, _) if self.signal != Signal::Ignored => signal("`ignored` in a message that is `rejected`"),
            (None, Some(_), _) if self.signal != Signal::Ignored => signal("`ignored` in a message with `confirm`"),
            (None, None, None) if self.signal != Signal::Ignored => Err(MessageError {
                field: "identity",
                value: "absent".into(),
                expected: "the identity of the subscription, as `signal` is not `ignored`",
            }),
            _ => Ok(()),
        }
    }
}
