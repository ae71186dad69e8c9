//! The format of the data in the tables, and what the table `meta` stores.

use crate::code::Code;
use crate::error::Error;
use crate::store::{Change, StoreSnapshot, Table};

/// The format of the data in the tables. Each file stores the format that it has.
pub(crate) const FORMAT: u32 = 3;
pub(crate) const FORMAT_KEY: &[u8] = b"format";
const CHECKPOINT_KEY: &[u8] = b"checkpoint";
/// The position of the first entry of format 3 (u64, little-endian).
pub(crate) const FORMAT_3_FROM_KEY: &[u8] = b"format 3 from";
/// The key is present while a migration replaces the records.
pub(crate) const MIGRATING_KEY: &[u8] = b"migrating";
/// The key is present when the journal has entries that were made in a simulation.
pub(crate) const SIMULATED_KEY: &[u8] = b"simulated";
/// The first commit of a new ledger.
pub(crate) fn first_changes() -> Vec<Change> {
    vec![
        checkpoint_change(0),
        meta(FORMAT_KEY, Some(FORMAT.to_le_bytes().to_vec())),
        meta(FORMAT_3_FROM_KEY, Some(1_u64.to_le_bytes().to_vec())),
    ]
}

/// Sets the position of the last checkpoint.
pub(crate) fn checkpoint_change(position: u64) -> Change {
    meta(CHECKPOINT_KEY, Some(position.to_le_bytes().to_vec()))
}

/// The position of the last checkpoint.
pub(crate) fn read_checkpoint(store: &dyn StoreSnapshot) -> Result<u64, Error> {
    read_number(store, CHECKPOINT_KEY)?
        .ok_or_else(|| damaged("the file does not contain the position of its checkpoint"))
}

/// A number (u64, little-endian) of the table `meta`.
pub(crate) fn read_number(store: &dyn StoreSnapshot, key: &[u8]) -> Result<Option<u64>, Error> {
    let found = store.get(Table::Meta, key)?;
    Ok(found.and_then(|bytes| <[u8; 8]>::try_from(bytes.as_slice()).ok()).map(u64::from_le_bytes))
}

/// A change of the table `meta`.
pub(crate) fn meta(key: &[u8], value: Option<Vec<u8>>) -> Change {
    Change { table: Table::Meta, key: key.to_vec(), value }
}

pub(crate) fn damaged(message: &str) -> Error {
    Error::Corrupt { code: Code::DamagedFile, message: message.into() }
}
