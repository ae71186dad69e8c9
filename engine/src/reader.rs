//! Reading the journal: segments in the table, and after them those that are not there yet.

use std::collections::VecDeque;
use std::sync::Arc;

use defray_core::event::Event;
use imbl::OrdMap;

use crate::error::Error;
use crate::format::{self, LOG_PLACE_KEY};
use crate::journal::{Entry, GENESIS, Head, damaged};
use crate::segments::Segment;
use crate::store::{Log, LogPlace, StoreError, StoreSnapshot, Table};

/// The segments that are in the log and not in the table yet, by the position of their first entry. A clone shares
/// them.
pub(crate) type Tail = OrdMap<u64, Segment>;

/// The journal up to some position. It never changes.
#[derive(Clone)]
pub(crate) struct Journal {
    pub(crate) store: Arc<dyn StoreSnapshot>,
    pub(crate) tail: Tail,
    /// The position of the last entry; 0: there is none.
    pub(crate) last: u64,
}

/// The stored key of a segment: the position of its first entry.
pub(crate) fn segment_key(first: u64) -> Vec<u8> {
    first.to_be_bytes().to_vec()
}

/// The position of the last entry in the table and the head after it; 0 and [`GENESIS`] for an empty table.
pub(crate) fn end_of_table(store: &dyn StoreSnapshot) -> Result<(u64, Head), Error> {
    Ok(stored_segment(store, u64::MAX)?.map_or((0, GENESIS), |segment| (segment.last(), segment.head_after())))
}

/// The last segment in the table that begins at or before a position.
fn stored_segment(store: &dyn StoreSnapshot, position: u64) -> Result<Option<Segment>, Error> {
    let Some((key, bytes)) = store.at_or_before(Table::Journal, &segment_key(position))? else { return Ok(None) };
    let first = key.try_into().map_err(|_| damaged(position, "the key of the segment is not valid"))?;
    Segment::read(u64::from_be_bytes(first), bytes.into()).map(Some)
}

/// Reads the segments of a log, which continue the chain of the tables, and gives each to `visit`, in order.
pub(crate) fn read_log(
    log: &dyn Log,
    tables: Arc<dyn StoreSnapshot>,
    visit: &mut dyn FnMut(Segment) -> Result<(), Error>,
) -> Result<(), Error> {
    let place = tables.get(Table::Meta, LOG_PLACE_KEY)?.and_then(|bytes| LogPlace::from_bytes(&bytes));
    let place = place.ok_or_else(|| format::damaged("the file does not contain its place in the log"))?;
    let (mut last, mut head) = end_of_table(tables.as_ref())?;
    // `visit` may write to the tables, and an open snapshot would keep their old state in the file.
    drop(tables);
    let mut next = |first: u64, payload: &[u8]| {
        let segment = Segment::read(first, Arc::from(payload))?;
        if first != last + 1 || segment.head_before() != head {
            let what = format_args!("the log goes on there, but the journal before it ends at {last}");
            return Err(damaged(first, what));
        }
        (last, head) = (segment.last(), segment.head_after());
        visit(segment)
    };
    let mut failure = None;
    let read = log.read(place, &mut |first, payload| {
        next(first, payload).map_err(|error| {
            // A log reports only errors of a store, so the real one is kept beside it.
            let message = error.to_string();
            failure = Some(error);
            StoreError::NotWritten(message)
        })
    });
    match failure {
        Some(error) => Err(error),
        None => Ok(read?),
    }
}

impl Journal {
    /// The segment that contains a position.
    pub(crate) fn segment(&self, position: u64) -> Result<Segment, Error> {
        let segment = match self.in_tail(position) {
            Some(segment) => Some(segment.clone()),
            None => stored_segment(self.store.as_ref(), position)?,
        };
        segment.filter(|segment| segment.last() >= position).ok_or_else(|| damaged(position, "the entry is missing"))
    }

    /// The segment that contains a position, if it is not in the table yet.
    fn in_tail(&self, position: u64) -> Option<&Segment> {
        self.tail.get_prev(&position).map(|(_, segment)| segment).filter(|segment| segment.last() >= position)
    }

    /// The entry at a position and the head after it.
    pub(crate) fn entry(&self, position: u64) -> Result<(Entry, Head), Error> {
        let segment = self.segment(position)?;
        segment.view()?.entries_from(position)?.next().unwrap_or_else(|| Err(damaged(position, "the entry is missing")))
    }

    /// The head after a position, from 0 to the last one.
    pub(crate) fn head(&self, position: u64) -> Result<Head, Error> {
        if position == 0 {
            return Ok(GENESIS);
        }
        let segment = self.segment(position)?;
        if segment.last() == position { Ok(segment.head_after()) } else { segment.view()?.head(position) }
    }

    /// All entries from a position on. Checks the chain from segment to segment.
    pub(crate) fn read(&self, from: u64) -> Reader {
        let from = from.max(1);
        let head = (from == 1).then_some(GENESIS);
        Reader { journal: self.clone(), segment: None, next: from, head, stored: 0, failed: false }
    }
}

/// Reads a journal from a position on.
pub(crate) struct Reader {
    journal: Journal,
    /// The segment that contains the next position, and the head before that position.
    segment: Option<(Segment, Head)>,
    next: u64,
    /// The head before the next position; `None`: it is not known yet.
    head: Option<Head>,
    /// The number of segments that were read from the table.
    stored: u64,
    failed: bool,
}

impl Reader {
    fn load(&mut self) -> Result<(), Error> {
        let segment = self.journal.segment(self.next)?;
        let view = segment.view()?;
        let before = match self.next.checked_sub(1) {
            Some(last) if last >= view.first() => view.head(last)?,
            _ => view.head_before(),
        };
        if self.head.is_some_and(|head| head != before) {
            return Err(damaged(self.next, "the hash chain is broken between two segments"));
        }
        self.stored += u64::from(!self.journal.tail.contains_key(&segment.first()));
        self.segment = Some((segment, before));
        Ok(())
    }

    fn read(&mut self) -> Result<(Entry, Head), Error> {
        if self.segment.is_none() {
            self.load()?;
        }
        let Some((segment, head)) = &mut self.segment else { return Err(damaged(self.next, "the entry is missing")) };
        let (entry, after) = segment.view()?.entry_after(self.next, *head)?;
        *head = after;
        if self.next == segment.last() {
            self.segment = None;
        }
        self.next += 1;
        self.head = Some(after);
        Ok((entry, after))
    }

    /// After reading from the first position to the last: checks that the table has no other segments. A later read of
    /// one position could find such a segment.
    pub(crate) fn nothing_else(&self) -> Result<(), Error> {
        let (stored, read) = (self.journal.store.count(Table::Journal)?, self.stored);
        if stored == read {
            return Ok(());
        }
        Err(damaged(self.journal.last, format_args!("{stored} segments are stored, but the chain has {read}")))
    }
}

impl Iterator for Reader {
    type Item = Result<(Entry, Head), Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed || self.next > self.journal.last {
            return None;
        }
        let read = self.read();
        self.failed = read.is_err();
        Some(read)
    }
}

/// The bytes of segments that [`EntryCache`] keeps.
pub(crate) const CACHED_BYTES: usize = 8 << 20;

/// Segments that were read for single entries. Repeated commands, and the entries of an account, are often next to each
/// other in the journal.
#[derive(Default)]
pub(crate) struct EntryCache {
    /// The segments, the one that was read last at the end.
    segments: VecDeque<Cached>,
    bytes: usize,
}

/// A segment, with the head after each entry when a head was needed. Then its chain was checked.
struct Cached {
    segment: Segment,
    heads: Option<Vec<Head>>,
}

impl EntryCache {
    /// The memory that the segments and their heads take.
    pub(crate) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// The entry of a journal at a position and the head after it. Checks the chain of the segment once.
    pub(crate) fn entry_and_head(&mut self, journal: &Journal, position: u64) -> Result<(Entry, Head), Error> {
        let cached = self.cached(journal, position)?;
        let view = cached.segment.view()?;
        let heads = match &cached.heads {
            Some(heads) => heads,
            None => &*cached.heads.insert(view.heads()?),
        };
        let place = usize::try_from(position - view.first()).ok();
        let head = place.and_then(|place| heads.get(place)).copied();
        Ok((view.entry(position)?, head.ok_or_else(|| damaged(position, "the entry is missing"))?))
    }

    /// The entry of a journal at a position. The other entries of its segment are not read.
    pub(crate) fn entry(&mut self, journal: &Journal, position: u64) -> Result<Entry, Error> {
        self.cached(journal, position)?.segment.view()?.entry(position)
    }

    /// The event with an index in the entry of a journal at a position.
    pub(crate) fn event(&mut self, journal: &Journal, position: u64, index: u32) -> Result<Event, Error> {
        match journal.in_tail(position) {
            // It is in memory already.
            Some(segment) => segment.view()?.event(position, index),
            None => self.cached(journal, position)?.segment.view()?.event(position, index),
        }
    }

    /// The segment that contains a position.
    fn cached(&mut self, journal: &Journal, position: u64) -> Result<&mut Cached, Error> {
        let has = |cached: &Cached| (cached.segment.first()..=cached.segment.last()).contains(&position);
        let found = self.segments.iter().position(has).and_then(|place| self.segments.remove(place));
        let cached = match found {
            Some(cached) => cached,
            None => {
                let segment = journal.segment(position)?;
                self.bytes += size(&segment);
                Cached { segment, heads: None }
            }
        };
        while self.bytes > CACHED_BYTES
            && let Some(oldest) = self.segments.pop_front()
        {
            self.bytes -= size(&oldest.segment);
        }
        self.segments.push_back(cached);
        self.segments.back_mut().ok_or_else(|| damaged(position, "the entry is missing"))
    }
}

/// The memory that a segment and its heads take.
fn size(segment: &Segment) -> usize {
    segment.bytes().len() + 32 * segment.count() as usize
}
