//! The result of settling a bill: the payer and the reason, every slice, and every skipped fund with the reason.

use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::cloud_account::CloudAccount;
use crate::fund::Fund;
use crate::id::{AccountId, BillId, CloudAccountId, LotId, WorkspaceId};
use crate::method::Payer;
use crate::money::Money;
use crate::position::ChargePosition;
use crate::time::Instant;

/// The part of a bill that one fund paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slice {
    /// The fund that paid.
    pub fund: Fund,
    /// The lot that paid; absent: the fund has no lots.
    pub lot: Option<LotId>,
    /// The position of the charge in the cloud account's meter; only for the fund `cloud_account`.
    pub charge: Option<ChargePosition>,
    /// The amount paid, above zero.
    pub amount: Money,
}

/// The reason why a fund paid nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// The waterfall for this item and this payer does not contain the fund (W1, W2, W3).
    NotInWaterfall,
    /// The validity of the lot has not begun (W5).
    NotYetValid {
        /// The first instant at which the lot can pay.
        valid_from: Instant,
    },
    /// The bill is smaller than the minimum of the voucher (W5).
    BelowMinimum {
        /// The smallest bill that the voucher pays.
        minimum: Money,
    },
    /// The funds before it covered the whole bill.
    NotNeeded,
    /// The fund had no value.
    Empty,
}

impl SkipReason {
    /// Whether both are the same reason. Instants and amounts do not matter.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        core::mem::discriminant(self) == core::mem::discriminant(other)
    }

    /// The number of the rule that the reason rests on.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::NotInWaterfall => "W3",
            Self::NotYetValid { .. } | Self::BelowMinimum { .. } => "W5",
            Self::NotNeeded => "W4",
            Self::Empty => "W7",
        }
    }
}

/// A fund that paid nothing, or several lots of one kind that paid nothing for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skip {
    /// The fund.
    pub fund: Fund,
    /// The lot; absent: the fund has no lots. With `range` it is the first lot, in the order in which lots pay (W4).
    pub lot: Option<LotId>,
    /// The value that the fund had; absent for funds that hold no value (overdraft, cloud account). With `range` it is
    /// the sum of the values of all lots of the range.
    pub available: Option<Money>,
    /// The reason why the fund paid nothing. With `range` it holds for each lot of the range: `valid_from` is the
    /// earliest of theirs, `minimum` the smallest.
    pub reason: SkipReason,
    /// Present: several lots, of which `lot` is the first; absent: one fund or one lot.
    pub range: Option<LotRange>,
}

/// The other lots of a [`Skip`] that is about several lots. A receipt names the first
/// [`SKIPPED_LOTS_NAMED_MAX`](crate::limits::SKIPPED_LOTS_NAMED_MAX) lots that paid nothing, one by one. Of those after
/// them, all lots of one kind with one reason are a range. Lots between the first and the last one that paid, or did
/// not pay for another reason, do not belong to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotRange {
    /// The last lot of the range, in the order in which lots pay (W4).
    pub last: LotId,
    /// The number of lots of the range, the first and the last one included: two or more.
    pub count: u32,
}

/// The reason why this payer pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PayerReason {
    /// The payer was in force at the start of the usage period.
    #[serde(rename = "P1")]
    InForce {
        /// The start of the payer's interval in the timeline.
        since: Instant,
    },
    /// The usage of the cloud account in force can no longer be metered, so the enterprise account pays.
    #[serde(rename = "P2")]
    NoLongerMetered {
        /// The cloud account that was in force.
        cloud_account: CloudAccountId,
        /// The instant at which its subscription ended; absent: the provider refused the usage of a subscription that
        /// had not ended.
        ended_at: Option<Instant>,
        /// The deadline until which its usage could be metered; only after its end is known.
        metering_deadline: Option<Instant>,
    },
    /// The cloud account in force is suspended for longer than the policy's `suspended_patience`, so the enterprise
    /// account pays.
    #[serde(rename = "P3")]
    SuspendedTooLong {
        /// The cloud account that is in force.
        cloud_account: CloudAccountId,
        /// The instant since which it is suspended.
        suspended_since: Instant,
        /// The instant from which on the enterprise account pays.
        deadline: Instant,
    },
}

impl PayerReason {
    /// The rule that chose the payer: `P1`, `P2` or `P3`.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::InForce { .. } => "P1",
            Self::NoLongerMetered { .. } => "P2",
            Self::SuspendedTooLong { .. } => "P3",
        }
    }

    /// The reason for a cloud account whose provider accepts no more usage.
    pub(crate) fn no_longer_metered(cloud_account: &CloudAccount) -> Self {
        Self::NoLongerMetered {
            cloud_account: cloud_account.id.clone(),
            ended_at: cloud_account.lifecycle.ended_at,
            metering_deadline: cloud_account.metering_deadline,
        }
    }
}

/// The receipt of a settled bill: who paid it, out of which money, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The bill.
    pub bill: BillId,
    /// The workspace whose usage the bill is for.
    pub workspace: WorkspaceId,
    /// The account that the bill is recorded for.
    pub account: AccountId,
    /// The payer of the bill.
    pub payer: Payer,
    /// The reason why this payer pays.
    pub payer_reason: PayerReason,
    /// The amount of the bill.
    pub amount: Money,
    /// The instant at which the bill was settled.
    pub settled_at: Instant,
    /// The slices, in the order in which the funds paid. Their sum is exactly the amount of the bill (W6).
    pub slices: Vec<Slice>,
    /// The funds that paid nothing, each with the reason, in the order in which they would have paid. A [`LotRange`]
    /// has the place of its first lot.
    pub skips: Vec<Skip>,
}
