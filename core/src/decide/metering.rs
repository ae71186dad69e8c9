//! Usage records: requesting the next one, and recording the provider's answer (N2, W6).

use alloc::format;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::{DecideError, DecisionContext, Handled, PriorResult, own_money};
use crate::bill::CorrectionReason;
use crate::cloud_account::{CloudAccount, CloudAccountState};
use crate::command::{AcknowledgeMetering, RequestMetering};
use crate::event::Event;
use crate::metering::{Meter, MeterMark, MeteringOutcome, UsageRecord, UsageState, hour_to_meter, price, whole_units};
use crate::records::mark_after;
use crate::records::{Unreadable, ViewExt};
use crate::refusal::Refusal;
use crate::time::Instant;

impl DecisionContext<'_> {
    pub(super) fn request_metering(&mut self, command: &RequestMetering) -> Handled {
        let id = &command.cloud_account;
        let owner = self.cloud_account(id)?.account.clone();
        if let Some(in_flight) = self.records.meter(id)?.and_then(|meter| meter.in_flight.clone()) {
            let record = self.records.usage_record(in_flight.record)?;
            let record = record.ok_or_else(|| Unreadable(format!("usage record `{}` is lost", in_flight.record)))?;
            return Ok(Some(PriorResult::UsageRecord(record)));
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
        let record = self.records.usage_record(number)?.ok_or(Refusal::UnknownUsageRecord { record: number })?;
        if record.state != UsageState::InFlight || command.outcome == MeteringOutcome::Unprocessed {
            return Ok(Some(PriorResult::Nothing));
        }
        self.clock_without_tolerance(&[&record.account])?;
        let id = &record.cloud_account;
        let meter = self.records.meter(id)?.ok_or_else(|| Unreadable(format!("the meter of `{id}` is not there")))?;
        let (state, accepted) = match command.outcome {
            MeteringOutcome::Accepted => (UsageState::Accepted, record.quantity),
            MeteringOutcome::Duplicate { quantity } => (UsageState::Accepted, quantity.unwrap_or(record.quantity)),
            MeteringOutcome::Rejected { .. } | MeteringOutcome::NotSubscribed | MeteringOutcome::Unprocessed => {
                (UsageState::Void, 0)
            }
        };
        let head = match state {
            UsageState::Accepted => self.accepted_upto(&record, &meter, accepted)?,
            UsageState::InFlight | UsageState::Void => meter.head,
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
        if head != Some(record.upto) {
            self.correct_misplaced(id, head.as_ref(), &record.upto)?;
        }
        if command.outcome == MeteringOutcome::NotSubscribed {
            self.fall_back(id, CorrectionReason::NotSubscribed, self.at())?;
        }
        self.fall_back_if_over(id, self.at())?;
        self.follow_overdraft(&record.account)?;
        Ok(None)
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
