//! Tests of the C face from Rust; those in C are in `tests/c`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod contract;
#[cfg(not(miri))]
mod header;
mod round_trip;
