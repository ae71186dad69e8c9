//! The standing of an account: whether it is in arrears, and since when.

use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::machine::{Edge, string_enum};
use crate::policy::Policy;
use crate::time::Instant;

string_enum! {
    /// The states of [`STANDING_TABLE`].
    pub enum StandingState {
        /// The account owes less than one payable unit.
        Good = "good",
        /// The account owes at least one payable unit, and its deadline has not passed.
        InArrears = "in_arrears",
        /// The account owes at least one payable unit, and its deadline has passed.
        Locked = "locked",
    }
}

string_enum! {
    /// The triggers that change an account's standing.
    pub enum StandingTrigger {
        /// The overdraft reaches one payable unit.
        OverdraftBegins = "overdraft_begins",
        /// The overdraft becomes less than one payable unit.
        OverdraftRepaid = "overdraft_repaid",
        /// The deadline for the repayment has passed.
        Deadline = "deadline",
    }
}

/// A cell of [`STANDING_TABLE`]: the next state; `None` when the trigger cannot happen in that state.
pub type StandingCell = Option<StandingState>;

/// State × trigger → state. Rows are in the order of [`StandingState::ALL`], columns in the order of
/// [`StandingTrigger::ALL`]. `None`: the trigger cannot happen there. An overdraft begins only where there is none, and
/// an account in good standing has none to repay.
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

/// The cell of [`STANDING_TABLE`] for a state and a trigger.
pub const fn next(state: StandingState, trigger: StandingTrigger) -> StandingCell {
    STANDING_TABLE[state as usize][trigger as usize]
}

/// The table as a list of transitions.
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

/// An account's standing with its instants. It never prevents the settlement of a bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The account owes less than one payable unit.
    Good,
    /// The account owes at least one payable unit, and its deadline has not passed.
    InArrears {
        /// The instant at which the overdraft began.
        since: Instant,
        /// The instant at which the account is locked, unless it repays before.
        deadline: Instant,
        /// The instant at which the reminder is due; absent: it was already raised, or the policy has none.
        notice: Option<Instant>,
    },
    /// The account owes at least one payable unit, and its deadline has passed.
    Locked {
        /// The instant at which the overdraft began.
        since: Instant,
        /// The instant at which the account was locked.
        deadline: Instant,
    },
}

impl Standing {
    /// The state of the table that this standing is in.
    pub const fn name(&self) -> StandingState {
        match self {
            Self::Good => StandingState::Good,
            Self::InArrears { .. } => StandingState::InArrears,
            Self::Locked { .. } => StandingState::Locked,
        }
    }

    /// The standing after `trigger` at `at`; `None` where the table has no transition.
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
