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
//! | `engine.rs`, `options.rs` | the public engine |
//! | `group.rs`, `writer.rs` | the queue of submitting threads; the one writer, which stops after a failure |
//! | `commit.rs`, `ledger.rs`, `kept.rs` | decisions, commits, checkpoints, recovery, records in memory |
//! | `replay.rs` | commands decided again |
//! | `journal.rs` | entries, segments, hash chain |
//! | `runs/`, `value.rs`, `places.rs` | bills and idempotency keys as places in the journal |
//! | `sweep.rs`, `merging.rs` | moving what was committed into the tables |
//! | `memory.rs` | what an open ledger takes in memory |
//! | `layers.rs`, `records.rs`, `snapshot.rs` | changed records over stored records; queries |
//! | `history.rs`, `verify.rs`, `backup.rs`, `progress.rs` | operations over the whole journal or file, with progress |
//! | `store/` | the storage trait; redb over sealed blocks; a store in memory |

mod account_entries;
mod account_positions;
mod advance;
mod answer;
mod backup;
mod code;
mod commit;
mod encoder;
mod engine;
mod error;
mod error_class;
mod expected;
mod format;
mod group;
mod history;
mod journal;
mod kept;
mod layer_merger;
mod layers;
mod ledger;
mod memory;
mod merging;
mod migration;
mod old_heads;
mod options;
mod places;
mod preview;
mod progress;
mod reader;
mod records;
mod replay;
mod runs;
mod scratch;
mod segments;
mod size;
mod snapshot;
mod store;
mod sweep;
mod value;
mod verify;
mod waiting;
mod writer;

#[cfg(any(test, feature = "testing"))]
#[doc(hidden)]
pub mod testing;

pub use advance::AdvanceCallback;
pub use answer::{Answer, Done, Mode};
pub use code::Code;
pub use defray_core as core;
pub use defray_core::command::Request;
pub use defray_core::statement::{Balances, HeldBill, Movement, Statement};
pub use engine::Engine;
pub use error::Error;
pub use error_class::ErrorClass;
pub use history::History;
pub use journal::{Entry, GENESIS, Head};
pub use memory::Memory;
pub use options::{Check, Clock, Options};
pub use preview::Preview;
pub use progress::{Progress, ProgressCallback, no_progress};
pub use snapshot::Snapshot;
pub use store::{
    Change, DamagedPage, Log, LogPlace, LogSize, LogVisitor, MemoryLog, MemoryStore, OpenError, OpenErrorKind, Pair,
    Pairs, Store, StoreError, StoreSnapshot, Table,
};
pub use verify::{Statistics, Verified};
pub use waiting::{HeldSum, Waiting};

/// The README's example is compiled with the tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
