//! The rules that differ between marketplaces, as data.

use super::identifiers::{Identifiers, KnownIdentifiers, ParseSubscriptionError};
use crate::id::SubscriptionIdentity;
use crate::time::{MeteringWindow, Seconds};

/// The rules of one marketplace.
pub(crate) struct Rules {
    /// Brings the identifiers of a subscription into their one form, and returns the identity that messages are matched
    /// by; `None` when the identity would be too long. Identifiers that are stored already pass this check.
    pub(crate) identify: fn(&mut Identifiers) -> Result<Option<SubscriptionIdentity>, ParseSubscriptionError>,
    /// Checks the form of identifiers that a caller gives.
    pub(crate) check: fn(&Identifiers) -> Result<(), ParseSubscriptionError>,
    /// Whether the text is an identity of a subscription of this marketplace.
    pub(crate) is_identity: fn(&str) -> bool,
    /// Fills in the identifiers that such an identity contains.
    pub(crate) fill_in: fn(&str, &mut KnownIdentifiers),
    /// The form of such an identity.
    pub(crate) identity_form: &'static str,
    /// Whether the text is an account of the marketplace.
    pub(crate) is_account: fn(&str) -> bool,
    /// The form of such an account.
    pub(crate) account_form: &'static str,
    /// The account in the form in which two accounts are compared.
    pub(crate) compared_account: fn(&str) -> &str,
    /// Whether a subscription of this identity can become active again after its end.
    pub(crate) reusable: fn(&SubscriptionIdentity) -> bool,
    /// The window for metering after an end, where no policy sets another.
    pub(crate) metering_window: MeteringWindow,
    /// The time after the start of an hour in which usage of that hour is accepted.
    pub(crate) metering_age: Seconds,
    /// The dimension that is metered, where no policy sets another.
    pub(crate) metering_dimension: &'static str,
}
