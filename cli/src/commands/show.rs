//! `show`: records, now or as they were known at some instant.

use defray::core::account::Account;
use defray::{Error, Snapshot};
use serde_json::{Value, json};

use super::Context;
use crate::args::{Show, Shown};
use crate::failure::{Failure, Outcome};
use crate::{ledger, output, tables};

pub(crate) fn run(context: &Context, show: &Show) -> Result<Outcome, Failure> {
    let engine = ledger::open(context.db.as_ref())?;
    let now = engine.snapshot();
    match show.as_of {
        Some(at) => {
            let history = now.as_of(at)?;
            show_in(context, history.snapshot(), &show.what)
        }
        None => show_in(context, &now, &show.what),
    }
}

fn show_in(context: &Context, snapshot: &Snapshot, what: &Shown) -> Result<Outcome, Failure> {
    let mut missing = false;
    let mut print = |found: Result<(Value, String), Error>| match found {
        Ok((value, text)) => {
            if context.json {
                output::json_line(&value)
            } else {
                output::line(&text)
            }
        }
        Err(error @ Error::NotFound { .. }) => {
            missing = true;
            Failure::from(error).report(context.json);
            Ok(())
        }
        Err(error) => Err(error.into()),
    };
    match what {
        Shown::Account { ids } => {
            for id in ids {
                print(snapshot.account(id).and_then(|account| show_account(snapshot, &account)))?;
            }
        }
        Shown::Wallet { ids } => {
            for id in ids {
                print(snapshot.account(id).and_then(|account| show_wallet(snapshot, &account)))?;
            }
        }
        Shown::Workspace { ids } => {
            for id in ids {
                print(snapshot.workspace(id).map(|found| (output::record(found.as_ref()), tables::workspace(&found))))?;
            }
        }
        Shown::CloudAccount { ids } => {
            for id in ids {
                let found = snapshot.cloud_account(id);
                print(found.map(|found| (output::record(found.as_ref()), tables::cloud_account(&found))))?;
            }
        }
        Shown::Timeline { ids } => {
            for id in ids {
                let found = snapshot.workspace(id);
                print(found.map(|found| (output::record(&found.timeline), tables::timeline(&found))))?;
            }
        }
        Shown::Bill { ids } => {
            for id in ids {
                print(snapshot.bill(id).map(|found| (output::record(found.as_ref()), tables::bill(&found))))?;
            }
        }
    }
    Ok(Outcome::refused_if(missing))
}

fn show_account(snapshot: &Snapshot, account: &Account) -> Result<(Value, String), Error> {
    let workspaces = count(snapshot.workspaces_of(&account.id))?;
    let held = count(snapshot.held_bills_of(&account.id))?;
    let mut cloud_accounts = Vec::new();
    for cloud_account in snapshot.cloud_accounts_of(&account.id) {
        let cloud_account = cloud_account?;
        cloud_accounts.push(format!("{} ({}, {})", cloud_account.id, cloud_account.provider(), cloud_account.state));
    }
    let mut value = output::record(account);
    value["workspaces"] = workspaces.into();
    value["held_bills"] = held.into();
    value["cloud_accounts"] = json!(cloud_accounts);
    Ok((value, tables::account(account, workspaces, &cloud_accounts, held)))
}

fn show_wallet(snapshot: &Snapshot, account: &Account) -> Result<(Value, String), Error> {
    let lots = snapshot.lots(account)?;
    let value = json!({
        "account": account.id.as_str(),
        "cash": account.cash.to_string(),
        "overdraft": account.overdraft.to_string(),
        "lots": output::record(&lots),
    });
    Ok((value, tables::wallet(account, &lots)))
}

fn count<T>(found: impl Iterator<Item = Result<T, Error>>) -> Result<usize, Error> {
    found.into_iter().try_fold(0, |count, one| one.map(|_| count + 1))
}
