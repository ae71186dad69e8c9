//! The one writer of a ledger: it commits the jobs of the queue, publishes the records, and stops at the first failure.

use std::panic::{AssertUnwindSafe, catch_unwind};

use defray_core::command::Request;
use parking_lot::Mutex;

use crate::answer::{Answer, Mode};
use crate::commit::{Commit, unless_it_halts};
use crate::encoder::COMMANDS_MIN;
use crate::error::Error;
use crate::group::{Answered, Answers, Job};
use crate::ledger::Ledger;
use crate::options::Clock;
use crate::records::COMPACTING;
use crate::snapshot::Snapshot;
use crate::store::panic_text;

/// The writer. All threads share it.
pub(crate) struct Writer {
    state: Mutex<State>,
    published: Mutex<Snapshot>,
    pub(crate) clock: Clock,
    simulate: bool,
}

struct State {
    ledger: Ledger,
    /// The failure that stopped the writer, if there was one.
    halted: Option<Error>,
}

impl State {
    fn refuse_when_halted(&self) -> Result<(), Error> {
        match &self.halted {
            Some(failure) => Err(Error::Halted { message: failure.to_string() }),
            None => Ok(()),
        }
    }
}

impl Writer {
    pub(crate) fn new(ledger: Ledger, clock: Clock, simulate: bool) -> Self {
        let published = Mutex::new(Snapshot::of(&ledger));
        Self { state: Mutex::new(State { ledger, halted: None }), published, clock, simulate }
    }

    /// The records after the last commit.
    pub(crate) fn snapshot(&self) -> Snapshot {
        self.published.lock().clone()
    }

    /// Decides all jobs and writes them to disk. Returns each with its answers.
    pub(crate) fn commit(&self, jobs: Vec<Job>) -> Answered {
        let mut state = self.state.lock();
        let answers = match state.refuse_when_halted() {
            Err(halted) => jobs.iter().map(|job| failed(&job.requests, &halted)).collect(),
            Ok(()) => {
                let mut made = Decided::default();
                let outcome = catch_unwind(AssertUnwindSafe(|| {
                    commit_jobs(&mut state.ledger, &self.clock, self.simulate, &jobs, &mut made)
                }));
                let outcome =
                    outcome.unwrap_or_else(|panic| Err(Error::Bug(format!("a panic: {}", panic_text(panic.as_ref())))));
                // After a failure an earlier commit of these jobs may be on disk.
                if outcome.is_ok() || made.written != (0, 0) {
                    *self.published.lock() = Snapshot::of(&state.ledger);
                }
                if let Err(failure) = outcome {
                    made.replace_unwritten(&jobs, &failure);
                    state.halted = Some(failure);
                }
                made.answers
            }
        };
        drop(state);
        jobs.into_iter().zip(answers).collect()
    }

    /// Acts on the ledger between two commits.
    pub(crate) fn with_ledger<T>(&self, act: impl FnOnce(&mut Ledger) -> Result<T, Error>) -> Result<T, Error> {
        let mut state = self.state.lock();
        state.refuse_when_halted()?;
        let outcome = act(&mut state.ledger);
        match &outcome {
            Ok(_) => *self.published.lock() = Snapshot::of(&state.ledger),
            Err(failure) => state.halted = Some(failure.clone()),
        }
        outcome
    }

    /// Returns unused space of the file to the file system.
    pub(crate) fn compact(&self) -> Result<bool, Error> {
        let mut state = self.state.lock();
        state.refuse_when_halted()?;
        // New readers wait for this lock, so none of them takes a snapshot during the compaction.
        let mut published = self.published.lock();
        *published = Snapshot::unavailable(COMPACTING);
        let outcome = state.ledger.compact();
        *published = Snapshot::of(&state.ledger);
        match &outcome {
            Err(failure) if failure.code() != "busy" => state.halted = Some(failure.clone()),
            _ => {}
        }
        outcome
    }
}

fn failed(requests: &[Request], failure: &Error) -> Answers {
    requests.iter().map(|_| Err(failure.clone())).collect()
}

/// The answers to jobs, job by job.
#[derive(Default)]
struct Decided {
    answers: Vec<Answers>,
    /// The answers that are on disk: all of so many jobs, and so many of the next job.
    written: (usize, usize),
}

impl Decided {
    /// Answers the next command of the present job.
    fn answer(&mut self, answer: Result<Answer, Error>) {
        if let Some(answers) = self.answers.last_mut() {
            answers.push(answer);
        }
    }

    /// Everything that was answered so far is on disk.
    fn all_written(&mut self) {
        self.written = match self.answers.split_last() {
            Some((last, before)) => (before.len(), last.len()),
            None => (0, 0),
        };
    }

    /// Every answer that is not on disk becomes the failure.
    fn replace_unwritten(&mut self, jobs: &[Job], failure: &Error) {
        let (whole, part) = self.written;
        self.answers.resize_with(jobs.len(), Answers::new);
        for (number, (answers, job)) in self.answers.iter_mut().zip(jobs).enumerate().skip(whole) {
            answers.truncate(if number == whole { part } else { 0 });
            let missing = job.requests.get(answers.len()..).unwrap_or_default();
            answers.extend(failed(missing, failure));
        }
    }
}

/// Decides all jobs and writes them to disk in one commit, or in several when one would be too large.
fn commit_jobs(
    ledger: &mut Ledger,
    clock: &Clock,
    simulated: bool,
    jobs: &[Job],
    made: &mut Decided,
) -> Result<(), Error> {
    let mut commit = Commit::begin(ledger, clock(), simulated);
    for job in jobs {
        if job.mode == Mode::Atomic {
            commit = unless_full(commit, clock, made)?;
            made.answers.push(decide_atomically(&mut commit, &job.requests)?);
            continue;
        }
        made.answers.push(Answers::with_capacity(job.requests.len()));
        commit = decide_each(commit, clock, &job.requests, made)?;
    }
    commit.finish()
}

/// Decides the requests of the present job, each for itself.
fn decide_each<'l>(
    mut commit: Commit<'l>,
    clock: &Clock,
    requests: &[Request],
    made: &mut Decided,
) -> Result<Commit<'l>, Error> {
    let mut rest = requests;
    while !rest.is_empty() {
        commit = unless_full(commit, clock, made)?;
        if commit.encodes_ahead(rest.len())
            && let Some(answers) = made.answers.last_mut()
        {
            commit.decide_ahead(rest, answers)?;
            rest = requests.get(answers.len()..).unwrap_or_default();
        }
        // What stopped there, and as many more as are not worth another start of the thread.
        let (some, others) = rest.split_at(rest.len().min(COMMANDS_MIN));
        for request in some {
            commit = unless_full(commit, clock, made)?;
            made.answer(unless_it_halts(commit.decide(request))?);
        }
        rest = others;
    }
    Ok(commit)
}

/// The commit, if it is not full. A full commit is written, and the next one begins.
fn unless_full<'l>(commit: Commit<'l>, clock: &Clock, made: &mut Decided) -> Result<Commit<'l>, Error> {
    if !commit.is_full() {
        return Ok(commit);
    }
    let next = commit.next(clock())?;
    made.all_written();
    Ok(next)
}

fn decide_atomically(commit: &mut Commit<'_>, requests: &[Request]) -> Result<Answers, Error> {
    let mark = commit.mark();
    let mut answers = Answers::with_capacity(requests.len());
    for (index, request) in requests.iter().enumerate() {
        match unless_it_halts(commit.decide(request))? {
            Ok(answer) => answers.push(Ok(answer)),
            Err(refusal) => {
                commit.back_to(mark);
                let mut answers: Answers = requests.iter().map(|_| Err(Error::BatchRefused { index })).collect();
                if let Some(place) = answers.get_mut(index) {
                    *place = Err(refusal);
                }
                return Ok(answers);
            }
        }
    }
    commit.accept();
    Ok(answers)
}
