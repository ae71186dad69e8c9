//! Telling that an obligation was met (N3).

use super::{Draft, Handled, Replay};
use crate::command::Acknowledge;
use crate::event::Event;
use crate::refusal::Refusal;
use crate::rows::ViewExt;

impl Draft<'_> {
    pub(super) fn acknowledge(&mut self, command: &Acknowledge) -> Handled {
        let number = command.obligation;
        let Some(obligation) = self.rows.obligation(number)? else {
            return Err(Refusal::UnknownObligation { obligation: number }.into());
        };
        if obligation.acknowledged_at.is_some() {
            return Ok(Some(Replay::Nothing));
        }
        self.emit(Event::ObligationAcknowledged { number })?;
        Ok(None)
    }
}
