//! Creating and opening ledger files.
//!
//! When redb is interrupted during the creation of a file, the file is unreadable. Therefore a ledger is created under
//! a temporary name in the same directory, synced and closed. Then it gets its name by a hard link, which never
//! replaces an existing file. After a crash there is no file of that name, or a complete ledger.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use redb::backends::FileBackend;
use redb::{Builder, Database, StorageBackend};

use super::error::{OpenError, OpenErrorKind};
use super::log::Log;
use super::panics::guarded;
use super::preamble::FileId;
use super::read_only::ReadOnlyFile;
use super::sealed::SealedBackend;

/// The size of the ring of the log in a new file, in bytes.
pub(super) const RING: u64 = 1 << 20;

/// An open ledger file.
#[derive(Debug)]
pub(crate) struct LedgerFile {
    pub(crate) database: Database,
    /// `None` in a file of container version 1.
    pub(crate) log: Option<Arc<dyn Log>>,
}

/// Creates the ledger file `path`, which must not exist. `fill` makes the first commits, through [`super::begin`]. The
/// file gets its name only after `fill` succeeded and all data is synced.
pub(crate) fn create<E: From<OpenError>>(
    path: &Path,
    cache_bytes: usize,
    fill: impl FnOnce(&Database) -> Result<(), E>,
) -> Result<(), E> {
    let failed = |kind: OpenErrorKind| E::from(OpenError::new(path, kind));
    refuse_taken_name(path).map_err(failed)?;
    let temporary = TemporaryFile::beside(path).map_err(failed)?;
    crash_point("temporary file created");
    let backend = temporary.backend().map_err(failed)?;
    let file = create_on(backend, path, cache_bytes, fill)?;
    crash_point("filled");
    close(file).map_err(failed)?;
    crash_point("closed");
    temporary.publish(path).map_err(failed)
}

/// Creates a ledger on an empty backend. `name` is used only in error messages.
pub(crate) fn create_on<B: StorageBackend, E: From<OpenError>>(
    backend: B,
    name: &Path,
    cache_bytes: usize,
    fill: impl FnOnce(&Database) -> Result<(), E>,
) -> Result<LedgerFile, E> {
    let file = file_id()
        .and_then(|id| SealedBackend::format(backend, id, RING))
        .and_then(|sealed| start(sealed, cache_bytes))
        .map_err(|kind| OpenError::new(name, kind))?;
    match fill(&file.database) {
        Ok(()) => Ok(file),
        Err(error) => {
            // The first error says more than an error of closing.
            let _ = close(file);
            Err(error)
        }
    }
}

fn close(file: LedgerFile) -> Result<(), OpenErrorKind> {
    guarded("closing", || {
        drop(file);
        Ok(())
    })
}

/// Opens the ledger file `path`, and recovers it if it was not closed.
pub(crate) fn open(path: &Path, cache_bytes: usize) -> Result<LedgerFile, OpenError> {
    let file = mount(path).and_then(|sealed| start(sealed, cache_bytes)).map_err(|kind| OpenError::new(path, kind))?;
    remove_old_temporary_files(path);
    Ok(file)
}

/// The log gets a handle of its own, so that it learns of each write that failed.
#[cfg(unix)]
fn mount(path: &Path) -> Result<SealedBackend<FileBackend>, OpenErrorKind> {
    use std::os::unix::fs::MetadataExt;
    let (file, log_file) = (open_regular_file(path, true)?, open_regular_file(path, true)?);
    let (is, log_is) = (file.metadata()?, log_file.metadata()?);
    if (is.dev(), is.ino()) != (log_is.dev(), log_is.ino()) {
        // Another file got the name between the two opens.
        return Err(OpenErrorKind::Io(io::Error::other("the file was replaced while it was opened")));
    }
    SealedBackend::mount_twice(backend_of(file)?, backend_of(log_file)?)
}

/// On other systems the lock of one handle could exclude the other one.
#[cfg(not(unix))]
fn mount(path: &Path) -> Result<SealedBackend<FileBackend>, OpenErrorKind> {
    SealedBackend::mount(backend_of(open_regular_file(path, true)?)?)
}

/// Opens the ledger file `path` without writing to it. What redb would write, such as a recovery, stays in memory.
pub(crate) fn open_read_only(path: &Path, cache_bytes: usize) -> Result<LedgerFile, OpenError> {
    let opened = open_regular_file(path, false).and_then(ReadOnlyFile::new);
    open_on(opened.map_err(|kind| OpenError::new(path, kind))?, path, cache_bytes)
}

/// Opens a ledger on a backend. `name` is used only in error messages.
pub(crate) fn open_on<B: StorageBackend>(backend: B, name: &Path, cache_bytes: usize) -> Result<LedgerFile, OpenError> {
    SealedBackend::mount(backend)
        .and_then(|sealed| start(sealed, cache_bytes))
        .map_err(|kind| OpenError::new(name, kind))
}

pub(super) fn start<B: StorageBackend>(
    sealed: SealedBackend<B>,
    cache_bytes: usize,
) -> Result<LedgerFile, OpenErrorKind> {
    let mut builder = Builder::new();
    builder.set_cache_size(cache_bytes);
    let _opening = sealed.opening();
    let log = sealed.log();
    let database = guarded("opening", || Ok::<_, OpenErrorKind>(builder.create_with_backend(sealed)?))?;
    Ok(LedgerFile { database, log })
}

fn file_id() -> Result<FileId, OpenErrorKind> {
    let mut id = FileId::default();
    getrandom::fill(&mut id).map_err(io::Error::other)?;
    Ok(id)
}

fn backend_of(file: File) -> Result<FileBackend, OpenErrorKind> {
    Ok(FileBackend::new(file)?)
}

fn open_regular_file(path: &Path, write: bool) -> Result<File, OpenErrorKind> {
    // The metadata is read first, because opening a pipe or a device can have side effects.
    let metadata = fs::metadata(path).map_err(open_failure)?;
    if metadata.is_dir() {
        return Err(OpenErrorKind::IsDirectory);
    }
    if !metadata.is_file() {
        return Err(OpenErrorKind::NotAFile);
    }
    let mut options = OpenOptions::new();
    options.read(true).write(write);
    options.open(path).map_err(open_failure)
}

fn open_failure(error: io::Error) -> OpenErrorKind {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => OpenErrorKind::Missing,
        io::ErrorKind::IsADirectory => OpenErrorKind::IsDirectory,
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => OpenErrorKind::PermissionDenied(error),
        _ => OpenErrorKind::Io(error),
    }
}

/// An early check that saves work. The hard link at the end is the decisive check.
fn refuse_taken_name(path: &Path) -> Result<(), OpenErrorKind> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => Err(OpenErrorKind::IsDirectory),
        Ok(_) => Err(OpenErrorKind::AlreadyExists),
        Err(_) => Ok(()),
    }
}

/// A ledger file that has only its temporary name. Dropping it removes that name.
struct TemporaryFile {
    file: File,
    temporary: PathBuf,
}

impl TemporaryFile {
    fn beside(path: &Path) -> Result<Self, OpenErrorKind> {
        let stem = temporary_stem(path).ok_or(OpenErrorKind::IsDirectory)?;
        let mut name = stem;
        for byte in file_id()? {
            name.push(format!("{byte:02x}"));
        }
        let temporary = directory_of(path).join(name);
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        let file = options.open(&temporary).map_err(directory_failure)?;
        Ok(Self { file, temporary })
    }

    fn backend(&self) -> Result<FileBackend, OpenErrorKind> {
        backend_of(self.file.try_clone()?)
    }

    fn publish(self, path: &Path) -> Result<(), OpenErrorKind> {
        self.file.sync_all()?;
        crash_point("synced");
        fs::hard_link(&self.temporary, path).map_err(|error| link_failure(error, path))?;
        crash_point("linked");
        sync_directory(directory_of(path))?;
        crash_point("directory synced");
        Ok(())
    }
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        // A leftover temporary name is harmless, and the next open removes it.
        let _ = fs::remove_file(&self.temporary);
    }
}

fn directory_failure(error: io::Error) -> OpenErrorKind {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => OpenErrorKind::DirectoryMissing,
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            OpenErrorKind::DirectoryNotWritable(error)
        }
        _ => OpenErrorKind::Io(error),
    }
}

fn link_failure(error: io::Error, path: &Path) -> OpenErrorKind {
    // The temporary name is missing if another creation of the same file finished first and removed it.
    if fs::symlink_metadata(path).is_ok() { OpenErrorKind::AlreadyExists } else { OpenErrorKind::Io(error) }
}

fn directory_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

#[cfg(unix)]
fn sync_directory(directory: &Path) -> io::Result<()> {
    File::open(directory)?.sync_all()
}

/// On other systems a directory cannot be synced; the file system orders changes of names itself.
#[cfg(not(unix))]
fn sync_directory(_directory: &Path) -> io::Result<()> {
    Ok(())
}

/// Gives a complete file the name of an existing file, which it replaces. After a crash the name has one of the two
/// files.
pub(crate) fn publish_over(from: &Path, to: &Path) -> io::Result<()> {
    File::open(from)?.sync_all()?;
    fs::rename(from, to)?;
    sync_directory(directory_of(to))
}

fn temporary_stem(path: &Path) -> Option<OsString> {
    let mut stem = OsString::from(".");
    stem.push(path.file_name()?);
    stem.push(".creating-");
    Some(stem)
}

/// Removes old temporary files of `path`. The file exists, so none of them can become that file any more. This is safe
/// even while another creation is running. Errors are ignored, because they do not prevent the open.
fn remove_old_temporary_files(path: &Path) {
    let Some(stem) = temporary_stem(path) else { return };
    let Ok(entries) = fs::read_dir(directory_of(path)) else {
        return;
    };
    for entry in entries.flatten() {
        if is_temporary(&entry.file_name(), &stem) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn is_temporary(name: &OsStr, stem: &OsStr) -> bool {
    let suffix = name.as_encoded_bytes().strip_prefix(stem.as_encoded_bytes());
    suffix.is_some_and(|hex| hex.len() == 32 && hex.iter().all(u8::is_ascii_hexdigit))
}

/// A point at which tests abort a creation.
#[cfg(test)]
fn crash_point(step: &str) {
    super::tests::creation::abort_if_asked(step);
}

#[cfg(not(test))]
fn crash_point(_step: &str) {}
