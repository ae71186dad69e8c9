//! `bills`: settles the bills of a CSV file. A bill is settled once, also when the file is imported again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::BufWriter;

use defray::core::PriorResult;
use defray::core::bill::BillStatus;
use defray::core::command::{BindWorkspace, OpenAccount, SettleBill};
use defray::core::event::Event;
use defray::core::id::{AccountId, WorkspaceId};
use defray::core::money::{Currency, Money};
use defray::core::time::Instant;
use defray::{Answer, Engine, Error, ErrorClass, Mode, Request};
use defray_intake::bills::focus::FocusReader;
use defray_intake::bills::plain::PlainReader;
use defray_intake::bills::rejects::Rejects;
use defray_intake::bills::{BillError, BillRow, FileError, Mapping};
use defray_intake::error::Code;
use serde_json::{Value, json};

use super::Context;
use crate::args::{BillFormat, Bills};
use crate::failure::{Failure, Outcome};
use crate::progress::Bar;
use crate::tables::{Sheet, facts};
use crate::{ledger, output, text};

type Rows = Box<dyn Iterator<Item = Result<BillRow, BillError>>>;

pub(crate) fn run(context: &Context, bills: &Bills) -> Result<Outcome, Failure> {
    let engine = if bills.create_missing {
        readable_twice(bills)?;
        ledger::open_or_create(context)?
    } else {
        ledger::open(context)?
    };
    let summary = import(&engine, bills)?;
    if context.json {
        output::json_line(&summary.json())?
    } else {
        output::raw(&summary.text())?
    };
    engine.close()?;
    if let Some(message) = summary.cut_off {
        return Err(Failure::Input { code: "too_long", message: format!("{}: {message}", bills.file.display()) });
    }
    Ok(Outcome::refused_if(summary.refused > 0))
}

/// The result of an import.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    pub(crate) read: u64,
    pub(crate) settled: u64,
    pub(crate) held: u64,
    pub(crate) already: u64,
    pub(crate) refused: u64,
    accounts_opened: u64,
    workspaces_bound: u64,
    /// The exact sum of the bills that were settled now, by currency.
    sums: BTreeMap<Currency, Money>,
    /// Why the file was not read to its end.
    cut_off: Option<String>,
    /// For each error code, the number of refused rows and examples.
    reasons: BTreeMap<String, Reason>,
}

/// The refused rows with one error code.
#[derive(Debug, Default)]
struct Reason {
    rows: u64,
    /// The first row of each of at most [`EXAMPLES_MAX`] different kinds: the kind, its number of rows, its message.
    examples: Vec<(String, u64, String)>,
}

/// The maximum number of different examples that are shown for one error code.
const EXAMPLES_MAX: usize = 5;

impl Reason {
    fn count(&mut self, kind: &str, message: &str) {
        self.rows += 1;
        if let Some((_, rows, _)) = self.examples.iter_mut().find(|(known, ..)| known == kind) {
            *rows += 1;
        } else if self.examples.len() < EXAMPLES_MAX {
            self.examples.push((kind.to_owned(), 1, message.to_owned()));
        }
    }

    /// The number of rows without an example of their kind.
    fn other(&self) -> u64 {
        self.rows - self.examples.iter().map(|(_, rows, _)| rows).sum::<u64>()
    }
}

impl Summary {
    /// Counts a refused row. Rows of the same code and `kind` have one example.
    fn refuse(&mut self, code: &str, kind: &str, message: &str) {
        self.refused += 1;
        self.reasons.entry(code.to_owned()).or_default().count(kind, message);
    }

    fn add(&mut self, amount: &Money) -> Result<(), Failure> {
        let sum = self.sums.entry(amount.currency()).or_insert(Money::zero(amount.currency()));
        *sum = sum.plus(amount).map_err(|error| Failure::Input { code: "out_of_range", message: error.to_string() })?;
        Ok(())
    }

    pub(crate) fn json(&self) -> Value {
        let reason = |(code, reason): (&String, &Reason)| {
            let example = |(_, rows, example): &(String, u64, String)| json!({ "rows": rows, "example": example });
            let first = reason.examples.first().map(|(_, _, example)| example.as_str());
            let examples: Vec<Value> = reason.examples.iter().map(example).collect();
            json!({ "code": code, "rows": reason.rows, "example": first, "examples": examples })
        };
        let reasons: Vec<Value> = self.reasons.iter().map(reason).collect();
        json!({
            "ok": self.refused == 0,
            "rows": self.read,
            "settled": self.settled,
            "held": self.held,
            "already_settled": self.already,
            "refused": self.refused,
            "accounts_opened": self.accounts_opened,
            "workspaces_bound": self.workspaces_bound,
            "sums": self.sums.values().map(ToString::to_string).collect::<Vec<_>>(),
            "refusals": reasons,
        })
    }

    pub(crate) fn text(&self) -> String {
        let mut rows = vec![
            ("rows read", self.read.to_string()),
            ("settled", self.settled.to_string()),
            ("held", self.held.to_string()),
            ("already settled", self.already.to_string()),
            ("refused", self.refused.to_string()),
        ];
        if self.accounts_opened + self.workspaces_bound > 0 {
            let created = format!("{} accounts, {} workspaces", self.accounts_opened, self.workspaces_bound);
            rows.push(("created", created));
        }
        let sums: Vec<String> = self.sums.values().map(text::money).collect();
        rows.push(("sum settled", if sums.is_empty() { "nothing".into() } else { sums.join(", ") }));
        let mut out = facts(&rows);
        if !self.reasons.is_empty() {
            let mut sheet = Sheet::new(&["reason", ">rows", "example"]);
            for (code, reason) in &self.reasons {
                for (_, rows, example) in &reason.examples {
                    sheet.row(&[code.as_str(), &rows.to_string(), example]);
                }
                if reason.other() > 0 {
                    sheet.row(&[code.as_str(), &reason.other().to_string(), "others"]);
                }
            }
            out.push_str(&sheet.text());
        }
        out
    }
}

/// Imports a file into a ledger.
pub(crate) fn import(engine: &Engine, bills: &Bills) -> Result<Summary, Failure> {
    let mut summary = Summary::default();
    if bills.create_missing {
        create_missing(engine, bills, &mut summary)?;
    }
    let (header, rows) = open(bills)?;
    let mut rejects = bills.rejects.as_ref().map(|path| {
        let failed = |error| Failure::file("create", path, &error);
        // An existing file is never overwritten: it could be the ledger, or the file being read.
        let file = File::create_new(path).map_err(failed)?;
        Rejects::new(BufWriter::new(file), &header).map_err(|error| Failure::file("write", path, &error))
    });
    let mut rejects = rejects.take().transpose()?;
    let mut reject = |original: &csv::ByteRecord, code: &str, message: &str| match &mut rejects {
        Some(writer) => writer.write(original, code, message).map_err(|error| {
            let message = format!("cannot write the file of refused rows: {error}");
            Failure::Environment { code: "file", message }
        }),
        None => Ok(()),
    };
    const ROWS_PER_COMMIT: usize = 1_024;
    let bar = Bar::new("settling");
    let mut batch = Vec::with_capacity(ROWS_PER_COMMIT);
    for row in rows {
        summary.read += 1;
        match row {
            Ok(row) => batch.push(row),
            Err(BillError::Row(error)) => {
                let kind = format!("{}: {}", error.column, error.expected);
                summary.refuse(error.code.name(), &kind, &error.to_string());
                if error.code == Code::TooLong {
                    summary.cut_off = Some(format!("{error}; no later row was read"));
                }
                reject(&error.original, error.code.name(), &error.to_string())?;
            }
            Err(error @ BillError::Unreadable { .. }) => return Err(unreadable(bills, &error.to_string())),
        }
        if batch.len() == ROWS_PER_COMMIT {
            bar.advance(batch.len());
            settle(engine, bills, std::mem::take(&mut batch), &mut summary, &mut reject)?;
        }
    }
    settle(engine, bills, batch, &mut summary, &mut reject)?;
    if let Some(writer) = rejects {
        writer.finish().map_err(|error| unreadable(bills, &error.to_string()))?;
    }
    Ok(summary)
}

fn settle(
    engine: &Engine,
    bills: &Bills,
    batch: Vec<BillRow>,
    summary: &mut Summary,
    reject: &mut impl FnMut(&csv::ByteRecord, &str, &str) -> Result<(), Failure>,
) -> Result<(), Failure> {
    // The row names the account. A workspace of a different account must not be charged.
    let account = |row: &BillRow| row.account.clone().filter(|_| !bills.any_account);
    let settle = |row: &BillRow| SettleBill { bill: row.bill.clone(), account: account(row) };
    let requests = batch.iter().map(|row| request(settle(row), bills)).collect();
    for (row, answer) in batch.iter().zip(engine.submit_all(requests, Mode::Independent)) {
        match answer {
            Ok(Answer::Done(done)) => {
                let held = |event: &Event| matches!(event, Event::BillHeld { bill, .. } if bill.id == row.bill.id);
                if done.events.iter().any(held) {
                    summary.held += 1;
                } else {
                    summary.settled += 1;
                    summary.add(&row.bill.amount)?;
                }
            }
            Ok(Answer::Already(PriorResult::Bill(record))) if matches!(record.status, BillStatus::Held { .. }) => {
                summary.held += 1;
            }
            Ok(Answer::Already(_) | Answer::Repeated(_)) => summary.already += 1,
            Err(error) if error.class() == ErrorClass::Refused => {
                let kind = error.to_string();
                summary.refuse(error.code(), &kind, &format!("line {}: {kind}", row.line));
                reject(&row.original, error.code(), &error.to_string())?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Checks that the file can be read twice, before anything is created.
fn readable_twice(bills: &Bills) -> Result<(), Failure> {
    if bills.file == std::path::Path::new("-") {
        return Err(Failure::Usage("`--create-missing` reads the input twice: expected a file, not `-`".into()));
    }
    open(bills).map(drop)
}

/// Opens missing accounts and binds missing workspaces. A first pass over the file finds the account and the earliest
/// usage of each workspace. The use of memory depends on the number of workspaces, not of rows.
fn create_missing(engine: &Engine, bills: &Bills, summary: &mut Summary) -> Result<(), Failure> {
    let mut found: BTreeMap<WorkspaceId, (AccountId, Currency, Instant)> = BTreeMap::new();
    let (_, rows) = open(bills)?;
    for row in rows.flatten() {
        let Some(account) = row.account else { continue };
        let start = row.bill.period.start();
        let known = found.entry(row.bill.workspace).or_insert((account, row.bill.amount.currency(), start));
        known.2 = known.2.min(start);
    }
    let snapshot = engine.snapshot();
    let mut requests = Vec::new();
    let mut opened = BTreeSet::new();
    for (workspace, (account, currency, since)) in found {
        if !missing(snapshot.workspace(&workspace))? {
            continue;
        }
        if !opened.contains(&account) && missing(snapshot.account(&account))? {
            requests.push(request(OpenAccount { account: account.clone(), currency }, bills));
            opened.insert(account.clone());
            summary.accounts_opened += 1;
        }
        requests.push(request(BindWorkspace { account, workspace, since: Some(since) }, bills));
        summary.workspaces_bound += 1;
    }
    let answers = engine.submit_all(requests, Mode::Atomic);
    // The first other error is the cause of the `BatchRefused` errors.
    let cause = answers.into_iter().filter_map(Result::err).find(|error| !matches!(error, Error::BatchRefused { .. }));
    cause.map_or(Ok(()), |error| Err(error.into()))
}

fn missing<T>(found: Result<T, Error>) -> Result<bool, Failure> {
    match found {
        Ok(_) => Ok(false),
        Err(Error::NotFound { .. }) => Ok(true),
        Err(error) => Err(error.into()),
    }
}

fn request(command: impl Into<defray::core::command::Command>, bills: &Bills) -> Request {
    Request { command: command.into(), at: bills.at, actor: bills.actor.clone(), idempotency_key: None }
}

fn open(bills: &Bills) -> Result<(csv::ByteRecord, Rows), Failure> {
    let source = ledger::input(&bills.file)?;
    let wrong = |error: FileError| match error {
        FileError::Unreadable(error) => Failure::file("read", &bills.file, &error),
        error => Failure::Input { code: error.code().name(), message: format!("{}: {error}", bills.file.display()) },
    };
    match bills.format {
        BillFormat::Focus => {
            let mapping = bills.mapping.iter().map(String::as_str);
            let mapping = Mapping::parse(mapping).map_err(|error| Failure::Usage(format!("--map: {error}")))?;
            let reader = FocusReader::new(source, mapping).map_err(wrong)?;
            Ok((reader.header().clone(), Box::new(reader)))
        }
        BillFormat::Plain if !bills.mapping.is_empty() => Err(Failure::Usage(
            "--map: only FOCUS columns can be mapped; the columns of the plain format always have the same names"
                .into(),
        )),
        BillFormat::Plain => {
            let reader = PlainReader::new(source).map_err(wrong)?;
            Ok((reader.header().clone(), Box::new(reader)))
        }
    }
}

fn unreadable(bills: &Bills, message: &str) -> Failure {
    Failure::Environment { code: "file", message: format!("{}: {message}", bills.file.display()) }
}
