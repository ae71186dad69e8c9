//! C4: a subscription belongs to the account that its marketplace states.

use serde_json::Value;

use crate::Answer;
use crate::read::{instant, refuse, text, text_if};
use crate::state::{CloudAccount, CloudState, Life, RecordState, State};

/// The account that a link names. Of a RAM user of AliCloud, only the UID is kept.
pub(crate) fn account_of(subscription: &Value) -> Option<String> {
    let given = text_if(subscription, "account_id")?;
    match given.rsplit_once('@') {
        Some((_, uid)) if text(subscription, "provider") == "alicloud" => Some(uid.to_string()),
        _ => Some(given),
    }
}

/// Zeros at the front of an AliCloud account make no difference.
fn same_account(provider: &str, one: &str, other: &str) -> bool {
    if provider == "alicloud" { one.trim_start_matches('0') == other.trim_start_matches('0') } else { one == other }
}

impl State {
    /// `identifiers_swapped`, `subscription_of_another`.
    pub(crate) fn owner_may_link(&self, subscription: &Value, identity: &str) -> Result<(), String> {
        let Some(account) = account_of(subscription) else {
            return Ok(());
        };
        let provider = text(subscription, "provider");
        let states = |identity: &str, account: &str| {
            let all = self.stated.get(identity)?;
            Some(all.iter().any(|stated| same_account(&provider, stated, account)))
        };
        if let Some(instance) = text_if(subscription, "instance_id")
            && states(&format!("{provider}:{account}"), &instance) == Some(true)
        {
            return refuse("identifiers_swapped");
        }
        if states(identity, &account) == Some(false) {
            return refuse("subscription_of_another");
        }
        Ok(())
    }

    /// Whether a link names another account than a message states. A link that names none is not compared.
    pub(crate) fn link_names_another(&self, cloud_id: &str, stated: &str) -> bool {
        self.link_of_another(&self.cloud_accounts[cloud_id], stated)
    }

    pub(crate) fn link_of_another(&self, cloud: &CloudAccount, stated: &str) -> bool {
        cloud.account_id.as_ref().is_some_and(|named| !same_account(&cloud.provider, named, stated))
    }

    /// The cloud account gets the life of one that was withdrawn when it was linked, with all effects.
    pub(crate) fn undo_link(&mut self, cloud_id: &str, decided: i128) -> Vec<Value> {
        let cloud = self.cloud_accounts.get_mut(cloud_id).expect("a known cloud account");
        cloud.withdrawn = true;
        let life = Life { state: CloudState::Failed, failed_at: Some(cloud.linked_at), ..Life::pending() };
        let mut receipts = self.life_changed(cloud_id, life, decided);
        receipts.extend(self.determine_successors(decided));
        receipts
    }

    pub(crate) fn unlink_cloud_account(&mut self, command: &Value) -> Result<Answer, String> {
        let id = text(command, "account");
        let cloud_id = text(command, "cloud_account");
        self.known_account(&id)?;
        let decided = self.begin(&[&id], instant(command, "at"))?;
        match self.cloud_accounts.get(&cloud_id) {
            None => return refuse("unknown_cloud_account"),
            Some(cloud) if cloud.account != id => return refuse("not_owner"),
            Some(_) if text(command, "reason").trim().is_empty() => return refuse("reason_missing"),
            Some(cloud) if !cloud.living() => return refuse("cloud_account_not_linked"),
            Some(_) => {}
        }
        let mut records = self.usage_records.values().filter(|record| record.cloud_account == cloud_id);
        let unanswered = [RecordState::InFlight, RecordState::Disputed, RecordState::TooLate];
        if records.any(|record| unanswered.contains(&record.state) || record.accepted.is_some_and(|has| has > 0)) {
            return refuse("cloud_account_metered");
        }
        Ok(Answer::Done(self.undo_link(&cloud_id, decided)))
    }
}
