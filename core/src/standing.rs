//! Whether an account is in arrears, and since when.

use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::machine::{Edge, string_enum};
use crate::policy::Policy;
use crate::time::Instant;

string_enum! {
    /// The states of the table.
    pub enum StandingState {
        /// No overdraft.
        Good = "good",
        /// An overdraft, and time left to repay it.
        InArrears = "in_arrears",
        /// An overdraft past its deadline.
        Locked = "locked",
    }
}

string_enum! {
    /// What moves an account's standing.
    pub enum StandingTrigger {
        /// The overdraft goes from zero to above zero.
        OverdraftBegins = "overdraft_begins",
        /// The overdraft goes back to zero.
        OverdraftRepaid = "overdraft_repaid",
        /// The deadline has come.
        Deadline = "deadline",
    }
}

/// A cell of the table: where a trigger leads, or that it cannot happen in that state.
pub type StandingCell = Option<StandingState>;

/// State × trigger → state. RecordStore in the order of [`StandingState::ALL`], columns in the order of [`StandingTrigger::ALL`]; `None`: the
/// trigger cannot happen there (an overdraft begins only from none, and good standing has none to repay).
pub const STANDING_TABLE: [[StandingCell; 3]; 3] = {
    use StandingState::{Good, InArrears, Locked};
    [
        //               overdraft begins   overdraft repaid   deadline
        /* good       */
        [Some(InArrears), None, None],
        /* in_arrears */ [None, Some(Good), Some(Locked)],
        /* locked     */ [None, Some(Good), None],
    ]
};

/// Looks the table up.
pub const fn next(state: StandingState, trigger: StandingTrigger) -> StandingCell {
    STANDING_TABLE[state as usize][trigger as usize]
}

/// The table as transitions.
pub fn edges() -> Vec<Edge> {
    let mut edges = Vec::new();
    for &state in StandingState::ALL {
        for &trigger in StandingTrigger::ALL {
            if let Some(to) = next(state, trigger) {
                edges.push(Edge { from: state.name(), trigger: trigger.name(), to: to.name() });
            }
        }
    }
    edges
}

/// An account's standing with its instants. It never stops a bill from being settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// No overdraft.
    Good,
    /// An overdraft since `since`.
    InArrears {
        /// When the overdraft began.
        since: Instant,
        /// When the account is locked unless it is repaid.
        deadline: Instant,
        /// When the reminder is due; absent: it was raised, or there is none.
        notice: Option<Instant>,
    },
    /// An overdraft past its deadline.
    Locked {
        /// When the overdraft began.
        since: Instant,
        /// When the account was locked.
        deadline: Instant,
    },
}

impl Standing {
    /// The record of the table.
    pub const fn name(&self) -> StandingState {
        match self {
            Self::Good => StandingState::Good,
            Self::InArrears { .. } => StandingState::InArrears,
            Self::Locked { .. } => StandingState::Locked,
        }
    }

    /// The standing after `trigger` at `at`, or `None` where the table says it cannot happen.
    pub fn after(&self, trigger: StandingTrigger, at: Instant, policy: &Policy) -> Option<Self> {
        Some(match (next(self.name(), trigger)?, self) {
            (StandingState::Good, _) => Self::Good,
            (StandingState::Locked, Self::InArrears { since, deadline, .. }) => {
                Self::Locked { since: *since, deadline: *deadline }
            }
            (StandingState::Locked, _) => return None,
            (StandingState::InArrears, _) => {
                let deadline = at.plus(policy.grace);
                let notice = (policy.deadline_notice < policy.grace).then(|| deadline.minus(policy.deadline_notice));
                Self::InArrears { since: at, deadline, notice }
            }
        })
    }
}
