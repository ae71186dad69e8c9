//! P3: how long the bills of a suspended cloud account wait for it.

use serde_json::{Value, json};

use crate::money::print_money;
use crate::state::{CloudState, Hold, Life, Patience, Payer, State};
use crate::time::{in_range, print_instant};

impl State {
    /// The patience with a suspension that becomes known at `decided`, by the policy of the account of now.
    pub(crate) fn new_patience(&self, account: &str, life: &Life, decided: i128) -> Option<Patience> {
        let since = life.suspended_since?;
        let policy = self.policy(account);
        let deadline = in_range(since + policy.suspended_patience);
        if deadline <= decided {
            return Some(Patience { deadline, notice: None, over: true });
        }
        let notice = Some(deadline - policy.deadline_notice);
        let notice = notice.filter(|_| policy.deadline_notice < policy.suspended_patience);
        Some(Patience { deadline, notice, over: false })
    }

    /// Whether the enterprise account pays the bills of this cloud account, because the suspension has lasted.
    pub(crate) fn out_of_patience(&self, cloud_id: &str) -> bool {
        let patience = self.cloud_accounts[cloud_id].patience.as_ref();
        patience.is_some_and(|patience| patience.over)
    }

    /// P3 as a reason to pay.
    pub(crate) fn reason_p3(&self, cloud_id: &str) -> Value {
        let cloud = &self.cloud_accounts[cloud_id];
        let since = cloud.life.suspended_since.expect("it is suspended");
        let patience = cloud.patience.as_ref().expect("it is suspended");
        json!({"P3": {
            "cloud_account": cloud_id, "suspended_since": print_instant(since),
            "deadline": print_instant(patience.deadline),
        }})
    }

    /// The notice is due. The customer is notified if a bill waits, or if it is the payer now of a workspace.
    pub(crate) fn patience_notice(&mut self, cloud_id: &str) {
        let cloud = self.cloud_accounts.get_mut(cloud_id).expect("found as due");
        let patience = cloud.patience.as_mut().expect("found as due");
        patience.notice = None;
        let deadline = patience.deadline;
        let cloud = cloud.clone();

        let waits = Hold::Suspended(cloud_id.to_string());
        let held = self.held_bills(|_, hold| *hold == waits);
        let this = Payer::Cloud(cloud_id.to_string());
        let mut bound = self.workspaces.values().filter(|workspace| workspace.dissolved_at().is_none());
        if held.is_empty() && !bound.any(|workspace| workspace.payer_now() == this) {
            return;
        }
        let amount = held.iter().map(|id| self.bills[id].charge.amount).sum();
        let since = cloud.life.suspended_since.expect("it is suspended");
        self.raise(json!({
            "template": "suspension_deadline_near", "account": cloud.account, "cloud_account": cloud_id,
            "provider": cloud.provider, "suspended_since": print_instant(since), "deadline": print_instant(deadline),
            "held_bills": held.len(), "amount": print_money(amount, &self.currency(&cloud.account)),
        }));
    }

    /// The deadline is due. The bills that waited are tried again when nothing else is due for the account.
    pub(crate) fn patience_deadline(&mut self, cloud_id: &str) {
        let cloud = self.cloud_accounts.get_mut(cloud_id).expect("found as due");
        assert_eq!(cloud.state(), CloudState::Suspended, "only the suspended have patience");
        cloud.patience.as_mut().expect("found as due").over = true;
        let account = cloud.account.clone();
        self.account(&account).patience_ended = true;
    }

    /// The account's bills that are held for a suspension are tried again, oldest first. Gives the receipts.
    pub(crate) fn try_suspended_again(&mut self, account: &str, decided: i128) -> Vec<Value> {
        let mut receipts = Vec::new();
        for id in self.held_bills(|bill, hold| bill.account == account && matches!(hold, Hold::Suspended(_))) {
            receipts.extend(self.try_settle(&id, decided));
        }
        receipts
    }
}
