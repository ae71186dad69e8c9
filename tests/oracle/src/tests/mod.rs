//! Tests from the rules themselves; every expectation is worked out by hand.

mod advance;
mod always;
mod arrears;
mod changing;
mod completed;
mod converge;
mod corrections;
mod disputed;
mod forced;
mod links;
mod marketplace;
mod metering;
mod money_in;
mod names;
mod once_a_day;
mod owner;
mod patience;
mod random;
mod restatements;
mod successors;
mod too_late;
mod unmatched;
mod validity;
mod values;
mod waterfall;
mod who_pays;

use serde_json::{Value, json};

use crate::{Answer, Oracle};

/// An instant in March 2026: `t("05T10:00")`.
pub(crate) fn t(day_and_time: &str) -> String {
    format!("2026-03-{day_and_time}:00Z")
}

/// The AliCloud instance of a name, in digits: the bytes of the name.
pub(crate) fn number(name: &str) -> String {
    name.bytes().map(|byte| byte.to_string()).collect()
}

/// Its identity.
pub(crate) fn alicloud(name: &str) -> String {
    format!("alicloud:{}", number(name))
}

/// An oracle whose invariants are checked after every command.
#[derive(Clone, Default)]
pub(crate) struct World {
    pub(crate) oracle: Oracle,
    /// Whether the outbox shows `bills_held`, which few tests are about; otherwise they are acknowledged at once.
    pub(crate) shows_held: bool,
    messages: u64,
}

impl World {
    /// Account `acme` in CNY with the workspace `s/w`, both from 1 March.
    pub(crate) fn new() -> World {
        let mut world = World::default();
        world.open("acme");
        world.done(json!({"command": "bind_workspace", "at": t("01T00:00"), "account": "acme", "workspace": "s/w"}));
        world
    }

    pub(crate) fn apply(&mut self, command: Value) -> Result<Answer, String> {
        let before = self.oracle.clone();
        let answer = self.oracle.apply(&command);
        if answer.is_err() || answer == Ok(Answer::Replayed) {
            assert_eq!(before.observe(), self.oracle.observe(), "A1: a refusal or replay left a trace: {command}");
        }
        for mail in self.oracle.state.outbox.iter_mut().filter(|mail| mail.fields["template"] == "bills_held") {
            mail.acknowledged |= !self.shows_held;
        }
        forced::check(&before, &self.oracle, &command);
        self.oracle.conservation().unwrap();
        self.oracle.one_payer().unwrap();
        answer
    }

    /// Applies what must not be refused; gives the receipts.
    pub(crate) fn done(&mut self, command: Value) -> Vec<Value> {
        match self.apply(command.clone()) {
            Ok(Answer::Done(receipts)) => receipts,
            other => panic!("{other:?} from {command}"),
        }
    }

    /// Applies what must be refused; gives the code.
    pub(crate) fn no(&mut self, command: Value) -> String {
        match self.apply(command.clone()) {
            Err(code) => code,
            other => panic!("{other:?} from {command}"),
        }
    }

    pub(crate) fn open(&mut self, account: &str) {
        self.done(json!({"command": "open_account", "at": t("01T00:00"), "account": account, "currency": "CNY"}));
    }

    pub(crate) fn policy(&mut self, policy: Value) -> Vec<Value> {
        self.policy_at("01T00:00", policy)
    }

    pub(crate) fn policy_at(&mut self, at: &str, policy: Value) -> Vec<Value> {
        self.done(json!({"command": "set_policy", "at": t(at), "account": "acme", "policy": policy}))
    }

    pub(crate) fn top_up(&mut self, at: &str, amount: &str) -> Vec<Value> {
        self.done(json!({"command": "top_up", "at": t(at), "account": "acme", "amount": amount}))
    }

    /// An ordinary voucher valid from now, without end unless `until` is given.
    pub(crate) fn voucher(&mut self, at: &str, lot: &str, face: &str, until: Option<&str>) {
        let until = until.map(t);
        self.done(json!({
            "command": "issue_voucher", "at": t(at), "account": "acme", "lot": lot, "kind": "ordinary_voucher",
            "face": face, "valid_until": until,
        }));
    }

    pub(crate) fn card(&mut self, at: &str, lot: &str, face: &str) {
        self.done(json!({"command": "grant_card", "at": t(at), "account": "acme", "lot": lot, "face": face}));
    }

    /// Links the cloud account `id` of `acme` to the AliCloud instance of the same name.
    pub(crate) fn link(&mut self, at: &str, id: &str) {
        let subscription = json!({
            "provider": "alicloud", "account_id": "1234567890123456", "instance_id": number(id),
        });
        self.done(json!({
            "command": "link_cloud_account", "at": t(at), "account": "acme", "cloud_account": id,
            "subscription": subscription,
        }));
    }

    /// A message about an AliCloud instance that occurred when it arrived.
    pub(crate) fn signal(&mut self, at: &str, instance: &str, signal: &str) -> String {
        self.late_signal(at, instance, signal, at)
    }

    pub(crate) fn late_signal(&mut self, at: &str, instance: &str, signal: &str, occurred: &str) -> String {
        self.messages += 1;
        let id = format!("m-{}", self.messages);
        self.message(at, &format!("alicloud:{instance}"), signal, Some(&t(occurred)), Some(&id))
    }

    pub(crate) fn message(
        &mut self,
        at: &str,
        identity: &str,
        signal: &str,
        occurred: Option<&str>,
        id: Option<&str>,
    ) -> String {
        let (provider, rest) = identity.split_once(':').unwrap();
        let identity = if provider == "alicloud" { alicloud(rest) } else { identity.to_string() };
        let message = json!({
            "provider": provider, "id": id, "identity": identity, "kind": "k", "signal": signal,
            "occurred_at": occurred,
        });
        match self.apply(json!({"command": "ingest", "at": t(at), "message": message})) {
            Ok(Answer::Disposition(disposition)) => disposition,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn choice(&self, at: &str, workspace: &str, method: &str) -> Value {
        let method = if method == "enterprise" { json!(method) } else { json!({"cloud_account": method}) };
        json!({
            "command": "choose_method", "at": t(at), "account": "acme", "workspace": workspace, "method": method,
        })
    }

    pub(crate) fn choose(&mut self, at: &str, method: &str) {
        let command = self.choice(at, "s/w", method);
        self.done(command);
    }

    /// A bill of `s/w` whose usage began at `start`.
    pub(crate) fn bill_of(&self, at: &str, id: &str, item: &str, amount: &str, start: &str) -> Value {
        json!({
            "command": "settle_bill", "at": t(at),
            "bill": {
                "id": id, "workspace": "s/w", "item": item, "amount": amount,
                "period": {"start": t(start), "end": "2026-12-31T00:00:00Z"},
            },
        })
    }

    pub(crate) fn bill(&mut self, at: &str, id: &str, amount: &str, start: &str) -> Vec<Value> {
        let command = self.bill_of(at, id, "logs", amount, start);
        self.done(command)
    }

    pub(crate) fn reverse(&mut self, at: &str, bill: &str, reversal: &str, amount: Option<&str>) -> Vec<Value> {
        self.done(json!({
            "command": "reverse_bill", "at": t(at), "bill": bill, "reversal": reversal, "amount": amount,
        }))
    }

    pub(crate) fn advance(&mut self, at: &str) -> Answer {
        self.apply(json!({"command": "advance", "at": t(at)})).unwrap()
    }

    /// A place in the observed state: `see("/accounts/acme/cash")`.
    pub(crate) fn see(&self, pointer: &str) -> Value {
        self.oracle.observe().pointer(pointer).cloned().unwrap_or(Value::Null)
    }

    pub(crate) fn lot(&self, lot: &str) -> (String, String) {
        let lot = self.see(&format!("/accounts/acme/lots/{lot}"));
        (lot["available"].as_str().unwrap().to_string(), lot["state"].as_str().unwrap().to_string())
    }

    pub(crate) fn templates(&self) -> Vec<String> {
        let observed = self.see("/outbox");
        let all = observed.as_array().unwrap().iter();
        all.map(|one| one["template"].as_str().unwrap().to_string()).collect()
    }

    /// That of `s/w`, without the causes.
    pub(crate) fn timeline(&self) -> Value {
        self.timeline_of("s~1w")
    }

    pub(crate) fn timeline_of(&self, workspace: &str) -> Value {
        let mut timeline = self.see(&format!("/workspaces/{workspace}/timeline"));
        for interval in timeline.as_array_mut().unwrap() {
            interval.as_object_mut().unwrap().remove("cause").unwrap();
        }
        timeline
    }

    /// The causes of its intervals.
    pub(crate) fn causes(&self) -> Vec<Value> {
        let timeline = self.see("/workspaces/s~1w/timeline");
        timeline.as_array().unwrap().iter().map(|interval| interval["cause"].clone()).collect()
    }
}

/// `[("fund or lot", "amount")]` of a receipt.
pub(crate) fn slices(receipt: &Value) -> Vec<(String, String)> {
    let all = receipt["slices"].as_array().unwrap().iter();
    all.map(|slice| {
        let name = slice.get("lot").unwrap_or(&slice["fund"]);
        (name.as_str().unwrap().to_string(), slice["amount"].as_str().unwrap().to_string())
    })
    .collect()
}

/// `[("fund or lot", "reason")]` of a receipt.
pub(crate) fn skips(receipt: &Value) -> Vec<(String, String)> {
    let all = receipt["skips"].as_array().unwrap().iter();
    all.map(|skip| {
        let name = skip.get("lot").unwrap_or(&skip["fund"]);
        (name.as_str().unwrap().to_string(), skip["reason"].as_str().unwrap().to_string())
    })
    .collect()
}

pub(crate) fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect()
}
