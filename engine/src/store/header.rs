//! Block 0, the header of redb. It is stored in two copies, so that it can be sealed too.
//!
//! redb rewrites its header in place, and after a power cut during that write there must be a readable header. With one
//! sealed copy there would be none: half old and half new bytes do not match the tag. An unsealed copy is not safe
//! either: the commit slots of redb have checksums, but the byte that selects the slot has none, and one flipped bit
//! there silently removes the last commit.
//!
//! | slot bytes   | field                                                        |
//! |--------------|--------------------------------------------------------------|
//! | 0..4096      | the content of block 0                                       |
//! | 4096..4104   | sequence number, little endian, counts header writes         |
//! | 4104..4120   | tag of bytes 0..4104                                         |
//!
//! A write goes to the copy that is not the last durable one. A read uses the newest copy with a valid tag. After each
//! sync the other copy is updated as well, so a closed file stays readable when one of the copies is damaged.

use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use redb::StorageBackend;

use super::error::DamagedPage;
use super::seal::{BLOCK, Sealer, TAG};

const SEQUENCE: usize = 8;
const SIGNED: usize = BLOCK + SEQUENCE;
const SLOT: usize = SIGNED + TAG;
/// The distance between the slots: two pages, so that no disk sector contains bytes of both.
const STRIDE: usize = 2 * BLOCK;
/// The size of both copies in the file, in bytes.
pub(super) const HEADER_SPACE: u64 = 2 * STRIDE as u64;

/// Reads and writes block 0.
#[derive(Debug)]
pub(super) struct HeaderCopies {
    /// The offset in the file of the first copy.
    start: u64,
    /// `None` until the first write, because redb does not hold the lock of the file before.
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
    /// Written since the last sync. After a crash the other copy may be the one that is used.
    Unsynced,
    /// Durable. The other copy was updated since the last sync.
    Copied,
    /// This copy is durable.
    Durable,
}

impl HeaderCopies {
    /// The copies that begin at this offset in the file.
    pub(super) fn at(start: u64) -> Self {
        Self { start, newest: Mutex::default() }
    }

    /// Reads block 0 from the file, without a cache, so that a check of the file finds damage.
    pub(super) fn read(&self, disk: &impl StorageBackend, sealer: &Sealer) -> io::Result<Vec<u8>> {
        match load(disk, sealer, self.start)? {
            Found::Copy(newest) => Ok(newest.content),
            Found::NeverWritten | Found::Damaged => Err(DamagedPage { block: 0 }.into()),
        }
    }

    /// Replaces bytes of block 0 from `offset` on.
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
            None => first_state(disk, sealer, self.start)?,
        };
        let next = current.replaced(offset, data);
        // After a failure the state is `None`, so the next write would read the file again.
        put(disk, sealer, self.start, next.slot, &next)?;
        *newest = Some(next);
        Ok(())
    }

    /// Syncs the whole file, then updates the other copy.
    pub(super) fn sync(&self, disk: &impl StorageBackend, sealer: &Sealer) -> io::Result<()> {
        let mut newest = self.lock();
        disk.sync_data()?;
        let Some(current) = newest.as_mut() else {
            return Ok(());
        };
        if current.durability == Durability::Unsynced {
            put(disk, sealer, self.start, 1 - current.slot, current)?;
            current.durability = Durability::Copied;
        } else {
            current.durability = Durability::Durable;
        }
        Ok(())
    }

    /// Syncs the file if a copy was updated after the last sync.
    pub(super) fn settle(&self, disk: &impl StorageBackend) -> io::Result<()> {
        let copied = |newest: &Newest| newest.durability == Durability::Copied;
        if self.lock().as_ref().is_some_and(copied) {
            disk.sync_data()?;
        }
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, Option<Newest>> {
        // The state is only replaced as a whole, so it is usable after a panic of another thread.
        self.newest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Newest {
    /// The next content, for the slot that is not the last durable copy.
    fn replaced(mut self, offset: usize, data: &[u8]) -> Self {
        if self.durability != Durability::Unsynced {
            self.slot = 1 - self.slot;
        }
        self.sequence += 1;
        self.content[offset..offset + data.len()].copy_from_slice(data);
        self.durability = Durability::Unsynced;
        self
    }

    /// The state for a file whose header was never written.
    fn blank() -> Self {
        Self { slot: 1, sequence: 0, content: vec![0; BLOCK], durability: Durability::Durable }
    }
}

/// Reads the state before the first header write of this handle.
fn first_state(disk: &impl StorageBackend, sealer: &Sealer, start: u64) -> io::Result<Newest> {
    // After a killed process the newest copy may be only in the cache of the operating system. It must be on the disk
    // before the other copy is overwritten.
    disk.sync_data()?;
    match load(disk, sealer, start)? {
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

fn load(disk: &impl StorageBackend, sealer: &Sealer, start: u64) -> io::Result<Found> {
    let mut best: Option<Newest> = None;
    let mut blank = true;
    for slot in 0..2 {
        let mut bytes = vec![0; SLOT];
        disk.read(position(start, slot), &mut bytes)?;
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

fn put(disk: &impl StorageBackend, sealer: &Sealer, start: u64, slot: usize, newest: &Newest) -> io::Result<()> {
    let mut bytes = Vec::with_capacity(SLOT);
    bytes.extend_from_slice(&newest.content);
    bytes.extend_from_slice(&newest.sequence.to_le_bytes());
    let tag = sealer.tag(place(slot), &bytes);
    bytes.extend_from_slice(&tag);
    disk.write(position(start, slot), &bytes)
}

fn position(start: u64, slot: usize) -> u64 {
    start + (slot * STRIDE) as u64
}

/// A number that no block has, so that a header copy is never accepted as a block.
fn place(slot: usize) -> u64 {
    u64::MAX - slot as u64
}
