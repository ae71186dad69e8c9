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

// Records of event.
/// The alternative of a `defray_event`.
pub type defray_event_kind = u32;

/// An account was opened.
pub const DEFRAY_EVENT_ACCOUNT_OPENED: defray_event_kind = 1;
/// An account was closed. The value that it still had is forfeited.
pub const DEFRAY_EVENT_ACCOUNT_CLOSED: defray_event_kind = 2;
/// A policy was set.
pub const DEFRAY_EVENT_POLICY_SET: defray_event_kind = 3;
/// Money was paid in (M1).
pub const DEFRAY_EVENT_TOPPED_UP: defray_event_kind = 4;
/// An account received a voucher or a card.
pub const DEFRAY_EVENT_LOT_OPENED: defray_event_kind = 5;
/// An order from Huawei Cloud's market was redeemed.
pub const DEFRAY_EVENT_ORDER_REDEEMED: defray_event_kind = 6;
/// The validity of a lot ended with value left in it.
pub const DEFRAY_EVENT_LOT_EXPIRED: defray_event_kind = 7;
/// A lot was made void.
pub const DEFRAY_EVENT_LOT_VOIDED: defray_event_kind = 8;
/// The standing of an account changed, or its reminder became due.
pub const DEFRAY_EVENT_STANDING_CHANGED: defray_event_kind = 9;
/// A workspace was bound to its first account.
pub const DEFRAY_EVENT_WORKSPACE_BOUND: defray_event_kind = 10;
/// A step was added to the history of a workspace.
pub const DEFRAY_EVENT_STEP_TAKEN: defray_event_kind = 11;
/// The account chose the method that the workspace already has.
pub const DEFRAY_EVENT_METHOD_KEPT: defray_event_kind = 12;
/// The method or the timeline of a workspace changed.
pub const DEFRAY_EVENT_METHOD_CHANGED: defray_event_kind = 13;
/// A subscription was linked to an account.
pub const DEFRAY_EVENT_CLOUD_ACCOUNT_LINKED: defray_event_kind = 14;
/// The state or the end of a cloud account changed.
pub const DEFRAY_EVENT_CLOUD_ACCOUNT_CHANGED: defray_event_kind = 15;
/// A message from a marketplace was received.
pub const DEFRAY_EVENT_MESSAGE_RECEIVED: defray_event_kind = 16;
/// A bill was recorded and waits to be paid.
pub const DEFRAY_EVENT_BILL_HELD: defray_event_kind = 17;
/// A bill was paid.
pub const DEFRAY_EVENT_BILL_SETTLED: defray_event_kind = 18;
/// A settled bill was refunded, whole or in part, or a held bill was cancelled.
pub const DEFRAY_EVENT_BILL_REVERSED: defray_event_kind = 19;
/// A settled bill, or a part of it, has another payer than was known when it was settled.
pub const DEFRAY_EVENT_BILL_CORRECTED: defray_event_kind = 20;
/// A usage record was created for a provider (N2).
pub const DEFRAY_EVENT_METERING_REQUESTED: defray_event_kind = 21;
/// A provider answered a usage record (N2).
pub const DEFRAY_EVENT_METERING_ACKNOWLEDGED: defray_event_kind = 22;
/// A message was put into the outbox for the host to deliver (N1).
pub const DEFRAY_EVENT_OUTBOX_MESSAGE_QUEUED: defray_event_kind = 23;
/// The host delivered an outbox message (N3).
pub const DEFRAY_EVENT_OUTBOX_MESSAGE_ACKNOWLEDGED: defray_event_kind = 24;
/// The provider restated the charge of a bill (P4). The reversal of the bill, and the bill in its place, are in the
/// events before this one.
pub const DEFRAY_EVENT_BILL_RESTATED: defray_event_kind = 25;
/// The first binding of a workspace was extended backwards (P5).
pub const DEFRAY_EVENT_BINDING_EXTENDED: defray_event_kind = 26;
/// The charges of some bills are in a part of an export (P4).
pub const DEFRAY_EVENT_CHARGES_CLAIMED: defray_event_kind = 27;
/// An expired lot can pay a bill whose usage began within its validity (W5). What is left of it expires again after
/// the bill.
pub const DEFRAY_EVENT_LOT_REOPENED: defray_event_kind = 28;
/// A cloud account has a new successor, which takes its place when it ends, or has none any more (T2).
pub const DEFRAY_EVENT_SUCCESSOR_CHANGED: defray_event_kind = 29;
/// The enterprise account paid a bill that came after the metering deadline of its cloud account (P2). It is
/// counted for the notification at the end of the UTC day.
pub const DEFRAY_EVENT_NOT_METERED_COUNTED: defray_event_kind = 30;
/// The display name of a workspace changed.
pub const DEFRAY_EVENT_WORKSPACE_RENAMED: defray_event_kind = 31;
/// The language and the time zone of the mails to an account were set.
pub const DEFRAY_EVENT_MAIL_SETTINGS_SET: defray_event_kind = 32;

/// An account was opened.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_account_opened {
    /// The account that was opened.
    pub account: defray_str,
    /// The currency of the account.
    pub currency: defray_currency,
}

/// An account was closed. The value that it still had is forfeited.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_account_closed {
    /// The account that was closed.
    pub account: defray_str,
    /// The forfeited value: cash and the value left in lots.
    pub forfeited: defray_money,
}

/// A policy was set.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_policy_set {
    /// The account that the policy applies to; absent: every account without a policy of its own.
    pub account: defray_str,
    /// The policy that is in force from now on.
    pub policy: *const defray_policy,
}

/// Money was paid in (M1).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_topped_up {
    /// The account that received the money.
    pub account: defray_str,
    /// The amount paid in, above zero.
    pub amount: defray_money,
    /// The part of the amount that repaid the overdraft. The rest went into cash.
    pub repaid: defray_money,
    /// The reference of the payment, as free text.
    pub reference: defray_str,
    /// The journal position of the first top-up of the account with this reference; absent: there was none (M1).
    pub repeats: *const u64,
}

/// An account received a voucher or a card.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_lot_opened {
    /// The account that owns the lot.
    pub account: defray_str,
    /// The voucher or card.
    pub lot: *const defray_lot,
}

/// An order from Huawei Cloud's market was redeemed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_order_redeemed {
    /// The account that redeemed the order.
    pub account: defray_str,
    /// The number of the order.
    pub order: defray_str,
}

/// The validity of a lot ended with value left in it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_lot_expired {
    /// The account that owns the lot.
    pub account: defray_str,
    /// The lot that expired.
    pub lot: defray_str,
    /// The value that was left in the lot.
    pub amount: defray_money,
    /// The instant at which the lot expired.
    pub at: defray_instant,
}

/// A lot was made void.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_lot_voided {
    /// The account that owns the lot.
    pub account: defray_str,
    /// The lot that was made void.
    pub lot: defray_str,
    /// The value that was left in the lot.
    pub amount: defray_money,
    /// The reason, as free text.
    pub reason: defray_str,
}

/// The standing of an account changed, or its reminder became due.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_standing_changed {
    /// The account whose standing changed.
    pub account: defray_str,
    /// The standing after the change.
    pub standing: defray_standing,
}

/// A workspace was bound to its first account.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_workspace_bound {
    /// The workspace that was bound.
    pub workspace: defray_str,
    /// The account that owns the workspace.
    pub account: defray_str,
    /// The first step of the workspace's history.
    pub step: defray_method_step,
    /// The first interval of the workspace's timeline.
    pub interval: defray_payer_interval,
    /// The display name of the workspace; absent: it has none.
    pub display_name: defray_str,
}

/// A step was added to the history of a workspace.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_step_taken {
    /// The workspace that the step belongs to.
    pub workspace: defray_str,
    /// The step.
    pub step: defray_method_step,
    /// The account that owned the workspace before; only when the workspace moved.
    pub left: defray_str,
}

/// The account chose the method that the workspace already has.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_method_kept {
    /// The account that owns the workspace.
    pub account: defray_str,
    /// The workspace whose method stays.
    pub workspace: defray_str,
    /// The method of the workspace, which did not change.
    pub method: defray_method,
}

/// The method or the timeline of a workspace changed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_method_changed {
    /// The account that the step or the cloud account belongs to.
    pub account: defray_str,
    /// The workspace that changed.
    pub workspace: defray_str,
    /// The method after the change.
    pub method: defray_method,
    /// The number of intervals at the start of the timeline that stay as they were.
    pub kept_intervals: u32,
    /// The intervals that follow the kept ones.
    pub intervals: *const defray_payer_interval,
    /// The number of items in `intervals`.
    pub intervals_count: usize,
}

/// A subscription was linked to an account.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_cloud_account_linked {
    /// The new cloud account. Messages received earlier are already part of its state.
    pub cloud_account: *const defray_cloud_account,
    /// The link: which signals of the subscription belong to this cloud account.
    pub link: defray_subscription_link,
}

/// The state or the end of a cloud account changed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_cloud_account_changed {
    /// The account that owns the cloud account.
    pub account: defray_str,
    /// The cloud account that changed.
    pub cloud_account: defray_str,
    /// The state before the change.
    pub was: defray_cloud_account_state,
    /// The state after the change.
    pub state: defray_cloud_account_state,
    /// The instants of the subscription's lifecycle, by all signals received until now.
    pub lifecycle: defray_subscription_lifecycle,
    /// The deadline for usage records of this cloud account; only after its end is known.
    pub metering_deadline: *const defray_instant,
    /// How long its bills wait while it is suspended; absent: it is not suspended.
    pub patience: *const defray_patience,
}

/// A message from a marketplace was received.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_message_received {
    /// The message.
    pub message: *const defray_marketplace_message,
    /// The effect of the message.
    pub disposition: defray_message_disposition,
    /// The cloud account that the message is about, if one is linked.
    pub cloud_account: defray_str,
    /// The account that owns this cloud account.
    pub account: defray_str,
    /// The signal that was recorded for the subscription, if the message has one.
    pub recorded_signal: *const defray_recorded_signal,
}

/// A bill was recorded and waits to be paid.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_bill_held {
    /// The account that the bill is recorded for.
    pub account: defray_str,
    /// The bill.
    pub bill: *const defray_bill,
    /// The reason why the bill waits.
    pub reason: defray_hold_reason,
}

/// A bill was paid.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_bill_settled {
    /// The bill with its receipt.
    pub record: *const defray_bill_record,
}

/// A settled bill was refunded, whole or in part, or a held bill was cancelled.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_bill_reversed {
    /// The account that the bill is recorded for.
    pub account: defray_str,
    /// The bill that was reversed.
    pub bill: defray_str,
    /// The payer of the bill; absent for a held bill, which no payer has paid.
    pub payer: *const defray_payer,
    /// The reversal with its refunds.
    pub reversal: *const defray_reversal,
}

/// A settled bill, or a part of it, has another payer than was known when it was settled.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_bill_corrected {
    /// The account that the bill is recorded for.
    pub account: defray_str,
    /// The bill that was corrected.
    pub bill: defray_str,
    /// What was refunded to the first payer, and how the second payer paid it.
    pub correction: *const defray_correction,
}

/// A usage record was created for a provider (N2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_metering_requested {
    /// The usage record.
    pub record: *const defray_usage_record,
}

/// A provider answered a usage record (N2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_metering_acknowledged {
    /// The account that owns the cloud account.
    pub account: defray_str,
    /// The cloud account that the usage record belongs to.
    pub cloud_account: defray_str,
    /// The number of the usage record.
    pub record: defray_entry_position,
    /// The answer of the provider.
    pub outcome: defray_metering_outcome,
    /// The state of the usage record after the answer.
    pub state: defray_usage_state,
    /// The quantity that the provider accepted, in units.
    pub accepted: u32,
    /// The point in the meter up to which charges are accepted after the answer; absent: none is.
    pub head: *const defray_meter_mark,
    /// The provider's own id of the usage record.
    pub provider_record: defray_str,
}

/// A message was put into the outbox for the host to deliver (N1).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_outbox_message_queued {
    /// The number of the outbox message.
    pub number: defray_entry_position,
    /// The notification to deliver.
    pub notification: *const defray_notification,
}

/// The host delivered an outbox message (N3).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_outbox_message_acknowledged {
    /// The number of the outbox message.
    pub number: defray_entry_position,
}

/// The provider restated the charge of a bill (P4). The reversal of the bill, and the bill in its place, are in the
/// events before this one.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_bill_restated {
    /// The account that the bill is recorded for.
    pub account: defray_str,
    /// The bill that was replaced.
    pub bill: defray_str,
    /// The bill that took its place; absent: the provider withdrew the charge.
    pub by: defray_str,
}

/// The first binding of a workspace was extended backwards (P5).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_binding_extended {
    /// The workspace.
    pub workspace: defray_str,
    /// The account that the workspace was first bound to.
    pub account: defray_str,
    /// The new first step of the workspace's history.
    pub step: defray_method_step,
    /// The new first interval of the workspace's timeline. It replaces the one before it when that has the same
    /// account and payer.
    pub interval: defray_payer_interval,
}

/// The charges of some bills are in a part of an export (P4).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_charges_claimed {
    /// The name of the export.
    pub export_name: defray_str,
    /// The part of the export.
    pub part: defray_str,
    /// The bills whose charges are in this part.
    pub bills: *const defray_str,
    /// The number of items in `bills`.
    pub bills_count: usize,
}

/// An expired lot can pay a bill whose usage began within its validity (W5). What is left of it expires again after
/// the bill.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_lot_reopened {
    /// The account that owns the lot.
    pub account: defray_str,
    /// The lot.
    pub lot: defray_str,
    /// The value that had expired in the lot, and is available again.
    pub amount: defray_money,
}

/// A cloud account has a new successor, which takes its place when it ends, or has none any more (T2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_successor_changed {
    /// The account that owns the cloud account.
    pub account: defray_str,
    /// The cloud account that has the successor.
    pub cloud_account: defray_str,
    /// The successor; absent: it has none any more.
    pub successor: defray_str,
}

/// The enterprise account paid a bill that came after the metering deadline of its cloud account (P2). It is
/// counted for the notification at the end of the UTC day.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_not_metered_counted {
    /// The account that paid.
    pub account: defray_str,
    /// The bill.
    pub bill: defray_str,
    /// The start of the UTC day in which the bill was settled.
    pub day: defray_instant,
    /// The cloud account that was in force at the start of the usage.
    pub cloud_account: defray_str,
    /// The marketplace of the cloud account.
    pub provider: defray_provider,
    /// The instant at which its subscription ended.
    pub ended_at: defray_instant,
    /// The deadline until which its usage could be metered.
    pub metering_deadline: defray_instant,
    /// The amount of the bill, above zero.
    pub amount: defray_money,
}

/// The display name of a workspace changed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_workspace_renamed {
    /// The account that owns the workspace.
    pub account: defray_str,
    /// The workspace.
    pub workspace: defray_str,
    /// The display name from now on; absent: it has none any more.
    pub display_name: defray_str,
}

/// The language and the time zone of the mails to an account were set.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_mail_settings_set {
    /// The account that receives the mails.
    pub account: defray_str,
    /// The settings from now on.
    pub settings: defray_mail_settings,
}

/// The contents of a `defray_event`. Read only the member that belongs to its `kind`.
#[repr(C)]
#[derive(Clone, Copy)]
pub union defray_event_as {
    /// The contents when `kind` is `DEFRAY_EVENT_ACCOUNT_OPENED`.
    pub account_opened: defray_event_account_opened,
    /// The contents when `kind` is `DEFRAY_EVENT_ACCOUNT_CLOSED`.
    pub account_closed: defray_event_account_closed,
    /// The contents when `kind` is `DEFRAY_EVENT_POLICY_SET`.
    pub policy_set: defray_event_policy_set,
    /// The contents when `kind` is `DEFRAY_EVENT_TOPPED_UP`.
    pub topped_up: defray_event_topped_up,
    /// The contents when `kind` is `DEFRAY_EVENT_LOT_OPENED`.
    pub lot_opened: defray_event_lot_opened,
    /// The contents when `kind` is `DEFRAY_EVENT_ORDER_REDEEMED`.
    pub order_redeemed: defray_event_order_redeemed,
    /// The contents when `kind` is `DEFRAY_EVENT_LOT_EXPIRED`.
    pub lot_expired: defray_event_lot_expired,
    /// The contents when `kind` is `DEFRAY_EVENT_LOT_VOIDED`.
    pub lot_voided: defray_event_lot_voided,
    /// The contents when `kind` is `DEFRAY_EVENT_STANDING_CHANGED`.
    pub standing_changed: defray_event_standing_changed,
    /// The contents when `kind` is `DEFRAY_EVENT_WORKSPACE_BOUND`.
    pub workspace_bound: defray_event_workspace_bound,
    /// The contents when `kind` is `DEFRAY_EVENT_STEP_TAKEN`.
    pub step_taken: defray_event_step_taken,
    /// The contents when `kind` is `DEFRAY_EVENT_METHOD_KEPT`.
    pub method_kept: defray_event_method_kept,
    /// The contents when `kind` is `DEFRAY_EVENT_METHOD_CHANGED`.
    pub method_changed: defray_event_method_changed,
    /// The contents when `kind` is `DEFRAY_EVENT_CLOUD_ACCOUNT_LINKED`.
    pub cloud_account_linked: defray_event_cloud_account_linked,
    /// The contents when `kind` is `DEFRAY_EVENT_CLOUD_ACCOUNT_CHANGED`.
    pub cloud_account_changed: defray_event_cloud_account_changed,
    /// The contents when `kind` is `DEFRAY_EVENT_MESSAGE_RECEIVED`.
    pub message_received: defray_event_message_received,
    /// The contents when `kind` is `DEFRAY_EVENT_BILL_HELD`.
    pub bill_held: defray_event_bill_held,
    /// The contents when `kind` is `DEFRAY_EVENT_BILL_SETTLED`.
    pub bill_settled: defray_event_bill_settled,
    /// The contents when `kind` is `DEFRAY_EVENT_BILL_REVERSED`.
    pub bill_reversed: defray_event_bill_reversed,
    /// The contents when `kind` is `DEFRAY_EVENT_BILL_CORRECTED`.
    pub bill_corrected: defray_event_bill_corrected,
    /// The contents when `kind` is `DEFRAY_EVENT_METERING_REQUESTED`.
    pub metering_requested: defray_event_metering_requested,
    /// The contents when `kind` is `DEFRAY_EVENT_METERING_ACKNOWLEDGED`.
    pub metering_acknowledged: defray_event_metering_acknowledged,
    /// The contents when `kind` is `DEFRAY_EVENT_OUTBOX_MESSAGE_QUEUED`.
    pub outbox_message_queued: defray_event_outbox_message_queued,
    /// The contents when `kind` is `DEFRAY_EVENT_OUTBOX_MESSAGE_ACKNOWLEDGED`.
    pub outbox_message_acknowledged: defray_event_outbox_message_acknowledged,
    /// The contents when `kind` is `DEFRAY_EVENT_BILL_RESTATED`.
    pub bill_restated: defray_event_bill_restated,
    /// The contents when `kind` is `DEFRAY_EVENT_BINDING_EXTENDED`.
    pub binding_extended: defray_event_binding_extended,
    /// The contents when `kind` is `DEFRAY_EVENT_CHARGES_CLAIMED`.
    pub charges_claimed: defray_event_charges_claimed,
    /// The contents when `kind` is `DEFRAY_EVENT_LOT_REOPENED`.
    pub lot_reopened: defray_event_lot_reopened,
    /// The contents when `kind` is `DEFRAY_EVENT_SUCCESSOR_CHANGED`.
    pub successor_changed: defray_event_successor_changed,
    /// The contents when `kind` is `DEFRAY_EVENT_NOT_METERED_COUNTED`.
    pub not_metered_counted: defray_event_not_metered_counted,
    /// The contents when `kind` is `DEFRAY_EVENT_WORKSPACE_RENAMED`.
    pub workspace_renamed: defray_event_workspace_renamed,
    /// The contents when `kind` is `DEFRAY_EVENT_MAIL_SETTINGS_SET`.
    pub mail_settings_set: defray_event_mail_settings_set,
}

// SAFETY: all members consist of numbers and pointers, for which zero is a valid value.
unsafe impl Zero for defray_event_as {}

/// One event. The events of a journal entry are in order: each one builds on the events before it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event {
    /// The alternative.
    pub kind: defray_event_kind,
    /// The contents of the alternative. An alternative without a member here has no contents.
    pub r#as: defray_event_as,
}

impl ToC for engine::core::event::Event {
    type C = defray_event;

    fn to_c(&self, arena: &Arena) -> defray_event {
        match self {
            Self::AccountOpened { account, currency } => defray_event {
                kind: DEFRAY_EVENT_ACCOUNT_OPENED,
                r#as: defray_event_as {
                    account_opened: {
                        defray_event_account_opened {
                            account: arena.text(account.as_str()),
                            currency: currency.to_c(arena),
                        }
                    },
                },
            },
            Self::AccountClosed { account, forfeited } => defray_event {
                kind: DEFRAY_EVENT_ACCOUNT_CLOSED,
                r#as: defray_event_as {
                    account_closed: {
                        defray_event_account_closed {
                            account: arena.text(account.as_str()),
                            forfeited: forfeited.to_c(arena),
                        }
                    },
                },
            },
            Self::PolicySet { account, policy } => defray_event {
                kind: DEFRAY_EVENT_POLICY_SET,
                r#as: defray_event_as {
                    policy_set: {
                        defray_event_policy_set {
                            account: arena.optional_text(account.as_ref().map(|text| text.as_str())),
                            policy: arena.put(policy.to_c(arena)),
                        }
                    },
                },
            },
            Self::ToppedUp { account, amount, repaid, reference, repeats } => defray_event {
                kind: DEFRAY_EVENT_TOPPED_UP,
                r#as: defray_event_as {
                    topped_up: {
                        defray_event_topped_up {
                            account: arena.text(account.as_str()),
                            amount: amount.to_c(arena),
                            repaid: repaid.to_c(arena),
                            reference: arena.optional_text(reference.as_ref().map(|text| text.as_str())),
                            repeats: arena.optional(repeats.as_ref().map(|one| one.to_c(arena))),
                        }
                    },
                },
            },
            Self::LotOpened { account, lot } => defray_event {
                kind: DEFRAY_EVENT_LOT_OPENED,
                r#as: defray_event_as {
                    lot_opened: {
                        defray_event_lot_opened {
                            account: arena.text(account.as_str()),
                            lot: arena.put(lot.to_c(arena)),
                        }
                    },
                },
            },
            Self::OrderRedeemed { account, order } => defray_event {
                kind: DEFRAY_EVENT_ORDER_REDEEMED,
                r#as: defray_event_as {
                    order_redeemed: {
                        defray_event_order_redeemed {
                            account: arena.text(account.as_str()),
                            order: arena.text(order.as_str()),
                        }
                    },
                },
            },
            Self::LotExpired { account, lot, amount, at } => defray_event {
                kind: DEFRAY_EVENT_LOT_EXPIRED,
                r#as: defray_event_as {
                    lot_expired: {
                        defray_event_lot_expired {
                            account: arena.text(account.as_str()),
                            lot: arena.text(lot.as_str()),
                            amount: amount.to_c(arena),
                            at: at.to_c(arena),
                        }
                    },
                },
            },
            Self::LotVoided { account, lot, amount, reason } => defray_event {
                kind: DEFRAY_EVENT_LOT_VOIDED,
                r#as: defray_event_as {
                    lot_voided: {
                        defray_event_lot_voided {
                            account: arena.text(account.as_str()),
                            lot: arena.text(lot.as_str()),
                            amount: amount.to_c(arena),
                            reason: arena.optional_text(reason.as_ref().map(|text| text.as_str())),
                        }
                    },
                },
            },
            Self::StandingChanged { account, standing } => defray_event {
                kind: DEFRAY_EVENT_STANDING_CHANGED,
                r#as: defray_event_as {
                    standing_changed: {
                        defray_event_standing_changed {
                            account: arena.text(account.as_str()),
                            standing: standing.to_c(arena),
                        }
                    },
                },
            },
            Self::WorkspaceBound { workspace, account, step, interval, display_name } => defray_event {
                kind: DEFRAY_EVENT_WORKSPACE_BOUND,
                r#as: defray_event_as {
                    workspace_bound: {
                        defray_event_workspace_bound {
                            workspace: arena.text(workspace.as_str()),
                            account: arena.text(account.as_str()),
                            step: step.to_c(arena),
                            interval: interval.to_c(arena),
                            display_name: arena.optional_text(display_name.as_ref().map(|text| text.as_str())),
                        }
                    },
                },
            },
            Self::StepTaken { workspace, step, left } => defray_event {
                kind: DEFRAY_EVENT_STEP_TAKEN,
                r#as: defray_event_as {
                    step_taken: {
                        defray_event_step_taken {
                            workspace: arena.text(workspace.as_str()),
                            step: step.to_c(arena),
                            left: arena.optional_text(left.as_ref().map(|text| text.as_str())),
                        }
                    },
                },
            },
            Self::MethodKept { account, workspace, method } => defray_event {
                kind: DEFRAY_EVENT_METHOD_KEPT,
                r#as: defray_event_as {
                    method_kept: {
                        defray_event_method_kept {
                            account: arena.text(account.as_str()),
                            workspace: arena.text(workspace.as_str()),
                            method: method.to_c(arena),
                        }
                    },
                },
            },
            Self::MethodChanged { account, workspace, method, kept_intervals, intervals } => defray_event {
                kind: DEFRAY_EVENT_METHOD_CHANGED,
                r#as: defray_event_as {
                    method_changed: {
                        let (intervals, intervals_count) = arena.list(intervals.iter().map(|one| one.to_c(arena)));
                        defray_event_method_changed {
                            account: arena.text(account.as_str()),
                            workspace: arena.text(workspace.as_str()),
                            method: method.to_c(arena),
                            kept_intervals: kept_intervals.to_c(arena),
                            intervals,
                            intervals_count,
                        }
                    },
                },
            },
            Self::CloudAccountLinked { cloud_account, link } => defray_event {
                kind: DEFRAY_EVENT_CLOUD_ACCOUNT_LINKED,
                r#as: defray_event_as {
                    cloud_account_linked: {
                        defray_event_cloud_account_linked {
                            cloud_account: arena.put(cloud_account.to_c(arena)),
                            link: link.to_c(arena),
                        }
                    },
                },
            },
            Self::CloudAccountChanged {
                account,
                cloud_account,
                was,
                state,
                lifecycle,
                metering_deadline,
                patience,
            } => defray_event {
                kind: DEFRAY_EVENT_CLOUD_ACCOUNT_CHANGED,
                r#as: defray_event_as {
                    cloud_account_changed: {
                        defray_event_cloud_account_changed {
                            account: arena.text(account.as_str()),
                            cloud_account: arena.text(cloud_account.as_str()),
                            was: was.to_c(arena),
                            state: state.to_c(arena),
                            lifecycle: lifecycle.to_c(arena),
                            metering_deadline: arena.optional(metering_deadline.as_ref().map(|one| one.to_c(arena))),
                            patience: arena.optional(patience.as_ref().map(|one| one.to_c(arena))),
                        }
                    },
                },
            },
            Self::MessageReceived { message, disposition, cloud_account, account, recorded_signal } => defray_event {
                kind: DEFRAY_EVENT_MESSAGE_RECEIVED,
                r#as: defray_event_as {
                    message_received: {
                        defray_event_message_received {
                            message: arena.put(message.to_c(arena)),
                            disposition: disposition.to_c(arena),
                            cloud_account: arena.optional_text(cloud_account.as_ref().map(|text| text.as_str())),
                            account: arena.optional_text(account.as_ref().map(|text| text.as_str())),
                            recorded_signal: arena.optional(recorded_signal.as_ref().map(|one| one.to_c(arena))),
                        }
                    },
                },
            },
            Self::BillHeld { account, bill, reason } => defray_event {
                kind: DEFRAY_EVENT_BILL_HELD,
                r#as: defray_event_as {
                    bill_held: {
                        defray_event_bill_held {
                            account: arena.text(account.as_str()),
                            bill: arena.put(bill.to_c(arena)),
                            reason: reason.to_c(arena),
                        }
                    },
                },
            },
            Self::BillSettled { record } => defray_event {
                kind: DEFRAY_EVENT_BILL_SETTLED,
                r#as: defray_event_as {
                    bill_settled: { defray_event_bill_settled { record: arena.put(record.to_c(arena)) } },
                },
            },
            Self::BillReversed { account, bill, payer, reversal } => defray_event {
                kind: DEFRAY_EVENT_BILL_REVERSED,
                r#as: defray_event_as {
                    bill_reversed: {
                        defray_event_bill_reversed {
                            account: arena.text(account.as_str()),
                            bill: arena.text(bill.as_str()),
                            payer: arena.optional(payer.as_ref().map(|one| one.to_c(arena))),
                            reversal: arena.put(reversal.to_c(arena)),
                        }
                    },
                },
            },
            Self::BillCorrected { account, bill, correction } => defray_event {
                kind: DEFRAY_EVENT_BILL_CORRECTED,
                r#as: defray_event_as {
                    bill_corrected: {
                        defray_event_bill_corrected {
                            account: arena.text(account.as_str()),
                            bill: arena.text(bill.as_str()),
                            correction: arena.put(correction.to_c(arena)),
                        }
                    },
                },
            },
            Self::MeteringRequested { record } => defray_event {
                kind: DEFRAY_EVENT_METERING_REQUESTED,
                r#as: defray_event_as {
                    metering_requested: { defray_event_metering_requested { record: arena.put(record.to_c(arena)) } },
                },
            },
            Self::MeteringAcknowledged {
                account,
                cloud_account,
                record,
                outcome,
                state,
                accepted,
                head,
                provider_record,
            } => defray_event {
                kind: DEFRAY_EVENT_METERING_ACKNOWLEDGED,
                r#as: defray_event_as {
                    metering_acknowledged: {
                        defray_event_metering_acknowledged {
                            account: arena.text(account.as_str()),
                            cloud_account: arena.text(cloud_account.as_str()),
                            record: record.to_c(arena),
                            outcome: outcome.to_c(arena),
                            state: state.to_c(arena),
                            accepted: accepted.to_c(arena),
                            head: arena.optional(head.as_ref().map(|one| one.to_c(arena))),
                            provider_record: arena.optional_text(provider_record.as_ref().map(|text| text.as_str())),
                        }
                    },
                },
            },
            Self::OutboxMessageQueued { number, notification } => defray_event {
                kind: DEFRAY_EVENT_OUTBOX_MESSAGE_QUEUED,
                r#as: defray_event_as {
                    outbox_message_queued: {
                        defray_event_outbox_message_queued {
                            number: number.to_c(arena),
                            notification: arena.put(notification.to_c(arena)),
                        }
                    },
                },
            },
            Self::OutboxMessageAcknowledged { number } => defray_event {
                kind: DEFRAY_EVENT_OUTBOX_MESSAGE_ACKNOWLEDGED,
                r#as: defray_event_as {
                    outbox_message_acknowledged: {
                        defray_event_outbox_message_acknowledged { number: number.to_c(arena) }
                    },
                },
            },
            Self::BillRestated { account, bill, by } => defray_event {
                kind: DEFRAY_EVENT_BILL_RESTATED,
                r#as: defray_event_as {
                    bill_restated: {
                        defray_event_bill_restated {
                            account: arena.text(account.as_str()),
                            bill: arena.text(bill.as_str()),
                            by: arena.optional_text(by.as_ref().map(|text| text.as_str())),
                        }
                    },
                },
            },
            Self::BindingExtended { workspace, account, step, interval } => defray_event {
                kind: DEFRAY_EVENT_BINDING_EXTENDED,
                r#as: defray_event_as {
                    binding_extended: {
                        defray_event_binding_extended {
                            workspace: arena.text(workspace.as_str()),
                            account: arena.text(account.as_str()),
                            step: step.to_c(arena),
                            interval: interval.to_c(arena),
                        }
                    },
                },
            },
            Self::ChargesClaimed { export_name, part, bills } => defray_event {
                kind: DEFRAY_EVENT_CHARGES_CLAIMED,
                r#as: defray_event_as {
                    charges_claimed: {
                        let (bills, bills_count) = arena.list(bills.iter().map(|one| arena.text(one.as_str())));
                        defray_event_charges_claimed {
                            export_name: arena.text(export_name.as_str()),
                            part: arena.text(part.as_str()),
                            bills,
                            bills_count,
                        }
                    },
                },
            },
            Self::LotReopened { account, lot, amount } => defray_event {
                kind: DEFRAY_EVENT_LOT_REOPENED,
                r#as: defray_event_as {
                    lot_reopened: {
                        defray_event_lot_reopened {
                            account: arena.text(account.as_str()),
                            lot: arena.text(lot.as_str()),
                            amount: amount.to_c(arena),
                        }
                    },
                },
            },
            Self::SuccessorChanged { account, cloud_account, successor } => defray_event {
                kind: DEFRAY_EVENT_SUCCESSOR_CHANGED,
                r#as: defray_event_as {
                    successor_changed: {
                        defray_event_successor_changed {
                            account: arena.text(account.as_str()),
                            cloud_account: arena.text(cloud_account.as_str()),
                            successor: arena.optional_text(successor.as_ref().map(|text| text.as_str())),
                        }
                    },
                },
            },
            Self::NotMeteredCounted {
                account,
                bill,
                day,
                cloud_account,
                provider,
                ended_at,
                metering_deadline,
                amount,
            } => defray_event {
                kind: DEFRAY_EVENT_NOT_METERED_COUNTED,
                r#as: defray_event_as {
                    not_metered_counted: {
                        defray_event_not_metered_counted {
                            account: arena.text(account.as_str()),
                            bill: arena.text(bill.as_str()),
                            day: day.to_c(arena),
                            cloud_account: arena.text(cloud_account.as_str()),
                            provider: provider.to_c(arena),
                            ended_at: ended_at.to_c(arena),
                            metering_deadline: metering_deadline.to_c(arena),
                            amount: amount.to_c(arena),
                        }
                    },
                },
            },
            Self::WorkspaceRenamed { account, workspace, display_name } => defray_event {
                kind: DEFRAY_EVENT_WORKSPACE_RENAMED,
                r#as: defray_event_as {
                    workspace_renamed: {
                        defray_event_workspace_renamed {
                            account: arena.text(account.as_str()),
                            workspace: arena.text(workspace.as_str()),
                            display_name: arena.optional_text(display_name.as_ref().map(|text| text.as_str())),
                        }
                    },
                },
            },
            Self::MailSettingsSet { account, settings } => defray_event {
                kind: DEFRAY_EVENT_MAIL_SETTINGS_SET,
                r#as: defray_event_as {
                    mail_settings_set: {
                        defray_event_mail_settings_set {
                            account: arena.text(account.as_str()),
                            settings: settings.to_c(arena),
                        }
                    },
                },
            },
        }
    }
}

const DEFRAY_EVENT_KIND_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_EVENT_ACCOUNT_OPENED, c"account_opened"),
    (DEFRAY_EVENT_ACCOUNT_CLOSED, c"account_closed"),
    (DEFRAY_EVENT_POLICY_SET, c"policy_set"),
    (DEFRAY_EVENT_TOPPED_UP, c"topped_up"),
    (DEFRAY_EVENT_LOT_OPENED, c"lot_opened"),
    (DEFRAY_EVENT_ORDER_REDEEMED, c"order_redeemed"),
    (DEFRAY_EVENT_LOT_EXPIRED, c"lot_expired"),
    (DEFRAY_EVENT_LOT_VOIDED, c"lot_voided"),
    (DEFRAY_EVENT_STANDING_CHANGED, c"standing_changed"),
    (DEFRAY_EVENT_WORKSPACE_BOUND, c"workspace_bound"),
    (DEFRAY_EVENT_STEP_TAKEN, c"step_taken"),
    (DEFRAY_EVENT_METHOD_KEPT, c"method_kept"),
    (DEFRAY_EVENT_METHOD_CHANGED, c"method_changed"),
    (DEFRAY_EVENT_CLOUD_ACCOUNT_LINKED, c"cloud_account_linked"),
    (DEFRAY_EVENT_CLOUD_ACCOUNT_CHANGED, c"cloud_account_changed"),
    (DEFRAY_EVENT_MESSAGE_RECEIVED, c"message_received"),
    (DEFRAY_EVENT_BILL_HELD, c"bill_held"),
    (DEFRAY_EVENT_BILL_SETTLED, c"bill_settled"),
    (DEFRAY_EVENT_BILL_REVERSED, c"bill_reversed"),
    (DEFRAY_EVENT_BILL_CORRECTED, c"bill_corrected"),
    (DEFRAY_EVENT_METERING_REQUESTED, c"metering_requested"),
    (DEFRAY_EVENT_METERING_ACKNOWLEDGED, c"metering_acknowledged"),
    (DEFRAY_EVENT_OUTBOX_MESSAGE_QUEUED, c"outbox_message_queued"),
    (DEFRAY_EVENT_OUTBOX_MESSAGE_ACKNOWLEDGED, c"outbox_message_acknowledged"),
    (DEFRAY_EVENT_BILL_RESTATED, c"bill_restated"),
    (DEFRAY_EVENT_BINDING_EXTENDED, c"binding_extended"),
    (DEFRAY_EVENT_CHARGES_CLAIMED, c"charges_claimed"),
    (DEFRAY_EVENT_LOT_REOPENED, c"lot_reopened"),
    (DEFRAY_EVENT_SUCCESSOR_CHANGED, c"successor_changed"),
    (DEFRAY_EVENT_NOT_METERED_COUNTED, c"not_metered_counted"),
    (DEFRAY_EVENT_WORKSPACE_RENAMED, c"workspace_renamed"),
    (DEFRAY_EVENT_MAIL_SETTINGS_SET, c"mail_settings_set"),
];

/// Returns the name of the constant in the interchange form, such as `account_opened`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_event_kind_name(value: defray_event_kind) -> *const c_char {
    crate::names::name(value, DEFRAY_EVENT_KIND_NAMES)
}

/// The alternative of a `defray_prior_result`.
pub type defray_prior_result_kind = u32;

/// The bill was recorded before (P4).
pub const DEFRAY_PRIOR_RESULT_BILL: defray_prior_result_kind = 1;
/// The reversal was recorded before.
pub const DEFRAY_PRIOR_RESULT_REVERSAL: defray_prior_result_kind = 2;
/// The usage record was requested before and has no answer yet.
pub const DEFRAY_PRIOR_RESULT_USAGE_RECORD: defray_prior_result_kind = 3;
/// The marketplace message was received before, with this disposition.
pub const DEFRAY_PRIOR_RESULT_MESSAGE: defray_prior_result_kind = 4;
/// Nothing has fallen due, there is nothing to meter, the message was acknowledged before, or the name or the
/// settings are the same already.
pub const DEFRAY_PRIOR_RESULT_NOTHING: defray_prior_result_kind = 5;

/// The contents of a `defray_prior_result`. Read only the member that belongs to its `kind`.
#[repr(C)]
#[derive(Clone, Copy)]
pub union defray_prior_result_as {
    /// The contents when `kind` is `DEFRAY_PRIOR_RESULT_BILL`.
    pub bill: *const defray_bill_record,
    /// The contents when `kind` is `DEFRAY_PRIOR_RESULT_REVERSAL`.
    pub reversal: *const defray_reversal,
    /// The contents when `kind` is `DEFRAY_PRIOR_RESULT_USAGE_RECORD`.
    pub usage_record: *const defray_usage_record,
    /// The contents when `kind` is `DEFRAY_PRIOR_RESULT_MESSAGE`.
    pub message: defray_message_disposition,
}

// SAFETY: all members consist of numbers and pointers, for which zero is a valid value.
unsafe impl Zero for defray_prior_result_as {}

/// The result of an earlier, identical command. Nothing changes, and nothing is recorded.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_prior_result {
    /// The alternative.
    pub kind: defray_prior_result_kind,
    /// The contents of the alternative. An alternative without a member here has no contents.
    pub r#as: defray_prior_result_as,
}

impl ToC for engine::core::PriorResult {
    type C = defray_prior_result;

    fn to_c(&self, arena: &Arena) -> defray_prior_result {
        match self {
            Self::Bill(value) => defray_prior_result {
                kind: DEFRAY_PRIOR_RESULT_BILL,
                r#as: defray_prior_result_as { bill: arena.put(value.to_c(arena)) },
            },
            Self::Reversal(value) => defray_prior_result {
                kind: DEFRAY_PRIOR_RESULT_REVERSAL,
                r#as: defray_prior_result_as { reversal: arena.put(value.to_c(arena)) },
            },
            Self::UsageRecord(value) => defray_prior_result {
                kind: DEFRAY_PRIOR_RESULT_USAGE_RECORD,
                r#as: defray_prior_result_as { usage_record: arena.put(value.to_c(arena)) },
            },
            Self::Message(value) => defray_prior_result {
                kind: DEFRAY_PRIOR_RESULT_MESSAGE,
                r#as: defray_prior_result_as { message: value.to_c(arena) },
            },
            Self::Nothing => defray_prior_result { kind: DEFRAY_PRIOR_RESULT_NOTHING, r#as: nothing() },
        }
    }
}

const DEFRAY_PRIOR_RESULT_KIND_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_PRIOR_RESULT_BILL, c"bill"),
    (DEFRAY_PRIOR_RESULT_REVERSAL, c"reversal"),
    (DEFRAY_PRIOR_RESULT_USAGE_RECORD, c"usage_record"),
    (DEFRAY_PRIOR_RESULT_MESSAGE, c"message"),
    (DEFRAY_PRIOR_RESULT_NOTHING, c"nothing"),
];

/// Returns the name of the constant in the interchange form, such as `bill`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_prior_result_kind_name(value: defray_prior_result_kind) -> *const c_char {
    crate::names::name(value, DEFRAY_PRIOR_RESULT_KIND_NAMES)
}
