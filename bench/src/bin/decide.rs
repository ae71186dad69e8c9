//! Measures decisions alone: bills are settled over records in memory, without an engine and without a disk.
//!
//! The records are those of 10,000 accounts, each with a workspace, two vouchers, a card and cash. A round settles one
//! bill of each account. The time of a bill is that of [`decide`], with the changes of its events to the records that
//! the decision sees. Storing the changes and freeing the results are not measured.

use std::collections::HashMap;
use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, Instant as Clock};

use defray::core::bill::Bill;
use defray::core::command::{BindWorkspace, Command, GrantCard, IssueVoucher, OpenAccount, SettleBill, TopUp};
use defray::core::fund::LotKind;
use defray::core::id::AccountId;
use defray::core::policy::Policy;
use defray::core::records::{MemoryRecords, RecordKind};
use defray::core::time::{Instant, Period};
use defray::core::{Decision, Key, Record, RecordStore, Unreadable, View, decide};

type Outcome<T> = Result<T, Box<dyn Error>>;

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
    let commands = (first..first + CHUNK).map(settle).collect::<Outcome<Vec<_>>>()?;
    let at: Instant = "2026-03-02T00:10:00Z".parse()?;
    let mut decisions = Vec::with_capacity(commands.len());
    let begun = Clock::now();
    for (position, command) in (first..).zip(&commands) {
        decisions.push(decide(&*records, command, at, Some(at), None, position)?);
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

fn at() -> Outcome<Instant> {
    Ok("2026-03-01T00:00:00Z".parse()?)
}

fn settle(number: u64) -> Outcome<Command> {
    // Visits all accounts in an order that makes caches ineffective.
    let account = number.wrapping_mul(7_919) % ACCOUNTS;
    let bill = Bill {
        id: format!("2026-03-01/{number:010}").parse()?,
        workspace: format!("cn1/ws-{account}").parse()?,
        item: "logs".parse()?,
        amount: "0.0125 CNY".parse()?,
        period: Period::new(at()?, "2026-03-02T00:00:00Z".parse()?)?,
    };
    Ok(SettleBill { bill, account: None }.into())
}

fn prepare() -> Outcome<Records> {
    let mut records = MemoryRecords::default();
    for number in 0..ACCOUNTS {
        for command in prepare_account(number)? {
            let Decision::Happened { changes, .. } = decide(&records, &command, at()?, None, None, 1)? else {
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

fn prepare_account(number: u64) -> Outcome<[Command; 6]> {
    let account: AccountId = format!("account-{number}").parse()?;
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
    Ok([
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
        TopUp { account, amount: "1000 CNY".parse()?, reference: None }.into(),
    ])
}
