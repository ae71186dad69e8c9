//! The waterfall: which funds pay how much of a bill, and why others do not.

use serde_json::{Value, json};

use crate::money::print_money;
use crate::state::{Bill, Lot, LotEnd, Payer, Slice, State};
use crate::time::print_instant;

/// A plan of payment: the slices, the skipped funds with the reason, and the amount that no fund covers.
pub(crate) struct Plan {
    pub(crate) slices: Vec<Slice>,
    pub(crate) skips: Vec<Value>,
    pub(crate) uncovered: i128,
    /// What the overdraft may still take, if it is in the waterfall and has a limit.
    pub(crate) credit_left: Option<i128>,
}

const LOT_KINDS: [&str; 3] = ["ordinary_voucher", "full_reduction_voucher", "card"];

impl State {
    /// The instant at which the validity of lots is judged (W5).
    fn judged_at(&self, bill: &Bill, decided: i128) -> i128 {
        if self.policy(&bill.account).validity_at_usage_start { decided.min(bill.charge.start) } else { decided }
    }

    /// The lots of one kind that take part, by W4: earliest expiry, no expiry last, then earliest issue, then id.
    /// They are the open ones and, with the value that has expired in them, those that had not expired at the instant
    /// at which validity is judged.
    fn lots_that_take_part(&self, account: &str, kind: &str, judged: i128, decided: i128) -> Vec<(String, Lot)> {
        let mut lots = Vec::new();
        for (id, lot) in &self.accounts[account].lots {
            let mut lot = lot.clone();
            let until = lot.valid_until.unwrap_or(i128::MAX);
            let open = lot.end.is_none() && lot.available > 0;
            assert!(!open || until > decided, "catching up came first");
            if lot.end == Some(LotEnd::Expired) && lot.valid_from <= judged && judged < until {
                lot.available = lot.expired;
            }
            if lot.kind == kind && lot.available > 0 {
                lots.push((until, lot.issued_at, id.clone(), lot));
            }
        }
        lots.sort_by(|a, b| (a.0, a.1, &a.2).cmp(&(b.0, b.1, &b.2)));
        lots.into_iter().map(|(_, _, id, lot)| (id, lot)).collect()
    }

    /// The waterfall (W1 to W7) for so much of a bill. Changes nothing. A correction is made however large the
    /// overdraft comes to, and whether or not the waterfall has one.
    pub(crate) fn plan(&self, bill: &Bill, to_pay: i128, payer: &Payer, correction: bool, decided: i128) -> Plan {
        let charge = &bill.charge;
        let account = &self.accounts[&bill.account];
        let policy = self.policy(&bill.account);
        let entry = policy.waterfall(&charge.item);
        let funds = match payer {
            Payer::Enterprise => &entry.enterprise,
            Payer::Cloud(_) => &entry.cloud,
        };
        let judged = self.judged_at(bill, decided);
        let mut plan = Plan { slices: Vec::new(), skips: Vec::new(), uncovered: to_pay, credit_left: None };

        for fund in funds {
            if LOT_KINDS.contains(&fund.as_str()) {
                for (id, lot) in self.lots_that_take_part(&bill.account, fund, judged, decided) {
                    let mut skip = json!({
                        "fund": fund, "lot": id, "available": print_money(lot.available, &account.currency),
                    });
                    // W5; the end of validity was seen to above.
                    if judged < lot.valid_from {
                        skip["reason"] = json!({"not_yet_valid": {"valid_from": print_instant(lot.valid_from)}});
                        plan.skips.push(skip);
                    } else if let Some(minimum) = lot.minimum
                        && charge.amount < minimum
                    {
                        let minimum = print_money(minimum, &account.currency);
                        skip["reason"] = json!({"below_minimum": {"minimum": minimum}});
                        plan.skips.push(skip);
                    } else if plan.uncovered == 0 {
                        skip["reason"] = json!("not_needed");
                        plan.skips.push(skip);
                    } else {
                        plan.pay(fund, Some(id), None, lot.available);
                    }
                }
                continue;
            }
            let mut skip = json!({"fund": fund});
            if fund == "cash" {
                skip["available"] = json!(print_money(account.cash, &account.currency));
            }
            if plan.uncovered == 0 {
                skip["reason"] = json!("not_needed");
                plan.skips.push(skip);
                continue;
            }
            match (fund.as_str(), payer) {
                ("cash", _) if account.cash == 0 => {
                    skip["reason"] = json!("empty");
                    plan.skips.push(skip);
                }
                ("cash", _) => plan.pay(fund, None, None, account.cash),
                ("overdraft", _) => {
                    // All of the rest or nothing: what it cannot take leaves the whole bill held.
                    let left = policy.credit_limit.map(|limit| (limit - account.overdraft).max(0));
                    let room = left.unwrap_or(plan.uncovered);
                    plan.credit_left = left;
                    if correction || plan.uncovered <= room {
                        plan.pay(fund, None, None, plan.uncovered);
                    }
                }
                ("cloud_account", Payer::Cloud(cloud)) => {
                    plan.pay(fund, None, Some(cloud.clone()), plan.uncovered);
                }
                other => panic!("no such fund here: {other:?}"),
            }
        }

        if correction && plan.uncovered > 0 {
            plan.pay("overdraft", None, None, plan.uncovered);
        }

        // W3: the lots whose kind is not in this waterfall.
        for kind in LOT_KINDS {
            if !funds.iter().any(|fund| fund == kind) {
                for (id, lot) in self.lots_that_take_part(&bill.account, kind, judged, decided) {
                    plan.skips.push(json!({
                        "fund": kind, "lot": id, "available": print_money(lot.available, &account.currency),
                        "reason": "not_in_waterfall",
                    }));
                }
            }
        }
        plan
    }
}

impl Plan {
    /// The fund takes what it can until the bill is covered (W6: slices sum to the bill exactly).
    fn pay(&mut self, fund: &str, lot: Option<String>, cloud_account: Option<String>, available: i128) {
        let amount = self.uncovered.min(available);
        self.uncovered -= amount;
        self.slices.push(Slice { fund: fund.to_string(), lot, cloud_account, place: None, amount, returned: 0 });
    }
}
