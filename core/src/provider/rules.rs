//! The rules that differ between marketplaces, as data.

use super::identifiers::{Identifiers, ParseSubscriptionError};
use crate::id::SubscriptionIdentity;
use crate::time::{MeteringWindow, Seconds};

/// The rules of one marketplace.
pub(crate) struct Rules {
    /// Checks the identifiers of a subscription, brings them into their one form, and returns the identity that
    /// messages are matched by; `None` when the identity would be too long.
    pub(crate) identify: fn(&mut Identifiers) -> Result<Option<SubscriptionIdentity>, ParseSubscriptionError>,
    /// Whether a subscription of this identity can become active again after its end.
    pub(crate) reusable: fn(&SubscriptionIdentity) -> bool,
    /// The window for metering after an end, where no policy sets another.
    pub(crate) metering_window: MeteringWindow,
    /// The time after the start of an hour in which usage of that hour is accepted.
    pub(crate) metering_age: Seconds,
    /// The dimension that is metered, where no policy sets another.
    pub(crate) metering_dimension: &'static str,
}
