#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bit_flips;
mod blocks;
mod crashes;
pub(super) mod creation;
mod growth;
mod io_errors;
mod locks;
mod logs;
mod ring_crashes;
mod ring_damage;
mod ring_support;
mod support;
