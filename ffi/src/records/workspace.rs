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

// Records of workspace.
/// A workspace, with every decision about its payers.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_workspace {
    /// The site and id of the workspace.
    pub id: defray_str,
    /// The account that owns the workspace now.
    pub account: defray_str,
    /// The settlement method now.
    pub method: defray_method,
    /// The steps of the history, oldest first: binding, choices, moves, dissolution.
    pub steps: *const defray_method_step,
    /// The number of items in `steps`.
    pub steps_count: usize,
    /// The payers: half-open intervals without gaps, oldest first.
    pub timeline: *const defray_payer_interval,
    /// The number of items in `timeline`.
    pub timeline_count: usize,
    /// The instant from which the workspace is dissolved; absent: it is not.
    pub dissolved_at: *const defray_instant,
    /// The name by which people know the workspace; absent: it has none. It need not be unique.
    pub display_name: defray_str,
}

impl ToC for engine::core::workspace::Workspace {
    type C = defray_workspace;

    fn to_c(&self, arena: &Arena) -> defray_workspace {
        let Self { id, account, method, steps, timeline, dissolved_at, display_name } = self;
        let (steps, steps_count) = arena.list(steps.iter().map(|one| one.to_c(arena)));
        let (timeline, timeline_count) = arena.list(timeline.iter().map(|one| one.to_c(arena)));
        defray_workspace {
            id: arena.text(id.as_str()),
            account: arena.text(account.as_str()),
            method: method.to_c(arena),
            steps,
            steps_count,
            timeline,
            timeline_count,
            dissolved_at: arena.optional(dissolved_at.as_ref().map(|one| one.to_c(arena))),
            display_name: arena.optional_text(display_name.as_ref().map(|text| text.as_str())),
        }
    }
}

/// Frees the value that a function returned, and all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_workspace_free(workspace: *const defray_workspace) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(workspace) }
}

/// A page of a list. The caller frees it with `defray_workspace_page_free`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_workspace_page {
    /// The records, in order.
    pub items: *const defray_workspace,
    /// The number of records in `items`.
    pub items_count: usize,
    /// The cursor of the next page; empty after the last page. It stays valid: a caller can store it, and pass it to a
    /// later snapshot.
    pub next: defray_str,
}

impl crate::pages::Page for defray_workspace {
    type Page = defray_workspace_page;

    fn page(items: *const Self, items_count: usize, next: defray_str) -> defray_workspace_page {
        defray_workspace_page { items, items_count, next }
    }
}

/// Frees the value that a function returned, and all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_workspace_page_free(page: *const defray_workspace_page) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(page) }
}
