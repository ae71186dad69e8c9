//! The entries of a stored segment. One entry is decoded without the others.

use std::iter::FusedIterator;

use defray_core::event::Event;

use crate::error::Error;
use crate::journal::{Entry, Head};

use super::damage::damaged;
use super::decode::decode_entry;

/// The bytes of a segment besides its entries and their ends: two heads and the count.
pub(super) const FRAME_BYTES: usize = 32 + 4 + 32;

/// A segment whose shape is right. The chain and the entries are checked when they are read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SegmentView<'b> {
    first: u64,
    before: Head,
    after: Head,
    entries: &'b [u8],
    ends: &'b [[u8; 4]],
}

impl<'b> SegmentView<'b> {
    /// Checks the shape of a segment whose first entry has the position `first`.
    pub(crate) fn read(first: u64, bytes: &'b [u8]) -> Result<Self, Error> {
        let (before, rest) =
            bytes.split_first_chunk::<32>().ok_or_else(|| damaged(first, "the segment has no first head"))?;
        let (rest, after) =
            rest.split_last_chunk::<32>().ok_or_else(|| damaged(first, "the segment has no last head"))?;
        let (rest, count) =
            rest.split_last_chunk::<4>().ok_or_else(|| damaged(first, "the segment has no number of entries"))?;
        let count = u32::from_le_bytes(*count);
        let wrong = || damaged(first, format_args!("the segment does not have {count} entries"));
        if count == 0 || first.checked_add(u64::from(count) - 1).is_none() {
            return Err(wrong());
        }
        let length = usize::try_from(count).ok().and_then(|count| rest.len().checked_sub(count.checked_mul(4)?));
        let (entries, ends) = length.and_then(|length| rest.split_at_checked(length)).ok_or_else(wrong)?;
        let (ends, _) = ends.as_chunks::<4>();
        let view = Self { first, before: Head::from(*before), after: Head::from(*after), entries, ends };
        if view.end(ends.len()) != Some(entries.len()) {
            return Err(wrong());
        }
        Ok(view)
    }

    /// The position of the first entry.
    pub(crate) const fn first(&self) -> u64 {
        self.first
    }

    /// The position of the last entry.
    #[cfg(test)]
    pub(crate) const fn last(&self) -> u64 {
        self.first + self.ends.len() as u64 - 1
    }

    /// How many entries the segment has.
    pub(crate) const fn count(&self) -> u32 {
        // The count was read as a number of this size.
        self.ends.len() as u32
    }

    pub(super) const fn len(&self) -> usize {
        self.ends.len()
    }

    /// The head before the first entry.
    pub(crate) const fn head_before(&self) -> Head {
        self.before
    }

    /// The head after the last entry.
    pub(crate) const fn head_after(&self) -> Head {
        self.after
    }

    /// Decodes the entry at a position. It does not check the chain.
    pub(crate) fn entry(&self, position: u64) -> Result<Entry, Error> {
        let index = position.checked_sub(self.first).and_then(|index| usize::try_from(index).ok());
        let index = index.filter(|index| *index < self.ends.len());
        self.decode(index.ok_or_else(|| damaged(position, "the entry is missing"))?)
    }

    /// The event with an index in the entry at a position. It does not check the chain.
    pub(crate) fn event(&self, position: u64, index: u32) -> Result<Event, Error> {
        let mut events = self.entry(position)?.events.into_iter();
        let event = usize::try_from(index).ok().and_then(|index| events.nth(index));
        event.ok_or_else(|| damaged(position, format_args!("the entry has no event number {index}")))
    }

    /// All entries, each with the head after it. The last one is an error when the chain is broken.
    pub(crate) const fn entries(&self) -> Entries<'b> {
        Entries { view: *self, index: 0, head: self.before, failed: false }
    }

    /// The entries from a position on, each with the head after it. The entries before it are not decoded, but they
    /// count in the chain.
    pub(crate) fn entries_from(&self, position: u64) -> Result<Entries<'b>, Error> {
        let index = usize::try_from(position.saturating_sub(self.first)).unwrap_or(usize::MAX);
        if index >= self.ends.len() {
            return Err(damaged(position, "the entry is missing"));
        }
        Ok(Entries { view: *self, index, head: self.head_at(index)?, failed: false })
    }

    /// The entry at a position, and the head after it, when `before` is the head before it. The entry at the last
    /// position is an error when the chain is broken.
    pub(crate) fn entry_after(&self, position: u64, before: Head) -> Result<(Entry, Head), Error> {
        let index = usize::try_from(position.saturating_sub(self.first)).unwrap_or(usize::MAX);
        let mut entries = Entries { view: *self, index, head: before, failed: false };
        entries.next().unwrap_or_else(|| Err(damaged(position, "the entry is missing")))
    }

    /// The head after a position.
    pub(crate) fn head(&self, position: u64) -> Result<Head, Error> {
        let index = usize::try_from(position.saturating_sub(self.first)).unwrap_or(usize::MAX);
        if position < self.first || index >= self.ends.len() {
            return Err(damaged(position, "the entry is missing"));
        }
        self.head_at(index + 1)
    }

    /// The head after each entry. Checks the chain; no entry is decoded.
    pub(crate) fn heads(&self) -> Result<Vec<Head>, Error> {
        let (mut heads, mut head) = (Vec::with_capacity(self.ends.len()), self.before);
        for index in 0..self.ends.len() {
            head = head.after(self.bytes_of(index)?);
            heads.push(head);
        }
        self.check_last(head)?;
        Ok(heads)
    }

    /// Checks that the entries lead from the head before the segment to the head after it. No entry is decoded.
    pub(crate) fn check_chain(&self) -> Result<(), Error> {
        self.check_last(self.head_at(self.ends.len())?)
    }

    /// The head before the entry with an index, by the entries before it.
    fn head_at(&self, index: usize) -> Result<Head, Error> {
        (0..index).try_fold(self.before, |head, index| Ok(head.after(self.bytes_of(index)?)))
    }

    fn check_last(&self, head: Head) -> Result<(), Error> {
        if head == self.after { Ok(()) } else { Err(damaged(self.first, "the hash chain is broken")) }
    }

    /// Where the entry before an index ends, counted from the first byte of the first entry. `None` when the segment
    /// has fewer entries.
    pub(super) fn end(&self, index: usize) -> Option<usize> {
        let Some(last) = index.checked_sub(1) else { return Some(0) };
        usize::try_from(u32::from_le_bytes(*self.ends.get(last)?)).ok()
    }

    /// The bytes of the entries between two indexes.
    pub(super) fn range(&self, from: usize, until: usize) -> Result<&'b [u8], Error> {
        let range = self.end(from).zip(self.end(until));
        range
            .and_then(|(start, end)| self.entries.get(start..end))
            .ok_or_else(|| damaged(self.position(from), "the segment has a wrong end of an entry"))
    }

    /// The bytes of the entry with an index.
    pub(super) fn bytes_of(&self, index: usize) -> Result<&'b [u8], Error> {
        self.range(index, index.saturating_add(1))
    }

    const fn position(&self, index: usize) -> u64 {
        self.first.saturating_add(index as u64)
    }

    fn decode(&self, index: usize) -> Result<Entry, Error> {
        let position = self.position(index);
        decode_entry(position, self.bytes_of(index)?).map_err(|error| damaged(position, error))
    }
}

/// The entries of a segment, each with the head after it. Nothing follows an error.
#[derive(Debug)]
pub(crate) struct Entries<'b> {
    view: SegmentView<'b>,
    index: usize,
    head: Head,
    failed: bool,
}

impl Entries<'_> {
    fn read(&mut self) -> Result<(Entry, Head), Error> {
        let bytes = self.view.bytes_of(self.index)?;
        self.head = self.head.after(bytes);
        self.index += 1;
        if self.index == self.view.ends.len() {
            self.view.check_last(self.head)?;
        }
        Ok((self.view.decode(self.index - 1)?, self.head))
    }
}

impl Iterator for Entries<'_> {
    type Item = Result<(Entry, Head), Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed || self.index >= self.view.ends.len() {
            return None;
        }
        let read = self.read();
        self.failed = read.is_err();
        Some(read)
    }
}

impl FusedIterator for Entries<'_> {}
