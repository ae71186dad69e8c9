//! Statements: what moved on an account in a period, with the balances before and after, and the bills that are held
//! at its end.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::account::Account;
use crate::bill::HoldReason;
use crate::event::{Event, EventContext};
use crate::fund::{Fund, Lot, LotKind, Origin};
use crate::id::{AccountId, BillId, LotId, WorkspaceId};
use crate::money::{Currency, Money, MoneyError};
use crate::posting::{Posting, negative};
use crate::time::Instant;

/// The balances of an account by fund.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balances {
    /// The value of all ordinary vouchers that can pay.
    pub ordinary_vouchers: Money,
    /// The value of all full-reduction vouchers that can pay.
    pub full_reduction_vouchers: Money,
    /// The value of all stored-value cards that can pay.
    pub cards: Money,
    /// The cash.
    pub cash: Money,
    /// The debt of the account.
    pub overdraft: Money,
    /// The amount charged to cloud accounts since the account was opened, less refunds.
    pub cloud_charged: Money,
}

/// One movement on an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    /// The decision instant (T1).
    pub at: Instant,
    /// The journal position.
    pub position: u64,
    /// The name of the event, such as `bill_settled`.
    pub event: &'static str,
    /// The bill, lot, account or reference that the event is about; empty for a top-up without a reference.
    pub about: String,
    /// The fund whose balance changed.
    pub fund: Fund,
    /// The lot whose value changed; absent: the fund has no lots.
    pub lot: Option<LotId>,
    /// The change of the fund's balance. For the overdraft, the change of the debt; for the cloud account, the change
    /// of the amount that was charged.
    pub change: Money,
}

/// What moved on an account in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The account.
    pub account: AccountId,
    /// The currency of the account.
    pub currency: Currency,
    /// The first instant of the period.
    pub from: Instant,
    /// The first instant after the period.
    pub to: Instant,
    /// The balances before the period.
    pub opening: Balances,
    /// Every movement of the period, in order of the journal. `closing` is `opening` plus all of them, exactly.
    pub movements: Vec<Movement>,
    /// The balances after the period.
    pub closing: Balances,
    /// The bills that are held at the end of the period, in the order in which they began to be held. They are not paid
    /// from any balance yet.
    pub held: Vec<HeldBill>,
}

/// A bill that is recorded and waits to be paid (P3, W7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldBill {
    /// The bill.
    pub bill: BillId,
    /// The workspace whose usage the bill is for.
    pub workspace: WorkspaceId,
    /// The amount of the bill, zero or more.
    pub amount: Money,
    /// The reason why the bill waits.
    pub reason: HoldReason,
    /// The instant since which the bill waits. When the reason changes, it stays the same.
    pub since: Instant,
}

impl Balances {
    /// No value and no debt.
    pub const fn none(currency: Currency) -> Self {
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

    /// The balances of an account as it is now.
    ///
    /// # Errors
    ///
    /// [`MoneyError::OutOfRange`] when a sum is 10^15 or more.
    pub fn of_account(account: &Account) -> Result<Self, MoneyError> {
        let mut balances = Self::none(account.currency);
        for lot in &account.lots {
            balances.add(&Posting::of_lot(lot.kind.fund(), &lot.id, lot.available))?;
        }
        (balances.cash, balances.overdraft) = (account.cash, account.overdraft);
        balances.cloud_charged = account.totals.cloud_paid;
        Ok(balances)
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

    fn add(&mut self, posting: &Posting<'_>) -> Result<(), MoneyError> {
        let balance = match posting.fund {
            Fund::OrdinaryVoucher => &mut self.ordinary_vouchers,
            Fund::FullReductionVoucher => &mut self.full_reduction_vouchers,
            Fund::Card => &mut self.cards,
            Fund::Cash => &mut self.cash,
            Fund::Overdraft => &mut self.overdraft,
            Fund::CloudAccount => &mut self.cloud_charged,
        };
        *balance = balance.plus(&posting.change)?;
        Ok(())
    }
}

/// Makes a statement from the events of an account, which it takes in the order of the journal from the first on.
#[derive(Clone, Debug)]
pub struct StatementBuilder {
    statement: Statement,
    lots: BTreeMap<LotId, (LotKind, Money)>,
    /// The bills that are held now, each with its place in the order in which they began to be held.
    held: BTreeMap<BillId, (u64, HeldBill)>,
    /// The place of the next bill that begins to be held.
    next_place: u64,
}

impl StatementBuilder {
    /// A statement of an account from `from` up to, not including, `to`.
    pub const fn new(account: AccountId, currency: Currency, from: Instant, to: Instant) -> Self {
        let none = Balances::none(currency);
        let movements = Vec::new();
        let held = Vec::new();
        let statement = Statement { account, currency, from, to, opening: none, movements, closing: none, held };
        Self { statement, lots: BTreeMap::new(), held: BTreeMap::new(), next_place: 0 }
    }

    /// Takes the next event. An event of another account, or one at `to` or later, changes nothing.
    ///
    /// # Errors
    ///
    /// [`MoneyError`] when a balance would not be exact. The events of one journal never cause it.
    pub fn take(&mut self, context: EventContext, event: &Event) -> Result<(), MoneyError> {
        if context.at >= self.statement.to || event.accounts().all(|account| *account != self.statement.account) {
            return Ok(());
        }
        if let Event::LotOpened { lot, .. } = event {
            self.lots.insert(lot.id.clone(), (lot.kind, Money::zero(self.statement.currency)));
        }
        self.follow_held(context, event);
        for posting in self.postings(event)? {
            self.record(context, event, &posting)?;
        }
        if let Event::AccountClosed { .. } = event {
            let cash = Posting::of(Fund::Cash, negative(&self.statement.closing.cash)?);
            self.record(context, event, &cash)?;
            for (lot, (kind, available)) in core::mem::take(&mut self.lots) {
                self.record(context, event, &Posting::of_lot(kind.fund(), &lot, negative(&available)?))?;
            }
        }
        if context.at < self.statement.from {
            self.statement.opening = self.statement.closing;
        }
        Ok(())
    }

    /// Adds a posting to the balances and, in the period, to the movements.
    fn record(&mut self, context: EventContext, event: &Event, posting: &Posting<'_>) -> Result<(), MoneyError> {
        if posting.change.is_zero() {
            return Ok(());
        }
        self.statement.closing.add(posting)?;
        if let Some((_, available)) = posting.lot.and_then(|lot| self.lots.get_mut(lot)) {
            *available = available.plus(&posting.change)?;
        }
        if context.at >= self.statement.from {
            self.statement.movements.push(Movement {
                at: context.at,
                position: context.position,
                event: event.name(),
                about: about(event),
                fund: posting.fund,
                lot: posting.lot.cloned(),
                change: posting.change,
            });
        }
        Ok(())
    }

    /// Adds a bill that begins to be held, and removes one that is paid, cancelled or restated.
    fn follow_held(&mut self, context: EventContext, event: &Event) {
        match event {
            Event::BillHeld { bill, reason, .. } => {
                let (place, since) = match self.held.get(&bill.id) {
                    Some((place, held)) => (*place, held.since),
                    None => (self.next_place, context.at),
                };
                self.next_place = self.next_place.max(place + 1);
                let (workspace, amount, reason) = (bill.workspace.clone(), bill.amount, reason.clone());
                let held = HeldBill { bill: bill.id.clone(), workspace, amount, reason, since };
                self.held.insert(bill.id.clone(), (place, held));
            }
            Event::BillSettled { record } => {
                self.held.remove(&record.bill.id);
            }
            Event::BillReversed { bill, .. } => {
                self.held.remove(bill);
            }
            _ => {}
        }
    }

    /// The statement.
    pub fn finish(mut self) -> Statement {
        let mut held: Vec<_> = self.held.into_values().collect();
        held.sort_by_key(|(place, _)| *place);
        self.statement.held = held.into_iter().map(|(_, held)| held).collect();
        self.statement
    }

    /// The balances after the last event.
    pub const fn balances(&self) -> &Balances {
        &self.statement.closing
    }

    fn postings<'e>(&self, event: &'e Event) -> Result<Vec<Posting<'e>>, MoneyError> {
        let mut postings = Vec::new();
        match event {
            Event::ToppedUp { amount, repaid, .. } => postings.extend(Posting::of_top_up(amount, repaid)?),
            Event::LotOpened { lot, .. } => postings.extend(opened(lot)?),
            Event::LotExpired { lot, amount, .. } | Event::LotVoided { lot, amount, .. } => {
                // A journal that passes verification has opened every lot that it closes.
                let kind = self.lots.get(lot).map_or(LotKind::Card, |(kind, _)| *kind);
                postings.push(Posting::of_lot(kind.fund(), lot, negative(amount)?));
            }
            Event::LotReopened { lot, amount, .. } => {
                let kind = self.lots.get(lot).map_or(LotKind::Card, |(kind, _)| *kind);
                postings.push(Posting::of_lot(kind.fund(), lot, *amount));
            }
            Event::BillSettled { record } => {
                for slice in record.receipt().map_or(&[][..], |receipt| &receipt.slices) {
                    postings.push(Posting::of_slice(slice)?);
                }
            }
            Event::BillCorrected { correction, .. } => {
                for refund in &correction.refunds {
                    postings.extend(Posting::of_refund(refund)?);
                }
                for slice in &correction.slices {
                    postings.push(Posting::of_slice(slice)?);
                }
            }
            Event::BillReversed { reversal, .. } => {
                for refund in &reversal.refunds {
                    postings.extend(Posting::of_refund(refund)?);
                }
            }
            _ => {}
        }
        Ok(postings)
    }
}

fn opened(lot: &Lot) -> Result<Vec<Posting<'_>>, MoneyError> {
    let mut postings = alloc::vec![Posting::of_lot(lot.kind.fund(), &lot.id, lot.face)];
    if lot.origin == Origin::Bought {
        postings.push(Posting::of(Fund::Cash, negative(&lot.face)?));
    }
    Ok(postings)
}

/// The bill, lot, account or reference that the event is about.
fn about(event: &Event) -> String {
    match event {
        Event::ToppedUp { reference, .. } => reference.as_ref().map(ToString::to_string).unwrap_or_default(),
        Event::LotOpened { lot, .. } => lot.id.to_string(),
        Event::LotExpired { lot, .. } | Event::LotReopened { lot, .. } | Event::LotVoided { lot, .. } => {
            lot.to_string()
        }
        Event::BillSettled { record } => record.bill.id.to_string(),
        Event::BillCorrected { bill, .. } | Event::BillReversed { bill, .. } => bill.to_string(),
        Event::AccountClosed { account, .. } => account.to_string(),
        _ => String::new(),
    }
}
