//! The sources of money: vouchers and cards in lots, cash, overdraft, the cloud account.

use core::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::id::{LotId, OrderId, ProviderIdentifier};
use crate::machine::string_enum;
use crate::money::Money;
use crate::time::Instant;

string_enum! {
    /// One kind of source in a waterfall.
    pub enum Fund {
        /// A voucher that pays any eligible bill.
        OrdinaryVoucher = "ordinary_voucher",
        /// A voucher that may action for a minimum bill.
        FullReductionVoucher = "full_reduction_voucher",
        /// A stored-value card.
        Card = "card",
        /// The account's cash.
        Cash = "cash",
        /// The card balance below zero: a debt the account takes on, never money it has.
        Overdraft = "overdraft",
        /// The marketplace subscription: the cloud provider charges the customer.
        CloudAccount = "cloud_account",
    }
}

string_enum! {
    /// The kinds of fund that come in lots.
    pub enum LotKind {
        /// A voucher that pays any eligible bill.
        OrdinaryVoucher = "ordinary_voucher",
        /// A voucher that may action for a minimum bill.
        FullReductionVoucher = "full_reduction_voucher",
        /// A stored-value card.
        Card = "card",
    }
}

impl LotKind {
    /// The fund this kind of lot belongs to.
    pub const fn fund(self) -> Fund {
        match self {
            Self::OrdinaryVoucher => Fund::OrdinaryVoucher,
            Self::FullReductionVoucher => Fund::FullReductionVoucher,
            Self::Card => Fund::Card,
        }
    }

    /// The kind of lot behind a fund, if it comes in lots.
    pub const fn of(fund: Fund) -> Option<Self> {
        match fund {
            Fund::OrdinaryVoucher => Some(Self::OrdinaryVoucher),
            Fund::FullReductionVoucher => Some(Self::FullReductionVoucher),
            Fund::Card => Some(Self::Card),
            Fund::Cash | Fund::Overdraft | Fund::CloudAccount => None,
        }
    }
}

/// How a lot came to the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A voucher issued by the vendor.
    Issued,
    /// A card granted by a partner or the vendor.
    Granted,
    /// A card bought from the account's cash.
    Bought,
    /// A voucher that came with the purchase of a card (M3).
    Gift {
        /// The card.
        card: LotId,
    },
    /// A card paid for in Huawei Cloud's market (M2).
    HuaweiOrder {
        /// The order there.
        order: OrderId,
        /// Who ordered.
        huawei_account: ProviderIdentifier,
    },
}

string_enum! {
    /// Whether a lot can still pay.
    pub enum LotState {
        /// It has value left and is neither expired nor void.
        Open = "open",
        /// All its value was used.
        Exhausted = "exhausted",
        /// Its validity is over; what was left is gone.
        Expired = "expired",
        /// It was made void; what was left is gone.
        Void = "void",
    }
}

/// One voucher or one card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    /// Its name within the account.
    pub id: LotId,
    /// What it is.
    pub kind: LotKind,
    /// Its value when it came.
    pub face: Money,
    /// Its value now.
    pub available: Money,
    /// The first instant it pays.
    pub valid_from: Instant,
    /// The first instant it no longer pays; absent: it never expires.
    pub valid_until: Option<Instant>,
    /// The smallest bill it pays (full-reduction vouchers only).
    pub minimum_bill: Option<Money>,
    /// When it came.
    pub issued_at: Instant,
    /// How it came.
    pub origin: Origin,
    /// Whether it can still pay.
    pub state: LotState,
    /// When it left [`LotState::Open`], if it has.
    pub closed_at: Option<Instant>,
}

impl Lot {
    /// The order in which lots pay (W4) within a kind, and kinds among each other: earliest expiry, no expiry last, then earliest
    /// issue, then id. Ids are unique in an account, so two lots are never equal and no two runs differ.
    pub fn paying_order(&self, other: &Self) -> Ordering {
        let key = |lot: &Self| (lot.kind, lot.valid_until.is_none(), lot.valid_until, lot.issued_at);
        key(self).cmp(&key(other)).then_with(|| self.id.cmp(&other.id))
    }

    /// Whether its validity is over at `at`.
    pub fn expired_by(&self, at: Instant) -> bool {
        self.valid_until.is_some_and(|until| until <= at)
    }
}
