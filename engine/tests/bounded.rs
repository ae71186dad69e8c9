//! Memory is bounded, and a command that changes many workspaces needs no more time per workspace than one that changes
//! one.

use std::time::Instant;

use crate::common::{bill, bind, choose, does, hours, link, open, options, records, said, tiny};
use defray::core::marketplace::Signal;
use defray::core::method::Method;
use defray::{Engine, Mode, Request};

/// The same 20,000 bills of 500 accounts, in commits of 250.
fn many_bills(engine: &Engine) {
    const ACCOUNTS: u32 = 500;
    const BILLS: u32 = 20_000;
    let name = |account: u32| format!("acme-{account}");
    does(engine, (0..ACCOUNTS).map(|account| open(&name(account))));
    does(engine, (0..ACCOUNTS).map(|account| bind(&name(account), &format!("cn1/ws-{account}"))));
    let one = |number: u32| {
        // A sequence of accounts in which each account returns many times.
        let account = number.wrapping_mul(7_919) % ACCOUNTS;
        bill(&format!("b-{number}"), &format!("cn1/ws-{account}"), "0.01 CNY").at(hours(1))
    };
    let bills: Vec<Request> = (0..BILLS).map(one).collect();
    bills.chunks(250).for_each(|chunk| does(engine, chunk.to_vec()));
}

#[test]
fn a_ledger_kept_with_the_smallest_memory_is_the_same_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let large = Engine::create(&folder.path().join("large"), options()).unwrap();
    let small = Engine::create(&folder.path().join("small"), tiny()).unwrap();
    many_bills(&large);
    many_bills(&small);
    let (large, small) = (large.snapshot(), small.snapshot());
    assert_eq!((large.position(), large.head()), (small.position(), small.head()));
    let (one, other) = (records(&large).unwrap(), records(&small).unwrap());
    // Accounts, deadlines, workspaces, bills, notifications and pending outbox messages.
    assert_eq!(one.len(), 500 * 2 + 500 * 2 + 20_000 + 500 * 2);
    assert!(one == other);
    let checkpoint = |snapshot: &defray::Snapshot| snapshot.statistics().unwrap().checkpoint;
    assert_eq!(checkpoint(&small), small.position(), "every commit wrote its records");
}

/// The time of one commit with all these requests.
fn timed(engine: &Engine, requests: Vec<Request>) -> std::time::Duration {
    let before = engine.snapshot().position();
    let count = requests.len() as u64;
    let started = Instant::now();
    let answers = engine.submit_all(requests, Mode::Independent);
    let took = started.elapsed();
    assert!(answers.iter().all(Result::is_ok));
    assert_eq!(engine.snapshot().position(), before + count);
    took
}

#[test]
fn ending_a_cloud_account_costs_no_more_for_a_workspace_than_a_bill_does() {
    const WORKSPACES: u32 = 20_000;
    let folder = tempfile::tempdir().unwrap();
    let engine = Engine::create(&folder.path().join("ledger"), options()).unwrap();
    does(&engine, [open("acme"), link("acme", "ca-1"), said("ca-1", Signal::Activated)]);
    let name = |number: u32| format!("cn1/ws-{number:05}");
    does(&engine, (0..WORKSPACES).map(|number| bind("acme", &name(number))));
    does(&engine, (0..WORKSPACES).map(|number| choose("acme", &name(number), "ca-1")));
    let bills = (0..WORKSPACES).map(|number| bill(&format!("b-{number}"), &name(number), "0.01 CNY").at(hours(1)));
    let of_bills = timed(&engine, bills.collect());
    let of_end = timed(&engine, vec![said("ca-1", Signal::Ended).at(hours(2))]);
    let ratio = of_end.as_secs_f64() / of_bills.as_secs_f64();
    println!(
        "{WORKSPACES} workspaces: end {:?} each, bill {:?} each, ratio {ratio:.2}",
        of_end / WORKSPACES,
        of_bills / WORKSPACES
    );
    let snapshot = engine.snapshot();
    for number in [0, 1, WORKSPACES / 2, WORKSPACES - 1] {
        assert_eq!(snapshot.workspace(&name(number).parse().unwrap()).unwrap().method, Method::Enterprise);
    }
    let most = if cfg!(debug_assertions) { 3.0 } else { 1.5 };
    assert!(ratio < most, "ratio {ratio:.2}");
}
