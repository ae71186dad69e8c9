//! The measured program in Rust. The programs in other languages are compared with it. `bindings.rs` describes its
//! input.

use std::error::Error;
use std::hint::black_box;
use std::io::{BufRead, stdin};
use std::time::Instant as Clock;

use defray::core::bill::Bill;
use defray::core::command::{BindWorkspace, Command, OpenAccount, SettleBill, TopUp};
use defray::core::id::WorkspaceId;
use defray::core::time::{Instant, Period};
use defray::{Engine, MemoryStore, Mode, Options, Request};

type Outcome<T> = Result<T, Box<dyn Error>>;

const START: &str = "2026-03-01T00:00:00Z";
const END: &str = "2026-03-02T00:00:00Z";

/// The state of the program. Commands are made from texts and numbers, as a caller does.
struct Work {
    engine: Engine,
    start: Instant,
    end: Instant,
    next: u64,
}

impl Work {
    fn prepared() -> Outcome<Self> {
        let (start, end): (Instant, Instant) = (START.parse()?, END.parse()?);
        let clock = std::sync::Arc::new(move || end);
        let engine = Engine::open_in(MemoryStore::default(), Options { clock, ..Options::default() })?;
        let at_start = |command: Command| engine.submit(Request::new(command).at(start));
        at_start(OpenAccount { account: "acme".parse()?, currency: "CNY".parse()? }.into())?;
        let (account, workspace) = ("acme".parse()?, "cn1/ws-1".parse()?);
        at_start(BindWorkspace { account, workspace, since: None, display_name: None }.into())?;
        let amount = "100000000 CNY".parse()?;
        at_start(TopUp { account: "acme".parse()?, amount, reference: None }.into())?;
        Ok(Self { engine, start, end, next: 0 })
    }

    fn bill(&mut self) -> Outcome<Request> {
        self.next += 1;
        let bill = Bill {
            id: format!("b-{:010}", self.next).parse()?,
            workspace: "cn1/ws-1".parse()?,
            item: "logs".parse()?,
            amount: "0.0125 CNY".parse()?,
            period: Period::new(self.start, self.end)?,
        };
        Ok(Request::new(SettleBill { bill, account: None }).at(self.end))
    }

    fn batch(&mut self, size: u64) -> Outcome<()> {
        let requests = (0..size).map(|_| self.bill()).collect::<Outcome<Vec<_>>>()?;
        for answer in self.engine.submit_all(requests, Mode::Independent) {
            black_box(answer?);
        }
        Ok(())
    }

    fn singles(&mut self, count: u64) -> Outcome<()> {
        for _ in 0..count {
            let request = self.bill()?;
            black_box(self.engine.submit(request)?);
        }
        Ok(())
    }

    /// Questions with an argument and an answer: what remains is mostly the crossing.
    fn questions(&self, what: &str, count: u64) -> Outcome<()> {
        let snapshot = self.engine.snapshot();
        for _ in 0..count {
            match what {
                "payer" => {
                    let workspace: WorkspaceId = black_box("cn1/ws-1").parse()?;
                    drop(black_box(snapshot.payer_at(&workspace, self.start)?));
                }
                "account" => drop(black_box(snapshot.account(&black_box("acme").parse()?)?)),
                "bill" => drop(black_box(snapshot.bill(&black_box("b-0000000001").parse()?)?)),
                "list" => {
                    for workspace in snapshot.workspaces_of(&black_box("acme").parse()?) {
                        drop(black_box(workspace?));
                    }
                }
                other => return Err(format!("`{other}` is no kind of work").into()),
            }
        }
        Ok(())
    }
}

fn main() -> Outcome<()> {
    let mut work = Work::prepared()?;
    for line in stdin().lock().lines() {
        let line = line?;
        let (what, count) = line.split_once(' ').ok_or("expected `WHAT COUNT`")?;
        let count: u64 = count.parse()?;
        let begun = Clock::now();
        match what {
            "batch" => work.batch(count)?,
            "singles" => work.singles(count)?,
            question => work.questions(question, count)?,
        }
        println!("{}", begun.elapsed().as_nanos());
    }
    Ok(())
}
