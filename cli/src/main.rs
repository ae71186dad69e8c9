//! `defray`: an operator's way to a ledger. It holds no rule and no state: it translates.
//!
//! Exit codes: 0 done, 1 refused or nothing found, 2 usage, 3 damaged or unreadable file, 4 environment.

mod answers;
mod args;
mod commands;
mod failure;
mod json;
mod ledger;
mod output;
mod progress;
mod tables;
mod text;

use std::process::ExitCode;

use clap::Parser;

use crate::args::Arguments;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let json = arguments.json;
    match commands::run(arguments) {
        Ok(outcome) => outcome.exit_code(),
        Err(failure) => {
            failure.report(json);
            failure.exit_code()
        }
    }
}
