//! The log: what was committed since the last sweep moved it into the tables.
//!
//! A commit appends one payload, a segment of the journal, and needs one sync for it. A sweep writes the segments and
//! the changed records into the tables, together with the place in the log after them. Then that part of the log is
//! free. After a crash, [`Log::read`] gives the payloads from the stored place on.

use std::collections::VecDeque;
use std::fmt;

use parking_lot::Mutex;

use super::error::StoreError;

/// A place in a log. A sweep stores it, so that recovery knows where to read on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogPlace {
    /// The number of the payload at this place. Numbers increase by one and are never used again.
    pub sequence: u64,
    /// The offset in the ring, in bytes.
    pub offset: u64,
}

impl LogPlace {
    /// The place in a new log.
    pub const START: Self = Self { sequence: 1, offset: 0 };

    /// The stored form: both numbers, little endian.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 16] {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.sequence.to_le_bytes());
        bytes[8..].copy_from_slice(&self.offset.to_le_bytes());
        bytes
    }

    /// Reads the stored form. `None` when there are not 16 bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (sequence, offset) = <&[u8; 16]>::try_from(bytes).ok()?.split_at(8);
        let number = |bytes: &[u8]| Some(u64::from_le_bytes(bytes.try_into().ok()?));
        Some(Self { sequence: number(sequence)?, offset: number(offset)? })
    }
}

/// What [`Log::read`] calls with each payload: the position of its first entry, and its bytes.
pub type LogVisitor<'a> = &'a mut dyn FnMut(u64, &[u8]) -> Result<(), StoreError>;

/// The size of a log and the part of it that is in use, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogSize {
    /// The bytes of the payloads that are not free, with what the log adds to them.
    pub used: u64,
    /// All bytes of the log.
    pub bytes: u64,
}

/// The log of a ledger. One thread appends, and another thread may free what was swept.
///
/// After opening, [`Log::read`] must be called once before anything is appended, also for a new log.
pub trait Log: Send + Sync {
    /// Appends one payload, given in parts, and returns when it is durable. `first_position` is the journal position of
    /// its first entry.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotWritten`] when nothing was written: there is no room, the log was not read yet, an earlier
    /// append failed, or the file is closed. [`StoreError::Unknown`] when it is not known whether the payload is
    /// durable. Then the log does not accept another payload until the file is opened again.
    fn append(&self, first_position: u64, payload: &[&[u8]]) -> Result<(), StoreError>;
    /// The size in bytes of the largest payload that can be appended before more is freed. A payload uses more room
    /// than its size: see [`Log::capacity`].
    fn room(&self) -> u64;
    /// The room of the empty log.
    fn capacity(&self) -> u64;
    /// The size, and how much is in use.
    fn size(&self) -> LogSize;
    /// The place after the last appended payload. During [`Log::read`], the place after the payload that is visited.
    fn place(&self) -> LogPlace;
    /// Frees the log before `place`. The tables that contain this part, and `place`, must be durable. A place that is
    /// not in the log is ignored.
    fn free(&self, place: LogPlace);
    /// Reads the payloads from `from` on, in their order, and frees the log before `from`. When it returns `Ok`, all
    /// payloads were visited and are durable, and the log accepts more. `visit` must not append.
    ///
    /// A last payload whose append was interrupted ends the log without an error. Nothing of it is left.
    ///
    /// # Errors
    ///
    /// [`StoreError::Damaged`] when a payload that was appended is damaged; [`StoreError::Unreadable`]; the errors of
    /// `visit`.
    fn read(&self, from: LogPlace, visit: LogVisitor<'_>) -> Result<(), StoreError>;
    /// Enlarges the log to at least `bytes` in total, and at least to twice its size. The log must be empty: everything
    /// is freed. Its place stays the same. Few large steps are better than many small ones, because the space of the
    /// smaller ring stays in the file and is not used again.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotWritten`] when the log is not empty or was not read yet; [`StoreError::Unknown`] after an I/O
    /// error. Then the log does not accept another payload until the file is opened again.
    fn grow(&self, bytes: u64) -> Result<(), StoreError>;
}

impl fmt::Debug for dyn Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Log")
    }
}

/// A log in memory, for tests. Its content is lost when the process ends.
#[derive(Debug)]
pub struct MemoryLog {
    state: Mutex<Memory>,
}

#[derive(Debug)]
struct Memory {
    size: u64,
    free: LogPlace,
    /// The first position and the bytes of each payload from `free` on.
    payloads: VecDeque<(u64, Vec<u8>)>,
}

impl Memory {
    fn used(&self) -> u64 {
        self.payloads.iter().map(|(_, payload)| payload.len() as u64).sum()
    }

    fn next(&self) -> LogPlace {
        LogPlace { sequence: self.free.sequence + self.payloads.len() as u64, offset: self.free.offset + self.used() }
    }
}

impl MemoryLog {
    /// An empty log with room for `bytes`.
    #[must_use]
    pub fn new(bytes: u64) -> Self {
        Self { state: Mutex::new(Memory { size: bytes, free: LogPlace::START, payloads: VecDeque::new() }) }
    }
}

impl MemoryLog {
    /// A copy that changes independently of this log.
    pub(super) fn copy(&self) -> Self {
        let state = self.state.lock();
        let copied = Memory { size: state.size, free: state.free, payloads: state.payloads.clone() };
        Self { state: Mutex::new(copied) }
    }
}

impl Default for MemoryLog {
    fn default() -> Self {
        Self::new(64 << 20)
    }
}

impl Log for MemoryLog {
    fn append(&self, first_position: u64, payload: &[&[u8]]) -> Result<(), StoreError> {
        let payload = payload.concat();
        let mut state = self.state.lock();
        let room = state.size - state.used();
        if payload.len() as u64 > room {
            return Err(no_room(payload.len() as u64, room));
        }
        state.payloads.push_back((first_position, payload));
        Ok(())
    }

    fn room(&self) -> u64 {
        let state = self.state.lock();
        state.size - state.used()
    }

    fn capacity(&self) -> u64 {
        self.state.lock().size
    }

    fn size(&self) -> LogSize {
        let state = self.state.lock();
        LogSize { used: state.used(), bytes: state.size }
    }

    fn place(&self) -> LogPlace {
        self.state.lock().next()
    }

    fn free(&self, place: LogPlace) {
        let mut state = self.state.lock();
        let count = place.sequence.saturating_sub(state.free.sequence);
        if count <= state.payloads.len() as u64 {
            let freed: u64 = state.payloads.drain(..count as usize).map(|(_, payload)| payload.len() as u64).sum();
            state.free = LogPlace { sequence: state.free.sequence + count, offset: state.free.offset + freed };
        }
    }

    fn read(&self, from: LogPlace, visit: LogVisitor<'_>) -> Result<(), StoreError> {
        self.free(from);
        let payloads = self.state.lock().payloads.clone();
        payloads.iter().try_for_each(|(first, payload)| visit(*first, payload))
    }

    fn grow(&self, bytes: u64) -> Result<(), StoreError> {
        let mut state = self.state.lock();
        if !state.payloads.is_empty() {
            return Err(not_empty());
        }
        state.size = state.size.max(bytes);
        Ok(())
    }
}

pub(super) fn no_room(len: u64, room: u64) -> StoreError {
    StoreError::NotWritten(format!("the log has room for a payload of {room} bytes, and this one has {len}"))
}

pub(super) fn not_empty() -> StoreError {
    StoreError::NotWritten("the log can grow only while it is empty".into())
}
