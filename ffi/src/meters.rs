//! Questions about metering: what providers have of the charges of their cloud accounts, and what not.

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
use crate::guard::{given, guarded_by, output};
use crate::handles::{free, give};
use crate::layout::{Arena, ToC};
use crate::pages::{page, read};
use crate::reading::FromC;
use crate::records::*;
use crate::snapshot::{defray_snapshot, id, record};
use crate::status::defray_status;
use crate::text::defray_str;
use crate::values::defray_money;

unsafe fn numbered(all: &Snapshot, number: *const defray_entry_position) -> Result<Arc<UsageRecord>, Failure> {
    // SAFETY: as our caller says.
    let number = unsafe { EntryPosition::from_c(given(number, "number")?) };
    Ok(all.usage_record(number.map_err(|wrong| wrong.about("number"))?)?)
}

/// A question whose answer is a whole list.
unsafe fn list<T, C: Copy>(
    snapshot: *const defray_snapshot,
    out: *mut *const C,
    err: *mut *mut defray_error,
    ask: impl FnOnce(&Snapshot) -> Result<T, Failure>,
    lay: impl FnOnce(&Arena, T) -> C,
) -> defray_status {
    // SAFETY: as our caller says.
    unsafe {
        guarded_by(snapshot, err, |snapshot| {
            let out = output(out, "out")?;
            let found = ask(&snapshot.open("snapshot")?.snapshot)?;
            Ok(out.write(give(Arena::new(), |arena| lay(arena, found))))
        })
    }
}

/// A cloud account's meter: what its provider has of its charges, what is on its way, and what waits; of a cloud account that was never
/// charged, nothing. Any thread. `*out` is the caller's, freed with `defray_meter_free`.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND` when there is no such cloud account.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_meter(
    snapshot: *const defray_snapshot,
    cloud_account: defray_str,
    out: *mut *const defray_meter,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        record(snapshot, out, err, |all| Ok(all.meter(&id(&cloud_account, "cloud_account", CloudAccountId::new)?)?))
    }
}

/// The meters of all cloud accounts that were ever charged, by cloud account, a page at a time. Any thread.
///
/// `cursor`, `most` and errors: as of `defray_snapshot_accounts`. `*out` is the caller's, freed with `defray_meter_page_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_meters(
    snapshot: *const defray_snapshot,
    cursor: defray_str,
    most: usize,
    out: *mut *const defray_meter_page,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        page::<Meter>(snapshot, cursor, most, out, err, |all, cursor, most| {
            read(all, &Key::all(RecordKind::Meter), cursor, most, |_, row| match row {
                Record::Meter(meter) => Ok(Some(meter)),
                _ => Ok(None),
            })
        })
    }
}

/// A usage record, whatever became of it (N2). Any thread. `*out` is the caller's, freed with `defray_usage_record_free`.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_usage_record(
    snapshot: *const defray_snapshot,
    number: *const defray_entry_position,
    out: *mut *const defray_usage_record,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe { record(snapshot, out, err, |all| numbered(all, number)) }
}

/// The usage records of a cloud account, oldest first, a page at a time. Any thread.
///
/// `cursor`, `most` and errors: as of `defray_snapshot_accounts`. `*out` is the caller's, freed with `defray_usage_record_page_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_usage_records_of(
    snapshot: *const defray_snapshot,
    cloud_account: defray_str,
    cursor: defray_str,
    most: usize,
    out: *mut *const defray_usage_record_page,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
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

/// Charges; freed with `defray_charges_free`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_charges {
    /// The charges, oldest first.
    pub items: *const defray_charge,
    /// How many there are in `items`.
    pub items_count: usize,
}

/// The charges of a cloud account that its provider does not have yet, oldest first: those of which nothing or only a part was accepted.
/// Any thread. `*out` is the caller's, freed with `defray_charges_free`.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND` when there is no such cloud account.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_pending_charges(
    snapshot: *const defray_snapshot,
    cloud_account: defray_str,
    out: *mut *const defray_charges,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        let ask =
            |all: &Snapshot| Ok(all.pending_charges(&id(&cloud_account, "cloud_account", CloudAccountId::new)?)?);
        list(snapshot, out, err, ask, |arena, found| {
            let (items, items_count) = arena.list(found.iter().map(|one| one.to_c(arena)));
            defray_charges { items, items_count }
        })
    }
}

/// Frees charges. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_charges_free(charges: *const defray_charges) {
    // SAFETY: as the header says of every function.
    unsafe { free(charges) }
}

/// A charge that a usage record carries, wholly or in part.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_carried_charge {
    /// The charge.
    pub charge: defray_charge,
    /// The part of it that the record carries, above zero.
    pub part: defray_money,
}

/// The charges of a usage record; freed with `defray_carried_charges_free`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_carried_charges {
    /// The charges, oldest first.
    pub items: *const defray_carried_charge,
    /// How many there are in `items`.
    pub items_count: usize,
}

/// The charges that a usage record carries, oldest first, each with the part of it that it carries. Of a void record: what it carried, less
/// what was given back since. Any thread. `*out` is the caller's, freed with `defray_carried_charges_free`.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND` when there is no such usage record.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_charges_of(
    snapshot: *const defray_snapshot,
    number: *const defray_entry_position,
    out: *mut *const defray_carried_charges,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        let ask = |all: &Snapshot| Ok(all.charges_of(numbered(all, number)?.as_ref())?);
        list(snapshot, out, err, ask, |arena, found| {
            let carried = found
                .iter()
                .map(|(charge, part)| defray_carried_charge { charge: charge.to_c(arena), part: part.to_c(arena) });
            let (items, items_count) = arena.list(carried);
            defray_carried_charges { items, items_count }
        })
    }
}

/// Frees the charges of a usage record. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_carried_charges_free(charges: *const defray_carried_charges) {
    // SAFETY: as the header says of every function.
    unsafe { free(charges) }
}

/// A workspace's share of a usage record.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_share {
    /// Whose usage.
    pub workspace: defray_str,
    /// How many units.
    pub quantity: u32,
}

/// The shares of a usage record; freed with `defray_shares_free`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_shares {
    /// The shares, by workspace.
    pub items: *const defray_share,
    /// How many there are in `items`.
    pub items_count: usize,
}

/// Whose part of a usage record's quantity is how much: whole units that together are the quantity, by workspace. Any thread. `*out` is the
/// caller's, freed with `defray_shares_free`.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND` when there is no such usage record.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_shares_of(
    snapshot: *const defray_snapshot,
    number: *const defray_entry_position,
    out: *mut *const defray_shares,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        let ask = |all: &Snapshot| Ok(all.shares_of(numbered(all, number)?.as_ref())?);
        list(snapshot, out, err, ask, |arena, found| {
            let shares = found.iter().map(|(workspace, quantity)| defray_share {
                workspace: arena.text(workspace.as_str()),
                quantity: *quantity,
            });
            let (items, items_count) = arena.list(shares);
            defray_shares { items, items_count }
        })
    }
}

/// Frees shares. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_shares_free(shares: *const defray_shares) {
    // SAFETY: as the header says of every function.
    unsafe { free(shares) }
}
