//! Compares the head that a host expects with a store, before the store is changed. No command is decided.

use crate::error::Error;
use crate::format::{self, FORMAT, format_of, unknown_format};
use crate::journal::{GENESIS, Head};
use crate::migration::{last_of_format_2, read_format_2};
use crate::old_heads::{compare, expect_head};
use crate::reader::{Journal, Tail, end_of_table, read_log};
use crate::store::Store;

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
    let log = store.log().ok_or_else(|| format::damaged("the file has no log"))?;
    let (mut last, mut tail) = (end_of_table(snapshot.as_ref())?.0, Tail::new());
    read_log(log.as_ref(), snapshot.clone(), &mut |segment| {
        segment.view()?.check_chain()?;
        last = segment.last();
        tail.insert(segment.first(), segment);
        Ok(())
    })?;
    Ok(Journal { store: snapshot, tail, last })
}
