//! Reads what cloud marketplaces send into the one form the settlement rules know:
//! [`MarketplaceMessage`].
//!
//! Bytes in, a value or a typed error out. No I/O, clock, randomness or global state (the crate is `no_std`, so the compiler
//! holds it to that), and no input makes it panic: the same bytes give the same answer on every machine.
//!
//! ```
//! use defray_core::cloud_account::{Provider, Signal};
//! let message = defray_marketplaces::read(Provider::AliCloud, b"/spi?action=releaseInstance&instanceId=122779388&token=a1b2c3")?;
//! assert_eq!(message.signal, Signal::Ended);
//! assert_eq!(message.identity.as_ref().map(|identity| identity.as_str()), Some("alicloud:122779388"));
//! assert_eq!(message.raw.as_ref().map(|raw| raw.as_str()), Some("action=releaseInstance&instanceId=122779388&token=***"));
//! # Ok::<(), defray_marketplaces::UnreadableMessage>(())
//! ```
//!
//! What every provider's module keeps to:
//!
//! - **Reading is not trusting.** Whether the sender is who it claims to be (signature, token, topic) is not asked here.
//! - **Unknown is not wrong.** A message of an unknown kind is [`Signal::Ignored`](defray_core::cloud_account::Signal::Ignored),
//!   and unknown fields are passed over: providers add both without notice, and an error would only make them send it again.
//!   A message of a known kind that does not say whom it concerns is an error: to lose an end in silence would cost money.
//! - **No secret is kept or shown.** In the `raw` text that is kept, [`MASK`] stands for the value of every field that lets its
//!   holder act: those whose name ends in `token`, and SNS's `SubscribeURL` and `UnsubscribeURL`. A `Signature` stays: it
//!   opens nothing, and with it the message can still be proved genuine later. Errors show only identifiers, instants and kinds.
//! - **No instant is invented.** `occurred_at` is the provider's own instant or absent.
//!
//! A new provider is one module that implements [`Marketplace`], and one line in [`marketplace`].
#![no_std]

extern crate alloc;

pub mod alicloud;
pub mod aws;
mod error;
mod json;
mod message;
mod secret;

use defray_core::cloud_account::{MarketplaceMessage, Provider};

pub use error::UnreadableMessage;
pub use secret::MASK;

/// One provider's way of saying things.
pub trait Marketplace: Sync {
    /// Whose messages it reads.
    fn provider(&self) -> Provider;

    /// Reads one message, as it came.
    fn read(&self, raw: &[u8]) -> Result<MarketplaceMessage, UnreadableMessage>;
}

/// The reader of a provider's messages, if there is one.
///
/// ```
/// use defray_core::cloud_account::Provider;
/// use defray_marketplaces::marketplace;
/// assert_eq!(marketplace(Provider::Aws).map(|aws| aws.provider()), Some(Provider::Aws));
/// ```
pub const fn marketplace(provider: Provider) -> Option<&'static dyn Marketplace> {
    match provider {
        Provider::AliCloud => Some(&alicloud::AliCloud),
        Provider::Aws => Some(&aws::Aws),
        Provider::HuaweiCloud => None,
    }
}

/// Reads one message of `provider`, as it came.
pub fn read(provider: Provider, raw: &[u8]) -> Result<MarketplaceMessage, UnreadableMessage> {
    marketplace(provider).ok_or(UnreadableMessage::UnsupportedProvider { provider })?.read(raw)
}
