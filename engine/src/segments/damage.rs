//! Errors of segments.

use std::borrow::Cow;
use std::fmt;

use crate::code::Code;
use crate::error::Error;

/// What is wrong with the bytes of an entry.
pub(super) type Malformed = Cow<'static, str>;

/// The error for a segment or an entry that is damaged at a position.
pub(super) fn damaged(position: u64, what: impl fmt::Display) -> Error {
    Error::Corrupt {
        code: Code::DamagedJournal,
        message: format!("the journal is damaged at position {position}: {what}"),
    }
}
