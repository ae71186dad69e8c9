//! The result of a delivery, for people and for programs: the disposition of each message, what to do next, the answer.

use std::path::Path;

use defray::core::position::EntryPosition;
use defray::core::subscription::Subscription;
use defray::{Answer, Error};
use defray_marketplaces::{Accepted, Action, Proof, Rejected, Reply, UnreadableMessage};
use defray_receive::{Effect, Received, effect, queued};
use serde_json::{Map, Value, json};

use super::input::Unusable;
use crate::commands::Context;
use crate::failure::Failure;
use crate::{answers, output};

/// The result of each message that was submitted.
type Results = [Result<Answer, Error>];

/// What the host must do next.
pub(super) enum NextStep {
    /// What the delivery asks for.
    Action(Action),
    /// Open the address that is in this outbox message. Absent: the outbox message was queued before.
    ConfirmSubscription { topic: String, outbox_message: Option<EntryPosition> },
    /// Confirm a call that AliCloud could not deliver. AliCloud keeps it until then.
    ConfirmNotification(String),
}

impl NextStep {
    fn json(&self) -> Value {
        match self {
            Self::ConfirmNotification(id) => json!({ "do": "confirm_notification", "notification_request_id": id }),
            Self::ConfirmSubscription { topic, outbox_message } => {
                let mut value = json!({ "do": "confirm_subscription", "topic": topic });
                if let Some(number) = outbox_message {
                    value["outbox_message"] = number.to_string().into();
                }
                value
            }
            Self::Action(Action::LookUpEntitlements { product_code, customer_identifier }) => {
                json!({ "do": "look_up_entitlements", "product_code": product_code, "customer_identifier": customer_identifier })
            }
            Self::Action(Action::LookUpOrder { order, order_line }) => {
                let mut value = json!({ "do": "look_up_order", "order": order });
                if let Some(line) = order_line {
                    value["order_line"] = line.as_str().into();
                }
                value
            }
            Self::Action(Action::DescribeInstances { instances }) => {
                json!({ "do": "describe_instances", "instances": instances })
            }
            Self::Action(_) => json!({ "do": "unknown" }),
        }
    }

    fn line(&self) -> String {
        match self {
            Self::ConfirmNotification(id) => {
                format!("call ConfirmNotification with NotificationRequestId {id}, or it stays parked")
            }
            Self::ConfirmSubscription { topic, outbox_message: Some(number) } => format!(
                "open the address in `outbox render {number}` once, or nothing will come from {topic}; then `outbox ack {number}`"
            ),
            Self::ConfirmSubscription { topic, outbox_message: None } => {
                format!(
                    "nothing more will come from {topic} unless it was confirmed when this came first; see `outbox`"
                )
            }
            Self::Action(Action::LookUpEntitlements { product_code, customer_identifier }) => format!(
                "call GetEntitlements for product {product_code}, customer {customer_identifier}, then `ingest aws --result entitlements \
                 --subscription aws:customer:{product_code}:{customer_identifier}`"
            ),
            Self::Action(Action::LookUpOrder { order, order_line }) => {
                let line = order_line.as_ref().map_or(String::new(), |line| format!(", line {line}"));
                format!("look up order {order}{line}: who bought what is not in the call")
            }
            Self::Action(Action::DescribeInstances { instances }) => {
                format!("compare the answer with what you know of {}", instances.join(", "))
            }
            Self::Action(_) => "look at the message".into(),
        }
    }
}

/// The result of one delivery.
pub(super) fn received(context: &Context, file: &Path, received: &Received) -> Result<(), Failure> {
    let Received { accepted, results, reply, .. } = received;
    match accepted {
        Ok(delivery) => accepted_delivery(context, file, delivery, results, reply),
        Err(why) => rejected_delivery(context, file, why, results, reply),
    }
}

fn accepted_delivery(
    context: &Context,
    file: &Path,
    accepted: &Accepted,
    results: &Results,
    reply: &Reply,
) -> Result<(), Failure> {
    let next: Vec<NextStep> = accepted.action.iter().map(|action| next(action, results)).collect();
    if context.json {
        let proof = match accepted.proof {
            Proof::Signature => "signature",
            Proof::SharedSecret => "shared_secret",
            Proof::Channel => "channel",
            _ => "unknown",
        };
        return object(file, results, &next, [("proof", proof.into()), ("reply", reply_json(reply))]);
    }
    lines(file, results, &next)?;
    line(file, "reply", &reply_line(reply))
}

/// The result of a call of the host's own.
pub(super) fn polled(context: &Context, file: &Path, results: &Results, next: &[NextStep]) -> Result<(), Failure> {
    if context.json { object(file, results, next, []) } else { lines(file, results, next) }
}

/// What to do next. An address that lets its holder act is shown only where the outbox is asked for.
fn next(action: &Action, results: &Results) -> NextStep {
    let Action::ConfirmSubscription { topic, .. } = action else { return NextStep::Action(action.clone()) };
    let outbox_message = results.iter().flatten().flat_map(queued).next();
    NextStep::ConfirmSubscription { topic: topic.clone(), outbox_message }
}

fn object<const N: usize>(
    file: &Path,
    results: &Results,
    next: &[NextStep],
    more: [(&str, Value); N],
) -> Result<(), Failure> {
    let mut value = begun(file, results.iter().all(Result::is_ok));
    let message = |answer: &Result<Answer, Error>| {
        let mut value = Map::new();
        value.insert("disposition".into(), disposition(answer).into());
        if let Value::Object(mut answer) = answers::json(answer.as_ref()) {
            answer.shift_remove("disposition");
            value.extend(answer);
        }
        if let Some(Effect::Duplicate(first)) = answer.as_ref().ok().and_then(effect) {
            value.insert("first_disposition".into(), first.name().into());
        }
        Value::Object(value)
    };
    value.insert("messages".into(), results.iter().map(message).collect());
    value.insert("next".into(), next.iter().map(NextStep::json).collect());
    value.extend(more.map(|(name, value)| (name.to_owned(), value)));
    output::json_line(&Value::Object(value))
}

fn lines(file: &Path, results: &Results, next: &[NextStep]) -> Result<(), Failure> {
    for answer in results {
        output::line(&format!("{}  {}", file.display(), answers::line(answer.as_ref())))?;
    }
    next.iter().try_for_each(|next| line(file, "next", &next.line()))
}

/// What the ledger did with a message, in a word.
fn disposition(answer: &Result<Answer, Error>) -> &'static str {
    match answer.as_ref().map(effect) {
        Ok(Some(Effect::Recorded(disposition))) => disposition.name(),
        Ok(Some(Effect::Duplicate(_))) => "duplicate",
        Ok(None) => "no_change",
        Err(_) => "refused",
    }
}

/// A delivery that was not accepted.
fn rejected_delivery(
    context: &Context,
    file: &Path,
    rejected: &Rejected,
    kept: &Results,
    reply: &Reply,
) -> Result<(), Failure> {
    let class = if rejected.status() == 400 { "misuse" } else { "refused" };
    let hint = match rejected {
        Rejected::CertificateNeeded { address, .. } => format!("; fetch {address} and give it as `--cert FILE`"),
        Rejected::NothingTrusted { expected: "topic" } => "; give it as `--topic ARN`".to_owned(),
        Rejected::Unproved { field: "Signature", .. } => {
            "; if it came through a queue or bus that only the marketplace writes to, say `--trusted-channel`"
                .to_owned()
        }
        _ => String::new(),
    };
    let message = format!("{rejected}{hint}");
    if !context.json {
        line(file, "rejected", &format!("{message} [{}]", rejected.code()))?;
        lines(file, kept, &[])?;
        return line(file, "reply", &reply_line(reply));
    }
    let mut value = begun(file, false);
    value.insert("disposition".into(), "rejected".into());
    let mut error = json!({ "class": class, "code": rejected.code() });
    if let Some(field) = rejected.field() {
        error["field"] = field.into();
    }
    error["message"] = message.into();
    value.insert("error".into(), error);
    if let Some(kept) = kept.first() {
        value.insert("kept".into(), answers::json(kept.as_ref()));
    }
    value.insert("reply".into(), reply_json(reply));
    output::json_line(&Value::Object(value))
}

/// A file that is no delivery, so there is nothing to answer.
pub(super) fn unusable(context: &Context, file: &Path, unusable: &Unusable) -> Result<(), Failure> {
    cannot_be_read(context, file, unusable.code, &unusable.message)
}

/// A result that cannot be read.
pub(super) fn unreadable(context: &Context, file: &Path, error: &UnreadableMessage) -> Result<(), Failure> {
    cannot_be_read(context, file, error.code(), &error.to_string())
}

fn cannot_be_read(context: &Context, file: &Path, code: &str, message: &str) -> Result<(), Failure> {
    if !context.json {
        return line(file, "rejected", &format!("{message} [{code}]"));
    }
    let mut value = begun(file, false);
    value.insert("disposition".into(), "rejected".into());
    value.insert("error".into(), json!({ "class": "misuse", "code": code, "message": message }));
    output::json_line(&Value::Object(value))
}

/// The subscription of a registration token.
pub(super) fn resolved(context: &Context, file: &Path, subscription: &Subscription) -> Result<(), Failure> {
    let identity = subscription.identity().as_str();
    let record = output::record(subscription);
    if context.json {
        let mut value = begun(file, true);
        value.insert("identity".into(), identity.into());
        value.insert("subscription".into(), record);
        return output::json_line(&Value::Object(value));
    }
    line(file, "resolved", identity)?;
    line(file, "next", &format!("`link_cloud_account` with \"subscription\": {record}"))
}

fn begun(file: &Path, ok: bool) -> Map<String, Value> {
    let mut value = Map::new();
    value.insert("file".into(), file.display().to_string().into());
    value.insert("ok".into(), ok.into());
    value
}

fn line(file: &Path, what: &str, text: &str) -> Result<(), Failure> {
    output::line(&format!("{}  {what:9}  {text}", file.display()))
}

fn reply_json(reply: &Reply) -> Value {
    let headers: Map<String, Value> =
        reply.headers.iter().map(|(name, value)| ((*name).to_owned(), value.as_str().into())).collect();
    json!({ "status": reply.status, "headers": headers, "body": reply.body })
}

fn reply_line(reply: &Reply) -> String {
    let mut text = reply.status.to_string();
    for (name, value) in &reply.headers {
        text.push_str(&format!("  {name}: {value}"));
    }
    if !reply.body.is_empty() {
        text.push_str("  ");
        text.push_str(&reply.body);
    }
    text
}
