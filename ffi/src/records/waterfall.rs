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

// Records of waterfall.
/// The alternative of a `defray_plan`.
pub type defray_plan_kind = u32;

/// The bill is covered: the sum of the slices is the bill, exactly (W6).
pub const DEFRAY_PLAN_COVERED: defray_plan_kind = 1;
/// The funds do not cover the bill (W7).
pub const DEFRAY_PLAN_SHORT: defray_plan_kind = 2;

/// The bill is covered: the sum of the slices is the bill, exactly (W6).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_plan_covered {
    /// The slices that pay, in order.
    pub slices: *const defray_slice,
    /// The number of items in `slices`.
    pub slices_count: usize,
    /// The funds that pay nothing, with the reason.
    pub skips: *const defray_skip,
    /// The number of items in `skips`.
    pub skips_count: usize,
}

/// The funds do not cover the bill (W7).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_plan_short {
    /// The amount that no fund covers.
    pub uncovered: defray_money,
    /// The slices that the other funds would pay, in order.
    pub slices: *const defray_slice,
    /// The number of items in `slices`.
    pub slices_count: usize,
    /// The funds that would pay nothing, with the reason. The overdraft, which is not enough, is not among them.
    pub skips: *const defray_skip,
    /// The number of items in `skips`.
    pub skips_count: usize,
}

/// The contents of a `defray_plan`. Read only the member that belongs to its `kind`.
#[repr(C)]
#[derive(Clone, Copy)]
pub union defray_plan_as {
    /// The contents when `kind` is `DEFRAY_PLAN_COVERED`.
    pub covered: defray_plan_covered,
    /// The contents when `kind` is `DEFRAY_PLAN_SHORT`.
    pub short_: defray_plan_short,
}

// SAFETY: all members consist of numbers and pointers, for which zero is a valid value.
unsafe impl Zero for defray_plan_as {}

/// The slices that pay a bill, or the amount that is not covered.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_plan {
    /// The alternative.
    pub kind: defray_plan_kind,
    /// The contents of the alternative. An alternative without a member here has no contents.
    pub r#as: defray_plan_as,
}

impl ToC for engine::core::waterfall::Plan {
    type C = defray_plan;

    fn to_c(&self, arena: &Arena) -> defray_plan {
        match self {
            Self::Covered { slices, skips } => defray_plan {
                kind: DEFRAY_PLAN_COVERED,
                r#as: defray_plan_as {
                    covered: {
                        let (slices, slices_count) = arena.list(slices.iter().map(|one| one.to_c(arena)));
                        let (skips, skips_count) = arena.list(skips.iter().map(|one| one.to_c(arena)));
                        defray_plan_covered { slices, slices_count, skips, skips_count }
                    },
                },
            },
            Self::Short { uncovered, slices, skips } => defray_plan {
                kind: DEFRAY_PLAN_SHORT,
                r#as: defray_plan_as {
                    short_: {
                        let (slices, slices_count) = arena.list(slices.iter().map(|one| one.to_c(arena)));
                        let (skips, skips_count) = arena.list(skips.iter().map(|one| one.to_c(arena)));
                        defray_plan_short { uncovered: uncovered.to_c(arena), slices, slices_count, skips, skips_count }
                    },
                },
            },
        }
    }
}

const DEFRAY_PLAN_KIND_NAMES: &[(u32, &std::ffi::CStr)] =
    &[(DEFRAY_PLAN_COVERED, c"covered"), (DEFRAY_PLAN_SHORT, c"short")];

/// Returns the name of the constant in the interchange form, such as `covered`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_plan_kind_name(value: defray_plan_kind) -> *const c_char {
    crate::names::name(value, DEFRAY_PLAN_KIND_NAMES)
}

/// Frees the value that a function returned, and all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_plan_free(plan: *const defray_plan) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(plan) }
}
