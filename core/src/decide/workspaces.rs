//! Workspaces: binding, moving, dissolving, and choosing a payer (C1, C2, T3).

use alloc::boxed::Box;
use alloc::format;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::{DecideError, DecisionContext, Handled};
use crate::cloud_account::{CloudAccount, CloudAccountState};
use crate::command::{BindWorkspace, ChooseMethod, DissolveWorkspace, MoveWorkspace};
use crate::event::Event;
use crate::id::{AccountId, CloudAccountId, WorkspaceId};
use crate::limits::STEPS_MAX;
use crate::method::{
    Cause, KnownCloudAccount, KnownCloudAccounts, MethodAction, MethodStep, MethodTransition, MethodTrigger, Payer,
    PayerInterval, build_timeline, next,
};
use crate::records::{Unreadable, ViewExt, successors_from};
use crate::refusal::Refusal;
use crate::rules;
use crate::time::Instant;
use crate::workspace::Workspace;

impl DecisionContext<'_> {
    pub(super) fn bind_workspace(&mut self, command: &BindWorkspace) -> Handled {
        let BindWorkspace { account, workspace, since, display_name } = command.clone();
        self.open(&account)?;
        self.clock(&[&account])?;
        if let Some(bound) = self.records.workspace(&workspace)? {
            return self.extend_binding(&bound, account, since);
        }
        let (at, since) = (self.at(), since.unwrap_or(self.at()));
        if since > at {
            return Err(Refusal::SinceInFuture { since, at }.into());
        }
        let (step, interval) = self.binding(&account, since);
        self.emit(Event::WorkspaceBound { workspace, account, step, interval, display_name })?;
        Ok(None)
    }

    /// Extends the first binding backwards. Before it, no account had the workspace (P5).
    fn extend_binding(&mut self, bound: &Workspace, account: AccountId, since: Option<Instant>) -> Handled {
        let first = bound.steps.first().filter(|first| first.account == account);
        let earlier = first.zip(since).filter(|(first, since)| *since < first.at);
        let Some((_, since)) = earlier else {
            return Err(Refusal::WorkspaceExists { workspace: bound.id.clone(), account: bound.account.clone() }.into());
        };
        if bound.steps.len() >= STEPS_MAX {
            return Err(Refusal::TooManySteps { workspace: bound.id.clone(), most: STEPS_MAX }.into());
        }
        let (step, interval) = self.binding(&account, since);
        self.emit(Event::BindingExtended { workspace: bound.id.clone(), account, step, interval })?;
        Ok(None)
    }

    /// The step and the interval of a binding to an account.
    fn binding(&self, account: &AccountId, since: Instant) -> (MethodStep, PayerInterval) {
        let step = MethodStep {
            at: since,
            account: account.clone(),
            action: MethodAction::Bind,
            by: self.by.cloned(),
            rules: rules::CURRENT,
        };
        let interval = PayerInterval {
            from: since,
            account: account.clone(),
            payer: Payer::Enterprise,
            cause: Cause::Bound,
            recorded_at: self.at(),
        };
        (step, interval)
    }

    pub(super) fn move_workspace(&mut self, command: &MoveWorkspace) -> Handled {
        let MoveWorkspace { account: from, workspace: id, to } = command;
        let (old, new) = (self.open(from)?, self.open(to)?);
        self.clock(&[from, to])?;
        let workspace = self.owned_workspace(from, id)?;
        self.table_admits(&workspace, MethodTrigger::Move)?;
        if from == to {
            return Err(Refusal::SameAccount { account: to.clone() }.into());
        }
        if old.currency != new.currency {
            let (expected, given) = (old.currency, new.currency);
            let expected = format!("an account in {expected}, the currency of account `{from}`, not one in {given}");
            let given = Box::from(to.as_str());
            return Err(Refusal::CurrencyMismatch { field: "to", given, expected: expected.into_boxed_str() }.into());
        }
        self.take_step(&workspace, to, MethodAction::Move, Some(from))?;
        Ok(None)
    }

    pub(super) fn dissolve_workspace(&mut self, command: &DissolveWorkspace) -> Handled {
        let DissolveWorkspace { account, workspace: id } = command;
        self.open(account)?;
        self.clock(&[account])?;
        let workspace = self.owned_workspace(account, id)?;
        self.table_admits(&workspace, MethodTrigger::Dissolve)?;
        self.take_step(&workspace, account, MethodAction::Dissolve, None)?;
        Ok(None)
    }

    pub(super) fn choose_method(&mut self, command: &ChooseMethod) -> Handled {
        let ChooseMethod { account, workspace: id, method: wish } = command;
        self.open(account)?;
        self.clock(&[account])?;
        let workspace = self.owned_workspace(account, id)?;
        self.table_admits(&workspace, MethodTrigger::ChooseHeld)?;
        let target = match wish {
            Payer::Enterprise => None,
            Payer::CloudAccount(cloud_account) => Some(self.owned_cloud_account(account, cloud_account)?),
        };
        if workspace.method.is_choice_of(wish) {
            let (account, workspace) = (account.clone(), id.clone());
            let method = self.workspace(&workspace)?.method.clone();
            self.emit(Event::MethodKept { account, workspace, method })?;
            return Ok(None);
        }
        self.policy_admits(&workspace, target.as_deref())?;
        self.take_step(&workspace, account, MethodAction::Choose(wish.clone()), None)?;
        Ok(None)
    }

    /// Checks that the target can pay, and that the policies allow the change (C2).
    fn policy_admits(&self, workspace: &Workspace, target: Option<&CloudAccount>) -> Result<(), DecideError> {
        let policy = self.policy(&*self.account(&workspace.account)?)?;
        if let Some(target) = target {
            if !target.is_alive() {
                let (cloud_account, state) = (target.id.clone(), target.state);
                return Err(Refusal::CloudAccountEnded { cloud_account, state }.into());
            }
            let (site, provider) = (workspace.id.site(), target.provider());
            if !policy.admits(site, provider) {
                return Err(Refusal::ProviderNotAdmitted { site: Box::from(site), provider }.into());
            }
        }
        let workspace_id = || workspace.id.clone();
        if policy.lock_in
            && let Some(Payer::CloudAccount(cloud_account)) = workspace.method.payer()
            && self.cloud_account(&cloud_account)?.state == CloudAccountState::Active
        {
            return Err(Refusal::LockedIn { workspace: workspace_id(), cloud_account }.into());
        }
        if let Some(most) = policy.voluntary_changes_per_month
            && workspace.choices_in_month_of(self.at()) >= most as usize
        {
            return Err(Refusal::ChangeLimitReached { workspace: workspace_id(), most }.into());
        }
        Ok(())
    }

    /// Refuses what the state table refuses: a dissolved workspace takes no step.
    fn table_admits(&self, workspace: &Workspace, trigger: MethodTrigger) -> Result<(), DecideError> {
        match (next(workspace.method.name(), trigger), workspace.dissolved_at) {
            (MethodTransition::Refused, Some(dissolved_at)) => {
                Err(Refusal::WorkspaceDissolved { workspace: workspace.id.clone(), dissolved_at }.into())
            }
            _ => Ok(()),
        }
    }

    fn take_step(
        &mut self,
        workspace: &Workspace,
        account: &AccountId,
        action: MethodAction,
        left: Option<&AccountId>,
    ) -> Result<(), DecideError> {
        if workspace.steps.len() >= STEPS_MAX {
            return Err(Refusal::TooManySteps { workspace: workspace.id.clone(), most: STEPS_MAX }.into());
        }
        let step =
            MethodStep { at: self.at(), account: account.clone(), action, by: self.by.cloned(), rules: rules::CURRENT };
        self.emit(Event::StepTaken { workspace: workspace.id.clone(), step, left: left.cloned() })?;
        self.rebuild_timeline(&workspace.id, account)?;
        Ok(())
    }

    /// Builds the timeline of a workspace again, after a step, or after the lifecycle of a cloud account changed.
    /// Returns whether anything changed.
    pub(super) fn rebuild_timeline(&mut self, id: &WorkspaceId, concerned: &AccountId) -> Result<bool, DecideError> {
        let workspace = self.workspace(id)?;
        let mut known = KnownCloudAccounts::new();
        for chosen in workspace.cloud_accounts_chosen() {
            for id in successors_from(&self.records, &chosen)? {
                let found = self.cloud_account(&id)?;
                let (lifecycle, successor) = (found.lifecycle, found.successor.clone());
                known.insert(id, KnownCloudAccount { lifecycle, successor });
            }
        }
        let drawn = build_timeline(&workspace.steps, &known, self.at());
        let drawn = drawn.ok_or_else(|| Unreadable(format!("workspace `{id}` has no first step")))?;
        let pairs = workspace.timeline.iter().zip(&drawn.intervals);
        let is_kept =
            |(old, new): &(&PayerInterval, &PayerInterval)| old.says_the_same_as(new) && old.cause == new.cause;
        let kept = pairs.take_while(is_kept).count();
        let same = kept == workspace.timeline.len() && kept == drawn.intervals.len();
        if same && workspace.method == drawn.method {
            return Ok(false);
        }
        let intervals: Vec<PayerInterval> = drawn.intervals.into_iter().skip(kept).collect();
        self.emit(Event::MethodChanged {
            account: concerned.clone(),
            workspace: id.clone(),
            method: drawn.method,
            kept_intervals: u32::try_from(kept).unwrap_or(u32::MAX),
            intervals,
        })?;
        Ok(true)
    }

    pub(super) fn workspace(&self, id: &WorkspaceId) -> Result<Arc<Workspace>, DecideError> {
        let workspace = self.records.workspace(id)?;
        workspace.ok_or_else(|| Refusal::UnknownWorkspace { workspace: id.clone() }.into())
    }

    /// The workspace, which must belong to the account (C1).
    pub(super) fn owned_workspace(&self, account: &AccountId, id: &WorkspaceId) -> Result<Arc<Workspace>, DecideError> {
        let workspace = self.workspace(id)?;
        if workspace.account == *account {
            return Ok(workspace);
        }
        Err(not_owner(account, format!("workspace `{id}`"), &workspace.account))
    }

    pub(super) fn cloud_account(&self, id: &CloudAccountId) -> Result<Arc<CloudAccount>, DecideError> {
        let cloud_account = self.records.cloud_account(id)?;
        cloud_account.ok_or_else(|| Refusal::UnknownCloudAccount { cloud_account: id.clone() }.into())
    }

    /// The cloud account, which must belong to the account (C1).
    pub(super) fn owned_cloud_account(
        &self,
        account: &AccountId,
        id: &CloudAccountId,
    ) -> Result<Arc<CloudAccount>, DecideError> {
        let cloud_account = self.cloud_account(id)?;
        if cloud_account.account == *account {
            return Ok(cloud_account);
        }
        Err(not_owner(account, format!("cloud account `{id}`"), &cloud_account.account))
    }
}

pub(super) fn not_owner(account: &AccountId, what: alloc::string::String, owner: &AccountId) -> DecideError {
    Refusal::NotOwner { account: account.clone(), what: what.into_boxed_str(), owner: owner.clone() }.into()
}
