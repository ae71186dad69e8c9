//! Who pays for a workspace's usage, out of which money, and why.
//!
//! This crate only decides. [`decide`] takes the present records (a [`View`]), a [`Command`](command::Command) and the
//! instant of the decision, and returns the [events](event::Event) that follow or a [`Refusal`]. Only [`evolve`]
//! changes records, and it changes them only by events. The crate has no I/O, clock, randomness, threads or global
//! state: it is `no_std`, so the compiler checks that, and every map is ordered. The same journal gives the same bytes
//! on every machine.
//!
//! Where to look:
//!
//! | question | module |
//! |---|---|
//! | who pays for usage at an instant | [`method`] (state table, timeline), [`cloud_account`] (state table, subscription signals) |
//! | what differs between marketplaces | `provider`: identifiers, deadlines, ages |
//! | usage that goes to a marketplace | [`metering`] |
//! | out of which money | [`waterfall`], [`fund`], [`policy`] |
//! | why | [`receipt`] |
//! | which cloud account a signal concerns, and which signals wait for a link | [`matching`] |
//! | commands, events, refusals | [`command`], [`event`], [`refusal`] |
//! | arrears | [`standing`] |
//! | messages that the host must deliver | [`outbox`] |
//! | records and their keys | [`records`] |
//!
//! The rules have numbers (P1, W4, …). `docs/rules/README.md` states them, and the code names them where it decides
//! them.
#![no_std]

extern crate alloc;

pub mod account;
pub mod bill;
pub mod cloud_account;
pub mod command;
mod decide;
pub mod event;
mod evolve;
pub mod fund;
pub mod id;
mod id_text;
pub mod invariants;
pub mod limits;
pub mod machine;
pub mod marketplace;
pub mod matching;
pub mod metering;
pub mod method;
pub mod money;
pub mod outbox;
pub mod policy;
pub mod position;
pub mod posting;
pub mod provider;
pub mod receipt;
mod receipt_form;
pub mod records;
pub mod refusal;
pub mod rules;
pub mod standing;
pub mod statement;
pub mod subscription;
pub mod text;
pub mod time;
pub mod waterfall;
pub mod workspace;

pub use decide::{DecideError, Decision, Outlook, PriorResult, decide, decide_naming_each_lot, due_changes, outlook};
pub use event::EventContext;
pub use evolve::{EvolveError, evolve};
pub use records::{Key, MemoryRecords, Record, RecordStore, Unreadable, View};
pub use refusal::Refusal;
