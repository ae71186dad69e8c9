//! Things that fall due without a command: expiry of lots, reminders, locks, metering deadlines, usage records that can
//! no longer be sent, the patience of suspensions, the counts of bills that were not metered. Time is an argument, so
//! they happen before the next decision about the account, in the same commit, dated at the instant at which they fell
//! due.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::{DecideError, DecisionContext, Handled, PriorResult};
use crate::account::Account;
use crate::cloud_account::{CloudAccountTransition, CloudAccountTrigger, next};
use crate::event::Event;
use crate::id::{AccountId, CloudAccountId, LotId};
use crate::limits::ADVANCE_MAX;
use crate::outbox::Notification;
use crate::policy::Policy;
use crate::position::EntryPosition;
use crate::records::{Key, Record, RecordKind, Unreadable, View, ViewExt};
use crate::standing::{Standing, StandingTrigger};
use crate::time::Instant;

/// Something that falls due for an account, in the order in which it happens at one instant.
enum Due {
    /// The lots whose validity ends, by id.
    LotsExpire(Vec<LotId>),
    Notice,
    Deadline,
    CloudAccountCloses(CloudAccountId),
    UsageRecordTooLate(EntryPosition),
    Suspension(CloudAccountId),
    DayOfNotMeteredEnds,
}

/// The first thing that is due, with its instant.
fn due(account: &Account) -> Option<(Instant, Due)> {
    let at = account.next_due()?;
    let mut lots: Vec<_> = account.lots_expiring_at(at).map(|lot| lot.id.clone()).collect();
    if !lots.is_empty() {
        lots.sort();
        return Some((at, Due::LotsExpire(lots)));
    }
    let standing = match account.standing {
        Standing::InArrears { notice, .. } if notice == Some(at) => Some(Due::Notice),
        Standing::InArrears { deadline, .. } if deadline == at => Some(Due::Deadline),
        _ => None,
    };
    let closing = account.closings.first().filter(|closing| closing.deadline == at);
    let closing = closing.map(|closing| Due::CloudAccountCloses(closing.cloud_account.clone()));
    let sending = account.sendings.first().filter(|sending| sending.until == at);
    let sending = sending.map(|sending| Due::UsageRecordTooLate(sending.record));
    let suspension = account.suspensions.first().filter(|suspension| suspension.due == at);
    let suspension = suspension.map(|suspension| Due::Suspension(suspension.cloud_account.clone()));
    let not_metered = account.not_metered.as_ref().filter(|counted| counted.due() == at);
    let not_metered = not_metered.map(|_| Due::DayOfNotMeteredEnds);
    Some((at, standing.or(closing).or(sending).or(suspension).or(not_metered)?))
}

impl DecisionContext<'_> {
    /// Applies everything that fell due for the accounts up to the decision instant, in order of due instant, then
    /// account.
    pub(super) fn catch_up(&mut self, accounts: &[&AccountId]) -> Result<(), DecideError> {
        loop {
            let mut first: Option<(Instant, &AccountId)> = None;
            for &id in accounts {
                let due = self.account(id)?.next_due().filter(|due| *due <= self.at()).map(|due| (due, id));
                first = [first, due].into_iter().flatten().min();
            }
            let Some((until, id)) = first else { break };
            self.catch_up_until(id, until)?;
        }
        // Held bills are paid when all that was due has happened, so that no expired lot pays.
        for id in core::mem::take(&mut self.patience_over) {
            self.retry_bills_of_cloud_accounts(&id)?;
        }
        Ok(())
    }

    /// Applies what is due for an account up to `until`. Each round has an event, so that it ends.
    fn catch_up_until(&mut self, id: &AccountId, until: Instant) -> Result<(), DecideError> {
        loop {
            let account = self.account(id)?;
            if account.next_due().is_none_or(|next| next > until) {
                return Ok(());
            }
            let before = self.events.len();
            if let Some((at, due)) = due(&account) {
                match due {
                    Due::LotsExpire(lots) => self.expire(account, lots, at)?,
                    Due::Notice => self.remind(&account, at)?,
                    Due::Deadline => self.lock(&account, at)?,
                    Due::CloudAccountCloses(cloud_account) => {
                        self.close_cloud_account(cloud_account.clone())?;
                        self.fall_back_if_over(&cloud_account, at)?;
                        self.follow_overdraft_at(id, at)?;
                    }
                    Due::UsageRecordTooLate(record) => self.give_up_sending(record, at)?,
                    Due::Suspension(cloud_account) => self.suspension_due(&cloud_account)?,
                    Due::DayOfNotMeteredEnds => self.notify_not_metered(id)?,
                }
            }
            if self.events.len() == before {
                let what = format!("something is due for account `{id}` at or before {until}, and it has no effect");
                return Err(DecideError::Diverged(what));
            }
        }
    }

    fn expire(&mut self, account: Arc<Account>, lots: Vec<LotId>, at: Instant) -> Result<(), DecideError> {
        let id = account.id.clone();
        // While this record is shared, a change copies it with all lots.
        drop(account);
        for lot in lots {
            let amount = self.account(&id)?.lot(&lot).map(|lot| lot.available);
            let amount = amount.ok_or_else(|| Unreadable(format!("lot `{lot}` fell due but is not there")))?;
            self.emit(Event::LotExpired { account: id.clone(), lot, amount, at })?;
        }
        Ok(())
    }

    fn remind(&mut self, account: &Account, at: Instant) -> Result<(), DecideError> {
        let policy = self.policy(account)?;
        if !policy.is_payable(&account.overdraft) {
            return self.follow_overdraft_at(&account.id, at);
        }
        if let Standing::InArrears { since, deadline, .. } = account.standing {
            let standing = Standing::InArrears { since, deadline, notice: None };
            self.emit(Event::StandingChanged { account: account.id.clone(), standing })?;
            self.raise(Notification::DeadlineNear {
                account: account.id.clone(),
                overdraft: account.overdraft,
                deadline,
                payable: Some(policy.payable(&account.overdraft)),
            })?;
        }
        Ok(())
    }

    fn lock(&mut self, account: &Account, at: Instant) -> Result<(), DecideError> {
        let policy = self.policy(account)?;
        if !policy.is_payable(&account.overdraft) {
            return self.follow_overdraft_at(&account.id, at);
        }
        self.move_standing(account, &policy, StandingTrigger::Deadline, at)?;
        if let Standing::InArrears { since, deadline, .. } = account.standing {
            let (account, overdraft) = (account.id.clone(), account.overdraft);
            let payable = Some(policy.payable(&overdraft));
            self.raise(Notification::AccountLocked { account, overdraft, since, deadline, payable })?;
        }
        Ok(())
    }

    /// The metering deadline of a closing cloud account has passed.
    pub(super) fn close_cloud_account(&mut self, id: CloudAccountId) -> Result<(), DecideError> {
        let cloud_account = self.records.cloud_account(&id)?;
        let cloud_account = cloud_account.ok_or_else(|| Unreadable(format!("cloud account `{id}` is not there")))?;
        if let CloudAccountTransition::To(state) = next(cloud_account.state, CloudAccountTrigger::Deadline) {
            self.emit(Event::CloudAccountChanged {
                account: cloud_account.account.clone(),
                cloud_account: id,
                was: cloud_account.state,
                state,
                lifecycle: cloud_account.lifecycle,
                metering_deadline: cloud_account.metering_deadline,
                patience: None,
            })?;
        }
        Ok(())
    }

    fn move_standing(
        &mut self,
        account: &Account,
        policy: &Policy,
        trigger: StandingTrigger,
        at: Instant,
    ) -> Result<(), DecideError> {
        if let Some(standing) = account.standing.after(trigger, at, policy) {
            self.emit(Event::StandingChanged { account: account.id.clone(), standing })?;
        }
        Ok(())
    }

    /// Arrears begin when the overdraft reaches one payable unit and end when it is less, with a notification for the
    /// customer.
    pub(super) fn follow_overdraft(&mut self, id: &AccountId) -> Result<(), DecideError> {
        self.follow_overdraft_at(id, self.at())
    }

    /// The same, dated `at`: what is recorded late is dated at its due instant.
    pub(super) fn follow_overdraft_at(&mut self, id: &AccountId, at: Instant) -> Result<(), DecideError> {
        let account = self.account(id)?;
        // Most bills leave no debt. They need no policy here.
        if account.standing == Standing::Good && account.overdraft.is_zero() {
            return Ok(());
        }
        let policy = self.policy(&account)?;
        match (account.standing, policy.is_payable(&account.overdraft)) {
            (Standing::Good, true) => {
                self.move_standing(&account, &policy, StandingTrigger::OverdraftBegins, at)?;
                if let Standing::InArrears { since, deadline, .. } = self.account(id)?.standing {
                    let (account, overdraft) = (id.clone(), account.overdraft);
                    let payable = Some(policy.payable(&overdraft));
                    self.raise(Notification::ArrearsBegun { account, overdraft, since, deadline, payable })?;
                }
            }
            (was @ (Standing::InArrears { .. } | Standing::Locked { .. }), false) => {
                self.move_standing(&account, &policy, StandingTrigger::OverdraftRepaid, at)?;
                if let Standing::Locked { .. } = was {
                    self.raise(Notification::AccountUnlocked { account: id.clone() })?;
                }
            }
            (Standing::Good, false) | (Standing::InArrears { .. } | Standing::Locked { .. }, true) => {}
        }
        Ok(())
    }

    /// Processes what is due in all accounts, in order of due instant, then account: at most [`ADVANCE_MAX`] due
    /// instants of accounts, so that a commit is bounded.
    pub(super) fn advance(&mut self) -> Handled {
        self.refuse_future_by_default("at", self.asked_at)?;
        let page = self.records.scan(&Key::all(RecordKind::Due), None, ADVANCE_MAX)?;
        // What falls due later than a full page stays for the next command.
        let last = if page.len() < ADVANCE_MAX { None } else { page.last().map(|(key, _)| key.clone()) };
        let mut queue = BTreeMap::new();
        for (key, record) in page {
            let Record::AccountId(account) = record else { continue };
            if key > Key::due(self.at(), &account) {
                break;
            }
            queue.insert(key, account);
        }
        for _ in 0..ADVANCE_MAX {
            let Some((key, id)) = queue.pop_first() else { break };
            let confirmed = self.records.account(&id)?.and_then(|account| account.next_due());
            let Some(until) = confirmed.filter(|until| Key::due(*until, &id) == key) else {
                let what =
                    format!("a record says that something is due for account `{id}`, which has nothing due then");
                return Err(DecideError::Diverged(what));
            };
            self.catch_up_until(&id, until)?;
            if let Some(next) = self.account(&id)?.next_due().filter(|next| *next <= self.at()) {
                let key = Key::due(next, &id);
                if last.as_ref().is_none_or(|last| key <= *last) {
                    queue.insert(key, id);
                }
            }
        }
        for id in self.patience_over.clone() {
            self.catch_up(&[&id])?;
        }
        Ok(self.events.is_empty().then_some(PriorResult::Nothing))
    }
}
