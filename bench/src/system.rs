//! A system that settles bills: defray or a peer that does the same work.

use std::path::Path;

use crate::outcome::Outcome;
use crate::workload::{FILL_BATCH, UsageBill, Workload};

/// A caller of a system. Each thread has its own.
pub trait Client: Send {
    /// Makes the requests for these bills. The time of this is not part of a latency.
    ///
    /// # Errors
    ///
    /// An error when a request cannot be made.
    fn prepare(&mut self, bills: &[UsageBill]) -> Outcome<()>;

    /// Settles the prepared bills in one commit. When this returns, the result is on disk.
    ///
    /// # Errors
    ///
    /// An error when a bill is not settled now: its id is known, or the funds do not cover it.
    fn settle(&mut self) -> Outcome<()>;
}

/// A ledger with accounts that have a workspace and the four funds [`FUNDS`](crate::workload::FUNDS).
pub trait System: Sync {
    /// A new caller.
    ///
    /// # Errors
    ///
    /// An error when a connection cannot be opened.
    fn client(&self) -> Outcome<Box<dyn Client + '_>>;

    /// Writes to the files all that the system writes there later, so that it can be counted.
    ///
    /// # Errors
    ///
    /// An error when the write fails.
    fn flush(&self) -> Outcome<()>;

    /// The sums that are left in the funds of an account, in millionths of a yuan.
    ///
    /// # Errors
    ///
    /// An error when the account cannot be read.
    fn left(&self, account: u64) -> Outcome<[i64; 4]>;

    /// The id of the process that starts the processes of a server; `None` when the system runs in this process.
    fn server(&self) -> Option<u32> {
        None
    }

    /// Closes the system. Returns the size of its files in bytes.
    ///
    /// # Errors
    ///
    /// An error when the last writes fail.
    fn close(self: Box<Self>) -> Outcome<u64>;
}

/// A kind of system, by name.
#[derive(Clone, Copy, Debug)]
pub struct SystemKind {
    /// The name, such as `defray`.
    pub name: &'static str,
    /// `true` when a bill whose id is known is refused.
    pub knows_ids: bool,
    /// The reason for which the system cannot run on this machine, if there is one.
    pub missing: fn() -> Option<String>,
    /// Makes a system with this number of accounts in an empty folder.
    pub create: fn(&Path, u64) -> Outcome<Box<dyn System>>,
}

/// A system that needs nothing that may be missing.
pub const fn nothing_missing() -> Option<String> {
    None
}

/// Settles the first `count` bills of the workload in large batches.
///
/// # Errors
///
/// Those of [`Client::settle`].
pub fn fill(system: &dyn System, workload: Workload, count: u64) -> Outcome<()> {
    let mut client = system.client()?;
    let mut first = 0;
    while first < count {
        let batch = FILL_BATCH.min(count - first);
        client.prepare(&workload.bills(first, batch))?;
        client.settle()?;
        first += batch;
    }
    Ok(())
}
