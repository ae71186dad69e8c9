//! `meter`: usage reported to providers, with the built command.

use crate::common::Place;
use serde_json::{Value, json};

/// Two AliCloud instances and one AWS licence, each charged for one bill.
const CHARGED: &str = r#"{"command":"open_account","at":"2026-03-01T00:00:00Z","account":"acme","currency":"USD"}
{"command":"bind_workspace","at":"2026-03-01T00:00:00Z","account":"acme","workspace":"cn1/ws-1"}
{"command":"bind_workspace","at":"2026-03-01T00:00:00Z","account":"acme","workspace":"cn1/ws-2"}
{"command":"bind_workspace","at":"2026-03-01T00:00:00Z","account":"acme","workspace":"us1/ws-3"}
{"command":"set_policy","at":"2026-03-01T00:00:00Z","account":"acme","policy":{"metering":[{"provider":"alicloud","dimension":"PeriodMin","unit":"0.5"}]}}
{"command":"link_cloud_account","at":"2026-03-02T00:00:00Z","account":"acme","cloud_account":"ali-1","subscription":{"provider":"alicloud","account_id":"1041031108983109","instance_id":"1000001"}}
{"command":"link_cloud_account","at":"2026-03-02T00:00:00Z","account":"acme","cloud_account":"ali-2","subscription":{"provider":"alicloud","account_id":"1041031108983109","instance_id":"1000002"}}
{"command":"link_cloud_account","at":"2026-03-02T00:00:00Z","account":"acme","cloud_account":"aws-1","subscription":{"provider":"aws","account_id":"123456789012","license_arn":"arn:aws:license-manager::294406891311:license:l-0123456789abcdef","product_code":"prod0"}}
{"command":"ingest","at":"2026-03-02T00:00:00Z","message":{"provider":"alicloud","identity":"alicloud:1000001","kind":"createInstance","signal":"activated"}}
{"command":"ingest","at":"2026-03-02T00:00:00Z","message":{"provider":"alicloud","identity":"alicloud:1000002","kind":"createInstance","signal":"activated"}}
{"command":"ingest","at":"2026-03-02T00:00:00Z","message":{"provider":"aws","identity":"aws:license:l-0123456789abcdef","kind":"License Updated","signal":"activated"}}
{"command":"choose_method","at":"2026-03-02T00:00:00Z","account":"acme","workspace":"cn1/ws-1","method":{"cloud_account":"ali-1"}}
{"command":"choose_method","at":"2026-03-02T00:00:00Z","account":"acme","workspace":"cn1/ws-2","method":{"cloud_account":"ali-2"}}
{"command":"choose_method","at":"2026-03-02T00:00:00Z","account":"acme","workspace":"us1/ws-3","method":{"cloud_account":"aws-1"}}
{"command":"settle_bill","at":"2026-03-10T12:10:00Z","bill":{"id":"b-1","workspace":"cn1/ws-1","item":"logs","amount":"7.25 USD","period":{"start":"2026-03-10T11:00:00Z","end":"2026-03-10T12:00:00Z"}}}
{"command":"settle_bill","at":"2026-03-10T12:10:00Z","bill":{"id":"b-2","workspace":"cn1/ws-2","item":"logs","amount":"3 USD","period":{"start":"2026-03-10T11:00:00Z","end":"2026-03-10T12:00:00Z"}}}
{"command":"settle_bill","at":"2026-03-10T12:10:00Z","bill":{"id":"b-3","workspace":"us1/ws-3","item":"logs","amount":"4 USD","period":{"start":"2026-03-10T11:00:00Z","end":"2026-03-10T12:00:00Z"}}}
"#;

const AT: &str = "2026-03-10T12:15:00Z";

fn charged() -> Place {
    let place = Place::empty();
    place.apply(CHARGED).exits(0);
    place
}

fn calls(place: &Place, arguments: &[&str]) -> Vec<Value> {
    place.run(&[&["meter", "request", "--at", AT, "--json"], arguments].concat()).exits(0).json_lines()
}

/// Records the answer to a call. Returns the result for each record.
fn answered(place: &Place, call: &Value, status: &str, body: &str, code: i32) -> Vec<Value> {
    let (call, answer) = (place.write("call.json", call.to_string()), place.write("answer.json", body));
    let (call, answer) = (call.to_str().unwrap(), answer.to_str().unwrap());
    let arguments = ["meter", "ack", "--call", call, "--status", status, "--answer", answer, "--at", AT, "--json"];
    place.run(&arguments).exits(code).json_lines()
}

#[test]
fn a_record_goes_out_in_its_providers_shape_and_stays_the_same_until_it_is_answered() {
    let place = charged();
    let first = calls(&place, &[]);
    assert_eq!(first, calls(&place, &[]), "asking again sends the same");
    let operations: Vec<&str> = first.iter().map(|call| call["operation"].as_str().unwrap()).collect();
    assert_eq!(operations, ["PushMeteringData", "PushMeteringData", "BatchMeterUsage"]);
    let body: Value = serde_json::from_str(first[0]["body"].as_str().unwrap()).unwrap();
    assert_eq!(body[0]["InstanceId"], "1000001");
    assert_eq!(body[0]["Entities"][0]["Value"], "14", "7.25 is 14 units of 0.5, and 0.25 waits");
    let body: Value = serde_json::from_str(first[2]["body"].as_str().unwrap()).unwrap();
    let record = &body["UsageRecords"][0];
    assert_eq!((record["Quantity"].as_u64(), record["Dimension"].as_str()), (Some(400), Some("usage")));
    assert_eq!(record["UsageAllocations"][0]["Tags"][0]["Value"], "us1/ws-3");
    place.run(&["meter"]).exits(0).says(&["ali-1", "14 PeriodMin", "0.25", "400 usage"]);
    assert_eq!(calls(&place, &["--provider", "aws"]), first[2..]);
    assert_eq!(calls(&place, &["ali-2"])[0]["records"], first[1]["records"]);
}

#[test]
fn the_answer_of_a_provider_is_reported_for_each_record() {
    let place = charged();
    let sent = calls(&place, &[]);
    let results = answered(&place, &sent[0], "200", r#"{"RequestId":"r-1","Success":true}"#, 0);
    assert_eq!(results[0]["events"][0]["state"], "accepted");
    // Throttled: the record stays in flight and is sent again.
    let results = answered(&place, &sent[2], "400", r#"{"__type":"ThrottlingException","message":"slow down"}"#, 1);
    assert_eq!((results[0]["ok"].clone(), results[0]["record"].clone()), (json!(false), sent[2]["records"][0].clone()));
    assert!(results[0]["remedy"].as_str().unwrap().contains("send it again"), "{results:?}");
    assert_eq!(calls(&place, &["aws-1"]), sent[2..]);
    let aws: Value = serde_json::from_str(sent[2]["body"].as_str().unwrap()).unwrap();
    let answer = json!({ "Results": [{ "Status": "CustomerNotSubscribed", "UsageRecord": aws["UsageRecords"][0] }], "UnprocessedRecords": [] });
    let results = answered(&place, &sent[2], "200", &answer.to_string(), 0);
    assert_eq!(results[0]["events"][0]["outcome"], "not_subscribed");
    assert_eq!(results[0]["events"][1]["event"], "bill_corrected");
    place.run(&["explain", "b-3"]).exits(0).says(&[
        "corrected on",
        "accepts no usage",
        "was refunded and paid by",
        "overdraft",
    ]);
    place.run(&["verify"]).exits(0);
}

/// JSON output has one value per line, so an empty list has no line. It never contains text for people.
#[test]
fn empty_lists_are_json_too() {
    let place = Place::with_ledger();
    for list in [&["meter"][..], &["meter", "list"], &["meter", "request"], &["outbox"], &["outbox", "list"]] {
        let ran = place.run(&[list, &["--json"]].concat()).exits(0);
        assert_eq!(ran.out, "", "{list:?}");
    }
}

#[test]
fn one_record_can_be_answered_by_hand() {
    let place = charged();
    let number = calls(&place, &["ali-1"])[0]["records"][0].as_str().unwrap().to_owned();
    let by_hand = |outcome: &str| place.run(&["meter", "ack", &number, "--outcome", outcome, "--at", AT]);
    by_hand("rejected=never sent").exits(0).says(&["void"]);
    by_hand("rejected=again").exits(0).says(&["has this answer already (void)"]);
    by_hand("accepted").exits(1).says(&["`outcome` of usage record", "is `accepted`", "(void)", "[answered_before]"]);
    let again = calls(&place, &["ali-1"])[0]["records"][0].as_str().unwrap().to_owned();
    assert_ne!(number, again);
    let arguments = ["meter", "ack", &again, "--outcome", "duplicate=10", "--provider-record", "pr-1", "--at", AT];
    place.run(&arguments).exits(0).says(&["10 units metered"]);
    place.run(&arguments).exits(0).says(&["has this answer already (accepted, 10 units)"]);
    let other = ["meter", "ack", &again, "--outcome", "duplicate=11", "--at", AT];
    place.run(&other).exits(1).says(&["is `duplicate=11`", "(accepted, 10 units)"]);
    let error = place.run(&[&other[..], &["--json"]].concat()).exits(1).json()["error"].clone();
    assert_eq!((&error["code"], &error["field"]), (&json!("answered_before"), &json!("outcome")));
    assert_eq!(place.run(&["meter", "--json"]).exits(0).json_lines()[0]["accepted"], "5 USD");
}

#[test]
fn invalid_arguments_are_reported_and_change_nothing() {
    let place = charged();
    let before = place.state();
    for (arguments, code, says) in [
        (vec!["meter", "request", "ca-9", "--at", AT], 1, "[unknown_cloud_account]"),
        (vec!["meter", "ack", "9.9", "--outcome", "accepted", "--at", AT], 1, "[unknown_usage_record]"),
        (vec!["meter", "ack", "9.9", "--outcome", "lost"], 2, "not_subscribed"),
        (vec!["meter", "ack", "9.9", "--outcome", "duplicate=some"], 2, "a whole number of units"),
        (vec!["meter", "ack"], 2, "the record or the call is missing"),
        (vec!["meter", "ack", "--call", "-", "--status", "200"], 3, "a call, as `meter request --json` prints it"),
        (vec!["meter", "request", "--provider", "azure"], 2, "azure"),
    ] {
        place.run(&arguments).exits(code).says(&[says]);
        assert_eq!(place.state(), before, "{arguments:?}");
    }
    Place::with_ledger().run(&["meter"]).exits(0).says(&["No cloud account was ever charged"]);
}

/// What AWS answers to a call of one record with this status.
fn aws_says(call: &Value, status: &str) -> String {
    let sent: Value = serde_json::from_str(call["body"].as_str().unwrap()).unwrap();
    let result = json!({ "Status": status, "UsageRecord": sent["UsageRecords"][0], "MeteringRecordId": "m-1" });
    json!({ "Results": [result], "UnprocessedRecords": [] }).to_string()
}

#[test]
fn a_duplicate_is_disputed_until_a_person_states_the_providers_quantity() {
    let place = charged();
    let call = calls(&place, &["aws-1"])[0].clone();
    let number = call["records"][0].as_str().unwrap().to_owned();
    let results = answered(&place, &call, "200", &aws_says(&call, "DuplicateRecord"), 0);
    assert_eq!(results[0]["events"][0]["state"], "disputed");
    assert_eq!(results[0]["events"][1]["notification"]["usage_disputed"]["quantity"], 400);
    let remedy = format!("defray meter ack {number} --outcome duplicate --quantity Q");
    place.run(&["meter"]).exits(0).says(&["18.0: 400 usage", "(disputed)", &remedy]);
    place.run(&["show", "cloud-account", "aws-1"]).exits(0).says(&["(disputed)", &remedy]);
    place.run(&["outbox", "list"]).exits(0).says(&["another quantity"]);
    // It is not sent again.
    place.run(&["meter", "request", "aws-1", "--at", AT]).exits(1).says(&["[disputed]", "--quantity Q"]);
    let wrong = ["meter", "ack", &number, "--outcome", "accepted", "--quantity", "3", "--at", AT];
    place.run(&wrong).exits(2).says(&["--outcome duplicate"]);
    let right = ["meter", "ack", &number, "--outcome", "duplicate", "--quantity", "350", "--at", AT];
    place.run(&right).exits(0).says(&["350 units metered"]);
    let meters = place.run(&["meter", "--json"]).exits(0).json_lines();
    let meter = meters.iter().find(|meter| meter["cloud_account"] == "aws-1").unwrap();
    assert_eq!((meter["accepted"].as_str(), meter["waiting"].as_str()), (Some("3.5 USD"), Some("0.5 USD")));
    place.run(&["verify"]).exits(0);
}

/// The ledger meters 4 USD, and is lost. Its copy meters 5 USD for the same hour.
#[test]
fn a_restored_backup_meters_an_hour_again_and_every_bill_is_paid_once() {
    let place = charged();
    let backup = std::fs::read(place.ledger()).unwrap();
    let call = calls(&place, &["aws-1"])[0].clone();
    answered(&place, &call, "200", &aws_says(&call, "Success"), 0);

    std::fs::write(place.ledger(), backup).unwrap();
    place.apply(r#"{"command":"settle_bill","at":"2026-03-10T12:14:00Z","bill":{"id":"b-4","workspace":"us1/ws-3","item":"logs","amount":"1 USD","period":{"start":"2026-03-10T11:00:00Z","end":"2026-03-10T12:00:00Z"}}}"#).exits(0);
    let again = calls(&place, &["aws-1"])[0].clone();
    answered(&place, &again, "200", &aws_says(&again, "DuplicateRecord"), 0);
    let number = again["records"][0].as_str().unwrap();
    place.run(&["meter", "ack", number, "--outcome", "duplicate", "--quantity", "400", "--at", AT]).exits(0);
    let later = "2026-03-10T13:05:00Z";
    let next = place.run(&["meter", "request", "aws-1", "--at", later, "--json"]).exits(0).json_lines();
    let body: Value = serde_json::from_str(next[0]["body"].as_str().unwrap()).unwrap();
    let record = &body["UsageRecords"][0];
    assert_eq!(record["Quantity"], 100, "AWS has 4 USD of the 5 USD: 1 USD is missing");
    place.run(&["verify"]).exits(0);
}

#[test]
fn a_record_without_an_answer_shows_its_last_sending_time_and_falls_back_at_it() {
    let place = charged();
    let number = calls(&place, &["aws-1"])[0]["records"][0].as_str().unwrap().to_owned();
    let remedies = ["2026-03-10 17:00Z", "(too late)", "With the next command, the enterprise account pays it"];
    place.run(&["meter"]).exits(0).says(&remedies);
    place.run(&["show", "cloud-account", "aws-1"]).exits(0).says(&remedies);
    let meters = place.run(&["meter", "--json"]).exits(0).json_lines();
    let meter = meters.iter().find(|meter| meter["cloud_account"] == "aws-1").unwrap();
    assert_eq!(meter["usage_record"]["last_sending"], "2026-03-10T17:00:00Z");
    assert_eq!(meter["usage_record"]["too_late"], true);
    let late = ["meter", "request", "aws-1", "--at", "2026-03-11T12:15:00Z"];
    place.run(&late).exits(0).says(&["nothing to meter"]);
    place.run(&["explain", "b-3"]).exits(0).says(&["did not answer its usage record in time"]);
    let owed = place.run(&["outbox", "list", "--json"]).exits(0).json_lines();
    let owed: Vec<&String> = owed.iter().filter_map(|one| one["notification"].as_object()?.keys().next()).collect();
    assert!(owed.iter().any(|one| *one == "usage_record_too_late"), "{owed:?}");
    let ack = ["meter", "ack", &number, "--outcome", "accepted", "--at", "2026-03-11T12:20:00Z"];
    place.run(&ack).exits(0).says(&["400 units metered"]);
    place.run(&["verify"]).exits(0);
}

#[test]
fn huawei_clouds_calls_are_signed_with_a_key_that_is_never_shown() {
    let place = charged();
    let more = r#"{"command":"bind_workspace","at":"2026-03-10T12:10:00Z","account":"acme","workspace":"cn2/ws-4","since":"2026-03-10T00:00:00Z"}
{"command":"ingest","at":"2026-03-10T12:10:00Z","message":{"provider":"huawei_cloud","identity":"huawei_cloud:7f14","kind":"newInstance","signal":"activated","occurred_at":"2026-03-10T01:00:00Z"}}
{"command":"link_cloud_account","at":"2026-03-10T12:10:00Z","account":"acme","cloud_account":"hw-1","subscription":{"provider":"huawei_cloud","account_id":"c-1","instance_id":"7f14"}}
{"command":"choose_method","at":"2026-03-10T12:10:00Z","account":"acme","workspace":"cn2/ws-4","method":{"cloud_account":"hw-1"}}
{"command":"settle_bill","at":"2026-03-10T12:11:00Z","bill":{"id":"b-4","workspace":"cn2/ws-4","item":"logs","amount":"1.5 USD","period":{"start":"2026-03-10T12:10:00Z","end":"2026-03-10T12:11:00Z"}}}
"#;
    place.apply(more).exits(0);
    let ledger = place.ledger();
    let arguments =
        ["--db", ledger.to_str().unwrap(), "meter", "request", "hw-1", "--at", AT, "--secret-env", "HW", "--json"];
    let sign = |key: &str| {
        crate::common::run(std::process::Command::new(env!("CARGO_BIN_EXE_defray")).args(arguments).env("HW", key), b"")
    };
    let (one, other) = (sign("s3cr3t-key").exits(0), sign("s3cr3t-key").exits(0));
    assert!(!format!("{one:?}").contains("s3cr3t-key"));
    let names = |call: &Value| -> Vec<String> {
        call["headers"].as_array().unwrap().iter().map(|pair| pair[0].as_str().unwrap().to_owned()).collect()
    };
    assert!(names(&one.json()).contains(&"signature".to_owned()), "{one:?}");
    assert_eq!(one.json()["body"], other.json()["body"]);
    assert_ne!(one.json()["headers"], other.json()["headers"], "a nonce is used once");
    sign("").exits(2).says(&["is empty"]);
}
