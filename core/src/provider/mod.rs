//! What differs between marketplaces, as far as it decides anything: one file for each. Their bytes are read elsewhere.
//!
//! A new marketplace is a name in [`Provider`], a file here with its [`Rules`], and a module of the crate `defray-marketplaces`.

mod alicloud;
mod aws;
mod huawei;

pub use alicloud::identity as alicloud_identity;
pub use aws::{customer_identity as aws_customer_identity, license_identity as aws_license_identity};
pub use huawei::identity as huawei_identity;

use crate::cloud_account::{Identifiers, ParseSubscriptionError, Provider};
use crate::id::SubscriptionIdentity;
use crate::policy::MeteringWindow;
use crate::time::Seconds;

/// The rules of one marketplace.
pub(crate) struct Rules {
    /// Checks the identifiers of a subscription, brings them into their one form, and gives the identity by which messages are matched; `None`
    /// when that would be too long.
    pub(crate) identify: fn(&mut Identifiers) -> Result<Option<SubscriptionIdentity>, ParseSubscriptionError>,
    /// Whether a subscription of this identity can become active again after its end.
    pub(crate) reusable: fn(&SubscriptionIdentity) -> bool,
    /// Until when usage from before an end is taken, where no policy says.
    pub(crate) metering_window: MeteringWindow,
    /// How long after the beginning of an hour its usage is taken.
    pub(crate) metering_age: Seconds,
    /// What is metered, where no policy says.
    pub(crate) metering_dimension: &'static str,
}

impl Provider {
    pub(crate) const fn rules(self) -> &'static Rules {
        match self {
            Self::AliCloud => &alicloud::RULES,
            Self::Aws => &aws::RULES,
            Self::HuaweiCloud => &huawei::RULES,
        }
    }

    /// The default window for metering after an end.
    pub const fn metering_window(self) -> MeteringWindow {
        self.rules().metering_window
    }

    /// How long after the beginning of an hour the provider still takes usage of it.
    pub const fn metering_age(self) -> Seconds {
        self.rules().metering_age
    }

    /// The dimension that is metered where no policy names one.
    pub const fn metering_dimension(self) -> &'static str {
        self.rules().metering_dimension
    }
}
