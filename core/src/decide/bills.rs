//! Settling and reversing bills (P1 to P5, W1 to W9).

use alloc::boxed::Box;
use alloc::format;
use alloc::string::ToString;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::lots::Usable;
use super::money_in::{in_currency, positive};
use super::workspaces::not_owner;
use super::{DecideError, DecisionContext, Handled, PriorResult, own_money};
use crate::account::Account;
use crate::bill::{Bill, BillRecord, BillStatus, HoldReason, Refund, RefundTarget, Reversal};
use crate::cloud_account::{CloudAccount, CloudAccountState, Patience};
use crate::command::{ReverseBill, SettleBill};
use crate::event::Event;
use crate::fund::{Fund, LotState};
use crate::id::{AccountId, CloudAccountId, LotId};
use crate::limits::REVERSALS_MAX;
use crate::method::Payer;
use crate::money::Money;
use crate::policy::Policy;
use crate::position::ChargePosition;
use crate::position::EntryPosition;
use crate::receipt::{PayerReason, Receipt, Slice};
use crate::records::{Unreadable, ViewExt};
use crate::refusal::Refusal;
use crate::time::Instant;
use crate::waterfall::{Plan, Sources, plan};
use crate::workspace::Workspace;

/// The payer of a bill, if there is one now.
pub(super) enum Responsible {
    Pays { payer: Payer, reason: PayerReason },
    Suspended { cloud_account: CloudAccountId, since: Instant },
}

/// The records that decide who pays a bill, and out of which money.
struct Parties {
    workspace: Arc<Workspace>,
    /// The account that the bill is recorded for.
    account: Arc<Account>,
    /// The policy of the account.
    policy: Arc<Policy>,
}

/// Whether a bill was settled or held.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Payment {
    Settled,
    Held,
}

impl DecisionContext<'_> {
    pub(super) fn settle_bill(&mut self, command: &SettleBill) -> Handled {
        let bill = &command.bill;
        if let Some(record) = self.records.bill(&bill.id)? {
            if record.bill == *bill {
                return Ok(Some(PriorResult::Bill(record)));
            }
            let (first, given) = (Box::new(record.bill.clone()), Box::new(bill.clone()));
            return Err(Refusal::BillConflict { bill: bill.id.clone(), first, given }.into());
        }
        let workspace = self.workspace(&bill.workspace)?;
        let owner = workspace.payer_at(bill.period.start())?.account.clone();
        if let Some(account) = command.account.as_ref().filter(|account| **account != owner) {
            let what = format!("the usage of workspace `{}` at {}", bill.workspace, bill.period.start());
            return Err(not_owner(account, what, &owner));
        }
        let account = self.open(&owner)?;
        let policy = self.policy(&account)?;
        self.clock_of(&account, &policy)?;
        can_be_billed(bill, &account)?;
        let mut parties = Parties { workspace, account, policy };
        if !self.events.is_empty() {
            // What fell due may have changed them.
            parties = self.parties(bill, &owner)?;
        }
        if self.pay_or_hold_by(bill, parties, None)? == Payment::Settled {
            self.follow_overdraft(&owner)?;
        }
        Ok(None)
    }

    /// The account that had the workspace when the usage began (P1, P5).
    pub(super) fn owner_of_usage(&self, bill: &Bill) -> Result<AccountId, DecideError> {
        Ok(self.workspace(&bill.workspace)?.payer_at(bill.period.start())?.account.clone())
    }

    /// The present records that decide who pays a bill of an account, and out of which money.
    fn parties(&self, bill: &Bill, owner: &AccountId) -> Result<Parties, DecideError> {
        let (workspace, account) = (self.workspace(&bill.workspace)?, self.account(owner)?);
        let policy = self.policy(&account)?;
        Ok(Parties { workspace, account, policy })
    }

    /// Pays the bill or holds it, and follows the overdraft: arrears may begin.
    pub(super) fn pay(
        &mut self,
        bill: &Bill,
        owner: &AccountId,
        held_for: Option<&HoldReason>,
    ) -> Result<(), DecideError> {
        match self.pay_or_hold(bill, owner, held_for)? {
            Payment::Settled => self.follow_overdraft(owner),
            Payment::Held => Ok(()),
        }
    }

    /// Pays the bill by the rules in force now, or holds it. `held_for` is the reason for which the bill is held
    /// already; the same reason is not recorded again.
    pub(super) fn pay_or_hold(
        &mut self,
        bill: &Bill,
        owner: &AccountId,
        held_for: Option<&HoldReason>,
    ) -> Result<Payment, DecideError> {
        let parties = self.parties(bill, owner)?;
        self.pay_or_hold_by(bill, parties, held_for)
    }

    /// The same, by records that are read already.
    fn pay_or_hold_by(
        &mut self,
        bill: &Bill,
        parties: Parties,
        held_for: Option<&HoldReason>,
    ) -> Result<Payment, DecideError> {
        let Parties { workspace, account, policy } = parties;
        let hold = |context: &mut Self, owner: &AccountId, reason: HoldReason| {
            if !held_for.is_some_and(|before| before.is_like(&reason)) {
                context.hold(bill, owner, reason)?;
            }
            Ok(Payment::Held)
        };
        let (payer, reason) = match self.responsible_by(&workspace, bill, &account.id)? {
            Responsible::Pays { payer, reason } => (payer, reason),
            Responsible::Suspended { cloud_account, .. } => {
                return hold(self, &account.id, HoldReason::CloudAccountSuspended { cloud_account });
            }
        };
        let usable = self.usable_lots(&account, &policy, bill, self.at())?;
        let (planned, credit_left) = plan_bill(bill, &account, &policy, &payer, &usable)?;
        match planned {
            Plan::Short { uncovered, .. } => {
                hold(self, &account.id, HoldReason::CreditLimit { uncovered, credit_left })
            }
            Plan::Covered { mut slices, skips } => {
                self.number_charges(&payer, &mut slices)?;
                let receipt = Receipt {
                    bill: bill.id.clone(),
                    workspace: bill.workspace.clone(),
                    account: account.id.clone(),
                    payer,
                    payer_reason: reason.clone(),
                    amount: bill.amount,
                    settled_at: self.at(),
                    slices,
                    skips,
                };
                let reopened = self.reopen_lots(&account, &usable, &receipt.slices)?;
                let owner = account.id.clone();
                // While this record is shared, a change copies it with all lots.
                drop(usable);
                drop(account);
                self.record_settled(bill, &owner, receipt, held_for.is_some())?;
                self.expire_again(&owner, reopened)?;
                self.count_not_metered(bill, &owner, reason)?;
                Ok(Payment::Settled)
            }
        }
    }

    /// The plan that would pay a held bill now, and the part of the credit limit that is left, if the waterfall has the
    /// overdraft and the policy limits it; `None` while the cloud account that should pay is suspended (P3).
    pub(super) fn outlook(&self, record: &BillRecord) -> Result<Option<(Plan, Option<Money>)>, DecideError> {
        let Parties { workspace, account, policy } = self.parties(&record.bill, &record.account)?;
        match self.responsible_by(&workspace, &record.bill, &record.account)? {
            Responsible::Pays { payer, .. } => {
                let usable = self.usable_lots(&account, &policy, &record.bill, self.at())?;
                plan_bill(&record.bill, &account, &policy, &payer, &usable).map(Some)
            }
            Responsible::Suspended { .. } => Ok(None),
        }
    }

    /// Gives each slice that a cloud account pays its position in the meter of that cloud account.
    pub(super) fn number_charges(&self, payer: &Payer, slices: &mut [Slice]) -> Result<(), DecideError> {
        let Payer::CloudAccount(id) = payer else { return Ok(()) };
        for slice in slices.iter_mut().filter(|slice| slice.fund == Fund::CloudAccount) {
            let last = self.records.meter(id)?.and_then(|meter| meter.last);
            let position = EntryPosition::following(last, self.event_context.position);
            slice.charge = Some(ChargePosition { cloud_account: id.clone(), position });
        }
        Ok(())
    }

    fn record_settled(
        &mut self,
        bill: &Bill,
        owner: &AccountId,
        receipt: Receipt,
        was_held: bool,
    ) -> Result<(), DecideError> {
        let mut record = BillRecord::new(bill.clone(), owner.clone(), BillStatus::Settled(receipt));
        // Only a bill that was held has a record already. It may have replaced another bill.
        if was_held {
            record.restates = self.records.bill(&bill.id)?.and_then(|held| held.restates.clone());
        }
        self.emit(Event::BillSettled { record: Arc::new(record) })
    }

    /// The payer of a bill, decided now: the payer in force at the start of the period (P1), unless it can no longer be
    /// metered (P2) or is suspended (P3).
    pub(super) fn responsible(&self, bill: &Bill, owner: &AccountId) -> Result<Responsible, DecideError> {
        self.responsible_by(&*self.workspace(&bill.workspace)?, bill, owner)
    }

    /// The same, by the workspace of the bill.
    fn responsible_by(
        &self,
        workspace: &Workspace,
        bill: &Bill,
        owner: &AccountId,
    ) -> Result<Responsible, DecideError> {
        let in_force =
            |payer: Payer, since: Instant| Responsible::Pays { payer, reason: PayerReason::InForce { since } };
        let Some(interval) = workspace.interval_at(bill.period.start()) else {
            // The bill was recorded for usage to come, and the workspace was dissolved before that.
            let bound = workspace.steps.first().map_or(self.at(), |bound| bound.at);
            return Ok(in_force(Payer::Enterprise, bound));
        };
        // The bill was recorded for usage to come, and the workspace moved before that: the bill stays with the account
        // that it was recorded for.
        if interval.account != *owner {
            return Ok(in_force(Payer::Enterprise, interval.from));
        }
        let Payer::CloudAccount(id) = &interval.payer else { return Ok(in_force(Payer::Enterprise, interval.from)) };
        let cloud_account = self.cloud_account(id)?;
        Ok(match cloud_account.state {
            CloudAccountState::Suspended => suspended(&cloud_account, interval.from),
            CloudAccountState::Closed => no_longer_metered(&cloud_account)?,
            CloudAccountState::Pending | CloudAccountState::Failed => {
                return Err(Unreadable(format!("cloud account `{id}` pays but was never active")).into());
            }
            CloudAccountState::Active | CloudAccountState::Closing => in_force(interval.payer.clone(), interval.from),
        })
    }

    pub(super) fn reverse_bill(&mut self, command: &ReverseBill) -> Handled {
        let unknown = || Refusal::UnknownBill { bill: command.bill.clone() };
        let record = self.records.bill(&command.bill)?.ok_or_else(unknown)?;
        if let Some(first) = record.reversals.iter().find(|reversal| reversal.id == command.reversal) {
            return prior_reversal(command, first);
        }
        self.open(&record.account)?;
        self.clock(&[&record.account])?;
        // What fell due before this command may have corrected the bill.
        let record = self.recorded(&command.bill)?;
        let account = self.account(&record.account)?;
        let left = remaining_of(&record)?;
        let amount = reversal_amount(command, &record, &account, left)?;
        self.reverse(command, &record, amount)?;
        self.follow_overdraft(&account.id)?;
        self.retry_bills_over_limit(&account.id)?;
        Ok(None)
    }

    /// Records the reversal of `amount` of a bill, with its refunds.
    pub(super) fn reverse(
        &mut self,
        command: &ReverseBill,
        record: &BillRecord,
        amount: Money,
    ) -> Result<(), DecideError> {
        let account = self.account(&record.account)?;
        let (payer, refunds) = match &record.status {
            BillStatus::Settled(_) => (record.payer().cloned(), self.refunds(record, &account, amount)?),
            BillStatus::Held { .. } | BillStatus::Cancelled { .. } => (None, Vec::new()),
        };
        let reversal = Reversal {
            id: command.reversal.clone(),
            asked: command.amount,
            amount,
            at: self.at(),
            reason: command.reason.clone(),
            refunds,
        };
        self.emit(Event::BillReversed {
            account: account.id.clone(),
            bill: command.bill.clone(),
            payer,
            reversal: Box::new(reversal),
        })
    }

    /// The refunds of a reversal: latest slice first, each to where the value came from (W9).
    fn refunds(&self, record: &BillRecord, account: &Account, amount: Money) -> Result<Vec<Refund>, DecideError> {
        let mut refunds = Vec::new();
        let (mut rest, mut overdraft) = (amount, account.overdraft);
        let slices: Vec<_> = record.slices().collect();
        for (number, slice) in slices.into_iter().rev() {
            let part = own_money(rest.least(&own_money(record.remaining_of(number, slice))?))?;
            rest = own_money(rest.minus(&part))?;
            self.refund_slice(account, (number, slice), part, &mut overdraft, &mut refunds)?;
        }
        Ok(refunds)
    }

    /// Adds the refunds of a `part` of a numbered slice (W9). `overdraft` is the debt that is left to repay.
    pub(super) fn refund_slice(
        &self,
        account: &Account,
        (number, slice): (u32, &Slice),
        part: Money,
        overdraft: &mut Money,
        refunds: &mut Vec<Refund>,
    ) -> Result<(), DecideError> {
        let mut give = |amount: Money, to: RefundTarget| {
            if amount.is_positive() {
                let (fund, lot) = (slice.fund, slice.lot.clone());
                refunds.push(Refund { slice: number, fund, lot, amount, to });
            }
        };
        if !part.is_positive() {
            return Ok(());
        }
        match slice.fund {
            // As with a top-up, an overdraft is repaid first (M1).
            Fund::Cash | Fund::Overdraft => {
                let repaid = own_money(part.least(overdraft))?;
                *overdraft = own_money(overdraft.minus(&repaid))?;
                give(repaid, RefundTarget::Overdraft);
                give(own_money(part.minus(&repaid))?, RefundTarget::Cash);
            }
            Fund::CloudAccount => give(part, RefundTarget::CloudAccount),
            Fund::OrdinaryVoucher | Fund::FullReductionVoucher | Fund::Card => {
                give(part, self.lot_destination(account, slice)?);
            }
        }
        Ok(())
    }

    fn lot_destination(&self, account: &Account, slice: &Slice) -> Result<RefundTarget, DecideError> {
        let lost = |id: Option<&LotId>| {
            let name = id.map(ToString::to_string).unwrap_or_default();
            DecideError::from(Unreadable(format!("lot `{name}` of account `{}` is not there", account.id)))
        };
        let id = slice.lot.as_ref().ok_or_else(|| lost(None))?;
        if account.lot(id).is_some() {
            return Ok(RefundTarget::Lot);
        }
        let closed = self.records.closed_lot(&account.id, id)?.ok_or_else(|| lost(Some(id)))?;
        Ok(match closed.state {
            LotState::Void => RefundTarget::VoidLot,
            LotState::Expired => RefundTarget::ExpiredLot,
            LotState::Open | LotState::Exhausted if closed.expired_by(self.at()) => RefundTarget::ExpiredLot,
            LotState::Open | LotState::Exhausted => RefundTarget::Lot,
        })
    }
}

/// Checks the amount of a bill: its currency, and that it is not negative (W8).
pub(super) fn can_be_billed(bill: &Bill, owner: &Account) -> Result<(), DecideError> {
    in_currency(owner, "amount", &bill.amount)?;
    if bill.amount.is_negative() {
        return Err(Refusal::BillNegative { bill: bill.id.clone(), amount: bill.amount }.into());
    }
    Ok(())
}

/// The plan that pays the bill from what the account has now, and the part of the credit limit that is left, if the
/// waterfall contains the overdraft and the policy limits it.
fn plan_bill(
    bill: &Bill,
    account: &Account,
    policy: &Policy,
    payer: &Payer,
    usable: &Usable<'_>,
) -> Result<(Plan, Option<Money>), DecideError> {
    let credit_left = match policy.credit_limit {
        None => None,
        Some(limit) => {
            let left = own_money(limit.in_currency(account.currency).minus(&account.overdraft))?;
            Some(if left.is_negative() { Money::zero(account.currency) } else { left })
        }
    };
    let funds = policy.funds(&bill.item, payer);
    let sources = Sources { funds, lots: &usable.lots, cash: account.cash, credit_left, lots_named: usable.named };
    let planned = own_money(plan(bill.amount, usable.at, sources))?;
    Ok((planned, credit_left.filter(|_| funds.contains(&Fund::Overdraft))))
}

/// A suspended cloud account: the bill waits until the patience is over (P3).
fn suspended(cloud_account: &CloudAccount, since: Instant) -> Responsible {
    let id = cloud_account.id.clone();
    match (cloud_account.patience, cloud_account.lifecycle.suspended_since) {
        (Some(Patience { deadline, over: true, .. }), Some(suspended_since)) => Responsible::Pays {
            payer: Payer::Enterprise,
            reason: PayerReason::SuspendedTooLong { cloud_account: id, suspended_since, deadline },
        },
        _ => Responsible::Suspended { cloud_account: id, since },
    }
}

fn no_longer_metered(cloud_account: &CloudAccount) -> Result<Responsible, DecideError> {
    if cloud_account.lifecycle.ended_at.is_none() || cloud_account.metering_deadline.is_none() {
        return Err(Unreadable(format!("cloud account `{}` is closed without an end", cloud_account.id)).into());
    }
    let reason = PayerReason::no_longer_metered(cloud_account);
    Ok(Responsible::Pays { payer: Payer::Enterprise, reason })
}

/// The part of the bill that was not refunded yet.
pub(super) fn remaining_of(record: &BillRecord) -> Result<Money, DecideError> {
    let whole = match record.status {
        BillStatus::Cancelled { .. } => Money::zero(record.bill.amount.currency()),
        BillStatus::Held { .. } | BillStatus::Settled(_) => record.bill.amount,
    };
    if let BillStatus::Cancelled { .. } = record.status {
        return Ok(whole);
    }
    record.reversals.iter().try_fold(whole, |left, reversal| own_money(left.minus(&reversal.amount)))
}

fn reversal_amount(
    command: &ReverseBill,
    record: &BillRecord,
    account: &Account,
    left: Money,
) -> Result<Money, DecideError> {
    let bill = || command.bill.clone();
    let held = matches!(record.status, BillStatus::Held { .. });
    if let Some(given) = command.amount {
        in_currency(account, "amount", &given)?;
        positive("amount", &given)?;
        if own_money(given.compare(&left))?.is_gt() {
            return Err(Refusal::ReversalTooLarge { bill: bill(), given, left }.into());
        }
        if held && given != left {
            return Err(Refusal::ReversalMustBeWhole { bill: bill(), given, whole: left }.into());
        }
    }
    // A held bill is cancelled, not refunded; a bill of zero can be cancelled too.
    if left.is_zero() && !held {
        return Err(Refusal::NothingToReverse { bill: bill() }.into());
    }
    if record.reversals.len() >= REVERSALS_MAX {
        return Err(Refusal::TooManyReversals { bill: bill(), most: REVERSALS_MAX }.into());
    }
    Ok(command.amount.unwrap_or(left))
}

fn prior_reversal(command: &ReverseBill, first: &Reversal) -> Handled {
    if command.amount == first.asked && command.reason == first.reason {
        return Ok(Some(PriorResult::Reversal(Box::new(first.clone()))));
    }
    let text = |amount: Option<Money>| amount.map_or("the whole rest".into(), |amount| amount.to_string());
    Err(Refusal::ReversalConflict {
        bill: command.bill.clone(),
        reversal: command.reversal.clone(),
        first: text(first.asked).into_boxed_str(),
        given: text(command.amount).into_boxed_str(),
    }
    .into())
}
