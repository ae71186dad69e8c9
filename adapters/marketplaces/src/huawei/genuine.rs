//! Whether a call is genuine: token or signature, freshness, nonce.

use alloc::string::String;

use defray_core::time::{Instant, Seconds};
use jiff::civil::DateTime;
use jiff::tz::Offset;

use crate::crypto;
use crate::delivery::Delivery;
use crate::error::UnreadableMessage;
use crate::message;
use crate::query::{self, Parameters};
use crate::rejected::{Rejected, timely};
use crate::trust::{Nonces, Novelty, Secret, Trust};

/// How far the `timeStamp` of a V1 call may be from the host's clock, either way. The documentation sets no limit;
/// without one a call could be replayed at any time, as V1 has no nonce.
pub const V1_AGE_LIMIT: Seconds = seconds(300);
/// How far the `timestamp` of a V2 call may be from the host's clock, either way (documentation of the body's
/// signature).
pub const V2_AGE_LIMIT: Seconds = seconds(60);

/// The most a nonce may have, in bytes: it is kept as the message's id. Samples have 64.
const NONCE_MAX: usize = 128;

const TOKEN_FORM: &str = "the token that the marketplace makes of the other parameters and the access key";
const SIGNATURE_FORM: &str = "the signature that the marketplace makes of body, nonce, timestamp and access key";
const V1_INSTANT_FORM: &str = "an instant of UTC as `yyyyMMddHHmmssSSS`, such as `20170725025113409`";
const V2_INSTANT_FORM: &str = "the instant in seconds or milliseconds since 1970, 10 or 13 digits";
const NONCE_FORM: &str = "a random text of its own for each call, at most 128 bytes";
const SECRET: &str = "access key";

const fn seconds(seconds: u64) -> Seconds {
    match Seconds::new(seconds) {
        Some(seconds) => seconds,
        None => Seconds::days(0),
    }
}

/// `yyyyMMddHHmmssSSS`; the milliseconds may be fewer or absent, as in the documentation's own samples.
pub(super) fn v1_instant(text: &str) -> Result<Instant, UnreadableMessage> {
    let wrong = || UnreadableMessage::wrong_value("timeStamp", text, V1_INSTANT_FORM);
    let (whole, fraction) = text.split_at_checked(14).ok_or_else(wrong)?;
    if fraction.len() > 3 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong());
    }
    let number = |range: core::ops::Range<usize>| whole.get(range).and_then(|digits| digits.parse::<i8>().ok());
    let year = whole.get(..4).and_then(|digits| digits.parse::<i16>().ok()).ok_or_else(wrong)?;
    let part = |start: usize| number(start..start + 2).ok_or_else(wrong);
    // `5` stands for 500 milliseconds: the fraction is cut off, not shifted.
    let scale = [0, 100_000_000, 10_000_000, 1_000_000].get(fraction.len()).copied().unwrap_or(0);
    let nanoseconds = fraction.parse::<i32>().unwrap_or(0) * scale;
    let at = DateTime::new(year, part(4)?, part(6)?, part(8)?, part(10)?, part(12)?, nanoseconds);
    let at = at.ok().and_then(|at| Offset::UTC.to_timestamp(at).ok()).ok_or_else(wrong)?;
    Instant::try_from(at).map_err(|_| wrong())
}

/// Seconds or milliseconds: the documentation says both, its samples have 13 digits.
fn v2_instant(text: &str) -> Option<Instant> {
    let scale = match text.len() {
        10 => 1_000_000_000,
        13 => 1_000_000,
        _ => return None,
    };
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse::<i64>().ok()?.checked_mul(scale).and_then(Instant::from_nanoseconds)
}

/// Checks a V1 call.
pub(super) fn v1(query: &str, trust: &Trust<'_>) -> Result<(), Rejected> {
    let parameters = Parameters::of(query)?;
    if parameters.get("authToken").is_none() {
        return Err(Rejected::Unproved { field: "authToken", expected: TOKEN_FORM });
    }
    let timestamp =
        parameters.get("timeStamp").ok_or(Rejected::Unproved { field: "timeStamp", expected: V1_INSTANT_FORM })?;
    let at = v1_instant(timestamp)?;
    if trust.secrets.is_empty() {
        return Err(Rejected::NothingTrusted { expected: SECRET });
    }
    if !trust.secrets.iter().any(|secret| secret.is_one() && fits_v1(&parameters, query, secret)) {
        return Err(Rejected::Forged { field: "authToken", expected: TOKEN_FORM });
    }
    let limit = trust.age_limit.unwrap_or(V1_AGE_LIMIT);
    timely("timeStamp", at, trust.now, limit, limit)
}

fn fits_v1(parameters: &Parameters<'_>, query: &str, secret: &Secret) -> bool {
    let (Some(token), Some(timestamp)) = (parameters.get("authToken"), parameters.verbatim("timeStamp")) else {
        return false;
    };
    // Samples have `+` in a token unencoded, which form decoding makes a blank of.
    let token = token.replace(' ', "+");
    let key = [secret.reveal().as_bytes(), timestamp.as_bytes()];
    let fits = |base: &str| crypto::same(&token, &crypto::base64(&crypto::hmac_sha256(&key, &[base.as_bytes()])));
    fits(&parameters.sorted_except("authToken")) || fits(&query::sorted_undecoded_except(query, "authToken"))
}

/// What is signed with a V2 call beside its body.
pub(super) struct SignedWith {
    pub(super) nonce: String,
    pub(super) at: Instant,
}

/// Checks a V2 call: signature, then freshness, then nonce, so that only genuine nonces are remembered.
pub(super) fn v2(delivery: &Delivery<'_>, trust: &Trust<'_>, nonces: &mut dyn Nonces) -> Result<SignedWith, Rejected> {
    let query = query::of(message::text(delivery.target.as_bytes())?)?;
    let parameters = Parameters::of(query)?;
    if parameters.get("signature").is_none() {
        return Err(Rejected::Unproved { field: "signature", expected: SIGNATURE_FORM });
    }
    let nonce = parameters.get("nonce").ok_or(Rejected::Unproved { field: "nonce", expected: NONCE_FORM })?;
    if nonce.len() > NONCE_MAX {
        return Err(Rejected::MalformedProof { field: "nonce", expected: NONCE_FORM });
    }
    let timestamp =
        parameters.get("timestamp").ok_or(Rejected::Unproved { field: "timestamp", expected: V2_INSTANT_FORM })?;
    let at = v2_instant(timestamp).ok_or(Rejected::MalformedProof { field: "timestamp", expected: V2_INSTANT_FORM })?;
    if trust.is_vouched() {
        // What was signed is accepted as it is, also when it is old: it may have waited.
        return Ok(SignedWith { nonce: nonce.into(), at });
    }
    if trust.secrets.is_empty() {
        return Err(Rejected::NothingTrusted { expected: SECRET });
    }
    if !trust.secrets.iter().any(|secret| secret.is_one() && fits_v2(&parameters, delivery.body, secret)) {
        return Err(Rejected::Forged { field: "signature", expected: SIGNATURE_FORM });
    }
    let limit = trust.age_limit.unwrap_or(V2_AGE_LIMIT);
    timely("timestamp", at, trust.now, limit, limit)?;
    // As long as the call would be fresh.
    match nonces.remember(nonce, trust.now, at.plus(limit)) {
        Novelty::New => Ok(SignedWith { nonce: nonce.into(), at }),
        Novelty::Seen => Err(Rejected::Replayed { field: "nonce" }),
        Novelty::Full => Err(Rejected::NoncesFull),
    }
}

fn fits_v2(parameters: &Parameters<'_>, body: &[u8], secret: &Secret) -> bool {
    let (Some(signature), Some(nonce), Some(timestamp)) =
        (parameters.get("signature"), parameters.get("nonce"), parameters.get("timestamp"))
    else {
        return false;
    };
    let key = secret.reveal().as_bytes();
    let payload = crypto::hex(&crypto::hmac_sha256(&[key], &[body]));
    let signed = crypto::hmac_sha256(&[key], &[key, nonce.as_bytes(), timestamp.as_bytes(), payload.as_bytes()]);
    crypto::same_hex(signature, &crypto::hex(&signed))
}

/// The secret that a call was made with, so that the answer is made with the same; the first if with none.
pub(super) fn secret_of<'t>(delivery: &Delivery<'_>, trust: &Trust<'t>) -> Option<&'t Secret> {
    let query = query::of(delivery.target).ok();
    let parameters = query.and_then(|query| Parameters::of(query).ok());
    let used = query.zip(parameters.as_ref()).and_then(|(query, parameters)| {
        trust.secrets.iter().find(|secret| {
            if delivery.method.eq_ignore_ascii_case("GET") {
                fits_v1(parameters, query, secret)
            } else {
                fits_v2(parameters, delivery.body, secret)
            }
        })
    });
    used.or(trust.secrets.first())
}
