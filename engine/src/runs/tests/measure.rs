//! Prints sizes and times of runs. It is run by hand, with optimisation:
//! `cargo test --release -p defray --lib runs::tests::measure -- --ignored --nocapture`

use std::time::Instant;

use crate::runs::list::MERGED_RUNS;
use crate::runs::{FilterCache, Merge, Place, RunBuilder, Runs};
use crate::testing::Dice;

use super::{Memory, bill_key};

const ROWS: u64 = 65_536;

fn microseconds(begun: Instant, of: u64) -> f64 {
    begun.elapsed().as_secs_f64() * 1e6 / of as f64
}

#[test]
#[ignore = "a measurement"]
fn bytes_and_microseconds_of_a_row() {
    let mut dice = Dice::new(1);
    for (name, random) in [("ids in order", false), ("random ids", true)] {
        let (mut store, mut runs, mut bytes) = (Memory::default(), Runs::default(), 0);
        let (mut build, mut keys) = (0.0, Vec::new());
        for number in 1..=MERGED_RUNS as u32 {
            let numbers = (0..ROWS).map(|row| if random { dice.roll() } else { u64::from(number) * ROWS + row });
            let mut sorted: Vec<_> = numbers.map(bill_key).collect();
            sorted.sort();
            let (mut builder, mut changes) = (RunBuilder::new(number), Vec::new());
            let begun = Instant::now();
            for (position, key) in (1..).zip(&sorted) {
                builder.push(key, Place { position, index: 0 }, &mut changes).unwrap();
            }
            builder.finish(&mut changes).unwrap();
            build += microseconds(begun, ROWS) / MERGED_RUNS as f64;
            bytes += changes.iter().map(|change| change.value.as_ref().unwrap().len()).sum::<usize>();
            store.write(changes);
            runs = Runs::load(&store).unwrap();
            keys.extend(sorted.into_iter().step_by(7));
        }
        let filters = FilterCache::new(64 << 20);
        let (count, total) = (keys.len() as u64, ROWS * MERGED_RUNS as u64);
        let begun = Instant::now();
        keys.iter().for_each(|key| assert!(runs.find(&store, &filters, key).unwrap().is_some()));
        let present = microseconds(begun, count);
        let begun = Instant::now();
        for key in &mut keys {
            key.push(b'-');
            assert!(runs.find(&store, &filters, key).unwrap().is_none());
        }
        let absent = microseconds(begun, count);
        let begun = Instant::now();
        let mut merge = Merge::new(&store, runs.to_merge(|_| false).unwrap(), 99).unwrap();
        let (mut changes, mut slowest, mut slice) = (Vec::new(), 0.0_f64, Instant::now());
        while !merge.is_whole() {
            merge.step(&store, &mut 16_384, &mut changes).unwrap();
            slowest = slowest.max(slice.elapsed().as_secs_f64() * 1e3);
            slice = Instant::now();
        }
        let merged = microseconds(begun, total);
        println!("{name}: {:.1} bytes a row; µs: build {build:.3}, merge {merged:.3}", bytes as f64 / total as f64);
        println!("    find in {MERGED_RUNS} runs: present {present:.3}, absent {absent:.3}; slice {slowest:.1} ms");
    }
}
