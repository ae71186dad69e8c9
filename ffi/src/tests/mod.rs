//! Tests of the C interface from Rust. Those in C are in `tests/c`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod contract;
#[cfg(not(miri))]
mod header;
mod round_trip;
