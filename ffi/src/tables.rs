//! Tables for those who count, through the Arrow C stream interface.

use defray_bindings_support::Failure;
use defray_export::{FFI_ArrowArrayStream as ArrowArrayStream, Table, stream};
use engine::core::id::AccountId;

use crate::error::defray_error;
use crate::guard::{guarded_by, output};
use crate::layout::Zero;
use crate::snapshot::{defray_snapshot, id};
use crate::status::defray_status;
use crate::text::defray_str;

// SAFETY: pointers, all of which may be NULL; a stream without `release` is one that was released.
unsafe impl Zero for ArrowArrayStream {}

/// A table as an Arrow C stream, which pandas, polars, duckdb and others read without a copy. Any thread; the stream itself is for one thread
/// at a time.
///
/// `table`: `payments`, `bills`, `accounts`, `lots`, `timeline`, `cloud_accounts`, `outbox` or `journal`; amounts are
/// decimal128(38, 12), instants timestamps in nanoseconds, UTC. `account`: only what concerns it; `{NULL, 0}`: all (the journal is always
/// whole). `*out`: a `struct ArrowArrayStream` of the Arrow C stream interface, released by whoever reads it, by its own `release`. It keeps what
/// it reads, whatever is freed or closed before. RecordStore are read as they are asked for; what goes wrong then is told by its `get_last_error`.
///
/// Fails with `DEFRAY_ERR_BAD_VALUE` when there is no such table, `DEFRAY_ERR_NOT_FOUND` when there is no such account.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_export_arrow(
    snapshot: *const defray_snapshot,
    table: defray_str,
    account: defray_str,
    out: *mut ArrowArrayStream,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded_by(snapshot, err, |snapshot| {
            let out = output(out, "out")?;
            let table = id(&table, "table", |name| Ok(name.parse::<Table>()))?;
            let table = table.map_err(|wrong| Failure::new("bad_value", "table", format!("`table` is {wrong}")))?;
            let account = if account.ptr.is_null() { None } else { Some(id(&account, "account", AccountId::new)?) };
            let snapshot = &snapshot.open("snapshot")?.snapshot;
            if let Some(account) = &account {
                snapshot.account(account)?;
            }
            Ok(out.write(stream(snapshot, table, account)))
        })
    }
}
