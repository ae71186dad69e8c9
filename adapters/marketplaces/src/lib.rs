//! The wire side of cloud marketplaces: proves and reads what they send, into the one form the settlement rules know,
//! [`MarketplaceMessage`]; answers it; and meters usage to them.
//!
//! | what a host does | here |
//! |---|---|
//! | gets an HTTP request, or a message out of a queue | [`accept`]: is it genuine, what does it say, what does it ask for |
//! | answers | [`reply`] |
//! | asks a provider how things stand | [`aws::entitlements`], [`aws::resolved_customer`], [`alicloud::instance`], [`alicloud::failed_notifications`] |
//! | meters usage | [`Marketplace::plan`], [`Marketplace::headers`], then [`Marketplace::results`] on the answer |
//! | reads a message of which it knows otherwise that it is genuine | [`read`] |
//!
//! Bytes in, a value or a typed error out. No I/O, clock, randomness or global state (the crate is `no_std`, so the compiler
//! holds it to that), and no input makes it panic: the same bytes give the same answer on every machine.
//!
//! ```
//! use defray_core::provider::Provider;
//! use defray_core::marketplace::Signal;
//! let message = defray_marketplaces::read(Provider::AliCloud, b"/spi?action=releaseInstance&instanceId=122779388&token=a1b2c3")?;
//! assert_eq!(message.signal, Signal::Ended);
//! assert_eq!(message.identity.as_ref().map(|identity| identity.as_str()), Some("alicloud:122779388"));
//! assert_eq!(message.raw.as_ref().map(|raw| raw.as_str()), Some("action=releaseInstance&instanceId=122779388&token=***"));
//! # Ok::<(), defray_marketplaces::UnreadableMessage>(())
//! ```
//!
//! What every provider's module keeps to:
//!
//! - **Reading is not trusting.** [`read`] does not ask whether the sender is who it claims to be; [`accept`] does, before anything else.
//! - **Unknown is not wrong.** A message of an unknown kind is [`Signal::Ignored`],
//!   and unknown fields are passed over: providers add both without notice, and an error would only make them send it again.
//!   A message of a known kind that does not say whom it concerns is an error: to lose an end in silence would cost money.
//! - **No secret is kept or shown.** In the `raw` text that is kept, [`MASK`] stands for the value of every field that lets its
//!   holder act: those whose name ends in `token`, and SNS's `SubscribeURL` and `UnsubscribeURL`. A `Signature` stays: it
//!   opens nothing, and with it the message can still be proved genuine later. Errors show only identifiers, instants and kinds.
//!   Tokens and symmetric signatures are compared in constant time.
//! - **No instant is invented.** `occurred_at` is the provider's own instant or absent.
//! - **The same call has the same answer.** A reply is made of the call and the host's wish alone, so a repeated call is answered
//!   alike, with the same instance id for the same order.
//!
//! A new provider is one module that implements [`Marketplace`], and one line in [`marketplace`].
#![no_std]

extern crate alloc;

pub mod alicloud;
pub mod aws;
mod crypto;
mod delivery;
mod error;
pub mod huawei;
mod json;
mod message;
pub mod metering;
mod query;
mod rejected;
mod secret;
mod trust;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use defray_core::id::Note;
use defray_core::marketplace::{MarketplaceMessage, Signal};
use defray_core::provider::Provider;
use defray_core::time::Instant;

pub use delivery::{Accepted, Action, Delivery, Instance, Outcome, Proof, Reply};
pub use error::UnreadableMessage;
use metering::{Answer, Call, MeteringResult, Plan, Terms, Usage};
pub use rejected::Rejected;
pub use secret::MASK;
pub use trust::{Nonces, Novelty, RecentNonces, Secret, SigningCertificate, Trust};

/// One provider: its messages, its proofs, its answers, its metering.
pub trait Marketplace: Sync {
    /// Whose messages it reads.
    fn provider(&self) -> Provider;

    /// Reads one message, as it came, without asking whether it is genuine.
    ///
    /// # Errors
    ///
    /// When the message cannot be read.
    fn read(&self, raw: &[u8]) -> Result<MarketplaceMessage, UnreadableMessage>;

    /// Proves a delivery genuine, then reads it. `nonces` is touched only for a delivery that is genuine.
    ///
    /// # Errors
    ///
    /// When it is not genuine, not fresh, or cannot be read. Nothing may be changed because of it.
    fn accept(&self, delivery: &Delivery<'_>, trust: &Trust<'_>, nonces: &mut dyn Nonces)
    -> Result<Accepted, Rejected>;

    /// What to answer, given what came of it.
    fn reply(&self, delivery: &Delivery<'_>, outcome: &Outcome<'_>, trust: &Trust<'_>) -> Reply;

    /// The last instant at which the provider takes this usage.
    fn deadline(&self, usage: &Usage<'_>, terms: &Terms) -> Instant;

    /// Puts usages into as few calls as the provider's limits allow.
    fn plan(&self, usages: &[Usage<'_>], terms: &Terms) -> Plan;

    /// The headers to send a call with, where its body alone does not prove it ours. `nonce` is the host's, drawn at random for this
    /// call. AWS and AliCloud have their own SDKs sign, so there are none.
    ///
    /// # Errors
    ///
    /// When there is no secret to sign with, or the nonce is not of the right form.
    fn headers(&self, call: &Call, trust: &Trust<'_>, nonce: &str) -> Result<Vec<(&'static str, String)>, Rejected> {
        let _ = (call, trust, nonce);
        Ok(Vec::new())
    }

    /// What the provider made of each record of a call, in the order of the call. Each record gets one result, whatever the answer.
    fn results(&self, call: &Call, answer: &Answer<'_>) -> Vec<(String, MeteringResult)>;
}

/// The module of a provider, if there is one.
///
/// ```
/// use defray_core::provider::Provider;
/// use defray_marketplaces::marketplace;
/// assert_eq!(marketplace(Provider::Aws).map(|aws| aws.provider()), Some(Provider::Aws));
/// ```
pub const fn marketplace(provider: Provider) -> Option<&'static dyn Marketplace> {
    match provider {
        Provider::AliCloud => Some(&alicloud::AliCloud),
        Provider::Aws => Some(&aws::Aws),
        Provider::HuaweiCloud => Some(&huawei::Huawei),
    }
}

/// Reads one message of `provider`, as it came, without asking whether it is genuine.
///
/// # Errors
///
/// When the message cannot be read.
pub fn read(provider: Provider, raw: &[u8]) -> Result<MarketplaceMessage, UnreadableMessage> {
    known(provider)?.read(raw)
}

/// Proves a delivery of `provider` genuine, then reads it.
///
/// ```
/// use defray_core::provider::Provider;
/// use defray_core::marketplace::Signal;
/// use defray_marketplaces::{Delivery, Outcome, RecentNonces, Secret, Trust, accept, reply};
/// let secrets = [Secret::new("isvkey")];
/// let trust = Trust::at("2026-03-01T08:00:00Z".parse()?).secrets(&secrets);
/// let target = "/spi?action=releaseInstance&instanceId=122779388&isRefund=false&token=12317a5ad7d2428e1069ad4a5c81a7f7";
/// let delivery = Delivery { method: "GET", target, headers: &[], body: b"" };
/// let accepted = accept(Provider::AliCloud, &delivery, &trust, &mut RecentNonces::default())?;
/// assert_eq!(accepted.messages[0].signal, Signal::Ended);
/// // … keep the messages, then:
/// assert_eq!(reply(Provider::AliCloud, &delivery, &Outcome::DONE, &trust)?.body, r#"{"success":"true"}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When it is not genuine, not fresh, or cannot be read. Nothing may be changed because of it.
pub fn accept(
    provider: Provider,
    delivery: &Delivery<'_>,
    trust: &Trust<'_>,
    nonces: &mut dyn Nonces,
) -> Result<Accepted, Rejected> {
    known(provider)?.accept(delivery, trust, nonces)
}

/// A delivery that was rejected, as a message that a ledger keeps without believing it: `ignored`, with the code and the reason.
/// Of one that cannot be read, only that is kept, for what is secret in it cannot be told.
///
/// Whoever keeps these lets strangers write into the ledger; see that they cannot fill it.
pub fn rejected_message(provider: Provider, delivery: &Delivery<'_>, why: &Rejected) -> MarketplaceMessage {
    // A call without a body says everything in its target.
    let said = if delivery.body.is_empty() { delivery.target.as_bytes() } else { delivery.body };
    let reason = Note::shortened(&format!("{}: {why}", why.code()));
    let told = read(provider, said).unwrap_or_else(|_| MarketplaceMessage {
        provider,
        id: None,
        identity: None,
        kind: Note::shortened("unreadable"),
        signal: Signal::Ignored,
        occurred_at: None,
        raw: None,
        confirm: None,
        rejected: None,
    });
    MarketplaceMessage { signal: Signal::Ignored, confirm: None, rejected: Some(reason), ..told }
}

/// What to answer to a delivery of `provider`, given what came of it.
///
/// # Errors
///
/// When there is no module for the provider.
pub fn reply(
    provider: Provider,
    delivery: &Delivery<'_>,
    outcome: &Outcome<'_>,
    trust: &Trust<'_>,
) -> Result<Reply, UnreadableMessage> {
    Ok(known(provider)?.reply(delivery, outcome, trust))
}

fn known(provider: Provider) -> Result<&'static dyn Marketplace, UnreadableMessage> {
    marketplace(provider).ok_or(UnreadableMessage::UnsupportedProvider { provider })
}
