//! Charges that a provider restates, and the exports that they are in.

use serde_json::{Value, json};

use crate::dice::Dice;
use crate::world::World;
use defray_core::bill::{BillRecord, BillStatus};

impl World {
    pub(super) fn restate_bill(&mut self, dice: &mut Dice<'_>) -> Value {
        let known = self.bills();
        let reversal = if dice.chance(30) { dice.below(6) } else { 6 + self.new_number() };
        let reversal = format!("r{reversal}");
        if known.is_empty() || dice.chance(3) {
            return json!({"bill": format!("b{}", dice.below(self.fresh + 40)), "reversal": reversal});
        }
        let record = replaced(&known, dice);
        let mut made = json!({"bill": record.bill.id, "reversal": reversal});
        if dice.chance(15) {
            made["reason"] = json!("restated");
        }
        let by = match &record.restated {
            // The same once more, or nearly.
            Some(restated) if dice.chance(60) => {
                let first = known.iter().find(|one| Some(&one.bill.id) == restated.by.as_ref());
                let mut first = first.map_or(Value::Null, |first| json!(first.bill));
                if dice.chance(15) {
                    first = Value::Null;
                } else if first.is_object() && dice.chance(15) {
                    first["amount"] = json!(self.money(record.account.as_str(), dice));
                }
                first
            }
            _ => self.in_its_place(record, &known, dice),
        };
        if !by.is_null() {
            made["by"] = by;
        }
        made
    }

    /// The bill that takes the place of `record`.
    fn in_its_place(&mut self, record: &BillRecord, known: &[BillRecord], dice: &mut Dice<'_>) -> Value {
        let mut by = match dice.weigh(&[(60, 0), (25, 1), (15, 2)]) {
            0 => json!(record.bill),
            // For usage of another time, for which another account may pay.
            1 => self.settle_bill(dice)["bill"].clone(),
            _ => return Value::Null,
        };
        by["id"] = json!(format!("b{}", self.new_number()));
        by["workspace"] = json!(record.bill.workspace);
        match dice.weigh(&[(60, 0), (25, 1), (4, 2), (5, 3), (6, 4)]) {
            0 => by["amount"] = json!(self.money(record.account.as_str(), dice)),
            // The same amount, for another reason.
            1 => {}
            2 => by["amount"] = json!(format!("-1 {}", record.bill.amount.currency())),
            3 => by["workspace"] = self.settle_bill(dice)["bill"]["workspace"].clone(),
            _ => by["id"] = json!(known[dice.below(known.len())].bill.id),
        }
        by
    }

    pub(super) fn claim_charges(&self, dice: &mut Dice<'_>) -> Value {
        let known = self.bills();
        let mut bills = Vec::new();
        for _ in 0..dice.below(5) {
            if known.is_empty() || dice.chance(10) {
                bills.push(json!(format!("b{}", dice.below(self.fresh + 40))));
            } else {
                bills.push(json!(known[dice.below(known.len())].bill.id));
            }
        }
        json!({"export_name": dice.pick(&["e0", "e1"]), "part": dice.pick(&["p0", "p1", "p2"]), "bills": bills})
    }
}

/// Mostly a bill that is in place; often a held one, or one that took the place of another.
fn replaced<'l>(known: &'l [BillRecord], dice: &mut Dice<'_>) -> &'l BillRecord {
    let wanted = dice.weigh(&[(45, 0), (20, 1), (15, 2), (10, 3), (10, 4)]);
    let fits = |record: &&BillRecord| match wanted {
        0 => record.restated.is_none(),
        1 => matches!(record.status, BillStatus::Held { .. }),
        2 => record.restates.is_some() && record.restated.is_none(),
        3 => record.restated.is_some(),
        _ => true,
    };
    let fitting: Vec<&BillRecord> = known.iter().filter(fits).collect();
    // The latest first, so that smaller numbers stay near.
    if fitting.is_empty() {
        &known[known.len() - 1 - dice.below(known.len())]
    } else {
        fitting[fitting.len() - 1 - dice.below(fitting.len())]
    }
}
