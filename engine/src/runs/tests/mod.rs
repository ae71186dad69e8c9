//! Tests of runs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod blocks;
mod damage;
mod ledgers;
mod measure;

use std::collections::BTreeMap;
use std::ops::Bound;

use super::keys::key_in_run;
use super::{Place, RunBuilder};
use crate::store::{Change, Pair, Pairs, StoreError, StoreSnapshot, Table};

/// The tables in memory.
#[derive(Clone, Default)]
struct Memory(BTreeMap<(Table, Vec<u8>), Vec<u8>>);

impl Memory {
    fn write(&mut self, changes: Vec<Change>) {
        for Change { table, key, value } in changes {
            match value {
                Some(value) => self.0.insert((table, key), value),
                None => self.0.remove(&(table, key)),
            };
        }
    }

    fn rows(&self, table: Table) -> usize {
        self.0.keys().filter(|(of, _)| *of == table).count()
    }
}

impl StoreSnapshot for Memory {
    fn scan(&self, table: Table, prefix: &[u8], from: Bound<&[u8]>, most: usize) -> Result<Pairs, StoreError> {
        let from = match from {
            Bound::Included(key) => Bound::Included((table, key.to_vec())),
            Bound::Excluded(key) => Bound::Excluded((table, key.to_vec())),
            Bound::Unbounded => Bound::Included((table, Vec::new())),
        };
        let all = self.0.range((from, Bound::Unbounded));
        let here = all.take_while(|((of, key), _)| *of == table && key.starts_with(prefix));
        Ok(here.take(most).map(|((_, key), value)| (key.clone(), value.clone())).collect())
    }

    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.0.get(&(table, key.to_vec())).cloned())
    }

    fn count(&self, table: Table) -> Result<u64, StoreError> {
        Ok(self.rows(table) as u64)
    }

    fn at_or_before(&self, table: Table, key: &[u8]) -> Result<Option<Pair>, StoreError> {
        let range = (table, Vec::new())..=(table, key.to_vec());
        Ok(self.0.range(range).next_back().map(|((_, key), value)| (key.clone(), value.clone())))
    }
}

/// The changes that make a run of these rows.
fn built(number: u32, rows: &BTreeMap<Vec<u8>, Place>) -> Vec<Change> {
    let (mut builder, mut changes) = (RunBuilder::new(number), Vec::new());
    rows.iter().for_each(|(key, place)| builder.push(key, *place, &mut changes).unwrap());
    builder.finish(&mut changes).unwrap();
    changes
}

/// The key of a bill with an id in order of time.
fn bill_key(number: u64) -> Vec<u8> {
    format!("B2026-03-01/{number:010}\0").into_bytes()
}
