//! The ledger: opening it, submitting commands, maintaining the file.

use std::path::Path;
use std::sync::Arc;

use defray_bindings_support::{Failure, ManualClock};
use engine::core::bill::Bill;
use engine::core::time::Instant;
use engine::{Check, Engine, Error, Head, MemoryStore, Mode, Options};

use crate::answers::{answer_to_c, defray_answer, defray_answers};
use crate::cancel::{defray_cancel, watch};
use crate::error::defray_error;
use crate::guard::{OfLedger, Written, act_on, call, call_on, given, guarded, guarded_by, output};
use crate::handles::{Owned, State, give, give_value};
use crate::layout::Arena;
use crate::reading::{InputFault, argument, known_size, misaligned, null, optional, unknown_name, utf8};
use crate::records::{defray_bill, defray_check, defray_mode, defray_preview};
use crate::requests::{defray_request, read_request, read_requests};
use crate::snapshot::defray_snapshot;
use crate::status::defray_status;
use crate::text::{defray_str, quoted};
use crate::values::{defray_head, defray_instant};

/// An open ledger. Any number of threads can use it at the same time; during `defray_engine_close` no other thread
/// may use it.
pub struct defray_engine {
    engine: Engine,
    clock: Option<ManualClock>,
    state: Arc<State>,
}

impl Owned for defray_engine {}

impl defray_engine {
    /// The engine of the handle.
    pub(crate) const fn engine(&self) -> &Engine {
        &self.engine
    }
}

impl OfLedger for defray_engine {
    const NAME: &'static str = "engine";

    fn state(&self) -> &State {
        &self.state
    }
}

/// The clock of a ledger.
pub type defray_clock = u32;
/// The clock of the operating system.
pub const DEFRAY_CLOCK_SYSTEM: defray_clock = 1;
/// A clock that shows the last instant of `defray_engine_set_clock`; 1970-01-01T00:00:00Z before the first call. A
/// command whose instant is ahead of it is refused (T1), so set it before each command with a later instant.
/// With it, the same commands always produce the same bytes. For tests, and to repeat the commands of another
/// system.
pub const DEFRAY_CLOCK_MANUAL: defray_clock = 2;

/// How to open a ledger. Begin with `DEFRAY_OPTIONS_INIT` and change the fields that must differ.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_options {
    /// `sizeof(defray_options)`. Later versions add fields at the end. A library that does not know these fields
    /// accepts the structure if they are zero.
    pub struct_size: usize,
    /// The part of the file that is compared with its checksums during the open; 0: `DEFRAY_CHECK_FULL`.
    pub check: defray_check,
    /// The clock of the ledger; 0: `DEFRAY_CLOCK_SYSTEM`.
    pub clock: defray_clock,
    /// The memory for cached pages of the file, in bytes; 0: 64 MiB.
    pub page_cache_bytes: usize,
    /// Memory for records that are kept after they were read, in bytes, estimated; 0: 64 MiB.
    pub cached_bytes: usize,
    /// Memory for changed records, in bytes, estimated. When they take more, they are written to the file together;
    /// 0: 32 MiB. A larger number makes the first open after a crash slower.
    pub changed_bytes: usize,
    /// The journal position of `expected_head`. Not used if `expected_head` is NULL.
    pub expected_position: u64,
    /// The head that the journal must have after `expected_position`, as the host stored it earlier. A file without
    /// it is an older copy or another ledger, and is not opened (`DEFRAY_ERR_HEAD_MISMATCH`). NULL: no check.
    pub expected_head: *const defray_head,
    /// Other than 0: the ledger is opened for simulation. Commands may have instants that are ahead of the clock (T1),
    /// and each entry records that it was made in a simulation. Simulate with a copy of the file, because an instant in
    /// the future expires vouchers and locks accounts. 0: such a command is refused (`DEFRAY_ERR_AT_IN_FUTURE`).
    pub simulate: u8,
    /// Other than 0: the file is opened for reading only. It needs no write permission and is not changed, several
    /// processes can read it at the same time, and every command fails with `DEFRAY_ERR_READ_ONLY`. 0: for reading and
    /// writing.
    pub read_only: u8,
    /// Other than 0: the engine starts no thread; the calling threads do its work in turns. 0: when several threads
    /// submit at the same time, the engine starts the threads `defray-commit`, which commits for them, and
    /// `defray-answer`, which wakes them. A sweep has a thread too, `defray-sweep`, and so has the merge of what large
    /// commits changed, `defray-merge`. They end at the close.
    pub no_threads: u8,
}

/// The options, and the manual clock if they select it.
unsafe fn options(pointer: *const defray_options) -> Result<(Options, Option<ManualClock>), Failure> {
    let mut options = Options::default();
    let mut clock = None;
    if pointer.is_null() {
        return Ok((options, clock));
    }
    if !pointer.is_aligned() {
        return Err(misaligned("options"));
    }
    // SAFETY: the caller guarantees `struct_size` bytes; `struct_size` is the first field in every version.
    let c = unsafe {
        let size = pointer.cast::<usize>().read();
        known_size::<defray_options>(pointer.cast(), size, "options.struct_size")?;
        &*pointer
    };
    if c.check != 0 {
        // SAFETY: it contains no pointer.
        options.check = unsafe { argument::<Check>(&c.check, "options.check")? };
    }
    match c.clock {
        0 | DEFRAY_CLOCK_SYSTEM => {}
        DEFRAY_CLOCK_MANUAL => {
            let manual = ManualClock::default();
            options.clock = manual.clock();
            clock = Some(manual);
        }
        other => return Err(unknown_name(other, &["system", "manual"]).about("options.clock")),
    }
    for (to, from) in [
        (&mut options.page_cache_bytes, c.page_cache_bytes),
        (&mut options.cached_bytes, c.cached_bytes),
        (&mut options.changed_bytes, c.changed_bytes),
    ] {
        if from != 0 {
            *to = from;
        }
    }
    (options.simulate, options.read_only) = (c.simulate != 0, c.read_only != 0);
    options.threads = c.no_threads == 0;
    if !c.expected_head.is_null() {
        // SAFETY: guaranteed by the caller.
        let head = unsafe { given(c.expected_head, "options.expected_head")? };
        options.expected = Some((c.expected_position, Head::from(head.bytes)));
    }
    Ok((options, clock))
}

/// An argument that is the path of a file.
unsafe fn file_path<'p>(text: &defray_str, name: &str) -> Result<&'p Path, Failure> {
    // SAFETY: guaranteed by the caller.
    let text = unsafe { utf8(text, name)? };
    if text.is_empty() || text.contains('\0') {
        return Err(InputFault::new("bad_value", quoted(text), "the path of a file").about(name));
    }
    Ok(Path::new(text))
}

/// Opens a ledger with the options of C.
unsafe fn opened(
    given_options: *const defray_options,
    open: impl FnOnce(Options) -> Result<Engine, Error>,
) -> Result<*mut defray_engine, Failure> {
    // SAFETY: guaranteed by the caller.
    let (options, clock) = unsafe { options(given_options)? };
    let state = Arc::new(State::new());
    let engine = open(options)?;
    Ok(defray_engine { engine, clock, state }.give())
}

/// Creates a ledger file and opens it. The file must not exist. After a crash the file is complete or does not
/// exist. Thread-safe.
///
/// `path`: the path of the file. `options`: NULL for the defaults. The caller owns `*out` and closes it with
/// `defray_engine_close`.
///
/// Fails with an error of class environment if the file exists (`DEFRAY_ERR_FILE_EXISTS`) or cannot be created.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_engine_create(
    path: defray_str,
    options: *const defray_options,
    out: *mut *mut defray_engine,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call(out, err, || {
            let path = file_path(&path, "path")?;
            opened(options, |options| Engine::create(path, options))
        })
    }
}

/// Opens a ledger file. Only one process can have a file open, and only once. Thread-safe.
///
/// `path`: the path of the file. `options`: NULL for the defaults. The caller owns `*out` and closes it with
/// `defray_engine_close`.
///
/// Fails with an error of class environment if the file does not exist (`DEFRAY_ERR_FILE_MISSING`), is already open
/// (`DEFRAY_ERR_FILE_LOCKED`) or cannot be read, or if it must be migrated and is opened for reading only
/// (`DEFRAY_ERR_NEEDS_MIGRATION`); with an error of class corrupt if it is damaged, is not a ledger,
/// or does not have the head that `options` expects.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_engine_open(
    path: defray_str,
    options: *const defray_options,
    out: *mut *mut defray_engine,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call(out, err, || {
            let path = file_path(&path, "path")?;
            opened(options, |options| Engine::open(path, options))
        })
    }
}

/// Opens a ledger file, or creates it if it does not exist. Arguments and errors are those of `defray_engine_open`
/// and `defray_engine_create`. Thread-safe.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_engine_open_or_create(
    path: defray_str,
    options: *const defray_options,
    out: *mut *mut defray_engine,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call(out, err, || {
            let path = file_path(&path, "path")?;
            opened(options, |options| Engine::open_or_create(path, options))
        })
    }
}

/// Creates a ledger in memory, which no longer exists after it is closed. For tests, and to try a policy.
/// Thread-safe.
///
/// `options`: NULL for the defaults. The caller owns `*out` and closes it with `defray_engine_close`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_engine_open_in_memory(
    options: *const defray_options,
    out: *mut *mut defray_engine,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe { call(out, err, || opened(options, |options| Engine::open_in(MemoryStore::default(), options))) }
}

/// Writes all changed records, closes the file, and sets the caller's pointer to NULL, also if it fails. NULL and a
/// pointer to NULL are allowed, so a second call does nothing. No other thread may use the handle.
///
/// Snapshots, answers and records of the ledger can be freed before or after this call. After it, every question to
/// a snapshot fails with `DEFRAY_ERR_CLOSED`.
///
/// Fails if the changed records could not be written, or if the ledger had halted before. The file is closed in
/// both cases, and no acknowledged command is lost: the next open decides the commands in the journal again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_engine_close(
    engine: *mut *mut defray_engine,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        guarded(err, || {
            if engine.is_null() {
                return Ok(Written);
            }
            let handle = engine.replace(std::ptr::null_mut());
            let Some(handle) = defray_engine::take(handle) else { return Ok(Written) };
            let usable = handle.state.check();
            let defray_engine { engine, state, .. } = *handle;
            state.close();
            if state.is_forked() {
                // The parent owns the file. A drop would write to it.
                std::mem::forget(engine);
                return usable.map(|()| Written);
            }
            engine.close()?;
            usable.map(|()| Written)
        })
    }
}

/// Sets the manual clock. All later commands use the new time. Thread-safe.
///
/// Fails with `DEFRAY_ERR_BAD_ARGUMENT` if the ledger was opened with another clock, and with
/// `DEFRAY_ERR_BAD_VALUE` if `now` is out of range.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_engine_set_clock(
    engine: *const defray_engine,
    now: defray_instant,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        act_on(engine, err, |engine| {
            let now = argument::<Instant>(&now, "now")?;
            let clock = engine.clock.as_ref().ok_or_else(|| {
                Failure::new("bad_argument", "engine", "the ledger was not opened with `DEFRAY_CLOCK_MANUAL`")
            })?;
            clock.set(now);
            Ok(())
        })
    }
}

/// Submits one command and waits until its effects are on disk. Thread-safe; threads that submit at the same time
/// share one sync of the disk.
///
/// `request`: the command. The function keeps no pointer into it. `request_size`: `sizeof(defray_request)`. The
/// caller owns `*out` and frees it with `defray_answer_free`.
///
/// Fails with an error of class refused if a rule does not allow the command, and of class misuse if the request
/// cannot be read. Nothing has changed then. An error of class unknown means that the disk failed during the
/// commit: open the file again and repeat the command with the same idempotency key. After an error of class
/// environment, unknown, corrupt or bug the ledger has halted (`DEFRAY_ERR_HALTED`) until it is opened again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_engine_submit(
    engine: *const defray_engine,
    request: *const defray_request,
    request_size: usize,
    out: *mut *const defray_answer,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call_on(engine, out, err, |engine| {
            if request.is_null() {
                return Err(null("request"));
            }
            known_size::<defray_request>(request.cast(), request_size, "request_size")?;
            let answer = engine.engine.submit(read_request(given(request, "request")?)?)?;
            Ok(give(Arena::for_an_answer(), |arena| answer_to_c(&answer, arena)))
        })
    }
}

/// Submits commands, which are decided in order and written in one commit. Thread-safe.
///
/// `requests`: an array of `count` requests; the distance between two of them is `request_size` bytes, which is
/// `sizeof(defray_request)`. The function keeps no pointer into it. The caller owns `*out` and frees it with
/// `defray_answers_free`.
///
/// With `DEFRAY_MODE_INDEPENDENT` the call succeeds also if some commands were refused or could not be read: each
/// command has its own answer or error, see `defray_answers_get`. With `DEFRAY_MODE_ATOMIC` all commands are
/// executed, or none: then the call fails with the error of the first command that was not accepted, and
/// `defray_error_index` is its number. In both modes an error of class environment, unknown, corrupt or bug makes
/// the whole call fail, as for `defray_engine_submit`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_engine_submit_all(
    engine: *const defray_engine,
    requests: *const defray_request,
    count: usize,
    request_size: usize,
    mode: defray_mode,
    out: *mut *mut defray_answers,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call_on(engine, out, err, |engine| {
            let mode = argument::<Mode>(&mode, "mode")?;
            let batch = read_requests(requests, count, request_size, mode)?;
            Ok(defray_answers::of(&engine.engine, batch, mode)?.give())
        })
    }
}

/// Shows the result of settling a bill. The same code computes it, but nothing is recorded. Thread-safe.
///
/// `at`: the instant of the decision; NULL: now, by the clock of the ledger. The caller owns `*out` and frees it
/// with `defray_preview_free`.
///
/// Fails with the error with which the command would fail.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_engine_preview(
    engine: *const defray_engine,
    bill: *const defray_bill,
    at: *const defray_instant,
    out: *mut *const defray_preview,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call_on(engine, out, err, |engine| {
            let bill = argument::<Bill>(given(bill, "bill")?, "bill")?;
            let at = optional(at).map_err(|wrong| wrong.about("at"))?;
            let preview = engine.engine.preview(bill, at)?;
            Ok(give_value(&preview))
        })
    }
}

/// Takes a snapshot of the records after the last commit. A snapshot never changes, is fast to take, and does not
/// block writers. Thread-safe.
///
/// The caller owns `*out` and frees it with `defray_snapshot_free`. While it exists, the file cannot use the space
/// of its old pages again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_engine_snapshot(
    engine: *const defray_engine,
    out: *mut *mut defray_snapshot,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call_on(engine, out, err, |engine| {
            Ok(defray_snapshot::of(engine.engine.snapshot(), Arc::clone(&engine.state)).give())
        })
    }
}

/// Writes all changed records to the file, so that the next open does not need to decide commands again. The engine
/// also does this periodically, and when it is closed. Thread-safe; writers wait during this call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_engine_checkpoint(
    engine: *const defray_engine,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe { act_on(engine, err, |engine| Ok(engine.engine.checkpoint()?)) }
}

/// Returns unused space of the file to the file system. `*reclaimed` is set to 1 if there was some, otherwise to 0.
/// All snapshots must be freed first. Thread-safe; readers and writers wait during this call.
///
/// Fails with `DEFRAY_ERR_BUSY` while there are snapshots.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_engine_compact(
    engine: *const defray_engine,
    reclaimed: *mut u8,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        guarded_by(engine, err, |engine| {
            let reclaimed = output(reclaimed, "reclaimed")?;
            let engine = engine.open()?;
            Ok(reclaimed.write(u8::from(engine.engine.compact()?)))
        })
    }
}

/// Copies the ledger after the last commit to a new file. Other threads can use the ledger meanwhile. The copy is
/// complete or does not exist, and it can be opened like any ledger. Thread-safe.
///
/// `to`: the path of the new file. `cancel`: can cancel the call; may be NULL. `*position` is set to the last
/// journal position of the copy, `*head` to the head after it.
///
/// Fails with an error of class environment if the file exists or cannot be written, and with
/// `DEFRAY_ERR_CANCELLED`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_engine_backup(
    engine: *const defray_engine,
    to: defray_str,
    cancel: *const defray_cancel,
    position: *mut u64,
    head: *mut defray_head,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        guarded_by(engine, err, |engine| {
            let (position_out, head_out) = (output(position, "position")?, output(head, "head")?);
            let engine = engine.open()?;
            let to = file_path(&to, "to")?;
            let (position, head) = engine.engine.backup(to, &mut watch(cancel))?;
            position_out.write(position);
            Ok(head_out.write(defray_head { bytes: *head.bytes() }))
        })
    }
}
