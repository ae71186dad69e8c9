//! Written by `make bindings` from the types of core and engine: do not edit.

#![allow(unused_imports, reason = "written: not every file needs every one")]
use super::*;
use crate::error::defray_error;
use crate::guard::guarded;
use crate::layout::{Arena, ToC, Zero, nothing};
use crate::reading::{
    FromC, InputFault, Within as _, list, map, optional, optional_list, optional_map, optional_text, pointed, text,
    unknown_name,
};
use crate::status::defray_status;
use crate::values::*;
use std::ffi::c_char;

// Records of receipt.
/// Which alternative of `defray_payer_reason` it is.
pub type defray_payer_reason_kind = u32;

/// It was in force at the start of the usage period.
pub const DEFRAY_PAYER_REASON_IN_FORCE: defray_payer_reason_kind = 1;
/// The cloud account in force could not be metered any more, so the enterprise account pays.
pub const DEFRAY_PAYER_REASON_NO_LONGER_METERED: defray_payer_reason_kind = 2;

/// It was in force at the start of the usage period.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_payer_reason_in_force {
    /// The start of the interval of the timeline.
    pub since: defray_instant,
}

/// The cloud account in force could not be metered any more, so the enterprise account pays.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_payer_reason_no_longer_metered {
    /// The one that was in force.
    pub cloud_account: defray_str,
    /// When it ended; absent: its provider refused the usage of a subscription that had not ended.
    pub ended_at: *const defray_instant,
    /// Until when its usage could be metered, once it has ended.
    pub metering_deadline: *const defray_instant,
}

/// What comes with an alternative of `defray_payer_reason`; only the member that `kind` names may be read.
#[repr(C)]
#[derive(Clone, Copy)]
pub union defray_payer_reason_as {
    /// With `DEFRAY_PAYER_REASON_IN_FORCE`.
    pub in_force: defray_payer_reason_in_force,
    /// With `DEFRAY_PAYER_REASON_NO_LONGER_METERED`.
    pub no_longer_metered: defray_payer_reason_no_longer_metered,
}

// SAFETY: its members are made of numbers and pointers, for which zero is a value.
unsafe impl Zero for defray_payer_reason_as {}

/// Why this payer and no other.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_payer_reason {
    /// Which alternative it is.
    pub kind: defray_payer_reason_kind,
    /// What comes with it. Nothing, for alternatives that have no member here.
    pub r#as: defray_payer_reason_as,
}

impl ToC for engine::core::receipt::PayerReason {
    type C = defray_payer_reason;

    fn to_c(&self, arena: &Arena) -> defray_payer_reason {
        match self {
            Self::InForce { since } => defray_payer_reason {
                kind: DEFRAY_PAYER_REASON_IN_FORCE,
                r#as: defray_payer_reason_as {
                    in_force: { defray_payer_reason_in_force { since: since.to_c(arena) } },
                },
            },
            Self::NoLongerMetered { cloud_account, ended_at, metering_deadline } => defray_payer_reason {
                kind: DEFRAY_PAYER_REASON_NO_LONGER_METERED,
                r#as: defray_payer_reason_as {
                    no_longer_metered: {
                        defray_payer_reason_no_longer_metered {
                            cloud_account: arena.text(cloud_account.as_str()),
                            ended_at: arena.optional(ended_at.as_ref().map(|one| one.to_c(arena))),
                            metering_deadline: arena.optional(metering_deadline.as_ref().map(|one| one.to_c(arena))),
                        }
                    },
                },
            },
        }
    }
}

const DEFRAY_PAYER_REASON_KIND_NAMES: &[(u32, &std::ffi::CStr)] =
    &[(DEFRAY_PAYER_REASON_IN_FORCE, c"P1"), (DEFRAY_PAYER_REASON_NO_LONGER_METERED, c"P2")];

/// Its name in the interchange form, such as `P1`; an empty text for a number that names nothing. Never NULL, never
/// freed, NUL-terminated. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_payer_reason_kind_name(value: defray_payer_reason_kind) -> *const c_char {
    crate::names::name(value, DEFRAY_PAYER_REASON_KIND_NAMES)
}

/// What one fund paid.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_slice {
    /// The fund.
    pub fund: defray_fund,
    /// The lot, for funds that come in lots.
    pub lot: defray_str,
    /// The place of the charge in the cloud account's meter, for the slice of a cloud account.
    pub charge: *const defray_charge_position,
    /// How much it paid, above zero.
    pub amount: defray_money,
}

impl ToC for engine::core::receipt::Slice {
    type C = defray_slice;

    fn to_c(&self, arena: &Arena) -> defray_slice {
        let Self { fund, lot, charge, amount } = self;
        defray_slice {
            fund: fund.to_c(arena),
            lot: arena.optional_text(lot.as_ref().map(|text| text.as_str())),
            charge: arena.optional(charge.as_ref().map(|one| one.to_c(arena))),
            amount: amount.to_c(arena),
        }
    }
}

/// Which alternative of `defray_skip_reason` it is.
pub type defray_skip_reason_kind = u32;

/// The waterfall for this item and payer does not name this kind (W1, W2, W3).
pub const DEFRAY_SKIP_REASON_NOT_IN_WATERFALL: defray_skip_reason_kind = 1;
/// Its validity has not begun (W5).
pub const DEFRAY_SKIP_REASON_NOT_YET_VALID: defray_skip_reason_kind = 2;
/// The bill is smaller than the voucher's minimum (W5).
pub const DEFRAY_SKIP_REASON_BELOW_MINIMUM: defray_skip_reason_kind = 3;
/// The bill was covered before its turn came.
pub const DEFRAY_SKIP_REASON_NOT_NEEDED: defray_skip_reason_kind = 4;
/// There was nothing in it.
pub const DEFRAY_SKIP_REASON_EMPTY: defray_skip_reason_kind = 5;

/// Its validity has not begun (W5).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_skip_reason_not_yet_valid {
    /// When it begins.
    pub valid_from: defray_instant,
}

/// The bill is smaller than the voucher's minimum (W5).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_skip_reason_below_minimum {
    /// The minimum.
    pub minimum: defray_money,
}

/// What comes with an alternative of `defray_skip_reason`; only the member that `kind` names may be read.
#[repr(C)]
#[derive(Clone, Copy)]
pub union defray_skip_reason_as {
    /// With `DEFRAY_SKIP_REASON_NOT_YET_VALID`.
    pub not_yet_valid: defray_skip_reason_not_yet_valid,
    /// With `DEFRAY_SKIP_REASON_BELOW_MINIMUM`.
    pub below_minimum: defray_skip_reason_below_minimum,
}

// SAFETY: its members are made of numbers and pointers, for which zero is a value.
unsafe impl Zero for defray_skip_reason_as {}

/// Why a fund paid nothing.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_skip_reason {
    /// Which alternative it is.
    pub kind: defray_skip_reason_kind,
    /// What comes with it. Nothing, for alternatives that have no member here.
    pub r#as: defray_skip_reason_as,
}

impl ToC for engine::core::receipt::SkipReason {
    type C = defray_skip_reason;

    fn to_c(&self, arena: &Arena) -> defray_skip_reason {
        match self {
            Self::NotInWaterfall => defray_skip_reason { kind: DEFRAY_SKIP_REASON_NOT_IN_WATERFALL, r#as: nothing() },
            Self::NotYetValid { valid_from } => defray_skip_reason {
                kind: DEFRAY_SKIP_REASON_NOT_YET_VALID,
                r#as: defray_skip_reason_as {
                    not_yet_valid: { defray_skip_reason_not_yet_valid { valid_from: valid_from.to_c(arena) } },
                },
            },
            Self::BelowMinimum { minimum } => defray_skip_reason {
                kind: DEFRAY_SKIP_REASON_BELOW_MINIMUM,
                r#as: defray_skip_reason_as {
                    below_minimum: { defray_skip_reason_below_minimum { minimum: minimum.to_c(arena) } },
                },
            },
            Self::NotNeeded => defray_skip_reason { kind: DEFRAY_SKIP_REASON_NOT_NEEDED, r#as: nothing() },
            Self::Empty => defray_skip_reason { kind: DEFRAY_SKIP_REASON_EMPTY, r#as: nothing() },
        }
    }
}

const DEFRAY_SKIP_REASON_KIND_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_SKIP_REASON_NOT_IN_WATERFALL, c"not_in_waterfall"),
    (DEFRAY_SKIP_REASON_NOT_YET_VALID, c"not_yet_valid"),
    (DEFRAY_SKIP_REASON_BELOW_MINIMUM, c"below_minimum"),
    (DEFRAY_SKIP_REASON_NOT_NEEDED, c"not_needed"),
    (DEFRAY_SKIP_REASON_EMPTY, c"empty"),
];

/// Its name in the interchange form, such as `not_in_waterfall`; an empty text for a number that names nothing. Never NULL, never
/// freed, NUL-terminated. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_skip_reason_kind_name(value: defray_skip_reason_kind) -> *const c_char {
    crate::names::name(value, DEFRAY_SKIP_REASON_KIND_NAMES)
}

/// A fund that paid nothing.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_skip {
    /// The fund.
    pub fund: defray_fund,
    /// The lot, for funds that come in lots.
    pub lot: defray_str,
    /// What it could have paid; absent for funds that hold nothing (overdraft, cloud account).
    pub available: *const defray_money,
    /// Why it did not.
    pub reason: defray_skip_reason,
}

impl ToC for engine::core::receipt::Skip {
    type C = defray_skip;

    fn to_c(&self, arena: &Arena) -> defray_skip {
        let Self { fund, lot, available, reason } = self;
        defray_skip {
            fund: fund.to_c(arena),
            lot: arena.optional_text(lot.as_ref().map(|text| text.as_str())),
            available: arena.optional(available.as_ref().map(|one| one.to_c(arena))),
            reason: reason.to_c(arena),
        }
    }
}

/// Who paid a bill, out of which money, and why.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_receipt {
    /// The bill.
    pub bill: defray_str,
    /// Whose usage.
    pub workspace: defray_str,
    /// Whose bill.
    pub account: defray_str,
    /// Who paid.
    pub payer: defray_payer,
    /// Why this payer.
    pub payer_reason: defray_payer_reason,
    /// The bill's amount.
    pub amount: defray_money,
    /// When it was settled.
    pub settled_at: defray_instant,
    /// What paid, in order; the sum is the bill's amount exactly (W6).
    pub slices: *const defray_slice,
    /// How many there are in `slices`.
    pub slices_count: usize,
    /// What did not pay, and why.
    pub skips: *const defray_skip,
    /// How many there are in `skips`.
    pub skips_count: usize,
}

impl ToC for engine::core::receipt::Receipt {
    type C = defray_receipt;

    fn to_c(&self, arena: &Arena) -> defray_receipt {
        let Self { bill, workspace, account, payer, payer_reason, amount, settled_at, slices, skips } = self;
        let (slices, slices_count) = arena.list(slices.iter().map(|one| one.to_c(arena)));
        let (skips, skips_count) = arena.list(skips.iter().map(|one| one.to_c(arena)));
        defray_receipt {
            bill: arena.text(bill.as_str()),
            workspace: arena.text(workspace.as_str()),
            account: arena.text(account.as_str()),
            payer: payer.to_c(arena),
            payer_reason: payer_reason.to_c(arena),
            amount: amount.to_c(arena),
            settled_at: settled_at.to_c(arena),
            slices,
            slices_count,
            skips,
            skips_count,
        }
    }
}
