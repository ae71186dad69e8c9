//! What follows when the lifecycle or the successor of a cloud account changes: its state, timelines, corrections, held
//! bills and notifications (T2, C3, N1).

use alloc::vec::Vec;

use super::corrections::{CorrectedSums, sums};
use super::{DecideError, DecisionContext};
use crate::cloud_account::{CloudAccount, CloudAccountState, SubscriptionLifecycle};
use crate::event::Event;
use crate::id::{CloudAccountId, WorkspaceId};
use crate::method::{Method, Payer};
use crate::outbox::{Notification, StillOpening, WorkspacePayer};
use crate::records::{Key, Record, ViewExt, is_replaced, successors_from};
use crate::time::Instant;
use crate::workspace::Workspace;

/// Whether the customer gets a notification when a cloud account is over.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Notify {
    Always,
    /// A customer who withdrew the cloud account knows it.
    UnlessWithdrawn,
}

/// The workspaces of a cloud account, when their timelines were built again.
#[derive(Default)]
struct Rebuilt {
    /// The workspaces whose timelines changed, as they were before.
    changed: Vec<Workspace>,
    /// The methods of all workspaces before.
    methods: Vec<(WorkspaceId, Method)>,
}

/// Who pays for the workspaces of a cloud account that is over.
#[derive(Default)]
struct Affected {
    forced: Vec<WorkspaceId>,
    still_opening: Vec<StillOpening>,
    replaced: Vec<WorkspacePayer>,
    kept: Vec<WorkspacePayer>,
}

impl DecisionContext<'_> {
    /// Sets the lifecycle of a cloud account. Its state, the timelines that contain it, the bills that were settled by
    /// them and the bills held for it follow in the same commit. The customer gets a notification when it ended (C3,
    /// N1).
    pub(super) fn change_lifecycle(
        &mut self,
        before: &CloudAccount,
        lifecycle: SubscriptionLifecycle,
        notify: Notify,
    ) -> Result<(), DecideError> {
        self.change_state(before, lifecycle)?;
        let dates_changed = (lifecycle.active_from, lifecycle.ended_at, lifecycle.failed_at)
            != (before.lifecycle.active_from, before.lifecycle.ended_at, before.lifecycle.failed_at);
        let rebuilt = if dates_changed { self.rebuild_timelines_of(before)? } else { Rebuilt::default() };
        let over = lifecycle.over().filter(|_| notify == Notify::Always || !lifecycle.withdrawn);
        self.follow_timelines(before, rebuilt, over)
    }

    /// Sets the successor of a cloud account (T2). When the cloud account is over, the effects are those of a changed
    /// lifecycle.
    pub(super) fn change_successor(
        &mut self,
        before: &CloudAccount,
        successor: Option<CloudAccountId>,
    ) -> Result<(), DecideError> {
        let (account, cloud_account) = (before.account.clone(), before.id.clone());
        self.emit(Event::SuccessorChanged { account, cloud_account, successor })?;
        match before.lifecycle.over() {
            None => Ok(()),
            over => {
                let rebuilt = self.rebuild_timelines_of(before)?;
                self.follow_timelines(before, rebuilt, over)
            }
        }
    }

    /// Builds the timelines again of the workspaces that chose the cloud account, or one that it succeeds.
    fn rebuild_timelines_of(&mut self, cloud_account: &CloudAccount) -> Result<Rebuilt, DecideError> {
        let mut rebuilt = Rebuilt::default();
        for (_, record) in self.records.scan_all(&Key::workspaces_of_cloud_account(&cloud_account.id))? {
            let Record::WorkspaceId(id) = record else { continue };
            let workspace = self.workspace(&id)?;
            rebuilt.methods.push((id.clone(), workspace.method.clone()));
            if self.rebuild_timeline(&id, &cloud_account.account)? {
                rebuilt.changed.push(Workspace::clone(&workspace));
            }
        }
        Ok(rebuilt)
    }

    /// Corrects bills, tries held bills again, and notifies the customer, after timelines were built again. `over` is
    /// the instant at which the cloud account ended or failed; absent: no notification about that.
    fn follow_timelines(
        &mut self,
        before: &CloudAccount,
        rebuilt: Rebuilt,
        over: Option<Instant>,
    ) -> Result<(), DecideError> {
        let mut corrected = CorrectedSums::new();
        for workspace in &rebuilt.changed {
            self.correct_bills_of(workspace, &before.account, &mut corrected)?;
        }
        self.fall_back_if_over(&before.id, self.at())?;
        self.follow_overdraft(&before.account)?;
        if !corrected.is_empty() {
            self.retry_bills_over_limit(&before.account)?;
        }
        // The cloud account may have resumed, or a timeline may have another payer now.
        self.retry_bills_of_cloud_accounts(&before.account)?;
        if let Some(over) = over {
            let affected = self.affected(before, rebuilt.methods)?;
            self.notify_of_end(before, over, affected, &mut corrected)?;
        }
        self.raise_corrected(before, corrected)
    }

    /// Who pays for the workspaces of a cloud account that ended or failed. `methods` has the methods from before the
    /// command.
    fn affected(&self, before: &CloudAccount, methods: Vec<(WorkspaceId, Method)>) -> Result<Affected, DecideError> {
        let is_new = before.lifecycle.over().is_none();
        let successors = successors_from(&self.records, &before.id)?;
        let is_successor = |payer: &Payer| {
            payer.cloud_account().is_some_and(|payer| *payer != before.id && successors.contains(payer))
        };
        let mut affected = Affected::default();
        for (workspace, was) in methods {
            let now = self.workspace(&workspace)?.method.clone();
            let (Some(payer), Some(payer_before)) = (now.payer(), was.payer()) else { continue };
            let paid = payer_before.cloud_account() == Some(&before.id);
            if (is_new && paid) || payer_before != payer {
                if is_successor(&payer) {
                    affected.replaced.push(WorkspacePayer { workspace, payer });
                    continue;
                }
                if let Method::Opening { cloud_account, .. } = now {
                    affected.still_opening.push(StillOpening { workspace: workspace.clone(), cloud_account });
                }
                affected.forced.push(workspace);
            } else if is_new && was.is_choice_of(&Payer::CloudAccount(before.id.clone())) {
                affected.kept.push(WorkspacePayer { workspace, payer });
            }
        }
        Ok(affected)
    }

    /// Notifies the customer that a cloud account ended or failed at `ended_at` (N1). The first notification about
    /// payers takes the sums of the corrected bills.
    fn notify_of_end(
        &mut self,
        before: &CloudAccount,
        ended_at: Instant,
        affected: Affected,
        corrected: &mut CorrectedSums,
    ) -> Result<(), DecideError> {
        let Affected { forced, still_opening, replaced, kept } = affected;
        let (account, cloud_account, provider) = (before.account.clone(), before.id.clone(), before.provider());
        if !forced.is_empty() {
            let replaced = is_replaced(&self.records, provider, before.subscription.identity())?;
            let display_names = self.display_names(&forced)?;
            let (account, cloud_account) = (account.clone(), cloud_account.clone());
            self.raise(Notification::MethodChangedByForce {
                account,
                cloud_account,
                provider,
                ended_at,
                workspaces: forced,
                still_opening,
                replaced,
                corrected: sums(core::mem::take(corrected)),
                display_names,
            })?;
        }
        if !replaced.is_empty() {
            let display_names = self.display_names(replaced.iter().map(|one| &one.workspace))?;
            let (account, cloud_account) = (account.clone(), cloud_account.clone());
            self.raise(Notification::SubscriptionReplaced {
                account,
                cloud_account,
                provider,
                ended_at,
                workspaces: replaced,
                corrected: sums(core::mem::take(corrected)),
                display_names,
            })?;
        }
        if !kept.is_empty() {
            let display_names = self.display_names(kept.iter().map(|one| &one.workspace))?;
            self.raise(Notification::ChosenPayerEnded {
                account,
                cloud_account,
                provider,
                ended_at,
                workspaces: kept,
                display_names,
            })?;
        }
        Ok(())
    }

    /// Sets the state of a lifecycle, with the metering deadline of an end.
    fn change_state(&mut self, before: &CloudAccount, lifecycle: SubscriptionLifecycle) -> Result<(), DecideError> {
        let metering_deadline = match lifecycle.ended_at {
            ended_at if ended_at == before.lifecycle.ended_at => before.metering_deadline,
            Some(ended_at) => {
                let policy = self.policy(&*self.account(&before.account)?)?;
                let deadline = policy.metering_deadline(before.provider(), ended_at);
                // An end that moves earlier can move the deadline earlier, never later.
                let is_earlier = before.lifecycle.ended_at.is_some_and(|before| ended_at < before);
                let known = before.metering_deadline.filter(|_| is_earlier);
                Some(known.map_or(deadline, |known| known.min(deadline)))
            }
            None => None,
        };
        let patience = match before.patience {
            // A message that does not change the suspension leaves its deadline as it is.
            Some(known) if lifecycle.suspended_since == before.lifecycle.suspended_since => Some(known),
            _ => self.patience_of(&before.account, &lifecycle)?,
        };
        let closed = before.state == CloudAccountState::Closed && lifecycle.state == CloudAccountState::Closing;
        self.emit(Event::CloudAccountChanged {
            account: before.account.clone(),
            cloud_account: before.id.clone(),
            was: before.state,
            state: if closed { CloudAccountState::Closed } else { lifecycle.state },
            lifecycle,
            metering_deadline,
            patience,
        })?;
        if metering_deadline.is_some_and(|deadline| deadline <= self.at()) {
            self.close_cloud_account(before.id.clone())?;
        }
        Ok(())
    }
}
