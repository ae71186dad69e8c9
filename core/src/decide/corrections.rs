//! Corrections of settled bills (P2, T2): a late message changes the payer, or a provider never took a charge. What can
//! be refunded is refunded and paid again by the right payer.

use core::ops::ControlFlow;

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::bills::Responsible;
use super::lots::Usable;
use super::{DecideError, DecisionContext, own_money};
use crate::account::Account;
use crate::bill::{BillRecord, Correction, CorrectionReason, Refund, RefundTarget};
use crate::cloud_account::{CloudAccount, CloudAccountState};
use crate::event::Event;
use crate::fund::Fund;
use crate::id::{AccountId, BillId, CloudAccountId};
use crate::metering::{Charge, MeterMark};
use crate::method::Payer;
use crate::money::Money;
use crate::outbox::{CorrectedSum, Notification};
use crate::policy::Policy;
use crate::position::ChargePosition;
use crate::receipt::{PayerReason, Skip, Slice};
use crate::records::each_charge;
use crate::records::{Key, Record, Unreadable, ViewExt};
use crate::time::Instant;
use crate::waterfall::{Plan, Sources, plan_part};
use crate::workspace::Workspace;

/// The bills that were corrected because their payer changed, and the sum of what was paid again, by the payer before
/// and the payer now.
pub(super) type CorrectedSums = BTreeMap<(Payer, Payer), (BTreeSet<BillId>, Money)>;

/// The same as a notification names them.
pub(super) fn sums(corrected: CorrectedSums) -> Vec<CorrectedSum> {
    let sum = |((from, payer), (bills, amount)): ((Payer, Payer), (BTreeSet<BillId>, Money))| CorrectedSum {
        from,
        payer,
        bills: u32::try_from(bills.len()).unwrap_or(u32::MAX),
        amount,
    };
    corrected.into_iter().map(sum).collect()
}

/// A settled bill to correct.
pub(super) struct PlannedCorrection {
    pub(super) reason: CorrectionReason,
    /// The account that paid.
    pub(super) from: Payer,
    pub(super) payer: Payer,
    pub(super) payer_reason: PayerReason,
    /// The one charge to correct; absent: everything in the bill that can be refunded.
    pub(super) charge: Option<ChargePosition>,
    pub(super) at: Instant,
}

impl DecisionContext<'_> {
    /// Corrects the bills of a workspace whose payer has changed, after its timeline was built again. The bills are
    /// those of `account`, which owns the cloud account of the late message.
    pub(super) fn correct_bills_of(
        &mut self,
        before: &Workspace,
        account: &AccountId,
        corrected: &mut CorrectedSums,
    ) -> Result<(), DecideError> {
        let now = self.workspace(&before.id)?;
        let Some(from) = first_difference(before, &now) else { return Ok(()) };
        // An end that was reported in time is later than all billed usage, so there is nothing to correct.
        if self.records.latest_correctable(account)?.is_none_or(|latest| latest < from) {
            return Ok(());
        }
        let mut bills = Vec::new();
        let after = Key::correctable_from(&before.id, from);
        self.records.scan_each(&Key::correctable_of(&before.id), Some(after), |_, record| {
            if let Record::BillId(id) = record {
                bills.push(id);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        for id in bills {
            let record = self.recorded(&id)?;
            let start = record.bill.period.start();
            let (Some(was), Some(is)) = (before.interval_at(start), now.interval_at(start)) else { continue };
            if was.payer == is.payer || is.account != record.account {
                continue;
            }
            let (payer, payer_reason) = self.payer_now(&record)?;
            let Some(from) = record.payer().filter(|paid| **paid != payer).cloned() else { continue };
            let (reason, at) = (CorrectionReason::PayerChanged, self.at());
            let planned = PlannedCorrection { reason, from, payer, payer_reason, charge: None, at };
            self.correct_and_count(&record, planned, corrected)?;
        }
        Ok(())
    }

    fn correct_and_count(
        &mut self,
        record: &BillRecord,
        planned: PlannedCorrection,
        corrected: &mut CorrectedSums,
    ) -> Result<(), DecideError> {
        let payers = (planned.from.clone(), planned.payer.clone());
        let Some(amount) = self.correct(record, planned)? else { return Ok(()) };
        let (bills, sum) = corrected.entry(payers).or_insert_with(|| (BTreeSet::new(), Money::zero(amount.currency())));
        bills.insert(record.bill.id.clone());
        *sum = own_money(sum.plus(&amount))?;
        Ok(())
    }

    /// Notifies the customer of corrected bills that no other notification of the same cause names (N1).
    pub(super) fn raise_corrected(
        &mut self,
        cloud_account: &CloudAccount,
        corrected: CorrectedSums,
    ) -> Result<(), DecideError> {
        if corrected.is_empty() {
            return Ok(());
        }
        self.raise(Notification::BillsCorrected {
            account: cloud_account.account.clone(),
            cloud_account: cloud_account.id.clone(),
            provider: cloud_account.provider(),
            corrected: sums(corrected),
        })
    }

    /// Corrects the charges of a usage record that the provider did not accept, where the payer of the usage has
    /// changed since: they do not wait again. The charges are between the marks `from` and `upto`.
    pub(super) fn correct_misplaced(
        &mut self,
        cloud_account: &CloudAccountId,
        from: Option<&MeterMark>,
        upto: &MeterMark,
        at: Instant,
    ) -> Result<CorrectedSums, DecideError> {
        let mut corrected = CorrectedSums::new();
        for charge in self.charges_after(cloud_account, from)? {
            if charge.position > upto.position {
                break;
            }
            let record = self.recorded(&charge.bill)?;
            let held = self.workspace(&record.bill.workspace)?;
            let in_force = held.interval_at(record.bill.period.start());
            let still = in_force.is_some_and(|interval| {
                interval.account == record.account && interval.payer.cloud_account() == Some(cloud_account)
            });
            if still {
                continue;
            }
            let (payer, payer_reason) = self.payer_now(&record)?;
            let reason = CorrectionReason::PayerChanged;
            let from = Payer::CloudAccount(cloud_account.clone());
            let charge = Some(position_of(cloud_account, &charge));
            let planned = PlannedCorrection { reason, from, payer, payer_reason, charge, at };
            self.correct_and_count(&record, planned, &mut corrected)?;
        }
        Ok(corrected)
    }

    /// Moves everything that waits in the meter of a cloud account to the enterprise account (P2), with a notification
    /// for the customer.
    pub(super) fn fall_back(
        &mut self,
        id: &CloudAccountId,
        reason: CorrectionReason,
        at: Instant,
    ) -> Result<(), DecideError> {
        self.fall_back_upto(id, None, reason, at)
    }

    /// The same for the charges up to the one that contains the mark `upto`; absent: for all charges.
    pub(super) fn fall_back_upto(
        &mut self,
        id: &CloudAccountId,
        upto: Option<&MeterMark>,
        reason: CorrectionReason,
        at: Instant,
    ) -> Result<(), DecideError> {
        let Some(meter) = self.records.meter(id)?.filter(|meter| meter.waiting.is_positive()) else { return Ok(()) };
        let cloud_account = self.cloud_account(id)?;
        let (mut amount, mut bills, mut seen) = (Money::zero(meter.waiting.currency()), Vec::new(), BTreeSet::new());
        for charge in self.charges_after(id, meter.taken_upto())? {
            if upto.is_some_and(|upto| charge.position > upto.position) {
                break;
            }
            let record = self.recorded(&charge.bill)?;
            let planned = PlannedCorrection {
                reason,
                from: Payer::CloudAccount(id.clone()),
                payer: Payer::Enterprise,
                payer_reason: PayerReason::no_longer_metered(&cloud_account),
                charge: Some(position_of(id, &charge)),
                at,
            };
            if let Some(corrected) = self.correct(&record, planned)? {
                amount = own_money(amount.plus(&corrected))?;
                if seen.insert(charge.bill.clone()) {
                    bills.push(charge.bill.clone());
                }
            }
        }
        if bills.is_empty() {
            return Ok(());
        }
        self.raise(Notification::UsageNotMetered {
            account: cloud_account.account.clone(),
            cloud_account: id.clone(),
            provider: cloud_account.provider(),
            reason,
            bills,
            amount,
            ended_at: cloud_account.lifecycle.ended_at,
            metering_deadline: cloud_account.metering_deadline,
        })
    }

    /// After the metering deadline of a cloud account, nothing waits in its meter.
    pub(super) fn fall_back_if_over(&mut self, id: &CloudAccountId, at: Instant) -> Result<(), DecideError> {
        let cloud_account = self.cloud_account(id)?;
        if matches!(cloud_account.state, CloudAccountState::Closed | CloudAccountState::Failed) {
            self.fall_back(id, CorrectionReason::Unmetered, at)?;
        }
        Ok(())
    }

    /// Corrects one bill. Returns the amount that was paid again; `None` when there is nothing to refund.
    fn correct(&mut self, record: &BillRecord, planned: PlannedCorrection) -> Result<Option<Money>, DecideError> {
        let account = self.account(&record.account)?;
        let refunds = self.refunds_of(record, &account, planned.charge.as_ref())?;
        let zero = Money::zero(account.currency);
        let amount = own_money(refunds.iter().try_fold(zero, |sum, one| sum.plus(&one.amount)))?;
        if amount.is_zero() {
            return Ok(None);
        }
        let policy = self.policy(&account)?;
        let usable = self.usable_lots(&account, &policy, &record.bill, planned.at)?;
        let (mut slices, skips) = slices_of(record, &account, &policy, &usable, &planned.payer, amount, &refunds)?;
        if !stays_exact(&account, &refunds, &slices) {
            return Ok(None);
        }
        self.number_charges(&planned.payer, &mut slices)?;
        let PlannedCorrection { reason, from, payer, payer_reason, at, .. } = planned;
        let reopened = self.reopen_lots(&account, &usable, &slices)?;
        let correction = Correction { at, reason, from, payer, payer_reason, amount, refunds, slices, skips };
        self.emit(Event::BillCorrected {
            account: record.account.clone(),
            bill: record.bill.id.clone(),
            correction: Box::new(correction),
        })?;
        self.expire_again(&account.id, reopened)?;
        Ok(Some(amount))
    }

    /// The slices that can be refunded, latest first: cash, overdraft, and charges that wait. Vouchers and cards belong
    /// to the account under every method, so they stay.
    fn refunds_of(
        &self,
        record: &BillRecord,
        account: &Account,
        only: Option<&ChargePosition>,
    ) -> Result<Vec<Refund>, DecideError> {
        let mut refunds = Vec::new();
        let mut overdraft = account.overdraft;
        let slices: Vec<_> = record.slices().collect();
        for (number, slice) in slices.into_iter().rev() {
            let left = own_money(record.remaining_of(number, slice))?;
            let part = match (slice.fund, &slice.charge) {
                (Fund::Cash | Fund::Overdraft, _) if only.is_none() => left,
                (Fund::CloudAccount, Some(place)) if only.is_none_or(|only| only == place) => {
                    own_money(left.least(&self.waiting_of(place)?))?
                }
                _ => continue,
            };
            self.refund_slice(account, (number, slice), part, &mut overdraft, &mut refunds)?;
        }
        Ok(refunds)
    }

    /// The part of a charge that no usage record covers. A charge that was removed has nothing left.
    fn waiting_of(&self, place: &ChargePosition) -> Result<Money, DecideError> {
        let gone = || Unreadable(format!("a charge of cloud account `{}` is without its meter", place.cloud_account));
        let meter = self.records.meter(&place.cloud_account)?.ok_or_else(gone)?;
        match self.records.charge(place)? {
            Some(charge) => Ok(own_money(meter.parts(&charge))?.waiting),
            None => Ok(Money::zero(meter.waiting.currency())),
        }
    }

    fn charges_after(&self, id: &CloudAccountId, from: Option<&MeterMark>) -> Result<Vec<Arc<Charge>>, DecideError> {
        let mut charges = Vec::new();
        each_charge(&self.records, id, from, |charge| {
            charges.push(charge);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(charges)
    }

    pub(super) fn recorded(&self, id: &BillId) -> Result<Arc<BillRecord>, DecideError> {
        let record = self.records.bill(id)?;
        record.ok_or_else(|| Unreadable(format!("bill `{id}` is not there")).into())
    }

    /// The payer of a settled bill, by the present records. A suspension has no effect, as the bill is paid already.
    fn payer_now(&self, record: &BillRecord) -> Result<(Payer, PayerReason), DecideError> {
        Ok(match self.responsible(&record.bill, &record.account)? {
            Responsible::Pays { payer, reason } => (payer, reason),
            Responsible::Suspended { cloud_account, since } => {
                (Payer::CloudAccount(cloud_account), PayerReason::InForce { since })
            }
        })
    }
}

/// Pays `amount` again. Nothing prevents a correction: the overdraft takes what no other fund covers.
fn slices_of(
    record: &BillRecord,
    account: &Account,
    policy: &Policy,
    usable: &Usable<'_>,
    payer: &Payer,
    amount: Money,
    refunds: &[Refund],
) -> Result<(Vec<Slice>, Vec<Skip>), DecideError> {
    let funds = policy.funds(&record.bill.item, payer);
    let back = refunds.iter().filter(|one| one.to == RefundTarget::Cash);
    let cash = own_money(back.into_iter().try_fold(account.cash, |sum, one| sum.plus(&one.amount)))?;
    let planned = |funds: &[Fund]| {
        let sources = Sources { funds, lots: &usable.lots, cash, credit_left: None, lots_named: usable.named };
        own_money(plan_part(record.bill.amount, amount, usable.at, sources))
    };
    let plan = match planned(funds)? {
        Plan::Short { .. } => planned(&[funds, &[Fund::Overdraft]].concat())?,
        covered => covered,
    };
    let (Plan::Covered { slices, skips } | Plan::Short { slices, skips, .. }) = plan;
    Ok((slices, skips))
}

fn position_of(cloud_account: &CloudAccountId, charge: &Charge) -> ChargePosition {
    ChargePosition { cloud_account: cloud_account.clone(), position: charge.position }
}

/// The first instant at which two timelines of one workspace differ.
fn first_difference(before: &Workspace, now: &Workspace) -> Option<Instant> {
    let pairs = before.timeline.iter().zip(&now.timeline);
    let same = pairs.take_while(|(was, is)| was.says_the_same_as(is)).count();
    let begin = |workspace: &Workspace| workspace.timeline.get(same).map(|interval| interval.from);
    [begin(before), begin(now)].into_iter().flatten().min()
}

/// Whether the sums of the account stay in range when refunded cash is charged to a cloud account.
fn stays_exact(account: &Account, refunds: &[Refund], slices: &[Slice]) -> bool {
    let less = refunds.iter().filter(|one| matches!(one.to, RefundTarget::Overdraft | RefundTarget::CloudAccount));
    let more = slices.iter().filter(|slice| matches!(slice.fund, Fund::Overdraft | Fund::CloudAccount));
    let reach = account.exposure().and_then(|reach| {
        let reach = less.into_iter().try_fold(reach, |sum, one| sum.minus(&one.amount))?;
        more.into_iter().try_fold(reach, |sum, slice| sum.plus(&slice.amount))
    });
    reach.is_ok()
}
