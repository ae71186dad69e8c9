//! Segments of the journal and runs of places, taken apart and put together, for tests with forged files.

use std::collections::BTreeMap;

use crate::journal::{Entry, Head};
use crate::runs::{Place, RunBuilder, check};
use crate::segments::{EntryParts, SegmentView, SegmentWriter};
use crate::store::{Change, StoreSnapshot};

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

/// The rows of all runs of a store: the key, and the place in the journal. Runs have no key twice here.
pub fn rows_of(store: &dyn StoreSnapshot) -> BTreeMap<Vec<u8>, (u64, u32)> {
    let mut rows = BTreeMap::new();
    let each = &mut |key: &[u8], place: Place| {
        rows.entry(key.to_vec()).or_insert((place.position, place.index));
        Ok(())
    };
    check(store, each).unwrap();
    rows
}

/// The changes that make a run of these rows.
pub fn run_of_rows(number: u32, rows: &BTreeMap<Vec<u8>, (u64, u32)>) -> Vec<Change> {
    let (mut builder, mut changes) = (RunBuilder::new(number), Vec::new());
    for (key, (position, index)) in rows {
        builder.push(key, Place { position: *position, index: *index }, &mut changes).unwrap();
    }
    builder.finish(&mut changes).unwrap();
    changes
}
