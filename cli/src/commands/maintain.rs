//! `verify`, `backup`, `compact`, `stats`.

use std::fs;
use std::path::Path;

use defray::Memory;
use defray::core::time::Instant;
use serde_json::{Value, json};

use super::Context;
use crate::failure::{Failure, Outcome};
use crate::progress::Bar;
use crate::tables::facts;
use crate::{json, ledger, output};

pub(crate) fn verify(context: &Context) -> Result<Outcome, Failure> {
    let engine = ledger::read(context)?;
    let bar = Bar::new("verifying");
    let verified = engine.verify(&mut |progress| bar.show(progress))?;
    drop(bar);
    if context.json {
        output::json_line(&json::verified(&verified))?;
    } else {
        let mut rows = vec![
            ("verified", "the records follow from the journal".into()),
            ("entries", format!("{}: the hash chain is intact", verified.entries)),
            ("decided again", format!("{}: each command has the same events again", verified.decided_again)),
            ("older rules", format!("{}: checked by their events, not decided again", verified.checked_by_events)),
            ("records", format!("{}: all are the same again", verified.records)),
            ("accounts", format!("{}: money is conserved exactly", verified.accounts)),
            ("head", verified.head.to_string()),
        ];
        if verified.simulated > 0 {
            let simulated = format!("{}: made in a simulation, without the limit of the clock", verified.simulated);
            rows.insert(4, ("simulated", simulated));
        }
        output::raw(&facts(&rows))?;
    }
    Ok(Outcome::Done)
}

pub(crate) fn backup(context: &Context, to: &Path) -> Result<Outcome, Failure> {
    let engine = ledger::read(context)?;
    let bar = Bar::new("copying");
    let (position, head) = engine.backup(to, &mut |progress| bar.show(progress))?;
    drop(bar);
    if context.json {
        let value =
            json!({ "ok": true, "file": to.display().to_string(), "position": position, "head": head.to_string() });
        output::json_line(&value)?;
    } else {
        output::raw(&facts(&[
            ("copied to", to.display().to_string()),
            ("up to entry", position.to_string()),
            ("head", head.to_string()),
        ]))?;
    }
    Ok(Outcome::Done)
}

pub(crate) fn compact(context: &Context) -> Result<Outcome, Failure> {
    let engine = ledger::open(context)?;
    let size = || engine.path().and_then(|path| fs::metadata(path).ok()).map_or(0, |metadata| metadata.len());
    let before = size();
    engine.compact()?;
    let after = size();
    if context.json {
        output::json_line(&json!({ "ok": true, "bytes_before": before, "bytes_after": after }))?;
    } else {
        output::line(&format!("{before} bytes before, {after} bytes after"))?;
    }
    Ok(Outcome::Done)
}

/// The next deadline, and what to do when it has passed.
fn deadline(next: Instant, now: Instant) -> String {
    let shown = crate::text::instant(next);
    if next <= now { format!("{shown}: due, and not recorded yet (`defray advance`)") } else { shown }
}

fn memory_json(memory: &Memory) -> Value {
    let Memory {
        changed_bytes,
        changed_bytes_max,
        cached_bytes,
        cached_bytes_max,
        unswept_entry_bytes,
        unswept_entry_bytes_max,
        entry_cache_bytes,
        entry_cache_bytes_max,
        log_used_bytes,
        log_bytes,
    } = memory;
    json!({
        "changed_bytes": changed_bytes,
        "changed_bytes_max": changed_bytes_max,
        "cached_bytes": cached_bytes,
        "cached_bytes_max": cached_bytes_max,
        "unswept_entry_bytes": unswept_entry_bytes,
        "unswept_entry_bytes_max": unswept_entry_bytes_max,
        "entry_cache_bytes": entry_cache_bytes,
        "entry_cache_bytes_max": entry_cache_bytes_max,
        "log_used_bytes": log_used_bytes,
        "log_bytes": log_bytes,
    })
}

fn memory_rows(memory: &Memory) -> [(&'static str, String); 5] {
    let of = |bytes: u64, most: u64| format!("{bytes} of {most} bytes");
    [
        ("log in use", of(memory.log_used_bytes, memory.log_bytes)),
        ("changed records in memory", of(memory.changed_bytes, memory.changed_bytes_max)),
        ("cached records in memory", of(memory.cached_bytes, memory.cached_bytes_max)),
        ("unswept entries in memory", of(memory.unswept_entry_bytes, memory.unswept_entry_bytes_max)),
        ("cached entries in memory", of(memory.entry_cache_bytes, memory.entry_cache_bytes_max)),
    ]
}

pub(crate) fn stats(context: &Context) -> Result<Outcome, Failure> {
    let engine = ledger::read(context)?;
    // What is due is seen as happened. The next deadline is that of what is recorded: `advance` records it.
    let snapshot = engine.snapshot();
    let now = ledger::now();
    let statistics = snapshot.seen(now)?.statistics()?;
    let bytes = engine.path().and_then(|path| fs::metadata(path).ok()).map_or(0, |metadata| metadata.len());
    let next = engine.next_deadline()?;
    let migrated_from = snapshot.migrated_from()?;
    if context.json {
        let mut value = json!({
            "entries": statistics.entries,
            "checkpoint": statistics.checkpoint,
            "bytes": bytes,
            "records": statistics.records,
            "head": statistics.head.to_string(),
            "memory": memory_json(&statistics.memory),
        });
        if let Some(next) = next {
            value["next_deadline"] = next.to_string().into();
        }
        if let Some((position, head)) = migrated_from {
            value["migrated_from"] = json!({ "position": position, "head": head.to_string() });
        }
        output::json_line(&value)?;
        return Ok(Outcome::Done);
    }
    let mut rows = vec![
        ("journal entries", statistics.entries.to_string()),
        ("records written up to entry", statistics.checkpoint.to_string()),
        ("file", format!("{bytes} bytes")),
        ("next deadline", next.map_or("none".into(), |next| deadline(next, now))),
    ];
    rows.extend(memory_rows(&statistics.memory));
    rows.extend(statistics.records.iter().map(|(kind, count)| (*kind, count.to_string())));
    rows.push(("head", statistics.head.to_string()));
    if let Some((position, head)) = migrated_from {
        rows.push(("head in format 2", format!("{head} after position {position}")));
    }
    output::raw(&facts(&rows))?;
    Ok(Outcome::Done)
}
