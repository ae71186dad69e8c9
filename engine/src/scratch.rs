//! Ledgers in temporary files, for building records again.

use redb::backends::FileBackend;

use crate::code::Code;
use crate::error::Error;
use crate::format::first_changes;
use crate::ledger::{Bounds, Ledger};
use crate::store::RedbStore;

/// An empty ledger in an unnamed temporary file, for rebuilding records. Its size is not limited by memory.
pub(crate) fn scratch_ledger() -> Result<Ledger, Error> {
    let environment = |message: String| Error::Environment { code: Code::ScratchFile, message };
    let file =
        tempfile::tempfile().map_err(|error| environment(format!("a temporary file cannot be created: {error}")))?;
    let backend = FileBackend::new(file).map_err(|error| environment(error.to_string()))?;
    let store = RedbStore::create_on(backend, 64 << 20, first_changes())?;
    let bounds = Bounds { changed_records: 65_536, cached_records: 65_536, entries_since_checkpoint: u64::MAX };
    Ledger::open(Box::new(store), bounds)
}
