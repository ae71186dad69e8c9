//! The thing whose usage is billed.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::id::{AccountId, CloudAccountId, WorkspaceId};
use crate::method::{Method, MethodAction, MethodStep, Payer, PayerInterval};
use crate::refusal::Refusal;
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
    pub steps: Vec<MethodStep>,
    /// Who pays when: half-open intervals without gaps, oldest first.
    pub timeline: Vec<PayerInterval>,
    /// The first instant at which it is no more.
    pub dissolved_at: Option<Instant>,
}

impl Workspace {
    /// The interval in force at `at`; `None` before it was bound.
    pub fn interval_at(&self, at: Instant) -> Option<&PayerInterval> {
        let place = self.timeline.partition_point(|interval| interval.from <= at);
        self.timeline.get(place.checked_sub(1)?)
    }

    /// The interval that usage beginning at `at` belongs to: its account and its payer (P1).
    ///
    /// # Errors
    ///
    /// Usage that begins before the workspace was bound, or after it was dissolved, has no payer (P5):
    /// [`Refusal::UsageBeforeBinding`], [`Refusal::UsageAfterDissolution`].
    pub fn payer_at(&self, at: Instant) -> Result<&PayerInterval, Refusal> {
        let workspace = || self.id.clone();
        if let Some(dissolved_at) = self.dissolved_at.filter(|dissolved_at| *dissolved_at <= at) {
            return Err(Refusal::UsageAfterDissolution { workspace: workspace(), start: at, dissolved_at });
        }
        let bound_at = self.steps.first().map_or(Instant::FIRST, |bound| bound.at);
        let before = || Refusal::UsageBeforeBinding { workspace: workspace(), start: at, bound_at };
        self.interval_at(at).ok_or_else(before)
    }

    /// The cloud accounts that any step chose.
    pub fn cloud_accounts_chosen(&self) -> BTreeSet<CloudAccountId> {
        let chosen = |step: &MethodStep| match &step.action {
            MethodAction::Choose(Payer::CloudAccount(id)) => Some(id.clone()),
            _ => None,
        };
        self.steps.iter().filter_map(chosen).collect()
    }

    /// How many voluntary changes of method it had in the UTC month of `at` (C2).
    pub fn choices_in_month_of(&self, at: Instant) -> usize {
        let month = at.month();
        self.steps
            .iter()
            .filter(|step| matches!(step.action, MethodAction::Choose(_)) && step.at.month() == month)
            .count()
    }
}
