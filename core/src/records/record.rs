//! The contents of a record, one variant for each type that is stored.

use alloc::sync::Arc;
use serde::{Deserialize, Serialize};

use crate::account::Account;
use crate::bill::BillRecord;
use crate::cloud_account::CloudAccount;
use crate::fund::Lot;
use crate::id::{AccountId, BillId, CloudAccountId, WorkspaceId};
use crate::marketplace::MessageDisposition;
use crate::metering::{Charge, Meter, UsageRecord};
use crate::outbox::OutboxMessage;
use crate::policy::Policy;
use crate::position::EntryPosition;
use crate::subscription::SubscriptionHistory;
use crate::time::Instant;
use crate::workspace::Workspace;

/// A record. A clone is cheap: it shares the contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Record {
    /// See [`RecordKind::Account`](super::RecordKind::Account).
    Account(Arc<Account>),
    /// See [`RecordKind::Bill`](super::RecordKind::Bill).
    Bill(Arc<BillRecord>),
    /// See [`RecordKind::CloudAccount`](super::RecordKind::CloudAccount).
    CloudAccount(Arc<CloudAccount>),
    /// See [`RecordKind::Meter`](super::RecordKind::Meter).
    Meter(Arc<Meter>),
    /// See [`RecordKind::Charge`](super::RecordKind::Charge).
    Charge(Arc<Charge>),
    /// See [`RecordKind::UsageRecord`](super::RecordKind::UsageRecord).
    UsageRecord(Arc<UsageRecord>),
    /// See [`RecordKind::ClosedLot`](super::RecordKind::ClosedLot).
    Lot(Arc<Lot>),
    /// See [`RecordKind::Message`](super::RecordKind::Message).
    Message {
        /// The disposition of the message.
        disposition: MessageDisposition,
        /// The position of the journal entry that recorded the message.
        position: u64,
    },
    /// See [`RecordKind::OutboxMessage`](super::RecordKind::OutboxMessage).
    OutboxMessage(Arc<OutboxMessage>),
    /// See [`RecordKind::Policy`](super::RecordKind::Policy).
    Policy(Arc<Policy>),
    /// See [`RecordKind::Subscription`](super::RecordKind::Subscription).
    Subscription(Arc<SubscriptionHistory>),
    /// See [`RecordKind::Workspace`](super::RecordKind::Workspace).
    Workspace(Arc<Workspace>),
    /// A journal position: see [`RecordKind::IdempotencyKey`](super::RecordKind::IdempotencyKey).
    Position(u64),
    /// See [`RecordKind::LatestCorrectable`](super::RecordKind::LatestCorrectable).
    Instant(Instant),
    /// The id of an account: see [`RecordKind::Due`](super::RecordKind::Due), [`RecordKind::Order`](super::RecordKind::Order).
    AccountId(AccountId),
    /// The id of a bill: see [`RecordKind::Held`](super::RecordKind::Held), [`RecordKind::Correctable`](super::RecordKind::Correctable).
    BillId(BillId),
    /// The id of a cloud account: see [`RecordKind::AccountCloudAccount`](super::RecordKind::AccountCloudAccount).
    CloudAccountId(CloudAccountId),
    /// The id of a workspace: see [`RecordKind::AccountWorkspace`](super::RecordKind::AccountWorkspace), [`RecordKind::CloudAccountWorkspace`](super::RecordKind::CloudAccountWorkspace).
    WorkspaceId(WorkspaceId),
    /// The number of an outbox message or usage record: see [`RecordKind::PendingOutboxMessage`](super::RecordKind::PendingOutboxMessage),
    /// [`RecordKind::CloudAccountUsageRecord`](super::RecordKind::CloudAccountUsageRecord).
    EntryPosition(EntryPosition),
}
