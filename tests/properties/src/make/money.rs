//! Money in, and lots.

use serde_json::{Value, json};

use crate::dice::Dice;
use crate::world::{DAY, HOUR, SECOND, World};

impl World {
    fn currency(&self, account: &str) -> String {
        self.account(account).map_or_else(|| "CNY".to_owned(), |account| account.currency.to_string())
    }

    /// An amount of every size, mostly in the account's currency.
    pub(crate) fn money(&self, account: &str, dice: &mut Dice<'_>) -> String {
        let currency = match self.currency(account).as_str() {
            own if !dice.chance(4) => own.to_owned(),
            "CNY" => "USD".to_owned(),
            _ => "CNY".to_owned(),
        };
        let huge = if self.huge { 12 } else { 0 };
        let amount = match dice.weigh(&[(40, 0), (20, 1), (8, 2), (4, 3), (3, 4), (6, 5), (huge, 6)]) {
            0 => dice.below(200).to_string(),
            1 => format!("{}.{:02}", dice.below(300), dice.below(100)),
            2 => format!("0.{:012}", dice.below(1_000)),
            3 => "0".to_owned(),
            4 => format!("-{}.5", dice.below(20)),
            5 => format!("{}.{:012}", dice.below(50), 123_456_789_001_u64 + dice.below(60_000) as u64),
            _ => (*dice.pick(&[
                "499999999999999",
                "999999999999999.999999999999",
                "900000000000000.000000000001",
                "100000000000000.5",
                "999999999999900",
            ]))
            .to_owned(),
        };
        format!("{amount} {currency}")
    }

    /// The face of a card: mostly a multiple.
    fn card_face(&self, account: &str, dice: &mut Dice<'_>) -> String {
        if dice.chance(12) {
            return self.money(account, dice);
        }
        let faces = ["100", "10", "200.0", "70", "300", "1000", "0.5", "50", "700"];
        format!("{} {}", dice.pick(&faces), self.currency(account))
    }

    /// A lot id, mostly a new one.
    fn lot(&mut self, dice: &mut Dice<'_>) -> String {
        match dice.weigh(&[(85, 0), (12, 1), (3, 2)]) {
            0 => format!("l{}", self.new_number()),
            1 => format!("l{}", dice.below(self.fresh + 1)),
            // Taken before the card of that name is bought.
            _ => format!("l{}-gift", self.fresh + 1 + dice.below(3)),
        }
    }

    fn validity(&self, dice: &mut Dice<'_>, fields: &mut Value) {
        let offsets = [DAY, 60 * SECOND, HOUR, 1, 10 * DAY, 40 * DAY];
        let from = match dice.weigh(&[(65, 0), (20, 1), (15, 2)]) {
            0 => 0,
            1 => *dice.pick(&[HOUR, 1, DAY, 5 * DAY]),
            _ => -*dice.pick(&[HOUR, 1, DAY]),
        };
        if from != 0 {
            fields["valid_from"] = self.at(from);
        }
        match dice.weigh(&[(30, 0), (60, 1), (5, 2), (5, 3)]) {
            0 => {}
            1 => fields["valid_until"] = self.at(from.max(0) + *dice.pick(&offsets)),
            2 => fields["valid_until"] = self.at(from),
            _ => fields["valid_until"] = self.at(-HOUR),
        }
    }

    pub(super) fn top_up(&mut self, dice: &mut Dice<'_>) -> Value {
        let account = self.any_account(dice);
        let mut made = json!({"account": account, "amount": self.money(account, dice)});
        if dice.chance(20) {
            made["reference"] = json!("wire 7");
        }
        made
    }

    pub(super) fn issue_voucher(&mut self, dice: &mut Dice<'_>) -> Value {
        let account = self.any_account(dice);
        let kind = dice.weigh(&[(47, "ordinary_voucher"), (50, "full_reduction_voucher"), (3, "card")]);
        let mut made = json!({
            "account": account, "lot": self.lot(dice), "kind": kind, "face": self.money(account, dice),
        });
        if dice.chance(if kind == "full_reduction_voucher" { 60 } else { 4 }) {
            made["minimum_bill"] = json!(self.money(account, dice));
        }
        self.validity(dice, &mut made);
        made
    }

    pub(super) fn grant_card(&mut self, dice: &mut Dice<'_>) -> Value {
        let account = self.any_account(dice);
        let mut made = json!({"account": account, "lot": self.lot(dice), "face": self.money(account, dice)});
        self.validity(dice, &mut made);
        made
    }

    pub(super) fn buy_card(&mut self, dice: &mut Dice<'_>) -> Value {
        let account = self.any_account(dice);
        let mut made = json!({"account": account, "lot": self.lot(dice), "face": self.card_face(account, dice)});
        if dice.chance(40) {
            made["valid_until"] = self.at(*dice.pick(&[DAY, 60 * SECOND, 0, 30 * DAY]));
        }
        made
    }

    pub(super) fn redeem_huawei_order(&mut self, dice: &mut Dice<'_>) -> Value {
        let account = self.any_account(dice);
        let order = if dice.chance(85) { self.new_number() } else { dice.below(self.fresh + 1) };
        let mut made = json!({
            "account": account, "lot": self.lot(dice), "order": format!("o{order}"), "huawei_account": "h",
            "face": self.card_face(account, dice),
        });
        if dice.chance(40) {
            made["valid_until"] = self.at(*dice.pick(&[DAY, 60 * SECOND, 0, 30 * DAY]));
        }
        made
    }

    pub(super) fn void_lot(&mut self, dice: &mut Dice<'_>) -> Value {
        let account = self.any_account(dice);
        let open = self.account(account).map_or_else(Vec::new, |account| account.lots);
        let lot = if open.is_empty() || dice.chance(40) {
            format!("l{}", dice.below(self.fresh + 1))
        } else {
            open[dice.below(open.len())].id.to_string()
        };
        let mut made = json!({"account": account, "lot": lot});
        if dice.chance(20) {
            made["reason"] = json!("by mistake");
        }
        made
    }
}
