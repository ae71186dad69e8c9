//! What the host still owes the world: mails to send and topics to confirm, with everything that it takes (N1). Kept until acknowledged (N3).

use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::bill::CorrectionReason;
use crate::id::{AccountId, BillId, CloudAccountId, Note, SecretAddress, WorkspaceId};
use crate::money::Money;
use crate::position::EntryPosition;
use crate::provider::Provider;
use crate::time::Instant;

/// A notification to send, by template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notification {
    /// A marketplace ended a subscription; these workspaces are back on the enterprise account.
    MethodChangedByForce {
        /// Whose they are.
        account: AccountId,
        /// The one that ended.
        cloud_account: CloudAccountId,
        /// Where.
        provider: Provider,
        /// When.
        ended_at: Instant,
        /// All of them, in order of site and id.
        workspaces: Vec<WorkspaceId>,
    },
    /// The account has an overdraft.
    ArrearsBegun {
        /// Whose.
        account: AccountId,
        /// How much now.
        overdraft: Money,
        /// Since when.
        since: Instant,
        /// When it is locked unless repaid.
        deadline: Instant,
    },
    /// The lock is near.
    DeadlineNear {
        /// Whose.
        account: AccountId,
        /// How much now.
        overdraft: Money,
        /// When it is locked unless repaid.
        deadline: Instant,
    },
    /// The deadline has passed.
    AccountLocked {
        /// Whose.
        account: AccountId,
        /// How much now.
        overdraft: Money,
        /// Since when.
        since: Instant,
        /// When it was locked.
        deadline: Instant,
    },
    /// The overdraft of a locked account was repaid.
    AccountUnlocked {
        /// Whose.
        account: AccountId,
    },
    /// Usage under a cloud account came too late to be metered there; the enterprise account paid (P2).
    BillNotMetered {
        /// Whose.
        account: AccountId,
        /// The bill.
        bill: BillId,
        /// Whose usage.
        workspace: WorkspaceId,
        /// How much.
        amount: Money,
        /// The one that should have paid.
        cloud_account: CloudAccountId,
        /// When it ended.
        ended_at: Instant,
        /// Until when its usage could be metered.
        metering_deadline: Instant,
    },
    /// What was charged to a cloud account never got to its provider; the enterprise account pays (P2).
    UsageNotMetered {
        /// Whose.
        account: AccountId,
        /// The one that should have paid.
        cloud_account: CloudAccountId,
        /// Where.
        provider: Provider,
        /// Why.
        reason: CorrectionReason,
        /// The bills, in the order in which they fell back.
        bills: Vec<BillId>,
        /// How much in all.
        amount: Money,
        /// When it ended, if it has.
        ended_at: Option<Instant>,
        /// Until when its usage could be metered, once it has ended.
        metering_deadline: Option<Instant>,
    },
    /// For whoever runs the ledger: a marketplace's messages come only once somebody has opened an address.
    ConfirmSubscription {
        /// Whose messages.
        provider: Provider,
        /// The topic, by the provider's name.
        topic: Note,
        /// What to open, once. Whoever has it can subscribe.
        address: SecretAddress,
    },
}

impl Notification {
    /// The template's name.
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
        }
    }

    /// The account it is for; absent: it is for whoever runs the ledger.
    pub const fn account(&self) -> Option<&AccountId> {
        match self {
            Self::MethodChangedByForce { account, .. }
            | Self::ArrearsBegun { account, .. }
            | Self::DeadlineNear { account, .. }
            | Self::AccountLocked { account, .. }
            | Self::AccountUnlocked { account }
            | Self::BillNotMetered { account, .. }
            | Self::UsageNotMetered { account, .. } => Some(account),
            Self::ConfirmSubscription { .. } => None,
        }
    }
}

/// Something owed, kept after it was done so that the history can be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxMessage {
    /// Its number.
    pub number: EntryPosition,
    /// When it was raised.
    pub raised_at: Instant,
    /// What is owed.
    pub notification: Notification,
    /// When it was acknowledged; absent: it is still owed.
    pub acknowledged_at: Option<Instant>,
}
