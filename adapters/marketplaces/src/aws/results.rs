//! What AWS says when it is asked: `ResolveCustomer`, `GetEntitlements`.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use defray_core::id::{ProviderIdentifier, SubscriptionIdentity};
use defray_core::marketplace::{MarketplaceMessage, Signal};
use defray_core::provider::{Identifiers, Provider, aws_customer_identity, aws_license_identity};
use defray_core::subscription::Subscription;
use defray_core::time::Instant;
use rust_decimal::Decimal;
use serde_json::Value;

use crate::error::UnreadableMessage;
use crate::json::{self, Fields};
use crate::{message, secret};

const ACCOUNT: &str = "CustomerAWSAccountId";
const ACCOUNT_FORM: &str = "the customer's AWS account, 12 digits such as `071964067459`";
const LICENSE_FORM: &str = "a licence ARN such as `arn:aws:license-manager::123456789012:license:l-0123456789abcdef`";

/// The result of `ResolveCustomer`: whom a registration token stands for.
///
/// With a licence the subscription is known by the licence, otherwise by customer identifier and product. The result
/// may hold both (a product in transition); then the licence counts, as only it distinguishes two agreements of one
/// buyer apart.
///
/// # Errors
///
/// When it is not such a result, or has the identifiers of neither generation.
///
/// ```
/// let subscription = defray_marketplaces::aws::resolved_customer(
///     br#"{"ProductCode":"n0123EXAMPLE","CustomerAWSAccountId":"071964067459",
///          "LicenseArn":"arn:aws:license-manager::071964067459:license:l-0123456789abcdef"}"#,
/// )?;
/// assert_eq!(subscription.identity().as_str(), "aws:license:l-0123456789abcdef");
/// # Ok::<(), defray_marketplaces::UnreadableMessage>(())
/// ```
pub fn resolved_customer(raw: &[u8]) -> Result<Subscription, UnreadableMessage> {
    let value = json::parse(message::text(raw)?, "the result")?;
    let fields = Fields::of(&value, "the result", "")?;
    let identifier = |name: &'static str, expected: &'static str| -> Result<_, UnreadableMessage> {
        let text = fields.text(name, expected)?.filter(|text| !text.is_empty());
        let wrong = |text| UnreadableMessage::wrong_value(name, text, expected);
        text.map(|text| ProviderIdentifier::new(text).map_err(|_| wrong(text))).transpose()
    };
    let mut identifiers = Identifiers {
        account_id: identifier(ACCOUNT, ACCOUNT_FORM)?,
        license_arn: identifier("LicenseArn", LICENSE_FORM)?,
        customer_identifier: identifier("CustomerIdentifier", "the customer identifier")?,
        product_code: identifier("ProductCode", "the product code")?,
        ..Identifiers::of(Provider::Aws)
    };
    if identifiers.license_arn.is_some() {
        identifiers.customer_identifier = None;
    }
    Subscription::try_from(identifiers).map_err(|error| {
        let field = match error.field {
            "account_id" => "CustomerAWSAccountId",
            "license_arn" => "LicenseArn",
            "product_code" => "ProductCode",
            _ => "CustomerIdentifier",
        };
        UnreadableMessage::wrong_value(field, &error.value, error.expected)
    })
}

/// The result of `GetEntitlements` for one subscription, as a message: all its pages, in one piece or several.
///
/// | entitlements of the subscription | signal | `occurred_at` |
/// |---|---|---|
/// | one at least that has not expired at `now` | activated | absent: none of them says since when |
/// | all expired | ended | when the last of them expired |
/// | none | ended | absent |
///
/// An entitlement without an expiry has not expired. Entitlements of other subscriptions in the result are passed over.
///
/// # Errors
///
/// When it is not such a result, an entry cannot be read, or the last page says there are more: what is not there
/// cannot be taken for expired.
pub fn entitlements(
    pages: &[&[u8]],
    subscription: &SubscriptionIdentity,
    now: Instant,
) -> Result<MarketplaceMessage, UnreadableMessage> {
    let mut expiries: BTreeMap<String, Vec<Option<Instant>>> = BTreeMap::new();
    let mut account = None;
    let mut more = true;
    for page in pages {
        let value = json::parse(message::text(page)?, "the result")?;
        let fields = Fields::of(&value, "the result", "")?;
        more = fields.text("NextToken", "the mark of the next page")?.is_some_and(|token| !token.is_empty());
        let Some(Value::Array(entries)) = fields.get("Entitlements") else {
            return Err(UnreadableMessage::missing("Entitlements", "the list of entitlements"));
        };
        for entry in entries {
            let entry = Fields::of(entry, "Entitlements", "Entitlements.")?;
            let (identity, expiry) = entitlement(&entry)?;
            if identity.contains(subscription) {
                account = account.or(entry.text(ACCOUNT, ACCOUNT_FORM)?.map(ToString::to_string));
            }
            for identity in identity {
                expiries.entry(identity.to_string()).or_default().push(expiry);
            }
        }
    }
    let mine = expiries.remove(subscription.as_str()).unwrap_or_default();
    let live = mine.iter().any(|expiry| expiry.is_none_or(|expiry| expiry > now));
    if more && !live {
        return Err(UnreadableMessage::missing("Entitlements", "all pages, up to the one without `NextToken`"));
    }
    let (signal, said) = match (live, mine.is_empty()) {
        (true, _) => (Signal::Activated, "entitled"),
        (false, false) => (Signal::Ended, "expired"),
        (false, true) => (Signal::Ended, "none"),
    };
    let occurred_at = if live { None } else { mine.into_iter().flatten().max() };
    let account_id = message::account(Provider::Aws, signal, "Entitlements.CustomerAWSAccountId", account.as_deref())?;
    let last = pages.last().copied().unwrap_or_default();
    Ok(MarketplaceMessage {
        provider: Provider::Aws,
        id: None,
        identity: Some(subscription.clone()),
        kind: message::kind("Entitlements", &format!("GetEntitlements ({said})"))?,
        signal,
        occurred_at,
        raw: message::kept(&secret::mask_json(message::text(last)?))?,
        confirm: None,
        rejected: None,
        account_id,
        agreement: None,
    })
}

/// Whom an entitlement is about, by either generation's identifiers, and when it expires.
fn entitlement(fields: &Fields<'_>) -> Result<(Vec<SubscriptionIdentity>, Option<Instant>), UnreadableMessage> {
    let mut identities = Vec::new();
    if let Some(license) = fields.text("LicenseArn", LICENSE_FORM)? {
        identities.extend(aws_license_identity(license));
    }
    let customer = fields.text("CustomerIdentifier", "the customer identifier")?;
    let product = fields.text("ProductCode", "the product code")?;
    if let (Some(customer), Some(product)) = (customer, product) {
        identities.extend(aws_customer_identity(product, customer));
    }
    const EXPIRY_FORM: &str = "an instant, in seconds since 1970 or as RFC 3339";
    let expiry = match fields.get("ExpirationDate") {
        None => None,
        Some(Value::String(text)) => {
            Some(message::instant(&fields.path("ExpirationDate"), &text.trim().replacen(' ', "T", 1))?)
        }
        Some(Value::Number(number)) => {
            let wrong =
                || UnreadableMessage::wrong_value(&fields.path("ExpirationDate"), &number.to_string(), EXPIRY_FORM);
            let seconds: Decimal = number.to_string().parse().map_err(|_| wrong())?;
            let nanoseconds = seconds.checked_mul(Decimal::from(1_000_000_000)).ok_or_else(wrong)?.trunc();
            let nanoseconds = i64::try_from(nanoseconds).map_err(|_| wrong())?;
            // An instant far beyond every contract means never.
            Some(Instant::from_nanoseconds(nanoseconds.max(0)).unwrap_or(Instant::LAST))
        }
        Some(_) => return Err(UnreadableMessage::wrong_value(&fields.path("ExpirationDate"), "", EXPIRY_FORM)),
    };
    Ok((identities, expiry))
}
