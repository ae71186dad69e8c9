//! The result of settling a bill: every slice taken, every fund that paid nothing and why, and what it rests on.

use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::cloud_account::CloudAccount;
use crate::fund::Fund;
use crate::id::{AccountId, BillId, CloudAccountId, LotId, WorkspaceId};
use crate::method::Payer;
use crate::money::Money;
use crate::position::ChargePosition;
use crate::time::Instant;

/// What one fund paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slice {
    /// The fund.
    pub fund: Fund,
    /// The lot, for funds that come in lots.
    pub lot: Option<LotId>,
    /// The place of the charge in the cloud account's meter, for the slice of a cloud account.
    pub charge: Option<ChargePosition>,
    /// How much it paid, above zero.
    pub amount: Money,
}

/// Why a fund paid nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// The waterfall for this item and payer does not name this kind (W1, W2, W3).
    NotInWaterfall,
    /// Its validity has not begun (W5).
    NotYetValid {
        /// When it begins.
        valid_from: Instant,
    },
    /// The bill is smaller than the voucher's minimum (W5).
    BelowMinimum {
        /// The minimum.
        minimum: Money,
    },
    /// The bill was covered before its turn came.
    NotNeeded,
    /// There was nothing in it.
    Empty,
}

impl SkipReason {
    /// The rule behind it.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::NotInWaterfall => "W3",
            Self::NotYetValid { .. } | Self::BelowMinimum { .. } => "W5",
            Self::NotNeeded => "W4",
            Self::Empty => "W7",
        }
    }
}

/// A fund that paid nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skip {
    /// The fund.
    pub fund: Fund,
    /// The lot, for funds that come in lots.
    pub lot: Option<LotId>,
    /// What it could have paid; absent for funds that hold nothing (overdraft, cloud account).
    pub available: Option<Money>,
    /// Why it did not.
    pub reason: SkipReason,
}

/// Why this payer and no other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PayerReason {
    /// It was in force at the start of the usage period.
    #[serde(rename = "P1")]
    InForce {
        /// The start of the interval of the timeline.
        since: Instant,
    },
    /// The cloud account in force could not be metered any more, so the enterprise account pays.
    #[serde(rename = "P2")]
    NoLongerMetered {
        /// The one that was in force.
        cloud_account: CloudAccountId,
        /// When it ended; absent: its provider refused the usage of a subscription that had not ended.
        ended_at: Option<Instant>,
        /// Until when its usage could be metered, once it has ended.
        metering_deadline: Option<Instant>,
    },
}

impl PayerReason {
    /// That the provider of a cloud account takes no usage of it any more.
    pub(crate) fn no_longer_metered(cloud_account: &CloudAccount) -> Self {
        Self::NoLongerMetered {
            cloud_account: cloud_account.id.clone(),
            ended_at: cloud_account.lifecycle.ended_at,
            metering_deadline: cloud_account.metering_deadline,
        }
    }
}

/// Who paid a bill, out of which money, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The bill.
    pub bill: BillId,
    /// Whose usage.
    pub workspace: WorkspaceId,
    /// Whose bill.
    pub account: AccountId,
    /// Who paid.
    pub payer: Payer,
    /// Why this payer.
    pub payer_reason: PayerReason,
    /// The bill's amount.
    pub amount: Money,
    /// When it was settled.
    pub settled_at: Instant,
    /// What paid, in order; the sum is the bill's amount exactly (W6).
    pub slices: Vec<Slice>,
    /// What did not pay, and why.
    pub skips: Vec<Skip>,
}
