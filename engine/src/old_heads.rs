//! The heads of the journal of format 2 from which a ledger was converted. A host may have stored one of them.

use crate::error::Error;
use crate::format::{MIGRATED_FROM_KEY, damaged, meta, read_number};
use crate::journal::{GENESIS, Head};
use crate::reader::Journal;
use crate::store::{Change, StoreSnapshot, Table};

/// The number of old heads in one value.
pub(crate) const HEADS_IN_A_VALUE: u64 = 1_024;
/// The keys of old heads in the table `meta`: this, and the position of the first head of the value (big-endian).
const OLD_HEADS: &[u8] = b"heads of format 2 from ";

/// Stores the old heads up to a position.
pub(crate) fn old_heads_change(last: u64, heads: Vec<u8>) -> Change {
    meta(&old_heads_key(last), Some(heads))
}

fn old_heads_key(position: u64) -> Vec<u8> {
    let first = (position - 1) / HEADS_IN_A_VALUE * HEADS_IN_A_VALUE + 1;
    [OLD_HEADS, &first.to_be_bytes()].concat()
}

/// Stores the last position of the journal of format 2.
pub(crate) fn last_position_change(last: u64) -> Change {
    meta(MIGRATED_FROM_KEY, Some(last.to_le_bytes().to_vec()))
}

/// The last position of the journal of format 2 from which a ledger was converted, and the head after it there. `None`:
/// it was not converted.
pub(crate) fn migrated_from(store: &dyn StoreSnapshot) -> Result<Option<(u64, Head)>, Error> {
    let Some(last) = read_number(store, MIGRATED_FROM_KEY)? else { return Ok(None) };
    let head = if last == 0 { Some(GENESIS) } else { old_head(store, last)? };
    let head = head.ok_or_else(|| damaged("the file does not contain the last head of format 2"))?;
    Ok(Some((last, head)))
}

/// The head after a position in the journal of format 2 from which a ledger was converted; `None`: there was none.
pub(crate) fn old_head(store: &dyn StoreSnapshot, position: u64) -> Result<Option<Head>, Error> {
    if position == 0 {
        return Ok(None);
    }
    let Some(heads) = store.get(Table::Meta, &old_heads_key(position))? else { return Ok(None) };
    let place = usize::try_from((position - 1) % HEADS_IN_A_VALUE).unwrap_or_default();
    let head = heads.as_chunks::<32>().0.get(place);
    Ok(head.map(|head| Head(*head)))
}

/// Checks that a journal had `head` after `position`, now or in the format from which it was converted.
pub(crate) fn expect_head(journal: &Journal, position: u64, head: Head) -> Result<(), Error> {
    let actual = if position <= journal.last { Some(journal.head(position)?) } else { None };
    if actual.is_some() && actual != Some(head) && old_head(journal.store.as_ref(), position)? == Some(head) {
        return Ok(());
    }
    compare(position, head, journal.last, actual)
}

/// Checks that the head after a position, if there is one, is `head`. `last` is the last position.
pub(crate) fn compare(position: u64, head: Head, last: u64, actual: Option<Head>) -> Result<(), Error> {
    let describe = |head: Head| format!("head {head} after position {position}");
    match actual {
        Some(actual) if actual == head => Ok(()),
        Some(actual) => Err(Error::HeadMismatch { expected: describe(head), found: describe(actual) }),
        None => Err(Error::HeadMismatch { expected: describe(head), found: format!("only {last} entries") }),
    }
}
