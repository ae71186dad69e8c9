//! Marketplace deliveries for every language: `receive`, and its parts `accept` and `reply`. Each takes one JSON text
//! and the bytes of the body, and returns one JSON text.
//!
//! ```json
//! {"provider": "aws", "method": "POST", "target": "/sns", "headers": [["Host", "seller.example"]],
//!  "trust": {"now": "2026-05-02T00:54:30Z", "secrets": ["…"], "certificates": [{"address": "…", "pem": "…"}],
//!            "topics": ["arn:…"], "private_channel": false, "age_limit": 300}}
//! ```
//!
//! The fields `provider` and `trust.now` are required. A certificate without an address applies to every address of
//! SNS.
//!
//! | function | more fields of the request | result |
//! |---|---|---|
//! | `receive` | `at`?, `access`?, `keep_rejected`? | that of `accept`, and `results`, `failure`?, `reply` |
//! | `accept` | | `{"accepted": {"messages", "next"?: {"do", …}, "proof"}}` or `{"rejected": {"code", "field"?, "message", "ours", "certificate_address"?, "kept", "reply"}}` |
//! | `reply` | `outcome` | `{"status", "headers": [[name, value]…], "body"}` |
//!
//! `outcome` is `{"done": {"access"?}}`, `"not_ready"`, `{"instances": [{"id", "access"?}…]}`, `"unknown_instance"`
//! or `"try_again"`. `access` is `{name: value}`. A result is `{"disposition", "duplicate"?: true, "position"?,
//! "outbox"?: [number…]}` or `{"error": {"number", "code", "class", "field"?, "rule"?, "message", "retryable"}}`;
//! `failure` is such an error.

use std::collections::BTreeMap;

use defray::core::provider::Provider;
use defray::core::time::{Instant, Seconds};
use defray::{Answer, Engine, Error};
use defray_intake::present::record_json;
use defray_marketplaces::{
    Accepted, Action, Delivery, Instance, Novelty, Outcome, Proof, RecentNonces, Rejected, Reply, Secret,
    SigningCertificate, Trust, rejected_message,
};
use defray_receive::{Effect, Options, Received, effect, queued};
use parking_lot::Mutex;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::import::read_masked;

/// The nonces of genuine calls that the host received, in the memory of one process. Threads may share it.
#[derive(Debug, Default)]
pub struct Nonces(Mutex<RecentNonces>);

/// The memory of nonces during one call. It is locked only while a nonce is looked up, not while the ledger writes.
/// Without a memory every nonce is new.
struct SharedNonces<'n>(Option<&'n Nonces>);

impl defray_marketplaces::Nonces for SharedNonces<'_> {
    fn remember(&mut self, nonce: &str, now: Instant, until: Instant) -> Novelty {
        self.0.map_or(Novelty::New, |nonces| nonces.0.lock().remember(nonce, now, until))
    }
}

/// The JSON request of all functions here. The body of the delivery is a separate argument.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeliveryRequest {
    provider: Provider,
    #[serde(default)]
    method: String,
    #[serde(default)]
    target: String,
    #[serde(default)]
    headers: Vec<(String, String)>,
    trust: TrustRequest,
    /// Only for `reply`.
    #[serde(default)]
    outcome: Option<OutcomeRequest>,
    /// Only for `receive`, like the next two fields.
    #[serde(default)]
    at: Option<Instant>,
    #[serde(default)]
    access: BTreeMap<String, String>,
    #[serde(default)]
    keep_rejected: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TrustRequest {
    now: Instant,
    #[serde(default)]
    secrets: Vec<String>,
    #[serde(default)]
    certificates: Vec<CertificateRequest>,
    #[serde(default)]
    topics: Vec<String>,
    #[serde(default)]
    private_channel: bool,
    #[serde(default)]
    age_limit: Option<Seconds>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CertificateRequest {
    #[serde(default)]
    address: Option<String>,
    pem: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum OutcomeRequest {
    Done(DoneRequest),
    NotReady,
    Instances(Vec<InstanceRequest>),
    UnknownInstance,
    TryAgain,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DoneRequest {
    #[serde(default)]
    access: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InstanceRequest {
    id: String,
    #[serde(default)]
    access: BTreeMap<String, String>,
}

/// Verifies a delivery, records it in the ledger, and makes the reply: [`defray_receive::receive`]. Without `nonces`,
/// every nonce is new.
///
/// # Errors
///
/// An error of class misuse when `request` is not of the form above. A rejected delivery and an error of the ledger are
/// results, not errors, because both have a reply to the marketplace.
pub fn receive(engine: &Engine, request: &[u8], body: &[u8], nonces: Option<&Nonces>) -> Result<String, Failure> {
    let request = read(request)?;
    let access = pairs(&request.access);
    let options = Options { at: request.at, access: &access, keep_rejected: request.keep_rejected };
    Ok(request.with(body, |delivery, trust| {
        let provider = request.provider;
        let received = defray_receive::receive(engine, provider, delivery, trust, &mut SharedNonces(nonces), &options);
        let mut value = match &received.accepted {
            Ok(accepted) => accepted_json(accepted),
            Err(rejected) => rejected_json(provider, delivery, rejected, &received.reply),
        };
        let Received { results, failure, reply, .. } = &received;
        value["results"] = results.iter().map(result_json).collect();
        if let Some(failure) = failure {
            value["failure"] = error_json(failure);
        }
        value["reply"] = reply_json(reply);
        value
    }))
}

/// Verifies that a delivery is genuine, and reads it. Without `nonces`, every nonce is new.
///
/// # Errors
///
/// An error of class misuse when `request` is not of the form above. A rejected delivery is a result, not an error.
pub fn accept(request: &[u8], body: &[u8], nonces: Option<&Nonces>) -> Result<String, Failure> {
    let request = read(request)?;
    let provider = request.provider;
    Ok(request.with(body, |delivery, trust| {
        match defray_marketplaces::accept(provider, delivery, trust, &mut SharedNonces(nonces)) {
            Ok(accepted) => accepted_json(&accepted),
            Err(rejected) => {
                let reply = defray_marketplaces::reply(provider, delivery, &Outcome::Rejected(&rejected), trust);
                rejected_json(provider, delivery, &rejected, &reply)
            }
        }
    }))
}

/// The reply to an accepted delivery, for an outcome. The reply to a rejected delivery is part of the result of
/// [`accept`].
///
/// # Errors
///
/// An error of class misuse when `request` is not of the form above, or has no outcome.
pub fn reply(request: &[u8], body: &[u8]) -> Result<String, Failure> {
    let request = read(request)?;
    let absent =
        || Failure::new("missing_field", "outcome", "`outcome` is absent: expected the outcome of the delivery");
    let outcome = request.outcome.as_ref().ok_or_else(absent)?;
    let answer = |outcome: &Outcome<'_>| {
        request.with(body, |delivery, trust| {
            reply_json(&defray_marketplaces::reply(request.provider, delivery, outcome, trust))
        })
    };
    Ok(match outcome {
        OutcomeRequest::Done(done) => answer(&Outcome::Done { access: &pairs(&done.access) }),
        OutcomeRequest::NotReady => answer(&Outcome::NotReady),
        OutcomeRequest::Instances(all) => {
            let all: Vec<(&str, Pairs<'_>)> = all.iter().map(|one| (one.id.as_str(), pairs(&one.access))).collect();
            let instances: Vec<Instance<'_>> = all.iter().map(|(id, access)| Instance { id, access }).collect();
            answer(&Outcome::Instances(&instances))
        }
        OutcomeRequest::UnknownInstance => answer(&Outcome::UnknownInstance),
        OutcomeRequest::TryAgain => answer(&Outcome::TryAgain),
    })
}

fn read(request: &[u8]) -> Result<DeliveryRequest, Failure> {
    read_masked(request, "trust")
}

type Pairs<'p> = Vec<(&'p str, &'p str)>;

fn pairs(map: &BTreeMap<String, String>) -> Pairs<'_> {
    map.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

impl DeliveryRequest {
    /// Calls `work` with the delivery and the trust. Returns its result as JSON text.
    fn with(&self, body: &[u8], work: impl FnOnce(&Delivery<'_>, &Trust<'_>) -> Value) -> String {
        let headers: Pairs<'_> = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let secrets: Vec<Secret> = self.trust.secrets.iter().map(Secret::new).collect();
        let given = self.trust.certificates.iter();
        let certificates: Vec<SigningCertificate<'_>> = given
            .map(|one| SigningCertificate { address: one.address.as_deref(), bytes: one.pem.as_bytes() })
            .collect();
        let topics: Vec<&str> = self.trust.topics.iter().map(String::as_str).collect();
        let trust = Trust {
            private_channel: self.trust.private_channel,
            age_limit: self.trust.age_limit,
            ..Trust::at(self.trust.now).secrets(&secrets).certificates(&certificates).sources(&topics)
        };
        let delivery = Delivery { method: &self.method, target: &self.target, headers: &headers, body };
        work(&delivery, &trust).to_string()
    }
}

fn accepted_json(accepted: &Accepted) -> Value {
    let proof = match accepted.proof {
        Proof::Signature => "signature",
        Proof::SharedSecret => "shared_secret",
        _ => "channel",
    };
    let mut value = json!({ "messages": accepted.messages.iter().map(record_json).collect::<Value>() });
    if let Some(next) = accepted.action.as_ref().and_then(next_json) {
        value["next"] = next;
    }
    value["proof"] = proof.into();
    json!({ "accepted": value })
}

fn next_json(action: &Action) -> Option<Value> {
    let mut value = match action {
        Action::ConfirmSubscription { topic, address } => {
            json!({ "do": "confirm_subscription", "topic": topic, "address": address.reveal() })
        }
        Action::LookUpEntitlements { product_code, customer_identifier } => {
            json!({ "do": "look_up_entitlements", "product_code": product_code, "customer_identifier": customer_identifier })
        }
        Action::LookUpOrder { order, order_line } => {
            json!({ "do": "look_up_order", "order": order, "order_line": order_line })
        }
        Action::DescribeInstances { instances } => json!({ "do": "describe_instances", "instances": instances }),
        _ => return None,
    };
    if let Value::Object(fields) = &mut value {
        fields.retain(|_, field| !field.is_null());
    }
    Some(value)
}

fn rejected_json(provider: Provider, delivery: &Delivery<'_>, rejected: &Rejected, reply: &Reply) -> Value {
    let mut value = json!({ "code": rejected.code() });
    if let Some(field) = rejected.field() {
        value["field"] = field.into();
    }
    value["message"] = rejected.to_string().into();
    value["ours"] = rejected.is_ours().into();
    if let Rejected::CertificateNeeded { address, .. } = rejected {
        value["certificate_address"] = address.as_str().into();
    }
    value["kept"] = record_json(&rejected_message(provider, delivery, rejected));
    value["reply"] = reply_json(reply);
    json!({ "rejected": value })
}

/// The result of one submitted message.
fn result_json(result: &Result<Answer, Error>) -> Value {
    let answer = match result {
        Ok(answer) => answer,
        Err(error) => return json!({ "error": error_json(error) }),
    };
    let mut value = match effect(answer) {
        Some(Effect::Recorded(disposition)) => json!({ "disposition": disposition.name() }),
        Some(Effect::Duplicate(first)) => json!({ "disposition": first.name(), "duplicate": true }),
        None => json!({}),
    };
    if let Some(done) = answer.done() {
        value["position"] = done.position.into();
    }
    let outbox: Vec<String> = queued(answer).map(|number| number.to_string()).collect();
    if !outbox.is_empty() {
        value["outbox"] = outbox.into();
    }
    value
}

fn error_json(error: &Error) -> Value {
    let failure = Failure::from(error);
    let Failure { status, field, rule, message, .. } = &failure;
    let mut value = json!({ "number": status.number(), "code": status.name(), "class": status.class().name() });
    if !field.is_empty() {
        value["field"] = field.as_str().into();
    }
    if !rule.is_empty() {
        value["rule"] = (*rule).into();
    }
    value["message"] = message.as_str().into();
    value["retryable"] = failure.retryable().into();
    value
}

fn reply_json(reply: &Reply) -> Value {
    json!({ "status": reply.status, "headers": reply.headers, "body": reply.body })
}
