//! From a command to the events that follow from it, or a refusal.
//!
//! A decision works on a draft: the records as they are, with the changes of its own events laid over them. [`Draft::emit`] is the only way
//! an event comes about, and it evolves the draft at once, so what is decided next sees it.

mod accounts;
mod bills;
mod cloud_accounts;
mod corrections;
mod due;
mod metering;
mod money_in;
mod obligations;
mod workspaces;

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::account::Account;
use crate::bill::{BillRecord, Reversal};
use crate::command::Command;
use crate::event::{Event, Verdict};
use crate::evolve::{Misfit, evolve};
use crate::id::{AccountId, Note};
use crate::metering::UsageRecord;
use crate::money::MoneyError;
use crate::obligation::{Mail, ObligationNumber};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::rows::{Key, Moment, Overlay, Row, Unreadable, View, ViewExt};
use crate::time::Instant;
use crate::waterfall::Plan;

/// Why there is no decision.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stop {
    /// A rule says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The records could not be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

/// What came of a command before, found again: nothing happens now, and nothing is recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replay {
    /// The bill is known (P4).
    Bill(Arc<BillRecord>),
    /// The reversal is known.
    Reversal(Box<Reversal>),
    /// The usage record was asked for and not answered yet.
    UsageRecord(Arc<UsageRecord>),
    /// The marketplace message is known; this became of it.
    Message(Verdict),
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
        changes: BTreeMap<Key, Option<Row>>,
    },
    /// It happened before.
    Already(Replay),
}

/// Decides `command`, asked at `at` by `by`, for journal position `position`.
///
/// ```
/// use defray_core::command::{Command, OpenAccount};
/// use defray_core::{Decision, MemoryRows, decide};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let command = Command::from(OpenAccount { account: "acme".parse()?, currency: "CNY".parse()? });
/// let at = "2026-03-01T00:00:00Z".parse()?;
/// match decide(&MemoryRows::default(), &command, at, None, 1)? {
///     Decision::Happened { events, .. } => assert_eq!(events[0].name(), "account_opened"),
///     Decision::Already(_) => unreachable!("nothing was there before"),
/// }
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// [`Stop::Refused`] when a rule says no; [`Stop::Unreadable`] when `view` could not be read.
pub fn decide(
    view: &dyn View,
    command: &Command,
    at: Instant,
    by: Option<&Note>,
    position: u64,
) -> Result<Decision, Stop> {
    let mut draft = Draft::over(view, at, by, position);
    let replay = match command {
        Command::OpenAccount(command) => draft.open_account(command)?,
        Command::CloseAccount(command) => draft.close_account(command)?,
        Command::SetPolicy(command) => draft.set_policy(command)?,
        Command::TopUp(command) => draft.top_up(command)?,
        Command::IssueVoucher(command) => draft.issue_voucher(command)?,
        Command::GrantCard(command) => draft.grant_card(command)?,
        Command::BuyCard(command) => draft.buy_card(command)?,
        Command::RedeemHuaweiOrder(command) => draft.redeem_huawei_order(command)?,
        Command::VoidLot(command) => draft.void_lot(command)?,
        Command::BindWorkspace(command) => draft.bind_workspace(command)?,
        Command::MoveWorkspace(command) => draft.move_workspace(command)?,
        Command::DissolveWorkspace(command) => draft.dissolve_workspace(command)?,
        Command::LinkCloudAccount(command) => draft.link_cloud_account(command)?,
        Command::WithdrawCloudAccount(command) => draft.withdraw_cloud_account(command)?,
        Command::ChooseMethod(command) => draft.choose_method(command)?,
        Command::Ingest(command) => draft.ingest(command)?,
        Command::SettleBill(command) => draft.settle_bill(command)?,
        Command::ReverseBill(command) => draft.reverse_bill(command)?,
        Command::RequestMetering(command) => draft.request_metering(command)?,
        Command::AcknowledgeMetering(command) => draft.acknowledge_metering(command)?,
        Command::Advance(_) => draft.advance()?,
        Command::Acknowledge(command) => draft.acknowledge(command)?,
    };
    Ok(match replay {
        Some(replay) => Decision::Already(replay),
        None => Decision::Happened { at: draft.moment.at, events: draft.events, changes: draft.rows.into_changes() },
    })
}

/// What a command's handler gives: something that happened before, or `None` when its events are in the draft.
type Handled = Result<Option<Replay>, Stop>;

struct Draft<'a> {
    rows: Overlay<'a>,
    /// The instant the caller gave.
    asked_at: Instant,
    /// The decision instant, once [`Draft::clock`] has set it, and the journal position.
    moment: Moment,
    by: Option<&'a Note>,
    events: Vec<Event>,
    /// How many things were owed so far: mails and usage records share one counting.
    owed: u32,
}

/// How the funds would pay a held bill at `at`, by the code that settles; `None` while the cloud account that should pay is suspended (P3).
///
/// # Errors
///
/// [`Stop::Unreadable`] when `view` could not be read.
pub fn outlook(view: &dyn View, record: &BillRecord, at: Instant) -> Result<Option<Plan>, Stop> {
    Draft::over(view, at, None, 0).outlook(record)
}

impl<'a> Draft<'a> {
    const fn over(view: &'a dyn View, at: Instant, by: Option<&'a Note>, position: u64) -> Self {
        let moment = Moment { at, position };
        Self { rows: Overlay::over(view), asked_at: at, moment, by, events: Vec::new(), owed: 0 }
    }
}

impl Draft<'_> {
    fn at(&self) -> Instant {
        self.moment.at
    }

    fn emit(&mut self, event: Event) -> Result<(), Stop> {
        match evolve(&mut self.rows, self.moment, &event) {
            Ok(()) => {}
            Err(Misfit::Unreadable(unreadable)) => return Err(unreadable.into()),
            Err(Misfit::OutOfRange) => {
                let account = event.accounts().next().cloned();
                let account = account.ok_or_else(|| Unreadable("a sum that belongs to no account".into()))?;
                return Err(Refusal::AmountOutOfRange { account }.into());
            }
        }
        self.events.push(event);
        Ok(())
    }

    fn raise(&mut self, mail: Mail) -> Result<(), Stop> {
        let number = self.next_number();
        self.emit(Event::ObligationRaised { number, mail: Box::new(mail) })
    }

    /// The number of the next thing owed.
    const fn next_number(&mut self) -> ObligationNumber {
        let number = ObligationNumber { position: self.moment.position, index: self.owed };
        self.owed += 1;
        number
    }

    /// The account, which must be known and open.
    fn open(&self, id: &AccountId) -> Result<Arc<Account>, Stop> {
        let account = self.account(id)?;
        match account.closed_at {
            Some(closed_at) => Err(Refusal::AccountClosed { account: id.clone(), closed_at }.into()),
            None => Ok(account),
        }
    }

    fn account(&self, id: &AccountId) -> Result<Arc<Account>, Stop> {
        let account = self.rows.account(id)?;
        account.ok_or_else(|| Refusal::UnknownAccount { account: id.clone() }.into())
    }

    /// Sets the decision instant (T1) by the accounts concerned, and lets happen what has fallen due for them by then.
    fn clock(&mut self, accounts: &[&AccountId]) -> Result<(), Stop> {
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

    fn clock_without_tolerance(&mut self, accounts: &[&AccountId]) -> Result<(), Stop> {
        for id in accounts {
            self.moment.at = self.moment.at.max(self.account(id)?.decided_at);
        }
        self.catch_up(accounts)
    }

    fn policy(&self, account: &Account) -> Result<Arc<Policy>, Stop> {
        if let Some(own) = &account.policy {
            return Ok(own.clone());
        }
        Ok(self.rows.default_policy()?.unwrap_or_else(|| self.rows.built_in_policy()))
    }
}

/// For sums that are within bounds by the records' own invariants: amounts of one account, in its currency.
fn own_money<T>(result: Result<T, MoneyError>) -> Result<T, Stop> {
    result.map_err(|error| Unreadable(alloc::format!("an account's own money does not add up: {error}")).into())
}
