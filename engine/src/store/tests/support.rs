//! The content that the storage tests write: records of all sizes, and their expected values.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU64, Ordering};

use redb::{Database, ReadableDatabase, ReadableTable, ReadableTableMetadata, StorageBackend, TableDefinition};

use crate::store::create::{self, LedgerFile};
use crate::store::sealed::SealedBackend;
use crate::store::{OpenError, begin};
use crate::testing::{FaultyDisk, Image};

pub(crate) type Rows = BTreeMap<u64, Vec<u8>>;

pub(crate) const CACHE: usize = 1 << 14;
/// The offset of the first copy of block 0 in the file.
pub(crate) const HEADER: u64 = 12_288;
/// The offset of the ring in a new file.
pub(crate) const RING: u64 = HEADER + 2 * 8_192;
/// The offset of block 1 in a new file.
pub(crate) const BLOCKS: u64 = RING + create::RING;
/// The size of a block in the file.
pub(crate) const SEALED: u64 = 4_112;
const ROWS: TableDefinition<u64, &[u8]> = TableDefinition::new("rows");
const COUNT: TableDefinition<&str, u64> = TableDefinition::new("count");

#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Redb(#[from] redb::Error),
}

/// The name of backends without a path, for messages.
pub(crate) fn name() -> &'static Path {
    Path::new("disk in memory")
}

pub(crate) fn open_disk(disk: &FaultyDisk) -> Result<Database, OpenError> {
    open_on(disk.clone(), name(), CACHE)
}

pub(crate) fn open_on(disk: impl StorageBackend, name: &Path, cache_bytes: usize) -> Result<Database, OpenError> {
    create::open_on(disk, name, cache_bytes).map(|file| file.database)
}

pub(crate) fn create_on<E: From<OpenError>>(
    disk: FaultyDisk,
    name: &Path,
    cache_bytes: usize,
    fill: impl FnOnce(&Database) -> Result<(), E>,
) -> Result<Database, E> {
    create::create_on(disk, name, cache_bytes, fill).map(|file| file.database)
}

pub(crate) fn open(path: &Path, cache_bytes: usize) -> Result<Database, OpenError> {
    create::open(path, cache_bytes).map(|file| file.database)
}

/// Opens a ledger with its log.
pub(crate) fn open_file(disk: &FaultyDisk) -> Result<LedgerFile, OpenError> {
    create::open_on(disk.clone(), name(), CACHE)
}

/// Writes `records` as the whole content of the ledger, in one commit.
pub(crate) fn commit(database: &Database, records: &Rows) -> Result<(), redb::Error> {
    let transaction = begin(database)?;
    {
        let mut table = transaction.open_table(ROWS)?;
        table.retain(|key, _| records.contains_key(&key))?;
        for (key, value) in records {
            let stored = table.get(key)?.map(|found| found.value() == value);
            if stored != Some(true) {
                table.insert(key, value.as_slice())?;
            }
        }
        let mut count = transaction.open_table(COUNT)?;
        count.insert("rows", records.len() as u64)?;
    }
    transaction.commit()?;
    Ok(())
}

/// Reads all records, by scan and by key.
pub(crate) fn read_all(database: &Database) -> Result<Rows, redb::Error> {
    let transaction = database.begin_read()?;
    let table = transaction.open_table(ROWS)?;
    let mut records = Rows::new();
    for entry in table.iter()? {
        let (key, value) = entry?;
        records.insert(key.value(), value.value().to_vec());
    }
    for (key, value) in &records {
        let found = table.get(key)?.map(|found| found.value().to_vec());
        assert_eq!(found.as_ref(), Some(value), "scan and lookup of {key}");
    }
    let count = transaction.open_table(COUNT)?;
    let counted = count.get("rows")?.map(|found| found.value());
    assert_eq!(counted, Some(records.len() as u64));
    assert_eq!(table.len()?, records.len() as u64);
    Ok(records)
}

/// A value that contains its key and version, so that a wrong record is detected.
pub(crate) fn value(key: u64, version: u64, len: usize) -> Vec<u8> {
    let stamp = [key.to_le_bytes(), version.to_le_bytes()].concat();
    stamp.into_iter().cycle().take(len).collect()
}

/// The content after `commits` commits: small records that are added, changed and removed, and sometimes a record of
/// many pages, so that the file grows and shrinks.
pub(crate) fn rows_after(commits: u64) -> Rows {
    let mut records = Rows::new();
    for step in 0..=commits {
        for key in step * 6..step * 6 + 6 {
            records.insert(key, value(key, step, 20 + (key % 7) as usize * 30));
        }
        if step > 0 {
            records.remove(&(step * 6 - 4));
            records.insert(step * 3, value(step * 3, step, 100));
        }
        if step % 5 == 2 {
            records.insert(100_000 + step, value(step, step, 4_000 * step as usize));
        }
        if step % 5 == 4 {
            records.retain(|key, _| *key < 100_000);
        }
    }
    records
}

/// A closed ledger that contains `records`.
pub(crate) fn ledger(records: &Rows) -> Image {
    let disk = FaultyDisk::new(Image::default());
    let fill = |database: &Database| Ok::<_, Failure>(commit(database, records)?);
    drop(create_on(disk.clone(), name(), CACHE, fill).unwrap());
    disk.image()
}

/// A closed ledger of container version 1, without a log.
pub(crate) fn older_ledger(records: &Rows) -> Image {
    let disk = FaultyDisk::new(Image::default());
    let sealed = SealedBackend::format_without_log(disk.clone(), [3; 16]).unwrap();
    let file = create::start(sealed, CACHE).unwrap();
    commit(&file.database, records).unwrap();
    drop(file);
    disk.image()
}

/// Opens the ledger and reads all records. Any error becomes a description.
pub(crate) fn reopen(disk: impl StorageBackend) -> Result<Rows, Failure> {
    let database = open_on(disk, name(), CACHE)?;
    Ok(read_all(&database)?)
}

/// Turns a panic into a value, without printing its message.
pub(crate) fn without_panic<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

/// A temporary directory for one test, removed at the end.
#[derive(Debug)]
pub(crate) struct TestDir(PathBuf);

impl TestDir {
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let unique = format!("defray-test-{}-{number}", std::process::id());
        let path = env::temp_dir().join(unique);
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// The names in the directory, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
        let mut names: Vec<_> = entries.map(|entry| name(entry.unwrap())).collect();
        names.sort();
        names
    }
}

impl Drop for TestDir {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const CHILD_PATH: &str = "DEFRAY_TEST_CHILD_PATH";

/// A command that runs one ignored test of this program on `path`, in a separate process.
pub(crate) fn child(test: &str, path: &Path) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", test, "--ignored", "--nocapture"]);
    command.env(CHILD_PATH, path);
    command
}

/// The path that the parent gave to a child.
pub(crate) fn child_path() -> PathBuf {
    env::var_os(CHILD_PATH).unwrap().into()
}

pub(crate) fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}
