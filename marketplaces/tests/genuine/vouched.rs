//! What comes through a queue that only the marketplace can write to.

use defray_core::cloud_account::Provider::Aws;
use defray_marketplaces::{Delivery, Proof, SigningCertificate, Trust};

use crate::sns::{ADDRESS, SIGNER, TOPIC, envelope};
use crate::{Done, code, now, once, post};

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
    let certificates = [SigningCertificate { address: ADDRESS, bytes: SIGNER.pem.as_bytes() }];
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
