//! What is shown to people: display names of workspaces, and the settings of mails.

use alloc::vec::Vec;

use super::{DecideError, DecisionContext, Handled, PriorResult};
use crate::account::MailSettings;
use crate::command::{RenameWorkspace, SetMailSettings};
use crate::event::Event;
use crate::id::WorkspaceId;
use crate::outbox::NamedWorkspace;
use crate::records::ViewExt;
use crate::refusal::Refusal;

impl DecisionContext<'_> {
    pub(super) fn rename_workspace(&mut self, command: &RenameWorkspace) -> Handled {
        let RenameWorkspace { account, workspace: id, display_name } = command;
        self.open(account)?;
        if let Some(known) = self.records.workspace(id)?
            && known.account == *account
            && known.dissolved_at.is_none()
            && known.display_name == *display_name
        {
            return Ok(Some(PriorResult::Nothing));
        }
        self.clock(&[account])?;
        let workspace = self.owned_workspace(account, id)?;
        if let Some(dissolved_at) = workspace.dissolved_at {
            return Err(Refusal::WorkspaceDissolved { workspace: id.clone(), dissolved_at }.into());
        }
        let (account, workspace, display_name) = (account.clone(), id.clone(), display_name.clone());
        self.emit(Event::WorkspaceRenamed { account, workspace, display_name })?;
        Ok(None)
    }

    pub(super) fn set_mail_settings(&mut self, command: &SetMailSettings) -> Handled {
        let SetMailSettings { account, language, time_zone } = command.clone();
        let settings = MailSettings { language, time_zone };
        if self.open(&account)?.mail_settings == settings.kept() {
            return Ok(Some(PriorResult::Nothing));
        }
        self.clock(&[&account])?;
        self.emit(Event::MailSettingsSet { account, settings })?;
        Ok(None)
    }

    /// The display names of those among the workspaces that have one, in the same order.
    pub(super) fn display_names<'w>(
        &self,
        workspaces: impl IntoIterator<Item = &'w WorkspaceId>,
    ) -> Result<Vec<NamedWorkspace>, DecideError> {
        let mut named = Vec::new();
        for id in workspaces {
            if let Some(display_name) = self.workspace(id)?.display_name.clone() {
                named.push(NamedWorkspace { workspace: id.clone(), display_name });
            }
        }
        Ok(named)
    }
}
