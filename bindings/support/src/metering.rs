//! Metering for every language: the calls that carry the usage records in flight to their provider, and the outcomes in
//! the provider's answers. Each function takes one JSON text and returns one JSON text.

use defray::core::cloud_account::CloudAccount;
use defray::core::id::WorkspaceId;
use defray::core::metering::{UsageRecord, UsageState};
use defray::core::position::EntryPosition;
use defray::core::provider::Provider;
use defray::core::time::{Instant, Seconds};
use defray::{Error, Snapshot};
use defray_intake::present::record_json;
use defray_marketplaces::metering::{
    Allocation, Answer, Billing, Call, Plan, Terms, Unsendable, Usage, outcome, usage,
};
use defray_marketplaces::{Secret, Trust, marketplace};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::import::read_masked;

/// A usage record with the data that a call to its provider contains.
struct RecordToSend {
    id: String,
    record: UsageRecord,
    cloud_account: CloudAccount,
    shares: Vec<(WorkspaceId, u32)>,
}

/// The calls that carry these usage records to their provider. Records of other providers are left out. A disputed
/// record is not sent again: it is unsendable ([`Unsendable::Disputed`]).
///
/// # Errors
///
/// `not_found` when there is no usage record with one of the numbers; an error of class environment or corrupt when the
/// records cannot be read.
pub fn plan(snapshot: &Snapshot, provider: Provider, records: &[EntryPosition], terms: &Terms) -> Result<Plan, Error> {
    let (mut ready, mut disputed) = (Vec::new(), Vec::new());
    for number in records {
        let record = snapshot.usage_record(*number)?.as_ref().clone();
        let cloud_account = snapshot.cloud_account(&record.cloud_account)?.as_ref().clone();
        if cloud_account.provider() != provider {
            continue;
        }
        if record.state == UsageState::Disputed {
            disputed.push((number.to_string(), Unsendable::Disputed));
        } else {
            let shares = snapshot.shares_of(&record)?;
            ready.push(RecordToSend { id: number.to_string(), record, cloud_account, shares });
        }
    }
    let allocations: Vec<Vec<Allocation<'_>>> = ready.iter().map(allocations).collect();
    let pairs = ready.iter().zip(&allocations);
    let usages: Vec<Usage<'_>> =
        pairs.map(|(one, shares)| usage(&one.id, &one.record, &one.cloud_account, shares)).collect();
    let mut plan = marketplace(provider).plan(&usages, terms);
    plan.unsendable.extend(disputed);
    Ok(plan)
}

fn allocations(record: &RecordToSend) -> Vec<Allocation<'_>> {
    record.shares.iter().map(|(workspace, quantity)| Allocation { workspace, quantity: (*quantity).into() }).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CallsRequest {
    provider: Provider,
    now: Instant,
    #[serde(default)]
    records: Option<Vec<EntryPosition>>,
    #[serde(default)]
    records_per_call: Option<usize>,
    #[serde(default)]
    billing: Option<BillingRequest>,
    #[serde(default)]
    age_limit: Option<Seconds>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum BillingRequest {
    Hourly,
    Daily,
    RealTime,
}

/// The calls that carry the usage records in flight: `{"provider", "now", "records"?: [NUMBER…], "records_per_call"?,
/// "billing"?: "hourly" | "daily" | "real_time", "age_limit"?}` gives `{"calls": [{"provider", "operation", "body",
/// "records", "wait"}…], "unsendable": [{"record", "code", "message"}…]}`. Without `records`: all usage records in
/// flight of the provider.
///
/// # Errors
///
/// An error of class misuse when `request` is not of that form; else those of [`plan`].
pub fn calls(snapshot: &Snapshot, request: &[u8]) -> Result<String, Failure> {
    let request: CallsRequest = read_masked(request, "secret")?;
    let records = match request.records {
        Some(records) => records,
        None => in_flight(snapshot)?,
    };
    let billing = match request.billing {
        None | Some(BillingRequest::Hourly) => Billing::Hourly,
        Some(BillingRequest::Daily) => Billing::Daily,
        Some(BillingRequest::RealTime) => Billing::RealTime,
    };
    let CallsRequest { provider, now, records_per_call, age_limit, .. } = request;
    let terms = Terms { billing, age_limit, records_per_call, ..Terms::at(now) };
    let Plan { calls, unsendable } = plan(snapshot, provider, &records, &terms)?;
    let unsendable = unsendable
        .iter()
        .map(|(record, reason)| json!({ "record": record, "code": reason.code(), "message": reason.to_string() }));
    Ok(json!({ "calls": record_json(&calls), "unsendable": unsendable.collect::<Vec<_>>() }).to_string())
}

fn in_flight(snapshot: &Snapshot) -> Result<Vec<EntryPosition>, Error> {
    let records = snapshot
        .meters()
        .filter_map(|meter| meter.map(|meter| meter.in_flight.as_ref().map(|in_flight| in_flight.record)).transpose());
    records.collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OutcomesRequest {
    call: Call,
    status: u16,
}

/// The result of each usage record of a call: `{"call": {…}, "status": CODE}` with the HTTP status of the provider's
/// answer (0: no answer was received), and `body`, the body of the answer, give
/// `[{"record", "result", "outcome"?, "provider_record"?, "code"?, "message"?}…]` in the order of the call. `outcome`
/// and `provider_record` are the fields of `acknowledge_metering`. Without an outcome the record stays in flight, and
/// `result` is the reason.
///
/// # Errors
///
/// An error of class misuse when `request` is not of that form.
pub fn outcomes(request: &[u8], body: &[u8]) -> Result<String, Failure> {
    let OutcomesRequest { call, status } = read_masked(request, "secret")?;
    let results = marketplace(call.provider).results(&call, &Answer { status, body });
    let answers = results.into_iter().map(|(record, result)| {
        let mut value = json!({ "record": record, "result": result.name() });
        if let Some((outcome, provider_record)) = outcome(&result) {
            value["outcome"] = record_json(&outcome);
            if let Some(id) = provider_record {
                value["provider_record"] = id.as_str().into();
            }
        }
        if let Some((code, message)) = result.words() {
            value["code"] = code.into();
            if !message.is_empty() {
                value["message"] = message.into();
            }
        }
        value
    });
    Ok(answers.collect::<Value>().to_string())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadersRequest {
    call: Call,
    now: Instant,
    secret: String,
    nonce: String,
}

/// The headers that sign a call: `{"call": {…}, "now", "secret", "nonce"}` gives `[[name, value]…]`. The list is empty
/// for AWS and AliCloud, because their SDKs sign. `nonce` must be a new random text for each request.
///
/// # Errors
///
/// An error of class misuse when `request` is not of that form, or when the provider does not allow this nonce. The
/// error never contains the secret.
pub fn headers(request: &[u8]) -> Result<String, Failure> {
    let HeadersRequest { call, now, secret, nonce } = read_masked(request, "secret")?;
    let secrets = [Secret::new(secret)];
    let headers = marketplace(call.provider).headers(&call, &Trust::at(now).secrets(&secrets), &nonce);
    let headers = headers.map_err(|rejected| Failure::new("bad_value", "nonce", rejected.to_string()))?;
    Ok(json!(headers).to_string())
}
