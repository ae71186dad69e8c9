//! Reads the charges in a meter.

use core::ops::ControlFlow;

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::key::Key;
use super::record::Record;
use super::view::{Unreadable, View, ViewExt};
use crate::id::{CloudAccountId, WorkspaceId};
use crate::metering::{Charge, MeterMark, UsageRecord, shares};
use crate::money::{Money, MoneyError};

/// Calls `visit` with each charge in the meter of a cloud account, in order, from the charge that contains the mark
/// `from` on, until `visit` stops it.
///
/// # Errors
///
/// [`Unreadable`] when a charge cannot be read, or from `visit`.
pub fn each_charge(
    view: &(impl View + ?Sized),
    cloud_account: &CloudAccountId,
    from: Option<&MeterMark>,
    mut visit: impl FnMut(Arc<Charge>) -> Result<ControlFlow<()>, Unreadable>,
) -> Result<(), Unreadable> {
    let mut after = None;
    if let Some(from) = from {
        let first = Key::charge(cloud_account, from.position);
        if let Some(Record::Charge(charge)) = view.get(&first)?
            && visit(charge)?.is_break()
        {
            return Ok(());
        }
        after = Some(first);
    }
    view.scan_each(&Key::charges_of(cloud_account), after, |_, record| match record {
        Record::Charge(charge) => visit(charge),
        _ => Ok(ControlFlow::Continue(())),
    })
}

/// The mark of a meter after `amount`, above zero, is taken from the mark `from` on; `None` when the charges are less
/// than that.
///
/// # Errors
///
/// [`Unreadable`] when a charge cannot be read.
pub fn mark_after(
    view: &(impl View + ?Sized),
    cloud_account: &CloudAccountId,
    from: Option<&MeterMark>,
    amount: Money,
) -> Result<Option<MeterMark>, Unreadable> {
    let (mut rest, mut mark) = (amount, None);
    each_charge(view, cloud_account, from, |charge| {
        let before = MeterMark::covers(from, &charge);
        let left = charge.amount.minus(&before).map_err(unreadable)?;
        let part = rest.least(&left).map_err(unreadable)?;
        rest = rest.minus(&part).map_err(unreadable)?;
        if !rest.is_zero() {
            return Ok(ControlFlow::Continue(()));
        }
        mark = Some(MeterMark { position: charge.position, part: before.plus(&part).map_err(unreadable)? });
        Ok(ControlFlow::Break(()))
    })?;
    Ok(mark)
}

/// The charges of a cloud account between the marks `from` and `upto` (absent: up to the last charge), oldest first.
/// Each charge has the part of its amount that lies between them, above zero.
///
/// # Errors
///
/// [`Unreadable`] when a charge cannot be read.
pub fn charges_between(
    view: &(impl View + ?Sized),
    cloud_account: &CloudAccountId,
    from: Option<&MeterMark>,
    upto: Option<&MeterMark>,
) -> Result<Vec<(Arc<Charge>, Money)>, Unreadable> {
    let mut charges = Vec::new();
    each_charge(view, cloud_account, from, |charge| {
        if upto.is_some_and(|upto| charge.position > upto.position) {
            return Ok(ControlFlow::Break(()));
        }
        let end = upto.map_or(charge.amount, |upto| MeterMark::covers(Some(upto), &charge));
        let part = end.minus(&MeterMark::covers(from, &charge)).map_err(unreadable)?;
        if part.is_positive() {
            charges.push((charge, part));
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(charges)
}

/// The charges that a usage record covers, oldest first, each with the part that it covers (N2). Of a void record: the
/// part that it covered, less later refunds.
///
/// # Errors
///
/// [`Unreadable`] when a charge cannot be read.
pub fn charges_of(view: &(impl View + ?Sized), record: &UsageRecord) -> Result<Vec<(Arc<Charge>, Money)>, Unreadable> {
    charges_between(view, &record.cloud_account, record.from.as_ref(), Some(&record.upto))
}

/// The [share](shares) of each workspace in the quantity of a usage record: whole units, whose sum is the quantity, in
/// order of the workspaces.
///
/// # Errors
///
/// [`Unreadable`] when a charge cannot be read, or the charges do not add up.
pub fn shares_of(view: &(impl View + ?Sized), record: &UsageRecord) -> Result<Vec<(WorkspaceId, u32)>, Unreadable> {
    let mut by_workspace: BTreeMap<WorkspaceId, Money> = BTreeMap::new();
    for (charge, part) in charges_of(view, record)? {
        let sum = by_workspace.entry(charge.workspace.clone()).or_insert(Money::zero(part.currency()));
        *sum = sum.plus(&part).map_err(unreadable)?;
    }
    let amounts: Vec<Money> = by_workspace.values().copied().collect();
    let shares = shares(record.quantity, &amounts).map_err(unreadable)?;
    Ok(by_workspace.into_keys().zip(shares).collect())
}

fn unreadable(error: MoneyError) -> Unreadable {
    Unreadable(alloc::format!("a meter does not add up: {error}"))
}
