//! Reads the charges in a meter.

use core::ops::ControlFlow;

use alloc::sync::Arc;

use super::key::Key;
use super::record::Record;
use super::view::{Unreadable, View, ViewExt};
use crate::id::CloudAccountId;
use crate::metering::{Charge, MeterMark};
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
    let unreadable = |error: MoneyError| Unreadable(alloc::format!("a meter does not add up: {error}"));
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
