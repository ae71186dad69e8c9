//! The differences between marketplaces that decide something: one file for each marketplace. `adapters/marketplaces`
//! reads their bytes.
//!
//! A new marketplace is a name in [`Provider`], a file here with its `Rules`, and a module of the crate
//! `defray-marketplaces`.

mod alicloud;
mod aws;
mod huawei;
mod identifiers;
mod name;
mod rules;

pub use alicloud::identity as alicloud_identity;
pub use aws::{customer_identity as aws_customer_identity, license_identity as aws_license_identity};
pub use huawei::identity as huawei_identity;
pub use identifiers::{Identifiers, KnownIdentifiers, ParseSubscriptionError};
pub use name::Provider;

pub(crate) use identifiers::wrong;
use rules::Rules;

use crate::id::{ProviderIdentifier, SubscriptionIdentity};
use crate::time::{MeteringWindow, Seconds};

impl Provider {
    pub(crate) const fn rules(self) -> &'static Rules {
        match self {
            Self::AliCloud => &alicloud::RULES,
            Self::Aws => &aws::RULES,
            Self::HuaweiCloud => &huawei::RULES,
        }
    }

    /// Whether the identity has the form of a subscription of this marketplace.
    pub fn is_identity(self, identity: &SubscriptionIdentity) -> bool {
        (self.rules().is_identity)(identity.as_str())
    }

    /// The form of the identities of this marketplace.
    pub const fn identity_form(self) -> &'static str {
        self.rules().identity_form
    }

    /// Whether the text has the form of an account of this marketplace.
    pub fn is_account(self, text: &str) -> bool {
        (self.rules().is_account)(text)
    }

    /// The form of the accounts of this marketplace.
    pub const fn account_form(self) -> &'static str {
        self.rules().account_form
    }

    /// The default window for metering after the end of a subscription.
    pub const fn metering_window(self) -> MeteringWindow {
        self.rules().metering_window
    }

    /// The time after the start of an hour in which the provider accepts usage of that hour.
    pub const fn metering_age(self) -> Seconds {
        self.rules().metering_age
    }

    /// The dimension that is metered where no policy names another.
    pub const fn metering_dimension(self) -> &'static str {
        self.rules().metering_dimension
    }
}

/// Whether two texts name the same account of the provider.
pub(crate) fn is_same_account(provider: Provider, one: &ProviderIdentifier, other: &ProviderIdentifier) -> bool {
    let compared = provider.rules().compared_account;
    compared(one.as_str()) == compared(other.as_str())
}

/// The identity that a subscription would have if its account id were its instance id; `None` where the provider has no
/// instance ids.
pub(crate) fn swapped_identity(identifiers: &Identifiers) -> Option<SubscriptionIdentity> {
    let account = identifiers.account_id.as_ref()?.as_str();
    identifiers.instance_id.as_ref()?;
    match identifiers.provider {
        Provider::AliCloud => alicloud_identity(account),
        Provider::HuaweiCloud => huawei_identity(account),
        Provider::Aws => None,
    }
}

/// What an identity contains of the identifiers of its subscription; `None`: no link can have this identity. A ledger
/// of an older version may hold such identities.
pub(crate) fn identifiers_in(identity: &SubscriptionIdentity) -> Option<KnownIdentifiers> {
    let provider = Provider::ALL.iter().copied().find(|provider| provider.is_identity(identity))?;
    let mut known = KnownIdentifiers::of(provider);
    (provider.rules().fill_in)(identity.as_str(), &mut known);
    Some(known)
}

/// Whether a subscription of this identity can become active again after its end.
pub fn reusable(identity: &SubscriptionIdentity) -> bool {
    Provider::ALL.iter().any(|provider| (provider.rules().reusable)(identity))
}
