//! `apply`: executes commands from JSON Lines. Prints one result per line, in order.

use defray::{Answer, Engine, Error, Mode, Request};
use defray_intake::commands::read_request_with;
use defray_intake::error::InputError;
use defray_intake::json::{LineError, Lines};
use serde_json::Value;

use super::Context;
use crate::args::Apply;
use crate::failure::{Failure, Outcome};
use crate::progress::Bar;
use crate::{answers, ledger, output};

/// One line of the file: its number, and a command or an error.
type Read = (u64, Result<Request, InputError>);

pub(crate) fn run(context: &Context, apply: &Apply) -> Result<Outcome, Failure> {
    let lines = Lines::new(ledger::input(&apply.file)?);
    let lines = lines.map(|line| read(line, apply));
    if apply.atomic { atomic(context, lines) } else { independent(context, lines) }
}

fn read(line: Result<defray_intake::json::Line, LineError>, apply: &Apply) -> Result<Read, Failure> {
    match line {
        Ok(line) => {
            let request = read_request_with(&line.bytes, &defray_bindings_support::raw).map(|mut request| {
                request.actor = request.actor.or_else(|| apply.actor.clone());
                request
            });
            Ok((line.number, request))
        }
        Err(LineError::TooLong { number, error }) => Ok((number, Err(error))),
        Err(LineError::Unreadable { number, source }) => {
            let message = format!("{}: line {number} cannot be read: {source}", apply.file.display());
            Err(Failure::Environment { code: "file", message })
        }
    }
}

fn independent(context: &Context, lines: impl Iterator<Item = Result<Read, Failure>>) -> Result<Outcome, Failure> {
    const COMMANDS_PER_COMMIT: usize = 1_024;
    let engine = ledger::open_or_create(context.db.as_ref())?;
    let bar = Bar::new("applying");
    let (mut refused, mut batch) = (false, Vec::new());
    for line in lines {
        batch.push(line?);
        if batch.len() == COMMANDS_PER_COMMIT {
            bar.advance(batch.len());
            refused |= submit(context, &engine, std::mem::take(&mut batch))?;
        }
    }
    refused |= submit(context, &engine, batch)?;
    drop(bar);
    engine.close()?;
    Ok(Outcome::refused_if(refused))
}

fn submit(context: &Context, engine: &Engine, batch: Vec<Read>) -> Result<bool, Failure> {
    let requests = batch.iter().filter_map(|(_, request)| request.as_ref().ok().cloned()).collect();
    let mut given = engine.submit_all(requests, Mode::Independent).into_iter();
    let mut refused = false;
    for (number, request) in &batch {
        let result = match request {
            Ok(_) => given.next().unwrap_or_else(|| Err(Error::Bug("a command without an answer".into()))),
            Err(error) => {
                refused = true;
                print_input_error(context, *number, error)?;
                continue;
            }
        };
        refused |= result.is_err();
        print(context, *number, &result)?;
        stop_if_halted(result)?;
    }
    Ok(refused)
}

fn atomic(context: &Context, lines: impl Iterator<Item = Result<Read, Failure>>) -> Result<Outcome, Failure> {
    let batch = lines.collect::<Result<Vec<Read>, Failure>>()?;
    let wrong = batch.iter().any(|(_, request)| request.is_err());
    if wrong {
        for (number, request) in &batch {
            if let Err(error) = request {
                print_input_error(context, *number, error)?;
            }
        }
        return Ok(Outcome::Refused);
    }
    let engine = ledger::open_or_create(context.db.as_ref())?;
    let (numbers, requests): (Vec<u64>, Vec<_>) =
        batch.into_iter().filter_map(|(number, request)| Some((number, request.ok()?))).unzip();
    let mut refused = false;
    for (number, result) in numbers.into_iter().zip(engine.submit_all(requests, Mode::Atomic)) {
        refused |= result.is_err();
        print(context, number, &result)?;
        stop_if_halted(result)?;
    }
    engine.close()?;
    Ok(Outcome::refused_if(refused))
}

/// Continues after a refusal. Other errors stop the engine, so they end the command.
fn stop_if_halted(result: Result<Answer, Error>) -> Result<(), Failure> {
    use defray::ErrorClass::{Misuse, Refused};
    match result {
        Err(error) if !matches!(error.class(), Refused | Misuse) => Err(error.into()),
        _ => Ok(()),
    }
}

fn print(context: &Context, number: u64, result: &Result<Answer, Error>) -> Result<(), Failure> {
    if context.json {
        return output::json_line(&numbered(number, answers::json(result.as_ref())));
    }
    output::line(&format!("line {number:<5} {}", answers::line(result.as_ref())))
}

fn print_input_error(context: &Context, number: u64, error: &InputError) -> Result<(), Failure> {
    if context.json {
        return output::json_line(&numbered(number, answers::input_error_json(error)));
    }
    output::line(&format!("line {number:<5} {:9}  {error} [{}]", "misuse", error.code))
}

fn numbered(number: u64, mut value: Value) -> Value {
    if let Value::Object(fields) = &mut value {
        fields.shift_insert(0, "line".into(), number.into());
    }
    value
}
