//! A power cut at each write, sync and change of length.

use std::sync::Arc;

use redb::Database;

use super::support::{Rows, commit, ledger, open_disk, read_all, rows_after, without_panic};
use crate::testing::{Damage, Dice, FaultyDisk, Image};

const COMMITS: u64 = 20;

/// The content after each commit of the workload; index 0 is the state before the first commit.
fn history() -> Vec<Rows> {
    (0..=COMMITS).map(rows_after).collect()
}

/// Runs the workload until the disk fails. Returns the last acknowledged commit.
fn run(disk: &FaultyDisk, history: &[Rows]) -> usize {
    let Ok(database) = open_disk(disk) else {
        return 0;
    };
    let acknowledged = |records: &&Rows| commit(&database, records).is_ok();
    history[1..].iter().take_while(acknowledged).count()
}

/// The number of disk changes of a run without failures, including closing.
fn mutations_of(start: &Image, history: &[Rows]) -> u64 {
    let disk = FaultyDisk::new(start.clone());
    assert_eq!(run(&disk, history), history.len() - 1);
    disk.mutations()
}

#[derive(Debug, Default)]
struct Tally {
    images: u64,
    unopenable: u64,
    wrong: u64,
    panics: u64,
    unknown_kept: u64,
}

impl Tally {
    /// Opens a disk after a crash. It must contain the last acknowledged commit, or the one whose outcome is unknown,
    /// and it must accept another commit.
    fn add(&mut self, image: Image, history: &[Rows], acknowledged: usize) {
        self.images += 1;
        let disk = FaultyDisk::new(image);
        match without_panic(|| recovered(&disk)) {
            None => self.panics += 1,
            Some(Err(_)) => self.unopenable += 1,
            Some(Ok(records)) if records == history[acknowledged] => {}
            Some(Ok(records)) if history.get(acknowledged + 1) == Some(&records) => {
                self.unknown_kept += 1;
            }
            Some(Ok(_)) => self.wrong += 1,
        }
    }

    fn assert_clean(&self, what: &str) {
        println!(
            "{what}: {} images: {} unopenable, {} with lost or foreign records, {} panics; \
             in {} the commit without an answer was there",
            self.images, self.unopenable, self.wrong, self.panics, self.unknown_kept
        );
        assert_eq!((self.unopenable, self.wrong, self.panics), (0, 0, 0), "{what}");
    }
}

/// Reads the content after recovery. Then the ledger must accept a commit, close and open again.
fn recovered(disk: &FaultyDisk) -> Result<Rows, Box<dyn std::error::Error>> {
    let mut database = open_disk(disk)?;
    let records = read_all(&database)?;
    assert!(database.check_integrity()?, "the file is valid after recovery");
    let next = rows_after(3);
    commit(&database, &next)?;
    drop(database);
    assert_eq!(read_all(&open_disk(disk)?)?, next);
    Ok(records)
}

#[test]
fn a_power_cut_at_any_moment_loses_no_acknowledged_commit() {
    let history = history();
    let start = ledger(&history[0]);
    let mutations = mutations_of(&start, &history);
    let mut tally = Tally::default();
    let mut dice = Dice::new(3);
    for moment in 0..mutations {
        let disk = FaultyDisk::new(start.clone()).crash_at(moment);
        let acknowledged = run(&disk, &history);
        for damage in Damage::ALL {
            let image = disk.image_after_crash(damage, &mut dice);
            tally.add(image, &history, acknowledged);
        }
    }
    tally.assert_clean(&format!("crash at each of {mutations} changes"));
    assert!(tally.unknown_kept > 0, "some commits are durable without an answer");
}

#[test]
fn a_second_power_cut_during_recovery_loses_nothing_either() {
    let history = history();
    let start = ledger(&history[0]);
    let mutations = mutations_of(&start, &history);
    let mut tally = Tally::default();
    let mut dice = Dice::new(4);
    for moment in (0..mutations).step_by(7) {
        let disk = FaultyDisk::new(start.clone()).crash_at(moment);
        let acknowledged = run(&disk, &history);
        for damage in [Damage::Subset, Damage::Torn(512), Damage::Prefix] {
            let image = disk.image_after_crash(damage, &mut dice);
            crash_again(&mut tally, &image, &history, acknowledged, &mut dice);
        }
    }
    tally.assert_clean("second crash during recovery");
}

fn crash_again(tally: &mut Tally, image: &Image, history: &[Rows], acknowledged: usize, dice: &mut Dice) {
    for moment in 0..12 {
        let disk = FaultyDisk::new(image.clone()).crash_at(moment);
        // Opens and closes without a commit: only recovery writes.
        drop(open_disk(&disk));
        let damage = Damage::ALL[dice.below(Damage::ALL.len() as u64) as usize];
        let after = disk.image_after_crash(damage, dice);
        tally.add(after, history, acknowledged);
        if disk.mutations() <= moment {
            break;
        }
    }
}

/// The process is killed, another process opens the file from the cache of the operating system, and then the power is
/// cut.
#[test]
fn a_power_cut_after_a_killed_process_loses_nothing() {
    let history = history();
    let start = ledger(&history[0]);
    let mutations = mutations_of(&start, &history);
    let mut tally = Tally::default();
    let mut dice = Dice::new(5);
    for moment in (0..mutations).step_by(3) {
        for later in 0..10 {
            let disk = FaultyDisk::new(start.clone()).crash_at(moment);
            let acknowledged = run(&disk, &history);
            let disk = disk.restart(later);
            drop(open_disk(&disk));
            let damage = Damage::ALL[dice.below(Damage::ALL.len() as u64) as usize];
            let image = disk.image_after_crash(damage, &mut dice);
            tally.add(image, &history, acknowledged);
        }
    }
    tally.assert_clean("power cut after a killed process");
}

/// A reader sees the commit at which it began, even while the writer commits.
#[test]
fn readers_and_the_writer_share_the_sealed_file() {
    let history = history();
    let disk = FaultyDisk::new(ledger(&history[0]));
    let database: Arc<Database> = Arc::new(open_disk(&disk).unwrap());
    let reader = {
        let (database, history) = (database.clone(), history.clone());
        std::thread::spawn(move || (0..200).all(|_| history.contains(&read_all(&database).unwrap())))
    };
    for records in &history[1..] {
        commit(&database, records).unwrap();
    }
    assert!(reader.join().unwrap());
}
