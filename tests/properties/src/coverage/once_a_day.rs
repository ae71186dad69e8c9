//! What histories reached of the notifications that are queued once in a UTC day, and of names.

use defray_core::MemoryRecords;
use defray_core::bill::{Bill, BillRecord, BillStatus, HoldReason};
use defray_core::event::Event;
use defray_core::id::AccountId;
use defray_core::outbox::Notification;
use defray_core::receipt::PayerReason;
use defray_core::records::ViewExt;

use crate::subject::Asked;

/// The names to reach.
pub(super) const NAMED: &[(&str, &[&str])] = &[
    (
        "begins to be held",
        &[
            "cloud_account_suspended, notified",
            "cloud_account_suspended, not the first of the day",
            "cloud_account_suspended, of zero",
            "credit_limit, notified",
            "credit_limit, not the first of the day",
            "credit_limit after cloud_account_suspended, notified",
            "credit_limit after cloud_account_suspended, not the first of the day",
        ],
    ),
    ("held by", &["settle_bill", "restate_bill"]),
    ("credit left", &["absent", "zero", "above zero"]),
    (
        "late bill",
        &[
            "the first of the day",
            "one more of the cloud account",
            "of another cloud account",
            "of a bill that was held",
        ],
    ),
    ("late bills notified by", &["advance", "settle_bill", "close_account", "ingest"]),
    ("display names", &["0", "1", "2"]),
    ("display name of a held bill", &["given", "absent"]),
    ("late bills of", &["1 cloud accounts", "2 cloud accounts"]),
];

/// What an event shows, with the event after it. `before` has what the command did already.
pub(super) fn of_event(
    before: &MemoryRecords,
    asked: &Asked,
    event: &Event,
    next: Option<&Event>,
) -> Vec<(&'static str, String)> {
    match event {
        Event::BillHeld { bill, reason, .. } => held(before, asked, bill, reason, next),
        Event::BillSettled { record } => settled(before, record),
        Event::NotMeteredCounted { account, .. } => counted(before, account, event),
        Event::OutboxMessageQueued { notification, .. } => notified(asked, notification),
        _ => Vec::new(),
    }
}

const fn name(reason: &HoldReason) -> &'static str {
    match reason {
        HoldReason::CloudAccountSuspended { .. } => "cloud_account_suspended",
        HoldReason::CreditLimit { .. } => "credit_limit",
    }
}

fn held(
    before: &MemoryRecords,
    asked: &Asked,
    bill: &Bill,
    reason: &HoldReason,
    next: Option<&Event>,
) -> Vec<(&'static str, String)> {
    let mut what = name(reason).to_owned();
    let known = before.bill(&bill.id).expect("records");
    if let Some(BillStatus::Held { reason: was, .. }) = known.as_ref().map(|known| &known.status) {
        what = format!("{what} after {}", name(was));
    }
    let how = match next {
        Some(Event::OutboxMessageQueued { notification, .. })
            if matches!(**notification, Notification::BillsHeld { .. }) =>
        {
            "notified"
        }
        _ if bill.amount.is_positive() => "not the first of the day",
        _ => "of zero",
    };
    let mut seen = vec![("begins to be held", format!("{what}, {how}")), ("held by", asked.command.name().to_owned())];
    if let HoldReason::CreditLimit { credit_left, .. } = reason {
        let left = match credit_left {
            None => "absent",
            Some(left) if left.is_positive() => "above zero",
            Some(left) if left.is_zero() => "zero",
            Some(_) => "below zero",
        };
        seen.push(("credit left", left.to_owned()));
    }
    seen
}

fn settled(before: &MemoryRecords, record: &BillRecord) -> Vec<(&'static str, String)> {
    let known = before.bill(&record.bill.id).expect("records");
    let was_held = known.is_some_and(|known| matches!(known.status, BillStatus::Held { .. }));
    let late =
        matches!(record.receipt().map(|receipt| &receipt.payer_reason), Some(PayerReason::NoLongerMetered { .. }));
    if was_held && late { vec![("late bill", "of a bill that was held".to_owned())] } else { Vec::new() }
}

fn counted(before: &MemoryRecords, account: &AccountId, event: &Event) -> Vec<(&'static str, String)> {
    let Event::NotMeteredCounted { cloud_account, ended_at, .. } = event else { return Vec::new() };
    let account = before.account(account).expect("records").expect("an account");
    let mut seen = Vec::new();
    let mut saw = |what: &str| seen.push(("late bill", what.to_owned()));
    match &account.not_metered {
        None => saw("the first of the day"),
        Some(day) => match day.cloud_accounts.iter().find(|one| one.cloud_account == *cloud_account) {
            None => saw("of another cloud account"),
            Some(one) => {
                saw("one more of the cloud account");
                if one.ended_at != *ended_at {
                    saw("with another end than the one before");
                }
            }
        },
    }
    seen
}

fn notified(asked: &Asked, notification: &Notification) -> Vec<(&'static str, String)> {
    match notification {
        Notification::BillsNotMetered { cloud_accounts, .. } => {
            let by = asked.command.name();
            let number = cloud_accounts.len();
            vec![("late bills notified by", by.to_owned()), ("late bills of", format!("{number} cloud accounts"))]
        }
        Notification::MethodChangedByForce { display_names, .. }
        | Notification::ChosenPayerEnded { display_names, .. }
        | Notification::SubscriptionReplaced { display_names, .. } => {
            vec![("display names", display_names.len().to_string())]
        }
        Notification::BillsHeld { display_name, .. } => {
            let given = if display_name.is_some() { "given" } else { "absent" };
            vec![("display name of a held bill", given.to_owned())]
        }
        _ => Vec::new(),
    }
}
