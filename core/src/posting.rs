//! Postings: by how much an event changes the balance of a fund. Events are applied by them, and statements list them.

use alloc::vec::Vec;

use crate::bill::{Refund, RefundTarget};
use crate::fund::Fund;
use crate::id::LotId;
use crate::money::{Money, MoneyError};
use crate::receipt::Slice;

/// The change of one balance of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting<'e> {
    /// The fund whose balance changes.
    pub fund: Fund,
    /// The lot whose value changes; absent: the fund has no lots.
    pub lot: Option<&'e LotId>,
    /// The change of the balance. For the overdraft, the change of the debt; for the cloud account, the change of the
    /// amount that was charged to cloud accounts.
    pub change: Money,
}

impl<'e> Posting<'e> {
    /// A posting of a fund without lots.
    pub const fn of(fund: Fund, change: Money) -> Self {
        Self { fund, lot: None, change }
    }

    /// A posting of a lot.
    pub const fn of_lot(fund: Fund, lot: &'e LotId, change: Money) -> Self {
        Self { fund, lot: Some(lot), change }
    }

    /// The posting of a slice that is paid: the fund has less, the debt or the charge is more.
    ///
    /// # Errors
    ///
    /// [`MoneyError::OutOfRange`] when the amount is 10^15 or more.
    pub fn of_slice(slice: &'e Slice) -> Result<Self, MoneyError> {
        let change = match slice.fund {
            Fund::Overdraft | Fund::CloudAccount => slice.amount,
            _ => negative(&slice.amount)?,
        };
        Ok(Self { fund: slice.fund, lot: slice.lot.as_ref(), change })
    }

    /// The postings of a refund (W9). Value for a lot that is expired or void comes back and is lost at once: it gives
    /// two postings, which cancel each other.
    ///
    /// # Errors
    ///
    /// [`MoneyError::OutOfRange`] when the amount is 10^15 or more.
    pub fn of_refund(refund: &'e Refund) -> Result<Vec<Self>, MoneyError> {
        let amount = refund.amount;
        let lot = |change| Self { fund: refund.fund, lot: refund.lot.as_ref(), change };
        Ok(match refund.to {
            RefundTarget::Cash => alloc::vec![Self::of(Fund::Cash, amount)],
            RefundTarget::Overdraft => alloc::vec![Self::of(Fund::Overdraft, negative(&amount)?)],
            RefundTarget::CloudAccount => alloc::vec![Self::of(Fund::CloudAccount, negative(&amount)?)],
            RefundTarget::Lot => alloc::vec![lot(amount)],
            RefundTarget::ExpiredLot | RefundTarget::VoidLot => alloc::vec![lot(amount), lot(negative(&amount)?)],
        })
    }

    /// The postings of a top-up: `repaid` of it goes into the overdraft, the rest becomes cash (M1).
    ///
    /// # Errors
    ///
    /// [`MoneyError`] when the currencies differ or the sum is 10^15 or more.
    pub fn of_top_up(amount: &Money, repaid: &Money) -> Result<[Self; 2], MoneyError> {
        Ok([Self::of(Fund::Overdraft, negative(repaid)?), Self::of(Fund::Cash, amount.minus(repaid)?)])
    }
}

/// The amount with the opposite sign.
///
/// # Errors
///
/// [`MoneyError::OutOfRange`] when the amount is 10^15 or more.
pub fn negative(amount: &Money) -> Result<Money, MoneyError> {
    Ok(amount.negated())
}
