//! The engine's own error codes. The codes of rules are [`Refusal::CODES`](defray_core::Refusal::CODES).

use std::fmt;

use crate::error_class::ErrorClass;

macro_rules! codes {
    ($($class:ident { $($(#[$doc:meta])* $variant:ident = $name:literal,)+ })+) => {
        /// The code of an error. Its name never changes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code { $($($(#[$doc])* $variant,)+)+ }

        impl Code {
            /// All codes.
            pub const ALL: &'static [Self] = &[$($(Self::$variant),+),+];

            /// The stable name, such as `not_found`.
            pub const fn name(self) -> &'static str {
                match self { $($(Self::$variant => $name),+),+ }
            }

            /// The class of the error.
            pub const fn class(self) -> ErrorClass {
                match self { $($(Self::$variant)|+ => ErrorClass::$class),+ }
            }
        }
    };
}

codes! {
    Refused {
        /// The requested item does not exist.
        NotFound = "not_found",
        /// The idempotency key was used before, for a different command (A2).
        IdempotencyConflict = "idempotency_conflict",
        /// Another command of the same atomic batch was not accepted (A1).
        BatchRefused = "batch_refused",
        /// The entry of the command, or the commit with it, would be larger than the journal holds.
        CommandTooLarge = "command_too_large",
    }
    Misuse {
        /// An argument is not valid.
        BadArgument = "bad_argument",
        /// The ledger was opened by another process, before a fork: open it in this one.
        Forked = "forked",
    }
    Environment {
        /// The file does not exist.
        FileMissing = "file_missing",
        /// The file to create exists already.
        FileExists = "file_exists",
        /// The path names a folder or a device, not a file.
        NotAFile = "not_a_file",
        /// The folder that should contain the file does not exist.
        DirectoryMissing = "directory_missing",
        /// The folder that contains the file is not writable.
        DirectoryNotWritable = "directory_not_writable",
        /// The operating system refuses access to the file.
        PermissionDenied = "permission_denied",
        /// Another engine has the file open.
        FileLocked = "file_locked",
        /// The operating system reported a disk error.
        Io = "io",
        /// The store reported an error.
        Storage = "storage",
        /// The changes could not be written. Nothing changed.
        NotWritten = "not_written",
        /// The file cannot be read now.
        Unreadable = "unreadable",
        /// Snapshots that are still open prevent the operation.
        Busy = "busy",
        /// A temporary file cannot be created.
        ScratchFile = "scratch_file",
        /// The ledger was opened for reading only.
        ReadOnly = "read_only",
        /// The file has an older format, and it was opened for reading only. An open for writing migrates it.
        NeedsMigration = "needs_migration",
        /// The caller cancelled the operation. Nothing changed.
        Cancelled = "cancelled",
        /// The engine stopped after an earlier failure. Close it and open the file again.
        Halted = "halted",
    }
    Unknown {
        /// It is not known whether the commit happened. Open the file again and repeat the command with the same
        /// idempotency key.
        OutcomeUnknown = "outcome_unknown",
    }
    Corrupt {
        /// The file is damaged. Restore a backup.
        DamagedFile = "damaged_file",
        /// The journal is damaged. Restore a backup.
        DamagedJournal = "damaged_journal",
        /// The file is not a defray ledger.
        NotALedger = "not_a_ledger",
        /// A newer version of defray wrote the file.
        NewerFormat = "newer_format",
        /// An older version of defray wrote the file, and this version cannot read it. Export the commands with the
        /// older version and apply them to a new file.
        OlderFormat = "older_format",
        /// A command in the journal does not produce the events that are recorded with it, or records contradict each
        /// other.
        Diverged = "diverged",
        /// A record differs from the record that the journal produces.
        RecordDiffers = "record_differs",
        /// An invariant does not hold: money is not conserved, or an instant has no payer or more than one.
        InvariantBroken = "invariant_broken",
        /// The journal does not contain the head that the host expects: the file is an older copy, or a different
        /// ledger.
        HeadMismatch = "head_mismatch",
    }
    Bug {
        /// A defect of defray. Please report it.
        Bug = "bug",
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
