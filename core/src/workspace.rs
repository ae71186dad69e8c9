//! Workspaces: their usage is billed.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::id::{AccountId, CloudAccountId, DisplayName, WorkspaceId};
use crate::method::{Method, MethodAction, MethodStep, Payer, PayerInterval};
use crate::refusal::Refusal;
use crate::time::Instant;

/// A workspace, with every decision about its payers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workspace {
    /// The site and id of the workspace.
    pub id: WorkspaceId,
    /// The account that owns the workspace now.
    pub account: AccountId,
    /// The settlement method now.
    pub method: Method,
    /// The steps of the history, oldest first: binding, choices, moves, dissolution.
    pub steps: Vec<MethodStep>,
    /// The payers: half-open intervals without gaps, oldest first.
    pub timeline: Vec<PayerInterval>,
    /// The instant from which the workspace is dissolved; absent: it is not.
    pub dissolved_at: Option<Instant>,
    /// The name by which people know the workspace; absent: it has none. It need not be unique.
    #[serde(default)]
    pub display_name: Option<DisplayName>,
}

impl Workspace {
    /// The interval in force at `at`; `None` before the workspace was bound.
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

    /// The number of voluntary changes of the method in the UTC month of `at` (C2).
    pub fn choices_in_month_of(&self, at: Instant) -> usize {
        let month = at.month();
        self.steps
            .iter()
            .filter(|step| matches!(step.action, MethodAction::Choose(_)) && step.at.month() == month)
            .count()
    }
}
