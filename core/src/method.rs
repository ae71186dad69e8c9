//! How a workspace's usage is settled: the state table, and the timeline that it draws.
//!
//! A workspace keeps the *steps* that people took (bound, chose, moved, dissolved) with their instants. A cloud account keeps its
//! *life* (active from, ended at). [`trace`] runs [`METHOD_TABLE`] over both in order of time and so draws the timeline: half-open stretches, at
//! every instant exactly one payer. When a marketplace message arrives late, the life changes and the timeline is drawn again; the
//! result is what it would have been, had the message come in time (T2).

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::cloud_account::Life;
use crate::id::{AccountId, CloudAccountId, Note};
use crate::machine::{Edge, named};
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
    /// The row of the table.
    pub const fn name(&self) -> MethodName {
        match self {
            Self::Enterprise => MethodName::Enterprise,
            Self::Opening { .. } => MethodName::Opening,
            Self::CloudAccount(_) => MethodName::Cloud,
            Self::Dissolved => MethodName::Dissolved,
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

named! {
    /// The states of the table.
    pub enum MethodName {
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

named! {
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
pub enum MethodCell {
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

/// State × trigger. Rows in the order of [`MethodName::ALL`], columns in the order of [`MethodTrigger::ALL`].
pub const METHOD_TABLE: [[MethodCell; 10]; 4] = {
    use MethodCell::{Cloud, Dissolved, Enterprise, Never, Opening, OpeningFromEnterprise, Previous, Refused, Stay};
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
pub const fn next(state: MethodName, trigger: MethodTrigger) -> MethodCell {
    METHOD_TABLE[state as usize][trigger as usize]
}

/// The table as transitions, those that stay left out. Where a cell leads to the previous payer, both possibilities are given.
pub fn edges() -> Vec<Edge> {
    let mut edges = Vec::new();
    for &state in MethodName::ALL {
        for &trigger in MethodTrigger::ALL {
            let targets: &[MethodName] = match next(state, trigger) {
                MethodCell::Enterprise => &[MethodName::Enterprise],
                MethodCell::Cloud => &[MethodName::Cloud],
                MethodCell::Opening | MethodCell::OpeningFromEnterprise => &[MethodName::Opening],
                MethodCell::Previous => &[MethodName::Enterprise, MethodName::Cloud],
                MethodCell::Dissolved => &[MethodName::Dissolved],
                MethodCell::Stay | MethodCell::Refused | MethodCell::Never => &[],
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
        MethodCell::Stay => method.clone(),
        MethodCell::Enterprise => Method::Enterprise,
        MethodCell::Cloud => Method::CloudAccount(cloud_account?.clone()),
        MethodCell::Opening => Method::Opening { cloud_account: cloud_account?.clone(), from: payer()? },
        MethodCell::Previous => match payer()? {
            Payer::Enterprise => Method::Enterprise,
            Payer::CloudAccount(id) => Method::CloudAccount(id),
        },
        MethodCell::OpeningFromEnterprise => match method {
            Method::Opening { cloud_account, .. } => {
                Method::Opening { cloud_account: cloud_account.clone(), from: Payer::Enterprise }
            }
            _ => return None,
        },
        MethodCell::Dissolved => Method::Dissolved,
        MethodCell::Refused | MethodCell::Never => return None,
    })
}

/// What a person did to a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
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
pub struct Step {
    /// When it took effect (T3).
    pub at: Instant,
    /// The account it belongs to from here on.
    pub account: AccountId,
    /// What was done.
    pub ask: Ask,
    /// Who asked.
    pub by: Option<Note>,
}

/// Why a stretch began.
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

/// One stretch of a timeline: from `from` until the next stretch begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
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

impl Stretch {
    /// Whether the two say the same, whenever they were recorded.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        self.from == other.from && self.account == other.account && self.payer == other.payer
    }
}

/// What [`trace`] finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// The method now.
    pub method: Method,
    /// The timeline, oldest stretch first.
    pub stretches: Vec<Stretch>,
}

enum Mark<'t> {
    Activated(&'t CloudAccountId),
    Failed(&'t CloudAccountId),
    Step(&'t Step),
    Ended(&'t CloudAccountId),
}

impl Mark<'_> {
    /// At one instant: a cloud account that becomes active can be chosen, one that ends cannot be kept.
    const fn rank(&self) -> u8 {
        match self {
            Self::Activated(_) => 0,
            Self::Failed(_) => 1,
            Self::Step(_) => 2,
            Self::Ended(_) => 3,
        }
    }
}

/// Runs the table over the steps of a workspace and the lives of the cloud accounts in them. `decided_at` dates what is drawn anew.
///
/// Steps are in the order they were taken, which is also the order of their instants. The first is [`Ask::Bind`].
pub fn trace(steps: &[Step], lives: &BTreeMap<CloudAccountId, Life>, decided_at: Instant) -> Option<Trace> {
    let first = steps.first()?;
    let mut marks: Vec<(Instant, Mark<'_>)> = steps.iter().skip(1).map(|step| (step.at, Mark::Step(step))).collect();
    for (id, life) in lives {
        marks.extend(life.active_from.map(|at| (at, Mark::Activated(id))));
        marks.extend(life.failed_at.map(|at| (at, Mark::Failed(id))));
        marks.extend(life.ended_at.map(|at| (at, Mark::Ended(id))));
    }
    marks.sort_by_key(|(at, mark)| (*at, mark.rank()));
    let mut pen = Pen { method: Method::Enterprise, account: first.account.clone(), decided_at, stretches: Vec::new() };
    pen.draw(first.at, Cause::Bound);
    for (at, mark) in marks {
        // Before it was bound there was nothing that could change.
        let at = at.max(first.at);
        match mark {
            Mark::Step(step) => pen.step(step, lives),
            Mark::Activated(id) => pen.activated(at, id),
            Mark::Failed(id) => pen.failed(at, id),
            Mark::Ended(id) => pen.ended(at, id),
        }
    }
    Some(Trace { method: pen.method, stretches: pen.stretches })
}

struct Pen {
    method: Method,
    account: AccountId,
    decided_at: Instant,
    stretches: Vec<Stretch>,
}

impl Pen {
    fn step(&mut self, step: &Step, lives: &BTreeMap<CloudAccountId, Life>) {
        let chosen = |by: &Option<Note>| Cause::Chosen { by: by.clone() };
        match &step.ask {
            Ask::Bind => {}
            Ask::Move => {
                self.account = step.account.clone();
                self.fire(MethodTrigger::Move, None, step.at, Cause::Moved { by: step.by.clone() });
            }
            Ask::Dissolve => self.fire(MethodTrigger::Dissolve, None, step.at, chosen(&step.by)),
            Ask::Choose(wish) if self.method.is_choice_of(wish) => {
                self.fire(MethodTrigger::ChooseHeld, wish.cloud_account(), step.at, chosen(&step.by));
            }
            Ask::Choose(Payer::Enterprise) => {
                self.fire(MethodTrigger::ChooseEnterprise, None, step.at, chosen(&step.by));
            }
            Ask::Choose(Payer::CloudAccount(id)) => {
                let life = lives.get(id).copied().unwrap_or(Life::PENDING);
                let active = life.active_from.is_some_and(|from| from <= step.at);
                let trigger = if active { MethodTrigger::ChooseActive } else { MethodTrigger::ChoosePending };
                self.fire(trigger, Some(id), step.at, chosen(&step.by));
                // Chosen before a late message told that it had already failed or ended.
                if life.failed_at.is_some_and(|failed_at| failed_at <= step.at) {
                    self.failed(step.at, id);
                }
                if life.ended_at.is_some_and(|ended_at| ended_at <= step.at) {
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
            self.draw(at, cause);
        }
    }

    /// Begins a stretch where the account or the payer changes. A stretch of no length is dropped.
    fn draw(&mut self, from: Instant, cause: Cause) {
        while self.stretches.last().is_some_and(|last| last.from >= from) {
            self.stretches.pop();
        }
        let Some(payer) = self.method.payer() else { return };
        if self.stretches.last().is_some_and(|last| last.payer == payer && last.account == self.account) {
            return;
        }
        let account = self.account.clone();
        self.stretches.push(Stretch { from, account, payer, cause, recorded_at: self.decided_at });
    }
}
