//! The table of the journal entries that concern each account: positions, in chunks.
//!
//! A key is an account, a zero byte, and the first position of the chunk (big-endian). A value is the other positions
//! of the chunk, each as the difference to the one before it (LEB128). Only the last chunk of an account can have fewer
//! than [`CHUNK`] positions, so the table depends on the journal only, and not on when it was written.

use std::collections::BTreeMap;
use std::ops::Bound;

use defray_core::id::AccountId;

use crate::error::Error;
use crate::format::damaged;
use crate::layers::AccountEntry;
use crate::segments::varint::{put_number, take_number};
use crate::store::{Change, StoreSnapshot, Table};

/// The number of positions in a full chunk.
const CHUNK: usize = 128;

fn key(account: &AccountId, first: u64) -> Vec<u8> {
    let mut key = prefix(account);
    key.extend_from_slice(&first.to_be_bytes());
    key
}

fn prefix(account: &AccountId) -> Vec<u8> {
    let mut prefix = account.as_str().as_bytes().to_vec();
    prefix.push(0);
    prefix
}

fn encode(positions: &[u64]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(2 * positions.len());
    for pair in positions.windows(2) {
        let [before, position] = pair else { continue };
        put_number(&mut bytes, position - before);
    }
    bytes
}

/// The account and the positions of a chunk.
fn decode<'k>(key: &'k [u8], value: &[u8]) -> Result<(&'k [u8], Vec<u64>), Error> {
    let wrong = || damaged("the table of the entries by account has a chunk that cannot be decoded");
    let (account, first) = key.split_last_chunk::<8>().ok_or_else(wrong)?;
    let (0, account) = account.split_last().ok_or_else(wrong).map(|(end, account)| (*end, account))? else {
        return Err(wrong());
    };
    let mut positions = vec![u64::from_be_bytes(*first)];
    let mut rest = value;
    while !rest.is_empty() {
        let (more, after) = take_number(rest).ok_or_else(wrong)?;
        let last = positions.last().copied().unwrap_or_default();
        positions.push(last.checked_add(more).filter(|next| *next > last).ok_or_else(wrong)?);
        rest = after;
    }
    Ok((account, positions))
}

/// The last chunk of an account that begins at or before a position.
fn chunk_before(store: &dyn StoreSnapshot, account: &AccountId, position: u64) -> Result<Option<Vec<u64>>, Error> {
    let Some((key, value)) = store.at_or_before(Table::AccountEntries, &key(account, position))? else {
        return Ok(None);
    };
    let (of, positions) = decode(&key, &value)?;
    Ok((of == account.as_str().as_bytes()).then_some(positions))
}

/// The changes of the table that add entries, which are sorted and later than those in the table.
pub(crate) fn added(store: &dyn StoreSnapshot, entries: &[AccountEntry]) -> Result<Vec<Change>, Error> {
    let mut changes = Vec::new();
    for mine in entries.chunk_by(|(one, _), (other, _)| one == other) {
        let Some((account, _)) = mine.first() else { continue };
        let mut positions = chunk_before(store, account, u64::MAX)?.unwrap_or_default();
        positions.extend(mine.iter().map(|(_, position)| *position));
        for chunk in positions.chunks(CHUNK) {
            let Some(first) = chunk.first() else { continue };
            changes.push(Change {
                table: Table::AccountEntries,
                key: key(account, *first),
                value: Some(encode(chunk)),
            });
        }
    }
    Ok(changes)
}

/// The first positions from a position on that the table has for an account, in order. Empty: there are none.
pub(crate) fn first_positions(store: &dyn StoreSnapshot, account: &AccountId, from: u64) -> Result<Vec<u64>, Error> {
    const CHUNKS: usize = 8;
    let mut found = chunk_before(store, account, from)?.unwrap_or_default();
    found.retain(|position| *position >= from);
    let after = key(account, from);
    for (key, value) in store.scan(Table::AccountEntries, &prefix(account), Bound::Excluded(&after), CHUNKS)? {
        found.extend(decode(&key, &value)?.1);
    }
    Ok(found)
}

/// The positions from a position on that the table has for an account, in order.
pub(crate) fn positions(store: &dyn StoreSnapshot, account: &AccountId, from: u64) -> Result<Vec<u64>, Error> {
    const PAGE: usize = 256;
    let mut found = chunk_before(store, account, from)?.unwrap_or_default();
    found.retain(|position| *position >= from);
    let (prefix, mut after) = (prefix(account), key(account, from));
    loop {
        let page = store.scan(Table::AccountEntries, &prefix, Bound::Excluded(&after), PAGE)?;
        for (key, value) in &page {
            found.extend(decode(key, value)?.1);
        }
        match page.last() {
            Some((last, _)) if page.len() == PAGE => after.clone_from(last),
            _ => return Ok(found),
        }
    }
}

/// The number of positions that the table has for each account, by the bytes of its id. Checks every chunk.
pub(crate) fn counts(store: &dyn StoreSnapshot) -> Result<BTreeMap<Vec<u8>, u64>, Error> {
    const PAGE: usize = 4_096;
    let mut counts: BTreeMap<Vec<u8>, u64> = BTreeMap::new();
    let mut after = None::<Vec<u8>>;
    loop {
        let from = after.as_deref().map_or(std::ops::Bound::Unbounded, std::ops::Bound::Excluded);
        let page = store.scan(Table::AccountEntries, &[], from, PAGE)?;
        for (key, value) in &page {
            let (account, positions) = decode(key, value)?;
            *counts.entry(account.to_vec()).or_default() += positions.len() as u64;
        }
        match page.last() {
            Some((last, _)) if page.len() == PAGE => after = Some(last.clone()),
            _ => return Ok(counts),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::store::{MemoryStore, Store};
    use crate::testing::Dice;

    #[test]
    fn positions_come_back_however_they_were_added() {
        let mut dice = Dice::new(3);
        let accounts: [AccountId; 3] = ["a".parse().unwrap(), "a-1".parse().unwrap(), "b".parse().unwrap()];
        let (once, often) = (MemoryStore::default(), MemoryStore::default());
        let (mut all, mut position) = (Vec::new(), 0);
        for _ in 0..60 {
            let mut entries = Vec::new();
            for _ in 0..dice.below(60) {
                position += 1 + dice.below(3) * dice.below(100_000);
                let which = dice.below(3) as usize;
                entries.push((accounts[which].clone(), position));
            }
            all.extend(entries.clone());
            entries.sort();
            often.write(added(often.snapshot().unwrap().as_ref(), &entries).unwrap()).unwrap();
        }
        let in_order = all.clone();
        all.sort();
        once.write(added(once.snapshot().unwrap().as_ref(), &all).unwrap()).unwrap();
        let (once, often) = (once.snapshot().unwrap(), often.snapshot().unwrap());
        let content = |store: &dyn StoreSnapshot| {
            store.scan(Table::AccountEntries, &[], std::ops::Bound::Unbounded, usize::MAX).unwrap()
        };
        assert_eq!(content(once.as_ref()), content(often.as_ref()), "the table depends on the entries only");
        for account in &accounts {
            let mine = in_order.iter().filter(|(of, _)| of == account).map(|(_, position)| *position);
            let mine: Vec<u64> = mine.collect();
            assert!(mine.len() > 2 * CHUNK);
            assert_eq!(counts(often.as_ref()).unwrap()[account.as_str().as_bytes()], mine.len() as u64);
            for from in [0, 1, mine[0], mine[CHUNK], mine[CHUNK] + 1, mine[mine.len() - 1], u64::MAX] {
                let expected: Vec<u64> = mine.iter().copied().filter(|position| *position >= from).collect();
                assert_eq!(positions(often.as_ref(), account, from).unwrap(), expected, "{account} from {from}");
            }
        }
    }

    #[test]
    fn a_damaged_chunk_is_an_error() {
        let good = key(&"acme".parse().unwrap(), 7);
        for (key, value) in [
            (&good[..], &[0x80][..]),
            (&good, &[0]),
            (&good, &[0xff; 12]),
            (&good[..5], &[1]),
            (b"no zero before the position", &[1]),
        ] {
            assert!(decode(key, value).is_err(), "{key:?} {value:?}");
        }
        assert_eq!(decode(&good, &[1, 0x80, 1]).unwrap().1, [7, 8, 136]);
    }
}
