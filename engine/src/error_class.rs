//! The six classes of errors.

/// The class of an error: what failed, and what the caller can do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorClass {
    /// A rule refused the command. Nothing changed. Send a different command.
    Refused,
    /// An argument is not valid. Nothing changed. Correct the calling program.
    Misuse,
    /// The disk, a permission or a file lock prevented the operation. Nothing changed. Remove the cause and try again.
    Environment,
    /// The commit failed, and it is not known whether it happened. Open the file again and repeat the command with the
    /// same idempotency key.
    Unknown,
    /// The file is damaged. Restore a backup.
    Corrupt,
    /// A defect of defray. Please report it.
    Bug,
}

impl ErrorClass {
    /// The stable name, such as `refused`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Misuse => "misuse",
            Self::Environment => "environment",
            Self::Unknown => "unknown",
            Self::Corrupt => "corrupt",
            Self::Bug => "bug",
        }
    }
}
