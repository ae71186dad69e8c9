//! Meters: the charges of bills to a cloud account, and the usage records for its provider (N2, W6).

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::Answer;
use crate::corrections::Cause;
use crate::money::print_money;
use crate::observe::whole;
use crate::read::{field, instant, refuse, text, text_if};
use crate::state::{CloudAccount, CloudState, Mark, MeterCharge, Payer, Place, RecordState, State, UsageRecord};
use crate::time::{HOUR, SECOND, in_range, print_instant};

/// The most units that one usage record can have.
const MOST: i128 = 2_147_483_647;

/// An interval of this length or less is not metered.
const SHORTEST: i128 = 300 * SECOND;

/// How long after the beginning of an hour its usage can be sent.
fn sending_time(provider: &str) -> i128 {
    if provider == "aws" { 6 * HOUR } else { 2 * HOUR }
}

/// The beginning of the clock hour (UTC) of an instant.
fn hour_of(instant: i128) -> i128 {
    instant.div_euclid(HOUR) * HOUR
}

/// What a provider answered.
#[derive(Clone, Debug, PartialEq)]
enum Outcome {
    Accepted,
    /// Which quantity the provider has is not known.
    Duplicate,
    /// With the quantity that the provider has.
    DuplicateOf(i128),
    /// With the reason.
    Rejected(Option<String>),
    NotSubscribed,
    Unprocessed,
}

impl Outcome {
    fn read(outcome: &Value) -> Outcome {
        if let Some(duplicate) = field(outcome, "duplicate") {
            return match field(duplicate, "quantity") {
                Some(quantity) => Outcome::DuplicateOf(i128::from(quantity.as_u64().expect("a quantity"))),
                None => Outcome::Duplicate,
            };
        }
        if let Some(rejected) = field(outcome, "rejected") {
            return Outcome::Rejected(text_if(rejected, "reason"));
        }
        match outcome.as_str() {
            Some("accepted") => Outcome::Accepted,
            Some("not_subscribed") => Outcome::NotSubscribed,
            Some("unprocessed") => Outcome::Unprocessed,
            _ => panic!("no such outcome: {outcome}"),
        }
    }

    /// The table of the contract: whether it changes something about a record in that state.
    fn changes(&self, state: RecordState) -> bool {
        match state {
            RecordState::InFlight => *self != Outcome::Unprocessed,
            RecordState::Disputed => !matches!(self, Outcome::Duplicate | Outcome::Unprocessed),
            RecordState::TooLate => {
                matches!(self, Outcome::Accepted | Outcome::Duplicate | Outcome::DuplicateOf(_))
            }
            RecordState::Accepted | RecordState::Void => false,
        }
    }
}

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

    /// The number of a cloud account's record that is requested, without a final answer.
    pub(crate) fn in_flight(&self, cloud: &str) -> Option<String> {
        let mut all = self.usage_records.iter();
        let found = all.find(|(_, record)| record.cloud_account == cloud && record.in_flight());
        found.map(|(number, _)| number.clone())
    }

    pub(crate) fn request_metering(&mut self, command: &Value) -> Result<Answer, String> {
        let cloud_id = text(command, "cloud_account");
        let Some(cloud) = self.cloud_accounts.get(&cloud_id) else {
            return refuse("unknown_cloud_account");
        };
        let account = cloud.account.clone();
        if let Some(number) = self.in_flight(&cloud_id) {
            let record = &self.usage_records[&number];
            if record.state == RecordState::Disputed || instant(command, "at") < record.send_until {
                return Ok(Answer::Replayed);
            }
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
        let (dimension, unit) =
            self.policy(&cloud.account).metering_unit(&cloud.provider, cloud.product_code.as_deref());
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
            dimension,
            start,
            end,
            unit,
            quantity,
            credit: meter.credit,
            from: meter.head,
            upto: upto.expect("a quantity above zero takes something"),
            accepted: None,
            hour_is_free: false,
            send_until: in_range(hour_of(start) + sending_time(&cloud.provider)),
            fell_back: false,
            requested_at: decided,
            settled_at: None,
            reason: None,
            provider_record: None,
        })
    }

    /// The latest hour that can be metered now: what of it the subscription was active in.
    fn hour_to_meter(&self, cloud: &CloudAccount, decided: i128) -> Option<(i128, i128)> {
        // What never was active has no usage.
        let active_from = cloud.life.active_from?;
        let oldest = sending_time(&cloud.provider);
        let mut hour = hour_of(decided);
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
                && hour_of(record.start) == hour
                && self.cloud_accounts[&record.cloud_account].identity == identity
        })
    }

    pub(crate) fn acknowledge_metering(&mut self, command: &Value) -> Result<Answer, String> {
        let number = text(command, "record");
        let outcome = Outcome::read(&command["outcome"]);
        let Some(record) = self.usage_records.get(&number) else {
            return refuse("unknown_usage_record");
        };
        if !outcome.changes(record.state) {
            return Ok(Answer::Kept);
        }
        let cloud_id = record.cloud_account.clone();
        let account = self.cloud_accounts[&cloud_id].account.clone();
        let decided = self.begin_message(&BTreeSet::from([account.clone()]), instant(command, "at"));
        // Catching up may have made it too late.
        let was = self.usage_records[&number].clone();
        if !outcome.changes(was.state) {
            return Ok(Answer::Done(Vec::new()));
        }

        let record = self.usage_records.get_mut(&number).expect("a known record");
        if let Some(theirs) = text_if(command, "provider_record") {
            record.provider_record = Some(theirs);
        }
        let accepted = match &outcome {
            Outcome::Accepted => Some(was.quantity),
            Outcome::DuplicateOf(quantity) => Some(*quantity),
            Outcome::Duplicate => {
                record.state = RecordState::Disputed;
                self.raise_about("usage_disputed", &number);
                return Ok(Answer::Done(Vec::new()));
            }
            Outcome::Rejected(reason) => {
                record.reason = reason.clone();
                // What was disputed was sent, so its hour stays used.
                record.hour_is_free = was.state == RecordState::InFlight;
                None
            }
            Outcome::NotSubscribed => None,
            Outcome::Unprocessed => panic!("it changes no record"),
        };
        record.state = if accepted.is_some() { RecordState::Accepted } else { RecordState::Void };
        record.accepted = accepted;
        record.settled_at = Some(decided);

        // Another fund has paid what it took. What the provider has all the same, no bill charges.
        if was.fell_back {
            let meter = self.meters.get_mut(&cloud_id).expect("the record took from it");
            meter.accepted += accepted.unwrap_or(0) * was.unit;
            meter.credit += accepted.unwrap_or(0) * was.unit;
            return Ok(Answer::Done(Vec::new()));
        }

        let again = self.answered(&number, accepted);
        let mut cause = Cause::new(&account, decided);
        for place in again {
            self.correct_void_charge(&cloud_id, place, &mut cause);
        }
        if outcome == Outcome::NotSubscribed {
            self.fall_back(&cloud_id, "not_subscribed", &mut cause);
        }
        if matches!(self.cloud_accounts[&cloud_id].state(), CloudState::Closed | CloudState::Failed) {
            self.fall_back(&cloud_id, "unmetered", &mut cause);
        }
        self.conclude(&cause);
        self.notify_of_corrections(&cloud_id, &cause);
        Ok(Answer::Done(Vec::new()))
    }

    /// What the record took is no longer in flight. Gives the places of the charges of which something waits again.
    fn answered(&mut self, number: &str, accepted: Option<i128>) -> Vec<Place> {
        let record = &self.usage_records[number];
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

    /// The provider accepts usage of the record's hour no more, and has not answered: what the record took falls back,
    /// dated then.
    pub(crate) fn last_sending_time(&mut self, number: &str) {
        let record = self.usage_records.get_mut(number).expect("found as due");
        record.state = RecordState::TooLate;
        record.fell_back = true;
        record.settled_at = Some(record.send_until);
        let (cloud_id, at, last) = (record.cloud_account.clone(), record.send_until, record.upto.place);
        let mut cause = Cause::new(&self.cloud_accounts[&cloud_id].account, at);
        for place in self.answered(number, None) {
            self.correct_void_charge(&cloud_id, place, &mut cause);
        }
        // The last charge as a whole, so also what of it the record did not take.
        let mut places = self.all_waiting(&cloud_id);
        places.retain(|place| *place <= last);
        self.fall_back_of(places, &cloud_id, "not_answered", &mut cause);
        self.notify_of_fall_back(&cause);
        self.raise_about("usage_record_too_late", number);
        self.look_at_overdraft(&cause.account, at);
        self.notify_of_corrections(&cloud_id, &cause);
    }

    /// A notification about a usage record, for the operator.
    fn raise_about(&mut self, template: &str, number: &str) {
        let record = &self.usage_records[number];
        let cloud = &self.cloud_accounts[&record.cloud_account];
        let mut fields = json!({
            "template": template, "account": cloud.account, "cloud_account": record.cloud_account,
            "provider": cloud.provider, "record": number, "dimension": record.dimension,
            "start": print_instant(record.start), "end": print_instant(record.end),
            "unit": print_money(record.unit, &self.currency(&cloud.account)), "quantity": whole(record.quantity),
        });
        if record.state == RecordState::Disputed {
            fields["fell_back"] = json!(record.fell_back);
        } else {
            fields["send_until"] = json!(print_instant(record.send_until));
        }
        self.raise(fields);
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
