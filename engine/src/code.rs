//! The engine's own error codes. Those of rules are [`Refusal::CODES`](defray_core::Refusal::CODES).

use std::fmt;

use crate::error_class::ErrorClass;

macro_rules! codes {
    ($($class:ident { $($(#[$doc:meta])* $variant:ident = $name:literal,)+ })+) => {
        /// What went wrong, with names that do not change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code { $($($(#[$doc])* $variant,)+)+ }

        impl Code {
            /// Every one.
            pub const ALL: &'static [Self] = &[$($(Self::$variant),+),+];

            /// The stable name.
            pub const fn name(self) -> &'static str {
                match self { $($(Self::$variant => $name),+),+ }
            }

            /// Whose fault it is.
            pub const fn class(self) -> ErrorClass {
                match self { $($(Self::$variant)|+ => ErrorClass::$class),+ }
            }
        }
    };
}

codes! {
    Refused {
        /// There is nothing of that name.
        NotFound = "not_found",
        /// The idempotency key was used for another command before (A2).
        IdempotencyConflict = "idempotency_conflict",
        /// Another command of the same atomic batch was not accepted (A1).
        BatchRefused = "batch_refused",
    }
    Misuse {
        /// An argument is out of its range.
        BadArgument = "bad_argument",
    }
    Environment {
        /// There is no such file.
        FileMissing = "file_missing",
        /// The file to be created exists already.
        FileExists = "file_exists",
        /// The path leads to a folder or a device.
        NotAFile = "not_a_file",
        /// The folder of the file does not exist.
        DirectoryMissing = "directory_missing",
        /// The folder of the file cannot be written to.
        DirectoryNotWritable = "directory_not_writable",
        /// The operating system does not permit it.
        PermissionDenied = "permission_denied",
        /// The file is open elsewhere.
        FileLocked = "file_locked",
        /// The disk did not play along.
        Io = "io",
        /// The storage did not play along.
        Storage = "storage",
        /// Nothing could be written; nothing changed.
        NotWritten = "not_written",
        /// The file cannot be read at this moment.
        Unreadable = "unreadable",
        /// Snapshots are held that stand in the way.
        Busy = "busy",
        /// No temporary file can be made.
        ScratchFile = "scratch_file",
        /// The caller stopped a long work, or gave up before it began. Nothing changed.
        Cancelled = "cancelled",
        /// The engine stopped after an earlier failure: close it and open the file again.
        Halted = "halted",
    }
    Unknown {
        /// The commit may or may not have happened: open the file again and repeat the command with the same idempotency key.
        OutcomeUnknown = "outcome_unknown",
    }
    Corrupt {
        /// The file is damaged: restore a backup.
        DamagedFile = "damaged_file",
        /// The journal is damaged: restore a backup.
        DamagedJournal = "damaged_journal",
        /// It is no file of defray's.
        NotALedger = "not_a_ledger",
        /// A newer version of defray wrote the file.
        NewerFormat = "newer_format",
        /// An older version of defray wrote the file, and this one does not read it: export its commands with that one, apply them to a new file.
        OlderFormat = "older_format",
        /// A command in the journal does not lead to the events written with it.
        Diverged = "diverged",
        /// A record is not what the journal makes it.
        RecordDiffers = "record_differs",
        /// Money is not conserved, or an instant has no payer or two.
        InvariantBroken = "invariant_broken",
        /// The journal does not contain the head that the host knows: an older copy, or another file.
        HeadMismatch = "head_mismatch",
    }
    Bug {
        /// A defect of defray: please report it.
        Bug = "bug",
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
