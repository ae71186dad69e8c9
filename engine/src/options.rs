//! How a ledger is opened.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use defray_core::time::Instant;

use crate::journal::Head;
use crate::ledger::Bounds;
use crate::segments::LargestSizes;

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
    /// Memory for what is kept after it was read, in bytes, estimated: records, and for a quarter of it filters that
    /// say which bills are known.
    pub cached_bytes: usize,
    /// Memory for changed records, in bytes, estimated. When they take more, a sweep moves them into the tables of the
    /// file, and as many again can change meanwhile. A larger number makes the first open after a crash slower.
    pub changed_bytes: usize,
    /// `true` opens the ledger for simulation: commands may have instants that are ahead of the clock (T1). Each entry
    /// records that it was made in a simulation. An instant in the future expires vouchers and locks accounts, and a
    /// later command cannot have an earlier instant, so simulate with a copy of the file.
    pub simulate: bool,
    /// `true` lets the engine start threads: `defray-sweep` moves what was committed into the tables of the file,
    /// `defray-merge` merges what large commits changed in memory, `defray-commit` commits for several threads that
    /// submit at the same time, and `defray-answer` wakes them. They end when the engine is closed. `defray-encode`
    /// writes the entries of one large batch while its commands are decided.
    /// `false`: the submitting threads do all of it in turns.
    pub threads: bool,
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
            cached_bytes: 64 << 20,
            changed_bytes: 32 << 20,
            simulate: false,
            threads: true,
            read_only: false,
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            check, expected, page_cache_bytes, cached_bytes, changed_bytes, simulate, threads, read_only, ..
        } = self;
        f.debug_struct("Options")
            .field("check", check)
            .field("expected", expected)
            .field("page_cache_bytes", page_cache_bytes)
            .field("cached_bytes", cached_bytes)
            .field("changed_bytes", changed_bytes)
            .field("simulate", simulate)
            .field("threads", threads)
            .field("read_only", read_only)
            .finish_non_exhaustive()
    }
}

impl Options {
    pub(crate) const fn bounds(&self) -> Bounds {
        Bounds {
            changed_bytes: self.changed_bytes,
            cached_bytes: self.cached_bytes,
            entries: 1 << 20,
            threads: self.threads,
            sizes: LargestSizes::OF_COMMANDS,
        }
    }
}

fn system_clock() -> Instant {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    // Whole microseconds, because the time types of all supported languages can hold them.
    let nanoseconds = since.as_micros().saturating_mul(1_000);
    i64::try_from(nanoseconds).ok().and_then(Instant::from_nanoseconds).unwrap_or(Instant::LAST)
}
