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

// Records of time.
/// A period of time, half-open: `start` belongs to it, `end` does not. Never empty.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_period {
    /// The first instant that belongs to it.
    pub start: defray_instant,
    /// The first instant after it.
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
        // SAFETY: the caller vouches for every pointer in `c`, and for the member of a union that its `kind` names.
        unsafe {
            Self::new(FromC::from_c(&c.start).within("start")?, FromC::from_c(&c.end).within("end")?)
                .map_err(InputFault::from)
        }
    }
}
