//! The events: what accepted commands changed. An event is a fact. It carries everything that changes, and
//! [`evolve`](crate::evolve) applies it without deciding again.

use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::account::MailSettings;
use crate::bill::{Bill, BillRecord, Correction, HoldReason, Reversal};
use crate::cloud_account::{CloudAccount, CloudAccountState, Patience, SubscriptionLifecycle};
use crate::fund::Lot;
use crate::id::{AccountId, BillId, CloudAccountId, DisplayName, ExportId, LotId, Note, OrderId, WorkspaceId};
use crate::marketplace::{MarketplaceMessage, MessageDisposition};
use crate::metering::{MeterMark, MeteringOutcome, UsageRecord, UsageState};
use crate::method::{Method, MethodStep, Payer, PayerInterval};
use crate::money::{Currency, Money};
use crate::outbox::Notification;
use crate::policy::Policy;
use crate::position::EntryPosition;
use crate::provider::Provider;
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

/// One event. The events of a journal entry are in order: each one builds on the events before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// An account was opened.
    AccountOpened {
        /// The account that was opened.
        account: AccountId,
        /// The currency of the account.
        currency: Currency,
    },
    /// An account was closed. The value that it still had is forfeited.
    AccountClosed {
        /// The account that was closed.
        account: AccountId,
        /// The forfeited value: cash and the value left in lots.
        forfeited: Money,
    },
    /// A policy was set.
    PolicySet {
        /// The account that the policy applies to; absent: every account without a policy of its own.
        account: Option<AccountId>,
        /// The policy that is in force from now on.
        policy: Arc<Policy>,
    },
    /// Money was paid in (M1).
    ToppedUp {
        /// The account that received the money.
        account: AccountId,
        /// The amount paid in, above zero.
        amount: Money,
        /// The part of the amount that repaid the overdraft. The rest went into cash.
        repaid: Money,
        /// The reference of the payment, as free text.
        reference: Option<Note>,
        /// The journal position of the first top-up of the account with this reference; absent: there was none (M1).
        #[serde(default)]
        repeats: Option<u64>,
    },
    /// An account received a voucher or a card.
    LotOpened {
        /// The account that owns the lot.
        account: AccountId,
        /// The voucher or card.
        lot: Box<Lot>,
    },
    /// An order from Huawei Cloud's market was redeemed.
    OrderRedeemed {
        /// The account that redeemed the order.
        account: AccountId,
        /// The number of the order.
        order: OrderId,
    },
    /// The validity of a lot ended with value left in it.
    LotExpired {
        /// The account that owns the lot.
        account: AccountId,
        /// The lot that expired.
        lot: LotId,
        /// The value that was left in the lot.
        amount: Money,
        /// The instant at which the lot expired.
        at: Instant,
    },
    /// A lot was made void.
    LotVoided {
        /// The account that owns the lot.
        account: AccountId,
        /// The lot that was made void.
        lot: LotId,
        /// The value that was left in the lot.
        amount: Money,
        /// The reason, as free text.
        reason: Option<Note>,
    },
    /// The standing of an account changed, or its reminder became due.
    StandingChanged {
        /// The account whose standing changed.
        account: AccountId,
        /// The standing after the change.
        standing: Standing,
    },
    /// A workspace was bound to its first account.
    WorkspaceBound {
        /// The workspace that was bound.
        workspace: WorkspaceId,
        /// The account that owns the workspace.
        account: AccountId,
        /// The first step of the workspace's history.
        step: MethodStep,
        /// The first interval of the workspace's timeline.
        interval: PayerInterval,
        /// The display name of the workspace; absent: it has none.
        #[serde(default)]
        display_name: Option<DisplayName>,
    },
    /// A step was added to the history of a workspace.
    StepTaken {
        /// The workspace that the step belongs to.
        workspace: WorkspaceId,
        /// The step.
        step: MethodStep,
        /// The account that owned the workspace before; only when the workspace moved.
        left: Option<AccountId>,
    },
    /// The account chose the method that the workspace already has.
    MethodKept {
        /// The account that owns the workspace.
        account: AccountId,
        /// The workspace whose method stays.
        workspace: WorkspaceId,
        /// The method of the workspace, which did not change.
        method: Method,
    },
    /// The method or the timeline of a workspace changed.
    MethodChanged {
        /// The account that the step or the cloud account belongs to.
        account: AccountId,
        /// The workspace that changed.
        workspace: WorkspaceId,
        /// The method after the change.
        method: Method,
        /// The number of intervals at the start of the timeline that stay as they were.
        kept_intervals: u32,
        /// The intervals that follow the kept ones.
        intervals: Vec<PayerInterval>,
    },
    /// A subscription was linked to an account.
    CloudAccountLinked {
        /// The new cloud account. Messages received earlier are already part of its state.
        cloud_account: Arc<CloudAccount>,
        /// The link: which signals of the subscription belong to this cloud account.
        link: SubscriptionLink,
    },
    /// The state or the end of a cloud account changed.
    CloudAccountChanged {
        /// The account that owns the cloud account.
        account: AccountId,
        /// The cloud account that changed.
        cloud_account: CloudAccountId,
        /// The state before the change.
        was: CloudAccountState,
        /// The state after the change.
        state: CloudAccountState,
        /// The instants of the subscription's lifecycle, by all signals received until now.
        lifecycle: SubscriptionLifecycle,
        /// The deadline for usage records of this cloud account; only after its end is known.
        metering_deadline: Option<Instant>,
        /// How long its bills wait while it is suspended; absent: it is not suspended.
        #[serde(default)]
        patience: Option<Patience>,
    },
    /// A message from a marketplace was received.
    MessageReceived {
        /// The message.
        message: Arc<MarketplaceMessage>,
        /// The effect of the message.
        disposition: MessageDisposition,
        /// The cloud account that the message is about, if one is linked.
        cloud_account: Option<CloudAccountId>,
        /// The account that owns this cloud account.
        account: Option<AccountId>,
        /// The signal that was recorded for the subscription, if the message has one.
        recorded_signal: Option<RecordedSignal>,
    },
    /// A bill was recorded and waits to be paid.
    BillHeld {
        /// The account that the bill is recorded for.
        account: AccountId,
        /// The bill.
        bill: Box<Bill>,
        /// The reason why the bill waits.
        reason: HoldReason,
    },
    /// A bill was paid.
    BillSettled {
        /// The bill with its receipt.
        record: Arc<BillRecord>,
    },
    /// A settled bill was refunded, whole or in part, or a held bill was cancelled.
    BillReversed {
        /// The account that the bill is recorded for.
        account: AccountId,
        /// The bill that was reversed.
        bill: BillId,
        /// The payer of the bill; absent for a held bill, which no payer has paid.
        payer: Option<Payer>,
        /// The reversal with its refunds.
        reversal: Box<Reversal>,
    },
    /// A settled bill, or a part of it, has another payer than was known when it was settled.
    BillCorrected {
        /// The account that the bill is recorded for.
        account: AccountId,
        /// The bill that was corrected.
        bill: BillId,
        /// What was refunded to the first payer, and how the second payer paid it.
        correction: Box<Correction>,
    },
    /// A usage record was created for a provider (N2).
    MeteringRequested {
        /// The usage record.
        record: Arc<UsageRecord>,
    },
    /// A provider answered a usage record (N2).
    MeteringAcknowledged {
        /// The account that owns the cloud account.
        account: AccountId,
        /// The cloud account that the usage record belongs to.
        cloud_account: CloudAccountId,
        /// The number of the usage record.
        record: EntryPosition,
        /// The answer of the provider.
        outcome: MeteringOutcome,
        /// The state of the usage record after the answer.
        state: UsageState,
        /// The quantity that the provider accepted, in units.
        accepted: u32,
        /// The point in the meter up to which charges are accepted after the answer; absent: none is.
        head: Option<MeterMark>,
        /// The provider's own id of the usage record.
        provider_record: Option<Note>,
    },
    /// A message was put into the outbox for the host to deliver (N1).
    OutboxMessageQueued {
        /// The number of the outbox message.
        number: EntryPosition,
        /// The notification to deliver.
        notification: Box<Notification>,
    },
    /// The host delivered an outbox message (N3).
    OutboxMessageAcknowledged {
        /// The number of the outbox message.
        number: EntryPosition,
    },
    /// The provider restated the charge of a bill (P4). The reversal of the bill, and the bill in its place, are in the
    /// events before this one.
    BillRestated {
        /// The account that the bill is recorded for.
        account: AccountId,
        /// The bill that was replaced.
        bill: BillId,
        /// The bill that took its place; absent: the provider withdrew the charge.
        by: Option<BillId>,
    },
    /// The first binding of a workspace was extended backwards (P5).
    BindingExtended {
        /// The workspace.
        workspace: WorkspaceId,
        /// The account that the workspace was first bound to.
        account: AccountId,
        /// The new first step of the workspace's history.
        step: MethodStep,
        /// The new first interval of the workspace's timeline. It replaces the one before it when that has the same
        /// account and payer.
        interval: PayerInterval,
    },
    /// The charges of some bills are in a part of an export (P4).
    ChargesClaimed {
        /// The name of the export.
        export_name: ExportId,
        /// The part of the export.
        part: ExportId,
        /// The bills whose charges are in this part.
        bills: Vec<BillId>,
    },
    /// An expired lot can pay a bill whose usage began within its validity (W5). What is left of it expires again after
    /// the bill.
    LotReopened {
        /// The account that owns the lot.
        account: AccountId,
        /// The lot.
        lot: LotId,
        /// The value that had expired in the lot, and is available again.
        amount: Money,
    },
    /// A cloud account has a new successor, which takes its place when it ends, or has none any more (T2).
    SuccessorChanged {
        /// The account that owns the cloud account.
        account: AccountId,
        /// The cloud account that has the successor.
        cloud_account: CloudAccountId,
        /// The successor; absent: it has none any more.
        successor: Option<CloudAccountId>,
    },
    /// The enterprise account paid a bill that came after the metering deadline of its cloud account (P2). It is
    /// counted for the notification at the end of the UTC day.
    NotMeteredCounted {
        /// The account that paid.
        account: AccountId,
        /// The bill.
        bill: BillId,
        /// The start of the UTC day in which the bill was settled.
        day: Instant,
        /// The cloud account that was in force at the start of the usage.
        cloud_account: CloudAccountId,
        /// The marketplace of the cloud account.
        provider: Provider,
        /// The instant at which its subscription ended.
        ended_at: Instant,
        /// The deadline until which its usage could be metered.
        metering_deadline: Instant,
        /// The amount of the bill, above zero.
        amount: Money,
    },
    /// The display name of a workspace changed.
    WorkspaceRenamed {
        /// The account that owns the workspace.
        account: AccountId,
        /// The workspace.
        workspace: WorkspaceId,
        /// The display name from now on; absent: it has none any more.
        display_name: Option<DisplayName>,
    },
    /// The language and the time zone of the mails to an account were set.
    MailSettingsSet {
        /// The account that receives the mails.
        account: AccountId,
        /// The settings from now on.
        settings: MailSettings,
    },
}

impl Event {
    /// The accounts that the event concerns. Their last decision moves to the instant of the event (T1).
    pub fn accounts(&self) -> impl Iterator<Item = &AccountId> {
        let (one, other) = match self {
            Self::AccountOpened { account, .. }
            | Self::AccountClosed { account, .. }
            | Self::ToppedUp { account, .. }
            | Self::LotOpened { account, .. }
            | Self::OrderRedeemed { account, .. }
            | Self::LotExpired { account, .. }
            | Self::LotReopened { account, .. }
            | Self::LotVoided { account, .. }
            | Self::StandingChanged { account, .. }
            | Self::WorkspaceBound { account, .. }
            | Self::MethodKept { account, .. }
            | Self::MethodChanged { account, .. }
            | Self::CloudAccountChanged { account, .. }
            | Self::SuccessorChanged { account, .. }
            | Self::BillHeld { account, .. }
            | Self::BillReversed { account, .. }
            | Self::BillCorrected { account, .. }
            | Self::BillRestated { account, .. }
            | Self::NotMeteredCounted { account, .. }
            | Self::BindingExtended { account, .. }
            | Self::WorkspaceRenamed { account, .. }
            | Self::MailSettingsSet { account, .. }
            | Self::MeteringAcknowledged { account, .. } => (Some(account), None),
            Self::MeteringRequested { record } => (Some(&record.account), None),
            Self::StepTaken { step, left, .. } => (Some(&step.account), left.as_ref()),
            Self::PolicySet { account, .. } | Self::MessageReceived { account, .. } => (account.as_ref(), None),
            Self::CloudAccountLinked { cloud_account, .. } => (Some(&cloud_account.account), None),
            Self::BillSettled { record } => (Some(&record.account), None),
            Self::OutboxMessageQueued { notification, .. } => (notification.account(), None),
            Self::OutboxMessageAcknowledged { .. } | Self::ChargesClaimed { .. } => (None, None),
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
            Self::LotReopened { .. } => "lot_reopened",
            Self::LotVoided { .. } => "lot_voided",
            Self::StandingChanged { .. } => "standing_changed",
            Self::WorkspaceBound { .. } => "workspace_bound",
            Self::StepTaken { .. } => "step_taken",
            Self::MethodKept { .. } => "method_kept",
            Self::MethodChanged { .. } => "method_changed",
            Self::CloudAccountLinked { .. } => "cloud_account_linked",
            Self::CloudAccountChanged { .. } => "cloud_account_changed",
            Self::SuccessorChanged { .. } => "successor_changed",
            Self::MessageReceived { .. } => "message_received",
            Self::BillHeld { .. } => "bill_held",
            Self::BillSettled { .. } => "bill_settled",
            Self::BillReversed { .. } => "bill_reversed",
            Self::BillCorrected { .. } => "bill_corrected",
            Self::MeteringRequested { .. } => "metering_requested",
            Self::MeteringAcknowledged { .. } => "metering_acknowledged",
            Self::OutboxMessageQueued { .. } => "outbox_message_queued",
            Self::OutboxMessageAcknowledged { .. } => "outbox_message_acknowledged",
            Self::BillRestated { .. } => "bill_restated",
            Self::BindingExtended { .. } => "binding_extended",
            Self::ChargesClaimed { .. } => "charges_claimed",
            Self::NotMeteredCounted { .. } => "not_metered_counted",
            Self::WorkspaceRenamed { .. } => "workspace_renamed",
            Self::MailSettingsSet { .. } => "mail_settings_set",
        }
    }
}
