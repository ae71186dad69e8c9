use defray_core::marketplace::Signal;
use defray_core::provider::Provider::AliCloud;
use defray_marketplaces::{Outcome, Proof, Rejected, Secret, Trust, reply};

use super::{Done, code, get, now, once};

/// The seller's key of the vendor's samples.
const KEY: &str = "isvkey";
const CREATED: &str = "/spi?action=createInstance&aliUid=1041031108983109&expiredOn=2026-01-25+00%3A00%3A00\
    &orderBizId=122779388&orderId=269326581310319&productCode=cmgj00053362&skuId=yuncode6661200001&trial=false\
    &token=749766c9d4f0cd3f81f443c54d34e950";
const RELEASED: &str =
    "/spi?action=releaseInstance&instanceId=122779388&isRefund=false&token=12317a5ad7d2428e1069ad4a5c81a7f7";

/// The code of the answer to a call, the seller's key being known.
fn answer_to(target: &str) -> &'static str {
    let secrets = [Secret::new(KEY)];
    code(AliCloud, &get(target), &Trust::at(now()).secrets(&secrets))
}

#[test]
fn the_published_tokens_are_verified() -> Done {
    for (target, expected) in [
        (CREATED, "accepted"),
        (&CREATED.replace('+', "%20"), "accepted"),
        (RELEASED, "accepted"),
        (&RELEASED.replace("12317a5ad7d2428e1069ad4a5c81a7f7", "12317A5AD7D2428E1069AD4A5C81A7F7"), "accepted"),
        // Genuine, but it names no action.
        ("/?p1=1&p2=2&p3=3&token=691b1c2be27485a87fb000de6f89f1d3", "missing_field"),
        ("/?p3=3&token=691b1c2be27485a87fb000de6f89f1d3&p1=1&p2=2", "missing_field"),
    ] {
        assert_eq!(answer_to(target), expected, "{target}");
    }
    let secrets = [Secret::new("the old key"), Secret::new(KEY)];
    let accepted = once(AliCloud, &get(RELEASED), &Trust::at(now()).secrets(&secrets))?;
    assert_eq!(accepted.proof, Proof::SharedSecret);
    assert_eq!(accepted.messages.first().map(|message| message.signal), Some(Signal::Ended));
    Ok(())
}

#[test]
fn whatever_is_altered_no_longer_fits() {
    for altered in [
        RELEASED.replace("122779388", "122779389"),
        RELEASED.replace("isRefund=false", "isRefund=true"),
        RELEASED.replace("&isRefund=false", ""),
        format!("{RELEASED}&extra=1"),
        format!("{RELEASED}&extra="),
        RELEASED.replace("12317a5a", "02317a5a"),
        RELEASED.replace("12317a5ad7d2428e1069ad4a5c81a7f7", "12317a5a"),
        RELEASED.replace("12317a5ad7d2428e1069ad4a5c81a7f7", "x"),
    ] {
        assert_eq!(answer_to(&altered), "forged", "{altered}");
    }
    for unproved in [RELEASED.split("&token").next().unwrap_or_default(), &RELEASED.replace("token=1", "Token=1")] {
        assert_eq!(answer_to(unproved), "unproved", "{unproved}");
    }
    assert_eq!(answer_to(&RELEASED.replace("12317a5ad7d2428e1069ad4a5c81a7f7", "")), "unproved");
    assert_eq!(answer_to(&format!("{RELEASED}&token=12317a5ad7d2428e1069ad4a5c81a7f7")), "duplicate_field");
}

#[test]
fn without_a_key_nothing_is_accepted_and_the_fault_is_ours() -> Done {
    let rejected = once(AliCloud, &get(RELEASED), &Trust::at(now())).err().ok_or("accepted")?;
    assert_eq!((rejected.code(), rejected.is_ours(), rejected.status()), ("nothing_trusted", true, 503));
    let secrets = [Secret::new("another")];
    assert_eq!(code(AliCloud, &get(RELEASED), &Trust::at(now()).secrets(&secrets)), "forged");
    let post = defray_marketplaces::Delivery { method: "POST", ..get(RELEASED) };
    assert_eq!(code(AliCloud, &post, &Trust::at(now())), "wrong_method");
    Ok(())
}

#[test]
fn no_rejection_shows_the_token_the_right_token_or_the_key() -> Done {
    let secrets = [Secret::new("S3cr3tK3y")];
    let trust = Trust::at(now()).secrets(&secrets);
    let rejected = once(AliCloud, &get(RELEASED), &trust).err().ok_or("accepted")?;
    let seen = format!("{rejected} {rejected:?} {trust:?} {:?}", get(RELEASED));
    assert!(!seen.contains("S3cr3t") && !seen.contains("12317a5a"), "{seen}");
    let answer = reply(AliCloud, &get(RELEASED), &Outcome::Rejected(&rejected), &trust);
    assert_eq!((answer.status, answer.body.as_str()), (403, r#"{"message":"forged","success":"false"}"#));
    Ok(())
}

fn body(target: &str, outcome: &Outcome<'_>) -> String {
    reply(AliCloud, &get(target), outcome, &Trust::at(now())).body
}

#[test]
fn each_action_has_its_answer() -> Done {
    let access = [("frontEndUrl", "https://app.example/"), ("username", "admin")];
    for (target, outcome, expected) in [
        (CREATED, Outcome::DONE, r#"{"instanceId":"122779388"}"#),
        (CREATED, Outcome::NotReady, r#"{"instanceId":"0"}"#),
        (
            CREATED,
            Outcome::Done { access: &access },
            r#"{"appInfo":{"frontEndUrl":"https://app.example/","username":"admin"},"instanceId":"122779388"}"#,
        ),
        (RELEASED, Outcome::DONE, r#"{"success":"true"}"#),
        ("/?action=renewInstance&instanceId=1", Outcome::DONE, r#"{"success":"true"}"#),
        ("/?action=somethingNew", Outcome::DONE, r#"{"success":"true"}"#),
        ("/?action=orderPay&orderBizId=1", Outcome::DONE, r#"{"success":true}"#),
        ("/?action=orderPay&orderBizId=1", Outcome::NotReady, r#"{"success":false}"#),
        (RELEASED, Outcome::TryAgain, r#"{"message":"try_again","success":"false"}"#),
    ] {
        assert_eq!(body(target, &outcome), expected, "{target}");
    }
    Ok(())
}

#[test]
fn a_call_that_cannot_be_read_is_told_so() -> Done {
    let unreadable = Rejected::Unreadable(defray_marketplaces::UnreadableMessage::Empty);
    let answer = reply(AliCloud, &get("/"), &Outcome::Rejected(&unreadable), &Trust::at(now()));
    assert_eq!((answer.status, answer.body.as_str()), (400, r#"{"message":"empty_message","success":"false"}"#));
    assert_eq!(reply(AliCloud, &get("/?a=%"), &Outcome::DONE, &Trust::at(now())).status, 400);
    Ok(())
}

#[test]
fn an_empty_key_proves_nothing_though_anyone_can_sign_with_it() {
    let secrets = [Secret::new("")];
    let target = "/spi?action=releaseInstance&instanceId=1&token=3a10f22b57eb7c663e254b0a82b3244d";
    assert_eq!(code(AliCloud, &get(target), &Trust::at(now()).secrets(&secrets)), "forged");
    assert_eq!(code(AliCloud, &get(target), &Trust::at(now()).secrets(&secrets).private_channel()), "forged");
}
