//! Charges that a provider restates, and the exports that charges are in (P4).

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use super::bills::{can_be_billed, remaining_of};
use super::{DecisionContext, Handled, PriorResult};
use crate::bill::{BillRecord, BillStatus};
use crate::command::{ClaimCharges, RestateBill, ReverseBill};
use crate::event::Event;
use crate::id::BillId;
use crate::limits::REVERSALS_MAX;
use crate::records::ViewExt;
use crate::refusal::Refusal;

impl DecisionContext<'_> {
    pub(super) fn restate_bill(&mut self, command: &RestateBill) -> Handled {
        let id = &command.bill;
        let record = self.records.bill(id)?.ok_or_else(|| Refusal::UnknownBill { bill: id.clone() })?;
        if let Some(restated) = &record.restated {
            if let Some(prior) = self.prior_restatement(command, restated.by.as_ref())? {
                return Ok(Some(prior));
            }
            let by = restated.by.as_ref().map_or("no other bill".into(), |by| alloc::format!("bill `{by}`"));
            return Err(Refusal::BillRestated { bill: id.clone(), at: restated.at, by: by.into_boxed_str() }.into());
        }
        self.can_take_the_place(command, &record)?;
        if record.reversals.iter().any(|reversal| reversal.id == command.reversal) {
            return Err(Refusal::ReversalConflict {
                bill: id.clone(),
                reversal: command.reversal.clone(),
                first: "a reversal".into(),
                given: "a restatement".into(),
            }
            .into());
        }
        self.open(&record.account)?;
        let owner = command.by.as_ref().map(|bill| self.owner_of_usage(bill)).transpose()?;
        if let Some(owner) = &owner {
            self.open(owner)?;
        }
        let mut accounts = Vec::from([&record.account]);
        accounts.extend(owner.as_ref().filter(|owner| **owner != record.account));
        self.clock(&accounts)?;
        if let (Some(bill), Some(owner)) = (&command.by, &owner) {
            can_be_billed(bill, &*self.account(owner)?)?;
        }
        // What fell due before this command may have corrected the bill.
        let record = self.recorded(id)?;
        self.take_back(command, &record)?;
        if let (Some(bill), Some(owner)) = (&command.by, &owner) {
            self.pay_or_hold(bill, owner, None)?;
        }
        let by = command.by.as_ref().map(|bill| bill.id.clone());
        self.emit(Event::BillRestated { account: record.account.clone(), bill: id.clone(), by })?;
        // The overdraft is looked at once, so that a refund that is paid again at once does not end and begin arrears.
        for account in accounts {
            self.follow_overdraft(account)?;
        }
        self.retry_bills_over_limit(&record.account)?;
        Ok(None)
    }

    /// The result of the same restatement before.
    fn prior_restatement(&self, command: &RestateBill, by: Option<&BillId>) -> Handled {
        if command.by.as_ref().map(|bill| &bill.id) != by {
            return Ok(None);
        }
        let Some(given) = &command.by else {
            return Ok(Some(PriorResult::Bill(self.recorded(&command.bill)?)));
        };
        let first = self.recorded(&given.id)?;
        Ok((first.bill == *given).then_some(PriorResult::Bill(first)))
    }

    /// Checks the bill that replaces a bill: its id is new, and it is of the same workspace.
    fn can_take_the_place(&self, command: &RestateBill, record: &BillRecord) -> Result<(), super::DecideError> {
        let Some(given) = &command.by else { return Ok(()) };
        if let Some(known) = self.records.bill(&given.id)? {
            let (first, now) = (known.bill.clone(), given.clone());
            return Err(Refusal::BillConflict { bill: given.id.clone(), first: first.into(), given: now.into() }.into());
        }
        if given.workspace != record.bill.workspace {
            let (first, now) = (record.bill.workspace.clone(), given.workspace.clone());
            return Err(Refusal::RestatedElsewhere { bill: command.bill.clone(), first, given: now }.into());
        }
        Ok(())
    }

    /// Refunds what is left of a restated bill. A held bill is cancelled.
    fn take_back(&mut self, command: &RestateBill, record: &BillRecord) -> Result<(), super::DecideError> {
        let left = remaining_of(record)?;
        if left.is_zero() && !matches!(record.status, BillStatus::Held { .. }) {
            return Ok(());
        }
        if record.reversals.len() >= REVERSALS_MAX {
            return Err(Refusal::TooManyReversals { bill: command.bill.clone(), most: REVERSALS_MAX }.into());
        }
        let RestateBill { bill, reversal, reason, .. } = command.clone();
        self.reverse(&ReverseBill { bill, reversal, amount: None, reason }, record, left)
    }

    pub(super) fn claim_charges(&mut self, command: &ClaimCharges) -> Handled {
        let ClaimCharges { export_name: export, part, bills } = command;
        let mut claimed = BTreeSet::new();
        for bill in bills {
            // The import that claims a bill may have seen it refused. The first part that claims a bill keeps it.
            if self.records.bill(bill)?.is_some() && self.records.export_part(export, bill)?.is_none() {
                claimed.insert(bill.clone());
            }
        }
        if claimed.is_empty() {
            return Ok(Some(PriorResult::Nothing));
        }
        self.refuse_future_by_default("at", self.asked_at)?;
        let (export_name, part, bills) = (export.clone(), part.clone(), claimed.into_iter().collect());
        self.emit(Event::ChargesClaimed { export_name, part, bills })?;
        Ok(None)
    }
}
