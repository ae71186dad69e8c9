//! A provider of our own invention, in one file: how much, and how little, it takes to add one.
//!
//! Its webhook is `{"id", "subscription", "event", "at"}` in JSON with the header `X-Shop-Key`. A real one would also
//! have a name in `core`'s list of providers and one line in `marketplace`; here it borrows a name.

use defray_core::id::{MessageId, Note, RawMessage, SubscriptionIdentity};
use defray_core::marketplace::{MarketplaceMessage, Signal};
use defray_core::provider::Provider;
use defray_core::time::{Instant, Seconds};
use defray_marketplaces::metering::{Answer, Call, MeteringResult, Plan, Terms, Usage};
use defray_marketplaces::{
    Accepted, Delivery, Marketplace, Nonces, Outcome, Proof, RecentNonces, Rejected, Reply, Secret, Trust,
    UnreadableMessage,
};
use serde_json::{Value, json};

use super::{Done, now};

struct Shop;

fn field<'v>(value: &'v Value, name: &str) -> Result<&'v str, UnreadableMessage> {
    let missing = || UnreadableMessage::MissingField { field: name.into(), expected: "a text" };
    value.get(name).and_then(Value::as_str).ok_or_else(missing)
}

impl Marketplace for Shop {
    fn provider(&self) -> Provider {
        Provider::HuaweiCloud
    }

    fn read(&self, raw: &[u8]) -> Result<MarketplaceMessage, UnreadableMessage> {
        let malformed = || UnreadableMessage::UnknownShape { expected: "a shop's event" };
        let value: Value = serde_json::from_slice(raw).map_err(|_| malformed())?;
        let event = field(&value, "event")?;
        let signal = match event {
            "sold" => Signal::Activated,
            "stopped" => Signal::Ended,
            _ => Signal::Ignored,
        };
        Ok(MarketplaceMessage {
            provider: self.provider(),
            id: MessageId::new(field(&value, "id")?).ok(),
            identity: SubscriptionIdentity::new(&format!("shop:{}", field(&value, "subscription")?)).ok(),
            kind: Note::new(event).map_err(|_| malformed())?,
            signal,
            occurred_at: field(&value, "at")?.parse().ok(),
            raw: RawMessage::new(&String::from_utf8_lossy(raw)).ok(),
            confirm: None,
            rejected: None,
            account_id: None,
            agreement: None,
        })
    }

    fn accept(&self, delivery: &Delivery<'_>, trust: &Trust<'_>, _: &mut dyn Nonces) -> Result<Accepted, Rejected> {
        let key = delivery.header("x-shop-key");
        let expected = "the shop's key";
        let key = key.ok_or(Rejected::Unproved { field: "X-Shop-Key", expected })?;
        if !trust.secrets.iter().any(|secret| secret.reveal() == key) {
            return Err(Rejected::Forged { field: "X-Shop-Key", expected });
        }
        Ok(Accepted { messages: vec![self.read(delivery.body)?], action: None, proof: Proof::SharedSecret })
    }

    fn reply(&self, _: &Delivery<'_>, outcome: &Outcome<'_>, _: &Trust<'_>) -> Reply {
        match outcome {
            Outcome::Rejected(rejected) => Reply::json(rejected.status(), &[("error", rejected.code().into())].into()),
            Outcome::TryAgain => Reply::empty(503),
            _ => Reply::empty(204),
        }
    }

    fn deadline(&self, usage: &Usage<'_>, _: &Terms) -> Instant {
        usage.end.plus(Seconds::days(1))
    }

    fn plan(&self, usages: &[Usage<'_>], _: &Terms) -> Plan {
        let call = |usage: &Usage<'_>| Call {
            provider: self.provider(),
            operation: "/usage".into(),
            body: json!({"subscription": usage.subscription.identity(), "quantity": usage.quantity.to_string()})
                .to_string(),
            records: vec![usage.id.into()],
            wait: Seconds::days(0),
        };
        Plan { calls: usages.iter().map(call).collect(), unsendable: Vec::new() }
    }

    fn results(&self, call: &Call, answer: &Answer<'_>) -> Vec<(String, MeteringResult)> {
        let result = match answer.status {
            204 => MeteringResult::Accepted { provider_record: None },
            status => MeteringResult::Unprocessed { code: format!("http_{status}") },
        };
        call.records.iter().map(|id| (id.clone(), result.clone())).collect()
    }
}

#[test]
fn a_new_provider_is_one_file() -> Done {
    // As a host would hold it: behind the trait.
    let shop: &dyn Marketplace = &Shop;
    let body = r#"{"id":"e-1","subscription":"s-1","event":"stopped","at":"2026-05-02T00:00:00Z"}"#;
    let secrets = [Secret::new("k3y")];
    let trust = Trust::at(now()).secrets(&secrets);
    let headers = [("X-Shop-Key", "k3y")];
    let delivery = Delivery { method: "POST", target: "/", headers: &headers, body: body.as_bytes() };
    let accepted = shop.accept(&delivery, &trust, &mut RecentNonces::default())?;
    assert_eq!(accepted.messages.first().map(|message| message.signal), Some(Signal::Ended));
    assert_eq!(shop.reply(&delivery, &Outcome::DONE, &trust).status, 204);

    let stranger = Delivery { headers: &[("x-shop-key", "guess")], ..delivery };
    let rejected = shop.accept(&stranger, &trust, &mut RecentNonces::default()).err().ok_or("accepted")?;
    let answer = shop.reply(&stranger, &Outcome::Rejected(&rejected), &trust);
    assert_eq!((answer.status, answer.body.as_str()), (403, r#"{"error":"forged"}"#));

    let subscription = serde_json::from_str(r#"{"provider":"huawei_cloud","account_id":"a","instance_id":"i"}"#)?;
    let usage = Usage {
        id: "u-1",
        subscription: &subscription,
        product: None,
        dimension: "GB",
        start: "2026-05-02T00:00:00Z".parse()?,
        end: "2026-05-02T01:00:00Z".parse()?,
        quantity: 5.into(),
        allocations: &[],
        ended_at: None,
    };
    let plan = shop.plan(&[usage], &Terms::at(now()));
    let call = plan.calls.first().ok_or("no call")?;
    assert!(shop.headers(call, &trust, "nonce")?.is_empty(), "the default");
    let results = shop.results(call, &Answer { status: 204, body: b"" });
    assert_eq!(results, [("u-1".into(), MeteringResult::Accepted { provider_record: None })]);
    Ok(())
}
