//! The customer's enterprise account: one currency, one wallet, a standing.

use alloc::sync::Arc;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::fund::Lot;
use crate::id::{AccountId, CloudAccountId, LotId};
use crate::money::{Currency, Money, MoneyError};
use crate::policy::Policy;
use crate::standing::Standing;
use crate::time::Instant;

/// Sums over an account's whole history. They balance at every step (A3): see [`invariants`](crate::invariants).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Cash paid in.
    pub topped_up: Money,
    /// Faces of vouchers issued or given with cards.
    pub vouchers: Money,
    /// Faces of cards granted or redeemed; those bought came out of cash.
    pub cards: Money,
    /// Bills charged to cloud accounts, less what was reversed of that.
    pub cloud_paid: Money,
    /// Bills settled, less what was reversed.
    pub settled: Money,
    /// Value that expired in lots.
    pub expired: Money,
    /// Value of lots made void.
    pub voided: Money,
    /// Value given up when the account was closed.
    pub forfeited: Money,
    /// Bills that are held now: they will be settled yet.
    pub held: Money,
}

impl Totals {
    /// All that ever came in: top-ups, vouchers, cards that were not bought from cash, and what cloud accounts paid.
    pub fn total_credits(&self) -> Result<Money, MoneyError> {
        self.topped_up.plus(&self.vouchers)?.plus(&self.cards)?.plus(&self.cloud_paid)
    }

    const fn zero(currency: Currency) -> Self {
        let zero = Money::zero(currency);
        Self {
            topped_up: zero,
            vouchers: zero,
            cards: zero,
            cloud_paid: zero,
            settled: zero,
            expired: zero,
            voided: zero,
            forfeited: zero,
            held: zero,
        }
    }
}

/// The customer's account, with its wallet. Lots that can no longer pay are kept apart, as records of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Its only currency.
    pub currency: Currency,
    /// When it was opened.
    pub opened_at: Instant,
    /// When it was closed, for ever.
    pub closed_at: Option<Instant>,
    /// Its own policy; absent: the file's.
    pub policy: Option<Arc<Policy>>,
    /// Cash, never below zero.
    pub cash: Money,
    /// Debt, never below zero; above zero the account is in arrears.
    pub overdraft: Money,
    /// Whether it is in arrears.
    pub standing: Standing,
    /// Vouchers and cards that still have value, in the order in which they pay.
    pub lots: Vec<Lot>,
    /// Metering deadlines of its closing cloud accounts, earliest first.
    pub closings: Vec<Closing>,
    /// The instant of the last decision about it (T1).
    pub decided_at: Instant,
    /// Sums over its history.
    pub totals: Totals,
}

/// A closing cloud account's metering deadline.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Closing {
    /// When it closes.
    pub deadline: Instant,
    /// The one that closes.
    pub cloud_account: CloudAccountId,
}

impl Account {
    /// A new account.
    pub const fn opened(id: AccountId, currency: Currency, at: Instant) -> Self {
        Self {
            id,
            currency,
            opened_at: at,
            closed_at: None,
            policy: None,
            cash: Money::zero(currency),
            overdraft: Money::zero(currency),
            standing: Standing::Good,
            lots: Vec::new(),
            closings: Vec::new(),
            decided_at: at,
            totals: Totals::zero(currency),
        }
    }

    /// The open lot of that name.
    pub fn lot(&self, id: &LotId) -> Option<&Lot> {
        self.lots.iter().find(|lot| lot.id == *id)
    }

    /// Puts an open lot in its place in the paying order (W4).
    pub fn put_lot(&mut self, lot: Lot) {
        let place = self.lots.partition_point(|other| other.paying_order(&lot).is_lt());
        self.lots.insert(place, lot);
    }

    /// Takes an open lot out.
    pub fn take_lot(&mut self, id: &LotId) -> Option<Lot> {
        let place = self.lots.iter().position(|lot| lot.id == *id)?;
        Some(self.lots.remove(place))
    }

    /// What bounds every sum of the account: all that ever came in, what it owes, and the bills that wait. Settling a bill that waits never
    /// makes it more, so nothing that has to happen is ever stopped by it.
    pub fn exposure(&self) -> Result<Money, MoneyError> {
        self.totals.total_credits()?.plus(&self.totals.held)?.plus(&self.overdraft)
    }

    /// The next instant at which something falls due.
    pub fn next_due(&self) -> Option<Instant> {
        let lots = self.lots.iter().filter_map(|lot| lot.valid_until).min();
        let closing = self.closings.first().map(|closing| closing.deadline);
        let standing = match self.standing {
            Standing::InArrears { deadline, notice, .. } => {
                Some(notice.map_or(deadline, |notice| notice.min(deadline)))
            }
            Standing::Good | Standing::Locked { .. } => None,
        };
        [lots, closing, standing].into_iter().flatten().min()
    }
}
