//! Damage of the ring while the file is closed: it is repaired, or it is an error.

use super::ring_support::{PAGE, Payloads, START, append, bytes, new_file, opened, payloads, read, ring};
use super::support::without_panic;
use crate::store::log::{Log, LogPlace};
use crate::store::{OpenErrorKind, StoreError};
use crate::testing::{FaultyDisk, Image};

const PAGES: u64 = 16;

/// A ring with two payloads of an earlier round and four live ones: of 1, 2, 1 and 1 pages a copy. The third one
/// continues at the start of the ring.
fn filled() -> (Image, LogPlace, Payloads) {
    let disk = FaultyDisk::new(new_file(PAGES));
    let (log, _) = opened(&disk, LogPlace::START).unwrap();
    append(&log, 1, 7_000).unwrap();
    append(&log, 2, 6_000).unwrap();
    append(&log, 3, 100).unwrap();
    let from = log.place();
    log.free(from);
    for (number, len) in LIVE {
        append(&log, number, len).unwrap();
    }
    (disk.image(), from, payloads(LIVE))
}

const LIVE: [(u64, usize); 4] = [(4, 200), (5, 4_500), (6, 100), (7, 50)];

/// The offsets in the ring of both copies of the live payloads, and their sizes.
const COPIES: [([u64; 2], u64); 4] = [
    ([10 * PAGE, 11 * PAGE], PAGE),
    ([12 * PAGE, 14 * PAGE], 2 * PAGE),
    ([0, PAGE], PAGE),
    ([2 * PAGE, 3 * PAGE], PAGE),
];

fn found(image: Image, from: LogPlace) -> Result<Payloads, StoreError> {
    opened(&FaultyDisk::new(image), from).map(|(_, found)| found)
}

fn zeroed(image: &Image, offset: u64, len: u64) -> Image {
    let mut damaged = image.clone();
    damaged.write(START + offset, &vec![0; len as usize]);
    damaged
}

#[test]
fn the_offsets_of_these_tests_are_right() {
    let (image, ..) = filled();
    for (copies, _) in COPIES {
        copies.iter().for_each(|offset| assert_eq!(bytes(&image, START + offset, 8), b"dflogfrm"));
    }
}

/// Each bit of the pages of live payloads, and some bits of the other pages.
#[test]
fn one_flipped_bit_in_the_ring_is_repaired() {
    let (image, from, expected) = filled();
    let content = bytes(&image, START, (PAGES * PAGE) as usize);
    let (mut flips, mut panics) = (0, 0);
    for byte in 0..PAGES * PAGE {
        let is_used = content[byte as usize] != 0 || byte % PAGE < 80;
        if !is_used && byte % 97 != 0 {
            continue;
        }
        for bit in 0..8 {
            let mut damaged = image.clone();
            damaged.flip(START + byte, bit);
            let disk = FaultyDisk::new(damaged);
            flips += 1;
            match without_panic(|| opened(&disk, from)) {
                None => panics += 1,
                Some(result) => assert_eq!(result.unwrap().1, expected, "bit {bit} of byte {byte}"),
            }
        }
    }
    println!("{flips} flipped bits in a ring of {} bytes: all repaired, {panics} panics", PAGES * PAGE);
    assert!(flips > 100_000);
    assert_eq!(panics, 0);
}

/// Any damage of one copy of each payload is repaired on the disk, so that the other copy may be damaged afterwards.
#[test]
fn a_damaged_copy_is_written_again() {
    let (image, from, expected) = filled();
    for which in 0..16_u32 {
        let mut damaged = image.clone();
        for (index, (copies, size)) in COPIES.iter().enumerate() {
            damaged = zeroed(&damaged, copies[(which >> index & 1) as usize], *size);
        }
        let disk = FaultyDisk::new(damaged);
        assert_eq!(opened(&disk, from).unwrap().1, expected);
        for (copies, size) in COPIES {
            for offset in copies {
                let repaired = bytes(&disk.image(), START + offset, size as usize);
                assert!(repaired == bytes(&image, START + offset, size as usize));
            }
        }
    }
}

#[test]
fn a_payload_without_a_whole_copy_is_damage_unless_it_is_the_last_one() {
    let (image, from, expected) = filled();
    for (index, ([first, second], size)) in COPIES.into_iter().enumerate() {
        // The whole payload, as when the disk lost its write; only the headers; only one byte of each content.
        let lost = zeroed(&zeroed(&image, first, size), second, size);
        let headless = zeroed(&zeroed(&image, first, 72), second, 72);
        let mut altered = image.clone();
        altered.flip(START + first + 80, 1);
        altered.flip(START + second + 90, 1);
        for damaged in [lost, headless, altered] {
            match found(damaged, from) {
                Err(StoreError::Damaged(message)) => {
                    assert!(index < 3);
                    let name = format!("the payload {} of the log, at byte {}", index + 4, START + first);
                    assert!(message.contains(&name), "{message}");
                }
                // The ring alone cannot know this one.
                result => assert_eq!((index, result.unwrap().as_slice()), (3, &expected[..3])),
            }
        }
    }
}

/// What an earlier round wrote is never taken again, and neither is a page at another place or of another file.
#[test]
fn stale_misplaced_and_foreign_copies_are_not_taken() {
    let (image, from, expected) = filled();
    let page = |offset| bytes(&image, START + offset, PAGE as usize);
    // Sequence numbers 1 to 3 are still in the ring, in pages 4 to 9.
    assert_eq!(bytes(&image, START + 4 * PAGE, 8), b"dflogfrm");
    assert_eq!(found(image.clone(), from).unwrap(), expected);
    for source in (0..PAGES).map(|page| page * PAGE) {
        for target in (0..PAGES).map(|page| page * PAGE).filter(|target| *target != source) {
            let mut damaged = image.clone();
            damaged.write(START + target, &page(source));
            assert_eq!(found(damaged, from).unwrap(), expected, "page {source} at {target}");
        }
    }
    // The write of a whole payload was lost, and the payload of an earlier round is still there.
    let mut stale = image.clone();
    for offset in COPIES[2].0 {
        stale.write(START + offset, &page(offset + 4 * PAGE));
    }
    assert!(matches!(found(stale, from), Err(StoreError::Damaged(_))));
    let other = FaultyDisk::new(Image::default());
    let container = crate::store::container::Container::format(other.clone(), [8; 16], Some(PAGES * PAGE)).unwrap();
    container.set_len(2 * PAGE).unwrap();
    let mut foreign = other.image();
    foreign.write(START, &bytes(&image, START, (PAGES * PAGE) as usize));
    assert!(found(foreign, from).unwrap().is_empty());
}

/// Two files with the same id and number but different payloads: copies that both are whole and contradict each other.
#[test]
fn copies_that_contradict_each_other_are_damage() {
    let fork = |len| {
        let disk = FaultyDisk::new(new_file(PAGES));
        let (log, _) = opened(&disk, LogPlace::START).unwrap();
        append(&log, 1, len).unwrap();
        disk.image()
    };
    let (one, other, longer) = (fork(100), fork(101), fork(5_000));
    let mixed = |second: &Image, offset| {
        let mut image = one.clone();
        image.write(START + offset, &bytes(second, START + offset, 2 * PAGE as usize));
        found(image, LogPlace::START)
    };
    assert!(matches!(mixed(&other, PAGE), Err(StoreError::Damaged(_))));
    assert!(matches!(mixed(&longer, 2 * PAGE), Err(StoreError::Damaged(_))));
    assert!(mixed(&one, PAGE).is_ok());
    // The place does not belong to this log.
    let elsewhere = LogPlace { sequence: 1, offset: 2 * PAGE };
    assert!(matches!(found(one, elsewhere), Err(StoreError::Damaged(_))));
}

/// Each byte of both copies of the layout.
#[test]
fn one_flipped_bit_in_the_layout_changes_nothing_and_two_are_an_error() {
    let disk = FaultyDisk::new(new_file(PAGES));
    let (log, _) = opened(&disk, LogPlace::START).unwrap();
    log.grow(2 * PAGES * PAGE).unwrap();
    append(&log, 1, 300).unwrap();
    let image = disk.image();
    for byte in (4_096..12_288).filter(|byte| byte % 4_096 < 100 || byte % 4_096 > 4_070) {
        for bit in 0..8 {
            let mut damaged = image.clone();
            damaged.flip(byte, bit);
            assert_eq!(found(damaged.clone(), LogPlace::START).unwrap(), payloads([(1, 300)]));
            damaged.flip(if byte < 8_192 { byte + 4_096 } else { byte - 4_096 }, bit);
            let kind = super::ring_support::mount(&FaultyDisk::new(damaged)).unwrap_err();
            assert!(matches!(kind, OpenErrorKind::Damaged(_)), "{kind}");
        }
    }
}

/// With the old layout in one copy, damage of the other copy would bring the old ring back, without its payloads.
#[test]
fn a_growth_that_reached_one_copy_of_the_layout_is_completed_before_the_log_is_used() {
    let start = new_file(PAGES);
    let grow = |disk: &FaultyDisk| {
        let (log, _) = opened(disk, LogPlace::START)?;
        log.grow(2 * PAGES * PAGE)
    };
    let undisturbed = FaultyDisk::new(start.clone());
    grow(&undisturbed).unwrap();
    let mut grown = 0;
    for moment in 0..undisturbed.mutations() {
        let disk = FaultyDisk::new(start.clone()).crash_at(moment);
        assert!(grow(&disk).is_err());
        let disk = FaultyDisk::new(disk.image());
        let log = ring(&disk);
        assert!(read(&log, LogPlace::START).unwrap().is_empty());
        append(&log, 1, 300).unwrap();
        grown += u64::from(log.capacity() > PAGES * PAGE / 2);
        for copy in [4_096, 8_192] {
            let mut damaged = disk.image();
            damaged.flip(copy + 9, 0);
            assert_eq!(found(damaged, LogPlace::START).unwrap(), payloads([(1, 300)]));
        }
    }
    assert!(grown > 0 && grown < undisturbed.mutations());
}
