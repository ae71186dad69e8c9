//! A small ledger in memory for tests. The invariants are checked after each command (A3).

use std::sync::Arc;

use defray_core::account::Account;
use defray_core::bill::{BillRecord, BillStatus, HoldReason};
use defray_core::cloud_account::{CloudAccount, CloudAccountState};
use defray_core::command::Command;
use defray_core::event::Event;
use defray_core::marketplace::MessageDisposition;
use defray_core::method::{Method, Payer};
use defray_core::outbox::Notification;
use defray_core::receipt::{PayerReason, Receipt, SkipReason};
use defray_core::records::{Key, MemoryRecords, Record, RecordKind, RecordStore, ViewExt};
use defray_core::time::Instant;
use defray_core::workspace::Workspace;
use defray_core::{DecideError, Decision, EventContext, PriorResult, Refusal, decide, evolve, invariants};
use serde_json::{Map, Value, json};

/// An instant of 2026 in RFC 3339, from its short form: `03-01`, `03-01T08:30` or `03-01T08:30:15.5`.
pub(crate) fn t(short: &str) -> String {
    let (day, clock) = short.split_once('T').unwrap_or((short, "00:00"));
    let clock = if clock.len() == 5 { format!("{clock}:00") } else { clock.to_owned() };
    format!("2026-{day}T{clock}Z")
}

/// The same as an [`Instant`].
pub(crate) fn instant(short: &str) -> Instant {
    t(short).parse().unwrap()
}

/// A command in words, about account `acme` unless said otherwise.
#[derive(Clone)]
pub(crate) struct Ask {
    name: &'static str,
    fields: Map<String, Value>,
}

fn ask(name: &'static str, fields: Value) -> Ask {
    let Value::Object(mut fields) = fields else { panic!("fields of {name}") };
    let accountless = [
        "ingest",
        "settle_bill",
        "reverse_bill",
        "restate_bill",
        "claim_charges",
        "advance",
        "acknowledge",
        "request_metering",
        "acknowledge_metering",
    ];
    if !accountless.contains(&name) {
        fields.entry("account").or_insert("acme".into());
    }
    Ask { name, fields }
}

impl Ask {
    /// With a field; instants in short form go through [`t`] first.
    pub(crate) fn with(mut self, field: &str, value: impl Into<Value>) -> Self {
        self.fields.insert(field.into(), value.into());
        self
    }

    pub(crate) fn of(self, account: &str) -> Self {
        self.with("account", account)
    }

    pub(crate) fn from(self, short: &str) -> Self {
        self.with("valid_from", t(short))
    }

    pub(crate) fn until(self, short: &str) -> Self {
        self.with("valid_until", t(short))
    }

    /// A bill's or a message's inner field.
    pub(crate) fn inner(mut self, field: &str, value: impl Into<Value>) -> Self {
        let inner = self.fields.values_mut().find_map(Value::as_object_mut).unwrap();
        inner.insert(field.into(), value.into());
        self
    }

    pub(crate) fn on(self, workspace: &str) -> Self {
        self.inner("workspace", workspace)
    }

    pub(crate) fn item(self, item: &str) -> Self {
        self.inner("item", item)
    }

    /// Usage that began then and lasted an hour.
    pub(crate) fn used_at(self, short: &str) -> Self {
        let start = instant(short);
        let end = start.plus(defray_core::time::Seconds::new(3_600).unwrap());
        self.inner("period", json!({"start": start.to_string(), "end": end.to_string()}))
    }

    /// Whether the text has the account `acme` or a text of the command in it, such as an id or an amount.
    fn is_named_in(&self, text: &str) -> bool {
        fn any_text(value: &Value, test: &dyn Fn(&str) -> bool) -> bool {
            match value {
                Value::String(string) => test(string),
                Value::Array(values) => values.iter().any(|value| any_text(value, test)),
                Value::Object(fields) => fields.values().any(|value| any_text(value, test)),
                Value::Null | Value::Bool(_) | Value::Number(_) => false,
            }
        }
        // A refusal about a site names only the first part of a workspace.
        let named = |one: &str| one.split('/').any(|part| !part.is_empty() && text.contains(part));
        named("acme") || self.fields.values().any(|value| any_text(value, &named))
    }

    pub(crate) fn command(self) -> Command {
        serde_json::from_value(json!({self.name: self.fields})).unwrap()
    }
}

/// The notifications in the events.
pub(crate) fn queued(events: &[Event]) -> Vec<Notification> {
    let notification = |event: &Event| match event {
        Event::OutboxMessageQueued { notification, .. } => Some(notification.as_ref().clone()),
        _ => None,
    };
    events.iter().filter_map(notification).collect()
}

/// All orders of the elements.
pub(crate) fn permutations<T: Copy>(of: &[T]) -> Vec<Vec<T>> {
    let Some((first, rest)) = of.split_first() else { return vec![vec![]] };
    let insert = |mut into: Vec<T>, at: usize| {
        into.insert(at, *first);
        into
    };
    permutations(rest).iter().flat_map(|one| (0..=one.len()).map(move |at| insert(one.clone(), at))).collect()
}

/// A refusal names a field. Its message is one short line with that field or a value of the command.
pub(crate) fn says_why(asked: &Ask, refusal: &Refusal) {
    let message = refusal.to_string();
    assert!(!refusal.field().is_empty(), "{}", refusal.code());
    assert!(asked.is_named_in(&message) || message.contains(refusal.field()), "{}: {message}", refusal.code());
    assert!(!message.contains('\n') && message.len() < 1_000, "{}: {message}", refusal.code());
}

pub(crate) fn open(account: &str) -> Ask {
    ask("open_account", json!({"account": account, "currency": "CNY"}))
}

pub(crate) fn close() -> Ask {
    ask("close_account", json!({}))
}

pub(crate) fn policy(policy: Value) -> Ask {
    ask("set_policy", json!({"policy": policy}))
}

pub(crate) fn top_up(amount: &str) -> Ask {
    ask("top_up", json!({"amount": amount}))
}

pub(crate) fn voucher(lot: &str, face: &str) -> Ask {
    ask("issue_voucher", json!({"lot": lot, "kind": "ordinary_voucher", "face": face}))
}

pub(crate) fn full_reduction(lot: &str, face: &str) -> Ask {
    ask("issue_voucher", json!({"lot": lot, "kind": "full_reduction_voucher", "face": face}))
}

pub(crate) fn grant(lot: &str, face: &str) -> Ask {
    ask("grant_card", json!({"lot": lot, "face": face}))
}

pub(crate) fn buy(lot: &str, face: &str) -> Ask {
    ask("buy_card", json!({"lot": lot, "face": face}))
}

pub(crate) fn redeem(lot: &str, order: &str, face: &str) -> Ask {
    ask("redeem_huawei_order", json!({"lot": lot, "order": order, "huawei_account": "hw-1", "face": face}))
}

pub(crate) fn void(lot: &str) -> Ask {
    ask("void_lot", json!({"lot": lot}))
}

pub(crate) fn bind(workspace: &str) -> Ask {
    ask("bind_workspace", json!({"workspace": workspace}))
}

pub(crate) fn relocate(workspace: &str, to: &str) -> Ask {
    ask("move_workspace", json!({"workspace": workspace, "to": to}))
}

pub(crate) fn dissolve(workspace: &str) -> Ask {
    ask("dissolve_workspace", json!({"workspace": workspace}))
}

/// Without a name: the workspace has none any more.
pub(crate) fn rename(workspace: &str, name: Option<&str>) -> Ask {
    ask("rename_workspace", json!({"workspace": workspace, "display_name": name}))
}

pub(crate) fn mail_settings(language: Option<&str>, zone: Option<&str>) -> Ask {
    ask("set_mail_settings", json!({"language": language, "time_zone": zone}))
}

/// An AliCloud subscription whose instance has the number of the cloud account.
pub(crate) fn link(id: &str) -> Ask {
    ask("link_cloud_account", json!({"cloud_account": id, "subscription": alicloud(id)}))
}

/// A subscription of AWS's reusable kind, product `prod`.
pub(crate) fn link_legacy(id: &str, customer: &str) -> Ask {
    let subscription = json!({"provider": "aws", "customer_identifier": customer, "product_code": "prod"});
    ask("link_cloud_account", json!({"cloud_account": id, "subscription": subscription}))
}

pub(crate) fn alicloud(cloud_account: &str) -> Value {
    json!({"provider": "alicloud", "account_id": OWNER, "instance_id": instance(cloud_account)})
}

/// The account that owns all AliCloud subscriptions.
pub(crate) const OWNER: &str = "1234567890123456";

/// The instance of a cloud account: its digits, such as `12277001` for `ca-1`.
pub(crate) fn instance(cloud_account: &str) -> String {
    let digits: String = cloud_account.chars().filter(char::is_ascii_digit).collect();
    format!("12277{digits:0>3}")
}

/// Undoes the link of a cloud account.
pub(crate) fn unlink(id: &str) -> Ask {
    ask("unlink_cloud_account", json!({"cloud_account": id, "reason": "the customer typed a wrong id"}))
}

pub(crate) fn withdraw(id: &str) -> Ask {
    ask("withdraw_cloud_account", json!({"cloud_account": id}))
}

pub(crate) fn choose(workspace: &str, cloud_account: &str) -> Ask {
    ask("choose_method", json!({"workspace": workspace, "method": {"cloud_account": cloud_account}}))
}

pub(crate) fn choose_enterprise(workspace: &str) -> Ask {
    ask("choose_method", json!({"workspace": workspace, "method": "enterprise"}))
}

/// What AliCloud says of an instance, at the instant it is received.
pub(crate) fn said(cloud_account: &str, signal: &str) -> Ask {
    let identity = format!("alicloud:{}", instance(cloud_account));
    ask("ingest", json!({"message": {"provider": "alicloud", "identity": identity, "kind": signal, "signal": signal}}))
}

/// A message about the agreement of a subscription, without other effect.
pub(crate) fn agreed(cloud_account: &str, agreement: Value) -> Ask {
    said(cloud_account, "ignored").inner("agreement", agreement)
}

/// The same, but it happened then.
pub(crate) fn said_of(instance: &str, signal: &str, occurred_at: &str) -> Ask {
    said(instance, signal).inner("occurred_at", t(occurred_at))
}

pub(crate) fn legacy_said_of(customer: &str, signal: &str, occurred_at: &str) -> Ask {
    let identity = format!("aws:customer:prod:{customer}");
    said_of("-", signal, occurred_at).inner("provider", "aws").inner("identity", identity)
}

/// A bill of `cn1/ws` for logs used on the first hour of March.
pub(crate) fn bill(id: &str, amount: &str) -> Ask {
    let period = json!({"start": t("03-01"), "end": t("03-01T01:00")});
    let bill = json!({"id": id, "workspace": "cn1/ws", "item": "logs", "amount": amount, "period": period});
    ask("settle_bill", json!({"bill": bill}))
}

pub(crate) fn reverse(bill: &str, reversal: &str) -> Ask {
    ask("reverse_bill", json!({"bill": bill, "reversal": reversal}))
}

pub(crate) fn reverse_part(bill: &str, reversal: &str, amount: &str) -> Ask {
    reverse(bill, reversal).with("amount", amount)
}

/// The provider restated the charge of a bill as the bill `by` of `amount`, of `cn1/ws` in the first hour of March.
pub(crate) fn restate(of: &str, by: &str, amount: &str) -> Ask {
    let by = bill(by, amount).fields.remove("bill");
    withdraw_charge(of).with("by", by.unwrap())
}

/// The provider withdrew the charge of a bill.
pub(crate) fn withdraw_charge(of: &str) -> Ask {
    ask("restate_bill", json!({"bill": of, "reversal": "restated"}))
}

pub(crate) fn claim(export: &str, part: &str, bills: &[&str]) -> Ask {
    ask("claim_charges", json!({"export_name": export, "part": part, "bills": bills}))
}

pub(crate) fn advance() -> Ask {
    ask("advance", json!({}))
}

pub(crate) fn acknowledge(number: &str) -> Ask {
    ask("acknowledge", json!({"outbox_message": number}))
}

/// Asks for the next usage record.
pub(crate) fn meter(cloud_account: &str) -> Ask {
    ask("request_metering", json!({"cloud_account": cloud_account}))
}

/// What the provider answered to a usage record.
pub(crate) fn answered(record: &str, outcome: Value) -> Ask {
    ask("acknowledge_metering", json!({"record": record, "outcome": outcome}))
}

/// The ledger, with a clock that stories move.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) records: MemoryRecords,
    pub(crate) now: Instant,
    /// The clock of the ledger; `None`: it shows `now`.
    pub(crate) clock: Option<Instant>,
    pub(crate) position: u64,
}

impl World {
    /// Nothing yet, on the first of March.
    pub(crate) fn empty() -> Self {
        Self { records: MemoryRecords::default(), now: instant("03-01"), clock: None, position: 0 }
    }

    /// Account `acme` in CNY with workspace `cn1/ws`, both since the first of March.
    pub(crate) fn new() -> Self {
        let mut world = Self::empty();
        world.does(open("acme"));
        world.does(bind("cn1/ws"));
        world
    }

    /// The same, with the cloud account `id` linked and active.
    pub(crate) fn with_active(id: &str) -> Self {
        let mut world = Self::new();
        world.does(link(id));
        world.does(said(id, "activated"));
        world
    }

    pub(crate) fn at(&mut self, short: &str) -> &mut Self {
        self.now = instant(short);
        self
    }

    /// Decides a command. Its changes are in the records, and the invariants are checked.
    pub(crate) fn ask(&mut self, ask: Ask) -> Result<Decision, Refusal> {
        let decision = match decide(
            &self.records,
            &ask.command(),
            self.now,
            Some(self.clock.unwrap_or(self.now)),
            None,
            self.position + 1,
        ) {
            Ok(decision) => decision,
            Err(DecideError::Refused(refusal)) => return Err(refusal),
            Err(error) => panic!("{error}"),
        };
        if let Decision::Happened { at, events, changes } = &decision {
            self.position += 1;
            assert!(!events.is_empty(), "what happens has events");
            let mut evolved = self.records.clone();
            for event in events {
                evolve(&mut evolved, EventContext { at: *at, position: self.position }, event).unwrap();
            }
            for (key, record) in changes {
                self.records.put(key.clone(), record.clone());
            }
            assert_eq!(self.records, evolved, "the events alone make the records");
            self.check_invariants();
        }
        Ok(decision)
    }

    /// Asks for something that happens.
    pub(crate) fn does(&mut self, ask: Ask) -> Vec<Event> {
        let name = ask.name;
        match self.ask(ask) {
            Ok(Decision::Happened { events, .. }) => events,
            Ok(Decision::Already(replay)) => panic!("{name} had happened already: {replay:?}"),
            Err(refusal) => panic!("{name} is refused: {refusal}"),
        }
    }

    /// Asks for something that is refused, and gives the code.
    pub(crate) fn refuses(&mut self, ask: Ask) -> &'static str {
        let name = ask.name;
        match self.ask(ask) {
            Err(refusal) => refusal.code(),
            Ok(decision) => panic!("{name} is not refused: {decision:?}"),
        }
    }

    /// Asks for something that had happened before.
    pub(crate) fn replays(&mut self, ask: Ask) -> PriorResult {
        let name = ask.name;
        match self.ask(ask) {
            Ok(Decision::Already(replay)) => replay,
            other => panic!("{name} is no replay: {other:?}"),
        }
    }

    /// Sends a marketplace message and returns its disposition.
    pub(crate) fn disposition(&mut self, message: Ask) -> MessageDisposition {
        let events = self.does(message);
        let disposition = |event: &Event| match event {
            Event::MessageReceived { disposition, .. } => Some(*disposition),
            _ => None,
        };
        events.iter().find_map(disposition).unwrap()
    }

    /// Settles a bill, which is paid, and gives the receipt.
    pub(crate) fn settles(&mut self, bill: Ask) -> Receipt {
        let events = self.does(bill);
        let receipt = |event: &Event| match event {
            Event::BillSettled { record } => record.receipt().cloned(),
            _ => None,
        };
        events.iter().find_map(receipt).expect("a bill that is paid")
    }

    /// Settles a bill, which is held, and gives the reason.
    pub(crate) fn holds(&mut self, bill: Ask) -> HoldReason {
        let events = self.does(bill);
        let reason = |event: &Event| match event {
            Event::BillHeld { reason, .. } => Some(reason.clone()),
            _ => None,
        };
        events.iter().find_map(reason).expect("a bill that is held")
    }

    pub(crate) fn account(&self) -> Arc<Account> {
        self.account_of("acme")
    }

    pub(crate) fn account_of(&self, id: &str) -> Arc<Account> {
        self.records.account(&id.parse().unwrap()).unwrap().unwrap()
    }

    pub(crate) fn cash(&self) -> String {
        self.account().cash.to_string()
    }

    pub(crate) fn overdraft(&self) -> String {
        self.account().overdraft.to_string()
    }

    /// What an open lot of `acme` still has.
    pub(crate) fn available(&self, lot: &str) -> Option<String> {
        self.account().lot(&lot.parse().unwrap()).map(|lot| lot.available.to_string())
    }

    /// The state of a lot of `acme` that can no longer pay.
    pub(crate) fn closed_lot(&self, lot: &str) -> &'static str {
        let lot = self.records.closed_lot(&"acme".parse().unwrap(), &lot.parse().unwrap()).unwrap();
        lot.unwrap().state.name()
    }

    pub(crate) fn workspace(&self, id: &str) -> Arc<Workspace> {
        self.records.workspace(&id.parse().unwrap()).unwrap().unwrap()
    }

    pub(crate) fn bill_of(&self, id: &str) -> Arc<BillRecord> {
        self.records.bill(&id.parse().unwrap()).unwrap().unwrap()
    }

    /// The method of `cn1/ws` in words: `enterprise`, `ca-1`, `opening ca-2 from ca-1`, `dissolved`.
    pub(crate) fn method(&self) -> String {
        in_words(&self.workspace("cn1/ws").method)
    }

    /// The timeline of `cn1/ws` in words: payers with the short instants from which they pay.
    pub(crate) fn timeline(&self) -> Vec<String> {
        let interval = |interval: &defray_core::method::PayerInterval| {
            let from = interval.from.to_string();
            let from = from.trim_start_matches("2026-").trim_end_matches('Z');
            format!("{from} {} {}", interval.account, payer_in_words(&interval.payer)).replace("T00:00:00", "")
        };
        self.workspace("cn1/ws").timeline.iter().map(interval).collect()
    }

    pub(crate) fn cloud_account(&self, id: &str) -> Arc<CloudAccount> {
        self.records.cloud_account(&id.parse().unwrap()).unwrap().unwrap()
    }

    pub(crate) fn cloud_state(&self, id: &str) -> CloudAccountState {
        self.cloud_account(id).state
    }

    pub(crate) fn bill_record(&self, id: &str) -> Arc<BillRecord> {
        self.records.bill(&id.parse().unwrap()).unwrap().unwrap()
    }

    /// The status of a bill: `held`, `settled` or `cancelled`.
    pub(crate) fn bill_status(&self, id: &str) -> &'static str {
        match self.bill_record(id).status {
            BillStatus::Held { .. } => "held",
            BillStatus::Settled(_) => "settled",
            BillStatus::Cancelled { .. } => "cancelled",
        }
    }

    pub(crate) fn receipt(&self, bill: &str) -> Receipt {
        self.bill_record(bill).receipt().cloned().unwrap()
    }

    /// The templates of all mails still owed, in order.
    pub(crate) fn owed(&self) -> Vec<&'static str> {
        let records = self.records.scan_all(&Key::all(RecordKind::PendingOutboxMessage)).unwrap();
        let template = |record: &Record| match record {
            Record::EntryPosition(number) => {
                self.records.outbox_message(*number).unwrap().unwrap().notification.template()
            }
            other => panic!("{other:?}"),
        };
        records.iter().map(|(_, record)| template(record)).collect()
    }

    /// A3 and its neighbours, over everything there is.
    fn check_invariants(&self) {
        for (_, record) in self.records.iter() {
            let held = match record {
                Record::Account(account) => {
                    let wallet = invariants::money_is_conserved(account)
                        .and_then(|()| invariants::wallet_is_well_formed(account));
                    let policy = self.records.policy_of(account).unwrap();
                    // A new default policy does not compare the standing with the overdraft.
                    let exact = account.policy.is_some() || self.records.default_policy().unwrap().is_none();
                    wallet
                        .and_then(|()| if exact { invariants::standing_is_exact(account, &policy) } else { Ok(()) })
                        .and_then(|()| invariants::metering_adds_up(&self.records, account))
                }
                Record::Workspace(workspace) => invariants::timeline_has_one_payer(workspace),
                Record::Bill(record) => {
                    record.receipt().into_iter().for_each(check_receipt);
                    Ok(())
                }
                _ => Ok(()),
            };
            held.unwrap_or_else(|broken| panic!("{broken}"));
        }
    }
}

/// W6: the slices sum to the bill exactly, and none is empty.
fn check_receipt(receipt: &Receipt) {
    let zero = defray_core::money::Money::zero(receipt.amount.currency());
    let sum = receipt.slices.iter().fold(zero, |sum, slice| sum.plus(&slice.amount).unwrap());
    assert_eq!(sum, receipt.amount, "W6 of bill {}", receipt.bill);
    assert!(receipt.slices.iter().all(|slice| slice.amount.is_positive()));
}

fn payer_in_words(payer: &Payer) -> String {
    payer.cloud_account().map_or("enterprise".into(), ToString::to_string)
}

fn in_words(method: &Method) -> String {
    match method {
        Method::Enterprise => "enterprise".into(),
        Method::Opening { cloud_account, from } => format!("opening {cloud_account} from {}", payer_in_words(from)),
        Method::CloudAccount(id) => id.to_string(),
        Method::Dissolved => "dissolved".into(),
    }
}

/// What paid: `v-1 50 CNY`, `cash 70 CNY`.
pub(crate) fn slices(receipt: &Receipt) -> Vec<String> {
    let name = |slice: &defray_core::receipt::Slice| match &slice.lot {
        Some(lot) => format!("{lot} {}", slice.amount),
        None => format!("{} {}", slice.fund, slice.amount),
    };
    receipt.slices.iter().map(name).collect()
}

/// What did not pay, and the reason: `v-2 not_yet_valid`, `cash empty`.
pub(crate) fn skips(receipt: &Receipt) -> Vec<String> {
    let name = |skip: &defray_core::receipt::Skip| {
        let fund = skip.lot.as_ref().map_or(skip.fund.to_string(), ToString::to_string);
        let reason = match skip.reason {
            SkipReason::NotInWaterfall => "not_in_waterfall",
            SkipReason::NotYetValid { .. } => "not_yet_valid",
            SkipReason::BelowMinimum { .. } => "below_minimum",
            SkipReason::NotNeeded => "not_needed",
            SkipReason::Empty => "empty",
        };
        let range = skip.range.as_ref().map_or(String::new(), |range| format!(" to {} ({})", range.last, range.count));
        format!("{fund}{range} {reason}")
    };
    receipt.skips.iter().map(name).collect()
}

/// Who pays, and by which rule: `enterprise P1`, `ca-1 P1`, `enterprise P2`.
pub(crate) fn who_pays(receipt: &Receipt) -> String {
    let rule = match receipt.payer_reason {
        PayerReason::InForce { .. } => "P1",
        PayerReason::NoLongerMetered { .. } => "P2",
        PayerReason::SuspendedTooLong { .. } => "P3",
    };
    format!("{} {rule}", payer_in_words(&receipt.payer))
}

/// `cn1/ws` pays by `ca-1` from the tenth of March on.
pub(crate) fn on_cloud_since_the_tenth() -> World {
    let mut world = World::with_active("ca-1");
    world.at("03-10").does(choose("cn1/ws", "ca-1"));
    world
}
