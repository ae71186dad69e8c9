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

// Records of method.
/// The alternative of a `defray_payer`.
pub type defray_payer_kind = u32;

/// The enterprise account: the customer's own account at the vendor.
pub const DEFRAY_PAYER_ENTERPRISE: defray_payer_kind = 1;
/// A cloud account: a marketplace subscription, through which the provider charges the customer.
pub const DEFRAY_PAYER_CLOUD_ACCOUNT: defray_payer_kind = 2;

/// The contents of a `defray_payer`. Read only the member that belongs to its `kind`.
#[repr(C)]
#[derive(Clone, Copy)]
pub union defray_payer_as {
    /// The contents when `kind` is `DEFRAY_PAYER_CLOUD_ACCOUNT`.
    pub cloud_account: defray_str,
}

// SAFETY: all members consist of numbers and pointers, for which zero is a valid value.
unsafe impl Zero for defray_payer_as {}

/// The payer of usage.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_payer {
    /// The alternative.
    pub kind: defray_payer_kind,
    /// The contents of the alternative. An alternative without a member here has no contents.
    pub r#as: defray_payer_as,
}

impl ToC for engine::core::method::Payer {
    type C = defray_payer;

    fn to_c(&self, arena: &Arena) -> defray_payer {
        match self {
            Self::Enterprise => defray_payer { kind: DEFRAY_PAYER_ENTERPRISE, r#as: nothing() },
            Self::CloudAccount(value) => defray_payer {
                kind: DEFRAY_PAYER_CLOUD_ACCOUNT,
                r#as: defray_payer_as { cloud_account: arena.text(value.as_str()) },
            },
        }
    }
}

impl FromC for engine::core::method::Payer {
    type C = defray_payer;

    unsafe fn from_c(c: &defray_payer) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(match c.kind {
                DEFRAY_PAYER_ENTERPRISE => Self::Enterprise,
                DEFRAY_PAYER_CLOUD_ACCOUNT => Self::CloudAccount(
                    text(&c.r#as.cloud_account, engine::core::id::CloudAccountId::new).within("cloud_account")?,
                ),
                other => return Err(unknown_name(other, &["enterprise", "cloud_account"])),
            })
        }
    }
}

const DEFRAY_PAYER_KIND_NAMES: &[(u32, &std::ffi::CStr)] =
    &[(DEFRAY_PAYER_ENTERPRISE, c"enterprise"), (DEFRAY_PAYER_CLOUD_ACCOUNT, c"cloud_account")];

/// Returns the name of the constant in the interchange form, such as `enterprise`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_payer_kind_name(value: defray_payer_kind) -> *const c_char {
    crate::names::name(value, DEFRAY_PAYER_KIND_NAMES)
}

/// The alternative of a `defray_method_action`.
pub type defray_method_action_kind = u32;

/// The workspace was bound to its first account.
pub const DEFRAY_METHOD_ACTION_BIND: defray_method_action_kind = 1;
/// The account chose this payer.
pub const DEFRAY_METHOD_ACTION_CHOOSE: defray_method_action_kind = 2;
/// The workspace moved to another account.
pub const DEFRAY_METHOD_ACTION_MOVE: defray_method_action_kind = 3;
/// The workspace was dissolved.
pub const DEFRAY_METHOD_ACTION_DISSOLVE: defray_method_action_kind = 4;

/// The contents of a `defray_method_action`. Read only the member that belongs to its `kind`.
#[repr(C)]
#[derive(Clone, Copy)]
pub union defray_method_action_as {
    /// The contents when `kind` is `DEFRAY_METHOD_ACTION_CHOOSE`.
    pub choose: defray_payer,
}

// SAFETY: all members consist of numbers and pointers, for which zero is a valid value.
unsafe impl Zero for defray_method_action_as {}

/// What happened to a workspace in one step of its history.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_method_action {
    /// The alternative.
    pub kind: defray_method_action_kind,
    /// The contents of the alternative. An alternative without a member here has no contents.
    pub r#as: defray_method_action_as,
}

impl ToC for engine::core::method::MethodAction {
    type C = defray_method_action;

    fn to_c(&self, arena: &Arena) -> defray_method_action {
        match self {
            Self::Bind => defray_method_action { kind: DEFRAY_METHOD_ACTION_BIND, r#as: nothing() },
            Self::Choose(value) => defray_method_action {
                kind: DEFRAY_METHOD_ACTION_CHOOSE,
                r#as: defray_method_action_as { choose: value.to_c(arena) },
            },
            Self::Move => defray_method_action { kind: DEFRAY_METHOD_ACTION_MOVE, r#as: nothing() },
            Self::Dissolve => defray_method_action { kind: DEFRAY_METHOD_ACTION_DISSOLVE, r#as: nothing() },
        }
    }
}

const DEFRAY_METHOD_ACTION_KIND_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_METHOD_ACTION_BIND, c"bind"),
    (DEFRAY_METHOD_ACTION_CHOOSE, c"choose"),
    (DEFRAY_METHOD_ACTION_MOVE, c"move"),
    (DEFRAY_METHOD_ACTION_DISSOLVE, c"dissolve"),
];

/// Returns the name of the constant in the interchange form, such as `bind`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_method_action_kind_name(value: defray_method_action_kind) -> *const c_char {
    crate::names::name(value, DEFRAY_METHOD_ACTION_KIND_NAMES)
}

/// One step of a workspace's history.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_method_step {
    /// The instant at which the step took effect (T3).
    pub at: defray_instant,
    /// The account that owns the workspace from this step on.
    pub account: defray_str,
    /// What happened in the step.
    pub action: defray_method_action,
    /// The actor of the command, as free text.
    pub by: defray_str,
    /// The version of the rules under which the step was decided.
    pub rules: u32,
}

impl ToC for engine::core::method::MethodStep {
    type C = defray_method_step;

    fn to_c(&self, arena: &Arena) -> defray_method_step {
        let Self { at, account, action, by, rules } = self;
        defray_method_step {
            at: at.to_c(arena),
            account: arena.text(account.as_str()),
            action: action.to_c(arena),
            by: arena.optional_text(by.as_ref().map(|text| text.as_str())),
            rules: rules.to_c(arena),
        }
    }
}

/// The alternative of a `defray_cause`.
pub type defray_cause_kind = u32;

/// The workspace was bound to its first account.
pub const DEFRAY_CAUSE_BOUND: defray_cause_kind = 1;
/// The account chose the payer.
pub const DEFRAY_CAUSE_CHOSEN: defray_cause_kind = 2;
/// The marketplace activated a cloud account that had been chosen.
pub const DEFRAY_CAUSE_ACTIVATED: defray_cause_kind = 3;
/// The marketplace ended the cloud account that paid or was being opened (C3).
pub const DEFRAY_CAUSE_FORCED: defray_cause_kind = 4;
/// The workspace moved to another account.
pub const DEFRAY_CAUSE_MOVED: defray_cause_kind = 5;
/// The cloud account that paid ended, and its successor took its place (T2).
pub const DEFRAY_CAUSE_REPLACED: defray_cause_kind = 6;

/// The account chose the payer.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_cause_chosen {
    /// The actor of the command, as free text.
    pub by: defray_str,
}

/// The marketplace activated a cloud account that had been chosen.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_cause_activated {
    /// The cloud account that became active.
    pub cloud_account: defray_str,
}

/// The marketplace ended the cloud account that paid or was being opened (C3).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_cause_forced {
    /// The cloud account that ended or failed.
    pub cloud_account: defray_str,
}

/// The workspace moved to another account.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_cause_moved {
    /// The actor of the command, as free text.
    pub by: defray_str,
}

/// The cloud account that paid ended, and its successor took its place (T2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_cause_replaced {
    /// The cloud account that ended.
    pub cloud_account: defray_str,
}

/// The contents of a `defray_cause`. Read only the member that belongs to its `kind`.
#[repr(C)]
#[derive(Clone, Copy)]
pub union defray_cause_as {
    /// The contents when `kind` is `DEFRAY_CAUSE_CHOSEN`.
    pub chosen: defray_cause_chosen,
    /// The contents when `kind` is `DEFRAY_CAUSE_ACTIVATED`.
    pub activated: defray_cause_activated,
    /// The contents when `kind` is `DEFRAY_CAUSE_FORCED`.
    pub forced: defray_cause_forced,
    /// The contents when `kind` is `DEFRAY_CAUSE_MOVED`.
    pub moved: defray_cause_moved,
    /// The contents when `kind` is `DEFRAY_CAUSE_REPLACED`.
    pub replaced: defray_cause_replaced,
}

// SAFETY: all members consist of numbers and pointers, for which zero is a valid value.
unsafe impl Zero for defray_cause_as {}

/// The cause of an interval's beginning.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_cause {
    /// The alternative.
    pub kind: defray_cause_kind,
    /// The contents of the alternative. An alternative without a member here has no contents.
    pub r#as: defray_cause_as,
}

impl ToC for engine::core::method::Cause {
    type C = defray_cause;

    fn to_c(&self, arena: &Arena) -> defray_cause {
        match self {
            Self::Bound => defray_cause { kind: DEFRAY_CAUSE_BOUND, r#as: nothing() },
            Self::Chosen { by } => defray_cause {
                kind: DEFRAY_CAUSE_CHOSEN,
                r#as: defray_cause_as {
                    chosen: { defray_cause_chosen { by: arena.optional_text(by.as_ref().map(|text| text.as_str())) } },
                },
            },
            Self::Activated { cloud_account } => defray_cause {
                kind: DEFRAY_CAUSE_ACTIVATED,
                r#as: defray_cause_as {
                    activated: { defray_cause_activated { cloud_account: arena.text(cloud_account.as_str()) } },
                },
            },
            Self::Forced { cloud_account } => defray_cause {
                kind: DEFRAY_CAUSE_FORCED,
                r#as: defray_cause_as {
                    forced: { defray_cause_forced { cloud_account: arena.text(cloud_account.as_str()) } },
                },
            },
            Self::Moved { by } => defray_cause {
                kind: DEFRAY_CAUSE_MOVED,
                r#as: defray_cause_as {
                    moved: { defray_cause_moved { by: arena.optional_text(by.as_ref().map(|text| text.as_str())) } },
                },
            },
            Self::Replaced { cloud_account } => defray_cause {
                kind: DEFRAY_CAUSE_REPLACED,
                r#as: defray_cause_as {
                    replaced: { defray_cause_replaced { cloud_account: arena.text(cloud_account.as_str()) } },
                },
            },
        }
    }
}

const DEFRAY_CAUSE_KIND_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_CAUSE_BOUND, c"bound"),
    (DEFRAY_CAUSE_CHOSEN, c"chosen"),
    (DEFRAY_CAUSE_ACTIVATED, c"activated"),
    (DEFRAY_CAUSE_FORCED, c"forced"),
    (DEFRAY_CAUSE_MOVED, c"moved"),
    (DEFRAY_CAUSE_REPLACED, c"replaced"),
];

/// Returns the name of the constant in the interchange form, such as `bound`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_cause_kind_name(value: defray_cause_kind) -> *const c_char {
    crate::names::name(value, DEFRAY_CAUSE_KIND_NAMES)
}

/// One interval of a timeline. It lasts until the next interval begins.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_payer_interval {
    /// The instant at which the interval begins.
    pub from: defray_instant,
    /// The account that owns the workspace in the interval.
    pub account: defray_str,
    /// The payer of usage that begins in the interval.
    pub payer: defray_payer,
    /// The cause of the interval's beginning.
    pub cause: defray_cause,
    /// The instant of the decision that recorded the interval. It may be later than `from`.
    pub recorded_at: defray_instant,
}

impl ToC for engine::core::method::PayerInterval {
    type C = defray_payer_interval;

    fn to_c(&self, arena: &Arena) -> defray_payer_interval {
        let Self { from, account, payer, cause, recorded_at } = self;
        defray_payer_interval {
            from: from.to_c(arena),
            account: arena.text(account.as_str()),
            payer: payer.to_c(arena),
            cause: cause.to_c(arena),
            recorded_at: recorded_at.to_c(arena),
        }
    }
}

/// Frees the value that a function returned, and all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_payer_interval_free(payer_interval: *const defray_payer_interval) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(payer_interval) }
}

/// The alternative of a `defray_method`.
pub type defray_method_kind = u32;

/// The enterprise account pays.
pub const DEFRAY_METHOD_ENTERPRISE: defray_method_kind = 1;
/// A cloud account was chosen that is not active yet. The payer `from` pays until it is active.
pub const DEFRAY_METHOD_OPENING: defray_method_kind = 2;
/// A cloud account pays.
pub const DEFRAY_METHOD_CLOUD_ACCOUNT: defray_method_kind = 3;
/// The workspace is dissolved. Usage that begins later has no payer (P5).
pub const DEFRAY_METHOD_DISSOLVED: defray_method_kind = 4;

/// A cloud account was chosen that is not active yet. The payer `from` pays until it is active.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_method_opening {
    /// The cloud account that was chosen.
    pub cloud_account: defray_str,
    /// The payer until the chosen cloud account is active.
    pub from: defray_payer,
}

/// The contents of a `defray_method`. Read only the member that belongs to its `kind`.
#[repr(C)]
#[derive(Clone, Copy)]
pub union defray_method_as {
    /// The contents when `kind` is `DEFRAY_METHOD_OPENING`.
    pub opening: defray_method_opening,
    /// The contents when `kind` is `DEFRAY_METHOD_CLOUD_ACCOUNT`.
    pub cloud_account: defray_str,
}

// SAFETY: all members consist of numbers and pointers, for which zero is a valid value.
unsafe impl Zero for defray_method_as {}

/// The current settlement method of a workspace.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_method {
    /// The alternative.
    pub kind: defray_method_kind,
    /// The contents of the alternative. An alternative without a member here has no contents.
    pub r#as: defray_method_as,
}

impl ToC for engine::core::method::Method {
    type C = defray_method;

    fn to_c(&self, arena: &Arena) -> defray_method {
        match self {
            Self::Enterprise => defray_method { kind: DEFRAY_METHOD_ENTERPRISE, r#as: nothing() },
            Self::Opening { cloud_account, from } => defray_method {
                kind: DEFRAY_METHOD_OPENING,
                r#as: defray_method_as {
                    opening: {
                        defray_method_opening {
                            cloud_account: arena.text(cloud_account.as_str()),
                            from: from.to_c(arena),
                        }
                    },
                },
            },
            Self::CloudAccount(value) => defray_method {
                kind: DEFRAY_METHOD_CLOUD_ACCOUNT,
                r#as: defray_method_as { cloud_account: arena.text(value.as_str()) },
            },
            Self::Dissolved => defray_method { kind: DEFRAY_METHOD_DISSOLVED, r#as: nothing() },
        }
    }
}

const DEFRAY_METHOD_KIND_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_METHOD_ENTERPRISE, c"enterprise"),
    (DEFRAY_METHOD_OPENING, c"opening"),
    (DEFRAY_METHOD_CLOUD_ACCOUNT, c"cloud_account"),
    (DEFRAY_METHOD_DISSOLVED, c"dissolved"),
];

/// Returns the name of the constant in the interchange form, such as `enterprise`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_method_kind_name(value: defray_method_kind) -> *const c_char {
    crate::names::name(value, DEFRAY_METHOD_KIND_NAMES)
}
