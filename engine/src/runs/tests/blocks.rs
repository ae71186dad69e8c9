//! Blocks and filters.

use std::collections::BTreeMap;

use crate::error::Error;
use crate::runs::block::{BLOCK_BYTES_MAX, Block, BlockBuilder, RowReader};
use crate::runs::filter::{PAGE_KEYS, Page, PageBuilder, hash};
use crate::runs::{Place, RunBuilder};
use crate::testing::Dice;

use super::bill_key;

fn place(dice: &mut Dice) -> Place {
    let position = if dice.below(20) == 0 { dice.roll() } else { 1_000_000 + dice.below(5_000) };
    Place { position, index: if dice.coin() { 0 } else { dice.roll() as u32 } }
}

/// Rows with keys that share much, and others.
fn rows(dice: &mut Dice, count: usize) -> BTreeMap<Vec<u8>, Place> {
    let mut rows = BTreeMap::new();
    for number in 0..count as u64 {
        let key = match dice.below(4) {
            0 => dice.roll().to_be_bytes()[..=dice.below(7) as usize].to_vec(),
            1 => vec![b'k'; 1 + dice.below(300) as usize],
            _ => bill_key(2 * number),
        };
        rows.insert(key, place(dice));
    }
    rows
}

#[test]
fn each_row_is_found_and_no_other_key() {
    let mut dice = Dice::new(1);
    for count in [1, 2, 15, 16, 17, 31, 32, 33, 300] {
        let rows = rows(&mut dice, count);
        let mut builder = BlockBuilder::empty();
        rows.iter().for_each(|(key, place)| builder.push(key, *place).unwrap());
        let (first, bytes) = builder.finish().unwrap();
        assert_eq!(&first, rows.keys().next().unwrap());
        assert!(bytes.len() <= BLOCK_BYTES_MAX && builder.finish().is_none());
        let block = Block::read(&bytes).unwrap();
        for (key, place) in &rows {
            assert_eq!(block.find(key), Ok(Some(*place)));
            for other in [[key, &[0][..]].concat(), key[..key.len() - 1].to_vec()] {
                assert_eq!(block.find(&other), Ok(rows.get(&other).copied()));
            }
        }
        assert_eq!((block.find(&[]), block.find(&[0xff; 20])), (Ok(None), Ok(None)));
        let (mut row, mut read) = (RowReader::default(), BTreeMap::new());
        while row.advance(block.rows()).unwrap() {
            read.insert(row.key().to_vec(), row.place());
        }
        assert_eq!(read, rows);
    }
}

#[test]
fn rows_of_ids_in_order_take_few_bytes() {
    let (mut builder, mut changes) = (RunBuilder::new(1), Vec::new());
    let count = 20_000;
    for number in 0..count {
        builder.push(&bill_key(number), Place { position: 7_000_000 + number, index: 0 }, &mut changes).unwrap();
    }
    builder.finish(&mut changes).unwrap();
    let bytes: usize = changes.iter().map(|change| change.value.as_ref().unwrap().len()).sum();
    assert!(bytes as u64 <= 10 * count, "{} bytes a row, with the filter", bytes as u64 / count);
    assert!(changes.iter().all(|change| change.value.as_ref().unwrap().len() <= BLOCK_BYTES_MAX));
}

#[test]
fn rows_that_are_not_in_order_are_refused() {
    let place = Place { position: 1, index: 0 };
    let (mut builder, mut changes) = (RunBuilder::new(1), Vec::new());
    builder.push(b"b", place, &mut changes).unwrap();
    for key in [b"a", b"b"] {
        assert!(matches!(builder.push(key, place, &mut changes), Err(Error::Bug(_))));
    }
    assert!(matches!(builder.push(&[b'c'; 5_000], place, &mut changes), Err(Error::Bug(_))));
    RunBuilder::new(2).finish(&mut changes).unwrap();
    assert!(changes.is_empty());
}

#[test]
fn changed_blocks_are_read_without_a_panic() {
    let mut dice = Dice::new(2);
    let rows = rows(&mut dice, 60);
    let mut builder = BlockBuilder::empty();
    rows.iter().for_each(|(key, place)| builder.push(key, *place).unwrap());
    let (_, whole) = builder.finish().unwrap();
    for _ in 0..20_000 {
        let mut bytes = whole.clone();
        for _ in 0..=dice.below(3) {
            let at = dice.below(bytes.len() as u64) as usize;
            bytes[at] = dice.roll() as u8;
        }
        bytes.truncate(bytes.len() - dice.below(3) as usize);
        let Ok(block) = Block::read(&bytes) else { continue };
        let key = rows.keys().nth(dice.below(rows.len() as u64) as usize).unwrap();
        let _ = block.find(key);
        let mut row = RowReader::default();
        while row.advance(block.rows()).is_ok_and(|is_row| is_row) {}
    }
    for length in 0..200 {
        let bytes: Vec<u8> = (0..length).map(|_| dice.roll() as u8).collect();
        let _ = Block::read(&bytes).map(|block| block.find(b"key"));
        let _ = Page::read(bytes).map(|page| page.may_have(hash(b"key")));
    }
}

#[test]
fn filters_have_all_their_keys_and_few_others() {
    for count in [1, 2, 50, 51, 52, 1_000, PAGE_KEYS as u64] {
        let mut builder = PageBuilder::empty();
        (0..count).for_each(|number| builder.push(&bill_key(number)));
        assert_eq!(builder.is_full(), count == PAGE_KEYS as u64);
        let (first, bytes) = builder.finish(b"next").unwrap();
        assert_eq!(first, bill_key(0));
        assert!(bytes.len() <= BLOCK_BYTES_MAX);
        let page = Page::read(bytes).unwrap();
        assert!((0..count).all(|number| page.may_have(hash(&bill_key(number)))));
        let others = (count..count + 100_000).filter(|number| page.may_have(hash(&bill_key(*number)))).count();
        assert!(others < 2_000, "{others} of 100000 other keys, with {count} keys");
        assert_eq!(page.next(), Some(&b"next"[..]));
        assert!(page.covers(b"nexs") && !page.covers(b"next"));
    }
    assert!(PageBuilder::empty().finish(&[]).is_none());
}
