//! AWS Marketplace.
//!
//! One message may come in any of these shapes, which tell themselves apart:
//!
//! | shape | told by | `id` | `occurred_at` |
//! |---|---|---|---|
//! | EventBridge event | `detail-type` | `id` | `time` |
//! | SNS envelope (HTTPS body, or SQS body) | `Type` | `MessageId` | `Timestamp` |
//! | the same, around an EventBridge event | `Type`, and `detail-type` in its `Message` | the event's `id` | the event's `time` |
//! | SNS with raw message delivery | `action` | none | none |
//!
//! Raw message delivery drops what orders messages and tells repeats: a late `unsubscribe-success` can then not be told
//! from the end of a newer subscription. Topics should be subscribed without it.
//!
//! What a message means:
//!
//! | message | signal | identity |
//! |---|---|---|
//! | `subscribe-success` | activated | customer and product |
//! | `subscribe-fail` | failed | customer and product |
//! | `unsubscribe-pending`, `unsubscribe-success` | ended | customer and product |
//! | `entitlement-updated` and every other action | ignored | if it can be told |
//! | `License Updated` | activated | licence |
//! | `License Deprovisioned` | ended | licence |
//! | `Purchase Agreement Ended`: `CANCELLED`, `EXPIRED`, `TERMINATED`, with `detail.license.arn` | ended | licence |
//! | the same without a licence | ignored, see below | none |
//! | `Purchase Agreement Ended`: `RENEWED`, `REPLACED`, any other status or none | ignored | if it can be told |
//! | every other event, and every event of another `source` | ignored | if it can be told |
//! | SNS's own `SubscriptionConfirmation`, `UnsubscribeConfirmation`, … | ignored | none |
//!
//! **Why most agreement events are ignored.** A subscription is known by its licence, but events about agreements name an
//! agreement id and, as a rule, no licence, so they concern no subscription that could be found. Nothing is lost:
//! the `License Deprovisioned` that follows within seconds to minutes carries the licence and is the end. Their kind says so,
//! as in `Purchase Agreement Ended (CANCELLED, no licence)`. Nor does a purchase *created* activate anything: it is
//! recorded before usage can be metered, and `License Updated` tells when it can.
//!
//! An event's name has a suffix for our part in the sale, ` - Proposer` or ` - Manufacturer`, which the kind leaves out. Events
//! with ` - Acceptor` are about what *we* bought and are ignored, with the suffix in their kind.

mod eventbridge;
mod sns;

use defray_core::cloud_account::{MarketplaceMessage, Provider};

use crate::error::UnreadableMessage;
use crate::json::{self, Fields};
use crate::{Marketplace, message, secret};

/// Reads what AWS Marketplace sends through SNS and EventBridge, with or without SQS between.
///
/// ```
/// use defray_core::cloud_account::Signal;
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
