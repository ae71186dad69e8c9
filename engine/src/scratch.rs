//! Ledgers in temporary files, for building records again.

use std::sync::Arc;

use redb::backends::FileBackend;

use crate::code::Code;
use crate::error::Error;
use crate::format::first_changes;
use crate::ledger::{Bounds, Ledger};
use crate::places::Places;
use crate::segments::LargestSizes;
use crate::snapshot::Snapshot;
use crate::store::RedbStore;

/// An empty ledger in an unnamed temporary file, for rebuilding records from the journal `source`, which keeps the
/// bills of its entries. Its size is not limited by memory.
pub(crate) fn scratch_ledger(source: Places) -> Result<Ledger, Error> {
    let environment = |message: String| Error::Environment { code: Code::ScratchFile, message };
    let file =
        tempfile::tempfile().map_err(|error| environment(format!("a temporary file cannot be created: {error}")))?;
    let backend = FileBackend::new(file).map_err(|error| environment(error.to_string()))?;
    let store = RedbStore::create_on(backend, 64 << 20, first_changes())?;
    let bounds = Bounds {
        changed_bytes: 64 << 20,
        cached_bytes: 64 << 20,
        entries: u64::MAX,
        threads: false,
        sizes: LargestSizes::UNLIMITED,
    };
    Ledger::without_log(Arc::new(store), bounds, Some(source))
}

/// Writes all changes of the applied entries, and returns the records.
pub(crate) fn rebuilt(ledger: &mut Ledger) -> Result<Snapshot, Error> {
    ledger.sweep_all()?;
    Ok(Snapshot::of(ledger))
}
