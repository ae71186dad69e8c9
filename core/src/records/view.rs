//! How decisions read records and how events change them, wherever the records are held.

use core::ops::ControlFlow;

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::key::Key;
use super::record::Record;
use crate::account::Account;
use crate::bill::BillRecord;
use crate::cloud_account::CloudAccount;
use crate::fund::Lot;
use crate::id::{AccountId, BillId, CloudAccountId, IdempotencyKey, LotId, OrderId, SubscriptionIdentity, WorkspaceId};
use crate::metering::{Charge, Meter, UsageRecord};
use crate::outbox::OutboxMessage;
use crate::policy::Policy;
use crate::position::{ChargePosition, EntryPosition};
use crate::subscription::SubscriptionHistory;
use crate::time::Instant;
use crate::workspace::Workspace;

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

            /// The policy that applies to an account: its own, else the default policy of the ledger, else the built-in policy.
            ///
            /// # Errors
            ///
            /// [`Unreadable`] when the default policy cannot be read.
            fn policy_of(&self, account: &Account) -> Result<Arc<Policy>, Unreadable> {
                if let Some(own) = &account.policy {
                    return Ok(own.clone());
                }
                Ok(self.default_policy()?.unwrap_or_else(|| self.built_in_policy()))
            }

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
