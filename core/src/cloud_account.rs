//! An account's link to a marketplace subscription: identifiers, state table, and how signals become a state.
//!
//! Messages of a marketplace arrive late, twice and out of order. So a message never changes the state directly: every
//! signal is stored in the order in which it happened, and the state is the fold of [`CLOUD_ACCOUNT_TABLE`] over the
//! signals. The order of arrival has no effect.

use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::id::{AccountId, CloudAccountId};
use crate::machine::{Edge, string_enum};
use crate::marketplace::Signal;
use crate::provider::Provider;
use crate::rules;
use crate::subscription::{RecordedSignal, Subscription};
use crate::time::Instant;

string_enum! {
    /// The states of [`CLOUD_ACCOUNT_TABLE`].
    pub enum CloudAccountState {
        /// The cloud account is linked. The marketplace has not confirmed it yet.
        Pending = "pending",
        /// The cloud account pays.
        Active = "active",
        /// The cloud account is suspended. Bills that it should pay are held (P3).
        Suspended = "suspended",
        /// The subscription was never in force, or the account withdrew the cloud account.
        Failed = "failed",
        /// The subscription has ended. Usage from before the end can still be metered.
        Closing = "closing",
        /// The subscription has ended, and its metering deadline has passed. The cloud account pays nothing.
        Closed = "closed",
    }
}

string_enum! {
    /// The triggers that change a cloud account. The first five are signals of the marketplace, in the order in which
    /// they apply when they happened at the same instant.
    pub enum CloudAccountTrigger {
        /// The subscription is in force.
        Activated = "activated",
        /// The suspension of the subscription has ended.
        Resumed = "resumed",
        /// The subscription is suspended.
        Suspended = "suspended",
        /// The subscription failed before it was in force.
        Failed = "failed",
        /// The subscription has ended: it was cancelled, closed or released, or it expired.
        Ended = "ended",
        /// The account withdraws the cloud account before it was active.
        Withdrawn = "withdrawn",
        /// The metering deadline has passed.
        Deadline = "deadline",
    }
}

impl CloudAccountTrigger {
    /// The column of the table for a signal; `None` for a signal that has no effect on the state.
    pub const fn of(signal: Signal) -> Option<Self> {
        Some(match signal {
            Signal::Activated => Self::Activated,
            Signal::Resumed => Self::Resumed,
            Signal::Suspended => Self::Suspended,
            Signal::Failed => Self::Failed,
            // An `end_completed` that completes an end is not among the signals that count.
            Signal::Ended | Signal::EndCompleted => Self::Ended,
            Signal::Ignored => return None,
        })
    }
}

/// A cell of [`CLOUD_ACCOUNT_TABLE`]: the effect of a trigger in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloudAccountTransition {
    /// The trigger leads to this state.
    To(CloudAccountState),
    /// The trigger is known and changes nothing.
    Stay,
    /// The command is refused with `cloud_account_not_pending`.
    Refused,
    /// The trigger cannot happen in this state.
    Never,
}

/// State × trigger. Rows are in the order of [`CloudAccountState::ALL`], columns in the order of
/// [`CloudAccountTrigger::ALL`].
pub const CLOUD_ACCOUNT_TABLE: [[CloudAccountTransition; 7]; 6] = {
    use CloudAccountState::{Active, Closed, Closing, Failed, Suspended};
    use CloudAccountTransition::{Never, Refused, Stay, To};
    [
        //               activated   resumed     suspended      failed      ended        withdrawn   deadline
        /* pending   */
        [To(Active), To(Active), Stay, To(Failed), To(Closing), To(Failed), Never],
        /* active    */ [Stay, Stay, To(Suspended), Stay, To(Closing), Refused, Never],
        /* suspended */ [Stay, To(Active), Stay, Stay, To(Closing), Refused, Never],
        /* failed    */ [Stay, Stay, Stay, Stay, Stay, Refused, Never],
        /* closing   */ [Stay, Stay, Stay, Stay, Stay, Refused, To(Closed)],
        /* closed    */ [Stay, Stay, Stay, Stay, Stay, Refused, Stay],
    ]
};

/// The cell of [`CLOUD_ACCOUNT_TABLE`] for a state and a trigger.
pub const fn next(state: CloudAccountState, trigger: CloudAccountTrigger) -> CloudAccountTransition {
    CLOUD_ACCOUNT_TABLE[state as usize][trigger as usize]
}

/// Cells with another content under older rules: the last version of the rules that has it, the cell, and the content.
const OLDER_CELLS: [(u32, CloudAccountState, CloudAccountTrigger, CloudAccountTransition); 1] = [(
    rules::FIRST,
    CloudAccountState::Pending,
    CloudAccountTrigger::Suspended,
    CloudAccountTransition::To(CloudAccountState::Suspended),
)];

/// The cell for a state and a trigger under a version of the rules.
fn next_under(rules: u32, state: CloudAccountState, trigger: CloudAccountTrigger) -> CloudAccountTransition {
    let older = OLDER_CELLS.iter().find(|(last, of, on, _)| rules <= *last && state == *of && trigger == *on);
    older.map_or_else(|| next(state, trigger), |(_, _, _, transition)| *transition)
}

/// The table as a list of transitions, without those that stay in their state.
pub fn edges() -> Vec<Edge> {
    let mut edges = Vec::new();
    for &state in CloudAccountState::ALL {
        for &trigger in CloudAccountTrigger::ALL {
            if let CloudAccountTransition::To(to) = next(state, trigger) {
                edges.push(Edge { from: state.name(), trigger: trigger.name(), to: to.name() });
            }
        }
    }
    edges
}

/// The history of a subscription, as far as it concerns payment: the fold of the table over its signals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubscriptionLifecycle {
    /// The state after the last signal. It is never `closed`: only the deadline leads there.
    pub state: CloudAccountState,
    /// The instant at which the subscription became active for the first time. Under version 1 of the rules also the
    /// instant at which it was suspended before it was active.
    pub active_from: Option<Instant>,
    /// The instant at which the subscription ended.
    pub ended_at: Option<Instant>,
    /// The instant at which the subscription failed or was withdrawn.
    pub failed_at: Option<Instant>,
    /// Whether the link was given up: the account withdrew it, it was unlinked, or the marketplace stated another
    /// account (C4). No later message changes that.
    pub withdrawn: bool,
    /// The version of the rules under which the end or the failure was recorded; the current version before that.
    #[serde(default = "rules::first")]
    pub over_rules: u32,
    /// The instant since which the subscription is suspended; absent: it is not suspended.
    #[serde(default)]
    pub suspended_since: Option<Instant>,
}

impl SubscriptionLifecycle {
    /// The lifecycle without any signal.
    pub const PENDING: Self = Self {
        state: CloudAccountState::Pending,
        active_from: None,
        ended_at: None,
        failed_at: None,
        withdrawn: false,
        over_rules: rules::CURRENT,
        suspended_since: None,
    };

    /// The lifecycle after `signals`, which are in order.
    pub fn of<'s>(signals: impl Iterator<Item = &'s RecordedSignal>) -> Self {
        signals.fold(Self::PENDING, |lifecycle, signal| match CloudAccountTrigger::of(signal.signal) {
            Some(trigger) => lifecycle.after(trigger, signal.occurred_at, signal.rules),
            None => lifecycle,
        })
    }

    /// The lifecycle after one more trigger, which was recorded under a version of the rules.
    pub fn after(mut self, trigger: CloudAccountTrigger, at: Instant, rules: u32) -> Self {
        if let CloudAccountTransition::To(to) = next_under(rules, self.state, trigger) {
            match to {
                CloudAccountState::Active | CloudAccountState::Suspended => {
                    self.active_from = self.active_from.or(Some(at))
                }
                CloudAccountState::Closing => (self.ended_at, self.over_rules) = (Some(at), rules),
                CloudAccountState::Failed => {
                    (self.failed_at, self.over_rules) = (Some(at), rules);
                    self.withdrawn = trigger == CloudAccountTrigger::Withdrawn;
                }
                CloudAccountState::Pending | CloudAccountState::Closed => {}
            }
            self.suspended_since = (to == CloudAccountState::Suspended).then_some(at);
            self.state = to;
        }
        self
    }

    /// The lifecycle of a link that was wrong from its beginning (C4): it counts as withdrawn when it was made.
    pub fn wrong_link(linked_at: Instant) -> Self {
        Self::PENDING.after(CloudAccountTrigger::Withdrawn, linked_at, rules::CURRENT)
    }

    /// Whether the cloud account can still pay: it has neither failed nor ended.
    pub const fn is_alive(&self) -> bool {
        self.over().is_none()
    }

    /// The instant at which the subscription ended or failed.
    pub const fn over(&self) -> Option<Instant> {
        match self.ended_at {
            Some(ended_at) => Some(ended_at),
            None => self.failed_at,
        }
    }
}

/// The link of an account to one marketplace subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudAccount {
    /// The id of the cloud account, given by the host.
    pub id: CloudAccountId,
    /// The account that owns the cloud account.
    pub account: AccountId,
    /// The provider's identifiers of the subscription.
    pub subscription: Subscription,
    /// The instant at which the cloud account was linked.
    pub linked_at: Instant,
    /// The state of the cloud account.
    pub state: CloudAccountState,
    /// The lifecycle of the subscription.
    pub lifecycle: SubscriptionLifecycle,
    /// The instant until which usage from before the end can be metered; absent: the subscription has not ended.
    pub metering_deadline: Option<Instant>,
    /// How long its bills wait while it is suspended (P3); absent: it is not suspended, or was suspended under version
    /// 1 of the rules.
    #[serde(default)]
    pub patience: Option<Patience>,
    /// The cloud account that takes its place when it ends (T2); absent: there is none.
    #[serde(default)]
    pub successor: Option<CloudAccountId>,
}

/// How long the bills of a suspended cloud account wait (P3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patience {
    /// The instant from which on the enterprise account pays.
    pub deadline: Instant,
    /// The instant at which the customer is notified before; absent: there was or will be no notification.
    pub notice: Option<Instant>,
    /// Whether the deadline has passed: the enterprise account pays.
    pub over: bool,
}

impl CloudAccount {
    /// Whether the cloud account can still pay: it has neither failed nor ended.
    pub const fn is_alive(&self) -> bool {
        matches!(self.state, CloudAccountState::Pending | CloudAccountState::Active | CloudAccountState::Suspended)
    }

    /// The state at `at`: a closing cloud account is closed from its metering deadline on, also before that is
    /// recorded.
    pub fn state_at(&self, at: Instant) -> CloudAccountState {
        match (self.state, self.metering_deadline) {
            (CloudAccountState::Closing, Some(deadline)) if deadline <= at => CloudAccountState::Closed,
            (state, _) => state,
        }
    }

    /// The provider of the subscription.
    pub const fn provider(&self) -> Provider {
        self.subscription.provider()
    }
}
