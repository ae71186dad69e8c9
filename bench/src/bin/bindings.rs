//! Measures the cost of the bindings: the same work in Rust, C, Go and Python. The programs run in turns, so that a
//! slow minute of the machine affects all of them. In a batch the status of every answer is checked, but its content is
//! not read. The results are ratios to Rust, or additional nanoseconds. The ledger is in memory, so that the disk does
//! not hide the difference.
//!
//! usage: `bindings rust=PROGRAM NAME=PROGRAM…`. A program reads lines `WORK COUNT` (see `KINDS`)
//! and answers each with the nanoseconds that it needed. A program can have arguments, separated by spaces.

use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

type Outcome<T> = Result<T, Box<dyn Error>>;

const ROUNDS: usize = 31;
/// The kinds of work, with a title and the number of items in a round. The questions ask for the payer of a workspace,
/// an account, a bill, and the list of the one workspace of an account.
const KINDS: [(&str, &str, u64); 6] = [
    ("batch", "batch of 1,000, a bill", 1_000),
    ("singles", "single bill", 500),
    ("payer", "question: payer", 20_000),
    ("account", "account", 20_000),
    ("bill", "bill", 20_000),
    ("list", "list", 20_000),
];

struct Binding {
    name: String,
    child: Child,
    asked: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Binding {
    fn start(argument: &str) -> Outcome<Self> {
        let (name, program) = argument.split_once('=').ok_or("expected NAME=PROGRAM")?;
        let mut words = program.split_whitespace();
        let mut child = Command::new(words.next().ok_or("expected a program")?)
            .args(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{program}: {error}"))?;
        let asked = child.stdin.take().ok_or("no standard input")?;
        let answers = BufReader::new(child.stdout.take().ok_or("no standard output")?);
        Ok(Self { name: name.to_owned(), child, asked, answers })
    }

    /// The nanoseconds per item.
    fn measure(&mut self, what: &str, count: u64) -> Outcome<f64> {
        writeln!(self.asked, "{what} {count}")?;
        self.asked.flush()?;
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        let nanoseconds: f64 =
            line.trim().parse().map_err(|_| format!("{}: `{}` is no figure", self.name, line.trim()))?;
        Ok(nanoseconds / count as f64)
    }
}

impl Drop for Binding {
    fn drop(&mut self) {
        // The program also ends at the end of its input. All requests are answered at this point.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}

fn main() -> Outcome<()> {
    let mut bindings =
        std::env::args().skip(1).map(|argument| Binding::start(&argument)).collect::<Outcome<Vec<_>>>()?;
    if bindings.first().is_none_or(|first| first.name != "rust") {
        return Err("the first program must be rust=PROGRAM".into());
    }
    println!("the same work in each language, {ROUNDS} rounds in turns, a ledger in memory; medians\n");
    let titles = KINDS.map(|(_, title, _)| format!("{title:>24}"));
    println!("{:8} {}", "", titles.join(" "));
    // The first round is not counted, because caches, allocators and interpreters are still cold.
    for binding in &mut bindings {
        for (what, _, count) in KINDS {
            binding.measure(what, count)?;
        }
    }
    // figures[binding][kind][round]
    let mut figures = vec![vec![Vec::new(); KINDS.len()]; bindings.len()];
    for round in 0..ROUNDS {
        for (kind, (what, _, count)) in KINDS.iter().enumerate() {
            for turn in 0..bindings.len() {
                let place = (turn + round) % bindings.len();
                let figure = bindings[place].measure(what, *count)?;
                figures[place][kind].push(figure);
            }
        }
    }
    for (place, binding) in bindings.iter().enumerate() {
        let mut cells = Vec::new();
        for (kind, (own, rust)) in figures[place].iter().zip(&figures[0]).enumerate() {
            let ratio = median(own.iter().zip(rust).map(|(own, rust)| own / rust).collect());
            let more = median(own.iter().zip(rust).map(|(own, rust)| own - rust).collect());
            let figure = median(own.clone());
            cells.push(if place == 0 {
                format!("{figure:.0} ns")
            } else if kind == 0 {
                format!("{figure:.0} ns  x{ratio:.3}")
            } else {
                format!("{figure:.0} ns  {more:+.0} ns")
            });
        }
        let cells: Vec<String> = cells.into_iter().map(|cell| format!("{cell:>24}")).collect();
        println!("{:8} {}", binding.name, cells.join(" "));
    }
    Ok(())
}
