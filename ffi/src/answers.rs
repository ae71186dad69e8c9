//! The answer to a command, and those to a batch.

use defray_bindings_support::Failure;
use engine::core::PriorResult;
use engine::{Answer, Done, Engine, ErrorClass, Mode};
use parking_lot::Mutex;

use crate::error::defray_error;
use crate::guard::{given, guarded, output};
use crate::handles::{Owned, free};
use crate::layout::{Arena, ToC};
use crate::panic::catch_or;
use crate::records::{defray_event, defray_prior_result};
use crate::requests::Batch;
use crate::status::{DEFRAY_OK, defray_status};
use crate::values::{defray_head, defray_instant};

/// What became of an accepted command.
pub type defray_answer_kind = u32;
/// It happened now.
pub const DEFRAY_ANSWER_DONE: defray_answer_kind = 1;
/// It happened before, under the same idempotency key (A2): the first result again.
pub const DEFRAY_ANSWER_REPEATED: defray_answer_kind = 2;
/// It had happened before (P4), or there was nothing to do: nothing was recorded.
pub const DEFRAY_ANSWER_ALREADY: defray_answer_kind = 3;

/// The answer to a command.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_answer {
    /// What became of it.
    pub kind: defray_answer_kind,
    /// Zero.
    pub reserved: u32,
    /// Done, repeated: its place in the journal. Else 0.
    pub position: u64,
    /// Done, repeated: when it was decided (T1). Else `DEFRAY_NO_INSTANT`.
    pub at: defray_instant,
    /// Done, repeated: the hash chain's head after it. A host that keeps it can tell an older copy of the file. Else zeros.
    pub head: defray_head,
    /// Done, repeated: what happened, at least one event. Else NULL.
    pub events: *const defray_event,
    /// How many there are in `events`.
    pub events_count: usize,
    /// Already: what came of it before. Else NULL.
    pub prior: *const defray_prior_result,
}

pub(crate) fn lay_answer(answer: &Answer, arena: &Arena) -> defray_answer {
    let (kind, done) = match answer {
        Answer::Done(done) => (DEFRAY_ANSWER_DONE, done),
        Answer::Repeated(done) => (DEFRAY_ANSWER_REPEATED, done),
        Answer::Already(prior) => return prior_result_to_c(prior, arena),
    };
    let Done { position, at, head, events } = done;
    let (events, events_count) = arena.list(events.iter().map(|event| event.to_c(arena)));
    let (at, head) = (at.to_c(arena), head.to_c(arena));
    defray_answer { kind, reserved: 0, position: *position, at, head, events, events_count, prior: std::ptr::null() }
}

fn prior_result_to_c(prior: &PriorResult, arena: &Arena) -> defray_answer {
    defray_answer {
        kind: DEFRAY_ANSWER_ALREADY,
        reserved: 0,
        position: 0,
        at: crate::values::DEFRAY_NO_INSTANT,
        head: defray_head { bytes: [0; 32] },
        events: std::ptr::null(),
        events_count: 0,
        prior: arena.put(prior.to_c(arena)),
    }
}

/// Frees an answer that `defray_engine_submit` gave, with all that it points to. NULL is allowed. Answers of a batch belong to the
/// batch: not those.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_answer_free(answer: *const defray_answer) {
    // SAFETY: as the header says of every function.
    unsafe { free(answer) }
}

/// The answers to a batch, in the order of its commands. Any thread may read it; freed with `defray_answers_free`.
pub struct defray_answers {
    results: Vec<Result<Answer, Box<Failure>>>,
    /// Of each command, so that refusals are found without laying answers out.
    statuses: Vec<defray_status>,
    /// Answers are laid out when they are first asked for: many callers only count.
    laid: Mutex<Laid>,
}

struct Laid {
    arena: Arena,
    /// NULL: not yet.
    answers: Vec<*const defray_answer>,
}

impl Owned for defray_answers {}

impl defray_answers {
    /// Submits a batch. What could not be read is answered with its error, in its place.
    pub(crate) fn of(engine: &Engine, batch: Batch, mode: Mode) -> Result<Self, Failure> {
        let Batch { requests, unread } = batch;
        let answers = engine.submit_all(requests, mode);
        let mut stopped = None;
        let refused = |index: usize, error: engine::Error, stopped: &mut Option<Failure>| {
            // Of an atomic batch nothing is done; of any, when it failed for another reason than a rule.
            let whole = !matches!(error.class(), ErrorClass::Refused | ErrorClass::Misuse);
            let first = mode == Mode::Atomic && !matches!(error, engine::Error::BatchRefused { .. });
            let failure = Failure::from(error);
            if stopped.is_none() && (whole || first) {
                *stopped = Some(if whole { failure.clone() } else { failure.clone().at(index) });
            }
            Box::new(failure)
        };
        let answers = answers.into_iter().enumerate();
        let answered = answers.map(|(index, answer)| answer.map_err(|error| refused(index, error, &mut stopped)));
        let mut results: Vec<Result<Answer, Box<Failure>>> = answered.collect();
        if let Some(failure) = stopped {
            return Err(failure);
        }
        // In the order of their places, so that each finds its own.
        for (place, failure) in unread {
            results.insert(place.min(results.len()), Err(Box::new(failure)));
        }
        let status = |result: &Result<Answer, Box<Failure>>| match result {
            Ok(_) => DEFRAY_OK,
            Err(failure) => failure.status.number(),
        };
        let statuses = results.iter().map(status).collect();
        let answers = vec![std::ptr::null(); results.len()];
        Ok(Self { results, statuses, laid: Mutex::new(Laid { arena: Arena::new(), answers }) })
    }

    fn get(&self, index: usize) -> Result<*const defray_answer, Failure> {
        let count = self.results.len();
        let beyond = || {
            let message = format!("`index` is `{index}`: expected less than {count}, the number of answers");
            Failure::new("bad_argument", "index", message)
        };
        let answer = match self.results.get(index).ok_or_else(beyond)? {
            Ok(answer) => answer,
            Err(failure) => return Err(failure.as_ref().clone().at(index)),
        };
        let mut laid = self.laid.lock();
        let Laid { arena, answers } = &mut *laid;
        let place = answers.get_mut(index).ok_or_else(beyond)?;
        if place.is_null() {
            *place = arena.put(lay_answer(answer, arena));
        }
        Ok(*place)
    }
}

/// How many answers there are: as many as there were commands. 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_answers_count(answers: *const defray_answers) -> usize {
    // SAFETY: as the header says of every function.
    catch_or(0, || unsafe { answers.as_ref() }.map_or(0, |answers| answers.results.len()))
}

/// What became of every command: as many as `defray_answers_count` says, `DEFRAY_OK` or the number of why it was not accepted. Finds the
/// refusals of a large batch without laying any answer out. It belongs to `answers` and lives as long; NULL for NULL. Any thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_answers_statuses(answers: *const defray_answers) -> *const defray_status {
    catch_or(std::ptr::null(), || {
        // SAFETY: as the header says of every function.
        unsafe { answers.as_ref() }.map_or(std::ptr::null(), |answers| answers.statuses.as_ptr())
    })
}

/// The answer to command number `index` of the batch, from 0. Any thread.
///
/// `*out` belongs to `answers` and lives as long.
///
/// Fails with the error of that command, its index in it, if it was not accepted, and then `*out` is NULL; with
/// `DEFRAY_ERR_BAD_ARGUMENT` when `index` is not below the count.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_answers_get(
    answers: *const defray_answers,
    index: usize,
    out: *mut *const defray_answer,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded(err, || {
            let out = output(out, "out")?;
            Ok(out.write(given(answers, "answers")?.get(index)?))
        })
    }
}

/// Frees the answers, all that they point to included. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_answers_free(answers: *mut defray_answers) {
    // SAFETY: as the header says of every function.
    unsafe { defray_answers::free(answers) }
}
