use defray_core::provider::Provider::AliCloud;

use super::{code, line_of};

pub(crate) const CREATED: &str = "action=createInstance&aliUid=1041031108983109&expiredOn=2026-01-25+00%3A00%3A00\
    &orderBizId=122779388&orderId=269326581310319&productCode=cmgj00053362&skuId=yuncode6661200001&trial=false\
    &package_version=%E6%A0%87%E5%87%86%E7%89%88&token=749766c9d4f0cd3f81f443c54d34e950";

#[test]
fn each_action_means_what_it_says() {
    for (query, expected) in [
        (CREATED, "activated | alicloud:122779388 | createInstance | - | -"),
        ("action=createInstance&instanceId=7&orderBizId=8", "activated | alicloud:7 | createInstance | - | -"),
        (
            "action=orderPay&requestId=req-1&aliUid=1041031108983109&orderBizId=122779388&orderId=1&token=t",
            "activated | alicloud:122779388 | orderPay | req-1 | -",
        ),
        ("action=orderPay&orderBizId=122779388", "activated | alicloud:122779388 | orderPay | - | -"),
        ("action=resumeInstance&instanceId=122779388", "resumed | alicloud:122779388 | resumeInstance | - | -"),
        ("action=expiredInstance&instanceId=122779388", "suspended | alicloud:122779388 | expiredInstance | - | -"),
        (
            "action=releaseInstance&instanceId=122779388&isRefund=false",
            "ended | alicloud:122779388 | releaseInstance | - | -",
        ),
        ("action=releaseInstance&instanceId=122779388", "ended | alicloud:122779388 | releaseInstance | - | -"),
        ("action=renewInstance&instanceId=1", "resumed | alicloud:1 | renewInstance | - | -"),
        ("action=refundRenewInstance&instanceId=1", "ignored | alicloud:1 | refundRenewInstance | - | -"),
        ("action=upgradeInstance&instanceId=1", "ignored | alicloud:1 | upgradeInstance | - | -"),
        ("action=freezeInstance&instanceId=1", "ignored | alicloud:1 | freezeInstance | - | -"),
        ("action=somethingNew", "ignored | - | somethingNew | - | -"),
    ] {
        assert_eq!(line_of(AliCloud, query), expected, "{query}");
    }
}

#[test]
fn a_query_is_found_however_it_was_handed_over() {
    let expected = "ended | alicloud:1 | releaseInstance | - | -";
    for raw in [
        "action=releaseInstance&instanceId=1",
        "?action=releaseInstance&instanceId=1",
        "/spi?action=releaseInstance&instanceId=1",
        "/a=b/spi?action=releaseInstance&instanceId=1&note=a?b",
        "https://example.com/spi?action=releaseInstance&instanceId=1",
        "HTTP://example.com?action=releaseInstance&instanceId=1\r\n",
        "&action=releaseInstance&&instanceId=1&",
    ] {
        assert_eq!(line_of(AliCloud, raw), expected, "{raw}");
    }
    assert_eq!(code(AliCloud, "/spi"), "unknown_shape");
    assert_eq!(code(AliCloud, "https://example.com/"), "unknown_shape");
    assert_eq!(code(AliCloud, "action=releaseInstance&instanceId=1#part"), "malformed_query");
}

#[test]
fn parameters_are_decoded_as_forms_are() {
    assert_eq!(
        line_of(AliCloud, "%61ction=release%49nstance&instanceId=+%311+"),
        "ended | alicloud:11 | releaseInstance | - | -"
    );
    assert_eq!(line_of(AliCloud, "action=somethingNew&instanceId=a+b%2Bc"), "ignored | - | somethingNew | - | -");
    let code = |value: &str| code(AliCloud, format!("action=releaseInstance&instanceId={value}"));
    for malformed in ["%", "%4", "%zz", "%+1", "%FF", "%E6%A0", "1%C0%80"] {
        assert_eq!(code(malformed), "malformed_query", "{malformed}");
    }
    assert_eq!(code("%00"), "wrong_value");
}

#[test]
fn an_instance_that_is_not_ready_has_no_identity() {
    for action in ["createInstance", "releaseInstance", "renewInstance"] {
        assert_eq!(code(AliCloud, format!("action={action}&instanceId=0")), "wrong_value");
    }
    assert_eq!(line_of(AliCloud, "action=upgradeInstance&instanceId=0"), "ignored | - | upgradeInstance | - | -");
}

#[test]
fn a_known_action_that_names_nobody_is_an_error_never_silence() {
    let expected =
        "expected an instance id of 1 to 19 digits such as `1551111111`, other than 0, which means not ready";
    for (query, field) in [
        ("action=createInstance&aliUid=1", "orderBizId"),
        ("action=createInstance&orderBizId=", "orderBizId"),
        ("action=releaseInstance&orderBizId=1", "instanceId"),
    ] {
        assert_eq!(line_of(AliCloud, query), format!("missing_field: `{field}` is absent: {expected}"), "{query}");
    }
    assert_eq!(
        line_of(AliCloud, "instanceId=1"),
        "missing_field: `action` is absent: expected what happened, such as `releaseInstance`"
    );
    let too_long = "1".repeat(20);
    assert_eq!(code(AliCloud, format!("action=releaseInstance&instanceId={too_long}")), "wrong_value");
    assert_eq!(code(AliCloud, format!("action=releaseInstance&instanceId={}", "1".repeat(19))), "read");
}

#[test]
fn a_parameter_given_twice_is_an_error_however_it_is_spelt() {
    for query in [
        "action=releaseInstance&instanceId=1&instanceId=2",
        "action=releaseInstance&instanceId=1&instance%49d=1",
        "action=releaseInstance&instanceId=1&extra=1&extra=1",
        "action=releaseInstance&instanceId=1&token=a&token=b",
    ] {
        assert_eq!(code(AliCloud, query), "duplicate_field", "{query}");
    }
}

#[test]
fn the_expiry_of_the_terms_is_not_taken_for_an_instant() {
    assert!(
        line_of(AliCloud, "action=expiredInstance&instanceId=1&expiredOn=2026-01-25+00%3A00%3A00").ends_with("| -")
    );
}
