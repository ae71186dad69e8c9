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

// Records of metering.
/// The alternative of a `defray_metering_outcome`.
pub type defray_metering_outcome_kind = u32;

/// The provider accepted the record.
pub const DEFRAY_METERING_OUTCOME_ACCEPTED: defray_metering_outcome_kind = 1;
/// The provider had a record of that hour already, and keeps that one.
pub const DEFRAY_METERING_OUTCOME_DUPLICATE: defray_metering_outcome_kind = 2;
/// The provider rejected the record.
pub const DEFRAY_METERING_OUTCOME_REJECTED: defray_metering_outcome_kind = 3;
/// The provider takes no usage of this subscription, or takes it no longer.
pub const DEFRAY_METERING_OUTCOME_NOT_SUBSCRIBED: defray_metering_outcome_kind = 4;
/// The result is unknown, or the record must be sent again.
pub const DEFRAY_METERING_OUTCOME_UNPROCESSED: defray_metering_outcome_kind = 5;

/// The provider had a record of that hour already, and keeps that one.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_metering_outcome_duplicate {
    /// The quantity of the record that the provider has; absent: it is not known, and the usage record is disputed.
    pub quantity: *const u32,
}

/// The provider rejected the record.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_metering_outcome_rejected {
    /// The reason that the provider gave.
    pub reason: defray_str,
}

/// The contents of a `defray_metering_outcome`. Read only the member that belongs to its `kind`.
#[repr(C)]
#[derive(Clone, Copy)]
pub union defray_metering_outcome_as {
    /// The contents when `kind` is `DEFRAY_METERING_OUTCOME_DUPLICATE`.
    pub duplicate: defray_metering_outcome_duplicate,
    /// The contents when `kind` is `DEFRAY_METERING_OUTCOME_REJECTED`.
    pub rejected: defray_metering_outcome_rejected,
}

// SAFETY: all members consist of numbers and pointers, for which zero is a valid value.
unsafe impl Zero for defray_metering_outcome_as {}

/// The answer of a provider to a usage record.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_metering_outcome {
    /// The alternative.
    pub kind: defray_metering_outcome_kind,
    /// The contents of the alternative. An alternative without a member here has no contents.
    pub r#as: defray_metering_outcome_as,
}

impl ToC for engine::core::metering::MeteringOutcome {
    type C = defray_metering_outcome;

    fn to_c(&self, arena: &Arena) -> defray_metering_outcome {
        match self {
            Self::Accepted => defray_metering_outcome { kind: DEFRAY_METERING_OUTCOME_ACCEPTED, r#as: nothing() },
            Self::Duplicate { quantity } => defray_metering_outcome {
                kind: DEFRAY_METERING_OUTCOME_DUPLICATE,
                r#as: defray_metering_outcome_as {
                    duplicate: {
                        defray_metering_outcome_duplicate {
                            quantity: arena.optional(quantity.as_ref().map(|one| one.to_c(arena))),
                        }
                    },
                },
            },
            Self::Rejected { reason } => defray_metering_outcome {
                kind: DEFRAY_METERING_OUTCOME_REJECTED,
                r#as: defray_metering_outcome_as {
                    rejected: {
                        defray_metering_outcome_rejected {
                            reason: arena.optional_text(reason.as_ref().map(|text| text.as_str())),
                        }
                    },
                },
            },
            Self::NotSubscribed => {
                defray_metering_outcome { kind: DEFRAY_METERING_OUTCOME_NOT_SUBSCRIBED, r#as: nothing() }
            }
            Self::Unprocessed => defray_metering_outcome { kind: DEFRAY_METERING_OUTCOME_UNPROCESSED, r#as: nothing() },
        }
    }
}

impl FromC for engine::core::metering::MeteringOutcome {
    type C = defray_metering_outcome;

    unsafe fn from_c(c: &defray_metering_outcome) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(match c.kind {
                DEFRAY_METERING_OUTCOME_ACCEPTED => Self::Accepted,
                DEFRAY_METERING_OUTCOME_DUPLICATE => {
                    Self::Duplicate { quantity: optional(c.r#as.duplicate.quantity).within("quantity")? }
                }
                DEFRAY_METERING_OUTCOME_REJECTED => Self::Rejected {
                    reason: optional_text(&c.r#as.rejected.reason, engine::core::id::Note::new).within("reason")?,
                },
                DEFRAY_METERING_OUTCOME_NOT_SUBSCRIBED => Self::NotSubscribed,
                DEFRAY_METERING_OUTCOME_UNPROCESSED => Self::Unprocessed,
                other => {
                    return Err(unknown_name(
                        other,
                        &["accepted", "duplicate", "rejected", "not_subscribed", "unprocessed"],
                    ));
                }
            })
        }
    }
}

const DEFRAY_METERING_OUTCOME_KIND_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_METERING_OUTCOME_ACCEPTED, c"accepted"),
    (DEFRAY_METERING_OUTCOME_DUPLICATE, c"duplicate"),
    (DEFRAY_METERING_OUTCOME_REJECTED, c"rejected"),
    (DEFRAY_METERING_OUTCOME_NOT_SUBSCRIBED, c"not_subscribed"),
    (DEFRAY_METERING_OUTCOME_UNPROCESSED, c"unprocessed"),
];

/// Returns the name of the constant in the interchange form, such as `accepted`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_metering_outcome_kind_name(value: defray_metering_outcome_kind) -> *const c_char {
    crate::names::name(value, DEFRAY_METERING_OUTCOME_KIND_NAMES)
}

/// A point in a meter: all charges before one charge, and a part of that charge.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_meter_mark {
    /// The position of the charge that contains the mark.
    pub position: defray_entry_position,
    /// The part of the charge that lies before the mark.
    pub part: defray_money,
}

impl ToC for engine::core::metering::MeterMark {
    type C = defray_meter_mark;

    fn to_c(&self, arena: &Arena) -> defray_meter_mark {
        let Self { position, part } = self;
        defray_meter_mark { position: position.to_c(arena), part: part.to_c(arena) }
    }
}

/// The state of a usage record.
pub type defray_usage_state = u32;

/// The record was requested and has no answer yet.
pub const DEFRAY_USAGE_STATE_IN_FLIGHT: defray_usage_state = 1;
/// The provider accepted the record.
pub const DEFRAY_USAGE_STATE_ACCEPTED: defray_usage_state = 2;
/// The provider did not accept the record. Its charges wait again.
pub const DEFRAY_USAGE_STATE_VOID: defray_usage_state = 3;
/// The provider has another quantity of that hour than the record. It is not known which, so the record has no
/// final answer yet, and it is not sent again.
pub const DEFRAY_USAGE_STATE_DISPUTED: defray_usage_state = 4;
/// The record had no answer when the provider stopped accepting usage of that hour. Its charges fell back to
/// the enterprise account.
pub const DEFRAY_USAGE_STATE_TOO_LATE: defray_usage_state = 5;

impl ToC for engine::core::metering::UsageState {
    type C = defray_usage_state;

    fn to_c(&self, _: &Arena) -> defray_usage_state {
        match self {
            Self::InFlight => DEFRAY_USAGE_STATE_IN_FLIGHT,
            Self::Accepted => DEFRAY_USAGE_STATE_ACCEPTED,
            Self::Void => DEFRAY_USAGE_STATE_VOID,
            Self::Disputed => DEFRAY_USAGE_STATE_DISPUTED,
            Self::TooLate => DEFRAY_USAGE_STATE_TOO_LATE,
        }
    }
}

const DEFRAY_USAGE_STATE_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_USAGE_STATE_IN_FLIGHT, c"in_flight"),
    (DEFRAY_USAGE_STATE_ACCEPTED, c"accepted"),
    (DEFRAY_USAGE_STATE_VOID, c"void"),
    (DEFRAY_USAGE_STATE_DISPUTED, c"disputed"),
    (DEFRAY_USAGE_STATE_TOO_LATE, c"too_late"),
];

/// Returns the name of the constant in the interchange form, such as `in_flight`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_usage_state_name(value: defray_usage_state) -> *const c_char {
    crate::names::name(value, DEFRAY_USAGE_STATE_NAMES)
}

/// Writes the constant with a name such as `in_flight` to `*out`. Callable from any thread.
///
/// Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_usage_state_parse(
    text: defray_str,
    out: *mut defray_usage_state,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: by the contract of the function.
    unsafe { crate::names::parse(text, DEFRAY_USAGE_STATE_NAMES, out, err) }
}

/// The usage of one cloud account in one hour, as it is sent to the provider.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_usage_record {
    /// The number of the record. The provider receives it as defray's id of the record.
    pub number: defray_entry_position,
    /// The account that owns the cloud account.
    pub account: defray_str,
    /// The cloud account whose charges the record covers.
    pub cloud_account: defray_str,
    /// The name of the counted unit, as the provider defines it.
    pub dimension: defray_str,
    /// The start of the usage.
    pub start: defray_instant,
    /// The end of the usage, in the same clock hour as the start.
    pub end: defray_instant,
    /// The price of one unit.
    pub unit: defray_money,
    /// The quantity in units, above zero and at most 2 147 483 647.
    pub quantity: u32,
    /// The credit that is deducted: the record covers charges of `quantity` × `unit` plus this credit.
    pub credit: defray_money,
    /// The mark of the meter before the record; absent: the record begins with the first charge.
    pub from: *const defray_meter_mark,
    /// The mark up to which the record covers the charges.
    pub upto: defray_meter_mark,
    /// The state of the record.
    pub state: defray_usage_state,
    /// The instant at which the record was requested.
    pub requested_at: defray_instant,
    /// The instant at which the final answer of the provider was recorded, or at which the charges fell back without
    /// one; absent: neither has happened yet.
    pub settled_at: *const defray_instant,
    /// The quantity that the provider has; absent: the provider has not accepted the record.
    pub accepted: *const u32,
    /// The reason for which the provider rejected the record.
    pub reason: defray_str,
    /// The provider's own id of the record.
    pub provider_record: defray_str,
    /// The record can be sent before this instant. A record that has no answer then falls back (N2). Absent: the record
    /// was requested under version 1 of the rules, and never falls back without an answer.
    pub send_until: *const defray_instant,
}

impl ToC for engine::core::metering::UsageRecord {
    type C = defray_usage_record;

    fn to_c(&self, arena: &Arena) -> defray_usage_record {
        let Self {
            number,
            account,
            cloud_account,
            dimension,
            start,
            end,
            unit,
            quantity,
            credit,
            from,
            upto,
            state,
            requested_at,
            settled_at,
            accepted,
            reason,
            provider_record,
            send_until,
        } = self;
        defray_usage_record {
            number: number.to_c(arena),
            account: arena.text(account.as_str()),
            cloud_account: arena.text(cloud_account.as_str()),
            dimension: arena.text(dimension.as_str()),
            start: start.to_c(arena),
            end: end.to_c(arena),
            unit: unit.to_c(arena),
            quantity: quantity.to_c(arena),
            credit: credit.to_c(arena),
            from: arena.optional(from.as_ref().map(|one| one.to_c(arena))),
            upto: upto.to_c(arena),
            state: state.to_c(arena),
            requested_at: requested_at.to_c(arena),
            settled_at: arena.optional(settled_at.as_ref().map(|one| one.to_c(arena))),
            accepted: arena.optional(accepted.as_ref().map(|one| one.to_c(arena))),
            reason: arena.optional_text(reason.as_ref().map(|text| text.as_str())),
            provider_record: arena.optional_text(provider_record.as_ref().map(|text| text.as_str())),
            send_until: arena.optional(send_until.as_ref().map(|one| one.to_c(arena))),
        }
    }
}

/// Frees the value that a function returned, and all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_usage_record_free(usage_record: *const defray_usage_record) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(usage_record) }
}

/// A page of a list. The caller frees it with `defray_usage_record_page_free`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_usage_record_page {
    /// The records, in order.
    pub items: *const defray_usage_record,
    /// The number of records in `items`.
    pub items_count: usize,
    /// The cursor of the next page; empty after the last page. It stays valid: a caller can store it, and pass it to a
    /// later snapshot.
    pub next: defray_str,
}

impl crate::pages::Page for defray_usage_record {
    type Page = defray_usage_record_page;

    fn page(items: *const Self, items_count: usize, next: defray_str) -> defray_usage_record_page {
        defray_usage_record_page { items, items_count, next }
    }
}

/// Frees the value that a function returned, and all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_usage_record_page_free(page: *const defray_usage_record_page) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(page) }
}

/// A usage record that was requested and has no final answer yet.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_in_flight {
    /// The number of the usage record.
    pub record: defray_entry_position,
    /// The mark up to which the record covers the charges.
    pub upto: defray_meter_mark,
    /// The amount of charges that the record covers.
    pub taken: defray_money,
    /// The part of that amount that was refunded since the record was requested.
    pub reversed: defray_money,
}

impl ToC for engine::core::metering::InFlight {
    type C = defray_in_flight;

    fn to_c(&self, arena: &Arena) -> defray_in_flight {
        let Self { record, upto, taken, reversed } = self;
        defray_in_flight {
            record: record.to_c(arena),
            upto: upto.to_c(arena),
            taken: taken.to_c(arena),
            reversed: reversed.to_c(arena),
        }
    }
}

/// The meter of a cloud account: the charges that its provider accepted, those in flight, and those that wait.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_meter {
    /// The cloud account that is charged.
    pub cloud_account: defray_str,
    /// The account that owns the cloud account.
    pub account: defray_str,
    /// The amount that the provider accepted: units times their price.
    pub accepted: defray_money,
    /// The amount that waits for the next usage record.
    pub waiting: defray_money,
    /// The refunds of charges that the provider has accepted. The next usage record is smaller by this amount.
    pub credit: defray_money,
    /// The mark up to which the charges are accepted; absent: no charge is.
    pub head: *const defray_meter_mark,
    /// The usage record that was requested and has no final answer yet. It may be disputed.
    pub in_flight: *const defray_in_flight,
    /// The position of the last charge.
    pub last: *const defray_entry_position,
    /// The starts of the hours that were metered recently, earliest first.
    pub hours: *const defray_instant,
    /// The number of items in `hours`.
    pub hours_count: usize,
}

impl ToC for engine::core::metering::Meter {
    type C = defray_meter;

    fn to_c(&self, arena: &Arena) -> defray_meter {
        let Self { cloud_account, account, accepted, waiting, credit, head, in_flight, last, hours } = self;
        let (hours, hours_count) = arena.list(hours.iter().map(|one| one.to_c(arena)));
        defray_meter {
            cloud_account: arena.text(cloud_account.as_str()),
            account: arena.text(account.as_str()),
            accepted: accepted.to_c(arena),
            waiting: waiting.to_c(arena),
            credit: credit.to_c(arena),
            head: arena.optional(head.as_ref().map(|one| one.to_c(arena))),
            in_flight: arena.optional(in_flight.as_ref().map(|one| one.to_c(arena))),
            last: arena.optional(last.as_ref().map(|one| one.to_c(arena))),
            hours,
            hours_count,
        }
    }
}

/// Frees the value that a function returned, and all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_meter_free(meter: *const defray_meter) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(meter) }
}

/// A page of a list. The caller frees it with `defray_meter_page_free`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_meter_page {
    /// The records, in order.
    pub items: *const defray_meter,
    /// The number of records in `items`.
    pub items_count: usize,
    /// The cursor of the next page; empty after the last page. It stays valid: a caller can store it, and pass it to a
    /// later snapshot.
    pub next: defray_str,
}

impl crate::pages::Page for defray_meter {
    type Page = defray_meter_page;

    fn page(items: *const Self, items_count: usize, next: defray_str) -> defray_meter_page {
        defray_meter_page { items, items_count, next }
    }
}

/// Frees the value that a function returned, and all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_meter_page_free(page: *const defray_meter_page) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(page) }
}

/// The charge of a bill to a cloud account.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_charge {
    /// The bill that made the charge.
    pub bill: defray_str,
    /// The workspace that was used.
    pub workspace: defray_str,
    /// The position of the charge in the meter.
    pub position: defray_entry_position,
    /// The amount of the charge, above zero. It contains the part that the provider has accepted.
    pub amount: defray_money,
    /// The part in flight that was refunded since it was sent.
    pub reversed: defray_money,
}

impl ToC for engine::core::metering::Charge {
    type C = defray_charge;

    fn to_c(&self, arena: &Arena) -> defray_charge {
        let Self { bill, workspace, position, amount, reversed } = self;
        defray_charge {
            bill: arena.text(bill.as_str()),
            workspace: arena.text(workspace.as_str()),
            position: position.to_c(arena),
            amount: amount.to_c(arena),
            reversed: reversed.to_c(arena),
        }
    }
}
