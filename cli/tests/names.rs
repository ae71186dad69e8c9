//! Display names, mail settings, and messages that wait for a link, as the command shows them.

use crate::common::Place;
use serde_json::json;

/// `ws-1` has a display name and is paid by `ca-1`; the account is in arrears, and reads Chinese in Shanghai's time.
const HISTORY: &str = r#"{"command":"open_account","at":"2026-03-01T00:00:00Z","account":"acme","currency":"CNY"}
{"command":"bind_workspace","at":"2026-03-01T00:00:00Z","account":"acme","workspace":"cn1/ws-1","display_name":"Production"}
{"command":"bind_workspace","at":"2026-03-01T00:00:00Z","account":"acme","workspace":"cn1/ws-2"}
{"command":"link_cloud_account","at":"2026-03-01T00:00:00Z","account":"acme","cloud_account":"ca-1","subscription":{"provider":"huawei_cloud","account_id":"hw-7","instance_id":"inst-1"}}
{"command":"ingest","at":"2026-03-01T00:00:00Z","message":{"provider":"huawei_cloud","identity":"huawei_cloud:inst-1","kind":"newInstance","signal":"activated"}}
{"command":"choose_method","at":"2026-03-02T00:00:00Z","account":"acme","workspace":"cn1/ws-1","method":{"cloud_account":"ca-1"}}
{"command":"settle_bill","at":"2026-03-03T00:00:00Z","bill":{"id":"b-1","workspace":"cn1/ws-2","item":"logs","amount":"5 CNY","period":{"start":"2026-03-02T00:00:00Z","end":"2026-03-02T01:00:00Z"}}}
{"command":"set_mail_settings","at":"2026-03-03T00:00:00Z","account":"acme","language":"zh","time_zone":"Asia/Shanghai"}
"#;

fn place() -> Place {
    let place = Place::empty();
    place.apply(HISTORY).exits(0).says(&["cn1/ws-1 (Production) bound to acme", "mails of acme: zh, Asia/Shanghai"]);
    place
}

#[test]
fn a_display_name_stands_beside_the_id() {
    let place = place();
    let show = |what: &str, id: &str| place.run(&["show", "--as-of", "2026-03-03T00:00:00Z", what, id]).exits(0);
    show("workspace", "cn1/ws-1").says(&["cn1/ws-1 (Production)"]);
    show("timeline", "cn1/ws-1").says(&["cn1/ws-1 (Production)"]);
    show("account", "acme").says(&["ws-1 (Production)", "ws-2  "]);
    show("cloud-account", "ca-1").says(&["ws-1 (Production)"]);
    assert!(!show("timeline", "cn1/ws-2").out.contains("workspace"), "a workspace without a name has no heading");
    assert_eq!(place.json(&["show", "workspace", "cn1/ws-1"])["display_name"], "Production");
    let account = place.json(&["show", "account", "acme"]);
    assert_eq!(
        (&account["methods"][0]["display_name"], account["methods"][1].get("display_name")),
        (&json!("Production"), None)
    );
    assert_eq!(place.json(&["show", "cloud-account", "ca-1"])["workspaces"][0]["display_name"], "Production");
    assert!(place.json(&["show", "timeline", "cn1/ws-1"]).is_array());
    let table = place.run(&["export", "--format", "csv", "--table", "timeline"]).exits(0).out;
    assert!(table.lines().next().unwrap().ends_with(",display_name"), "{table}");
    assert!(table.lines().any(|row| row.starts_with("cn1/ws-1,") && row.ends_with(",Production")), "{table}");
    place
        .apply(r#"{"command":"rename_workspace","at":"2026-03-04T00:00:00Z","account":"acme","workspace":"cn1/ws-1"}"#)
        .exits(0)
        .says(&["cn1/ws-1 has no display name any more"]);
    let events = place.run(&["journal", "--from", "9"]).exits(0);
    events.says(&["rename_workspace"]);
}

#[test]
fn the_mail_of_a_cloud_account_s_end_has_the_display_name() {
    let place = place();
    let ended = r#"{"command":"ingest","at":"2026-03-04T00:00:00Z","message":{"provider":"huawei_cloud","identity":"huawei_cloud:inst-1","kind":"releaseInstance","signal":"ended"}}"#;
    place.apply(ended).exits(0);
    place.run(&["outbox"]).exits(0).says(&["cn1/ws-1 (Production)"]);
    place.run(&["outbox", "render", "9.0"]).exits(0).says(&["cn1/ws-1（Production）"]);
}

#[test]
fn a_mail_has_the_language_and_the_zone_of_its_account() {
    let place = place();
    let number = place.run(&["outbox", "list", "--json"]).exits(0).json()["number"].as_str().unwrap().to_owned();
    let render = |more: &[&str]| place.run(&[&["outbox", "render", &number], more].concat()).exits(0);
    place.run(&["show", "account", "acme"]).exits(0).says(&["zh, Asia/Shanghai"]);
    let settings = json!({ "language": "zh", "time_zone": "Asia/Shanghai" });
    assert_eq!(place.json(&["show", "account", "acme"])["mail_settings"], settings);
    // The settings of the account come before the options.
    render(&[]).says(&["已欠费", "2026年3月3日 08:00（Asia/Shanghai）"]);
    render(&["--language", "en", "--time-zone", "Europe/Berlin"]).says(&["2026年3月3日 08:00（Asia/Shanghai）"]);
    let set = |fields: &str| {
        format!(r#"{{"command":"set_mail_settings","at":"2026-03-04T00:00:00Z","account":"acme"{fields}}}"#)
    };
    // What the account has not set comes from the options, and then from the defaults.
    place.apply(set(r#","language":"en""#)).exits(0).says(&["mails of acme: en, the host's time zone"]);
    render(&["--language", "zh", "--time-zone", "Europe/Berlin"]).says(&["3 March 2026, 01:00 (Europe/Berlin)"]);
    render(&[]).says(&["3 March 2026, 00:00 (UTC)"]);
    place.apply(set("")).exits(0).says(&["the host's language, the host's time zone"]);
    render(&["--language", "zh"]).says(&["2026年3月3日 00:00（UTC）"]);
    assert!(!place.run(&["show", "account", "acme"]).exits(0).out.contains("mails"));
}

#[test]
fn a_time_zone_that_the_database_does_not_have_is_refused_and_said() {
    let place = place();
    let set =
        r#"{"command":"set_mail_settings","at":"2026-03-04T00:00:00Z","account":"acme","time_zone":"Asia/Atlantis"}"#;
    place.apply(set).exits(1).says(&["[bad_value]", "Asia/Atlantis", "IANA", "Asia/Shanghai"]);
    place.run_with(&["apply", "-", "--atomic"], set.as_bytes()).exits(1).says(&["[bad_value]"]);
    let error = place.run_with(&["apply", "-", "--json"], set.as_bytes()).exits(1).json()["error"].clone();
    assert_eq!((&error["code"], &error["field"]), (&json!("bad_value"), &json!("time_zone")));
    assert_eq!(place.json(&["show", "account", "acme"])["mail_settings"]["time_zone"], "Asia/Shanghai");
    // A host in another language may have recorded it.
    let engine = defray::Engine::open(&place.ledger(), defray::Options::default()).unwrap();
    let command = defray::core::command::SetMailSettings {
        account: "acme".parse().unwrap(),
        language: None,
        time_zone: defray::core::id::TimeZoneName::new("Asia/Atlantis").ok(),
    };
    engine.submit(command).unwrap();
    engine.close().unwrap();
    let number = "7.0";
    let mail = place.run(&["outbox", "render", number]).exits(0);
    assert!(mail.out.contains("3 March 2026, 00:00 (UTC)") && mail.err.contains("`Asia/Atlantis`"), "{mail:?}");
    let mail = place.run(&["outbox", "render", number, "--json", "--time-zone", "Asia/Tokyo"]).exits(0);
    assert!(mail.json()["text"].as_str().unwrap().contains("(Asia/Tokyo)"), "{mail:?}");
    assert!(mail.err.contains(r#""notice":"unknown_time_zone""#) && mail.err.contains("Asia/Tokyo"), "{mail:?}");
}

#[test]
fn messages_that_wait_for_a_link_are_listed_with_what_to_link() {
    let place = place();
    place.run(&["unmatched"]).exits(0).says(&["No messages wait for a link."]);
    assert_eq!(place.run(&["unmatched", "--json"]).exits(0).out, "");
    place.apply(concat!(
        r#"{"command":"ingest","at":"2026-03-04T00:00:00Z","message":{"provider":"huawei_cloud","identity":"huawei_cloud:inst-2","kind":"newInstance","signal":"activated","account_id":"hw-8"}}"#,
        "\n",
        r#"{"command":"ingest","at":"2026-03-05T00:00:00Z","message":{"provider":"aws","identity":"aws:license:l-0abc","kind":"License Deprovisioned","signal":"ended"}}"#,
        "\n"
    ))
    .exits(0);
    let rows = place.run(&["unmatched", "--json"]).exits(0).json_lines();
    assert_eq!(
        rows,
        [
            json!({
                "identity": "aws:license:l-0abc", "provider": "aws", "signals": 1, "first": "2026-03-05T00:00:00Z",
                "last": "2026-03-05T00:00:00Z", "state": "closing", "stated_accounts": [], "reason": "not_linked",
                "subscription_ended": "2026-03-05T00:00:00Z", "succeeds": [],
            }),
            json!({
                "identity": "huawei_cloud:inst-2", "provider": "huawei_cloud", "signals": 1,
                "first": "2026-03-04T00:00:00Z", "last": "2026-03-04T00:00:00Z", "state": "active",
                "stated_accounts": ["hw-8"], "reason": "not_linked",
                "subscription": { "provider": "huawei_cloud", "account_id": "hw-8", "instance_id": "inst-2" },
                "succeeds": [],
            }),
        ]
    );
    place.run(&["unmatched"]).exits(0).says(&["huawei_cloud:inst-2", "never linked", "hw-8", "no link is"]);
    let table = place.run(&["export", "--format", "csv", "--table", "unmatched"]).exits(0).out;
    assert!(table.lines().nth(2).unwrap().ends_with(",not_linked,hw-8,,,hw-8,inst-2,,,,"), "{table}");
    let of_one = ["export", "--format", "csv", "--table", "unmatched", "--account", "acme"];
    assert_eq!(place.run(&of_one).exits(0).out.lines().count(), 1, "only the header");
}
