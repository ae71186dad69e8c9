//! A ring that grows: redb's blocks are before and behind it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use redb::{Database, StorageBackend};

use super::ring_support::{PAGE, append, payloads, read};
use super::support::{CACHE, Rows, SEALED, commit, open_file, read_all, value, without_panic};
use crate::store::StoreError;
use crate::store::create::{self, LedgerFile};
use crate::store::layout::Layout;
use crate::store::log::LogPlace;
use crate::store::sealed::SealedBackend;
use crate::testing::{Damage, Dice, FaultyDisk, Image};

const RING: u64 = 8 * PAGE;
/// The offset of block 1 in these files.
const FIRST: u64 = super::support::RING + RING;

fn grow(backend: &SealedBackend<FaultyDisk>, pages: u64) {
    let log = backend.log().unwrap();
    read(&*log, LogPlace::START).unwrap();
    log.grow(pages * PAGE).unwrap();
}

/// Writes, reads and lengths at random, with growth in between and a new mount after it, compared with a plain array.
#[test]
fn blocks_around_a_grown_ring_agree_with_a_plain_array() {
    let disk = FaultyDisk::new(Image::default());
    let mut backend = SealedBackend::format(disk.clone(), [7; 16], RING).unwrap();
    let (mut dice, mut plain) = (Dice::new(31), Vec::<u8>::new());
    for round in 0..3_000_u64 {
        if round % 40 == 0 {
            let blocks = 1 + dice.below(40);
            backend.set_len(blocks * PAGE).unwrap();
            let kept = plain.len();
            plain.resize((blocks * PAGE) as usize, 0);
            if plain.len() > kept {
                backend.write(kept as u64, &plain[kept..]).unwrap();
            }
        }
        if round % 800 == 500 {
            grow(&backend, 9 * (round / 400));
        }
        if round % 90 == 0 {
            backend = SealedBackend::mount(disk.clone()).unwrap();
        }
        let start = dice.below(plain.len() as u64) as usize;
        let end = start + dice.below((plain.len() - start) as u64 + 1) as usize;
        let data: Vec<u8> = (start..end).map(|_| dice.roll() as u8).collect();
        backend.write(start as u64, &data).unwrap();
        plain[start..end].copy_from_slice(&data);
        let mut seen = vec![0; plain.len()];
        backend.read(0, &mut seen).unwrap();
        assert!(seen == plain, "round {round}");
        assert_eq!(backend.len().unwrap(), plain.len() as u64);
    }
}

/// Block n stays where it was, and the new region begins at a page.
#[test]
fn a_growth_moves_nothing() {
    let disk = FaultyDisk::new(Image::default());
    let backend = SealedBackend::format(disk.clone(), [7; 16], RING).unwrap();
    backend.set_len(4 * PAGE).unwrap();
    backend.write(PAGE, &vec![5; 3 * PAGE as usize]).unwrap();
    let before = disk.image().to_bytes();
    assert_eq!(before.len() as u64, FIRST + 3 * SEALED);
    grow(&backend, 20);
    let start = (FIRST + 3 * SEALED).next_multiple_of(PAGE);
    assert_eq!(disk.image().len(), start + 20 * PAGE);
    assert!(disk.image().to_bytes()[12_288..before.len()] == before[12_288..]);
    backend.set_len(6 * PAGE).unwrap();
    assert_eq!(disk.image().len(), start + 20 * PAGE + 2 * SEALED);
    // A shorter length is stored in the layout, because the ring stays at the end of the file.
    for blocks in [5, 4, 3, 2, 4, 3, 9, 3] {
        backend.set_len(blocks * PAGE).unwrap();
        assert_eq!(disk.image().len(), start + 20 * PAGE + blocks.saturating_sub(4) * SEALED);
        assert_eq!(SealedBackend::mount(disk.clone()).unwrap().len().unwrap(), blocks * PAGE);
    }
    for len in [start + 20 * PAGE - 1, start + 20 * PAGE + 1, start, FIRST] {
        disk.set_len(len).unwrap();
        assert!(SealedBackend::mount(disk.clone()).is_err(), "{len}");
    }
}

#[test]
fn the_layout_has_room_for_fifteen_growths() {
    let extended = |layout: &Layout| layout.extended(100, PAGE);
    let layouts = std::iter::successors(Some(Layout::with_ring(PAGE)), extended);
    assert_eq!(layouts.count() - 1, 15);
}

#[test]
fn a_ring_grows_while_it_is_empty_and_keeps_its_place() {
    let disk = FaultyDisk::new(Image::default());
    let backend = SealedBackend::format(disk.clone(), [7; 16], 4 * PAGE).unwrap();
    backend.set_len(4 * PAGE).unwrap();
    let log = backend.log().unwrap();
    read(&*log, LogPlace::START).unwrap();
    let mut place = LogPlace::START;
    for number in 1..10 {
        append(&*log, number, 100).unwrap();
        assert!(matches!(log.grow(1 << 20), Err(StoreError::NotWritten(_))), "it is not empty");
        assert_eq!(read(&*SealedBackend::mount(disk.clone()).unwrap().log().unwrap(), place).unwrap().len(), 1);
        place = log.place();
        log.free(place);
        let before = disk.mutations();
        log.grow(4 * PAGE).unwrap();
        assert_eq!(disk.mutations(), before, "it is large enough");
        let capacity = log.capacity();
        log.grow(2 * capacity + 2 * 72 + 1).unwrap();
        assert!(log.capacity() > 2 * capacity, "at least twice as large");
        assert_eq!((log.place(), log.room()), (place, log.capacity()));
        assert!(read(&*SealedBackend::mount(disk.clone()).unwrap().log().unwrap(), place).unwrap().is_empty());
    }
    append(&*log, 1, 1 << 20).unwrap();
    let again = SealedBackend::mount(disk).unwrap().log().unwrap();
    assert_eq!(read(&*again, place).unwrap(), payloads([(1, 1 << 20)]));
}

/// Records of this many KiB.
fn records(version: u64, kibibytes: u64) -> Rows {
    (0..kibibytes / 8).map(|key| (key, value(key, version, 8 << 10))).collect()
}

/// What the tables contain after each step.
fn steps() -> [Rows; 6] {
    [records(1, 500), records(2, 700), records(3, 300), records(4, 40), records(5, 1_300), records(6, 80)]
}

/// Fills the tables, lets the ring grow at the end of a large file, empties the tables and compacts the file, so that
/// it ends with the ring, and fills it again. Returns how many steps are durable.
fn work(file: LedgerFile, steps: &[Rows], from: usize) -> Option<(usize, Database)> {
    let LedgerFile { mut database, log } = file;
    let log = log?;
    read(&*log, LogPlace::START).ok()?;
    let mut done = from;
    for (step, rows) in steps.iter().enumerate().skip(from + 1) {
        if commit(&database, rows).is_err() {
            break;
        }
        done = step;
        let more = match step {
            1 => log.grow(20 * PAGE).is_ok(),
            3 | 5 => database.compact().is_ok(),
            _ => true,
        };
        if !more {
            break;
        }
    }
    Some((done, database))
}

fn start() -> Image {
    let disk = FaultyDisk::new(Image::default());
    let sealed = SealedBackend::format(disk.clone(), [7; 16], RING).unwrap();
    commit(&create::start(sealed, CACHE).unwrap().database, &steps()[0]).unwrap();
    disk.image()
}

#[test]
fn tables_grow_and_shrink_around_a_grown_ring() {
    let disk = FaultyDisk::new(start());
    let before = disk.image().len();
    let (done, database) = work(open_file(&disk).unwrap(), &steps(), 0).unwrap();
    assert_eq!(done, 5);
    let killed = disk.image();
    drop(database);
    let closed = disk.image();
    assert!(closed.len() > before + 20 * PAGE, "the ring is behind the first blocks");
    let mut file = open_file(&disk).unwrap();
    assert_eq!(read_all(&file.database).unwrap(), steps()[5]);
    assert!(file.database.check_integrity().unwrap());
    drop(file);
    // The file ends with the ring. redb sees its own length nevertheless, and repairs only a file that was not closed.
    let len = SealedBackend::mount(FaultyDisk::new(closed.clone())).unwrap().len().unwrap();
    assert!(len < 500 << 10, "redb sees {len} bytes");
    assert!(is_repaired(killed));
    assert!(!is_repaired(closed));
}

/// `true` when redb repairs the file as it opens it.
fn is_repaired(image: Image) -> bool {
    let repaired = Arc::new(AtomicBool::new(false));
    let note = repaired.clone();
    let mut builder = Database::builder();
    builder.set_cache_size(CACHE).set_repair_callback(move |_| note.store(true, Ordering::SeqCst));
    builder.create_with_backend(SealedBackend::mount(FaultyDisk::new(image)).unwrap()).unwrap();
    repaired.load(Ordering::SeqCst)
}

#[test]
fn a_power_cut_at_any_change_of_tables_around_a_grown_ring_loses_nothing() {
    let start = start();
    let steps = steps();
    let undisturbed = FaultyDisk::new(start.clone());
    drop(work(open_file(&undisturbed).unwrap(), &steps, 0).unwrap());
    let mutations = undisturbed.mutations();
    let (mut dice, mut images) = (Dice::new(32), 0);
    for moment in (0..mutations).step_by(7) {
        let disk = FaultyDisk::new(start.clone()).crash_at(moment);
        let done = open_file(&disk).ok().and_then(|file| work(file, &steps, 0)).map_or(0, |(done, _)| done);
        let damage = Damage::ALL[dice.below(Damage::ALL.len() as u64) as usize];
        let disk = FaultyDisk::new(disk.image_after_crash(damage, &mut dice));
        let mut file = without_panic(|| open_file(&disk)).expect("no panic").unwrap();
        let seen = read_all(&file.database).unwrap();
        let now = steps.iter().position(|rows| *rows == seen).expect("one of the steps");
        assert!(now == done || now == done + 1, "{done} is durable, {now} is there");
        assert!(file.database.check_integrity().unwrap());
        let (last, database) = work(file, &steps, now).unwrap();
        assert_eq!((last, read_all(&database).unwrap()), (5, steps[5].clone()));
        images += 1;
    }
    println!("{images} power cuts during {mutations} changes: 0 lost a commit");
    assert!(images > 50);
}
