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

// Records of bill.
/// One charge of one workspace for one billing item over one usage period. Its id settles once (P4).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_bill {
    /// The id of the bill, unique in the whole ledger.
    pub id: defray_str,
    /// The workspace whose usage the bill is for.
    pub workspace: defray_str,
    /// The billing item that was used, such as `logs` or `sms`.
    pub item: defray_str,
    /// The price of the usage, zero or more, in the account's currency.
    pub amount: defray_money,
    /// The usage period. Its start decides who pays (P1).
    pub period: defray_period,
}

impl ToC for engine::core::bill::Bill {
    type C = defray_bill;

    fn to_c(&self, arena: &Arena) -> defray_bill {
        let Self { id, workspace, item, amount, period } = self;
        defray_bill {
            id: arena.text(id.as_str()),
            workspace: arena.text(workspace.as_str()),
            item: arena.text(item.as_str()),
            amount: amount.to_c(arena),
            period: period.to_c(arena),
        }
    }
}

impl FromC for engine::core::bill::Bill {
    type C = defray_bill;

    unsafe fn from_c(c: &defray_bill) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                id: text(&c.id, engine::core::id::BillId::new).within("id")?,
                workspace: text(&c.workspace, str::parse::<engine::core::id::WorkspaceId>).within("workspace")?,
                item: text(&c.item, engine::core::id::ItemId::new).within("item")?,
                amount: FromC::from_c(&c.amount).within("amount")?,
                period: FromC::from_c(&c.period).within("period")?,
            })
        }
    }
}

/// The alternative of a `defray_hold_reason`.
pub type defray_hold_reason_kind = u32;

/// The cloud account that should pay is suspended (P3).
pub const DEFRAY_HOLD_REASON_CLOUD_ACCOUNT_SUSPENDED: defray_hold_reason_kind = 1;
/// The funds do not cover the whole bill, because of the credit limit or a waterfall without overdraft (W7).
pub const DEFRAY_HOLD_REASON_CREDIT_LIMIT: defray_hold_reason_kind = 2;

/// The cloud account that should pay is suspended (P3).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_hold_reason_cloud_account_suspended {
    /// The suspended cloud account.
    pub cloud_account: defray_str,
}

/// The funds do not cover the whole bill, because of the credit limit or a waterfall without overdraft (W7).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_hold_reason_credit_limit {
    /// The part of the bill that the funds could not cover.
    pub uncovered: defray_money,
    /// The amount that the overdraft could still have paid; absent: the waterfall has no overdraft, or no limit
    /// applies.
    pub credit_left: *const defray_money,
}

/// The contents of a `defray_hold_reason`. Read only the member that belongs to its `kind`.
#[repr(C)]
#[derive(Clone, Copy)]
pub union defray_hold_reason_as {
    /// The contents when `kind` is `DEFRAY_HOLD_REASON_CLOUD_ACCOUNT_SUSPENDED`.
    pub cloud_account_suspended: defray_hold_reason_cloud_account_suspended,
    /// The contents when `kind` is `DEFRAY_HOLD_REASON_CREDIT_LIMIT`.
    pub credit_limit: defray_hold_reason_credit_limit,
}

// SAFETY: all members consist of numbers and pointers, for which zero is a valid value.
unsafe impl Zero for defray_hold_reason_as {}

/// The reason why a bill waits.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_hold_reason {
    /// The alternative.
    pub kind: defray_hold_reason_kind,
    /// The contents of the alternative. An alternative without a member here has no contents.
    pub r#as: defray_hold_reason_as,
}

impl ToC for engine::core::bill::HoldReason {
    type C = defray_hold_reason;

    fn to_c(&self, arena: &Arena) -> defray_hold_reason {
        match self {
            Self::CloudAccountSuspended { cloud_account } => defray_hold_reason {
                kind: DEFRAY_HOLD_REASON_CLOUD_ACCOUNT_SUSPENDED,
                r#as: defray_hold_reason_as {
                    cloud_account_suspended: {
                        defray_hold_reason_cloud_account_suspended { cloud_account: arena.text(cloud_account.as_str()) }
                    },
                },
            },
            Self::CreditLimit { uncovered, credit_left } => defray_hold_reason {
                kind: DEFRAY_HOLD_REASON_CREDIT_LIMIT,
                r#as: defray_hold_reason_as {
                    credit_limit: {
                        defray_hold_reason_credit_limit {
                            uncovered: uncovered.to_c(arena),
                            credit_left: arena.optional(credit_left.as_ref().map(|one| one.to_c(arena))),
                        }
                    },
                },
            },
        }
    }
}

const DEFRAY_HOLD_REASON_KIND_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_HOLD_REASON_CLOUD_ACCOUNT_SUSPENDED, c"cloud_account_suspended"),
    (DEFRAY_HOLD_REASON_CREDIT_LIMIT, c"credit_limit"),
];

/// Returns the name of the constant in the interchange form, such as `cloud_account_suspended`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_hold_reason_kind_name(value: defray_hold_reason_kind) -> *const c_char {
    crate::names::name(value, DEFRAY_HOLD_REASON_KIND_NAMES)
}

/// The alternative of a `defray_bill_status`.
pub type defray_bill_status_kind = u32;

/// The bill is recorded and not paid yet.
pub const DEFRAY_BILL_STATUS_HELD: defray_bill_status_kind = 1;
/// The bill is paid, as its receipt shows.
pub const DEFRAY_BILL_STATUS_SETTLED: defray_bill_status_kind = 2;
/// The bill was held and then reversed. It never settles.
pub const DEFRAY_BILL_STATUS_CANCELLED: defray_bill_status_kind = 3;

/// The bill is recorded and not paid yet.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_bill_status_held {
    /// The reason why the bill waits.
    pub reason: defray_hold_reason,
    /// The instant since which the bill waits.
    pub since: defray_instant,
    /// The position of the bill in the account's queue of held bills.
    pub queue: defray_entry_position,
}

/// The bill was held and then reversed. It never settles.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_bill_status_cancelled {
    /// The instant at which the bill was reversed.
    pub at: defray_instant,
}

/// The contents of a `defray_bill_status`. Read only the member that belongs to its `kind`.
#[repr(C)]
#[derive(Clone, Copy)]
pub union defray_bill_status_as {
    /// The contents when `kind` is `DEFRAY_BILL_STATUS_HELD`.
    pub held: defray_bill_status_held,
    /// The contents when `kind` is `DEFRAY_BILL_STATUS_SETTLED`.
    pub settled: defray_receipt,
    /// The contents when `kind` is `DEFRAY_BILL_STATUS_CANCELLED`.
    pub cancelled: defray_bill_status_cancelled,
}

// SAFETY: all members consist of numbers and pointers, for which zero is a valid value.
unsafe impl Zero for defray_bill_status_as {}

/// The state of a bill.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_bill_status {
    /// The alternative.
    pub kind: defray_bill_status_kind,
    /// The contents of the alternative. An alternative without a member here has no contents.
    pub r#as: defray_bill_status_as,
}

impl ToC for engine::core::bill::BillStatus {
    type C = defray_bill_status;

    fn to_c(&self, arena: &Arena) -> defray_bill_status {
        match self {
            Self::Held { reason, since, queue } => defray_bill_status {
                kind: DEFRAY_BILL_STATUS_HELD,
                r#as: defray_bill_status_as {
                    held: {
                        defray_bill_status_held {
                            reason: reason.to_c(arena),
                            since: since.to_c(arena),
                            queue: queue.to_c(arena),
                        }
                    },
                },
            },
            Self::Settled(value) => defray_bill_status {
                kind: DEFRAY_BILL_STATUS_SETTLED,
                r#as: defray_bill_status_as { settled: value.to_c(arena) },
            },
            Self::Cancelled { at } => defray_bill_status {
                kind: DEFRAY_BILL_STATUS_CANCELLED,
                r#as: defray_bill_status_as { cancelled: { defray_bill_status_cancelled { at: at.to_c(arena) } } },
            },
        }
    }
}

const DEFRAY_BILL_STATUS_KIND_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_BILL_STATUS_HELD, c"held"),
    (DEFRAY_BILL_STATUS_SETTLED, c"settled"),
    (DEFRAY_BILL_STATUS_CANCELLED, c"cancelled"),
];

/// Returns the name of the constant in the interchange form, such as `held`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_bill_status_kind_name(value: defray_bill_status_kind) -> *const c_char {
    crate::names::name(value, DEFRAY_BILL_STATUS_KIND_NAMES)
}

/// The place that refunded value goes to.
pub type defray_refund_target = u32;

/// Into the lot, which can pay with it again.
pub const DEFRAY_REFUND_TARGET_LOT: defray_refund_target = 1;
/// Into a lot that has expired. The value stays expired (W9).
pub const DEFRAY_REFUND_TARGET_EXPIRED_LOT: defray_refund_target = 2;
/// Into a lot that is void. The value stays void.
pub const DEFRAY_REFUND_TARGET_VOID_LOT: defray_refund_target = 3;
/// Into the account's cash.
pub const DEFRAY_REFUND_TARGET_CASH: defray_refund_target = 4;
/// The overdraft becomes smaller.
pub const DEFRAY_REFUND_TARGET_OVERDRAFT: defray_refund_target = 5;
/// The charges to the cloud account become smaller.
pub const DEFRAY_REFUND_TARGET_CLOUD_ACCOUNT: defray_refund_target = 6;

impl ToC for engine::core::bill::RefundTarget {
    type C = defray_refund_target;

    fn to_c(&self, _: &Arena) -> defray_refund_target {
        match self {
            Self::Lot => DEFRAY_REFUND_TARGET_LOT,
            Self::ExpiredLot => DEFRAY_REFUND_TARGET_EXPIRED_LOT,
            Self::VoidLot => DEFRAY_REFUND_TARGET_VOID_LOT,
            Self::Cash => DEFRAY_REFUND_TARGET_CASH,
            Self::Overdraft => DEFRAY_REFUND_TARGET_OVERDRAFT,
            Self::CloudAccount => DEFRAY_REFUND_TARGET_CLOUD_ACCOUNT,
        }
    }
}

const DEFRAY_REFUND_TARGET_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_REFUND_TARGET_LOT, c"lot"),
    (DEFRAY_REFUND_TARGET_EXPIRED_LOT, c"expired_lot"),
    (DEFRAY_REFUND_TARGET_VOID_LOT, c"void_lot"),
    (DEFRAY_REFUND_TARGET_CASH, c"cash"),
    (DEFRAY_REFUND_TARGET_OVERDRAFT, c"overdraft"),
    (DEFRAY_REFUND_TARGET_CLOUD_ACCOUNT, c"cloud_account"),
];

/// Returns the name of the constant in the interchange form, such as `lot`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_refund_target_name(value: defray_refund_target) -> *const c_char {
    crate::names::name(value, DEFRAY_REFUND_TARGET_NAMES)
}

/// Writes the constant with a name such as `lot` to `*out`. Callable from any thread.
///
/// Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_refund_target_parse(
    text: defray_str,
    out: *mut defray_refund_target,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: by the contract of the function.
    unsafe { crate::names::parse(text, DEFRAY_REFUND_TARGET_NAMES, out, err) }
}

/// The refund of one slice of a bill, or of a part of it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_refund {
    /// The number of the slice in the bill, from 0.
    pub slice: u32,
    /// The fund that paid the slice.
    pub fund: defray_fund,
    /// The lot that paid the slice; absent: the fund has no lots.
    pub lot: defray_str,
    /// The refunded amount, above zero.
    pub amount: defray_money,
    /// The place that the value went to.
    pub to: defray_refund_target,
}

impl ToC for engine::core::bill::Refund {
    type C = defray_refund;

    fn to_c(&self, arena: &Arena) -> defray_refund {
        let Self { slice, fund, lot, amount, to } = self;
        defray_refund {
            slice: slice.to_c(arena),
            fund: fund.to_c(arena),
            lot: arena.optional_text(lot.as_ref().map(|text| text.as_str())),
            amount: amount.to_c(arena),
            to: to.to_c(arena),
        }
    }
}

/// One reversal of a bill: it refunds the bill, whole or in part.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_reversal {
    /// The id of the reversal, unique within the bill.
    pub id: defray_str,
    /// The amount that the caller gave; absent: all that was left.
    pub asked: *const defray_money,
    /// The refunded amount; of a held bill, the amount that was cancelled.
    pub amount: defray_money,
    /// The instant of the reversal.
    pub at: defray_instant,
    /// The reason that the caller gave, as free text.
    pub reason: defray_str,
    /// The refunds, latest slice first (W9). A held bill has none.
    pub refunds: *const defray_refund,
    /// The number of items in `refunds`.
    pub refunds_count: usize,
}

impl ToC for engine::core::bill::Reversal {
    type C = defray_reversal;

    fn to_c(&self, arena: &Arena) -> defray_reversal {
        let Self { id, asked, amount, at, reason, refunds } = self;
        let (refunds, refunds_count) = arena.list(refunds.iter().map(|one| one.to_c(arena)));
        defray_reversal {
            id: arena.text(id.as_str()),
            asked: arena.optional(asked.as_ref().map(|one| one.to_c(arena))),
            amount: amount.to_c(arena),
            at: at.to_c(arena),
            reason: arena.optional_text(reason.as_ref().map(|text| text.as_str())),
            refunds,
            refunds_count,
        }
    }
}

/// The reason why a settled bill was corrected.
pub type defray_correction_reason = u32;

/// The cloud account closed before the provider received the usage (P2).
pub const DEFRAY_CORRECTION_REASON_UNMETERED: defray_correction_reason = 1;
/// The provider does not accept usage of this subscription (P2).
pub const DEFRAY_CORRECTION_REASON_NOT_SUBSCRIBED: defray_correction_reason = 2;
/// A late message changed the payer of the usage (T2).
pub const DEFRAY_CORRECTION_REASON_PAYER_CHANGED: defray_correction_reason = 3;
/// A usage record had no answer when the provider stopped accepting usage of its hour (N2).
pub const DEFRAY_CORRECTION_REASON_NOT_ANSWERED: defray_correction_reason = 4;

impl ToC for engine::core::bill::CorrectionReason {
    type C = defray_correction_reason;

    fn to_c(&self, _: &Arena) -> defray_correction_reason {
        match self {
            Self::Unmetered => DEFRAY_CORRECTION_REASON_UNMETERED,
            Self::NotSubscribed => DEFRAY_CORRECTION_REASON_NOT_SUBSCRIBED,
            Self::PayerChanged => DEFRAY_CORRECTION_REASON_PAYER_CHANGED,
            Self::NotAnswered => DEFRAY_CORRECTION_REASON_NOT_ANSWERED,
        }
    }
}

const DEFRAY_CORRECTION_REASON_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_CORRECTION_REASON_UNMETERED, c"unmetered"),
    (DEFRAY_CORRECTION_REASON_NOT_SUBSCRIBED, c"not_subscribed"),
    (DEFRAY_CORRECTION_REASON_PAYER_CHANGED, c"payer_changed"),
    (DEFRAY_CORRECTION_REASON_NOT_ANSWERED, c"not_answered"),
];

/// Returns the name of the constant in the interchange form, such as `unmetered`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_correction_reason_name(value: defray_correction_reason) -> *const c_char {
    crate::names::name(value, DEFRAY_CORRECTION_REASON_NAMES)
}

/// Writes the constant with a name such as `unmetered` to `*out`. Callable from any thread.
///
/// Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_correction_reason_parse(
    text: defray_str,
    out: *mut defray_correction_reason,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: by the contract of the function.
    unsafe { crate::names::parse(text, DEFRAY_CORRECTION_REASON_NAMES, out, err) }
}

/// The correction of a settled bill, when another payer pays the bill or a part of it. The first payer gets a refund of
/// that part, and the other one pays it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_correction {
    /// The instant of the correction.
    pub at: defray_instant,
    /// The reason for the correction.
    pub reason: defray_correction_reason,
    /// The payer that had paid the corrected part.
    pub from: defray_payer,
    /// The payer that pays the part from now on.
    pub payer: defray_payer,
    /// The reason why this payer pays.
    pub payer_reason: defray_payer_reason,
    /// The amount that was refunded and paid again, above zero.
    pub amount: defray_money,
    /// The refunds, latest slice first.
    pub refunds: *const defray_refund,
    /// The number of items in `refunds`.
    pub refunds_count: usize,
    /// The slices that pay the amount, in order. Their numbers continue after the earlier slices of the bill.
    pub slices: *const defray_slice,
    /// The number of items in `slices`.
    pub slices_count: usize,
    /// The funds that paid nothing, each with the reason.
    pub skips: *const defray_skip,
    /// The number of items in `skips`.
    pub skips_count: usize,
}

impl ToC for engine::core::bill::Correction {
    type C = defray_correction;

    fn to_c(&self, arena: &Arena) -> defray_correction {
        let Self { at, reason, from, payer, payer_reason, amount, refunds, slices, skips } = self;
        let (refunds, refunds_count) = arena.list(refunds.iter().map(|one| one.to_c(arena)));
        let (slices, slices_count) = arena.list(slices.iter().map(|one| one.to_c(arena)));
        let (skips, skips_count) = arena.list(skips.iter().map(|one| one.to_c(arena)));
        defray_correction {
            at: at.to_c(arena),
            reason: reason.to_c(arena),
            from: from.to_c(arena),
            payer: payer.to_c(arena),
            payer_reason: payer_reason.to_c(arena),
            amount: amount.to_c(arena),
            refunds,
            refunds_count,
            slices,
            slices_count,
            skips,
            skips_count,
        }
    }
}

/// A bill with its history.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_bill_record {
    /// The bill as the caller gave it.
    pub bill: defray_bill,
    /// The account that the bill is recorded for.
    pub account: defray_str,
    /// The state of the bill.
    pub status: defray_bill_status,
    /// The reversals, oldest first.
    pub reversals: *const defray_reversal,
    /// The number of items in `reversals`.
    pub reversals_count: usize,
    /// The corrections, oldest first.
    pub corrections: *const defray_correction,
    /// The number of items in `corrections`.
    pub corrections_count: usize,
}

impl ToC for engine::core::bill::BillRecord {
    type C = defray_bill_record;

    fn to_c(&self, arena: &Arena) -> defray_bill_record {
        let Self { bill, account, status, reversals, corrections } = self;
        let (reversals, reversals_count) = arena.list(reversals.iter().map(|one| one.to_c(arena)));
        let (corrections, corrections_count) = arena.list(corrections.iter().map(|one| one.to_c(arena)));
        defray_bill_record {
            bill: bill.to_c(arena),
            account: arena.text(account.as_str()),
            status: status.to_c(arena),
            reversals,
            reversals_count,
            corrections,
            corrections_count,
        }
    }
}

/// Frees the value that a function returned, and all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_bill_record_free(bill_record: *const defray_bill_record) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(bill_record) }
}

/// A page of a list. The caller frees it with `defray_bill_record_page_free`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_bill_record_page {
    /// The records, in order.
    pub items: *const defray_bill_record,
    /// The number of records in `items`.
    pub items_count: usize,
    /// The cursor of the next page; empty after the last page. It stays valid: a caller can store it, and pass it to a
    /// later snapshot.
    pub next: defray_str,
}

impl crate::pages::Page for defray_bill_record {
    type Page = defray_bill_record_page;

    fn page(items: *const Self, items_count: usize, next: defray_str) -> defray_bill_record_page {
        defray_bill_record_page { items, items_count, next }
    }
}

/// Frees the value that a function returned, and all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_bill_record_page_free(page: *const defray_bill_record_page) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(page) }
}
