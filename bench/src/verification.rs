//! Measures the verification of a ledger.

use std::fmt;
use std::path::Path;
use std::time::Instant;

use defray::no_progress;
use serde::Serialize;

use crate::defray_system::DefraySystem;
use crate::machine::load;
use crate::outcome::Outcome;
use crate::system::{System, fill};
use crate::workload::{IdOrder, Workload};

/// The cost of a verification.
#[derive(Clone, Debug, Serialize)]
pub struct VerificationFigures {
    /// The number of bills in the ledger.
    pub bills: u64,
    /// The number of accounts.
    pub accounts: u64,
    /// The number of journal entries, all of which were decided again.
    pub entries: u64,
    /// The load of the machine in the minute before.
    pub load: f64,
    /// The time of the verification, in seconds.
    pub seconds: f64,
    /// The time per entry, in nanoseconds.
    pub ns_per_entry: f64,
}

impl fmt::Display for VerificationFigures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "verify {} entries ({} bills, {} accounts): {:.2} s, {:.0} ns an entry, load {:.2}",
            self.entries, self.bills, self.accounts, self.seconds, self.ns_per_entry, self.load
        )
    }
}

/// Verifies a new ledger in `folder` with this number of bills.
///
/// # Errors
///
/// An error of the engine, or when it verified fewer entries than there are.
pub fn measure(folder: &Path, accounts: u64, bills: u64) -> Outcome<VerificationFigures> {
    let load = load();
    let system = Box::new(DefraySystem::create(folder, accounts)?);
    fill(system.as_ref(), Workload { accounts, ids: IdOrder::Ordered }, bills)?;
    system.flush()?;
    let snapshot = system.engine.snapshot();
    let begun = Instant::now();
    let verified = snapshot.verify(&mut no_progress)?;
    let seconds = begun.elapsed().as_secs_f64();
    let entries = snapshot.position();
    if verified.decided_again != entries {
        return Err(format!("{} of {entries} entries were decided again", verified.decided_again).into());
    }
    drop(snapshot);
    system.close()?;
    Ok(VerificationFigures { bills, accounts, entries, load, seconds, ns_per_entry: seconds * 1e9 / entries as f64 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_entries_of_a_small_ledger_are_verified() {
        let folder = tempfile::tempdir().unwrap();
        let figures = measure(folder.path(), 5, 40).unwrap();
        // Six commands open each account.
        assert_eq!(figures.entries, 5 * 6 + 40);
        assert!(figures.ns_per_entry > 0.0);
    }
}
