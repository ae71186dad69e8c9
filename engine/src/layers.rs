//! Changes in memory that are not in the tables yet: one layer a commit, newest last. Layers never change, so a
//! snapshot shares them.

use std::ops::Bound;
use std::sync::Arc;

use defray_core::Key;
use defray_core::id::AccountId;

use crate::value::{Change, Value};

/// A journal entry that concerns an account: the account and the position.
pub(crate) type AccountEntry = (AccountId, u64);

/// The changes of one or more commits.
#[derive(Debug, Default)]
pub(crate) struct Layer {
    /// Sorted by key. Each key is in it once.
    changes: Vec<Change>,
    /// Sorted by account and position.
    entries: Vec<AccountEntry>,
}

impl Layer {
    /// The last change of each key, and the entries.
    pub(crate) fn of(mut changes: Vec<Change>, mut entries: Vec<AccountEntry>) -> Self {
        entries.sort();
        // The sort keeps the order of equal keys, and is fast where the changes are already sorted in long runs.
        changes.sort_by(|(one, _), (other, _)| one.cmp(other));
        // `dedup_by` keeps the first of equal keys. The last one must stay.
        changes.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                std::mem::swap(&mut next.1, &mut kept.1);
            }
            same
        });
        Self { changes, entries }
    }

    fn get(&self, key: &Key) -> Option<&Option<Value>> {
        let place = self.changes.binary_search_by(|(other, _)| other.cmp(key)).ok()?;
        self.changes.get(place).map(|(_, record)| record)
    }

    fn size(&self) -> usize {
        self.changes.len() + self.entries.len()
    }

    /// The changes from a key on.
    fn from(&self, start: Bound<&Key>) -> &[Change] {
        let first = match start {
            Bound::Unbounded => 0,
            Bound::Included(key) => self.changes.partition_point(|(other, _)| other < key),
            Bound::Excluded(key) => self.changes.partition_point(|(other, _)| other <= key),
        };
        self.changes.get(first..).unwrap_or_default()
    }
}

/// The number of layers of equal level that are merged into one.
const MERGED_AT_ONCE: usize = 8;

/// With more layers than this, a commit waits for the thread that merges them.
const LAYERS_MAX: usize = 64;

/// Layers, oldest first. Eight layers of one level are merged into one layer of the next, so their number grows with
/// the logarithm of the number of commits. A clone shares the layers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layers {
    list: Vec<(u32, Arc<Layer>)>,
    /// The number of layers, the oldest ones, that a sweep is writing. They are not merged with newer ones.
    frozen: usize,
}

impl Layers {
    /// Adds the changes of a commit, and merges layers with at most so many changes and entries. Larger ones are left
    /// to [`mergeable`](Self::mergeable).
    pub(crate) fn push(&mut self, layer: Layer, merged_most: usize) {
        if layer.size() == 0 {
            return;
        }
        self.list.push((0, Arc::new(layer)));
        while let Some((first, group)) = self.group().filter(|(_, group)| size_of(group) <= merged_most) {
            self.replace(first, Arc::new(merge(group.into_iter())));
        }
    }

    /// The newest eight layers of one level that can be merged, and the place of the first.
    fn group(&self) -> Option<(usize, Vec<Arc<Layer>>)> {
        let active = self.list.get(self.frozen..)?;
        let mut end = active.len();
        while let Some((level, _)) = active.get(..end)?.last() {
            let equal = active.get(..end)?.iter().rev().take_while(|(of, _)| of == level).count();
            let first = end - equal;
            if equal >= MERGED_AT_ONCE {
                let group = active.get(first..first + MERGED_AT_ONCE)?.iter();
                return Some((self.frozen + first, group.map(|(_, layer)| layer.clone()).collect()));
            }
            end = first;
        }
        None
    }

    /// Whether commits make layers faster than the thread merges them.
    pub(crate) const fn is_long(&self) -> bool {
        self.list.len() - self.frozen > LAYERS_MAX
    }

    /// Eight layers of one level that are still to be merged.
    pub(crate) fn mergeable(&self) -> Option<Vec<Arc<Layer>>> {
        self.group().map(|(_, group)| group)
    }

    /// Replaces a group of layers by the layer that it was merged into. A group that is in a sweep stays.
    pub(crate) fn install(&mut self, group: &[Arc<Layer>], merged: Arc<Layer>) {
        let active = self.list.iter().enumerate().skip(self.frozen);
        let is_first = |layer| group.first().is_some_and(|first| Arc::ptr_eq(first, layer));
        if let Some((first, _)) = active.into_iter().find(|(_, (_, layer))| is_first(layer)) {
            self.replace(first, merged);
        }
    }

    /// Replaces eight layers of one level.
    fn replace(&mut self, first: usize, merged: Arc<Layer>) {
        let level = self.list.get(first).map_or(0, |(level, _)| level + 1);
        self.list.splice(first..first + MERGED_AT_ONCE, [(level, merged)]);
    }

    /// The newest change of a key. `None`: the key did not change.
    pub(crate) fn get(&self, key: &Key) -> Option<&Option<Value>> {
        self.list.iter().rev().find_map(|(_, layer)| layer.get(key))
    }

    /// The positions of the entries from a position on that concern an account, in order.
    pub(crate) fn entries_of(&self, account: &AccountId, from: u64) -> Vec<u64> {
        // Layers are in the order of the commits, so the positions are in order.
        let mut positions = Vec::new();
        for (_, layer) in &self.list {
            let first = layer.entries.partition_point(|(other, position)| (other, *position) < (account, from));
            let mine = layer.entries.get(first..).unwrap_or_default().iter().take_while(|(other, _)| other == account);
            positions.extend(mine.map(|(_, position)| *position));
        }
        positions
    }

    /// Freezes all layers for a sweep, and returns them. Later layers are kept apart.
    pub(crate) fn freeze(&mut self) -> Self {
        self.frozen = self.list.len();
        self.clone()
    }

    /// Removes the frozen layers, after a sweep has written them, and returns them.
    pub(crate) fn take_frozen(&mut self) -> Self {
        let list = self.list.drain(..self.frozen.min(self.list.len())).collect();
        Self { list, frozen: std::mem::take(&mut self.frozen) }
    }

    /// Everything in one layer: what a sweep writes.
    pub(crate) fn merged(&self) -> (Vec<Change>, Vec<AccountEntry>) {
        let layer = merge(self.list.iter().map(|(_, layer)| layer.clone()));
        (layer.changes, layer.entries)
    }

    /// The newest change of each key from a key on, sorted by key.
    pub(crate) fn walk(&self, start: Bound<&Key>) -> Walk<'_> {
        let newest_first = self.list.iter().rev().map(|(_, layer)| layer.from(start));
        Walk(newest_first.filter(|rest| !rest.is_empty()).collect())
    }
}

fn size_of(layers: &[Arc<Layer>]) -> usize {
    layers.iter().map(|layer| layer.size()).sum()
}

/// One layer with the newest change of each key.
pub(crate) fn merge(layers: impl Iterator<Item = Arc<Layer>> + Clone) -> Layer {
    let (in_changes, in_entries) = layers
        .clone()
        .fold((0, 0), |(changes, entries), layer| (changes + layer.changes.len(), entries + layer.entries.len()));
    let (mut changes, mut entries) = (Vec::with_capacity(in_changes), Vec::with_capacity(in_entries));
    for layer in layers {
        match Arc::try_unwrap(layer) {
            Ok(layer) => {
                changes.extend(layer.changes);
                entries.extend(layer.entries);
            }
            Err(shared) => {
                changes.extend(shared.changes.iter().cloned());
                entries.extend(shared.entries.iter().cloned());
            }
        }
    }
    Layer::of(changes, entries)
}

/// A walk over layers in order of the keys.
pub(crate) struct Walk<'l>(Vec<&'l [Change]>);

impl<'l> Iterator for Walk<'l> {
    type Item = (&'l Key, &'l Option<Value>);

    fn next(&mut self) -> Option<Self::Item> {
        // `min_by` returns the first of equal keys: that of the newest layer.
        let heads = self.0.iter().filter_map(|rest| rest.first());
        let (key, record) = heads.min_by(|(one, _), (other, _)| one.cmp(other))?;
        for rest in &mut self.0 {
            if let Some(((first, _), after)) = rest.split_first()
                && first == key
            {
                *rest = after;
            }
        }
        self.0.retain(|rest| !rest.is_empty());
        Some((key, record))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeMap;

    use defray_core::Record;

    use super::*;
    use crate::testing::Dice;

    fn key(number: u64) -> Key {
        Key::from_bytes(format!("B{number:03}").as_bytes())
    }

    #[test]
    fn layers_answer_as_one_map() {
        layers_are_one_map(usize::MAX);
    }

    #[test]
    fn layers_that_are_merged_later_answer_as_one_map() {
        layers_are_one_map(30);
    }

    fn layers_are_one_map(merged_most: usize) {
        let mut dice = Dice::new(7);
        let (mut installed, mut in_sweep) = (0, 0);
        for _ in 0..40 {
            let (mut layers, mut map, mut value) = (Layers::default(), BTreeMap::new(), 0);
            let mut present: Option<Vec<Arc<Layer>>> = None;
            let mut positions = Vec::new();
            for _ in 0..dice.below(200) {
                let mut changes = Vec::new();
                value += 1;
                for _ in 0..dice.below(20) {
                    value += 1;
                    let record = (dice.below(4) > 0).then_some(Value::Record(Record::Position(value)));
                    changes.push((key(dice.below(100)), record));
                }
                map.extend(changes.clone());
                if dice.below(30) == 0 {
                    layers.freeze();
                }
                let account = if dice.coin() { "acme" } else { "other" };
                positions.push((account, value));
                layers.push(Layer::of(changes, vec![(account.parse().unwrap(), value)]), merged_most);
                // A group is merged while commits go on, and a sweep can begin before its layer is installed.
                if dice.below(5) == 0 {
                    let before = layers.list.len();
                    if let Some(group) = present.take() {
                        layers.install(&group, Arc::new(merge(group.iter().cloned())));
                        if layers.list.len() < before { installed += 1 } else { in_sweep += 1 }
                    }
                    present = layers.mergeable();
                }
                if merged_most == usize::MAX {
                    let active = layers.list.len() - layers.frozen;
                    assert!(active < 3 * MERGED_AT_ONCE, "200 commits give at most three levels");
                }
                let from = dice.below(value + 1);
                let mine = positions.iter().filter(|(of, position)| *of == "acme" && *position >= from);
                let mine: Vec<u64> = mine.map(|(_, position)| *position).collect();
                assert_eq!(layers.entries_of(&"acme".parse().unwrap(), from), mine);
                let asked = key(dice.below(100));
                assert_eq!(layers.get(&asked), map.get(&asked));
                let after = layers.walk(Bound::Excluded(&asked)).collect::<Vec<_>>();
                let expected = map.range((Bound::Excluded(asked), Bound::Unbounded)).collect::<Vec<_>>();
                assert_eq!(after, expected);
            }
        }
        let expected = merged_most < usize::MAX;
        assert_eq!((installed > 100, in_sweep > 0), (expected, expected), "{installed}, {in_sweep}");
    }
}
