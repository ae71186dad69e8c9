//! `held`, `choose`, and held bills in the other screens.

use serde_json::json;

use super::common::Place;

/// `ca-1` pays for ws-1 and is suspended; b-1 waits for it as long as the test runs. b-2 and b-3 of ws-2 wait for
/// money: 2 of cash and 1 of the credit limit are there.
const HISTORY: &str = r#"
{"command":"open_account","at":"2026-03-01T00:00:00Z","account":"acme","currency":"CNY"}
{"command":"open_account","at":"2026-03-01T00:00:00Z","account":"other","currency":"CNY"}
{"command":"set_policy","at":"2026-03-01T00:00:00Z","account":"acme","policy":{"credit_limit":"1","suspended_patience":3153600000}}
{"command":"bind_workspace","at":"2026-03-01T00:00:00Z","account":"acme","workspace":"cn1/ws-1"}
{"command":"bind_workspace","at":"2026-03-01T00:00:00Z","account":"acme","workspace":"cn2/ws-2"}
{"command":"top_up","at":"2026-03-01T00:00:00Z","account":"acme","amount":"2 CNY"}
{"command":"ingest","at":"2026-03-01T00:00:00Z","message":{"provider":"alicloud","identity":"alicloud:122779388","kind":"createInstance","signal":"activated","occurred_at":"2026-03-01T00:00:00Z"}}
{"command":"link_cloud_account","at":"2026-03-01T00:00:00Z","account":"acme","cloud_account":"ca-1","subscription":{"provider":"alicloud","account_id":"1041031108983109","instance_id":"122779388"}}
{"command":"choose_method","at":"2026-03-01T00:00:00Z","account":"acme","workspace":"cn1/ws-1","method":{"cloud_account":"ca-1"}}
{"command":"ingest","at":"2026-03-02T00:00:00Z","message":{"provider":"alicloud","identity":"alicloud:122779388","kind":"expiredInstance","signal":"suspended","occurred_at":"2026-03-02T00:00:00Z"}}
{"command":"settle_bill","at":"2026-03-03T00:00:00Z","bill":{"id":"b-1","workspace":"cn1/ws-1","item":"logs","amount":"9.5 CNY","period":{"start":"2026-03-02T00:00:00Z","end":"2026-03-03T00:00:00Z"}}}
{"command":"settle_bill","at":"2026-03-03T00:00:00Z","bill":{"id":"b-2","workspace":"cn2/ws-2","item":"logs","amount":"7 CNY","period":{"start":"2026-03-02T00:00:00Z","end":"2026-03-03T00:00:00Z"}}}
{"command":"settle_bill","at":"2026-03-04T00:00:00Z","bill":{"id":"b-3","workspace":"cn2/ws-2","item":"logs","amount":"5 CNY","period":{"start":"2026-03-03T00:00:00Z","end":"2026-03-04T00:00:00Z"}}}
"#;

fn place() -> Place {
    let place = Place::empty();
    place.apply(HISTORY.trim_start()).exits(0);
    place
}

/// The cells of each row, without the signs of the table.
fn rows(out: &str) -> Vec<String> {
    out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn held_bills_are_listed_with_what_they_wait_for_and_what_would_pay_them() {
    let place = place();
    let out = rows(&place.run(&["held"]).exits(0).out);
    for row in [
        "acme b-1 cn1/ws-1 9.50 CNY 2026-03-03 P3: ca-1 to resume 2126-02-06 nothing",
        "acme b-2 cn2/ws-2 7.00 CNY 2026-03-03 W7: more funds cash 2.00, 4.00 are missing",
    ] {
        assert!(out.iter().any(|line| line == row), "{row}\n{out:#?}");
    }
    let held = place.run(&["held", "--json", "--account", "acme"]).exits(0).json_lines();
    assert_eq!(
        held[0],
        json!({
            "account": "acme", "bill": "b-1", "workspace": "cn1/ws-1", "item": "logs", "amount": "9.5 CNY",
            "reason": {"cloud_account_suspended": {"cloud_account": "ca-1"}}, "since": "2026-03-03T00:00:00Z",
            "until": "2126-02-06T00:00:00Z",
        })
    );
    assert_eq!(
        held[2],
        json!({
            "account": "acme", "bill": "b-3", "workspace": "cn2/ws-2", "item": "logs", "amount": "5 CNY",
            "reason": {"credit_limit": {"uncovered": "3 CNY", "credit_left": "1 CNY"}},
            "since": "2026-03-04T00:00:00Z", "would_pay": [{"fund": "cash", "amount": "2 CNY"}], "missing": "2 CNY",
        })
    );
    assert_eq!(held.len(), 3);
    place.run(&["held", "--account", "other"]).exits(0).says(&["No bills are held."]);
    assert_eq!(place.run(&["held", "--account", "other", "--json"]).exits(0).out, "");
    place.run(&["held", "--account", "nobody"]).exits(1).says(&["[not_found]", "nobody"]);
}

#[test]
fn an_account_and_a_statement_show_held_bills() {
    let place = place();
    let shown = rows(&place.run(&["show", "account", "acme"]).exits(0).out);
    let line = "held bills 3 of 21.50 CNY; 2 of 12.00 CNY: the funds do not cover them (W7); \
                1 of 9.50 CNY: ca-1 is suspended (P3)";
    assert!(shown.iter().any(|row| row == line), "{shown:#?}");
    let shown = place.json(&["show", "account", "acme"]);
    assert_eq!(
        shown["held"],
        json!([
            {"reason": "credit_limit", "bills": 2, "amount": "12 CNY"},
            {"reason": "cloud_account_suspended", "cloud_account": "ca-1", "bills": 1, "amount": "9.5 CNY"},
        ])
    );
    assert_eq!(place.json(&["show", "account", "other"])["held"], json!([]));
    let statement = ["statement", "acme", "--from", "2026-03-01T00:00:00Z", "--to", "2026-03-04T00:00:00Z"];
    let out = rows(&place.run(&statement).exits(0).out);
    assert!(out.iter().any(|row| row == "held at the end workspace amount since reason"), "{out:#?}");
    let row = "b-1 cn1/ws-1 9.50 2026-03-03 P3: cloud account ca-1 is suspended";
    assert!(out.iter().any(|line| line == row), "{out:#?}");
    let held: Vec<_> =
        place.json(&statement)["held"].as_array().unwrap().iter().map(|one| one["bill"].clone()).collect();
    assert_eq!(held, ["b-1", "b-2"], "b-3 is of the next day");
}

#[test]
fn a_method_is_chosen_for_several_workspaces_or_for_none() {
    let place = place();
    let choose = |method: &str, more: &[&str]| {
        place
            .run(&[&["choose", "--account", "acme", "--method", method, "--at", "2026-03-05T00:00:00Z"], more].concat())
    };
    let refused = choose("cloud_account=ca-1", &["cn2/ws-2", "cn1/ws-1", "cn3/none"]).exits(1);
    let lines = rows(&refused.out);
    assert!(lines[0].starts_with("cn2/ws-2 refused A1:") && lines[0].ends_with("[batch_refused]"), "{lines:#?}");
    assert!(lines[2].starts_with("cn3/none refused") && lines[2].ends_with("[unknown_workspace]"), "{lines:#?}");
    assert_eq!(place.json(&["show", "workspace", "cn2/ws-2"])["method"], "enterprise");
    let done =
        choose("cloud_account=ca-1", &["cn2/ws-2", "cn1/ws-1", "--actor", "ann", "--json"]).exits(0).json_lines();
    let names = |line: &serde_json::Value| (line["workspace"].clone(), line["events"][0]["event"].clone());
    assert_eq!(names(&done[0]), (json!("cn2/ws-2"), json!("step_taken")));
    assert_eq!(names(&done[1]), (json!("cn1/ws-1"), json!("method_kept")));
    assert_eq!(done[0].as_object().unwrap().keys().next().unwrap(), "workspace");
    assert_eq!(place.json(&["show", "workspace", "cn2/ws-2"])["method"], json!({"cloud_account": "ca-1"}));
    choose("enterprise", &["cn2/ws-2", "cn1/ws-1"]).exits(0).says(&["cn1/ws-1: enterprise account"]);
    choose("ca-1", &["cn1/ws-1"]).exits(2).says(&["`cloud_account=ID`"]);
    choose("enterprise", &[]).exits(2);
}
