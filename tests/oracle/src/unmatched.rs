//! The subscriptions whose signals wait for a link, and what a link has to name.

use serde_json::{Value, json};

use crate::agreements::reusable;
use crate::life::fold;
use crate::state::{CloudAccount, CloudState, Signal, State};
use crate::time::print_instant;

impl State {
    /// Why a signal of that instant waits, the last link being this one; none: it does not.
    fn waits(&self, identity: &str, last: &CloudAccount, occurred_at: i128) -> Option<&'static str> {
        let begun = last.after.is_none_or(|after| occurred_at > after);
        if last.withdrawn {
            let another = |stated: &String| self.link_of_another(last, stated);
            let contradicted = self.stated.get(identity).is_some_and(|stated| stated.iter().any(another));
            return begun.then_some(if contradicted { "contradicts_link" } else { "withdrawn" });
        }
        if reusable(identity) && last.life.over().is_some_and(|over| occurred_at > over) {
            return Some("next_period");
        }
        let closed_at = self.accounts[&last.account].closed_at;
        closed_at.is_some_and(|closed_at| begun && occurred_at > closed_at).then_some("account_closed")
    }

    /// The row of an identity, if a signal of it waits.
    fn unmatched_of(&self, identity: &str) -> Option<Value> {
        let links = self.links(identity);
        let last = links.last().map(|(_, last)| last);
        let mut reason = "not_linked";
        let mut waiting: Vec<Signal> = Vec::new();
        // A completion has no effect, and waits for nothing.
        for signal in self.signals_after(identity, None) {
            match last.map(|last| self.waits(identity, last, signal.occurred_at)) {
                Some(None) => continue,
                Some(Some(why)) => reason = why,
                None => {}
            }
            waiting.push(signal);
        }
        let (first, latest) = (waiting.first()?, waiting.last()?);
        let after = if reusable(identity) { self.new_link_begins_after(identity) } else { None };
        let life = fold(&self.signals_after(identity, after));
        let state = match life.state {
            CloudState::Pending => "pending",
            CloudState::Active => "active",
            CloudState::Suspended => "suspended",
            CloudState::Failed => "failed",
            CloudState::Closing | CloudState::Closed => "closing",
        };
        let stated = self.stated.get(identity).cloned().unwrap_or_default();
        let mut row = json!({
            "identity": identity, "provider": identity.split(':').next(), "signals": waiting.len(),
            "first": print_instant(first.occurred_at), "last": print_instant(latest.occurred_at), "state": state,
            "stated_accounts": stated, "reason": reason, "succeeds": self.succeeds_by_what_is_stated(identity),
        });
        match life.over() {
            Some(over) => row["subscription_ended"] = json!(print_instant(over)),
            None => row["subscription"] = names(identity, &stated),
        }
        if let Some(last) = last
            && last.state() == CloudState::Closing
        {
            row["link_from"] = json!(last.metering_deadline.map(print_instant));
        }
        Some(row)
    }

    /// All rows, in order of the identities.
    pub(crate) fn unmatched(&self) -> Vec<Value> {
        self.signals.keys().filter_map(|identity| self.unmatched_of(identity)).collect()
    }
}

/// What a link has to name.
fn names(identity: &str, stated: &[String]) -> Value {
    let parts: Vec<&str> = identity.splitn(4, ':').collect();
    let mut named = match parts.as_slice() {
        ["aws", "license", license] => json!({"provider": "aws", "license_id": license}),
        ["aws", "customer", product, customer] => {
            json!({"provider": "aws", "product_code": product, "customer_identifier": customer})
        }
        _ => {
            let (provider, instance) = identity.split_once(':').expect("an identity has a provider");
            json!({"provider": provider, "instance_id": instance})
        }
    };
    if let [account] = stated {
        named["account_id"] = json!(account);
    }
    named
}
