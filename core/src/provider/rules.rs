//! What decides differently from one marketplace to the next, as data.

use super::identifiers::{Identifiers, ParseSubscriptionError};
use crate::id::SubscriptionIdentity;
use crate::time::{MeteringWindow, Seconds};

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
