//! `outbox` and `advance`: lists and acknowledges outbox messages, and processes deadlines.

use defray::core::command::{Acknowledge, Command};
use defray::core::time::Instant;
use defray::{ErrorClass, Request};

use super::{Context, deliver};
use crate::args::Outbox;
use crate::failure::{Failure, Outcome};
use crate::progress::Bar;
use crate::{answers, json, ledger, output, tables};

pub(crate) fn run(context: &Context, action: Option<Outbox>) -> Result<Outcome, Failure> {
    match action {
        None | Some(Outbox::List) => list(context),
        Some(Outbox::Ack { numbers, at }) => {
            let commands = numbers.into_iter().map(|outbox_message| Command::from(Acknowledge { outbox_message }));
            submit(context, commands, at)
        }
        Some(Outbox::Render { number, language, time_zone, form }) => {
            deliver::show(context, number, language, time_zone.as_deref(), form)
        }
        Some(Outbox::Deliver(arguments)) => deliver::deliver(context, &arguments),
    }
}

fn list(context: &Context) -> Result<Outcome, Failure> {
    let engine = ledger::read(context)?;
    let snapshot = engine.snapshot();
    if context.json {
        for outbox_message in json::outbox(&snapshot)? {
            output::json_line(&outbox_message)?;
        }
        return Ok(Outcome::Done);
    }
    let pending = snapshot.outbox().collect::<Result<Vec<_>, _>>()?;
    if pending.is_empty() {
        output::line("No outbox messages are pending.")?;
    } else {
        output::raw(&tables::outbox(pending.iter().map(AsRef::as_ref)))?;
    }
    Ok(Outcome::Done)
}

pub(crate) fn advance(context: &Context, at: Instant) -> Result<Outcome, Failure> {
    let engine = ledger::open(context)?;
    let bar = Bar::new("advancing");
    let mut printed = Ok(());
    let advanced = engine.advance(at, &mut |answer, progress| {
        printed = answers::print(context.json, Ok(answer));
        // When no one reads the answers, the rest is processed all the same.
        bar.show(progress)
    });
    drop(bar);
    printed?;
    let refused = match advanced {
        Ok(_) => false,
        Err(error) if error.class() == ErrorClass::Refused => {
            answers::print(context.json, Err(&error))?;
            true
        }
        Err(error) => return Err(error.into()),
    };
    engine.close()?;
    Ok(Outcome::refused_if(refused))
}

fn submit(context: &Context, commands: impl Iterator<Item = Command>, at: Option<Instant>) -> Result<Outcome, Failure> {
    let engine = ledger::open(context)?;
    let mut refused = false;
    for command in commands {
        let answer = engine.submit(Request { command, at, actor: None, idempotency_key: None });
        refused |= answer.is_err();
        answers::print(context.json, answer.as_ref())?;
        if let Err(error) = answer
            && error.class() != ErrorClass::Refused
        {
            return Err(error.into());
        }
    }
    engine.close()?;
    Ok(Outcome::refused_if(refused))
}
