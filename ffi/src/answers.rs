//! The answer to a command, and the answers to a batch.

use defray_bindings_support::Failure;
use engine::core::PriorResult;
use engine::{Answer, Done, Engine, ErrorClass, Mode};
use parking_lot::Mutex;

use crate::error::defray_error;
use crate::guard::{call, given};
use crate::handles::{Owned, free};
use crate::layout::{Arena, ToC};
use crate::panic::catch_or;
use crate::records::{defray_event, defray_prior_result};
use crate::requests::Batch;
use crate::status::{DEFRAY_OK, defray_status};
use crate::values::{defray_head, defray_instant};

/// The kind of answer to an accepted command.
pub type defray_answer_kind = u32;
/// The command was executed now.
pub const DEFRAY_ANSWER_DONE: defray_answer_kind = 1;
/// A command with the same idempotency key was executed before (A2). The answer is its first result.
pub const DEFRAY_ANSWER_REPEATED: defray_answer_kind = 2;
/// The same thing was recorded before (P4), or there was nothing to do. Nothing was recorded now.
pub const DEFRAY_ANSWER_ALREADY: defray_answer_kind = 3;

/// The answer to an accepted command.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_answer {
    /// The kind of answer. The other fields depend on it.
    pub kind: defray_answer_kind,
    /// Reserved; 0.
    pub reserved: u32,
    /// `DEFRAY_ANSWER_DONE` and `DEFRAY_ANSWER_REPEATED`: the position of the command in the journal; the first is
    /// 1. Otherwise 0.
    pub position: u64,
    /// `DEFRAY_ANSWER_DONE` and `DEFRAY_ANSWER_REPEATED`: the instant of the decision (T1). Otherwise
    /// `DEFRAY_NO_INSTANT`.
    pub at: defray_instant,
    /// `DEFRAY_ANSWER_DONE` and `DEFRAY_ANSWER_REPEATED`: the head of the hash chain after the command. A host that
    /// stores it can detect an older copy of the file later. Otherwise zeros.
    pub head: defray_head,
    /// `DEFRAY_ANSWER_DONE` and `DEFRAY_ANSWER_REPEATED`: the events of the command, at least one. Otherwise NULL.
    pub events: *const defray_event,
    /// The number of items in `events`.
    pub events_count: usize,
    /// `DEFRAY_ANSWER_ALREADY`: the result that was recorded before. Otherwise NULL.
    pub prior: *const defray_prior_result,
}

pub(crate) fn answer_to_c(answer: &Answer, arena: &Arena) -> defray_answer {
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

/// Frees an answer of `defray_engine_submit`, and everything that it points to. NULL is allowed. An answer of a
/// batch belongs to its batch and must not be freed with this function.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_answer_free(answer: *const defray_answer) {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe { free(answer) }
}

/// The answers to a batch, in the order of its commands. Thread-safe. `defray_answers_free` frees it.
pub struct defray_answers {
    results: Vec<Result<Answer, Box<Failure>>>,
    /// The status of each command. With it, a caller finds refusals before any answer is converted.
    statuses: Vec<defray_status>,
    /// Each answer is converted when it is first read: many callers only count them.
    converted: Mutex<Converted>,
}

struct Converted {
    arena: Arena,
    /// NULL: not converted yet.
    answers: Vec<*const defray_answer>,
}

impl Owned for defray_answers {}

impl defray_answers {
    /// Submits a batch. For a command that could not be read, the answer is its error.
    pub(crate) fn of(engine: &Engine, batch: Batch, mode: Mode) -> Result<Self, Failure> {
        let Batch { requests, unread } = batch;
        let answers = engine.submit_all(requests, mode);
        let mut stopped = None;
        let refused = |index: usize, error: engine::Error, stopped: &mut Option<Failure>| {
            // The whole batch fails when it is atomic, or when the reason is not a rule.
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
        // The places ascend, so each error is inserted at its final place.
        for (place, failure) in unread {
            results.insert(place.min(results.len()), Err(Box::new(failure)));
        }
        let status = |result: &Result<Answer, Box<Failure>>| match result {
            Ok(_) => DEFRAY_OK,
            Err(failure) => failure.status.number(),
        };
        let statuses = results.iter().map(status).collect();
        let answers = vec![std::ptr::null(); results.len()];
        Ok(Self { results, statuses, converted: Mutex::new(Converted { arena: Arena::new(), answers }) })
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
        let mut converted = self.converted.lock();
        let Converted { arena, answers } = &mut *converted;
        let place = answers.get_mut(index).ok_or_else(beyond)?;
        if place.is_null() {
            *place = arena.put(answer_to_c(answer, arena));
        }
        Ok(*place)
    }
}

/// The number of answers, which is the number of commands of the batch. 0 for NULL. Thread-safe.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_answers_count(answers: *const defray_answers) -> usize {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    catch_or(0, || unsafe { answers.as_ref() }.map_or(0, |answers| answers.results.len()))
}

/// The status of every command: `DEFRAY_OK`, or the number of the error. The array has `defray_answers_count`
/// items. It is a fast way to find the refused commands of a large batch. Thread-safe.
///
/// The array belongs to `answers` and is valid until `answers` is freed. NULL for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_answers_statuses(answers: *const defray_answers) -> *const defray_status {
    catch_or(std::ptr::null(), || {
        // SAFETY: guaranteed by the caller, as the head of the header states.
        unsafe { answers.as_ref() }.map_or(std::ptr::null(), |answers| answers.statuses.as_ptr())
    })
}

/// The answer to command number `index` of the batch; the first is 0. Thread-safe.
///
/// `*out` belongs to `answers` and is valid until `answers` is freed.
///
/// Fails with the error of the command if the command was not accepted (`defray_error_index` is then `index`), and
/// with `DEFRAY_ERR_BAD_ARGUMENT` if `index` is not below `defray_answers_count`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_answers_get(
    answers: *const defray_answers,
    index: usize,
    out: *mut *const defray_answer,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe { call(out, err, || given(answers, "answers")?.get(index)) }
}

/// Frees the answers of a batch, and everything that they point to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_answers_free(answers: *mut defray_answers) {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe { defray_answers::free(answers) }
}
