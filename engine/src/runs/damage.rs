//! Errors of runs.

use std::fmt;

use crate::code::Code;
use crate::error::Error;

/// What is wrong with a value.
pub(super) type Malformed = &'static str;

/// The error for a run that is damaged.
pub(super) fn damaged(number: u32, what: impl fmt::Display) -> Error {
    Error::Corrupt { code: Code::DamagedFile, message: format!("run {number} of places is damaged: {what}") }
}
