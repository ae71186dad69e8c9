//! Runs: where things are in the journal. A settled bill and an idempotency key need no record of their own. A *place*
//! is the position of the entry and the index of the event.
//!
//! A run is a list of rows (key, place) that is sorted by key and does not change. A sweep writes one run with the
//! places of its entries. When there are eight runs of about one size, they are merged to one. A key that is in several
//! runs has the place that the newest run gives.
//!
//! A run has blocks of rows and pages of a filter. It counts when it is listed in the table of runs: blocks and pages
//! can be written before, in several commits, and what is not listed after a crash is removed.
//!
//! | file | content |
//! |---|---|
//! | `list.rs` | the runs that count: find, scan, which to merge |
//! | `builder.rs`, `merge.rs` | a new run, of rows or of runs; removal |
//! | `block.rs`, `filter.rs`, `cache.rs` | rows; filters and their pages in memory |
//! | `cursor.rs`, `check.rs` | rows in order; the check of everything |
//! | `run.rs`, `keys.rs`, `damage.rs` | the row of a run in the list; keys of blocks and pages; errors |

mod block;
mod builder;
mod cache;
mod check;
mod cursor;
mod damage;
mod filter;
mod keys;
mod list;
mod merge;
mod run;

#[cfg(test)]
mod tests;

pub(crate) use block::Place;
pub(crate) use builder::RunBuilder;
pub(crate) use cache::FilterCache;
pub(crate) use check::check;
pub(crate) use list::{Runs, next_number};
pub(crate) use merge::{Merge, remove_unlisted};
