//! Workspaces and their settlement method: bind, move, dissolve, choose.

use serde_json::Value;

use crate::Answer;
use crate::read::{instant, instant_if, refuse, text, text_if};
use crate::state::{Act, CloudState, Method, Payer, State, Step, Workspace};
use crate::time::calendar_month;

impl State {
    pub(crate) fn bind_workspace(&mut self, command: &Value) -> Result<Answer, String> {
        let id = text(command, "account");
        let name = text(command, "workspace");
        self.known_account(&id)?;
        let decided = self.begin(&[&id], instant(command, "at"))?;
        let since = instant_if(command, "since").unwrap_or(decided);
        if let Some(workspace) = self.workspaces.get_mut(&name) {
            // P5: the account that had it first can extend its binding backwards, also if another account has it now.
            let first = &workspace.steps[0];
            if first.act != Act::Bound(id.clone()) || since >= first.instant {
                return refuse("workspace_exists");
            }
            workspace.steps.insert(0, Step { instant: since, act: Act::Bound(id), by: None });
            self.draw(&name);
            return Ok(Answer::Done(Vec::new()));
        }
        if since > decided {
            return refuse("since_in_future");
        }
        let workspace = Workspace {
            account: id.clone(),
            display_name: text_if(command, "display_name"),
            steps: Vec::new(),
            method: Method::Paying(Payer::Enterprise),
            timeline: Vec::new(),
        };
        self.workspaces.insert(name.clone(), workspace);
        self.step(&name, since, Act::Bound(id), command);
        Ok(Answer::Done(Vec::new()))
    }

    /// `unknown_workspace`, `not_owner` (C1), `workspace_dissolved`.
    fn own_workspace(&self, account: &str, name: &str) -> Result<(), String> {
        match self.workspaces.get(name) {
            None => refuse("unknown_workspace"),
            Some(workspace) if workspace.account != account => refuse("not_owner"),
            Some(workspace) if workspace.dissolved_at().is_some() => refuse("workspace_dissolved"),
            Some(_) => Ok(()),
        }
    }

    /// One more step of a workspace, and its timeline drawn again.
    fn step(&mut self, name: &str, instant: i128, act: Act, command: &Value) {
        let workspace = self.workspaces.get_mut(name).expect("a known workspace");
        workspace.steps.push(Step { instant, act, by: text_if(command, "actor") });
        self.draw(name);
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
        self.workspaces.get_mut(&name).expect("a known workspace").account = to.clone();
        self.step(&name, decided, Act::Moved(to), command);
        Ok(Answer::Done(Vec::new()))
    }

    pub(crate) fn dissolve_workspace(&mut self, command: &Value) -> Result<Answer, String> {
        let id = text(command, "account");
        let name = text(command, "workspace");
        self.known_account(&id)?;
        let decided = self.begin(&[&id], instant(command, "at"))?;
        self.own_workspace(&id, &name)?;
        self.step(&name, decided, Act::Dissolved, command);
        Ok(Answer::Done(Vec::new()))
    }

    /// `rename_workspace`. The same name again is no change, before the clock.
    pub(crate) fn rename_workspace(&mut self, command: &Value) -> Result<Answer, String> {
        let id = text(command, "account");
        let name = text(command, "workspace");
        let display_name = text_if(command, "display_name");
        self.known_account(&id)?;
        if self.own_workspace(&id, &name).is_ok() && self.workspaces[&name].display_name == display_name {
            return Ok(Answer::Kept);
        }
        self.begin(&[&id], instant(command, "at"))?;
        self.own_workspace(&id, &name)?;
        self.workspaces.get_mut(&name).expect("a known workspace").display_name = display_name;
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
            if matches!(cloud.state(), CloudState::Failed | CloudState::Closing | CloudState::Closed) {
                return refuse("cloud_account_ended");
            }
            let (site, _) = name.split_once('/').expect("site/id");
            if !policy.admits(site, &cloud.provider) {
                return refuse("provider_not_admitted");
            }
        }
        if policy.lock_in
            && let Payer::Cloud(payer) = workspace.payer_now()
            && self.cloud_accounts[&payer].state() == CloudState::Active
        {
            return refuse("locked_in");
        }
        if let Some(limit) = policy.voluntary_changes_per_month {
            let month = calendar_month(decided);
            let changes = workspace.steps.iter().filter(|step| matches!(step.act, Act::Chose(_)));
            let earlier = changes.filter(|step| calendar_month(step.instant) == month).count();
            if earlier >= limit {
                return refuse("change_limit_reached");
            }
        }

        self.step(&name, decided, Act::Chose(chosen), command);
        Ok(Answer::Done(Vec::new()))
    }
}
