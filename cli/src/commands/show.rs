//! `show`: prints records, as they are now or as they were known at an instant.

use defray::core::id::{AccountId, BillId, CloudAccountId};
use defray::core::time::Instant;
use defray::{Error, Snapshot};

use super::Context;
use crate::args::{Show, Shown};
use crate::failure::{Failure, Outcome};
use crate::{json, ledger, output, tables};

pub(crate) fn run(context: &Context, show: &Show) -> Result<Outcome, Failure> {
    let engine = ledger::open(context.db.as_ref())?;
    let now = engine.snapshot();
    match show.as_of {
        Some(at) => {
            let history = now.as_of(at, &mut defray::no_progress)?;
            show_in(context, history.snapshot(), &show.what, at)
        }
        None => show_in(context, &now, &show.what, ledger::now()),
    }
}

fn show_in(context: &Context, snapshot: &Snapshot, what: &Shown, seen_at: Instant) -> Result<Outcome, Failure> {
    let missing = if context.json { show_json(snapshot, what, seen_at) } else { show_text(snapshot, what, seen_at) }?;
    Ok(Outcome::refused_if(missing))
}

fn show_json(snapshot: &Snapshot, what: &Shown, at: Instant) -> Result<bool, Failure> {
    let line = |value: serde_json::Value| value.to_string();
    match what {
        Shown::Account { ids } => each(true, ids, |id| json::account(&snapshot.seen_for(id, at)?, id).map(line)),
        Shown::Wallet { ids } => each(true, ids, |id| json::wallet(&snapshot.seen_for(id, at)?, id).map(line)),
        Shown::Workspace { ids } => each(true, ids, |id| json::workspace(snapshot, id).map(line)),
        Shown::CloudAccount { ids } => {
            each(true, ids, |id| json::cloud_account(&seen_for_cloud_account(snapshot, id, at)?, id).map(line))
        }
        Shown::Timeline { ids } => each(true, ids, |id| json::timeline(snapshot, id).map(line)),
        Shown::Bill { ids } => each(true, ids, |id| json::bill(&seen_for_bill(snapshot, id, at)?, id).map(line)),
    }
}

fn show_text(snapshot: &Snapshot, what: &Shown, at: Instant) -> Result<bool, Failure> {
    match what {
        Shown::Account { ids } => each(false, ids, |id| account_text(&snapshot.seen_for(id, at)?, id)),
        Shown::Wallet { ids } => each(false, ids, |id| {
            let recorded = snapshot.account(id)?;
            let seen = snapshot.seen_for(id, at)?;
            let account = seen.account(id)?;
            Ok(tables::wallet(&account, &seen.lots(&account)?, &recorded))
        }),
        Shown::Workspace { ids } => each(false, ids, |id| Ok(tables::workspace(&*snapshot.workspace(id)?))),
        Shown::CloudAccount { ids } => each(false, ids, |id| {
            let seen = seen_for_cloud_account(snapshot, id, at)?;
            Ok(tables::cloud_account(&*seen.cloud_account(id)?))
        }),
        Shown::Timeline { ids } => each(false, ids, |id| Ok(tables::timeline(&*snapshot.workspace(id)?))),
        Shown::Bill { ids } => each(false, ids, |id| Ok(tables::bill(&*seen_for_bill(snapshot, id, at)?.bill(id)?))),
    }
}

fn seen_for_cloud_account(snapshot: &Snapshot, id: &CloudAccountId, at: Instant) -> Result<Snapshot, Error> {
    snapshot.seen_for(&snapshot.cloud_account(id)?.account, at)
}

fn seen_for_bill(snapshot: &Snapshot, id: &BillId, at: Instant) -> Result<Snapshot, Error> {
    snapshot.seen_for(&snapshot.bill(id)?.account, at)
}

/// Prints each record that exists, and reports each that does not. Returns `true` when one does not exist.
fn each<I>(json: bool, ids: &[I], shown: impl Fn(&I) -> Result<String, Error>) -> Result<bool, Failure> {
    let mut missing = false;
    for id in ids {
        match shown(id) {
            Ok(text) => output::line(&text)?,
            Err(error @ Error::NotFound { .. }) => {
                missing = true;
                Failure::from(error).report(json);
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(missing)
}

fn account_text(snapshot: &Snapshot, id: &AccountId) -> Result<String, Error> {
    let account = snapshot.account(id)?;
    let workspaces = json::count(snapshot.workspaces_of(id))?;
    let held = json::count(snapshot.held_bills_of(id))?;
    let cloud_accounts = json::cloud_accounts(snapshot, id)?;
    let policy = snapshot.policy(&account)?;
    tables::account(&account, workspaces, &cloud_accounts, held, &policy).map_err(|error| Error::Bug(error.to_string()))
}
