//! The built command, as an operator runs it, in one test program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken test stops at once")]

mod bad_input;
mod bills;
mod charges;
mod commands;
mod common;
mod documented_diagrams;
mod environment;
mod expected_head;
mod graphs;
mod held;
mod ingest;
mod meter;
mod names;
mod scenarios;
mod screens;
mod texts;
mod upgrade;
