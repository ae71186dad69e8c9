//! Group commit: many threads submit jobs, and one thread commits all waiting jobs together.
//!
//! A thread that submits while no commit is running becomes the leader: it takes all jobs from the queue, its own
//! included, and writes them in one commit. Jobs that arrive during the commit wait, and the thread of the first of
//! them leads the next commit. A leader does not wait for more jobs, and it leads only one commit.

use std::sync::Arc;

use defray_core::command::Request;
use parking_lot::{Condvar, Mutex};

use crate::answer::{Answer, Mode};
use crate::error::Error;

/// The answers to the requests of one job, in order.
pub(crate) type Answers = Vec<Result<Answer, Error>>;

/// Requests that were submitted together.
pub(crate) struct Job {
    pub(crate) requests: Vec<Request>,
    pub(crate) mode: Mode,
    slot: Arc<Slot>,
}

impl Job {
    /// Gives the answers to the thread that waits for them.
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

    /// Waits for the answers. `None` when this thread must lead the next commit.
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
    has_leader: bool,
}

/// The jobs that wait for a commit.
#[derive(Default)]
pub(crate) struct Queue(Mutex<Waiting>);

impl Queue {
    /// Submits requests and waits for the answers. The leading thread calls `commit`, which must answer every job.
    pub(crate) fn submit(&self, requests: Vec<Request>, mode: Mode, commit: impl Fn(Vec<Job>)) -> Answers {
        let slot = Arc::new(Slot { turn: Mutex::new(Turn::Wait), changed: Condvar::new() });
        let leads = {
            let mut waiting = self.0.lock();
            waiting.jobs.push(Job { requests, mode, slot: slot.clone() });
            !std::mem::replace(&mut waiting.has_leader, true)
        };
        if !leads && let Some(answers) = slot.wait() {
            return answers;
        }
        // The lock is free during the commit, so that other threads can add their jobs.
        let jobs = std::mem::take(&mut self.0.lock().jobs);
        commit(jobs);
        self.pass_on();
        // This thread's job was in the commit, so its answers are available.
        slot.wait().unwrap_or_default()
    }

    fn pass_on(&self) {
        let mut waiting = self.0.lock();
        match waiting.jobs.first() {
            Some(next) => next.slot.set(Turn::Lead),
            None => waiting.has_leader = false,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::Barrier;

    use defray_core::command::Advance;

    use super::*;

    #[test]
    fn jobs_that_arrive_during_a_commit_share_the_next_commit() {
        const LATER: usize = 7;
        let (queue, commits, first_began) = (Queue::default(), Mutex::new(Vec::new()), Barrier::new(LATER + 1));
        let commit = |jobs: Vec<Job>| {
            let is_first = commits.lock().is_empty();
            commits.lock().push(jobs.len());
            if is_first {
                // While the queue is locked, no other job can be added. The other threads have not begun yet.
                let is_locked = queue.0.try_lock().is_none();
                first_began.wait();
                // The first commit ends when all other jobs wait.
                while !is_locked && queue.0.lock().jobs.len() < LATER {
                    std::thread::yield_now();
                }
            }
            jobs.into_iter().for_each(|job| job.answer(vec![Err(Error::BatchRefused { index: 0 })]));
        };
        let submit = || queue.submit(vec![Advance {}.into()], Mode::Independent, commit).len();
        let answered: usize = std::thread::scope(|scope| {
            let first = scope.spawn(submit);
            let later = || {
                first_began.wait();
                submit()
            };
            let others: Vec<_> = (0..LATER).map(|_| scope.spawn(later)).collect();
            others.into_iter().chain([first]).map(|thread| thread.join().unwrap()).sum()
        });
        assert_eq!(*commits.lock(), [1, LATER]);
        assert_eq!(answered, 1 + LATER, "each thread has the answers to its own job");
        assert!(!queue.0.lock().has_leader);
    }
}
