//! Contradictions between documents, gaps in them, and faults seen in other integrations: one test each, for what
//! goes out.

use defray_core::provider::Provider::{AliCloud, Aws, HuaweiCloud};
use defray_core::time::Seconds;
use defray_marketplaces::marketplace;
use defray_marketplaces::metering::{Billing, Terms, Usage};
use serde_json::json;

use super::{Done, at, customer, instance, licensed, names, now, only_call, plan, results, sent, usage};

/// C1: the last hour begins with the earliest end and no later one intervals it; within it, usage from before the end
/// still goes out.
#[test]
fn c1_the_last_hour_is_an_hour_from_the_end() -> Done {
    let subscription = licensed("l-0a");
    let usage = Usage { ended_at: Some(at("2026-05-02T09:30:00Z")), ..usage("u", &subscription) };
    let deadline = marketplace(Aws).deadline(&usage, &Terms::at(now()));
    assert_eq!(deadline, at("2026-05-02T10:30:00Z"));
    assert_eq!(sent(Aws, usage, &Terms::at(deadline)), "sent");
    assert_eq!(sent(Aws, usage, &Terms::at(at("2026-05-02T10:30:00.000000001Z"))), "too_late");
    Ok(())
}

/// C2: documents say 1, 6 and 24 hours. Six unless said otherwise.
#[test]
fn c2_the_age_limit_is_the_hosts_to_set() {
    let subscription = licensed("l-0a");
    let old = Usage { start: at("2026-05-02T03:00:00Z"), end: at("2026-05-02T04:00:00Z"), ..usage("u", &subscription) };
    for (hours, expected) in [(None, "too_late"), (Some(1), "too_late"), (Some(24), "sent")] {
        let age_limit = hours.and_then(|hours: u64| Seconds::new(hours * 3_600));
        assert_eq!(sent(Aws, old, &Terms { age_limit, ..Terms::at(now()) }), expected, "{hours:?}");
    }
}

/// C4: for matching, every spelling of a licence is good; for metering only the one that AWS's model takes, as a
/// wrong one fails the whole call and all other usage with it.
#[test]
fn c4_a_licence_that_would_fail_the_call_is_kept_out_of_it() -> Done {
    let odd = super::subscription(
        r#"{"provider":"aws","account_id":"071964067459","license_arn":"aws:license-manager:us-east-1:123456789012:l-0b"}"#,
    );
    let good = licensed("l-0a");
    let plan = plan(Aws, &[usage("1", &odd), usage("2", &good)], &Terms::at(now()));
    assert_eq!(only_call(&plan)?.0.records, ["2"]);
    assert_eq!(plan.unsendable.first().map(|(id, why)| (id.as_str(), why.code())), Some(("1", "wrong_value")));
    Ok(())
}

/// G5: whether a closed instance still takes usage is not documented: it is sent, and a refusal is the result on that
/// record.
#[test]
fn g5_usage_from_before_the_closing_is_sent_and_its_refusal_is_final() -> Done {
    let subscription = instance("alicloud", "1000001");
    let usage = Usage { ended_at: Some(at("2026-05-02T09:20:00Z")), ..usage("u", &subscription) };
    let plan = plan(AliCloud, &[usage], &Terms::at(now()));
    let (call, _) = only_call(&plan)?;
    let told = results(AliCloud, call, 400, r#"{"Code":"InstanceClosed","Message":"closed"}"#);
    assert_eq!(names(&told), ["refused"]);
    Ok(())
}

/// 2.5: expired at 12:20, the window from 12 to 13 is billed and the one from 13 on is not.
#[test]
fn the_window_that_holds_the_expiry_is_still_sent() {
    let subscription = instance("alicloud", "1000001");
    let expired = |start, end| Usage {
        start: at(start),
        end: at(end),
        ended_at: Some(at("2026-05-02T12:20:00Z")),
        ..usage("u", &subscription)
    };
    let terms = Terms::at(at("2026-05-02T13:40:00Z"));
    assert_eq!(sent(AliCloud, expired("2026-05-02T12:00:00Z", "2026-05-02T13:00:00Z"), &terms), "sent");
    assert_eq!(sent(AliCloud, expired("2026-05-02T13:00:00Z", "2026-05-02T13:30:00Z"), &terms), "after_end");
}

/// G6: of which zone the marketplace's days are is not said.
#[test]
fn g6_the_day_begins_where_the_host_says() -> Done {
    let subscription = instance("alicloud", "1000001");
    let usage =
        Usage { start: at("2026-05-01T17:00:00Z"), end: at("2026-05-01T18:00:00Z"), ..usage("u", &subscription) };
    let daily = Terms { billing: Billing::Daily, ..Terms::at(now()) };
    let alicloud = marketplace(AliCloud);
    assert_eq!(alicloud.deadline(&usage, &daily), at("2026-05-02T17:59:00Z"), "it is the 2nd in Beijing");
    let utc = Terms { day_offset_seconds: 0, ..daily };
    assert_eq!(alicloud.deadline(&usage, &utc), at("2026-05-02T01:59:00Z"));
    Ok(())
}

/// 1.7 and 5: usage of two agreements of one buyer stays apart, also where the account is the same.
#[test]
fn two_agreements_of_one_account_are_metered_apart() {
    let (one, other) = (licensed("l-0a"), licensed("l-0b"));
    let plan = plan(Aws, &[usage("1", &one), usage("2", &other)], &Terms::at(now()));
    assert_eq!((plan.calls.iter().map(|call| call.records.len()).sum::<usize>(), plan.unsendable), (2, vec![]));
}

/// 5: a sample stamped usage with the time of sending, so the last hour's usage landed after the end.
#[test]
fn usage_bears_its_own_instant_and_not_that_of_sending() -> Done {
    let subscription = customer("n0123", "X01");
    for sending in ["2026-05-02T10:10:00Z", "2026-05-02T12:59:00Z"] {
        let plan = plan(Aws, &[usage("u", &subscription)], &Terms::at(at(sending)));
        assert_eq!(only_call(&plan)?.1["UsageRecords"][0]["Timestamp"], 1_777_712_400, "{sending}");
    }
    Ok(())
}

/// 5: two billing systems took every result for success. Nothing but `Success` is.
#[test]
fn nothing_but_success_is_taken_for_billed() -> Done {
    let subscription = customer("n0123", "X01");
    let plan = plan(Aws, &[usage("u", &subscription)], &Terms::at(now()));
    let (call, body) = only_call(&plan)?;
    for (status, expected) in [
        ("Success", "accepted"),
        ("CustomerNotSubscribed", "not_subscribed"),
        ("DuplicateRecord", "duplicate"),
        ("SomethingNew", "unprocessed"),
        ("success", "unprocessed"),
    ] {
        let answer =
            json!({"Results": [{"UsageRecord": body["UsageRecords"][0], "Status": status, "MeteringRecordId": "m"}]});
        assert_eq!(names(&results(Aws, call, 200, &answer.to_string())), [expected], "{status}");
    }
    Ok(())
}

/// 5: a sample took the mark "to be sent" off also when the sending had failed.
#[test]
fn what_the_answer_leaves_out_is_still_to_be_sent() -> Done {
    let (one, other) = (customer("n0123", "X01"), customer("n0123", "X02"));
    let plan = plan(Aws, &[usage("1", &one), usage("2", &other)], &Terms::at(now()));
    let (call, body) = only_call(&plan)?;
    let answer = json!({"Results": [{"UsageRecord": body["UsageRecords"][0], "Status": "Success"}]});
    let told = results(Aws, call, 200, &answer.to_string());
    assert_eq!(names(&told), ["accepted", "unprocessed"]);
    assert!(told[1].1.send_again());
    Ok(())
}

/// 5: a mapping that was dropped at the cancellation lost the last window. A subscription that has ended is metered
/// like any other.
#[test]
fn the_last_window_of_an_ended_subscription_is_sent() {
    for (provider, subscription) in
        [(Aws, licensed("l-0a")), (AliCloud, instance("alicloud", "1")), (HuaweiCloud, instance("huawei_cloud", "1"))]
    {
        let usage = Usage { ended_at: Some(at("2026-05-02T10:00:00Z")), ..usage("u", &subscription) };
        assert_eq!(sent(provider, usage, &Terms::at(at("2026-05-02T10:05:00Z"))), "sent", "{provider}");
    }
}

/// 1.5: one bad record fails the call. Alone it is found, and the others go through.
#[test]
fn one_bad_record_is_found_by_sending_each_alone() -> Done {
    let subscriptions = ["X01", "X02", "X03"].map(|id| customer("n0123", id));
    let ids = ["1", "2", "3"];
    let usages: Vec<_> = ids.iter().zip(&subscriptions).map(|(id, subscription)| usage(id, subscription)).collect();
    let error = r#"{"__type":"InvalidUsageDimensionException","message":"X02"}"#;
    let together = plan(Aws, &usages, &Terms::at(now()));
    assert_eq!(names(&results(Aws, only_call(&together)?.0, 400, error)), ["isolate"; 3]);
    let alone = plan(Aws, &usages, &Terms { records_per_call: Some(1), ..Terms::at(now()) });
    let told: Vec<_> = alone
        .calls
        .iter()
        .flat_map(|call| {
            let record: serde_json::Value = serde_json::from_str(&call.body).unwrap_or_default();
            let answer =
                json!({"Results": [{"UsageRecord": record["UsageRecords"][0], "Status": "Success"}]}).to_string();
            if call.body.contains("X02") { results(Aws, call, 400, error) } else { results(Aws, call, 200, &answer) }
        })
        .collect();
    assert_eq!(names(&told), ["accepted", "refused", "accepted"]);
    Ok(())
}

/// 3.4: of two records for one window the first wins, and what is collected cannot be taken back.
#[test]
fn a_window_is_never_sent_twice_in_one_go() {
    let subscription = instance("huawei_cloud", "i");
    let plan = plan(HuaweiCloud, &[usage("1", &subscription), usage("2", &subscription)], &Terms::at(now()));
    assert_eq!(plan.unsendable.first().map(|(id, why)| (id.as_str(), why.code())), Some(("2", "same_slot")));
}
