//! Written by `make bindings` from the types of core and engine: do not edit.

#![allow(unused_imports, reason = "written: not every file needs every one")]
use super::*;
use crate::error::defray_error;
use crate::guard::guarded;
use crate::layout::{Arena, ToC, Zero, nothing};
use crate::reading::{
    FromC, InputFault, Within as _, list, map, optional, optional_list, optional_map, optional_text, pointed, text,
    unknown_name,
};
use crate::status::defray_status;
use crate::values::*;
use std::ffi::c_char;

// Records of cloud_account.
/// A cloud marketplace.
pub type defray_provider = u32;

/// Alibaba Cloud's marketplace.
pub const DEFRAY_PROVIDER_ALI_CLOUD: defray_provider = 1;
/// AWS Marketplace.
pub const DEFRAY_PROVIDER_AWS: defray_provider = 2;
/// Huawei Cloud's KooGallery.
pub const DEFRAY_PROVIDER_HUAWEI_CLOUD: defray_provider = 3;

impl ToC for engine::core::cloud_account::Provider {
    type C = defray_provider;

    fn to_c(&self, _: &Arena) -> defray_provider {
        match self {
            Self::AliCloud => DEFRAY_PROVIDER_ALI_CLOUD,
            Self::Aws => DEFRAY_PROVIDER_AWS,
            Self::HuaweiCloud => DEFRAY_PROVIDER_HUAWEI_CLOUD,
        }
    }
}

impl FromC for engine::core::cloud_account::Provider {
    type C = defray_provider;

    unsafe fn from_c(c: &defray_provider) -> Result<Self, InputFault> {
        match *c {
            DEFRAY_PROVIDER_ALI_CLOUD => Ok(Self::AliCloud),
            DEFRAY_PROVIDER_AWS => Ok(Self::Aws),
            DEFRAY_PROVIDER_HUAWEI_CLOUD => Ok(Self::HuaweiCloud),
            other => Err(unknown_name(other, &["alicloud", "aws", "huawei_cloud"])),
        }
    }
}

const DEFRAY_PROVIDER_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_PROVIDER_ALI_CLOUD, c"alicloud"),
    (DEFRAY_PROVIDER_AWS, c"aws"),
    (DEFRAY_PROVIDER_HUAWEI_CLOUD, c"huawei_cloud"),
];

/// Its name in the interchange form, such as `alicloud`; an empty text for a number that names nothing. Never NULL, never
/// freed, NUL-terminated. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_provider_name(value: defray_provider) -> *const c_char {
    crate::names::name(value, DEFRAY_PROVIDER_NAMES)
}

/// The number of a name such as `alicloud`. Any thread.
///
/// Fails with `DEFRAY_ERR_UNKNOWN_NAME` when nothing is called so; `*out` is then 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_provider_parse(
    text: defray_str,
    out: *mut defray_provider,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the function's contract says.
    unsafe { crate::names::parse(text, DEFRAY_PROVIDER_NAMES, out, err) }
}

/// A provider's own identifiers of a subscription, as typed. Which ones are needed depends on the provider.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_subscription {
    /// The marketplace.
    pub provider: defray_provider,
    /// AliCloud: the main account's UID. AWS: the customer's account. Huawei Cloud: the account.
    pub account_id: defray_str,
    /// AliCloud, Huawei Cloud: the product instance.
    pub instance_id: defray_str,
    /// AWS concurrent agreements: the licence.
    pub license_arn: defray_str,
    /// AWS legacy: the customer identifier.
    pub customer_identifier: defray_str,
    /// AWS legacy: the product.
    pub product_code: defray_str,
}

impl ToC for engine::core::cloud_account::Subscription {
    type C = defray_subscription;

    fn to_c(&self, arena: &Arena) -> defray_subscription {
        let engine::core::cloud_account::Identifiers {
            provider,
            account_id,
            instance_id,
            license_arn,
            customer_identifier,
            product_code,
        } = self.identifiers();
        defray_subscription {
            provider: provider.to_c(arena),
            account_id: arena.optional_text(account_id.as_ref().map(|text| text.as_str())),
            instance_id: arena.optional_text(instance_id.as_ref().map(|text| text.as_str())),
            license_arn: arena.optional_text(license_arn.as_ref().map(|text| text.as_str())),
            customer_identifier: arena.optional_text(customer_identifier.as_ref().map(|text| text.as_str())),
            product_code: arena.optional_text(product_code.as_ref().map(|text| text.as_str())),
        }
    }
}

impl FromC for engine::core::cloud_account::Subscription {
    type C = defray_subscription;

    unsafe fn from_c(c: &defray_subscription) -> Result<Self, InputFault> {
        // SAFETY: the caller vouches for every pointer in `c`, and for the member of a union that its `kind` names.
        unsafe {
            let identifiers = engine::core::cloud_account::Identifiers {
                provider: FromC::from_c(&c.provider).within("provider")?,
                account_id: optional_text(&c.account_id, engine::core::id::ProviderIdentifier::new)
                    .within("account_id")?,
                instance_id: optional_text(&c.instance_id, engine::core::id::ProviderIdentifier::new)
                    .within("instance_id")?,
                license_arn: optional_text(&c.license_arn, engine::core::id::ProviderIdentifier::new)
                    .within("license_arn")?,
                customer_identifier: optional_text(&c.customer_identifier, engine::core::id::ProviderIdentifier::new)
                    .within("customer_identifier")?,
                product_code: optional_text(&c.product_code, engine::core::id::ProviderIdentifier::new)
                    .within("product_code")?,
            };
            Self::try_from(identifiers).map_err(InputFault::from)
        }
    }
}

/// What a marketplace message means for a subscription.
pub type defray_signal = u32;

/// The subscription is in force.
pub const DEFRAY_SIGNAL_ACTIVATED: defray_signal = 1;
/// A suspension is over.
pub const DEFRAY_SIGNAL_RESUMED: defray_signal = 2;
/// The subscription is frozen.
pub const DEFRAY_SIGNAL_SUSPENDED: defray_signal = 3;
/// The subscription never came to be.
pub const DEFRAY_SIGNAL_FAILED: defray_signal = 4;
/// The subscription is over: cancelled, closed, expired, released.
pub const DEFRAY_SIGNAL_ENDED: defray_signal = 5;
/// Known but without effect on the state, or unknown: recorded, nothing else.
pub const DEFRAY_SIGNAL_IGNORED: defray_signal = 6;

impl ToC for engine::core::cloud_account::Signal {
    type C = defray_signal;

    fn to_c(&self, _: &Arena) -> defray_signal {
        match self {
            Self::Activated => DEFRAY_SIGNAL_ACTIVATED,
            Self::Resumed => DEFRAY_SIGNAL_RESUMED,
            Self::Suspended => DEFRAY_SIGNAL_SUSPENDED,
            Self::Failed => DEFRAY_SIGNAL_FAILED,
            Self::Ended => DEFRAY_SIGNAL_ENDED,
            Self::Ignored => DEFRAY_SIGNAL_IGNORED,
        }
    }
}

impl FromC for engine::core::cloud_account::Signal {
    type C = defray_signal;

    unsafe fn from_c(c: &defray_signal) -> Result<Self, InputFault> {
        match *c {
            DEFRAY_SIGNAL_ACTIVATED => Ok(Self::Activated),
            DEFRAY_SIGNAL_RESUMED => Ok(Self::Resumed),
            DEFRAY_SIGNAL_SUSPENDED => Ok(Self::Suspended),
            DEFRAY_SIGNAL_FAILED => Ok(Self::Failed),
            DEFRAY_SIGNAL_ENDED => Ok(Self::Ended),
            DEFRAY_SIGNAL_IGNORED => Ok(Self::Ignored),
            other => Err(unknown_name(other, &["activated", "resumed", "suspended", "failed", "ended", "ignored"])),
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
];

/// Its name in the interchange form, such as `activated`; an empty text for a number that names nothing. Never NULL, never
/// freed, NUL-terminated. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_signal_name(value: defray_signal) -> *const c_char {
    crate::names::name(value, DEFRAY_SIGNAL_NAMES)
}

/// The number of a name such as `activated`. Any thread.
///
/// Fails with `DEFRAY_ERR_UNKNOWN_NAME` when nothing is called so; `*out` is then 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_signal_parse(
    text: defray_str,
    out: *mut defray_signal,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the function's contract says.
    unsafe { crate::names::parse(text, DEFRAY_SIGNAL_NAMES, out, err) }
}

/// A topic whose messages come only once somebody has opened an address.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_topic_confirmation {
    /// The topic, by the provider's name.
    pub topic: defray_str,
    /// What to open, once.
    pub address: defray_str,
}

impl ToC for engine::core::cloud_account::TopicConfirmation {
    type C = defray_topic_confirmation;

    fn to_c(&self, arena: &Arena) -> defray_topic_confirmation {
        let Self { topic, address } = self;
        defray_topic_confirmation { topic: arena.text(topic.as_str()), address: arena.text(address.as_str()) }
    }
}

impl FromC for engine::core::cloud_account::TopicConfirmation {
    type C = defray_topic_confirmation;

    unsafe fn from_c(c: &defray_topic_confirmation) -> Result<Self, InputFault> {
        // SAFETY: the caller vouches for every pointer in `c`, and for the member of a union that its `kind` names.
        unsafe {
            Ok(Self {
                topic: text(&c.topic, engine::core::id::Note::new).within("topic")?,
                address: text(&c.address, engine::core::id::SecretAddress::new).within("address")?,
            })
        }
    }
}

/// A marketplace message in canonical form.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_marketplace_message {
    /// Who sent it.
    pub provider: defray_provider,
    /// The provider's own id of the message; the same id is the same message.
    pub id: defray_str,
    /// The subscription it is about; may be absent only when it is ignored.
    pub identity: defray_str,
    /// The provider's own name of what happened.
    pub kind: defray_str,
    /// What it means.
    pub signal: defray_signal,
    /// When it happened, by the provider's clock (T2); absent: when it was received.
    pub occurred_at: *const defray_instant,
    /// The message as it came.
    pub raw: defray_str,
    /// What it asks to be confirmed, which is then owed (N1); only with `ignored`.
    pub confirm: *const defray_topic_confirmation,
    /// Why it is not believed: the code and the reason. It is kept and nothing else, and its id counts for nothing; only with `ignored`.
    pub rejected: defray_str,
}

impl ToC for engine::core::cloud_account::MarketplaceMessage {
    type C = defray_marketplace_message;

    fn to_c(&self, arena: &Arena) -> defray_marketplace_message {
        let Self { provider, id, identity, kind, signal, occurred_at, raw, confirm, rejected } = self;
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
        }
    }
}

impl FromC for engine::core::cloud_account::MarketplaceMessage {
    type C = defray_marketplace_message;

    unsafe fn from_c(c: &defray_marketplace_message) -> Result<Self, InputFault> {
        // SAFETY: the caller vouches for every pointer in `c`, and for the member of a union that its `kind` names.
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
            })
        }
    }
}

/// Frees what a function gave, with all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_marketplace_message_free(marketplace_message: *const defray_marketplace_message) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(marketplace_message) }
}

/// The states of the table.
pub type defray_cloud_account_state = u32;

/// Linked, not yet confirmed by the marketplace.
pub const DEFRAY_CLOUD_ACCOUNT_STATE_PENDING: defray_cloud_account_state = 1;
/// It pays.
pub const DEFRAY_CLOUD_ACCOUNT_STATE_ACTIVE: defray_cloud_account_state = 2;
/// It pays, but not now: its bills are held (P3).
pub const DEFRAY_CLOUD_ACCOUNT_STATE_SUSPENDED: defray_cloud_account_state = 3;
/// It never came to be, or was given up.
pub const DEFRAY_CLOUD_ACCOUNT_STATE_FAILED: defray_cloud_account_state = 4;
/// It has ended; usage from before the end can still be metered.
pub const DEFRAY_CLOUD_ACCOUNT_STATE_CLOSING: defray_cloud_account_state = 5;
/// It has ended and pays nothing any more.
pub const DEFRAY_CLOUD_ACCOUNT_STATE_CLOSED: defray_cloud_account_state = 6;

impl ToC for engine::core::cloud_account::CloudAccountState {
    type C = defray_cloud_account_state;

    fn to_c(&self, _: &Arena) -> defray_cloud_account_state {
        match self {
            Self::Pending => DEFRAY_CLOUD_ACCOUNT_STATE_PENDING,
            Self::Active => DEFRAY_CLOUD_ACCOUNT_STATE_ACTIVE,
            Self::Suspended => DEFRAY_CLOUD_ACCOUNT_STATE_SUSPENDED,
            Self::Failed => DEFRAY_CLOUD_ACCOUNT_STATE_FAILED,
            Self::Closing => DEFRAY_CLOUD_ACCOUNT_STATE_CLOSING,
            Self::Closed => DEFRAY_CLOUD_ACCOUNT_STATE_CLOSED,
        }
    }
}

const DEFRAY_CLOUD_ACCOUNT_STATE_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_CLOUD_ACCOUNT_STATE_PENDING, c"pending"),
    (DEFRAY_CLOUD_ACCOUNT_STATE_ACTIVE, c"active"),
    (DEFRAY_CLOUD_ACCOUNT_STATE_SUSPENDED, c"suspended"),
    (DEFRAY_CLOUD_ACCOUNT_STATE_FAILED, c"failed"),
    (DEFRAY_CLOUD_ACCOUNT_STATE_CLOSING, c"closing"),
    (DEFRAY_CLOUD_ACCOUNT_STATE_CLOSED, c"closed"),
];

/// Its name in the interchange form, such as `pending`; an empty text for a number that names nothing. Never NULL, never
/// freed, NUL-terminated. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_cloud_account_state_name(value: defray_cloud_account_state) -> *const c_char {
    crate::names::name(value, DEFRAY_CLOUD_ACCOUNT_STATE_NAMES)
}

/// The number of a name such as `pending`. Any thread.
///
/// Fails with `DEFRAY_ERR_UNKNOWN_NAME` when nothing is called so; `*out` is then 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_cloud_account_state_parse(
    text: defray_str,
    out: *mut defray_cloud_account_state,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the function's contract says.
    unsafe { crate::names::parse(text, DEFRAY_CLOUD_ACCOUNT_STATE_NAMES, out, err) }
}

/// What happened to a subscription, as far as payment is concerned: the fold of the table over its signals.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_subscription_lifecycle {
    /// Where the fold arrived; never `Closed`, which takes a deadline.
    pub state: defray_cloud_account_state,
    /// When it left pending for active or suspended.
    pub active_from: *const defray_instant,
    /// When it ended.
    pub ended_at: *const defray_instant,
    /// When it failed or was withdrawn.
    pub failed_at: *const defray_instant,
    /// Whether the account gave it up; no later message brings it back.
    pub withdrawn: u8,
}

impl ToC for engine::core::cloud_account::SubscriptionLifecycle {
    type C = defray_subscription_lifecycle;

    fn to_c(&self, arena: &Arena) -> defray_subscription_lifecycle {
        let Self { state, active_from, ended_at, failed_at, withdrawn } = self;
        defray_subscription_lifecycle {
            state: state.to_c(arena),
            active_from: arena.optional(active_from.as_ref().map(|one| one.to_c(arena))),
            ended_at: arena.optional(ended_at.as_ref().map(|one| one.to_c(arena))),
            failed_at: arena.optional(failed_at.as_ref().map(|one| one.to_c(arena))),
            withdrawn: withdrawn.to_c(arena),
        }
    }
}

/// An account's link to one marketplace subscription.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_cloud_account {
    /// Our name for it.
    pub id: defray_str,
    /// Whose it is.
    pub account: defray_str,
    /// The provider's identifiers.
    pub subscription: defray_subscription,
    /// When it was linked.
    pub linked_at: defray_instant,
    /// Its state.
    pub state: defray_cloud_account_state,
    /// What happened to it.
    pub lifecycle: defray_subscription_lifecycle,
    /// Until when usage from before the end can be metered, once it has ended.
    pub metering_deadline: *const defray_instant,
}

impl ToC for engine::core::cloud_account::CloudAccount {
    type C = defray_cloud_account;

    fn to_c(&self, arena: &Arena) -> defray_cloud_account {
        let Self { id, account, subscription, linked_at, state, lifecycle, metering_deadline } = self;
        defray_cloud_account {
            id: arena.text(id.as_str()),
            account: arena.text(account.as_str()),
            subscription: subscription.to_c(arena),
            linked_at: linked_at.to_c(arena),
            state: state.to_c(arena),
            lifecycle: lifecycle.to_c(arena),
            metering_deadline: arena.optional(metering_deadline.as_ref().map(|one| one.to_c(arena))),
        }
    }
}

/// Frees what a function gave, with all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_cloud_account_free(cloud_account: *const defray_cloud_account) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(cloud_account) }
}

/// A page of a list; freed with `defray_cloud_account_page_free`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_cloud_account_page {
    /// The records, in order.
    pub items: *const defray_cloud_account,
    /// How many there are in `items`.
    pub items_count: usize,
    /// The cursor for the next page; empty: this was the last. It is text that may be kept, in a file too, and given to a
    /// later snapshot.
    pub next: defray_str,
}

impl crate::pages::Page for defray_cloud_account {
    type Page = defray_cloud_account_page;

    fn page(items: *const Self, items_count: usize, next: defray_str) -> defray_cloud_account_page {
        defray_cloud_account_page { items, items_count, next }
    }
}

/// Frees what a function gave, with all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_cloud_account_page_free(page: *const defray_cloud_account_page) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(page) }
}

/// One link of a cloud account to a subscription.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_subscription_link {
    /// The cloud account.
    pub cloud_account: defray_str,
    /// Signals at or before this belong to an earlier link.
    pub after: *const defray_instant,
}

impl ToC for engine::core::cloud_account::SubscriptionLink {
    type C = defray_subscription_link;

    fn to_c(&self, arena: &Arena) -> defray_subscription_link {
        let Self { cloud_account, after } = self;
        defray_subscription_link {
            cloud_account: arena.text(cloud_account.as_str()),
            after: arena.optional(after.as_ref().map(|one| one.to_c(arena))),
        }
    }
}

/// A signal as it is kept.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_recorded_signal {
    /// What it means.
    pub signal: defray_signal,
    /// When it happened.
    pub occurred_at: defray_instant,
    /// The message that said so.
    pub message: defray_str,
}

impl ToC for engine::core::cloud_account::RecordedSignal {
    type C = defray_recorded_signal;

    fn to_c(&self, arena: &Arena) -> defray_recorded_signal {
        let Self { signal, occurred_at, message } = self;
        defray_recorded_signal {
            signal: signal.to_c(arena),
            occurred_at: occurred_at.to_c(arena),
            message: arena.optional_text(message.as_ref().map(|text| text.as_str())),
        }
    }
}
