//! The storage floor: one sealed redb file, created whole or not at all.

mod commit;
mod create;
mod error;
mod header;
mod memory;
mod preamble;
mod redb_store;
mod seal;
mod sealed;
mod table;

#[cfg(test)]
mod tests;

pub(crate) use commit::begin;
pub(crate) use create::{create, create_on, open, open_on};
pub use error::{DamagedPage, OpenError, OpenErrorKind};
pub use memory::MemoryStore;
pub(crate) use redb_store::RedbStore;
pub use table::{Change, Pairs, Store, StoreError, StoreSnapshot, Table};
