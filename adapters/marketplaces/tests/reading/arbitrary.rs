//! A5: for every input no panic, and no answer that the rest of defray could not keep.

use defray_core::id::SubscriptionIdentity;
use defray_core::limits::RAW_MESSAGE_BYTES_MAX;
use defray_core::marketplace::Signal;
use defray_core::provider::Provider;
use defray_marketplaces::{MASK, UnreadableMessage, alicloud, aws, read};
use proptest::prelude::*;
use serde_json::json;

use super::alicloud::CREATED;
use super::eventbridge::{event, licensed};
use super::line;
use super::sns::{SUBSCRIBED, notification};

fn valid() -> impl Strategy<Value = String> {
    let license = "arn:aws:license-manager::123456789012:license:l-e52ca6f38bf84d0fafb8802ca15ac11x";
    let updated = event("License Updated - Manufacturer", &licensed(license));
    let ended = event("Purchase Agreement Ended - Proposer", &json!({"agreement": {"id": "a", "status": "CANCELLED"}}));
    prop_oneof![
        Just(notification(SUBSCRIBED)),
        Just(notification(&updated)),
        Just(SUBSCRIBED.to_string()),
        Just(updated),
        Just(ended),
        Just(CREATED.to_string()),
        Just(format!("https://example.com/spi?{CREATED}")),
        Just(super::huawei::CREATED.to_string()),
        Just(super::huawei::EXPIRED.to_string()),
    ]
}

/// A valid message with pieces cut out, doubled or overwritten.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..4),
        proptest::sample::select(vec![
            "\"", "\\", "{", "}", "[", ",", ":", "null", "0", "&", "=", "%", "%ff", "+", "?", "#", "token=", "\u{FEFF}"
        ])
        .prop_map(|piece| piece.as_bytes().to_vec()),
    ];
    let damage = (any::<prop::sample::Index>(), 0..6_usize, pieces);
    (valid(), proptest::collection::vec(damage, 1..5)).prop_map(|(message, damages)| {
        damages.into_iter().fold(message.into_bytes(), |mut bytes, (place, cut, piece)| {
            let start = place.index(bytes.len() + 1);
            let end = bytes.len().min(start + cut);
            bytes.splice(start..end, piece);
            bytes
        })
    })
}

/// What holds for every answer to anything.
fn lawful(raw: &[u8]) -> Result<(), TestCaseError> {
    for &provider in Provider::ALL {
        let answer = read(provider, raw);
        match answer {
            Ok(message) => {
                prop_assert_eq!(message.provider, provider);
                prop_assert!(message.identity.is_some() || message.signal == Signal::Ignored);
                prop_assert!(!message.kind.as_str().is_empty());
                let kept = message.raw.map(|raw| raw.as_str().to_owned()).unwrap_or_default();
                prop_assert!(!kept.is_empty() && kept.len() <= RAW_MESSAGE_BYTES_MAX);
                // What is kept can be read again and has nothing left to mask.
                let again = read(provider, kept.as_bytes());
                let again = again.map_err(|error| TestCaseError::fail(error.to_string()))?;
                prop_assert_eq!(again.raw.as_ref().map(|raw| raw.as_str()), Some(kept.as_str()));
                // It says the same, unless a name or identifier itself looked like something with a secret in it.
                if !line(&again).contains(MASK) {
                    prop_assert_eq!((again.identity, again.kind), (message.identity, message.kind));
                }
            }
            Err(error) => short(&error)?,
        }
    }
    Ok(())
}

/// The message of an error is one short line for every input.
fn short(error: &UnreadableMessage) -> Result<(), TestCaseError> {
    let message = error.to_string();
    prop_assert!(message.len() < 1_000 && !message.contains(char::is_control), "{}: {message:?}", error.code());
    Ok(())
}

/// Enough for every run; for a long one set `PROPTEST_CASES`.
fn cases() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(2_000);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a5_arbitrary_results(raw in proptest::collection::vec(any::<u8>(), 0..200), json in "[\\[\\]{}\":,a-c0-9A-Z\\\\ ]{0,80}") {
        let now = "2026-05-02T00:00:00Z".parse().map_err(|_| TestCaseError::fail("no instant"))?;
        let identity = SubscriptionIdentity::new("aws:license:l-1").map_err(|_| TestCaseError::fail("no identity"))?;
        let entitlements = format!("{{\"Entitlements\":[{json}]}}");
        let parked = format!("{{\"NotificationList\":[{{\"Message\":{}}}]}}", json!(json));
        for raw in [raw.as_slice(), json.as_bytes(), entitlements.as_bytes(), parked.as_bytes()] {
            match aws::resolved_customer(raw) {
                Ok(subscription) => prop_assert_eq!(subscription.provider(), Provider::Aws),
                Err(error) => short(&error)?,
            }
            match aws::entitlements(&[raw], &identity, now) {
                Ok(message) => prop_assert_eq!(message.identity.as_ref(), Some(&identity)),
                Err(error) => short(&error)?,
            }
            match alicloud::instance(raw, false) {
                Ok(message) => prop_assert!(message.identity.is_some()),
                Err(error) => short(&error)?,
            }
            match alicloud::failed_notifications(raw) {
                Ok(parked) => {
                    for one in parked {
                        match one.message {
                            Ok(message) => prop_assert_eq!(message.provider, Provider::AliCloud),
                            Err(error) => short(&error)?,
                        }
                    }
                }
                Err(error) => short(&error)?,
            }
        }
    }

    #[test]
    fn a5_arbitrary_bytes(raw in proptest::collection::vec(any::<u8>(), 0..300)) {
        lawful(&raw)?;
    }

    #[test]
    fn a5_arbitrary_text(raw in "\\PC{0,200}") {
        lawful(raw.as_bytes())?;
    }

    #[test]
    fn a5_arbitrary_json_like_text(raw in "[\\[\\]{}\":,a-c0-9\\\\ ]{0,80}") {
        lawful(raw.as_bytes())?;
    }

    #[test]
    fn a5_damaged_messages(raw in damaged()) {
        lawful(&raw)?;
    }

    #[test]
    fn a5_any_action_and_identifiers(action in "\\PC{0,40}", customer in "\\PC{0,140}", product in any::<String>()) {
        lawful(notification(&json!({"action": action, "customer-identifier": customer, "product-code": product}).to_string()).as_bytes())?;
        lawful(json!({"action": "subscribe-fail", "customer-identifier": customer, "product-code": product}).to_string().as_bytes())?;
    }

    #[test]
    fn a5_any_spi_call(action in "[a-zA-Z%+]{0,20}", instance in "[ -~]{0,130}", secret in "S3cr3t[a-zA-Z0-9]{8}") {
        let raw = format!("action={action}&token={secret}&instanceId={instance}");
        lawful(raw.as_bytes())?;
        let seen = format!("{:?}", read(Provider::AliCloud, raw.as_bytes()));
        prop_assert!(!seen.contains(&secret));
    }
}
