//! Workspaces and their settlement method: bind, move, dissolve, choose.

use serde_json::Value;

use crate::Answer;
use crate::read::{instant, instant_if, refuse, text};
use crate::state::{CloudState, Method, Payer, State, Stretch, Workspace};
use crate::time::calendar_month;

impl State {
    pub(crate) fn bind_workspace(&mut self, command: &Value) -> Result<Answer, String> {
        let id = text(command, "account");
        let name = text(command, "workspace");
        self.known_account(&id)?;
        let decided = self.begin(&[&id], instant(command, "at"))?;
        if self.workspaces.contains_key(&name) {
            return refuse("workspace_exists");
        }
        let since = instant_if(command, "since").unwrap_or(decided);
        if since > decided {
            return refuse("since_in_future");
        }
        let workspace = Workspace {
            account: id.clone(),
            method: Method::Paying(Payer::Enterprise),
            timeline: vec![Stretch { from: since, account: id, payer: Payer::Enterprise }],
            dissolved_at: None,
            changes: Vec::new(),
        };
        self.workspaces.insert(name, workspace);
        Ok(Answer::Done(Vec::new()))
    }

    /// `unknown_workspace`, `not_owner` (C1), `workspace_dissolved`.
    fn own_workspace(&self, account: &str, name: &str) -> Result<(), String> {
        match self.workspaces.get(name) {
            None => refuse("unknown_workspace"),
            Some(workspace) if workspace.account != account => refuse("not_owner"),
            Some(workspace) if workspace.dissolved_at.is_some() => refuse("workspace_dissolved"),
            Some(_) => Ok(()),
        }
    }

    fn workspace(&mut self, name: &str) -> &mut Workspace {
        self.workspaces.get_mut(name).expect("a known workspace")
    }

    pub(crate) fn move_workspace(&mut self, command: &Value) -> Result<Answer, String> {
        let (id, to) = (text(command, "account"), text(command, "to"));
        let name = text(command, "workspace");
        self.known_account(&id)?;
        self.known_account(&to)?;
        let decided = self.begin(&[&id, &to], instant(command, "at"))?;
        self.own_workspace(&id, &name)?;
        if id == to {
            return refuse("same_account");
        }
        if self.currency(&id) != self.currency(&to) {
            return refuse("currency_mismatch");
        }
        let workspace = self.workspace(&name);
        workspace.account = to.clone();
        workspace.method = Method::Paying(Payer::Enterprise);
        workspace.pay_from(decided, &to, Payer::Enterprise);
        Ok(Answer::Done(Vec::new()))
    }

    pub(crate) fn dissolve_workspace(&mut self, command: &Value) -> Result<Answer, String> {
        let id = text(command, "account");
        let name = text(command, "workspace");
        self.known_account(&id)?;
        let decided = self.begin(&[&id], instant(command, "at"))?;
        self.own_workspace(&id, &name)?;
        let workspace = self.workspace(&name);
        workspace.method = Method::Dissolved;
        workspace.dissolved_at = Some(decided);
        Ok(Answer::Done(Vec::new()))
    }

    pub(crate) fn choose_method(&mut self, command: &Value) -> Result<Answer, String> {
        let id = text(command, "account");
        let name = text(command, "workspace");
        let choice = &command["method"];
        let chosen = if choice.as_str() == Some("enterprise") {
            Payer::Enterprise
        } else {
            Payer::Cloud(text(choice, "cloud_account"))
        };

        self.known_account(&id)?;
        let decided = self.begin(&[&id], instant(command, "at"))?;
        self.own_workspace(&id, &name)?;
        if let Payer::Cloud(cloud) = &chosen {
            match self.cloud_accounts.get(cloud) {
                None => return refuse("unknown_cloud_account"),
                Some(found) if found.account != id => return refuse("not_owner"),
                Some(_) => {}
            }
        }

        // The method already held, or already being opened.
        let workspace = &self.workspaces[&name];
        let same = match &workspace.method {
            Method::Paying(payer) => *payer == chosen,
            Method::Opening { target, .. } => chosen == Payer::Cloud(target.clone()),
            Method::Dissolved => false,
        };
        if same {
            return Ok(Answer::Kept);
        }

        let policy = self.policy(&id);
        if let Payer::Cloud(cloud) = &chosen {
            let cloud = &self.cloud_accounts[cloud];
            if matches!(cloud.state, CloudState::Failed | CloudState::Closing | CloudState::Closed) {
                return refuse("cloud_account_ended");
            }
            let (site, _) = name.split_once('/').expect("site/id");
            if !policy.admits(site, &cloud.provider) {
                return refuse("provider_not_admitted");
            }
        }
        if policy.lock_in
            && let Payer::Cloud(payer) = workspace.payer_now()
            && self.cloud_accounts[&payer].state == CloudState::Active
        {
            return refuse("locked_in");
        }
        if let Some(limit) = policy.voluntary_changes_per_month {
            let month = calendar_month(decided);
            let earlier = workspace.changes.iter().filter(|change| calendar_month(**change) == month).count();
            if earlier >= limit {
                return refuse("change_limit_reached");
            }
        }

        let pending = match &chosen {
            Payer::Enterprise => None,
            Payer::Cloud(cloud) if self.cloud_accounts[cloud].state == CloudState::Pending => Some(cloud.clone()),
            Payer::Cloud(_) => None,
        };
        let workspace = self.workspace(&name);
        workspace.changes.push(decided);
        let pays = workspace.payer_now();
        if let Some(target) = pending {
            // The previous method keeps paying.
            workspace.method = Method::Opening { target, from: pays, chosen_at: decided };
        } else if chosen == pays {
            // Ends the opening; the payer does not change.
            workspace.method = Method::Paying(pays);
        } else {
            // T3: at the decision instant, never earlier.
            workspace.method = Method::Paying(chosen.clone());
            workspace.pay_from(decided, &id, chosen);
        }
        Ok(Answer::Done(Vec::new()))
    }

    /// T2, T3: workspaces opening it now pay by it, from the later of the activation and their choice.
    pub(crate) fn open_workspaces(&mut self, cloud: &str, activated_at: i128) {
        for workspace in self.workspaces.values_mut() {
            if let Method::Opening { target, chosen_at, .. } = workspace.method.clone()
                && target == cloud
            {
                let account = workspace.account.clone();
                workspace.method = Method::Paying(Payer::Cloud(target.clone()));
                workspace.pay_from(activated_at.max(chosen_at), &account, Payer::Cloud(target));
            }
        }
    }

    /// Failed or withdrawn: workspaces opening it return to the method they had.
    pub(crate) fn return_workspaces(&mut self, cloud: &str) {
        for workspace in self.workspaces.values_mut() {
            if let Method::Opening { target, from, .. } = workspace.method.clone()
                && target == cloud
            {
                workspace.method = Method::Paying(from);
            }
        }
    }

    /// Ended: nobody is paid for by it from `ended_at` on. Gives the workspaces whose current method it was.
    /// No policy is asked and no change is counted (C3).
    pub(crate) fn revert_workspaces(&mut self, cloud: &str, ended_at: i128) -> Vec<String> {
        let gone = Payer::Cloud(cloud.to_string());
        let mut named = Vec::new();
        for (name, workspace) in &mut self.workspaces {
            workspace.correct(&gone, ended_at);
            match workspace.method.clone() {
                Method::Paying(payer) if payer == gone => {
                    workspace.method = Method::Paying(Payer::Enterprise);
                    named.push(name.clone());
                }
                Method::Opening { target, from, chosen_at } if target == cloud => {
                    workspace.method = Method::Paying(Payer::Enterprise);
                    if from != Payer::Enterprise {
                        // The cloud account that went on paying is left too, not before the choice (T2, T3).
                        let account = workspace.account.clone();
                        workspace.pay_from(ended_at.max(chosen_at), &account, Payer::Enterprise);
                    }
                    named.push(name.clone());
                }
                Method::Opening { target, from, chosen_at } if from == gone => {
                    workspace.method = Method::Opening { target, from: Payer::Enterprise, chosen_at };
                    named.push(name.clone());
                }
                _ => {}
            }
        }
        named
    }
}

impl Workspace {
    /// T2: every stretch paid by `gone`, at or after `ended_at`, becomes enterprise from `ended_at`, or from its
    /// start if that is later.
    fn correct(&mut self, gone: &Payer, ended_at: i128) {
        let mut corrected = Vec::new();
        for (place, stretch) in self.timeline.iter().enumerate() {
            let next = self.timeline.get(place + 1).map(|next| next.from);
            let until = next.or(self.dissolved_at);
            let touched = stretch.payer == *gone && until.is_none_or(|until| until > ended_at);
            if !touched {
                corrected.push(stretch.clone());
                continue;
            }
            if stretch.from < ended_at {
                corrected.push(stretch.clone());
            }
            corrected.push(Stretch {
                from: stretch.from.max(ended_at),
                account: stretch.account.clone(),
                payer: Payer::Enterprise,
            });
        }
        self.timeline = corrected;
    }
}
