//! A thread that encodes and hashes the entries of a large batch, while the commands after them are decided.
//!
//! A command whose entry is too large is refused, and then its changes must not be kept. So only entries whose bytes
//! have a small bound are encoded by the thread; a batch stops at the first other one.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{Builder, Scope, ScopedJoinHandle};

use defray_core::command::{Command, Request};
use defray_core::event::Event;
use defray_core::rules;
use defray_core::time::Instant;

use crate::answer::{Answer, Done};
use crate::error::Error;
use crate::group::Answers;
use crate::layers::AccountEntry;
use crate::replay::accounts_of;
use crate::segments::{EntryParts, SegmentWriter};

/// A batch with fewer commands is not worth the thread, which takes about 50 µs to start and to end.
pub(crate) const COMMANDS_MIN: usize = 256;
/// The commands that are handed over together.
const COMMANDS_IN_A_CHUNK: usize = 64;
/// The chunks that wait for the thread. With more, the decisions wait.
const CHUNKS_MAX: usize = 8;

/// The largest number of slices and skips in a receipt of a small entry.
const PARTS_MAX: usize = 64;
/// More bytes than a slice or a skip has: an id of 128 bytes, amounts and names.
const BYTES_OF_A_PART: usize = 512;
/// More bytes than the other fields of a bill and its command have: six ids of 128 bytes, an actor, amounts, instants.
const BYTES_OF_A_BILL: usize = 4_096;
/// More bytes than a small entry has.
pub(crate) const SMALL_ENTRY_BYTES: usize = BYTES_OF_A_BILL + PARTS_MAX * BYTES_OF_A_PART;

/// More bytes than the entry has. `None`: it is not a small entry.
pub(crate) fn small_entry(command: &Command, events: &[Event]) -> Option<usize> {
    let (Command::SettleBill(_), [Event::BillSettled { record }]) = (command, events) else { return None };
    let receipt = record.receipt()?;
    let parts = receipt.slices.len() + receipt.skips.len();
    (parts <= PARTS_MAX).then_some(BYTES_OF_A_BILL + parts * BYTES_OF_A_PART)
}

/// What the entries of one commit have in common.
#[derive(Clone, Copy)]
pub(crate) struct OfAllEntries {
    pub(crate) recorded_at: Instant,
    pub(crate) simulated: bool,
}

/// Where the encoded entries go.
pub(crate) struct Encoded<'a> {
    pub(crate) segment: &'a mut SegmentWriter,
    /// The accounts that the entries concern, in order.
    pub(crate) entries: &'a mut Vec<AccountEntry>,
}

impl Encoded<'_> {
    /// Adds the entry of a command that happened. After an error nothing changed.
    pub(crate) fn push(&mut self, of_all: OfAllEntries, request: &Request, decided: Decided) -> Result<Done, Error> {
        let Decided { at, asked_at, events } = decided;
        let position = self.segment.next();
        let head = self.segment.push(&EntryParts {
            at,
            asked_at,
            recorded_at: of_all.recorded_at,
            actor: request.actor.as_ref(),
            idempotency_key: request.idempotency_key.as_ref(),
            command: &request.command,
            events: &events,
            rules: rules::CURRENT,
            simulated: of_all.simulated,
        })?;
        self.entries.extend(accounts_of(&events, position));
        Ok(Done { position, at, head, events })
    }
}

/// A command that happened.
pub(crate) struct Decided {
    pub(crate) at: Instant,
    pub(crate) asked_at: Instant,
    pub(crate) events: Vec<Event>,
}

/// A command after its decision, in the order of the batch.
enum Item<'r> {
    Decided(&'r Request, Decided),
    /// There is no entry.
    Answered(Result<Answer, Error>),
}

/// The thread `defray-encode`. It lives for one batch.
pub(crate) struct Encoder<'scope, 'r> {
    chunk: Vec<Item<'r>>,
    chunks: SyncSender<Vec<Item<'r>>>,
    thread: ScopedJoinHandle<'scope, Result<(), Error>>,
}

impl<'scope, 'r: 'scope> Encoder<'scope, 'r> {
    /// Starts the thread. `None`: the machine has no thread to give.
    pub(crate) fn start<'env>(
        scope: &'scope Scope<'scope, 'env>,
        of_all: OfAllEntries,
        encoded: Encoded<'scope>,
        answers: &'scope mut Answers,
    ) -> Option<Self> {
        let (chunks, received) = sync_channel(CHUNKS_MAX);
        let thread = Builder::new().name("defray-encode".into());
        let thread = thread.spawn_scoped(scope, move || encode(&received, of_all, encoded, answers)).ok()?;
        Some(Self { chunk: Vec::with_capacity(COMMANDS_IN_A_CHUNK), chunks, thread })
    }

    /// Hands over a command that happened. Its entry is small.
    pub(crate) fn decided(&mut self, request: &'r Request, decided: Decided) {
        self.hand_over(Item::Decided(request, decided));
    }

    /// Hands over the answer to a command without an entry.
    pub(crate) fn answered(&mut self, answer: Result<Answer, Error>) {
        self.hand_over(Item::Answered(answer));
    }

    fn hand_over(&mut self, item: Item<'r>) {
        self.chunk.push(item);
        if self.chunk.len() >= COMMANDS_IN_A_CHUNK {
            let chunk = std::mem::replace(&mut self.chunk, Vec::with_capacity(COMMANDS_IN_A_CHUNK));
            // The thread has ended only after an error, which `finish` returns.
            let _ = self.chunks.send(chunk);
        }
    }

    /// Waits until everything is encoded.
    pub(crate) fn finish(self) -> Result<(), Error> {
        let Self { chunk, chunks, thread } = self;
        let _ = chunks.send(chunk);
        drop(chunks);
        thread.join().unwrap_or_else(|_| Err(Error::Bug("a panic while a batch was encoded".into())))
    }
}

fn encode(
    chunks: &Receiver<Vec<Item<'_>>>,
    of_all: OfAllEntries,
    mut encoded: Encoded<'_>,
    answers: &mut Answers,
) -> Result<(), Error> {
    for item in chunks.iter().flatten() {
        answers.push(match item {
            Item::Answered(answer) => answer,
            Item::Decided(request, decided) => match encoded.push(of_all, request, decided) {
                Ok(done) => Ok(Answer::Done(done)),
                Err(error) => return Err(Error::Bug(format!("the entry of a small command was not encoded: {error}"))),
            },
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use defray_core::command::OpenAccount;

    use super::*;
    use crate::segments::LargestSizes;

    #[test]
    fn an_entry_that_cannot_be_encoded_is_an_error_and_nothing_waits() {
        let at: Instant = "2026-03-01T00:00:00Z".parse().unwrap();
        let (account, currency) = ("acme".parse().unwrap(), "CNY".parse().unwrap());
        let request: Request = OpenAccount { account, currency }.into();
        let sizes = LargestSizes { entry: 10, commit: 10 };
        let mut segment = SegmentWriter::limited(crate::journal::GENESIS, 1, sizes);
        let (mut entries, mut answers) = (Vec::new(), Answers::new());
        let outcome = std::thread::scope(|scope| {
            let encoded = Encoded { segment: &mut segment, entries: &mut entries };
            let of_all = OfAllEntries { recorded_at: at, simulated: false };
            let mut encoder = Encoder::start(scope, of_all, encoded, &mut answers).unwrap();
            // More than the thread would take before it is waited for.
            for _ in 0..2 * CHUNKS_MAX * COMMANDS_IN_A_CHUNK {
                encoder.decided(&request, Decided { at, asked_at: at, events: Vec::new() });
            }
            encoder.finish()
        });
        let error = outcome.unwrap_err();
        assert_eq!(error.code(), "bug");
        assert!(error.to_string().contains("the entry of a small command was not encoded"), "{error}");
        assert_eq!((segment.len(), entries.len(), answers.len()), (0, 0, 0));
    }
}
