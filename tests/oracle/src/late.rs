//! N1: what can occur for thousands of bills is notified once in a UTC day: bills that begin to be held (P3, W7), and
//! bills that came after a metering deadline (P2).

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::money::{TOO_MUCH, print_money};
use crate::state::{Account, Hold, LateBills, LateCount, State};
use crate::time::{DAY, in_range, print_instant};

/// The start of the UTC day of an instant.
fn day_of(instant: i128) -> i128 {
    instant.div_euclid(DAY) * DAY
}

/// The end of the day that starts then.
pub(crate) fn end_of_day(day: i128) -> i128 {
    in_range(day + DAY)
}

impl LateBills {
    fn amount(&self) -> i128 {
        self.counts.values().map(|count| count.amount).sum()
    }
}

/// The counts of the day, as they are notified and as they are kept.
pub(crate) fn show_late_bills(account: &Account) -> Value {
    let Some(late) = &account.late else {
        return json!({});
    };
    let mut cloud_accounts = Vec::new();
    for (id, count) in &late.counts {
        let mut shown = count.end.clone();
        shown["cloud_account"] = json!(id);
        shown["bills"] = json!(count.bills);
        shown["amount"] = json!(print_money(count.amount, &account.currency));
        cloud_accounts.push(shown);
    }
    json!({"day": print_instant(late.day), "cloud_accounts": cloud_accounts})
}

impl State {
    /// A bill begins to be held. The customer is notified if it is the first one of the UTC day for this account and
    /// reason. One of zero is not.
    pub(crate) fn notify_of_held(&mut self, id: &str, hold: Hold, reason: Value, decided: i128) {
        let bill = &self.bills[id];
        let (charge, account) = (&bill.charge, bill.account.clone());
        if charge.amount == 0 || !self.notified_of_held.insert((account.clone(), hold.clone(), day_of(decided))) {
            return;
        }
        let mut mail = json!({
            "template": "bills_held", "account": account, "reason": reason, "bill": id, "workspace": charge.workspace,
            "amount": print_money(charge.amount, &charge.currency),
        });
        if let Some(name) = &self.workspaces[&charge.workspace].display_name {
            mail["display_name"] = json!(name);
        }
        if let Hold::Suspended(cloud_id) = &hold {
            let cloud = &self.cloud_accounts[cloud_id];
            let since = cloud.life.suspended_since.expect("it is suspended");
            let patience = cloud.patience.as_ref().expect("it is suspended");
            mail["provider"] = json!(cloud.provider);
            mail["suspended_since"] = json!(print_instant(since));
            mail["deadline"] = json!(print_instant(patience.deadline));
        }
        self.raise(mail);
    }

    /// The enterprise account pays a bill because this cloud account is closed; `p2` is the reason. One of zero is not
    /// counted.
    pub(crate) fn count_late_bill(&mut self, account: &str, cloud_id: &str, amount: i128, p2: &Value, decided: i128) {
        let (day, ends) = (day_of(decided), (&p2["ended_at"], &p2["metering_deadline"]));
        if amount == 0 || ends.0.is_null() || ends.1.is_null() {
            return;
        }
        let another = |late: &LateBills| late.day != day || late.amount() + amount >= TOO_MUCH;
        if self.accounts[account].late.as_ref().is_some_and(another) {
            self.notify_of_late_bills(account);
        }
        let end = json!({
            "provider": self.cloud_accounts[cloud_id].provider, "ended_at": ends.0, "metering_deadline": ends.1,
        });
        let late = self.account(account).late.get_or_insert_with(|| LateBills { day, counts: BTreeMap::new() });
        let count =
            late.counts.entry(cloud_id.to_string()).or_insert(LateCount { bills: 0, amount: 0, end: json!({}) });
        count.bills += 1;
        count.amount += amount;
        count.end = end;
    }

    /// The counts of the day, if there are any, are notified and begin again.
    pub(crate) fn notify_of_late_bills(&mut self, id: &str) {
        let mut mail = show_late_bills(&self.accounts[id]);
        if let Some(late) = self.account(id).late.take() {
            mail["template"] = json!("bills_not_metered");
            mail["account"] = json!(id);
            mail["bills"] = json!(late.counts.values().map(|count| count.bills).sum::<u64>());
            mail["amount"] = json!(print_money(late.amount(), &self.currency(id)));
            self.raise(mail);
        }
    }

    /// Those of these workspaces that have a display name, with it.
    pub(crate) fn display_names(&self, workspaces: &[String]) -> Value {
        let mut names = Vec::new();
        for workspace in workspaces {
            if let Some(name) = &self.workspaces[workspace].display_name {
                names.push(json!({"workspace": workspace, "display_name": name}));
            }
        }
        json!(names)
    }
}
