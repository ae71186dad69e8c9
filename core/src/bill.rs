//! Bills and what became of them.

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
    /// Its id, unique over the whole file.
    pub id: BillId,
    /// Whose usage.
    pub workspace: WorkspaceId,
    /// What was used, such as `logs` or `sms`.
    pub item: ItemId,
    /// What it costs.
    pub amount: Money,
    /// When it was used; its start decides who pays (P1).
    pub period: Period,
}

impl fmt::Display for Bill {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { workspace, item, amount, period, .. } = self;
        write!(f, "{amount} for `{item}` of `{workspace}` from {} to {}", period.start(), period.end())
    }
}

/// Why a bill waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldReason {
    /// The cloud account that should pay is suspended (P3).
    CloudAccountSuspended {
        /// The one suspended.
        cloud_account: CloudAccountId,
    },
    /// The credit limit, or a waterfall without overdraft, does not let the account pay it whole (W7).
    CreditLimit {
        /// What the funds could not cover.
        uncovered: Money,
        /// How much of it the overdraft could still have taken; absent when the waterfall has no overdraft.
        credit_left: Option<Money>,
    },
}

impl HoldReason {
    /// Whether both wait for the same thing, whatever the figures.
    pub fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::CreditLimit { .. }, Self::CreditLimit { .. }) => true,
            (one, other) => one == other,
        }
    }
}

/// What became of a bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BillStatus {
    /// Recorded, not paid yet.
    Held {
        /// Why.
        reason: HoldReason,
        /// Since when.
        since: Instant,
        /// Its place in the account's queue of held bills.
        queue: EntryPosition,
    },
    /// Paid.
    Settled(Receipt),
    /// Held, then reversed: it never settles.
    Cancelled {
        /// When.
        at: Instant,
    },
}

/// Where value given back went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundTarget {
    /// Back into the lot, which can pay with it.
    Lot,
    /// Into a lot that has expired: the value stays expired (W9).
    ExpiredLot,
    /// Into a lot that is void: the value stays void.
    VoidLot,
    /// Into cash.
    Cash,
    /// Off the overdraft.
    Overdraft,
    /// Off what the cloud account is charged.
    CloudAccount,
}

/// Value given back from one slice of a receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    /// The place of the slice in the receipt, from 0.
    pub slice: u32,
    /// The slice's fund.
    pub fund: Fund,
    /// The slice's lot.
    pub lot: Option<LotId>,
    /// How much.
    pub amount: Money,
    /// Where it went.
    pub to: RefundTarget,
}

/// One giving-back of a bill, whole or in part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reversal {
    /// Its id, unique within the bill.
    pub id: ReversalId,
    /// What was asked for; absent: all that was left.
    pub asked: Option<Money>,
    /// How much was given back.
    pub amount: Money,
    /// When.
    pub at: Instant,
    /// Why, in the caller's words.
    pub reason: Option<Note>,
    /// Latest slice first (W9).
    pub refunds: Vec<Refund>,
}

string_enum! {
    /// Why a settled bill was corrected.
    pub enum CorrectionReason {
        /// The cloud account closed while the charge waited for a usage record (P2).
        Unmetered = "unmetered",
        /// The provider takes no usage of the subscription (P2).
        NotSubscribed = "not_subscribed",
        /// A late message told that another one pays (T2).
        PayerChanged = "payer_changed",
    }
}

/// Another one pays a settled bill, or a part of it, than was thought: that part was given back and paid anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// When.
    pub at: Instant,
    /// Why.
    pub reason: CorrectionReason,
    /// Who had paid that part.
    pub from: Payer,
    /// Who pays it.
    pub payer: Payer,
    /// Why this payer.
    pub payer_reason: PayerReason,
    /// How much was given back and paid anew.
    pub amount: Money,
    /// What was given back, latest slice first.
    pub refunds: Vec<Refund>,
    /// What paid anew, in order; numbered on from the slices before.
    pub slices: Vec<Slice>,
    /// What did not pay, and why.
    pub skips: Vec<Skip>,
}

/// A bill with its history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillRecord {
    /// The bill as it was given.
    pub bill: Bill,
    /// The account it was recorded for.
    pub account: AccountId,
    /// What became of it.
    pub status: BillStatus,
    /// What was given back, oldest first.
    pub reversals: Vec<Reversal>,
    /// What another one pays, oldest first.
    pub corrections: Vec<Correction>,
}

impl BillRecord {
    /// All slices, those of the receipt and then those of the corrections, by their numbers.
    pub fn slices(&self) -> impl Iterator<Item = (u32, &Slice)> {
        let first = self.receipt().map(|receipt| receipt.slices.as_slice()).unwrap_or_default();
        (0..).zip(first.iter().chain(self.corrections.iter().flat_map(|correction| &correction.slices)))
    }

    /// What of slice number `slice` was given back so far, by reversals and corrections.
    pub fn refunded_from(&self, slice: u32) -> impl Iterator<Item = &Money> {
        let reversed = self.reversals.iter().flat_map(|reversal| &reversal.refunds);
        let corrected = self.corrections.iter().flat_map(|correction| &correction.refunds);
        reversed.chain(corrected).filter(move |one| one.slice == slice).map(|one| &one.amount)
    }

    /// What is left of a slice: what it paid, less what was given back.
    pub fn remaining_of(&self, number: u32, slice: &Slice) -> Result<Money, MoneyError> {
        self.refunded_from(number).try_fold(slice.amount, |left, returned| left.minus(returned))
    }

    /// Who pays, as known now, and why; `None` as long as it is not settled.
    pub fn payer_and_reason(&self) -> Option<(&Payer, &PayerReason)> {
        let corrected = self.corrections.last().map(|correction| (&correction.payer, &correction.payer_reason));
        corrected.or_else(|| self.receipt().map(|receipt| (&receipt.payer, &receipt.payer_reason)))
    }

    /// Who pays, as known now; `None` as long as it is not settled.
    pub fn payer(&self) -> Option<&Payer> {
        self.payer_and_reason().map(|(payer, _)| payer)
    }

    /// The receipt, once it is settled.
    pub const fn receipt(&self) -> Option<&Receipt> {
        match &self.status {
            BillStatus::Settled(receipt) => Some(receipt),
            BillStatus::Held { .. } | BillStatus::Cancelled { .. } => None,
        }
    }
}
