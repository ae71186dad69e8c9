//! The wire side of cloud marketplaces. It proves and reads what they send, as the one form that the settlement rules
//! know, [`MarketplaceMessage`]. It answers them, and it meters usage to them.
//!
//! | the host | here |
//! |---|---|
//! | gets an HTTP request, or a message from a queue | [`accept`]: is it genuine, what does it say, what does it ask for |
//! | answers | [`reply`] |
//! | asks a provider for the present state | [`aws::entitlements`], [`aws::resolved_customer`], [`alicloud::instance`], [`alicloud::failed_notifications`] |
//! | meters usage | [`Marketplace::plan`], [`Marketplace::headers`], then [`Marketplace::results`] on the answer |
//! | reads a message that is known to be genuine | [`read`] |
//!
//! The crate `defray-receive` joins the first two with a ledger: one function proves, reads, records and answers.
//!
//! Bytes in, a value or a typed error out. There is no I/O, clock, randomness or global state: the crate is `no_std`,
//! so the compiler checks it. No input makes it panic. The same bytes give the same answer on every machine.
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
//! - **Reading is not trusting.** [`read`] does not check who sent the message. [`accept`] does, before anything else.
//! - **Unknown is not wrong.** A message of an unknown kind is [`Signal::Ignored`], and unknown fields are passed over.
//!   Providers add both without notice, and an error would only make them send it again. A message of a known kind that
//!   does not name its subscription is an error: an end that is lost without an error would cost money.
//! - **No secret is kept or shown.** In the `raw` text that is kept, [`MASK`] stands for the value of every field
//!   that lets its holder act: those whose name ends in `token`, and SNS's `SubscribeURL` and `UnsubscribeURL`. A
//!   `Signature` stays: it opens nothing, and with it the message can still be proved genuine later. Errors show only
//!   identifiers, instants and kinds. Tokens and symmetric signatures are compared in constant time.
//! - **No instant is invented.** `occurred_at` is the provider's own instant or absent.
//! - **The same call has the same answer.** A reply is made of the call and the outcome alone. So a repeated call is
//!   answered alike, with the same instance id for the same order.
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
mod marketplace;
mod message;
pub mod metering;
mod query;
mod rejected;
mod secret;
mod trust;

use alloc::format;

use defray_core::id::Note;
use defray_core::marketplace::{MarketplaceMessage, Signal};
use defray_core::provider::Provider;

pub use delivery::{Accepted, Action, Delivery, Instance, Outcome, Proof, Reply};
pub use error::UnreadableMessage;
pub use marketplace::Marketplace;
pub use rejected::Rejected;
pub use secret::MASK;
pub use trust::{Nonces, Novelty, RecentNonces, Secret, SigningCertificate, Trust};

/// The module of a provider.
///
/// ```
/// use defray_core::provider::Provider;
/// use defray_marketplaces::marketplace;
/// assert_eq!(marketplace(Provider::Aws).provider(), Provider::Aws);
/// ```
pub const fn marketplace(provider: Provider) -> &'static dyn Marketplace {
    match provider {
        Provider::AliCloud => &alicloud::AliCloud,
        Provider::Aws => &aws::Aws,
        Provider::HuaweiCloud => &huawei::Huawei,
    }
}

/// Reads one message of `provider`, as it came, without asking whether it is genuine.
///
/// # Errors
///
/// When the message cannot be read.
pub fn read(provider: Provider, raw: &[u8]) -> Result<MarketplaceMessage, UnreadableMessage> {
    marketplace(provider).read(raw)
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
/// // … record the messages, then:
/// assert_eq!(reply(Provider::AliCloud, &delivery, &Outcome::DONE, &trust).body, r#"{"success":"true"}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When the delivery is not genuine, not fresh, or cannot be read. Nothing may be changed because of it.
pub fn accept(
    provider: Provider,
    delivery: &Delivery<'_>,
    trust: &Trust<'_>,
    nonces: &mut dyn Nonces,
) -> Result<Accepted, Rejected> {
    marketplace(provider).accept(delivery, trust, nonces)
}

/// A rejected delivery, as a message that a ledger records without trusting it: `ignored`, with the code and the
/// reason. Of a delivery that cannot be read, only the reason is recorded, because no one can say what in it is
/// secret.
///
/// A host that records these lets strangers write into the ledger. It must see to it that they cannot fill the disk.
pub fn rejected_message(provider: Provider, delivery: &Delivery<'_>, why: &Rejected) -> MarketplaceMessage {
    // A call without a body says everything in its target.
    let said = if delivery.body.is_empty() { delivery.target.as_bytes() } else { delivery.body };
    let reason = Note::shortened(&format!("{}: {why}", why.code()));
    let message = read(provider, said).unwrap_or_else(|_| MarketplaceMessage {
        provider,
        id: None,
        identity: None,
        kind: Note::shortened("unreadable"),
        signal: Signal::Ignored,
        occurred_at: None,
        raw: None,
        confirm: None,
        rejected: None,
        account_id: None,
        agreement: None,
    });
    MarketplaceMessage { signal: Signal::Ignored, confirm: None, rejected: Some(reason), ..message }
}

/// The answer to a delivery of `provider` with this outcome.
pub fn reply(provider: Provider, delivery: &Delivery<'_>, outcome: &Outcome<'_>, trust: &Trust<'_>) -> Reply {
    marketplace(provider).reply(delivery, outcome, trust)
}
