//! The C interface of defray, which `include/defray.h` declares. cbindgen writes the header from this crate. The
//! head of the header states the contract of all functions; the comment of a function states what is specific to
//! it.
//!
//! | file | content |
//! |---|---|
//! | `text.rs`, `values.rs`, `value_functions.rs` | texts, decimals, money, instants, heads; reading, writing and comparing them |
//! | `records/`, `layouts.rs` | all records, from core to C and back; their layout for a test; `make bindings` writes them |
//! | `layout.rs`, `reading.rs` | what the generated code uses: arenas, checks |
//! | `guard.rs`, `panic.rs`, `handles.rs` | the body of every function: errors and outputs; panics; ownership |
//! | `error.rs`, `status.rs` | errors; `make bindings` writes `status.rs` |
//! | `engine_handle.rs`, `requests.rs`, `answers.rs` | opening a ledger, submitting commands |
//! | `marketplace.rs` | deliveries of marketplaces: proving, reading, recording, answering |
//! | `metering.rs` | usage for the providers: calls, outcomes, headers |
//! | `snapshot.rs`, `pages.rs`, `meters.rs`, `tables.rs` | questions |
//! | `cancel.rs`, `fork.rs`, `names.rs`, `version.rs` | cancelling, forks, names of numbers, versions |
//! | `testing.rs` | functions for the tests in C |

mod answers;
mod cancel;
mod engine_handle;
mod error;
mod fork;
mod guard;
mod handles;
mod layout;
#[cfg(feature = "testing")]
mod layout_table;
#[cfg(feature = "testing")]
mod layouts;
mod marketplace;
mod metering;
mod meters;
mod names;
mod pages;
mod panic;
mod reading;
mod records;
mod requests;
mod snapshot;
pub mod status;
mod tables;
#[cfg(feature = "testing")]
mod testing;
#[cfg(test)]
mod tests;
mod text;
mod value_functions;
pub mod values;
pub mod version;
