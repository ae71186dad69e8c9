//! How a workspace's usage is settled: the state table, and the timeline that follows from it.
//!
//! A workspace keeps the *steps* of its history (bound, chose, moved, dissolved) with their instants. A cloud account
//! keeps its *lifecycle* (active from, ended at). [`build_timeline`] runs [`METHOD_TABLE`] over both in order of time.
//! The result is the timeline: half-open intervals with exactly one payer at every instant. When a marketplace message
//! arrives late, the lifecycle changes and the timeline is built again. The result is the same as if the message had
//! arrived in time (T2).

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::cloud_account::SubscriptionLifecycle;
use crate::id::{AccountId, CloudAccountId, Note};
use crate::machine::{Edge, string_enum};
use crate::rules;
use crate::time::Instant;

/// The payer of usage.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payer {
    /// The enterprise account: the customer's own account at the vendor.
    Enterprise,
    /// A cloud account: a marketplace subscription, through which the provider charges the customer.
    CloudAccount(CloudAccountId),
}

impl Payer {
    /// The id of the cloud account; `None` for the enterprise account.
    pub const fn cloud_account(&self) -> Option<&CloudAccountId> {
        match self {
            Self::Enterprise => None,
            Self::CloudAccount(id) => Some(id),
        }
    }
}

/// The current settlement method of a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// The enterprise account pays.
    Enterprise,
    /// A cloud account was chosen that is not active yet. The payer `from` pays until it is active.
    Opening {
        /// The cloud account that was chosen.
        cloud_account: CloudAccountId,
        /// The payer until the chosen cloud account is active.
        from: Payer,
    },
    /// A cloud account pays.
    CloudAccount(CloudAccountId),
    /// The workspace is dissolved. Usage that begins later has no payer (P5).
    Dissolved,
}

impl Method {
    /// The state of the table that this method is in.
    pub const fn name(&self) -> MethodState {
        match self {
            Self::Enterprise => MethodState::Enterprise,
            Self::Opening { .. } => MethodState::Opening,
            Self::CloudAccount(_) => MethodState::Cloud,
            Self::Dissolved => MethodState::Dissolved,
        }
    }

    /// The payer of usage that begins now; `None` when the workspace is dissolved.
    pub fn payer(&self) -> Option<Payer> {
        match self {
            Self::Enterprise => Some(Payer::Enterprise),
            Self::Opening { from, .. } => Some(from.clone()),
            Self::CloudAccount(id) => Some(Payer::CloudAccount(id.clone())),
            Self::Dissolved => None,
        }
    }

    /// Whether the method is already the result of choosing `wish`.
    pub fn is_choice_of(&self, wish: &Payer) -> bool {
        match (self, wish) {
            (Self::Enterprise, Payer::Enterprise) => true,
            (Self::CloudAccount(held), Payer::CloudAccount(wished)) => held == wished,
            (Self::Opening { cloud_account, .. }, Payer::CloudAccount(wished)) => cloud_account == wished,
            _ => false,
        }
    }

    /// Whether the cloud account `id` pays now or is being opened.
    pub fn involves(&self, id: &CloudAccountId) -> bool {
        self.is_choice_of(&Payer::CloudAccount(id.clone()))
            || matches!(self, Self::Opening { from: Payer::CloudAccount(from), .. } if from == id)
    }
}

string_enum! {
    /// The states of [`METHOD_TABLE`].
    pub enum MethodState {
        /// The enterprise account pays: [`Method::Enterprise`].
        Enterprise = "enterprise",
        /// A cloud account is being opened: [`Method::Opening`].
        Opening = "opening",
        /// A cloud account pays: [`Method::CloudAccount`].
        Cloud = "cloud",
        /// The workspace is dissolved: [`Method::Dissolved`].
        Dissolved = "dissolved",
    }
}

string_enum! {
    /// The triggers that change a workspace's method.
    pub enum MethodTrigger {
        /// The account chooses the enterprise account.
        ChooseEnterprise = "choose_enterprise",
        /// The account chooses a cloud account that is active or suspended.
        ChooseActive = "choose_active",
        /// The account chooses a cloud account that is not active yet.
        ChoosePending = "choose_pending",
        /// The account chooses the method that the workspace already has.
        ChooseHeld = "choose_held",
        /// The cloud account being opened became active.
        TargetActivated = "target_activated",
        /// The cloud account being opened failed or was withdrawn.
        TargetFailed = "target_failed",
        /// The cloud account being opened has ended.
        TargetEnded = "target_ended",
        /// The cloud account that pays has ended.
        PayerEnded = "payer_ended",
        /// The cloud account that pays has ended, and its successor is active.
        PayerReplaced = "payer_replaced",
        /// The cloud account that pays has ended, and its successor is not active yet.
        PayerReplacedPending = "payer_replaced_pending",
        /// The workspace moves to another account.
        Move = "move",
        /// The workspace is dissolved.
        Dissolve = "dissolve",
    }
}

/// A cell of [`METHOD_TABLE`]: what a trigger does in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MethodTransition {
    /// Nothing changes.
    Stay,
    /// The enterprise account pays.
    Enterprise,
    /// The cloud account of the trigger pays.
    Cloud,
    /// The cloud account of the trigger is being opened. The payer stays the same.
    Opening,
    /// The payer stays the same. No cloud account is being opened any more.
    Previous,
    /// The same cloud account is still being opened. The enterprise account pays until it is active.
    OpeningFromEnterprise,
    /// The same cloud account is still being opened. The cloud account of the trigger pays until it is active.
    OpeningFromSuccessor,
    /// The cloud account of the trigger is being opened. The enterprise account pays until it is active.
    OpeningSuccessor,
    /// The workspace is dissolved.
    Dissolved,
    /// The command is refused with `workspace_dissolved`.
    Refused,
    /// The trigger cannot happen in this state.
    Never,
}

/// State × trigger. Rows are in the order of [`MethodState::ALL`], columns in the order of [`MethodTrigger::ALL`].
#[rustfmt::skip]
pub const METHOD_TABLE: [[MethodTransition; 12]; 4] = {
    use MethodTransition::{
        Cloud, Dissolved, Enterprise, Never, Opening, OpeningFromEnterprise, OpeningFromSuccessor, OpeningSuccessor,
        Previous, Refused, Stay,
    };
    [
    // The account chooses: enterprise, active, pending, held.
    // The cloud account being opened: activated, failed, ended.
    // The payer: ended, replaced by an active cloud account, replaced by a pending one.
    // The workspace: move, dissolve.
    /* enterprise */ [
        Stay,                  Cloud,                Opening,               Stay,
        Never,                 Never,                Never,
        Never,                 Never,                Never,
        Enterprise,            Dissolved,
    ],
    /* opening */ [
        Enterprise,            Cloud,                Opening,               Stay,
        Cloud,                 Previous,             Previous,
        OpeningFromEnterprise, OpeningFromSuccessor, OpeningFromEnterprise,
        Enterprise,            Dissolved,
    ],
    /* cloud */ [
        Enterprise,            Cloud,                Opening,               Stay,
        Never,                 Never,                Never,
        Enterprise,            Cloud,                OpeningSuccessor,
        Enterprise,            Dissolved,
    ],
    /* dissolved */ [
        Refused,               Refused,              Refused,               Refused,
        Never,                 Never,                Never,
        Never,                 Never,                Never,
        Refused,               Refused,
    ],
    ]
};

/// Cells with another content under older rules: the last version of the rules that has it, the cell, and the content.
const OLDER_CELLS: [(u32, MethodState, MethodTrigger, MethodTransition); 1] =
    [(rules::FIRST, MethodState::Opening, MethodTrigger::TargetEnded, MethodTransition::Enterprise)];

/// The cell of [`METHOD_TABLE`] for a state and a trigger.
pub const fn next(state: MethodState, trigger: MethodTrigger) -> MethodTransition {
    METHOD_TABLE[state as usize][trigger as usize]
}

/// The cell for a state and a trigger under a version of the rules.
fn next_under(rules: u32, state: MethodState, trigger: MethodTrigger) -> MethodTransition {
    let older = OLDER_CELLS.iter().find(|(last, of, on, _)| rules <= *last && state == *of && trigger == *on);
    older.map_or_else(|| next(state, trigger), |(_, _, _, transition)| *transition)
}

/// The table as a list of transitions, without those that stay in their state. A cell that leads to the previous payer
/// gives two transitions.
pub fn edges() -> Vec<Edge> {
    let mut edges = Vec::new();
    for &state in MethodState::ALL {
        for &trigger in MethodTrigger::ALL {
            let targets: &[MethodState] = match next(state, trigger) {
                MethodTransition::Enterprise => &[MethodState::Enterprise],
                MethodTransition::Cloud => &[MethodState::Cloud],
                MethodTransition::Opening
                | MethodTransition::OpeningFromEnterprise
                | MethodTransition::OpeningFromSuccessor
                | MethodTransition::OpeningSuccessor => &[MethodState::Opening],
                MethodTransition::Previous => &[MethodState::Enterprise, MethodState::Cloud],
                MethodTransition::Dissolved => &[MethodState::Dissolved],
                MethodTransition::Stay | MethodTransition::Refused | MethodTransition::Never => &[],
            };
            edges.extend(targets.iter().map(|to| Edge { from: state.name(), trigger: trigger.name(), to: to.name() }));
        }
    }
    edges
}

/// The method after `trigger` of the cloud account `cloud_account`, under a version of the rules; `None` where the
/// table has no transition.
pub fn after(
    method: &Method,
    trigger: MethodTrigger,
    cloud_account: Option<&CloudAccountId>,
    rules: u32,
) -> Option<Method> {
    let payer = || method.payer();
    let still_opening = |from: Payer| match method {
        Method::Opening { cloud_account, .. } => Some(Method::Opening { cloud_account: cloud_account.clone(), from }),
        _ => None,
    };
    Some(match next_under(rules, method.name(), trigger) {
        MethodTransition::Stay => method.clone(),
        MethodTransition::Enterprise => Method::Enterprise,
        MethodTransition::Cloud => Method::CloudAccount(cloud_account?.clone()),
        MethodTransition::Opening => Method::Opening { cloud_account: cloud_account?.clone(), from: payer()? },
        MethodTransition::Previous => match payer()? {
            Payer::Enterprise => Method::Enterprise,
            Payer::CloudAccount(id) => Method::CloudAccount(id),
        },
        MethodTransition::OpeningFromEnterprise => still_opening(Payer::Enterprise)?,
        MethodTransition::OpeningFromSuccessor => still_opening(Payer::CloudAccount(cloud_account?.clone()))?,
        MethodTransition::OpeningSuccessor => {
            Method::Opening { cloud_account: cloud_account?.clone(), from: Payer::Enterprise }
        }
        MethodTransition::Dissolved => Method::Dissolved,
        MethodTransition::Refused | MethodTransition::Never => return None,
    })
}

/// What happened to a workspace in one step of its history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MethodAction {
    /// The workspace was bound to its first account.
    Bind,
    /// The account chose this payer.
    Choose(Payer),
    /// The workspace moved to another account.
    Move,
    /// The workspace was dissolved.
    Dissolve,
}

/// One step of a workspace's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MethodStep {
    /// The instant at which the step took effect (T3).
    pub at: Instant,
    /// The account that owns the workspace from this step on.
    pub account: AccountId,
    /// What happened in the step.
    pub action: MethodAction,
    /// The actor of the command, as free text.
    pub by: Option<Note>,
    /// The version of the rules under which the step was decided.
    #[serde(default = "rules::first")]
    pub rules: u32,
}

/// The cause of an interval's beginning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The workspace was bound to its first account.
    Bound,
    /// The account chose the payer.
    Chosen {
        /// The actor of the command, as free text.
        by: Option<Note>,
    },
    /// The marketplace activated a cloud account that had been chosen.
    Activated {
        /// The cloud account that became active.
        cloud_account: CloudAccountId,
    },
    /// The marketplace ended the cloud account that paid or was being opened (C3).
    Forced {
        /// The cloud account that ended or failed.
        cloud_account: CloudAccountId,
    },
    /// The workspace moved to another account.
    Moved {
        /// The actor of the command, as free text.
        by: Option<Note>,
    },
    /// The cloud account that paid ended, and its successor took its place (T2).
    Replaced {
        /// The cloud account that ended.
        cloud_account: CloudAccountId,
    },
}

/// One interval of a timeline. It lasts until the next interval begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayerInterval {
    /// The instant at which the interval begins.
    pub from: Instant,
    /// The account that owns the workspace in the interval.
    pub account: AccountId,
    /// The payer of usage that begins in the interval.
    pub payer: Payer,
    /// The cause of the interval's beginning.
    pub cause: Cause,
    /// The instant of the decision that recorded the interval. It may be later than `from`.
    pub recorded_at: Instant,
}

impl PayerInterval {
    /// Whether both have the same beginning, account and payer. Cause and time of recording may differ.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        self.from == other.from && self.account == other.account && self.payer == other.payer
    }
}

/// What a timeline needs to know of a cloud account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownCloudAccount {
    /// The lifecycle of its subscription.
    pub lifecycle: SubscriptionLifecycle,
    /// The cloud account that takes its place when it ends.
    pub successor: Option<CloudAccountId>,
}

/// The cloud accounts that a timeline needs to know: those that were chosen, and their successors.
pub type KnownCloudAccounts = BTreeMap<CloudAccountId, KnownCloudAccount>;

/// The result of [`build_timeline`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuiltTimeline {
    /// The current method of the workspace.
    pub method: Method,
    /// The timeline, oldest interval first.
    pub intervals: Vec<PayerInterval>,
}

enum TimelineEvent<'t> {
    Activated(&'t CloudAccountId),
    Failed(&'t CloudAccountId),
    MethodStep(&'t MethodStep),
    Ended(&'t CloudAccountId, u32),
}

impl TimelineEvent<'_> {
    /// The order of events at one instant: a cloud account that becomes active can be chosen, one that ends cannot be
    /// kept.
    const fn rank(&self) -> u8 {
        match self {
            Self::Activated(_) => 0,
            Self::Failed(_) => 1,
            Self::MethodStep(_) => 2,
            Self::Ended(..) => 3,
        }
    }
}

/// Runs the table over the steps of a workspace and the lifecycles of its chosen cloud accounts and their successors.
/// New intervals get `decided_at` as their time of recording. Returns `None` when there is no step.
///
/// The steps are in the order of their instants. The first is [`MethodAction::Bind`].
pub fn build_timeline(steps: &[MethodStep], known: &KnownCloudAccounts, decided_at: Instant) -> Option<BuiltTimeline> {
    let first = steps.first()?;
    let mut events: Vec<(Instant, TimelineEvent<'_>)> =
        steps.iter().skip(1).map(|step| (step.at, TimelineEvent::MethodStep(step))).collect();
    for (id, KnownCloudAccount { lifecycle, .. }) in known {
        events.extend(lifecycle.active_from.map(|at| (at, TimelineEvent::Activated(id))));
        events.extend(lifecycle.failed_at.map(|at| (at, TimelineEvent::Failed(id))));
        events.extend(lifecycle.ended_at.map(|at| (at, TimelineEvent::Ended(id, lifecycle.over_rules))));
    }
    events.sort_by_key(|(at, event)| (*at, event.rank()));
    let mut builder = TimelineBuilder {
        method: Method::Enterprise,
        account: first.account.clone(),
        known,
        decided_at,
        intervals: Vec::new(),
    };
    builder.push(first.at, Cause::Bound);
    for (at, event) in events {
        // Nothing could change before the workspace was bound.
        let at = at.max(first.at);
        match event {
            TimelineEvent::MethodStep(step) => builder.step(step),
            TimelineEvent::Activated(id) => builder.activated(at, id),
            TimelineEvent::Failed(id) => builder.failed(at, id),
            TimelineEvent::Ended(id, rules) => builder.ended(at, id, rules),
        }
    }
    Some(BuiltTimeline { method: builder.method, intervals: builder.intervals })
}

struct TimelineBuilder<'t> {
    method: Method,
    account: AccountId,
    known: &'t KnownCloudAccounts,
    decided_at: Instant,
    intervals: Vec<PayerInterval>,
}

impl<'t> TimelineBuilder<'t> {
    fn step(&mut self, step: &MethodStep) {
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
                let lifecycle = self.known.get(id).map_or(SubscriptionLifecycle::PENDING, |known| known.lifecycle);
                self.choose(step, id, lifecycle);
            }
        }
    }

    fn choose(&mut self, step: &MethodStep, id: &CloudAccountId, lifecycle: SubscriptionLifecycle) {
        // The account may choose a cloud account before a late message reports that it had already failed or ended.
        // Such a choice has no effect, as if it had been refused.
        let over = lifecycle.over().is_some_and(|over| over <= step.at);
        if over && step.rules > rules::FIRST {
            return;
        }
        let active = lifecycle.active_from.is_some_and(|from| from <= step.at);
        let trigger = if active { MethodTrigger::ChooseActive } else { MethodTrigger::ChoosePending };
        self.fire(trigger, Some(id), step.at, Cause::Chosen { by: step.by.clone() });
        // Under the first version of the rules the choice took effect, and the failure or the end followed it.
        if lifecycle.failed_at.is_some_and(|failed_at| failed_at <= step.at) {
            self.failed(step.at, id);
        }
        if lifecycle.ended_at.is_some_and(|ended_at| ended_at <= step.at) {
            self.ended(step.at, id, lifecycle.over_rules);
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

    fn ended(&mut self, at: Instant, id: &CloudAccountId, rules: u32) {
        let cause = || Cause::Forced { cloud_account: id.clone() };
        if let Method::Opening { cloud_account: target, .. } = &self.method
            && target != id
            && let Some(lifecycle) = self.known.get(target).map(|known| known.lifecycle)
            && lifecycle.ended_at == Some(at)
        {
            // When both end at the same instant, the one that is being opened ends first.
            let target = target.clone();
            self.ended(at, &target, lifecycle.over_rules);
        }
        if self.is_target(id) {
            self.fire_under(rules, MethodTrigger::TargetEnded, Some(id), at, cause());
        } else if self.method.payer().is_some_and(|payer| payer.cloud_account() == Some(id)) {
            match self.heir(id, at).filter(|_| rules > rules::FIRST) {
                None => self.fire(MethodTrigger::PayerEnded, Some(id), at, cause()),
                Some((heir, true)) => {
                    let cause = Cause::Replaced { cloud_account: id.clone() };
                    self.fire(MethodTrigger::PayerReplaced, Some(heir), at, cause);
                }
                Some((heir, false)) => self.fire(MethodTrigger::PayerReplacedPending, Some(heir), at, cause()),
            }
        }
    }

    /// The first in the chain of successors of a cloud account that is not over at `at`, and whether it is active then.
    fn heir(&self, ended: &CloudAccountId, at: Instant) -> Option<(&'t CloudAccountId, bool)> {
        let known = self.known;
        let mut next = known.get(ended)?.successor.as_ref()?;
        // Successors can form a circle.
        for _ in 0..known.len() {
            let heir = known.get(next)?;
            if heir.lifecycle.over().is_none_or(|over| over > at) {
                return Some((next, heir.lifecycle.active_from.is_some_and(|from| from <= at)));
            }
            next = heir.successor.as_ref()?;
        }
        None
    }

    fn fire(&mut self, trigger: MethodTrigger, about: Option<&CloudAccountId>, at: Instant, cause: Cause) {
        self.fire_under(rules::CURRENT, trigger, about, at, cause);
    }

    fn fire_under(
        &mut self,
        rules: u32,
        trigger: MethodTrigger,
        about: Option<&CloudAccountId>,
        at: Instant,
        cause: Cause,
    ) {
        if let Some(method) = after(&self.method, trigger, about, rules) {
            self.method = method;
            self.push(at, cause);
        }
    }

    /// Begins an interval where the account or the payer changes. An interval without length is removed.
    fn push(&mut self, from: Instant, cause: Cause) {
        let payer = self.method.payer();
        let is_last = |last: &PayerInterval| Some(&last.payer) == payer.as_ref() && last.account == self.account;
        if self.intervals.last().is_some_and(is_last) {
            return;
        }
        while self.intervals.last().is_some_and(|last| last.from >= from) {
            self.intervals.pop();
        }
        if self.intervals.last().is_some_and(is_last) {
            return;
        }
        let Some(payer) = payer else { return };
        let account = self.account.clone();
        self.intervals.push(PayerInterval { from, account, payer, cause, recorded_at: self.decided_at });
    }
}
