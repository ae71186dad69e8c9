//! The journal: accepted commands and their events, in order. A hash chain connects each entry to all entries before
//! it.
//!
//! Entries are written in segments, one per commit. The key of a segment is the position of its first entry
//! (big-endian). The value is:
//!
//! ```text
//! bytes  0..32   the head of the chain before the segment
//! then, for each entry: length (u32, little-endian), the entry (postcard)
//! last 32 bytes  the head of the chain after the segment
//! ```
//!
//! The head after an entry is BLAKE3 over the head before it and the bytes of the entry. The head before the first
//! entry is [`GENESIS`].

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
use crate::format::{FORMAT_3_FROM_KEY, read_number};
use crate::older_format::from_format_2;
use crate::store::{StoreSnapshot, Table};

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

/// A segment being written.
pub(crate) struct Segment {
    bytes: Vec<u8>,
    head: Head,
    first: Option<u64>,
}

impl Segment {
    pub(crate) fn after(head: Head) -> Self {
        Self { bytes: head.0.to_vec(), head, first: None }
    }

    /// Adds an entry and returns the head after it.
    pub(crate) fn push(&mut self, entry: &Entry) -> Result<Head, Error> {
        let bytes =
            postcard::to_stdvec(entry).map_err(|error| Error::Bug(format!("an entry cannot be encoded: {error}")))?;
        let length = u32::try_from(bytes.len()).map_err(|_| Error::Bug("an entry is larger than 4 GiB".into()))?;
        self.bytes.extend_from_slice(&length.to_le_bytes());
        self.bytes.extend_from_slice(&bytes);
        self.head = self.head.after(&bytes);
        self.first.get_or_insert(entry.position);
        Ok(self.head)
    }

    /// The key and value to store. `None` when the segment has no entries.
    pub(crate) fn finish(mut self) -> Option<(Vec<u8>, Vec<u8>)> {
        let first = self.first?;
        self.bytes.extend_from_slice(&self.head.0);
        Some((key(first), self.bytes))
    }
}

fn key(position: u64) -> Vec<u8> {
    position.to_be_bytes().to_vec()
}

fn damaged(position: u64, what: impl fmt::Display) -> Error {
    Error::Corrupt {
        code: Code::DamagedJournal,
        message: format!("the journal is damaged at position {position}: {what}"),
    }
}

/// Reads a segment whose first entry has position `first`: the head before it, and the entries with the head after
/// each. Checks the chain within the segment. A commit writes a whole segment, so all its entries have one format.
pub(crate) fn read_segment(
    first: u64,
    bytes: &[u8],
    formats: EntryFormats,
) -> Result<(Head, Vec<(Entry, Head)>), Error> {
    let (before, rest) =
        bytes.split_first_chunk::<32>().ok_or_else(|| damaged(first, "the segment has no first head"))?;
    let (mut rest, last) =
        rest.split_last_chunk::<32>().ok_or_else(|| damaged(first, "the segment has no last head"))?;
    let (before, mut head, mut position) = (Head(*before), Head(*before), first);
    let mut entries = Vec::new();
    while !rest.is_empty() {
        let cut = || damaged(position, "the segment is truncated");
        let (length, after) = rest.split_first_chunk::<4>().ok_or_else(cut)?;
        let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| cut())?;
        let (entry_bytes, after) = after.split_at_checked(length).ok_or_else(cut)?;
        let entry = formats.decode(first, entry_bytes).map_err(|error| damaged(position, error))?;
        if entry.position != position {
            return Err(damaged(position, format_args!("the entry there has position {}", entry.position)));
        }
        head = head.after(entry_bytes);
        entries.push((entry, head));
        rest = after;
        position += 1;
    }
    if head.0 != *last || entries.is_empty() {
        return Err(damaged(first, "the hash chain is broken"));
    }
    Ok((before, entries))
}

/// The formats of the entries of a journal.
#[derive(Clone, Copy)]
pub(crate) struct EntryFormats {
    /// The position of the first entry of format 3. Entries before it have format 2.
    first_of_format_3: u64,
}

impl EntryFormats {
    /// Reads them from a store.
    pub(crate) fn of(store: &dyn StoreSnapshot) -> Result<Self, Error> {
        // A file of format 2 does not have the key.
        Ok(Self { first_of_format_3: read_number(store, FORMAT_3_FROM_KEY)?.unwrap_or(u64::MAX) })
    }

    fn decode(&self, segment: u64, bytes: &[u8]) -> Result<Entry, String> {
        let newest = segment >= self.first_of_format_3;
        let read = if newest { postcard::take_from_bytes(bytes) } else { from_format_2(bytes) };
        match read.map_err(|error| error.to_string())? {
            (entry, []) => Ok(entry),
            (_, rest) => Err(format!("the entry has {} bytes too many", rest.len())),
        }
    }
}

/// The position of the last entry and the head after it; 0 and [`GENESIS`] for an empty journal.
pub(crate) fn end_of_journal(store: &dyn StoreSnapshot) -> Result<(u64, Head), Error> {
    let Some((first, bytes)) = store.at_or_before(Table::Journal, &u64::MAX.to_be_bytes())? else {
        return Ok((0, GENESIS));
    };
    let first = <[u8; 8]>::try_from(first.as_slice()).map_or(0, u64::from_be_bytes);
    let (_, entries) = read_segment(first, &bytes, EntryFormats::of(store)?)?;
    Ok(entries.last().map_or((0, GENESIS), |(entry, head)| (entry.position, *head)))
}

/// Checks that a journal that ends at `last` had `head` after `position`. Reads one segment.
pub(crate) fn expect_head(store: &dyn StoreSnapshot, last: u64, position: u64, head: Head) -> Result<(), Error> {
    let describe = |position: u64, head: Head| format!("head {head} after position {position}");
    let expected = describe(position, head);
    if position > last {
        return Err(Error::HeadMismatch { expected, found: format!("only {last} entries") });
    }
    let actual = if position == 0 { GENESIS } else { read_entry(store, position)?.1 };
    if actual == head {
        return Ok(());
    }
    Err(Error::HeadMismatch { expected, found: describe(position, actual) })
}

/// Reads a journal from a position on, and checks the chain from segment to segment.
pub(crate) struct Reader<'s> {
    store: &'s dyn StoreSnapshot,
    next: u64,
    until: u64,
    head: Option<Head>,
    ready: std::vec::IntoIter<(Entry, Head)>,
    segments: u64,
    formats: Option<EntryFormats>,
    failed: bool,
}

impl<'s> Reader<'s> {
    /// From position `from` up to and including `until`.
    pub(crate) fn new(store: &'s dyn StoreSnapshot, from: u64, until: u64) -> Self {
        let head = (from <= 1).then_some(GENESIS);
        Self {
            store,
            next: from.max(1),
            until,
            head,
            ready: Vec::new().into_iter(),
            segments: 0,
            formats: None,
            failed: false,
        }
    }

    fn load(&mut self) -> Result<(), Error> {
        let found = self.store.at_or_before(Table::Journal, &key(self.next))?;
        let Some((first, bytes)) = found else { return Err(damaged(self.next, "the entry is missing")) };
        let first: [u8; 8] = first.try_into().map_err(|_| damaged(self.next, "the key of the segment is not valid"))?;
        let formats = match self.formats {
            Some(formats) => formats,
            None => *self.formats.insert(EntryFormats::of(self.store)?),
        };
        let (before, mut entries) = read_segment(u64::from_be_bytes(first), &bytes, formats)?;
        if self.head.is_some_and(|head| head != before) {
            return Err(damaged(self.next, "the hash chain is broken between two segments"));
        }
        entries.retain(|(entry, _)| entry.position >= self.next);
        if entries.is_empty() {
            return Err(damaged(self.next, "the entry is missing"));
        }
        self.ready = entries.into_iter();
        self.segments += 1;
        Ok(())
    }

    /// After reading from the first position to the last: checks that the table has no other segments. A later read of
    /// one position could find such a segment.
    pub(crate) fn nothing_else(&self) -> Result<(), Error> {
        let stored = self.store.count(Table::Journal)?;
        if stored == self.segments {
            return Ok(());
        }
        let segments = self.segments;
        Err(damaged(self.until, format_args!("{stored} segments are stored, but the chain has {segments}")))
    }
}

impl Iterator for Reader<'_> {
    type Item = Result<(Entry, Head), Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed || self.next > self.until {
            return None;
        }
        if self.ready.len() == 0
            && let Err(error) = self.load()
        {
            self.failed = true;
            return Some(Err(error));
        }
        let (entry, head) = self.ready.next()?;
        self.next = entry.position + 1;
        self.head = Some(head);
        Some(Ok((entry, head)))
    }
}

/// The entry at one position.
pub(crate) fn read_entry(store: &dyn StoreSnapshot, position: u64) -> Result<(Entry, Head), Error> {
    Reader::new(store, position, position).next().unwrap_or_else(|| Err(damaged(position, "the entry is missing")))
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
