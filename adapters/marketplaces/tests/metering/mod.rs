//! Usage into calls, and answers into results.

use std::error::Error;

use defray_core::provider::Provider;
use defray_core::subscription::Subscription;
use defray_core::time::Instant;
use defray_marketplaces::marketplace;
use defray_marketplaces::metering::{Answer, Call, MeteringResult, Plan, Terms, Usage};
use rust_decimal::Decimal;
use serde_json::Value;

mod alicloud;
mod aws;
mod huawei;
mod pitfalls;
mod properties;

type Done = Result<(), Box<dyn Error>>;

fn at(text: &str) -> Instant {
    text.parse().unwrap_or(Instant::FIRST)
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap_or(Decimal::MAX)
}

/// When the calls of these tests are made.
fn now() -> Instant {
    at("2026-05-02T10:10:00Z")
}

fn subscription(typed: &str) -> Subscription {
    match serde_json::from_str(typed) {
        Ok(subscription) => subscription,
        Err(error) => unreachable!("{error}: {typed}"),
    }
}

fn licensed(license: &str) -> Subscription {
    subscription(&format!(
        r#"{{"provider":"aws","account_id":"071964067459","license_arn":"arn:aws:license-manager::071964067459:license:{license}"}}"#
    ))
}

fn customer(product: &str, customer: &str) -> Subscription {
    subscription(&format!(r#"{{"provider":"aws","customer_identifier":"{customer}","product_code":"{product}"}}"#))
}

fn instance(provider: &str, instance: &str) -> Subscription {
    subscription(&format!(r#"{{"provider":"{provider}","account_id":"1041031108983109","instance_id":"{instance}"}}"#))
}

/// Five units in the hour of nine o'clock.
fn usage<'u>(id: &'u str, subscription: &'u Subscription) -> Usage<'u> {
    Usage {
        id,
        subscription,
        product: None,
        dimension: "Frequency",
        start: at("2026-05-02T09:00:00Z"),
        end: at("2026-05-02T10:00:00Z"),
        quantity: Decimal::from(5),
        allocations: &[],
        ended_at: None,
    }
}

fn plan(provider: Provider, usages: &[Usage<'_>], terms: &Terms) -> Plan {
    marketplace(provider).plan(usages, terms)
}

/// The code of why the one usage cannot be sent, or `sent`.
fn sent(provider: Provider, usage: Usage<'_>, terms: &Terms) -> &'static str {
    let plan = plan(provider, &[usage], terms);
    plan.unsendable.first().map_or("sent", |(_, why)| why.code())
}

fn only_call(plan: &Plan) -> Result<(&Call, Value), Box<dyn Error>> {
    let [call] = plan.calls.as_slice() else { return Err(format!("{plan:?}").into()) };
    Ok((call, serde_json::from_str(&call.body)?))
}

fn results(provider: Provider, call: &Call, status: u16, body: &str) -> Vec<(String, MeteringResult)> {
    let answer = Answer { status, body: body.as_bytes() };
    marketplace(provider).results(call, &answer)
}

/// The names of the results, in order.
fn names(results: &[(String, MeteringResult)]) -> Vec<&'static str> {
    results.iter().map(|(_, result)| result.name()).collect()
}
