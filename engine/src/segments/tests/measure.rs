//! Prints the size of an entry, and the time that it takes. It is run by hand, with optimisation:
//! `cargo test --release -p defray --lib segments::tests::measure -- --ignored --nocapture`

use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::journal::{Entry, GENESIS};
use crate::segments::encode::put_entry;
use crate::segments::{EntryParts, SegmentWriter, join};

use super::world::entries_of_the_benchmark;
use super::{push_all, segment_of};

/// The shortest of several runs, for each entry.
fn shortest(entries: usize, mut run: impl FnMut()) -> f64 {
    let time = |run: &mut dyn FnMut()| {
        let begun = Instant::now();
        run();
        begun.elapsed()
    };
    let least = (0..60).map(|_| time(&mut run)).min().unwrap_or(Duration::ZERO);
    least.as_secs_f64() * 1e6 / entries as f64
}

#[test]
#[ignore = "a measurement"]
fn bytes_and_microseconds_of_a_settled_bill() {
    let mut entries = entries_of_the_benchmark(1_000, 1_000);
    (1..).zip(&mut entries).for_each(|(position, entry)| entry.position = position);
    let count = entries.len();
    let before: usize = entries.iter().map(|entry| postcard::to_stdvec(entry).unwrap().len() + 4).sum();
    let segment = segment_of(&entries);
    println!("bytes of an entry:  {} in format 3, {} in format 4", before / count, segment.bytes().len() / count);
    let mut bytes = Vec::with_capacity(segment.bytes().len());
    let encode = shortest(count, || {
        bytes.clear();
        let put = |entry: &Entry| put_entry(&mut bytes, entry.position, &EntryParts::from(entry)).unwrap();
        entries.iter().for_each(put);
    });
    let write = shortest(count, || {
        let mut writer = SegmentWriter::after(GENESIS, 1);
        push_all(&mut writer, &entries);
        black_box(writer.finish());
    });
    let view = segment.view().unwrap();
    let hash = shortest(count, || view.check_chain().unwrap());
    let decode = shortest(count, || (1..=count as u64).for_each(|position| drop(black_box(view.entry(position)))));
    let before = shortest(count, || {
        let hash = |entry: &Entry| GENESIS.after(&postcard::to_stdvec(entry).unwrap());
        entries.iter().for_each(|entry| _ = black_box(hash(entry)));
    });
    let join = shortest(count, || drop(join(std::slice::from_ref(&segment)).unwrap()));
    println!("µs of an entry:     encode {encode:.3}, hash {hash:.3}, segment with both {write:.3}");
    println!("                    decode {decode:.3}, join {join:.3}; format 3, encode and hash {before:.3}");
}
