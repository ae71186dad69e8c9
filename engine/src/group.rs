//! Group commit: many threads submit, one commits for all that have gathered.
//!
//! Whoever finds nobody committing leads: it takes everything in the queue, its own job included, and makes one commit of it. What arrives
//! meanwhile waits, and the first of those leads next. Nobody lingers for company, and nobody works for others longer than one commit.

use std::sync::Arc;

use defray_core::command::Request;
use parking_lot::{Condvar, Mutex};

use crate::answer::{Answer, Mode};
use crate::error::Error;

/// The answers to one job's requests, in order.
pub(crate) type Answers = Vec<Result<Answer, Error>>;

/// Requests submitted together.
pub(crate) struct Job {
    pub(crate) requests: Vec<Request>,
    pub(crate) mode: Mode,
    slot: Arc<Slot>,
}

impl Job {
    /// Hands the answers to whoever waits for them.
    pub(crate) fn answer(self, answers: Answers) {
        self.slot.set(Turn::Answered(answers));
    }
}

enum Turn {
    Wait,
    Lead,
    Answered(Answers),
}

struct Slot {
    turn: Mutex<Turn>,
    changed: Condvar,
}

impl Slot {
    fn set(&self, turn: Turn) {
        *self.turn.lock() = turn;
        self.changed.notify_one();
    }

    /// The answers, or `None` when it is this thread's turn to lead.
    fn wait(&self) -> Option<Answers> {
        let mut turn = self.turn.lock();
        loop {
            match std::mem::replace(&mut *turn, Turn::Wait) {
                Turn::Wait => self.changed.wait(&mut turn),
                Turn::Lead => return None,
                Turn::Answered(answers) => return Some(answers),
            }
        }
    }
}

#[derive(Default)]
struct Waiting {
    jobs: Vec<Job>,
    somebody_leads: bool,
}

/// Where jobs gather.
#[derive(Default)]
pub(crate) struct Queue(Mutex<Waiting>);

impl Queue {
    /// Submits requests and waits for the answers. `commit` is called by whichever thread leads, and answers every job it is given.
    pub(crate) fn submit(&self, requests: Vec<Request>, mode: Mode, commit: impl Fn(Vec<Job>)) -> Answers {
        let slot = Arc::new(Slot { turn: Mutex::new(Turn::Wait), changed: Condvar::new() });
        let leads = {
            let mut waiting = self.0.lock();
            waiting.jobs.push(Job { requests, mode, slot: slot.clone() });
            !std::mem::replace(&mut waiting.somebody_leads, true)
        };
        if !leads && let Some(answers) = slot.wait() {
            return answers;
        }
        commit(std::mem::take(&mut self.0.lock().jobs));
        self.pass_on();
        // The job was among those just committed, so its answers are there.
        slot.wait().unwrap_or_default()
    }

    fn pass_on(&self) {
        let mut waiting = self.0.lock();
        match waiting.jobs.first() {
            Some(next) => next.slot.set(Turn::Lead),
            None => waiting.somebody_leads = false,
        }
    }
}
