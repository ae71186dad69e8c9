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

// Records of matching.
/// Why the signals of a subscription wait for a link.
pub type defray_unmatched_reason = u32;

/// The subscription was never linked.
pub const DEFRAY_UNMATCHED_REASON_NOT_LINKED: defray_unmatched_reason = 1;
/// The last link was given up, and the marketplace stated another account than the link names (C4).
pub const DEFRAY_UNMATCHED_REASON_CONTRADICTS_LINK: defray_unmatched_reason = 2;
/// The last link was given up: it was withdrawn or undone.
pub const DEFRAY_UNMATCHED_REASON_WITHDRAWN: defray_unmatched_reason = 3;
/// The subscription of the last link has ended, and its reusable identity has a new period.
pub const DEFRAY_UNMATCHED_REASON_NEXT_PERIOD: defray_unmatched_reason = 4;
/// The last link belongs to an account that was closed before the signals.
pub const DEFRAY_UNMATCHED_REASON_ACCOUNT_CLOSED: defray_unmatched_reason = 5;

impl ToC for engine::core::matching::UnmatchedReason {
    type C = defray_unmatched_reason;

    fn to_c(&self, _: &Arena) -> defray_unmatched_reason {
        match self {
            Self::NotLinked => DEFRAY_UNMATCHED_REASON_NOT_LINKED,
            Self::ContradictsLink => DEFRAY_UNMATCHED_REASON_CONTRADICTS_LINK,
            Self::Withdrawn => DEFRAY_UNMATCHED_REASON_WITHDRAWN,
            Self::NextPeriod => DEFRAY_UNMATCHED_REASON_NEXT_PERIOD,
            Self::AccountClosed => DEFRAY_UNMATCHED_REASON_ACCOUNT_CLOSED,
        }
    }
}

const DEFRAY_UNMATCHED_REASON_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_UNMATCHED_REASON_NOT_LINKED, c"not_linked"),
    (DEFRAY_UNMATCHED_REASON_CONTRADICTS_LINK, c"contradicts_link"),
    (DEFRAY_UNMATCHED_REASON_WITHDRAWN, c"withdrawn"),
    (DEFRAY_UNMATCHED_REASON_NEXT_PERIOD, c"next_period"),
    (DEFRAY_UNMATCHED_REASON_ACCOUNT_CLOSED, c"account_closed"),
];

/// Returns the name of the constant in the interchange form, such as `not_linked`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_unmatched_reason_name(value: defray_unmatched_reason) -> *const c_char {
    crate::names::name(value, DEFRAY_UNMATCHED_REASON_NAMES)
}

/// Writes the constant with a name such as `not_linked` to `*out`. Callable from any thread.
///
/// Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_unmatched_reason_parse(
    text: defray_str,
    out: *mut defray_unmatched_reason,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: by the contract of the function.
    unsafe { crate::names::parse(text, DEFRAY_UNMATCHED_REASON_NAMES, out, err) }
}

/// A subscription with signals that wait for a link, and what a link has to name.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_unmatched_subscription {
    /// The identity of the subscription.
    pub identity: defray_str,
    /// The marketplace of the subscription.
    pub provider: defray_provider,
    /// The number of signals that wait, at least 1.
    pub signals: u32,
    /// The instant at which the first of them happened.
    pub first: defray_instant,
    /// The instant at which the last of them happened.
    pub last: defray_instant,
    /// The state that a link made now would begin with. If it is closing or failed, no link is possible.
    pub state: defray_cloud_account_state,
    /// The accounts that the marketplace stated for the subscription, in the order in which they were received (C4).
    pub stated_accounts: *const defray_str,
    /// The number of items in `stated_accounts`.
    pub stated_accounts_count: usize,
    /// Why the signals wait.
    pub reason: defray_unmatched_reason,
    /// What a link has to name, as far as it is known; absent: no link is possible.
    pub subscription: *const defray_known_identifiers,
    /// The instant at which the subscription ended or failed, so that no link is possible; absent: a link is possible.
    pub subscription_ended: *const defray_instant,
    /// The instant from which a link is possible: the metering deadline of the last link's cloud account, which is
    /// closing; absent: no cloud account is closing.
    pub link_from: *const defray_instant,
    /// The cloud accounts whose successor the marketplace stated the subscription to be (T2), in order of id. The
    /// account of one of them should link it.
    pub succeeds: *const defray_str,
    /// The number of items in `succeeds`.
    pub succeeds_count: usize,
}

impl ToC for engine::core::matching::UnmatchedSubscription {
    type C = defray_unmatched_subscription;

    fn to_c(&self, arena: &Arena) -> defray_unmatched_subscription {
        let Self {
            identity,
            provider,
            signals,
            first,
            last,
            state,
            stated_accounts,
            reason,
            subscription,
            subscription_ended,
            link_from,
            succeeds,
        } = self;
        let (stated_accounts, stated_accounts_count) =
            arena.list(stated_accounts.iter().map(|one| arena.text(one.as_str())));
        let (succeeds, succeeds_count) = arena.list(succeeds.iter().map(|one| arena.text(one.as_str())));
        defray_unmatched_subscription {
            identity: arena.text(identity.as_str()),
            provider: provider.to_c(arena),
            signals: signals.to_c(arena),
            first: first.to_c(arena),
            last: last.to_c(arena),
            state: state.to_c(arena),
            stated_accounts,
            stated_accounts_count,
            reason: reason.to_c(arena),
            subscription: arena.optional(subscription.as_ref().map(|one| one.to_c(arena))),
            subscription_ended: arena.optional(subscription_ended.as_ref().map(|one| one.to_c(arena))),
            link_from: arena.optional(link_from.as_ref().map(|one| one.to_c(arena))),
            succeeds,
            succeeds_count,
        }
    }
}

/// A page of a list. The caller frees it with `defray_unmatched_subscription_page_free`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_unmatched_subscription_page {
    /// The records, in order.
    pub items: *const defray_unmatched_subscription,
    /// The number of records in `items`.
    pub items_count: usize,
    /// The cursor of the next page; empty after the last page. It stays valid: a caller can store it, and pass it to a
    /// later snapshot.
    pub next: defray_str,
}

impl crate::pages::Page for defray_unmatched_subscription {
    type Page = defray_unmatched_subscription_page;

    fn page(items: *const Self, items_count: usize, next: defray_str) -> defray_unmatched_subscription_page {
        defray_unmatched_subscription_page { items, items_count, next }
    }
}

/// Frees the value that a function returned, and all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_unmatched_subscription_page_free(page: *const defray_unmatched_subscription_page) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(page) }
}
