//! Benchmarks of the engine: bills settled in batches and by many threads, and the end of a subscription with many
//! workspaces.
//!
//! An answer is counted when its effects are on disk. The results depend on the machine: compare results of one run
//! only.

use std::error::Error;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant as Clock};

use defray::core::bill::Bill;
use defray::core::command::{
    BindWorkspace, ChooseMethod, Command, GrantCard, Ingest, IssueVoucher, LinkCloudAccount, OpenAccount, SettleBill,
    TopUp,
};
use defray::core::fund::LotKind;
use defray::core::id::{Note, ProviderIdentifier, SubscriptionIdentity};
use defray::core::marketplace::{MarketplaceMessage, Signal};
use defray::core::method::Payer;
use defray::core::provider::{Identifiers, Provider};
use defray::core::subscription::Subscription;
use defray::core::time::{Instant, Period};
use defray::{Engine, Mode, Options, Request};

type Outcome<T> = Result<T, Box<dyn Error>>;

const ACCOUNTS: u64 = 10_000;
const ROUND: Duration = Duration::from_secs(2);

fn main() -> Outcome<()> {
    let folder = tempfile::tempdir_in(".")?;
    let engine = Engine::create(&folder.path().join("bench.defray"), Options::default())?;
    println!("{ACCOUNTS} accounts, each with a workspace, two vouchers, a card and cash; every answer is durable");
    prepare(&engine)?;
    let next = AtomicU64::new(0);
    println!("\nbatches from one thread        bills/s     p50        p99");
    for batch in [1, 10, 100, 1_000, 8_000] {
        let (rate, p50, p99) = batches(&engine, &next, batch)?;
        println!("  {batch:>6} bills a batch   {rate:>12.0}   {p50:>8.2?}  {p99:>8.2?}");
    }
    println!("\nsingle bills from many threads bills/s     p50        p99");
    for threads in [1, 8, 64, 256] {
        let (rate, p50, p99) = singles(&engine, &next, threads)?;
        println!("  {threads:>6} threads         {rate:>12.0}   {p50:>8.2?}  {p99:>8.2?}");
    }
    let bills = next.load(Ordering::Relaxed);
    engine.close()?;
    let size = std::fs::metadata(folder.path().join("bench.defray"))?.len();
    println!("\n{bills} bills in {} bytes: {} bytes per bill", size, size / bills.max(1));
    ending(&folder.path().join("ending.defray"))
}

fn at() -> Outcome<Instant> {
    Ok("2026-03-01T00:00:00Z".parse()?)
}

fn settle(number: u64) -> Outcome<Request> {
    // Visits all accounts in an order that makes caches ineffective.
    let account = number.wrapping_mul(7_919) % ACCOUNTS;
    let bill = Bill {
        id: format!("2026-03-01/{number:010}").parse()?,
        workspace: format!("cn1/ws-{account}").parse()?,
        item: "logs".parse()?,
        amount: "0.0125 CNY".parse()?,
        period: Period::new(at()?, "2026-03-02T00:00:00Z".parse()?)?,
    };
    // The bill arrives after the usage.
    Ok(Request::new(SettleBill { bill, account: None }).at("2026-03-02T00:10:00Z".parse()?))
}

fn prepare(engine: &Engine) -> Outcome<()> {
    for start in (0..ACCOUNTS).step_by(1_000) {
        let mut requests = Vec::new();
        for number in start..start + 1_000 {
            let account: defray::core::id::AccountId = format!("account-{number}").parse()?;
            let voucher = |lot: &str, kind| -> Outcome<Command> {
                Ok(IssueVoucher {
                    account: account.clone(),
                    lot: lot.parse()?,
                    kind,
                    face: "1 CNY".parse()?,
                    valid_from: None,
                    valid_until: Some("2027-01-01T00:00:00Z".parse()?),
                    minimum_bill: None,
                }
                .into())
            };
            let commands: [Command; 6] = [
                OpenAccount { account: account.clone(), currency: "CNY".parse()? }.into(),
                BindWorkspace {
                    account: account.clone(),
                    workspace: format!("cn1/ws-{number}").parse()?,
                    since: None,
                    display_name: None,
                }
                .into(),
                voucher("v-1", LotKind::OrdinaryVoucher)?,
                voucher("v-2", LotKind::FullReductionVoucher)?,
                GrantCard {
                    account: account.clone(),
                    lot: "c-1".parse()?,
                    face: "5 CNY".parse()?,
                    valid_from: None,
                    valid_until: None,
                }
                .into(),
                TopUp { account: account.clone(), amount: "1000 CNY".parse()?, reference: None }.into(),
            ];
            for command in commands {
                requests.push(Request::new(command).at(at()?));
            }
        }
        for answer in engine.submit_all(requests, Mode::Independent) {
            answer?;
        }
    }
    Ok(())
}

fn batches(engine: &Engine, next: &AtomicU64, batch: u64) -> Outcome<(f64, Duration, Duration)> {
    let (started, mut times, mut bills) = (Clock::now(), Vec::new(), 0);
    while started.elapsed() < ROUND {
        let first = next.fetch_add(batch, Ordering::Relaxed);
        let requests = (first..first + batch).map(settle).collect::<Outcome<Vec<_>>>()?;
        let begun = Clock::now();
        for answer in engine.submit_all(requests, Mode::Independent) {
            answer?;
        }
        times.push(begun.elapsed());
        bills += batch;
    }
    let busy: Duration = times.iter().sum();
    Ok((bills as f64 / busy.as_secs_f64(), quantile(&mut times, 50), quantile(&mut times, 99)))
}

fn singles(engine: &Engine, next: &AtomicU64, threads: usize) -> Outcome<(f64, Duration, Duration)> {
    let started = Clock::now();
    let mut times = std::thread::scope(|scope| -> Outcome<Vec<Duration>> {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| -> Result<Vec<Duration>, String> {
                    let mut times = Vec::new();
                    while started.elapsed() < ROUND {
                        let request =
                            settle(next.fetch_add(1, Ordering::Relaxed)).map_err(|error| error.to_string())?;
                        let begun = Clock::now();
                        engine.submit(request).map_err(|error| error.to_string())?;
                        times.push(begun.elapsed());
                    }
                    Ok(times)
                })
            })
            .collect();
        let mut all = Vec::new();
        for worker in workers {
            all.extend(worker.join().map_err(|_| "a worker panicked")??);
        }
        Ok(all)
    })?;
    let rate = times.len() as f64 / started.elapsed().as_secs_f64();
    Ok((rate, quantile(&mut times, 50), quantile(&mut times, 99)))
}

fn quantile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort();
    let place = (times.len() * percent / 100).min(times.len().saturating_sub(1));
    times.get(place).copied().unwrap_or_default()
}

/// A message of AliCloud about a subscription.
fn said(identity: &SubscriptionIdentity, signal: Signal, kind: &str, at: &str) -> Outcome<Request> {
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

/// Ingests one message that ends a subscription for 100,000 workspaces, in one commit. Compares the cost per workspace
/// with the cost of a bill.
fn ending(path: &std::path::Path) -> Outcome<()> {
    const WORKSPACES: u64 = 100_000;
    let engine = Engine::create(path, Options::default())?;
    let submit = |requests: Vec<Request>| -> Outcome<()> {
        for answer in engine.submit_all(requests, Mode::Independent) {
            answer?;
        }
        Ok(())
    };
    let instance = |text: &str| ProviderIdentifier::new(text).ok();
    let subscription = Subscription::try_from(Identifiers {
        account_id: instance("0123456789012345"),
        instance_id: instance("1551111111"),
        ..Identifiers::of(Provider::AliCloud)
    })?;
    let identity = subscription.identity().clone();
    let message = |signal, kind: &str, at: &str| said(&identity, signal, kind, at);
    let account: defray::core::id::AccountId = "account-0".parse()?;
    submit(vec![
        Request::new(OpenAccount { account: account.clone(), currency: "CNY".parse()? }).at(at()?),
        Request::new(LinkCloudAccount { account: account.clone(), cloud_account: "ali-1".parse()?, subscription })
            .at(at()?),
        message(Signal::Activated, "createInstance", "2026-03-01T00:00:00Z")?,
    ])?;
    for start in (0..WORKSPACES).step_by(1_000) {
        let mut requests = Vec::new();
        for number in start..start + 1_000 {
            let workspace: defray::core::id::WorkspaceId = format!("cn1/ws-{number}").parse()?;
            let method = Payer::CloudAccount("ali-1".parse()?);
            let (bind, since) = (workspace.clone(), None);
            let bind = BindWorkspace { account: account.clone(), workspace: bind, since, display_name: None };
            requests.push(Request::new(bind).at(at()?));
            requests.push(Request::new(ChooseMethod { account: account.clone(), workspace, method }).at(at()?));
        }
        submit(requests)?;
    }
    let begun = Clock::now();
    submit((0..WORKSPACES).filter(|number| number % ACCOUNTS < WORKSPACES).map(settle).collect::<Outcome<Vec<_>>>()?)?;
    let bill = begun.elapsed() / WORKSPACES as u32;
    let begun = Clock::now();
    // The message is in time: all billed usage is from before the end.
    submit(vec![message(Signal::Ended, "releaseInstance", "2026-03-02T00:20:00Z")?])?;
    let workspace = begun.elapsed() / WORKSPACES as u32;
    println!("\nthe end of a subscription with {WORKSPACES} workspaces, in one commit: {workspace:.2?} per workspace");
    println!("{WORKSPACES} bills settled in one commit:                       {bill:.2?} per bill");
    println!("cost of a workspace / cost of a bill: {:.2}", workspace.as_secs_f64() / bill.as_secs_f64());
    engine.close()?;
    Ok(())
}
