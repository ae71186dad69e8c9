//! The sealed backend, compared with a plain array of bytes.

use std::io::ErrorKind;
use std::ops::Bound;
use std::sync::{Arc, Mutex};

use redb::{BackendError, StorageBackend};

use crate::store::damage;
use crate::store::error::OpenErrorKind;
use crate::store::preamble::{CONTAINER_VERSION, FileId, encode_version};
use crate::store::sealed::SealedBackend;
use crate::testing::{Damage, Dice, FaultyDisk, Image};

const BLOCKS: usize = 9;
const LEN: usize = BLOCKS * 4096;
const RING: u64 = 8 * 4096;
/// The offset of block 1.
const FIRST: u64 = 28_672 + RING;

fn encode(file_id: FileId) -> Vec<u8> {
    encode_version(file_id, CONTAINER_VERSION)
}

fn sealed() -> (FaultyDisk, SealedBackend<FaultyDisk>) {
    let disk = FaultyDisk::new(Image::default());
    let backend = SealedBackend::format(disk.clone(), [7; 16], RING).unwrap();
    backend.set_len(LEN as u64).unwrap();
    (disk, backend)
}

/// Writes at random offsets with random sizes, repeated in a plain array.
fn random_write(backend: &SealedBackend<FaultyDisk>, plain: &mut [u8], dice: &mut Dice) {
    let start = dice.below(LEN as u64) as usize;
    let len = dice.below((LEN - start) as u64 + 1).min(3 * 4096) as usize;
    let data: Vec<u8> = (0..len).map(|_| dice.roll() as u8).collect();
    backend.write(start as u64, &data).unwrap();
    plain[start..start + len].copy_from_slice(&data);
}

#[test]
fn unaligned_reads_and_writes_agree_with_a_plain_array() {
    let (disk, backend) = sealed();
    let mut plain = vec![0; LEN];
    backend.write(0, &plain).unwrap();
    let mut dice = Dice::new(1);
    for round in 0..2_000 {
        random_write(&backend, &mut plain, &mut dice);
        let start = dice.below(LEN as u64) as usize;
        let end = start + dice.below((LEN - start) as u64 + 1) as usize;
        let mut read = vec![0; end - start];
        backend.read(start as u64, &mut read).unwrap();
        assert!(read == plain[start..end], "round {round}");
        if round % 100 == 0 {
            backend.sync_data().unwrap();
        }
    }
    let again = SealedBackend::mount(disk).unwrap();
    let mut read = vec![0; LEN];
    again.read(0, &mut read).unwrap();
    assert!(read == plain);
    assert_eq!(again.len().unwrap(), LEN as u64);
}

#[test]
fn a_contiguous_run_is_one_operation() {
    let (disk, backend) = sealed();
    let before = disk.operations();
    backend.write(4096, &vec![1; 5 * 4096]).unwrap();
    assert_eq!(disk.operations() - before, 1);
    backend.read(4096, &mut vec![0; 5 * 4096]).unwrap();
    assert_eq!(disk.operations() - before, 2);
}

#[test]
fn a_partial_write_may_meet_a_fresh_block_but_a_read_may_not() {
    let (_, backend) = sealed();
    backend.write(2 * 4096 + 100, b"abc").unwrap();
    let mut read = [9; 200];
    backend.read(2 * 4096, &mut read).unwrap();
    assert_eq!(&read[98..104], b"\0\0abc\0");
    assert_eq!(damaged_block(&backend, 3), Some(3));
    assert_eq!(damaged_block(&backend, 0), Some(0));
}

#[test]
fn lengths_map_to_whole_blocks() {
    let (disk, backend) = sealed();
    for blocks in [1, 2, 3, 1000, 0, 9] {
        backend.set_len(blocks * 4096).unwrap();
        assert_eq!(backend.len().unwrap(), blocks * 4096);
    }
    assert_eq!(backend.set_len(4097).unwrap_err().kind(), ErrorKind::InvalidInput);
    assert_eq!(backend.len().unwrap(), 9 * 4096, "nothing was changed");
    disk.set_len(disk.len().unwrap() + 1).unwrap();
    assert_eq!(backend.len().unwrap_err().kind(), ErrorKind::InvalidData);
    assert_eq!(backend.read(u64::MAX - 4096, &mut [0; 10]).unwrap_err().kind(), ErrorKind::InvalidInput);
}

#[test]
fn misplaced_missing_and_foreign_blocks_are_damage() {
    let (disk, backend) = sealed();
    backend.write(4096, &vec![5; 3 * 4096]).unwrap();
    let mut second = vec![0; 4112];
    disk.read(FIRST + 4112, &mut second).unwrap();
    disk.write(FIRST, &second).unwrap();
    assert_eq!(damaged_block(&backend, 1), Some(1));
    assert_eq!(damaged_block(&backend, 2), None);
    disk.write(FIRST + 4112, &vec![0; 4112]).unwrap();
    assert_eq!(damaged_block(&backend, 2), Some(2));
    assert_eq!(damaged_block(&backend, 70), Some(70));
    let mut third = vec![0; 4112];
    disk.read(FIRST + 2 * 4112, &mut third).unwrap();
    let other_disk = FaultyDisk::new(Image::default());
    let other = SealedBackend::format(other_disk.clone(), [8; 16], RING).unwrap();
    other.set_len(LEN as u64).unwrap();
    other_disk.write(FIRST + 2 * 4112, &third).unwrap();
    assert_eq!(damaged_block(&other, 3), Some(3));
    disk.write(0, &encode([8; 16])).unwrap();
    let kind = SealedBackend::mount(disk).unwrap_err();
    assert!(matches!(kind, OpenErrorKind::Damaged(_)), "the layout belongs to another file: {kind}");
}

/// A torn write can damage only the tag of a block. redb finds that its checksum matches and continues to use the
/// block. So the block must be sealed again before the header is written.
#[test]
fn a_block_that_only_lost_its_seal_has_one_again_after_opening() {
    const NOT_CLOSED: u8 = 2;
    let (disk, backend) = sealed();
    let mut header = vec![1; 4096];
    header[9] = NOT_CLOSED;
    backend.write(0, &header).unwrap();
    backend.write(4096, &vec![5; 2 * 4096]).unwrap();
    backend.sync_data().unwrap();
    let torn = |disk: &FaultyDisk| disk.write(FIRST + 4096, &[9; 16]).unwrap();
    torn(&disk);
    let again = SealedBackend::mount(disk.clone()).unwrap();
    assert_eq!(damaged_block(&again, 1), Some(1), "it is damage when the last commit is confirmed");
    let opening = again.opening();
    let mut read = [0; 4096];
    again.read(4096, &mut read).unwrap();
    assert_eq!(read, [5; 4096]);
    // A block of zeros was never written and stays unsealed.
    again.read(5 * 4096, &mut read).unwrap();
    again.write(0, &header).unwrap();
    assert_eq!(damaged_block(&SealedBackend::mount(disk.clone()).unwrap(), 1), None, "before the header is written");
    torn(&disk);
    again.read(4096, &mut read).unwrap();
    drop(opening);
    assert_eq!(damaged_block(&again, 1), None, "also when nothing was written during the opening");
    assert_eq!(damaged_block(&again, 5), Some(5));
}

/// The damaged block that a read reports, if any.
fn damaged_block(backend: &SealedBackend<FaultyDisk>, block: u64) -> Option<u64> {
    let error = backend.read(block * 4096, &mut [0; 4096]).err()?;
    Some(damage(&redb::Error::Io(error)).unwrap().block)
}

#[test]
fn preambles_are_told_apart() {
    let mount = |bytes: &[u8]| {
        let disk = FaultyDisk::new(Image::from_bytes(bytes));
        SealedBackend::mount(disk).unwrap_err()
    };
    let good = encode([1; 16]);
    let newer = encode_version([1; 16], CONTAINER_VERSION + 1);
    assert!(matches!(mount(&newer), OpenErrorKind::NewerFormat { found: 3, supported: 2 }));
    let mut damaged = good.clone();
    damaged[3000] = 1;
    assert!(matches!(mount(&damaged), OpenErrorKind::DamagedPreamble));
    assert!(matches!(mount(b"Dear reader"), OpenErrorKind::NotDefray));
    assert!(matches!(mount(b"redb\x1A\x0A\xA9\x0D\x0A"), OpenErrorKind::PlainRedb));
    for len in [0, 1, 7, 8, 4095] {
        let kind = mount(&good[..len]);
        assert!(matches!(kind, OpenErrorKind::TruncatedPreamble { len: found } if found == len));
    }
    assert!(matches!(mount(&good), OpenErrorKind::DamagedLength { physical: 4096 }));
}

fn header_of(image: Image) -> Vec<u8> {
    let mut content = vec![0; 4096];
    let backend = SealedBackend::mount(FaultyDisk::new(image)).unwrap();
    backend.read(0, &mut content).unwrap();
    content
}

/// The last synced header stays readable, for any number of header writes after it.
#[test]
fn a_torn_header_leaves_a_whole_one() {
    let (disk, backend) = sealed();
    backend.write(0, &[1; 4096]).unwrap();
    backend.sync_data().unwrap();
    for version in [2, 3, 4] {
        backend.write(0, &[version; 4096]).unwrap();
    }
    let mut dice = Dice::new(6);
    for _ in 0..200 {
        for damage in Damage::ALL {
            let header = header_of(disk.image_after_crash(damage, &mut dice));
            assert!((1..=4).any(|version| header == [version; 4096]));
        }
    }
}

#[test]
fn a_closed_file_has_two_good_header_copies() {
    let (disk, backend) = sealed();
    for version in [1, 2, 3] {
        backend.write(0, &[version; 4096]).unwrap();
        backend.sync_data().unwrap();
    }
    backend.close().unwrap();
    let durable = disk.image_after_crash(Damage::DropAll, &mut Dice::new(7));
    for copy in [12_288, 20_480] {
        let mut damaged = durable.clone();
        damaged.flip(copy, 3);
        assert_eq!(header_of(damaged), [3; 4096]);
    }
}

/// Records which lock method was called.
#[derive(Debug, Default, Clone)]
struct LockNotes(Arc<Mutex<Vec<&'static str>>>);

impl LockNotes {
    fn note(&self, name: &'static str) {
        self.0.lock().unwrap().push(name);
    }
}

impl StorageBackend for LockNotes {
    fn len(&self) -> std::io::Result<u64> {
        Ok(0)
    }
    fn read(&self, _: u64, _: &mut [u8]) -> std::io::Result<()> {
        Ok(())
    }
    fn set_len(&self, _: u64) -> std::io::Result<()> {
        Ok(())
    }
    fn sync_data(&self) -> std::io::Result<()> {
        Ok(())
    }
    fn write(&self, _: u64, _: &[u8]) -> std::io::Result<()> {
        Ok(())
    }
    fn close(&self) -> std::io::Result<()> {
        self.note("close");
        Ok(())
    }
    fn try_lock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<bool, BackendError> {
        self.note("try");
        Ok(true)
    }
    fn try_lock_shared_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<bool, BackendError> {
        self.note("try shared");
        Ok(true)
    }
    fn lock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<(), BackendError> {
        self.note("lock");
        Ok(())
    }
    fn lock_shared_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<(), BackendError> {
        self.note("lock shared");
        Ok(())
    }
    fn unlock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<(), BackendError> {
        self.note("unlock");
        Ok(())
    }
    fn query_lock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<bool, BackendError> {
        self.note("query");
        Ok(true)
    }
}

#[test]
fn every_lock_method_reaches_the_file() {
    let notes = LockNotes::default();
    let backend = SealedBackend::format(notes.clone(), [0; 16], RING).unwrap();
    let (start, end) = (Bound::Unbounded, Bound::Unbounded);
    backend.try_lock_range(start, end).unwrap();
    backend.try_lock_shared_range(start, end).unwrap();
    backend.lock_range(start, end).unwrap();
    backend.lock_shared_range(start, end).unwrap();
    backend.unlock_range(start, end).unwrap();
    backend.query_lock_range(start, end).unwrap();
    backend.close().unwrap();
    let expected = ["try", "try shared", "lock", "lock shared", "unlock", "query", "close"];
    assert_eq!(*notes.0.lock().unwrap(), expected);
}
