//! Usage on its way out: what is to be metered, the calls that carry it, and what the provider made of each record.
//!
//! ```text
//! usages ── plan ──▶ calls ── (the host sends) ──▶ answers ── results ──▶ one result per record
//!              └──▶ unsendable: each with its reason
//! ```
//!
//! Nothing is dropped: every usage given to [`plan`](crate::Marketplace::plan) is in exactly one call or among the
//! unsendable, and every record of a call gets exactly one result.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use defray_core::cloud_account::CloudAccount;
use defray_core::id::{Note, ProviderIdentifier, WorkspaceId};
use defray_core::metering::{MeteringOutcome, UsageRecord};
use defray_core::provider::Provider;
use defray_core::subscription::Subscription;
use defray_core::text::shorten;
use defray_core::time::{Instant, Seconds};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// How many seconds a provider's day is ahead of UTC, for the two Chinese providers: Beijing's 8 hours. Their
/// documentation names no time zone.
pub const DAY_OFFSET_SECONDS: i32 = 8 * 3_600;

/// Usage of one subscription in one dimension over one window, to be metered as one record.
#[derive(Clone, Copy, Debug)]
pub struct Usage<'u> {
    /// Our id of the record: unique, and the same whenever the same usage is sent. Huawei Cloud gets it as
    /// `metering_sn`.
    pub id: &'u str,
    /// Whose usage it is.
    pub subscription: &'u Subscription,
    /// The product the subscription is of, where the subscription itself does not say: one call is about one product.
    /// Usage whose product is unknown shares a call only with usage of the same subscription.
    pub product: Option<&'u str>,
    /// What was used. AWS: the dimension's API name. AliCloud: the metering item (`Frequency`, `PeriodMin`, …) or the
    /// whole `meteringAssit`, such as `cmapi00060317-PeriodMin-4`. Huawei Cloud: nothing is sent of it, an instance
    /// has one item.
    pub dimension: &'u str,
    /// When the window begins.
    pub start: Instant,
    /// When it ends; after `start`.
    pub end: Instant,
    /// How much, in the dimension's units.
    pub quantity: Decimal,
    /// Whose part is how much (AWS only, shown to the buyer). Empty, or together exactly `quantity`.
    pub allocations: &'u [Allocation<'u>],
    /// When the subscription ended, if it has.
    pub ended_at: Option<Instant>,
}

/// A usage record of the ledger as usage to be metered. `id` is its number as text; `allocations` are its
/// [shares](defray_core::metering::shares), or none.
pub fn usage<'u>(
    id: &'u str,
    record: &'u UsageRecord,
    cloud_account: &'u CloudAccount,
    allocations: &'u [Allocation<'u>],
) -> Usage<'u> {
    let product = cloud_account.subscription.identifiers().product_code.as_ref();
    Usage {
        id,
        subscription: &cloud_account.subscription,
        product: product.map(ProviderIdentifier::as_str),
        dimension: record.dimension.as_str(),
        start: record.start,
        end: record.end,
        quantity: record.quantity.into(),
        allocations,
        ended_at: cloud_account.lifecycle.ended_at,
    }
}

/// What a result means for the ledger (`acknowledge_metering`), with the provider's own id of the record. `None`:
/// nothing, the record stays in flight.
pub fn outcome(result: &MeteringResult) -> Option<(MeteringOutcome, Option<Note>)> {
    // Ids of providers are short; one that is no text for people is not worth losing the answer for.
    let note = |text: &Option<String>| text.as_deref().and_then(|text| Note::new(text).ok());
    Some(match result {
        MeteringResult::Accepted { provider_record } => (MeteringOutcome::Accepted, note(provider_record)),
        MeteringResult::Duplicate { provider_record } => {
            (MeteringOutcome::Duplicate { quantity: None }, note(provider_record))
        }
        MeteringResult::NotSubscribed { .. } => (MeteringOutcome::NotSubscribed, None),
        MeteringResult::Refused { code, message } => {
            let reason = note(&Some(alloc::format!("{code}: {message}"))).or_else(|| note(&Some(code.clone())));
            (MeteringOutcome::Rejected { reason }, None)
        }
        MeteringResult::Unprocessed { .. }
        | MeteringResult::Isolate { .. }
        | MeteringResult::Halted { .. }
        | MeteringResult::Unknown { .. } => {
            return None;
        }
    })
}

/// A workspace's part of a quantity.
#[derive(Clone, Copy, Debug)]
pub struct Allocation<'u> {
    /// The workspace.
    pub workspace: &'u WorkspaceId,
    /// Its part.
    pub quantity: Decimal,
}

/// How often a product is billed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Billing {
    /// Every hour.
    #[default]
    Hourly,
    /// Every day.
    Daily,
    /// At once (AliCloud).
    RealTime,
}

/// On what terms usage is sent.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// The instant of sending, by the host's clock.
    pub now: Instant,
    /// How often the product is billed. AWS: without effect.
    pub billing: Billing,
    /// How old usage may be, from the start of its window; absent: the provider's own rule. AWS documents contradict
    /// each other (1, 6 and 24 hours), so this overrides [`aws::AGE_LIMIT`](crate::aws::AGE_LIMIT).
    pub age_limit: Option<Seconds>,
    /// How far the provider's day is ahead of UTC, in seconds. Both Chinese providers are taken to mean UTC+8;
    /// neither says so.
    pub day_offset_seconds: i32,
    /// At most so many records in a call; absent: the provider's own limit. With 1, a call that failed as a whole is
    /// taken apart and shows which record is bad.
    pub records_per_call: Option<usize>,
}

impl Terms {
    /// The usual terms: billed hourly, the providers' own limits, days of UTC+8.
    pub const fn at(now: Instant) -> Self {
        Self {
            now,
            billing: Billing::Hourly,
            age_limit: None,
            day_offset_seconds: DAY_OFFSET_SECONDS,
            records_per_call: None,
        }
    }

    pub(crate) fn records(&self, most: usize) -> usize {
        self.records_per_call.unwrap_or(most).clamp(1, most)
    }
}

/// One call to a provider's metering interface, ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// The provider whose interface is called.
    pub provider: Provider,
    /// The operation as the provider's SDKs call it: `BatchMeterUsage`, `PushMeteringData`, or the path of Huawei
    /// Cloud's.
    pub operation: String,
    /// AWS and Huawei Cloud: the request's body. AliCloud: the value of the parameter `Metering`. JSON, to be sent
    /// byte for byte.
    pub body: String,
    /// Our ids of the records in it, in their order.
    pub records: Vec<String>,
    /// How long to wait with it, from the sending of the first call of the plan: AliCloud takes one call for an
    /// instance in 60 s.
    pub wait: Seconds,
}

/// Usages as calls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The calls, in the order to send them in.
    pub calls: Vec<Call>,
    /// The ids of those usages that no call can carry, and why.
    pub unsendable: Vec<(String, Unsendable)>,
}

/// Why usage cannot be sent. Each variant has a stable [code](Self::code).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unsendable {
    /// It is another provider's.
    #[error("the subscription is one of `{provider}`: expected one of the provider metered to")]
    OtherProvider {
        /// The provider of the subscription.
        provider: Provider,
    },
    /// A value is not as the provider demands.
    #[error("`{field}` is `{value}`: expected {expected}")]
    WrongValue {
        /// The field.
        field: &'static str,
        /// The value, shortened.
        value: String,
        /// The expected form.
        expected: &'static str,
    },
    /// The provider takes it no more.
    #[error("the usage could be metered until {deadline}: expected it earlier")]
    TooLate {
        /// Until when it did.
        deadline: Instant,
    },
    /// The window has not ended, or lies ahead.
    #[error("the usage ends at {end}: expected a window that has ended")]
    NotYet {
        /// The end of the window.
        end: Instant,
    },
    /// The window lies after the end of the subscription.
    #[error("the subscription ended at {ended_at}: expected usage from before that")]
    AfterEnd {
        /// The instant at which the subscription ended.
        ended_at: Instant,
    },
    /// Another usage of the list has the same place at the provider, which takes the first and drops the second. Add
    /// them up.
    #[error("`{first}` has the same subscription, dimension and hour or window: expected one record for both")]
    SameSlot {
        /// The id of the other.
        first: String,
    },
    /// Two usages of the list have this id.
    #[error("another record has the same id: expected ids to be unique")]
    SameId,
    /// The provider has another quantity of that hour. The record waits until a person states which.
    #[error("the provider has another quantity of this hour: expected an answer with the quantity that it has")]
    Disputed,
    /// One record alone is larger than a call may be.
    #[error("the record alone has {bytes} bytes: expected less than {most}")]
    TooLarge {
        /// Its size.
        bytes: usize,
        /// The most a call may have.
        most: usize,
    },
}

impl Unsendable {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OtherProvider { .. } => "other_provider",
            Self::WrongValue { .. } => "wrong_value",
            Self::TooLate { .. } => "too_late",
            Self::NotYet { .. } => "not_yet",
            Self::AfterEnd { .. } => "after_end",
            Self::SameSlot { .. } => "same_slot",
            Self::SameId => "same_id",
            Self::Disputed => "disputed",
            Self::TooLarge { .. } => "too_large",
        }
    }

    pub(crate) fn wrong(field: &'static str, value: &str, expected: &'static str) -> Self {
        Self::WrongValue { field, value: shorten(value), expected }
    }
}

/// What a provider answered to a call.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// The HTTP status. 0: no answer came, so it is not known whether the call arrived.
    pub status: u16,
    /// The body.
    pub body: &'a [u8],
}

impl Answer<'_> {
    /// No answer came: the connection broke, or time ran out.
    pub const NONE: Self = Self { status: 0, body: &[] };

    pub(crate) const fn is_success(&self) -> bool {
        self.status >= 200 && self.status < 300
    }
}

/// What the provider made of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeteringResult {
    /// It is recorded and will be billed.
    Accepted {
        /// The provider's id of it, if the answer has one.
        provider_record: Option<String>,
    },
    /// The provider has a record of the same place already, and keeps that one. This one is not billed. The quantity of
    /// the other one is not known.
    Duplicate {
        /// The provider's id of the record that it keeps, if the answer has one.
        provider_record: Option<String>,
    },
    /// The subscription takes no usage: unknown, ended, suspended. Sending it again is of no use.
    NotSubscribed {
        /// The provider's own code.
        code: String,
    },
    /// It was not processed, or may be sent again without harm: send it again.
    Unprocessed {
        /// The provider's own code, or what is lacking in the answer.
        code: String,
    },
    /// This record is wrong. Sending it again is of no use.
    Refused {
        /// The provider's own code.
        code: String,
        /// What the provider says to it, shortened.
        message: String,
    },
    /// The call failed as a whole, because of what one record, perhaps this one, says. Send its records one by one
    /// ([`Terms::records_per_call`]).
    Isolate {
        /// The provider's own code.
        code: String,
        /// What the provider says to it, shortened.
        message: String,
    },
    /// The call failed as a whole, for a reason that has nothing to do with any record: credentials, the product's
    /// set-up. A person must see to it; then send it again.
    Halted {
        /// The provider's own code.
        code: String,
        /// What the provider says to it, shortened.
        message: String,
    },
    /// It is not known whether it was recorded, and sending it again might have it billed twice. A person must look.
    Unknown {
        /// The provider's own code, or what is lacking in the answer.
        code: String,
    },
}

impl MeteringResult {
    /// The stable name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Accepted { .. } => "accepted",
            Self::Duplicate { .. } => "duplicate",
            Self::NotSubscribed { .. } => "not_subscribed",
            Self::Unprocessed { .. } => "unprocessed",
            Self::Refused { .. } => "refused",
            Self::Isolate { .. } => "isolate",
            Self::Halted { .. } => "halted",
            Self::Unknown { .. } => "unknown",
        }
    }

    /// The provider's own code, and what it says to it, where it said why not.
    pub fn words(&self) -> Option<(&str, &str)> {
        match self {
            Self::Accepted { .. } | Self::Duplicate { .. } => None,
            Self::NotSubscribed { code } | Self::Unprocessed { code } | Self::Unknown { code } => Some((code, "")),
            Self::Refused { code, message } | Self::Isolate { code, message } | Self::Halted { code, message } => {
                Some((code, message))
            }
        }
    }

    /// Whether the record can be sent again without a person's doing.
    pub const fn send_again(&self) -> bool {
        matches!(self, Self::Unprocessed { .. } | Self::Isolate { .. })
    }
}

/// The same result for every record of a call.
pub(crate) fn all(call: &Call, result: &MeteringResult) -> Vec<(String, MeteringResult)> {
    call.records.iter().map(|id| (id.clone(), result.clone())).collect()
}

/// The result on a call that failed as a whole because of one record: if it has but one, that is the one.
pub(crate) fn isolated(call: &Call, code: String, message: String) -> Vec<(String, MeteringResult)> {
    let result = if call.records.len() == 1 {
        MeteringResult::Refused { code, message }
    } else {
        MeteringResult::Isolate { code, message }
    };
    all(call, &result)
}

/// What usages of every provider are checked for, and what remembers who came first.
pub(crate) struct Checks<'t> {
    pub(crate) provider: Provider,
    pub(crate) terms: &'t Terms,
    ids: BTreeSet<String>,
    slots: BTreeMap<String, String>,
}

impl<'t> Checks<'t> {
    pub(crate) const fn new(provider: Provider, terms: &'t Terms) -> Self {
        Self { provider, terms, ids: BTreeSet::new(), slots: BTreeMap::new() }
    }

    /// Whether the usage can be sent, as far as that is the same everywhere. `after_end` says when its window lies,
    /// by the provider's rule, after the end of the subscription.
    pub(crate) fn pass(
        &mut self,
        usage: &Usage<'_>,
        deadline: Instant,
        after_end: impl Fn(Instant) -> bool,
    ) -> Result<(), Unsendable> {
        if usage.subscription.provider() != self.provider {
            return Err(Unsendable::OtherProvider { provider: usage.subscription.provider() });
        }
        if usage.id.is_empty() {
            return Err(Unsendable::wrong("id", usage.id, "an id"));
        }
        if !self.ids.insert(usage.id.into()) {
            return Err(Unsendable::SameId);
        }
        if usage.end <= usage.start {
            return Err(Unsendable::wrong("end", &alloc::format!("{}", usage.end), "an instant after `start`"));
        }
        if usage.end > self.terms.now {
            return Err(Unsendable::NotYet { end: usage.end });
        }
        if let Some(ended_at) = usage.ended_at.filter(|&ended_at| after_end(ended_at)) {
            return Err(Unsendable::AfterEnd { ended_at });
        }
        if self.terms.now > deadline {
            return Err(Unsendable::TooLate { deadline });
        }
        Ok(())
    }

    /// Takes the usage's place at the provider.
    pub(crate) fn take(&mut self, slot: String, usage: &Usage<'_>) -> Result<(), Unsendable> {
        if let Some(first) = self.slots.get(&slot) {
            return Err(Unsendable::SameSlot { first: first.clone() });
        }
        self.slots.insert(slot, usage.id.into());
        Ok(())
    }
}

/// A quantity without decimals, from 0 up to `most`.
pub(crate) fn whole(quantity: Decimal, most: u64, expected: &'static str) -> Result<u64, Unsendable> {
    let wrong = || Unsendable::wrong("quantity", &alloc::format!("{quantity}"), expected);
    if !quantity.fract().is_zero() {
        return Err(wrong());
    }
    u64::try_from(quantity).ok().filter(|&quantity| quantity <= most).ok_or_else(wrong)
}

/// Records in groups, each group in pieces of at most `records` records and at most `bytes` bytes, the size of each
/// being given.
pub(crate) fn pieces<R>(records: Vec<(usize, R)>, most: usize, bytes_most: usize) -> Vec<Vec<R>> {
    let mut pieces: Vec<Vec<R>> = Vec::new();
    let mut bytes = 0;
    for (size, record) in records {
        match pieces.last_mut() {
            Some(piece) if piece.len() < most && bytes + size <= bytes_most => {
                bytes += size;
                piece.push(record);
            }
            _ => {
                bytes = size;
                pieces.push(alloc::vec![record]);
            }
        }
    }
    pieces
}

/// What may be shown of a provider's own words.
pub(crate) fn quoted(text: Option<&str>) -> String {
    shorten(text.unwrap_or_default())
}

/// The start of the hour that holds an instant.
pub(crate) const fn hour_of(at: Instant) -> i64 {
    at.nanoseconds().div_euclid(3_600_000_000_000)
}

/// Whole seconds since 1970.
pub(crate) const fn unix_seconds(at: Instant) -> i64 {
    at.nanoseconds().div_euclid(1_000_000_000)
}
