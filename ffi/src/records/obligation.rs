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

// Records of obligation.
/// An obligation's number: the journal position that raised it, then its place in that entry. Order of numbers is order of delivery (N3).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_obligation_number {
    /// The journal position.
    pub position: u64,
    /// The place in that entry, from 0.
    pub index: u32,
}

impl Lay for engine::core::obligation::ObligationNumber {
    type C = defray_obligation_number;

    fn lay(&self, arena: &Arena) -> defray_obligation_number {
        let Self { position, index } = self;
        defray_obligation_number { position: position.lay(arena), index: index.lay(arena) }
    }
}

impl Read for engine::core::obligation::ObligationNumber {
    type C = defray_obligation_number;

    unsafe fn read(c: &defray_obligation_number) -> Result<Self, Wrong> {
        // SAFETY: the caller vouches for every pointer in `c`, and for the member of a union that its `kind` names.
        unsafe {
            Ok(Self {
                position: Read::read(&c.position).within("position")?,
                index: Read::read(&c.index).within("index")?,
            })
        }
    }
}

/// Which alternative of `defray_mail` it is.
pub type defray_mail_kind = u32;

/// A marketplace ended a subscription; these workspaces are back on the enterprise account.
pub const DEFRAY_MAIL_METHOD_CHANGED_BY_FORCE: defray_mail_kind = 1;
/// The account has an overdraft.
pub const DEFRAY_MAIL_ARREARS_BEGUN: defray_mail_kind = 2;
/// The lock is near.
pub const DEFRAY_MAIL_DEADLINE_NEAR: defray_mail_kind = 3;
/// The deadline has passed.
pub const DEFRAY_MAIL_ACCOUNT_LOCKED: defray_mail_kind = 4;
/// The overdraft of a locked account was repaid.
pub const DEFRAY_MAIL_ACCOUNT_UNLOCKED: defray_mail_kind = 5;
/// Usage under a cloud account came too late to be metered there; the enterprise account paid (P2).
pub const DEFRAY_MAIL_BILL_NOT_METERED: defray_mail_kind = 6;
/// What was charged to a cloud account never got to its provider; the enterprise account pays (P2).
pub const DEFRAY_MAIL_USAGE_NOT_METERED: defray_mail_kind = 7;
/// For whoever runs the ledger: a marketplace's messages come only once somebody has opened an address.
pub const DEFRAY_MAIL_CONFIRM_SUBSCRIPTION: defray_mail_kind = 8;

/// A marketplace ended a subscription; these workspaces are back on the enterprise account.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_mail_method_changed_by_force {
    /// Whose they are.
    pub account: defray_str,
    /// The one that ended.
    pub cloud_account: defray_str,
    /// Where.
    pub provider: defray_provider,
    /// When.
    pub ended_at: defray_instant,
    /// All of them, in order of site and id.
    pub workspaces: *const defray_str,
    /// How many there are in `workspaces`.
    pub workspaces_count: usize,
}

/// The account has an overdraft.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_mail_arrears_begun {
    /// Whose.
    pub account: defray_str,
    /// How much now.
    pub overdraft: defray_money,
    /// Since when.
    pub since: defray_instant,
    /// When it is locked unless repaid.
    pub deadline: defray_instant,
}

/// The lock is near.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_mail_deadline_near {
    /// Whose.
    pub account: defray_str,
    /// How much now.
    pub overdraft: defray_money,
    /// When it is locked unless repaid.
    pub deadline: defray_instant,
}

/// The deadline has passed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_mail_account_locked {
    /// Whose.
    pub account: defray_str,
    /// How much now.
    pub overdraft: defray_money,
    /// Since when.
    pub since: defray_instant,
    /// When it was locked.
    pub deadline: defray_instant,
}

/// The overdraft of a locked account was repaid.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_mail_account_unlocked {
    /// Whose.
    pub account: defray_str,
}

/// Usage under a cloud account came too late to be metered there; the enterprise account paid (P2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_mail_bill_not_metered {
    /// Whose.
    pub account: defray_str,
    /// The bill.
    pub bill: defray_str,
    /// Whose usage.
    pub workspace: defray_str,
    /// How much.
    pub amount: defray_money,
    /// The one that should have paid.
    pub cloud_account: defray_str,
    /// When it ended.
    pub ended_at: defray_instant,
    /// Until when its usage could be metered.
    pub metering_deadline: defray_instant,
}

/// What was charged to a cloud account never got to its provider; the enterprise account pays (P2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_mail_usage_not_metered {
    /// Whose.
    pub account: defray_str,
    /// The one that should have paid.
    pub cloud_account: defray_str,
    /// Where.
    pub provider: defray_provider,
    /// Why.
    pub reason: defray_correction_reason,
    /// The bills, in the order in which they fell back.
    pub bills: *const defray_str,
    /// How many there are in `bills`.
    pub bills_count: usize,
    /// How much in all.
    pub amount: defray_money,
    /// When it ended, if it has.
    pub ended_at: *const defray_instant,
    /// Until when its usage could be metered, once it has ended.
    pub metering_deadline: *const defray_instant,
}

/// For whoever runs the ledger: a marketplace's messages come only once somebody has opened an address.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_mail_confirm_subscription {
    /// Whose messages.
    pub provider: defray_provider,
    /// The topic, by the provider's name.
    pub topic: defray_str,
    /// What to open, once. Whoever has it can subscribe.
    pub address: defray_str,
}

/// What comes with an alternative of `defray_mail`; only the member that `kind` names may be read.
#[repr(C)]
#[derive(Clone, Copy)]
pub union defray_mail_as {
    /// With `DEFRAY_MAIL_METHOD_CHANGED_BY_FORCE`.
    pub method_changed_by_force: defray_mail_method_changed_by_force,
    /// With `DEFRAY_MAIL_ARREARS_BEGUN`.
    pub arrears_begun: defray_mail_arrears_begun,
    /// With `DEFRAY_MAIL_DEADLINE_NEAR`.
    pub deadline_near: defray_mail_deadline_near,
    /// With `DEFRAY_MAIL_ACCOUNT_LOCKED`.
    pub account_locked: defray_mail_account_locked,
    /// With `DEFRAY_MAIL_ACCOUNT_UNLOCKED`.
    pub account_unlocked: defray_mail_account_unlocked,
    /// With `DEFRAY_MAIL_BILL_NOT_METERED`.
    pub bill_not_metered: defray_mail_bill_not_metered,
    /// With `DEFRAY_MAIL_USAGE_NOT_METERED`.
    pub usage_not_metered: defray_mail_usage_not_metered,
    /// With `DEFRAY_MAIL_CONFIRM_SUBSCRIPTION`.
    pub confirm_subscription: defray_mail_confirm_subscription,
}

// SAFETY: its members are made of numbers and pointers, for which zero is a value.
unsafe impl Zero for defray_mail_as {}

/// A mail to send, by template.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_mail {
    /// Which alternative it is.
    pub kind: defray_mail_kind,
    /// What comes with it. Nothing, for alternatives that have no member here.
    pub r#as: defray_mail_as,
}

impl Lay for engine::core::obligation::Mail {
    type C = defray_mail;

    fn lay(&self, arena: &Arena) -> defray_mail {
        match self {
            Self::MethodChangedByForce { account, cloud_account, provider, ended_at, workspaces } => defray_mail {
                kind: DEFRAY_MAIL_METHOD_CHANGED_BY_FORCE,
                r#as: defray_mail_as {
                    method_changed_by_force: {
                        let (workspaces, workspaces_count) =
                            arena.list(workspaces.iter().map(|one| arena.text(one.as_str())));
                        defray_mail_method_changed_by_force {
                            account: arena.text(account.as_str()),
                            cloud_account: arena.text(cloud_account.as_str()),
                            provider: provider.lay(arena),
                            ended_at: ended_at.lay(arena),
                            workspaces,
                            workspaces_count,
                        }
                    },
                },
            },
            Self::ArrearsBegun { account, overdraft, since, deadline } => defray_mail {
                kind: DEFRAY_MAIL_ARREARS_BEGUN,
                r#as: defray_mail_as {
                    arrears_begun: {
                        defray_mail_arrears_begun {
                            account: arena.text(account.as_str()),
                            overdraft: overdraft.lay(arena),
                            since: since.lay(arena),
                            deadline: deadline.lay(arena),
                        }
                    },
                },
            },
            Self::DeadlineNear { account, overdraft, deadline } => defray_mail {
                kind: DEFRAY_MAIL_DEADLINE_NEAR,
                r#as: defray_mail_as {
                    deadline_near: {
                        defray_mail_deadline_near {
                            account: arena.text(account.as_str()),
                            overdraft: overdraft.lay(arena),
                            deadline: deadline.lay(arena),
                        }
                    },
                },
            },
            Self::AccountLocked { account, overdraft, since, deadline } => defray_mail {
                kind: DEFRAY_MAIL_ACCOUNT_LOCKED,
                r#as: defray_mail_as {
                    account_locked: {
                        defray_mail_account_locked {
                            account: arena.text(account.as_str()),
                            overdraft: overdraft.lay(arena),
                            since: since.lay(arena),
                            deadline: deadline.lay(arena),
                        }
                    },
                },
            },
            Self::AccountUnlocked { account } => defray_mail {
                kind: DEFRAY_MAIL_ACCOUNT_UNLOCKED,
                r#as: defray_mail_as {
                    account_unlocked: { defray_mail_account_unlocked { account: arena.text(account.as_str()) } },
                },
            },
            Self::BillNotMetered { account, bill, workspace, amount, cloud_account, ended_at, metering_deadline } => {
                defray_mail {
                    kind: DEFRAY_MAIL_BILL_NOT_METERED,
                    r#as: defray_mail_as {
                        bill_not_metered: {
                            defray_mail_bill_not_metered {
                                account: arena.text(account.as_str()),
                                bill: arena.text(bill.as_str()),
                                workspace: arena.text(workspace.as_str()),
                                amount: amount.lay(arena),
                                cloud_account: arena.text(cloud_account.as_str()),
                                ended_at: ended_at.lay(arena),
                                metering_deadline: metering_deadline.lay(arena),
                            }
                        },
                    },
                }
            }
            Self::UsageNotMetered {
                account,
                cloud_account,
                provider,
                reason,
                bills,
                amount,
                ended_at,
                metering_deadline,
            } => defray_mail {
                kind: DEFRAY_MAIL_USAGE_NOT_METERED,
                r#as: defray_mail_as {
                    usage_not_metered: {
                        let (bills, bills_count) = arena.list(bills.iter().map(|one| arena.text(one.as_str())));
                        defray_mail_usage_not_metered {
                            account: arena.text(account.as_str()),
                            cloud_account: arena.text(cloud_account.as_str()),
                            provider: provider.lay(arena),
                            reason: reason.lay(arena),
                            bills,
                            bills_count,
                            amount: amount.lay(arena),
                            ended_at: arena.optional(ended_at.as_ref().map(|one| one.lay(arena))),
                            metering_deadline: arena.optional(metering_deadline.as_ref().map(|one| one.lay(arena))),
                        }
                    },
                },
            },
            Self::ConfirmSubscription { provider, topic, address } => defray_mail {
                kind: DEFRAY_MAIL_CONFIRM_SUBSCRIPTION,
                r#as: defray_mail_as {
                    confirm_subscription: {
                        defray_mail_confirm_subscription {
                            provider: provider.lay(arena),
                            topic: arena.text(topic.as_str()),
                            address: arena.text(address.as_str()),
                        }
                    },
                },
            },
        }
    }
}

const DEFRAY_MAIL_KIND_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_MAIL_METHOD_CHANGED_BY_FORCE, c"method_changed_by_force"),
    (DEFRAY_MAIL_ARREARS_BEGUN, c"arrears_begun"),
    (DEFRAY_MAIL_DEADLINE_NEAR, c"deadline_near"),
    (DEFRAY_MAIL_ACCOUNT_LOCKED, c"account_locked"),
    (DEFRAY_MAIL_ACCOUNT_UNLOCKED, c"account_unlocked"),
    (DEFRAY_MAIL_BILL_NOT_METERED, c"bill_not_metered"),
    (DEFRAY_MAIL_USAGE_NOT_METERED, c"usage_not_metered"),
    (DEFRAY_MAIL_CONFIRM_SUBSCRIPTION, c"confirm_subscription"),
];

/// Its name in the interchange form, such as `method_changed_by_force`; an empty text for a number that names nothing. Never NULL, never
/// freed, NUL-terminated. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_mail_kind_name(value: defray_mail_kind) -> *const c_char {
    crate::names::name(value, DEFRAY_MAIL_KIND_NAMES)
}

/// Something owed, kept after it was done so that the history can be shown.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_obligation {
    /// Its number.
    pub number: defray_obligation_number,
    /// When it was raised.
    pub raised_at: defray_instant,
    /// What is owed.
    pub mail: defray_mail,
    /// When it was acknowledged; absent: it is still owed.
    pub acknowledged_at: *const defray_instant,
}

impl Lay for engine::core::obligation::Obligation {
    type C = defray_obligation;

    fn lay(&self, arena: &Arena) -> defray_obligation {
        let Self { number, raised_at, mail, acknowledged_at } = self;
        defray_obligation {
            number: number.lay(arena),
            raised_at: raised_at.lay(arena),
            mail: mail.lay(arena),
            acknowledged_at: arena.optional(acknowledged_at.as_ref().map(|one| one.lay(arena))),
        }
    }
}

/// Frees what a function gave, with all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_obligation_free(obligation: *const defray_obligation) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(obligation) }
}

/// A page of a list; freed with `defray_obligation_page_free`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_obligation_page {
    /// The records, in order.
    pub items: *const defray_obligation,
    /// How many there are in `items`.
    pub items_count: usize,
    /// The cursor for the next page; empty: this was the last. It is text that may be kept, in a file too, and given to a
    /// later snapshot.
    pub next: defray_str,
}

impl crate::pages::Page for defray_obligation {
    type Page = defray_obligation_page;

    fn page(items: *const Self, items_count: usize, next: defray_str) -> defray_obligation_page {
        defray_obligation_page { items, items_count, next }
    }
}

/// Frees what a function gave, with all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_obligation_page_free(page: *const defray_obligation_page) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(page) }
}
