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

// Records of cloud_account.
/// The states of `CLOUD_ACCOUNT_TABLE`.
pub type defray_cloud_account_state = u32;

/// The cloud account is linked. The marketplace has not confirmed it yet.
pub const DEFRAY_CLOUD_ACCOUNT_STATE_PENDING: defray_cloud_account_state = 1;
/// The cloud account pays.
pub const DEFRAY_CLOUD_ACCOUNT_STATE_ACTIVE: defray_cloud_account_state = 2;
/// The cloud account is suspended. Bills that it should pay are held (P3).
pub const DEFRAY_CLOUD_ACCOUNT_STATE_SUSPENDED: defray_cloud_account_state = 3;
/// The subscription was never in force, or the account withdrew the cloud account.
pub const DEFRAY_CLOUD_ACCOUNT_STATE_FAILED: defray_cloud_account_state = 4;
/// The subscription has ended. Usage from before the end can still be metered.
pub const DEFRAY_CLOUD_ACCOUNT_STATE_CLOSING: defray_cloud_account_state = 5;
/// The subscription has ended, and its metering deadline has passed. The cloud account pays nothing.
pub const DEFRAY_CLOUD_ACCOUNT_STATE_CLOSED: defray_cloud_account_state = 6;

impl ToC for engine::core::cloud_account::CloudAccountState {
    type C = defray_cloud_account_state;

    fn to_c(&self, _: &Arena) -> defray_cloud_account_state {
        match self {
            Self::Pending => DEFRAY_CLOUD_ACCOUNT_STATE_PENDING,
            Self::Active => DEFRAY_CLOUD_ACCOUNT_STATE_ACTIVE,
            Self::Suspended => DEFRAY_CLOUD_ACCOUNT_STATE_SUSPENDED,
            Self::Failed => DEFRAY_CLOUD_ACCOUNT_STATE_FAILED,
            Self::Closing => DEFRAY_CLOUD_ACCOUNT_STATE_CLOSING,
            Self::Closed => DEFRAY_CLOUD_ACCOUNT_STATE_CLOSED,
        }
    }
}

const DEFRAY_CLOUD_ACCOUNT_STATE_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_CLOUD_ACCOUNT_STATE_PENDING, c"pending"),
    (DEFRAY_CLOUD_ACCOUNT_STATE_ACTIVE, c"active"),
    (DEFRAY_CLOUD_ACCOUNT_STATE_SUSPENDED, c"suspended"),
    (DEFRAY_CLOUD_ACCOUNT_STATE_FAILED, c"failed"),
    (DEFRAY_CLOUD_ACCOUNT_STATE_CLOSING, c"closing"),
    (DEFRAY_CLOUD_ACCOUNT_STATE_CLOSED, c"closed"),
];

/// Returns the name of the constant in the interchange form, such as `pending`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_cloud_account_state_name(value: defray_cloud_account_state) -> *const c_char {
    crate::names::name(value, DEFRAY_CLOUD_ACCOUNT_STATE_NAMES)
}

/// Writes the constant with a name such as `pending` to `*out`. Callable from any thread.
///
/// Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_cloud_account_state_parse(
    text: defray_str,
    out: *mut defray_cloud_account_state,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: by the contract of the function.
    unsafe { crate::names::parse(text, DEFRAY_CLOUD_ACCOUNT_STATE_NAMES, out, err) }
}

/// The history of a subscription, as far as it concerns payment: the fold of the table over its signals.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_subscription_lifecycle {
    /// The state after the last signal. It is never `closed`: only the deadline leads there.
    pub state: defray_cloud_account_state,
    /// The instant at which the subscription became active for the first time. Under version 1 of the rules also the
    /// instant at which it was suspended before it was active.
    pub active_from: *const defray_instant,
    /// The instant at which the subscription ended.
    pub ended_at: *const defray_instant,
    /// The instant at which the subscription failed or was withdrawn.
    pub failed_at: *const defray_instant,
    /// Whether the link was given up: the account withdrew it, it was unlinked, or the marketplace stated another
    /// account (C4). No later message changes that.
    pub withdrawn: u8,
    /// The version of the rules under which the end or the failure was recorded; the current version before that.
    pub over_rules: u32,
    /// The instant since which the subscription is suspended; absent: it is not suspended.
    pub suspended_since: *const defray_instant,
}

impl ToC for engine::core::cloud_account::SubscriptionLifecycle {
    type C = defray_subscription_lifecycle;

    fn to_c(&self, arena: &Arena) -> defray_subscription_lifecycle {
        let Self { state, active_from, ended_at, failed_at, withdrawn, over_rules, suspended_since } = self;
        defray_subscription_lifecycle {
            state: state.to_c(arena),
            active_from: arena.optional(active_from.as_ref().map(|one| one.to_c(arena))),
            ended_at: arena.optional(ended_at.as_ref().map(|one| one.to_c(arena))),
            failed_at: arena.optional(failed_at.as_ref().map(|one| one.to_c(arena))),
            withdrawn: withdrawn.to_c(arena),
            over_rules: over_rules.to_c(arena),
            suspended_since: arena.optional(suspended_since.as_ref().map(|one| one.to_c(arena))),
        }
    }
}

/// How long the bills of a suspended cloud account wait (P3).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_patience {
    /// The instant from which on the enterprise account pays.
    pub deadline: defray_instant,
    /// The instant at which the customer is notified before; absent: there was or will be no notification.
    pub notice: *const defray_instant,
    /// Whether the deadline has passed: the enterprise account pays.
    pub over: u8,
}

impl ToC for engine::core::cloud_account::Patience {
    type C = defray_patience;

    fn to_c(&self, arena: &Arena) -> defray_patience {
        let Self { deadline, notice, over } = self;
        defray_patience {
            deadline: deadline.to_c(arena),
            notice: arena.optional(notice.as_ref().map(|one| one.to_c(arena))),
            over: over.to_c(arena),
        }
    }
}

/// The link of an account to one marketplace subscription.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_cloud_account {
    /// The id of the cloud account, given by the host.
    pub id: defray_str,
    /// The account that owns the cloud account.
    pub account: defray_str,
    /// The provider's identifiers of the subscription.
    pub subscription: defray_subscription,
    /// The instant at which the cloud account was linked.
    pub linked_at: defray_instant,
    /// The state of the cloud account.
    pub state: defray_cloud_account_state,
    /// The lifecycle of the subscription.
    pub lifecycle: defray_subscription_lifecycle,
    /// The instant until which usage from before the end can be metered; absent: the subscription has not ended.
    pub metering_deadline: *const defray_instant,
    /// How long its bills wait while it is suspended (P3); absent: it is not suspended, or was suspended under version
    /// 1 of the rules.
    pub patience: *const defray_patience,
    /// The cloud account that takes its place when it ends (T2); absent: there is none.
    pub successor: defray_str,
}

impl ToC for engine::core::cloud_account::CloudAccount {
    type C = defray_cloud_account;

    fn to_c(&self, arena: &Arena) -> defray_cloud_account {
        let Self { id, account, subscription, linked_at, state, lifecycle, metering_deadline, patience, successor } =
            self;
        defray_cloud_account {
            id: arena.text(id.as_str()),
            account: arena.text(account.as_str()),
            subscription: subscription.to_c(arena),
            linked_at: linked_at.to_c(arena),
            state: state.to_c(arena),
            lifecycle: lifecycle.to_c(arena),
            metering_deadline: arena.optional(metering_deadline.as_ref().map(|one| one.to_c(arena))),
            patience: arena.optional(patience.as_ref().map(|one| one.to_c(arena))),
            successor: arena.optional_text(successor.as_ref().map(|text| text.as_str())),
        }
    }
}

/// Frees the value that a function returned, and all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_cloud_account_free(cloud_account: *const defray_cloud_account) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(cloud_account) }
}

/// A page of a list. The caller frees it with `defray_cloud_account_page_free`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_cloud_account_page {
    /// The records, in order.
    pub items: *const defray_cloud_account,
    /// The number of records in `items`.
    pub items_count: usize,
    /// The cursor of the next page; empty after the last page. It stays valid: a caller can store it, and pass it to a
    /// later snapshot.
    pub next: defray_str,
}

impl crate::pages::Page for defray_cloud_account {
    type Page = defray_cloud_account_page;

    fn page(items: *const Self, items_count: usize, next: defray_str) -> defray_cloud_account_page {
        defray_cloud_account_page { items, items_count, next }
    }
}

/// Frees the value that a function returned, and all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_cloud_account_page_free(page: *const defray_cloud_account_page) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(page) }
}
