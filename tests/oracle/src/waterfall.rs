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
        let mut skipped: Vec<Skipped> = Vec::new();

        for fund in funds {
            if LOT_KINDS.contains(&fund.as_str()) {
                for (id, lot) in self.lots_that_take_part(&bill.account, fund, judged, decided) {
                    let mut passed_over = |reason: &'static str, bound: Option<i128>| {
                        skipped.push(Skipped {
                            fund: fund.clone(),
                            lot: Some(id.clone()),
                            available: Some(lot.available),
                            reason,
                            bound,
                        });
                    };
                    // W5; the end of validity was seen to above.
                    if judged < lot.valid_from {
                        passed_over("not_yet_valid", Some(lot.valid_from));
                    } else if let Some(minimum) = lot.minimum
                        && charge.amount < minimum
                    {
                        passed_over("below_minimum", Some(minimum));
                    } else if plan.uncovered == 0 {
                        passed_over("not_needed", None);
                    } else {
                        plan.pay(fund, Some(id), None, lot.available);
                    }
                }
                continue;
            }
            let available = (fund == "cash").then_some(account.cash);
            let mut passed_over = |reason: &'static str| {
                skipped.push(Skipped { fund: fund.clone(), lot: None, available, reason, bound: None });
            };
            if plan.uncovered == 0 {
                passed_over("not_needed");
                continue;
            }
            match (fund.as_str(), payer) {
                ("cash", _) if account.cash == 0 => {
                    passed_over("empty");
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
                    let (fund, available) = (kind.to_string(), Some(lot.available));
                    skipped.push(Skipped { fund, lot: Some(id), available, reason: "not_in_waterfall", bound: None });
                }
            }
        }
        plan.skips = shown(&skipped, &account.currency);
        plan
    }
}

/// A fund or a lot that paid nothing. `bound`: the start of the validity, or the minimum, that is the reason.
struct Skipped {
    fund: String,
    lot: Option<String>,
    available: Option<i128>,
    reason: &'static str,
    bound: Option<i128>,
}

/// The number of lots that a receipt names one by one.
const LOTS_NAMED: usize = 32;

/// The skips as a receipt shows them. The first lots have an entry each. The later lots of one kind with one reason
/// have one entry together, at the place of the first of them.
fn shown(skipped: &[Skipped], currency: &str) -> Vec<Value> {
    let lots: Vec<&Skipped> = skipped.iter().filter(|one| one.lot.is_some()).collect();
    let (named, grouped) = lots.split_at(lots.len().min(LOTS_NAMED));
    let mut list = Vec::new();
    for one in skipped {
        let alone = one.lot.is_none() || named.iter().any(|other| other.lot == one.lot);
        let like = |other: &&&Skipped| other.fund == one.fund && other.reason == one.reason;
        let group: Vec<&Skipped> = if alone { vec![one] } else { grouped.iter().filter(like).copied().collect() };
        if group[0].lot != one.lot {
            continue;
        }
        let mut skip = json!({"fund": one.fund});
        if let Some(lot) = &one.lot {
            skip["lot"] = json!(lot);
        }
        if one.available.is_some() {
            skip["available"] = json!(print_money(group.iter().filter_map(|each| each.available).sum(), currency));
        }
        let bound = group.iter().filter_map(|each| each.bound).min().unwrap_or_default();
        skip["reason"] = match one.reason {
            "not_yet_valid" => json!({"not_yet_valid": {"valid_from": print_instant(bound)}}),
            "below_minimum" => json!({"below_minimum": {"minimum": print_money(bound, currency)}}),
            other => json!(other),
        };
        if let [_, .., last] = group.as_slice() {
            skip["range"] = json!({"last": last.lot, "count": group.len()});
        }
        list.push(skip);
    }
    list
}

impl Plan {
    /// The fund takes what it can until the bill is covered (W6: slices sum to the bill exactly).
    fn pay(&mut self, fund: &str, lot: Option<String>, cloud_account: Option<String>, available: i128) {
        let amount = self.uncovered.min(available);
        self.uncovered -= amount;
        self.slices.push(Slice { fund: fund.to_string(), lot, cloud_account, place: None, amount, returned: 0 });
    }
}
