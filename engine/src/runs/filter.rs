//! Filters: they say of most keys that a run does not have them, without a read of the run.
//!
//! A filter is cut into pages. Each page covers the keys from one key up to the next page's first key, so pages for ids
//! that are in use stay in memory, and the others do not need it. A page is the length of the next page's first key
//! (u16, little-endian; 0 in the last page), that key, and lines of 64 bytes. A key has six bits in one line.

use xxhash_rust::xxh3::xxh3_128;

use super::damage::Malformed;

/// The keys of a page. Its lines have 240 · 64 bytes then.
pub(super) const PAGE_KEYS: usize = 12_288;
const LINE_BYTES: usize = 64;
const LINE_BITS: usize = 8 * LINE_BYTES;
const BITS_A_KEY: usize = 10;
const BITS_SET: usize = 6;

/// A hash that decides about the bits of a key.
pub(super) fn hash(key: &[u8]) -> u128 {
    xxh3_128(key)
}

/// The index of the line, and the bits in it.
fn bits(hash: u128, lines: usize) -> (usize, impl Iterator<Item = usize>) {
    let line = ((hash >> 64) * lines as u128) >> 64;
    let low = hash as u64;
    (line as usize, (0..BITS_SET).map(move |place| (low >> (9 * place)) as usize % LINE_BITS))
}

/// A page that is being written.
#[derive(Debug)]
pub(super) struct PageBuilder {
    first: Vec<u8>,
    hashes: Vec<u128>,
}

impl PageBuilder {
    /// Without keys.
    pub(super) const fn empty() -> Self {
        Self { first: Vec::new(), hashes: Vec::new() }
    }

    /// Whether the page has all keys that it can have.
    pub(super) const fn is_full(&self) -> bool {
        self.hashes.len() >= PAGE_KEYS
    }

    /// Adds a key. It is after all keys of the page.
    pub(super) fn push(&mut self, key: &[u8]) {
        if self.hashes.is_empty() {
            self.first = key.to_vec();
        }
        self.hashes.push(hash(key));
    }

    /// The first key, and the page; afterwards the builder is empty. `next` is the first key of the next page. `None`
    /// when the page has no keys.
    pub(super) fn finish(&mut self, next: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
        let Self { first, hashes } = std::mem::replace(self, Self::empty());
        let length = u16::try_from(next.len()).ok().filter(|_| !hashes.is_empty())?;
        let lines = (hashes.len() * BITS_A_KEY).div_ceil(LINE_BITS);
        let mut page = [&length.to_le_bytes(), next].concat();
        let start = page.len();
        page.resize(start + lines * LINE_BYTES, 0);
        for hash in hashes {
            let (line, bits) = bits(hash, lines);
            for bit in bits {
                if let Some(byte) = page.get_mut(start + line * LINE_BYTES + bit / 8) {
                    *byte |= 1 << (bit % 8);
                }
            }
        }
        Some((first, page))
    }
}

/// A page of a filter.
#[derive(Debug)]
pub(super) struct Page {
    bytes: Vec<u8>,
    /// Where the lines begin.
    start: usize,
}

impl Page {
    /// Checks the shape of a page.
    pub(super) fn read(bytes: Vec<u8>) -> Result<Self, Malformed> {
        let length = bytes.first_chunk::<2>().ok_or("a page of a filter is too short")?;
        let start = 2 + usize::from(u16::from_le_bytes(*length));
        match bytes.len().checked_sub(start) {
            Some(lines) if lines > 0 && lines.is_multiple_of(LINE_BYTES) => Ok(Self { bytes, start }),
            _ => Err("a page of a filter has no whole lines"),
        }
    }

    /// The first key of the next page; `None` when this page is the last one.
    pub(super) fn next(&self) -> Option<&[u8]> {
        self.bytes.get(2..self.start).filter(|next| !next.is_empty())
    }

    /// Whether the page covers a key that is not before its first one.
    pub(super) fn covers(&self, key: &[u8]) -> bool {
        self.next().is_none_or(|next| key < next)
    }

    /// `false` when the run does not have the key with this hash. `true` says nothing, but is rare for other keys.
    pub(super) fn may_have(&self, hash: u128) -> bool {
        let lines = self.bytes.get(self.start..).unwrap_or_default();
        let (line, mut bits) = bits(hash, lines.len() / LINE_BYTES);
        bits.all(|bit| lines.get(line * LINE_BYTES + bit / 8).is_some_and(|byte| byte >> (bit % 8) & 1 == 1))
    }

    /// The memory of the page.
    pub(super) const fn size(&self) -> usize {
        self.bytes.len()
    }
}
