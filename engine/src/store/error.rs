//! The errors of a store, and of creating and opening ledger files.

use std::io;
use std::path::{Path, PathBuf};

/// An error of a store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file is damaged.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// Nothing was written: the failure happened before the commit.
    #[error("{0}")]
    NotWritten(String),
    /// The commit failed, and it is not known whether it happened.
    #[error("{0}")]
    Unknown(String),
    /// A read failed.
    #[error("{0}")]
    Unreadable(String),
    /// The operation is not possible while snapshots are open.
    #[error("snapshots are open: {0}")]
    Busy(String),
    /// The file cannot be created or opened.
    #[error(transparent)]
    Open(#[from] OpenError),
}

impl StoreError {
    pub(crate) fn damaged(page: DamagedPage) -> Self {
        Self::Damaged(page.to_string())
    }
}

/// A block whose bytes differ from the bytes that were written.
///
/// The disk or another program changed them, or part of the file is missing. The store never returns such bytes, so a
/// damaged block never causes a wrong answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("block {block} is damaged: its content does not match its seal")]
pub struct DamagedPage {
    /// The number of the 4 KiB logical block, counted from 0.
    pub block: u64,
}

impl From<DamagedPage> for io::Error {
    fn from(damage: DamagedPage) -> Self {
        Self::new(io::ErrorKind::InvalidData, damage)
    }
}

/// The damaged block that caused an error. `None` when the error has another cause.
///
/// redb reports the cause once. Every later call on the same handle only returns `PreviousIo`, so this must be called
/// with the first error of a handle.
pub(crate) fn damage(error: &redb::Error) -> Option<DamagedPage> {
    match error {
        redb::Error::Io(cause) => damage_in_io(cause),
        _ => None,
    }
}

pub(crate) fn damage_in_io(error: &io::Error) -> Option<DamagedPage> {
    error.get_ref()?.downcast_ref::<DamagedPage>().copied()
}

/// An error of creating or opening a ledger file.
#[derive(Debug, thiserror::Error)]
#[error("{}: {kind}", path.display())]
pub struct OpenError {
    /// The path of the file.
    pub path: PathBuf,
    /// The kind of the error.
    #[source]
    pub kind: OpenErrorKind,
}

impl OpenError {
    pub(crate) fn new(path: &Path, kind: impl Into<OpenErrorKind>) -> Self {
        Self { path: path.to_path_buf(), kind: kind.into() }
    }
}

/// What is wrong with a ledger file, or with its directory.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenErrorKind {
    /// The file does not exist.
    #[error("no such file")]
    Missing,
    /// The file to create exists already. Nothing was overwritten.
    #[error("a file of this name already exists")]
    AlreadyExists,
    /// The path names a directory.
    #[error("is a directory")]
    IsDirectory,
    /// The path names a pipe, a device or a socket.
    #[error("is not a regular file")]
    NotAFile,
    /// The directory that should contain the file does not exist.
    #[error("the directory does not exist")]
    DirectoryMissing,
    /// No file can be created in the directory.
    #[error("the directory is not writable")]
    DirectoryNotWritable(#[source] io::Error),
    /// This user has no permission to read and write the file.
    #[error("permission denied")]
    PermissionDenied(#[source] io::Error),
    /// An engine in this process or in another process has the file open.
    #[error("another engine has the file open")]
    Locked,
    /// The file is not a ledger.
    #[error("not a defray ledger")]
    NotDefray,
    /// The file is a redb file without seals.
    #[error("a plain redb file, not a defray ledger")]
    PlainRedb,
    /// The file ends within its first page. This includes empty files.
    #[error("the file ends after {len} bytes, within its first page")]
    TruncatedPreamble {
        /// The length of the file in bytes.
        len: usize,
    },
    /// The first page is the page of a ledger, but its checksum does not match.
    #[error("the first page is damaged")]
    DamagedPreamble,
    /// A newer version of defray wrote the file.
    #[error("container version {found} is newer than the supported {supported}")]
    NewerFormat {
        /// The container version of the file.
        found: u16,
        /// The newest container version that this program reads.
        supported: u16,
    },
    /// No ledger file can have this length: the file was truncated or extended.
    #[error("the file has {physical} bytes, and a ledger cannot have this length")]
    DamagedLength {
        /// The length of the file in bytes.
        physical: u64,
    },
    /// A block that is needed for opening the file is damaged.
    #[error(transparent)]
    DamagedPage(#[from] DamagedPage),
    /// Each block is intact, but together they are not a ledger.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// The disk or the operating system reported an error.
    #[error("i/o error: {0}")]
    Io(#[source] io::Error),
    /// Another error of the storage library.
    #[error("storage: {0}")]
    Storage(#[source] Box<redb::Error>),
}

impl From<io::Error> for OpenErrorKind {
    fn from(error: io::Error) -> Self {
        damage_in_io(&error).map_or(Self::Io(error), Self::DamagedPage)
    }
}

impl From<redb::Error> for OpenErrorKind {
    fn from(error: redb::Error) -> Self {
        match error {
            redb::Error::DatabaseAlreadyOpen => Self::Locked,
            redb::Error::Corrupted(detail) => Self::Damaged(detail),
            redb::Error::Io(cause) => cause.into(),
            other => Self::Storage(Box::new(other)),
        }
    }
}

impl From<redb::DatabaseError> for OpenErrorKind {
    fn from(error: redb::DatabaseError) -> Self {
        redb::Error::from(error).into()
    }
}
