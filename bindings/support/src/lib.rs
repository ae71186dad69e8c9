//! What the faces of other languages have in common: errors with their numbers, a clock that the host sets, reading commands and
//! marketplace messages, proving and answering marketplaces, metering usage to them. Everything here is about values; how they cross into a language is that face's own.

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
