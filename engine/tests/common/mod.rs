//! Short functions that build commands, for tests of the engine.

use std::ops::Bound;
use std::sync::Arc;

use defray::core::Key;
use defray::core::Record;
use defray::core::bill::Bill;
use defray::core::command::{
    BindWorkspace, ChooseMethod, Ingest, IssueVoucher, LinkCloudAccount, OpenAccount, ReverseBill, SetPolicy,
    SettleBill, TopUp,
};
use defray::core::fund::LotKind;
use defray::core::id::{Note, ProviderIdentifier, SubscriptionIdentity};
use defray::core::marketplace::{MarketplaceMessage, Signal};
use defray::core::method::Payer;
use defray::core::outbox::OutboxMessage;
use defray::core::policy::Policy;
use defray::core::provider::{Identifiers, Provider};
use defray::core::time::{Instant, Period, Seconds};
use defray::{Engine, Head, MemoryStore, Options, Pairs, Request, Snapshot, Store, Table};

/// The first instant of March 2026. All these tests use times after it.
pub(crate) fn march() -> Instant {
    "2026-03-01T00:00:00Z".parse().unwrap()
}

pub(crate) fn hours(hours: u64) -> Instant {
    march().plus(Seconds::new(hours * 3_600).unwrap())
}

/// A constant clock and no threads, so that every byte of the file is reproducible. Commands of these tests have
/// instants after the clock, so they are a simulation.
pub(crate) fn options() -> Options {
    Options { clock: Arc::new(march), simulate: true, threads: false, ..Options::default() }
}

/// Options with the smallest memory, so that each commit makes a checkpoint.
pub(crate) fn tiny() -> Options {
    Options { cached_bytes: 12_000, changed_bytes: 12_000, page_cache_bytes: 1 << 20, ..options() }
}

pub(crate) fn open(account: &str) -> Request {
    OpenAccount { account: account.parse().unwrap(), currency: "CNY".parse().unwrap() }.into()
}

pub(crate) fn bind(account: &str, workspace: &str) -> Request {
    let (account, workspace) = (account.parse().unwrap(), workspace.parse().unwrap());
    BindWorkspace { account, workspace, since: None, display_name: None }.into()
}

pub(crate) fn top_up(account: &str, amount: &str) -> Request {
    TopUp { account: account.parse().unwrap(), amount: amount.parse().unwrap(), reference: None }.into()
}

/// The policy of an account with this credit limit.
pub(crate) fn policy(account: &str, credit_limit: &str) -> Request {
    let policy = Policy { credit_limit: credit_limit.parse().ok(), ..Policy::default() };
    SetPolicy { account: account.parse().ok(), policy: policy.into() }.into()
}

pub(crate) fn voucher(account: &str, lot: &str, face: &str, valid_until: Option<Instant>) -> Request {
    IssueVoucher {
        account: account.parse().unwrap(),
        lot: lot.parse().unwrap(),
        kind: LotKind::OrdinaryVoucher,
        face: face.parse().unwrap(),
        valid_from: None,
        valid_until,
        minimum_bill: None,
    }
    .into()
}

pub(crate) fn the_bill(id: &str, workspace: &str, amount: &str) -> Bill {
    Bill {
        id: id.parse().unwrap(),
        workspace: workspace.parse().unwrap(),
        item: "logs".parse().unwrap(),
        amount: amount.parse().unwrap(),
        period: Period::new(march(), hours(1)).unwrap(),
    }
}

pub(crate) fn bill(id: &str, workspace: &str, amount: &str) -> Request {
    SettleBill { bill: the_bill(id, workspace, amount), account: None }.into()
}

/// The same request with an idempotency key.
pub(crate) fn keyed(request: Request, key: &str) -> Request {
    request.with_key(key.parse().unwrap())
}

/// The AliCloud instance of a cloud account: its digits.
fn instance(id: &str) -> String {
    let digits: String = id.chars().filter(char::is_ascii_digit).collect();
    format!("12277{digits:0>3}")
}

pub(crate) fn link(account: &str, id: &str) -> Request {
    let identifiers = Identifiers {
        account_id: ProviderIdentifier::new("1234567890123456").ok(),
        instance_id: ProviderIdentifier::new(&instance(id)).ok(),
        ..Identifiers::of(Provider::AliCloud)
    };
    LinkCloudAccount {
        account: account.parse().unwrap(),
        cloud_account: id.parse().unwrap(),
        subscription: identifiers.try_into().unwrap(),
    }
    .into()
}

pub(crate) fn said(id: &str, signal: Signal) -> Request {
    Ingest::from(MarketplaceMessage {
        provider: Provider::AliCloud,
        id: None,
        identity: SubscriptionIdentity::new(&format!("alicloud:{}", instance(id))).ok(),
        kind: Note::new(signal.name()).unwrap(),
        signal,
        occurred_at: None,
        raw: None,
        confirm: None,
        rejected: None,
        account_id: None,
        agreement: None,
    })
    .into()
}

pub(crate) fn choose(account: &str, workspace: &str, cloud_account: &str) -> Request {
    ChooseMethod {
        account: account.parse().unwrap(),
        workspace: workspace.parse().unwrap(),
        method: Payer::CloudAccount(cloud_account.parse().unwrap()),
    }
    .into()
}

/// Reverses what is left of a bill.
pub(crate) fn reverse(bill: &str) -> Request {
    ReverseBill {
        bill: bill.parse().unwrap(),
        reversal: format!("r-{bill}").parse().unwrap(),
        amount: None,
        reason: None,
    }
    .into()
}

/// Submits each request and checks that it is done.
pub(crate) fn does(engine: &Engine, requests: impl IntoIterator<Item = Request>) {
    for answer in engine.submit_all(requests.into_iter().collect(), defray::Mode::Independent) {
        answer.unwrap();
    }
}

/// Opens account `acme` and binds workspace `cn1/ws`.
pub(crate) fn acme(engine: &Engine) {
    does(engine, [open("acme"), bind("acme", "cn1/ws")]);
}

/// Everything that a ledger in memory shows and stores.
#[derive(Debug, PartialEq)]
pub(crate) struct Contents {
    position: u64,
    head: Head,
    outbox: Vec<Arc<OutboxMessage>>,
    /// The records in their stored form, those included that are not stored yet.
    records: Vec<Vec<u8>>,
    stored: [Pairs; Table::ALL.len()],
}

pub(crate) fn contents(engine: &Engine, store: &MemoryStore) -> Contents {
    let (snapshot, stored) = (engine.snapshot(), store.snapshot().unwrap());
    let records = records(&snapshot).unwrap();
    Contents {
        position: snapshot.position(),
        head: snapshot.head(),
        outbox: snapshot.outbox().map(Result::unwrap).collect(),
        records: records.iter().map(|record| postcard::to_stdvec(record).unwrap()).collect(),
        stored: Table::ALL.map(|table| stored.scan(table, &[], Bound::Unbounded, usize::MAX).unwrap()),
    }
}

/// All records.
pub(crate) fn records(snapshot: &Snapshot) -> Result<Vec<Record>, defray::Error> {
    snapshot.all(Key::from_bytes(&[])).collect()
}
