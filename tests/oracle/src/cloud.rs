//! Cloud accounts and the marketplace messages that move them.

use serde_json::{Value, json};

use crate::Answer;
use crate::read::{instant, instant_if, refuse, text, text_if};
use crate::state::{CloudAccount, CloudState, Hold, Kind, Signal, State};
use crate::time::print_instant;

/// Where the fold of the signals of a cloud account ends.
#[derive(Clone, Debug, PartialEq)]
struct Fold {
    state: CloudState,
    /// The `occurred_at` of the earliest end.
    ended_at: Option<i128>,
    /// The `occurred_at` of the failure.
    failed_at: Option<i128>,
}

/// The table of the contract, one signal after the other in their own order, starting from pending.
fn fold(signals: &[Signal]) -> Fold {
    let mut now = Fold { state: CloudState::Pending, ended_at: None, failed_at: None };
    for signal in signals {
        let next = match (now.state, signal.kind) {
            (CloudState::Pending, Kind::Activated) => CloudState::Active,
            (CloudState::Pending, Kind::Resumed) => CloudState::Active,
            (CloudState::Pending, Kind::Suspended) => CloudState::Suspended,
            (CloudState::Pending, Kind::Failed) => CloudState::Failed,
            (CloudState::Pending, Kind::Ended) => CloudState::Closing,

            (CloudState::Active, Kind::Activated) => CloudState::Active,
            (CloudState::Active, Kind::Resumed) => CloudState::Active,
            (CloudState::Active, Kind::Suspended) => CloudState::Suspended,
            (CloudState::Active, Kind::Failed) => CloudState::Active,
            (CloudState::Active, Kind::Ended) => CloudState::Closing,

            (CloudState::Suspended, Kind::Activated) => CloudState::Suspended,
            (CloudState::Suspended, Kind::Resumed) => CloudState::Active,
            (CloudState::Suspended, Kind::Suspended) => CloudState::Suspended,
            (CloudState::Suspended, Kind::Failed) => CloudState::Suspended,
            (CloudState::Suspended, Kind::Ended) => CloudState::Closing,

            (CloudState::Failed, _) => CloudState::Failed,
            (CloudState::Closing, _) => CloudState::Closing,
            (CloudState::Closed, _) => CloudState::Closed,
        };
        if next == CloudState::Closing && now.state != CloudState::Closing {
            now.ended_at = Some(signal.occurred_at);
        }
        if next == CloudState::Failed && now.state != CloudState::Failed {
            now.failed_at = Some(signal.occurred_at);
        }
        now.state = next;
    }
    now
}

/// The identity of a subscription, and whether it may begin a new period after an end.
fn identity(subscription: &Value) -> (String, bool) {
    match text(subscription, "provider").as_str() {
        "alicloud" => (format!("alicloud:{}", text(subscription, "instance_id")), false),
        "huawei_cloud" => (format!("huawei_cloud:{}", text(subscription, "instance_id")), false),
        "aws" => match text_if(subscription, "license_arn") {
            Some(arn) => {
                let tail = arn.rsplit(':').next().expect("a tail").to_lowercase();
                (format!("aws:license:{tail}"), false)
            }
            None => {
                let product = text(subscription, "product_code");
                let customer = text(subscription, "customer_identifier");
                (format!("aws:customer:{product}:{customer}"), true)
            }
        },
        other => panic!("no such provider: {other}"),
    }
}

impl State {
    /// The cloud account, neither failed nor closed, that is linked to an identity.
    fn living(&self, identity: &str) -> Option<String> {
        let mut all = self.cloud_accounts.iter();
        all.find(|(_, cloud)| cloud.identity == identity && cloud.living()).map(|(id, _)| id.clone())
    }

    /// The signals of an identity after an instant.
    fn signals_after(&self, identity: &str, floor: Option<i128>) -> Vec<Signal> {
        let all = self.signals.get(identity).cloned().unwrap_or_default();
        all.into_iter().filter(|signal| floor.is_none_or(|floor| signal.occurred_at > floor)).collect()
    }

    pub(crate) fn link_cloud_account(&mut self, command: &Value) -> Result<Answer, String> {
        let id = text(command, "account");
        let cloud_id = text(command, "cloud_account");
        let subscription = &command["subscription"];
        let (identity, reusable) = identity(subscription);

        self.known_account(&id)?;
        self.begin(&[&id], instant(command, "at"))?;
        if self.cloud_accounts.contains_key(&cloud_id) {
            return refuse("cloud_account_exists");
        }
        if self.living(&identity).is_some() {
            return refuse("subscription_already_linked");
        }

        // What an earlier link consumed: everything up to its end, failure or withdrawal.
        let mut floor = None;
        for earlier in self.cloud_accounts.values() {
            if earlier.identity == identity {
                if earlier.state == CloudState::Closed && !reusable {
                    // "All other identities end for good."
                    return refuse("subscription_ended");
                }
                floor = floor.max(earlier.ended_at).max(earlier.failed_at);
            }
        }
        // A reusable identity: an activation after an end or failure begins a new period, and only that one counts.
        if reusable {
            loop {
                let signals = self.signals_after(&identity, floor);
                let now = fold(&signals);
                let Some(over) = now.ended_at.or(now.failed_at) else {
                    break;
                };
                if !signals.iter().any(|one| one.kind == Kind::Activated && one.occurred_at > over) {
                    break;
                }
                floor = Some(over);
            }
        }
        let now = fold(&self.signals_after(&identity, floor));
        if matches!(now.state, CloudState::Failed | CloudState::Closing) {
            return refuse("subscription_ended");
        }

        let cloud = CloudAccount {
            account: id,
            provider: text(subscription, "provider"),
            identity,
            state: now.state,
            ended_at: None,
            metering_deadline: None,
            failed_at: None,
            floor,
            owed: 0,
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
            Some(cloud) if cloud.state != CloudState::Pending => {
                return refuse("cloud_account_not_pending");
            }
            Some(cloud) => {
                cloud.state = CloudState::Failed;
                cloud.failed_at = Some(decided);
            }
        }
        self.return_workspaces(&cloud_id);
        Ok(Answer::Done(Vec::new()))
    }

    pub(crate) fn ingest(&mut self, command: &Value) -> Result<Answer, String> {
        let message = &command["message"];
        let at = instant(command, "at");
        let verdict = |word: &str| Ok(Answer::Verdict(word.to_string()));

        let message_id = text_if(message, "id");
        if let Some(id) = &message_id {
            let seen = (text(message, "provider"), id.clone());
            if !self.messages.insert(seen) {
                return verdict("duplicate");
            }
        }
        let kind = match text(message, "signal").as_str() {
            "activated" => Kind::Activated,
            "resumed" => Kind::Resumed,
            "suspended" => Kind::Suspended,
            "failed" => Kind::Failed,
            "ended" => Kind::Ended,
            "ignored" => return verdict("ignored"),
            other => panic!("no such signal: {other}"),
        };
        let identity = text(message, "identity");

        // A message for a cloud account concerns its account: what is due happens first, and may close it.
        let mut received = at;
        if let Some(cloud_id) = self.living(&identity) {
            let account = self.cloud_accounts[&cloud_id].account.clone();
            received = self.begin_message(&account, at);
        }

        let given = instant_if(message, "occurred_at");
        self.arrivals += 1;
        let signal = Signal {
            occurred_at: given.unwrap_or(received).min(received),
            kind,
            id: message_id,
            arrival: self.arrivals,
        };

        let Some(cloud_id) = self.living(&identity) else {
            self.keep(&identity, signal);
            return verdict("unmatched");
        };
        let floor = self.cloud_accounts[&cloud_id].floor;
        let before = fold(&self.signals_after(&identity, floor));
        self.keep(&identity, signal.clone());
        let after = fold(&self.signals_after(&identity, floor));
        if before == after {
            if given.is_none() {
                let kept = self.signals.get_mut(&identity).expect("kept above");
                kept.retain(|other| *other != signal);
            }
            return verdict("no_change");
        }
        self.cloud_account_changed(&cloud_id, &before, &after, signal.occurred_at, received);
        verdict("applied")
    }

    fn keep(&mut self, identity: &str, signal: Signal) {
        let signals = self.signals.entry(identity.to_string()).or_default();
        signals.push(signal);
        signals.sort();
    }

    fn cloud_account_changed(&mut self, id: &str, before: &Fold, after: &Fold, occurred_at: i128, decided: i128) {
        let cloud = self.cloud_accounts.get_mut(id).expect("a known cloud account");
        cloud.state = after.state;
        cloud.failed_at = after.failed_at;
        match (before.state, after.state) {
            (CloudState::Pending, CloudState::Active | CloudState::Suspended) => {
                self.open_workspaces(id, occurred_at);
            }
            (CloudState::Suspended, CloudState::Active) => {
                self.settle_held_for(id, decided);
            }
            (CloudState::Pending, CloudState::Failed) => {
                self.return_workspaces(id);
            }
            (_, CloudState::Closing) => {
                self.cloud_account_ended(id, after.ended_at.expect("closing has an end"), decided);
            }
            // It turns out to have failed before it was ever active: it never was the payer.
            (_, CloudState::Failed) => {
                let cloud = self.cloud_accounts.get_mut(id).expect("a known cloud account");
                cloud.ended_at = None;
                cloud.metering_deadline = None;
                self.forced(id, after.failed_at.expect("failed has an instant"), decided);
            }
            _ => {}
        }
    }

    fn cloud_account_ended(&mut self, id: &str, ended_at: i128, decided: i128) {
        let cloud = self.cloud_accounts[id].clone();
        let computed = self.policy(&cloud.account).metering_deadline(&cloud.provider, ended_at);
        // Earlier, never later.
        let deadline = cloud.metering_deadline.map_or(computed, |old| old.min(computed));
        let cloud = self.cloud_accounts.get_mut(id).expect("a known cloud account");
        cloud.ended_at = Some(ended_at);
        cloud.metering_deadline = Some(deadline);
        if deadline <= decided {
            cloud.state = CloudState::Closed;
        }
        self.forced(id, ended_at, decided);
    }

    /// Forced reversion: the timeline, then the held bills by P1 and P2, then one mail for all workspaces.
    fn forced(&mut self, id: &str, ended_at: i128, decided: i128) {
        let named = self.revert_workspaces(id, ended_at);
        self.settle_held_for(id, decided);
        if !named.is_empty() {
            let cloud = self.cloud_accounts[id].clone();
            self.raise(json!({
                "template": "method_changed_by_force", "account": cloud.account, "cloud_account": id,
                "provider": cloud.provider, "ended_at": print_instant(ended_at), "workspaces": named,
            }));
        }
    }

    /// P3: bills held for a suspended cloud account are settled, oldest first.
    fn settle_held_for(&mut self, cloud: &str, decided: i128) {
        for bill in self.held_bills(|_, hold| *hold == Hold::Suspended(cloud.to_string())) {
            self.try_settle(&bill, decided);
        }
    }
}
