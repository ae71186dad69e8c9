//! The check sees damage, and no damage causes a panic.

use std::collections::BTreeMap;

use crate::code::Code;
use crate::error::Error;
use crate::runs::check::Checked;
use crate::runs::run::{Listing, Run};
use crate::runs::{FilterCache, Place, Runs, check};
use crate::store::Table;
use crate::testing::Dice;

use super::{Memory, bill_key, built, key_in_run};

fn rows(from: u64, count: u64) -> BTreeMap<Vec<u8>, Place> {
    (from..from + count).map(|number| (bill_key(3 * number), Place { position: number + 9, index: 1 })).collect()
}

/// A change of what the list says of a run.
type Change = fn(&mut Listing);

/// A store with two runs, the first of several blocks and pages.
fn sound() -> Memory {
    let mut store = Memory::default();
    for (number, rows) in [(3, rows(0, 14_000)), (4, rows(10_000, 40))] {
        store.write(built(number, &rows));
    }
    store
}

fn checked(store: &Memory) -> Result<(Vec<Vec<u8>>, Checked), Error> {
    let mut keys = Vec::new();
    let checked = check(store, &mut |key, _| {
        keys.push(key.to_vec());
        Ok(())
    })?;
    Ok((keys, checked))
}

fn assert_damaged(store: &Memory, what: &str) {
    match checked(store) {
        Err(Error::Corrupt { code: Code::DamagedFile, message }) => assert!(message.contains(what), "{message}"),
        other => panic!("{what}: {:?}", other.map(|(_, checked)| checked)),
    }
}

fn keys_of(store: &Memory, table: Table) -> Vec<Vec<u8>> {
    store.0.keys().filter(|(of, _)| *of == table).map(|(_, key)| key.clone()).collect()
}

#[test]
fn what_is_missing_or_too_much_is_damage() {
    let whole = sound();
    let sound = Checked { rows: 14_040, unlisted: 0 };
    assert_eq!(checked(&whole).unwrap().1, sound);
    for table in [Table::RunBlocks, Table::RunFilters] {
        let keys = keys_of(&whole, table);
        assert!(keys.len() > 2);
        for key in keys {
            let mut store = whole.clone();
            store.0.remove(&(table, key)).unwrap();
            assert_damaged(&store, "run ");
        }
        let mut store = whole.clone();
        // After all others of the run, so that no row needs it.
        store.0.insert((table, key_in_run(4, b"C")), vec![0; 66]);
        assert_damaged(&store, "run 4 ");
        // A run that is not listed does not count.
        let mut store = whole.clone();
        store.0.insert((table, key_in_run(9, b"key")), vec![1; 66]);
        assert_eq!(checked(&store).unwrap().1, Checked { unlisted: 1, ..sound });
    }
    let mut store = whole.clone();
    store.0.remove(&(Table::Runs, 3_u32.to_be_bytes().to_vec())).unwrap();
    let of_run_3 = whole.0.keys().filter(|(_, key)| key.len() > 4 && key.starts_with(&[0, 0, 0, 3])).count();
    assert_eq!(checked(&store).unwrap().1, Checked { rows: 40, unlisted: of_run_3 });
}

#[test]
fn a_listing_that_is_not_right_is_damage() {
    let whole = sound();
    let runs = Runs::load(&whole).unwrap();
    let run = runs.iter().find(|run| run.number == 3).unwrap();
    let changes: [Change; 8] = [
        |listing| listing.first = bill_key(1),
        |listing| listing.last = bill_key(1_000_000),
        |listing| listing.order = 2,
        |listing| listing.rows += 1,
        |listing| listing.blocks -= 1,
        |listing| listing.pages += 1,
        |listing| listing.blocks_digest += 1,
        |listing| listing.pages_digest += 1,
    ];
    for change in changes {
        let mut listing = run.listing.clone();
        change(&mut listing);
        let mut store = whole.clone();
        store.write(vec![Run { number: 3, listing }.listed().unwrap()]);
        assert_damaged(&store, "are not those that the list says");
    }
    let mut store = whole.clone();
    let key = (Table::Runs, 3_u32.to_be_bytes().to_vec());
    store.0.get_mut(&key).unwrap().push(0);
    assert_damaged(&store, "too long");
}

#[test]
fn a_filter_without_a_key_is_damage() {
    let whole = sound();
    for key in keys_of(&whole, Table::RunFilters) {
        let mut store = whole.clone();
        let page = store.0.get_mut(&(Table::RunFilters, key)).unwrap();
        let lines = page.len() - 64;
        page[lines..].fill(0);
        assert_damaged(&store, "its filter does not have a key");
    }
}

#[test]
fn each_flipped_bit_is_seen() {
    let (whole, mut dice) = (sound(), Dice::new(5));
    let (keys, _) = checked(&whole).unwrap();
    let values: Vec<_> = whole.0.keys().cloned().collect();
    for _ in 0..150 {
        let mut store = whole.clone();
        let value = store.0.get_mut(&values[dice.below(values.len() as u64) as usize]).unwrap();
        let bit = dice.below(8 * value.len() as u64) as usize;
        value[bit / 8] ^= 1 << (bit % 8);
        assert_damaged(&store, "run ");
        // Reads return something or an error.
        let Ok(runs) = Runs::load(&store) else { continue };
        let filters = FilterCache::new(1 << 20);
        for _ in 0..20 {
            let _ = runs.find(&store, &filters, &keys[dice.below(keys.len() as u64) as usize]);
            let _ = runs.scan(&store, &bill_key(dice.below(42_000))[..18], None, 30);
        }
    }
}
