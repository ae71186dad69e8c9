//! A timeline is a function of a workspace's steps and of the lives of the cloud accounts it ever chose.

use std::collections::BTreeMap;

use crate::state::{Act, Life, Method, Payer, PayerInterval, State, Step};

/// What happens on a timeline. Declared in the order in which things of one instant happen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Happening {
    Activation(String),
    Failure(String),
    /// By its place among the steps.
    Step(usize),
    End(String),
}

/// The settlement-method table while it runs.
struct Run {
    account: String,
    pays: Payer,
    opening: Option<String>,
    intervals: Vec<PayerInterval>,
}

impl Run {
    fn pay(&mut self, from: i128, payer: Payer) {
        self.pays = payer;
        self.intervals.push(PayerInterval { from, account: self.account.clone(), payer: self.pays.clone() });
    }

    fn becomes_active(&mut self, cloud: &str, instant: i128) {
        if self.opening.as_deref() == Some(cloud) {
            self.opening = None;
            self.pay(instant, Payer::Cloud(cloud.to_string()));
        }
    }

    fn fails(&mut self, cloud: &str) {
        if self.opening.as_deref() == Some(cloud) {
            self.opening = None;
        }
    }

    fn ends(&mut self, cloud: &str, instant: i128) {
        if self.opening.as_deref() == Some(cloud) {
            self.opening = None;
        }
        if self.pays == Payer::Cloud(cloud.to_string()) {
            self.pay(instant, Payer::Enterprise);
        }
    }

    fn chooses(&mut self, cloud: &str, life: &Life, instant: i128) {
        // T2, known later: as if it had been refused.
        let had_failed = life.failed_at.is_some_and(|failed_at| failed_at <= instant);
        let had_ended = life.ended_at.is_some_and(|ended_at| ended_at <= instant);
        if had_failed || had_ended {
            return;
        }
        if life.active_from.is_some_and(|active_from| active_from <= instant) {
            self.opening = None;
            self.pay(instant, Payer::Cloud(cloud.to_string()));
        } else {
            self.opening = Some(cloud.to_string());
        }
    }
}

/// Draws the timeline and finds the method of now.
pub(crate) fn draw(steps: &[Step], lives: &BTreeMap<String, Life>) -> (Vec<PayerInterval>, Method) {
    let mut happenings = Vec::new();
    for (place, step) in steps.iter().enumerate() {
        happenings.push((step.instant, Happening::Step(place)));
    }
    for (cloud, life) in lives {
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

    let mut run = Run { account: String::new(), pays: Payer::Enterprise, opening: None, intervals: Vec::new() };
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
                    run.pay(instant, Payer::Enterprise);
                }
                Act::Chose(Payer::Enterprise) => {
                    run.opening = None;
                    run.pay(instant, Payer::Enterprise);
                }
                Act::Chose(Payer::Cloud(cloud)) => run.chooses(cloud, &lives[cloud], instant),
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
        let mut lives = BTreeMap::new();
        for step in steps {
            if let Act::Chose(Payer::Cloud(cloud)) = &step.act {
                lives.insert(cloud.clone(), self.cloud_accounts[cloud].life.clone());
            }
        }
        let (timeline, method) = draw(steps, &lives);
        let workspace = self.workspaces.get_mut(name).expect("a known workspace");
        workspace.timeline = timeline;
        workspace.method = method;
    }

    /// Draws again all workspaces that ever chose a cloud account, in order of their `site/id`.
    pub(crate) fn draw_all_that_chose(&mut self, cloud: &str) {
        let names: Vec<String> = self.workspaces.keys().cloned().collect();
        for name in names {
            if self.workspaces[&name].ever_chose(cloud) {
                self.draw(&name);
            }
        }
    }
}
