//! Settles bills for some seconds, and measures.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use clap::Args;
use serde::{Deserialize, Serialize};

use crate::latency::percentile;
use crate::machine::{WriteCounter, load, peak_memory, processor_time};
use crate::outcome::Outcome;
use crate::system::{Client, System, SystemKind, fill};
use crate::workload::{IdOrder, Workload};

/// What `settle` measures.
#[derive(Args, Clone, Debug, PartialEq)]
pub struct SettleOptions {
    /// The system that settles the bills
    #[arg(long, value_name = "NAME", default_value = "defray")]
    pub system: String,
    /// The number of accounts
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..))]
    pub accounts: u64,
    /// One thread submits batches of N bills; this is the default, with 1000 bills
    #[arg(long, value_name = "N", conflicts_with = "threads", value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    pub batch: Option<u64>,
    /// N threads submit single bills
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=4_096))]
    pub threads: Option<u64>,
    /// The order of the ids of the bills
    #[arg(long, value_enum, default_value_t = IdOrder::Ordered)]
    pub ids: IdOrder,
    /// The number of bills that are settled before, in large batches
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub preload: u64,
    /// How long bills are settled
    #[arg(long, value_name = "S", default_value_t = 3.0, value_parser = seconds)]
    pub seconds: f64,
    /// The folder for the files, which are removed at the end
    #[arg(long, value_name = "PATH", default_value = ".")]
    pub dir: PathBuf,
}

/// The way in which bills are submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Submission {
    /// One thread, batches of this number of bills.
    Batch(u64),
    /// This number of threads, single bills.
    Threads(u64),
}

impl fmt::Display for Submission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&match self {
            Self::Batch(bills) => format!("batch {bills}"),
            Self::Threads(threads) => format!("threads {threads}"),
        })
    }
}

impl SettleOptions {
    /// The way in which bills are submitted.
    pub fn submission(&self) -> Submission {
        match (self.threads, self.batch) {
            (Some(threads), _) => Submission::Threads(threads),
            (None, batch) => Submission::Batch(batch.unwrap_or(1_000)),
        }
    }
}

/// A number of seconds on the command line.
///
/// # Errors
///
/// An error when the text is not a number above 0 and up to 86 400.
pub fn seconds(text: &str) -> Result<f64, String> {
    let given = text.parse::<f64>().ok().filter(|seconds| *seconds > 0.0 && *seconds <= 86_400.0);
    given.ok_or_else(|| "expected a number of seconds above 0 and up to 86400".to_owned())
}

/// The result of `settle`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SettleFigures {
    /// The name of the system.
    pub system: String,
    /// The order of the ids.
    pub ids: IdOrder,
    /// The number of bills in a batch; absent when threads submitted single bills.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<u64>,
    /// The number of threads that submitted single bills; absent when one thread submitted batches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threads: Option<u64>,
    /// The number of accounts.
    pub accounts: u64,
    /// The number of bills settled before.
    pub preload: u64,
    /// The load of the machine in the minute before.
    pub load: f64,
    /// How long bills were settled.
    pub seconds: f64,
    /// The number of bills settled in that time.
    pub bills: u64,
    /// Bills a second. With batches, only the time in the system counts; with threads, all time.
    pub bills_per_s: f64,
    /// The median latency of a call, in milliseconds.
    pub p50_ms: f64,
    /// The 99th percentile of the latency of a call, in milliseconds.
    pub p99_ms: f64,
    /// The time of the processors per bill, in microseconds, with making the requests and with the last checkpoint.
    pub cpu_us_per_bill: f64,
    /// The bytes written per bill, with the last checkpoint.
    pub bytes_written_per_bill: f64,
    /// The counter of the written bytes.
    pub bytes_written_from: String,
    /// The size of the closed files, per bill in them.
    pub file_bytes_per_bill: f64,
    /// The largest memory, in MiB.
    pub peak_rss_mib: f64,
}

impl SettleFigures {
    /// The way in which bills were submitted.
    pub fn submission(&self) -> Submission {
        self.threads.map_or_else(|| Submission::Batch(self.batch.unwrap_or_default()), Submission::Threads)
    }
}

impl fmt::Display for SettleFigures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {}, {} ids, {} accounts, {} bills before: {:.0} bills/s, p50 {:.3} ms, p99 {:.3} ms, {:.2} µs of \
             processor, {:.0} B written ({}), {:.0} B of file a bill, {:.0} MiB, load {:.2}, {} bills in {:.1} s",
            self.system,
            self.submission(),
            self.ids,
            self.accounts,
            self.preload,
            self.bills_per_s,
            self.p50_ms,
            self.p99_ms,
            self.cpu_us_per_bill,
            self.bytes_written_per_bill,
            self.bytes_written_from,
            self.file_bytes_per_bill,
            self.peak_rss_mib,
            self.load,
            self.bills,
            self.seconds,
        )
    }
}

/// Settles bills in a new system below [`SettleOptions::dir`], and measures.
///
/// # Errors
///
/// An error when no kind has the name, or when the system fails.
pub fn measure(kinds: &[SystemKind], options: &SettleOptions) -> Outcome<SettleFigures> {
    let kind = kinds.iter().find(|kind| kind.name == options.system).ok_or_else(|| {
        let names: Vec<&str> = kinds.iter().map(|kind| kind.name).collect();
        format!("`{}` is no system of this program: expected one of {}", options.system, names.join(", "))
    })?;
    if let Some(reason) = (kind.missing)() {
        return Err(format!("{} cannot run here: {reason}", kind.name).into());
    }
    let load = load();
    let folder = tempfile::tempdir_in(&options.dir)?;
    let system = (kind.create)(folder.path(), options.accounts)?;
    measure_in(system, folder.path(), options, load)
}

fn measure_in(system: Box<dyn System>, folder: &Path, options: &SettleOptions, load: f64) -> Outcome<SettleFigures> {
    let workload = Workload { accounts: options.accounts, ids: options.ids };
    fill(system.as_ref(), workload, options.preload)?;
    system.flush()?;
    let (counter, server) = (WriteCounter::of(folder), system.server());
    let (written, processor) = (counter.bytes(), processor_time(server));
    let time = Duration::from_secs_f64(options.seconds);
    let mut timed = match options.submission() {
        Submission::Batch(batch) => time_batches(system.as_ref(), workload, options.preload, batch, time)?,
        Submission::Threads(threads) => time_threads(system.as_ref(), workload, options.preload, threads, time)?,
    };
    system.flush()?;
    let processor = processor_time(server).saturating_sub(processor);
    let written = counter.bytes().saturating_sub(written);
    let memory = peak_memory(server);
    let file = system.close()?;
    timed.latencies.sort_unstable();
    let bills = timed.bills.max(1) as f64;
    let (batch, threads) = match options.submission() {
        Submission::Batch(batch) => (Some(batch), None),
        Submission::Threads(threads) => (None, Some(threads)),
    };
    Ok(SettleFigures {
        system: options.system.clone(),
        ids: options.ids,
        batch,
        threads,
        accounts: options.accounts,
        preload: options.preload,
        load,
        seconds: rounded(timed.elapsed.as_secs_f64()),
        bills: timed.bills,
        bills_per_s: rounded(bills / timed.busy.as_secs_f64()),
        p50_ms: rounded(milliseconds(percentile(&timed.latencies, 50))),
        p99_ms: rounded(milliseconds(percentile(&timed.latencies, 99))),
        cpu_us_per_bill: rounded(processor.as_secs_f64() * 1e6 / bills),
        bytes_written_per_bill: rounded(written as f64 / bills),
        bytes_written_from: counter.source(),
        file_bytes_per_bill: rounded(file as f64 / (timed.bills + options.preload).max(1) as f64),
        peak_rss_mib: rounded(memory),
    })
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Three decimals, which is more than any figure is exact to.
fn rounded(figure: f64) -> f64 {
    (figure * 1e3).round() / 1e3
}

struct Timed {
    latencies: Vec<Duration>,
    bills: u64,
    /// From the first bill to the end of the last one.
    elapsed: Duration,
    /// The time that the rate is computed from.
    busy: Duration,
}

fn time_batches(system: &dyn System, workload: Workload, first: u64, batch: u64, time: Duration) -> Outcome<Timed> {
    let mut client = system.client()?;
    let (started, mut latencies, mut next) = (Instant::now(), Vec::new(), first);
    while started.elapsed() < time {
        client.prepare(&workload.bills(next, batch))?;
        next += batch;
        latencies.push(timed_call(client.as_mut())?);
    }
    let (elapsed, busy) = (started.elapsed(), latencies.iter().sum());
    Ok(Timed { latencies, bills: next - first, elapsed, busy })
}

fn time_threads(system: &dyn System, workload: Workload, first: u64, threads: u64, time: Duration) -> Outcome<Timed> {
    let clients = (0..threads).map(|_| system.client()).collect::<Outcome<Vec<_>>>()?;
    let (next, started) = (AtomicU64::new(first), Instant::now());
    let singles = |mut client: Box<dyn Client + '_>| -> Outcome<Vec<Duration>> {
        let mut latencies = Vec::new();
        while started.elapsed() < time {
            client.prepare(&[workload.bill(next.fetch_add(1, Ordering::Relaxed))])?;
            latencies.push(timed_call(client.as_mut())?);
        }
        Ok(latencies)
    };
    let latencies = std::thread::scope(|scope| -> Outcome<Vec<Duration>> {
        let singles = &singles;
        let workers: Vec<_> = clients.into_iter().map(|client| scope.spawn(move || singles(client))).collect();
        let mut all = Vec::new();
        for worker in workers {
            all.extend(worker.join().map_err(|_| "a thread panicked")??);
        }
        Ok(all)
    })?;
    let elapsed = started.elapsed();
    Ok(Timed { bills: latencies.len() as u64, latencies, elapsed, busy: elapsed })
}

fn timed_call(client: &mut dyn Client) -> Outcome<Duration> {
    let begun = Instant::now();
    client.settle()?;
    Ok(begun.elapsed())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::defray_system::DEFRAY;

    fn options(batch: Option<u64>, threads: Option<u64>) -> SettleOptions {
        SettleOptions {
            system: "defray".into(),
            accounts: 10,
            batch,
            threads,
            ids: IdOrder::Random,
            preload: 20,
            seconds: 0.05,
            dir: std::env::temp_dir(),
        }
    }

    #[test]
    fn batches_and_threads_give_figures_that_survive_json() {
        for options in [options(Some(7), None), options(None, Some(3))] {
            let figures = measure(&[DEFRAY], &options).unwrap();
            assert_eq!((figures.batch, figures.threads), (options.batch, options.threads));
            assert!(figures.bills > 0 && figures.bills_per_s > 0.0 && figures.file_bytes_per_bill > 0.0);
            assert!(figures.p50_ms > 0.0 && figures.p50_ms <= figures.p99_ms);
            assert!(figures.bills.is_multiple_of(options.batch.unwrap_or(1)));
            let line = serde_json::to_string(&figures).unwrap();
            assert!(!line.contains('\n'));
            assert_eq!(serde_json::from_str::<SettleFigures>(&line).unwrap(), figures);
        }
    }

    #[test]
    fn an_unknown_system_is_named_in_the_error() {
        let options = SettleOptions { system: "other".into(), ..options(None, None) };
        let error = measure(&[DEFRAY], &options).unwrap_err().to_string();
        assert_eq!(error, "`other` is no system of this program: expected one of defray");
    }

    #[test]
    fn a_system_that_is_missing_says_why() {
        let missing = SystemKind { missing: || Some("no program".into()), ..DEFRAY };
        let error = measure(&[missing], &options(None, None)).unwrap_err().to_string();
        assert_eq!(error, "defray cannot run here: no program");
    }
}
