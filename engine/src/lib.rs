//! defray: an embedded settlement engine. One file on disk decides, exactly and provably, who pays for a workspace's usage, out of which
//! money, and why.
//!
//! The rules are in [`core`] (the crate `defray-core`), pure. This crate remembers: it owns the file, serialises writers, groups
//! concurrent commits into one sync, keeps the journal and the records derived from it, and answers questions. It holds no business rule.
//!
//! Start with [`Engine`]. The order of reading from there: [`Request`] and [`Answer`], [`Snapshot`] for questions, [`Error`] for
//! what can go wrong and whose fault it is.
//!
//! | folder or file | what it is |
//! |---|---|
//! | `engine.rs`, `group.rs` | the face: threads, queue, fail-stop |
//! | `ledger.rs` | the writer: deciding, appending, checkpoints, recovery |
//! | `journal.rs` | entries, segments, hash chain |
//! | `records.rs`, `snapshot.rs` | records in memory over stored records; questions |
//! | `history.rs`, `verify.rs`, `backup.rs`, `watch.rs` | what reads the whole journal or the whole file, watched |
//! | `store/` | the narrow storage trait, redb under seal, memory |

mod answer;
mod backup;
mod code;
mod engine;
mod error;
mod error_class;
mod group;
mod history;
mod journal;
mod ledger;
mod preview;
mod progress;
mod records;
mod snapshot;
mod store;
mod verify;

#[cfg(any(test, feature = "testing"))]
#[doc(hidden)]
pub mod testing;

pub use answer::{Answer, Done, Mode};
pub use code::Code;
pub use defray_core as core;
pub use defray_core::command::Request;
pub use engine::{Check, Clock, Engine, Options};
pub use error::Error;
pub use error_class::ErrorClass;
pub use history::{Balances, History, Movement, Statement};
pub use journal::{Entry, GENESIS, Head};
pub use preview::Preview;
pub use progress::{Progress, ProgressCallback, no_progress};
pub use snapshot::Snapshot;
pub use store::{
    Change, DamagedPage, MemoryStore, OpenError, OpenErrorKind, Pair, Pairs, Store, StoreError, StoreSnapshot, Table,
};
pub use verify::{Statistics, Verified};

/// The README's example is compiled with the tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
