//! `bills`: settles the bills of CSV files. A charge is settled once, also when a file is imported again.

mod charges;
mod create;
mod jobs;
mod rejects;
mod sources;
mod summary;

use std::collections::BTreeSet;
use std::path::Path;

use csv::ByteRecord;
use defray::core::command::Command;
use defray::core::id::{ExportId, ItemId};
use defray::{Engine, Request, Snapshot};
use defray_intake::bills::{BillError, BillRow};
use defray_intake::error::Code;

use self::charges::{Charges, Outcome, Rules};
use self::create::create_missing;
use self::jobs::{Batch, Job, Place};
use self::rejects::RejectsFile;
use self::sources::Sources;
use self::summary::Restated;
pub(crate) use self::summary::Summary;
use super::Context;
use crate::args::{BillFormat, Bills, Credits};
use crate::failure::{Failure, Outcome as Ended};
use crate::progress::Bar;
use crate::{ledger, output};

const ROWS_PER_COMMIT: usize = 1_024;

pub(crate) fn run(context: &Context, bills: &Bills) -> Result<Ended, Failure> {
    sources::check(bills)?;
    let sources = Sources::of(bills)?;
    let engine = if bills.create_missing {
        // A file that cannot be read makes no ledger.
        for path in sources.names() {
            drop(sources.open(path)?);
        }
        ledger::open_or_create(context)?
    } else {
        ledger::open(context)?
    };
    let summary = import_from(&engine, bills, &sources)?;
    if context.json {
        output::json_line(&summary.json())?
    } else {
        output::raw(&summary.text())?
    };
    engine.close()?;
    if let Some(message) = summary.cut_off {
        return Err(Failure::Input { code: "too_long", message });
    }
    Ok(Ended::refused_if(summary.is_incomplete()))
}

/// Imports files into a ledger.
pub(crate) fn import(engine: &Engine, bills: &Bills) -> Result<Summary, Failure> {
    import_from(engine, bills, &Sources::of(bills)?)
}

fn import_from(engine: &Engine, bills: &Bills, sources: &Sources<'_>) -> Result<Summary, Failure> {
    let mut summary = Summary::default();
    let rejects = RejectsFile::create(bills.rejects.as_ref(), sources)?;
    if bills.create_missing {
        create_missing(engine, bills, sources, &mut summary)?;
    }
    let part = bills.export.as_ref().map(|_| sources.part()).transpose()?;
    let snapshot = engine.snapshot();
    let rules = Rules { part: bills.export.as_ref().zip(part.as_ref()), restate: bills.restate };
    let charges = match bills.format {
        BillFormat::Focus => Some(Charges::of(&snapshot, sources, rules)?),
        BillFormat::Plain => None,
    };
    let batch = Batch::new(engine, bills, part.clone());
    let mut import =
        Import { bills, snapshot, charges, part, batch, rejects, summary, items: BTreeSet::new(), files: Vec::new() };
    let bar = Bar::new("settling");
    for path in sources.names() {
        let (header, rows) = sources.open(path)?;
        import.files.push((path.display().to_string(), header));
        for row in rows {
            import.row(row, path)?;
            if import.batch.is_full() {
                bar.advance(ROWS_PER_COMMIT);
                import.settle()?;
            }
        }
    }
    import.settle()?;
    import.finish()
}

struct Import<'a> {
    bills: &'a Bills,
    /// The ledger before the import.
    snapshot: Snapshot,
    /// Only for FOCUS files.
    charges: Option<Charges>,
    part: Option<ExportId>,
    batch: Batch<'a>,
    rejects: RejectsFile,
    summary: Summary,
    items: BTreeSet<ItemId>,
    /// The names and headers of the files until now.
    files: Vec<(String, ByteRecord)>,
}

impl Import<'_> {
    fn row(&mut self, row: Result<BillRow, BillError>, path: &Path) -> Result<(), Failure> {
        self.summary.read += 1;
        match row {
            Ok(row) => self.bill(row),
            Err(BillError::Row(error)) => {
                let (place, message) = (Place { file: self.files.len() - 1, line: error.line }, error.to_string());
                let shown = if self.bills.files.len() > 1 { format!("{}: {message}", path.display()) } else { message };
                let kind = format!("{}: {}", error.column, error.expected);
                self.summary.refuse(error.code.name(), &kind, &shown, None)?;
                if error.code == Code::TooLong {
                    self.summary.cut_off = Some(format!("{}: {error}; no later row was read", path.display()));
                }
                self.reject(place, &error.original, error.code.name(), &error.to_string())
            }
            Err(error @ BillError::Unreadable { .. }) => {
                Err(Failure::Environment { code: "file", message: format!("{}: {error}", path.display()) })
            }
        }
    }

    fn bill(&mut self, row: BillRow) -> Result<(), Failure> {
        self.items.insert(row.bill.item.clone());
        if let Some(difference) = row.rounded {
            let rounded = self.summary.rounded.entry(row.bill.amount.currency()).or_default();
            *rounded = (rounded.0 + 1, rounded.1.plus(difference));
        }
        let place = Place { file: self.files.len() - 1, line: row.line };
        match (row.charge, row.bill.amount.is_negative()) {
            (_, true) => self.credit(place, row),
            (Some(_), false) => self.charge(place, row),
            (None, false) => self.batch.add(Job::settle(place, row, self.bills)),
        }
    }

    /// A negative row.
    fn credit(&mut self, place: Place, mut row: BillRow) -> Result<(), Failure> {
        let mut others = None;
        if let (Some(charge), Some(charges)) = (row.charge, &mut self.charges) {
            let numbers = charges.credit_number(charge.name, &row.bill.amount);
            let (number, all) = numbers.ok_or_else(|| changed(&self.files, place))?;
            let id = |number: u32| charge.name.credit_id(number).map_err(|error| Failure::Usage(error.to_string()));
            row.bill.id = id(number)?;
            others = if self.part.is_none() { Some(id(all + 1)?) } else { None };
        }
        // The core refuses a negative bill (W8).
        if self.bills.credits == Credits::Refuse {
            return self.batch.add(Job::settle(place, row, self.bills));
        }
        match jobs::credit_command(&self.snapshot, self.bills, &row, others.as_ref())? {
            Ok(command) => self.batch.add(Job::credit(place, row, command, self.bills)),
            Err((code, message)) => self.refuse(place, &row, code, &message, true),
        }
    }

    /// A row of a charge.
    fn charge(&mut self, place: Place, mut row: BillRow) -> Result<(), Failure> {
        let (Some(charge), Some(charges)) = (row.charge, &mut self.charges) else { return Ok(()) };
        let outcome = charges.outcome(charge.name, &row.bill.amount).ok_or_else(|| changed(&self.files, place))?;
        for (bill, settled) in charges.take_left(charge.name) {
            if self.bills.restate {
                self.batch.add(Job::withdraw(place, bill, settled, self.bills)?)?;
            } else {
                let bill = Some((bill, settled));
                self.summary.restated.push(Restated { place: None, amount: None, bill, done: false });
            }
        }
        match outcome {
            Outcome::Known { bill, held } => {
                *(if held { &mut self.summary.held } else { &mut self.summary.already }) += 1;
                self.batch.claim(bill);
                Ok(())
            }
            Outcome::New(id) => {
                row.bill.id = id;
                self.batch.add(Job::settle(place, row, self.bills))
            }
            Outcome::Replaces { id, bill, settled } => {
                row.bill.id = id;
                self.batch.add(Job::replace(place, row, (bill, settled), self.bills)?)
            }
            Outcome::Conflict { bill, is_new } => {
                let message = match &bill {
                    Some((bill, settled)) if is_new => {
                        format!("the charge was settled as {settled}, in bill `{bill}`, and is {} now", row.bill.amount)
                    }
                    _ => "the charge has other amounts now, or another number of rows".to_owned(),
                };
                if is_new {
                    let (place, amount) = (Some(self.named(place)), Some(row.bill.amount));
                    self.summary.restated.push(Restated { place, amount, bill, done: false });
                }
                self.refuse(place, &row, "restated", &message, is_new)
            }
        }
    }

    fn refuse(&mut self, place: Place, row: &BillRow, code: &str, message: &str, in_sums: bool) -> Result<(), Failure> {
        let shown = format!("{}: {message}", self.shown(place));
        self.summary.refuse(code, message, &shown, Some(&row.bill.amount).filter(|_| in_sums))?;
        self.reject(place, &row.original, code, message)
    }

    fn reject(&mut self, place: Place, row: &ByteRecord, code: &str, message: &str) -> Result<(), Failure> {
        let Some((_, header)) = self.files.get(place.file) else { return Ok(()) };
        self.rejects.write(header, row, code, message)
    }

    fn named(&self, place: Place) -> (String, u64) {
        (self.files.get(place.file).map(|(name, _)| name.clone()).unwrap_or_default(), place.line)
    }

    /// The line, with the file when there are several.
    fn shown(&self, place: Place) -> String {
        let (name, line) = self.named(place);
        if self.bills.files.len() > 1 { format!("{name}, line {line}") } else { format!("line {line}") }
    }

    /// Commits the jobs of the batch.
    fn settle(&mut self) -> Result<(), Failure> {
        for (job, result) in self.batch.commit()? {
            match result {
                Ok(effect) => {
                    let place = job.row.as_ref().map(|_| self.named(job.place));
                    effect.count(&job, place, &mut self.summary)?;
                }
                Err((code, message)) => match &job.row {
                    Some(row) => self.refuse(job.place, row, code, &message, true)?,
                    None => self.summary.refuse(code, &message, &message, None)?,
                },
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Summary, Failure> {
        self.rejects.finish()?;
        self.summary.new_items = charges::new_items(&self.snapshot, self.items)?;
        Ok(self.summary)
    }
}

fn changed(files: &[(String, ByteRecord)], place: Place) -> Failure {
    let name = files.get(place.file).map_or("", |(name, _)| name);
    Failure::Environment { code: "file", message: format!("{name}: the file changed while it was read") }
}

fn request(command: impl Into<Command>, bills: &Bills) -> Request {
    Request { command: command.into(), at: bills.at, actor: bills.actor.clone(), idempotency_key: None }
}
