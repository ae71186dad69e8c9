//! Money in: top-ups, vouchers, cards; and making a lot void.

use serde_json::Value;

use crate::Answer;
use crate::read::{instant, instant_if, money, refuse, text, text_if};
use crate::state::{Lot, LotEnd, Side, State};
use crate::time::in_range;

impl State {
    /// Known account, the clock, catching up, `currency_mismatch`, `amount_not_positive`.
    /// Gives the account, the decision instant and the amount.
    fn begin_money(&mut self, command: &Value, name: &str) -> Result<(String, i128, i128), String> {
        let id = text(command, "account");
        self.known_account(&id)?;
        let decided = self.begin(&[&id], instant(command, "at"))?;
        let (amount, currency) = money(command, name);
        if currency != self.currency(&id) {
            return refuse("currency_mismatch");
        }
        if amount <= 0 {
            return refuse("amount_not_positive");
        }
        Ok((id, decided, amount))
    }

    fn has_lot(&self, account: &str, lot: &str) -> bool {
        self.accounts[account].lots.contains_key(lot)
    }

    fn open_lot(&mut self, account: &str, id: &str, lot: Lot, cause: Option<&'static str>) {
        // A card bought from cash is no money in: it only changes its form.
        if let Some(cause) = cause {
            self.record(account, Side::In, cause, lot.available);
        }
        self.account(account).lots.insert(id.to_string(), lot);
    }

    pub(crate) fn top_up(&mut self, command: &Value) -> Result<Answer, String> {
        let (id, decided, amount) = self.begin_money(command, "amount")?;
        // A blank reference is none.
        if let Some(reference) = text_if(command, "reference").filter(|reference| !reference.trim().is_empty()) {
            let is_new = !self.accounts[&id].references.contains(&reference);
            if !is_new && self.policy(&id).unique_references {
                return refuse("reference_used");
            }
            self.account(&id).references.insert(reference);
        }
        self.record(&id, Side::In, "topped_up", amount);
        self.repay_then_add(&id, amount);
        self.look_at_overdraft(&id, decided);
        Ok(Answer::Done(self.try_held_again(&id, decided)))
    }

    /// M3
    pub(crate) fn issue_voucher(&mut self, command: &Value) -> Result<Answer, String> {
        let (id, decided, face) = self.begin_money(command, "face")?;
        let kind = text(command, "kind");
        if kind == "card" {
            return refuse("not_a_voucher");
        }
        let mut minimum = None;
        if text_if(command, "minimum_bill").is_some() {
            if kind != "full_reduction_voucher" {
                return refuse("minimum_not_allowed");
            }
            let (amount, currency) = money(command, "minimum_bill");
            if currency != self.currency(&id) {
                return refuse("currency_mismatch");
            }
            minimum = Some(amount);
        }
        self.issue(command, &id, decided, &kind, face, minimum, "issued")
    }

    /// M2: a card from a partner or the vendor.
    pub(crate) fn grant_card(&mut self, command: &Value) -> Result<Answer, String> {
        let (id, decided, face) = self.begin_money(command, "face")?;
        self.issue(command, &id, decided, "card", face, None, "granted")
    }

    #[allow(clippy::too_many_arguments)]
    fn issue(
        &mut self,
        command: &Value,
        account: &str,
        decided: i128,
        kind: &str,
        face: i128,
        minimum: Option<i128>,
        cause: &'static str,
    ) -> Result<Answer, String> {
        let lot_id = text(command, "lot");
        let valid_from = instant_if(command, "valid_from").unwrap_or(decided);
        let valid_until = instant_if(command, "valid_until");
        if self.has_lot(account, &lot_id) {
            return refuse("lot_exists");
        }
        if let Some(until) = valid_until
            && (until <= valid_from || until <= decided)
        {
            return refuse("validity_empty");
        }
        let kind = kind.to_string();
        let lot =
            Lot { kind, available: face, valid_from, valid_until, minimum, issued_at: decided, end: None, expired: 0 };
        self.open_lot(account, &lot_id, lot, Some(cause));
        Ok(Answer::Done(self.try_held_again(account, decided)))
    }

    /// M2: from cash, in multiples; M3: a tier reached issues a full-reduction voucher.
    pub(crate) fn buy_card(&mut self, command: &Value) -> Result<Answer, String> {
        let (id, decided, face) = self.begin_money(command, "face")?;
        let lot_id = text(command, "lot");
        let valid_until = instant_if(command, "valid_until");
        if face % self.policy(&id).card_multiple != 0 {
            return refuse("card_not_a_multiple");
        }
        if self.has_lot(&id, &lot_id) {
            return refuse("lot_exists");
        }
        if valid_until.is_some_and(|until| until <= decided) {
            return refuse("validity_empty");
        }
        if self.accounts[&id].cash < face {
            return refuse("cash_not_enough");
        }
        let tier = self.policy(&id).tier(face).cloned();
        let gift_id = format!("{lot_id}-gift");
        if tier.is_some() && self.has_lot(&id, &gift_id) {
            return refuse("lot_exists");
        }
        self.account(&id).cash -= face;
        let card = Lot {
            kind: "card".to_string(),
            available: face,
            valid_from: decided,
            valid_until,
            minimum: None,
            issued_at: decided,
            end: None,
            expired: 0,
        };
        self.open_lot(&id, &lot_id, card, None);
        if let Some(tier) = tier {
            let gift = Lot {
                kind: "full_reduction_voucher".to_string(),
                available: tier.voucher,
                valid_from: decided,
                valid_until: tier.valid_for.map(|nanos| in_range(decided + nanos)),
                minimum: None,
                issued_at: decided,
                end: None,
                expired: 0,
            };
            self.open_lot(&id, &gift_id, gift, Some("gifted"));
        }
        Ok(Answer::Done(self.try_held_again(&id, decided)))
    }

    /// M2: an order number counts once over the whole file.
    pub(crate) fn redeem_huawei_order(&mut self, command: &Value) -> Result<Answer, String> {
        let (id, decided, face) = self.begin_money(command, "face")?;
        let order = text(command, "order");
        let lot_id = text(command, "lot");
        let valid_until = instant_if(command, "valid_until");
        if self.orders.contains(&order) {
            return refuse("order_already_redeemed");
        }
        if face % self.policy(&id).card_multiple != 0 {
            return refuse("card_not_a_multiple");
        }
        if self.has_lot(&id, &lot_id) {
            return refuse("lot_exists");
        }
        if valid_until.is_some_and(|until| until <= decided) {
            return refuse("validity_empty");
        }
        self.orders.insert(order);
        let card = Lot {
            kind: "card".to_string(),
            available: face,
            valid_from: decided,
            valid_until,
            minimum: None,
            issued_at: decided,
            end: None,
            expired: 0,
        };
        self.open_lot(&id, &lot_id, card, Some("redeemed"));
        Ok(Answer::Done(self.try_held_again(&id, decided)))
    }

    pub(crate) fn void_lot(&mut self, command: &Value) -> Result<Answer, String> {
        let id = text(command, "account");
        self.known_account(&id)?;
        self.begin(&[&id], instant(command, "at"))?;
        let Some(lot) = self.account(&id).lots.get_mut(&text(command, "lot")) else {
            return refuse("unknown_lot");
        };
        match lot.end {
            Some(LotEnd::Void) => return refuse("lot_already_void"),
            Some(LotEnd::Expired) => return refuse("lot_expired"),
            None => {}
        }
        let left = lot.available;
        lot.available = 0;
        lot.end = Some(LotEnd::Void);
        self.record(&id, Side::Out, "void", left);
        Ok(Answer::Done(Vec::new()))
    }
}
