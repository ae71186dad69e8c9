//! For every delivery: no panic, one answer, nothing accepted that was not proved, no secret shown.

use defray_core::provider::Provider;
use defray_marketplaces::{Delivery, Outcome, Secret, SigningCertificate, Trust, reply};
use proptest::prelude::*;

use super::sns::{ADDRESS, SIGNER, TOPIC, envelope};
use super::{now, once};

const SECRET: &str = "S3cr3tK3y";

/// What holds for every answer to anything that is not proved.
fn lawful(method: &str, target: &str, body: &[u8]) -> Result<(), TestCaseError> {
    let secrets = [Secret::new(SECRET)];
    let certificates = [SigningCertificate { address: Some(ADDRESS), bytes: SIGNER.der.as_slice() }];
    let trust = Trust::at(now()).secrets(&secrets).certificates(&certificates).sources(&[TOPIC]);
    let delivery = Delivery { method, target, headers: &[], body };
    for &provider in Provider::ALL {
        let answer = once(provider, &delivery, &trust);
        prop_assert_eq!(&answer, &once(provider, &delivery, &trust));
        let Err(rejected) = answer else { return Err(TestCaseError::fail("accepted without proof")) };
        let seen = format!("{rejected} {rejected:?} {trust:?} {delivery:?}");
        prop_assert!(!seen.contains(SECRET) && !rejected.code().is_empty());
        for outcome in [Outcome::DONE, Outcome::NotReady, Outcome::TryAgain, Outcome::Rejected(&rejected)] {
            let reply = reply(provider, &delivery, &outcome, &trust);
            prop_assert!((200..600).contains(&reply.status) && !reply.body.contains(SECRET));
        }
    }
    Ok(())
}

fn methods() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec!["GET", "POST", "get", "", "PUT", "\0"])
}

/// A signed envelope, or calls with the right parameters and wrong values, damaged.
fn damaged() -> impl Strategy<Value = (String, Vec<u8>)> {
    let envelope = SIGNER.sign(envelope(r#"{"action":"x"}"#), "2").unwrap_or_default();
    // One byte of what is signed is other than it was, so that damage elsewhere cannot leave it whole.
    let envelope = envelope.replacen("22b80b92", "22b80b9x", 1);
    let targets = proptest::sample::select(vec![
        "/?action=releaseInstance&instanceId=1&token=12317a5ad7d2428e1069ad4a5c81a7f7",
        "/?activity=expireInstance&instanceId=1&timeStamp=20260502005430000&authToken=D4yK7Jkojz3ImW0iYLKP1s%3D",
        "/?signature=95DD9FA6A8&timestamp=1777683270000&nonce=9F26B85",
    ]);
    let pieces = proptest::collection::vec(any::<u8>(), 0..4);
    let damage = (any::<prop::sample::Index>(), 0..6_usize, pieces);
    (targets, proptest::collection::vec(damage, 1..4)).prop_map(move |(target, damages)| {
        let body = damages.iter().fold(envelope.clone().into_bytes(), |mut bytes, (place, cut, piece)| {
            let start = place.index(bytes.len() + 1);
            let end = bytes.len().min(start + cut);
            bytes.splice(start..end, piece.iter().copied());
            bytes
        });
        let target = damages.iter().fold(target.to_string().into_bytes(), |mut bytes, (place, cut, piece)| {
            let start = place.index(bytes.len() + 1);
            let end = bytes.len().min(start + cut);
            bytes.splice(start..end, piece.iter().copied());
            bytes
        });
        (String::from_utf8_lossy(&target).into_owned(), body)
    })
}

/// Enough for every run; for a long one set `PROPTEST_CASES`.
fn cases() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(500);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn arbitrary_deliveries(method in methods(), target in "\\PC{0,120}", body in proptest::collection::vec(any::<u8>(), 0..200)) {
        lawful(method, &target, &body)?;
    }

    #[test]
    fn arbitrary_queries(method in methods(), query in "[a-zA-Z0-9%&=+?#]{0,120}") {
        lawful(method, &format!("/spi?{query}"), b"{}")?;
    }

    #[test]
    fn damaged_deliveries(method in methods(), (target, body) in damaged()) {
        lawful(method, &target, &body)?;
    }

    #[test]
    fn arbitrary_certificates(bytes in proptest::collection::vec(any::<u8>(), 0..300), place in any::<prop::sample::Index>(), value in any::<u8>()) {
        let signed = SIGNER.sign(envelope(r#"{"action":"x"}"#), "2").unwrap_or_default();
        let mut damaged = SIGNER.der.clone();
        let place = place.index(damaged.len());
        if let Some(byte) = damaged.get_mut(place) {
            *byte = value;
        }
        for bytes in [bytes, damaged] {
            let certificates = [SigningCertificate { address: Some(ADDRESS), bytes: &bytes }];
            let trust = Trust::at(now()).certificates(&certificates).sources(&[TOPIC]);
            let delivery = Delivery { method: "POST", target: "/", headers: &[], body: signed.as_bytes() };
            // Damage outside the key leaves the key; no answer but these is possible.
            let code = super::code(Provider::Aws, &delivery, &trust);
            prop_assert!(["accepted", "bad_certificate", "certificate_not_valid", "forged"].contains(&code), "{}", code);
        }
    }
}
