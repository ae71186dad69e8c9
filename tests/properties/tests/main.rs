//! Random histories, in one test program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken test stops at once")]

mod against_the_oracle;
mod coverage;
mod engine;
mod forms;
mod histories;
mod marketplaces;
mod once_a_day;
mod regressions;
mod replaced;
mod replay;
