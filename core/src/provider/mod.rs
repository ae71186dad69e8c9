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
pub use identifiers::{Identifiers, ParseSubscriptionError};
pub use name::Provider;

pub(crate) use identifiers::wrong;
use rules::Rules;

use crate::id::SubscriptionIdentity;
use crate::time::{MeteringWindow, Seconds};

impl Provider {
    pub(crate) const fn rules(self) -> &'static Rules {
        match self {
            Self::AliCloud => &alicloud::RULES,
            Self::Aws => &aws::RULES,
            Self::HuaweiCloud => &huawei::RULES,
        }
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

/// Whether a subscription of this identity can become active again after its end.
pub fn reusable(identity: &SubscriptionIdentity) -> bool {
    Provider::ALL.iter().any(|provider| (provider.rules().reusable)(identity))
}
