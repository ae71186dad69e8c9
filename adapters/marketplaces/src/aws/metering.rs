//! `BatchMeterUsage` (Marketplace Metering, 2016-01-14).

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use defray_core::provider::{Provider, aws_license_identity};
use defray_core::time::{Instant, Seconds};
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Value;

use crate::metering::{
    Allocation, Answer, Call, Checks, MeteringResult, Plan, Terms, Unsendable, Usage, all, hour_of, isolated, pieces,
    quoted, unix_seconds, whole,
};
use crate::{crypto, json, message};

/// The most records in a call (API reference of `BatchMeterUsage`).
pub const RECORDS_MAX: usize = 25;
/// The most bytes in a call: below 1 MB (same), taken as 10⁶, with room for what is around the records.
pub const CALL_BYTES_MAX: usize = 999_000;
/// The greatest quantity (service model: `UsageQuantity`).
pub const QUANTITY_MAX: u64 = 2_147_483_647;
/// The most allocations in a record (service model: `UsageAllocations`).
pub const ALLOCATIONS_MAX: usize = 2_500;
/// The longest value of a tag, in characters (service model: `TagValue`).
pub const TAG_VALUE_MAX: usize = 256;
/// The longest name of a dimension, in characters (service model: `UsageDimension`).
pub const DIMENSION_MAX: usize = 255;
/// How old usage may be (API reference: "not accepted 6 hours or more after an event"). Other documents say 1 and 24
/// hours.
pub const AGE_LIMIT: Seconds = Provider::Aws.metering_age();
/// The name of the tag that carries the workspace.
pub const WORKSPACE_TAG: &str = "workspace";

const QUANTITY_FORM: &str = "a whole number from 0 up to 2147483647";
const LICENSE_FORM: &str = "a licence ARN as `ResolveCustomer` gives it, such as `arn:aws:license-manager::123456789012:license:l-0123456789abcdef`";
const PRODUCT_FORM: &str = "a product code: letters, digits and `-/=:_.@`, at most 255";
const SUM_FORM: &str = "allocations that together are the quantity";

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Record<'u> {
    timestamp: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer_identifier: Option<&'u str>,
    #[serde(rename = "CustomerAWSAccountId", skip_serializing_if = "Option::is_none")]
    customer_aws_account_id: Option<&'u str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license_arn: Option<&'u str>,
    dimension: &'u str,
    quantity: u64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    usage_allocations: Vec<Allocated>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Allocated {
    allocated_usage_quantity: u64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<Tag>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Tag {
    key: &'static str,
    value: String,
}

/// Calls are of one product. With licences the request bears no product code, without them it must.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Product(String),
    LicensedProduct(String),
    License(String),
}

/// Our id and the record as JSON; before it its size.
type Written<'u> = (usize, (&'u str, String));

/// The last instant at which AWS accepts usage: a time after the start of its window, and not after the metering
/// window of an ended subscription.
pub(super) fn deadline(usage: &Usage<'_>, terms: &Terms) -> Instant {
    let aged = usage.start.plus(terms.age_limit.unwrap_or(AGE_LIMIT));
    usage.ended_at.map_or(aged, |ended_at| aged.min(Provider::Aws.metering_window().deadline(ended_at)))
}

fn record<'u>(usage: &Usage<'u>, checks: &mut Checks<'_>) -> Result<(Group, Record<'u>), Unsendable> {
    checks.pass(usage, deadline(usage, checks.terms), |ended_at| usage.start >= ended_at)?;
    let length = usage.dimension.chars().count();
    if length == 0 || length > DIMENSION_MAX {
        return Err(Unsendable::wrong("dimension", usage.dimension, "1 to 255 characters"));
    }
    let quantity = whole(usage.quantity, QUANTITY_MAX, QUANTITY_FORM)?;
    let (group, mut record) = identified(usage)?;
    record.quantity = quantity;
    record.usage_allocations = allocated(usage.allocations, quantity)?;
    // Of two records for one hour the second is a duplicate and is not billed.
    let slot = format!("{}\n{}\n{}", usage.subscription.identity(), usage.dimension, hour_of(usage.start));
    checks.take(slot, usage)?;
    Ok((group, record))
}

fn identified<'u>(usage: &Usage<'u>) -> Result<(Group, Record<'u>), Unsendable> {
    let identifiers = usage.subscription.identifiers();
    let text = |identifier: &'u Option<defray_core::id::ProviderIdentifier>| identifier.as_ref().map(|id| id.as_str());
    let product = text(&identifiers.product_code).or(usage.product);
    if let Some(product) = product
        && !is_product_code(product)
    {
        return Err(Unsendable::wrong("product_code", product, PRODUCT_FORM));
    }
    let bare = Record {
        timestamp: unix_seconds(usage.start),
        customer_identifier: None,
        customer_aws_account_id: None,
        license_arn: None,
        dimension: usage.dimension,
        quantity: 0,
        usage_allocations: Vec::new(),
    };
    if let Some(license) = text(&identifiers.license_arn) {
        if !is_license_arn(license) {
            return Err(Unsendable::wrong("license_arn", license, LICENSE_FORM));
        }
        let account = text(&identifiers.account_id);
        let record = Record { license_arn: Some(license), customer_aws_account_id: account, ..bare };
        let group = match product {
            Some(product) => Group::LicensedProduct(product.into()),
            None => Group::License(usage.subscription.identity().to_string()),
        };
        return Ok((group, record));
    }
    let customer = text(&identifiers.customer_identifier)
        .ok_or_else(|| Unsendable::wrong("customer_identifier", "absent", "a licence ARN or a customer identifier"))?;
    let product = product.ok_or_else(|| Unsendable::wrong("product_code", "absent", PRODUCT_FORM))?;
    // The account and the customer identifier exclude each other.
    Ok((Group::Product(product.into()), Record { customer_identifier: Some(customer), ..bare }))
}

/// The service model's pattern of a product code.
fn is_product_code(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-/=:_.@".contains(&byte);
    (1..=255).contains(&text.len()) && text.bytes().all(allowed)
}

/// The service model's pattern of a licence ARN:
/// `arn:aws[a-zA-Z-]*:` a service, a region and an account (both may be empty), then the resource.
fn is_license_arn(text: &str) -> bool {
    let mut parts = text.splitn(6, ':');
    let mut next = || parts.next().unwrap_or_default();
    let (arn, partition, service, region, account, resource) = (next(), next(), next(), next(), next(), next());
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_/.-".contains(&byte));
    let starts = |text: &str| text.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric());
    arn == "arn"
        && partition
            .strip_prefix("aws")
            .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-'))
        && starts(service)
        && [service, region, account].iter().all(|part| part.len() <= 63 && plain(part))
        && starts(resource)
        && resource.len() <= 1_024
        && resource.bytes().all(|byte| byte.is_ascii_alphanumeric() || b":_/+=,@.-".contains(&byte))
}

/// Allocations as AWS takes them. Where there are more than it takes, the rest goes together under no tag: the sum
/// must stay.
fn allocated(allocations: &[Allocation<'_>], quantity: u64) -> Result<Vec<Allocated>, Unsendable> {
    if allocations.is_empty() {
        return Ok(Vec::new());
    }
    let mut parts: BTreeMap<&str, u64> = BTreeMap::new();
    let mut sum: u64 = 0;
    for allocation in allocations {
        let part = whole(allocation.quantity, QUANTITY_MAX, QUANTITY_FORM)?;
        sum = sum.saturating_add(part);
        let workspace = parts.entry(allocation.workspace.as_str()).or_default();
        *workspace = workspace.saturating_add(part);
    }
    if sum != quantity {
        return Err(Unsendable::wrong("allocations", &Decimal::from(sum).to_string(), SUM_FORM));
    }
    let tagged_max = if parts.len() > ALLOCATIONS_MAX { ALLOCATIONS_MAX - 1 } else { ALLOCATIONS_MAX };
    let tagged = parts.iter().take(tagged_max).map(|(workspace, &part)| Allocated {
        allocated_usage_quantity: part,
        tags: alloc::vec![Tag { key: WORKSPACE_TAG, value: tag_value(workspace) }],
    });
    let mut allocated: Vec<Allocated> = tagged.collect();
    if parts.len() > tagged_max {
        let rest = parts.values().skip(tagged_max).sum();
        allocated.push(Allocated { allocated_usage_quantity: rest, tags: Vec::new() });
    }
    Ok(allocated)
}

/// A workspace as the value of a tag, different ones always different: what AWS does not take is written as `%` and
/// two digits per byte, and what then is too long is given by its hash.
fn tag_value(workspace: &str) -> String {
    let mut value = String::new();
    for byte in workspace.bytes() {
        // The service model's pattern of a tag's value is `^[a-zA-Z0-9+ -=._:\/@]+$`, where ` -=` is a range.
        match byte {
            b'%' => value.push_str("%25"),
            b' '..=b'=' | b'@' | b'_' | b'A'..=b'Z' | b'a'..=b'z' => value.push(char::from(byte)),
            _ => value.push_str(&format!("%{byte:02X}")),
        }
    }
    if value.len() > TAG_VALUE_MAX { format!("sha256:{}", crypto::sha256_hex(workspace)) } else { value }
}

pub(super) fn plan(usages: &[Usage<'_>], terms: &Terms) -> Plan {
    let mut plan = Plan::default();
    let mut checks = Checks::new(Provider::Aws, terms);
    let mut groups: BTreeMap<Group, Vec<Written<'_>>> = BTreeMap::new();
    for usage in usages {
        let sendable = record(usage, &mut checks).and_then(|(group, record)| {
            let written = serde_json::to_string(&record).unwrap_or_default();
            if written.len() > CALL_BYTES_MAX {
                return Err(Unsendable::TooLarge { bytes: written.len(), most: CALL_BYTES_MAX });
            }
            Ok((group, written))
        });
        match sendable {
            Ok((group, written)) => groups.entry(group).or_default().push((written.len() + 1, (usage.id, written))),
            Err(why) => plan.unsendable.push((usage.id.into(), why)),
        }
    }
    for (group, records) in groups {
        for piece in pieces(records, terms.records(RECORDS_MAX), CALL_BYTES_MAX) {
            let written: Vec<&str> = piece.iter().map(|(_, written)| written.as_str()).collect();
            let records = written.join(",");
            let body = match &group {
                Group::Product(product) => {
                    format!(r#"{{"ProductCode":{},"UsageRecords":[{records}]}}"#, Value::from(product.as_str()))
                }
                Group::LicensedProduct(_) | Group::License(_) => format!(r#"{{"UsageRecords":[{records}]}}"#),
            };
            plan.calls.push(Call {
                provider: Provider::Aws,
                operation: "BatchMeterUsage".into(),
                body,
                records: piece.iter().map(|(id, _)| (*id).into()).collect(),
                wait: Seconds::days(0),
            });
        }
    }
    plan
}

/// By what a record is known again in the answer: the customer, the dimension and the hour.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    customer: String,
    dimension: String,
    hour: i64,
}

fn key(record: &Value) -> Option<Key> {
    let text = |name: &str| record.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    let license = text("LicenseArn").and_then(aws_license_identity).map(|license| license.to_string());
    let customer =
        license.or_else(|| text("CustomerIdentifier").or_else(|| text("CustomerAWSAccountId")).map(Into::into))?;
    let hour = hour(record.get("Timestamp")?)?;
    Some(Key { customer, dimension: record.get("Dimension")?.as_str()?.into(), hour })
}

/// A timestamp on the wire is in seconds, whole or not; SDKs write it as text when they print it.
fn hour(timestamp: &Value) -> Option<i64> {
    match timestamp {
        Value::Number(number) => {
            let seconds: Decimal = number.to_string().parse().ok()?;
            i64::try_from(seconds.floor()).ok().map(|seconds| seconds.div_euclid(3_600))
        }
        Value::String(text) => text.replacen(' ', "T", 1).parse().ok().map(hour_of),
        _ => None,
    }
}

pub(super) fn results(call: &Call, answer: &Answer<'_>) -> Vec<(String, MeteringResult)> {
    let value = message::answer(answer.body).and_then(|text| json::parse(text, "the answer").ok());
    if !answer.is_success() {
        return failed(call, answer.status, value.as_ref());
    }
    let mut results: BTreeMap<Key, MeteringResult> = BTreeMap::new();
    let list = |name: &str| value.as_ref().and_then(|value| value.get(name)?.as_array()).map_or(&[][..], Vec::as_slice);
    for record in list("UnprocessedRecords") {
        if let Some(key) = key(record) {
            results.insert(key, MeteringResult::Unprocessed { code: "UnprocessedRecords".into() });
        }
    }
    for item in list("Results") {
        if let Some(key) = item.get("UsageRecord").and_then(key) {
            results.insert(key, result(item));
        }
    }
    let sent = json::parse(&call.body, "the call").ok();
    let sent = sent.as_ref().and_then(|sent| sent.get("UsageRecords")?.as_array()).map_or(&[][..], Vec::as_slice);
    let result = |(index, id): (usize, &String)| {
        let result = sent.get(index).and_then(key).and_then(|key| results.get(&key)).cloned();
        // AWS knows a record again by customer, dimension and hour, so to send it again does no harm.
        (id.clone(), result.unwrap_or(MeteringResult::Unprocessed { code: "not_in_answer".into() }))
    };
    call.records.iter().enumerate().map(result).collect()
}

fn result(result: &Value) -> MeteringResult {
    let text = |name: &str| result.get(name).and_then(Value::as_str);
    let provider_record = text("MeteringRecordId").map(|id| quoted(Some(id)));
    match text("Status") {
        Some("Success") => MeteringResult::Accepted { provider_record },
        // AWS has another quantity of this hour. It does not say which: `UsageRecord` repeats what was sent.
        Some("DuplicateRecord") => MeteringResult::Duplicate { provider_record },
        Some(code @ "CustomerNotSubscribed") => MeteringResult::NotSubscribed { code: code.into() },
        // An unknown status is not taken as billed.
        status => MeteringResult::Unprocessed { code: quoted(status.or(Some("no_status"))) },
    }
}

/// A call that failed as a whole: nothing in it was recorded.
fn failed(call: &Call, status: u16, value: Option<&Value>) -> Vec<(String, MeteringResult)> {
    let text = |name: &str| value.and_then(|value| value.get(name)).and_then(Value::as_str);
    // `com.amazonaws.marketplacemetering#ThrottlingException:http://…`, or the bare name as SDKs give it.
    let full = text("__type").or_else(|| text("code")).or_else(|| text("Code"));
    let name = full.and_then(|full| full.rsplit('#').next()).and_then(|name| name.split(':').next());
    let code = name.map_or_else(|| format!("http_{status}"), |name| quoted(Some(name)));
    let words = quoted(text("message").or_else(|| text("Message")));
    match code.trim_end_matches("Exception") {
        "TimestampOutOfBounds"
        | "InvalidUsageDimension"
        | "InvalidLicense"
        | "InvalidCustomerIdentifier"
        | "InvalidUsageAllocations"
        | "InvalidTag"
        | "Validation" => isolated(call, code, words),
        // The record has another quantity than one that AWS has.
        "DuplicateRequest" if call.records.len() == 1 => {
            all(call, &MeteringResult::Duplicate { provider_record: None })
        }
        "DuplicateRequest" => isolated(call, code, words),
        "Throttling" | "InternalServiceError" | "ServiceUnavailable" | "RequestTimeout" => {
            all(call, &MeteringResult::Unprocessed { code })
        }
        _ if status == 0 || status == 429 || status >= 500 => {
            let code = if status == 0 { "no_answer".into() } else { code };
            all(call, &MeteringResult::Unprocessed { code })
        }
        // `InvalidProductCode`, `DisabledApi`, `AccessDenied`, an expired token, and everything else that is about
        // the whole call.
        _ => all(call, &MeteringResult::Halted { code, message: words }),
    }
}
