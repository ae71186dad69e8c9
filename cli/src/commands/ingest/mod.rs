//! `ingest`: what marketplaces sent, proved, taken in and answered; and what they say when they are asked.

mod input;
mod print;
mod results;
pub(crate) mod trusted;

use std::path::Path;

use defray::core::command::Ingest as IngestCommand;
use defray::core::marketplace::MarketplaceMessage;
use defray::core::provider::huawei_identity;
use defray::core::records::Key;
use defray::core::time::Instant;
use defray::{Answer, Engine, Error, ErrorClass, Request};
use defray_marketplaces::{
    Accepted, Action, Delivery, Instance, Outcome as Answered, RecentNonces, Reply, rejected_message, reply,
};

use self::input::Input;
use self::trusted::Trusted;
use super::Context;
use crate::args::Ingest;
use crate::failure::{Failure, Outcome};
use crate::ledger;

pub(crate) fn run(context: &Context, ingest: &Ingest) -> Result<Outcome, Failure> {
    let access = access(ingest)?;
    if let Some(result) = ingest.result {
        return results::run(context, ingest, result);
    }
    let trusted = Trusted::read(ingest)?;
    for file in &ingest.files {
        // Nothing is done, and no ledger made, when one is missing.
        ledger::input(file)?;
    }
    let host = Host { context, ingest, trusted, access, engine: ledger::open_or_create(context.db.as_ref())? };
    let mut nonces = RecentNonces::default();
    let mut refused = false;
    for file in &ingest.files {
        refused |= host.take_in(file, &mut nonces)?;
    }
    host.engine.close()?;
    Ok(Outcome::refused_if(refused))
}

/// What the buyer of a new instance is shown.
fn access(ingest: &Ingest) -> Result<Vec<(&str, &str)>, Failure> {
    let expected = "`--show`: expected NAME=VALUE, such as `frontEndUrl=https://app.example/`";
    fn pair(text: &str) -> Option<(&str, &str)> {
        text.split_once('=').filter(|(name, _)| !name.is_empty())
    }
    ingest.access.iter().map(|text| pair(text).ok_or_else(|| Failure::Usage(expected.into()))).collect()
}

/// What stands for a server in this one run.
struct Host<'r> {
    context: &'r Context,
    ingest: &'r Ingest,
    trusted: Trusted,
    access: Vec<(&'r str, &'r str)>,
    engine: Engine,
}

impl Host<'_> {
    /// One file: proved, taken in, answered. Says whether anything was refused.
    fn take_in(&self, file: &Path, nonces: &mut RecentNonces) -> Result<bool, Failure> {
        let bytes = match input::bytes(file)? {
            Ok(bytes) => bytes,
            Err(unusable) => return print::unusable(self.context, file, &unusable).map(|()| true),
        };
        let input = match Input::read(self.ingest.provider, &bytes) {
            Ok(input) => input,
            Err(unusable) => return print::unusable(self.context, file, &unusable).map(|()| true),
        };
        let headers = input.headers();
        let delivery = input.delivery(&headers);
        let now = self.ingest.at.unwrap_or_else(ledger::now);
        match self.trusted.accept(self.ingest.provider, &delivery, now, nonces) {
            Ok(accepted) => {
                let taken = submit(&self.engine, &accepted.messages, now);
                let refused = taken.iter().any(Result::is_err);
                let reply = self.reply(&delivery, &accepted, refused, now)?;
                print::taken_in(self.context, file, &accepted, &taken, &reply)?;
                stop_if_broken(taken)?;
                Ok(refused)
            }
            Err(rejected) => {
                let reply = self.answer(&delivery, &Answered::Rejected(&rejected), now)?;
                // Where the fault is ours, the same delivery comes again.
                let keep = self.ingest.keep_rejected && !rejected.is_ours();
                let message = keep.then(|| rejected_message(self.ingest.provider, &delivery, &rejected));
                let kept = submit(&self.engine, message.as_slice(), now);
                print::rejected(self.context, file, &rejected, &kept, &reply)?;
                stop_if_broken(kept)?;
                Ok(true)
            }
        }
    }

    fn reply(
        &self,
        delivery: &Delivery<'_>,
        accepted: &Accepted,
        refused: bool,
        now: Instant,
    ) -> Result<Reply, Failure> {
        if refused {
            return self.answer(delivery, &Answered::TryAgain, now);
        }
        let Some(Action::DescribeInstances { instances }) = &accepted.action else {
            return self.answer(delivery, &Answered::Done { access: &self.access }, now);
        };
        let snapshot = self.engine.snapshot();
        let mut known = Vec::new();
        for id in instances {
            let row = huawei_identity(id).and_then(|identity| snapshot.all(Key::subscription(&identity)).next());
            if row.transpose()?.is_some() {
                known.push(Instance { id, access: &self.access });
            }
        }
        let outcome = if known.is_empty() { Answered::UnknownInstance } else { Answered::Instances(&known) };
        self.answer(delivery, &outcome, now)
    }

    fn answer(&self, delivery: &Delivery<'_>, outcome: &Answered<'_>, now: Instant) -> Result<Reply, Failure> {
        let trust = self.trusted.trust(now, &[], &[]);
        Ok(reply(self.ingest.provider, delivery, outcome, &trust))
    }
}

/// What became of each message.
type Taken = Vec<Result<Answer, Error>>;

/// Submits the messages; after an error that is no refusal, no more of them.
fn submit(engine: &Engine, messages: &[MarketplaceMessage], at: Instant) -> Taken {
    let mut taken = Taken::new();
    for message in messages {
        let answer = engine.submit(Request::new(IngestCommand::from(message.clone())).at(at));
        let broken = answer.as_ref().is_err_and(|error| error.class() != ErrorClass::Refused);
        taken.push(answer);
        if broken {
            break;
        }
    }
    taken
}

/// What is no refusal ends the run.
fn stop_if_broken(taken: Taken) -> Result<(), Failure> {
    let broken = taken.into_iter().filter_map(Result::err).find(|error| error.class() != ErrorClass::Refused);
    broken.map_or(Ok(()), |error| Err(error.into()))
}
