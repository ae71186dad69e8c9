//! Questions about the past: records as they were, and what moved on an account in a period.

use defray_core::EventContext;
use defray_core::id::AccountId;
use defray_core::statement::{Statement, StatementBuilder};
use defray_core::time::Instant;

use crate::error::Error;
use crate::journal::Entry;
use crate::ledger::Ledger;
use crate::progress::{ProgressCallback, report_periodically};
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
