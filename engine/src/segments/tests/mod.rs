//! Tests of segments.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod archives;
mod damage;
mod entries;
mod measure;
mod world;

use crate::journal::{Entry, GENESIS};

use super::{EntryParts, Segment, SegmentWriter};

/// One segment of these entries, as the first of a journal.
fn segment_of(entries: &[Entry]) -> Segment {
    segment_after(GENESIS, entries)
}

fn segment_after(head: crate::journal::Head, entries: &[Entry]) -> Segment {
    let mut writer = SegmentWriter::after(head, entries[0].position);
    push_all(&mut writer, entries);
    writer.finish().unwrap()
}

fn push_all<'e>(writer: &mut SegmentWriter, entries: impl IntoIterator<Item = &'e Entry>) {
    for entry in entries {
        writer.push(&EntryParts::from(entry)).unwrap();
    }
}
