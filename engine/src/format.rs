//! The format of the data in the tables, and what the table `meta` stores.

use crate::code::Code;
use crate::error::Error;
use crate::store::{Change, LogPlace, StoreSnapshot, Table};

/// The format of the data in the tables. Each file stores the format that it has.
pub(crate) const FORMAT: u32 = 5;
pub(crate) const FORMAT_KEY: &[u8] = b"format";
const CHECKPOINT_KEY: &[u8] = b"checkpoint";
/// The place in the log after the last entry that is in the tables.
pub(crate) const LOG_PLACE_KEY: &[u8] = b"log place";
/// The key is present when the journal has entries that were made in a simulation.
pub(crate) const SIMULATED_KEY: &[u8] = b"simulated";
/// The last position of the journal of format 2 from which the ledger was converted (u64, little-endian).
pub(crate) const MIGRATED_FROM_KEY: &[u8] = b"migrated from";

/// The first commit of a new ledger.
pub(crate) fn first_changes() -> Vec<Change> {
    vec![
        checkpoint_change(0),
        meta(FORMAT_KEY, Some(FORMAT.to_le_bytes().to_vec())),
        meta(LOG_PLACE_KEY, Some(LogPlace::START.to_bytes().to_vec())),
    ]
}

/// The format of a store.
pub(crate) fn format_of(store: &dyn StoreSnapshot) -> Result<u32, Error> {
    let found = store.get(Table::Meta, FORMAT_KEY)?;
    let found = found.and_then(|bytes| <[u8; 4]>::try_from(bytes.as_slice()).ok()).map(u32::from_le_bytes);
    found.ok_or_else(|| damaged("the file does not contain its format number"))
}

/// The error for a format that this version cannot read.
pub(crate) fn unknown_format(found: u32) -> Error {
    let (code, remedy) = if found > FORMAT {
        (Code::NewerFormat, "use a newer defray")
    } else {
        // Commands can be applied by every version; records and events cannot be read by every version.
        (Code::OlderFormat, "export its commands with the version that wrote it, and apply them to a new file")
    };
    let message = format!("the file has ledger format {found}, and this defray reads formats 2 and {FORMAT}: {remedy}");
    Error::Corrupt { code, message }
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
