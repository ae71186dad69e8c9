//! `ingest`: deliveries of marketplaces, received and answered; and the results of the host's own calls to them.

mod input;
mod print;
mod results;
pub(crate) mod trusted;

use std::path::Path;

use defray::{Engine, Error};
use defray_marketplaces::RecentNonces;
use defray_receive::{Options, receive};

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
        // When a file is missing, nothing is done and no ledger is made.
        ledger::input(file)?;
    }
    let host = Host { context, ingest, trusted, access, engine: ledger::open_or_create(context)? };
    let mut nonces = RecentNonces::default();
    let mut refused = false;
    for file in &ingest.files {
        refused |= host.receive(file, &mut nonces)?;
    }
    host.engine.close()?;
    Ok(Outcome::refused_if(refused))
}

/// The access data that the buyer of a new instance sees.
fn access(ingest: &Ingest) -> Result<Vec<(&str, &str)>, Failure> {
    let expected = "`--show`: expected NAME=VALUE, such as `frontEndUrl=https://app.example/`";
    fn pair(text: &str) -> Option<(&str, &str)> {
        text.split_once('=').filter(|(name, _)| !name.is_empty())
    }
    ingest.access.iter().map(|text| pair(text).ok_or_else(|| Failure::Usage(expected.into()))).collect()
}

/// The host of this one run: what it trusts and what it shows.
struct Host<'r> {
    context: &'r Context,
    ingest: &'r Ingest,
    trusted: Trusted,
    access: Vec<(&'r str, &'r str)>,
    engine: Engine,
}

impl Host<'_> {
    /// Receives the delivery in one file and prints the result. Returns whether anything was rejected or refused.
    fn receive(&self, file: &Path, nonces: &mut RecentNonces) -> Result<bool, Failure> {
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
        let options = Options { at: Some(now), access: &self.access, keep_rejected: self.ingest.keep_rejected };
        let received = self
            .trusted
            .with(now, |trust| receive(&self.engine, self.ingest.provider, &delivery, trust, nonces, &options));
        print::received(self.context, file, &received)?;
        let done = received.is_done();
        stop_on(received.failure)?;
        Ok(!done)
    }
}

/// An error that is no refusal ends the run.
fn stop_on(failure: Option<Error>) -> Result<(), Failure> {
    failure.map_or(Ok(()), |error| Err(error.into()))
}
