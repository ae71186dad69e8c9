//! Questions about the past: records as they were, and what moved on an account in a period.

use defray_core::bill::{BillRecord, BillStatus};
use defray_core::event::Event;
use defray_core::id::{AccountId, BillId};
use defray_core::receipt::Skip;
use defray_core::statement::{Statement, StatementBuilder};
use defray_core::time::Instant;
use defray_core::{Decision, EventContext};

use crate::code::Code;
use crate::error::Error;
use crate::journal::Entry;
use crate::ledger::Ledger;
use crate::progress::{ProgressCallback, report_periodically};
use crate::replay::decided_naming_each_lot;
use crate::scratch::{rebuilt, scratch_ledger};
use crate::snapshot::Snapshot;

/// The records as they were at an earlier time. It holds a rebuilt ledger in a temporary file: drop it after use.
pub struct History {
    snapshot: Snapshot,
    _ledger: Ledger,
}

impl History {
    /// The records as they were then. Its journal is empty: read the journal from the present snapshot.
    pub const fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }
}

impl Snapshot {
    /// The records as they were known at `at`, after every decision made by then. Marketplace messages that were
    /// received later are not in it, also where they concern an earlier time. Reads the whole journal.
    ///
    /// # Errors
    ///
    /// `cancelled` when `watch` cancels; `damaged_file` and other errors of class corrupt when the journal cannot be
    /// read.
    pub fn as_of(&self, at: Instant, watch: ProgressCallback<'_>) -> Result<History, Error> {
        self.history(self.position(), |entry| entry.at <= at, watch)
    }

    /// The records as they were after journal position `position`. Reads the journal up to there.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when the journal has no such position; else as [`Snapshot::as_of`].
    pub fn as_of_position(&self, position: u64, watch: ProgressCallback<'_>) -> Result<History, Error> {
        if position > self.position() {
            return Err(Error::NotFound { what: "journal position", name: position.to_string() });
        }
        self.history(position, |_| true, watch)
    }

    fn history(
        &self,
        until: u64,
        wanted: impl Fn(&Entry) -> bool,
        watch: ProgressCallback<'_>,
    ) -> Result<History, Error> {
        let mut ledger = scratch_ledger(self.places())?;
        for entry in self.journal(1) {
            let (entry, _) = entry?;
            if entry.position > until {
                break;
            }
            report_periodically(watch, entry.position, until)?;
            if wanted(&entry) {
                ledger.apply_events(&entry)?;
            }
        }
        Ok(History { snapshot: rebuilt(&mut ledger)?, _ledger: ledger })
    }

    /// A bill whose receipt and corrections name each lot that paid nothing, in place of ranges of lots. The commands
    /// that paid it are decided again at their positions. Reads the journal up to there if the bill has ranges.
    ///
    /// # Errors
    ///
    /// As [`Snapshot::as_of`]; `diverged` when a command has another result.
    pub fn with_each_lot(&self, record: &BillRecord, watch: ProgressCallback<'_>) -> Result<BillRecord, Error> {
        let mut whole = record.clone();
        if !skips_of(&mut whole).any(|skips| has_range(skips)) {
            return Ok(whole);
        }
        // The receipt and the corrections are in the journal in the same order. What is only due has no entry yet.
        let mut lists = skips_of(&mut whole);
        for entry in self.entries_of(&record.account)? {
            let entry = entry?;
            let recorded = entry.events.iter().filter_map(|event| payment(event, &record.bill.id));
            let places: Vec<_> = recorded.map(|skips| (lists.next(), has_range(skips))).collect();
            if !places.iter().any(|(_, has_range)| *has_range) {
                continue;
            }
            let before = self.as_of_position(entry.position - 1, watch)?;
            let decided = decided_naming_each_lot(before.snapshot(), &entry)?;
            let events = if let Decision::Happened { events, .. } = decided { events } else { Vec::new() };
            let mut named = events.iter().filter_map(|event| payment(event, &record.bill.id));
            for (place, _) in places {
                let (Some(place), Some(named)) = (place, named.next()) else {
                    let message =
                        format!("journal entry {} has another result when it is decided again", entry.position);
                    return Err(Error::Corrupt { code: Code::Diverged, message });
                };
                place.clone_from(named);
            }
        }
        drop(lists);
        Ok(whole)
    }

    /// What moved on an account from `from` up to, not including, `to`, with the balances before and after, and
    /// the bills that are held at its end. Reads the entries of the account.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when there is no such account; [`Error::Misuse`] when `to` is not after `from`; else as
    /// [`Snapshot::as_of`].
    pub fn statement(
        &self,
        account: &AccountId,
        from: Instant,
        to: Instant,
        watch: ProgressCallback<'_>,
    ) -> Result<Statement, Error> {
        let currency = self.account(account)?.currency;
        if from >= to {
            let expected = "an instant after `from`";
            return Err(Error::Misuse { field: "to", value: to.to_string(), expected });
        }
        let mut builder = StatementBuilder::new(account.clone(), currency, from, to);
        for entry in self.entries_of(account)? {
            let entry = entry?;
            report_periodically(watch, entry.position, self.position())?;
            let context = EventContext { at: entry.at, position: entry.position };
            for event in &entry.events {
                builder.take(context, event).map_err(|error| Error::Bug(format!("a statement: {error}")))?;
            }
        }
        Ok(builder.finish())
    }
}

/// The lists of skips of a bill: of its receipt, then of its corrections.
fn skips_of(record: &mut BillRecord) -> impl Iterator<Item = &mut Vec<Skip>> {
    let receipt = match &mut record.status {
        BillStatus::Settled(receipt) => Some(&mut receipt.skips),
        BillStatus::Held { .. } | BillStatus::Cancelled { .. } => None,
    };
    receipt.into_iter().chain(record.corrections.iter_mut().map(|correction| &mut correction.skips))
}

/// The skips of an event that paid a bill or paid it again.
fn payment<'e>(event: &'e Event, id: &BillId) -> Option<&'e Vec<Skip>> {
    match event {
        Event::BillSettled { record } if record.bill.id == *id => record.receipt().map(|receipt| &receipt.skips),
        Event::BillCorrected { bill, correction, .. } if bill == id => Some(&correction.skips),
        _ => None,
    }
}

fn has_range(skips: &[Skip]) -> bool {
    skips.iter().any(|skip| skip.range.is_some())
}
