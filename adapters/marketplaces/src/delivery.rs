//! One delivery of a marketplace, its outcome, and its answer.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use defray_core::marketplace::MarketplaceMessage;
use serde_json::Value;

use crate::rejected::Rejected;
use crate::trust::Secret;

/// What the host received, exactly as it came: signatures are over bytes, so nothing may be decoded, trimmed or
/// changed.
#[derive(Clone, Copy)]
pub struct Delivery<'d> {
    /// The HTTP method, such as `POST`; empty for what came out of a queue.
    pub method: &'d str,
    /// The request target: path and query, undecoded. Empty for what came out of a queue.
    pub target: &'d str,
    /// The headers, names in any case.
    pub headers: &'d [(&'d str, &'d str)],
    /// The body, or the body of the queue's message.
    pub body: &'d [u8],
}

impl<'d> Delivery<'d> {
    /// What came out of a queue.
    pub const fn queued(body: &'d [u8]) -> Self {
        Self { method: "", target: "", headers: &[], body }
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&'d str> {
        self.headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|&(_, value)| value)
    }
}

/// Shows how much there is, never what: targets and bodies hold tokens.
impl core::fmt::Debug for Delivery<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{} delivery, target {} bytes, body {} bytes", self.method, self.target.len(), self.body.len())
    }
}

/// A delivery that is genuine and was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// What it says, in the order in which it says it.
    pub messages: Vec<MarketplaceMessage>,
    /// What the host must do beside keeping the messages, if anything.
    pub action: Option<Action>,
    /// What proves it genuine.
    pub proof: Proof,
}

/// What a host must do, beside keeping the messages, because a delivery asks for it. This crate does no I/O.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Action {
    /// AWS SNS: open `address` once with GET, or nothing will come from `topic`. The address lets every holder of it
    /// subscribe, so it belongs in no log. The message has it too, as what is then owed until it is acknowledged.
    ConfirmSubscription {
        /// The topic's ARN, one of those trusted.
        topic: String,
        /// The address to open.
        address: Secret,
    },
    /// AWS: the message only says that something changed; `GetEntitlements` returns what. Its result is read by
    /// [`aws::entitlements`](crate::aws::entitlements).
    LookUpEntitlements {
        /// The product.
        product_code: String,
        /// The customer.
        customer_identifier: String,
    },
    /// Huawei Cloud V2: who bought what is not in the call but in the order, to be asked of the marketplace.
    LookUpOrder {
        /// The order.
        order: String,
        /// The line of the order, if the call says it.
        order_line: Option<String>,
    },
    /// Huawei Cloud V2: the marketplace asks for the state of these instances; answer with [`Outcome::Instances`].
    DescribeInstances {
        /// Their ids.
        instances: Vec<String>,
    },
}

/// What proves a delivery genuine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Proof {
    /// A signature that only the provider's private key makes.
    Signature,
    /// A token or signature made with the secret that the provider shares with the host.
    SharedSecret,
    /// Nothing in it: the host trusts the channel ([`Trust::private_channel`](crate::Trust::private_channel)).
    Channel,
}

/// The outcome of a delivery, as the host wishes to answer it.
#[derive(Clone, Copy, Debug)]
pub enum Outcome<'o> {
    /// It is kept and done. The same answer for the same delivery, however often it comes.
    Done {
        /// What the buyer's console shows of a new instance, by the provider's field names, such as `frontEndUrl`.
        /// Only in the answers that have room for it.
        access: &'o [(&'o str, &'o str)],
    },
    /// It is kept; the instance is not ready. The provider asks again later.
    NotReady,
    /// The answer to [`Action::DescribeInstances`].
    Instances(&'o [Instance<'o>]),
    /// There is no such instance.
    UnknownInstance,
    /// It could not be kept now. The provider delivers it again.
    TryAgain,
    /// It was not accepted.
    Rejected(&'o Rejected),
}

impl Outcome<'_> {
    /// Kept and done, with nothing to show.
    pub const DONE: Self = Self::Done { access: &[] };
}

/// An instance that the host describes.
#[derive(Clone, Copy, Debug)]
pub struct Instance<'o> {
    /// Its id.
    pub id: &'o str,
    /// As in [`Outcome::Done`].
    pub access: &'o [(&'o str, &'o str)],
}

/// An HTTP response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// Its headers.
    pub headers: Vec<(&'static str, String)>,
    /// Its body; empty if there is none. To be sent byte for byte: it may be signed.
    pub body: String,
}

impl Reply {
    /// A response without a body.
    pub const fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: String::new() }
    }

    /// A response with a JSON object in it. Fields go by name, so that the bytes do not depend on how `serde_json`
    /// was built.
    pub fn json(status: u16, fields: &BTreeMap<&str, Value>) -> Self {
        let headers = alloc::vec![("Content-Type", "application/json;charset=utf-8".into())];
        // Names are text and values are JSON, so there is nothing to fail.
        Self { status, headers, body: serde_json::to_string(fields).unwrap_or_default() }
    }
}

/// What a host shows of an instance, as JSON.
pub(crate) fn shown(access: &[(&str, &str)]) -> Value {
    let sorted: BTreeMap<&str, &str> = access.iter().copied().collect();
    sorted.into_iter().map(|(name, value)| (String::from(name), Value::from(value))).collect()
}
