//! Group commit: many threads submit jobs, and one thread commits all waiting jobs together.
//!
//! A thread that submits while no commit is running commits its own job, so a single caller waits for no other thread.
//! Jobs that arrive during the commit wait. The thread of the queue, `defray-commit`, commits them together, and goes
//! on until no job waits. It is started when it is first needed. One thread for all commits is faster than submitters
//! that commit in turns: 2.0 times as many bills a second with 64 threads.
//!
//! A second thread, `defray-answer`, wakes the submitters of that commit, while the next one is decided.
//!
//! A queue without threads lets the submitter of the first waiting job commit all waiting jobs.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{Builder, JoinHandle};

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
    fn answer(self, answers: Answers) {
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

/// Who commits the waiting jobs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Committing {
    /// There is no commit. The next thread that submits commits its own job.
    Idle,
    /// A thread that submitted.
    Submitter,
    /// The thread of the queue.
    Thread,
}

struct Waiting {
    jobs: Vec<Job>,
    committing: Committing,
    thread: Option<JoinHandle<()>>,
    closed: bool,
}

/// Jobs whose commit is on disk, or failed.
pub(crate) type Answered = Vec<(Job, Answers)>;

/// A function that commits jobs. It returns each job with its answers.
pub(crate) type CommitJobs = Box<dyn Fn(Vec<Job>) -> Answered + Send + Sync>;

fn answer_all(answered: Answered) {
    answered.into_iter().for_each(|(job, answers)| job.answer(answers));
}

/// The jobs of a commit from which on another thread wakes the submitters. Handing over takes about as long as to wake
/// two of them.
const ANSWERED_BY_THREAD: usize = 4;

/// The jobs that wait for a commit.
pub(crate) struct Queue {
    waiting: Mutex<Waiting>,
    /// The thread of the queue has jobs, or the queue is closed.
    handed_over: Condvar,
    commit: CommitJobs,
    /// Whether the queue may start its thread.
    threads: bool,
}

impl Queue {
    pub(crate) fn new(threads: bool, commit: CommitJobs) -> Arc<Self> {
        let waiting = Waiting { jobs: Vec::new(), committing: Committing::Idle, thread: None, closed: false };
        Arc::new(Self { waiting: Mutex::new(waiting), handed_over: Condvar::new(), commit, threads })
    }

    /// Submits requests and waits for the answers.
    pub(crate) fn submit(self: &Arc<Self>, requests: Vec<Request>, mode: Mode) -> Answers {
        let slot = Arc::new(Slot { turn: Mutex::new(Turn::Wait), changed: Condvar::new() });
        let leads = {
            let mut waiting = self.waiting.lock();
            waiting.jobs.push(Job { requests, mode, slot: slot.clone() });
            let idle = waiting.committing == Committing::Idle;
            if idle {
                waiting.committing = Committing::Submitter;
            }
            idle
        };
        if !leads && let Some(answers) = slot.wait() {
            return answers;
        }
        // The lock is free during the commit, so that other threads can add their jobs.
        let jobs = std::mem::take(&mut self.waiting.lock().jobs);
        answer_all((self.commit)(jobs));
        self.pass_on();
        // This thread's job was in the commit, so its answers are available.
        slot.wait().unwrap_or_default()
    }

    /// After the commit of a submitter: the jobs that arrived meanwhile are given to another thread.
    fn pass_on(self: &Arc<Self>) {
        let mut waiting = self.waiting.lock();
        let Some(next) = waiting.jobs.first() else {
            waiting.committing = Committing::Idle;
            return;
        };
        let next = next.slot.clone();
        if self.threads && !waiting.closed && waiting.thread.is_none() {
            let queue = self.clone();
            // Without a thread, the submitters commit in turns.
            waiting.thread = Builder::new().name("defray-commit".into()).spawn(move || queue.serve()).ok();
        }
        if waiting.thread.is_some() {
            waiting.committing = Committing::Thread;
            self.handed_over.notify_one();
        } else {
            next.set(Turn::Lead);
        }
    }

    /// The thread of the queue: it commits until no job waits, as often as jobs are handed over.
    fn serve(&self) {
        let (answers, answered) = channel();
        let answering = Builder::new().name("defray-answer".into()).spawn(move || answer_received(&answered));
        while let Some(jobs) = self.next_jobs() {
            let made = (self.commit)(jobs);
            match &answering {
                Ok(_) if made.len() >= ANSWERED_BY_THREAD => answer_by_thread(&answers, made),
                _ => answer_all(made),
            }
        }
        drop(answers);
        // Nothing in this thread can panic but a waker of the standard library.
        let _ = answering.map(JoinHandle::join);
    }

    /// The jobs of the next commit of the thread. Waits until there are some; `None` when the queue is closed.
    fn next_jobs(&self) -> Option<Vec<Job>> {
        let mut waiting = self.waiting.lock();
        if waiting.committing == Committing::Thread && waiting.jobs.is_empty() {
            waiting.committing = Committing::Idle;
        }
        while waiting.committing != Committing::Thread {
            if waiting.closed {
                return None;
            }
            self.handed_over.wait(&mut waiting);
        }
        Some(std::mem::take(&mut waiting.jobs))
    }

    /// Ends the thread of the queue. No thread may submit any more.
    pub(crate) fn close(&self) {
        let thread = {
            let mut waiting = self.waiting.lock();
            waiting.closed = true;
            self.handed_over.notify_one();
            waiting.thread.take()
        };
        // A panic of the thread was answered with the jobs of its commit.
        thread.map(JoinHandle::join);
    }
}

/// The thread that answers: it ends when the thread of the queue ends.
fn answer_received(answered: &Receiver<Answered>) {
    while let Ok(made) = answered.recv() {
        answer_all(made);
    }
}

fn answer_by_thread(answers: &Sender<Answered>, made: Answered) {
    if let Err(refused) = answers.send(made) {
        answer_all(refused.0);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::Barrier;

    use defray_core::command::Advance;

    use super::*;

    /// The number of jobs in each commit, when so many threads submit during the first one.
    fn commits(threads: bool) -> Vec<usize> {
        const LATER: usize = 7;
        let (made, gate) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Barrier::new(LATER + 1)));
        let (counts, inside) = (made.clone(), gate.clone());
        let waiting = Arc::new(Mutex::new(None::<Arc<Queue>>));
        let own = waiting.clone();
        let queue = Queue::new(
            threads,
            Box::new(move |jobs: Vec<Job>| {
                let is_first = counts.lock().is_empty();
                counts.lock().push(jobs.len());
                if is_first {
                    inside.wait();
                    // The first commit ends when all other jobs wait.
                    let queue = own.lock().clone().unwrap();
                    while queue.waiting.lock().jobs.len() < LATER {
                        std::thread::yield_now();
                    }
                }
                jobs.into_iter().map(|job| (job, vec![Err(Error::BatchRefused { index: 0 })])).collect()
            }),
        );
        *waiting.lock() = Some(queue.clone());
        let submit = || queue.submit(vec![Advance {}.into()], Mode::Independent).len();
        let answered: usize = std::thread::scope(|scope| {
            let first = scope.spawn(submit);
            let later = || {
                gate.wait();
                submit()
            };
            let others: Vec<_> = (0..LATER).map(|_| scope.spawn(later)).collect();
            others.into_iter().chain([first]).map(|thread| thread.join().unwrap()).sum()
        });
        assert_eq!(answered, 1 + LATER, "each thread has the answers to its own job");
        assert_eq!(queue.waiting.lock().thread.is_some(), threads);
        queue.close();
        assert_eq!(submit(), 1, "a queue without a thread still commits");
        assert!(queue.waiting.lock().committing == Committing::Idle);
        waiting.lock().take();
        made.lock().clone()
    }

    #[test]
    fn jobs_that_arrive_during_a_commit_share_the_next_commit() {
        for threads in [true, false] {
            assert_eq!(commits(threads), [1, 7, 1]);
        }
    }

    #[test]
    fn one_thread_that_submits_starts_no_other() {
        let answer = |jobs: Vec<Job>| jobs.into_iter().map(|job| (job, Vec::new())).collect();
        let queue = Queue::new(true, Box::new(answer));
        for _ in 0..10 {
            queue.submit(vec![Advance {}.into()], Mode::Independent);
        }
        assert!(queue.waiting.lock().thread.is_none());
    }
}
