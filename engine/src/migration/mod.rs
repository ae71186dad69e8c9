//! The conversion of files of format 2.
//!
//! The bytes of an entry are shorter since format 4, and the file has a log. So the ledger is written again, into
//! `NAME.migrating` beside it: the same commands and events at the same positions, with other heads. The new file is
//! verified. Then the old file gets the name `NAME.format-2`, and the new one its name. A crash before the last step
//! leaves the old file in its place, and the next open converts it again.
//!
//! The heads of format 2 are kept in the new file, so that a host can still compare a head that it stored earlier.

mod format_2;
mod older_types;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::code::Code;
use crate::error::Error;
use crate::format::{FORMAT, damaged, first_changes, format_of, unknown_format};
use crate::journal::GENESIS;
use crate::ledger::{Bounds, Ledger};
use crate::old_heads::{HEADS_IN_A_VALUE, last_position_change, old_heads_change};
use crate::options::Options;
use crate::progress::{ProgressCallback, report_periodically};
use crate::segments::{EntryParts, SegmentWriter};
use crate::snapshot::Snapshot;
use crate::store::{RedbStore, Store, StoreSnapshot, publish_over};

/// The number of entries in one segment of the new journal, before segments are joined.
const ENTRIES_IN_A_SEGMENT: usize = 256;

/// Checks that a store has the present format.
pub(crate) fn expect_present_format(store: &dyn StoreSnapshot) -> Result<(), Error> {
    match format_of(store)? {
        FORMAT => Ok(()),
        2 => {
            let message = "the file must be migrated, because it has format 2: open it once for writing, such as with \
                           `defray --db FILE compact`";
            Err(Error::Environment { code: Code::NeedsMigration, message: message.into() })
        }
        found => Err(unknown_format(found)),
    }
}

/// The name of the old file after its conversion.
fn kept_name(path: &Path) -> PathBuf {
    with_ending(path, ".format-2")
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

pub(crate) use format_2::{last as last_of_format_2, read as read_format_2};

/// Converts the file `path` if it has format 2. `store` is this file, open, so no other process can use it meanwhile.
/// Returns the store of the converted file.
pub(crate) fn migrate(
    path: &Path,
    store: RedbStore,
    options: &Options,
    progress: ProgressCallback<'_>,
) -> Result<RedbStore, Error> {
    let snapshot = store.snapshot()?;
    if format_of(snapshot.as_ref())? != 2 {
        expect_present_format(snapshot.as_ref())?;
        return Ok(store);
    }
    let migrating = with_ending(path, ".migrating");
    let failed = |error: io::Error| Error::Environment {
        code: Code::Io,
        message: format!("the file {} cannot be converted: {error}", path.display()),
    };
    match fs::remove_file(&migrating) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    let converted = convert(snapshot.as_ref(), &migrating, options, progress);
    if let Err(error) = converted {
        // The old file is untouched. What was written of the new one is of no use.
        let _ = fs::remove_file(&migrating);
        return Err(error);
    }
    keep(path).map_err(failed)?;
    publish_over(&migrating, path).map_err(failed)?;
    drop((snapshot, store));
    Ok(RedbStore::open(path, options.page_cache_bytes)?)
}

/// Gives the old file its second name.
fn keep(path: &Path) -> io::Result<()> {
    let kept = kept_name(path);
    match fs::hard_link(path, &kept) {
        // A crash after this step of an earlier conversion left the name.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && is_same_file(path, &kept)? => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let what =
                format!("`{}` exists already: move it away, because the old file gets this name", kept.display());
            Err(io::Error::new(error.kind(), what))
        }
        Err(error) if error.kind() == io::ErrorKind::Unsupported => fs::copy(path, &kept).map(drop),
        linked => linked,
    }
}

#[cfg(unix)]
fn is_same_file(one: &Path, other: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let (one, other) = (fs::metadata(one)?, fs::metadata(other)?);
    Ok((one.dev(), one.ino()) == (other.dev(), other.ino()))
}

#[cfg(not(unix))]
fn is_same_file(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Writes the ledger of an old store into a new file, and verifies it.
fn convert(old: &dyn StoreSnapshot, to: &Path, options: &Options, progress: ProgressCallback<'_>) -> Result<(), Error> {
    let bounds = Bounds { entries: u64::MAX, threads: false, ..options.bounds() };
    let store = Arc::new(RedbStore::create(to, options.page_cache_bytes, first_changes())?);
    let of = format_2::last(old)?.0;
    let mut ledger = Ledger::without_log(store.clone(), bounds, None)?;
    let mut segment = SegmentWriter::after(GENESIS, 1);
    let mut heads = Vec::new();
    for entry in format_2::read(old) {
        let (entry, head) = entry?;
        heads.extend_from_slice(head.bytes());
        ledger.apply_before_segment(&entry)?;
        segment.push(&EntryParts::from(&entry))?;
        if segment.len() >= ENTRIES_IN_A_SEGMENT {
            let next = SegmentWriter::after(segment.head(), segment.next());
            if let Some(segment) = std::mem::replace(&mut segment, next).finish() {
                ledger.add_segment(segment)?;
            }
        }
        if entry.position.is_multiple_of(HEADS_IN_A_VALUE) || entry.position == of {
            store.write(vec![old_heads_change(entry.position, std::mem::take(&mut heads))])?;
        }
        report_periodically(progress, entry.position, of)?;
    }
    if let Some(segment) = segment.finish() {
        ledger.add_segment(segment)?;
    }
    ledger.sweep_all()?;
    store.write(vec![last_position_change(of)])?;
    let written = Snapshot::of(&ledger);
    if written.position() != of {
        return Err(damaged("the converted journal has another length"));
    }
    written.verify(progress)?;
    Ok(())
}
