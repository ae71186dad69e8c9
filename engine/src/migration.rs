//! The migration of files of format 2.
//!
//! Format 3 records with each entry the version of the rules under which it was decided, and adds fields to stored
//! types. Entries keep their bytes, because the hash chain is over these bytes: a file of format 3 stores the
//! position from which on its entries have format 3. Records have no history, so the migration builds all of them
//! again from the events of the journal.

use std::ops::Bound;

use crate::code::Code;
use crate::error::Error;
use crate::format::{FORMAT, FORMAT_3_FROM_KEY, FORMAT_KEY, MIGRATING_KEY, checkpoint_change, damaged, meta};
use crate::journal::{Reader, end_of_journal};
use crate::ledger::Ledger;
use crate::records::encode;
use crate::scratch::scratch_ledger;
use crate::snapshot::Snapshot;
use crate::store::{Change, Store, StoreSnapshot, Table};

/// The number of records in one commit of a migration.
const MIGRATED_AT_ONCE: usize = 8_192;

/// An error when the store needs a migration, which a ledger that is only read cannot have.
pub(crate) fn refuse_older(store: &dyn StoreSnapshot) -> Result<(), Error> {
    match format_of(store)? {
        FORMAT if store.get(Table::Meta, MIGRATING_KEY)?.is_none() => Ok(()),
        found @ (2 | FORMAT) => {
            let what =
                if found == FORMAT { "its migration was interrupted".into() } else { format!("it has format {found}") };
            let message = format!(
                "the file must be migrated, because {what}: open it once for writing, such as with `defray --db FILE compact`"
            );
            Err(Error::Environment { code: Code::NeedsMigration, message })
        }
        found => Err(unknown(found)),
    }
}

/// An error when the store has a format that this version does not read.
pub(crate) fn refuse_unknown(store: &dyn StoreSnapshot) -> Result<(), Error> {
    match format_of(store)? {
        2 | FORMAT => Ok(()),
        found => Err(unknown(found)),
    }
}

fn format_of(store: &dyn StoreSnapshot) -> Result<u32, Error> {
    let found = store.get(Table::Meta, FORMAT_KEY)?;
    let found = found.and_then(|bytes| <[u8; 4]>::try_from(bytes.as_slice()).ok()).map(u32::from_le_bytes);
    found.ok_or_else(|| damaged("the file does not contain its format number"))
}

/// Brings a store to [`FORMAT`]. A migration that was interrupted begins again.
pub(crate) fn migrate(store: &dyn Store) -> Result<(), Error> {
    let snapshot = store.snapshot()?;
    match format_of(snapshot.as_ref())? {
        FORMAT if snapshot.get(Table::Meta, MIGRATING_KEY)?.is_none() => Ok(()),
        FORMAT => replace_records(store, &rebuilt(snapshot.as_ref())?),
        2 if snapshot.get(Table::Meta, FORMAT_3_FROM_KEY)?.is_some() => {
            Err(damaged("the file has format 2, and a value that only files of format 3 have"))
        }
        2 => {
            // An error in the journal leaves the file as it is.
            let ledger = rebuilt(snapshot.as_ref())?;
            let next = ledger.position() + 1;
            store.write(vec![
                meta(FORMAT_KEY, Some(FORMAT.to_le_bytes().to_vec())),
                meta(FORMAT_3_FROM_KEY, Some(next.to_le_bytes().to_vec())),
                meta(MIGRATING_KEY, Some(Vec::new())),
            ])?;
            replace_records(store, &ledger)
        }
        found => Err(unknown(found)),
    }
}

fn unknown(found: u32) -> Error {
    let (code, remedy) = if found > FORMAT {
        (Code::NewerFormat, "use a newer defray")
    } else {
        // Commands can be applied by every version; records and events cannot be read by every version.
        (Code::OlderFormat, "export its commands with the version that wrote it, and apply them to a new file")
    };
    let message = format!("the file has ledger format {found}, and this defray reads formats 2 and {FORMAT}: {remedy}");
    Error::Corrupt { code, message }
}

/// The records that the events of the journal produce, in a temporary file.
fn rebuilt(store: &dyn StoreSnapshot) -> Result<Ledger, Error> {
    let mut ledger = scratch_ledger()?;
    let (last, _) = end_of_journal(store)?;
    for entry in Reader::new(store, 1, last) {
        ledger.apply_events(&entry?.0)?;
    }
    Ok(ledger)
}

/// Removes all records, writes those of `ledger`, and ends the migration.
fn replace_records(store: &dyn Store, ledger: &Ledger) -> Result<(), Error> {
    loop {
        let found = store.snapshot()?.scan(Table::Records, &[], Bound::Unbounded, MIGRATED_AT_ONCE)?;
        if found.is_empty() {
            break;
        }
        let removed = found.into_iter().map(|(key, _)| Change { table: Table::Records, key, value: None });
        store.write(removed.collect())?;
    }
    let mut changes = Vec::new();
    for pair in Snapshot::of(ledger).every_record() {
        let (key, record) = pair?;
        let value = Some(encode(&record)?);
        changes.push(Change { table: Table::Records, key: key.as_bytes().to_vec(), value });
        if changes.len() == MIGRATED_AT_ONCE {
            store.write(std::mem::take(&mut changes))?;
        }
    }
    changes.extend([checkpoint_change(ledger.position()), meta(MIGRATING_KEY, None)]);
    Ok(store.write(changes)?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::path::{Path, PathBuf};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;
    use crate::store::{RedbStore, StoreError};

    /// A store whose writes fail after a number of them, as after a power cut.
    struct Interrupted<'s> {
        store: &'s RedbStore,
        writes_left: AtomicU32,
    }

    impl Store for Interrupted<'_> {
        fn write(&self, changes: Vec<Change>) -> Result<(), StoreError> {
            if self.writes_left.load(Ordering::Relaxed) == 0 {
                return Err(StoreError::NotWritten("no power".into()));
            }
            self.writes_left.fetch_sub(1, Ordering::Relaxed);
            self.store.write(changes)
        }

        fn snapshot(&self) -> Result<Arc<dyn StoreSnapshot>, StoreError> {
            self.store.snapshot()
        }

        fn check(&self) -> Result<bool, StoreError> {
            self.store.check()
        }

        fn compact(&self) -> Result<bool, StoreError> {
            self.store.compact()
        }
    }

    fn fixtures() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/format-2")
    }

    /// All pairs of the three tables.
    fn content(store: &RedbStore) -> Vec<(Vec<u8>, Vec<u8>)> {
        let snapshot = store.snapshot().unwrap();
        let all = |table| snapshot.scan(table, &[], Bound::Unbounded, usize::MAX).unwrap();
        Table::ALL.into_iter().flat_map(all).collect()
    }

    #[test]
    fn an_interrupted_migration_continues_at_the_next_open() {
        let folder = tempfile::tempdir().unwrap();
        let mut interrupted = 0;
        for file in std::fs::read_dir(fixtures()).unwrap() {
            let file = file.unwrap().path();
            if file.extension().is_none_or(|extension| extension != "defray") {
                continue;
            }
            let opened = |name: &str| {
                let copy = folder.path().join(name);
                std::fs::copy(&file, &copy).unwrap();
                RedbStore::open(&copy, 1 << 20).unwrap()
            };
            let whole = opened("whole");
            migrate(&whole).unwrap();
            for writes in 0.. {
                let store = opened("interrupted");
                let first = migrate(&Interrupted { store: &store, writes_left: AtomicU32::new(writes) });
                migrate(&store).unwrap();
                assert!(content(&store) == content(&whole), "{} after {writes} writes", file.display());
                if first.is_ok() {
                    break;
                }
                interrupted += 1;
            }
        }
        assert!(interrupted >= 18, "6 files with at least 3 writes each, not {interrupted}");
    }
}
