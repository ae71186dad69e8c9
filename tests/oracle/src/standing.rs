//! Overdraft and standing: `good`, `in_arrears`, `locked`.

use serde_json::json;

use crate::money::{TOO_MUCH, print_money};
use crate::state::{Standing, State};
use crate::time::{in_range, print_instant};

impl State {
    /// M1: repays the overdraft first, then adds to cash. Gives what it repaid.
    pub(crate) fn repay_then_add(&mut self, id: &str, amount: i128) -> i128 {
        let account = self.account(id);
        let repaid = amount.min(account.overdraft);
        account.overdraft -= repaid;
        account.cash += amount - repaid;
        repaid
    }

    /// What a person has to pay: the overdraft, rounded up to whole payable units (W7). Beyond the range of money, it
    /// is the overdraft itself.
    pub(crate) fn payable(&self, id: &str) -> String {
        let account = &self.accounts[id];
        let unit = self.policy(id).payable_unit;
        let rounded = (account.overdraft + unit - 1) / unit * unit;
        print_money(if rounded >= TOO_MUCH { account.overdraft } else { rounded }, &account.currency)
    }

    /// W7: a smaller overdraft than one payable unit is no arrears.
    pub(crate) fn owes_a_payable_unit(&self, id: &str) -> bool {
        self.accounts[id].overdraft >= self.policy(id).payable_unit
    }

    /// Compares the standing with the overdraft: arrears begin, or they end.
    pub(crate) fn look_at_overdraft(&mut self, id: &str, decided: i128) {
        let (grace, before) = (self.policy(id).grace, self.policy(id).deadline_notice);
        let (owes, payable) = (self.owes_a_payable_unit(id), self.payable(id));
        let account = self.account(id);
        if !owes && account.standing != Standing::Good {
            let was_locked = matches!(account.standing, Standing::Locked { .. });
            account.standing = Standing::Good;
            if was_locked {
                self.raise(json!({"template": "account_unlocked", "account": id}));
            }
        } else if owes && account.standing == Standing::Good {
            let deadline = in_range(decided + grace);
            let notice = if before < grace { Some(deadline - before) } else { None };
            account.standing = Standing::InArrears { since: decided, deadline, notice };
            let overdraft = print_money(account.overdraft, &account.currency);
            self.raise(json!({
                "template": "arrears_begun", "account": id, "overdraft": overdraft, "payable": payable,
                "since": print_instant(decided), "deadline": print_instant(deadline),
            }));
        }
    }

    /// The reminder of the lock is due.
    pub(crate) fn notice(&mut self, id: &str) {
        let Standing::InArrears { since, deadline, .. } = self.accounts[id].standing else {
            panic!("the reminder is due only in arrears");
        };
        if !self.owes_a_payable_unit(id) {
            self.account(id).standing = Standing::Good;
            return;
        }
        self.account(id).standing = Standing::InArrears { since, deadline, notice: None };
        let overdraft = print_money(self.accounts[id].overdraft, &self.currency(id));
        self.raise(json!({
            "template": "deadline_near", "account": id, "overdraft": overdraft, "payable": self.payable(id),
            "deadline": print_instant(deadline),
        }));
    }

    /// The arrears deadline is due.
    pub(crate) fn lock(&mut self, id: &str) {
        let Standing::InArrears { since, deadline, .. } = self.accounts[id].standing else {
            panic!("the deadline is due only in arrears");
        };
        if !self.owes_a_payable_unit(id) {
            self.account(id).standing = Standing::Good;
            return;
        }
        self.account(id).standing = Standing::Locked { since, deadline };
        let overdraft = print_money(self.accounts[id].overdraft, &self.currency(id));
        self.raise(json!({
            "template": "account_locked", "account": id, "overdraft": overdraft, "payable": self.payable(id),
            "since": print_instant(since), "deadline": print_instant(deadline),
        }));
    }
}
