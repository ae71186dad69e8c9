//! Reads single entries of the journal. A segment is read and its hash chain is checked once for many of its entries.
//!
//! A repeated idempotency key needs the entry of its first command (A2). A host that repeats a whole batch needs all
//! entries of a segment, one after the other: 20 000 of them took 14.9 s when each of them decoded its whole segment,
//! and writing them took 0.23 s.

use std::collections::{BTreeMap, VecDeque};
use std::mem::size_of;
use std::sync::Arc;

use parking_lot::Mutex;

use crate::error::Error;
use crate::journal::{CheckedSegment, Entry, Head, Span, segment_at};
use crate::store::StoreSnapshot;

/// The memory for checked segments, in bytes. A larger segment is kept alone.
const KEPT_BYTES: usize = 8 << 20;

/// Reads entries of one ledger. Clones share their segments.
///
/// A segment never changes after its commit, so what is kept is valid for every later snapshot of the same ledger.
#[derive(Clone, Default)]
pub(crate) struct EntryReader(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    /// Checked segments, by the position of their first entry.
    segments: BTreeMap<u64, Arc<CheckedSegment>>,
    /// The keys of `segments`, the oldest first.
    order: VecDeque<u64>,
    bytes: usize,
    work: Work,
}

/// What a reader did, for tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Work {
    pub(crate) segments_checked: u64,
    pub(crate) entries_decoded: u64,
}

impl EntryReader {
    /// The entry at one position, and the head after it.
    pub(crate) fn read(&self, store: &dyn StoreSnapshot, position: u64) -> Result<(Entry, Head), Error> {
        // The lock must be free again when the segment is loaded.
        let found = self.0.lock().find(position);
        let segment = match found {
            Some(segment) => segment,
            None => self.load(store, position)?,
        };
        self.0.lock().work.entries_decoded += 1;
        segment.entry(position)
    }

    /// Reads and checks the segment. The lock is free in the meantime, so readers do not wait for the disk.
    fn load(&self, store: &dyn StoreSnapshot, position: u64) -> Result<Arc<CheckedSegment>, Error> {
        let segment = Arc::new(segment_at(store, position)?);
        self.0.lock().keep(segment.clone());
        Ok(segment)
    }

    #[cfg(test)]
    pub(crate) fn work(&self) -> Work {
        self.0.lock().work
    }
}

impl Kept {
    fn find(&self, position: u64) -> Option<Arc<CheckedSegment>> {
        let (_, segment) = self.segments.range(..=position).next_back()?;
        segment.contains(position).then(|| segment.clone())
    }

    fn keep(&mut self, segment: Arc<CheckedSegment>) {
        self.work.segments_checked += 1;
        let (first, bytes) = (segment.first(), size(&segment));
        while self.bytes + bytes > KEPT_BYTES
            && let Some(oldest) = self.order.pop_front()
        {
            self.forget(oldest);
        }
        self.bytes += bytes;
        match self.segments.insert(first, segment) {
            // Another thread kept it in the meantime.
            Some(same) => self.bytes -= size(&same),
            None => self.order.push_back(first),
        }
    }

    fn forget(&mut self, first: u64) {
        if let Some(segment) = self.segments.remove(&first) {
            self.bytes -= size(&segment);
        }
    }
}

fn size(segment: &CheckedSegment) -> usize {
    segment.bytes() + segment.entries() * size_of::<Span>()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use defray_core::command::{OpenAccount, Request, TopUp};
    use defray_core::id::Note;
    use defray_core::time::Instant;

    use super::*;
    use crate::answer::Answer;
    use crate::format::first_changes;
    use crate::ledger::{Bounds, Ledger};
    use crate::store::{MemoryStore, Store};

    fn now() -> Instant {
        "2026-03-01T00:00:00Z".parse().unwrap()
    }

    fn ledger() -> Ledger {
        let store = MemoryStore::default();
        store.write(first_changes()).unwrap();
        let bounds = Bounds { changed_records: 100_000, cached_records: 16, entries_since_checkpoint: 100_000 };
        let mut ledger = Ledger::open(Box::new(store), bounds).unwrap();
        let open = OpenAccount { account: "acme".parse().unwrap(), currency: "CNY".parse().unwrap() };
        submit(&mut ledger, &[open.into()]);
        ledger
    }

    fn top_up(reference: String, key: u64) -> Request {
        let amount = "1 CNY".parse().unwrap();
        let command = TopUp { account: "acme".parse().unwrap(), amount, reference: Note::new(&reference).ok() };
        Request::new(command).with_key(format!("k-{key}").parse().unwrap())
    }

    fn top_ups(count: u64) -> Vec<Request> {
        (0..count).map(|key| top_up(format!("r-{key}"), key)).collect()
    }

    /// Decides the requests in one commit.
    fn submit(ledger: &mut Ledger, requests: &[Request]) -> Vec<Answer> {
        let mut commit = ledger.begin(now(), false);
        let answers = requests.iter().map(|request| commit.decide(request).unwrap()).collect();
        commit.finish().unwrap();
        answers
    }

    #[test]
    fn a_repeated_batch_decodes_each_of_its_entries_once() {
        let mut work = Vec::new();
        for count in [100, 1_000, 10_000] {
            let mut ledger = ledger();
            let first = submit(&mut ledger, &top_ups(count));
            let again = submit(&mut ledger, &top_ups(count));
            for (first, again) in first.iter().zip(&again) {
                let (Answer::Done(first), Answer::Repeated(again)) = (first, again) else { panic!("{again:?}") };
                assert_eq!(first, again);
            }
            work.push(ledger.entries().work());
        }
        let expected = [100, 1_000, 10_000].map(|count| Work { segments_checked: 1, entries_decoded: count });
        assert_eq!(work, expected);
    }

    #[test]
    fn what_is_kept_is_bounded_and_a_larger_segment_is_kept_alone() {
        let mut ledger = ledger();
        let mut key = 0;
        let mut batch = |count: u64| {
            let requests: Vec<_> =
                (key..key + count).map(|key| top_up("r".repeat(64) + &key.to_string(), key)).collect();
            key += count;
            requests
        };
        let mut batches: Vec<_> = (0..6).map(|_| batch(10_000)).collect();
        batches.push(batch(60_000));
        for batch in &batches {
            submit(&mut ledger, batch);
        }
        for (number, batch) in batches.iter().enumerate() {
            submit(&mut ledger, batch);
            let kept = ledger.entries().0.lock();
            assert_eq!(kept.bytes, kept.segments.values().map(|segment| size(segment)).sum::<usize>());
            assert_eq!(kept.order.len(), kept.segments.len());
            let is_alone = kept.segments.len() == 1;
            assert!(kept.bytes <= KEPT_BYTES || is_alone, "{} bytes after batch {number}", kept.bytes);
        }
        let kept = ledger.entries().0.lock();
        assert!(kept.bytes > KEPT_BYTES, "the last segment is larger than the bound: {} bytes", kept.bytes);
        assert_eq!(kept.work.segments_checked, 7, "each segment is checked once");
    }

    #[test]
    fn a_position_between_segments_is_read_from_its_own_segment() {
        let mut ledger = ledger();
        for request in top_ups(5) {
            submit(&mut ledger, &[request]);
        }
        let snapshot = crate::Snapshot::of(&ledger);
        let all: Vec<_> = snapshot.journal(1).map(Result::unwrap).collect();
        for (entry, head) in all.iter().rev().chain(&all) {
            assert_eq!(snapshot.entry(entry.position).unwrap(), (entry.clone(), *head));
        }
        assert_eq!(ledger.entries().work(), Work { segments_checked: 6, entries_decoded: 12 });
        assert_eq!(snapshot.entry(7).unwrap_err().code(), "not_found");
    }
}
