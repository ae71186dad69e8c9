//! The largest sizes of what is written. Larger entries of a file are read.

use defray_core::limits::{COMMIT_BYTES_MAX, ENTRY_BYTES_MAX};

use crate::error::Error;

/// The largest sizes of what is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LargestSizes {
    /// An entry, in bytes.
    pub(crate) entry: usize,
    /// The entries of a commit, in bytes.
    pub(crate) commit: usize,
}

impl LargestSizes {
    /// The limits of new commands.
    pub(crate) const OF_COMMANDS: Self = Self { entry: ENTRY_BYTES_MAX, commit: COMMIT_BYTES_MAX };
    /// No limit, for entries that were accepted before.
    pub(crate) const UNLIMITED: Self = Self { entry: usize::MAX, commit: usize::MAX };

    /// An error when the entry of a command, or the commit with it, is too large.
    pub(super) fn check(self, command: &'static str, entry: usize, commit: usize) -> Result<(), Error> {
        let checks = [("the entry in the journal", entry, self.entry), ("the commit", commit, self.commit)];
        let too_large = checks.into_iter().find(|&(_, bytes, most)| bytes > most);
        too_large.map_or(Ok(()), |(what, bytes, most)| Err(Error::CommandTooLarge { command, what, bytes, most }))
    }
}
