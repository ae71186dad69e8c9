//! What goes in and what comes out: a command with its envelope, and the answer to it.

use defray_core::Replay;
use defray_core::bill::BillRecord;
use defray_core::command::Command;
use defray_core::event::Event;
use defray_core::id::{IdempotencyKey, Note};
use defray_core::receipt::Receipt;
use defray_core::time::Instant;

use crate::journal::Head;

/// A command with its envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What is asked.
    pub command: Command,
    /// The instant of the decision (T1); absent: the engine's clock.
    pub at: Option<Instant>,
    /// Who asks.
    pub actor: Option<Note>,
    /// The caller's own id for the command (A2).
    pub idempotency_key: Option<IdempotencyKey>,
}

impl Request {
    /// The bare command, decided at the engine's clock.
    pub fn new(command: impl Into<Command>) -> Self {
        Self { command: command.into(), at: None, actor: None, idempotency_key: None }
    }

    /// Decided at `at`.
    #[must_use]
    pub const fn at(mut self, at: Instant) -> Self {
        self.at = Some(at);
        self
    }

    /// Asked by `actor`.
    #[must_use]
    pub fn by(mut self, actor: Note) -> Self {
        self.actor = Some(actor);
        self
    }

    /// With the caller's own id (A2).
    #[must_use]
    pub fn with_key(mut self, key: IdempotencyKey) -> Self {
        self.idempotency_key = Some(key);
        self
    }
}

impl<C: Into<Command>> From<C> for Request {
    fn from(command: C) -> Self {
        Self::new(command)
    }
}

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
    Already(Replay),
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
            Self::Already(Replay::Bill(record)) => BillRecord::receipt(record),
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
