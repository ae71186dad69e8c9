use defray_core::provider::Provider::Aws;
use defray_marketplaces::read;
use serde_json::json;

use super::{code, line_of};

pub(crate) const SUBSCRIBED: &str =
    r#"{"action":"subscribe-success","customer-identifier":"X01EXAMPLEX","product-code":"n0123EXAMPLE"}"#;

/// An SNS envelope around `inner`.
pub(crate) fn notification(inner: &str) -> String {
    json!({
        "Type": "Notification",
        "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
        "TopicArn": "arn:aws:sns:us-east-1:287250355862:aws-mp-subscription-notification-n0123EXAMPLE",
        "Message": inner,
        "Timestamp": "2026-05-02T00:54:06.655Z",
        "SignatureVersion": "1",
        "Signature": "c2lnbmF0dXJl",
        "SigningCertURL": "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem",
        "UnsubscribeURL": "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=arn:leave",
    })
    .to_string()
}

fn notice(action: &str) -> String {
    json!({"action": action, "customer-identifier": "X01EXAMPLEX", "product-code": "n0123EXAMPLE"}).to_string()
}

#[test]
fn each_action_means_what_it_says() {
    for (action, signal) in [
        ("subscribe-success", "activated"),
        ("subscribe-fail", "failed"),
        ("unsubscribe-pending", "ended"),
        ("unsubscribe-success", "end_completed"),
        ("entitlement-updated", "ignored"),
        ("subscribe-tomorrow", "ignored"),
        ("Subscribe-Success", "ignored"),
    ] {
        let about = format!("{signal} | aws:customer:n0123EXAMPLE:X01EXAMPLEX | {action}");
        let enveloped = format!("{about} | 22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324 | 2026-05-02T00:54:06.655Z");
        assert_eq!(line_of(Aws, notification(&notice(action))), enveloped);
        assert_eq!(line_of(Aws, notice(action)), format!("{about} | - | -"), "raw delivery");
    }
}

#[test]
fn blanks_around_values_as_in_the_vendors_samples_are_no_part_of_them() {
    let inner =
        r#" {"action":" unsubscribe-pending","customer-identifier":" X01EXAMPLEX","product-code":"n0123EXAMPLE "} "#;
    assert_eq!(line_of(Aws, inner), "ended | aws:customer:n0123EXAMPLE:X01EXAMPLEX | unsubscribe-pending | - | -");
    assert_eq!(code(Aws, notification(inner)), "read");
}

#[test]
fn the_free_trial_mark_may_be_text_or_truth_value_or_absent() {
    for mark in [r#","isFreeTrialTermPresent":"true""#, r#","isFreeTrialTermPresent":true"#, ""] {
        let inner = format!(
            r#"{{"action":"subscribe-success","customer-identifier":"X01","product-code":"n0","offer-identifier":"offer-1"{mark}}}"#
        );
        assert_eq!(line_of(Aws, inner), "activated | aws:customer:n0:X01 | subscribe-success | - | -");
    }
}

#[test]
fn an_object_in_the_envelope_as_the_vendors_sample_queues_it_is_read() {
    let queued = r#"{"Type":"Notification","Message":{"action":"entitlement-updated","customer-identifier":"X01","product-code":"n0"}}"#;
    assert_eq!(line_of(Aws, queued), "ignored | aws:customer:n0:X01 | entitlement-updated | - | -");
}

#[test]
fn an_unknown_action_needs_no_fields_that_we_know() {
    assert_eq!(line_of(Aws, r#"{"action":"x","customer-identifier":7}"#), "ignored | - | x | - | -");
}

#[test]
fn what_sns_says_for_itself_is_ignored_under_its_type() {
    for kind in ["SubscriptionConfirmation", "UnsubscribeConfirmation", "SomethingNew"] {
        let raw = json!({
            "Type": kind, "MessageId": "165545c9", "Token": "2336412f37", "Message": "Open the address to confirm.",
            "SubscribeURL": "https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&Token=2336412f37",
            "Timestamp": "2026-05-02T00:54:06Z",
        });
        assert_eq!(line_of(Aws, raw.to_string()), format!("ignored | - | {kind} | 165545c9 | 2026-05-02T00:54:06Z"));
    }
}

#[test]
fn a_repeated_message_has_the_same_id_whatever_else_changed() -> Result<(), Box<dyn std::error::Error>> {
    let first = read(Aws, notification(SUBSCRIBED).as_bytes())?;
    let again = read(Aws, notification(SUBSCRIBED).replace("c2lnbmF0dXJl", "YW5vdGhlcg").as_bytes())?;
    assert_eq!(first.id, again.id);
    Ok(())
}

#[test]
fn a_late_end_keeps_the_instant_at_which_it_was_sent() {
    let late_end = notification(&notice("unsubscribe-success"));
    assert!(line_of(Aws, late_end).ends_with("2026-05-02T00:54:06.655Z"));
}

#[test]
fn a_known_action_that_names_nobody_is_an_error_never_silence() {
    let unnamed = r#"{"action":"unsubscribe-success","product-code":"n0"}"#;
    assert_eq!(
        line_of(Aws, unnamed),
        "missing_field: `customer-identifier` is absent: expected the customer identifier; a product without one says what happens through EventBridge"
    );
    let unnamed = r#"{"action":"unsubscribe-success","customer-identifier":" ","product-code":"n0"}"#;
    assert_eq!(code(Aws, unnamed), "wrong_value");
    let unnamed = r#"{"action":"unsubscribe-success","customer-identifier":null,"product-code":"n0"}"#;
    assert_eq!(code(Aws, unnamed), "missing_field");
}

#[test]
fn wrong_envelopes_name_the_field() {
    let table = [
        (r#"{"Type":7}"#, "wrong_type: `Type` is a number: expected the kind of envelope, such as `Notification`"),
        (
            r#"{"Type":"Notification"}"#,
            "missing_field: `Message` is absent: expected the message itself, as JSON in a string",
        ),
        (
            r#"{"Type":"Notification","Message":"{}"}"#,
            "missing_field: `MessageId` is absent: expected the message id that SNS gave it",
        ),
        (r#"{"Type":"Notification","Message":["x"]}"#, "wrong_type: `Message` is an array: expected a JSON object"),
        (
            r#"{"Type":"Notification","Message":{}}"#,
            "missing_field: `Message.action` is absent: expected what happened, such as `subscribe-success`",
        ),
        (
            r#"{"Type":"Notification","MessageId":"m","Timestamp":"2026-05-02T00:54:06Z","Message":"hello"}"#,
            "malformed_json: `Message` is not JSON at line 1, column 1: expected one JSON value, complete and with nothing after it",
        ),
        (
            r#"{"Type":"Notification","MessageId":"a\u0000b"}"#,
            "wrong_value: `MessageId` is `a\\0b`: expected 1 to 128 bytes without control characters and without a blank at either end",
        ),
    ];
    for (raw, expected) in table {
        let answer = line_of(Aws, raw);
        assert_eq!(answer, expected, "{raw}");
    }
}

#[test]
fn instants_out_of_range_or_without_offset_are_errors() {
    for wrong in [
        "1969-12-31T23:59:59Z",
        "2200-01-01T00:00:00Z",
        "2026-05-02T00:54:06",
        "2026-02-30T00:00:00Z",
        "1777683246",
        "",
    ] {
        let raw = notification(SUBSCRIBED).replace("2026-05-02T00:54:06.655Z", wrong);
        assert_eq!(code(Aws, &raw), "wrong_value", "{wrong}");
    }
}

#[test]
fn identifiers_too_long_for_an_identity_are_errors() {
    let raw = SUBSCRIBED.replace("X01EXAMPLEX", &"X".repeat(128));
    assert!(line_of(Aws, raw).starts_with("wrong_value: `customer-identifier` is `XXXX"));
}
