//! What a ledger has for a key: a record, or a place in the journal.
//!
//! Most bills are settled by the command that brings them, and are not changed again. The record of such a bill is in
//! the event, and the record of an idempotency key is the position of its entry. So these two kinds of keys have a
//! *row* in the runs: the place of the event, or [`Place::OWN_RECORD`] when the table of records has the record. Other
//! keys have a record and no row.

use std::sync::Arc;

use defray_core::bill::BillRecord;
use defray_core::command::Command;
use defray_core::event::Event;
use defray_core::id::IdempotencyKey;
use defray_core::records::RecordKind;
use defray_core::{Key, Record};

use crate::runs::Place;

/// What a key has.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// A record.
    Record(Record),
    /// The place in the journal of the event that has the record. Never [`Place::OWN_RECORD`].
    Place(Place),
}

impl Value {
    /// What the runs have for the key.
    pub(crate) const fn row(&self) -> Place {
        match self {
            Self::Record(_) => Place::OWN_RECORD,
            Self::Place(place) => *place,
        }
    }

    /// The record, if it is not in the journal.
    pub(crate) const fn record(&self) -> Option<&Record> {
        match self {
            Self::Record(record) => Some(record),
            Self::Place(_) => None,
        }
    }
}

/// A changed key; `None`: it has nothing any more.
pub(crate) type Change = (Key, Option<Value>);

/// The kinds of records whose keys have rows.
pub(crate) const KINDS_WITH_ROWS: [RecordKind; 2] = [RecordKind::Bill, RecordKind::IdempotencyKey];

/// Whether a key, or all keys that begin with it, have rows.
pub(crate) fn has_rows(key: &Key) -> bool {
    KINDS_WITH_ROWS.iter().any(|kind| key.is_of(*kind))
}

/// A bill that the command of an entry brought and settled, and the index of the event. Such a bill is new: a command
/// cannot settle a bill that exists.
pub(crate) fn settled_by<'e>(command: &Command, events: &'e [Event]) -> Option<(u32, &'e Arc<BillRecord>)> {
    let Command::SettleBill(command) = command else { return None };
    events.iter().zip(0..).find_map(|(event, index)| match event {
        Event::BillSettled { record } if record.bill.id == command.bill.id => Some((index, record)),
        _ => None,
    })
}

/// The changes of an entry: those of its records, and its idempotency key.
pub(crate) fn changes_of_entry<'e>(
    records: Vec<(Key, Option<Record>)>,
    position: u64,
    idempotency_key: Option<&IdempotencyKey>,
    command: &Command,
    events: &'e [Event],
) -> impl Iterator<Item = Change> + use<'e> {
    let settled = settled_by(command, events);
    let key = idempotency_key.map(|key| (Key::idempotency_key(key), Some(Value::Place(Place { position, index: 0 }))));
    let changes = records.into_iter().map(move |(key, record)| {
        let value = record.map(|record| match (&record, settled) {
            // A later event of the entry can change the bill. Then the record differs from the one in the event.
            (Record::Bill(bill), Some((index, event))) if Arc::ptr_eq(bill, event) || bill == event => {
                Value::Place(Place { position, index })
            }
            _ => Value::Record(record),
        });
        (key, value)
    });
    changes.chain(key)
}
