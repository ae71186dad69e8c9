//! Events that follow from their command alone.

use std::sync::Arc;

use defray_core::account::MailSettings;
use defray_core::bill::Bill;
use defray_core::command::{
    Acknowledge, BindWorkspace, BuyCard, Command, GrantCard, IssueVoucher, OpenAccount, RedeemHuaweiOrder,
    RenameWorkspace, SetMailSettings, SetPolicy, SettleBill,
};
use defray_core::event::Event;
use defray_core::fund::{Lot, LotKind, LotState, Origin};
use defray_core::id::{AccountId, BillId, LotId};
use defray_core::method::{Cause, MethodAction, MethodStep, Payer, PayerInterval};
use defray_core::money::Money;
use defray_core::time::Instant;

use super::parts::Known;

/// The bill that a command gives.
pub(super) const fn commanded_bill(command: &Command) -> Option<&Bill> {
    match command {
        Command::SettleBill(command) => Some(&command.bill),
        Command::RestateBill(command) => command.by.as_ref(),
        _ => None,
    }
}

/// The bill that a command replaces.
pub(super) const fn replaced_bill(command: &Command) -> Option<&BillId> {
    match command {
        Command::RestateBill(command) => Some(&command.bill),
        _ => None,
    }
}

/// The account that a command about a bill names.
pub(super) const fn commanded_account(command: &Command) -> Option<&AccountId> {
    match command {
        Command::SettleBill(SettleBill { account, .. }) => account.as_ref(),
        _ => None,
    }
}

/// The event that follows from the command alone, if there is one. An event that is equal to it needs no other bytes,
/// so this function must return the same event in all later versions.
pub(super) fn commanded_event(known: &Known<'_>) -> Option<Event> {
    Some(match known.command {
        Command::OpenAccount(command) => {
            let OpenAccount { account, currency } = command.clone();
            Event::AccountOpened { account, currency }
        }
        Command::SetPolicy(command) => {
            let SetPolicy { account, policy } = command.clone();
            Event::PolicySet { account, policy: Arc::from(policy) }
        }
        Command::Acknowledge(Acknowledge { outbox_message }) => {
            Event::OutboxMessageAcknowledged { number: *outbox_message }
        }
        Command::RenameWorkspace(command) => {
            let RenameWorkspace { account, workspace, display_name } = command.clone();
            Event::WorkspaceRenamed { account, workspace, display_name }
        }
        Command::SetMailSettings(command) => {
            let SetMailSettings { account, language, time_zone } = command.clone();
            Event::MailSettingsSet { account, settings: MailSettings { language, time_zone } }
        }
        Command::BindWorkspace(command) => bound(known, command.clone()),
        Command::IssueVoucher(command) => {
            let IssueVoucher { account, lot, kind, face, valid_from, valid_until, minimum_bill } = command.clone();
            let lot = new_lot(known.at, lot, kind, face, Origin::Issued);
            let valid_from = valid_from.unwrap_or(known.at);
            opened(account, Lot { valid_from, valid_until, minimum_bill, ..lot })
        }
        Command::GrantCard(command) => {
            let GrantCard { account, lot, face, valid_from, valid_until } = command.clone();
            let lot = new_lot(known.at, lot, LotKind::Card, face, Origin::Granted);
            opened(account, Lot { valid_from: valid_from.unwrap_or(known.at), valid_until, ..lot })
        }
        Command::BuyCard(command) => {
            let BuyCard { account, lot, face, valid_until } = command.clone();
            opened(account, Lot { valid_until, ..new_lot(known.at, lot, LotKind::Card, face, Origin::Bought) })
        }
        Command::RedeemHuaweiOrder(command) => {
            let RedeemHuaweiOrder { account, lot, order, huawei_account, face, valid_until } = command.clone();
            let origin = Origin::HuaweiOrder { order, huawei_account };
            opened(account, Lot { valid_until, ..new_lot(known.at, lot, LotKind::Card, face, origin) })
        }
        // Their events depend on the records.
        Command::CloseAccount(_)
        | Command::TopUp(_)
        | Command::VoidLot(_)
        | Command::MoveWorkspace(_)
        | Command::DissolveWorkspace(_)
        | Command::LinkCloudAccount(_)
        | Command::WithdrawCloudAccount(_)
        | Command::ChooseMethod(_)
        | Command::Ingest(_)
        | Command::SettleBill(_)
        | Command::ReverseBill(_)
        | Command::RequestMetering(_)
        | Command::AcknowledgeMetering(_)
        | Command::ClaimCharges(_)
        | Command::Advance(_)
        | Command::UnlinkCloudAccount(_)
        | Command::RestateBill(_) => return None,
    })
}

fn opened(account: AccountId, lot: Lot) -> Event {
    Event::LotOpened { account, lot: Box::new(lot) }
}

/// A lot that the account received now, and that does not expire.
const fn new_lot(at: Instant, id: LotId, kind: LotKind, face: Money, origin: Origin) -> Lot {
    Lot {
        id,
        kind,
        face,
        available: face,
        valid_from: at,
        valid_until: None,
        minimum_bill: None,
        issued_at: at,
        origin,
        state: LotState::Open,
        closed_at: None,
    }
}

/// The first binding of a workspace.
fn bound(known: &Known<'_>, command: BindWorkspace) -> Event {
    let BindWorkspace { account, workspace, since, display_name } = command;
    let since = since.unwrap_or(known.at);
    let step = MethodStep {
        at: since,
        account: account.clone(),
        action: MethodAction::Bind,
        by: known.actor.cloned(),
        rules: known.rules,
    };
    let interval = PayerInterval {
        from: since,
        account: account.clone(),
        payer: Payer::Enterprise,
        cause: Cause::Bound,
        recorded_at: known.at,
    };
    Event::WorkspaceBound { workspace, account, step, interval, display_name }
}
