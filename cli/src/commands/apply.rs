//! `apply`: executes commands from JSON Lines. Prints one result per line, in order.
//!
//! A thread reads the lines. The commands of a regular file are executed in commits of [`COMMANDS_PER_COMMIT`]. Another
//! input, such as a pipe, can pause: then the commands that were read are executed at once, so that a program can wait
//! for the answer to a command before it writes the next one.

use std::sync::mpsc::{Receiver, sync_channel};

use defray::core::command::{Command, SetMailSettings};
use defray::{Answer, Engine, Error, Mode, Request};
use defray_intake::commands::read_request_with;
use defray_intake::error::{Code, InputError};
use defray_intake::json::{Line, LineError, Lines};

use super::Context;
use crate::args::Apply;
use crate::failure::{Failure, Outcome};
use crate::progress::Bar;
use crate::{answers, ledger, output};

/// One line of the file: its number, and a command or an error.
type Read = (u64, Result<Request, InputError>);

const COMMANDS_PER_COMMIT: usize = 1_024;

pub(crate) fn run(context: &Context, apply: &Apply) -> Result<Outcome, Failure> {
    let input = Input::open(apply)?;
    if apply.atomic { atomic(context, input) } else { independent(context, input) }
}

/// The lines of the input, read by another thread.
struct Input<'a> {
    apply: &'a Apply,
    lines: Receiver<Result<Line, LineError>>,
    /// The input never pauses, because it is a regular file.
    is_file: bool,
    /// Why no more lines can be read.
    failure: Option<Failure>,
}

impl<'a> Input<'a> {
    fn open(apply: &'a Apply) -> Result<Self, Failure> {
        let source = ledger::input(&apply.file)?;
        let is_file = std::fs::metadata(&apply.file).is_ok_and(|metadata| metadata.is_file());
        let (sender, lines) = sync_channel(COMMANDS_PER_COMMIT);
        // The thread ends when the receiver is gone. While it waits for input, the end of the program ends it.
        std::thread::spawn(move || Lines::new(source).try_for_each(|line| sender.send(line)));
        Ok(Self { apply, lines, is_file, failure: None })
    }

    /// The next lines, at most `most`: those that can be read without waiting for more input. Waits for the first one.
    /// Empty at the end of the input.
    fn next(&mut self, most: usize) -> Vec<Read> {
        let mut batch = Vec::new();
        while batch.len() < most && self.failure.is_none() {
            let line = match self.lines.try_recv() {
                Ok(line) => line,
                Err(_) if !batch.is_empty() && !self.is_file => break,
                Err(_) => match self.lines.recv() {
                    Ok(line) => line,
                    Err(_) => break,
                },
            };
            match read(line, self.apply) {
                Ok(read) => batch.push(read),
                Err(failure) => self.failure = Some(failure),
            }
        }
        batch
    }

    /// The failure that ended the lines, if there was one.
    fn end(self) -> Result<(), Failure> {
        self.failure.map_or(Ok(()), Err)
    }
}

fn read(line: Result<Line, LineError>, apply: &Apply) -> Result<Read, Failure> {
    match line {
        Ok(line) => {
            let request = read_request_with(&line.bytes, &defray_bindings_support::raw).map(|mut request| {
                request.actor = request.actor.or_else(|| apply.actor.clone());
                request
            });
            Ok((line.number, request.and_then(with_known_zone)))
        }
        Err(LineError::TooLong { number, error }) => {
            let message = format!("{}: line {number}: {error}; no later line was read", apply.file.display());
            Err(Failure::Input { code: error.code.name(), message })
        }
        Err(LineError::Unreadable { number, source }) => {
            let message = format!("{}: line {number} cannot be read: {source}", apply.file.display());
            Err(Failure::Environment { code: "file", message })
        }
    }
}

/// Refuses a time zone that the database of the mails does not have. Core checks only its form.
fn with_known_zone(request: Request) -> Result<Request, InputError> {
    if let Command::SetMailSettings(SetMailSettings { time_zone: Some(zone), .. }) = &request.command
        && defray_mail::time_zone(zone.as_str()).is_err()
    {
        let expected = "a name of the IANA time zone database, such as `Asia/Shanghai` or `UTC`";
        return Err(InputError::new(Code::BadValue, "time_zone", zone.as_str(), expected));
    }
    Ok(request)
}

fn independent(context: &Context, mut input: Input<'_>) -> Result<Outcome, Failure> {
    let engine = ledger::open_or_create(context)?;
    let bar = Bar::new("applying");
    let mut refused = false;
    loop {
        let batch = input.next(COMMANDS_PER_COMMIT);
        if batch.is_empty() {
            break;
        }
        bar.advance(batch.len());
        refused |= submit(context, &engine, batch)?;
    }
    drop(bar);
    engine.close()?;
    // The lines before the failure are done.
    input.end()?;
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

fn atomic(context: &Context, mut input: Input<'_>) -> Result<Outcome, Failure> {
    /// All commands are in memory, and they are one commit.
    const COMMANDS_MAX: usize = 65_536;
    let mut batch = Vec::new();
    loop {
        let more = input.next(COMMANDS_MAX + 1 - batch.len());
        if more.is_empty() {
            break;
        }
        batch.extend(more);
        if batch.len() > COMMANDS_MAX {
            let file = input.apply.file.display();
            let message =
                format!("{file}: expected at most {COMMANDS_MAX} commands with `--atomic`; none was executed");
            return Err(Failure::Input { code: "too_long", message });
        }
    }
    input.end()?;
    let wrong = batch.iter().any(|(_, request)| request.is_err());
    if wrong {
        for (number, request) in &batch {
            if let Err(error) = request {
                print_input_error(context, *number, error)?;
            }
        }
        return Ok(Outcome::Refused);
    }
    let engine = ledger::open_or_create(context)?;
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
        return output::json_line(&answers::about("line", number, answers::json(result.as_ref())));
    }
    output::line(&format!("line {number:<5} {}", answers::line(result.as_ref())))
}

fn print_input_error(context: &Context, number: u64, error: &InputError) -> Result<(), Failure> {
    if context.json {
        return output::json_line(&answers::about("line", number, answers::input_error_json(error)));
    }
    output::line(&format!("line {number:<5} {:9}  {error} [{}]", "misuse", error.code))
}
