//! A power cut during each write to the ring. What was appended successfully is there, in its order; the payload whose
//! append was interrupted is there as a whole, or no part of it.

use std::sync::Arc;

use redb::{Database, ReadableDatabase, TableDefinition};

use super::ring_support::{PAGE, Payloads, START, append, bytes, new_file, opened, payload, payloads, read};
use super::support::{ledger, open_file, rows_after, without_panic};
use crate::store::begin;
use crate::store::log::{Log, LogPlace};
use crate::testing::{Damage, Dice, FaultyDisk, Image};

const SECTOR: u64 = 512;

/// What is allowed after a crash.
struct Expected {
    from: LogPlace,
    durable: Payloads,
    /// The payload whose append was interrupted.
    unknown: Vec<u8>,
}

#[derive(Debug, Default)]
struct Tally {
    images: u64,
    whole: u64,
}

impl Tally {
    /// Opens an image after a crash. Then the log must accept a payload, and have it after opening again.
    fn add(&mut self, image: Image, expected: &Expected) {
        self.images += 1;
        let disk = FaultyDisk::new(image);
        let (log, mut found) = opened(&disk, expected.from).unwrap();
        let whole = found.len() > expected.durable.len();
        if whole {
            assert_eq!(found.last().unwrap().1, expected.unknown);
            self.whole += 1;
        }
        assert_eq!(found[..found.len() - usize::from(whole)], expected.durable);
        append(&log, 99, 700).unwrap();
        found.extend(payloads([(99, 700)]));
        assert_eq!(opened(&disk, expected.from).unwrap().1, found);
    }
}

/// The state of the ring before an append, and the bytes of the append: offset in the file and content of each sector.
struct Torn {
    before: Image,
    sectors: Vec<(u64, Vec<u8>)>,
    expected: Expected,
}

/// A ring of 8 pages with one durable payload, and the next one after `skipped` payloads of one page.
fn torn(pages: u64, skipped: u64, len: usize) -> Torn {
    let disk = FaultyDisk::new(new_file(pages));
    let (log, _) = opened(&disk, LogPlace::START).unwrap();
    let mut from = LogPlace::START;
    for number in 0..skipped {
        append(&log, number, 100).unwrap();
        from = log.place();
        log.free(from);
    }
    append(&log, 50, 300).unwrap();
    let (before, place) = (disk.image(), log.place());
    append(&log, 51, len).unwrap();
    let after = disk.image();
    let size = 2 * (72 + len as u64).div_ceil(PAGE) * PAGE;
    let position = |at| START + (place.offset + at) % (pages * PAGE);
    let sector = |at| (position(at), bytes(&after, position(at), SECTOR as usize));
    let sectors = (0..size).step_by(SECTOR as usize).map(sector).collect();
    let expected = Expected { from, durable: payloads([(50, 300)]), unknown: payload(51, len) };
    Torn { before, sectors, expected }
}

impl Torn {
    fn image(&self, keeps: impl Fn(usize) -> bool) -> Image {
        let mut image = self.before.clone();
        for (index, (position, content)) in self.sectors.iter().enumerate() {
            if keeps(index) {
                image.write(*position, content);
            }
        }
        image
    }
}

/// A payload of one page has 16 sectors in both copies. All 65 536 subsets of them.
#[test]
fn each_subset_of_the_sectors_of_an_append_is_safe() {
    let mut tally = Tally::default();
    // On a new ring, and over payloads of an earlier round, where the write continues at the start of the ring.
    for skipped in [0, 10] {
        let torn = torn(7, skipped, 3_000);
        assert_eq!(torn.sectors.len(), 16);
        for subset in 0_u32..1 << 16 {
            tally.add(torn.image(|index| subset >> index & 1 == 1), &torn.expected);
        }
    }
    let Tally { images, whole } = tally;
    println!("{images} subsets of sectors: 0 lost a payload, in {whole} the interrupted one was whole");
    // A copy is whole when all sectors that differ are there.
    assert!(whole > 1_000 && whole < images / 2);
}

#[test]
fn each_prefix_and_suffix_and_random_subset_of_a_large_append_is_safe() {
    let mut tally = Tally::default();
    let mut dice = Dice::new(21);
    for (skipped, len) in [(0, 9_000), (3, 9_000), (7, 16_000), (9, 12_000)] {
        let torn = torn(14, skipped, len);
        for split in 0..=torn.sectors.len() {
            tally.add(torn.image(|index| index < split), &torn.expected);
            tally.add(torn.image(|index| index >= split), &torn.expected);
            tally.add(torn.image(|index| index != split), &torn.expected);
        }
        for _ in 0..2_000 {
            let (kept, odds) = (dice.roll(), dice.below(6));
            let lost: Vec<bool> = (0..torn.sectors.len()).map(|_| dice.below(8) < odds).collect();
            tally.add(torn.image(|index| !lost[index] || kept >> (index % 64) & 1 == 1), &torn.expected);
        }
    }
    println!("{} images: 0 lost a payload, in {} the interrupted one was whole", tally.images, tally.whole);
    assert!(tally.whole > 100 && tally.whole < tally.images);
}

/// The first append of a number misses one sector in each copy. The second append of the same number, with almost the
/// same content, brings only these sectors. Then the first payload would be whole, although recovery said that it does
/// not exist.
#[test]
fn an_interrupted_append_does_not_come_back_with_sectors_of_the_next_one() {
    let mut first = torn(14, 3, 9_000);
    let missing = [5, 24 + 9];
    let disk = FaultyDisk::new(first.image(|index| !missing.contains(&index)));
    let (log, found) = opened(&disk, first.expected.from).unwrap();
    assert_eq!(found, first.expected.durable);
    let mut similar = payload(51, 9_000);
    similar[8_999] ^= 1;
    let before = disk.image();
    log.append(510, &[&similar]).unwrap();
    let mut returned = 0;
    for kept in 0..first.sectors.len() {
        for also in 0..first.sectors.len() {
            first.before = before.clone();
            for (position, content) in &mut first.sectors {
                disk.image().read(*position, content).unwrap();
            }
            let image = first.image(|index| missing.contains(&index) || index == kept || index == also);
            let found = opened(&FaultyDisk::new(image), first.expected.from).unwrap().1;
            returned += u64::from(found != first.expected.durable);
        }
    }
    assert_eq!(returned, 0);
}

/// Appends, frees, wraps and grows, until the disk fails. Returns what must be in the log afterwards.
fn work(disk: &FaultyDisk, from: LogPlace) -> (LogPlace, Payloads, Option<u64>) {
    let mut durable = Payloads::new();
    let mut from = from;
    let Ok(container) = super::ring_support::mount(disk) else { return (from, durable, None) };
    let log = crate::store::ring::Ring::new(container);
    if read(&log, from).is_err() {
        return (from, durable, None);
    }
    for number in 1..=24 {
        if append(&log, number, length(number)).is_err() {
            return (from, durable, Some(number));
        }
        durable.extend(payloads([(number, length(number))]));
        if number % 3 == 0 {
            from = log.place();
            log.free(from);
            durable.clear();
            if number % 9 == 0 && log.grow(2 * log.capacity() + 5_000).is_err() {
                return (from, durable, None);
            }
        }
    }
    (from, durable, None)
}

fn length(number: u64) -> usize {
    (number * 1_357 % 8_000) as usize
}

#[test]
fn a_power_cut_at_any_change_and_another_one_during_recovery_lose_no_payload() {
    let start = new_file(16);
    let undisturbed = FaultyDisk::new(start.clone());
    assert!(work(&undisturbed, LogPlace::START).1.is_empty());
    let (mut dice, mut images, mut again) = (Dice::new(22), 0, 0);
    for moment in 0..undisturbed.mutations() {
        let disk = FaultyDisk::new(start.clone()).crash_at(moment);
        let (from, durable, unknown) = work(&disk, LogPlace::START);
        let unknown = unknown.map(|number| payload(number, length(number))).unwrap_or_default();
        let expected = Expected { from, durable, unknown };
        for damage in Damage::ALL {
            let image = disk.image_after_crash(damage, &mut dice);
            images += 1;
            again += crash_again(&image, &expected, &mut dice);
            Tally::default().add(image, &expected);
        }
    }
    println!("{images} power cuts at each of {} changes, {again} during recovery", undisturbed.mutations());
    assert!(images > 1_000 && again > images);
}

/// Cuts the power at each change of the recovery. Returns how often.
fn crash_again(image: &Image, expected: &Expected, dice: &mut Dice) -> u64 {
    let mut count = 0;
    for moment in 0.. {
        let disk = FaultyDisk::new(image.clone()).crash_at(moment);
        let found = opened(&disk, expected.from);
        for damage in [Damage::DropAll, Damage::Torn(512), Damage::Prefix] {
            Tally::default().add(disk.image_after_crash(damage, dice), expected);
            count += 1;
        }
        if found.is_ok() {
            break;
        }
    }
    count
}

const PLACE: TableDefinition<&str, &[u8]> = TableDefinition::new("place");

/// Writes the numbers up to `swept` and the place of the log, as a sweep does.
fn sweep(database: &Database, swept: u64, place: LogPlace) -> Result<(), redb::Error> {
    let transaction = begin(database)?;
    {
        let mut table = transaction.open_table(PLACE)?;
        table.insert("place", place.to_bytes().as_slice())?;
        table.insert("swept", swept.to_le_bytes().as_slice())?;
        // The blocks of redb grow and shrink, also before and behind a larger ring.
        let filling = vec![swept as u8; (swept * swept * 400 % 90_000) as usize];
        table.insert("filling", filling.as_slice())?;
    }
    transaction.commit()?;
    Ok(())
}

fn swept(database: &Database) -> Result<(u64, LogPlace), redb::Error> {
    let transaction = database.begin_read()?;
    let Ok(table) = transaction.open_table(PLACE) else { return Ok((0, LogPlace::START)) };
    let value = |key| Ok::<_, redb::Error>(table.get(key)?.unwrap().value().to_vec());
    let swept = u64::from_le_bytes(value("swept")?.try_into().unwrap());
    Ok((swept, LogPlace::from_bytes(&value("place")?).unwrap()))
}

/// An open ledger, and the last number in its tables and its log.
type Numbers = (Database, Arc<dyn Log>, u64);

/// Opens a ledger, and reads the numbers in its tables and then those in its log.
fn numbers(disk: &FaultyDisk) -> Result<Numbers, Box<dyn std::error::Error>> {
    let file = open_file(disk)?;
    let (swept, place) = swept(&file.database)?;
    let log = file.log.unwrap();
    let mut last = swept;
    log.read(place, &mut |first, bytes| {
        last += 1;
        assert_eq!((first, bytes), (10 * last, payload(last, length(last)).as_slice()));
        Ok(())
    })?;
    Ok((file.database, log, last))
}

/// Appends numbers, sweeps them into the tables and lets the ring grow, until the disk fails. Returns the last number
/// that was appended successfully.
fn settle(disk: &FaultyDisk, until: u64) -> u64 {
    let Ok((database, log, last)) = numbers(disk) else { return 0 };
    let mut durable = last;
    for number in last + 1..=until {
        if append(&*log, number, length(number)).is_err() {
            return durable;
        }
        durable = number;
        if number % 5 == 0 {
            let place = log.place();
            if sweep(&database, number, place).is_err() {
                return durable;
            }
            log.free(place);
            if number == 15 && log.grow(GROWN).is_err() {
                return durable;
            }
        }
    }
    durable
}

/// A little more than the ring of a new file, so that the test has few writes of zeros.
const GROWN: u64 = (1 << 20) + 4_096;

#[test]
fn a_power_cut_at_any_change_of_tables_and_log_loses_nothing() {
    let start = ledger(&rows_after(1));
    let undisturbed = FaultyDisk::new(start.clone());
    assert_eq!(settle(&undisturbed, 40), 40);
    let mutations = undisturbed.mutations();
    let (mut dice, mut images, mut more) = (Dice::new(23), 0, 0);
    for moment in (0..mutations).filter(|moment| *moment < 120 || *moment + 150 > mutations || moment % 7 == 0) {
        let disk = FaultyDisk::new(start.clone()).crash_at(moment);
        let durable = settle(&disk, 40);
        for damage in [Damage::DropAll, Damage::KeepAll, Damage::Torn(512), Damage::Prefix] {
            let disk = FaultyDisk::new(disk.image_after_crash(damage, &mut dice));
            let (database, log, last) = without_panic(|| numbers(&disk)).expect("no panic").unwrap();
            assert!(last == durable || last == durable + 1, "{durable} numbers are durable, and {last} are there");
            images += 1;
            more += u64::from(last > durable);
            drop((database, log));
            assert_eq!(settle(&disk, 45), 45);
            assert_eq!(numbers(&disk).unwrap().2, 45);
        }
    }
    println!("{images} power cuts during {mutations} changes: 0 lost a number, {more} had one more");
    assert!(more > 0);
}

/// The second process sees what the first one wrote, also what is only in the cache of the operating system. After it
/// read the log, a power cut takes nothing of that away.
#[test]
fn what_was_read_after_a_killed_process_is_durable() {
    let (mut dice, mut seen) = (Dice::new(24), 0);
    for moment in 0..8 {
        let disk = FaultyDisk::new(new_file(16)).crash_at(moment);
        let (from, durable, _) = work(&disk, LogPlace::START);
        let disk = disk.restart(1_000);
        let (_, found) = opened(&disk, from).unwrap();
        seen += u64::from(found.len() > durable.len());
        for damage in Damage::ALL {
            let image = disk.image_after_crash(damage, &mut dice);
            assert_eq!(opened(&FaultyDisk::new(image), from).unwrap().1, found);
        }
    }
    assert!(seen > 0);
}
