//! Things that fall due without a command: expiry of lots, reminders, locks, metering deadlines, usage records that can
//! no longer be sent. Time is an argument,
//! so they happen before the next decision about the account, in the same commit, dated at the instant at which they
//! fell due.

use alloc::sync::Arc;

use super::{DecideError, DecisionContext, Handled, PriorResult};
use crate::account::Account;
use crate::cloud_account::{CloudAccountTransition, CloudAccountTrigger, next};
use crate::event::Event;
use crate::id::{AccountId, CloudAccountId, LotId};
use crate::outbox::Notification;
use crate::position::EntryPosition;
use crate::records::{Key, Record, RecordKind, Unreadable, View, ViewExt};
use crate::standing::{Standing, StandingTrigger};
use crate::time::Instant;

/// Something that falls due for an account, in the order in which it happens at one instant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    LotExpires(LotId),
    Notice,
    Deadline,
    CloudAccountCloses(CloudAccountId),
    UsageRecordTooLate(EntryPosition),
}

/// The first thing that is due, with its instant. It copies nothing, because thousands of lots of one account may
/// expire together.
fn due(account: &Account) -> Option<(Instant, Due)> {
    let at = account.next_due()?;
    let lot = account.lots.iter().filter(|lot| lot.valid_until == Some(at)).map(|lot| &lot.id).min();
    let standing = match account.standing {
        Standing::InArrears { notice, .. } if notice == Some(at) => Some(Due::Notice),
        Standing::InArrears { deadline, .. } if deadline == at => Some(Due::Deadline),
        _ => None,
    };
    let closing = account.closings.first().filter(|closing| closing.deadline == at);
    let closing = closing.map(|closing| Due::CloudAccountCloses(closing.cloud_account.clone()));
    let sending = account.sendings.first().map(|sending| Due::UsageRecordTooLate(sending.record));
    let first = lot.map(|lot| Due::LotExpires(lot.clone())).or(standing).or(closing).or(sending)?;
    Some((at, first))
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
            let Some((until, id)) = first else { return Ok(()) };
            self.catch_up_until(id, until)?;
        }
    }

    fn catch_up_until(&mut self, id: &AccountId, until: Instant) -> Result<(), DecideError> {
        loop {
            let account = self.account(id)?;
            if account.next_due().is_none_or(|next| next > until) {
                return Ok(());
            }
            let Some((at, due)) = due(&account) else { return Ok(()) };
            match due {
                Due::LotExpires(lot) => self.expire(account, lot, at)?,
                Due::Notice => self.remind(&account)?,
                Due::Deadline => self.lock(&account, at)?,
                Due::CloudAccountCloses(cloud_account) => {
                    self.close_cloud_account(cloud_account.clone())?;
                    self.fall_back_if_over(&cloud_account, at)?;
                    self.follow_overdraft_at(&account, at)?;
                }
                Due::UsageRecordTooLate(record) => {
                    self.give_up_sending(record, at)?;
                    self.follow_overdraft_at(&account, at)?;
                }
            }
        }
    }

    fn expire(&mut self, account: Arc<Account>, lot: LotId, at: Instant) -> Result<(), DecideError> {
        let amount = account.lot(&lot).map(|lot| lot.available);
        let amount = amount.ok_or_else(|| Unreadable(alloc::format!("lot `{lot}` fell due but is not there")))?;
        let id = account.id.clone();
        // While this record is shared, a change copies it with all lots.
        drop(account);
        self.emit(Event::LotExpired { account: id, lot, amount, at })
    }

    fn remind(&mut self, account: &Account) -> Result<(), DecideError> {
        if let Standing::InArrears { since, deadline, .. } = account.standing {
            let standing = Standing::InArrears { since, deadline, notice: None };
            self.emit(Event::StandingChanged { account: account.id.clone(), standing })?;
            self.raise(Notification::DeadlineNear {
                account: account.id.clone(),
                overdraft: account.overdraft,
                deadline,
            })?;
        }
        Ok(())
    }

    fn lock(&mut self, account: &Account, at: Instant) -> Result<(), DecideError> {
        self.move_standing(account, StandingTrigger::Deadline, at)?;
        if let Standing::InArrears { since, deadline, .. } = account.standing {
            let (account, overdraft) = (account.id.clone(), account.overdraft);
            self.raise(Notification::AccountLocked { account, overdraft, since, deadline })?;
        }
        Ok(())
    }

    /// The metering deadline of a closing cloud account has passed.
    pub(super) fn close_cloud_account(&mut self, id: CloudAccountId) -> Result<(), DecideError> {
        let cloud_account = self.records.cloud_account(&id)?;
        let cloud_account =
            cloud_account.ok_or_else(|| Unreadable(alloc::format!("cloud account `{id}` is not there")))?;
        if let CloudAccountTransition::To(state) = next(cloud_account.state, CloudAccountTrigger::Deadline) {
            self.emit(Event::CloudAccountChanged {
                account: cloud_account.account.clone(),
                cloud_account: id,
                was: cloud_account.state,
                state,
                lifecycle: cloud_account.lifecycle,
                metering_deadline: cloud_account.metering_deadline,
            })?;
        }
        Ok(())
    }

    pub(super) fn move_standing(
        &mut self,
        account: &Account,
        trigger: StandingTrigger,
        at: Instant,
    ) -> Result<(), DecideError> {
        let policy = self.policy(account)?;
        if let Some(standing) = account.standing.after(trigger, at, &policy) {
            self.emit(Event::StandingChanged { account: account.id.clone(), standing })?;
        }
        Ok(())
    }

    /// Arrears begin or end with the overdraft, with a notification for the customer.
    pub(super) fn follow_overdraft(&mut self, before: &Account) -> Result<(), DecideError> {
        self.follow_overdraft_at(before, self.at())
    }

    /// The same, dated `at`: what is recorded late is dated at its due instant.
    pub(super) fn follow_overdraft_at(&mut self, before: &Account, at: Instant) -> Result<(), DecideError> {
        let account = self.account(&before.id)?;
        match (before.overdraft.is_positive(), account.overdraft.is_positive()) {
            (false, true) => {
                self.move_standing(&account, StandingTrigger::OverdraftBegins, at)?;
                if let Standing::InArrears { since, deadline, .. } = self.account(&before.id)?.standing {
                    let (account, overdraft) = (account.id.clone(), account.overdraft);
                    self.raise(Notification::ArrearsBegun { account, overdraft, since, deadline })?;
                }
            }
            (true, false) => {
                self.move_standing(&account, StandingTrigger::OverdraftRepaid, at)?;
                if let Standing::Locked { .. } = before.standing {
                    self.raise(Notification::AccountUnlocked { account: account.id.clone() })?;
                }
            }
            (false, false) | (true, true) => {}
        }
        Ok(())
    }

    pub(super) fn advance(&mut self) -> Handled {
        self.refuse_future_by_default("at", self.asked_at)?;
        loop {
            let next = self.records.scan(&Key::all(RecordKind::Due), None, 1)?.pop();
            let Some((key, Record::AccountId(account))) = next else { break };
            if key > Key::due(self.at(), &account) {
                break;
            }
            // It stops at the first thing that is due, so that things of several accounts happen in order of time.
            let until = self.account(&account)?.next_due().unwrap_or(self.at());
            self.catch_up_until(&account, until)?;
        }
        Ok(self.events.is_empty().then_some(PriorResult::Nothing))
    }
}
