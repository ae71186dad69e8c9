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

// Records of event.
/// What became of a marketplace message.
pub type defray_verdict = u32;

/// It changed a cloud account.
pub const DEFRAY_VERDICT_APPLIED: defray_verdict = 1;
/// It was kept; the state stays what it was.
pub const DEFRAY_VERDICT_NO_CHANGE: defray_verdict = 2;
/// No cloud account is linked; it was kept for a later link.
pub const DEFRAY_VERDICT_UNMATCHED: defray_verdict = 3;
/// It has no effect on who pays.
pub const DEFRAY_VERDICT_IGNORED: defray_verdict = 4;
/// It is not believed, and only kept.
pub const DEFRAY_VERDICT_REJECTED: defray_verdict = 5;

impl Lay for engine::core::event::Verdict {
    type C = defray_verdict;

    fn lay(&self, _: &Arena) -> defray_verdict {
        match self {
            Self::Applied => DEFRAY_VERDICT_APPLIED,
            Self::NoChange => DEFRAY_VERDICT_NO_CHANGE,
            Self::Unmatched => DEFRAY_VERDICT_UNMATCHED,
            Self::Ignored => DEFRAY_VERDICT_IGNORED,
            Self::Rejected => DEFRAY_VERDICT_REJECTED,
        }
    }
}

const DEFRAY_VERDICT_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_VERDICT_APPLIED, c"applied"),
    (DEFRAY_VERDICT_NO_CHANGE, c"no_change"),
    (DEFRAY_VERDICT_UNMATCHED, c"unmatched"),
    (DEFRAY_VERDICT_IGNORED, c"ignored"),
    (DEFRAY_VERDICT_REJECTED, c"rejected"),
];

/// Its name in the interchange form, such as `applied`; an empty text for a number that names nothing. Never NULL, never
/// freed, NUL-terminated. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_verdict_name(value: defray_verdict) -> *const c_char {
    crate::names::name(value, DEFRAY_VERDICT_NAMES)
}

/// The number of a name such as `applied`. Any thread.
///
/// Fails with `DEFRAY_ERR_UNKNOWN_NAME` when nothing is called so; `*out` is then 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_verdict_parse(
    text: defray_str,
    out: *mut defray_verdict,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the function's contract says.
    unsafe { crate::names::parse(text, DEFRAY_VERDICT_NAMES, out, err) }
}

/// Which alternative of `defray_event` it is.
pub type defray_event_kind = u32;

/// An account was opened.
pub const DEFRAY_EVENT_ACCOUNT_OPENED: defray_event_kind = 1;
/// An account was closed; what it still had is given up.
pub const DEFRAY_EVENT_ACCOUNT_CLOSED: defray_event_kind = 2;
/// A policy was set.
pub const DEFRAY_EVENT_POLICY_SET: defray_event_kind = 3;
/// Money came in (M1).
pub const DEFRAY_EVENT_TOPPED_UP: defray_event_kind = 4;
/// A voucher or card came in.
pub const DEFRAY_EVENT_LOT_OPENED: defray_event_kind = 5;
/// An order of Huawei Cloud's market was used up.
pub const DEFRAY_EVENT_ORDER_REDEEMED: defray_event_kind = 6;
/// A lot's validity ended with value left in it.
pub const DEFRAY_EVENT_LOT_EXPIRED: defray_event_kind = 7;
/// A lot was made void.
pub const DEFRAY_EVENT_LOT_VOIDED: defray_event_kind = 8;
/// An account's standing changed, or its reminder was raised.
pub const DEFRAY_EVENT_STANDING_CHANGED: defray_event_kind = 9;
/// A workspace got its first account.
pub const DEFRAY_EVENT_WORKSPACE_BOUND: defray_event_kind = 10;
/// A person's step was added to a workspace's history.
pub const DEFRAY_EVENT_STEP_TAKEN: defray_event_kind = 11;
/// The account asked for the method it already had.
pub const DEFRAY_EVENT_METHOD_KEPT: defray_event_kind = 12;
/// A workspace's method or timeline changed.
pub const DEFRAY_EVENT_METHOD_CHANGED: defray_event_kind = 13;
/// A subscription was linked.
pub const DEFRAY_EVENT_CLOUD_ACCOUNT_LINKED: defray_event_kind = 14;
/// A cloud account's state or end changed.
pub const DEFRAY_EVENT_CLOUD_ACCOUNT_CHANGED: defray_event_kind = 15;
/// A marketplace message was taken in.
pub const DEFRAY_EVENT_MESSAGE_RECEIVED: defray_event_kind = 16;
/// A bill was recorded and waits.
pub const DEFRAY_EVENT_BILL_HELD: defray_event_kind = 17;
/// A bill was paid.
pub const DEFRAY_EVENT_BILL_SETTLED: defray_event_kind = 18;
/// A bill's value was given back, or a held bill was cancelled.
pub const DEFRAY_EVENT_BILL_REVERSED: defray_event_kind = 19;
/// Another one pays a settled bill, or a part of it, than was thought.
pub const DEFRAY_EVENT_BILL_CORRECTED: defray_event_kind = 20;
/// Usage is on its way to a provider (N2).
pub const DEFRAY_EVENT_METERING_REQUESTED: defray_event_kind = 21;
/// A provider answered to a usage record (N2).
pub const DEFRAY_EVENT_METERING_ACKNOWLEDGED: defray_event_kind = 22;
/// Something is owed to the world (N1).
pub const DEFRAY_EVENT_OBLIGATION_RAISED: defray_event_kind = 23;
/// Something owed was done (N3).
pub const DEFRAY_EVENT_OBLIGATION_ACKNOWLEDGED: defray_event_kind = 24;

/// An account was opened.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_account_opened {
    /// Which.
    pub account: defray_str,
    /// Its currency.
    pub currency: defray_currency,
}

/// An account was closed; what it still had is given up.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_account_closed {
    /// Which.
    pub account: defray_str,
    /// Cash and lots given up.
    pub forfeited: defray_money,
}

/// A policy was set.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_policy_set {
    /// Whose; absent: the file's.
    pub account: defray_str,
    /// The policy.
    pub policy: *const defray_policy,
}

/// Money came in (M1).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_topped_up {
    /// Whose.
    pub account: defray_str,
    /// How much.
    pub amount: defray_money,
    /// How much of it repaid the overdraft.
    pub repaid: defray_money,
    /// The payment's reference.
    pub reference: defray_str,
}

/// A voucher or card came in.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_lot_opened {
    /// Whose.
    pub account: defray_str,
    /// The lot.
    pub lot: *const defray_lot,
}

/// An order of Huawei Cloud's market was used up.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_order_redeemed {
    /// Whose.
    pub account: defray_str,
    /// The order.
    pub order: defray_str,
}

/// A lot's validity ended with value left in it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_lot_expired {
    /// Whose.
    pub account: defray_str,
    /// Which.
    pub lot: defray_str,
    /// What was left.
    pub amount: defray_money,
    /// When.
    pub at: defray_instant,
}

/// A lot was made void.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_lot_voided {
    /// Whose.
    pub account: defray_str,
    /// Which.
    pub lot: defray_str,
    /// What was left.
    pub amount: defray_money,
    /// Why.
    pub reason: defray_str,
}

/// An account's standing changed, or its reminder was raised.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_standing_changed {
    /// Whose.
    pub account: defray_str,
    /// What it is now.
    pub standing: defray_standing,
}

/// A workspace got its first account.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_workspace_bound {
    /// Which.
    pub workspace: defray_str,
    /// Whose.
    pub account: defray_str,
    /// Its first step.
    pub step: defray_step,
    /// Its first stretch.
    pub stretch: defray_stretch,
}

/// A person's step was added to a workspace's history.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_step_taken {
    /// Which.
    pub workspace: defray_str,
    /// The step.
    pub step: defray_step,
    /// The account it left, when it moved.
    pub left: defray_str,
}

/// The account asked for the method it already had.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_method_kept {
    /// Whose.
    pub account: defray_str,
    /// Which.
    pub workspace: defray_str,
    /// What it has.
    pub method: defray_method,
}

/// A workspace's method or timeline changed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_method_changed {
    /// Whose.
    pub account: defray_str,
    /// Which.
    pub workspace: defray_str,
    /// The method now.
    pub method: defray_method,
    /// How many of the stretches before stay, …
    pub kept: u32,
    /// … and those that follow them now.
    pub stretches: *const defray_stretch,
    /// How many there are in `stretches`.
    pub stretches_count: usize,
}

/// A subscription was linked.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_cloud_account_linked {
    /// The link, with the state that messages received before give it.
    pub cloud_account: *const defray_cloud_account,
    /// Its share of the subscription's signals.
    pub link: defray_subscription_link,
}

/// A cloud account's state or end changed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_cloud_account_changed {
    /// Whose.
    pub account: defray_str,
    /// Which.
    pub cloud_account: defray_str,
    /// The state before.
    pub was: defray_cloud_account_name,
    /// The state now.
    pub state: defray_cloud_account_name,
    /// What happened to it, as known now.
    pub life: defray_life,
    /// Until when its usage can be metered, once it has ended.
    pub metering_deadline: *const defray_instant,
}

/// A marketplace message was taken in.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_message_received {
    /// The message.
    pub message: *const defray_marketplace_message,
    /// What became of it.
    pub verdict: defray_verdict,
    /// The cloud account it concerns.
    pub cloud_account: defray_str,
    /// Whose that is.
    pub account: defray_str,
    /// The signal that is kept for the message's subscription, if one is.
    pub kept: *const defray_kept_signal,
}

/// A bill was recorded and waits.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_bill_held {
    /// Whose.
    pub account: defray_str,
    /// The bill.
    pub bill: *const defray_bill,
    /// Why it waits.
    pub reason: defray_hold_reason,
}

/// A bill was paid.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_bill_settled {
    /// The bill with its receipt.
    pub record: *const defray_bill_record,
}

/// A bill's value was given back, or a held bill was cancelled.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_bill_reversed {
    /// Whose.
    pub account: defray_str,
    /// Which.
    pub bill: defray_str,
    /// Who had paid.
    pub payer: *const defray_payer,
    /// The giving-back.
    pub reversal: *const defray_reversal,
}

/// Another one pays a settled bill, or a part of it, than was thought.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_bill_corrected {
    /// Whose.
    pub account: defray_str,
    /// Which.
    pub bill: defray_str,
    /// What was given back and paid anew.
    pub correction: *const defray_correction,
}

/// Usage is on its way to a provider (N2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_metering_requested {
    /// The usage record.
    pub record: *const defray_usage_record,
}

/// A provider answered to a usage record (N2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_metering_acknowledged {
    /// Whose.
    pub account: defray_str,
    /// Whose usage.
    pub cloud_account: defray_str,
    /// The usage record.
    pub record: defray_obligation_number,
    /// What the provider answered.
    pub outcome: defray_metering_outcome,
    /// What became of the record.
    pub state: defray_usage_state,
    /// The quantity that the provider has.
    pub accepted: u32,
    /// Up to where the meter's charges are accepted now.
    pub head: *const defray_meter_mark,
    /// The provider's own id of the record.
    pub provider_record: defray_str,
}

/// Something is owed to the world (N1).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_obligation_raised {
    /// Its number.
    pub number: defray_obligation_number,
    /// What is owed.
    pub mail: *const defray_mail,
}

/// Something owed was done (N3).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event_obligation_acknowledged {
    /// Its number.
    pub number: defray_obligation_number,
}

/// What comes with an alternative of `defray_event`; only the member that `kind` names may be read.
#[repr(C)]
#[derive(Clone, Copy)]
pub union defray_event_as {
    /// With `DEFRAY_EVENT_ACCOUNT_OPENED`.
    pub account_opened: defray_event_account_opened,
    /// With `DEFRAY_EVENT_ACCOUNT_CLOSED`.
    pub account_closed: defray_event_account_closed,
    /// With `DEFRAY_EVENT_POLICY_SET`.
    pub policy_set: defray_event_policy_set,
    /// With `DEFRAY_EVENT_TOPPED_UP`.
    pub topped_up: defray_event_topped_up,
    /// With `DEFRAY_EVENT_LOT_OPENED`.
    pub lot_opened: defray_event_lot_opened,
    /// With `DEFRAY_EVENT_ORDER_REDEEMED`.
    pub order_redeemed: defray_event_order_redeemed,
    /// With `DEFRAY_EVENT_LOT_EXPIRED`.
    pub lot_expired: defray_event_lot_expired,
    /// With `DEFRAY_EVENT_LOT_VOIDED`.
    pub lot_voided: defray_event_lot_voided,
    /// With `DEFRAY_EVENT_STANDING_CHANGED`.
    pub standing_changed: defray_event_standing_changed,
    /// With `DEFRAY_EVENT_WORKSPACE_BOUND`.
    pub workspace_bound: defray_event_workspace_bound,
    /// With `DEFRAY_EVENT_STEP_TAKEN`.
    pub step_taken: defray_event_step_taken,
    /// With `DEFRAY_EVENT_METHOD_KEPT`.
    pub method_kept: defray_event_method_kept,
    /// With `DEFRAY_EVENT_METHOD_CHANGED`.
    pub method_changed: defray_event_method_changed,
    /// With `DEFRAY_EVENT_CLOUD_ACCOUNT_LINKED`.
    pub cloud_account_linked: defray_event_cloud_account_linked,
    /// With `DEFRAY_EVENT_CLOUD_ACCOUNT_CHANGED`.
    pub cloud_account_changed: defray_event_cloud_account_changed,
    /// With `DEFRAY_EVENT_MESSAGE_RECEIVED`.
    pub message_received: defray_event_message_received,
    /// With `DEFRAY_EVENT_BILL_HELD`.
    pub bill_held: defray_event_bill_held,
    /// With `DEFRAY_EVENT_BILL_SETTLED`.
    pub bill_settled: defray_event_bill_settled,
    /// With `DEFRAY_EVENT_BILL_REVERSED`.
    pub bill_reversed: defray_event_bill_reversed,
    /// With `DEFRAY_EVENT_BILL_CORRECTED`.
    pub bill_corrected: defray_event_bill_corrected,
    /// With `DEFRAY_EVENT_METERING_REQUESTED`.
    pub metering_requested: defray_event_metering_requested,
    /// With `DEFRAY_EVENT_METERING_ACKNOWLEDGED`.
    pub metering_acknowledged: defray_event_metering_acknowledged,
    /// With `DEFRAY_EVENT_OBLIGATION_RAISED`.
    pub obligation_raised: defray_event_obligation_raised,
    /// With `DEFRAY_EVENT_OBLIGATION_ACKNOWLEDGED`.
    pub obligation_acknowledged: defray_event_obligation_acknowledged,
}

// SAFETY: its members are made of numbers and pointers, for which zero is a value.
unsafe impl Zero for defray_event_as {}

/// Something that happened. In the order of a journal entry, each rests on those before it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_event {
    /// Which alternative it is.
    pub kind: defray_event_kind,
    /// What comes with it. Nothing, for alternatives that have no member here.
    pub r#as: defray_event_as,
}

impl Lay for engine::core::event::Event {
    type C = defray_event;

    fn lay(&self, arena: &Arena) -> defray_event {
        match self {
            Self::AccountOpened { account, currency } => defray_event {
                kind: DEFRAY_EVENT_ACCOUNT_OPENED,
                r#as: defray_event_as {
                    account_opened: {
                        defray_event_account_opened {
                            account: arena.text(account.as_str()),
                            currency: currency.lay(arena),
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
                            forfeited: forfeited.lay(arena),
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
                            policy: arena.put(policy.lay(arena)),
                        }
                    },
                },
            },
            Self::ToppedUp { account, amount, repaid, reference } => defray_event {
                kind: DEFRAY_EVENT_TOPPED_UP,
                r#as: defray_event_as {
                    topped_up: {
                        defray_event_topped_up {
                            account: arena.text(account.as_str()),
                            amount: amount.lay(arena),
                            repaid: repaid.lay(arena),
                            reference: arena.optional_text(reference.as_ref().map(|text| text.as_str())),
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
                            lot: arena.put(lot.lay(arena)),
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
                            amount: amount.lay(arena),
                            at: at.lay(arena),
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
                            amount: amount.lay(arena),
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
                            standing: standing.lay(arena),
                        }
                    },
                },
            },
            Self::WorkspaceBound { workspace, account, step, stretch } => defray_event {
                kind: DEFRAY_EVENT_WORKSPACE_BOUND,
                r#as: defray_event_as {
                    workspace_bound: {
                        defray_event_workspace_bound {
                            workspace: arena.text(workspace.as_str()),
                            account: arena.text(account.as_str()),
                            step: step.lay(arena),
                            stretch: stretch.lay(arena),
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
                            step: step.lay(arena),
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
                            method: method.lay(arena),
                        }
                    },
                },
            },
            Self::MethodChanged { account, workspace, method, kept, stretches } => defray_event {
                kind: DEFRAY_EVENT_METHOD_CHANGED,
                r#as: defray_event_as {
                    method_changed: {
                        let (stretches, stretches_count) = arena.list(stretches.iter().map(|one| one.lay(arena)));
                        defray_event_method_changed {
                            account: arena.text(account.as_str()),
                            workspace: arena.text(workspace.as_str()),
                            method: method.lay(arena),
                            kept: kept.lay(arena),
                            stretches,
                            stretches_count,
                        }
                    },
                },
            },
            Self::CloudAccountLinked { cloud_account, link } => defray_event {
                kind: DEFRAY_EVENT_CLOUD_ACCOUNT_LINKED,
                r#as: defray_event_as {
                    cloud_account_linked: {
                        defray_event_cloud_account_linked {
                            cloud_account: arena.put(cloud_account.lay(arena)),
                            link: link.lay(arena),
                        }
                    },
                },
            },
            Self::CloudAccountChanged { account, cloud_account, was, state, life, metering_deadline } => defray_event {
                kind: DEFRAY_EVENT_CLOUD_ACCOUNT_CHANGED,
                r#as: defray_event_as {
                    cloud_account_changed: {
                        defray_event_cloud_account_changed {
                            account: arena.text(account.as_str()),
                            cloud_account: arena.text(cloud_account.as_str()),
                            was: was.lay(arena),
                            state: state.lay(arena),
                            life: life.lay(arena),
                            metering_deadline: arena.optional(metering_deadline.as_ref().map(|one| one.lay(arena))),
                        }
                    },
                },
            },
            Self::MessageReceived { message, verdict, cloud_account, account, kept } => defray_event {
                kind: DEFRAY_EVENT_MESSAGE_RECEIVED,
                r#as: defray_event_as {
                    message_received: {
                        defray_event_message_received {
                            message: arena.put(message.lay(arena)),
                            verdict: verdict.lay(arena),
                            cloud_account: arena.optional_text(cloud_account.as_ref().map(|text| text.as_str())),
                            account: arena.optional_text(account.as_ref().map(|text| text.as_str())),
                            kept: arena.optional(kept.as_ref().map(|one| one.lay(arena))),
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
                            bill: arena.put(bill.lay(arena)),
                            reason: reason.lay(arena),
                        }
                    },
                },
            },
            Self::BillSettled { record } => defray_event {
                kind: DEFRAY_EVENT_BILL_SETTLED,
                r#as: defray_event_as {
                    bill_settled: { defray_event_bill_settled { record: arena.put(record.lay(arena)) } },
                },
            },
            Self::BillReversed { account, bill, payer, reversal } => defray_event {
                kind: DEFRAY_EVENT_BILL_REVERSED,
                r#as: defray_event_as {
                    bill_reversed: {
                        defray_event_bill_reversed {
                            account: arena.text(account.as_str()),
                            bill: arena.text(bill.as_str()),
                            payer: arena.optional(payer.as_ref().map(|one| one.lay(arena))),
                            reversal: arena.put(reversal.lay(arena)),
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
                            correction: arena.put(correction.lay(arena)),
                        }
                    },
                },
            },
            Self::MeteringRequested { record } => defray_event {
                kind: DEFRAY_EVENT_METERING_REQUESTED,
                r#as: defray_event_as {
                    metering_requested: { defray_event_metering_requested { record: arena.put(record.lay(arena)) } },
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
                            record: record.lay(arena),
                            outcome: outcome.lay(arena),
                            state: state.lay(arena),
                            accepted: accepted.lay(arena),
                            head: arena.optional(head.as_ref().map(|one| one.lay(arena))),
                            provider_record: arena.optional_text(provider_record.as_ref().map(|text| text.as_str())),
                        }
                    },
                },
            },
            Self::ObligationRaised { number, mail } => defray_event {
                kind: DEFRAY_EVENT_OBLIGATION_RAISED,
                r#as: defray_event_as {
                    obligation_raised: {
                        defray_event_obligation_raised { number: number.lay(arena), mail: arena.put(mail.lay(arena)) }
                    },
                },
            },
            Self::ObligationAcknowledged { number } => defray_event {
                kind: DEFRAY_EVENT_OBLIGATION_ACKNOWLEDGED,
                r#as: defray_event_as {
                    obligation_acknowledged: { defray_event_obligation_acknowledged { number: number.lay(arena) } },
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
    (DEFRAY_EVENT_OBLIGATION_RAISED, c"obligation_raised"),
    (DEFRAY_EVENT_OBLIGATION_ACKNOWLEDGED, c"obligation_acknowledged"),
];

/// Its name in the interchange form, such as `account_opened`; an empty text for a number that names nothing. Never NULL, never
/// freed, NUL-terminated. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_event_kind_name(value: defray_event_kind) -> *const c_char {
    crate::names::name(value, DEFRAY_EVENT_KIND_NAMES)
}

/// Which alternative of `defray_replay` it is.
pub type defray_replay_kind = u32;

/// The bill is known (P4).
pub const DEFRAY_REPLAY_BILL: defray_replay_kind = 1;
/// The reversal is known.
pub const DEFRAY_REPLAY_REVERSAL: defray_replay_kind = 2;
/// The usage record was asked for and not answered yet.
pub const DEFRAY_REPLAY_USAGE_RECORD: defray_replay_kind = 3;
/// The marketplace message is known; this became of it.
pub const DEFRAY_REPLAY_MESSAGE: defray_replay_kind = 4;
/// Nothing has fallen due, there is nothing to meter, or it was acknowledged before.
pub const DEFRAY_REPLAY_NOTHING: defray_replay_kind = 5;

/// What comes with an alternative of `defray_replay`; only the member that `kind` names may be read.
#[repr(C)]
#[derive(Clone, Copy)]
pub union defray_replay_as {
    /// With `DEFRAY_REPLAY_BILL`.
    pub bill: *const defray_bill_record,
    /// With `DEFRAY_REPLAY_REVERSAL`.
    pub reversal: *const defray_reversal,
    /// With `DEFRAY_REPLAY_USAGE_RECORD`.
    pub usage_record: *const defray_usage_record,
    /// With `DEFRAY_REPLAY_MESSAGE`.
    pub message: defray_verdict,
}

// SAFETY: its members are made of numbers and pointers, for which zero is a value.
unsafe impl Zero for defray_replay_as {}

/// What came of a command before, found again: nothing happens now, and nothing is recorded.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_replay {
    /// Which alternative it is.
    pub kind: defray_replay_kind,
    /// What comes with it. Nothing, for alternatives that have no member here.
    pub r#as: defray_replay_as,
}

impl Lay for engine::core::Replay {
    type C = defray_replay;

    fn lay(&self, arena: &Arena) -> defray_replay {
        match self {
            Self::Bill(value) => {
                defray_replay { kind: DEFRAY_REPLAY_BILL, r#as: defray_replay_as { bill: arena.put(value.lay(arena)) } }
            }
            Self::Reversal(value) => defray_replay {
                kind: DEFRAY_REPLAY_REVERSAL,
                r#as: defray_replay_as { reversal: arena.put(value.lay(arena)) },
            },
            Self::UsageRecord(value) => defray_replay {
                kind: DEFRAY_REPLAY_USAGE_RECORD,
                r#as: defray_replay_as { usage_record: arena.put(value.lay(arena)) },
            },
            Self::Message(value) => {
                defray_replay { kind: DEFRAY_REPLAY_MESSAGE, r#as: defray_replay_as { message: value.lay(arena) } }
            }
            Self::Nothing => defray_replay { kind: DEFRAY_REPLAY_NOTHING, r#as: nothing() },
        }
    }
}

const DEFRAY_REPLAY_KIND_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_REPLAY_BILL, c"bill"),
    (DEFRAY_REPLAY_REVERSAL, c"reversal"),
    (DEFRAY_REPLAY_USAGE_RECORD, c"usage_record"),
    (DEFRAY_REPLAY_MESSAGE, c"message"),
    (DEFRAY_REPLAY_NOTHING, c"nothing"),
];

/// Its name in the interchange form, such as `bill`; an empty text for a number that names nothing. Never NULL, never
/// freed, NUL-terminated. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_replay_kind_name(value: defray_replay_kind) -> *const c_char {
    crate::names::name(value, DEFRAY_REPLAY_KIND_NAMES)
}
