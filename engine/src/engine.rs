//! The engine: one file, one writer, many readers.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::Arc;

use defray_core::bill::Bill;
use defray_core::command::{Command, Request, SettleBill};
use defray_core::time::Instant;
use defray_core::{Decision, PriorResult, decide};

use crate::answer::{Answer, Mode};
use crate::code::Code;
use crate::error::{Error, FORKED};
use crate::expected::{end_of_store, expect_in_store};
use crate::format::first_changes;
use crate::group::{Answers, Queue};
use crate::journal::{GENESIS, Head};
use crate::ledger::Ledger;
use crate::migration::{expect_present_format, migrate};
use crate::options::{Check, Options};
use crate::preview::Preview;
use crate::progress::{ProgressCallback, no_progress};
use crate::snapshot::Snapshot;
use crate::store::{RedbStore, Store};
use crate::writer::Writer;

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
    writer: Arc<Writer>,
    queue: Arc<Queue>,
    read_only: bool,
    path: Option<PathBuf>,
    /// The process that opened the ledger.
    process: u32,
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
        Self::over(Arc::new(store), Some(path), options)
    }

    /// Opens a ledger file.
    ///
    /// # Errors
    ///
    /// [`Error::Environment`] when the file does not exist, cannot be opened or is open in another engine, or when it
    /// must be migrated and is opened for reading only (`needs_migration`); [`Error::Corrupt`] when it is damaged, is
    /// not a ledger or has another format; [`Error::HeadMismatch`] when it does not contain [`Options::expected`].
    pub fn open(path: &Path, options: Options) -> Result<Self, Error> {
        Self::open_with_progress(path, options, &mut no_progress)
    }

    /// Opens a ledger file, and reports the progress of its conversion, if it has format 2.
    ///
    /// A file of format 2 is converted when it is opened for writing: a new file is written beside it and verified, and
    /// takes its name. The old file is kept as `NAME.format-2`. Commands, positions, instants and receipts stay the
    /// same; heads change ([`Snapshot::migrated_from`]).
    ///
    /// # Errors
    ///
    /// Those of [`open`](Self::open); `cancelled` when `progress` cancels. Then the old file is unchanged.
    pub fn open_with_progress(path: &Path, options: Options, progress: ProgressCallback<'_>) -> Result<Self, Error> {
        if options.read_only {
            let store = RedbStore::open_read_only(path, options.page_cache_bytes)?;
            check_whole(&store, &options)?;
            return Self::over(Arc::new(store), Some(path), options);
        }
        if let Some((position, head)) = options.expected {
            // Opening a file for writing can change it: a recovery, a conversion.
            let store = RedbStore::open_read_only(path, options.page_cache_bytes)?;
            expect_in_store(&store, position, head)?;
        }
        let store = RedbStore::open(path, options.page_cache_bytes)?;
        check_whole(&store, &options)?;
        let store = migrate(path, store, &options, progress)?;
        Self::over(Arc::new(store), Some(path), options)
    }

    /// The position of the last entry of a ledger file, and the head after it. The file is not changed, and no command
    /// is decided. 0 and [`GENESIS`](crate::GENESIS) when the journal is empty.
    ///
    /// # Errors
    ///
    /// [`Error::Environment`] when the file does not exist, cannot be read or is open for writing; [`Error::Corrupt`]
    /// when it is damaged, is not a ledger or has a format that this version does not read.
    pub fn end_of_journal(path: &Path) -> Result<(u64, Head), Error> {
        end_of_store(&RedbStore::open_read_only(path, Options::default().page_cache_bytes)?)
    }

    /// Opens a ledger file, or creates it when it does not exist and is not opened for reading only.
    ///
    /// # Errors
    ///
    /// Those of [`open`](Self::open) and [`create`](Self::create).
    pub fn open_or_create(path: &Path, options: Options) -> Result<Self, Error> {
        Self::open_or_create_with_progress(path, options, &mut no_progress)
    }

    /// Opens a ledger file, or creates it, and reports the progress of its conversion, if it has format 2: see
    /// [`open_with_progress`](Self::open_with_progress).
    ///
    /// # Errors
    ///
    /// Those of [`open_with_progress`](Self::open_with_progress) and [`create`](Self::create).
    pub fn open_or_create_with_progress(
        path: &Path,
        options: Options,
        progress: ProgressCallback<'_>,
    ) -> Result<Self, Error> {
        match Self::open_with_progress(path, options.clone(), progress) {
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
        check_whole(&store, &options)?;
        Self::over(Arc::new(store), None, options)
    }

    fn over(store: Arc<dyn Store>, path: Option<&Path>, options: Options) -> Result<Self, Error> {
        if let Some((position, head)) = options.expected {
            expect_in_store(store.as_ref(), position, head)?;
        }
        expect_present_format(store.snapshot()?.as_ref())?;
        let ledger = Ledger::open(store, options.bounds(), !options.read_only)?;
        let writer = Arc::new(Writer::new(ledger, options.clock, options.simulate));
        let commit = writer.clone();
        Ok(Self {
            queue: Queue::new(options.threads, Box::new(move |jobs| commit.commit(jobs))),
            writer,
            read_only: options.read_only,
            path: path.map(Path::to_path_buf),
            process: process::id(),
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
    /// used for a different command; [`Error::CommandTooLarge`] when its entry would be larger than
    /// [`ENTRY_BYTES_MAX`](defray_core::limits::ENTRY_BYTES_MAX). [`Error::Unknown`] when the commit failed and it is
    /// not known whether it happened: open the file again and repeat the command with the same idempotency key.
    /// [`Error::Environment`] when the disk failed before the commit, [`Error::Corrupt`] when the file is damaged.
    /// After these three every command gets [`Error::Halted`].
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
        match self.refuse_to_write() {
            Err(refusal) => requests.iter().map(|_| Err(refusal.clone())).collect(),
            Ok(()) => self.queue.submit(requests, mode),
        }
    }

    /// The records after the last commit. A snapshot never changes, is cheap to take, and does not block the writer.
    pub fn snapshot(&self) -> Snapshot {
        if self.is_forked() {
            // Another thread may have had a lock when the process forked, so no lock can be taken here.
            return Snapshot::unavailable(FORKED);
        }
        self.writer.snapshot()
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
        let at = at.unwrap_or_else(|| (self.writer.clock)());
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
    /// also does this by itself after a number of changes ([`Options::changed_bytes`]) and when it is closed. Without
    /// effect when the ledger was opened for reading only.
    ///
    /// # Errors
    ///
    /// [`Error::Environment`] and [`Error::Unknown`] when the write fails; [`Error::Halted`] after an earlier failure.
    pub fn checkpoint(&self) -> Result<(), Error> {
        self.refuse_fork()?;
        if self.read_only {
            return Ok(());
        }
        self.writer.with_ledger(Ledger::sweep_all)
    }

    /// Returns unused space of the file to the file system. `true` when there was some. All snapshots must be dropped
    /// first.
    ///
    /// # Errors
    ///
    /// [`Error::Environment`] with code `busy` while a snapshot is open, and with code `read_only` when the ledger was
    /// opened for reading only; the errors of [`checkpoint`](Self::checkpoint).
    pub fn compact(&self) -> Result<bool, Error> {
        self.refuse_to_write()?;
        self.writer.compact()
    }

    /// Whether this process is a fork of the process that opened the ledger. Then it cannot use the ledger.
    fn is_forked(&self) -> bool {
        self.process != process::id()
    }

    fn refuse_fork(&self) -> Result<(), Error> {
        if self.is_forked() {
            return Err(Error::Forked);
        }
        Ok(())
    }

    fn refuse_to_write(&self) -> Result<(), Error> {
        self.refuse_fork()?;
        if self.read_only {
            let message = "the ledger was opened for reading only: expected no command".into();
            return Err(Error::Environment { code: Code::ReadOnly, message });
        }
        Ok(())
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
        if self.is_forked() {
            // The file and its lock belong to the other process. Closing them here would write to the file.
            std::mem::forget((self.writer.clone(), self.queue.clone()));
            return;
        }
        self.queue.close();
        // An error is ignored: acknowledged commands are in the journal, and only the next open takes longer.
        let _ = self.checkpoint();
    }
}

/// Compares the whole file with its checksums, if the options say so.
fn check_whole(store: &dyn Store, options: &Options) -> Result<(), Error> {
    if options.check == Check::Full && !store.check()? {
        let message = "checksums do not match: restore a backup".into();
        return Err(Error::Corrupt { code: Code::DamagedFile, message });
    }
    Ok(())
}

fn refuse_read_only(options: &Options) -> Result<(), Error> {
    if options.read_only {
        let expected = "`false`, because a new ledger must be written";
        return Err(Error::Misuse { field: "read_only", value: "true".into(), expected });
    }
    Ok(())
}

/// For tests with a simulated disk that fails.
#[cfg(any(test, feature = "testing"))]
impl Engine {
    #[doc(hidden)]
    pub fn create_on(backend: impl redb::StorageBackend, options: Options) -> Result<Self, Error> {
        let store = RedbStore::create_on(backend, options.page_cache_bytes, first_changes())?;
        Self::over(Arc::new(store), None, options)
    }

    #[doc(hidden)]
    pub fn open_on(backend: impl redb::StorageBackend, options: Options) -> Result<Self, Error> {
        let store = RedbStore::open_on(backend, options.page_cache_bytes)?;
        check_whole(&store, &options)?;
        Self::over(Arc::new(store), None, options)
    }
}
