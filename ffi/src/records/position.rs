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

// Records of position.
/// A position in the journal, written `entry.index`, such as `17.0`. Positions are ordered as the journal is.
///
/// It numbers outbox messages and usage records (they share one count), and it orders held bills and charges.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_entry_position {
    /// The position of the journal entry, from 1.
    pub position: u64,
    /// The index in that entry, from 0.
    pub index: u32,
}

impl ToC for engine::core::position::EntryPosition {
    type C = defray_entry_position;

    fn to_c(&self, arena: &Arena) -> defray_entry_position {
        let Self { position, index } = self;
        defray_entry_position { position: position.to_c(arena), index: index.to_c(arena) }
    }
}

impl FromC for engine::core::position::EntryPosition {
    type C = defray_entry_position;

    unsafe fn from_c(c: &defray_entry_position) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                position: FromC::from_c(&c.position).within("position")?,
                index: FromC::from_c(&c.index).within("index")?,
            })
        }
    }
}

/// The position of a charge in the meter of a cloud account.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_charge_position {
    /// The cloud account that is charged.
    pub cloud_account: defray_str,
    /// The journal entry that made the charge, and the index among the charges that this entry put into the meter.
    pub position: defray_entry_position,
}

impl ToC for engine::core::position::ChargePosition {
    type C = defray_charge_position;

    fn to_c(&self, arena: &Arena) -> defray_charge_position {
        let Self { cloud_account, position } = self;
        defray_charge_position { cloud_account: arena.text(cloud_account.as_str()), position: position.to_c(arena) }
    }
}
