//! `accept` and `reply` of marketplaces for every language: one JSON text in, beside the body's bytes, and one out.
//!
//! ```json
//! {"provider": "aws", "method": "POST", "target": "/sns", "headers": [["Host", "seller.example"]],
//!  "trust": {"now": "2026-05-02T00:54:30Z", "secrets": ["…"], "certificates": [{"address": "…", "pem": "…"}], "topics": ["arn:…"],
//!            "private_channel": false, "age_limit": 300},
//!  "outcome": {"done": {"access": {"frontEndUrl": "https://app.example/"}}}}
//! ```
//!
//! Everything may be absent but `provider`, `trust.now` and, for `reply`, `outcome`: `{"done": {"access": …}}`, `"not_ready"`,
//! `{"instances": [{"id", "access"?}]}`, `"unknown_instance"`, `"try_again"`.
//!
//! `accept` gives `{"accepted": {"messages": […], "next"?: {"do": …}, "proof"}}` or `{"rejected": {"code", "field"?, "message", "ours",
//! "certificate_address"?, "kept": {message}, "reply": {…}}}`; `reply` gives `{"status", "headers": [[name, value]…], "body"}`.

use std::collections::BTreeMap;

use defray::core::provider::Provider;
use defray::core::time::{Instant, Seconds};
use defray_intake::present::record_json;
use defray_marketplaces::{
    Accepted, Action, Delivery, Instance, Outcome, Proof, RecentNonces, Rejected, Reply, Secret, SigningCertificate,
    Trust, rejected_message,
};
use parking_lot::Mutex;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::import::read_secretly;

/// A host's memory of nonces, for one process; many threads may share it.
#[derive(Debug, Default)]
pub struct Nonces(Mutex<RecentNonces>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    provider: Provider,
    #[serde(default)]
    method: String,
    #[serde(default)]
    target: String,
    #[serde(default)]
    headers: Vec<(String, String)>,
    trust: Trusted,
    #[serde(default)]
    outcome: Option<Told>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Trusted {
    now: Instant,
    #[serde(default)]
    secrets: Vec<String>,
    #[serde(default)]
    certificates: Vec<Certificate>,
    #[serde(default)]
    topics: Vec<String>,
    #[serde(default)]
    private_channel: bool,
    #[serde(default)]
    age_limit: Option<Seconds>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Certificate {
    address: String,
    pem: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Told {
    Done(Shown),
    NotReady,
    Instances(Vec<Described>),
    UnknownInstance,
    TryAgain,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shown {
    #[serde(default)]
    access: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Described {
    id: String,
    #[serde(default)]
    access: BTreeMap<String, String>,
}

/// Proves a delivery genuine and reads it. Without `nonces`, every nonce is new.
///
/// # Errors
///
/// When `request` is not of the form above. That the delivery is rejected is no error but an answer.
pub fn accept(request: &[u8], body: &[u8], nonces: Option<&Nonces>) -> Result<String, Failure> {
    asked(request)?.with(body, |provider, delivery, trust, _| {
        let mut none = RecentNonces::default();
        let accepted = match nonces {
            Some(nonces) => defray_marketplaces::accept(provider, delivery, trust, &mut *nonces.0.lock()),
            None => defray_marketplaces::accept(provider, delivery, trust, &mut none),
        };
        match accepted {
            Ok(accepted) => Ok(accepted_json(&accepted)),
            Err(rejected) => Ok(rejected_json(provider, delivery, trust, &rejected)),
        }
    })
}

/// What to answer to a delivery, given what came of it. One that was rejected has its answer already.
///
/// # Errors
///
/// When `request` is not of the form above, or has no outcome.
pub fn reply(request: &[u8], body: &[u8]) -> Result<String, Failure> {
    asked(request)?.with(body, |provider, delivery, trust, outcome| {
        let outcome = outcome.ok_or_else(|| {
            Failure::new("missing_field", "outcome", "`outcome` is absent: expected what came of the delivery")
        })?;
        Ok(reply_json(&defray_marketplaces::reply(provider, delivery, outcome, trust)))
    })
}

fn asked(request: &[u8]) -> Result<Asked, Failure> {
    read_secretly(request, "trust")
}

type Part<'p> = Vec<(&'p str, &'p str)>;

fn pairs(map: &BTreeMap<String, String>) -> Part<'_> {
    map.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

impl Asked {
    /// Does `work` with what was asked.
    fn with(
        self,
        body: &[u8],
        work: impl FnOnce(Provider, &Delivery<'_>, &Trust<'_>, Option<&Outcome<'_>>) -> Result<Value, Failure>,
    ) -> Result<String, Failure> {
        let Self { provider, method, target, headers, trust, outcome } = self;
        let headers: Part<'_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let secrets: Vec<Secret> = trust.secrets.into_iter().map(Secret::new).collect();
        let certificates: Vec<SigningCertificate<'_>> = trust
            .certificates
            .iter()
            .map(|one| SigningCertificate { address: Some(&one.address), bytes: one.pem.as_bytes() })
            .collect();
        let topics: Vec<&str> = trust.topics.iter().map(String::as_str).collect();
        let trust = Trust {
            private_channel: trust.private_channel,
            age_limit: trust.age_limit,
            ..Trust::at(trust.now).secrets(&secrets).certificates(&certificates).sources(&topics)
        };
        let delivery = Delivery { method: &method, target: &target, headers: &headers, body };
        let shown: Vec<Part<'_>> = match &outcome {
            Some(Told::Done(shown)) => vec![pairs(&shown.access)],
            Some(Told::Instances(all)) => all.iter().map(|one| pairs(&one.access)).collect(),
            _ => Vec::new(),
        };
        let described: Vec<Instance<'_>> = match &outcome {
            Some(Told::Instances(all)) => {
                all.iter().zip(&shown).map(|(one, access)| Instance { id: &one.id, access }).collect()
            }
            _ => Vec::new(),
        };
        let outcome = outcome.as_ref().map(|told| match told {
            Told::Done(_) => Outcome::Done { access: shown.first().map_or(&[], Vec::as_slice) },
            Told::NotReady => Outcome::NotReady,
            Told::Instances(_) => Outcome::Instances(&described),
            Told::UnknownInstance => Outcome::UnknownInstance,
            Told::TryAgain => Outcome::TryAgain,
        });
        work(provider, &delivery, &trust, outcome.as_ref()).map(|value| value.to_string())
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

fn rejected_json(provider: Provider, delivery: &Delivery<'_>, trust: &Trust<'_>, rejected: &Rejected) -> Value {
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
    value["reply"] = reply_json(&defray_marketplaces::reply(provider, delivery, &Outcome::Rejected(rejected), trust));
    json!({ "rejected": value })
}

fn reply_json(reply: &Reply) -> Value {
    json!({ "status": reply.status, "headers": reply.headers, "body": reply.body })
}
