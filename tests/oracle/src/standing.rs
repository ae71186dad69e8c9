//! Overdraft and standing: `good`, `in_arrears`, `locked`.

use serde_json::json;

use crate::money::print_money;
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

    /// Once what moves the overdraft has happened: from zero to above zero, arrears begin; back at zero, they end.
    pub(crate) fn look_at_overdraft(&mut self, id: &str, decided: i128) {
        let (grace, before) = (self.policy(id).grace, self.policy(id).deadline_notice);
        let account = self.account(id);
        if account.overdraft == 0 && account.standing != Standing::Good {
            let was_locked = matches!(account.standing, Standing::Locked { .. });
            account.standing = Standing::Good;
            if was_locked {
                self.raise(json!({"template": "account_unlocked", "account": id}));
            }
        } else if account.overdraft > 0 && account.standing == Standing::Good {
            let deadline = in_range(decided + grace);
            let notice = if before < grace { Some(deadline - before) } else { None };
            account.standing = Standing::InArrears { since: decided, deadline, notice };
            let overdraft = print_money(account.overdraft, &account.currency);
            self.raise(json!({
                "template": "arrears_begun", "account": id, "overdraft": overdraft,
                "since": print_instant(decided), "deadline": print_instant(deadline),
            }));
        }
    }
}
