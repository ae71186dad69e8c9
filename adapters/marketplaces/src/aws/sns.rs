//! What comes through SNS: the envelope, and the notices of the subscription and entitlement topics.

use alloc::borrow::Cow;

use defray_core::id::{Note, SubscriptionIdentity};
use defray_core::marketplace::{MarketplaceMessage, Signal};
use defray_core::provider::{Provider, aws_customer_identity};
use serde_json::Value;

use super::eventbridge;
use crate::error::UnreadableMessage;
use crate::json::{self, Fields};
use crate::message;

const ID_FORM: &str = "the message id that SNS gave it";
const TIMESTAMP_FORM: &str = "the instant at which SNS took it, such as `2026-05-02T00:54:06.655Z`";

/// An SNS envelope.
pub(super) fn envelope(fields: &Fields<'_>) -> Result<MarketplaceMessage, UnreadableMessage> {
    let envelope_type = fields.required("Type", "the kind of envelope, such as `Notification`")?;
    let id = fields.text("MessageId", ID_FORM)?.map(|id| message::id("MessageId", id)).transpose()?;
    let occurred_at =
        fields.text("Timestamp", TIMESTAMP_FORM)?.map(|instant| message::instant("Timestamp", instant)).transpose()?;
    if envelope_type != "Notification" {
        let kind = message::kind("Type", envelope_type)?;
        return Ok(MarketplaceMessage { id, occurred_at, ..said(kind, Signal::Ignored, None) });
    }
    let inside = contents(fields)?;
    let inside = Fields::of(&inside, "Message", "Message.")?;
    if inside.get("detail-type").is_some() {
        // An event sent on by a topic: its own id is the same on every way.
        return eventbridge::event(&inside);
    }
    Ok(MarketplaceMessage { id, occurred_at, ..notice(&inside)? })
}

/// What an envelope carries. SNS itself always writes a string; AWS's sample for new subscribers puts an envelope of
/// its own into the queue, with an object in it and with neither id nor instant.
fn contents<'v>(fields: &Fields<'v>) -> Result<Cow<'v, Value>, UnreadableMessage> {
    match fields.get("Message") {
        Some(Value::String(text)) => {
            fields.required("MessageId", ID_FORM)?;
            fields.required("Timestamp", TIMESTAMP_FORM)?;
            json::parse(text, "`Message`").map(Cow::Owned)
        }
        Some(object) => Ok(Cow::Borrowed(object)),
        None => Err(UnreadableMessage::missing("Message", "the message itself, as JSON in a string")),
    }
}

/// A notice of a subscription or entitlement topic, without the id and instant that only the envelope has.
pub(super) fn notice(fields: &Fields<'_>) -> Result<MarketplaceMessage, UnreadableMessage> {
    let action = fields.required("action", "what happened, such as `subscribe-success`")?;
    let signal = match action {
        "subscribe-success" => Signal::Activated,
        "subscribe-fail" => Signal::Failed,
        "unsubscribe-pending" => Signal::Ended,
        // It follows about an hour after `unsubscribe-pending`, and is about the same end.
        "unsubscribe-success" => Signal::EndCompleted,
        _ => Signal::Ignored,
    };
    let identity = match signal {
        Signal::Ignored => customer(fields).ok(),
        _ => Some(customer(fields)?),
    };
    let kind = message::kind(&fields.path("action"), action)?;
    Ok(said(kind, signal, identity))
}

/// What a message says, beside what its envelope does.
fn said(kind: Note, signal: Signal, identity: Option<SubscriptionIdentity>) -> MarketplaceMessage {
    MarketplaceMessage {
        provider: Provider::Aws,
        id: None,
        identity,
        kind,
        signal,
        occurred_at: None,
        raw: None,
        confirm: None,
        rejected: None,
        account_id: None,
        agreement: None,
    }
}

fn customer(fields: &Fields<'_>) -> Result<SubscriptionIdentity, UnreadableMessage> {
    const CUSTOMER_FORM: &str = "the customer identifier; a product without one says what happens through EventBridge";
    const TOGETHER_FORM: &str =
        "a customer identifier without control characters that stays within 128 bytes together with the product code";
    let customer = fields.required("customer-identifier", CUSTOMER_FORM)?;
    let product = fields.required("product-code", "the product code that goes with the customer identifier")?;
    aws_customer_identity(product, customer)
        .ok_or_else(|| UnreadableMessage::wrong_value(&fields.path("customer-identifier"), customer, TOGETHER_FORM))
}
