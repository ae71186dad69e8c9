//! Everything observable in the core's records, as the oracle's `observe` says it.

use defray_core::account::Account;
use defray_core::bill::{BillRecord, BillStatus};
use defray_core::cloud_account::CloudAccount;
use defray_core::fund::Lot;
use defray_core::matching::unmatched;
use defray_core::metering::{Meter, UsageRecord, UsageState};
use defray_core::method::{Method, Payer};
use defray_core::money::Money;
use defray_core::receipt::Receipt;
use defray_core::records::{RecordKind, ViewExt};
use defray_core::standing::Standing;
use defray_core::workspace::Workspace;
use defray_core::{Key, Record, View};
use serde_json::{Map, Value, json};

/// The complete observable state.
pub fn observe(view: &dyn View) -> Value {
    let mut accounts = Map::new();
    let mut workspaces = Map::new();
    let mut cloud_accounts = Map::new();
    let mut bills = Map::new();
    for row in rows(view, RecordKind::Account) {
        if let Record::Account(account) = row {
            accounts.insert(account.id.to_string(), show_account(view, &account));
        }
    }
    for row in rows(view, RecordKind::Workspace) {
        if let Record::Workspace(workspace) = row {
            workspaces.insert(workspace.id.to_string(), show_workspace(&workspace));
        }
    }
    for row in rows(view, RecordKind::CloudAccount) {
        if let Record::CloudAccount(cloud_account) = row {
            cloud_accounts.insert(cloud_account.id.to_string(), show_cloud_account(&cloud_account));
        }
    }
    for row in rows(view, RecordKind::Bill) {
        if let Record::Bill(record) = row {
            bills.insert(record.bill.id.to_string(), show_bill(&record));
        }
    }
    let mut meters = Map::new();
    for row in rows(view, RecordKind::Meter) {
        if let Record::Meter(meter) = row {
            meters.insert(meter.cloud_account.to_string(), show_meter(view, &meter));
        }
    }
    let mut usage_records = Map::new();
    for row in rows(view, RecordKind::UsageRecord) {
        if let Record::UsageRecord(record) = row {
            usage_records.insert(record.number.to_string(), show_usage_record(&record));
        }
    }
    let mut exports = Map::new();
    for (key, row) in view.scan_all(&Key::all(RecordKind::ExportPart)).expect("records can be read") {
        let Record::ExportPart(part) = row else { panic!("the part of an export is one") };
        let (export, bill) = named_by(&key);
        exports.entry(export).or_insert_with(|| json!({}))[bill] = json!(part);
    }
    let owed = outbox(view).into_iter().map(|(_, mail)| mail).collect::<Vec<_>>();
    json!({
        "accounts": accounts, "workspaces": workspaces, "cloud_accounts": cloud_accounts, "bills": bills,
        "outbox": owed, "meters": meters, "usage_records": usage_records, "exports": exports,
        "unmatched": waiting_signals(view),
    })
}

/// The subscriptions whose signals wait for a link.
fn waiting_signals(view: &dyn View) -> Vec<Value> {
    let mut found = Vec::new();
    for (key, row) in view.scan_all(&Key::all(RecordKind::Subscription)).expect("records can be read") {
        let Record::Subscription(known) = row else { panic!("the history of a subscription is one") };
        let identity = key.subscription_identity().expect("its key has the identity");
        let row = unmatched(view, &identity, &known).expect("records can be read");
        found.extend(row.map(|row| without_nulls(json!(row))));
    }
    found
}

/// The export and the bill in the key of a part of an export.
fn named_by(key: &Key) -> (String, String) {
    let mut texts = key.as_bytes()[1..].split(|byte| *byte == 0).map(|text| String::from_utf8_lossy(text).into_owned());
    (texts.next().unwrap_or_default(), texts.next().unwrap_or_default())
}

/// The numbers of the outbox still owed, in order.
pub fn pending(view: &dyn View) -> Vec<String> {
    outbox(view).into_iter().map(|(number, _)| number).collect()
}

/// A receipt in the interchange form.
pub fn receipt(receipt: &Receipt) -> Value {
    without_nulls(serde_json::to_value(receipt).expect("a receipt is JSON"))
}

pub(crate) fn rows(view: &dyn View, kind: RecordKind) -> impl Iterator<Item = Record> {
    let rows = view.scan_all(&Key::all(kind)).expect("records can be read");
    rows.into_iter().map(|(_, row)| row)
}

fn outbox(view: &dyn View) -> Vec<(String, Value)> {
    let mut owed = Vec::new();
    for row in rows(view, RecordKind::PendingOutboxMessage) {
        let Record::EntryPosition(number) = row else { continue };
        let outbox_message =
            view.outbox_message(number).expect("records can be read").expect("what is owed is recorded");
        assert!(outbox_message.acknowledged_at.is_none(), "{number} is owed and acknowledged");
        let tagged = serde_json::to_value(&outbox_message.notification).expect("a mail is JSON");
        let (template, mut fields) = tagged.as_object().and_then(|tagged| tagged.iter().next()).map_or_else(
            || panic!("a mail has a template: {tagged}"),
            |(template, fields)| (template.clone(), fields.clone()),
        );
        assert_eq!(template, outbox_message.notification.template());
        fields["template"] = json!(template);
        owed.push((number.to_string(), without_nulls(fields)));
    }
    owed
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let given = fields.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(given.map(|(name, value)| (name, without_nulls(value))).collect())
        }
        Value::Array(values) => Value::Array(values.into_iter().map(without_nulls).collect()),
        other => other,
    }
}

fn show_account(view: &dyn View, account: &Account) -> Value {
    let standing = match &account.standing {
        Standing::Good => json!("good"),
        Standing::InArrears { since, deadline, .. } => json!({"in_arrears": {"since": since, "deadline": deadline}}),
        Standing::Locked { since, deadline } => json!({"locked": {"since": since, "deadline": deadline}}),
    };
    let mut lots = Map::new();
    for lot in &account.lots {
        lots.insert(lot.id.to_string(), show_lot(lot));
    }
    for (_, row) in view.scan_all(&Key::closed_lots_of(&account.id)).expect("records can be read") {
        let Record::Lot(lot) = row else { panic!("a closed lot is a lot") };
        let open = lots.insert(lot.id.to_string(), show_lot(&lot));
        assert!(open.is_none(), "lot {} is open and closed", lot.id);
    }
    let mut shown = json!({
        "currency": account.currency, "closed": account.closed_at.is_some(), "standing": standing,
        "cash": account.cash, "overdraft": account.overdraft, "lots": lots, "mail_settings": {},
    });
    if let Some(settings) = &account.mail_settings {
        shown["mail_settings"] = without_nulls(json!(settings));
    }
    if let Some(day) = &account.not_metered {
        shown["not_metered"] = without_nulls(json!(day));
    }
    shown
}

fn show_lot(lot: &Lot) -> Value {
    json!({"kind": lot.kind, "available": lot.available, "state": lot.state})
}

fn show_payer(payer: &Payer) -> Value {
    match payer {
        Payer::Enterprise => json!("enterprise"),
        Payer::CloudAccount(id) => json!({"cloud_account": id}),
    }
}

fn show_workspace(workspace: &Workspace) -> Value {
    let method = match &workspace.method {
        Method::Enterprise => json!("enterprise"),
        Method::CloudAccount(id) => json!({"cloud_account": id}),
        Method::Opening { cloud_account, from } => {
            json!({"opening": {"cloud_account": cloud_account, "from": show_payer(from)}})
        }
        Method::Dissolved => json!("dissolved"),
    };
    let intervals = workspace.timeline.iter().map(|interval| {
        without_nulls(json!({
            "from": interval.from, "account": interval.account, "payer": show_payer(&interval.payer),
            "cause": interval.cause,
        }))
    });
    without_nulls(json!({
        "account": workspace.account, "method": method, "timeline": intervals.collect::<Vec<_>>(),
        "display_name": workspace.display_name,
    }))
}

fn show_cloud_account(cloud_account: &CloudAccount) -> Value {
    without_nulls(json!({
        "account": cloud_account.account, "state": cloud_account.state, "ended_at": cloud_account.lifecycle.ended_at,
        "metering_deadline": cloud_account.metering_deadline, "successor": cloud_account.successor,
    }))
}

fn show_bill(record: &BillRecord) -> Value {
    let status = match record.status {
        BillStatus::Settled(_) => "settled",
        BillStatus::Held { .. } => "held",
        BillStatus::Cancelled { .. } => "cancelled",
    };
    let zero = Money::zero(record.bill.amount.currency());
    let reversed = record.reversals.iter().try_fold(zero, |sum, reversal| sum.plus(&reversal.amount));
    let mut shown =
        json!({"status": status, "account": record.account, "reversed": reversed.expect("within what was billed")});
    shown["corrections"] = without_nulls(serde_json::to_value(&record.corrections).expect("corrections are JSON"));
    if let Some(settled) = record.receipt() {
        shown["receipt"] = receipt(settled);
    }
    if let Some(restates) = &record.restates {
        shown["restates"] = json!(restates);
    }
    if let Some(restated) = &record.restated {
        shown["restated"] = without_nulls(json!({"at": restated.at, "by": restated.by}));
    }
    shown
}

fn show_meter(view: &dyn View, meter: &Meter) -> Value {
    let zero = Money::zero(meter.accepted.currency());
    let in_flight = meter.in_flight.as_ref();
    let taken = in_flight.map_or(zero, |in_flight| in_flight.taken);
    let mut charges = Vec::new();
    for (_, row) in view.scan_all(&Key::charges_of(&meter.cloud_account)).expect("records can be read") {
        let Record::Charge(charge) = row else { panic!("a charge in a meter is a charge") };
        let parts = meter.parts(&charge).expect("within what is charged");
        let amount = parts.in_flight.plus(&parts.waiting).expect("within what is charged");
        if amount != zero {
            charges.push(json!({
                "bill": charge.bill, "workspace": charge.workspace, "position": charge.position.position,
                "index": charge.position.index, "amount": amount, "reversed": charge.reversed,
            }));
        }
    }
    // The usage in flight may have been reversed and billed again: the sum can be out of the range of money.
    let owed = (meter.waiting.amount() + taken.amount()).normalize();
    let owed = format!("{owed} {}", zero.currency());
    without_nulls(json!({
        "accepted": meter.accepted, "owed": owed,
        "credit": meter.credit, "reversed": in_flight.map_or(zero, |in_flight| in_flight.reversed),
        "in_flight": in_flight.map(|in_flight| in_flight.record), "head": meter.head, "charges": charges,
    }))
}

fn show_usage_record(record: &UsageRecord) -> Value {
    without_nulls(json!({
        "cloud_account": record.cloud_account, "state": record.state, "dimension": record.dimension,
        "start": record.start, "end": record.end, "unit": record.unit, "quantity": record.quantity,
        "credit": record.credit, "from": record.from, "upto": record.upto, "requested_at": record.requested_at,
        "settled_at": record.settled_at, "accepted": record.accepted, "reason": record.reason,
        "provider_record": record.provider_record, "send_until": record.send_until,
    }))
}

/// Whether an answer can change something about a usage record.
pub(crate) fn is_open(record: &UsageRecord) -> bool {
    matches!(record.state, UsageState::InFlight | UsageState::Disputed | UsageState::TooLate)
}
