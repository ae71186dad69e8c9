//! What is notified once in a UTC day: bills that are held, and bills that came after a metering deadline.

use defray_core::account::Account;
use defray_core::bill::BillStatus;
use defray_core::cloud_account::CloudAccountState;
use serde_json::{Value, json};

use crate::dice::Dice;
use crate::world::{HOUR, SECOND, World};

impl World {
    /// Whether it matters soon that another day begins.
    pub(crate) fn counts_days(&self) -> bool {
        self.accounts().iter().any(|account| account.not_metered.is_some())
            || self.bills().iter().any(|bill| matches!(bill.status, BillStatus::Held { .. }))
    }

    /// An account that has late bills, or else any, does what an account does before it is closed. Several commands
    /// at one instant; each of them may be refused.
    pub(crate) fn wind_up(&mut self, dice: &mut Dice<'_>) {
        let all = self.accounts();
        let open: Vec<&Account> = all.iter().filter(|account| account.closed_at.is_none()).collect();
        let late: Vec<&Account> = open.iter().copied().filter(|account| account.not_metered.is_some()).collect();
        let chosen = match (late.is_empty(), open.is_empty()) {
            (false, _) => late[dice.below(late.len())],
            (true, false) if dice.chance(10) => open[dice.below(open.len())],
            _ => return,
        };
        let id = chosen.id.to_string();
        for command in self.before_it_is_closed(chosen) {
            self.give_now(command);
        }
        // A late bill after the last deadline, if any is left to wait for.
        if dice.chance(40) {
            self.now += *dice.pick(&[2 * HOUR, SECOND]);
        }
        self.give_now(json!({"command": "close_account", "account": id}));
    }

    fn before_it_is_closed(&self, account: &Account) -> Vec<Value> {
        let id = account.id.to_string();
        let mut commands = Vec::new();
        commands.push(json!({"command": "top_up", "account": id, "amount": account.overdraft}));
        for bill in self.bills() {
            if bill.account == account.id && matches!(bill.status, BillStatus::Held { .. }) {
                commands.push(json!({"command": "reverse_bill", "bill": bill.bill.id, "reversal": "wind-up"}));
            }
        }
        for one in self.cloud_accounts().into_iter().filter(|one| one.account == account.id) {
            if one.state == CloudAccountState::Pending {
                commands.push(json!({"command": "withdraw_cloud_account", "account": id, "cloud_account": one.id}));
            } else if one.is_alive() {
                let reason = "wind-up";
                commands.push(json!({
                    "command": "unlink_cloud_account", "account": id, "cloud_account": one.id, "reason": reason,
                }));
            }
        }
        for workspace in self.workspaces() {
            if workspace.account == account.id && workspace.dissolved_at.is_none() {
                commands.push(json!({"command": "dissolve_workspace", "account": id, "workspace": workspace.id}));
            }
        }
        commands
    }

    fn give_now(&mut self, mut command: Value) {
        command["at"] = self.at(0);
        self.give(command);
    }
}
