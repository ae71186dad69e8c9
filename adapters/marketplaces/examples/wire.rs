//! The crate as a process: one request in JSON per line in, one answer per line out. For trying things, and for tests
//! in other languages.
//!
//! ```text
//! {"do": "accept", "provider", "now", "method"?, "target"?, "body"?, "secrets"?, "topics"?, "certificate"?: {"address", "pem"}, "queued"?}
//!     → {"accepted": [message…], "proof"} or {"rejected": code, "field", "says"}
//! {"do": "plan", "provider", "now", "usages": [{"id", "subscription", "product"?, "dimension", "start", "end", "quantity", "allocations"?: [[workspace, quantity]…]}…]}
//!     → {"calls": […], "unsendable": [[id, code]…]}
//! {"do": "results", "provider", "call", "status", "body"} → [[id, result]…]
//! ```

use std::error::Error;
use std::io::{BufRead, Write, stdin, stdout};

use defray_core::id::WorkspaceId;
use defray_core::provider::Provider;
use defray_core::subscription::Subscription;
use defray_core::time::Instant;
use defray_marketplaces::metering::{Allocation, Answer, Call, Terms, Usage};
use defray_marketplaces::{Delivery, RecentNonces, Secret, SigningCertificate, Trust, accept, marketplace};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::{Value, json};

type Answered = Result<Value, Box<dyn Error>>;

#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
enum Request {
    Accept(Accept),
    Plan { provider: Provider, now: Instant, usages: Vec<Used> },
    Results { provider: Provider, call: Call, status: u16, body: String },
}

#[derive(Deserialize)]
struct Accept {
    provider: Provider,
    now: Instant,
    #[serde(default)]
    method: String,
    #[serde(default)]
    target: String,
    #[serde(default)]
    body: String,
    #[serde(default)]
    secrets: Vec<String>,
    #[serde(default)]
    topics: Vec<String>,
    certificate: Option<Certificate>,
    #[serde(default)]
    queued: bool,
}

#[derive(Deserialize)]
struct Certificate {
    address: String,
    pem: String,
}

#[derive(Deserialize)]
struct Used {
    id: String,
    subscription: Subscription,
    product: Option<String>,
    dimension: String,
    start: Instant,
    end: Instant,
    quantity: String,
    #[serde(default)]
    allocations: Vec<(WorkspaceId, u64)>,
}

fn main() -> Result<(), Box<dyn Error>> {
    for line in stdin().lock().lines() {
        let answer = match serde_json::from_str(&line?)? {
            Request::Accept(request) => accepted(&request),
            Request::Plan { provider, now, usages } => planned(provider, now, &usages)?,
            Request::Results { provider, call, status, body } => results(provider, &call, status, &body)?,
        };
        writeln!(stdout(), "{answer}")?;
    }
    Ok(())
}

fn accepted(request: &Accept) -> Value {
    let secrets: Vec<Secret> = request.secrets.iter().map(Secret::new).collect();
    let topics: Vec<&str> = request.topics.iter().map(String::as_str).collect();
    let certificates: Vec<SigningCertificate<'_>> = request
        .certificate
        .iter()
        .map(|given| SigningCertificate { address: Some(&given.address), bytes: given.pem.as_bytes() })
        .collect();
    let trust = Trust::at(request.now).secrets(&secrets).sources(&topics).certificates(&certificates);
    let trust = if request.queued { trust.private_channel() } else { trust };
    let (method, target, body) = (request.method.as_str(), request.target.as_str(), request.body.as_bytes());
    let delivery = Delivery { method, target, headers: &[], body };
    match accept(request.provider, &delivery, &trust, &mut RecentNonces::default()) {
        Ok(accepted) => json!({"accepted": accepted.messages, "proof": format!("{:?}", accepted.proof)}),
        Err(rejected) => {
            json!({"rejected": rejected.code(), "field": rejected.field(), "says": rejected.to_string()})
        }
    }
}

fn planned(provider: Provider, now: Instant, usages: &[Used]) -> Answered {
    let parts = |used: &'_ Used| -> Vec<(WorkspaceId, Decimal)> {
        used.allocations.iter().map(|(workspace, part)| (workspace.clone(), Decimal::from(*part))).collect()
    };
    let parts: Vec<_> = usages.iter().map(parts).collect();
    let allocations: Vec<Vec<Allocation<'_>>> = parts
        .iter()
        .map(|parts| parts.iter().map(|(workspace, part)| Allocation { workspace, quantity: *part }).collect())
        .collect();
    let usage = |(used, allocations)| -> Result<Usage<'_>, String> {
        let (used, allocations): (&Used, &Vec<Allocation<'_>>) = (used, allocations);
        Ok(Usage {
            id: &used.id,
            subscription: &used.subscription,
            product: used.product.as_deref(),
            dimension: &used.dimension,
            start: used.start,
            end: used.end,
            quantity: used.quantity.parse().map_err(|_| format!("`{}` is no quantity", used.quantity))?,
            allocations,
            ended_at: None,
        })
    };
    let usages: Vec<Usage<'_>> = usages.iter().zip(&allocations).map(usage).collect::<Result<_, _>>()?;
    let marketplace = marketplace(provider);
    let plan = marketplace.plan(&usages, &Terms::at(now));
    let unsendable: Vec<_> = plan.unsendable.iter().map(|(id, why)| (id, why.code())).collect();
    Ok(json!({"calls": plan.calls, "unsendable": unsendable}))
}

fn results(provider: Provider, call: &Call, status: u16, body: &str) -> Answered {
    let marketplace = marketplace(provider);
    let results = marketplace.results(call, &Answer { status, body: body.as_bytes() });
    let named: Vec<_> = results.iter().map(|(id, result)| (id, result.name())).collect();
    Ok(json!(named))
}
