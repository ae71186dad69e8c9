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

// Records of standing.
/// The alternative of a `defray_standing`.
pub type defray_standing_kind = u32;

/// The account owes less than one payable unit.
pub const DEFRAY_STANDING_GOOD: defray_standing_kind = 1;
/// The account owes at least one payable unit, and its deadline has not passed.
pub const DEFRAY_STANDING_IN_ARREARS: defray_standing_kind = 2;
/// The account owes at least one payable unit, and its deadline has passed.
pub const DEFRAY_STANDING_LOCKED: defray_standing_kind = 3;

/// The account owes at least one payable unit, and its deadline has not passed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_standing_in_arrears {
    /// The instant at which the overdraft began.
    pub since: defray_instant,
    /// The instant at which the account is locked, unless it repays before.
    pub deadline: defray_instant,
    /// The instant at which the reminder is due; absent: it was already raised, or the policy has none.
    pub notice: *const defray_instant,
}

/// The account owes at least one payable unit, and its deadline has passed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_standing_locked {
    /// The instant at which the overdraft began.
    pub since: defray_instant,
    /// The instant at which the account was locked.
    pub deadline: defray_instant,
}

/// The contents of a `defray_standing`. Read only the member that belongs to its `kind`.
#[repr(C)]
#[derive(Clone, Copy)]
pub union defray_standing_as {
    /// The contents when `kind` is `DEFRAY_STANDING_IN_ARREARS`.
    pub in_arrears: defray_standing_in_arrears,
    /// The contents when `kind` is `DEFRAY_STANDING_LOCKED`.
    pub locked: defray_standing_locked,
}

// SAFETY: all members consist of numbers and pointers, for which zero is a valid value.
unsafe impl Zero for defray_standing_as {}

/// An account's standing with its instants. It never prevents the settlement of a bill.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_standing {
    /// The alternative.
    pub kind: defray_standing_kind,
    /// The contents of the alternative. An alternative without a member here has no contents.
    pub r#as: defray_standing_as,
}

impl ToC for engine::core::standing::Standing {
    type C = defray_standing;

    fn to_c(&self, arena: &Arena) -> defray_standing {
        match self {
            Self::Good => defray_standing { kind: DEFRAY_STANDING_GOOD, r#as: nothing() },
            Self::InArrears { since, deadline, notice } => defray_standing {
                kind: DEFRAY_STANDING_IN_ARREARS,
                r#as: defray_standing_as {
                    in_arrears: {
                        defray_standing_in_arrears {
                            since: since.to_c(arena),
                            deadline: deadline.to_c(arena),
                            notice: arena.optional(notice.as_ref().map(|one| one.to_c(arena))),
                        }
                    },
                },
            },
            Self::Locked { since, deadline } => defray_standing {
                kind: DEFRAY_STANDING_LOCKED,
                r#as: defray_standing_as {
                    locked: { defray_standing_locked { since: since.to_c(arena), deadline: deadline.to_c(arena) } },
                },
            },
        }
    }
}

const DEFRAY_STANDING_KIND_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_STANDING_GOOD, c"good"),
    (DEFRAY_STANDING_IN_ARREARS, c"in_arrears"),
    (DEFRAY_STANDING_LOCKED, c"locked"),
];

/// Returns the name of the constant in the interchange form, such as `good`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_standing_kind_name(value: defray_standing_kind) -> *const c_char {
    crate::names::name(value, DEFRAY_STANDING_KIND_NAMES)
}
