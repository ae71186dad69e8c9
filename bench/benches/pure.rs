//! The cost of the pure parts of a settled bill: deciding, encoding and hashing its journal entry. No disk, no threads.
//!
//! `make bench-pure` runs it.
#![allow(clippy::expect_used, clippy::panic, reason = "a broken benchmark stops at once")]
#![allow(missing_docs, reason = "criterion_group makes a public function")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use defray::core::command::Command;
use defray::core::time::Instant;
use defray::core::{Decision, MemoryRecords, RecordStore, decide};
use defray::{Engine, Entry, Head, MemoryStore, Options};
use defray_bench::defray_system::{BILLED_AT, USAGE_START, account_commands, settle_request, submit};
use defray_bench::outcome::Outcome;
use defray_bench::workload::{IdOrder, Workload};

const ACCOUNTS: u64 = 10_000;

fn instant(text: &str) -> Instant {
    text.parse().expect("an instant")
}

/// The records of accounts with their funds.
fn records() -> MemoryRecords {
    let (mut records, at) = (MemoryRecords::default(), instant(USAGE_START));
    let mut position = 0;
    for account in 0..ACCOUNTS {
        for command in account_commands(account).expect("commands") {
            position += 1;
            let decision = decide(&records, &command, at, Some(at), None, position).expect("an accepted command");
            let Decision::Happened { changes, .. } = decision else { panic!("an account was opened twice") };
            changes.into_iter().for_each(|(key, record)| records.put(key, record));
        }
    }
    records
}

fn decision(criterion: &mut Criterion) {
    let (records, at) = (records(), instant(BILLED_AT));
    let workload = Workload { accounts: ACCOUNTS, ids: IdOrder::Ordered };
    let bills: Vec<Command> =
        workload.bills(0, ACCOUNTS).iter().map(|bill| settle_request(bill).expect("a request").command).collect();
    let mut next = bills.iter().cycle();
    criterion.bench_function("decide a bill, 10 000 accounts in memory", |bencher| {
        bencher.iter(|| {
            let command = next.next().expect("a bill");
            decide(&records, black_box(command), at, Some(at), None, 100_000).expect("a settled bill")
        });
    });
}

/// The journal entry of a settled bill, and the head of the chain before it.
fn settled() -> Outcome<(Entry, Head)> {
    let engine = Engine::open_in(MemoryStore::default(), Options::default())?;
    let at = instant(USAGE_START);
    let commands = account_commands(0)?;
    submit(&engine, commands.map(|command| defray::Request::new(command).at(at)).into())?;
    let before = engine.snapshot().head();
    engine.submit(settle_request(&Workload { accounts: 1, ids: IdOrder::Ordered }.bill(0))?)?;
    let snapshot = engine.snapshot();
    let (entry, _) = snapshot.entry(snapshot.position())?;
    Ok((entry, before))
}

fn entry(criterion: &mut Criterion) {
    let (entry, head) = settled().expect("a settled bill");
    let bytes = postcard::to_stdvec(&entry).expect("an encoded entry");
    println!("the entry of a settled bill has {} bytes", bytes.len());
    criterion.bench_function("encode the entry of a bill with postcard", |bencher| {
        bencher.iter(|| postcard::to_stdvec(black_box(&entry)).expect("an encoded entry"));
    });
    criterion.bench_function("decode the entry of a bill with postcard", |bencher| {
        bencher.iter(|| postcard::from_bytes::<Entry>(black_box(&bytes)).expect("an entry"));
    });
    criterion.bench_function("hash the entry of a bill with BLAKE3", |bencher| {
        bencher.iter(|| {
            let mut hasher = blake3::Hasher::new();
            hasher.update(head.bytes());
            hasher.update(black_box(&bytes));
            hasher.finalize()
        });
    });
}

criterion_group!(pure, decision, entry);
criterion_main!(pure);
