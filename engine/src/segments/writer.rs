//! A segment that is being written.

use std::sync::Arc;

use crate::error::Error;
use crate::journal::{Entry, Head};

use super::archive::is_full;
use super::damage::damaged;
use super::decode::decode_entry;
use super::encode::put_entry;
use super::parts::EntryParts;
use super::segment::{Cut, Segment, put_ends};
use super::sizes::LargestSizes;
use super::view::FRAME_BYTES;

/// Appends entries to a segment, straight into its bytes.
#[derive(Debug)]
pub(crate) struct SegmentWriter {
    first: u64,
    before: Head,
    /// The head before the segment, and the entries.
    bytes: Vec<u8>,
    /// Where each entry ends, counted from the first byte of the first entry.
    ends: Vec<u32>,
    /// The head after each entry.
    heads: Vec<Head>,
    head: Head,
    cuts: Vec<Cut>,
    /// The size of an archive value with the entries since the last cut.
    since_cut: usize,
    sizes: LargestSizes,
}

/// The state of a segment at one time, to come back to it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    bytes: usize,
    entries: usize,
    head: Head,
    cuts: usize,
    since_cut: usize,
}

impl SegmentWriter {
    /// An empty segment after `head`, whose first entry will have the position `first`. Its entries were accepted
    /// before, so their sizes are not limited.
    pub(crate) fn after(head: Head, first: u64) -> Self {
        Self::limited(head, first, LargestSizes::UNLIMITED)
    }

    /// An empty segment for the entries of new commands.
    pub(crate) fn limited(head: Head, first: u64, sizes: LargestSizes) -> Self {
        let bytes = head.bytes().to_vec();
        Self {
            first,
            before: head,
            bytes,
            ends: Vec::new(),
            heads: Vec::new(),
            head,
            cuts: Vec::new(),
            since_cut: FRAME_BYTES,
            sizes,
        }
    }

    /// Adds an entry and returns the head after it. After an error the segment is as it was.
    pub(crate) fn push(&mut self, parts: &EntryParts<'_>) -> Result<Head, Error> {
        let before = self.bytes.len();
        let end = self.encode(parts);
        if end.is_err() {
            self.bytes.truncate(before);
        }
        let (end, entry) = (end?, self.bytes.get(before..).unwrap_or_default());
        if is_full(self.since_cut, entry.len()) {
            self.cuts.push(Cut { entries: self.ends.len(), head: self.head });
            self.since_cut = FRAME_BYTES;
        }
        self.since_cut += entry.len() + 4;
        self.ends.push(end);
        self.head = self.head.after(entry);
        self.heads.push(self.head);
        Ok(self.head)
    }

    /// Appends the bytes of an entry, and returns where they end.
    fn encode(&mut self, parts: &EntryParts<'_>) -> Result<u32, Error> {
        let position = self.first.checked_add(self.ends.len() as u64);
        let position = position.ok_or_else(|| Error::Bug("the journal has no position after its last one".into()))?;
        let before = self.bytes.len();
        put_entry(&mut self.bytes, position, parts)?;
        self.sizes.check(parts.command.name(), self.bytes.len() - before, self.bytes.len())?;
        let end = self.bytes.len() - self.before.bytes().len();
        u32::try_from(end).map_err(|_| Error::Bug("a segment is larger than 4 GiB".into()))
    }

    /// The bytes of the entry at a position.
    fn bytes_of(&self, position: u64) -> Result<&[u8], Error> {
        let offset = self.before.bytes().len();
        let range = || {
            let index = usize::try_from(position.checked_sub(self.first)?).ok()?;
            let end_of = |index: usize| usize::try_from(*self.ends.get(index)?).ok();
            let start = index.checked_sub(1).map_or(Some(0), end_of)?;
            self.bytes.get(offset + start..offset + end_of(index)?)
        };
        range().ok_or_else(|| damaged(position, "the entry is missing"))
    }

    /// The entry at a position.
    pub(crate) fn entry(&self, position: u64) -> Result<Entry, Error> {
        decode_entry(position, self.bytes_of(position)?).map_err(|error| damaged(position, error))
    }

    /// The head after a position.
    pub(crate) fn head_of(&self, position: u64) -> Result<Head, Error> {
        let index = position.checked_sub(self.first).and_then(|index| usize::try_from(index).ok());
        let head = index.and_then(|index| self.heads.get(index)).copied();
        head.ok_or_else(|| damaged(position, "the entry is missing"))
    }

    /// The position of the first entry.
    pub(crate) const fn first(&self) -> u64 {
        self.first
    }

    /// The position of the next entry.
    pub(crate) const fn next(&self) -> u64 {
        self.first + self.ends.len() as u64
    }

    /// The number of bytes so far.
    pub(crate) const fn bytes(&self) -> usize {
        self.bytes.len()
    }

    /// How many entries the segment has.
    pub(crate) const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether the segment has no entries.
    #[cfg(test)]
    pub(crate) const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The head after the last entry.
    pub(crate) const fn head(&self) -> Head {
        self.head
    }

    /// The present state, for [`Self::back_to`].
    pub(crate) const fn mark(&self) -> Mark {
        Mark {
            bytes: self.bytes.len(),
            entries: self.ends.len(),
            head: self.head,
            cuts: self.cuts.len(),
            since_cut: self.since_cut,
        }
    }

    /// Removes the entries that were added after a mark. Marks that are later than this one are not valid any more.
    pub(crate) fn back_to(&mut self, mark: Mark) {
        self.bytes.truncate(mark.bytes);
        self.ends.truncate(mark.entries);
        self.heads.truncate(mark.entries);
        self.cuts.truncate(mark.cuts);
        self.head = mark.head;
        self.since_cut = mark.since_cut;
    }

    /// The segment. `None` when it has no entries.
    pub(crate) fn finish(self) -> Option<Segment> {
        let count = u32::try_from(self.ends.len()).ok().filter(|count| *count > 0)?;
        let mut bytes = self.bytes;
        put_ends(&mut bytes, &self.ends, self.head);
        Some(Segment {
            first: self.first,
            count,
            before: self.before,
            after: self.head,
            bytes: Arc::from(bytes),
            cuts: Arc::from(self.cuts),
        })
    }
}
