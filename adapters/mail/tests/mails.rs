//! All mails in all languages, as text and as HTML.
#![allow(clippy::unwrap_used)]

use defray_core::account::MailSettings;
use defray_core::bill::{CorrectionReason, HoldReason};
use defray_core::id::{AccountId, DisplayName, Note, SecretAddress, TimeZoneName};
use defray_core::method::Payer;
use defray_core::outbox::{
    CorrectedSum, NamedWorkspace, NotMeteredBills, Notification, OutboxMessage, StillOpening, WorkspacePayer,
};
use defray_core::provider::Provider;
use defray_mail::{Form, Language, Rendered, TimeZone, render};

fn mails(account: &str) -> Vec<Notification> {
    let account: defray_core::id::AccountId = account.parse().unwrap();
    let at = |text: &str| text.parse().unwrap();
    let (overdraft, since, deadline) =
        ("1234567.495678901234 CNY".parse().unwrap(), at("2026-03-03T16:30:00Z"), at("2026-03-17T16:30:00Z"));
    let payable = Some("1234567.5 CNY".parse().unwrap());
    vec![
        forced(&account),
        Notification::ArrearsBegun { account: account.clone(), overdraft, since, deadline, payable },
        Notification::DeadlineNear { account: account.clone(), overdraft, deadline, payable },
        Notification::AccountLocked { account: account.clone(), overdraft, since, deadline, payable },
        Notification::AccountUnlocked { account: account.clone() },
        not_metered(&account, CorrectionReason::Unmetered),
        suspended(&account),
        Notification::UsageNotMetered {
            account: account.clone(),
            cloud_account: "ca-1".parse().unwrap(),
            provider: Provider::Aws,
            reason: CorrectionReason::NotSubscribed,
            bills: vec!["b-8".parse().unwrap()],
            amount: "0.25 USD".parse().unwrap(),
            ended_at: None,
            metering_deadline: None,
        },
        not_metered(&account, CorrectionReason::NotAnswered),
        disputed(&account),
        too_late(&account),
        bill_not_metered(&account),
        held_for_a_cloud_account(&account),
        held_for_the_credit_limit(&account),
        bills_not_metered(&account),
        Notification::ConfirmSubscription {
            provider: Provider::Aws,
            topic: Note::new("arn:aws:sns:us-east-1:287250355862:aws-mp-subscription-notification-n0123").unwrap(),
            address: SecretAddress::new("https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription-Token-1")
                .unwrap(),
        },
        Notification::ChosenPayerEnded {
            account,
            cloud_account: "ca-1".parse().unwrap(),
            provider: Provider::Aws,
            ended_at: at("2026-03-10T08:20:59Z"),
            workspaces: vec![
                WorkspacePayer { workspace: "cn1-hangzhou/ws-1".parse().unwrap(), payer: Payer::Enterprise },
                WorkspacePayer {
                    workspace: "us1-oregon/ws-2".parse().unwrap(),
                    payer: Payer::CloudAccount("ca-3".parse().unwrap()),
                },
            ],
            display_names: vec![named("cn1-hangzhou/ws-1", "生产")],
        },
    ]
}

fn forced(account: &AccountId) -> Notification {
    let at = |text: &str| text.parse().unwrap();
    Notification::MethodChangedByForce {
        account: account.clone(),
        cloud_account: "ca-1".parse().unwrap(),
        provider: Provider::AliCloud,
        ended_at: at("2026-03-10T08:20:59Z"),
        workspaces: vec!["cn1-hangzhou/ws-1".parse().unwrap(), "us1-oregon/ws-2".parse().unwrap()],
        still_opening: vec![StillOpening {
            workspace: "us1-oregon/ws-2".parse().unwrap(),
            cloud_account: "ca-2".parse().unwrap(),
        }],
        replaced: false,
        corrected: corrected(),
        display_names: vec![named("us1-oregon/ws-2", "Oregon <staging>")],
    }
}

fn about_successors(account: &AccountId) -> Vec<Notification> {
    let at = |text: &str| text.parse().unwrap();
    vec![
        replaced_without_successor(account),
        Notification::SubscriptionReplaced {
            account: account.clone(),
            cloud_account: "ca-1".parse().unwrap(),
            provider: Provider::Aws,
            ended_at: at("2026-03-10T08:20:59Z"),
            workspaces: vec![WorkspacePayer {
                workspace: "us1-oregon/ws-2".parse().unwrap(),
                payer: Payer::CloudAccount("ca-2".parse().unwrap()),
            }],
            corrected: corrected(),
            display_names: vec![named("us1-oregon/ws-2", "Oregon <staging>")],
        },
        Notification::BillsCorrected {
            account: account.clone(),
            cloud_account: "ca-1".parse().unwrap(),
            provider: Provider::HuaweiCloud,
            corrected: corrected(),
        },
        successor_not_linked(account, &["aws:license:l-b", "aws:license:l-c"]),
        successor_not_linked(account, &[]),
    ]
}

fn corrected() -> Vec<CorrectedSum> {
    let one = Payer::CloudAccount("ca-1".parse().unwrap());
    vec![
        CorrectedSum { from: Payer::Enterprise, payer: one.clone(), bills: 1, amount: "0.25 CNY".parse().unwrap() },
        CorrectedSum { from: one, payer: Payer::Enterprise, bills: 12, amount: "1234.5 CNY".parse().unwrap() },
    ]
}

fn replaced_without_successor(account: &AccountId) -> Notification {
    Notification::MethodChangedByForce {
        account: account.clone(),
        cloud_account: "ca-1".parse().unwrap(),
        provider: Provider::Aws,
        ended_at: "2026-03-10T08:20:59Z".parse().unwrap(),
        workspaces: vec!["us1-oregon/ws-2".parse().unwrap()],
        still_opening: vec![],
        replaced: true,
        corrected: vec![],
        display_names: vec![],
    }
}

fn successor_not_linked(account: &AccountId, successors: &[&str]) -> Notification {
    Notification::SuccessorNotLinked {
        account: account.clone(),
        cloud_account: "ca-1".parse().unwrap(),
        provider: Provider::Aws,
        ended_at: "2026-03-10T08:20:59Z".parse().unwrap(),
        successors: successors.iter().map(|identity| identity.parse().unwrap()).collect(),
    }
}

/// Every mail, some of them in two forms.
fn all_mails(account: &str) -> Vec<Notification> {
    let mut all = mails(account);
    all.extend(about_successors(&account.parse().unwrap()));
    all
}

fn bill_not_metered(account: &AccountId) -> Notification {
    let at = |text: &str| text.parse().unwrap();
    Notification::BillNotMetered {
        account: account.clone(),
        bill: "b-7".parse().unwrap(),
        workspace: "cn1-hangzhou/ws-1".parse().unwrap(),
        amount: "0.000000000001 CNY".parse().unwrap(),
        cloud_account: "ca-1".parse().unwrap(),
        ended_at: at("2026-03-10T08:20:00Z"),
        metering_deadline: at("2026-03-10T10:00:00Z"),
    }
}

fn held_for_a_cloud_account(account: &AccountId) -> Notification {
    let at = |text: &str| text.parse().unwrap();
    Notification::BillsHeld {
        account: account.clone(),
        reason: HoldReason::CloudAccountSuspended { cloud_account: "ca-1".parse().unwrap() },
        bill: "b-11".parse().unwrap(),
        workspace: "cn1-hangzhou/ws-1".parse().unwrap(),
        amount: "12.5 CNY".parse().unwrap(),
        provider: Some(Provider::AliCloud),
        suspended_since: Some(at("2026-03-01T00:00:00Z")),
        deadline: Some(at("2026-03-31T00:00:00Z")),
        display_name: None,
    }
}

fn held_for_the_credit_limit(account: &AccountId) -> Notification {
    Notification::BillsHeld {
        account: account.clone(),
        reason: HoldReason::CreditLimit {
            uncovered: "1000.25 CNY".parse().unwrap(),
            credit_left: Some("20 CNY".parse().unwrap()),
        },
        bill: "b-12".parse().unwrap(),
        workspace: "cn1-hangzhou/ws-1".parse().unwrap(),
        amount: "1200 CNY".parse().unwrap(),
        provider: None,
        suspended_since: None,
        deadline: None,
        display_name: DisplayName::new("生产").ok(),
    }
}

fn bills_not_metered(account: &AccountId) -> Notification {
    let at = |text: &str| text.parse().unwrap();
    let late = |id: &str, provider: Provider, bills: u32, amount: &str| NotMeteredBills {
        cloud_account: id.parse().unwrap(),
        provider,
        ended_at: at("2026-03-10T08:20:00Z"),
        metering_deadline: at("2026-03-10T10:00:00Z"),
        bills,
        amount: amount.parse().unwrap(),
    };
    Notification::BillsNotMetered {
        account: account.clone(),
        day: at("2026-03-11T00:00:00Z"),
        bills: 46,
        amount: "1300.75 CNY".parse().unwrap(),
        cloud_accounts: vec![
            late("ca-1", Provider::AliCloud, 45, "1300.25 CNY"),
            late("ca-2", Provider::Aws, 1, "0.5 CNY"),
        ],
    }
}

fn named(workspace: &str, name: &str) -> NamedWorkspace {
    NamedWorkspace { workspace: workspace.parse().unwrap(), display_name: DisplayName::new(name).unwrap() }
}

fn suspended(account: &AccountId) -> Notification {
    let at = |text: &str| text.parse().unwrap();
    Notification::SuspensionDeadlineNear {
        account: account.clone(),
        cloud_account: "ca-1".parse().unwrap(),
        provider: Provider::HuaweiCloud,
        suspended_since: at("2026-03-01T00:00:00Z"),
        deadline: at("2026-03-31T00:00:00Z"),
        held_bills: 4321,
        amount: "1234.005 CNY".parse().unwrap(),
    }
}

fn disputed(account: &AccountId) -> Notification {
    let at = |text: &str| text.parse().unwrap();
    Notification::UsageDisputed {
        account: account.clone(),
        cloud_account: "ca-1".parse().unwrap(),
        provider: Provider::Aws,
        record: "11.0".parse().unwrap(),
        dimension: "usage".parse().unwrap(),
        start: at("2026-03-10T11:00:00Z"),
        end: at("2026-03-10T12:00:00Z"),
        unit: "0.5 USD".parse().unwrap(),
        quantity: 20,
        fell_back: false,
    }
}

fn too_late(account: &AccountId) -> Notification {
    let at = |text: &str| text.parse().unwrap();
    Notification::UsageRecordTooLate {
        account: account.clone(),
        cloud_account: "ca-1".parse().unwrap(),
        provider: Provider::Aws,
        record: "11.0".parse().unwrap(),
        dimension: "usage".parse().unwrap(),
        start: at("2026-03-10T11:00:00Z"),
        end: at("2026-03-10T12:00:00Z"),
        unit: "0.5 USD".parse().unwrap(),
        quantity: 20,
        send_until: at("2026-03-10T17:00:00Z"),
    }
}

fn not_metered(account: &AccountId, reason: CorrectionReason) -> Notification {
    Notification::UsageNotMetered {
        account: account.clone(),
        cloud_account: "ca-1".parse().unwrap(),
        provider: Provider::AliCloud,
        reason,
        bills: vec!["b-8".parse().unwrap(), "b-9".parse().unwrap()],
        amount: "1234.005 CNY".parse().unwrap(),
        ended_at: Some("2026-03-10T08:20:00Z".parse().unwrap()),
        metering_deadline: Some("2026-03-10T10:00:00Z".parse().unwrap()),
    }
}

fn rendered(mail: Notification, language: Language, zone: &TimeZone) -> Rendered {
    let number = "17.0".parse().unwrap();
    let raised_at = "2026-03-10T08:21:00Z".parse().unwrap();
    render(&OutboxMessage { number, raised_at, notification: mail, acknowledged_at: None }, language, zone).unwrap()
}

#[test]
fn every_mail_says_everything_in_every_language() {
    for mail in all_mails("acme") {
        let fields = serde_json::to_value(&mail).unwrap();
        let fields = fields.as_object().unwrap().values().next().unwrap().as_object().unwrap().clone();
        for language in Language::ALL {
            let one = rendered(mail.clone(), *language, &TimeZone::UTC);
            assert_eq!(one.subject.lines().count(), 1, "{one:?}");
            // Escaped characters of ids and names are replaced for the comparison.
            let html = one.html.replace("&#x2f;", "/").replace("&lt;", "<").replace("&gt;", ">");
            for body in [one.text.clone(), html] {
                for (name, value) in &fields {
                    let said = match value {
                        // The mail has words for a reason, and its amounts in their text form.
                        serde_json::Value::Object(reason) => match reason.get("cloud_account_suspended") {
                            Some(reason) => body.contains(reason["cloud_account"].as_str().unwrap()),
                            None => true,
                        },
                        serde_json::Value::Array(items) => items.iter().flat_map(ids_in).all(|id| body.contains(&id)),
                        // Ids must be in the text unchanged. Amounts and instants are checked in their text form.
                        serde_json::Value::Number(number) => body.contains(&number.to_string()),
                        value
                            if !["overdraft", "payable", "amount", "provider", "reason", "unit"]
                                .contains(&name.as_str())
                                && value.is_string()
                                && !value.as_str().unwrap().ends_with('Z') =>
                        {
                            body.contains(value.as_str().unwrap())
                        }
                        _ => true,
                    };
                    assert!(said, "{name} is missing: {body}");
                }
                assert!(body.contains("17.0"), "{body}");
            }
            assert!(one.html.starts_with("<!DOCTYPE html>") && one.html.trim_end().ends_with("</html>"));
            assert!(!one.text.contains("{{") && !one.text.contains("<p"), "{}", one.text);
        }
    }
}

/// The ids in an item of a list. `enterprise` is not an id: mails have words for it.
fn ids_in(item: &serde_json::Value) -> Vec<String> {
    match item {
        // Amounts are checked in their text form.
        serde_json::Value::Object(fields) => {
            fields.iter().filter(|(name, _)| *name != "amount").flat_map(|(_, value)| ids_in(value)).collect()
        }
        serde_json::Value::String(text) if text == "enterprise" => Vec::new(),
        // Amounts and instants are checked in their text form, and marketplaces have names.
        serde_json::Value::String(text) if text.ends_with('Z') || text.ends_with(" CNY") => Vec::new(),
        serde_json::Value::String(text) if ["alicloud", "aws"].contains(&text.as_str()) => Vec::new(),
        serde_json::Value::Number(number) => vec![number.to_string()],
        other => vec![other.as_str().unwrap().to_owned()],
    }
}

#[test]
fn amounts_are_exact_and_instants_are_in_the_readers_zone() {
    let shanghai = TimeZone::get("Asia/Shanghai").unwrap();
    let mut all = mails("acme").into_iter();
    let forced = rendered(all.next().unwrap(), Language::English, &shanghai);
    assert!(forced.text.contains("ended on 10 March 2026, 16:20 (Asia/Shanghai)."), "{}", forced.text);
    let arrears = rendered(all.next().unwrap(), Language::Chinese, &shanghai);
    assert!(arrears.text.contains("  应付金额: 1,234,567.50 CNY"), "{}", arrears.text);
    assert!(arrears.text.contains("  准确欠费: 1,234,567.495678901234 CNY"), "{}", arrears.text);
    assert!(arrears.subject.contains("2026年3月18日 00:30（Asia/Shanghai）"), "{}", arrears.subject);
    let late = all.find(|mail| matches!(mail, Notification::BillNotMetered { .. })).unwrap();
    let late = rendered(late, Language::English, &TimeZone::UTC);
    assert!(late.text.contains("  Amount: 0.000000000001 CNY"), "{}", late.text);
}

#[test]
fn one_workspace_is_not_many() {
    let mut mail = mails("acme").remove(0);
    let subject = |mail: &Notification| rendered(mail.clone(), Language::English, &TimeZone::UTC).subject;
    assert!(subject(&mail).contains(": 2 workspaces now"), "{}", subject(&mail));
    if let Notification::MethodChangedByForce { workspaces, .. } = &mut mail {
        workspaces.truncate(1);
    }
    assert!(subject(&mail).contains(": 1 workspace now"), "{}", subject(&mail));
}

#[test]
fn the_end_of_a_cloud_account_names_what_pays_now() {
    let text = |mail: &Notification| rendered(mail.clone(), Language::English, &TimeZone::UTC).text;
    let mails = mails("acme");
    let forced = text(&mails[0]);
    assert!(
        forced.contains("another cloud account has been chosen")
            && forced.contains("us1-oregon/ws-2 (Oregon <staging>): ca-2"),
        "{forced}"
    );
    let mut alone = mails[0].clone();
    if let Notification::MethodChangedByForce { still_opening, .. } = &mut alone {
        still_opening.clear();
    }
    assert!(!text(&alone).contains("another cloud account"), "{}", text(&alone));
    let kept = text(mails.last().unwrap());
    assert!(
        kept.contains("cn1-hangzhou/ws-1 (生产): acme (enterprise account)") && kept.contains("us1-oregon/ws-2: ca-3"),
        "{kept}"
    );
}

#[test]
fn what_an_id_says_stays_text_in_html() {
    // The mail to the operator of the ledger has no account.
    let named = |mail: &Notification| mail.account().is_some();
    for mail in all_mails("<script>alert(1)</script>&\"'").into_iter().filter(named) {
        let one = rendered(mail, Language::English, &TimeZone::UTC);
        assert!(!one.html.contains("<script>"), "{}", one.html);
        assert!(one.html.contains("&lt;script&gt;"), "{}", one.html);
        assert!(one.text.contains("<script>alert(1)</script>&\"'"), "{}", one.text);
    }
}

#[test]
fn a_text_reads_like_a_letter() {
    assert_eq!(
        rendered(mails("acme").remove(1), Language::English, &TimeZone::UTC).text,
        "The funds of your enterprise account did not cover the latest bills, so the account has an overdraft. Please top up the account. A top-up repays the overdraft first.\n\
         \n  Account: acme\n  Please pay: 1,234,567.50 CNY\n  Owed exactly: 1,234,567.495678901234 CNY\n  In arrears since: 3 March 2026, 16:30 (UTC)\n  Repay by: 17 March 2026, 16:30 (UTC)\n\
         \nIf the overdraft is not repaid by the deadline, the account will be locked.\n\
         \n--\nThis notice has the number 17.0. All times are given in UTC.\n"
    );
}

#[test]
fn usage_that_was_not_metered_says_why_and_how_much() {
    let account: AccountId = "acme".parse().unwrap();
    let late = rendered(not_metered(&account, CorrectionReason::Unmetered), Language::English, &TimeZone::UTC);
    assert_eq!(
        late.subject,
        "1,234.005 CNY of usage was paid by your enterprise account instead of Alibaba Cloud Marketplace"
    );
    for words in [
        "was not reported before Alibaba Cloud Marketplace stopped accepting usage",
        "Accepted until: 10 March 2026, 10:00 (UTC)",
        "  - b-9",
    ] {
        assert!(late.text.contains(words), "{words}: {}", late.text);
    }
    let unknown = rendered(not_metered(&account, CorrectionReason::NotSubscribed), Language::Chinese, &TimeZone::UTC);
    assert!(unknown.text.contains("不接受"), "{}", unknown.text);
}

#[test]
fn held_bills_say_what_they_wait_for_and_until_when() {
    let account: AccountId = "acme".parse().unwrap();
    let english = |mail: Notification| rendered(mail, Language::English, &TimeZone::UTC);
    let suspended = english(held_for_a_cloud_account(&account));
    assert_eq!(suspended.subject, "Bills of ca-1 are held: its Alibaba Cloud Marketplace subscription is suspended");
    for words in [
        "  Enterprise account pays from: 31 March 2026, 00:00 (UTC)\n",
        "Please resume the subscription in the marketplace.",
        "If it does not resume before 31 March 2026, 00:00 (UTC), your enterprise account pays them.",
        "\"defray held --account acme\"",
    ] {
        assert!(suspended.text.contains(words), "{words}: {}", suspended.text);
    }
    let credit = english(held_for_the_credit_limit(&account));
    assert_eq!(credit.subject, "Bills of acme are held: its funds do not cover them");
    for words in ["  Not covered: 1,000.25 CNY\n  Left of the credit limit: 20.00 CNY\n", "Please top up the account"] {
        assert!(credit.text.contains(words), "{words}: {}", credit.text);
    }
    assert!(!credit.text.contains("marketplace"), "{}", credit.text);
    let chinese = rendered(held_for_the_credit_limit(&account), Language::Chinese, &TimeZone::UTC);
    assert!(chinese.text.contains("  剩余信用额度: 20.00 CNY"), "{}", chinese.text);
}

#[test]
fn a_suspension_of_an_older_version_has_no_deadline_in_its_mail() {
    let mut mail = held_for_a_cloud_account(&"acme".parse().unwrap());
    if let Notification::BillsHeld { suspended_since, deadline, .. } = &mut mail {
        (*suspended_since, *deadline) = (None, None);
    }
    for language in Language::ALL {
        let one = rendered(mail.clone(), *language, &TimeZone::UTC);
        assert!(!one.text.contains("Suspended since") && !one.text.contains("If it does"), "{}", one.text);
        assert!(!one.text.contains("暂停时间") && !one.text.contains("仍未恢复"), "{}", one.text);
    }
}

#[test]
fn a_workspace_with_a_display_name_is_shown_with_both() {
    let mails = mails("acme");
    let forced = rendered(mails[0].clone(), Language::English, &TimeZone::UTC);
    assert!(forced.text.contains("  - cn1-hangzhou/ws-1\n  - us1-oregon/ws-2 (Oregon <staging>)\n"), "{}", forced.text);
    assert!(forced.html.contains("us1-oregon&#x2f;ws-2 (Oregon &lt;staging&gt;)"), "{}", forced.html);
    let account: AccountId = "acme".parse().unwrap();
    let held = rendered(held_for_the_credit_limit(&account), Language::Chinese, &TimeZone::UTC);
    assert!(held.text.contains("工作空间: cn1-hangzhou/ws-1（生产）"), "{}", held.text);
}

#[test]
fn every_instant_in_a_mail_names_its_zone() {
    let shanghai = TimeZone::get("Asia/Shanghai").unwrap();
    for mail in mails("acme") {
        for (language, zone) in [(Language::English, " (Asia/Shanghai)"), (Language::Chinese, "（Asia/Shanghai）")] {
            let one = rendered(mail.clone(), language, &shanghai);
            for body in [one.subject, one.text, one.html.replace("&#x2f;", "/")] {
                // A time of day, such as `16:20`, ends each instant.
                let colons = body.match_indices(':').filter(|(place, _)| {
                    let digit = |at: usize| body.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
                    digit(place - 2) && digit(place - 1) && digit(place + 1) && digit(place + 2) && !digit(place + 3)
                });
                for (place, _) in colons {
                    assert!(body[place + 3..].starts_with(zone), "{}", &body[place - 5..]);
                }
            }
        }
    }
}

#[test]
fn late_bills_of_a_day_are_one_mail() {
    let account: AccountId = "acme".parse().unwrap();
    let mail = rendered(bills_not_metered(&account), Language::English, &TimeZone::UTC);
    assert_eq!(mail.subject, "46 late bills of 1,300.75 CNY were paid by your enterprise account");
    let ends = "  Bills: 1\n  Sum: 0.50 CNY\n";
    for words in
        ["Between 11 March 2026, 00:00 (UTC) and 12 March 2026, 00:00 (UTC)", "  Marketplace: AWS Marketplace\n", ends]
    {
        assert!(mail.text.contains(words), "{words}: {}", mail.text);
    }
}

#[test]
fn the_settings_of_an_account_come_before_those_of_the_host() {
    let host = Form { language: Language::Chinese, zone: TimeZone::get("Europe/Berlin").unwrap() };
    let settings = |language, zone: Option<&str>| MailSettings {
        language,
        time_zone: zone.map(|zone| TimeZoneName::new(zone).unwrap()),
    };
    let shanghai = TimeZone::get("Asia/Shanghai").unwrap();
    assert_eq!(Form::default(), Form { language: Language::English, zone: TimeZone::UTC });
    assert_eq!(host.for_account(None), (host.clone(), None));
    assert_eq!(host.for_account(Some(&MailSettings::default())), (host.clone(), None));
    let (form, unknown) = host.for_account(Some(&settings(Some(Language::English), Some("Asia/Shanghai"))));
    assert_eq!((form, unknown), (Form { language: Language::English, zone: shanghai.clone() }, None));
    let (form, unknown) = host.for_account(Some(&settings(None, Some("Asia/Shanghai"))));
    assert_eq!((form, unknown), (Form { language: Language::Chinese, zone: shanghai }, None));
    // A zone that the database does not have: the host's zone, and its name.
    let (form, unknown) = host.for_account(Some(&settings(Some(Language::English), Some("Asia/Atlantis"))));
    assert_eq!(form, Form { language: Language::English, zone: host.zone.clone() });
    assert_eq!(unknown.as_ref().map(TimeZoneName::as_str), Some("Asia/Atlantis"));
    let error = defray_mail::time_zone("Asia/Atlantis").unwrap_err().to_string();
    assert_eq!(
        error,
        "`Asia/Atlantis` is not a time zone: expected a name of the IANA time zone database, such as `Asia/Shanghai`"
    );
}
