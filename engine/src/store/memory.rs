//! A store in memory, for tests.

use std::ops::Bound;
use std::sync::Arc;

use imbl::OrdMap;
use parking_lot::Mutex;

use super::error::StoreError;
use super::log::{Log, MemoryLog};
use super::table::{Change, Pair, Pairs, Store, StoreSnapshot, Table};

/// A persistent map: a snapshot shares its data with the store, and a later write copies only the changed parts.
type Pages = OrdMap<(Table, Arc<[u8]>), Arc<[u8]>>;

/// A store in memory. Its content is lost when the process ends. Clones share their content.
#[derive(Clone, Default)]
pub struct MemoryStore {
    pages: Arc<Mutex<Pages>>,
    log: Arc<MemoryLog>,
}

impl MemoryStore {
    /// A copy that changes independently of this store: what a crash at this moment would leave.
    #[must_use]
    pub fn copy(&self) -> Self {
        Self { pages: Arc::new(Mutex::new(self.pages.lock().clone())), log: Arc::new(self.log.copy()) }
    }
}

impl Store for MemoryStore {
    fn write(&self, changes: Vec<Change>) -> Result<(), StoreError> {
        let mut pages = self.pages.lock();
        for Change { table, key, value } in changes {
            match value {
                Some(value) => pages.insert((table, key.into()), value.into()),
                None => pages.remove(&(table, key.into())),
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

    fn log(&self) -> Option<Arc<dyn Log>> {
        Some(self.log.clone())
    }
}

struct MemorySnapshot(Pages);

impl StoreSnapshot for MemorySnapshot {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.0.get(&(table, key.into())).map(|value| value.to_vec()))
    }

    fn scan(&self, table: Table, prefix: &[u8], from: Bound<&[u8]>, most: usize) -> Result<Pairs, StoreError> {
        let from = from.map(|key| (table, Arc::from(key)));
        let from = if from == Bound::Unbounded { Bound::Included((table, Arc::from([]))) } else { from };
        let here =
            self.0.range((from, Bound::Unbounded)).take_while(|((of, key), _)| *of == table && key.starts_with(prefix));
        Ok(here.take(most).map(|((_, key), value)| (key.to_vec(), value.to_vec())).collect())
    }

    fn at_or_before(&self, table: Table, key: &[u8]) -> Result<Option<Pair>, StoreError> {
        let range = (table, Arc::from([]))..=(table, Arc::from(key));
        Ok(self.0.range(range).next_back().map(|((_, key), value)| (key.to_vec(), value.to_vec())))
    }

    fn count(&self, table: Table) -> Result<u64, StoreError> {
        Ok(self.0.keys().filter(|(of, _)| *of == table).count() as u64)
    }
}
