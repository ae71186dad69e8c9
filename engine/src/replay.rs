//! Deciding the commands of the journal again, and applying its events.

use std::collections::BTreeSet;

use defray_core::event::Event;
use defray_core::id::AccountId;
use defray_core::records::Overlay;
use defray_core::rules;
use defray_core::time::Instant;
use defray_core::{Decision, EventContext, Key, Record, View, decide, decide_naming_each_lot, evolve};

use crate::code::Code;
use crate::error::Error;
use crate::journal::Entry;
use crate::layers::AccountEntry;

/// A changed record; `None`: it was removed.
type Change = (Key, Option<Record>);

/// The records that the events of an entry change.
pub(crate) fn changes_of_events(view: &dyn View, entry: &Entry) -> Result<Vec<Change>, Error> {
    let context = EventContext { at: entry.at, position: entry.position };
    let mut overlay = Overlay::over(view);
    for event in &entry.events {
        evolve(&mut overlay, context, event).map_err(|error| {
            let message = format!("the journal's entry {} does not fit the ones before it: {error}", entry.position);
            Error::Corrupt { code: Code::Diverged, message }
        })?;
    }
    Ok(overlay.into_changes())
}

/// Decides the command of an entry again and returns the changed records. It is an error when the events differ. The
/// events of an entry of older rules are applied without a decision, because this version decides by other rules.
pub(crate) fn replay(view: &dyn View, entry: &Entry) -> Result<Vec<Change>, Error> {
    if entry.rules != rules::CURRENT {
        return changes_of_events(view, entry);
    }
    let diverged = |what: String| Error::Corrupt {
        code: Code::Diverged,
        message: format!(
            "the command of journal entry {} (`{}`) has another result when it is decided again: {what}",
            entry.position,
            entry.command.name()
        ),
    };
    let now = clock_of_decision(entry.recorded_at, entry.simulated);
    match decide(view, &entry.command, entry.asked_at, now, entry.actor.as_ref(), entry.position) {
        Ok(Decision::Happened { at, events, changes }) => {
            if at != entry.at {
                return Err(diverged(format!("the recorded instant is {}, the new one is {at}", entry.at)));
            }
            // Before receipts had ranges, they named each lot that paid nothing.
            if events != entry.events && names_each_lot(view, entry)? {
                return changes_of_events(view, entry);
            }
            if events != entry.events {
                let names = |events: &[Event]| events.iter().map(Event::name).collect::<Vec<_>>().join(", ");
                return Err(diverged(format!(
                    "recorded events: {}; new events: {}",
                    names(&entry.events),
                    names(&events)
                )));
            }
            Ok(changes)
        }
        Ok(Decision::Already(_)) => Err(diverged("its effect exists already".into())),
        Err(defray_core::DecideError::Refused(refusal)) => Err(diverged(format!("it is refused: {refusal}"))),
        Err(error) => Err(error.into()),
    }
}

/// Whether the events of an entry are those of its command, with receipts that name each lot that paid nothing.
fn names_each_lot(view: &dyn View, entry: &Entry) -> Result<bool, Error> {
    Ok(matches!(decided_naming_each_lot(view, entry)?, Decision::Happened { events, .. } if events == entry.events))
}

/// Decides the command of an entry again. The receipts name each lot that paid nothing.
pub(crate) fn decided_naming_each_lot(view: &dyn View, entry: &Entry) -> Result<Decision, Error> {
    let now = clock_of_decision(entry.recorded_at, entry.simulated);
    let actor = entry.actor.as_ref();
    Ok(decide_naming_each_lot(view, &entry.command, entry.asked_at, now, actor, entry.position)?)
}

/// The clock by which a command is decided. In a simulation there is none (T1).
pub(crate) fn clock_of_decision(recorded_at: Instant, simulated: bool) -> Option<Instant> {
    (!simulated).then_some(recorded_at)
}

/// The accounts that the entry at a position concerns, each once.
pub(crate) fn accounts_of(events: &[Event], position: u64) -> impl Iterator<Item = AccountEntry> {
    let accounts: BTreeSet<&AccountId> = events.iter().flat_map(Event::accounts).collect();
    accounts.into_iter().cloned().map(move |account| (account, position)).collect::<Vec<_>>().into_iter()
}
