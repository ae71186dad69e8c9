//! What settling a bill would give, without doing it.

use defray_core::bill::{BillRecord, BillStatus, HoldReason};
use defray_core::event::Event;
use defray_core::id::BillId;
use defray_core::receipt::Receipt;
use defray_core::time::Instant;

use crate::error::Error;

/// What settling a bill would give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Preview {
    /// It would be paid like this.
    Settled {
        /// Who would pay, out of which money, and why.
        receipt: Receipt,
        /// Whether this is what happened already: the bill is known.
        known: bool,
    },
    /// It would wait.
    Held {
        /// Why.
        reason: HoldReason,
        /// From when on: the decision instant (T1), or when it was held.
        since: Instant,
        /// Whether it waits already.
        known: bool,
    },
    /// It is known and was cancelled.
    Cancelled,
}

impl Preview {
    pub(crate) fn of(bill: &BillId, at: Instant, events: Vec<Event>) -> Result<Self, Error> {
        for event in events {
            match event {
                Event::BillSettled { record } if record.bill.id == *bill => return Ok(Self::of_record(&record, false)),
                Event::BillHeld { bill: held, reason, .. } if held.id == *bill => {
                    return Ok(Self::Held { reason, since: at, known: false });
                }
                _ => {}
            }
        }
        Err(Error::Bug("a bill that was neither settled nor held".into()))
    }

    pub(crate) fn known(record: &BillRecord) -> Self {
        Self::of_record(record, true)
    }

    fn of_record(record: &BillRecord, known: bool) -> Self {
        match &record.status {
            BillStatus::Settled(receipt) => Self::Settled { receipt: receipt.clone(), known },
            BillStatus::Held { reason, since, .. } => Self::Held { reason: reason.clone(), since: *since, known },
            BillStatus::Cancelled { .. } => Self::Cancelled,
        }
    }
}
