//! Archived segments: commits write segments of any size, the archive stores values of about one size.

use std::sync::Arc;

use crate::error::Error;
use crate::journal::Head;

use super::damage::damaged;
use super::segment::{Cut, Segment, put_ends};
use super::view::{FRAME_BYTES, SegmentView};

/// The largest size of an archived value of more than one entry. With its key and what the store adds, it is a little
/// less than a power of two, because redb rounds the size of large values up to one.
pub(crate) const ARCHIVE_VALUE_BYTES_MAX: usize = 64_000;

/// Joins consecutive segments to values for the archive, in order, and cuts segments that are too large for one value.
/// A value is larger than [`ARCHIVE_VALUE_BYTES_MAX`] only when it has one entry.
pub(crate) fn join(segments: &[Segment]) -> Result<Vec<Segment>, Error> {
    let mut joined = Vec::new();
    let mut value: Option<Value> = None;
    for segment in segments {
        let view = segment.view()?;
        for piece in pieces(segment, &view)? {
            let bytes = view.range(piece.from, piece.until)?;
            let size = bytes.len() + 4 * (piece.until - piece.from);
            match &mut value {
                Some(value) if value.head != piece.before || value.next() != piece.first(&view) => {
                    return Err(damaged(piece.first(&view), "the hash chain is broken between two segments"));
                }
                Some(value) if value.size() + size <= ARCHIVE_VALUE_BYTES_MAX => value.append(&view, &piece, bytes)?,
                _ => {
                    let mut next = Value::after(piece.before, piece.first(&view));
                    next.append(&view, &piece, bytes)?;
                    joined.extend(value.replace(next).map(Value::finish));
                }
            }
        }
    }
    joined.extend(value.map(Value::finish));
    Ok(joined)
}

/// A part of a segment that fits into one value.
struct Piece {
    /// The index of its first entry in the segment.
    from: usize,
    /// The index after its last entry.
    until: usize,
    before: Head,
    after: Head,
}

impl Piece {
    const fn first(&self, view: &SegmentView<'_>) -> u64 {
        view.first() + self.from as u64
    }
}

/// The pieces of a segment, in order.
fn pieces(segment: &Segment, view: &SegmentView<'_>) -> Result<Vec<Piece>, Error> {
    let fits = segment.bytes().len() <= ARCHIVE_VALUE_BYTES_MAX;
    let cuts = match segment.cuts.is_empty() && !fits {
        // The segment was read from a store, which does not keep the cuts.
        true => cuts_of(view)?,
        false => segment.cuts.to_vec(),
    };
    let last = Cut { entries: view.len(), head: view.head_after() };
    let mut start = Cut { entries: 0, head: view.head_before() };
    let mut pieces = Vec::with_capacity(cuts.len() + 1);
    for end in cuts.into_iter().chain([last]) {
        pieces.push(Piece { from: start.entries, until: end.entries, before: start.head, after: end.head });
        start = end;
    }
    Ok(pieces)
}

/// The places at which a segment must be cut. Checks the chain up to the last of them.
fn cuts_of(view: &SegmentView<'_>) -> Result<Vec<Cut>, Error> {
    let (mut cuts, mut head, mut size) = (Vec::new(), view.head_before(), FRAME_BYTES);
    for index in 0..view.len() {
        let bytes = view.bytes_of(index)?;
        if is_full(size, bytes.len()) {
            cuts.push(Cut { entries: index, head });
            size = FRAME_BYTES;
        }
        size += bytes.len() + 4;
        head = head.after(bytes);
    }
    Ok(cuts)
}

/// Whether a value of a size cannot have another entry.
pub(super) const fn is_full(size: usize, entry: usize) -> bool {
    size > FRAME_BYTES && size + entry + 4 > ARCHIVE_VALUE_BYTES_MAX
}

/// A value of the archive that is being joined.
struct Value {
    first: u64,
    before: Head,
    entries: Vec<u8>,
    ends: Vec<u32>,
    head: Head,
}

impl Value {
    const fn after(head: Head, first: u64) -> Self {
        Self { first, before: head, entries: Vec::new(), ends: Vec::new(), head }
    }

    fn size(&self) -> usize {
        FRAME_BYTES + self.entries.len() + 4 * self.ends.len()
    }

    fn next(&self) -> u64 {
        self.first + self.ends.len() as u64
    }

    fn append(&mut self, view: &SegmentView<'_>, piece: &Piece, bytes: &[u8]) -> Result<(), Error> {
        let (start, moved) = (view.end(piece.from), self.entries.len());
        for index in piece.from..piece.until {
            let end = view.end(index + 1).zip(start).and_then(|(end, start)| end.checked_sub(start));
            let end = end.and_then(|end| u32::try_from(moved.checked_add(end)?).ok());
            let position = view.first() + index as u64;
            self.ends.push(end.ok_or_else(|| damaged(position, "the segment has a wrong end of an entry"))?);
        }
        self.entries.extend_from_slice(bytes);
        self.head = piece.after;
        Ok(())
    }

    fn finish(self) -> Segment {
        let mut bytes = Vec::with_capacity(self.size());
        bytes.extend_from_slice(self.before.bytes());
        bytes.extend_from_slice(&self.entries);
        put_ends(&mut bytes, &self.ends, self.head);
        Segment {
            first: self.first,
            count: self.ends.len() as u32,
            before: self.before,
            after: self.head,
            bytes: Arc::from(bytes),
            cuts: Arc::from([]),
        }
    }
}
