//! The engine: one file, one writer, many readers.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use defray_core::bill::Bill;
use defray_core::command::{Command, Request, SettleBill};
use defray_core::time::Instant;
use defray_core::{Decision, PriorResult, decide};
use parking_lot::Mutex;

use crate::answer::{Answer, Mode};
use crate::code::Code;
use crate::error::Error;
use crate::format::first_changes;
use crate::group::{Answers, Job, Queue};
use crate::journal::{GENESIS, Head, end_of_journal, expect_head};
use crate::ledger::{Bounds, Ledger};
use crate::migration::{migrate, refuse_older, refuse_unknown};
use crate::preview::Preview;
use crate::snapshot::Snapshot;
use crate::store::{RedbStore, Store, StoreSnapshot, panic_text};

/// How much of the file is compared with its checksums when it is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Check {
    /// The whole file, at about one gigabyte per second. Damage is found before any answer depends on it.
    #[default]
    Full,
    /// Nothing at opening. Each page is checked when it is read.
    Quick,
}

/// The clock of the host. It gives the recording time, and the time of commands without an instant.
pub type Clock = Arc<dyn Fn() -> Instant + Send + Sync>;

/// How to open a ledger.
#[derive(Clone)]
pub struct Options {
    /// Which part of the file is checked at opening.
    pub check: Check,
    /// The clock; by default the clock of the operating system. With a constant clock every byte of the journal is
    /// reproducible.
    pub clock: Clock,
    /// A position and the head after it, as the host stored them earlier. A file without them is an older copy or a
    /// different ledger: it is not opened, and not one of its bytes is changed.
    pub expected: Option<(u64, Head)>,
    /// Memory for cached pages of the file, in bytes.
    pub page_cache_bytes: usize,
    /// The number of unchanged records that are kept in memory after reading.
    pub cached_records: usize,
    /// The number of changed records after which a checkpoint writes them. A larger number makes the first open after a
    /// crash slower.
    pub changed_records: usize,
    /// `true` opens the ledger for simulation: commands may have instants that are ahead of the clock (T1). Each entry
    /// records that it was made in a simulation. An instant in the future expires vouchers and locks accounts, and a
    /// later command cannot have an earlier instant, so simulate with a copy of the file.
    pub simulate: bool,
    /// `true` opens the ledger for reading only. The file needs no write permission and is not changed. Several
    /// processes can read it at the same time, but none can write. Every command is an error (`read_only`).
    pub read_only: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            check: Check::default(),
            clock: Arc::new(system_clock),
            expected: None,
            page_cache_bytes: 64 << 20,
            cached_records: 65_536,
            changed_records: 8_192,
            simulate: false,
            read_only: false,
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { check, expected, page_cache_bytes, cached_records, changed_records, simulate, read_only, .. } = self;
        f.debug_struct("Options")
            .field("check", check)
            .field("expected", expected)
            .field("page_cache_bytes", page_cache_bytes)
            .field("cached_records", cached_records)
            .field("changed_records", changed_records)
            .field("simulate", simulate)
            .field("read_only", read_only)
            .finish_non_exhaustive()
    }
}

impl Options {
    const fn bounds(&self) -> Bounds {
        Bounds {
            changed_records: self.changed_records,
            cached_records: self.cached_records,
            entries_since_checkpoint: 65_536,
        }
    }
}

fn system_clock() -> Instant {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    // Whole microseconds, because the time types of all supported languages can hold them.
    let nanoseconds = since.as_micros().saturating_mul(1_000);
    i64::try_from(nanoseconds).ok().and_then(Instant::from_nanoseconds).unwrap_or(Instant::LAST)
}

/// An open ledger. Share it between threads by reference or in an `Arc`; every method except [`close`](Self::close)
/// takes `&self`.
///
/// ```
/// use defray::core::command::{OpenAccount, TopUp};
/// use defray::{Engine, Options, Request};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("ledger.defray");
/// let engine = Engine::create(&path, Options::default())?;
/// engine.submit(OpenAccount { account: "acme".parse()?, currency: "CNY".parse()? })?;
/// let paid = engine.submit(Request::new(TopUp {
///     account: "acme".parse()?,
///     amount: "100.50 CNY".parse()?,
///     reference: None,
/// }))?;
/// assert_eq!(paid.done().map(|done| done.position), Some(2));
/// let account = engine.snapshot().account(&"acme".parse()?)?;
/// assert_eq!(account.cash.to_string(), "100.5 CNY");
/// engine.close()?;
/// # Ok(())
/// # }
/// ```
pub struct Engine {
    queue: Queue,
    ledger: Mutex<Writer>,
    published: Mutex<Snapshot>,
    clock: Clock,
    simulate: bool,
    read_only: bool,
    path: Option<PathBuf>,
}

struct Writer {
    ledger: Ledger,
    /// The failure that stopped the writer, if there was one.
    halted: Option<Error>,
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Engine {
    /// Creates a new ledger file and opens it. After a crash the file is complete or does not exist.
    ///
    /// # Errors
    ///
    /// [`Error::Environment`] when the file exists or cannot be created; [`Error::HeadMismatch`] when
    /// [`Options::expected`] names a position after 0, and then there is no file; [`Error::Misuse`] with
    /// [`Options::read_only`].
    pub fn create(path: &Path, options: Options) -> Result<Self, Error> {
        refuse_read_only(&options)?;
        if let Some((position, head)) = options.expected
            && (position, head) != (0, GENESIS)
        {
            let expected = format!("head {head} after position {position}");
            return Err(Error::HeadMismatch { expected, found: "no entries, because it is new".into() });
        }
        let store = RedbStore::create(path, options.page_cache_bytes, first_changes())?;
        Self::over(Box::new(store), Some(path), options)
    }

    /// Opens a ledger file.
    ///
    /// # Errors
    ///
    /// [`Error::Environment`] when the file does not exist, cannot be opened or is open in another engine, or when it
    /// must be migrated and is opened for reading only (`needs_migration`); [`Error::Corrupt`] when it is damaged, is
    /// not a ledger or has another format; [`Error::HeadMismatch`] when it does not contain [`Options::expected`].
    pub fn open(path: &Path, options: Options) -> Result<Self, Error> {
        if options.read_only {
            let store = RedbStore::open_read_only(path, options.page_cache_bytes)?;
            return Self::over(Box::new(store), Some(path), options);
        }
        if let Some(expected) = options.expected {
            // Opening a file for writing can change it: a recovery, a migration.
            let store = RedbStore::open_read_only(path, options.page_cache_bytes)?;
            check_expected(store.snapshot()?.as_ref(), expected)?;
        }
        let store = RedbStore::open(path, options.page_cache_bytes)?;
        Self::over(Box::new(store), Some(path), options)
    }

    /// The position of the last entry of a ledger file, and the head after it. The file is not changed, and no command
    /// is decided. 0 and [`GENESIS`](crate::GENESIS) when the journal is empty.
    ///
    /// # Errors
    ///
    /// [`Error::Environment`] when the file does not exist, cannot be read or is open for writing; [`Error::Corrupt`]
    /// when it is damaged, is not a ledger or has a format that this version does not read.
    pub fn end_of_journal(path: &Path) -> Result<(u64, Head), Error> {
        let store = RedbStore::open_read_only(path, Options::default().page_cache_bytes)?;
        let snapshot = store.snapshot()?;
        refuse_unknown(snapshot.as_ref())?;
        end_of_journal(snapshot.as_ref())
    }

    /// Opens a ledger file, or creates it when it does not exist and is not opened for reading only.
    ///
    /// # Errors
    ///
    /// Those of [`open`](Self::open) and [`create`](Self::create).
    pub fn open_or_create(path: &Path, options: Options) -> Result<Self, Error> {
        match Self::open(path, options.clone()) {
            Err(Error::Environment { code: Code::FileMissing, .. }) if !options.read_only => {
                Self::create(path, options)
            }
            opened => opened,
        }
    }

    /// Opens a ledger in a [`Store`], such as [`MemoryStore`](crate::MemoryStore). An empty store becomes a new ledger.
    ///
    /// # Errors
    ///
    /// The errors of the store, by class; [`Error::Corrupt`] when it does not hold a ledger of this format;
    /// [`Error::HeadMismatch`] when it does not contain [`Options::expected`].
    pub fn open_in(store: impl Store + 'static, options: Options) -> Result<Self, Error> {
        if store.snapshot()?.count(crate::store::Table::Meta)? == 0 {
            refuse_read_only(&options)?;
            store.write(first_changes())?;
        }
        Self::over(Box::new(store), None, options)
    }

    fn over(store: Box<dyn Store>, path: Option<&Path>, options: Options) -> Result<Self, Error> {
        if options.check == Check::Full && !store.check()? {
            let message = "checksums do not match: restore a backup".into();
            return Err(Error::Corrupt { code: Code::DamagedFile, message });
        }
        if let Some(expected) = options.expected {
            check_expected(store.snapshot()?.as_ref(), expected)?;
        }
        if options.read_only {
            refuse_older(store.snapshot()?.as_ref())?;
        } else {
            migrate(store.as_ref())?;
        }
        let ledger = Ledger::open(store, options.bounds())?;
        let published = Snapshot::of(&ledger);
        Ok(Self {
            queue: Queue::default(),
            ledger: Mutex::new(Writer { ledger, halted: None }),
            published: Mutex::new(published),
            clock: options.clock,
            simulate: options.simulate,
            read_only: options.read_only,
            path: path.map(Path::to_path_buf),
        })
    }

    /// The path of the ledger file. `None` when the ledger is in another kind of store.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Submits one command and waits until its effects are on disk. Threads that submit at the same time share one
    /// sync.
    ///
    /// # Errors
    ///
    /// [`Error::Refused`] when a rule refuses the command; [`Error::IdempotencyConflict`] when its idempotency key was
    /// used for a different command. [`Error::Unknown`] when the commit failed and it is not known whether it happened:
    /// open the file again and repeat the command with the same idempotency key. [`Error::Environment`] when the disk
    /// failed before the commit, [`Error::Corrupt`] when the file is damaged. After these three every command gets
    /// [`Error::Halted`].
    pub fn submit(&self, request: impl Into<Request>) -> Result<Answer, Error> {
        let mut answers = self.submit_all(vec![request.into()], Mode::Independent);
        answers.pop().unwrap_or_else(|| Err(Error::Bug("a command was not answered".into())))
    }

    /// Submits commands. They are decided in order and written in one commit. The answers are in the same order.
    ///
    /// In [`Mode::Atomic`], when one command is not accepted, none is executed: the answer to that command is its
    /// error, and the answer to each other command is [`Error::BatchRefused`]. The errors are those of
    /// [`submit`](Self::submit).
    pub fn submit_all(&self, requests: Vec<Request>, mode: Mode) -> Answers {
        if requests.is_empty() {
            return Vec::new();
        }
        if self.read_only {
            return requests.iter().map(|_| Err(is_read_only())).collect();
        }
        self.queue.submit(requests, mode, |jobs| self.commit(jobs))
    }

    fn commit(&self, jobs: Vec<Job>) {
        let mut writer = self.ledger.lock();
        let outcome = match &writer.halted {
            Some(failure) => Err(Error::Halted { message: failure.to_string() }),
            None => {
                let made = catch_unwind(AssertUnwindSafe(|| {
                    commit_jobs(&mut writer.ledger, (self.clock)(), self.simulate, &jobs)
                }));
                let made =
                    made.unwrap_or_else(|panic| Err(Error::Bug(format!("a panic: {}", panic_text(panic.as_ref())))));
                if let Err(failure) = &made {
                    writer.halted = Some(failure.clone());
                }
                made
            }
        };
        match outcome {
            Ok(answers) => {
                *self.published.lock() = Snapshot::of(&writer.ledger);
                drop(writer);
                jobs.into_iter().zip(answers).for_each(|(job, answers)| job.answer(answers));
            }
            Err(failure) => {
                drop(writer);
                for job in jobs {
                    let answers = job.requests.iter().map(|_| Err(failure.clone())).collect();
                    job.answer(answers);
                }
            }
        }
    }

    /// The records after the last commit. A snapshot never changes, is cheap to take, and does not block the writer.
    pub fn snapshot(&self) -> Snapshot {
        self.published.lock().clone()
    }

    /// The result that settling `bill` at `at` would have, computed by the same code. Nothing is recorded, so `at` may
    /// be ahead of the engine's clock. Without `at` the engine's clock is used.
    ///
    /// # Errors
    ///
    /// [`Error::Refused`] when a rule would refuse the bill; [`Error::Environment`] and [`Error::Corrupt`] when the
    /// records cannot be read.
    pub fn preview(&self, bill: Bill, at: Option<Instant>) -> Result<Preview, Error> {
        let snapshot = self.snapshot();
        let command = Command::from(SettleBill { bill: bill.clone(), account: None });
        let at = at.unwrap_or_else(|| (self.clock)());
        match decide(&snapshot, &command, at, None, None, snapshot.position() + 1) {
            Ok(Decision::Happened { at, events, .. }) => Preview::of(&bill.id, at, events),
            Ok(Decision::Already(PriorResult::Bill(record))) => Ok(Preview::known(&record)),
            Ok(Decision::Already(_)) => Err(Error::Bug("the prior result of a bill is not a bill".into())),
            Err(error) => Err(snapshot.explain(error)),
        }
    }

    /// The instant at which the host should call [`advance`](Self::advance) next: the earliest deadline of all
    /// accounts. `None` when there is none.
    ///
    /// # Errors
    ///
    /// [`Error::Environment`] and [`Error::Corrupt`] when the records cannot be read.
    pub fn next_deadline(&self) -> Result<Option<Instant>, Error> {
        self.snapshot().next_deadline()
    }

    /// Writes all changed records to the file, so that the next open does not need to decide commands again. The engine
    /// also does this by itself after a number of changes ([`Options::changed_records`]) and when it is closed. Without
    /// effect when the ledger was opened for reading only.
    ///
    /// # Errors
    ///
    /// [`Error::Environment`] and [`Error::Unknown`] when the write fails; [`Error::Halted`] after an earlier failure.
    pub fn checkpoint(&self) -> Result<(), Error> {
        if self.read_only {
            return Ok(());
        }
        self.with_ledger(Ledger::checkpoint)
    }

    /// Returns unused space of the file to the file system. `true` when there was some. All snapshots must be dropped
    /// first.
    ///
    /// # Errors
    ///
    /// [`Error::Environment`] with code `busy` while a snapshot is open, and with code `read_only` when the ledger was
    /// opened for reading only; the errors of [`checkpoint`](Self::checkpoint).
    pub fn compact(&self) -> Result<bool, Error> {
        if self.read_only {
            return Err(is_read_only());
        }
        let mut writer = self.ledger.lock();
        refuse_when_halted(&writer)?;
        // New readers wait for this lock, so none of them takes a snapshot during the compaction.
        let mut published = self.published.lock();
        *published = Snapshot::unavailable();
        let outcome = writer.ledger.compact();
        *published = Snapshot::of(&writer.ledger);
        match &outcome {
            Err(failure) if failure.code() != "busy" => writer.halted = Some(failure.clone()),
            _ => {}
        }
        outcome
    }

    fn with_ledger<T>(&self, act: impl FnOnce(&mut Ledger) -> Result<T, Error>) -> Result<T, Error> {
        let mut writer = self.ledger.lock();
        refuse_when_halted(&writer)?;
        let outcome = act(&mut writer.ledger);
        match &outcome {
            Ok(_) => *self.published.lock() = Snapshot::of(&writer.ledger),
            Err(failure) => writer.halted = Some(failure.clone()),
        }
        outcome
    }

    /// Writes all changed records and closes the file. Dropping the engine does the same, but does not report errors.
    /// Acknowledged commands are on disk in both cases.
    ///
    /// # Errors
    ///
    /// Those of [`checkpoint`](Self::checkpoint).
    pub fn close(self) -> Result<(), Error> {
        self.checkpoint()
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        // An error is ignored: acknowledged commands are in the journal, and only the next open takes longer.
        let _ = self.checkpoint();
    }
}

/// Checks a position and the head after it in a store of any format that this version reads.
fn check_expected(store: &dyn StoreSnapshot, (position, head): (u64, Head)) -> Result<(), Error> {
    refuse_unknown(store)?;
    expect_head(store, end_of_journal(store)?.0, position, head)
}

fn refuse_read_only(options: &Options) -> Result<(), Error> {
    if options.read_only {
        let expected = "`false`, because a new ledger must be written";
        return Err(Error::Misuse { field: "read_only", value: "true".into(), expected });
    }
    Ok(())
}

fn is_read_only() -> Error {
    let message = "the ledger was opened for reading only: expected no command".into();
    Error::Environment { code: Code::ReadOnly, message }
}

fn refuse_when_halted(writer: &Writer) -> Result<(), Error> {
    match &writer.halted {
        Some(failure) => Err(Error::Halted { message: failure.to_string() }),
        None => Ok(()),
    }
}

/// Decides all jobs and writes them to disk in one commit.
fn commit_jobs(ledger: &mut Ledger, now: Instant, simulated: bool, jobs: &[Job]) -> Result<Vec<Answers>, Error> {
    let mut commit = ledger.begin(now, simulated);
    let mut all = Vec::with_capacity(jobs.len());
    for job in jobs {
        let answers = match job.mode {
            Mode::Independent => job.requests.iter().map(|request| commit.decide(request)).collect::<Answers>(),
            Mode::Atomic => decide_atomically(&mut commit, &job.requests)?,
        };
        // After such an error the records in memory are not reliable, so the whole commit is abandoned.
        let fatal = answers.iter().find_map(|answer| answer.as_ref().err().filter(|error| halts(error)));
        if let Some(fatal) = fatal {
            let fatal = fatal.clone();
            commit.abandon();
            return Err(fatal);
        }
        all.push(answers);
    }
    commit.finish()?;
    Ok(all)
}

const fn halts(error: &Error) -> bool {
    matches!(
        error,
        Error::Corrupt { .. }
            | Error::Environment { .. }
            | Error::Unknown { .. }
            | Error::Bug(_)
            | Error::Halted { .. }
    )
}

fn decide_atomically(commit: &mut crate::ledger::Commit<'_>, requests: &[Request]) -> Result<Answers, Error> {
    let mark = commit.mark();
    let mut answers = Answers::with_capacity(requests.len());
    for (index, request) in requests.iter().enumerate() {
        match commit.decide(request) {
            Ok(answer) => answers.push(Ok(answer)),
            Err(refusal) => {
                commit.back_to(mark)?;
                let mut answers: Answers = requests.iter().map(|_| Err(Error::BatchRefused { index })).collect();
                if let Some(place) = answers.get_mut(index) {
                    *place = Err(refusal);
                }
                return Ok(answers);
            }
        }
    }
    Ok(answers)
}

/// For tests with a simulated disk that fails.
#[cfg(any(test, feature = "testing"))]
impl Engine {
    #[doc(hidden)]
    pub fn create_on(backend: impl redb::StorageBackend, options: Options) -> Result<Self, Error> {
        let store = RedbStore::create_on(backend, options.page_cache_bytes, first_changes())?;
        Self::over(Box::new(store), None, options)
    }

    #[doc(hidden)]
    pub fn open_on(backend: impl redb::StorageBackend, options: Options) -> Result<Self, Error> {
        let store = RedbStore::open_on(backend, options.page_cache_bytes)?;
        Self::over(Box::new(store), None, options)
    }
}
