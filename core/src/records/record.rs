//! The contents of a record, one variant for each type that is stored.

use alloc::sync::Arc;
use serde::{Deserialize, Serialize};

// Only the documentation uses this name.
#[cfg(doc)]
use super::RecordKind;
use crate::account::Account;
use crate::bill::BillRecord;
use crate::cloud_account::CloudAccount;
use crate::fund::Lot;
use crate::id::{AccountId, BillId, CloudAccountId, ExportId, ItemId, LotId, WorkspaceId};
use crate::marketplace::MessageDisposition;
use crate::metering::{Charge, Meter, UsageRecord};
use crate::money::Money;
use crate::outbox::OutboxMessage;
use crate::policy::Policy;
use crate::position::EntryPosition;
use crate::subscription::{Agreement, SubscriptionHistory};
use crate::time::Instant;
use crate::workspace::Workspace;

/// A lot that expired with value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpiredLot {
    /// The lot.
    pub lot: LotId,
    /// The value that expired in the lot, above zero.
    pub amount: Money,
}

/// A bill that the credit limit holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldForCredit {
    /// The bill.
    pub bill: BillId,
    /// The item of the bill.
    pub item: ItemId,
    /// The amount of the bill.
    pub amount: Money,
    /// The position of the bill in the account's queue of held bills.
    pub queue: EntryPosition,
}

/// A record. A clone is cheap: it shares the contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Record {
    /// See [`RecordKind::Account`].
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
        /// The disposition of the message.
        disposition: MessageDisposition,
        /// The position of the journal entry that recorded the message.
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
    /// A journal position: see [`RecordKind::IdempotencyKey`], [`RecordKind::Reference`].
    Position(u64),
    /// See [`RecordKind::LatestCorrectable`], [`RecordKind::HeldNotice`].
    Instant(Instant),
    /// The id of an account: see [`RecordKind::Due`], [`RecordKind::Order`],
    /// [`RecordKind::HeldUncertain`].
    AccountId(AccountId),
    /// The id of a bill: see [`RecordKind::Held`], [`RecordKind::HeldForCloudAccount`],
    /// [`RecordKind::Correctable`].
    BillId(BillId),
    /// The id of a cloud account: see [`RecordKind::AccountCloudAccount`].
    CloudAccountId(CloudAccountId),
    /// The id of a workspace: see [`RecordKind::AccountWorkspace`], [`RecordKind::CloudAccountWorkspace`].
    WorkspaceId(WorkspaceId),
    /// The number of an outbox message or usage record: see [`RecordKind::PendingOutboxMessage`],
    /// [`RecordKind::CloudAccountUsageRecord`].
    EntryPosition(EntryPosition),
    /// See [`RecordKind::ExportPart`].
    ExportPart(ExportId),
    /// See [`RecordKind::ExpiredLot`].
    ExpiredLot(Arc<ExpiredLot>),
    /// A bill that the credit limit holds: see [`RecordKind::HeldForCredit`].
    HeldForCredit(Arc<HeldForCredit>),
    /// The smallest amount in a range of bills that the credit limit holds: see [`RecordKind::HeldForCredit`].
    HeldMinimum(Money),
    /// See [`RecordKind::Agreement`].
    Agreement(Arc<Agreement>),
}
