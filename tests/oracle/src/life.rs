//! Signals of subscriptions: which cloud account they concern, and the life they add up to.

use crate::agreements::reusable;
use crate::state::{CloudAccount, CloudState, Kind, Life, Signal, State};

/// The table of the contract, one signal after the other in their own order, starting from pending.
pub(crate) fn fold(signals: &[Signal]) -> Life {
    let mut life = Life::pending();
    for signal in signals {
        let next = match (life.state, signal.kind) {
            (CloudState::Pending, Kind::Activated) => CloudState::Active,
            (CloudState::Pending, Kind::Resumed) => CloudState::Active,
            // P3: what was never active is not suspended.
            (CloudState::Pending, Kind::Suspended) => CloudState::Pending,
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

            (_, Kind::EndCompleted) => panic!("it completes an end or counts as one"),

            (CloudState::Failed, _) => CloudState::Failed,
            (CloudState::Closing, _) => CloudState::Closing,
            (CloudState::Closed, _) => CloudState::Closed,
        };
        if next != life.state {
            life.suspended_since = None;
            match next {
                CloudState::Active if life.state == CloudState::Pending => {
                    life.active_from = Some(signal.occurred_at);
                }
                CloudState::Suspended => life.suspended_since = Some(signal.occurred_at),
                CloudState::Closing => life.ended_at = Some(signal.occurred_at),
                CloudState::Failed => life.failed_at = Some(signal.occurred_at),
                _ => {}
            }
        }
        life.state = next;
    }
    life
}

/// The end that a completion completes: the last one before it, unless a completion of an earlier instant stands
/// between both.
fn completed(signals: &[Signal], place: usize) -> Option<&Signal> {
    let this = &signals[place];
    let end = signals[..place].iter().rposition(|signal| signal.kind == Kind::Ended)?;
    let earlier = |other: &Signal| other.kind == Kind::EndCompleted && other.occurred_at < this.occurred_at;
    if signals[end..place].iter().any(earlier) { None } else { Some(&signals[end]) }
}

/// Sorted signals as they count: a completion has no effect if it completes an end, and otherwise is an end.
fn as_they_count(signals: &[Signal]) -> Vec<Signal> {
    let mut counted = Vec::new();
    for (place, signal) in signals.iter().enumerate() {
        if signal.kind != Kind::EndCompleted {
            counted.push(signal.clone());
        } else if completed(signals, place).is_none() {
            counted.push(Signal { kind: Kind::Ended, ..signal.clone() });
        }
    }
    counted
}

impl State {
    /// All signals of an identity, sorted.
    pub(crate) fn signals_of(&self, identity: &str) -> Vec<Signal> {
        self.signals.get(identity).cloned().unwrap_or_default()
    }

    /// The signals of an identity later than an instant, as they count.
    pub(crate) fn signals_after(&self, identity: &str, after: Option<i128>) -> Vec<Signal> {
        let mut signals = as_they_count(&self.signals_of(identity));
        signals.retain(|signal| after.is_none_or(|after| signal.occurred_at > after));
        signals
    }

    pub(crate) fn keep(&mut self, identity: &str, signal: Signal) {
        let signals = self.signals.entry(identity.to_string()).or_default();
        signals.push(signal);
        signals.sort();
    }

    pub(crate) fn forget(&mut self, identity: &str, signal: &Signal) {
        let signals = self.signals.get_mut(identity).expect("kept before");
        signals.retain(|other| other != signal);
    }

    /// The cloud accounts ever linked to an identity, in the order of linking.
    pub(crate) fn links(&self, identity: &str) -> Vec<(String, CloudAccount)> {
        let mut links = Vec::new();
        for (id, cloud) in &self.cloud_accounts {
            if cloud.identity == identity {
                links.push((id.clone(), cloud.clone()));
            }
        }
        links.sort_by_key(|(_, cloud)| cloud.linked);
        links
    }

    /// The end that a new signal completes, if it completes one.
    pub(crate) fn completes(&self, identity: &str, signal: &Signal) -> Option<Signal> {
        if signal.kind != Kind::EndCompleted {
            return None;
        }
        let mut signals = self.signals_of(identity);
        signals.push(signal.clone());
        signals.sort();
        let place = signals.iter().position(|one| one == signal).expect("just put there");
        completed(&signals, place).cloned()
    }

    /// Which cloud account a signal of that instant concerns.
    pub(crate) fn concerned(&self, identity: &str, occurred_at: i128) -> Option<String> {
        let id = self.link_at(identity, occurred_at)?;
        // The cloud accounts of a closed account stay what they are.
        let account = &self.accounts[&self.cloud_accounts[&id].account];
        if account.closed { None } else { Some(id) }
    }

    fn link_at(&self, identity: &str, occurred_at: i128) -> Option<String> {
        let links = self.links(identity);
        let (last_id, last) = links.last()?;
        if !reusable(identity) {
            // The last one linked to it, unless that was withdrawn.
            return if last.withdrawn { None } else { Some(last_id.clone()) };
        }
        // Links divide time. A withdrawn one takes nothing.
        for (id, cloud) in &links {
            let begun = cloud.after.is_none_or(|after| occurred_at > after);
            let up_to = if id == last_id { cloud.life.over() } else { cloud.up_to };
            let in_time = up_to.is_none_or(|up_to| occurred_at <= up_to);
            if !cloud.withdrawn && begun && in_time {
                return Some(id.clone());
            }
        }
        None
    }

    /// The life of a cloud account by the signals known now.
    pub(crate) fn life_of(&self, id: &str) -> Life {
        let cloud = &self.cloud_accounts[id];
        if cloud.withdrawn {
            return cloud.life.clone();
        }
        let mut signals = self.signals_after(&cloud.identity, cloud.after);
        // Of the last link nothing after its end or failure changes the fold, which stops there.
        signals.retain(|signal| cloud.up_to.is_none_or(|up_to| signal.occurred_at <= up_to));
        fold(&signals)
    }

    /// Where a new link of a reusable identity begins: after what the links before it used up, and after any end or
    /// failure among the free signals that a later activation follows.
    pub(crate) fn new_link_begins_after(&self, identity: &str) -> Option<i128> {
        let mut after = match self.links(identity).last() {
            None => None,
            // It uses nothing up; its successor takes what it would have taken.
            Some((_, last)) if last.withdrawn => last.after,
            Some((_, last)) => last.life.over(),
        };
        loop {
            let free = self.signals_after(identity, after);
            let Some(over) = fold(&free).over() else {
                return after;
            };
            if !free.iter().any(|signal| signal.kind == Kind::Activated && signal.occurred_at > over) {
                return after;
            }
            after = Some(over);
        }
    }
}
