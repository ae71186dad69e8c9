//! What a host trusts: secrets, certificates, sources; and its memory of nonces.

use alloc::collections::BTreeMap;
use alloc::string::String;
use core::fmt;

use defray_core::time::{Instant, Seconds};
use zeroize::Zeroizing;

/// Text that lets its holder act. It is wiped when dropped and shows itself in no debug output.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes `text`.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text itself, for the one place that needs it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether it proves anything. An empty secret, which a host may have by mistake, is known to every caller.
    pub(crate) fn is_one(&self) -> bool {
        !self.0.is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(crate::MASK)
    }
}

/// A certificate of SNS that the host trusts.
#[derive(Clone, Copy)]
pub struct SigningCertificate<'t> {
    /// The address that the host fetched it from, over HTTPS, as a message names it. It is for messages of this address
    /// alone. Absent: the host got it in another way, and it is for every message whose address is one of SNS.
    pub address: Option<&'t str>,
    /// The certificate, PEM or DER.
    pub bytes: &'t [u8],
}

impl fmt::Debug for SigningCertificate<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} bytes)", self.address.unwrap_or("any address"), self.bytes.len())
    }
}

/// What a host trusts at one instant. [`Trust::at`] trusts nothing; each field adds something.
#[derive(Clone, Copy, Debug)]
pub struct Trust<'t> {
    /// The instant of the delivery, by the host's clock.
    pub now: Instant,
    /// AliCloud: the seller's key. Huawei Cloud: the access key. More than one while a key is being replaced: each is
    /// tried.
    pub secrets: &'t [Secret],
    /// AWS: certificates of SNS.
    pub certificates: &'t [SigningCertificate<'t>],
    /// AWS: the ARNs of the topics that may speak, whole. A valid signature alone only proves that *some* topic spoke.
    pub sources: &'t [&'t str],
    /// The host trusts the channel of its deliveries: a queue or bus of its own, whose policy lets only the
    /// marketplace write, or an operator's hands. AWS: only then are EventBridge events, raw SNS delivery and
    /// envelopes without a signature accepted, as nothing in them proves anything. AliCloud, Huawei Cloud: only then,
    /// and only without any secret, is a call taken unproved.
    pub private_channel: bool,
    /// How far the instant a delivery bears may lie before `now`; absent: what is usual for the provider.
    pub age_limit: Option<Seconds>,
}

impl<'t> Trust<'t> {
    /// Trusts nothing yet.
    pub const fn at(now: Instant) -> Self {
        Self { now, secrets: &[], certificates: &[], sources: &[], private_channel: false, age_limit: None }
    }

    /// Trusts what is made with one of these.
    pub const fn secrets(self, secrets: &'t [Secret]) -> Self {
        Self { secrets, ..self }
    }

    /// Trusts what is signed with one of these.
    pub const fn certificates(self, certificates: &'t [SigningCertificate<'t>]) -> Self {
        Self { certificates, ..self }
    }

    /// Trusts these topics.
    pub const fn sources(self, sources: &'t [&'t str]) -> Self {
        Self { sources, ..self }
    }

    /// Trusts the way deliveries come.
    pub const fn private_channel(self) -> Self {
        Self { private_channel: true, ..self }
    }

    /// Whether the channel alone proves a delivery that a shared secret would prove otherwise.
    pub(crate) const fn is_vouched(&self) -> bool {
        self.private_channel && self.secrets.is_empty()
    }
}

/// A host's memory of the nonces it has seen. Only nonces of genuine deliveries are given to it, so a stranger cannot
/// fill it.
pub trait Nonces {
    /// Remembers `nonce` until `until` and says whether it was new. It may forget those whose `until` is before `now`.
    fn remember(&mut self, nonce: &str, now: Instant, until: Instant) -> Novelty;
}

/// What a memory of nonces says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Novelty {
    /// Never seen: remembered now.
    New,
    /// Seen before: this is a replay.
    Seen,
    /// The memory is full of nonces that still count, so nothing can be said.
    Full,
}

/// Nonces in memory, a bounded number of them. Enough for one process; several need a memory that they share.
///
/// ```
/// use defray_marketplaces::{Nonces, Novelty, RecentNonces};
/// let (now, later) = ("2026-03-01T08:00:00Z".parse()?, "2026-03-01T08:02:00Z".parse()?);
/// let mut nonces = RecentNonces::at_most(2);
/// assert_eq!(nonces.remember("a", now, later), Novelty::New);
/// assert_eq!(nonces.remember("a", now, later), Novelty::Seen);
/// # Ok::<(), defray_core::time::ParseInstantError>(())
/// ```
#[derive(Clone, Debug)]
pub struct RecentNonces {
    most: usize,
    until: BTreeMap<String, Instant>,
}

impl RecentNonces {
    /// Remembers at most `most` nonces at once.
    pub const fn at_most(most: usize) -> Self {
        Self { most, until: BTreeMap::new() }
    }
}

/// 100 000 nonces: more than 800 calls a second while each counts for two minutes, in some 20 MB at most.
impl Default for RecentNonces {
    fn default() -> Self {
        Self::at_most(100_000)
    }
}

impl Nonces for RecentNonces {
    fn remember(&mut self, nonce: &str, now: Instant, until: Instant) -> Novelty {
        if self.until.get(nonce).is_some_and(|&until| until >= now) {
            return Novelty::Seen;
        }
        if self.until.len() >= self.most {
            self.until.retain(|_, &mut until| until >= now);
        }
        if self.until.len() >= self.most {
            return Novelty::Full;
        }
        self.until.insert(nonce.into(), until);
        Novelty::New
    }
}
