//! The log in a ring of the ledger file.
//!
//! The ring is zeroed when it is made, so an append changes no metadata of the file, and one sync of data makes it
//! durable. An append writes two copies of its payload (see [`super::frame`]) in one write, after the copies of the
//! payload before it; at the end of the ring it goes on at the start. It never writes to a page that is not free.
//!
//! **Recovery** looks for the headers of all copies whose sequence number is not before the stored place. Then it takes
//! payload after payload. A payload is taken when one of its copies is undamaged, and the other copy is then written
//! again. The first payload without an undamaged copy ends the log:
//!
//! - If there is a header with a later sequence number, the payload was durable before, because the next append begins
//!   only after the sync of this one. So this is damage, and an error.
//! - If there is none, the append was interrupted, and its answer was not success. The headers that are left of it are
//!   replaced with zeros. Then no part of it can be taken together with parts of the next append, which has the same
//!   sequence number and offset.
//!
//! Sequence numbers never repeat, so a payload of an earlier round of the ring is never taken again. Any damage of one
//! copy is repaired: a flipped bit, a lost write, a write that went to another place. When a read fails, recovery fails
//! and changes nothing more, because the next read may succeed.
//!
//! What cannot be detected: that the disk lost both copies of the *last* payload after it reported them as durable. The
//! log then ends before it, like after an interrupted append. A caller that keeps the head of the journal detects it,
//! see [`Options::expected`](crate::Options::expected). When a later payload exists, the same loss is an error.

use std::io;
use std::ops::Range;
use std::sync::Arc;

use parking_lot::Mutex;
use redb::StorageBackend;

use super::container::Container;
use super::error::StoreError;
use super::frame::{Frame, HEADER, PAGE, copy_len, largest_payload, payload_tag};
use super::layout::Region;
use super::log::{Log, LogPlace, LogSize, LogVisitor, no_room, not_empty};
use super::seal::Sealer;

/// How much of the ring is read at once when headers are looked for.
const READ_AT_ONCE: usize = 1 << 20;
/// A larger buffer is not kept for the next append.
const KEPT_BUFFER: usize = 4 << 20;

/// The log in a ring of the ledger file.
#[derive(Debug)]
pub(super) struct Ring<B> {
    container: Arc<Container<B>>,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    condition: Condition,
    /// `None` until the log was read.
    region: Option<Region>,
    free: LogPlace,
    next: LogPlace,
    /// The bytes of the last append, kept to save an allocation.
    buffer: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Condition {
    /// It is not known where the log ends.
    Unread,
    Ready,
    /// A write or a sync failed. What is on the disk is known only after the file was opened again.
    Failed,
}

impl State {
    /// The ring, when payloads can be appended.
    fn ready(&self) -> Result<Region, StoreError> {
        let refused = |why: &str| Err(StoreError::NotWritten(why.into()));
        match (self.condition, self.region) {
            (Condition::Ready, Some(region)) => Ok(region),
            (Condition::Failed, _) => refused("an earlier write to the log failed; the file must be opened again"),
            (Condition::Ready | Condition::Unread, _) => refused("the log must be read before it is written"),
        }
    }

    fn size(&self) -> u64 {
        self.region.map_or(0, |region| region.len)
    }

    fn used(&self) -> u64 {
        match (self.free, self.next) {
            (free, next) if free.sequence == next.sequence => 0,
            (free, next) if free.offset < next.offset => next.offset - free.offset,
            (free, next) => self.size() - (free.offset - next.offset),
        }
    }

    fn room(&self) -> u64 {
        largest_payload(self.size().saturating_sub(self.used())).min(u64::from(u32::MAX))
    }

    /// Fills the buffer with both copies of the next payload.
    fn fill(&mut self, region: Region, first_position: u64, payload: &[&[u8]], sealer: &Sealer) -> Frame {
        let len: usize = payload.iter().map(|part| part.len()).sum();
        let copy = copy_len(len as u64) as usize;
        self.buffer.clear();
        self.buffer.reserve(2 * copy);
        self.buffer.resize(HEADER, 0);
        payload.iter().for_each(|part| self.buffer.extend_from_slice(part));
        let tag = payload_tag(self.next.sequence, &self.buffer[HEADER..], sealer);
        let LogPlace { sequence, offset } = self.next;
        let frame = Frame { sequence, first_position, offset, len: len as u32, tag };
        self.buffer.resize(2 * copy, 0);
        self.buffer.copy_within(HEADER..HEADER + len, copy + HEADER);
        for (number, bytes) in (0..2).zip(self.buffer.chunks_exact_mut(copy)) {
            bytes[..HEADER].copy_from_slice(&frame.encode(number, copy_position(region, &frame, number), sealer));
        }
        frame
    }
}

/// The place after a payload.
fn after(region: Region, frame: &Frame) -> LogPlace {
    LogPlace { sequence: frame.sequence + 1, offset: (frame.offset + frame.size()) % region.len }
}

/// The offset in the ring of a copy.
fn copy_offset(region: Region, frame: &Frame, copy: u32) -> u64 {
    (frame.offset + u64::from(copy) * frame.copy_len()) % region.len
}

/// The offset in the file of a copy.
fn copy_position(region: Region, frame: &Frame, copy: u32) -> u64 {
    region.start + copy_offset(region, frame, copy)
}

/// The parts of `len` bytes at an offset of the ring, which continue at its start: the offset in the file and the range
/// in the bytes. There is a second part only at the end of the ring.
fn parts(region: Region, offset: u64, len: usize) -> impl Iterator<Item = (u64, Range<usize>)> {
    let at_end = (region.len - offset).min(len as u64) as usize;
    let parts = [(region.start + offset, 0..at_end), (region.start, at_end..len)];
    parts.into_iter().filter(|(_, range)| !range.is_empty())
}

fn write<B: StorageBackend>(disk: &B, region: Region, offset: u64, bytes: &[u8]) -> io::Result<()> {
    parts(region, offset, bytes.len()).try_for_each(|(position, range)| disk.write(position, &bytes[range]))
}

fn read<B: StorageBackend>(disk: &B, region: Region, offset: u64, bytes: &mut [u8]) -> io::Result<()> {
    parts(region, offset, bytes.len()).try_for_each(|(position, range)| disk.read(position, &mut bytes[range]))
}

fn closed() -> StoreError {
    StoreError::NotWritten("the file is closed".into())
}

fn unreadable(error: io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::InvalidData => StoreError::Damaged(error.to_string()),
        io::ErrorKind::UnexpectedEof => StoreError::Damaged("the file ends within the ring of the log".into()),
        _ => StoreError::Unreadable(error.to_string()),
    }
}

impl<B: StorageBackend> Ring<B> {
    pub(super) fn new(container: Arc<Container<B>>) -> Self {
        let state = State {
            condition: Condition::Unread,
            region: None,
            free: LogPlace::START,
            next: LogPlace::START,
            buffer: Vec::new(),
        };
        Self { container, state: Mutex::new(state) }
    }

    /// Marks the log as not read, and finds the ring.
    fn begin_reading(&self, from: LogPlace) -> Result<Region, StoreError> {
        let mut state = self.state.lock();
        if state.condition == Condition::Failed {
            let message = "an earlier write to the log failed; the file must be opened again";
            return Err(StoreError::Unreadable(message.into()));
        }
        let region = self.container.settle().map_err(unreadable)?;
        let region = region.ok_or_else(|| StoreError::Unreadable("the file has no log".into()))?;
        if from.sequence == 0 || from.offset >= region.len || !from.offset.is_multiple_of(PAGE as u64) {
            let LogPlace { sequence, offset } = from;
            let message = format!("the log of {} bytes has no place {offset} for number {sequence}", region.len);
            return Err(StoreError::Damaged(message));
        }
        (state.condition, state.region) = (Condition::Unread, Some(region));
        (state.free, state.next) = (from, from);
        Ok(region)
    }

    fn recover(&self, disk: &B, from: LogPlace, visit: LogVisitor<'_>) -> Result<(), StoreError> {
        let region = self.begin_reading(from)?;
        // After a killed process the last payloads may be only in the cache of the operating system.
        disk.sync_data().map_err(unreadable)?;
        let sealer = &self.container.log_sealer;
        let mut recovery = Recovery { disk, sealer, region, found: Vec::new(), repaired: false };
        recovery.find_headers(from.sequence).map_err(unreadable)?;
        let mut place = from;
        while let Some((frame, payload)) = recovery.take(place)? {
            place = after(region, &frame);
            self.state.lock().next = place;
            visit(frame.first_position, &payload)?;
        }
        recovery.end_at(place)?;
        self.state.lock().condition = Condition::Ready;
        Ok(())
    }
}

impl<B: StorageBackend> Log for Ring<B> {
    fn append(&self, first_position: u64, payload: &[&[u8]]) -> Result<(), StoreError> {
        let mut state = self.state.lock();
        let region = state.ready()?;
        let len: u64 = payload.iter().map(|part| part.len() as u64).sum();
        if state.size() - state.used() < 2 * copy_len(len) || len > u64::from(u32::MAX) {
            return Err(no_room(len, state.room()));
        }
        let frame = state.fill(region, first_position, payload, &self.container.log_sealer);
        let written = self.container.while_open(|disk| {
            write(disk, region, frame.offset, &state.buffer)?;
            disk.sync_data()
        });
        match written {
            None => return Err(closed()),
            Some(Err(error)) => {
                state.condition = Condition::Failed;
                return Err(StoreError::Unknown(error.to_string()));
            }
            Some(Ok(())) => state.next = after(region, &frame),
        }
        if state.buffer.capacity() > KEPT_BUFFER {
            state.buffer = Vec::new();
        }
        Ok(())
    }

    fn room(&self) -> u64 {
        self.state.lock().room()
    }

    fn capacity(&self) -> u64 {
        largest_payload(self.state.lock().size())
    }

    fn size(&self) -> LogSize {
        let state = self.state.lock();
        LogSize { used: state.used(), bytes: state.size() }
    }

    fn place(&self) -> LogPlace {
        self.state.lock().next
    }

    fn free(&self, place: LogPlace) {
        let mut state = self.state.lock();
        let in_log = (state.free.sequence..=state.next.sequence).contains(&place.sequence);
        if in_log && place.offset < state.size() {
            state.free = place;
        }
    }

    fn read(&self, from: LogPlace, visit: LogVisitor<'_>) -> Result<(), StoreError> {
        self.container.while_open(|disk| self.recover(disk, from, visit)).unwrap_or_else(|| Err(closed()))
    }

    fn grow(&self, bytes: u64) -> Result<(), StoreError> {
        let mut state = self.state.lock();
        let region = state.ready()?;
        if state.free.sequence != state.next.sequence {
            return Err(not_empty());
        }
        if bytes <= region.len {
            return Ok(());
        }
        // At least twice the size: the layout has room for few regions.
        let grown = self.container.while_open(|_| self.container.grow(bytes.max(2 * region.len)));
        match grown {
            None => Err(closed()),
            Some(Err(error)) => {
                state.condition = Condition::Failed;
                Err(StoreError::Unknown(error.to_string()))
            }
            Some(Ok(region)) => {
                state.region = Some(region);
                Ok(())
            }
        }
    }
}

/// What recovery knows about the ring.
struct Recovery<'a, B> {
    disk: &'a B,
    sealer: &'a Sealer,
    region: Region,
    found: Vec<Found>,
    /// `true` when something was written.
    repaired: bool,
}

/// A valid header, its copy, and its offset in the ring.
#[derive(Debug, Clone, Copy)]
struct Found {
    offset: u64,
    copy: u32,
    frame: Frame,
}

impl<B: StorageBackend> Recovery<'_, B> {
    /// Finds all headers from a sequence number on.
    fn find_headers(&mut self, first: u64) -> io::Result<()> {
        let mut chunk = vec![0; READ_AT_ONCE.min(self.region.len as usize)];
        for start in (0..self.region.len).step_by(READ_AT_ONCE) {
            let len = (self.region.len - start).min(READ_AT_ONCE as u64) as usize;
            let chunk = &mut chunk[..len];
            self.disk.read(self.region.start + start, chunk)?;
            for (offset, page) in (start..).step_by(PAGE).zip(chunk.chunks_exact(PAGE)) {
                let header = Frame::decode(page, self.region.start + offset, self.sealer);
                let header = header.filter(|(_, frame)| frame.sequence >= first);
                self.found.extend(header.map(|(copy, frame)| Found { offset, copy, frame }));
            }
        }
        Ok(())
    }

    /// The payload at a place, and its other copy repaired. `None` when no copy is undamaged.
    fn take(&mut self, place: LogPlace) -> Result<Option<(Frame, Vec<u8>)>, StoreError> {
        let here = |found: &&Found| found.frame.sequence == place.sequence;
        let Some(frame) = self.found.iter().find(here).map(|found| found.frame) else { return Ok(None) };
        let fits = frame.offset == place.offset && frame.size() <= self.region.len;
        let expected = |found: &Found| {
            found.frame == frame && found.copy < 2 && found.offset == copy_offset(self.region, &frame, found.copy)
        };
        if !fits || !self.found.iter().filter(here).all(expected) {
            return Err(self.damaged(place, "its headers contradict each other or the stored place"));
        }
        let has_header = |copy| self.found.iter().filter(here).any(|found| found.copy == copy);
        let headers = [has_header(0), has_header(1)];
        let mut sound = None;
        let mut broken = Vec::new();
        for (copy, has_header) in (0..2).zip(headers) {
            match self.payload(&frame, copy).map_err(unreadable)? {
                Some(payload) if has_header => sound = Some(payload),
                Some(_) | None => broken.push(copy),
            }
        }
        let Some(payload) = sound else { return Ok(None) };
        for copy in broken {
            self.repair(&frame, copy, &payload).map_err(unreadable)?;
        }
        Ok(Some((frame, payload)))
    }

    /// The payload of a copy, if it is undamaged.
    fn payload(&self, frame: &Frame, copy: u32) -> io::Result<Option<Vec<u8>>> {
        let mut bytes = vec![0; HEADER + frame.len as usize];
        read(self.disk, self.region, copy_offset(self.region, frame, copy), &mut bytes)?;
        bytes.drain(..HEADER);
        Ok(frame.matches(&bytes, self.sealer).then_some(bytes))
    }

    fn repair(&mut self, frame: &Frame, copy: u32, payload: &[u8]) -> io::Result<()> {
        let header = frame.encode(copy, copy_position(self.region, frame, copy), self.sealer);
        let mut bytes = [header.as_slice(), payload].concat();
        bytes.resize(frame.copy_len() as usize, 0);
        self.repaired = true;
        write(self.disk, self.region, copy_offset(self.region, frame, copy), &bytes)
    }

    /// Checks that the log ends here, and removes what is left of an interrupted append.
    fn end_at(&mut self, place: LogPlace) -> Result<(), StoreError> {
        if let Some(later) = self.found.iter().find(|found| found.frame.sequence > place.sequence) {
            let why = format!("number {} exists", later.frame.sequence);
            return Err(self.damaged(place, &why));
        }
        for left in self.found.iter().filter(|found| found.frame.sequence == place.sequence) {
            self.disk.write(self.region.start + left.offset, &[0; PAGE]).map_err(unreadable)?;
            self.repaired = true;
        }
        if self.repaired { self.disk.sync_data().map_err(unreadable) } else { Ok(()) }
    }

    fn damaged(&self, place: LogPlace, why: &str) -> StoreError {
        let LogPlace { sequence, offset } = place;
        let position = self.region.start + offset;
        StoreError::Damaged(format!("the payload {sequence} of the log, at byte {position}, is damaged: {why}"))
    }
}
