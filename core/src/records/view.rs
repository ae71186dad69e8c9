//! The traits through which decisions read records and events change them, independent of where the records are held.

use core::ops::ControlFlow;

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::key::Key;
use super::record::Record;
use crate::account::Account;
use crate::bill::{BillRecord, HoldReason};
use crate::cloud_account::CloudAccount;
use crate::fund::Lot;
use crate::id::{
    AccountId, AgreementId, BillId, CloudAccountId, ExportId, IdempotencyKey, LotId, Note, OrderId,
    SubscriptionIdentity, WorkspaceId,
};
use crate::metering::{Charge, Meter, UsageRecord};
use crate::outbox::OutboxMessage;
use crate::policy::Policy;
use crate::position::{ChargePosition, EntryPosition};
use crate::provider::Provider;
use crate::subscription::{Agreement, SubscriptionHistory};
use crate::time::Instant;
use crate::workspace::Workspace;

/// The records could not be read, so no decision can be made. The store behind the view knows the cause.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the records could not be read: {0}")]
pub struct Unreadable(
    /// The text of the store behind the view.
    pub String,
);

/// The present records: what a decision reads.
pub trait View {
    /// The record with this key.
    ///
    /// # Errors
    ///
    /// [`Unreadable`] when the store cannot read it.
    fn get(&self, key: &Key) -> Result<Option<Record>, Unreadable>;

    /// At most `most` records whose keys begin with `prefix`, in order of their keys, after the key `after`.
    ///
    /// # Errors
    ///
    /// [`Unreadable`] when the store cannot read them.
    fn scan(&self, prefix: &Key, after: Option<&Key>, most: usize) -> Result<Vec<(Key, Record)>, Unreadable>;

    /// The policy that applies where none was set: [`Policy::default`]. An implementation that answers many questions
    /// can share one.
    fn built_in_policy(&self) -> Arc<Policy> {
        Arc::default()
    }
}

/// Records that events change.
pub trait RecordStore: View {
    /// Stores a record. `None` removes it.
    fn put(&mut self, key: Key, record: Option<Record>);

    /// Removes a record and returns it, so that a change need not copy its contents when no one else shares them. The
    /// caller stores it again.
    ///
    /// # Errors
    ///
    /// [`Unreadable`] when the store cannot read it.
    fn take(&mut self, key: &Key) -> Result<Option<Record>, Unreadable>;
}

macro_rules! typed {
    ($($(#[$doc:meta])* $name:ident($($arg:ident: $type:ty),*) -> $record:ident $contents:ty = $key:expr;)+) => {
        /// Records by their types.
        pub trait ViewExt: View {
            $(
                $(#[$doc])*
                ///
                /// # Errors
                ///
                /// [`Unreadable`] when the record cannot be read.
                fn $name(&self, $($arg: $type),*) -> Result<Option<$contents>, Unreadable> {
                    match self.get(&$key)? {
                        Some(Record::$record(contents)) => Ok(Some(contents)),
                        Some(_) => Err(Unreadable(alloc::format!("a record of another kind stands where a {} belongs", stringify!($record)))),
                        None => Ok(None),
                    }
                }
            )+

            /// The policy that applies to an account: its own, else the default policy of the ledger, else the built-in
            /// policy.
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

            /// All records whose keys begin with `prefix`. Use it for prefixes with few records, or where all of them
            /// are needed.
            ///
            /// # Errors
            ///
            /// [`Unreadable`] when the store cannot read them.
            fn scan_all(&self, prefix: &Key) -> Result<Vec<(Key, Record)>, Unreadable> {
                let mut records = Vec::new();
                self.scan_each(prefix, None, |key, record| {
                    records.push((key, record));
                    Ok(ControlFlow::Continue(()))
                })?;
                Ok(records)
            }

            /// Calls `visit` with each record whose key begins with `prefix`, after the key `after`, until `visit`
            /// stops it. It reads a page at a time.
            ///
            /// # Errors
            ///
            /// [`Unreadable`] when the store cannot read them, or from `visit`.
            fn scan_each(
                &self,
                prefix: &Key,
                after: Option<Key>,
                visit: impl FnMut(Key, Record) -> Result<ControlFlow<()>, Unreadable>,
            ) -> Result<(), Unreadable> {
                const STEP: usize = 1_024;
                scan_pages(self, prefix, after, (STEP, STEP), visit)
            }

            /// The same for a search that often ends at one of the first records: the pages are small at first, and
            /// each is twice as large as the one before.
            ///
            /// # Errors
            ///
            /// [`Unreadable`] when the store cannot read them, or from `visit`.
            fn scan_until(
                &self,
                prefix: &Key,
                after: Option<Key>,
                visit: impl FnMut(Key, Record) -> Result<ControlFlow<()>, Unreadable>,
            ) -> Result<(), Unreadable> {
                scan_pages(self, prefix, after, (2, 64), visit)
            }
        }

        impl<V: View + ?Sized> ViewExt for V {}
    };
}

/// Visits records a page at a time. The size of a page doubles from `size` up to `most`.
fn scan_pages(
    view: &(impl View + ?Sized),
    prefix: &Key,
    mut after: Option<Key>,
    (mut size, most): (usize, usize),
    mut visit: impl FnMut(Key, Record) -> Result<ControlFlow<()>, Unreadable>,
) -> Result<(), Unreadable> {
    loop {
        let found = view.scan(prefix, after.as_ref(), size)?;
        let last = found.len() < size;
        size = most.min(size * 2);
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

typed! {
    /// The account with this id.
    account(id: &AccountId) -> Account Arc<Account> = Key::account(id);
    /// The record of a bill.
    bill(id: &BillId) -> Bill Arc<BillRecord> = Key::bill(id);
    /// The cloud account with this id.
    cloud_account(id: &CloudAccountId) -> CloudAccount Arc<CloudAccount> = Key::cloud_account(id);
    /// The meter of a cloud account; absent before the first charge.
    meter(cloud_account: &CloudAccountId) -> Meter Arc<Meter> = Key::meter(cloud_account);
    /// A charge in a meter.
    charge(charge: &ChargePosition) -> Charge Arc<Charge> = Key::charge(&charge.cloud_account, charge.position);
    /// A usage record.
    usage_record(number: EntryPosition) -> UsageRecord Arc<UsageRecord> = Key::usage_record(number);
    /// The latest start of usage among the bills of an account that may be corrected.
    latest_correctable(account: &AccountId) -> Instant Instant = Key::latest_correctable(account);
    /// The start of the UTC day of the last notification that bills of an account are held for a reason.
    held_notice(account: &AccountId, reason: &HoldReason) -> Instant Instant = Key::held_notice(account, reason);
    /// A lot that can no longer pay.
    closed_lot(account: &AccountId, lot: &LotId) -> Lot Arc<Lot> = Key::closed_lot(account, lot);
    /// An outbox message, pending or acknowledged.
    outbox_message(number: EntryPosition) -> OutboxMessage Arc<OutboxMessage> = Key::outbox_message(number);
    /// The default policy of the ledger, if one was set.
    default_policy() -> Policy Arc<Policy> = Key::policy();
    /// The history of a subscription.
    subscription(identity: &SubscriptionIdentity) -> Subscription Arc<SubscriptionHistory> = Key::subscription(identity);
    /// What a marketplace said of one of its agreements.
    agreement(provider: Provider, id: &AgreementId) -> Agreement Arc<Agreement> = Key::agreement(provider, id);
    /// The workspace with this site and id.
    workspace(id: &WorkspaceId) -> Workspace Arc<Workspace> = Key::workspace(id);
    /// The account that redeemed an order.
    order(order: &OrderId) -> AccountId AccountId = Key::order(order);
    /// The journal position of the first top-up of an account with a reference.
    reference(account: &AccountId, reference: &Note) -> Position u64 = Key::reference(account, reference);
    /// The part of an export that the charge of a bill is in.
    export_part(export: &ExportId, bill: &BillId) -> ExportPart ExportId = Key::export_part(export, bill);
    /// The journal position of the command with this key.
    position_of_key(key: &IdempotencyKey) -> Position u64 = Key::idempotency_key(key);
}
