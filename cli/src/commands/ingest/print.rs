//! What came of a delivery, for people and for programs: each message's verdict, what to do next, what to answer.

use std::path::Path;

use defray::core::PriorResult;
use defray::core::event::Event;
use defray::core::position::EntryPosition;
use defray::core::subscription::Subscription;
use defray::{Answer, Error};
use defray_marketplaces::{Accepted, Action, Proof, Rejected, Reply, UnreadableMessage};
use serde_json::{Map, Value, json};

use super::Taken;
use super::input::Unusable;
use crate::commands::Context;
use crate::failure::Failure;
use crate::{answers, output};

/// What the host has to do next.
pub(super) enum Told {
    /// What the delivery asks for.
    Action(Action),
    /// The address to open is in what is owed now; absent: it was owed before.
    ConfirmSubscription { topic: String, outbox_message: Option<EntryPosition> },
    /// AliCloud parks what it could not deliver until it is confirmed.
    ConfirmNotification(String),
}

impl Told {
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

/// A delivery that was proved and taken in.
pub(super) fn taken_in(
    context: &Context,
    file: &Path,
    accepted: &Accepted,
    taken: &Taken,
    reply: &Reply,
) -> Result<(), Failure> {
    let next: Vec<Told> = accepted.action.iter().map(|action| next(action, taken)).collect();
    if context.json {
        let proof = match accepted.proof {
            Proof::Signature => "signature",
            Proof::SharedSecret => "shared_secret",
            Proof::Channel => "channel",
            _ => "unknown",
        };
        return object(file, taken, &next, [("proof", proof.into()), ("reply", reply_json(reply))]);
    }
    lines(file, taken, &next)?;
    line(file, "reply", &reply_line(reply))
}

/// What a marketplace told when it was asked.
pub(super) fn told(context: &Context, file: &Path, taken: &Taken, next: &[Told]) -> Result<(), Failure> {
    if context.json { object(file, taken, next, []) } else { lines(file, taken, next) }
}

/// What to do next. An address that lets its holder act is not shown here but where what is owed is asked for.
fn next(action: &Action, taken: &Taken) -> Told {
    let Action::ConfirmSubscription { topic, .. } = action else { return Told::Action(action.clone()) };
    let events = taken.iter().flatten().flat_map(|answer| match answer {
        Answer::Done(done) => done.events.as_slice(),
        Answer::Repeated(_) | Answer::Already(_) => &[],
    });
    let raised = events.into_iter().find_map(|event| match event {
        Event::OutboxMessageQueued { number, .. } => Some(*number),
        _ => None,
    });
    Told::ConfirmSubscription { topic: topic.clone(), outbox_message: raised }
}

fn object<const N: usize>(file: &Path, taken: &Taken, next: &[Told], more: [(&str, Value); N]) -> Result<(), Failure> {
    let mut value = begun(file, taken.iter().all(Result::is_ok));
    let message = |answer: &Result<Answer, Error>| {
        let mut value = Map::new();
        value.insert("disposition".into(), disposition(answer).into());
        if let Value::Object(mut answer) = answers::json(answer.as_ref()) {
            answer.shift_remove("disposition");
            value.extend(answer);
        }
        if let Ok(Answer::Already(PriorResult::Message(first))) = answer {
            value.insert("first_disposition".into(), first.name().into());
        }
        Value::Object(value)
    };
    value.insert("messages".into(), taken.iter().map(message).collect());
    value.insert("next".into(), next.iter().map(Told::json).collect());
    value.extend(more.map(|(name, value)| (name.to_owned(), value)));
    output::json_line(&Value::Object(value))
}

fn lines(file: &Path, taken: &Taken, next: &[Told]) -> Result<(), Failure> {
    for answer in taken {
        output::line(&format!("{}  {}", file.display(), answers::line(answer.as_ref())))?;
    }
    next.iter().try_for_each(|next| line(file, "next", &next.line()))
}

/// What became of a message, in a word.
fn disposition(answer: &Result<Answer, Error>) -> &'static str {
    let events = match answer {
        Ok(Answer::Done(done) | Answer::Repeated(done)) => done.events.as_slice(),
        Ok(Answer::Already(PriorResult::Message(_))) => return "duplicate",
        Ok(Answer::Already(_)) => return "no_change",
        Err(_) => return "refused",
    };
    let disposition = events.iter().find_map(|event| match event {
        Event::MessageReceived { disposition, .. } => Some(disposition.name()),
        _ => None,
    });
    disposition.unwrap_or("no_change")
}

/// A delivery that was not accepted.
pub(super) fn rejected(
    context: &Context,
    file: &Path,
    rejected: &Rejected,
    kept: &Taken,
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

/// A file that is no delivery, so that there is nobody to answer.
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

/// Whom a registration token stands for.
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
