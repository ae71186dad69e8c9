//! Money as a provider's metering units (W6): the floor goes out, the remainder is carried, nothing is dropped.

use rust_decimal::Decimal;

use crate::money::{Money, MoneyError};

/// What goes into the next metering record, and what waits for the one after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Metered {
    /// Whole units to report.
    pub units: u64,
    /// What is left, less than one unit: to be added to the next amount.
    pub carry: Money,
}

/// Turns `amount` and what was carried before into whole units worth `unit` each.
///
/// ```
/// use defray_core::metering::meter;
/// let money = |text: &str| text.parse();
/// let first = meter(money("0.017 USD")?, money("0 USD")?, money("0.01 USD")?)?;
/// assert_eq!((first.units, first.carry.to_string()), (1, "0.007 USD".into()));
/// let second = meter(money("0.003 USD")?, first.carry, money("0.01 USD")?)?;
/// assert_eq!((second.units, second.carry.to_string()), (1, "0 USD".into()));
/// # Ok::<(), defray_core::money::MoneyError>(())
/// ```
///
/// # Errors
///
/// [`MoneyError::OutOfRange`] when `unit` is not above zero, the sum is negative or the number of units is beyond `u64`;
/// [`MoneyError::CurrencyMismatch`] when the three are not in one currency.
pub fn meter(amount: Money, carried: Money, unit: Money) -> Result<Metered, MoneyError> {
    let total = carried.plus(&amount)?;
    let out_of_range = |value: Decimal| MoneyError::OutOfRange { value: alloc::format!("{value}") };
    // Before any division, so that a wrong currency is the error and not a wrong figure.
    total.compare(&unit)?;
    if !unit.is_positive() || total.is_negative() {
        return Err(out_of_range(if unit.is_positive() { total.amount() } else { unit.amount() }));
    }
    // The remainder of exact decimals is exact; what is subtracted first leaves a whole multiple of the unit.
    let carry = total.amount().checked_rem(unit.amount()).ok_or_else(|| out_of_range(total.amount()))?;
    let whole = total.amount().checked_sub(carry).and_then(|whole| whole.checked_div(unit.amount()));
    let units = whole.and_then(|whole| u64::try_from(whole).ok()).ok_or_else(|| out_of_range(total.amount()))?;
    Ok(Metered { units, carry: Money::new(carry, total.currency())? })
}
