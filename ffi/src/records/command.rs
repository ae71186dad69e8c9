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

// Records of command.
/// Opens an account.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_open_account {
    /// The id of the account. It must be new.
    pub account: defray_str,
    /// The currency of the account. It never changes.
    pub currency: defray_currency,
}

impl ToC for engine::core::command::OpenAccount {
    type C = defray_open_account;

    fn to_c(&self, arena: &Arena) -> defray_open_account {
        let Self { account, currency } = self;
        defray_open_account { account: arena.text(account.as_str()), currency: currency.to_c(arena) }
    }
}

impl FromC for engine::core::command::OpenAccount {
    type C = defray_open_account;

    unsafe fn from_c(c: &defray_open_account) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                account: text(&c.account, engine::core::id::AccountId::new).within("account")?,
                currency: FromC::from_c(&c.currency).within("currency")?,
            })
        }
    }
}

/// Closes an account permanently.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_close_account {
    /// The account to close. It must be open, without overdraft, workspaces, held bills or live cloud accounts.
    pub account: defray_str,
}

impl ToC for engine::core::command::CloseAccount {
    type C = defray_close_account;

    fn to_c(&self, arena: &Arena) -> defray_close_account {
        let Self { account } = self;
        defray_close_account { account: arena.text(account.as_str()) }
    }
}

impl FromC for engine::core::command::CloseAccount {
    type C = defray_close_account;

    unsafe fn from_c(c: &defray_close_account) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe { Ok(Self { account: text(&c.account, engine::core::id::AccountId::new).within("account")? }) }
    }
}

/// Replaces the policy of an account, or the file's default.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_set_policy {
    /// The account that gets the policy; absent: the default for every account without a policy of its own.
    pub account: defray_str,
    /// The whole policy. A field that is left out takes its built-in default.
    pub policy: *const defray_policy,
}

impl ToC for engine::core::command::SetPolicy {
    type C = defray_set_policy;

    fn to_c(&self, arena: &Arena) -> defray_set_policy {
        let Self { account, policy } = self;
        defray_set_policy {
            account: arena.optional_text(account.as_ref().map(|text| text.as_str())),
            policy: arena.put(policy.to_c(arena)),
        }
    }
}

impl FromC for engine::core::command::SetPolicy {
    type C = defray_set_policy;

    unsafe fn from_c(c: &defray_set_policy) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                account: optional_text(&c.account, engine::core::id::AccountId::new).within("account")?,
                policy: Box::new(pointed(c.policy).within("policy")?),
            })
        }
    }
}

/// Pays money into an account (M1).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_top_up {
    /// The account that receives the money.
    pub account: defray_str,
    /// The amount paid in, above zero, in the account's currency.
    pub amount: defray_money,
    /// The reference of the payment, as free text.
    pub reference: defray_str,
}

impl ToC for engine::core::command::TopUp {
    type C = defray_top_up;

    fn to_c(&self, arena: &Arena) -> defray_top_up {
        let Self { account, amount, reference } = self;
        defray_top_up {
            account: arena.text(account.as_str()),
            amount: amount.to_c(arena),
            reference: arena.optional_text(reference.as_ref().map(|text| text.as_str())),
        }
    }
}

impl FromC for engine::core::command::TopUp {
    type C = defray_top_up;

    unsafe fn from_c(c: &defray_top_up) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                account: text(&c.account, engine::core::id::AccountId::new).within("account")?,
                amount: FromC::from_c(&c.amount).within("amount")?,
                reference: optional_text(&c.reference, engine::core::id::Note::new).within("reference")?,
            })
        }
    }
}

/// Issues a voucher (M3).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_issue_voucher {
    /// The account that receives the voucher.
    pub account: defray_str,
    /// The id of the voucher. It must be new within the account.
    pub lot: defray_str,
    /// The kind of voucher: ordinary or full-reduction. A card is refused.
    pub kind: defray_lot_kind,
    /// The value of the voucher, above zero, in the account's currency.
    pub face: defray_money,
    /// The first instant at which the voucher can pay; absent: the instant of the decision.
    pub valid_from: *const defray_instant,
    /// The first instant at which the voucher can no longer pay; absent: it never expires.
    pub valid_until: *const defray_instant,
    /// The smallest bill that the voucher pays (W5). Only full-reduction vouchers may have one.
    pub minimum_bill: *const defray_money,
}

impl ToC for engine::core::command::IssueVoucher {
    type C = defray_issue_voucher;

    fn to_c(&self, arena: &Arena) -> defray_issue_voucher {
        let Self { account, lot, kind, face, valid_from, valid_until, minimum_bill } = self;
        defray_issue_voucher {
            account: arena.text(account.as_str()),
            lot: arena.text(lot.as_str()),
            kind: kind.to_c(arena),
            face: face.to_c(arena),
            valid_from: arena.optional(valid_from.as_ref().map(|one| one.to_c(arena))),
            valid_until: arena.optional(valid_until.as_ref().map(|one| one.to_c(arena))),
            minimum_bill: arena.optional(minimum_bill.as_ref().map(|one| one.to_c(arena))),
        }
    }
}

impl FromC for engine::core::command::IssueVoucher {
    type C = defray_issue_voucher;

    unsafe fn from_c(c: &defray_issue_voucher) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                account: text(&c.account, engine::core::id::AccountId::new).within("account")?,
                lot: text(&c.lot, engine::core::id::LotId::new).within("lot")?,
                kind: FromC::from_c(&c.kind).within("kind")?,
                face: FromC::from_c(&c.face).within("face")?,
                valid_from: optional(c.valid_from).within("valid_from")?,
                valid_until: optional(c.valid_until).within("valid_until")?,
                minimum_bill: optional(c.minimum_bill).within("minimum_bill")?,
            })
        }
    }
}

/// Grants a stored-value card (M2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_grant_card {
    /// The account that receives the card.
    pub account: defray_str,
    /// The id of the card. It must be new within the account.
    pub lot: defray_str,
    /// The value of the card, above zero, in the account's currency.
    pub face: defray_money,
    /// The first instant at which the card can pay; absent: the instant of the decision.
    pub valid_from: *const defray_instant,
    /// The first instant at which the card can no longer pay; absent: it never expires.
    pub valid_until: *const defray_instant,
}

impl ToC for engine::core::command::GrantCard {
    type C = defray_grant_card;

    fn to_c(&self, arena: &Arena) -> defray_grant_card {
        let Self { account, lot, face, valid_from, valid_until } = self;
        defray_grant_card {
            account: arena.text(account.as_str()),
            lot: arena.text(lot.as_str()),
            face: face.to_c(arena),
            valid_from: arena.optional(valid_from.as_ref().map(|one| one.to_c(arena))),
            valid_until: arena.optional(valid_until.as_ref().map(|one| one.to_c(arena))),
        }
    }
}

impl FromC for engine::core::command::GrantCard {
    type C = defray_grant_card;

    unsafe fn from_c(c: &defray_grant_card) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                account: text(&c.account, engine::core::id::AccountId::new).within("account")?,
                lot: text(&c.lot, engine::core::id::LotId::new).within("lot")?,
                face: FromC::from_c(&c.face).within("face")?,
                valid_from: optional(c.valid_from).within("valid_from")?,
                valid_until: optional(c.valid_until).within("valid_until")?,
            })
        }
    }
}

/// Buys a stored-value card from cash (M2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_buy_card {
    /// The account that buys the card.
    pub account: defray_str,
    /// The id of the card. It must be new within the account.
    pub lot: defray_str,
    /// The value of the card, which is also its price: a multiple of the policy's `card_multiple`, at most the
    /// cash.
    pub face: defray_money,
    /// The first instant at which the card can no longer pay; absent: it never expires.
    pub valid_until: *const defray_instant,
}

impl ToC for engine::core::command::BuyCard {
    type C = defray_buy_card;

    fn to_c(&self, arena: &Arena) -> defray_buy_card {
        let Self { account, lot, face, valid_until } = self;
        defray_buy_card {
            account: arena.text(account.as_str()),
            lot: arena.text(lot.as_str()),
            face: face.to_c(arena),
            valid_until: arena.optional(valid_until.as_ref().map(|one| one.to_c(arena))),
        }
    }
}

impl FromC for engine::core::command::BuyCard {
    type C = defray_buy_card;

    unsafe fn from_c(c: &defray_buy_card) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                account: text(&c.account, engine::core::id::AccountId::new).within("account")?,
                lot: text(&c.lot, engine::core::id::LotId::new).within("lot")?,
                face: FromC::from_c(&c.face).within("face")?,
                valid_until: optional(c.valid_until).within("valid_until")?,
            })
        }
    }
}

/// Redeems an order from Huawei Cloud's market for a card (M2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_redeem_huawei_order {
    /// The account that receives the card.
    pub account: defray_str,
    /// The id of the card. It must be new within the account.
    pub lot: defray_str,
    /// The number of the order. One order can be redeemed once in the whole ledger.
    pub order: defray_str,
    /// The Huawei Cloud account that placed the order.
    pub huawei_account: defray_str,
    /// The value of the card: a multiple of the policy's `card_multiple`, in the account's currency.
    pub face: defray_money,
    /// The first instant at which the card can no longer pay; absent: it never expires.
    pub valid_until: *const defray_instant,
}

impl ToC for engine::core::command::RedeemHuaweiOrder {
    type C = defray_redeem_huawei_order;

    fn to_c(&self, arena: &Arena) -> defray_redeem_huawei_order {
        let Self { account, lot, order, huawei_account, face, valid_until } = self;
        defray_redeem_huawei_order {
            account: arena.text(account.as_str()),
            lot: arena.text(lot.as_str()),
            order: arena.text(order.as_str()),
            huawei_account: arena.text(huawei_account.as_str()),
            face: face.to_c(arena),
            valid_until: arena.optional(valid_until.as_ref().map(|one| one.to_c(arena))),
        }
    }
}

impl FromC for engine::core::command::RedeemHuaweiOrder {
    type C = defray_redeem_huawei_order;

    unsafe fn from_c(c: &defray_redeem_huawei_order) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                account: text(&c.account, engine::core::id::AccountId::new).within("account")?,
                lot: text(&c.lot, engine::core::id::LotId::new).within("lot")?,
                order: text(&c.order, engine::core::id::OrderId::new).within("order")?,
                huawei_account: text(&c.huawei_account, engine::core::id::ProviderIdentifier::new)
                    .within("huawei_account")?,
                face: FromC::from_c(&c.face).within("face")?,
                valid_until: optional(c.valid_until).within("valid_until")?,
            })
        }
    }
}

/// Makes a voucher or a card void. The value left in it is lost.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_void_lot {
    /// The account that owns the lot.
    pub account: defray_str,
    /// The voucher or card to make void.
    pub lot: defray_str,
    /// The reason, as free text.
    pub reason: defray_str,
}

impl ToC for engine::core::command::VoidLot {
    type C = defray_void_lot;

    fn to_c(&self, arena: &Arena) -> defray_void_lot {
        let Self { account, lot, reason } = self;
        defray_void_lot {
            account: arena.text(account.as_str()),
            lot: arena.text(lot.as_str()),
            reason: arena.optional_text(reason.as_ref().map(|text| text.as_str())),
        }
    }
}

impl FromC for engine::core::command::VoidLot {
    type C = defray_void_lot;

    unsafe fn from_c(c: &defray_void_lot) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                account: text(&c.account, engine::core::id::AccountId::new).within("account")?,
                lot: text(&c.lot, engine::core::id::LotId::new).within("lot")?,
                reason: optional_text(&c.reason, engine::core::id::Note::new).within("reason")?,
            })
        }
    }
}

/// Binds a workspace to an account, or extends its first binding backwards (P5).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_bind_workspace {
    /// The account that the workspace will belong to.
    pub account: defray_str,
    /// The site and the id of the workspace. It must be new, unless `since` is before its first binding to this
    /// account.
    pub workspace: defray_str,
    /// The instant from which the account pays for the usage, not after the decision; absent: the instant of the
    /// decision.
    pub since: *const defray_instant,
    /// The name by which people know the workspace; absent: it has none. It has no effect when a binding is
    /// extended.
    pub display_name: defray_str,
}

impl ToC for engine::core::command::BindWorkspace {
    type C = defray_bind_workspace;

    fn to_c(&self, arena: &Arena) -> defray_bind_workspace {
        let Self { account, workspace, since, display_name } = self;
        defray_bind_workspace {
            account: arena.text(account.as_str()),
            workspace: arena.text(workspace.as_str()),
            since: arena.optional(since.as_ref().map(|one| one.to_c(arena))),
            display_name: arena.optional_text(display_name.as_ref().map(|text| text.as_str())),
        }
    }
}

impl FromC for engine::core::command::BindWorkspace {
    type C = defray_bind_workspace;

    unsafe fn from_c(c: &defray_bind_workspace) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                account: text(&c.account, engine::core::id::AccountId::new).within("account")?,
                workspace: text(&c.workspace, str::parse::<engine::core::id::WorkspaceId>).within("workspace")?,
                since: optional(c.since).within("since")?,
                display_name: optional_text(&c.display_name, engine::core::id::DisplayName::new)
                    .within("display_name")?,
            })
        }
    }
}

/// Moves a workspace to another account.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_move_workspace {
    /// The account that owns the workspace before the move.
    pub account: defray_str,
    /// The workspace to move.
    pub workspace: defray_str,
    /// The account that owns the workspace after the move. It must have the same currency.
    pub to: defray_str,
}

impl ToC for engine::core::command::MoveWorkspace {
    type C = defray_move_workspace;

    fn to_c(&self, arena: &Arena) -> defray_move_workspace {
        let Self { account, workspace, to } = self;
        defray_move_workspace {
            account: arena.text(account.as_str()),
            workspace: arena.text(workspace.as_str()),
            to: arena.text(to.as_str()),
        }
    }
}

impl FromC for engine::core::command::MoveWorkspace {
    type C = defray_move_workspace;

    unsafe fn from_c(c: &defray_move_workspace) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                account: text(&c.account, engine::core::id::AccountId::new).within("account")?,
                workspace: text(&c.workspace, str::parse::<engine::core::id::WorkspaceId>).within("workspace")?,
                to: text(&c.to, engine::core::id::AccountId::new).within("to")?,
            })
        }
    }
}

/// Dissolves a workspace. Usage that begins later has no payer (P5).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_dissolve_workspace {
    /// The account that owns the workspace.
    pub account: defray_str,
    /// The workspace to dissolve.
    pub workspace: defray_str,
}

impl ToC for engine::core::command::DissolveWorkspace {
    type C = defray_dissolve_workspace;

    fn to_c(&self, arena: &Arena) -> defray_dissolve_workspace {
        let Self { account, workspace } = self;
        defray_dissolve_workspace { account: arena.text(account.as_str()), workspace: arena.text(workspace.as_str()) }
    }
}

impl FromC for engine::core::command::DissolveWorkspace {
    type C = defray_dissolve_workspace;

    unsafe fn from_c(c: &defray_dissolve_workspace) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                account: text(&c.account, engine::core::id::AccountId::new).within("account")?,
                workspace: text(&c.workspace, str::parse::<engine::core::id::WorkspaceId>).within("workspace")?,
            })
        }
    }
}

/// Links a marketplace subscription to an account.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_link_cloud_account {
    /// The account that gets the cloud account.
    pub account: defray_str,
    /// The id of the cloud account in this ledger. It must be new.
    pub cloud_account: defray_str,
    /// The identifiers by which the provider knows the subscription.
    pub subscription: defray_subscription,
}

impl ToC for engine::core::command::LinkCloudAccount {
    type C = defray_link_cloud_account;

    fn to_c(&self, arena: &Arena) -> defray_link_cloud_account {
        let Self { account, cloud_account, subscription } = self;
        defray_link_cloud_account {
            account: arena.text(account.as_str()),
            cloud_account: arena.text(cloud_account.as_str()),
            subscription: subscription.to_c(arena),
        }
    }
}

impl FromC for engine::core::command::LinkCloudAccount {
    type C = defray_link_cloud_account;

    unsafe fn from_c(c: &defray_link_cloud_account) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                account: text(&c.account, engine::core::id::AccountId::new).within("account")?,
                cloud_account: text(&c.cloud_account, engine::core::id::CloudAccountId::new).within("cloud_account")?,
                subscription: FromC::from_c(&c.subscription).within("subscription")?,
            })
        }
    }
}

/// Withdraws a cloud account that the marketplace has not confirmed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_withdraw_cloud_account {
    /// The account that owns the cloud account.
    pub account: defray_str,
    /// The cloud account to withdraw. It must be pending.
    pub cloud_account: defray_str,
}

impl ToC for engine::core::command::WithdrawCloudAccount {
    type C = defray_withdraw_cloud_account;

    fn to_c(&self, arena: &Arena) -> defray_withdraw_cloud_account {
        let Self { account, cloud_account } = self;
        defray_withdraw_cloud_account {
            account: arena.text(account.as_str()),
            cloud_account: arena.text(cloud_account.as_str()),
        }
    }
}

impl FromC for engine::core::command::WithdrawCloudAccount {
    type C = defray_withdraw_cloud_account;

    unsafe fn from_c(c: &defray_withdraw_cloud_account) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                account: text(&c.account, engine::core::id::AccountId::new).within("account")?,
                cloud_account: text(&c.cloud_account, engine::core::id::CloudAccountId::new).within("cloud_account")?,
            })
        }
    }
}

/// Chooses the settlement method of a workspace (C1).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_choose_method {
    /// The account that owns the workspace.
    pub account: defray_str,
    /// The workspace whose method changes.
    pub workspace: defray_str,
    /// The payer that is chosen: the enterprise account or one of the account's cloud accounts.
    pub method: defray_payer,
}

impl ToC for engine::core::command::ChooseMethod {
    type C = defray_choose_method;

    fn to_c(&self, arena: &Arena) -> defray_choose_method {
        let Self { account, workspace, method } = self;
        defray_choose_method {
            account: arena.text(account.as_str()),
            workspace: arena.text(workspace.as_str()),
            method: method.to_c(arena),
        }
    }
}

impl FromC for engine::core::command::ChooseMethod {
    type C = defray_choose_method;

    unsafe fn from_c(c: &defray_choose_method) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                account: text(&c.account, engine::core::id::AccountId::new).within("account")?,
                workspace: text(&c.workspace, str::parse::<engine::core::id::WorkspaceId>).within("workspace")?,
                method: FromC::from_c(&c.method).within("method")?,
            })
        }
    }
}

/// Receives a message from a marketplace.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_ingest {
    /// The message in its canonical form.
    pub message: *const defray_marketplace_message,
}

impl ToC for engine::core::command::Ingest {
    type C = defray_ingest;

    fn to_c(&self, arena: &Arena) -> defray_ingest {
        let Self { message } = self;
        defray_ingest { message: arena.put(message.to_c(arena)) }
    }
}

impl FromC for engine::core::command::Ingest {
    type C = defray_ingest;

    unsafe fn from_c(c: &defray_ingest) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe { Ok(Self { message: Box::new(pointed(c.message).within("message")?) }) }
    }
}

/// Settles a bill (P4).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_settle_bill {
    /// The bill. Its id settles once.
    pub bill: defray_bill,
    /// The account that the caller expects to pay; the command is refused (C1) when it is not the
    /// workspace's owner at the start of the usage. Absent: that owner, without a check.
    pub account: defray_str,
}

impl ToC for engine::core::command::SettleBill {
    type C = defray_settle_bill;

    fn to_c(&self, arena: &Arena) -> defray_settle_bill {
        let Self { bill, account } = self;
        defray_settle_bill {
            bill: bill.to_c(arena),
            account: arena.optional_text(account.as_ref().map(|text| text.as_str())),
        }
    }
}

impl FromC for engine::core::command::SettleBill {
    type C = defray_settle_bill;

    unsafe fn from_c(c: &defray_settle_bill) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                bill: FromC::from_c(&c.bill).within("bill")?,
                account: optional_text(&c.account, engine::core::id::AccountId::new).within("account")?,
            })
        }
    }
}

/// Reverses a bill: refunds its value, whole or in part (W9).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_reverse_bill {
    /// The bill to reverse.
    pub bill: defray_str,
    /// The id of this reversal. It must be unique within the bill.
    pub reversal: defray_str,
    /// The amount to refund, above zero and at most what is left of the bill; absent: all that is left.
    pub amount: *const defray_money,
    /// The reason, as free text.
    pub reason: defray_str,
}

impl ToC for engine::core::command::ReverseBill {
    type C = defray_reverse_bill;

    fn to_c(&self, arena: &Arena) -> defray_reverse_bill {
        let Self { bill, reversal, amount, reason } = self;
        defray_reverse_bill {
            bill: arena.text(bill.as_str()),
            reversal: arena.text(reversal.as_str()),
            amount: arena.optional(amount.as_ref().map(|one| one.to_c(arena))),
            reason: arena.optional_text(reason.as_ref().map(|text| text.as_str())),
        }
    }
}

impl FromC for engine::core::command::ReverseBill {
    type C = defray_reverse_bill;

    unsafe fn from_c(c: &defray_reverse_bill) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                bill: text(&c.bill, engine::core::id::BillId::new).within("bill")?,
                reversal: text(&c.reversal, engine::core::id::ReversalId::new).within("reversal")?,
                amount: optional(c.amount).within("amount")?,
                reason: optional_text(&c.reason, engine::core::id::Note::new).within("reason")?,
            })
        }
    }
}

/// Asks for the next usage record of a cloud account (N2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_request_metering {
    /// The cloud account whose charges are to be metered.
    pub cloud_account: defray_str,
}

impl ToC for engine::core::command::RequestMetering {
    type C = defray_request_metering;

    fn to_c(&self, arena: &Arena) -> defray_request_metering {
        let Self { cloud_account } = self;
        defray_request_metering { cloud_account: arena.text(cloud_account.as_str()) }
    }
}

impl FromC for engine::core::command::RequestMetering {
    type C = defray_request_metering;

    unsafe fn from_c(c: &defray_request_metering) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                cloud_account: text(&c.cloud_account, engine::core::id::CloudAccountId::new).within("cloud_account")?,
            })
        }
    }
}

/// Records the answer of a provider to a usage record (N2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_acknowledge_metering {
    /// The number of the usage record.
    pub record: defray_entry_position,
    /// The answer of the provider.
    pub outcome: defray_metering_outcome,
    /// The provider's own id of the usage record.
    pub provider_record: defray_str,
}

impl ToC for engine::core::command::AcknowledgeMetering {
    type C = defray_acknowledge_metering;

    fn to_c(&self, arena: &Arena) -> defray_acknowledge_metering {
        let Self { record, outcome, provider_record } = self;
        defray_acknowledge_metering {
            record: record.to_c(arena),
            outcome: outcome.to_c(arena),
            provider_record: arena.optional_text(provider_record.as_ref().map(|text| text.as_str())),
        }
    }
}

impl FromC for engine::core::command::AcknowledgeMetering {
    type C = defray_acknowledge_metering;

    unsafe fn from_c(c: &defray_acknowledge_metering) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                record: FromC::from_c(&c.record).within("record")?,
                outcome: FromC::from_c(&c.outcome).within("outcome")?,
                provider_record: optional_text(&c.provider_record, engine::core::id::Note::new)
                    .within("provider_record")?,
            })
        }
    }
}

/// Records that the host delivered an outbox message (N3).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_acknowledge {
    /// The number of the outbox message.
    pub outbox_message: defray_entry_position,
}

impl ToC for engine::core::command::Acknowledge {
    type C = defray_acknowledge;

    fn to_c(&self, arena: &Arena) -> defray_acknowledge {
        let Self { outbox_message } = self;
        defray_acknowledge { outbox_message: outbox_message.to_c(arena) }
    }
}

impl FromC for engine::core::command::Acknowledge {
    type C = defray_acknowledge;

    unsafe fn from_c(c: &defray_acknowledge) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe { Ok(Self { outbox_message: FromC::from_c(&c.outbox_message).within("outbox_message")? }) }
    }
}

/// Undoes a wrong link to a subscription, while nothing is metered (C4).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_unlink_cloud_account {
    /// The account that owns the cloud account.
    pub account: defray_str,
    /// The cloud account to unlink. It must be pending, active, suspended or closing.
    pub cloud_account: defray_str,
    /// The reason, as free text; not empty.
    pub reason: defray_str,
}

impl ToC for engine::core::command::UnlinkCloudAccount {
    type C = defray_unlink_cloud_account;

    fn to_c(&self, arena: &Arena) -> defray_unlink_cloud_account {
        let Self { account, cloud_account, reason } = self;
        defray_unlink_cloud_account {
            account: arena.text(account.as_str()),
            cloud_account: arena.text(cloud_account.as_str()),
            reason: arena.text(reason.as_str()),
        }
    }
}

impl FromC for engine::core::command::UnlinkCloudAccount {
    type C = defray_unlink_cloud_account;

    unsafe fn from_c(c: &defray_unlink_cloud_account) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                account: text(&c.account, engine::core::id::AccountId::new).within("account")?,
                cloud_account: text(&c.cloud_account, engine::core::id::CloudAccountId::new).within("cloud_account")?,
                reason: text(&c.reason, engine::core::id::Note::new).within("reason")?,
            })
        }
    }
}

/// Replaces a bill whose charge the provider restated: refunds what is left of it, and settles another bill (P4).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_restate_bill {
    /// The bill that is replaced.
    pub bill: defray_str,
    /// The id of the reversal of that bill. It must be unique within the bill.
    pub reversal: defray_str,
    /// The bill that takes its place, of the same workspace and with a new id; absent: the provider withdrew the
    /// charge.
    pub by: *const defray_bill,
    /// The reason, as free text.
    pub reason: defray_str,
}

impl ToC for engine::core::command::RestateBill {
    type C = defray_restate_bill;

    fn to_c(&self, arena: &Arena) -> defray_restate_bill {
        let Self { bill, reversal, by, reason } = self;
        defray_restate_bill {
            bill: arena.text(bill.as_str()),
            reversal: arena.text(reversal.as_str()),
            by: arena.optional(by.as_ref().map(|one| one.to_c(arena))),
            reason: arena.optional_text(reason.as_ref().map(|text| text.as_str())),
        }
    }
}

impl FromC for engine::core::command::RestateBill {
    type C = defray_restate_bill;

    unsafe fn from_c(c: &defray_restate_bill) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                bill: text(&c.bill, engine::core::id::BillId::new).within("bill")?,
                reversal: text(&c.reversal, engine::core::id::ReversalId::new).within("reversal")?,
                by: optional(c.by).within("by")?,
                reason: optional_text(&c.reason, engine::core::id::Note::new).within("reason")?,
            })
        }
    }
}

/// Records which part of an export the charges of some bills are in (P4).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_claim_charges {
    /// The name of the export.
    pub export_name: defray_str,
    /// The part of the export, such as a digest of its content.
    pub part: defray_str,
    /// The bills whose charges are in this part.
    pub bills: *const defray_str,
    /// The number of items in `bills`.
    pub bills_count: usize,
}

impl ToC for engine::core::command::ClaimCharges {
    type C = defray_claim_charges;

    fn to_c(&self, arena: &Arena) -> defray_claim_charges {
        let Self { export_name, part, bills } = self;
        let (bills, bills_count) = arena.list(bills.iter().map(|one| arena.text(one.as_str())));
        defray_claim_charges {
            export_name: arena.text(export_name.as_str()),
            part: arena.text(part.as_str()),
            bills,
            bills_count,
        }
    }
}

impl FromC for engine::core::command::ClaimCharges {
    type C = defray_claim_charges;

    unsafe fn from_c(c: &defray_claim_charges) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                export_name: text(&c.export_name, engine::core::id::ExportId::new).within("export_name")?,
                part: text(&c.part, engine::core::id::ExportId::new).within("part")?,
                bills: list(c.bills, c.bills_count, |one| text(one, engine::core::id::BillId::new)).within("bills")?,
            })
        }
    }
}

/// Sets or removes the display name of a workspace.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_rename_workspace {
    /// The account that owns the workspace.
    pub account: defray_str,
    /// The workspace to rename. Its site and id stay.
    pub workspace: defray_str,
    /// The name by which people know the workspace; absent: it has none any more.
    pub display_name: defray_str,
}

impl ToC for engine::core::command::RenameWorkspace {
    type C = defray_rename_workspace;

    fn to_c(&self, arena: &Arena) -> defray_rename_workspace {
        let Self { account, workspace, display_name } = self;
        defray_rename_workspace {
            account: arena.text(account.as_str()),
            workspace: arena.text(workspace.as_str()),
            display_name: arena.optional_text(display_name.as_ref().map(|text| text.as_str())),
        }
    }
}

impl FromC for engine::core::command::RenameWorkspace {
    type C = defray_rename_workspace;

    unsafe fn from_c(c: &defray_rename_workspace) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                account: text(&c.account, engine::core::id::AccountId::new).within("account")?,
                workspace: text(&c.workspace, str::parse::<engine::core::id::WorkspaceId>).within("workspace")?,
                display_name: optional_text(&c.display_name, engine::core::id::DisplayName::new)
                    .within("display_name")?,
            })
        }
    }
}

/// Sets the language and the time zone of the mails to an account.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_set_mail_settings {
    /// The account that receives the mails.
    pub account: defray_str,
    /// The language of the mails; absent: the default of the host.
    pub language: *const defray_language,
    /// The time zone of the instants in the mails, a name of the IANA database such as `Asia/Shanghai`; absent: the
    /// default of the host. Only its form is checked.
    pub time_zone: defray_str,
}

impl ToC for engine::core::command::SetMailSettings {
    type C = defray_set_mail_settings;

    fn to_c(&self, arena: &Arena) -> defray_set_mail_settings {
        let Self { account, language, time_zone } = self;
        defray_set_mail_settings {
            account: arena.text(account.as_str()),
            language: arena.optional(language.as_ref().map(|one| one.to_c(arena))),
            time_zone: arena.optional_text(time_zone.as_ref().map(|text| text.as_str())),
        }
    }
}

impl FromC for engine::core::command::SetMailSettings {
    type C = defray_set_mail_settings;

    unsafe fn from_c(c: &defray_set_mail_settings) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(Self {
                account: text(&c.account, engine::core::id::AccountId::new).within("account")?,
                language: optional(c.language).within("language")?,
                time_zone: optional_text(&c.time_zone, engine::core::id::TimeZoneName::new).within("time_zone")?,
            })
        }
    }
}

/// The alternative of a `defray_command`.
pub type defray_command_kind = u32;

/// Opens an account.
pub const DEFRAY_COMMAND_OPEN_ACCOUNT: defray_command_kind = 1;
/// Closes an account permanently.
pub const DEFRAY_COMMAND_CLOSE_ACCOUNT: defray_command_kind = 2;
/// Replaces the policy of an account, or the file's default.
pub const DEFRAY_COMMAND_SET_POLICY: defray_command_kind = 3;
/// Pays money into an account (M1).
pub const DEFRAY_COMMAND_TOP_UP: defray_command_kind = 4;
/// Issues a voucher (M3).
pub const DEFRAY_COMMAND_ISSUE_VOUCHER: defray_command_kind = 5;
/// Grants a stored-value card (M2).
pub const DEFRAY_COMMAND_GRANT_CARD: defray_command_kind = 6;
/// Buys a stored-value card from cash (M2).
pub const DEFRAY_COMMAND_BUY_CARD: defray_command_kind = 7;
/// Redeems an order from Huawei Cloud's market for a card (M2).
pub const DEFRAY_COMMAND_REDEEM_HUAWEI_ORDER: defray_command_kind = 8;
/// Makes a voucher or a card void. The value left in it is lost.
pub const DEFRAY_COMMAND_VOID_LOT: defray_command_kind = 9;
/// Binds a workspace to an account, or extends its first binding backwards (P5).
pub const DEFRAY_COMMAND_BIND_WORKSPACE: defray_command_kind = 10;
/// Moves a workspace to another account.
pub const DEFRAY_COMMAND_MOVE_WORKSPACE: defray_command_kind = 11;
/// Dissolves a workspace. Usage that begins later has no payer (P5).
pub const DEFRAY_COMMAND_DISSOLVE_WORKSPACE: defray_command_kind = 12;
/// Links a marketplace subscription to an account.
pub const DEFRAY_COMMAND_LINK_CLOUD_ACCOUNT: defray_command_kind = 13;
/// Withdraws a cloud account that the marketplace has not confirmed.
pub const DEFRAY_COMMAND_WITHDRAW_CLOUD_ACCOUNT: defray_command_kind = 14;
/// Chooses the settlement method of a workspace (C1).
pub const DEFRAY_COMMAND_CHOOSE_METHOD: defray_command_kind = 15;
/// Receives a message from a marketplace.
pub const DEFRAY_COMMAND_INGEST: defray_command_kind = 16;
/// Settles a bill (P4).
pub const DEFRAY_COMMAND_SETTLE_BILL: defray_command_kind = 17;
/// Reverses a bill: refunds its value, whole or in part (W9).
pub const DEFRAY_COMMAND_REVERSE_BILL: defray_command_kind = 18;
/// Asks for the next usage record of a cloud account (N2).
pub const DEFRAY_COMMAND_REQUEST_METERING: defray_command_kind = 19;
/// Records the answer of a provider to a usage record (N2).
pub const DEFRAY_COMMAND_ACKNOWLEDGE_METERING: defray_command_kind = 20;
/// Applies everything that has fallen due: expiries, reminders, locks and metering deadlines.
pub const DEFRAY_COMMAND_ADVANCE: defray_command_kind = 21;
/// Records that the host delivered an outbox message (N3).
pub const DEFRAY_COMMAND_ACKNOWLEDGE: defray_command_kind = 22;
/// Undoes a wrong link to a subscription, while nothing is metered (C4).
pub const DEFRAY_COMMAND_UNLINK_CLOUD_ACCOUNT: defray_command_kind = 23;
/// Replaces a bill whose charge the provider restated: refunds what is left of it, and settles another bill (P4).
pub const DEFRAY_COMMAND_RESTATE_BILL: defray_command_kind = 24;
/// Records which part of an export the charges of some bills are in (P4).
pub const DEFRAY_COMMAND_CLAIM_CHARGES: defray_command_kind = 25;
/// Sets or removes the display name of a workspace.
pub const DEFRAY_COMMAND_RENAME_WORKSPACE: defray_command_kind = 26;
/// Sets the language and the time zone of the mails to an account.
pub const DEFRAY_COMMAND_SET_MAIL_SETTINGS: defray_command_kind = 27;

/// The contents of a `defray_command`. Read only the member that belongs to its `kind`.
#[repr(C)]
#[derive(Clone, Copy)]
pub union defray_command_as {
    /// The contents when `kind` is `DEFRAY_COMMAND_OPEN_ACCOUNT`.
    pub open_account: defray_open_account,
    /// The contents when `kind` is `DEFRAY_COMMAND_CLOSE_ACCOUNT`.
    pub close_account: defray_close_account,
    /// The contents when `kind` is `DEFRAY_COMMAND_SET_POLICY`.
    pub set_policy: defray_set_policy,
    /// The contents when `kind` is `DEFRAY_COMMAND_TOP_UP`.
    pub top_up: defray_top_up,
    /// The contents when `kind` is `DEFRAY_COMMAND_ISSUE_VOUCHER`.
    pub issue_voucher: defray_issue_voucher,
    /// The contents when `kind` is `DEFRAY_COMMAND_GRANT_CARD`.
    pub grant_card: defray_grant_card,
    /// The contents when `kind` is `DEFRAY_COMMAND_BUY_CARD`.
    pub buy_card: defray_buy_card,
    /// The contents when `kind` is `DEFRAY_COMMAND_REDEEM_HUAWEI_ORDER`.
    pub redeem_huawei_order: defray_redeem_huawei_order,
    /// The contents when `kind` is `DEFRAY_COMMAND_VOID_LOT`.
    pub void_lot: defray_void_lot,
    /// The contents when `kind` is `DEFRAY_COMMAND_BIND_WORKSPACE`.
    pub bind_workspace: defray_bind_workspace,
    /// The contents when `kind` is `DEFRAY_COMMAND_MOVE_WORKSPACE`.
    pub move_workspace: defray_move_workspace,
    /// The contents when `kind` is `DEFRAY_COMMAND_DISSOLVE_WORKSPACE`.
    pub dissolve_workspace: defray_dissolve_workspace,
    /// The contents when `kind` is `DEFRAY_COMMAND_LINK_CLOUD_ACCOUNT`.
    pub link_cloud_account: defray_link_cloud_account,
    /// The contents when `kind` is `DEFRAY_COMMAND_WITHDRAW_CLOUD_ACCOUNT`.
    pub withdraw_cloud_account: defray_withdraw_cloud_account,
    /// The contents when `kind` is `DEFRAY_COMMAND_CHOOSE_METHOD`.
    pub choose_method: defray_choose_method,
    /// The contents when `kind` is `DEFRAY_COMMAND_INGEST`.
    pub ingest: defray_ingest,
    /// The contents when `kind` is `DEFRAY_COMMAND_SETTLE_BILL`.
    pub settle_bill: defray_settle_bill,
    /// The contents when `kind` is `DEFRAY_COMMAND_REVERSE_BILL`.
    pub reverse_bill: defray_reverse_bill,
    /// The contents when `kind` is `DEFRAY_COMMAND_REQUEST_METERING`.
    pub request_metering: defray_request_metering,
    /// The contents when `kind` is `DEFRAY_COMMAND_ACKNOWLEDGE_METERING`.
    pub acknowledge_metering: defray_acknowledge_metering,
    /// The contents when `kind` is `DEFRAY_COMMAND_ACKNOWLEDGE`.
    pub acknowledge: defray_acknowledge,
    /// The contents when `kind` is `DEFRAY_COMMAND_UNLINK_CLOUD_ACCOUNT`.
    pub unlink_cloud_account: defray_unlink_cloud_account,
    /// The contents when `kind` is `DEFRAY_COMMAND_RESTATE_BILL`.
    pub restate_bill: defray_restate_bill,
    /// The contents when `kind` is `DEFRAY_COMMAND_CLAIM_CHARGES`.
    pub claim_charges: defray_claim_charges,
    /// The contents when `kind` is `DEFRAY_COMMAND_RENAME_WORKSPACE`.
    pub rename_workspace: defray_rename_workspace,
    /// The contents when `kind` is `DEFRAY_COMMAND_SET_MAIL_SETTINGS`.
    pub set_mail_settings: defray_set_mail_settings,
}

// SAFETY: all members consist of numbers and pointers, for which zero is a valid value.
unsafe impl Zero for defray_command_as {}

/// A command: a change of the ledger that a caller requests.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_command {
    /// The alternative.
    pub kind: defray_command_kind,
    /// The contents of the alternative. An alternative without a member here has no contents.
    pub r#as: defray_command_as,
}

impl ToC for engine::core::command::Command {
    type C = defray_command;

    fn to_c(&self, arena: &Arena) -> defray_command {
        match self {
            Self::OpenAccount(value) => defray_command {
                kind: DEFRAY_COMMAND_OPEN_ACCOUNT,
                r#as: defray_command_as { open_account: value.to_c(arena) },
            },
            Self::CloseAccount(value) => defray_command {
                kind: DEFRAY_COMMAND_CLOSE_ACCOUNT,
                r#as: defray_command_as { close_account: value.to_c(arena) },
            },
            Self::SetPolicy(value) => defray_command {
                kind: DEFRAY_COMMAND_SET_POLICY,
                r#as: defray_command_as { set_policy: value.to_c(arena) },
            },
            Self::TopUp(value) => {
                defray_command { kind: DEFRAY_COMMAND_TOP_UP, r#as: defray_command_as { top_up: value.to_c(arena) } }
            }
            Self::IssueVoucher(value) => defray_command {
                kind: DEFRAY_COMMAND_ISSUE_VOUCHER,
                r#as: defray_command_as { issue_voucher: value.to_c(arena) },
            },
            Self::GrantCard(value) => defray_command {
                kind: DEFRAY_COMMAND_GRANT_CARD,
                r#as: defray_command_as { grant_card: value.to_c(arena) },
            },
            Self::BuyCard(value) => defray_command {
                kind: DEFRAY_COMMAND_BUY_CARD,
                r#as: defray_command_as { buy_card: value.to_c(arena) },
            },
            Self::RedeemHuaweiOrder(value) => defray_command {
                kind: DEFRAY_COMMAND_REDEEM_HUAWEI_ORDER,
                r#as: defray_command_as { redeem_huawei_order: value.to_c(arena) },
            },
            Self::VoidLot(value) => defray_command {
                kind: DEFRAY_COMMAND_VOID_LOT,
                r#as: defray_command_as { void_lot: value.to_c(arena) },
            },
            Self::BindWorkspace(value) => defray_command {
                kind: DEFRAY_COMMAND_BIND_WORKSPACE,
                r#as: defray_command_as { bind_workspace: value.to_c(arena) },
            },
            Self::MoveWorkspace(value) => defray_command {
                kind: DEFRAY_COMMAND_MOVE_WORKSPACE,
                r#as: defray_command_as { move_workspace: value.to_c(arena) },
            },
            Self::DissolveWorkspace(value) => defray_command {
                kind: DEFRAY_COMMAND_DISSOLVE_WORKSPACE,
                r#as: defray_command_as { dissolve_workspace: value.to_c(arena) },
            },
            Self::LinkCloudAccount(value) => defray_command {
                kind: DEFRAY_COMMAND_LINK_CLOUD_ACCOUNT,
                r#as: defray_command_as { link_cloud_account: value.to_c(arena) },
            },
            Self::WithdrawCloudAccount(value) => defray_command {
                kind: DEFRAY_COMMAND_WITHDRAW_CLOUD_ACCOUNT,
                r#as: defray_command_as { withdraw_cloud_account: value.to_c(arena) },
            },
            Self::ChooseMethod(value) => defray_command {
                kind: DEFRAY_COMMAND_CHOOSE_METHOD,
                r#as: defray_command_as { choose_method: value.to_c(arena) },
            },
            Self::Ingest(value) => {
                defray_command { kind: DEFRAY_COMMAND_INGEST, r#as: defray_command_as { ingest: value.to_c(arena) } }
            }
            Self::SettleBill(value) => defray_command {
                kind: DEFRAY_COMMAND_SETTLE_BILL,
                r#as: defray_command_as { settle_bill: value.to_c(arena) },
            },
            Self::ReverseBill(value) => defray_command {
                kind: DEFRAY_COMMAND_REVERSE_BILL,
                r#as: defray_command_as { reverse_bill: value.to_c(arena) },
            },
            Self::RequestMetering(value) => defray_command {
                kind: DEFRAY_COMMAND_REQUEST_METERING,
                r#as: defray_command_as { request_metering: value.to_c(arena) },
            },
            Self::AcknowledgeMetering(value) => defray_command {
                kind: DEFRAY_COMMAND_ACKNOWLEDGE_METERING,
                r#as: defray_command_as { acknowledge_metering: value.to_c(arena) },
            },
            Self::Advance(engine::core::command::Advance {}) => {
                defray_command { kind: DEFRAY_COMMAND_ADVANCE, r#as: nothing() }
            }
            Self::Acknowledge(value) => defray_command {
                kind: DEFRAY_COMMAND_ACKNOWLEDGE,
                r#as: defray_command_as { acknowledge: value.to_c(arena) },
            },
            Self::UnlinkCloudAccount(value) => defray_command {
                kind: DEFRAY_COMMAND_UNLINK_CLOUD_ACCOUNT,
                r#as: defray_command_as { unlink_cloud_account: value.to_c(arena) },
            },
            Self::RestateBill(value) => defray_command {
                kind: DEFRAY_COMMAND_RESTATE_BILL,
                r#as: defray_command_as { restate_bill: value.to_c(arena) },
            },
            Self::ClaimCharges(value) => defray_command {
                kind: DEFRAY_COMMAND_CLAIM_CHARGES,
                r#as: defray_command_as { claim_charges: value.to_c(arena) },
            },
            Self::RenameWorkspace(value) => defray_command {
                kind: DEFRAY_COMMAND_RENAME_WORKSPACE,
                r#as: defray_command_as { rename_workspace: value.to_c(arena) },
            },
            Self::SetMailSettings(value) => defray_command {
                kind: DEFRAY_COMMAND_SET_MAIL_SETTINGS,
                r#as: defray_command_as { set_mail_settings: value.to_c(arena) },
            },
        }
    }
}

impl FromC for engine::core::command::Command {
    type C = defray_command;

    unsafe fn from_c(c: &defray_command) -> Result<Self, InputFault> {
        // SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.
        unsafe {
            Ok(match c.kind {
                DEFRAY_COMMAND_OPEN_ACCOUNT => Self::OpenAccount(
                    FromC::from_c(&c.r#as.open_account).map_err(|wrong| wrong.of_command("open_account"))?,
                ),
                DEFRAY_COMMAND_CLOSE_ACCOUNT => Self::CloseAccount(
                    FromC::from_c(&c.r#as.close_account).map_err(|wrong| wrong.of_command("close_account"))?,
                ),
                DEFRAY_COMMAND_SET_POLICY => {
                    Self::SetPolicy(FromC::from_c(&c.r#as.set_policy).map_err(|wrong| wrong.of_command("set_policy"))?)
                }
                DEFRAY_COMMAND_TOP_UP => {
                    Self::TopUp(FromC::from_c(&c.r#as.top_up).map_err(|wrong| wrong.of_command("top_up"))?)
                }
                DEFRAY_COMMAND_ISSUE_VOUCHER => Self::IssueVoucher(
                    FromC::from_c(&c.r#as.issue_voucher).map_err(|wrong| wrong.of_command("issue_voucher"))?,
                ),
                DEFRAY_COMMAND_GRANT_CARD => {
                    Self::GrantCard(FromC::from_c(&c.r#as.grant_card).map_err(|wrong| wrong.of_command("grant_card"))?)
                }
                DEFRAY_COMMAND_BUY_CARD => {
                    Self::BuyCard(FromC::from_c(&c.r#as.buy_card).map_err(|wrong| wrong.of_command("buy_card"))?)
                }
                DEFRAY_COMMAND_REDEEM_HUAWEI_ORDER => Self::RedeemHuaweiOrder(
                    FromC::from_c(&c.r#as.redeem_huawei_order)
                        .map_err(|wrong| wrong.of_command("redeem_huawei_order"))?,
                ),
                DEFRAY_COMMAND_VOID_LOT => {
                    Self::VoidLot(FromC::from_c(&c.r#as.void_lot).map_err(|wrong| wrong.of_command("void_lot"))?)
                }
                DEFRAY_COMMAND_BIND_WORKSPACE => Self::BindWorkspace(
                    FromC::from_c(&c.r#as.bind_workspace).map_err(|wrong| wrong.of_command("bind_workspace"))?,
                ),
                DEFRAY_COMMAND_MOVE_WORKSPACE => Self::MoveWorkspace(
                    FromC::from_c(&c.r#as.move_workspace).map_err(|wrong| wrong.of_command("move_workspace"))?,
                ),
                DEFRAY_COMMAND_DISSOLVE_WORKSPACE => Self::DissolveWorkspace(
                    FromC::from_c(&c.r#as.dissolve_workspace)
                        .map_err(|wrong| wrong.of_command("dissolve_workspace"))?,
                ),
                DEFRAY_COMMAND_LINK_CLOUD_ACCOUNT => Self::LinkCloudAccount(
                    FromC::from_c(&c.r#as.link_cloud_account)
                        .map_err(|wrong| wrong.of_command("link_cloud_account"))?,
                ),
                DEFRAY_COMMAND_WITHDRAW_CLOUD_ACCOUNT => Self::WithdrawCloudAccount(
                    FromC::from_c(&c.r#as.withdraw_cloud_account)
                        .map_err(|wrong| wrong.of_command("withdraw_cloud_account"))?,
                ),
                DEFRAY_COMMAND_CHOOSE_METHOD => Self::ChooseMethod(
                    FromC::from_c(&c.r#as.choose_method).map_err(|wrong| wrong.of_command("choose_method"))?,
                ),
                DEFRAY_COMMAND_INGEST => {
                    Self::Ingest(FromC::from_c(&c.r#as.ingest).map_err(|wrong| wrong.of_command("ingest"))?)
                }
                DEFRAY_COMMAND_SETTLE_BILL => Self::SettleBill(
                    FromC::from_c(&c.r#as.settle_bill).map_err(|wrong| wrong.of_command("settle_bill"))?,
                ),
                DEFRAY_COMMAND_REVERSE_BILL => Self::ReverseBill(
                    FromC::from_c(&c.r#as.reverse_bill).map_err(|wrong| wrong.of_command("reverse_bill"))?,
                ),
                DEFRAY_COMMAND_REQUEST_METERING => Self::RequestMetering(
                    FromC::from_c(&c.r#as.request_metering).map_err(|wrong| wrong.of_command("request_metering"))?,
                ),
                DEFRAY_COMMAND_ACKNOWLEDGE_METERING => Self::AcknowledgeMetering(
                    FromC::from_c(&c.r#as.acknowledge_metering)
                        .map_err(|wrong| wrong.of_command("acknowledge_metering"))?,
                ),
                DEFRAY_COMMAND_ADVANCE => Self::Advance(engine::core::command::Advance {}),
                DEFRAY_COMMAND_ACKNOWLEDGE => Self::Acknowledge(
                    FromC::from_c(&c.r#as.acknowledge).map_err(|wrong| wrong.of_command("acknowledge"))?,
                ),
                DEFRAY_COMMAND_UNLINK_CLOUD_ACCOUNT => Self::UnlinkCloudAccount(
                    FromC::from_c(&c.r#as.unlink_cloud_account)
                        .map_err(|wrong| wrong.of_command("unlink_cloud_account"))?,
                ),
                DEFRAY_COMMAND_RESTATE_BILL => Self::RestateBill(
                    FromC::from_c(&c.r#as.restate_bill).map_err(|wrong| wrong.of_command("restate_bill"))?,
                ),
                DEFRAY_COMMAND_CLAIM_CHARGES => Self::ClaimCharges(
                    FromC::from_c(&c.r#as.claim_charges).map_err(|wrong| wrong.of_command("claim_charges"))?,
                ),
                DEFRAY_COMMAND_RENAME_WORKSPACE => Self::RenameWorkspace(
                    FromC::from_c(&c.r#as.rename_workspace).map_err(|wrong| wrong.of_command("rename_workspace"))?,
                ),
                DEFRAY_COMMAND_SET_MAIL_SETTINGS => Self::SetMailSettings(
                    FromC::from_c(&c.r#as.set_mail_settings).map_err(|wrong| wrong.of_command("set_mail_settings"))?,
                ),
                other => {
                    return Err(unknown_name(
                        other,
                        &[
                            "open_account",
                            "close_account",
                            "set_policy",
                            "top_up",
                            "issue_voucher",
                            "grant_card",
                            "buy_card",
                            "redeem_huawei_order",
                            "void_lot",
                            "bind_workspace",
                            "move_workspace",
                            "dissolve_workspace",
                            "link_cloud_account",
                            "withdraw_cloud_account",
                            "choose_method",
                            "ingest",
                            "settle_bill",
                            "reverse_bill",
                            "request_metering",
                            "acknowledge_metering",
                            "advance",
                            "acknowledge",
                            "unlink_cloud_account",
                            "restate_bill",
                            "claim_charges",
                            "rename_workspace",
                            "set_mail_settings",
                        ],
                    ));
                }
            })
        }
    }
}

const DEFRAY_COMMAND_KIND_NAMES: &[(u32, &std::ffi::CStr)] = &[
    (DEFRAY_COMMAND_OPEN_ACCOUNT, c"open_account"),
    (DEFRAY_COMMAND_CLOSE_ACCOUNT, c"close_account"),
    (DEFRAY_COMMAND_SET_POLICY, c"set_policy"),
    (DEFRAY_COMMAND_TOP_UP, c"top_up"),
    (DEFRAY_COMMAND_ISSUE_VOUCHER, c"issue_voucher"),
    (DEFRAY_COMMAND_GRANT_CARD, c"grant_card"),
    (DEFRAY_COMMAND_BUY_CARD, c"buy_card"),
    (DEFRAY_COMMAND_REDEEM_HUAWEI_ORDER, c"redeem_huawei_order"),
    (DEFRAY_COMMAND_VOID_LOT, c"void_lot"),
    (DEFRAY_COMMAND_BIND_WORKSPACE, c"bind_workspace"),
    (DEFRAY_COMMAND_MOVE_WORKSPACE, c"move_workspace"),
    (DEFRAY_COMMAND_DISSOLVE_WORKSPACE, c"dissolve_workspace"),
    (DEFRAY_COMMAND_LINK_CLOUD_ACCOUNT, c"link_cloud_account"),
    (DEFRAY_COMMAND_WITHDRAW_CLOUD_ACCOUNT, c"withdraw_cloud_account"),
    (DEFRAY_COMMAND_CHOOSE_METHOD, c"choose_method"),
    (DEFRAY_COMMAND_INGEST, c"ingest"),
    (DEFRAY_COMMAND_SETTLE_BILL, c"settle_bill"),
    (DEFRAY_COMMAND_REVERSE_BILL, c"reverse_bill"),
    (DEFRAY_COMMAND_REQUEST_METERING, c"request_metering"),
    (DEFRAY_COMMAND_ACKNOWLEDGE_METERING, c"acknowledge_metering"),
    (DEFRAY_COMMAND_ADVANCE, c"advance"),
    (DEFRAY_COMMAND_ACKNOWLEDGE, c"acknowledge"),
    (DEFRAY_COMMAND_UNLINK_CLOUD_ACCOUNT, c"unlink_cloud_account"),
    (DEFRAY_COMMAND_RESTATE_BILL, c"restate_bill"),
    (DEFRAY_COMMAND_CLAIM_CHARGES, c"claim_charges"),
    (DEFRAY_COMMAND_RENAME_WORKSPACE, c"rename_workspace"),
    (DEFRAY_COMMAND_SET_MAIL_SETTINGS, c"set_mail_settings"),
];

/// Returns the name of the constant in the interchange form, such as `open_account`.
///
/// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_command_kind_name(value: defray_command_kind) -> *const c_char {
    crate::names::name(value, DEFRAY_COMMAND_KIND_NAMES)
}
