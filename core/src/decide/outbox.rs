//! Acknowledging outbox messages (N3).

use super::{DecisionContext, Handled, PriorResult};
use crate::command::Acknowledge;
use crate::event::Event;
use crate::records::ViewExt;
use crate::refusal::Refusal;

impl DecisionContext<'_> {
    pub(super) fn acknowledge(&mut self, command: &Acknowledge) -> Handled {
        let number = command.outbox_message;
        let Some(outbox_message) = self.records.outbox_message(number)? else {
            return Err(Refusal::UnknownOutboxMessage { outbox_message: number }.into());
        };
        if outbox_message.acknowledged_at.is_some() {
            return Ok(Some(PriorResult::Nothing));
        }
        self.refuse_future_by_default("at", self.asked_at)?;
        self.emit(Event::OutboxMessageAcknowledged { number })?;
        Ok(None)
    }
}
