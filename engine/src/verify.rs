//! Verification (A4): checks the hash chain, decides every command of the journal again, and compares every record.

use std::collections::BTreeMap;

use defray_core::id::AccountId;
use defray_core::records::RecordKind;
use defray_core::rules;
use defray_core::{Key, Record, invariants};

use crate::account_entries;
use crate::code::Code;
use crate::engine::Engine;
use crate::error::Error;
use crate::journal::Head;
use crate::memory::Memory;
use crate::progress::{ProgressCallback, report_periodically};
use crate::records::encode;
use crate::runs::{Place, check};
use crate::scratch::{rebuilt, scratch_ledger};
use crate::snapshot::Snapshot;

/// The result of a verification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The number of journal entries. Their hash chain is intact.
    pub entries: u64,
    /// The number of entries that were decided under the current version of the rules. Each command produced the same
    /// events again.
    pub decided_again: u64,
    /// The number of entries that were decided under an older version of the rules. Their commands are not decided
    /// again. Their events produce the records, together with all other entries.
    pub checked_by_events: u64,
    /// The number of records. Each is equal to the record that the journal produces.
    pub records: u64,
    /// The number of accounts. In each of them money is conserved exactly (A3).
    pub accounts: u64,
    /// The number of entries that were made in a simulation. Their instants may be ahead of the clock (T1).
    pub simulated: u64,
    /// The head of the hash chain at the end. A later file that does not contain it does not continue this ledger.
    pub head: Head,
}

/// Statistics of a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statistics {
    /// The number of journal entries.
    pub entries: u64,
    /// The head of the hash chain at the end.
    pub head: Head,
    /// The position of the last checkpoint. The first open after a crash decides the commands after it again.
    pub checkpoint: u64,
    /// The number of records, by kind.
    pub records: BTreeMap<&'static str, u64>,
    /// The memory that the open ledger takes, and its log.
    pub memory: Memory,
}

impl Snapshot {
    /// Verifies this snapshot (A4): checks the hash chain, decides every command again, compares every event and every
    /// record, and checks that money is conserved (A3) and that every workspace has one payer at every instant.
    /// `progress` is called periodically.
    ///
    /// # Errors
    ///
    /// [`Error::Corrupt`] for the first difference; [`Error::Environment`] when a temporary file cannot be created or
    /// `progress` cancels.
    pub fn verify(&self, progress: ProgressCallback<'_>) -> Result<Verified, Error> {
        let mut scratch = scratch_ledger(self.places())?;
        let of = self.position();
        let mut journal = self.chain().read(1);
        let (mut decided_again, mut simulated) = (0, 0);
        for entry in journal.by_ref() {
            let (entry, _) = entry?;
            decided_again += u64::from(entry.rules == rules::CURRENT);
            simulated += u64::from(entry.simulated);
            scratch.apply_entry(&entry)?;
            report_periodically(progress, entry.position, of)?;
        }
        journal.nothing_else()?;
        let rebuilt = rebuilt(&mut scratch)?;
        // What is only due is not in the journal.
        let recorded = self.recorded();
        let (own_records, accounts) = recorded.compare_records(&rebuilt)?;
        let records = own_records + recorded.compare_places(&rebuilt)?;
        check(self.store(), &mut |_, _| Ok(()))?;
        self.compare_account_entries(&rebuilt)?;
        let checked_by_events = of - decided_again;
        Ok(Verified { entries: of, decided_again, checked_by_events, records, accounts, simulated, head: self.head() })
    }

    /// Compares the records that are not in the journal. Returns their number, and the number of accounts.
    fn compare_records(&self, rebuilt: &Self) -> Result<(u64, u64), Error> {
        let mut accounts = 0;
        let records = compare(self.own_records(), rebuilt.own_records(), |key, record, again| {
            if encode(record)? != encode(again)? {
                return Err(differs(key, "differs from the record that the journal produces"));
            }
            accounts += u64::from(matches!(record, Record::Account(_)));
            check_invariants(self, record)
        })?;
        Ok((records, accounts))
    }

    /// Compares the places of bills and idempotency keys. The entries there are those of the journal that was decided
    /// again. Returns the number of keys that have no other record.
    fn compare_places(&self, rebuilt: &Self) -> Result<u64, Error> {
        let mut in_journal = 0;
        compare(self.rows(), rebuilt.rows(), |key, place, again| {
            in_journal += u64::from(*place != Place::OWN_RECORD);
            if place == again { Ok(()) } else { Err(differs(key, "has another place in the journal")) }
        })?;
        Ok(in_journal)
    }

    /// Compares the positions of the entries of each account with those that the journal gives.
    fn compare_account_entries(&self, rebuilt: &Self) -> Result<(), Error> {
        let differs = |account: &[u8]| {
            let account = String::from_utf8_lossy(account);
            let message = format!("the list of the journal entries of account `{account}` differs from the journal");
            Error::Corrupt { code: Code::RecordDiffers, message }
        };
        let (mut here, there) = (account_entries::counts(self.store())?, account_entries::counts(rebuilt.store())?);
        for name in there.keys() {
            let account = std::str::from_utf8(name).ok().and_then(|name| name.parse().ok());
            let account: AccountId = account.ok_or_else(|| differs(name))?;
            let mut mine = account_entries::positions(self.store(), &account, 0)?;
            mine.extend(self.layers().entries_of(&account, 0));
            if mine != account_entries::positions(rebuilt.store(), &account, 0)? {
                return Err(differs(name));
            }
            here.remove(name);
        }
        here.keys().next().map_or(Ok(()), |unknown| Err(differs(unknown)))
    }

    /// Counts the records of each kind. Reads every key.
    ///
    /// # Errors
    ///
    /// [`Error::Environment`] and [`Error::Corrupt`] when the records cannot be read.
    pub fn statistics(&self) -> Result<Statistics, Error> {
        let mut records: BTreeMap<&'static str, u64> = BTreeMap::new();
        let own = self.own_records().map(|pair| pair.map(|(key, _)| key));
        let in_journal = self.rows().filter_map(|row| match row {
            Ok((_, Place::OWN_RECORD)) => None,
            row => Some(row.map(|(key, _)| key)),
        });
        for key in own.chain(in_journal) {
            *records.entry(kind_name(&key?)).or_default() += 1;
        }
        Ok(Statistics {
            entries: self.position(),
            head: self.head(),
            checkpoint: self.checkpoint(),
            records,
            memory: self.memory(),
        })
    }
}

impl Engine {
    /// Verifies the records after the last commit, while other threads can continue to submit: see
    /// [`Snapshot::verify`].
    ///
    /// # Errors
    ///
    /// Those of [`Snapshot::verify`].
    pub fn verify(&self, progress: ProgressCallback<'_>) -> Result<Verified, Error> {
        self.snapshot().verify(progress)
    }
}

/// Compares what two ledgers have, in order of the keys. Returns how many keys both have.
fn compare<T>(
    mut here: impl Iterator<Item = Result<(Key, T), Error>>,
    mut rebuilt: impl Iterator<Item = Result<(Key, T), Error>>,
    mut equal: impl FnMut(&Key, &T, &T) -> Result<(), Error>,
) -> Result<u64, Error> {
    let mut count = 0;
    loop {
        match (here.next().transpose()?, rebuilt.next().transpose()?) {
            (None, None) => return Ok(count),
            (Some((key, one)), Some((same, other))) if key == same => equal(&key, &one, &other)?,
            (Some((key, _)), Some((other, _))) if key < other => {
                return Err(differs(&key, "does not follow from the journal"));
            }
            (Some((key, _)), None) => return Err(differs(&key, "does not follow from the journal")),
            (_, Some((other, _))) => return Err(differs(&other, "is missing")),
        }
        count += 1;
    }
}

fn check_invariants(snapshot: &Snapshot, record: &Record) -> Result<(), Error> {
    let broken = |message: String| Error::Corrupt { code: Code::InvariantBroken, message };
    match record {
        Record::Account(account) => {
            invariants::money_is_conserved(account).map_err(broken)?;
            invariants::wallet_is_well_formed(account).map_err(broken)?;
            invariants::metering_adds_up(snapshot, account).map_err(broken)
        }
        Record::Workspace(workspace) => invariants::timeline_has_one_payer(workspace).map_err(broken),
        _ => Ok(()),
    }
}

fn differs(key: &Key, how: &str) -> Error {
    let name = String::from_utf8_lossy(key.as_bytes().get(1..).unwrap_or_default()).replace('\0', " ");
    let message = format!("the record of {} `{}` {how}", kind_name(key), name.trim());
    Error::Corrupt { code: Code::RecordDiffers, message }
}

fn kind_name(key: &Key) -> &'static str {
    const NAMES: [(RecordKind, &str); 31] = [
        (RecordKind::Account, "accounts"),
        (RecordKind::AccountCloudAccount, "cloud accounts by account"),
        (RecordKind::AccountWorkspace, "workspaces by account"),
        (RecordKind::Agreement, "agreements of marketplaces"),
        (RecordKind::Bill, "bills"),
        (RecordKind::Charge, "charges to cloud accounts"),
        (RecordKind::ClosedLot, "closed lots"),
        (RecordKind::CloudAccount, "cloud accounts"),
        (RecordKind::CloudAccountUsageRecord, "usage records by cloud account"),
        (RecordKind::CloudAccountWorkspace, "workspaces by cloud account"),
        (RecordKind::Correctable, "settled bills by workspace"),
        (RecordKind::Due, "deadlines"),
        (RecordKind::ExpiredLot, "lots that expired with value"),
        (RecordKind::ExportPart, "bills by export"),
        (RecordKind::Held, "held bills"),
        (RecordKind::HeldForCloudAccount, "bills held for suspended cloud accounts"),
        (RecordKind::HeldForCredit, "bills held for credit, with the smallest amounts"),
        (RecordKind::HeldNotice, "days of notifications of held bills"),
        (RecordKind::HeldUncertain, "accounts whose held bills may have another payer"),
        (RecordKind::IdempotencyKey, "idempotency keys"),
        (RecordKind::LatestCorrectable, "latest usage billed by account"),
        (RecordKind::Message, "marketplace messages"),
        (RecordKind::Meter, "meters"),
        (RecordKind::OutboxMessage, "outbox"),
        (RecordKind::Order, "redeemed orders"),
        (RecordKind::PendingOutboxMessage, "pending outbox messages"),
        (RecordKind::Policy, "default policy"),
        (RecordKind::Reference, "references of top-ups"),
        (RecordKind::Subscription, "subscriptions"),
        (RecordKind::UsageRecord, "usage records"),
        (RecordKind::Workspace, "workspaces"),
    ];
    let tag = key.as_bytes().first().copied();
    NAMES.iter().find(|(kind, _)| Some(*kind as u8) == tag).map_or("records of an unknown kind", |(_, name)| name)
}
