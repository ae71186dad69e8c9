//! From a command to its events, or a refusal.
//!
//! A decision works on a context: the present records, with the changes of its own events over them.
//! [`DecisionContext::emit`] is the only function that adds an event. It applies the event at once, so that the rest of
//! the decision sees its effects.

mod accounts;
mod bills;
mod cloud_accounts;
mod corrections;
mod due;
mod held;
mod lifecycles;
mod lots;
mod metering;
mod money_in;
mod names;
mod not_metered;
mod outbox;
mod restatements;
mod successors;
mod suspensions;
mod workspaces;

use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::account::Account;
use crate::bill::{BillRecord, Reversal};
use crate::command::Command;
use crate::event::Event;
use crate::event::EventContext;
use crate::evolve::{EvolveError, evolve, tries_held_bills};
use crate::id::{AccountId, Note};
use crate::limits::SKIPPED_LOTS_NAMED_MAX;
use crate::marketplace::MessageDisposition;
use crate::metering::UsageRecord;
use crate::money::{Money, MoneyError};
use crate::outbox::Notification;
use crate::policy::Policy;
use crate::position::EntryPosition;
use crate::records::{Key, Overlay, Record, RecordKind, Unreadable, View, ViewExt};
use crate::refusal::Refusal;
use crate::time::{Instant, Seconds};
use crate::waterfall::Plan;

/// The reason why there is no decision.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecideError {
    /// A rule refuses the command.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The records could not be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// The records contradict each other: something is due that its account does not have.
    #[error("the records contradict each other: {0}")]
    Diverged(String),
}

/// The result of an earlier, identical command. Nothing changes, and nothing is recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PriorResult {
    /// The bill was recorded before (P4).
    Bill(Arc<BillRecord>),
    /// The reversal was recorded before.
    Reversal(Box<Reversal>),
    /// The usage record was requested before and has no answer yet.
    UsageRecord(Arc<UsageRecord>),
    /// The marketplace message was received before, with this disposition.
    Message(MessageDisposition),
    /// Nothing has fallen due, there is nothing to meter, the message was acknowledged before, or the name or the
    /// settings are the same already.
    Nothing,
}

/// The result of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The command has an effect.
    Happened {
        /// The decision instant (T1).
        at: Instant,
        /// The events, at least one.
        events: Vec<Event>,
        /// The records that the events change, in order of their keys, each once; `None` is a removed record.
        changes: Vec<(Key, Option<Record>)>,
    },
    /// The command was decided before.
    Already(PriorResult),
}

/// Decides `command`, given at `at` by `by`, for journal position `position`. `now` is what the clock of the ledger
/// shows: no instant of the command may be further ahead of it than the tolerance (T1). `None` is for simulation: any
/// instant is allowed.
///
/// ```
/// use defray_core::command::{Command, OpenAccount};
/// use defray_core::{Decision, MemoryRecords, decide};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let command = Command::from(OpenAccount { account: "acme".parse()?, currency: "CNY".parse()? });
/// let at = "2026-03-01T00:00:00Z".parse()?;
/// match decide(&MemoryRecords::default(), &command, at, Some(at), None, 1)? {
///     Decision::Happened { events, .. } => assert_eq!(events[0].name(), "account_opened"),
///     Decision::Already(_) => unreachable!("nothing was there before"),
/// }
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// [`DecideError::Refused`] when a rule refuses the command; [`DecideError::Unreadable`] when `view` cannot be read;
/// [`DecideError::Diverged`] when its records contradict each other.
pub fn decide(
    view: &dyn View,
    command: &Command,
    at: Instant,
    now: Option<Instant>,
    by: Option<&Note>,
    position: u64,
) -> Result<Decision, DecideError> {
    decide_in(DecisionContext { now, ..DecisionContext::over(view, at, by, position) }, command)
}

/// The same as [`decide`], but receipts and corrections name each lot that paid nothing, however many there are. It is
/// the list that the ranges of a receipt stand for.
///
/// # Errors
///
/// As [`decide`].
pub fn decide_naming_each_lot(
    view: &dyn View,
    command: &Command,
    at: Instant,
    now: Option<Instant>,
    by: Option<&Note>,
    position: u64,
) -> Result<Decision, DecideError> {
    let context = DecisionContext { now, lots_named: usize::MAX, ..DecisionContext::over(view, at, by, position) };
    decide_in(context, command)
}

fn decide_in(mut context: DecisionContext<'_>, command: &Command) -> Result<Decision, DecideError> {
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
        Command::UnlinkCloudAccount(command) => context.unlink_cloud_account(command)?,
        Command::RestateBill(command) => context.restate_bill(command)?,
        Command::ClaimCharges(command) => context.claim_charges(command)?,
        Command::RenameWorkspace(command) => context.rename_workspace(command)?,
        Command::SetMailSettings(command) => context.set_mail_settings(command)?,
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

/// The result of a command's handler: an earlier result, or `None` when its events are in the context.
type Handled = Result<Option<PriorResult>, DecideError>;

struct DecisionContext<'a> {
    records: Overlay<'a>,
    /// The instant that the caller gave.
    asked_at: Instant,
    /// The clock of the ledger; `None` in a simulation.
    now: Option<Instant>,
    /// The decision instant, after [`DecisionContext::clock`] has set it, and the journal position.
    event_context: EventContext,
    by: Option<&'a Note>,
    events: Vec<Event>,
    /// The accounts with a suspended cloud account whose patience is over now (P3).
    patience_over: BTreeSet<AccountId>,
    /// The accounts with bills that the credit limit holds, and whose payer may have changed since they were tried.
    uncertain: BTreeSet<AccountId>,
    /// The number of messages and usage records so far; they share one count.
    outbox_count: u32,
    /// The number of lots that paid nothing that a receipt names one by one.
    lots_named: usize,
}

/// How a held bill would be paid now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// The plan that would pay it.
    pub plan: Plan,
    /// The amount that the funds and the credit limit lack; zero: they would pay it.
    pub missing: Money,
}

/// How a held bill would be paid at `at`, by the code that settles bills; `None` while the cloud account that should
/// pay is suspended (P3).
///
/// # Errors
///
/// [`DecideError::Unreadable`] when `view` cannot be read.
pub fn outlook(view: &dyn View, record: &BillRecord, at: Instant) -> Result<Option<Outlook>, DecideError> {
    let Some((plan, credit_left)) = DecisionContext::over(view, at, None, 0).outlook(record)? else {
        return Ok(None);
    };
    let missing = match (&plan, credit_left) {
        (Plan::Covered { .. }, _) => Money::zero(record.bill.amount.currency()),
        (Plan::Short { uncovered, .. }, Some(left)) => own_money(uncovered.minus(&left))?,
        (Plan::Short { uncovered, .. }, None) => *uncovered,
    };
    Ok(Some(Outlook { plan, missing }))
}

/// The changes to the records by what is due for an account at or before `at`, by the code that records it
/// (`docs/commands`, catching up), without the queued outbox messages. `position` is the next journal position.
///
/// # Errors
///
/// [`DecideError::Refused`] when there is no such account; [`DecideError::Unreadable`] when `view` cannot be read;
/// [`DecideError::Diverged`] when its records contradict each other.
pub fn due_changes(
    view: &dyn View,
    account: &AccountId,
    at: Instant,
    position: u64,
) -> Result<Vec<(Key, Option<Record>)>, DecideError> {
    let mut context = DecisionContext::over(view, at, None, position);
    let before = context.account(account)?;
    if before.next_due().is_none_or(|due| due > at) {
        return Ok(Vec::new());
    }
    context.catch_up(&[account])?;
    let mut changes = context.records.into_changes();
    changes.retain(|(key, _)| !key.is_of(RecordKind::OutboxMessage) && !key.is_of(RecordKind::PendingOutboxMessage));
    // Nothing was decided about the account.
    let key = Key::account(account);
    if let Some((_, Some(Record::Account(after)))) = changes.iter_mut().find(|(changed, _)| *changed == key) {
        Arc::make_mut(after).decided_at = before.decided_at;
    }
    Ok(changes)
}

impl<'a> DecisionContext<'a> {
    const fn over(view: &'a dyn View, at: Instant, by: Option<&'a Note>, position: u64) -> Self {
        let event_context = EventContext { at, position };
        Self {
            records: Overlay::over(view),
            asked_at: at,
            now: None,
            event_context,
            by,
            events: Vec::new(),
            patience_over: BTreeSet::new(),
            uncertain: BTreeSet::new(),
            outbox_count: 0,
            lots_named: SKIPPED_LOTS_NAMED_MAX,
        }
    }
}

impl DecisionContext<'_> {
    fn at(&self) -> Instant {
        self.event_context.at
    }

    fn emit(&mut self, event: Event) -> Result<(), DecideError> {
        if tries_held_bills(&event) {
            for id in event.accounts() {
                if self.records.get(&Key::held_uncertain(id))?.is_some() {
                    self.uncertain.insert(id.clone());
                }
            }
        }
        match evolve(&mut self.records, self.event_context, &event) {
            Ok(()) => {}
            Err(EvolveError::Unreadable(unreadable)) => return Err(unreadable.into()),
            Err(EvolveError::OutOfRange) => {
                let account = event.accounts().next().cloned();
                let account = account.ok_or_else(|| Unreadable("a sum that belongs to no account".into()))?;
                return Err(Refusal::AmountOutOfRange { account }.into());
            }
        }
        // Most decisions have one event.
        if self.events.is_empty() {
            self.events.reserve_exact(1);
        }
        self.events.push(event);
        Ok(())
    }

    fn raise(&mut self, notification: Notification) -> Result<(), DecideError> {
        let number = self.next_number();
        self.emit(Event::OutboxMessageQueued { number, notification: Box::new(notification) })
    }

    /// The number of the next message or usage record.
    const fn next_number(&mut self) -> EntryPosition {
        let number = EntryPosition { position: self.event_context.position, index: self.outbox_count };
        self.outbox_count += 1;
        number
    }

    /// The account, which must exist and be open.
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

    /// Sets the decision instant (T1) by the accounts concerned, and applies everything that fell due for them up to
    /// that instant.
    fn clock(&mut self, accounts: &[&AccountId]) -> Result<(), DecideError> {
        self.refuse_future(accounts)?;
        for id in accounts {
            let account = self.account(id)?;
            self.refuse_backwards(&account, self.policy(&account)?.clock_tolerance)?;
        }
        self.clock_without_tolerance(accounts)
    }

    /// The same for one account, whose record and policy are read already.
    fn clock_of(&mut self, account: &Account, policy: &Policy) -> Result<(), DecideError> {
        self.refuse_ahead("at", self.asked_at, policy.clock_tolerance)?;
        self.refuse_backwards(account, policy.clock_tolerance)?;
        self.event_context.at = self.at().max(account.decided_at);
        match account.next_due() {
            Some(due) if due <= self.at() => self.catch_up(&[&account.id]),
            _ => Ok(()),
        }
    }

    /// Refuses an `at` that is before the last decision about an account by more than its tolerance (T1).
    fn refuse_backwards(&self, account: &Account, tolerance: Seconds) -> Result<(), DecideError> {
        if self.asked_at.plus(tolerance) < account.decided_at {
            return Err(Refusal::ClockRanBackwards {
                account: account.id.clone(),
                at: self.asked_at,
                decided_at: account.decided_at,
                tolerance_seconds: tolerance.get(),
            }
            .into());
        }
        Ok(())
    }

    /// Refuses an `at` that is ahead of the clock of the ledger by more than the tolerance of an account (T1).
    fn refuse_future(&self, accounts: &[&AccountId]) -> Result<(), DecideError> {
        for id in accounts {
            let tolerance = self.policy(&*self.account(id)?)?.clock_tolerance;
            self.refuse_ahead("at", self.asked_at, tolerance)?;
        }
        Ok(())
    }

    /// The same for a command that concerns no account, and for a message. A message is never refused because of an
    /// account, so the tolerance is that of the default policy of the file.
    fn refuse_future_by_default(&self, field: &'static str, at: Instant) -> Result<(), DecideError> {
        let policy = self.records.default_policy()?.unwrap_or_else(|| self.records.built_in_policy());
        self.refuse_ahead(field, at, policy.clock_tolerance)
    }

    fn refuse_ahead(&self, field: &'static str, at: Instant, tolerance: Seconds) -> Result<(), DecideError> {
        match self.now {
            Some(now) if at > now.plus(tolerance) => {
                Err(Refusal::AtInFuture { what: field.into(), at, now, tolerance_seconds: tolerance.get() }.into())
            }
            _ => Ok(()),
        }
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

/// For sums that the invariants keep in range: amounts of one account, in its currency.
fn own_money<T>(result: Result<T, MoneyError>) -> Result<T, DecideError> {
    result.map_err(|error| Unreadable(alloc::format!("an account's own money does not add up: {error}")).into())
}
