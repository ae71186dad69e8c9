//! Bills that came after the metering deadline of their cloud account (P2): they are counted, and one notification a
//! UTC day has the counts (N1).

use super::{DecideError, DecisionContext, own_money};
use crate::account::NotMeteredDay;
use crate::bill::Bill;
use crate::event::Event;
use crate::id::AccountId;
use crate::money::{Currency, Money};
use crate::outbox::Notification;
use crate::receipt::PayerReason;

impl DecisionContext<'_> {
    /// Counts a settled bill, if it came after a metering deadline.
    pub(super) fn count_not_metered(
        &mut self,
        bill: &Bill,
        owner: &AccountId,
        reason: PayerReason,
    ) -> Result<(), DecideError> {
        let PayerReason::NoLongerMetered {
            cloud_account,
            ended_at: Some(ended_at),
            metering_deadline: Some(metering_deadline),
        } = reason
        else {
            return Ok(());
        };
        if bill.amount.is_zero() {
            return Ok(());
        }
        let day = self.at().day();
        if let Some(counted) = &self.account(owner)?.not_metered
            && sum(counted, bill.amount.currency())?.plus(&bill.amount).is_err()
        {
            // The sum would no longer be exact: the count begins again.
            self.notify_not_metered(owner)?;
        }
        self.emit(Event::NotMeteredCounted {
            account: owner.clone(),
            bill: bill.id.clone(),
            day,
            provider: self.cloud_account(&cloud_account)?.provider(),
            cloud_account,
            ended_at,
            metering_deadline,
            amount: bill.amount,
        })
    }

    /// Queues the notification with the counts of the day, if there are any. Then the account has no counts.
    pub(super) fn notify_not_metered(&mut self, id: &AccountId) -> Result<(), DecideError> {
        let account = self.account(id)?;
        let Some(counted) = &account.not_metered else { return Ok(()) };
        let bills = counted.cloud_accounts.iter().fold(0_u32, |count, one| count.saturating_add(one.bills));
        self.raise(Notification::BillsNotMetered {
            account: id.clone(),
            day: counted.day,
            bills,
            amount: sum(counted, account.currency)?,
            cloud_accounts: counted.cloud_accounts.clone(),
        })
    }
}

/// The sum of the counted bills. It stays in range, because a bill that would leave it begins a new count.
fn sum(counted: &NotMeteredDay, currency: Currency) -> Result<Money, DecideError> {
    let amounts = counted.cloud_accounts.iter().map(|one| &one.amount);
    own_money(amounts.into_iter().try_fold(Money::zero(currency), |sum, amount| sum.plus(amount)))
}
