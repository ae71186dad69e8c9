//! Results of the host's own calls to a marketplace. There is nothing to prove, because the host made the call.

use std::path::Path;

use defray::Engine;
use defray::core::cloud_account::CloudAccountState;
use defray::core::id::SubscriptionIdentity;
use defray::core::limits::RAW_MESSAGE_BYTES_MAX;
use defray::core::marketplace::MarketplaceMessage;
use defray::core::provider::Provider;
use defray::core::records::{Key, Record};
use defray_marketplaces::{UnreadableMessage, alicloud, aws};
use defray_receive::{failure_in, submit};

use super::print::{self, NextStep};
use super::stop_on;
use crate::args::{Ingest, MarketplaceResult};
use crate::commands::Context;
use crate::failure::{Failure, Outcome};
use crate::ledger;

/// A message that the result holds, and what acknowledges it to the marketplace.
struct Found {
    message: Result<MarketplaceMessage, UnreadableMessage>,
    request_id: Option<String>,
}

pub(super) fn run(context: &Context, ingest: &Ingest, result: MarketplaceResult) -> Result<Outcome, Failure> {
    let (name, provider) = match result {
        MarketplaceResult::ResolveCustomer => ("resolve-customer", Provider::Aws),
        MarketplaceResult::Entitlements => ("entitlements", Provider::Aws),
        MarketplaceResult::Instance => ("instance", Provider::AliCloud),
        MarketplaceResult::FailedNotifications => ("failed-notifications", Provider::AliCloud),
    };
    if ingest.provider != provider {
        let asked = ingest.provider;
        return Err(Failure::Usage(format!(
            "`--result {name}` is `{provider}`'s, and `{asked}` was given: expected `{provider}`"
        )));
    }
    if (result == MarketplaceResult::Entitlements) != ingest.subscription.is_some() {
        return Err(Failure::Usage(
            "`--subscription IDENTITY` says whom `--result entitlements` is about: expected both or neither".into(),
        ));
    }
    let files =
        ingest.files.iter().map(|file| Ok((file.as_path(), bytes(file)?))).collect::<Result<Vec<_>, Failure>>()?;
    if result == MarketplaceResult::ResolveCustomer {
        return resolved(context, &files);
    }
    let engine = ledger::open_or_create(context)?;
    let mut refused = false;
    match &ingest.subscription {
        // All pages are one answer.
        Some(subscription) => {
            let pages: Vec<&[u8]> = files.iter().map(|(_, bytes)| bytes.as_slice()).collect();
            let now = ingest.at.unwrap_or_else(ledger::now);
            let found = Found { message: aws::entitlements(&pages, subscription, now), request_id: None };
            let file = ingest.files.first().map_or(Path::new("-"), |file| file.as_path());
            refused |= record(context, &engine, ingest, file, found)?;
        }
        None => {
            for (file, bytes) in &files {
                let found = match result {
                    MarketplaceResult::Instance => instance(&engine, bytes)?,
                    _ => failed_notifications(bytes),
                };
                for found in found {
                    refused |= record(context, &engine, ingest, file, found)?;
                }
            }
        }
    }
    engine.close()?;
    Ok(Outcome::refused_if(refused))
}

fn bytes(file: &Path) -> Result<Vec<u8>, Failure> {
    ledger::input_bytes(file, RAW_MESSAGE_BYTES_MAX)
}

fn resolved(context: &Context, files: &[(&Path, Vec<u8>)]) -> Result<Outcome, Failure> {
    let mut refused = false;
    for (file, bytes) in files {
        match aws::resolved_customer(bytes) {
            Ok(subscription) => print::resolved(context, file, &subscription)?,
            Err(error) => {
                refused = true;
                print::unreadable(context, file, &error)?;
            }
        }
    }
    Ok(Outcome::refused_if(refused))
}

fn instance(engine: &Engine, bytes: &[u8]) -> Result<Vec<Found>, Failure> {
    let message = alicloud::instance(bytes, false);
    let identity = message.as_ref().ok().and_then(|message| message.identity.as_ref());
    let suspended = identity.map_or(Ok(false), |identity| is_suspended(engine, identity))?;
    let message = if suspended { alicloud::instance(bytes, true) } else { message };
    Ok(vec![Found { message, request_id: None }])
}

/// Whether the cloud account linked last to this subscription is suspended: then the same `OPENED` is the end of that.
fn is_suspended(engine: &Engine, identity: &SubscriptionIdentity) -> Result<bool, Failure> {
    let snapshot = engine.snapshot();
    let Some(Record::Subscription(known)) = snapshot.all(Key::subscription(identity)).next().transpose()? else {
        return Ok(false);
    };
    let Some(link) = known.links.last() else { return Ok(false) };
    Ok(snapshot.cloud_account(&link.cloud_account)?.state == CloudAccountState::Suspended)
}

fn failed_notifications(bytes: &[u8]) -> Vec<Found> {
    match alicloud::failed_notifications(bytes) {
        Ok(parked) => {
            let found = |one: alicloud::FailedNotification| Found { message: one.message, request_id: one.request_id };
            parked.into_iter().map(found).collect()
        }
        Err(error) => vec![Found { message: Err(error), request_id: None }],
    }
}

/// Records one message. Returns whether it was refused.
fn record(context: &Context, engine: &Engine, ingest: &Ingest, file: &Path, found: Found) -> Result<bool, Failure> {
    let message = match found.message {
        Ok(message) => message,
        Err(error) => return print::unreadable(context, file, &error).map(|()| true),
    };
    let results = submit(engine, &[message], Some(ingest.at.unwrap_or_else(ledger::now)));
    let refused = results.iter().any(Result::is_err);
    let confirm = found.request_id.filter(|_| !refused);
    print::polled(context, file, &results, confirm.map(NextStep::ConfirmNotification).as_slice())?;
    stop_on(failure_in(&results).cloned())?;
    Ok(refused)
}
