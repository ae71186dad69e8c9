//! The records, as C sees them. Written by `make bindings` from the types of core and engine: do not edit.

mod account;
mod bill;
mod cloud_account;
mod command;
mod event;
mod fund;
mod ledger;
mod metering;
mod method;
mod outbox;
mod policy;
mod position;
mod receipt;
mod standing;
mod time;
mod waterfall;
mod workspace;

pub use account::*;
pub use bill::*;
pub use cloud_account::*;
pub use command::*;
pub use event::*;
pub use fund::*;
pub use ledger::*;
pub use metering::*;
pub use method::*;
pub use outbox::*;
pub use policy::*;
pub use position::*;
pub use receipt::*;
pub use standing::*;
pub use time::*;
pub use waterfall::*;
pub use workspace::*;
