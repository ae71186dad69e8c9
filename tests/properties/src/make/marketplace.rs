//! Cloud accounts and what marketplaces say.

use defray_core::cloud_account::{CloudAccount, CloudAccountState};
use defray_core::id::CloudAccountId;
use defray_core::marketplace::Signal;
use defray_core::method::Method;
use serde_json::{Value, json};

use crate::dice::Dice;
use crate::history::Theme;
use crate::world::{ACCOUNTS, DAY, HOUR, SECOND, World, accounts_of, agreement_of, show, subscriptions};

/// Pairs of account and instance whose exchange is a subscription of [`subscriptions`] and an account that a message
/// may state.
fn swapped(provider: &str) -> &'static [(&'static str, &'static str)] {
    match provider {
        "alicloud" => &[("71", "42"), ("70", "123456789012345"), ("71", "123456789012345")],
        _ => &[("i0", "h"), ("i0", "g")],
    }
}

/// A provider, an identity and an account of which one is not in the form of the provider.
const WRONG_FORMS: [(&str, &str, Option<&str>); 14] = [
    ("alicloud", "alicloud:i0", None),
    ("alicloud", "alicloud:070", None),
    ("alicloud", "alicloud:", None),
    ("alicloud", "aws:license:l-0123456789abcdef", None),
    ("alicloud", "alicloud:70", Some("ops@42")),
    ("alicloud", "alicloud:70", Some("12345678901234567890")),
    ("aws", "aws:license:l-0123456789ABCDEF", None),
    ("aws", "aws:license:0123456789abcdef", None),
    ("aws", "aws:customer:p", None),
    ("aws", "aws:customer::c0", None),
    ("aws", "aws:customer:p:c0", Some("71964067459")),
    ("aws", "huawei_cloud:i0", None),
    ("huawei_cloud", "huawei_cloud:", None),
    ("huawei_cloud", "alicloud:70", Some("h")),
];

/// The identity of a subscription of [`subscriptions`].
fn identity_of(subscription: &Value) -> String {
    let found = subscriptions().into_iter().find(|(known, _, _)| known == subscription);
    found.map_or_else(String::new, |(_, _, identity)| identity.to_owned())
}

/// Another subscription of the provider of this one; itself, if there is none.
fn others_of(old: &CloudAccount, dice: &mut Dice<'_>) -> Value {
    let own = old.subscription.identity().to_string();
    let of_provider = old.provider().to_string();
    let others: Vec<Value> = subscriptions()
        .into_iter()
        .filter(|(_, provider, identity)| *provider == of_provider && *identity != own)
        .filter(|(_, _, identity)| !identity.starts_with("aws:customer:") || dice.chance(5))
        .map(|(subscription, _, _)| subscription)
        .collect();
    let itself = || subscriptions().into_iter().find(|(_, _, identity)| *identity == own);
    match others.len() {
        0 => itself().map_or(Value::Null, |(subscription, _, _)| subscription),
        some => others[dice.below(some)].clone(),
    }
}

impl World {
    pub(super) fn link_cloud_account(&mut self, dice: &mut Dice<'_>) -> Value {
        let id = if dice.chance(8) { dice.below(self.fresh + 1) } else { self.new_number() };
        let (mut subscription, provider, _) = dice.pick(&subscriptions()).clone();
        match dice.weigh(&[(75, 0), (19, 1), (6, 2)]) {
            0 => {}
            1 => subscription["account_id"] = json!(dice.pick(accounts_of(provider))),
            // Both are swapped, if the marketplace stated so.
            _ if provider != "aws" => {
                let (account, instance) = *dice.pick(swapped(provider));
                subscription["account_id"] = json!(account);
                subscription["instance_id"] = json!(instance);
            }
            _ => {}
        }
        let mut account = self.any_account(dice);
        // What may take the place of a cloud account, mostly for the same account.
        let replaceable = self.replaceable();
        if !replaceable.is_empty() && dice.chance(45) {
            let old = &replaceable[dice.below(replaceable.len())];
            subscription = others_of(old, dice);
            account = ACCOUNTS.iter().find(|one| **one == old.account.as_str()).copied().unwrap_or(account);
        }
        json!({"account": account, "cloud_account": format!("c{id}"), "subscription": subscription})
    }

    /// The cloud accounts that can have a successor.
    fn replaceable(&self) -> Vec<CloudAccount> {
        let mut all = self.cloud_accounts();
        all.retain(|one| {
            !one.lifecycle.withdrawn && !one.subscription.identity().as_str().starts_with("aws:customer:")
        });
        all
    }

    /// Mostly one that is linked, with a reason.
    pub(super) fn unlink_cloud_account(&mut self, dice: &mut Dice<'_>) -> Value {
        let all = self.cloud_accounts();
        let alive: Vec<_> = all.iter().filter(|one| one.is_alive()).collect();
        let found = match dice.weigh(&[(80, 0), (16, 1), (4, 2)]) {
            0 if !alive.is_empty() => Some(alive[dice.below(alive.len())]),
            2 => None,
            _ if all.is_empty() => None,
            _ => Some(&all[dice.below(all.len())]),
        };
        let reason = dice.weigh(&[(88, "wrong instance"), (6, ""), (6, " \u{3000}")]);
        let Some(found) = found else {
            return json!({"account": self.any_account(dice), "cloud_account": "nobody's", "reason": reason});
        };
        let account = if dice.chance(8) { dice.pick(&ACCOUNTS) } else { found.account.as_str() };
        json!({"account": account, "cloud_account": found.id, "reason": reason})
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
        if let Some(fitting) = self.fitting(dice) {
            return fitting;
        }
        let (provider, identity) = self.subscription(dice);
        let signal = dice.weigh(&[
            (30, Signal::Activated),
            (14, Signal::Suspended),
            (14, Signal::Resumed),
            (20, Signal::Ended),
            (10, Signal::EndCompleted),
            (12, Signal::Failed),
            (7, Signal::Ignored),
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
        if dice.chance(40) {
            message["agreement"] = self.agreement(&provider, &identity, dice);
        }
        if dice.chance(35) {
            message["account_id"] = json!(self.stated(&provider, &identity, dice));
        }
        if dice.chance(2) {
            let (provider, identity, account) = *dice.pick(&WRONG_FORMS);
            message["provider"] = json!(provider);
            message["identity"] = json!(identity);
            message["account_id"] = json!(account);
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

    /// Sometimes a message that fits what happened before.
    fn fitting(&mut self, dice: &mut Dice<'_>) -> Option<Value> {
        if dice.chance(12)
            && let Some(sent) = self.sent(dice)
        {
            return Some(sent);
        }
        let opening = self.opening();
        if !opening.is_empty() && dice.chance(8) {
            return Some(self.suspended_while_opening(&opening[dice.below(opening.len())], dice));
        }
        if dice.chance(6)
            && let Some(completion) = self.completion(dice)
        {
            return Some(completion);
        }
        let often = if self.theme == Theme::Successors { 65 } else { 20 };
        if dice.chance(often) { self.replacement(dice) } else { None }
    }

    /// What a message says of an agreement: mostly of that of the subscription, and of one that it takes the place of.
    fn agreement(&self, provider: &str, identity: &str, dice: &mut Dice<'_>) -> Value {
        let of_provider: Vec<String> = subscriptions()
            .iter()
            .filter(|(_, one, _)| *one == provider)
            .map(|(_, _, one)| agreement_of(one))
            .collect();
        let any = |dice: &mut Dice<'_>| of_provider[dice.below(of_provider.len())].clone();
        let id = if dice.chance(12) { any(dice) } else { agreement_of(identity) };
        let mut agreement = json!({"id": id});
        match dice.weigh(&[(40, 0), (45, 1), (15, 2)]) {
            0 => {}
            1 => {
                // That of another cloud account of the provider.
                let mut linked = self.replaceable();
                let own = |one: &CloudAccount| one.subscription.identity().as_str() == identity;
                linked.retain(|one| one.provider().to_string() == provider && !own(one));
                agreement["previous"] = match linked.len() {
                    0 => json!(any(dice)),
                    some => json!(agreement_of(linked[dice.below(some)].subscription.identity().as_str())),
                };
            }
            _ => agreement["previous"] = json!(any(dice)),
        }
        match dice.weigh(&[(85, 0), (10, 1), (5, 2)]) {
            0 => {}
            1 => agreement["replaced"] = json!(true),
            _ => agreement["replaced"] = json!(false),
        }
        agreement
    }

    /// One more message of those that lead to a successor: about the agreement of a cloud account that pays or paid,
    /// about that of another subscription in its place, or about an end.
    fn replacement(&mut self, dice: &mut Dice<'_>) -> Option<Value> {
        let paid: Vec<CloudAccountId> = self
            .workspaces()
            .iter()
            .flat_map(|workspace| {
                workspace.timeline.iter().filter_map(|interval| interval.payer.cloud_account().cloned())
            })
            .collect();
        let mut old = self.replaceable();
        if !dice.chance(25) {
            old.retain(|one| paid.contains(&one.id));
        }
        if old.is_empty() {
            return None;
        }
        let old = &old[dice.below(old.len())];
        let own = old.subscription.identity().to_string();
        let provider = old.provider().to_string();
        let (identity, signal, previous, replaced) = match dice.weigh(&[(25, 0), (45, 1), (22, 2), (8, 3)]) {
            0 => (own, dice.weigh(&[(60, "ignored"), (40, "resumed")]), None, false),
            1 => {
                // Mostly one that is linked to the same account.
                let mut linked = self.replaceable();
                linked.retain(|one| one.account == old.account && one.provider() == old.provider() && one.id != old.id);
                let other = match linked.len() {
                    some if some > 0 && !dice.chance(30) => {
                        linked[dice.below(some)].subscription.identity().to_string()
                    }
                    _ => identity_of(&others_of(old, dice)),
                };
                let signals = [(45, "activated"), (35, "ignored"), (8, "suspended"), (7, "failed"), (5, "ended")];
                let signal = dice.weigh(&signals);
                (other, signal, Some(agreement_of(&own)), false)
            }
            2 => (own, dice.weigh(&[(80, "ended"), (20, "end_completed")]), None, false),
            _ => (own, "ignored", None, true),
        };
        let mut message = json!({
            "provider": provider, "identity": identity, "kind": "k", "signal": signal,
            "id": format!("m{}", self.new_number()),
        });
        if !dice.chance(30) {
            message["occurred_at"] = json!(show(self.occurred_at(dice).min(self.now)));
        }
        if !dice.chance(15) {
            message["agreement"] = json!({"id": agreement_of(&identity), "previous": previous, "replaced": replaced});
        }
        Some(json!({"message": message}))
    }

    /// The second message about an end: mostly a while after the first one, of an identity that is linked again.
    fn completion(&mut self, dice: &mut Dice<'_>) -> Option<Value> {
        let ended: Vec<(CloudAccount, i64)> = self
            .cloud_accounts()
            .into_iter()
            .filter(|one| one.provider().to_string() == "aws")
            .filter_map(|one| one.lifecycle.ended_at.map(|at| (one, at.nanoseconds())))
            .collect();
        if ended.is_empty() {
            return None;
        }
        let (one, ended_at) = &ended[dice.below(ended.len())];
        let after = *dice.pick(&[HOUR, 0, SECOND, 2 * HOUR, DAY]);
        let mut message = json!({
            "provider": "aws", "identity": one.subscription.identity(), "kind": "k", "signal": "end_completed",
            "occurred_at": show((ended_at + after).min(self.now)),
        });
        if !dice.chance(20) {
            message["id"] = json!(format!("m{}", self.new_number()));
        }
        Some(json!({"message": message}))
    }

    /// The cloud accounts that a workspace is opening.
    fn opening(&self) -> Vec<CloudAccount> {
        let workspaces = self.workspaces();
        let opens = |one: &CloudAccount| {
            let target =
                |method: &Method| matches!(method, Method::Opening { cloud_account, .. } if *cloud_account == one.id);
            workspaces.iter().any(|workspace| target(&workspace.method))
        };
        self.cloud_accounts().into_iter().filter(opens).collect()
    }

    /// A suspension of a cloud account that is being opened: sometimes without an instant, sometimes late.
    fn suspended_while_opening(&mut self, one: &CloudAccount, dice: &mut Dice<'_>) -> Value {
        let (provider, identity) = (one.provider().to_string(), one.subscription.identity().to_string());
        let mut message = json!({"provider": provider, "identity": identity, "kind": "k", "signal": "suspended"});
        message["id"] = json!(format!("m{}", self.new_number()));
        if dice.chance(60) {
            message["occurred_at"] = json!(show(self.occurred_at(dice)));
        }
        json!({"message": message})
    }

    /// The account that a message states: mostly that of the last link.
    fn stated(&self, provider: &str, identity: &str, dice: &mut Dice<'_>) -> String {
        let linked = self.cloud_accounts();
        let links = linked.iter().filter(|one| one.subscription.identity().to_string() == identity);
        let last = links.max_by_key(|one| one.linked_at).and_then(|one| {
            let written = serde_json::to_value(&one.subscription).expect("a subscription is JSON");
            Some(written["account_id"].as_str()?.to_owned())
        });
        match last {
            Some(last) if !dice.chance(25) => last,
            _ => (*dice.pick(accounts_of(provider))).to_owned(),
        }
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
                    let lifecycle = [
                        one.lifecycle.active_from,
                        one.lifecycle.ended_at,
                        one.lifecycle.failed_at,
                        one.lifecycle.suspended_since,
                    ];
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
