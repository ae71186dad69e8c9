//! Cloud accounts and what marketplaces say.

use defray_core::cloud_account::CloudAccountState;
use defray_core::marketplace::Signal;
use serde_json::{Value, json};

use crate::dice::Dice;
use crate::world::{ACCOUNTS, DAY, HOUR, SECOND, World, show, subscriptions};

impl World {
    pub(super) fn link_cloud_account(&mut self, dice: &mut Dice<'_>) -> Value {
        let id = if dice.chance(8) { dice.below(self.fresh + 1) } else { self.new_number() };
        let (subscription, ..) = dice.pick(&subscriptions()).clone();
        json!({"account": self.any_account(dice), "cloud_account": format!("c{id}"), "subscription": subscription})
    }

    pub(super) fn withdraw_cloud_account(&mut self, dice: &mut Dice<'_>) -> Value {
        let all = self.cloud_accounts();
        let pending: Vec<_> = all.iter().filter(|one| one.state == CloudAccountState::Pending).collect();
        let found = match dice.weigh(&[(60, 0), (35, 1), (5, 2)]) {
            0 if !pending.is_empty() => Some(pending[dice.below(pending.len())]),
            2 => None,
            _ if all.is_empty() => None,
            _ => Some(&all[dice.below(all.len())]),
        };
        let Some(found) = found else {
            return json!({"account": self.any_account(dice), "cloud_account": "nobody's"});
        };
        let account = if dice.chance(10) { dice.pick(&ACCOUNTS) } else { found.account.as_str() };
        json!({"account": account, "cloud_account": found.id})
    }

    pub(super) fn ingest(&mut self, dice: &mut Dice<'_>) -> Value {
        if dice.chance(12)
            && let Some(sent) = self.sent(dice)
        {
            return sent;
        }
        let (provider, identity) = self.subscription(dice);
        let signal = dice.weigh(&[
            (30, Signal::Activated),
            (14, Signal::Suspended),
            (14, Signal::Resumed),
            (20, Signal::Ended),
            (12, Signal::Failed),
            (4, Signal::Ignored),
        ]);
        let mut message = json!({"provider": provider, "identity": identity, "kind": "k", "signal": signal.name()});
        match dice.weigh(&[(70, 0), (20, 1), (10, 2)]) {
            0 => message["id"] = json!(format!("m{}", self.new_number())),
            1 => {}
            _ => message["id"] = json!(format!("m{}", dice.below(self.fresh + 1))),
        }
        if signal == Signal::Ignored && dice.chance(50) {
            message["identity"] = Value::Null;
        }
        if dice.chance(3) {
            self.contradict(&mut message, dice);
        } else if signal == Signal::Ignored {
            match dice.weigh(&[(60, 0), (20, 1), (20, 2)]) {
                1 => message["confirm"] = json!({"topic": "arn:t", "address": "https://sns.example/?Token=1"}),
                2 => message["rejected"] = json!("forged: the token does not fit"),
                _ => {}
            }
        }
        if !dice.chance(25) {
            message["occurred_at"] = json!(show(self.occurred_at(dice)));
        }
        json!({"message": message})
    }

    /// Makes the fields of a message contradict each other, or nearly.
    fn contradict(&self, message: &mut Value, dice: &mut Dice<'_>) {
        for _ in 0..=dice.below(2) {
            match dice.below(4) {
                0 => message["identity"] = Value::Null,
                1 => message["confirm"] = json!({"topic": "arn:t", "address": "https://sns.example/?Token=1"}),
                2 => message["rejected"] = json!("forged: the token does not fit"),
                _ => message["signal"] = json!("ignored"),
            }
        }
    }

    /// Whom a message is about: mostly one that is linked.
    fn subscription(&self, dice: &mut Dice<'_>) -> (String, String) {
        let linked = self.cloud_accounts();
        if linked.is_empty() || dice.chance(30) {
            let (_, provider, identity) = dice.pick(&subscriptions()).clone();
            return (provider.to_owned(), identity.to_owned());
        }
        let one = &linked[dice.below(linked.len())];
        (one.provider().to_string(), one.subscription.identity().to_string())
    }

    /// Mostly just now; often earlier, sometimes at the very instant of something else.
    fn occurred_at(&self, dice: &mut Dice<'_>) -> i64 {
        match dice.weigh(&[(30, 0), (25, 1), (15, 2), (6, 3), (20, 4), (4, 5)]) {
            0 => self.now - SECOND * (dice.below(60) as i64),
            1 => self.now - SECOND * (dice.below(7_200) as i64),
            2 => self.now - HOUR * (dice.below(72) as i64),
            3 => self.now - DAY * (dice.below(40) as i64),
            4 => {
                let mut turns: Vec<i64> = Vec::new();
                for workspace in self.workspaces() {
                    turns.extend(workspace.steps.iter().map(|step| step.at.nanoseconds()));
                }
                for one in self.cloud_accounts() {
                    let lifecycle = [one.lifecycle.active_from, one.lifecycle.ended_at, one.lifecycle.failed_at];
                    turns.extend(lifecycle.into_iter().flatten().map(|at| at.nanoseconds()));
                }
                // The instant at which the usage of a bill began; then another account pays the bill.
                turns.extend(self.bills().iter().map(|record| record.bill.period.start().nanoseconds()));
                if turns.is_empty() { self.now } else { turns[dice.below(turns.len())] + *dice.pick(&[0, 0, 1, -1]) }
            }
            _ => self.now + HOUR,
        }
    }

    /// A message that was sent before.
    fn sent(&self, dice: &mut Dice<'_>) -> Option<Value> {
        let sent: Vec<&Value> = self.given.iter().filter_map(|command| command.get("message")).collect();
        if sent.is_empty() {
            return None;
        }
        Some(json!({"message": sent[dice.below(sent.len())]}))
    }
}
