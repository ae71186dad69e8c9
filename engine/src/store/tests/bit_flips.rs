//! Damage of a closed file: every answer is correct, or it is an error.

use std::fmt;

use redb::Builder;

use super::support::{
    BLOCKS, CACHE, Failure, HEADER, RING, Rows, SEALED, commit, create_on, ledger, name, read_all, reopen, value,
    without_panic,
};
use crate::testing::{Dice, FaultyDisk, Image};

#[derive(Debug, Default)]
struct Tally {
    right: u64,
    refused_at_open: u64,
    refused_at_read: u64,
    silent: u64,
    panics: u64,
}

impl Tally {
    fn add(&mut self, image: Image, expected: &Rows) {
        match without_panic(|| reopen(FaultyDisk::new(image))) {
            None => self.panics += 1,
            Some(Ok(records)) if records == *expected => self.right += 1,
            Some(Ok(_)) => self.silent += 1,
            Some(Err(Failure::Open(_))) => self.refused_at_open += 1,
            Some(Err(Failure::Redb(_))) => self.refused_at_read += 1,
        }
    }

    fn total(&self) -> u64 {
        self.right + self.refused_at_open + self.refused_at_read + self.silent + self.panics
    }

    fn assert_clean(&self, what: &str) {
        println!("{what}: {self}");
        assert_eq!((self.silent, self.panics), (0, 0), "{what}");
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{} damaged files: {} right, {} refused at open, {} refused at read, {} silent, {} panics",
            self.total(),
            self.right,
            self.refused_at_open,
            self.refused_at_read,
            self.silent,
            self.panics
        )
    }
}

/// A few hundred small records, and one larger than a page.
fn some_rows() -> Rows {
    let mut records: Rows = (0..400).map(|key| (key, value(key, 1, 60))).collect();
    records.insert(1_000, value(1_000, 1, 30_000));
    records
}

/// The same ledger after two commits: closed, and as a killed process leaves it.
fn closed_and_killed(records: &Rows) -> [(&'static str, Image); 2] {
    let mut earlier = records.clone();
    earlier.insert(7, value(7, 0, 50));
    let disk = FaultyDisk::new(Image::default());
    let fill = |database: &_| Ok::<_, Failure>(commit(database, &earlier)?);
    let database = create_on(disk.clone(), name(), CACHE, fill).unwrap();
    commit(&database, records).unwrap();
    let killed = disk.image();
    drop(database);
    [("closed file", disk.image()), ("killed file", killed)]
}

fn flipped(image: &Image, byte: u64, bit: u8) -> Image {
    let mut damaged = image.clone();
    damaged.flip(byte, bit);
    damaged
}

/// The offsets of all bytes that are not zero.
fn used_bytes(image: &Image) -> Vec<u64> {
    let bytes = image.to_bytes();
    let used = bytes.iter().zip(0_u64..).filter(|&(&byte, _)| byte != 0);
    used.map(|(_, place)| place).collect()
}

#[test]
fn one_flipped_bit_is_never_a_wrong_answer() {
    let records = some_rows();
    for (what, image) in closed_and_killed(&records) {
        let used = used_bytes(&image);
        let mut tally = Tally::default();
        let mut dice = Dice::new(2);
        for _ in 0..6_000 {
            let byte = used[dice.below(used.len() as u64) as usize];
            tally.add(flipped(&image, byte, dice.below(8) as u8), &records);
        }
        tally.assert_clean(what);
        assert!(tally.refused_at_open + tally.refused_at_read > 1_000);
    }
}

/// The byte that selects the commit slot. redb has no checksum for it.
#[test]
fn no_bit_of_the_header_copies_matters_alone() {
    let records = some_rows();
    for (what, image) in closed_and_killed(&records) {
        let mut tally = Tally::default();
        for byte in used_bytes(&image) {
            if (HEADER..RING).contains(&byte) {
                (0..8).for_each(|bit| tally.add(flipped(&image, byte, bit), &records));
            }
        }
        tally.assert_clean(what);
        assert!(tally.total() > 1_000);
        assert_eq!(tally.right, tally.total());
    }
}

/// The reason why block 0 is sealed: redb alone does not detect this damage.
#[test]
fn redb_alone_takes_a_commit_back_when_one_bit_flips() {
    let disk = FaultyDisk::new(Image::default());
    let database = Builder::new().create_with_backend(disk.clone()).unwrap();
    let records = some_rows();
    let mut earlier = records.clone();
    earlier.insert(7, value(7, 0, 50));
    commit(&database, &earlier).unwrap();
    commit(&database, &records).unwrap();
    let selects_the_slot = 9;
    let damaged = flipped(&disk.image(), selects_the_slot, 0);
    let again = Builder::new().create_with_backend(FaultyDisk::new(damaged));
    assert_eq!(read_all(&again.unwrap()).unwrap(), earlier);
}

#[test]
fn both_header_copies_damaged_is_an_error() {
    let records = some_rows();
    let mut tally = Tally::default();
    for bit in 0..8 {
        let once = flipped(&ledger(&records), HEADER + 9, bit);
        tally.add(flipped(&once, HEADER + 8_192 + 9, bit), &records);
    }
    tally.assert_clean("both headers");
    assert_eq!(tally.refused_at_open, 8);
}

/// A lost write and a hole in the file read as zeros.
#[test]
fn lost_and_swapped_blocks_are_never_a_wrong_answer() {
    let records = some_rows();
    let mut tally = Tally::default();
    for (_, image) in closed_and_killed(&records) {
        let blocks = (image.len() - BLOCKS) / SEALED;
        for block in 0..blocks {
            let mut zeroed = image.clone();
            zeroed.write(BLOCKS + block * SEALED, &[0; SEALED as usize]);
            tally.add(zeroed, &records);
            tally.add(swapped(&image, block, (block + 1) % blocks), &records);
        }
    }
    tally.assert_clean("lost and swapped blocks");
    assert!(tally.refused_at_open + tally.refused_at_read > 0);
}

fn swapped(image: &Image, one: u64, other: u64) -> Image {
    let mut damaged = image.clone();
    let mut content = vec![0; SEALED as usize];
    for (from, to) in [(one, other), (other, one)] {
        image.read(BLOCKS + from * SEALED, &mut content).unwrap();
        damaged.write(BLOCKS + to * SEALED, &content);
    }
    damaged
}

#[test]
fn a_cut_or_padded_file_is_never_a_wrong_answer() {
    let records = some_rows();
    for (what, image) in closed_and_killed(&records) {
        let blocks = (image.len() - BLOCKS) / SEALED;
        let whole = (0..blocks + 40).map(|count| BLOCKS + count * SEALED);
        let odd = (0..400).map(|step| step * image.len() / 300);
        let mut tally = Tally::default();
        for len in whole.chain(odd).filter(|&len| len != image.len()) {
            let mut damaged = image.clone();
            damaged.set_len(len);
            tally.add(damaged, &records);
        }
        tally.assert_clean(what);
        assert!(tally.refused_at_open > 400, "{tally}");
    }
}
