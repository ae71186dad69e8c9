//! What the module of a provider does.

use alloc::string::String;
use alloc::vec::Vec;

use defray_core::marketplace::MarketplaceMessage;
use defray_core::provider::Provider;
use defray_core::time::Instant;

use crate::delivery::{Accepted, Delivery, Outcome, Reply};
use crate::error::UnreadableMessage;
use crate::metering::{Answer, Call, MeteringResult, Plan, Terms, Usage};
use crate::rejected::Rejected;
use crate::trust::{Nonces, Trust};

/// One provider: its messages, its proofs, its answers, its metering.
pub trait Marketplace: Sync {
    /// The provider whose messages this module reads.
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
    /// When the delivery is not genuine, not fresh, or cannot be read. Nothing may be changed because of it.
    fn accept(&self, delivery: &Delivery<'_>, trust: &Trust<'_>, nonces: &mut dyn Nonces)
    -> Result<Accepted, Rejected>;

    /// The answer to a delivery with this outcome.
    fn reply(&self, delivery: &Delivery<'_>, outcome: &Outcome<'_>, trust: &Trust<'_>) -> Reply;

    /// The last instant at which the provider takes this usage.
    fn deadline(&self, usage: &Usage<'_>, terms: &Terms) -> Instant;

    /// Puts usages into as few calls as the provider's limits allow.
    fn plan(&self, usages: &[Usage<'_>], terms: &Terms) -> Plan;

    /// The headers to send a call with, where its body alone does not prove who sends it. The host draws `nonce` at
    /// random for this call. There are none for AWS and AliCloud, whose own SDKs sign.
    ///
    /// # Errors
    ///
    /// When there is no secret to sign with, or the nonce is not of the right form.
    fn headers(&self, call: &Call, trust: &Trust<'_>, nonce: &str) -> Result<Vec<(&'static str, String)>, Rejected> {
        let _ = (call, trust, nonce);
        Ok(Vec::new())
    }

    /// The provider's result for each record of a call, in the order of the call. Each record gets exactly one
    /// result, for every possible answer.
    fn results(&self, call: &Call, answer: &Answer<'_>) -> Vec<(String, MeteringResult)>;
}
