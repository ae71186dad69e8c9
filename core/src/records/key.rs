//! The keys of records: a kind and the parts of the record's name, encoded so that the byte order of keys is the order
//! of names.

use super::key_bytes::{KeyBytes, KeyBytesBuilder};
use crate::bill::{Bill, HoldReason};
use crate::id::{
    AccountId, AgreementId, BillId, CloudAccountId, ExportId, IdempotencyKey, ItemId, LotId, MessageId, Note, OrderId,
    SubscriptionIdentity, WorkspaceId,
};
use crate::position::EntryPosition;
use crate::provider::Provider;
use crate::time::Instant;

/// The key of a record: bytes whose order is the order of names. The first byte is the kind of record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(KeyBytes);

/// The kinds of record, as the first byte of their keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum RecordKind {
    /// An [`Account`](crate::account::Account).
    Account = b'A',
    /// The [`BillRecord`](crate::bill::BillRecord) of a bill.
    Bill = b'B',
    /// A [`CloudAccount`](crate::cloud_account::CloudAccount).
    CloudAccount = b'C',
    /// The [`Meter`](crate::metering::Meter) of a cloud account.
    Meter = b'E',
    /// An account, at the next instant at which something falls due for it.
    Due = b'D',
    /// A held bill in the queue of its account.
    Held = b'H',
    /// The journal position of the command with an idempotency key.
    IdempotencyKey = b'I',
    /// A [`Charge`](crate::metering::Charge) in the meter of its cloud account.
    Charge = b'G',
    /// A [`Lot`](crate::fund::Lot) that can no longer pay.
    ClosedLot = b'L',
    /// The disposition of a marketplace message.
    Message = b'M',
    /// An [`OutboxMessage`](crate::outbox::OutboxMessage).
    OutboxMessage = b'O',
    /// The default [`Policy`](crate::policy::Policy) of the ledger.
    Policy = b'P',
    /// An order of Huawei Cloud's market that was redeemed.
    Order = b'R',
    /// A [`SubscriptionHistory`](crate::subscription::SubscriptionHistory).
    Subscription = b'S',
    /// A [`UsageRecord`](crate::metering::UsageRecord).
    UsageRecord = b'U',
    /// A [`Workspace`](crate::workspace::Workspace).
    Workspace = b'W',
    /// The id of a cloud account, listed under its account.
    AccountCloudAccount = b'c',
    /// The number of a usage record, listed under its cloud account.
    CloudAccountUsageRecord = b'g',
    /// The latest start of usage among the bills of an account that may be corrected.
    LatestCorrectable = b'l',
    /// An outbox message that is not acknowledged yet.
    PendingOutboxMessage = b'o',
    /// A settled bill whose payer may still change, under its workspace and the start of its period.
    Correctable = b's',
    /// The id of a workspace, listed under a cloud account that it chose, and under each of its successors.
    CloudAccountWorkspace = b'u',
    /// The id of a workspace, listed under its account.
    AccountWorkspace = b'w',
    /// The journal position of the first top-up of an account with a reference.
    Reference = b'f',
    /// The part of an export that the charge of a bill is in.
    ExportPart = b'e',
    /// A lot that expired with value, under its account and the end of its validity.
    ExpiredLot = b'x',
    /// A bill that the credit limit holds, with its amount, and the smallest amounts of ranges of such bills.
    HeldForCredit = b'h',
    /// A bill that is held for a suspended cloud account, in the queue of its account.
    HeldForCloudAccount = b'p',
    /// An [`Agreement`](crate::subscription::Agreement).
    Agreement = b'a',
    /// An account with bills that the credit limit holds, and whose payer may have changed since they were tried.
    HeldUncertain = b'q',
    /// The start of the UTC day of the last notification that bills of an account are held for a reason.
    HeldNotice = b'n',
}

struct KeyBuilder(KeyBytesBuilder);

impl KeyBuilder {
    #[inline]
    fn new(kind: RecordKind) -> Self {
        Self(KeyBytesBuilder::default()).and(&[kind as u8])
    }

    #[inline]
    fn and(mut self, bytes: &[u8]) -> Self {
        self.0.push(bytes);
        self
    }

    /// The start of a key that has further parts.
    fn of_key(key: &Key) -> Self {
        Self(KeyBytesBuilder::default()).and(key.as_bytes())
    }

    /// Text ends with a zero byte. No id contains one, so the key of one id is never the start of another id's key.
    #[inline]
    fn text(self, text: &[u8]) -> Self {
        self.and(text).and(&[0])
    }

    /// The start of a text.
    fn start_of_text(self, text: &str) -> Self {
        self.and(text.as_bytes())
    }

    fn byte(self, byte: u8) -> Self {
        self.and(&[byte])
    }

    /// Numbers are big-endian, so that the byte order is the order of the numbers.
    fn number(self, number: u64) -> Self {
        self.and(&number.to_be_bytes())
    }

    fn instant(self, instant: Instant) -> Self {
        self.number(instant.nanoseconds().unsigned_abs())
    }

    #[inline]
    fn key(self) -> Key {
        Key(self.0.build())
    }
}

impl Key {
    /// The key with these bytes.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self(bytes.into())
    }

    /// The bytes of the key.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// Whether the record is of this kind.
    pub fn is_of(&self, kind: RecordKind) -> bool {
        self.as_bytes().first() == Some(&(kind as u8))
    }

    /// The identity of the subscription whose history has this key; `None`: it is the key of another record.
    pub fn subscription_identity(&self) -> Option<SubscriptionIdentity> {
        let text = match self.as_bytes() {
            [kind, text @ .., 0] if *kind == RecordKind::Subscription as u8 => text,
            _ => return None,
        };
        SubscriptionIdentity::new(core::str::from_utf8(text).ok()?).ok()
    }

    /// The prefix of all records of a kind.
    pub fn all(kind: RecordKind) -> Self {
        KeyBuilder::new(kind).key()
    }

    /// See [`RecordKind::Account`].
    pub fn account(id: &AccountId) -> Self {
        KeyBuilder::new(RecordKind::Account).text(id.as_bytes()).key()
    }

    /// See [`RecordKind::Agreement`].
    pub fn agreement(provider: Provider, id: &AgreementId) -> Self {
        KeyBuilder::new(RecordKind::Agreement).text(provider.name().as_bytes()).text(id.as_bytes()).key()
    }

    /// See [`RecordKind::Bill`].
    pub fn bill(id: &BillId) -> Self {
        KeyBuilder::new(RecordKind::Bill).text(id.as_bytes()).key()
    }

    /// The prefix of the bills whose ids begin with `text`.
    pub fn bills_with_prefix(text: &str) -> Self {
        KeyBuilder::new(RecordKind::Bill).start_of_text(text).key()
    }

    /// See [`RecordKind::CloudAccount`].
    pub fn cloud_account(id: &CloudAccountId) -> Self {
        KeyBuilder::new(RecordKind::CloudAccount).text(id.as_bytes()).key()
    }

    /// See [`RecordKind::Due`].
    pub fn due(at: Instant, account: &AccountId) -> Self {
        KeyBuilder::new(RecordKind::Due).instant(at).text(account.as_bytes()).key()
    }

    /// The prefix of the queue of held bills of an account.
    pub fn held_by(account: &AccountId) -> Self {
        KeyBuilder::new(RecordKind::Held).text(account.as_bytes()).key()
    }

    /// See [`RecordKind::Held`].
    pub fn held(account: &AccountId, queue: EntryPosition) -> Self {
        KeyBuilder::new(RecordKind::Held)
            .text(account.as_bytes())
            .number(queue.position)
            .number(u64::from(queue.index))
            .key()
    }

    /// The prefix of the queue of bills of an account that are held for a suspended cloud account.
    pub fn held_for_cloud_account_by(account: &AccountId) -> Self {
        KeyBuilder::new(RecordKind::HeldForCloudAccount).text(account.as_bytes()).key()
    }

    /// See [`RecordKind::HeldForCloudAccount`].
    pub fn held_for_cloud_account(account: &AccountId, queue: EntryPosition) -> Self {
        let held = KeyBuilder::new(RecordKind::HeldForCloudAccount).text(account.as_bytes());
        held.number(queue.position).number(u64::from(queue.index)).key()
    }

    /// See [`RecordKind::HeldUncertain`].
    pub fn held_uncertain(account: &AccountId) -> Self {
        KeyBuilder::new(RecordKind::HeldUncertain).text(account.as_bytes()).key()
    }

    /// See [`RecordKind::HeldNotice`].
    pub fn held_notice(account: &AccountId, reason: &HoldReason) -> Self {
        let notice = KeyBuilder::new(RecordKind::HeldNotice).text(account.as_bytes());
        // A cloud account has no empty id.
        let cloud_account = match reason {
            HoldReason::CloudAccountSuspended { cloud_account } => cloud_account.as_bytes(),
            HoldReason::CreditLimit { .. } => &[],
        };
        notice.text(cloud_account).key()
    }

    /// The prefix of the bills of an account that the credit limit holds, by item.
    pub(crate) fn held_for_credit_by(account: &AccountId) -> Self {
        KeyBuilder::new(RecordKind::HeldForCredit).text(account.as_bytes()).key()
    }

    /// A key after all bills of an account and an item that the credit limit holds.
    pub(crate) fn held_for_credit_after(account: &AccountId, item: &ItemId) -> Self {
        let held = KeyBuilder::new(RecordKind::HeldForCredit).text(account.as_bytes()).text(item.as_bytes());
        held.number(u64::MAX).key()
    }

    /// A bill of an account and an item that the credit limit holds, at its place in the queue.
    pub(crate) fn held_for_credit(account: &AccountId, item: &ItemId, queue: EntryPosition) -> Self {
        Self::held_minimum(account, item, 0, queue.position).and_number(u64::from(queue.index))
    }

    /// The smallest amount in a range of journal positions: those whose number, without the last `level` bytes, is
    /// `range`.
    pub(crate) fn held_minimum(account: &AccountId, item: &ItemId, level: u8, range: u64) -> Self {
        let held = KeyBuilder::new(RecordKind::HeldForCredit).text(account.as_bytes()).text(item.as_bytes());
        held.byte(level).number(range).key()
    }

    /// The prefix of the 256 parts, one level below, of a range; on level 0, of its bills.
    pub(crate) fn held_minimum_parts(account: &AccountId, item: &ItemId, level: u8, range: u64) -> Self {
        let first = Self::held_minimum(account, item, level, range << 8);
        let (_, all_but_the_last) = first.as_bytes().split_last().unwrap_or((&0, &[]));
        Self::from_bytes(all_but_the_last)
    }

    /// This key, followed by a number.
    fn and_number(&self, number: u64) -> Self {
        KeyBuilder::of_key(self).number(number).key()
    }

    /// See [`RecordKind::Meter`].
    pub fn meter(cloud_account: &CloudAccountId) -> Self {
        KeyBuilder::new(RecordKind::Meter).text(cloud_account.as_bytes()).key()
    }

    /// The prefix of the charges of a meter.
    pub fn charges_of(cloud_account: &CloudAccountId) -> Self {
        KeyBuilder::new(RecordKind::Charge).text(cloud_account.as_bytes()).key()
    }

    /// See [`RecordKind::Charge`].
    pub fn charge(cloud_account: &CloudAccountId, place: EntryPosition) -> Self {
        let charges = KeyBuilder::new(RecordKind::Charge).text(cloud_account.as_bytes());
        charges.number(place.position).number(u64::from(place.index)).key()
    }

    /// See [`RecordKind::UsageRecord`].
    pub fn usage_record(number: EntryPosition) -> Self {
        KeyBuilder::new(RecordKind::UsageRecord).number(number.position).number(u64::from(number.index)).key()
    }

    /// The prefix of the usage records of a cloud account.
    pub fn usage_records_of(cloud_account: &CloudAccountId) -> Self {
        KeyBuilder::new(RecordKind::CloudAccountUsageRecord).text(cloud_account.as_bytes()).key()
    }

    /// See [`RecordKind::CloudAccountUsageRecord`].
    pub fn cloud_account_usage_record(cloud_account: &CloudAccountId, number: EntryPosition) -> Self {
        let records = KeyBuilder::new(RecordKind::CloudAccountUsageRecord).text(cloud_account.as_bytes());
        records.number(number.position).number(u64::from(number.index)).key()
    }

    /// The prefix of the bills of a workspace that may be corrected.
    pub fn correctable_of(workspace: &WorkspaceId) -> Self {
        KeyBuilder::new(RecordKind::Correctable).text(workspace.as_bytes()).key()
    }

    /// A key before the first bill of the workspace whose usage began at `from` or later.
    pub fn correctable_from(workspace: &WorkspaceId, from: Instant) -> Self {
        KeyBuilder::new(RecordKind::Correctable).text(workspace.as_bytes()).instant(from).key()
    }

    /// See [`RecordKind::Correctable`].
    pub fn correctable(bill: &Bill) -> Self {
        let start =
            KeyBuilder::new(RecordKind::Correctable).text(bill.workspace.as_bytes()).instant(bill.period.start());
        start.text(bill.id.as_bytes()).key()
    }

    /// See [`RecordKind::LatestCorrectable`].
    pub fn latest_correctable(account: &AccountId) -> Self {
        KeyBuilder::new(RecordKind::LatestCorrectable).text(account.as_bytes()).key()
    }

    /// See [`RecordKind::IdempotencyKey`].
    pub fn idempotency_key(key: &IdempotencyKey) -> Self {
        KeyBuilder::new(RecordKind::IdempotencyKey).text(key.as_bytes()).key()
    }

    /// The prefix of the closed lots of an account.
    pub fn closed_lots_of(account: &AccountId) -> Self {
        KeyBuilder::new(RecordKind::ClosedLot).text(account.as_bytes()).key()
    }

    /// See [`RecordKind::ClosedLot`].
    pub fn closed_lot(account: &AccountId, lot: &LotId) -> Self {
        KeyBuilder::new(RecordKind::ClosedLot).text(account.as_bytes()).text(lot.as_bytes()).key()
    }

    /// The prefix of the expired lots of an account.
    pub fn expired_lots_of(account: &AccountId) -> Self {
        KeyBuilder::new(RecordKind::ExpiredLot).text(account.as_bytes()).key()
    }

    /// A key before the first expired lot of the account whose validity ended at `until` or later.
    pub fn expired_lots_from(account: &AccountId, until: Instant) -> Self {
        KeyBuilder::new(RecordKind::ExpiredLot).text(account.as_bytes()).instant(until).key()
    }

    /// See [`RecordKind::ExpiredLot`].
    pub fn expired_lot(account: &AccountId, until: Instant, lot: &LotId) -> Self {
        KeyBuilder::new(RecordKind::ExpiredLot).text(account.as_bytes()).instant(until).text(lot.as_bytes()).key()
    }

    /// See [`RecordKind::Message`].
    pub fn message(provider: Provider, id: &MessageId) -> Self {
        KeyBuilder::new(RecordKind::Message).text(provider.name().as_bytes()).text(id.as_bytes()).key()
    }

    /// See [`RecordKind::OutboxMessage`].
    pub fn outbox_message(number: EntryPosition) -> Self {
        KeyBuilder::new(RecordKind::OutboxMessage).number(number.position).number(u64::from(number.index)).key()
    }

    /// See [`RecordKind::PendingOutboxMessage`].
    pub fn pending_outbox_message(number: EntryPosition) -> Self {
        KeyBuilder::new(RecordKind::PendingOutboxMessage).number(number.position).number(u64::from(number.index)).key()
    }

    /// See [`RecordKind::Policy`].
    pub fn policy() -> Self {
        KeyBuilder::new(RecordKind::Policy).key()
    }

    /// See [`RecordKind::Order`].
    pub fn order(order: &OrderId) -> Self {
        KeyBuilder::new(RecordKind::Order).text(order.as_bytes()).key()
    }

    /// See [`RecordKind::Subscription`].
    pub fn subscription(identity: &SubscriptionIdentity) -> Self {
        KeyBuilder::new(RecordKind::Subscription).text(identity.as_bytes()).key()
    }

    /// See [`RecordKind::Workspace`].
    pub fn workspace(id: &WorkspaceId) -> Self {
        KeyBuilder::new(RecordKind::Workspace).text(id.as_bytes()).key()
    }

    /// The prefix of the cloud accounts of an account.
    pub fn cloud_accounts_of(account: &AccountId) -> Self {
        KeyBuilder::new(RecordKind::AccountCloudAccount).text(account.as_bytes()).key()
    }

    /// See [`RecordKind::AccountCloudAccount`].
    pub fn account_cloud_account(account: &AccountId, cloud_account: &CloudAccountId) -> Self {
        KeyBuilder::new(RecordKind::AccountCloudAccount).text(account.as_bytes()).text(cloud_account.as_bytes()).key()
    }

    /// The prefix of the workspaces that chose a cloud account, or one that it succeeds.
    pub fn workspaces_of_cloud_account(cloud_account: &CloudAccountId) -> Self {
        KeyBuilder::new(RecordKind::CloudAccountWorkspace).text(cloud_account.as_bytes()).key()
    }

    /// See [`RecordKind::CloudAccountWorkspace`].
    pub fn cloud_account_workspace(cloud_account: &CloudAccountId, workspace: &WorkspaceId) -> Self {
        KeyBuilder::new(RecordKind::CloudAccountWorkspace)
            .text(cloud_account.as_bytes())
            .text(workspace.as_bytes())
            .key()
    }

    /// See [`RecordKind::Reference`].
    pub fn reference(account: &AccountId, reference: &Note) -> Self {
        KeyBuilder::new(RecordKind::Reference).text(account.as_bytes()).text(reference.as_str().as_bytes()).key()
    }

    /// The prefix of the workspaces of an account.
    pub fn workspaces_of(account: &AccountId) -> Self {
        KeyBuilder::new(RecordKind::AccountWorkspace).text(account.as_bytes()).key()
    }

    /// See [`RecordKind::ExportPart`].
    pub fn export_part(export: &ExportId, bill: &BillId) -> Self {
        KeyBuilder::new(RecordKind::ExportPart).text(export.as_bytes()).text(bill.as_bytes()).key()
    }

    /// See [`RecordKind::AccountWorkspace`].
    pub fn account_workspace(account: &AccountId, workspace: &WorkspaceId) -> Self {
        KeyBuilder::new(RecordKind::AccountWorkspace).text(account.as_bytes()).text(workspace.as_bytes()).key()
    }
}
