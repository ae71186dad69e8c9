//! Usage push, the newer kind.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use defray_core::provider::Provider;
use defray_core::time::{Instant, Seconds};
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Value;

use crate::metering::{
    Answer, Billing, Call, Checks, MeteringResult, Plan, Terms, Unsendable, Usage, all, isolated, pieces, quoted,
    unix_seconds,
};
use crate::rejected::Rejected;
use crate::trust::Trust;
use crate::{crypto, json, message};

/// Where usage is pushed to, below the marketplace's host (documentation of the usage push).
pub const USAGE_PATH: &str = "/api/mkp-openapi-public/global/v1/isv/usage-data";
/// The most records in a call (same).
pub const RECORDS_MAX: usize = 1_000;
/// The most decimals of a quantity (same: `Double(12,4)`).
pub const DECIMALS_MAX: u32 = 4;
/// The first quantity too large: eight digits before the point (same).
pub const QUANTITY_BOUND: u64 = 100_000_000;
/// The longest quantity as text, in characters (same).
pub const USAGE_VALUE_MAX: usize = 20;
/// The longest serial number, which is our id of a record, in characters (same).
pub const SERIAL_MAX: usize = 64;
/// Billed hourly: until when usage of an hour is taken, from the hour's end.
pub const HOURLY_GRACE: Seconds = seconds(2 * 3_600);
/// Billed daily: until when usage of a day is taken, from the start of the next. What comes later is charged a day
/// later.
pub const DAILY_GRACE: Seconds = seconds(3_600);

const BYTES_MAX: usize = 1_000_000;

const fn seconds(seconds: u64) -> Seconds {
    match Seconds::new(seconds) {
        Some(seconds) => seconds,
        None => Seconds::days(0),
    }
}

/// A record; fields in the order of their names, as the signature wants the body.
#[derive(Serialize)]
struct Record<'u> {
    begin_time: String,
    end_time: String,
    instance_id: &'u str,
    metering_sn: &'u str,
    record_time: String,
    usage_value: String,
}

/// Until when usage is taken.
pub(super) fn deadline(usage: &Usage<'_>, terms: &Terms) -> Instant {
    if let Some(limit) = terms.age_limit {
        return usage.start.plus(limit);
    }
    // The unit that holds the window's last moment.
    let offset = i64::from(terms.day_offset_seconds).saturating_mul(1_000_000_000);
    let ceiling = |unit: i64| {
        let last = usage.end.nanoseconds().saturating_add(offset).saturating_sub(1);
        let end = last.div_euclid(unit).saturating_add(1).saturating_mul(unit).saturating_sub(offset);
        Instant::from_nanoseconds(end).unwrap_or(usage.end)
    };
    match terms.billing {
        Billing::Daily => ceiling(86_400_000_000_000).plus(DAILY_GRACE),
        Billing::Hourly | Billing::RealTime => ceiling(3_600_000_000_000).plus(HOURLY_GRACE),
    }
}

/// `20220809T091000Z`.
fn instant(at: Instant) -> String {
    at.timestamp().strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn record<'u>(usage: &Usage<'u>, checks: &mut Checks<'_>) -> Result<Record<'u>, Unsendable> {
    checks.pass(usage, deadline(usage, checks.terms), |ended_at| usage.end > ended_at)?;
    if usage.id.chars().count() > SERIAL_MAX {
        return Err(Unsendable::wrong("id", usage.id, "at most 64 characters, the longest serial number"));
    }
    let instance = usage.subscription.identifiers().instance_id.as_ref().map_or("", |instance| instance.as_str());
    if instance.is_empty() || instance.chars().count() > super::INSTANCE_ID_MAX {
        return Err(Unsendable::wrong("instance_id", instance, "1 to 64 characters"));
    }
    let quantity = usage.quantity.normalize();
    let usage_value = quantity.to_string();
    let fits = quantity > Decimal::ZERO
        && quantity < Decimal::from(QUANTITY_BOUND)
        && quantity.scale() <= DECIMALS_MAX
        && usage_value.len() <= USAGE_VALUE_MAX;
    if !fits {
        return Err(Unsendable::wrong("quantity", &usage_value, "above 0, below 100000000, at most four decimals"));
    }
    let (begin_time, end_time) = (instant(usage.start), instant(usage.end));
    if unix_seconds(usage.start) == unix_seconds(usage.end) {
        return Err(Unsendable::wrong("end", &usage.end.to_string(), "a window of at least a second"));
    }
    // Of two records for one window the first wins.
    checks.take(format!("{instance}\n{begin_time}\n{end_time}"), usage)?;
    let record_time = instant(checks.terms.now);
    Ok(Record { begin_time, end_time, instance_id: instance, metering_sn: usage.id, record_time, usage_value })
}

pub(super) fn plan(usages: &[Usage<'_>], terms: &Terms) -> Plan {
    let mut plan = Plan::default();
    let mut checks = Checks::new(Provider::HuaweiCloud, terms);
    let mut records: Vec<(usize, (&str, String))> = Vec::new();
    for usage in usages {
        match record(usage, &mut checks) {
            Ok(record) => {
                let written = serde_json::to_string(&record).unwrap_or_default();
                records.push((written.len() + 1, (usage.id, written)));
            }
            Err(why) => plan.unsendable.push((usage.id.into(), why)),
        }
    }
    for piece in pieces(records, terms.records(RECORDS_MAX), BYTES_MAX) {
        let written: Vec<&str> = piece.iter().map(|(_, written)| written.as_str()).collect();
        plan.calls.push(Call {
            provider: Provider::HuaweiCloud,
            operation: USAGE_PATH.into(),
            body: format!(r#"{{"usage_records":[{}]}}"#, written.join(",")),
            records: piece.iter().map(|(id, _)| (*id).into()).collect(),
            wait: Seconds::days(0),
        });
    }
    plan
}

/// The headers that prove who makes the call: `ts` in milliseconds, the nonce, and the signature over both and the
/// body.
pub(super) fn headers(call: &Call, trust: &Trust<'_>, nonce: &str) -> Result<Vec<(&'static str, String)>, Rejected> {
    const NONCE_FORM: &str = "1 to 64 letters, digits and `-`, drawn at random for this call";
    let plain = nonce.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if nonce.is_empty() || nonce.len() > 64 || !plain {
        return Err(Rejected::MalformedProof { field: "nonce", expected: NONCE_FORM });
    }
    let secret = trust.secrets.first().ok_or(Rejected::NothingTrusted { expected: "access key" })?;
    let ts = trust.now.nanoseconds().div_euclid(1_000_000).to_string();
    let signed = format!("ts={ts}&nonce={nonce}&body={}", call.body);
    let signature = crypto::base64(&crypto::hmac_sha256(&[secret.reveal().as_bytes()], &[signed.as_bytes()]));
    Ok(alloc::vec![
        ("Content-Type", "application/json".into()),
        ("nonce", nonce.into()),
        ("signature", signature),
        ("ts", ts),
    ])
}

/// What the answer says of the call, and of single records where it names their serial numbers. The serial number
/// makes it harmless to send a record again, so a record without a result is sent again.
pub(super) fn results(call: &Call, answer: &Answer<'_>) -> Vec<(String, MeteringResult)> {
    let value = message::answer(answer.body).and_then(|text| json::parse(text, "the answer").ok());
    let text = |name: &str| value.as_ref().and_then(|value| value.get(name)).and_then(Value::as_str);
    let code = text("error_code").or_else(|| text("resultCode")).or_else(|| text("result_code"));
    let words = quoted(text("error_msg").or_else(|| text("resultMsg")).or_else(|| text("result_msg")));
    let mut results = BTreeMap::new();
    if let Some(value) = &value {
        record_errors(value, &mut results);
    }
    if !results.is_empty() {
        let success = answer.is_success() && code.is_none_or(is_success);
        let other = if success {
            MeteringResult::Accepted { provider_record: None }
        } else {
            MeteringResult::Unprocessed { code: "not_in_answer".into() }
        };
        let result = |id: &String| (id.clone(), results.get(id.as_str()).unwrap_or(&other).clone());
        return call.records.iter().map(result).collect();
    }
    match code {
        Some(code) if answer.is_success() && is_success(code) => {
            all(call, &MeteringResult::Accepted { provider_record: None })
        }
        None if answer.status == 0 => all(call, &MeteringResult::Unprocessed { code: "no_answer".into() }),
        None => all(call, &MeteringResult::Unprocessed { code: format!("http_{}", answer.status) }),
        Some(code) if is_about_us(code) => {
            all(call, &MeteringResult::Halted { code: quoted(Some(code)), message: words })
        }
        Some(code) if is_about_a_record(code) => isolated(call, quoted(Some(code)), words),
        Some(code) => all(call, &MeteringResult::Unprocessed { code: quoted(Some(code)) }),
    }
}

fn is_success(code: &str) -> bool {
    matches!(code, "MKT.0000" | "000000")
}

/// Signature, authority, size of the call.
fn is_about_us(code: &str) -> bool {
    matches!(code, "MKT.0102" | "MKT.0150" | "MKT.0151" | "MKT.0154" | "MKT.9003") || code.starts_with("APIGW")
}

/// A parameter, an instance, a metering item, a time.
fn is_about_a_record(code: &str) -> bool {
    matches!(code, "MKT.0100" | "MKT.0101" | "MKT.0199" | "MKT.9001" | "MKT.9002" | "MKT.9004" | "MKT.9005")
}

/// Finds, at any place, objects that name a serial number and an error. Where an answer has them is not documented.
fn record_errors<'v>(value: &'v Value, results: &mut BTreeMap<&'v str, MeteringResult>) {
    match value {
        Value::Array(elements) => elements.iter().for_each(|element| record_errors(element, results)),
        Value::Object(fields) => {
            let text = |names: &[&str]| names.iter().find_map(|name| fields.get(*name)).and_then(Value::as_str);
            if let Some(serial) = text(&["metering_sn", "meteringSn"])
                && let Some(code) = text(&["error_code", "errorCode", "code", "error_type", "errorType"])
            {
                let words = quoted(text(&["error_msg", "errorMsg", "message", "msg"]));
                results.insert(serial, result(code, words));
            }
            fields.values().for_each(|value| record_errors(value, results));
        }
        _ => {}
    }
}

/// The codes of single records (documentation of the usage push).
fn result(code: &str, message: String) -> MeteringResult {
    let shown = || quoted(Some(code));
    match code.strip_prefix("MKT.").unwrap_or(code) {
        "0000" | "000" | "000000" => MeteringResult::Accepted { provider_record: None },
        // 005: this serial number, 010: this window, was recorded before. The first record counts, and its quantity is
        // not in the answer. A ledger that was restored from a backup uses a serial number a second time, so 005 does
        // not prove that the quantity is the same.
        "005" | "010" => MeteringResult::Duplicate { provider_record: None },
        // No such instance, product retired, of another seller, not on demand, in a state without billing, closed.
        "001" | "006" | "009" | "012" | "013" | "014" => MeteringResult::NotSubscribed { code: shown() },
        // Being activated: later it is taken.
        "016" => MeteringResult::Unprocessed { code: shown() },
        _ => MeteringResult::Refused { code: shown(), message },
    }
}
