//! Whether an SNS message is genuine: its signature, the certificate, the topic, its age.

use alloc::string::String;
use alloc::vec::Vec;

use base64ct::{Base64, Encoding};
use defray_core::time::{Instant, Seconds};
use ring::signature::{
    RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents,
};
use x509_cert::Certificate;
use x509_cert::der::Decode;
use x509_cert::der::asn1::{ObjectIdentifier, UintRef};
use x509_cert::der::{Reader, SliceReader};
use x509_cert::time::Time;

use crate::error::UnreadableMessage;
use crate::json::Fields;
use crate::message;
use crate::rejected::{Rejected, timely};
use crate::trust::{SigningCertificate, Trust};

/// How old a message may be that came over HTTPS, if [`Trust::age_limit`] says nothing: SNS gives up after an hour of
/// retries at the latest, and clocks differ. What waited in a queue may be as old as the queue keeps it, so there
/// only a limit given counts.
pub const SNS_AGE_LIMIT: Seconds = seconds(3_600 + 300);
/// How far a message may be ahead of the host's clock.
pub const CLOCK_DIFFERENCE_MAX: Seconds = seconds(300);
/// The least size of a key whose signatures count, in bits.
const KEY_BITS_MIN: usize = 2_048;

/// The algorithm of RSA keys in certificates (RFC 8017, `rsaEncryption`).
const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");

/// Modulus and exponent, big-endian.
type RsaKey = RsaPublicKeyComponents<Vec<u8>>;

const ADDRESS: &str = "SigningCertURL";
const ADDRESS_FORM: &str =
    "an address of SNS such as `https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem`";
const SIGNATURE_FORM: &str = "the signature that SNS makes of the message";
const TOPIC_FORM: &str = "one of the topics trusted";
const CERTIFICATE_FORM: &str = "one X.509 certificate, PEM or DER, with an RSA key of at least 2048 bits";

const fn seconds(seconds: u64) -> Seconds {
    match Seconds::new(seconds) {
        Some(seconds) => seconds,
        None => Seconds::days(0),
    }
}

/// Checks an envelope: topic first, which costs nothing, then age, certificate and signature. Says whether it was
/// signed; an unsigned one passes only where the host trusts the channel.
pub(super) fn envelope(fields: &Fields<'_>, trust: &Trust<'_>) -> Result<bool, Rejected> {
    topic(fields, trust)?;
    age(fields, trust)?;
    if trust.private_channel && (fields.get("Signature").is_none() || trust.certificates.is_empty()) {
        return Ok(false);
    }
    signature(fields, trust)?;
    Ok(true)
}

fn topic(fields: &Fields<'_>, trust: &Trust<'_>) -> Result<(), Rejected> {
    const FIELD: &str = "TopicArn";
    let Some(topic) = fields.text(FIELD, TOPIC_FORM)? else {
        // AWS's sample for new subscribers writes envelopes of its own, without a topic, into the host's queue.
        return if trust.private_channel {
            Ok(())
        } else {
            Err(Rejected::Unproved { field: FIELD, expected: TOPIC_FORM })
        };
    };
    if trust.sources.is_empty() {
        return Err(Rejected::NothingTrusted { expected: "topic" });
    }
    if trust.sources.contains(&topic) { Ok(()) } else { Err(Rejected::untrusted(FIELD, topic, TOPIC_FORM)) }
}

fn age(fields: &Fields<'_>, trust: &Trust<'_>) -> Result<(), Rejected> {
    const FIELD: &str = "Timestamp";
    const FORM: &str = "the instant at which SNS took it, such as `2026-05-02T00:54:06.655Z`";
    let usual = if trust.private_channel { None } else { Some(SNS_AGE_LIMIT) };
    let Some(limit) = trust.age_limit.or(usual) else { return Ok(()) };
    let Some(timestamp) = fields.text(FIELD, FORM)? else {
        return if trust.private_channel { Ok(()) } else { Err(Rejected::Unproved { field: FIELD, expected: FORM }) };
    };
    let at = message::instant(FIELD, timestamp)?;
    timely(FIELD, at, trust.now, limit, CLOCK_DIFFERENCE_MAX)
}

fn signature(fields: &Fields<'_>, trust: &Trust<'_>) -> Result<(), Rejected> {
    let address = verbatim(fields, ADDRESS)?.ok_or(Rejected::Unproved { field: ADDRESS, expected: ADDRESS_FORM })?;
    if !is_address_of_sns(address) {
        return Err(Rejected::untrusted(ADDRESS, address, ADDRESS_FORM));
    }
    let signature =
        verbatim(fields, "Signature")?.ok_or(Rejected::Unproved { field: "Signature", expected: SIGNATURE_FORM })?;
    let signature = Base64::decode_vec(signature.trim())
        .map_err(|_| Rejected::MalformedProof { field: "Signature", expected: "Base64" })?;
    let text = canonical(fields)?;
    let version = match fields.get("SignatureVersion") {
        Some(serde_json::Value::Number(number)) if number.as_u64() == Some(2) => "2",
        Some(serde_json::Value::Number(number)) if number.as_u64() == Some(1) => "1",
        _ => verbatim(fields, "SignatureVersion")?.unwrap_or_default(),
    };
    let mut result = Err(Rejected::CertificateNeeded { field: ADDRESS, address: address.into() });
    for certificate in trust.certificates.iter().filter(|one| one.address.is_none_or(|own| own == address)) {
        result = verify(certificate, trust.now, version, text.as_bytes(), &signature);
        if result.is_ok() {
            break;
        }
    }
    result
}

/// Whether the holder of this certificate signed the text.
fn verify(
    certificate: &SigningCertificate<'_>,
    now: Instant,
    version: &str,
    text: &[u8],
    signature: &[u8],
) -> Result<(), Rejected> {
    let key = key(certificate, now)?;
    let fits = match version {
        "1" => key.verify(&RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY, text, signature),
        "2" => key.verify(&RSA_PKCS1_2048_8192_SHA256, text, signature),
        _ => return Err(Rejected::MalformedProof { field: "SignatureVersion", expected: "`1` or `2`" }),
    };
    fits.map_err(|_| Rejected::Forged { field: "Signature", expected: SIGNATURE_FORM })
}

/// A text with every blank in it.
fn verbatim<'v>(fields: &Fields<'v>, name: &str) -> Result<Option<&'v str>, UnreadableMessage> {
    fields.text(name, "a text")?;
    Ok(fields.get(name).and_then(serde_json::Value::as_str))
}

/// What SNS signs: the fields' names and values, each on a line of its own, by name.
fn canonical(fields: &Fields<'_>) -> Result<String, Rejected> {
    let signed: &[&'static str] = match verbatim(fields, "Type")? {
        Some("Notification") => &["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"],
        Some("SubscriptionConfirmation" | "UnsubscribeConfirmation") => {
            &["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
        }
        _ => {
            let expected = "`Notification`, `SubscriptionConfirmation` or `UnsubscribeConfirmation`";
            return Err(Rejected::MalformedProof { field: "Type", expected });
        }
    };
    let mut text = String::new();
    for &name in signed {
        match verbatim(fields, name)? {
            Some(value) => {
                text.push_str(name);
                text.push('\n');
                text.push_str(value);
                text.push('\n');
            }
            None if name == "Subject" => {}
            None => return Err(Rejected::Unproved { field: name, expected: "a field that the signature covers" }),
        }
    }
    Ok(text)
}

/// Whether a certificate at this address would be SNS's own: `https`, a host `sns.REGION.amazonaws.com` (`.com.cn` in
/// China, `.eu` in the European Sovereign Cloud), a path `/SimpleNotificationService-HEX.pem`, and nothing else.
pub(super) fn is_address_of_sns(address: &str) -> bool {
    let Some((host, path)) = address.strip_prefix("https://").and_then(|rest| rest.split_once('/')) else {
        return false;
    };
    let hex = path.strip_prefix("SimpleNotificationService-").and_then(|path| path.strip_suffix(".pem"));
    let lower_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    is_host_of_sns(host) && hex.is_some_and(|hex| !hex.is_empty() && hex.bytes().all(lower_hex))
}

fn is_host_of_sns(host: &str) -> bool {
    let region = host.strip_prefix("sns.").and_then(|rest| {
        [".amazonaws.com", ".amazonaws.com.cn", ".amazonaws.eu"].iter().find_map(|end| rest.strip_suffix(end))
    });
    region.is_some_and(|region| {
        region.len() >= 3 && region.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}

/// Whether opening this address can do no more than confirm a subscription at SNS.
pub(super) fn confirms_at_sns(address: &str) -> bool {
    address.strip_prefix("https://").and_then(|rest| rest.split_once('/')).is_some_and(|(host, path)| {
        is_host_of_sns(host) && path.starts_with("?Action=ConfirmSubscription&") && !path.contains(char::is_whitespace)
    })
}

fn key(certificate: &SigningCertificate<'_>, now: Instant) -> Result<RsaKey, Rejected> {
    let bad = || Rejected::BadCertificate { field: ADDRESS, expected: CERTIFICATE_FORM };
    let is_pem = certificate.bytes.trim_ascii_start().starts_with(b"-----BEGIN");
    let certificate = if is_pem {
        let chain = Certificate::load_pem_chain(certificate.bytes.trim_ascii()).map_err(|_| bad())?;
        // Where there is a chain, the signer comes first.
        chain.into_iter().next().ok_or_else(bad)?
    } else {
        Certificate::from_der(certificate.bytes).map_err(|_| bad())?
    };
    let validity = &certificate.tbs_certificate.validity;
    let (from, until) = (instant(&validity.not_before), instant(&validity.not_after));
    if now < from || now > until {
        return Err(Rejected::CertificateNotValid { from, until, now });
    }
    let info = &certificate.tbs_certificate.subject_public_key_info;
    if info.algorithm.oid != RSA_ENCRYPTION {
        return Err(bad());
    }
    let key = info.subject_public_key.as_bytes().and_then(rsa_key).ok_or_else(bad)?;
    if bits(&key.n) < KEY_BITS_MIN { Err(bad()) } else { Ok(key) }
}

/// `RSAPublicKey` of RFC 8017: a sequence of modulus and exponent.
fn rsa_key(der: &[u8]) -> Option<RsaKey> {
    let mut reader = SliceReader::new(der).ok()?;
    let key = reader.sequence(|reader| {
        let n = UintRef::decode(reader)?.as_bytes().to_vec();
        let e = UintRef::decode(reader)?.as_bytes().to_vec();
        Ok(RsaKey { n, e })
    });
    key.ok()
}

/// The length of a big-endian number without its leading zeros, in bits.
fn bits(number: &[u8]) -> usize {
    let significant = number.iter().position(|byte| *byte != 0).map_or(&[][..], |first| &number[first..]);
    significant.first().map_or(0, |first| significant.len() * 8 - first.leading_zeros() as usize)
}

/// A certificate's instant; what is beyond our range is its end.
fn instant(time: &Time) -> Instant {
    let seconds = i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX);
    Instant::from_nanoseconds(seconds.saturating_mul(1_000_000_000)).unwrap_or(Instant::LAST)
}
