//! Questions about the past: records as they were, and what moved on an account in a period.

use std::collections::BTreeMap;

use defray_core::event::Event;
use defray_core::fund::{Fund, LotKind};
use defray_core::id::{AccountId, LotId};
use defray_core::money::{Currency, Money, MoneyError};
use defray_core::receipt::Slice;
use defray_core::time::Instant;

use crate::error::Error;
use crate::journal::Entry;
use crate::ledger::Ledger;
use crate::progress::{ProgressCallback, report_periodically};
use crate::snapshot::Snapshot;
use crate::verify::scratch_ledger;

/// LayeredRecords as they were at some time. Holds a rebuilt ledger in a temporary file; drop it when done.
pub struct History {
    snapshot: Snapshot,
    _ledger: Ledger,
}

impl History {
    /// The records as they were then. Its journal is empty: ask the present one.
    pub const fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }
}

impl Snapshot {
    /// LayeredRecords as they were known at `at`: with every decision made by then. What a marketplace told later is not in it, even if it concerns an
    /// earlier time. Reads the whole journal.
    pub fn as_of(&self, at: Instant, watch: ProgressCallback<'_>) -> Result<History, Error> {
        self.history(self.position(), |entry| entry.at <= at, watch)
    }

    /// LayeredRecords as they were after journal position `position`. Reads the journal up to there.
    pub fn as_of_position(&self, position: u64, watch: ProgressCallback<'_>) -> Result<History, Error> {
        if position > self.position() {
            return Err(Error::NotFound { what: "journal position", name: position.to_string() });
        }
        self.history(position, |_| true, watch)
    }

    fn history(
        &self,
        until: u64,
        wanted: impl Fn(&Entry) -> bool,
        watch: ProgressCallback<'_>,
    ) -> Result<History, Error> {
        let mut ledger = scratch_ledger()?;
        for entry in self.journal(1) {
            let (entry, _) = entry?;
            if entry.position > until {
                break;
            }
            report_periodically(watch, entry.position, until)?;
            if wanted(&entry) {
                ledger.apply_events(&entry)?;
            }
        }
        Ok(History { snapshot: Self::of(&ledger), _ledger: ledger })
    }

    /// What moved on an account from `from` up to, not including, `to`, with the balances before and after. Reads the whole journal up to `to`.
    pub fn statement(
        &self,
        account: &AccountId,
        from: Instant,
        to: Instant,
        watch: ProgressCallback<'_>,
    ) -> Result<Statement, Error> {
        let currency = self.account(account)?.currency;
        if from >= to {
            let expected = "an instant after `from`";
            return Err(Error::Misuse { field: "to", value: to.to_string(), expected });
        }
        let mut book = Book::new(currency);
        let mut opening = book.balances;
        let mut movements = Vec::new();
        for entry in self.journal(1) {
            let (entry, _) = entry?;
            report_periodically(watch, entry.position, self.position())?;
            if entry.at >= to {
                continue;
            }
            for event in &entry.events {
                if !event.accounts().any(|concerned| concerned == account) {
                    continue;
                }
                let moved = book.post(event, &entry).map_err(|error| Error::Bug(format!("a statement: {error}")))?;
                if entry.at < from {
                    opening = book.balances;
                } else {
                    movements.extend(moved);
                }
            }
        }
        Ok(Statement { account: account.clone(), currency, from, to, opening, movements, closing: book.balances })
    }
}

/// What an account has, by kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balances {
    /// Ordinary vouchers.
    pub ordinary_vouchers: Money,
    /// Full-reduction vouchers.
    pub full_reduction_vouchers: Money,
    /// Stored-value cards.
    pub cards: Money,
    /// Cash.
    pub cash: Money,
    /// What the account owes.
    pub overdraft: Money,
    /// What cloud accounts were charged, since the beginning.
    pub cloud_charged: Money,
}

/// One movement on an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    /// When it was decided.
    pub at: Instant,
    /// The journal entry.
    pub position: u64,
    /// What happened: the event's name.
    pub event: &'static str,
    /// The bill, lot or reference it is about.
    pub about: String,
    /// The fund that moved.
    pub fund: Fund,
    /// The lot that moved, for funds that come in lots.
    pub lot: Option<LotId>,
    /// By how much the fund's balance changed. For the overdraft: by how much the debt grew. For a cloud account: what it was charged.
    pub change: Money,
}

/// What moved on an account in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Whose.
    pub account: AccountId,
    /// Its currency.
    pub currency: Currency,
    /// The first instant.
    pub from: Instant,
    /// The first instant after it.
    pub to: Instant,
    /// Balances before.
    pub opening: Balances,
    /// Every movement, in order. The balances after are those before plus these, exactly.
    pub movements: Vec<Movement>,
    /// Balances after.
    pub closing: Balances,
}

impl Balances {
    const fn none(currency: Currency) -> Self {
        let zero = Money::zero(currency);
        Self {
            ordinary_vouchers: zero,
            full_reduction_vouchers: zero,
            cards: zero,
            cash: zero,
            overdraft: zero,
            cloud_charged: zero,
        }
    }

    /// The balance of one fund.
    pub const fn of(&self, fund: Fund) -> &Money {
        match fund {
            Fund::OrdinaryVoucher => &self.ordinary_vouchers,
            Fund::FullReductionVoucher => &self.full_reduction_vouchers,
            Fund::Card => &self.cards,
            Fund::Cash => &self.cash,
            Fund::Overdraft => &self.overdraft,
            Fund::CloudAccount => &self.cloud_charged,
        }
    }

    const fn of_mut(&mut self, fund: Fund) -> &mut Money {
        match fund {
            Fund::OrdinaryVoucher => &mut self.ordinary_vouchers,
            Fund::FullReductionVoucher => &mut self.full_reduction_vouchers,
            Fund::Card => &mut self.cards,
            Fund::Cash => &mut self.cash,
            Fund::Overdraft => &mut self.overdraft,
            Fund::CloudAccount => &mut self.cloud_charged,
        }
    }
}

/// Reads events as movements.
struct Book {
    balances: Balances,
    lots: BTreeMap<LotId, (LotKind, Money)>,
}

type Moves = Vec<(Fund, Option<LotId>, Money)>;

impl Book {
    const fn new(currency: Currency) -> Self {
        Self { balances: Balances::none(currency), lots: BTreeMap::new() }
    }

    fn post(&mut self, event: &Event, entry: &Entry) -> Result<Vec<Movement>, MoneyError> {
        let (about, moves) = self.moves(event)?;
        let mut movements = Vec::with_capacity(moves.len());
        for (fund, lot, change) in moves.into_iter().filter(|(_, _, change)| !change.is_zero()) {
            let balance = self.balances.of_mut(fund);
            *balance = balance.plus(&change)?;
            if let Some((_, available)) = lot.as_ref().and_then(|lot| self.lots.get_mut(lot)) {
                *available = available.plus(&change)?;
            }
            let (event, about) = (event.name(), about.clone());
            movements.push(Movement { at: entry.at, position: entry.position, event, about, fund, lot, change });
        }
        Ok(movements)
    }

    fn moves(&mut self, event: &Event) -> Result<(String, Moves), MoneyError> {
        let zero = Money::zero(self.balances.cash.currency());
        let less = |amount: &Money| zero.minus(amount);
        Ok(match event {
            Event::ToppedUp { amount, repaid, reference, .. } => {
                let about = reference.as_ref().map(ToString::to_string).unwrap_or_default();
                (about, vec![(Fund::Overdraft, None, less(repaid)?), (Fund::Cash, None, amount.minus(repaid)?)])
            }
            Event::LotOpened { lot, .. } => {
                self.lots.insert(lot.id.clone(), (lot.kind, zero));
                let mut moves = vec![(lot.kind.fund(), Some(lot.id.clone()), lot.face)];
                if lot.origin == defray_core::fund::Origin::Bought {
                    moves.push((Fund::Cash, None, less(&lot.face)?));
                }
                (lot.id.to_string(), moves)
            }
            Event::LotExpired { lot, amount, .. } | Event::LotVoided { lot, amount, .. } => {
                let kind = self.lots.get(lot).map_or(LotKind::Card, |(kind, _)| *kind);
                (lot.to_string(), vec![(kind.fund(), Some(lot.clone()), less(amount)?)])
            }
            Event::BillSettled { record } => {
                let mut moves = Moves::new();
                for slice in record.receipt().map(|receipt| receipt.slices.as_slice()).unwrap_or_default() {
                    moves.push(paid(slice, zero)?);
                }
                (record.bill.id.to_string(), moves)
            }
            Event::BillCorrected { bill, correction, .. } => {
                let mut moves = Moves::new();
                for one in &correction.refunds {
                    moves.extend(returned(one, zero)?);
                }
                for slice in &correction.slices {
                    moves.push(paid(slice, zero)?);
                }
                (bill.to_string(), moves)
            }
            Event::BillReversed { bill, reversal, .. } => {
                let mut moves = Moves::new();
                for one in &reversal.refunds {
                    moves.extend(returned(one, zero)?);
                }
                (bill.to_string(), moves)
            }
            Event::AccountClosed { account, .. } => {
                let mut moves = vec![(Fund::Cash, None, less(&self.balances.cash)?)];
                for (lot, (kind, available)) in &self.lots {
                    moves.push((kind.fund(), Some(lot.clone()), less(available)?));
                }
                (account.to_string(), moves)
            }
            _ => (String::new(), Moves::new()),
        })
    }
}

fn paid(slice: &Slice, zero: Money) -> Result<(Fund, Option<LotId>, Money), MoneyError> {
    let change = match slice.fund {
        Fund::Overdraft | Fund::CloudAccount => slice.amount,
        _ => zero.minus(&slice.amount)?,
    };
    Ok((slice.fund, slice.lot.clone(), change))
}

fn returned(one: &defray_core::bill::Refund, zero: Money) -> Result<Moves, MoneyError> {
    use defray_core::bill::RefundTarget;
    let lot = |amount| (one.fund, one.lot.clone(), amount);
    Ok(match one.to {
        RefundTarget::Lot => vec![lot(one.amount)],
        // It comes back and is gone at once (W9): both are told, the balance stays.
        RefundTarget::ExpiredLot | RefundTarget::VoidLot => vec![lot(one.amount), lot(zero.minus(&one.amount)?)],
        RefundTarget::Cash => vec![(Fund::Cash, None, one.amount)],
        RefundTarget::Overdraft => vec![(Fund::Overdraft, None, zero.minus(&one.amount)?)],
        RefundTarget::CloudAccount => vec![(Fund::CloudAccount, None, zero.minus(&one.amount)?)],
    })
}
