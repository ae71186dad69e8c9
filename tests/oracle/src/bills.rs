//! Bills: who pays, out of which money, and giving it back.

use serde_json::{Value, json};

use crate::Answer;
use crate::money::print_money;
use crate::read::{field, instant, money, own_fields, refuse, text, text_if};
use crate::state::{Bill, Charge, CloudState, Hold, Lot, LotEnd, Payer, Side, Slice, State, Status};
use crate::time::print_instant;

/// A plan of payment: the slices, what was skipped and why, and what nobody covers.
struct Plan {
    slices: Vec<Slice>,
    skips: Vec<Value>,
    uncovered: i128,
}

const LOT_KINDS: [&str; 3] = ["ordinary_voucher", "full_reduction_voucher", "card"];

impl State {
    pub(crate) fn settle_bill(&mut self, command: &Value) -> Result<Answer, String> {
        let bill = &command["bill"];
        let id = text(bill, "id");
        let (amount, currency) = money(bill, "amount");
        let charge = Charge {
            workspace: text(bill, "workspace"),
            item: text(bill, "item"),
            amount,
            currency,
            start: instant(&bill["period"], "start"),
            end: instant(&bill["period"], "end"),
        };

        // P4, before the clock.
        if let Some(known) = self.bills.get(&id) {
            if known.charge == charge {
                return Ok(Answer::Replayed);
            }
            return refuse("bill_conflict");
        }
        let Some(workspace) = self.workspaces.get(&charge.workspace) else {
            return refuse("unknown_workspace");
        };
        // P5
        if charge.start < workspace.since() {
            return refuse("usage_before_binding");
        }
        if workspace.dissolved_at().is_some_and(|dissolved| charge.start >= dissolved) {
            return refuse("usage_after_dissolution");
        }
        // P1
        let account = workspace.stretch_at(charge.start).expect("bound by then").account.clone();
        if text_if(command, "account").is_some_and(|named| named != account) {
            return refuse("not_owner");
        }
        if self.accounts[&account].closed {
            return refuse("account_closed");
        }
        let decided = self.begin(&[&account], instant(command, "at"))?;
        if charge.currency != self.currency(&account) {
            return refuse("currency_mismatch");
        }
        // W8
        if charge.amount < 0 {
            return refuse("bill_negative");
        }

        self.bills_held += 1;
        let recorded = Bill {
            charge,
            account,
            // Until it is settled a moment later; the reason to hold it is found there.
            status: Status::Held(Hold::CreditLimit),
            held_order: self.bills_held,
            receipt: None,
            slices: Vec::new(),
            reversed: 0,
            reversals: Default::default(),
        };
        self.bills.insert(id.clone(), recorded);
        Ok(Answer::Done(self.try_settle(&id, decided).into_iter().collect()))
    }

    /// The ids of held bills, in the order in which they were held.
    pub(crate) fn held_bills(&self, wanted: impl Fn(&Bill, &Hold) -> bool) -> Vec<String> {
        let mut held = Vec::new();
        for (id, bill) in &self.bills {
            if let Status::Held(hold) = &bill.status
                && wanted(bill, hold)
            {
                held.push((bill.held_order, id.clone()));
            }
        }
        held.sort();
        held.into_iter().map(|(_, id)| id).collect()
    }

    /// Bills of the account held for the credit limit (W7), oldest first; those that still cannot stay held.
    pub(crate) fn try_held_again(&mut self, account: &str, decided: i128) -> Vec<Value> {
        self.strained |= self.check_range().is_err();
        let mut receipts = Vec::new();
        for id in self.held_bills(|bill, hold| bill.account == account && *hold == Hold::CreditLimit) {
            receipts.extend(self.try_settle(&id, decided));
        }
        receipts
    }

    /// Settles a recorded bill if it can be, by the rules in force now; otherwise it is held.
    pub(crate) fn try_settle(&mut self, id: &str, decided: i128) -> Option<Value> {
        let bill = self.bills[id].clone();
        let charge = &bill.charge;

        // P1: the method in force at the start of the usage period.
        let workspace = &self.workspaces[&charge.workspace];
        let (since, mut payer) = match workspace.stretch_at(charge.start) {
            Some(stretch) if stretch.account == bill.account => (stretch.from, stretch.payer.clone()),
            // Usage to come was billed, and the workspace then moved or was dissolved before it came.
            Some(stretch) => (stretch.from, Payer::Enterprise),
            None => (workspace.since(), Payer::Enterprise),
        };
        let mut reason = json!({"P1": {"since": print_instant(since)}});
        let mut not_metered = None;
        if let Payer::Cloud(cloud_id) = &payer.clone() {
            let cloud = &self.cloud_accounts[cloud_id];
            match cloud.state() {
                // P3
                CloudState::Suspended => {
                    self.hold(id, Hold::Suspended(cloud_id.clone()));
                    return None;
                }
                // P2. Closing past its deadline is closed by now: catching up came first.
                CloudState::Closed => {
                    let ended_at = print_instant(cloud.life.ended_at.expect("closed has an end"));
                    let deadline = print_instant(cloud.metering_deadline.expect("closed has a deadline"));
                    payer = Payer::Enterprise;
                    reason = json!({
                        "P2": {"cloud_account": cloud_id, "ended_at": ended_at, "metering_deadline": deadline},
                    });
                    if charge.amount != 0 {
                        not_metered = Some(json!({
                            "template": "bill_not_metered", "account": bill.account, "bill": id,
                            "workspace": charge.workspace, "amount": print_money(charge.amount, &charge.currency),
                            "cloud_account": cloud_id, "ended_at": ended_at, "metering_deadline": deadline,
                        }));
                    }
                }
                _ => {}
            }
        }

        let plan = self.plan(&bill, &payer, decided);
        // W7: held, not half paid.
        if plan.uncovered > 0 {
            self.hold(id, Hold::CreditLimit);
            return None;
        }
        if let Some(mail) = not_metered {
            self.raise(mail);
        }
        for slice in &plan.slices {
            self.take(&bill.account, slice, decided);
        }
        self.record(&bill.account, Side::Out, "billed", charge.amount);

        let payer = match &payer {
            Payer::Enterprise => json!("enterprise"),
            Payer::Cloud(cloud) => json!({"cloud_account": cloud}),
        };
        let mut slices = Vec::new();
        for slice in &plan.slices {
            let mut shown = json!({"fund": slice.fund, "amount": print_money(slice.amount, &charge.currency)});
            if let Some(lot) = &slice.lot {
                shown["lot"] = json!(lot);
            }
            slices.push(shown);
        }
        let receipt = json!({
            "bill": id, "workspace": charge.workspace, "account": bill.account, "payer": payer,
            "payer_reason": reason, "amount": print_money(charge.amount, &charge.currency),
            "settled_at": print_instant(decided), "slices": slices, "skips": plan.skips,
        });
        let recorded = self.bills.get_mut(id).expect("a recorded bill");
        recorded.status = Status::Settled;
        recorded.slices = plan.slices;
        recorded.receipt = Some(receipt.clone());
        Some(receipt)
    }

    fn hold(&mut self, id: &str, hold: Hold) {
        self.bills.get_mut(id).expect("a recorded bill").status = Status::Held(hold);
    }

    /// The open lots of one kind by W4: earliest expiry, no expiry last, then earliest issue, then id.
    fn open_lots(&self, account: &str, kind: &str) -> Vec<(String, Lot)> {
        let mut lots = Vec::new();
        for (id, lot) in &self.accounts[account].lots {
            if lot.kind == kind && lot.available > 0 && lot.end.is_none() {
                lots.push((lot.valid_until.unwrap_or(i128::MAX), lot.issued_at, id.clone(), lot.clone()));
            }
        }
        lots.sort_by(|a, b| (a.0, a.1, &a.2).cmp(&(b.0, b.1, &b.2)));
        lots.into_iter().map(|(_, _, id, lot)| (id, lot)).collect()
    }

    /// The waterfall (W1 to W7). Changes nothing.
    fn plan(&self, bill: &Bill, payer: &Payer, decided: i128) -> Plan {
        let charge = &bill.charge;
        let account = &self.accounts[&bill.account];
        let policy = self.policy(&bill.account);
        let entry = policy.waterfall(&charge.item);
        let funds = match payer {
            Payer::Enterprise => &entry.enterprise,
            Payer::Cloud(_) => &entry.cloud,
        };
        let mut plan = Plan { slices: Vec::new(), skips: Vec::new(), uncovered: charge.amount };

        for fund in funds {
            if LOT_KINDS.contains(&fund.as_str()) {
                for (id, lot) in self.open_lots(&bill.account, fund) {
                    let mut skip = json!({
                        "fund": fund, "lot": id, "available": print_money(lot.available, &account.currency),
                    });
                    // W5; the end of validity was seen to by catching up.
                    if decided < lot.valid_from {
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
                    let room = policy.credit_limit.map_or(plan.uncovered, |limit| limit - account.overdraft);
                    if plan.uncovered <= room {
                        plan.pay(fund, None, None, plan.uncovered);
                    }
                }
                ("cloud_account", Payer::Cloud(cloud)) => {
                    plan.pay(fund, None, Some(cloud.clone()), plan.uncovered);
                }
                other => panic!("no such fund here: {other:?}"),
            }
        }

        // W3: the open lots whose kind is not in this waterfall.
        for kind in LOT_KINDS {
            if !funds.iter().any(|fund| fund == kind) {
                for (id, lot) in self.open_lots(&bill.account, kind) {
                    plan.skips.push(json!({
                        "fund": kind, "lot": id, "available": print_money(lot.available, &account.currency),
                        "reason": "not_in_waterfall",
                    }));
                }
            }
        }
        plan
    }

    /// Takes a slice out of its fund.
    fn take(&mut self, id: &str, slice: &Slice, decided: i128) {
        match slice.fund.as_str() {
            "cash" => self.account(id).cash -= slice.amount,
            "overdraft" => self.overdraw(id, slice.amount, decided),
            "cloud_account" => {
                let cloud = slice.cloud_account.as_ref().expect("a cloud slice names it");
                self.cloud_accounts.get_mut(cloud).expect("a known cloud account").owed += slice.amount;
                self.record(id, Side::In, "cloud_paid", slice.amount);
            }
            _ => {
                let lot = slice.lot.as_ref().expect("a lot slice names it");
                self.account(id).lots.get_mut(lot).expect("a known lot").available -= slice.amount;
            }
        }
    }

    /// `reverse_bill` (W9).
    pub(crate) fn reverse_bill(&mut self, command: &Value) -> Result<Answer, String> {
        let id = text(command, "bill");
        let reversal = text(command, "reversal");
        let content = own_fields(command);
        let Some(bill) = self.bills.get(&id).cloned() else {
            return refuse("unknown_bill");
        };
        if let Some(known) = bill.reversals.get(&reversal) {
            if *known == content {
                return Ok(Answer::Replayed);
            }
            return refuse("reversal_conflict");
        }
        if self.accounts[&bill.account].closed {
            return refuse("account_closed");
        }
        let decided = self.begin(&[&bill.account], instant(command, "at"))?;

        let held = matches!(bill.status, Status::Held(_));
        let left = bill.charge.amount - bill.reversed;
        let amount = if field(command, "amount").is_some() {
            let (amount, currency) = money(command, "amount");
            if currency != bill.charge.currency {
                return refuse("currency_mismatch");
            }
            if amount <= 0 {
                return refuse("amount_not_positive");
            }
            if amount > left {
                return refuse("reversal_too_large");
            }
            amount
        } else {
            // Reversed in full, or a zero bill. A held bill of zero can still be cancelled.
            if left == 0 && !held {
                return refuse("nothing_to_reverse");
            }
            left
        };
        if held && amount != left {
            return refuse("reversal_must_be_whole");
        }

        let recorded = self.bills.get_mut(&id).expect("a recorded bill");
        recorded.reversals.insert(reversal, content);
        recorded.reversed += amount;
        if held {
            // Cancelled: it never settles, and there is no value to give back.
            recorded.status = Status::Cancelled;
        } else {
            self.record(&bill.account, Side::Out, "billed", -amount);
            let mut to_return = amount;
            // Latest slice first, each up to what it took less what was already returned.
            for place in (0..bill.slices.len()).rev() {
                let slice = &bill.slices[place];
                let back = to_return.min(slice.amount - slice.returned);
                if back > 0 {
                    to_return -= back;
                    let recorded = self.bills.get_mut(&id).expect("a recorded bill");
                    recorded.slices[place].returned += back;
                    self.give_back(&bill.account, slice, back, decided);
                }
            }
            assert_eq!(to_return, 0, "slices sum to the bill (W6)");
        }
        Ok(Answer::Done(self.try_held_again(&bill.account, decided)))
    }

    fn give_back(&mut self, id: &str, slice: &Slice, amount: i128, decided: i128) {
        match slice.fund.as_str() {
            "cash" | "overdraft" => self.repay_then_add(id, amount),
            "cloud_account" => {
                let cloud = slice.cloud_account.as_ref().expect("a cloud slice names it");
                self.cloud_accounts.get_mut(cloud).expect("a known cloud account").owed -= amount;
                self.record(id, Side::In, "cloud_paid", -amount);
            }
            _ => {
                let lot_id = slice.lot.as_ref().expect("a lot slice names it");
                let lot = self.account(id).lots.get_mut(lot_id).expect("a known lot");
                // An exhausted lot whose time has passed expires with the value that comes back.
                if lot.end.is_none() && lot.valid_until.is_some_and(|until| until <= decided) {
                    lot.end = Some(LotEnd::Expired);
                }
                match lot.end {
                    None => lot.available += amount,
                    Some(LotEnd::Expired) => self.record(id, Side::Out, "expired", amount),
                    Some(LotEnd::Void) => self.record(id, Side::Out, "void", amount),
                }
            }
        }
    }
}

impl Plan {
    /// The fund takes what it can until the bill is covered (W6: slices sum to the bill exactly).
    fn pay(&mut self, fund: &str, lot: Option<String>, cloud_account: Option<String>, available: i128) {
        let amount = self.uncovered.min(available);
        self.uncovered -= amount;
        self.slices.push(Slice { fund: fund.to_string(), lot, cloud_account, amount, returned: 0 });
    }
}
