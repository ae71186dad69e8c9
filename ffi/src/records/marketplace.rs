//! Written by `make bindings` from the types of core and engine: do not edit.

#![allow(unused_imports, reason = "generated: not every file needs every import")]
use super::*;
use crate::error::defray_error;
use crate::guard::guarded;
use crate::layout::{Arena, ToC, Zero, nothing};
use crate::reading::{
    FromC, InputFault, Within as _, list, map, optional, optional_list, optional_map, optional_text, pointed, text,
    unknown_name,
};
use crate::status::defray_status;
use crate::text::*;
use crate::values::*;
use std::ffi::c_char;

// Records of marketplace.
/// The effect of a marketplace message on a subscription.
pub type defray_signal = u32;

/// The subscription is in force.
pub const DEFRAY_SIGNAL_ACTIVATED: defray_signal = 1;
/// The suspension of the subscription has ended.
pub const DEFRAY_SIGNAL_RESUMED: defray_signal = 2;
/// The subscription is suspended.
pub const DEFRAY_SIGNAL_SUSPENDED: defray_signal = 3;
/// The subscription failed before it was in force.
pub const DEFRAY_SIGNAL_FAILED: defray_signal = 4;
/// The subscription has ended: it was cancelled, closed or released, or it expired.
pub const DEFRAY_SIGNAL_ENDED: defray_signal = 5;
/// The message has no effect on the subscription, or its kind is unknown. It is stored.
pub const DEFRAY_SIGNAL_IGNORED: defray_signal = 6;
/// The second message about an end. It completes the first one; without a first one it is the end (T2).
pub const DEFRAY_SIGNAL_END_COMPLETED: defray_signal = 7;

impl ToC for engine::core::marketplace::Signal {
    type C = defray_signal;

    fn to_c(&self, _: &Arena) -> defray_signal {
        match self {
            Self::Activated => DEFRAY_SIGNAL_ACTIVATED,
            Self::Resumed => DEFRAY_SIGNAL_RESUMED,
            Self::Suspended => DEFRAY_SIGNAL_SUSPENDED,
            Self::Failed => DEFRAY_SIGNAL_FAILED,
            Self::Ended => DEFRAY_SIGNAL_ENDED,
            Self::Ignored => DEFRAY_SIGNAL_IGNORED,
            Self::EndCompleted => DEFRAY_SIGNAL_END_COMPLETED,
        }
    }
}

impl FromC for engine::core::marketplace::Signal {
    type C = defray_signal;

    unsafe fn from_c(c: &defray_signal) -> Result<Self, InputFault> {
        match *c {
            DEFRAY_SIGNAL_ACTIVATED => Ok(Self::Activated),
            DEFRAY_SIGNAL_RESUMED => Ok(Self::Resumed),
            DEFRAY_SIGNAL_SUSPENDED => Ok(Self::Suspended),
            DEFRAY_SIGNAL_FAILED => Ok(Self::Failed),
            DEFRAY_SIGNAL_ENDED => Ok(Self::Ended),
            DEFRAY_SIGNAL_IGNORED => Ok(Self::Ignored),
            DEFRAY_SIGNAL_END_COMPLETED => Ok(Self::EndCompleted),
            other => Err(unknown_name(
                other,
                &["activated", "resumed", "suspended", "failed", "ended", "ignored", "end_completed"],
            )),
        }
    }
}

const DEFRAY_SIGNAL_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_SIGNAL_ACTIVATED, c"activated"),
    (DEFRAY_SIGNAL_RESUMED, c"resumed"),
    (DEFRAY_SIGNAL_SUSPENDED, c"suspended"),
    (DEFRAY_SIGNAL_FAILED, c"failed"),
    (DEFRAY_SIGNAL_ENDED, c"ended"),
    (DEFRAY_SIGNAL_IGNORED, c"ignored"),
    (DEFRAY_SIGNAL_END_COMPLETED, c"end_completed"),
];

/// Returns the name of the constant in the interchange form, such as `activated`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_signal_name(value: defray_signal) -> *const c_char {
    crate::names::name(value, DEFRAY_SIGNAL_NAMES)
}

/// Writes the constant with a name such as `activated` to `*out`. Callable from any thread.
///
/// Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_signal_parse(
    text: defray_str,
    out: *mut defray_signal,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: by the contract of the function.
    unsafe { crate::names::parse(text, DEFRAY_SIGNAL_NAMES, out, err) }
}

/// A topic that sends messages only after its address was opened.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_topic_confirmation {
    /// The topic, as the provider names it.
    pub topic: defray_str,
    /// The address to open once.
    pub address: defray_str,
}

impl ToC for engine::core::marketplace::TopicConfirmation {
    type C = defray_topic_confirmation;

    fn to_c(&self, arena: &Arena) -> defray_topic_confirmation {
        let Self { topic, address } = self;
        defray_topic_confirmation { topic: arena.text(topic.as_str()), address: arena.text(address.as_str()) }
    }
}

impl FromC for engine::core::marketplace::TopicConfirmation {
    type C = defray_topic_confirmation;

    unsafe fn from_c(c: &defray_topic_confirmation) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                topic: text(&c.topic, engine::core::id::Note::new).within("topic")?,
                address: text(&c.address, engine::core::id::SecretAddress::new).within("address")?,
            })
        }
    }
}

/// What a message says of an agreement of its provider (T2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_stated_agreement {
    /// The agreement.
    pub id: defray_str,
    /// The agreement in whose place this one is; absent: the message names none.
    pub previous: defray_str,
    /// Whether the provider says that another agreement takes the place of this one.
    pub replaced: u8,
}

impl ToC for engine::core::marketplace::StatedAgreement {
    type C = defray_stated_agreement;

    fn to_c(&self, arena: &Arena) -> defray_stated_agreement {
        let Self { id, previous, replaced } = self;
        defray_stated_agreement {
            id: arena.text(id.as_str()),
            previous: arena.optional_text(previous.as_ref().map(|text| text.as_str())),
            replaced: replaced.to_c(arena),
        }
    }
}

impl FromC for engine::core::marketplace::StatedAgreement {
    type C = defray_stated_agreement;

    unsafe fn from_c(c: &defray_stated_agreement) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                id: text(&c.id, engine::core::id::AgreementId::new).within("id")?,
                previous: optional_text(&c.previous, engine::core::id::AgreementId::new).within("previous")?,
                replaced: FromC::from_c(&c.replaced).within("replaced")?,
            })
        }
    }
}

/// A marketplace message in canonical form.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_marketplace_message {
    /// The provider that sent the message.
    pub provider: defray_provider,
    /// The provider's own id of the message. Two messages with the same id are the same message.
    pub id: defray_str,
    /// The subscription that the message is about; absent only with the signal `ignored`.
    pub identity: defray_str,
    /// The provider's own name of the kind of message.
    pub kind: defray_str,
    /// The effect of the message.
    pub signal: defray_signal,
    /// The instant of the event by the provider's clock (T2); absent: the instant at which the message was received.
    pub occurred_at: *const defray_instant,
    /// The message as it was received.
    pub raw: defray_str,
    /// The topic that asks to be confirmed (N1); only with the signal `ignored`.
    pub confirm: *const defray_topic_confirmation,
    /// The code and the reason for which the message is not trusted; only with the signal `ignored`. A rejected message
    /// is stored and has no other effect, and its id is not taken as the id of a message.
    pub rejected: defray_str,
    /// The account of the customer, as the provider states it with this message (C4).
    pub account_id: defray_str,
    /// The provider's agreement that the message is about (T2).
    pub agreement: *const defray_stated_agreement,
}

impl ToC for engine::core::marketplace::MarketplaceMessage {
    type C = defray_marketplace_message;

    fn to_c(&self, arena: &Arena) -> defray_marketplace_message {
        let Self { provider, id, identity, kind, signal, occurred_at, raw, confirm, rejected, account_id, agreement } =
            self;
        defray_marketplace_message {
            provider: provider.to_c(arena),
            id: arena.optional_text(id.as_ref().map(|text| text.as_str())),
            identity: arena.optional_text(identity.as_ref().map(|text| text.as_str())),
            kind: arena.text(kind.as_str()),
            signal: signal.to_c(arena),
            occurred_at: arena.optional(occurred_at.as_ref().map(|one| one.to_c(arena))),
            raw: arena.optional_text(raw.as_ref().map(|text| text.as_str())),
            confirm: arena.optional(confirm.as_ref().map(|one| one.to_c(arena))),
            rejected: arena.optional_text(rejected.as_ref().map(|text| text.as_str())),
            account_id: arena.optional_text(account_id.as_ref().map(|text| text.as_str())),
            agreement: arena.optional(agreement.as_ref().map(|one| one.to_c(arena))),
        }
    }
}

impl FromC for engine::core::marketplace::MarketplaceMessage {
    type C = defray_marketplace_message;

    unsafe fn from_c(c: &defray_marketplace_message) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                provider: FromC::from_c(&c.provider).within("provider")?,
                id: optional_text(&c.id, engine::core::id::MessageId::new).within("id")?,
                identity: optional_text(&c.identity, engine::core::id::SubscriptionIdentity::new).within("identity")?,
                kind: text(&c.kind, engine::core::id::Note::new).within("kind")?,
                signal: FromC::from_c(&c.signal).within("signal")?,
                occurred_at: optional(c.occurred_at).within("occurred_at")?,
                raw: optional_text(&c.raw, engine::core::id::RawMessage::new).within("raw")?,
                confirm: optional(c.confirm).within("confirm")?,
                rejected: optional_text(&c.rejected, engine::core::id::Note::new).within("rejected")?,
                account_id: optional_text(&c.account_id, engine::core::id::ProviderIdentifier::new)
                    .within("account_id")?,
                agreement: optional(c.agreement).within("agreement")?,
            })
        }
    }
}

/// Frees the value that a function returned, and all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_marketplace_message_free(marketplace_message: *const defray_marketplace_message) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(marketplace_message) }
}

/// The effect of a marketplace message.
pub type defray_message_disposition = u32;

/// The message changed a cloud account.
pub const DEFRAY_MESSAGE_DISPOSITION_APPLIED: defray_message_disposition = 1;
/// The message was stored. The state of its cloud account stays as it was.
pub const DEFRAY_MESSAGE_DISPOSITION_NO_CHANGE: defray_message_disposition = 2;
/// No cloud account is linked to the subscription. The message was stored for a later link.
pub const DEFRAY_MESSAGE_DISPOSITION_UNMATCHED: defray_message_disposition = 3;
/// The message was stored. It has no effect on who pays.
pub const DEFRAY_MESSAGE_DISPOSITION_IGNORED: defray_message_disposition = 4;
/// The message is not trusted. It was stored and has no effect.
pub const DEFRAY_MESSAGE_DISPOSITION_REJECTED: defray_message_disposition = 5;
/// The message states another account than the link names (C4). It was stored for a later link, and the cloud
/// account has failed.
pub const DEFRAY_MESSAGE_DISPOSITION_CONTRADICTS_LINK: defray_message_disposition = 6;

impl ToC for engine::core::marketplace::MessageDisposition {
    type C = defray_message_disposition;

    fn to_c(&self, _: &Arena) -> defray_message_disposition {
        match self {
            Self::Applied => DEFRAY_MESSAGE_DISPOSITION_APPLIED,
            Self::NoChange => DEFRAY_MESSAGE_DISPOSITION_NO_CHANGE,
            Self::Unmatched => DEFRAY_MESSAGE_DISPOSITION_UNMATCHED,
            Self::Ignored => DEFRAY_MESSAGE_DISPOSITION_IGNORED,
            Self::Rejected => DEFRAY_MESSAGE_DISPOSITION_REJECTED,
            Self::ContradictsLink => DEFRAY_MESSAGE_DISPOSITION_CONTRADICTS_LINK,
        }
    }
}

const DEFRAY_MESSAGE_DISPOSITION_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_MESSAGE_DISPOSITION_APPLIED, c"applied"),
    (DEFRAY_MESSAGE_DISPOSITION_NO_CHANGE, c"no_change"),
    (DEFRAY_MESSAGE_DISPOSITION_UNMATCHED, c"unmatched"),
    (DEFRAY_MESSAGE_DISPOSITION_IGNORED, c"ignored"),
    (DEFRAY_MESSAGE_DISPOSITION_REJECTED, c"rejected"),
    (DEFRAY_MESSAGE_DISPOSITION_CONTRADICTS_LINK, c"contradicts_link"),
];

/// Returns the name of the constant in the interchange form, such as `applied`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_message_disposition_name(value: defray_message_disposition) -> *const c_char {
    crate::names::name(value, DEFRAY_MESSAGE_DISPOSITION_NAMES)
}

/// Writes the constant with a name such as `applied` to `*out`. Callable from any thread.
///
/// Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_message_disposition_parse(
    text: defray_str,
    out: *mut defray_message_disposition,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: by the contract of the function.
    unsafe { crate::names::parse(text, DEFRAY_MESSAGE_DISPOSITION_NAMES, out, err) }
}
