//! One payload in the ring of the log.
//!
//! A payload is stored as two copies, one after the other. Each copy begins at a page of 4096 bytes and fills whole
//! pages, so a page never holds bytes of two payloads.
//!
//! | bytes of a copy | field                                                              |
//! |-----------------|--------------------------------------------------------------------|
//! | 0..8            | magic `dflogfrm`                                                   |
//! | 8..16           | sequence number, little endian like all fields                     |
//! | 16..24          | journal position of the first entry                                |
//! | 24..32          | offset in the ring of the first copy                               |
//! | 32..36          | length of the payload in bytes                                     |
//! | 36..40          | 0 for the first copy, 1 for the second one                         |
//! | 40..56          | tag of the payload                                                 |
//! | 56..72          | tag of bytes 0..56                                                 |
//! | 72..            | payload, then zeros to the end of the page                         |
//!
//! Tags are XXH3-128, seeded with the file id for the log. The seed of a header contains its offset in the file, so a
//! header at a wrong offset, or from another file, does not match. The seed of a payload contains the sequence number.

use super::seal::{Sealer, TAG};

/// The unit of the ring. A page that holds a durable payload is never written again before it is free.
pub(super) const PAGE: usize = 4096;
/// The bytes before the payload in each copy.
pub(super) const HEADER: usize = SIGNED + TAG;
const SIGNED: usize = 56;
const MAGIC: &[u8; 8] = b"dflogfrm";

/// What the header of both copies says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) sequence: u64,
    pub(super) first_position: u64,
    /// The offset in the ring of the first copy.
    pub(super) offset: u64,
    /// The length of the payload.
    pub(super) len: u32,
    pub(super) tag: [u8; TAG],
}

impl Frame {
    /// The size of one copy in bytes: a multiple of a page.
    pub(super) fn copy_len(&self) -> u64 {
        copy_len(u64::from(self.len))
    }

    /// The size of both copies in bytes.
    pub(super) fn size(&self) -> u64 {
        2 * self.copy_len()
    }

    /// The header of a copy at `position` in the file.
    pub(super) fn encode(&self, copy: u32, position: u64, sealer: &Sealer) -> [u8; HEADER] {
        let mut header = [0; HEADER];
        header[..8].copy_from_slice(MAGIC);
        header[8..16].copy_from_slice(&self.sequence.to_le_bytes());
        header[16..24].copy_from_slice(&self.first_position.to_le_bytes());
        header[24..32].copy_from_slice(&self.offset.to_le_bytes());
        header[32..36].copy_from_slice(&self.len.to_le_bytes());
        header[36..40].copy_from_slice(&copy.to_le_bytes());
        header[40..56].copy_from_slice(&self.tag);
        let tag = sealer.tag(position, &header[..SIGNED]);
        header[SIGNED..].copy_from_slice(&tag);
        header
    }

    /// Reads the header at the start of a page at `position` in the file: the copy and the frame. `None` when there is
    /// no valid header.
    pub(super) fn decode(page: &[u8], position: u64, sealer: &Sealer) -> Option<(u32, Self)> {
        let (signed, rest) = page.split_at_checked(SIGNED)?;
        if !signed.starts_with(MAGIC) || rest.get(..TAG)? != sealer.tag(position, signed) {
            return None;
        }
        let long = |at: usize| Some(u64::from_le_bytes(*signed.get(at..)?.first_chunk()?));
        let short = |at: usize| Some(u32::from_le_bytes(*signed.get(at..)?.first_chunk()?));
        let frame = Self {
            sequence: long(8)?,
            first_position: long(16)?,
            offset: long(24)?,
            len: short(32)?,
            tag: *signed.get(40..)?.first_chunk()?,
        };
        Some((short(36)?, frame))
    }

    /// `true` when these bytes are the payload of the frame.
    pub(super) fn matches(&self, payload: &[u8], sealer: &Sealer) -> bool {
        payload_tag(self.sequence, payload, sealer) == self.tag
    }
}

/// The size in bytes of a copy whose payload has `len` bytes.
pub(super) const fn copy_len(len: u64) -> u64 {
    (HEADER as u64).saturating_add(len).div_ceil(PAGE as u64).saturating_mul(PAGE as u64)
}

/// The size in bytes of the largest payload that fits into `bytes` of the ring.
pub(super) const fn largest_payload(bytes: u64) -> u64 {
    (bytes / (2 * PAGE as u64) * PAGE as u64).saturating_sub(HEADER as u64)
}

/// The tag of a payload.
pub(super) fn payload_tag(sequence: u64, payload: &[u8], sealer: &Sealer) -> [u8; TAG] {
    // No header has an offset with this bit.
    sealer.tag(sequence | 1 << 63, payload)
}
