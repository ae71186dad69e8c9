//! A segment that does not change any more.

use std::sync::Arc;

use crate::error::Error;
use crate::journal::Head;

use super::view::{FRAME_BYTES, SegmentView};

/// A segment: consecutive entries in their stored form. A clone shares the bytes.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    pub(super) first: u64,
    pub(super) count: u32,
    pub(super) before: Head,
    pub(super) after: Head,
    pub(super) bytes: Arc<[u8]>,
    pub(super) cuts: Arc<[Cut]>,
}

/// A place between two entries of a segment at which an archive can cut it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// The number of entries before the cut.
    pub(super) entries: usize,
    /// The head after these entries.
    pub(super) head: Head,
}

impl Segment {
    /// A segment that was stored. Checks its shape, not its chain.
    pub(crate) fn read(first: u64, bytes: Arc<[u8]>) -> Result<Self, Error> {
        let view = SegmentView::read(first, &bytes)?;
        let (count, before, after) = (view.count(), view.head_before(), view.head_after());
        Ok(Self { first, count, before, after, bytes, cuts: Arc::from([]) })
    }

    /// The position of the first entry.
    pub(crate) const fn first(&self) -> u64 {
        self.first
    }

    /// The position of the last entry.
    pub(crate) fn last(&self) -> u64 {
        // The count is above zero, and the writer and the reader refuse positions that do not exist.
        self.first + u64::from(self.count) - 1
    }

    /// How many entries the segment has.
    pub(crate) const fn count(&self) -> u32 {
        self.count
    }

    /// The head before the first entry.
    pub(crate) const fn head_before(&self) -> Head {
        self.before
    }

    /// The head after the last entry.
    pub(crate) const fn head_after(&self) -> Head {
        self.after
    }

    /// The stored form. It shares the memory of the segment.
    pub(crate) const fn bytes(&self) -> &Arc<[u8]> {
        &self.bytes
    }

    /// The entries.
    pub(crate) fn view(&self) -> Result<SegmentView<'_>, Error> {
        SegmentView::read(self.first, &self.bytes)
    }
}

/// Appends what follows the entries of a segment: where each of them ends, their number, and the head after them.
pub(super) fn put_ends(bytes: &mut Vec<u8>, ends: &[u32], after: Head) {
    bytes.reserve_exact(4 * ends.len() + FRAME_BYTES);
    for end in ends {
        bytes.extend_from_slice(&end.to_le_bytes());
    }
    // The last end is above all others and fits in 32 bits, so the number of entries fits too.
    bytes.extend_from_slice(&(ends.len() as u32).to_le_bytes());
    bytes.extend_from_slice(after.bytes());
}
