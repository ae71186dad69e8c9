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

// Records of receipt.
/// The alternative of a `defray_payer_reason`.
pub type defray_payer_reason_kind = u32;

/// The payer was in force at the start of the usage period.
pub const DEFRAY_PAYER_REASON_IN_FORCE: defray_payer_reason_kind = 1;
/// The usage of the cloud account in force can no longer be metered, so the enterprise account pays.
pub const DEFRAY_PAYER_REASON_NO_LONGER_METERED: defray_payer_reason_kind = 2;
/// The cloud account in force is suspended for longer than the policy's `suspended_patience`, so the enterprise
/// account pays.
pub const DEFRAY_PAYER_REASON_SUSPENDED_TOO_LONG: defray_payer_reason_kind = 3;

/// The payer was in force at the start of the usage period.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_payer_reason_in_force {
    /// The start of the payer's interval in the timeline.
    pub since: defray_instant,
}

/// The usage of the cloud account in force can no longer be metered, so the enterprise account pays.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_payer_reason_no_longer_metered {
    /// The cloud account that was in force.
    pub cloud_account: defray_str,
    /// The instant at which its subscription ended; absent: the provider refused the usage of a subscription that
    /// had not ended.
    pub ended_at: *const defray_instant,
    /// The deadline until which its usage could be metered; only after its end is known.
    pub metering_deadline: *const defray_instant,
}

/// The cloud account in force is suspended for longer than the policy's `suspended_patience`, so the enterprise
/// account pays.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_payer_reason_suspended_too_long {
    /// The cloud account that is in force.
    pub cloud_account: defray_str,
    /// The instant since which it is suspended.
    pub suspended_since: defray_instant,
    /// The instant from which on the enterprise account pays.
    pub deadline: defray_instant,
}

/// The contents of a `defray_payer_reason`. Read only the member that belongs to its `kind`.
#[repr(C)]
#[derive(Clone, Copy)]
pub union defray_payer_reason_as {
    /// The contents when `kind` is `DEFRAY_PAYER_REASON_IN_FORCE`.
    pub in_force: defray_payer_reason_in_force,
    /// The contents when `kind` is `DEFRAY_PAYER_REASON_NO_LONGER_METERED`.
    pub no_longer_metered: defray_payer_reason_no_longer_metered,
    /// The contents when `kind` is `DEFRAY_PAYER_REASON_SUSPENDED_TOO_LONG`.
    pub suspended_too_long: defray_payer_reason_suspended_too_long,
}

// SAFETY: all members consist of numbers and pointers, for which zero is a valid value.
unsafe impl Zero for defray_payer_reason_as {}

/// The reason why this payer pays.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_payer_reason {
    /// The alternative.
    pub kind: defray_payer_reason_kind,
    /// The contents of the alternative. An alternative without a member here has no contents.
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
            Self::SuspendedTooLong { cloud_account, suspended_since, deadline } => defray_payer_reason {
                kind: DEFRAY_PAYER_REASON_SUSPENDED_TOO_LONG,
                r#as: defray_payer_reason_as {
                    suspended_too_long: {
                        defray_payer_reason_suspended_too_long {
                            cloud_account: arena.text(cloud_account.as_str()),
                            suspended_since: suspended_since.to_c(arena),
                            deadline: deadline.to_c(arena),
                        }
                    },
                },
            },
        }
    }
}

const DEFRAY_PAYER_REASON_KIND_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_PAYER_REASON_IN_FORCE, c"P1"),
    (DEFRAY_PAYER_REASON_NO_LONGER_METERED, c"P2"),
    (DEFRAY_PAYER_REASON_SUSPENDED_TOO_LONG, c"P3"),
];

/// Returns the name of the constant in the interchange form, such as `P1`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_payer_reason_kind_name(value: defray_payer_reason_kind) -> *const c_char {
    crate::names::name(value, DEFRAY_PAYER_REASON_KIND_NAMES)
}

/// The part of a bill that one fund paid.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_slice {
    /// The fund that paid.
    pub fund: defray_fund,
    /// The lot that paid; absent: the fund has no lots.
    pub lot: defray_str,
    /// The position of the charge in the cloud account's meter; only for the fund `cloud_account`.
    pub charge: *const defray_charge_position,
    /// The amount paid, above zero.
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

/// The alternative of a `defray_skip_reason`.
pub type defray_skip_reason_kind = u32;

/// The waterfall for this item and this payer does not contain the fund (W1, W2, W3).
pub const DEFRAY_SKIP_REASON_NOT_IN_WATERFALL: defray_skip_reason_kind = 1;
/// The validity of the lot has not begun (W5).
pub const DEFRAY_SKIP_REASON_NOT_YET_VALID: defray_skip_reason_kind = 2;
/// The bill is smaller than the minimum of the voucher (W5).
pub const DEFRAY_SKIP_REASON_BELOW_MINIMUM: defray_skip_reason_kind = 3;
/// The funds before it covered the whole bill.
pub const DEFRAY_SKIP_REASON_NOT_NEEDED: defray_skip_reason_kind = 4;
/// The fund had no value.
pub const DEFRAY_SKIP_REASON_EMPTY: defray_skip_reason_kind = 5;

/// The validity of the lot has not begun (W5).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_skip_reason_not_yet_valid {
    /// The first instant at which the lot can pay.
    pub valid_from: defray_instant,
}

/// The bill is smaller than the minimum of the voucher (W5).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_skip_reason_below_minimum {
    /// The smallest bill that the voucher pays.
    pub minimum: defray_money,
}

/// The contents of a `defray_skip_reason`. Read only the member that belongs to its `kind`.
#[repr(C)]
#[derive(Clone, Copy)]
pub union defray_skip_reason_as {
    /// The contents when `kind` is `DEFRAY_SKIP_REASON_NOT_YET_VALID`.
    pub not_yet_valid: defray_skip_reason_not_yet_valid,
    /// The contents when `kind` is `DEFRAY_SKIP_REASON_BELOW_MINIMUM`.
    pub below_minimum: defray_skip_reason_below_minimum,
}

// SAFETY: all members consist of numbers and pointers, for which zero is a valid value.
unsafe impl Zero for defray_skip_reason_as {}

/// The reason why a fund paid nothing.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_skip_reason {
    /// The alternative.
    pub kind: defray_skip_reason_kind,
    /// The contents of the alternative. An alternative without a member here has no contents.
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

/// Returns the name of the constant in the interchange form, such as `not_in_waterfall`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_skip_reason_kind_name(value: defray_skip_reason_kind) -> *const c_char {
    crate::names::name(value, DEFRAY_SKIP_REASON_KIND_NAMES)
}

/// The other lots of a `Skip` that is about several lots. A receipt names the first
/// `SKIPPED_LOTS_NAMED_MAX` lots that paid nothing, one by one. Of those after
/// them, all lots of one kind with one reason are a range. Lots between the first and the last one that paid, or did
/// not pay for another reason, do not belong to it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_lot_range {
    /// The last lot of the range, in the order in which lots pay (W4).
    pub last: defray_str,
    /// The number of lots of the range, the first and the last one included: two or more.
    pub count: u32,
}

impl ToC for engine::core::receipt::LotRange {
    type C = defray_lot_range;

    fn to_c(&self, arena: &Arena) -> defray_lot_range {
        let Self { last, count } = self;
        defray_lot_range { last: arena.text(last.as_str()), count: count.to_c(arena) }
    }
}

/// A fund that paid nothing, or several lots of one kind that paid nothing for one reason.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_skip {
    /// The fund.
    pub fund: defray_fund,
    /// The lot; absent: the fund has no lots. With `range` it is the first lot, in the order in which lots pay (W4).
    pub lot: defray_str,
    /// The value that the fund had; absent for funds that hold no value (overdraft, cloud account). With `range` it is
    /// the sum of the values of all lots of the range.
    pub available: *const defray_money,
    /// The reason why the fund paid nothing. With `range` it holds for each lot of the range: `valid_from` is the
    /// earliest of theirs, `minimum` the smallest.
    pub reason: defray_skip_reason,
    /// Present: several lots, of which `lot` is the first; absent: one fund or one lot.
    pub range: *const defray_lot_range,
}

impl ToC for engine::core::receipt::Skip {
    type C = defray_skip;

    fn to_c(&self, arena: &Arena) -> defray_skip {
        let Self { fund, lot, available, reason, range } = self;
        defray_skip {
            fund: fund.to_c(arena),
            lot: arena.optional_text(lot.as_ref().map(|text| text.as_str())),
            available: arena.optional(available.as_ref().map(|one| one.to_c(arena))),
            reason: reason.to_c(arena),
            range: arena.optional(range.as_ref().map(|one| one.to_c(arena))),
        }
    }
}

/// The receipt of a settled bill: who paid it, out of which money, and why.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_receipt {
    /// The bill.
    pub bill: defray_str,
    /// The workspace whose usage the bill is for.
    pub workspace: defray_str,
    /// The account that the bill is recorded for.
    pub account: defray_str,
    /// The payer of the bill.
    pub payer: defray_payer,
    /// The reason why this payer pays.
    pub payer_reason: defray_payer_reason,
    /// The amount of the bill.
    pub amount: defray_money,
    /// The instant at which the bill was settled.
    pub settled_at: defray_instant,
    /// The slices, in the order in which the funds paid. Their sum is exactly the amount of the bill (W6).
    pub slices: *const defray_slice,
    /// The number of items in `slices`.
    pub slices_count: usize,
    /// The funds that paid nothing, each with the reason, in the order in which they would have paid. A `LotRange`
    /// has the place of its first lot.
    pub skips: *const defray_skip,
    /// The number of items in `skips`.
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
