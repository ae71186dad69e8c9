//! `show`: prints records, as they are now or as they were known at an instant.

use defray::core::id::{AccountId, BillId, CloudAccountId, WorkspaceId};
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
    let missing = if context.json { show_json(snapshot, what, seen_at) } else { show_text(snapshot, what, seen_at) }?;
    Ok(Outcome::refused_if(missing))
}

fn show_json(snapshot: &Snapshot, what: &Shown, at: Instant) -> Result<bool, Failure> {
    let line = |value: serde_json::Value| value.to_string();
    match what {
        Shown::Account { ids } => {
            each(true, ids, |id| details::account_json(&snapshot.seen_for(id, at)?, id).map(line))
        }
        Shown::Wallet { ids } => each(true, ids, |id| json::wallet(&snapshot.seen_for(id, at)?, id).map(line)),
        Shown::Workspace { ids } => {
            each(true, ids, |id| details::workspace_json(&seen_for_workspace(snapshot, id, at)?, id).map(line))
        }
        Shown::CloudAccount { ids } => {
            each(true, ids, |id| details::cloud_account_json(&seen_for_cloud_account(snapshot, id, at)?, id).map(line))
        }
        Shown::Timeline { ids } => each(true, ids, |id| json::timeline(snapshot, id).map(line)),
        Shown::Bill { ids } => each(true, ids, |id| {
            let seen = seen_for_bill(snapshot, id, at)?;
            details::with_usage_records(&seen, &*seen.bill(id)?, json::bill(&seen, id)?).map(line)
        }),
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
        Shown::Workspace { ids } => each(false, ids, |id| {
            let seen = seen_for_workspace(snapshot, id, at)?;
            let workspace = seen.workspace(id)?;
            Ok(tables::workspace(&workspace) + &details::workspace_text(&seen, &workspace)?)
        }),
        Shown::CloudAccount { ids } => each(false, ids, |id| {
            let seen = seen_for_cloud_account(snapshot, id, at)?;
            Ok(cloud_account_text(snapshot, &seen, id, at)? + &details::cloud_account_text(&seen, id)?)
        }),
        Shown::Timeline { ids } => each(false, ids, |id| Ok(tables::timeline(&*snapshot.workspace(id)?))),
        Shown::Bill { ids } => each(false, ids, |id| {
            let seen = seen_for_bill(snapshot, id, at)?;
            let record = seen.bill(id)?;
            Ok(tables::bill(&record) + &details::bill_text(&seen, &record)?)
        }),
    }
}

fn seen_for_workspace(snapshot: &Snapshot, id: &WorkspaceId, at: Instant) -> Result<Snapshot, Error> {
    snapshot.seen_for(&snapshot.workspace(id)?.account, at)
}

fn seen_for_cloud_account(snapshot: &Snapshot, id: &CloudAccountId, at: Instant) -> Result<Snapshot, Error> {
    snapshot.seen_for(&snapshot.cloud_account(id)?.account, at)
}

fn seen_for_bill(snapshot: &Snapshot, id: &BillId, at: Instant) -> Result<Snapshot, Error> {
    snapshot.seen_for(&snapshot.bill(id)?.account, at)
}

/// A cloud account, with its usage record in flight: its last sending time, and what the operator has to do. A record
/// that is too late is shown until that is recorded, because its answer is still expected.
fn cloud_account_text(recorded: &Snapshot, seen: &Snapshot, id: &CloudAccountId, at: Instant) -> Result<String, Error> {
    let mut shown = tables::cloud_account(&*seen.cloud_account(id)?);
    if let Some(unanswered) = UnansweredRecord::of(recorded, &*recorded.meter(id)?, at)? {
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
    let held = snapshot.held_sums(id)?;
    let policy = snapshot.policy(&account)?;
    let text = tables::account(&account, workspaces, &held, &policy).map_err(|error| Error::Bug(error.to_string()))?;
    Ok(text + &details::account_text(snapshot, id)?)
}
