//! Compares the head that a host expects with a store, before the store is changed. No command is decided.

use std::sync::Arc;

use crate::error::Error;
use crate::format::{self, FORMAT, LOG_PLACE_KEY, format_of, unknown_format};
use crate::journal::{GENESIS, Head, damaged};
use crate::migration::{last_of_format_2, read_format_2};
use crate::old_heads::{compare, expect_head};
use crate::reader::{Journal, Tail, end_of_table};
use crate::segments::Segment;
use crate::store::{LogPlace, Store, StoreError, Table};

/// Checks that the journal of a store had `head` after `position`. The store has any format that this version reads.
pub(crate) fn expect_in_store(store: &dyn Store, position: u64, head: Head) -> Result<(), Error> {
    let snapshot = store.snapshot()?;
    match format_of(snapshot.as_ref())? {
        FORMAT => expect_head(&stored_journal(store)?, position, head),
        2 => {
            let last = last_of_format_2(snapshot.as_ref())?.0;
            let mut actual = Some(GENESIS).filter(|_| position == 0);
            for entry in read_format_2(snapshot.as_ref()).take_while(|_| position > 0 && position <= last) {
                let (entry, after) = entry?;
                if entry.position == position {
                    actual = Some(after);
                    break;
                }
            }
            compare(position, head, last, actual)
        }
        found => Err(unknown_format(found)),
    }
}

/// The position of the last entry of a store, and the head after it.
pub(crate) fn end_of_store(store: &dyn Store) -> Result<(u64, Head), Error> {
    let snapshot = store.snapshot()?;
    match format_of(snapshot.as_ref())? {
        FORMAT => {
            let journal = stored_journal(store)?;
            Ok((journal.last, journal.head(journal.last)?))
        }
        2 => last_of_format_2(snapshot.as_ref()),
        found => Err(unknown_format(found)),
    }
}

/// The journal of a store, with the segments of its log.
fn stored_journal(store: &dyn Store) -> Result<Journal, Error> {
    let snapshot = store.snapshot()?;
    let (mut last, mut head) = end_of_table(snapshot.as_ref())?;
    let log = store.log().ok_or_else(|| format::damaged("the file has no log"))?;
    let place = snapshot.get(Table::Meta, LOG_PLACE_KEY)?.and_then(|bytes| LogPlace::from_bytes(&bytes));
    let place = place.ok_or_else(|| format::damaged("the file does not contain its place in the log"))?;
    let (mut tail, mut failure) = (Tail::new(), None);
    let read = log.read(place, &mut |first, payload| {
        let segment = Segment::read(first, Arc::from(payload)).and_then(|segment| {
            segment.view()?.check_chain()?;
            if first == last + 1 && segment.head_before() == head {
                Ok(segment)
            } else {
                Err(damaged(first, "the log does not go on where the tables end"))
            }
        });
        match segment {
            Ok(segment) => {
                (last, head) = (segment.last(), segment.head_after());
                tail.insert(first, segment);
                Ok(())
            }
            Err(error) => {
                let message = error.to_string();
                failure = Some(error);
                Err(StoreError::NotWritten(message))
            }
        }
    });
    match failure {
        Some(error) => return Err(error),
        None => read?,
    }
    Ok(Journal { store: snapshot, tail, last })
}
