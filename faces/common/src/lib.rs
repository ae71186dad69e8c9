//! What the faces of other languages have in common: errors with their numbers, a clock that the host sets, reading commands and
//! marketplace messages. Everything here is about values; how they cross into a language is that face's own.

mod clock;
mod failure;
mod import;
mod status;

pub use clock::ManualClock;
pub use failure::Failure;
pub use import::{message, request};
pub use status::{CODES, Status};
