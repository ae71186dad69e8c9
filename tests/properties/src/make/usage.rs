//! Workspaces and bills.

use defray_core::Record;
use defray_core::bill::BillRecord;
use defray_core::cloud_account::{CloudAccount, CloudAccountState};
use defray_core::id::CloudAccountId;
use defray_core::method::{Cause, PayerInterval};
use defray_core::records::RecordKind;
use defray_core::time::Instant;
use defray_core::workspace::Workspace;
use serde_json::{Value, json};

use crate::dice::Dice;
use crate::history::Theme;
use crate::make::names::DISPLAY_NAMES;
use crate::observe::rows;
use crate::world::{ACCOUNTS, DAY, HOUR, SECOND, WORKSPACES, World};

/// Items, in every case, and other names of items that policies have.
const ITEMS: [&str; 12] = [
    "logs",
    "sms",
    "traces",
    "dial_test",
    "SMS",
    "Logs",
    "dial",
    "DIAL",
    "Dial_Test",
    "Short Messages",
    "ÜNIT",
    "ünit",
];

impl World {
    pub(crate) fn workspaces(&self) -> Vec<Workspace> {
        let found = rows(self.view(), RecordKind::Workspace);
        found
            .filter_map(|row| if let Record::Workspace(one) = row { Some(one.as_ref().clone()) } else { None })
            .collect()
    }

    pub(crate) fn cloud_accounts(&self) -> Vec<CloudAccount> {
        let found = rows(self.view(), RecordKind::CloudAccount);
        found
            .filter_map(|row| if let Record::CloudAccount(one) = row { Some(one.as_ref().clone()) } else { None })
            .collect()
    }

    pub(crate) fn bills(&self) -> Vec<BillRecord> {
        let found = rows(self.view(), RecordKind::Bill);
        found.filter_map(|row| if let Record::Bill(one) = row { Some(one.as_ref().clone()) } else { None }).collect()
    }

    /// A workspace with its owner, mostly; sometimes with another account, sometimes one that was never bound.
    pub(super) fn workspace_and_owner(&self, dice: &mut Dice<'_>) -> (String, String) {
        let bound = self.workspaces();
        if bound.is_empty() || dice.chance(4) {
            return ((*dice.pick(&WORKSPACES)).to_owned(), self.any_account(dice).to_owned());
        }
        let workspace = &bound[dice.below(bound.len())];
        let owner = if dice.chance(6) { self.any_account(dice).to_owned() } else { workspace.account.to_string() };
        (workspace.id.to_string(), owner)
    }

    pub(super) fn bind_workspace(&mut self, dice: &mut Dice<'_>) -> Value {
        let bound = self.workspaces();
        if !bound.is_empty() && dice.chance(35) {
            return self.extended(&bound[dice.below(bound.len())], dice);
        }
        let workspace = if dice.chance(40) {
            format!("s{}/n{}", dice.below(3), self.new_number())
        } else {
            (*dice.pick(&WORKSPACES)).to_owned()
        };
        let mut made = json!({"account": self.any_account(dice), "workspace": workspace});
        match dice.weigh(&[(55, 0), (38, 1), (7, 2)]) {
            0 => {}
            1 => made["since"] = self.at(-*dice.pick(&[HOUR, 0, DAY, 30 * DAY, 1])),
            _ => made["since"] = self.at(HOUR),
        }
        if dice.chance(30) {
            made["display_name"] = json!(dice.pick(&DISPLAY_NAMES));
        }
        made
    }

    /// A binding that reaches further back, mostly for the account that had the workspace first.
    fn extended(&self, workspace: &Workspace, dice: &mut Dice<'_>) -> Value {
        let first = workspace.steps.first().expect("a workspace was bound");
        let account = if dice.chance(15) { self.any_account(dice).to_owned() } else { first.account.to_string() };
        let since = first.at.nanoseconds() - *dice.pick(&[HOUR, 1, DAY, 30 * DAY, 0, -1]);
        json!({"account": account, "workspace": workspace.id, "since": crate::world::show(since)})
    }

    pub(super) fn move_workspace(&mut self, dice: &mut Dice<'_>) -> Value {
        let (workspace, owner) = self.workspace_and_owner(dice);
        let to = match owner.as_str() {
            "a0" if !dice.chance(35) => "a1",
            "a1" if !dice.chance(35) => "a0",
            _ => dice.pick(&ACCOUNTS),
        };
        json!({"account": owner, "workspace": workspace, "to": to})
    }

    pub(super) fn dissolve_workspace(&mut self, dice: &mut Dice<'_>) -> Value {
        let (workspace, owner) = self.workspace_and_owner(dice);
        json!({"account": owner, "workspace": workspace})
    }

    pub(super) fn choose_method(&mut self, dice: &mut Dice<'_>) -> Value {
        let (workspace, owner) = self.workspace_and_owner(dice);
        let all = self.cloud_accounts();
        let (own, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.account.as_str() == owner);
        let alive: Vec<_> = own.iter().filter(|one| one.is_alive()).collect();
        let method = match dice.weigh(&[(55, 0), (30, 1), (8, 2), (4, 3), (3, 4)]) {
            0 if !alive.is_empty() => json!({"cloud_account": alive[dice.below(alive.len())].id}),
            2 if !own.is_empty() => json!({"cloud_account": own[dice.below(own.len())].id}),
            3 if !others.is_empty() => json!({"cloud_account": others[dice.below(others.len())].id}),
            4 => json!({"cloud_account": "nobody's"}),
            _ => json!("enterprise"),
        };
        json!({"account": owner, "workspace": workspace, "method": method})
    }

    /// Where a cloud account paid or pays, or will when its successor is known: the workspace and since when.
    fn cloud_stretches(&self) -> Vec<(String, i64)> {
        let theirs = |interval: &PayerInterval| {
            let ended = self.theme == Theme::Successors && matches!(interval.cause, Cause::Forced { .. });
            ended || interval.payer.cloud_account().is_some()
        };
        let mut found = Vec::new();
        for workspace in self.workspaces() {
            for interval in workspace.timeline.iter().filter(|interval| theirs(interval)) {
                found.push((workspace.id.to_string(), interval.from.nanoseconds()));
            }
        }
        found
    }

    /// The same, of cloud accounts that are suspended or closed: bills are held, or come late.
    fn stretches_that_do_not_pay(&self) -> Vec<(String, i64)> {
        let mut found = Vec::new();
        let clouds = self.cloud_accounts();
        let wanted = |id: &CloudAccountId| {
            let one = clouds.iter().find(|one| one.id == *id);
            one.is_some_and(|one| matches!(one.state, CloudAccountState::Suspended | CloudAccountState::Closed))
        };
        for workspace in self.workspaces() {
            for interval in workspace.timeline.iter().filter(|one| one.payer.cloud_account().is_some_and(wanted)) {
                found.push((workspace.id.to_string(), interval.from.nanoseconds()));
            }
        }
        found
    }

    pub(super) fn settle_bill(&mut self, dice: &mut Dice<'_>) -> Value {
        let (mut workspace, _) = self.workspace_and_owner(dice);
        let clouds = self.cloud_stretches();
        let often = if self.theme == Theme::Successors { 60 } else { 20 };
        let mut cloud = (!clouds.is_empty() && dice.chance(often)).then(|| clouds[dice.below(clouds.len())].clone());
        let others = self.stretches_that_do_not_pay();
        if !others.is_empty() && dice.chance(40) {
            cloud = Some(others[dice.below(others.len())].clone());
        }
        if let Some((id, _)) = &cloud {
            workspace.clone_from(id);
        }
        let payer = self.workspaces().into_iter().find(|one| one.id.to_string() == workspace);
        let start = match dice.weigh(&[(40, 0), (25, 1), (10, 2), (22, 3), (3, 4)]) {
            0 => self.now - SECOND * (dice.below(3_600) as i64),
            1 => self.now - HOUR * (dice.below(48) as i64),
            2 => self.now - DAY * (dice.below(30) as i64),
            // Where one payer follows another.
            3 => {
                let mut turns: Vec<i64> = Vec::new();
                if let Some(workspace) = &payer {
                    turns.extend(workspace.timeline.iter().map(|interval| interval.from.nanoseconds()));
                    turns.extend(workspace.dissolved_at.map(|at| at.nanoseconds()));
                }
                let turn = if turns.is_empty() { self.now } else { turns[dice.below(turns.len())] };
                turn + *dice.pick(&[0, -1, 1, SECOND])
            }
            _ => self.now + HOUR,
        };
        // Under a cloud account, which may be suspended or have ended since.
        let start = cloud.map_or(start, |(_, from)| from + SECOND * (dice.below(3) as i64));
        let account = payer.map_or_else(|| "a0".to_owned(), |workspace| workspace.account.to_string());
        let id = if dice.chance(10) { dice.below(self.fresh + 1) } else { self.new_number() };
        let start = start.clamp(0, Instant::LAST.nanoseconds() - DAY);
        let end = start + *dice.pick(&[HOUR, 1, DAY]);
        json!({"bill": {
            "id": format!("b{id}"), "workspace": workspace, "item": dice.pick(&ITEMS),
            "amount": self.money(&account, dice),
            "period": {"start": crate::world::show(start), "end": crate::world::show(end)},
        }})
    }

    pub(super) fn reverse_bill(&mut self, dice: &mut Dice<'_>) -> Value {
        let known = self.bills();
        let reversal = format!("r{}", dice.below(6));
        if known.is_empty() || dice.chance(4) {
            return json!({"bill": format!("b{}", dice.below(self.fresh + 40)), "reversal": reversal});
        }
        // Often one that a cloud account pays, in any phase of its charge.
        let charged: Vec<&BillRecord> = known.iter().filter(|record| in_a_meter(record)).collect();
        let record = if !charged.is_empty() && dice.chance(40) {
            charged[charged.len() - 1 - dice.below(charged.len())]
        } else {
            // The latest first, so that smaller numbers stay near.
            &known[known.len() - 1 - dice.below(known.len())]
        };
        let mut made = json!({"bill": record.bill.id, "reversal": reversal});
        match dice.weigh(&[(40, 0), (30, 1), (15, 2), (15, 3)]) {
            0 => {}
            1 => made["amount"] = json!(self.money(record.account.as_str(), dice)),
            2 => made["amount"] = json!(record.bill.amount),
            _ => {
                let slices: Vec<_> = record.slices().collect();
                if !slices.is_empty() {
                    made["amount"] = json!(slices[dice.below(slices.len())].1.amount);
                }
            }
        }
        if dice.chance(15) {
            made["reason"] = json!(dice.pick(&["wrong", "late"]));
        }
        made
    }
}

/// Whether a slice of it is in a meter.
fn in_a_meter(record: &BillRecord) -> bool {
    record.slices().any(|(_, slice)| slice.charge.is_some())
}
