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

// Records of fund.
/// A kind of fund: a source of money in a waterfall.
pub type defray_fund = u32;

/// A voucher without a minimum bill.
pub const DEFRAY_FUND_ORDINARY_VOUCHER: defray_fund = 1;
/// A voucher that may have a minimum bill.
pub const DEFRAY_FUND_FULL_REDUCTION_VOUCHER: defray_fund = 2;
/// A stored-value card.
pub const DEFRAY_FUND_CARD: defray_fund = 3;
/// The account's cash.
pub const DEFRAY_FUND_CASH: defray_fund = 4;
/// The overdraft: a debt of the account, never a value that it has.
pub const DEFRAY_FUND_OVERDRAFT: defray_fund = 5;
/// The cloud account: the provider charges the customer through the marketplace subscription.
pub const DEFRAY_FUND_CLOUD_ACCOUNT: defray_fund = 6;

impl ToC for engine::core::fund::Fund {
    type C = defray_fund;

    fn to_c(&self, _: &Arena) -> defray_fund {
        match self {
            Self::OrdinaryVoucher => DEFRAY_FUND_ORDINARY_VOUCHER,
            Self::FullReductionVoucher => DEFRAY_FUND_FULL_REDUCTION_VOUCHER,
            Self::Card => DEFRAY_FUND_CARD,
            Self::Cash => DEFRAY_FUND_CASH,
            Self::Overdraft => DEFRAY_FUND_OVERDRAFT,
            Self::CloudAccount => DEFRAY_FUND_CLOUD_ACCOUNT,
        }
    }
}

impl FromC for engine::core::fund::Fund {
    type C = defray_fund;

    unsafe fn from_c(c: &defray_fund) -> Result<Self, InputFault> {
        match *c {
            DEFRAY_FUND_ORDINARY_VOUCHER => Ok(Self::OrdinaryVoucher),
            DEFRAY_FUND_FULL_REDUCTION_VOUCHER => Ok(Self::FullReductionVoucher),
            DEFRAY_FUND_CARD => Ok(Self::Card),
            DEFRAY_FUND_CASH => Ok(Self::Cash),
            DEFRAY_FUND_OVERDRAFT => Ok(Self::Overdraft),
            DEFRAY_FUND_CLOUD_ACCOUNT => Ok(Self::CloudAccount),
            other => Err(unknown_name(
                other,
                &["ordinary_voucher", "full_reduction_voucher", "card", "cash", "overdraft", "cloud_account"],
            )),
        }
    }
}

const DEFRAY_FUND_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_FUND_ORDINARY_VOUCHER, c"ordinary_voucher"),
    (DEFRAY_FUND_FULL_REDUCTION_VOUCHER, c"full_reduction_voucher"),
    (DEFRAY_FUND_CARD, c"card"),
    (DEFRAY_FUND_CASH, c"cash"),
    (DEFRAY_FUND_OVERDRAFT, c"overdraft"),
    (DEFRAY_FUND_CLOUD_ACCOUNT, c"cloud_account"),
];

/// Returns the name of the constant in the interchange form, such as `ordinary_voucher`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_fund_name(value: defray_fund) -> *const c_char {
    crate::names::name(value, DEFRAY_FUND_NAMES)
}

/// Writes the constant with a name such as `ordinary_voucher` to `*out`. Callable from any thread.
///
/// Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_fund_parse(
    text: defray_str,
    out: *mut defray_fund,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: by the contract of the function.
    unsafe { crate::names::parse(text, DEFRAY_FUND_NAMES, out, err) }
}

/// The kinds of lot: each lot is one voucher or one card.
pub type defray_lot_kind = u32;

/// A voucher without a minimum bill.
pub const DEFRAY_LOT_KIND_ORDINARY_VOUCHER: defray_lot_kind = 1;
/// A voucher that may have a minimum bill.
pub const DEFRAY_LOT_KIND_FULL_REDUCTION_VOUCHER: defray_lot_kind = 2;
/// A stored-value card.
pub const DEFRAY_LOT_KIND_CARD: defray_lot_kind = 3;

impl ToC for engine::core::fund::LotKind {
    type C = defray_lot_kind;

    fn to_c(&self, _: &Arena) -> defray_lot_kind {
        match self {
            Self::OrdinaryVoucher => DEFRAY_LOT_KIND_ORDINARY_VOUCHER,
            Self::FullReductionVoucher => DEFRAY_LOT_KIND_FULL_REDUCTION_VOUCHER,
            Self::Card => DEFRAY_LOT_KIND_CARD,
        }
    }
}

impl FromC for engine::core::fund::LotKind {
    type C = defray_lot_kind;

    unsafe fn from_c(c: &defray_lot_kind) -> Result<Self, InputFault> {
        match *c {
            DEFRAY_LOT_KIND_ORDINARY_VOUCHER => Ok(Self::OrdinaryVoucher),
            DEFRAY_LOT_KIND_FULL_REDUCTION_VOUCHER => Ok(Self::FullReductionVoucher),
            DEFRAY_LOT_KIND_CARD => Ok(Self::Card),
            other => Err(unknown_name(other, &["ordinary_voucher", "full_reduction_voucher", "card"])),
        }
    }
}

const DEFRAY_LOT_KIND_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_LOT_KIND_ORDINARY_VOUCHER, c"ordinary_voucher"),
    (DEFRAY_LOT_KIND_FULL_REDUCTION_VOUCHER, c"full_reduction_voucher"),
    (DEFRAY_LOT_KIND_CARD, c"card"),
];

/// Returns the name of the constant in the interchange form, such as `ordinary_voucher`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_lot_kind_name(value: defray_lot_kind) -> *const c_char {
    crate::names::name(value, DEFRAY_LOT_KIND_NAMES)
}

/// Writes the constant with a name such as `ordinary_voucher` to `*out`. Callable from any thread.
///
/// Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_lot_kind_parse(
    text: defray_str,
    out: *mut defray_lot_kind,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: by the contract of the function.
    unsafe { crate::names::parse(text, DEFRAY_LOT_KIND_NAMES, out, err) }
}

/// The alternative of a `defray_origin`.
pub type defray_origin_kind = u32;

/// A voucher issued by the vendor.
pub const DEFRAY_ORIGIN_ISSUED: defray_origin_kind = 1;
/// A card granted by a partner or the vendor.
pub const DEFRAY_ORIGIN_GRANTED: defray_origin_kind = 2;
/// A card bought from the account's cash.
pub const DEFRAY_ORIGIN_BOUGHT: defray_origin_kind = 3;
/// A voucher that came with the purchase of a card (M3).
pub const DEFRAY_ORIGIN_GIFT: defray_origin_kind = 4;
/// A card that was paid for in Huawei Cloud's market (M2).
pub const DEFRAY_ORIGIN_HUAWEI_ORDER: defray_origin_kind = 5;

/// A voucher that came with the purchase of a card (M3).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_origin_gift {
    /// The card that it came with.
    pub card: defray_str,
}

/// A card that was paid for in Huawei Cloud's market (M2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_origin_huawei_order {
    /// The number of the order.
    pub order: defray_str,
    /// The Huawei Cloud account that placed the order.
    pub huawei_account: defray_str,
}

/// The contents of a `defray_origin`. Read only the member that belongs to its `kind`.
#[repr(C)]
#[derive(Clone, Copy)]
pub union defray_origin_as {
    /// The contents when `kind` is `DEFRAY_ORIGIN_GIFT`.
    pub gift: defray_origin_gift,
    /// The contents when `kind` is `DEFRAY_ORIGIN_HUAWEI_ORDER`.
    pub huawei_order: defray_origin_huawei_order,
}

// SAFETY: all members consist of numbers and pointers, for which zero is a valid value.
unsafe impl Zero for defray_origin_as {}

/// The way in which a lot came to the account.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_origin {
    /// The alternative.
    pub kind: defray_origin_kind,
    /// The contents of the alternative. An alternative without a member here has no contents.
    pub r#as: defray_origin_as,
}

impl ToC for engine::core::fund::Origin {
    type C = defray_origin;

    fn to_c(&self, arena: &Arena) -> defray_origin {
        match self {
            Self::Issued => defray_origin { kind: DEFRAY_ORIGIN_ISSUED, r#as: nothing() },
            Self::Granted => defray_origin { kind: DEFRAY_ORIGIN_GRANTED, r#as: nothing() },
            Self::Bought => defray_origin { kind: DEFRAY_ORIGIN_BOUGHT, r#as: nothing() },
            Self::Gift { card } => defray_origin {
                kind: DEFRAY_ORIGIN_GIFT,
                r#as: defray_origin_as { gift: { defray_origin_gift { card: arena.text(card.as_str()) } } },
            },
            Self::HuaweiOrder { order, huawei_account } => defray_origin {
                kind: DEFRAY_ORIGIN_HUAWEI_ORDER,
                r#as: defray_origin_as {
                    huawei_order: {
                        defray_origin_huawei_order {
                            order: arena.text(order.as_str()),
                            huawei_account: arena.text(huawei_account.as_str()),
                        }
                    },
                },
            },
        }
    }
}

const DEFRAY_ORIGIN_KIND_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_ORIGIN_ISSUED, c"issued"),
    (DEFRAY_ORIGIN_GRANTED, c"granted"),
    (DEFRAY_ORIGIN_BOUGHT, c"bought"),
    (DEFRAY_ORIGIN_GIFT, c"gift"),
    (DEFRAY_ORIGIN_HUAWEI_ORDER, c"huawei_order"),
];

/// Returns the name of the constant in the interchange form, such as `issued`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_origin_kind_name(value: defray_origin_kind) -> *const c_char {
    crate::names::name(value, DEFRAY_ORIGIN_KIND_NAMES)
}

/// The state of a lot: whether it can still pay.
pub type defray_lot_state = u32;

/// The lot has value left and is neither expired nor void.
pub const DEFRAY_LOT_STATE_OPEN: defray_lot_state = 1;
/// All value of the lot was used.
pub const DEFRAY_LOT_STATE_EXHAUSTED: defray_lot_state = 2;
/// The validity of the lot has ended. The value that was left is lost.
pub const DEFRAY_LOT_STATE_EXPIRED: defray_lot_state = 3;
/// The lot was made void. The value that was left is lost.
pub const DEFRAY_LOT_STATE_VOID: defray_lot_state = 4;

impl ToC for engine::core::fund::LotState {
    type C = defray_lot_state;

    fn to_c(&self, _: &Arena) -> defray_lot_state {
        match self {
            Self::Open => DEFRAY_LOT_STATE_OPEN,
            Self::Exhausted => DEFRAY_LOT_STATE_EXHAUSTED,
            Self::Expired => DEFRAY_LOT_STATE_EXPIRED,
            Self::Void => DEFRAY_LOT_STATE_VOID,
        }
    }
}

const DEFRAY_LOT_STATE_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_LOT_STATE_OPEN, c"open"),
    (DEFRAY_LOT_STATE_EXHAUSTED, c"exhausted"),
    (DEFRAY_LOT_STATE_EXPIRED, c"expired"),
    (DEFRAY_LOT_STATE_VOID, c"void"),
];

/// Returns the name of the constant in the interchange form, such as `open`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_lot_state_name(value: defray_lot_state) -> *const c_char {
    crate::names::name(value, DEFRAY_LOT_STATE_NAMES)
}

/// Writes the constant with a name such as `open` to `*out`. Callable from any thread.
///
/// Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_lot_state_parse(
    text: defray_str,
    out: *mut defray_lot_state,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: by the contract of the function.
    unsafe { crate::names::parse(text, DEFRAY_LOT_STATE_NAMES, out, err) }
}

/// One voucher or one card.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_lot {
    /// The id of the lot, unique within its account.
    pub id: defray_str,
    /// The kind of the lot.
    pub kind: defray_lot_kind,
    /// The value of the lot when the account received it.
    pub face: defray_money,
    /// The value that is left in the lot, from zero to `face`.
    pub available: defray_money,
    /// The first instant at which the lot can pay.
    pub valid_from: defray_instant,
    /// The first instant at which the lot can no longer pay; absent: it never expires.
    pub valid_until: *const defray_instant,
    /// The smallest bill that the lot pays (W5). Only full-reduction vouchers have one.
    pub minimum_bill: *const defray_money,
    /// The instant at which the account received the lot.
    pub issued_at: defray_instant,
    /// The way in which the lot came to the account.
    pub origin: defray_origin,
    /// The state of the lot.
    pub state: defray_lot_state,
    /// The instant at which the lot left the state `open`; absent: it is open.
    pub closed_at: *const defray_instant,
}

impl ToC for engine::core::fund::Lot {
    type C = defray_lot;

    fn to_c(&self, arena: &Arena) -> defray_lot {
        let Self {
            id,
            kind,
            face,
            available,
            valid_from,
            valid_until,
            minimum_bill,
            issued_at,
            origin,
            state,
            closed_at,
        } = self;
        defray_lot {
            id: arena.text(id.as_str()),
            kind: kind.to_c(arena),
            face: face.to_c(arena),
            available: available.to_c(arena),
            valid_from: valid_from.to_c(arena),
            valid_until: arena.optional(valid_until.as_ref().map(|one| one.to_c(arena))),
            minimum_bill: arena.optional(minimum_bill.as_ref().map(|one| one.to_c(arena))),
            issued_at: issued_at.to_c(arena),
            origin: origin.to_c(arena),
            state: state.to_c(arena),
            closed_at: arena.optional(closed_at.as_ref().map(|one| one.to_c(arena))),
        }
    }
}

/// A page of a list. The caller frees it with `defray_lot_page_free`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_lot_page {
    /// The records, in order.
    pub items: *const defray_lot,
    /// The number of records in `items`.
    pub items_count: usize,
    /// The cursor of the next page; empty after the last page. It stays valid: a caller can store it, and pass it to a
    /// later snapshot.
    pub next: defray_str,
}

impl crate::pages::Page for defray_lot {
    type Page = defray_lot_page;

    fn page(items: *const Self, items_count: usize, next: defray_str) -> defray_lot_page {
        defray_lot_page { items, items_count, next }
    }
}

/// Frees the value that a function returned, and all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_lot_page_free(page: *const defray_lot_page) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(page) }
}
