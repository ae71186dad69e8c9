//! What `show` and `explain` add to a record from related records, as tables and as the last fields of the JSON.

use std::collections::BTreeMap;
use std::sync::Arc;

use defray::core::bill::BillRecord;
use defray::core::cloud_account::CloudAccount;
use defray::core::id::{AccountId, CloudAccountId, WorkspaceId};
use defray::core::metering::UsageRecord;
use defray::core::method::{Method, MethodAction, MethodStep, Payer};
use defray::core::money::{Money, MoneyError};
use defray::core::position::ChargePosition;
use defray::core::time::Instant;
use defray::core::workspace::Workspace;
use defray::core::{Key, Record};
use defray::{Error, HeldSum, Snapshot};
use serde_json::{Value, json};

use crate::json;
use crate::tables::{Sheet, facts};
use crate::text;

fn inexact(error: MoneyError) -> Error {
    Error::Bug(error.to_string())
}

/// The instant from which the present method of a workspace is in force: the choice of a cloud account that is being
/// opened, else the beginning of the last interval.
fn method_since(workspace: &Workspace) -> Option<Instant> {
    let is_opening = matches!(workspace.method, Method::Opening { .. });
    let opens = |step: &&MethodStep| match &step.action {
        MethodAction::Choose(wish @ Payer::CloudAccount(_)) => is_opening && workspace.method.is_choice_of(wish),
        _ => false,
    };
    let chosen = workspace.steps.iter().rev().find(opens).map(|step| step.at);
    chosen.or(workspace.dissolved_at).or_else(|| workspace.timeline.last().map(|interval| interval.from))
}

/// A workspace that a cloud account pays for, or that opens it.
struct Paid {
    workspace: Arc<Workspace>,
    since: Option<Instant>,
    pays: bool,
}

fn paid_by(snapshot: &Snapshot, id: &CloudAccountId) -> Result<Vec<Paid>, Error> {
    let mut found = Vec::new();
    for record in snapshot.all(Key::workspaces_of_cloud_account(id)) {
        let Record::WorkspaceId(workspace) = record? else { continue };
        let workspace = snapshot.workspace(&workspace)?;
        let pays = workspace.method.payer().is_some_and(|payer| payer.cloud_account() == Some(id));
        if pays || workspace.method.involves(id) {
            let since = if pays { workspace.timeline.last().map(|last| last.from) } else { method_since(&workspace) };
            found.push(Paid { workspace, since, pays });
        }
    }
    Ok(found)
}

/// The charges that the provider has not accepted.
struct Owed {
    in_flight: Money,
    waiting: Money,
}

impl Owed {
    fn total(&self) -> Result<Money, Error> {
        self.in_flight.plus(&self.waiting).map_err(inexact)
    }
}

/// The amounts that a cloud account owes, by site, and the credit of earlier refunds, which belongs to no site.
fn owed_by_site(snapshot: &Snapshot, id: &CloudAccountId) -> Result<(BTreeMap<String, Owed>, Money), Error> {
    let meter = snapshot.meter(id)?;
    let zero = Money::zero(meter.waiting.currency());
    let mut sites: BTreeMap<String, Owed> = BTreeMap::new();
    for charge in snapshot.pending_charges(id)? {
        let parts = meter.parts(&charge).map_err(inexact)?;
        let site = sites.entry(charge.workspace.site().to_owned()).or_insert(Owed { in_flight: zero, waiting: zero });
        let in_flight = parts.in_flight.minus(&charge.reversed).map_err(inexact)?;
        site.in_flight = site.in_flight.plus(&in_flight).map_err(inexact)?;
        site.waiting = site.waiting.plus(&parts.waiting).map_err(inexact)?;
    }
    Ok((sites, meter.credit))
}

fn owed_in_total(sites: &BTreeMap<String, Owed>, credit: &Money) -> Result<Money, Error> {
    let zero = Money::zero(credit.currency());
    let sum = sites.values().try_fold(zero, |sum, one| sum.plus(&one.total()?).map_err(inexact))?;
    sum.minus(credit).map_err(inexact)
}

/// The id of a workspace without its site, with the display name.
fn shown_name(workspace: &Workspace) -> String {
    text::named(workspace.id.id_in_site(), workspace.display_name.as_ref())
}

/// Adds the display name of a workspace, if it has one.
fn add_display_name(value: &mut Value, workspace: &Workspace) {
    if let Some(name) = &workspace.display_name {
        value["display_name"] = name.as_str().into();
    }
}

fn since(at: Option<Instant>) -> String {
    at.map_or_else(String::new, text::instant)
}

/// The workspaces of a cloud account, and what it owes by site.
pub(crate) fn cloud_account_text(snapshot: &Snapshot, id: &CloudAccountId) -> Result<String, Error> {
    let mut out = String::new();
    let paid = paid_by(snapshot, id)?;
    if paid.is_empty() {
        out.push_str("  It pays for no workspace.\n");
    } else {
        let mut sheet = Sheet::new(&["site", "workspace", "since", "method"]);
        for one in &paid {
            let method = if one.pays { "this cloud account pays" } else { "pays as soon as it is active" };
            let workspace = &one.workspace;
            sheet.row(&[workspace.id.site(), &shown_name(workspace), &since(one.since), method]);
        }
        out.push_str(&sheet.text());
    }
    let (sites, credit) = owed_by_site(snapshot, id)?;
    if sites.is_empty() && credit.is_zero() {
        out.push_str("  It owes nothing: its provider has accepted all charges.\n");
        return Ok(out);
    }
    let mut sheet = Sheet::new(&["owed by site", ">in flight", ">waiting", ">owed"]);
    for (site, owed) in &sites {
        let (in_flight, waiting) = (text::amount(&owed.in_flight), text::amount(&owed.waiting));
        sheet.row(&[site.clone(), in_flight, waiting, text::amount(&owed.total()?)]);
    }
    if !credit.is_zero() {
        let less = Money::zero(credit.currency()).minus(&credit).map_err(inexact)?;
        sheet.row(&["credit for refunds", "", "", &text::amount(&less)]);
    }
    sheet.row(&["total", "", "", &text::money(&owed_in_total(&sites, &credit)?)]);
    out.push_str(&sheet.text());
    Ok(out)
}

/// A cloud account, with its workspaces and what it owes by site as last fields.
pub(crate) fn cloud_account_json(snapshot: &Snapshot, id: &CloudAccountId) -> Result<Value, Error> {
    let mut value = json::cloud_account(snapshot, id)?;
    let workspace = |one: &Paid| {
        let id = &one.workspace.id;
        let method = if one.pays { "pays" } else { "opening" };
        let mut value = json!({ "site": id.site(), "workspace": id.as_str(), "method": method });
        if let Some(since) = one.since {
            value["since"] = since.to_string().into();
        }
        add_display_name(&mut value, &one.workspace);
        value
    };
    value["workspaces"] = paid_by(snapshot, id)?.iter().map(workspace).collect();
    let (sites, credit) = owed_by_site(snapshot, id)?;
    let mut by_site = Vec::new();
    for (site, owed) in &sites {
        let (in_flight, waiting, total) = (owed.in_flight, owed.waiting, owed.total()?);
        by_site.push(json!({
            "site": site,
            "in_flight": in_flight.to_string(),
            "waiting": waiting.to_string(),
            "owed": total.to_string(),
        }));
    }
    let total = owed_in_total(&sites, &credit)?;
    value["owed"] = json!({ "sites": by_site, "credit": credit.to_string(), "total": total.to_string() });
    Ok(value)
}

/// The cloud accounts of an account.
struct CloudAccounts {
    /// They can still pay or be metered.
    open: Vec<Arc<CloudAccount>>,
    /// They are closed or failed.
    closed: Vec<Arc<CloudAccount>>,
}

fn cloud_accounts(snapshot: &Snapshot, id: &AccountId) -> Result<CloudAccounts, Error> {
    use defray::core::cloud_account::CloudAccountState::{Closed, Failed};
    let all = snapshot.cloud_accounts_of(id).collect::<Result<Vec<_>, Error>>()?;
    let (closed, open) = all.into_iter().partition(|one| matches!(one.state, Closed | Failed));
    Ok(CloudAccounts { open, closed })
}

/// The workspaces of an account with their methods, and its cloud accounts, closed ones apart.
pub(crate) fn account_text(snapshot: &Snapshot, id: &AccountId) -> Result<String, Error> {
    let mut out = String::new();
    let workspaces = snapshot.workspaces_of(id).collect::<Result<Vec<_>, Error>>()?;
    if !workspaces.is_empty() {
        let mut sheet = Sheet::new(&["site", "workspace", "since", "method"]);
        for one in &workspaces {
            let method = text::method(&one.method);
            sheet.row(&[one.id.site(), &shown_name(one), &since(method_since(one)), &method]);
        }
        out.push_str(&sheet.text());
    }
    let CloudAccounts { open, closed } = cloud_accounts(snapshot, id)?;
    for (head, last, found) in [("cloud account", "linked", open), ("closed cloud account", "ended", closed)] {
        if found.is_empty() {
            continue;
        }
        let mut sheet = Sheet::new(&[head, "provider", "state", "subscription", last]);
        for one in &found {
            let at = if last == "linked" { Some(one.linked_at) } else { one.lifecycle.over() };
            let identity = one.subscription.identity().to_string();
            sheet.row(&[one.id.as_str(), one.provider().name(), one.state.name(), &identity, &since(at)]);
        }
        out.push_str(&sheet.text());
    }
    Ok(out)
}

/// An account, with the methods of its workspaces and its cloud accounts, closed ones apart, as last fields.
pub(crate) fn account_json(snapshot: &Snapshot, id: &AccountId) -> Result<Value, Error> {
    let mut value = json::account(snapshot, id)?;
    let mut methods = Vec::new();
    for workspace in snapshot.workspaces_of(id) {
        let workspace = workspace?;
        let mut one = json!({ "workspace": workspace.id.as_str(), "method": json::record(&workspace.method) });
        if let Some(since) = method_since(&workspace) {
            one["since"] = since.to_string().into();
        }
        add_display_name(&mut one, &workspace);
        methods.push(one);
    }
    value["methods"] = methods.into();
    let one = |one: &Arc<CloudAccount>| {
        let mut value = json!({
            "cloud_account": one.id.as_str(),
            "provider": one.provider().name(),
            "state": one.state.name(),
            "subscription": one.subscription.identity().to_string(),
            "linked_at": one.linked_at.to_string(),
        });
        if let Some(over) = one.lifecycle.over() {
            value["ended_at"] = over.to_string().into();
        }
        value
    };
    let CloudAccounts { open, closed } = cloud_accounts(snapshot, id)?;
    value["open_cloud_accounts"] = open.iter().map(one).collect();
    value["closed_cloud_accounts"] = closed.iter().map(one).collect();
    value["held"] = snapshot.held_sums(id)?.iter().map(held_sum).collect();
    Ok(value)
}

/// The number and the sum of held bills that wait for the same thing.
fn held_sum(sum: &HeldSum) -> Value {
    let (bills, amount) = (sum.bills, sum.amount.to_string());
    match &sum.cloud_account {
        Some(id) => {
            let (reason, cloud_account) = ("cloud_account_suspended", id.as_str());
            json!({ "reason": reason, "cloud_account": cloud_account, "bills": bills, "amount": amount })
        }
        None => json!({ "reason": "credit_limit", "bills": bills, "amount": amount }),
    }
}

/// The last choice of a workspace, when its cloud account failed or ended since, and the end.
fn failed_choice(
    snapshot: &Snapshot,
    workspace: &Workspace,
) -> Result<Option<(MethodStep, Arc<CloudAccount>, Instant)>, Error> {
    let last = workspace.steps.last();
    let Some(step @ MethodStep { action: MethodAction::Choose(Payer::CloudAccount(id)), .. }) = last else {
        return Ok(None);
    };
    let cloud_account = snapshot.cloud_account(id)?;
    let over = cloud_account.lifecycle.over().filter(|_| !workspace.method.involves(id));
    Ok(over.map(|over| (step.clone(), cloud_account, over)))
}

/// The result of the last choice: `ended`, `was withdrawn` or `failed`.
fn end_of(cloud_account: &CloudAccount) -> &'static str {
    match (cloud_account.lifecycle.ended_at, cloud_account.lifecycle.withdrawn) {
        (Some(_), _) => "ended",
        (None, true) => "was withdrawn",
        (None, false) => "failed",
    }
}

/// The cloud account that the workspace chose last, if it failed or ended.
pub(crate) fn workspace_text(snapshot: &Snapshot, workspace: &Workspace) -> Result<String, Error> {
    let Some((step, cloud_account, over)) = failed_choice(snapshot, workspace)? else { return Ok(String::new()) };
    let by = step.by.as_ref().map_or_else(String::new, |by| format!(" by {by}"));
    let before = if cloud_account.lifecycle.active_from.is_some() { "" } else { ", before it was active" };
    let successor = cloud_account.successor.as_ref().filter(|successor| workspace.method.involves(successor));
    let after = successor.map_or_else(String::new, |successor| format!("; its successor {successor} takes its place"));
    let text = format!(
        "{} cloud account {}, chosen on {}{by}, {} on {}{before}{after}",
        cloud_account.provider(),
        cloud_account.id,
        text::instant(step.at),
        end_of(&cloud_account),
        text::instant(over)
    );
    Ok(facts(&[("last choice", text)]))
}

/// A workspace, with its last choice as last field, if its cloud account failed or ended.
pub(crate) fn workspace_json(snapshot: &Snapshot, id: &WorkspaceId) -> Result<Value, Error> {
    let mut value = json::workspace(snapshot, id)?;
    if let Some((step, cloud_account, over)) = failed_choice(snapshot, &*snapshot.workspace(id)?)? {
        let end = if cloud_account.lifecycle.ended_at.is_some() { "ended_at" } else { "failed_at" };
        value["failed_choice"] = json!({
            "cloud_account": cloud_account.id.as_str(),
            "provider": cloud_account.provider().name(),
            "chosen_at": step.at.to_string(),
            "state": cloud_account.state.name(),
            end: over.to_string(),
        });
    }
    Ok(value)
}

/// The usage records, accepted or in flight, that cover a charge, oldest first.
fn records_of(snapshot: &Snapshot, place: &ChargePosition) -> Result<Vec<Arc<UsageRecord>>, Error> {
    const PAGE: usize = 16;
    let prefix = Key::usage_records_of(&place.cloud_account);
    // A usage record is requested after the charges that it covers.
    let mut after = Key::cloud_account_usage_record(&place.cloud_account, place.position);
    let mut found = Vec::new();
    loop {
        let page = snapshot.page(&prefix, Some(&after), PAGE)?;
        for (key, record) in &page {
            let Record::EntryPosition(number) = record else { continue };
            let usage = snapshot.usage_record(*number)?;
            if usage.from.as_ref().is_some_and(|from| from.position > place.position) {
                return Ok(found);
            }
            let void = usage.state == defray::core::metering::UsageState::Void;
            if usage.upto.position >= place.position && !void {
                found.push(usage);
            }
            after = key.clone();
        }
        if page.len() < PAGE {
            return Ok(found);
        }
    }
}

/// The places in meters where a bill is charged, without those that were refunded whole.
fn charges_of(record: &BillRecord) -> Result<Vec<&ChargePosition>, Error> {
    let mut places = Vec::new();
    for (number, slice) in record.slices() {
        if let Some(place) = &slice.charge
            && record.remaining_of(number, slice).map_err(inexact)?.is_positive()
        {
            places.push(place);
        }
    }
    Ok(places)
}

/// The usage records that report a bill of a cloud account to its provider.
pub(crate) fn bill_text(snapshot: &Snapshot, record: &BillRecord) -> Result<String, Error> {
    let mut rows = Vec::new();
    for place in charges_of(record)? {
        let found = records_of(snapshot, place)?;
        if found.is_empty() {
            rows.push(("usage record", format!("none yet: the charge waits in the meter of {}", place.cloud_account)));
        }
        let provider = snapshot.cloud_account(&place.cloud_account)?.provider();
        for usage in found {
            let theirs = usage.provider_record.as_ref();
            let theirs = theirs.map_or_else(String::new, |theirs| format!(", {provider} record {theirs}"));
            rows.push((
                "usage record",
                format!("{} of {}, {}{theirs}", usage.number, usage.cloud_account, usage.state),
            ));
        }
    }
    Ok(facts(&rows))
}

/// Adds the usage records of a bill as the last field, if a cloud account pays it.
pub(crate) fn with_usage_records(snapshot: &Snapshot, record: &BillRecord, mut value: Value) -> Result<Value, Error> {
    let places = charges_of(record)?;
    if places.is_empty() {
        return Ok(value);
    }
    let mut found = Vec::new();
    for place in places {
        for usage in records_of(snapshot, place)? {
            let mut one = json!({
                "record": usage.number.to_string(),
                "cloud_account": usage.cloud_account.as_str(),
                "state": usage.state.name(),
            });
            if let Some(theirs) = &usage.provider_record {
                one["provider_record"] = theirs.as_str().into();
            }
            found.push(one);
        }
    }
    value["usage_records"] = found.into();
    Ok(value)
}
