//! Alibaba Cloud's marketplace: its SPI calls, which are HTTP GET requests with everything in the query.
//!
//! | action | signal | identity |
//! |---|---|---|
//! | `createInstance`, `orderPay` | activated | `instanceId`; if there is none yet, `orderBizId` |
//! | `resumeInstance` | resumed | `instanceId` |
//! | `expiredInstance` | suspended: the buyer can still renew | `instanceId` |
//! | `releaseInstance` | ended | `instanceId` |
//! | `renewInstance`, `refundRenewInstance`, `upgradeInstance` | ignored: new terms, the same subscription | if it can be told |
//! | any other | ignored | if it can be told |
//!
//! **The identity holds only if the answer to `createInstance` gives `orderBizId` back as `instanceId`**, as Alibaba Cloud
//! recommends. A seller who answers with an id of its own gets that id in all later calls, and they would not be matched to
//! the first.
//!
//! The SPI says neither which call this is nor when it happened: `id` and `occurred_at` are absent, except that the `requestId`
//! of `orderPay` is its id. `expiredOn` is when terms run out, not when anything happened.

use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use defray_core::cloud_account::{MarketplaceMessage, Provider, Signal, alicloud_identity};
use defray_core::id::SubscriptionIdentity;
use percent_encoding::percent_decode_str;

use crate::error::UnreadableMessage;
use crate::secret::{MASK, is_secret};
use crate::{Marketplace, message};

/// Reads the SPI calls of Alibaba Cloud's marketplace: the query alone, with or without `?`, or the path or URL it belongs to.
/// Of these only the query is kept, as a path may hold a secret of the host's own.
///
/// ```
/// use defray_core::cloud_account::Signal;
/// use defray_marketplaces::{Marketplace, alicloud::AliCloud};
/// let message = AliCloud.read(b"?action=createInstance&orderBizId=122779388&expiredOn=2026-01-25+00%3A00%3A00")?;
/// assert_eq!(message.signal, Signal::Activated);
/// assert_eq!(message.identity.as_ref().map(|identity| identity.as_str()), Some("alicloud:122779388"));
/// # Ok::<(), defray_marketplaces::UnreadableMessage>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct AliCloud;

impl Marketplace for AliCloud {
    fn provider(&self) -> Provider {
        Provider::AliCloud
    }

    fn read(&self, raw: &[u8]) -> Result<MarketplaceMessage, UnreadableMessage> {
        let query = query(message::text(raw)?)?;
        let parameters = Parameters::of(query)?;
        let action = parameters.required("action", "what happened, such as `releaseInstance`")?;
        let (signal, identified_by) = meaning(action);
        let identity = match signal {
            Signal::Ignored => parameters.identity(identified_by).ok(),
            _ => Some(parameters.identity(identified_by)?),
        };
        let id = match action {
            "orderPay" => parameters.optional("requestId")?.map(|id| message::id("requestId", id)).transpose()?,
            _ => None,
        };
        let kind = message::kind("action", action)?;
        let raw = message::kept(&masked(query))?;
        Ok(MarketplaceMessage { provider: Provider::AliCloud, id, identity, kind, signal, occurred_at: None, raw })
    }
}

/// The parameters that may hold the identity, the first present one counting.
type IdentifiedBy = &'static [&'static str];

const INSTANCE: IdentifiedBy = &["instanceId"];
const INSTANCE_OR_ORDER: IdentifiedBy = &["instanceId", "orderBizId"];

fn meaning(action: &str) -> (Signal, IdentifiedBy) {
    match action {
        "createInstance" | "orderPay" => (Signal::Activated, INSTANCE_OR_ORDER),
        "resumeInstance" => (Signal::Resumed, INSTANCE),
        "expiredInstance" => (Signal::Suspended, INSTANCE),
        "releaseInstance" => (Signal::Ended, INSTANCE),
        _ => (Signal::Ignored, INSTANCE),
    }
}

/// The query of a URL, of a path with a query, or of what is a query already.
fn query(text: &str) -> Result<&str, UnreadableMessage> {
    let expected = "a query, or a path or URL with one, such as `/spi?action=releaseInstance&instanceId=1`";
    let starts_with = |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    let query = if text.starts_with(['/', '?']) || starts_with("http://") || starts_with("https://") {
        text.split_once('?').ok_or(UnreadableMessage::UnknownShape { expected })?.1
    } else {
        text
    };
    if query.contains('#') {
        // No request carries a fragment; taken for part of a value it would make another identity.
        let expected = "no `#`, which is written `%23` within a value";
        return Err(UnreadableMessage::MalformedQuery { place: "the query".into(), expected });
    }
    Ok(query)
}

/// The decoded parameters, without the blanks around their values.
struct Parameters<'q>(BTreeMap<Cow<'q, str>, Cow<'q, str>>);

impl<'q> Parameters<'q> {
    fn of(query: &'q str) -> Result<Self, UnreadableMessage> {
        let mut parameters = BTreeMap::new();
        for (index, pair) in query.split('&').enumerate().filter(|(_, pair)| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = decoded(name).ok_or_else(|| malformed(index))?;
            let value = decoded(value).ok_or_else(|| malformed(index))?;
            if parameters.contains_key(&name) {
                return Err(UnreadableMessage::duplicate(shown(&name)));
            }
            parameters.insert(name, value);
        }
        Ok(Self(parameters))
    }

    /// A parameter that says something.
    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|value| value.trim()).filter(|value| !value.is_empty())
    }

    fn optional(&self, name: &str) -> Result<Option<&str>, UnreadableMessage> {
        match self.get(name) {
            // What was encoded twice holds its neighbours, the token perhaps among them.
            Some(value) if value.contains('&') => {
                let expected = "a value without `&`; was the query encoded twice?";
                Err(UnreadableMessage::wrong_value(name, shown(value), expected))
            }
            value => Ok(value),
        }
    }

    fn required(&self, name: &str, expected: &'static str) -> Result<&str, UnreadableMessage> {
        self.optional(name)?.ok_or_else(|| UnreadableMessage::missing(name, expected))
    }

    fn identity(&self, identified_by: IdentifiedBy) -> Result<SubscriptionIdentity, UnreadableMessage> {
        const FORM: &str =
            "an instance id such as `1551111111`, other than 0, which means not ready, and within 119 bytes";
        let present = identified_by.iter().find(|name| self.get(name).is_some());
        let name = present.or(identified_by.last()).copied().unwrap_or("instanceId");
        let instance = self.required(name, FORM)?;
        let identity = alicloud_identity(instance).filter(|_| instance != "0");
        identity.ok_or_else(|| UnreadableMessage::wrong_value(name, instance, FORM))
    }
}

fn malformed(index: usize) -> UnreadableMessage {
    let place = format!("parameter {}", index.saturating_add(1));
    UnreadableMessage::MalformedQuery { place, expected: "UTF-8, with two hexadecimal digits after each `%`" }
}

/// Form decoding: `+` is a blank, `%` and two digits are a byte, the bytes are UTF-8.
fn decoded(text: &str) -> Option<Cow<'_, str>> {
    let whole = |rest: &str| rest.as_bytes().get(..2).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit));
    if !text.split('%').skip(1).all(whole) {
        return None;
    }
    if !text.contains('+') {
        return percent_decode_str(text).decode_utf8().ok();
    }
    let with_blanks = text.replace('+', " ");
    let decoded = percent_decode_str(&with_blanks).decode_utf8().ok()?;
    Some(Cow::Owned(decoded.into_owned()))
}

/// The part of a decoded text that an error may show: no further than where a neighbour would begin.
fn shown(text: &str) -> &str {
    text.split(['&', '=']).next().unwrap_or_default()
}

/// The query with its secrets masked and all else as it came.
fn masked(query: &str) -> String {
    let pairs: Vec<Cow<'_, str>> = query.split('&').map(masked_pair).collect();
    pairs.join("&")
}

fn masked_pair(pair: &str) -> Cow<'_, str> {
    match pair.split_once('=') {
        Some((name, _)) if decoded(name).is_none_or(|name| is_secret(&name)) => Cow::Owned(format!("{name}={MASK}")),
        _ => Cow::Borrowed(pair),
    }
}
