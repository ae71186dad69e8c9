//! Measures the statement of one account in a ledger that has many bills of other accounts.

use std::fmt;
use std::path::Path;
use std::time::{Duration, Instant};

use defray::{Statement, no_progress};
use serde::Serialize;

use crate::defray_system::{DefraySystem, USAGE_END, account_id};
use crate::latency::percentile;
use crate::machine::load;
use crate::outcome::Outcome;
use crate::system::System;
use crate::workload::{FILL_BATCH, IdOrder, UsageBill, Workload};

/// The number of times that the statement is made.
const ROUNDS: usize = 5;

/// The number of accounts beside the account of the statement.
const OTHERS: u64 = 10_000;

/// The cost of a statement.
#[derive(Clone, Debug, Serialize)]
pub struct StatementFigures {
    /// The number of bills in the ledger.
    pub bills: u64,
    /// The number of bills of the account.
    pub bills_of_account: u64,
    /// The number of movements in the statement. A bill that two funds pay has two.
    pub movements: usize,
    /// The load of the machine in the minute before.
    pub load: f64,
    /// The median time of a statement, in milliseconds.
    pub ms: f64,
}

impl fmt::Display for StatementFigures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the statement of an account with {} of {} bills, {} movements: {:.2} ms, load {:.2}",
            self.bills_of_account, self.bills, self.movements, self.ms, self.load
        )
    }
}

/// Makes a ledger in `folder` with `bills` bills, of which one account has `bills_of_account`, and the statement of
/// that account.
///
/// # Errors
///
/// An error of the engine, or when a bill is missing in the statement.
pub fn measure(folder: &Path, bills: u64, bills_of_account: u64) -> Outcome<StatementFigures> {
    let load = load();
    let system = Box::new(DefraySystem::create(folder, OTHERS + 1)?);
    fill(&system, bills, bills_of_account)?;
    system.flush()?;
    let mut times = Vec::new();
    let mut movements = 0;
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let statement = statement(&system)?;
        times.push(begun.elapsed());
        movements = statement.movements.len();
        check(&statement, bills_of_account)?;
    }
    system.close()?;
    times.sort_unstable();
    let median: Duration = percentile(&times, 50);
    Ok(StatementFigures { bills, bills_of_account, movements, load, ms: median.as_secs_f64() * 1e3 })
}

/// Settles the bills. Those of the account, whose number is the last one, are spread evenly over all of them.
fn fill(system: &DefraySystem, bills: u64, bills_of_account: u64) -> Outcome<()> {
    let others = Workload { accounts: OTHERS, ids: IdOrder::Ordered };
    let mut client = system.client()?;
    let mut first = 0;
    while first < bills {
        let last = bills.min(first + FILL_BATCH);
        let of_account = |number: u64| number * bills_of_account / bills;
        let batch: Vec<UsageBill> = (first..last)
            .map(|number| match of_account(number) != of_account(number + 1) {
                true => UsageBill { account: OTHERS, ..others.bill(number) },
                false => others.bill(number),
            })
            .collect();
        client.prepare(&batch)?;
        client.settle()?;
        first = last;
    }
    Ok(())
}

fn statement(system: &DefraySystem) -> Outcome<Statement> {
    let (from, to) = (USAGE_END.parse()?, "2026-03-03T00:00:00Z".parse()?);
    Ok(system.engine.snapshot().statement(&account_id(OTHERS)?, from, to, &mut no_progress)?)
}

fn check(statement: &Statement, bills_of_account: u64) -> Outcome<()> {
    let mut bills: Vec<&str> = statement.movements.iter().map(|movement| movement.about.as_str()).collect();
    bills.dedup();
    if bills.len() as u64 != bills_of_account {
        return Err(format!("the statement has {} bills: expected {bills_of_account}", bills.len()).into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_statement_has_the_bills_of_its_account_only() {
        let folder = tempfile::tempdir().unwrap();
        let figures = measure(folder.path(), 500, 37).unwrap();
        assert_eq!((figures.bills_of_account, figures.movements), (37, 37));
    }
}
