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

// Records of subscription.
/// The provider's own identifiers of a subscription, as they were typed. The provider decides which ones are required.
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

impl ToC for engine::core::subscription::Subscription {
    type C = defray_subscription;

    fn to_c(&self, arena: &Arena) -> defray_subscription {
        let engine::core::provider::Identifiers {
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

impl FromC for engine::core::subscription::Subscription {
    type C = defray_subscription;

    unsafe fn from_c(c: &defray_subscription) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Self::try_from(engine::core::provider::Identifiers {
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
            })
            .map_err(InputFault::from)
        }
    }
}

/// One link of a cloud account to a subscription.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_subscription_link {
    /// The cloud account that is linked.
    pub cloud_account: defray_str,
    /// The instant at which the link begins: signals at or before it belong to an earlier link.
    pub after: *const defray_instant,
}

impl ToC for engine::core::subscription::SubscriptionLink {
    type C = defray_subscription_link;

    fn to_c(&self, arena: &Arena) -> defray_subscription_link {
        let Self { cloud_account, after } = self;
        defray_subscription_link {
            cloud_account: arena.text(cloud_account.as_str()),
            after: arena.optional(after.as_ref().map(|one| one.to_c(arena))),
        }
    }
}

/// A signal as it is stored.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_recorded_signal {
    /// The effect of the signal.
    pub signal: defray_signal,
    /// The instant at which it happened.
    pub occurred_at: defray_instant,
    /// The id of the message that reported it; absent: the message had no id.
    pub message: defray_str,
    /// The version of the rules under which the signal was recorded.
    pub rules: u32,
}

impl ToC for engine::core::subscription::RecordedSignal {
    type C = defray_recorded_signal;

    fn to_c(&self, arena: &Arena) -> defray_recorded_signal {
        let Self { signal, occurred_at, message, rules } = self;
        defray_recorded_signal {
            signal: signal.to_c(arena),
            occurred_at: occurred_at.to_c(arena),
            message: arena.optional_text(message.as_ref().map(|text| text.as_str())),
            rules: rules.to_c(arena),
        }
    }
}
