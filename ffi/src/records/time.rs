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

// Records of time.
/// The alternative of a `defray_metering_window`.
pub type defray_metering_window_kind = u32;

/// This long after the end.
pub const DEFRAY_METERING_WINDOW_AFTER: defray_metering_window_kind = 1;
/// Until one hour after the first full hour strictly after the end: the hour of the end is billed, and the next
/// hour is for reporting it.
pub const DEFRAY_METERING_WINDOW_END_OF_NEXT_HOUR: defray_metering_window_kind = 2;

/// The contents of a `defray_metering_window`. Read only the member that belongs to its `kind`.
#[repr(C)]
#[derive(Clone, Copy)]
pub union defray_metering_window_as {
    /// The contents when `kind` is `DEFRAY_METERING_WINDOW_AFTER`.
    pub after: u64,
}

// SAFETY: all members consist of numbers and pointers, for which zero is a valid value.
unsafe impl Zero for defray_metering_window_as {}

/// The time in which usage from before the end of a subscription can still be metered.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_metering_window {
    /// The alternative.
    pub kind: defray_metering_window_kind,
    /// The contents of the alternative. An alternative without a member here has no contents.
    pub r#as: defray_metering_window_as,
}

impl ToC for engine::core::time::MeteringWindow {
    type C = defray_metering_window;

    fn to_c(&self, arena: &Arena) -> defray_metering_window {
        match self {
            Self::After(value) => defray_metering_window {
                kind: DEFRAY_METERING_WINDOW_AFTER,
                r#as: defray_metering_window_as { after: value.to_c(arena) },
            },
            Self::EndOfNextHour => {
                defray_metering_window { kind: DEFRAY_METERING_WINDOW_END_OF_NEXT_HOUR, r#as: nothing() }
            }
        }
    }
}

impl FromC for engine::core::time::MeteringWindow {
    type C = defray_metering_window;

    unsafe fn from_c(c: &defray_metering_window) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(match c.kind {
                DEFRAY_METERING_WINDOW_AFTER => Self::After(FromC::from_c(&c.r#as.after).within("after")?),
                DEFRAY_METERING_WINDOW_END_OF_NEXT_HOUR => Self::EndOfNextHour,
                other => return Err(unknown_name(other, &["after", "end_of_next_hour"])),
            })
        }
    }
}

const DEFRAY_METERING_WINDOW_KIND_NAMES: &[(u32, &std::ffi::CStr)] =
    &[(DEFRAY_METERING_WINDOW_AFTER, c"after"), (DEFRAY_METERING_WINDOW_END_OF_NEXT_HOUR, c"end_of_next_hour")];

/// Returns the name of the constant in the interchange form, such as `after`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_metering_window_kind_name(value: defray_metering_window_kind) -> *const c_char {
    crate::names::name(value, DEFRAY_METERING_WINDOW_KIND_NAMES)
}

/// A period of time, half-open: `start` belongs to it, `end` does not. Never empty.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_period {
    /// The first instant of the period.
    pub start: defray_instant,
    /// The first instant after the period.
    pub end: defray_instant,
}

impl ToC for engine::core::time::Period {
    type C = defray_period;

    fn to_c(&self, arena: &Arena) -> defray_period {
        let start = &self.start();
        let end = &self.end();
        defray_period { start: start.to_c(arena), end: end.to_c(arena) }
    }
}

impl FromC for engine::core::time::Period {
    type C = defray_period;

    unsafe fn from_c(c: &defray_period) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Self::new(FromC::from_c(&c.start).within("start")?, FromC::from_c(&c.end).within("end")?)
                .map_err(InputFault::from)
        }
    }
}
