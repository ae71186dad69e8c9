//! How events change the outbox.

use alloc::sync::Arc;

use super::error::{EvolveError, found};
use crate::event::EventContext;
use crate::outbox::{Notification, OutboxMessage};
use crate::position::EntryPosition;
use crate::records::{Key, Record, RecordStore, ViewExt};

pub(super) fn queued(
    records: &mut dyn RecordStore,
    context: EventContext,
    number: EntryPosition,
    notification: &Notification,
) {
    let notification = notification.clone();
    let message = OutboxMessage { number, raised_at: context.at, notification, acknowledged_at: None };
    if let Notification::BillsHeld { account, reason, .. } = &message.notification {
        records.put(Key::held_notice(account, reason), Some(Record::Instant(context.at.day())));
    }
    records.put(Key::outbox_message(number), Some(Record::OutboxMessage(Arc::new(message))));
    records.put(Key::pending_outbox_message(number), Some(Record::EntryPosition(number)));
}

pub(super) fn acknowledged(
    records: &mut dyn RecordStore,
    context: EventContext,
    number: EntryPosition,
) -> Result<(), EvolveError> {
    let mut message = found(records.outbox_message(number)?, &number)?;
    Arc::make_mut(&mut message).acknowledged_at = Some(context.at);
    records.put(Key::outbox_message(number), Some(Record::OutboxMessage(message)));
    records.put(Key::pending_outbox_message(number), None);
    Ok(())
}
