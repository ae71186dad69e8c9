//! `export`: writes the commands, or a table.

use std::io::{BufWriter, ErrorKind, stdout};

use defray::core::id::AccountId;
use defray::{Entry, Request, Snapshot};
use defray_export::{ExportError, Table, TextForm, csv_in};
use defray_intake::commands::write_request;

use super::Context;
use crate::args::ExportFormat;
use crate::failure::{Failure, Outcome};
use crate::{ledger, output};

pub(crate) fn run(
    context: &Context,
    format: ExportFormat,
    table: Option<Table>,
    account: Option<AccountId>,
    sheet: bool,
) -> Result<Outcome, Failure> {
    if matches!(format, ExportFormat::Jsonl) && (table.is_some() || account.is_some() || sheet) {
        let message = "`--table`, `--account` and `--sheet` require `--format csv`: all commands are exported, so that they can be applied again";
        return Err(Failure::Usage(message.to_owned()));
    }
    let engine = ledger::read(context)?;
    let snapshot = engine.snapshot();
    match format {
        ExportFormat::Jsonl => commands(&snapshot)?,
        // What is due is seen as happened in the tables of records; the journal has only what is recorded.
        ExportFormat::Csv => {
            rows(&snapshot.seen(ledger::now())?, table.unwrap_or(Table::Payments), account, sheet)?;
        }
    }
    Ok(Outcome::Done)
}

/// Writes the commands with the instants that the callers gave. Applied to an empty ledger they produce the same
/// records.
fn commands(snapshot: &Snapshot) -> Result<(), Failure> {
    for entry in snapshot.journal(1) {
        let (Entry { asked_at, actor, idempotency_key, command, .. }, _) = entry?;
        output::line(&write_request(&Request { command, at: Some(asked_at), actor, idempotency_key }))?;
    }
    Ok(())
}

fn rows(snapshot: &Snapshot, table: Table, account: Option<AccountId>, sheet: bool) -> Result<(), Failure> {
    let form = if sheet { TextForm::Sheet } else { TextForm::Exact };
    if let Some(account) = &account {
        snapshot.account(account)?;
    }
    match csv_in(form, snapshot, table, account, BufWriter::new(stdout().lock())) {
        Ok(()) => Ok(()),
        Err(ExportError::Ledger(error)) => Err(error.into()),
        Err(ExportError::Write(error)) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(0),
        Err(ExportError::Write(error)) => {
            let message = format!("standard output: cannot write: {error}");
            Err(Failure::Environment { code: "output", message })
        }
    }
}
