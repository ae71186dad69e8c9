//! `show`: prints records, as they are now or as they were known at an instant.

use defray::core::id::{AccountId, CloudAccountId};
use defray::core::time::Instant;
use defray::{Error, Snapshot};

use super::Context;
use super::meter::UnansweredRecord;
use crate::args::{Show, Shown};
use crate::failure::{Failure, Outcome};
use crate::{details, json, ledger, output, tables};

pub(crate) fn run(context: &Context, show: &Show) -> Result<Outcome, Failure> {
    let engine = ledger::read(context)?;
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
    let missing = if context.json { show_json(snapshot, what) } else { show_text(snapshot, what, seen_at) }?;
    Ok(Outcome::refused_if(missing))
}

fn show_json(snapshot: &Snapshot, what: &Shown) -> Result<bool, Failure> {
    let line = |value: serde_json::Value| value.to_string();
    match what {
        Shown::Account { ids } => each(true, ids, |id| details::account_json(snapshot, id).map(line)),
        Shown::Wallet { ids } => each(true, ids, |id| json::wallet(snapshot, id).map(line)),
        Shown::Workspace { ids } => each(true, ids, |id| details::workspace_json(snapshot, id).map(line)),
        Shown::CloudAccount { ids } => each(true, ids, |id| details::cloud_account_json(snapshot, id).map(line)),
        Shown::Timeline { ids } => each(true, ids, |id| json::timeline(snapshot, id).map(line)),
        Shown::Bill { ids } => each(true, ids, |id| {
            let record = snapshot.bill(id)?;
            details::with_usage_records(snapshot, &record, json::bill(snapshot, id)?).map(line)
        }),
    }
}

fn show_text(snapshot: &Snapshot, what: &Shown, seen_at: Instant) -> Result<bool, Failure> {
    match what {
        Shown::Account { ids } => each(false, ids, |id| account_text(snapshot, id)),
        Shown::Wallet { ids } => each(false, ids, |id| {
            let account = snapshot.account(id)?;
            Ok(tables::wallet(&account, &snapshot.lots(&account)?, seen_at))
        }),
        Shown::Workspace { ids } => each(false, ids, |id| {
            let workspace = snapshot.workspace(id)?;
            Ok(tables::workspace(&workspace) + &details::workspace_text(snapshot, &workspace)?)
        }),
        Shown::CloudAccount { ids } => each(false, ids, |id| {
            Ok(cloud_account_text(snapshot, id, seen_at)? + &details::cloud_account_text(snapshot, id)?)
        }),
        Shown::Timeline { ids } => each(false, ids, |id| Ok(tables::timeline(&*snapshot.workspace(id)?))),
        Shown::Bill { ids } => each(false, ids, |id| {
            let record = snapshot.bill(id)?;
            Ok(tables::bill(&record) + &details::bill_text(snapshot, &record)?)
        }),
    }
}

/// A cloud account, with its usage record in flight: its last sending time, and what the operator has to do.
fn cloud_account_text(snapshot: &Snapshot, id: &CloudAccountId, seen_at: Instant) -> Result<String, Error> {
    let mut shown = tables::cloud_account(&*snapshot.cloud_account(id)?);
    if let Some(unanswered) = UnansweredRecord::of(snapshot, &*snapshot.meter(id)?, seen_at)? {
        let rows = [("in flight", unanswered.label()), ("send before", unanswered.send_before())];
        shown.push_str(&tables::facts(&rows));
        shown.extend(unanswered.to_do());
    }
    Ok(shown)
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
    let text = tables::account(&account, workspaces, held).map_err(|error| Error::Bug(error.to_string()))?;
    Ok(text + &details::account_text(snapshot, id)?)
}
