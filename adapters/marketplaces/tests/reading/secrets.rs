use defray_core::provider::Provider::{self, AliCloud, Aws};
use defray_marketplaces::{MASK, read};
use serde_json::{Value, json};

use super::alicloud::CREATED;
use super::sns::{SUBSCRIBED, notification};

const SECRET: &str = "S3cr3tS3cr3t";

/// All that can be seen of a message or of its error.
fn seen(provider: Provider, raw: &str) -> String {
    format!("{:?} {}", read(provider, raw.as_bytes()), super::line_of(provider, raw))
}

fn kept(provider: Provider, raw: &str) -> Option<String> {
    read(provider, raw.as_bytes()).ok().and_then(|message| message.raw).map(|raw| raw.as_str().to_owned())
}

#[test]
fn what_is_not_secret_is_kept_byte_for_byte() {
    let odd = " {\"action\" :\t\"x\", \"n\": 1.0e+2, \"big\": 123456789012345678901234567890, \"u\": \"\\u00e9\\/\"}\n";
    assert_eq!(kept(Aws, odd).as_deref(), Some(odd.trim()));
    let odd = "action=x&&a=%7e+~&empty=&b";
    assert_eq!(kept(AliCloud, odd).as_deref(), Some(odd));
}

#[test]
fn the_token_of_an_spi_call_is_masked_and_nothing_else() {
    let expected = CREATED.replace("749766c9d4f0cd3f81f443c54d34e950", MASK);
    assert_eq!(kept(AliCloud, CREATED), Some(expected));
    let spelt = format!("action=x&t%6Fken={SECRET}&Token={SECRET}=&+token+={SECRET}&accessToken={SECRET}");
    assert_eq!(kept(AliCloud, &spelt).as_deref(), Some("action=x&t%6Fken=***&Token=***&+token+=***&accessToken=***"));
}

#[test]
fn a_path_with_a_secret_of_the_hosts_own_is_not_kept() {
    let raw = format!("https://user:{SECRET}@example.com/{SECRET}?action=x");
    assert_eq!(kept(AliCloud, &raw).as_deref(), Some("action=x"));
}

#[test]
fn no_error_of_an_spi_call_shows_the_token() {
    for (query, code) in [
        ("token=SECRET", "missing_field"),
        ("action=releaseInstance&token=SECRET", "missing_field"),
        ("action=releaseInstance&instanceId=0&token=SECRET", "wrong_value"),
        ("action=releaseInstance&token=SECRET&token=SECRET", "duplicate_field"),
        ("action=releaseInstance&instanceId=1&token=SECRET%zz", "malformed_query"),
        ("action=releaseInstance&instanceId=1&token=SECRET%FF", "malformed_query"),
        ("action=releaseInstance&instanceId=1&token=SECRET#", "malformed_query"),
        ("action=releaseInstance%26token%3DSECRET", "wrong_value"),
        ("action=releaseInstance&instanceId=1%26token%3DSECRET", "wrong_value"),
        ("action=orderPay&orderBizId=1&requestId=%26token%3DSECRET", "wrong_value"),
        ("action%3DreleaseInstance%26token%3DSECRET", "missing_field"),
        ("action%3DreleaseInstance%26token%3DSECRET&action%3DreleaseInstance%26token%3DSECRET", "duplicate_field"),
        ("/spi/SECRET", "unknown_shape"),
        ("{\"token\":\"SECRET\"}", "missing_field"),
    ] {
        let raw = query.replace("SECRET", SECRET);
        assert_eq!(super::code(AliCloud, &raw), code, "{query}");
        assert!(!seen(AliCloud, &raw).contains(SECRET), "{query}");
        assert!(!seen(Aws, &raw).contains(SECRET), "{query}");
    }
}

#[test]
fn what_confirms_or_leaves_a_topic_is_masked() -> Result<(), Box<dyn std::error::Error>> {
    let raw = json!({
        "Type": "SubscriptionConfirmation", "MessageId": "1", "Timestamp": "2026-05-02T00:54:06Z", "Signature": "c2ln",
        "Token": SECRET, "SubscribeURL": format!("https://sns.us-east-1.amazonaws.com/?Token={SECRET}"),
        "UnsubscribeURL": format!("https://sns.us-east-1.amazonaws.com/?SubscriptionArn={SECRET}"), "Message": "Confirm.",
    });
    let raw = kept(Aws, &raw.to_string()).ok_or("not kept")?;
    let masked: Value = serde_json::from_str(&raw)?;
    assert_eq!([&masked["Token"], &masked["SubscribeURL"], &masked["UnsubscribeURL"]], [MASK; 3]);
    assert_eq!(masked["Message"], "Confirm.");
    assert_eq!(masked["Signature"], "c2ln", "opens nothing, and proves the message genuine");
    Ok(())
}

#[test]
fn a_notification_loses_only_its_unsubscribe_address() {
    let raw = notification(SUBSCRIBED);
    let address = "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=arn:leave";
    assert_eq!(kept(Aws, &raw), Some(raw.replace(address, MASK)));
}

#[test]
fn a_secret_is_masked_at_any_depth_of_any_type_and_inside_the_message() {
    let inner = |secret: &str| {
        format!(r#"{{"action":"x","\u0074oken":{secret},"a":[{{"x-amzn-marketplace-token":{secret}}}],"b":"token"}}"#)
    };
    for secret in [format!("\"{SECRET}\""), format!("[\"{SECRET}\"]"), format!("{{\"a\":\"{SECRET}\"}}")] {
        let masked = inner("\"***\"");
        assert_eq!(kept(Aws, &inner(&secret)), Some(masked.clone()));
        let enveloped = kept(Aws, &notification(&inner(&secret))).unwrap_or_default();
        assert!(!enveloped.contains(SECRET), "{enveloped}");
        assert!(enveloped.contains(&json!(masked).to_string()), "{enveloped}");
    }
}

#[test]
fn text_that_only_a_looser_reader_would_read_is_masked_whole() {
    let twice = format!(r#"{{"token":"{SECRET}","token":1}}"#);
    let deep = format!(r#"{}{{"TOKEN":"{SECRET}""#, "[".repeat(40));
    let escaped = format!(r#"{{"\u0074oken":"{SECRET}",}}"#);
    for hidden in [twice, deep, escaped] {
        let raw = format!(r#"{{"Subject":{},"action":"x"}}"#, json!(hidden));
        assert_eq!(kept(Aws, &raw).as_deref(), Some(r#"{"Subject":"***","action":"x"}"#));
    }
}

#[test]
fn text_that_only_begins_like_json_is_kept() {
    let raw = r#"{"action":"x","customer-identifier":"{","product-code":"[a"}"#;
    assert_eq!(kept(Aws, raw).as_deref(), Some(raw));
}

#[test]
fn no_error_of_aws_shows_a_token() {
    for (raw, code) in [
        (r#"{"Token":"SECRET""#, "malformed_json"),
        (r#"{"Token":SECRET}"#, "malformed_json"),
        (r#"{"Token":"SECRET","Token":"SECRET"}"#, "duplicate_field"),
        (r#"{"Type":"Notification","Token":"SECRET"}"#, "missing_field"),
        (
            r#"{"Type":"Notification","MessageId":"1","Timestamp":"2026-05-02T00:54:06Z","Message":"{\"Token\":\"SECRET\""}"#,
            "malformed_json",
        ),
    ] {
        let raw = raw.replace("SECRET", SECRET);
        assert_eq!(super::code(Aws, &raw), code, "{raw}");
        assert!(!seen(Aws, &raw).contains(SECRET), "{raw}");
    }
}
