//! `PushMeteringData` (Market, 2015-11-01).

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use defray_core::provider::Provider;
use defray_core::time::{Instant, Seconds};
use serde::Serialize;
use serde_json::Value;

use crate::metering::{
    Answer, Billing, Call, Checks, MeteringResult, Plan, Terms, Unsendable, Usage, all, isolated, pieces, quoted,
    unix_seconds, whole,
};
use crate::{json, message};

/// The most records in a call for products billed hourly or daily (documentation of `PushMeteringData`).
pub const RECORDS_MAX: usize = 100;
/// The most records in a call for products billed in real time (same).
pub const REAL_TIME_RECORDS_MAX: usize = 10;
/// One call for an instance in this time, except in real time (same).
pub const PUSH_INTERVAL: Seconds = seconds(60);
/// A window must be longer than this, except in real time (same).
pub const WINDOW_MIN: Seconds = seconds(300);
/// Billed hourly: until when usage of an hour is taken, from the hour's start. Usage of 8:10 to 8:20 goes out by 9:59
/// (same).
pub const HOURLY_GRACE: Seconds = seconds(2 * 3_600 - 60);
/// Billed daily: until when usage of a day is taken, from the start of the next: 01:59 (same).
pub const DAILY_GRACE: Seconds = seconds(2 * 3_600 - 60);

const fn seconds(seconds: u64) -> Seconds {
    match Seconds::new(seconds) {
        Some(seconds) => seconds,
        None => Seconds::days(0),
    }
}

/// Neither documented nor needed, but a bound on what is sent: a call of 100 records has some 20 KB.
const BYTES_MAX: usize = 1_000_000;
const QUANTITY_MAX: u64 = i64::MAX.unsigned_abs();
const QUANTITY_FORM: &str = "a whole number, not below zero";
const INSTANCE_FORM: &str = "the marketplace's instance id, 1 to 19 digits and not 0";

/// The metering items the marketplace knows (documentation of `PushMeteringData`).
const ITEMS: [&str; 14] = [
    "Frequency",
    "Period",
    "PeriodMin",
    "Storage",
    "StorageGigaByte",
    "NetworkIn",
    "NetworkOut",
    "Character",
    "DailyActiveUser",
    "VirtualCpu",
    "Unit",
    "Memory",
    "KTokens",
    "Suit",
];

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Record<'u> {
    instance_id: &'u str,
    start_time: String,
    end_time: String,
    entities: [Entity<'u>; 1],
}

#[derive(Serialize)]
struct Entity<'u> {
    #[serde(rename = "Key")]
    key: &'u str,
    #[serde(rename = "Value")]
    value: String,
    // Spelt so by the interface.
    #[serde(rename = "meteringAssit", skip_serializing_if = "Option::is_none")]
    metering_assit: Option<&'u str>,
}

/// Our id, the instance, and the record as JSON; before it its size.
type Written<'u> = (usize, (&'u str, &'u str, String));

/// Until when usage is taken.
pub(super) fn deadline(usage: &Usage<'_>, terms: &Terms) -> Instant {
    if let Some(limit) = terms.age_limit {
        return usage.start.plus(limit);
    }
    let offset = i64::from(terms.day_offset_seconds).saturating_mul(1_000_000_000);
    let floor = |unit: i64| {
        let local = usage.start.nanoseconds().saturating_add(offset);
        let start = local.div_euclid(unit).saturating_mul(unit).saturating_sub(offset);
        Instant::from_nanoseconds(start).unwrap_or(usage.start)
    };
    match terms.billing {
        Billing::Daily => floor(86_400_000_000_000).plus(Seconds::days(1)).plus(DAILY_GRACE),
        Billing::Hourly | Billing::RealTime => floor(3_600_000_000_000).plus(HOURLY_GRACE),
    }
}

/// The item in a `meteringAssit` such as `cmapi00060317-PeriodMin-4`, or the item itself.
fn item(dimension: &str) -> Option<(&str, Option<&str>)> {
    if dimension.is_empty() || dimension.contains(char::is_control) {
        return None;
    }
    match dimension.split('-').find(|part| ITEMS.contains(part)) {
        Some(item) if item == dimension => Some((item, None)),
        Some(item) => Some((item, Some(dimension))),
        // An item that is newer than this list is sent as it is.
        None => Some((dimension, None)),
    }
}

fn record<'u>(usage: &Usage<'u>, checks: &mut Checks<'_>) -> Result<Record<'u>, Unsendable> {
    // The window that holds the end is still billed; those that start after it are not.
    checks.pass(usage, deadline(usage, checks.terms), |ended_at| usage.start >= ended_at)?;
    let instance = usage.subscription.identifiers().instance_id.as_ref().map_or("", |instance| instance.as_str());
    let digits = !instance.is_empty() && instance.len() <= 19 && instance.bytes().all(|byte| byte.is_ascii_digit());
    if !digits || instance.starts_with('0') {
        return Err(Unsendable::wrong("instance_id", instance, INSTANCE_FORM));
    }
    let (key, metering_assit) = item(usage.dimension)
        .ok_or_else(|| Unsendable::wrong("dimension", usage.dimension, "a metering item such as `Frequency`"))?;
    let value = whole(usage.quantity, QUANTITY_MAX, QUANTITY_FORM)?;
    let (start, end) = (unix_seconds(usage.start), unix_seconds(usage.end));
    let longer_than = match checks.terms.billing {
        Billing::RealTime => 0,
        Billing::Hourly | Billing::Daily => WINDOW_MIN.get().cast_signed(),
    };
    if end - start <= longer_than {
        return Err(Unsendable::wrong("end", &usage.end.to_string(), "a window of more than five minutes"));
    }
    // No rule about duplicates is documented, so the same window must never go out twice.
    checks.take(format!("{instance}\n{}\n{start}\n{end}", usage.dimension), usage)?;
    Ok(Record {
        instance_id: instance,
        start_time: start.to_string(),
        end_time: end.to_string(),
        entities: [Entity { key, value: value.to_string(), metering_assit }],
    })
}

pub(super) fn plan(usages: &[Usage<'_>], terms: &Terms) -> Plan {
    let most = terms.records(if terms.billing == Billing::RealTime { REAL_TIME_RECORDS_MAX } else { RECORDS_MAX });
    let mut plan = Plan::default();
    let mut checks = Checks::new(Provider::AliCloud, terms);
    let mut groups: BTreeMap<String, Vec<Written<'_>>> = BTreeMap::new();
    for usage in usages {
        let record = match record(usage, &mut checks) {
            Ok(record) => record,
            Err(why) => {
                plan.unsendable.push((usage.id.into(), why));
                continue;
            }
        };
        // All instances of a call are of one product.
        let group = match usage.product {
            Some(product) => format!("product {product}"),
            None => format!("instance {}", record.instance_id),
        };
        let written = serde_json::to_string(&record).unwrap_or_default();
        groups.entry(group).or_default().push((written.len() + 1, (usage.id, record.instance_id, written)));
    }
    // When the next call for an instance may go out.
    let mut free: BTreeMap<&str, u64> = BTreeMap::new();
    for mut records in groups.into_values() {
        // An instance's records side by side: as few calls for it as can be.
        records.sort_by(|(_, one), (_, other)| one.1.cmp(other.1));
        for piece in pieces(records, most, BYTES_MAX) {
            let wait = match terms.billing {
                Billing::RealTime => 0,
                _ => piece.iter().filter_map(|(_, instance, _)| free.get(instance)).max().copied().unwrap_or(0),
            };
            for (_, instance, _) in &piece {
                free.insert(instance, wait.saturating_add(PUSH_INTERVAL.get()));
            }
            let written: Vec<&str> = piece.iter().map(|(_, _, written)| written.as_str()).collect();
            plan.calls.push(Call {
                provider: Provider::AliCloud,
                operation: "PushMeteringData".into(),
                body: format!("[{}]", written.join(",")),
                records: piece.iter().map(|(id, _, _)| (*id).into()).collect(),
                wait: Seconds::new(wait).unwrap_or(PUSH_INTERVAL),
            });
        }
    }
    plan.calls.sort_by_key(|call| call.wait);
    plan
}

/// The answer is about the whole call: `{"RequestId", "Success": true}`, or an error with `Code` and `Message`.
pub(super) fn results(call: &Call, answer: &Answer<'_>) -> Vec<(String, MeteringResult)> {
    let value = message::answer(answer.body).and_then(|text| json::parse(text, "the answer").ok());
    let field = |name: &str| value.as_ref().and_then(|value| value.get(name));
    let text = |name: &str| field(name).and_then(Value::as_str);
    let success = match field("Success") {
        Some(Value::Bool(success)) => Some(*success),
        Some(Value::String(text)) => Some(text.eq_ignore_ascii_case("true")),
        _ => None,
    };
    let code = text("Code").map_or_else(|| format!("http_{}", answer.status), |code| quoted(Some(code)));
    let words = quoted(text("Message"));
    if answer.is_success() && success == Some(true) {
        return all(call, &MeteringResult::Accepted { provider_record: None });
    }
    // Turned away at the door, so nothing was recorded.
    if code.starts_with("Throttling") || answer.status == 429 {
        return all(call, &MeteringResult::Unprocessed { code });
    }
    let ours = ["Forbidden", "InvalidAccessKeyId", "SignatureDoesNotMatch", "NoPermission", "MissingAccessKeyId"];
    if ours.iter().any(|start| code.starts_with(start)) || matches!(answer.status, 401 | 403) {
        return all(call, &MeteringResult::Halted { code, message: words });
    }
    let refused = (400..500).contains(&answer.status) || (answer.is_success() && success == Some(false));
    if refused {
        return isolated(call, code, words);
    }
    // No rule about duplicates is documented: to send it again might bill it twice.
    all(call, &MeteringResult::Unknown { code: if answer.status == 0 { "no_answer".into() } else { code } })
}
