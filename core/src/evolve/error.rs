//! Why an event does not fit the records, and sums that stay exact.

use crate::money::{Money, MoneyError};
use crate::records::Unreadable;

/// Why an event does not fit the records.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EvolveError {
    /// The records could not be read, or are not those that the event was decided on.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// A balance or total would reach 10^15.
    #[error("a balance or total would reach 10^15")]
    OutOfRange,
}

/// A sum that fails with [`EvolveError`].
pub(super) fn sum(one: &Money, other: &Money) -> Result<Money, EvolveError> {
    one.plus(other).map_err(does_not_add_up)
}

/// A difference that must not be negative: balances never go below zero (W7).
pub(super) fn difference(one: &Money, other: &Money) -> Result<Money, EvolveError> {
    let rest = one.minus(other).map_err(does_not_add_up)?;
    if rest.is_negative() {
        return Err(Unreadable(alloc::format!("an event takes {other} where there is {one}")).into());
    }
    Ok(rest)
}

/// A balance after a change. It must not be negative (W7).
pub(super) fn changed(balance: &Money, change: &Money) -> Result<Money, EvolveError> {
    let after = sum(balance, change)?;
    if after.is_negative() {
        return Err(Unreadable(alloc::format!("an event changes {balance} by {change}")).into());
    }
    Ok(after)
}

pub(super) fn does_not_add_up(error: MoneyError) -> EvolveError {
    match error {
        MoneyError::OutOfRange { .. } => EvolveError::OutOfRange,
        other => Unreadable(alloc::format!("an event does not add up: {other}")).into(),
    }
}

/// The record that an event needs.
pub(super) fn found<T>(record: Option<T>, name: &dyn core::fmt::Display) -> Result<T, Unreadable> {
    record.ok_or_else(|| missing(name))
}

pub(super) fn missing(name: &dyn core::fmt::Display) -> Unreadable {
    Unreadable(alloc::format!("an event needs `{name}`, which does not exist"))
}
