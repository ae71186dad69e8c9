//! What the marketplace says when it is asked: the state of an instance, and the calls it gave up delivering.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use defray_core::marketplace::{MarketplaceMessage, Signal};
use defray_core::provider::{Provider, alicloud_identity};
use serde_json::Value;

use super::{AliCloud, INSTANCE_FORM};
use crate::error::UnreadableMessage;
use crate::json::{self, Fields};
use crate::{Marketplace, message, secret};

/// The result of `DescribeInstance` or `DescribeInstanceForIsv`, as a message.
///
/// | `Status` | signal |
/// |---|---|
/// | `OPENED` | activated, or [resumed](Signal::Resumed) with `suspended_before` |
/// | `EXPIRED` | suspended |
/// | `CLOSED` | ended |
/// | `OPENING`, any other | ignored |
///
/// `suspended_before` is what the host knows: that its account of this instance is suspended. The same `OPENED` is
/// then the end of the suspension, which an activation is not. The result bears no instant of the change, so
/// `occurred_at` is absent.
///
/// # Errors
///
/// When it is not such a result, or does not say which instance it is about.
///
/// ```
/// use defray_core::marketplace::Signal;
/// let polled = defray_marketplaces::alicloud::instance(br#"{"InstanceId":1000001,"Status":"CLOSED"}"#, false)?;
/// assert_eq!(polled.signal, Signal::Ended);
/// # Ok::<(), defray_marketplaces::UnreadableMessage>(())
/// ```
pub fn instance(raw: &[u8], suspended_before: bool) -> Result<MarketplaceMessage, UnreadableMessage> {
    let text = message::text(raw)?;
    let value = json::parse(text, "the result")?;
    let fields = Fields::of(&value, "the result", "")?;
    // `DescribeInstanceForIsv` wraps its answer.
    let fields = fields.fields("Result", "Result.")?.unwrap_or(fields);
    let status = fields.required("Status", "the instance's status, such as `OPENED`")?;
    let signal = match status {
        "OPENED" if suspended_before => Signal::Resumed,
        "OPENED" => Signal::Activated,
        "EXPIRED" => Signal::Suspended,
        "CLOSED" => Signal::Ended,
        _ => Signal::Ignored,
    };
    let id = match fields.get("InstanceId") {
        Some(Value::Number(number)) => number.to_string(),
        _ => fields.required("InstanceId", INSTANCE_FORM)?.to_owned(),
    };
    let identity = alicloud_identity(&id).filter(|identity| Provider::AliCloud.is_identity(identity));
    let identity =
        identity.ok_or_else(|| UnreadableMessage::wrong_value(&fields.path("InstanceId"), &id, INSTANCE_FORM))?;
    let account = match fields.get("AliUid") {
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => fields.text("AliUid", "the account's UID")?.map(ToOwned::to_owned),
    };
    let account_id = message::account(Provider::AliCloud, signal, &fields.path("AliUid"), account.as_deref())?;
    let kind = message::kind(&fields.path("Status"), &format!("DescribeInstance {status}"))?;
    Ok(MarketplaceMessage {
        provider: Provider::AliCloud,
        id: None,
        identity: Some(identity),
        kind,
        signal,
        occurred_at: None,
        raw: message::kept(&secret::mask_json(text))?,
        confirm: None,
        rejected: None,
        account_id,
        agreement: None,
    })
}

/// A call that the marketplace gave up delivering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedNotification {
    /// What `ConfirmNotification` takes, once the message is kept; absent if the list does not say, and then it stays
    /// parked.
    pub request_id: Option<String>,
    /// The message, as the call would have been read; or why it cannot be. One that cannot be read hides no other.
    pub message: Result<MarketplaceMessage, UnreadableMessage>,
}

/// The result of `DescribeFailedNotifications`: each parked message is read as the SPI call it would have been. The
/// result comes from an API call of the host's own, so nothing in it is signed.
///
/// # Errors
///
/// When it is not such a list.
pub fn failed_notifications(raw: &[u8]) -> Result<Vec<FailedNotification>, UnreadableMessage> {
    const FORM: &str = "the list `NotificationList`";
    let value = json::parse(message::text(raw)?, "the result")?;
    let fields = Fields::of(&value, "the result", "")?;
    let fields = fields.fields("Result", "Result.")?.unwrap_or(fields);
    let list = match fields.get("NotificationList") {
        // Some clients leave the element's name around the list in.
        Some(Value::Object(wrapped)) => wrapped.values().find(|value| value.is_array()),
        list => list,
    };
    match list {
        Some(Value::Array(entries)) => Ok(entries.iter().map(failed_notification).collect()),
        Some(_) => Err(UnreadableMessage::wrong_value("NotificationList", "another type", FORM)),
        None => Err(UnreadableMessage::missing("NotificationList", FORM)),
    }
}

fn failed_notification(entry: &Value) -> FailedNotification {
    let request_id = entry.get("NotificationRequestId").and_then(Value::as_str).map(ToOwned::to_owned);
    FailedNotification { request_id, message: parked(entry) }
}

fn parked(entry: &Value) -> Result<MarketplaceMessage, UnreadableMessage> {
    const MESSAGE_FORM: &str = "the call's parameters, as JSON in a string";
    let entry = Fields::of(entry, "the notification", "NotificationList.")?;
    let inner = entry.required("Message", MESSAGE_FORM)?;
    let parameters = json::parse(inner, "`Message`")?;
    let Value::Object(parameters) = &parameters else {
        return Err(UnreadableMessage::wrong_value("NotificationList.Message", "another type", MESSAGE_FORM));
    };
    let mut query: BTreeMap<&str, String> =
        parameters.iter().filter_map(|(name, value)| Some((name.as_str(), plain(value)?))).collect();
    if let Some(action) = entry.text("Action", "the call's action")? {
        query.entry("action").or_insert_with(|| action.into());
    }
    let pairs: Vec<String> =
        query.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    AliCloud.read(pairs.join("&").as_bytes())
}

/// A value as it would have stood in the query.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}
