//! A file that is only read.
//!
//! redb writes to a file when it opens it: it marks the file as open, and it recovers a file that was not closed. Here
//! these writes stay in memory, over the content of the file. So a file without write permission, or on a medium that
//! cannot be written, opens like any other, also after a crash. Recovery changes few blocks, so the memory is small.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::ops::Bound;

use parking_lot::RwLock;
use redb::backends::FileBackend;
use redb::{BackendError, StorageBackend};

use super::error::OpenErrorKind;

const PAGE: usize = 4096;

/// A file whose writes stay in memory.
#[derive(Debug)]
pub(super) struct ReadOnlyFile {
    file: FileBackend,
    written: RwLock<Written>,
}

#[derive(Debug)]
struct Written {
    /// The length that redb sees.
    len: u64,
    /// Bytes from this offset on are not those of the file, because a shorter length cut them off.
    file_until: u64,
    /// The pages that were written, by number.
    pages: BTreeMap<u64, Box<[u8; PAGE]>>,
}

impl ReadOnlyFile {
    pub(super) fn new(file: File) -> Result<Self, OpenErrorKind> {
        let file = FileBackend::new(file)?;
        let len = file.len()?;
        Ok(Self { file, written: RwLock::new(Written { len, file_until: len, pages: BTreeMap::new() }) })
    }

    fn read_under(&self, written: &Written, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let in_file = written.file_until.saturating_sub(offset).min(out.len() as u64) as usize;
        let (from_file, after) = out.split_at_mut(in_file);
        if !from_file.is_empty() {
            self.file.read(offset, from_file)?;
        }
        after.fill(0);
        for (place, page, range) in parts(offset, out.len()) {
            if let Some(bytes) = written.pages.get(&page) {
                let target = &mut out[place..place + range.len()];
                target.copy_from_slice(&bytes[range]);
            }
        }
        Ok(())
    }
}

/// The parts of `len` bytes from `offset` on, by page: the place in the bytes, the page, and the range in the page.
fn parts(offset: u64, len: usize) -> impl Iterator<Item = (usize, u64, std::ops::Range<usize>)> {
    let mut place = 0;
    std::iter::from_fn(move || {
        let position = offset + place as u64;
        let (page, start) = (position / PAGE as u64, (position % PAGE as u64) as usize);
        let count = (PAGE - start).min(len - place);
        let part = (place, page, start..start + count);
        place += count;
        (count > 0).then_some(part)
    })
}

impl StorageBackend for ReadOnlyFile {
    fn len(&self) -> io::Result<u64> {
        Ok(self.written.read().len)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let written = self.written.read();
        if offset.saturating_add(out.len() as u64) > written.len {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.read_under(&written, offset, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let mut written = self.written.write();
        written.len = len;
        if len < written.file_until {
            written.file_until = len;
        }
        let (last, used) = (len / PAGE as u64, (len % PAGE as u64) as usize);
        if let Some(bytes) = written.pages.get_mut(&last) {
            bytes[used..].fill(0);
        }
        written.pages.retain(|page, _| *page <= last);
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut written = self.written.write();
        for (place, page, range) in parts(offset, data.len()) {
            if !written.pages.contains_key(&page) {
                let mut bytes = Box::new([0; PAGE]);
                self.read_under(&written, page * PAGE as u64, bytes.as_mut_slice())?;
                written.pages.insert(page, bytes);
            }
            if let Some(bytes) = written.pages.get_mut(&page) {
                let part = &data[place..place + range.len()];
                bytes[range].copy_from_slice(part);
            }
        }
        written.len = written.len.max(offset.saturating_add(data.len() as u64));
        Ok(())
    }

    fn close(&self) -> io::Result<()> {
        self.file.close()
    }

    // A reader excludes writers, but not other readers. So each lock is a shared one, which also needs no permission to
    // write.

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.file.try_lock_shared_range(start, end)
    }

    fn try_lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.file.try_lock_shared_range(start, end)
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.file.lock_shared_range(start, end)
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.file.lock_shared_range(start, end)
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.file.unlock_range(start, end)
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.file.query_lock_range(start, end)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::{Read, Seek, Write};

    use super::*;

    #[test]
    fn writes_are_seen_and_the_file_stays() {
        let mut file = tempfile::tempfile().unwrap();
        let before: Vec<u8> = (0..3 * PAGE).map(|byte| byte as u8).collect();
        file.write_all(&before).unwrap();
        let disk = ReadOnlyFile::new(file.try_clone().unwrap()).unwrap();
        let mut expected = before.clone();
        let same = |disk: &ReadOnlyFile, expected: &[u8]| {
            let mut seen = vec![1; expected.len()];
            disk.read(0, &mut seen).unwrap();
            assert!(seen == expected);
            assert_eq!(disk.len().unwrap(), expected.len() as u64);
            assert!(disk.read(1, &mut seen).is_err(), "nothing can be read after the end");
        };
        disk.write(PAGE as u64 - 2, &[7; 5]).unwrap();
        expected[PAGE - 2..PAGE + 3].fill(7);
        same(&disk, &expected);
        // What a shorter length cut off does not come back.
        disk.set_len(PAGE as u64 + 1).unwrap();
        disk.set_len(2 * PAGE as u64).unwrap();
        expected.truncate(PAGE + 1);
        expected.resize(2 * PAGE, 0);
        same(&disk, &expected);
        disk.write(2 * PAGE as u64, &[9; 10]).unwrap();
        expected.extend([9; 10]);
        same(&disk, &expected);
        let mut after = Vec::new();
        file.rewind().unwrap();
        file.read_to_end(&mut after).unwrap();
        assert!(after == before);
    }
}
