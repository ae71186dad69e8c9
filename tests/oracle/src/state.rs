//! Everything there is, in memory.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::agreements::Agreements;
use crate::policy::Policy;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Standing {
    Good,
    /// `notice` is when the reminder is due, until it has been raised.
    InArrears {
        since: i128,
        deadline: i128,
        notice: Option<i128>,
    },
    Locked {
        since: i128,
        deadline: i128,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum LotEnd {
    Expired,
    Void,
}

#[derive(Clone, Debug)]
pub(crate) struct Lot {
    pub(crate) kind: String,
    pub(crate) available: i128,
    pub(crate) valid_from: i128,
    pub(crate) valid_until: Option<i128>,
    pub(crate) minimum: Option<i128>,
    pub(crate) issued_at: i128,
    /// Set once it has expired with value in it, has had value returned after its time, or was made void.
    pub(crate) end: Option<LotEnd>,
    /// All the value that has expired in it and did not pay afterwards (W5).
    pub(crate) expired: i128,
}

#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) currency: String,
    pub(crate) closed: bool,
    pub(crate) closed_at: Option<i128>,
    pub(crate) standing: Standing,
    pub(crate) cash: i128,
    pub(crate) overdraft: i128,
    pub(crate) lots: BTreeMap<String, Lot>,
    pub(crate) policy: Option<Policy>,
    /// The patience of a suspension has ended, and the bills held under P3 were not yet tried again.
    pub(crate) patience_ended: bool,
    /// The bills of a UTC day that came after a metering deadline (P2), until the customer is notified.
    pub(crate) late: Option<LateBills>,
    pub(crate) mail_settings: MailSettings,
    /// The references of its top-ups (M1).
    pub(crate) references: BTreeSet<String>,
    /// The decision instant of the last entry that concerned it (T1).
    pub(crate) last: i128,
}

/// What the mails to an account are written in; absent: as the host has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct MailSettings {
    pub(crate) language: Option<String>,
    pub(crate) time_zone: Option<String>,
}

/// Bills that came after a metering deadline on one UTC day.
#[derive(Clone, Debug)]
pub(crate) struct LateBills {
    /// The start of the day.
    pub(crate) day: i128,
    /// By cloud account.
    pub(crate) counts: BTreeMap<String, LateCount>,
}

/// Those of one cloud account.
#[derive(Clone, Debug)]
pub(crate) struct LateCount {
    pub(crate) bills: u64,
    pub(crate) amount: i128,
    /// The end of the cloud account and its metering deadline, as the last bill names them.
    pub(crate) end: Value,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Payer {
    Enterprise,
    Cloud(String),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Method {
    Paying(Payer),
    /// `from` keeps paying until `target` is active.
    Opening {
        target: String,
        from: Payer,
    },
    Dissolved,
}

/// Why a payer interval begins.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Because {
    Bound,
    /// By this actor.
    Chosen(Option<String>),
    /// This cloud account was being opened, and became active.
    Activated(String),
    /// This cloud account ended, and the enterprise account pays.
    Forced(String),
    /// This cloud account ended, and its successor pays.
    Replaced(String),
    /// By this actor.
    Moved(Option<String>),
}

/// From `from` up to the next interval, this account pays by this payer.
#[derive(Clone, Debug)]
pub(crate) struct PayerInterval {
    pub(crate) from: i128,
    pub(crate) account: String,
    pub(crate) payer: Payer,
    pub(crate) because: Because,
}

/// What was done to a workspace. Its timeline is drawn from these and from the lives of the cloud accounts it chose.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Act {
    /// To this account.
    Bound(String),
    /// A voluntary change.
    Chose(Payer),
    /// To this account.
    Moved(String),
    Dissolved,
}

#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) instant: i128,
    pub(crate) act: Act,
    /// The actor of the command.
    pub(crate) by: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Workspace {
    pub(crate) account: String,
    pub(crate) display_name: Option<String>,
    /// In the order taken.
    pub(crate) steps: Vec<Step>,
    /// Drawn from the steps and the lives; see `timeline.rs`.
    pub(crate) method: Method,
    /// Built with the method. Adjacent intervals differ, and none is without length.
    pub(crate) timeline: Vec<PayerInterval>,
}

impl Workspace {
    /// Its first instant: the one it is bound from.
    pub(crate) fn since(&self) -> i128 {
        self.steps[0].instant
    }

    pub(crate) fn dissolved_at(&self) -> Option<i128> {
        self.steps.iter().find(|step| step.act == Act::Dissolved).map(|step| step.instant)
    }

    /// The interval that contains an instant; none before the first.
    pub(crate) fn interval_at(&self, instant: i128) -> Option<&PayerInterval> {
        self.timeline.iter().rev().find(|interval| interval.from <= instant)
    }

    /// Who pays now: while opening, the previous method.
    pub(crate) fn payer_now(&self) -> Payer {
        match &self.method {
            Method::Paying(payer) => payer.clone(),
            Method::Opening { from, .. } => from.clone(),
            Method::Dissolved => panic!("a dissolved workspace has no payer now"),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum CloudState {
    Pending,
    Active,
    Suspended,
    Failed,
    Closing,
    Closed,
}

/// What is known of a subscription from its signals: where their fold ends, and when it came through.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Life {
    /// Never closed: closing is as far as signals lead.
    pub(crate) state: CloudState,
    /// The instant of the signal that took it out of pending into active.
    pub(crate) active_from: Option<i128>,
    pub(crate) ended_at: Option<i128>,
    /// When it failed or was withdrawn.
    pub(crate) failed_at: Option<i128>,
    /// While it is suspended: the instant of the signal that suspended it.
    pub(crate) suspended_since: Option<i128>,
}

/// How long the bills of a suspended cloud account are held (P3).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Patience {
    pub(crate) deadline: i128,
    /// When the reminder is due, until it was.
    pub(crate) notice: Option<i128>,
    /// The deadline has passed: the enterprise account pays.
    pub(crate) over: bool,
}

impl Life {
    /// That of a subscription of which nothing is known.
    pub(crate) fn pending() -> Life {
        Life { state: CloudState::Pending, active_from: None, ended_at: None, failed_at: None, suspended_since: None }
    }

    /// The instant of its end or failure.
    pub(crate) fn over(&self) -> Option<i128> {
        self.ended_at.or(self.failed_at)
    }
}

#[derive(Clone, Debug)]
pub(crate) struct CloudAccount {
    pub(crate) account: String,
    pub(crate) provider: String,
    pub(crate) product_code: Option<String>,
    pub(crate) identity: String,
    /// The account that the link names, if it names one.
    pub(crate) account_id: Option<String>,
    /// Its place among all cloud accounts ever linked.
    pub(crate) linked: usize,
    pub(crate) linked_at: i128,
    pub(crate) life: Life,
    /// Withdrawn while pending, or its link was undone (C4): it stays failed, and no signal concerns it.
    pub(crate) withdrawn: bool,
    /// Its metering deadline has passed. It stays closed, unless it turns out to have failed.
    pub(crate) closed: bool,
    pub(crate) metering_deadline: Option<i128>,
    /// While it is suspended.
    pub(crate) patience: Option<Patience>,
    /// Of a reusable identity: it takes the signals after this instant ...
    pub(crate) after: Option<i128>,
    /// ... and up to this one, which is set when the next link is made.
    pub(crate) up_to: Option<i128>,
    /// The cloud account that takes its place when it ends.
    pub(crate) successor: Option<String>,
}

impl CloudAccount {
    pub(crate) fn state(&self) -> CloudState {
        // What had failed before it was ever active has not ended.
        if self.closed && self.life.state != CloudState::Failed { CloudState::Closed } else { self.life.state }
    }

    /// Neither failed nor closed.
    pub(crate) fn living(&self) -> bool {
        !matches!(self.state(), CloudState::Failed | CloudState::Closed)
    }
}

/// In the order in which signals of one instant are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Activated,
    Resumed,
    Suspended,
    Failed,
    Ended,
    /// The second message about an end.
    EndCompleted,
}

/// Sorts by instant, then kind, then message id (none first), then arrival: the order of the fields.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Signal {
    pub(crate) occurred_at: i128,
    pub(crate) kind: Kind,
    pub(crate) id: Option<String>,
    pub(crate) arrival: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Hold {
    /// P3, with the cloud account that is suspended.
    Suspended(String),
    /// W7
    CreditLimit,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Status {
    /// It is settled or held a moment later.
    New,
    Settled,
    Held(Hold),
    Cancelled,
}

#[derive(Clone, Debug)]
pub(crate) struct Slice {
    pub(crate) fund: String,
    pub(crate) lot: Option<String>,
    /// Of a `cloud_account` slice.
    pub(crate) cloud_account: Option<String>,
    /// Its place in the meter, once it has entered it.
    pub(crate) place: Option<Place>,
    pub(crate) amount: i128,
    pub(crate) returned: i128,
}

/// What is charged; the same bill again has the same of this (P4).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Charge {
    pub(crate) workspace: String,
    pub(crate) item: String,
    pub(crate) amount: i128,
    pub(crate) currency: String,
    pub(crate) start: i128,
    pub(crate) end: i128,
}

#[derive(Clone, Debug)]
pub(crate) struct Bill {
    pub(crate) charge: Charge,
    pub(crate) account: String,
    pub(crate) status: Status,
    /// Its place among all bills ever held.
    pub(crate) held_order: u64,
    pub(crate) receipt: Option<Value>,
    /// Who pays it: the payer of the last correction, or of the receipt.
    pub(crate) payer: Option<Payer>,
    /// Oldest first, as they are shown.
    pub(crate) corrections: Vec<Value>,
    /// The refunds of corrections, and the amounts paid again.
    pub(crate) corrected: i128,
    /// Those of the receipt, then those of the corrections.
    pub(crate) slices: Vec<Slice>,
    pub(crate) reversed: i128,
    /// Reversal id to the content of the reversal.
    pub(crate) reversals: BTreeMap<String, Value>,
    /// When another bill took its place, or its charge was withdrawn (P4).
    pub(crate) restated: Option<Restated>,
    /// The bill whose place it took.
    pub(crate) restates: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Restated {
    pub(crate) at: i128,
    /// None if the charge was withdrawn.
    pub(crate) by: Option<String>,
}

/// The place of a charge in its meter: the journal position that put it there, and its number among those that this
/// entry put into this meter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) position: u64,
    pub(crate) index: u64,
}

/// Everything before that place, and `part` of the charge at it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Mark {
    pub(crate) place: Place,
    pub(crate) part: i128,
}

/// What one slice charges to a cloud account. It never leaves the list; of most there is nothing left in the end.
#[derive(Clone, Debug)]
pub(crate) struct MeterCharge {
    pub(crate) place: Place,
    pub(crate) bill: String,
    pub(crate) workspace: String,
    /// What no record has taken.
    pub(crate) waits: i128,
    /// What the record in flight has taken.
    pub(crate) in_flight: i128,
    /// The refunds of `in_flight` while the provider has not answered.
    pub(crate) reversed: i128,
    /// The charges of accepted records, before later refunds.
    pub(crate) accepted: i128,
}

/// What bills charge to one cloud account, and what of it its provider has.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meter {
    /// In the order of their places.
    pub(crate) charges: Vec<MeterCharge>,
    /// What the provider has and no bill charges any more; also while a record that sets it off is in flight.
    pub(crate) credit: i128,
    /// Quantity times unit of all accepted records.
    pub(crate) accepted: i128,
    /// Up to where charges are accepted.
    pub(crate) head: Option<Mark>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum RecordState {
    InFlight,
    Accepted,
    Void,
    /// The provider has another quantity than the record, and which one is not known.
    Disputed,
    /// It had no answer before its last sending time.
    TooLate,
}

/// The usage of one hour that is, was or should have been sent to a provider.
#[derive(Clone, Debug)]
pub(crate) struct UsageRecord {
    pub(crate) cloud_account: String,
    pub(crate) state: RecordState,
    pub(crate) dimension: String,
    pub(crate) start: i128,
    pub(crate) end: i128,
    pub(crate) unit: i128,
    pub(crate) quantity: i128,
    pub(crate) credit: i128,
    pub(crate) from: Option<Mark>,
    pub(crate) upto: Mark,
    /// The quantity the provider has; none of a void record, and as long as it has not answered.
    pub(crate) accepted: Option<i128>,
    /// It was rejected without a dispute, so that another record may be about its hour.
    pub(crate) hour_is_free: bool,
    /// It can be sent before this instant.
    pub(crate) send_until: i128,
    /// It was too late once: what it took is no longer in flight.
    pub(crate) fell_back: bool,
    pub(crate) requested_at: i128,
    /// When it had its final answer, or fell back without one.
    pub(crate) settled_at: Option<i128>,
    /// Why the provider rejected it.
    pub(crate) reason: Option<String>,
    /// The provider's own id of it.
    pub(crate) provider_record: Option<String>,
}

impl UsageRecord {
    /// Requested, without a final answer: what it took is neither accepted nor waits.
    pub(crate) fn in_flight(&self) -> bool {
        self.state == RecordState::InFlight || (self.state == RecordState::Disputed && !self.fell_back)
    }
}

#[derive(Clone, Debug)]
pub(crate) struct OutboxMessage {
    pub(crate) number: String,
    pub(crate) fields: Value,
    pub(crate) acknowledged: bool,
}

/// Which side of A3 a movement is on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Side {
    In,
    Out,
}

/// Money that came into or left an account. A refund is the same side with a negative amount.
#[derive(Clone, Debug)]
pub(crate) struct Movement {
    pub(crate) account: String,
    pub(crate) side: Side,
    pub(crate) cause: &'static str,
    pub(crate) amount: i128,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    pub(crate) default_policy: Policy,
    pub(crate) accounts: BTreeMap<String, Account>,
    /// By `site/id`.
    pub(crate) workspaces: BTreeMap<String, Workspace>,
    pub(crate) cloud_accounts: BTreeMap<String, CloudAccount>,
    /// By identity, sorted.
    pub(crate) signals: BTreeMap<String, Vec<Signal>>,
    /// By identity: the accounts that messages stated (C4), in the order in which they were received.
    pub(crate) stated: BTreeMap<String, Vec<String>>,
    pub(crate) agreements: Agreements,
    /// Provider and message id, to the disposition.
    pub(crate) messages: BTreeMap<(String, String), String>,
    pub(crate) arrivals: u64,
    pub(crate) bills: BTreeMap<String, Bill>,
    pub(crate) bills_held: u64,
    /// Of which bills that began to be held the customer was notified: the account, the reason and the UTC day.
    pub(crate) notified_of_held: BTreeSet<(String, Hold, i128)>,
    /// Export, then bill, to the part of the export that claimed the bill.
    pub(crate) exports: BTreeMap<String, BTreeMap<String, String>>,
    pub(crate) orders: BTreeSet<String>,
    pub(crate) outbox: Vec<OutboxMessage>,
    /// By cloud account, once it has had a charge.
    pub(crate) meters: BTreeMap<String, Meter>,
    /// By number.
    pub(crate) usage_records: BTreeMap<String, UsageRecord>,
    /// Idempotency key to the own fields of the command that used it.
    pub(crate) keys: BTreeMap<String, Value>,
    pub(crate) movements: Vec<Movement>,
    /// Journal entries so far, and what the entry being made has numbered: outbox and usage records.
    pub(crate) position: u64,
    pub(crate) raised: u64,
    /// How many things fell due in the entry being made.
    pub(crate) happened: u64,
    /// The receipts of the bills that catching up settled in the entry being made.
    pub(crate) caught_up: Vec<Value>,
    /// The entry being made led out of range before held bills were tried again.
    pub(crate) strained: bool,
}

impl State {
    /// An account that is known to exist.
    pub(crate) fn account(&mut self, id: &str) -> &mut Account {
        self.accounts.get_mut(id).expect("a known account")
    }

    pub(crate) fn currency(&self, account: &str) -> String {
        self.accounts[account].currency.clone()
    }

    /// The account's own policy, or the default of the file.
    pub(crate) fn policy(&self, account: &str) -> &Policy {
        self.accounts[account].policy.as_ref().unwrap_or(&self.default_policy)
    }

    pub(crate) fn record(&mut self, account: &str, side: Side, cause: &'static str, amount: i128) {
        self.movements.push(Movement { account: account.to_string(), side, cause, amount });
    }

    /// Mails and usage records share one counting.
    pub(crate) fn next_number(&mut self) -> String {
        let number = format!("{}.{}", self.position + 1, self.raised);
        self.raised += 1;
        number
    }

    /// A message that the host must deliver (N1).
    pub(crate) fn raise(&mut self, fields: Value) {
        let number = self.next_number();
        self.outbox.push(OutboxMessage { number, fields, acknowledged: false });
    }
}
