//! What the providers say when they are asked.

use std::error::Error;

use defray_core::id::SubscriptionIdentity;
use defray_core::time::Instant;
use defray_marketplaces::{alicloud, aws};

use super::line;

type Done = Result<(), Box<dyn Error>>;

#[test]
fn the_polled_status_of_an_instance_is_a_signal() -> Done {
    for (status, suspended_before, expected) in [
        ("OPENED", false, "activated"),
        ("OPENED", true, "resumed"),
        ("EXPIRED", false, "suspended"),
        ("CLOSED", true, "ended"),
        ("OPENING", false, "ignored"),
        ("SOMETHING_NEW", false, "ignored"),
    ] {
        let raw = format!(r#"{{"InstanceId":1000001,"OrderId":1,"BeganOn":1735689600000,"Status":"{status}"}}"#);
        let message = alicloud::instance(raw.as_bytes(), suspended_before)?;
        assert_eq!(line(&message), format!("{expected} | alicloud:1000001 | DescribeInstance {status} | - | -"));
    }
    let wrapped = br#"{"Result":{"InstanceId":"1000001","Status":"CLOSED"},"Success":true}"#;
    assert!(line(&alicloud::instance(wrapped, false)?).starts_with("ended | alicloud:1000001"));
    for (raw, expected) in [
        (&br#"{"Status":"CLOSED"}"#[..], "missing_field"),
        (br#"{"Status":"CLOSED","InstanceId":0}"#, "wrong_value"),
        (br#"{"Status":"CLOSED","InstanceId":true}"#, "wrong_type"),
        (br#"{"InstanceId":1}"#, "missing_field"),
        (b"", "empty_message"),
    ] {
        assert_eq!(alicloud::instance(raw, false).err().map(|error| error.code()), Some(expected));
    }
    Ok(())
}

#[test]
fn parked_messages_are_read_as_the_calls_they_would_have_been() -> Done {
    let raw = r#"{"RequestId":"r","NotificationList":[
        {"Action":"orderPay","CreateTime":1,"NotificationRequestId":"n-1",
         "Message":"{\"requestId\":\"req-1\",\"orderBizId\":122779388,\"note\":\"a&b=c\",\"token\":\"S3cr3t\"}"},
        {"Action":"releaseInstance","NotificationRequestId":"n-2","Message":"{\"instanceId\":\"0\"}"},
        {"NotificationRequestId":"n-3","Message":"not json"},
        {"Action":"x","Message":"{\"action\":\"releaseInstance\",\"instanceId\":\"7\",\"isRefund\":null}"}]}"#;
    let parked = alicloud::failed_notifications(raw.as_bytes())?;
    let found: Vec<String> = parked
        .iter()
        .map(|one| {
            let said = one.message.as_ref().map_or_else(|error| error.code().into(), line);
            format!("{}: {said}", one.request_id.as_deref().unwrap_or("-"))
        })
        .collect();
    assert_eq!(
        found,
        [
            "n-1: activated | alicloud:122779388 | orderPay | req-1 | -",
            "n-2: wrong_value",
            "n-3: malformed_json",
            "-: ended | alicloud:7 | releaseInstance | - | -",
        ]
    );
    assert!(!format!("{parked:?}").contains("S3cr3t"));
    let wrapped = br#"{"NotificationList":{"Notification":[]}}"#;
    assert_eq!(alicloud::failed_notifications(wrapped)?, []);
    for (raw, expected) in [
        (&b"{}"[..], "missing_field"),
        (br#"{"NotificationList":7}"#, "wrong_value"),
        (br#"{"NotificationList":{"Notification":7}}"#, "missing_field"),
        (b"[]", "wrong_type"),
        (b"", "empty_message"),
    ] {
        assert_eq!(alicloud::failed_notifications(raw).err().map(|error| error.code()), Some(expected));
    }
    Ok(())
}

#[test]
fn a_resolved_customer_is_a_subscription_of_either_generation() -> Done {
    let license = "arn:aws:license-manager::123456789012:license:l-e52ca6f38bf84d0fafb8802ca15ac11x";
    for (raw, expected) in [
        (
            format!(r#"{{"ProductCode":"n0","CustomerAWSAccountId":"071964067459","LicenseArn":"{license}"}}"#),
            "aws:license:l-e52ca6f38bf84d0fafb8802ca15ac11x",
        ),
        (
            format!(
                r#"{{"CustomerIdentifier":"ifAPi5AcF3","ProductCode":"n0","CustomerAWSAccountId":"071964067459","LicenseArn":"{license}"}}"#
            ),
            "aws:license:l-e52ca6f38bf84d0fafb8802ca15ac11x",
        ),
        (
            r#"{"CustomerIdentifier":"ifAPi5AcF3","ProductCode":"n0","CustomerAWSAccountId":"071964067459"}"#.into(),
            "aws:customer:n0:ifAPi5AcF3",
        ),
        (r#"{"CustomerIdentifier":" X01","ProductCode":"n0"}"#.into(), "aws:customer:n0:X01"),
    ] {
        let subscription = aws::resolved_customer(raw.as_bytes())?;
        assert_eq!(subscription.identity().as_str(), expected);
    }
    let leading_zero = aws::resolved_customer(
        format!(r#"{{"ProductCode":"n0","CustomerAWSAccountId":"071964067459","LicenseArn":"{license}"}}"#).as_bytes(),
    )?;
    let account = leading_zero.identifiers().account_id.as_ref().map(|account| account.as_str());
    assert_eq!(account, Some("071964067459"), "an account is a text");
    for (raw, field) in [
        (r#"{"ProductCode":"n0"}"#, "CustomerIdentifier"),
        (r#"{"CustomerIdentifier":"X"}"#, "ProductCode"),
        (r#"{"ProductCode":"n0","LicenseArn":"arn:aws:license-manager::1:license:l-1"}"#, "CustomerAWSAccountId"),
        (r#"{"CustomerAWSAccountId":"71964067459","LicenseArn":"x:l-1"}"#, "CustomerAWSAccountId"),
        (r#"{"CustomerAWSAccountId":"071964067459","LicenseArn":"x"}"#, "LicenseArn"),
        (r#"{"CustomerIdentifier":7}"#, "CustomerIdentifier"),
    ] {
        let error = aws::resolved_customer(raw.as_bytes()).err().ok_or(raw)?;
        assert_eq!(error.field(), Some(field), "{error}");
    }
    Ok(())
}

const LIVE: &str =
    r#"{"ProductCode":"n0","Dimension":"seats","CustomerIdentifier":"X01","ExpirationDate":1798761600.5}"#;
const EXPIRED: &str =
    r#"{"ProductCode":"n0","Dimension":"old","CustomerIdentifier":"X01","ExpirationDate":"2026-03-01T00:00:00Z"}"#;
const EARLIER: &str = r#"{"ProductCode":"n0","CustomerIdentifier":"X01","ExpirationDate":1735689600}"#;
const ENDLESS: &str = r#"{"ProductCode":"n0","CustomerIdentifier":"X01"}"#;
const ANOTHERS: &str = r#"{"ProductCode":"n0","CustomerIdentifier":"X02"}"#;

fn entitled(pages: &[String]) -> Result<String, Box<dyn Error>> {
    let identity = SubscriptionIdentity::new("aws:customer:n0:X01")?;
    let now: Instant = "2026-05-02T00:00:00Z".parse()?;
    let pages: Vec<&[u8]> = pages.iter().map(|page| page.as_bytes()).collect();
    Ok(aws::entitlements(&pages, &identity, now).map_or_else(|error| error.code().into(), |message| line(&message)))
}

fn page(entries: &[&str], more: &str) -> String {
    format!(r#"{{"Entitlements":[{}]{more}}}"#, entries.join(","))
}

#[test]
fn entitlements_that_have_not_expired_activate_and_expired_or_none_end() -> Done {
    let about = "aws:customer:n0:X01 | GetEntitlements";
    for (entries, expected) in [
        (&[LIVE][..], format!("activated | {about} (entitled) | - | -")),
        (&[EXPIRED, LIVE, ANOTHERS], format!("activated | {about} (entitled) | - | -")),
        (&[ENDLESS], format!("activated | {about} (entitled) | - | -")),
        (&[EARLIER, EXPIRED, ANOTHERS], format!("ended | {about} (expired) | - | 2026-03-01T00:00:00Z")),
        (&[ANOTHERS], format!("ended | {about} (none) | - | -")),
        (&[], format!("ended | {about} (none) | - | -")),
    ] {
        assert_eq!(entitled(&[page(entries, "")])?, expected);
    }
    Ok(())
}

#[test]
fn what_is_on_a_page_not_given_is_not_taken_for_expired() -> Done {
    let more = r#","NextToken":"t""#;
    assert_eq!(entitled(&[page(&[EXPIRED], more)])?, "missing_field");
    assert_eq!(entitled(&[])?, "missing_field");
    assert!(entitled(&[page(&[LIVE], more)])?.starts_with("activated"));
    assert!(entitled(&[page(&[EXPIRED], more), page(&[LIVE], "")])?.starts_with("activated"));
    assert!(entitled(&[page(&[EXPIRED], more), page(&[], r#","NextToken":null"#)])?.starts_with("ended"));
    Ok(())
}

#[test]
fn entitlements_that_cannot_be_read_end_nothing() -> Done {
    for (raw, expected) in [
        ("{}", "missing_field"),
        (r#"{"Entitlements":{}}"#, "missing_field"),
        (r#"{"Entitlements":[7]}"#, "wrong_type"),
        (
            r#"{"Entitlements":[{"ProductCode":"n0","CustomerIdentifier":"X01","ExpirationDate":"soon"}]}"#,
            "wrong_value",
        ),
        (r#"{"Entitlements":[{"ExpirationDate":true}]}"#, "wrong_value"),
        (r#"{"Entitlements":[{"ExpirationDate":1e300}]}"#, "wrong_value"),
        ("", "empty_message"),
    ] {
        assert_eq!(entitled(&[raw.into()])?, expected, "{raw}");
    }
    Ok(())
}

#[test]
fn entitlements_of_concurrent_agreements_are_told_apart_by_licence() -> Done {
    let entry = |license: &str, expiry: u64| {
        format!(
            r#"{{"ProductCode":"n0","CustomerAWSAccountId":"071964067459","LicenseArn":"arn:aws:license-manager::1:license:{license}","ExpirationDate":{expiry}}}"#
        )
    };
    let raw = page(&[&entry("l-a", 1_735_689_600), &entry("l-b", 1_798_761_600)], "");
    let now: Instant = "2026-05-02T00:00:00Z".parse()?;
    for (identity, signal) in [("aws:license:l-a", "ended"), ("aws:license:l-b", "activated")] {
        let message = aws::entitlements(&[raw.as_bytes()], &SubscriptionIdentity::new(identity)?, now)?;
        assert_eq!(message.signal.to_string(), signal);
        assert_eq!(message.account_id.map(|account| account.to_string()).as_deref(), Some("071964067459"));
    }
    Ok(())
}
