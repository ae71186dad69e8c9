//! The outbox: the messages that the host still has to deliver, each with everything that its delivery needs (N1). An
//! outbox message is kept until it is acknowledged (N3).

use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::bill::{CorrectionReason, HoldReason};
use crate::id::{
    AccountId, BillId, CloudAccountId, Dimension, DisplayName, Note, SecretAddress, SubscriptionIdentity, WorkspaceId,
};
use crate::method::Payer;
use crate::money::Money;
use crate::position::EntryPosition;
use crate::provider::Provider;
use crate::time::Instant;

/// A notification for the host to deliver. Each kind has its own template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notification {
    /// A marketplace ended a subscription. Its workspaces are settled by the enterprise account again.
    MethodChangedByForce {
        /// The account that owns the workspaces.
        account: AccountId,
        /// The cloud account whose subscription ended.
        cloud_account: CloudAccountId,
        /// The marketplace of the subscription.
        provider: Provider,
        /// The instant at which the subscription ended.
        ended_at: Instant,
        /// The affected workspaces, in order of site and id.
        workspaces: Vec<WorkspaceId>,
        /// Those among them that the enterprise account pays for only until another cloud account is active.
        #[serde(default)]
        still_opening: Vec<StillOpening>,
        /// Whether another agreement takes the place of the agreement of the subscription, by what the marketplace
        /// said.
        #[serde(default)]
        replaced: bool,
        /// The sums of settled bills that have another payer now, one for each pair of payers.
        #[serde(default)]
        corrected: Vec<CorrectedSum>,
        /// The display names of those among them that have one, in order of site and id.
        #[serde(default)]
        display_names: Vec<NamedWorkspace>,
    },
    /// The account has an overdraft.
    ArrearsBegun {
        /// The account in arrears.
        account: AccountId,
        /// The overdraft at this moment, above zero.
        overdraft: Money,
        /// The instant at which the overdraft began.
        since: Instant,
        /// The instant at which the account is locked, unless it repays before.
        deadline: Instant,
        /// The amount to pay: the overdraft, rounded up to whole payable units. Absent under version 1 of the rules.
        #[serde(default)]
        payable: Option<Money>,
    },
    /// The account will be locked soon.
    DeadlineNear {
        /// The account in arrears.
        account: AccountId,
        /// The overdraft at this moment, above zero.
        overdraft: Money,
        /// The instant at which the account is locked, unless it repays before.
        deadline: Instant,
        /// The amount to pay: the overdraft, rounded up to whole payable units. Absent under version 1 of the rules.
        #[serde(default)]
        payable: Option<Money>,
    },
    /// The deadline passed with an overdraft, so the account is locked.
    AccountLocked {
        /// The account that is locked.
        account: AccountId,
        /// The overdraft at this moment, above zero.
        overdraft: Money,
        /// The instant at which the overdraft began.
        since: Instant,
        /// The instant at which the account was locked.
        deadline: Instant,
        /// The amount to pay: the overdraft, rounded up to whole payable units. Absent under version 1 of the rules.
        #[serde(default)]
        payable: Option<Money>,
    },
    /// A locked account repaid its overdraft.
    AccountUnlocked {
        /// The account that is no longer locked.
        account: AccountId,
    },
    /// A bill for usage of a cloud account arrived after the metering deadline, so the enterprise account paid it (P2).
    /// It is queued only under version 1 of the rules; later, `bills_not_metered` is.
    BillNotMetered {
        /// The account that paid.
        account: AccountId,
        /// The bill.
        bill: BillId,
        /// The workspace whose usage the bill is for.
        workspace: WorkspaceId,
        /// The amount of the bill, above zero.
        amount: Money,
        /// The cloud account that was in force at the start of the usage.
        cloud_account: CloudAccountId,
        /// The instant at which the subscription of the cloud account ended.
        ended_at: Instant,
        /// The deadline until which its usage could be metered.
        metering_deadline: Instant,
    },
    /// The provider did not receive the usage of charges to a cloud account, so the enterprise account pays them (P2).
    UsageNotMetered {
        /// The account that pays.
        account: AccountId,
        /// The cloud account that was charged.
        cloud_account: CloudAccountId,
        /// The marketplace of the cloud account.
        provider: Provider,
        /// The reason why the charges were not metered.
        reason: CorrectionReason,
        /// The corrected bills, each once, in the order of their charges.
        bills: Vec<BillId>,
        /// The sum of the corrected charges, above zero.
        amount: Money,
        /// The instant at which the subscription ended; absent: it has not ended.
        ended_at: Option<Instant>,
        /// The deadline until which its usage can be metered; only after its end is known.
        metering_deadline: Option<Instant>,
    },
    /// For the operator of the ledger: a marketplace sends messages only after the operator has opened an address.
    ConfirmSubscription {
        /// The marketplace that will send the messages.
        provider: Provider,
        /// The topic, by the provider's name.
        topic: Note,
        /// The address to open, once. It is a secret: any person who has it can confirm the subscription.
        address: SecretAddress,
    },
    /// A cloud account ended or failed before it was active. The workspaces that had chosen it keep their payer (T2).
    ChosenPayerEnded {
        /// The account that owns the workspaces.
        account: AccountId,
        /// The cloud account that will not become active.
        cloud_account: CloudAccountId,
        /// The marketplace of the subscription.
        provider: Provider,
        /// The instant at which the subscription ended or failed.
        ended_at: Instant,
        /// The workspaces that had chosen it, in order of site and id.
        workspaces: Vec<WorkspacePayer>,
        /// The display names of those among them that have one, in order of site and id.
        #[serde(default)]
        display_names: Vec<NamedWorkspace>,
    },
    /// For the operator of the ledger: the provider has another quantity of an hour than a usage record (N2). The
    /// record waits until the operator says which.
    UsageDisputed {
        /// The account that owns the cloud account.
        account: AccountId,
        /// The cloud account whose usage it is.
        cloud_account: CloudAccountId,
        /// The marketplace of the cloud account.
        provider: Provider,
        /// The number of the usage record.
        record: EntryPosition,
        /// The name of the counted unit, as the provider defines it.
        dimension: Dimension,
        /// The start of the usage.
        start: Instant,
        /// The end of the usage.
        end: Instant,
        /// The price of one unit.
        unit: Money,
        /// The quantity of the usage record, which the provider does not have.
        quantity: u32,
        /// Whether the charges of the record fell back to the enterprise account before.
        fell_back: bool,
    },
    /// For the operator of the ledger: a usage record had no answer when the provider stopped accepting usage of its
    /// hour, so its charges fell back to the enterprise account (N2).
    UsageRecordTooLate {
        /// The account that owns the cloud account.
        account: AccountId,
        /// The cloud account whose usage it is.
        cloud_account: CloudAccountId,
        /// The marketplace of the cloud account.
        provider: Provider,
        /// The number of the usage record.
        record: EntryPosition,
        /// The name of the counted unit, as the provider defines it.
        dimension: Dimension,
        /// The start of the usage.
        start: Instant,
        /// The end of the usage.
        end: Instant,
        /// The price of one unit.
        unit: Money,
        /// The quantity of the usage record.
        quantity: u32,
        /// The instant at which the provider stopped accepting usage of the hour.
        send_until: Instant,
    },
    /// A cloud account is suspended. If it does not resume before the deadline, the enterprise account pays its bills
    /// (P3).
    SuspensionDeadlineNear {
        /// The account that owns the cloud account.
        account: AccountId,
        /// The suspended cloud account.
        cloud_account: CloudAccountId,
        /// The marketplace of the subscription.
        provider: Provider,
        /// The instant since which the subscription is suspended.
        suspended_since: Instant,
        /// The instant from which on the enterprise account pays.
        deadline: Instant,
        /// The number of bills that are held for the cloud account at this moment.
        held_bills: u32,
        /// The sum of these bills.
        amount: Money,
    },
    /// A cloud account ended, and its successor pays for its workspaces (T2).
    SubscriptionReplaced {
        /// The account that owns the workspaces.
        account: AccountId,
        /// The cloud account that ended.
        cloud_account: CloudAccountId,
        /// The marketplace of the subscription.
        provider: Provider,
        /// The instant at which the subscription ended.
        ended_at: Instant,
        /// The workspaces that a successor pays for, in order of site and id, each with that payer.
        workspaces: Vec<WorkspacePayer>,
        /// The sums of settled bills that have another payer now, one for each pair of payers.
        corrected: Vec<CorrectedSum>,
        /// The display names of those among the workspaces that have one, in order of site and id.
        display_names: Vec<NamedWorkspace>,
    },
    /// Settled bills have another payer, and no other notification of the same cause says so (T2).
    BillsCorrected {
        /// The account of the bills.
        account: AccountId,
        /// The cloud account whose lifecycle, successor or usage record is the cause.
        cloud_account: CloudAccountId,
        /// The marketplace of the subscription.
        provider: Provider,
        /// The sums of the corrected bills, one for each pair of payers.
        corrected: Vec<CorrectedSum>,
    },
    /// For the operator of the ledger: a cloud account ended, its marketplace said that another agreement takes the
    /// place of its own, and the subscription of that agreement is not linked (T2).
    SuccessorNotLinked {
        /// The account that owns the cloud account.
        account: AccountId,
        /// The cloud account that ended.
        cloud_account: CloudAccountId,
        /// The marketplace of the subscription.
        provider: Provider,
        /// The instant at which the subscription ended.
        ended_at: Instant,
        /// The identities of the subscriptions that the marketplace stated as successors, in order; may be empty.
        successors: Vec<SubscriptionIdentity>,
    },
    /// A bill began to be held, as the first one of the UTC day for this account and reason (P3, W7). More bills may
    /// wait for the same reason.
    BillsHeld {
        /// The account that the bill is recorded for.
        account: AccountId,
        /// The reason why the bill waits: one cloud account, or the credit limit with the amounts of this bill.
        reason: HoldReason,
        /// The bill.
        bill: BillId,
        /// The workspace whose usage the bill is for.
        workspace: WorkspaceId,
        /// The amount of the bill, above zero.
        amount: Money,
        /// The marketplace of the suspended cloud account; absent: the credit limit is the reason.
        provider: Option<Provider>,
        /// The instant since which the cloud account is suspended; absent: the credit limit is the reason, or the
        /// suspension was recorded under version 1 of the rules.
        suspended_since: Option<Instant>,
        /// The instant from which on the enterprise account pays instead of the suspended cloud account; absent: as for
        /// `suspended_since`.
        deadline: Option<Instant>,
        /// The display name of the workspace; absent: it has none.
        display_name: Option<DisplayName>,
    },
    /// The enterprise account paid bills of a UTC day that came after the metering deadline of their cloud account
    /// (P2).
    BillsNotMetered {
        /// The account that paid.
        account: AccountId,
        /// The start of the UTC day in which the bills were settled.
        day: Instant,
        /// The number of these bills, above zero.
        bills: u32,
        /// The sum of these bills as they were settled. Later refunds are not taken off.
        amount: Money,
        /// The same for each cloud account, in order of id.
        cloud_accounts: Vec<NotMeteredBills>,
    },
}

/// The sum of settled bills that one payer paid, and that another payer pays now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectedSum {
    /// The payer before.
    pub from: Payer,
    /// The payer now.
    pub payer: Payer,
    /// The number of bills.
    pub bills: u32,
    /// The amount that was refunded to the payer before and paid again, above zero.
    pub amount: Money,
}

/// The bills of one cloud account and one UTC day that came after its metering deadline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotMeteredBills {
    /// The cloud account that was in force at the start of the usage.
    pub cloud_account: CloudAccountId,
    /// The marketplace of the cloud account.
    pub provider: Provider,
    /// The instant at which its subscription ended.
    pub ended_at: Instant,
    /// The deadline until which its usage could be metered.
    pub metering_deadline: Instant,
    /// The number of the bills, above zero.
    pub bills: u32,
    /// The sum of the bills, above zero.
    pub amount: Money,
}

/// A workspace whose chosen cloud account is not active yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StillOpening {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// The cloud account that pays as soon as it is active.
    pub cloud_account: CloudAccountId,
}

/// A workspace, and its payer now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkspacePayer {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// The payer.
    pub payer: Payer,
}

/// A workspace with its display name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedWorkspace {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// The name by which people know it.
    pub display_name: DisplayName,
}

impl NamedWorkspace {
    /// The display name of a workspace in a list; `None`: the list does not have it.
    pub fn display_name_in<'n>(names: &'n [Self], workspace: &WorkspaceId) -> Option<&'n DisplayName> {
        names.iter().find(|one| one.workspace == *workspace).map(|one| &one.display_name)
    }
}

impl Notification {
    /// The name of the template.
    pub const fn template(&self) -> &'static str {
        match self {
            Self::MethodChangedByForce { .. } => "method_changed_by_force",
            Self::ArrearsBegun { .. } => "arrears_begun",
            Self::DeadlineNear { .. } => "deadline_near",
            Self::AccountLocked { .. } => "account_locked",
            Self::AccountUnlocked { .. } => "account_unlocked",
            Self::BillNotMetered { .. } => "bill_not_metered",
            Self::UsageNotMetered { .. } => "usage_not_metered",
            Self::ConfirmSubscription { .. } => "confirm_subscription",
            Self::ChosenPayerEnded { .. } => "chosen_payer_ended",
            Self::UsageDisputed { .. } => "usage_disputed",
            Self::UsageRecordTooLate { .. } => "usage_record_too_late",
            Self::SuspensionDeadlineNear { .. } => "suspension_deadline_near",
            Self::SubscriptionReplaced { .. } => "subscription_replaced",
            Self::BillsCorrected { .. } => "bills_corrected",
            Self::SuccessorNotLinked { .. } => "successor_not_linked",
            Self::BillsHeld { .. } => "bills_held",
            Self::BillsNotMetered { .. } => "bills_not_metered",
        }
    }

    /// The account that the notification is for; `None`: it is for the operator of the ledger.
    pub const fn account(&self) -> Option<&AccountId> {
        match self {
            Self::MethodChangedByForce { account, .. }
            | Self::ArrearsBegun { account, .. }
            | Self::DeadlineNear { account, .. }
            | Self::AccountLocked { account, .. }
            | Self::AccountUnlocked { account }
            | Self::BillNotMetered { account, .. }
            | Self::UsageNotMetered { account, .. }
            | Self::ChosenPayerEnded { account, .. }
            | Self::SuspensionDeadlineNear { account, .. }
            | Self::SubscriptionReplaced { account, .. }
            | Self::BillsCorrected { account, .. }
            | Self::BillsHeld { account, .. }
            | Self::BillsNotMetered { account, .. } => Some(account),
            Self::ConfirmSubscription { .. }
            | Self::UsageDisputed { .. }
            | Self::UsageRecordTooLate { .. }
            | Self::SuccessorNotLinked { .. } => None,
        }
    }
}

/// One message of the outbox. It is kept after its delivery, so that the history can be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxMessage {
    /// The number of the message.
    pub number: EntryPosition,
    /// The instant at which the message was put into the outbox.
    pub raised_at: Instant,
    /// The notification to deliver.
    pub notification: Notification,
    /// The instant at which the message was acknowledged; absent: it is still to be delivered.
    pub acknowledged_at: Option<Instant>,
}
