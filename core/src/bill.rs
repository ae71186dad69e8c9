//! Bills and their states: held, settled, cancelled, reversed, corrected.

use core::fmt;

use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::fund::Fund;
use crate::id::{AccountId, BillId, CloudAccountId, ItemId, LotId, Note, ReversalId, WorkspaceId};
use crate::machine::string_enum;
use crate::method::Payer;
use crate::money::{Money, MoneyError};
use crate::position::EntryPosition;
use crate::receipt::{PayerReason, Receipt, Skip, Slice};
use crate::time::{Instant, Period};

/// One charge of one workspace for one billing item over one usage period. Its id settles once (P4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bill {
    /// The id of the bill, unique in the whole ledger.
    pub id: BillId,
    /// The workspace whose usage the bill is for.
    pub workspace: WorkspaceId,
    /// The billing item that was used, such as `logs` or `sms`.
    pub item: ItemId,
    /// The price of the usage, zero or more, in the account's currency.
    pub amount: Money,
    /// The usage period. Its start decides who pays (P1).
    pub period: Period,
}

impl fmt::Display for Bill {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { workspace, item, amount, period, .. } = self;
        write!(f, "{amount} for `{item}` of `{workspace}` from {} to {}", period.start(), period.end())
    }
}

/// The reason why a bill waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldReason {
    /// The cloud account that should pay is suspended (P3).
    CloudAccountSuspended {
        /// The suspended cloud account.
        cloud_account: CloudAccountId,
    },
    /// The funds do not cover the whole bill, because of the credit limit or a waterfall without overdraft (W7).
    CreditLimit {
        /// The part of the bill that the funds could not cover.
        uncovered: Money,
        /// The amount that the overdraft could still have paid; absent: the waterfall has no overdraft, or no limit
        /// applies.
        credit_left: Option<Money>,
    },
}

impl HoldReason {
    /// The stable name in the interchange form.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::CloudAccountSuspended { .. } => "cloud_account_suspended",
            Self::CreditLimit { .. } => "credit_limit",
        }
    }

    /// Whether both reasons wait for the same thing. Amounts do not matter.
    pub fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::CreditLimit { .. }, Self::CreditLimit { .. }) => true,
            (one, other) => one == other,
        }
    }
}

/// The state of a bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BillStatus {
    /// The bill is recorded and not paid yet.
    Held {
        /// The reason why the bill waits.
        reason: HoldReason,
        /// The instant since which the bill waits.
        since: Instant,
        /// The position of the bill in the account's queue of held bills.
        queue: EntryPosition,
    },
    /// The bill is paid, as its receipt shows.
    Settled(Receipt),
    /// The bill was held and then reversed. It never settles.
    Cancelled {
        /// The instant at which the bill was reversed.
        at: Instant,
    },
}

/// The place that refunded value goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundTarget {
    /// Into the lot, which can pay with it again.
    Lot,
    /// Into a lot that has expired. The value stays expired (W9).
    ExpiredLot,
    /// Into a lot that is void. The value stays void.
    VoidLot,
    /// Into the account's cash.
    Cash,
    /// The overdraft becomes smaller.
    Overdraft,
    /// The charges to the cloud account become smaller.
    CloudAccount,
}

/// The refund of one slice of a bill, or of a part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    /// The number of the slice in the bill, from 0.
    pub slice: u32,
    /// The fund that paid the slice.
    pub fund: Fund,
    /// The lot that paid the slice; absent: the fund has no lots.
    pub lot: Option<LotId>,
    /// The refunded amount, above zero.
    pub amount: Money,
    /// The place that the value went to.
    pub to: RefundTarget,
}

/// One reversal of a bill: it refunds the bill, whole or in part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reversal {
    /// The id of the reversal, unique within the bill.
    pub id: ReversalId,
    /// The amount that the caller gave; absent: all that was left.
    pub asked: Option<Money>,
    /// The refunded amount; of a held bill, the amount that was cancelled.
    pub amount: Money,
    /// The instant of the reversal.
    pub at: Instant,
    /// The reason that the caller gave, as free text.
    pub reason: Option<Note>,
    /// The refunds, latest slice first (W9). A held bill has none.
    pub refunds: Vec<Refund>,
}

string_enum! {
    /// The reason why a settled bill was corrected.
    pub enum CorrectionReason {
        /// The cloud account closed before the provider received the usage (P2).
        Unmetered = "unmetered",
        /// The provider does not accept usage of this subscription (P2).
        NotSubscribed = "not_subscribed",
        /// A late message changed the payer of the usage (T2).
        PayerChanged = "payer_changed",
        /// A usage record had no answer when the provider stopped accepting usage of its hour (N2).
        NotAnswered = "not_answered",
    }
}

/// The correction of a settled bill, when another payer pays the bill or a part of it. The first payer gets a refund of
/// that part, and the other one pays it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The instant of the correction.
    pub at: Instant,
    /// The reason for the correction.
    pub reason: CorrectionReason,
    /// The payer that had paid the corrected part.
    pub from: Payer,
    /// The payer that pays the part from now on.
    pub payer: Payer,
    /// The reason why this payer pays.
    pub payer_reason: PayerReason,
    /// The amount that was refunded and paid again, above zero.
    pub amount: Money,
    /// The refunds, latest slice first.
    pub refunds: Vec<Refund>,
    /// The slices that pay the amount, in order. Their numbers continue after the earlier slices of the bill.
    pub slices: Vec<Slice>,
    /// The funds that paid nothing, each with the reason.
    pub skips: Vec<Skip>,
}

/// The end of a bill whose charge the provider restated (P4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restatement {
    /// The instant of the restatement.
    pub at: Instant,
    /// The bill that took the place of this one; absent: the provider withdrew the charge.
    pub by: Option<BillId>,
}

/// A bill with its history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillRecord {
    /// The bill as the caller gave it.
    pub bill: Bill,
    /// The account that the bill is recorded for.
    pub account: AccountId,
    /// The state of the bill.
    pub status: BillStatus,
    /// The reversals, oldest first.
    pub reversals: Vec<Reversal>,
    /// The corrections, oldest first.
    pub corrections: Vec<Correction>,
    /// The bill whose place this bill took, because the provider restated its charge (P4); absent: none.
    #[serde(default)]
    pub restates: Option<BillId>,
    /// How the provider's restatement ended this bill (P4); absent: the charge was not restated.
    #[serde(default)]
    pub restated: Option<Restatement>,
}

impl BillRecord {
    /// A new record, without history.
    pub fn new(bill: Bill, account: AccountId, status: BillStatus) -> Self {
        let (reversals, corrections) = (Vec::new(), Vec::new());
        Self { bill, account, status, reversals, corrections, restates: None, restated: None }
    }

    /// All slices with their numbers: first those of the receipt, then those of the corrections.
    pub fn slices(&self) -> impl Iterator<Item = (u32, &Slice)> {
        let first = self.receipt().map(|receipt| receipt.slices.as_slice()).unwrap_or_default();
        (0..).zip(first.iter().chain(self.corrections.iter().flat_map(|correction| &correction.slices)))
    }

    /// The refunds of slice number `slice` until now, by reversals and corrections.
    pub fn refunded_from(&self, slice: u32) -> impl Iterator<Item = &Money> {
        let reversed = self.reversals.iter().flat_map(|reversal| &reversal.refunds);
        let corrected = self.corrections.iter().flat_map(|correction| &correction.refunds);
        reversed.chain(corrected).filter(move |one| one.slice == slice).map(|one| &one.amount)
    }

    /// The amount of a slice that is not refunded.
    ///
    /// # Errors
    ///
    /// [`MoneyError`] when the refunds are not in the slice's currency.
    pub fn remaining_of(&self, number: u32, slice: &Slice) -> Result<Money, MoneyError> {
        self.refunded_from(number).try_fold(slice.amount, |left, returned| left.minus(returned))
    }

    /// The amount that was reversed until now.
    ///
    /// # Errors
    ///
    /// [`MoneyError`] when the reversals are not in the bill's currency.
    pub fn reversed(&self) -> Result<Money, MoneyError> {
        self.reversals.iter().try_fold(Money::zero(self.bill.amount.currency()), |sum, one| sum.plus(&one.amount))
    }

    /// The payer by the latest correction, and the reason; `None` while the bill is not settled.
    pub fn payer_and_reason(&self) -> Option<(&Payer, &PayerReason)> {
        let corrected = self.corrections.last().map(|correction| (&correction.payer, &correction.payer_reason));
        corrected.or_else(|| self.receipt().map(|receipt| (&receipt.payer, &receipt.payer_reason)))
    }

    /// The payer by the latest correction; `None` while the bill is not settled.
    pub fn payer(&self) -> Option<&Payer> {
        self.payer_and_reason().map(|(payer, _)| payer)
    }

    /// The receipt; `None` while the bill is not settled.
    pub const fn receipt(&self) -> Option<&Receipt> {
        match &self.status {
            BillStatus::Settled(receipt) => Some(receipt),
            BillStatus::Held { .. } | BillStatus::Cancelled { .. } => None,
        }
    }
}
