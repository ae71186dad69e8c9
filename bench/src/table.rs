//! Runs `settle` for many cells and prints a table. Each run is a process of its own, so that its memory and the time
//! of the processors are its own. In each cell the systems run one after the other, so that a slow minute of the
//! machine affects all of them.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::Args;

use crate::outcome::Outcome;
use crate::settle::{SettleFigures, Submission, seconds};
use crate::system::SystemKind;
use crate::workload::IdOrder;

/// What `table` measures.
#[derive(Args, Clone, Debug, PartialEq)]
pub struct TableOptions {
    /// Measures all systems of this program, not defray alone
    #[arg(long)]
    pub peers: bool,
    /// Adds the cell with 1 000 000 accounts and 5 000 000 bills before
    #[arg(long)]
    pub large: bool,
    /// How long bills are settled in each run
    #[arg(long, value_name = "S", default_value_t = 3.0, value_parser = seconds)]
    pub seconds: f64,
    /// The folder for the files, which are removed at the end
    #[arg(long, value_name = "PATH", default_value = ".")]
    pub dir: PathBuf,
    /// Writes one line of JSON for each run to this file
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
}

/// A cell of the table: one run of each system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The order of the ids.
    pub ids: IdOrder,
    /// The way in which bills are submitted.
    pub submission: Submission,
    /// The number of accounts.
    pub accounts: u64,
    /// The number of bills settled before.
    pub preload: u64,
}

impl Cell {
    /// The arguments of a run of this cell.
    pub fn arguments(&self, system: &str, options: &TableOptions) -> Vec<String> {
        let (who, count) = match self.submission {
            Submission::Batch(bills) => ("--batch", bills),
            Submission::Threads(threads) => ("--threads", threads),
        };
        let settings = [
            ("--system", system.to_owned()),
            (who, count.to_string()),
            ("--ids", self.ids.to_string()),
            ("--accounts", self.accounts.to_string()),
            ("--preload", self.preload.to_string()),
            ("--seconds", options.seconds.to_string()),
            ("--dir", options.dir.display().to_string()),
        ];
        let settings = settings.into_iter().flat_map(|(name, value)| [name.to_owned(), value]);
        ["settle".to_owned(), "--json".to_owned()].into_iter().chain(settings).collect()
    }
}

/// The cells of the table.
pub fn cells(options: &TableOptions) -> Vec<Cell> {
    let cell = |submission| Cell { ids: IdOrder::Ordered, submission, accounts: 10_000, preload: 0 };
    let mut cells: Vec<Cell> = [1, 10, 100, 1_000, 8_000].map(|bills| cell(Submission::Batch(bills))).into();
    cells.push(Cell { ids: IdOrder::Random, preload: 500_000, ..cell(Submission::Batch(1_000)) });
    cells.extend([1, 8, 64, 256].map(|threads| cell(Submission::Threads(threads))));
    if options.large {
        cells.push(Cell { accounts: 1_000_000, preload: 5_000_000, ..cell(Submission::Batch(1_000)) });
    }
    cells
}

/// Runs all cells with `program`, which has the subcommand `settle`, and prints the table.
///
/// # Errors
///
/// An error when a run fails, or when the file cannot be written.
pub fn run(program: &Path, kinds: &[SystemKind], options: &TableOptions) -> Outcome<()> {
    let kinds = runnable(kinds, options)?;
    let mut file = options.json.as_ref().map(File::create).transpose()?;
    println!("{}", heading());
    let mut all = Vec::new();
    for cell in cells(options) {
        for kind in &kinds {
            let figures = run_cell(program, &cell.arguments(kind.name, options))?;
            println!("{}", row(&figures));
            if let Some(file) = &mut file {
                writeln!(file, "{}", serde_json::to_string(&figures)?)?;
            }
            all.push(figures);
        }
    }
    if kinds.len() > 1 {
        println!("\nBills per second:\n\n{}", comparison(&all, kinds.len()));
    }
    Ok(())
}

/// A table in Markdown of the bills per second: a line for each cell, a column for each of the systems.
fn comparison(all: &[SettleFigures], systems: usize) -> String {
    let names: String = all.iter().take(systems).map(|figures| format!(" {} |", figures.system)).collect();
    let mut lines = vec![format!("| submitted | ids | accounts | before |{names}"), "|---".repeat(systems + 4) + "|"];
    for cell in all.chunks(systems) {
        let Some(first) = cell.first() else { continue };
        let rates: String = cell.iter().map(|figures| format!(" {:.0} |", figures.bills_per_s)).collect();
        let (submission, ids, accounts) = (first.submission(), first.ids, first.accounts);
        lines.push(format!("| {submission} | {ids} | {accounts} | {} |{rates}", first.preload));
    }
    lines.join("\n")
}

/// The systems that are measured. Those that cannot run here are named on the standard error output.
fn runnable<'k>(kinds: &'k [SystemKind], options: &TableOptions) -> Outcome<Vec<&'k SystemKind>> {
    if !options.peers {
        return Ok(kinds.iter().take(1).collect());
    }
    if kinds.len() < 2 {
        return Err("this program has no peers: run `table --peers` of defray-bench-peers".into());
    }
    let mut runnable = Vec::new();
    for kind in kinds {
        match (kind.missing)() {
            Some(reason) => eprintln!("{} is left out: {reason}", kind.name),
            None => runnable.push(kind),
        }
    }
    Ok(runnable)
}

fn run_cell(program: &Path, arguments: &[String]) -> Outcome<SettleFigures> {
    let output = Command::new(program).args(arguments).stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err(format!("`{}` ended with {}", arguments.join(" "), output.status).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The first two lines of a table in Markdown.
fn heading() -> String {
    let columns = [
        ("system", 17),
        ("submitted", 11),
        ("ids", 7),
        ("accounts", 8),
        ("before", 7),
        ("bills/s", 8),
        ("p50 ms", 8),
        ("p99 ms", 8),
        ("CPU µs", 7),
        ("written B", 9),
        ("file B", 6),
        ("MiB", 5),
        ("load", 5),
    ];
    let names = columns.map(|(name, width)| format!(" {name:width$} |")).concat();
    let lines = columns.map(|(_, width)| format!("{}|", "-".repeat(width + 2))).concat();
    format!("|{names}\n|{lines}")
}

fn row(figures: &SettleFigures) -> String {
    format!(
        "| {:17} | {:11} | {:7} | {:>8} | {:>7} | {:>8.0} | {:>8.3} | {:>8.3} | {:>7.2} | {:>9.0} | {:>6.0} | {:>5.0} | {:>5.2} |",
        figures.system,
        figures.submission(),
        figures.ids,
        figures.accounts,
        figures.preload,
        figures.bills_per_s,
        figures.p50_ms,
        figures.p99_ms,
        figures.cpu_us_per_bill,
        figures.bytes_written_per_bill,
        figures.file_bytes_per_bill,
        figures.peak_rss_mib,
        figures.load,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::defray_system::DEFRAY;

    fn options() -> TableOptions {
        TableOptions { peers: false, large: false, seconds: 3.0, dir: ".".into(), json: None }
    }

    #[test]
    fn only_the_large_table_has_the_large_cell() {
        let (small, large) = (cells(&options()), cells(&TableOptions { large: true, ..options() }));
        assert_eq!(large.split_last().map(|(last, rest)| (last.accounts, rest)), Some((1_000_000, small.as_slice())));
        assert!(small.iter().all(|cell| cell.accounts == 10_000 && cell.preload <= 500_000));
    }

    fn figures(system: &str) -> SettleFigures {
        SettleFigures {
            system: system.into(),
            ids: IdOrder::Random,
            batch: None,
            threads: Some(256),
            accounts: 10_000,
            preload: 500_000,
            load: 0.25,
            seconds: 3.0,
            bills: 1_000_000,
            bills_per_s: 333_333.3,
            p50_ms: 1.0,
            p99_ms: 100.5,
            cpu_us_per_bill: 12.5,
            bytes_written_per_bill: 12_345.6,
            bytes_written_from: "process".into(),
            file_bytes_per_bill: 1_000.0,
            peak_rss_mib: 100.0,
        }
    }

    #[test]
    fn the_comparison_has_a_line_for_each_cell_and_a_column_for_each_system() {
        let faster = SettleFigures { bills_per_s: 500_000.4, ..figures("peer") };
        let all = [figures("defray"), faster, figures("defray"), figures("peer")];
        let expected = "| submitted | ids | accounts | before | defray | peer |\n\
                        |---|---|---|---|---|---|\n\
                        | threads 256 | random | 10000 | 500000 | 333333 | 500000 |\n\
                        | threads 256 | random | 10000 | 500000 | 333333 | 333333 |";
        assert_eq!(comparison(&all, 2), expected);
    }

    #[test]
    fn a_row_has_the_width_of_the_heading() {
        let figures = figures("sqlite-comparable");
        let widths = |line: &str| line.split('|').map(|cell| cell.chars().count()).collect::<Vec<_>>();
        for line in heading().lines() {
            assert_eq!(widths(line), widths(&row(&figures)));
        }
    }

    #[test]
    fn peers_are_measured_only_on_request() {
        let missing = SystemKind { name: "missing", missing: || Some("no program".into()), ..DEFRAY };
        let kinds = [DEFRAY, SystemKind { name: "peer", ..DEFRAY }, missing];
        let names = |options: &TableOptions| -> Vec<&str> {
            runnable(&kinds, options).unwrap().iter().map(|kind| kind.name).collect()
        };
        assert_eq!(names(&options()), ["defray"]);
        let peers = TableOptions { peers: true, ..options() };
        assert_eq!(names(&peers), ["defray", "peer"]);
        assert!(runnable(&[DEFRAY], &peers).is_err());
    }
}
