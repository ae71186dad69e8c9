//! Each row of the table of `receive`, with a real ledger.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;
use std::sync::Arc;

use defray::core::cloud_account::CloudAccountState;
use defray::core::command::{Ingest, LinkCloudAccount, OpenAccount};
use defray::core::event::Event;
use defray::core::limits::SIGNALS_MAX;
use defray::core::marketplace::{MarketplaceMessage, MessageDisposition};
use defray::core::provider::{Identifiers, Provider};
use defray::core::subscription::Subscription;
use defray::core::time::{Instant, Seconds};
use defray::testing::{FaultyDisk, Harm, Image};
use defray::{Engine, ErrorClass, MemoryStore, Mode, Request};
use defray_marketplaces::{
    Action, Delivery, Nonces, Novelty, RecentNonces, Rejected, Secret, SigningCertificate, Trust, read,
};
use defray_receive::{Effect, Options, Received, effect, queued, receive, submit};

const TOPIC: &str = "arn:aws:sns:us-east-1:287250355862:aws-mp-subscription-notification-4ml54db8vrmjuykaw1psroool";
const ACCESS: &[(&str, &str)] = &[("frontEndUrl", "https://app.example/")];

/// The instant at which the deliveries of the test data arrive.
fn arrival() -> Instant {
    "2026-05-02T00:54:30Z".parse().unwrap()
}

fn data(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/marketplaces");
    std::fs::read(folder.join(name)).unwrap()
}

/// A whole HTTP request of the test data.
struct Call {
    method: String,
    target: String,
    body: Vec<u8>,
}

impl Call {
    fn named(name: &str) -> Self {
        let text = String::from_utf8(data(name)).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let mut words = head.split(' ');
        let mut word = || words.next().unwrap().to_owned();
        Self { method: word(), target: word(), body: body.as_bytes().to_vec() }
    }

    fn delivery(&self) -> Delivery<'_> {
        Delivery { method: &self.method, target: &self.target, headers: &[], body: &self.body }
    }
}

fn options() -> defray::Options {
    defray::Options { clock: Arc::new(arrival), ..defray::Options::default() }
}

fn in_memory() -> Engine {
    Engine::open_in(MemoryStore::default(), options()).unwrap()
}

fn subscription(provider: Provider, instance: &str) -> Subscription {
    let identifiers = Identifiers {
        provider,
        account_id: Some("1041031108983109".parse().unwrap()),
        instance_id: Some(instance.parse().unwrap()),
        customer_identifier: None,
        license_arn: None,
        product_code: None,
    };
    Subscription::try_from(identifiers).unwrap()
}

/// Links the subscription to the cloud account `ca-1`.
fn link(engine: &Engine, provider: Provider, instance: &str) {
    let open = OpenAccount { account: "acme".parse().unwrap(), currency: "CNY".parse().unwrap() };
    engine.submit(Request::new(open)).unwrap();
    let link = LinkCloudAccount {
        account: "acme".parse().unwrap(),
        cloud_account: "ca-1".parse().unwrap(),
        subscription: subscription(provider, instance),
    };
    engine.submit(Request::new(link)).unwrap();
}

fn state(engine: &Engine) -> CloudAccountState {
    engine.snapshot().cloud_account(&"ca-1".parse().unwrap()).unwrap().state
}

fn position(engine: &Engine) -> u64 {
    engine.snapshot().position()
}

fn alicloud(engine: &Engine, call: &Call, options: &Options<'_>) -> Received {
    let secrets = [Secret::new("isvkey")];
    let trust = Trust::at(arrival()).secrets(&secrets);
    receive(engine, Provider::AliCloud, &call.delivery(), &trust, &mut RecentNonces::default(), options)
}

fn huawei(engine: &Engine, call: &Call, nonces: &mut dyn Nonces) -> Received {
    let secrets = [Secret::new("accesskey")];
    let trust = Trust::at(arrival()).secrets(&secrets);
    let options = Options { access: ACCESS, ..Options::default() };
    receive(engine, Provider::HuaweiCloud, &call.delivery(), &trust, nonces, &options)
}

/// What the ledger did with each message.
fn effects(received: &Received) -> Vec<Effect> {
    received.results.iter().map(|result| effect(result.as_ref().unwrap()).unwrap()).collect()
}

#[test]
fn an_accepted_delivery_is_recorded_and_answered_with_the_access_data() {
    let engine = in_memory();
    link(&engine, Provider::AliCloud, "122779388");
    let options = Options { access: ACCESS, ..Options::default() };
    let received = alicloud(&engine, &Call::named("alicloud-create.http"), &options);
    assert!(received.is_done());
    assert_eq!(effects(&received), [Effect::Recorded(MessageDisposition::Applied)]);
    assert_eq!(received.reply.body, r#"{"appInfo":{"frontEndUrl":"https://app.example/"},"instanceId":"122779388"}"#);
    assert_eq!(state(&engine), CloudAccountState::Active);
}

#[test]
fn the_same_delivery_again_changes_nothing_and_has_the_same_answer() {
    let engine = in_memory();
    link(&engine, Provider::AliCloud, "122779388");
    let call = Call::named("alicloud-release.http");
    let first = alicloud(&engine, &call, &Options::default());
    assert_eq!(state(&engine), CloudAccountState::Closing);
    let before = engine.snapshot().cloud_account(&"ca-1".parse().unwrap()).unwrap();
    let again = alicloud(&engine, &call, &Options::default());
    assert_eq!(effects(&first), [Effect::Recorded(MessageDisposition::Applied)]);
    assert_eq!(effects(&again), [Effect::Recorded(MessageDisposition::NoChange)]);
    assert_eq!(again.reply, first.reply);
    assert_eq!(engine.snapshot().cloud_account(&"ca-1".parse().unwrap()).unwrap(), before);
}

#[test]
fn a_message_with_a_known_id_is_a_duplicate_with_the_same_answer() {
    let engine = in_memory();
    let call = Call::named("huawei-v2-new.http");
    let first = huawei(&engine, &call, &mut RecentNonces::default());
    let position = position(&engine);
    // Another process of the host has its own memory of nonces.
    let again = huawei(&engine, &call, &mut RecentNonces::default());
    assert_eq!(effects(&first), [Effect::Recorded(MessageDisposition::Unmatched)]);
    assert_eq!(effects(&again), [Effect::Duplicate(MessageDisposition::Unmatched)]);
    assert_eq!(again.reply, first.reply);
    assert_eq!(engine.snapshot().position(), position);
    assert!(matches!(again.accepted.unwrap().action, Some(Action::LookUpOrder { .. })));
}

/// A ledger whose instance 122779388 has as many signals as a subscription can have. Only an end is still recorded.
fn full() -> Engine {
    let engine = in_memory();
    let renewed = read(Provider::AliCloud, b"action=renewInstance&instanceId=122779388").unwrap();
    let instants = (0..SIGNALS_MAX).map(|number| arrival().minus(Seconds::new(86_400 + number as u64).unwrap()));
    let message = |at| MarketplaceMessage { occurred_at: Some(at), ..renewed.clone() };
    let requests = instants.map(|at| Request::new(Ingest::from(message(at)))).collect();
    for answer in engine.submit_all(requests, Mode::Independent) {
        answer.unwrap();
    }
    engine
}

#[test]
fn a_message_that_a_rule_refuses_is_answered_with_try_again() {
    let engine = full();
    let before = position(&engine);
    let received = alicloud(&engine, &Call::named("alicloud-expire.http"), &Options::default());
    let error = received.results[0].as_ref().unwrap_err();
    assert_eq!((error.class(), error.code()), (ErrorClass::Refused, "too_many_signals"));
    assert_eq!(received.accepted.as_ref().unwrap().messages.len(), 1);
    assert!(received.failure.is_none() && !received.is_done());
    let expected = r#"{"message":"try_again","success":"false"}"#;
    assert_eq!((received.reply.status, received.reply.body.as_str()), (503, expected));
    assert_eq!(position(&engine), before);
}

#[test]
fn after_a_refusal_the_next_message_is_submitted_and_after_a_failure_it_is_not() {
    let engine = full();
    let message = |query: &[u8]| read(Provider::AliCloud, query).unwrap();
    let messages =
        [message(b"action=renewInstance&instanceId=122779388"), message(b"action=releaseInstance&instanceId=1")];
    let results = submit(&engine, &messages, None);
    assert_eq!(results[0].as_ref().unwrap_err().code(), "too_many_signals");
    assert_eq!(effect(results[1].as_ref().unwrap()), Some(Effect::Recorded(MessageDisposition::Unmatched)));
    assert_eq!(results.len(), 2);

    let disk = FaultyDisk::new(Image::default());
    let engine = Engine::create_on(disk.clone(), options()).unwrap();
    let _failing = disk.clone().fail_at(disk.operations(), Harm::None);
    let results = submit(&engine, &messages, None);
    assert_eq!(results.len(), 1, "the second message is not submitted: {results:?}");
    let error = results[0].as_ref().unwrap_err();
    assert!(matches!(error.class(), ErrorClass::Environment | ErrorClass::Unknown), "{error}");
}

/// A disk that fails once, at each operation of receiving a query: the answer is right, or the marketplace asks again.
#[test]
fn a_failure_of_the_ledger_is_answered_with_try_again_and_reported() {
    let (query, mut failures) = (Call::named("huawei-v2-query.http"), 0);
    for operation in 0.. {
        let disk = FaultyDisk::new(Image::default());
        let small = || defray::Options { page_cache_bytes: 0, cached_bytes: 1, changed_bytes: 1, ..options() };
        let engine = Engine::create_on(disk.clone(), small()).unwrap();
        link(&engine, Provider::HuaweiCloud, "CS2211181819B4LVS-000001");
        let start = disk.operations();
        let _failing = disk.clone().fail_at(start + operation, Harm::None);
        let received = huawei(&engine, &query, &mut RecentNonces::default());
        let accepted = received.accepted.as_ref().unwrap();
        assert!(matches!(accepted.action, Some(Action::DescribeInstances { .. })), "{accepted:?}");
        match &received.failure {
            Some(error) => {
                failures += 1;
                assert!(matches!(error.class(), ErrorClass::Environment | ErrorClass::Unknown), "{error}");
                assert!(received.reply.body.contains("000005"), "{}", received.reply.body);
            }
            None => assert!(received.reply.body.contains("000000"), "{}", received.reply.body),
        }
        if disk.operations() <= start + operation {
            break;
        }
    }
    assert!(failures > 0);
}

#[test]
fn huawei_gets_the_instances_that_the_ledger_has() {
    let query = Call::named("huawei-v2-query.http");
    let engine = in_memory();
    let unknown = huawei(&engine, &query, &mut RecentNonces::default());
    assert!(unknown.reply.body.contains("000003"), "{}", unknown.reply.body);
    assert!(unknown.is_done(), "the question is recorded and answered");

    // A message about the instance is enough, before any customer links it.
    let engine = in_memory();
    huawei(&engine, &Call::named("huawei-v2-new.http"), &mut RecentNonces::default());
    let known = huawei(&engine, &query, &mut RecentNonces::default());
    let body =
        r#"{"info":[{"appInfo":{"frontEndUrl":"https://app.example/"},"instanceId":"CS2211181819B4LVS-000001"}],"#;
    assert!(known.reply.body.starts_with(body), "{}", known.reply.body);
    assert!(known.reply.headers.iter().any(|(name, _)| *name == "Body-Sign"));

    // So is a link, before any message about it.
    let engine = in_memory();
    link(&engine, Provider::HuaweiCloud, "CS2211181819B4LVS-000001");
    let linked = huawei(&engine, &query, &mut RecentNonces::default());
    assert_eq!(linked.reply, known.reply);
}

#[test]
fn of_several_instances_the_known_ones_are_described() {
    let engine = in_memory();
    link(&engine, Provider::HuaweiCloud, "i-2");
    let body = br#"{"activity":"queryInstance","instanceId":"i-1,i-2,i-3"}"#;
    let trust = Trust::at(arrival()).private_channel();
    let delivery = Delivery { method: "POST", target: "", headers: &[], body };
    let ask = |delivery| {
        receive(&engine, Provider::HuaweiCloud, delivery, &trust, &mut RecentNonces::default(), &Options::default())
    };
    let received = ask(&delivery);
    let expected = r#"{"info":[{"instanceId":"i-2"}],"resultCode":"000000","resultMsg":"success."}"#;
    assert_eq!(received.reply.body, expected);
}

fn forged() -> Call {
    let mut call = Call::named("alicloud-release.http");
    call.target = call.target.replace("isRefund=false", "isRefund=true");
    call
}

#[test]
fn a_rejected_delivery_leaves_no_trace() {
    let engine = in_memory();
    link(&engine, Provider::AliCloud, "122779388");
    let before = position(&engine);
    let received = alicloud(&engine, &forged(), &Options::default());
    assert!(matches!(received.accepted, Err(Rejected::Forged { field: "token", .. })));
    assert!(received.results.is_empty() && received.failure.is_none() && !received.is_done());
    assert_eq!(
        (received.reply.status, received.reply.body.as_str()),
        (403, r#"{"message":"forged","success":"false"}"#)
    );
    assert_eq!((state(&engine), position(&engine)), (CloudAccountState::Pending, before));
}

#[test]
fn a_rejected_delivery_is_recorded_on_request_and_has_no_effect() {
    let engine = in_memory();
    link(&engine, Provider::AliCloud, "122779388");
    let options = Options { keep_rejected: true, ..Options::default() };
    let received = alicloud(&engine, &forged(), &options);
    assert_eq!(effects(&received), [Effect::Recorded(MessageDisposition::Rejected)]);
    let done = received.results[0].as_ref().unwrap().done().unwrap();
    let [Event::MessageReceived { message, .. }] = done.events.as_slice() else { panic!("{:?}", done.events) };
    assert!(message.rejected.as_ref().unwrap().as_str().starts_with("forged: "));
    assert_eq!(received.reply.status, 403);
    assert_eq!(state(&engine), CloudAccountState::Pending);
}

#[test]
fn a_delivery_rejected_for_a_fault_of_the_host_is_not_recorded() {
    let engine = in_memory();
    let options = Options { keep_rejected: true, ..Options::default() };
    let body = data("sns-subscribe.json");
    let trust = Trust::at(arrival()).sources(&[TOPIC]);
    let mut nonces = RecentNonces::default();
    let received = receive(&engine, Provider::Aws, &Delivery::queued(&body), &trust, &mut nonces, &options);
    assert!(matches!(received.accepted, Err(Rejected::CertificateNeeded { .. })));
    assert_eq!((received.results.len(), received.reply.status, position(&engine)), (0, 503, 0));
}

#[test]
fn a_topic_to_confirm_is_queued_in_the_outbox() {
    let engine = in_memory();
    let (body, certificate) = (data("sns-confirmation.json"), data("sns.pem"));
    let certificates = [SigningCertificate { address: None, bytes: &certificate }];
    let trust = Trust::at(arrival()).sources(&[TOPIC]).certificates(&certificates);
    let receive = || {
        let mut nonces = RecentNonces::default();
        receive(&engine, Provider::Aws, &Delivery::queued(&body), &trust, &mut nonces, &Options::default())
    };
    let first = receive();
    let numbers: Vec<_> = queued(first.results[0].as_ref().unwrap()).collect();
    let outbox: Vec<_> = engine.snapshot().outbox().map(|message| message.unwrap().number).collect();
    assert_eq!(numbers, outbox);
    assert_eq!(numbers.len(), 1);
    assert!(matches!(first.accepted.as_ref().unwrap().action, Some(Action::ConfirmSubscription { .. })));
    let again = receive();
    assert_eq!(queued(again.results[0].as_ref().unwrap()).count(), 0);
    assert_eq!(again.reply, first.reply);
}

/// A memory of nonces must be asked about genuine deliveries alone, or a stranger could fill it.
#[test]
fn nonces_of_forged_deliveries_are_not_remembered() {
    struct Asked(usize);
    impl Nonces for Asked {
        fn remember(&mut self, _: &str, _: Instant, _: Instant) -> Novelty {
            self.0 += 1;
            Novelty::New
        }
    }
    let (engine, mut nonces) = (in_memory(), Asked(0));
    let mut call = Call::named("huawei-v2-new.http");
    huawei(&engine, &call, &mut nonces);
    assert_eq!(nonces.0, 1);
    call.body.push(b' ');
    let forged = huawei(&engine, &call, &mut nonces).accepted;
    assert!(matches!(forged, Err(Rejected::Forged { field: "signature", .. })), "{forged:?}");
    assert_eq!(nonces.0, 1);
}
