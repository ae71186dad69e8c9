//! The lots that can pay a bill: open ones, and under the policy `validity_at: usage_start` also expired ones whose
//! validity contains the start of the usage (W5).

use core::ops::ControlFlow;

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::{DecideError, DecisionContext};
use crate::account::Account;
use crate::bill::Bill;
use crate::event::Event;
use crate::fund::Lot;
use crate::id::{AccountId, LotId};
use crate::policy::{Policy, ValidityAt};
use crate::receipt::Slice;
use crate::records::{Key, Record, ViewExt};
use crate::time::Instant;

/// The lots that a waterfall can use, in their paying order, and the instant at which their validity is judged.
pub(super) struct Usable<'a> {
    pub(super) lots: Cow<'a, [Lot]>,
    pub(super) at: Instant,
    /// The number of lots that paid nothing that a receipt names one by one.
    pub(super) named: usize,
}

impl DecisionContext<'_> {
    /// The lots of an account for a bill that is settled or corrected at `at`.
    pub(super) fn usable_lots<'a>(
        &self,
        account: &'a Account,
        policy: &Policy,
        bill: &Bill,
        at: Instant,
    ) -> Result<Usable<'a>, DecideError> {
        let at = match policy.validity_at {
            ValidityAt::Settlement => at,
            ValidityAt::UsageStart => at.min(bill.period.start()),
        };
        let mut lots = Cow::Borrowed(&*account.lots);
        let expired = match policy.validity_at {
            ValidityAt::Settlement => Vec::new(),
            ValidityAt::UsageStart => self.expired_lots(&account.id, at)?,
        };
        if !expired.is_empty() {
            let lots = lots.to_mut();
            lots.extend(expired);
            lots.sort_by(Lot::paying_order);
        }
        Ok(Usable { lots, at, named: self.lots_named })
    }

    /// The lots that have expired with value, and whose validity contains `at`.
    fn expired_lots(&self, account: &AccountId, at: Instant) -> Result<Vec<Lot>, DecideError> {
        let mut expired = Vec::new();
        let (prefix, after) = (Key::expired_lots_of(account), Key::expired_lots_from(account, at));
        self.records.scan_each(&prefix, Some(after), |_, record| {
            if let Record::ExpiredLot(lot) = record
                && let Some(closed) = self.records.closed_lot(account, &lot.lot)?
                && closed.valid_from <= at
                && !closed.expired_by(at)
            {
                expired.push(Lot { available: lot.amount, ..closed.as_ref().clone() });
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(expired)
    }

    /// Opens the expired lots that `slices` take value from. Returns their ids.
    pub(super) fn reopen_lots(
        &mut self,
        account: &Account,
        usable: &Usable<'_>,
        slices: &[Slice],
    ) -> Result<Vec<LotId>, DecideError> {
        let mut reopened = Vec::new();
        // The lots of the account are all open.
        let Cow::Owned(usable) = &usable.lots else { return Ok(reopened) };
        for id in slices.iter().filter_map(|slice| slice.lot.as_ref()) {
            if account.lot(id).is_none()
                && let Some(lot) = usable.iter().find(|lot| lot.id == *id)
            {
                let (account, lot, amount) = (account.id.clone(), id.clone(), lot.available);
                self.emit(Event::LotReopened { account, lot, amount })?;
                reopened.push(id.clone());
            }
        }
        Ok(reopened)
    }

    /// Lets what is left of reopened lots expire again.
    pub(super) fn expire_again(&mut self, account: &AccountId, reopened: Vec<LotId>) -> Result<(), DecideError> {
        for lot in reopened {
            let holder = self.account(account)?;
            if let Some(&Lot { available: amount, valid_until: Some(at), .. }) = holder.lot(&lot) {
                drop(holder);
                let account = account.clone();
                self.emit(Event::LotExpired { account, lot, amount, at })?;
            }
        }
        Ok(())
    }
}
