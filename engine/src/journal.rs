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

/// The place of an entry in the bytes of a segment, and the head after it.
pub(crate) struct Span {
    from: usize,
    to: usize,
    head: Head,
}

/// A segment whose chain was checked. Its entries are not decoded yet. A commit writes a whole segment, so all its
/// entries have one format.
pub(crate) struct CheckedSegment {
    first: u64,
    bytes: Vec<u8>,
    before: Head,
    spans: Vec<Span>,
    formats: EntryFormats,
}

impl CheckedSegment {
    /// Checks the lengths and the chain of a segment whose first entry has position `first`.
    fn new(first: u64, bytes: Vec<u8>, formats: EntryFormats) -> Result<Self, Error> {
        const HEAD: usize = 32;
        let before = *bytes.first_chunk::<HEAD>().ok_or_else(|| damaged(first, "the segment has no first head"))?;
        let entries = bytes.len().checked_sub(HEAD).filter(|end| *end >= HEAD);
        let end = entries.ok_or_else(|| damaged(first, "the segment has no last head"))?;
        let (mut head, mut spans, mut at) = (Head(before), Vec::new(), HEAD);
        while at < end {
            let position = first.saturating_add(spans.len() as u64);
            let (from, entry) =
                entry_at(&bytes, at, end).ok_or_else(|| damaged(position, "the segment is truncated"))?;
            head = head.after(entry);
            at = from + entry.len();
            spans.push(Span { from, to: at, head });
        }
        if bytes.get(end..) != Some(head.0.as_slice()) || spans.is_empty() {
            return Err(damaged(first, "the hash chain is broken"));
        }
        Ok(Self { first, bytes, before: Head(before), spans, formats })
    }

    /// The position of the first entry.
    pub(crate) const fn first(&self) -> u64 {
        self.first
    }

    /// The number of entries.
    pub(crate) const fn entries(&self) -> usize {
        self.spans.len()
    }

    /// The size in bytes.
    pub(crate) const fn bytes(&self) -> usize {
        self.bytes.len()
    }

    /// Whether the segment has an entry at a position.
    pub(crate) fn contains(&self, position: u64) -> bool {
        self.span(position).is_some()
    }

    fn span(&self, position: u64) -> Option<&Span> {
        self.spans.get(usize::try_from(position.checked_sub(self.first)?).ok()?)
    }

    /// The entry at a position, and the head after it. Only this entry is decoded.
    pub(crate) fn entry(&self, position: u64) -> Result<(Entry, Head), Error> {
        let missing = || damaged(position, "the entry is missing");
        let span = self.span(position).ok_or_else(missing)?;
        let bytes = self.bytes.get(span.from..span.to).ok_or_else(missing)?;
        let entry = self.formats.decode(self.first, bytes).map_err(|error| damaged(position, error))?;
        if entry.position != position {
            return Err(damaged(position, format_args!("the entry there has position {}", entry.position)));
        }
        Ok((entry, span.head))
    }

    /// The head after the entry at a position.
    fn head_after(&self, position: u64) -> Result<Head, Error> {
        self.span(position).map(|span| span.head).ok_or_else(|| damaged(position, "the entry is missing"))
    }

    /// The entries from a position on, each with the head after it.
    fn entries_from(&self, position: u64) -> Result<Vec<(Entry, Head)>, Error> {
        let after = self.first.saturating_add(self.spans.len() as u64);
        (position.max(self.first)..after).map(|position| self.entry(position)).collect()
    }
}

/// The start and the bytes of the entry whose length is at `at`. `None` when it does not end at or before `end`.
fn entry_at(bytes: &[u8], at: usize, end: usize) -> Option<(usize, &[u8])> {
    const LENGTH: usize = 4;
    let from = at.checked_add(LENGTH).filter(|from| *from <= end)?;
    let length = u32::from_le_bytes(*bytes.get(at..from)?.first_chunk()?);
    let to = from.checked_add(usize::try_from(length).ok()?).filter(|to| *to <= end)?;
    Some((from, bytes.get(from..to)?))
}

/// Reads the segment that has the entry at `position`, and checks its chain.
pub(crate) fn segment_at(store: &dyn StoreSnapshot, position: u64) -> Result<CheckedSegment, Error> {
    let segment = stored_segment(store, position, EntryFormats::of(store)?)?;
    segment.filter(|segment| segment.contains(position)).ok_or_else(|| damaged(position, "the entry is missing"))
}

/// The segment whose key is the last one at or before `position`.
fn stored_segment(
    store: &dyn StoreSnapshot,
    position: u64,
    formats: EntryFormats,
) -> Result<Option<CheckedSegment>, Error> {
    let Some((first, bytes)) = store.at_or_before(Table::Journal, &key(position))? else { return Ok(None) };
    let first: [u8; 8] = first.try_into().map_err(|_| damaged(position, "the key of the segment is not valid"))?;
    CheckedSegment::new(u64::from_be_bytes(first), bytes, formats).map(Some)
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
    let Some(segment) = stored_segment(store, u64::MAX, EntryFormats::of(store)?)? else {
        return Ok((0, GENESIS));
    };
    let last = segment.first.saturating_add(segment.spans.len() as u64 - 1);
    Ok((last, segment.entry(last)?.1))
}

/// Checks that a journal that ends at `last` had `head` after `position`. Reads one segment.
pub(crate) fn expect_head(store: &dyn StoreSnapshot, last: u64, position: u64, head: Head) -> Result<(), Error> {
    let describe = |position: u64, head: Head| format!("head {head} after position {position}");
    let expected = describe(position, head);
    if position > last {
        return Err(Error::HeadMismatch { expected, found: format!("only {last} entries") });
    }
    let actual = if position == 0 { GENESIS } else { segment_at(store, position)?.head_after(position)? };
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
        let formats = match self.formats {
            Some(formats) => formats,
            None => *self.formats.insert(EntryFormats::of(self.store)?),
        };
        let segment = stored_segment(self.store, self.next, formats)?;
        let segment = segment.ok_or_else(|| damaged(self.next, "the entry is missing"))?;
        if self.head.is_some_and(|head| head != segment.before) {
            return Err(damaged(self.next, "the hash chain is broken between two segments"));
        }
        let entries = segment.entries_from(self.next)?;
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
