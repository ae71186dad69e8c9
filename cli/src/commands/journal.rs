//! `journal`: shows the commands and their events, in order.

use defray::core::id::AccountId;
use defray::{Entry, Error, Head};
use defray_intake::present::{command_json, event_json};
use serde_json::{Value, json};

use super::Context;
use crate::failure::{Failure, Outcome};
use crate::{answers, ledger, output, text};

pub(crate) fn run(context: &Context, from: u64, account: Option<&AccountId>) -> Result<Outcome, Failure> {
    let engine = ledger::read(context)?;
    let snapshot = engine.snapshot();
    // From 1, the journal of an empty ledger is an empty list.
    if from > snapshot.position().max(1) {
        return Err(Error::NotFound { what: "journal position", name: from.to_string() }.into());
    }
    match account {
        None => snapshot.journal(from).try_for_each(|entry| show(context, entry))?,
        Some(account) => snapshot.journal_of(account, from)?.try_for_each(|entry| show(context, entry))?,
    }
    Ok(Outcome::Done)
}

fn show(context: &Context, entry: Result<(Entry, Head), Error>) -> Result<(), Failure> {
    let (entry, head) = entry?;
    if context.json {
        output::json_line(&entry_json(&entry, head))?;
    } else {
        output::raw(&entry_text(&entry, head))?;
    }
    Ok(())
}

fn entry_json(entry: &Entry, head: Head) -> Value {
    let mut value = json!({
        "position": entry.position,
        "at": entry.at.to_string(),
        "asked_at": entry.asked_at.to_string(),
        "recorded_at": entry.recorded_at.to_string(),
    });
    if entry.simulated {
        value["simulated"] = true.into();
    }
    if let Some(actor) = &entry.actor {
        value["actor"] = actor.as_str().into();
    }
    if let Some(key) = &entry.idempotency_key {
        value["idempotency_key"] = key.as_str().into();
    }
    value["command"] = output::masked(command_json(&entry.command));
    value["events"] = entry.events.iter().map(|event| output::masked(event_json(event))).collect();
    value["head"] = head.to_string().into();
    value
}

fn entry_text(entry: &Entry, head: Head) -> String {
    let by = entry.actor.as_ref().map_or(String::new(), |actor| format!(" by {actor}"));
    let head = head.to_string();
    let short = head.get(..12).unwrap_or(&head);
    let mut out =
        format!("{:>6}  {}  {}{by}  [{short}]\n", entry.position, text::instant(entry.at), entry.command.name());
    for event in &entry.events {
        out.push_str(&format!("        {}\n", answers::event(event)));
    }
    out
}
