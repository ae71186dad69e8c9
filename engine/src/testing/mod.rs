//! A simulated disk that fails, for tests of the engine.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod dice;
mod faulty_disk;
mod forge;
mod image;

pub use dice::Dice;
pub use faulty_disk::{Damage, FaultyDisk, Harm};
pub use forge::{entries_of_segment, rows_of, run_of_rows, segment_of_entries};
pub use image::Image;
