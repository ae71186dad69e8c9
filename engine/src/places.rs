//! Reading records from the journal, at the places of their events.

use std::sync::Arc;

use defray_core::event::Event;
use defray_core::records::RecordKind;
use defray_core::{Key, Record};
use parking_lot::Mutex;

use crate::error::Error;
use crate::journal::damaged;
use crate::reader::{EntryCache, Journal};
use crate::runs::Place;

/// The journal that places are in.
#[derive(Clone)]
pub(crate) struct Places {
    pub(crate) journal: Journal,
    /// Segments that were read recently. All snapshots of a ledger share it.
    pub(crate) cache: Arc<Mutex<EntryCache>>,
}

impl Places {
    /// The record of a key, which is in the event at a place.
    pub(crate) fn record(&self, key: &Key, place: Place) -> Result<Record, Error> {
        if key.is_of(RecordKind::IdempotencyKey) {
            return Ok(Record::Position(place.position));
        }
        let Place { position, index } = place;
        let event = self.cache.lock().event(&self.journal, position, index)?;
        match event {
            Event::BillSettled { record } if Key::bill(&record.bill.id) == *key => Ok(Record::Bill(record)),
            _ => Err(damaged(position, format_args!("event {index} does not settle the bill that is looked up there"))),
        }
    }
}
