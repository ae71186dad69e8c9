//! Opening and closing accounts, and their policies.

use alloc::sync::Arc;

use super::{DecideError, DecisionContext, Handled, own_money};
use crate::account::Account;
use crate::command::{CloseAccount, OpenAccount, SetPolicy};
use crate::event::Event;
use crate::records::{Key, Record, View, ViewExt};
use crate::refusal::Refusal;

impl DecisionContext<'_> {
    pub(super) fn open_account(&mut self, command: &OpenAccount) -> Handled {
        let OpenAccount { account, currency } = command.clone();
        if self.records.account(&account)?.is_some() {
            return Err(Refusal::AccountExists { account }.into());
        }
        self.refuse_future_by_default("at", self.asked_at)?;
        self.emit(Event::AccountOpened { account, currency })?;
        Ok(None)
    }

    pub(super) fn close_account(&mut self, command: &CloseAccount) -> Handled {
        let id = &command.account;
        self.open(id)?;
        self.clock(&[id])?;
        let account = self.account(id)?;
        self.nothing_pending(&account)?;
        self.notify_not_metered(id)?;
        let forfeited = own_money(account.lots_value().and_then(|lots| account.cash.plus(&lots)))?;
        self.emit(Event::AccountClosed { account: id.clone(), forfeited })?;
        Ok(None)
    }

    fn nothing_pending(&self, account: &Account) -> Result<(), DecideError> {
        let id = &account.id;
        if let Some((_, Record::WorkspaceId(workspace))) = self.records.scan(&Key::workspaces_of(id), None, 1)?.pop() {
            return Err(Refusal::AccountHasWorkspaces { account: id.clone(), workspace }.into());
        }
        if self.policy(account)?.is_payable(&account.overdraft) {
            return Err(Refusal::AccountInArrears { account: id.clone(), overdraft: account.overdraft }.into());
        }
        if let Some((_, Record::BillId(bill))) = self.records.scan(&Key::held_by(id), None, 1)?.pop() {
            return Err(Refusal::AccountHasHeldBills { account: id.clone(), bill }.into());
        }
        for (_, record) in self.records.scan_all(&Key::cloud_accounts_of(id))? {
            let Record::CloudAccountId(cloud_account) = record else { continue };
            if let Some(found) = self.records.cloud_account(&cloud_account)?
                && (found.is_alive()
                    || found.metering_deadline.is_some_and(|deadline| deadline > self.at())
                    || self.records.meter(&cloud_account)?.is_some_and(|meter| meter.in_flight.is_some()))
            {
                let state = found.state;
                return Err(Refusal::AccountHasCloudAccounts { account: id.clone(), cloud_account, state }.into());
            }
        }
        Ok(())
    }

    pub(super) fn set_policy(&mut self, command: &SetPolicy) -> Handled {
        let policy = Arc::new(command.policy.as_ref().clone());
        let Some(id) = &command.account else {
            self.refuse_future_by_default("at", self.asked_at)?;
            policy.validate().map_err(Refusal::from)?;
            self.emit(Event::PolicySet { account: None, policy })?;
            return Ok(None);
        };
        self.open(id)?;
        self.clock(&[id])?;
        policy.validate().map_err(Refusal::from)?;
        self.emit(Event::PolicySet { account: Some(id.clone()), policy })?;
        self.follow_overdraft(id)?;
        self.retry_bills_over_limit(id)?;
        Ok(None)
    }
}
