//! How long the bills of a suspended cloud account wait (P3).

use super::{DecideError, DecisionContext};
use crate::cloud_account::{Patience, SubscriptionLifecycle};
use crate::event::Event;
use crate::id::{AccountId, CloudAccountId};
use crate::outbox::Notification;
use crate::records::{Key, Record, ViewExt};

impl DecisionContext<'_> {
    /// How long the bills of a cloud account with this lifecycle wait, if it is suspended (P3).
    pub(super) fn patience_of(
        &self,
        account: &AccountId,
        lifecycle: &SubscriptionLifecycle,
    ) -> Result<Option<Patience>, DecideError> {
        let Some(since) = lifecycle.suspended_since else { return Ok(None) };
        let policy = self.policy(&*self.account(account)?)?;
        let deadline = since.plus(policy.suspended_patience);
        let over = deadline <= self.at();
        let announced = !over && policy.deadline_notice < policy.suspended_patience;
        let notice = announced.then(|| deadline.minus(policy.deadline_notice));
        Ok(Some(Patience { deadline, notice, over }))
    }

    /// The notice or the deadline of a suspension is due (P3).
    pub(super) fn suspension_due(&mut self, id: &CloudAccountId) -> Result<(), DecideError> {
        let found = self.cloud_account(id)?;
        let (Some(patience), Some(suspended_since)) = (found.patience, found.lifecycle.suspended_since) else {
            return Ok(());
        };
        let over = patience.notice.is_none();
        self.emit(Event::CloudAccountChanged {
            account: found.account.clone(),
            cloud_account: id.clone(),
            was: found.state,
            state: found.state,
            lifecycle: found.lifecycle,
            metering_deadline: found.metering_deadline,
            patience: Some(Patience { notice: None, over, ..patience }),
        })?;
        if over {
            self.patience_over.insert(found.account.clone());
            return Ok(());
        }
        let (held_bills, amount) = self.held_for(&found)?;
        if held_bills > 0 || self.pays_for_a_workspace(id)? {
            self.raise(Notification::SuspensionDeadlineNear {
                account: found.account.clone(),
                cloud_account: id.clone(),
                provider: found.provider(),
                suspended_since,
                deadline: patience.deadline,
                held_bills,
                amount,
            })?;
        }
        Ok(())
    }

    fn pays_for_a_workspace(&self, id: &CloudAccountId) -> Result<bool, DecideError> {
        for (_, record) in self.records.scan_all(&Key::workspaces_of_cloud_account(id))? {
            let Record::WorkspaceId(workspace) = record else { continue };
            if self.workspace(&workspace)?.method.payer().is_some_and(|payer| payer.cloud_account() == Some(id)) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
