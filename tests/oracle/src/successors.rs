//! Which cloud account takes the place of another.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::agreements::reusable;
use crate::state::State;
use crate::time::print_instant;

impl State {
    /// The cloud account that is the successor by the messages and links until now.
    fn successor_of(&self, id: &str) -> Option<String> {
        let cloud = &self.cloud_accounts[id];
        if cloud.withdrawn || reusable(&cloud.identity) {
            return None;
        }
        let mut linked = Vec::new();
        for identity in self.agreements.stated_successors(&cloud.identity) {
            if let Some((last_id, last)) = self.links(&identity).last()
                && !last.withdrawn
                && last.account == cloud.account
            {
                linked.push(last_id.clone());
            }
        }
        if linked.len() == 1 { linked.pop() } else { None }
    }

    /// The cloud accounts for which a subscription is stated as successor, also those of closed accounts.
    pub(crate) fn succeeds_by_what_is_stated(&self, identity: &str) -> Vec<String> {
        let mut found = Vec::new();
        for (id, cloud) in &self.cloud_accounts {
            let has_one = !cloud.withdrawn && !reusable(&cloud.identity);
            if has_one && self.agreements.stated_successors(&cloud.identity).contains(identity) {
                found.push(id.clone());
            }
        }
        found
    }

    /// The cloud accounts whose successors are others now, with them, in order of ids. Those of closed accounts stay.
    fn other_successors(&self) -> Vec<(String, Option<String>)> {
        let mut changes = Vec::new();
        for (id, cloud) in &self.cloud_accounts {
            let successor = self.successor_of(id);
            if !self.accounts[&cloud.account].closed && successor != cloud.successor {
                changes.push((id.clone(), successor));
            }
        }
        changes
    }

    /// The accounts of the cloud accounts whose successors are about to change.
    pub(crate) fn accounts_with_other_successors(&self) -> BTreeSet<String> {
        let changes = self.other_successors().into_iter();
        changes.map(|(id, _)| self.cloud_accounts[&id].account.clone()).collect()
    }

    /// Determines all successors again, with all effects. Gives the receipts of the bills that it settles.
    pub(crate) fn determine_successors(&mut self, decided: i128) -> Vec<Value> {
        let mut receipts = Vec::new();
        for (id, successor) in self.other_successors() {
            let cloud = self.cloud_accounts.get_mut(&id).expect("a known cloud account");
            cloud.successor = successor;
            // Of what has neither ended nor failed, no timeline asks for the successor.
            if cloud.life.over().is_some() {
                receipts.extend(self.successor_changed(&id, decided));
            }
        }
        receipts
    }

    /// The cloud accounts that miss their successors, with the subscriptions that are stated.
    pub(crate) fn missed_successors(&self) -> BTreeMap<String, BTreeSet<String>> {
        let mut missed = BTreeMap::new();
        for (id, cloud) in &self.cloud_accounts {
            let over = cloud.life.ended_at.is_some() && !cloud.withdrawn && !self.accounts[&cloud.account].closed;
            if over
                && !reusable(&cloud.identity)
                && cloud.successor.is_none()
                && self.agreements.was_replaced(&cloud.identity)
            {
                missed.insert(id.clone(), self.agreements.stated_successors(&cloud.identity));
            }
        }
        missed
    }

    /// The last notifications of a command: which cloud accounts miss their successors and did not before, or have
    /// others stated.
    pub(crate) fn notify_of_missed_successors(&mut self, before: &BTreeMap<String, BTreeSet<String>>) {
        for (id, successors) in self.missed_successors() {
            if before.get(&id) != Some(&successors) {
                let cloud = &self.cloud_accounts[&id];
                let ended_at = print_instant(cloud.life.ended_at.expect("it has ended"));
                self.raise(json!({
                    "template": "successor_not_linked", "account": cloud.account, "cloud_account": id,
                    "provider": cloud.provider, "ended_at": ended_at, "successors": successors,
                }));
            }
        }
    }
}
