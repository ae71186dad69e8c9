//! Corrections: settled bills whose payer has changed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::bills::show_slices;
use crate::money::print_money;
use crate::observe::show_payer;
use crate::state::{Bill, Payer, Place, Side, State, Status, Workspace};
use crate::time::print_instant;

/// The corrections that one message, answer or deadline makes, and what follows from all of them.
pub(crate) struct Cause {
    pub(crate) account: String,
    at: i128,
    /// Whether there was one.
    pub(crate) corrected: bool,
    /// For each pair of payers, from and to, the bills that were corrected because the payer changed, and the amount.
    pub(crate) payers: BTreeMap<(Payer, Payer), (BTreeSet<String>, i128)>,
    /// The mail about what fell back, if anything did; `bills` and `amount` are filled in at the end.
    fell_back: Option<Value>,
    bills: Vec<String>,
    amount: i128,
}

impl Cause {
    pub(crate) fn new(account: &str, at: i128) -> Cause {
        Cause {
            account: account.to_string(),
            at,
            corrected: false,
            payers: BTreeMap::new(),
            fell_back: None,
            bills: Vec::new(),
            amount: 0,
        }
    }
}

impl State {
    /// P2 as a reason to pay. The provider may have refused usage of a subscription that had not ended.
    pub(crate) fn reason_p2(&self, cloud_id: &str) -> Value {
        let mut why = json!({"cloud_account": cloud_id});
        self.add_end(&mut why, cloud_id);
        json!({"P2": why})
    }

    /// `ended_at` and `metering_deadline`, if there are.
    fn add_end(&self, shown: &mut Value, cloud_id: &str) {
        let cloud = &self.cloud_accounts[cloud_id];
        if let Some(ended_at) = cloud.life.ended_at {
            shown["ended_at"] = json!(print_instant(ended_at));
        }
        if let Some(deadline) = cloud.metering_deadline {
            shown["metering_deadline"] = json!(print_instant(deadline));
        }
    }

    /// `payer_changed`: settled bills for which the timeline names another payer than before.
    pub(crate) fn correct_changed_payers(&mut self, before: &BTreeMap<String, Workspace>, cause: &mut Cause) {
        for (name, workspace) in before {
            let mut bills: Vec<(i128, String)> = Vec::new();
            for (id, bill) in &self.bills {
                if bill.charge.workspace == *name && bill.status == Status::Settled {
                    bills.push((bill.charge.start, id.clone()));
                }
            }
            bills.sort();
            for (start, id) in bills {
                let bill = &self.bills[&id];
                // No interval: a workspace that was dissolved at once never had a payer.
                let (Some(old), Some(new)) = (workspace.interval_at(start), self.workspaces[name].interval_at(start))
                else {
                    continue;
                };
                if bill.account != new.account || old.payer == new.payer {
                    continue;
                }
                let from = bill.payer.clone().expect("a settled bill has a payer");
                let (payer, reason) = self.payer_and_reason(new.from, &new.payer);
                if payer != from {
                    self.correct(&id, "payer_changed", from, payer, reason, None, cause);
                }
            }
        }
    }

    /// Everything that waits in the meter of a cloud account falls back to the enterprise account, in order.
    pub(crate) fn fall_back(&mut self, cloud_id: &str, reason: &str, cause: &mut Cause) {
        self.fall_back_of(self.all_waiting(cloud_id), cloud_id, reason, cause);
    }

    /// What waits of these charges falls back to the enterprise account, in order.
    pub(crate) fn fall_back_of(&mut self, places: Vec<Place>, cloud_id: &str, reason: &str, cause: &mut Cause) {
        for place in places {
            let charges = &self.meters[cloud_id].charges;
            let charge = charges.iter().find(|charge| charge.place == place).expect("found above");
            let bill = charge.bill.clone();
            let from = Payer::Cloud(cloud_id.to_string());
            let why = self.reason_p2(cloud_id);
            let only = Some((cloud_id.to_string(), place));
            let Some(amount) = self.correct(&bill, reason, from, Payer::Enterprise, why, only, cause) else {
                continue;
            };
            if !cause.bills.contains(&bill) {
                cause.bills.push(bill);
            }
            cause.amount += amount;
            let mut mail = json!({
                "template": "usage_not_metered", "account": cause.account, "cloud_account": cloud_id,
                "provider": self.cloud_accounts[cloud_id].provider, "reason": reason,
            });
            self.add_end(&mut mail, cloud_id);
            cause.fell_back = Some(mail);
        }
    }

    /// After all corrections of one cause: the mail, then one look at the overdraft, also if there was none.
    pub(crate) fn conclude(&mut self, cause: &Cause) {
        self.notify_of_fall_back(cause);
        self.look_at_overdraft(&cause.account, cause.at);
    }

    /// What was corrected because the payer changed, in order of the pairs of payers.
    pub(crate) fn show_corrected(&self, cause: &Cause) -> Value {
        let currency = self.currency(&cause.account);
        let sums = cause.payers.iter().map(|((from, payer), (bills, amount))| {
            json!({
                "from": show_payer(from), "payer": show_payer(payer), "bills": bills.len(),
                "amount": print_money(*amount, &currency),
            })
        });
        sums.collect()
    }

    /// The mail about bills that have another payer, if no other mail says so.
    pub(crate) fn notify_of_corrections(&mut self, cloud_id: &str, cause: &Cause) {
        if !cause.payers.is_empty() {
            self.raise(json!({
                "template": "bills_corrected", "account": cause.account, "cloud_account": cloud_id,
                "provider": self.cloud_accounts[cloud_id].provider, "corrected": self.show_corrected(cause),
            }));
        }
    }

    /// The mail about what fell back, if anything did.
    pub(crate) fn notify_of_fall_back(&mut self, cause: &Cause) {
        if let Some(mut mail) = cause.fell_back.clone() {
            mail["bills"] = json!(cause.bills);
            mail["amount"] = json!(print_money(cause.amount, &self.currency(&cause.account)));
            self.raise(mail);
        }
    }

    /// Corrects a bill: refunds what can be refunded (of `only` that one charge, if given), and has the same
    /// amount paid by `payer`. Returns the amount; none if there was nothing to refund or it would go out of range.
    #[allow(clippy::too_many_arguments)]
    pub(crate) fn correct(
        &mut self,
        id: &str,
        reason: &str,
        from: Payer,
        payer: Payer,
        payer_reason: Value,
        only: Option<(String, Place)>,
        cause: &mut Cause,
    ) -> Option<i128> {
        let before = self.clone();
        let bill = self.bills[id].clone();
        let currency = bill.charge.currency.clone();

        let mut amount = 0;
        let mut returns = Vec::new();
        for place in (0..bill.slices.len()).rev() {
            let back = self.can_be_given_back(&bill, place, only.as_ref());
            if back > 0 {
                amount += back;
                returns.extend(self.give_back_slice(id, &bill, place, back));
            }
        }
        if amount == 0 {
            return None;
        }

        let mut plan = self.plan(&bill, amount, &payer, true, cause.at);
        self.take_all(id, &bill, &mut plan.slices);
        // The sums of the account stay in range, so that nothing after this has to be refused.
        if self.check_range().is_err() {
            *self = before;
            return None;
        }

        if reason == "payer_changed" {
            let (bills, sum) = cause.payers.entry((from.clone(), payer.clone())).or_default();
            bills.insert(id.to_string());
            *sum += amount;
        }
        let recorded = self.bills.get_mut(id).expect("a recorded bill");
        recorded.corrections.push(json!({
            "at": print_instant(cause.at), "reason": reason, "from": show_payer(&from), "payer": show_payer(&payer),
            "payer_reason": payer_reason, "amount": print_money(amount, &currency), "refunds": returns,
            "slices": show_slices(&plan.slices, &currency), "skips": plan.skips,
        }));
        recorded.corrected += amount;
        recorded.payer = Some(payer);
        recorded.slices.extend(plan.slices);
        cause.corrected = true;
        Some(amount)
    }

    /// The part of a slice that a correction can refund: cash and overdraft, and of a cloud charge the part that waits.
    fn can_be_given_back(&self, bill: &Bill, place: usize, only: Option<&(String, Place)>) -> i128 {
        let slice = &bill.slices[place];
        match slice.fund.as_str() {
            "cloud_account" => {
                let cloud = slice.cloud_account.clone().expect("a cloud slice names it");
                let charge = slice.place.expect("it has entered the meter");
                if only.is_some_and(|only| *only != (cloud.clone(), charge)) {
                    return 0;
                }
                self.waiting(&cloud, charge)
            }
            "cash" | "overdraft" if only.is_none() => slice.amount - slice.returned,
            _ => 0,
        }
    }

    /// Refunds, in the form of a reversal: repayment of the overdraft and new cash are two entries.
    fn give_back_slice(&mut self, id: &str, bill: &Bill, place: usize, amount: i128) -> Vec<Value> {
        let slice = &bill.slices[place];
        self.bills.get_mut(id).expect("a recorded bill").slices[place].returned += amount;
        let mut parts = Vec::new();
        if slice.fund == "cloud_account" {
            let cloud = slice.cloud_account.as_ref().expect("a cloud slice names it");
            self.take_off(cloud, slice.place.expect("it has entered the meter"), amount);
            self.record(&bill.account, Side::In, "cloud_paid", -amount);
            parts.push(("cloud_account", amount));
        } else {
            let repaid = self.repay_then_add(&bill.account, amount);
            parts.push(("overdraft", repaid));
            parts.push(("cash", amount - repaid));
        }
        let currency = &bill.charge.currency;
        let shown = parts.into_iter().filter(|(_, part)| *part > 0).map(
            |(to, part)| json!({"slice": place, "fund": slice.fund, "amount": print_money(part, currency), "to": to}),
        );
        shown.collect()
    }
}
