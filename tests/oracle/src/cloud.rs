//! Cloud accounts and the marketplace messages that move them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::Answer;
use crate::corrections::Cause;
use crate::form;
use crate::life::{fold, reusable};
use crate::observe::show_payer;
use crate::owner::account_of;
use crate::read::{instant, instant_if, refuse, text, text_if};
use crate::state::{CloudAccount, CloudState, Kind, Life, Method, Payer, Signal, State, Workspace};
use crate::time::print_instant;

/// The identity of a subscription.
fn identity(subscription: &Value) -> String {
    match text(subscription, "provider").as_str() {
        "alicloud" => format!("alicloud:{}", text(subscription, "instance_id")),
        "huawei_cloud" => format!("huawei_cloud:{}", text(subscription, "instance_id")),
        "aws" => match text_if(subscription, "license_arn") {
            Some(arn) => format!("aws:license:{}", arn.rsplit(':').next().expect("a tail").to_lowercase()),
            None => {
                let product = text(subscription, "product_code");
                let customer = text(subscription, "customer_identifier");
                format!("aws:customer:{product}:{customer}")
            }
        },
        other => panic!("no such provider: {other}"),
    }
}

impl State {
    pub(crate) fn link_cloud_account(&mut self, command: &Value) -> Result<Answer, String> {
        let id = text(command, "account");
        let cloud_id = text(command, "cloud_account");
        let subscription = &command["subscription"];
        let identity = identity(subscription);

        self.known_account(&id)?;
        let decided = self.begin(&[&id], instant(command, "at"))?;
        if self.cloud_accounts.contains_key(&cloud_id) {
            return refuse("cloud_account_exists");
        }
        self.owner_may_link(subscription, &identity)?;
        let links = self.links(&identity);
        // What is due is due, also in another account that has not caught up.
        let closed_by_now = |cloud: &CloudAccount| {
            cloud.state() == CloudState::Closing && cloud.metering_deadline.is_some_and(|deadline| deadline <= decided)
        };
        if links.iter().any(|(_, cloud)| cloud.living() && !closed_by_now(cloud)) {
            return refuse("subscription_already_linked");
        }
        let after = if reusable(&identity) { self.new_link_begins_after(&identity) } else { None };
        let life = fold(&self.signals_after(&identity, after));
        if life.over().is_some() {
            return refuse("subscription_ended");
        }

        // The signals of the link before this one are final now.
        if let Some((before, _)) = links.last() {
            let before = self.cloud_accounts.get_mut(before).expect("a known cloud account");
            before.up_to = after;
        }
        let patience = self.new_patience(&id, &life, decided);
        let cloud = CloudAccount {
            account: id,
            provider: text(subscription, "provider"),
            product_code: text_if(subscription, "product_code"),
            identity,
            account_id: account_of(subscription),
            linked: self.cloud_accounts.len(),
            linked_at: decided,
            life,
            withdrawn: false,
            closed: false,
            metering_deadline: None,
            patience,
            after,
            up_to: None,
        };
        self.cloud_accounts.insert(cloud_id, cloud);
        Ok(Answer::Done(Vec::new()))
    }

    pub(crate) fn withdraw_cloud_account(&mut self, command: &Value) -> Result<Answer, String> {
        let id = text(command, "account");
        let cloud_id = text(command, "cloud_account");
        self.known_account(&id)?;
        let decided = self.begin(&[&id], instant(command, "at"))?;
        match self.cloud_accounts.get_mut(&cloud_id) {
            None => return refuse("unknown_cloud_account"),
            Some(cloud) if cloud.account != id => return refuse("not_owner"),
            Some(cloud) if cloud.state() != CloudState::Pending => {
                return refuse("cloud_account_not_pending");
            }
            Some(cloud) => {
                cloud.withdrawn = true;
                cloud.life.state = CloudState::Failed;
                cloud.life.failed_at = Some(decided);
            }
        }
        self.draw_all_that_chose(&cloud_id);
        Ok(Answer::Done(Vec::new()))
    }

    pub(crate) fn ingest(&mut self, command: &Value) -> Result<Answer, String> {
        let message = &command["message"];
        let (rejected, confirm) = (text_if(message, "rejected").is_some(), !message["confirm"].is_null());
        let ignored = text(message, "signal") == "ignored";
        let anonymous = text_if(message, "identity").is_none();
        if (rejected && confirm) || ((rejected || confirm || anonymous) && !ignored) {
            return Err("invalid_message".to_string());
        }
        if !rejected {
            let provider = text(message, "provider");
            let identity = text_if(message, "identity");
            let account = text_if(message, "account_id");
            if identity.is_some_and(|identity| !form::identity(&provider, &identity))
                || account.is_some_and(|account| !form::account(&provider, &account))
            {
                return refuse("invalid_message");
            }
        }
        // A rejected message is recorded, and its id has no effect.
        if text_if(message, "rejected").is_some() {
            return Ok(Answer::Disposition("rejected".to_string()));
        }
        let seen = text_if(message, "id").map(|id| (text(message, "provider"), id));
        if let Some(seen) = &seen
            && self.messages.contains_key(seen)
        {
            return Ok(Answer::Disposition("duplicate".to_string()));
        }
        // T1: the clock of the ledger shows `at`, so only the instant of the message can be ahead of it.
        let ahead = instant_if(message, "occurred_at").map_or(0, |occurred| occurred - instant(command, "at"));
        if !ignored && ahead > self.default_policy.clock_tolerance {
            return refuse("at_in_future");
        }
        let disposition = self.take_in(message, instant(command, "at")).to_string();
        if let Some(seen) = seen {
            self.messages.insert(seen, disposition.clone());
        }
        Ok(Answer::Disposition(disposition))
    }

    /// A message that was not received before. Gives the disposition.
    fn take_in(&mut self, message: &Value, received: i128) -> &'static str {
        let kind = match text(message, "signal").as_str() {
            "activated" => Kind::Activated,
            "resumed" => Kind::Resumed,
            "suspended" => Kind::Suspended,
            "failed" => Kind::Failed,
            "ended" => Kind::Ended,
            "ignored" => {
                if let Some(confirm) = message.get("confirm").filter(|confirm| !confirm.is_null()) {
                    self.raise(json!({
                        "template": "confirm_subscription", "provider": message["provider"],
                        "topic": confirm["topic"], "address": confirm["address"],
                    }));
                }
                return "ignored";
            }
            other => panic!("no such signal: {other}"),
        };
        let identity = text(message, "identity");
        let stated = text_if(message, "account_id");
        if let Some(stated) = &stated {
            self.stated.entry(identity.clone()).or_default().insert(stated.clone());
        }
        let given = instant_if(message, "occurred_at");
        self.arrivals += 1;
        let signal = Signal {
            occurred_at: given.unwrap_or(received).min(received),
            kind,
            id: text_if(message, "id"),
            arrival: self.arrivals,
        };

        let Some(cloud_id) = self.concerned(&identity, signal.occurred_at) else {
            self.keep(&identity, signal);
            return "unmatched";
        };

        // It concerns the cloud account's account: what is due happens first, and may close it.
        let account = self.cloud_accounts[&cloud_id].account.clone();
        let decided = self.begin_message(&account, received);
        if let Some(stated) = stated
            && self.link_names_another(&cloud_id, &stated)
        {
            self.keep(&identity, signal);
            self.undo_link(&cloud_id, decided);
            return "contradicts_link";
        }
        let before = self.cloud_accounts[&cloud_id].life.clone();
        self.keep(&identity, signal.clone());
        let mut after = self.life_of(&cloud_id);
        // Once another link has followed, the earlier one stays over.
        if self.cloud_accounts[&cloud_id].up_to.is_some() && after.over().is_none() {
            after = before.clone();
        }
        if before == after {
            // A suspension counts when a late message activates the cloud account earlier.
            let may_count = kind == Kind::Suspended && before.state == CloudState::Pending;
            if given.is_none() && !may_count {
                self.forget(&identity, &signal);
            }
            return "no_change";
        }
        self.life_changed(&cloud_id, after, decided);
        "applied"
    }

    /// The effects of a changed life, in the order of the contract. Gives the receipts of the bills that it settles.
    pub(crate) fn life_changed(&mut self, id: &str, life: Life, decided: i128) -> Vec<Value> {
        let before = self.cloud_accounts[id].clone();

        // The new state, with the deadline, which moves earlier and never later.
        let deadline = match life.ended_at {
            None => None,
            Some(_) if life.ended_at == before.life.ended_at => before.metering_deadline,
            Some(ended_at) => {
                let new = self.policy(&before.account).metering_deadline(&before.provider, ended_at);
                Some(before.metering_deadline.map_or(new, |old| old.min(new)))
            }
        };
        // P3: it stays as it is while the suspension does.
        let patience = match &before.patience {
            Some(patience) if life.suspended_since == before.life.suspended_since => Some(patience.clone()),
            _ => self.new_patience(&before.account, &life, decided),
        };
        let cloud = self.cloud_accounts.get_mut(id).expect("a known cloud account");
        cloud.life = life.clone();
        cloud.metering_deadline = deadline;
        cloud.patience = patience;
        // At once; and a closed one stays closed.
        cloud.closed =
            life.ended_at.is_some() && (before.closed || deadline.is_some_and(|deadline| deadline <= decided));
        let workspaces_before = self.workspaces.clone();
        self.draw_all_that_chose(id);

        // Bills that another account pays now, and usage that can no longer be metered.
        let mut cause = Cause::new(&before.account, decided);
        self.correct_changed_payers(&workspaces_before, &mut cause);
        if matches!(self.cloud_accounts[id].state(), CloudState::Closed | CloudState::Failed) {
            self.fall_back(id, "unmetered", &mut cause);
        }
        self.conclude(&cause);
        let mut receipts = Vec::new();
        if cause.corrected {
            receipts.extend(self.try_held_again(&before.account, decided));
        }

        // P3: the cloud account may have resumed, or a timeline may name another payer now.
        receipts.extend(self.try_suspended_again(&before.account, decided));

        if let Some(over) = life.over() {
            self.notify_of_end(id, over, before.life.over().is_none(), &workspaces_before);
        }
        receipts
    }

    /// N1: at most two notifications of an end or a failure. `first`: before the message it had not ended or failed.
    fn notify_of_end(&mut self, id: &str, over: i128, first: bool, before: &BTreeMap<String, Workspace>) {
        let this = Payer::Cloud(id.to_string());
        let (mut forced, mut still_opening, mut chosen) = (Vec::new(), Vec::new(), Vec::new());
        for (name, old) in before {
            let new = &self.workspaces[name];
            if new.method == Method::Dissolved {
                continue;
            }
            let was_opening_it = matches!(&old.method, Method::Opening { target, .. } if target == id);
            if old.payer_now() != new.payer_now() || (first && old.payer_now() == this) {
                forced.push(name.clone());
                if let Method::Opening { target, .. } = &new.method {
                    still_opening.push(json!({"workspace": name, "cloud_account": target}));
                }
            } else if first && was_opening_it {
                chosen.push(json!({"workspace": name, "payer": show_payer(&new.payer_now())}));
            }
        }
        let CloudAccount { account, provider, .. } = self.cloud_accounts[id].clone();
        let ended_at = print_instant(over);
        if !forced.is_empty() {
            self.raise(json!({
                "template": "method_changed_by_force", "account": account, "cloud_account": id, "provider": provider,
                "ended_at": ended_at, "workspaces": forced, "still_opening": still_opening,
            }));
        }
        if !chosen.is_empty() {
            self.raise(json!({
                "template": "chosen_payer_ended", "account": account, "cloud_account": id, "provider": provider,
                "ended_at": ended_at, "workspaces": chosen,
            }));
        }
    }
}
