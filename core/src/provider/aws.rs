//! AWS Marketplace.

use alloc::format;

use super::identifiers::{Identifiers, KnownIdentifiers, ParseSubscriptionError, wrong};
use super::rules::Rules;
use crate::id::{ProviderIdentifier, SubscriptionIdentity};
use crate::time::{MeteringWindow, Seconds};

pub(super) const RULES: Rules = Rules {
    identify,
    check,
    is_identity,
    fill_in,
    identity_form: "`aws:license:` and the licence id `l-…`, or `aws:customer:PRODUCTCODE:CUSTOMER`",
    is_account,
    account_form: ACCOUNT_FORM,
    compared_account: |account| account,
    reusable: |identity| identity.as_str().starts_with(CUSTOMER),
    // Usage is accepted for one hour after the end of a subscription.
    metering_window: MeteringWindow::After(Seconds::hours(1)),
    // "Not accepted 6 hours or more after an event."
    metering_age: Seconds::hours(6),
    metering_dimension: "usage",
};

const ACCOUNT_FORM: &str = "the customer's AWS account, 12 digits such as `071964067459`";
const LICENSE_FORM: &str = "a licence ARN such as `arn:aws:license-manager::123456789012:license:l-0123456789abcdef`";

fn identify(identifiers: &mut Identifiers) -> Result<Option<SubscriptionIdentity>, ParseSubscriptionError> {
    if identifiers.license_arn.is_some() {
        identifiers.only(&["account_id", "license_arn", "product_code"])?;
        let account = identifiers.required("account_id", ACCOUNT_FORM)?;
        if !is_account(account) {
            return Err(wrong("account_id", account, ACCOUNT_FORM));
        }
        let license = identifiers.required("license_arn", LICENSE_FORM)?;
        return license_identity(license).map(Some).ok_or_else(|| wrong("license_arn", license, LICENSE_FORM));
    }
    identifiers.only(&["account_id", "customer_identifier", "product_code"])?;
    let customer =
        identifiers.required("customer_identifier", "a licence ARN, or a customer identifier and a product code")?;
    let product = identifiers.required("product_code", "the product code that goes with the customer identifier")?;
    Ok(customer_identity(product, customer))
}

/// An identity by customer identifier may come with the account.
fn check(identifiers: &Identifiers) -> Result<(), ParseSubscriptionError> {
    match identifiers.account_id.as_ref().map(crate::id::ProviderIdentifier::as_str) {
        Some(account) if !is_account(account) => Err(wrong("account_id", account, ACCOUNT_FORM)),
        _ => Ok(()),
    }
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_identity(text: &str) -> bool {
    let licence = text.strip_prefix(LICENSE).and_then(license_identity);
    let customer = text.strip_prefix(CUSTOMER).and_then(|names| names.split_once(':'));
    licence.is_some_and(|licence| licence.as_str() == text)
        || customer.is_some_and(|(product, customer)| !product.is_empty() && !customer.is_empty())
}

fn fill_in(identity: &str, known: &mut KnownIdentifiers) {
    let id = |text: &str| ProviderIdentifier::new(text).ok();
    if let Some(license) = identity.strip_prefix(LICENSE) {
        known.license_id = id(license);
    } else if let Some((product, customer)) = identity.strip_prefix(CUSTOMER).and_then(|names| names.split_once(':')) {
        (known.product_code, known.customer_identifier) = (id(product), id(customer));
    }
}

/// The identity of an AWS licence: the `l-…` at the end of its ARN, in lower case. AWS writes the same licence with and
/// without `arn:`, with `license:` and `license/`, so only that tail identifies it.
pub fn license_identity(arn: &str) -> Option<SubscriptionIdentity> {
    let tail = arn.rsplit([':', '/']).next()?.to_ascii_lowercase();
    let licence = tail.strip_prefix("l-").or_else(|| tail.strip_prefix("lic-"))?;
    let plain = !licence.is_empty() && licence.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    if !plain {
        return None;
    }
    SubscriptionIdentity::new(&format!("{LICENSE}{tail}")).ok()
}

const LICENSE: &str = "aws:license:";
const CUSTOMER: &str = "aws:customer:";

/// The identity of an AWS customer of a product, from before agreements had licences. A new subscription has the same
/// identity again.
pub fn customer_identity(product: &str, customer: &str) -> Option<SubscriptionIdentity> {
    SubscriptionIdentity::new(&format!("{CUSTOMER}{product}:{customer}")).ok()
}
