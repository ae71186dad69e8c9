//! What holds for every plan and every answer.

use std::collections::BTreeSet;

use defray_core::id::WorkspaceId;
use defray_core::provider::Provider;
use defray_core::subscription::Subscription;
use defray_core::time::{Instant, Seconds};
use defray_marketplaces::marketplace;
use defray_marketplaces::metering::{Allocation, Answer, Billing, MeteringResult, Terms, Usage};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::Value;

use super::{customer, instance, licensed, now};

#[derive(Clone, Debug)]
struct Sketch {
    id: u8,
    subscription: usize,
    product: Option<u8>,
    dimension: u8,
    start_minutes: i64,
    minutes: u64,
    quantity: i64,
    scale: u32,
    parts: Vec<u32>,
}

fn sketches() -> impl Strategy<Value = Vec<Sketch>> {
    let sketch = (
        any::<u8>(),
        0..8_usize,
        proptest::option::of(0..2_u8),
        0..3_u8,
        -500..5_i64,
        0..80_u64,
        prop_oneof![4 => 0..1_000_i64, 1 => any::<i64>()],
        prop_oneof![4 => Just(0_u32), 1 => 0..6_u32],
        proptest::collection::vec(0..20_u32, 0..3),
    );
    let sketch =
        sketch.prop_map(|(id, subscription, product, dimension, start_minutes, minutes, quantity, scale, parts)| {
            Sketch { id, subscription, product, dimension, start_minutes, minutes, quantity, scale, parts }
        });
    proptest::collection::vec(sketch, 0..120)
}

fn subscriptions() -> Vec<Subscription> {
    vec![
        licensed("l-0a"),
        licensed("l-0b"),
        customer("p0", "X01"),
        customer("p1", "X01"),
        instance("alicloud", "1"),
        instance("alicloud", "2"),
        instance("huawei_cloud", "1"),
        instance("huawei_cloud", "2"),
    ]
}

fn shifted(minutes: i64) -> Instant {
    Instant::from_nanoseconds(now().nanoseconds() + minutes * 60_000_000_000).unwrap_or(Instant::FIRST)
}

/// Enough for every run; for a long one set `PROPTEST_CASES`.
fn cases() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(300);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn records_in(body: &str) -> Result<Vec<Value>, TestCaseError> {
    let body: Value = serde_json::from_str(body).map_err(|error| TestCaseError::fail(error.to_string()))?;
    let list = body.get("UsageRecords").or_else(|| body.get("usage_records")).unwrap_or(&body);
    list.as_array().cloned().ok_or_else(|| TestCaseError::fail("no list"))
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn every_usage_is_sent_once_or_told_why_not(sketches in sketches(), most in proptest::option::of(0..40_usize), real_time in any::<bool>()) {
        let subscriptions = subscriptions();
        let workspaces: Vec<WorkspaceId> = ["a/1", "b/2", "c/3"].iter().filter_map(|text| text.parse().ok()).collect();
        let ids: Vec<String> = sketches.iter().map(|sketch| format!("u-{}", sketch.id)).collect();
        let allocations: Vec<Vec<Allocation<'_>>> = sketches
            .iter()
            .map(|sketch| workspaces.iter().zip(&sketch.parts).map(|(workspace, &part)| Allocation { workspace, quantity: part.into() }).collect())
            .collect();
        let usages: Vec<Usage<'_>> = sketches.iter().zip(&ids).zip(&allocations).filter_map(|((sketch, id), allocations)| {
            let start = shifted(sketch.start_minutes);
            Some(Usage {
                id,
                subscription: subscriptions.get(sketch.subscription)?,
                product: sketch.product.map(|product| if product == 0 { "p0" } else { "p1" }),
                dimension: ["Unit", "Frequency", "x-Unit-1"].get(usize::from(sketch.dimension)).copied()?,
                start,
                end: start.plus(Seconds::new(sketch.minutes * 60)?),
                // Half of the time the parts are the whole.
                quantity: if sketch.quantity % 2 == 0 && !allocations.is_empty() {
                    allocations.iter().map(|part| part.quantity).sum()
                } else {
                    Decimal::new(sketch.quantity, sketch.scale)
                },
                allocations,
                ended_at: None,
            })
        }).collect();
        let billing = if real_time { Billing::RealTime } else { Billing::Hourly };
        let terms = Terms { records_per_call: most, billing, ..Terms::at(now()) };
        for &provider in Provider::ALL {
            let marketplace = marketplace(provider);
            let plan = marketplace.plan(&usages, &terms);
            let mut all: Vec<&str> = plan.calls.iter().flat_map(|call| &call.records).chain(plan.unsendable.iter().map(|(id, _)| id)).map(String::as_str).collect();
            let mut given: Vec<&str> = usages.iter().map(|usage| usage.id).collect();
            all.sort_unstable();
            given.sort_unstable();
            prop_assert_eq!(all, given, "each is in one place");
            let limit = match provider {
                Provider::Aws => 25,
                Provider::AliCloud if real_time => 10,
                Provider::AliCloud => 100,
                Provider::HuaweiCloud => 1_000,
            };
            let limit = most.map_or(limit, |most| most.clamp(1, limit));
            let mut sent = BTreeSet::new();
            for call in &plan.calls {
                let records = records_in(&call.body)?;
                prop_assert!(!records.is_empty() && records.len() == call.records.len() && records.len() <= limit);
                prop_assert!(call.body.len() < 1_000_000);
                prop_assert!(call.records.iter().all(|id| sent.insert(id)), "no id twice");
                for record in records {
                    if let Some(parts) = record.get("UsageAllocations").and_then(Value::as_array) {
                        let sum: u64 = parts.iter().filter_map(|part| part["AllocatedUsageQuantity"].as_u64()).sum();
                        prop_assert_eq!(Some(sum), record["Quantity"].as_u64());
                    }
                }
            }
        }
    }

    #[test]
    fn every_record_has_one_verdict_whatever_the_answer(status in any::<u16>(), body in proptest::collection::vec(any::<u8>(), 0..200), json in "[\\[\\]{}\":,a-c0-9A-Z_\\\\ ]{0,80}") {
        let subscriptions = subscriptions();
        let usages: Vec<Usage<'_>> = ["0", "1", "2", "3", "4", "5", "6", "7"].iter().zip(&subscriptions).map(|(id, subscription)| super::usage(id, subscription)).collect();
        let wrapped = [
            format!(r#"{{"Results":[{json}],"UnprocessedRecords":[{json}]}}"#),
            format!(r#"{{"Success":{json}}}"#),
            format!(r#"{{"error_code":"{json}","x":[{{"metering_sn":"6","code":"{json}"}}]}}"#),
        ];
        for &provider in Provider::ALL {
            let marketplace = marketplace(provider);
            let plan = marketplace.plan(&usages, &Terms::at(now()));
            prop_assert!(!plan.calls.is_empty());
            for call in &plan.calls {
                for body in [body.as_slice(), json.as_bytes(), wrapped[0].as_bytes(), wrapped[1].as_bytes(), wrapped[2].as_bytes()] {
                    let results = marketplace.results(call, &Answer { status, body });
                    let ids: Vec<&String> = results.iter().map(|(id, _)| id).collect();
                    prop_assert_eq!(ids, call.records.iter().collect::<Vec<_>>());
                    // Nothing is taken for billed without a success that says so.
                    if !(200..300).contains(&status) {
                        let billed = results.iter().any(|(_, result)| matches!(result, MeteringResult::Accepted { .. }));
                        prop_assert!(!billed || provider == Provider::HuaweiCloud && body.windows(11).any(|part| part == b"metering_sn"));
                    }
                }
            }
        }
    }
}
