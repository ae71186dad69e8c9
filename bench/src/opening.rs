//! Measures how long opening takes: after a process was killed, and after a clean close.

use std::fmt;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use defray::{Check, Engine, Options};
use serde::Serialize;

use crate::defray_system::DefraySystem;
use crate::machine::load;
use crate::outcome::Outcome;
use crate::system::fill;
use crate::workload::{IdOrder, Workload};

/// The number of accounts of the ledger that is opened.
pub const ACCOUNTS: u64 = 10_000;

/// How long opening takes.
#[derive(Clone, Debug, Serialize)]
pub struct OpeningFigures {
    /// The number of bills in the ledger.
    pub bills: u64,
    /// The number of accounts.
    pub accounts: u64,
    /// The load of the machine in the minute before.
    pub load: f64,
    /// Opening with the quick check after the process was killed, in milliseconds.
    pub after_kill_ms: f64,
    /// Opening with the quick check after a clean close, in milliseconds.
    pub quick_ms: f64,
    /// Opening with the full check after a clean close, in milliseconds.
    pub full_ms: f64,
    /// The size of the file, in MiB.
    pub file_mib: f64,
}

impl fmt::Display for OpeningFigures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "open a ledger of {} bills and {} accounts, {:.0} MiB: after a kill {:.1} ms; after a close {:.1} ms, with \
             the full check {:.1} ms; load {:.2}",
            self.bills, self.accounts, self.file_mib, self.after_kill_ms, self.quick_ms, self.full_ms, self.load
        )
    }
}

/// Settles bills in a new ledger and ends this process without closing it. Nothing is written at the end, as when the
/// process is killed.
///
/// # Errors
///
/// An error of the engine. Without an error this does not return.
pub fn fill_and_abort(file: &Path, bills: u64) -> Outcome<()> {
    let system = DefraySystem::create_at(file, ACCOUNTS)?;
    fill(&system, Workload { accounts: ACCOUNTS, ids: IdOrder::Ordered }, bills)?;
    std::process::abort()
}

/// Starts `program` with the subcommand that fills a ledger in `folder` and aborts, then opens that ledger.
///
/// # Errors
///
/// An error when the program does not end by the abort, when a bill is missing, or an error of the engine.
pub fn measure(program: &Path, folder: &Path, bills: u64) -> Outcome<OpeningFigures> {
    let (load, file) = (load(), folder.join("open.defray"));
    let status = Command::new(program)
        .arg("fill-and-abort")
        .arg("--file")
        .arg(&file)
        .arg("--bills")
        .arg(bills.to_string())
        .current_dir(folder)
        .status()?;
    // A process that ends by a signal has no exit code.
    if status.code().is_some() {
        return Err(format!("the process that fills the ledger ended with {status}: expected an abort").into());
    }
    let (after_kill_ms, engine) = timed_open(&file, Check::Quick)?;
    // Six commands open each account.
    let expected = ACCOUNTS * 6 + bills;
    if engine.snapshot().position() != expected {
        let found = engine.snapshot().position();
        return Err(format!("the ledger has {found} entries after the kill: expected {expected}").into());
    }
    engine.close()?;
    let (quick_ms, engine) = timed_open(&file, Check::Quick)?;
    engine.close()?;
    let (full_ms, engine) = timed_open(&file, Check::Full)?;
    engine.close()?;
    let file_mib = std::fs::metadata(&file)?.len() as f64 / f64::from(1 << 20);
    Ok(OpeningFigures { bills, accounts: ACCOUNTS, load, after_kill_ms, quick_ms, full_ms, file_mib })
}

fn timed_open(file: &Path, check: Check) -> Outcome<(f64, Engine)> {
    let begun = Instant::now();
    let engine = Engine::open(file, Options { check, ..Options::default() })?;
    Ok((begun.elapsed().as_secs_f64() * 1e3, engine))
}
