//! The readers and writers of the interchange forms, in one test program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken test stops at once")]

mod commands;
mod common;
mod csv_files;
mod focus;
mod json_lines;
mod never_panics;
mod present;
