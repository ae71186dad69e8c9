//! How many cases, where failures are remembered, and how they are made small.

use std::panic::{AssertUnwindSafe, catch_unwind};

use proptest::test_runner::{Config, FileFailurePersistence, TestCaseError};
use serde_json::{Value, json};

use crate::history::History;

/// How many times as many cases as usual: `DEFRAY_CASES`, for soak runs.
pub fn multiplier() -> u32 {
    std::env::var("DEFRAY_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(1)
}

/// So many cases, more in a soak run. Seeds of failures go into `proptest-regressions`, which is committed.
pub fn cases(usual: u32) -> Config {
    Config {
        cases: usual.saturating_mul(multiplier()),
        // `judge` takes out commands by itself, which makes what remains smaller, sooner.
        max_shrink_iters: 0,
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("proptest-regressions"))),
        ..Config::default()
    }
}

/// What must hold for a sequence of commands.
pub type Property<'l> = &'l dyn Fn(&[Value]) -> Result<(), String>;

/// Judges a history. One that breaks the property is reduced to as few commands as still break it.
///
/// # Errors
///
/// The difference, or the rule that does not hold, as text.
pub fn judge(history: &History, property: Property<'_>) -> Result<(), TestCaseError> {
    let commands = history.commands();
    if attempt(property, &commands).is_ok() {
        return Ok(());
    }
    let fewest = only_places(fewest(commands, property), property);
    let problem = attempt(property, &fewest).err().unwrap_or_default();
    let lines: Vec<String> = fewest.iter().map(Value::to_string).collect();
    Err(TestCaseError::fail(format!("{problem}\n\nthe fewest commands that lead there:\n{}\n", lines.join("\n"))))
}

/// A panic breaks the property too.
fn attempt(property: Property<'_>, commands: &[Value]) -> Result<(), String> {
    catch_unwind(AssertUnwindSafe(|| property(commands))).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let words = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("without words");
        Err(format!("a panic: {words}"))
    })
}

/// Takes out commands, many at a time and then one by one, as long as the property stays broken.
fn fewest(mut commands: Vec<Value>, property: Property<'_>) -> Vec<Value> {
    let mut part = commands.len();
    while part > 0 {
        let (mut from, before) = (0, commands.len());
        while from < commands.len() {
            let mut fewer = commands.clone();
            fewer.drain(from..(from + part).min(commands.len()));
            if attempt(property, &fewer).is_err() {
                commands = fewer;
            } else {
                from += part;
            }
        }
        // One pass more whenever the last one found something.
        if part > 1 || commands.len() == before {
            part /= 2;
        }
    }
    commands
}

/// Replaces commands of which only the position counts, because later commands name numbers of outbox messages and
/// usage records: a message without effect takes the position.
fn only_places(mut commands: Vec<Value>, property: Property<'_>) -> Vec<Value> {
    for place in 0..commands.len() {
        let message = json!({"provider": "aws", "kind": "place taken", "signal": "ignored"});
        let taken = json!({"command": "ingest", "at": commands[place]["at"], "message": message});
        let before = std::mem::replace(&mut commands[place], taken);
        if attempt(property, &commands).is_ok() {
            commands[place] = before;
        }
    }
    commands
}

/// Two things that must be equal.
///
/// # Errors
///
/// The difference, or the rule that does not hold, as text.
pub fn same<T: PartialEq + std::fmt::Debug>(what: &str, one: &T, other: &T) -> Result<(), String> {
    if one == other {
        return Ok(());
    }
    let (one, other) = (format!("{one:?}"), format!("{other:?}"));
    let place = one.bytes().zip(other.bytes()).take_while(|(mine, theirs)| mine == theirs).count();
    let around = |text: &str| text.chars().skip(place.saturating_sub(150)).take(400).collect::<String>();
    Err(format!("{what} differ\n one: …{}\n other: …{}", around(&one), around(&other)))
}
