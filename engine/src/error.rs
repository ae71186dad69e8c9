//! What can go wrong, in six classes: whose fault it is and what to do about it.

use defray_core::id::IdempotencyKey;
use defray_core::{DecideError, Refusal};

use crate::code::Code;
use crate::error_class::ErrorClass;
use crate::store::{OpenErrorKind, StoreError};

/// Why something was not done.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A rule said no.
    #[error(transparent)]
    Refused(Box<Refusal>),
    /// The key was used for another command before (A2).
    #[error(
        "idempotency key `{key}` was used at journal position {position} for `{first}` with other content: expected the same command or a new key"
    )]
    IdempotencyConflict {
        /// The key.
        key: IdempotencyKey,
        /// Where its command stands.
        position: u64,
        /// That command's name.
        first: &'static str,
    },
    /// Another command of an atomic batch was not accepted, so this one was not either.
    #[error("not done, because command number {} of the same atomic batch was not accepted", index + 1)]
    BatchRefused {
        /// The place of that command in the batch, from 0.
        index: usize,
    },
    /// There is nothing of that name.
    #[error("there is no {what} `{name}`")]
    NotFound {
        /// What was looked for.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// An argument is out of its range.
    #[error("`{field}` is `{value}`: expected {expected}")]
    Misuse {
        /// The argument.
        field: &'static str,
        /// What was given.
        value: String,
        /// What was expected.
        expected: &'static str,
    },
    /// Disk, permissions, locks. `code` tells which.
    #[error("{message}")]
    Environment {
        /// Which.
        code: Code,
        /// For people.
        message: String,
    },
    /// The commit's outcome is not known.
    #[error(
        "the outcome of the commit is not known ({message}): open the file again and repeat the command with the same idempotency key"
    )]
    Unknown {
        /// What the store said.
        message: String,
    },
    /// The engine stopped after an earlier failure.
    #[error("the engine has halted after an earlier failure ({message}): close it and open the file again")]
    Halted {
        /// That failure.
        message: String,
    },
    /// The file is damaged.
    #[error("{message}")]
    Corrupt {
        /// Which.
        code: Code,
        /// For people.
        message: String,
    },
    /// The chain does not end where the caller knows it to have ended: the file is an older copy, or another one.
    #[error("the journal has {found}, but {expected} was expected: this file is an older copy or another one")]
    HeadMismatch {
        /// What the caller knows.
        expected: String,
        /// What the file has.
        found: String,
    },
    /// Ours.
    #[error("this is a defect of defray, please report it: {0}")]
    Bug(String),
}

impl Error {
    /// Whose fault it is.
    pub const fn class(&self) -> ErrorClass {
        match self {
            Self::Refused(_) | Self::IdempotencyConflict { .. } | Self::BatchRefused { .. } | Self::NotFound { .. } => {
                ErrorClass::Refused
            }
            Self::Misuse { .. } => ErrorClass::Misuse,
            Self::Environment { .. } | Self::Halted { .. } => ErrorClass::Environment,
            Self::Unknown { .. } => ErrorClass::Unknown,
            Self::Corrupt { .. } | Self::HeadMismatch { .. } => ErrorClass::Corrupt,
            Self::Bug(_) => ErrorClass::Bug,
        }
    }

    /// The stable code's name.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.code(),
            Self::IdempotencyConflict { .. } => Code::IdempotencyConflict.name(),
            Self::BatchRefused { .. } => Code::BatchRefused.name(),
            Self::NotFound { .. } => Code::NotFound.name(),
            Self::Misuse { .. } => Code::BadArgument.name(),
            Self::Environment { code, .. } | Self::Corrupt { code, .. } => code.name(),
            Self::Unknown { .. } => Code::OutcomeUnknown.name(),
            Self::Halted { .. } => Code::Halted.name(),
            Self::HeadMismatch { .. } => Code::HeadMismatch.name(),
            Self::Bug(_) => Code::Bug.name(),
        }
    }

    /// The field of the command or the argument that it is about; empty if none.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.field(),
            Self::IdempotencyConflict { .. } => "idempotency_key",
            Self::Misuse { field, .. } => field,
            _ => "",
        }
    }

    /// The rule that said no, such as `W8`; empty if none.
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
        }
    }
}

impl From<defray_core::Unreadable> for Error {
    fn from(unreadable: defray_core::Unreadable) -> Self {
        Self::Corrupt { code: Code::DamagedFile, message: unreadable.to_string() }
    }
}
