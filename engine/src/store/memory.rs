//! A store in memory: for tests, and proof that the trait is all the engine needs.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use parking_lot::Mutex;

use super::table::{Change, Pair, Pairs, Store, StoreError, StoreSnapshot, Table};

type Pages = BTreeMap<(Table, Vec<u8>), Vec<u8>>;

/// Rows in memory. Nothing survives the process. A clone is the same store.
#[derive(Clone, Default)]
pub struct MemoryStore {
    pages: Arc<Mutex<Arc<Pages>>>,
}

impl Store for MemoryStore {
    fn write(&self, changes: Vec<Change>) -> Result<(), StoreError> {
        let mut pages = self.pages.lock();
        let pages = Arc::make_mut(&mut pages);
        for Change { table, key, value } in changes {
            match value {
                Some(value) => pages.insert((table, key), value),
                None => pages.remove(&(table, key)),
            };
        }
        Ok(())
    }

    fn snapshot(&self) -> Result<Arc<dyn StoreSnapshot>, StoreError> {
        Ok(Arc::new(MemorySnapshot(self.pages.lock().clone())))
    }

    fn check(&self) -> Result<bool, StoreError> {
        Ok(true)
    }

    fn compact(&self) -> Result<bool, StoreError> {
        Ok(false)
    }
}

struct MemorySnapshot(Arc<Pages>);

impl StoreSnapshot for MemorySnapshot {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.0.get(&(table, key.to_vec())).cloned())
    }

    fn scan(&self, table: Table, from: Bound<&[u8]>, most: usize) -> Result<Pairs, StoreError> {
        let from = from.map(|key| (table, key.to_vec()));
        let from = if from == Bound::Unbounded { Bound::Included((table, Vec::new())) } else { from };
        let here = self.0.range((from, Bound::Unbounded)).take_while(|((of, _), _)| *of == table);
        Ok(here.take(most).map(|((_, key), value)| (key.clone(), value.clone())).collect())
    }

    fn at_or_before(&self, table: Table, key: &[u8]) -> Result<Option<Pair>, StoreError> {
        let range = (table, Vec::new())..=(table, key.to_vec());
        Ok(self.0.range(range).next_back().map(|((_, key), value)| (key.clone(), value.clone())))
    }

    fn count(&self, table: Table) -> Result<u64, StoreError> {
        Ok(self.0.keys().filter(|(of, _)| *of == table).count() as u64)
    }
}
