//! The journal: accepted commands and their events, in order. A hash chain connects each entry to all entries before
//! it.
//!
//! Entries are written in segments: see `segments/`. The head after an entry is BLAKE3 over the head before it and the
//! bytes of the entry. The head before the first entry is [`GENESIS`].

use std::fmt;
use std::str::FromStr;

use defray_core::command::Command;
use defray_core::event::Event;
use defray_core::id::{IdempotencyKey, Note};
use defray_core::rules;
use defray_core::time::Instant;
use serde::{Deserialize, Serialize};

use crate::code::Code;
use crate::error::Error;

/// One accepted command and its events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The position in the journal, from 1.
    pub position: u64,
    /// The decision instant (T1).
    pub at: Instant,
    /// The instant that the caller gave. Without one, the time of the engine's clock.
    pub asked_at: Instant,
    /// The time of the engine's clock when the entry was recorded.
    pub recorded_at: Instant,
    /// Who submitted the command, if the caller said so.
    pub actor: Option<Note>,
    /// The idempotency key of the command, if the caller gave one (A2).
    pub idempotency_key: Option<IdempotencyKey>,
    /// The accepted command.
    pub command: Command,
    /// The events of the command, in order; at least one.
    pub events: Vec<Event>,
    /// The version of the rules under which the command was decided.
    #[serde(default = "rules::first")]
    pub rules: u32,
    /// `true` when the ledger was open for simulation: `at` may be ahead of `recorded_at` by any time (T1).
    #[serde(default)]
    pub simulated: bool,
}

/// The end of the hash chain after an entry. It identifies the whole journal up to that entry.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Head(pub(crate) [u8; 32]);

/// The head of an empty journal.
pub const GENESIS: Head = Head(*b"defray journal, chain version 1.");

impl Head {
    /// The head after an entry with these bytes.
    pub(crate) fn after(&self, entry: &[u8]) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.0);
        hasher.update(entry);
        Self(*hasher.finalize().as_bytes())
    }

    /// The 32 bytes of the head.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for Head {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Head {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let wrong = || Error::Misuse {
            field: "head",
            value: text.chars().take(80).collect(),
            expected: "64 hexadecimal digits, as `verify` and every result print them",
        };
        let mut head = [0; 32];
        // Each character is checked here, because `from_str_radix` also takes a sign.
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(wrong());
        }
        for (byte, digits) in head.iter_mut().zip(text.as_bytes().chunks(2)) {
            let digits = std::str::from_utf8(digits).map_err(|_| wrong())?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| wrong())?;
        }
        Ok(Self(head))
    }
}

/// The error for a damaged place of the journal.
pub(crate) fn damaged(position: u64, what: impl fmt::Display) -> Error {
    Error::Corrupt {
        code: Code::DamagedJournal,
        message: format!("the journal is damaged at position {position}: {what}"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_head_reads_back_what_it_prints() {
        assert_eq!(GENESIS.to_string().parse::<Head>().unwrap(), GENESIS);
        assert_eq!(GENESIS.to_string().to_uppercase().parse::<Head>().unwrap(), GENESIS);
    }

    #[test]
    fn what_is_not_64_hexadecimal_digits_is_no_head() {
        let zeros = "0".repeat(62);
        for text in [
            String::new(),
            "xy".into(),
            "0".repeat(63),
            "0".repeat(65),
            "é".repeat(32),
            format!("+1{zeros}"),
            format!("{zeros}+1"),
            format!("{zeros}-0"),
            format!("0x{zeros}"),
            format!(" 1{zeros}"),
            format!("{zeros}g0"),
        ] {
            let error = text.parse::<Head>().map_err(|error| (error.code(), error.to_string()));
            let message = "expected 64 hexadecimal digits, as `verify` and every result print them";
            assert_eq!(error, Err(("bad_argument", format!("`head` is `{text}`: {message}"))));
        }
    }
}
