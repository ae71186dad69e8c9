//! The thing whose usage is billed.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::id::{AccountId, CloudAccountId, WorkspaceId};
use crate::method::{Ask, Method, Payer, Step, Stretch};
use crate::time::Instant;

/// One workspace, with everything that was ever decided about who pays for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workspace {
    /// Its site and id.
    pub id: WorkspaceId,
    /// Whose it is now.
    pub account: AccountId,
    /// Its settlement method now.
    pub method: Method,
    /// What people did, in order.
    pub steps: Vec<Step>,
    /// Who pays when: half-open stretches without gaps, oldest first.
    pub timeline: Vec<Stretch>,
    /// The first instant at which it is no more.
    pub dissolved_at: Option<Instant>,
}

impl Workspace {
    /// The stretch in force at `at`; `None` before it was bound.
    pub fn stretch_at(&self, at: Instant) -> Option<&Stretch> {
        let place = self.timeline.partition_point(|stretch| stretch.from <= at);
        self.timeline.get(place.checked_sub(1)?)
    }

    /// The cloud accounts that any step chose.
    pub fn cloud_accounts_chosen(&self) -> BTreeSet<CloudAccountId> {
        let chosen = |step: &Step| match &step.ask {
            Ask::Choose(Payer::CloudAccount(id)) => Some(id.clone()),
            _ => None,
        };
        self.steps.iter().filter_map(chosen).collect()
    }

    /// How many voluntary changes of method it had in the UTC month of `at` (C2).
    pub fn choices_in_month_of(&self, at: Instant) -> usize {
        let month = at.month();
        self.steps.iter().filter(|step| matches!(step.ask, Ask::Choose(_)) && step.at.month() == month).count()
    }
}
