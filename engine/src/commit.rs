//! A commit: commands that are decided one after the other and written together.

use defray_core::command::Request;
use defray_core::id::IdempotencyKey;
use defray_core::records::ViewExt;
use defray_core::rules;
use defray_core::time::Instant;
use defray_core::{Decision, decide};

use crate::answer::{Answer, Done};
use crate::error::Error;
use crate::layers::AccountEntry;
use crate::ledger::Ledger;
use crate::replay::{accounts_of, clock_of_decision};
use crate::runs::Place;
use crate::segments::{self, EntryParts, SegmentWriter};
use crate::value::{changes_of_entry, settled_by};

/// The bytes of journal entries in one commit. A commit that reached them takes no further command, so one commit has
/// at most one entry more.
pub(crate) const BYTES_IN_A_COMMIT: usize = 16 << 20;

/// A commit in progress: its commands are decided, but not on disk yet.
pub(crate) struct Commit<'l> {
    ledger: &'l mut Ledger,
    segment: SegmentWriter,
    /// The accounts that the entries concern, in order.
    entries: Vec<AccountEntry>,
    recorded_at: Instant,
    simulated: bool,
}

/// A state of a commit that can be restored.
#[derive(Clone, Copy)]
pub(crate) struct Mark {
    segment: segments::Mark,
    entries: usize,
}

impl<'l> Commit<'l> {
    /// A commit without commands. `recorded_at` is what the clock shows.
    pub(crate) fn begin(ledger: &'l mut Ledger, recorded_at: Instant, simulated: bool) -> Self {
        let segment = SegmentWriter::after(ledger.head(), ledger.position() + 1);
        Self { ledger, segment, entries: Vec::new(), recorded_at, simulated }
    }

    /// Whether the commit should be written before the next command.
    pub(crate) fn is_full(&self) -> bool {
        self.segment.bytes() >= BYTES_IN_A_COMMIT
    }

    /// Begins an atomic batch.
    pub(crate) fn mark(&mut self) -> Mark {
        self.ledger.kept.mark();
        Mark { segment: self.segment.mark(), entries: self.entries.len() }
    }

    /// Ends an atomic batch and keeps its commands.
    pub(crate) fn accept(&mut self) {
        self.ledger.kept.accept();
    }

    /// Ends an atomic batch and removes all commands that were decided since `mark` (A1).
    pub(crate) fn back_to(&mut self, mark: Mark) {
        self.ledger.kept.restore();
        self.segment.back_to(mark.segment);
        self.entries.truncate(mark.entries);
    }

    /// Decides one command.
    pub(crate) fn decide(&mut self, request: &Request) -> Result<Answer, Error> {
        self.decide_raw(request).map_err(|error| self.ledger.classify_error(error))
    }

    fn decide_raw(&mut self, request: &Request) -> Result<Answer, Error> {
        if let Some(key) = &request.idempotency_key
            && let Some(position) = self.ledger.position_of_key(key).map_err(Error::from)?
        {
            return self.repeat(key, position, request);
        }
        let (position, asked_at) = (self.segment.next(), request.at.unwrap_or(self.recorded_at));
        let now = clock_of_decision(self.recorded_at, self.simulated);
        let decision = decide(&*self.ledger, &request.command, asked_at, now, request.actor.as_ref(), position)?;
        let (at, events, changes) = match decision {
            Decision::Already(prior) => return Ok(Answer::Already(prior)),
            Decision::Happened { at, events, changes } => (at, events, changes),
        };
        let head = self.segment.push(&EntryParts {
            at,
            asked_at,
            recorded_at: self.recorded_at,
            actor: request.actor.as_ref(),
            idempotency_key: request.idempotency_key.as_ref(),
            command: &request.command,
            events: &events,
            rules: rules::CURRENT,
            simulated: self.simulated,
        })?;
        self.entries.extend(accounts_of(&events, position));
        if let Some((index, record)) = settled_by(&request.command, &events) {
            self.ledger.kept.keep_settled(Place { position, index }, record.clone());
        }
        let key = request.idempotency_key.as_ref();
        for change in changes_of_entry(changes, position, key, &request.command, &events) {
            self.ledger.kept.put(change);
        }
        Ok(Answer::Done(Done { position, at, head, events }))
    }

    /// The answer to a command whose key was used before: the first result when the command is the same, otherwise a
    /// conflict (A2).
    fn repeat(&mut self, key: &IdempotencyKey, position: u64, request: &Request) -> Result<Answer, Error> {
        let (entry, head) = if position >= self.segment.first() {
            (self.segment.entry(position)?, self.segment.head_of(position)?)
        } else {
            self.ledger.entry(position)?
        };
        if entry.command == request.command {
            return Ok(Answer::Repeated(Done { position, at: entry.at, head, events: entry.events }));
        }
        Err(Error::IdempotencyConflict { key: key.clone(), position, first: entry.command.name() })
    }

    /// Makes all decided commands durable, together. After an error the records in memory are newer than the
    /// file, so the ledger must not be used any more.
    pub(crate) fn finish(self) -> Result<(), Error> {
        self.ledger.commit(self.segment, self.entries, self.simulated)
    }
}
