//! A commit: commands that are decided one after the other and written together.

use std::thread;

use defray_core::command::Request;
use defray_core::event::Event;
use defray_core::id::IdempotencyKey;
use defray_core::records::ViewExt;
use defray_core::time::Instant;
use defray_core::{Decision, Key, PriorResult, Record, decide};

use crate::answer::{Answer, Done};
use crate::encoder::{self, Decided, Encoded, Encoder, OfAllEntries, SMALL_ENTRY_BYTES, small_entry};
use crate::error::Error;
use crate::group::Answers;
use crate::layers::AccountEntry;
use crate::ledger::Ledger;
use crate::replay::clock_of_decision;
use crate::runs::Place;
use crate::segments::{self, LargestSizes, SegmentWriter};
use crate::value::{changes_of_entry, settled_by};

/// The bytes of journal entries in one commit. A commit that reached them takes no further command, so one commit has
/// at most one entry, or one atomic batch, more.
pub(crate) const BYTES_IN_A_COMMIT: usize = 16 << 20;

/// A commit in progress: its commands are decided, but not on disk yet.
pub(crate) struct Commit<'l> {
    ledger: &'l mut Ledger,
    segment: SegmentWriter,
    /// The accounts that the entries concern, in order.
    entries: Vec<AccountEntry>,
    of_all: OfAllEntries,
}

/// The result of a decision.
enum Outcome {
    Already(PriorResult),
    /// With the changed records.
    Happened(Decided, Vec<(Key, Option<Record>)>),
}

/// Decides a command, and changes nothing.
fn decision(ledger: &Ledger, of_all: OfAllEntries, request: &Request, position: u64) -> Result<Outcome, Error> {
    let OfAllEntries { recorded_at, simulated } = of_all;
    let (asked_at, now) = (request.at.unwrap_or(recorded_at), clock_of_decision(recorded_at, simulated));
    Ok(match decide(ledger, &request.command, asked_at, now, request.actor.as_ref(), position)? {
        Decision::Already(prior) => Outcome::Already(prior),
        Decision::Happened { at, events, changes } => Outcome::Happened(Decided { at, asked_at, events }, changes),
    })
}

/// Keeps what a command changed. Its entry has this position.
fn keep(ledger: &mut Ledger, request: &Request, position: u64, events: &[Event], changes: Vec<(Key, Option<Record>)>) {
    if let Some((index, record)) = settled_by(&request.command, events) {
        ledger.kept.keep_settled(Place { position, index }, record.clone());
    }
    let key = request.idempotency_key.as_ref();
    for change in changes_of_entry(changes, position, key, &request.command, events) {
        ledger.kept.put(change);
    }
}

/// The next command whose entry another thread encodes.
struct Next {
    position: u64,
    /// More bytes than the commit has up to here.
    bytes: usize,
}

impl Next {
    /// Decides a command and hands its entry over. `false`: it was not decided, because its entry is not small, its
    /// idempotency key was used before, or the commit can be full.
    fn decide<'s, 'r: 's>(
        &mut self,
        ledger: &mut Ledger,
        of_all: OfAllEntries,
        request: &'r Request,
        encoder: &mut Encoder<'s, 'r>,
    ) -> Result<bool, Error> {
        let is_repeated = |key| ledger.position_of_key(key).map(|position| position.is_some());
        if self.bytes >= BYTES_IN_A_COMMIT || request.idempotency_key.as_ref().map_or(Ok(false), is_repeated)? {
            return Ok(false);
        }
        match decision(ledger, of_all, request, self.position)? {
            Outcome::Already(prior) => encoder.answered(Ok(Answer::Already(prior))),
            Outcome::Happened(decided, changes) => {
                let Some(bytes) = small_entry(&request.command, &decided.events) else { return Ok(false) };
                keep(ledger, request, self.position, &decided.events, changes);
                encoder.decided(request, decided);
                self.position += 1;
                self.bytes += bytes;
            }
        }
        Ok(true)
    }
}

/// The answer to a command. It is an error when the records in memory are not reliable any more.
pub(crate) fn unless_it_halts(answer: Result<Answer, Error>) -> Result<Result<Answer, Error>, Error> {
    match answer {
        Err(
            error @ (Error::Corrupt { .. }
            | Error::Environment { .. }
            | Error::Unknown { .. }
            | Error::Bug(_)
            | Error::Halted { .. }),
        ) => Err(error),
        answer => Ok(answer),
    }
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
        let segment = SegmentWriter::limited(ledger.head(), ledger.position() + 1, ledger.largest_sizes());
        Self { ledger, segment, entries: Vec::new(), of_all: OfAllEntries { recorded_at, simulated } }
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
        let position = self.segment.next();
        let (decided, changes) = match decision(self.ledger, self.of_all, request, position)? {
            Outcome::Already(prior) => return Ok(Answer::Already(prior)),
            Outcome::Happened(decided, changes) => (decided, changes),
        };
        let mut encoded = Encoded { segment: &mut self.segment, entries: &mut self.entries };
        let done = encoded.push(self.of_all, request, decided)?;
        keep(self.ledger, request, position, &done.events, changes);
        Ok(Answer::Done(done))
    }

    /// Whether [`decide_ahead`](Self::decide_ahead) is faster for so many commands.
    pub(crate) fn encodes_ahead(&self, commands: usize) -> bool {
        let LargestSizes { entry, commit } = self.ledger.largest_sizes();
        let fits = entry >= SMALL_ENTRY_BYTES && commit >= BYTES_IN_A_COMMIT + SMALL_ENTRY_BYTES;
        commands >= encoder::COMMANDS_MIN && self.ledger.has_threads() && fits
    }

    /// Decides commands while a thread encodes the entries of those before. Stops at the first command that has to wait
    /// for its entry, and when the commit can be full. Adds an answer for each command that was decided. An error halts
    /// the writer.
    pub(crate) fn decide_ahead(&mut self, requests: &[Request], answers: &mut Answers) -> Result<(), Error> {
        let Self { ledger, segment, entries, of_all } = self;
        let mut next = Next { position: segment.next(), bytes: segment.bytes() };
        thread::scope(|scope| {
            let encoded = Encoded { segment, entries };
            let Some(mut encoder) = Encoder::start(scope, *of_all, encoded, answers) else { return Ok(()) };
            let mut outcome = Ok(());
            for request in requests {
                match next.decide(ledger, *of_all, request, &mut encoder) {
                    Ok(true) => {}
                    Ok(false) => break,
                    Err(error) => match unless_it_halts(Err(ledger.classify_error(error))) {
                        Ok(refusal) => encoder.answered(refusal),
                        halting => {
                            outcome = halting.map(|_| ());
                            break;
                        }
                    },
                }
            }
            encoder.finish().and(outcome)
        })
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

    /// Makes all decided commands durable, as [`finish`](Self::finish) does, and begins another commit.
    pub(crate) fn next(self, recorded_at: Instant) -> Result<Self, Error> {
        let Self { ledger, segment, entries, of_all: OfAllEntries { simulated, .. } } = self;
        ledger.commit(segment, entries, simulated)?;
        Ok(Self::begin(ledger, recorded_at, simulated))
    }

    /// Makes all decided commands durable, together. After an error the records in memory are newer than the
    /// file, so the ledger must not be used any more.
    pub(crate) fn finish(self) -> Result<(), Error> {
        self.ledger.commit(self.segment, self.entries, self.of_all.simulated)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::Arc;

    use defray_core::command::{OpenAccount, TopUp};
    use defray_core::id::Note;

    use super::*;
    use crate::answer::Mode;
    use crate::format::first_changes;
    use crate::group::{Answers, Queue};
    use crate::options::Options;
    use crate::segments::LargestSizes;
    use crate::store::{MemoryStore, Store};
    use crate::writer::Writer;

    fn ledger(store: &MemoryStore, sizes: LargestSizes) -> Ledger {
        let bounds = crate::ledger::Bounds { sizes, ..Options::default().bounds() };
        Ledger::open(Arc::new(store.clone()), bounds, true).unwrap()
    }

    /// A top-up whose entry is `reference` bytes larger than the smallest one.
    fn top_up(reference: usize) -> Request {
        let reference = Note::new(&"r".repeat(reference)).ok();
        TopUp { account: "acme".parse().unwrap(), amount: "1 CNY".parse().unwrap(), reference }.into()
    }

    fn now() -> Instant {
        "2026-03-01T00:00:00Z".parse().unwrap()
    }

    /// Decides the requests in one commit.
    fn submit(ledger: &mut Ledger, requests: &[Request]) -> Answers {
        let mut commit = Commit::begin(ledger, now(), false);
        let answers = requests.iter().map(|request| commit.decide(request)).collect();
        commit.finish().unwrap();
        answers
    }

    /// A store with account `acme`.
    fn store() -> MemoryStore {
        let store = MemoryStore::default();
        store.write(first_changes()).unwrap();
        let open = OpenAccount { account: "acme".parse().unwrap(), currency: "CNY".parse().unwrap() };
        submit(&mut ledger(&store, LargestSizes::OF_COMMANDS), &[open.into()]).pop().unwrap().unwrap();
        store
    }

    fn codes(answers: &[Result<Answer, Error>]) -> Vec<&'static str> {
        answers.iter().map(|answer| answer.as_ref().map_or_else(Error::code, |_| "done")).collect()
    }

    #[test]
    fn an_entry_that_is_too_large_is_refused_and_the_others_of_its_commit_are_written() {
        let store = store();
        let mut ledger = ledger(&store, LargestSizes { entry: 500, commit: 10_000 });
        let answers = submit(&mut ledger, &[top_up(10), top_up(600), top_up(20)]);
        assert_eq!(codes(&answers), ["done", "command_too_large", "done"]);
        let error = answers.into_iter().find_map(Result::err).unwrap();
        let text = error.to_string();
        assert!(text.starts_with("the entry in the journal would have 6"), "{text}");
        assert!(text.ends_with(" bytes with the command `top_up` and its events: expected at most 500"), "{text}");
        assert_eq!((error.class().name(), ledger.position()), ("refused", 3));
        let before = (ledger.position(), ledger.head());
        assert_eq!(codes(&submit(&mut ledger, &[top_up(700)])), ["command_too_large"]);
        assert_eq!((ledger.position(), ledger.head()), before, "nothing was written");
        assert_eq!(codes(&submit(&mut ledger, &[top_up(30)])), ["done"], "the records are as before the refusals");
        // An entry of a file is read in every case.
        let end = (ledger.position(), ledger.head());
        let mut again = self::ledger(&store, LargestSizes { entry: 1, commit: 1 });
        assert_eq!((again.position(), again.head()), end);
        assert_eq!(codes(&submit(&mut again, &[top_up(1)])), ["command_too_large"]);
    }

    #[test]
    fn a_commit_that_is_full_refuses_more_commands_and_the_next_commit_takes_them() {
        let mut ledger = ledger(&store(), LargestSizes { entry: 2_500, commit: 2_000 });
        let requests = [top_up(700), top_up(700), top_up(700), top_up(1)];
        assert_eq!(codes(&submit(&mut ledger, &requests)), ["done", "done", "command_too_large", "done"]);
        let mut commit = Commit::begin(&mut ledger, now(), false);
        let mark = commit.mark();
        commit.decide(&top_up(1_000)).unwrap();
        let error = commit.decide(&top_up(1_000)).unwrap_err();
        assert!(error.to_string().starts_with("the commit would have 2"), "{error}");
        commit.back_to(mark);
        commit.finish().unwrap();
        assert_eq!(ledger.position(), 4, "the batch was taken back");
        assert_eq!(codes(&submit(&mut ledger, &[top_up(700)])), ["done"]);
    }

    #[test]
    fn the_writer_refuses_what_is_too_large_and_does_not_halt() {
        let sizes = LargestSizes { entry: 1_000, commit: 1_500 };
        let writer = Writer::new(ledger(&store(), sizes), Arc::new(now), false);
        let writer = Arc::new(writer);
        let commit = writer.clone();
        let queue = Queue::new(false, Box::new(move |jobs| commit.commit(jobs)));
        let submit = |requests: &[Request], mode| codes(&queue.submit(requests.to_vec(), mode));
        let refused = ["batch_refused", "batch_refused", "command_too_large"];
        assert_eq!(submit(&[top_up(10), top_up(20), top_up(1_000)], Mode::Atomic), refused, "the entry");
        assert_eq!(submit(&[top_up(700), top_up(600), top_up(500)], Mode::Atomic), refused, "the commit");
        assert_eq!(writer.snapshot().position(), 1, "nothing was written");
        let answers = submit(&[top_up(700), top_up(1_000), top_up(600)], Mode::Independent);
        assert_eq!(answers, ["done", "command_too_large", "done"]);
        assert_eq!(submit(&[top_up(700), top_up(600)], Mode::Atomic), ["done", "done"]);
        let snapshot = writer.snapshot();
        let account = snapshot.account(&"acme".parse().unwrap()).unwrap();
        assert_eq!((snapshot.position(), account.cash.to_string()), (5, "4 CNY".to_owned()));
    }
}
