//! The identifiers of a subscription, as a caller gives them.

use alloc::string::String;
use serde::{Deserialize, Serialize};

use super::name::Provider;
use crate::id::ProviderIdentifier;
use crate::text::shorten;

/// The provider's own identifiers of a subscription, as they were typed. The provider decides which ones are required.
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

/// What is known of the identifiers of a subscription before it is linked: what its identity contains, and the account
/// that the marketplace stated. A link names the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownIdentifiers {
    /// The marketplace.
    pub provider: Provider,
    /// The account of the customer; absent: the marketplace stated none, or several.
    pub account_id: Option<ProviderIdentifier>,
    /// AliCloud, Huawei Cloud: the product instance.
    pub instance_id: Option<ProviderIdentifier>,
    /// AWS concurrent agreements: the id of the licence, which is the end of its ARN.
    pub license_id: Option<ProviderIdentifier>,
    /// AWS legacy: the customer identifier.
    pub customer_identifier: Option<ProviderIdentifier>,
    /// AWS legacy: the product.
    pub product_code: Option<ProviderIdentifier>,
}

impl KnownIdentifiers {
    /// A set of identifiers of which none is known yet.
    pub(crate) const fn of(provider: Provider) -> Self {
        Self {
            provider,
            account_id: None,
            instance_id: None,
            license_id: None,
            customer_identifier: None,
            product_code: None,
        }
    }
}

/// An identifier that is missing, not allowed or malformed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`subscription.{field}` is `{value}`: expected {expected}")]
pub struct ParseSubscriptionError {
    /// The field.
    pub field: &'static str,
    /// The given value, shortened; `absent` if none was given.
    pub value: String,
    /// The expected form.
    pub expected: &'static str,
}

impl Identifiers {
    /// A set of identifiers with none given yet.
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
    ParseSubscriptionError { field, value: shorten(value), expected }
}
