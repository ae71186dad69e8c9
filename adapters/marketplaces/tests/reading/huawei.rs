use defray_core::provider::Provider::HuaweiCloud;
use defray_marketplaces::read;

use super::{code, line_of};

pub(crate) const CREATED: &str =
    r#"{"activity":"newInstance","businessId":"b-1","orderId":"CS1","orderLineId":"CS1-000001"}"#;
pub(crate) const EXPIRED: &str =
    "activity=expireInstance&instanceId=03pf80&orderId=CS2&timeStamp=20170725025113409&authToken=D4yK";

#[test]
fn each_activity_of_the_first_version_means_what_it_says() {
    let time = "2017-07-25T02:51:13.409Z";
    for (query, expected) in [
        ("newInstance&orderId=CS1&businessId=b", "activated | huawei_cloud:CS1 | newInstance"),
        ("newInstance&orderId=CS1&productId=p-1", "activated | huawei_cloud:CS1-p-1 | newInstance"),
        (
            "newInstance&orderId=CS1&orderLineId=CS1-000001&productId=p",
            "activated | huawei_cloud:CS1-000001 | newInstance",
        ),
        ("refreshInstance&instanceId=i&orderId=other", "resumed | huawei_cloud:i | refreshInstance"),
        ("expireInstance&instanceId=i", "suspended | huawei_cloud:i | expireInstance"),
        ("releaseInstance&instanceId=i", "ended | huawei_cloud:i | releaseInstance"),
        ("instanceStatus&instanceId=i&instanceStatus=FREEZE", "suspended | huawei_cloud:i | instanceStatus (FREEZE)"),
        ("instanceStatus&instanceId=i&instanceStatus=NORMAL", "resumed | huawei_cloud:i | instanceStatus (NORMAL)"),
        ("instanceStatus&instanceId=i&instanceStatus=NEW", "ignored | huawei_cloud:i | instanceStatus (NEW)"),
        ("instanceStatus&instanceId=i", "ignored | huawei_cloud:i | instanceStatus (no status)"),
        ("upgrade&instanceId=i", "ignored | huawei_cloud:i | upgrade"),
        ("getLicense&orderId=CS1", "ignored | - | getLicense"),
        ("releaseInstance&instanceId=i&testFlag=0", "ended | huawei_cloud:i | releaseInstance"),
        ("releaseInstance&instanceId=i&testFlag=1", "ignored | huawei_cloud:i | releaseInstance (test)"),
        ("newInstance&testFlag=1", "ignored | - | newInstance (test)"),
    ] {
        let raw = format!("/produce?timeStamp=20170725025113409&authToken=x&activity={query}");
        assert_eq!(line_of(HuaweiCloud, &raw), format!("{expected} | - | {time}"), "{query}");
    }
}

#[test]
fn each_activity_of_the_second_version_means_what_it_says() {
    for (fields, expected) in [
        (
            r#""newInstance","orderId":"CS1","orderLineId":"CS1-000001""#,
            "activated | huawei_cloud:CS1-000001 | newInstance",
        ),
        (r#""newInstance","orderId":"CS1""#, "activated | huawei_cloud:CS1 | newInstance"),
        (r#""queryInstance","instanceId":"i""#, "ignored | huawei_cloud:i | queryInstance"),
        (r#""updateInstance","instanceId":"i""#, "ignored | huawei_cloud:i | updateInstance"),
        (
            r#""updateInstanceStatus","instanceId":"i","status":"FREEZE""#,
            "suspended | huawei_cloud:i | updateInstanceStatus (FREEZE)",
        ),
        (
            r#""updateInstanceStatus","instanceId":"i","status":"UNFREEZE""#,
            "resumed | huawei_cloud:i | updateInstanceStatus (UNFREEZE)",
        ),
        (r#""releaseInstance","instanceId":"i","orderId":"CS1""#, "ended | huawei_cloud:i | releaseInstance"),
        (r#""releaseInstance","instanceId":"i","testFlag":"1""#, "ignored | huawei_cloud:i | releaseInstance (test)"),
        (r#""releaseInstance","instanceId":"i","testFlag":1"#, "ignored | huawei_cloud:i | releaseInstance (test)"),
        (r#""releaseInstance","instanceId":"i","testFlag":"0""#, "ended | huawei_cloud:i | releaseInstance"),
        (r#""upgradeInstance","instanceId":"i""#, "ignored | huawei_cloud:i | upgradeInstance"),
        (r#""somethingNew""#, "ignored | - | somethingNew"),
    ] {
        assert_eq!(
            line_of(HuaweiCloud, format!(r#"{{"activity":{fields}}}"#)),
            format!("{expected} | - | -"),
            "{fields}"
        );
    }
}

#[test]
fn a_known_activity_that_names_nobody_is_an_error_never_silence() {
    for (raw, expected) in [
        ("activity=releaseInstance&orderId=CS1", "missing_field"),
        ("activity=releaseInstance&instanceId=", "missing_field"),
        ("activity=newInstance&businessId=b", "missing_field"),
        ("activity=newInstance&productId=p", "missing_field"),
        ("orderId=CS1", "missing_field"),
        (r#"{"activity":"releaseInstance"}"#, "missing_field"),
        (r#"{"activity":"releaseInstance","instanceId":7}"#, "wrong_type"),
        (r#"{"activity":"newInstance","orderLineId":""}"#, "missing_field"),
        (r#"{"orderId":"CS1"}"#, "missing_field"),
        ("[]", "wrong_type"),
        ("activity=releaseInstance&instanceId=1%262", "wrong_value"),
        ("activity=releaseInstance&instanceId=1&timeStamp=yesterday", "wrong_value"),
        ("activity=releaseInstance&instanceId=1&timeStamp=20170229000000000", "wrong_value"),
    ] {
        assert_eq!(code(HuaweiCloud, raw), expected, "{raw}");
    }
}

#[test]
fn instants_have_up_to_three_decimals() {
    for (timestamp, expected) in [
        ("20170725025113", "2017-07-25T02:51:13Z"),
        ("201707250251134", "2017-07-25T02:51:13.4Z"),
        ("20170725025113009", "2017-07-25T02:51:13.009Z"),
    ] {
        let raw = format!("activity=releaseInstance&instanceId=1&timeStamp={timestamp}");
        assert!(line_of(HuaweiCloud, &raw).ends_with(expected), "{timestamp}");
    }
}

#[test]
fn an_instance_id_of_ours_has_at_most_64_characters_and_no_two_orders_share_one() {
    let product = "p".repeat(61);
    let long = line_of(HuaweiCloud, format!("activity=newInstance&orderId=CS1&productId={product}"));
    let other = line_of(HuaweiCloud, format!("activity=newInstance&orderId=CS2&productId={product}"));
    assert_ne!(long, other);
    let id = long.split(" | ").nth(1).and_then(|id| id.strip_prefix("huawei_cloud:")).unwrap_or_default();
    assert!(id.len() == 64 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id}");
}

#[test]
fn the_token_is_masked_and_nothing_else() {
    let kept = |raw: &str| {
        let message = read(HuaweiCloud, raw.as_bytes()).ok();
        message.and_then(|message| message.raw).map(|raw| raw.as_str().to_owned())
    };
    assert_eq!(kept(EXPIRED), Some(EXPIRED.replace("D4yK", "***")));
    assert_eq!(kept(CREATED).as_deref(), Some(CREATED));
}
