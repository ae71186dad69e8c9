//! `export`: everything, in forms that others read.

use std::io::{BufWriter, stdout};

use defray::core::bill::Return;
use defray::core::event::Event;
use defray::core::fund::Fund;
use defray::core::id::LotId;
use defray::core::money::Money;
use defray::core::receipt::Slice;
use defray::{Entry, Request, Snapshot};
use defray_intake::commands::write_request;

use super::Context;
use crate::args::ExportFormat;
use crate::failure::{Failure, Outcome};
use crate::{ledger, output};

pub(crate) fn run(context: &Context, format: ExportFormat) -> Result<Outcome, Failure> {
    let engine = ledger::open(context.db.as_ref())?;
    let snapshot = engine.snapshot();
    match format {
        ExportFormat::Jsonl => commands(&snapshot)?,
        ExportFormat::Csv => payments(&snapshot)?,
    }
    Ok(Outcome::Done)
}

/// The commands, with the instants at which they were asked: applied to an empty ledger they give the same records.
fn commands(snapshot: &Snapshot) -> Result<(), Failure> {
    for entry in snapshot.journal(1) {
        let (Entry { asked_at, actor, idempotency_key, command, .. }, _) = entry?;
        output::line(&write_request(&Request { command, at: Some(asked_at), actor, idempotency_key }))?;
    }
    Ok(())
}

const COLUMNS: [&str; 14] = [
    "position",
    "decided_at",
    "event",
    "account",
    "workspace",
    "bill",
    "item",
    "period_start",
    "period_end",
    "payer",
    "fund",
    "lot",
    "amount",
    "currency",
];

/// One row for every fund that paid a bill or got something back, the latter below zero.
fn payments(snapshot: &Snapshot) -> Result<(), Failure> {
    let mut writer = csv::Writer::from_writer(BufWriter::new(stdout().lock()));
    let mut write = |row: &[String]| match writer.write_record(row) {
        Ok(()) => Ok(()),
        Err(error) if matches!(error.kind(), csv::ErrorKind::Io(io) if io.kind() == std::io::ErrorKind::BrokenPipe) => {
            std::process::exit(0)
        }
        Err(error) => {
            let message = format!("standard output: cannot write: {error}");
            Err(Failure::Environment { code: "output", message })
        }
    };
    write(&COLUMNS.map(str::to_owned))?;
    for entry in snapshot.journal(1) {
        let (entry, _) = entry?;
        for event in &entry.events {
            for row in rows(snapshot, &entry, event)? {
                write(&row)?;
            }
        }
    }
    Ok(())
}

/// What one fund paid, or, with `back`, got back.
struct Part {
    fund: Fund,
    lot: Option<LotId>,
    amount: Money,
    back: bool,
}

fn rows(snapshot: &Snapshot, entry: &Entry, event: &Event) -> Result<Vec<Vec<String>>, Failure> {
    let (record, parts): (_, Vec<Part>) = match event {
        Event::BillSettled { record } => {
            let slices = record.receipt().map(|receipt| receipt.slices.as_slice()).unwrap_or_default();
            let part =
                |slice: &Slice| Part { fund: slice.fund, lot: slice.lot.clone(), amount: slice.amount, back: false };
            (record.clone(), slices.iter().map(part).collect())
        }
        Event::BillReversed { bill, reversal, .. } => {
            let part = |one: &Return| Part { fund: one.fund, lot: one.lot.clone(), amount: one.amount, back: true };
            (snapshot.bill(bill)?, reversal.returns.iter().map(part).collect())
        }
        _ => return Ok(Vec::new()),
    };
    let payer = record.receipt().map_or(String::new(), |receipt| {
        receipt.payer.cloud_account().map_or("enterprise".to_owned(), ToString::to_string)
    });
    let row = |Part { fund, lot, amount, back }: Part| {
        vec![
            entry.position.to_string(),
            entry.at.to_string(),
            event.name().to_owned(),
            record.account.to_string(),
            record.bill.workspace.to_string(),
            record.bill.id.to_string(),
            record.bill.item.to_string(),
            record.bill.period.start().to_string(),
            record.bill.period.end().to_string(),
            payer.clone(),
            fund.name().to_owned(),
            lot.map_or(String::new(), |lot| lot.to_string()),
            format!("{}{}", if back { "-" } else { "" }, amount.amount()),
            amount.currency().to_string(),
        ]
    };
    Ok(parts.into_iter().map(row).collect())
}
