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

// Records of outbox.
/// A workspace whose chosen cloud account is not active yet.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_still_opening {
    /// The workspace.
    pub workspace: defray_str,
    /// The cloud account that pays as soon as it is active.
    pub cloud_account: defray_str,
}

impl ToC for engine::core::outbox::StillOpening {
    type C = defray_still_opening;

    fn to_c(&self, arena: &Arena) -> defray_still_opening {
        let Self { workspace, cloud_account } = self;
        defray_still_opening {
            workspace: arena.text(workspace.as_str()),
            cloud_account: arena.text(cloud_account.as_str()),
        }
    }
}

/// The sum of settled bills that one payer paid, and that another payer pays now.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_corrected_sum {
    /// The payer before.
    pub from: defray_payer,
    /// The payer now.
    pub payer: defray_payer,
    /// The number of bills.
    pub bills: u32,
    /// The amount that was refunded to the payer before and paid again, above zero.
    pub amount: defray_money,
}

impl ToC for engine::core::outbox::CorrectedSum {
    type C = defray_corrected_sum;

    fn to_c(&self, arena: &Arena) -> defray_corrected_sum {
        let Self { from, payer, bills, amount } = self;
        defray_corrected_sum {
            from: from.to_c(arena),
            payer: payer.to_c(arena),
            bills: bills.to_c(arena),
            amount: amount.to_c(arena),
        }
    }
}

/// A workspace with its display name.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_named_workspace {
    /// The workspace.
    pub workspace: defray_str,
    /// The name by which people know it.
    pub display_name: defray_str,
}

impl ToC for engine::core::outbox::NamedWorkspace {
    type C = defray_named_workspace;

    fn to_c(&self, arena: &Arena) -> defray_named_workspace {
        let Self { workspace, display_name } = self;
        defray_named_workspace {
            workspace: arena.text(workspace.as_str()),
            display_name: arena.text(display_name.as_str()),
        }
    }
}

/// A workspace, and its payer now.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_workspace_payer {
    /// The workspace.
    pub workspace: defray_str,
    /// The payer.
    pub payer: defray_payer,
}

impl ToC for engine::core::outbox::WorkspacePayer {
    type C = defray_workspace_payer;

    fn to_c(&self, arena: &Arena) -> defray_workspace_payer {
        let Self { workspace, payer } = self;
        defray_workspace_payer { workspace: arena.text(workspace.as_str()), payer: payer.to_c(arena) }
    }
}

/// The bills of one cloud account and one UTC day that came after its metering deadline.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_not_metered_bills {
    /// The cloud account that was in force at the start of the usage.
    pub cloud_account: defray_str,
    /// The marketplace of the cloud account.
    pub provider: defray_provider,
    /// The instant at which its subscription ended.
    pub ended_at: defray_instant,
    /// The deadline until which its usage could be metered.
    pub metering_deadline: defray_instant,
    /// The number of the bills, above zero.
    pub bills: u32,
    /// The sum of the bills, above zero.
    pub amount: defray_money,
}

impl ToC for engine::core::outbox::NotMeteredBills {
    type C = defray_not_metered_bills;

    fn to_c(&self, arena: &Arena) -> defray_not_metered_bills {
        let Self { cloud_account, provider, ended_at, metering_deadline, bills, amount } = self;
        defray_not_metered_bills {
            cloud_account: arena.text(cloud_account.as_str()),
            provider: provider.to_c(arena),
            ended_at: ended_at.to_c(arena),
            metering_deadline: metering_deadline.to_c(arena),
            bills: bills.to_c(arena),
            amount: amount.to_c(arena),
        }
    }
}

/// The alternative of a `defray_notification`.
pub type defray_notification_kind = u32;

/// A marketplace ended a subscription. Its workspaces are settled by the enterprise account again.
pub const DEFRAY_NOTIFICATION_METHOD_CHANGED_BY_FORCE: defray_notification_kind = 1;
/// The account has an overdraft.
pub const DEFRAY_NOTIFICATION_ARREARS_BEGUN: defray_notification_kind = 2;
/// The account will be locked soon.
pub const DEFRAY_NOTIFICATION_DEADLINE_NEAR: defray_notification_kind = 3;
/// The deadline passed with an overdraft, so the account is locked.
pub const DEFRAY_NOTIFICATION_ACCOUNT_LOCKED: defray_notification_kind = 4;
/// A locked account repaid its overdraft.
pub const DEFRAY_NOTIFICATION_ACCOUNT_UNLOCKED: defray_notification_kind = 5;
/// A bill for usage of a cloud account arrived after the metering deadline, so the enterprise account paid it (P2).
/// It is queued only under version 1 of the rules; later, `bills_not_metered` is.
pub const DEFRAY_NOTIFICATION_BILL_NOT_METERED: defray_notification_kind = 6;
/// The provider did not receive the usage of charges to a cloud account, so the enterprise account pays them (P2).
pub const DEFRAY_NOTIFICATION_USAGE_NOT_METERED: defray_notification_kind = 7;
/// For the operator of the ledger: a marketplace sends messages only after the operator has opened an address.
pub const DEFRAY_NOTIFICATION_CONFIRM_SUBSCRIPTION: defray_notification_kind = 8;
/// A cloud account ended or failed before it was active. The workspaces that had chosen it keep their payer (T2).
pub const DEFRAY_NOTIFICATION_CHOSEN_PAYER_ENDED: defray_notification_kind = 9;
/// For the operator of the ledger: the provider has another quantity of an hour than a usage record (N2). The
/// record waits until the operator says which.
pub const DEFRAY_NOTIFICATION_USAGE_DISPUTED: defray_notification_kind = 10;
/// For the operator of the ledger: a usage record had no answer when the provider stopped accepting usage of its
/// hour, so its charges fell back to the enterprise account (N2).
pub const DEFRAY_NOTIFICATION_USAGE_RECORD_TOO_LATE: defray_notification_kind = 11;
/// A cloud account is suspended. If it does not resume before the deadline, the enterprise account pays its bills
/// (P3).
pub const DEFRAY_NOTIFICATION_SUSPENSION_DEADLINE_NEAR: defray_notification_kind = 12;
/// A cloud account ended, and its successor pays for its workspaces (T2).
pub const DEFRAY_NOTIFICATION_SUBSCRIPTION_REPLACED: defray_notification_kind = 13;
/// Settled bills have another payer, and no other notification of the same cause says so (T2).
pub const DEFRAY_NOTIFICATION_BILLS_CORRECTED: defray_notification_kind = 14;
/// For the operator of the ledger: a cloud account ended, its marketplace said that another agreement takes the
/// place of its own, and the subscription of that agreement is not linked (T2).
pub const DEFRAY_NOTIFICATION_SUCCESSOR_NOT_LINKED: defray_notification_kind = 15;
/// A bill began to be held, as the first one of the UTC day for this account and reason (P3, W7). More bills may
/// wait for the same reason.
pub const DEFRAY_NOTIFICATION_BILLS_HELD: defray_notification_kind = 16;
/// The enterprise account paid bills of a UTC day that came after the metering deadline of their cloud account
/// (P2).
pub const DEFRAY_NOTIFICATION_BILLS_NOT_METERED: defray_notification_kind = 17;

/// A marketplace ended a subscription. Its workspaces are settled by the enterprise account again.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_notification_method_changed_by_force {
    /// The account that owns the workspaces.
    pub account: defray_str,
    /// The cloud account whose subscription ended.
    pub cloud_account: defray_str,
    /// The marketplace of the subscription.
    pub provider: defray_provider,
    /// The instant at which the subscription ended.
    pub ended_at: defray_instant,
    /// The affected workspaces, in order of site and id.
    pub workspaces: *const defray_str,
    /// The number of items in `workspaces`.
    pub workspaces_count: usize,
    /// Those among them that the enterprise account pays for only until another cloud account is active.
    pub still_opening: *const defray_still_opening,
    /// The number of items in `still_opening`.
    pub still_opening_count: usize,
    /// Whether another agreement takes the place of the agreement of the subscription, by what the marketplace
    /// said.
    pub replaced: u8,
    /// The sums of settled bills that have another payer now, one for each pair of payers.
    pub corrected: *const defray_corrected_sum,
    /// The number of items in `corrected`.
    pub corrected_count: usize,
    /// The display names of those among them that have one, in order of site and id.
    pub display_names: *const defray_named_workspace,
    /// The number of items in `display_names`.
    pub display_names_count: usize,
}

/// The account has an overdraft.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_notification_arrears_begun {
    /// The account in arrears.
    pub account: defray_str,
    /// The overdraft at this moment, above zero.
    pub overdraft: defray_money,
    /// The instant at which the overdraft began.
    pub since: defray_instant,
    /// The instant at which the account is locked, unless it repays before.
    pub deadline: defray_instant,
    /// The amount to pay: the overdraft, rounded up to whole payable units. Absent under version 1 of the rules.
    pub payable: *const defray_money,
}

/// The account will be locked soon.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_notification_deadline_near {
    /// The account in arrears.
    pub account: defray_str,
    /// The overdraft at this moment, above zero.
    pub overdraft: defray_money,
    /// The instant at which the account is locked, unless it repays before.
    pub deadline: defray_instant,
    /// The amount to pay: the overdraft, rounded up to whole payable units. Absent under version 1 of the rules.
    pub payable: *const defray_money,
}

/// The deadline passed with an overdraft, so the account is locked.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_notification_account_locked {
    /// The account that is locked.
    pub account: defray_str,
    /// The overdraft at this moment, above zero.
    pub overdraft: defray_money,
    /// The instant at which the overdraft began.
    pub since: defray_instant,
    /// The instant at which the account was locked.
    pub deadline: defray_instant,
    /// The amount to pay: the overdraft, rounded up to whole payable units. Absent under version 1 of the rules.
    pub payable: *const defray_money,
}

/// A locked account repaid its overdraft.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_notification_account_unlocked {
    /// The account that is no longer locked.
    pub account: defray_str,
}

/// A bill for usage of a cloud account arrived after the metering deadline, so the enterprise account paid it (P2).
/// It is queued only under version 1 of the rules; later, `bills_not_metered` is.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_notification_bill_not_metered {
    /// The account that paid.
    pub account: defray_str,
    /// The bill.
    pub bill: defray_str,
    /// The workspace whose usage the bill is for.
    pub workspace: defray_str,
    /// The amount of the bill, above zero.
    pub amount: defray_money,
    /// The cloud account that was in force at the start of the usage.
    pub cloud_account: defray_str,
    /// The instant at which the subscription of the cloud account ended.
    pub ended_at: defray_instant,
    /// The deadline until which its usage could be metered.
    pub metering_deadline: defray_instant,
}

/// The provider did not receive the usage of charges to a cloud account, so the enterprise account pays them (P2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_notification_usage_not_metered {
    /// The account that pays.
    pub account: defray_str,
    /// The cloud account that was charged.
    pub cloud_account: defray_str,
    /// The marketplace of the cloud account.
    pub provider: defray_provider,
    /// The reason why the charges were not metered.
    pub reason: defray_correction_reason,
    /// The corrected bills, each once, in the order of their charges.
    pub bills: *const defray_str,
    /// The number of items in `bills`.
    pub bills_count: usize,
    /// The sum of the corrected charges, above zero.
    pub amount: defray_money,
    /// The instant at which the subscription ended; absent: it has not ended.
    pub ended_at: *const defray_instant,
    /// The deadline until which its usage can be metered; only after its end is known.
    pub metering_deadline: *const defray_instant,
}

/// For the operator of the ledger: a marketplace sends messages only after the operator has opened an address.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_notification_confirm_subscription {
    /// The marketplace that will send the messages.
    pub provider: defray_provider,
    /// The topic, by the provider's name.
    pub topic: defray_str,
    /// The address to open, once. It is a secret: any person who has it can confirm the subscription.
    pub address: defray_str,
}

/// A cloud account ended or failed before it was active. The workspaces that had chosen it keep their payer (T2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_notification_chosen_payer_ended {
    /// The account that owns the workspaces.
    pub account: defray_str,
    /// The cloud account that will not become active.
    pub cloud_account: defray_str,
    /// The marketplace of the subscription.
    pub provider: defray_provider,
    /// The instant at which the subscription ended or failed.
    pub ended_at: defray_instant,
    /// The workspaces that had chosen it, in order of site and id.
    pub workspaces: *const defray_workspace_payer,
    /// The number of items in `workspaces`.
    pub workspaces_count: usize,
    /// The display names of those among them that have one, in order of site and id.
    pub display_names: *const defray_named_workspace,
    /// The number of items in `display_names`.
    pub display_names_count: usize,
}

/// For the operator of the ledger: the provider has another quantity of an hour than a usage record (N2). The
/// record waits until the operator says which.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_notification_usage_disputed {
    /// The account that owns the cloud account.
    pub account: defray_str,
    /// The cloud account whose usage it is.
    pub cloud_account: defray_str,
    /// The marketplace of the cloud account.
    pub provider: defray_provider,
    /// The number of the usage record.
    pub record: defray_entry_position,
    /// The name of the counted unit, as the provider defines it.
    pub dimension: defray_str,
    /// The start of the usage.
    pub start: defray_instant,
    /// The end of the usage.
    pub end: defray_instant,
    /// The price of one unit.
    pub unit: defray_money,
    /// The quantity of the usage record, which the provider does not have.
    pub quantity: u32,
    /// Whether the charges of the record fell back to the enterprise account before.
    pub fell_back: u8,
}

/// For the operator of the ledger: a usage record had no answer when the provider stopped accepting usage of its
/// hour, so its charges fell back to the enterprise account (N2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_notification_usage_record_too_late {
    /// The account that owns the cloud account.
    pub account: defray_str,
    /// The cloud account whose usage it is.
    pub cloud_account: defray_str,
    /// The marketplace of the cloud account.
    pub provider: defray_provider,
    /// The number of the usage record.
    pub record: defray_entry_position,
    /// The name of the counted unit, as the provider defines it.
    pub dimension: defray_str,
    /// The start of the usage.
    pub start: defray_instant,
    /// The end of the usage.
    pub end: defray_instant,
    /// The price of one unit.
    pub unit: defray_money,
    /// The quantity of the usage record.
    pub quantity: u32,
    /// The instant at which the provider stopped accepting usage of the hour.
    pub send_until: defray_instant,
}

/// A cloud account is suspended. If it does not resume before the deadline, the enterprise account pays its bills
/// (P3).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_notification_suspension_deadline_near {
    /// The account that owns the cloud account.
    pub account: defray_str,
    /// The suspended cloud account.
    pub cloud_account: defray_str,
    /// The marketplace of the subscription.
    pub provider: defray_provider,
    /// The instant since which the subscription is suspended.
    pub suspended_since: defray_instant,
    /// The instant from which on the enterprise account pays.
    pub deadline: defray_instant,
    /// The number of bills that are held for the cloud account at this moment.
    pub held_bills: u32,
    /// The sum of these bills.
    pub amount: defray_money,
}

/// A cloud account ended, and its successor pays for its workspaces (T2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_notification_subscription_replaced {
    /// The account that owns the workspaces.
    pub account: defray_str,
    /// The cloud account that ended.
    pub cloud_account: defray_str,
    /// The marketplace of the subscription.
    pub provider: defray_provider,
    /// The instant at which the subscription ended.
    pub ended_at: defray_instant,
    /// The workspaces that a successor pays for, in order of site and id, each with that payer.
    pub workspaces: *const defray_workspace_payer,
    /// The number of items in `workspaces`.
    pub workspaces_count: usize,
    /// The sums of settled bills that have another payer now, one for each pair of payers.
    pub corrected: *const defray_corrected_sum,
    /// The number of items in `corrected`.
    pub corrected_count: usize,
    /// The display names of those among the workspaces that have one, in order of site and id.
    pub display_names: *const defray_named_workspace,
    /// The number of items in `display_names`.
    pub display_names_count: usize,
}

/// Settled bills have another payer, and no other notification of the same cause says so (T2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_notification_bills_corrected {
    /// The account of the bills.
    pub account: defray_str,
    /// The cloud account whose lifecycle, successor or usage record is the cause.
    pub cloud_account: defray_str,
    /// The marketplace of the subscription.
    pub provider: defray_provider,
    /// The sums of the corrected bills, one for each pair of payers.
    pub corrected: *const defray_corrected_sum,
    /// The number of items in `corrected`.
    pub corrected_count: usize,
}

/// For the operator of the ledger: a cloud account ended, its marketplace said that another agreement takes the
/// place of its own, and the subscription of that agreement is not linked (T2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_notification_successor_not_linked {
    /// The account that owns the cloud account.
    pub account: defray_str,
    /// The cloud account that ended.
    pub cloud_account: defray_str,
    /// The marketplace of the subscription.
    pub provider: defray_provider,
    /// The instant at which the subscription ended.
    pub ended_at: defray_instant,
    /// The identities of the subscriptions that the marketplace stated as successors, in order; may be empty.
    pub successors: *const defray_str,
    /// The number of items in `successors`.
    pub successors_count: usize,
}

/// A bill began to be held, as the first one of the UTC day for this account and reason (P3, W7). More bills may
/// wait for the same reason.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_notification_bills_held {
    /// The account that the bill is recorded for.
    pub account: defray_str,
    /// The reason why the bill waits: one cloud account, or the credit limit with the amounts of this bill.
    pub reason: defray_hold_reason,
    /// The bill.
    pub bill: defray_str,
    /// The workspace whose usage the bill is for.
    pub workspace: defray_str,
    /// The amount of the bill, above zero.
    pub amount: defray_money,
    /// The marketplace of the suspended cloud account; absent: the credit limit is the reason.
    pub provider: *const defray_provider,
    /// The instant since which the cloud account is suspended; absent: the credit limit is the reason, or the
    /// suspension was recorded under version 1 of the rules.
    pub suspended_since: *const defray_instant,
    /// The instant from which on the enterprise account pays instead of the suspended cloud account; absent: as for
    /// `suspended_since`.
    pub deadline: *const defray_instant,
    /// The display name of the workspace; absent: it has none.
    pub display_name: defray_str,
}

/// The enterprise account paid bills of a UTC day that came after the metering deadline of their cloud account
/// (P2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_notification_bills_not_metered {
    /// The account that paid.
    pub account: defray_str,
    /// The start of the UTC day in which the bills were settled.
    pub day: defray_instant,
    /// The number of these bills, above zero.
    pub bills: u32,
    /// The sum of these bills as they were settled. Later refunds are not taken off.
    pub amount: defray_money,
    /// The same for each cloud account, in order of id.
    pub cloud_accounts: *const defray_not_metered_bills,
    /// The number of items in `cloud_accounts`.
    pub cloud_accounts_count: usize,
}

/// The contents of a `defray_notification`. Read only the member that belongs to its `kind`.
#[repr(C)]
#[derive(Clone, Copy)]
pub union defray_notification_as {
    /// The contents when `kind` is `DEFRAY_NOTIFICATION_METHOD_CHANGED_BY_FORCE`.
    pub method_changed_by_force: defray_notification_method_changed_by_force,
    /// The contents when `kind` is `DEFRAY_NOTIFICATION_ARREARS_BEGUN`.
    pub arrears_begun: defray_notification_arrears_begun,
    /// The contents when `kind` is `DEFRAY_NOTIFICATION_DEADLINE_NEAR`.
    pub deadline_near: defray_notification_deadline_near,
    /// The contents when `kind` is `DEFRAY_NOTIFICATION_ACCOUNT_LOCKED`.
    pub account_locked: defray_notification_account_locked,
    /// The contents when `kind` is `DEFRAY_NOTIFICATION_ACCOUNT_UNLOCKED`.
    pub account_unlocked: defray_notification_account_unlocked,
    /// The contents when `kind` is `DEFRAY_NOTIFICATION_BILL_NOT_METERED`.
    pub bill_not_metered: defray_notification_bill_not_metered,
    /// The contents when `kind` is `DEFRAY_NOTIFICATION_USAGE_NOT_METERED`.
    pub usage_not_metered: defray_notification_usage_not_metered,
    /// The contents when `kind` is `DEFRAY_NOTIFICATION_CONFIRM_SUBSCRIPTION`.
    pub confirm_subscription: defray_notification_confirm_subscription,
    /// The contents when `kind` is `DEFRAY_NOTIFICATION_CHOSEN_PAYER_ENDED`.
    pub chosen_payer_ended: defray_notification_chosen_payer_ended,
    /// The contents when `kind` is `DEFRAY_NOTIFICATION_USAGE_DISPUTED`.
    pub usage_disputed: defray_notification_usage_disputed,
    /// The contents when `kind` is `DEFRAY_NOTIFICATION_USAGE_RECORD_TOO_LATE`.
    pub usage_record_too_late: defray_notification_usage_record_too_late,
    /// The contents when `kind` is `DEFRAY_NOTIFICATION_SUSPENSION_DEADLINE_NEAR`.
    pub suspension_deadline_near: defray_notification_suspension_deadline_near,
    /// The contents when `kind` is `DEFRAY_NOTIFICATION_SUBSCRIPTION_REPLACED`.
    pub subscription_replaced: defray_notification_subscription_replaced,
    /// The contents when `kind` is `DEFRAY_NOTIFICATION_BILLS_CORRECTED`.
    pub bills_corrected: defray_notification_bills_corrected,
    /// The contents when `kind` is `DEFRAY_NOTIFICATION_SUCCESSOR_NOT_LINKED`.
    pub successor_not_linked: defray_notification_successor_not_linked,
    /// The contents when `kind` is `DEFRAY_NOTIFICATION_BILLS_HELD`.
    pub bills_held: defray_notification_bills_held,
    /// The contents when `kind` is `DEFRAY_NOTIFICATION_BILLS_NOT_METERED`.
    pub bills_not_metered: defray_notification_bills_not_metered,
}

// SAFETY: all members consist of numbers and pointers, for which zero is a valid value.
unsafe impl Zero for defray_notification_as {}

/// A notification for the host to deliver. Each kind has its own template.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_notification {
    /// The alternative.
    pub kind: defray_notification_kind,
    /// The contents of the alternative. An alternative without a member here has no contents.
    pub r#as: defray_notification_as,
}

impl ToC for engine::core::outbox::Notification {
    type C = defray_notification;

    fn to_c(&self, arena: &Arena) -> defray_notification {
        match self {
            Self::MethodChangedByForce {
                account,
                cloud_account,
                provider,
                ended_at,
                workspaces,
                still_opening,
                replaced,
                corrected,
                display_names,
            } => defray_notification {
                kind: DEFRAY_NOTIFICATION_METHOD_CHANGED_BY_FORCE,
                r#as: defray_notification_as {
                    method_changed_by_force: {
                        let (workspaces, workspaces_count) =
                            arena.list(workspaces.iter().map(|one| arena.text(one.as_str())));
                        let (still_opening, still_opening_count) =
                            arena.list(still_opening.iter().map(|one| one.to_c(arena)));
                        let (corrected, corrected_count) = arena.list(corrected.iter().map(|one| one.to_c(arena)));
                        let (display_names, display_names_count) =
                            arena.list(display_names.iter().map(|one| one.to_c(arena)));
                        defray_notification_method_changed_by_force {
                            account: arena.text(account.as_str()),
                            cloud_account: arena.text(cloud_account.as_str()),
                            provider: provider.to_c(arena),
                            ended_at: ended_at.to_c(arena),
                            workspaces,
                            workspaces_count,
                            still_opening,
                            still_opening_count,
                            replaced: replaced.to_c(arena),
                            corrected,
                            corrected_count,
                            display_names,
                            display_names_count,
                        }
                    },
                },
            },
            Self::ArrearsBegun { account, overdraft, since, deadline, payable } => defray_notification {
                kind: DEFRAY_NOTIFICATION_ARREARS_BEGUN,
                r#as: defray_notification_as {
                    arrears_begun: {
                        defray_notification_arrears_begun {
                            account: arena.text(account.as_str()),
                            overdraft: overdraft.to_c(arena),
                            since: since.to_c(arena),
                            deadline: deadline.to_c(arena),
                            payable: arena.optional(payable.as_ref().map(|one| one.to_c(arena))),
                        }
                    },
                },
            },
            Self::DeadlineNear { account, overdraft, deadline, payable } => defray_notification {
                kind: DEFRAY_NOTIFICATION_DEADLINE_NEAR,
                r#as: defray_notification_as {
                    deadline_near: {
                        defray_notification_deadline_near {
                            account: arena.text(account.as_str()),
                            overdraft: overdraft.to_c(arena),
                            deadline: deadline.to_c(arena),
                            payable: arena.optional(payable.as_ref().map(|one| one.to_c(arena))),
                        }
                    },
                },
            },
            Self::AccountLocked { account, overdraft, since, deadline, payable } => defray_notification {
                kind: DEFRAY_NOTIFICATION_ACCOUNT_LOCKED,
                r#as: defray_notification_as {
                    account_locked: {
                        defray_notification_account_locked {
                            account: arena.text(account.as_str()),
                            overdraft: overdraft.to_c(arena),
                            since: since.to_c(arena),
                            deadline: deadline.to_c(arena),
                            payable: arena.optional(payable.as_ref().map(|one| one.to_c(arena))),
                        }
                    },
                },
            },
            Self::AccountUnlocked { account } => defray_notification {
                kind: DEFRAY_NOTIFICATION_ACCOUNT_UNLOCKED,
                r#as: defray_notification_as {
                    account_unlocked: {
                        defray_notification_account_unlocked { account: arena.text(account.as_str()) }
                    },
                },
            },
            Self::BillNotMetered { account, bill, workspace, amount, cloud_account, ended_at, metering_deadline } => {
                defray_notification {
                    kind: DEFRAY_NOTIFICATION_BILL_NOT_METERED,
                    r#as: defray_notification_as {
                        bill_not_metered: {
                            defray_notification_bill_not_metered {
                                account: arena.text(account.as_str()),
                                bill: arena.text(bill.as_str()),
                                workspace: arena.text(workspace.as_str()),
                                amount: amount.to_c(arena),
                                cloud_account: arena.text(cloud_account.as_str()),
                                ended_at: ended_at.to_c(arena),
                                metering_deadline: metering_deadline.to_c(arena),
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
            } => defray_notification {
                kind: DEFRAY_NOTIFICATION_USAGE_NOT_METERED,
                r#as: defray_notification_as {
                    usage_not_metered: {
                        let (bills, bills_count) = arena.list(bills.iter().map(|one| arena.text(one.as_str())));
                        defray_notification_usage_not_metered {
                            account: arena.text(account.as_str()),
                            cloud_account: arena.text(cloud_account.as_str()),
                            provider: provider.to_c(arena),
                            reason: reason.to_c(arena),
                            bills,
                            bills_count,
                            amount: amount.to_c(arena),
                            ended_at: arena.optional(ended_at.as_ref().map(|one| one.to_c(arena))),
                            metering_deadline: arena.optional(metering_deadline.as_ref().map(|one| one.to_c(arena))),
                        }
                    },
                },
            },
            Self::ConfirmSubscription { provider, topic, address } => defray_notification {
                kind: DEFRAY_NOTIFICATION_CONFIRM_SUBSCRIPTION,
                r#as: defray_notification_as {
                    confirm_subscription: {
                        defray_notification_confirm_subscription {
                            provider: provider.to_c(arena),
                            topic: arena.text(topic.as_str()),
                            address: arena.text(address.as_str()),
                        }
                    },
                },
            },
            Self::ChosenPayerEnded { account, cloud_account, provider, ended_at, workspaces, display_names } => {
                defray_notification {
                    kind: DEFRAY_NOTIFICATION_CHOSEN_PAYER_ENDED,
                    r#as: defray_notification_as {
                        chosen_payer_ended: {
                            let (workspaces, workspaces_count) =
                                arena.list(workspaces.iter().map(|one| one.to_c(arena)));
                            let (display_names, display_names_count) =
                                arena.list(display_names.iter().map(|one| one.to_c(arena)));
                            defray_notification_chosen_payer_ended {
                                account: arena.text(account.as_str()),
                                cloud_account: arena.text(cloud_account.as_str()),
                                provider: provider.to_c(arena),
                                ended_at: ended_at.to_c(arena),
                                workspaces,
                                workspaces_count,
                                display_names,
                                display_names_count,
                            }
                        },
                    },
                }
            }
            Self::UsageDisputed {
                account,
                cloud_account,
                provider,
                record,
                dimension,
                start,
                end,
                unit,
                quantity,
                fell_back,
            } => defray_notification {
                kind: DEFRAY_NOTIFICATION_USAGE_DISPUTED,
                r#as: defray_notification_as {
                    usage_disputed: {
                        defray_notification_usage_disputed {
                            account: arena.text(account.as_str()),
                            cloud_account: arena.text(cloud_account.as_str()),
                            provider: provider.to_c(arena),
                            record: record.to_c(arena),
                            dimension: arena.text(dimension.as_str()),
                            start: start.to_c(arena),
                            end: end.to_c(arena),
                            unit: unit.to_c(arena),
                            quantity: quantity.to_c(arena),
                            fell_back: fell_back.to_c(arena),
                        }
                    },
                },
            },
            Self::UsageRecordTooLate {
                account,
                cloud_account,
                provider,
                record,
                dimension,
                start,
                end,
                unit,
                quantity,
                send_until,
            } => defray_notification {
                kind: DEFRAY_NOTIFICATION_USAGE_RECORD_TOO_LATE,
                r#as: defray_notification_as {
                    usage_record_too_late: {
                        defray_notification_usage_record_too_late {
                            account: arena.text(account.as_str()),
                            cloud_account: arena.text(cloud_account.as_str()),
                            provider: provider.to_c(arena),
                            record: record.to_c(arena),
                            dimension: arena.text(dimension.as_str()),
                            start: start.to_c(arena),
                            end: end.to_c(arena),
                            unit: unit.to_c(arena),
                            quantity: quantity.to_c(arena),
                            send_until: send_until.to_c(arena),
                        }
                    },
                },
            },
            Self::SuspensionDeadlineNear {
                account,
                cloud_account,
                provider,
                suspended_since,
                deadline,
                held_bills,
                amount,
            } => defray_notification {
                kind: DEFRAY_NOTIFICATION_SUSPENSION_DEADLINE_NEAR,
                r#as: defray_notification_as {
                    suspension_deadline_near: {
                        defray_notification_suspension_deadline_near {
                            account: arena.text(account.as_str()),
                            cloud_account: arena.text(cloud_account.as_str()),
                            provider: provider.to_c(arena),
                            suspended_since: suspended_since.to_c(arena),
                            deadline: deadline.to_c(arena),
                            held_bills: held_bills.to_c(arena),
                            amount: amount.to_c(arena),
                        }
                    },
                },
            },
            Self::SubscriptionReplaced {
                account,
                cloud_account,
                provider,
                ended_at,
                workspaces,
                corrected,
                display_names,
            } => defray_notification {
                kind: DEFRAY_NOTIFICATION_SUBSCRIPTION_REPLACED,
                r#as: defray_notification_as {
                    subscription_replaced: {
                        let (workspaces, workspaces_count) = arena.list(workspaces.iter().map(|one| one.to_c(arena)));
                        let (corrected, corrected_count) = arena.list(corrected.iter().map(|one| one.to_c(arena)));
                        let (display_names, display_names_count) =
                            arena.list(display_names.iter().map(|one| one.to_c(arena)));
                        defray_notification_subscription_replaced {
                            account: arena.text(account.as_str()),
                            cloud_account: arena.text(cloud_account.as_str()),
                            provider: provider.to_c(arena),
                            ended_at: ended_at.to_c(arena),
                            workspaces,
                            workspaces_count,
                            corrected,
                            corrected_count,
                            display_names,
                            display_names_count,
                        }
                    },
                },
            },
            Self::BillsCorrected { account, cloud_account, provider, corrected } => defray_notification {
                kind: DEFRAY_NOTIFICATION_BILLS_CORRECTED,
                r#as: defray_notification_as {
                    bills_corrected: {
                        let (corrected, corrected_count) = arena.list(corrected.iter().map(|one| one.to_c(arena)));
                        defray_notification_bills_corrected {
                            account: arena.text(account.as_str()),
                            cloud_account: arena.text(cloud_account.as_str()),
                            provider: provider.to_c(arena),
                            corrected,
                            corrected_count,
                        }
                    },
                },
            },
            Self::SuccessorNotLinked { account, cloud_account, provider, ended_at, successors } => {
                defray_notification {
                    kind: DEFRAY_NOTIFICATION_SUCCESSOR_NOT_LINKED,
                    r#as: defray_notification_as {
                        successor_not_linked: {
                            let (successors, successors_count) =
                                arena.list(successors.iter().map(|one| arena.text(one.as_str())));
                            defray_notification_successor_not_linked {
                                account: arena.text(account.as_str()),
                                cloud_account: arena.text(cloud_account.as_str()),
                                provider: provider.to_c(arena),
                                ended_at: ended_at.to_c(arena),
                                successors,
                                successors_count,
                            }
                        },
                    },
                }
            }
            Self::BillsHeld {
                account,
                reason,
                bill,
                workspace,
                amount,
                provider,
                suspended_since,
                deadline,
                display_name,
            } => defray_notification {
                kind: DEFRAY_NOTIFICATION_BILLS_HELD,
                r#as: defray_notification_as {
                    bills_held: {
                        defray_notification_bills_held {
                            account: arena.text(account.as_str()),
                            reason: reason.to_c(arena),
                            bill: arena.text(bill.as_str()),
                            workspace: arena.text(workspace.as_str()),
                            amount: amount.to_c(arena),
                            provider: arena.optional(provider.as_ref().map(|one| one.to_c(arena))),
                            suspended_since: arena.optional(suspended_since.as_ref().map(|one| one.to_c(arena))),
                            deadline: arena.optional(deadline.as_ref().map(|one| one.to_c(arena))),
                            display_name: arena.optional_text(display_name.as_ref().map(|text| text.as_str())),
                        }
                    },
                },
            },
            Self::BillsNotMetered { account, day, bills, amount, cloud_accounts } => defray_notification {
                kind: DEFRAY_NOTIFICATION_BILLS_NOT_METERED,
                r#as: defray_notification_as {
                    bills_not_metered: {
                        let (cloud_accounts, cloud_accounts_count) =
                            arena.list(cloud_accounts.iter().map(|one| one.to_c(arena)));
                        defray_notification_bills_not_metered {
                            account: arena.text(account.as_str()),
                            day: day.to_c(arena),
                            bills: bills.to_c(arena),
                            amount: amount.to_c(arena),
                            cloud_accounts,
                            cloud_accounts_count,
                        }
                    },
                },
            },
        }
    }
}

const DEFRAY_NOTIFICATION_KIND_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_NOTIFICATION_METHOD_CHANGED_BY_FORCE, c"method_changed_by_force"),
    (DEFRAY_NOTIFICATION_ARREARS_BEGUN, c"arrears_begun"),
    (DEFRAY_NOTIFICATION_DEADLINE_NEAR, c"deadline_near"),
    (DEFRAY_NOTIFICATION_ACCOUNT_LOCKED, c"account_locked"),
    (DEFRAY_NOTIFICATION_ACCOUNT_UNLOCKED, c"account_unlocked"),
    (DEFRAY_NOTIFICATION_BILL_NOT_METERED, c"bill_not_metered"),
    (DEFRAY_NOTIFICATION_USAGE_NOT_METERED, c"usage_not_metered"),
    (DEFRAY_NOTIFICATION_CONFIRM_SUBSCRIPTION, c"confirm_subscription"),
    (DEFRAY_NOTIFICATION_CHOSEN_PAYER_ENDED, c"chosen_payer_ended"),
    (DEFRAY_NOTIFICATION_USAGE_DISPUTED, c"usage_disputed"),
    (DEFRAY_NOTIFICATION_USAGE_RECORD_TOO_LATE, c"usage_record_too_late"),
    (DEFRAY_NOTIFICATION_SUSPENSION_DEADLINE_NEAR, c"suspension_deadline_near"),
    (DEFRAY_NOTIFICATION_SUBSCRIPTION_REPLACED, c"subscription_replaced"),
    (DEFRAY_NOTIFICATION_BILLS_CORRECTED, c"bills_corrected"),
    (DEFRAY_NOTIFICATION_SUCCESSOR_NOT_LINKED, c"successor_not_linked"),
    (DEFRAY_NOTIFICATION_BILLS_HELD, c"bills_held"),
    (DEFRAY_NOTIFICATION_BILLS_NOT_METERED, c"bills_not_metered"),
];

/// Returns the name of the constant in the interchange form, such as `method_changed_by_force`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_notification_kind_name(value: defray_notification_kind) -> *const c_char {
    crate::names::name(value, DEFRAY_NOTIFICATION_KIND_NAMES)
}

/// One message of the outbox. It is kept after its delivery, so that the history can be shown.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_outbox_message {
    /// The number of the message.
    pub number: defray_entry_position,
    /// The instant at which the message was put into the outbox.
    pub raised_at: defray_instant,
    /// The notification to deliver.
    pub notification: defray_notification,
    /// The instant at which the message was acknowledged; absent: it is still to be delivered.
    pub acknowledged_at: *const defray_instant,
}

impl ToC for engine::core::outbox::OutboxMessage {
    type C = defray_outbox_message;

    fn to_c(&self, arena: &Arena) -> defray_outbox_message {
        let Self { number, raised_at, notification, acknowledged_at } = self;
        defray_outbox_message {
            number: number.to_c(arena),
            raised_at: raised_at.to_c(arena),
            notification: notification.to_c(arena),
            acknowledged_at: arena.optional(acknowledged_at.as_ref().map(|one| one.to_c(arena))),
        }
    }
}

/// Frees the value that a function returned, and all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_outbox_message_free(outbox_message: *const defray_outbox_message) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(outbox_message) }
}

/// A page of a list. The caller frees it with `defray_outbox_message_page_free`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_outbox_message_page {
    /// The records, in order.
    pub items: *const defray_outbox_message,
    /// The number of records in `items`.
    pub items_count: usize,
    /// The cursor of the next page; empty after the last page. It stays valid: a caller can store it, and pass it to a
    /// later snapshot.
    pub next: defray_str,
}

impl crate::pages::Page for defray_outbox_message {
    type Page = defray_outbox_message_page;

    fn page(items: *const Self, items_count: usize, next: defray_str) -> defray_outbox_message_page {
        defray_outbox_message_page { items, items_count, next }
    }
}

/// Frees the value that a function returned, and all that it points to. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_outbox_message_page_free(page: *const defray_outbox_message_page) {
    // SAFETY: as the header says of every function.
    unsafe { crate::handles::free(page) }
}
