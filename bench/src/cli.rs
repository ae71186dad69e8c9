//! The command line of the programs that measure.

use std::fmt;
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand};
use serde::Serialize;

use crate::outcome::Outcome;
use crate::settle::SettleOptions;
use crate::system::SystemKind;
use crate::table::TableOptions;
use crate::{ending, opening, settle, statements, table, verification};

/// Benchmarks of defray. The figures depend on the machine: compare figures of one run only, on an idle machine. Use
/// the release build.
#[derive(Parser, Clone, Debug)]
#[command(name = "defray-bench", version, arg_required_else_help = true)]
pub struct Cli {
    /// The operation that is measured.
    #[command(subcommand)]
    pub command: BenchCommand,
}

/// The operations that can be measured.
#[derive(Subcommand, Clone, Debug, PartialEq)]
pub enum BenchCommand {
    /// Settles bills for some seconds, in batches or by many threads
    Settle {
        /// What is settled, and how.
        #[command(flatten)]
        options: SettleOptions,
        /// Prints one line of JSON
        #[arg(long)]
        json: bool,
    },
    /// Runs `settle` for many cells and prints a table
    Table(TableOptions),
    /// Ends a subscription with many workspaces, in one commit
    Ending {
        /// The number of workspaces
        #[arg(long, value_name = "N", default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(1..))]
        workspaces: u64,
        /// Where the files are, and how the figures are printed.
        #[command(flatten)]
        common: CommonOptions,
    },
    /// Opens a ledger after its process was killed, and after a clean close
    Open {
        /// The number of bills in the ledger
        #[arg(long, value_name = "N", default_value_t = 500_000)]
        bills: u64,
        /// Where the files are, and how the figures are printed.
        #[command(flatten)]
        common: CommonOptions,
    },
    /// Verifies a ledger
    Verify {
        /// The number of bills in the ledger
        #[arg(long, value_name = "N", default_value_t = 200_000)]
        bills: u64,
        /// The number of accounts
        #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..))]
        accounts: u64,
        /// Where the files are, and how the figures are printed.
        #[command(flatten)]
        common: CommonOptions,
    },
    /// Makes the statement of an account with 1000 bills in a ledger of many bills
    Statement {
        /// The number of bills in the ledger
        #[arg(long, value_name = "N", default_value_t = 200_000, value_parser = clap::value_parser!(u64).range(1_000..))]
        bills: u64,
        /// Where the files are, and how the figures are printed.
        #[command(flatten)]
        common: CommonOptions,
    },
    /// Settles bills and aborts, for `open`
    #[command(hide = true)]
    FillAndAbort {
        /// The file of the ledger.
        #[arg(long)]
        file: PathBuf,
        /// The number of bills.
        #[arg(long)]
        bills: u64,
    },
}

/// The options that most commands have.
#[derive(Args, Clone, Debug, PartialEq)]
pub struct CommonOptions {
    /// The folder for the files, which are removed at the end
    #[arg(long, value_name = "PATH", default_value = ".")]
    pub dir: PathBuf,
    /// Prints one line of JSON
    #[arg(long)]
    pub json: bool,
}

impl CommonOptions {
    /// Measures in a temporary folder and prints the figures.
    fn print<F: fmt::Display + Serialize>(&self, measure: impl FnOnce(&Path) -> Outcome<F>) -> Outcome<()> {
        let folder = tempfile::tempdir_in(&self.dir)?;
        print_figures(&measure(folder.path())?, self.json)
    }
}

fn print_figures(figures: &(impl fmt::Display + Serialize), json: bool) -> Outcome<()> {
    if json {
        println!("{}", serde_json::to_string(figures)?);
    } else {
        println!("{figures}");
    }
    Ok(())
}

/// Does what the command line of this process asks. `settle` and `table` have these kinds of systems; the first one is
/// defray.
///
/// # Errors
///
/// An error when something cannot be measured.
pub fn run(kinds: &[SystemKind]) -> Outcome<()> {
    let program = std::env::current_exe()?;
    match Cli::parse().command {
        BenchCommand::Settle { options, json } => print_figures(&settle::measure(kinds, &options)?, json),
        BenchCommand::Table(options) => table::run(&program, kinds, &options),
        BenchCommand::Ending { workspaces, common } => common.print(|folder| ending::measure(folder, workspaces)),
        BenchCommand::Open { bills, common } => common.print(|folder| opening::measure(&program, folder, bills)),
        BenchCommand::Verify { bills, accounts, common } => {
            common.print(|folder| verification::measure(folder, accounts, bills))
        }
        BenchCommand::Statement { bills, common } => common.print(|folder| statements::measure(folder, bills, 1_000)),
        BenchCommand::FillAndAbort { file, bills } => opening::fill_and_abort(&file, bills),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settle::Submission;
    use crate::table::cells;
    use crate::workload::IdOrder;

    fn parsed(line: &str) -> Result<BenchCommand, clap::Error> {
        Cli::try_parse_from(std::iter::once("defray-bench").chain(line.split_whitespace())).map(|cli| cli.command)
    }

    fn settle(line: &str) -> (SettleOptions, bool) {
        match parsed(line).unwrap() {
            BenchCommand::Settle { options, json } => (options, json),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_defaults_of_settle_are_batches_of_a_thousand() {
        let (options, json) = settle("settle");
        assert_eq!((options.submission(), options.ids, json), (Submission::Batch(1_000), IdOrder::Ordered, false));
        assert_eq!((options.accounts, options.preload, options.seconds), (10_000, 0, 3.0));
        assert_eq!((options.system.as_str(), options.dir.as_path()), ("defray", Path::new(".")));
    }

    #[test]
    fn every_option_of_settle_is_read() {
        let line =
            "settle --system peer --accounts 5 --threads 64 --ids random --preload 7 --seconds 0.5 --dir /x --json";
        let (options, json) = settle(line);
        assert_eq!((options.submission(), options.ids, json), (Submission::Threads(64), IdOrder::Random, true));
        assert_eq!((options.accounts, options.preload, options.seconds), (5, 7, 0.5));
        assert_eq!((options.system.as_str(), options.dir.as_path()), ("peer", Path::new("/x")));
    }

    #[test]
    fn a_wrong_option_is_an_error() {
        for line in [
            "",
            "settle --batch 10 --threads 2",
            "settle --batch 0",
            "settle --threads 0",
            "settle --accounts 0",
            "settle --ids sorted",
            "settle --seconds 0",
            "settle --seconds NaN",
            "settle --seconds inf",
            "statement --bills 999",
            "verify --bills -1",
            "other",
        ] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }

    /// The table starts processes with arguments that it makes itself.
    #[test]
    fn the_arguments_of_a_cell_are_read_as_the_same_cell() {
        let BenchCommand::Table(options) = parsed("table --large --seconds 0.25 --dir /x").unwrap() else {
            panic!("expected a table");
        };
        assert_eq!(cells(&options).len(), 11);
        for cell in cells(&options) {
            let (read, json) = settle(&cell.arguments("peer", &options).join(" "));
            assert!(json);
            assert_eq!((read.submission(), read.ids), (cell.submission, cell.ids));
            assert_eq!((read.accounts, read.preload, read.seconds), (cell.accounts, cell.preload, 0.25));
            assert_eq!((read.system.as_str(), read.dir.as_path()), ("peer", Path::new("/x")));
        }
    }
}
