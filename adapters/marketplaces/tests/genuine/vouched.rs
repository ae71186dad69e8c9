//! What comes through a queue that only the marketplace can write to.

use defray_core::provider::Provider::{AliCloud, Aws, HuaweiCloud};
use defray_marketplaces::{Delivery, Proof, Secret, SigningCertificate, Trust};

use super::sns::{ADDRESS, SIGNER, TOPIC, envelope};
use super::{Done, at, code, get, now, once, post};

const RAW: &str = r#"{"action":"subscribe-success","customer-identifier":"X01","product-code":"n0123"}"#;
const EVENT: &str = r#"{"version":"0","id":"1","detail-type":"License Deprovisioned - Manufacturer",
    "source":"aws.agreement-marketplace","time":"2024-08-30T21:36:03Z",
    "detail":{"license":{"arn":"aws:license-manager:us-east-1:123456789012:l-e52ca6f38bf84d0fafb8802ca15ac11x"}}}"#;
const SAMPLE: &str = r#"{"Type":"Notification","Message":{"action":"entitlement-updated","customer-identifier":"X01","product-code":"n0123"}}"#;

#[test]
fn what_bears_no_signature_needs_a_channel_that_is_vouched_for() -> Done {
    for body in [RAW, EVENT, SAMPLE] {
        let trust = Trust::at(now()).sources(&[TOPIC]);
        assert_eq!(code(Aws, &post("/", body), &trust), "unproved", "{body}");
        let accepted = once(Aws, &Delivery::queued(body.as_bytes()), &trust.private_channel())?;
        assert_eq!((accepted.proof, accepted.messages.len()), (Proof::Channel, 1));
    }
    Ok(())
}

#[test]
fn in_a_vouched_channel_a_foreign_topic_and_a_wrong_signature_are_still_rejected() -> Done {
    let body = SIGNER.sign(envelope(RAW), "2")?;
    let certificates = [SigningCertificate { address: Some(ADDRESS), bytes: SIGNER.pem.as_bytes() }];
    let trust = Trust::at(now()).private_channel();
    let queued = Delivery::queued(body.as_bytes());
    assert_eq!(code(Aws, &queued, &trust.sources(&["arn:aws:sns:us-east-1:1:other"])), "untrusted_source");
    assert_eq!(once(Aws, &queued, &trust.sources(&[TOPIC]))?.proof, Proof::Channel);
    let trust = trust.sources(&[TOPIC]).certificates(&certificates);
    assert_eq!(once(Aws, &queued, &trust)?.proof, Proof::Signature);
    let altered = body.replace("subscribe-success", "subscribe-fail");
    assert_eq!(code(Aws, &Delivery::queued(altered.as_bytes()), &trust), "forged");
    Ok(())
}

const RELEASED: &str = "/spi?action=releaseInstance&instanceId=122779388&token=x";
const EXPIRED: &str = "/?activity=expireInstance&instanceId=1&timeStamp=20170725025113409&authToken=x";
const FROZEN: &str = r#"{"activity":"updateInstanceStatus","instanceId":"1","status":"FREEZE"}"#;

#[test]
fn a_call_is_taken_unproved_only_where_it_is_vouched_for_and_there_is_no_secret_to_prove_it_with() -> Done {
    let secrets = [Secret::new("k3y")];
    let (trust, vouched) = (Trust::at(now()), Trust::at(now()).private_channel());
    for (provider, call) in [
        (AliCloud, get(RELEASED)),
        (HuaweiCloud, get(EXPIRED)),
        (HuaweiCloud, post("/?signature=x&timestamp=1680508237508&nonce=n", FROZEN)),
    ] {
        assert_eq!(code(provider, &call, &trust), "nothing_trusted", "{call:?}");
        assert_eq!(code(provider, &call, &vouched.secrets(&secrets)), "forged", "{call:?}");
        let accepted = once(provider, &call, &vouched)?;
        assert_eq!((accepted.proof, accepted.messages.len()), (Proof::Channel, 1));
    }
    // What the call is signed with is accepted; a body alone has neither id nor instant.
    let signed = once(HuaweiCloud, &post("/?signature=x&timestamp=1680508237508&nonce=n", FROZEN), &vouched)?;
    let message = signed.messages.first().ok_or("no message")?;
    assert_eq!(message.occurred_at, Some(at("2023-04-03T07:50:37.508Z")));
    assert_eq!(message.id.as_ref().map(|id| id.as_str()), Some("n"));
    let bare = once(HuaweiCloud, &post("", FROZEN), &vouched)?;
    let message = bare.messages.first().ok_or("no message")?;
    assert_eq!((message.id.as_ref(), message.occurred_at), (None, None));
    assert_eq!(code(HuaweiCloud, &post("/?nonce=n", FROZEN), &vouched), "unproved", "half of a call is none");
    Ok(())
}
