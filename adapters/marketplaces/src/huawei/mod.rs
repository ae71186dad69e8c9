//! Huawei Cloud's marketplace, KooGallery, in both versions of its interface.
//!
//! V1 calls are GET requests with everything in the query, V2 calls are POST requests with JSON in the body; they
//! are easy to distinguish.
//!
//! | activity | signal | identity |
//! |---|---|---|
//! | `newInstance` | activated | the instance id that it is answered with, see below |
//! | `refreshInstance` (V1) | resumed; without effect unless the instance was suspended | `instanceId` |
//! | `expireInstance` (V1) | suspended: the buyer has up to 15 days to renew | `instanceId` |
//! | `instanceStatus` (V1), `updateInstanceStatus` (V2): `FREEZE` | suspended | `instanceId` |
//! | the same: `NORMAL` (V1), `UNFREEZE` (V2) | resumed | `instanceId` |
//! | `releaseInstance` | ended | `instanceId` |
//! | any other, and any with `testFlag` 1 | ignored | if the call has one |
//!
//! **Our instance ids.** The seller names the instance, and must give the same name whenever the same order is
//! delivered. Huawei Cloud recommends the first call's `businessId`, but that differs in every call, so a seller
//! would have to remember it. Here the name is made of what stays the same: the order line (`orderLineId`); in V1,
//! which has none, the order and, where the call says it, its product (`orderId-productId`), or their SHA-256 where
//! that is longer than the 64 characters allowed. So the answer to a repeated call is the same without any memory.
//!
//! **A renewal resumes** in V1: the documentation says that renewing during the freeze lifts it, and no other call
//! says so. V2 says it with `UNFREEZE`, and its `updateInstance` may also be the refund of a renewal, so that is
//! ignored.
//!
//! `occurred_at` is the instant of the call (`timeStamp`, or in V2 the `timestamp` that is signed with the body);
//! there is no other. In V2 the `nonce` is the message's id.
//!
//! **The account** that an instance belongs to is `customerId` of `newInstance` (V1). A link must name it. V2 states no
//! account.
//!
//! # Genuine or not
//!
//! V1: `authToken` is the Base64 of an HMAC-SHA256 over all other parameters, decoded, sorted and joined, the key
//! being access key and `timeStamp`. V2: `signature` is an HMAC-SHA256 in hexadecimal digits over access key, nonce,
//! timestamp and an HMAC of the body. Either call must be fresh, and a V2 nonce counts once. Answers are signed in
//! turn, in the header `Body-Sign`.

mod genuine;
mod metering;

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use defray_core::id::SubscriptionIdentity;
use defray_core::marketplace::{MarketplaceMessage, Signal};
use defray_core::provider::{Provider, huawei_identity};
use defray_core::time::Instant;
use serde_json::Value;

pub use genuine::{V1_AGE_LIMIT, V2_AGE_LIMIT};
pub use metering::{
    DAILY_GRACE, DECIMALS_MAX, HOURLY_GRACE, QUANTITY_BOUND, RECORDS_MAX, SERIAL_MAX, USAGE_PATH, USAGE_VALUE_MAX,
};

use crate::delivery::{Accepted, Action, Delivery, Outcome, Proof, Reply, shown};
use crate::error::UnreadableMessage;
use crate::json::{self, Fields};
use crate::marketplace::Marketplace;
use crate::metering::{Answer, Call, MeteringResult, Plan, Terms, Usage};
use crate::query::{self, Parameters};
use crate::rejected::Rejected;
use crate::trust::{Nonces, Trust};
use crate::{crypto, message, secret};

/// The longest instance id (documentation of `newInstance`), in characters.
pub const INSTANCE_ID_MAX: usize = 64;

/// Huawei Cloud's marketplace. It reads V1 calls (the query, or the path or URL it belongs to) and the bodies of V2
/// calls.
///
/// ```
/// use defray_core::marketplace::Signal;
/// use defray_marketplaces::{Marketplace, huawei::Huawei};
/// let frozen = Huawei.read(br#"{"activity":"updateInstanceStatus","instanceId":"CS1-000001","status":"FREEZE"}"#)?;
/// assert_eq!(frozen.signal, Signal::Suspended);
/// let expired = Huawei.read(b"?activity=expireInstance&instanceId=CS1-000001&timeStamp=20170725025113409")?;
/// assert_eq!(expired.occurred_at.map(|at| at.to_string()).as_deref(), Some("2017-07-25T02:51:13.409Z"));
/// # Ok::<(), defray_marketplaces::UnreadableMessage>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Huawei;

impl Marketplace for Huawei {
    fn provider(&self) -> Provider {
        Provider::HuaweiCloud
    }

    fn read(&self, raw: &[u8]) -> Result<MarketplaceMessage, UnreadableMessage> {
        let text = message::text(raw)?;
        if text.starts_with(['{', '[', '"']) {
            let value = json::parse(text, "the message")?;
            let call = CallFields::of_body(&Fields::of(&value, "the message", "")?)?;
            return call.message(None, message::kept(&secret::mask_json(text))?);
        }
        let query = query::of(text)?;
        let parameters = Parameters::of(query)?;
        let occurred_at = match parameters.optional("timeStamp")? {
            Some(timestamp) => Some(genuine::v1_instant(timestamp)?),
            None => None,
        };
        CallFields::of_query(&parameters)?.message(occurred_at, message::kept(&query::masked(query))?)
    }

    fn accept(
        &self,
        delivery: &Delivery<'_>,
        trust: &Trust<'_>,
        nonces: &mut dyn Nonces,
    ) -> Result<Accepted, Rejected> {
        if delivery.method.eq_ignore_ascii_case("GET") {
            let query = query::of(message::text(delivery.target.as_bytes())?)?;
            if !trust.is_vouched() {
                genuine::v1(query, trust)?;
            }
            let message = self.read(query.as_bytes())?;
            return Ok(Accepted { messages: vec![message], action: None, proof: proof(trust) });
        }
        if !delivery.method.eq_ignore_ascii_case("POST") {
            return Err(Rejected::method(delivery.method, "GET (V1) or POST (V2)"));
        }
        let action = action(delivery.body);
        if trust.is_vouched() && delivery.target.is_empty() {
            // The body alone has neither nonce nor instant.
            return Ok(Accepted { messages: vec![self.read(delivery.body)?], action, proof: Proof::Channel });
        }
        let call = genuine::v2(delivery, trust, nonces)?;
        let read = self.read(delivery.body)?;
        let id = message::id("nonce", &call.nonce)?;
        let messages = vec![MarketplaceMessage { id: Some(id), occurred_at: Some(call.at), ..read }];
        Ok(Accepted { messages, action, proof: proof(trust) })
    }

    fn reply(&self, delivery: &Delivery<'_>, outcome: &Outcome<'_>, trust: &Trust<'_>) -> Reply {
        let body = answer(delivery, outcome);
        let mut reply = Reply::json(200, &body);
        if let Some(secret) = genuine::secret_of(delivery, trust) {
            let signature =
                crypto::base64(&crypto::hmac_sha256(&[secret.reveal().as_bytes()], &[reply.body.as_bytes()]));
            reply.headers.push(("Body-Sign", format!(r#"sign_type="HMAC-SHA256", signature="{signature}""#)));
        }
        reply
    }

    fn deadline(&self, usage: &Usage<'_>, terms: &Terms) -> Instant {
        metering::deadline(usage, terms)
    }

    fn plan(&self, usages: &[Usage<'_>], terms: &Terms) -> Plan {
        metering::plan(usages, terms)
    }

    fn headers(&self, call: &Call, trust: &Trust<'_>, nonce: &str) -> Result<Vec<(&'static str, String)>, Rejected> {
        metering::headers(call, trust, nonce)
    }

    fn results(&self, call: &Call, answer: &Answer<'_>) -> Vec<(String, MeteringResult)> {
        metering::results(call, answer)
    }
}

const ACTIVITY_FORM: &str = "what happened, such as `releaseInstance`";
const INSTANCE_FORM: &str = "an instance id such as `CS2211181819B4LVS-000001`, within 115 bytes";
const ORDER_FORM: &str = "an order id such as `CS2211181819B4LVS`";

/// The fields of a call of either version.
#[derive(Default)]
struct CallFields {
    activity: String,
    status: Option<String>,
    instance: Option<String>,
    order: Option<String>,
    order_line: Option<String>,
    product: Option<String>,
    customer: Option<String>,
    is_test: bool,
}

impl CallFields {
    fn of_query(parameters: &Parameters<'_>) -> Result<Self, UnreadableMessage> {
        let text = |name: &str| Ok::<_, UnreadableMessage>(parameters.optional(name)?.map(ToString::to_string));
        Ok(Self {
            activity: parameters.required("activity", ACTIVITY_FORM)?.into(),
            status: text("instanceStatus")?.or(text("status")?),
            instance: text("instanceId")?,
            order: text("orderId")?,
            order_line: text("orderLineId")?,
            product: text("productId")?,
            customer: text("customerId")?,
            is_test: parameters.get("testFlag") == Some("1"),
        })
    }

    fn of_body(fields: &Fields<'_>) -> Result<Self, UnreadableMessage> {
        let text = |name: &str| {
            let text = fields.text(name, "a text")?.filter(|text| !text.is_empty());
            Ok::<_, UnreadableMessage>(text.map(ToString::to_string))
        };
        let is_test = match fields.get("testFlag") {
            Some(Value::Number(number)) => number.as_u64() == Some(1),
            Some(Value::Bool(test)) => *test,
            Some(Value::String(text)) => text.trim() == "1",
            _ => false,
        };
        Ok(Self {
            activity: fields.required("activity", ACTIVITY_FORM)?.into(),
            status: text("status")?.or(text("instanceStatus")?),
            instance: text("instanceId")?,
            order: text("orderId")?,
            order_line: text("orderLineId")?,
            product: text("productId")?,
            customer: text("customerId")?,
            is_test,
        })
    }

    /// The signal, and the kind where it says more than the activity.
    fn meaning(&self) -> (Signal, Option<String>) {
        if self.is_test {
            return (Signal::Ignored, Some(format!("{} (test)", self.activity)));
        }
        let signal = match self.activity.as_str() {
            "newInstance" => Signal::Activated,
            "refreshInstance" => Signal::Resumed,
            "expireInstance" => Signal::Suspended,
            "releaseInstance" => Signal::Ended,
            "instanceStatus" | "updateInstanceStatus" => {
                let status = self.status.as_deref().unwrap_or("no status");
                let signal = match status {
                    "FREEZE" => Signal::Suspended,
                    "NORMAL" | "UNFREEZE" => Signal::Resumed,
                    _ => Signal::Ignored,
                };
                return (signal, Some(format!("{} ({status})", self.activity)));
            }
            _ => Signal::Ignored,
        };
        (signal, None)
    }

    /// The instance concerned: the one named, or the one that a new order's call is answered with.
    fn instance(&self) -> Result<String, UnreadableMessage> {
        if self.activity != "newInstance" {
            return self.instance.clone().ok_or_else(|| UnreadableMessage::missing("instanceId", INSTANCE_FORM));
        }
        let order = || self.order.as_deref().ok_or_else(|| UnreadableMessage::missing("orderId", ORDER_FORM));
        let name = match (&self.order_line, &self.product) {
            (Some(line), _) => line.clone(),
            (None, Some(product)) => format!("{}-{product}", order()?),
            (None, None) => order()?.into(),
        };
        Ok(if name.chars().count() > INSTANCE_ID_MAX { crypto::sha256_hex(&name) } else { name })
    }

    fn identity(&self) -> Result<SubscriptionIdentity, UnreadableMessage> {
        let instance = self.instance()?;
        huawei_identity(&instance).ok_or_else(|| UnreadableMessage::wrong_value("instanceId", &instance, INSTANCE_FORM))
    }

    fn message(
        &self,
        occurred_at: Option<Instant>,
        raw: Option<defray_core::id::RawMessage>,
    ) -> Result<MarketplaceMessage, UnreadableMessage> {
        let (signal, kind) = self.meaning();
        let identity = match signal {
            Signal::Ignored => self.identity().ok(),
            _ => Some(self.identity()?),
        };
        let account_id = message::account(Provider::HuaweiCloud, signal, "customerId", self.customer.as_deref())?;
        let kind = message::kind("activity", kind.as_deref().unwrap_or(&self.activity))?;
        Ok(MarketplaceMessage {
            provider: Provider::HuaweiCloud,
            id: None,
            identity,
            kind,
            signal,
            occurred_at,
            raw,
            confirm: None,
            rejected: None,
            account_id,
            agreement: None,
        })
    }
}

const fn proof(trust: &Trust<'_>) -> Proof {
    if trust.is_vouched() { Proof::Channel } else { Proof::SharedSecret }
}

/// What the host must do for a V2 call.
fn action(body: &[u8]) -> Option<Action> {
    let fields = fields_of_body(body)?;
    match fields.activity.as_str() {
        _ if fields.is_test => None,
        "newInstance" => Some(Action::LookUpOrder { order: fields.order?, order_line: fields.order_line }),
        "queryInstance" => {
            let instances = fields.instance?.split(',').map(|id| id.trim().to_string()).collect();
            Some(Action::DescribeInstances { instances })
        }
        _ => None,
    }
}

fn fields_of_body(body: &[u8]) -> Option<CallFields> {
    let value = json::parse(message::text(body).ok()?, "the message").ok()?;
    CallFields::of_body(&Fields::of(&value, "the message", "").ok()?).ok()
}

fn fields_of(delivery: &Delivery<'_>) -> Option<CallFields> {
    if delivery.method.eq_ignore_ascii_case("GET") {
        let query = query::of(message::text(delivery.target.as_bytes()).ok()?).ok()?;
        return CallFields::of_query(&Parameters::of(query).ok()?).ok();
    }
    fields_of_body(delivery.body)
}

/// The answer's body, with a result code of the documentation's list.
fn answer(delivery: &Delivery<'_>, outcome: &Outcome<'_>) -> BTreeMap<&'static str, Value> {
    let (code, words) = match outcome {
        Outcome::Done { .. } | Outcome::Instances(_) => ("000000", "success."),
        Outcome::NotReady => ("000004", "The request is being processed."),
        Outcome::UnknownInstance => ("000003", "The instance ID does not exist."),
        Outcome::TryAgain => ("000005", "Other internal errors."),
        Outcome::Rejected(Rejected::Unreadable(_) | Rejected::WrongMethod { .. }) => {
            ("000002", "Invalid request parameter.")
        }
        Outcome::Rejected(rejected) if rejected.is_ours() => ("000005", "Other internal errors."),
        Outcome::Rejected(_) => ("000001", "Authentication failed."),
    };
    let mut body = BTreeMap::from([("resultCode", code.into()), ("resultMsg", words.into())]);
    let fields = fields_of(delivery);
    if let (Some(fields), Outcome::Done { .. } | Outcome::NotReady) = (&fields, outcome)
        && fields.activity == "newInstance"
        && let Ok(instance) = fields.instance()
    {
        // V2 wants the id even while the instance is not ready, to ask for it later.
        body.insert("instanceId", instance.into());
        if let Outcome::Done { access } = outcome
            && !access.is_empty()
        {
            body.insert("appInfo", shown(access));
        }
    }
    if let Outcome::Instances(instances) = outcome {
        let described = instances.iter().map(|instance| {
            let id = (String::from("instanceId"), Value::from(instance.id));
            let access = (!instance.access.is_empty()).then(|| (String::from("appInfo"), shown(instance.access)));
            access.into_iter().chain([id]).collect::<Value>()
        });
        body.insert("info", described.collect());
    }
    body
}
