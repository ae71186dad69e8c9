//! Messages of marketplaces in canonical form: their signals, and their effect on the ledger.

use alloc::boxed::Box;

use serde::{Deserialize, Serialize};

use crate::id::{AgreementId, MessageId, Note, ProviderIdentifier, RawMessage, SecretAddress, SubscriptionIdentity};
use crate::machine::string_enum;
use crate::provider::Provider;
use crate::text::shorten;
use crate::time::Instant;

string_enum! {
    /// The effect of a marketplace message on a subscription.
    pub enum Signal {
        /// The subscription is in force.
        Activated = "activated",
        /// The suspension of the subscription has ended.
        Resumed = "resumed",
        /// The subscription is suspended.
        Suspended = "suspended",
        /// The subscription failed before it was in force.
        Failed = "failed",
        /// The subscription has ended: it was cancelled, closed or released, or it expired.
        Ended = "ended",
        /// The message has no effect on the subscription, or its kind is unknown. It is stored.
        Ignored = "ignored",
        /// The second message about an end. It completes the first one; without a first one it is the end (T2).
        EndCompleted = "end_completed",
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
        /// The message states another account than the link names (C4). It was stored for a later link, and the cloud
        /// account has failed.
        ContradictsLink = "contradicts_link",
    }
}

/// A marketplace message in canonical form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarketplaceMessage {
    /// The provider that sent the message.
    pub provider: Provider,
    /// The provider's own id of the message. Two messages with the same id are the same message.
    #[serde(default)]
    pub id: Option<MessageId>,
    /// The subscription that the message is about; absent only with the signal `ignored`.
    #[serde(default)]
    pub identity: Option<SubscriptionIdentity>,
    /// The provider's own name of the kind of message.
    pub kind: Note,
    /// The effect of the message.
    pub signal: Signal,
    /// The instant of the event by the provider's clock (T2); absent: the instant at which the message was received.
    #[serde(default)]
    pub occurred_at: Option<Instant>,
    /// The message as it was received.
    #[serde(default)]
    pub raw: Option<RawMessage>,
    /// The topic that asks to be confirmed (N1); only with the signal `ignored`.
    #[serde(default)]
    pub confirm: Option<TopicConfirmation>,
    /// The code and the reason for which the message is not trusted; only with the signal `ignored`. A rejected message
    /// is stored and has no other effect, and its id is not taken as the id of a message.
    #[serde(default)]
    pub rejected: Option<Note>,
    /// The account of the customer, as the provider states it with this message (C4).
    #[serde(default)]
    pub account_id: Option<ProviderIdentifier>,
    /// The provider's agreement that the message is about (T2).
    #[serde(default)]
    pub agreement: Option<StatedAgreement>,
}

/// What a message says of an agreement of its provider (T2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatedAgreement {
    /// The agreement.
    pub id: AgreementId,
    /// The agreement in whose place this one is; absent: the message names none.
    #[serde(default)]
    pub previous: Option<AgreementId>,
    /// Whether the provider says that another agreement takes the place of this one.
    #[serde(default)]
    pub replaced: bool,
}

impl StatedAgreement {
    /// The agreement in whose place this one is; an agreement that names itself names none.
    pub fn other_previous(&self) -> Option<&AgreementId> {
        self.previous.as_ref().filter(|previous| **previous != self.id)
    }
}

/// A topic that sends messages only after its address was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopicConfirmation {
    /// The topic, as the provider names it.
    pub topic: Note,
    /// The address to open once.
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
    /// subscription. A message that has an effect names its subscription. Identity and account of a message that is not
    /// rejected have the form of its provider.
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
            (Some(_), ..) => Ok(()),
            (None, ..) => self.validate_identifiers(),
        }
    }

    fn validate_identifiers(&self) -> Result<(), MessageError> {
        let provider = self.provider;
        let wrong = |field, value: &str, expected| Err(MessageError { field, value: shorten(value).into(), expected });
        match (&self.identity, &self.account_id) {
            (Some(identity), _) if !provider.is_identity(identity) => {
                wrong("identity", identity.as_str(), provider.identity_form())
            }
            (_, Some(account)) if !provider.is_account(account.as_str()) => {
                wrong("account_id", account.as_str(), provider.account_form())
            }
            _ => Ok(()),
        }
    }

    /// What the message says of an agreement; `None` in a message that is rejected.
    pub const fn stated_agreement(&self) -> Option<&StatedAgreement> {
        match self.rejected {
            Some(_) => None,
            None => self.agreement.as_ref(),
        }
    }

    /// The account that the provider states for the subscription; `None` in a message without effect on it.
    pub const fn stated_account(&self) -> Option<&ProviderIdentifier> {
        match (self.signal, &self.rejected) {
            (Signal::Ignored, _) | (_, Some(_)) => None,
            _ => self.account_id.as_ref(),
        }
    }
}
