use defray_core::provider::Provider::Aws;
use serde_json::{Value, json};

use super::sns::notification;
use super::{code, line_of};

const LICENSE: &str = "arn:aws:license-manager::123456789012:license:l-e52ca6f38bf84d0fafb8802ca15ac11x";
const IDENTITY: &str = "aws:license:l-e52ca6f38bf84d0fafb8802ca15ac11x";
const ID_AND_TIME: &str = "12345678-1234-1234-1234-123456789012 | 2026-08-20T14:24:57Z";

/// An event of AWS Marketplace with `name` and `detail`.
pub(crate) fn event(name: &str, detail: &Value) -> String {
    json!({
        "version": "0", "id": "12345678-1234-1234-1234-123456789012", "detail-type": name,
        "source": "aws.agreement-marketplace", "account": "123456512334", "time": "2026-08-20T14:24:57Z",
        "region": "us-east-1", "resources": ["arn:aws:aws-marketplace::aws:agreement:agmt-4mwg1"], "detail": detail,
    })
    .to_string()
}

pub(crate) fn licensed(arn: &str) -> Value {
    json!({
        "requestId": "3d4c9f9b", "catalog": "AWSMarketplace", "agreement": {"id": "agmt-4mwg1"},
        "product": {"code": "aw4fgf5", "id": "prod-qtw"}, "license": {"arn": arn},
        "acceptor": {"accountId": "845735284135"}, "proposer": {"accountId": "123456512334"}, "offer": {"id": "offer-1"},
    })
}

fn agreement(status: &str) -> Value {
    json!({"catalog": "AWSMarketplace", "agreement": {"id": "agmt-4mwg1", "status": status}, "resaleAuthorization": null})
}

#[test]
fn licence_events_carry_the_signals() {
    for (name, signal, kind) in [
        ("License Updated - Manufacturer", "activated", "License Updated"),
        ("License Updated", "activated", "License Updated"),
        ("License Deprovisioned - Manufacturer", "ended", "License Deprovisioned"),
        ("License Deprovisioned - Proposer", "ended", "License Deprovisioned"),
    ] {
        let expected = format!("{signal} | {IDENTITY} | {kind} | {ID_AND_TIME}");
        assert_eq!(line_of(Aws, event(name, &licensed(LICENSE))), expected);
    }
}

#[test]
fn one_licence_in_all_its_spellings_is_one_identity() {
    for arn in [
        LICENSE,
        " arn:aws:license-manager::123456789012:license:l-e52ca6f38bf84d0fafb8802ca15ac11x ",
        "aws:license-manager:us-east-1:123456789012:l-e52ca6f38bf84d0fafb8802ca15ac11x",
        "arn:aws-cn:license-manager::123456789012:license/l-E52CA6F38BF84D0FAFB8802CA15AC11X",
    ] {
        let expected = format!("ended | {IDENTITY} | License Deprovisioned | {ID_AND_TIME}");
        assert_eq!(line_of(Aws, event("License Deprovisioned - Manufacturer", &licensed(arn))), expected);
    }
}

#[test]
fn a_licence_event_without_a_licence_is_an_error_never_silence() {
    let name = "License Deprovisioned - Manufacturer";
    for (detail, expected) in [
        (json!({}), "missing_field"),
        (json!(null), "missing_field"),
        (json!([]), "wrong_type"),
        (json!({"license": {"arn": null}}), "missing_field"),
        (json!({"license": "l-1"}), "wrong_type"),
        (json!({"license": {"arn": 1}}), "wrong_type"),
        (licensed("arn:aws:license-manager::123456789012:license:grant-1"), "wrong_value"),
        (licensed(""), "wrong_value"),
    ] {
        assert_eq!(code(Aws, event(name, &detail)), expected, "{detail}");
    }
}

#[test]
fn an_agreement_that_ended_without_a_licence_waits_for_the_licence_event() {
    for status in ["CANCELLED", "EXPIRED", "TERMINATED"] {
        let kind = format!("Purchase Agreement Ended ({status}, no licence)");
        let expected = format!("ignored | - | {kind} | {ID_AND_TIME}");
        assert_eq!(line_of(Aws, event("Purchase Agreement Ended - Proposer", &agreement(status))), expected);
    }
}

#[test]
fn an_agreement_that_ended_with_its_licence_is_an_end() {
    let mut detail = agreement("CANCELLED");
    detail["license"] = json!({"arn": LICENSE});
    let expected = format!("ended | {IDENTITY} | Purchase Agreement Ended (CANCELLED) | {ID_AND_TIME}");
    assert_eq!(line_of(Aws, event("Purchase Agreement Ended - Manufacturer", &detail)), expected);
}

#[test]
fn a_renewal_or_replacement_is_never_an_end() {
    for status in ["RENEWED", "REPLACED", "SUPERSEDED", "ROLLED_BACK", "ACTIVE"] {
        let mut detail = agreement(status);
        let kind = format!("Purchase Agreement Ended ({status})");
        let name = "Purchase Agreement Ended - Proposer";
        assert_eq!(line_of(Aws, event(name, &detail)), format!("ignored | - | {kind} | {ID_AND_TIME}"));
        detail["license"] = json!({"arn": LICENSE});
        assert_eq!(line_of(Aws, event(name, &detail)), format!("ignored | {IDENTITY} | {kind} | {ID_AND_TIME}"));
    }
}

#[test]
fn an_event_states_its_agreement_and_whether_it_was_replaced() {
    let stated =
        |name: &str, detail: &Value| defray_marketplaces::read(Aws, event(name, detail).as_bytes()).unwrap().agreement;
    for (status, replaced) in [("RENEWED", true), ("REPLACED", true), ("SUPERSEDED", true), ("CANCELLED", false)] {
        let of = stated("Purchase Agreement Ended - Proposer", &agreement(status)).unwrap();
        assert_eq!((of.id.as_str().is_empty(), of.replaced), (false, replaced), "{status}");
        // The status of another event is no end.
        assert!(!stated("Purchase Agreement Amended - Proposer", &agreement(status)).unwrap().replaced);
        // What we bought is no agreement of a customer.
        assert_eq!(stated("Purchase Agreement Ended - Acceptor", &agreement(status)), None);
    }
    for detail in [json!({}), json!({"agreement": null}), json!({"agreement": {"id": 7}})] {
        assert_eq!(stated("Purchase Agreement Ended - Proposer", &detail), None, "{detail}");
    }
}

#[test]
fn an_ended_agreement_without_details_is_ignored() {
    for detail in [json!({}), json!({"agreement": {"id": "agmt-1"}}), json!({"agreement": null})] {
        let expected = format!("ignored | - | Purchase Agreement Ended (no status) | {ID_AND_TIME}");
        assert_eq!(line_of(Aws, event("Purchase Agreement Ended - Proposer", &detail)), expected);
    }
}

#[test]
fn creations_changes_advisories_and_the_unknown_are_ignored() {
    for kind in [
        "Purchase Agreement Created",
        "Purchase Agreement Amended",
        "Purchase Agreement Ending",
        "Purchase Agreement Renewal Upcoming",
        "Purchase Agreement Advisory Issued",
        "Agreement Cancellation Request Approved",
        "Purchase Agreement Billing Adjustment Completed",
        "Something Entirely New",
    ] {
        let raw = event(&format!("{kind} - Proposer"), &agreement("ACTIVE"));
        assert_eq!(line_of(Aws, raw), format!("ignored | - | {kind} | {ID_AND_TIME}"));
    }
    assert_eq!(code(Aws, event("Something Entirely New", &json!("of another type"))), "read");
}

#[test]
fn what_we_bought_ourselves_is_not_what_our_customers_bought() {
    let raw = event("Purchase Agreement Ended - Acceptor", &agreement("CANCELLED"));
    assert_eq!(line_of(Aws, raw), format!("ignored | - | Purchase Agreement Ended - Acceptor | {ID_AND_TIME}"));
}

#[test]
fn an_event_of_another_source_is_ignored() {
    let raw = event("License Deprovisioned", &licensed(LICENSE)).replace("aws.agreement-marketplace", "my.app");
    assert_eq!(line_of(Aws, raw), format!("ignored | - | my.app: License Deprovisioned | {ID_AND_TIME}"));
}

#[test]
fn an_event_sent_on_by_a_topic_keeps_its_own_id_and_instant() {
    let inner = event("License Updated - Manufacturer", &licensed(LICENSE));
    assert_eq!(line_of(Aws, notification(&inner)), line_of(Aws, &inner));
}

#[test]
fn every_event_needs_its_id_instant_and_source() {
    let whole: Value = json!({
        "id": "1", "detail-type": "License Updated", "source": "aws.agreement-marketplace",
        "time": "2026-08-20T14:24:57Z", "detail": licensed(LICENSE),
    });
    assert_eq!(code(Aws, whole.to_string()), "read");
    for field in ["id", "source", "time"] {
        let mut damaged = whole.clone();
        damaged[field] = json!(null);
        assert!(line_of(Aws, damaged.to_string()).starts_with(&format!("missing_field: `{field}` is absent")));
        damaged[field] = json!(1);
        assert!(line_of(Aws, damaged.to_string()).starts_with(&format!("wrong_type: `{field}` is a number")));
        damaged[field] = json!(" ");
        assert!(line_of(Aws, damaged.to_string()).starts_with(&format!("wrong_value: `{field}` is ``")));
    }
}
