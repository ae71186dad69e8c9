//! Written by `make faces` from the types of core and engine: do not edit.

#![allow(unused_imports, reason = "written: not every file needs every one")]
use super::*;
use crate::error::defray_error;
use crate::guard::guarded;
use crate::layout::{Arena, Lay, Zero, nothing};
use crate::reading::{
    Read, Within as _, Wrong, list, map, optional, optional_list, optional_map, optional_text, pointed, text,
    unknown_name,
};
use crate::status::defray_status;
use crate::values::*;
use std::ffi::c_char;

// Records of time.
/// A stretch of time, half-open: `start` belongs to it, `end` does not. Never empty.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_period {
    /// The first instant that belongs to it.
    pub start: defray_instant,
    /// The first instant after it.
    pub end: defray_instant,
}

impl Lay for engine::core::time::Period {
    type C = defray_period;

    fn lay(&self, arena: &Arena) -> defray_period {
        let start = &self.start();
        let end = &self.end();
        defray_period { start: start.lay(arena), end: end.lay(arena) }
    }
}

impl Read for engine::core::time::Period {
    type C = defray_period;

    unsafe fn read(c: &defray_period) -> Result<Self, Wrong> {
        // SAFETY: the caller vouches for every pointer in `c`, and for the member of a union that its `kind` names.
        unsafe {
            Self::new(Read::read(&c.start).within("start")?, Read::read(&c.end).within("end")?).map_err(Wrong::from)
        }
    }
}
