//! The parts of the bindings that do not depend on the language: errors with their numbers, a clock that the host sets,
//! readers of commands and marketplace messages, the verification and the replies of marketplace deliveries, and the
//! metering calls. This crate works with Rust values only; each binding converts them into the values of its language.

mod clock;
mod failure;
mod import;
mod marketplace;
pub mod metering;
mod status;

pub use clock::ManualClock;
pub use failure::Failure;
pub use import::{message, raw, request};
pub use marketplace::{Nonces, accept, receive, reply};
pub use status::{CODES, Status};
