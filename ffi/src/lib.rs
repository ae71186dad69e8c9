//! defray for C: what `include/defray.h` declares. The header is made from this crate by cbindgen; its head says what every caller may
//! rely on, and every function's contract stands with the function.
//!
//! | file | what it is |
//! |---|---|
//! | `text.rs`, `values.rs`, `value_functions.rs` | texts; decimals, money, instants, heads; reading, writing and comparing them |
//! | `records/` | every record, from core into C and back; written by `make bindings` |
//! | `layout.rs`, `reading.rs` | what the written code uses: arenas; checks |
//! | `guard.rs`, `panic.rs`, `handles.rs` | the one way into every function: NULL, errors; panics; who owns what |
//! | `error.rs`, `status.rs` | errors |
//! | `engine_handle.rs`, `requests.rs`, `answers.rs` | opening, submitting |
//! | `marketplace.rs` | deliveries of marketplaces: proved, read, answered |
//! | `metering.rs` | usage on its way to the providers: calls, outcomes, headers |
//! | `snapshot.rs`, `pages.rs`, `tables.rs` | questions |
//! | `cancel.rs`, `fork.rs`, `names.rs`, `version.rs` | small things |

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
