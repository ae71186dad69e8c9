//! The core under test, in memory: what the engine adds to it is only a journal and idempotency keys.

use std::collections::BTreeMap;

use defray_core::command::Command;
use defray_core::event::Event;
use defray_core::id::Note;
use defray_core::records::ViewExt;
use defray_core::statement::{Balances, StatementBuilder};
use defray_core::time::Instant;
use defray_core::{DecideError, Decision, EventContext, MemoryRecords, PriorResult, RecordStore, decide, evolve};
use defray_oracle::Answer;
use serde_json::{Map, Value};

use crate::observe::receipt;

/// A command that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its envelope and command.
    pub asked: Asked,
    /// The decision instant.
    pub decided_at: Instant,
    /// The events of the command.
    pub events: Vec<Event>,
}

/// A command with its envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The command.
    pub command: Command,
    /// The instant given.
    pub at: Instant,
    /// The actor of the command.
    pub actor: Option<Note>,
    /// The caller's own id.
    pub key: Option<String>,
}

impl Asked {
    /// Reads the interchange form.
    pub fn read(command: &Value) -> Self {
        let mut fields = command.as_object().expect("a command is an object").clone();
        let mut take = |name: &str| match fields.remove(name) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        };
        let name = take("command").expect("a command has a name");
        let at = take("at").expect("a command here has an instant").parse().expect("an instant");
        let actor = take("actor").map(|actor| Note::new(&actor).expect("an actor"));
        let key = take("idempotency_key");
        let tagged = Value::Object(Map::from_iter([(name, Value::Object(fields))]));
        let command = serde_json::from_value(tagged).unwrap_or_else(|error| panic!("{error}: {command}"));
        Self { command, at, actor, key }
    }
}

/// The core with its records, journal and keys.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Subject {
    /// The records.
    pub rows: MemoryRecords,
    /// What happened, from position 1 on.
    pub journal: Vec<Entry>,
    /// The clock of the ledger; absent: it shows the `at` of each command, as in a scenario.
    clock: Option<Instant>,
    keys: BTreeMap<String, usize>,
}

impl Subject {
    /// A core with a constant clock.
    pub fn by_clock(clock: Instant) -> Self {
        Self { clock: Some(clock), ..Self::default() }
    }

    /// Applies a command in its interchange form. An error is the refusal's code.
    ///
    /// # Errors
    ///
    /// The code of the refusal, or the first difference, as text.
    pub fn apply(&mut self, command: &Value) -> Result<Answer, String> {
        self.apply_asked(&Asked::read(command))
    }

    /// Applies a command. An error is the refusal's code.
    ///
    /// # Errors
    ///
    /// The code of the refusal, or the first difference, as text.
    pub fn apply_asked(&mut self, asked: &Asked) -> Result<Answer, String> {
        if let Some(place) = asked.key.as_ref().and_then(|key| self.keys.get(key)) {
            let same = self.journal[*place].asked.command == asked.command;
            return if same { Ok(Answer::Replayed) } else { Err("idempotency_conflict".to_owned()) };
        }
        let position = self.journal.len() as u64 + 1;
        let now = self.clock.unwrap_or(asked.at);
        match decide(&self.rows, &asked.command, asked.at, Some(now), asked.actor.as_ref(), position) {
            Ok(Decision::Already(PriorResult::Bill(_) | PriorResult::Reversal(_) | PriorResult::UsageRecord(_))) => {
                Ok(Answer::Replayed)
            }
            Ok(Decision::Already(PriorResult::Message(_))) => Ok(Answer::Disposition("duplicate".to_owned())),
            Ok(Decision::Already(PriorResult::Nothing)) => Ok(Answer::Kept),
            Ok(Decision::Happened { at, events, changes }) => {
                assert!(!events.is_empty(), "something happened without an event: {asked:?}");
                changes.into_iter().for_each(|(key, row)| self.rows.put(key, row));
                let answer = answer(&events);
                if let Some(key) = &asked.key {
                    self.keys.insert(key.clone(), self.journal.len());
                }
                self.journal.push(Entry { asked: asked.clone(), decided_at: at, events });
                Ok(answer)
            }
            Err(DecideError::Refused(refusal)) => Err(refusal.code().to_owned()),
            Err(error @ (DecideError::Unreadable(_) | DecideError::Diverged(_))) => panic!("{error}: {asked:?}"),
        }
    }

    /// The records that the journal's events alone make.
    pub fn evolved(&self) -> MemoryRecords {
        let mut rows = MemoryRecords::default();
        for (place, entry) in self.journal.iter().enumerate() {
            let context = EventContext { at: entry.decided_at, position: place as u64 + 1 };
            for event in &entry.events {
                evolve(&mut rows, context, event).expect("an event that happened fits");
            }
        }
        rows
    }

    /// Compares, after each event, the balances of each account concerned with those of its statement.
    ///
    /// # Errors
    ///
    /// The code of the refusal, or the first difference, as text.
    pub fn statements_agree(&self) -> Result<(), String> {
        let mut rows = MemoryRecords::default();
        let mut statements = BTreeMap::new();
        for (place, entry) in self.journal.iter().enumerate() {
            let context = EventContext { at: entry.decided_at, position: place as u64 + 1 };
            for event in &entry.events {
                evolve(&mut rows, context, event).map_err(|error| error.to_string())?;
                for id in event.accounts() {
                    let account =
                        rows.account(id).map_err(|error| error.to_string())?.ok_or("an account is missing")?;
                    let statement = statements.entry(id.clone()).or_insert_with(|| {
                        StatementBuilder::new(id.clone(), account.currency, Instant::FIRST, Instant::LAST)
                    });
                    statement.take(context, event).map_err(|error| error.to_string())?;
                    let balances = Balances::of_account(&account).map_err(|error| error.to_string())?;
                    if balances != *statement.balances() {
                        return Err(format!(
                            "after {event:?}:\n the account: {balances:?}\n the statement: {statement:?}"
                        ));
                    }
                }
            }
        }
        Ok(())
    }
}

/// What the events of one command answer, in the oracle's words.
pub fn answer(events: &[Event]) -> Answer {
    for event in events {
        match event {
            Event::MessageReceived { disposition, .. } => return Answer::Disposition(disposition.name().to_owned()),
            Event::MethodKept { .. } => return Answer::Kept,
            _ => {}
        }
    }
    Answer::Done(receipts(events))
}

/// The receipts of all bills that these events settled, in order.
pub fn receipts(events: &[Event]) -> Vec<Value> {
    let settled = events.iter().filter_map(|event| match event {
        Event::BillSettled { record } => record.receipt(),
        _ => None,
    });
    settled.map(receipt).collect()
}
