//! How events change meters: charges that come in, go out and come back (N2).

use core::ops::ControlFlow;

use alloc::sync::Arc;
use alloc::vec::Vec;

use super::{Misfit, difference, does_not_add_up, found, sum, unshare};
use crate::bill::{BillRecord, Return};
use crate::fund::Fund;
use crate::id::{AccountId, CloudAccountId};
use crate::metering::{
    Charge, ChargePlace, HOURS_KEPT, InFlight, Meter, MeterMark, MeteringOutcome, UsageRecord, UsageState, each_charge,
    price,
};
use crate::money::Money;
use crate::obligation::ObligationNumber;
use crate::receipt::Slice;
use crate::rows::{Key, Moment, Row, Rows, ViewExt};

/// What `slices` charge to cloud accounts goes into their meters.
pub(super) fn charge(rows: &mut dyn Rows, record: &BillRecord, slices: &[Slice]) -> Result<(), Misfit> {
    for slice in slices {
        let Some(place) = &slice.charge else { continue };
        change(rows, &place.cloud_account, Some((&record.account, slice.amount)), |meter| {
            meter.waiting = sum(&meter.waiting, &slice.amount)?;
            meter.last = Some(place.place());
            Ok(())
        })?;
        let charge = Charge {
            bill: record.bill.id.clone(),
            workspace: record.bill.workspace.clone(),
            place: place.place(),
            amount: slice.amount,
            reversed: Money::zero(slice.amount.currency()),
        };
        put(rows, &place.cloud_account, charge);
    }
    Ok(())
}

/// What `returns` give back of the bill's charges is taken off them.
pub(super) fn take_back(rows: &mut dyn Rows, record: &BillRecord, returns: &[Return]) -> Result<(), Misfit> {
    for one in returns.iter().filter(|one| one.fund == Fund::CloudAccount) {
        let slice = record.slices().find(|(number, _)| *number == one.slice);
        let place = slice.and_then(|(_, slice)| slice.charge.as_ref());
        take_off(rows, found(place, &record.bill.id)?, &one.amount)?;
    }
    Ok(())
}

/// Takes value off a charge: first off what waits, then off what is in flight, and what the provider has already becomes credit.
fn take_off(rows: &mut dyn Rows, place: &ChargePlace, amount: &Money) -> Result<(), Misfit> {
    let mut charge = unshare(found(rows.charge(place)?, &place.cloud_account)?);
    change(rows, &place.cloud_account, None, |meter| {
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
    put(rows, &place.cloud_account, charge);
    Ok(())
}

/// A usage record goes out.
pub(super) fn requested(rows: &mut dyn Rows, moment: Moment, record: &Arc<UsageRecord>) -> Result<(), Misfit> {
    let taken = taken_by(record, record.quantity)?;
    change(rows, &record.cloud_account, None, |meter| {
        meter.waiting = difference(&meter.waiting, &taken)?;
        let reversed = Money::zero(taken.currency());
        meter.in_flight = Some(InFlight { record: record.number, upto: record.upto, taken, reversed });
        meter.hours.retain(|hour| hour.plus(HOURS_KEPT) > moment.at);
        let hour = record.start.hour();
        meter.hours.insert(meter.hours.partition_point(|one| *one < hour), hour);
        Ok(())
    })?;
    rows.put(Key::usage_record(record.number), Some(Row::UsageRecord(record.clone())));
    let listed = Key::cloud_account_usage_record(&record.cloud_account, record.number);
    rows.put(listed, Some(Row::ObligationNumber(record.number)));
    Ok(())
}

/// A provider's answer to a usage record, as its event tells it.
pub(super) struct Acknowledged<'e> {
    pub(super) number: ObligationNumber,
    pub(super) outcome: &'e MeteringOutcome,
    pub(super) state: UsageState,
    pub(super) accepted: u32,
    pub(super) head: Option<MeterMark>,
    pub(super) provider_record: Option<crate::id::Note>,
}

/// The provider answered: what it has is accepted, the rest waits again.
pub(super) fn acknowledged(rows: &mut dyn Rows, moment: Moment, answer: Acknowledged<'_>) -> Result<(), Misfit> {
    let mut record = unshare(found(rows.usage_record(answer.number)?, &answer.number)?);
    let id = record.cloud_account.clone();
    let meter = found(rows.meter(&id)?, &id)?;
    let in_flight = found(meter.in_flight.clone(), &answer.number)?;
    let (credited, uncharged) = settle_reversed(rows, &id, &meter, &in_flight, answer.head)?;
    change(rows, &id, None, |meter| {
        meter.in_flight = None;
        meter.head = answer.head;
        let mut kept = Money::zero(record.unit.currency());
        if answer.state == UsageState::Accepted {
            kept = taken_by(&record, answer.accepted.min(record.quantity))?;
            let has = price(answer.accepted, record.unit).map_err(does_not_add_up)?;
            let more = price(answer.accepted.saturating_sub(record.quantity), record.unit).map_err(does_not_add_up)?;
            meter.accepted = sum(&meter.accepted, &has)?;
            meter.credit = sum(&difference(&meter.credit, &record.credit)?, &more)?;
        }
        // Set off before it is put back: no sum on the way is above what was there before.
        let back = difference(&difference(&in_flight.taken, &kept)?, &uncharged)?;
        meter.waiting = sum(&meter.waiting, &back)?;
        meter.credit = sum(&meter.credit, &credited)?;
        if let MeteringOutcome::Rejected { .. } = answer.outcome {
            let hour = record.start.hour();
            meter.hours.retain(|one| *one != hour);
        }
        Ok(())
    })?;
    record.state = answer.state;
    record.settled_at = Some(moment.at);
    record.accepted = (answer.state == UsageState::Accepted).then_some(answer.accepted);
    if let MeteringOutcome::Rejected { reason } = answer.outcome {
        record.reason = reason.clone();
    }
    record.provider_record = answer.provider_record;
    rows.put(Key::usage_record(answer.number), Some(Row::UsageRecord(Arc::new(record))));
    Ok(())
}

/// What was given back of charges while they were in flight: of what is accepted it becomes credit (the first of the two), what waits again
/// is less by it (the second).
fn settle_reversed(
    rows: &mut dyn Rows,
    id: &CloudAccountId,
    meter: &Meter,
    in_flight: &InFlight,
    head: Option<MeterMark>,
) -> Result<(Money, Money), Misfit> {
    let zero = Money::zero(in_flight.taken.currency());
    let (mut credited, mut uncharged) = (zero, zero);
    if in_flight.reversed.is_zero() {
        return Ok((credited, uncharged));
    }
    let mut reversed = Vec::new();
    each_charge(rows, id, meter.head.as_ref(), |charge| {
        if charge.place > in_flight.upto.place() {
            return Ok(ControlFlow::Break(()));
        }
        if charge.reversed.is_positive() {
            reversed.push(charge);
        }
        Ok(ControlFlow::Continue(()))
    })?;
    let after = Meter { head, in_flight: None, ..meter.clone() };
    for charge in reversed {
        let mut charge = unshare(charge);
        let (before, now) = (meter.parts(&charge), after.parts(&charge));
        let (before, now) = (before.map_err(does_not_add_up)?, now.map_err(does_not_add_up)?);
        let back = difference(&now.waiting, &before.waiting)?;
        let less = charge.reversed.least(&back).map_err(does_not_add_up)?;
        uncharged = sum(&uncharged, &less)?;
        credited = sum(&credited, &difference(&charge.reversed, &less)?)?;
        charge.amount = difference(&charge.amount, &less)?;
        charge.reversed = zero;
        put(rows, id, charge);
    }
    Ok((credited, uncharged))
}

/// What a record takes of the charges when `quantity` of its units are taken.
fn taken_by(record: &UsageRecord, quantity: u32) -> Result<Money, Misfit> {
    let units = price(quantity, record.unit).map_err(does_not_add_up)?;
    sum(&units, &record.credit)
}

/// Puts a charge; one of which nothing is left is none.
fn put(rows: &mut dyn Rows, cloud_account: &CloudAccountId, charge: Charge) {
    let key = Key::charge(cloud_account, charge.place);
    let row = charge.amount.is_positive().then(|| Row::Charge(Arc::new(charge)));
    rows.put(key, row);
}

/// Changes a meter; the first charge of an account, in its currency, makes one.
fn change(
    rows: &mut dyn Rows,
    id: &CloudAccountId,
    first: Option<(&AccountId, Money)>,
    change: impl FnOnce(&mut Meter) -> Result<(), Misfit>,
) -> Result<(), Misfit> {
    let key = Key::meter(id);
    let mut meter = match (rows.take(&key)?, first) {
        (Some(Row::Meter(meter)), _) => meter,
        (_, Some((account, amount))) => Arc::new(Meter::new(id.clone(), account.clone(), amount.currency())),
        (_, None) => return Err(super::missing(id).into()),
    };
    change(Arc::make_mut(&mut meter))?;
    rows.put(key, Some(Row::Meter(meter)));
    Ok(())
}
