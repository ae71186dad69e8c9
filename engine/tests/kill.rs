//! A process that is killed at random times, repeatedly, on the same file.
//!
//! This test program runs itself as the child: eight threads settle bills and print each acknowledged bill. The parent
//! kills it with SIGKILL after a random time, opens the file, and checks that all acknowledged bills are in it.
//! `DEFRAY_KILLS` is the number of kills.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::common::{bill, bind, does, keyed, open, options};
use defray::core::Key;
use defray::core::records::RecordKind;
use defray::testing::Dice;
use defray::{Engine, Error, Head, Options};

const THREADS: usize = 8;
const CHILD: &str = "DEFRAY_KILL_CHILD";

/// Options with a checkpoint after every few commits, so that some kills happen during a checkpoint.
fn small() -> Options {
    Options { changed_bytes: 50_000, cached_bytes: 50_000, threads: true, ..options() }
}

fn name(thread: usize, number: u64) -> String {
    format!("b-{thread}-{number}")
}

/// The child. Its input is the path, then for each thread the number of its first bill. That bill may have been settled
/// before the last kill.
#[test]
#[ignore = "the parent runs it in a process of its own"]
fn child() {
    let Ok(task) = std::env::var(CHILD) else { return };
    let (path, firsts) = task.split_once(' ').unwrap();
    let engine = Engine::open(Path::new(path), small()).unwrap();
    print_line("ready");
    std::thread::scope(|scope| {
        for (thread, first) in firsts.split(' ').enumerate() {
            let (engine, first) = (&engine, first.parse::<u64>().unwrap());
            scope.spawn(move || {
                for number in first.. {
                    let id = name(thread, number);
                    let request = keyed(bill(&id, &format!("cn1/ws-{}", thread % 3), "0.25 CNY"), &id);
                    let answer = engine.submit(request).unwrap();
                    assert_eq!(answer.receipt().unwrap().bill.as_str(), id);
                    let done = answer.done().unwrap();
                    print_line(&format!("ack {} {} {thread} {number}", done.position, done.head));
                }
            });
        }
    });
}

/// Prints one line with one write, so that a killed process leaves no partial line.
fn print_line(line: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("{line}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

struct Acknowledged {
    position: u64,
    head: Head,
    thread: usize,
    number: u64,
}

/// Runs the child until it is killed. Returns the acknowledged bills.
fn run_and_kill(path: &Path, firsts: &[u64], after: Duration, from_the_start: bool) -> Vec<Acknowledged> {
    let firsts: Vec<_> = firsts.iter().map(ToString::to_string).collect();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kill::child", "--ignored", "--nocapture"])
        .env(CHILD, format!("{} {}", path.display(), firsts.join(" ")))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let (sender, receiver) = channel();
    let reader = std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| sender.send(line).unwrap()));
    if !from_the_start {
        wait_until_ready(&receiver);
    }
    std::thread::sleep(after);
    assert!(child.try_wait().unwrap().is_none(), "it works until it is killed");
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap();
    receiver.iter().filter_map(|line| acknowledgement(&line)).collect()
}

fn wait_until_ready(lines: &Receiver<String>) {
    while lines.recv_timeout(Duration::from_secs(30)).unwrap() != "ready" {}
}

fn acknowledgement(line: &str) -> Option<Acknowledged> {
    // The test harness prints text without a line end before the first line.
    let mut words = line.get(line.find("ack ")?..)?.split(' ').skip(1);
    let (position, head) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    Some(Acknowledged { position, head, thread: words.next()?.parse().ok()?, number: words.next()?.parse().ok()? })
}

/// The parent's knowledge about one file.
struct Ledger {
    path: PathBuf,
    /// The number of acknowledged bills of each thread.
    acknowledged: Vec<u64>,
    unknown_done: u64,
}

impl Ledger {
    fn create(path: PathBuf) -> Self {
        let engine = Engine::create(&path, small()).unwrap();
        does(&engine, [open("acme")]);
        does(&engine, (0..3).map(|number| bind("acme", &format!("cn1/ws-{number}"))));
        engine.close().unwrap();
        Self { path, acknowledged: vec![0; THREADS], unknown_done: 0 }
    }

    fn round(&mut self, dice: &mut Dice, verify: bool) -> u64 {
        let after = Duration::from_micros(5_000 + dice.below(55_000));
        // Sometimes the child is killed while it opens the file.
        let acks = run_and_kill(&self.path, &self.acknowledged, after, dice.below(6) == 0);
        let engine = Engine::open(&self.path, small()).unwrap();
        let snapshot = engine.snapshot();
        for ack in &acks {
            let id = name(ack.thread, ack.number);
            let record = snapshot.bill(&id.parse().unwrap()).expect("an acknowledged bill");
            assert_eq!(record.receipt().unwrap().amount, "0.25 CNY".parse().unwrap());
            snapshot.expect_head(ack.position, ack.head).expect("an acknowledged head");
            assert_eq!(self.acknowledged[ack.thread], ack.number, "each thread goes on where it was");
            self.acknowledged[ack.thread] += 1;
        }
        self.check_numbers(&engine);
        if verify {
            engine.verify(&mut defray::no_progress).unwrap();
        }
        // In half of the cases the parent does not close the engine either.
        if dice.coin() {
            engine.close().unwrap();
        }
        acks.len() as u64
    }

    /// No bill is settled twice. Besides the acknowledged bills there is at most one more per thread.
    fn check_numbers(&mut self, engine: &Engine) {
        let snapshot = engine.snapshot();
        for (thread, acknowledged) in self.acknowledged.iter().enumerate() {
            let there = |number| match snapshot.bill(&name(thread, number).parse().unwrap()) {
                Ok(_) => true,
                Err(Error::NotFound { .. }) => false,
                Err(other) => panic!("{other}"),
            };
            self.unknown_done += u64::from(there(*acknowledged));
            assert!(!there(acknowledged + 1));
        }
        let bills = snapshot.all(Key::all(RecordKind::Bill)).count() as u64;
        let acknowledged: u64 = self.acknowledged.iter().sum();
        assert!((acknowledged..=acknowledged + THREADS as u64).contains(&bills));
        assert_eq!(snapshot.position(), 4 + bills);
        let settled = snapshot.account(&"acme".parse().unwrap()).unwrap().totals.settled;
        let quarters = ["", ".25", ".5", ".75"][(bills % 4) as usize];
        assert_eq!(settled, format!("{}{quarters} CNY", bills / 4).parse().unwrap());
    }
}

#[test]
fn a_killed_process_loses_nothing_acknowledged_and_settles_nothing_twice() {
    const VERIFY_EVERY: u64 = 20;
    const ROUNDS_PER_FILE: u64 = 50;
    let kills: u64 = std::env::var("DEFRAY_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(200);
    let folder = tempfile::tempdir().unwrap();
    let (mut dice, started) = (Dice::new(u64::from(std::process::id())), Instant::now());
    let (mut acknowledged, mut unknown_done) = (0, 0);
    let mut ledger = Ledger::create(folder.path().join("0.defray"));
    for kill in 1..=kills {
        acknowledged += ledger.round(&mut dice, kill % VERIFY_EVERY == 0 || kill == kills);
        if kill % ROUNDS_PER_FILE == 0 {
            unknown_done += ledger.unknown_done;
            std::fs::remove_file(&ledger.path).unwrap();
            ledger = Ledger::create(folder.path().join(format!("{kill}.defray")));
        }
    }
    unknown_done += ledger.unknown_done;
    println!("{kills} kills in {:?}: {acknowledged} bills acknowledged, 0 lost, 0 doubled;", started.elapsed());
    println!("{unknown_done} bills without an answer were there");
    assert!(acknowledged > kills);
}
