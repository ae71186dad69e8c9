//! Contradictions between documents, gaps in them, and faults seen in other integrations: one test each, for what
//! comes in.

use defray_core::id::AgreementId;
use defray_core::marketplace::{MarketplaceMessage, Signal};
use defray_core::provider::Provider::{self, AliCloud, Aws, HuaweiCloud};
use defray_marketplaces::{Outcome, Secret, Trust, UnreadableMessage, alicloud, read, reply};
use serde_json::{Value, json};

use super::{Done, at, code, get, now};

fn event(name: &str, time: &str, detail: &Value) -> String {
    json!({
        "version": "0", "id": format!("{name} {time}"), "detail-type": name, "source": "aws.agreement-marketplace",
        "time": time, "detail": detail,
    })
    .to_string()
}

fn said(provider: Provider, raw: &str) -> Result<MarketplaceMessage, UnreadableMessage> {
    read(provider, raw.as_bytes())
}

fn identity(message: &MarketplaceMessage) -> &str {
    message.identity.as_ref().map_or("-", |identity| identity.as_str())
}

fn license(tail: &str) -> Value {
    json!({"agreement": {"id": "agmt-1"}, "license": {"arn": format!("arn:aws:license-manager::123456789012:license:{tail}")}})
}

/// C1: documents differ on which of two end signals starts the last hour. Each is an end at its own instant; the
/// earlier one counts.
#[test]
fn c1_both_end_signals_are_ends_at_their_own_instants() -> Done {
    let mut ended = license("l-a");
    ended["agreement"]["status"] = "CANCELLED".into();
    let first = said(Aws, &event("Purchase Agreement Ended - Manufacturer", "2026-05-01T10:00:00Z", &ended))?;
    let second = said(Aws, &event("License Deprovisioned - Manufacturer", "2026-05-01T10:00:40Z", &license("l-a")))?;
    assert_eq!((first.signal, second.signal), (Signal::Ended, Signal::Ended));
    assert_eq!(identity(&first), identity(&second));
    assert!(first.occurred_at < second.occurred_at);
    Ok(())
}

/// C3: only newer events say which agreement a renewal follows. Then its licence can take the place of the licence
/// before it.
#[test]
fn c3_the_previous_agreement_is_stated_by_newer_events() -> Done {
    for (agreement, expected, previous) in [
        (
            json!({"id": "agmt-2", "intent": "RENEW", "previousAgreementId": "agmt-1"}),
            " (RENEW of agmt-1)",
            Some("agmt-1"),
        ),
        (json!({"id": "agmt-2", "intent": "RENEW"}), " (RENEW)", None),
        (json!({"id": "agmt-2", "previousAgreementId": "agmt-1"}), " (after agmt-1)", Some("agmt-1")),
        (json!({"id": "agmt-2", "intent": 7, "previousAgreementId": "a\u{7}"}), "", None),
        (json!({"id": "agmt-2"}), "", None),
    ] {
        let raw =
            event("Purchase Agreement Created - Proposer", "2026-05-01T10:00:00Z", &json!({"agreement": agreement}));
        let created = said(Aws, &raw)?;
        assert_eq!(
            (created.signal, created.kind.as_str()),
            (Signal::Ignored, format!("Purchase Agreement Created{expected}").as_str())
        );
        let stated = created.agreement.ok_or("no agreement")?;
        assert_eq!((stated.id.as_str(), stated.previous.as_ref().map(AgreementId::as_str)), ("agmt-2", previous));
        assert!(!stated.replaced);
        assert!(created.raw.is_some_and(|kept| kept.as_str() == raw));
    }
    Ok(())
}

/// C4: one licence is printed in several ways.
#[test]
fn c4_a_licence_is_one_however_it_is_printed() -> Done {
    for arn in [
        "arn:aws:license-manager::123456789012:license:l-e52ca6f38bf84d0fafb8802ca15ac11x",
        "aws:license-manager:us-east-1:123456789012:l-e52ca6f38bf84d0fafb8802ca15ac11x",
        "arn:aws-eusc:license-manager::123456789012:license/l-e52ca6f38bf84d0fafb8802ca15ac11x",
    ] {
        let raw = event("License Updated - Manufacturer", "2026-05-01T10:00:00Z", &json!({"license": {"arn": arn}}));
        assert_eq!(identity(&said(Aws, &raw)?), "aws:license:l-e52ca6f38bf84d0fafb8802ca15ac11x", "{arn}");
    }
    Ok(())
}

/// G1: which call says that a buyer closed a pay-as-you-go instance is not documented, so both that may are ends.
#[test]
fn g1_a_released_and_a_closed_instance_have_ended() -> Done {
    let released = said(AliCloud, "action=releaseInstance&instanceId=1000001")?;
    let closed = alicloud::instance(br#"{"InstanceId":1000001,"Status":"CLOSED"}"#, false)?;
    assert_eq!((released.signal, closed.signal), (Signal::Ended, Signal::Ended));
    assert_eq!(released.identity, closed.identity);
    Ok(())
}

/// G2: the call that suspends for arrears is not documented. An expiry suspends, and an unknown call is answered with
/// success.
#[test]
fn g2_an_unknown_suspending_call_is_taken_without_failing() -> Done {
    assert_eq!(said(AliCloud, "action=expiredInstance&instanceId=1")?.signal, Signal::Suspended);
    assert_eq!(said(AliCloud, "action=suspendInstance&instanceId=1")?.signal, Signal::Ignored);
    let answer = reply(AliCloud, &get("/?action=suspendInstance&instanceId=1"), &Outcome::DONE, &Trust::at(now()));
    assert_eq!(answer.body, r#"{"success":"true"}"#);
    Ok(())
}

/// G3: whether values are decoded before they are signed is not said in prose. Both are taken; the token here was
/// made of the query as it stands.
#[test]
fn g3_a_token_over_values_as_they_stand_is_taken_too() {
    let secrets = [Secret::new("isvkey")];
    let trust = Trust::at(now()).secrets(&secrets);
    // MD5 of `action=releaseInstance&instanceId=7&orderId=a%20b&key=isvkey`, and of the same with a blank.
    for token in ["7391ce0572efd18690bac24e6d792ad6", "606bc5141b58ef06aface2e16fb8c5e9"] {
        let target = format!("/?action=releaseInstance&instanceId=7&orderId=a%20b&token={token}");
        assert_eq!(code(AliCloud, &get(&target), &trust), "accepted", "{token}");
    }
}

/// 1.7: deliveries repeat and come in any order. Both kinds of message have an id of the provider's and an instant of
/// the provider's.
#[test]
fn deliveries_are_told_apart_by_id_and_ordered_by_instant() -> Done {
    let envelope = |id: &str, time: &str, action: &str| {
        let inner = json!({"action": action, "customer-identifier": "X01", "product-code": "n0"}).to_string();
        json!({"Type": "Notification", "MessageId": id, "Timestamp": time, "Message": inner}).to_string()
    };
    let late_end = said(Aws, &envelope("m-1", "2026-05-01T10:00:00Z", "unsubscribe-success"))?;
    let again = said(Aws, &envelope("m-2", "2026-05-03T10:00:00Z", "subscribe-success"))?;
    assert_eq!(identity(&late_end), identity(&again), "the older identity comes back after a new subscription");
    assert!(late_end.occurred_at < again.occurred_at && late_end.id != again.id);
    let updated = said(Aws, &event("License Updated - Manufacturer", "2026-05-01T10:00:00Z", &license("l-a")))?;
    assert!(updated.id.is_some() && updated.occurred_at == Some(at("2026-05-01T10:00:00Z")));
    Ok(())
}

/// 1.7: under concurrent agreements the end of one licence must not touch another of the same buyer.
#[test]
fn the_end_of_one_licence_is_not_the_end_of_another() -> Done {
    let first = said(Aws, &event("License Deprovisioned - Manufacturer", "2026-05-01T10:00:00Z", &license("l-a")))?;
    let second = said(Aws, &event("License Updated - Manufacturer", "2026-05-01T10:00:00Z", &license("l-b")))?;
    assert_ne!(identity(&first), identity(&second));
    Ok(())
}

/// 2.6: a create repeated after the release gets the same id again, and says nothing but what it said the first time.
#[test]
fn a_repeated_create_is_answered_alike_and_makes_no_other_instance() -> Done {
    let target = "/?action=createInstance&orderBizId=122779388&aliUid=1";
    let first = reply(AliCloud, &get(target), &Outcome::DONE, &Trust::at(now()));
    let years_later = reply(AliCloud, &get(target), &Outcome::DONE, &Trust::at(at("2029-01-01T00:00:00Z")));
    assert_eq!(first, years_later);
    let released = said(AliCloud, "action=releaseInstance&instanceId=122779388")?;
    assert_eq!(said(AliCloud, target)?.identity, released.identity);
    Ok(())
}

/// 2.6: the calls bear no instant, so none is made up; `expiredOn` is about the terms.
#[test]
fn a_call_without_an_instant_is_given_none() -> Done {
    for action in ["createInstance", "renewInstance", "expiredInstance", "releaseInstance", "resumeInstance"] {
        let raw = format!("action={action}&instanceId=1&orderBizId=1&expiredOn=2026-01-25+00%3A00%3A00");
        assert_eq!(said(AliCloud, &raw)?.occurred_at, None);
    }
    Ok(())
}

/// A frozen instance is thawed by the renewal, which is the only sign of it. The refund of a renewal is none.
#[test]
fn a_renewal_lifts_the_freeze_and_its_refund_does_not() -> Done {
    assert_eq!(said(AliCloud, "action=renewInstance&instanceId=1&expiredOn=x")?.signal, Signal::Resumed);
    assert_eq!(said(AliCloud, "action=refundRenewInstance&instanceId=1&expiredOn=x")?.signal, Signal::Ignored);
    assert_eq!(said(HuaweiCloud, "activity=refreshInstance&instanceId=1&expireTime=x")?.signal, Signal::Resumed);
    assert_eq!(said(HuaweiCloud, r#"{"activity":"updateInstance","instanceId":"1"}"#)?.signal, Signal::Ignored);
    Ok(())
}

/// 3.3: a repeated order gets the same instance, although its `businessId` is another in every call.
#[test]
fn a_repeated_order_has_the_same_instance_whatever_the_business_id() -> Done {
    let order = |business: &str| format!("/?activity=newInstance&orderId=CS1&productId=p&businessId={business}");
    let (first, again) = (order("b-1"), order("b-2"));
    let answer = |target: &str| reply(HuaweiCloud, &get(target), &Outcome::DONE, &Trust::at(now()));
    assert_eq!(answer(&first).body, answer(&again).body);
    assert!(answer(&first).body.contains(r#""instanceId":"CS1-p""#));
    assert_eq!(said(HuaweiCloud, &first)?.identity, said(HuaweiCloud, &again)?.identity);
    // Several billing items of one order: one instance each.
    assert_ne!(said(HuaweiCloud, &first)?.identity, said(HuaweiCloud, &first.replace("=p&", "=q&"))?.identity);
    Ok(())
}

/// 3.3: the two versions have different words for the end of a freeze.
#[test]
fn normal_and_unfreeze_both_resume() -> Done {
    let old = said(HuaweiCloud, "activity=instanceStatus&instanceId=1&instanceStatus=NORMAL")?;
    let new = said(HuaweiCloud, r#"{"activity":"updateInstanceStatus","instanceId":"1","status":"UNFREEZE"}"#)?;
    assert_eq!((old.signal, new.signal), (Signal::Resumed, Signal::Resumed));
    Ok(())
}

/// 5: an unknown action made AWS's own sample throw, and an undocumented one flooded others with failures.
#[test]
fn an_unknown_message_is_kept_and_answered_with_success() -> Done {
    for (provider, raw) in [
        (Aws, r#"{"action":"subscribe-maybe","customer-identifier":"X01"}"#),
        (AliCloud, "action=Subscribe"),
        (HuaweiCloud, r#"{"activity":"Subscribe"}"#),
    ] {
        assert_eq!(said(provider, raw)?.signal, Signal::Ignored);
        let delivery = super::post("/", raw);
        assert_eq!(
            reply(provider, &delivery, &Outcome::DONE, &Trust::at(now())).status / 100,
            if provider == AliCloud { 4 } else { 2 }
        );
    }
    let unknown = reply(AliCloud, &get("/?action=Subscribe"), &Outcome::DONE, &Trust::at(now()));
    assert_eq!((unknown.status, unknown.body.as_str()), (200, r#"{"success":"true"}"#));
    Ok(())
}

/// 5: a sample took the pending end for the end of all metering and threw away the last hour. It is an end, with its
/// instant.
#[test]
fn a_pending_unsubscription_is_an_end_with_an_instant() -> Done {
    let inner = r#"{"action":"unsubscribe-pending","customer-identifier":"X01","product-code":"n0"}"#;
    let raw = json!({"Type": "Notification", "MessageId": "m", "Timestamp": "2026-05-01T10:00:00Z", "Message": inner});
    let pending = said(Aws, &raw.to_string())?;
    assert_eq!((pending.signal, pending.occurred_at), (Signal::Ended, Some(at("2026-05-01T10:00:00Z"))));
    Ok(())
}

/// 5: a sample set "subscribed" on the end of a licence too, and knew buyers by their account alone.
#[test]
fn a_deprovisioned_licence_is_no_subscription_and_is_not_known_by_its_account() -> Done {
    let mut detail = license("l-a");
    detail["acceptor"] = json!({"accountId": "845735284135"});
    let ended = said(Aws, &event("License Deprovisioned - Manufacturer", "2026-05-01T10:00:00Z", &detail))?;
    assert_eq!((ended.signal, identity(&ended)), (Signal::Ended, "aws:license:l-a"));
    Ok(())
}

/// 5: an end that was delivered again every few minutes, because it was answered with a failure the second time.
#[test]
fn an_end_delivered_again_is_answered_like_the_first() -> Done {
    let target = "/?activity=releaseInstance&instanceId=1";
    let mut answers = (0..3).map(|_| reply(HuaweiCloud, &get(target), &Outcome::DONE, &Trust::at(now())));
    assert!(answers.all(|answer| answer.body == r#"{"resultCode":"000000","resultMsg":"success."}"#));
    Ok(())
}

/// A renewal or replacement ends an agreement on paper; the buyer pays on.
#[test]
fn a_renewed_or_replaced_agreement_is_no_cancellation() -> Done {
    for status in ["RENEWED", "REPLACED"] {
        let mut detail = license("l-a");
        detail["agreement"]["status"] = status.into();
        let ended = said(Aws, &event("Purchase Agreement Ended - Proposer", "2026-05-01T10:00:00Z", &detail))?;
        assert_eq!(ended.signal, Signal::Ignored, "{status}");
    }
    Ok(())
}
