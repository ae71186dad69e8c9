//! The bills that the credit limit holds (W7), so that those which money can pay are found without reading the others.
//!
//! The bills of an account and an item are in the order of their queue, each with its amount. For ranges of 256, 256^2
//! and 256^3 journal positions, a record has the smallest amount in the range. A search skips the ranges in which every
//! bill is too large.

use core::ops::ControlFlow;

use alloc::sync::Arc;
use alloc::vec::Vec;

use super::key::Key;
use super::record::{HeldForCredit, Record};
use super::view::{Unreadable, View, ViewExt};
use crate::id::{AccountId, ItemId};
use crate::money::Money;
use crate::position::EntryPosition;

/// The ranges on the highest level have 256^3 journal positions.
const LEVELS: u8 = 3;

/// The items of the bills of an account that the credit limit holds.
///
/// # Errors
///
/// [`Unreadable`] when the records cannot be read.
pub fn items_held_for_credit(view: &(impl View + ?Sized), account: &AccountId) -> Result<Vec<ItemId>, Unreadable> {
    let prefix = Key::held_for_credit_by(account);
    let (mut items, mut after): (Vec<ItemId>, Option<Key>) = (Vec::new(), None);
    while let Some((_, record)) = view.scan(&prefix, after.as_ref(), 1)?.pop() {
        let Record::HeldForCredit(held) = record else {
            return Err(Unreadable("a list of held bills does not begin with a bill".into()));
        };
        after = Some(Key::held_for_credit_after(account, &held.item));
        items.push(held.item.clone());
    }
    Ok(items)
}

/// The oldest bill of an account and an item that the credit limit holds, later in the queue than `after`, with an
/// amount of at most `most`; `None` for `most`: of any amount.
///
/// # Errors
///
/// [`Unreadable`] when the records cannot be read.
pub fn oldest_held_for_credit(
    view: &(impl View + ?Sized),
    (account, item): (&AccountId, &ItemId),
    after: Option<EntryPosition>,
    most: Option<&Money>,
) -> Result<Option<Arc<HeldForCredit>>, Unreadable> {
    let search = Search { view, account, item, after, most };
    // The highest level has one record for 256^3 positions.
    let first = Key::held_minimum(account, item, LEVELS, 0);
    let prefix = Key::from_bytes(first.as_bytes().get(..first.as_bytes().len() - 8).unwrap_or_default());
    search.within(LEVELS, &prefix)
}

/// A search in the bills of an account and an item.
struct Search<'a, V: ?Sized> {
    view: &'a V,
    account: &'a AccountId,
    item: &'a ItemId,
    after: Option<EntryPosition>,
    most: Option<&'a Money>,
}

impl<V: View + ?Sized> Search<'_, V> {
    /// The oldest bill in the records of a level whose keys begin with `prefix`.
    fn within(&self, level: u8, prefix: &Key) -> Result<Option<Arc<HeldForCredit>>, Unreadable> {
        let from = self.after.map(|queue| match level {
            0 => Key::held_for_credit(self.account, self.item, queue),
            // The range that contains `after` may have later bills too.
            _ => before(&Key::held_minimum(self.account, self.item, level, queue.position >> (8 * u32::from(level)))),
        });
        let mut found = None;
        self.view.scan_until(prefix, from.filter(|from| from > prefix), |key, record| {
            let amount = match &record {
                Record::HeldForCredit(held) => &held.amount,
                Record::HeldMinimum(amount) => amount,
                _ => return Err(Unreadable("a record of another kind is among the held bills".into())),
            };
            if self.most.is_some_and(|most| amount.amount() > most.amount()) {
                return Ok(ControlFlow::Continue(()));
            }
            found = match (level.checked_sub(1), record) {
                (Some(below), _) => {
                    self.within(below, &Key::held_minimum_parts(self.account, self.item, below, last_number(&key)))?
                }
                (None, Record::HeldForCredit(held)) => Some(held),
                (None, _) => None,
            };
            Ok(if found.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })?;
        Ok(found)
    }
}

/// The number at the end of a key.
fn last_number(key: &Key) -> u64 {
    key.as_bytes().last_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes))
}

/// A key directly before a key that ends with a number.
fn before(key: &Key) -> Key {
    let (start, number) = key.as_bytes().split_last_chunk::<8>().unwrap_or((&[], &[0; 8]));
    match u64::from_be_bytes(*number).checked_sub(1) {
        Some(before) => Key::from_bytes(&[start, &before.to_be_bytes()].concat()),
        None => Key::from_bytes(start),
    }
}

/// The records above a bill, lowest level first: for each level, its key and the prefix of what it is the smallest of.
pub(crate) fn minima_above(
    account: &AccountId,
    item: &ItemId,
    queue: EntryPosition,
) -> impl Iterator<Item = (Key, Key)> {
    (1..=LEVELS).map(move |level| {
        let range = queue.position >> (8 * u32::from(level));
        (Key::held_minimum(account, item, level, range), Key::held_minimum_parts(account, item, level - 1, range))
    })
}
