//! Huawei Cloud's KooGallery.

use alloc::format;

use super::identifiers::{Identifiers, KnownIdentifiers, ParseSubscriptionError};
use super::rules::Rules;
use crate::id::{ProviderIdentifier, SubscriptionIdentity};
use crate::time::{MeteringWindow, Seconds};

pub(super) const RULES: Rules = Rules {
    identify,
    check: |_| Ok(()),
    is_identity: |text| text.strip_prefix(PREFIX).is_some_and(|instance| !instance.is_empty()),
    fill_in,
    identity_form: "`huawei_cloud:` and the product instance id, such as `huawei_cloud:CS2211181819B4LVS-000001`",
    is_account: |_| true,
    account_form: "the Huawei Cloud account id",
    compared_account: |account| account,
    reusable: |_| false,
    metering_window: MeteringWindow::EndOfNextHour,
    metering_age: Seconds::hours(2),
    metering_dimension: "usage",
};

const PREFIX: &str = "huawei_cloud:";

fn identify(identifiers: &mut Identifiers) -> Result<Option<SubscriptionIdentity>, ParseSubscriptionError> {
    identifiers.only(&["account_id", "instance_id"])?;
    identifiers.required("account_id", "the Huawei Cloud account id")?;
    Ok(identity(identifiers.required("instance_id", "the product instance id")?))
}

fn fill_in(identity: &str, known: &mut KnownIdentifiers) {
    known.instance_id = identity.strip_prefix(PREFIX).and_then(|instance| ProviderIdentifier::new(instance).ok());
}

/// The identity of a Huawei Cloud instance.
pub fn identity(instance: &str) -> Option<SubscriptionIdentity> {
    SubscriptionIdentity::new(&format!("{PREFIX}{instance}")).ok()
}
