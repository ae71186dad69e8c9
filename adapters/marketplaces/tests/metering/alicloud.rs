use defray_core::provider::Provider::AliCloud;
use defray_core::time::Seconds;
use defray_marketplaces::alicloud::RECORDS_MAX;
use defray_marketplaces::metering::{Billing, MeteringResult, Terms, Usage};
use serde_json::json;

use super::{Done, at, instance, names, now, only_call, plan, results, sent, usage};

fn terms() -> Terms {
    Terms::at(now())
}

#[test]
fn a_record_is_as_the_documentation_shows_it() -> Done {
    let subscription = instance("alicloud", "1000001");
    let sample = Usage {
        dimension: "cmapi00060317-PeriodMin-4",
        start: at("2024-08-16T01:20:00Z"),
        end: at("2024-08-16T01:30:00Z"),
        quantity: 96.into(),
        ..usage("u-1", &subscription)
    };
    let plan = plan(AliCloud, &[sample], &Terms::at(at("2024-08-16T01:31:00Z")));
    let (call, body) = only_call(&plan)?;
    let expected = json!([{
        "InstanceId": "1000001", "StartTime": "1723771200", "EndTime": "1723771800",
        "Entities": [{"Key": "PeriodMin", "Value": "96", "meteringAssit": "cmapi00060317-PeriodMin-4"}],
    }]);
    assert_eq!((body, call.operation.as_str()), (expected, "PushMeteringData"));
    Ok(())
}

#[test]
fn an_item_may_be_given_alone() -> Done {
    let subscription = instance("alicloud", "1000001");
    for (dimension, key) in [("Frequency", "Frequency"), ("SomethingNew", "SomethingNew")] {
        let plan = plan(AliCloud, &[Usage { dimension, ..usage("u", &subscription) }], &terms());
        let (_, body) = only_call(&plan)?;
        assert_eq!(body[0]["Entities"], json!([{"Key": key, "Value": "5"}]));
    }
    Ok(())
}

#[test]
fn calls_for_one_instance_keep_a_minute_apart() {
    let (busy, quiet) = (instance("alicloud", "1"), instance("alicloud", "2"));
    let ids: Vec<String> = (0..251).map(|n| format!("u-{n}")).collect();
    let dimensions: Vec<String> = (0..251).map(|n| format!("p-Unit-{n}")).collect();
    let of = |(n, id)| Usage {
        product: Some("p"),
        dimension: dimensions.get::<usize>(n).map_or("", String::as_str),
        subscription: if n == 250 { &quiet } else { &busy },
        ..usage(id, &busy)
    };
    let usages: Vec<_> = ids.iter().map(String::as_str).enumerate().map(of).collect();
    let calls = |terms: &Terms| -> Vec<(usize, u64)> {
        plan(AliCloud, &usages, terms).calls.iter().map(|call| (call.records.len(), call.wait.get())).collect()
    };
    assert_eq!(calls(&terms()), [(RECORDS_MAX, 0), (RECORDS_MAX, 60), (51, 120)]);
    let real_time = calls(&Terms { billing: Billing::RealTime, ..terms() });
    assert!(real_time.len() == 26 && real_time.iter().all(|&(records, wait)| records <= 10 && wait == 0));
}

#[test]
fn one_call_is_about_one_product() {
    let subscriptions = ["1", "2", "3", "4"].map(|id| instance("alicloud", id));
    let products = [Some("a"), Some("b"), Some("a"), None];
    let ids = ["u-1", "u-2", "u-3", "u-4"];
    let usages: Vec<_> = ids
        .iter()
        .zip(&subscriptions)
        .zip(products)
        .map(|((id, subscription), product)| Usage { product, ..usage(id, subscription) })
        .collect();
    let plan = plan(AliCloud, &usages, &terms());
    let mut calls: Vec<Vec<String>> = plan.calls.iter().map(|call| call.records.clone()).collect();
    calls.sort();
    assert_eq!(calls, [vec!["u-1", "u-3"], vec!["u-2"], vec!["u-4"]]);
    assert!(plan.calls.iter().all(|call| call.wait == Seconds::days(0)));
}

#[test]
fn what_alicloud_would_refuse_is_not_sent() -> Done {
    let subscription = instance("alicloud", "1000001");
    let good = usage("u", &subscription);
    let short = Usage { start: at("2026-05-02T09:55:00Z"), ..good };
    for (usage, expected) in [
        (good, "sent"),
        (Usage { quantity: 0.into(), ..good }, "sent"),
        (Usage { quantity: super::decimal("0.5"), ..good }, "wrong_value"),
        (Usage { quantity: (-1).into(), ..good }, "wrong_value"),
        (Usage { dimension: "", ..good }, "wrong_value"),
        (Usage { dimension: "a\nb", ..good }, "wrong_value"),
        (short, "wrong_value"),
        (Usage { start: at("2026-05-02T09:54:59Z"), ..short }, "sent"),
        (Usage { start: at("2026-05-02T07:59:59Z"), ..good }, "too_late"),
        (Usage { ended_at: Some(at("2026-05-02T09:20:00Z")), ..good }, "sent"),
        (Usage { ended_at: Some(good.start), ..good }, "after_end"),
    ] {
        assert_eq!(sent(AliCloud, usage, &terms()), expected, "{usage:?}");
    }
    let real_time = Terms { billing: Billing::RealTime, ..terms() };
    assert_eq!(sent(AliCloud, short, &real_time), "sent");
    let twice = plan(AliCloud, &[good, Usage { id: "v", ..good }], &terms());
    assert_eq!(twice.unsendable.first().map(|(id, why)| (id.as_str(), why.code())), Some(("v", "same_slot")));
    Ok(())
}

#[test]
fn an_instance_that_alicloud_would_refuse_cannot_be_linked() {
    use defray_core::provider::{Identifiers, Provider};
    use defray_core::{id::ProviderIdentifier, subscription::Subscription};
    for instance in ["ws-1", "0001", "12345678901234567890"] {
        let typed = Identifiers {
            account_id: ProviderIdentifier::new("1041031108983109").ok(),
            instance_id: ProviderIdentifier::new(instance).ok(),
            ..Identifiers::of(Provider::AliCloud)
        };
        let refused = Subscription::try_from(typed).map_err(|error| error.field);
        assert_eq!(refused, Err("instance_id"), "{instance}");
    }
}

#[test]
fn the_answer_is_about_the_whole_call() -> Done {
    let subscription = instance("alicloud", "1000001");
    let other = Usage { id: "v", dimension: "Unit", ..usage("v", &subscription) };
    let plan = plan(AliCloud, &[usage("u", &subscription), other], &terms());
    let (call, _) = only_call(&plan)?;
    for (status, body, expected) in [
        (200, r#"{"RequestId":"r","Success":true}"#, "accepted"),
        (200, r#"{"RequestId":"r","Success":"true"}"#, "accepted"),
        (200, r#"{"RequestId":"r","Success":false,"Code":"InvalidParameter"}"#, "isolate"),
        (400, r#"{"Code":"InvalidParameter","Message":"bad","RequestId":"r"}"#, "isolate"),
        (400, r#"{"Code":"Throttling.User","Message":"slow down"}"#, "unprocessed"),
        (429, "", "unprocessed"),
        (403, r#"{"Code":"Forbidden.RAM"}"#, "halted"),
        (400, r#"{"Code":"SignatureDoesNotMatch"}"#, "halted"),
    ] {
        assert_eq!(names(&results(AliCloud, call, status, body)), [expected; 2], "{status} {body}");
    }
    Ok(())
}

/// No rule about duplicates is documented, so what may have been recorded is never sent again by itself.
#[test]
fn an_answer_that_leaves_it_open_is_for_a_person() -> Done {
    let subscription = instance("alicloud", "1000001");
    let plan = plan(AliCloud, &[usage("u", &subscription)], &terms());
    let (call, _) = only_call(&plan)?;
    for (status, body, code) in [
        (0, "", "no_answer"),
        (500, r#"{"Code":"InternalError"}"#, "InternalError"),
        (502, "<html>", "http_502"),
        (200, "{}", "http_200"),
        (200, "not json", "http_200"),
    ] {
        let told = results(AliCloud, call, status, body);
        assert_eq!(told, [("u".into(), MeteringResult::Unknown { code: code.into() })]);
        assert!(!told.iter().any(|(_, result)| result.send_again()));
    }
    Ok(())
}

#[test]
fn usage_of_an_hour_is_taken_until_a_minute_before_the_hour_after_next() -> Done {
    let subscription = instance("alicloud", "1000001");
    let alicloud = defray_marketplaces::marketplace(AliCloud);
    let morning = Usage {
        start: at("2026-05-02T08:10:00+08:00"),
        end: at("2026-05-02T08:20:00+08:00"),
        ..usage("u", &subscription)
    };
    assert_eq!(alicloud.deadline(&morning, &terms()), at("2026-05-02T09:59:00+08:00"));
    let daily = Terms { billing: Billing::Daily, ..terms() };
    assert_eq!(alicloud.deadline(&morning, &daily), at("2026-05-03T01:59:00+08:00"));
    let late = Usage { start: at("2026-05-02T23:50:00+08:00"), end: at("2026-05-03T00:00:00+08:00"), ..morning };
    assert_eq!(alicloud.deadline(&late, &daily), at("2026-05-03T01:59:00+08:00"));
    let utc = Terms { day_offset_seconds: 0, ..daily };
    assert_eq!(alicloud.deadline(&late, &utc), at("2026-05-03T01:59:00Z"));
    assert_eq!(
        sent(AliCloud, Usage { start: at("2026-05-01T15:50:00Z"), end: at("2026-05-01T16:00:00Z"), ..morning }, &daily),
        "too_late"
    );
    Ok(())
}
