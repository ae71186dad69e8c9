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
use crate::text::*;
use crate::values::*;
use std::ffi::c_char;

// Records of metering.
/// Which alternative of `defray_metering_outcome` it is.
pub type defray_metering_outcome_kind = u32;

/// It has it.
pub const DEFRAY_METERING_OUTCOME_ACCEPTED: defray_metering_outcome_kind = 1;
/// It had a record of that hour already, and keeps that one.
pub const DEFRAY_METERING_OUTCOME_DUPLICATE: defray_metering_outcome_kind = 2;
/// It refuses it.
pub const DEFRAY_METERING_OUTCOME_REJECTED: defray_metering_outcome_kind = 3;
/// It takes no usage of this subscription, or no more.
pub const DEFRAY_METERING_OUTCOME_NOT_SUBSCRIBED: defray_metering_outcome_kind = 4;
/// Nobody knows, or it should be sent again.
pub const DEFRAY_METERING_OUTCOME_UNPROCESSED: defray_metering_outcome_kind = 5;

/// It had a record of that hour already, and keeps that one.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_metering_outcome_duplicate {
    /// What it has; absent: the same as ours.
    pub quantity: *const u32,
}

/// It refuses it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_metering_outcome_rejected {
    /// Why.
    pub reason: defray_str,
}

/// What comes with an alternative of `defray_metering_outcome`; only the member that `kind` names may be read.
#[repr(C)]
#[derive(Clone, Copy)]
pub union defray_metering_outcome_as {
    /// With `DEFRAY_METERING_OUTCOME_DUPLICATE`.
    pub duplicate: defray_metering_outcome_duplicate,
    /// With `DEFRAY_METERING_OUTCOME_REJECTED`.
    pub rejected: defray_metering_outcome_rejected,
}

// SAFETY: its members are made of numbers and pointers, for which zero is a value.
unsafe impl Zero for defray_metering_outcome_as {}

/// What a provider answered to a usage record.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_metering_outcome {
    /// Which alternative it is.
    pub kind: defray_metering_outcome_kind,
    /// What comes with it. Nothing, for alternatives that have no member here.
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
        // SAFETY: the caller vouches for every pointer in `c`, and for the member of a union that its `kind` names.
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

/// Its name in the interchange form, such as `accepted`; an empty text for a number that names nothing. Never NULL, never
/// freed, NUL-terminated. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_metering_outcome_kind_name(value: defray_metering_outcome_kind) -> *const c_char {
    crate::names::name(value, DEFRAY_METERING_OUTCOME_KIND_NAMES)
}

/// A point in a meter: everything before a charge, and a part of that charge.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_meter_mark {
    /// The position of the charge in which the mark stands.
    pub position: defray_entry_position,
    /// How much of the charge lies before the mark.
    pub part: defray_money,
}

impl ToC for engine::core::metering::MeterMark {
    type C = defray_meter_mark;

    fn to_c(&self, arena: &Arena) -> defray_meter_mark {
        let Self { position, part } = self;
        defray_meter_mark { position: position.to_c(arena), part: part.to_c(arena) }
    }
}

/// What became of a usage record.
pub type defray_usage_state = u32;

/// Asked for, not answered.
pub const DEFRAY_USAGE_STATE_IN_FLIGHT: defray_usage_state = 1;
/// The provider has it.
pub const DEFRAY_USAGE_STATE_ACCEPTED: defray_usage_state = 2;
/// The provider does not have it: what it took waits again.
pub const DEFRAY_USAGE_STATE_VOID: defray_usage_state = 3;

impl ToC for engine::core::metering::UsageState {
    type C = defray_usage_state;

    fn to_c(&self, _: &Arena) -> defray_usage_state {
        match self {
            Self::InFlight => DEFRAY_USAGE_STATE_IN_FLIGHT,
            Self::Accepted => DEFRAY_USAGE_STATE_ACCEPTED,
            Self::Void => DEFRAY_USAGE_STATE_VOID,
        }
    }
}

const DEFRAY_USAGE_STATE_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_USAGE_STATE_IN_FLIGHT, c"in_flight"),
    (DEFRAY_USAGE_STATE_ACCEPTED, c"accepted"),
    (DEFRAY_USAGE_STATE_VOID, c"void"),
];

/// Its name in the interchange form, such as `in_flight`; an empty text for a number that names nothing. Never NULL, never
/// freed, NUL-terminated. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_usage_state_name(value: defray_usage_state) -> *const c_char {
    crate::names::name(value, DEFRAY_USAGE_STATE_NAMES)
}

/// The number of a name such as `in_flight`. Any thread.
///
/// Fails with `DEFRAY_ERR_UNKNOWN_NAME` when nothing is called so; `*out` is then 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_usage_state_parse(
    text: defray_str,
    out: *mut defray_usage_state,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the function's contract says.
    unsafe { crate::names::parse(text, DEFRAY_USAGE_STATE_NAMES, out, err) }
}

/// Usage of one cloud account in one hour, as it goes to the provider.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_usage_record {
    /// Its number: what a provider gets as our id of it.
    pub number: defray_entry_position,
    /// Whose it is.
    pub account: defray_str,
    /// Whose charges it carries.
    pub cloud_account: defray_str,
    /// What is counted, by the provider's name for it.
    pub dimension: defray_str,
    /// The beginning of its time.
    pub start: defray_instant,
    /// The end of it: within the same clock hour.
    pub end: defray_instant,
    /// The price of one unit.
    pub unit: defray_money,
    /// How many units, above zero and at most 2 147 483 647.
    pub quantity: u32,
    /// The credit that is set off: what it takes of the charges is `quantity` × `unit` and this.
    pub credit: defray_money,
    /// Where the meter stood before; absent: at its very beginning.
    pub from: *const defray_meter_mark,
    /// Up to where it takes the charges.
    pub upto: defray_meter_mark,
    /// What became of it.
    pub state: defray_usage_state,
    /// When it was asked for.
    pub requested_at: defray_instant,
    /// When the provider's answer was recorded.
    pub settled_at: *const defray_instant,
    /// The quantity that the provider has.
    pub accepted: *const u32,
    /// Why the provider refused it.
    pub reason: defray_str,
    /// The provider's own id of it.
    pub provider_record: defray_str,
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
        }
    }
}

/// Frees what a function gave, with all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_usage_record_free(usage_record: *const defray_usage_record) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(usage_record) }
}

/// A page of a list; freed with `defray_usage_record_page_free`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_usage_record_page {
    /// The records, in order.
    pub items: *const defray_usage_record,
    /// How many there are in `items`.
    pub items_count: usize,
    /// The cursor for the next page; empty: this was the last. It is text that may be kept, in a file too, and given to a
    /// later snapshot.
    pub next: defray_str,
}

impl crate::pages::Page for defray_usage_record {
    type Page = defray_usage_record_page;

    fn page(items: *const Self, items_count: usize, next: defray_str) -> defray_usage_record_page {
        defray_usage_record_page { items, items_count, next }
    }
}

/// Frees what a function gave, with all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_usage_record_page_free(page: *const defray_usage_record_page) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(page) }
}

/// A usage record that was asked for and not answered.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_in_flight {
    /// Its number.
    pub record: defray_entry_position,
    /// Up to where it takes the meter's charges.
    pub upto: defray_meter_mark,
    /// How much it takes.
    pub taken: defray_money,
    /// How much of that was given back meanwhile.
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

/// What a cloud account's provider has of its charges, and what not.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_meter {
    /// Whose charges.
    pub cloud_account: defray_str,
    /// Whose cloud account.
    pub account: defray_str,
    /// What the provider accepted, in money: units times their price.
    pub accepted: defray_money,
    /// What waits for the next usage record.
    pub waiting: defray_money,
    /// What came back of charges that the provider has: the next record is smaller by it.
    pub credit: defray_money,
    /// Up to where the charges are accepted; absent: none is.
    pub head: *const defray_meter_mark,
    /// The record that was asked for and not answered.
    pub in_flight: *const defray_in_flight,
    /// The last charge's place.
    pub last: *const defray_entry_position,
    /// The beginnings of the hours that were metered lately, earliest first.
    pub hours: *const defray_instant,
    /// How many there are in `hours`.
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

/// Frees what a function gave, with all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_meter_free(meter: *const defray_meter) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(meter) }
}

/// A page of a list; freed with `defray_meter_page_free`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_meter_page {
    /// The records, in order.
    pub items: *const defray_meter,
    /// How many there are in `items`.
    pub items_count: usize,
    /// The cursor for the next page; empty: this was the last. It is text that may be kept, in a file too, and given to a
    /// later snapshot.
    pub next: defray_str,
}

impl crate::pages::Page for defray_meter {
    type Page = defray_meter_page;

    fn page(items: *const Self, items_count: usize, next: defray_str) -> defray_meter_page {
        defray_meter_page { items, items_count, next }
    }
}

/// Frees what a function gave, with all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_meter_page_free(page: *const defray_meter_page) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(page) }
}

/// What a bill charges to a cloud account.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_charge {
    /// The bill.
    pub bill: defray_str,
    /// Whose usage.
    pub workspace: defray_str,
    /// Its position in the meter.
    pub position: defray_entry_position,
    /// How much, what the provider has already included; above zero.
    pub amount: defray_money,
    /// How much of what is in flight was given back meanwhile.
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
