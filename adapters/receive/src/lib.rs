//! One delivery of a marketplace, from its bytes to its answer.
//!
//! [`receive`] joins `defray-marketplaces`, which proves, reads and answers, with a ledger, which records. The
//! command's `ingest` and the bindings of C, Go and Python all call it, so a delivery has the same effect and the
//! same answer in every language.
//!
//! ```
//! use defray::core::provider::Provider;
//! use defray::{Engine, MemoryStore};
//! use defray_marketplaces::{Delivery, RecentNonces, Secret, Trust};
//! use defray_receive::{Options, receive};
//!
//! let engine = Engine::open_in(MemoryStore::default(), defray::Options::default())?;
//! let secrets = [Secret::new("isvkey")];
//! let trust = Trust::at("2026-03-01T08:00:00Z".parse()?).secrets(&secrets);
//! let target = "/spi?action=releaseInstance&instanceId=122779388&isRefund=false&token=12317a5ad7d2428e1069ad4a5c81a7f7";
//! let delivery = Delivery { method: "GET", target, headers: &[], body: b"" };
//! let mut nonces = RecentNonces::default();
//! let received = receive(&engine, Provider::AliCloud, &delivery, &trust, &mut nonces, &Options::default());
//! assert!(received.accepted.is_ok() && received.failure.is_none());
//! // Send this answer, byte for byte.
//! assert_eq!(received.reply.body, r#"{"success":"true"}"#);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use defray::core::PriorResult;
use defray::core::command::Ingest;
use defray::core::event::Event;
use defray::core::marketplace::{MarketplaceMessage, MessageDisposition};
use defray::core::position::EntryPosition;
use defray::core::provider::{Provider, huawei_identity};
use defray::core::records::Key;
use defray::core::time::Instant;
use defray::{Answer, Engine, Error, ErrorClass, Request};
use defray_marketplaces::{
    Accepted, Action, Delivery, Instance, Nonces, Outcome, Rejected, Reply, Trust, accept, rejected_message, reply,
};

/// What a host decides about its deliveries, beside what it trusts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'o> {
    /// The instant of the decision (T1). Absent: the engine's clock.
    pub at: Option<Instant>,
    /// The access data that the buyer's console shows of an instance, by the provider's field names, such as
    /// `frontEndUrl`. Only some answers have room for it.
    pub access: &'o [(&'o str, &'o str)],
    /// Whether rejected deliveries are recorded in the ledger. Strangers can send any number of them, so a host that
    /// records them must see to it that they cannot fill the disk.
    pub keep_rejected: bool,
}

/// The result of one delivery.
#[derive(Clone, Debug)]
pub struct Received {
    /// The messages of the delivery, what the host must do next, and the proof; or why the delivery was rejected.
    pub accepted: Result<Accepted, Rejected>,
    /// The result of each message that was submitted, in the order of the messages. Of an accepted delivery these are
    /// its messages, up to the first error that is no refusal. Of a rejected delivery it is the one message that
    /// records it, or nothing.
    pub results: Vec<Result<Answer, Error>>,
    /// The first error that is no refusal: of the disk, of the file, or a defect. A host must not ignore it.
    pub failure: Option<Error>,
    /// The HTTP response to send, byte for byte. There is always one.
    pub reply: Reply,
}

impl Received {
    /// Whether the delivery was accepted and the ledger took every message of it.
    pub fn is_done(&self) -> bool {
        self.accepted.is_ok() && self.failure.is_none() && self.results.iter().all(Result::is_ok)
    }
}

/// Proves a delivery, records it in the ledger, and makes the answer. Nothing may be changed because of a delivery
/// that is not proved, so proving is first. What is answered as done is on disk.
///
/// | delivery | in the ledger | answer |
/// |---|---|---|
/// | accepted, every message recorded | its messages | [`Outcome::Done`], with the access data |
/// | accepted again | the messages are duplicates or change nothing | the same as the first time |
/// | accepted, a message refused by a rule | the other messages | [`Outcome::TryAgain`] |
/// | accepted, an error that is no refusal | the messages before it, and no more | [`Outcome::TryAgain`], and [`failure`](Received::failure) |
/// | Huawei Cloud asks for instances, the ledger has messages or links of some | its message | [`Outcome::Instances`] of those, with the access data |
/// | Huawei Cloud asks for instances, the ledger has none of them | its message | [`Outcome::UnknownInstance`] |
/// | rejected | nothing | [`Outcome::Rejected`] |
/// | rejected for a fault of the sender, with [`keep_rejected`](Options::keep_rejected) | one ignored message with the reason | [`Outcome::Rejected`] |
/// | rejected for a fault of the host ([`Rejected::is_ours`]) | nothing, because the same delivery comes again | [`Outcome::Rejected`] |
///
/// `nonces` is asked only about genuine deliveries.
///
/// # Errors
///
/// None: a marketplace must get an answer in every case. An error of the ledger is in [`Received::failure`] and in
/// [`Received::results`], beside the answer that makes the marketplace deliver again.
pub fn receive(
    engine: &Engine,
    provider: Provider,
    delivery: &Delivery<'_>,
    trust: &Trust<'_>,
    nonces: &mut dyn Nonces,
    options: &Options<'_>,
) -> Received {
    let answered = |outcome: &Outcome<'_>| reply(provider, delivery, outcome, trust);
    match accept(provider, delivery, trust, nonces) {
        Ok(accepted) => {
            let results = submit(engine, &accepted.messages, options.at);
            let mut failure = failure_in(&results).cloned();
            let instances = match &accepted.action {
                Some(Action::DescribeInstances { instances }) if results.iter().all(Result::is_ok) => {
                    known(engine, instances).map(Some).unwrap_or_else(|error| {
                        failure = Some(error);
                        None
                    })
                }
                _ => None,
            };
            let reply = if failure.is_some() || results.iter().any(Result::is_err) {
                answered(&Outcome::TryAgain)
            } else {
                match instances.as_deref() {
                    None => answered(&Outcome::Done { access: options.access }),
                    Some([]) => answered(&Outcome::UnknownInstance),
                    Some(ids) => {
                        let described: Vec<Instance<'_>> =
                            ids.iter().map(|id| Instance { id, access: options.access }).collect();
                        answered(&Outcome::Instances(&described))
                    }
                }
            };
            Received { accepted: Ok(accepted), results, failure, reply }
        }
        Err(rejected) => {
            let record = options.keep_rejected && !rejected.is_ours();
            let message = record.then(|| rejected_message(provider, delivery, &rejected));
            let results = submit(engine, message.as_slice(), options.at);
            let failure = failure_in(&results).cloned();
            let reply = answered(&Outcome::Rejected(&rejected));
            Received { accepted: Err(rejected), results, failure, reply }
        }
    }
}

/// Submits messages in their order, each in a commit of its own. After an error that is no refusal, no more of them are
/// submitted, so there may be fewer results than messages.
pub fn submit(engine: &Engine, messages: &[MarketplaceMessage], at: Option<Instant>) -> Vec<Result<Answer, Error>> {
    let mut results = Vec::new();
    for message in messages {
        let request = Request::new(Ingest::from(message.clone()));
        results.push(engine.submit(at.into_iter().fold(request, Request::at)));
        if failure_in(&results).is_some() {
            break;
        }
    }
    results
}

/// The first error that is no refusal.
pub fn failure_in(results: &[Result<Answer, Error>]) -> Option<&Error> {
    results.iter().filter_map(|result| result.as_ref().err()).find(|error| error.class() != ErrorClass::Refused)
}

/// The instances of which the ledger has a message or a link.
fn known<'i>(engine: &Engine, instances: &'i [String]) -> Result<Vec<&'i str>, Error> {
    let snapshot = engine.snapshot();
    let mut known = Vec::new();
    for id in instances {
        let Some(identity) = huawei_identity(id) else { continue };
        if snapshot.all(Key::subscription(&identity)).next().transpose()?.is_some() {
            known.push(id.as_str());
        }
    }
    Ok(known)
}

/// What the ledger did with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The message is recorded, with this disposition.
    Recorded(MessageDisposition),
    /// A message with the same id was recorded before, with this disposition. This one is not recorded.
    Duplicate(MessageDisposition),
}

/// What the ledger did with a message that it took; absent: the answer is not that of a message.
pub fn effect(answer: &Answer) -> Option<Effect> {
    if let Answer::Already(PriorResult::Message(first)) = answer {
        return Some(Effect::Duplicate(*first));
    }
    answer.done()?.events.iter().find_map(|event| match event {
        Event::MessageReceived { disposition, .. } => Some(Effect::Recorded(*disposition)),
        _ => None,
    })
}

/// The outbox messages that were queued because of a message.
pub fn queued(answer: &Answer) -> impl Iterator<Item = EntryPosition> {
    let events = match answer {
        Answer::Done(done) => done.events.as_slice(),
        Answer::Repeated(_) | Answer::Already(_) => &[],
    };
    events.iter().filter_map(|event| match event {
        Event::OutboxMessageQueued { number, .. } => Some(*number),
        _ => None,
    })
}
