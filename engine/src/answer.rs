//! What goes in and what comes out: a command with its envelope, and the answer to it.

use defray_core::PriorResult;
use defray_core::bill::BillRecord;
use defray_core::event::Event;
use defray_core::receipt::Receipt;
use defray_core::time::Instant;

use crate::journal::Head;

/// Something that happened and is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Its place in the journal.
    pub position: u64,
    /// When it was decided (T1).
    pub at: Instant,
    /// The chain's head after it. A host that keeps this can tell an older copy of the file.
    pub head: Head,
    /// What happened, at least one event.
    pub events: Vec<Event>,
}

impl Done {
    /// The receipts of all bills it settled.
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
    /// It happened now.
    Done(Done),
    /// It happened before, under the same idempotency key (A2): the first result again.
    Repeated(Done),
    /// It had happened before (P4), or there was nothing to do: nothing was recorded.
    Already(PriorResult),
}

impl Answer {
    /// What happened, now or the first time; `None` where nothing was recorded.
    pub const fn done(&self) -> Option<&Done> {
        match self {
            Self::Done(done) | Self::Repeated(done) => Some(done),
            Self::Already(_) => None,
        }
    }

    /// The receipt of the bill that the command settled, now or the first time.
    pub fn receipt(&self) -> Option<&Receipt> {
        match self {
            Self::Done(done) | Self::Repeated(done) => done.receipts().next(),
            Self::Already(PriorResult::Bill(record)) => BillRecord::receipt(record),
            Self::Already(_) => None,
        }
    }
}

/// What becomes of a batch when one of its commands is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The others go ahead.
    Independent,
    /// None is done (A1).
    Atomic,
}
