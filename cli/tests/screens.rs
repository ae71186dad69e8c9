//! What `show` and `explain` say about related records, as text and as the last fields of the JSON.

use crate::common::Place;
use serde_json::{Value, json};

/// Two cloud accounts: ali-1 pays two workspaces on two sites; aws-1 failed while ws-2 was opening it. A third one was
/// withdrawn.
const HISTORY: &str = r#"{"command":"open_account","at":"2026-03-01T00:00:00Z","account":"acme","currency":"USD"}
{"command":"bind_workspace","at":"2026-03-01T00:00:00Z","account":"acme","workspace":"cn1/ws-1"}
{"command":"bind_workspace","at":"2026-03-01T00:00:00Z","account":"acme","workspace":"cn2/ws-2"}
{"command":"bind_workspace","at":"2026-03-01T00:00:00Z","account":"acme","workspace":"cn2/ws-3"}
{"command":"set_policy","at":"2026-03-01T00:00:00Z","account":"acme","policy":{"card_tiers":[{"at_least":"100","voucher":"5"}]}}
{"command":"top_up","at":"2026-03-01T00:00:00Z","account":"acme","amount":"500 USD"}
{"command":"grant_card","at":"2026-03-01T01:00:00Z","account":"acme","lot":"CARD-1","face":"1 USD"}
{"command":"buy_card","at":"2026-03-01T02:00:00Z","account":"acme","lot":"CARD-2","face":"100 USD"}
{"command":"redeem_huawei_order","at":"2026-03-01T03:00:00Z","account":"acme","lot":"CARD-3","order":"CS-1","huawei_account":"hw-9","face":"100 USD"}
{"command":"void_lot","at":"2026-03-01T04:00:00Z","account":"acme","lot":"CARD-1"}
{"command":"void_lot","at":"2026-03-01T04:00:00Z","account":"acme","lot":"CARD-2"}
{"command":"void_lot","at":"2026-03-01T04:00:00Z","account":"acme","lot":"CARD-3"}
{"command":"void_lot","at":"2026-03-01T04:00:00Z","account":"acme","lot":"CARD-2-gift"}
{"command":"link_cloud_account","at":"2026-03-02T00:00:00Z","account":"acme","cloud_account":"ali-1","subscription":{"provider":"alicloud","account_id":"1041031108983109","instance_id":"1000001"}}
{"command":"ingest","at":"2026-03-02T00:00:00Z","message":{"provider":"alicloud","identity":"alicloud:1000001","kind":"createInstance","signal":"activated"}}
{"command":"choose_method","at":"2026-03-03T00:00:00Z","account":"acme","workspace":"cn1/ws-1","method":{"cloud_account":"ali-1"}}
{"command":"choose_method","at":"2026-03-04T00:00:00Z","account":"acme","workspace":"cn2/ws-2","method":{"cloud_account":"ali-1"}}
{"command":"link_cloud_account","at":"2026-03-05T00:00:00Z","account":"acme","cloud_account":"aws-1","subscription":{"provider":"aws","account_id":"123456789012","license_arn":"arn:aws:license-manager::294406891311:license:l-0123456789abcdef","product_code":"prod0"}}
{"command":"choose_method","at":"2026-03-06T00:00:00Z","account":"acme","workspace":"cn2/ws-3","method":{"cloud_account":"aws-1"}}
{"command":"ingest","at":"2026-03-07T00:00:00Z","message":{"provider":"aws","identity":"aws:license:l-0123456789abcdef","kind":"subscribe-fail","signal":"failed"}}
{"command":"settle_bill","at":"2026-03-10T12:10:00Z","bill":{"id":"b-1","workspace":"cn1/ws-1","item":"logs","amount":"7.25 USD","period":{"start":"2026-03-10T11:00:00Z","end":"2026-03-10T12:00:00Z"}}}
"#;

const LATER: &str = r#"{"command":"settle_bill","at":"2026-03-10T12:20:00Z","bill":{"id":"b-2","workspace":"cn2/ws-2","item":"logs","amount":"3 USD","period":{"start":"2026-03-10T11:00:00Z","end":"2026-03-10T12:00:00Z"}}}"#;

const AT: &str = "2026-03-10T12:15:00Z";

/// The instant of the last command. Later, the usage record of b-1 has fallen back.
const SEEN: &str = "2026-03-10T12:20:00Z";

/// The usage record of b-1 was requested before b-2 was settled.
fn place() -> (Place, String) {
    let place = Place::empty();
    place.apply(HISTORY).exits(0);
    let calls = place.run(&["meter", "request", "--at", AT, "--json"]).exits(0).json_lines();
    place.apply(LATER).exits(0);
    (place, calls[0]["records"][0].as_str().unwrap().to_owned())
}

fn words(out: &str) -> Vec<String> {
    out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[track_caller]
fn has_line(place: &Place, arguments: &[&str], line: &str) {
    let out = place.run(arguments).exits(0).out;
    assert!(words(&out).iter().any(|one| one == line), "`{line}` is missing: {out}");
}

#[test]
fn a_cloud_account_lists_its_workspaces_and_what_it_owes_by_site() {
    let (place, record) = place();
    let show = ["show", "--as-of", SEEN, "cloud-account", "ali-1"];
    has_line(&place, &show, "cn1 ws-1 2026-03-03 this cloud account pays");
    has_line(&place, &show, "cn2 ws-2 2026-03-04 this cloud account pays");
    has_line(&place, &show, "cn1 7.25 0.00 7.25");
    has_line(&place, &show, "cn2 0.00 3.00 3.00");
    has_line(&place, &show, "total 10.25 USD");
    let shown = place.json(&show);
    let workspace =
        |site: &str, id: &str, since: &str| json!({"site": site, "workspace": id, "method": "pays", "since": since});
    assert_eq!(
        shown["workspaces"],
        json!([
            workspace("cn1", "cn1/ws-1", "2026-03-03T00:00:00Z"),
            workspace("cn2", "cn2/ws-2", "2026-03-04T00:00:00Z")
        ])
    );
    let site = |site: &str, in_flight: &str, waiting: &str, owed: &str| json!({"site": site, "in_flight": in_flight, "waiting": waiting, "owed": owed});
    assert_eq!(
        shown["owed"],
        json!({
            "sites": [site("cn1", "7.25 USD", "0 USD", "7.25 USD"), site("cn2", "0 USD", "3 USD", "3 USD")],
            "credit": "0 USD",
            "total": "10.25 USD",
        })
    );
    let last: Vec<&String> = shown.as_object().unwrap().keys().rev().take(2).collect();
    assert_eq!(last, ["owed", "workspaces"]);
    place.run(&["meter", "ack", &record, "--outcome", "accepted", "--at", AT]).exits(0);
    assert_eq!(place.json(&show)["owed"]["total"], "3 USD");
    place.run(&["show", "cloud-account", "aws-1"]).exits(0).says(&["It pays for no workspace", "It owes nothing"]);
}

#[test]
fn an_account_lists_methods_and_cloud_accounts_closed_ones_apart() {
    let (place, _) = place();
    let show = ["show", "account", "acme"];
    has_line(&place, &show, "cn1 ws-1 2026-03-03 cloud account ali-1");
    has_line(&place, &show, "cn2 ws-3 2026-03-01 enterprise account");
    has_line(&place, &show, "ali-1 alicloud active alicloud:1000001 2026-03-02");
    has_line(&place, &show, "closed cloud account provider state subscription ended");
    has_line(&place, &show, "aws-1 aws failed aws:license:l-0123456789abcdef 2026-03-07");
    let shown = place.json(&show);
    assert_eq!(
        shown["methods"][0],
        json!({"workspace": "cn1/ws-1", "method": {"cloud_account": "ali-1"}, "since": "2026-03-03T00:00:00Z"})
    );
    assert_eq!(shown["open_cloud_accounts"][0]["cloud_account"], "ali-1");
    assert_eq!(shown["closed_cloud_accounts"][0]["ended_at"], "2026-03-07T00:00:00Z");
    assert_eq!(shown["workspaces"], 3, "earlier fields stay");
}

#[test]
fn cards_say_how_and_when_they_were_purchased() {
    let (place, _) = place();
    let show = ["show", "wallet", "acme"];
    let out = words(&place.run(&show).exits(0).out).join(" ");
    for text in
        ["number face value available status purchase type purchase time", "granted", "bought", "gift of CARD-2"]
    {
        assert!(out.contains(text), "`{text}` is missing: {out}");
    }
    let lots = place.json(&show)["lots"].clone();
    let card = lots.as_array().unwrap().iter().find(|lot| lot["id"] == "CARD-3").unwrap().clone();
    assert_eq!(card["origin"]["huawei_order"]["order"], "CS-1");
    assert_eq!(card["issued_at"], "2026-03-01T03:00:00Z");
    assert!(out.contains("Huawei order") && out.contains("CS-1") && out.contains("hw-9"), "{out}");
}

#[test]
fn a_bill_of_a_cloud_account_names_its_usage_record_and_that_of_the_provider() {
    let (place, record) = place();
    let in_flight = format!("usage record {record} of ali-1, in_flight");
    has_line(&place, &["show", "--as-of", SEEN, "bill", "b-1"], &in_flight);
    has_line(&place, &["explain", "b-2"], "usage record none yet: the charge waits in the meter of ali-1");
    assert_eq!(place.json(&["show", "bill", "b-2"])["usage_records"], json!([]));
    let ack = ["meter", "ack", &record, "--outcome", "accepted", "--provider-record", "pr-7", "--at", AT];
    place.run(&ack).exits(0);
    has_line(&place, &["explain", "b-1"], &format!("usage record {record} of ali-1, accepted, alicloud record pr-7"));
    let shown = place.json(&["show", "bill", "b-1"]);
    let expected =
        json!([{"record": record, "cloud_account": "ali-1", "state": "accepted", "provider_record": "pr-7"}]);
    assert_eq!(shown["usage_records"], expected);
    assert_eq!(shown.as_object().unwrap().keys().next_back().unwrap(), "usage_records");
    assert_eq!(place.json(&["explain", "b-1"])["usage_records"], expected);
}

#[test]
fn a_workspace_says_which_choice_failed_and_when() {
    let (place, _) = place();
    let line = "last choice aws cloud account aws-1, chosen on 2026-03-06, failed on 2026-03-07, before it was active";
    has_line(&place, &["show", "workspace", "cn2/ws-3"], line);
    assert_eq!(
        place.json(&["show", "workspace", "cn2/ws-3"])["failed_choice"],
        json!({
            "cloud_account": "aws-1",
            "provider": "aws",
            "chosen_at": "2026-03-06T00:00:00Z",
            "state": "failed",
            "failed_at": "2026-03-07T00:00:00Z",
        })
    );
    assert_eq!(place.json(&["show", "workspace", "cn1/ws-1"])["failed_choice"], Value::Null);
}
