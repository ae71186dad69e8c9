//! Meters: the charges of bills to a cloud account, and the usage records for its provider (N2, W6).

use serde_json::Value;

use crate::Answer;
use crate::corrections::Cause;
use crate::read::{field, instant, refuse, text};
use crate::state::{CloudAccount, CloudState, Mark, MeterCharge, Payer, Place, RecordState, State, UsageRecord};
use crate::time::{HOUR, SECOND};

/// The most units that one usage record can have.
const MOST: i128 = 2_147_483_647;

/// An interval of this length or less is not metered.
const SHORTEST: i128 = 300 * SECOND;

impl State {
    /// A charge enters the meter of a cloud account. Gives its place.
    pub(crate) fn enter(&mut self, cloud: &str, bill: &str, workspace: &str, amount: i128) -> Place {
        let position = self.position + 1;
        let meter = self.meters.entry(cloud.to_string()).or_default();
        let index = meter.charges.iter().filter(|charge| charge.place.position == position).count() as u64;
        let place = Place { position, index };
        meter.charges.push(MeterCharge {
            place,
            bill: bill.to_string(),
            workspace: workspace.to_string(),
            waits: amount,
            in_flight: 0,
            reversed: 0,
            accepted: 0,
        });
        place
    }

    fn charge(&mut self, cloud: &str, place: Place) -> &mut MeterCharge {
        let meter = self.meters.get_mut(cloud).expect("it has charges");
        meter.charges.iter_mut().find(|charge| charge.place == place).expect("a charge stays in the list")
    }

    /// What of a charge no record has taken.
    pub(crate) fn waiting(&self, cloud: &str, place: Place) -> i128 {
        let charges = &self.meters[cloud].charges;
        charges.iter().find(|charge| charge.place == place).expect("a charge stays in the list").waits
    }

    /// The places of the charges of which something waits, in order.
    pub(crate) fn all_waiting(&self, cloud: &str) -> Vec<Place> {
        let charges = self.meters.get(cloud).map_or(&[][..], |meter| &meter.charges);
        charges.iter().filter(|charge| charge.waits > 0).map(|charge| charge.place).collect()
    }

    /// Value comes back from a charge (W9): first off what waits, then off what is in flight; the rest becomes credit.
    pub(crate) fn take_off(&mut self, cloud: &str, place: Place, amount: i128) {
        let charge = self.charge(cloud, place);
        let of_waiting = amount.min(charge.waits);
        charge.waits -= of_waiting;
        let of_flight = (amount - of_waiting).min(charge.in_flight - charge.reversed);
        charge.reversed += of_flight;
        let meter = self.meters.get_mut(cloud).expect("it has charges");
        meter.credit += amount - of_waiting - of_flight;
    }

    /// The number of a cloud account's record that is asked for and not answered.
    pub(crate) fn in_flight(&self, cloud: &str) -> Option<String> {
        let mut all = self.usage_records.iter();
        let found = all.find(|(_, record)| record.cloud_account == cloud && record.state == RecordState::InFlight);
        found.map(|(number, _)| number.clone())
    }

    pub(crate) fn request_metering(&mut self, command: &Value) -> Result<Answer, String> {
        let cloud_id = text(command, "cloud_account");
        let Some(cloud) = self.cloud_accounts.get(&cloud_id) else {
            return refuse("unknown_cloud_account");
        };
        let account = cloud.account.clone();
        if self.in_flight(&cloud_id).is_some() {
            return Ok(Answer::Replayed);
        }
        if self.accounts[&account].closed {
            return refuse("account_closed");
        }
        let last = self.accounts[&account].last;
        let decided = self.begin(&[&account], instant(command, "at"))?;
        if let Some(record) = self.next_record(&cloud_id, decided) {
            let number = self.next_number();
            self.usage_records.insert(number, record);
            return Ok(Answer::Done(Vec::new()));
        }
        if self.happened > 0 {
            return Ok(Answer::Done(Vec::new()));
        }
        // Nothing is recorded, so this was no decision about the account.
        self.account(&account).last = last;
        Ok(Answer::Kept)
    }

    /// What there is to meter; it is taken out of what waits.
    fn next_record(&mut self, cloud_id: &str, decided: i128) -> Option<UsageRecord> {
        let cloud = self.cloud_accounts[cloud_id].clone();
        if !matches!(cloud.state(), CloudState::Active | CloudState::Suspended | CloudState::Closing) {
            return None;
        }
        let (start, end) = self.hour_to_meter(&cloud, decided)?;
        let unit = self.policy(&cloud.account).metering_unit(&cloud.provider, cloud.product_code.as_deref());
        let meter = self.meters.get_mut(cloud_id)?;
        let waiting: i128 = meter.charges.iter().map(|charge| charge.waits).sum();
        let quantity = ((waiting - meter.credit).max(0) / unit).min(MOST);
        if quantity == 0 {
            return None;
        }

        // From the front; all credit is set off.
        let mut to_take = quantity * unit + meter.credit;
        let mut upto = None;
        for charge in &mut meter.charges {
            let taken = to_take.min(charge.waits);
            if taken > 0 {
                to_take -= taken;
                charge.waits -= taken;
                charge.in_flight += taken;
                upto = Some(Mark { place: charge.place, part: charge.accepted + charge.in_flight });
            }
        }
        Some(UsageRecord {
            cloud_account: cloud_id.to_string(),
            state: RecordState::InFlight,
            start,
            end,
            unit,
            quantity,
            credit: meter.credit,
            from: meter.head,
            upto: upto.expect("a quantity above zero takes something"),
            accepted: None,
            hour_is_free: false,
        })
    }

    /// The latest hour that can be metered now: what of it the subscription was active in.
    fn hour_to_meter(&self, cloud: &CloudAccount, decided: i128) -> Option<(i128, i128)> {
        // What never was active has no usage.
        let active_from = cloud.life.active_from?;
        let oldest = if cloud.provider == "aws" { 6 * HOUR } else { 2 * HOUR };
        let mut hour = decided.div_euclid(HOUR) * HOUR;
        while decided - hour < oldest {
            let start = hour.max(active_from);
            let end = cloud.life.ended_at.map_or(hour + HOUR, |ended_at| ended_at.min(hour + HOUR));
            if end <= decided && end - start > SHORTEST && !self.hour_used(&cloud.identity, hour) {
                return Some((start, end));
            }
            hour -= HOUR;
        }
        None
    }

    /// Whether a record of the subscription has used a clock hour; one that was rejected has not.
    fn hour_used(&self, identity: &str, hour: i128) -> bool {
        self.usage_records.values().any(|record| {
            !record.hour_is_free
                && record.start.div_euclid(HOUR) * HOUR == hour
                && self.cloud_accounts[&record.cloud_account].identity == identity
        })
    }

    pub(crate) fn acknowledge_metering(&mut self, command: &Value) -> Result<Answer, String> {
        let number = text(command, "record");
        let outcome = &command["outcome"];
        let Some(record) = self.usage_records.get(&number).cloned() else {
            return refuse("unknown_usage_record");
        };
        if record.state != RecordState::InFlight || outcome.as_str() == Some("unprocessed") {
            return Ok(Answer::Kept);
        }
        let cloud_id = &record.cloud_account.clone();
        let account = self.cloud_accounts[cloud_id].account.clone();
        let decided = self.begin_message(&account, instant(command, "at"));

        // The quantity that the provider has; none: the record is void.
        let accepted = if outcome.as_str() == Some("accepted") {
            Some(record.quantity)
        } else if let Some(duplicate) = field(outcome, "duplicate") {
            let theirs = field(duplicate, "quantity").map(|value| i128::from(value.as_u64().expect("a quantity")));
            Some(theirs.unwrap_or(record.quantity))
        } else {
            None
        };
        let again = self.answered(&number, accepted);
        let record = self.usage_records.get_mut(&number).expect("a known record");
        record.hour_is_free = field(outcome, "rejected").is_some();

        let mut cause = Cause::new(&account, decided);
        for place in again {
            self.correct_void_charge(cloud_id, place, &mut cause);
        }
        if outcome.as_str() == Some("not_subscribed") {
            self.fall_back(cloud_id, "not_subscribed", &mut cause);
        }
        if matches!(self.cloud_accounts[cloud_id].state(), CloudState::Closed | CloudState::Failed) {
            self.fall_back(cloud_id, "unmetered", &mut cause);
        }
        self.conclude(&cause);
        Ok(Answer::Done(Vec::new()))
    }

    /// The record has its answer. Gives the places of the charges of which something waits again.
    fn answered(&mut self, number: &str, accepted: Option<i128>) -> Vec<Place> {
        let record = self.usage_records.get_mut(number).expect("a known record");
        record.state = if accepted.is_some() { RecordState::Accepted } else { RecordState::Void };
        record.accepted = accepted;
        let record = record.clone();
        let meter = self.meters.get_mut(&record.cloud_account).expect("the record took from it");

        // Of what the record took, so much from the front is accepted, and the rest waits again.
        let mut left = 0;
        if let Some(accepted) = accepted {
            left = accepted.min(record.quantity) * record.unit + record.credit;
            meter.accepted += accepted * record.unit;
            meter.credit -= record.credit;
            // The provider has more than was sent to it: no bill charges that.
            meter.credit += (accepted - record.quantity).max(0) * record.unit;
        }
        let mut again = Vec::new();
        for charge in meter.charges.iter_mut().filter(|charge| charge.in_flight > 0) {
            let yes = left.min(charge.in_flight);
            left -= yes;
            let back = charge.in_flight - yes;
            charge.in_flight = 0;
            charge.accepted += yes;
            if yes > 0 {
                meter.head = Some(Mark { place: charge.place, part: charge.accepted });
            }
            // What was reversed meanwhile comes off what waits again, as far as there is any; the provider has the
            // rest.
            let off = charge.reversed.min(back);
            charge.waits += back - off;
            meter.credit += charge.reversed - off;
            charge.reversed = 0;
            if back > 0 {
                again.push(charge.place);
            }
        }
        again
    }

    /// Its metering deadline has passed: what waits falls back (P2).
    pub(crate) fn close_cloud_account(&mut self, id: &str, deadline: i128) {
        let cloud = self.cloud_accounts.get_mut(id).expect("a known cloud account");
        cloud.closed = true;
        let account = cloud.account.clone();
        let mut cause = Cause::new(&account, deadline);
        self.fall_back(id, "unmetered", &mut cause);
        self.conclude(&cause);
    }

    /// A charge waits again. If the payer is no longer this cloud account, the bill is corrected by what waits of it.
    fn correct_void_charge(&mut self, cloud: &str, place: Place, cause: &mut Cause) {
        let bill_id = self.charge(cloud, place).bill.clone();
        let (since, by_timeline) = self.payer_by_timeline(&self.bills[&bill_id]);
        if by_timeline == Payer::Cloud(cloud.to_string()) {
            return;
        }
        let (payer, reason) = self.payer_and_reason(since, &by_timeline);
        let from = Payer::Cloud(cloud.to_string());
        let only = Some((cloud.to_string(), place));
        self.correct(&bill_id, "payer_changed", from, payer, reason, only, cause);
    }
}
