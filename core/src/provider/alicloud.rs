//! Alibaba Cloud's marketplace.

use alloc::format;

use super::identifiers::{Identifiers, ParseSubscriptionError, wrong};
use super::rules::Rules;
use crate::id::{ProviderIdentifier, SubscriptionIdentity};
use crate::time::{MeteringWindow, Seconds};

pub(super) const RULES: Rules = Rules {
    identify,
    reusable: |_| false,
    metering_window: MeteringWindow::EndOfNextHour,
    // The usage of an hour must arrive by the end of the next hour.
    metering_age: Seconds::hours(2),
    metering_dimension: "Unit",
};

const ACCOUNT_FORM: &str = "the main account's UID, 16 digits such as `0123456789012345`, or a RAM user `name@UID`";

fn identify(identifiers: &mut Identifiers) -> Result<Option<SubscriptionIdentity>, ParseSubscriptionError> {
    identifiers.only(&["account_id", "instance_id"])?;
    reduce_ram_user(identifiers)?;
    let instance = identifiers.required("instance_id", "the product instance id, such as `1551111111`")?;
    if instance == "0" {
        return Err(wrong("instance_id", instance, "an instance id other than 0, which means not ready"));
    }
    Ok(identity(instance))
}

/// A RAM user signs in as `name@UID`. The account is the UID.
fn reduce_ram_user(identifiers: &mut Identifiers) -> Result<(), ParseSubscriptionError> {
    let given = identifiers.required("account_id", ACCOUNT_FORM)?;
    let uid = given.rsplit_once('@').map_or(given, |(_, uid)| uid);
    if uid.is_empty() || uid.len() > 19 || !uid.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong("account_id", given, ACCOUNT_FORM));
    }
    identifiers.account_id = ProviderIdentifier::new(uid).ok();
    Ok(())
}

/// The identity of an AliCloud instance.
pub fn identity(instance: &str) -> Option<SubscriptionIdentity> {
    SubscriptionIdentity::new(&format!("alicloud:{instance}")).ok()
}
