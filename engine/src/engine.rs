//! The engine: one file, one writer, many readers.

use std::any::Any;
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
use crate::group::{Answers, Job, Queue};
use crate::journal::Head;
use crate::ledger::{Bounds, Ledger, first_changes};
use crate::preview::Preview;
use crate::snapshot::Snapshot;
use crate::store::{RedbStore, Store};

/// How much of the file is read and compared with its checksums when it is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Check {
    /// All of it, at about a gigabyte a second. Finds damage before any answer rests on it.
    #[default]
    Full,
    /// What is read is checked when it is read.
    Quick,
}

/// The host's clock, for commands that carry no instant and for the recording time.
pub type Clock = Arc<dyn Fn() -> Instant + Send + Sync>;

/// How to open a file.
#[derive(Clone)]
pub struct Options {
    /// See [`Check`].
    pub check: Check,
    /// Where time comes from; the operating system by default. A fixed clock makes every byte of the journal reproducible.
    pub clock: Clock,
    /// The journal's end as the host knows it: a position and the head after it. A file that does not have it is an older copy or another
    /// one, and is not opened.
    pub expected: Option<(u64, Head)>,
    /// Memory for pages of the file, in bytes.
    pub page_cache_bytes: usize,
    /// Unchanged records kept in memory after reading.
    pub cached_records: usize,
    /// Changed records kept in memory until they are written together. Also the work to be done again after a crash.
    pub changed_records: usize,
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
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { check, expected, page_cache_bytes, cached_records, changed_records, .. } = self;
        f.debug_struct("Options")
            .field("check", check)
            .field("expected", expected)
            .field("page_cache_bytes", page_cache_bytes)
            .field("cached_records", cached_records)
            .field("changed_records", changed_records)
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
    // Whole microseconds: what the engine stamps itself, every language's own type of instant can hold.
    let nanoseconds = since.as_micros().saturating_mul(1_000);
    i64::try_from(nanoseconds).ok().and_then(Instant::from_nanoseconds).unwrap_or(Instant::LAST)
}

/// A ledger, open. Share it between threads by reference or in an `Arc`; every method takes `&self`.
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
    path: Option<PathBuf>,
}

struct Writer {
    ledger: Ledger,
    /// The failure after which nothing is written any more.
    halted: Option<Error>,
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Engine {
    /// Creates a ledger file, which must not exist, and opens it. A crash leaves a whole ledger or none.
    ///
    /// # Errors
    ///
    /// [`Error::Environment`] when the file exists or cannot be made.
    pub fn create(path: &Path, options: Options) -> Result<Self, Error> {
        let store = RedbStore::create(path, options.page_cache_bytes, first_changes())?;
        Self::over(Box::new(store), Some(path), options)
    }

    /// Opens a ledger file.
    ///
    /// # Errors
    ///
    /// [`Error::Environment`] when it cannot be opened, or is open elsewhere; [`Error::Corrupt`] when it is damaged or no ledger;
    /// [`Error::HeadMismatch`] when it is not what [`Options::expected`] says.
    pub fn open(path: &Path, options: Options) -> Result<Self, Error> {
        let store = RedbStore::open(path, options.page_cache_bytes)?;
        Self::over(Box::new(store), Some(path), options)
    }

    /// Opens a ledger file, or creates it if there is none of that name.
    pub fn open_or_create(path: &Path, options: Options) -> Result<Self, Error> {
        match Self::open(path, options.clone()) {
            Err(Error::Environment { code: Code::FileMissing, .. }) => Self::create(path, options),
            opened => opened,
        }
    }

    /// Opens a ledger in a store of another kind. An empty one becomes a new ledger.
    pub fn open_in(store: impl Store + 'static, options: Options) -> Result<Self, Error> {
        if store.snapshot()?.count(crate::store::Table::Meta)? == 0 {
            store.write(first_changes())?;
        }
        Self::over(Box::new(store), None, options)
    }

    fn over(store: Box<dyn Store>, path: Option<&Path>, options: Options) -> Result<Self, Error> {
        if options.check == Check::Full && !store.check()? {
            let message = "checksums do not match: restore a backup".into();
            return Err(Error::Corrupt { code: Code::DamagedFile, message });
        }
        let ledger = Ledger::open(store, options.bounds())?;
        let published = Snapshot::of(&ledger);
        if let Some((position, head)) = options.expected {
            published.expect_head(position, head)?;
        }
        Ok(Self {
            queue: Queue::default(),
            ledger: Mutex::new(Writer { ledger, halted: None }),
            published: Mutex::new(published),
            clock: options.clock,
            path: path.map(Path::to_path_buf),
        })
    }

    /// The file, if it is one.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Submits one command and waits until its effects are on disk. Many threads doing this at once share one sync.
    ///
    /// # Errors
    ///
    /// [`Error::Refused`] when a rule says no. [`Error::Unknown`] when the disk failed in the middle of the commit: open the file again and repeat
    /// the command with the same idempotency key. [`Error::Halted`] after any such failure.
    pub fn submit(&self, request: impl Into<Request>) -> Result<Answer, Error> {
        let mut answers = self.submit_all(vec![request.into()], Mode::Independent);
        answers.pop().unwrap_or_else(|| Err(Error::Bug("a command was not answered".into())))
    }

    /// Submits commands to be decided in order and written in one commit. Answers come in the same order.
    ///
    /// In [`Mode::Atomic`], when one is not accepted none is done: its answer is the error, that of all others is [`Error::BatchRefused`].
    pub fn submit_all(&self, requests: Vec<Request>, mode: Mode) -> Answers {
        if requests.is_empty() {
            return Vec::new();
        }
        self.queue.submit(requests, mode, |jobs| self.commit(jobs))
    }

    fn commit(&self, jobs: Vec<Job>) {
        let mut writer = self.ledger.lock();
        let outcome = match &writer.halted {
            Some(failure) => Err(Error::Halted { message: failure.to_string() }),
            None => {
                let made = catch_unwind(AssertUnwindSafe(|| commit_jobs(&mut writer.ledger, (self.clock)(), &jobs)));
                let made = made.unwrap_or_else(|panic| Err(Error::Bug(panic_text(panic.as_ref()))));
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

    /// The records after the last commit. It never changes, costs nothing to take, and never makes the writer wait.
    pub fn snapshot(&self) -> Snapshot {
        self.published.lock().clone()
    }

    /// What settling `bill` at `at` would give, by the same code, without doing it.
    pub fn preview(&self, bill: Bill, at: Option<Instant>) -> Result<Preview, Error> {
        let snapshot = self.snapshot();
        let command = Command::from(SettleBill { bill: bill.clone(), account: None });
        let at = at.unwrap_or_else(|| (self.clock)());
        match decide(&snapshot, &command, at, None, snapshot.position() + 1) {
            Ok(Decision::Happened { at, events, .. }) => Preview::of(&bill.id, at, events),
            Ok(Decision::Already(PriorResult::Bill(record))) => Ok(Preview::known(&record)),
            Ok(Decision::Already(_)) => Err(Error::Bug("a bill that was replayed as something else".into())),
            Err(stop) => Err(snapshot.explain(stop)),
        }
    }

    /// When the host should call [`advance`](defray_core::command::Advance) next: the earliest instant at which something falls due.
    pub fn next_deadline(&self) -> Result<Option<Instant>, Error> {
        self.snapshot().next_deadline()
    }

    /// Writes all changed records, so that the next open has nothing to decide again. Happens by itself now and then, and on closing.
    pub fn checkpoint(&self) -> Result<(), Error> {
        self.with_ledger(Ledger::checkpoint)
    }

    /// Gives unused space in the file back to the file system. `true`: there was some. Needs every other snapshot dropped.
    ///
    /// # Errors
    ///
    /// [`Error::Environment`] with code `busy` while snapshots are held.
    pub fn compact(&self) -> Result<bool, Error> {
        let mut writer = self.ledger.lock();
        refuse_when_halted(&writer)?;
        // Readers wait here, so that none of them holds a snapshot meanwhile.
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

    /// Writes all changed records and closes the file. Dropping the engine does the same, but cannot tell whether it succeeded; nothing
    /// acknowledged depends on it.
    pub fn close(self) -> Result<(), Error> {
        self.checkpoint()
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        // Only spares the next open some work: what was acknowledged is in the journal.
        let _ = self.checkpoint();
    }
}

fn refuse_when_halted(writer: &Writer) -> Result<(), Error> {
    match &writer.halted {
        Some(failure) => Err(Error::Halted { message: failure.to_string() }),
        None => Ok(()),
    }
}

/// Decides all jobs and puts them on disk in one commit.
fn commit_jobs(ledger: &mut Ledger, now: Instant, jobs: &[Job]) -> Result<Vec<Answers>, Error> {
    let mut commit = ledger.begin(now);
    let mut all = Vec::with_capacity(jobs.len());
    for job in jobs {
        let answers = match job.mode {
            Mode::Independent => job.requests.iter().map(|request| commit.decide(request)).collect::<Answers>(),
            Mode::Atomic => decide_atomically(&mut commit, &job.requests)?,
        };
        // What cannot be read or does not fit is no refusal: nothing may rest on it.
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

fn panic_text(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("a panic: {}", text.unwrap_or("without a message"))
}

/// For tests that run the engine over a disk that fails on purpose.
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
