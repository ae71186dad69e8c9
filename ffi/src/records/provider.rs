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

// Records of provider.
/// A cloud marketplace.
pub type defray_provider = u32;

/// Alibaba Cloud's marketplace.
pub const DEFRAY_PROVIDER_ALI_CLOUD: defray_provider = 1;
/// AWS Marketplace.
pub const DEFRAY_PROVIDER_AWS: defray_provider = 2;
/// Huawei Cloud's KooGallery.
pub const DEFRAY_PROVIDER_HUAWEI_CLOUD: defray_provider = 3;

impl ToC for engine::core::provider::Provider {
    type C = defray_provider;

    fn to_c(&self, _: &Arena) -> defray_provider {
        match self {
            Self::AliCloud => DEFRAY_PROVIDER_ALI_CLOUD,
            Self::Aws => DEFRAY_PROVIDER_AWS,
            Self::HuaweiCloud => DEFRAY_PROVIDER_HUAWEI_CLOUD,
        }
    }
}

impl FromC for engine::core::provider::Provider {
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

/// Returns the name of the constant in the interchange form, such as `alicloud`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_provider_name(value: defray_provider) -> *const c_char {
    crate::names::name(value, DEFRAY_PROVIDER_NAMES)
}

/// Writes the constant with a name such as `alicloud` to `*out`. Callable from any thread.
///
/// Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_provider_parse(
    text: defray_str,
    out: *mut defray_provider,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: by the contract of the function.
    unsafe { crate::names::parse(text, DEFRAY_PROVIDER_NAMES, out, err) }
}

/// What is known of the identifiers of a subscription before it is linked: what its identity contains, and the account
/// that the marketplace stated. A link names the same.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_known_identifiers {
    /// The marketplace.
    pub provider: defray_provider,
    /// The account of the customer; absent: the marketplace stated none, or several.
    pub account_id: defray_str,
    /// AliCloud, Huawei Cloud: the product instance.
    pub instance_id: defray_str,
    /// AWS concurrent agreements: the id of the licence, which is the end of its ARN.
    pub license_id: defray_str,
    /// AWS legacy: the customer identifier.
    pub customer_identifier: defray_str,
    /// AWS legacy: the product.
    pub product_code: defray_str,
}

impl ToC for engine::core::provider::KnownIdentifiers {
    type C = defray_known_identifiers;

    fn to_c(&self, arena: &Arena) -> defray_known_identifiers {
        let Self { provider, account_id, instance_id, license_id, customer_identifier, product_code } = self;
        defray_known_identifiers {
            provider: provider.to_c(arena),
            account_id: arena.optional_text(account_id.as_ref().map(|text| text.as_str())),
            instance_id: arena.optional_text(instance_id.as_ref().map(|text| text.as_str())),
            license_id: arena.optional_text(license_id.as_ref().map(|text| text.as_str())),
            customer_identifier: arena.optional_text(customer_identifier.as_ref().map(|text| text.as_str())),
            product_code: arena.optional_text(product_code.as_ref().map(|text| text.as_str())),
        }
    }
}
