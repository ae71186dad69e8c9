//! Segments of the journal, taken apart and put together, for tests with forged files.

use crate::journal::{Entry, Head};
use crate::segments::{EntryParts, SegmentView, SegmentWriter};

/// The entries of a stored segment, without a check of the chain.
pub fn entries_of_segment(first: u64, bytes: &[u8]) -> Vec<Entry> {
    let view = SegmentView::read(first, bytes).unwrap();
    (first..first + u64::from(view.count())).map(|position| view.entry(position).unwrap()).collect()
}

/// A stored segment of these entries with a valid chain, and the head after it.
pub fn segment_of_entries(before: Head, entries: &[Entry]) -> (Vec<u8>, Head) {
    let mut writer = SegmentWriter::after(before, entries[0].position);
    for entry in entries {
        writer.push(&EntryParts::from(entry)).unwrap();
    }
    let segment = writer.finish().unwrap();
    (segment.bytes().to_vec(), segment.head_after())
}
