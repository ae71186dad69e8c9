//! Damaged segments are errors, and never a panic.

use crate::code::Code;
use crate::error::Error;
use crate::journal::{Entry, GENESIS};
use crate::segments::decode::decode_entry;
use crate::segments::view::Entries;
use crate::segments::{EntryParts, Mark, Segment, SegmentView, SegmentWriter};
use crate::testing::Dice;

use super::world::{entries_of_a_world, entries_of_the_benchmark};
use super::{segment_after, segment_of};

fn read_all(first: u64, bytes: &[u8]) -> Result<Vec<Entry>, Error> {
    SegmentView::read(first, bytes)?.entries().map(|entry| entry.map(|(entry, _)| entry)).collect()
}

fn assert_damaged<T>(result: Result<T, Error>) {
    match result {
        Err(Error::Corrupt { code: Code::DamagedJournal, message }) => {
            assert!(message.starts_with("the journal is damaged at position "), "{message}");
        }
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("the damage is not seen"),
    }
}

#[test]
fn each_flipped_bit_breaks_the_chain() {
    let segment = segment_of(&entries_of_a_world(5, 12));
    let mut bytes = segment.bytes().to_vec();
    for bit in 0..8 * bytes.len() {
        bytes[bit / 8] ^= 1 << (bit % 8);
        assert_damaged(SegmentView::read(1, &bytes).and_then(|view| view.check_chain()));
        assert_damaged(read_all(1, &bytes));
        bytes[bit / 8] ^= 1 << (bit % 8);
    }
    read_all(1, &bytes).unwrap();
}

#[test]
fn a_segment_that_is_cut_or_extended_is_damaged() {
    let bytes = segment_of(&entries_of_a_world(6, 5)).bytes().to_vec();
    for length in 0..bytes.len() {
        assert_damaged(read_all(1, &bytes[..length]));
    }
    assert_damaged(read_all(1, &[&bytes[..], &[0]].concat()));
    // Positions that do not exist.
    assert_damaged(SegmentView::read(u64::MAX, &bytes));
}

#[test]
fn any_bytes_are_read_without_a_panic() {
    let mut dice = Dice::new(11);
    let entries = entries_of_a_world(8, 200);
    let segment = segment_of(&entries);
    let view = segment.view().unwrap();
    for _ in 0..60_000 {
        let index = dice.below(entries.len() as u64) as usize;
        let mut bytes = view.bytes_of(index).unwrap().to_vec();
        for _ in 0..=dice.below(3) {
            let place = dice.below(bytes.len() as u64) as usize;
            match dice.below(5) {
                0 => bytes[place] = dice.roll() as u8,
                1 => bytes[place] ^= 1 << dice.below(8),
                2 => drop(bytes.remove(place)),
                3 => bytes.insert(place, *[0, 0x7f, 0x80, 0xff, dice.roll() as u8].get(place % 5).unwrap()),
                _ => bytes.truncate(place + 1),
            }
            if bytes.is_empty() {
                break;
            }
        }
        // What can be read can be written again.
        if let Ok(entry) = decode_entry(1, &bytes) {
            let again = segment_of(&[Entry { position: 1, ..entry }]);
            read_all(1, again.bytes()).unwrap();
        }
    }
    for length in 0..2_000 {
        let bytes: Vec<u8> = (0..length).map(|_| dice.roll() as u8).collect();
        let _ = decode_entry(1, &bytes);
        assert_damaged(read_all(1, &bytes));
        // The same with a number of entries that the bytes can have.
        let mut shaped = [&[0; 32][..], &bytes, &2_u32.to_le_bytes(), &[0; 32]].concat();
        let end = (bytes.len() as u32).saturating_sub(8);
        let at = shaped.len() - 40;
        shaped[at..at + 4].copy_from_slice(&end.to_le_bytes());
        assert_damaged(read_all(1, &shaped));
    }
}

#[test]
fn one_entry_is_read_without_the_others() {
    let entries = entries_of_the_benchmark(300, 20_000);
    let segment = segment_after(GENESIS, &entries);
    let (first, mut bytes) = (segment.first(), segment.bytes().to_vec());
    let place = 12_345;
    // All other entries are overwritten.
    let view = segment.view().unwrap();
    let (before, own) = (view.range(0, place).unwrap().len(), view.bytes_of(place).unwrap().len());
    let all = view.range(0, entries.len()).unwrap().len();
    bytes[32..32 + before].fill(0xee);
    bytes[32 + before + own..32 + all].fill(0xee);
    let view = SegmentView::read(first, &bytes).unwrap();
    assert_eq!(view.entry(first + place as u64).unwrap(), entries[place]);
    assert_damaged(view.entry(first + place as u64 + 1));
    assert_damaged(view.check_chain());
    assert_damaged(view.entry(first.wrapping_sub(1)));
    assert_damaged(view.entry(view.last() + 1));
}

#[test]
fn entries_are_read_from_any_position_on() {
    let entries = entries_of_a_world(9, 40);
    let segment = segment_of(&entries);
    let view = segment.view().unwrap();
    let all: Vec<_> = view.entries().map(Result::unwrap).collect();
    assert_eq!(all.iter().map(|(entry, _)| entry.clone()).collect::<Vec<_>>(), entries);
    assert_eq!(all.last().unwrap().1, segment.head_after());
    for from in 0..=view.last() {
        let skipped = from.saturating_sub(1) as usize;
        assert_eq!(view.entries_from(from).unwrap().map(Result::unwrap).collect::<Vec<_>>(), all[skipped..]);
    }
    assert_damaged(view.entries_from(view.last() + 1));
    // Nothing follows an error.
    let mut bytes = segment.bytes().to_vec();
    bytes[40] ^= 1;
    let broken = SegmentView::read(1, &bytes).unwrap();
    let entries: Entries<'_> = broken.entries();
    let results: Vec<_> = entries.collect();
    assert!(results.last().unwrap().is_err() && results.iter().filter(|result| result.is_err()).count() == 1);
}

#[test]
fn entries_after_a_mark_are_taken_back() {
    let entries = entries_of_a_world(10, 60);
    let whole = segment_of(&entries);
    let mut writer = SegmentWriter::after(GENESIS, 1);
    let start: Mark = writer.mark();
    for (index, entry) in entries.iter().enumerate() {
        let mark = writer.mark();
        for other in entries.iter().rev().take(index % 4) {
            writer.push(&EntryParts::from(other)).unwrap();
        }
        writer.back_to(mark);
        assert_eq!((writer.len(), writer.head()), (index, heads(&whole, index)));
        writer.push(&EntryParts::from(entry)).unwrap();
    }
    let mut empty = SegmentWriter::after(GENESIS, 1);
    empty.push(&EntryParts::from(&entries[0])).unwrap();
    empty.back_to(start);
    assert!(empty.is_empty() && empty.finish().is_none());
    assert_eq!(writer.finish().unwrap().bytes(), whole.bytes());
}

fn heads(segment: &Segment, index: usize) -> crate::journal::Head {
    let before = index.checked_sub(1).map(|last| segment.view().unwrap().entries().nth(last).unwrap().unwrap().1);
    before.unwrap_or(GENESIS)
}
