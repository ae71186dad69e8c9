//! Previews: the result that settling a bill would have.

use defray_core::bill::{BillRecord, BillStatus, HoldReason};
use defray_core::event::Event;
use defray_core::id::BillId;
use defray_core::receipt::Receipt;
use defray_core::time::Instant;

use crate::error::Error;

/// The result that settling a bill would have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Preview {
    /// The bill would be paid, or was paid already.
    Settled {
        /// Who pays, out of which funds, and why.
        receipt: Receipt,
        /// `true` when the bill was settled already.
        known: bool,
    },
    /// The bill would be held, or is held already.
    Held {
        /// Why the bill is held.
        reason: HoldReason,
        /// Since when the bill is held. For a new bill: the decision instant (T1).
        since: Instant,
        /// `true` when the bill is held already.
        known: bool,
    },
    /// The bill is known and was cancelled.
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
        Err(Error::Bug("the bill was neither settled nor held".into()))
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
