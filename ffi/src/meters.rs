//! Questions about metering: which charges the providers have accepted, and which not.

use std::sync::Arc;

use engine::Snapshot;
use engine::core::Key;
use engine::core::Record;
use engine::core::id::CloudAccountId;
use engine::core::metering::{Meter, UsageRecord};
use engine::core::position::EntryPosition;
use engine::core::records::RecordKind;

use defray_bindings_support::Failure;

use crate::error::defray_error;
use crate::guard::{call_on, given};
use crate::handles::{free, give};
use crate::layout::{Arena, ToC};
use crate::pages::{page, read};
use crate::reading::argument;
use crate::records::*;
use crate::snapshot::{defray_snapshot, id, record};
use crate::status::defray_status;
use crate::text::defray_str;
use crate::values::defray_money;

/// The usage record with this number.
unsafe fn numbered(all: &Snapshot, number: *const defray_entry_position) -> Result<Arc<UsageRecord>, Failure> {
    // SAFETY: guaranteed by the caller.
    let number = unsafe { argument::<EntryPosition>(given(number, "number")?, "number")? };
    Ok(all.usage_record(number)?)
}

/// The meter of a cloud account: the charges that its provider accepted, those that are in flight, and those that
/// wait. All sums are zero if the cloud account was never charged. Thread-safe.
///
/// The caller owns `*out` and frees it with `defray_meter_free`.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such cloud account.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_meter(
    snapshot: *const defray_snapshot,
    cloud_account: defray_str,
    out: *mut *const defray_meter,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        record(snapshot, out, err, |all| Ok(all.meter(&id(&cloud_account, "cloud_account", CloudAccountId::new)?)?))
    }
}

/// The meters of all cloud accounts that were ever charged, by the id of the cloud account, one page. Thread-safe.
///
/// `cursor`, `most` and errors: as for `defray_snapshot_accounts`. The caller owns `*out` and frees it with
/// `defray_meter_page_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_meters(
    snapshot: *const defray_snapshot,
    cursor: defray_str,
    most: usize,
    out: *mut *const defray_meter_page,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        page::<Meter>(snapshot, cursor, most, out, err, |all, cursor, most| {
            read(all, &Key::all(RecordKind::Meter), cursor, most, |_, row| match row {
                Record::Meter(meter) => Ok(Some(meter)),
                _ => Ok(None),
            })
        })
    }
}

/// A usage record, in any state (N2). Thread-safe.
///
/// The caller owns `*out` and frees it with `defray_usage_record_free`.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such usage record.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_usage_record(
    snapshot: *const defray_snapshot,
    number: *const defray_entry_position,
    out: *mut *const defray_usage_record,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe { record(snapshot, out, err, |all| numbered(all, number)) }
}

/// The usage records of a cloud account, oldest first, one page. Thread-safe.
///
/// `cursor`, `most` and errors: as for `defray_snapshot_accounts`. The caller owns `*out` and frees it with
/// `defray_usage_record_page_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_usage_records_of(
    snapshot: *const defray_snapshot,
    cloud_account: defray_str,
    cursor: defray_str,
    most: usize,
    out: *mut *const defray_usage_record_page,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        page::<UsageRecord>(snapshot, cursor, most, out, err, |all, cursor, most| {
            let prefix = Key::usage_records_of(&id(&cloud_account, "cloud_account", CloudAccountId::new)?);
            read(all, &prefix, cursor, most, |all, row| match row {
                Record::EntryPosition(number) => all.usage_record(number).map(Some),
                _ => Ok(None),
            })
        })
    }
}

/// A list of charges. `defray_charges_free` frees it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_charges {
    /// The charges, oldest first.
    pub items: *const defray_charge,
    /// The number of items in `items`.
    pub items_count: usize,
}

/// The charges of a cloud account that its provider has not accepted, or only in part, oldest first. Thread-safe.
///
/// The caller owns `*out` and frees it with `defray_charges_free`.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such cloud account.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_pending_charges(
    snapshot: *const defray_snapshot,
    cloud_account: defray_str,
    out: *mut *const defray_charges,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call_on(snapshot, out, err, |snapshot| {
            let all = &snapshot.snapshot;
            let found = all.pending_charges(&id(&cloud_account, "cloud_account", CloudAccountId::new)?)?;
            Ok(give(Arena::new(), |arena| {
                let (items, items_count) = arena.list(found.iter().map(|one| one.to_c(arena)));
                defray_charges { items, items_count }
            }))
        })
    }
}

/// Frees a list of charges. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_charges_free(charges: *const defray_charges) {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe { free(charges) }
}

/// A charge that a usage record covers, as a whole or in part.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_carried_charge {
    /// The charge.
    pub charge: defray_charge,
    /// The part of the charge that the record covers; above zero.
    pub part: defray_money,
}

/// The charges of a usage record. `defray_carried_charges_free` frees it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_carried_charges {
    /// The charges, oldest first.
    pub items: *const defray_carried_charge,
    /// The number of items in `items`.
    pub items_count: usize,
}

/// The charges that a usage record covers, oldest first, each with the part that the record covers. For a void
/// record: what it covered, less later refunds. Thread-safe.
///
/// The caller owns `*out` and frees it with `defray_carried_charges_free`.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such usage record.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_charges_of(
    snapshot: *const defray_snapshot,
    number: *const defray_entry_position,
    out: *mut *const defray_carried_charges,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call_on(snapshot, out, err, |snapshot| {
            let all = &snapshot.snapshot;
            let found = all.charges_of(numbered(all, number)?.as_ref())?;
            Ok(give(Arena::new(), |arena| {
                let carried = found
                    .iter()
                    .map(|(charge, part)| defray_carried_charge { charge: charge.to_c(arena), part: part.to_c(arena) });
                let (items, items_count) = arena.list(carried);
                defray_carried_charges { items, items_count }
            }))
        })
    }
}

/// Frees the charges of a usage record. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_carried_charges_free(charges: *const defray_carried_charges) {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe { free(charges) }
}

/// The share of a workspace in the quantity of a usage record.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_share {
    /// The workspace, as `site/id`.
    pub workspace: defray_str,
    /// Its share, in whole units of the usage record.
    pub quantity: u32,
}

/// The shares of the workspaces in a usage record. `defray_shares_free` frees it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_shares {
    /// The shares, by workspace.
    pub items: *const defray_share,
    /// The number of items in `items`.
    pub items_count: usize,
}

/// The share of each workspace in the quantity of a usage record: whole units, whose sum is the quantity, by
/// workspace. Thread-safe.
///
/// The caller owns `*out` and frees it with `defray_shares_free`.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such usage record.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_shares_of(
    snapshot: *const defray_snapshot,
    number: *const defray_entry_position,
    out: *mut *const defray_shares,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call_on(snapshot, out, err, |snapshot| {
            let all = &snapshot.snapshot;
            let found = all.shares_of(numbered(all, number)?.as_ref())?;
            Ok(give(Arena::new(), |arena| {
                let shares = found.iter().map(|(workspace, quantity)| defray_share {
                    workspace: arena.text(workspace.as_str()),
                    quantity: *quantity,
                });
                let (items, items_count) = arena.list(shares);
                defray_shares { items, items_count }
            }))
        })
    }
}

/// Frees a list of shares. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_shares_free(shares: *const defray_shares) {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe { free(shares) }
}
