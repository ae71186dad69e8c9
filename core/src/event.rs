//! What happened. Events are facts: they carry everything that changes, and [`evolve`](crate::evolve) applies them without deciding again.

use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::bill::{Bill, BillRecord, Correction, HoldReason, Reversal};
use crate::cloud_account::{CloudAccount, CloudAccountState, SubscriptionLifecycle};
use crate::fund::Lot;
use crate::id::{AccountId, BillId, CloudAccountId, LotId, Note, OrderId, WorkspaceId};
use crate::marketplace::MarketplaceMessage;
use crate::marketplace::MessageDisposition;
use crate::metering::{MeterMark, MeteringOutcome, UsageRecord, UsageState};
use crate::method::{Method, MethodStep, Payer, PayerInterval};
use crate::money::{Currency, Money};
use crate::outbox::Notification;
use crate::policy::Policy;
use crate::position::EntryPosition;
use crate::standing::Standing;
use crate::subscription::{RecordedSignal, SubscriptionLink};
use crate::time::Instant;

/// When and where in the journal events take place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventContext {
    /// The decision instant (T1).
    pub at: Instant,
    /// The journal position.
    pub position: u64,
}

/// Something that happened. In the order of a journal entry, each rests on those before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// An account was opened.
    AccountOpened {
        /// Which.
        account: AccountId,
        /// Its currency.
        currency: Currency,
    },
    /// An account was closed; what it still had is given up.
    AccountClosed {
        /// Which.
        account: AccountId,
        /// Cash and lots given up.
        forfeited: Money,
    },
    /// A policy was set.
    PolicySet {
        /// Whose; absent: the file's.
        account: Option<AccountId>,
        /// The policy.
        policy: Arc<Policy>,
    },
    /// Money came in (M1).
    ToppedUp {
        /// Whose.
        account: AccountId,
        /// How much.
        amount: Money,
        /// How much of it repaid the overdraft.
        repaid: Money,
        /// The payment's reference.
        reference: Option<Note>,
    },
    /// A voucher or card came in.
    LotOpened {
        /// Whose.
        account: AccountId,
        /// The lot.
        lot: Box<Lot>,
    },
    /// An order of Huawei Cloud's market was used up.
    OrderRedeemed {
        /// Whose.
        account: AccountId,
        /// The order.
        order: OrderId,
    },
    /// A lot's validity ended with value left in it.
    LotExpired {
        /// Whose.
        account: AccountId,
        /// Which.
        lot: LotId,
        /// What was left.
        amount: Money,
        /// When.
        at: Instant,
    },
    /// A lot was made void.
    LotVoided {
        /// Whose.
        account: AccountId,
        /// Which.
        lot: LotId,
        /// What was left.
        amount: Money,
        /// Why.
        reason: Option<Note>,
    },
    /// An account's standing changed, or its reminder was raised.
    StandingChanged {
        /// Whose.
        account: AccountId,
        /// What it is now.
        standing: Standing,
    },
    /// A workspace got its first account.
    WorkspaceBound {
        /// Which.
        workspace: WorkspaceId,
        /// Whose.
        account: AccountId,
        /// Its first step.
        step: MethodStep,
        /// Its first interval.
        interval: PayerInterval,
    },
    /// A person's step was added to a workspace's history.
    StepTaken {
        /// Which.
        workspace: WorkspaceId,
        /// The step.
        step: MethodStep,
        /// The account it left, when it moved.
        left: Option<AccountId>,
    },
    /// The account asked for the method it already had.
    MethodKept {
        /// Whose.
        account: AccountId,
        /// Which.
        workspace: WorkspaceId,
        /// What it has.
        method: Method,
    },
    /// A workspace's method or timeline changed.
    MethodChanged {
        /// Whose.
        account: AccountId,
        /// Which.
        workspace: WorkspaceId,
        /// The method now.
        method: Method,
        /// How many of the intervals before stay, …
        kept_intervals: u32,
        /// … and those that follow them now.
        intervals: Vec<PayerInterval>,
    },
    /// A subscription was linked.
    CloudAccountLinked {
        /// The link, with the state that messages received before give it.
        cloud_account: Arc<CloudAccount>,
        /// Its share of the subscription's signals.
        link: SubscriptionLink,
    },
    /// A cloud account's state or end changed.
    CloudAccountChanged {
        /// Whose.
        account: AccountId,
        /// Which.
        cloud_account: CloudAccountId,
        /// The state before.
        was: CloudAccountState,
        /// The state now.
        state: CloudAccountState,
        /// What happened to it, as known now.
        lifecycle: SubscriptionLifecycle,
        /// Until when its usage can be metered, once it has ended.
        metering_deadline: Option<Instant>,
    },
    /// A marketplace message was taken in.
    MessageReceived {
        /// The message.
        message: Arc<MarketplaceMessage>,
        /// What became of it.
        disposition: MessageDisposition,
        /// The cloud account it concerns.
        cloud_account: Option<CloudAccountId>,
        /// Whose that is.
        account: Option<AccountId>,
        /// The signal that is kept for the message's subscription, if one is.
        recorded_signal: Option<RecordedSignal>,
    },
    /// A bill was recorded and waits.
    BillHeld {
        /// Whose.
        account: AccountId,
        /// The bill.
        bill: Box<Bill>,
        /// Why it waits.
        reason: HoldReason,
    },
    /// A bill was paid.
    BillSettled {
        /// The bill with its receipt.
        record: Arc<BillRecord>,
    },
    /// A bill's value was given back, or a held bill was cancelled.
    BillReversed {
        /// Whose.
        account: AccountId,
        /// Which.
        bill: BillId,
        /// Who had paid.
        payer: Option<Payer>,
        /// The giving-back.
        reversal: Box<Reversal>,
    },
    /// Another one pays a settled bill, or a part of it, than was thought.
    BillCorrected {
        /// Whose.
        account: AccountId,
        /// Which.
        bill: BillId,
        /// What was given back and paid anew.
        correction: Box<Correction>,
    },
    /// Usage is on its way to a provider (N2).
    MeteringRequested {
        /// The usage record.
        record: Arc<UsageRecord>,
    },
    /// A provider answered to a usage record (N2).
    MeteringAcknowledged {
        /// Whose.
        account: AccountId,
        /// Whose usage.
        cloud_account: CloudAccountId,
        /// The usage record.
        record: EntryPosition,
        /// What the provider answered.
        outcome: MeteringOutcome,
        /// What became of the record.
        state: UsageState,
        /// The quantity that the provider has.
        accepted: u32,
        /// Up to where the meter's charges are accepted now.
        head: Option<MeterMark>,
        /// The provider's own id of the record.
        provider_record: Option<Note>,
    },
    /// Something is owed to the world (N1).
    OutboxMessageQueued {
        /// Its number.
        number: EntryPosition,
        /// What is owed.
        notification: Box<Notification>,
    },
    /// Something owed was done (N3).
    OutboxMessageAcknowledged {
        /// Its number.
        number: EntryPosition,
    },
}

impl Event {
    /// The accounts the event concerns: their decision instants move (T1).
    pub fn accounts(&self) -> impl Iterator<Item = &AccountId> {
        let (one, other) = match self {
            Self::AccountOpened { account, .. }
            | Self::AccountClosed { account, .. }
            | Self::ToppedUp { account, .. }
            | Self::LotOpened { account, .. }
            | Self::OrderRedeemed { account, .. }
            | Self::LotExpired { account, .. }
            | Self::LotVoided { account, .. }
            | Self::StandingChanged { account, .. }
            | Self::WorkspaceBound { account, .. }
            | Self::MethodKept { account, .. }
            | Self::MethodChanged { account, .. }
            | Self::CloudAccountChanged { account, .. }
            | Self::BillHeld { account, .. }
            | Self::BillReversed { account, .. }
            | Self::BillCorrected { account, .. }
            | Self::MeteringAcknowledged { account, .. } => (Some(account), None),
            Self::MeteringRequested { record } => (Some(&record.account), None),
            Self::StepTaken { step, left, .. } => (Some(&step.account), left.as_ref()),
            Self::PolicySet { account, .. } | Self::MessageReceived { account, .. } => (account.as_ref(), None),
            Self::CloudAccountLinked { cloud_account, .. } => (Some(&cloud_account.account), None),
            Self::BillSettled { record } => (Some(&record.account), None),
            Self::OutboxMessageQueued { notification, .. } => (notification.account(), None),
            Self::OutboxMessageAcknowledged { .. } => (None, None),
        };
        one.into_iter().chain(other)
    }

    /// The stable name in the interchange form.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::AccountOpened { .. } => "account_opened",
            Self::AccountClosed { .. } => "account_closed",
            Self::PolicySet { .. } => "policy_set",
            Self::ToppedUp { .. } => "topped_up",
            Self::LotOpened { .. } => "lot_opened",
            Self::OrderRedeemed { .. } => "order_redeemed",
            Self::LotExpired { .. } => "lot_expired",
            Self::LotVoided { .. } => "lot_voided",
            Self::StandingChanged { .. } => "standing_changed",
            Self::WorkspaceBound { .. } => "workspace_bound",
            Self::StepTaken { .. } => "step_taken",
            Self::MethodKept { .. } => "method_kept",
            Self::MethodChanged { .. } => "method_changed",
            Self::CloudAccountLinked { .. } => "cloud_account_linked",
            Self::CloudAccountChanged { .. } => "cloud_account_changed",
            Self::MessageReceived { .. } => "message_received",
            Self::BillHeld { .. } => "bill_held",
            Self::BillSettled { .. } => "bill_settled",
            Self::BillReversed { .. } => "bill_reversed",
            Self::BillCorrected { .. } => "bill_corrected",
            Self::MeteringRequested { .. } => "metering_requested",
            Self::MeteringAcknowledged { .. } => "metering_acknowledged",
            Self::OutboxMessageQueued { .. } => "outbox_message_queued",
            Self::OutboxMessageAcknowledged { .. } => "outbox_message_acknowledged",
        }
    }
}
