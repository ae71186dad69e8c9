//! Results of queries as JSON, for `--json` and for scenarios.

use defray::core::bill::{Bill, BillRecord, BillStatus};
use defray::core::fund::Fund;
use defray::core::id::{AccountId, BillId, CloudAccountId, WorkspaceId};
use defray::core::method::PayerInterval;
use defray::core::position::EntryPosition;
use defray::core::time::Instant;
use defray::{Balances, Engine, Error, HeldBill, Movement, Preview, Snapshot, Statement, Verified};
pub(crate) use defray_intake::present::record_json as record;
use serde_json::{Map, Value, json};

/// An account with the numbers of its workspaces and held bills, and its cloud accounts.
pub(crate) fn account(snapshot: &Snapshot, id: &AccountId) -> Result<Value, Error> {
    let mut value = record(snapshot.account(id)?.as_ref());
    value["workspaces"] = count(snapshot.workspaces_of(id))?.into();
    value["held_bills"] = count(snapshot.held_bills_of(id))?.into();
    value["cloud_accounts"] = json!(cloud_accounts(snapshot, id)?);
    Ok(value)
}

/// Counts items, or returns the first error.
pub(crate) fn count<T>(mut found: impl Iterator<Item = Result<T, Error>>) -> Result<usize, Error> {
    found.try_fold(0, |count, one| one.map(|_| count + 1))
}

/// The cloud accounts of an account, each with its provider and state.
pub(crate) fn cloud_accounts(snapshot: &Snapshot, account: &AccountId) -> Result<Vec<String>, Error> {
    let described = snapshot.cloud_accounts_of(account).map(|found| {
        let cloud_account = found?;
        Ok(format!("{} ({}, {})", cloud_account.id, cloud_account.provider(), cloud_account.state))
    });
    described.collect()
}

/// Cash, overdraft and all lots, open and closed.
pub(crate) fn wallet(snapshot: &Snapshot, id: &AccountId) -> Result<Value, Error> {
    let account = snapshot.account(id)?;
    Ok(json!({
        "account": account.id.as_str(),
        "cash": account.cash.to_string(),
        "overdraft": account.overdraft.to_string(),
        "lots": record(&snapshot.lots(&account)?),
    }))
}

pub(crate) fn workspace(snapshot: &Snapshot, id: &WorkspaceId) -> Result<Value, Error> {
    Ok(record(snapshot.workspace(id)?.as_ref()))
}

pub(crate) fn timeline(snapshot: &Snapshot, id: &WorkspaceId) -> Result<Value, Error> {
    Ok(record(&snapshot.workspace(id)?.timeline))
}

pub(crate) fn cloud_account(snapshot: &Snapshot, id: &CloudAccountId) -> Result<Value, Error> {
    Ok(record(snapshot.cloud_account(id)?.as_ref()))
}

pub(crate) fn bill(snapshot: &Snapshot, id: &BillId) -> Result<Value, Error> {
    Ok(record(snapshot.bill(id)?.as_ref()))
}

/// The meter of a cloud account, with the charges that its provider has not accepted yet.
pub(crate) fn meter(snapshot: &Snapshot, id: &CloudAccountId) -> Result<Value, Error> {
    let mut value = record(snapshot.meter(id)?.as_ref());
    value["charges"] = snapshot.pending_charges(id)?.iter().map(|charge| record(charge.as_ref())).collect();
    Ok(value)
}

/// A usage record with its charges.
pub(crate) fn usage_record(snapshot: &Snapshot, number: EntryPosition) -> Result<Value, Error> {
    let usage = snapshot.usage_record(number)?;
    let mut value = record(usage.as_ref());
    let charges = snapshot.charges_of(&usage)?.into_iter().map(|(charge, part)| {
        json!({ "bill": charge.bill.as_str(), "workspace": charge.workspace.as_str(), "amount": part.to_string() })
    });
    value["charges"] = charges.collect();
    Ok(value)
}

/// The pending outbox messages, oldest first.
pub(crate) fn outbox(snapshot: &Snapshot) -> Result<Vec<Value>, Error> {
    snapshot.outbox().map(|pending| Ok(record(pending?.as_ref()))).collect()
}

/// The subscriptions with signals that wait for a link, by identity.
pub(crate) fn unmatched(snapshot: &Snapshot) -> Result<Vec<Value>, Error> {
    snapshot.unmatched().map(|one| Ok(record(one?.as_ref()))).collect()
}

/// Who pays usage of a workspace that begins at an instant.
pub(crate) fn payer(workspace: &WorkspaceId, at: Instant, interval: &PayerInterval) -> Value {
    let mut value = record(interval);
    value["workspace"] = workspace.as_str().into();
    value["at"] = at.to_string().into();
    value
}

pub(crate) fn statement(statement: &Statement) -> Value {
    json!({
        "account": statement.account.as_str(),
        "from": statement.from.to_string(),
        "to": statement.to.to_string(),
        "opening": balances(&statement.opening),
        "movements": statement.movements.iter().map(movement).collect::<Vec<_>>(),
        "closing": balances(&statement.closing),
        "held": statement.held.iter().map(held_bill).collect::<Vec<_>>(),
    })
}

fn held_bill(held: &HeldBill) -> Value {
    json!({
        "bill": held.bill.as_str(),
        "workspace": held.workspace.as_str(),
        "amount": held.amount.to_string(),
        "reason": record(&held.reason),
        "since": held.since.to_string(),
    })
}

fn balances(balances: &Balances) -> Value {
    let pairs = Fund::ALL.iter().map(|fund| (fund.name().to_owned(), balances.of(*fund).to_string().into()));
    Value::Object(pairs.collect())
}

fn movement(movement: &Movement) -> Value {
    let mut value = json!({
        "at": movement.at.to_string(),
        "position": movement.position,
        "event": movement.event,
        "about": movement.about,
        "fund": movement.fund.name(),
    });
    if let Some(lot) = &movement.lot {
        value["lot"] = lot.as_str().into();
    }
    value["change"] = movement.change.to_string().into();
    value
}

/// A bill with the status that it has or would have.
pub(crate) struct Previewed {
    pub(crate) record: BillRecord,
    /// `true` when the bill is in the ledger already.
    pub(crate) known: bool,
}

impl Previewed {
    /// Decides the bill without recording the result.
    pub(crate) fn of(engine: &Engine, bill: Bill, at: Option<Instant>) -> Result<Self, Error> {
        let preview = engine.preview(bill.clone(), at)?;
        let snapshot = engine.snapshot();
        let status = match preview {
            Preview::Settled { receipt, known: false } => BillStatus::Settled(receipt),
            Preview::Held { reason, since, known: false } => {
                BillStatus::Held { reason, since, queue: EntryPosition { position: 0, index: 0 } }
            }
            Preview::Settled { .. } | Preview::Held { .. } | Preview::Cancelled => {
                let record = snapshot.bill(&bill.id)?.as_ref().clone();
                return Ok(Self { record, known: true });
            }
        };
        let account = snapshot.payer_at(&bill.workspace, bill.period.start())?.account;
        Ok(Self { record: BillRecord::new(bill, account, status), known: false })
    }

    pub(crate) fn json(&self) -> Value {
        let mut value = record(&self.record);
        value["known"] = self.known.into();
        value["preview"] = true.into();
        value
    }
}

/// The next deadline, if there is one.
pub(crate) fn next_deadline(snapshot: &Snapshot) -> Result<Value, Error> {
    let next = snapshot.next_deadline()?.map(|next| ("next_deadline".to_owned(), next.to_string().into()));
    Ok(Value::Object(Map::from_iter(next)))
}

pub(crate) fn verified(verified: &Verified) -> Value {
    json!({
        "ok": true,
        "entries": verified.entries,
        "decided_again": verified.decided_again,
        "checked_by_events": verified.checked_by_events,
        "records": verified.records,
        "accounts": verified.accounts,
        "simulated": verified.simulated,
        "head": verified.head.to_string(),
    })
}
