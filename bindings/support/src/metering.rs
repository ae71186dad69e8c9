//! Usage on its way to the providers, for every language: the calls that carry what is in flight, and what an answer
//! tells the ledger. One JSON text in, one out.

use defray::core::cloud_account::CloudAccount;
use defray::core::id::WorkspaceId;
use defray::core::metering::UsageRecord;
use defray::core::position::EntryPosition;
use defray::core::provider::Provider;
use defray::core::time::{Instant, Seconds};
use defray::{Error, Snapshot};
use defray_intake::present::record_json;
use defray_marketplaces::metering::{Allocation, Answer, Billing, Call, Plan, Terms, Usage, outcome, usage};
use defray_marketplaces::{Secret, Trust, marketplace};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::import::read_secretly;

/// A usage record with what its provider wants to know.
struct Ready {
    id: String,
    record: UsageRecord,
    cloud_account: CloudAccount,
    shares: Vec<(WorkspaceId, u32)>,
}

/// The calls that carry usage records of one provider, ready to send.
///
/// # Errors
///
/// When a record is not there, or the snapshot cannot be read.
pub fn plan(snapshot: &Snapshot, provider: Provider, records: &[EntryPosition], terms: &Terms) -> Result<Plan, Error> {
    let mut ready = Vec::new();
    for number in records {
        let record = snapshot.usage_record(*number)?.as_ref().clone();
        let cloud_account = snapshot.cloud_account(&record.cloud_account)?.as_ref().clone();
        if cloud_account.provider() == provider {
            let shares = snapshot.shares_of(&record)?;
            ready.push(Ready { id: number.to_string(), record, cloud_account, shares });
        }
    }
    let allocations: Vec<Vec<Allocation<'_>>> = ready.iter().map(allocations).collect();
    let pairs = ready.iter().zip(&allocations);
    let usages: Vec<Usage<'_>> =
        pairs.map(|(one, shares)| usage(&one.id, &one.record, &one.cloud_account, shares)).collect();
    Ok(marketplace(provider).plan(&usages, terms))
}

fn allocations(ready: &Ready) -> Vec<Allocation<'_>> {
    ready.shares.iter().map(|(workspace, quantity)| Allocation { workspace, quantity: (*quantity).into() }).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Planned {
    provider: Provider,
    now: Instant,
    #[serde(default)]
    records: Option<Vec<EntryPosition>>,
    #[serde(default)]
    records_per_call: Option<usize>,
    #[serde(default)]
    billing: Option<Billed>,
    #[serde(default)]
    age_limit: Option<Seconds>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Billed {
    Hourly,
    Daily,
    RealTime,
}

/// The calls that carry what is in flight: `{"provider", "now", "records"?: [NUMBER…], "records_per_call"?,
/// "billing"?: "hourly" | "daily" | "real_time", "age_limit"?}` gives `{"calls": [{"provider", "operation", "body",
/// "records", "wait"}…], "unsendable": [{"record", "code", "message"}…]}`. Without `records`: all of the provider
/// that are in flight.
///
/// # Errors
///
/// When `request` is not of that form, a record is not there, or the snapshot cannot be read.
pub fn calls(snapshot: &Snapshot, request: &[u8]) -> Result<String, Failure> {
    let asked: Planned = read_secretly(request, "secret")?;
    let records = match asked.records {
        Some(records) => records,
        None => in_flight(snapshot)?,
    };
    let billing = match asked.billing {
        None | Some(Billed::Hourly) => Billing::Hourly,
        Some(Billed::Daily) => Billing::Daily,
        Some(Billed::RealTime) => Billing::RealTime,
    };
    let Planned { provider, now, records_per_call, age_limit, .. } = asked;
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
struct Answered {
    call: Call,
    status: u16,
}

/// What a provider answered to a call: `{"call": {…}, "status": CODE}`, the answer's body beside it (status 0: no
/// answer came), gives `[{"record", "result", "outcome"?, "provider_record"?, "code"?, "message"?}…]`, in the order
/// of the call. `outcome` and `provider_record` are for `acknowledge_metering`; without an outcome the record stays
/// in flight, and the result says why.
///
/// # Errors
///
/// When `request` is not of that form.
pub fn outcomes(request: &[u8], body: &[u8]) -> Result<String, Failure> {
    let Answered { call, status } = read_secretly(request, "secret")?;
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
struct Signed {
    call: Call,
    now: Instant,
    secret: String,
    nonce: String,
}

/// The headers to send a call with: `{"call": {…}, "now", "secret", "nonce"}` gives `[[name, value]…]`; none for AWS
/// and AliCloud, whose own SDKs sign. `nonce` is drawn at random for each sending.
///
/// # Errors
///
/// When `request` is not of that form, or the nonce is not of the provider's. Never shows the secret.
pub fn headers(request: &[u8]) -> Result<String, Failure> {
    let Signed { call, now, secret, nonce } = read_secretly(request, "secret")?;
    let secrets = [Secret::new(secret)];
    let headers = marketplace(call.provider).headers(&call, &Trust::at(now).secrets(&secrets), &nonce);
    let headers = headers.map_err(|rejected| Failure::new("bad_value", "nonce", rejected.to_string()))?;
    Ok(json!(headers).to_string())
}
