//! One command of each kind, from dice and from what happened before.

mod late;
mod marketplace;
mod metering;
mod money;
mod names;
mod policy;
mod restated;
mod usage;

use serde_json::{Value, json};

use crate::dice::Dice;
use crate::observe::{pending, rows};
use crate::world::{ACCOUNTS, World};
use defray_core::Record;
use defray_core::records::RecordKind;

impl World {
    /// The own fields of a command of that name.
    pub(crate) fn make(&mut self, name: &str, dice: &mut Dice<'_>) -> Value {
        match name {
            "open_account" => {
                let currency = if dice.chance(20) { "USD" } else { "CNY" };
                json!({"account": dice.pick(&ACCOUNTS), "currency": currency})
            }
            "close_account" => self.close_account(dice),
            "set_policy" => {
                let policy = policy::policy(dice);
                if dice.chance(20) {
                    json!({"policy": policy})
                } else {
                    json!({"account": self.any_account(dice), "policy": policy})
                }
            }
            "top_up" => self.top_up(dice),
            "issue_voucher" => self.issue_voucher(dice),
            "grant_card" => self.grant_card(dice),
            "buy_card" => self.buy_card(dice),
            "redeem_huawei_order" => self.redeem_huawei_order(dice),
            "void_lot" => self.void_lot(dice),
            "bind_workspace" => self.bind_workspace(dice),
            "move_workspace" => self.move_workspace(dice),
            "dissolve_workspace" => self.dissolve_workspace(dice),
            "rename_workspace" => self.rename_workspace(dice),
            "set_mail_settings" => self.set_mail_settings(dice),
            "link_cloud_account" => self.link_cloud_account(dice),
            "withdraw_cloud_account" => self.withdraw_cloud_account(dice),
            "unlink_cloud_account" => self.unlink_cloud_account(dice),
            "choose_method" => self.choose_method(dice),
            "ingest" => self.ingest(dice),
            "settle_bill" => self.settle_bill(dice),
            "reverse_bill" => self.reverse_bill(dice),
            "restate_bill" => self.restate_bill(dice),
            "claim_charges" => self.claim_charges(dice),
            "request_metering" => self.request_metering(dice),
            "acknowledge_metering" => self.acknowledge_metering(dice),
            "advance" => json!({}),
            "acknowledge" => self.acknowledge(dice),
            other => panic!("no way to make {other}"),
        }
    }

    /// Mostly one without workspaces, if there is one.
    fn close_account(&self, dice: &mut Dice<'_>) -> Value {
        let bound = self.workspaces();
        let binds = |id: &str| bound.iter().any(|one| one.dissolved_at.is_none() && one.account.as_str() == id);
        let without: Vec<String> = self
            .accounts()
            .into_iter()
            .filter(|account| account.closed_at.is_none() && !binds(account.id.as_str()))
            .map(|account| account.id.to_string())
            .collect();
        if without.is_empty() || dice.chance(40) {
            return json!({"account": self.any_account(dice)});
        }
        json!({"account": without[dice.below(without.len())]})
    }

    /// Mostly the first; sometimes one that is not there.
    fn any_account(&self, dice: &mut Dice<'_>) -> &'static str {
        dice.weigh(&[(50, "a0"), (30, "a1"), (15, "a2"), (5, "a3")])
    }

    fn acknowledge(&self, dice: &mut Dice<'_>) -> Value {
        let owed = pending(self.view());
        let mut raised: Vec<String> = Vec::new();
        for row in rows(self.view(), RecordKind::OutboxMessage) {
            if let Record::OutboxMessage(outbox_message) = row {
                raised.push(outbox_message.number.to_string());
            }
        }
        let number = match dice.weigh(&[(70, 0), (20, 1), (10, 2)]) {
            0 if !owed.is_empty() => owed[dice.below(owed.len())].clone(),
            1 if !raised.is_empty() => raised[dice.below(raised.len())].clone(),
            _ => format!("{}.{}", dice.below(40), dice.below(2)),
        };
        json!({"outbox_message": number})
    }
}
