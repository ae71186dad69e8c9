//! Measures one message that ends a subscription for many workspaces, in one commit.

use std::fmt;
use std::path::Path;
use std::time::{Duration, Instant as Clock};

use defray::core::command::{BindWorkspace, ChooseMethod, Ingest, LinkCloudAccount, OpenAccount};
use defray::core::id::{Note, ProviderIdentifier, SubscriptionIdentity, WorkspaceId};
use defray::core::marketplace::{MarketplaceMessage, Signal};
use defray::core::method::Payer;
use defray::core::provider::{Identifiers, Provider};
use defray::core::subscription::Subscription;
use defray::{Engine, Options, Request};
use serde::Serialize;

use crate::defray_system::{USAGE_START, account_id, settle_request, submit};
use crate::machine::load;
use crate::outcome::Outcome;
use crate::workload::{IdOrder, Workload};

/// The cost of the end of a subscription, compared with the cost of a bill.
#[derive(Clone, Debug, Serialize)]
pub struct EndingFigures {
    /// The number of workspaces that the subscription paid for.
    pub workspaces: u64,
    /// The load of the machine in the minute before.
    pub load: f64,
    /// The time of the commit with the end, per workspace, in microseconds.
    pub us_per_workspace: f64,
    /// The time of a commit with one bill for each workspace, per bill, in microseconds.
    pub us_per_bill: f64,
    /// The cost of a workspace divided by the cost of a bill.
    pub ratio: f64,
}

impl fmt::Display for EndingFigures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the end of a subscription with {} workspaces, in one commit: {:.2} µs a workspace; as many bills in one \
             commit: {:.2} µs a bill; ratio {:.2}, load {:.2}",
            self.workspaces, self.us_per_workspace, self.us_per_bill, self.ratio, self.load
        )
    }
}

/// Ends a subscription with this number of workspaces in a new ledger in `folder`.
///
/// # Errors
///
/// An error of the engine.
pub fn measure(folder: &Path, workspaces: u64) -> Outcome<EndingFigures> {
    let load = load();
    let engine = Engine::create(&folder.join("ending.defray"), Options::default())?;
    let identity = link(&engine, workspaces)?;
    let workload = Workload { accounts: workspaces, ids: IdOrder::Ordered };
    let bills = workload.bills(0, workspaces).iter().map(settle_request).collect::<Outcome<Vec<_>>>()?;
    let begun = Clock::now();
    submit(&engine, bills)?;
    let us_per_bill = microseconds(begun.elapsed(), workspaces);
    // The message is in time: all billed usage is from before the end.
    let ended = message(&identity, Signal::Ended, "releaseInstance", "2026-03-02T00:20:00Z")?;
    let begun = Clock::now();
    submit(&engine, vec![ended])?;
    let us_per_workspace = microseconds(begun.elapsed(), workspaces);
    engine.close()?;
    Ok(EndingFigures { workspaces, load, us_per_workspace, us_per_bill, ratio: us_per_workspace / us_per_bill })
}

fn microseconds(time: Duration, count: u64) -> f64 {
    time.as_secs_f64() * 1e6 / count as f64
}

/// Links a cloud account, activates its subscription, and lets it pay for all workspaces.
fn link(engine: &Engine, workspaces: u64) -> Outcome<SubscriptionIdentity> {
    let instance = |text: &str| ProviderIdentifier::new(text).ok();
    let subscription = Subscription::try_from(Identifiers {
        account_id: instance("0123456789012345"),
        instance_id: instance("1551111111"),
        ..Identifiers::of(Provider::AliCloud)
    })?;
    let identity = subscription.identity().clone();
    let (account, at) = (account_id(0)?, USAGE_START.parse()?);
    let link = LinkCloudAccount { account: account.clone(), cloud_account: "ali-1".parse()?, subscription };
    submit(
        engine,
        vec![
            Request::new(OpenAccount { account: account.clone(), currency: "CNY".parse()? }).at(at),
            Request::new(link).at(at),
            message(&identity, Signal::Activated, "createInstance", USAGE_START)?,
        ],
    )?;
    let mut requests = Vec::new();
    for number in 0..workspaces {
        let workspace: WorkspaceId = format!("cn1/ws-{number}").parse()?;
        let (bind, since) = (workspace.clone(), None);
        let bind = BindWorkspace { account: account.clone(), workspace: bind, since, display_name: None };
        requests.push(Request::new(bind).at(at));
        let method = Payer::CloudAccount("ali-1".parse()?);
        requests.push(Request::new(ChooseMethod { account: account.clone(), workspace, method }).at(at));
        if requests.len() >= 2_000 || number + 1 == workspaces {
            submit(engine, std::mem::take(&mut requests))?;
        }
    }
    Ok(identity)
}

/// A message of AliCloud about a subscription.
fn message(identity: &SubscriptionIdentity, signal: Signal, kind: &str, at: &str) -> Outcome<Request> {
    let message = MarketplaceMessage {
        provider: Provider::AliCloud,
        id: None,
        identity: Some(identity.clone()),
        kind: Note::new(kind)?,
        signal,
        occurred_at: None,
        raw: None,
        confirm: None,
        rejected: None,
        account_id: None,
        agreement: None,
    };
    Ok(Request::new(Ingest::from(message)).at(at.parse()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_with_few_workspaces_is_measured() {
        let folder = tempfile::tempdir().unwrap();
        let figures = measure(folder.path(), 30).unwrap();
        assert_eq!(figures.workspaces, 30);
        assert!(figures.us_per_workspace > 0.0 && figures.us_per_bill > 0.0);
        let ratio = figures.us_per_workspace / figures.us_per_bill;
        assert!((figures.ratio - ratio).abs() < 1e-9);
    }
}
