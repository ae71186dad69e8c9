//! Answers of the engine as text or JSON.

use defray::core::PriorResult;
use defray::core::bill::BillStatus;
use defray::core::event::Event;
use defray::core::metering::UsageState;
use defray::{Answer, Done, Error};
use defray_intake::error::InputError;
use defray_intake::present::event_json;
use serde_json::{Value, json};

use crate::failure::{Failure, error_json};
use crate::output::{self, record};
use crate::text;

/// The result of one command.
pub(crate) type Result<'r> = std::result::Result<&'r Answer, &'r Error>;

/// The result as JSON: `ok`, then position, instant, head and events, or the prior result, or the error. Secrets are
/// masked.
pub(crate) fn json(result: Result<'_>) -> Value {
    output::masked(whole_json(result))
}

/// JSON with one more field, the first one: what the result is about.
pub(crate) fn about(field: &str, value: impl Into<Value>, mut json: Value) -> Value {
    if let Value::Object(fields) = &mut json {
        fields.shift_insert(0, field.into(), value.into());
    }
    json
}

/// Prints the result as JSON or as a line of text.
pub(crate) fn print(as_json: bool, result: Result<'_>) -> std::result::Result<(), Failure> {
    if as_json { output::json_line(&json(result)) } else { output::line(&line(result)) }
}

/// The result as JSON without masking, for scenarios, whose results must be the same in every language.
pub(crate) fn whole_json(result: Result<'_>) -> Value {
    match result {
        Ok(Answer::Done(done)) => done_json(done, false),
        Ok(Answer::Repeated(done)) => done_json(done, true),
        Ok(Answer::Already(PriorResult::Nothing)) => json!({ "ok": true, "nothing": true }),
        Ok(Answer::Already(prior)) => {
            let mut value = json!({ "ok": true, "repeated": true });
            match prior {
                PriorResult::Bill(bill) => value["bill"] = record(bill.as_ref()),
                PriorResult::Reversal(reversal) => value["reversal"] = record(reversal.as_ref()),
                PriorResult::UsageRecord(usage) => value["usage_record"] = record(usage.as_ref()),
                PriorResult::Message(disposition) => {
                    value["disposition"] = format!("duplicate; the first was {disposition}").into()
                }
                PriorResult::Nothing => {}
            }
            value
        }
        Err(error) => json!({ "ok": false, "error": error_json(error) }),
    }
}

fn done_json(done: &Done, repeated: bool) -> Value {
    let mut value = json!({ "ok": true });
    if repeated {
        value["repeated"] = true.into();
    }
    value["position"] = done.position.into();
    value["at"] = done.at.to_string().into();
    value["head"] = done.head.to_string().into();
    value["events"] = done.events.iter().map(event_json).collect();
    value
}

/// The error of a line that is not a command, as JSON.
pub(crate) fn input_error_json(error: &InputError) -> Value {
    let mut value = json!({ "class": "misuse", "code": error.code.to_string() });
    if !error.path.is_empty() {
        value["field"] = error.path.as_str().into();
    }
    value["message"] = error.to_string().into();
    json!({ "ok": false, "error": value })
}

/// The result as one line of text.
pub(crate) fn line(result: Result<'_>) -> String {
    match result {
        Ok(Answer::Done(done)) => format!("done       {}  {}", done.position, happened(&done.events)),
        Ok(Answer::Repeated(done)) => {
            format!("repeated   {}  (same idempotency key) {}", done.position, happened(&done.events))
        }
        Ok(Answer::Already(PriorResult::Nothing)) => "nothing to do".into(),
        Ok(Answer::Already(prior)) => format!("repeated   {}", before(prior)),
        Err(error) => refused(error),
    }
}

/// The result as text without positions, for the demo.
pub(crate) fn story(result: Result<'_>) -> String {
    match result {
        Ok(Answer::Done(done)) | Ok(Answer::Repeated(done)) => happened(&done.events),
        Ok(Answer::Already(prior)) => before(prior),
        Err(error) => refused(error),
    }
}

fn refused(error: &Error) -> String {
    let rule = if error.rule().is_empty() { String::new() } else { format!("{}: ", error.rule()) };
    format!("{:9}  {rule}{error} [{}]", error.class().name(), error.code())
}

fn before(prior: &PriorResult) -> String {
    match prior {
        PriorResult::Bill(record) => match &record.status {
            BillStatus::Settled(receipt) => {
                format!("bill {} was settled on {}", record.bill.id, text::instant(receipt.settled_at))
            }
            BillStatus::Held { .. } => format!("bill {} is held", record.bill.id),
            BillStatus::Cancelled { .. } => format!("bill {} was cancelled", record.bill.id),
        },
        PriorResult::Reversal(reversal) => {
            format!("reversal {} was made on {}", reversal.id, text::instant(reversal.at))
        }
        PriorResult::UsageRecord(usage) if usage.state == UsageState::Disputed => {
            format!("usage record {} is disputed", usage.number)
        }
        PriorResult::UsageRecord(usage) => format!("usage record {} is in flight", usage.number),
        PriorResult::Message(disposition) => format!("the message was received before; it was {disposition}"),
        PriorResult::Nothing => "nothing to do".into(),
    }
}

/// The events of one command as text.
fn happened(events: &[Event]) -> String {
    const SHOWN_MOST: usize = 6;
    // A step is followed by the change of method that it causes, which is shown instead.
    let shown: Vec<&Event> = events.iter().filter(|event| !matches!(event, Event::StepTaken { .. })).collect();
    let mut words: Vec<String> = shown.iter().take(SHOWN_MOST).map(|shown| event(shown)).collect();
    if shown.len() > SHOWN_MOST {
        words.push(format!("and {} more", shown.len() - SHOWN_MOST));
    }
    words.join("; ")
}

/// One event as text.
#[allow(clippy::too_many_lines, reason = "one arm for each event")]
pub(crate) fn event(event: &Event) -> String {
    match event {
        Event::AccountOpened { account, currency } => format!("account {account} opened in {currency}"),
        Event::AccountClosed { account, forfeited } => {
            format!("account {account} closed, {} forfeited", text::money(forfeited))
        }
        Event::PolicySet { account: Some(account), .. } => format!("policy of {account} set"),
        Event::PolicySet { account: None, .. } => "default policy set".into(),
        Event::ToppedUp { amount, repaid, reference, repeats, .. } => {
            let received = if repaid.is_zero() {
                format!("{} added to cash", text::money(amount))
            } else {
                format!("{} received, {} of it repaid the overdraft", text::money(amount), text::money(repaid))
            };
            match (reference, repeats) {
                (Some(reference), Some(position)) => {
                    format!("{received}; the reference {reference} was used before, at journal position {position}")
                }
                _ => received,
            }
        }
        Event::LotOpened { lot, .. } => {
            format!("{} {} of {}", crate::tables::fund(lot.kind.fund()), lot.id, text::money(&lot.face))
        }
        Event::OrderRedeemed { order, .. } => format!("order {order} redeemed"),
        Event::LotExpired { lot, amount, .. } => format!("lot {lot} expired with {}", text::money(amount)),
        Event::LotReopened { lot, amount, .. } => {
            format!("expired lot {lot} was valid when the usage began: {} can pay", text::money(amount))
        }
        Event::LotVoided { lot, amount, .. } => format!("lot {lot} voided, {} forfeited", text::money(amount)),
        Event::StandingChanged { account, standing } => format!("{account}: {}", text::standing(standing)),
        Event::WorkspaceBound { workspace, account, step, display_name, .. } => {
            let workspace = text::named(workspace.as_str(), display_name.as_ref());
            format!("{workspace} bound to {account} from {}", text::instant(step.at))
        }
        Event::WorkspaceRenamed { workspace, display_name: Some(name), .. } => {
            format!("{workspace} has the display name {name}")
        }
        Event::WorkspaceRenamed { workspace, display_name: None, .. } => {
            format!("{workspace} has no display name any more")
        }
        Event::MailSettingsSet { account, settings } => {
            format!("mails of {account}: {}", text::mail_settings(Some(settings)))
        }
        Event::StepTaken { workspace, .. } => format!("{workspace}: step recorded"),
        Event::MethodKept { workspace, method, .. } => format!("{workspace} stays: {}", text::method(method)),
        Event::MethodChanged { workspace, method, .. } => format!("{workspace}: {}", text::method(method)),
        Event::CloudAccountLinked { cloud_account, .. } => {
            format!("cloud account {} linked, {}", cloud_account.id, cloud_account.state)
        }
        Event::SuccessorChanged { cloud_account, successor: Some(successor), .. } => {
            format!("cloud account {cloud_account}: its successor is {successor}")
        }
        Event::SuccessorChanged { cloud_account, successor: None, .. } => {
            format!("cloud account {cloud_account} has no successor any more")
        }
        Event::CloudAccountChanged { cloud_account, was, state, .. } => {
            format!("cloud account {cloud_account}: {was} to {state}")
        }
        Event::MessageReceived { message, disposition, .. } => {
            let why = message.rejected.as_ref().map_or(String::new(), |why| format!(" ({why})"));
            format!("{} {}: {disposition}{why}", message.provider, message.kind)
        }
        Event::BillHeld { bill, reason, .. } => format!("bill {} held ({})", bill.id, text::hold_reason(reason)),
        Event::BillSettled { record } => match record.receipt() {
            Some(receipt) => {
                format!(
                    "bill {} settled: {} by {}",
                    record.bill.id,
                    text::money(&receipt.amount),
                    text::payer(&receipt.payer)
                )
            }
            None => format!("bill {} settled", record.bill.id),
        },
        Event::BillReversed { bill, reversal, .. } => {
            format!("{} of bill {bill} refunded", text::money(&reversal.amount))
        }
        Event::BillCorrected { bill, correction, .. } => {
            let (amount, from, payer) = (&correction.amount, &correction.from, &correction.payer);
            format!(
                "bill {bill} corrected: {} by {} instead of {}",
                text::money(amount),
                text::payer(payer),
                text::payer(from)
            )
        }
        Event::MeteringRequested { record } => format!(
            "usage record {}: {} units ({}) for {}",
            record.number, record.quantity, record.dimension, record.cloud_account
        ),
        Event::MeteringAcknowledged { record, state: UsageState::Disputed, .. } => {
            format!("usage record {record} disputed: the provider has another quantity")
        }
        Event::MeteringAcknowledged { record, state: UsageState::TooLate, .. } => {
            format!("usage record {record} had no answer in time: its charges fall back")
        }
        Event::MeteringAcknowledged { record, state, accepted, .. } => {
            format!("usage record {record} {state}, {accepted} units metered")
        }
        Event::OutboxMessageQueued { number, notification } => {
            format!("outbox message {number} queued: {}", notification.template())
        }
        Event::OutboxMessageAcknowledged { number } => format!("outbox message {number} acknowledged"),
        Event::BillRestated { bill, by: Some(by), .. } => format!("bill {bill} restated by bill {by}"),
        Event::BillRestated { bill, by: None, .. } => format!("bill {bill} withdrawn by the provider"),
        Event::BindingExtended { workspace, account, step, .. } => {
            format!("{workspace} bound to {account} already from {}", text::instant(step.at))
        }
        Event::ChargesClaimed { export_name, bills, .. } => {
            format!("{} bills are in export {export_name}", bills.len())
        }
        Event::NotMeteredCounted { bill, cloud_account, metering_deadline, .. } => {
            let deadline = text::instant(*metering_deadline);
            format!("bill {bill} was received after the metering deadline {deadline} of {cloud_account}")
        }
    }
}
