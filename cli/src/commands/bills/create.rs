//! `--create-missing`: opens missing accounts, binds missing workspaces, and extends bindings that begin too late.

use std::collections::{BTreeMap, BTreeSet};

use defray::core::command::{BindWorkspace, Command, OpenAccount};
use defray::core::id::{AccountId, WorkspaceId};
use defray::core::money::Currency;
use defray::core::time::Instant;
use defray::{Engine, Error, Mode};

use super::request;
use super::sources::Sources;
use super::summary::{Created, Summary};
use crate::args::Bills;
use crate::failure::Failure;

/// The accounts that rows of one workspace name.
#[derive(Default)]
struct Found {
    /// The account in the first row, which gets the workspace if it is missing.
    first: Option<AccountId>,
    /// The currency and the earliest usage in the rows of each account.
    accounts: BTreeMap<AccountId, (Currency, Instant)>,
}

/// A first pass over the files finds the accounts and the earliest usage of each workspace. The use of memory depends
/// on the number of workspaces, not of rows.
pub(super) fn create_missing(
    engine: &Engine,
    bills: &Bills,
    sources: &Sources<'_>,
    summary: &mut Summary,
) -> Result<(), Failure> {
    let mut found: BTreeMap<WorkspaceId, Found> = BTreeMap::new();
    for path in sources.names() {
        for row in sources.open(path)?.1.flatten() {
            let Some(account) = row.account else { continue };
            let (currency, start) = (row.bill.amount.currency(), row.bill.period.start());
            let workspace = found.entry(row.bill.workspace).or_default();
            workspace.first.get_or_insert_with(|| account.clone());
            let known = workspace.accounts.entry(account).or_insert((currency, start));
            known.1 = known.1.min(start);
        }
    }
    let snapshot = engine.snapshot();
    let mut commands: Vec<Command> = Vec::new();
    let mut opened = BTreeSet::new();
    for (workspace, Found { first, accounts }) in found {
        if let Some(bound) = known(snapshot.workspace(&workspace))? {
            // Before its first binding, no account had the workspace.
            let Some(step) = bound.steps.first() else { continue };
            let Some((_, since)) = accounts.get(&step.account).filter(|(_, since)| *since < step.at) else { continue };
            summary.created.push(Created::Extended(workspace.clone(), step.account.clone(), *since));
            commands.push(bind(step.account.clone(), workspace, *since));
            continue;
        }
        let Some((account, (currency, since))) = first.and_then(|first| accounts.get(&first).map(|one| (first, *one)))
        else {
            continue;
        };
        if !opened.contains(&account) && known(snapshot.account(&account))?.is_none() {
            commands.push(OpenAccount { account: account.clone(), currency }.into());
            opened.insert(account.clone());
            summary.created.push(Created::Account(account.clone()));
        }
        summary.created.push(Created::Workspace(workspace.clone(), account.clone(), since));
        commands.push(bind(account, workspace, since));
    }
    let requests = commands.into_iter().map(|command| request(command, bills)).collect();
    let answers = engine.submit_all(requests, Mode::Atomic);
    // The first other error is the cause of the `BatchRefused` errors.
    let cause = answers.into_iter().filter_map(Result::err).find(|error| !matches!(error, Error::BatchRefused { .. }));
    cause.map_or(Ok(()), |error| Err(error.into()))
}

fn bind(account: AccountId, workspace: WorkspaceId, since: Instant) -> Command {
    BindWorkspace { account, workspace, since: Some(since), display_name: None }.into()
}

fn known<T>(found: Result<T, Error>) -> Result<Option<T>, Failure> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
