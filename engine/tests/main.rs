//! The engine over files and over stores in memory, in one test program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken test stops at once")]

mod answers;
mod bounded;
mod common;
mod concurrency;
mod damage;
mod expected_head;
mod faulty_disk;
mod fork;
mod format_2;
mod kill;
mod large_batches;
mod large_commands;
mod memory;
mod read_only;
mod smoke;
mod stale_blocks;
