//! Alibaba Cloud's marketplace.

use alloc::format;

use super::identifiers::{Identifiers, KnownIdentifiers, ParseSubscriptionError, wrong};
use super::rules::Rules;
use crate::id::{ProviderIdentifier, SubscriptionIdentity};
use crate::time::{MeteringWindow, Seconds};

pub(super) const RULES: Rules = Rules {
    identify,
    check,
    is_identity: |text| text.strip_prefix(PREFIX).is_some_and(is_instance),
    fill_in,
    identity_form: "`alicloud:` and the product instance id of 1 to 19 digits, such as `alicloud:1551111111`",
    is_account,
    account_form: "the main account's UID, 1 to 19 digits such as `0123456789012345`",
    // The marketplace also writes the UID as a number, without zeros at the front.
    compared_account: |account| account.trim_start_matches('0'),
    reusable: |_| false,
    metering_window: MeteringWindow::EndOfNextHour,
    // The usage of an hour must arrive by the end of the next hour.
    metering_age: Seconds::hours(2),
    metering_dimension: "Unit",
};

const PREFIX: &str = "alicloud:";
const ACCOUNT_FORM: &str = "the main account's UID, 16 digits such as `0123456789012345`, or a RAM user `name@UID`";
const INSTANCE_FORM: &str = "the product instance id, 1 to 19 digits such as `1551111111`, without a zero at the front";
const SWAPPED: &str =
    "the product instance id, such as `1551111111`: `account_id` and `instance_id` are swapped, as this is an account";
/// Every main account has a UID of this length. Instance ids are much shorter.
const UID_DIGITS: usize = 16;

fn identify(identifiers: &mut Identifiers) -> Result<Option<SubscriptionIdentity>, ParseSubscriptionError> {
    identifiers.only(&["account_id", "instance_id"])?;
    reduce_ram_user(identifiers)?;
    let instance = identifiers.required("instance_id", INSTANCE_FORM)?;
    if instance == "0" {
        return Err(wrong("instance_id", instance, "an instance id other than 0, which means not ready"));
    }
    Ok(identity(instance))
}

fn check(identifiers: &Identifiers) -> Result<(), ParseSubscriptionError> {
    let instance = identifiers.required("instance_id", INSTANCE_FORM)?;
    let account = identifiers.required("account_id", ACCOUNT_FORM)?;
    let is_ram_user = instance.rsplit_once('@').is_some_and(|(_, uid)| is_account(uid));
    let is_uid = |text: &str| text.len() == UID_DIGITS && is_account(text);
    if is_ram_user || (is_uid(instance) && !is_uid(account)) {
        return Err(wrong("instance_id", instance, SWAPPED));
    }
    if is_instance(instance) { Ok(()) } else { Err(wrong("instance_id", instance, INSTANCE_FORM)) }
}

/// A RAM user signs in as `name@UID`. The account is the UID.
fn reduce_ram_user(identifiers: &mut Identifiers) -> Result<(), ParseSubscriptionError> {
    let given = identifiers.required("account_id", ACCOUNT_FORM)?;
    let uid = given.rsplit_once('@').map_or(given, |(_, uid)| uid);
    if !is_account(uid) {
        return Err(wrong("account_id", given, ACCOUNT_FORM));
    }
    identifiers.account_id = ProviderIdentifier::new(uid).ok();
    Ok(())
}

fn is_account(text: &str) -> bool {
    (1..=19).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the text is a product instance id: a positive number of at most 19 digits, as metering needs it.
fn is_instance(text: &str) -> bool {
    is_account(text) && !text.starts_with('0')
}

fn fill_in(identity: &str, known: &mut KnownIdentifiers) {
    known.instance_id = identity.strip_prefix(PREFIX).and_then(|instance| ProviderIdentifier::new(instance).ok());
}

/// The identity of an AliCloud instance.
pub fn identity(instance: &str) -> Option<SubscriptionIdentity> {
    SubscriptionIdentity::new(&format!("{PREFIX}{instance}")).ok()
}
