//! defray: an embedded settlement engine. It decides who pays for the usage of a workspace, out of which funds, and
//! why. A ledger is one file. All amounts are exact, and every decision can be verified.
//!
//! The rules are in [`core`] (the crate `defray-core`), which is free of input and output. This crate owns the file,
//! orders the writers, groups concurrent commits into one sync, keeps the journal and the records derived from it, and
//! answers queries. It contains no business rule.
//!
//! Start with [`Engine`]. Then read [`Request`] and [`Answer`] for commands, [`Snapshot`] for queries, and [`Error`]
//! for errors and their classes.
//!
//! | folder or file | content |
//! |---|---|
//! | `engine.rs`, `group.rs` | the public engine: threads, queue, stop after a failure |
//! | `ledger.rs` | the writer: decisions, commits, checkpoints, recovery |
//! | `journal.rs`, `entry_reader.rs` | entries, segments, hash chain; reads of single entries |
//! | `records.rs`, `snapshot.rs` | changed records in memory over stored records; queries |
//! | `history.rs`, `verify.rs`, `backup.rs`, `progress.rs` | operations over the whole journal or file, with progress |
//! | `store/` | the storage trait; redb over sealed blocks; a store in memory |

mod advance;
mod answer;
mod backup;
mod code;
mod engine;
mod entry_reader;
mod error;
mod error_class;
mod format;
mod group;
mod history;
mod journal;
mod ledger;
mod migration;
mod older_format;
mod preview;
mod progress;
mod records;
mod scratch;
#[cfg_attr(
    not(test),
    expect(dead_code, unused_imports, reason = "the ledger writes format 4 when the log is in place")
)]
mod segments;
mod snapshot;
mod store;
mod verify;
mod waiting;

#[cfg(any(test, feature = "testing"))]
#[doc(hidden)]
pub mod testing;

pub use advance::AdvanceCallback;
pub use answer::{Answer, Done, Mode};
pub use code::Code;
pub use defray_core as core;
pub use defray_core::command::Request;
pub use defray_core::statement::{Balances, HeldBill, Movement, Statement};
pub use engine::{Check, Clock, Engine, Options};
pub use error::Error;
pub use error_class::ErrorClass;
pub use history::History;
pub use journal::{Entry, GENESIS, Head};
pub use preview::Preview;
pub use progress::{Progress, ProgressCallback, no_progress};
pub use snapshot::Snapshot;
pub use store::{
    Change, DamagedPage, MemoryStore, OpenError, OpenErrorKind, Pair, Pairs, Store, StoreError, StoreSnapshot, Table,
};
pub use verify::{Statistics, Verified};
pub use waiting::{HeldSum, Waiting};

/// The README's example is compiled with the tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
