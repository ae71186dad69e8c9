use base64ct::{Base64, Encoding};
use defray_core::marketplace::Signal;
use defray_core::provider::Provider::HuaweiCloud;
use defray_marketplaces::{
    Action, Instance, Nonces, Novelty, Outcome, Proof, RecentNonces, Rejected, Secret, Trust, accept, reply,
};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::{Done, at, code, get, now, once, post};

const KEY: &str = "accesskey";
/// The vector of the documentation's procedure.
const EXPIRED: &str = "/produce?activity=expireInstance&instanceId=03pf80c2bae96vc49b80b917bea776d7\
    &orderId=CS2211181819B4LVS&timeStamp=20170725025113409&authToken=D4yK7Jkojz3ImW0iYLKP1sNoL1C383xWpEJaLzot%2BvA%3D";
const CREATED: &str = r#"{"activity":"newInstance","businessId":"b-1","orderId":"CS2211181819B4LVS","orderLineId":"CS2211181819B4LVS-000001"}"#;

fn mac(key: &str, text: &str) -> Vec<u8> {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.as_bytes()) else { return Vec::new() };
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A V2 call's target, signed by the documentation's procedure, written down a second time.
fn signed(key: &str, body: &str, timestamp: &str, nonce: &str) -> String {
    let payload = hex(&mac(key, body));
    let signature = hex(&mac(key, &format!("{key}{nonce}{timestamp}{payload}"))).to_uppercase();
    format!("/saasproduce?signature={signature}&timestamp={timestamp}&nonce={nonce}")
}

fn v1(query: &str) -> String {
    let timestamp = query.split("timeStamp=").nth(1).and_then(|rest| rest.split('&').next()).unwrap_or_default();
    let mut pairs: Vec<&str> = query.split('&').collect();
    pairs.sort_unstable();
    let token = Base64::encode_string(&mac(&format!("{KEY}{timestamp}"), &pairs.join("&")));
    format!("/produce?{query}&authToken={token}").replace('+', "%2B")
}

/// The instant of the V1 vector, and of the V2 calls.
fn then() -> Trust<'static> {
    Trust::at(at("2017-07-25T02:51:13.409Z"))
}

#[test]
fn the_published_token_is_verified() -> Done {
    let secrets = [Secret::new("old"), Secret::new(KEY)];
    let accepted = once(HuaweiCloud, &get(EXPIRED), &then().secrets(&secrets))?;
    let message = accepted.messages.first().ok_or("no message")?;
    assert_eq!(message.signal, Signal::Suspended);
    assert_eq!(message.occurred_at, Some(at("2017-07-25T02:51:13.409Z")));
    // A sample of the documentation has `+` unencoded in the token.
    let bare = EXPIRED.replace("%2B", "+").replace("%3D", "=");
    assert_eq!(code(HuaweiCloud, &get(&bare), &then().secrets(&secrets)), "accepted");
    Ok(())
}

#[test]
fn whatever_is_altered_in_v1_no_longer_fits() {
    let secrets = [Secret::new(KEY)];
    let trust = then().secrets(&secrets);
    for (altered, expected) in [
        (EXPIRED.replace("expireInstance", "releaseInstance"), "forged"),
        (EXPIRED.replace("776d7", "776d8"), "forged"),
        (EXPIRED.replace("13409", "13410"), "forged"),
        (format!("{EXPIRED}&testFlag=1"), "forged"),
        (EXPIRED.replace("D4yK", "d4yK"), "forged"),
        (EXPIRED.replace("&authToken=", "&authtoken="), "unproved"),
        (EXPIRED.replace("&timeStamp=", "&timestamp="), "unproved"),
        (EXPIRED.replace("20170725025113409", "2017-07-25"), "wrong_value"),
        (EXPIRED.replace("20170725025113409", "20170732025113409"), "wrong_value"),
        (format!("{EXPIRED}&orderId=2"), "duplicate_field"),
    ] {
        assert_eq!(code(HuaweiCloud, &get(&altered), &trust), expected, "{altered}");
    }
    assert_eq!(code(HuaweiCloud, &get(EXPIRED), &then()), "nothing_trusted");
}

#[test]
fn a_v1_call_counts_for_five_minutes_either_way() {
    let secrets = [Secret::new(KEY)];
    for (now, expected) in [
        ("2017-07-25T02:56:13.409Z", "accepted"),
        ("2017-07-25T02:56:13.410Z", "untimely"),
        ("2017-07-25T02:46:13.409Z", "accepted"),
        ("2017-07-25T02:46:13.408Z", "untimely"),
    ] {
        assert_eq!(code(HuaweiCloud, &get(EXPIRED), &Trust::at(at(now)).secrets(&secrets)), expected);
    }
}

#[test]
fn values_are_decoded_before_they_are_signed() {
    let secrets = [Secret::new(KEY)];
    let token = Base64::encode_string(&mac(
        &format!("{KEY}20170725025113409"),
        "activity=expireInstance&customerName=A & B é&instanceId=1&timeStamp=20170725025113409",
    ));
    let target = format!(
        "/?activity=expireInstance&instanceId=1&timeStamp=20170725025113409&customerName=A+%26%20B+%C3%A9&authToken={}",
        token.replace('+', "%2B")
    );
    assert_eq!(code(HuaweiCloud, &get(&target), &then().secrets(&secrets)), "accepted");
}

#[test]
fn a_v2_call_is_accepted_once() -> Done {
    let secrets = [Secret::new(KEY)];
    let trust = Trust::at(at("2023-04-03T07:50:37.508Z")).secrets(&secrets);
    let target = signed(KEY, CREATED, "1680508237508", "9FB42E04DF45");
    let mut nonces = RecentNonces::default();
    let accepted = accept(HuaweiCloud, &post(&target, CREATED), &trust, &mut nonces)?;
    let message = accepted.messages.first().ok_or("no message")?;
    assert_eq!(message.signal, Signal::Activated);
    assert_eq!(message.id.as_ref().map(|id| id.as_str()), Some("9FB42E04DF45"));
    assert_eq!(message.occurred_at, Some(at("2023-04-03T07:50:37.508Z")));
    assert_eq!(message.identity.as_ref().map(|id| id.as_str()), Some("huawei_cloud:CS2211181819B4LVS-000001"));
    let order =
        Action::LookUpOrder { order: "CS2211181819B4LVS".into(), order_line: Some("CS2211181819B4LVS-000001".into()) };
    assert_eq!(accepted.action, Some(order));
    let again = accept(HuaweiCloud, &post(&target, CREATED), &trust, &mut nonces);
    assert_eq!(again, Err(Rejected::Replayed { field: "nonce" }));
    let retried = signed(KEY, CREATED, "1680508237508", "another");
    let accepted = accept(HuaweiCloud, &post(&retried, CREATED), &trust, &mut nonces)?;
    assert_eq!(
        accepted.messages.first().and_then(|message| message.id.as_ref()).map(|id| id.as_str()),
        Some("another")
    );
    Ok(())
}

#[test]
fn whatever_is_altered_in_v2_no_longer_fits_and_uses_no_nonce_up() -> Done {
    let secrets = [Secret::new(KEY)];
    let trust = Trust::at(at("2023-04-03T07:50:37Z")).secrets(&secrets);
    let target = signed(KEY, CREATED, "1680508237508", "n-1");
    let mut nonces = RecentNonces::default();
    let other_body = CREATED.replace("000001", "000002");
    let stranger = signed("another key", CREATED, "1680508237508", "n-1");
    for (target, body, expected) in [
        (target.as_str(), other_body.as_str(), "forged"),
        (&stranger, CREATED, "forged"),
        (&target.replace("n-1", "n-2"), CREATED, "forged"),
        (&target.replace("1680508237508", "1680508237509"), CREATED, "forged"),
        (&target.replace("1680508237508", "16805082375080"), CREATED, "malformed_proof"),
        (&target.replace("1680508237508", "-168050823750"), CREATED, "malformed_proof"),
        (&target.replace("signature=", "sign="), CREATED, "unproved"),
        (&target.replace("nonce=", "once="), CREATED, "unproved"),
        (&target.replace("n-1", &"n".repeat(129)), CREATED, "malformed_proof"),
        ("/saasproduce", CREATED, "unknown_shape"),
    ] {
        let answer = accept(HuaweiCloud, &post(target, body), &trust, &mut nonces);
        assert_eq!(answer.err().map(|rejected| rejected.code()), Some(expected), "{target}");
    }
    let accepted = accept(HuaweiCloud, &post(&target, CREATED), &trust, &mut nonces)?;
    assert_eq!(accepted.proof, Proof::SharedSecret);
    Ok(())
}

#[test]
fn a_v2_call_counts_for_a_minute_either_way() {
    let secrets = [Secret::new(KEY)];
    let target = signed(KEY, CREATED, "1680508237508", "n-1");
    for (now, expected) in [
        ("2023-04-03T07:51:37.508Z", "accepted"),
        ("2023-04-03T07:51:37.509Z", "untimely"),
        ("2023-04-03T07:49:37.508Z", "accepted"),
        ("2023-04-03T07:49:37.507Z", "untimely"),
    ] {
        let trust = Trust::at(at(now)).secrets(&secrets);
        assert_eq!(code(HuaweiCloud, &post(&target, CREATED), &trust), expected, "{now}");
    }
}

#[test]
fn a_memory_of_nonces_is_bounded_and_forgets_only_what_no_longer_counts() {
    let (start, minute, later) = (at("2026-03-01T08:00:00Z"), at("2026-03-01T08:01:00Z"), at("2026-03-01T08:01:01Z"));
    let mut nonces = RecentNonces::at_most(2);
    assert_eq!(nonces.remember("a", start, minute), Novelty::New);
    assert_eq!(nonces.remember("b", start, later), Novelty::New);
    assert_eq!(nonces.remember("c", minute, later), Novelty::Full);
    assert_eq!(nonces.remember("a", minute, later), Novelty::Seen);
    assert_eq!(nonces.remember("c", later, later), Novelty::New, "a no longer counts");
    assert_eq!(nonces.remember("b", later, later), Novelty::Seen);
}

#[test]
fn when_no_nonce_can_be_remembered_nothing_is_accepted() {
    let secrets = [Secret::new(KEY)];
    let trust = Trust::at(at("2023-04-03T07:50:37Z")).secrets(&secrets);
    let target = signed(KEY, CREATED, "1680508237508", "n-1");
    let answer = accept(HuaweiCloud, &post(&target, CREATED), &trust, &mut RecentNonces::at_most(0));
    assert_eq!(answer, Err(Rejected::NoncesFull));
    assert_eq!(Rejected::NoncesFull.status(), 503);
}

#[test]
fn answers_are_signed_with_the_key_the_call_was_signed_with() -> Done {
    let secrets = [Secret::new("new"), Secret::new(KEY)];
    let trust = then().secrets(&secrets);
    let body = r#"{"activity":"releaseInstance","instanceId":"1"}"#;
    let target = signed(KEY, body, "1680508237508", "n");
    let forged = signed("another", body, "1680508237508", "n");
    for (delivery, key) in [(get(EXPIRED), KEY), (post(&target, body), KEY), (post(&forged, body), "new")] {
        let answer = reply(HuaweiCloud, &delivery, &Outcome::DONE, &trust);
        assert_eq!(answer.body, r#"{"resultCode":"000000","resultMsg":"success."}"#);
        let signature = Base64::encode_string(&mac(key, &answer.body));
        let expected = format!(r#"sign_type="HMAC-SHA256", signature="{signature}""#);
        assert!(answer.headers.contains(&("Body-Sign", expected)), "{:?}", answer.headers);
    }
    assert_eq!(reply(HuaweiCloud, &get(EXPIRED), &Outcome::DONE, &then()).headers.len(), 1);
    Ok(())
}

#[test]
fn each_outcome_has_its_result_code() -> Done {
    let access = [("frontEndUrl", "https://app.example/")];
    let known = [Instance { id: "1", access: &access }, Instance { id: "2", access: &[] }];
    let forged = Rejected::Forged { field: "signature", expected: "another" };
    let unreadable = Rejected::Unreadable(defray_marketplaces::UnreadableMessage::Empty);
    let created = post("/?signature=x", CREATED);
    let line = r#""instanceId":"CS2211181819B4LVS-000001""#;
    for (delivery, outcome, expected) in [
        (created, Outcome::DONE, format!(r#"{{{line},"resultCode":"000000","resultMsg":"success."}}"#)),
        (
            created,
            Outcome::Done { access: &access },
            format!(
                r#"{{"appInfo":{{"frontEndUrl":"https://app.example/"}},{line},"resultCode":"000000","resultMsg":"success."}}"#
            ),
        ),
        (
            created,
            Outcome::NotReady,
            format!(r#"{{{line},"resultCode":"000004","resultMsg":"The request is being processed."}}"#),
        ),
        (
            post("/", r#"{"activity":"queryInstance","instanceId":"1,2"}"#),
            Outcome::Instances(&known),
            r#"{"info":[{"appInfo":{"frontEndUrl":"https://app.example/"},"instanceId":"1"},{"instanceId":"2"}],"resultCode":"000000","resultMsg":"success."}"#.into(),
        ),
        (
            get(EXPIRED),
            Outcome::UnknownInstance,
            r#"{"resultCode":"000003","resultMsg":"The instance ID does not exist."}"#.into(),
        ),
        (
            get(EXPIRED),
            Outcome::Rejected(&forged),
            r#"{"resultCode":"000001","resultMsg":"Authentication failed."}"#.into(),
        ),
        (
            get("/"),
            Outcome::Rejected(&unreadable),
            r#"{"resultCode":"000002","resultMsg":"Invalid request parameter."}"#.into(),
        ),
        (
            get(EXPIRED),
            Outcome::TryAgain,
            r#"{"resultCode":"000005","resultMsg":"Other internal errors."}"#.into(),
        ),
    ] {
        assert_eq!(reply(HuaweiCloud, &delivery, &outcome, &Trust::at(now())).body, expected);
    }
    Ok(())
}

#[test]
fn a_query_asks_for_instances_and_a_test_for_nothing() -> Done {
    let secrets = [Secret::new(KEY)];
    let trust = Trust::at(at("2023-04-03T07:50:37Z")).secrets(&secrets);
    let test = CREATED.replacen('{', r#"{"testFlag":"1","#, 1);
    for (body, expected) in [
        (
            r#"{"activity":"queryInstance","instanceId":"1, 2"}"#,
            Some(Action::DescribeInstances { instances: vec!["1".into(), "2".into()] }),
        ),
        (test.as_str(), None),
        (r#"{"activity":"upgradeInstance","instanceId":"1"}"#, None),
    ] {
        let target = signed(KEY, body, "1680508237508", "n");
        let accepted = once(HuaweiCloud, &post(&target, body), &trust)?;
        assert_eq!(accepted.action, expected, "{body}");
        assert_eq!(accepted.messages.first().map(|message| message.signal), Some(Signal::Ignored));
    }
    Ok(())
}

#[test]
fn no_rejection_shows_a_token_a_signature_or_the_key() {
    let secrets = [Secret::new("S3cr3tK3y")];
    let trust = then().secrets(&secrets);
    let target = v1("activity=expireInstance&instanceId=1&timeStamp=20170725025113409");
    for delivery in [get(&target), get(EXPIRED), post("/?signature=S3cr3t&nonce=n&timestamp=1680508237508", "{}")] {
        let seen = format!("{:?} {trust:?} {delivery:?}", once(HuaweiCloud, &delivery, &trust));
        assert!(!seen.contains("S3cr3t") && !seen.contains("D4yK") && seen.contains("Forged"), "{seen}");
    }
}

#[test]
fn an_empty_key_proves_nothing_though_anyone_can_sign_with_it() {
    let secrets = [Secret::new("")];
    let trust = Trust::at(at("2023-04-03T07:50:37.508Z")).secrets(&secrets);
    let target = signed("", CREATED, "1680508237508", "9FB42E04DF45");
    assert_eq!(code(HuaweiCloud, &post(&target, CREATED), &trust), "forged");
}
