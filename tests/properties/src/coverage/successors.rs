//! What histories reached of agreements, successors and the two messages about one end.

use defray_core::MemoryRecords;
use defray_core::cloud_account::{CloudAccount, CloudAccountState, SubscriptionLifecycle};
use defray_core::event::Event;
use defray_core::id::{CloudAccountId, WorkspaceId};
use defray_core::marketplace::{MarketplaceMessage, MessageDisposition, Signal};
use defray_core::method::{Cause, Method, MethodTrigger, PayerInterval};
use defray_core::outbox::{CorrectedSum, Notification};
use defray_core::records::ViewExt;

use crate::subject::Asked;

/// The names to reach.
pub(super) const NAMED: &[(&str, &[&str])] = &[
    (
        "agreement",
        &["stated", "with a previous one", "of itself", "replaced", "without a subscription", "of an ignored message"],
    ),
    ("successor changed by", &["ingest", "link_cloud_account", "withdraw_cloud_account", "unlink_cloud_account"]),
    (
        "successor",
        &[
            "begins before the end",
            "begins after the end",
            "begins after a failure",
            "is lost before the end",
            "is lost after the end",
            "changes of two in one command",
            "of a successor",
            "in a circle",
        ],
    ),
    ("replaced by", &["the successor", "a further successor"]),
    ("opened as successor", &["while pending"]),
    ("end completed", &["applied", "no_change", "unmatched", "contradicts_link", "of an earlier link"]),
    ("an end", &["earlier"]),
    ("forced", &["replaced", "simply", "with corrections", "without corrections"]),
    ("subscription replaced", &["with corrections", "without corrections"]),
    ("corrected sums", &["1", "2"]),
    ("successors stated", &["0", "1", "2"]),
];

/// The trigger of a change of a workspace whose payer ended and has a successor.
pub(super) fn replaced(
    before: &MemoryRecords,
    was: &Method,
    now: &Method,
    intervals: &[PayerInterval],
) -> Option<MethodTrigger> {
    let payer = was.payer()?.cloud_account()?.clone();
    let opened = |method: &Method| match method {
        Method::Opening { cloud_account, .. } => Some(cloud_account.clone()),
        Method::Enterprise | Method::CloudAccount(_) | Method::Dissolved => None,
    };
    match &intervals.last()?.cause {
        Cause::Replaced { cloud_account } if *cloud_account == payer => Some(MethodTrigger::PayerReplaced),
        Cause::Forced { cloud_account } if *cloud_account == payer => {
            // What the customer is opening stays so.
            let successor = known(before, &payer).successor?;
            let pending = known(before, &successor).state == CloudAccountState::Pending;
            let opens = opened(now).is_some() && (opened(now) == Some(successor) || opened(now) == opened(was));
            (pending && opens).then_some(MethodTrigger::PayerReplacedPending)
        }
        _ => None,
    }
}

/// What a whole command changed.
pub(super) fn of_command(events: &[Event]) -> Vec<(&'static str, String)> {
    let mut accounts = Vec::new();
    for event in events {
        if let Event::SuccessorChanged { account, .. } = event {
            accounts.push(account);
        }
    }
    let mut seen = Vec::new();
    if accounts.len() > 1 {
        seen.push(("successor", "changes of two in one command".to_owned()));
    }
    if accounts.iter().any(|account| *account != accounts[0]) {
        seen.push(("successor", "changes of two accounts in one command".to_owned()));
    }
    seen
}

/// What an event shows. `before` has what the command did already.
pub(super) fn of_event(before: &MemoryRecords, asked: &Asked, event: &Event) -> Vec<(&'static str, String)> {
    match event {
        Event::SuccessorChanged { cloud_account, successor, .. } => {
            successor_changed(before, asked, cloud_account, successor.as_ref())
        }
        Event::MethodChanged { workspace, method, intervals, .. } => timeline(before, workspace, method, intervals),
        Event::CloudAccountChanged { cloud_account, was, lifecycle, .. } => {
            end(&known(before, cloud_account), *was, lifecycle)
        }
        Event::MessageReceived { message, disposition, cloud_account, .. } => {
            let mut seen = agreement(message);
            seen.extend(completion(before, message, *disposition, cloud_account.as_ref()));
            seen
        }
        Event::OutboxMessageQueued { notification, .. } => notified(notification),
        _ => Vec::new(),
    }
}

fn known(before: &MemoryRecords, id: &CloudAccountId) -> CloudAccount {
    before.cloud_account(id).expect("records").expect("a cloud account").as_ref().clone()
}

fn one(kind: &'static str, what: impl ToString) -> Vec<(&'static str, String)> {
    vec![(kind, what.to_string())]
}

fn successor_changed(
    before: &MemoryRecords,
    asked: &Asked,
    id: &CloudAccountId,
    successor: Option<&CloudAccountId>,
) -> Vec<(&'static str, String)> {
    let mut seen = one("successor changed by", asked.command.name());
    let now = known(before, id);
    let over = now.lifecycle.ended_at.is_some();
    let what = match (&now.successor, successor) {
        (None, _) if over => "begins after the end",
        (None, _) if now.lifecycle.failed_at.is_some() => "begins after a failure",
        (None, _) => "begins before the end",
        (Some(_), None) if over => "is lost after the end",
        (Some(_), None) => "is lost before the end",
        (Some(_), Some(_)) if over => "is another after the end",
        (Some(_), Some(_)) => "is another before the end",
    };
    seen.extend(one("successor", what));
    // Its own successor changes later, if it changes with the same command.
    let mut chain = Vec::new();
    let mut next = successor.cloned();
    while let Some(found) = next
        && !chain.contains(&found)
    {
        next = known(before, &found).successor;
        chain.push(found);
    }
    if chain.contains(id) {
        seen.extend(one("successor", "in a circle"));
    } else if chain.len() > 1 {
        seen.extend(one("successor", "of a successor"));
    }
    seen
}

fn timeline(
    before: &MemoryRecords,
    workspace: &WorkspaceId,
    method: &Method,
    intervals: &[PayerInterval],
) -> Vec<(&'static str, String)> {
    let mut seen = Vec::new();
    for interval in intervals {
        if let Cause::Replaced { cloud_account } = &interval.cause {
            let direct = known(before, cloud_account).successor;
            let is_direct = direct.as_ref() == interval.payer.cloud_account();
            seen.extend(one("replaced by", if is_direct { "the successor" } else { "a further successor" }));
        }
    }
    if let Method::Opening { cloud_account, .. } = method
        && let Some(Cause::Forced { cloud_account: ended }) = intervals.last().map(|interval| &interval.cause)
        && known(before, ended).successor.as_ref() == Some(cloud_account)
        && !before.workspace(workspace).expect("records").is_some_and(
            |was| matches!(&was.method, Method::Opening { cloud_account: was, .. } if was == cloud_account),
        )
    {
        seen.extend(one("opened as successor", "while pending"));
    }
    seen
}

fn end(
    before: &CloudAccount,
    was: CloudAccountState,
    lifecycle: &SubscriptionLifecycle,
) -> Vec<(&'static str, String)> {
    match (before.lifecycle.ended_at, lifecycle.ended_at) {
        (Some(old), Some(new)) if new < old => one("an end", "earlier"),
        (Some(old), Some(new)) if new > old && was == CloudAccountState::Closed => {
            one("an end", "later of a closed one")
        }
        (Some(old), Some(new)) if new > old => one("an end", "later"),
        (Some(_), None) if lifecycle.failed_at.is_none() => one("an end", "revoked"),
        _ => Vec::new(),
    }
}

fn agreement(message: &MarketplaceMessage) -> Vec<(&'static str, String)> {
    let Some(agreement) = &message.agreement else { return Vec::new() };
    if message.rejected.is_some() {
        return one("agreement", "of a rejected message");
    }
    let mut seen = one("agreement", "stated");
    match &agreement.previous {
        Some(previous) if *previous == agreement.id => seen.extend(one("agreement", "of itself")),
        Some(_) => seen.extend(one("agreement", "with a previous one")),
        None => {}
    }
    if agreement.replaced {
        seen.extend(one("agreement", "replaced"));
    }
    if message.identity.is_none() {
        seen.extend(one("agreement", "without a subscription"));
    } else if message.signal == Signal::Ignored {
        seen.extend(one("agreement", "of an ignored message"));
    }
    seen
}

fn completion(
    before: &MemoryRecords,
    message: &MarketplaceMessage,
    disposition: MessageDisposition,
    about: Option<&CloudAccountId>,
) -> Vec<(&'static str, String)> {
    if message.signal != Signal::EndCompleted {
        return Vec::new();
    }
    let mut seen = one("end completed", disposition.name());
    if let (Some(about), Some(identity)) = (about, &message.identity)
        && let Some(known) = before.subscription(identity).expect("records")
        && known.links.last().is_some_and(|last| last.cloud_account != *about)
    {
        seen.extend(one("end completed", "of an earlier link"));
    }
    seen
}

fn notified(notification: &Notification) -> Vec<(&'static str, String)> {
    let sums = |corrected: &[CorrectedSum]| match corrected.len() {
        0 => Vec::new(),
        some => one("corrected sums", some.min(3)),
    };
    match notification {
        Notification::MethodChangedByForce { replaced, corrected, .. } => {
            let mut seen = one("forced", if *replaced { "replaced" } else { "simply" });
            seen.extend(one("forced", if corrected.is_empty() { "without corrections" } else { "with corrections" }));
            seen.extend(sums(corrected));
            seen
        }
        Notification::SubscriptionReplaced { corrected, .. } => {
            let with = if corrected.is_empty() { "without corrections" } else { "with corrections" };
            let mut seen = one("subscription replaced", with);
            seen.extend(sums(corrected));
            seen
        }
        Notification::BillsCorrected { corrected, .. } => sums(corrected),
        Notification::SuccessorNotLinked { successors, .. } => one("successors stated", successors.len()),
        _ => Vec::new(),
    }
}
