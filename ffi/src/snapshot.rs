//! Questions, answered from the records as they are after some commit.

use std::sync::Arc;

use defray_bindings_support::Failure;
use engine::core::id::{AccountId, BillId, CloudAccountId, WorkspaceId};
use engine::core::policy::Policy;
use engine::core::position::EntryPosition;
use engine::core::records::ViewExt;
use engine::core::time::Instant;
use engine::{Error, Head, History, Snapshot};
use parking_lot::Mutex;

use crate::cancel::{defray_cancel, watch};
use crate::error::defray_error;
use crate::guard::{Checked, OfLedger, Written, given, guarded, guarded_by, output};
use crate::handles::{Owned, State, give};
use crate::layout::{Arena, ToC, Zero};
use crate::reading::{FromC, text};
use crate::records::*;
use crate::status::defray_status;
use crate::text::defray_str;
use crate::values::{DEFRAY_NO_INSTANT, defray_head, defray_instant};

/// The records and the journal after some commit. It never changes. Any number of threads may use it at once; freed with
/// `defray_snapshot_free`.
pub struct defray_snapshot {
    pub(crate) snapshot: Snapshot,
    /// Records of the past are in a file of their own, which goes with this. Nobody looks at it, and it is not for several threads.
    _past: Option<Mutex<History>>,
    state: Arc<State>,
}

impl Owned for defray_snapshot {}

// SAFETY: numbers.
unsafe impl Zero for defray_verified {}

impl OfLedger for defray_snapshot {
    fn state(&self) -> &State {
        &self.state
    }
}

impl defray_snapshot {
    pub(crate) const fn of(snapshot: Snapshot, state: Arc<State>) -> Self {
        Self { snapshot, _past: None, state }
    }

    fn past(&self, history: History) -> Self {
        Self { snapshot: history.snapshot().clone(), _past: Some(Mutex::new(history)), state: Arc::clone(&self.state) }
    }
}

/// An id that is an argument.
pub(crate) unsafe fn id<T>(
    c: &defray_str,
    name: &str,
    make: impl FnOnce(&str) -> Result<T, engine::core::id::ParseIdError>,
) -> Result<T, Failure> {
    // SAFETY: as our caller says.
    unsafe { text(c, make) }.map_err(|wrong| wrong.about(name))
}

pub(crate) unsafe fn instant(c: defray_instant, name: &str) -> Result<Instant, Failure> {
    // SAFETY: a number.
    unsafe { Instant::from_c(&c) }.map_err(|wrong| wrong.about(name))
}

/// A question whose answer is one record.
pub(crate) unsafe fn record<T: ToC>(
    snapshot: *const defray_snapshot,
    out: *mut *const T::C,
    err: *mut *mut defray_error,
    ask: impl FnOnce(&Snapshot) -> Result<Arc<T>, Failure>,
) -> defray_status {
    // SAFETY: as our caller says.
    unsafe {
        guarded_by(snapshot, err, |snapshot| {
            let out = output(out, "out")?;
            let found = ask(&snapshot.open("snapshot")?.snapshot)?;
            Ok(out.write(give(Arena::new(), |arena| found.to_c(arena))))
        })
    }
}

/// Frees a snapshot; before or after closing the ledger. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_free(snapshot: *mut defray_snapshot) {
    // SAFETY: as the header says of every function.
    unsafe { defray_snapshot::free(snapshot) }
}

/// `*out` becomes the last journal position; 0 before the first entry. Any thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_position(
    snapshot: *const defray_snapshot,
    out: *mut u64,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded_by(snapshot, err, |snapshot| {
            let out = output(out, "out")?;
            Ok(out.write(snapshot.open("snapshot")?.snapshot.position()))
        })
    }
}

/// `*out` becomes the hash chain's head after the last entry. Any thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_head(
    snapshot: *const defray_snapshot,
    out: *mut defray_head,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded_by(snapshot, err, |snapshot| {
            let out = output(out, "out")?;
            Ok(out.write(defray_head { bytes: *snapshot.open("snapshot")?.snapshot.head().bytes() }))
        })
    }
}

/// Checks that the journal had `head` after `position`. Any thread.
///
/// Fails with `DEFRAY_ERR_HEAD_MISMATCH` if not: the file is an older copy or another one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_expect_head(
    snapshot: *const defray_snapshot,
    position: u64,
    head: *const defray_head,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded_by(snapshot, err, |snapshot: Checked<defray_snapshot>| {
            let snapshot = snapshot.open("snapshot")?;
            let head = Head::from(given(head, "head")?.bytes);
            snapshot.snapshot.expect_head(position, head)?;
            Ok(Written)
        })
    }
}

/// The records as they were known at an instant: with every decision made by then. What a marketplace told later is not in it, even
/// if it concerns an earlier time. Reads the whole journal. Any thread.
///
/// `cancel`: stops it; may be NULL. `*out` is the caller's, freed with `defray_snapshot_free`; its journal is empty: ask the present one.
///
/// Fails with `DEFRAY_ERR_CANCELLED`, and `DEFRAY_ERR_SCRATCH_FILE` when no temporary file can be made.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_as_of(
    snapshot: *const defray_snapshot,
    at: defray_instant,
    cancel: *const defray_cancel,
    out: *mut *mut defray_snapshot,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded_by(snapshot, err, |snapshot| {
            let out = output(out, "out")?;
            let snapshot = snapshot.open("snapshot")?;
            let at = instant(at, "at")?;
            let history = snapshot.snapshot.as_of(at, &mut watch(cancel))?;
            Ok(out.write(snapshot.past(history).give()))
        })
    }
}

/// The records as they were after a journal position. Reads the journal up to there. See `defray_snapshot_as_of`.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND` when the journal does not reach so far.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_as_of_position(
    snapshot: *const defray_snapshot,
    position: u64,
    cancel: *const defray_cancel,
    out: *mut *mut defray_snapshot,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded_by(snapshot, err, |snapshot| {
            let out = output(out, "out")?;
            let snapshot = snapshot.open("snapshot")?;
            let history = snapshot.snapshot.as_of_position(position, &mut watch(cancel))?;
            Ok(out.write(snapshot.past(history).give()))
        })
    }
}

/// The account of that id. Any thread. `*out` is the caller's, freed with `defray_account_free`.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_account(
    snapshot: *const defray_snapshot,
    account: defray_str,
    out: *mut *const defray_account,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe { record(snapshot, out, err, |all| Ok(all.account(&id(&account, "account", AccountId::new)?)?)) }
}

/// The workspace of that `site/id`. Any thread. `*out` is the caller's, freed with `defray_workspace_free`.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_workspace(
    snapshot: *const defray_snapshot,
    workspace: defray_str,
    out: *mut *const defray_workspace,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        record(snapshot, out, err, |all| Ok(all.workspace(&id(&workspace, "workspace", str::parse::<WorkspaceId>)?)?))
    }
}

/// The cloud account of that id. Any thread. `*out` is the caller's, freed with `defray_cloud_account_free`.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_cloud_account(
    snapshot: *const defray_snapshot,
    cloud_account: defray_str,
    out: *mut *const defray_cloud_account,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        record(snapshot, out, err, |all| {
            Ok(all.cloud_account(&id(&cloud_account, "cloud_account", CloudAccountId::new)?)?)
        })
    }
}

/// A bill with its receipt, reversals and corrections. Any thread. `*out` is the caller's, freed with `defray_bill_record_free`.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_bill(
    snapshot: *const defray_snapshot,
    bill: defray_str,
    out: *mut *const defray_bill_record,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe { record(snapshot, out, err, |all| Ok(all.bill(&id(&bill, "bill", BillId::new)?)?)) }
}

/// An outbox message, owed or met. Any thread. `*out` is the caller's, freed with `defray_outbox_message_free`.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_outbox_message(
    snapshot: *const defray_snapshot,
    number: *const defray_entry_position,
    out: *mut *const defray_outbox_message,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        record(snapshot, out, err, |all| {
            let number = EntryPosition::from_c(given(number, "number")?).map_err(|wrong| wrong.about("number"))?;
            Ok(all.outbox_message(number)?)
        })
    }
}

/// The policy that an account is under: its own, or the file's default. Any thread. `*out` is the caller's, freed with
/// `defray_policy_free`.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND` when there is no such account.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_policy(
    snapshot: *const defray_snapshot,
    account: defray_str,
    out: *mut *const defray_policy,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        record(snapshot, out, err, |all| {
            let account = all.account(&id(&account, "account", AccountId::new)?)?;
            Ok(all.policy(&account)?)
        })
    }
}

/// The policy of accounts that have none of their own: the one set for the file, or `defray_policy_default`'s. Any thread. `*out` is the
/// caller's, freed with `defray_policy_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_default_policy(
    snapshot: *const defray_snapshot,
    out: *mut *const defray_policy,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        record(snapshot, out, err, |all| Ok(ViewExt::default_policy(all).map_err(Error::from)?.unwrap_or_default()))
    }
}

/// The vendor's published rules: what holds where no policy was set. Any thread. `*out` is the caller's, freed with
/// `defray_policy_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_policy_default(
    out: *mut *const defray_policy,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded(err, || {
            let out = output(out, "out")?;
            Ok(out.write(give(Arena::new(), |arena| Policy::default().to_c(arena))))
        })
    }
}

/// Who pays usage of a workspace that begins at an instant. Any thread. `*out` is the caller's, freed with `defray_payer_interval_free`.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND` when there is no such workspace; `DEFRAY_ERR_USAGE_BEFORE_BINDING` and
/// `DEFRAY_ERR_USAGE_AFTER_DISSOLUTION` (P5) when nobody pays then.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_payer_at(
    snapshot: *const defray_snapshot,
    workspace: defray_str,
    at: defray_instant,
    out: *mut *const defray_payer_interval,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        record(snapshot, out, err, |all| {
            let workspace = id(&workspace, "workspace", str::parse::<WorkspaceId>)?;
            Ok(Arc::new(all.payer_at(&workspace, instant(at, "at")?)?))
        })
    }
}

/// How the funds, as they are in this snapshot, would pay a held bill. Any thread. `*out` is the caller's, freed with
/// `defray_plan_free`; NULL while the cloud account that should pay is suspended (P3).
///
/// Fails with `DEFRAY_ERR_NOT_FOUND` when there is no such bill.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_outlook(
    snapshot: *const defray_snapshot,
    bill: defray_str,
    out: *mut *const defray_plan,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded_by(snapshot, err, |snapshot| {
            let out = output(out, "out")?;
            let snapshot = &snapshot.open("snapshot")?.snapshot;
            let record = snapshot.bill(&id(&bill, "bill", BillId::new)?)?;
            let plan = snapshot.outlook(&record)?;
            Ok(out.write(plan.map_or(std::ptr::null(), |plan| give(Arena::new(), |arena| plan.to_c(arena)))))
        })
    }
}

/// When the host should submit `advance` next: `*out` becomes the earliest instant at which something falls due, or
/// `DEFRAY_NO_INSTANT`. Any thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_next_deadline(
    snapshot: *const defray_snapshot,
    out: *mut defray_instant,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded_by(snapshot, err, |snapshot| {
            let out = output(out, "out")?;
            let next = snapshot.open("snapshot")?.snapshot.next_deadline()?;
            Ok(out.write(next.map_or(DEFRAY_NO_INSTANT, Instant::nanoseconds)))
        })
    }
}

/// One entry of the journal, the first being 1. Any thread. `*out` is the caller's, freed with `defray_entry_free`; `*head`, unless
/// `head` is NULL, becomes the hash chain's head after it.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND` beyond the journal's end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_entry(
    snapshot: *const defray_snapshot,
    position: u64,
    out: *mut *const defray_entry,
    head: *mut defray_head,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded_by(snapshot, err, |snapshot| {
            let out = output(out, "out")?;
            let head_out = if head.is_null() { None } else { Some(output(head, "head")?) };
            let (entry, head) = snapshot.open("snapshot")?.snapshot.entry(position)?;
            if let Some(out) = head_out {
                out.write(defray_head { bytes: *head.bytes() });
            }
            Ok(out.write(give(Arena::new(), |arena| entry.to_c(arena))))
        })
    }
}

/// What moved on an account from `from` up to, not including, `to`, with the balances before and after. Reads the whole journal. Any
/// thread. `cancel`: stops it; may be NULL. `*out` is the caller's, freed with `defray_statement_free`.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND` when there is no such account, `DEFRAY_ERR_BAD_ARGUMENT` when `to` is not after `from`, and
/// `DEFRAY_ERR_CANCELLED`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_statement(
    snapshot: *const defray_snapshot,
    account: defray_str,
    from: defray_instant,
    to: defray_instant,
    cancel: *const defray_cancel,
    out: *mut *const defray_statement,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        record(snapshot, out, err, |all| {
            let account = id(&account, "account", AccountId::new)?;
            let (from, to) = (instant(from, "from")?, instant(to, "to")?);
            Ok(Arc::new(all.statement(&account, from, to, &mut watch(cancel))?))
        })
    }
}

/// Proves that the file says what the journal says (A4): checks the hash chain, decides every command again, compares every event and
/// every record, and checks that money is conserved (A3). Any thread. `cancel`: stops it; may be NULL.
///
/// Fails with an error of class corrupt naming the first thing that differs, and `DEFRAY_ERR_CANCELLED`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_verify(
    snapshot: *const defray_snapshot,
    cancel: *const defray_cancel,
    out: *mut defray_verified,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded_by(snapshot, err, |snapshot| {
            let out = output(out, "out")?;
            let verified = snapshot.open("snapshot")?.snapshot.verify(&mut watch(cancel))?;
            Ok(out.write(verified.to_c(&Arena::new())))
        })
    }
}

/// Figures about the ledger. Any thread. `*out` is the caller's, freed with `defray_statistics_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_statistics(
    snapshot: *const defray_snapshot,
    out: *mut *const defray_statistics,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe { record(snapshot, out, err, |all| Ok(Arc::new(all.statistics()?))) }
}
