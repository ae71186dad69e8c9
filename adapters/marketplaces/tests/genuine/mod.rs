//! What is accepted, what is rejected and why, and what is answered.

use std::error::Error;

use defray_core::provider::Provider;
use defray_core::time::Instant;
use defray_marketplaces::{Accepted, Delivery, RecentNonces, Rejected, Trust, accept};

mod alicloud;
mod hostile;
mod huawei;
mod invented;
mod pitfalls;
mod sns;
mod vouched;

type Done = Result<(), Box<dyn Error>>;

/// When most deliveries of these tests arrive.
fn now() -> Instant {
    at("2026-05-02T00:54:30Z")
}

fn at(text: &str) -> Instant {
    text.parse().unwrap_or(Instant::FIRST)
}

fn get(target: &str) -> Delivery<'_> {
    Delivery { method: "GET", target, headers: &[], body: b"" }
}

fn post<'d>(target: &'d str, body: &'d str) -> Delivery<'d> {
    Delivery { method: "POST", target, headers: &[], body: body.as_bytes() }
}

/// One delivery to a host that has seen none before.
fn once(provider: Provider, delivery: &Delivery<'_>, trust: &Trust<'_>) -> Result<Accepted, Rejected> {
    accept(provider, delivery, trust, &mut RecentNonces::default())
}

/// The code of the rejection, or `accepted`.
fn code(provider: Provider, delivery: &Delivery<'_>, trust: &Trust<'_>) -> &'static str {
    once(provider, delivery, trust).map_or_else(|rejected| rejected.code(), |_| "accepted")
}
