//! The rules of core, in one test program: each file has its own subject.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken test stops at once")]

mod held_bills;
mod machines;
mod overlay;
mod refusals;
mod rules_charges;
mod rules_held;
mod rules_input;
mod rules_metering;
mod rules_money;
mod rules_names;
mod rules_payers;
mod rules_successors;
mod rules_suspension;
mod rules_waterfall;
mod skip_ranges;
mod unmatched;
mod world;
