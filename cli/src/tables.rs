//! Records as tables, for people in finance.

use comfy_table::{Cell, CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};
use defray::core::account::Account;
use defray::core::bill::{
    BillRecord, BillStatus, Correction, CorrectionReason, HoldReason, Refund, RefundTarget, Reversal,
};
use defray::core::cloud_account::CloudAccount;
use defray::core::fund::{Fund, Lot, LotState};
use defray::core::id::{CloudAccountId, WorkspaceId};
use defray::core::money::{Money, MoneyError};
use defray::core::outbox::{CorrectedSum, NamedWorkspace, Notification, OutboxMessage};
use defray::core::policy::Policy;
use defray::core::receipt::{Receipt, Skip, Slice};
use defray::core::waterfall::Plan;
use defray::core::workspace::Workspace;
use defray::{Balances, HeldBill, HeldSum, Statement};

use crate::text;

/// One line below the headings and one at the end; no lines between rows.
const STYLE: TableStyle = TableStyle::new()
    .header_separator(LineStyle::none().fill('─').junction('─'))
    .bottom_border(LineStyle::none().fill('─').junction('─'));

/// A table with these headings. A heading that begins with `>` is of a column of numbers, which is aligned to the
/// right.
pub(crate) struct Sheet {
    table: Table,
    figures: Vec<bool>,
}

impl Sheet {
    pub(crate) fn new(heads: &[&str]) -> Self {
        let mut table = Table::new();
        table.load_style(STYLE).set_content_arrangement(ContentArrangement::Dynamic);
        if table.width().is_none() {
            table.set_width(120);
        }
        let figures: Vec<bool> = heads.iter().map(|head| head.starts_with('>')).collect();
        table.set_header(heads.iter().map(|head| cell(head.trim_start_matches('>'), head.starts_with('>'))));
        Self { table, figures }
    }

    pub(crate) fn row<T: AsRef<str>>(&mut self, cells: &[T]) -> &mut Self {
        let figures = self.figures.iter().copied().chain(std::iter::repeat(false));
        self.table.add_row(cells.iter().zip(figures).map(|(text, figure)| cell(text.as_ref(), figure)));
        self
    }

    pub(crate) fn text(&self) -> String {
        format!("{}\n", self.table.trim_fmt())
    }
}

fn cell(text: &str, figure: bool) -> Cell {
    let alignment = if figure { CellAlignment::Right } else { CellAlignment::Left };
    Cell::new(text).set_alignment(alignment)
}

/// Names and values, without headings.
pub(crate) fn facts(rows: &[(&str, String)]) -> String {
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    rows.iter().map(|(name, value)| format!("  {name:width$}  {value}\n")).collect()
}

pub(crate) fn fund(fund: Fund) -> &'static str {
    match fund {
        Fund::OrdinaryVoucher => "ordinary voucher",
        Fund::FullReductionVoucher => "full-reduction voucher",
        Fund::Card => "stored-value card",
        Fund::Cash => "cash",
        Fund::Overdraft => "overdraft",
        Fund::CloudAccount => "cloud account",
    }
}

/// All lots, cash and overdraft. What is due is seen as happened; `recorded` is the account as it is recorded.
pub(crate) fn wallet(account: &Account, lots: &[Lot], recorded: &Account) -> String {
    let mut sheet =
        Sheet::new(&["fund", "number", ">face value", ">available", "status", "purchase type", "purchase time"]);
    for lot in lots {
        sheet.row(&[
            fund(lot.kind.fund()),
            lot.id.as_str(),
            &text::amount(&lot.face),
            &text::amount(&lot.available),
            &lot_state(lot, recorded),
            &text::origin(&lot.origin),
            &text::instant(lot.issued_at),
        ]);
    }
    sheet.row(&["cash", "", "", &text::amount(&account.cash)]);
    sheet.row(&["overdraft (debt)", "", "", &text::amount(&account.overdraft)]);
    sheet.text() + &validity(lots)
}

/// When the lots can pay, and which bills. A second table, because one row does not fit on a screen.
fn validity(lots: &[Lot]) -> String {
    if lots.is_empty() {
        return String::new();
    }
    let mut sheet = Sheet::new(&["number", "valid from", "valid until", ">minimum bill"]);
    for lot in lots {
        sheet.row(&[
            lot.id.as_str(),
            &text::instant(lot.valid_from),
            &lot.valid_until.map_or("never expires".into(), text::instant),
            &lot.minimum_bill.as_ref().map_or(String::new(), text::amount),
        ]);
    }
    sheet.text()
}

fn lot_state(lot: &Lot, recorded: &Account) -> String {
    match (lot.state, lot.closed_at) {
        // The next decision about the account records the expiry.
        (LotState::Expired, Some(_)) if recorded.lot(&lot.id).is_some() => "expired, not recorded yet".into(),
        (LotState::Open, _) | (_, None) => lot.state.name().into(),
        (state, Some(at)) => format!("{} {}", state.name(), text::day(at)),
    }
}

/// What a customer has to pay, and the exact debt where it differs.
fn debt(overdraft: &Money, payable: Option<&Money>) -> String {
    match payable {
        Some(payable) if payable != overdraft => {
            format!("{} to pay (debt of {})", text::money(payable), text::money(overdraft))
        }
        _ => format!("debt of {}", text::money(overdraft)),
    }
}

/// The fields of an account.
pub(crate) fn account(
    account: &Account,
    workspaces: usize,
    held: &[HeldSum],
    policy: &Policy,
) -> Result<String, MoneyError> {
    let value = account.lots_value()?;
    let mut rows = vec![
        ("account", account.id.to_string()),
        ("currency", account.currency.to_string()),
        ("opened", text::instant(account.opened_at)),
        ("standing", text::standing(&account.standing)),
        ("cash", text::money(&account.cash)),
        ("vouchers and cards", format!("{} open, {} in total", account.lots.len(), text::money(&value))),
        ("overdraft (debt)", text::money(&account.overdraft)),
        ("workspaces", workspaces.to_string()),
        ("held bills", held_sums(account, held)),
        ("last decision", text::instant(account.decided_at)),
    ];
    if policy.is_payable(&account.overdraft) {
        let row = rows.iter().position(|(name, _)| *name == "workspaces").unwrap_or(rows.len());
        rows.insert(row, ("to pay", text::money(&policy.payable(&account.overdraft))));
    }
    if let Some(closed_at) = account.closed_at {
        rows.insert(3, ("closed", text::instant(closed_at)));
    }
    if account.mail_settings.is_some() {
        rows.push(("mails", text::mail_settings(account.mail_settings.as_ref())));
    }
    Ok(facts(&rows))
}

/// The number and the sum of held bills, by what they wait for.
fn held_sums(account: &Account, held: &[HeldSum]) -> String {
    let part = |sum: &HeldSum| {
        let reason = match &sum.cloud_account {
            Some(id) => format!("{id} is suspended (P3)"),
            None => "the funds do not cover them (W7)".to_owned(),
        };
        format!("{} of {}: {reason}", sum.bills, text::money(&sum.amount))
    };
    match held {
        [] => "0".to_owned(),
        [one] => part(one),
        several => {
            let (bills, parts): (Vec<usize>, Vec<String>) = several.iter().map(|sum| (sum.bills, part(sum))).unzip();
            let (bills, amount) = (bills.into_iter().sum::<usize>(), text::money(&account.totals.held));
            format!("{bills} of {amount}; {}", parts.join("; "))
        }
    }
}

/// The fields of a workspace.
pub(crate) fn workspace(workspace: &Workspace) -> String {
    let mut rows = vec![
        ("workspace", text::named(workspace.id.as_str(), workspace.display_name.as_ref())),
        ("account", workspace.account.to_string()),
        ("method", text::method(&workspace.method)),
        ("steps", workspace.steps.len().to_string()),
    ];
    rows.extend(workspace.dissolved_at.map(|at| ("dissolved", text::instant(at))));
    facts(&rows)
}

/// The payer of each interval, below the name of a workspace that has one.
pub(crate) fn timeline(workspace: &Workspace) -> String {
    let name = workspace.display_name.as_ref();
    let heading = name.map(|_| facts(&[("workspace", text::named(workspace.id.as_str(), name))])).unwrap_or_default();
    let mut sheet = Sheet::new(&["from", "until", "payer", "account", "why", "recorded"]);
    let ends = workspace.timeline.iter().skip(1).map(|next| Some(next.from)).chain([workspace.dissolved_at]);
    for (interval, until) in workspace.timeline.iter().zip(ends) {
        sheet.row(&[
            text::instant(interval.from),
            until.map_or("open".into(), text::instant),
            text::payer(&interval.payer),
            interval.account.to_string(),
            text::cause(interval),
            text::instant(interval.recorded_at),
        ]);
    }
    heading + &sheet.text()
}

/// The fields of a cloud account: identifiers and lifecycle.
pub(crate) fn cloud_account(cloud_account: &CloudAccount) -> String {
    let ids = cloud_account.subscription.identifiers();
    let mut rows = vec![
        ("cloud account", cloud_account.id.to_string()),
        ("account", cloud_account.account.to_string()),
        ("provider", cloud_account.provider().to_string()),
        ("state", cloud_account.state.to_string()),
        ("identity", cloud_account.subscription.identity().to_string()),
        ("linked", text::instant(cloud_account.linked_at)),
    ];
    let identifiers = [
        ("account id", &ids.account_id),
        ("instance id", &ids.instance_id),
        ("licence", &ids.license_arn),
        ("customer identifier", &ids.customer_identifier),
        ("product code", &ids.product_code),
    ];
    rows.extend(identifiers.into_iter().filter_map(|(name, id)| Some((name, id.as_ref()?.to_string()))));
    let lifecycle = &cloud_account.lifecycle;
    let instants = [
        ("active from", lifecycle.active_from),
        ("failed", lifecycle.failed_at),
        ("ended", lifecycle.ended_at),
        ("metering deadline", cloud_account.metering_deadline),
    ];
    rows.extend(instants.into_iter().filter_map(|(name, at)| Some((name, text::instant(at?)))));
    let takes_over = if lifecycle.is_alive() { "takes its place when it ends" } else { "took its place" };
    rows.extend(cloud_account.successor.as_ref().map(|id| ("successor", format!("{id} {takes_over}"))));
    facts(&rows)
}

/// A bill with its status: who paid, out of which funds, and why the other funds did not pay.
pub(crate) fn bill(record: &BillRecord) -> String {
    let bill = &record.bill;
    let mut rows = vec![
        ("bill", bill.id.to_string()),
        ("workspace", bill.workspace.to_string()),
        ("account", record.account.to_string()),
        ("item", bill.item.to_string()),
        ("amount", text::money(&bill.amount)),
        ("usage", format!("{} to {}", text::instant(bill.period.start()), text::instant(bill.period.end()))),
    ];
    let mut out = String::new();
    match &record.status {
        BillStatus::Settled(receipt) => {
            rows.push(("settled", text::instant(receipt.settled_at)));
            rows.push((
                "payer",
                format!("{} ({})", text::payer(&receipt.payer), text::payer_reason(&receipt.payer_reason)),
            ));
            out.push_str(&funds(receipt));
        }
        BillStatus::Held { reason, since, .. } => {
            rows.push(("held", format!("since {}: {}", text::instant(*since), text::hold_reason(reason))));
        }
        BillStatus::Cancelled { at } => rows.push(("cancelled", text::instant(*at))),
    }
    if let Some(restates) = &record.restates {
        rows.push(("restates", format!("bill {restates}: the provider restated its charge (P4)")));
    }
    if let Some(restated) = &record.restated {
        let by = restated.by.as_ref().map_or("withdrawn by the provider".to_owned(), |by| format!("by bill {by}"));
        rows.push(("restated", format!("{by}, on {} (P4)", text::instant(restated.at))));
    }
    for reversal in &record.reversals {
        out.push_str(&reversed(reversal));
    }
    for correction in &record.corrections {
        out.push_str(&corrected(correction));
    }
    facts(&rows) + &out
}

fn funds(receipt: &Receipt) -> String {
    sources("paid", &receipt.slices, &receipt.skips, ("total", &receipt.amount))
}

/// The amounts that the funds would pay for a held bill.
pub(crate) fn outlook(planned: &Plan) -> String {
    match planned {
        Plan::Short { uncovered, slices, skips } => sources("would pay", slices, skips, ("uncovered (W7)", uncovered)),
        // The bill can be paid now. The next decision that settles held bills of the account will settle it.
        Plan::Covered { slices, skips } => {
            let rest = slices.first().map(|slice| Money::zero(slice.amount.currency()));
            rest.map_or(String::new(), |rest| sources("would pay", slices, skips, ("uncovered", &rest)))
        }
    }
}

fn sources(verb: &str, slices: &[Slice], skips: &[Skip], last: (&str, &Money)) -> String {
    let mut sheet = Sheet::new(&["fund", "lot", &format!(">{verb}"), ">available", "why not"]);
    for slice in slices {
        sheet.row(&[fund(slice.fund), slice.lot.as_ref().map_or("", |lot| lot.as_str()), &text::amount(&slice.amount)]);
    }
    for skip in skips {
        sheet.row(&[
            fund(skip.fund),
            &text::skipped_lots(skip),
            "-",
            &skip.available.as_ref().map_or(String::new(), text::amount),
            &text::skip_reason(&skip.reason),
        ]);
    }
    sheet.row(&[last.0, "", &text::amount(last.1)]);
    sheet.text()
}

fn corrected(correction: &Correction) -> String {
    let why = match correction.reason {
        CorrectionReason::Unmetered => "it was not metered in time",
        CorrectionReason::NotSubscribed => "the provider accepts no usage for it",
        CorrectionReason::PayerChanged => "a late message of the marketplace changed the payer",
        CorrectionReason::NotAnswered => "the provider did not answer its usage record in time",
    };
    format!(
        "  corrected on {}: {} that {} had paid was refunded and paid by {} ({why}; {})\n{}{}",
        text::instant(correction.at),
        text::money(&correction.amount),
        text::payer(&correction.from),
        text::payer(&correction.payer),
        text::payer_reason(&correction.payer_reason),
        refunded(&correction.refunds),
        sources("paid", &correction.slices, &correction.skips, ("total", &correction.amount))
    )
}

fn reversed(reversal: &Reversal) -> String {
    let reason = reversal.reason.as_ref().map_or(String::new(), |reason| format!(" ({reason})"));
    let head = format!(
        "  reversal {}: {} refunded on {}{reason}\n",
        reversal.id,
        text::money(&reversal.amount),
        text::instant(reversal.at)
    );
    head + &refunded(&reversal.refunds)
}

fn refunded(refunds: &[Refund]) -> String {
    let mut sheet = Sheet::new(&["from", "lot", ">refunded", "to"]);
    for one in refunds {
        let to = match one.to {
            RefundTarget::Lot => "the lot",
            RefundTarget::ExpiredLot => "the lot, which has expired: the value stays expired (W9)",
            RefundTarget::VoidLot => "the lot, which is void: the value stays void",
            RefundTarget::Cash => "cash",
            RefundTarget::Overdraft => "the overdraft, repaid",
            RefundTarget::CloudAccount => "the cloud account, which is charged less",
        };
        sheet.row(&[fund(one.fund), one.lot.as_ref().map_or("", |lot| lot.as_str()), &text::amount(&one.amount), to]);
    }
    sheet.text()
}

/// The pending outbox messages.
pub(crate) fn outbox<'o>(outbox: impl Iterator<Item = &'o OutboxMessage>) -> String {
    let mut sheet = Sheet::new(&["number", "queued", "notification", "account", "summary"]);
    for outbox_message in outbox {
        let notification = &outbox_message.notification;
        sheet.row(&[
            outbox_message.number.to_string(),
            text::instant(outbox_message.raised_at),
            notification.template().to_owned(),
            notification.account().map_or_else(|| "(operator)".to_owned(), ToString::to_string),
            summary(notification),
        ]);
    }
    sheet.text()
}

/// The first three names, and the number of the others.
/// The first three names of workspaces with their display names, and the number of the others.
fn first_workspaces<'w>(
    workspaces: impl ExactSizeIterator<Item = &'w WorkspaceId>,
    display_names: &[NamedWorkspace],
) -> String {
    let name = |id: &WorkspaceId| text::named(id.as_str(), NamedWorkspace::display_name_in(display_names, id));
    first_names(workspaces.map(name))
}

/// The first three names, and the number of the others.
fn first_names<T: ToString>(names: impl ExactSizeIterator<Item = T>) -> String {
    let more = names.len().saturating_sub(3);
    let names: Vec<String> = names.take(3).map(|name| name.to_string()).collect();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    names.join(", ") + &more
}

/// The sums of corrected bills, with both payers; empty when there are none.
fn corrected_sums(corrected: &[CorrectedSum]) -> String {
    let sum = |one: &CorrectedSum| {
        let bills = if one.bills == 1 { "1 bill".to_owned() } else { format!("{} bills", one.bills) };
        let (from, payer) = (text::payer(&one.from), text::payer(&one.payer));
        format!("; {} of {bills} moved from {from} to {payer}", text::money(&one.amount))
    };
    corrected.iter().map(sum).collect()
}

/// The content of a notification that bills came after a metering deadline.
fn not_metered_summary(notification: &Notification) -> String {
    let Notification::BillsNotMetered { day, bills, amount, cloud_accounts, .. } = notification else {
        return String::new();
    };
    let (amount, day) = (text::money(amount), text::instant(*day));
    let names = first_names(cloud_accounts.iter().map(|one| &one.cloud_account));
    format!(
        "{bills} bills ({amount}) of the day from {day} were received after the metering deadline of {names}; the \
         enterprise account paid"
    )
}

/// The content of a notification that bills are held.
fn held_summary(notification: &Notification) -> String {
    let Notification::BillsHeld { reason, bill, amount, suspended_since, deadline, .. } = notification else {
        return String::new();
    };
    let since = suspended_since.map_or_else(String::new, |since| format!(" since {}", text::instant(since)));
    let why = match reason {
        HoldReason::CloudAccountSuspended { cloud_account } => format!("{cloud_account} is suspended{since}"),
        HoldReason::CreditLimit { uncovered, .. } => format!("the funds do not cover {}", text::money(uncovered)),
    };
    let until = deadline.map_or_else(String::new, |deadline| {
        format!("; the enterprise account pays from {} on", text::instant(deadline))
    });
    format!("bill {bill} ({}) is held, and further bills may be: {why}{until}", text::money(amount))
}

/// The content of a notification in one line.
#[allow(clippy::too_many_lines, reason = "one arm for each notification")]
fn summary(notification: &Notification) -> String {
    match notification {
        Notification::MethodChangedByForce {
            cloud_account,
            provider,
            ended_at,
            workspaces,
            replaced,
            corrected,
            display_names,
            ..
        } => format!(
            "{provider} subscription {cloud_account} {} on {}; the enterprise account pays again for: {}{}",
            if *replaced { "was replaced" } else { "ended" },
            text::instant(*ended_at),
            first_workspaces(workspaces.iter(), display_names),
            corrected_sums(corrected)
        ),
        Notification::SubscriptionReplaced {
            cloud_account,
            provider,
            ended_at,
            workspaces,
            corrected,
            display_names,
            ..
        } => {
            let payer = workspaces.first().and_then(|first| first.payer.cloud_account());
            format!(
                "{provider} subscription {cloud_account} was replaced on {}; {} pays for: {}{}",
                text::instant(*ended_at),
                payer.map_or("its successor", CloudAccountId::as_str),
                first_workspaces(workspaces.iter().map(|one| &one.workspace), display_names),
                corrected_sums(corrected)
            )
        }
        Notification::BillsCorrected { cloud_account, corrected, .. } => {
            format!("{cloud_account}: something became known late{}", corrected_sums(corrected))
        }
        Notification::SuccessorNotLinked { account, cloud_account, provider, ended_at, successors, .. } => format!(
            "{provider} subscription {cloud_account} of {account} was replaced on {}, and its successor is not linked; \
             link {} with `link_cloud_account`",
            text::instant(*ended_at),
            match successors.as_slice() {
                [] => "it as soon as its identity is known".to_owned(),
                known => known.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or "),
            }
        ),
        Notification::ChosenPayerEnded { cloud_account, provider, ended_at, workspaces, display_names, .. } => format!(
            "{provider} subscription {cloud_account} ended on {} before it was active; the payer stays for: {}",
            text::instant(*ended_at),
            first_workspaces(workspaces.iter().map(|kept| &kept.workspace), display_names)
        ),
        Notification::SuspensionDeadlineNear {
            cloud_account, suspended_since, deadline, held_bills, amount, ..
        } => {
            format!(
                "{cloud_account} is suspended since {}; {held_bills} bills of {} wait; the enterprise account pays from {} on",
                text::instant(*suspended_since),
                text::money(amount),
                text::instant(*deadline)
            )
        }
        Notification::ArrearsBegun { overdraft, deadline, payable, .. } => {
            format!("{}; it must be repaid before {}", debt(overdraft, payable.as_ref()), text::instant(*deadline))
        }
        Notification::DeadlineNear { overdraft, deadline, payable, .. } => {
            format!("{}; the account will be locked on {}", debt(overdraft, payable.as_ref()), text::instant(*deadline))
        }
        Notification::AccountLocked { overdraft, since, payable, .. } => {
            format!("{} since {}; the account is locked", debt(overdraft, payable.as_ref()), text::instant(*since))
        }
        Notification::AccountUnlocked { .. } => "the debt was repaid; the account is unlocked".into(),
        Notification::BillNotMetered { bill, amount, cloud_account, metering_deadline, .. } => format!(
            "bill {bill} ({}) was received after the metering deadline {} of {cloud_account}; the enterprise account paid",
            text::money(amount),
            text::instant(*metering_deadline)
        ),
        Notification::BillsHeld { .. } => held_summary(notification),
        Notification::BillsNotMetered { .. } => not_metered_summary(notification),
        Notification::UsageNotMetered { cloud_account, bills, amount, .. } => format!(
            "{} charged to {cloud_account} by {} was not metered in time; the enterprise account paid",
            text::money(amount),
            if let [bill] = bills.as_slice() { format!("bill {bill}") } else { format!("{} bills", bills.len()) }
        ),
        Notification::UsageDisputed { cloud_account, provider, record, start, .. } => format!(
            "usage record {record} of {cloud_account}: {provider} has another quantity for {}; look it up and record it \
             with `meter ack {record} --outcome duplicate --quantity Q`",
            text::instant(*start)
        ),
        Notification::UsageRecordTooLate { cloud_account, provider, record, start, send_until, .. } => format!(
            "usage record {record} of {cloud_account} for {} had no answer of {provider} before {}; its charges fell back",
            text::instant(*start),
            text::instant(*send_until)
        ),
        Notification::ConfirmSubscription { provider, topic, .. } => {
            format!("{provider} sends no messages of {topic} until the operator opens the address in the mail")
        }
    }
}

/// A statement: all movements, and the balances before and after.
pub(crate) fn statement(statement: &Statement) -> String {
    let mut out = facts(&[
        ("account", statement.account.to_string()),
        ("period", format!("{} to {}", text::instant(statement.from), text::instant(statement.to))),
        ("currency", statement.currency.to_string()),
    ]);
    let mut sheet = Sheet::new(&["decided", "entry", "event", "about", "fund", "lot", ">change"]);
    for movement in &statement.movements {
        sheet.row(&[
            text::instant(movement.at),
            movement.position.to_string(),
            movement.event.replace('_', " "),
            movement.about.clone(),
            fund(movement.fund).to_owned(),
            movement.lot.as_ref().map_or(String::new(), ToString::to_string),
            text::amount(&movement.change),
        ]);
    }
    out.push_str(&sheet.text());
    out.push_str(&balances(&statement.opening, &statement.closing));
    out + &held_at_end(&statement.held)
}

/// The bills that are held at the end of a statement; empty: there are none.
fn held_at_end(held: &[HeldBill]) -> String {
    if held.is_empty() {
        return String::new();
    }
    let mut sheet = Sheet::new(&["held at the end", "workspace", ">amount", "since", "reason"]);
    for one in held {
        sheet.row(&[
            one.bill.to_string(),
            one.workspace.to_string(),
            text::amount(&one.amount),
            text::instant(one.since),
            text::hold_reason(&one.reason),
        ]);
    }
    sheet.text()
}

fn balances(opening: &Balances, closing: &Balances) -> String {
    let mut sheet = Sheet::new(&["balance", ">before", ">change", ">after"]);
    for &kind in Fund::ALL {
        let (before, after) = (opening.of(kind), closing.of(kind));
        let change = after.minus(before).unwrap_or(Money::zero(after.currency()));
        sheet.row(&[balance_name(kind).to_owned(), text::amount(before), text::amount(&change), text::amount(after)]);
    }
    sheet.text()
}

/// The name of a balance.
pub(crate) fn balance_name(kind: Fund) -> &'static str {
    match kind {
        Fund::Overdraft => "overdraft (debt)",
        Fund::CloudAccount => "charged to cloud accounts",
        other => fund(other),
    }
}
