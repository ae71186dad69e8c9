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
use crate::snapshot::Snapshot;
use crate::store::{Change, Store, StoreSnapshot, Table};
use crate::verify::scratch_ledger;

/// The number of records in one commit of a migration.
const MIGRATED_AT_ONCE: usize = 8_192;

/// Brings a store to [`FORMAT`]. A migration that was interrupted begins again.
pub(crate) fn migrate(store: &dyn Store) -> Result<(), Error> {
    let snapshot = store.snapshot()?;
    let found = snapshot.get(Table::Meta, FORMAT_KEY)?;
    let found = found.and_then(|bytes| <[u8; 4]>::try_from(bytes.as_slice()).ok()).map(u32::from_le_bytes);
    match found.ok_or_else(|| damaged("the file does not contain its format number"))? {
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
