//! `scenario`: runs scenario files, each on a new ledger in memory, and compares every result byte for byte.
//! `docs/scenarios.md` describes the files.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use defray::core::bill::Bill;
use defray::core::id::{AccountId, BillId, CloudAccountId, WorkspaceId};
use defray::core::position::EntryPosition;
use defray::core::time::Instant;
use defray::{Engine, Error, ErrorClass, MemoryStore, Options, Snapshot};
use defray_intake::commands::read_request_with;
use defray_intake::error::{Code, InputError};
use defray_intake::json::{LineError, Lines, from_value, read_value};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::Context;
use crate::failure::{Failure, Outcome};
use crate::json::Previewed;
use crate::{answers, json, ledger, output};

pub(crate) fn run(context: &Context, files: &[PathBuf], bless: bool) -> Result<Outcome, Failure> {
    let mut failed = false;
    for file in files {
        let played = play(file)?;
        let difference = played.iter().find_map(Played::difference);
        failed |= difference.is_some();
        if bless && difference.is_some() {
            let text: String = played.iter().map(|line| format!("{}\n", line.blessed())).collect();
            fs::write(file, text).map_err(|error| Failure::file("write", file, &error))?;
        }
        report(context, file, played.len(), difference, bless)?;
    }
    Ok(Outcome::refused_if(failed && !bless))
}

fn report(
    context: &Context,
    file: &Path,
    lines: usize,
    difference: Option<Difference>,
    bless: bool,
) -> Result<(), Failure> {
    let name = file.display();
    if context.json {
        let mut value =
            serde_json::json!({ "ok": difference.is_none() || bless, "file": name.to_string(), "lines": lines });
        if let Some(difference) = difference {
            value["difference"] = difference.json();
        }
        return output::json_line(&value);
    }
    match difference {
        None => output::line(&format!("same       {name}, {lines} lines")),
        Some(_) if bless => output::line(&format!("blessed    {name}, {lines} lines")),
        Some(difference) => output::raw(&format!("different  {name}\n{}", difference.text())),
    }
}

/// One line and its actual result.
struct Played {
    number: u64,
    /// The line from the file, with its `gives`.
    line: Map<String, Value>,
    /// The actual result; `None` for a note.
    actual: Option<Value>,
}

impl Played {
    fn difference(&self) -> Option<Difference> {
        let actual = self.actual.as_ref()?;
        let (place, expected, actual) = match self.line.get("gives") {
            Some(expected) => first_difference(expected, actual, String::new())?,
            None => (String::new(), None, Some(actual.clone())),
        };
        Some(Difference { line: self.number, place, expected, actual })
    }

    fn blessed(&self) -> Value {
        let mut line = self.line.clone();
        line.extend(self.actual.clone().map(|actual| ("gives".to_owned(), actual)));
        Value::Object(line)
    }
}

/// The first difference between an actual and an expected result.
struct Difference {
    line: u64,
    /// The path of the differing value, such as `events[0].record.account`. Empty for the whole result.
    place: String,
    expected: Option<Value>,
    actual: Option<Value>,
}

impl Difference {
    fn json(&self) -> Value {
        serde_json::json!({ "line": self.line, "place": self.place, "expected": self.expected, "came": self.actual })
    }

    fn text(&self) -> String {
        let place = if self.place.is_empty() { "the result" } else { &self.place };
        let mut text = format!("  line {}, at {place}\n", self.line);
        for (sign, value) in [('-', &self.expected), ('+', &self.actual)] {
            let pretty = value.as_ref().map_or("nothing".into(), |value| format!("{value:#}"));
            text.extend(pretty.lines().map(|line| format!("  {sign} {line}\n")));
        }
        text
    }
}

type Differing = (String, Option<Value>, Option<Value>);

/// The first path at which the text forms of two values differ, as deep as possible. The order of fields matters.
fn first_difference(expected: &Value, actual: &Value, place: String) -> Option<Differing> {
    let written = [expected, actual].map(Value::to_string);
    if written[0] == written[1] {
        return None;
    }
    let whole = Some((place.clone(), Some(expected.clone()), Some(actual.clone())));
    match (expected, actual) {
        (Value::Object(left), Value::Object(right)) => {
            let dot = if place.is_empty() { "" } else { "." };
            let inner = |name: &str| format!("{place}{dot}{name}");
            for ((name, one), (other_name, other)) in left.iter().zip(right) {
                if name != other_name {
                    return whole;
                }
                if let Some(found) = first_difference(one, other, inner(name)) {
                    return Some(found);
                }
            }
            let more = |fields: &Map<String, Value>, than: usize| {
                fields.iter().nth(than).map(|(name, value)| (inner(name), value.clone()))
            };
            match (more(left, right.len()), more(right, left.len())) {
                (Some((place, expected)), _) => Some((place, Some(expected), None)),
                (None, Some((place, actual))) => Some((place, None, Some(actual))),
                (None, None) => whole,
            }
        }
        (Value::Array(left), Value::Array(right)) => {
            for index in 0..left.len().max(right.len()) {
                let inner = format!("{place}[{index}]");
                match (left.get(index), right.get(index)) {
                    (Some(one), Some(other)) => {
                        if let Some(found) = first_difference(one, other, inner) {
                            return Some(found);
                        }
                    }
                    (one, other) => return Some((inner, one.cloned(), other.cloned())),
                }
            }
            whole
        }
        _ => whole,
    }
}

/// Runs a file from its first line to its last.
fn play(file: &Path) -> Result<Vec<Played>, Failure> {
    const FILE_BYTES_MAX: usize = 64 << 20;
    let bytes = ledger::input_bytes(file, FILE_BYTES_MAX)?;
    let stage = Stage::new()?;
    let wrong = |number: u64, error: &InputError| {
        let message = format!("{}: line {number}: {error}", file.display());
        Failure::Input { code: error.code.name(), message }
    };
    let mut played = Vec::new();
    for line in Lines::new(bytes.as_slice()) {
        let line = match line {
            Ok(line) => line,
            Err(LineError::TooLong { number, error }) => return Err(wrong(number, &error)),
            Err(LineError::Unreadable { source, .. }) => return Err(Failure::file("read", file, &source)),
        };
        let fields = read_value(&line.bytes).and_then(line_fields).map_err(|error| wrong(line.number, &error))?;
        let actual = stage.play(&fields).map_err(|error| match error {
            PlayError::Line(error) => wrong(line.number, &error),
            PlayError::Engine(error) => error.into(),
        })?;
        played.push(Played { number: line.number, line: fields, actual });
    }
    Ok(played)
}

/// The fields of a line: `note`, `do` or `ask`. Lines with `do` and `ask` may have `gives`.
fn line_fields(value: Value) -> Result<Map<String, Value>, InputError> {
    let expected = "an object with `note`, `do` and `gives`, or `ask` and `gives`";
    match value {
        Value::Object(fields) => {
            let known = |name: &&&str| fields.contains_key(**name);
            let what = ["note", "do", "ask"].iter().filter(known).count();
            let gives = usize::from(fields.contains_key("gives") && !fields.contains_key("note"));
            if what == 1 && fields.len() == what + gives {
                return Ok(fields);
            }
            Err(InputError::new(Code::BadValue, "", &Value::Object(fields).to_string(), expected))
        }
        other => Err(InputError::new(Code::WrongType, "", &other.to_string(), expected)),
    }
}

/// Why a line could not be run. A refusal is a result, not an error.
enum PlayError {
    /// The line is not valid.
    Line(InputError),
    /// The engine failed.
    Engine(Error),
}

impl From<InputError> for PlayError {
    fn from(error: InputError) -> Self {
        Self::Line(error)
    }
}

/// The queries.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Question {
    Account(AccountId),
    Wallet(AccountId),
    Workspace(WorkspaceId),
    Timeline(WorkspaceId),
    CloudAccount(CloudAccountId),
    Bill(BillId),
    Payer((WorkspaceId, Instant)),
    Meter(CloudAccountId),
    UsageRecord(EntryPosition),
    Outbox(Yes),
    Statement((AccountId, Instant, Instant)),
    Preview(Box<Bill>),
    NextDeadline(Yes),
    Unmatched(Yes),
    Verify(Yes),
}

/// The value of queries that need no argument: `true`.
#[derive(Deserialize)]
#[serde(try_from = "bool")]
struct Yes;

impl TryFrom<bool> for Yes {
    type Error = &'static str;

    fn try_from(given: bool) -> Result<Self, Self::Error> {
        if given { Ok(Self) } else { Err("expected `true`") }
    }
}

/// A new ledger in memory. Its clock is set to the `at` of each command, so the same lines always give the same bytes.
struct Stage {
    engine: Engine,
    clock: Arc<Mutex<Instant>>,
}

impl Stage {
    fn new() -> Result<Self, Error> {
        let clock = Arc::new(Mutex::new(Instant::FIRST));
        let shown = Arc::clone(&clock);
        let read = move || shown.lock().map_or(Instant::FIRST, |now| *now);
        let options = Options { clock: Arc::new(read), ..Options::default() };
        Ok(Self { engine: Engine::open_in(MemoryStore::default(), options)?, clock })
    }

    /// The result of a line; `None` for a note.
    fn play(&self, line: &Map<String, Value>) -> Result<Option<Value>, PlayError> {
        if let Some(command) = line.get("do") {
            return self.submit(command).map(Some);
        }
        let Some(question) = line.get("ask") else { return Ok(None) };
        match self.answer(question)? {
            Ok(value) => Ok(Some(value)),
            Err(error) => not_answered(error).map(Some),
        }
    }

    fn submit(&self, command: &Value) -> Result<Value, PlayError> {
        let at = command.get("at").ok_or_else(|| {
            let expected = "an instant, so that the result does not depend on the clock";
            InputError::new(Code::MissingField, "do.at", "absent", expected)
        })?;
        let at: Instant = from_value(at).map_err(|error| error.within("do.at"))?;
        if let Ok(mut now) = self.clock.lock() {
            *now = at;
        }
        let request = match read_request_with(command.to_string().as_bytes(), &defray_bindings_support::raw) {
            Ok(request) => request,
            Err(error) => return Ok(answers::input_error_json(&error)),
        };
        let mut value = answers::whole_json(self.engine.submit(request).as_ref());
        if let Value::Object(fields) = &mut value {
            fields.shift_remove("head");
        }
        Ok(value)
    }

    fn answer(&self, question: &Value) -> Result<Result<Value, Error>, InputError> {
        let mut question = question.clone();
        let mut take = |name: &str| -> Result<Option<Instant>, InputError> {
            let taken = question.as_object_mut().and_then(|fields| fields.shift_remove(name));
            taken.map(|value| from_value(&value).map_err(|error| error.within(&format!("ask.{name}")))).transpose()
        };
        let (as_of, seen_at, at) = (take("as_of")?, take("seen_at")?, take("at")?);
        let asked: Question = from_value(&question).map_err(|error| error.within("ask"))?;
        let (whole_journal, preview) = match asked {
            Question::Statement(_) | Question::Verify(_) => (true, false),
            Question::Preview(_) => (true, true),
            _ => (false, false),
        };
        let limits =
            [("ask.as_of", as_of, !whole_journal), ("ask.seen_at", seen_at, !whole_journal), ("ask.at", at, preview)];
        for (name, given, allowed) in limits {
            if let Some(given) = given.filter(|_| !allowed) {
                return Err(InputError::new(
                    Code::UnknownField,
                    name,
                    &given.to_string(),
                    "a question that can have it",
                ));
            }
        }
        let snapshot = self.engine.snapshot();
        let seen = |snapshot: &Snapshot, asked| match seen_at {
            Some(at) => snapshot.seen(at).and_then(|seen| look_up(&seen, asked)),
            None => look_up(snapshot, asked),
        };
        Ok(match (as_of, asked) {
            (Some(as_of), asked) => {
                snapshot.as_of(as_of, &mut defray::no_progress).and_then(|past| seen(past.snapshot(), asked))
            }
            (None, Question::Preview(bill)) => Previewed::of(&self.engine, *bill, at).map(|previewed| previewed.json()),
            (None, asked) => seen(&snapshot, asked),
        })
    }
}

/// Answers all queries except previews.
fn look_up(snapshot: &Snapshot, question: Question) -> Result<Value, Error> {
    match question {
        Question::Account(id) => json::account(snapshot, &id),
        Question::Wallet(id) => json::wallet(snapshot, &id),
        Question::Workspace(id) => json::workspace(snapshot, &id),
        Question::Timeline(id) => json::timeline(snapshot, &id),
        Question::CloudAccount(id) => json::cloud_account(snapshot, &id),
        Question::Bill(id) => json::bill(snapshot, &id),
        Question::Payer((workspace, at)) => {
            snapshot.payer_at(&workspace, at).map(|interval| json::payer(&workspace, at, &interval))
        }
        Question::Meter(id) => json::meter(snapshot, &id),
        Question::UsageRecord(number) => json::usage_record(snapshot, number),
        Question::Outbox(_) => json::outbox(snapshot).map(Value::from),
        Question::Statement((account, from, to)) => snapshot
            .statement(&account, from, to, &mut defray::no_progress)
            .map(|statement| json::statement(&statement)),
        Question::NextDeadline(_) => json::next_deadline(snapshot),
        Question::Unmatched(_) => json::unmatched(snapshot).map(Value::from),
        Question::Verify(_) => snapshot.verify(&mut defray::no_progress).map(|verified| json::verified(&verified)),
        Question::Preview(_) => Err(Error::Bug("a preview needs the engine, not a snapshot".into())),
    }
}

/// Turns a refusal or a missing record into a result.
fn not_answered(error: Error) -> Result<Value, PlayError> {
    match error.class() {
        ErrorClass::Refused | ErrorClass::Misuse => Ok(answers::whole_json(Err(&error))),
        _ => Err(PlayError::Engine(error)),
    }
}
