//! Damaged and forged files: every answer is correct, or it is an error of class corrupt.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::common::{acme, bill, choose, does, hours, link, options, records, reverse, said, top_up, voucher};
use defray::core::command::Command;
use defray::core::marketplace::Signal;
use defray::core::records::Key;
use defray::core::{Decision, Record};
use defray::testing::{Dice, FaultyDisk, Image, entries_of_segment, rows_of, run_of_rows, segment_of_entries};
use defray::{
    Change, Check, Engine, Entry, Error, ErrorClass, GENESIS, Head, MemoryStore, Mode, Options, Store, Table,
};

/// A ledger with several records of each kind.
fn fill(engine: &Engine) {
    acme(engine);
    does(engine, [top_up("acme", "50 CNY"), voucher("acme", "v", "5 CNY", Some(hours(9)))]);
    does(engine, [link("acme", "ca-1"), said("ca-1", Signal::Activated)]);
    for number in 0..120 {
        does(engine, [bill(&format!("b-{number}"), "cn1/ws", "0.75 CNY")]);
    }
    engine.checkpoint().unwrap();
    does(engine, [choose("acme", "cn1/ws", "ca-1"), said("ca-1", Signal::Ended)]);
    does(engine, [reverse("b-7"), reverse("b-8")]);
    for number in 120..140 {
        does(engine, [bill(&format!("b-{number}"), "cn1/ws", "0.75 CNY")]);
    }
}

// --- Flipped bits.

#[derive(Debug, Default)]
struct Tally {
    right: u32,
    refused_at_open: u32,
    refused_later: u32,
}

/// All records of a damaged ledger after a verification, or an error.
fn read(image: Image, check: Check) -> Result<(Head, Vec<Record>), (bool, Error)> {
    let engine =
        Engine::open_on(FaultyDisk::new(image), Options { check, ..options() }).map_err(|error| (true, error))?;
    let snapshot = engine.snapshot();
    snapshot.verify(&mut defray::no_progress).map_err(|error| (false, error))?;
    Ok((snapshot.head(), records(&snapshot).map_err(|error| (false, error))?))
}

#[test]
fn one_flipped_bit_is_an_error_or_does_not_matter() {
    let flips: u32 = std::env::var("DEFRAY_FLIPS").ok().and_then(|text| text.parse().ok()).unwrap_or(2_000);
    let disk = FaultyDisk::new(Image::default());
    let engine = Engine::create_on(disk.clone(), options()).unwrap();
    fill(&engine);
    // The state that a killed process leaves: some records are only in the journal.
    let killed = disk.image();
    drop(engine);
    let mut dice = Dice::new(5);
    for (what, image) in [("closed", disk.image()), ("killed", killed)] {
        let expected = read(image.clone(), Check::Full).unwrap();
        let bytes = image.to_bytes();
        let used: Vec<u64> = bytes.iter().zip(0..).filter(|&(byte, _)| *byte != 0).map(|(_, place)| place).collect();
        let mut tally = Tally::default();
        for flip in 0..flips / 2 {
            let mut damaged = image.clone();
            damaged.flip(used[dice.below(used.len() as u64) as usize], dice.below(8) as u8);
            let check = if flip % 2 == 0 { Check::Full } else { Check::Quick };
            let answer = catch_unwind(AssertUnwindSafe(|| read(damaged, check))).expect("no panic");
            match answer {
                Ok(found) => {
                    assert!(found == expected, "a wrong answer without an error");
                    tally.right += 1;
                }
                Err((at_open, error)) => {
                    assert_eq!(error.class(), ErrorClass::Corrupt, "{error}");
                    tally.refused_at_open += u32::from(at_open);
                    tally.refused_later += u32::from(!at_open);
                }
            }
        }
        println!("{what} file of {} bytes, {} flips: {tally:?}, 0 silent, 0 panics", image.len(), flips / 2);
        assert!(tally.refused_at_open > 100);
    }
}

// --- Forgeries with valid seals.

fn every(store: &MemoryStore, table: Table) -> Vec<(Vec<u8>, Vec<u8>)> {
    store.snapshot().unwrap().scan(table, &[], Bound::Unbounded, usize::MAX).unwrap()
}

fn put(store: &MemoryStore, table: Table, key: &[u8], value: Option<Vec<u8>>) {
    store.write(vec![Change { table, key: key.to_vec(), value }]).unwrap();
}

/// Options with which each commit has a segment of its own in the table of the journal.
fn each_commit() -> Options {
    Options { changed_bytes: 1, threads: false, ..options() }
}

/// A closed ledger in memory. Each commit has a segment of its own in the table of the journal.
fn ledger() -> MemoryStore {
    let store = MemoryStore::default();
    let engine = Engine::open_in(store.clone(), each_commit()).unwrap();
    fill(&engine);
    engine.close().unwrap();
    store
}

/// Opens and verifies the ledger. The result must be an error of class corrupt. Returns its code and message.
fn named(what: &str, store: MemoryStore) -> String {
    let verified = Engine::open_in(store, options()).and_then(|engine| engine.verify(&mut defray::no_progress));
    let error = verified.map(drop).expect_err(what);
    assert_eq!(error.class(), ErrorClass::Corrupt, "{what}: {error}");
    format!("{} {error}", error.code())
}

/// The entries of each segment of the journal, without any check.
fn segments(store: &MemoryStore) -> Vec<Vec<Entry>> {
    let first = |key: &[u8]| u64::from_be_bytes(key.try_into().unwrap());
    every(store, Table::Journal).iter().map(|(key, bytes)| entries_of_segment(first(key), bytes)).collect()
}

/// Writes a whole journal with a valid hash chain.
fn rechain(store: &MemoryStore, segments: &[Vec<Entry>]) {
    for (key, _) in every(store, Table::Journal) {
        put(store, Table::Journal, &key, None);
    }
    let mut head = GENESIS;
    for segment in segments {
        let (bytes, after) = segment_of_entries(head, segment);
        put(store, Table::Journal, &segment[0].position.to_be_bytes(), Some(bytes));
        head = after;
    }
}

#[test]
fn a_journal_that_was_written_again_as_it_was_is_the_same_journal() {
    let (original, again) = (ledger(), ledger());
    rechain(&again, &segments(&original));
    assert_eq!(every(&original, Table::Journal), every(&again, Table::Journal));
    Engine::open_in(again, options()).unwrap().verify(&mut defray::no_progress).unwrap();
}

#[test]
fn an_edited_deleted_reordered_or_doubled_segment_is_named() {
    let store = ledger();
    let journal = every(&store, Table::Journal);
    let (middle, other) = (&journal[40], &journal[41]);

    let edited = store.copy();
    let mut bytes = middle.1.clone();
    bytes[60] ^= 1;
    put(&edited, Table::Journal, &middle.0, Some(bytes));
    assert!(named("edited", edited).starts_with("damaged_journal"));

    let deleted = store.copy();
    put(&deleted, Table::Journal, &middle.0, None);
    assert!(named("deleted", deleted).starts_with("damaged_journal"));

    let reordered = store.copy();
    put(&reordered, Table::Journal, &middle.0, Some(other.1.clone()));
    put(&reordered, Table::Journal, &other.0, Some(middle.1.clone()));
    assert!(named("reordered", reordered).starts_with("damaged_journal"));

    let doubled = store.copy();
    put(&doubled, Table::Journal, &other.0, Some(middle.1.clone()));
    assert!(named("doubled", doubled).starts_with("damaged_journal"));

    let cut = store.copy();
    let half = middle.1[..middle.1.len() / 2].to_vec();
    put(&cut, Table::Journal, &middle.0, Some(half));
    assert!(named("cut within a segment", cut).starts_with("damaged_journal"));
}

/// Between the keys of segments with several entries there are free keys. A read of one position could find a forged
/// segment there.
#[test]
fn a_segment_hidden_between_the_others_is_named() {
    let store = MemoryStore::default();
    let engine = Engine::open_in(store.clone(), each_commit()).unwrap();
    acme(&engine);
    let bills = (0..5).map(|number| bill(&format!("b-{number}"), "cn1/ws", "1 CNY"));
    engine.submit_all(bills.collect(), Mode::Independent).into_iter().for_each(|answer| drop(answer.unwrap()));
    engine.close().unwrap();
    let honest = segments(&store);
    let mut forged = honest[0][1].clone();
    forged.recorded_at = hours(1);
    let beside = store.copy();
    rechain(&beside, &[vec![forged.clone()]]);
    let (key, value) = every(&beside, Table::Journal).remove(0);
    put(&store, Table::Journal, &key, Some(value));
    let what = named("hidden", store);
    assert!(what.contains("segments are stored"), "{what}");
}

#[test]
fn an_edited_entry_in_a_chain_that_holds_is_named_by_deciding_again() {
    let store = ledger();
    let mut journal = segments(&store);
    let entry = &mut journal[60][0];
    let Command::SettleBill(settle) = &mut entry.command else { panic!("a bill") };
    settle.bill.amount = "0.5 CNY".parse().unwrap();
    let edited = store.copy();
    rechain(&edited, &journal);
    let what = named("a command edited", edited);
    assert!(what.starts_with("diverged"), "{what}");

    // The events are forged to match the command. Then the records do not match the journal.
    let mut journal = segments(&store);
    let place = journal.len() - 1;
    let view = Engine::open_in(store.copy(), options()).unwrap();
    let before = view.snapshot().as_of_position(journal[place][0].position - 1, &mut defray::no_progress).unwrap();
    let entry = &mut journal[place][0];
    let Command::SettleBill(settle) = &mut entry.command else { panic!("a bill") };
    settle.bill.amount = "0.5 CNY".parse().unwrap();
    let decision = defray::core::decide(
        before.snapshot(),
        &entry.command,
        entry.asked_at,
        Some(entry.recorded_at),
        None,
        entry.position,
    );
    let Ok(Decision::Happened { events, .. }) = decision else { panic!("it happens") };
    entry.events = events;
    let edited = store.copy();
    rechain(&edited, &journal);
    assert!(named("a command and its events edited", edited).starts_with("record_differs"));
}

#[test]
fn an_entry_inserted_or_left_out_of_a_chain_that_holds_is_named() {
    let store = ledger();
    let without = store.copy();
    let mut journal = segments(&store);
    journal.remove(60);
    let renumber = |journal: &mut Vec<Vec<Entry>>| {
        journal.iter_mut().flatten().zip(1..).for_each(|(entry, position)| entry.position = position);
    };
    renumber(&mut journal);
    rechain(&without, &journal);
    // The position of the records is now behind the end of the journal.
    assert!(named("one entry missing", without.copy()).starts_with("damaged_journal"));
    let end = journal.iter().map(Vec::len).sum::<usize>() as u64;
    put(&without, Table::Meta, b"checkpoint", Some(end.to_le_bytes().to_vec()));
    let what = named("one entry missing, with a forged checkpoint", without);
    assert!(what.starts_with("diverged"), "{what}");

    let with = store.copy();
    let mut journal = segments(&store);
    let twice = journal[60].clone();
    journal.insert(61, twice);
    renumber(&mut journal);
    rechain(&with, &journal);
    let end = journal.iter().map(Vec::len).sum::<usize>() as u64;
    put(&with, Table::Meta, b"checkpoint", Some(end.to_le_bytes().to_vec()));
    let what = named("one entry twice", with);
    assert!(what.starts_with("diverged"), "{what}");
}

#[test]
fn a_record_changed_removed_or_added_is_named() {
    let store = ledger();
    // Reversed bills. Other bills have no record beside the journal.
    let key = Key::bill(&"b-7".parse().unwrap());
    let other = Key::bill(&"b-8".parse().unwrap());
    let of = |key: &Key| store.snapshot().unwrap().get(Table::Records, key.as_bytes()).unwrap();

    let changed = store.copy();
    put(&changed, Table::Records, key.as_bytes(), of(&other));
    assert!(named("changed", changed).contains("bills `b-7` differs from the record that the journal produces"));

    let removed = store.copy();
    put(&removed, Table::Records, key.as_bytes(), None);
    assert!(named("removed", removed).contains("bills `b-7` is missing"));

    let added = store.copy();
    put(&added, Table::Records, Key::bill(&"b-7x".parse().unwrap()).as_bytes(), of(&key));
    assert!(named("added", added).contains("bills `b-7x` does not follow from the journal"));

    let last = store.copy();
    put(&last, Table::Records, &[0xFF], of(&key));
    assert!(named("added behind all others", last).contains("does not follow from the journal"));

    let nonsense = store.copy();
    put(&nonsense, Table::Records, key.as_bytes(), Some(vec![0xFF; 7]));
    assert!(named("nonsense", nonsense).starts_with("damaged_file"));
}

#[test]
fn a_forged_list_of_the_entries_of_an_account_is_named() {
    let store = ledger();
    let lists = every(&store, Table::AccountEntries);
    let (key, value) = &lists[0];
    let of_other = [b"other\0", &key[key.len() - 8..]].concat();
    let shorter = value[..value.len() - 1].to_vec();
    let shifted = [&[value[0] + 1], &value[1..]].concat();
    for (what, key, value) in [
        ("removed", key, None),
        ("shortened", key, Some(shorter)),
        ("shifted", key, Some(shifted)),
        ("of an account that does not exist", &of_other, Some(value.clone())),
    ] {
        let forged = store.copy();
        put(&forged, Table::AccountEntries, key, value);
        let named = named(what, forged);
        assert!(named.starts_with("record_differs"), "{what}: {named}");
    }
    let nonsense = store.copy();
    put(&nonsense, Table::AccountEntries, key, Some(vec![0xFF; 20]));
    assert!(named("nonsense", nonsense).starts_with("damaged_file"));
}

/// A copy of a ledger with one run, of other rows.
fn with_rows(store: &MemoryStore, change: impl FnOnce(&mut BTreeMap<Vec<u8>, (u64, u32)>)) -> MemoryStore {
    let copy = store.copy();
    let mut rows = rows_of(store.snapshot().unwrap().as_ref());
    for table in [Table::Runs, Table::RunBlocks, Table::RunFilters] {
        every(store, table).iter().for_each(|(key, _)| put(&copy, table, key, None));
    }
    change(&mut rows);
    copy.write(run_of_rows(9_999, &rows)).unwrap();
    copy
}

#[test]
fn a_place_changed_removed_or_added_is_named() {
    let store = ledger();
    let key = |id: &str| Key::bill(&id.parse().unwrap()).as_bytes().to_vec();
    let (settled, reversed, place_of) = (key("b-9"), key("b-7"), rows_of(store.snapshot().unwrap().as_ref()));
    let honest = with_rows(&store, |_| ());
    Engine::open_in(honest, options()).unwrap().verify(&mut defray::no_progress).unwrap();

    let of_other = with_rows(&store, |rows| {
        rows.insert(settled.clone(), place_of[&key("b-10")]);
    });
    assert!(named("of another bill", of_other.copy()).starts_with("record_differs"));
    // A question does not get the other bill either.
    let engine = Engine::open_in(of_other, options()).unwrap();
    assert_eq!(engine.snapshot().bill(&"b-9".parse().unwrap()).unwrap_err().class(), ErrorClass::Corrupt);

    let ahead = with_rows(&store, |rows| {
        rows.insert(settled.clone(), (1 << 40, 0));
    });
    assert!(named("behind the end of the journal", ahead).contains("bills `b-9` has another place"));

    let removed = with_rows(&store, |rows| {
        rows.remove(&settled);
    });
    assert!(named("removed", removed).contains("bills `b-9` is missing"));

    let added = with_rows(&store, |rows| {
        rows.insert(key("b-9x"), place_of[&settled]);
    });
    assert!(named("added", added).contains("bills `b-9x` does not follow from the journal"));

    let without_record = with_rows(&store, |rows| {
        rows.insert(settled.clone(), (0, 0));
    });
    assert!(named("without a record", without_record).contains("bills `b-9` has another place"));

    let with_record = with_rows(&store, |rows| {
        rows.insert(reversed.clone(), place_of[&settled]);
    });
    assert!(named("with a record", with_record).contains("bills `b-7` has another place"));

    let record_alone = with_rows(&store, |rows| {
        rows.remove(&reversed);
    });
    assert!(named("a record without a row", record_alone).contains("bills `b-7` is missing"));
}

#[test]
fn a_run_that_is_not_listed_or_has_a_wrong_filter_is_named() {
    let store = with_rows(&ledger(), |_| ());
    let unlisted = store.copy();
    every(&store, Table::Runs).iter().for_each(|(key, _)| put(&unlisted, Table::Runs, key, None));
    assert!(named("not listed", unlisted).starts_with("record_differs"));
    for (what, table) in [("a run without blocks", Table::RunBlocks), ("a run without a filter", Table::RunFilters)] {
        let without = store.copy();
        every(&store, table).iter().for_each(|(key, _)| put(&without, table, key, None));
        assert!(named(what, without).starts_with("damaged_file"), "{what}");
    }
    let filtered = store.copy();
    let (key, mut page) = every(&store, Table::RunFilters).remove(0);
    page.fill(0);
    put(&filtered, Table::RunFilters, &key, Some(page));
    assert!(named("a filter without keys", filtered).starts_with("damaged_file"));
}

#[test]
fn a_forged_checkpoint_or_format_is_named() {
    let store = ledger();
    for (what, key, value, code) in [
        ("behind", "checkpoint", 3_u64.to_le_bytes().to_vec(), "damaged_journal"),
        ("ahead", "checkpoint", 9_999_u64.to_le_bytes().to_vec(), "damaged_journal"),
        ("short", "checkpoint", vec![1], "damaged_file"),
        ("newer", "format", 99_u32.to_le_bytes().to_vec(), "newer_format"),
        ("between", "format", 3_u32.to_le_bytes().to_vec(), "older_format"),
        ("short", "log place", vec![1; 15], "damaged_file"),
        ("older", "format", 1_u32.to_le_bytes().to_vec(), "older_format"),
        ("short", "format", vec![2], "damaged_file"),
    ] {
        let forged = store.copy();
        put(&forged, Table::Meta, key.as_bytes(), Some(value));
        let what = format!("{key} {what}");
        let named = named(&what, forged);
        assert!(named.starts_with(&format!("{code} ")), "{what}: {named}");
    }
}

/// A file alone does not show that it is an older copy. The host can detect it when it stores the position and head of
/// the last answer.
#[test]
fn a_journal_cut_to_a_valid_prefix_is_detected_by_what_the_host_knows() {
    let store = MemoryStore::default();
    let engine = Engine::open_in(store.clone(), options()).unwrap();
    acme(&engine);
    engine.checkpoint().unwrap();
    let older = store.copy();
    let done = engine.submit(top_up("acme", "1 CNY")).unwrap();
    let known = done.done().map(|done| (done.position, done.head));
    drop(engine);
    Engine::open_in(older.clone(), options()).unwrap().verify(&mut defray::no_progress).unwrap();
    let expecting = |store: &MemoryStore, expected| Engine::open_in(store.clone(), Options { expected, ..options() });
    expecting(&store, known).unwrap();
    assert_eq!(expecting(&older, known).unwrap_err().code(), "head_mismatch");

    // A different journal of the same length is a different ledger.
    let other = older.copy();
    does(&Engine::open_in(other.clone(), options()).unwrap(), [top_up("acme", "2 CNY")]);
    let error = expecting(&other, known).unwrap_err();
    assert_eq!((error.code(), error.class()), ("head_mismatch", ErrorClass::Corrupt));
    // A later state of the same file contains the expected head, and so does every file at position 0.
    does(&Engine::open_in(store.clone(), options()).unwrap(), [top_up("acme", "3 CNY")]);
    expecting(&store, known).unwrap();
    expecting(&store, Some((0, GENESIS))).unwrap();
}
