//! Held bills that are tried again (W7, P3).

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::sync::Arc;

use super::{DecideError, DecisionContext, own_money};
use crate::account::Account;
use crate::bill::{Bill, BillRecord, BillStatus, HoldReason};
use crate::cloud_account::CloudAccount;
use crate::event::Event;
use crate::fund::{Fund, LotKind};
use crate::id::{AccountId, BillId, ItemId};
use crate::method::Payer;
use crate::money::Money;
use crate::outbox::Notification;
use crate::policy::{Policy, ValidityAt};
use crate::position::EntryPosition;
use crate::records::{
    HeldForCredit, Key, Record, Unreadable, View, ViewExt, items_held_for_credit, oldest_held_for_credit,
};
use crate::time::Instant;

impl DecisionContext<'_> {
    /// Records that a bill begins to be held for a reason. The first one of a UTC day for the account and the reason
    /// has a notification (N1).
    pub(super) fn hold(&mut self, bill: &Bill, owner: &AccountId, reason: HoldReason) -> Result<(), DecideError> {
        let (account, held) = (owner.clone(), Box::new(bill.clone()));
        self.emit(Event::BillHeld { account, bill: held, reason: reason.clone() })?;
        if bill.amount.is_zero() || self.records.held_notice(owner, &reason)? == Some(self.at().day()) {
            return Ok(());
        }
        let suspended = match &reason {
            HoldReason::CloudAccountSuspended { cloud_account } => Some(self.cloud_account(cloud_account)?),
            HoldReason::CreditLimit { .. } => None,
        };
        self.raise(Notification::BillsHeld {
            account: owner.clone(),
            reason,
            bill: bill.id.clone(),
            workspace: bill.workspace.clone(),
            amount: bill.amount,
            provider: suspended.as_ref().map(|suspended| suspended.provider()),
            suspended_since: suspended.as_ref().and_then(|suspended| suspended.lifecycle.suspended_since),
            deadline: suspended.and_then(|suspended| suspended.patience).map(|patience| patience.deadline),
            display_name: self.workspace(&bill.workspace)?.display_name.clone(),
        })
    }

    /// Tries the bills that the credit limit holds again (W7), oldest first, after value came in or the limit changed.
    /// It reads those that the funds may cover, and not the others.
    pub(super) fn retry_bills_over_limit(&mut self, id: &AccountId) -> Result<(), DecideError> {
        let uncertain = self.uncertain.remove(id) || self.records.get(&Key::held_uncertain(id))?.is_some();
        let mut next = BTreeMap::new();
        for item in items_held_for_credit(&self.records, id)? {
            let first = self.payable_after(id, &item, None, uncertain)?;
            next.extend(first.map(|held| (held.queue, held)));
        }
        while let Some((queue, held)) = next.pop_first() {
            // What was paid before may have used the funds.
            let most = self.most_payable(id, &held.item, uncertain)?;
            if most.is_none_or(|most| held.amount.amount() <= most.amount()) {
                let record = self.held_bill(&held.bill)?;
                if let BillStatus::Held { reason: reason @ HoldReason::CreditLimit { .. }, .. } = &record.status {
                    self.pay(&record.bill, id, Some(reason))?;
                }
            }
            let following = self.payable_after(id, &held.item, Some(queue), uncertain)?;
            next.extend(following.map(|held| (held.queue, held)));
        }
        Ok(())
    }

    /// The oldest bill later in the queue than `after` that the funds may cover.
    fn payable_after(
        &self,
        id: &AccountId,
        item: &ItemId,
        after: Option<EntryPosition>,
        uncertain: bool,
    ) -> Result<Option<Arc<HeldForCredit>>, DecideError> {
        let most = self.most_payable(id, item, uncertain)?;
        Ok(oldest_held_for_credit(&self.records, (id, item), after, most.as_ref())?)
    }

    /// The amount above which no bill for an item can be covered by the enterprise account; `None`: there is no such
    /// amount, or the payers of the bills may have changed.
    fn most_payable(&self, id: &AccountId, item: &ItemId, uncertain: bool) -> Result<Option<Money>, DecideError> {
        if uncertain {
            return Ok(None);
        }
        let account = self.account(id)?;
        let policy = self.policy(&account)?;
        Ok(most_payable(&account, &policy, item, self.at()))
    }

    /// Tries the bills of an account that are held for suspended cloud accounts again (P3), oldest first.
    pub(super) fn retry_bills_of_cloud_accounts(&mut self, id: &AccountId) -> Result<(), DecideError> {
        for (_, record) in self.records.scan_all(&Key::held_for_cloud_account_by(id))? {
            let Record::BillId(bill) = record else { continue };
            let record = self.held_bill(&bill)?;
            if let BillStatus::Held { reason, .. } = &record.status {
                self.pay(&record.bill, id, Some(reason))?;
            }
        }
        Ok(())
    }

    /// The number and the sum of the bills that are held for a suspended cloud account (P3).
    pub(super) fn held_for(&self, cloud_account: &CloudAccount) -> Result<(u32, Money), DecideError> {
        let account = self.account(&cloud_account.account)?;
        let (mut count, mut amount) = (0_u32, Money::zero(account.currency));
        for (_, record) in self.records.scan_all(&Key::held_for_cloud_account_by(&account.id))? {
            let Record::BillId(id) = record else { continue };
            let held = self.held_bill(&id)?;
            if let BillStatus::Held { reason: HoldReason::CloudAccountSuspended { cloud_account: of }, .. } =
                &held.status
                && *of == cloud_account.id
            {
                count = count.saturating_add(1);
                amount = own_money(amount.plus(&held.bill.amount))?;
            }
        }
        Ok((count, amount))
    }

    fn held_bill(&self, id: &BillId) -> Result<Arc<BillRecord>, DecideError> {
        self.records.bill(id)?.ok_or_else(|| Unreadable(format!("held bill `{id}` is not there")).into())
    }
}

/// The amount above which the enterprise account covers no bill for an item at `at`, for any usage period; `None`:
/// there is no such amount.
fn most_payable(account: &Account, policy: &Policy, item: &ItemId, at: Instant) -> Option<Money> {
    let funds = policy.funds(item, &Payer::Enterprise);
    let mut least = Money::zero(account.currency);
    if funds.contains(&Fund::Overdraft) {
        let left = policy.credit_limit?.in_currency(account.currency).minus(&account.overdraft).ok()?;
        least = if left.is_positive() { left } else { least };
    }
    if funds.contains(&Fund::Cash) {
        least = least.plus(&account.cash).ok()?;
    }
    if policy.validity_at == ValidityAt::UsageStart && funds.iter().any(|fund| LotKind::of(*fund).is_some()) {
        // Expired lots may pay. All value that has expired is an upper bound of theirs, for bills of any amount.
        least = least.plus(&account.totals.expired).ok()?;
    }
    // The value of the lots that pay bills from a minimum on, by minimum.
    let mut lots: BTreeMap<_, Money> = BTreeMap::new();
    for lot in account.lots.iter().filter(|lot| lot.valid_from <= at && funds.contains(&lot.kind.fund())) {
        let minimum = lot.minimum_bill.as_ref().map_or_else(Default::default, Money::amount);
        let value = lots.entry(minimum).or_insert_with(|| Money::zero(account.currency));
        *value = value.plus(&lot.available).ok()?;
    }
    let mut most = least;
    for (minimum, value) in lots {
        least = least.plus(&value).ok()?;
        most = if minimum <= least.amount() { least } else { most };
    }
    Some(most)
}
