#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bit_flips;
mod blocks;
mod crashes;
pub(super) mod creation;
mod io_errors;
mod locks;
mod support;
