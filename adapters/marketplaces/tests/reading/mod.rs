//! What each marketplace's messages are read as, and what hostile ones are answered with.

use defray_core::marketplace::MarketplaceMessage;
use defray_core::provider::Provider;
use defray_core::subscription::Subscription;
use defray_marketplaces::read;

mod alicloud;
mod arbitrary;
mod asked;
mod eventbridge;
mod hostile;
mod huawei;
mod secrets;
mod sns;

/// A message in one line: signal, identity, kind, id and instant, `-` for what is absent; or the error with its code.
fn line_of(provider: Provider, raw: impl AsRef<[u8]>) -> String {
    match read(provider, raw.as_ref()) {
        Ok(message) => line(&message),
        Err(error) => format!("{}: {error}", error.code()),
    }
}

fn line(message: &MarketplaceMessage) -> String {
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| "-".into());
    let identity = or_dash(message.identity.as_ref().map(ToString::to_string));
    let id = or_dash(message.id.as_ref().map(ToString::to_string));
    let occurred_at = or_dash(message.occurred_at.map(|at| at.to_string()));
    format!("{} | {identity} | {} | {id} | {occurred_at}", message.signal, message.kind)
}

/// The code of the error that `raw` is answered with, or `read`.
fn code(provider: Provider, raw: impl AsRef<[u8]>) -> &'static str {
    read(provider, raw.as_ref()).map_or_else(|error| error.code(), |_| "read")
}

#[test]
fn every_provider_has_the_module_of_its_own_name() {
    for &provider in Provider::ALL {
        assert_eq!(defray_marketplaces::marketplace(provider).provider(), provider);
    }
}

#[test]
fn the_canonical_form_survives_the_interchange_form() -> Result<(), Box<dyn std::error::Error>> {
    let message = read(Provider::Aws, sns::notification(sns::SUBSCRIBED).as_bytes())?;
    let there_and_back: MarketplaceMessage = serde_json::from_str(&serde_json::to_string(&message)?)?;
    assert_eq!(there_and_back, message);
    Ok(())
}

/// What a customer types and what the marketplace says must meet in one identity, or nothing is ever matched.
#[test]
fn a_linked_subscription_and_its_messages_have_one_identity() -> Result<(), Box<dyn std::error::Error>> {
    let license = "arn:aws:license-manager::123456789012:license:l-0123abcd";
    let deprovisioned = eventbridge::event("License Deprovisioned - Manufacturer", &eventbridge::licensed(license));
    for (typed, raw) in [
        (format!(r#"{{"provider":"aws","account_id":"071964067459","license_arn":"{license}"}}"#), deprovisioned),
        (
            r#"{"provider":"aws","customer_identifier":"X01EXAMPLEX","product_code":"n0123EXAMPLE"}"#.into(),
            sns::notification(sns::SUBSCRIBED),
        ),
        (
            r#"{"provider":"alicloud","account_id":"1041031108983109","instance_id":"122779388"}"#.into(),
            alicloud::CREATED.into(),
        ),
        (r#"{"provider":"huawei_cloud","account_id":"a","instance_id":"CS1-000001"}"#.into(), huawei::CREATED.into()),
    ] {
        let subscription: Subscription = serde_json::from_str(&typed)?;
        let message = read(subscription.provider(), raw.as_bytes())?;
        assert_eq!(message.identity.as_ref(), Some(subscription.identity()));
    }
    Ok(())
}

#[test]
fn the_account_that_a_provider_states_is_read() -> Result<(), Box<dyn std::error::Error>> {
    let license = "arn:aws:license-manager::123456789012:license:l-0123abcd";
    let licensed = |account: &str| {
        let mut detail = eventbridge::licensed(license);
        detail["acceptor"] = serde_json::json!({ "accountId": account });
        eventbridge::event("License Updated - Manufacturer", &detail)
    };
    let ordered = |customer: &str| format!("?activity=newInstance&orderId=CS1&customerId={customer}");
    for (provider, raw, expected) in [
        (Provider::AliCloud, alicloud::CREATED.to_owned(), Some("1041031108983109")),
        (Provider::AliCloud, "action=orderPay&orderBizId=7&aliUid=42".to_owned(), Some("42")),
        (Provider::AliCloud, "action=releaseInstance&instanceId=7".to_owned(), None),
        (Provider::Aws, licensed("071964067459"), Some("071964067459")),
        (Provider::Aws, sns::notification(sns::SUBSCRIBED), None),
        (Provider::HuaweiCloud, ordered("688055390f3049f283fe9f1aa90f7ds3"), Some("688055390f3049f283fe9f1aa90f7ds3")),
        (Provider::HuaweiCloud, ordered(""), None),
    ] {
        let account = read(provider, raw.as_bytes())?.account_id.map(|account| account.to_string());
        assert_eq!(account.as_deref(), expected, "{raw}");
    }
    assert_eq!(code(Provider::AliCloud, "action=createInstance&orderBizId=7&aliUid=x"), "wrong_value");
    assert_eq!(code(Provider::Aws, licensed("12")), "wrong_value");
    Ok(())
}
