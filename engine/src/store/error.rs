//! What can stand between a caller and its ledger file, each case by name.

use std::io;
use std::path::{Path, PathBuf};

/// A block whose bytes are not what was written there.
///
/// The disk (or whoever edited the file) changed them, or part of the file is missing. The storage
/// refuses to hand out such bytes, so a damaged block is never a wrong answer.
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

/// The damaged block behind an error, if a damaged block is what caused it.
///
/// redb reports the cause once; every later call on the same handle only says `PreviousIo`. So the
/// first error of a handle is the one to ask about.
pub(crate) fn damage(error: &redb::Error) -> Option<DamagedPage> {
    match error {
        redb::Error::Io(cause) => damage_in_io(cause),
        _ => None,
    }
}

pub(crate) fn damage_in_io(error: &io::Error) -> Option<DamagedPage> {
    error.get_ref()?.downcast_ref::<DamagedPage>().copied()
}

/// A ledger file could not be created or opened.
#[derive(Debug, thiserror::Error)]
#[error("{}: {kind}", path.display())]
pub struct OpenError {
    /// The file in question.
    pub path: PathBuf,
    /// What is wrong with it.
    #[source]
    pub kind: OpenErrorKind,
}

impl OpenError {
    pub(crate) fn new(path: &Path, kind: impl Into<OpenErrorKind>) -> Self {
        Self { path: path.to_path_buf(), kind: kind.into() }
    }
}

/// What is wrong with a ledger file, or with the place where it should be.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenErrorKind {
    /// There is no file of this name.
    #[error("no such file")]
    Missing,
    /// Creation was asked for, but the name is taken. Nothing was overwritten.
    #[error("a file of this name already exists")]
    AlreadyExists,
    /// The name belongs to a directory.
    #[error("is a directory")]
    IsDirectory,
    /// The name belongs to a pipe, a device or a socket.
    #[error("is not a regular file")]
    NotAFile,
    /// The directory the file should be created in does not exist.
    #[error("the directory does not exist")]
    DirectoryMissing,
    /// No file can be created in the directory.
    #[error("the directory is not writable")]
    DirectoryNotWritable(#[source] io::Error),
    /// The file may not be read and written by this user.
    #[error("permission denied")]
    PermissionDenied(#[source] io::Error),
    /// Another handle, in this or another process, has the file open.
    #[error("already open elsewhere")]
    Locked,
    /// The file is something else.
    #[error("not a defray ledger")]
    NotDefray,
    /// A redb file without defray's seals, which defray will not trust.
    #[error("a plain redb file, not a defray ledger")]
    PlainRedb,
    /// The file ends inside its first page. An empty file is one of these.
    #[error("the file ends after {len} bytes, inside its first page")]
    TruncatedPreamble {
        /// The bytes there are.
        len: usize,
    },
    /// The first page is a ledger's, but its checksum does not hold.
    #[error("the first page is damaged")]
    DamagedPreamble,
    /// Written by a newer version of defray.
    #[error("container version {found} is newer than the supported {supported}")]
    NewerFormat {
        /// The version the file has.
        found: u16,
        /// The newest version this program reads.
        supported: u16,
    },
    /// The file has a length that no ledger file can have: it was cut off or padded.
    #[error("the file's length of {physical} bytes is not one a ledger can have")]
    DamagedLength {
        /// The length of the file in bytes.
        physical: u64,
    },
    /// A block needed to open the file is damaged.
    #[error(transparent)]
    DamagedPage(#[from] DamagedPage),
    /// The blocks are intact one by one, but do not make up a ledger.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// The disk or the operating system refused.
    #[error("i/o error: {0}")]
    Io(#[source] io::Error),
    /// Any other refusal of the storage library.
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
