use base64ct::{Base64, Encoding};
use defray_core::provider::Provider::HuaweiCloud;
use defray_marketplaces::huawei::{RECORDS_MAX, USAGE_PATH};
use defray_marketplaces::metering::{Billing, Call, Terms, Usage};
use defray_marketplaces::{Rejected, Secret, Trust, marketplace};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::{Done, at, instance, names, now, only_call, plan, results, sent, usage};

fn terms() -> Terms {
    Terms::at(now())
}

#[test]
fn a_record_is_as_the_documentation_shows_it_with_its_names_in_order() -> Done {
    let subscription = instance("huawei_cloud", "7f141bf1-aec8-4859-8323-fb3a8ad50721");
    let sample = Usage {
        start: at("2022-08-09T08:00:00Z"),
        end: at("2022-08-09T09:00:00Z"),
        quantity: super::decimal("99.5000"),
        ..usage("sn-1", &subscription)
    };
    let plan = plan(HuaweiCloud, &[sample], &Terms::at(at("2022-08-09T09:10:00.75Z")));
    let (call, _) = only_call(&plan)?;
    let expected = r#"{"usage_records":[{"begin_time":"20220809T080000Z","end_time":"20220809T090000Z","instance_id":"7f141bf1-aec8-4859-8323-fb3a8ad50721","metering_sn":"sn-1","record_time":"20220809T091000Z","usage_value":"99.5"}]}"#;
    assert_eq!((call.body.as_str(), call.operation.as_str()), (expected, USAGE_PATH));
    Ok(())
}

#[test]
fn a_call_is_signed_with_instant_nonce_and_body() -> Done {
    let subscription = instance("huawei_cloud", "i");
    let plan = plan(HuaweiCloud, &[usage("sn-1", &subscription)], &terms());
    let (call, _) = only_call(&plan)?;
    let huawei = marketplace(HuaweiCloud);
    let secrets = [Secret::new("accesskey")];
    let trust = Trust::at(at("2024-03-06T02:07:45.879Z")).secrets(&secrets);
    let nonce = "6c63c221-1f6b-4141-8ff4-22f5dfe82b65";
    let headers = huawei.headers(call, &trust, nonce)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(b"accesskey")?;
    mac.update(format!("ts=1709690865879&nonce={nonce}&body={}", call.body).as_bytes());
    let signature = Base64::encode_string(&mac.finalize().into_bytes());
    for header in [("ts", "1709690865879".to_string()), ("nonce", nonce.into()), ("signature", signature)] {
        assert!(headers.contains(&header), "{header:?} in {headers:?}");
    }
    let without_key = huawei.headers(call, &Trust::at(now()), nonce);
    assert_eq!(without_key, Err(Rejected::NothingTrusted { expected: "access key" }));
    for nonce in ["", "a b", "a&ts=1", &"n".repeat(65)] {
        let rejected = huawei.headers(call, &trust, nonce).err().ok_or(nonce)?;
        assert_eq!((rejected.code(), rejected.field()), ("malformed_proof", Some("nonce")), "{nonce}");
    }
    assert_eq!(huawei.headers(call, &trust, &"n".repeat(64))?.len(), headers.len());
    Ok(())
}

#[test]
fn a_call_has_at_most_a_thousand_records() {
    let subscriptions: Vec<_> = (0..1_001).map(|n| instance("huawei_cloud", &format!("i-{n}"))).collect();
    let ids: Vec<String> = (0..1_001).map(|n| format!("sn-{n}")).collect();
    let usages: Vec<_> = ids.iter().zip(&subscriptions).map(|(id, subscription)| usage(id, subscription)).collect();
    let plan = plan(HuaweiCloud, &usages, &terms());
    assert_eq!(plan.calls.iter().map(|call| call.records.len()).collect::<Vec<_>>(), [RECORDS_MAX, 1]);
}

#[test]
fn what_huawei_cloud_would_refuse_is_not_sent() -> Done {
    let subscription = instance("huawei_cloud", "i");
    let long_instance = instance("huawei_cloud", &"i".repeat(65));
    let good = usage("u", &subscription);
    let long = "s".repeat(65);
    for (usage, expected) in [
        (good, "sent"),
        (Usage { quantity: super::decimal("0.0001"), ..good }, "sent"),
        (Usage { quantity: super::decimal("0.00010"), ..good }, "sent"),
        (Usage { quantity: super::decimal("0.00011"), ..good }, "wrong_value"),
        (Usage { quantity: super::decimal("0"), ..good }, "wrong_value"),
        (Usage { quantity: super::decimal("-1"), ..good }, "wrong_value"),
        (Usage { quantity: super::decimal("99999999.9999"), ..good }, "sent"),
        (Usage { quantity: super::decimal("100000000"), ..good }, "wrong_value"),
        (Usage { id: &long, ..good }, "wrong_value"),
        (Usage { subscription: &long_instance, ..good }, "wrong_value"),
        (Usage { start: at("2026-05-02T09:59:59.5Z"), end: at("2026-05-02T09:59:59.6Z"), ..good }, "wrong_value"),
        (Usage { ended_at: Some(good.end), ..good }, "sent"),
        (Usage { ended_at: Some(at("2026-05-02T09:59:59Z")), ..good }, "after_end"),
        (Usage { start: at("2026-05-02T07:00:00Z"), end: at("2026-05-02T08:00:00Z"), ..good }, "too_late"),
        (Usage { start: at("2026-05-02T07:30:00Z"), end: at("2026-05-02T08:10:00Z"), ..good }, "sent"),
    ] {
        assert_eq!(sent(HuaweiCloud, usage, &terms()), expected, "{usage:?}");
    }
    let twice = plan(HuaweiCloud, &[good, Usage { id: "v", ..good }], &terms());
    assert_eq!(twice.unsendable.first().map(|(id, why)| (id.as_str(), why.code())), Some(("v", "same_slot")));
    Ok(())
}

#[test]
fn usage_of_an_hour_is_taken_for_two_and_of_a_day_for_one() -> Done {
    let subscription = instance("huawei_cloud", "i");
    let huawei = marketplace(HuaweiCloud);
    let usage = usage("u", &subscription);
    assert_eq!(huawei.deadline(&usage, &terms()), at("2026-05-02T12:00:00Z"));
    let daily = Terms { billing: Billing::Daily, ..terms() };
    assert_eq!(huawei.deadline(&usage, &daily), at("2026-05-03T01:00:00+08:00"));
    let midnight = Usage { start: at("2026-05-01T00:00:00+08:00"), end: at("2026-05-02T00:00:00+08:00"), ..usage };
    assert_eq!(huawei.deadline(&midnight, &daily), at("2026-05-02T01:00:00+08:00"));
    Ok(())
}

fn three() -> Result<Call, Box<dyn std::error::Error>> {
    let subscriptions = ["1", "2", "3"].map(|id| instance("huawei_cloud", id));
    let ids = ["sn-1", "sn-2", "sn-3"];
    let usages: Vec<_> = ids.iter().zip(&subscriptions).map(|(id, subscription)| usage(id, subscription)).collect();
    Ok(only_call(&plan(HuaweiCloud, &usages, &terms()))?.0.clone())
}

#[test]
fn a_call_that_failed_as_a_whole_is_taken_apart_or_sent_again_or_stops() -> Done {
    let call = three()?;
    let single = Call { records: vec!["sn-1".into()], ..call.clone() };
    for (status, body, expected, alone) in [
        (200, r#"{"error_code":"MKT.0000","error_msg":"success"}"#, "accepted", "accepted"),
        (200, r#"{"resultCode":"000000"}"#, "accepted", "accepted"),
        (500, r#"{"error_code":"MKT.0000"}"#, "unprocessed", "unprocessed"),
        (500, r#"{"error_code":"MKT.9001","error_msg":"Instance ID not found."}"#, "isolate", "refused"),
        (400, r#"{"error_code":"MKT.0101"}"#, "isolate", "refused"),
        (500, r#"{"error_code":"MKT.0999"}"#, "unprocessed", "unprocessed"),
        (400, r#"{"error_code":"MKT.0102"}"#, "halted", "halted"),
        (401, r#"{"error_code":"APIGW.0301"}"#, "halted", "halted"),
        (200, r#"{"error_code":"MKT.4711"}"#, "unprocessed", "unprocessed"),
        (502, "<html>", "unprocessed", "unprocessed"),
        (0, "", "unprocessed", "unprocessed"),
    ] {
        assert_eq!(names(&results(HuaweiCloud, &call, status, body)), [expected; 3], "{status} {body}");
        assert_eq!(names(&results(HuaweiCloud, &single, status, body)), [alone], "{status} {body}");
    }
    Ok(())
}

#[test]
fn records_named_in_an_answer_have_verdicts_of_their_own() -> Done {
    let call = three()?;
    let failed = |code: &str| {
        format!(
            r#"{{"error_code":"MKT.9002","error_msg":"some failed","extra_info":{{"records":[{{"metering_sn":"sn-2","error_code":"{code}","error_msg":"why"}}]}}}}"#
        )
    };
    for (code, expected) in [
        ("001", "not_subscribed"),
        ("002", "refused"),
        ("005", "duplicate"),
        ("007", "refused"),
        ("010", "duplicate"),
        ("013", "not_subscribed"),
        ("014", "not_subscribed"),
        ("016", "unprocessed"),
        ("019", "refused"),
        ("999", "refused"),
    ] {
        let told = results(HuaweiCloud, &call, 500, &failed(code));
        assert_eq!(names(&told), ["unprocessed", expected, "unprocessed"], "{code}");
    }
    let partly = r#"{"error_code":"MKT.0000","failed":[{"meteringSn":"sn-3","code":"005"}]}"#;
    assert_eq!(names(&results(HuaweiCloud, &call, 200, partly)), ["accepted", "accepted", "duplicate"]);
    Ok(())
}
