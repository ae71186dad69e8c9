//! Where in a file the ring of the log and the blocks of redb are.
//!
//! The layout is a list of regions of the ring, in the order of their position. Blocks of redb are between them and
//! after the last one. A file begins with one region, directly before block 1. When the ring grows, a larger region is
//! added at the end of the file, and later blocks follow it. So nothing that exists is moved, and the position of an
//! existing block never changes. The regions before the active one are not used again: they are smaller than it.
//!
//! The layout is stored in two copies, each in a page of its own:
//!
//! | page bytes   | field                                                                            |
//! |--------------|----------------------------------------------------------------------------------|
//! | 0..8         | sequence number, little endian like all fields, counts the layouts of the file   |
//! | 8..16        | the length that redb sees in blocks, valid while the file ends with a region     |
//! | 16..20       | the index of the active region                                                   |
//! | 20..24       | the number of regions, 1 to 16                                                   |
//! | 24..         | the regions: offset in the file, length in bytes, first block after it (3 × 8)   |
//! | 4080..4096   | tag of bytes 0..4080                                                             |

use std::io;

use super::header::HEADER_SPACE;
use super::preamble::PREAMBLE;
use super::seal::{BLOCK, SEALED, Sealer, TAG, out_of_range};

/// The size of one copy of the layout, in bytes.
pub(super) const LAYOUT: usize = 4096;
const SIGNED: usize = LAYOUT - TAG;
const REGIONS_AT: usize = 24;
const REGION: usize = 24;
/// More regions than a ring that doubles at each growth can have.
const MAX_REGIONS: usize = 16;
/// The alignment of regions: the page of the operating system.
const PAGE: u64 = 4096;

/// A region of the file that the ring uses, used or will use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    /// The offset in the file.
    pub(super) start: u64,
    /// The length in bytes.
    pub(super) len: u64,
    /// The first block that is after this region in the file.
    next_block: u64,
}

impl Region {
    const fn end(&self) -> u64 {
        self.start + self.len
    }

    fn position(&self, block: u64) -> Option<u64> {
        block.checked_sub(self.next_block)?.checked_mul(SEALED as u64)?.checked_add(self.end())
    }
}

/// The regions of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    /// In the order of their position. There is at least one.
    regions: Vec<Region>,
    /// The index of the region in which the ring is. `None` in a file without a log.
    active: Option<usize>,
    /// The length that redb sees, in blocks, if the file ends with a region.
    blocks: u64,
}

/// Consecutive blocks that are also consecutive in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    /// The offset of the first block in the file.
    pub(super) position: u64,
    pub(super) first: u64,
    pub(super) count: usize,
}

impl Layout {
    /// The layout of a file without a log: blocks directly after the two copies of block 0.
    pub(super) fn without_log() -> Self {
        let end_of_header = Region { start: header_start(false) + HEADER_SPACE, len: 0, next_block: 1 };
        Self { regions: vec![end_of_header], active: None, blocks: 1 }
    }

    /// The layout of a new file with a ring of `ring` bytes.
    pub(super) fn with_ring(ring: u64) -> Self {
        let first = Region { start: header_start(true) + HEADER_SPACE, len: ring, next_block: 1 };
        Self { regions: vec![first], active: Some(0), blocks: 0 }
    }

    /// The region in which the ring is.
    pub(super) fn active(&self) -> Option<Region> {
        self.regions.get(self.active?).copied()
    }

    /// The region that was added after the active one, when a growth is not finished.
    pub(super) fn added(&self) -> Option<Region> {
        let last = self.regions.len() - 1;
        if self.active? < last { self.regions.get(last).copied() } else { None }
    }

    /// The layout in which the last region is the active one.
    pub(super) fn activated(&self) -> Self {
        Self { active: Some(self.regions.len() - 1), ..self.clone() }
    }

    /// The layout with one more region of `len` bytes, at the end of a file in which redb sees `blocks`. `None` when
    /// there are too many regions.
    pub(super) fn extended(&self, blocks: u64, len: u64) -> Option<Self> {
        let end = self.physical_len(blocks).ok()?.max(self.last().end());
        let region = Region { start: end.next_multiple_of(PAGE), len, next_block: blocks.max(self.last().next_block) };
        let mut regions = self.regions.clone();
        regions.push(region);
        (regions.len() <= MAX_REGIONS).then_some(Self { regions, active: self.active, blocks })
    }

    /// The layout to store before redb sees `blocks`. `None` when the length of the file alone says it.
    pub(super) fn shortened(&self, blocks: u64) -> Option<Self> {
        let stored = self.active.is_some() && blocks <= self.last().next_block && blocks != self.blocks;
        stored.then(|| Self { blocks, ..self.clone() })
    }

    /// The length of the file in which redb sees `blocks`.
    pub(super) fn physical_len(&self, blocks: u64) -> io::Result<u64> {
        if self.active.is_none() && blocks == 0 {
            return Ok(PREAMBLE as u64);
        }
        let last = self.last();
        last.position(blocks.max(last.next_block)).ok_or_else(out_of_range)
    }

    /// How many blocks redb sees in a file of this length. `None` when a ledger cannot have this length.
    pub(super) fn blocks(&self, physical: u64) -> Option<u64> {
        let last = self.last();
        if self.active.is_none() && physical == PREAMBLE as u64 {
            return Some(0);
        }
        // When a growth was interrupted, the file may not contain the new region yet.
        if physical == last.end() || (physical < last.end() && self.added().is_some()) {
            return Some(self.blocks);
        }
        let after = physical.checked_sub(last.end())?;
        after.is_multiple_of(SEALED as u64).then(|| after / SEALED as u64 + last.next_block)
    }

    /// The part of `count` blocks from `first` on, `first` included, that is consecutive in the file.
    pub(super) fn stretch(&self, first: u64, count: usize) -> io::Result<Stretch> {
        let before = self.regions.iter().rposition(|region| region.next_block <= first).ok_or_else(out_of_range)?;
        let next = self.regions[before + 1..].iter().map(|region| region.next_block).find(|&block| block > first);
        let left = next.map_or(count as u64, |next| next - first);
        let position = self.regions[before].position(first).ok_or_else(out_of_range)?;
        Ok(Stretch { position, first, count: count.min(left as usize) })
    }

    /// A copy of the layout with this sequence number.
    pub(super) fn encode(&self, sequence: u64, copy: usize, sealer: &Sealer) -> Vec<u8> {
        let mut page = Vec::with_capacity(LAYOUT);
        page.extend_from_slice(&sequence.to_le_bytes());
        page.extend_from_slice(&self.blocks.to_le_bytes());
        page.extend_from_slice(&(self.active.unwrap_or_default() as u32).to_le_bytes());
        page.extend_from_slice(&(self.regions.len() as u32).to_le_bytes());
        for region in &self.regions {
            for field in [region.start, region.len, region.next_block] {
                page.extend_from_slice(&field.to_le_bytes());
            }
        }
        page.resize(SIGNED, 0);
        let tag = sealer.tag(place(copy), &page);
        page.extend_from_slice(&tag);
        page
    }

    /// The sequence number and the layout of a copy. `None` when the copy is damaged.
    pub(super) fn decode(page: &[u8], copy: usize, sealer: &Sealer) -> Option<(u64, Self)> {
        let (signed, tag) = page.split_at_checked(SIGNED)?;
        if sealer.tag(place(copy), signed) != tag {
            return None;
        }
        let long = |at: usize| Some(u64::from_le_bytes(*signed.get(at..)?.first_chunk()?));
        let short = |at: usize| Some(u32::from_le_bytes(*signed.get(at..)?.first_chunk()?) as usize);
        let (active, count) = (short(16)?, short(20)?);
        if !(1..=MAX_REGIONS).contains(&count) || active >= count {
            return None;
        }
        let region = |index: usize| {
            let at = REGIONS_AT + index * REGION;
            Some(Region { start: long(at)?, len: long(at + 8)?, next_block: long(at + 16)? })
        };
        let regions = (0..count).map(region).collect::<Option<_>>()?;
        Some((long(0)?, Self { regions, active: Some(active), blocks: long(8)? }))
    }

    fn last(&self) -> Region {
        self.regions[self.regions.len() - 1]
    }
}

/// The offset in the file of the first copy of block 0.
pub(super) const fn header_start(with_log: bool) -> u64 {
    (if with_log { PREAMBLE + 2 * LAYOUT } else { PREAMBLE }) as u64
}

/// The offset in the file of a copy of the layout.
pub(super) const fn copy_position(copy: usize) -> u64 {
    (PREAMBLE + copy * LAYOUT) as u64
}

/// A number that no block has and no copy of block 0, so that a copy is never accepted as another page.
const fn place(copy: usize) -> u64 {
    u64::MAX - 2 - copy as u64
}

/// The number of bytes that `blocks` have for redb.
pub(super) const fn logical_len(blocks: u64) -> u64 {
    blocks * BLOCK as u64
}
