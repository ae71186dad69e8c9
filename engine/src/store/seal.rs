//! The tag that seals one block, and the positions of blocks in the file.

use std::io;
use std::ops::Range;

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed, xxh3_128_with_seed};

use super::error::DamagedPage;
use super::preamble::FileId;

/// The size of a logical block in bytes. It is also the page size of redb.
pub(super) const BLOCK: usize = 4096;
pub(super) const TAG: usize = 16;
/// The size of a block with its tag in the file, in bytes.
pub(super) const SEALED: usize = BLOCK + TAG;

/// Computes tags for one file.
///
/// The tag depends on the file and on the position, so a block at a wrong position, or from another ledger, does not
/// match. Tags protect against accidents, not against an attacker: a person who can write the file can also compute
/// tags.
#[derive(Debug)]
pub(super) struct Sealer {
    file_seed: u64,
}

impl Sealer {
    pub(super) fn new(file_id: FileId) -> Self {
        Self { file_seed: xxh3_64(&file_id) }
    }

    /// The tags of the log. They never match those of blocks.
    pub(super) fn for_log(file_id: FileId) -> Self {
        const LOG: u64 = 1;
        Self { file_seed: xxh3_64_with_seed(&file_id, LOG) }
    }

    pub(super) fn tag(&self, place: u64, content: &[u8]) -> [u8; TAG] {
        let seed = xxh3_64_with_seed(&place.to_le_bytes(), self.file_seed);
        xxh3_128_with_seed(content, seed).to_le_bytes()
    }

    /// Writes the tag of a block after its content.
    pub(super) fn seal(&self, block: u64, sealed: &mut [u8]) {
        let (content, tag) = sealed.split_at_mut(BLOCK);
        tag.copy_from_slice(&self.tag(block, content));
    }

    pub(super) fn check(&self, block: u64, sealed: &[u8]) -> Result<(), DamagedPage> {
        let (content, tag) = sealed.split_at(BLOCK);
        if tag == self.tag(block, content) { Ok(()) } else { Err(DamagedPage { block }) }
    }
}

/// Consecutive blocks, and the requested bytes in them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    pub(super) first: u64,
    pub(super) count: usize,
    /// The offset of the requested bytes in the first block.
    head: usize,
    len: usize,
}

/// The part of a run that is in one block.
pub(super) struct Piece {
    /// The range in a buffer of `count` sealed blocks.
    pub(super) sealed: Range<usize>,
    /// The range in the caller's buffer.
    pub(super) plain: Range<usize>,
}

impl Run {
    /// The blocks that contain `len` bytes from `offset` on.
    pub(super) fn covering(offset: u64, len: usize) -> io::Result<Self> {
        let head = (offset % BLOCK as u64) as usize;
        let span = head.checked_add(len).ok_or_else(out_of_range)?;
        Ok(Self { first: offset / BLOCK as u64, count: span.div_ceil(BLOCK), head, len })
    }

    pub(super) fn buffer(&self) -> Vec<u8> {
        vec![0; self.count * SEALED]
    }

    pub(super) fn pieces(&self) -> impl Iterator<Item = Piece> + use<> {
        let run = *self;
        (0..run.count).map(move |index| run.piece(index))
    }

    fn piece(&self, index: usize) -> Piece {
        let start = if index == 0 { self.head } else { 0 };
        let end = (self.head + self.len - index * BLOCK).min(BLOCK);
        let plain = index * BLOCK + start - self.head;
        Piece { sealed: index * SEALED + start..index * SEALED + end, plain: plain..plain + (end - start) }
    }

    /// The indexes of blocks that are requested only in part: at most the first and the last.
    pub(super) fn partial_blocks(&self) -> impl Iterator<Item = usize> + use<> {
        let run = *self;
        let ends = [Some(0), (run.count > 1).then(|| run.count - 1)];
        ends.into_iter().flatten().filter(move |&index| run.piece(index).plain.len() < BLOCK)
    }
}

pub(super) fn out_of_range() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "the offset is beyond the largest possible ledger file")
}
