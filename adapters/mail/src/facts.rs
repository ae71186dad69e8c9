//! The values for templates: every field of a notification as text.

use std::collections::BTreeMap;

use defray_core::bill::HoldReason;
use defray_core::id::{AccountId, DisplayName, WorkspaceId};
use defray_core::method::Payer;
use defray_core::money::Money;
use defray_core::outbox::{
    CorrectedSum, NamedWorkspace, NotMeteredBills, Notification, OutboxMessage, StillOpening, WorkspacePayer,
};
use defray_core::provider::Provider;
use defray_core::time::{Instant, Seconds};
use jiff::tz::TimeZone;
use minijinja::Value;

use crate::Language;

/// The values by name.
pub(crate) type Facts = BTreeMap<&'static str, Value>;

/// The values of an outbox message. The patterns name all fields, so that a new field in core is a compile error here.
#[allow(clippy::too_many_lines, reason = "one arm for each notification; a new field is a compile error here")]
pub(crate) fn of(outbox_message: &OutboxMessage, language: Language, zone: &TimeZone) -> Facts {
    let text = |text: &str| Value::from(text);
    let at = |at: Instant| Value::from(instant(at, language, zone));
    let mut facts: Facts = match &outbox_message.notification {
        Notification::MethodChangedByForce {
            account,
            cloud_account,
            provider,
            ended_at,
            workspaces,
            still_opening,
            replaced,
            corrected,
            display_names,
        } => {
            let name = |id: &WorkspaceId| listed(id, display_names, language);
            let opening = |one: &StillOpening| format!("{}: {}", name(&one.workspace), one.cloud_account);
            BTreeMap::from([
                ("account", text(account.as_str())),
                ("cloud_account", text(cloud_account.as_str())),
                ("provider", text(provider_name(*provider, language))),
                ("ended_at", at(*ended_at)),
                ("workspaces", workspaces.iter().map(name).collect()),
                ("still_opening", still_opening.iter().map(opening).collect()),
                ("replaced", (*replaced).into()),
                ("corrected", corrected_sums(corrected, account, language)),
            ])
        }
        Notification::SubscriptionReplaced {
            account,
            cloud_account,
            provider,
            ended_at,
            workspaces,
            corrected,
            display_names,
        } => {
            let name = |id: &WorkspaceId| listed(id, display_names, language);
            let payer =
                |one: &WorkspacePayer| format!("{}: {}", name(&one.workspace), payer(&one.payer, account, language));
            BTreeMap::from([
                ("account", text(account.as_str())),
                ("cloud_account", text(cloud_account.as_str())),
                ("provider", text(provider_name(*provider, language))),
                ("ended_at", at(*ended_at)),
                ("workspaces", workspaces.iter().map(payer).collect()),
                ("corrected", corrected_sums(corrected, account, language)),
            ])
        }
        Notification::BillsCorrected { account, cloud_account, provider, corrected } => BTreeMap::from([
            ("account", text(account.as_str())),
            ("cloud_account", text(cloud_account.as_str())),
            ("provider", text(provider_name(*provider, language))),
            ("corrected", corrected_sums(corrected, account, language)),
        ]),
        Notification::SuccessorNotLinked { account, cloud_account, provider, ended_at, successors } => {
            BTreeMap::from([
                ("account", text(account.as_str())),
                ("cloud_account", text(cloud_account.as_str())),
                ("provider", text(provider_name(*provider, language))),
                ("ended_at", at(*ended_at)),
                ("successors", successors.iter().map(ToString::to_string).collect()),
            ])
        }
        Notification::ChosenPayerEnded { account, cloud_account, provider, ended_at, workspaces, display_names } => {
            let name = |id: &WorkspaceId| listed(id, display_names, language);
            let kept =
                |one: &WorkspacePayer| format!("{}: {}", name(&one.workspace), payer(&one.payer, account, language));
            BTreeMap::from([
                ("account", text(account.as_str())),
                ("cloud_account", text(cloud_account.as_str())),
                ("provider", text(provider_name(*provider, language))),
                ("ended_at", at(*ended_at)),
                ("workspaces", workspaces.iter().map(kept).collect()),
            ])
        }
        Notification::SuspensionDeadlineNear {
            account,
            cloud_account,
            provider,
            suspended_since,
            deadline,
            held_bills,
            amount,
        } => BTreeMap::from([
            ("account", text(account.as_str())),
            ("cloud_account", text(cloud_account.as_str())),
            ("provider", text(provider_name(*provider, language))),
            ("suspended_since", at(*suspended_since)),
            ("deadline", at(*deadline)),
            ("held_bills", Value::from(*held_bills)),
            ("amount", money(amount).into()),
        ]),
        Notification::ArrearsBegun { account, overdraft, since, deadline, payable }
        | Notification::AccountLocked { account, overdraft, since, deadline, payable } => BTreeMap::from([
            ("account", text(account.as_str())),
            ("overdraft", money(overdraft).into()),
            ("payable", money(payable.as_ref().unwrap_or(overdraft)).into()),
            ("since", at(*since)),
            ("deadline", at(*deadline)),
        ]),
        Notification::DeadlineNear { account, overdraft, deadline, payable } => BTreeMap::from([
            ("account", text(account.as_str())),
            ("overdraft", money(overdraft).into()),
            ("payable", money(payable.as_ref().unwrap_or(overdraft)).into()),
            ("deadline", at(*deadline)),
        ]),
        Notification::AccountUnlocked { account } => BTreeMap::from([("account", text(account.as_str()))]),
        Notification::BillNotMetered {
            account,
            bill,
            workspace,
            amount,
            cloud_account,
            ended_at,
            metering_deadline,
        } => BTreeMap::from([
            ("account", text(account.as_str())),
            ("bill", text(bill.as_str())),
            ("workspace", text(workspace.as_str())),
            ("amount", money(amount).into()),
            ("cloud_account", text(cloud_account.as_str())),
            ("ended_at", at(*ended_at)),
            ("metering_deadline", at(*metering_deadline)),
        ]),
        Notification::UsageNotMetered {
            account,
            cloud_account,
            provider,
            reason,
            bills,
            amount,
            ended_at,
            metering_deadline,
        } => BTreeMap::from([
            ("account", text(account.as_str())),
            ("cloud_account", text(cloud_account.as_str())),
            ("provider", text(provider_name(*provider, language))),
            ("reason", text(reason.name())),
            ("bills", bills.iter().map(|bill| bill.as_str().to_owned()).collect()),
            ("amount", money(amount).into()),
            ("ended_at", ended_at.map_or_else(|| text(""), at)),
            ("metering_deadline", metering_deadline.map_or_else(|| text(""), at)),
        ]),
        Notification::UsageDisputed {
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
        } => BTreeMap::from([
            ("account", text(account.as_str())),
            ("cloud_account", text(cloud_account.as_str())),
            ("provider", text(provider_name(*provider, language))),
            ("record", record.to_string().into()),
            ("dimension", text(dimension.as_str())),
            ("start", at(*start)),
            ("end", at(*end)),
            ("unit", money(unit).into()),
            ("quantity", (*quantity).into()),
            ("fell_back", (*fell_back).into()),
        ]),
        Notification::UsageRecordTooLate {
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
        } => BTreeMap::from([
            ("account", text(account.as_str())),
            ("cloud_account", text(cloud_account.as_str())),
            ("provider", text(provider_name(*provider, language))),
            ("record", record.to_string().into()),
            ("dimension", text(dimension.as_str())),
            ("start", at(*start)),
            ("end", at(*end)),
            ("unit", money(unit).into()),
            ("quantity", (*quantity).into()),
            ("send_until", at(*send_until)),
        ]),
        Notification::BillsHeld {
            account,
            reason,
            bill,
            workspace,
            amount,
            provider,
            suspended_since,
            deadline,
            display_name,
        } => {
            let (cloud_account, uncovered, credit_left) = waits_for(reason);
            BTreeMap::from([
                ("account", text(account.as_str())),
                ("cloud_account", text(cloud_account)),
                ("uncovered", uncovered.into()),
                ("credit_left", credit_left.into()),
                ("bill", text(bill.as_str())),
                ("workspace", named(workspace, display_name.as_ref(), language).into()),
                ("amount", money(amount).into()),
                ("provider", text(provider.map_or("", |provider| provider_name(provider, language)))),
                ("suspended_since", suspended_since.map_or_else(|| text(""), at)),
                ("deadline", deadline.map_or_else(|| text(""), at)),
            ])
        }
        Notification::BillsNotMetered { account, day, bills, amount, cloud_accounts } => BTreeMap::from([
            ("account", text(account.as_str())),
            ("day", at(*day)),
            ("until", at(day.plus(Seconds::days(1)))),
            ("bills", (*bills).into()),
            ("amount", money(amount).into()),
            ("cloud_accounts", cloud_accounts.iter().map(|one| not_metered(one, language, &at)).collect()),
        ]),
        Notification::ConfirmSubscription { provider, topic, address } => BTreeMap::from([
            ("provider", text(provider_name(*provider, language))),
            ("topic", text(topic.as_str())),
            ("address", text(address.as_str())),
        ]),
    };
    facts.insert("number", outbox_message.number.to_string().into());
    facts.insert("zone", zone_name(zone).into());
    facts
}

/// The payer by its id; the enterprise account with the words for it.
fn payer(payer: &Payer, account: &AccountId, language: Language) -> String {
    match payer {
        Payer::CloudAccount(id) => id.to_string(),
        Payer::Enterprise => in_parentheses(account.as_str(), enterprise_account(language), language),
    }
}

/// The sums of corrected bills, a line each.
fn corrected_sums(corrected: &[CorrectedSum], account: &AccountId, language: Language) -> Value {
    let line = |one: &CorrectedSum| {
        let (from, to) = (payer(&one.from, account, language), payer(&one.payer, account, language));
        let (amount, bills) = (money(&one.amount), one.bills);
        match language {
            Language::English => {
                format!("{amount}, {bills} {}: from {from} to {to}", if bills == 1 { "bill" } else { "bills" })
            }
            Language::Chinese => format!("{amount}，{bills} 张账单：由 {from} 改为 {to}"),
        }
    };
    corrected.iter().map(line).collect()
}

/// The cloud account that a held bill waits for, or the amounts of the credit limit; empty: it waits for the other.
fn waits_for(reason: &HoldReason) -> (&str, String, String) {
    match reason {
        HoldReason::CloudAccountSuspended { cloud_account } => (cloud_account.as_str(), String::new(), String::new()),
        HoldReason::CreditLimit { uncovered, credit_left } => {
            ("", money(uncovered), credit_left.as_ref().map_or_else(String::new, money))
        }
    }
}

/// The values of one cloud account whose bills came after the metering deadline.
fn not_metered(one: &NotMeteredBills, language: Language, at: &dyn Fn(Instant) -> Value) -> Value {
    let NotMeteredBills { cloud_account, provider, ended_at, metering_deadline, bills, amount } = one;
    Value::from(BTreeMap::from([
        ("cloud_account", Value::from(cloud_account.as_str())),
        ("provider", provider_name(*provider, language).into()),
        ("ended_at", at(*ended_at)),
        ("metering_deadline", at(*metering_deadline)),
        ("bills", (*bills).into()),
        ("amount", money(amount).into()),
    ]))
}

/// A workspace with its display name, if it has one: `cn1/ws-1 (Production)`.
fn named(id: &WorkspaceId, name: Option<&DisplayName>, language: Language) -> String {
    name.map_or_else(|| id.to_string(), |name| in_parentheses(id.as_str(), name.as_str(), language))
}

/// The same, with the name from a list.
fn listed(id: &WorkspaceId, names: &[NamedWorkspace], language: Language) -> String {
    named(id, NamedWorkspace::display_name_in(names, id), language)
}

fn in_parentheses(before: &str, within: &str, language: Language) -> String {
    match language {
        Language::English => format!("{before} ({within})"),
        Language::Chinese => format!("{before}（{within}）"),
    }
}

/// The words for an account's own account at the vendor.
const fn enterprise_account(language: Language) -> &'static str {
    match language {
        Language::English => "enterprise account",
        Language::Chinese => "企业账号",
    }
}

/// The name of the marketplace in the language.
const fn provider_name(provider: Provider, language: Language) -> &'static str {
    match (provider, language) {
        (Provider::AliCloud, Language::English) => "Alibaba Cloud Marketplace",
        (Provider::AliCloud, Language::Chinese) => "阿里云云市场",
        (Provider::Aws, Language::English) => "AWS Marketplace",
        (Provider::Aws, Language::Chinese) => "亚马逊云科技 Marketplace",
        (Provider::HuaweiCloud, Language::English) => "Huawei Cloud KooGallery",
        (Provider::HuaweiCloud, Language::Chinese) => "华为云云商店",
    }
}

/// An amount with at least two decimals and thousands separators: `1,234.50 CNY`. Nothing is rounded.
fn money(money: &Money) -> String {
    format!("{} {}", money.grouped(), money.currency())
}

fn zone_name(zone: &TimeZone) -> &str {
    zone.iana_name().unwrap_or("UTC")
}

/// An instant with its zone, rounded down to the minute, so that a deadline is never shown later than it is.
fn instant(at: Instant, language: Language, zone: &TimeZone) -> String {
    let form = match language {
        Language::English => "%-d %B %Y, %H:%M",
        Language::Chinese => "%Y年%-m月%-d日 %H:%M",
    };
    let shown = at.timestamp().to_zoned(zone.clone()).strftime(form).to_string();
    in_parentheses(&shown, zone_name(zone), language)
}
