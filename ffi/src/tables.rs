//! Tables for analysis, through the Arrow C stream interface.

use defray_bindings_support::Failure;
use defray_export::{FFI_ArrowArrayStream as ArrowArrayStream, Table, stream};
use engine::core::id::AccountId;

use crate::error::defray_error;
use crate::guard::call_on;
use crate::layout::Zero;
use crate::snapshot::{defray_snapshot, id};
use crate::status::defray_status;
use crate::text::defray_str;

// SAFETY: it consists of pointers, all of which may be NULL: a stream without `release` is a released one.
unsafe impl Zero for ArrowArrayStream {}

/// A table as an Arrow C stream, which pandas, polars, duckdb and others read without a copy. Thread-safe; only one
/// thread at a time may use the stream.
///
/// `table`: `payments`, `bills`, `accounts`, `lots`, `timeline`, `cloud_accounts`, `outbox`, `held`, `journal` or
/// `unmatched`.
/// Amounts are decimal128(38, 12), instants are timestamps in nanoseconds, UTC. `account`: only the rows of this
/// account; `{NULL, 0}`: all rows. An entry of `journal` belongs to the accounts of its events. Rows without an
/// account, such as those of messages for the operator, are in no table of one account.
///
/// `*out`: a `struct ArrowArrayStream` of the Arrow C stream interface. The caller owns it and releases it with its
/// own function `release`. It stays valid after the snapshot is freed and the ledger is closed. The records are
/// read when they are requested; the stream reports an error then by its `get_last_error`.
///
/// Fails with `DEFRAY_ERR_BAD_VALUE` if there is no such table, and with `DEFRAY_ERR_NOT_FOUND` if there is no such
/// account.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_export_arrow(
    snapshot: *const defray_snapshot,
    table: defray_str,
    account: defray_str,
    out: *mut ArrowArrayStream,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call_on(snapshot, out, err, |snapshot| {
            let table = id(&table, "table", |name| Ok(name.parse::<Table>()))?;
            let table = table.map_err(|wrong| Failure::new("bad_value", "table", format!("`table` is {wrong}")))?;
            let account = if account.ptr.is_null() { None } else { Some(id(&account, "account", AccountId::new)?) };
            let snapshot = &snapshot.snapshot;
            if let Some(account) = &account {
                snapshot.account(account)?;
            }
            Ok(stream(snapshot, table, account))
        })
    }
}
