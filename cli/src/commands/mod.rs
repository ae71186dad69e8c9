//! One file for each thing the command does.

mod apply;
mod bills;
mod choose;
mod deliver;
mod demo;
mod export;
mod graph;
mod held;
mod ingest;
mod journal;
mod maintain;
mod meter;
mod outbox;
mod questions;
mod scenario;
mod show;
mod unmatched;

use std::path::PathBuf;

use defray::Head;

use crate::args::{Arguments, Command};
use crate::failure::{Failure, Outcome};

/// What every command needs.
pub(crate) struct Context {
    pub(crate) db: Option<PathBuf>,
    pub(crate) json: bool,
    /// Open the ledger for simulation (T1).
    pub(crate) simulate: bool,
    /// The head that the ledger must have.
    pub(crate) expected: Option<Expected>,
    /// Standard output is for programs only, so notices go to standard error.
    pub(crate) data: bool,
}

/// A head that the user stored earlier.
pub(crate) struct Expected {
    pub(crate) head: Head,
    /// The position of the head. `None`: the end of the journal.
    pub(crate) position: Option<u64>,
}

pub(crate) fn run(arguments: Arguments) -> Result<Outcome, Failure> {
    let data = arguments.json || matches!(arguments.command, Command::Export { .. });
    let expected = match (arguments.expect_head, arguments.at_position) {
        (None, Some(position)) => {
            let message = format!("`--at-position` is `{position}`: expected `--expect-head HASH` with it");
            return Err(Failure::Usage(message));
        }
        (head, position) => head.map(|head| Expected { head, position }),
    };
    let context = Context { db: arguments.db, json: arguments.json, simulate: arguments.simulate, expected, data };
    match arguments.command {
        Command::Demo => demo::run(&context),
        Command::Apply(apply) => apply::run(&context, &apply),
        Command::Bills(bills) => bills::run(&context, &bills),
        Command::Ingest(ingest) => ingest::run(&context, &ingest),
        Command::Show(show) => show::run(&context, &show),
        Command::Explain { bill } => questions::explain(&context, &bill),
        Command::Payer { workspace, at } => questions::payer(&context, &workspace, at),
        Command::Statement { account, from, to } => questions::statement(&context, &account, from, to),
        Command::Held { account } => held::run(&context, account.as_ref()),
        Command::Choose(choose) => choose::run(&context, &choose),
        Command::Preview { file, at } => questions::preview(&context, &file, at),
        Command::Advance { at } => outbox::advance(&context, at),
        Command::Outbox { action } => outbox::run(&context, action),
        Command::Meter { action } => meter::run(&context, action),
        Command::Unmatched => unmatched::run(&context),
        Command::Journal { from, account } => journal::run(&context, from, account.as_ref()),
        Command::Verify => maintain::verify(&context),
        Command::Backup { to } => maintain::backup(&context, &to),
        Command::Compact => maintain::compact(&context),
        Command::Export { format, table, account, sheet } => export::run(&context, format, table, account, sheet),
        Command::Stats => maintain::stats(&context),
        Command::Scenario { files, bless } => scenario::run(&context, &files, bless),
        Command::Graph { machine, format } => graph::run(&context, machine, format),
    }
}
