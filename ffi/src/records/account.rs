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

// Records of account.
/// The language of a mail.
pub type defray_language = u32;

/// The language English.
pub const DEFRAY_LANGUAGE_ENGLISH: defray_language = 1;
/// Simplified Chinese.
pub const DEFRAY_LANGUAGE_CHINESE: defray_language = 2;

impl ToC for engine::core::account::Language {
    type C = defray_language;

    fn to_c(&self, _: &Arena) -> defray_language {
        match self {
            Self::English => DEFRAY_LANGUAGE_ENGLISH,
            Self::Chinese => DEFRAY_LANGUAGE_CHINESE,
        }
    }
}

impl FromC for engine::core::account::Language {
    type C = defray_language;

    unsafe fn from_c(c: &defray_language) -> Result<Self, InputFault> {
        match *c {
            DEFRAY_LANGUAGE_ENGLISH => Ok(Self::English),
            DEFRAY_LANGUAGE_CHINESE => Ok(Self::Chinese),
            other => Err(unknown_name(other, &["en", "zh"])),
        }
    }
}

const DEFRAY_LANGUAGE_NAMES: &[(u32, &std::ffi::CStr)] =
    &[(DEFRAY_LANGUAGE_ENGLISH, c"en"), (DEFRAY_LANGUAGE_CHINESE, c"zh")];

/// Returns the name of the constant in the interchange form, such as `en`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_language_name(value: defray_language) -> *const c_char {
    crate::names::name(value, DEFRAY_LANGUAGE_NAMES)
}

/// Writes the constant with a name such as `en` to `*out`. Callable from any thread.
///
/// Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_language_parse(
    text: defray_str,
    out: *mut defray_language,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: by the contract of the function.
    unsafe { crate::names::parse(text, DEFRAY_LANGUAGE_NAMES, out, err) }
}

/// The language and the time zone of the mails to an account.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_mail_settings {
    /// The language of the mails; absent: the default of the host.
    pub language: *const defray_language,
    /// The time zone of the instants in the mails; absent: the default of the host.
    pub time_zone: defray_str,
}

impl ToC for engine::core::account::MailSettings {
    type C = defray_mail_settings;

    fn to_c(&self, arena: &Arena) -> defray_mail_settings {
        let Self { language, time_zone } = self;
        defray_mail_settings {
            language: arena.optional(language.as_ref().map(|one| one.to_c(arena))),
            time_zone: arena.optional_text(time_zone.as_ref().map(|text| text.as_str())),
        }
    }
}

/// The metering deadline of a closing cloud account.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_closing {
    /// The instant at which the cloud account closes.
    pub deadline: defray_instant,
    /// The cloud account that closes.
    pub cloud_account: defray_str,
}

impl ToC for engine::core::account::Closing {
    type C = defray_closing;

    fn to_c(&self, arena: &Arena) -> defray_closing {
        let Self { deadline, cloud_account } = self;
        defray_closing { deadline: deadline.to_c(arena), cloud_account: arena.text(cloud_account.as_str()) }
    }
}

/// Sums over the whole history of an account. They balance at every step (A3): see `invariants`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_totals {
    /// The cash that was paid in.
    pub topped_up: defray_money,
    /// The faces of all vouchers, issued or received as gifts.
    pub vouchers: defray_money,
    /// The faces of cards that were granted or redeemed. A bought card is not counted: it was paid from cash.
    pub cards: defray_money,
    /// The amount charged to cloud accounts, less refunds.
    pub cloud_paid: defray_money,
    /// The amount of settled bills, less refunds.
    pub settled: defray_money,
    /// The value that expired in lots.
    pub expired: defray_money,
    /// The value of lots that were made void.
    pub voided: defray_money,
    /// The value that was forfeited when the account was closed.
    pub forfeited: defray_money,
    /// The amount of bills that are held now.
    pub held: defray_money,
}

impl ToC for engine::core::account::Totals {
    type C = defray_totals;

    fn to_c(&self, arena: &Arena) -> defray_totals {
        let Self { topped_up, vouchers, cards, cloud_paid, settled, expired, voided, forfeited, held } = self;
        defray_totals {
            topped_up: topped_up.to_c(arena),
            vouchers: vouchers.to_c(arena),
            cards: cards.to_c(arena),
            cloud_paid: cloud_paid.to_c(arena),
            settled: settled.to_c(arena),
            expired: expired.to_c(arena),
            voided: voided.to_c(arena),
            forfeited: forfeited.to_c(arena),
            held: held.to_c(arena),
        }
    }
}

/// A usage record in flight that falls back when it has no answer in time.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_sending {
    /// The instant at which the usage record falls back.
    pub until: defray_instant,
    /// The number of the usage record.
    pub record: defray_entry_position,
}

impl ToC for engine::core::account::Sending {
    type C = defray_sending;

    fn to_c(&self, arena: &Arena) -> defray_sending {
        let Self { until, record } = self;
        defray_sending { until: until.to_c(arena), record: record.to_c(arena) }
    }
}

/// The next due instant of a suspended cloud account (P3).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_suspension {
    /// The instant of the notice or, after it, of the deadline.
    pub due: defray_instant,
    /// The suspended cloud account.
    pub cloud_account: defray_str,
}

impl ToC for engine::core::account::Suspension {
    type C = defray_suspension;

    fn to_c(&self, arena: &Arena) -> defray_suspension {
        let Self { due, cloud_account } = self;
        defray_suspension { due: due.to_c(arena), cloud_account: arena.text(cloud_account.as_str()) }
    }
}

/// The bills of a UTC day that came after the metering deadline of their cloud account (P2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_not_metered_day {
    /// The start of the UTC day in which the bills were settled.
    pub day: defray_instant,
    /// The bills of each cloud account, in order of its id, at least one.
    pub cloud_accounts: *const defray_not_metered_bills,
    /// The number of items in `cloud_accounts`.
    pub cloud_accounts_count: usize,
}

impl ToC for engine::core::account::NotMeteredDay {
    type C = defray_not_metered_day;

    fn to_c(&self, arena: &Arena) -> defray_not_metered_day {
        let Self { day, cloud_accounts } = self;
        let (cloud_accounts, cloud_accounts_count) = arena.list(cloud_accounts.iter().map(|one| one.to_c(arena)));
        defray_not_metered_day { day: day.to_c(arena), cloud_accounts, cloud_accounts_count }
    }
}

/// The customer's account, with its wallet. Lots that can no longer pay are separate records.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_account {
    /// The id of the account.
    pub id: defray_str,
    /// The currency of the account. It never changes.
    pub currency: defray_currency,
    /// The instant at which the account was opened.
    pub opened_at: defray_instant,
    /// The instant at which the account was closed permanently; absent: it is open.
    pub closed_at: *const defray_instant,
    /// The policy of the account; absent: the default policy of the ledger applies.
    pub policy: *const defray_policy,
    /// The cash, never below zero.
    pub cash: defray_money,
    /// The debt, never below zero. When it is at least one payable unit, the account is in arrears.
    pub overdraft: defray_money,
    /// The standing: good, in arrears or locked.
    pub standing: defray_standing,
    /// The vouchers and cards that can pay, in the order in which they pay (W4).
    pub lots: *const defray_lot,
    /// The number of items in `lots`.
    pub lots_count: usize,
    /// The metering deadlines of its closing cloud accounts, earliest first.
    pub closings: *const defray_closing,
    /// The number of items in `closings`.
    pub closings_count: usize,
    /// The instant of the last decision about the account (T1).
    pub decided_at: defray_instant,
    /// The sums over the history of the account.
    pub totals: defray_totals,
    /// The usage records in flight that fall back when they have no answer in time, earliest first (N2).
    pub sendings: *const defray_sending,
    /// The number of items in `sendings`.
    pub sendings_count: usize,
    /// What falls due for its suspended cloud accounts, earliest first.
    pub suspensions: *const defray_suspension,
    /// The number of items in `suspensions`.
    pub suspensions_count: usize,
    /// The bills of the present UTC day that came after a metering deadline (P2), for the notification at the end of
    /// the day; absent: there are none.
    pub not_metered: *const defray_not_metered_day,
    /// The language and the time zone of its mails; absent: the account has set neither.
    pub mail_settings: *const defray_mail_settings,
}

impl ToC for engine::core::account::Account {
    type C = defray_account;

    fn to_c(&self, arena: &Arena) -> defray_account {
        let Self {
            id,
            currency,
            opened_at,
            closed_at,
            policy,
            cash,
            overdraft,
            standing,
            lots,
            closings,
            decided_at,
            totals,
            sendings,
            suspensions,
            not_metered,
            mail_settings,
        } = self;
        let (lots, lots_count) = arena.list(lots.iter().map(|one| one.to_c(arena)));
        let (closings, closings_count) = arena.list(closings.iter().map(|one| one.to_c(arena)));
        let (sendings, sendings_count) = arena.list(sendings.iter().map(|one| one.to_c(arena)));
        let (suspensions, suspensions_count) = arena.list(suspensions.iter().map(|one| one.to_c(arena)));
        defray_account {
            id: arena.text(id.as_str()),
            currency: currency.to_c(arena),
            opened_at: opened_at.to_c(arena),
            closed_at: arena.optional(closed_at.as_ref().map(|one| one.to_c(arena))),
            policy: arena.optional(policy.as_ref().map(|one| one.to_c(arena))),
            cash: cash.to_c(arena),
            overdraft: overdraft.to_c(arena),
            standing: standing.to_c(arena),
            lots,
            lots_count,
            closings,
            closings_count,
            decided_at: decided_at.to_c(arena),
            totals: totals.to_c(arena),
            sendings,
            sendings_count,
            suspensions,
            suspensions_count,
            not_metered: arena.optional(not_metered.as_ref().map(|one| one.to_c(arena))),
            mail_settings: arena.optional(mail_settings.as_ref().map(|one| one.to_c(arena))),
        }
    }
}

/// Frees the value that a function returned, and all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_account_free(account: *const defray_account) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(account) }
}

/// A page of a list. The caller frees it with `defray_account_page_free`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_account_page {
    /// The records, in order.
    pub items: *const defray_account,
    /// The number of records in `items`.
    pub items_count: usize,
    /// The cursor of the next page; empty after the last page. It stays valid: a caller can store it, and pass it to a
    /// later snapshot.
    pub next: defray_str,
}

impl crate::pages::Page for defray_account {
    type Page = defray_account_page;

    fn page(items: *const Self, items_count: usize, next: defray_str) -> defray_account_page {
        defray_account_page { items, items_count, next }
    }
}

/// Frees the value that a function returned, and all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_account_page_free(page: *const defray_account_page) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(page) }
}
