use std::collections::BTreeSet;

use defray_core::id::WorkspaceId;
use defray_core::provider::Provider::Aws;
use defray_core::time::Seconds;
use defray_marketplaces::aws::{ALLOCATIONS_MAX, CALL_BYTES_MAX, RECORDS_MAX};
use defray_marketplaces::metering::{Allocation, MeteringResult, Terms, Unsendable, Usage};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{Done, at, customer, licensed, names, now, only_call, plan, results, sent, usage};

fn terms() -> Terms {
    Terms::at(now())
}

#[test]
fn with_a_licence_the_account_goes_along_and_no_product_code() -> Done {
    let subscription = licensed("l-0a");
    let plan = plan(Aws, &[Usage { product: Some("n0123"), ..usage("u-1", &subscription) }], &terms());
    let (call, body) = only_call(&plan)?;
    let expected = json!({"UsageRecords": [{
        "Timestamp": 1_777_712_400, "CustomerAWSAccountId": "071964067459",
        "LicenseArn": "arn:aws:license-manager::071964067459:license:l-0a", "Dimension": "Frequency", "Quantity": 5,
    }]});
    assert_eq!(
        (body, call.operation.as_str(), call.records.as_slice()),
        (expected, "BatchMeterUsage", &["u-1".into()][..])
    );
    Ok(())
}

#[test]
fn without_a_licence_the_product_code_and_the_customer_go_and_never_the_account() -> Done {
    let typed = r#"{"provider":"aws","customer_identifier":"X01","product_code":"n0123","account_id":"071964067459"}"#;
    let subscription = super::subscription(typed);
    let (_, body) =
        only_call(&plan(Aws, &[usage("u-1", &subscription)], &terms())).map(|(call, body)| (call.clone(), body))?;
    let expected = json!({"ProductCode": "n0123", "UsageRecords": [{
        "Timestamp": 1_777_712_400, "CustomerIdentifier": "X01", "Dimension": "Frequency", "Quantity": 5,
    }]});
    assert_eq!(body, expected);
    Ok(())
}

#[test]
fn one_call_is_about_one_product_and_one_generation() -> Done {
    let (one, other, third) = (customer("p-1", "X01"), customer("p-1", "X02"), customer("p-2", "X01"));
    let (new, newer) = (licensed("l-0a"), licensed("l-0b"));
    let of = |id, subscription, product| Usage { product, ..usage(id, subscription) };
    let usages = [
        of("1", &one, None),
        of("2", &third, None),
        of("3", &other, None),
        of("4", &new, Some("p-1")),
        of("5", &newer, Some("p-1")),
        of("6", &new, None),
    ];
    let usages = [usages[0], usages[1], usages[2], usages[3], usages[4], Usage { dimension: "other", ..usages[5] }];
    let plan = plan(Aws, &usages, &terms());
    let mut calls: Vec<Vec<String>> = plan.calls.iter().map(|call| call.records.clone()).collect();
    calls.sort();
    assert_eq!(calls, [vec!["1", "3"], vec!["2"], vec!["4", "5"], vec!["6"]]);
    assert_eq!(plan.unsendable, []);
    Ok(())
}

#[test]
fn a_call_has_at_most_25_records() {
    let subscriptions: Vec<_> = (0..60).map(|n| customer("p-1", &format!("X{n}"))).collect();
    let ids: Vec<String> = (0..60).map(|n| format!("u-{n}")).collect();
    let usages: Vec<_> = ids.iter().zip(&subscriptions).map(|(id, subscription)| usage(id, subscription)).collect();
    let sizes =
        |terms: &Terms| plan(Aws, &usages, terms).calls.iter().map(|call| call.records.len()).collect::<Vec<_>>();
    assert_eq!(sizes(&terms()), [RECORDS_MAX, RECORDS_MAX, 10]);
    assert_eq!(sizes(&Terms { records_per_call: Some(1), ..terms() }), [1; 60]);
    assert_eq!(sizes(&Terms { records_per_call: Some(1_000), ..terms() }), [25, 25, 10]);
    assert_eq!(sizes(&Terms { records_per_call: Some(0), ..terms() }), [1; 60]);
}

#[test]
fn a_call_stays_below_a_megabyte() -> Done {
    let workspaces: Result<Vec<WorkspaceId>, _> =
        (0..ALLOCATIONS_MAX).map(|n| WorkspaceId::new("site", &format!("{n:0>100}"))).collect();
    let workspaces = workspaces?;
    let allocations: Vec<_> = workspaces.iter().map(|workspace| Allocation { workspace, quantity: 1.into() }).collect();
    let subscriptions: Vec<_> = (0..8).map(|n| customer("p-1", &format!("X{n}"))).collect();
    let ids: Vec<String> = (0..8).map(|n| format!("u-{n}")).collect();
    let usages: Vec<_> = ids
        .iter()
        .zip(&subscriptions)
        .map(|(id, subscription)| Usage {
            quantity: ALLOCATIONS_MAX.into(),
            allocations: &allocations,
            ..usage(id, subscription)
        })
        .collect();
    let plan = plan(Aws, &usages, &terms());
    assert!(plan.calls.len() > 1 && plan.calls.iter().all(|call| call.body.len() < 1_000_000));
    assert!(plan.calls.iter().any(|call| call.body.len() * 2 > CALL_BYTES_MAX), "and fills its calls");
    assert_eq!(plan.calls.iter().map(|call| call.records.len()).sum::<usize>(), 8);
    Ok(())
}

fn allocations_of(record: &Value) -> Vec<(String, u64)> {
    let list = record["UsageAllocations"].as_array().cloned().unwrap_or_default();
    let one = |allocation: &Value| {
        let tag = allocation["Tags"][0]["Value"].as_str().unwrap_or("-").to_owned();
        (tag, allocation["AllocatedUsageQuantity"].as_u64().unwrap_or(u64::MAX))
    };
    list.iter().map(one).collect()
}

#[test]
fn parts_are_tagged_with_their_workspace_and_sum_to_the_whole() -> Done {
    let subscription = licensed("l-0a");
    let (plain, odd): (WorkspaceId, WorkspaceId) = ("cn1/ws_42".parse()?, "cn1/100% 工作".parse()?);
    let long = WorkspaceId::new("cn1", &"工".repeat(42))?;
    let part = |workspace, quantity: u32| Allocation { workspace, quantity: quantity.into() };
    let allocations = [part(&plain, 1), part(&odd, 2), part(&plain, 1), part(&long, 1)];
    let plan = plan(Aws, &[Usage { allocations: &allocations, ..usage("u-1", &subscription) }], &terms());
    let (_, body) = only_call(&plan)?;
    let parts = allocations_of(&body["UsageRecords"][0]);
    let (hashed, others): (Vec<_>, Vec<_>) = parts.into_iter().partition(|(tag, _)| tag.starts_with("sha256:"));
    assert_eq!(others, [("cn1/100%25 %E5%B7%A5%E4%BD%9C".into(), 2), ("cn1/ws_42".into(), 2)]);
    assert!(hashed.iter().all(|(tag, part)| tag.len() == 71 && *part == 1) && hashed.len() == 1);
    Ok(())
}

#[test]
fn parts_that_are_not_the_whole_are_not_sent() -> Done {
    let subscription = licensed("l-0a");
    let workspace: WorkspaceId = "cn1/ws".parse()?;
    for (part, expected) in [
        (Decimal::from(5), "sent"),
        (4.into(), "wrong_value"),
        (6.into(), "wrong_value"),
        (super::decimal("4.5"), "wrong_value"),
        ((-5).into(), "wrong_value"),
    ] {
        let allocations = [Allocation { workspace: &workspace, quantity: part }];
        assert_eq!(sent(Aws, Usage { allocations: &allocations, ..usage("u", &subscription) }, &terms()), expected);
    }
    Ok(())
}

#[test]
fn more_parts_than_allowed_go_together_without_a_tag() -> Done {
    let subscription = licensed("l-0a");
    for (count, tagged, rest) in [(ALLOCATIONS_MAX, 2_500, None), (ALLOCATIONS_MAX + 7, 2_499, Some(8))] {
        let workspaces: Result<Vec<WorkspaceId>, _> = (0..count).map(|n| format!("s/{n:05}").parse()).collect();
        let workspaces = workspaces?;
        let allocations: Vec<_> =
            workspaces.iter().map(|workspace| Allocation { workspace, quantity: 1.into() }).collect();
        let usage = Usage { quantity: count.into(), allocations: &allocations, ..usage("u", &subscription) };
        let plan = plan(Aws, &[usage], &terms());
        let (_, body) = only_call(&plan)?;
        let parts = allocations_of(&body["UsageRecords"][0]);
        let tags: BTreeSet<_> = parts.iter().filter(|(tag, _)| tag != "-").map(|(tag, _)| tag).collect();
        assert_eq!(tags.len(), tagged);
        assert_eq!(parts.iter().find(|(tag, _)| tag == "-").map(|(_, part)| *part), rest);
        assert_eq!(parts.iter().map(|(_, part)| part).sum::<u64>(), u64::try_from(count)?);
    }
    Ok(())
}

#[test]
fn what_aws_would_refuse_is_not_sent() -> Done {
    let subscription = licensed("l-0a");
    let good = usage("u", &subscription);
    let (alicloud, short) = (super::instance("alicloud", "1"), super::licensed("l-0a"));
    let bare = super::subscription(
        r#"{"provider":"aws","account_id":"071964067459","license_arn":"aws:license-manager:us-east-1:1:l-0a"}"#,
    );
    let odd = customer("n0 123", "X01");
    let long = "d".repeat(256);
    for (usage, expected) in [
        (good, "sent"),
        (Usage { quantity: 0.into(), ..good }, "sent"),
        (Usage { quantity: 2_147_483_647_u64.into(), ..good }, "sent"),
        (Usage { quantity: 2_147_483_648_u64.into(), ..good }, "wrong_value"),
        (Usage { quantity: (-1).into(), ..good }, "wrong_value"),
        (Usage { quantity: super::decimal("0.5"), ..good }, "wrong_value"),
        (Usage { quantity: super::decimal("7.00"), ..good }, "sent"),
        (Usage { dimension: "", ..good }, "wrong_value"),
        (Usage { dimension: &long, ..good }, "wrong_value"),
        (Usage { id: "", ..good }, "wrong_value"),
        (Usage { end: good.start, ..good }, "wrong_value"),
        (Usage { end: at("2026-05-02T10:10:00.000000001Z"), ..good }, "not_yet"),
        (Usage { subscription: &alicloud, ..good }, "other_provider"),
        (Usage { subscription: &short, ..good }, "sent"),
        (Usage { subscription: &bare, ..good }, "wrong_value"),
        (Usage { subscription: &odd, ..good }, "wrong_value"),
        (Usage { product: Some("p q"), ..good }, "wrong_value"),
        (Usage { ended_at: Some(at("2026-05-02T09:30:00Z")), ..good }, "sent"),
        (Usage { ended_at: Some(good.start), ..good }, "after_end"),
        (Usage { ended_at: Some(at("2026-05-02T09:09:59Z")), ..good }, "too_late"),
    ] {
        assert_eq!(sent(Aws, usage, &terms()), expected, "{usage:?}");
    }
    Ok(())
}

#[test]
fn two_records_for_one_hour_are_not_both_sent() {
    let (one, other) = (licensed("l-0a"), licensed("l-0b"));
    let good = usage("1", &one);
    let half = Usage { start: at("2026-05-02T09:30:00Z"), ..good };
    let usages = [
        good,
        Usage { id: "2", ..half },
        Usage { id: "3", dimension: "other", ..half },
        Usage { id: "4", subscription: &other, ..half },
        Usage { id: "5", start: at("2026-05-02T08:59:59Z"), ..half },
        Usage { id: "1", dimension: "third", ..half },
    ];
    let plan = plan(Aws, &usages, &terms());
    assert_eq!(
        plan.unsendable,
        [("2".into(), Unsendable::SameSlot { first: "1".into() }), ("1".into(), Unsendable::SameId)]
    );
}

/// A call with the records `u-0`, `u-1` and `u-2`, and its records.
fn three() -> Result<(defray_marketplaces::metering::Call, Vec<Value>), Box<dyn std::error::Error>> {
    let subscriptions = [licensed("l-0a"), licensed("l-0b"), licensed("l-0c")];
    let ids = ["u-0", "u-1", "u-2"];
    let usages: Vec<_> = ids
        .iter()
        .zip(&subscriptions)
        .map(|(id, subscription)| Usage { product: Some("p"), ..usage(id, subscription) })
        .collect();
    let plan = plan(Aws, &usages, &terms());
    let (call, body) = only_call(&plan)?;
    Ok((call.clone(), body["UsageRecords"].as_array().cloned().unwrap_or_default()))
}

#[test]
fn each_record_has_the_verdict_of_its_own_result_in_whatever_order_they_come() -> Done {
    let (call, records) = three()?;
    let mut printed = records[1].clone();
    // As SDKs print it, and with another spelling of the same licence.
    printed["Timestamp"] = "2026-05-02 09:00:00+00:00".into();
    printed["LicenseArn"] = "aws:license-manager:us-east-1:071964067459:l-0B".into();
    let answer = json!({
        "Results": [
            {"UsageRecord": printed, "MeteringRecordId": "m-1", "Status": "DuplicateRecord"},
            {"UsageRecord": records[0], "MeteringRecordId": "m-0", "Status": "Success"},
        ],
        "UnprocessedRecords": [records[2]],
    });
    let expected = [
        ("u-0".into(), MeteringResult::Accepted { provider_record: Some("m-0".into()) }),
        ("u-1".into(), MeteringResult::Duplicate { provider_record: Some("m-1".into()) }),
        ("u-2".into(), MeteringResult::Unprocessed { code: "UnprocessedRecords".into() }),
    ];
    assert_eq!(results(Aws, &call, 200, &answer.to_string()), expected);
    Ok(())
}

#[test]
fn a_customer_that_is_not_subscribed_is_told_as_such() -> Done {
    let (call, records) = three()?;
    let answer = json!({"Results": [{"UsageRecord": records[0], "Status": "CustomerNotSubscribed"}]});
    let told = results(Aws, &call, 200, &answer.to_string());
    assert_eq!(names(&told), ["not_subscribed", "unprocessed", "unprocessed"]);
    assert!(!told[0].1.send_again() && told[1].1.send_again());
    Ok(())
}

#[test]
fn a_call_that_failed_as_a_whole_is_taken_apart_or_sent_again_or_stops() -> Done {
    let (call, _) = three()?;
    let single = defray_marketplaces::metering::Call { records: vec!["u-0".into()], ..call.clone() };
    for (status, body, expected, alone) in [
        (400, r#"{"__type":"TimestampOutOfBoundsException","message":"old"}"#, "isolate", "refused"),
        (400, r#"{"__type":"com.amazonaws.marketplacemetering#InvalidUsageDimensionException"}"#, "isolate", "refused"),
        (400, r#"{"__type":"InvalidLicenseException:http://internal.amazon.com/"}"#, "isolate", "refused"),
        (400, r#"{"code":"ValidationException","message":"1 validation error"}"#, "isolate", "refused"),
        (400, r#"{"__type":"ThrottlingException"}"#, "unprocessed", "unprocessed"),
        (500, r#"{"__type":"InternalServiceErrorException"}"#, "unprocessed", "unprocessed"),
        (503, "<html>", "unprocessed", "unprocessed"),
        (0, "", "unprocessed", "unprocessed"),
        (400, r#"{"__type":"InvalidProductCodeException"}"#, "halted", "halted"),
        (400, r#"{"__type":"DisabledApiException"}"#, "halted", "halted"),
        (403, r#"{"__type":"AccessDeniedException","Message":"no"}"#, "halted", "halted"),
        (404, "", "halted", "halted"),
        (200, "", "unprocessed", "unprocessed"),
        (200, "{}", "unprocessed", "unprocessed"),
        (200, r#"{"Results":[{"Status":"Success"}]}"#, "unprocessed", "unprocessed"),
    ] {
        assert_eq!(names(&results(Aws, &call, status, body)), [expected; 3], "{status} {body}");
        assert_eq!(names(&results(Aws, &single, status, body)), [alone], "{status} {body}");
    }
    let told = results(Aws, &call, 400, r#"{"__type":"x#TimestampOutOfBoundsException","message":"old"}"#);
    let expected = MeteringResult::Isolate { code: "TimestampOutOfBoundsException".into(), message: "old".into() };
    assert_eq!(told[2], ("u-2".into(), expected));
    Ok(())
}

#[test]
fn usage_is_taken_for_six_hours_and_for_one_after_the_end() -> Done {
    let subscription = licensed("l-0a");
    let usage = usage("u", &subscription);
    let aws = defray_marketplaces::marketplace(Aws);
    assert_eq!(aws.deadline(&usage, &terms()), at("2026-05-02T15:00:00Z"));
    let ended = Usage { ended_at: Some(at("2026-05-02T09:45:00Z")), ..usage };
    assert_eq!(aws.deadline(&ended, &terms()), at("2026-05-02T10:45:00Z"));
    let terms = Terms { age_limit: Seconds::new(3_600), ..terms() };
    assert_eq!(aws.deadline(&usage, &terms), at("2026-05-02T10:00:00Z"));
    assert_eq!(sent(Aws, usage, &terms), "too_late");
    Ok(())
}
