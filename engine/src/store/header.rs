//! Block 0, redb's header, kept in two copies so that it can be sealed too.
//!
//! redb rewrites its header in place, and a write that a power cut tears must leave a readable
//! header behind. A single sealed copy would not: half old, half new fails its tag. An unsealed one
//! would not do either: redb's commit slots carry checksums, but the byte that selects between them
//! does not, and one flipped bit there silently takes back the last commit.
//!
//! | slot bytes   | field                                                        |
//! |--------------|--------------------------------------------------------------|
//! | 0..4096      | the content of block 0                                       |
//! | 4096..4104   | sequence number, little endian, counts header writes         |
//! | 4104..4120   | tag of bytes 0..4104                                         |
//!
//! A write goes to the copy that is not the last durable one, and the newest copy with a good tag
//! wins. After each sync the other copy is brought up to date as well, so damage to either copy of a
//! file at rest costs nothing.

use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use redb::StorageBackend;

use super::error::DamagedPage;
use super::preamble::PREAMBLE;
use super::seal::{BLOCK, Sealer, TAG};

const SEQUENCE: usize = 8;
const SIGNED: usize = BLOCK + SEQUENCE;
const SLOT: usize = SIGNED + TAG;
/// Slots lie two pages apart, so that no disk sector holds bytes of both.
const STRIDE: usize = 2 * BLOCK;
/// Where the blocks after block 0 begin.
pub(super) const HEADER_END: u64 = (PREAMBLE + 2 * STRIDE) as u64;

/// Reads and writes block 0.
#[derive(Debug, Default)]
pub(super) struct HeaderCopies {
    /// Empty until the first write: before that redb does not hold the file's lock.
    newest: Mutex<Option<Newest>>,
}

#[derive(Debug, Clone)]
struct Newest {
    slot: usize,
    sequence: u64,
    content: Vec<u8>,
    durability: Durability,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Durability {
    /// Written since the last sync: the other copy is the one a crash falls back to.
    Unsynced,
    /// Durable, and the other copy was brought up to date since the last sync.
    Copied,
    /// Durable in at least this copy.
    Durable,
}

impl HeaderCopies {
    /// Block 0 as it is in the file, so that a check of the file sees what is there.
    pub(super) fn read(&self, disk: &impl StorageBackend, sealer: &Sealer) -> io::Result<Vec<u8>> {
        match load(disk, sealer)? {
            Found::Copy(newest) => Ok(newest.content),
            Found::NeverWritten | Found::Damaged => Err(DamagedPage { block: 0 }.into()),
        }
    }

    /// Replaces the bytes of block 0 from `offset` on.
    pub(super) fn write(
        &self,
        disk: &impl StorageBackend,
        sealer: &Sealer,
        offset: usize,
        data: &[u8],
    ) -> io::Result<()> {
        let mut newest = self.lock();
        let current = match newest.take() {
            Some(current) => current,
            None => first_state(disk, sealer)?,
        };
        let next = current.replaced(offset, data);
        // On failure the state stays empty, and the next write would look at the file again.
        put(disk, sealer, next.slot, &next)?;
        *newest = Some(next);
        Ok(())
    }

    /// Syncs the whole file, then brings the other copy up to date.
    pub(super) fn sync(&self, disk: &impl StorageBackend, sealer: &Sealer) -> io::Result<()> {
        let mut newest = self.lock();
        disk.sync_data()?;
        let Some(current) = newest.as_mut() else {
            return Ok(());
        };
        if current.durability == Durability::Unsynced {
            put(disk, sealer, 1 - current.slot, current)?;
            current.durability = Durability::Copied;
        } else {
            current.durability = Durability::Durable;
        }
        Ok(())
    }

    /// Makes a copy durable that was written after the last sync.
    pub(super) fn settle(&self, disk: &impl StorageBackend) -> io::Result<()> {
        let copied = |newest: &Newest| newest.durability == Durability::Copied;
        if self.lock().as_ref().is_some_and(copied) {
            disk.sync_data()?;
        }
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, Option<Newest>> {
        // The state is only replaced as a whole, so a panic elsewhere leaves it usable.
        self.newest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Newest {
    /// The next content, aimed at the copy that may be lost.
    fn replaced(mut self, offset: usize, data: &[u8]) -> Self {
        if self.durability != Durability::Unsynced {
            self.slot = 1 - self.slot;
        }
        self.sequence += 1;
        self.content[offset..offset + data.len()].copy_from_slice(data);
        self.durability = Durability::Unsynced;
        self
    }

    /// The state of a file whose header was never written.
    fn blank() -> Self {
        Self { slot: 1, sequence: 0, content: vec![0; BLOCK], durability: Durability::Durable }
    }
}

/// What is known before this handle's first header write.
fn first_state(disk: &impl StorageBackend, sealer: &Sealer) -> io::Result<Newest> {
    // A killed process may have left the newest copy in the system's cache only. It must be on the
    // disk before the other copy is overwritten.
    disk.sync_data()?;
    match load(disk, sealer)? {
        Found::Copy(newest) => Ok(newest),
        Found::NeverWritten => Ok(Newest::blank()),
        Found::Damaged => Err(DamagedPage { block: 0 }.into()),
    }
}

enum Found {
    Copy(Newest),
    NeverWritten,
    Damaged,
}

fn load(disk: &impl StorageBackend, sealer: &Sealer) -> io::Result<Found> {
    let mut best: Option<Newest> = None;
    let mut blank = true;
    for slot in 0..2 {
        let mut bytes = vec![0; SLOT];
        disk.read(position(slot), &mut bytes)?;
        blank &= bytes.iter().all(|&byte| byte == 0);
        let sequence = best.as_ref().map_or(0, |newest| newest.sequence);
        best = decode(slot, bytes, sealer).filter(|found| found.sequence > sequence).or(best);
    }
    Ok(match best {
        Some(newest) => Found::Copy(newest),
        None if blank => Found::NeverWritten,
        None => Found::Damaged,
    })
}

fn decode(slot: usize, mut bytes: Vec<u8>, sealer: &Sealer) -> Option<Newest> {
    let (signed, tag) = bytes.split_at(SIGNED);
    if sealer.tag(place(slot), signed) != tag {
        return None;
    }
    let mut sequence = [0; SEQUENCE];
    sequence.copy_from_slice(&signed[BLOCK..]);
    bytes.truncate(BLOCK);
    Some(Newest { slot, sequence: u64::from_le_bytes(sequence), content: bytes, durability: Durability::Durable })
}

fn put(disk: &impl StorageBackend, sealer: &Sealer, slot: usize, newest: &Newest) -> io::Result<()> {
    let mut bytes = Vec::with_capacity(SLOT);
    bytes.extend_from_slice(&newest.content);
    bytes.extend_from_slice(&newest.sequence.to_le_bytes());
    let tag = sealer.tag(place(slot), &bytes);
    bytes.extend_from_slice(&tag);
    disk.write(position(slot), &bytes)
}

fn position(slot: usize) -> u64 {
    (PREAMBLE + slot * STRIDE) as u64
}

/// A number no block has, so that a header copy cannot pass for a block.
fn place(slot: usize) -> u64 {
    u64::MAX - slot as u64
}
