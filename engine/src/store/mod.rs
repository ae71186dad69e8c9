//! Storage: the store trait, a sealed redb file with the ring of a log, and a store in memory.

mod commit;
mod container;
mod create;
mod error;
mod frame;
mod header;
mod layout;
mod log;
mod memory;
mod panics;
mod preamble;
mod read_only;
mod redb_store;
mod ring;
mod seal;
mod sealed;
mod table;

#[cfg(test)]
mod tests;

pub(crate) use commit::begin;
#[cfg(any(test, feature = "testing"))]
pub(crate) use create::open_on;
pub(crate) use create::{create, create_on, open, open_read_only, publish_over};
#[cfg(test)]
pub(crate) use error::damage;
pub use error::{DamagedPage, OpenError, OpenErrorKind, StoreError};
pub use log::{Log, LogPlace, LogSize, LogVisitor, MemoryLog};
pub use memory::MemoryStore;
pub(crate) use panics::panic_text;
pub(crate) use redb_store::RedbStore;
pub use table::{Change, Pair, Pairs, Store, StoreSnapshot, Table};
