//! P4: charges that a provider restates, and the parts of an export that they are in.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::Answer;
use crate::read::{field, instant, list, refuse, text};
use crate::spelling::own_fields;
use crate::state::{Charge, Restated, State, Status};

impl State {
    /// `restate_bill`: one bill, or none, in place of another.
    pub(crate) fn restate_bill(&mut self, command: &Value) -> Result<Answer, String> {
        let id = text(command, "bill");
        let reversal = text(command, "reversal");
        let by = field(command, "by").map(|by| (text(by, "id"), Charge::read(by)));
        let Some(bill) = self.bills.get(&id) else {
            return refuse("unknown_bill");
        };
        if let Some(restated) = &bill.restated {
            let same = match (&restated.by, &by) {
                (None, None) => true,
                (Some(first), Some((by_id, charge))) => first == by_id && self.bills[first].charge == *charge,
                _ => false,
            };
            return if same { Ok(Answer::Replayed) } else { refuse("bill_restated") };
        }
        if by.as_ref().is_some_and(|(by_id, _)| self.bills.contains_key(by_id)) {
            return refuse("bill_conflict");
        }
        if by.as_ref().is_some_and(|(_, charge)| charge.workspace != bill.charge.workspace) {
            return refuse("restated_elsewhere");
        }
        if bill.reversals.contains_key(&reversal) {
            return refuse("reversal_conflict");
        }
        let account = bill.account.clone();
        if self.accounts[&account].closed {
            return refuse("account_closed");
        }
        let mut accounts = vec![account.clone()];
        if let Some((_, charge)) = &by {
            let pays = self.workspaces[&charge.workspace].account_at(charge.start)?;
            if self.accounts[&pays].closed {
                return refuse("account_closed");
            }
            accounts.push(pays);
        }
        let about: Vec<&str> = accounts.iter().map(String::as_str).collect();
        let decided = self.begin(&about, instant(command, "at"))?;
        if let Some((_, charge)) = &by {
            self.may_charge(charge, &accounts[1])?;
        }

        // What is left of it goes back, as by `reverse_bill` without an amount. Catching up may have corrected it.
        let bill = &self.bills[&id];
        let left = bill.charge.amount - bill.reversed;
        if left > 0 || matches!(bill.status, Status::Held(_)) {
            let content = own_fields(&json!({
                "command": "reverse_bill", "bill": id, "reversal": reversal, "reason": command["reason"],
            }));
            self.reverse(&id, &reversal, content, left, decided);
        }
        let mut receipts = Vec::new();
        let by = by.map(|(by_id, charge)| {
            self.record_bill(&by_id, charge, accounts[1].clone());
            self.bills.get_mut(&by_id).expect("a recorded bill").restates = Some(id.clone());
            receipts.extend(self.settle_or_hold(&by_id, decided));
            by_id
        });
        self.bills.get_mut(&id).expect("a recorded bill").restated = Some(Restated { at: decided, by });

        // One look for both, so that what is refunded and paid again neither ends arrears nor begins them.
        for account in &accounts {
            self.look_at_overdraft(account, decided);
        }
        receipts.extend(self.try_held_again(&account, decided));
        Ok(Answer::Done(receipts))
    }

    /// `claim_charges`: concerns no account. The first part of an export that claims a bill keeps it.
    pub(crate) fn claim_charges(&mut self, command: &Value) -> Result<Answer, String> {
        let export = text(command, "export_name");
        let part = text(command, "part");
        let claimed = self.exports.get(&export);
        let mut new: BTreeSet<String> = list(&command["bills"]).into_iter().collect();
        new.retain(|bill| self.bills.contains_key(bill) && !claimed.is_some_and(|all| all.contains_key(bill)));
        if new.is_empty() {
            return Ok(Answer::Kept);
        }
        let claimed = self.exports.entry(export).or_default();
        claimed.extend(new.into_iter().map(|bill| (bill, part.clone())));
        Ok(Answer::Done(Vec::new()))
    }
}
