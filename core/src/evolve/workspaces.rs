//! How events change workspaces.

use alloc::sync::Arc;

use super::cloud_accounts::list_workspace;
use super::error::{EvolveError, missing};
use crate::id::{AccountId, DisplayName, WorkspaceId};
use crate::method::{Method, MethodAction, MethodStep, Payer, PayerInterval};
use crate::records::{Key, Record, RecordStore};
use crate::workspace::Workspace;

pub(super) fn bound(
    records: &mut dyn RecordStore,
    id: &WorkspaceId,
    account: &AccountId,
    step: &MethodStep,
    interval: &PayerInterval,
    display_name: Option<&DisplayName>,
) {
    let workspace = Workspace {
        id: id.clone(),
        account: account.clone(),
        method: Method::Enterprise,
        steps: alloc::vec![step.clone()],
        timeline: alloc::vec![interval.clone()],
        dissolved_at: None,
        display_name: display_name.cloned(),
    };
    records.put(Key::workspace(id), Some(Record::Workspace(Arc::new(workspace))));
    records.put(Key::account_workspace(account, id), Some(Record::WorkspaceId(id.clone())));
}

/// Puts a step before the first one, and its interval before the first one or in its place.
pub(super) fn binding_extended(
    records: &mut dyn RecordStore,
    id: &WorkspaceId,
    step: &MethodStep,
    interval: &PayerInterval,
) -> Result<(), EvolveError> {
    edit(records, id, |workspace| {
        workspace.steps.insert(0, step.clone());
        let first = workspace.timeline.first();
        if first.is_some_and(|first| first.account == interval.account && first.payer == interval.payer) {
            workspace.timeline.remove(0);
        }
        workspace.timeline.insert(0, interval.clone());
    })
}

pub(super) fn method_changed(
    records: &mut dyn RecordStore,
    id: &WorkspaceId,
    method: &Method,
    kept_intervals: u32,
    intervals: &[PayerInterval],
) -> Result<(), EvolveError> {
    edit(records, id, |workspace| {
        workspace.method = method.clone();
        workspace.timeline.truncate(kept_intervals as usize);
        workspace.timeline.extend(intervals.iter().cloned());
    })
}

/// Adds a step to the history of a workspace, and lists the workspace with its account and its cloud account.
pub(super) fn step_taken(
    records: &mut dyn RecordStore,
    id: &WorkspaceId,
    step: &MethodStep,
) -> Result<(), EvolveError> {
    let mut moved_from = None;
    edit(records, id, |workspace| {
        workspace.steps.push(step.clone());
        match step.action {
            MethodAction::Move => moved_from = Some(core::mem::replace(&mut workspace.account, step.account.clone())),
            MethodAction::Dissolve => workspace.dissolved_at = Some(step.at),
            MethodAction::Bind | MethodAction::Choose(_) => {}
        }
    })?;
    let listed = || Some(Record::WorkspaceId(id.clone()));
    match &step.action {
        MethodAction::Choose(Payer::CloudAccount(chosen)) => {
            list_workspace(records, chosen, id)?;
        }
        MethodAction::Dissolve => records.put(Key::account_workspace(&step.account, id), None),
        MethodAction::Move => {
            if let Some(before) = moved_from {
                records.put(Key::account_workspace(&before, id), None);
            }
            records.put(Key::account_workspace(&step.account, id), listed());
        }
        MethodAction::Choose(Payer::Enterprise) | MethodAction::Bind => {}
    }
    Ok(())
}

pub(super) fn renamed(
    records: &mut dyn RecordStore,
    id: &WorkspaceId,
    display_name: Option<&DisplayName>,
) -> Result<(), EvolveError> {
    edit(records, id, |workspace| workspace.display_name = display_name.cloned())
}

fn edit(records: &mut dyn RecordStore, id: &WorkspaceId, edit: impl FnOnce(&mut Workspace)) -> Result<(), EvolveError> {
    let key = Key::workspace(id);
    let Some(Record::Workspace(mut shared)) = records.take(&key)? else { return Err(missing(id).into()) };
    edit(Arc::make_mut(&mut shared));
    records.put(key, Some(Record::Workspace(shared)));
    Ok(())
}
