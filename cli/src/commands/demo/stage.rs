//! The demo's ledger in a temporary folder, and the output of the demo.

use std::collections::BTreeMap;

use defray::core::command::{AcknowledgeMetering, RequestMetering};
use defray::core::event::Event;
use defray::core::fund::Fund;
use defray::core::id::{AccountId, CloudAccountId};
use defray::core::metering::MeteringOutcome;
use defray::core::money::Money;
use defray::core::time::Instant;
use defray::{Engine, Error, Options, Request};
use defray_intake::commands::read_request_with;
use serde_json::json;
use tempfile::TempDir;

use super::timeline;
use crate::args::{BillFormat, Bills, Credits};
use crate::commands::{bills, questions};
use crate::failure::{Failure, Outcome};
use crate::tables::{Sheet, facts, fund};
use crate::{answers, output, tables, text};

pub(super) struct Stage {
    engine: Engine,
    folder: TempDir,
    json: bool,
}

/// An error in the demo's own commands.
fn mistake(error: impl std::fmt::Display) -> Failure {
    Failure::Engine(Error::Bug(format!("the commands of the demo: {error}")))
}

fn instant(text: &str) -> Result<Instant, Failure> {
    text.parse().map_err(mistake)
}

impl Stage {
    pub(super) fn new(json: bool) -> Result<Self, Failure> {
        let folder = tempfile::Builder::new().prefix("defray-demo-").tempdir().map_err(|error| {
            Failure::Environment { code: "file", message: format!("a temporary folder cannot be created: {error}") }
        })?;
        let engine = Engine::create(&folder.path().join("demo.defray"), Options::default())?;
        Ok(Self { engine, folder, json })
    }

    /// Prints text, unless the output is JSON.
    pub(super) fn say(&self, text: &str) -> Result<(), Failure> {
        if self.json { Ok(()) } else { output::line(text) }
    }

    pub(super) fn chapter(&self, title: &str, about: &str) -> Result<(), Failure> {
        const LINE: usize = 100;
        let mut lines = vec![String::new()];
        for word in about.split_whitespace() {
            let last = lines.last_mut().map_or(0, |line| line.chars().count());
            if last + word.chars().count() >= LINE {
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                line.push_str(if line.is_empty() { "" } else { " " });
                line.push_str(word);
            }
        }
        self.say(&format!(
            "\n━━━ {title} {}\n{}\n",
            "━".repeat(LINE.saturating_sub(title.chars().count() + 5)),
            lines.join("\n")
        ))
    }

    /// Executes commands in their JSON form, and prints each result.
    pub(super) fn play(&self, lines: &[&str]) -> Result<(), Failure> {
        for line in lines {
            self.submit(read_request_with(line.as_bytes(), &defray_bindings_support::raw).map_err(mistake)?)?;
        }
        self.say("")
    }

    /// Ingests a raw message of a marketplace.
    pub(super) fn receive(&self, provider: &str, at: &str, raw: &str) -> Result<(), Failure> {
        let line = json!({ "command": "ingest", "at": at, "provider": provider, "raw": raw }).to_string();
        self.submit(read_request_with(line.as_bytes(), &defray_bindings_support::raw).map_err(mistake)?)
    }

    /// Requests a usage record and records that the provider accepted it.
    pub(super) fn meter(&self, cloud_account: &str, at: &str) -> Result<(), Failure> {
        let cloud_account: CloudAccountId = cloud_account.parse().map_err(mistake)?;
        let asked = RequestMetering { cloud_account: cloud_account.clone() };
        self.submit(Request::new(asked).at(instant(at)?))?;
        let meter = self.engine.snapshot().meter(&cloud_account)?;
        let in_flight = meter.in_flight.as_ref().ok_or_else(|| mistake("there was nothing to meter"))?;
        let record = in_flight.record;
        let answer = AcknowledgeMetering { record, outcome: MeteringOutcome::Accepted, provider_record: None };
        self.submit(Request::new(answer).at(instant(at)?))
    }

    fn submit(&self, request: Request) -> Result<(), Failure> {
        let at = request.at;
        let by = request.actor.as_ref().map_or(String::new(), |actor| format!(" ({actor})"));
        let answer = self.engine.submit(request);
        if self.json {
            return output::json_line(&answers::json(answer.as_ref()));
        }
        let when = at.map_or(String::new(), text::instant);
        // Each event of the commit is on a line of its own.
        let events = format!("{}{by}", answers::story(answer.as_ref()));
        output::line(&format!("  {when:20}  {}", events.replace("; ", &format!("\n  {:20}  ", ""))))
    }

    pub(super) fn wallet(&self, account: &str) -> Result<(), Failure> {
        let snapshot = self.engine.snapshot();
        let account = snapshot.account(&account.parse().map_err(mistake)?)?;
        let lots = snapshot.lots(&account)?;
        self.say(&tables::wallet(&account, &lots, &account))
    }

    pub(super) fn explain(&self, bill: &str) -> Result<(), Failure> {
        let snapshot = self.engine.snapshot();
        let record = snapshot.bill(&bill.parse().map_err(mistake)?)?;
        let lots = snapshot.lots(&*snapshot.account(&record.account)?)?;
        self.say(&format!("\n{}", questions::explanation(&record, &lots)))
    }

    pub(super) fn outbox(&self) -> Result<(), Failure> {
        let pending = self.engine.snapshot().outbox().collect::<Result<Vec<_>, _>>()?;
        self.say("Pending outbox messages:")?;
        self.say(&tables::outbox(pending.iter().map(AsRef::as_ref)))
    }

    /// Imports bills like `defray bills`. Returns the journal position before the import.
    pub(super) fn import(&self, rows: &[u8], at: &str) -> Result<u64, Failure> {
        let position = self.engine.snapshot().position();
        let file = self.folder.path().join("focus.csv");
        std::fs::write(&file, rows).map_err(|error| Failure::file("write", &file, &error))?;
        let import = Bills {
            files: vec![file],
            format: BillFormat::Focus,
            create_missing: true,
            restate: false,
            export: None,
            credits: Credits::Refuse,
            round: None,
            any_account: false,
            rejects: None,
            at: Some(instant(at)?),
            actor: None,
            mapping: Vec::new(),
        };
        let summary = bills::import(&self.engine, &import)?;
        if self.json {
            output::json_line(&summary.json())?
        } else {
            output::line(&summary.text())?
        };
        Ok(position)
    }

    /// Prints the amount that each fund paid in the entries after `position`.
    pub(super) fn paid_since(&self, position: u64) -> Result<(), Failure> {
        let mut paid: BTreeMap<(String, Fund, String), (u64, Money)> = BTreeMap::new();
        for entry in self.engine.snapshot().journal(position + 1) {
            for event in entry?.0.events {
                let Event::BillSettled { record } = event else { continue };
                let Some(receipt) = record.receipt() else { continue };
                for slice in &receipt.slices {
                    let lot = slice.lot.as_ref().map(ToString::to_string).unwrap_or_default();
                    let nothing = (0, Money::zero(slice.amount.currency()));
                    let (bills, sum) = paid.entry((text::payer(&receipt.payer), slice.fund, lot)).or_insert(nothing);
                    *bills += 1;
                    *sum = sum.plus(&slice.amount).map_err(mistake)?;
                }
            }
        }
        let mut sheet = Sheet::new(&["payer", "fund", "lot", ">bills", ">paid"]);
        for ((payer, source, lot), (bills, sum)) in &paid {
            sheet.row(&[payer, fund(*source), lot, &bills.to_string(), &text::amount(sum)]);
        }
        self.say(&sheet.text())
    }

    pub(super) fn timelines(&self, workspaces: &[&str], from: &str, to: &str) -> Result<(), Failure> {
        let snapshot = self.engine.snapshot();
        let mut found = Vec::new();
        for id in workspaces {
            found.push(snapshot.workspace(&id.parse().map_err(mistake)?)?);
        }
        let rows: Vec<_> = found.iter().map(AsRef::as_ref).collect();
        self.say(&timeline::draw(&snapshot, &rows, instant(from)?, instant(to)?)?)?;
        for workspace in rows {
            self.say(&format!("  {}", workspace.id))?;
            self.say(&tables::timeline(workspace))?;
        }
        Ok(())
    }

    /// Prints the sum of increases, the sum of decreases and the closing balance of each fund.
    pub(super) fn balances(&self, account: &str, from: &str, to: &str, funds: &[Fund]) -> Result<(), Failure> {
        let account: AccountId = account.parse().map_err(mistake)?;
        let statement =
            self.engine.snapshot().statement(&account, instant(from)?, instant(to)?, &mut defray::no_progress)?;
        let zero = Money::zero(statement.currency);
        let mut sheet = Sheet::new(&["fund", ">in", ">out", ">balance"]);
        for &source in funds {
            let (mut gained, mut lost) = (zero, zero);
            for movement in statement.movements.iter().filter(|movement| movement.fund == source) {
                let side = if movement.change.is_negative() { &mut lost } else { &mut gained };
                *side = side.plus(&movement.change).map_err(mistake)?;
            }
            sheet.row(&[
                tables::balance_name(source),
                &text::amount(&gained),
                &text::amount(&lost),
                &text::amount(statement.closing.of(source)),
            ]);
        }
        self.say(&sheet.text())
    }

    pub(super) fn verify(&self) -> Result<(), Failure> {
        let verified = self.engine.verify(&mut defray::no_progress)?;
        if self.json {
            let head = verified.head.to_string();
            return output::json_line(
                &json!({ "ok": true, "entries": verified.entries, "records": verified.records, "head": head }),
            );
        }
        output::raw(&facts(&[
            (
                "journal",
                format!(
                    "{} entries: the hash chain is intact, and every command has the same events again",
                    verified.entries
                ),
            ),
            ("records", format!("{}: all are the same again", verified.records)),
            ("money", "conserved exactly".to_owned()),
            ("head", verified.head.to_string()),
        ]))
    }

    pub(super) fn end(self) -> Result<Outcome, Failure> {
        self.engine.close()?;
        Ok(Outcome::Done)
    }
}
