//! The ledger: opening, submitting, keeping.

use std::path::Path;
use std::sync::Arc;

use defray_bindings_support::{Failure, ManualClock};
use engine::core::bill::Bill;
use engine::core::time::Instant;
use engine::{Check, Engine, Error, Head, MemoryStore, Mode, Options};

use crate::answers::{defray_answer, defray_answers, lay_answer};
use crate::cancel::{defray_cancel, watch};
use crate::error::defray_error;
use crate::guard::{Checked, OfLedger, Output, Written, given, guarded, guarded_by, output};
use crate::handles::{Owned, State, give};
use crate::layout::{Arena, ToC};
use crate::reading::{FromC, InputFault, known_size, utf8};
use crate::records::{defray_bill, defray_check, defray_mode, defray_preview};
use crate::requests::{defray_request, read_request, requests};
use crate::snapshot::defray_snapshot;
use crate::status::defray_status;
use crate::text::{defray_str, quoted};
use crate::values::{defray_head, defray_instant};

/// An open ledger. Any number of threads may use it at once; only closing it needs it alone.
pub struct defray_engine {
    engine: Engine,
    clock: Option<ManualClock>,
    state: Arc<State>,
}

impl Owned for defray_engine {}

impl defray_engine {
    /// The engine that the handle holds.
    pub(crate) const fn engine(&self) -> &Engine {
        &self.engine
    }
}

impl OfLedger for defray_engine {
    fn state(&self) -> &State {
        &self.state
    }
}

/// Where a ledger takes the time from.
pub type defray_clock = u32;
/// The operating system's clock.
pub const DEFRAY_CLOCK_SYSTEM: defray_clock = 1;
/// Shows what `defray_engine_set_clock` was given last, at first 1970-01-01T00:00:00Z: the same commands give the same bytes. For tests, and
/// for replaying what happened elsewhere.
pub const DEFRAY_CLOCK_MANUAL: defray_clock = 2;

/// How to open a ledger. Begin with `DEFRAY_OPTIONS_INIT`, and set what shall be otherwise.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_options {
    /// `sizeof(defray_options)`. Later versions add fields at the end; a library that does not know them takes the structure as long as
    /// they are zero.
    pub struct_size: usize,
    /// How much of the file is read and compared with its checksums on opening; 0: `DEFRAY_CHECK_FULL`.
    pub check: defray_check,
    /// Where time comes from; 0: `DEFRAY_CLOCK_SYSTEM`.
    pub clock: defray_clock,
    /// Memory for pages of the file, in bytes; 0: 64 MiB.
    pub page_cache_bytes: usize,
    /// Unchanged records kept in memory after reading; 0: 65 536.
    pub cached_records: usize,
    /// Changed records kept in memory until they are written together, which is also the work to be done again after a crash; 0: 8 192.
    pub changed_records: usize,
    /// With `expected_head`: the journal position after which the journal must have had that head.
    pub expected_position: u64,
    /// NULL: not checked. Else a file whose journal did not have this head after `expected_position` is an older copy or another file, and is
    /// not opened: `DEFRAY_ERR_HEAD_MISMATCH`.
    pub expected_head: *const defray_head,
}

/// The options and the manual clock, if it is to be that.
unsafe fn options(given: *const defray_options) -> Result<(Options, Option<ManualClock>), Failure> {
    let mut options = Options::default();
    let mut clock = None;
    if given.is_null() {
        return Ok((options, clock));
    }
    if !given.is_aligned() {
        return Err(crate::reading::misaligned("options"));
    }
    // SAFETY: the caller vouches for as many bytes as `struct_size` says, and that is the first field of every version.
    let c = unsafe {
        let size = given.cast::<usize>().read();
        known_size::<defray_options>(given.cast(), size, "options.struct_size")?;
        &*given
    };
    if c.check != 0 {
        // SAFETY: a number.
        options.check = unsafe { Check::from_c(&c.check) }.map_err(|wrong| wrong.about("options.check"))?;
    }
    match c.clock {
        0 | DEFRAY_CLOCK_SYSTEM => {}
        DEFRAY_CLOCK_MANUAL => {
            let manual = ManualClock::default();
            options.clock = manual.clock();
            clock = Some(manual);
        }
        other => return Err(crate::reading::unknown_name(other, &["system", "manual"]).about("options.clock")),
    }
    for (to, from) in [
        (&mut options.page_cache_bytes, c.page_cache_bytes),
        (&mut options.cached_records, c.cached_records),
        (&mut options.changed_records, c.changed_records),
    ] {
        if from != 0 {
            *to = from;
        }
    }
    if !c.expected_head.is_null() {
        // SAFETY: the caller's pointer, which is not NULL.
        let head = unsafe { crate::guard::given(c.expected_head, "options.expected_head")? };
        options.expected = Some((c.expected_position, Head::from(head.bytes)));
    }
    Ok((options, clock))
}

unsafe fn file_path<'p>(text: &defray_str, name: &str) -> Result<&'p Path, Failure> {
    // SAFETY: as our caller says.
    let text = unsafe { utf8(text, name)? };
    if text.is_empty() || text.contains('\0') {
        return Err(InputFault::new("bad_value", quoted(text), "the name of a file").about(name));
    }
    Ok(Path::new(text))
}

unsafe fn opened(
    given_options: *const defray_options,
    out: Output<*mut defray_engine>,
    open: impl FnOnce(Options) -> Result<Engine, Error>,
) -> Result<Written, Failure> {
    // SAFETY: as our caller says.
    let (options, clock) = unsafe { options(given_options)? };
    let state = Arc::new(State::new());
    let engine = open(options)?;
    Ok(out.write(defray_engine { engine, clock, state }.give()))
}

/// Creates a ledger file, which must not exist, and opens it. A crash leaves a whole ledger or none. Any thread.
///
/// `path`: the file's name. `options`: NULL for the defaults. `*out` is the caller's, until `defray_engine_close`.
///
/// Fails with an error of class environment when the file exists (`DEFRAY_ERR_FILE_EXISTS`) or cannot be made.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_engine_create(
    path: defray_str,
    options: *const defray_options,
    out: *mut *mut defray_engine,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded(err, || {
            let out = output(out, "out")?;
            let path = file_path(&path, "path")?;
            opened(options, out, |options| Engine::create(path, options))
        })
    }
}

/// Opens a ledger file. Any thread; only one process and one handle can have a file open.
///
/// `path`: the file's name. `options`: NULL for the defaults. `*out` is the caller's, until `defray_engine_close`.
///
/// Fails with an error of class environment when it is missing (`DEFRAY_ERR_FILE_MISSING`), open elsewhere (`DEFRAY_ERR_FILE_LOCKED`) or
/// cannot be read; of class corrupt when it is damaged, no ledger, or not the one that `options` expects.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_engine_open(
    path: defray_str,
    options: *const defray_options,
    out: *mut *mut defray_engine,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded(err, || {
            let out = output(out, "out")?;
            let path = file_path(&path, "path")?;
            opened(options, out, |options| Engine::open(path, options))
        })
    }
}

/// Opens a ledger file, or creates it if there is none of that name; see `defray_engine_open` and `defray_engine_create`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_engine_open_or_create(
    path: defray_str,
    options: *const defray_options,
    out: *mut *mut defray_engine,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded(err, || {
            let out = output(out, "out")?;
            let path = file_path(&path, "path")?;
            opened(options, out, |options| Engine::open_or_create(path, options))
        })
    }
}

/// A new ledger in memory, which is gone when it is closed. For tests and for trying policies out. Any thread.
///
/// `options`: NULL for the defaults. `*out` is the caller's, until `defray_engine_close`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_engine_open_in_memory(
    options: *const defray_options,
    out: *mut *mut defray_engine,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded(err, || {
            let out = output(out, "out")?;
            opened(options, out, |options| Engine::open_in(MemoryStore::default(), options))
        })
    }
}

/// Writes all changed records, closes the file and makes the caller's pointer NULL, whatever comes out; NULL and a pointer to NULL are
/// allowed, so that closing twice is harmless. No other thread may be using this handle.
///
/// Snapshots, answers and records of the ledger may be freed before or after. Snapshots that are still there answer no more:
/// `DEFRAY_ERR_CLOSED`.
///
/// An error tells that changed records could not be written, or that the ledger had halted before. The file is closed all the same, and
/// nothing that was acknowledged is lost: the next opening decides it again from the journal.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_engine_close(
    engine: *mut *mut defray_engine,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
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
                // The file is the parent's: this process must not write to it, which dropping would do.
                std::mem::forget(engine);
                return usable.map(|()| Written);
            }
            engine.close()?;
            usable.map(|()| Written)
        })
    }
}

/// Sets the manual clock. Any thread; commands that come after see it.
///
/// Fails with `DEFRAY_ERR_BAD_ARGUMENT` when the ledger was opened with another clock, `DEFRAY_ERR_BAD_VALUE` for an instant out of range.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_engine_set_clock(
    engine: *const defray_engine,
    now: defray_instant,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded_by(engine, err, |engine| {
            let engine = engine.open("engine")?;
            let now = Instant::from_c(&now).map_err(|wrong| wrong.about("now"))?;
            let clock = engine.clock.as_ref().ok_or_else(|| {
                Failure::new("bad_argument", "engine", "the ledger was not opened with `DEFRAY_CLOCK_MANUAL`")
            })?;
            clock.set(now);
            Ok(Written)
        })
    }
}

/// Submits one command and waits until its effects are on disk. Any thread; many doing this at once share one sync.
///
/// `request`: what is asked; nothing of it is kept. `request_size`: `sizeof(defray_request)`. `*out` is the caller's, freed with
/// `defray_answer_free`.
///
/// Fails with an error of class refused when a rule says no, misuse when the request cannot be read; then nothing has changed. Class
/// unknown: the disk failed in the middle of the commit; open the file again and repeat the command with the same idempotency key. After
/// such a failure the ledger has halted (`DEFRAY_ERR_HALTED`) until it is opened again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_engine_submit(
    engine: *const defray_engine,
    request: *const defray_request,
    request_size: usize,
    out: *mut *const defray_answer,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded_by(engine, err, |engine| {
            let out = output(out, "out")?;
            let engine = engine.open("engine")?;
            if request.is_null() {
                return Err(crate::reading::null("request"));
            }
            known_size::<defray_request>(request.cast(), request_size, "request_size")?;
            let answer = engine.engine.submit(read_request(given(request, "request")?)?)?;
            Ok(out.write(give(Arena::for_an_answer(), |arena| lay_answer(&answer, arena))))
        })
    }
}

/// Submits commands to be decided in order and written in one commit. Any thread.
///
/// `requests`: `count` of them, `request_size` bytes from one to the next: `sizeof(defray_request)`. Nothing of them is kept. `*out` is the
/// caller's, freed with `defray_answers_free`.
///
/// With `DEFRAY_MODE_INDEPENDENT` the call succeeds although single commands were refused or could not be read: each has its own answer
/// or error, see `defray_answers_get`. With `DEFRAY_MODE_ATOMIC` all are done, or the call fails with the error of the first that was
/// not accepted, its place in `defray_error_index`, and none is done. In both, any other failure (classes environment, unknown, corrupt,
/// bug) fails the whole call, as described at `defray_engine_submit`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_engine_submit_all(
    engine: *const defray_engine,
    requests_array: *const defray_request,
    count: usize,
    request_size: usize,
    mode: defray_mode,
    out: *mut *mut defray_answers,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded_by(engine, err, |engine| {
            let out = output(out, "out")?;
            let engine = engine.open("engine")?;
            let mode = Mode::from_c(&mode).map_err(|wrong| wrong.about("mode"))?;
            let given = requests(requests_array, count, request_size, mode)?;
            Ok(out.write(defray_answers::of(&engine.engine, given, mode)?.give()))
        })
    }
}

/// What settling a bill would give, by the same code, without doing it. Any thread.
///
/// `at`: when it would be decided; NULL: now, by the ledger's clock. `*out` is the caller's, freed with `defray_preview_free`.
///
/// Fails with the error that settling it would fail with.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_engine_preview(
    engine: *const defray_engine,
    bill: *const defray_bill,
    at: *const defray_instant,
    out: *mut *const defray_preview,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded_by(engine, err, |engine| {
            let out = output(out, "out")?;
            let engine = engine.open("engine")?;
            let bill = Bill::from_c(given(bill, "bill")?).map_err(|wrong| wrong.about("bill"))?;
            let at = crate::reading::optional(at).map_err(|wrong| wrong.about("at"))?;
            let preview = engine.engine.preview(bill, at)?;
            Ok(out.write(give(Arena::new(), |arena| preview.to_c(arena))))
        })
    }
}

/// The records after the last commit: a snapshot never changes, costs nothing to take, and never makes a writer wait. Any thread.
///
/// `*out` is the caller's, freed with `defray_snapshot_free`; it keeps old pages of the file from being used again as long as it is there.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_engine_snapshot(
    engine: *const defray_engine,
    out: *mut *mut defray_snapshot,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded_by(engine, err, |engine| {
            let out = output(out, "out")?;
            let engine = engine.open("engine")?;
            Ok(out.write(defray_snapshot::of(engine.engine.snapshot(), Arc::clone(&engine.state)).give()))
        })
    }
}

/// Writes all changed records, so that the next opening has nothing to decide again. Happens by itself now and then, and on closing. Any
/// thread; writers wait meanwhile.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_engine_checkpoint(
    engine: *const defray_engine,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded_by(engine, err, |engine: Checked<defray_engine>| {
            engine.open("engine")?.engine.checkpoint()?;
            Ok(Written)
        })
    }
}

/// Gives unused space in the file back to the file system: `*reclaimed` becomes 1 if there was some, else 0. Needs every snapshot freed.
/// Any thread; readers and writers wait meanwhile.
///
/// Fails with `DEFRAY_ERR_BUSY` while there are snapshots.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_engine_compact(
    engine: *const defray_engine,
    reclaimed: *mut u8,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded_by(engine, err, |engine| {
            let reclaimed = output(reclaimed, "reclaimed")?;
            let engine = engine.open("engine")?;
            Ok(reclaimed.write(u8::from(engine.engine.compact()?)))
        })
    }
}

/// Copies the ledger as it is after the last commit into a new file, while others go on working. The copy is whole or not there at all,
/// and opens as any ledger. Any thread.
///
/// `to`: the new file's name. `cancel`: stops it; may be NULL. `*position` and `*head` become where the copy ends.
///
/// Fails with an error of class environment when the file exists or cannot be written, and `DEFRAY_ERR_CANCELLED`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_engine_backup(
    engine: *const defray_engine,
    to: defray_str,
    cancel: *const defray_cancel,
    position: *mut u64,
    head: *mut defray_head,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded_by(engine, err, |engine| {
            let (position_out, head_out) = (output(position, "position")?, output(head, "head")?);
            let engine = engine.open("engine")?;
            let to = file_path(&to, "to")?;
            let (position, head) = engine.engine.backup(to, &mut watch(cancel))?;
            position_out.write(position);
            Ok(head_out.write(defray_head { bytes: *head.bytes() }))
        })
    }
}
