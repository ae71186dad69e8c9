//! `ingest`: unchanged deliveries, with and without a valid signature, their dispositions and answers.

use std::path::PathBuf;
use std::process::Command;

use crate::common::{Place, Ran, repository, run};
use serde_json::{Value, json};

/// The instant at which the deliveries of the test data are received.
const AT: &str = "2026-05-02T00:54:30Z";
const TOPIC: &str = "arn:aws:sns:us-east-1:287250355862:aws-mp-subscription-notification-4ml54db8vrmjuykaw1psroool";
const ALICLOUD: &[&str] = &["alicloud", "--secret-env", "SELLER_KEY"];
const HUAWEI: &[&str] = &["huawei_cloud", "--secret-env", "ACCESS_KEY"];
const TOKEN: &str = "12317a5ad7d2428e1069ad4a5c81a7f7";

fn data(name: &str) -> PathBuf {
    repository("data/marketplaces").join(name)
}

fn text(name: &str) -> String {
    std::fs::read_to_string(data(name)).unwrap()
}

fn path(path: &std::path::Path) -> String {
    path.to_str().unwrap().to_owned()
}

/// Runs `ingest` with the keys in the environment. Its output must not contain a key or a token.
fn ingest_at(place: &Place, at: &str, options: &[&str], files: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_defray"));
    command.arg("--db").arg(place.ledger()).arg("ingest").args(options).args(["--at", at]).args(files);
    command.env("SELLER_KEY", "isvkey").env("ACCESS_KEY", "accesskey").env("WRONG_KEY", "S3cr3tWr0ng").env("EMPTY", "");
    let ran = run(&mut command, b"");
    for secret in ["isvkey", "accesskey", "S3cr3tWr0ng", TOKEN] {
        assert!(!ran.out.contains(secret) && !ran.err.contains(secret), "{secret}: {}{}", ran.out, ran.err);
    }
    ran
}

fn ingest(place: &Place, options: &[&str], files: &[&str]) -> Ran {
    ingest_at(place, AT, options, files)
}

/// The JSON result of one delivery.
fn delivered(place: &Place, options: &[&str], file: &str, code: i32) -> Value {
    ingest(place, &[options, &["--json"]].concat(), &[file]).exits(code).json()
}

fn aws() -> Vec<String> {
    ["aws", "--topic", TOPIC, "--cert"].map(str::to_owned).into_iter().chain([path(&data("sns.pem"))]).collect()
}

/// Links a cloud account of `provider` and chooses it for the workspace.
fn linked(subscription: Value) -> Place {
    let place = Place::with_ledger();
    let link = json!({"command": "link_cloud_account", "at": "2026-05-01T00:00:00Z", "account": "acme",
        "cloud_account": "ca-1", "subscription": subscription});
    let choose = json!({"command": "choose_method", "at": "2026-05-01T00:00:00Z", "account": "acme",
        "workspace": "cn1/ws-1", "method": {"cloud_account": "ca-1"}});
    place.apply(format!("{link}\n{choose}\n")).exits(0);
    place
}

fn state(place: &Place) -> Value {
    place.json(&["show", "--as-of", &place.latest(), "cloud-account", "ca-1"])["state"].clone()
}

fn alicloud() -> Place {
    linked(json!({"provider": "alicloud", "account_id": "1041031108983109", "instance_id": "122779388"}))
}

#[test]
fn an_alicloud_instance_lives_by_proved_calls_and_each_is_answered() {
    let place = alicloud();
    let show = [ALICLOUD, &["--show", "frontEndUrl=https://app.example/?a=b"]].concat();
    let created = delivered(&place, &show, &path(&data("alicloud-create.http")), 0);
    assert_eq!(
        (&created["proof"], &created["messages"][0]["disposition"]),
        (&json!("shared_secret"), &json!("applied"))
    );
    assert_eq!(created["reply"]["status"], 200);
    let shown = r#"{"appInfo":{"frontEndUrl":"https://app.example/?a=b"},"instanceId":"122779388"}"#;
    assert_eq!(created["reply"]["body"], shown);
    assert_eq!(state(&place), "active");
    delivered(&place, ALICLOUD, &path(&data("alicloud-expire.http")), 0);
    assert_eq!(state(&place), "suspended");
    let ran = ingest(&place, ALICLOUD, &[&path(&data("alicloud-release.http"))]).exits(0);
    ran.says(&[
        "releaseInstance: applied",
        "reply",
        r#"200  Content-Type: application/json;charset=utf-8  {"success":"true"}"#,
    ]);
    assert_eq!(state(&place), "closing");
    // A repeated delivery changes nothing and gets the same answer, because the first answer may have been lost.
    let again = delivered(&place, ALICLOUD, &path(&data("alicloud-release.http")), 0);
    assert_eq!(
        (&again["messages"][0]["disposition"], &again["reply"]["body"]),
        (&json!("no_change"), &json!(r#"{"success":"true"}"#))
    );
}

#[test]
fn a_delivery_is_a_whole_request_or_its_head_or_its_target_or_its_query() {
    let request = text("alicloud-release.http");
    let target = request.split(' ').nth(1).unwrap();
    for written in [
        request.clone(),
        request.trim_end().to_owned(),
        request.replace("\r\n", "\n"),
        request.lines().next().unwrap().to_owned(),
        format!("{target}\n"),
        target.split_once('?').unwrap().1.to_owned(),
        format!("https://seller.example{target}"),
    ] {
        let place = alicloud();
        let file = place.write("delivery", &written);
        let result = delivered(&place, ALICLOUD, &path(&file), 0);
        assert_eq!(result["messages"][0]["disposition"], "applied", "{written}");
    }
}

/// Asserts that the delivery is rejected with this code and changes nothing.
#[track_caller]
fn rejected(place: &Place, options: &[&str], delivery: impl AsRef<[u8]>, code: &str) -> Value {
    let before = place.state();
    let file = place.write("rejected", delivery);
    let result = delivered(place, options, &path(&file), 1);
    assert_eq!(
        (&result["ok"], &result["disposition"], &result["error"]["code"]),
        (&json!(false), &json!("rejected"), &json!(code)),
        "{result}"
    );
    assert_eq!(place.state(), before, "nothing is changed");
    result
}

#[test]
fn a_forged_alicloud_call_is_rejected_and_answered_so() {
    let place = alicloud();
    let release = text("alicloud-release.http");
    let result = rejected(&place, ALICLOUD, release.replace("122779388", "122779389"), "forged");
    assert_eq!((&result["error"]["class"], &result["error"]["field"]), (&json!("refused"), &json!("token")));
    assert_eq!(
        result["reply"],
        json!({"status": 403, "headers": {"Content-Type": "application/json;charset=utf-8"},
        "body": r#"{"message":"forged","success":"false"}"#})
    );
    rejected(&place, &["alicloud", "--secret-env", "WRONG_KEY"], &release, "forged");
    rejected(&place, ALICLOUD, release.replace(&format!("&token={TOKEN}"), ""), "unproved");
    let doubled = rejected(&place, ALICLOUD, release.replace("&isRefund", "&instanceId=1&isRefund"), "duplicate_field");
    assert_eq!((&doubled["error"]["class"], &doubled["reply"]["status"]), (&json!("misuse"), &json!(400)));
    rejected(&place, ALICLOUD, release.replace("GET", "POST"), "wrong_method");
    // The old and the new key are accepted while the key is being replaced.
    let both = ["alicloud", "--secret-env", "WRONG_KEY", "--secret-env", "SELLER_KEY"];
    ingest(&place, &both, &[&path(&data("alicloud-release.http"))]).exits(0);
}

#[test]
fn one_rejected_delivery_does_not_stop_the_next() {
    let place = alicloud();
    let forged = place.write("forged", text("alicloud-release.http").replace("122779388", "1"));
    let ran = ingest(&place, ALICLOUD, &[&path(&forged), &path(&data("alicloud-create.http"))]).exits(1);
    ran.says(&["rejected", "`token` does not fit the message", "[forged]", "403", "createInstance: applied"]);
}

fn huawei() -> Place {
    linked(json!({"provider": "huawei_cloud", "account_id": "c-1", "instance_id": "CS2211181819B4LVS-000001"}))
}

#[test]
fn huawei_calls_of_both_versions_are_proved_and_the_answers_signed() {
    let place = huawei();
    let new = delivered(&place, HUAWEI, &path(&data("huawei-v2-new.http")), 0);
    assert_eq!(new["messages"][0]["disposition"], "applied");
    let order =
        json!([{"do": "look_up_order", "order": "CS2211181819B4LVS", "order_line": "CS2211181819B4LVS-000001"}]);
    assert_eq!(new["next"], order);
    let body = r#"{"instanceId":"CS2211181819B4LVS-000001","resultCode":"000000","resultMsg":"success."}"#;
    assert_eq!(new["reply"]["body"], body);
    assert!(new["reply"]["headers"]["Body-Sign"].as_str().unwrap().starts_with("sign_type=\"HMAC-SHA256\""), "{new}");
    let expired = delivered(&place, HUAWEI, &path(&data("huawei-v1-expire.http")), 0);
    assert_eq!((&expired["messages"][0]["disposition"], state(&place)), (&json!("applied"), json!("suspended")));
    // A known instance is described, an unknown one is not.
    let show = [HUAWEI, &["--show", "frontEndUrl=https://app.example/"]].concat();
    let described = delivered(&place, &show, &path(&data("huawei-v2-query.http")), 0);
    assert_eq!(described["next"][0]["do"], "describe_instances");
    assert!(
        described["reply"]["body"].as_str().unwrap().contains(r#""instanceId":"CS2211181819B4LVS-000001""#),
        "{described}"
    );
    let stranger = delivered(&Place::with_ledger(), HUAWEI, &path(&data("huawei-v2-query.http")), 0);
    assert!(stranger["reply"]["body"].as_str().unwrap().contains("000003"), "{stranger}");
}

#[test]
fn a_huawei_call_is_rejected_when_forged_replayed_late_or_half() {
    let place = huawei();
    let new = text("huawei-v2-new.http");
    let forged = rejected(&place, HUAWEI, new.replace("b-1", "b-2"), "forged");
    assert!(forged["reply"]["body"].as_str().unwrap().contains("000001"));
    rejected(&place, HUAWEI, new.replace("nonce=9F", "nonce=8F"), "forged");
    rejected(&place, HUAWEI, new.split("\r\n\r\n").nth(1).unwrap(), "empty_message");
    rejected(&place, HUAWEI, text("huawei-v1-expire.http").replace("expireInstance", "releaseInstance"), "forged");
    // The second delivery in one run is a repetition.
    let file = path(&data("huawei-v2-new.http"));
    let lines = ingest(&place, &[HUAWEI, &["--json"]].concat(), &[&file, &file]).exits(1).json_lines();
    assert_eq!(
        (&lines[0]["messages"][0]["disposition"], &lines[1]["error"]["code"]),
        (&json!("applied"), &json!("replayed"))
    );
    // In a later run the nonce is known, because it is the id of the recorded message.
    assert_eq!(delivered(&place, HUAWEI, &file, 0)["messages"][0]["disposition"], "duplicate");
    for (file, late) in
        [("huawei-v2-new.http", "2026-05-02T00:55:07Z"), ("huawei-v1-expire.http", "2026-05-02T00:59:07Z")]
    {
        ingest_at(&place, late, HUAWEI, &[&path(&data(file))]).exits(1).says(&["[untimely]"]);
    }
}

fn licence_free() -> Place {
    linked(json!({"provider": "aws", "customer_identifier": "X01EXAMPLEX", "product_code": "n0123EXAMPLE"}))
}

#[test]
fn sns_messages_are_proved_by_topic_certificate_and_signature() {
    let (place, options) = (licence_free(), aws());
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let subscribed = delivered(&place, &options, &path(&data("sns-subscribe.json")), 0);
    assert_eq!(
        (&subscribed["proof"], &subscribed["messages"][0]["disposition"]),
        (&json!("signature"), &json!("applied"))
    );
    assert_eq!(subscribed["reply"], json!({"status": 200, "headers": {}, "body": ""}));
    assert_eq!(
        delivered(&place, &options, &path(&data("sns-subscribe.json")), 0)["messages"][0]["disposition"],
        "duplicate"
    );
    ingest(&place, &options, &[&path(&data("sns-subscribe.json"))])
        .exits(0)
        .says(&["received before; it was applied", "200"]);
    // The whole HTTP request.
    let body = text("sns-unsubscribe.json");
    let request = format!("POST /sns HTTP/1.1\r\nContent-Length: {}\r\n\r\n{body}\n", body.len());
    let file = place.write("request", request);
    assert_eq!(delivered(&place, &options, &path(&file), 0)["messages"][0]["disposition"], "applied");
    assert_eq!(state(&place), "closing");
    let entitlement = delivered(&place, &options, &path(&data("sns-entitlement.json")), 0);
    let next =
        json!([{"do": "look_up_entitlements", "product_code": "n0123EXAMPLE", "customer_identifier": "X01EXAMPLEX"}]);
    assert_eq!((&entitlement["next"], &entitlement["messages"][0]["disposition"]), (&next, &json!("ignored")));
    // Several certificates are accepted while SNS changes its certificate. Their order does not matter.
    let stranger = path(&data("stranger.pem"));
    let both = [&options[..], &["--cert", &stranger]].concat();
    ingest(&place, &both, &[&path(&data("sns-subscribe.json"))]).exits(0);
}

#[test]
fn an_sns_message_is_rejected_when_forged_of_another_topic_or_certificate_or_too_old() {
    let (place, options) = (licence_free(), aws());
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let message = text("sns-unsubscribe.json");
    let forged = rejected(&place, &options, message.replace("X01EXAMPLEX", "X02EXAMPLEX"), "forged");
    assert_eq!(forged["reply"]["status"], 403);
    rejected(&place, &options, message.replace("287250355862", "287250355863"), "untrusted_source");
    rejected(
        &place,
        &options,
        message.replace("https://sns.us-east-1.amazonaws.com/Simple", "https://evil.example/Simple"),
        "untrusted_source",
    );
    let wrong = path(&data("stranger.pem"));
    rejected(&place, &["aws", "--topic", TOPIC, "--cert", &wrong], &message, "forged");
    let none = place.write("none.pem", "no certificate");
    let bad = rejected(&place, &["aws", "--topic", TOPIC, "--cert", &path(&none)], &message, "bad_certificate");
    assert_eq!(bad["reply"]["status"], 503, "the configuration is wrong, so SNS must deliver it again");
    ingest_at(&place, "2026-05-02T02:00:00Z", &options, &[&path(&data("sns-unsubscribe.json"))])
        .exits(1)
        .says(&["[untimely]", "403"]);
    ingest_at(
        &place,
        "2027-05-02T02:00:00Z",
        &[&options[..], &["--trusted-channel"]].concat(),
        &[&path(&data("sns-unsubscribe.json"))],
    )
    .exits(1)
    .says(&["[certificate_not_valid]"]);
}

#[test]
fn without_a_certificate_the_address_to_fetch_is_named() {
    let place = licence_free();
    let result = rejected(&place, &["aws", "--topic", TOPIC], text("sns-subscribe.json"), "certificate_needed");
    let message = result["error"]["message"].as_str().unwrap();
    let address = "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";
    assert!(message.contains(&format!("fetch {address}")) && message.contains("--cert"), "{message}");
    // The error names only addresses of SNS.
    let evil = text("sns-subscribe.json").replace("amazonaws.com/Simple", "amazonaws.com.evil.example/Simple");
    rejected(&place, &["aws", "--topic", TOPIC], evil, "untrusted_source");
}

#[test]
fn what_is_missing_to_prove_with_is_named_and_nothing_is_done() {
    let place = Place::empty();
    let file = path(&data("alicloud-release.http"));
    for (options, said) in [
        (&["alicloud"][..], &["--secret-env NAME", "--trusted-channel"][..]),
        (&["huawei_cloud"], &["--secret-env NAME", "--trusted-channel"]),
        (&["aws"], &["--topic ARN", "--cert FILE", "--trusted-channel"]),
        (&["aws", "--cert", &file], &["--topic ARN"]),
        (&["aws", "--secret-env", "SELLER_KEY"], &["`--secret-env`", "--topic ARN"]),
        (&["alicloud", "--topic", "x"], &["--secret-env NAME"]),
        (&["alicloud", "--secret-env", "NO_SUCH_VARIABLE"], &["number 1", "not set"]),
        (&["alicloud", "--secret-env", "SELLER_KEY", "--secret-env", "EMPTY"], &["number 2", "empty"]),
        (&["alicloud", "--secret-env", "SELLER_KEY", "--trusted-channel"], &["expected one of them"]),
        (&["alicloud", "--trusted-channel", "--show", "x"], &["NAME=VALUE"]),
        (&["alicloud", "--trusted-channel", "--result", "instance"], &["--result"]),
        (&["azure", "--trusted-channel"], &["azure", "alicloud"]),
    ] {
        let ran = ingest(&place, options, &[&file]).exits(2).says(said);
        assert!(!ran.err.contains("NO_SUCH_VARIABLE"), "a name may be the secret itself");
        assert!(!place.ledger().exists());
    }
    ingest(&place, ALICLOUD, &[&file, "/no/such/file"]).exits(4).says(&["/no/such/file"]);
    ingest(&place, &["aws", "--topic", TOPIC, "--cert", "/no/such/file"], &[&file]).exits(4).says(&["/no/such/file"]);
    assert!(!place.ledger().exists(), "nothing is done when a file is missing");
}

#[test]
fn a_trusted_channel_is_believed_as_far_as_it_goes() {
    let place = Place::with_ledger();
    let file = place.write("message", "action=createInstance&orderBizId=7&token=S3cr3tWr0ng");
    let taken = delivered(&place, &["alicloud", "--trusted-channel"], &path(&file), 0);
    assert_eq!((&taken["proof"], &taken["messages"][0]["disposition"]), (&json!("channel"), &json!("unmatched")));
    let event = r#"{"version":"0","id":"1","detail-type":"License Deprovisioned - Manufacturer","source":"aws.agreement-marketplace",
        "time":"2024-08-30T21:36:03Z","detail":{"license":{"arn":"arn:aws:license-manager::1:license:l-1"}}}"#;
    rejected(&place, &["aws", "--topic", TOPIC], event, "unproved");
    let file = place.write("event", event);
    assert_eq!(
        delivered(&place, &["aws", "--trusted-channel"], &path(&file), 0)["messages"][0]["disposition"],
        "unmatched"
    );
    // A message from a trusted channel must also be from an accepted topic.
    rejected(&place, &["aws", "--trusted-channel"], text("sns-subscribe.json"), "nothing_trusted");
    let vouched = ["aws", "--trusted-channel", "--topic", TOPIC];
    assert_eq!(delivered(&place, &vouched, &path(&data("sns-subscribe.json")), 0)["proof"], "channel");
    let body = place.write("body", text("huawei-v2-new.http").split("\r\n\r\n").nth(1).unwrap());
    assert_eq!(
        delivered(&place, &["huawei_cloud", "--trusted-channel"], &path(&body), 0)["messages"][0]["disposition"],
        "unmatched"
    );
}

#[test]
fn what_is_no_delivery_is_rejected_whatever_it_is() {
    let place = Place::with_ledger();
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let long = format!("action=releaseInstance&instanceId={}", "1".repeat(256 << 10));
    let channel = |provider| [provider, "--trusted-channel"];
    for (options, delivery, code) in [
        (channel("aws"), b"{}".to_vec(), "unknown_shape"),
        (channel("aws"), deep.clone().into_bytes(), "nested_too_deep"),
        (channel("aws"), format!(r#"{{"Type":"Notification","Message":{deep}}}"#).into_bytes(), "nested_too_deep"),
        (channel("aws"), br#"{"action":"x","action":"y"}"#.to_vec(), "duplicate_field"),
        (channel("aws"), vec![b' '; (256 << 10) + 1], "message_too_long"),
        (channel("aws"), vec![b' '; 400 << 10], "message_too_long"),
        (channel("alicloud"), long.into_bytes(), "message_too_long"),
        (channel("alicloud"), b"action=\xff".to_vec(), "not_utf8"),
        (channel("alicloud"), b"".to_vec(), "empty_message"),
        (channel("alicloud"), b"action=createInstance&orderBizId=1&orderBizId=2".to_vec(), "duplicate_field"),
        (channel("huawei_cloud"), b"action=createInstance&orderBizId=1".to_vec(), "missing_field"),
        (channel("alicloud"), b"GET /a b HTTP/1.1\r\n\r\n".to_vec(), "malformed_request"),
        (channel("alicloud"), b"GET /?action=x HTTP/1.1\r\nA\xff: b\r\n\r\n".to_vec(), "malformed_request"),
        (channel("alicloud"), b"GET /?action=x HTTP/2\r\n\r\n".to_vec(), "malformed_request"),
        (channel("aws"), b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\n{}".to_vec(), "malformed_request"),
        (channel("aws"), b"POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{} {}".to_vec(), "malformed_request"),
        (
            channel("aws"),
            b"POST / HTTP/1.1\r\nContent-Length: 2\r\ncontent-length: 2\r\n\r\n{}".to_vec(),
            "malformed_request",
        ),
        (
            channel("aws"),
            b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n".to_vec(),
            "malformed_request",
        ),
        (channel("aws"), b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n{}".to_vec(), "malformed_request"),
    ] {
        let result = rejected(&place, &options, delivery, code);
        assert_eq!(result["error"]["class"], if code == "nothing_trusted" { "refused" } else { "misuse" });
    }
    let many = format!("GET /?action=x HTTP/1.1\r\n{}\r\n", "A: b\r\n".repeat(129));
    rejected(&place, &channel("alicloud"), many, "malformed_request");
}

#[test]
fn what_aws_says_when_asked_is_taken_in() {
    let place = licence_free();
    let write = |name: &str, value: Value| path(&place.write(name, value.to_string()));
    let resolved = write("resolved", json!({"ProductCode": "n0123EXAMPLE", "CustomerIdentifier": "X01EXAMPLEX"}));
    let result = place.run(&["ingest", "aws", "--result", "resolve-customer", &resolved, "--json"]).exits(0).json();
    assert_eq!(result["identity"], "aws:customer:n0123EXAMPLE:X01EXAMPLEX");
    assert_eq!(result["subscription"]["product_code"], "n0123EXAMPLE");
    place
        .run(&["ingest", "aws", "--result", "resolve-customer", &resolved])
        .exits(0)
        .says(&["link_cloud_account", "X01EXAMPLEX"]);
    let pages = [
        write("1", json!({"Entitlements": [], "NextToken": "n"})),
        write(
            "2",
            json!({"Entitlements": [{"ProductCode": "n0123EXAMPLE", "CustomerIdentifier": "X01EXAMPLEX",
            "ExpirationDate": 1_893_456_000}]}),
        ),
    ];
    let ask = |files: &[&str], code| {
        let options = [
            "ingest",
            "aws",
            "--at",
            AT,
            "--result",
            "entitlements",
            "--subscription",
            "aws:customer:n0123EXAMPLE:X01EXAMPLEX",
            "--json",
        ];
        place.run(&[&options, files].concat()).exits(code).json()
    };
    assert_eq!(
        ask(&[&pages[0]], 1)["error"]["code"],
        "missing_field",
        "what is on the next page cannot be taken for expired"
    );
    assert_eq!(ask(&[&pages[0], &pages[1]], 0)["messages"][0]["disposition"], "applied");
    assert_eq!(state(&place), "active");
    place.run(&["ingest", "aws", "--result", "entitlements", &pages[1]]).exits(2).says(&["--subscription"]);
    place.run(&["ingest", "alicloud", "--result", "entitlements", &pages[1]]).exits(2).says(&["`aws`"]);
    place.run(&["ingest", "aws", "--result", "resolve-customer", &pages[1]]).exits(1).says(&["[wrong_value]"]);
}

#[test]
fn what_alicloud_says_when_asked_is_taken_in() {
    let place = alicloud();
    let polled = |hour: u32, status: &str| {
        let at = format!("2026-05-02T{hour:02}:00:00Z");
        let file = place.write("polled", json!({"InstanceId": 122_779_388, "Status": status}).to_string());
        let result = place
            .run(&["ingest", "alicloud", "--at", &at, "--result", "instance", &path(&file), "--json"])
            .exits(0)
            .json();
        (result["messages"][0]["disposition"].clone(), state(&place))
    };
    assert_eq!(polled(1, "OPENED"), (json!("applied"), json!("active")));
    assert_eq!(polled(2, "OPENED"), (json!("no_change"), json!("active")));
    assert_eq!(polled(3, "EXPIRED"), (json!("applied"), json!("suspended")));
    assert_eq!(
        polled(4, "OPENED"),
        (json!("applied"), json!("active")),
        "an end of the suspension, as the ledger knows of one"
    );
    let parked = json!({"NotificationList": [
        {"Action": "releaseInstance", "Message": "{\"instanceId\":\"122779388\"}", "NotificationRequestId": "r-1"},
        {"Action": "releaseInstance", "Message": "{", "NotificationRequestId": "r-2"}]});
    let file = place.write("parked", parked.to_string());
    let arguments =
        ["ingest", "alicloud", "--at", "2026-05-02T05:00:00Z", "--result", "failed-notifications", &path(&file)];
    let lines = place.run(&[&arguments[..], &["--json"]].concat()).exits(1).json_lines();
    assert_eq!(lines[0]["next"], json!([{"do": "confirm_notification", "notification_request_id": "r-1"}]));
    assert_eq!((&lines[0]["messages"][0]["disposition"], state(&place)), (&json!("applied"), json!("closing")));
    assert_eq!((&lines[1]["error"]["code"], lines[1].get("next")), (&json!("malformed_json"), None));
    place.run(&arguments).exits(1).says(&["ConfirmNotification", "r-1", "[malformed_json]"]);
}

#[test]
fn a_topic_to_confirm_stays_owed_until_it_is_acknowledged_and_its_address_shows_only_there() {
    const ADDRESS: &str = "Action=ConfirmSubscription";
    let (place, options) = (Place::with_ledger(), aws());
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let file = path(&data("sns-confirmation.json"));
    let result = delivered(&place, &options, &file, 0);
    assert_eq!(result["messages"][0]["disposition"], "ignored");
    assert_eq!(result["next"], json!([{"do": "confirm_subscription", "topic": TOPIC, "outbox_message": "5.0"}]));
    assert_eq!(result["reply"]["status"], 200);
    // SNS repeats the message until the topic is confirmed. No second outbox message is queued.
    ingest(&place, &options, &[&file]).exits(0).says(&["received before", "outbox"]);
    let shown = [
        result.to_string(),
        place.run(&["journal", "--json"]).exits(0).out,
        place.run(&["journal"]).exits(0).out,
        place.run(&["outbox"]).exits(0).says(&["(operator)", "aws sends no messages of"]).out,
        place.run(&["export", "--format", "csv", "--table", "outbox"]).exits(0).says(&["confirm_subscription"]).out,
        place.run(&["export", "--format", "csv", "--table", "journal"]).exits(0).out,
    ];
    for shown in shown {
        assert!(!shown.contains(ADDRESS) && !shown.contains("S3cr3tT0ken"), "{shown}");
    }
    place.run(&["outbox", "render", "5.0"]).exits(0).says(&[ADDRESS, "S3cr3tT0ken", TOPIC]);
    let owed = place.json(&["outbox", "list"]);
    assert!(owed["notification"]["confirm_subscription"]["address"].as_str().unwrap().contains(ADDRESS), "{owed}");
    // The exported commands can be applied again.
    let again = Place::empty();
    again.apply(place.run(&["export"]).exits(0).out).exits(0);
    assert_eq!(again.json(&["outbox", "list"])["notification"], owed["notification"]);
    place.run(&["verify"]).exits(0);
    place.run(&["outbox", "ack", "5.0"]).exits(0);
    place.run(&["outbox"]).exits(0).says(&["No outbox messages are pending."]);
}

#[test]
fn what_a_message_says_to_confirm_is_believed_only_when_it_is_genuine() {
    let (place, options) = (Place::with_ledger(), aws());
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let message = text("sns-confirmation.json");
    rejected(&place, &options, message.replace("sns.us-east-1.amazonaws.com/?", "evil.example/?"), "forged");
    let vouched = ["aws", "--trusted-channel", "--topic", TOPIC];
    rejected(&place, &vouched, message.replace("sns.us-east-1.amazonaws.com/?", "evil.example/?"), "malformed_proof");
    place.run(&["outbox"]).exits(0).says(&["No outbox messages are pending."]);
}

#[test]
fn rejected_deliveries_are_kept_when_asked_and_do_not_stand_in_for_genuine_ones() {
    let (place, options) = (licence_free(), aws());
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let keep = [&options[..], &["--keep-rejected"]].concat();
    let message = text("sns-subscribe.json");
    // A forged message uses a known message id and names another customer.
    let forged = path(&place.write("forged", message.replace("X01EXAMPLEX", "X02EXAMPLEX")));
    let first = delivered(&place, &keep, &forged, 1);
    let event = &first["kept"]["events"][0];
    assert_eq!(
        (&first["disposition"], &first["error"]["code"], &event["disposition"]),
        (&json!("rejected"), &json!("forged"), &json!("rejected"))
    );
    assert!(event["message"]["rejected"].as_str().unwrap().starts_with("forged: `Signature`"), "{event}");
    assert_eq!(
        (&event["message"]["signal"], &event["message"]["kind"]),
        (&json!("ignored"), &json!("subscribe-success"))
    );
    let again = delivered(&place, &keep, &forged, 1);
    assert!(again["kept"]["position"].as_u64() > first["kept"]["position"].as_u64(), "each is kept: {again}");
    assert_eq!(
        delivered(&place, &options, &path(&data("sns-subscribe.json")), 0)["messages"][0]["disposition"],
        "applied"
    );
    let late = ingest(&place, &keep, &[&forged]).exits(1);
    late.says(&["subscribe-success: rejected (forged: ", "403"]);
    assert_eq!(
        delivered(&place, &options, &path(&data("sns-subscribe.json")), 0)["messages"][0]["disposition"],
        "duplicate"
    );
    // Of an unreadable delivery only the reason is recorded. An error of the own configuration is not recorded at all.
    let secret = path(&place.write("unreadable", "action=releaseInstance&token=S3cr3tWr0ng&instanceId=%"));
    let result_of = delivered(&place, &[ALICLOUD, &["--keep-rejected"]].concat(), &secret, 1);
    let kept = &result_of["kept"]["events"][0]["message"];
    assert_eq!((&kept["kind"], kept.get("raw")), (&json!("unreadable"), None));
    let ours = delivered(&place, &["aws", "--topic", TOPIC, "--keep-rejected"], &path(&data("sns-subscribe.json")), 1);
    assert_eq!((&ours["error"]["code"], ours.get("kept")), (&json!("certificate_needed"), None));
    place.run(&["verify"]).exits(0);
}

#[test]
fn what_is_not_believed_or_confirms_a_topic_has_no_effect_on_who_pays() {
    let place = licence_free();
    let message = |more: Value| {
        let mut message = json!({"provider": "aws", "identity": "aws:customer:n0123EXAMPLE:X01EXAMPLEX", "kind": "k", "signal": "ended"});
        message.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({"command": "ingest", "at": AT, "message": message}).to_string()
    };
    let confirm = json!({"topic": "t", "address": "https://sns.example/?S3cr3tT0ken"});
    for (more, said) in [
        (json!({"rejected": "forged"}), &["`message.signal` is `ended`", "`rejected`"][..]),
        (json!({"confirm": confirm}), &["`message.signal` is `ended`", "`confirm`"]),
        (
            json!({"signal": "ignored", "rejected": "x", "confirm": confirm}),
            &["`message.confirm`", "no `confirm` in a message that is `rejected`"],
        ),
        (
            json!({"signal": "ignored", "confirm": {"topic": "t", "address": "http://S3cr3tT0ken"}}),
            &["`message.confirm.address`", "https://"],
        ),
        (json!({"signal": "ignored", "confirm": {"topic": "t"}}), &["address"]),
    ] {
        let ran = place.apply(message(more)).exits(1).says(said);
        assert!(!ran.out.contains("S3cr3tT0ken"), "{}", ran.out);
    }
    assert_eq!(state(&place), "pending");
}
