//! Questions, which are answered from the records after some commit.

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
use crate::guard::{OfLedger, act_on, call, call_on, given, guarded_by, output};
use crate::handles::{Owned, State, give_value};
use crate::layout::{Arena, ToC, Zero};
use crate::reading::{argument, text};
use crate::records::*;
use crate::status::defray_status;
use crate::text::defray_str;
use crate::values::{DEFRAY_NO_INSTANT, defray_head, defray_instant};

/// The records and the journal after some commit. It never changes. Thread-safe. `defray_snapshot_free` frees it.
pub struct defray_snapshot {
    pub(crate) snapshot: Snapshot,
    /// The file with the records of a snapshot of the past, which is removed with the snapshot. It is only kept;
    /// the lock makes it `Sync`.
    _past: Option<Arc<Mutex<History>>>,
    state: Arc<State>,
}

impl Owned for defray_snapshot {}

// SAFETY: it consists of numbers.
unsafe impl Zero for defray_verified {}

// SAFETY: it consists of numbers.
unsafe impl Zero for defray_memory {}

impl OfLedger for defray_snapshot {
    const NAME: &'static str = "snapshot";

    fn state(&self) -> &State {
        &self.state
    }
}

impl defray_snapshot {
    pub(crate) const fn of(snapshot: Snapshot, state: Arc<State>) -> Self {
        Self { snapshot, _past: None, state }
    }

    fn past(&self, history: History) -> Self {
        Self {
            snapshot: history.snapshot().clone(),
            _past: Some(Arc::new(Mutex::new(history))),
            state: Arc::clone(&self.state),
        }
    }
}

/// An argument that is an id.
pub(crate) unsafe fn id<T>(
    c: &defray_str,
    name: &str,
    make: impl FnOnce(&str) -> Result<T, engine::core::id::ParseIdError>,
) -> Result<T, Failure> {
    // SAFETY: guaranteed by the caller.
    unsafe { text(c, make) }.map_err(|wrong| wrong.about(name))
}

/// Answers a question with one record.
pub(crate) unsafe fn record<T: ToC>(
    snapshot: *const defray_snapshot,
    out: *mut *const T::C,
    err: *mut *mut defray_error,
    ask: impl FnOnce(&Snapshot) -> Result<Arc<T>, Failure>,
) -> defray_status {
    // SAFETY: guaranteed by the caller.
    unsafe {
        call_on(snapshot, out, err, |snapshot| {
            let found = ask(&snapshot.snapshot)?;
            Ok(give_value(found.as_ref()))
        })
    }
}

/// Frees a snapshot, before or after its ledger is closed. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_free(snapshot: *mut defray_snapshot) {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe { defray_snapshot::free(snapshot) }
}

/// Sets `*out` to the last position of the journal; 0: there are no entries. Thread-safe.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_position(
    snapshot: *const defray_snapshot,
    out: *mut u64,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe { call_on(snapshot, out, err, |snapshot| Ok(snapshot.snapshot.position())) }
}

/// Sets `*out` to the head of the hash chain after the last entry. Thread-safe.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_head(
    snapshot: *const defray_snapshot,
    out: *mut defray_head,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe { call_on(snapshot, out, err, |snapshot| Ok(defray_head { bytes: *snapshot.snapshot.head().bytes() })) }
}

/// Checks that the journal had `head` after `position`. Thread-safe.
///
/// Fails with `DEFRAY_ERR_HEAD_MISMATCH` if it did not: the file is an older copy or another ledger.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_expect_head(
    snapshot: *const defray_snapshot,
    position: u64,
    head: *const defray_head,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        act_on(snapshot, err, |snapshot| {
            let head = Head::from(given(head, "head")?.bytes);
            Ok(snapshot.snapshot.expect_head(position, head)?)
        })
    }
}

/// Sets `*migrated` to 1 if the ledger was converted from format 2, otherwise to 0. `*position` is set to the last
/// position of its journal in format 2, and `*head` to the head after it there; without a conversion, both to zeros.
/// `defray_snapshot_expect_head` still accepts a head of format 2. Thread-safe.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_migrated_from(
    snapshot: *const defray_snapshot,
    migrated: *mut u8,
    position: *mut u64,
    head: *mut defray_head,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        guarded_by(snapshot, err, |snapshot| {
            let migrated = output(migrated, "migrated")?;
            let (position_out, head_out) = (output(position, "position")?, output(head, "head")?);
            let found = snapshot.open()?.snapshot.migrated_from()?;
            let (position, bytes) = found.map_or((0, [0; 32]), |(position, head)| (position, *head.bytes()));
            position_out.write(position);
            head_out.write(defray_head { bytes });
            Ok(migrated.write(u8::from(found.is_some())))
        })
    }
}

/// The records as they were known at an instant, after every decision made by then. Marketplace messages that were
/// received later are not in it, also if they concern an earlier time. Reads the whole journal. Thread-safe.
///
/// `cancel`: can cancel the call; may be NULL. The caller owns `*out` and frees it with `defray_snapshot_free`. The
/// journal of `*out` is empty: read it from a snapshot of the present.
///
/// Fails with `DEFRAY_ERR_CANCELLED`, and with `DEFRAY_ERR_SCRATCH_FILE` if no temporary file can be created.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_as_of(
    snapshot: *const defray_snapshot,
    at: defray_instant,
    cancel: *const defray_cancel,
    out: *mut *mut defray_snapshot,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call_on(snapshot, out, err, |snapshot| {
            let at = argument::<Instant>(&at, "at")?;
            let history = snapshot.snapshot.as_of(at, &mut watch(cancel))?;
            Ok(snapshot.past(history).give())
        })
    }
}

/// The records as they were after a position of the journal. Reads the journal up to this position. Otherwise as
/// `defray_snapshot_as_of`. Thread-safe.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND` if the journal has no such position; otherwise as `defray_snapshot_as_of`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_as_of_position(
    snapshot: *const defray_snapshot,
    position: u64,
    cancel: *const defray_cancel,
    out: *mut *mut defray_snapshot,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call_on(snapshot, out, err, |snapshot| {
            let history = snapshot.snapshot.as_of_position(position, &mut watch(cancel))?;
            Ok(snapshot.past(history).give())
        })
    }
}

/// The records with everything that is due at an instant, as if it were recorded: lots have expired, accounts are
/// locked, cloud accounts are closed, as the next decision about each account sees them. The journal and the outbox are
/// those of `snapshot`. Thread-safe.
///
/// The caller owns `*out` and frees it with `defray_snapshot_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_seen(
    snapshot: *const defray_snapshot,
    at: defray_instant,
    out: *mut *mut defray_snapshot,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call_on(snapshot, out, err, |snapshot| {
            let at = argument::<Instant>(&at, "at")?;
            let seen = defray_snapshot {
                snapshot: snapshot.snapshot.seen(at)?,
                _past: snapshot._past.clone(),
                state: Arc::clone(&snapshot.state),
            };
            Ok(seen.give())
        })
    }
}

/// The account with this id. Thread-safe.
///
/// The caller owns `*out` and frees it with `defray_account_free`.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such account.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_account(
    snapshot: *const defray_snapshot,
    account: defray_str,
    out: *mut *const defray_account,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe { record(snapshot, out, err, |all| Ok(all.account(&id(&account, "account", AccountId::new)?)?)) }
}

/// The workspace with this id, `site/id`. Thread-safe.
///
/// The caller owns `*out` and frees it with `defray_workspace_free`.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such workspace.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_workspace(
    snapshot: *const defray_snapshot,
    workspace: defray_str,
    out: *mut *const defray_workspace,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        record(snapshot, out, err, |all| Ok(all.workspace(&id(&workspace, "workspace", str::parse::<WorkspaceId>)?)?))
    }
}

/// The cloud account with this id. Thread-safe.
///
/// The caller owns `*out` and frees it with `defray_cloud_account_free`.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such cloud account.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_cloud_account(
    snapshot: *const defray_snapshot,
    cloud_account: defray_str,
    out: *mut *const defray_cloud_account,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        record(snapshot, out, err, |all| {
            Ok(all.cloud_account(&id(&cloud_account, "cloud_account", CloudAccountId::new)?)?)
        })
    }
}

/// The bill with this id, with its receipt, reversals and corrections. Thread-safe.
///
/// The caller owns `*out` and frees it with `defray_bill_record_free`.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such bill.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_bill(
    snapshot: *const defray_snapshot,
    bill: defray_str,
    out: *mut *const defray_bill_record,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe { record(snapshot, out, err, |all| Ok(all.bill(&id(&bill, "bill", BillId::new)?)?)) }
}

/// The outbox message with this number, pending or acknowledged (N3). Thread-safe.
///
/// The caller owns `*out` and frees it with `defray_outbox_message_free`.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such outbox message.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_outbox_message(
    snapshot: *const defray_snapshot,
    number: *const defray_entry_position,
    out: *mut *const defray_outbox_message,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        record(snapshot, out, err, |all| {
            let number = argument::<EntryPosition>(given(number, "number")?, "number")?;
            Ok(all.outbox_message(number)?)
        })
    }
}

/// The policy of an account: its own, or the default of the ledger. Thread-safe.
///
/// The caller owns `*out` and frees it with `defray_policy_free`.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such account.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_policy(
    snapshot: *const defray_snapshot,
    account: defray_str,
    out: *mut *const defray_policy,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        record(snapshot, out, err, |all| {
            let account = all.account(&id(&account, "account", AccountId::new)?)?;
            Ok(all.policy(&account)?)
        })
    }
}

/// The policy of accounts without a policy of their own: the one that was set for the ledger, or that of
/// `defray_policy_default`. Thread-safe.
///
/// The caller owns `*out` and frees it with `defray_policy_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_default_policy(
    snapshot: *const defray_snapshot,
    out: *mut *const defray_policy,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        record(snapshot, out, err, |all| Ok(ViewExt::default_policy(all).map_err(Error::from)?.unwrap_or_default()))
    }
}

/// The built-in policy, with the published rules of the vendor. It applies if no policy was set. Thread-safe.
///
/// The caller owns `*out` and frees it with `defray_policy_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_policy_default(
    out: *mut *const defray_policy,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe { call(out, err, || Ok(give_value(&Policy::default()))) }
}

/// The payer of usage of a workspace that begins at an instant (P1). Thread-safe.
///
/// The caller owns `*out` and frees it with `defray_payer_interval_free`.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such workspace, and with `DEFRAY_ERR_USAGE_BEFORE_BINDING` or
/// `DEFRAY_ERR_USAGE_AFTER_DISSOLUTION` if the usage has no payer (P5).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_payer_at(
    snapshot: *const defray_snapshot,
    workspace: defray_str,
    at: defray_instant,
    out: *mut *const defray_payer_interval,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        record(snapshot, out, err, |all| {
            let workspace = id(&workspace, "workspace", str::parse::<WorkspaceId>)?;
            Ok(Arc::new(all.payer_at(&workspace, argument::<Instant>(&at, "at")?)?))
        })
    }
}

/// The plan with which the funds of this snapshot would pay a held bill. Thread-safe.
///
/// The caller owns `*out` and frees it with `defray_plan_free`. `*out` is NULL while the cloud account that should
/// pay is suspended (P3).
///
/// Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such bill.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_outlook(
    snapshot: *const defray_snapshot,
    bill: defray_str,
    out: *mut *const defray_plan,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call_on(snapshot, out, err, |snapshot| {
            let snapshot = &snapshot.snapshot;
            let record = snapshot.bill(&id(&bill, "bill", BillId::new)?)?;
            let plan = snapshot.outlook(&record)?;
            Ok(plan.map_or(std::ptr::null(), |plan| give_value(&plan)))
        })
    }
}

/// Sets `*out` to the earliest instant at which something falls due, when the host should submit the command
/// `advance`; `DEFRAY_NO_INSTANT`: there is none. Thread-safe.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_next_deadline(
    snapshot: *const defray_snapshot,
    out: *mut defray_instant,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call_on(snapshot, out, err, |snapshot| {
            let next = snapshot.snapshot.next_deadline()?;
            Ok(next.map_or(DEFRAY_NO_INSTANT, Instant::nanoseconds))
        })
    }
}

/// One entry of the journal; the first position is 1. Thread-safe.
///
/// The caller owns `*out` and frees it with `defray_entry_free`. `*head` is set to the head of the hash chain after
/// the entry; `head` may be NULL.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND` if the journal has no such position.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_entry(
    snapshot: *const defray_snapshot,
    position: u64,
    out: *mut *const defray_entry,
    head: *mut defray_head,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        guarded_by(snapshot, err, |snapshot| {
            let out = output(out, "out")?;
            let head_out = if head.is_null() { None } else { Some(output(head, "head")?) };
            let (entry, head) = snapshot.open()?.snapshot.entry(position)?;
            if let Some(out) = head_out {
                out.write(defray_head { bytes: *head.bytes() });
            }
            Ok(out.write(give_value(&entry)))
        })
    }
}

/// The movements on an account from `from` (included) to `to` (not included), with the balances before and after,
/// and the bills that are held at its end. Reads the whole journal. Thread-safe.
///
/// `cancel`: can cancel the call; may be NULL. The caller owns `*out` and frees it with `defray_statement_free`.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such account, with `DEFRAY_ERR_BAD_ARGUMENT` if `to` is not
/// after `from`, and with `DEFRAY_ERR_CANCELLED`.
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
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        record(snapshot, out, err, |all| {
            let account = id(&account, "account", AccountId::new)?;
            let (from, to) = (argument(&from, "from")?, argument(&to, "to")?);
            Ok(Arc::new(all.statement(&account, from, to, &mut watch(cancel))?))
        })
    }
}

/// Verifies that all records follow from the journal (A4): checks the hash chain, decides every command again,
/// compares every event and every record, and checks that money is conserved (A3). Thread-safe.
///
/// `cancel`: can cancel the call; may be NULL. `*out` is set to what was verified.
///
/// Fails with an error of class corrupt that names the first difference, and with `DEFRAY_ERR_CANCELLED`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_verify(
    snapshot: *const defray_snapshot,
    cancel: *const defray_cancel,
    out: *mut defray_verified,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call_on(snapshot, out, err, |snapshot| {
            let verified = snapshot.snapshot.verify(&mut watch(cancel))?;
            Ok(verified.to_c(&Arena::new()))
        })
    }
}

/// Counts the entries of the journal and the records of each kind, and says what memory the open ledger takes
/// (`defray_snapshot_memory`). Reads the key of every record. Thread-safe.
///
/// The caller owns `*out` and frees it with `defray_statistics_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_statistics(
    snapshot: *const defray_snapshot,
    out: *mut *const defray_statistics,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe { record(snapshot, out, err, |all| Ok(Arc::new(all.statistics()?))) }
}

/// Sets `*out` to the memory that the open ledger took when the snapshot was taken, in bytes. It is quick: nothing is
/// read from the file. Thread-safe.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_memory(
    snapshot: *const defray_snapshot,
    out: *mut defray_memory,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe { call_on(snapshot, out, err, |snapshot| Ok(snapshot.snapshot.memory().to_c(&Arena::new()))) }
}
