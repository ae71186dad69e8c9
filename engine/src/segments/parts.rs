//! An entry that is going to be written, by reference.

use defray_core::command::Command;
use defray_core::event::Event;
use defray_core::id::{IdempotencyKey, Note};
use defray_core::time::Instant;

use crate::journal::Entry;

/// The parts of an entry, all but its position, which is the place in the segment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EntryParts<'e> {
    /// The decision instant (T1).
    pub(crate) at: Instant,
    /// The instant that the caller gave. Without one, the time of the engine's clock.
    pub(crate) asked_at: Instant,
    /// The time of the engine's clock when the entry was recorded.
    pub(crate) recorded_at: Instant,
    /// Who submitted the command.
    pub(crate) actor: Option<&'e Note>,
    /// The idempotency key of the command (A2).
    pub(crate) idempotency_key: Option<&'e IdempotencyKey>,
    /// The accepted command.
    pub(crate) command: &'e Command,
    /// The events of the command, in order.
    pub(crate) events: &'e [Event],
    /// The version of the rules under which the command was decided.
    pub(crate) rules: u32,
    /// Whether the ledger was open for simulation.
    pub(crate) simulated: bool,
}

impl<'e> From<&'e Entry> for EntryParts<'e> {
    fn from(entry: &'e Entry) -> Self {
        // A new field of an entry must be encoded, so none is left out here.
        let Entry { position: _, at, asked_at, recorded_at, actor, idempotency_key, command, events, rules, simulated } =
            entry;
        Self {
            at: *at,
            asked_at: *asked_at,
            recorded_at: *recorded_at,
            actor: actor.as_ref(),
            idempotency_key: idempotency_key.as_ref(),
            command,
            events,
            rules: *rules,
            simulated: *simulated,
        }
    }
}

/// What an event can repeat: the parts of its entry that are known before the events are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known<'e> {
    pub(super) position: u64,
    pub(super) at: Instant,
    pub(super) actor: Option<&'e Note>,
    pub(super) rules: u32,
    pub(super) command: &'e Command,
}
