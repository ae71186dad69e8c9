//! The sources of money: vouchers and cards in lots, cash, overdraft, the cloud account.

use core::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::id::{LotId, OrderId, ProviderIdentifier};
use crate::machine::string_enum;
use crate::money::Money;
use crate::time::Instant;

string_enum! {
    /// A kind of fund: a source of money in a waterfall.
    pub enum Fund {
        /// A voucher without a minimum bill.
        OrdinaryVoucher = "ordinary_voucher",
        /// A voucher that may have a minimum bill.
        FullReductionVoucher = "full_reduction_voucher",
        /// A stored-value card.
        Card = "card",
        /// The account's cash.
        Cash = "cash",
        /// The overdraft: a debt of the account, never a value that it has.
        Overdraft = "overdraft",
        /// The cloud account: the provider charges the customer through the marketplace subscription.
        CloudAccount = "cloud_account",
    }
}

string_enum! {
    /// The kinds of lot: each lot is one voucher or one card.
    pub enum LotKind {
        /// A voucher without a minimum bill.
        OrdinaryVoucher = "ordinary_voucher",
        /// A voucher that may have a minimum bill.
        FullReductionVoucher = "full_reduction_voucher",
        /// A stored-value card.
        Card = "card",
    }
}

impl LotKind {
    /// The fund that this kind of lot belongs to.
    pub const fn fund(self) -> Fund {
        match self {
            Self::OrdinaryVoucher => Fund::OrdinaryVoucher,
            Self::FullReductionVoucher => Fund::FullReductionVoucher,
            Self::Card => Fund::Card,
        }
    }

    /// The kind of lot of a fund; `None` for funds without lots.
    pub const fn of(fund: Fund) -> Option<Self> {
        match fund {
            Fund::OrdinaryVoucher => Some(Self::OrdinaryVoucher),
            Fund::FullReductionVoucher => Some(Self::FullReductionVoucher),
            Fund::Card => Some(Self::Card),
            Fund::Cash | Fund::Overdraft | Fund::CloudAccount => None,
        }
    }
}

/// The way in which a lot came to the account.
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
        /// The card that it came with.
        card: LotId,
    },
    /// A card that was paid for in Huawei Cloud's market (M2).
    HuaweiOrder {
        /// The number of the order.
        order: OrderId,
        /// The Huawei Cloud account that placed the order.
        huawei_account: ProviderIdentifier,
    },
}

string_enum! {
    /// The state of a lot: whether it can still pay.
    pub enum LotState {
        /// The lot has value left and is neither expired nor void.
        Open = "open",
        /// All value of the lot was used.
        Exhausted = "exhausted",
        /// The validity of the lot has ended. The value that was left is lost.
        Expired = "expired",
        /// The lot was made void. The value that was left is lost.
        Void = "void",
    }
}

/// One voucher or one card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    /// The id of the lot, unique within its account.
    pub id: LotId,
    /// The kind of the lot.
    pub kind: LotKind,
    /// The value of the lot when the account received it.
    pub face: Money,
    /// The value that is left in the lot, from zero to `face`.
    pub available: Money,
    /// The first instant at which the lot can pay.
    pub valid_from: Instant,
    /// The first instant at which the lot can no longer pay; absent: it never expires.
    pub valid_until: Option<Instant>,
    /// The smallest bill that the lot pays (W5). Only full-reduction vouchers have one.
    pub minimum_bill: Option<Money>,
    /// The instant at which the account received the lot.
    pub issued_at: Instant,
    /// The way in which the lot came to the account.
    pub origin: Origin,
    /// The state of the lot.
    pub state: LotState,
    /// The instant at which the lot left the state `open`; absent: it is open.
    pub closed_at: Option<Instant>,
}

impl Lot {
    /// The order in which lots pay (W4): by kind, then the earliest expiry (no expiry last), then the earliest issue,
    /// then the id. Ids are unique in an account, so no two lots are equal and the order is always the same.
    pub fn paying_order(&self, other: &Self) -> Ordering {
        let key = |lot: &Self| (lot.kind, lot.valid_until.is_none(), lot.valid_until, lot.issued_at);
        key(self).cmp(&key(other)).then_with(|| self.id.cmp(&other.id))
    }

    /// Whether the validity of the lot has ended at `at`.
    pub fn expired_by(&self, at: Instant) -> bool {
        self.valid_until.is_some_and(|until| until <= at)
    }
}
