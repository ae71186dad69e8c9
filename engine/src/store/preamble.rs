//! The first 4 KiB of a ledger file: the magic bytes, the container version and the id of the file.
//!
//! | bytes        | field                                                        |
//! |--------------|--------------------------------------------------------------|
//! | 0..8         | magic `defray\x1A\n`                                         |
//! | 8..10        | container version, little endian                             |
//! | 10..16       | zero                                                         |
//! | 16..32       | file id: 16 random bytes, chosen once at creation            |
//! | 32..4080     | zero                                                         |
//! | 4080..4096   | XXH3-128 of bytes 0..4080, little endian                     |
//!
//! It is written once and never changed. Magic, version and checksum have the same offsets in all container versions,
//! so that an old program can distinguish a newer file from a damaged file.

use redb::StorageBackend;
use xxhash_rust::xxh3::xxh3_128;

use super::error::OpenErrorKind;

pub(super) const PREAMBLE: usize = 4096;
/// The container version that this program writes, and the newest that it reads.
pub(super) const CONTAINER_VERSION: u16 = 2;
/// The container version without a log. This program reads it, and creates no file of it.
pub(super) const WITHOUT_LOG: u16 = 1;

const MAGIC: &[u8; 8] = b"defray\x1A\n";
const VERSION_AT: usize = 8;
const FILE_ID_AT: usize = 16;
const CHECKSUM_AT: usize = PREAMBLE - 16;
/// The first bytes of a redb file without seals.
const REDB_MAGIC: &[u8; 9] = b"redb\x1A\x0A\xA9\x0D\x0A";

/// The random id of a file. All tags depend on it.
pub(crate) type FileId = [u8; 16];

/// A preamble page with a container version. Only tests use other versions than the current one.
pub(super) fn encode_version(file_id: FileId, version: u16) -> Vec<u8> {
    let mut page = vec![0; CHECKSUM_AT];
    page[..MAGIC.len()].copy_from_slice(MAGIC);
    page[VERSION_AT..VERSION_AT + 2].copy_from_slice(&version.to_le_bytes());
    page[FILE_ID_AT..FILE_ID_AT + 16].copy_from_slice(&file_id);
    let checksum = xxh3_128(&page).to_le_bytes();
    page.extend_from_slice(&checksum);
    page
}

/// Reads the id of the file and its container version from the start of `backend`.
pub(super) fn load(backend: &impl StorageBackend) -> Result<(FileId, u16), OpenErrorKind> {
    let physical = backend.len()?;
    let available = physical.min(PREAMBLE as u64) as usize;
    let mut page = vec![0; available];
    if available > 0 {
        backend.read(0, &mut page)?;
    }
    decode(&page)
}

fn decode(page: &[u8]) -> Result<(FileId, u16), OpenErrorKind> {
    if page.starts_with(REDB_MAGIC) {
        return Err(OpenErrorKind::PlainRedb);
    }
    let shared = page.len().min(MAGIC.len());
    if page[..shared] != MAGIC[..shared] {
        return Err(OpenErrorKind::NotDefray);
    }
    if page.len() < PREAMBLE {
        return Err(OpenErrorKind::TruncatedPreamble { len: page.len() });
    }
    if page[CHECKSUM_AT..] != xxh3_128(&page[..CHECKSUM_AT]).to_le_bytes() {
        return Err(OpenErrorKind::DamagedPreamble);
    }
    let version = supported_version(u16::from_le_bytes([page[VERSION_AT], page[VERSION_AT + 1]]))?;
    let mut file_id = FileId::default();
    file_id.copy_from_slice(&page[FILE_ID_AT..FILE_ID_AT + 16]);
    Ok((file_id, version))
}

fn supported_version(found: u16) -> Result<u16, OpenErrorKind> {
    match found {
        WITHOUT_LOG | CONTAINER_VERSION => Ok(found),
        // Version 0 does not exist.
        0 => Err(OpenErrorKind::DamagedPreamble),
        _ => Err(OpenErrorKind::NewerFormat { found, supported: CONTAINER_VERSION }),
    }
}
