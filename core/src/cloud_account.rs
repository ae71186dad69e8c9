//! An account's link to a marketplace subscription: identifiers, state table, and how signals become a state.
//!
//! Messages of a marketplace arrive late, twice and out of order. So the state is never changed *by a message*: every signal is kept,
//! sorted by when it happened, and the state is the fold of [`CLOUD_ACCOUNT_TABLE`] over them. What happened decides, not what arrived first.

use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::id::{AccountId, CloudAccountId};
use crate::machine::{Edge, string_enum};
use crate::marketplace::Signal;
use crate::provider::Provider;
use crate::subscription::{RecordedSignal, Subscription};
use crate::time::Instant;

string_enum! {
    /// The states of the table.
    pub enum CloudAccountState {
        /// Linked, not yet confirmed by the marketplace.
        Pending = "pending",
        /// It pays.
        Active = "active",
        /// It pays, but not now: its bills are held (P3).
        Suspended = "suspended",
        /// It never came to be, or was given up.
        Failed = "failed",
        /// It has ended; usage from before the end can still be metered.
        Closing = "closing",
        /// It has ended and pays nothing any more.
        Closed = "closed",
    }
}

string_enum! {
    /// What moves a cloud account. The first five come from the marketplace, in the order in which they count when they happened at one instant.
    pub enum CloudAccountTrigger {
        /// The subscription is in force.
        Activated = "activated",
        /// A suspension is over.
        Resumed = "resumed",
        /// The subscription is frozen.
        Suspended = "suspended",
        /// The subscription never came to be.
        Failed = "failed",
        /// The subscription is over: cancelled, closed, expired, released.
        Ended = "ended",
        /// The account gives it up before it was ever active.
        Withdrawn = "withdrawn",
        /// The metering deadline has come.
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
            Signal::Ended => Self::Ended,
            Signal::Ignored => return None,
        })
    }
}

/// A cell of [`CLOUD_ACCOUNT_TABLE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloudAccountTransition {
    /// The trigger leads there.
    To(CloudAccountState),
    /// The trigger is known and changes nothing.
    Stay,
    /// The caller is told `cloud_account_not_pending`.
    Refused,
    /// The trigger cannot happen in this state.
    Never,
}

/// State × trigger. RecordStore in the order of [`CloudAccountState::ALL`], columns in the order of [`CloudAccountTrigger::ALL`].
pub const CLOUD_ACCOUNT_TABLE: [[CloudAccountTransition; 7]; 6] = {
    use CloudAccountState::{Active, Closed, Closing, Failed, Suspended};
    use CloudAccountTransition::{Never, Refused, Stay, To};
    [
        //               activated   resumed     suspended      failed      ended        withdrawn   deadline
        /* pending   */
        [To(Active), To(Active), To(Suspended), To(Failed), To(Closing), To(Failed), Never],
        /* active    */ [Stay, Stay, To(Suspended), Stay, To(Closing), Refused, Never],
        /* suspended */ [Stay, To(Active), Stay, Stay, To(Closing), Refused, Never],
        /* failed    */ [Stay, Stay, Stay, Stay, Stay, Refused, Never],
        /* closing   */ [Stay, Stay, Stay, Stay, Stay, Refused, To(Closed)],
        /* closed    */ [Stay, Stay, Stay, Stay, Stay, Refused, Stay],
    ]
};

/// Looks the table up.
pub const fn next(state: CloudAccountState, trigger: CloudAccountTrigger) -> CloudAccountTransition {
    CLOUD_ACCOUNT_TABLE[state as usize][trigger as usize]
}

/// The table as transitions, those that stay left out.
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

/// What happened to a subscription, as far as payment is concerned: the fold of the table over its signals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubscriptionLifecycle {
    /// Where the fold arrived; never `Closed`, which takes a deadline.
    pub state: CloudAccountState,
    /// When it left pending for active or suspended.
    pub active_from: Option<Instant>,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// When it failed or was withdrawn.
    pub failed_at: Option<Instant>,
    /// Whether the account gave it up; no later message brings it back.
    pub withdrawn: bool,
}

impl SubscriptionLifecycle {
    /// Before anything is known.
    pub const PENDING: Self = Self {
        state: CloudAccountState::Pending,
        active_from: None,
        ended_at: None,
        failed_at: None,
        withdrawn: false,
    };

    /// The lifecycle that `signals`, in order, amount to.
    pub fn of<'s>(signals: impl Iterator<Item = &'s RecordedSignal>) -> Self {
        signals.fold(Self::PENDING, |lifecycle, signal| match CloudAccountTrigger::of(signal.signal) {
            Some(trigger) => lifecycle.after(trigger, signal.occurred_at),
            None => lifecycle,
        })
    }

    /// One step of the table.
    pub fn after(mut self, trigger: CloudAccountTrigger, at: Instant) -> Self {
        if let CloudAccountTransition::To(to) = next(self.state, trigger) {
            match to {
                CloudAccountState::Active | CloudAccountState::Suspended => {
                    self.active_from = self.active_from.or(Some(at))
                }
                CloudAccountState::Closing => self.ended_at = Some(at),
                CloudAccountState::Failed => {
                    self.failed_at = Some(at);
                    self.withdrawn = trigger == CloudAccountTrigger::Withdrawn;
                }
                CloudAccountState::Pending | CloudAccountState::Closed => {}
            }
            self.state = to;
        }
        self
    }

    /// Whether it may yet pay: neither failed nor ended.
    pub const fn is_alive(&self) -> bool {
        self.over().is_none()
    }

    /// When it ended or failed, if it has.
    pub const fn over(&self) -> Option<Instant> {
        match self.ended_at {
            Some(ended_at) => Some(ended_at),
            None => self.failed_at,
        }
    }
}

/// An account's link to one marketplace subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudAccount {
    /// Our name for it.
    pub id: CloudAccountId,
    /// Whose it is.
    pub account: AccountId,
    /// The provider's identifiers.
    pub subscription: Subscription,
    /// When it was linked.
    pub linked_at: Instant,
    /// Its state.
    pub state: CloudAccountState,
    /// What happened to it.
    pub lifecycle: SubscriptionLifecycle,
    /// Until when usage from before the end can be metered, once it has ended.
    pub metering_deadline: Option<Instant>,
}

impl CloudAccount {
    /// Whether it may yet pay: neither failed nor ended.
    pub const fn is_alive(&self) -> bool {
        matches!(self.state, CloudAccountState::Pending | CloudAccountState::Active | CloudAccountState::Suspended)
    }

    /// The provider.
    pub const fn provider(&self) -> Provider {
        self.subscription.provider()
    }
}
