//! Usage records: asked for, and answered in every way.

use defray_core::Record;
use defray_core::metering::{Meter, UsageRecord, UsageState};
use defray_core::records::RecordKind;
use serde_json::{Value, json};

use crate::dice::Dice;
use crate::observe::{is_open, rows};
use crate::world::World;

impl World {
    pub(crate) fn meters(&self) -> Vec<Meter> {
        let found = rows(self.view(), RecordKind::Meter);
        found.filter_map(|row| if let Record::Meter(one) = row { Some(one.as_ref().clone()) } else { None }).collect()
    }

    pub(crate) fn usage_records(&self) -> Vec<UsageRecord> {
        let found = rows(self.view(), RecordKind::UsageRecord);
        found
            .filter_map(|row| if let Record::UsageRecord(one) = row { Some(one.as_ref().clone()) } else { None })
            .collect()
    }

    /// Mostly for one of which something waits.
    pub(super) fn request_metering(&self, dice: &mut Dice<'_>) -> Value {
        let meters = self.meters();
        let waiting: Vec<&Meter> = meters.iter().filter(|meter| meter.waiting.is_positive()).collect();
        let all = self.cloud_accounts();
        let id = match dice.weigh(&[(75, 0), (22, 1), (3, 2)]) {
            0 if !waiting.is_empty() => waiting[dice.below(waiting.len())].cloud_account.to_string(),
            0 | 1 if !all.is_empty() => all[dice.below(all.len())].id.to_string(),
            _ => "nobody's".to_owned(),
        };
        json!({"cloud_account": id})
    }

    /// Mostly of the latest record of which an answer can change something.
    pub(super) fn acknowledge_metering(&self, dice: &mut Dice<'_>) -> Value {
        let all = self.usage_records();
        let open: Vec<&UsageRecord> = all.iter().filter(|one| is_open(one)).collect();
        let record = match dice.weigh(&[(85, 0), (12, 1), (3, 2)]) {
            0 if !open.is_empty() => Some(open[open.len() - 1 - dice.below(open.len())]),
            0 | 1 if !all.is_empty() => Some(&all[dice.below(all.len())]),
            _ => None,
        };
        let number =
            record.map_or_else(|| format!("{}.{}", dice.below(40), dice.below(2)), |record| record.number.to_string());
        let mut made = json!({"record": number, "outcome": outcome(record, dice)});
        if dice.chance(30) {
            made["provider_record"] = json!(format!("p-{}", dice.below(9)));
        }
        made
    }
}

fn outcome(record: Option<&UsageRecord>, dice: &mut Dice<'_>) -> Value {
    let asked = record.map_or(1, |record| record.quantity as usize);
    let outcomes = if record.is_some_and(|record| record.state == UsageState::Disputed) {
        // Only the quantity that the provider has settles it as a rule.
        [(20, 0), (45, 1), (5, 5), (10, 2), (10, 3), (10, 4)]
    } else {
        [(30, 0), (20, 1), (20, 5), (10, 2), (12, 3), (8, 4)]
    };
    match dice.weigh(&outcomes) {
        0 => json!("accepted"),
        1 => match dice.below(6) {
            0 => json!({"duplicate": {"quantity": dice.below(asked)}}),
            1 => json!({"duplicate": {"quantity": asked.saturating_add(dice.below(500)).min(4_294_967_295)}}),
            2 => json!({"duplicate": {"quantity": asked / 2}}),
            3 => json!({"duplicate": {"quantity": 0}}),
            4 => json!({"duplicate": {"quantity": asked}}),
            // As much as a provider can have.
            _ => json!({"duplicate": {"quantity": 4_294_967_295_u32}}),
        },
        5 => json!({"duplicate": {}}),
        2 if dice.chance(50) => json!({"rejected": {"reason": "throttled"}}),
        2 => json!({"rejected": {}}),
        3 => json!("not_subscribed"),
        _ => json!("unprocessed"),
    }
}
