//! A ledger file with a small ring and two blocks, without redb.

use std::sync::Arc;

use redb::StorageBackend;

use crate::store::container::Container;
use crate::store::log::{Log, LogPlace};
use crate::store::ring::Ring;
use crate::store::{OpenErrorKind, StoreError};
use crate::testing::{FaultyDisk, Image};

pub(crate) const PAGE: u64 = 4_096;
/// The offset of the ring in the file.
pub(crate) const START: u64 = super::support::RING;

/// Payloads with the positions of their first entries.
pub(crate) type Payloads = Vec<(u64, Vec<u8>)>;

/// A new file with a ring of this many pages.
pub(crate) fn new_file(pages: u64) -> Image {
    let disk = FaultyDisk::new(Image::default());
    let container = Container::format(disk.clone(), [7; 16], Some(pages * PAGE)).unwrap();
    container.set_len(2 * PAGE).unwrap();
    disk.sync_data().unwrap();
    disk.image()
}

pub(crate) fn mount(disk: &FaultyDisk) -> Result<Arc<Container<FaultyDisk>>, OpenErrorKind> {
    let disk = Arc::new(disk.clone());
    Container::mount(disk.clone(), disk).map(Arc::new)
}

pub(crate) fn ring(disk: &FaultyDisk) -> Ring<FaultyDisk> {
    Ring::new(mount(disk).unwrap())
}

/// Reads the log from a place on.
pub(crate) fn read(log: &dyn Log, from: LogPlace) -> Result<Payloads, StoreError> {
    let mut payloads = Payloads::new();
    log.read(from, &mut |first, payload| {
        payloads.push((first, payload.to_vec()));
        Ok(())
    })?;
    Ok(payloads)
}

/// A ring that was read from its start, and what it contained.
pub(crate) fn opened(disk: &FaultyDisk, from: LogPlace) -> Result<(Ring<FaultyDisk>, Payloads), StoreError> {
    let ring = ring(disk);
    let payloads = read(&ring, from)?;
    Ok((ring, payloads))
}

/// A payload that contains its number, so that a wrong one is detected. Its first position is 10 times the number.
pub(crate) fn payload(number: u64, len: usize) -> Vec<u8> {
    (0..len as u64).map(|at| (number.wrapping_mul(31) + at.wrapping_mul(7) + (at >> 8)) as u8).collect()
}

pub(crate) fn append(log: &dyn Log, number: u64, len: usize) -> Result<(), StoreError> {
    let bytes = payload(number, len);
    let (head, tail) = bytes.split_at(len / 3);
    log.append(10 * number, &[head, tail])
}

/// The payloads with these numbers and lengths.
pub(crate) fn payloads(of: impl IntoIterator<Item = (u64, usize)>) -> Payloads {
    of.into_iter().map(|(number, len)| (10 * number, payload(number, len))).collect()
}

/// Bytes of an image.
pub(crate) fn bytes(image: &Image, offset: u64, len: usize) -> Vec<u8> {
    let mut bytes = vec![0; len];
    image.read(offset, &mut bytes).unwrap();
    bytes
}
