//! Cloud accounts and the marketplace messages that move them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::Answer;
use crate::agreements::reusable;
use crate::corrections::Cause;
use crate::form;
use crate::life::fold;
use crate::observe::show_payer;
use crate::owner::account_of;
use crate::read::{field, instant, instant_if, refuse, text, text_if};
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
            successor: None,
        };
        self.cloud_accounts.insert(cloud_id, cloud);
        Ok(Answer::Done(self.determine_successors(decided)))
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
                let life = Life { state: CloudState::Failed, failed_at: Some(decided), ..cloud.life.clone() };
                self.new_life(&cloud_id, life, decided);
            }
        }
        // No end is notified: the account knows.
        let (_, cause) = self.draw_and_correct(&cloud_id, decided);
        self.conclude(&cause);
        let mut receipts = self.try_again(&cause, decided);
        self.notify_of_corrections(&cloud_id, &cause);
        receipts.extend(self.determine_successors(decided));
        Ok(Answer::Done(receipts))
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
            "activated" => Some(Kind::Activated),
            "resumed" => Some(Kind::Resumed),
            "suspended" => Some(Kind::Suspended),
            "failed" => Some(Kind::Failed),
            "ended" => Some(Kind::Ended),
            "end_completed" => Some(Kind::EndCompleted),
            "ignored" => None,
            other => panic!("no such signal: {other}"),
        };
        self.agreements.note(message);
        // What is due of every account concerned happens first; then successors change.
        let mut accounts = self.accounts_with_other_successors();
        let Some(kind) = kind else {
            let decided = self.begin_message(&accounts, received);
            self.determine_successors(decided);
            if let Some(confirm) = field(message, "confirm") {
                self.raise(json!({
                    "template": "confirm_subscription", "provider": message["provider"],
                    "topic": confirm["topic"], "address": confirm["address"],
                }));
            }
            return "ignored";
        };
        let identity = text(message, "identity");
        let stated = text_if(message, "account_id");
        if let Some(stated) = &stated {
            let all = self.stated.entry(identity.clone()).or_default();
            if !all.contains(stated) {
                all.push(stated.clone());
            }
        }
        let given = instant_if(message, "occurred_at");
        self.arrivals += 1;
        let signal = Signal {
            occurred_at: given.unwrap_or(received).min(received),
            kind,
            id: text_if(message, "id"),
            arrival: self.arrivals,
        };

        // A completion concerns the cloud account of the end that it completes.
        let completes = self.completes(&identity, &signal);
        let concerned = self.concerned(&identity, completes.as_ref().unwrap_or(&signal).occurred_at);
        accounts.extend(concerned.iter().map(|id| self.cloud_accounts[id].account.clone()));
        let decided = self.begin_message(&accounts, received);
        self.keep(&identity, signal.clone());
        self.determine_successors(decided);
        let Some(cloud_id) = concerned else {
            return "unmatched";
        };
        if let Some(stated) = stated
            && self.link_names_another(&cloud_id, &stated)
        {
            self.undo_link(&cloud_id, decided);
            return "contradicts_link";
        }
        let cloud = &self.cloud_accounts[&cloud_id];
        let before = cloud.life.clone();
        let mut after = self.life_of(&cloud_id);
        // What is closed, or followed by another link, stays over.
        if (cloud.up_to.is_some() || cloud.state() == CloudState::Closed) && after.over().is_none() {
            after = before.clone();
        }
        if before == after {
            // A suspension counts when a late message activates the cloud account earlier, and a completion is the
            // only one of its end.
            let may_count = kind == Kind::Suspended && before.state == CloudState::Pending || completes.is_some();
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
        let first = self.new_life(id, life, decided);
        let (before, cause) = self.draw_and_correct(id, decided);
        self.conclude(&cause);
        let receipts = self.try_again(&cause, decided);
        self.notify_of_end(id, first, &before, &cause);
        receipts
    }

    /// The effects of another successor: the same, but the cloud account stays what it is.
    pub(crate) fn successor_changed(&mut self, id: &str, decided: i128) -> Vec<Value> {
        let (before, cause) = self.draw_and_correct(id, decided);
        self.conclude(&cause);
        let receipts = self.try_again(&cause, decided);
        self.notify_of_end(id, false, &before, &cause);
        receipts
    }

    /// The new state, with deadline and patience. Gives whether it had neither ended nor failed before.
    fn new_life(&mut self, id: &str, life: Life, decided: i128) -> bool {
        let before = self.cloud_accounts[id].clone();
        let deadline = life.ended_at.map(|ended_at| {
            let new = self.policy(&before.account).metering_deadline(&before.provider, ended_at);
            match (before.life.ended_at, before.metering_deadline) {
                (Some(was), Some(old)) if was == ended_at => old,
                // Earlier, and not later than it was.
                (Some(was), Some(old)) if ended_at < was => old.min(new),
                _ => new,
            }
        });
        // P3: it stays as it is while the suspension does.
        let patience = match &before.patience {
            Some(patience) if life.suspended_since == before.life.suspended_since => Some(patience.clone()),
            _ => self.new_patience(&before.account, &life, decided),
        };
        let cloud = self.cloud_accounts.get_mut(id).expect("a known cloud account");
        // At once; and a closed one stays closed.
        cloud.closed =
            life.ended_at.is_some() && (before.closed || deadline.is_some_and(|deadline| deadline <= decided));
        cloud.life = life;
        cloud.metering_deadline = deadline;
        cloud.patience = patience;
        before.life.over().is_none()
    }

    /// The timelines; bills that another account pays now; usage that can no longer be metered. Gives the workspaces
    /// of before.
    fn draw_and_correct(&mut self, id: &str, decided: i128) -> (BTreeMap<String, Workspace>, Cause) {
        let before = self.workspaces.clone();
        self.draw_all();
        let mut cause = Cause::new(&self.cloud_accounts[id].account, decided);
        self.correct_changed_payers(&before, &mut cause);
        if matches!(self.cloud_accounts[id].state(), CloudState::Closed | CloudState::Failed) {
            self.fall_back(id, "unmetered", &mut cause);
        }
        (before, cause)
    }

    /// Held bills that may be settled now. Gives their receipts.
    fn try_again(&mut self, cause: &Cause, decided: i128) -> Vec<Value> {
        let mut receipts = Vec::new();
        if cause.corrected {
            receipts.extend(self.try_held_again(&cause.account, decided));
        }
        // P3: the cloud account may have resumed, or a timeline may name another payer now.
        receipts.extend(self.try_suspended_again(&cause.account, decided));
        receipts
    }

    /// Whether a cloud account is in the chain of successors of another.
    fn succeeds(&self, id: &str, successor: &str) -> bool {
        let mut seen = BTreeSet::new();
        let mut next = self.cloud_accounts[id].successor.clone();
        while let Some(one) = next
            && seen.insert(one.clone())
        {
            if one == successor {
                return true;
            }
            next = self.cloud_accounts[&one].successor.clone();
        }
        false
    }

    /// N1: at most three notifications of an end or a failure, and who pays bills now. `first`: before the cause it
    /// had not ended or failed.
    fn notify_of_end(&mut self, id: &str, first: bool, before: &BTreeMap<String, Workspace>, cause: &Cause) {
        let cloud = self.cloud_accounts[id].clone();
        let Some(over) = cloud.life.over() else {
            return self.notify_of_corrections(id, cause);
        };
        let this = Payer::Cloud(id.to_string());
        let (mut forced, mut still_opening) = (Vec::new(), Vec::new());
        let (mut replaced, mut chosen) = (Vec::new(), Vec::new());
        for (name, old) in before {
            let new = &self.workspaces[name];
            if new.method == Method::Dissolved {
                continue;
            }
            let was_opening_it = matches!(&old.method, Method::Opening { target, .. } if target == id);
            let payer = json!({"workspace": name, "payer": show_payer(&new.payer_now())});
            if old.payer_now() != new.payer_now() || (first && old.payer_now() == this) {
                match (new.payer_now(), &new.method) {
                    (Payer::Cloud(heir), _) if self.succeeds(id, &heir) => replaced.push(payer),
                    (_, Method::Opening { target, .. }) => {
                        forced.push(name.clone());
                        still_opening.push(json!({"workspace": name, "cloud_account": target}));
                    }
                    _ => forced.push(name.clone()),
                }
            } else if first && was_opening_it {
                chosen.push(payer);
            }
        }
        let named = |rows: &[Value]| rows.iter().map(|row| text(row, "workspace")).collect::<Vec<_>>();
        let base = json!({
            "account": cloud.account, "cloud_account": id, "provider": cloud.provider, "ended_at": print_instant(over),
        });
        let mut corrected = Some(self.show_corrected(cause));
        let mut sums = || corrected.take().unwrap_or(json!([]));
        let mut mails = Vec::new();
        if !forced.is_empty() {
            let mut mail = base.clone();
            mail["template"] = json!("method_changed_by_force");
            mail["workspaces"] = json!(forced);
            mail["still_opening"] = json!(still_opening);
            mail["replaced"] = json!(self.agreements.was_replaced(&cloud.identity));
            mail["display_names"] = self.display_names(&forced);
            mail["corrected"] = sums();
            mails.push(mail);
        }
        if !replaced.is_empty() {
            let mut mail = base.clone();
            mail["template"] = json!("subscription_replaced");
            mail["workspaces"] = json!(replaced);
            mail["display_names"] = self.display_names(&named(&replaced));
            mail["corrected"] = sums();
            mails.push(mail);
        }
        if !chosen.is_empty() {
            let mut mail = base;
            mail["template"] = json!("chosen_payer_ended");
            mail["workspaces"] = json!(chosen);
            mail["display_names"] = self.display_names(&named(&chosen));
            mails.push(mail);
        }
        let is_notified = corrected.is_none();
        mails.into_iter().for_each(|mail| self.raise(mail));
        if !is_notified {
            self.notify_of_corrections(id, cause);
        }
    }
}
