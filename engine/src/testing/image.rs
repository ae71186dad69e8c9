//! The content of a disk. Copies are cheap.

use std::io;
use std::sync::Arc;

const PAGE: usize = 4096;

/// The bytes of a file. Copies share their pages until one of them is changed, so that thousands of damaged variants of
/// one file need little memory.
#[derive(Debug, Clone, Default)]
pub struct Image {
    len: u64,
    pages: Vec<Arc<[u8; PAGE]>>,
}

impl Image {
    /// An image with these bytes.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let mut image = Self::default();
        image.write(0, bytes);
        image
    }

    /// All bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes: Vec<u8> = self.pages.iter().flat_map(|page| page.iter().copied()).collect();
        bytes.truncate(self.len as usize);
        bytes
    }

    /// The length in bytes.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// `true` when there are no bytes.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Truncates the image, or extends it with zeros.
    pub fn set_len(&mut self, len: u64) {
        let pages = len.div_ceil(PAGE as u64) as usize;
        let cut = (len % PAGE as u64) as usize;
        if len < self.len && cut != 0 {
            Arc::make_mut(&mut self.pages[pages - 1])[cut..].fill(0);
        }
        let blank = Arc::new([0; PAGE]);
        self.pages.resize_with(pages, || blank.clone());
        self.len = len;
    }

    /// Reads bytes.
    ///
    /// # Errors
    ///
    /// [`io::ErrorKind::UnexpectedEof`] when the range is not within the image.
    pub fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        if offset + out.len() as u64 > self.len {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut done = 0;
        while done < out.len() {
            let (page, start, count) = step(offset + done as u64, out.len() - done);
            out[done..done + count].copy_from_slice(&self.pages[page][start..start + count]);
            done += count;
        }
        Ok(())
    }

    /// Writes bytes, and extends the image when necessary.
    pub fn write(&mut self, offset: u64, data: &[u8]) {
        let end = offset + data.len() as u64;
        if end > self.len {
            self.set_len(end);
        }
        self.write_within(offset, data);
    }

    /// Writes only the bytes that are within the current length.
    pub fn write_within(&mut self, offset: u64, data: &[u8]) {
        let room = self.len.saturating_sub(offset).min(data.len() as u64) as usize;
        let mut done = 0;
        while done < room {
            let (page, start, count) = step(offset + done as u64, room - done);
            Arc::make_mut(&mut self.pages[page])[start..start + count].copy_from_slice(&data[done..done + count]);
            done += count;
        }
    }

    /// Inverts one bit.
    pub fn flip(&mut self, byte: u64, bit: u8) {
        let (page, start, _) = step(byte, 1);
        Arc::make_mut(&mut self.pages[page])[start] ^= 1 << bit;
    }
}

/// The page of an offset, the offset within the page, and how many of `len` bytes are in that page.
fn step(offset: u64, len: usize) -> (usize, usize, usize) {
    let start = (offset % PAGE as u64) as usize;
    ((offset / PAGE as u64) as usize, start, len.min(PAGE - start))
}
