//! Bills: who pays, out of which money, and giving it back.

use serde_json::{Value, json};

use crate::Answer;
use crate::money::print_money;
use crate::observe::show_payer;
use crate::read::{field, instant, money, refuse, text, text_if};
use crate::spelling::own_fields;
use crate::state::{Bill, Charge, CloudState, Hold, LotEnd, Payer, Side, Slice, State, Status, Workspace};
use crate::time::print_instant;

impl State {
    pub(crate) fn settle_bill(&mut self, command: &Value) -> Result<Answer, String> {
        let id = text(&command["bill"], "id");
        let charge = Charge::read(&command["bill"]);

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
        let account = workspace.account_at(charge.start)?;
        if text_if(command, "account").is_some_and(|named| named != account) {
            return refuse("not_owner");
        }
        if self.accounts[&account].closed {
            return refuse("account_closed");
        }
        let decided = self.begin(&[&account], instant(command, "at"))?;
        self.may_charge(&charge, &account)?;
        self.record_bill(&id, charge, account);
        Ok(Answer::Done(self.try_settle(&id, decided).into_iter().collect()))
    }

    /// `currency_mismatch`, `bill_negative` (W8).
    pub(crate) fn may_charge(&self, charge: &Charge, account: &str) -> Result<(), String> {
        if charge.currency != self.currency(account) {
            return refuse("currency_mismatch");
        }
        if charge.amount < 0 { refuse("bill_negative") } else { Ok(()) }
    }

    /// A bill that is neither settled nor held before.
    pub(crate) fn record_bill(&mut self, id: &str, charge: Charge, account: String) {
        self.bills_held += 1;
        let recorded = Bill {
            charge,
            account,
            status: Status::New,
            held_order: self.bills_held,
            receipt: None,
            payer: None,
            corrections: Vec::new(),
            corrected: 0,
            slices: Vec::new(),
            reversed: 0,
            reversals: Default::default(),
            restated: None,
            restates: None,
        };
        self.bills.insert(id.to_string(), recorded);
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
        let receipt = self.settle_or_hold(id, decided)?;
        let account = self.bills[id].account.clone();
        self.look_at_overdraft(&account, decided);
        Some(receipt)
    }

    /// The same without the look at the overdraft.
    pub(crate) fn settle_or_hold(&mut self, id: &str, decided: i128) -> Option<Value> {
        let bill = self.bills[id].clone();
        let charge = &bill.charge;

        let (since, by_timeline) = self.payer_by_timeline(&bill);
        if let Payer::Cloud(cloud) = &by_timeline
            && self.cloud_accounts[cloud].state() == CloudState::Suspended
            && !self.out_of_patience(cloud)
        {
            // P3
            let reason = json!({"cloud_account_suspended": {"cloud_account": cloud}});
            self.hold(id, Hold::Suspended(cloud.clone()), reason, decided);
            return None;
        }
        let (payer, reason) = self.payer_and_reason(since, &by_timeline);
        let mut plan = self.plan(&bill, charge.amount, &payer, false, decided);
        // W7: held, not half paid.
        if plan.uncovered > 0 {
            let mut missing = json!({"uncovered": print_money(plan.uncovered, &charge.currency)});
            if let Some(left) = plan.credit_left {
                missing["credit_left"] = json!(print_money(left, &charge.currency));
            }
            self.hold(id, Hold::CreditLimit, json!({"credit_limit": missing}), decided);
            return None;
        }
        if let Payer::Cloud(cloud) = &by_timeline
            && let Some(p2) = reason.get("P2")
        {
            self.count_late_bill(&bill.account, cloud, charge.amount, p2, decided);
        }
        self.take_all(id, &bill, &mut plan.slices);
        self.record(&bill.account, Side::Out, "billed", charge.amount);

        let receipt = json!({
            "bill": id, "workspace": charge.workspace, "account": bill.account, "payer": show_payer(&payer),
            "payer_reason": reason, "amount": print_money(charge.amount, &charge.currency),
            "settled_at": print_instant(decided), "slices": show_slices(&plan.slices, &charge.currency),
            "skips": plan.skips,
        });
        let recorded = self.bills.get_mut(id).expect("a recorded bill");
        recorded.status = Status::Settled;
        recorded.payer = Some(payer);
        recorded.slices = plan.slices;
        recorded.receipt = Some(receipt.clone());
        Some(receipt)
    }

    /// It waits, for another reason than before or for the same one.
    fn hold(&mut self, id: &str, hold: Hold, reason: Value, decided: i128) {
        let bill = self.bills.get_mut(id).expect("a recorded bill");
        let begins = bill.status != Status::Held(hold.clone());
        bill.status = Status::Held(hold.clone());
        if begins {
            self.notify_of_held(id, hold, reason, decided);
        }
    }

    /// P1: since when, and who by the timeline.
    pub(crate) fn payer_by_timeline(&self, bill: &Bill) -> (i128, Payer) {
        let workspace = &self.workspaces[&bill.charge.workspace];
        match workspace.interval_at(bill.charge.start) {
            Some(interval) if interval.account == bill.account => (interval.from, interval.payer.clone()),
            // Usage to come was billed, and the workspace then moved or was dissolved before it came.
            Some(interval) => (interval.from, Payer::Enterprise),
            None => (workspace.since(), Payer::Enterprise),
        }
    }

    /// Who pays and why, when the timeline names this one: a cloud account that is closed pays nothing any more (P2).
    /// Closing past its deadline is closed by now: catching up came first. One whose patience is over pays nothing
    /// while it is suspended (P3).
    pub(crate) fn payer_and_reason(&self, since: i128, by_timeline: &Payer) -> (Payer, Value) {
        if let Payer::Cloud(cloud) = by_timeline
            && self.cloud_accounts[cloud].state() == CloudState::Closed
        {
            return (Payer::Enterprise, self.reason_p2(cloud));
        }
        if let Payer::Cloud(cloud) = by_timeline
            && self.out_of_patience(cloud)
        {
            return (Payer::Enterprise, self.reason_p3(cloud));
        }
        (by_timeline.clone(), json!({"P1": {"since": print_instant(since)}}))
    }

    /// Takes the slices of a payment. Lots that had expired are open for it; what is left in them expires again (W5).
    pub(crate) fn take_all(&mut self, id: &str, bill: &Bill, slices: &mut [Slice]) {
        let account = &bill.account;
        let mut reopened = Vec::new();
        for lot_id in slices.iter().filter_map(|slice| slice.lot.clone()) {
            let lot = self.account(account).lots.get_mut(&lot_id).expect("a known lot");
            if lot.end == Some(LotEnd::Expired) {
                lot.end = None;
                let amount = std::mem::take(&mut lot.expired);
                lot.available += amount;
                self.record(account, Side::Out, "expired", -amount);
                reopened.push(lot_id);
            }
        }
        for slice in slices {
            self.take(id, bill, slice);
        }
        for lot_id in reopened {
            if self.accounts[account].lots[&lot_id].available > 0 {
                self.expire_lot(account, &lot_id);
            }
        }
    }

    /// Takes a slice out of its fund, or puts it into the meter.
    fn take(&mut self, bill_id: &str, bill: &Bill, slice: &mut Slice) {
        let id = &bill.account;
        match slice.fund.as_str() {
            "cash" => self.account(id).cash -= slice.amount,
            "overdraft" => self.account(id).overdraft += slice.amount,
            "cloud_account" => {
                let cloud = slice.cloud_account.clone().expect("a cloud slice names it");
                slice.place = Some(self.enter(&cloud, bill_id, &bill.charge.workspace, slice.amount));
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
        // Catching up may have corrected it.
        let bill = self.bills[&id].clone();

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

        self.reverse(&id, &reversal, content, amount, decided);
        self.look_at_overdraft(&bill.account, decided);
        Ok(Answer::Done(self.try_held_again(&bill.account, decided)))
    }

    /// Refunds so much of a settled bill, or cancels a held one. `content` is that of the `reverse_bill` that would do
    /// it.
    pub(crate) fn reverse(&mut self, id: &str, reversal: &str, content: Value, amount: i128, decided: i128) {
        let bill = self.bills[id].clone();
        let recorded = self.bills.get_mut(id).expect("a recorded bill");
        recorded.reversals.insert(reversal.to_string(), content);
        recorded.reversed += amount;
        if matches!(bill.status, Status::Held(_)) {
            // A cancelled bill never settles, and there is no value to refund.
            recorded.status = Status::Cancelled;
            return;
        }
        self.record(&bill.account, Side::Out, "billed", -amount);
        let mut to_return = amount;
        // Latest slice first, each up to what it took less what was already returned.
        for place in (0..bill.slices.len()).rev() {
            let slice = &bill.slices[place];
            let back = to_return.min(slice.amount - slice.returned);
            if back > 0 {
                to_return -= back;
                self.bills.get_mut(id).expect("a recorded bill").slices[place].returned += back;
                self.give_back(&bill.account, slice, back, decided);
            }
        }
        assert_eq!(to_return, 0, "slices sum to the bill (W6)");
    }

    fn give_back(&mut self, id: &str, slice: &Slice, amount: i128, decided: i128) {
        match slice.fund.as_str() {
            "cash" | "overdraft" => {
                self.repay_then_add(id, amount);
            }
            "cloud_account" => {
                let cloud = slice.cloud_account.as_ref().expect("a cloud slice names it");
                self.take_off(cloud, slice.place.expect("it has entered the meter"), amount);
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
                    Some(LotEnd::Expired) => {
                        lot.expired += amount;
                        self.record(id, Side::Out, "expired", amount);
                    }
                    Some(LotEnd::Void) => self.record(id, Side::Out, "void", amount),
                }
            }
        }
    }
}

impl Charge {
    pub(crate) fn read(bill: &Value) -> Charge {
        let (amount, currency) = money(bill, "amount");
        Charge {
            workspace: text(bill, "workspace"),
            item: text(bill, "item"),
            amount,
            currency,
            start: instant(&bill["period"], "start"),
            end: instant(&bill["period"], "end"),
        }
    }
}

impl Workspace {
    /// `usage_before_binding`, `usage_after_dissolution` (P5); then the account that pays for usage that began then
    /// (P1).
    pub(crate) fn account_at(&self, start: i128) -> Result<String, String> {
        if start < self.since() {
            return refuse("usage_before_binding");
        }
        if self.dissolved_at().is_some_and(|dissolved| start >= dissolved) {
            return refuse("usage_after_dissolution");
        }
        Ok(self.interval_at(start).expect("bound by then").account.clone())
    }
}

/// The slices of a receipt or a correction.
pub(crate) fn show_slices(slices: &[Slice], currency: &str) -> Vec<Value> {
    let mut shown = Vec::new();
    for slice in slices {
        let mut one = json!({"fund": slice.fund, "amount": print_money(slice.amount, currency)});
        if let Some(lot) = &slice.lot {
            one["lot"] = json!(lot);
        }
        if let Some(place) = slice.place {
            one["charge"] = json!({
                "cloud_account": slice.cloud_account, "position": format!("{}.{}", place.position, place.index),
            });
        }
        shown.push(one);
    }
    shown
}
