//! AWS Marketplace.
//!
//! One message may come in any of these shapes, which are easy to distinguish:
//!
//! | shape | recognised by | `id` | `occurred_at` |
//! |---|---|---|---|
//! | EventBridge event | `detail-type` | `id` | `time` |
//! | SNS envelope (HTTPS body, or SQS body) | `Type` | `MessageId` | `Timestamp` |
//! | the same, around an EventBridge event | `Type`, and `detail-type` in its `Message` | the event's `id` | the event's `time` |
//! | SNS with raw message delivery | `action` | none | none |
//!
//! Raw message delivery drops what orders messages and shows repeats: a late or repeated `unsubscribe-success` can be
//! taken as the end of a newer subscription. Topics should be subscribed without it.
//!
//! What a message means:
//!
//! | message | signal | identity |
//! |---|---|---|
//! | `subscribe-success` | activated | customer and product |
//! | `subscribe-fail` | failed | customer and product |
//! | `unsubscribe-pending` | ended | customer and product |
//! | `unsubscribe-success` | end completed | customer and product |
//! | `entitlement-updated` and every other action | ignored | if the message has one |
//! | `License Updated` | activated | licence |
//! | `License Deprovisioned` | ended | licence |
//! | `Purchase Agreement Ended`: `CANCELLED`, `EXPIRED`, `TERMINATED`, with `detail.license.arn` | ended | licence |
//! | the same without a licence | ignored, see below | none |
//! | `Purchase Agreement Ended`: `RENEWED`, `REPLACED`, any other status or none | ignored | if the message has one |
//! | every other event, and every event of another `source` | ignored | if the message has one |
//! | SNS's own `SubscriptionConfirmation`, `UnsubscribeConfirmation`, … | ignored | none |
//!
//! **Why most agreement events are ignored.** A subscription is known by its licence, but events about agreements
//! name an agreement id and, as a rule, no licence, so they concern no subscription that could be found. Nothing is
//! lost: what they say of the agreement and of the one before it is in `agreement`, and the `License Deprovisioned`
//! that follows within seconds to minutes carries the licence and is the end. Their kind says so, as in
//! `Purchase Agreement Ended (CANCELLED, no licence)`. Nor does a purchase *created* activate anything: it is recorded
//! before usage can be metered, and `License Updated` says when it can.
//!
//! An event's name has a suffix for our part in the sale, ` - Proposer` or ` - Manufacturer`, which the kind leaves
//! out. Events with ` - Acceptor` are about what *we* bought and are ignored, with the suffix in their kind.

//! **The account** that a licence belongs to is `detail.acceptor.accountId` of an event. A link must name it. Messages
//! of SNS state no account.

//! # Genuine or not
//!
//! An SNS envelope is signed (RSA-SHA1 or RSA-SHA256 over its fields) with a key whose certificate the host fetches
//! from the address in the envelope, once that is known to be one of SNS's; whose certificate that is, TLS proves.
//! Then the topic must be one of those trusted, because every customer of AWS can have SNS sign. EventBridge events,
//! raw delivery and what AWS's sample puts into the queue bear no signature; they are accepted only where the host
//! trusts the channel.

mod eventbridge;
mod genuine;
mod metering;
mod results;
mod sns;

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use defray_core::id::{Note, SecretAddress};
use defray_core::marketplace::{MarketplaceMessage, TopicConfirmation};
use defray_core::provider::Provider;
use defray_core::time::Instant;
use serde_json::Value;

pub use genuine::{CLOCK_DIFFERENCE_MAX, SNS_AGE_LIMIT};
pub use metering::{
    AGE_LIMIT, ALLOCATIONS_MAX, CALL_BYTES_MAX, DIMENSION_MAX, QUANTITY_MAX, RECORDS_MAX, TAG_VALUE_MAX, WORKSPACE_TAG,
};
pub use results::{entitlements, resolved_customer};

use crate::delivery::{Accepted, Action, Delivery, Outcome, Proof, Reply};
use crate::error::UnreadableMessage;
use crate::json::{self, Fields};
use crate::marketplace::Marketplace;
use crate::metering::{Answer, Call, MeteringResult, Plan, Terms, Usage};
use crate::rejected::Rejected;
use crate::trust::{Nonces, Secret, Trust};
use crate::{message, secret};

/// AWS Marketplace. It reads what AWS Marketplace sends through SNS and EventBridge, with or without SQS between.
///
/// ```
/// use defray_core::marketplace::Signal;
/// use defray_marketplaces::{Marketplace, aws::Aws};
/// let message = Aws.read(br#"{"action":"unsubscribe-pending","customer-identifier":"X01","product-code":"n0123"}"#)?;
/// assert_eq!(message.signal, Signal::Ended);
/// assert_eq!(message.identity.as_ref().map(|identity| identity.as_str()), Some("aws:customer:n0123:X01"));
/// # Ok::<(), defray_marketplaces::UnreadableMessage>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Aws;

impl Marketplace for Aws {
    fn provider(&self) -> Provider {
        Provider::Aws
    }

    fn read(&self, raw: &[u8]) -> Result<MarketplaceMessage, UnreadableMessage> {
        let text = message::text(raw)?;
        let value = json::parse(text, "the message")?;
        let read = any_shape(&Fields::of(&value, "the message", "")?)?;
        Ok(MarketplaceMessage { raw: message::kept(&secret::mask_json(text))?, ..read })
    }

    fn accept(
        &self,
        delivery: &Delivery<'_>,
        trust: &Trust<'_>,
        _nonces: &mut dyn Nonces,
    ) -> Result<Accepted, Rejected> {
        if !delivery.method.is_empty() && !delivery.method.eq_ignore_ascii_case("POST") {
            return Err(Rejected::method(delivery.method, "POST, or none for what came out of a queue"));
        }
        let value = json::parse(message::text(delivery.body)?, "the message")?;
        let fields = Fields::of(&value, "the message", "")?;
        let is_envelope = fields.get("Type").is_some() && fields.get("detail-type").is_none();
        let signed = if is_envelope {
            genuine::envelope(&fields, trust)?
        } else if trust.private_channel {
            false
        } else {
            return Err(Rejected::Unproved { field: "Signature", expected: "an SNS envelope, signed" });
        };
        let action = action(&fields)?;
        let proof = if signed { Proof::Signature } else { Proof::Channel };
        let message = MarketplaceMessage { confirm: owed(action.as_ref()), ..self.read(delivery.body)? };
        Ok(Accepted { messages: vec![message], action, proof })
    }

    /// SNS goes by the status alone. A status of 400 or 403 is final for it, any other failure is delivered again.
    fn reply(&self, _delivery: &Delivery<'_>, outcome: &Outcome<'_>, _trust: &Trust<'_>) -> Reply {
        Reply::empty(match outcome {
            Outcome::Done { .. } | Outcome::NotReady | Outcome::Instances(_) | Outcome::UnknownInstance => 200,
            Outcome::TryAgain => 503,
            Outcome::Rejected(rejected) => rejected.status(),
        })
    }

    fn deadline(&self, usage: &Usage<'_>, terms: &Terms) -> Instant {
        metering::deadline(usage, terms)
    }

    fn plan(&self, usages: &[Usage<'_>], terms: &Terms) -> Plan {
        metering::plan(usages, terms)
    }

    fn results(&self, call: &Call, answer: &Answer<'_>) -> Vec<(String, MeteringResult)> {
        metering::results(call, answer)
    }
}

/// The confirmation that the ledger then owes, so that it is not forgotten.
fn owed(action: Option<&Action>) -> Option<TopicConfirmation> {
    let Some(Action::ConfirmSubscription { topic, address }) = action else { return None };
    Some(TopicConfirmation { topic: Note::new(topic).ok()?, address: SecretAddress::new(address.reveal()).ok()? })
}

/// What a message asks of the host.
fn action(fields: &Fields<'_>) -> Result<Option<Action>, Rejected> {
    if fields.get("Type").and_then(Value::as_str) == Some("SubscriptionConfirmation") {
        const ADDRESS_FORM: &str = "the address at which SNS confirms a subscription";
        let field = "SubscribeURL";
        let address = fields.get(field).and_then(Value::as_str);
        let address = address.ok_or(Rejected::Unproved { field, expected: ADDRESS_FORM })?;
        if !genuine::confirms_at_sns(address) {
            return Err(Rejected::MalformedProof { field, expected: ADDRESS_FORM });
        }
        let topic = fields.text("TopicArn", "the topic")?.unwrap_or_default().into();
        return Ok(Some(Action::ConfirmSubscription { topic, address: Secret::new(address) }));
    }
    let inner = match fields.get("Message") {
        Some(Value::String(text)) => json::parse(text, "`Message`").ok(),
        Some(object) => Some(object.clone()),
        None => None,
    };
    let notice = inner.as_ref().map_or(Ok(*fields), |inner| Fields::of(inner, "Message", "Message."));
    let Ok(notice) = notice else { return Ok(None) };
    let text = |name: &str| notice.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    match (text("action"), text("product-code"), text("customer-identifier")) {
        (Some("entitlement-updated"), Some(product), Some(customer)) => {
            Ok(Some(Action::LookUpEntitlements { product_code: product.into(), customer_identifier: customer.into() }))
        }
        _ => Ok(None),
    }
}

fn any_shape(fields: &Fields<'_>) -> Result<MarketplaceMessage, UnreadableMessage> {
    if fields.get("detail-type").is_some() {
        eventbridge::event(fields)
    } else if fields.get("Type").is_some() {
        sns::envelope(fields)
    } else if fields.get("action").is_some() {
        sns::notice(fields)
    } else {
        let expected = "an EventBridge event (`detail-type`), an SNS envelope (`Type`) or what one carries (`action`)";
        Err(UnreadableMessage::UnknownShape { expected })
    }
}
