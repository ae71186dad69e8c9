//! How events change meters: charges are added, sent, accepted and refunded (N2).

use core::ops::ControlFlow;

use alloc::sync::Arc;
use alloc::vec::Vec;

use super::error::{EvolveError, difference, does_not_add_up, found, missing, sum};
use crate::account::{Account, Sending};
use crate::bill::{BillRecord, Refund};
use crate::event::EventContext;
use crate::fund::Fund;
use crate::id::{AccountId, CloudAccountId, Note};
use crate::metering::{
    Charge, HOURS_KEPT, InFlight, Meter, MeterMark, MeteringOutcome, UsageRecord, UsageState, price,
};
use crate::money::Money;
use crate::position::{ChargePosition, EntryPosition};
use crate::receipt::Slice;
use crate::records::{Key, Record, RecordStore, ViewExt, each_charge};

/// Adds the charges of `slices` to the meters of their cloud accounts.
pub(super) fn charge(records: &mut dyn RecordStore, record: &BillRecord, slices: &[Slice]) -> Result<(), EvolveError> {
    for slice in slices {
        let Some(place) = &slice.charge else { continue };
        change(records, &place.cloud_account, Some((&record.account, slice.amount)), |meter| {
            meter.waiting = sum(&meter.waiting, &slice.amount)?;
            meter.last = Some(place.position);
            Ok(())
        })?;
        let charge = Charge {
            bill: record.bill.id.clone(),
            workspace: record.bill.workspace.clone(),
            position: place.position,
            amount: slice.amount,
            reversed: Money::zero(slice.amount.currency()),
        };
        put(records, &place.cloud_account, charge);
    }
    Ok(())
}

/// Takes what `refunds` refund off the charges of the bill.
pub(super) fn take_back(
    records: &mut dyn RecordStore,
    record: &BillRecord,
    refunds: &[Refund],
) -> Result<(), EvolveError> {
    for one in refunds.iter().filter(|one| one.fund == Fund::CloudAccount) {
        let slice = record.slices().find(|(number, _)| *number == one.slice);
        let place = slice.and_then(|(_, slice)| slice.charge.as_ref());
        take_off(records, found(place, &record.bill.id)?, &one.amount)?;
    }
    Ok(())
}

/// Takes value off a charge: first off the part that waits, then off the part in flight. The part that the provider has
/// accepted becomes credit.
fn take_off(records: &mut dyn RecordStore, place: &ChargePosition, amount: &Money) -> Result<(), EvolveError> {
    let mut charge = Arc::unwrap_or_clone(found(records.charge(place)?, &place.cloud_account)?);
    change(records, &place.cloud_account, None, |meter| {
        let parts = meter.parts(&charge).map_err(does_not_add_up)?;
        let waited = amount.least(&parts.waiting).map_err(does_not_add_up)?;
        meter.waiting = difference(&meter.waiting, &waited)?;
        charge.amount = difference(&charge.amount, &waited)?;
        let mut rest = difference(amount, &waited)?;
        if let Some(in_flight) = &mut meter.in_flight {
            let left = difference(&parts.in_flight, &charge.reversed)?;
            let flew = rest.least(&left).map_err(does_not_add_up)?;
            in_flight.reversed = sum(&in_flight.reversed, &flew)?;
            charge.reversed = sum(&charge.reversed, &flew)?;
            rest = difference(&rest, &flew)?;
        }
        meter.credit = sum(&meter.credit, &rest)?;
        Ok(())
    })?;
    put(records, &place.cloud_account, charge);
    Ok(())
}

/// A usage record is sent.
pub(super) fn requested(
    records: &mut dyn RecordStore,
    context: EventContext,
    record: &Arc<UsageRecord>,
) -> Result<(), EvolveError> {
    let taken = taken_by(record, record.quantity)?;
    change(records, &record.cloud_account, None, |meter| {
        meter.waiting = difference(&meter.waiting, &taken)?;
        let reversed = Money::zero(taken.currency());
        meter.in_flight = Some(InFlight { record: record.number, upto: record.upto, taken, reversed });
        meter.hours.retain(|hour| hour.plus(HOURS_KEPT) > context.at);
        let hour = record.start.hour();
        meter.hours.insert(meter.hours.partition_point(|one| *one < hour), hour);
        Ok(())
    })?;
    records.put(Key::usage_record(record.number), Some(Record::UsageRecord(record.clone())));
    let listed = Key::cloud_account_usage_record(&record.cloud_account, record.number);
    records.put(listed, Some(Record::EntryPosition(record.number)));
    Ok(())
}

/// A usage record in flight falls due when it can no longer be sent.
pub(super) fn sending_begins(account: &mut Account, record: &UsageRecord) {
    if let Some(until) = record.send_until {
        account.sendings.push(Sending { until, record: record.number });
        account.sendings.sort();
    }
}

/// A provider's answer to a usage record.
pub(super) struct Acknowledged<'e> {
    pub(super) number: EntryPosition,
    pub(super) outcome: &'e MeteringOutcome,
    pub(super) state: UsageState,
    pub(super) accepted: u32,
    pub(super) head: Option<MeterMark>,
    pub(super) provider_record: Option<&'e Note>,
}

/// The provider answered, or the record fell back without an answer: the part that the provider took is accepted, the
/// rest waits again. A disputed record stays in flight.
pub(super) fn acknowledged(
    records: &mut dyn RecordStore,
    context: EventContext,
    answer: Acknowledged<'_>,
) -> Result<(), EvolveError> {
    let mut record = Arc::unwrap_or_clone(found(records.usage_record(answer.number)?, &answer.number)?);
    let id = record.cloud_account.clone();
    let meter = found(records.meter(&id)?, &id)?;
    let in_flight = meter.in_flight.clone().filter(|in_flight| in_flight.record == answer.number);
    match in_flight {
        _ if answer.state == UsageState::Disputed => {}
        Some(in_flight) => land(records, &record, &meter, &in_flight, &answer)?,
        None => credit_late(records, &record, &answer)?,
    }
    match answer.state {
        UsageState::Disputed => {}
        // It fell due then, also when the decision was later.
        UsageState::TooLate => record.settled_at = record.send_until,
        _ => record.settled_at = Some(context.at),
    }
    record.state = answer.state;
    record.accepted = (answer.state == UsageState::Accepted).then_some(answer.accepted);
    if let MeteringOutcome::Rejected { reason } = answer.outcome {
        record.reason = reason.clone();
    }
    record.provider_record = answer.provider_record.cloned().or(record.provider_record);
    records.put(Key::usage_record(answer.number), Some(Record::UsageRecord(Arc::new(record))));
    Ok(())
}

/// The provider has a quantity of a record whose charges were paid by the enterprise account: it becomes credit.
fn credit_late(
    records: &mut dyn RecordStore,
    record: &UsageRecord,
    answer: &Acknowledged<'_>,
) -> Result<(), EvolveError> {
    let has = price(answer.accepted, record.unit).map_err(does_not_add_up)?;
    change(records, &record.cloud_account, None, |meter| {
        meter.accepted = sum(&meter.accepted, &has)?;
        meter.credit = sum(&meter.credit, &has)?;
        Ok(())
    })
}

/// Takes the record in flight out of its meter.
fn land(
    records: &mut dyn RecordStore,
    record: &UsageRecord,
    meter: &Meter,
    in_flight: &InFlight,
    answer: &Acknowledged<'_>,
) -> Result<(), EvolveError> {
    let id = &record.cloud_account;
    let (credited, uncharged) = settle_reversed(records, id, meter, in_flight, answer.head)?;
    change(records, id, None, |meter| {
        meter.in_flight = None;
        meter.head = answer.head;
        let mut kept = Money::zero(record.unit.currency());
        if answer.state == UsageState::Accepted {
            kept = taken_by(record, answer.accepted.min(record.quantity))?;
            let has = price(answer.accepted, record.unit).map_err(does_not_add_up)?;
            let more = price(answer.accepted.saturating_sub(record.quantity), record.unit).map_err(does_not_add_up)?;
            meter.accepted = sum(&meter.accepted, &has)?;
            meter.credit = sum(&difference(&meter.credit, &record.credit)?, &more)?;
        }
        // Subtracted first: no intermediate sum is above what was there before.
        let back = difference(&difference(&in_flight.taken, &kept)?, &uncharged)?;
        meter.waiting = sum(&meter.waiting, &back)?;
        meter.credit = sum(&meter.credit, &credited)?;
        // The provider has something of the hour of a disputed record, so that hour is not sent again.
        if let (UsageState::InFlight, MeteringOutcome::Rejected { .. }) = (record.state, answer.outcome) {
            let hour = record.start.hour();
            meter.hours.retain(|one| *one != hour);
        }
        Ok(())
    })
}

/// What was refunded of charges while they were in flight. Returns two amounts: the part of accepted charges, which
/// becomes credit, and the part of charges that wait again, by which those are less.
fn settle_reversed(
    records: &mut dyn RecordStore,
    id: &CloudAccountId,
    meter: &Meter,
    in_flight: &InFlight,
    head: Option<MeterMark>,
) -> Result<(Money, Money), EvolveError> {
    let zero = Money::zero(in_flight.taken.currency());
    let (mut credited, mut uncharged) = (zero, zero);
    if in_flight.reversed.is_zero() {
        return Ok((credited, uncharged));
    }
    let mut reversed = Vec::new();
    each_charge(records, id, meter.head.as_ref(), |charge| {
        if charge.position > in_flight.upto.position {
            return Ok(ControlFlow::Break(()));
        }
        if charge.reversed.is_positive() {
            reversed.push(charge);
        }
        Ok(ControlFlow::Continue(()))
    })?;
    let after = Meter { head, in_flight: None, ..meter.clone() };
    for charge in reversed {
        let mut charge = Arc::unwrap_or_clone(charge);
        let (before, now) = (meter.parts(&charge), after.parts(&charge));
        let (before, now) = (before.map_err(does_not_add_up)?, now.map_err(does_not_add_up)?);
        let back = difference(&now.waiting, &before.waiting)?;
        let less = charge.reversed.least(&back).map_err(does_not_add_up)?;
        uncharged = sum(&uncharged, &less)?;
        credited = sum(&credited, &difference(&charge.reversed, &less)?)?;
        charge.amount = difference(&charge.amount, &less)?;
        charge.reversed = zero;
        put(records, id, charge);
    }
    Ok((credited, uncharged))
}

/// The value of the charges that a usage record covers when `quantity` of its units are taken.
fn taken_by(record: &UsageRecord, quantity: u32) -> Result<Money, EvolveError> {
    let units = price(quantity, record.unit).map_err(does_not_add_up)?;
    sum(&units, &record.credit)
}

/// Stores a charge. A charge of which nothing is left is removed.
fn put(records: &mut dyn RecordStore, cloud_account: &CloudAccountId, charge: Charge) {
    let key = Key::charge(cloud_account, charge.position);
    let record = charge.amount.is_positive().then(|| Record::Charge(Arc::new(charge)));
    records.put(key, record);
}

/// Changes a meter. The first charge creates it, in the currency of the account.
fn change(
    records: &mut dyn RecordStore,
    id: &CloudAccountId,
    first: Option<(&AccountId, Money)>,
    change: impl FnOnce(&mut Meter) -> Result<(), EvolveError>,
) -> Result<(), EvolveError> {
    let key = Key::meter(id);
    let mut meter = match (records.take(&key)?, first) {
        (Some(Record::Meter(meter)), _) => meter,
        (_, Some((account, amount))) => Arc::new(Meter::new(id.clone(), account.clone(), amount.currency())),
        (_, None) => return Err(missing(id).into()),
    };
    change(Arc::make_mut(&mut meter))?;
    records.put(key, Some(Record::Meter(meter)));
    Ok(())
}
