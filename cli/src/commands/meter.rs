//! `meter`: reports usage to providers (N2). Lists meters, prints the calls to send, and records the answers.

use std::path::Path;

use defray::core::PriorResult;
use defray::core::command::{AcknowledgeMetering, Command, RequestMetering};
use defray::core::event::Event;
use defray::core::id::{CloudAccountId, Note};
use defray::core::metering::{Meter, MeteringOutcome};
use defray::core::position::EntryPosition;
use defray::core::provider::Provider;
use defray::core::time::Instant;
use defray::{Answer, Engine, Error, ErrorClass, Request, Snapshot};
use defray_marketplaces::metering::{self, Call, MeteringResult, Plan, Terms, Unsendable};
use defray_marketplaces::{Secret, Trust, marketplace};
use serde_json::json;

use super::Context;
use super::ingest::trusted;
use crate::args::{MeterAck, MeterAction, MeterRequest};
use crate::failure::{Failure, Outcome};
use crate::tables::Sheet;
use crate::{answers, json, ledger, output, text};

/// The maximum size of a call or an answer, in bytes.
const CALL_BYTES_MAX: usize = 4 << 20;

pub(crate) fn run(context: &Context, action: Option<MeterAction>) -> Result<Outcome, Failure> {
    match action {
        None | Some(MeterAction::List) => list(context),
        Some(MeterAction::Request(arguments)) => request(context, &arguments),
        Some(MeterAction::Ack(arguments)) => acknowledge(context, &arguments),
    }
}

fn list(context: &Context) -> Result<Outcome, Failure> {
    let engine = ledger::open(context.db.as_ref())?;
    let snapshot = engine.snapshot();
    let mut sheet = Sheet::new(&[
        "cloud account",
        "provider",
        "account",
        "state",
        ">accepted",
        "in flight",
        ">waits",
        ">credit",
        "until",
    ]);
    let mut any = false;
    for meter in snapshot.meters() {
        let meter = meter?;
        any = true;
        if context.json {
            output::json_line(&json::meter(&snapshot, &meter.cloud_account)?)?;
            continue;
        }
        let cloud_account = snapshot.cloud_account(&meter.cloud_account)?;
        sheet.row(&[
            meter.cloud_account.to_string(),
            cloud_account.provider().to_string(),
            meter.account.to_string(),
            cloud_account.state.to_string(),
            text::money(&meter.accepted),
            in_flight(&snapshot, &meter)?,
            text::amount(&meter.waiting),
            text::amount(&meter.credit),
            cloud_account.metering_deadline.map_or(String::new(), text::instant),
        ]);
    }
    if context.json {
        return Ok(Outcome::Done);
    }
    if any {
        output::raw(&sheet.text())?;
    } else {
        output::line("No cloud account was ever charged.")?;
    }
    Ok(Outcome::Done)
}

fn in_flight(snapshot: &Snapshot, meter: &Meter) -> Result<String, Error> {
    let Some(in_flight) = &meter.in_flight else { return Ok("-".into()) };
    let record = snapshot.usage_record(in_flight.record)?;
    Ok(format!("{}: {} {}", record.number, record.quantity, record.dimension))
}

fn request(context: &Context, arguments: &MeterRequest) -> Result<Outcome, Failure> {
    let secret = arguments.secret_env.as_ref().map(|name| trusted::secret((0, name))).transpose()?;
    let engine = ledger::open(context.db.as_ref())?;
    let at = arguments.at.unwrap_or_else(ledger::now);
    let mut refused = false;
    let mut records = Vec::new();
    for id in named(&engine.snapshot(), arguments)? {
        let command = Command::from(RequestMetering { cloud_account: id.clone() });
        records.extend(match engine.submit(Request { command, at: Some(at), actor: None, idempotency_key: None }) {
            Ok(answer) => number_in(&answer),
            Err(error) if error.class() == ErrorClass::Refused => {
                refused = true;
                report(context, &id, &error)?;
                None
            }
            Err(error) => return Err(error.into()),
        });
    }
    let terms = Terms { records_per_call: arguments.one_by_one.then_some(1), ..Terms::at(at) };
    for &provider in Provider::ALL {
        let Plan { calls, unsendable } =
            defray_bindings_support::metering::plan(&engine.snapshot(), provider, &records, &terms)?;
        for call in &calls {
            print_call(context, call, &headers(call, secret.as_ref(), at)?)?;
        }
        for (record, reason) in &unsendable {
            refused = true;
            print_unsendable(context, record, reason)?;
        }
    }
    if records.is_empty() && !refused && !context.json {
        output::line("There is nothing to meter now.")?;
    }
    engine.close()?;
    Ok(Outcome::refused_if(refused))
}

/// The cloud accounts on the command line, or all with usage to report.
fn named(snapshot: &Snapshot, arguments: &MeterRequest) -> Result<Vec<CloudAccountId>, Error> {
    if !arguments.cloud_accounts.is_empty() {
        return Ok(arguments.cloud_accounts.clone());
    }
    let mut ids = Vec::new();
    for meter in snapshot.meters() {
        let meter = meter?;
        let of_provider = match arguments.provider {
            Some(provider) => snapshot.cloud_account(&meter.cloud_account)?.provider() == provider,
            None => true,
        };
        if of_provider && meter.has_usage() {
            ids.push(meter.cloud_account.clone());
        }
    }
    Ok(ids)
}

fn number_in(answer: &Answer) -> Option<EntryPosition> {
    if let Answer::Already(PriorResult::UsageRecord(record)) = answer {
        return Some(record.number);
    }
    answer.done()?.events.iter().find_map(|event| match event {
        Event::MeteringRequested { record } => Some(record.number),
        _ => None,
    })
}

type Headers = Vec<(&'static str, String)>;

/// The headers that authenticate a call, if its provider requires them and there is a key to sign with.
fn headers(call: &Call, secret: Option<&Secret>, at: Instant) -> Result<Headers, Failure> {
    let Some(secret) = secret else { return Ok(Headers::new()) };
    let mut nonce = [0; 16];
    getrandom::fill(&mut nonce).map_err(|error| {
        let message = format!("cannot generate a random number for the nonce: {error}");
        Failure::Environment { code: "random", message }
    })?;
    let nonce = nonce.map(|byte| format!("{byte:02x}")).concat();
    let trust = Trust::at(at).secrets(std::slice::from_ref(secret));
    marketplace(call.provider).headers(call, &trust, &nonce).map_err(|rejected| Failure::Usage(rejected.to_string()))
}

fn print_call(context: &Context, call: &Call, headers: &Headers) -> Result<(), Failure> {
    if context.json {
        let mut value = output::record(call);
        if !headers.is_empty() {
            value["headers"] = json!(headers);
        }
        return output::json_line(&value);
    }
    let wait = if call.wait.get() == 0 { String::new() } else { format!(", after {} s", call.wait.get()) };
    output::line(&format!("{}  {}{wait}: {}", call.provider, call.operation, call.records.join(", ")))?;
    for (name, value) in headers {
        output::line(&format!("{name}: {value}"))?;
    }
    output::line(&call.body)
}

fn print_unsendable(context: &Context, record: &str, reason: &Unsendable) -> Result<(), Failure> {
    if context.json {
        let error = json!({ "class": "refused", "code": reason.code(), "message": reason.to_string() });
        return output::json_line(&json!({ "ok": false, "record": record, "error": error }));
    }
    let remedy = "if it was never sent, acknowledge it as rejected; if it was sent, ask the provider for its outcome";
    output::line(&format!("refused    usage record {record} cannot be sent: {reason} [{}]; {remedy}", reason.code()))
}

fn report(context: &Context, id: &CloudAccountId, error: &Error) -> Result<(), Failure> {
    if context.json {
        let mut value = answers::json(Err(error));
        value["cloud_account"] = id.as_str().into();
        return output::json_line(&value);
    }
    output::line(&answers::line(Err(error)))
}

fn acknowledge(context: &Context, arguments: &MeterAck) -> Result<Outcome, Failure> {
    if let (Some(record), Some(outcome)) = (arguments.record, &arguments.outcome) {
        let engine = ledger::open(context.db.as_ref())?;
        let provider_record = arguments.provider_record.clone();
        let refused = submit(context, &engine, record, outcome.clone(), provider_record, arguments.at)?;
        engine.close()?;
        return Ok(Outcome::refused_if(refused));
    }
    let (Some(call), Some(status)) = (&arguments.call, arguments.status) else {
        let expected = "expected a record with `--outcome`, or `--call FILE --status CODE [--answer FILE]`";
        return Err(Failure::Usage(format!("the record or the call is missing: {expected}")));
    };
    let call = read_call(call)?;
    let body = match &arguments.answer {
        Some(file) => ledger::input_bytes(file, CALL_BYTES_MAX)?,
        None => Vec::new(),
    };
    let engine = ledger::open(context.db.as_ref())?;
    let mut refused = false;
    for (record, result) in marketplace(call.provider).results(&call, &metering::Answer { status, body: &body }) {
        match (record.parse::<EntryPosition>(), metering::outcome(&result)) {
            (Ok(number), Some((outcome, provider_record))) => {
                refused |= submit(context, &engine, number, outcome, provider_record, arguments.at)?;
            }
            (Ok(_), None) => {
                refused = true;
                stays_in_flight(context, &record, &result)?;
            }
            (Err(error), _) => {
                return Err(Failure::Input { code: "bad_value", message: format!("`records` of the call: {error}") });
            }
        }
    }
    engine.close()?;
    Ok(Outcome::refused_if(refused))
}

fn read_call(file: &Path) -> Result<Call, Failure> {
    let bytes = ledger::input_bytes(file, CALL_BYTES_MAX)?;
    serde_json::from_slice(&bytes).map_err(|error| {
        let expected = "a call, as `meter request --json` prints it";
        Failure::Input { code: "not_a_call", message: format!("{}: {error}: expected {expected}", file.display()) }
    })
}

/// Records the outcome in the ledger. Returns `true` when the ledger refuses it.
fn submit(
    context: &Context,
    engine: &Engine,
    record: EntryPosition,
    outcome: MeteringOutcome,
    provider_record: Option<Note>,
    at: Option<Instant>,
) -> Result<bool, Failure> {
    let command = Command::from(AcknowledgeMetering { record, outcome, provider_record });
    let answer = engine.submit(Request { command, at, actor: None, idempotency_key: None });
    if context.json {
        let mut value = answers::json(answer.as_ref());
        value["record"] = record.to_string().into();
        output::json_line(&value)?;
    } else {
        output::line(&answers::line(answer.as_ref()))?;
    }
    match answer {
        Err(error) if error.class() != ErrorClass::Refused => Err(error.into()),
        answer => Ok(answer.is_err()),
    }
}

/// Reports a result after which the record stays in flight, and what the operator must do.
fn stays_in_flight(context: &Context, record: &str, result: &MeteringResult) -> Result<(), Failure> {
    let remedy = match result {
        MeteringResult::Isolate { .. } => "send the records one by one (`meter request --one-by-one`)",
        MeteringResult::Halted { .. } => "the operator must remove the cause, then send it again",
        MeteringResult::Unknown { .. } => "ask the provider whether it received the record, before sending it again",
        _ => "send it again",
    };
    if context.json {
        let result = result.name();
        return output::json_line(&json!({ "ok": false, "record": record, "result": result, "remedy": remedy }));
    }
    output::line(&format!("in flight  usage record {record}: {}: {remedy}", result.name()))
}
