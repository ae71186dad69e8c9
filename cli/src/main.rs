//! `defray`: the command line program for operators of a ledger. It contains no rules and keeps no state.
//!
//! Exit codes: 0 success, 1 refused or not found, 2 usage, 3 damaged or invalid file, 4 environment.

mod answers;
mod args;
mod commands;
mod details;
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
use crate::failure::Failure;

/// Most time that is not spent in the rules goes into small allocations. Hosts of the library choose their own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() && std::env::args_os().any(|argument| argument == "--json") => {
            let failure = Failure::Usage(error.render().to_string().trim_end().to_owned());
            failure.report(true);
            return failure.exit_code();
        }
        Err(error) => error.exit(),
    };
    let json = arguments.json;
    match commands::run(arguments) {
        Ok(outcome) => outcome.exit_code(),
        Err(failure) => {
            failure.report(json);
            failure.exit_code()
        }
    }
}
