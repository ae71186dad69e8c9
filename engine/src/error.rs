//! The errors of the engine. Each has a class ([`ErrorClass`]) and a stable code.

use defray_core::id::IdempotencyKey;
use defray_core::{DecideError, Refusal};

use crate::code::Code;
use crate::error_class::ErrorClass;
use crate::store::{OpenErrorKind, StoreError};

/// The text of [`Error::Forked`], and of questions to a snapshot after a fork.
pub(crate) const FORKED: &str = "the ledger was opened by another process, before a fork: open it in this one";

/// Why an operation failed.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A rule refused the command.
    #[error(transparent)]
    Refused(Box<Refusal>),
    /// The idempotency key was used before, for a different command (A2).
    #[error(
        "idempotency key `{key}` was used at journal position {position} for `{first}` with other content: expected the same command or a new key"
    )]
    IdempotencyConflict {
        /// The idempotency key.
        key: IdempotencyKey,
        /// The journal position of the first command with this key.
        position: u64,
        /// The name of that first command.
        first: &'static str,
    },
    /// Another command of the same atomic batch was not accepted, so this one was not executed (A1).
    #[error("not done, because command number {} of the same atomic batch was not accepted", index + 1)]
    BatchRefused {
        /// The index of the command that was not accepted, counted from 0.
        index: usize,
    },
    /// The entry of the command in the journal, or the commit with it, would be larger than the journal holds. Nothing
    /// was written.
    #[error("{what} would have {bytes} bytes with the command `{command}` and its events: expected at most {most}")]
    CommandTooLarge {
        /// The name of the command.
        command: &'static str,
        /// What would be too large: the entry or the commit.
        what: &'static str,
        /// The number of bytes that it would have.
        bytes: usize,
        /// The largest number of bytes that is allowed.
        most: usize,
    },
    /// The requested item does not exist.
    #[error("there is no {what} `{name}`")]
    NotFound {
        /// The kind of the item, such as `account`.
        what: &'static str,
        /// The id that was requested.
        name: String,
    },
    /// An argument is not valid.
    #[error("`{field}` is `{value}`: expected {expected}")]
    Misuse {
        /// The name of the argument.
        field: &'static str,
        /// The value that was given.
        value: String,
        /// A description of the values that are allowed.
        expected: &'static str,
    },
    /// The ledger was opened by another process, before a fork.
    #[error("{FORKED}")]
    Forked,
    /// The disk, a permission or a file lock prevented the operation.
    #[error("{message}")]
    Environment {
        /// The cause.
        code: Code,
        /// A description for people.
        message: String,
    },
    /// The commit failed, and it is not known whether it happened.
    #[error(
        "the outcome of the commit is not known ({message}): open the file again and repeat the command with the same idempotency key"
    )]
    Unknown {
        /// The error message of the store.
        message: String,
    },
    /// The engine stopped after an earlier failure.
    #[error("the engine has halted after an earlier failure ({message}): close it and open the file again")]
    Halted {
        /// The message of that failure.
        message: String,
    },
    /// The file is damaged.
    #[error("{message}")]
    Corrupt {
        /// The kind of damage.
        code: Code,
        /// A description for people.
        message: String,
    },
    /// The journal does not contain the head that the caller expects: the file is an older copy, or a different ledger.
    #[error("the journal has {found}, but {expected} was expected: this file is an older copy or a different ledger")]
    HeadMismatch {
        /// The position and head that the caller expects.
        expected: String,
        /// The position and head that the file has.
        found: String,
    },
    /// A defect of defray.
    #[error("this is a defect of defray, please report it: {0}")]
    Bug(String),
}

impl Error {
    /// The class of the error.
    pub const fn class(&self) -> ErrorClass {
        match self {
            Self::Refused(_)
            | Self::IdempotencyConflict { .. }
            | Self::BatchRefused { .. }
            | Self::CommandTooLarge { .. }
            | Self::NotFound { .. } => ErrorClass::Refused,
            Self::Misuse { .. } | Self::Forked => ErrorClass::Misuse,
            Self::Environment { .. } | Self::Halted { .. } => ErrorClass::Environment,
            Self::Unknown { .. } => ErrorClass::Unknown,
            Self::Corrupt { .. } | Self::HeadMismatch { .. } => ErrorClass::Corrupt,
            Self::Bug(_) => ErrorClass::Bug,
        }
    }

    /// The stable name of the error's code, such as `not_found`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.code(),
            Self::IdempotencyConflict { .. } => Code::IdempotencyConflict.name(),
            Self::BatchRefused { .. } => Code::BatchRefused.name(),
            Self::CommandTooLarge { .. } => Code::CommandTooLarge.name(),
            Self::NotFound { .. } => Code::NotFound.name(),
            Self::Misuse { .. } => Code::BadArgument.name(),
            Self::Forked => Code::Forked.name(),
            Self::Environment { code, .. } | Self::Corrupt { code, .. } => code.name(),
            Self::Unknown { .. } => Code::OutcomeUnknown.name(),
            Self::Halted { .. } => Code::Halted.name(),
            Self::HeadMismatch { .. } => Code::HeadMismatch.name(),
            Self::Bug(_) => Code::Bug.name(),
        }
    }

    /// The name of the command's field or of the argument that caused the error. Empty if there is none.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.field(),
            Self::IdempotencyConflict { .. } => "idempotency_key",
            Self::Misuse { field, .. } => field,
            _ => "",
        }
    }

    /// The number of the rule that refused the command, such as `W8`. Empty if there is none.
    pub fn rule(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.rule(),
            Self::IdempotencyConflict { .. } => "A2",
            Self::BatchRefused { .. } => "A1",
            _ => "",
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        let message = error.to_string();
        match error {
            StoreError::Damaged(_) => Self::Corrupt { code: Code::DamagedFile, message },
            StoreError::NotWritten(_) => Self::Environment { code: Code::NotWritten, message },
            StoreError::Unknown(_) => Self::Unknown { message },
            StoreError::Unreadable(_) => Self::Environment { code: Code::Unreadable, message },
            StoreError::Busy(_) => Self::Environment { code: Code::Busy, message },
            StoreError::Open(open) => of_open(&open.kind, message),
        }
    }
}

fn of_open(kind: &OpenErrorKind, message: String) -> Error {
    let environment = |code| Error::Environment { code, message: message.clone() };
    let corrupt = |code| Error::Corrupt { code, message: message.clone() };
    match kind {
        OpenErrorKind::Missing => environment(Code::FileMissing),
        OpenErrorKind::AlreadyExists => environment(Code::FileExists),
        OpenErrorKind::IsDirectory | OpenErrorKind::NotAFile => environment(Code::NotAFile),
        OpenErrorKind::DirectoryMissing => environment(Code::DirectoryMissing),
        OpenErrorKind::DirectoryNotWritable(_) => environment(Code::DirectoryNotWritable),
        OpenErrorKind::PermissionDenied(_) => environment(Code::PermissionDenied),
        OpenErrorKind::Locked => environment(Code::FileLocked),
        OpenErrorKind::NotDefray | OpenErrorKind::PlainRedb => corrupt(Code::NotALedger),
        OpenErrorKind::NewerFormat { .. } => corrupt(Code::NewerFormat),
        OpenErrorKind::TruncatedPreamble { .. }
        | OpenErrorKind::DamagedPreamble
        | OpenErrorKind::DamagedLength { .. }
        | OpenErrorKind::DamagedPage(_)
        | OpenErrorKind::Damaged(_) => corrupt(Code::DamagedFile),
        OpenErrorKind::Io(_) => environment(Code::Io),
        _ => environment(Code::Storage),
    }
}

impl From<DecideError> for Error {
    fn from(error: DecideError) -> Self {
        match error {
            DecideError::Refused(refusal) => refusal.into(),
            DecideError::Unreadable(unreadable) => unreadable.into(),
            diverged @ DecideError::Diverged(_) => {
                Self::Corrupt { code: Code::Diverged, message: diverged.to_string() }
            }
        }
    }
}

impl From<defray_core::Unreadable> for Error {
    fn from(unreadable: defray_core::Unreadable) -> Self {
        Self::Corrupt { code: Code::DamagedFile, message: unreadable.to_string() }
    }
}
