//! How a workspace's usage is settled: the state table, and the timeline that it draws.
//!
//! A workspace keeps the *steps* that people took (bound, chose, moved, dissolved) with their instants. A cloud account keeps its
//! *lifecycle* (active from, ended at). [`build_timeline`] runs [`METHOD_TABLE`] over both in order of time and so draws the timeline: half-open intervals, at
//! every instant exactly one payer. When a marketplace message arrives late, the lifecycle changes and the timeline is drawn again; the
//! result is what it would have been, had the message come in time (T2).

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::cloud_account::SubscriptionLifecycle;
use crate::id::{AccountId, CloudAccountId, Note};
use crate::machine::{Edge, string_enum};
use crate::time::Instant;

/// Who pays.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payer {
    /// The customer's own account at the vendor.
    Enterprise,
    /// A marketplace subscription.
    CloudAccount(CloudAccountId),
}

impl Payer {
    /// The cloud account, if it is one.
    pub const fn cloud_account(&self) -> Option<&CloudAccountId> {
        match self {
            Self::Enterprise => None,
            Self::CloudAccount(id) => Some(id),
        }
    }
}

/// The settlement method of a workspace now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// The enterprise account pays.
    Enterprise,
    /// A cloud account was chosen that is not active yet; `from` keeps paying until it is.
    Opening {
        /// The one chosen.
        cloud_account: CloudAccountId,
        /// Who pays meanwhile.
        from: Payer,
    },
    /// A cloud account pays.
    CloudAccount(CloudAccountId),
    /// The workspace is no more.
    Dissolved,
}

impl Method {
    /// The record of the table.
    pub const fn name(&self) -> MethodState {
        match self {
            Self::Enterprise => MethodState::Enterprise,
            Self::Opening { .. } => MethodState::Opening,
            Self::CloudAccount(_) => MethodState::Cloud,
            Self::Dissolved => MethodState::Dissolved,
        }
    }

    /// Who pays usage that begins now; nobody when dissolved.
    pub fn payer(&self) -> Option<Payer> {
        match self {
            Self::Enterprise => Some(Payer::Enterprise),
            Self::Opening { from, .. } => Some(from.clone()),
            Self::CloudAccount(id) => Some(Payer::CloudAccount(id.clone())),
            Self::Dissolved => None,
        }
    }

    /// Whether this is what choosing `wish` asks for.
    pub fn is_choice_of(&self, wish: &Payer) -> bool {
        match (self, wish) {
            (Self::Enterprise, Payer::Enterprise) => true,
            (Self::CloudAccount(held), Payer::CloudAccount(wished)) => held == wished,
            (Self::Opening { cloud_account, .. }, Payer::CloudAccount(wished)) => cloud_account == wished,
            _ => false,
        }
    }

    /// Whether `id` pays now or is being opened.
    pub fn involves(&self, id: &CloudAccountId) -> bool {
        self.is_choice_of(&Payer::CloudAccount(id.clone()))
            || matches!(self, Self::Opening { from: Payer::CloudAccount(from), .. } if from == id)
    }
}

string_enum! {
    /// The states of the table.
    pub enum MethodState {
        /// See [`Method::Enterprise`].
        Enterprise = "enterprise",
        /// See [`Method::Opening`].
        Opening = "opening",
        /// See [`Method::CloudAccount`].
        Cloud = "cloud",
        /// See [`Method::Dissolved`].
        Dissolved = "dissolved",
    }
}

string_enum! {
    /// What moves a workspace's method.
    pub enum MethodTrigger {
        /// The account chooses the enterprise account.
        ChooseEnterprise = "choose_enterprise",
        /// The account chooses a cloud account that is active (or suspended).
        ChooseActive = "choose_active",
        /// The account chooses a cloud account that is not active yet.
        ChoosePending = "choose_pending",
        /// The account chooses what it already has.
        ChooseHeld = "choose_held",
        /// The cloud account being opened became active.
        TargetActivated = "target_activated",
        /// The cloud account being opened failed or was withdrawn.
        TargetFailed = "target_failed",
        /// The cloud account being opened ended.
        TargetEnded = "target_ended",
        /// The cloud account that pays ended.
        PayerEnded = "payer_ended",
        /// The workspace moves to another account.
        Move = "move",
        /// The workspace is dissolved.
        Dissolve = "dissolve",
    }
}

/// A cell of [`METHOD_TABLE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MethodTransition {
    /// Nothing changes.
    Stay,
    /// The enterprise account pays.
    Enterprise,
    /// The cloud account that the trigger is about pays.
    Cloud,
    /// The cloud account that the trigger is about is being opened; the payer stays.
    Opening,
    /// The payer stays, nothing is being opened any more.
    Previous,
    /// What is being opened stays so, with the enterprise account paying meanwhile.
    OpeningFromEnterprise,
    /// The workspace is no more.
    Dissolved,
    /// The caller is told `workspace_dissolved`.
    Refused,
    /// The trigger cannot happen in this state.
    Never,
}

/// State × trigger. RecordStore in the order of [`MethodState::ALL`], columns in the order of [`MethodTrigger::ALL`].
pub const METHOD_TABLE: [[MethodTransition; 10]; 4] = {
    use MethodTransition::{
        Cloud, Dissolved, Enterprise, Never, Opening, OpeningFromEnterprise, Previous, Refused, Stay,
    };
    [
        // choose:       enterprise  active   pending  held     target: activated  failed    ended       payer: ended           move        dissolve
        /* enterprise */
        [Stay, Cloud, Opening, Stay, Never, Never, Never, Never, Enterprise, Dissolved],
        /* opening    */
        [Enterprise, Cloud, Opening, Stay, Cloud, Previous, Enterprise, OpeningFromEnterprise, Enterprise, Dissolved],
        /* cloud      */
        [Enterprise, Cloud, Opening, Stay, Never, Never, Never, Enterprise, Enterprise, Dissolved],
        /* dissolved  */ [Refused, Refused, Refused, Refused, Never, Never, Never, Never, Refused, Refused],
    ]
};

/// Looks the table up.
pub const fn next(state: MethodState, trigger: MethodTrigger) -> MethodTransition {
    METHOD_TABLE[state as usize][trigger as usize]
}

/// The table as transitions, those that stay left out. Where a cell leads to the previous payer, both possibilities are given.
pub fn edges() -> Vec<Edge> {
    let mut edges = Vec::new();
    for &state in MethodState::ALL {
        for &trigger in MethodTrigger::ALL {
            let targets: &[MethodState] = match next(state, trigger) {
                MethodTransition::Enterprise => &[MethodState::Enterprise],
                MethodTransition::Cloud => &[MethodState::Cloud],
                MethodTransition::Opening | MethodTransition::OpeningFromEnterprise => &[MethodState::Opening],
                MethodTransition::Previous => &[MethodState::Enterprise, MethodState::Cloud],
                MethodTransition::Dissolved => &[MethodState::Dissolved],
                MethodTransition::Stay | MethodTransition::Refused | MethodTransition::Never => &[],
            };
            edges.extend(targets.iter().map(|to| Edge { from: state.name(), trigger: trigger.name(), to: to.name() }));
        }
    }
    edges
}

/// The method after `trigger`, which is about `cloud_account`. `None` where the table has no way on.
pub fn after(method: &Method, trigger: MethodTrigger, cloud_account: Option<&CloudAccountId>) -> Option<Method> {
    let payer = || method.payer();
    Some(match next(method.name(), trigger) {
        MethodTransition::Stay => method.clone(),
        MethodTransition::Enterprise => Method::Enterprise,
        MethodTransition::Cloud => Method::CloudAccount(cloud_account?.clone()),
        MethodTransition::Opening => Method::Opening { cloud_account: cloud_account?.clone(), from: payer()? },
        MethodTransition::Previous => match payer()? {
            Payer::Enterprise => Method::Enterprise,
            Payer::CloudAccount(id) => Method::CloudAccount(id),
        },
        MethodTransition::OpeningFromEnterprise => match method {
            Method::Opening { cloud_account, .. } => {
                Method::Opening { cloud_account: cloud_account.clone(), from: Payer::Enterprise }
            }
            _ => return None,
        },
        MethodTransition::Dissolved => Method::Dissolved,
        MethodTransition::Refused | MethodTransition::Never => return None,
    })
}

/// What a person did to a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MethodAction {
    /// It was bound to its first account.
    Bind,
    /// A method was chosen.
    Choose(Payer),
    /// It moved to another account.
    Move,
    /// It was dissolved.
    Dissolve,
}

/// One step of a workspace's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MethodStep {
    /// When it took effect (T3).
    pub at: Instant,
    /// The account it belongs to from here on.
    pub account: AccountId,
    /// What was done.
    pub action: MethodAction,
    /// Who asked.
    pub by: Option<Note>,
}

/// Why an interval began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The workspace was bound.
    Bound,
    /// The account chose.
    Chosen {
        /// Who asked.
        by: Option<Note>,
    },
    /// The marketplace activated a cloud account chosen before.
    Activated {
        /// The one activated.
        cloud_account: CloudAccountId,
    },
    /// The marketplace ended the cloud account that paid or was being opened (C3).
    Forced {
        /// The one ended.
        cloud_account: CloudAccountId,
    },
    /// The workspace moved to another account.
    Moved {
        /// Who asked.
        by: Option<Note>,
    },
}

/// One interval of a timeline: from `from` until the next interval begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayerInterval {
    /// When it takes effect.
    pub from: Instant,
    /// Whose usage it is.
    pub account: AccountId,
    /// Who pays.
    pub payer: Payer,
    /// Why.
    pub cause: Cause,
    /// When this was decided, which may be later than it takes effect.
    pub recorded_at: Instant,
}

impl PayerInterval {
    /// Whether the two say the same, whenever they were recorded.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        self.from == other.from && self.account == other.account && self.payer == other.payer
    }
}

/// What [`build_timeline`] finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuiltTimeline {
    /// The method now.
    pub method: Method,
    /// The timeline, oldest interval first.
    pub intervals: Vec<PayerInterval>,
}

enum TimelineEvent<'t> {
    Activated(&'t CloudAccountId),
    Failed(&'t CloudAccountId),
    MethodStep(&'t MethodStep),
    Ended(&'t CloudAccountId),
}

impl TimelineEvent<'_> {
    /// At one instant: a cloud account that becomes active can be chosen, one that ends cannot be kept.
    const fn rank(&self) -> u8 {
        match self {
            Self::Activated(_) => 0,
            Self::Failed(_) => 1,
            Self::MethodStep(_) => 2,
            Self::Ended(_) => 3,
        }
    }
}

/// Runs the table over the steps of a workspace and the lifecycles of the cloud accounts in them. `decided_at` dates what is drawn anew.
///
/// Steps are in the order they were taken, which is also the order of their instants. The first is [`MethodAction::Bind`].
pub fn build_timeline(
    steps: &[MethodStep],
    lifecycles: &BTreeMap<CloudAccountId, SubscriptionLifecycle>,
    decided_at: Instant,
) -> Option<BuiltTimeline> {
    let first = steps.first()?;
    let mut events: Vec<(Instant, TimelineEvent<'_>)> =
        steps.iter().skip(1).map(|step| (step.at, TimelineEvent::MethodStep(step))).collect();
    for (id, lifecycle) in lifecycles {
        events.extend(lifecycle.active_from.map(|at| (at, TimelineEvent::Activated(id))));
        events.extend(lifecycle.failed_at.map(|at| (at, TimelineEvent::Failed(id))));
        events.extend(lifecycle.ended_at.map(|at| (at, TimelineEvent::Ended(id))));
    }
    events.sort_by_key(|(at, event)| (*at, event.rank()));
    let mut builder = TimelineBuilder {
        method: Method::Enterprise,
        account: first.account.clone(),
        decided_at,
        intervals: Vec::new(),
    };
    builder.push(first.at, Cause::Bound);
    for (at, event) in events {
        // Before it was bound there was nothing that could change.
        let at = at.max(first.at);
        match event {
            TimelineEvent::MethodStep(step) => builder.step(step, lifecycles),
            TimelineEvent::Activated(id) => builder.activated(at, id),
            TimelineEvent::Failed(id) => builder.failed(at, id),
            TimelineEvent::Ended(id) => builder.ended(at, id),
        }
    }
    Some(BuiltTimeline { method: builder.method, intervals: builder.intervals })
}

struct TimelineBuilder {
    method: Method,
    account: AccountId,
    decided_at: Instant,
    intervals: Vec<PayerInterval>,
}

impl TimelineBuilder {
    fn step(&mut self, step: &MethodStep, lifecycles: &BTreeMap<CloudAccountId, SubscriptionLifecycle>) {
        let chosen = |by: &Option<Note>| Cause::Chosen { by: by.clone() };
        match &step.action {
            MethodAction::Bind => {}
            MethodAction::Move => {
                self.account = step.account.clone();
                self.fire(MethodTrigger::Move, None, step.at, Cause::Moved { by: step.by.clone() });
            }
            MethodAction::Dissolve => self.fire(MethodTrigger::Dissolve, None, step.at, chosen(&step.by)),
            MethodAction::Choose(wish) if self.method.is_choice_of(wish) => {
                self.fire(MethodTrigger::ChooseHeld, wish.cloud_account(), step.at, chosen(&step.by));
            }
            MethodAction::Choose(Payer::Enterprise) => {
                self.fire(MethodTrigger::ChooseEnterprise, None, step.at, chosen(&step.by));
            }
            MethodAction::Choose(Payer::CloudAccount(id)) => {
                let lifecycle = lifecycles.get(id).copied().unwrap_or(SubscriptionLifecycle::PENDING);
                let active = lifecycle.active_from.is_some_and(|from| from <= step.at);
                let trigger = if active { MethodTrigger::ChooseActive } else { MethodTrigger::ChoosePending };
                self.fire(trigger, Some(id), step.at, chosen(&step.by));
                // Chosen before a late message told that it had already failed or ended.
                if lifecycle.failed_at.is_some_and(|failed_at| failed_at <= step.at) {
                    self.failed(step.at, id);
                }
                if lifecycle.ended_at.is_some_and(|ended_at| ended_at <= step.at) {
                    self.ended(step.at, id);
                }
            }
        }
    }

    fn is_target(&self, id: &CloudAccountId) -> bool {
        matches!(&self.method, Method::Opening { cloud_account, .. } if cloud_account == id)
    }

    fn activated(&mut self, at: Instant, id: &CloudAccountId) {
        if self.is_target(id) {
            self.fire(MethodTrigger::TargetActivated, Some(id), at, Cause::Activated { cloud_account: id.clone() });
        }
    }

    fn failed(&mut self, at: Instant, id: &CloudAccountId) {
        if self.is_target(id) {
            self.fire(MethodTrigger::TargetFailed, Some(id), at, Cause::Forced { cloud_account: id.clone() });
        }
    }

    fn ended(&mut self, at: Instant, id: &CloudAccountId) {
        let cause = || Cause::Forced { cloud_account: id.clone() };
        if self.is_target(id) {
            self.fire(MethodTrigger::TargetEnded, Some(id), at, cause());
        } else if self.method.payer().is_some_and(|payer| payer.cloud_account() == Some(id)) {
            self.fire(MethodTrigger::PayerEnded, Some(id), at, cause());
        }
    }

    fn fire(&mut self, trigger: MethodTrigger, about: Option<&CloudAccountId>, at: Instant, cause: Cause) {
        if let Some(method) = after(&self.method, trigger, about) {
            self.method = method;
            self.push(at, cause);
        }
    }

    /// Begins an interval where the account or the payer changes. An interval of no length is dropped.
    fn push(&mut self, from: Instant, cause: Cause) {
        while self.intervals.last().is_some_and(|last| last.from >= from) {
            self.intervals.pop();
        }
        let Some(payer) = self.method.payer() else { return };
        if self.intervals.last().is_some_and(|last| last.payer == payer && last.account == self.account) {
            return;
        }
        let account = self.account.clone();
        self.intervals.push(PayerInterval { from, account, payer, cause, recorded_at: self.decided_at });
    }
}
