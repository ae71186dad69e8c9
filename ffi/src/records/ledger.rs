//! Written by `make bindings` from the types of core and engine: do not edit.

#![allow(unused_imports, reason = "generated: not every file needs every import")]
use super::*;
use crate::error::defray_error;
use crate::guard::guarded;
use crate::layout::{Arena, ToC, Zero, nothing};
use crate::reading::{
    FromC, InputFault, Within as _, list, map, optional, optional_list, optional_map, optional_text, pointed, text,
    unknown_name,
};
use crate::status::defray_status;
use crate::text::*;
use crate::values::*;
use std::ffi::c_char;

// Records of ledger.
/// How a batch is executed when one of its commands is not accepted.
pub type defray_mode = u32;

/// The other commands are executed.
pub const DEFRAY_MODE_INDEPENDENT: defray_mode = 1;
/// No command is executed (A1).
pub const DEFRAY_MODE_ATOMIC: defray_mode = 2;

impl ToC for engine::Mode {
    type C = defray_mode;

    fn to_c(&self, _: &Arena) -> defray_mode {
        match self {
            Self::Independent => DEFRAY_MODE_INDEPENDENT,
            Self::Atomic => DEFRAY_MODE_ATOMIC,
        }
    }
}

impl FromC for engine::Mode {
    type C = defray_mode;

    unsafe fn from_c(c: &defray_mode) -> Result<Self, InputFault> {
        match *c {
            DEFRAY_MODE_INDEPENDENT => Ok(Self::Independent),
            DEFRAY_MODE_ATOMIC => Ok(Self::Atomic),
            other => Err(unknown_name(other, &["independent", "atomic"])),
        }
    }
}

const DEFRAY_MODE_NAMES: &[(u32, &std::ffi::CStr)] =
    &[(DEFRAY_MODE_INDEPENDENT, c"independent"), (DEFRAY_MODE_ATOMIC, c"atomic")];

/// Returns the name of the constant in the interchange form, such as `independent`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_mode_name(value: defray_mode) -> *const c_char {
    crate::names::name(value, DEFRAY_MODE_NAMES)
}

/// Writes the constant with a name such as `independent` to `*out`. Callable from any thread.
///
/// Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_mode_parse(
    text: defray_str,
    out: *mut defray_mode,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: by the contract of the function.
    unsafe { crate::names::parse(text, DEFRAY_MODE_NAMES, out, err) }
}

/// How much of the file is compared with its checksums when it is opened.
pub type defray_check = u32;

/// The whole file, at about one gigabyte per second. Damage is found before any answer depends on it.
pub const DEFRAY_CHECK_FULL: defray_check = 1;
/// Nothing at opening. Each page is checked when it is read.
pub const DEFRAY_CHECK_QUICK: defray_check = 2;

impl ToC for engine::Check {
    type C = defray_check;

    fn to_c(&self, _: &Arena) -> defray_check {
        match self {
            Self::Full => DEFRAY_CHECK_FULL,
            Self::Quick => DEFRAY_CHECK_QUICK,
        }
    }
}

impl FromC for engine::Check {
    type C = defray_check;

    unsafe fn from_c(c: &defray_check) -> Result<Self, InputFault> {
        match *c {
            DEFRAY_CHECK_FULL => Ok(Self::Full),
            DEFRAY_CHECK_QUICK => Ok(Self::Quick),
            other => Err(unknown_name(other, &["full", "quick"])),
        }
    }
}

const DEFRAY_CHECK_NAMES: &[(u32, &std::ffi::CStr)] = &[(DEFRAY_CHECK_FULL, c"full"), (DEFRAY_CHECK_QUICK, c"quick")];

/// Returns the name of the constant in the interchange form, such as `full`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_check_name(value: defray_check) -> *const c_char {
    crate::names::name(value, DEFRAY_CHECK_NAMES)
}

/// Writes the constant with a name such as `full` to `*out`. Callable from any thread.
///
/// Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_check_parse(
    text: defray_str,
    out: *mut defray_check,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: by the contract of the function.
    unsafe { crate::names::parse(text, DEFRAY_CHECK_NAMES, out, err) }
}

/// One accepted command and its events.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_entry {
    /// The position in the journal, from 1.
    pub position: u64,
    /// The decision instant (T1).
    pub at: defray_instant,
    /// The instant that the caller gave. Without one, the time of the engine's clock.
    pub asked_at: defray_instant,
    /// The time of the engine's clock when the entry was recorded.
    pub recorded_at: defray_instant,
    /// Who submitted the command, if the caller said so.
    pub actor: defray_str,
    /// The idempotency key of the command, if the caller gave one (A2).
    pub idempotency_key: defray_str,
    /// The accepted command.
    pub command: defray_command,
    /// The events of the command, in order; at least one.
    pub events: *const defray_event,
    /// The number of items in `events`.
    pub events_count: usize,
    /// The version of the rules under which the command was decided.
    pub rules: u32,
    /// `true` when the ledger was open for simulation: `at` may be ahead of `recorded_at` by any time (T1).
    pub simulated: u8,
}

impl ToC for engine::Entry {
    type C = defray_entry;

    fn to_c(&self, arena: &Arena) -> defray_entry {
        let Self { position, at, asked_at, recorded_at, actor, idempotency_key, command, events, rules, simulated } =
            self;
        let (events, events_count) = arena.list(events.iter().map(|one| one.to_c(arena)));
        defray_entry {
            position: position.to_c(arena),
            at: at.to_c(arena),
            asked_at: asked_at.to_c(arena),
            recorded_at: recorded_at.to_c(arena),
            actor: arena.optional_text(actor.as_ref().map(|text| text.as_str())),
            idempotency_key: arena.optional_text(idempotency_key.as_ref().map(|text| text.as_str())),
            command: command.to_c(arena),
            events,
            events_count,
            rules: rules.to_c(arena),
            simulated: simulated.to_c(arena),
        }
    }
}

/// Frees the value that a function returned, and all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_entry_free(entry: *const defray_entry) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(entry) }
}

/// The balances of an account by fund.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_balances {
    /// The value of all ordinary vouchers that can pay.
    pub ordinary_vouchers: defray_money,
    /// The value of all full-reduction vouchers that can pay.
    pub full_reduction_vouchers: defray_money,
    /// The value of all stored-value cards that can pay.
    pub cards: defray_money,
    /// The cash.
    pub cash: defray_money,
    /// The debt of the account.
    pub overdraft: defray_money,
    /// The amount charged to cloud accounts since the account was opened, less refunds.
    pub cloud_charged: defray_money,
}

impl ToC for engine::Balances {
    type C = defray_balances;

    fn to_c(&self, arena: &Arena) -> defray_balances {
        let Self { ordinary_vouchers, full_reduction_vouchers, cards, cash, overdraft, cloud_charged } = self;
        defray_balances {
            ordinary_vouchers: ordinary_vouchers.to_c(arena),
            full_reduction_vouchers: full_reduction_vouchers.to_c(arena),
            cards: cards.to_c(arena),
            cash: cash.to_c(arena),
            overdraft: overdraft.to_c(arena),
            cloud_charged: cloud_charged.to_c(arena),
        }
    }
}

/// One movement on an account.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_movement {
    /// The decision instant (T1).
    pub at: defray_instant,
    /// The journal position.
    pub position: u64,
    /// The name of the event, such as `bill_settled`.
    pub event: defray_str,
    /// The bill, lot, account or reference that the event is about; empty for a top-up without a reference.
    pub about: defray_str,
    /// The fund whose balance changed.
    pub fund: defray_fund,
    /// The lot whose value changed; absent: the fund has no lots.
    pub lot: defray_str,
    /// The change of the fund's balance. For the overdraft, the change of the debt; for the cloud account, the change
    /// of the amount that was charged.
    pub change: defray_money,
}

impl ToC for engine::Movement {
    type C = defray_movement;

    fn to_c(&self, arena: &Arena) -> defray_movement {
        let Self { at, position, event, about, fund, lot, change } = self;
        defray_movement {
            at: at.to_c(arena),
            position: position.to_c(arena),
            event: arena.text(event),
            about: arena.text(about),
            fund: fund.to_c(arena),
            lot: arena.optional_text(lot.as_ref().map(|text| text.as_str())),
            change: change.to_c(arena),
        }
    }
}

/// A bill that is recorded and waits to be paid (P3, W7).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_held_bill {
    /// The bill.
    pub bill: defray_str,
    /// The workspace whose usage the bill is for.
    pub workspace: defray_str,
    /// The amount of the bill, zero or more.
    pub amount: defray_money,
    /// The reason why the bill waits.
    pub reason: defray_hold_reason,
    /// The instant since which the bill waits. When the reason changes, it stays the same.
    pub since: defray_instant,
}

impl ToC for engine::HeldBill {
    type C = defray_held_bill;

    fn to_c(&self, arena: &Arena) -> defray_held_bill {
        let Self { bill, workspace, amount, reason, since } = self;
        defray_held_bill {
            bill: arena.text(bill.as_str()),
            workspace: arena.text(workspace.as_str()),
            amount: amount.to_c(arena),
            reason: reason.to_c(arena),
            since: since.to_c(arena),
        }
    }
}

/// What moved on an account in a period.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_statement {
    /// The account.
    pub account: defray_str,
    /// The currency of the account.
    pub currency: defray_currency,
    /// The first instant of the period.
    pub from: defray_instant,
    /// The first instant after the period.
    pub to: defray_instant,
    /// The balances before the period.
    pub opening: defray_balances,
    /// Every movement of the period, in order of the journal. `closing` is `opening` plus all of them, exactly.
    pub movements: *const defray_movement,
    /// The number of items in `movements`.
    pub movements_count: usize,
    /// The balances after the period.
    pub closing: defray_balances,
    /// The bills that are held at the end of the period, in the order in which they began to be held. They are not paid
    /// from any balance yet.
    pub held: *const defray_held_bill,
    /// The number of items in `held`.
    pub held_count: usize,
}

impl ToC for engine::Statement {
    type C = defray_statement;

    fn to_c(&self, arena: &Arena) -> defray_statement {
        let Self { account, currency, from, to, opening, movements, closing, held } = self;
        let (movements, movements_count) = arena.list(movements.iter().map(|one| one.to_c(arena)));
        let (held, held_count) = arena.list(held.iter().map(|one| one.to_c(arena)));
        defray_statement {
            account: arena.text(account.as_str()),
            currency: currency.to_c(arena),
            from: from.to_c(arena),
            to: to.to_c(arena),
            opening: opening.to_c(arena),
            movements,
            movements_count,
            closing: closing.to_c(arena),
            held,
            held_count,
        }
    }
}

/// Frees the value that a function returned, and all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_statement_free(statement: *const defray_statement) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(statement) }
}

/// The alternative of a `defray_preview`.
pub type defray_preview_kind = u32;

/// The bill would be paid, or was paid already.
pub const DEFRAY_PREVIEW_SETTLED: defray_preview_kind = 1;
/// The bill would be held, or is held already.
pub const DEFRAY_PREVIEW_HELD: defray_preview_kind = 2;
/// The bill is known and was cancelled.
pub const DEFRAY_PREVIEW_CANCELLED: defray_preview_kind = 3;

/// The bill would be paid, or was paid already.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_preview_settled {
    /// Who pays, out of which funds, and why.
    pub receipt: defray_receipt,
    /// `true` when the bill was settled already.
    pub known: u8,
}

/// The bill would be held, or is held already.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_preview_held {
    /// Why the bill is held.
    pub reason: defray_hold_reason,
    /// Since when the bill is held. For a new bill: the decision instant (T1).
    pub since: defray_instant,
    /// `true` when the bill is held already.
    pub known: u8,
}

/// The contents of a `defray_preview`. Read only the member that belongs to its `kind`.
#[repr(C)]
#[derive(Clone, Copy)]
pub union defray_preview_as {
    /// The contents when `kind` is `DEFRAY_PREVIEW_SETTLED`.
    pub settled: defray_preview_settled,
    /// The contents when `kind` is `DEFRAY_PREVIEW_HELD`.
    pub held: defray_preview_held,
}

// SAFETY: all members consist of numbers and pointers, for which zero is a valid value.
unsafe impl Zero for defray_preview_as {}

/// The result that settling a bill would have.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_preview {
    /// The alternative.
    pub kind: defray_preview_kind,
    /// The contents of the alternative. An alternative without a member here has no contents.
    pub r#as: defray_preview_as,
}

impl ToC for engine::Preview {
    type C = defray_preview;

    fn to_c(&self, arena: &Arena) -> defray_preview {
        match self {
            Self::Settled { receipt, known } => defray_preview {
                kind: DEFRAY_PREVIEW_SETTLED,
                r#as: defray_preview_as {
                    settled: { defray_preview_settled { receipt: receipt.to_c(arena), known: known.to_c(arena) } },
                },
            },
            Self::Held { reason, since, known } => defray_preview {
                kind: DEFRAY_PREVIEW_HELD,
                r#as: defray_preview_as {
                    held: {
                        defray_preview_held {
                            reason: reason.to_c(arena),
                            since: since.to_c(arena),
                            known: known.to_c(arena),
                        }
                    },
                },
            },
            Self::Cancelled => defray_preview { kind: DEFRAY_PREVIEW_CANCELLED, r#as: nothing() },
        }
    }
}

const DEFRAY_PREVIEW_KIND_NAMES: &[(u32, &std::ffi::CStr)] =
    &[(DEFRAY_PREVIEW_SETTLED, c"settled"), (DEFRAY_PREVIEW_HELD, c"held"), (DEFRAY_PREVIEW_CANCELLED, c"cancelled")];

/// Returns the name of the constant in the interchange form, such as `settled`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_preview_kind_name(value: defray_preview_kind) -> *const c_char {
    crate::names::name(value, DEFRAY_PREVIEW_KIND_NAMES)
}

/// Frees the value that a function returned, and all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_preview_free(preview: *const defray_preview) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(preview) }
}

/// The result of a verification.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_verified {
    /// The number of journal entries. Their hash chain is intact.
    pub entries: u64,
    /// The number of entries that were decided under the current version of the rules. Each command produced the same
    /// events again.
    pub decided_again: u64,
    /// The number of entries that were decided under an older version of the rules. Their commands are not decided
    /// again. Their events produce the records, together with all other entries.
    pub checked_by_events: u64,
    /// The number of records. Each is equal to the record that the journal produces.
    pub records: u64,
    /// The number of accounts. In each of them money is conserved exactly (A3).
    pub accounts: u64,
    /// The number of entries that were made in a simulation. Their instants may be ahead of the clock (T1).
    pub simulated: u64,
    /// The head of the hash chain at the end. A later file that does not contain it does not continue this ledger.
    pub head: defray_head,
}

impl ToC for engine::Verified {
    type C = defray_verified;

    fn to_c(&self, arena: &Arena) -> defray_verified {
        let Self { entries, decided_again, checked_by_events, records, accounts, simulated, head } = self;
        defray_verified {
            entries: entries.to_c(arena),
            decided_again: decided_again.to_c(arena),
            checked_by_events: checked_by_events.to_c(arena),
            records: records.to_c(arena),
            accounts: accounts.to_c(arena),
            simulated: simulated.to_c(arena),
            head: head.to_c(arena),
        }
    }
}

/// The memory that an open ledger takes, and the log in its file, in bytes, when the snapshot was taken. The sizes of
/// records are estimates. What a snapshot alone keeps is not counted, and neither is the cache of pages of the file
/// (`page_cache_bytes` of the options bounds it).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_memory {
    /// Records that changed since the last sweep began, and those that the last sweep wrote, in bytes.
    pub changed_bytes: u64,
    /// The bound of `changed_bytes`: twice `changed_bytes` of the options, for the records of the last sweep and the
    /// newer ones. A commit can exceed each half.
    pub changed_bytes_max: u64,
    /// Unchanged records that are kept for the next decisions, and filters that say which bills are known, in bytes.
    pub cached_bytes: u64,
    /// The bound of `cached_bytes`: `cached_bytes` of the options.
    pub cached_bytes_max: u64,
    /// Journal entries that are not in the tables of the file yet, in bytes.
    pub unswept_entry_bytes: u64,
    /// The bound of `unswept_entry_bytes`: the entries that the log has room for. It grows with the log. One commit can
    /// exceed it.
    pub unswept_entry_bytes_max: u64,
    /// Journal entries that were read for repeated commands and for settled bills and are kept, in bytes.
    pub entry_cache_bytes: u64,
    /// The bound of `entry_cache_bytes`.
    pub entry_cache_bytes_max: u64,
    /// The part of the log in the file that is in use, in bytes. The log has two copies of each commit that is not in
    /// the tables yet.
    pub log_used_bytes: u64,
    /// The size of the log in the file, in bytes. It grows with the journal, up to 64 MiB.
    pub log_bytes: u64,
}

impl ToC for engine::Memory {
    type C = defray_memory;

    fn to_c(&self, arena: &Arena) -> defray_memory {
        let Self {
            changed_bytes,
            changed_bytes_max,
            cached_bytes,
            cached_bytes_max,
            unswept_entry_bytes,
            unswept_entry_bytes_max,
            entry_cache_bytes,
            entry_cache_bytes_max,
            log_used_bytes,
            log_bytes,
        } = self;
        defray_memory {
            changed_bytes: changed_bytes.to_c(arena),
            changed_bytes_max: changed_bytes_max.to_c(arena),
            cached_bytes: cached_bytes.to_c(arena),
            cached_bytes_max: cached_bytes_max.to_c(arena),
            unswept_entry_bytes: unswept_entry_bytes.to_c(arena),
            unswept_entry_bytes_max: unswept_entry_bytes_max.to_c(arena),
            entry_cache_bytes: entry_cache_bytes.to_c(arena),
            entry_cache_bytes_max: entry_cache_bytes_max.to_c(arena),
            log_used_bytes: log_used_bytes.to_c(arena),
            log_bytes: log_bytes.to_c(arena),
        }
    }
}

/// One entry of `records` in `defray_statistics`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_statistics_records {
    /// The key; each key occurs once.
    pub key: defray_str,
    /// The value of the key.
    pub value: u64,
}

/// Statistics of a ledger.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_statistics {
    /// The number of journal entries.
    pub entries: u64,
    /// The head of the hash chain at the end.
    pub head: defray_head,
    /// The position of the last checkpoint. The first open after a crash decides the commands after it again.
    pub checkpoint: u64,
    /// The number of records, by kind.
    pub records: *const defray_statistics_records,
    /// The number of items in `records`.
    pub records_count: usize,
    /// The memory that the open ledger takes, and its log.
    pub memory: defray_memory,
}

impl ToC for engine::Statistics {
    type C = defray_statistics;

    fn to_c(&self, arena: &Arena) -> defray_statistics {
        let Self { entries, head, checkpoint, records, memory } = self;
        let (records, records_count) = arena.list(
            records.iter().map(|(key, one)| defray_statistics_records { key: arena.text(key), value: one.to_c(arena) }),
        );
        defray_statistics {
            entries: entries.to_c(arena),
            head: head.to_c(arena),
            checkpoint: checkpoint.to_c(arena),
            records,
            records_count,
            memory: memory.to_c(arena),
        }
    }
}

/// Frees the value that a function returned, and all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_statistics_free(statistics: *const defray_statistics) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(statistics) }
}
