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

/// A record. Cheap to clone: the contents are shared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Record {
    /// See [`RecordKind::Account`], and [`RecordKind::Due`] and [`RecordKind::Order`] for which only the id is kept.
    Account(Arc<Account>),
    /// See [`RecordKind::Bill`].
    Bill(Arc<BillRecord>),
    /// See [`RecordKind::CloudAccount`].
    CloudAccount(Arc<CloudAccount>),
    /// See [`RecordKind::Meter`].
    Meter(Arc<Meter>),
    /// See [`RecordKind::Charge`].
    Charge(Arc<Charge>),
    /// See [`RecordKind::UsageRecord`].
    UsageRecord(Arc<UsageRecord>),
    /// See [`RecordKind::ClosedLot`].
    Lot(Arc<Lot>),
    /// See [`RecordKind::Message`].
    Message {
        /// What became of it.
        disposition: MessageDisposition,
        /// The journal position that took it in.
        position: u64,
    },
    /// See [`RecordKind::OutboxMessage`].
    OutboxMessage(Arc<OutboxMessage>),
    /// See [`RecordKind::Policy`].
    Policy(Arc<Policy>),
    /// See [`RecordKind::Subscription`].
    Subscription(Arc<SubscriptionHistory>),
    /// See [`RecordKind::Workspace`].
    Workspace(Arc<Workspace>),
    /// A journal position: see [`RecordKind::IdempotencyKey`].
    Position(u64),
    /// See [`RecordKind::LatestCorrectable`].
    Instant(Instant),
    /// The account that a record leads to: see [`RecordKind::Due`], [`RecordKind::Order`].
    AccountId(AccountId),
    /// The bill that a record leads to: see [`RecordKind::Held`], [`RecordKind::Correctable`].
    BillId(BillId),
    /// The cloud account that a record leads to: see [`RecordKind::AccountCloudAccount`].
    CloudAccountId(CloudAccountId),
    /// The workspace that a record leads to: see [`RecordKind::AccountWorkspace`], [`RecordKind::CloudAccountWorkspace`].
    WorkspaceId(WorkspaceId),
    /// The outbox message or usage record that a record leads to: see [`RecordKind::PendingOutboxMessage`], [`RecordKind::CloudAccountUsageRecord`].
    EntryPosition(EntryPosition),
}
