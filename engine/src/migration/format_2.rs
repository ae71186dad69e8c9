//! Reading of the journal of format 2.
//!
//! The key of a segment is the position of its first entry (big-endian). The value is:
//!
//! ```text
//! bytes  0..32   the head of the chain before the segment
//! then, for each entry: length (u32, little-endian), the entry (postcard)
//! last 32 bytes  the head of the chain after the segment
//! ```
//!
//! The head after an entry is BLAKE3 over the head before it and the bytes of the entry.

use std::ops::Bound;

use crate::error::Error;
use crate::journal::{Entry, GENESIS, Head, damaged};
use crate::reader::segment_key;
use crate::store::{StoreSnapshot, Table};

use super::older_types::from_format_2;

/// An entry with the head after it.
type Chained = (Entry, Head);

/// The entries of a journal of format 2, in order, each with the head after it.
pub(crate) fn read(store: &dyn StoreSnapshot) -> impl Iterator<Item = Result<Chained, Error>> {
    let mut reader = Reader { store, next: 1, head: GENESIS, ready: Vec::new().into_iter(), ended: false };
    std::iter::from_fn(move || reader.next().transpose())
}

/// The position of the last entry of a journal of format 2, and the head after it; 0: it has none.
pub(crate) fn last(store: &dyn StoreSnapshot) -> Result<(u64, Head), Error> {
    let found = store.at_or_before(Table::Journal, &segment_key(u64::MAX))?;
    let Some((key, bytes)) = found else { return Ok((0, GENESIS)) };
    let (_, entries) = segment(first_of(&key, 1)?, &bytes)?;
    Ok(entries.last().map_or((0, GENESIS), |(entry, head)| (entry.position, *head)))
}

struct Reader<'s> {
    store: &'s dyn StoreSnapshot,
    next: u64,
    head: Head,
    ready: std::vec::IntoIter<Chained>,
    ended: bool,
}

impl Reader<'_> {
    fn next(&mut self) -> Result<Option<Chained>, Error> {
        if self.ready.len() == 0 && !self.load()? {
            return Ok(None);
        }
        let Some((entry, head)) = self.ready.next() else { return Ok(None) };
        self.next = entry.position + 1;
        self.head = head;
        Ok(Some((entry, head)))
    }

    /// Reads the next segment. `false`: there is none.
    fn load(&mut self) -> Result<bool, Error> {
        if self.ended {
            return Ok(false);
        }
        // Set back when a segment was read, so that nothing follows an error.
        self.ended = true;
        let from = segment_key(self.next);
        let Some((key, bytes)) = self.store.scan(Table::Journal, &[], Bound::Included(&from), 1)?.pop() else {
            return Ok(false);
        };
        let first = first_of(&key, self.next)?;
        if first != self.next {
            return Err(damaged(self.next, "the entry is missing"));
        }
        let (before, entries) = segment(first, &bytes)?;
        if before != self.head {
            return Err(damaged(self.next, "the hash chain is broken between two segments"));
        }
        self.ready = entries.into_iter();
        self.ended = false;
        Ok(true)
    }
}

fn first_of(key: &[u8], near: u64) -> Result<u64, Error> {
    let key = key.try_into().map_err(|_| damaged(near, "the key of the segment is not valid"))?;
    Ok(u64::from_be_bytes(key))
}

/// The head before a segment, and its entries. Checks the chain within the segment.
fn segment(first: u64, bytes: &[u8]) -> Result<(Head, Vec<Chained>), Error> {
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
        let entry: Entry = match from_format_2(entry_bytes).map_err(|error| damaged(position, error))? {
            (entry, []) => entry,
            (_, rest) => return Err(damaged(position, format_args!("the entry has {} bytes too many", rest.len()))),
        };
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
