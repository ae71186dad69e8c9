//! Random histories, run through the rules as they are built and through the oracle that reads them a second time.
//!
//! | module | what it is |
//! |---|---|
//! | [`dice`], [`history`] | numbers that shrink, and the history of commands they stand for |
//! | [`subject`] | the core under test, with the journal and the keys that the engine would keep |
//! | [`observe`] | everything observable in the core's records, in the oracle's words |
//! | [`engine`] | the engine under test, closed and opened in between |
//! | [`lockstep`] | both run side by side, compared and checked after every step |
//! | [`coverage`] | what the histories reached |
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken test should stop loudly")]

pub mod coverage;
pub mod dice;
pub mod engine;
pub mod history;
pub mod lockstep;
mod make;
pub mod observe;
pub mod runner;
pub mod subject;
mod world;
