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
use crate::bill::{Bill, BillRecord, QueuePlace};
use crate::cloud_account::{CloudAccount, KnownSubscription, Provider};
use crate::event::Verdict;
use crate::fund::Lot;
use crate::id::{
    AccountId, BillId, CloudAccountId, IdempotencyKey, LotId, MessageId, OrderId, SubscriptionIdentity, WorkspaceId,
};
use crate::metering::{Charge, ChargePlace, Meter, UsageRecord};
use crate::obligation::{Obligation, ObligationNumber};
use crate::policy::Policy;
use crate::time::Instant;
use crate::workspace::Workspace;

/// The name of a record: bytes whose order is the order of names. The first byte is the kind of record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(Arc<[u8]>);

/// The kinds of record, as the first byte of their keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Kind {
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
    /// An [`Obligation`].
    Obligation = b'O',
    /// The file's default [`Policy`].
    Policy = b'P',
    /// An order of Huawei Cloud's market that was redeemed.
    Order = b'R',
    /// A [`KnownSubscription`].
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
    /// An obligation that is still owed.
    Owed = b'o',
    /// A settled bill whose payer may yet turn out to be another one, under its workspace and the start of its period.
    Correctable = b's',
    /// A workspace that chose a cloud account, under that.
    CloudAccountWorkspace = b'u',
    /// A workspace, under its account.
    AccountWorkspace = b'w',
}

struct Parts(Vec<u8>);

impl Parts {
    fn new(kind: Kind) -> Self {
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
    pub fn all(kind: Kind) -> Self {
        Parts::new(kind).key()
    }

    /// See [`Kind::Account`].
    pub fn account(id: &AccountId) -> Self {
        Parts::new(Kind::Account).text(id.as_str()).key()
    }

    /// See [`Kind::Bill`].
    pub fn bill(id: &BillId) -> Self {
        Parts::new(Kind::Bill).text(id.as_str()).key()
    }

    /// See [`Kind::CloudAccount`].
    pub fn cloud_account(id: &CloudAccountId) -> Self {
        Parts::new(Kind::CloudAccount).text(id.as_str()).key()
    }

    /// See [`Kind::Due`].
    pub fn due(at: Instant, account: &AccountId) -> Self {
        Parts::new(Kind::Due).instant(at).text(account.as_str()).key()
    }

    /// The prefix of an account's queue of held bills.
    pub fn held_by(account: &AccountId) -> Self {
        Parts::new(Kind::Held).text(account.as_str()).key()
    }

    /// See [`Kind::Held`].
    pub fn held(account: &AccountId, queue: QueuePlace) -> Self {
        Parts::new(Kind::Held).text(account.as_str()).number(queue.position).number(u64::from(queue.index)).key()
    }

    /// See [`Kind::Meter`].
    pub fn meter(cloud_account: &CloudAccountId) -> Self {
        Parts::new(Kind::Meter).text(cloud_account.as_str()).key()
    }

    /// The prefix of a meter's charges.
    pub fn charges_of(cloud_account: &CloudAccountId) -> Self {
        Parts::new(Kind::Charge).text(cloud_account.as_str()).key()
    }

    /// See [`Kind::Charge`].
    pub fn charge(cloud_account: &CloudAccountId, place: QueuePlace) -> Self {
        let charges = Parts::new(Kind::Charge).text(cloud_account.as_str());
        charges.number(place.position).number(u64::from(place.index)).key()
    }

    /// See [`Kind::UsageRecord`].
    pub fn usage_record(number: ObligationNumber) -> Self {
        Parts::new(Kind::UsageRecord).number(number.position).number(u64::from(number.index)).key()
    }

    /// The prefix of a cloud account's usage records.
    pub fn usage_records_of(cloud_account: &CloudAccountId) -> Self {
        Parts::new(Kind::CloudAccountUsageRecord).text(cloud_account.as_str()).key()
    }

    /// See [`Kind::CloudAccountUsageRecord`].
    pub fn cloud_account_usage_record(cloud_account: &CloudAccountId, number: ObligationNumber) -> Self {
        let records = Parts::new(Kind::CloudAccountUsageRecord).text(cloud_account.as_str());
        records.number(number.position).number(u64::from(number.index)).key()
    }

    /// The prefix of a workspace's bills that may be corrected.
    pub fn correctable_of(workspace: &WorkspaceId) -> Self {
        Parts::new(Kind::Correctable).text(workspace.as_str()).key()
    }

    /// Where those begin whose usage began at or after `from`: before the first of them.
    pub fn correctable_from(workspace: &WorkspaceId, from: Instant) -> Self {
        Parts::new(Kind::Correctable).text(workspace.as_str()).instant(from).key()
    }

    /// See [`Kind::Correctable`].
    pub fn correctable(bill: &Bill) -> Self {
        let start = Parts::new(Kind::Correctable).text(bill.workspace.as_str()).instant(bill.period.start());
        start.text(bill.id.as_str()).key()
    }

    /// See [`Kind::LatestCorrectable`].
    pub fn latest_correctable(account: &AccountId) -> Self {
        Parts::new(Kind::LatestCorrectable).text(account.as_str()).key()
    }

    /// See [`Kind::IdempotencyKey`].
    pub fn idempotency_key(key: &IdempotencyKey) -> Self {
        Parts::new(Kind::IdempotencyKey).text(key.as_str()).key()
    }

    /// The prefix of an account's closed lots.
    pub fn closed_lots_of(account: &AccountId) -> Self {
        Parts::new(Kind::ClosedLot).text(account.as_str()).key()
    }

    /// See [`Kind::ClosedLot`].
    pub fn closed_lot(account: &AccountId, lot: &LotId) -> Self {
        Parts::new(Kind::ClosedLot).text(account.as_str()).text(lot.as_str()).key()
    }

    /// See [`Kind::Message`].
    pub fn message(provider: Provider, id: &MessageId) -> Self {
        Parts::new(Kind::Message).text(provider.name()).text(id.as_str()).key()
    }

    /// See [`Kind::Obligation`].
    pub fn obligation(number: ObligationNumber) -> Self {
        Parts::new(Kind::Obligation).number(number.position).number(u64::from(number.index)).key()
    }

    /// See [`Kind::Owed`].
    pub fn owed(number: ObligationNumber) -> Self {
        Parts::new(Kind::Owed).number(number.position).number(u64::from(number.index)).key()
    }

    /// See [`Kind::Policy`].
    pub fn policy() -> Self {
        Parts::new(Kind::Policy).key()
    }

    /// See [`Kind::Order`].
    pub fn order(order: &OrderId) -> Self {
        Parts::new(Kind::Order).text(order.as_str()).key()
    }

    /// See [`Kind::Subscription`].
    pub fn subscription(identity: &SubscriptionIdentity) -> Self {
        Parts::new(Kind::Subscription).text(identity.as_str()).key()
    }

    /// See [`Kind::Workspace`].
    pub fn workspace(id: &WorkspaceId) -> Self {
        Parts::new(Kind::Workspace).text(id.as_str()).key()
    }

    /// The prefix of an account's cloud accounts.
    pub fn cloud_accounts_of(account: &AccountId) -> Self {
        Parts::new(Kind::AccountCloudAccount).text(account.as_str()).key()
    }

    /// See [`Kind::AccountCloudAccount`].
    pub fn account_cloud_account(account: &AccountId, cloud_account: &CloudAccountId) -> Self {
        Parts::new(Kind::AccountCloudAccount).text(account.as_str()).text(cloud_account.as_str()).key()
    }

    /// The prefix of the workspaces that chose a cloud account.
    pub fn workspaces_of_cloud_account(cloud_account: &CloudAccountId) -> Self {
        Parts::new(Kind::CloudAccountWorkspace).text(cloud_account.as_str()).key()
    }

    /// See [`Kind::CloudAccountWorkspace`].
    pub fn cloud_account_workspace(cloud_account: &CloudAccountId, workspace: &WorkspaceId) -> Self {
        Parts::new(Kind::CloudAccountWorkspace).text(cloud_account.as_str()).text(workspace.as_str()).key()
    }

    /// The prefix of an account's workspaces.
    pub fn workspaces_of(account: &AccountId) -> Self {
        Parts::new(Kind::AccountWorkspace).text(account.as_str()).key()
    }

    /// See [`Kind::AccountWorkspace`].
    pub fn account_workspace(account: &AccountId, workspace: &WorkspaceId) -> Self {
        Parts::new(Kind::AccountWorkspace).text(account.as_str()).text(workspace.as_str()).key()
    }
}

/// A record. Cheap to clone: the contents are shared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Row {
    /// See [`Kind::Account`], and [`Kind::Due`] and [`Kind::Order`] for which only the id is kept.
    Account(Arc<Account>),
    /// See [`Kind::Bill`].
    Bill(Arc<BillRecord>),
    /// See [`Kind::CloudAccount`].
    CloudAccount(Arc<CloudAccount>),
    /// See [`Kind::Meter`].
    Meter(Arc<Meter>),
    /// See [`Kind::Charge`].
    Charge(Arc<Charge>),
    /// See [`Kind::UsageRecord`].
    UsageRecord(Arc<UsageRecord>),
    /// See [`Kind::ClosedLot`].
    Lot(Arc<Lot>),
    /// See [`Kind::Message`].
    Message {
        /// What became of it.
        verdict: Verdict,
        /// The journal position that took it in.
        position: u64,
    },
    /// See [`Kind::Obligation`].
    Obligation(Arc<Obligation>),
    /// See [`Kind::Policy`].
    Policy(Arc<Policy>),
    /// See [`Kind::Subscription`].
    Subscription(Arc<KnownSubscription>),
    /// See [`Kind::Workspace`].
    Workspace(Arc<Workspace>),
    /// A journal position: see [`Kind::IdempotencyKey`].
    Position(u64),
    /// See [`Kind::LatestCorrectable`].
    Instant(Instant),
    /// The account that a record leads to: see [`Kind::Due`], [`Kind::Order`].
    AccountId(AccountId),
    /// The bill that a record leads to: see [`Kind::Held`], [`Kind::Correctable`].
    BillId(BillId),
    /// The cloud account that a record leads to: see [`Kind::AccountCloudAccount`].
    CloudAccountId(CloudAccountId),
    /// The workspace that a record leads to: see [`Kind::AccountWorkspace`], [`Kind::CloudAccountWorkspace`].
    WorkspaceId(WorkspaceId),
    /// The obligation or usage record that a record leads to: see [`Kind::Owed`], [`Kind::CloudAccountUsageRecord`].
    ObligationNumber(ObligationNumber),
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
    fn get(&self, key: &Key) -> Result<Option<Row>, Unreadable>;

    /// Up to `most` records whose keys begin with `prefix`, in order of their keys, beginning after `after`.
    fn scan(&self, prefix: &Key, after: Option<&Key>, most: usize) -> Result<Vec<(Key, Row)>, Unreadable>;

    /// The policy that holds where none was set: [`Policy::default`]. Whoever answers many questions keeps one and shares it.
    fn built_in_policy(&self) -> Arc<Policy> {
        Arc::default()
    }
}

/// Records that events change.
pub trait Rows: View {
    /// Puts or, with `None`, removes a record.
    fn put(&mut self, key: Key, row: Option<Row>);

    /// Takes a record out to change it, so that its contents need not be copied when nobody else holds them. The caller puts it back.
    fn take(&mut self, key: &Key) -> Result<Option<Row>, Unreadable>;
}

/// When and where in the journal events take place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The decision instant (T1).
    pub at: Instant,
    /// The journal position.
    pub position: u64,
}

macro_rules! typed {
    ($($(#[$doc:meta])* $name:ident($($arg:ident: $type:ty),*) -> $row:ident $contents:ty = $key:expr;)+) => {
        /// Records by what they are.
        pub trait ViewExt: View {
            $(
                $(#[$doc])*
                fn $name(&self, $($arg: $type),*) -> Result<Option<$contents>, Unreadable> {
                    match self.get(&$key)? {
                        Some(Row::$row(contents)) => Ok(Some(contents)),
                        Some(_) => Err(Unreadable(alloc::format!("a record of another kind stands where a {} belongs", stringify!($row)))),
                        None => Ok(None),
                    }
                }
            )+

            /// All records whose keys begin with `prefix`. For prefixes whose records are known to be few, or that must all be touched anyway.
            fn scan_all(&self, prefix: &Key) -> Result<Vec<(Key, Row)>, Unreadable> {
                let mut rows = Vec::new();
                self.scan_each(prefix, None, |key, row| {
                    rows.push((key, row));
                    Ok(ControlFlow::Continue(()))
                })?;
                Ok(rows)
            }

            /// The records whose keys begin with `prefix`, one after another from the one after `after` on, until told to stop. Reads a page at a time.
            fn scan_each(
                &self,
                prefix: &Key,
                mut after: Option<Key>,
                mut visit: impl FnMut(Key, Row) -> Result<ControlFlow<()>, Unreadable>,
            ) -> Result<(), Unreadable> {
                const STEP: usize = 1_024;
                loop {
                    let found = self.scan(prefix, after.as_ref(), STEP)?;
                    let last = found.len() < STEP;
                    after = found.last().map(|(key, _)| key.clone());
                    for (key, row) in found {
                        if visit(key, row)?.is_break() {
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
    charge(place: &ChargePlace) -> Charge Arc<Charge> = Key::charge(&place.cloud_account, place.place());
    /// A usage record.
    usage_record(number: ObligationNumber) -> UsageRecord Arc<UsageRecord> = Key::usage_record(number);
    /// The latest start of usage among an account's bills that may be corrected.
    latest_correctable(account: &AccountId) -> Instant Instant = Key::latest_correctable(account);
    /// A lot that can no longer pay.
    closed_lot(account: &AccountId, lot: &LotId) -> Lot Arc<Lot> = Key::closed_lot(account, lot);
    /// An obligation, owed or met.
    obligation(number: ObligationNumber) -> Obligation Arc<Obligation> = Key::obligation(number);
    /// The file's default policy, if one was set.
    default_policy() -> Policy Arc<Policy> = Key::policy();
    /// What is known of a subscription.
    subscription(identity: &SubscriptionIdentity) -> Subscription Arc<KnownSubscription> = Key::subscription(identity);
    /// The workspace of that site and id.
    workspace(id: &WorkspaceId) -> Workspace Arc<Workspace> = Key::workspace(id);
    /// Who redeemed an order.
    order(order: &OrderId) -> AccountId AccountId = Key::order(order);
    /// Where a command with that key stands in the journal.
    position_of_key(key: &IdempotencyKey) -> Position u64 = Key::idempotency_key(key);
}

/// Records in memory: for tests, for previews, and for whoever needs no file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemoryRows(BTreeMap<Key, Row>);

impl MemoryRows {
    /// All records, in order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &Row)> {
        self.0.iter()
    }
}

impl View for MemoryRows {
    fn get(&self, key: &Key) -> Result<Option<Row>, Unreadable> {
        Ok(self.0.get(key).cloned())
    }

    fn scan(&self, prefix: &Key, after: Option<&Key>, most: usize) -> Result<Vec<(Key, Row)>, Unreadable> {
        let rows = self
            .0
            .range::<Key, _>((scan_start(prefix, after), Bound::Unbounded))
            .take_while(|(key, _)| key.as_bytes().starts_with(prefix.as_bytes()));
        Ok(rows.take(most).map(|(key, row)| (key.clone(), row.clone())).collect())
    }
}

impl Rows for MemoryRows {
    fn put(&mut self, key: Key, row: Option<Row>) {
        match row {
            Some(row) => self.0.insert(key, row),
            None => self.0.remove(&key),
        };
    }

    fn take(&mut self, key: &Key) -> Result<Option<Row>, Unreadable> {
        Ok(self.0.remove(key))
    }
}

/// Changes laid over records that stay as they are: how a decision sees its own effects before anybody else does.
pub struct Overlay<'v> {
    below: &'v dyn View,
    changes: BTreeMap<Key, Option<Row>>,
}

impl<'v> Overlay<'v> {
    /// No changes yet.
    pub const fn over(below: &'v dyn View) -> Self {
        Self { below, changes: BTreeMap::new() }
    }

    /// The changes; `None` is a record removed.
    pub fn into_changes(self) -> BTreeMap<Key, Option<Row>> {
        self.changes
    }
}

impl View for Overlay<'_> {
    fn get(&self, key: &Key) -> Result<Option<Row>, Unreadable> {
        match self.changes.get(key) {
            Some(row) => Ok(row.clone()),
            None => self.below.get(key),
        }
    }

    fn scan(&self, prefix: &Key, after: Option<&Key>, most: usize) -> Result<Vec<(Key, Row)>, Unreadable> {
        let over = self.changes.range::<Key, _>((scan_start(prefix, after), Bound::Unbounded));
        merge_scan(over, self.below, prefix, after, most)
    }

    fn built_in_policy(&self) -> Arc<Policy> {
        self.below.built_in_policy()
    }
}

impl Rows for Overlay<'_> {
    fn put(&mut self, key: Key, row: Option<Row>) {
        self.changes.insert(key, row);
    }

    fn take(&mut self, key: &Key) -> Result<Option<Row>, Unreadable> {
        match self.changes.remove(key) {
            Some(row) => Ok(row),
            None => self.below.get(key),
        }
    }
}

/// Scans `below` with changes laid over it. `over` are the changes from which the scan starts, in order; those beyond the prefix are not looked at.
pub fn merge_scan<'c>(
    over: impl Iterator<Item = (&'c Key, &'c Option<Row>)>,
    below: &dyn View,
    prefix: &Key,
    after: Option<&Key>,
    most: usize,
) -> Result<Vec<(Key, Row)>, Unreadable> {
    let over: Vec<_> = over.take_while(|(key, _)| key.as_bytes().starts_with(prefix.as_bytes())).collect();
    if over.is_empty() {
        return below.scan(prefix, after, most);
    }
    // Each change can hide at most one record below, so this many always suffice.
    let found = below.scan(prefix, after, most.saturating_add(over.len()))?;
    let mut rows: BTreeMap<Key, Row> = found.into_iter().collect();
    for (key, row) in over {
        match row {
            Some(row) => rows.insert(key.clone(), row.clone()),
            None => rows.remove(key),
        };
    }
    Ok(rows.into_iter().take(most).collect())
}

/// Where a scan of `prefix` after `after` starts.
pub fn scan_start<'k>(prefix: &'k Key, after: Option<&'k Key>) -> Bound<&'k Key> {
    after.map_or(Bound::Included(prefix), Bound::Excluded)
}
