//! `meter`: reports usage to providers (N2). Lists meters, prints the calls to send, and records the answers.

use std::path::Path;
use std::sync::Arc;

use defray::core::PriorResult;
use defray::core::command::{AcknowledgeMetering, Command, RequestMetering};
use defray::core::event::Event;
use defray::core::id::{CloudAccountId, Note};
use defray::core::metering::{Meter, MeteringOutcome, UsageRecord, UsageState};
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
    let engine = ledger::read(context)?;
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
        "send before",
        "until",
    ]);
    let (mut any, mut to_do) = (false, Vec::new());
    let now = ledger::now();
    for meter in snapshot.meters() {
        let meter = meter?;
        any = true;
        if context.json {
            let mut value = json::meter(&snapshot, &meter.cloud_account)?;
            if let Some(standing) = UnansweredRecord::of(&snapshot, &meter, now)? {
                value["usage_record"] = standing.json();
            }
            output::json_line(&value)?;
            continue;
        }
        let cloud_account = snapshot.cloud_account(&meter.cloud_account)?;
        let unanswered = UnansweredRecord::of(&snapshot, &meter, now)?;
        to_do.extend(unanswered.as_ref().and_then(UnansweredRecord::to_do));
        sheet.row(&[
            meter.cloud_account.to_string(),
            cloud_account.provider().to_string(),
            meter.account.to_string(),
            cloud_account.state.to_string(),
            text::money(&meter.accepted),
            unanswered.as_ref().map_or_else(|| "-".into(), UnansweredRecord::label),
            text::amount(&meter.waiting),
            text::amount(&meter.credit),
            unanswered.as_ref().map_or(String::new(), UnansweredRecord::send_before),
            cloud_account.metering_deadline.map_or(String::new(), text::instant),
        ]);
    }
    if context.json {
        return Ok(Outcome::Done);
    }
    if any {
        output::raw(&sheet.text())?;
        for line in to_do {
            output::line(&line)?;
        }
    } else {
        output::line("No cloud account was ever charged.")?;
    }
    Ok(Outcome::Done)
}

/// The usage record of a meter that has no final answer yet, as it is shown at an instant.
pub(crate) struct UnansweredRecord {
    record: Arc<UsageRecord>,
    provider: Provider,
    /// The instant before which the record can be sent.
    last_sending: Instant,
    now: Instant,
}

impl UnansweredRecord {
    pub(crate) fn of(snapshot: &Snapshot, meter: &Meter, now: Instant) -> Result<Option<Self>, Error> {
        let Some(in_flight) = &meter.in_flight else { return Ok(None) };
        let record = snapshot.usage_record(in_flight.record)?;
        let cloud_account = snapshot.cloud_account(&meter.cloud_account)?;
        let last_sending = record.last_sending(&cloud_account);
        Ok(Some(Self { record, provider: cloud_account.provider(), last_sending, now }))
    }

    fn is_disputed(&self) -> bool {
        matches!(self.record.state, UsageState::Disputed)
    }

    fn is_too_late(&self) -> bool {
        !self.is_disputed() && self.now >= self.last_sending
    }

    pub(crate) fn label(&self) -> String {
        let UsageRecord { number, quantity, dimension, .. } = &*self.record;
        let state = if self.is_disputed() { " (disputed)" } else { "" };
        format!("{number}: {quantity} {dimension}{state}")
    }

    /// The last sending time; a disputed record is not sent.
    pub(crate) fn send_before(&self) -> String {
        let at = text::instant(self.last_sending);
        match (self.is_disputed(), self.is_too_late()) {
            (true, _) => "-".into(),
            (false, true) => format!("{at} (too late)"),
            (false, false) => at,
        }
    }

    /// What the operator has to do, if there is something.
    pub(crate) fn to_do(&self) -> Option<String> {
        let (number, provider) = (self.record.number, self.provider);
        let hour = text::instant(self.record.start);
        if self.is_disputed() {
            return Some(format!(
                "usage record {number} is disputed: {provider} has another quantity for {hour}. Look it up at {provider}, \
                 then: defray meter ack {number} --outcome duplicate --quantity Q"
            ));
        }
        if !self.is_too_late() {
            return None;
        }
        let late = format!("usage record {number} for {hour} is too late to be sent to {provider}");
        let accepted = format!("If {provider} has it: defray meter ack {number} --outcome accepted");
        let rejected = format!("If it was never sent: defray meter ack {number} --outcome rejected");
        Some(match self.record.send_until {
            Some(until) if until > self.now => {
                let until = text::instant(until);
                format!("{late}. Without an answer, the enterprise account pays it at {until}. {accepted}. {rejected}")
            }
            Some(_) => format!("{late}. With the next command, the enterprise account pays it. {accepted}"),
            None => format!("{late}. It stays in flight until it is acknowledged. {accepted}. {rejected}"),
        })
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        let mut value = output::record(&*self.record);
        value["last_sending"] = self.last_sending.to_string().into();
        value["too_late"] = self.is_too_late().into();
        if let Some(to_do) = self.to_do() {
            value["to_do"] = to_do.into();
        }
        value
    }
}

fn request(context: &Context, arguments: &MeterRequest) -> Result<Outcome, Failure> {
    let secret = arguments.secret_env.as_ref().map(|name| trusted::secret((0, name))).transpose()?;
    let engine = ledger::open(context)?;
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
    let remedy = match reason {
        Unsendable::Disputed => {
            format!("look the quantity up at the provider, then: `meter ack {record} --outcome duplicate --quantity Q`")
        }
        Unsendable::TooLate { .. } => {
            "it falls back to the enterprise account when it has no answer; if the provider has it, acknowledge it as \
             accepted"
                .into()
        }
        _ => {
            "if it was never sent, acknowledge it as rejected; if it was sent, ask the provider for its outcome".into()
        }
    };
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
    if let (Some(record), Some(outcome)) = (arguments.record, arguments.outcome.clone()) {
        let outcome = match (outcome, arguments.quantity) {
            (MeteringOutcome::Duplicate { quantity: None }, quantity) => MeteringOutcome::Duplicate { quantity },
            (outcome, None) => outcome,
            (_, Some(_)) => {
                let message =
                    "`--quantity` is the quantity that the provider has: expected `--outcome duplicate` with it";
                return Err(Failure::Usage(message.into()));
            }
        };
        let engine = ledger::open(context)?;
        let provider_record = arguments.provider_record.clone();
        let refused = submit(context, &engine, record, outcome, provider_record, arguments.at)?;
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
    let engine = ledger::open(context)?;
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
    let command = Command::from(AcknowledgeMetering { record, outcome: outcome.clone(), provider_record });
    let answer = engine.submit(Request { command, at, actor: None, idempotency_key: None });
    if let Ok(Answer::Already(PriorResult::Nothing)) = answer
        && outcome != MeteringOutcome::Unprocessed
    {
        return answered_before(context, &*engine.snapshot().usage_record(record)?, &outcome);
    }
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

/// Reports that the record has an answer already, which does not change. Returns `true` when the new answer differs.
fn answered_before(context: &Context, record: &UsageRecord, outcome: &MeteringOutcome) -> Result<bool, Failure> {
    let (name, accepts) = match outcome {
        MeteringOutcome::Accepted => ("accepted".to_owned(), Some(record.quantity)),
        MeteringOutcome::Duplicate { quantity: None } => ("duplicate".to_owned(), Some(record.quantity)),
        MeteringOutcome::Duplicate { quantity: Some(quantity) } => (format!("duplicate={quantity}"), Some(*quantity)),
        MeteringOutcome::Rejected { .. } => ("rejected".to_owned(), None),
        MeteringOutcome::NotSubscribed => ("not_subscribed".to_owned(), None),
        MeteringOutcome::Unprocessed => ("unprocessed".to_owned(), None),
    };
    let accepted = record.accepted.filter(|_| record.state == UsageState::Accepted);
    let first = accepted.map_or_else(|| record.state.to_string(), |units| format!("accepted, {units} units"));
    let (number, same) = (record.number, accepts == accepted);
    if same && !context.json {
        output::line(&format!("repeated   usage record {number} has this answer already ({first})"))?;
    } else if same {
        let value = json!({ "ok": true, "nothing": true, "record": number.to_string(), "state": record.state.name() });
        output::json_line(&value)?;
    } else {
        let message = format!(
            "`outcome` of usage record {number} is `{name}`: expected the answer that was recorded first ({first}); \
             an answer does not change"
        );
        let code = "answered_before";
        if context.json {
            let error =
                json!({ "class": "refused", "code": code, "field": "outcome", "rule": "N2", "message": message });
            output::json_line(&json!({ "ok": false, "error": error, "record": number.to_string() }))?;
        } else {
            output::line(&format!("refused    N2: {message} [{code}]"))?;
        }
    }
    Ok(!same)
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
