//! SNS: envelopes signed by keys of the tests' own.

use std::str::FromStr;
use std::sync::LazyLock;
use std::time::{Duration, UNIX_EPOCH};

use base64ct::{Base64, Encoding};
use defray_core::marketplace::Signal;
use defray_core::provider::Provider::Aws;
use defray_core::time::{Instant, Seconds};
use defray_marketplaces::{Action, Delivery, Outcome, Proof, Rejected, SigningCertificate, Trust, reply};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use rsa::RsaPrivateKey;
use rsa::pkcs1v15::{Pkcs1v15Sign, SigningKey};
use rsa::signature::Keypair;
use serde_json::{Value, json};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use x509_cert::builder::{Builder, CertificateBuilder, Profile};
use x509_cert::der::{DateTime, Encode, EncodePem, pem::LineEnding};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::SubjectPublicKeyInfoOwned;
use x509_cert::time::{Time, Validity};

use super::{Done, at, code, now, once, post};

pub(crate) const ADDRESS: &str =
    "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";
pub(crate) const TOPIC: &str =
    "arn:aws:sns:us-east-1:287250355862:aws-mp-subscription-notification-4ml54db8vrmjuykaw1psroool";
const NOTICE: &str = r#"{"action":"unsubscribe-pending","customer-identifier":"X01EXAMPLEX","product-code":"n0123"}"#;

/// A key, and a certificate for it that is valid in 2026.
pub(crate) struct Signer {
    key: Result<RsaPrivateKey, String>,
    pub(crate) pem: String,
    pub(crate) der: Vec<u8>,
}

impl Signer {
    fn new(seed: u8, bits: usize) -> Self {
        let key = RsaPrivateKey::new(&mut ChaCha20Rng::from_seed([seed; 32]), bits).map_err(|error| error.to_string());
        let certificate = key.as_ref().ok().and_then(|key| certificate(key).ok());
        let (pem, der) = certificate.unwrap_or_default();
        Self { key, pem, der }
    }

    /// The envelope with a signature of `version` over its fields.
    pub(crate) fn sign(&self, mut envelope: Value, version: &str) -> Result<String, Box<dyn std::error::Error>> {
        let text = canonical(&envelope);
        let key = self.key.as_ref().map_err(Clone::clone)?;
        let signature = match version {
            "1" => key.sign(Pkcs1v15Sign::new::<Sha1>(), &Sha1::digest(&text))?,
            _ => key.sign(Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(&text))?,
        };
        envelope["SignatureVersion"] = version.into();
        envelope["Signature"] = Base64::encode_string(&signature).into();
        Ok(envelope.to_string())
    }
}

fn certificate(key: &RsaPrivateKey) -> Result<(String, Vec<u8>), Box<dyn std::error::Error>> {
    let signer = SigningKey::<Sha256>::new(key.clone());
    let day = |seconds: u64| -> Result<Time, Box<dyn std::error::Error>> {
        Ok(Time::UtcTime(x509_cert::der::asn1::UtcTime::from_date_time(DateTime::from_system_time(
            UNIX_EPOCH + Duration::from_secs(seconds),
        )?)?))
    };
    let validity = Validity { not_before: day(1_767_225_600)?, not_after: day(1_798_761_600)? };
    let info = SubjectPublicKeyInfoOwned::from_key(signer.verifying_key())?;
    let name = Name::from_str("CN=sns.amazonaws.com")?;
    let builder = CertificateBuilder::new(Profile::Root, SerialNumber::from(7_u32), validity, name, info, &signer)?;
    let certificate = builder.build::<rsa::pkcs1v15::Signature>()?;
    Ok((certificate.to_pem(LineEnding::LF)?, certificate.to_der()?))
}

/// SNS's canonical text, written down a second time from its documentation.
fn canonical(envelope: &Value) -> String {
    let names: &[&str] = if envelope["Type"] == "Notification" {
        &["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
    } else {
        &["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
    };
    names.iter().filter_map(|name| Some(format!("{name}\n{}\n", envelope.get(*name)?.as_str()?))).collect()
}

pub(crate) static SIGNER: LazyLock<Signer> = LazyLock::new(|| Signer::new(1, 2_048));
static STRANGER: LazyLock<Signer> = LazyLock::new(|| Signer::new(2, 2_048));
static WEAK: LazyLock<Signer> = LazyLock::new(|| Signer::new(3, 1_024));

pub(crate) fn envelope(message: &str) -> Value {
    json!({
        "Type": "Notification", "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324", "TopicArn": TOPIC,
        "Message": message, "Timestamp": "2026-05-02T00:54:06.655Z", "SigningCertURL": ADDRESS,
        "UnsubscribeURL": "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=x",
    })
}

fn confirmation(address: &str) -> Value {
    json!({
        "Type": "SubscriptionConfirmation", "MessageId": "165545c9-2a5c-472c-8df2-7ff2be2b3b1b", "TopicArn": TOPIC,
        "Token": "S3cr3t", "Message": "You have chosen to subscribe.", "SubscribeURL": address,
        "Timestamp": "2026-05-02T00:54:06.655Z", "SigningCertURL": ADDRESS,
    })
}

/// The code of the answer to `body`, with the signer's certificate and the topic trusted.
fn answer_to(body: &str, now: Instant) -> &'static str {
    let certificates = [SigningCertificate { address: Some(ADDRESS), bytes: SIGNER.pem.as_bytes() }];
    code(Aws, &post("/sns", body), &Trust::at(now).certificates(&certificates).sources(&[TOPIC]))
}

#[test]
fn both_signature_versions_are_verified_with_and_without_a_subject() -> Done {
    for version in ["1", "2"] {
        for subject in [None, Some("A subject with a blank at its end ")] {
            let mut envelope = envelope(NOTICE);
            if let Some(subject) = subject {
                envelope["Subject"] = subject.into();
            }
            let body = SIGNER.sign(envelope, version)?;
            let certificates = [SigningCertificate { address: Some(ADDRESS), bytes: SIGNER.pem.as_bytes() }];
            let trust = Trust::at(now()).certificates(&certificates).sources(&[TOPIC]);
            let accepted = once(Aws, &post("/", &body), &trust)?;
            assert_eq!((accepted.proof, accepted.action), (Proof::Signature, None));
            assert_eq!(accepted.messages.first().map(|message| message.signal), Some(Signal::Ended));
        }
    }
    Ok(())
}

#[test]
fn a_certificate_may_be_der_or_the_first_of_a_chain() -> Done {
    let body = SIGNER.sign(envelope(NOTICE), "2")?;
    let chain = format!("\n{}{}", SIGNER.pem, STRANGER.pem);
    let turned = format!("{}{}", STRANGER.pem, SIGNER.pem);
    for (bytes, expected) in [
        (SIGNER.der.as_slice(), "accepted"),
        (chain.as_bytes(), "accepted"),
        (turned.as_bytes(), "forged"),
        (STRANGER.der.as_slice(), "forged"),
        (WEAK.der.as_slice(), "bad_certificate"),
        (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "bad_certificate"),
        (b"-----BEGIN", "bad_certificate"),
        (b"", "bad_certificate"),
        (SIGNER.der.get(..SIGNER.der.len() - 1).unwrap_or_default(), "bad_certificate"),
    ] {
        let certificates = [SigningCertificate { address: Some(ADDRESS), bytes }];
        let trust = Trust::at(now()).certificates(&certificates).sources(&[TOPIC]);
        assert_eq!(code(Aws, &post("/", &body), &trust), expected);
    }
    Ok(())
}

#[test]
fn whatever_is_altered_no_longer_fits() -> Done {
    let body = SIGNER.sign(envelope(NOTICE), "2")?;
    assert_eq!(answer_to(&body, now()), "accepted");
    for (from, to) in [
        ("unsubscribe-pending", "subscribe-success"),
        ("22b80b92", "22b80b93"),
        ("00:54:06.655Z", "00:54:06.656Z"),
        (r#""SignatureVersion":"2""#, r#""SignatureVersion":"1""#),
        (r#""Type":"Notification""#, r#""Type":"Notification","Subject":"""#),
    ] {
        let altered = body.replacen(from, to, 1);
        assert_ne!(altered, body, "{from}");
        assert_eq!(answer_to(&altered, now()), "forged", "{from}");
    }
    Ok(())
}

/// Fields that the signature does not cover must not decide how the others are read.
#[test]
fn an_unsigned_field_beside_signed_ones_gives_no_other_meaning() -> Done {
    let body = SIGNER.sign(envelope(NOTICE), "2")?;
    let smuggled = body.replacen('{', r#"{"detail-type":"License Updated","#, 1);
    assert_eq!(answer_to(&smuggled, now()), "unproved");
    let smuggled = body.replacen('{', r#"{"action":"subscribe-success","#, 1);
    assert_eq!(answer_to(&smuggled, now()), "accepted", "what is signed is what is read");
    Ok(())
}

#[test]
fn malformed_proofs_are_rejected_with_the_field() -> Done {
    let good: Value = serde_json::from_str(&SIGNER.sign(envelope(NOTICE), "2")?)?;
    for (field, value, expected) in [
        ("SignatureVersion", json!("3"), "malformed_proof"),
        ("SignatureVersion", json!(3), "wrong_type"),
        ("SignatureVersion", Value::Null, "malformed_proof"),
        ("Signature", json!("not base64!"), "malformed_proof"),
        ("Signature", json!(""), "forged"),
        ("Signature", Value::Null, "unproved"),
        ("SigningCertURL", Value::Null, "unproved"),
        ("Type", json!("Other"), "malformed_proof"),
        ("MessageId", Value::Null, "unproved"),
        ("TopicArn", Value::Null, "unproved"),
        ("Timestamp", Value::Null, "unproved"),
        ("Message", json!(7), "wrong_type"),
    ] {
        let mut bad = good.clone();
        bad[field] = value;
        let certificates = [SigningCertificate { address: Some(ADDRESS), bytes: SIGNER.pem.as_bytes() }];
        let trust = Trust::at(now()).certificates(&certificates).sources(&[TOPIC]);
        let rejected = once(Aws, &post("/", &bad.to_string()), &trust).err().ok_or(field)?;
        assert_eq!((rejected.code(), rejected.field()), (expected, Some(field)), "{rejected}");
    }
    Ok(())
}

#[test]
fn a_certificate_is_only_taken_from_an_address_of_sns() -> Done {
    for address in [
        "http://sns.us-east-1.amazonaws.com/SimpleNotificationService-01.pem",
        "https://sns.us-east-1.amazonaws.com.evil.example/SimpleNotificationService-01.pem",
        "https://sns.us-east-1.amazonaws.com@evil.example/SimpleNotificationService-01.pem",
        "https://evil.example/sns.us-east-1.amazonaws.com/SimpleNotificationService-01.pem",
        "https://sns.us-east-1.amazonaws.com:8443/SimpleNotificationService-01.pem",
        "https://sns.evil.example#.amazonaws.com/SimpleNotificationService-01.pem",
        "https://bucket.s3.amazonaws.com/SimpleNotificationService-01.pem",
        "https://sns.x.y.amazonaws.com/SimpleNotificationService-01.pem",
        "https://sns.us-east-1.amazonaws.com/evil/SimpleNotificationService-01.pem",
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-01.pem?x=1",
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-zz.pem",
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-.pem",
        "https://sns..amazonaws.com/SimpleNotificationService-01.pem",
        "",
    ] {
        let mut forged = envelope(NOTICE);
        forged["SigningCertURL"] = address.into();
        let body = STRANGER.sign(forged, "2")?;
        let certificates = [SigningCertificate { address: Some(address), bytes: STRANGER.pem.as_bytes() }];
        let trust = Trust::at(now()).certificates(&certificates).sources(&[TOPIC]);
        assert_eq!(code(Aws, &post("/", &body), &trust), "untrusted_source", "{address}");
    }
    for address in [
        "https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-01.pem",
        "https://sns.eusc-de-east-1.amazonaws.eu/SimpleNotificationService-01.pem",
    ] {
        let mut envelope = envelope(NOTICE);
        envelope["SigningCertURL"] = address.into();
        let body = SIGNER.sign(envelope, "2")?;
        let certificates = [SigningCertificate { address: Some(address), bytes: SIGNER.pem.as_bytes() }];
        let trust = Trust::at(now()).certificates(&certificates).sources(&[TOPIC]);
        assert_eq!(code(Aws, &post("/", &body), &trust), "accepted", "{address}");
    }
    Ok(())
}

#[test]
fn a_certificate_that_is_lacking_is_asked_for_by_its_address() -> Done {
    let body = SIGNER.sign(envelope(NOTICE), "1")?;
    let rejected = once(Aws, &post("/", &body), &Trust::at(now()).sources(&[TOPIC])).err().ok_or("accepted")?;
    assert_eq!(rejected, Rejected::CertificateNeeded { field: "SigningCertURL", address: ADDRESS.into() });
    assert!(rejected.is_ours());
    let answer = reply(Aws, &post("/", &body), &Outcome::Rejected(&rejected), &Trust::at(now()));
    assert_eq!(answer.status, 503, "SNS delivers it again");
    Ok(())
}

#[test]
fn only_trusted_topics_speak_however_well_they_sign() -> Done {
    let certificates = [SigningCertificate { address: Some(ADDRESS), bytes: SIGNER.pem.as_bytes() }];
    let trust = Trust::at(now()).certificates(&certificates);
    let body = SIGNER.sign(envelope(NOTICE), "2")?;
    assert_eq!(code(Aws, &post("/", &body), &trust), "nothing_trusted");
    let other = format!("{TOPIC}x");
    for sources in [&[other.as_str()][..], &["arn:aws:sns:us-east-1"], &[""], &["*"]] {
        assert_eq!(code(Aws, &post("/", &body), &trust.sources(sources)), "untrusted_source");
    }
    Ok(())
}

#[test]
fn a_certificate_counts_only_while_it_is_valid() -> Done {
    let mut early = envelope(NOTICE);
    early["Timestamp"] = "2025-12-31T23:59:50Z".into();
    let early = SIGNER.sign(early, "2")?;
    assert_eq!(answer_to(&early, at("2025-12-31T23:59:59Z")), "certificate_not_valid");
    assert_eq!(answer_to(&early, at("2026-01-01T00:00:00Z")), "accepted");
    let mut late = envelope(NOTICE);
    late["Timestamp"] = "2026-12-31T23:59:50Z".into();
    let late = SIGNER.sign(late, "2")?;
    assert_eq!(answer_to(&late, at("2027-01-01T00:00:00Z")), "accepted");
    assert_eq!(answer_to(&late, at("2027-01-01T00:00:01Z")), "certificate_not_valid");
    Ok(())
}

#[test]
fn a_message_counts_for_an_hour_and_five_minutes() -> Done {
    let body = SIGNER.sign(envelope(NOTICE), "2")?;
    assert_eq!(answer_to(&body, at("2026-05-02T01:59:06.655Z")), "accepted");
    assert_eq!(answer_to(&body, at("2026-05-02T01:59:06.656Z")), "untimely");
    assert_eq!(answer_to(&body, at("2026-05-02T00:49:06.655Z")), "accepted");
    assert_eq!(answer_to(&body, at("2026-05-02T00:49:06.654Z")), "untimely");
    let certificates = [SigningCertificate { address: Some(ADDRESS), bytes: SIGNER.pem.as_bytes() }];
    let mut trust = Trust::at(at("2026-05-03T00:00:00Z")).certificates(&certificates).sources(&[TOPIC]);
    assert_eq!(
        code(Aws, &Delivery::queued(body.as_bytes()), &trust.private_channel()),
        "accepted",
        "queues keep for days"
    );
    trust.age_limit = Some(Seconds::days(1));
    assert_eq!(code(Aws, &post("/", &body), &trust), "accepted");
    trust.age_limit = Seconds::new(10);
    assert_eq!(code(Aws, &Delivery::queued(body.as_bytes()), &trust.private_channel()), "untimely");
    Ok(())
}

#[test]
fn a_subscription_is_confirmed_by_the_host_and_its_address_never_shown() -> Done {
    let address = "https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=x&Token=S3cr3t";
    let body = SIGNER.sign(confirmation(address), "1")?;
    let certificates = [SigningCertificate { address: Some(ADDRESS), bytes: SIGNER.pem.as_bytes() }];
    let trust = Trust::at(now()).certificates(&certificates).sources(&[TOPIC]);
    let accepted = once(Aws, &post("/", &body), &trust)?;
    let Some(Action::ConfirmSubscription { topic, address: given }) = &accepted.action else {
        return Err(format!("{accepted:?}").into());
    };
    assert_eq!((topic.as_str(), given.reveal()), (TOPIC, address));
    assert_eq!(accepted.messages.first().map(|message| message.signal), Some(Signal::Ignored));
    assert!(!format!("{accepted:?}").contains("S3cr3t"));
    Ok(())
}

#[test]
fn an_address_that_would_do_something_else_is_never_handed_on() -> Done {
    for address in [
        "https://evil.example/?Action=ConfirmSubscription&Token=S3cr3t",
        "https://sns.us-east-1.amazonaws.com/?Action=DeleteTopic&Token=S3cr3t",
        "http://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&Token=S3cr3t",
        "https://sns.us-east-1.amazonaws.com.evil.example/?Action=ConfirmSubscription&Token=S3cr3t",
        "file:///etc/passwd?S3cr3t",
    ] {
        let body = SIGNER.sign(confirmation(address), "2")?;
        let certificates = [SigningCertificate { address: Some(ADDRESS), bytes: SIGNER.pem.as_bytes() }];
        let trust = Trust::at(now()).certificates(&certificates).sources(&[TOPIC]);
        let rejected = once(Aws, &post("/", &body), &trust).err().ok_or(address)?;
        assert_eq!((rejected.code(), rejected.field()), ("malformed_proof", Some("SubscribeURL")), "{address}");
        assert!(!format!("{rejected} {rejected:?}").contains("S3cr3t"));
    }
    Ok(())
}

#[test]
fn an_entitlement_that_changed_is_to_be_looked_up() -> Done {
    let notice = r#"{"action":"entitlement-updated","customer-identifier":" X01EXAMPLEX","product-code":"n0123"}"#;
    let body = SIGNER.sign(envelope(notice), "2")?;
    let certificates = [SigningCertificate { address: Some(ADDRESS), bytes: SIGNER.pem.as_bytes() }];
    let trust = Trust::at(now()).certificates(&certificates).sources(&[TOPIC]);
    let expected =
        Action::LookUpEntitlements { product_code: "n0123".into(), customer_identifier: "X01EXAMPLEX".into() };
    assert_eq!(once(Aws, &post("/", &body), &trust)?.action, Some(expected));
    Ok(())
}

#[test]
fn sns_is_answered_by_status_alone() -> Done {
    let delivery = post("/", "{}");
    for (outcome, status) in [
        (Outcome::DONE, 200),
        (Outcome::NotReady, 200),
        (Outcome::TryAgain, 503),
        (Outcome::Rejected(&Rejected::Forged { field: "Signature", expected: "another" }), 403),
        (Outcome::Rejected(&Rejected::NothingTrusted { expected: "topic" }), 503),
        (Outcome::Rejected(&defray_marketplaces::UnreadableMessage::Empty.into()), 400),
    ] {
        let answer = reply(Aws, &delivery, &outcome, &Trust::at(now()));
        assert_eq!((answer.status, answer.body.as_str()), (status, ""));
    }
    assert_eq!(code(Aws, &Delivery { method: "GET", ..delivery }, &Trust::at(now())), "wrong_method");
    Ok(())
}
