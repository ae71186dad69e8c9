//! The answers to commands.

use defray_core::PriorResult;
use defray_core::bill::BillRecord;
use defray_core::event::Event;
use defray_core::receipt::Receipt;
use defray_core::time::Instant;

use crate::journal::Head;

/// The result of an accepted command. It is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The position of the journal entry, from 1.
    pub position: u64,
    /// The decision instant (T1).
    pub at: Instant,
    /// The head of the hash chain after the entry. A host that stores it can later detect an older copy of the file.
    pub head: Head,
    /// The events of the command, in order; at least one.
    pub events: Vec<Event>,
}

impl Done {
    /// The receipts of all bills that the command settled.
    pub fn receipts(&self) -> impl Iterator<Item = &Receipt> {
        self.events.iter().filter_map(|event| match event {
            Event::BillSettled { record } => record.receipt(),
            _ => None,
        })
    }
}

/// The answer to a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The command was executed now.
    Done(Done),
    /// The command was executed before with the same idempotency key (A2). This is the first result.
    Repeated(Done),
    /// The effect of the command existed already (P4), or there was nothing to do. Nothing was recorded.
    Already(PriorResult),
}

impl Answer {
    /// The result, of this execution or of the first one. `None` when nothing was recorded.
    pub const fn done(&self) -> Option<&Done> {
        match self {
            Self::Done(done) | Self::Repeated(done) => Some(done),
            Self::Already(_) => None,
        }
    }

    /// The receipt of the bill that the command settled, now or the first time. `None` when it settled no bill.
    pub fn receipt(&self) -> Option<&Receipt> {
        match self {
            Self::Done(done) | Self::Repeated(done) => done.receipts().next(),
            Self::Already(PriorResult::Bill(record)) => BillRecord::receipt(record),
            Self::Already(_) => None,
        }
    }
}

/// How a batch is executed when one of its commands is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The other commands are executed.
    Independent,
    /// No command is executed (A1).
    Atomic,
}
