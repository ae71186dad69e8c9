//! The customer's enterprise account: one currency, one wallet, one standing.

use alloc::sync::Arc;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::fund::{Lot, LotKind};
use crate::id::{AccountId, CloudAccountId, LotId, TimeZoneName};
use crate::machine::string_enum;
use crate::money::{Currency, Money, MoneyError};
use crate::outbox::NotMeteredBills;
use crate::policy::Policy;
use crate::position::EntryPosition;
use crate::standing::Standing;
use crate::time::{Instant, Seconds};

/// Sums over the whole history of an account. They balance at every step (A3): see [`invariants`](crate::invariants).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// The cash that was paid in.
    pub topped_up: Money,
    /// The faces of all vouchers, issued or received as gifts.
    pub vouchers: Money,
    /// The faces of cards that were granted or redeemed. A bought card is not counted: it was paid from cash.
    pub cards: Money,
    /// The amount charged to cloud accounts, less refunds.
    pub cloud_paid: Money,
    /// The amount of settled bills, less refunds.
    pub settled: Money,
    /// The value that expired in lots.
    pub expired: Money,
    /// The value of lots that were made void.
    pub voided: Money,
    /// The value that was forfeited when the account was closed.
    pub forfeited: Money,
    /// The amount of bills that are held now.
    pub held: Money,
}

impl Totals {
    /// Everything that ever came in: top-ups, vouchers, cards that were not bought from cash, and payments by cloud
    /// accounts.
    ///
    /// # Errors
    ///
    /// [`MoneyError::OutOfRange`] when the sum is 10^15 or more.
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

/// The customer's account, with its wallet. Lots that can no longer pay are separate records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The id of the account.
    pub id: AccountId,
    /// The currency of the account. It never changes.
    pub currency: Currency,
    /// The instant at which the account was opened.
    pub opened_at: Instant,
    /// The instant at which the account was closed permanently; absent: it is open.
    pub closed_at: Option<Instant>,
    /// The policy of the account; absent: the default policy of the ledger applies.
    pub policy: Option<Arc<Policy>>,
    /// The cash, never below zero.
    pub cash: Money,
    /// The debt, never below zero. When it is at least one payable unit, the account is in arrears.
    pub overdraft: Money,
    /// The standing: good, in arrears or locked.
    pub standing: Standing,
    /// The vouchers and cards that can pay, in the order in which they pay (W4).
    pub lots: Vec<Lot>,
    /// The metering deadlines of its closing cloud accounts, earliest first.
    pub closings: Vec<Closing>,
    /// The instant of the last decision about the account (T1).
    pub decided_at: Instant,
    /// The sums over the history of the account.
    pub totals: Totals,
    /// The usage records in flight that fall back when they have no answer in time, earliest first (N2).
    #[serde(default)]
    pub sendings: Vec<Sending>,
    /// What falls due for its suspended cloud accounts, earliest first.
    #[serde(default)]
    pub suspensions: Vec<Suspension>,
    /// The bills of the present UTC day that came after a metering deadline (P2), for the notification at the end of
    /// the day; absent: there are none.
    #[serde(default)]
    pub not_metered: Option<NotMeteredDay>,
    /// The language and the time zone of its mails; absent: the account has set neither.
    #[serde(default)]
    pub mail_settings: Option<MailSettings>,
}

/// The bills of a UTC day that came after the metering deadline of their cloud account (P2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotMeteredDay {
    /// The start of the UTC day in which the bills were settled.
    pub day: Instant,
    /// The bills of each cloud account, in order of its id, at least one.
    pub cloud_accounts: Vec<NotMeteredBills>,
}

impl NotMeteredDay {
    /// The instant at which the notification is due: the end of the day.
    pub fn due(&self) -> Instant {
        self.day.plus(Seconds::days(1))
    }
}

string_enum! {
    /// The language of a mail.
    pub enum Language {
        /// The language English.
        English = "en",
        /// Simplified Chinese.
        Chinese = "zh",
    }
}

/// The language and the time zone of the mails to an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailSettings {
    /// The language of the mails; absent: the default of the host.
    #[serde(default)]
    pub language: Option<Language>,
    /// The time zone of the instants in the mails; absent: the default of the host.
    #[serde(default)]
    pub time_zone: Option<TimeZoneName>,
}

impl MailSettings {
    /// These settings as the account keeps them: `None` when neither is set.
    pub(crate) fn kept(&self) -> Option<Self> {
        (self.language.is_some() || self.time_zone.is_some()).then(|| self.clone())
    }
}

/// The metering deadline of a closing cloud account.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Closing {
    /// The instant at which the cloud account closes.
    pub deadline: Instant,
    /// The cloud account that closes.
    pub cloud_account: CloudAccountId,
}

/// A usage record in flight that falls back when it has no answer in time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sending {
    /// The instant at which the usage record falls back.
    pub until: Instant,
    /// The number of the usage record.
    pub record: EntryPosition,
}

/// The next due instant of a suspended cloud account (P3).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Suspension {
    /// The instant of the notice or, after it, of the deadline.
    pub due: Instant,
    /// The suspended cloud account.
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
            sendings: Vec::new(),
            suspensions: Vec::new(),
            not_metered: None,
            mail_settings: None,
        }
    }

    /// The value of all open lots.
    ///
    /// # Errors
    ///
    /// [`MoneyError::OutOfRange`] when the sum is 10^15 or more.
    pub fn lots_value(&self) -> Result<Money, MoneyError> {
        self.lots.iter().try_fold(Money::zero(self.currency), |sum, lot| sum.plus(&lot.available))
    }

    /// The open lot with this id.
    pub fn lot(&self, id: &LotId) -> Option<&Lot> {
        self.lots.iter().find(|lot| lot.id == *id)
    }

    /// Inserts an open lot at its place in the paying order (W4).
    pub fn put_lot(&mut self, lot: Lot) {
        let place = self.lots.partition_point(|other| other.paying_order(&lot).is_lt());
        self.lots.insert(place, lot);
    }

    /// Removes an open lot and returns it.
    pub fn take_lot(&mut self, id: &LotId) -> Option<Lot> {
        let place = self.lots.iter().position(|lot| lot.id == *id)?;
        Some(self.lots.remove(place))
    }

    /// The upper bound of every sum of the account: everything that ever came in, the overdraft and the held bills. The
    /// settlement of a held bill never increases it, so the bound never prevents a settlement that must happen.
    ///
    /// # Errors
    ///
    /// [`MoneyError::OutOfRange`] when the sum is 10^15 or more.
    pub fn exposure(&self) -> Result<Money, MoneyError> {
        self.totals.total_credits()?.plus(&self.totals.held)?.plus(&self.overdraft)
    }

    /// The end of the validity of the lot that expires first. Lots are in order of their kinds, and those of a kind in
    /// order of their expiry (W4).
    fn first_expiry(&self) -> Option<Instant> {
        let (mut rest, mut earliest) = (self.lots.as_slice(), None);
        while let Some(first) = rest.first() {
            earliest = earlier(earliest, first.valid_until);
            let following = rest.partition_point(|lot| lot.kind <= first.kind);
            rest = rest.get(following..).unwrap_or_default();
        }
        earliest
    }

    /// The open lots that expire at `at`, of those that expire first in their kind.
    pub(crate) fn lots_expiring_at(&self, at: Instant) -> impl Iterator<Item = &Lot> {
        LotKind::ALL.iter().flat_map(move |kind| {
            let place = self.lots.partition_point(|lot| lot.kind < *kind);
            let expires = move |lot: &&Lot| lot.kind == *kind && lot.valid_until == Some(at);
            self.lots.get(place..).unwrap_or_default().iter().take_while(expires)
        })
    }

    /// The next instant at which something falls due; `None`: there is none.
    pub fn next_due(&self) -> Option<Instant> {
        let closing = self.closings.first().map(|closing| closing.deadline);
        let suspension = self.suspensions.first().map(|suspension| suspension.due);
        let standing = match self.standing {
            Standing::InArrears { deadline, notice, .. } => {
                Some(notice.map_or(deadline, |notice| notice.min(deadline)))
            }
            Standing::Good | Standing::Locked { .. } => None,
        };
        let sending = self.sendings.first().map(|sending| sending.until);
        let not_metered = self.not_metered.as_ref().map(NotMeteredDay::due);
        let others = [closing, standing, sending, suspension, not_metered];
        others.into_iter().fold(self.first_expiry(), earlier)
    }
}

fn earlier(one: Option<Instant>, other: Option<Instant>) -> Option<Instant> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
