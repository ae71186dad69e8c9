//! Measures decisions alone: bills are settled over records in memory, without an engine and without a disk.
//!
//! The records are those of 10,000 accounts, each with a workspace, two vouchers, a card and cash. A round settles one
//! bill of each account. The time of a bill is that of [`decide`], with the changes of its events to the records that
//! the decision sees. Storing the changes and freeing the results are not measured.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant as Clock};

use defray::core::policy::Policy;
use defray::core::records::{MemoryRecords, RecordKind};
use defray::core::time::Instant;
use defray::core::{Decision, Key, Record, RecordStore, Unreadable, View, decide};
use defray_bench::defray_system::{BILLED_AT, USAGE_START, account_commands, settle_request};
use defray_bench::outcome::Outcome;
use defray_bench::workload::{IdOrder, Workload};

const ACCOUNTS: u64 = 10_000;
const ROUNDS: u64 = 40;
/// The bills that are decided between two looks at the clock.
const CHUNK: u64 = 100;

/// The records by key. Settling a bill that is not held needs no scan.
struct Records {
    by_key: HashMap<Key, Record>,
    built_in_policy: Arc<Policy>,
}

impl View for Records {
    fn get(&self, key: &Key) -> Result<Option<Record>, Unreadable> {
        Ok(self.by_key.get(key).cloned())
    }

    fn scan(&self, _: &Key, _: Option<&Key>, _: usize) -> Result<Vec<(Key, Record)>, Unreadable> {
        Err(Unreadable("settling a bill does not scan records".to_owned()))
    }

    fn built_in_policy(&self) -> Arc<Policy> {
        self.built_in_policy.clone()
    }
}

fn main() -> Outcome<()> {
    let mut records = prepare()?;
    println!("{ACCOUNTS} accounts, each with a workspace, two vouchers, a card and cash; {ROUNDS} rounds");
    let mut rounds = Vec::new();
    for round in 0..ROUNDS {
        let mut busy = Duration::ZERO;
        for first in (0..ACCOUNTS).step_by(CHUNK as usize) {
            busy += settle_chunk(&mut records, round * ACCOUNTS + first)?;
        }
        rounds.push(busy / ACCOUNTS as u32);
    }
    rounds.sort();
    let micros = |place: usize| rounds.get(place).map_or(0.0, |time| time.as_nanos() as f64 / 1_000.0);
    println!("decide: best {:.3} µs a bill, median {:.3} µs a bill", micros(0), micros(rounds.len() / 2));
    Ok(())
}

/// Decides bills and returns how long that took.
fn settle_chunk(records: &mut Records, first: u64) -> Outcome<Duration> {
    let workload = Workload { accounts: ACCOUNTS, ids: IdOrder::Ordered };
    let request = |number| settle_request(&workload.bill(number));
    let requests = (first..first + CHUNK).map(request).collect::<Outcome<Vec<_>>>()?;
    let at: Instant = BILLED_AT.parse()?;
    let mut decisions = Vec::with_capacity(requests.len());
    let begun = Clock::now();
    for (position, request) in (first..).zip(&requests) {
        decisions.push(decide(&*records, &request.command, at, Some(at), None, position)?);
    }
    let busy = begun.elapsed();
    for decision in decisions {
        let Decision::Happened { changes, .. } = decision else { return Err("a bill was decided before".into()) };
        for (key, record) in changes {
            // A bill is never read again here, and the memory would grow with each round.
            if key.is_of(RecordKind::Bill) {
                continue;
            }
            match record {
                Some(record) => records.by_key.insert(key, record),
                None => records.by_key.remove(&key),
            };
        }
    }
    Ok(busy)
}

fn prepare() -> Outcome<Records> {
    let mut records = MemoryRecords::default();
    let at: Instant = USAGE_START.parse()?;
    for number in 0..ACCOUNTS {
        for command in account_commands(number)? {
            let Decision::Happened { changes, .. } = decide(&records, &command, at, None, None, 1)? else {
                return Err("an account was prepared before".into());
            };
            for (key, record) in changes {
                records.put(key, record);
            }
        }
    }
    let by_key = records.iter().map(|(key, record)| (key.clone(), record.clone())).collect();
    Ok(Records { by_key, built_in_policy: Arc::default() })
}
