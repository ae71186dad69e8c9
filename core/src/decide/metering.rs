//! Usage records: requesting the next one, and recording the provider's answer (N2, W6).

use alloc::format;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::corrections::CorrectedSums;
use super::{DecideError, DecisionContext, Handled, PriorResult, own_money};
use crate::bill::CorrectionReason;
use crate::cloud_account::{CloudAccount, CloudAccountState};
use crate::command::{AcknowledgeMetering, RequestMetering};
use crate::event::Event;
use crate::id::CloudAccountId;
use crate::metering::{
    Meter, MeterMark, MeteringOutcome, UsageRecord, UsageState, accepted_until, hour_to_meter, price, whole_units,
};
use crate::outbox::Notification;
use crate::position::EntryPosition;
use crate::records::mark_after;
use crate::records::{Unreadable, ViewExt};
use crate::refusal::Refusal;
use crate::time::Instant;

impl DecisionContext<'_> {
    pub(super) fn request_metering(&mut self, command: &RequestMetering) -> Handled {
        let id = &command.cloud_account;
        let owner = self.cloud_account(id)?.account.clone();
        if let Some(in_flight) = self.records.meter(id)?.and_then(|meter| meter.in_flight.clone()) {
            let record = self.recorded_usage(in_flight.record)?;
            let sent_in_time = record.send_until.is_none_or(|until| self.asked_at < until);
            if sent_in_time || record.state == UsageState::Disputed {
                return Ok(Some(PriorResult::UsageRecord(record)));
            }
        }
        self.open(&owner)?;
        self.clock(&[&owner])?;
        if let Some(record) = self.next_usage_record(&*self.cloud_account(id)?)? {
            self.emit(Event::MeteringRequested { record: Arc::new(record) })?;
            return Ok(None);
        }
        Ok(self.events.is_empty().then_some(PriorResult::Nothing))
    }

    /// The usage of a cloud account that can be metered now, if there is any.
    fn next_usage_record(&mut self, cloud_account: &CloudAccount) -> Result<Option<UsageRecord>, DecideError> {
        use CloudAccountState::{Active, Closing, Suspended};
        let Some(meter) = self.records.meter(&cloud_account.id)? else { return Ok(None) };
        if !matches!(cloud_account.state, Active | Suspended | Closing) {
            return Ok(None);
        }
        let used = self.hours_used(cloud_account)?;
        let Some((start, end)) = hour_to_meter(cloud_account, self.at(), |hour| used.contains(&hour)) else {
            return Ok(None);
        };
        let account = self.account(&cloud_account.account)?;
        let (dimension, unit) = self.policy(&account)?.metering_unit(&cloud_account.subscription);
        let unit = unit.in_currency(account.currency);
        let quantity = own_money(whole_units(own_money(meter.waiting.minus(&meter.credit))?, unit))?;
        if quantity == 0 {
            return Ok(None);
        }
        let taken = own_money(price(quantity, unit).and_then(|price| price.plus(&meter.credit)))?;
        Ok(Some(UsageRecord {
            number: self.next_number(),
            account: account.id.clone(),
            cloud_account: cloud_account.id.clone(),
            dimension,
            start,
            end,
            unit,
            quantity,
            credit: meter.credit,
            from: meter.head,
            upto: self.mark_after(&meter, taken)?,
            state: UsageState::InFlight,
            requested_at: self.at(),
            settled_at: None,
            accepted: None,
            reason: None,
            provider_record: None,
            send_until: Some(accepted_until(cloud_account.provider(), start)),
        }))
    }

    fn mark_after(&self, meter: &Meter, amount: crate::money::Money) -> Result<MeterMark, DecideError> {
        let mark = mark_after(&self.records, &meter.cloud_account, meter.head.as_ref(), amount)?;
        let short = || Unreadable(format!("the meter of `{}` holds less than {amount}", meter.cloud_account));
        mark.ok_or_else(|| short().into())
    }

    /// The hours that were metered for this cloud account and for earlier links of the same subscription. A provider
    /// accepts each hour once.
    fn hours_used(&self, cloud_account: &CloudAccount) -> Result<Vec<Instant>, DecideError> {
        let mut used = Vec::new();
        if let Some(known) = self.records.subscription(cloud_account.subscription.identity())? {
            for link in &known.links {
                if let Some(meter) = self.records.meter(&link.cloud_account)? {
                    used.extend(&meter.hours);
                }
            }
        }
        Ok(used)
    }

    pub(super) fn acknowledge_metering(&mut self, command: &AcknowledgeMetering) -> Handled {
        let number = command.record;
        let unknown = Refusal::UnknownUsageRecord { record: number };
        let record = self.records.usage_record(number)?.ok_or_else(|| unknown.clone())?;
        if !record.is_changed_by(&command.outcome) {
            return Ok(Some(PriorResult::Nothing));
        }
        self.refuse_future(&[&record.account])?;
        self.clock_without_tolerance(&[&record.account])?;
        // The record may have fallen back in the meantime.
        let record = self.records.usage_record(number)?.ok_or(unknown)?;
        if !record.is_changed_by(&command.outcome) {
            return Ok(self.events.is_empty().then_some(PriorResult::Nothing));
        }
        let id = &record.cloud_account;
        let meter = self.meter_of(id)?;
        let (state, accepted) = match command.outcome {
            MeteringOutcome::Accepted => (UsageState::Accepted, record.quantity),
            MeteringOutcome::Duplicate { quantity: Some(quantity) } => (UsageState::Accepted, quantity),
            MeteringOutcome::Duplicate { quantity: None } => (UsageState::Disputed, 0),
            MeteringOutcome::Rejected { .. } | MeteringOutcome::NotSubscribed | MeteringOutcome::Unprocessed => {
                (UsageState::Void, 0)
            }
        };
        let in_flight = meter.in_flight.as_ref().is_some_and(|in_flight| in_flight.record == number);
        let head = if in_flight && state == UsageState::Accepted {
            self.accepted_upto(&record, &meter, accepted)?
        } else {
            meter.head
        };
        self.emit(Event::MeteringAcknowledged {
            account: record.account.clone(),
            cloud_account: id.clone(),
            record: number,
            outcome: command.outcome.clone(),
            state,
            accepted,
            head,
            provider_record: command.provider_record.clone(),
        })?;
        if state == UsageState::Disputed {
            self.raise_disputed(&record)?;
            return Ok(None);
        }
        // The charges of a record that fell back are no longer in the meter.
        if !in_flight {
            return Ok(None);
        }
        let corrected = match head {
            Some(head) if head == record.upto => CorrectedSums::new(),
            head => self.correct_misplaced(id, head.as_ref(), &record.upto, self.at())?,
        };
        if command.outcome == MeteringOutcome::NotSubscribed {
            self.fall_back(id, CorrectionReason::NotSubscribed, self.at())?;
        }
        self.fall_back_if_over(id, self.at())?;
        self.follow_overdraft(&record.account)?;
        self.raise_corrected(&*self.cloud_account(id)?, corrected)?;
        Ok(None)
    }

    /// A usage record without an answer can no longer be sent: it falls back (N2).
    pub(super) fn give_up_sending(&mut self, number: EntryPosition, at: Instant) -> Result<(), DecideError> {
        let record = self.recorded_usage(number)?;
        let id = &record.cloud_account;
        let head = self.meter_of(id)?.head;
        self.emit(Event::MeteringAcknowledged {
            account: record.account.clone(),
            cloud_account: id.clone(),
            record: number,
            outcome: MeteringOutcome::Unprocessed,
            state: UsageState::TooLate,
            accepted: 0,
            head,
            provider_record: None,
        })?;
        let corrected = self.correct_misplaced(id, head.as_ref(), &record.upto, at)?;
        self.fall_back_upto(id, Some(&record.upto), CorrectionReason::NotAnswered, at)?;
        self.raise(Notification::UsageRecordTooLate {
            account: record.account.clone(),
            cloud_account: id.clone(),
            provider: self.cloud_account(id)?.provider(),
            record: number,
            dimension: record.dimension.clone(),
            start: record.start,
            end: record.end,
            unit: record.unit,
            quantity: record.quantity,
            send_until: at,
        })?;
        self.follow_overdraft_at(&record.account, at)?;
        self.raise_corrected(&*self.cloud_account(id)?, corrected)
    }

    fn raise_disputed(&mut self, record: &UsageRecord) -> Result<(), DecideError> {
        self.raise(Notification::UsageDisputed {
            account: record.account.clone(),
            cloud_account: record.cloud_account.clone(),
            provider: self.cloud_account(&record.cloud_account)?.provider(),
            record: record.number,
            dimension: record.dimension.clone(),
            start: record.start,
            end: record.end,
            unit: record.unit,
            quantity: record.quantity,
            fell_back: record.state == UsageState::TooLate,
        })
    }

    /// A usage record that another record names.
    fn recorded_usage(&self, number: EntryPosition) -> Result<Arc<UsageRecord>, DecideError> {
        let record = self.records.usage_record(number)?;
        record.ok_or_else(|| Unreadable(format!("usage record `{number}` is lost")).into())
    }

    fn meter_of(&self, id: &CloudAccountId) -> Result<Arc<Meter>, DecideError> {
        let meter = self.records.meter(id)?;
        meter.ok_or_else(|| Unreadable(format!("the meter of `{id}` is not there")).into())
    }

    /// The mark up to which charges are accepted when the provider has `accepted` units of a record.
    fn accepted_upto(
        &self,
        record: &UsageRecord,
        meter: &Meter,
        accepted: u32,
    ) -> Result<Option<MeterMark>, DecideError> {
        if accepted >= record.quantity {
            return Ok(Some(record.upto));
        }
        let taken = own_money(price(accepted, record.unit).and_then(|price| price.plus(&record.credit)))?;
        if taken.is_zero() {
            return Ok(meter.head);
        }
        self.mark_after(meter, taken).map(Some)
    }
}
