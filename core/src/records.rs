//! Records and their keys: what decisions read and events change.
//!
//! All records live in one ordered map. A key is a tag and the parts of the record's name, encoded so that the order of bytes is the order of
//! names and records that belong together stand together. What holds the map (memory, a redb file, a snapshot of one) is behind [`View`].

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::ops::{Bound, ControlFlow};
use serde::{Deserialize, Serialize};

use crate::account::Account;
use crate::bill::{Bill, BillRecord};
use crate::cloud_account::{CloudAccount, Provider, SubscriptionHistory};
use crate::event::MessageDisposition;
use crate::fund::Lot;
use crate::id::{
    AccountId, BillId, CloudAccountId, IdempotencyKey, LotId, MessageId, OrderId, SubscriptionIdentity, WorkspaceId,
};
use crate::metering::{Charge, Meter, UsageRecord};
use crate::outbox::OutboxMessage;
use crate::policy::Policy;
use crate::position::{ChargePosition, EntryPosition};
use crate::time::Instant;
use crate::workspace::Workspace;

/// The name of a record: bytes whose order is the order of names. The first byte is the kind of record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(Arc<[u8]>);

/// The kinds of record, as the first byte of their keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum RecordKind {
    /// An [`Account`].
    Account = b'A',
    /// The [`BillRecord`] of a bill.
    Bill = b'B',
    /// A [`CloudAccount`].
    CloudAccount = b'C',
    /// The [`Meter`] of a cloud account.
    Meter = b'E',
    /// An account at the instant at which something next falls due for it.
    Due = b'D',
    /// A held bill in its account's queue.
    Held = b'H',
    /// The journal position of the command that carried an idempotency key.
    IdempotencyKey = b'I',
    /// A [`Charge`] in the meter of its cloud account.
    Charge = b'G',
    /// A [`Lot`] that can no longer pay.
    ClosedLot = b'L',
    /// What became of a marketplace message.
    Message = b'M',
    /// An [`OutboxMessage`].
    OutboxMessage = b'O',
    /// The file's default [`Policy`].
    Policy = b'P',
    /// An order of Huawei Cloud's market that was redeemed.
    Order = b'R',
    /// A [`SubscriptionHistory`].
    Subscription = b'S',
    /// A [`UsageRecord`].
    UsageRecord = b'U',
    /// A [`Workspace`].
    Workspace = b'W',
    /// A cloud account, under its account.
    AccountCloudAccount = b'c',
    /// A usage record, under its cloud account.
    CloudAccountUsageRecord = b'g',
    /// The latest start of usage among an account's bills that may be corrected.
    LatestCorrectable = b'l',
    /// An outbox message that is still owed.
    PendingOutboxMessage = b'o',
    /// A settled bill whose payer may yet turn out to be another one, under its workspace and the start of its period.
    Correctable = b's',
    /// A workspace that chose a cloud account, under that.
    CloudAccountWorkspace = b'u',
    /// A workspace, under its account.
    AccountWorkspace = b'w',
}

struct KeyBuilder(Vec<u8>);

impl KeyBuilder {
    fn new(kind: RecordKind) -> Self {
        Self(alloc::vec![kind as u8])
    }

    /// Text ends with a zero byte. No id has one inside, so no id's key runs into another's.
    fn text(mut self, text: &str) -> Self {
        self.0.extend_from_slice(text.as_bytes());
        self.0.push(0);
        self
    }

    /// Numbers are big-endian, so that their order is that of their bytes.
    fn number(mut self, number: u64) -> Self {
        self.0.extend_from_slice(&number.to_be_bytes());
        self
    }

    fn instant(self, instant: Instant) -> Self {
        self.number(instant.nanoseconds().unsigned_abs())
    }

    fn key(self) -> Key {
        Key(self.0.into())
    }
}

impl Key {
    /// The key that these bytes are.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self(bytes.into())
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The prefix of all records of a kind.
    pub fn all(kind: RecordKind) -> Self {
        KeyBuilder::new(kind).key()
    }

    /// See [`RecordKind::Account`].
    pub fn account(id: &AccountId) -> Self {
        KeyBuilder::new(RecordKind::Account).text(id.as_str()).key()
    }

    /// See [`RecordKind::Bill`].
    pub fn bill(id: &BillId) -> Self {
        KeyBuilder::new(RecordKind::Bill).text(id.as_str()).key()
    }

    /// See [`RecordKind::CloudAccount`].
    pub fn cloud_account(id: &CloudAccountId) -> Self {
        KeyBuilder::new(RecordKind::CloudAccount).text(id.as_str()).key()
    }

    /// See [`RecordKind::Due`].
    pub fn due(at: Instant, account: &AccountId) -> Self {
        KeyBuilder::new(RecordKind::Due).instant(at).text(account.as_str()).key()
    }

    /// The prefix of an account's queue of held bills.
    pub fn held_by(account: &AccountId) -> Self {
        KeyBuilder::new(RecordKind::Held).text(account.as_str()).key()
    }

    /// See [`RecordKind::Held`].
    pub fn held(account: &AccountId, queue: EntryPosition) -> Self {
        KeyBuilder::new(RecordKind::Held)
            .text(account.as_str())
            .number(queue.position)
            .number(u64::from(queue.index))
            .key()
    }

    /// See [`RecordKind::Meter`].
    pub fn meter(cloud_account: &CloudAccountId) -> Self {
        KeyBuilder::new(RecordKind::Meter).text(cloud_account.as_str()).key()
    }

    /// The prefix of a meter's charges.
    pub fn charges_of(cloud_account: &CloudAccountId) -> Self {
        KeyBuilder::new(RecordKind::Charge).text(cloud_account.as_str()).key()
    }

    /// See [`RecordKind::Charge`].
    pub fn charge(cloud_account: &CloudAccountId, place: EntryPosition) -> Self {
        let charges = KeyBuilder::new(RecordKind::Charge).text(cloud_account.as_str());
        charges.number(place.position).number(u64::from(place.index)).key()
    }

    /// See [`RecordKind::UsageRecord`].
    pub fn usage_record(number: EntryPosition) -> Self {
        KeyBuilder::new(RecordKind::UsageRecord).number(number.position).number(u64::from(number.index)).key()
    }

    /// The prefix of a cloud account's usage records.
    pub fn usage_records_of(cloud_account: &CloudAccountId) -> Self {
        KeyBuilder::new(RecordKind::CloudAccountUsageRecord).text(cloud_account.as_str()).key()
    }

    /// See [`RecordKind::CloudAccountUsageRecord`].
    pub fn cloud_account_usage_record(cloud_account: &CloudAccountId, number: EntryPosition) -> Self {
        let records = KeyBuilder::new(RecordKind::CloudAccountUsageRecord).text(cloud_account.as_str());
        records.number(number.position).number(u64::from(number.index)).key()
    }

    /// The prefix of a workspace's bills that may be corrected.
    pub fn correctable_of(workspace: &WorkspaceId) -> Self {
        KeyBuilder::new(RecordKind::Correctable).text(workspace.as_str()).key()
    }

    /// Where those begin whose usage began at or after `from`: before the first of them.
    pub fn correctable_from(workspace: &WorkspaceId, from: Instant) -> Self {
        KeyBuilder::new(RecordKind::Correctable).text(workspace.as_str()).instant(from).key()
    }

    /// See [`RecordKind::Correctable`].
    pub fn correctable(bill: &Bill) -> Self {
        let start = KeyBuilder::new(RecordKind::Correctable).text(bill.workspace.as_str()).instant(bill.period.start());
        start.text(bill.id.as_str()).key()
    }

    /// See [`RecordKind::LatestCorrectable`].
    pub fn latest_correctable(account: &AccountId) -> Self {
        KeyBuilder::new(RecordKind::LatestCorrectable).text(account.as_str()).key()
    }

    /// See [`RecordKind::IdempotencyKey`].
    pub fn idempotency_key(key: &IdempotencyKey) -> Self {
        KeyBuilder::new(RecordKind::IdempotencyKey).text(key.as_str()).key()
    }

    /// The prefix of an account's closed lots.
    pub fn closed_lots_of(account: &AccountId) -> Self {
        KeyBuilder::new(RecordKind::ClosedLot).text(account.as_str()).key()
    }

    /// See [`RecordKind::ClosedLot`].
    pub fn closed_lot(account: &AccountId, lot: &LotId) -> Self {
        KeyBuilder::new(RecordKind::ClosedLot).text(account.as_str()).text(lot.as_str()).key()
    }

    /// See [`RecordKind::Message`].
    pub fn message(provider: Provider, id: &MessageId) -> Self {
        KeyBuilder::new(RecordKind::Message).text(provider.name()).text(id.as_str()).key()
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
        KeyBuilder::new(RecordKind::Order).text(order.as_str()).key()
    }

    /// See [`RecordKind::Subscription`].
    pub fn subscription(identity: &SubscriptionIdentity) -> Self {
        KeyBuilder::new(RecordKind::Subscription).text(identity.as_str()).key()
    }

    /// See [`RecordKind::Workspace`].
    pub fn workspace(id: &WorkspaceId) -> Self {
        KeyBuilder::new(RecordKind::Workspace).text(id.as_str()).key()
    }

    /// The prefix of an account's cloud accounts.
    pub fn cloud_accounts_of(account: &AccountId) -> Self {
        KeyBuilder::new(RecordKind::AccountCloudAccount).text(account.as_str()).key()
    }

    /// See [`RecordKind::AccountCloudAccount`].
    pub fn account_cloud_account(account: &AccountId, cloud_account: &CloudAccountId) -> Self {
        KeyBuilder::new(RecordKind::AccountCloudAccount).text(account.as_str()).text(cloud_account.as_str()).key()
    }

    /// The prefix of the workspaces that chose a cloud account.
    pub fn workspaces_of_cloud_account(cloud_account: &CloudAccountId) -> Self {
        KeyBuilder::new(RecordKind::CloudAccountWorkspace).text(cloud_account.as_str()).key()
    }

    /// See [`RecordKind::CloudAccountWorkspace`].
    pub fn cloud_account_workspace(cloud_account: &CloudAccountId, workspace: &WorkspaceId) -> Self {
        KeyBuilder::new(RecordKind::CloudAccountWorkspace).text(cloud_account.as_str()).text(workspace.as_str()).key()
    }

    /// The prefix of an account's workspaces.
    pub fn workspaces_of(account: &AccountId) -> Self {
        KeyBuilder::new(RecordKind::AccountWorkspace).text(account.as_str()).key()
    }

    /// See [`RecordKind::AccountWorkspace`].
    pub fn account_workspace(account: &AccountId, workspace: &WorkspaceId) -> Self {
        KeyBuilder::new(RecordKind::AccountWorkspace).text(account.as_str()).text(workspace.as_str()).key()
    }
}

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

/// The records could not be read. What lies below knows why; a decision only knows that it cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the records could not be read: {0}")]
pub struct Unreadable(
    /// What lies below says so.
    pub String,
);

/// Records as they are: what a decision reads.
pub trait View {
    /// The record of that name.
    fn get(&self, key: &Key) -> Result<Option<Record>, Unreadable>;

    /// Up to `most` records whose keys begin with `prefix`, in order of their keys, beginning after `after`.
    fn scan(&self, prefix: &Key, after: Option<&Key>, most: usize) -> Result<Vec<(Key, Record)>, Unreadable>;

    /// The policy that holds where none was set: [`Policy::default`]. Whoever answers many questions keeps one and shares it.
    fn built_in_policy(&self) -> Arc<Policy> {
        Arc::default()
    }
}

/// Records that events change.
pub trait RecordStore: View {
    /// Puts or, with `None`, removes a record.
    fn put(&mut self, key: Key, record: Option<Record>);

    /// Takes a record out to change it, so that its contents need not be copied when nobody else holds them. The caller puts it back.
    fn take(&mut self, key: &Key) -> Result<Option<Record>, Unreadable>;
}

/// When and where in the journal events take place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventContext {
    /// The decision instant (T1).
    pub at: Instant,
    /// The journal position.
    pub position: u64,
}

macro_rules! typed {
    ($($(#[$doc:meta])* $name:ident($($arg:ident: $type:ty),*) -> $record:ident $contents:ty = $key:expr;)+) => {
        /// Records by what they are.
        pub trait ViewExt: View {
            $(
                $(#[$doc])*
                fn $name(&self, $($arg: $type),*) -> Result<Option<$contents>, Unreadable> {
                    match self.get(&$key)? {
                        Some(Record::$record(contents)) => Ok(Some(contents)),
                        Some(_) => Err(Unreadable(alloc::format!("a record of another kind stands where a {} belongs", stringify!($record)))),
                        None => Ok(None),
                    }
                }
            )+

            /// All records whose keys begin with `prefix`. For prefixes whose records are known to be few, or that must all be touched anyway.
            fn scan_all(&self, prefix: &Key) -> Result<Vec<(Key, Record)>, Unreadable> {
                let mut records = Vec::new();
                self.scan_each(prefix, None, |key, record| {
                    records.push((key, record));
                    Ok(ControlFlow::Continue(()))
                })?;
                Ok(records)
            }

            /// The records whose keys begin with `prefix`, one after another from the one after `after` on, until told to stop. Reads a page at a time.
            fn scan_each(
                &self,
                prefix: &Key,
                mut after: Option<Key>,
                mut visit: impl FnMut(Key, Record) -> Result<ControlFlow<()>, Unreadable>,
            ) -> Result<(), Unreadable> {
                const STEP: usize = 1_024;
                loop {
                    let found = self.scan(prefix, after.as_ref(), STEP)?;
                    let last = found.len() < STEP;
                    after = found.last().map(|(key, _)| key.clone());
                    for (key, record) in found {
                        if visit(key, record)?.is_break() {
                            return Ok(());
                        }
                    }
                    if last {
                        return Ok(());
                    }
                }
            }
        }

        impl<V: View + ?Sized> ViewExt for V {}
    };
}

typed! {
    /// The account of that id.
    account(id: &AccountId) -> Account Arc<Account> = Key::account(id);
    /// The record of a bill.
    bill(id: &BillId) -> Bill Arc<BillRecord> = Key::bill(id);
    /// The cloud account of that id.
    cloud_account(id: &CloudAccountId) -> CloudAccount Arc<CloudAccount> = Key::cloud_account(id);
    /// A cloud account's meter, once it was charged.
    meter(cloud_account: &CloudAccountId) -> Meter Arc<Meter> = Key::meter(cloud_account);
    /// A charge in a meter.
    charge(charge: &ChargePosition) -> Charge Arc<Charge> = Key::charge(&charge.cloud_account, charge.position);
    /// A usage record.
    usage_record(number: EntryPosition) -> UsageRecord Arc<UsageRecord> = Key::usage_record(number);
    /// The latest start of usage among an account's bills that may be corrected.
    latest_correctable(account: &AccountId) -> Instant Instant = Key::latest_correctable(account);
    /// A lot that can no longer pay.
    closed_lot(account: &AccountId, lot: &LotId) -> Lot Arc<Lot> = Key::closed_lot(account, lot);
    /// An outbox message, owed or met.
    outbox_message(number: EntryPosition) -> OutboxMessage Arc<OutboxMessage> = Key::outbox_message(number);
    /// The file's default policy, if one was set.
    default_policy() -> Policy Arc<Policy> = Key::policy();
    /// What is known of a subscription.
    subscription(identity: &SubscriptionIdentity) -> Subscription Arc<SubscriptionHistory> = Key::subscription(identity);
    /// The workspace of that site and id.
    workspace(id: &WorkspaceId) -> Workspace Arc<Workspace> = Key::workspace(id);
    /// Who redeemed an order.
    order(order: &OrderId) -> AccountId AccountId = Key::order(order);
    /// Where a command with that key stands in the journal.
    position_of_key(key: &IdempotencyKey) -> Position u64 = Key::idempotency_key(key);
}

/// Records in memory: for tests, for previews, and for whoever needs no file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemoryRecords(BTreeMap<Key, Record>);

impl MemoryRecords {
    /// All records, in order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &Record)> {
        self.0.iter()
    }
}

impl View for MemoryRecords {
    fn get(&self, key: &Key) -> Result<Option<Record>, Unreadable> {
        Ok(self.0.get(key).cloned())
    }

    fn scan(&self, prefix: &Key, after: Option<&Key>, most: usize) -> Result<Vec<(Key, Record)>, Unreadable> {
        let records = self
            .0
            .range::<Key, _>((scan_start(prefix, after), Bound::Unbounded))
            .take_while(|(key, _)| key.as_bytes().starts_with(prefix.as_bytes()));
        Ok(records.take(most).map(|(key, record)| (key.clone(), record.clone())).collect())
    }
}

impl RecordStore for MemoryRecords {
    fn put(&mut self, key: Key, record: Option<Record>) {
        match record {
            Some(record) => self.0.insert(key, record),
            None => self.0.remove(&key),
        };
    }

    fn take(&mut self, key: &Key) -> Result<Option<Record>, Unreadable> {
        Ok(self.0.remove(key))
    }
}

/// Changes laid over records that stay as they are: how a decision sees its own effects before anybody else does.
pub struct Overlay<'v> {
    below: &'v dyn View,
    changes: BTreeMap<Key, Option<Record>>,
}

impl<'v> Overlay<'v> {
    /// No changes yet.
    pub const fn over(below: &'v dyn View) -> Self {
        Self { below, changes: BTreeMap::new() }
    }

    /// The changes; `None` is a record removed.
    pub fn into_changes(self) -> BTreeMap<Key, Option<Record>> {
        self.changes
    }
}

impl View for Overlay<'_> {
    fn get(&self, key: &Key) -> Result<Option<Record>, Unreadable> {
        match self.changes.get(key) {
            Some(record) => Ok(record.clone()),
            None => self.below.get(key),
        }
    }

    fn scan(&self, prefix: &Key, after: Option<&Key>, most: usize) -> Result<Vec<(Key, Record)>, Unreadable> {
        let over = self.changes.range::<Key, _>((scan_start(prefix, after), Bound::Unbounded));
        merge_scan(over, self.below, prefix, after, most)
    }

    fn built_in_policy(&self) -> Arc<Policy> {
        self.below.built_in_policy()
    }
}

impl RecordStore for Overlay<'_> {
    fn put(&mut self, key: Key, record: Option<Record>) {
        self.changes.insert(key, record);
    }

    fn take(&mut self, key: &Key) -> Result<Option<Record>, Unreadable> {
        match self.changes.remove(key) {
            Some(record) => Ok(record),
            None => self.below.get(key),
        }
    }
}

/// Scans `below` with changes laid over it. `over` are the changes from which the scan starts, in order; those beyond the prefix are not looked at.
pub fn merge_scan<'c>(
    over: impl Iterator<Item = (&'c Key, &'c Option<Record>)>,
    below: &dyn View,
    prefix: &Key,
    after: Option<&Key>,
    most: usize,
) -> Result<Vec<(Key, Record)>, Unreadable> {
    let over: Vec<_> = over.take_while(|(key, _)| key.as_bytes().starts_with(prefix.as_bytes())).collect();
    if over.is_empty() {
        return below.scan(prefix, after, most);
    }
    // Each change can hide at most one record below, so this many always suffice.
    let found = below.scan(prefix, after, most.saturating_add(over.len()))?;
    let mut records: BTreeMap<Key, Record> = found.into_iter().collect();
    for (key, record) in over {
        match record {
            Some(record) => records.insert(key.clone(), record.clone()),
            None => records.remove(key),
        };
    }
    Ok(records.into_iter().take(most).collect())
}

/// Where a scan of `prefix` after `after` starts.
pub fn scan_start<'k>(prefix: &'k Key, after: Option<&'k Key>) -> Bound<&'k Key> {
    after.map_or(Bound::Included(prefix), Bound::Excluded)
}
