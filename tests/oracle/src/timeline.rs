//! A timeline is a function of a workspace's steps and of the lives of the cloud accounts it ever chose and of their
//! successors.

use std::collections::{BTreeMap, BTreeSet};

use crate::state::{Act, Because, CloudAccount, Life, Method, Payer, PayerInterval, State, Step};

/// What happens on a timeline. Declared in the order in which things of one instant happen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Happening {
    Activation(String),
    Failure(String),
    /// By its place among the steps.
    Step(usize),
    End(String),
}

/// The lives of cloud accounts, each with its successor, whose life is there too.
pub(crate) type Lives = BTreeMap<String, (Life, Option<String>)>;

/// The settlement-method table while it runs.
struct Run<'a> {
    lives: &'a Lives,
    account: String,
    pays: Payer,
    opening: Option<String>,
    intervals: Vec<PayerInterval>,
}

/// Whether it has ended or failed at or before an instant.
fn over(life: &Life, instant: i128) -> bool {
    [life.failed_at, life.ended_at].into_iter().flatten().any(|over| over <= instant)
}

impl Run<'_> {
    /// From here on, unless it pays already.
    fn pay(&mut self, from: i128, payer: Payer, because: Because) {
        let same = |last: &PayerInterval| last.account == self.account && last.payer == payer;
        if self.intervals.last().is_some_and(same) {
            return;
        }
        self.pays = payer.clone();
        self.intervals.push(PayerInterval { from, account: self.account.clone(), payer, because });
    }

    /// The first in the chain of successors that is not over.
    fn heir(&self, cloud: &str, instant: i128) -> Option<&str> {
        let mut seen = BTreeSet::new();
        let mut next = self.lives[cloud].1.as_deref();
        while let Some(successor) = next
            && seen.insert(successor)
        {
            let (life, after) = &self.lives[successor];
            if !over(life, instant) {
                return Some(successor);
            }
            next = after.as_deref();
        }
        None
    }

    fn becomes_active(&mut self, cloud: &str, instant: i128) {
        if self.opening.as_deref() == Some(cloud) {
            self.opening = None;
            self.pay(instant, Payer::Cloud(cloud.to_string()), Because::Activated(cloud.to_string()));
        }
    }

    fn fails(&mut self, cloud: &str) {
        if self.opening.as_deref() == Some(cloud) {
            self.opening = None;
        }
    }

    fn ends(&mut self, cloud: &str, instant: i128) {
        // What is being opened can end at the same instant: then nothing is being opened when the payer ends.
        if self.opening.as_ref().is_some_and(|opening| over(&self.lives[opening].0, instant)) {
            self.opening = None;
        }
        if self.pays != Payer::Cloud(cloud.to_string()) {
            return;
        }
        let heir = self.heir(cloud, instant).map(str::to_string);
        match heir {
            Some(heir) if self.active(&heir, instant) => {
                self.pay(instant, Payer::Cloud(heir), Because::Replaced(cloud.to_string()));
            }
            heir => {
                self.pay(instant, Payer::Enterprise, Because::Forced(cloud.to_string()));
                self.opening = self.opening.take().or(heir);
            }
        }
    }

    fn active(&self, cloud: &str, instant: i128) -> bool {
        self.lives[cloud].0.active_from.is_some_and(|active_from| active_from <= instant)
    }

    fn chooses(&mut self, cloud: &str, instant: i128, by: Option<String>) {
        // T2, known later: as if it had been refused.
        if over(&self.lives[cloud].0, instant) {
            return;
        }
        if self.active(cloud, instant) {
            self.opening = None;
            self.pay(instant, Payer::Cloud(cloud.to_string()), Because::Chosen(by));
        } else {
            self.opening = Some(cloud.to_string());
        }
    }
}

/// Draws the timeline and finds the method of now.
pub(crate) fn draw(steps: &[Step], lives: &Lives) -> (Vec<PayerInterval>, Method) {
    let mut happenings = Vec::new();
    for (place, step) in steps.iter().enumerate() {
        happenings.push((step.instant, Happening::Step(place)));
    }
    for (cloud, (life, _)) in lives {
        if let Some(instant) = life.active_from {
            happenings.push((instant, Happening::Activation(cloud.clone())));
        }
        if let Some(instant) = life.failed_at {
            happenings.push((instant, Happening::Failure(cloud.clone())));
        }
        if let Some(instant) = life.ended_at {
            happenings.push((instant, Happening::End(cloud.clone())));
        }
    }
    happenings.sort();

    let mut run = Run { lives, account: String::new(), pays: Payer::Enterprise, opening: None, intervals: Vec::new() };
    let mut dissolved = None;
    for (instant, happening) in happenings {
        match happening {
            Happening::Activation(cloud) => run.becomes_active(&cloud, instant),
            Happening::Failure(cloud) => run.fails(&cloud),
            Happening::End(cloud) => run.ends(&cloud, instant),
            Happening::Step(place) => match &steps[place].act {
                // The binding was extended from here backwards.
                Act::Bound(_) if place > 0 => {}
                Act::Bound(account) | Act::Moved(account) => {
                    run.account = account.clone();
                    run.opening = None;
                    let because = if place == 0 { Because::Bound } else { Because::Moved(steps[place].by.clone()) };
                    run.pay(instant, Payer::Enterprise, because);
                }
                Act::Chose(Payer::Enterprise) => {
                    run.opening = None;
                    run.pay(instant, Payer::Enterprise, Because::Chosen(steps[place].by.clone()));
                }
                Act::Chose(Payer::Cloud(cloud)) => run.chooses(cloud, instant, steps[place].by.clone()),
                Act::Dissolved => {
                    dissolved = Some(instant);
                    break;
                }
            },
        }
    }

    let method = match (dissolved, run.opening) {
        (Some(_), _) => Method::Dissolved,
        (None, Some(target)) => Method::Opening { target, from: run.pays },
        (None, None) => Method::Paying(run.pays),
    };
    (tidy(run.intervals, dissolved), method)
}

/// Intervals without length are removed; adjacent ones with the same account and payer become one.
fn tidy(intervals: Vec<PayerInterval>, dissolved: Option<i128>) -> Vec<PayerInterval> {
    let mut tidied: Vec<PayerInterval> = Vec::new();
    for (place, interval) in intervals.iter().enumerate() {
        let until = intervals.get(place + 1).map(|next| next.from).or(dissolved);
        if until == Some(interval.from) {
            continue;
        }
        let same = |last: &PayerInterval| last.account == interval.account && last.payer == interval.payer;
        if !tidied.last().is_some_and(same) {
            tidied.push(interval.clone());
        }
    }
    tidied
}

impl State {
    /// Draws a workspace's timeline and method again.
    pub(crate) fn draw(&mut self, name: &str) {
        let steps = &self.workspaces[name].steps;
        let mut lives = Lives::new();
        for step in steps {
            let Act::Chose(Payer::Cloud(chosen)) = &step.act else {
                continue;
            };
            let mut next = Some(chosen.clone());
            while let Some(cloud) = next
                && !lives.contains_key(&cloud)
            {
                let CloudAccount { life, successor, .. } = self.cloud_accounts[&cloud].clone();
                next = successor.clone();
                lives.insert(cloud, (life, successor));
            }
        }
        let (timeline, method) = draw(steps, &lives);
        let workspace = self.workspaces.get_mut(name).expect("a known workspace");
        workspace.timeline = timeline;
        workspace.method = method;
    }

    /// Draws all workspaces again, because a life or a successor has changed. Most stay what they are.
    pub(crate) fn draw_all(&mut self) {
        let names: Vec<String> = self.workspaces.keys().cloned().collect();
        for name in names {
            self.draw(&name);
        }
    }
}
