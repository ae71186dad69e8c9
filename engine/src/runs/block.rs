//! A block: some rows of a run, in order.
//!
//! ```text
//! for each row: the bytes that its key shares with the key before it (number), the length of the rest (number),
//!               the rest, the position less the position before it (folded number), the index (number)
//! for each group of 16 rows: where it begins (u16, little-endian)
//! the number of groups (u16, little-endian)
//! ```
//!
//! The first row of a group shares nothing, and the position before it is 0. So a search finds the group by its first
//! key, and then reads at most 16 rows.

use crate::error::Error;
use crate::segments::varint::{fold, put_number, take_number, unfold};

use super::damage::Malformed;

/// The largest size of a block. With its key and what the store adds, it is a little less than a power of two.
pub(super) const BLOCK_BYTES_MAX: usize = 15_900;
/// The largest key, so that some rows fit in each block.
const KEY_BYTES_MAX: usize = 4_000;
/// The rows of a group.
const GROUP: u32 = 16;
/// The bytes that a row takes besides its key, at most.
const ROW_BYTES_MAX: usize = 2 + 2 + 10 + 5;

/// Where the events of an entry are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// The position of the entry in the journal. 0: the key has a record of its own.
    pub(crate) position: u64,
    /// The index of the event in the entry.
    pub(crate) index: u32,
}

impl Place {
    /// The key has a record of its own, in the table of records.
    pub(crate) const OWN_RECORD: Self = Self { position: 0, index: 0 };
}

/// A block that is being written.
#[derive(Debug)]
pub(super) struct BlockBuilder {
    first: Vec<u8>,
    bytes: Vec<u8>,
    groups: Vec<u16>,
    last: Vec<u8>,
    last_position: u64,
    rows_in_group: u32,
}

impl BlockBuilder {
    /// Without rows.
    pub(super) const fn empty() -> Self {
        Self {
            first: Vec::new(),
            bytes: Vec::new(),
            groups: Vec::new(),
            last: Vec::new(),
            last_position: 0,
            rows_in_group: 0,
        }
    }

    /// Whether the block has room for another row.
    pub(super) const fn has_room_for(&self, key: &[u8]) -> bool {
        let end = 2 * (self.groups.len() + 1) + 2;
        self.bytes.is_empty() || self.bytes.len() + ROW_BYTES_MAX + key.len() + end <= BLOCK_BYTES_MAX
    }

    /// Adds a row. Its key is after all keys of the block.
    pub(super) fn push(&mut self, key: &[u8], place: Place) -> Result<(), Error> {
        let wrong = |what| Error::Bug(format!("a run cannot have a key of {} bytes {what}", key.len()));
        if key.len() > KEY_BYTES_MAX || !self.has_room_for(key) {
            return Err(wrong("in this block"));
        }
        if self.bytes.is_empty() {
            self.first = key.to_vec();
        } else if self.last.as_slice() >= key {
            return Err(wrong("that is not after the key before it"));
        }
        if self.rows_in_group == GROUP || self.bytes.is_empty() {
            let start = u16::try_from(self.bytes.len()).map_err(|_| wrong("in this block"))?;
            self.groups.push(start);
            self.last.clear();
            (self.last_position, self.rows_in_group) = (0, 0);
        }
        let shared = self.last.iter().zip(key).take_while(|(one, other)| one == other).count();
        let rest = key.get(shared..).unwrap_or_default();
        put_number(&mut self.bytes, shared as u64);
        put_number(&mut self.bytes, rest.len() as u64);
        self.bytes.extend_from_slice(rest);
        put_number(&mut self.bytes, fold(place.position.wrapping_sub(self.last_position) as i64));
        put_number(&mut self.bytes, u64::from(place.index));
        self.last.truncate(shared);
        self.last.extend_from_slice(rest);
        self.last_position = place.position;
        self.rows_in_group += 1;
        Ok(())
    }

    /// The key of the first row, and the block; afterwards the builder is empty. `None` when it has no rows.
    pub(super) fn finish(&mut self) -> Option<(Vec<u8>, Vec<u8>)> {
        let Self { first, mut bytes, groups, .. } = std::mem::replace(self, Self::empty());
        let count = u16::try_from(groups.len()).ok().filter(|count| *count > 0)?;
        groups.iter().for_each(|start| bytes.extend_from_slice(&start.to_le_bytes()));
        bytes.extend_from_slice(&count.to_le_bytes());
        Some((first, bytes))
    }
}

/// A block whose shape is right.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block<'b> {
    rows: &'b [u8],
    groups: &'b [[u8; 2]],
}

impl<'b> Block<'b> {
    /// Checks the shape of a block. The rows are checked when they are read.
    pub(super) fn read(bytes: &'b [u8]) -> Result<Self, Malformed> {
        let (rest, count) = bytes.split_last_chunk::<2>().ok_or("a block has no number of groups")?;
        let length = rest.len().checked_sub(2 * usize::from(u16::from_le_bytes(*count)));
        let (rows, groups) =
            length.and_then(|length| rest.split_at_checked(length)).ok_or("a block has a wrong number of groups")?;
        let (groups, _) = groups.as_chunks::<2>();
        if groups.first() != Some(&[0, 0]) {
            return Err("a block has no first group");
        }
        Ok(Self { rows, groups })
    }

    /// The place of a key.
    pub(super) fn find(&self, key: &[u8]) -> Result<Option<Place>, Malformed> {
        // The number of groups that begin at or before the key.
        let (mut low, mut high) = (0, self.groups.len());
        while low < high {
            let middle = low.midpoint(high);
            let mut row = self.group(middle)?;
            if row.advance(self.rows)? && row.key() <= key {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let Some(group) = low.checked_sub(1) else { return Ok(None) };
        let mut row = self.group(group)?;
        for _ in 0..GROUP {
            if !row.advance(self.rows)? || row.key() > key {
                return Ok(None);
            }
            if row.key() == key {
                return Ok(Some(row.place()));
            }
        }
        Ok(None)
    }

    /// The rows of the block, without the groups.
    pub(super) const fn rows(&self) -> &'b [u8] {
        self.rows
    }

    /// The number of groups.
    pub(super) const fn groups(&self) -> usize {
        self.groups.len()
    }

    /// A reader that is before the first row of a group.
    pub(super) fn group(&self, group: usize) -> Result<RowReader, Malformed> {
        let start = self.groups.get(group).ok_or("a block has a wrong number of groups")?;
        Ok(RowReader { offset: usize::from(u16::from_le_bytes(*start)), ..RowReader::default() })
    }
}

/// Reads one row after the other.
#[derive(Debug, Default)]
pub(super) struct RowReader {
    /// Where the next row begins.
    offset: usize,
    rows_in_group: u32,
    key: Vec<u8>,
    place: Option<Place>,
}

impl RowReader {
    /// Goes to the next row. `false` when there is none.
    pub(super) fn advance(&mut self, rows: &[u8]) -> Result<bool, Malformed> {
        let rest = rows.get(self.offset..).ok_or("a group begins after the last row")?;
        if rest.is_empty() {
            return Ok(false);
        }
        if self.rows_in_group == GROUP {
            self.rows_in_group = 0;
        }
        let before = if self.rows_in_group == 0 { 0 } else { self.place().position };
        let number = |rest| take_number(rest).ok_or("a row is too short");
        let (shared, rest) = number(rest)?;
        let (length, rest) = number(rest)?;
        let (shared, length) = (usize::try_from(shared).ok(), usize::try_from(length).ok());
        let (own, rest) = length.and_then(|length| rest.split_at_checked(length)).ok_or("a row is too short")?;
        let (position, rest) = number(rest)?;
        let (index, rest) = number(rest)?;
        let index = u32::try_from(index).map_err(|_| "the index of an event is too large")?;
        let known = if self.rows_in_group == 0 { 0 } else { self.key.len() };
        let shared = shared.filter(|shared| *shared <= known).ok_or("a key shares more than there is")?;
        self.key.truncate(shared);
        self.key.extend_from_slice(own);
        self.place = Some(Place { position: before.wrapping_add(unfold(position) as u64), index });
        self.rows_in_group += 1;
        self.offset = rows.len() - rest.len();
        Ok(true)
    }

    /// The key of the row.
    pub(super) fn key(&self) -> &[u8] {
        &self.key
    }

    /// The place in the row.
    pub(super) fn place(&self) -> Place {
        self.place.unwrap_or(Place::OWN_RECORD)
    }

    /// Whether the next row is the first one of a group, and where it begins.
    pub(super) const fn next_group(&self) -> Option<usize> {
        if self.rows_in_group == 0 || self.rows_in_group == GROUP { Some(self.offset) } else { None }
    }
}
