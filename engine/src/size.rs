//! The memory that records take, estimated without walking over their texts.

use defray_core::Record;
use defray_core::bill::{BillRecord, BillStatus};
use defray_core::fund::Lot;
use defray_core::metering::Charge;
use defray_core::method::{MethodStep, PayerInterval};
use defray_core::receipt::{Skip, Slice};

use crate::value::Value;

/// A key, an entry of a hash map, and an allocation.
const OVERHEAD: usize = 128;
/// The texts of one record: ids, names.
const TEXTS: usize = 128;
/// The texts of an element of a list.
const ELEMENT_TEXTS: usize = 32;

/// The bytes that a key and what it has take in memory, about. A removed record and a place take the bytes of the key.
pub(crate) fn memory_of(value: Option<&Value>) -> usize {
    let Some(Value::Record(record)) = value else { return OVERHEAD };
    let contents = match record {
        Record::Account(account) => size_of_val(account.as_ref()) + list::<Lot>(account.lots.len()),
        Record::Bill(bill) => bill_bytes(bill),
        Record::Workspace(workspace) => {
            size_of_val(workspace.as_ref())
                + list::<MethodStep>(workspace.steps.len())
                + list::<PayerInterval>(workspace.timeline.len())
        }
        Record::CloudAccount(cloud_account) => size_of_val(cloud_account.as_ref()),
        Record::Subscription(subscription) => size_of_val(subscription.as_ref()) + TEXTS * subscription.signals.len(),
        Record::OutboxMessage(message) => size_of_val(message.as_ref()) + TEXTS,
        Record::Policy(policy) => size_of_val(policy.as_ref()),
        Record::UsageRecord(usage) => size_of_val(usage.as_ref()),
        _ => size_of::<Charge>(),
    };
    OVERHEAD + TEXTS + contents
}

fn list<T>(len: usize) -> usize {
    len * (size_of::<T>() + ELEMENT_TEXTS)
}

fn bill_bytes(bill: &BillRecord) -> usize {
    let receipt = match &bill.status {
        BillStatus::Settled(receipt) => list::<Slice>(receipt.slices.len()) + list::<Skip>(receipt.skips.len()),
        BillStatus::Held { .. } | BillStatus::Cancelled { .. } => 0,
    };
    let corrections = bill.corrections.iter();
    let corrections = corrections.map(|one| list::<Slice>(one.slices.len()) + list::<Skip>(one.skips.len()));
    size_of_val(bill) + receipt + corrections.sum::<usize>() + TEXTS * bill.reversals.len()
}
