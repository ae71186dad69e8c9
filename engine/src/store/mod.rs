//! The storage floor: one sealed redb file, created whole or not at all.

mod commit;
mod create;
mod error;
mod header;
mod preamble;
mod seal;
mod sealed;

#[cfg(test)]
mod tests;

pub(crate) use commit::begin;
pub(crate) use create::{create, create_on, open, open_on};
pub(crate) use error::damage;
pub use error::{DamagedPage, OpenError, OpenErrorKind};
