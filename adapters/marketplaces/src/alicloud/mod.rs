//! Alibaba Cloud's marketplace: its SPI calls, which are HTTP GET requests with everything in the query.
//!
//! | action | signal | identity |
//! |---|---|---|
//! | `createInstance`, `orderPay` | activated | `instanceId`; if there is none yet, `orderBizId` |
//! | `resumeInstance`, `renewInstance` | resumed; without effect unless the instance was suspended | `instanceId` |
//! | `expiredInstance` | suspended: the buyer can still renew | `instanceId` |
//! | `releaseInstance` | ended | `instanceId` |
//! | `refundRenewInstance`, `upgradeInstance` | ignored: new terms, the same subscription | if the call has one |
//! | any other | ignored | if the call has one |
//!
//! **The identity holds only if the answer to `createInstance` gives `orderBizId` back as `instanceId`**, as Alibaba
//! Cloud recommends. A seller who answers with an id of its own gets that id in all later calls, and they would not
//! be matched to the first.
//!
//! **A renewal resumes.** `expiredInstance` freezes an instance, and `resumeInstance` is sent only for products of
//! mixed payment whose arrears are paid; for all others the buyer's renewal is the only sign that the freeze is
//! over.
//!
//! **The account** that an instance belongs to is `aliUid` of `createInstance` and `orderPay`. A link must name it.
//!
//! The SPI says neither which call this is nor when it happened: `id` and `occurred_at` are absent, except that the
//! `requestId` of `orderPay` is its id. `expiredOn` is when terms run out, not when anything happened.

//! # Genuine or not
//!
//! `token` is the MD5, in hexadecimal digits, of all other parameters (unknown ones too) sorted by name, joined as
//! `k=v&…`, and `&key=` with the seller's key. The documentation's code signs decoded values; some callers sign them
//! as they stand in the query, so that is tried second. The token covers everything but says nothing of when: a call
//! can be replayed, and is answered in the same way again. It is worth no more than the connection is private, so the
//! address must be HTTPS.

mod metering;
mod polled;

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use defray_core::id::SubscriptionIdentity;
use defray_core::marketplace::{MarketplaceMessage, Signal};
use defray_core::provider::{Provider, alicloud_identity};
use defray_core::time::Instant;

pub use metering::{DAILY_GRACE, HOURLY_GRACE, PUSH_INTERVAL, REAL_TIME_RECORDS_MAX, RECORDS_MAX, WINDOW_MIN};
pub use polled::{FailedNotification, failed_notifications, instance};

use crate::delivery::{Accepted, Delivery, Outcome, Proof, Reply, shown};
use crate::error::UnreadableMessage;
use crate::marketplace::Marketplace;
use crate::metering::{Answer, Call, MeteringResult, Plan, Terms, Usage};
use crate::query::{self, Parameters};
use crate::rejected::Rejected;
use crate::trust::{Nonces, Secret, Trust};
use crate::{crypto, message};

/// Alibaba Cloud's marketplace. It reads SPI calls: the query alone, with or without `?`, or the path or URL it
/// belongs to. Of these only the query is kept, as a path may hold a secret of the host's own.
///
/// ```
/// use defray_core::marketplace::Signal;
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
        let query = query::of(message::text(raw)?)?;
        let parameters = Parameters::of(query)?;
        let action = parameters.required("action", "what happened, such as `releaseInstance`")?;
        let (signal, identified_by) = meaning(action);
        let identity = match signal {
            Signal::Ignored => identity(&parameters, identified_by).ok(),
            _ => Some(identity(&parameters, identified_by)?),
        };
        let account_id = message::account(Provider::AliCloud, signal, "aliUid", parameters.optional("aliUid")?)?;
        let id = match action {
            "orderPay" => parameters.optional("requestId")?.map(|id| message::id("requestId", id)).transpose()?,
            _ => None,
        };
        let kind = message::kind("action", action)?;
        let raw = message::kept(&query::masked(query))?;
        Ok(MarketplaceMessage {
            provider: Provider::AliCloud,
            id,
            identity,
            kind,
            signal,
            occurred_at: None,
            raw,
            confirm: None,
            rejected: None,
            account_id,
            agreement: None,
        })
    }

    fn accept(
        &self,
        delivery: &Delivery<'_>,
        trust: &Trust<'_>,
        _nonces: &mut dyn Nonces,
    ) -> Result<Accepted, Rejected> {
        if !delivery.method.eq_ignore_ascii_case("GET") {
            return Err(Rejected::method(delivery.method, "GET"));
        }
        let query = query::of(message::text(delivery.target.as_bytes())?)?;
        let proof = if trust.is_vouched() {
            Proof::Channel
        } else {
            genuine(query, trust.secrets)?;
            Proof::SharedSecret
        };
        Ok(Accepted { messages: vec![self.read(query.as_bytes())?], action: None, proof })
    }

    fn reply(&self, delivery: &Delivery<'_>, outcome: &Outcome<'_>, _trust: &Trust<'_>) -> Reply {
        match outcome {
            Outcome::Rejected(rejected) => refusal(rejected.status(), rejected.code()),
            Outcome::TryAgain => refusal(503, "try_again"),
            Outcome::UnknownInstance => refusal(404, "unknown_instance"),
            Outcome::Done { access } => done(delivery.target, Some(access)),
            Outcome::Instances(_) => done(delivery.target, Some(&[])),
            Outcome::NotReady => done(delivery.target, None),
        }
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

const TOKEN_FORM: &str = "the token that the marketplace makes of the other parameters and the seller's key";

/// Whether the query's token was made with one of the secrets.
fn genuine(query: &str, secrets: &[Secret]) -> Result<(), Rejected> {
    let parameters = Parameters::of(query)?;
    let token = parameters.get("token").ok_or(Rejected::Unproved { field: "token", expected: TOKEN_FORM })?;
    if secrets.is_empty() {
        return Err(Rejected::NothingTrusted { expected: "seller's key" });
    }
    let bases = [parameters.sorted_except("token"), query::sorted_undecoded_except(query, "token")];
    let fits = |base: &str, secret: &Secret| {
        let expected = crypto::md5_hex(&[base.as_bytes(), b"&key=", secret.reveal().as_bytes()]);
        crypto::same_hex(token, &expected)
    };
    if bases.iter().any(|base| secrets.iter().any(|secret| secret.is_one() && fits(base, secret))) {
        return Ok(());
    }
    Err(Rejected::Forged { field: "token", expected: TOKEN_FORM })
}

/// The answer that says it is done, or, without `access`, that the instance is not ready.
fn done(target: &str, access: Option<&[(&str, &str)]>) -> Reply {
    let Ok(parameters) = query::of(target).and_then(Parameters::of) else { return refusal(400, "unreadable") };
    match parameters.get("action") {
        Some("createInstance") => created(&parameters, access),
        // The newer kind of call is answered with a truth value, the older ones with a text.
        Some("orderPay") => Reply::json(200, &[("success", access.is_some().into())].into()),
        _ => Reply::json(200, &[("success", if access.is_some() { "true" } else { "false" }.into())].into()),
    }
}

fn created(parameters: &Parameters<'_>, access: Option<&[(&str, &str)]>) -> Reply {
    let instance = INSTANCE_OR_ORDER.iter().find_map(|name| parameters.get(name));
    let (Some(instance), Some(access)) = (instance, access) else {
        // Asked again, up to 120 times.
        return Reply::json(200, &[("instanceId", "0".into())].into());
    };
    let mut body = BTreeMap::from([("instanceId", instance.into())]);
    if !access.is_empty() {
        body.insert("appInfo", shown(access));
    }
    Reply::json(200, &body)
}

fn refusal(status: u16, code: &str) -> Reply {
    Reply::json(status, &[("success", "false".into()), ("message", code.into())].into())
}

/// The parameters that may hold the identity, the first present one counting.
type IdentifiedBy = &'static [&'static str];

const INSTANCE: IdentifiedBy = &["instanceId"];
const INSTANCE_OR_ORDER: IdentifiedBy = &["instanceId", "orderBizId"];

fn meaning(action: &str) -> (Signal, IdentifiedBy) {
    match action {
        "createInstance" | "orderPay" => (Signal::Activated, INSTANCE_OR_ORDER),
        "resumeInstance" | "renewInstance" => (Signal::Resumed, INSTANCE),
        "expiredInstance" => (Signal::Suspended, INSTANCE),
        "releaseInstance" => (Signal::Ended, INSTANCE),
        _ => (Signal::Ignored, INSTANCE),
    }
}

const INSTANCE_FORM: &str =
    "an instance id of 1 to 19 digits such as `1551111111`, other than 0, which means not ready";

fn identity(
    parameters: &Parameters<'_>,
    identified_by: IdentifiedBy,
) -> Result<SubscriptionIdentity, UnreadableMessage> {
    let present = identified_by.iter().find(|name| parameters.get(name).is_some());
    let name = present.or(identified_by.last()).copied().unwrap_or("instanceId");
    let instance = parameters.required(name, INSTANCE_FORM)?;
    let identity = alicloud_identity(instance).filter(|identity| Provider::AliCloud.is_identity(identity));
    identity.ok_or_else(|| UnreadableMessage::wrong_value(name, instance, INSTANCE_FORM))
}
