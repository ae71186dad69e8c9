//! The behaviour of both logs, and of the ring without damage.

use std::collections::VecDeque;
use std::time::Instant;

use super::ring_support::{PAGE, START, append, bytes, mount, new_file, opened, payload, payloads, read, ring};
use super::support::{self, TestDir, commit, ledger, older_ledger, open_disk, read_all, rows_after};
use crate::store::log::{Log, LogPlace, MemoryLog};
use crate::store::redb_store::RedbStore;
use crate::store::{MemoryStore, Store, StoreError};
use crate::testing::{Dice, FaultyDisk, Harm};

#[test]
fn a_place_has_a_stored_form() {
    let place = LogPlace { sequence: u64::MAX - 1, offset: 0x0102 };
    assert_eq!(LogPlace::from_bytes(&place.to_bytes()), Some(place));
    assert_eq!(place.to_bytes()[8..10], [2, 1]);
    assert_eq!(LogPlace::from_bytes(&[0; 15]), None);
    assert_eq!(LogPlace::from_bytes(&[0; 17]), None);
}

/// Appends, frees and reads at random, and compares with a list of payloads.
fn random_use(log: &dyn Log, largest: u64, reopen: &mut dyn FnMut(LogPlace)) -> u64 {
    let mut live: VecDeque<(u64, usize, LogPlace)> = VecDeque::new();
    let (mut dice, mut free, mut refused) = (Dice::new(11), LogPlace::START, 0);
    for number in 1..=3_000 {
        let len = dice.below(largest) as usize;
        let fits = len as u64 <= log.room();
        match append(log, number, len) {
            Ok(()) => live.push_back((number, len, log.place())),
            Err(StoreError::NotWritten(_)) => refused += 1,
            Err(other) => panic!("{other}"),
        }
        assert_eq!(fits, live.back().is_some_and(|(last, ..)| *last == number), "the room is exact");
        if !fits || dice.below(4) == 0 {
            let count = dice.below(live.len() as u64 + 1) as usize;
            if let Some((_, _, place)) = live.drain(..count).next_back() {
                free = place;
                log.free(free);
            }
        }
        if dice.below(20) == 0 {
            reopen(free);
            let expected = payloads(live.iter().map(|&(number, len, _)| (number, len)));
            assert_eq!(read(log, free).unwrap(), expected, "after {number}");
        }
    }
    assert!(live.is_empty() || log.room() < log.capacity());
    refused
}

#[test]
fn the_memory_log_gives_what_was_appended() {
    let log = MemoryLog::new(1_000);
    let refused = random_use(&log, 300, &mut |_| ());
    assert!(refused > 100, "{refused}");
    log.free(log.place());
    append(&log, 1, 10).unwrap();
    assert!(matches!(log.grow(2_000), Err(StoreError::NotWritten(_))));
    log.free(log.place());
    log.grow(2_000).unwrap();
    assert_eq!((log.room(), log.capacity()), (2_000, 2_000));
}

#[test]
fn the_ring_gives_what_was_appended() {
    let disk = FaultyDisk::new(new_file(24));
    let log = ring(&disk);
    read(&log, LogPlace::START).unwrap();
    let mut reopened = 0;
    let mut reopen = |from: LogPlace| {
        let (again, _) = opened(&FaultyDisk::new(disk.image()), from).unwrap();
        assert_eq!(again.place(), log.place());
        assert_eq!(again.room(), log.room());
        reopened += 1;
    };
    let refused = random_use(&log, 9_000, &mut reopen);
    println!("3000 payloads, {refused} without room, {reopened} times opened again");
    assert!(refused > 100 && reopened > 100);
}

#[test]
fn an_append_is_one_write_and_one_sync_and_touches_only_free_pages() {
    const PAGES: u64 = 16;
    let disk = FaultyDisk::new(new_file(PAGES));
    let (log, _) = opened(&disk, LogPlace::START).unwrap();
    let (mut free, mut wrapped) = (LogPlace::START, 0);
    for number in 0..200 {
        let len = (number % 5) as usize * 1_500;
        let (before, place, mutations) = (disk.image(), log.place(), disk.mutations());
        append(&log, number, len).unwrap();
        let (after, next) = (disk.image(), log.place());
        let size = 2 * (72 + len as u64).div_ceil(PAGE) * PAGE;
        assert_eq!(next.offset, (place.offset + size) % (PAGES * PAGE));
        let at_end = place.offset + size > PAGES * PAGE;
        wrapped += u64::from(at_end);
        assert_eq!(disk.mutations() - mutations, if at_end { 3 } else { 2 });
        for page in 0..PAGES {
            let position = START + page * PAGE;
            let distance = (page * PAGE + PAGES * PAGE - place.offset) % (PAGES * PAGE);
            let same = bytes(&before, position, PAGE as usize) == bytes(&after, position, PAGE as usize);
            assert!(same || distance < size, "page {page} is not of this payload");
        }
        assert_eq!(before.len(), after.len());
        // One payload stays.
        if number % 2 == 1 {
            log.free(place);
            free = place;
        }
        assert_eq!(read(&opened(&disk, free).unwrap().0, free).unwrap().last().unwrap().1, payload(number, len));
    }
    assert!(wrapped >= 10);
}

#[test]
fn what_the_log_cannot_take_is_refused_and_changes_nothing() {
    let refused = |result: Result<(), StoreError>, why: &str| match result {
        Err(StoreError::NotWritten(message)) => assert!(message.contains(why), "{message}"),
        other => panic!("{other:?}"),
    };
    let disk = FaultyDisk::new(new_file(4));
    let container = mount(&disk).unwrap();
    let log = crate::store::ring::Ring::new(container.clone());
    assert_eq!(log.room(), 0);
    refused(append(&log, 1, 10), "must be read before");
    refused(log.grow(1 << 20), "must be read before");
    read(&log, LogPlace::START).unwrap();
    assert_eq!((log.room(), log.capacity()), (2 * PAGE - 72, 2 * PAGE - 72));
    refused(append(&log, 1, 2 * PAGE as usize - 71), "has room for a payload of 8120 bytes, and this one has 8121");
    append(&log, 1, 2 * PAGE as usize - 72).unwrap();
    assert_eq!(log.room(), 0);
    refused(append(&log, 2, 0), "has room for");
    refused(log.grow(1 << 20), "only while it is empty");
    // Places that are not in the log free nothing.
    log.free(LogPlace { sequence: 3, offset: 0 });
    log.free(LogPlace { sequence: 2, offset: 1 << 40 });
    assert_eq!(log.room(), 0);
    for from in [LogPlace { sequence: 0, offset: 0 }, LogPlace { sequence: 1, offset: 1 }] {
        assert!(matches!(read(&log, from), Err(StoreError::Damaged(_))));
    }
    let beyond = LogPlace { sequence: 1, offset: 4 * PAGE };
    assert!(matches!(read(&log, beyond), Err(StoreError::Damaged(_))));
    assert_eq!(read(&log, LogPlace::START).unwrap().len(), 1);
    log.free(log.place());
    container.close().unwrap();
    let before = disk.image().to_bytes();
    refused(append(&log, 2, 0), "closed");
    refused(log.grow(1 << 20), "closed");
    refused(read(&log, LogPlace::START).map(drop), "closed");
    assert!(disk.image().to_bytes() == before);
}

/// After an error of the disk nothing more is appended: a later payload would say that this one was durable.
#[test]
fn an_error_of_the_disk_stops_the_log() {
    let start = new_file(16);
    let whole = FaultyDisk::new(start.clone());
    let (log, _) = opened(&whole, LogPlace::START).unwrap();
    append(&log, 1, 100).unwrap();
    let opening = whole.operations();
    append(&log, 2, 5_000).unwrap();
    let (mut kept, mut lost) = (0, 0);
    for operation in opening..whole.operations() {
        for harm in [Harm::None, Harm::Half, Harm::Done] {
            let disk = FaultyDisk::new(start.clone()).fail_at(operation, harm);
            let (log, _) = opened(&disk, LogPlace::START).unwrap();
            append(&log, 1, 100).unwrap();
            assert!(matches!(append(&log, 2, 5_000), Err(StoreError::Unknown(_))));
            assert!(matches!(append(&log, 2, 5_000), Err(StoreError::NotWritten(_))));
            assert!(matches!(read(&log, LogPlace::START), Err(StoreError::Unreadable(_))));
            assert!(matches!(log.grow(1 << 20), Err(StoreError::NotWritten(_))));
            let (again, found) = opened(&disk, LogPlace::START).unwrap();
            match found.len() {
                1 => lost += 1,
                _ => kept += 1,
            }
            assert_eq!(found, payloads([(1, 100), (2, 5_000)])[..found.len()]);
            append(&again, 3, 10).unwrap();
        }
    }
    assert!(kept > 0 && lost > 0, "{kept} {lost}");
}

#[test]
fn a_visit_that_fails_leaves_the_log_unread() {
    let disk = FaultyDisk::new(new_file(16));
    let (log, _) = opened(&disk, LogPlace::START).unwrap();
    (1..=3).for_each(|number| append(&log, number, 10).unwrap());
    let stop = |_: u64, _: &[u8]| Err(StoreError::Busy("stop".into()));
    assert!(matches!(log.read(LogPlace::START, &mut { stop }), Err(StoreError::Busy(_))));
    assert!(matches!(append(&log, 4, 10), Err(StoreError::NotWritten(_))));
    let mut places = Vec::new();
    let mut visit = |_: u64, _: &[u8]| {
        assert!(matches!(append(&log, 4, 10), Err(StoreError::NotWritten(_))), "while it is read");
        places.push(log.place().sequence);
        // A sweep during recovery can free what was visited.
        log.free(log.place());
        Ok(())
    };
    log.read(LogPlace::START, &mut visit).unwrap();
    assert_eq!(places, [2, 3, 4]);
    assert_eq!(log.room(), log.capacity());
    append(&log, 4, 10).unwrap();
    assert_eq!(read(&ring(&disk), LogPlace { sequence: 4, offset: 6 * PAGE }).unwrap(), payloads([(4, 10)]));
}

#[test]
fn stores_have_a_log_and_older_files_have_none() {
    assert!(MemoryStore::default().log().is_some());
    let records = rows_after(3);
    let older = FaultyDisk::new(older_ledger(&records));
    assert!(support::open_file(&older).unwrap().log.is_none());
    assert_eq!(read_all(&open_disk(&older).unwrap()).unwrap(), records);
    let file = support::open_file(&FaultyDisk::new(ledger(&records))).unwrap();
    let log = file.log.unwrap();
    read(&*log, LogPlace::START).unwrap();
    assert_eq!(log.capacity(), (1 << 19) - 72, "two copies in 1 MiB");
    append(&*log, 1, 1_000).unwrap();
    drop(file.database);
    assert!(matches!(append(&*log, 2, 1_000), Err(StoreError::NotWritten(_))), "the lock of the file is released");
}

#[test]
fn the_log_of_a_file_survives_closing_it_and_reading_it_only() {
    let directory = TestDir::new();
    let path = directory.file("ledger");
    let create = |database: &_| Ok::<_, support::Failure>(commit(database, &rows_after(1))?);
    crate::store::create(&path, support::CACHE, create).unwrap();
    for number in 1..=3 {
        let file = crate::store::open(&path, support::CACHE).unwrap();
        let log = file.log.unwrap();
        assert_eq!(read(&*log, LogPlace::START).unwrap(), payloads((1..number).map(|number| (number, 500))));
        append(&*log, number, 500).unwrap();
    }
    let before = std::fs::read(&path).unwrap();
    let store = RedbStore::open_read_only(&path, support::CACHE).unwrap();
    let log = store.log().unwrap();
    assert_eq!(read(&*log, LogPlace::START).unwrap().len(), 3);
    append(&*log, 4, 10).unwrap();
    drop(store);
    assert!(std::fs::read(&path).unwrap() == before, "what a reader appends stays in memory");
}

/// Prints the time of an append, and of a plain write of the same size with a sync.
#[test]
#[ignore = "a measurement"]
fn how_long_an_append_takes() {
    use std::os::unix::fs::FileExt;
    const ROUNDS: u64 = 2_000;
    let directory = TestDir::new();
    let path = directory.file("ledger");
    let create = |database: &_| Ok::<_, support::Failure>(commit(database, &rows_after(1))?);
    crate::store::create(&path, support::CACHE, create).unwrap();
    let file = crate::store::open(&path, support::CACHE).unwrap();
    let log = file.log.unwrap();
    read(&*log, LogPlace::START).unwrap();
    log.grow(64 << 20).unwrap();
    let plain = std::fs::File::create_new(directory.file("plain")).unwrap();
    (0..16_384).for_each(|page| plain.write_all_at(&[0; 4_096], page * PAGE).unwrap());
    plain.sync_all().unwrap();
    for len in [400, 4_000, 40_000, 400_000] {
        let both = vec![1; 2 * (72_usize + len).div_ceil(4_096) * 4_096];
        let (mut raw, mut appended) = (Vec::new(), Vec::new());
        for round in 0..ROUNDS {
            let begin = Instant::now();
            plain.write_all_at(&both, round * both.len() as u64 % (60 << 20)).unwrap();
            plain.sync_data().unwrap();
            raw.push(begin.elapsed());
            let bytes = payload(round, len);
            let begin = Instant::now();
            log.append(round, &[&bytes]).unwrap();
            appended.push(begin.elapsed());
            log.free(log.place());
        }
        raw.sort();
        appended.sort();
        let at = |times: &[std::time::Duration], share: usize| times[times.len() * share / 1_000].as_micros();
        println!(
            "payload {len} B, {} B written: plain p50 {} p99 {} µs, append p50 {} p99 {} µs",
            both.len(),
            at(&raw, 500),
            at(&raw, 990),
            at(&appended, 500),
            at(&appended, 990)
        );
    }
}
