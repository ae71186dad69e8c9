//! A disk that reports one error, at each possible operation.

use super::support::{Rows, commit, ledger, open_disk, read_all, rows_after, without_panic};
use crate::testing::{FaultyDisk, Harm, Image};

const COMMITS: u64 = 12;

/// The result of a run on a disk with one error.
struct Outcome {
    /// The number of the last acknowledged commit.
    acknowledged: usize,
    /// The number of the first commit that was not acknowledged. Its outcome is unknown.
    refused: bool,
    /// `true` when a commit succeeded on the same handle after an error.
    went_on: bool,
}

fn run(disk: &FaultyDisk, history: &[Rows]) -> Outcome {
    let mut outcome = Outcome { acknowledged: 0, refused: false, went_on: false };
    let Ok(database) = open_disk(disk) else {
        return outcome;
    };
    for records in &history[1..] {
        match commit(&database, records) {
            Ok(()) if outcome.refused => outcome.went_on = true,
            Ok(()) => outcome.acknowledged += 1,
            Err(redb::Error::Io(_) | redb::Error::PreviousIo) => outcome.refused = true,
            Err(other) => panic!("{other}"),
        }
    }
    outcome
}

#[test]
fn one_error_anywhere_loses_no_acknowledged_commit() {
    let history: Vec<Rows> = (0..=COMMITS).map(rows_after).collect();
    let start = ledger(&history[0]);
    let undisturbed = FaultyDisk::new(start.clone());
    assert_eq!(run(&undisturbed, &history).acknowledged as u64, COMMITS);
    let operations = undisturbed.operations();
    let (mut refused, mut runs) = (0, 0);
    for operation in 0..operations {
        for harm in [Harm::None, Harm::Half, Harm::Done] {
            let disk = FaultyDisk::new(start.clone()).fail_at(operation, harm);
            let outcome = without_panic(|| run(&disk, &history)).expect("no panic");
            assert!(!outcome.went_on, "a handle that failed stays failed");
            runs += 1;
            refused += u64::from(outcome.refused);
            check(disk.image(), &history, outcome.acknowledged);
        }
    }
    println!("{runs} runs with one error at each of {operations} operations: {refused} refused a commit, 0 lost one");
    assert!(refused > COMMITS, "{refused} of {runs}");
}

fn check(image: Image, history: &[Rows], acknowledged: usize) {
    let database = open_disk(&FaultyDisk::new(image)).unwrap();
    let records = read_all(&database).unwrap();
    let next = history.get(acknowledged + 1);
    assert!(records == history[acknowledged] || Some(&records) == next);
}
