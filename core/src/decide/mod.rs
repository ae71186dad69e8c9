//! From a command to the events that follow from it, or a refusal.
//!
//! A decision works on a context: the records as they are, with the changes of its own events laid over them. [`DecisionContext::emit`] is the only way
//! an event comes about, and it evolves the context at once, so what is decided next sees it.

mod accounts;
mod bills;
mod cloud_accounts;
mod corrections;
mod due;
mod metering;
mod money_in;
mod outbox;
mod workspaces;

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::account::Account;
use crate::bill::{BillRecord, Reversal};
use crate::command::Command;
use crate::event::Event;
use crate::event::EventContext;
use crate::evolve::{EvolveError, evolve};
use crate::id::{AccountId, Note};
use crate::marketplace::MessageDisposition;
use crate::metering::UsageRecord;
use crate::money::MoneyError;
use crate::outbox::Notification;
use crate::policy::Policy;
use crate::position::EntryPosition;
use crate::records::{Key, Overlay, Record, Unreadable, View, ViewExt};
use crate::refusal::Refusal;
use crate::time::Instant;
use crate::waterfall::Plan;

/// Why there is no decision.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecideError {
    /// A rule says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The records could not be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

/// What came of a command before, found again: nothing happens now, and nothing is recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PriorResult {
    /// The bill is known (P4).
    Bill(Arc<BillRecord>),
    /// The reversal is known.
    Reversal(Box<Reversal>),
    /// The usage record was asked for and not answered yet.
    UsageRecord(Arc<UsageRecord>),
    /// The marketplace message is known; this became of it.
    Message(MessageDisposition),
    /// Nothing has fallen due, there is nothing to meter, or it was acknowledged before.
    Nothing,
}

/// What follows from a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// This happens.
    Happened {
        /// The decision instant (T1).
        at: Instant,
        /// The events, at least one.
        events: Vec<Event>,
        /// The records that they change; `None` is a record removed.
        changes: BTreeMap<Key, Option<Record>>,
    },
    /// It happened before.
    Already(PriorResult),
}

/// Decides `command`, asked at `at` by `by`, for journal position `position`.
///
/// ```
/// use defray_core::command::{Command, OpenAccount};
/// use defray_core::{Decision, MemoryRecords, decide};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let command = Command::from(OpenAccount { account: "acme".parse()?, currency: "CNY".parse()? });
/// let at = "2026-03-01T00:00:00Z".parse()?;
/// match decide(&MemoryRecords::default(), &command, at, None, 1)? {
///     Decision::Happened { events, .. } => assert_eq!(events[0].name(), "account_opened"),
///     Decision::Already(_) => unreachable!("nothing was there before"),
/// }
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// [`DecideError::Refused`] when a rule says no; [`DecideError::Unreadable`] when `view` could not be read.
pub fn decide(
    view: &dyn View,
    command: &Command,
    at: Instant,
    by: Option<&Note>,
    position: u64,
) -> Result<Decision, DecideError> {
    let mut context = DecisionContext::over(view, at, by, position);
    let prior = match command {
        Command::OpenAccount(command) => context.open_account(command)?,
        Command::CloseAccount(command) => context.close_account(command)?,
        Command::SetPolicy(command) => context.set_policy(command)?,
        Command::TopUp(command) => context.top_up(command)?,
        Command::IssueVoucher(command) => context.issue_voucher(command)?,
        Command::GrantCard(command) => context.grant_card(command)?,
        Command::BuyCard(command) => context.buy_card(command)?,
        Command::RedeemHuaweiOrder(command) => context.redeem_huawei_order(command)?,
        Command::VoidLot(command) => context.void_lot(command)?,
        Command::BindWorkspace(command) => context.bind_workspace(command)?,
        Command::MoveWorkspace(command) => context.move_workspace(command)?,
        Command::DissolveWorkspace(command) => context.dissolve_workspace(command)?,
        Command::LinkCloudAccount(command) => context.link_cloud_account(command)?,
        Command::WithdrawCloudAccount(command) => context.withdraw_cloud_account(command)?,
        Command::ChooseMethod(command) => context.choose_method(command)?,
        Command::Ingest(command) => context.ingest(command)?,
        Command::SettleBill(command) => context.settle_bill(command)?,
        Command::ReverseBill(command) => context.reverse_bill(command)?,
        Command::RequestMetering(command) => context.request_metering(command)?,
        Command::AcknowledgeMetering(command) => context.acknowledge_metering(command)?,
        Command::Advance(_) => context.advance()?,
        Command::Acknowledge(command) => context.acknowledge(command)?,
    };
    Ok(match prior {
        Some(prior) => Decision::Already(prior),
        None => Decision::Happened {
            at: context.event_context.at,
            events: context.events,
            changes: context.records.into_changes(),
        },
    })
}

/// What a command's handler gives: something that happened before, or `None` when its events are in the context.
type Handled = Result<Option<PriorResult>, DecideError>;

struct DecisionContext<'a> {
    records: Overlay<'a>,
    /// The instant the caller gave.
    asked_at: Instant,
    /// The decision instant, once [`DecisionContext::clock`] has set it, and the journal position.
    event_context: EventContext,
    by: Option<&'a Note>,
    events: Vec<Event>,
    /// How many things were owed so far: mails and usage records share one counting.
    outbox_count: u32,
}

/// How the funds would pay a held bill at `at`, by the code that settles; `None` while the cloud account that should pay is suspended (P3).
///
/// # Errors
///
/// [`DecideError::Unreadable`] when `view` could not be read.
pub fn outlook(view: &dyn View, record: &BillRecord, at: Instant) -> Result<Option<Plan>, DecideError> {
    DecisionContext::over(view, at, None, 0).outlook(record)
}

impl<'a> DecisionContext<'a> {
    const fn over(view: &'a dyn View, at: Instant, by: Option<&'a Note>, position: u64) -> Self {
        let event_context = EventContext { at, position };
        Self { records: Overlay::over(view), asked_at: at, event_context, by, events: Vec::new(), outbox_count: 0 }
    }
}

impl DecisionContext<'_> {
    fn at(&self) -> Instant {
        self.event_context.at
    }

    fn emit(&mut self, event: Event) -> Result<(), DecideError> {
        match evolve(&mut self.records, self.event_context, &event) {
            Ok(()) => {}
            Err(EvolveError::Unreadable(unreadable)) => return Err(unreadable.into()),
            Err(EvolveError::OutOfRange) => {
                let account = event.accounts().next().cloned();
                let account = account.ok_or_else(|| Unreadable("a sum that belongs to no account".into()))?;
                return Err(Refusal::AmountOutOfRange { account }.into());
            }
        }
        self.events.push(event);
        Ok(())
    }

    fn raise(&mut self, notification: Notification) -> Result<(), DecideError> {
        let number = self.next_number();
        self.emit(Event::OutboxMessageQueued { number, notification: Box::new(notification) })
    }

    /// The number of the next thing owed.
    const fn next_number(&mut self) -> EntryPosition {
        let number = EntryPosition { position: self.event_context.position, index: self.outbox_count };
        self.outbox_count += 1;
        number
    }

    /// The account, which must be known and open.
    fn open(&self, id: &AccountId) -> Result<Arc<Account>, DecideError> {
        let account = self.account(id)?;
        match account.closed_at {
            Some(closed_at) => Err(Refusal::AccountClosed { account: id.clone(), closed_at }.into()),
            None => Ok(account),
        }
    }

    fn account(&self, id: &AccountId) -> Result<Arc<Account>, DecideError> {
        let account = self.records.account(id)?;
        account.ok_or_else(|| Refusal::UnknownAccount { account: id.clone() }.into())
    }

    /// Sets the decision instant (T1) by the accounts concerned, and lets happen what has fallen due for them by then.
    fn clock(&mut self, accounts: &[&AccountId]) -> Result<(), DecideError> {
        for id in accounts {
            let account = self.account(id)?;
            let tolerance = self.policy(&account)?.clock_tolerance;
            if self.asked_at.plus(tolerance) < account.decided_at {
                return Err(Refusal::ClockRanBackwards {
                    account: account.id.clone(),
                    at: self.asked_at,
                    decided_at: account.decided_at,
                    tolerance_seconds: tolerance.get(),
                }
                .into());
            }
        }
        self.clock_without_tolerance(accounts)
    }

    fn clock_without_tolerance(&mut self, accounts: &[&AccountId]) -> Result<(), DecideError> {
        for id in accounts {
            self.event_context.at = self.event_context.at.max(self.account(id)?.decided_at);
        }
        self.catch_up(accounts)
    }

    fn policy(&self, account: &Account) -> Result<Arc<Policy>, DecideError> {
        Ok(self.records.policy_of(account)?)
    }
}

/// For sums that are within bounds by the records' own invariants: amounts of one account, in its currency.
fn own_money<T>(result: Result<T, MoneyError>) -> Result<T, DecideError> {
    result.map_err(|error| Unreadable(alloc::format!("an account's own money does not add up: {error}")).into())
}
