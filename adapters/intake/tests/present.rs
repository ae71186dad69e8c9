//! Records as JSON.

use std::sync::Arc;

use defray_core::bill::{Bill, BillRecord, BillStatus, HoldReason};
use defray_core::event::Event;
use defray_core::fund::Fund;
use defray_core::method::Payer;
use defray_core::outbox::Notification;
use defray_core::position::EntryPosition;
use defray_core::receipt::{PayerReason, Receipt, Skip, SkipReason, Slice};
use defray_core::time::Period;
use defray_intake::present::{event_json, record_json};

fn bill() -> Bill {
    let period = Period::new("2026-03-01T00:00:00Z".parse().unwrap(), "2026-03-02T00:00:00Z".parse().unwrap());
    Bill {
        id: "b-1".parse().unwrap(),
        workspace: "s/w".parse().unwrap(),
        item: "logs".parse().unwrap(),
        amount: "70.50 CNY".parse().unwrap(),
        period: period.unwrap(),
    }
}

fn receipt() -> Receipt {
    Receipt {
        bill: "b-1".parse().unwrap(),
        workspace: "s/w".parse().unwrap(),
        account: "acme".parse().unwrap(),
        payer: Payer::Enterprise,
        payer_reason: PayerReason::InForce { since: "2026-03-01T00:00:00Z".parse().unwrap() },
        amount: "70.5 CNY".parse().unwrap(),
        settled_at: "2026-03-02T00:10:00Z".parse().unwrap(),
        slices: vec![Slice { fund: Fund::Cash, lot: None, charge: None, amount: "70.5 CNY".parse().unwrap() }],
        skips: vec![Skip {
            fund: Fund::Overdraft,
            lot: None,
            available: None,
            reason: SkipReason::NotNeeded,
            range: None,
        }],
    }
}

const BILL: &str = r#"{"id":"b-1","workspace":"s/w","item":"logs","amount":"70.5 CNY","period":{"start":"2026-03-01T00:00:00Z","end":"2026-03-02T00:00:00Z"}}"#;
const RECEIPT: &str = r#"{"bill":"b-1","workspace":"s/w","account":"acme","payer":"enterprise","payer_reason":{"P1":{"since":"2026-03-01T00:00:00Z"}},"amount":"70.5 CNY","settled_at":"2026-03-02T00:10:00Z","slices":[{"fund":"cash","amount":"70.5 CNY"}],"skips":[{"fund":"overdraft","reason":"not_needed"}]}"#;

#[test]
fn events_are_flat_with_their_name_first_and_nothing_absent() {
    let record = BillRecord::new(bill(), "acme".parse().unwrap(), BillStatus::Settled(receipt()));
    let held = HoldReason::CreditLimit { uncovered: "1 CNY".parse().unwrap(), credit_left: None };
    let mail = Notification::AccountUnlocked { account: "acme".parse().unwrap() };
    let table = [
        (
            Event::BillSettled { record: Arc::new(record) },
            format!(
                r#"{{"event":"bill_settled","record":{{"bill":{BILL},"account":"acme","status":{{"settled":{RECEIPT}}},"reversals":[],"corrections":[]}}}}"#
            ),
        ),
        (
            Event::BillHeld { account: "acme".parse().unwrap(), bill: Box::new(bill()), reason: held },
            format!(
                r#"{{"event":"bill_held","account":"acme","bill":{BILL},"reason":{{"credit_limit":{{"uncovered":"1 CNY"}}}}}}"#
            ),
        ),
        (
            Event::ToppedUp {
                account: "acme".parse().unwrap(),
                amount: "5 CNY".parse().unwrap(),
                repaid: "0 CNY".parse().unwrap(),
                reference: None,
                repeats: None,
            },
            r#"{"event":"topped_up","account":"acme","amount":"5 CNY","repaid":"0 CNY"}"#.to_owned(),
        ),
        (
            Event::OutboxMessageQueued {
                number: EntryPosition { position: 17, index: 0 },
                notification: Box::new(mail),
            },
            r#"{"event":"outbox_message_queued","number":"17.0","notification":{"account_unlocked":{"account":"acme"}}}"#
                .to_owned(),
        ),
    ];
    for (event, json) in table {
        assert_eq!(event_json(&event).to_string(), json);
    }
    assert_eq!(record_json(&receipt()).to_string(), RECEIPT);
}
